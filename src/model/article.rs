//! What the pages say of an article, and the damage and arithmetic found in it.

use super::aggregate::Input;
use super::mechanism::mechanism_id;
use super::reading::cite;
use super::reconcile::Reconciled;
use super::{ArticleCard, CheckRecord, DoubtRecord};
use crate::corpus::ArticleId;
use crate::extract::CheckResult;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Gazetteer;
use std::collections::BTreeMap;

/// Characters of an article's first line that stand for a missing headline.
const TITLE_CHARS: usize = 24;

/// The card of an article.
pub(super) fn card(
    id: &ArticleId,
    input: &Input<'_>,
    data: &Reconciled,
    reprints: &BTreeMap<ArticleId, ArticleId>,
    gazetteer: &Gazetteer,
) -> ArticleCard {
    let article = input.article;
    let text = &article.text.text;
    let mut damage = BTreeMap::new();
    for defect in &article.defects {
        *damage.entry(defect.kind).or_default() += 1;
    }
    let known = data.of.get(id);
    let mut figures: Vec<_> = input
        .extraction
        .figures
        .iter()
        .enumerate()
        .filter_map(|(index, figure)| Some((figure.quantity.span, known?.get(&index)?.clone())))
        .collect();
    figures.sort();
    let mut mechanisms: Vec<_> = input
        .extraction
        .mechanisms
        .iter()
        .flat_map(|m| m.mentions.iter().map(|span| (*span, mechanism_id(&m.name))))
        .collect();
    mechanisms.sort();
    mechanisms.dedup();
    ArticleCard {
        id: id.clone(),
        title: article.title.clone().unwrap_or_else(|| first_words(text)),
        untitled: article.title.is_none(),
        published: article.published,
        outlet: article.outlet.clone(),
        byline: article.byline.clone(),
        url: article.url.clone(),
        region: input.extraction.main_region.map(|code| gazetteer.canonical(code)),
        characters: text.chars().filter(|c| !c.is_whitespace()).count(),
        fingerprint: Fingerprint::of(input.document.text.as_bytes()),
        reprint_of: reprints.get(id).cloned(),
        figures,
        mechanisms,
        damage,
        keywords: input.keywords.to_vec(),
    }
}

fn first_words(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut words: String = line.chars().take(TITLE_CHARS).collect();
    if words.len() < line.len() {
        words.push('…');
    }
    words
}

/// Damaged places of an article.
pub(super) fn doubts(id: &ArticleId, input: &Input<'_>) -> Vec<DoubtRecord> {
    let article = input.article;
    let sentence_of = |start: usize| {
        article
            .sentences
            .partition_point(|s| s.span.end <= start)
            .min(article.sentences.len().saturating_sub(1))
    };
    article
        .defects
        .iter()
        .map(|defect| DoubtRecord {
            kind: defect.kind,
            cite: cite(id, article, sentence_of(defect.span.start), defect.span),
        })
        .collect()
}

/// Recomputed relations of an article whose figures are all published, contradictions first.
pub(super) fn checks(id: &ArticleId, input: &Input<'_>, data: &Reconciled) -> Vec<CheckRecord> {
    let known = data.of.get(id);
    let mut all: Vec<CheckRecord> = input
        .extraction
        .checks
        .iter()
        .filter_map(|check| {
            let figures: Option<Vec<_>> =
                check.figures.iter().map(|index| known?.get(index).cloned()).collect();
            Some(CheckRecord {
                kind: check.kind,
                figures: figures.filter(|list| !list.is_empty())?,
                result: check.result,
                formula: check.formula.clone(),
                article: id.clone(),
            })
        })
        .collect();
    all.sort_by_key(|check| match check.result {
        CheckResult::Contradicted => 0,
        CheckResult::Explained => 1,
        CheckResult::Confirmed => 2,
    });
    all
}
