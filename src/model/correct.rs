//! Editors' corrections: each with a reason, a guard, and a line in the log.

use super::reading::normal_measure;
use super::reconcile::{Reconciled, value_text};
use super::{FigureId, FigureRecord};
use crate::date::Date;
use crate::decimal::{grouped, parse};
use crate::diag::{Code, Diagnostic};
use crate::extract::{Grade, Value};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which figure a correction is about: its id, or its region, measure and period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// The figure's identity as its page prints it: `f-` and ten hexadecimal digits.
    pub id: Option<String>,
    /// A division code or name.
    pub region: Option<String>,
    /// The measured thing, as its page prints it, or an indicator's id or name.
    pub measure: Option<String>,
    /// The period in the form of the data files: `2019`, `@2019-12`.
    pub period: Option<String>,
}

/// What is done to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is not published.
    Drop,
    /// Its value is replaced.
    Override,
    /// Its value is multiplied (a wrong 万).
    Scale,
    /// It is marked doubtful and never becomes a card.
    Flag,
    /// An editor has checked it against the source.
    Confirm,
}

/// How far a correction has got with whoever published the number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionState {
    /// Known here only.
    #[default]
    Open,
    /// The outlet has been told.
    Reported,
    /// The outlet agrees.
    Acknowledged,
    /// The outlet has changed it.
    Fixed,
}

/// One entry of the corrections file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Which figure.
    pub target: Target,
    /// What is done to it.
    pub action: Action,
    /// The new value in base units, or the factor; quoted, because it must stay exact.
    #[serde(default)]
    pub value: Option<String>,
    /// What the text must still say, as printed (`19.1万户`) or in base units (`191000`); the
    /// build fails when it says something else.
    #[serde(default)]
    pub expect: Option<String>,
    /// Why, for readers.
    pub reason: String,
    /// Who found it.
    #[serde(default)]
    pub provider: Option<String>,
    /// How far it has got.
    #[serde(default)]
    pub status: CorrectionState,
    /// When it was made.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
}

/// What a correction did: a line of the corrections page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRecord {
    /// The entry as written.
    pub correction: Correction,
    /// The figure it was applied to; none when it was not applied.
    pub figure: Option<FigureId>,
    /// The figure as it was.
    pub before: Option<FigureRecord>,
    /// Its value now, as printed; none when dropped or not applied.
    pub after: Option<String>,
}

/// Applies `corrections` in order, and tells which could not be.
pub(super) fn apply(
    data: &mut Reconciled,
    corrections: &[Correction],
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> (Vec<CorrectionRecord>, Vec<Diagnostic>) {
    let mut log = Vec::new();
    let mut diagnostics = Vec::new();
    for correction in corrections {
        let found = find(&correction.target, &data.records, gazetteer, lexicon);
        let applied = match found.as_slice() {
            [] => Err(named(Code::CorrectionMissed, correction)),
            [id] => one(data, id, correction),
            many => Err(named(Code::CorrectionVague, correction).arg("count", many.len())),
        };
        match applied {
            Ok(record) => log.push(record),
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                log.push(CorrectionRecord {
                    correction: correction.clone(),
                    figure: None,
                    before: None,
                    after: None,
                });
            }
        }
    }
    (log, diagnostics)
}

fn named(code: Code, correction: &Correction) -> Diagnostic {
    let target = &correction.target;
    let parts = [&target.id, &target.region, &target.measure, &target.period];
    let name: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    Diagnostic::new(code).arg("target", name.join(" "))
}

fn find(
    target: &Target,
    records: &BTreeMap<FigureId, FigureRecord>,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> Vec<FigureId> {
    if let Some(id) = &target.id {
        let known = FigureId::parse(id).filter(|id| records.contains_key(id));
        return known.into_iter().collect();
    }
    let (Some(region), Some(measure)) = (&target.region, &target.measure) else {
        return Vec::new();
    };
    let regions: Vec<_> =
        gazetteer.find(region).into_iter().map(|code| gazetteer.canonical(code)).collect();
    let words = normal_measure(measure);
    let fits = |record: &FigureRecord| {
        let indicator = record.indicator.as_ref();
        let label = indicator.and_then(|id| lexicon.indicator(id)).map(|def| def.label.as_str());
        regions.contains(&record.region)
            && (normal_measure(&record.measure) == words
                || indicator.is_some_and(|id| id.0 == *measure)
                || label == Some(measure.as_str()))
            && target
                .period
                .as_ref()
                .is_none_or(|period| record.period.is_some_and(|own| own.to_string() == *period))
    };
    records.values().filter(|record| fits(record)).map(|record| record.id.clone()).collect()
}

fn one(
    data: &mut Reconciled,
    id: &FigureId,
    correction: &Correction,
) -> Result<CorrectionRecord, Diagnostic> {
    let Some(record) = data.records.get_mut(id) else {
        return Err(named(Code::CorrectionMissed, correction));
    };
    let before = record.clone();
    if let Some(expected) = &correction.expect {
        let plain = parse(expected).map(|value| value_text(&Value::Point(value)));
        if *expected != record.surface && plain != Some(value_text(&record.value)) {
            return Err(named(Code::CorrectionStale, correction)
                .arg("expected", expected)
                .arg("found", &record.surface));
        }
    }
    let number = correction.value.as_deref().and_then(parse);
    let missing = || named(Code::CorrectionValue, correction);
    match correction.action {
        Action::Drop => {}
        Action::Flag => record.grade = Grade::D,
        Action::Confirm => record.grade = record.grade.min(Grade::B),
        Action::Override => replace(record, Value::Point(number.ok_or_else(missing)?)),
        Action::Scale => {
            let factor = number.ok_or_else(missing)?;
            let scaled = |v: crate::decimal::Decimal| v.checked_mul(factor).ok_or_else(missing);
            let value = match record.value {
                Value::Point(value) => Value::Point(scaled(value)?),
                Value::Range { low, high } => {
                    Value::Range { low: scaled(low)?, high: scaled(high)? }
                }
            };
            replace(record, value);
        }
    }
    record.corrected = Some(correction.reason.clone());
    let mut after = Some(record.surface.clone());
    if correction.action == Action::Drop {
        drop_record(data, id);
        after = None;
    }
    Ok(CorrectionRecord {
        correction: correction.clone(),
        figure: Some(id.clone()),
        before: Some(before),
        after,
    })
}

fn replace(record: &mut FigureRecord, value: Value) {
    record.value = value;
    record.approx = None;
    record.surface = match value {
        Value::Point(value) => format!("{}{}", grouped(value), record.unit),
        Value::Range { low, high } => format!("{}—{}{}", grouped(low), grouped(high), record.unit),
    };
}

fn drop_record(data: &mut Reconciled, id: &FigureId) {
    data.records.remove(id);
    data.keys.remove(id);
    for figures in data.of.values_mut() {
        figures.retain(|_, to| to != id);
    }
    for record in data.records.values_mut().filter(|record| record.conflicts.contains(id)) {
        record.conflicts.retain(|other| other != id);
        if record.conflicts.is_empty()
            && let Some(grade) = data.grades.get(&record.id)
        {
            record.grade = *grade;
        }
    }
}
