//! Numbers as Chinese texts write them: Arabic, Han, mixed, fractions, percent, ratios.
//!
//! 1. `glyph` folds the text's characters (full-width, traditional) one to one.
//! 2. `sign` is the table of the characters that write numbers.
//! 3. `lex` reads one number: digits, scales, inner 余 多 几, adjacent digits (七八万).
//! 4. `fraction` reads what is built of two numbers: 三分之一, 百分之五, 1/10, 1:10.
//!
//! Values are exact decimals; 万 and 亿 are folded in.

mod digits;
mod fraction;
pub(crate) mod glyph;
mod lex;
mod sign;

pub(crate) use fraction::{percent_word, ratio, ratio_sign};
pub(crate) use glyph::{Glyphs, is_han};
pub(crate) use lex::{Number, Shape, number, pow10, scale_at};
pub(crate) use sign::{
    CALENDAR, digit, is_digit, is_half, is_minus, is_point, is_scale, scale, starts,
};

use super::{Approx, Value};

/// A number at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// What it says, in ones.
    pub value: Value,
    /// How it is blurred by a character inside of it (3000余万).
    pub approx: Option<Approx>,
    /// How many bytes it takes.
    pub len: usize,
}

/// Reads one number at the start of `text`; `None` when it does not start with one.
///
/// # Shape
/// Digits with thousands commas and decimal point, `〇`–`九` with `十百千万亿`, both mixed,
/// adjacent digits as a range, `N分之M`, and plain fractions. A unit is not read.
///
/// # Example
/// ```
/// use fangzhi::decimal::plain;
/// use fangzhi::extract::{Value, numeral::parse};
/// let read = |text: &str| match parse(text)?.value {
///     Value::Point(value) => Some(plain(value)),
///     Value::Range { low, high } => Some(format!("{}~{}", plain(low), plain(high))),
/// };
/// assert_eq!(read("19.1万户").as_deref(), Some("191000"));
/// assert_eq!(read("两千三").as_deref(), Some("2300"));
/// assert_eq!(read("七八万元").as_deref(), Some("70000~80000"));
/// assert_eq!(read("户均"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Numeral> {
    let glyphs = Glyphs::new(text);
    if let Some(ratio) = ratio(&glyphs, 0) {
        let len = glyphs.span(0, ratio.end).len();
        return Some(Numeral { value: Value::Point(ratio.value), approx: None, len });
    }
    let number = number(&glyphs, 0)?;
    let len = glyphs.span(0, number.end).len();
    Some(Numeral { value: number.value(), approx: number.approx, len })
}
