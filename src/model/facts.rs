//! A report that notes what it is asked: a page that was asked nothing else than before, and was told
//! the same, is the same page.

use super::{
    ArticleCard, FigureId, FigureRecord, IndicatorProfile, MechanismId, MechanismProfile, Profile,
    Report,
};
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::gazetteer::{Adcode, Gazetteer};
use crate::lexicon::IndicatorId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Something that a page may be made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Need {
    /// The report as a whole: what it has, how many, in which order.
    Everything,
    /// A figure, where it stands, and the checks that it takes part in.
    Figure(FigureId),
    /// A region with all of its figures.
    Region(Adcode),
    /// The regions below one.
    Below(Adcode),
    /// Whether a region has a page, and its name.
    Place(Adcode),
    /// An indicator with all of its figures.
    Indicator(IndicatorId),
    /// The changes of an indicator in all regions.
    Changes(IndicatorId),
    /// A mechanism, and those of the same name.
    Mechanism(MechanismId),
    /// What is read from an article.
    Article(ArticleId),
    /// What is said of an article where it is cited.
    Imprint(ArticleId),
    /// The text of an article, and which of its sentences are cited.
    Text(ArticleId),
    /// Whether several pages have this title.
    Title(String),
}

/// What has been asked, from any thread.
#[derive(Debug, Default)]
pub struct Asked(Mutex<BTreeSet<Need>>);

impl Asked {
    fn note(&self, need: Need) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(need);
    }

    /// A figure, unless all of its region or of its indicator was asked for.
    fn note_figure(&self, figure: &FigureRecord) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_indicator = figure.indicator.clone().map(Need::Indicator);
        if !asked.contains(&Need::Region(figure.region))
            && !of_indicator.is_some_and(|need| asked.contains(&need))
        {
            asked.insert(Need::Figure(figure.id.clone()));
        }
    }

    /// All that has been asked so far, in order.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// What is said of an article where it is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Imprint<'a> {
    /// Identity.
    pub id: &'a ArticleId,
    /// Headline; or the first words, when it has none.
    pub title: &'a str,
    /// Day of publication.
    pub published: Option<Date>,
    /// Outlet.
    pub outlet: Option<&'a str>,
    /// Who wrote it.
    pub byline: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
}

impl ArticleCard {
    /// What is said of the article where it is cited.
    #[must_use]
    pub fn imprint(&self) -> Imprint<'_> {
        Imprint {
            id: &self.id,
            title: &self.title,
            published: self.published,
            outlet: self.outlet.as_deref(),
            byline: self.byline.as_deref(),
            url: self.url.as_deref(),
        }
    }
}

/// A report that can be asked, and that notes the questions when somebody wants to know them.
///
/// # Example
/// ```
/// use fangzhi::model::{Asked, Facts, Need, Report};
/// use std::sync::Arc;
/// let (report, asked) = (Report::default(), Arc::new(Asked::default()));
/// let facts = Facts::of(&report).noting(&asked);
/// assert!(facts.all().regions.is_empty());
/// assert_eq!(asked.needs(), [Need::Everything]);
/// ```
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    report: &'a Report,
    asked: Option<Arc<Asked>>,
}

impl<'a> Facts<'a> {
    /// A report whose questions nobody notes.
    #[must_use]
    pub const fn of(report: &'a Report) -> Self {
        Self { report, asked: None }
    }

    /// The same, its questions noted in `asked`.
    #[must_use]
    pub fn noting(&self, asked: &Arc<Asked>) -> Self {
        Self { report: self.report, asked: Some(Arc::clone(asked)) }
    }

    /// Notes what is asked of something that belongs to the report and is kept beside it.
    pub fn ask(&self, need: impl FnOnce() -> Need) {
        if let Some(asked) = &self.asked {
            asked.note(need());
        }
    }

    /// Notes that a figure is asked for.
    pub fn ask_figure(&self, figure: &FigureRecord) {
        if let Some(asked) = &self.asked {
            asked.note_figure(figure);
        }
    }

    /// The whole report.
    #[must_use]
    pub fn all(&self) -> &'a Report {
        self.ask(|| Need::Everything);
        self.report
    }

    /// A figure.
    #[must_use]
    pub fn figure(&self, id: &FigureId) -> Option<&'a FigureRecord> {
        let figure = self.report.figures.get(id);
        match figure {
            Some(figure) => self.ask_figure(figure),
            None => self.ask(|| Need::Figure(id.clone())),
        }
        figure
    }

    /// A region.
    #[must_use]
    pub fn region(&self, code: Adcode) -> Option<&'a Profile> {
        self.ask(|| Need::Region(code));
        self.report.regions.get(&code)
    }

    /// The name of a region that has a page.
    #[must_use]
    pub fn place(&self, code: Adcode) -> Option<&'a str> {
        self.ask(|| Need::Place(code));
        self.report.regions.get(&code).map(|profile| profile.region.name.as_str())
    }

    /// The regions below another one, by code.
    pub fn below(
        &self,
        parent: Adcode,
        gazetteer: &Gazetteer,
    ) -> impl Iterator<Item = (Adcode, &'a Profile)> {
        self.ask(|| Need::Below(parent));
        below(self.report, parent, gazetteer)
    }

    /// An indicator.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&'a IndicatorProfile> {
        self.ask(|| Need::Indicator(id.clone()));
        self.report.indicators.get(id)
    }

    /// A mechanism.
    #[must_use]
    pub fn mechanism(&self, id: &MechanismId) -> Option<&'a MechanismProfile> {
        self.ask(|| Need::Mechanism(id.clone()));
        self.report.mechanisms.get(id)
    }

    /// An article, and what is read from it.
    #[must_use]
    pub fn article(&self, id: &ArticleId) -> Option<&'a ArticleCard> {
        self.ask(|| Need::Article(id.clone()));
        self.report.articles.get(id)
    }

    /// What is said of an article where it is cited.
    #[must_use]
    pub fn imprint(&self, id: &ArticleId) -> Option<Imprint<'a>> {
        self.ask(|| Need::Imprint(id.clone()));
        self.report.articles.get(id).map(ArticleCard::imprint)
    }
}

/// The regions of a report below another one, by code.
pub fn below<'a>(
    report: &'a Report,
    parent: Adcode,
    gazetteer: &Gazetteer,
) -> impl Iterator<Item = (Adcode, &'a Profile)> {
    let regions = report.regions.iter();
    regions
        .filter(move |(code, _)| gazetteer.path(**code).contains(&parent))
        .map(|(code, profile)| (*code, profile))
}
