//! Two ends of a change, or a short time line.

use super::canvas::Canvas;
use super::element::{Ink, Point, Side};
use super::scale::{Magnitude, Scale, float, word};
use super::surface::{LABEL, Rect, SMALL};
use super::text::width as text_width;
use super::{ChartSpec, Mark};
use crate::extract::Status;

/// Height of the plot itself.
const PLOT: i32 = 1700;
/// Distance of staggered labels under the axis.
const ROW: i32 = 200;
/// Most rows of labels under the axis.
const ROWS: i32 = 4;

/// Draws the marks of `spec` as a line, `width` tenths wide.
pub(super) fn draw(spec: &ChartSpec, width: i32) -> Canvas {
    let values: Vec<f64> = spec.marks.iter().map(|mark| float(mark.value)).collect();
    let (low, high) = bounds(&values);
    let magnitude = Magnitude::of(high.abs().max(low.abs()), spec.language);
    // First a rough scale for the ticks, then the real one beside their labels.
    let ticks = Scale::new(low, high, (PLOT, 0)).ticks(5);
    let tick_words: Vec<String> = ticks.iter().map(|t| magnitude.words(*t, &spec.unit)).collect();
    let tick_width = tick_words.iter().map(|w| text_width(w, SMALL)).max().unwrap_or(0);
    let labels: Vec<String> = spec.marks.iter().map(|mark| value_words(spec, mark)).collect();
    let (first, last) =
        (edge(spec, &labels, 0), edge(spec, &labels, labels.len().saturating_sub(1)));
    let left = tick_width + 100 + first / 2;
    let right = width - (last / 2 + 40);
    let places = across(spec, (left, right.max(left + 100)));
    let (rows, depth) = stagger(spec, &places, width);
    let top = 340;
    let mut canvas = Canvas::new(width, top + PLOT + 120 + depth * ROW + 60);
    let scale = Scale::new(low, high, (top + PLOT, top));
    for tick in &ticks {
        let y = scale.at(*tick);
        let ink = if *tick == 0.0 { Ink::Axis } else { Ink::Grid };
        canvas.line(&[(tick_width + 60, y), (width, y)], ink, 10);
    }
    for (tick, words) in ticks.iter().zip(&tick_words) {
        canvas.set(words, (tick_width, scale.at(*tick)), Side::End, (Ink::Muted, SMALL));
    }
    let points: Vec<Point> =
        places.iter().zip(&values).map(|(x, value)| (*x, scale.at(*value))).collect();
    let drawn = segments(&mut canvas, spec, &points);
    for (mark, at) in spec.marks.iter().zip(&points) {
        let planned = mark.status == Status::Planned;
        let ink = if planned { Ink::Plan } else { Ink::Main };
        canvas.dot(*at, 45, ink, planned);
    }
    for ((mark, x), row) in spec.marks.iter().zip(&places).zip(rows) {
        let Some(row) = row else { continue };
        let y = top + PLOT + 140 + row * ROW;
        let x = clamp(&mark.label, *x, SMALL, width);
        canvas.set(&mark.label, (x, y), Side::Middle, (Ink::Muted, SMALL));
    }
    for ((mark, at), words) in spec.marks.iter().zip(&points).zip(&labels) {
        let ink = if mark.status == Status::Planned { Ink::Plan } else { Ink::Text };
        place(&mut canvas, words, *at, (&points, &drawn), ink);
    }
    canvas
}

fn value_words(spec: &ChartSpec, mark: &Mark) -> String {
    if mark.status == Status::Planned {
        format!("{}{}", word(spec, "计划", "plan "), mark.text)
    } else {
        mark.text.clone()
    }
}

/// Width that the labels of the first or last mark need around it.
fn edge(spec: &ChartSpec, labels: &[String], index: usize) -> i32 {
    let value = labels.get(index).map_or(0, |words| text_width(words, LABEL));
    let time = spec.marks.get(index).map_or(0, |mark| text_width(&mark.label, SMALL));
    value.max(time)
}

/// The range of the axis: from zero where zero is near, with air at both ends. What did not change is
/// in its middle.
fn bounds(values: &[f64]) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low >= high {
        return if high == 0.0 { (-1.0, 1.0) } else { (high.min(0.0) * 2.0, high.max(0.0) * 2.0) };
    }
    let air = (high - low).max(high.abs() * 0.1) * 0.12;
    let floor = if low >= 0.0 && low <= high * 0.75 { 0.0 } else { low - air };
    (floor, high + air)
}

/// Places along the axis: by day when all marks have one and none comes too close, else even.
fn across(spec: &ChartSpec, ends: (i32, i32)) -> Vec<i32> {
    let days: Option<Vec<i32>> = spec.marks.iter().map(|mark| mark.day).collect();
    if let Some(days) = days
        && let (Some(first), Some(last)) = (days.first(), days.last())
        && first < last
    {
        let scale = Scale::new(f64::from(*first), f64::from(*last), ends);
        let places: Vec<i32> = days.iter().map(|day| scale.at(f64::from(*day))).collect();
        let near = places.windows(2).any(|pair| matches!(pair, [a, b] if b - a < 240));
        if !near {
            return places;
        }
    }
    let steps = i32::try_from(spec.marks.len().saturating_sub(1)).unwrap_or(1).max(1);
    (0..=steps).map(|step| ends.0 + (ends.1 - ends.0) * step / steps).collect()
}

/// Rows for the labels under the axis so that none overlap; none for one that fits nowhere.
fn stagger(spec: &ChartSpec, places: &[i32], width: i32) -> (Vec<Option<i32>>, i32) {
    let mut ends = Vec::new();
    let mut rows = Vec::new();
    for (mark, x) in spec.marks.iter().zip(places) {
        let half = text_width(&mark.label, SMALL) / 2 + 40;
        let x = clamp(&mark.label, *x, SMALL, width);
        let free = ends.iter().position(|end| *end <= x - half);
        let row = free.unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(i32::MIN);
        }
        if let Some(end) = ends.get_mut(row) {
            *end = x + half;
        }
        rows.push(i32::try_from(row).ok().filter(|row| *row < ROWS));
    }
    (rows, i32::try_from(ends.len()).unwrap_or(ROWS).min(ROWS))
}

/// The middle of a centred label, moved so that it stays within the drawing.
fn clamp(text: &str, x: i32, size: i32, width: i32) -> i32 {
    let half = text_width(text, size) / 2 + 20;
    x.clamp(half, (width - half).max(half))
}

/// Draws the stretches between marks: dashed to a plan, open across a gap in a yearly series.
fn segments(canvas: &mut Canvas, spec: &ChartSpec, points: &[Point]) -> Vec<(Point, Point)> {
    let gap = open_gap(spec);
    let mut drawn = Vec::new();
    let pairs = spec.marks.windows(2).zip(points.windows(2));
    for (marks, ends) in pairs {
        let ([a, b], [from, to]) = (marks, ends) else { continue };
        let days = a.day.zip(b.day).map(|(a, b)| b - a);
        if days.zip(gap).is_some_and(|(days, gap)| days > gap) {
            continue;
        }
        if b.status == Status::Planned {
            canvas.dashes(&[*from, *to], Ink::Plan, 22);
        } else {
            canvas.line(&[*from, *to], Ink::Main, 25);
        }
        drawn.push((*from, *to));
    }
    drawn
}

/// Days between neighbours from which a series of four or more marks counts as interrupted:
/// one and a half times its usual distance.
pub(super) fn open_gap(spec: &ChartSpec) -> Option<i32> {
    if spec.marks.len() < 4 {
        return None;
    }
    let mut steps: Vec<i32> = spec
        .marks
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(b.day? - a.day?),
            _ => None,
        })
        .collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).map(|usual| usual * 3 / 2)
}

/// Sets the label of a point where nothing is in the way: above, below, beside.
fn place(
    canvas: &mut Canvas,
    words: &str,
    at: Point,
    (points, drawn): (&[Point], &[(Point, Point)]),
    ink: Ink,
) {
    let near = clamp(words, at.0, LABEL, canvas.width);
    let spots = [
        ((near, at.1 - 160), Side::Middle),
        ((near, at.1 + 160), Side::Middle),
        ((at.0 + 100, at.1), Side::Start),
        ((at.0 - 100, at.1), Side::End),
        ((at.0 + 60, at.1 - 150), Side::Start),
        ((at.0 - 60, at.1 - 150), Side::End),
        ((at.0 + 60, at.1 + 150), Side::Start),
        ((at.0 - 60, at.1 + 150), Side::End),
        ((near, at.1 - 320), Side::Middle),
    ];
    let fits = |(spot, side): &(Point, Side)| {
        let area = Canvas::label_box(words, *spot, *side, LABEL);
        let crossed = drawn.iter().any(|(from, to)| crosses(*from, *to, area));
        let covered = points.iter().any(|dot| {
            let around =
                Rect { left: dot.0 - 50, top: dot.1 - 50, right: dot.0 + 50, bottom: dot.1 + 50 };
            around.overlaps(area)
        });
        canvas.is_free(area) && !crossed && !covered
    };
    if let Some((spot, side)) = spots.iter().find(|spot| fits(spot)) {
        canvas.label(words, *spot, *side, ink);
    }
}

/// Whether a line from `from` to `to` passes through `area`, sampled finely.
fn crosses(from: Point, to: Point, area: Rect) -> bool {
    (0..=40).any(|step| {
        let x = from.0 + (to.0 - from.0) * step / 40;
        let y = from.1 + (to.1 - from.1) * step / 40;
        Rect { left: x, top: y, right: x + 1, bottom: y + 1 }.overlaps(area)
    })
}
