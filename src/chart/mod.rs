//! Series to SVG, with its table. Owner of plotters. Floats are allowed here: pixels are not
//! figures.
//!
//! 1. `choose`, `across` and `readings` pick what is worth drawing and `wording` says it: [`region_charts`] and
//!    its kin.
//! 2. [`draw`] lays a [`ChartSpec`] out as elements (`line`, `bars`, `parts`, `diagram`,
//!    `multiples`, `dots`, on `canvas`), over the axes and ticks of plotters (`scale`).
//! 3. plotters draws the elements on `surface`: an SVG with classes for colours.
#![expect(clippy::float_arithmetic, reason = "pixels are not figures")]

mod across;
mod bars;
mod canvas;
mod choose;
mod diagram;
mod dots;
mod element;
mod line;
mod multiples;
mod parts;
mod readings;
mod scale;
mod surface;
mod svg;
mod text;
mod wording;

pub use across::{children_chart, indicator_multiples};
pub use choose::{Context, comparison_chart, indicator_chart, mechanism_chart, region_charts};
pub use readings::readings_chart;
pub use surface::escape;
pub use svg::{STYLE, collisions, draw};

use crate::diag::Language;
use crate::extract::Status;
use crate::model::FigureId;
use serde::{Deserialize, Serialize};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Two ends of a change, or a short time line: plan dashed with a hollow mark.
    Line,
    /// One bar filled in part.
    PartOfWhole,
    /// Done as a bar, plan as a tick.
    PlanAndDone,
    /// Horizontal bars, ranked; the own region filled.
    Ranked,
    /// Parts of a total, with a total line.
    Composition,
    /// Sums beside each other, without a total.
    Sources,
    /// Core and parts of a mechanism.
    Diagram,
    /// A small time line for each region, all on one scale.
    Multiples,
    /// All readings of an indicator as dots, a row for each region (or for each period of one).
    Readings,
}

/// One mark of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is: a year, a region, a part.
    pub label: String,
    /// The exact value in base units; the drawing converts it.
    pub value: crate::decimal::Decimal,
    /// As printed beside it: `19.1万户`.
    pub text: String,
    /// In which sense.
    pub status: Status,
    /// Stressed among the others (the own region).
    pub strong: bool,
    /// Position on a time axis in days since 0001-01-01, when it has one.
    pub day: Option<i32>,
    /// The figure it shows.
    pub figure: Option<FigureId>,
    /// Recomputed by us, not printed in the source (其余 of a whole).
    pub derived: bool,
    /// The panel it stands in, by its name: a region of small multiples, a row of readings.
    pub panel: Option<String>,
}

/// A chart to be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Identity within its page, ASCII.
    pub id: String,
    /// What is drawn.
    pub kind: ChartKind,
    /// States the finding with a number, at most 26 Han characters.
    pub title: String,
    /// Measure, unit, region, period.
    pub subtitle: String,
    /// What a person who cannot see it is told: type, extremes, direction, gaps.
    pub description: String,
    /// Unit of the values, once.
    pub unit: String,
    /// Source and kind line under the chart.
    pub source: String,
    /// The marks in order.
    pub marks: Vec<Mark>,
    /// How many regions have such a figure and are left out of the drawing.
    pub more: usize,
    /// Language of the drawing's own words.
    pub language: Language,
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What was drawn.
    pub spec: ChartSpec,
    /// For wide columns (680 units).
    pub wide: String,
    /// For phones (340 units).
    pub narrow: String,
    /// Standalone, with literal colours, for download.
    pub standalone: String,
    /// The same data as a table: header first.
    pub table: Vec<Vec<String>>,
}
