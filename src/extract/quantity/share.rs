//! Shares: fractions, percent in words, tenths, halves, ratios.

use super::super::numeral::{Number, Shape, digit, is_digit, is_han, number, ratio, ratio_sign};
use super::super::{Approx, Quantity, Value};
use super::context;
use super::read::{BETWEEN, Core, Read, Reader};
use super::unit::{self, Unit};
use crate::decimal::Decimal;
use crate::lexicon::Dimension;

impl<'a> Reader<'a> {
    /// 1:10 with a word of proportion beside it; otherwise a clock or a score.
    pub(super) fn proportion(&self, at: usize) -> Option<Read> {
        let glyphs = self.glyphs;
        let (left, right, end) = ratio_sign(glyphs, at)?;
        let cue = glyphs
            .any_before(
                at,
                &["按", "按照", "比例", "比例为", "比为", "达到", "达", "为", "之比", "比"],
            )
            .is_some();
        let after =
            glyphs.any(end, &["的比", "比例", "的配", "放大", "配套", "配比", "左右"]).is_some();
        if !(cue || after) || right.is_zero() {
            return Some(Read::Unused("clock", end));
        }
        let def = self.lexicon.unit("比例")?;
        let value = left.checked_div(right)?;
        let quantity = Quantity {
            span: glyphs.span(at, end),
            value: Value::Point(value.round_dp(6).normalize()),
            approx: None,
            unit: def.unit.clone(),
            written: ":".to_owned(),
            dimension: def.dimension,
            head: None,
            per: None,
            each: false,
        };
        Some(Read::Quantity(quantity, end))
    }

    /// 百分之五, 三分之一, 1/10, 七成, 一半: shares, in percent.
    pub(super) fn share(&self, at: usize) -> Option<Read> {
        let glyphs = self.glyphs;
        let (low, mut end) = self.one_share(at)?;
        let minus = glyphs.before(at, 1) == '负' && glyphs.before(at, 2) != '抱';
        let low = if minus { -low } else { low };
        let from = at - usize::from(minus);
        let mut value = Value::Point(low);
        if let Some((_, from)) = glyphs.any(end, BETWEEN) {
            // 百分之三十到四十: the second end may leave 百分之 unsaid.
            let next = self.one_share(from).or_else(|| {
                let percent = glyphs.has(at + 1, "分之");
                let second = number(glyphs, from).filter(|n| percent && n.high.is_none())?;
                Some((second.low, second.end))
            });
            if let Some((high, stop)) = next.filter(|(high, _)| *high > low) {
                value = Value::Range { low, high };
                end = stop;
            }
        }
        let first = placeholder(at);
        if let Some(unit) = unit::word(glyphs, end, self.lexicon).filter(|u| measures(u.dimension))
        {
            // 三又二分之一公里, 三分之二亩: a fraction of a measure.
            let value = Value::Point(ratio(glyphs, at)?.value.round_dp(6).normalize());
            let stop = unit.end;
            let core =
                Core { first, value, approx: None, unit, start: at, unit_start: end, end: stop };
            return Some(self.finish(&core));
        }
        let def = self.lexicon.unit("%")?;
        let unit = Unit { name: &def.unit, dimension: def.dimension, weak: false, end, head: None };
        let core = Core { first, value, approx: None, unit, start: from, unit_start: end, end };
        Some(self.finish(&core))
    }

    /// One fraction in percent, and where it ends.
    fn one_share(&self, at: usize) -> Option<(Decimal, usize)> {
        let glyphs = self.glyphs;
        let read = ratio(glyphs, at)?;
        if context::ordinal(glyphs, at) || glyphs.before(at, 1).is_ascii_alphanumeric() {
            return None;
        }
        // 120/80 is a reading of something else, not a part of a whole.
        let stroke = (at..read.end).any(|i| glyphs.at(i) == '/');
        if stroke && read.value > Decimal::ONE {
            return None;
        }
        let value = read.value.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(6).normalize();
        Some((value, read.end))
    }

    /// 一半, 半数 and 半年, 半公里.
    pub(super) fn half(&self, at: usize) -> Option<Read> {
        let glyphs = self.glyphs;
        let half = Decimal::new(5, 1);
        let share = glyphs.any(at, &["一半", "半数"]).filter(|(word, end)| {
            !(*word == "一半" && matches!(glyphs.at(*end), '天' | '年' | '个'))
        });
        let (value, name, end) = if let Some((_, end)) = share {
            (Decimal::from(50), "%", end)
        } else {
            if glyphs.at(at) != '半' || context_half(glyphs.before(at, 1)) {
                return None;
            }
            let found = unit::word(glyphs, at + 1, self.lexicon)
                .filter(|u| !matches!(u.dimension, Dimension::Count | Dimension::Points))?;
            (half, found.name, found.end)
        };
        let def = self.lexicon.unit(name)?;
        let unit = Unit { name: &def.unit, dimension: def.dimension, weak: false, end, head: None };
        let first = placeholder(at);
        let value = Value::Point(value);
        Some(self.finish(&Core {
            first,
            value,
            approx: None,
            unit,
            start: at,
            unit_start: at + 1,
            end,
        }))
    }

    /// The second end of a range of tenths: 一成|到两成.
    fn tenths_to(&self, low: Value, at: usize) -> Option<(Value, usize)> {
        let glyphs = self.glyphs;
        let Value::Point(low) = low else { return None };
        let (_, from) = glyphs.any(at, BETWEEN)?;
        let second = number(glyphs, from).filter(|n| n.high.is_none() && n.low <= Decimal::TEN)?;
        let high = second.low * Decimal::TEN;
        let tenth = glyphs.at(second.end) == '成' && low < high;
        tenth.then_some((Value::Range { low, high }, second.end + 1))
    }

    /// 七成, 三成半, 七八成: tenths, in percent.
    pub(super) fn tenths(&self, first: &Number, start: usize) -> Option<Core<'a>> {
        let glyphs = self.glyphs;
        let small = first.low <= Decimal::TEN && first.scale <= 1;
        let from = if glyphs.at(first.end) == '多' { first.end + 1 } else { first.end };
        // 打六折 leaves six tenths of the price.
        let off = glyphs.at(from) == '折' && glyphs.before(start, 1) == '打';
        let next = glyphs.at(from + 1);
        let tenth = glyphs.at(from) == '成' && (next == '\0' || !NOT_TENTHS.contains(next));
        if !small || !(off || tenth) {
            return None;
        }
        let half = glyphs.at(from + 1) == '半' && glyphs.at(from + 2) != '年';
        // 三成五 is 35 %; in 七成五户 the five counts households.
        let ones = digit(next).filter(|_| tenth && !is_han(glyphs.at(from + 2)));
        let half = half || ones.is_some();
        let plus = Decimal::from(ones.unwrap_or(if half { 5 } else { 0 }));
        let scaled = |value: Decimal| value * Decimal::TEN + plus;
        let value = match first.value() {
            Value::Point(value) => Value::Point(scaled(value)),
            Value::Range { low, high } => Value::Range { low: scaled(low), high: scaled(high) },
        };
        let end = from + 1 + usize::from(half);
        let (value, end) = self.tenths_to(value, end).unwrap_or((value, end));
        let (end, many) =
            if glyphs.at(end) == '多' { (end + 1, true) } else { (end, from > first.end) };
        let approx = many.then_some(Approx::Over);
        let def = self.lexicon.unit("%")?;
        let unit = Unit { name: &def.unit, dimension: def.dimension, weak: false, end, head: None };
        let unit_start = first.end;
        Some(Core { first: first.clone(), value, approx, unit, start, unit_start, end })
    }
}

/// Characters that make another word of 成: 成为, 成立, 成功, 成都.
const NOT_TENTHS: &str =
    "为立功效员本果长熟都年人县品绩就交活因分套群片批千上百语型名家排规行份倍村市方不";

/// Stands for the number of a share or half, which is read as a whole.
const fn placeholder(at: usize) -> Number {
    Number {
        start: at,
        end: at + 1,
        low: Decimal::ONE,
        high: None,
        approx: None,
        shape: Shape::Han,
        scale: 0,
        padded: false,
        digits: 0,
        decimals: true,
    }
}

/// Whether a dimension measures rather than counts or divides.
const fn measures(dimension: Dimension) -> bool {
    !matches!(
        dimension,
        Dimension::Count | Dimension::Share | Dimension::Points | Dimension::Multiple
    )
}

/// Words that end in 半 or make 半 part of themselves.
fn context_half(before: char) -> bool {
    matches!(
        before,
        '一' | '多'
            | '大'
            | '过'
            | '上'
            | '下'
            | '夜'
            | '前'
            | '后'
            | '对'
            | '各'
            | '减'
            | '月'
            | '年'
    ) || is_digit(before)
}
