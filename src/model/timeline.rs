//! What happened when: dated figures of a region, one event for a sentence and a period.

use super::{Cite, FigureId, FigureRecord};
use crate::date::Period;
use crate::extract::{Basis, Grade, Scope, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub period: Period,
    /// The text states the period, or a relative word that resolves; else it was carried over or
    /// assumed, and the event belongs in the lane of uncertain dates.
    pub certain: bool,
    /// It lies ahead of the text: a plan.
    pub planned: bool,
    /// The figures of the sentence.
    pub figures: Vec<FigureId>,
    /// The sentence.
    pub cite: Cite,
}

/// The events of one region by date, then by article and sentence.
pub(super) fn timeline<'a>(records: impl Iterator<Item = &'a FigureRecord>) -> Vec<Event> {
    let mut events: BTreeMap<_, Event> = BTreeMap::new();
    for record in records {
        let dated = record.period.zip(record.cites.first());
        let Some((period, cite)) = dated else { continue };
        let fit = record.grade < Grade::D
            && record.scope != Scope::Household
            && matches!(record.status, Status::Actual | Status::Planned)
            && (record.key || record.indicator.is_some());
        if !fit {
            continue;
        }
        let planned = record.status == Status::Planned;
        let place = (period.end, period.start, cite.article.clone(), cite.sentence, planned);
        let certain = matches!(record.period_basis, Some(Basis::Stated | Basis::Resolved));
        let event = events.entry(place).or_insert_with(|| Event {
            period,
            certain,
            planned,
            figures: Vec::new(),
            cite: cite.clone(),
        });
        event.certain |= certain;
        event.figures.push(record.id.clone());
        if cite.span < event.cite.span {
            event.cite = cite.clone();
        }
    }
    events
        .into_values()
        .map(|mut event| {
            event.figures.sort();
            event
        })
        .collect()
}
