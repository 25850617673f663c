//! Readings as dots: a row for each region, a sign for each sense, the latest reading told in words.

use super::canvas::Canvas;
use super::element::{Ink, Point, Side};
use super::scale::{Logarithm, Magnitude, Scale, float, word};
use super::surface::{LABEL, Rect, SMALL};
use super::text::{shorten, width as text_width};
use super::{ChartSpec, Mark};
use crate::extract::Status;

/// From this width on names stand beside their dots, else above them.
const BESIDE: i32 = 5000;
/// Height of a line of the legend, of the ticks.
const LINE: i32 = 230;
/// How many times the least value the largest one is before the axis goes by powers of ten.
const FAR: f64 = 300.0;

/// What a sign means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Latest,
    Earlier,
    Planned,
    Baseline,
    Required,
}

impl Sign {
    const fn of(mark: &Mark) -> Self {
        match (mark.status, mark.strong) {
            (Status::Planned, _) => Self::Planned,
            (Status::Baseline, _) => Self::Baseline,
            (Status::Requirement, _) => Self::Required,
            (Status::Actual, true) => Self::Latest,
            (Status::Actual, false) => Self::Earlier,
        }
    }

    fn words(self, spec: &ChartSpec) -> &'static str {
        match self {
            Self::Latest => word(spec, "最近", "latest"),
            // What is not dated is not told to be earlier.
            Self::Earlier if spec.marks.iter().any(|m| m.day.is_none() && Self::of(m) == self) => {
                word(spec, "较早或时间未注明", "earlier or undated")
            }
            Self::Earlier => word(spec, "较早", "earlier"),
            Self::Planned => word(spec, "计划", "planned"),
            Self::Baseline => word(spec, "基期", "baseline"),
            Self::Required => word(spec, "要求", "required"),
        }
    }

    fn draw(self, canvas: &mut Canvas, at: Point) {
        let square =
            |r: i32| Rect { left: at.0 - r, top: at.1 - r, right: at.0 + r, bottom: at.1 + r };
        match self {
            Self::Latest => canvas.dot(at, 55, Ink::Main, false),
            Self::Earlier => canvas.dot(at, 38, Ink::Soft, false),
            Self::Planned => canvas.dot(at, 48, Ink::Plan, true),
            Self::Baseline => canvas.outline(square(40), Ink::Axis, 18),
            Self::Required => canvas.bar(square(34), Ink::Third),
        }
    }
}

/// Places on the axis, evenly or by powers of ten.
struct Axis {
    scale: Scale,
    powers: bool,
    ticks: Vec<f64>,
}

impl Axis {
    fn new(spec: &ChartSpec, ends: (i32, i32)) -> Self {
        let values = || spec.marks.iter().map(|mark| float(mark.value));
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let low = values().fold(f64::INFINITY, f64::min);
        let powers = low > 0.0 && high > low * FAR;
        if powers {
            let (from, to) = (Logarithm::floor(low), Logarithm::ceil(high));
            let step = ((to - from) / 5 + 1).max(1);
            let scale = Scale::new(f64::from(from), f64::from(to), ends);
            let exponents = (from..=to).step_by(usize::try_from(step).unwrap_or(1));
            return Self { scale, powers, ticks: exponents.map(Logarithm::power).collect() };
        }
        let (low, high) = (low.min(0.0), high.max(0.0));
        // What never differs stands in the middle, not at an end.
        let same = spec.marks.windows(2).all(|pair| matches!(pair, [a, b] if a.value == b.value));
        let scale = Scale::new(low, if same { high * 2.0 } else { high }, ends);
        let count = usize::try_from((ends.1 - ends.0) / 900).unwrap_or(2).max(2);
        let ticks = scale.ticks(count);
        Self { scale, powers, ticks }
    }

    fn at(&self, value: f64) -> i32 {
        self.scale.at(if self.powers { Logarithm::of(value) } else { value })
    }
}

/// Draws the rows of `spec`, `width` tenths wide.
pub(super) fn draw(spec: &ChartSpec, width: i32) -> Canvas {
    let rows: Vec<&[Mark]> = spec.marks.chunk_by(|a, b| a.panel == b.panel).collect();
    let beside = width >= BESIDE;
    let name = |row: &&[Mark]| row.first().and_then(|m| m.panel.clone()).unwrap_or_default();
    let told: Vec<String> = rows.iter().map(|row| told(row)).collect();
    let widest = |words: &mut dyn Iterator<Item = i32>| words.max().unwrap_or(0);
    let names = widest(&mut rows.iter().map(|row| text_width(&name(row), LABEL)));
    let values = widest(&mut told.iter().map(|words| text_width(words, SMALL)));
    let names = names.min(width * 32 / 100);
    let ends = if beside {
        (names + 160, (width - values.min(width * 36 / 100) - 160).max(names + 800))
    } else {
        (90, width - 90)
    };
    let axis = Axis::new(spec, ends);
    let signs = signs(spec);
    let places = legend(spec, &signs, width);
    let lines = places.last().map_or(0, |(_, (_, y))| y / LINE + 1);
    let top = lines * LINE + 40 + LINE;
    let tall = if beside { 300 } else { 470 };
    let count = i32::try_from(rows.len()).unwrap_or(1);
    let mut canvas = Canvas::new(width, top + count * tall + 60);
    for (sign, (x, y)) in &places {
        sign.draw(&mut canvas, (x + 60, y + 110));
        canvas.set(sign.words(spec), (x + 150, y + 110), Side::Start, (Ink::Muted, SMALL));
    }
    ticks(&mut canvas, spec, &axis, (top, top + count * tall));
    for ((row, words), index) in rows.iter().zip(&told).zip(0..) {
        let from = top + index * tall;
        let y = if beside { from + tall / 2 } else { from + 340 };
        canvas.line(&[(ends.0, y), (ends.1, y)], Ink::Grid, 10);
        let mut marks: Vec<&Mark> = row.iter().collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(Sign::of(mark)));
        for mark in marks {
            Sign::of(mark).draw(&mut canvas, (axis.at(float(mark.value)), y));
        }
        if beside {
            let name = shorten(&name(row), LABEL, names);
            canvas.label(&name, (20, y), Side::Start, Ink::Text);
            let words = shorten(words, SMALL, width - ends.1 - 120);
            canvas.set(&words, (ends.1 + 110, y), Side::Start, (Ink::Muted, SMALL));
        } else {
            let words = shorten(words, SMALL, width / 2);
            let room = width - text_width(&words, SMALL) - 120;
            let name = shorten(&name(row), LABEL, room);
            canvas.label(&name, (20, from + 130), Side::Start, Ink::Text);
            canvas.set(&words, (width - 20, from + 130), Side::End, (Ink::Muted, SMALL));
        }
    }
    canvas
}

/// What is told of a row in words: its latest reading, and when.
fn told(row: &[Mark]) -> String {
    let mark = row.iter().rfind(|mark| mark.strong).or(row.last());
    let Some(mark) = mark else { return String::new() };
    if mark.panel.as_ref() == Some(&mark.label) {
        return mark.text.clone();
    }
    format!("{}　{}", mark.text, mark.label)
}

/// The signs of a drawing; one alone needs no legend.
fn signs(spec: &ChartSpec) -> Vec<Sign> {
    let mut signs: Vec<Sign> = spec.marks.iter().map(Sign::of).collect();
    signs.sort_unstable();
    signs.dedup();
    if signs == [Sign::Latest] { Vec::new() } else { signs }
}

/// Where the signs of the legend stand.
fn legend(spec: &ChartSpec, signs: &[Sign], width: i32) -> Vec<(Sign, Point)> {
    let (mut x, mut y) = (20, 0);
    let mut places = Vec::new();
    for sign in signs {
        let wide = 150 + text_width(sign.words(spec), SMALL) + 200;
        if x > 20 && x + wide > width {
            (x, y) = (20, y + LINE);
        }
        places.push((*sign, (x, y)));
        x += wide;
    }
    places
}

fn ticks(canvas: &mut Canvas, spec: &ChartSpec, axis: &Axis, (top, bottom): (i32, i32)) {
    let largest = axis.ticks.iter().copied().fold(0.0, f64::max);
    let magnitude = Magnitude::of(largest, spec.language);
    for tick in &axis.ticks {
        let x = axis.at(*tick);
        let ink = if *tick == 0.0 { Ink::Axis } else { Ink::Grid };
        canvas.line(&[(x, top), (x, bottom)], ink, 10);
        let own = Magnitude::of(*tick, spec.language);
        let words = if axis.powers { &own } else { &magnitude }.words(*tick, &spec.unit);
        let half = text_width(&words, SMALL) / 2 + 20;
        let x = x.clamp(half, (canvas.width - half).max(half));
        let area = Canvas::label_box(&words, (x, top - LINE / 2), Side::Middle, SMALL);
        if canvas.is_free(area) {
            canvas.set(&words, (x, top - LINE / 2), Side::Middle, (Ink::Muted, SMALL));
        }
    }
}
