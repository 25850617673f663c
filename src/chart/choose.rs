//! What is worth drawing: a region's series, an indicator's ranking, a mechanism's parts.
//!
//! Never an empty chart, and none of a single value.

use super::wording::{
    amount, change_title, description, headline, plan_title, share_title, source, sources_title,
    span_words, subtitle, time_label,
};
use super::{ChartKind, ChartSpec, Mark};
use crate::date::Date;
use crate::decimal::Decimal;
use crate::diag::Language;
use crate::extract::Status;
use crate::gazetteer::{Adcode, Gazetteer};
use crate::lexicon::{IndicatorId, Lexicon};
use crate::model::{
    Comparison, Facts, FigureId, FigureRecord, MechanismId, Profile, Series, SeriesKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most rows of a ranked chart; the page's table has them all.
const ROWS: usize = 16;
/// Most points of a line.
const POINTS: usize = 12;
/// Most parts of a diagram.
const PARTS: usize = 14;

/// What charts look things up in.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The figures.
    pub facts: Facts<'a>,
    /// Names of indicators.
    pub lexicon: &'a Lexicon,
    /// Names of regions.
    pub gazetteer: &'a Gazetteer,
    /// Language of titles and descriptions.
    pub language: Language,
}

/// The charts of a region's page: at most `limit`, those with its best figures first.
#[must_use]
pub fn region_charts(profile: &Profile, context: &Context<'_>, limit: usize) -> Vec<ChartSpec> {
    let mut shown: BTreeSet<&FigureId> = BTreeSet::new();
    let mut wholes: BTreeSet<&FigureId> = BTreeSet::new();
    let mut charts: Vec<ChartSpec> = Vec::new();
    // The first of each kind, then the second, so that the kinds are mixed.
    let mut of_kind: BTreeMap<SeriesKind, usize> = BTreeMap::new();
    let mut order: Vec<(usize, &Series)> = Vec::new();
    for series in &profile.series {
        let count = of_kind.entry(series.kind).or_default();
        order.push((*count, series));
        *count += 1;
    }
    order.sort_by_key(|(count, _)| *count);
    for (_, series) in order {
        if charts.len() >= limit {
            break;
        }
        // A second drawing of the same numbers tells nothing new.
        let fresh = series.points.iter().any(|id| !shown.contains(id));
        // Nor does a second single share of a whole whose bar is there already: the table has it.
        let share = series.kind == SeriesKind::PartOfWhole && series.points.len() == 2;
        let fresh =
            fresh && !(share && series.points.first().is_some_and(|id| wholes.contains(id)));
        let id = format!("c-{}-{}", profile.region.code, charts.len() + 1);
        if fresh && let Some(spec) = series_chart(series, id, &profile.region.name, context) {
            shown.extend(&series.points);
            if series.kind == SeriesKind::PartOfWhole {
                wholes.extend(series.points.first());
            }
            charts.push(spec);
        }
    }
    charts
}

pub(super) fn blank(id: String, kind: ChartKind, unit: &str, context: &Context<'_>) -> ChartSpec {
    ChartSpec {
        id,
        kind,
        title: String::new(),
        subtitle: String::new(),
        description: String::new(),
        unit: unit.to_owned(),
        source: String::new(),
        marks: Vec::new(),
        more: 0,
        language: context.language,
    }
}

pub(super) fn mark(record: &FigureRecord, label: String) -> Mark {
    Mark {
        label,
        value: record.value.magnitude(),
        text: record.surface.clone(),
        status: record.status,
        strong: false,
        day: record.period.and_then(|period| days(period.end)),
        figure: Some(record.id.clone()),
        derived: false,
        panel: None,
    }
}

/// Days since 0001-01-01.
fn days(date: Date) -> Option<i32> {
    let start = Date::new(1, 1, 1).ok()?;
    i32::try_from(date.duration_since(start).as_hours() / 24).ok()
}

fn series_chart(
    series: &Series,
    id: String,
    region: &str,
    context: &Context<'_>,
) -> Option<ChartSpec> {
    let records: Vec<&FigureRecord> =
        series.points.iter().filter_map(|id| context.facts.figure(id)).collect();
    if records.len() < 2 || records.len() != series.points.len() {
        return None;
    }
    let kind = match series.kind {
        SeriesKind::Time => ChartKind::Line,
        SeriesKind::PartOfWhole => ChartKind::PartOfWhole,
        SeriesKind::Composition => ChartKind::Composition,
        SeriesKind::PlanAndDone => ChartKind::PlanAndDone,
        SeriesKind::Sources => ChartKind::Sources,
    };
    let mut spec = blank(id, kind, &series.unit, context);
    let label = label(series, context);
    match series.kind {
        SeriesKind::Time => line(&mut spec, &records, region, &label)?,
        SeriesKind::PartOfWhole => parts(&mut spec, &records, context)?,
        SeriesKind::Composition => composition(&mut spec, &records, context)?,
        SeriesKind::PlanAndDone => plan(&mut spec, &records, &label),
        SeriesKind::Sources => {
            let whole = records.first()?.region;
            spec.marks = records.iter().map(|r| mark(r, part_label(r, whole, context))).collect();
            spec.title = sources_title(&spec);
        }
    }
    let when = match series.kind {
        SeriesKind::PartOfWhole | SeriesKind::Composition => {
            span_words(records.get(..1).unwrap_or_default(), context.language)
        }
        _ => span_words(&by_time(&records), context.language),
    };
    spec.subtitle = subtitle(&[&label, region, &when], &spec);
    spec.source = source(&records, &spec, context);
    spec.description = description(&spec);
    Some(spec)
}

/// The series' name in the language of the report.
fn label(series: &Series, context: &Context<'_>) -> String {
    if series.kind == SeriesKind::Sources {
        let name =
            context.language.pick("各笔资金（原文未合计）", "Funds, not added up in the text");
        return name.to_owned();
    }
    let def = series.indicator.as_ref().and_then(|id| context.lexicon.indicator(id));
    match (def, context.language) {
        (Some(def), Language::English) if !def.label_en.is_empty() => def.label_en.clone(),
        _ => series.label.clone(),
    }
}

fn line(spec: &mut ChartSpec, records: &[&FigureRecord], region: &str, label: &str) -> Option<()> {
    // The latest points are kept: what a reader looks for is where things stand.
    let from = records.len().saturating_sub(POINTS);
    spec.marks = records
        .iter()
        .skip(from)
        .map(|record| mark(record, time_label(record, spec.language)))
        .collect();
    start_apart(spec, records);
    let first = spec.marks.first()?.value;
    if spec.marks.iter().all(|mark| mark.value == first) {
        return None;
    }
    spec.title = change_title(spec, region, label);
    Some(())
}

/// A change within one period (2016—2017年由16%降至10%) has no two dates: its start is labelled as
/// such and the marks are set evenly.
fn start_apart(spec: &mut ChartSpec, records: &[&FigureRecord]) {
    let same = records
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.status == Status::Baseline && a.period == b.period));
    if same && let Some(first) = spec.marks.first_mut() {
        let name = if spec.language == Language::Chinese { "期初" } else { "at the start" };
        name.clone_into(&mut first.label);
        for mark in &mut spec.marks {
            mark.day = None;
        }
    }
}

/// The name of a part: its words, and its region when that is another than the whole's.
fn part_label(record: &FigureRecord, whole: Adcode, context: &Context<'_>) -> String {
    let place = record.locality.clone().unwrap_or_default();
    if record.region == whole {
        return if place.is_empty() {
            record.measure.clone()
        } else {
            format!("{place}{}", record.measure)
        };
    }
    format!("{}{place}", context.gazetteer.label(record.region))
}

fn parts(spec: &mut ChartSpec, records: &[&FigureRecord], context: &Context<'_>) -> Option<()> {
    let (whole, parts) = records.split_first()?;
    let size = whole.value.magnitude();
    let mut rest = size;
    let mut marks = vec![mark(whole, whole.measure.clone())];
    for part in parts {
        rest = rest.saturating_sub(part.value.magnitude());
        marks.push(mark(part, part_label(part, whole.region, context)));
    }
    if rest.is_sign_negative() || size <= Decimal::ZERO {
        return None;
    }
    if rest.is_zero() && parts.len() == 1 {
        return None;
    }
    let largest = marks.iter().skip(1).max_by_key(|mark| mark.value)?.clone();
    let total = marks.first()?.clone();
    if !rest.is_zero() {
        let name = if spec.language == Language::Chinese { "其余" } else { "rest" };
        marks.push(Mark {
            label: name.to_owned(),
            value: rest,
            text: amount(rest, &spec.unit, spec.language),
            status: Status::Actual,
            strong: false,
            day: None,
            figure: None,
            derived: true,
            panel: None,
        });
    }
    spec.marks = marks;
    spec.title = share_title(spec, &total, &largest);
    Some(())
}

fn composition(
    spec: &mut ChartSpec,
    records: &[&FigureRecord],
    context: &Context<'_>,
) -> Option<()> {
    let (total, parts) = records.split_last()?;
    spec.marks = parts.iter().map(|r| mark(r, part_label(r, total.region, context))).collect();
    spec.marks.sort_by_key(|mark| std::cmp::Reverse(mark.value));
    let name = if spec.language == Language::Chinese { "合计" } else { "Total" };
    spec.marks.push(mark(total, name.to_owned()));
    let whole = mark(total, name.to_owned());
    let largest = spec.marks.first()?.clone();
    spec.title = share_title(spec, &whole, &largest);
    Some(())
}

fn plan(spec: &mut ChartSpec, records: &[&FigureRecord], label: &str) {
    let when = |record: &FigureRecord| {
        if record.period.is_some() { time_label(record, spec.language) } else { String::new() }
    };
    spec.marks = records.iter().take(2).map(|record| mark(record, when(record))).collect();
    spec.title = plan_title(spec, label);
}

/// Names of regions; those that share a name with another get the name above in front.
pub(super) fn names(records: &[&FigureRecord], context: &Context<'_>) -> Vec<String> {
    let mut count: BTreeMap<&str, BTreeSet<Adcode>> = BTreeMap::new();
    for record in records {
        count.entry(context.gazetteer.label(record.region)).or_default().insert(record.region);
    }
    records
        .iter()
        .map(|record| {
            let name = context.gazetteer.label(record.region);
            let shared = count.get(name).is_some_and(|regions| regions.len() > 1);
            let above = context.gazetteer.path(record.region).last().copied();
            match above {
                Some(above) if shared => format!("{}{name}", context.gazetteer.label(above)),
                _ => name.to_owned(),
            }
        })
        .collect()
}

fn ranked(
    spec: &mut ChartSpec,
    records: &[&FigureRecord],
    own: Option<&FigureId>,
    context: &Context<'_>,
) {
    let names = names(records, context);
    spec.marks = records
        .iter()
        .zip(names)
        .map(|(record, name)| Mark { strong: Some(&record.id) == own, ..mark(record, name) })
        .collect();
    spec.source = source(records, spec, context);
    spec.description = description(spec);
}

pub(super) fn indicator_label(id: &IndicatorId, context: &Context<'_>) -> String {
    let def = context.lexicon.indicator(id);
    match (def, context.language) {
        (Some(def), Language::English) if !def.label_en.is_empty() => def.label_en.clone(),
        (Some(def), _) => def.label.clone(),
        (None, _) => id.to_string(),
    }
}

/// The ranking of an indicator: its `group`-th comparable group, counted from 0; none for fewer
/// than two regions.
#[must_use]
pub fn indicator_chart(id: &IndicatorId, group: usize, context: &Context<'_>) -> Option<ChartSpec> {
    let ids = context.facts.indicator(id)?.comparable.get(group)?;
    let all: Vec<&FigureRecord> = ids.iter().filter_map(|id| context.facts.figure(id)).collect();
    ranking(format!("c-i-{id}-{group}"), id, &all, context)
}

/// Comparable figures of different regions from high to low; none for fewer than two.
pub(super) fn ranking(
    chart: String,
    indicator: &IndicatorId,
    all: &[&FigureRecord],
    context: &Context<'_>,
) -> Option<ChartSpec> {
    let records: Vec<&FigureRecord> = all.iter().copied().take(ROWS).collect();
    let first = records.first().filter(|_| records.len() >= 2)?;
    let label = indicator_label(indicator, context);
    let mut spec = blank(chart, ChartKind::Ranked, &first.unit, context);
    ranked(&mut spec, &records, None, context);
    let top = spec.marks.first()?.clone();
    let count = all.len();
    let (name, text) = (&top.label, &top.text);
    let tied = all.iter().filter(|record| record.value == first.value).count();
    spec.title = match context.language {
        Language::Chinese if tied == count => {
            headline(vec![format!("{count}地{label}同为{text}"), format!("{count}地同为{text}")])
        }
        Language::English if tied == count => headline(vec![format!("All {count}: {text}")]),
        Language::Chinese if tied > 1 => headline(vec![
            format!("{count}地之中，{name}等{tied}地{label}最高：{text}"),
            format!("{name}等{tied}地最高：{text}"),
        ]),
        Language::English if tied > 1 => headline(vec![
            format!("Highest of {count}: {name} and {} more, {text}", tied - 1),
            format!("{tied} of {count}: {text}"),
        ]),
        Language::Chinese => headline(vec![
            format!("{count}地之中，{name}{label}最高：{text}"),
            format!("{name}{label}最高：{text}"),
            format!("{name}最高：{text}"),
        ]),
        Language::English => {
            headline(vec![format!("Highest of {count}: {name}, {text}"), format!("{name}: {text}")])
        }
    };
    let kind = match (first.status, context.language) {
        (Status::Planned, Language::Chinese) => "计划数",
        (Status::Planned, Language::English) => "planned",
        _ => "",
    };
    let when = span_words(&by_time(all), context.language);
    spec.more = count.saturating_sub(records.len());
    let (shown, more) = (records.len(), spec.more);
    let cut = match (more > 0, context.language) {
        (true, Language::Chinese) => format!("列前{shown}地，另有{more}地"),
        (true, Language::English) => format!("first {shown}, {more} more"),
        _ => String::new(),
    };
    spec.subtitle = subtitle(&[&label, kind, &when, &cut], &spec);
    Some(spec)
}

fn by_time<'a>(records: &[&'a FigureRecord]) -> Vec<&'a FigureRecord> {
    let mut sorted = records.to_vec();
    sorted.sort_by_key(|record| record.period.map(|period| period.end));
    sorted
}

/// A region beside its peers; none without a peer.
#[must_use]
pub fn comparison_chart(
    profile: &Profile,
    comparison: &Comparison,
    context: &Context<'_>,
) -> Option<ChartSpec> {
    let ids = comparison.peers.iter().chain(std::iter::once(&comparison.own));
    let mut records: Vec<&FigureRecord> =
        ids.chain(comparison.parent.as_ref()).filter_map(|id| context.facts.figure(id)).collect();
    records.sort_by(|a, b| {
        b.value.magnitude().cmp(&a.value.magnitude()).then_with(|| a.region.cmp(&b.region))
    });
    let own = records.iter().find(|record| record.id == comparison.own).copied()?;
    if comparison.peers.is_empty() {
        return None;
    }
    let region = &profile.region.name;
    let label = indicator_label(&comparison.indicator, context);
    let id = format!("c-{}-v", profile.region.code);
    let mut spec = blank(id, ChartKind::Ranked, &own.unit, context);
    ranked(&mut spec, &records, Some(&comparison.own), context);
    let (place, of, text) = (comparison.place, comparison.of, &own.surface);
    spec.title = match context.language {
        Language::Chinese => headline(vec![
            format!("{region}{label}{text}，{of}地中列第{place}"),
            format!("{region}{text}，{of}地中列第{place}"),
            format!("{text}，{of}地中列第{place}"),
        ]),
        Language::English => headline(vec![
            format!("{region}: {text}, number {place} of {of}"),
            format!("{text}, number {place} of {of}"),
        ]),
    };
    let when = span_words(&by_time(&records), context.language);
    spec.subtitle = subtitle(&[&label, &when], &spec);
    Some(spec)
}

/// The parts of a mechanism as its `variant`-th region has them, counted from 0; none without
/// at least two.
#[must_use]
pub fn mechanism_chart(
    id: &MechanismId,
    variant: usize,
    context: &Context<'_>,
) -> Option<ChartSpec> {
    let profile = context.facts.mechanism(id)?;
    let version = profile.variants.get(variant)?;
    let parts = &version.components;
    if parts.len() < 2 || parts.len() > PARTS {
        return None;
    }
    let mut spec = blank(format!("c-{}-{variant}", id.0), ChartKind::Diagram, "", context);
    let item = |label: &str, strong: bool| Mark {
        label: label.to_owned(),
        value: Decimal::ZERO,
        text: String::new(),
        status: Status::Actual,
        strong,
        day: None,
        figure: None,
        derived: false,
        panel: None,
    };
    spec.marks = std::iter::once(item(&profile.name, true))
        .chain(parts.iter().map(|part| item(part, false)))
        .collect();
    let (name, count) = (&profile.name, parts.len());
    let whole = version.complete != Some(false);
    spec.title = match (context.language, whole) {
        (Language::Chinese, true) => {
            headline(vec![format!("{name}由{count}个部分组成"), format!("由{count}个部分组成")])
        }
        (Language::Chinese, false) => headline(vec![
            format!("{name}：原文列出{count}个部分"),
            format!("原文列出{count}个部分"),
        ]),
        (Language::English, true) => format!("{count} parts"),
        (Language::English, false) => format!("{count} parts named in the text"),
    };
    let region = version.region.map(|code| context.gazetteer.label(code)).unwrap_or_default();
    let place = version.locality.as_deref().unwrap_or_default();
    spec.subtitle =
        subtitle(&[&format!("{region}{place}"), profile.theme.as_deref().unwrap_or("")], &spec);
    let article = version.cites.first().and_then(|c| context.facts.imprint(&c.article));
    if let Some(card) = article {
        let outlet = card.outlet.unwrap_or_default();
        spec.source = match context.language {
            Language::Chinese => format!("来源：{outlet}《{}》", card.title),
            Language::English => format!("Source: {outlet} “{}”", card.title),
        };
    }
    spec.description = description(&spec);
    Some(spec)
}
