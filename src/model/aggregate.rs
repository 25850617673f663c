//! The entry point: all extractions to one report.

use super::correct::{Correction, apply};
use super::indicator::{comparisons, indicators};
use super::mechanism::mechanisms;
use super::reading::{Reading, readings};
use super::reconcile::{Reconciled, reconcile};
use super::region::{Around, compare, profiles};
use super::{ArticleCard, FigureRecord, Report, article};
use crate::clean::Article;
use crate::config::ReportConfig;
use crate::corpus::{ArticleId, Document};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::extract::Extraction;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::{Adcode, Gazetteer};
use crate::lexicon::Lexicon;
use crate::parallel;
use std::collections::BTreeMap;

/// One article as all earlier stages left it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// As read.
    pub document: &'a Document,
    /// As cleaned.
    pub article: &'a Article,
    /// What was read from it.
    pub extraction: &'a Extraction,
    /// What it speaks of more than texts do at large.
    pub keywords: &'a [String],
}

/// What aggregation looks things up in.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// Divisions.
    pub gazetteer: &'a Gazetteer,
    /// Indicators, groups, weights.
    pub lexicon: &'a Lexicon,
    /// What is shown and how it is ranked.
    pub config: &'a ReportConfig,
    /// The editors' corrections, in order.
    pub corrections: &'a [Correction],
}

/// Makes the report of all articles; `reprints` leads from each copy to its original.
///
/// The result depends on the articles alone, not on any order of reading them.
///
/// # Diagnostics
/// Figures without a region (note), readings that contradict each other (warning), corrections
/// that do not fit the text any more (error).
#[must_use]
pub fn aggregate(
    inputs: &BTreeMap<ArticleId, Input<'_>>,
    reprints: &BTreeMap<ArticleId, ArticleId>,
    reference: &Reference<'_>,
) -> Outcome<Report> {
    let gazetteer = reference.gazetteer;
    let listed: Vec<(&ArticleId, &Input<'_>)> = inputs.iter().collect();
    let mut data = reconciled(&listed, reprints, reference);
    let mut diagnostics = homeless(inputs);
    let (log, unfit) = apply(&mut data, (inputs, reprints), reference);
    diagnostics.extend(unfit);
    // What an editor has settled contradicts nothing any more.
    diagnostics.extend(contradictions(&data, inputs));
    let mechanisms = mechanisms(inputs, reference);
    let cards =
        parallel::map(&listed, |(id, input)| article::card(id, input, &data, reprints, gazetteer));
    let articles: BTreeMap<ArticleId, ArticleCard> =
        cards.into_iter().map(|card| (card.id.clone(), card)).collect();
    let around = Around { inputs, articles: &articles, mechanisms: &mechanisms, reference };
    let mut regions = profiles(&mut data, &around);
    for card in regions.values().flat_map(|profile| &profile.cards) {
        if let Some(record) = data.records.get_mut(card) {
            record.key = true;
        }
    }
    let indicators = indicators(&data);
    compare(&mut regions, comparisons(&indicators, &data, gazetteer));
    let texts = articles.values().map(|card| format!("{} {}", card.id, card.fingerprint));
    let corpus = (!articles.is_empty()).then(|| Fingerprint::of_parts(texts));
    let newest = articles.values().filter_map(|card| card.published).max();
    Outcome {
        value: Report {
            figures: data.records,
            regions,
            indicators,
            mechanisms,
            articles,
            corpus,
            newest,
            corrections: log,
        },
        diagnostics,
    }
}

/// The records of all articles.
fn reconciled(
    listed: &[(&ArticleId, &Input<'_>)],
    reprints: &BTreeMap<ArticleId, ArticleId>,
    reference: &Reference<'_>,
) -> Reconciled {
    let placed: Vec<_> = listed.iter().copied().enumerate().collect();
    let read = parallel::map(&placed, |(place, (id, input))| {
        readings((*place, id, reprints.get(*id).unwrap_or(id)), input, reference.gazetteer)
    });
    let mut by_region: BTreeMap<Adcode, Vec<&Reading<'_>>> = BTreeMap::new();
    for reading in read.iter().flatten() {
        by_region.entry(reading.region).or_default().push(reading);
    }
    reconcile(by_region, reference.lexicon)
}

/// Articles with figures whose region nobody knows.
fn homeless(inputs: &BTreeMap<ArticleId, Input<'_>>) -> Vec<Diagnostic> {
    inputs
        .values()
        .filter_map(|input| {
            let lost = input.extraction.figures.iter().filter(|f| f.region.is_none());
            let first = lost.clone().next()?;
            let span = input.article.text.map.to_raw(first.quantity.span);
            let note = Diagnostic::new(Code::FigureWithoutRegion).arg("count", lost.count());
            Some(note.at(span).within(input.document.path.clone()))
        })
        .collect()
}

/// One warning for each measure whose records contradict each other.
fn contradictions(data: &Reconciled, inputs: &BTreeMap<ArticleId, Input<'_>>) -> Vec<Diagnostic> {
    let leads = |record: &&FigureRecord| {
        !record.conflicts.is_empty() && record.conflicts.iter().all(|other| *other > record.id)
    };
    data.records
        .values()
        .filter(leads)
        .filter_map(|record| {
            let other = record.conflicts.first().and_then(|id| data.records.get(id))?;
            let (cite, there) = (record.cites.first()?, other.cites.first()?);
            let input = inputs.get(&cite.article)?;
            let warning = Diagnostic::new(Code::ConflictingFigures)
                .arg("measure", &record.measure)
                .arg("count", record.conflicts.len() + 1)
                .arg("one", &record.surface)
                .arg("other", &other.surface)
                .arg("article", &there.article)
                .at(input.article.text.map.to_raw(cite.span))
                .within(input.document.path.clone());
            Some(warning)
        })
        .collect()
}
