//! Indicators: which figures of different regions may be compared, and which may not, and why.

use super::reconcile::Reconciled;
use super::{Comparison, FigureId, FigureRecord, IndicatorProfile};
use crate::date::Open;
use crate::extract::{Approx, Grade, Scope, Status};
use crate::gazetteer::{Adcode, Gazetteer, Level};
use crate::lexicon::IndicatorId;
use crate::parallel;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most peers of a comparison.
const PEERS: usize = 8;

/// What must be equal before figures of two regions may be compared.
type Sort = (String, Option<String>, Status, bool, bool, Level);

/// The profile of every indicator that has a figure.
pub(super) fn indicators(data: &Reconciled) -> BTreeMap<IndicatorId, IndicatorProfile> {
    let mut by_indicator: BTreeMap<&IndicatorId, Vec<&FigureRecord>> = BTreeMap::new();
    for record in data.records.values() {
        if let Some(id) = &record.indicator {
            by_indicator.entry(id).or_default().push(record);
        }
    }
    let listed = by_indicator.into_iter().collect();
    let profiles = parallel::turn(listed, |(id, records)| (id.clone(), profile(id, records, data)));
    profiles.into_iter().collect()
}

fn profile(
    id: &IndicatorId,
    mut records: Vec<&FigureRecord>,
    data: &Reconciled,
) -> IndicatorProfile {
    records.sort_by_key(|r| (r.region, Reverse(r.period.map(|p| p.end)), r.id.clone()));
    let change = |record: &FigureRecord| data.keys.get(&record.id).is_some_and(|key| key.change);
    let mut changes: Vec<FigureId> =
        records.iter().filter(|r| change(r)).map(|r| r.id.clone()).collect();
    changes.sort();
    let mut apart = Vec::new();
    let mut sorts: BTreeMap<Sort, Vec<&FigureRecord>> = BTreeMap::new();
    for record in records {
        if let Some(reason) = unfit(record) {
            apart.push((record.id.clone(), reason.to_owned()));
        } else {
            let sort = (
                record.unit.clone(),
                record.per.clone(),
                record.status,
                record.cumulative,
                change(record),
                record.region.level(),
            );
            sorts.entry(sort).or_default().push(record);
        }
    }
    let main = sorts.iter().max_by_key(|(sort, list)| (list.len(), Reverse(*sort)));
    let main: Option<Sort> = main.map(|(sort, _)| sort.clone());
    let mut comparable: Vec<(Status, Vec<&FigureRecord>)> = Vec::new();
    for (sort, list) in sorts {
        let (groups, rest) = windows(&list);
        comparable.extend(groups.into_iter().map(|group| (sort.2, group)));
        let reason = match &main {
            Some(main) if main.0 != sort.0 || main.1 != sort.1 => "unit",
            Some(main) if (main.2, main.3, main.4) != (sort.2, sort.3, sort.4) => "status",
            Some(main) if main.5 != sort.5 => "level",
            _ if list.iter().all(|record| record.region == list[0].region) => "alone",
            _ => "period",
        };
        apart.extend(rest.into_iter().map(|id| (id, reason.to_owned())));
    }
    // What is so before what is planned, and the newest first.
    let newest = |group: &[&FigureRecord]| group.iter().filter_map(|r| Some(r.period?.end)).max();
    comparable.sort_by_cached_key(|(status, group)| {
        (Reverse(group.len()), *status, Reverse(newest(group)), ids(group))
    });
    let comparable = comparable.iter().map(|(_, group)| ids(group)).collect();
    apart.sort();
    IndicatorProfile { id: id.clone(), comparable, apart, changes }
}

fn ids(group: &[&FigureRecord]) -> Vec<FigureId> {
    group.iter().map(|record| record.id.clone()).collect()
}

/// Why a figure can never stand in a ranking.
fn unfit(record: &FigureRecord) -> Option<&'static str> {
    if record.grade == Grade::D {
        return Some("doubt");
    }
    if record.scope != Scope::Region || record.locality.is_some() || record.partner.is_some() {
        return Some("scope");
    }
    if record.period.is_none_or(|period| period.open == Some(Open::Before)) {
        return Some("period");
    }
    matches!(record.approx, Some(Approx::AtLeast | Approx::AtMost)).then_some("approx")
}

/// Groups of figures of one sort whose periods end within a year of each other, each region once;
/// the years with most regions first. What is left over comes back as the rest.
fn windows<'a>(list: &[&'a FigureRecord]) -> (Vec<Vec<&'a FigureRecord>>, Vec<FigureId>) {
    let mut by_year: BTreeMap<i16, Vec<&'a FigureRecord>> = BTreeMap::new();
    for &record in list {
        if let Some(period) = record.period {
            by_year.entry(period.end.year()).or_default().push(record);
        }
    }
    let mut groups = Vec::new();
    let mut rest = Vec::new();
    loop {
        let regions_from = |year: i16| -> BTreeSet<Adcode> {
            let both = by_year.range(year..=year.saturating_add(1));
            both.flat_map(|(_, records)| records.iter().map(|r| r.region)).collect()
        };
        let best = by_year.keys().map(|&year| (regions_from(year).len(), year)).max();
        let Some((_, year)) = best.filter(|(regions, _)| *regions >= 2) else { break };
        // The later year first, so that each region is there with its latest figure.
        let mut of_region: BTreeMap<Adcode, &'a FigureRecord> = BTreeMap::new();
        for year in [year.saturating_add(1), year] {
            for record in by_year.remove(&year).unwrap_or_default() {
                match of_region.get(&record.region) {
                    Some(held) if held.grade <= record.grade || held.period > record.period => {
                        rest.push(record.id.clone());
                    }
                    _ => {
                        if let Some(old) = of_region.insert(record.region, record) {
                            rest.push(old.id.clone());
                        }
                    }
                }
            }
        }
        let mut group: Vec<&'a FigureRecord> = of_region.into_values().collect();
        group.sort_by_key(|r| (Reverse(r.value.magnitude()), r.region));
        groups.push(group);
    }
    rest.extend(by_year.into_values().flatten().map(|r| r.id.clone()));
    (groups, rest)
}

/// Each region's figures beside those of others, by region.
///
/// Peers are of the same level: those of the same province first (by closeness of value), then
/// the closest of all; and the division above, when an own figure of it is comparable.
pub(super) fn comparisons(
    indicators: &BTreeMap<IndicatorId, IndicatorProfile>,
    data: &Reconciled,
    gazetteer: &Gazetteer,
) -> BTreeMap<Adcode, Vec<Comparison>> {
    let listed: Vec<&IndicatorProfile> = indicators.values().collect();
    let mut all: BTreeMap<Adcode, Vec<Comparison>> = BTreeMap::new();
    let found = parallel::map(&listed, |profile| compared(profile, data, gazetteer));
    for (region, comparison) in found.into_iter().flatten() {
        all.entry(region).or_default().push(comparison);
    }
    all
}

/// Each figure of an indicator that can be compared, beside those of other regions.
fn compared(
    profile: &IndicatorProfile,
    data: &Reconciled,
    gazetteer: &Gazetteer,
) -> Vec<(Adcode, Comparison)> {
    let mut all = Vec::new();
    let mut of_region: BTreeMap<Adcode, Vec<&FigureRecord>> = BTreeMap::new();
    let groups: Vec<Vec<&FigureRecord>> = profile
        .comparable
        .iter()
        .map(|group| group.iter().filter_map(|id| data.records.get(id)).collect())
        .collect();
    for record in groups.iter().flatten() {
        of_region.entry(record.region).or_default().push(record);
    }
    for group in &groups {
        let mut by_province: BTreeMap<Adcode, Vec<usize>> = BTreeMap::new();
        for (place, record) in group.iter().enumerate() {
            by_province.entry(record.region.province()).or_default().push(place);
        }
        for (place, record) in group.iter().enumerate() {
            let near = by_province.get(&record.region.province()).map_or(&[][..], Vec::as_slice);
            let (peers, same_province) = peers(group.len(), place, near);
            let comparison = Comparison {
                indicator: profile.id.clone(),
                own: record.id.clone(),
                peers: peers.iter().filter_map(|&p| group.get(p)).map(|r| r.id.clone()).collect(),
                same_province,
                parent: parent(record, &of_region, gazetteer),
                of: group.len(),
                place: place + 1,
            };
            all.push((record.region, comparison));
        }
    }
    all
}

/// Places of the peers of `own` among `count` figures sorted by value, and how many are `near`.
fn peers(count: usize, own: usize, near: &[usize]) -> (Vec<usize>, usize) {
    let at = near.partition_point(|&place| place < own);
    let mut chosen: Vec<usize> =
        around(near.len(), at).filter_map(|index| near.get(index).copied()).take(PEERS).collect();
    let same = chosen.len();
    for place in around(count, own) {
        if chosen.len() >= PEERS {
            break;
        }
        if !chosen.contains(&place) {
            chosen.push(place);
        }
    }
    (chosen, same)
}

/// All places of a list but `own`, the nearest first.
fn around(count: usize, own: usize) -> impl Iterator<Item = usize> {
    (1..count.max(1)).flat_map(move |distance| {
        let before = own.checked_sub(distance);
        let after = Some(own + distance).filter(|place| *place < count);
        before.into_iter().chain(after)
    })
}

fn parent(
    record: &FigureRecord,
    of_region: &BTreeMap<Adcode, Vec<&FigureRecord>>,
    gazetteer: &Gazetteer,
) -> Option<FigureId> {
    let year = record.period?.end.year();
    let above = gazetteer.path(record.region);
    above.iter().rev().find_map(|code| {
        of_region
            .get(code)?
            .iter()
            .find(|other| {
                other.unit == record.unit
                    && other.per == record.per
                    && other.status == record.status
                    && other.period.is_some_and(|p| (p.end.year() - year).abs() <= 1)
            })
            .map(|other| other.id.clone())
    })
}
