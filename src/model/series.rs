//! What can be drawn: changes over time, parts of wholes, compositions, plans beside results.

use super::rank::{Measured, measured};
use super::reading::Key;
use super::reconcile::Reconciled;
use super::{FigureId, FigureRecord, Series, SeriesKind};
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::extract::{Grade, Role, Scope, Status};
use crate::gazetteer::Adcode;
use crate::lexicon::Lexicon;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A record with its role in the series of an article that it belongs to.
type Member<'a> = (Role, &'a FigureRecord);

/// Series by article and letter, as extraction found them.
pub(super) type Linked = BTreeMap<(ArticleId, usize), Vec<(Role, FigureId)>>;

/// The series of a region, the one with the best figure first.
pub(super) fn series(
    data: &Reconciled,
    ranked: &[FigureId],
    linked: &Linked,
    lexicon: &Lexicon,
) -> Vec<Series> {
    let records: Vec<(&FigureRecord, &Key)> =
        ranked.iter().filter_map(|id| Some((data.records.get(id)?, data.keys.get(id)?))).collect();
    let mut all = Vec::new();
    let region = records.first().map(|(r, _)| r.region);
    over_time(&records, lexicon, &mut all);
    let letters: BTreeSet<&(ArticleId, usize)> =
        records.iter().filter_map(|(r, _)| r.series.as_ref()).collect();
    for letter in letters {
        let members: Vec<Member<'_>> = linked
            .get(letter)
            .into_iter()
            .flatten()
            .filter_map(|(role, id)| Some((*role, data.records.get(id)?)))
            .collect();
        // Parts of a total may be those of other regions (counties of a city); all else is own.
        whole(&members, lexicon, region, &mut all);
        let own: Vec<Member<'_>> =
            members.into_iter().filter(|(_, r)| Some(r.region) == region).collect();
        before_after(&own, lexicon, &mut all);
        plan_and_done(&own, lexicon, &mut all);
    }
    plans(&records, lexicon, &mut all);
    tidy(all, data)
}

fn label(record: &FigureRecord, lexicon: &Lexicon) -> String {
    record
        .indicator
        .as_ref()
        .and_then(|id| lexicon.indicator(id))
        .map_or_else(|| record.measure.clone(), |def| def.label.clone())
}

fn build(
    first: &FigureRecord,
    kind: SeriesKind,
    points: Vec<FigureId>,
    lexicon: &Lexicon,
) -> Series {
    // Parts and single claims keep the words of the text; an indicator over time has its name.
    let label = match kind {
        SeriesKind::Time | SeriesKind::PlanAndDone => label(first, lexicon),
        SeriesKind::PartOfWhole | SeriesKind::Composition => first.measure.clone(),
    };
    Series { label, indicator: first.indicator.clone(), unit: first.unit.clone(), kind, points }
}

/// The same measure of the whole region at two times or more; plans after the last result too.
fn over_time(records: &[(&FigureRecord, &Key)], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let mut by_measure: BTreeMap<(Measured, bool), BTreeMap<Date, &FigureRecord>> = BTreeMap::new();
    for (record, key) in records {
        let Some(period) = record.period else { continue };
        let drawable = record.scope == Scope::Region
            && record.locality.is_none()
            && record.grade < Grade::D
            && record.status != Status::Requirement
            && !key.change
            && (record.indicator.is_some() || record.series.is_some());
        if drawable {
            // Ranked order: the first record of a day is the best one.
            let points = by_measure.entry((measured(key), record.cumulative)).or_default();
            let held = points.entry(period.end).or_insert(record);
            if held.status == Status::Planned && record.status != Status::Planned {
                *held = record;
            }
        }
    }
    for points in by_measure.into_values() {
        let last_done =
            points.iter().rev().find(|(_, r)| r.status != Status::Planned).map(|(day, _)| *day);
        let kept: Vec<&FigureRecord> = points
            .iter()
            .filter(|(day, r)| r.status != Status::Planned || Some(**day) > last_done)
            .map(|(_, r)| *r)
            .collect();
        if let Some(first) = kept.first().filter(|_| kept.len() >= 2) {
            let ids = kept.iter().map(|r| r.id.clone()).collect();
            all.push(build(first, SeriesKind::Time, ids, lexicon));
        }
    }
}

/// A change that a sentence states with both ends (and perhaps a plan).
fn before_after(members: &[Member<'_>], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let at = |role: Role| members.iter().filter(move |(r, _)| *r == role).map(|(_, rec)| *rec);
    let (Some(from), Some(to)) = (at(Role::From).next(), at(Role::To).next()) else { return };
    if from.unit != to.unit || from.id == to.id {
        return;
    }
    let mut points = vec![from.id.clone()];
    points.extend(at(Role::To).filter(|r| r.unit == from.unit).map(|r| r.id.clone()));
    points.extend(at(Role::Target).filter(|r| r.unit == from.unit).map(|r| r.id.clone()));
    all.push(build(to, SeriesKind::Time, points, lexicon));
}

/// A whole with its parts; parts that fill it are a composition.
fn whole(members: &[Member<'_>], lexicon: &Lexicon, region: Option<Adcode>, all: &mut Vec<Series>) {
    let total = members.iter().find(|(role, r)| *role == Role::Whole && Some(r.region) == region);
    let Some((_, total)) = total else { return };
    let parts: Vec<&FigureRecord> = members
        .iter()
        .filter(|(role, r)| *role == Role::Part && r.unit == total.unit && r.id != total.id)
        .map(|(_, r)| *r)
        .filter(|r| r.grade < Grade::D && !r.value.magnitude().is_zero())
        .collect();
    let size = total.value.magnitude();
    let mut sum = Decimal::ZERO;
    for part in &parts {
        sum = sum.saturating_add(part.value.magnitude());
    }
    if parts.is_empty() || size <= Decimal::ZERO {
        return;
    }
    let percent = sum.saturating_mul(Decimal::ONE_HUNDRED).checked_div(size).unwrap_or(sum);
    let near = percent >= Decimal::from(97) && percent <= Decimal::from(103);
    if near && parts.len() >= 2 {
        let mut points: Vec<FigureId> = by_size(&parts);
        points.push(total.id.clone());
        all.push(build(total, SeriesKind::Composition, points, lexicon));
    } else if percent <= Decimal::ONE_HUNDRED && parts.len() <= 4 {
        let mut points = vec![total.id.clone()];
        points.extend(by_size(&parts));
        all.push(build(total, SeriesKind::PartOfWhole, points, lexicon));
    } else {
        // Overlapping parts: each beside the whole by itself.
        for part in parts.iter().filter(|p| p.value.magnitude() <= size) {
            let points = vec![total.id.clone(), part.id.clone()];
            all.push(build(total, SeriesKind::PartOfWhole, points, lexicon));
        }
    }
}

fn by_size(parts: &[&FigureRecord]) -> Vec<FigureId> {
    let mut sorted: Vec<&&FigureRecord> = parts.iter().collect();
    sorted.sort_by_key(|r| (Reverse(r.value.magnitude()), &r.id));
    sorted.into_iter().map(|r| r.id.clone()).collect()
}

fn plan_and_done(members: &[Member<'_>], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let at = |role: Role| members.iter().find(|(r, _)| *r == role).map(|(_, record)| *record);
    if let (Some(plan), Some(done)) = (at(Role::Target), at(Role::Done))
        && plan.unit == done.unit
        && plan.id != done.id
    {
        let points = vec![plan.id.clone(), done.id.clone()];
        all.push(build(done, SeriesKind::PlanAndDone, points, lexicon));
    }
}

/// A plan and a result of the same measure whose periods end in the same year.
fn plans(records: &[(&FigureRecord, &Key)], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let wide =
        |r: &FigureRecord| r.scope == Scope::Region && r.grade < Grade::D && r.indicator.is_some();
    let mut done: BTreeMap<(Measured, i16), &FigureRecord> = BTreeMap::new();
    for (record, key) in records.iter().filter(|(r, k)| wide(r) && !k.change) {
        if let (Status::Actual, Some(period)) = (record.status, record.period) {
            done.entry((measured(key), period.end.year())).or_insert(record);
        }
    }
    for (record, key) in records.iter().filter(|(r, k)| wide(r) && !k.change) {
        if let (Status::Planned, Some(period)) = (record.status, record.period)
            && let Some(result) = done.get(&(measured(key), period.end.year()))
        {
            let points = vec![record.id.clone(), result.id.clone()];
            all.push(build(result, SeriesKind::PlanAndDone, points, lexicon));
        }
    }
}

/// Drops a series whose points another one of its kind holds, and orders by the best figure.
fn tidy(all: Vec<Series>, data: &Reconciled) -> Vec<Series> {
    let mut kept: Vec<Series> = Vec::new();
    for series in all {
        let held = kept.iter().any(|other| {
            other.kind == series.kind && series.points.iter().all(|id| other.points.contains(id))
        });
        if !held {
            kept.push(series);
        }
    }
    let best = |series: &Series| {
        series.points.iter().filter_map(|id| data.records.get(id)).map(|r| r.rank).max()
    };
    kept.sort_by_key(|series| (Reverse(best(series)), series.kind, series.points.clone()));
    kept
}
