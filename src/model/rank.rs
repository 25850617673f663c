//! Which figures come first on a region's page, and which become its cards.
//!
//! The score is a sum of whole numbers with the weights of the config, and each record says what
//! its own is made of, so that the choice can be tested and explained.

use super::reading::{Key, Topic};
use super::reconcile::Reconciled;
use super::{FigureId, FigureRecord};
use crate::config::{RankConfig, ReportConfig};
use crate::date::Date;
use crate::extract::{Grade, Role, Scope, Status};
use crate::gazetteer::Adcode;
use crate::lexicon::Lexicon;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the cards of one region are told apart by: one card for one measure.
pub(super) type Measured<'k> = (&'k Topic, &'k str, Option<&'k str>, bool, Option<Adcode>);

/// The measure of `key`: topic, unit, basis, change or state, and the partner of aid.
pub(super) fn measured(key: &Key) -> Measured<'_> {
    (&key.topic, &key.unit, key.per.as_deref(), key.change, key.partner)
}

/// The measure itself, also for a change of it.
fn state(key: &Key) -> Measured<'_> {
    (&key.topic, &key.unit, key.per.as_deref(), false, key.partner)
}

/// What is known of a measure within a region.
#[derive(Debug, Default)]
struct Known {
    latest: Option<Date>,
    done: bool,
    changes: bool,
}

/// A record with its score and what that is made of.
pub(super) type Ranked = (FigureId, i32, Amounts);

/// The records of one region from high to low.
pub(super) fn rank(
    data: &Reconciled,
    ids: &[FigureId],
    lexicon: &Lexicon,
    config: &RankConfig,
) -> Vec<Ranked> {
    let known_of = |id: &FigureId| Some((data.records.get(id)?, &**data.keys.get(id)?));
    let mut known: BTreeMap<Measured<'_>, Known> = BTreeMap::new();
    for (record, key) in ids.iter().filter_map(known_of) {
        let entry = known.entry(state(key)).or_default();
        entry.changes |= key.change;
        if record.scope == Scope::Region && record.grade < Grade::D && !key.change {
            entry.done |= record.status == Status::Actual;
            if record.status == Status::Actual {
                entry.latest = entry.latest.max(record.period.map(|p| p.end));
            }
        }
    }
    let empty = Known::default();
    let mut order = Vec::new();
    for (record, key) in ids.iter().filter_map(known_of) {
        let found = known.get(&state(key)).unwrap_or(&empty);
        let weight = record
            .indicator
            .as_ref()
            .and_then(|id| lexicon.indicator(id))
            .map_or(0, |def| i32::from(def.weight));
        let amounts = amounts(record, weight, found);
        let score: i32 = terms(amounts, config)
            .iter()
            .map(|(_, amount, weight)| amount.saturating_mul(*weight))
            .sum();
        let place = record.cites.first().map(|c| (&c.article, c.span));
        let end = record.period.map(|p| p.end);
        let rank = (Reverse(score), Reverse(end), Reverse(record.cites.len()), place);
        order.push((rank, &record.id, amounts));
    }
    order.sort();
    order.into_iter().map(|((score, ..), id, amounts)| (id.clone(), score.0, amounts)).collect()
}

/// What a score is made of, in words.
pub(super) fn reason(amounts: Amounts, config: &RankConfig) -> String {
    let terms = terms(amounts, config).into_iter().filter(|(_, amount, _)| *amount != 0);
    let terms = terms.map(|(name, amount, weight)| format!("{name} {amount}×{weight}"));
    terms.collect::<Vec<_>>().join("，")
}

/// What a score is made of, in the order of [`terms`].
pub(super) type Amounts = [i32; 8];

/// What a score is made of: name, amount, weight.
fn terms(amounts: Amounts, config: &RankConfig) -> [(&'static str, i32, i32); 8] {
    let [indicator, scope, grade, context, recency, sources, anecdote, superseded] = amounts;
    [
        ("指标", indicator, config.indicator),
        ("范围", scope, config.scope),
        ("等级", grade, config.grade),
        ("对照", context, config.context),
        ("最新", recency, config.recency),
        ("多源", sources, config.sources),
        ("个例", anecdote, config.anecdote),
        ("已有完成数的计划", superseded, config.superseded_plan),
    ]
}

fn amounts(record: &FigureRecord, weight: i32, known: &Known) -> Amounts {
    let scope = match record.scope {
        Scope::Region => 2,
        Scope::Part => 1,
        _ => 0,
    };
    let grade = match record.grade {
        Grade::A => 3,
        Grade::B => 2,
        Grade::C => 1,
        Grade::D => 0,
    };
    let related =
        record.per.is_some() || known.changes || record.role.is_some_and(|role| role != Role::Part);
    let latest = record.period.is_some_and(|p| Some(p.end) == known.latest)
        && record.status == Status::Actual;
    let superseded = record.status == Status::Planned && known.done;
    [
        weight,
        scope,
        grade,
        i32::from(related),
        i32::from(latest),
        i32::from(record.sources >= 2),
        i32::from(record.scope == Scope::Household),
        i32::from(superseded),
    ]
}

/// The cards: by rank, one for a measure, at most so many of a group.
///
/// Never a card: a figure in doubt, one of a household, village or project, a rule, a starting
/// value, a mere change whose result is known, a plan whose result is known.
pub(super) fn cards(
    data: &Reconciled,
    ranked: &[FigureId],
    config: &ReportConfig,
) -> Vec<FigureId> {
    let records: Vec<(&FigureRecord, &Key)> = ranked
        .iter()
        .filter_map(|id| Some((data.records.get(id)?, &**data.keys.get(id)?)))
        .collect();
    let done: BTreeSet<Measured<'_>> = records
        .iter()
        .filter(|(r, _)| r.status == Status::Actual && r.grade < Grade::D && wide(r))
        .map(|(_, key)| measured(key))
        .collect();
    let fit = |record: &FigureRecord, key: &Key| {
        wide(record)
            && record.grade < Grade::D
            && match record.status {
                Status::Actual => true,
                Status::Planned | Status::Baseline => !done.contains(&measured(key)),
                Status::Requirement => false,
            }
            && !(key.change && done.contains(&state(key)))
    };
    let mut cards = Vec::new();
    let mut seen = BTreeSet::new();
    let mut of_group: BTreeMap<&str, usize> = BTreeMap::new();
    // Figures that the reading marked as key and that have an indicator, as far as there are any;
    // else those with either.
    let best = |r: &FigureRecord| r.key && r.indicator.is_some();
    let marked = records.iter().any(|(r, key)| best(r) && fit(r, key));
    for (record, key) in records {
        let wanted = best(record) || (!marked && (record.key || record.indicator.is_some()));
        let count = of_group.entry(&record.group).or_default();
        if cards.len() < config.cards
            && wanted
            && fit(record, key)
            && *count < config.cards_per_group
            && seen.insert(measured(key))
        {
            *count += 1;
            cards.push(record.id.clone());
        }
    }
    cards
}

const fn wide(record: &FigureRecord) -> bool {
    matches!(record.scope, Scope::Region | Scope::Part) && record.locality.is_none()
}
