//! Hashes of all that a page may be made from: where they are the same, so is the page.

use super::planner::Planner;
use crate::cache::digest;
use crate::corpus::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, MechanismId, Need, below};
use crate::parallel;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What pages are made from, as it is now.
#[derive(Debug)]
pub struct Prints<'a> {
    planner: Planner<'a>,
    texts: &'a BTreeMap<ArticleId, Fingerprint>,
    figures: BTreeMap<FigureId, Fingerprint>,
    regions: BTreeMap<Adcode, Fingerprint>,
    indicators: BTreeMap<&'a IndicatorId, Fingerprint>,
    mechanisms: BTreeMap<&'a MechanismId, Fingerprint>,
    articles: BTreeMap<&'a ArticleId, Fingerprint>,
    imprints: BTreeMap<&'a ArticleId, Fingerprint>,
    everything: OnceLock<Option<Fingerprint>>,
}

impl<'a> Prints<'a> {
    /// Of what `planner`, whose questions nobody notes, plans; `texts` has a hash of all that each
    /// article was read from. None when something has no hash.
    pub(super) fn new(
        planner: Planner<'a>,
        texts: &'a BTreeMap<ArticleId, Fingerprint>,
    ) -> Option<Self> {
        let report = planner.report();
        let index = &planner.index;
        let listed: Vec<_> = report.figures.iter().collect();
        let figures = parallel::map(&listed, |(id, figure)| {
            Some(((*id).clone(), digest(&(figure, index.part_of(id), index.checks(id)))?))
        });
        let figures: Option<BTreeMap<FigureId, Fingerprint>> = figures.into_iter().collect();
        let figures = figures?;
        let listed: Vec<_> = report.regions.iter().collect();
        let regions = parallel::map(&listed, |(code, profile)| {
            Some((**code, digest(&(profile, of_each(&profile.figures, &figures)))?))
        });
        let listed: Vec<_> = report.indicators.iter().collect();
        let indicators = parallel::map(&listed, |(id, profile)| {
            let apart = profile.apart.iter().map(|(id, _)| id);
            let all = profile.comparable.iter().flatten().chain(apart);
            Some((*id, digest(&(profile, of_each(all, &figures)))?))
        });
        let listed: Vec<_> = report.articles.iter().collect();
        let imprints = parallel::map(&listed, |(id, card)| {
            let traditional = planner.traditional(id).is_some();
            Some((*id, digest(&(card.imprint(), traditional))?))
        });
        let articles = parallel::map(&listed, |(id, card)| Some((*id, digest(card)?)));
        let listed: Vec<_> = report.mechanisms.iter().collect();
        let mechanisms = parallel::map(&listed, |(id, profile)| {
            Some((*id, digest(&(profile, index.namesakes(&profile.name)))?))
        });
        let regions: Option<_> = regions.into_iter().collect();
        let mechanisms: Option<_> = mechanisms.into_iter().collect();
        let articles: Option<_> = articles.into_iter().collect();
        let indicators: Option<_> = indicators.into_iter().collect();
        let imprints: Option<_> = imprints.into_iter().collect();
        Some(Self {
            texts,
            figures,
            regions: regions?,
            indicators: indicators?,
            mechanisms: mechanisms?,
            articles: articles?,
            imprints: imprints?,
            everything: OnceLock::new(),
            planner,
        })
    }

    /// The hash of all of `needs`, as they are now; none when something has no hash.
    #[must_use]
    pub fn of(&self, needs: &[Need]) -> Option<Fingerprint> {
        let prints: Option<Vec<Fingerprint>> = needs.iter().map(|need| self.one(need)).collect();
        Some(Fingerprint::of_parts(prints?.iter().map(Fingerprint::as_bytes)))
    }

    /// What is not there has the hash of nothing.
    fn one(&self, need: &Need) -> Option<Fingerprint> {
        let (index, report) = (&self.planner.index, self.planner.report());
        match need {
            Need::Everything => *self.everything.get_or_init(|| self.everything()),
            Need::Figure(id) => Some(known(self.figures.get(id))),
            Need::Region(code) => Some(known(self.regions.get(code))),
            Need::Below(code) => {
                let below = below(report, *code, self.planner.gazetteer());
                let prints = below.map(|(code, _)| known(self.regions.get(&code)));
                Some(Fingerprint::of_parts(prints.map(|print| *print.as_bytes())))
            }
            Need::Place(code) => digest(&self.planner.facts.place(*code)),
            Need::Indicator(id) => Some(known(self.indicators.get(id))),
            Need::Changes(id) => digest(&index.changes(id)),
            Need::Mechanism(id) => Some(known(self.mechanisms.get(id))),
            Need::Article(id) => Some(known(self.articles.get(id))),
            Need::Imprint(id) => Some(known(self.imprints.get(id))),
            Need::Text(id) => digest(&(self.texts.get(id), index.cited(id), index.reprints(id))),
            Need::Title(title) => digest(&self.planner.is_shared(title)),
        }
    }

    fn everything(&self) -> Option<Fingerprint> {
        let report = self.planner.report();
        let around = digest(&(
            (&report.corpus, report.newest),
            (&report.articles, &report.mechanisms, &report.corrections),
            self.texts,
        ))?;
        let prints = self.regions.values().chain(self.indicators.values()).chain([&around]);
        Some(Fingerprint::of_parts(prints.map(Fingerprint::as_bytes)))
    }
}

fn known(print: Option<&Fingerprint>) -> Fingerprint {
    print.copied().unwrap_or(Fingerprint::ZERO)
}

/// One hash of several figures, in their order.
fn of_each<'f>(
    ids: impl IntoIterator<Item = &'f FigureId>,
    figures: &BTreeMap<FigureId, Fingerprint>,
) -> Fingerprint {
    let prints = ids.into_iter().map(|id| known(figures.get(id)));
    Fingerprint::of_parts(prints.map(|print| *print.as_bytes()))
}
