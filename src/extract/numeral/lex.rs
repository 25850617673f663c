//! One number: Arabic or Han digits, scales, and both mixed.
//!
//! One walk from left to right keeps three registers: the digits just read (`pending`), the part
//! below the next 万 (`section`), and what is settled (`total`). A scale moves the lower register
//! up. Nothing is ever read twice, so a text of digits costs what its length costs.

use super::super::{Approx, Value};
use super::digits::{arabic, grouped, han_decimals, positional, power};
use super::glyph::{Glyphs, is_han};
use super::sign::{
    CALENDAR, CLOCK, COINS, NOT_COUNTED, PARTS, Sign, digit, is_digit, is_formal, is_scale,
    no_scale, scale, sign, starts,
};
use crate::decimal::Decimal;

/// How a number is written; idioms are written in one way more than in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Begins with Arabic digits.
    Arabic,
    /// One Han digit: 一, 两.
    Single,
    /// A scale without digits: 万(亩), 百(户).
    Bare,
    /// Any other Han number.
    Han,
}

/// One number of a text; indices count characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its first character.
    pub(crate) start: usize,
    /// One past its last character.
    pub(crate) end: usize,
    /// The value, or the lower end of adjacent digits.
    pub(crate) low: Decimal,
    /// The upper end of adjacent digits (七八万).
    pub(crate) high: Option<Decimal>,
    /// 余, 多, 几 inside.
    pub(crate) approx: Option<Approx>,
    /// How it is written.
    pub(crate) shape: Shape,
    /// The power of ten of its last scale, 0 without one.
    pub(crate) scale: u32,
    /// Its integer part starts with a zero that no number has (`000`, `007`).
    pub(crate) padded: bool,
    /// How many Arabic digits it has before a decimal point or scale.
    pub(crate) digits: usize,
    /// It has a decimal point.
    pub(crate) decimals: bool,
    /// More digits touch it than can be read with it: 21万6元 is 210006 or 216000.
    pub(crate) torn: bool,
}

impl Number {
    /// The value, one or two ends.
    pub(crate) fn value(&self) -> Value {
        self.high.map_or(Value::Point(self.low), |high| Value::Range { low: self.low, high })
    }

    /// Whether the digits alone could be a year: four, between 1000 and 2999, without a scale.
    pub(crate) fn like_year(&self) -> bool {
        self.digits == 4
            && self.scale == 0
            && !self.decimals
            && self.low >= Decimal::from(1000)
            && self.low < Decimal::from(3000)
    }
}

/// Ten to the power `exponent`.
pub(crate) fn pow10(exponent: u32) -> Decimal {
    crate::decimal::scale_by(Decimal::ONE, exponent).unwrap_or(Decimal::ONE)
}

/// Two ends that move together; equal for a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ends {
    low: Decimal,
    high: Decimal,
}

impl Ends {
    const ZERO: Self = Self { low: Decimal::ZERO, high: Decimal::ZERO };

    const fn one(value: Decimal) -> Self {
        Self { low: value, high: value }
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    fn times(self, exponent: u32) -> Option<Self> {
        let factor = pow10(exponent);
        Some(Self { low: self.low.checked_mul(factor)?, high: self.high.checked_mul(factor)? })
    }
}

/// Digits just read, waiting for a scale.
#[derive(Clone, Copy, Debug)]
struct Pending {
    ends: Ends,
    start: usize,
    digits: usize,
    arabic: bool,
    ranged: bool,
    decimals: bool,
}

struct Walk<'g, 't> {
    glyphs: &'g Glyphs<'t>,
    at: usize,
    pending: Option<Pending>,
    section: Ends,
    total: Ends,
    /// Power of the last scale below 万 in this section; 0 for none yet.
    small: u32,
    /// Power of the last 万 or 亿.
    big: u32,
    scales: usize,
    zero: bool,
    bare: bool,
    approx: Option<Approx>,
    decimals: bool,
}

/// Reads the number that starts at character `start`.
///
/// A scale that belongs to a unit (600千瓦, 3个百分点) is left to the unit.
pub(crate) fn number(glyphs: &Glyphs<'_>, start: usize) -> Option<Number> {
    let first = glyphs.at(start);
    if !starts(first) || (is_formal(first) && !formal_start(glyphs, start)) {
        return None;
    }
    glyphs.remembered(start, || {
        let by_position = positional(glyphs, start).or_else(|| grouped(glyphs, start));
        by_position.or_else(|| walked(glyphs, start))
    })
}

/// Reads the number that starts at character `start` from left to right.
fn walked(glyphs: &Glyphs<'_>, start: usize) -> Option<Number> {
    let mut walk = Walk {
        glyphs,
        at: start,
        pending: None,
        section: Ends::ZERO,
        total: Ends::ZERO,
        small: 0,
        big: 0,
        scales: 0,
        zero: false,
        bare: false,
        approx: None,
        decimals: false,
    };
    while walk.step(start) {}
    walk.finish(start)
}

/// A formal digit starts a number only beside another one, a scale or a sum of money: 陆河 and 伍
/// are names.
fn formal_start(glyphs: &Glyphs<'_>, start: usize) -> bool {
    let next = glyphs.at(start + 1);
    is_formal(next) || is_scale(next) || COINS.contains(next)
}

/// The power of ten at `at`, unless a unit or word begins with it: 千瓦, 百姓.
pub(crate) fn scale_at(glyphs: &Glyphs<'_>, at: usize) -> Option<u32> {
    let c = glyphs.at(at);
    scale(c).filter(|_| !no_scale(c, glyphs.at(at + 1)))
}

impl Walk<'_, '_> {
    /// Reads one digit, run of digits, or scale; `false` when the number ends here.
    fn step(&mut self, start: usize) -> bool {
        let c = self.glyphs.at(self.at);
        if c.is_ascii_digit() {
            return self.read_arabic();
        }
        match sign(c) {
            Some(Sign::Digit(0)) => self.read_zero(start),
            Some(Sign::Digit(value) | Sign::Formal(value)) => self.read_digit(value),
            Some(Sign::Scale(_) | Sign::FormalScale(_)) => self.read_scale(),
            Some(Sign::Tens(tens)) => self.read_tens(tens),
            Some(Sign::Point) => self.read_point(),
            Some(Sign::More) => self.read_particle(false),
            Some(Sign::Few) => self.read_particle(true),
            Some(Sign::And | Sign::Half | Sign::Minus) | None => false,
        }
    }

    fn read_arabic(&mut self) -> bool {
        if self.pending.is_some() || self.bare || (self.scales > 0 && self.small == 1) {
            return false;
        }
        let Some((mut value, mut end, digits, decimals)) = arabic(self.glyphs, self.at) else {
            return false;
        };
        if let Some((power, stop)) = power(self.glyphs, end)
            && let Some(scaled) = value.checked_mul(pow10(power))
        {
            (value, end) = (scaled, stop);
        }
        self.pending = Some(Pending {
            ends: Ends::one(value),
            start: self.at,
            digits,
            arabic: true,
            ranged: false,
            decimals,
        });
        self.at = end;
        true
    }

    fn read_tens(&mut self, tens: u32) -> bool {
        if self.pending.is_some() || self.small == 1 || self.bare {
            return false;
        }
        let value = Ends::one(Decimal::from(tens * 10));
        let Some(section) = self.section.plus(value) else { return false };
        self.section = section;
        self.small = 1;
        self.scales += 1;
        self.at += 1;
        true
    }

    fn read_zero(&mut self, start: usize) -> bool {
        if self.pending.is_some() || self.bare {
            return false;
        }
        let next = self.glyphs.at(self.at + 1);
        if self.scales > 0 {
            let ten = scale(next) == Some(1);
            let goes_on = next.is_ascii_digit() || ten || digit(next).is_some_and(|d| d > 0);
            if goes_on {
                self.zero = true;
                self.at += 1;
            }
            return goes_on;
        }
        self.at == start && self.read_digit(0)
    }

    fn read_digit(&mut self, value: u32) -> bool {
        if self.bare {
            return false;
        }
        let value = Decimal::from(value);
        match self.pending {
            None => {
                self.pending = Some(Pending {
                    ends: Ends::one(value),
                    start: self.at,
                    digits: 1,
                    arabic: false,
                    ranged: false,
                    decimals: false,
                });
            }
            // Adjacent digits are a range: 七八(万), 三五(个), 两三(百).
            Some(ref mut pending) if !pending.arabic && !pending.ranged => {
                let low = pending.ends.low;
                let next = low + Decimal::ONE;
                let pair = low > Decimal::ZERO
                    && (value == next || (low == Decimal::from(3) && value == Decimal::from(5)));
                if !pair {
                    return false;
                }
                pending.ends.high = value;
                pending.ranged = true;
                pending.digits = 2;
            }
            Some(_) => return false,
        }
        self.at += 1;
        true
    }

    /// 点 with digits after it, unless they tell the time (三点五十分).
    fn read_point(&mut self) -> bool {
        let after = self.at + 1;
        let open = match self.pending {
            Some(pending) => !pending.arabic && !pending.ranged,
            None => self.small > 0,
        };
        if !open || self.bare || self.decimals || !is_digit(self.glyphs.at(after)) {
            return false;
        }
        let Some((fraction, end)) = han_decimals(self.glyphs, after) else { return false };
        let after = self.glyphs.at(end);
        let clock = CLOCK.contains(after) && !self.glyphs.has(end, PARTS);
        if clock || scale(after) == Some(1) {
            return false;
        }
        let whole = self.pending.map_or(Ends::ZERO, |pending| pending.ends);
        let start = self.pending.map_or(self.at, |pending| pending.start);
        let sum = whole
            .plus(self.section)
            .and_then(|sum| sum.plus(Ends::one(fraction)))
            .unwrap_or(Ends::ZERO);
        self.section = Ends::ZERO;
        self.small = 0;
        self.pending = Some(Pending {
            ends: sum,
            start,
            digits: 2,
            arabic: false,
            ranged: false,
            decimals: true,
        });
        self.decimals = true;
        self.at = end;
        true
    }

    /// 余, 多, 来, 几 between digits and a scale: 3000余万, 十几万.
    fn read_particle(&mut self, few: bool) -> bool {
        let arabic = self.pending.is_some_and(|pending| pending.arabic);
        let scaled = self.scales > 0 && self.pending.is_none();
        let power = scale_at(self.glyphs, self.at + 1);
        let goes_on = power.is_some_and(|power| power >= 4 || (!few && power >= 2 && arabic));
        if self.bare && few || !(arabic || scaled) || !goes_on || self.approx.is_some() {
            return false;
        }
        self.approx = Some(Approx::Over);
        self.at += 1;
        true
    }

    fn read_scale(&mut self) -> bool {
        let Some(power) = scale_at(self.glyphs, self.at) else { return false };
        let done = if power < 4 { self.small_scale(power) } else { self.big_scale(power) };
        if done {
            self.at += 1;
            self.scales += 1;
        }
        done
    }

    fn small_scale(&mut self, power: u32) -> bool {
        let taken = self.small != 0 && self.small <= power;
        let value = match self.pending {
            Some(pending) if taken && pending.arabic => return false,
            Some(_) if taken => return false,
            Some(pending) => pending.ends,
            // 十 alone is ten; 百 and 千 alone are bare scales, and 百万 is one.
            None if power == 1 && !self.bare && !taken => Ends::one(Decimal::ONE),
            None if self.scales == 0 => {
                self.bare = true;
                Ends::one(Decimal::ONE)
            }
            None => return false,
        };
        let Some(section) = value.times(power).and_then(|v| self.section.plus(v)) else {
            return false;
        };
        self.section = section;
        self.pending = None;
        self.small = power;
        true
    }

    fn big_scale(&mut self, power: u32) -> bool {
        let lower = match self.pending {
            Some(pending) => self.section.plus(pending.ends),
            None if self.section != Ends::ZERO => Some(self.section),
            None if self.total != Ends::ZERO && power > self.big => Some(Ends::ZERO),
            None if self.scales == 0 && digit(self.glyphs.at(self.at + 1)) != Some(1) => {
                self.bare = true;
                Some(Ends::one(Decimal::ONE))
            }
            None => return false,
        };
        let Some(lower) = lower else { return false };
        if self.big != 0 && self.big == power {
            return false;
        }
        let settled = if power > self.big {
            self.total.plus(lower).and_then(|sum| sum.times(power))
        } else {
            lower.times(power).and_then(|part| self.total.plus(part))
        };
        let Some(settled) = settled else { return false };
        self.total = settled;
        self.section = Ends::ZERO;
        self.pending = None;
        self.small = 0;
        self.big = power;
        self.zero = false;
        true
    }

    /// Adds what is still pending and checks that anything was read.
    fn finish(mut self, start: usize) -> Option<Number> {
        let (mut tail, mut torn) = (Ends::ZERO, false);
        let mut first = None;
        if let Some(pending) = self.pending {
            first = Some(pending).filter(|p| p.start == start);
            (tail, torn) = self.tail(start, pending)?;
        }
        if self.at == start {
            return None;
        }
        let value = self.total.plus(self.section)?.plus(tail)?;
        let arabic = self.glyphs.at(start).is_ascii_digit();
        let single = self.scales == 0 && self.at == start + 1;
        let shape = match (arabic, single, self.bare) {
            (true, _, _) => Shape::Arabic,
            (_, true, _) => Shape::Single,
            (_, _, true) => Shape::Bare,
            _ => Shape::Han,
        };
        let zeros = self.glyphs.at(start) == '0' && self.glyphs.at(start + 1).is_ascii_digit();
        Some(Number {
            start,
            end: self.at,
            low: value.low.normalize(),
            high: (value.low != value.high).then_some(value.high.normalize()),
            approx: self.approx,
            shape,
            scale: if self.small > 0 { self.small + self.big } else { self.big },
            padded: zeros,
            digits: first.map_or(0, |pending| if pending.arabic { pending.digits } else { 0 }),
            decimals: self.decimals || first.is_some_and(|pending| pending.decimals),
            torn: torn || (!arabic && self.goes_on()),
        })
    }

    /// Whether another Han digit or scale stands right behind, which this number cannot take in.
    fn goes_on(&self) -> bool {
        let next = self.glyphs.at(self.at);
        let point = sign(next) == Some(Sign::Point) && is_digit(self.glyphs.at(self.at + 1));
        point || is_digit(next) || scale_at(self.glyphs, self.at).is_some()
    }

    /// What digits after the last scale mean: 一百零五, 两千三 (= 2300), 5万4600; and whether that
    /// cannot be told (21万6).
    fn tail(&mut self, start: usize, pending: Pending) -> Option<(Ends, bool)> {
        if self.scales == 0 || self.small == 1 || self.zero || self.decimals {
            return Some((pending.ends, false));
        }
        let last = if self.small > 0 { self.small } else { self.big };
        let places = usize::try_from(last).unwrap_or_default();
        let full = places == pending.digits;
        let plain = pending.arabic && full && !pending.decimals;
        if plain && !CALENDAR.starts_with(self.glyphs.at(self.at)) {
            return Some((pending.ends, false));
        }
        // 823万506: what is missing is zeros; of one digit (21万6) nothing can be told.
        let after = self.glyphs.at(self.at);
        let counted = is_han(after) && !NOT_COUNTED.contains(after) && !starts(after);
        if pending.arabic && !pending.decimals && counted && pending.digits < places {
            return Some((pending.ends, pending.digits == 1));
        }
        // A single Han digit after 百 千 万 stands one place below; of digits that do not fill the
        // places of an Arabic number nothing can be told, so it ends before them (61万三台儿女).
        let mixed = self.glyphs.at(start).is_ascii_digit();
        if !pending.arabic && !mixed && !self.bare {
            return Some((pending.ends.times(last - 1)?, false));
        }
        self.at = pending.start;
        Some((Ends::ZERO, false))
    }
}
