//! Charts across regions: the same change in many regions, and the regions within another one.

use super::choose::{Context, blank, indicator_label, mark, names, ranking};
use super::wording::{description, headline, source, subtitle, time_label};
use super::{ChartKind, ChartSpec, Mark};
use crate::diag::Language;
use crate::extract::Status;
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::{FigureRecord, Profile, Series, SeriesKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewest regions within another one that are worth a drawing.
const FEWEST: usize = 4;
/// Most panels.
const PANELS: usize = 12;
/// Most points of a panel: the latest.
const POINTS: usize = 6;

/// A region's figures of one indicator over time.
type Change<'a> = (Adcode, Vec<&'a FigureRecord>);

/// Each indicator's changes over time, a small panel for each region, all on one scale; none for
/// fewer than two regions. The regions are gone through once for all indicators.
#[must_use]
pub fn indicator_multiples(context: &Context<'_>) -> BTreeMap<IndicatorId, ChartSpec> {
    let regions = context.facts.all().regions.iter().map(|(code, profile)| (*code, profile));
    let changes = changes(regions, context).into_iter();
    let charts = changes.filter_map(|(id, changes)| {
        let spec = multiples(format!("c-i-{id}-m"), (&id, changes, 2), context)?;
        Some((id, spec))
    });
    charts.collect()
}

/// The divisions below `profile` beside each other: the indicator that most of them have a change
/// of, else the one that most of them can be ranked by; none for fewer than four.
#[must_use]
pub fn children_chart(
    profile: &Profile,
    context: &Context<'_>,
) -> Option<(IndicatorId, ChartSpec)> {
    if profile.children.is_empty() {
        return None;
    }
    let parent = profile.region.code;
    let id = format!("c-{parent}-w");
    let within: Vec<(Adcode, &Profile)> = context.facts.below(parent, context.gazetteer).collect();
    let found = changes(within.iter().copied(), context);
    let weight = |id: &IndicatorId| context.lexicon.indicator(id).map_or(0, |def| def.weight);
    let enough = found.iter().filter(|(_, list)| list.len() >= FEWEST);
    let most = enough.max_by_key(|(id, list)| (weight(id), list.len(), Reverse(*id)));
    if let Some((indicator, list)) = most
        && let Some(spec) = multiples(id.clone(), (indicator, list.clone(), FEWEST), context)
    {
        return Some((indicator.clone(), spec));
    }
    // What the divisions themselves are compared by, then the group that holds most of them.
    let mut compared: BTreeMap<&IndicatorId, usize> = BTreeMap::new();
    for (_, child) in &within {
        for comparison in &child.comparisons {
            *compared.entry(&comparison.indicator).or_default() += 1;
        }
    }
    let (indicator, _) = compared
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST)
        .max_by_key(|(id, count)| (weight(id), *count, Reverse(*id)))?;
    let groups = context.facts.indicator(indicator)?.comparable.iter().map(|group| {
        let records = group.iter().filter_map(|id| context.facts.figure(id));
        records
            .filter(|record| within.binary_search_by_key(&record.region, |(code, _)| *code).is_ok())
            .collect::<Vec<_>>()
    });
    let records = groups.reduce(|best, next| if next.len() > best.len() { next } else { best })?;
    if records.len() < FEWEST {
        return None;
    }
    Some((indicator.clone(), ranking(id, indicator, &records, context)?))
}

/// The longest change of each indicator in each of the regions.
fn changes<'a>(
    regions: impl Iterator<Item = (Adcode, &'a Profile)>,
    context: &Context<'a>,
) -> BTreeMap<IndicatorId, Vec<Change<'a>>> {
    let mut found: BTreeMap<IndicatorId, Vec<Change<'_>>> = BTreeMap::new();
    for (code, profile) in regions {
        let mut longest: BTreeMap<&IndicatorId, Vec<&FigureRecord>> = BTreeMap::new();
        for (id, records) in profile.series.iter().filter_map(|s| over_time(s, context)) {
            let held = longest.entry(id).or_default();
            if records.len() > held.len() {
                *held = records;
            }
        }
        for (id, records) in longest {
            found.entry(id.clone()).or_default().push((code, records));
        }
    }
    found
}

/// The dated figures of a series, when they tell of a change that has happened.
fn over_time<'a>(
    series: &'a Series,
    context: &Context<'a>,
) -> Option<(&'a IndicatorId, Vec<&'a FigureRecord>)> {
    let id = series.indicator.as_ref().filter(|_| series.kind == SeriesKind::Time)?;
    let records: Option<Vec<&FigureRecord>> =
        series.points.iter().map(|id| context.facts.figure(id)).collect();
    let records = records?;
    let from = records.len().saturating_sub(POINTS);
    let records: Vec<&FigureRecord> = records.into_iter().skip(from).collect();
    let ordered = records.windows(2).all(|pair| match pair {
        [a, b] => a.period.zip(b.period).is_some_and(|(a, b)| a.end < b.end),
        _ => false,
    });
    let done = records.iter().filter(|r| r.status != Status::Planned).count();
    (done >= 2 && ordered).then_some((id, records))
}

/// The changes of an indicator, unless they are fewer than a number of regions.
fn multiples(
    chart: String,
    (indicator, changes, fewest): (&IndicatorId, Vec<Change<'_>>, usize),
    context: &Context<'_>,
) -> Option<ChartSpec> {
    let mut by_unit: BTreeMap<&str, Vec<Change<'_>>> = BTreeMap::new();
    for (code, records) in changes {
        let unit = records.first().map_or("", |r| r.unit.as_str());
        by_unit.entry(unit).or_default().push((code, records));
    }
    let (unit, mut changes) =
        by_unit.into_iter().max_by_key(|(u, list)| (list.len(), Reverse(*u)))?;
    if changes.len() < fewest {
        return None;
    }
    let all = changes.len();
    let ends = |records: &[&FigureRecord]| {
        let done = |r: &&&FigureRecord| r.status != Status::Planned;
        let first = records.first().map(|r| r.value.magnitude());
        first.zip(records.iter().rfind(done).map(|r| r.value.magnitude()))
    };
    let down = changes.iter().filter(|(_, r)| ends(r).is_some_and(|(a, b)| b < a)).count();
    let up = changes.iter().filter(|(_, r)| ends(r).is_some_and(|(a, b)| b > a)).count();
    // The longest changes are drawn; side by side they stand by division, province by province.
    changes.sort_by_key(|(code, records)| (Reverse(records.len()), *code));
    changes.truncate(PANELS);
    changes.sort_by_key(|(code, _)| *code);
    let label = indicator_label(indicator, context);
    let mut spec = blank(chart, ChartKind::Multiples, unit, context);
    let firsts: Vec<&FigureRecord> =
        changes.iter().filter_map(|(_, r)| r.first().copied()).collect();
    for ((_, records), name) in changes.iter().zip(names(&firsts, context)) {
        let panel = Some(name);
        spec.marks.extend(records.iter().map(|record| Mark {
            panel: panel.clone(),
            ..mark(record, time_label(record, context.language))
        }));
    }
    spec.more = all.saturating_sub(changes.len());
    spec.title = title(&label, all, (down, up), context.language);
    let note = match context.language {
        Language::Chinese => "各图同一纵轴，起于 0",
        Language::English => "one scale, from 0",
    };
    spec.subtitle = subtitle(&[&label, note], &spec);
    let records: Vec<&FigureRecord> = changes.iter().flat_map(|(_, r)| r.iter().copied()).collect();
    spec.source = source(&records, &spec, context);
    spec.description = description(&spec);
    Some(spec)
}

fn title(label: &str, all: usize, (down, up): (usize, usize), language: Language) -> String {
    let (count, chinese, english) =
        if down >= up { (down, "下降", "fell") } else { (up, "上升", "rose") };
    match language {
        Language::Chinese if count == 0 => format!("{all}地{label}未变"),
        Language::English if count == 0 => format!("{label} unchanged in {all}"),
        Language::Chinese if count == all => {
            headline(vec![format!("{all}地{label}都{chinese}"), format!("{all}地都{chinese}")])
        }
        Language::Chinese => headline(vec![
            format!("{all}地之中，{count}地{label}{chinese}"),
            format!("{all}地之中，{count}地{chinese}"),
        ]),
        Language::English => headline(vec![
            format!("{label} {english} in {count} of {all}"),
            format!("{count} of {all} {english}"),
        ]),
    }
}
