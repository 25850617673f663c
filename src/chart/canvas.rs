//! A drawing in progress: marks and labels in tenths of a unit.

use super::element::{Element, Ink, Point, Shape, Side, Stroke};
use super::surface::{LABEL, Paint, Rect, Svg};
use super::text::width as text_width;
use plotters::drawing::IntoDrawingArea as _;

/// A drawing of a fixed size.
pub(super) struct Canvas {
    pub(super) width: i32,
    pub(super) height: i32,
    elements: Vec<Element>,
    /// Boxes of the labels.
    labels: Vec<Rect>,
}

impl Canvas {
    /// An empty drawing of `width` × `height` tenths.
    pub(super) const fn new(width: i32, height: i32) -> Self {
        Self { width, height, elements: Vec::new(), labels: Vec::new() }
    }

    /// The frame of the drawing.
    pub(super) const fn frame(&self) -> Rect {
        Rect { left: 0, top: 0, right: self.width, bottom: self.height }
    }

    fn add(&mut self, points: &[Point], shape: Shape) {
        self.elements.push(Element { points: points.to_vec(), shape });
    }

    /// A line from point to point.
    pub(super) fn line(&mut self, points: &[Point], ink: Ink, width: i32) {
        self.add(points, Shape::Line(Stroke { ink, width, dashed: false }));
    }

    /// A dashed line.
    pub(super) fn dashes(&mut self, points: &[Point], ink: Ink, width: i32) {
        self.add(points, Shape::Line(Stroke { ink, width, dashed: true }));
    }

    /// A filled rectangle.
    pub(super) fn bar(&mut self, rect: Rect, ink: Ink) {
        self.add(&rect.corners(), Shape::Bar(ink));
    }

    /// An empty rectangle with an outline.
    pub(super) fn outline(&mut self, rect: Rect, ink: Ink, width: i32) {
        self.add(&rect.corners(), Shape::Outline(Stroke { ink, width, dashed: false }));
    }

    /// An outline drawn with dashes.
    pub(super) fn dashed_outline(&mut self, rect: Rect, ink: Ink, width: i32) {
        self.add(&rect.corners(), Shape::Outline(Stroke { ink, width, dashed: true }));
    }

    /// A dot: filled, or hollow for what is only planned.
    pub(super) fn dot(&mut self, at: Point, radius: i32, ink: Ink, hollow: bool) {
        self.add(&[at], Shape::Dot { radius, ink, hollow });
    }

    /// A label whose middle line is at `at`.
    pub(super) fn label(&mut self, text: &str, at: Point, side: Side, ink: Ink) {
        self.set(text, at, side, (ink, LABEL));
    }

    /// A label of another size.
    pub(super) fn set(&mut self, text: &str, at: Point, side: Side, (ink, size): (Ink, i32)) {
        if !text.is_empty() {
            self.labels.push(text_box(text, at, side, size));
            self.add(&[at], Shape::Words { text: text.to_owned(), size, side, ink });
        }
    }

    /// The box that a label would take, with a little air around it.
    pub(super) fn label_box(text: &str, at: Point, side: Side, size: i32) -> Rect {
        let tight = text_box(text, at, side, size);
        Rect {
            left: tight.left - 20,
            top: tight.top - 10,
            right: tight.right + 20,
            bottom: tight.bottom + 10,
        }
    }

    /// Whether `rect` is inside the drawing and free of labels.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        rect.within(self.frame()) && !self.labels.iter().any(|label| label.overlaps(rect))
    }

    /// The boxes of the labels set so far.
    pub(super) fn labels(&self) -> &[Rect] {
        &self.labels
    }

    /// The elements of the drawing, as SVG.
    pub(super) fn svg(&self, paint: Paint) -> String {
        let mut body = String::new();
        let size = [self.width, self.height].map(|side| u32::try_from(side).unwrap_or(1));
        let area = Svg::new(&mut body, size.into(), paint).into_drawing_area();
        // The backend cannot fail, so the results of drawing say nothing.
        for element in &self.elements {
            let _ = area.draw(element);
        }
        let _ = area.present();
        drop(area);
        body
    }
}

/// The box of a label whose middle line is at `at`.
fn text_box(text: &str, at: Point, side: Side, size: i32) -> Rect {
    let wide = text_width(text, size);
    let left = match side {
        Side::Start => at.0,
        Side::Middle => at.0 - wide / 2,
        Side::End => at.0 - wide,
    };
    let top = at.1 - size / 2;
    Rect { left, top, right: left + wide, bottom: top + size }
}
