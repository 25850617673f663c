//! What plotters draws on: an SVG document with classes instead of colours.
//!
//! Coordinates are tenths of a unit, because plotters counts in whole numbers. A colour is an
//! [`Ink`] in disguise: the blue channel holds its number.

use super::text::width;
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

/// Tenths of a unit in a unit.
pub(super) const UNIT: i32 = 10;

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

/// All inks with class suffix and literal colour on light paper.
const INKS: &[(Ink, &str, &str)] = &[
    (Ink::Text, "text", "#1c1917"),
    (Ink::Muted, "muted", "#57534e"),
    (Ink::Grid, "grid", "#e3ded3"),
    (Ink::Axis, "axis", "#8a857c"),
    (Ink::Main, "main", "#1047a0"),
    (Ink::Plan, "plan", "#9f4b05"),
    (Ink::Second, "second", "#35a198"),
    (Ink::Third, "third", "#3b1a3b"),
    (Ink::Soft, "soft", "#8f979f"),
    (Ink::Paper, "paper", "#fffdf8"),
];

impl Ink {
    /// The colour that stands for it within plotters.
    pub(super) fn color(self) -> RGBColor {
        let number = INKS.iter().position(|(ink, ..)| *ink == self).unwrap_or(0);
        RGBColor(0, 0, u8::try_from(number).unwrap_or(0))
    }

    fn entry(color: BackendColor) -> (&'static str, &'static str) {
        INKS.get(usize::from(color.rgb.2)).map_or(("text", "#1c1917"), |(_, name, hex)| (name, hex))
    }
}

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

/// The document being written.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) body: String,
    /// Boxes of the texts drawn so far.
    pub(super) texts: Vec<Rect>,
    /// Dash the strokes that follow.
    pub(super) dashed: bool,
    paint: Paint,
}

impl Sheet {
    pub(super) const fn new(paint: Paint) -> Self {
        Self { body: String::new(), texts: Vec::new(), dashed: false, paint }
    }

    fn fill(&self, color: BackendColor) -> String {
        let (name, hex) = Ink::entry(color);
        match self.paint {
            Paint::Classes => format!("class=\"fz-f-{name}\""),
            Paint::Literal => format!("fill=\"{hex}\""),
        }
    }

    fn stroke<S: BackendStyle>(&self, style: &S) -> String {
        let (name, hex) = Ink::entry(style.color());
        let mut out = match self.paint {
            Paint::Classes => format!("class=\"fz-s-{name}\""),
            Paint::Literal => format!("fill=\"none\" stroke=\"{hex}\""),
        };
        let stroke_width = i32::try_from(style.stroke_width()).unwrap_or(UNIT);
        // Writing to a string cannot fail.
        let _ = write!(out, " stroke-width=\"{}\"", units(stroke_width));
        if self.dashed {
            out.push_str(" stroke-dasharray=\"5 4\"");
        }
        out
    }

    fn push(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }
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

/// The box of `text` set at `at` with these anchors.
pub(super) fn text_box(text: &str, size: i32, at: BackendCoord, h: HPos, v: VPos) -> Rect {
    let wide = width(text, size);
    let left = match h {
        HPos::Left => at.0,
        HPos::Center => at.0 - wide / 2,
        HPos::Right => at.0 - wide,
    };
    let top = match v {
        VPos::Top => at.1,
        VPos::Center => at.1 - size / 2,
        VPos::Bottom => at.1 - size,
    };
    Rect { left, top, right: left + wide, bottom: top + size }
}

/// plotters' view of a [`Sheet`].
pub(super) struct Surface {
    pub(super) size: (u32, u32),
    pub(super) sheet: Rc<RefCell<Sheet>>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Surface {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _point: BackendCoord, _color: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let mut sheet = self.sheet.borrow_mut();
        let paint = if fill { sheet.fill(style.color()) } else { sheet.stroke(style) };
        let element = format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {paint}/>",
            units(upper_left.0),
            units(upper_left.1),
            units((bottom_right.0 - upper_left.0).max(0)),
            units((bottom_right.1 - upper_left.1).max(0)),
        );
        sheet.push(&element);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let mut sheet = self.sheet.borrow_mut();
        let mut d = String::new();
        for (index, (x, y)) in path.into_iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            let _ = write!(d, "{command}{} {}", units(x), units(y));
        }
        let paint = sheet.stroke(style);
        sheet.push(&format!("<path d=\"{d}\" {paint}/>"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let mut sheet = self.sheet.borrow_mut();
        let paint = if fill { sheet.fill(style.color()) } else { sheet.stroke(style) };
        let radius = units(i32::try_from(radius).unwrap_or(UNIT));
        let (x, y) = (units(center.0), units(center.1));
        sheet.push(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let mut sheet = self.sheet.borrow_mut();
        let points: Vec<String> =
            vert.into_iter().map(|(x, y)| format!("{},{}", units(x), units(y))).collect();
        let paint = sheet.fill(style.color());
        sheet.push(&format!("<polygon points=\"{}\" {paint}/>", points.join(" ")));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let size = font_size(style);
        let anchor = style.anchor();
        let mut sheet = self.sheet.borrow_mut();
        // Digits and Han characters stand on the baseline at about 0.88 of the size.
        let baseline = match anchor.v_pos {
            VPos::Top => at.1 + size * 88 / 100,
            VPos::Center => at.1 + size * 36 / 100,
            VPos::Bottom => at.1 - size * 12 / 100,
        };
        let align = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        sheet.texts.push(text_box(text, size, at, anchor.h_pos, anchor.v_pos));
        // A rim of paper keeps labels readable where they meet a line; the site's style sheet has
        // the same rule for the embedded drawings.
        let rim = match (sheet.paint, Ink::entry(style.color())) {
            (Paint::Literal, (name, _)) if name != "paper" => {
                " stroke=\"#fffdf8\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            }
            _ => "",
        };
        let paint = format!("{}{rim}", sheet.fill(style.color()));
        let element = format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{align} {paint}>{}</text>",
            units(at.0),
            units(baseline),
            units(size),
            escape(text),
        );
        sheet.push(&element);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = font_size(style);
        let wide = u32::try_from(width(text, size)).unwrap_or(0);
        Ok((wide, u32::try_from(size).unwrap_or(0)))
    }
}

/// Sizes are whole tenths; plotters carries them as floats.
fn font_size<T: BackendTextStyle>(style: &T) -> i32 {
    let size = style.size();
    [SMALL, LABEL, TITLE].into_iter().find(|s| (f64::from(*s) - size).abs() < 0.5).unwrap_or(LABEL)
}

/// Size of labels, in tenths: 12 CSS pixels even when the drawing is scaled to 0.86.
pub(super) const LABEL: i32 = 140;
/// Size of ticks and notes.
pub(super) const SMALL: i32 = 130;
/// Size of the headline of a standalone drawing.
pub(super) const TITLE: i32 = 180;
