//! What can be drawn: changes over time, parts of wholes, compositions, plans beside results.

use super::rank::{Measured, measured};
use super::reading::{Key, normal_measure};
use super::reconcile::Reconciled;
use super::{CheckRecord, FigureId, FigureRecord, Series, SeriesKind};
use crate::corpus::ArticleId;
use crate::date::{Date, Open, Period};
use crate::decimal::Decimal;
use crate::extract::{Approx, CheckKind, CheckResult, Grade, Role, Scope, Status, Value};
use crate::gazetteer::Adcode;
use crate::lexicon::Lexicon;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a change over time counts more than other series when they are ordered.
const LEAD: i32 = 5;

/// The group of sums of money.
const FUNDS: &str = "funds";

/// A record with its role in the series of an article that it belongs to.
type Member<'a> = (Role, &'a FigureRecord);

/// Series by article and letter, as extraction found them.
pub(super) type Linked = BTreeMap<(ArticleId, usize), Vec<(Role, FigureId)>>;

/// The series of a region, the one with the best figure first.
pub(super) fn series(
    data: &Reconciled,
    ranked: &[FigureId],
    (linked, checks): (&Linked, &[CheckRecord]),
    lexicon: &Lexicon,
) -> Vec<Series> {
    let records: Vec<(&FigureRecord, &Key)> = ranked
        .iter()
        .filter_map(|id| Some((data.records.get(id)?, &**data.keys.get(id)?)))
        .collect();
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
        // What holds of a village or a household is no chart of its region.
        let wide = |r: &FigureRecord| !matches!(r.scope, Scope::Locality | Scope::Household);
        let own: Vec<Member<'_>> =
            members.into_iter().filter(|(_, r)| Some(r.region) == region && wide(r)).collect();
        before_after(&own, lexicon, &mut all);
        plan_and_done(&own, lexicon, &mut all);
    }
    plans(&records, lexicon, &mut all);
    for check in checks {
        let figures: Option<Vec<&FigureRecord>> =
            check.figures.iter().map(|id| data.records.get(id)).collect();
        if let Some(figures) = figures {
            checked(check, &figures, lexicon, &mut all);
        }
    }
    sources(&records, lexicon, &mut all);
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
        SeriesKind::PartOfWhole | SeriesKind::Composition | SeriesKind::Sources => {
            first.measure.clone()
        }
    };
    Series { label, indicator: first.indicator.clone(), unit: first.unit.clone(), kind, points }
}

/// Points of one measure by the last day of their period; a starting value goes before a result
/// of the same period (2016—2017年由16%降至10%).
type Points<'a> = BTreeMap<(Date, bool), &'a FigureRecord>;

/// The same measure of the whole region at two times or more.
fn over_time(records: &[(&FigureRecord, &Key)], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let mut by_measure: BTreeMap<(Measured<'_>, bool, i32), Vec<(String, Points<'_>)>> =
        BTreeMap::new();
    for (record, key) in records.iter().filter(|(record, key)| drawable(record, key)) {
        let Some(period) = record.period else { continue };
        // A rate is a state at the end of whatever period is named.
        let shape = if record.unit == "%" { 0 } else { shape(period) };
        // Ranked order: the first record of a day is the best one, and the first wording leads.
        let words = normal_measure(&record.measure);
        let wordings = by_measure.entry((measured(key), record.cumulative, shape)).or_default();
        let same = |led: &str| led.contains(&words) || words.contains(led);
        let at = wordings.iter().position(|(led, _)| same(led)).unwrap_or(wordings.len());
        if at == wordings.len() {
            wordings.push((words, Points::new()));
        }
        let Some((_, points)) = wordings.get_mut(at) else { continue };
        let held = points.entry((period.end, record.status != Status::Baseline)).or_insert(record);
        if held.status == Status::Planned && record.status != Status::Planned {
            *held = record;
        }
    }
    for (_, points) in by_measure.into_values().flatten() {
        // A target of next year is no step of a change that happened; targets alone are a course.
        let planned = |record: &FigureRecord| record.status == Status::Planned;
        let course = points.values().all(|record| planned(record));
        let kept: Vec<&FigureRecord> =
            points.values().copied().filter(|record| course || !planned(record)).collect();
        if let Some(first) = kept.first().filter(|_| kept.len() >= 2) {
            let ids = kept.iter().map(|r| r.id.clone()).collect();
            all.push(build(first, SeriesKind::Time, ids, lexicon));
        }
    }
}

fn drawable(record: &FigureRecord, key: &Key) -> bool {
    record.scope == Scope::Region
        && record.locality.is_none()
        && record.grade < Grade::D
        && record.status != Status::Requirement
        && !key.change
        && !bounded(record)
        && (record.indicator.is_some() || record.series.is_some())
}

/// What must be alike before periods stand on one line: states and single years go together;
/// sums over several years only with sums over as many (0 and the number of years). What was before
/// a year stands by itself.
fn shape(period: Period) -> i32 {
    if period.open == Some(Open::Before) {
        return -1;
    }
    let years = i32::from(period.end.year()) - i32::from(period.start.year());
    if period.as_of || years == 0 { 0 } else { years }
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
        .filter(|(role, r)| *role == Role::Part && alike(r, total))
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

/// Whether a part can stand in a whole: another figure in the same unit, both done or both planned.
fn alike(part: &FigureRecord, whole: &FigureRecord) -> bool {
    let planned = |r: &FigureRecord| r.status == Status::Planned;
    part.unit == whole.unit && part.id != whole.id && planned(part) == planned(whole)
}

/// Sums and shares that the text itself lets us recompute. A sum that does not come out is drawn
/// too: the chart says so.
fn checked(
    check: &CheckRecord,
    figures: &[&FigureRecord],
    lexicon: &Lexicon,
    all: &mut Vec<Series>,
) {
    let Some((last, rest)) = figures.split_last() else { return };
    let sound = |r: &&FigureRecord| r.grade < Grade::D && r.value.magnitude() > Decimal::ZERO;
    match check.kind {
        CheckKind::Sum if rest.len() >= 2 && rest.iter().all(|r| alike(r, last) && sound(r)) => {
            let mut points = by_size(rest);
            points.push(last.id.clone());
            all.push(build(last, SeriesKind::Composition, points, lexicon));
        }
        CheckKind::Share if check.result != CheckResult::Contradicted => {
            let Some((whole, parts)) = rest.split_last() else { return };
            let sum =
                parts.iter().fold(Decimal::ZERO, |sum, r| sum.saturating_add(r.value.magnitude()));
            let fits = !parts.is_empty() && parts.len() <= 4 && sum <= whole.value.magnitude();
            if fits
                && parts.iter().all(|r| alike(r, whole) && sound(r))
                && share_of(sum, whole, last)
            {
                let mut points = vec![whole.id.clone()];
                points.extend(by_size(parts));
                all.push(build(whole, SeriesKind::PartOfWhole, points, lexicon));
            }
        }
        _ => {}
    }
}

/// Whether `sum` of `whole` is `share` within a point: a check may also have summed wholes.
fn share_of(sum: Decimal, whole: &FigureRecord, share: &FigureRecord) -> bool {
    sum.saturating_mul(Decimal::ONE_HUNDRED)
        .checked_div(whole.value.magnitude())
        .is_some_and(|percent| (percent - share.value.magnitude()).abs() <= Decimal::ONE)
}

/// Sums of money that a passage lists one after the other, each in a sentence of its own, without
/// adding them up: who gave what. What belongs to a total is not drawn a second time.
fn sources(records: &[(&FigureRecord, &Key)], lexicon: &Lexicon, all: &mut Vec<Series>) {
    const FEWEST: usize = 3;
    const NEAR: usize = 2;
    let held: BTreeSet<&FigureId> = all.iter().flat_map(|series| &series.points).collect();
    let fit = |r: &FigureRecord| {
        &*r.group == FUNDS
            && r.unit == "元"
            && r.scope == Scope::Region
            && r.locality.is_none()
            && r.status == Status::Actual
            && r.grade < Grade::D
            && !r.cumulative
            && r.per.is_none()
            && r.approx.is_none()
            && matches!(r.value, Value::Point(_))
    };
    let mut placed: BTreeMap<(&ArticleId, usize), Vec<&FigureRecord>> = BTreeMap::new();
    for (record, _) in records.iter().filter(|(r, key)| fit(r) && !key.change) {
        if let Some(cite) = record.cites.first() {
            placed.entry((&cite.article, cite.sentence)).or_default().push(record);
        }
    }
    let mut found: Vec<Series> = Vec::new();
    let mut run: Vec<&FigureRecord> = Vec::new();
    let mut last: Option<(&ArticleId, usize)> = None;
    let mut close = |run: &mut Vec<&FigureRecord>| {
        let first = run.first().copied().filter(|_| run.len() >= FEWEST);
        let series = first.map(|first| build(first, SeriesKind::Sources, by_size(run), lexicon));
        found.extend(series.map(|series| Series { indicator: None, ..series }));
        run.clear();
    };
    for (at, listed) in placed {
        let joins = last.is_some_and(|(article, s)| article == at.0 && at.1 - s <= NEAR);
        let single = listed.as_slice();
        match single {
            [record] if !held.contains(&record.id) => {
                if !joins {
                    close(&mut run);
                }
                run.push(record);
                last = Some(at);
            }
            _ => {
                close(&mut run);
                last = None;
            }
        }
    }
    close(&mut run);
    all.append(&mut found);
}

fn by_size(parts: &[&FigureRecord]) -> Vec<FigureId> {
    let mut sorted: Vec<&&FigureRecord> = parts.iter().collect();
    sorted.sort_by_key(|r| (Reverse(r.value.magnitude()), &r.id));
    sorted.into_iter().map(|r| r.id.clone()).collect()
}

fn plan_and_done(members: &[Member<'_>], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let at = |role: Role| members.iter().find(|(r, _)| *r == role).map(|(_, record)| *record);
    if let (Some(plan), Some(done)) = (at(Role::Target), at(Role::Done))
        && !bounded(plan)
        && !bounded(done)
        && plan.unit == done.unit
        && plan.id != done.id
        && of_one_year(plan, done)
    {
        let points = vec![plan.id.clone(), done.id.clone()];
        all.push(build(done, SeriesKind::PlanAndDone, points, lexicon));
    }
}

/// Whether only a bound is known (25%以上): no bar is as long as that.
const fn bounded(record: &FigureRecord) -> bool {
    matches!(record.approx, Some(Approx::AtLeast | Approx::AtMost))
}

/// Whether two periods end in the same year, as far as they are known.
fn of_one_year(a: &FigureRecord, b: &FigureRecord) -> bool {
    a.period.zip(b.period).is_none_or(|(a, b)| a.end.year() == b.end.year())
}

/// A plan and a result of the same measure whose periods end in the same year.
fn plans(records: &[(&FigureRecord, &Key)], lexicon: &Lexicon, all: &mut Vec<Series>) {
    let wide = |r: &FigureRecord| {
        r.scope == Scope::Region && r.grade < Grade::D && r.indicator.is_some() && !bounded(r)
    };
    let mut done: BTreeMap<(Measured<'_>, i16), &FigureRecord> = BTreeMap::new();
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
    // Series kept so far by each of their points: only those can hold another one.
    let mut through: BTreeMap<(SeriesKind, FigureId), Vec<usize>> = BTreeMap::new();
    for series in all {
        let Some(first) = series.points.first() else { continue };
        let near = through.get(&(series.kind, first.clone())).map_or(&[][..], Vec::as_slice);
        let held = near
            .iter()
            .filter_map(|&at| kept.get(at))
            .any(|other| series.points.iter().all(|id| other.points.contains(id)));
        if !held {
            for id in &series.points {
                through.entry((series.kind, id.clone())).or_default().push(kept.len());
            }
            kept.push(series);
        }
    }
    // A change over time says most, so it goes before others of about the same weight.
    let best = |series: &Series| {
        let rank = series.points.iter().filter_map(|id| data.records.get(id)).map(|r| r.rank).max();
        rank.map(|rank| if series.kind == SeriesKind::Time { rank + LEAD } else { rank })
    };
    kept.sort_by_key(|series| (Reverse(best(series)), series.kind, series.points.clone()));
    kept
}
