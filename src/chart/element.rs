//! What a drawing is made of: marks in typed paint, placed by plotters on our backend.
//!
//! plotters' own elements know colours, but neither roles nor dashes; so the elements are ours.

use super::surface::Svg;
use plotters::element::{Drawable, PointCollection};
use plotters_backend::DrawingErrorKind;
use std::convert::Infallible;

/// A point, in tenths of a unit, because plotters counts in whole numbers.
pub(super) type Point = (i32, i32);

/// What something is drawn with: a role, not a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Text.
    Text,
    /// Secondary text.
    Muted,
    /// Grid lines.
    Grid,
    /// Axis and leaders.
    Axis,
    /// The data; the own region.
    Main,
    /// Plans, and nothing else.
    Plan,
    /// A second part.
    Second,
    /// A third part.
    Third,
    /// Data beside the main data: other regions.
    Soft,
    /// The page.
    Paper,
}

impl Ink {
    /// Its class in the style sheet.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Main => "main",
            Self::Plan => "plan",
            Self::Second => "second",
            Self::Third => "third",
            Self::Soft => "soft",
            Self::Paper => "paper",
        }
    }

    /// Its colour on light paper.
    pub(super) const fn hex(self) -> &'static str {
        match self {
            Self::Text => "#1c1917",
            Self::Muted => "#57534e",
            Self::Grid => "#e3ded3",
            Self::Axis => "#8a857c",
            Self::Main => "#1047a0",
            Self::Plan => "#9f4b05",
            Self::Second => "#35a198",
            Self::Third => "#3b1a3b",
            Self::Soft => "#8f979f",
            Self::Paper => "#fffdf8",
        }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    pub(super) ink: Ink,
    /// In tenths of a unit.
    pub(super) width: i32,
    pub(super) dashed: bool,
}

/// Where a label stands against its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Starts at the point.
    Start,
    /// Centred on it.
    Middle,
    /// Ends at it.
    End,
}

/// A mark without its place.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A line through its points.
    Line(Stroke),
    /// A filled rectangle between two corners.
    Bar(Ink),
    /// An empty one.
    Outline(Stroke),
    /// A dot around its point; a hollow one shows the paper.
    Dot { radius: i32, ink: Ink, hollow: bool },
    /// Words whose middle line is at its point.
    Words { text: String, size: i32, side: Side, ink: Ink },
}

/// A mark and its points.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) points: Vec<Point>,
    pub(super) shape: Shape,
}

impl<'a> PointCollection<'a, Point> for &'a Element {
    type Point = &'a Point;
    type IntoIter = std::slice::Iter<'a, Point>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
}

impl Drawable<Svg<'_>> for Element {
    fn draw<I: Iterator<Item = Point>>(
        &self,
        points: I,
        svg: &mut Svg<'_>,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        svg.add(&self.shape, &points.collect::<Vec<Point>>());
        Ok(())
    }
}
