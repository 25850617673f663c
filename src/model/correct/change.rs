//! What an entry does to its figure.

use super::{Action, Correction, CorrectionRecord, named, without_value};
use crate::corpus::ArticleId;
use crate::date::Period;
use crate::decimal::{Decimal, grouped, parse};
use crate::diag::{Code, Diagnostic};
use crate::extract::{Basis, Grade, Status, Value};
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::aggregate::Reference;
use crate::model::reading::{Topic, normal_measure, period_key};
use crate::model::reconcile::{OTHER_GROUP, Reconciled, value_text};
use crate::model::{FigureId, FigureRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Applies an entry to the figure `id`.
pub(super) fn apply(
    data: &mut Reconciled,
    id: &FigureId,
    correction: &Correction,
    (reprints, reference): (&BTreeMap<ArticleId, ArticleId>, &Reference<'_>),
) -> Result<CorrectionRecord, Diagnostic> {
    let missed = || named(Code::CorrectionMissed, correction);
    let before = data.records.get(id).ok_or_else(missed)?.clone();
    if let Some(expected) = &correction.expect {
        let plain = parse(expected).map(|value| value_text(&Value::Point(value)));
        if *expected != *before.surface && plain != Some(value_text(&before.value)) {
            return Err(named(Code::CorrectionStale, correction)
                .arg("expected", expected)
                .arg("found", &before.surface));
        }
    }
    let after = match correction.action {
        Action::Drop => {
            remove(data, id);
            None
        }
        Action::Merge => {
            merge(data, id, correction, reprints)?;
            None
        }
        _ => {
            let record = data.records.get_mut(id).ok_or_else(missed)?;
            alter(record, correction, reference)?;
            record.corrected = Some(correction.reason.clone());
            let after = record.surface.clone();
            follow(data, id, correction.action);
            Some(after)
        }
    };
    Ok(CorrectionRecord {
        correction: correction.clone(),
        figure: Some(id.clone()),
        before: Some(before),
        after,
    })
}

fn alter(
    record: &mut FigureRecord,
    correction: &Correction,
    reference: &Reference<'_>,
) -> Result<(), Diagnostic> {
    let missing = || without_value(correction);
    let words = correction.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
    let number = words.and_then(parse).ok_or_else(missing);
    match correction.action {
        Action::Flag => record.grade = Grade::D,
        Action::Confirm => record.grade = record.grade.min(Grade::B),
        Action::Override => replace(record, Value::Point(number?)),
        Action::Scale => {
            let factor = number?;
            let scaled = |v: Decimal| v.checked_mul(factor).ok_or_else(missing);
            let value = match record.value {
                Value::Point(value) => Value::Point(scaled(value)?),
                Value::Range { low, high } => {
                    Value::Range { low: scaled(low)?, high: scaled(high)? }
                }
            };
            replace(record, value);
        }
        Action::Period => {
            record.period = match words.ok_or_else(missing)? {
                "none" => None,
                words => Some(Period::parse(words).ok_or_else(missing)?),
            };
            record.period_basis = record.period.map(|_| Basis::Stated);
        }
        Action::Region => {
            record.region = region(words.ok_or_else(missing)?, reference).ok_or_else(missing)?;
            record.region_basis = Basis::Stated;
        }
        Action::Status => {
            record.status = sense(words.ok_or_else(missing)?).ok_or_else(missing)?;
            record.state = false;
        }
        Action::Unit => measure_in(record, words.ok_or_else(missing)?),
        Action::Measure => record.measure = words.ok_or_else(missing)?.into(),
        Action::Indicator => {
            let (indicator, group) = match words.ok_or_else(missing)? {
                "none" => (None, None),
                words => {
                    let (id, group) = indicator(words, reference).ok_or_else(missing)?;
                    (Some(id), Some(group))
                }
            };
            record.indicator = indicator;
            record.group = group.unwrap_or_else(|| OTHER_GROUP.to_owned()).into();
        }
        Action::Drop | Action::Merge | Action::Add => {}
    }
    Ok(())
}

/// The one division of this code or name.
pub(super) fn region(words: &str, reference: &Reference<'_>) -> Option<Adcode> {
    match reference.gazetteer.find(words).as_slice() {
        [code] => Some(reference.gazetteer.canonical(*code)),
        _ => None,
    }
}

/// The indicator of this id or name, and its group.
pub(super) fn indicator(words: &str, reference: &Reference<'_>) -> Option<(IndicatorId, String)> {
    let mut all = reference.lexicon.pack.indicators.iter();
    let def = all.find(|def| *def.id.0 == *words || def.label == words)?;
    Some((def.id.clone(), def.group.clone()))
}

/// The sense that a word of the data files names.
pub(super) fn sense(words: &str) -> Option<Status> {
    match words {
        "actual" => Some(Status::Actual),
        "planned" => Some(Status::Planned),
        "baseline" => Some(Status::Baseline),
        "requirement" => Some(Status::Requirement),
        _ => None,
    }
}

fn replace(record: &mut FigureRecord, value: Value) {
    record.value = value;
    record.approx = None;
    let surface = match value {
        Value::Point(value) => format!("{}{}", grouped(value), record.unit),
        Value::Range { low, high } => format!("{}—{}{}", grouped(low), grouped(high), record.unit),
    };
    record.surface = surface;
}

/// Gives a figure another unit. How it is blurred stays: 近3万公斤 is 近3万, whatever its unit.
fn measure_in(record: &mut FigureRecord, unit: &str) {
    let number = record.surface.strip_suffix(record.unit.as_str()).map(str::to_owned);
    unit.clone_into(&mut record.unit);
    if let Some(number) = number {
        record.surface = format!("{number}{unit}");
    } else {
        let approx = record.approx;
        replace(record, record.value);
        record.approx = approx;
    }
}

/// Brings in line what is known of a figure that is of another thing now: what it is compared by, and
/// that nothing contradicts it any more.
fn follow(data: &mut Reconciled, id: &FigureId, action: Action) {
    let moves = matches!(
        action,
        Action::Period
            | Action::Region
            | Action::Status
            | Action::Unit
            | Action::Measure
            | Action::Indicator
    );
    if !moves {
        return;
    }
    if let (Some(record), Some(key)) = (data.records.get(id), data.keys.get_mut(id)) {
        let key = Arc::make_mut(key);
        key.region = record.region;
        key.period = period_key(record.period, key.unit == "%");
        key.status = record.status;
        key.unit.clone_from(&record.unit);
        key.topic = Topic::of(record.indicator.as_ref(), &normal_measure(&record.measure));
    }
    release(data, id);
    let own = data.grades.get(id).copied();
    if let Some(record) = data.records.get_mut(id)
        && !record.conflicts.is_empty()
    {
        record.conflicts.clear();
        record.grade = own.unwrap_or(record.grade);
    }
}

/// Takes a figure from those that it contradicted.
fn release(data: &mut Reconciled, id: &FigureId) {
    for record in data.records.values_mut().filter(|record| record.conflicts.contains(id)) {
        record.conflicts.retain(|other| other != id);
        if record.conflicts.is_empty()
            && let Some(grade) = data.grades.get(&record.id)
        {
            record.grade = *grade;
        }
    }
}

fn remove(data: &mut Reconciled, id: &FigureId) {
    data.records.remove(id);
    data.keys.remove(id);
    for figures in data.of.values_mut() {
        figures.retain(|_, to| to != id);
    }
    release(data, id);
}

/// The figure `id` goes into the one that the entry names: its sentences prove that one too. Reprints
/// of one text, which `reprints` leads to their originals, count once.
fn merge(
    data: &mut Reconciled,
    id: &FigureId,
    correction: &Correction,
    reprints: &BTreeMap<ArticleId, ArticleId>,
) -> Result<(), Diagnostic> {
    let named_one = correction.value.as_deref().and_then(FigureId::parse);
    let into = named_one.filter(|into| into != id && data.records.contains_key(into));
    let into = into.ok_or_else(|| {
        let value = correction.value.as_deref().unwrap_or("—");
        named(Code::CorrectionInto, correction).arg("into", value)
    })?;
    for to in data.of.values_mut().flat_map(BTreeMap::values_mut).filter(|to| **to == *id) {
        *to = into.clone();
    }
    let gone = data.records.get(id).map(|record| record.cites.clone());
    remove(data, id);
    if let Some(record) = data.records.get_mut(&into) {
        record.cites.extend(gone.into_iter().flatten());
        let articles = record.cites.iter().map(|cite| &cite.article);
        let originals = articles.map(|article| reprints.get(article).unwrap_or(article));
        record.sources = originals.collect::<BTreeSet<&ArticleId>>().len();
        record.corrected = Some(correction.reason.clone());
    }
    Ok(())
}
