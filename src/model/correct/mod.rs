//! Editors' corrections: each with a reason, a guard, and a line in the log.

mod added;
mod change;
mod find;

use super::aggregate::{Input, Reference};
use super::reconcile::Reconciled;
use super::{FigureId, FigureRecord};
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

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
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
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
    /// It is of another time: `2019`, `@2019-12`, `2016/2020`; `none` for no time that the text gives.
    Period,
    /// It is of another division: a code or a name.
    Region,
    /// It is told in another sense: `actual`, `planned`, `baseline`, `requirement`.
    Status,
    /// Its unit is another.
    Unit,
    /// The measured thing is called otherwise.
    Measure,
    /// It is of another indicator: an id or a name; `none` for none.
    Indicator,
    /// It says the same as another figure, whose id is the value, and goes into it.
    Merge,
    /// The text tells a figure that was not read.
    Add,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Drop,
        Self::Override,
        Self::Scale,
        Self::Flag,
        Self::Confirm,
        Self::Period,
        Self::Region,
        Self::Status,
        Self::Unit,
        Self::Measure,
        Self::Indicator,
        Self::Merge,
        Self::Add,
    ];
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Drop => "drop",
            Self::Override => "override",
            Self::Scale => "scale",
            Self::Flag => "flag",
            Self::Confirm => "confirm",
            Self::Period => "period",
            Self::Region => "region",
            Self::Status => "status",
            Self::Unit => "unit",
            Self::Measure => "measure",
            Self::Indicator => "indicator",
            Self::Merge => "merge",
            Self::Add => "add",
        })
    }
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
    /// What the action needs: the new value in base units, the factor, the period, the division …
    /// Quoted, because it must stay exact.
    #[serde(default)]
    pub value: Option<String>,
    /// `add` only: the unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// `add` only: the article, its path below the corpus folder without the extension.
    #[serde(default)]
    pub article: Option<String>,
    /// `add` only: words of the sentence that tells the figure; `expect` is the number in it.
    #[serde(default)]
    pub evidence: Option<String>,
    /// `add` only: in which sense, `actual` when left out.
    #[serde(default)]
    pub sense: Option<String>,
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
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub place: Option<Span>,
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

/// Applies the corrections of `reference` in order, and tells which could not be.
pub(super) fn apply(
    data: &mut Reconciled,
    (inputs, reprints): (&BTreeMap<ArticleId, Input<'_>>, &BTreeMap<ArticleId, ArticleId>),
    reference: &Reference<'_>,
) -> (Vec<CorrectionRecord>, Vec<Diagnostic>) {
    let mut log = Vec::new();
    let mut diagnostics = Vec::new();
    let mut seen: BTreeSet<(FigureId, Action)> = BTreeSet::new();
    for correction in reference.corrections {
        let applied = match correction.action {
            Action::Add => added::add(data, correction, inputs, reference),
            _ => find::one(correction, data, reference)
                .and_then(|id| change::apply(data, &id, correction, (reprints, reference))),
        };
        let record = applied.unwrap_or_else(|finding| {
            diagnostics.push(finding);
            CorrectionRecord {
                correction: correction.clone(),
                figure: None,
                before: None,
                after: None,
            }
        });
        if let Some(id) = &record.figure
            && !seen.insert((id.clone(), correction.action))
        {
            diagnostics.push(named(Code::CorrectionTwice, correction));
        }
        log.push(record);
    }
    (log, diagnostics)
}

/// A finding about an entry, where it stands.
fn named(code: Code, correction: &Correction) -> Diagnostic {
    let target = &correction.target;
    let parts = [&target.id, &target.region, &target.measure, &target.period];
    let name: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let finding = Diagnostic::new(code).arg("target", name.join(" "));
    match correction.place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// An entry without the value that its action needs.
fn without_value(correction: &Correction) -> Diagnostic {
    named(Code::CorrectionValue, correction)
        .arg("action", correction.action)
        .arg("value", correction.value.as_deref().unwrap_or("—"))
}

/// The entries with their places in the text that they were read from: an entry begins with a dash, as
/// far from the margin as the first.
#[must_use]
pub fn placed(mut entries: Vec<Correction>, text: &str) -> Vec<Correction> {
    let mut at = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line.trim_end())
        })
        .collect();
    let margin = |line: &str| line.len() - line.trim_start().len();
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let Some(first) = lines.iter().find(|(_, line)| is_item(line)).map(|(_, line)| margin(line))
    else {
        return entries;
    };
    let starts = lines.iter().filter(|(_, line)| is_item(line) && margin(line) == first);
    let places: Vec<Span> =
        starts.map(|(start, line)| Span::new(start + first, start + line.len())).collect();
    // A file that is written otherwise (in brackets) tells no places.
    if places.len() == entries.len() {
        for (entry, place) in entries.iter_mut().zip(places) {
            entry.place = Some(place);
        }
    }
    entries
}

/// The JSON schema of the corrections file.
#[must_use]
pub fn corrections_schema() -> String {
    let schema = schemars::schema_for!(Vec<Correction>);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
