//! Numbers built of two: 三分之一, 百分之五, 三又二分之一, 1/10, 1:10.

use super::glyph::Glyphs;
use super::lex::{Shape, number, pow10};
use super::sign::{CALENDAR, PARTS, Sign, is_minus, sign};
use crate::decimal::Decimal;

/// A share or ratio; indices count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ratio {
    /// One past its last character.
    pub(crate) end: usize,
    /// The value as a plain number: 0.1 for 1/10.
    pub(crate) value: Decimal,
    /// Written with 百分之: a percentage rather than a fraction.
    pub(crate) percent: bool,
}

/// Reads 三分之一, 百分之五, 三又二分之一 or 1/10 at character `start`.
pub(crate) fn ratio(glyphs: &Glyphs<'_>, start: usize) -> Option<Ratio> {
    if let Some(word) = percent_word(glyphs, start) {
        let top = signed(glyphs, word.1)?;
        let value = top.0.checked_div(word.0)?;
        return Some(Ratio { end: top.1, value, percent: word.0 == Decimal::ONE_HUNDRED });
    }
    let bottom = number(glyphs, start)?;
    if sign(glyphs.at(bottom.end)) == Some(Sign::And) {
        let rest = ratio(glyphs, bottom.end + 1)?;
        return Some(Ratio { value: bottom.low.checked_add(rest.value)?, ..rest });
    }
    if glyphs.has(bottom.end, PARTS) && bottom.low > Decimal::ONE && bottom.high.is_none() {
        let top = number(glyphs, bottom.end + 2)?;
        let value = top.low.checked_div(bottom.low)?;
        return Some(Ratio { end: top.end, value, percent: false });
    }
    slash(glyphs, start)
}

/// 百分之, 千分之, 万分之 at `start`: the divisor and where the numerator starts.
pub(crate) fn percent_word(glyphs: &Glyphs<'_>, start: usize) -> Option<(Decimal, usize)> {
    if !glyphs.has(start + 1, PARTS) {
        return None;
    }
    match sign(glyphs.at(start)) {
        Some(Sign::Scale(power @ 2..=4)) => Some((pow10(power), start + 3)),
        _ => None,
    }
}

/// A number with an optional 负 or minus; 百分之百 has a bare scale.
fn signed(glyphs: &Glyphs<'_>, start: usize) -> Option<(Decimal, usize)> {
    let minus = is_minus(glyphs.at(start)) || glyphs.at(start) == '-';
    let top = number(glyphs, start + usize::from(minus))?;
    if top.high.is_some() {
        return None;
    }
    Some((if minus { -top.low } else { top.low }, top.end))
}

/// `1/10` between whole numbers of at most three digits, part of no date and no longer chain.
fn slash(glyphs: &Glyphs<'_>, start: usize) -> Option<Ratio> {
    let top = number(glyphs, start)?;
    if top.shape != Shape::Arabic || glyphs.at(top.end) != '/' || glyphs.before(start, 1) == '/' {
        return None;
    }
    let bottom = number(glyphs, top.end + 1)?;
    let whole = [&top, &bottom].iter().all(|n| n.digits <= 3 && !n.decimals && n.scale == 0);
    let chained = glyphs.at(bottom.end) == '/' || CALENDAR.contains(glyphs.at(bottom.end));
    if !whole || chained || bottom.low <= Decimal::ONE || bottom.shape != Shape::Arabic {
        return None;
    }
    let value = top.low.checked_div(bottom.low)?;
    Some(Ratio { end: bottom.end, value, percent: false })
}

/// Reads `1:10` at character `start`: both terms and where it ends. Whether it is a ratio or a
/// time of day is for the caller to tell.
pub(crate) fn ratio_sign(glyphs: &Glyphs<'_>, start: usize) -> Option<(Decimal, Decimal, usize)> {
    let first = number(glyphs, start)?;
    if first.shape != Shape::Arabic || glyphs.at(first.end) != ':' {
        return None;
    }
    let second = number(glyphs, first.end + 1)?;
    let chained = glyphs.at(second.end) == ':' || glyphs.before(start, 1) == ':';
    if second.shape != Shape::Arabic || chained || first.scale + second.scale > 0 {
        return None;
    }
    Some((first.low, second.low, second.end))
}
