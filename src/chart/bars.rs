//! Rows with a mark each: ranked regions, parts of a total.

use super::canvas::Canvas;
use super::element::{Ink, Side};
use super::scale::{Scale, float, word};
use super::surface::{LABEL, Rect, SMALL};
use super::text::{shorten, width as text_width, wrap};
use super::{ChartKind, ChartSpec, Mark};
use crate::extract::Status;

/// A value this many times the next one gets a row without a bar.
const OUTSIZE: f64 = 20.0;

/// Where names, bars and values of the rows go.
struct Columns {
    /// Names stand above their bars, because they are long.
    stacked: bool,
    row: i32,
    from: i32,
    to: i32,
}

impl Columns {
    fn new(marks: &[&Mark], width: i32) -> Self {
        let names = marks.iter().map(|m| text_width(&m.label, LABEL)).max().unwrap_or(0);
        let values = marks.iter().map(|m| text_width(&m.text, LABEL)).max().unwrap_or(0);
        let stacked = names + values > width * 6 / 10;
        let from = if stacked { 90 } else { names + 140 };
        Self {
            stacked,
            row: if stacked { 500 } else { 300 },
            from,
            to: (width - values - 200).max(from + 300),
        }
    }

    /// The middle of the bar of the row that begins at `top`.
    const fn middle(&self, top: i32) -> i32 {
        if self.stacked { top + 340 } else { top + self.row / 2 }
    }
}

/// Regions from high to low, each a dot on a line from zero; the own one filled.
pub(super) fn ranked(spec: &ChartSpec, width: i32) -> Canvas {
    let marks: Vec<&Mark> = spec.marks.iter().collect();
    let columns = Columns::new(&marks, width);
    let mut canvas = Canvas::new(width, height(&marks, &columns) + 40);
    let values = || marks.iter().map(|mark| float(mark.value));
    let low = values().fold(0.0, f64::min);
    let high = values().fold(0.0, f64::max);
    let scale = Scale::new(low, high, (columns.from, columns.to));
    let zero = scale.at(0.0);
    if !columns.stacked {
        canvas.line(&[(zero, 20), (zero, height(&marks, &columns) + 20)], Ink::Axis, 10);
    }
    let rows: Vec<(&Mark, i32)> =
        marks.into_iter().zip((20..).step_by(step(columns.row))).collect();
    if columns.stacked {
        for (_, top) in &rows {
            let y = columns.middle(*top);
            canvas.line(&[(zero, y - 80), (zero, y + 80)], Ink::Axis, 10);
        }
    }
    // All stems, then all dots: strokes of one kind in a row become one element.
    for (mark, top) in &rows {
        let (y, x) = (columns.middle(*top), scale.at(float(mark.value)));
        let stroke = if mark.strong { 30 } else { 20 };
        if mark.status == Status::Planned {
            canvas.dashes(&[(zero, y), (x, y)], ink(mark), stroke);
        } else {
            canvas.line(&[(zero, y), (x, y)], ink(mark), stroke);
        }
    }
    for (mark, top) in &rows {
        let y = name(&mut canvas, mark, &columns, *top);
        let x = scale.at(float(mark.value));
        let hollow = mark.status == Status::Planned || !mark.strong;
        canvas.dot((x, y), if mark.strong { 60 } else { 48 }, ink(mark), hollow);
        canvas.label(&mark.text, (x.max(zero) + 110, y), Side::Start, Ink::Text);
    }
    canvas
}

const fn ink(mark: &Mark) -> Ink {
    match (mark.status, mark.strong) {
        (Status::Planned, _) => Ink::Plan,
        (_, true) => Ink::Main,
        (_, false) => Ink::Soft,
    }
}

fn step(row: i32) -> usize {
    usize::try_from(row).unwrap_or(1).max(1)
}

fn height(marks: &[&Mark], columns: &Columns) -> i32 {
    i32::try_from(marks.len()).unwrap_or(0) * columns.row
}

/// Sets the name of a row and returns the middle of its bar.
fn name(canvas: &mut Canvas, mark: &Mark, columns: &Columns, top: i32) -> i32 {
    let ink = if mark.strong { Ink::Text } else { Ink::Muted };
    let y = columns.middle(top);
    if columns.stacked {
        let words = shorten(&mark.label, LABEL, canvas.width - 40);
        canvas.label(&words, (20, top + 120), Side::Start, ink);
    } else {
        canvas.label(&mark.label, (20, y), Side::Start, ink);
    }
    y
}

/// Parts of a total as bars, the total under a line: the last mark. Sums that are not added up have
/// no total.
pub(super) fn composition(spec: &ChartSpec, width: i32) -> Canvas {
    let (total, parts) = match spec.marks.split_last() {
        Some((total, parts)) if spec.kind == ChartKind::Composition => (Some(total), parts),
        _ => (None, spec.marks.as_slice()),
    };
    let mut parts: Vec<&Mark> = parts.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.value));
    let outsize = parts.first().zip(parts.get(1)).is_some_and(|(first, second)| {
        parts.len() > 2 && float(first.value) > OUTSIZE * float(second.value)
    });
    let drawn = if outsize { parts.split_off(1) } else { std::mem::take(&mut parts) };
    let mut everything: Vec<&Mark> = drawn.clone();
    everything.extend(total);
    let columns = Columns::new(&everything, width);
    let note = parts.first().map(|mark| {
        let size = word(spec, "（不按比例，未画）", " (not drawn to scale)");
        wrap(&format!("{} {}{size}", mark.label, mark.text), SMALL, width - 40, 3)
    });
    let notes = i32::try_from(note.as_ref().map_or(0, Vec::len)).unwrap_or(0);
    let rows = height(&drawn, &columns);
    let total_words = total.map(|total| format!("{} {}", total.label, total.text));
    let total_lines = total_words.map_or_else(Vec::new, |words| wrap(&words, LABEL, width - 40, 2));
    let ends = i32::try_from(total_lines.len()).unwrap_or(1);
    let foot = if ends > 0 { 120 + ends * 220 } else { 0 };
    let mut canvas = Canvas::new(width, 40 + rows + notes * 200 + foot);
    let high = drawn.iter().map(|mark| float(mark.value)).fold(0.0, f64::max);
    let scale = Scale::new(0.0, high, (columns.from, columns.to));
    let mut top = 20;
    for mark in &drawn {
        let y = name(&mut canvas, mark, &columns, top);
        let bar = Rect {
            left: columns.from,
            top: y - 80,
            right: scale.at(float(mark.value)),
            bottom: y + 80,
        };
        match (mark.derived, mark.status) {
            (true, _) => canvas.dashed_outline(bar, Ink::Axis, 12),
            (false, Status::Planned) => canvas.dashed_outline(bar, Ink::Plan, 15),
            (false, _) => canvas.bar(bar, Ink::Main),
        }
        canvas.label(&mark.text, (bar.right + 80, y), Side::Start, Ink::Text);
        top += columns.row;
    }
    for line in note.into_iter().flatten() {
        canvas.set(&line, (20, top + 100), Side::Start, (Ink::Muted, SMALL));
        top += 200;
    }
    if ends > 0 {
        canvas.line(&[(20, top + 60), (width - 20, top + 60)], Ink::Axis, 10);
    }
    top += 120;
    for line in total_lines {
        canvas.label(&line, (20, top + 100), Side::Start, Ink::Text);
        top += 220;
    }
    canvas
}
