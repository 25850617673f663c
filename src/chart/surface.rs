//! What plotters draws on: an SVG document with classes instead of colours.

use super::element::{Ink, Point, Shape, Side, Stroke};
use plotters_backend::{BackendColor, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write as _;

/// Tenths of a unit in a unit.
pub(super) const UNIT: i32 = 10;

/// How colours are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// Classes that the site's style sheet colours, in light and dark.
    Classes,
    /// Literal colours, for a file that stands alone.
    Literal,
}

/// A rectangle in tenths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Rect {
    /// Two opposite corners.
    pub(super) const fn corners(self) -> [Point; 2] {
        [(self.left, self.top), (self.right, self.bottom)]
    }

    pub(super) const fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) const fn within(self, other: Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }
}

/// The elements being written.
pub(super) struct Svg<'a> {
    out: &'a mut String,
    size: (u32, u32),
    paint: Paint,
    /// A path that may go on: the next line joins it when it is drawn alike.
    path: Option<Path>,
    /// In literal colours, the rims of all words so far, and the words: they come last, on top.
    rims: String,
    letters: String,
}

struct Path {
    stroke: Stroke,
    data: String,
    end: Option<Point>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.end_path();
        if !self.rims.is_empty() {
            let rims = std::mem::take(&mut self.rims);
            self.push(&format!("<g{RIM}>\n{rims}</g>"));
        }
        let letters = std::mem::take(&mut self.letters);
        self.out.push_str(&letters);
        Ok(())
    }

    /// Elements of our own come as shapes, never as pixels.
    fn draw_pixel(&mut self, _point: Point, _color: BackendColor) -> Drawn {
        Ok(())
    }
}

impl<'a> Svg<'a> {
    /// Writes to `out`, in tenths of a unit.
    pub(super) const fn new(out: &'a mut String, size: (u32, u32), paint: Paint) -> Self {
        Self { out, size, paint, path: None, rims: String::new(), letters: String::new() }
    }

    /// Adds a shape at these places.
    pub(super) fn add(&mut self, shape: &Shape, points: &[Point]) {
        if let Shape::Line(stroke) = shape {
            return self.line(points, *stroke);
        }
        self.end_path();
        match (shape, points) {
            (Shape::Bar(ink), [a, b]) => self.rect(*a, *b, &self.fill(*ink)),
            (Shape::Outline(stroke), [a, b]) => self.rect(*a, *b, &self.stroke(*stroke, true)),
            (Shape::Dot { radius, ink, hollow }, [at]) => self.dot(*at, *radius, *ink, *hollow),
            (Shape::Words { text, size, side, ink }, [at]) => {
                self.words(text, *at, *size, (*side, *ink));
            }
            _ => {}
        }
    }

    fn push(&mut self, element: &str) {
        self.out.push_str(element);
        if self.paint == Paint::Literal {
            self.out.push('\n');
        }
    }

    fn line(&mut self, points: &[Point], stroke: Stroke) {
        if self.path.as_ref().is_some_and(|path| path.stroke != stroke) {
            self.end_path();
        }
        let path = self.path.get_or_insert_with(|| Path { stroke, data: String::new(), end: None });
        // Dashes begin anew with each stretch, so a joint would move them.
        if stroke.dashed || path.end != points.first().copied() {
            path.end = None;
        }
        for (index, &(x, y)) in points.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = match path.end {
                None => write!(path.data, "M{} {}", units(x), units(y)),
                Some(_) if index == 0 => Ok(()),
                Some((_, before)) if before == y => write!(path.data, "H{}", units(x)),
                Some((before, _)) if before == x => write!(path.data, "V{}", units(y)),
                Some(_) => write!(path.data, "L{} {}", units(x), units(y)),
            };
            path.end = Some((x, y));
        }
    }

    fn end_path(&mut self) {
        if let Some(Path { stroke, data, .. }) = self.path.take() {
            let paint = self.stroke(stroke, false);
            self.push(&format!("<path d=\"{data}\"{paint}/>"));
        }
    }

    fn rect(&mut self, a: Point, b: Point, paint: &str) {
        let (x, y) = (units(a.0.min(b.0)), units(a.1.min(b.1)));
        let (width, height) = (units((b.0 - a.0).abs()), units((b.1 - a.1).abs()));
        self.push(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{paint}/>"
        ));
    }

    /// A hollow dot is one element with a class of its own, or in literal colours two.
    fn dot(&mut self, at: Point, radius: i32, ink: Ink, hollow: bool) {
        let (x, y, radius) = (units(at.0), units(at.1), units(radius));
        let paints = match (hollow, self.paint) {
            (false, _) => vec![self.fill(ink)],
            (true, Paint::Classes) => vec![class(&[ink.class(), HOLLOW])],
            (true, Paint::Literal) => {
                let rim = Stroke { ink, width: 20, dashed: false };
                vec![self.fill(Ink::Paper), self.stroke(rim, true)]
            }
        };
        for paint in paints {
            self.push(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>"));
        }
    }

    /// Text and its place. A rim of paper keeps labels readable where they meet a line: the embedded
    /// drawings have it from [`STYLE`](super::STYLE). In a file that stands alone it is an element of its
    /// own below the text: `CairoSVG` 2.7.1 does not know `paint-order` and paints such a rim over the
    /// letters, which are gone then.
    fn words(&mut self, text: &str, at: Point, size: i32, (side, ink): (Side, Ink)) {
        // Digits and Han characters stand on the baseline at about 0.88 of the size.
        let (x, y) = (units(at.0), units(at.1 + size * 36 / 100));
        let (place, align) = match side {
            Side::Start => ("", ""),
            Side::Middle => ("m", " text-anchor=\"middle\""),
            Side::End => ("e", " text-anchor=\"end\""),
        };
        let text = escape(text);
        if self.paint == Paint::Classes {
            let small = if size == SMALL { "s" } else { "" };
            let paint = class(&[ink.class(), place, small]);
            return self.push(&format!("<text x=\"{x}\" y=\"{y}\"{paint}>{text}</text>"));
        }
        let font =
            if size == LABEL { String::new() } else { format!(" font-size=\"{}\"", units(size)) };
        let start = format!("<text x=\"{x}\" y=\"{y}\"{font}{align}");
        if ink != Ink::Paper {
            self.rims.push_str(&format!("{start}>{text}</text>\n"));
        }
        self.letters.push_str(&format!("{start} fill=\"{}\">{text}</text>\n", ink.hex()));
    }

    fn fill(&self, ink: Ink) -> String {
        match self.paint {
            Paint::Classes => class(&[ink.class()]),
            Paint::Literal => format!(" fill=\"{}\"", ink.hex()),
        }
    }

    /// The stroke of a path, or of the outline of a closed shape.
    fn stroke(&self, Stroke { ink, width, dashed }: Stroke, closed: bool) -> String {
        let mut out = match self.paint {
            Paint::Classes => class(&[ink.class(), if closed { OUTLINE } else { "" }]),
            Paint::Literal => format!(" fill=\"none\" stroke=\"{}\"", ink.hex()),
        };
        // One unit is what a stroke has without being told.
        if width != UNIT {
            out.push_str(&format!(" stroke-width=\"{}\"", units(width)));
        }
        if dashed {
            out.push_str(" stroke-dasharray=\"5 4\"");
        }
        out
    }
}

/// The class of a closed shape that is drawn as an outline.
const OUTLINE: &str = "o";
/// The class of a hollow dot.
const HOLLOW: &str = "h";
/// A rim of paper around text, no words of their own.
const RIM: &str = " fill=\"none\" stroke=\"#fffdf8\" stroke-width=\"4\" \
                   stroke-linejoin=\"round\" aria-hidden=\"true\"";

/// The attribute for these classes; text is painted in the ink of text when it has none.
fn class(names: &[&str]) -> String {
    let names: Vec<&str> =
        names.iter().copied().filter(|name| !name.is_empty() && *name != "text").collect();
    if names.is_empty() { String::new() } else { format!(" class=\"{}\"", names.join(" ")) }
}

/// Tenths as units: `12.5`, `13`.
pub(super) fn units(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / UNIT, tenths.abs() % UNIT);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Text as XML content or attribute; characters that XML cannot hold are left out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Size of labels, in tenths: 12 CSS pixels even when the drawing is scaled to 0.86.
pub(super) const LABEL: i32 = 140;
/// Size of ticks and notes.
pub(super) const SMALL: i32 = 130;
/// Size of the headline of a standalone drawing.
pub(super) const TITLE: i32 = 180;
