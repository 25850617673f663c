//! What changed between two editions: new, changed and gone figures.

use super::reconcile::value_text;
use super::{FigureId, FigureRecord, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A figure as an edition's data keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FigureRow {
    /// Identity.
    pub id: FigureId,
    /// Division code.
    pub region: String,
    /// Division name.
    #[serde(default)]
    pub region_name: String,
    /// Measured thing.
    pub measure: String,
    /// Value in base units, `3~4` for a range.
    pub value: String,
    /// As printed.
    #[serde(default)]
    pub surface: String,
    /// Canonical unit.
    pub unit: String,
    /// Period in the form of the data files; empty when unknown.
    #[serde(default)]
    pub period: String,
    /// `actual`, `planned`, `baseline`, `requirement`.
    #[serde(default)]
    pub status: String,
    /// Grade, 甲 to 丁.
    #[serde(default)]
    pub grade: String,
}

/// A figure that is in both editions and not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// As it was.
    pub old: FigureRow,
    /// As it is.
    pub new: FigureRow,
}

/// The difference of two editions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionDiff {
    /// Only in the later edition.
    pub new: Vec<FigureRow>,
    /// In both, with another value, unit, period, status or grade.
    pub changed: Vec<Change>,
    /// Only in the earlier edition.
    pub gone: Vec<FigureRow>,
}

impl EditionDiff {
    /// Whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }

    /// The part of the difference that concerns the division `code`.
    #[must_use]
    pub fn of_region(&self, code: &str) -> Self {
        let own = |rows: &[FigureRow]| rows.iter().filter(|r| r.region == code).cloned().collect();
        Self {
            new: own(&self.new),
            changed: self.changed.iter().filter(|c| c.new.region == code).cloned().collect(),
            gone: own(&self.gone),
        }
    }
}

/// The figures of `report` as rows.
#[must_use]
pub fn rows(report: &Report) -> Vec<FigureRow> {
    report
        .figures
        .values()
        .map(|record| {
            let region = report.regions.get(&record.region);
            row(record, region.map_or("", |profile| profile.region.name.as_str()))
        })
        .collect()
}

fn row(record: &FigureRecord, name: &str) -> FigureRow {
    FigureRow {
        id: record.id.clone(),
        region: record.region.to_string(),
        region_name: name.to_owned(),
        measure: record.measure.clone(),
        value: value_text(&record.value),
        surface: record.surface.clone(),
        unit: record.unit.clone(),
        period: record.period.map(|period| period.to_string()).unwrap_or_default(),
        status: word(&record.status),
        grade: word(&record.grade),
    }
}

/// The word that a plain enumeration has in the data files.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Compares two editions by the identities of their figures; each list is sorted by region and
/// identity.
///
/// # Example
/// ```
/// use fangzhi::model::{FigureId, FigureRow, diff};
/// let row = |id: &str, value: &str| FigureRow {
///     id: FigureId::parse(id).unwrap(), region: "511300".into(), region_name: "南充市".into(),
///     measure: "贫困发生率".into(), value: value.into(), surface: String::new(),
///     unit: "%".into(), period: "2019".into(), status: "actual".into(), grade: "甲".into(),
/// };
/// let [one, two, three] = ["f-0000000001", "f-0000000002", "f-0000000003"];
/// let diff = diff(&[row(one, "0.5"), row(two, "3")], &[row(one, "0.4"), row(three, "7")]);
/// assert_eq!((diff.new.len(), diff.changed.len(), diff.gone.len()), (1, 1, 1));
/// ```
#[must_use]
pub fn diff(old: &[FigureRow], new: &[FigureRow]) -> EditionDiff {
    let by_id = |rows: &[FigureRow]| -> BTreeMap<FigureId, FigureRow> {
        rows.iter().map(|row| (row.id.clone(), row.clone())).collect()
    };
    let (mut before, after) = (by_id(old), by_id(new));
    let mut out = EditionDiff::default();
    for (id, row) in after {
        match before.remove(&id) {
            None => out.new.push(row),
            Some(was) if same(&was, &row) => {}
            Some(was) => out.changed.push(Change { old: was, new: row }),
        }
    }
    out.gone = before.into_values().collect();
    let place = |row: &FigureRow| (row.region.clone(), row.id.clone());
    out.new.sort_by_key(place);
    out.gone.sort_by_key(place);
    out.changed.sort_by_key(|change| place(&change.new));
    out
}

fn same(a: &FigureRow, b: &FigureRow) -> bool {
    (&a.value, &a.unit, &a.period, &a.status, &a.grade)
        == (&b.value, &b.unit, &b.period, &b.status, &b.grade)
}
