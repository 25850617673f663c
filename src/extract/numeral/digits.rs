//! Runs of digits: Arabic with thousands commas and a point, Han by position, decimals after 点.

use super::glyph::Glyphs;
use super::lex::{Number, Shape, pow10, scale_at};
use super::sign::{Sign, digit, is_digit, is_scale, sign, starts};
use crate::decimal::Decimal;

/// Three or more Han digits in a row, or two with a zero between, are read by position: 二〇一八.
pub(super) fn positional(glyphs: &Glyphs<'_>, start: usize) -> Option<Number> {
    let run = glyphs.from(start).iter().take(2 * LONGEST).take_while(|c| is_digit(**c));
    let count = run.count();
    let mut end = start + count;
    if count < 3 || count == 2 * LONGEST || is_scale(glyphs.at(end)) {
        return None;
    }
    let mut low = Decimal::ZERO;
    for digit in (start..end).filter_map(|at| digit(glyphs.at(at))) {
        low = low.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(digit))?;
    }
    let mut decimals = false;
    if sign(glyphs.at(end)) == Some(Sign::Point) && is_digit(glyphs.at(end + 1)) {
        let (fraction, stop) = han_decimals(glyphs, end + 1)?;
        low = low.checked_add(fraction)?;
        end = stop;
        decimals = true;
    }
    Some(Number { decimals, ..han((start, end), low, count) })
}

/// A number of Han digits as they stand, at these characters.
const fn han((start, end): (usize, usize), low: Decimal, digits: usize) -> Number {
    Number {
        start,
        end,
        low,
        high: None,
        approx: None,
        shape: Shape::Han,
        scale: 0,
        padded: false,
        digits,
        decimals: false,
        torn: false,
    }
}

/// Han digits by position on both sides of 万 or 亿: 五三万二六一八. After 万 there are four.
pub(super) fn grouped(glyphs: &Glyphs<'_>, start: usize) -> Option<Number> {
    let mut low = Decimal::ZERO;
    let mut at = start;
    let mut above = u32::MAX;
    loop {
        let run = glyphs.from(at).iter().take(GROUP + 1).take_while(|c| is_digit(**c)).count();
        let digits = (at..at + run).filter_map(|at| digit(glyphs.at(at)));
        let value = digits.fold(0, |value, digit| value * 10 + i64::from(digit));
        at += run;
        let scale = scale_at(glyphs, at).filter(|power| *power >= 4 && *power < above);
        if run == 0 || run > GROUP || (above == 4 && run < GROUP) {
            return None;
        }
        low = low.checked_add(Decimal::from(value).checked_mul(pow10(scale.unwrap_or(0)))?)?;
        let Some(power) = scale else { break };
        above = power;
        at += 1;
    }
    let ends = above == 4 && !starts(glyphs.at(at));
    ends.then(|| han((start, at), low, 0))
}

/// Digits between two powers of ten thousand.
const GROUP: usize = 4;

/// The digits after 点, and where they end.
pub(super) fn han_decimals(glyphs: &Glyphs<'_>, from: usize) -> Option<(Decimal, usize)> {
    let mut end = from;
    let mut value = Decimal::ZERO;
    let mut unit = Decimal::ONE;
    while let Some(digit) = digit(glyphs.at(end)).filter(|_| end < from + 12) {
        unit = unit.checked_mul(Decimal::new(1, 1))?;
        value = value.checked_add(unit.checked_mul(Decimal::from(digit))?)?;
        end += 1;
    }
    Some((value, end))
}

/// Most characters of a number without its thousands commas; a longer run is a code.
const LONGEST: usize = 28;

/// Arabic digits at `start`: value, end, digits before the point, whether there is a point.
pub(super) fn arabic(glyphs: &Glyphs<'_>, start: usize) -> Option<(Decimal, usize, usize, bool)> {
    let run = |from: usize| {
        let mut end = from;
        while end <= from + LONGEST && glyphs.at(end).is_ascii_digit() {
            end += 1;
        }
        end
    };
    let mut end = run(start);
    let mut whole = end - start;
    // A comma groups thousands only between one to three digits and exactly three; a fourth
    // digit, or a leading zero, makes it a comma of the sentence (2016,300).
    if whole <= 3 && glyphs.at(start) != '0' {
        while thousands_comma(glyphs, end, start) && run(end + 1) == end + 4 {
            whole += 3;
            end += 4;
        }
    }
    let stop = if glyphs.at(end) == '.' { run(end + 1) } else { end };
    let places = stop.saturating_sub(end + 1);
    let end = if places > 0 { stop } else { end };
    if whole + places + usize::from(places > 0) > LONGEST {
        return None;
    }
    let digits = glyphs.from(start).iter().take(end - start).filter_map(|c| c.to_digit(10));
    let value = digits.fold(0, |value, digit| value * 10 + i128::from(digit));
    let value = Decimal::try_from_i128_with_scale(value, u32::try_from(places).ok()?).ok()?;
    Some((value, end, whole, places > 0))
}

/// The power of ten that multiplies the number before `at`, and where it ends: 15.6|×10⁴.
pub(super) fn power(glyphs: &Glyphs<'_>, at: usize) -> Option<(u32, usize)> {
    let from = at + 1;
    if !TIMES.contains(glyphs.at(at)) || !glyphs.has(from, "10") {
        return None;
    }
    let caret = usize::from(glyphs.at(from + 2) == '^');
    let mut end = from + 2 + caret;
    let mut power = 0;
    while let Some(digit) = exponent(glyphs.at(end), caret > 0).filter(|_| power < 100) {
        power = power * 10 + digit;
        end += 1;
    }
    (1..=HIGHEST).contains(&power).then_some((power, end))
}

/// Signs of multiplication.
const TIMES: &str = "×xX*";
/// Highest power of ten that a number is multiplied by.
const HIGHEST: u32 = 12;

/// The digit of an exponent: raised, or plain behind `^`.
fn exponent(c: char, plain: bool) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁰')),
        _ => c.to_digit(10).filter(|_| plain),
    }
}

/// A full-width comma belongs to the sentence, unless the digits are full-width too.
fn thousands_comma(glyphs: &Glyphs<'_>, at: usize, start: usize) -> bool {
    glyphs.at(at) == ',' || (glyphs.at(at) == '，' && glyphs.span(start, start + 1).len() == 3)
}
