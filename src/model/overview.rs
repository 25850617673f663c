//! The opening sentences of a region's page, made from its figures: no adjectives, no causes.

use super::words::period_words;
use super::{Facts, FigureId, FigureRecord, Profile, SeriesKind};
use crate::diag::Language;
use crate::extract::{Grade, Status};
use crate::lexicon::Lexicon;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most figures of the sentence that follows the changes.
const STATES: usize = 3;
/// Most changes told.
const CHANGES: usize = 2;

/// A piece of a generated sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phrase {
    /// Words.
    Text(String),
    /// A number, to be shown as printed and linked to its evidence.
    Figure(FigureId),
}

/// Up to three sentences about `profile`: what changed, what is, what is planned.
///
/// Each number is one of its figures, told in the words of its indicator or of the text.
#[must_use]
pub fn overview(
    profile: &Profile,
    facts: &Facts<'_>,
    lexicon: &Lexicon,
    language: Language,
) -> Vec<Vec<Phrase>> {
    let mut told = BTreeSet::new();
    let mut sentences = Vec::new();
    let mut changes = Vec::new();
    for series in profile.series.iter().filter(|s| s.kind == SeriesKind::Time) {
        if changes.len() == CHANGES {
            break;
        }
        let points: Vec<&FigureRecord> = series
            .points
            .iter()
            .filter_map(|id| facts.figure(id))
            .filter(|r| r.status != Status::Planned && r.grade < Grade::D)
            .collect();
        if let (Some(from), Some(to)) = (points.first(), points.last())
            && from.id != to.id
            && !told.contains(&to.id)
        {
            changes.push(change(from, to, lexicon, language));
            told.insert(from.id.clone());
            told.insert(to.id.clone());
        }
    }
    sentences.extend(joined(changes, language));
    let cards = || profile.cards.iter().filter_map(|id| facts.figure(id));
    let states: Vec<Vec<Phrase>> = cards()
        .filter(|r| r.status == Status::Actual && !told.contains(&r.id))
        .take(STATES)
        .map(|record| state(record, lexicon, language))
        .collect();
    sentences.extend(joined(states, language));
    let plans: Vec<Vec<Phrase>> = cards()
        .filter(|r| r.status == Status::Planned)
        .take(1)
        .map(|record| state(record, lexicon, language))
        .collect();
    sentences.extend(joined(plans, language));
    if language == Language::English {
        for sentence in sentences.iter_mut().skip(1) {
            sentence.insert(0, Phrase::Text(" ".to_owned()));
        }
    }
    sentences
}

fn name(record: &FigureRecord, lexicon: &Lexicon, language: Language) -> String {
    let def = record.indicator.as_ref().and_then(|id| lexicon.indicator(id));
    match (def, language) {
        (Some(def), Language::English) if !def.label_en.is_empty() => def.label_en.clone(),
        // A share or a state per head is what its indicator names; other measures keep their
        // own words, which say more.
        (Some(def), Language::Chinese) if record.unit == "%" => def.label.clone(),
        _ => record.measure.clone(),
    }
}

fn when(record: &FigureRecord, language: Language) -> Option<String> {
    record.period.map(|period| period_words(&period, language))
}

fn change(
    from: &FigureRecord,
    to: &FigureRecord,
    lexicon: &Lexicon,
    language: Language,
) -> Vec<Phrase> {
    let falls = to.value.magnitude() < from.value.magnitude();
    let rises = to.value.magnitude() > from.value.magnitude();
    let name = name(to, lexicon, language);
    let at = |record: &FigureRecord| {
        when(record, language).map(|w| w.trim_start_matches("截至").to_owned())
    };
    let (lead, middle) = match language {
        Language::Chinese => {
            let lead = match (at(from), at(to)) {
                (Some(start), Some(end)) if start != end => format!("{start}至{end}，{name}由 "),
                (_, Some(end)) => format!("{end}，{name}由 "),
                _ => format!("{name}由 "),
            };
            let verb = if falls {
                "降至"
            } else if rises {
                "升至"
            } else {
                "到"
            };
            (lead, format!(" {verb} "))
        }
        Language::English => {
            let lead = match (at(from), at(to)) {
                (Some(start), Some(end)) if start != end => {
                    format!("From {start} to {end}, {name} went from ")
                }
                (Some(_), Some(end)) => format!("In {end}, {name} went from "),
                (None, Some(end)) => format!("By {end}, {name} went from "),
                _ => format!("{name} went from "),
            };
            (lead, " to ".to_owned())
        }
    };
    vec![
        Phrase::Text(lead),
        Phrase::Figure(from.id.clone()),
        Phrase::Text(middle),
        Phrase::Figure(to.id.clone()),
    ]
}

fn state(record: &FigureRecord, lexicon: &Lexicon, language: Language) -> Vec<Phrase> {
    let name = name(record, lexicon, language);
    let plan = record.status == Status::Planned;
    let lead = match (language, when(record, language)) {
        (Language::Chinese, Some(when)) if plan => format!("计划{when}，{name} "),
        (Language::Chinese, Some(when)) => format!("{when}，{name} "),
        (Language::Chinese, None) => format!("{}{name} ", if plan { "计划" } else { "" }),
        (Language::English, Some(when)) if plan => format!("Planned for {when}: {name} "),
        (Language::English, Some(when)) => format!("{when}: {name} "),
        (Language::English, None) => format!("{}{name} ", if plan { "Planned: " } else { "" }),
    };
    vec![Phrase::Text(lead), Phrase::Figure(record.id.clone())]
}

fn joined(clauses: Vec<Vec<Phrase>>, language: Language) -> Option<Vec<Phrase>> {
    let (between, end) = match language {
        Language::Chinese => ("；", "。"),
        Language::English => ("; ", "."),
    };
    let mut sentence = Vec::new();
    for clause in clauses {
        if !sentence.is_empty() {
            sentence.push(Phrase::Text(between.to_owned()));
        }
        sentence.extend(clause);
    }
    (!sentence.is_empty()).then(|| {
        sentence.push(Phrase::Text(end.to_owned()));
        sentence
    })
}
