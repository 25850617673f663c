//! Small multiples: a panel for each region, all on one scale.

use super::canvas::Canvas;
use super::element::{Ink, Point, Side};
use super::scale::{Scale, float};
use super::surface::{LABEL, SMALL};
use super::text::shorten;
use super::{ChartSpec, Mark};
use crate::extract::Status;

/// Least width of a panel with its margin.
const PANEL: i32 = 1700;
/// Air between panels.
const GAP: i32 = 260;
/// Height of the name above a plot.
const NAME: i32 = 240;
/// Height of the plot itself.
const PLOT: i32 = 620;
/// Height of one line of words below it.
const LINE: i32 = 190;

/// Draws the panels of `spec` row by row, `width` tenths wide.
pub(super) fn draw(spec: &ChartSpec, width: i32) -> Canvas {
    let panels: Vec<&[Mark]> = spec.marks.chunk_by(|a, b| a.panel == b.panel).collect();
    let columns = (width / PANEL).max(1);
    let wide = width / columns;
    let tall = NAME + PLOT + 80 + 2 * LINE + GAP;
    let count = i32::try_from(panels.len()).unwrap_or(1);
    let rows = (count + columns - 1) / columns;
    let mut canvas = Canvas::new(width, (rows * tall - GAP + 60).max(60));
    let values = || spec.marks.iter().map(|mark| float(mark.value));
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    // What changes nowhere stands in the middle, not at the upper edge.
    let flat =
        panels.iter().all(|p| p.iter().all(|mark| Some(mark.value) == p.first().map(|m| m.value)));
    let high = if flat { high * 2.0 } else { high };
    let places: Vec<(&[Mark], Point)> = panels
        .into_iter()
        .zip((0..count).map(|i| ((i % columns) * wide + 20, (i / columns) * tall + 20)))
        .collect();
    let inner = wide - GAP;
    let scale = |top: i32| Scale::new(low, high, (top + NAME + PLOT, top + NAME + 60));
    for (_, (left, top)) in &places {
        let zero = scale(*top).at(0.0);
        canvas.line(&[(*left, zero), (left + inner, zero)], Ink::Axis, 10);
    }
    for (marks, (left, top)) in &places {
        strokes(&mut canvas, marks, &points(marks, (*left, inner), &scale(*top)));
    }
    for (marks, (left, top)) in places {
        let name = marks.first().and_then(|mark| mark.panel.clone()).unwrap_or_default();
        let name = shorten(&name, LABEL, inner);
        canvas.label(&name, (left, top + 100), Side::Start, Ink::Text);
        let below = top + NAME + PLOT + 80 + LINE / 2;
        let ends = [marks.first(), marks.last().filter(|_| marks.len() > 1)];
        for (mark, y) in ends.into_iter().flatten().zip([below, below + LINE]) {
            let words = shorten(&format!("{} {}", mark.label, mark.text), SMALL, inner);
            let ink = if mark.status == Status::Planned { Ink::Plan } else { Ink::Muted };
            canvas.set(&words, (left, y), Side::Start, (ink, SMALL));
        }
    }
    canvas
}

/// Places of the marks: by day when all have one, else even.
fn points(marks: &[Mark], (left, inner): (i32, i32), scale: &Scale) -> Vec<Point> {
    let ends = (left + 50, left + inner - 50);
    let days: Option<Vec<i32>> = marks.iter().map(|mark| mark.day).collect();
    let days = days.filter(|days| days.first() < days.last() && days.is_sorted());
    let steps = (0..).take(marks.len()).collect::<Vec<i32>>();
    let along = days.unwrap_or(steps);
    let (first, last) = (along.first().copied(), along.last().copied());
    let across = Scale::new(f64::from(first.unwrap_or(0)), f64::from(last.unwrap_or(1)), ends);
    let xs = along.iter().map(|x| across.at(f64::from(*x)));
    xs.zip(marks).map(|(x, mark)| (x, scale.at(float(mark.value)))).collect()
}

fn strokes(canvas: &mut Canvas, marks: &[Mark], points: &[Point]) {
    for (mark, pair) in marks.iter().skip(1).zip(points.windows(2)) {
        if mark.status == Status::Planned {
            canvas.dashes(pair, Ink::Plan, 20);
        } else {
            canvas.line(pair, Ink::Main, 20);
        }
    }
    for (mark, at) in marks.iter().zip(points) {
        let planned = mark.status == Status::Planned;
        canvas.dot(*at, 32, if planned { Ink::Plan } else { Ink::Main }, planned);
    }
}
