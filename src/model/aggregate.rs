//! The entry point: all extractions to one report.

use super::correct::{Correction, apply};
use super::indicator::{comparisons, indicators};
use super::keyword::keywords;
use super::mechanism::mechanisms;
use super::reading::readings;
use super::reconcile::{Reconciled, reconcile};
use super::region::{Around, compare, profiles};
use super::{ArticleCard, FigureRecord, Report, article};
use crate::clean::Article;
use crate::config::ReportConfig;
use crate::corpus::{ArticleId, Document};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::extract::Extraction;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
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
    let Reference { gazetteer, lexicon, corrections, .. } = *reference;
    let mut data = reconcile(readings(inputs, reprints, reference), lexicon);
    let mut diagnostics = homeless(inputs);
    diagnostics.extend(contradictions(&data, inputs));
    let (log, unfit) = apply(&mut data, corrections, gazetteer, lexicon);
    diagnostics.extend(unfit);
    let mechanisms = mechanisms(inputs, reference);
    let mut keywords = keywords(inputs, lexicon);
    let articles: BTreeMap<ArticleId, ArticleCard> = inputs
        .iter()
        .map(|(id, input)| {
            let card = article::card(id, input, &data, reprints, gazetteer);
            let keywords = keywords.remove(id).unwrap_or_default();
            (id.clone(), ArticleCard { keywords, ..card })
        })
        .collect();
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
