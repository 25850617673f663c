//! All readings of an indicator, whether they can be ranked or not: a row of dots for each region.

use super::choose::{Context, blank, indicator_label, mark, names};
use super::wording::{description, headline, source, subtitle, time_label};
use super::{ChartKind, ChartSpec, Mark};
use crate::diag::Language;
use crate::extract::{Grade, Scope, Status};
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, FigureRecord, IndicatorProfile};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most rows; the page's tables have them all.
const ROWS: usize = 16;
/// Most dots of a row: the latest.
const DOTS: usize = 6;

/// A row: a whole region, or a part of one by its words.
type Row<'a> = (bool, String, Vec<&'a FigureRecord>);

/// All readings of an indicator on one scale: a row for each region, or, of a single region, for each
/// period; none for fewer than two readings that share a unit.
#[must_use]
pub fn readings_chart(id: &IndicatorId, context: &Context<'_>) -> Option<ChartSpec> {
    let profile = context.facts.indicator(id)?;
    let (all, drawable) = alike(profile, context);
    let first = drawable.first().filter(|_| drawable.len() >= 2)?;
    let rest = all - drawable.len();
    let label = indicator_label(id, context);
    let mut spec = blank(format!("c-i-{id}-r"), ChartKind::Readings, &first.unit, context);
    let mut rows = rows(&drawable, context);
    let count = rows.len();
    let shown: Vec<&FigureRecord> = if count == 1 {
        let (_, name, records) = rows.pop()?;
        let shown = records.len().saturating_sub(ROWS);
        let records: Vec<&FigureRecord> = records.into_iter().skip(shown).collect();
        spec.marks = records.iter().map(|r| by_period(r, context.language)).collect();
        spec.title = single(&spec, &name, &label);
        records
    } else {
        rows.truncate(ROWS);
        spec.more = count - rows.len();
        for (_, name, records) in &rows {
            spec.marks.extend(row(name, records, context.language));
        }
        spec.title = several(&spec, &drawable, count, &label);
        rows.into_iter().flat_map(|(_, _, records)| records).collect()
    };
    let note = rest_words(rest, context.language);
    spec.subtitle = subtitle(&[&label, &note], &spec);
    spec.source = source(&shown, &spec, context);
    spec.description = description(&spec);
    Some(spec)
}

/// How many readings there are, and those that one scale can hold.
fn alike<'a>(profile: &IndicatorProfile, context: &Context<'a>) -> (usize, Vec<&'a FigureRecord>) {
    let apart = profile.apart.iter().map(|(id, _)| id);
    let ids: BTreeSet<&FigureId> = profile.comparable.iter().flatten().chain(apart).collect();
    let all = ids.len();
    let ids = ids.into_iter().filter(|id| profile.changes.binary_search(id).is_err());
    let records: Vec<&FigureRecord> = ids
        .filter_map(|id| context.facts.figure(id))
        .filter(|r| r.grade < Grade::D && r.partner.is_none())
        .collect();
    let mut sorts: BTreeMap<(&str, Option<&str>, bool), usize> = BTreeMap::new();
    for r in &records {
        *sorts.entry((&r.unit, r.per.as_deref(), r.cumulative)).or_default() += 1;
    }
    let main = sorts.iter().max_by_key(|(sort, count)| (**count, Reverse(**sort)));
    let main = main.map(|(sort, _)| *sort);
    let of_main = |r: &&FigureRecord| main == Some((&r.unit, r.per.as_deref(), r.cumulative));
    (all, records.into_iter().filter(of_main).collect())
}

/// Rows, whole regions first, those with the highest latest reading before others; within a row by time.
fn rows<'a>(records: &[&'a FigureRecord], context: &Context<'a>) -> Vec<Row<'a>> {
    let mut by_row: BTreeMap<(bool, String), Vec<&'a FigureRecord>> = BTreeMap::new();
    for (record, name) in records.iter().zip(names(records, context)) {
        let whole = record.scope == Scope::Region && record.locality.is_none();
        let part = match (&record.locality, record.scope) {
            (Some(place), _) => format!(" {place}"),
            (None, Scope::Region) => String::new(),
            (None, _) => context.language.pick("（部分）", " (part)").to_owned(),
        };
        by_row.entry((!whole, format!("{name}{part}"))).or_default().push(record);
    }
    let rows = by_row.into_iter();
    let mut rows: Vec<Row<'a>> = rows
        .map(|((part, name), mut records)| {
            records.sort_by_key(|r| (r.period.map(|p| (p.end, p.start)), r.id.clone()));
            (part, name, records)
        })
        .collect();
    rows.sort_by_cached_key(|(part, name, records)| {
        let value = newest(records).map(|r| r.value.magnitude());
        (*part, Reverse(value), name.clone())
    });
    rows
}

/// The latest reading that is no plan, else the latest.
fn newest<'a>(records: &[&'a FigureRecord]) -> Option<&'a FigureRecord> {
    let so = records.iter().rfind(|r| r.status == Status::Actual);
    so.or(records.last()).copied()
}

fn row(name: &str, records: &[&FigureRecord], language: Language) -> Vec<Mark> {
    let top = newest(records).map(|r| &r.id);
    let skipped = records.len().saturating_sub(DOTS);
    let kept = |(at, r): &(usize, &&FigureRecord)| *at >= skipped || Some(&r.id) == top;
    let kept = records.iter().enumerate().filter(kept);
    let marks = kept.map(|(_, record)| Mark {
        strong: Some(&record.id) == top,
        panel: Some(name.to_owned()),
        ..mark(record, time_label(record, language))
    });
    marks.collect()
}

/// A mark of a row of its own, named by its period.
fn by_period(record: &FigureRecord, language: Language) -> Mark {
    let when = time_label(record, language);
    Mark { strong: true, panel: Some(when.clone()), ..mark(record, when) }
}

/// From the lowest to the highest reading, as printed.
fn span(marks: &[&FigureRecord]) -> (String, String) {
    let low = marks.iter().min_by_key(|r| (r.value.magnitude(), &r.id));
    let high = marks.iter().max_by_key(|r| (r.value.magnitude(), &r.id));
    let text = |r: Option<&&FigureRecord>| r.map(|r| r.surface.clone()).unwrap_or_default();
    (text(low), text(high))
}

fn several(spec: &ChartSpec, records: &[&FigureRecord], rows: usize, label: &str) -> String {
    let (n, (low, high)) = (records.len(), span(records));
    let same = records.iter().all(|r| r.value == records[0].value);
    match spec.language {
        Language::Chinese if same => headline(vec![
            format!("{label}：{rows}处{n}个读数同为{high}"),
            format!("{rows}处{n}个读数同为{high}"),
        ]),
        Language::English if same => headline(vec![format!("All {n} readings: {high}")]),
        Language::Chinese => headline(vec![
            format!("{label}：{rows}处{n}个读数，{low}至{high}"),
            format!("{rows}处{n}个读数，{low}至{high}"),
        ]),
        Language::English => headline(vec![
            format!("{label}: {n} readings, {low} to {high}"),
            format!("{n} readings, {low} to {high}"),
        ]),
    }
}

fn single(spec: &ChartSpec, name: &str, label: &str) -> String {
    let n = spec.marks.len();
    let low = spec.marks.iter().min_by_key(|m| m.value).map_or("", |m| m.text.as_str());
    let high = spec.marks.iter().max_by_key(|m| m.value).map_or("", |m| m.text.as_str());
    match spec.language {
        Language::Chinese => headline(vec![
            format!("{name}{label}：{n}个读数，{low}至{high}"),
            format!("{name}：{n}个读数，{low}至{high}"),
            format!("{n}个读数，{low}至{high}"),
        ]),
        Language::English => headline(vec![
            format!("{label} in {name}: {n} readings, {low} to {high}"),
            format!("{n} readings, {low} to {high}"),
        ]),
    }
}

/// How many readings are of another unit or kind, or in doubt.
fn rest_words(rest: usize, language: Language) -> String {
    match (rest, language) {
        (0, _) => String::new(),
        (n, Language::Chinese) => format!("另有{n}项单位、口径不同或存疑，只列于表"),
        (n, Language::English) => format!("{n} more of another unit or kind are in the table only"),
    }
}
