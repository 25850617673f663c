//! All extractions to a report: what each region, indicator and mechanism page can say.
//!
//! 1. `reading` turns every figure of every article into a reading with a key.
//! 2. `reconcile` merges readings that say the same, names the records, finds conflicts.
//! 3. `correct` applies the editors' corrections.
//! 4. `rank` scores records and picks the cards; `series` finds what can be drawn.
//! 5. `region`, `indicator`, `mechanism` and `article` write the profiles.
//!
//! A parent never sums its children: sums across different years and sources are false.

mod aggregate;
mod article;
mod correct;
mod edition;
mod facts;
mod id;
mod indicator;
mod mechanism;
mod overview;
mod rank;
mod reading;
mod reconcile;
mod region;
mod series;
mod timeline;
mod words;

pub use aggregate::{Input, Reference, aggregate};
pub use correct::{
    Action, Correction, CorrectionRecord, CorrectionState, Target, corrections_schema, placed,
};
pub use edition::{Change, EditionDiff, FigureRow, diff, rows};
pub use facts::{Asked, Facts, Imprint, Need, below};
pub use id::FigureId;
pub use overview::{Phrase, overview};
pub use timeline::Event;
pub use words::{period_words, unit_words};

use crate::corpus::ArticleId;
use crate::date::{Date, Period};
use crate::decimal::Decimal;
use crate::extract::{Approx, Basis, CheckKind, CheckResult, Grade, Role, Scope, Status, Value};
use crate::fingerprint::Fingerprint;
use crate::gazetteer::{Adcode, Level};
use crate::lexicon::IndicatorId;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Identity and path of a mechanism: name and the region that makes it its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MechanismId(pub String);

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cite {
    /// The article.
    pub article: ArticleId,
    /// The sentence: `sN` of the article page.
    pub sentence: usize,
    /// The figure's or name's own place in the clean text.
    pub span: Span,
    /// The sentence's text, one for all that was read from it.
    pub text: Arc<str>,
    /// The figure's or name's place within the sentence's text.
    pub mark: Span,
}

/// A figure as published. Mentions of the same fact in one article, and readings of several
/// articles that agree, are one record with several cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRecord {
    /// Identity.
    pub id: FigureId,
    /// The division.
    pub region: Adcode,
    /// Village, town or project below it.
    pub locality: Option<String>,
    /// The other side of aid.
    pub partner: Option<Adcode>,
    /// The measured thing in the words of the text.
    pub measure: String,
    /// Its indicator.
    pub indicator: Option<IndicatorId>,
    /// Id of its group.
    pub group: Arc<str>,
    /// The value, in base units.
    pub value: Value,
    /// As printed in the source: `19.1万户`.
    pub surface: String,
    /// How it is blurred.
    pub approx: Option<Approx>,
    /// Canonical unit.
    pub unit: String,
    /// 户均, 人均 …
    pub per: Option<String>,
    /// When.
    pub period: Option<Period>,
    /// How the period was found.
    pub period_basis: Option<Basis>,
    /// How the region was found.
    pub region_basis: Basis,
    /// In which sense.
    pub status: Status,
    /// What is so, not what was done.
    pub state: bool,
    /// Added up since the start of the period.
    pub cumulative: bool,
    /// How much of the region.
    pub scope: Scope,
    /// Among the region's key figures.
    pub key: bool,
    /// How far it can be trusted.
    pub grade: Grade,
    /// Score of the ranking.
    pub rank: i32,
    /// What the score is made of; told of cards only.
    pub rank_reason: String,
    /// Series within its article: article and letter.
    pub series: Option<(ArticleId, usize)>,
    /// Part in the series.
    pub role: Option<Role>,
    /// Where it was read; the first is the one shown.
    pub cites: Vec<Cite>,
    /// How many independent articles say so; reprints of one text count once.
    pub sources: usize,
    /// Records that state the same thing otherwise.
    pub conflicts: Vec<FigureId>,
    /// What a correction did to it.
    pub corrected: Option<String>,
}

/// A recomputed relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRecord {
    /// Which relation.
    pub kind: CheckKind,
    /// The figures; the checked one last.
    pub figures: Vec<FigureId>,
    /// The verdict.
    pub result: CheckResult,
    /// The calculation for readers.
    pub formula: String,
    /// The article whose numbers these are.
    pub article: ArticleId,
}

/// A damaged place, for 存疑与复核.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtRecord {
    /// `lost-number`, `lost-year`, `partial-number`, `split-number`, `redaction`, `mojibake`.
    pub kind: crate::clean::DefectKind,
    /// Where.
    pub cite: Cite,
}

/// A region's name and place in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionCard {
    /// Code.
    pub code: Adcode,
    /// Full name now (or the last one, for an abolished division).
    pub name: String,
    /// Level.
    pub level: Level,
    /// Former names with the year they ended.
    pub former: Vec<(String, i16)>,
    /// The divisions above, from province down, without itself.
    pub path: Vec<(Adcode, String)>,
    /// What it became, when abolished.
    pub successors: Vec<(Adcode, String)>,
}

/// Figures of one measure over time or before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// What is measured.
    pub label: String,
    /// Its indicator.
    pub indicator: Option<IndicatorId>,
    /// Unit.
    pub unit: String,
    /// What kind of series.
    pub kind: SeriesKind,
    /// The figures in order.
    pub points: Vec<FigureId>,
}

/// Kinds of series, each with its chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeriesKind {
    /// One measure before and after, or over time (plans included).
    Time,
    /// A whole, then its parts.
    PartOfWhole,
    /// Parts that make a total, the total last.
    Composition,
    /// Plan, then done.
    PlanAndDone,
    /// Sums from different givers that a passage lists one after the other, the largest first; the
    /// text adds nothing up.
    Sources,
}

/// One region's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Name and place.
    pub region: RegionCard,
    /// All its figures by rank.
    pub figures: Vec<FigureId>,
    /// Those that become cards, at most as many as configured, by rank and diverse.
    pub cards: Vec<FigureId>,
    /// Figures by group, in the order of the groups.
    pub groups: Vec<(String, Vec<FigureId>)>,
    /// What can be drawn.
    pub series: Vec<Series>,
    /// Its mechanisms: its own first.
    pub mechanisms: Vec<MechanismId>,
    /// Recomputed relations.
    pub checks: Vec<CheckRecord>,
    /// Damaged places of articles whose main region it is.
    pub doubts: Vec<DoubtRecord>,
    /// Articles that speak of it; those it is the main region of first.
    pub articles: Vec<ArticleId>,
    /// Divisions below it that have a page.
    pub children: Vec<Adcode>,
    /// First and last day that its figures speak of.
    pub extent: Option<(Date, Date)>,
    /// Its figures beside those of other regions.
    pub comparisons: Vec<Comparison>,
    /// Other regions that use one of its mechanisms.
    pub related: Vec<(Adcode, MechanismId)>,
    /// What happened when, earliest first.
    pub timeline: Vec<Event>,
}

/// A figure of a region beside the comparable figures of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What is compared.
    pub indicator: IndicatorId,
    /// The region's own figure.
    pub own: FigureId,
    /// Divisions of the same level: those of the same province first, then the closest values.
    pub peers: Vec<FigureId>,
    /// How many of the peers are of the same province.
    pub same_province: usize,
    /// The figure of the division above.
    pub parent: Option<FigureId>,
    /// How many divisions of this level have a comparable figure, its own included.
    pub of: usize,
    /// Its place among them by value, from high to low, counted from 1.
    pub place: usize,
}

/// One indicator's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorProfile {
    /// Identity.
    pub id: IndicatorId,
    /// Groups of figures that may be compared and ranked: same unit, same sense, periods within a
    /// year of each other; the largest group first, of those as large what is so before what is planned and the newest.
    /// Within a group, by value from high to low.
    pub comparable: Vec<Vec<FigureId>>,
    /// All others, with the reason: `unit`, `status`, `level`, `alone` (no other region has one), `period`,
    /// `scope`, `doubt`, `approx`.
    pub apart: Vec<(FigureId, String)>,
    /// Those of all these that tell by how much something changed, not what it is.
    pub changes: Vec<FigureId>,
}

/// One region's version of a mechanism.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MechanismVariant {
    /// The region.
    pub region: Option<Adcode>,
    /// Village or town.
    pub locality: Option<String>,
    /// Its parts.
    pub components: Vec<String>,
    /// Whether all declared parts are listed.
    pub complete: Option<bool>,
    /// Where it is named; the richest first.
    pub cites: Vec<Cite>,
}

/// One mechanism's page: a name, and each region's version of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MechanismProfile {
    /// Identity.
    pub id: MechanismId,
    /// Name.
    pub name: String,
    /// Other names.
    pub aka: Vec<String>,
    /// What the name declares: `5`, `1+5`.
    pub declared: Option<String>,
    /// Theme.
    pub theme: Option<String>,
    /// A working device rather than a slogan.
    pub key: bool,
    /// Versions by region.
    pub variants: Vec<MechanismVariant>,
}

/// What the pages say of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCard {
    /// Identity.
    pub id: ArticleId,
    /// Headline; or the first words, when it has none (then `untitled`).
    pub title: String,
    /// No headline was found.
    pub untitled: bool,
    /// Day of publication.
    pub published: Option<Date>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Main region.
    pub region: Option<Adcode>,
    /// Characters of the text.
    pub characters: usize,
    /// Hash of the text.
    pub fingerprint: Fingerprint,
    /// The article that this one reprints.
    pub reprint_of: Option<ArticleId>,
    /// Figures read from it, in the order of the text, with their places in the clean text.
    pub figures: Vec<(Span, FigureId)>,
    /// Mechanisms named in it, likewise.
    pub mechanisms: Vec<(Span, MechanismId)>,
    /// Damage by kind.
    pub damage: BTreeMap<crate::clean::DefectKind, usize>,
    /// What it speaks of more than the others do, the most telling word first.
    pub keywords: Vec<String>,
}

/// The whole report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Figures by identity.
    pub figures: BTreeMap<FigureId, FigureRecord>,
    /// Regions by code: all that have a figure or mechanism, and their ancestors.
    pub regions: BTreeMap<Adcode, Profile>,
    /// Indicators that have a figure.
    pub indicators: BTreeMap<IndicatorId, IndicatorProfile>,
    /// Mechanisms.
    pub mechanisms: BTreeMap<MechanismId, MechanismProfile>,
    /// Articles.
    pub articles: BTreeMap<ArticleId, ArticleCard>,
    /// Hash of all article texts.
    pub corpus: Option<Fingerprint>,
    /// Date of the newest article.
    pub newest: Option<Date>,
    /// What the editors' corrections did.
    pub corrections: Vec<CorrectionRecord>,
}

impl Value {
    /// The value to sort and draw by: a range stands for its upper end.
    #[must_use]
    pub const fn magnitude(&self) -> Decimal {
        match self {
            Self::Point(value) | Self::Range { high: value, .. } => *value,
        }
    }
}
