//! A drawing in progress: shapes and labels in tenths of a unit, on plotters' drawing area.

use super::surface::{Ink, LABEL, Paint, Rect, Sheet, Surface, text_box};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::style::{Color as _, IntoFont as _, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use std::cell::RefCell;
use std::rc::Rc;

/// A point, in tenths of a unit.
pub(super) type Point = (i32, i32);

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

impl Side {
    const fn position(self) -> HPos {
        match self {
            Self::Start => HPos::Left,
            Self::Middle => HPos::Center,
            Self::End => HPos::Right,
        }
    }
}

/// A drawing of a fixed size.
pub(super) struct Canvas {
    pub(super) area: DrawingArea<Surface, Shift>,
    pub(super) width: i32,
    pub(super) height: i32,
    sheet: Rc<RefCell<Sheet>>,
}

impl Canvas {
    /// An empty drawing of `width` × `height` tenths.
    pub(super) fn new(width: i32, height: i32, paint: Paint) -> Self {
        let sheet = Rc::new(RefCell::new(Sheet::new(paint)));
        let size = (u32::try_from(width).unwrap_or(1), u32::try_from(height).unwrap_or(1));
        let area = Surface { size, sheet: Rc::clone(&sheet) }.into_drawing_area();
        Self { area, width, height, sheet }
    }

    /// The frame of the drawing.
    pub(super) const fn frame(&self) -> Rect {
        Rect { left: 0, top: 0, right: self.width, bottom: self.height }
    }

    // The surface cannot fail, so the results of drawing say nothing.

    /// A line from point to point.
    pub(super) fn line(&self, points: &[Point], ink: Ink, stroke: u32) {
        let style = ink.color().stroke_width(stroke);
        let _ = self.area.draw(&PathElement::new(points.to_vec(), style));
    }

    /// A dashed line.
    pub(super) fn dashes(&self, points: &[Point], ink: Ink, stroke: u32) {
        self.sheet.borrow_mut().dashed = true;
        self.line(points, ink, stroke);
        self.sheet.borrow_mut().dashed = false;
    }

    /// A filled rectangle.
    pub(super) fn bar(&self, rect: Rect, ink: Ink) {
        let corners = [(rect.left, rect.top), (rect.right, rect.bottom)];
        let _ = self.area.draw(&Rectangle::new(corners, ink.color().filled()));
    }

    /// An empty rectangle with an outline.
    pub(super) fn outline(&self, rect: Rect, ink: Ink, stroke: u32) {
        let corners = [(rect.left, rect.top), (rect.right, rect.bottom)];
        let _ = self.area.draw(&Rectangle::new(corners, ink.color().stroke_width(stroke)));
    }

    /// An outline drawn with dashes.
    pub(super) fn dashed_outline(&self, rect: Rect, ink: Ink, stroke: u32) {
        self.sheet.borrow_mut().dashed = true;
        self.outline(rect, ink, stroke);
        self.sheet.borrow_mut().dashed = false;
    }

    /// A dot: filled, or hollow for what is only planned.
    pub(super) fn dot(&self, at: Point, radius: i32, ink: Ink, hollow: bool) {
        let fill = if hollow { Ink::Paper } else { ink };
        let _ = self.area.draw(&Circle::new(at, radius, fill.color().filled()));
        if hollow {
            let _ = self.area.draw(&Circle::new(at, radius, ink.color().stroke_width(20)));
        }
    }

    /// A label whose middle line is at `at`.
    pub(super) fn label(&self, text: &str, at: Point, side: Side, ink: Ink) {
        self.set(text, at, side, (ink, LABEL));
    }

    /// A label of another size.
    pub(super) fn set(&self, text: &str, at: Point, anchor: Side, (ink, size): (Ink, i32)) {
        if text.is_empty() {
            return;
        }
        let color = ink.color();
        let style = TextStyle::from(("sans-serif", f64::from(size)).into_font())
            .color(&color)
            .pos(Pos::new(anchor.position(), VPos::Center));
        let _ = self.area.draw(&Text::new(text.to_owned(), at, style));
    }

    /// The box that a label would take, with a little air around it.
    pub(super) fn label_box(text: &str, at: Point, anchor: Side, size: i32) -> Rect {
        let tight = text_box(text, size, at, anchor.position(), VPos::Center);
        Rect {
            left: tight.left - 20,
            top: tight.top - 10,
            right: tight.right + 20,
            bottom: tight.bottom + 10,
        }
    }

    /// Whether `rect` is inside the drawing and free of labels.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        rect.within(self.frame())
            && !self.sheet.borrow().texts.iter().any(|text| text.overlaps(rect))
    }

    /// What was drawn, and the boxes of its labels.
    pub(super) fn finish(self) -> (String, Vec<Rect>) {
        drop(self.area);
        let sheet = self.sheet.replace(Sheet::new(Paint::Classes));
        (sheet.body, sheet.texts)
    }
}
