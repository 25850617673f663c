//! Readings to records: what says the same is merged, what contradicts stays side by side.

use super::reading::{Agreement, Key, Reading, Topic, agreement, reach};
use super::{FigureId, FigureRecord};
use crate::corpus::ArticleId;
use crate::decimal::{Decimal, plain};
use crate::extract::{Approx, Grade, Scope, Value};
use crate::gazetteer::Adcode;
use crate::lexicon::{IndicatorId, Lexicon};
use crate::parallel;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Group of figures whose indicator, if any, names none.
pub(super) const OTHER_GROUP: &str = "other";

/// Values under one key from which the key is too coarse to speak of a contradiction.
const TOO_MANY: usize = 12;

/// The records, and which record each figure of each article went into.
#[derive(Debug, Default)]
pub(super) struct Reconciled {
    pub(super) records: BTreeMap<FigureId, FigureRecord>,
    pub(super) of: BTreeMap<ArticleId, BTreeMap<usize, FigureId>>,
    /// Topics by record, for all that groups records later.
    pub(super) keys: BTreeMap<FigureId, Arc<Key>>,
    /// Grades as they would be without conflicts.
    pub(super) grades: BTreeMap<FigureId, Grade>,
}

/// What the readings of one region come to.
#[derive(Default)]
struct Part<'a> {
    records: Vec<(Box<FigureRecord>, Arc<Key>, Grade)>,
    of: Vec<(&'a Reading<'a>, FigureId)>,
}

/// The group of each indicator.
struct Groups<'a> {
    known: BTreeMap<&'a str, Arc<str>>,
    other: Arc<str>,
}

impl<'a> Groups<'a> {
    fn new(lexicon: &'a Lexicon) -> Self {
        let named = lexicon.pack.indicators.iter().filter(|def| !def.group.is_empty());
        let mut names: BTreeMap<&str, Arc<str>> = BTreeMap::new();
        let mut name =
            |group: &'a str| Arc::clone(names.entry(group).or_insert_with(|| group.into()));
        let known = named.map(|def| (&*def.id.0, name(&def.group))).collect();
        Self { known, other: OTHER_GROUP.into() }
    }

    fn of(&self, indicator: Option<&IndicatorId>) -> Arc<str> {
        let known = indicator.and_then(|id| self.known.get(&*id.0));
        Arc::clone(known.unwrap_or(&self.other))
    }
}

/// Merges `readings`, which are by region, into records, and finds those that contradict each other.
pub(super) fn reconcile<'a>(
    readings: BTreeMap<Adcode, Vec<&'a Reading<'a>>>,
    lexicon: &Lexicon,
) -> Reconciled {
    let groups = Groups::new(lexicon);
    let regions: Vec<Vec<&Reading<'_>>> = readings.into_values().collect();
    let none = BTreeSet::new();
    let mut parts = parallel::map(&regions, |readings| part(readings, &groups, &none));
    let mut given: BTreeSet<FigureId> = BTreeSet::new();
    for (readings, found) in regions.iter().zip(&mut parts) {
        // The ids of two regions meet by chance once in a long while.
        let met = |part: &Part<'_>| -> BTreeSet<FigureId> {
            let ids = part.records.iter().map(|(record, ..)| &record.id);
            ids.filter(|id| given.contains(*id)).cloned().collect()
        };
        let mut taken = met(found);
        while !taken.is_empty() {
            *found = part(readings, &groups, &taken);
            let more = met(found);
            if more.is_empty() {
                break;
            }
            taken.extend(more);
        }
        given.extend(found.records.iter().map(|(record, ..)| record.id.clone()));
    }
    let of = placed(&parts);
    let all = || parts.iter().flat_map(|part| &part.records);
    let keys = all().map(|(record, key, _)| (record.id.clone(), Arc::clone(key))).collect();
    let grades = all().map(|(record, _, grade)| (record.id.clone(), *grade)).collect();
    let records = parts.into_iter().flat_map(|part| part.records);
    let mut records: Vec<Box<FigureRecord>> = records.map(|(record, ..)| record).collect();
    // A map that is made at once, of what is in order, has no gaps, and nothing in it is moved about.
    records.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let records = records.into_iter().map(|record| (record.id.clone(), *record)).collect();
    Reconciled { records, of, keys, grades }
}

/// Which record each figure of each article went into.
fn placed(parts: &[Part<'_>]) -> BTreeMap<ArticleId, BTreeMap<usize, FigureId>> {
    let mut by_place: BTreeMap<usize, Vec<(&Reading<'_>, &FigureId)>> = BTreeMap::new();
    for (reading, id) in parts.iter().flat_map(|part| &part.of) {
        by_place.entry(reading.place).or_default().push((*reading, id));
    }
    let articles = by_place.into_values().filter_map(|of| {
        let article = of.first()?.0.article.clone();
        Some((article, of.into_iter().map(|(reading, id)| (reading.index, id.clone())).collect()))
    });
    articles.collect()
}

/// The records of one region's readings, whose ids are none of `taken`.
fn part<'a>(
    readings: &[&'a Reading<'a>],
    groups: &Groups<'_>,
    taken: &BTreeSet<FigureId>,
) -> Part<'a> {
    let mut sorted: Vec<&'a Reading<'a>> = readings.to_vec();
    sorted.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.preference().cmp(&b.preference())));
    let mut taken = taken.clone();
    let mut out = Part::default();
    for same in sorted.chunk_by(|a, b| a.key == b.key) {
        let Some(key) = same.first().map(|reading| &reading.key) else { continue };
        let clusters = clusters(same);
        let ids = identities(key, &clusters, &taken);
        let mut conflicts = conflicts(key, &clusters);
        for (index, (cluster, id)) in clusters.iter().zip(&ids).enumerate() {
            let against = conflicts.remove(&index).unwrap_or_default();
            let against = against.iter().filter_map(|&other| ids.get(other)).cloned().collect();
            out.of.extend(cluster.iter().map(|reading| (*reading, id.clone())));
            let best = cluster.iter().map(|r| *r.figure.grade).min();
            let record = record(id, cluster, against, groups);
            out.records
                .extend(record.zip(best).map(|(record, best)| (record, Arc::clone(key), best)));
        }
        taken.extend(ids);
    }
    out
}

/// Readings that agree, each cluster led by its finest reading; `readings` are in the order of their
/// preference.
fn clusters<'a>(readings: &[&'a Reading<'a>]) -> Vec<Vec<&'a Reading<'a>>> {
    let mut clusters: Vec<Vec<&Reading<'_>>> = Vec::new();
    // Clusters by the value of their lead: only those within reach can agree.
    let mut leads: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for &reading in readings {
        let value = reading.figure.quantity.value.magnitude();
        let reach = reach(reading);
        let near = leads.range(value.saturating_sub(reach)..=value.saturating_add(reach));
        let fits = near
            .flat_map(|(_, at)| at.iter().copied())
            .filter(|&at| {
                let cluster = clusters.get(at).map_or(&[][..], Vec::as_slice);
                // Two equal sums in one sentence are two, and so are two that one article words
                // otherwise (帮扶资金130万元;公路资金130万元).
                let beside = cluster.iter().any(|other| {
                    other.article == reading.article
                        && (other.figure.sentence == reading.figure.sentence
                            || !same_measure(&reading.key, other, reading))
                });
                let lead = cluster.first().filter(|_| !beside);
                lead.is_some_and(|lead| agreement(lead, reading) == Agreement::Same)
            })
            .min();
        if let Some(cluster) = fits.and_then(|at| clusters.get_mut(at)) {
            cluster.push(reading);
        } else {
            leads.entry(value).or_default().push(clusters.len());
            clusters.push(vec![reading]);
        }
    }
    clusters
}

/// A name for each cluster of `key`.
///
/// The name of a fact does not hold its value, so that an edition can say that it changed. Only
/// when one article gives several values under one key (three townships that the table does not
/// list) do the values tell them apart; and of articles that contradict each other the earliest
/// keeps the plain name.
fn identities(
    key: &Key,
    clusters: &[Vec<&Reading<'_>>],
    taken: &BTreeSet<FigureId>,
) -> Vec<FigureId> {
    let mut values: BTreeMap<&ArticleId, usize> = BTreeMap::new();
    for cluster in clusters {
        let articles: BTreeSet<&ArticleId> = cluster.iter().map(|r| r.article).collect();
        for article in articles {
            *values.entry(article).or_default() += 1;
        }
    }
    let contested =
        |cluster: &[&Reading<'_>]| cluster.iter().any(|r| values.get(r.article) > Some(&1));
    let earliest = clusters
        .iter()
        .enumerate()
        .filter(|(_, cluster)| !contested(cluster))
        .min_by_key(|(_, cluster)| {
            cluster.iter().map(|r| (r.published.is_none(), r.published, r.article)).min()
        })
        .map(|(index, _)| index);
    let mut given = BTreeSet::new();
    clusters
        .iter()
        .enumerate()
        .map(|(index, cluster)| {
            let mut parts = key.parts();
            if earliest != Some(index)
                && let Some(first) = cluster.first()
            {
                parts.push(value_text(&first.figure.quantity.value));
                parts.push(limit_word(first.figure.quantity.approx).to_owned());
            }
            let mut id = FigureId::of_parts(&parts);
            // Forty bits meet by chance once in a long while.
            while taken.contains(&id) || given.contains(&id) {
                parts.push("again".to_owned());
                id = FigureId::of_parts(&parts);
            }
            given.insert(id.clone());
            id
        })
        .collect()
}

/// A limit (70%以上) and a value (70%) of one key are different facts.
const fn limit(approx: Option<Approx>) -> Option<Approx> {
    match approx {
        Some(Approx::AtLeast | Approx::AtMost) => approx,
        _ => None,
    }
}

/// How the ids of figures write a limit.
const fn limit_word(approx: Option<Approx>) -> &'static str {
    match limit(approx) {
        Some(Approx::AtLeast) => "Some(AtLeast)",
        Some(Approx::AtMost) => "Some(AtMost)",
        _ => "None",
    }
}

/// The value in the form of the data files: `227000`, `3~4`.
pub(super) fn value_text(value: &Value) -> String {
    match *value {
        Value::Point(value) => plain(value),
        Value::Range { low, high } => format!("{}~{}", plain(low), plain(high)),
    }
}

/// For each cluster those that cannot be true beside it.
///
/// Only articles contradict each other: one article that gives two values tells two things apart
/// that the key does not. Without a period nobody knows whether the same time is meant.
fn conflicts(key: &Key, clusters: &[Vec<&Reading<'_>>]) -> BTreeMap<usize, Vec<usize>> {
    let mut pairs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    if key.period.is_empty() || key.scope == Scope::Household || clusters.len() > TOO_MANY {
        return pairs;
    }
    for (a, left) in clusters.iter().enumerate() {
        for (b, right) in clusters.iter().enumerate().skip(a + 1) {
            let (Some(fine), Some(coarse)) = (left.first(), right.first()) else { continue };
            let shared = left.iter().any(|l| right.iter().any(|r| l.original == r.original));
            if !shared
                && same_measure(key, fine, coarse)
                && agreement(fine, coarse) == Agreement::Differ
            {
                pairs.entry(a).or_default().push(b);
                pairs.entry(b).or_default().push(a);
            }
        }
    }
    pairs
}

/// An indicator holds several wordings; only wordings that contain each other are the same claim.
fn same_measure(key: &Key, a: &Reading<'_>, b: &Reading<'_>) -> bool {
    match key.topic {
        Topic::Measure(_) => true,
        Topic::Indicator(_) => {
            key.unit == "%" || a.measure.contains(&b.measure) || b.measure.contains(&a.measure)
        }
    }
}

/// The number as printed; a unit lent by its noun (19.1万贫困户) is put after it.
fn printed(reading: &Reading<'_>) -> String {
    let quantity = &reading.figure.quantity;
    if quantity.head.is_some() && !reading.surface.contains(&quantity.unit) {
        format!("{}{}", reading.surface, quantity.unit)
    } else {
        reading.surface.to_owned()
    }
}

fn record(
    id: &FigureId,
    cluster: &[&Reading<'_>],
    conflicts: Vec<FigureId>,
    groups: &Groups<'_>,
) -> Option<Box<FigureRecord>> {
    let first = cluster.first()?;
    let figure = first.figure;
    let mut cites: Vec<_> = cluster.iter().map(|r| r.cite.clone()).collect();
    if let Some(rest) = cites.get_mut(1..) {
        rest.sort();
    }
    cites.dedup();
    let sources: BTreeSet<&ArticleId> = cluster.iter().map(|r| r.original).collect();
    let grade = cluster.iter().map(|r| *r.figure.grade).min().unwrap_or(*figure.grade);
    let series = cluster.iter().find(|r| r.figure.series.is_some());
    let dated = cluster.iter().find(|r| r.figure.period.is_some());
    Some(Box::new(FigureRecord {
        id: id.clone(),
        region: first.region,
        locality: figure.locality.clone(),
        partner: first.key.partner,
        measure: figure.measure.value.clone(),
        indicator: figure.indicator.as_deref().cloned(),
        group: groups.of(figure.indicator.as_deref()),
        value: figure.quantity.value,
        surface: printed(first),
        approx: figure.quantity.approx,
        unit: figure.quantity.unit.clone(),
        per: figure.quantity.per.clone(),
        period: first.period,
        period_basis: figure
            .period_basis
            .filter(|_| figure.period.is_some())
            .or_else(|| dated.and_then(|r| r.figure.period_basis)),
        region_basis: cluster.iter().map(|r| r.figure.region_basis).min()?,
        status: *figure.status,
        state: figure.state.is_some(),
        cumulative: figure.cumulative.is_some(),
        scope: *figure.scope,
        key: cluster.iter().any(|r| *r.figure.key),
        grade: if conflicts.is_empty() { grade } else { Grade::D },
        rank: 0,
        rank_reason: String::new(),
        series: series.and_then(|r| Some((r.article.clone(), r.figure.series?))),
        role: series.map_or(figure.role, |r| r.figure.role),
        cites,
        sources: sources.len(),
        conflicts,
        corrected: None,
    }))
}
