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

    /// The same as the backend takes it.
    fn backend(self) -> BackendColor {
        let RGBColor(red, green, blue) = self.color();
        BackendColor { alpha: 1.0, rgb: (red, green, blue) }
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
    /// The last element, when it is a path: its paint and where it ends.
    open_path: Option<(String, BackendCoord)>,
}

impl Sheet {
    pub(super) const fn new(paint: Paint) -> Self {
        Self { body: String::new(), texts: Vec::new(), dashed: false, paint, open_path: None }
    }

    fn fill(&self, color: BackendColor) -> String {
        let (name, hex) = Ink::entry(color);
        match self.paint {
            Paint::Classes => class(&[name]),
            Paint::Literal => format!(" fill=\"{hex}\""),
        }
    }

    /// The stroke of a path, or of the outline of a closed shape.
    fn stroke<S: BackendStyle>(&self, style: &S, closed: bool) -> String {
        let (name, hex) = Ink::entry(style.color());
        let mut out = match self.paint {
            Paint::Classes => class(&[name, if closed { OUTLINE } else { "" }]),
            Paint::Literal => format!(" fill=\"none\" stroke=\"{hex}\""),
        };
        let stroke_width = i32::try_from(style.stroke_width()).unwrap_or(UNIT);
        // One unit is what a stroke has without being told. Writing to a string cannot fail.
        if stroke_width != UNIT {
            let _ = write!(out, " stroke-width=\"{}\"", units(stroke_width));
        }
        if self.dashed {
            out.push_str(" stroke-dasharray=\"5 4\"");
        }
        out
    }

    fn push(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
        self.open_path = None;
    }

    /// Adds a path; one that is painted like the element before it becomes a part of that.
    fn push_path(&mut self, points: &[BackendCoord], paint: String) {
        let end = format!("\"{paint}/>\n");
        let (joined, last) = match &self.open_path {
            Some((before, last)) if *before == paint && self.body.ends_with(&end) => {
                self.body.truncate(self.body.len() - end.len());
                (true, Some(*last))
            }
            _ => (false, None),
        };
        if !joined {
            self.body.push_str("<path d=\"");
        }
        let mut at = last;
        for (index, (x, y)) in points.iter().enumerate() {
            match at {
                // Dashes begin anew with each stretch, so a joint would move them.
                Some(last) if index == 0 && last == (*x, *y) && !self.dashed => {}
                _ if index == 0 => {
                    let _ = write!(self.body, "M{} {}", units(*x), units(*y));
                }
                Some((_, before)) if before == *y => {
                    let _ = write!(self.body, "H{}", units(*x));
                }
                Some((before, _)) if before == *x => {
                    let _ = write!(self.body, "V{}", units(*y));
                }
                _ => {
                    let _ = write!(self.body, "L{} {}", units(*x), units(*y));
                }
            }
            at = Some((*x, *y));
        }
        self.body.push_str(&end);
        self.open_path = at.map(|last| (paint, last));
    }
}

/// The class of a closed shape that is drawn as an outline.
const OUTLINE: &str = "o";
/// The class of a hollow dot.
const HOLLOW: &str = "h";

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
        let paint = if fill { sheet.fill(style.color()) } else { sheet.stroke(style, true) };
        let element = format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{paint}/>",
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
        let points: Vec<BackendCoord> = path.into_iter().collect();
        let paint = sheet.stroke(style, false);
        sheet.push_path(&points, paint);
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
        let radius = units(i32::try_from(radius).unwrap_or(UNIT));
        let place =
            format!("<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"", units(center.0), units(center.1));
        let paint = if fill { sheet.fill(style.color()) } else { sheet.stroke(style, true) };
        // An outline on a dot of paper is a hollow dot: one element instead of two.
        let below = format!("{place}{}/>\n", sheet.fill(Ink::Paper.backend()));
        if !fill && sheet.paint == Paint::Classes && sheet.body.ends_with(&below) {
            let length = sheet.body.len() - below.len();
            sheet.body.truncate(length);
            let paint = class(&[Ink::entry(style.color()).0, HOLLOW]);
            sheet.push(&format!("{place}{paint}/>"));
        } else {
            sheet.push(&format!("{place}{paint}/>"));
        }
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
        sheet.push(&format!("<polygon points=\"{}\"{paint}/>", points.join(" ")));
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
        sheet.texts.push(text_box(text, size, at, anchor.h_pos, anchor.v_pos));
        let ink = Ink::entry(style.color());
        let paint = match sheet.paint {
            Paint::Classes => {
                let side = match anchor.h_pos {
                    HPos::Left => "",
                    HPos::Center => "m",
                    HPos::Right => "e",
                };
                class(&[ink.0, side])
            }
            Paint::Literal => literal_text(ink, anchor.h_pos),
        };
        let font =
            if size == LABEL { String::new() } else { format!(" font-size=\"{}\"", units(size)) };
        let (x, y, words) = (units(at.0), units(baseline), escape(text));
        sheet.push(&format!("<text x=\"{x}\" y=\"{y}\"{font}{paint}>{words}</text>"));
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

/// Paint and place of text in a file that stands alone. A rim of paper keeps labels readable where
/// they meet a line; [`STYLE`](super::STYLE) has the same rule for the embedded drawings.
fn literal_text((name, hex): (&str, &str), side: HPos) -> String {
    let align = match side {
        HPos::Left => "",
        HPos::Center => " text-anchor=\"middle\"",
        HPos::Right => " text-anchor=\"end\"",
    };
    let rim = if name == "paper" {
        ""
    } else {
        " stroke=\"#fffdf8\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
    };
    format!("{align} fill=\"{hex}\"{rim}")
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
