//! Shares: fractions, percent in words, tenths, halves, ratios.

use super::super::numeral::{
    Number, Shape, digit, is_digit, is_half, is_minus, is_scale, number, percent_word, ratio,
    ratio_sign,
};
use super::super::{Approx, Quantity, Value};
use super::context;
use super::read::{Core, Read, Reader};
use super::unit::{self, Unit};
use crate::decimal::Decimal;
use crate::lexicon::Dimension;
use crate::rules::number::ClockTime;
use crate::rules::{Decided, Decision};

/// The sign of ratios.
const SIGN: &str = ":";
/// The unit of shares.
const PERCENT: &str = "%";

impl<'a> Reader<'a> {
    /// 1:10 with a word of proportion beside it; otherwise a clock or a score.
    pub(super) fn proportion(&self, at: usize) -> Option<Read> {
        let (glyphs, rule) = (self.glyphs, &self.rules.ratio);
        let (left, right, end) = ratio_sign(glyphs, at)?;
        let before = glyphs.word_before(at, &rule.before).map(|(_, from)| (from, at));
        let cue = before.or_else(|| Some((end, glyphs.word(end, &rule.after)?.1)));
        let decided = cue.and_then(|(from, to)| rule.decide((), glyphs.span(from, to)));
        let Some(decided) = decided.filter(|_| !right.is_zero()) else {
            let clock = self.aside.clock_time.on();
            return Some(if clock {
                Read::Unused(ClockTime::RULE, end)
            } else {
                Read::Nothing(end)
            });
        };
        let def = self.lexicon.unit(rule.signs.of(SIGN)?)?;
        let value = left.checked_div(right)?;
        let quantity = Quantity {
            span: glyphs.span(at, end),
            value: Value::Point(value.round_dp(6).normalize()),
            approx: None,
            unit: def.unit.clone(),
            written: SIGN.to_owned(),
            dimension: def.dimension,
            head: None,
            per: None,
            each: false,
            decided: vec![decided],
        };
        Some(Read::Quantity(quantity, end))
    }

    /// 百分之五, 三分之一, 1/10: shares, in percent.
    pub(super) fn share(&self, at: usize) -> Option<Read> {
        let glyphs = self.glyphs;
        let (low, mut end) = self.one_share(at)?;
        let by = self.rules.fraction.decide((), glyphs.span(at, end))?;
        let minus = self.negated(at);
        let low = if minus.is_some() { -low } else { low };
        let mut decided: Vec<Decision> = std::iter::once(by).chain(minus).collect();
        let mut value = Value::Point(low);
        if let Some((range, stop)) = self.share_to(low, at, end) {
            decided.push(range.decision());
            value = range.value;
            end = stop;
        }
        let measured = unit::word(glyphs, end, self.lexicon).filter(|u| measures(u.dimension));
        let (start, value, unit) = if let Some(unit) = measured {
            // 三又二分之一公里, 三分之二亩: a fraction of a measure.
            (at, Value::Point(ratio(glyphs, at)?.value.round_dp(6).normalize()), unit)
        } else {
            (at - usize::from(minus.is_some()), value, self.percent(end)?)
        };
        let core = Core {
            first: placeholder(at),
            value,
            approx: None,
            start,
            unit_start: end,
            end: unit.end,
            unit,
            decided,
        };
        Some(self.finish(core))
    }

    /// 负 before the share at `at`.
    fn negated(&self, at: usize) -> Option<Decision> {
        let (glyphs, rule) = (self.glyphs, &self.rules.minus);
        let minus = is_minus(glyphs.before(at, 1));
        let negates = minus && glyphs.word_before(at, &rule.not_words).is_none();
        rule.decide((), glyphs.span(at - usize::from(minus), at)).filter(|_| negates)
    }

    /// The second end of a range of shares: 百分之三十|到四十 may leave 百分之 unsaid.
    fn share_to(&self, low: Decimal, at: usize, end: usize) -> Option<(Decided<Value>, usize)> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let (_, from) = glyphs.word(end, &rules.between)?;
        let unsaid = || {
            percent_word(glyphs, at)?;
            let second = number(glyphs, from).filter(|n| n.high.is_none())?;
            Some((second.low, second.end))
        };
        let next = self.one_share(from).or_else(unsaid);
        let (high, stop) = next.filter(|(high, _)| *high > low)?;
        Some((rules.range.decide(Value::Range { low, high }, glyphs.span(end, from))?, stop))
    }

    /// The unit of shares, unwritten.
    fn percent(&self, end: usize) -> Option<Unit<'a>> {
        let def = self.lexicon.unit(PERCENT)?;
        Some(Unit { name: &def.unit, dimension: def.dimension, weak: false, end, head: None })
    }

    /// One fraction in percent, and where it ends.
    fn one_share(&self, at: usize) -> Option<(Decimal, usize)> {
        let glyphs = self.glyphs;
        let read = ratio(glyphs, at)?;
        if context::ordinal(glyphs, at, &self.aside.ordinal)
            || glyphs.before(at, 1).is_ascii_alphanumeric()
        {
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
        let (glyphs, rule) = (self.glyphs, &self.rules.half);
        let share = glyphs.word(at, &rule.shares);
        let share = share.filter(|_| glyphs.word(at, &rule.not_shares).is_none());
        let (value, unit) = if let Some((_, end)) = share {
            (Decimal::from(50), self.percent(end)?)
        } else {
            let before = glyphs.before(at, 1);
            if !is_half(glyphs.at(at)) || rule.not_before.has(before) || is_digit(before) {
                return None;
            }
            let found = unit::word(glyphs, at + 1, self.lexicon)
                .filter(|u| !matches!(u.dimension, Dimension::Count | Dimension::Points))?;
            (Decimal::new(5, 1), Unit { weak: false, ..found })
        };
        let by = rule.decide((), glyphs.span(at, unit.end))?;
        let core = Core {
            first: placeholder(at),
            value: Value::Point(value),
            approx: None,
            start: at,
            unit_start: at + 1,
            end: unit.end,
            unit,
            decided: vec![by],
        };
        Some(self.finish(core))
    }

    /// The second end of a range of tenths: 一成|到两成.
    fn tenths_to(&self, low: Value, at: usize) -> Option<(Decided<Value>, usize)> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let Value::Point(low) = low else { return None };
        let (_, from) = glyphs.word(at, &rules.between)?;
        let second = number(glyphs, from).filter(|n| n.high.is_none() && n.low <= Decimal::TEN)?;
        let high = second.low * Decimal::TEN;
        let tenth = rules.tenths.marks.has(glyphs.at(second.end)) && low < high;
        let range = rules.range.decide(Value::Range { low, high }, glyphs.span(at, from))?;
        tenth.then_some((range, second.end + 1))
    }

    /// The word that makes tenths of the number before `at`, 成 or 折.
    fn tenth_word(&self, start: usize, at: usize) -> Option<Decided<bool>> {
        let (glyphs, rules) = (self.glyphs, self.rules);
        let by = glyphs.span(at, at + 1);
        // 打六折 leaves six tenths of the price.
        let off = rules.discount.marks.has(glyphs.at(at))
            && rules.discount.verbs.has(glyphs.before(start, 1));
        if off {
            return rules.discount.decide(false, by);
        }
        let tenth =
            rules.tenths.marks.has(glyphs.at(at)) && !rules.tenths.not_after.has(glyphs.at(at + 1));
        rules.tenths.decide(true, by).filter(|_| tenth)
    }

    /// 七成, 三成半, 七八成: tenths, in percent.
    pub(super) fn tenths(&self, first: &Number, start: usize) -> Option<Core<'a>> {
        let (glyphs, rule) = (self.glyphs, &self.rules.tenths);
        let small = first.low <= Decimal::TEN && first.scale <= 1;
        let from = first.end + usize::from(rule.many.has(glyphs.at(first.end)));
        let tenth = self.tenth_word(start, from).filter(|_| small)?;
        let next = from + 1;
        let half = is_half(glyphs.at(next)) && glyphs.word(next, &rule.not_half).is_none();
        // 三成五 is 35 %; in 七成五户 the five counts households.
        let counted = digit(glyphs.at(next + 1)).is_some()
            || is_scale(glyphs.at(next + 1))
            || unit::word(glyphs, next + 1, self.lexicon).is_some();
        let ones = digit(glyphs.at(next)).filter(|_| *tenth && !counted);
        let half = half || ones.is_some();
        let plus = Decimal::from(ones.unwrap_or(if half { 5 } else { 0 }));
        let scaled = |value: Decimal| value * Decimal::TEN + plus;
        let mut value = match first.value() {
            Value::Point(value) => Value::Point(scaled(value)),
            Value::Range { low, high } => Value::Range { low: scaled(low), high: scaled(high) },
        };
        let mut decided = vec![tenth.decision()];
        let mut end = next + usize::from(half);
        if let Some((range, stop)) = self.tenths_to(value, end) {
            decided.push(range.decision());
            value = range.value;
            end = stop;
        }
        let trailing = rule.many.has(glyphs.at(end));
        let by = if trailing { glyphs.span(end, end + 1) } else { glyphs.span(first.end, from) };
        let many = trailing || from > first.end;
        let approx = self.rules.over.decide(Approx::Over, by).filter(|_| many);
        end += usize::from(trailing);
        let unit = self.percent(end)?;
        let unit_start = first.end;
        Some(Core { first: first.clone(), value, approx, unit, start, unit_start, end, decided })
    }
}

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
        torn: false,
    }
}

/// Whether a dimension measures rather than counts or divides.
const fn measures(dimension: Dimension) -> bool {
    !matches!(
        dimension,
        Dimension::Count | Dimension::Share | Dimension::Points | Dimension::Multiple
    )
}
