//! One bar: filled in part, or what was done against what was planned.

use super::canvas::Canvas;
use super::element::{Ink, Side};
use super::scale::{Scale, float, share, word};
use super::surface::{LABEL, Rect, SMALL};
use super::text::{width as text_width, wrap};
use super::{ChartSpec, Mark};
use crate::decimal::Decimal;
use crate::extract::Status;

/// Inks of the parts, in order.
const INKS: [Ink; 4] = [Ink::Main, Ink::Second, Ink::Third, Ink::Soft];
/// Height of the bar.
const BAR: i32 = 260;
/// Height of a line of the list under it.
const LINE: i32 = 220;

/// A part with its place in the bar and the lines of its row.
struct Segment<'a> {
    mark: &'a Mark,
    ink: Option<Ink>,
    share: String,
    lines: Vec<String>,
}

/// A whole, and the parts that fill it. The first mark is the whole; what is left of it is drawn
/// as an outline.
pub(super) fn part_of_whole(spec: &ChartSpec, width: i32) -> Canvas {
    let Some((whole, parts)) = spec.marks.split_first() else {
        return Canvas::new(width, 10);
    };
    let inner = width - 40;
    let segments: Vec<Segment<'_>> = parts
        .iter()
        .enumerate()
        .map(|(index, mark)| {
            let share = share(mark.value, whole.value).unwrap_or_default();
            let derived = if mark.derived { word(spec, "，推算", ", derived") } else { "" };
            let words = format!("{}（{share}{derived}）", named(spec, mark));
            Segment {
                mark,
                ink: INKS.get(index).copied().filter(|_| !mark.derived),
                lines: wrap(&words, LABEL, inner - 240, 3),
                share,
            }
        })
        .collect();
    let head = wrap(&named(spec, whole), LABEL, inner, 2);
    let count = |lines: usize| i32::try_from(lines).unwrap_or(1);
    let rows: i32 = segments.iter().map(|s| count(s.lines.len()) * LINE + 40).sum();
    let top = 40 + count(head.len()) * LINE;
    let mut canvas = Canvas::new(width, top + 220 + BAR + 120 + rows);
    for (index, line) in head.iter().enumerate() {
        let y = 40 + LINE / 2 + count(index) * LINE;
        canvas.label(line, (20, y), Side::Start, Ink::Text);
    }
    let bar = Rect { left: 20, top: top + 220, right: width - 20, bottom: top + 220 + BAR };
    filled(&mut canvas, &segments, whole.value, bar);
    list(&mut canvas, &segments, bar.bottom + 120);
    canvas
}

/// A mark's name and number; a plan says so.
fn named(spec: &ChartSpec, mark: &Mark) -> String {
    let planned = mark.status == Status::Planned;
    let plan = if planned { word(spec, "计划", "planned ") } else { "" };
    format!("{} {plan}{}", mark.label, mark.text)
}

/// Draws the bar with the share of each part above it.
fn filled(canvas: &mut Canvas, segments: &[Segment<'_>], whole: Decimal, bar: Rect) {
    let scale = Scale::new(0.0, float(whole), (bar.left, bar.right));
    let mut sum = Decimal::ZERO;
    let mut from = bar.left;
    for segment in segments {
        sum = sum.saturating_add(segment.mark.value);
        let to = scale.at(float(sum)).min(bar.right);
        if let Some(ink) = segment.ink {
            // A hair of paper between neighbours, so that they differ without colour.
            let right = if to < bar.right { (to - 10).max(from) } else { to };
            shape(canvas, segment, Rect { left: from, right, ..bar }, ink);
        }
        let half = text_width(&segment.share, LABEL) / 2;
        let middle = (from + (to - from) / 2).clamp(half + 20, canvas.width - half - 20);
        let at = (middle, bar.top - 120);
        if canvas.is_free(Canvas::label_box(&segment.share, at, Side::Middle, LABEL)) {
            let ink = if segment.ink.is_some() { Ink::Text } else { Ink::Muted };
            canvas.label(&segment.share, at, Side::Middle, ink);
        }
        from = to;
    }
    canvas.outline(bar, Ink::Axis, 12);
}

/// What is so is filled; what is only planned is an outline in dashes.
fn shape(canvas: &mut Canvas, segment: &Segment<'_>, at: Rect, ink: Ink) {
    if segment.mark.status == Status::Planned {
        canvas.dashed_outline(at, Ink::Plan, 15);
    } else {
        canvas.bar(at, ink);
    }
}

/// Draws the rows that name the parts.
fn list(canvas: &mut Canvas, segments: &[Segment<'_>], mut top: i32) {
    for segment in segments {
        let swatch = Rect { left: 20, top: top + 40, right: 160, bottom: top + 180 };
        match segment.ink {
            Some(ink) => shape(canvas, segment, swatch, ink),
            None => canvas.outline(swatch, Ink::Axis, 12),
        }
        for line in &segment.lines {
            canvas.label(line, (220, top + LINE / 2), Side::Start, Ink::Text);
            top += LINE;
        }
        top += 40;
    }
}

/// What was done as a bar, the plan as a tick. The first mark is the plan, the second the result.
pub(super) fn plan_and_done(spec: &ChartSpec, width: i32) -> Canvas {
    let (Some(plan), Some(done)) = (spec.marks.first(), spec.marks.get(1)) else {
        return Canvas::new(width, 10);
    };
    let inner = width - 40;
    let lead = |kind: &str, mark: &Mark| {
        let gap = if mark.label.is_empty() { "" } else { " " };
        format!("{kind} {}{gap}{}", mark.text, mark.label)
    };
    let head = wrap(&lead(word(spec, "完成", "done"), done), LABEL, inner, 2);
    let foot = wrap(&lead(word(spec, "计划", "plan"), plan), LABEL, inner, 2);
    let lines = |list: &[String]| i32::try_from(list.len()).unwrap_or(1) * LINE;
    let top = 20 + lines(&head) + 60;
    // A rate of two different periods would be a false one.
    let comparable = plan.label == done.label && !plan.label.is_empty();
    let rate = share(done.value, plan.value).filter(|_| comparable);
    let note = if rate.is_some() { 240 } else { 20 };
    let mut canvas = Canvas::new(width, top + BAR + 80 + lines(&foot) + note);
    for (index, line) in head.iter().enumerate() {
        let y = 20 + LINE / 2 + i32::try_from(index).unwrap_or(0) * LINE;
        canvas.label(line, (20, y), Side::Start, Ink::Text);
    }
    let high = float(plan.value).max(float(done.value));
    let scale = Scale::new(0.0, high, (20, width - 60));
    let bar = Rect { left: 20, top, right: scale.at(float(done.value)), bottom: top + BAR };
    canvas.outline(Rect { right: scale.at(high), ..bar }, Ink::Grid, 10);
    canvas.bar(Rect { top: bar.top + 30, bottom: bar.bottom - 30, ..bar }, Ink::Main);
    let tick = scale.at(float(plan.value));
    canvas.line(&[(tick, bar.top - 30), (tick, bar.bottom + 60)], Ink::Plan, 35);
    canvas.line(&[(20, bar.top - 20), (20, bar.bottom + 20)], Ink::Axis, 12);
    for (index, line) in foot.iter().enumerate() {
        let half = text_width(line, LABEL) / 2 + 20;
        let x = tick.clamp(half, (width - half).max(half));
        let y = bar.bottom + 60 + LINE / 2 + i32::try_from(index).unwrap_or(0) * LINE;
        canvas.label(line, (x, y), Side::Middle, Ink::Plan);
    }
    if let Some(rate) = rate {
        let words = format!("{} {rate}", word(spec, "完成计划的", "of the plan:"));
        let y = canvas.height - 130;
        canvas.set(&words, (20, y), Side::Start, (Ink::Muted, SMALL));
    }
    canvas
}
