//! What smaller units and halves add: 3元5角, 1米75, 两年半, and what 番 multiplies.

use super::super::Value;
use super::super::numeral::{CALENDAR, Glyphs, digit, is_digit, is_half, is_scale, number, scale};
use super::read::{Core, Reader};
use super::unit;
use crate::decimal::Decimal;
use crate::lexicon::Dimension;
use crate::rules::Decided;

impl Reader<'_> {
    /// Adds what smaller units and halves add: 3元5角, 5块3, 1米75, 两年半.
    pub(super) fn compound(&self, core: &mut Core<'_>) {
        let Value::Point(value) = core.value else { return };
        if is_half(self.glyphs.before(core.end, 1)) || core.unit.head.is_some() {
            return;
        }
        let name = core.unit.name;
        let more = self.half_more(core).or_else(|| {
            if self.rules.small_money.units.is(name) {
                self.small_money(core)
            } else if self.rules.small_land.units.is(name) {
                self.small_land(core.end)
            } else if self.rules.digits_behind_metre.units.is(name) {
                self.behind_metre(core.end)
            } else {
                None
            }
        });
        let Some((more, end)) = more else { return };
        core.decided.push(more.decision());
        core.value = Value::Point(value + more.value);
        core.end = end;
    }

    /// 3个半小时, 两年半.
    fn half_more(&self, core: &Core<'_>) -> Option<(Decided<Decimal>, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.half_more);
        let (at, half) = (core.end, Decimal::new(5, 1));
        let inner = (core.first.end..at).find(|i| glyphs.word(*i, &rule.inner).is_some());
        if let Some(inner) = inner {
            return Some((rule.decide(half, glyphs.span(inner, at))?, at));
        }
        let measured = !matches!(core.unit.dimension, Dimension::Count | Dimension::Share)
            || glyphs.word(core.first.end, &rule.counted).is_some_and(|(_, end)| end == at);
        let behind = is_half(glyphs.at(at)) && !rule.not_after.has(glyphs.at(at + 1));
        let half = rule.decide(half, glyphs.span(at, at + 1)).filter(|_| measured && behind)?;
        Some((half, at + 1))
    }

    /// 角 and 分 after 元, also unsaid: 3元5角2分, 三块五.
    fn small_money(&self, core: &Core<'_>) -> Option<(Decided<Decimal>, usize)> {
        let (at, glyphs) = (core.end, self.glyphs);
        if scale(glyphs.before(core.first.end, 1)).is_some_and(|power| power >= 4) {
            return None;
        }
        let (more, end) = self.change(at)?;
        Some((self.rules.small_money.decide(more, glyphs.span(at, end))?, end))
    }

    /// 角 and 分 at `at`, in 元.
    fn change(&self, at: usize) -> Option<(Decimal, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.small_money);
        if digit(glyphs.at(at)) == Some(0) {
            return self.cents(at + 1);
        }
        let tenth =
            number(glyphs, at).filter(|n| n.low < Decimal::TEN && n.scale == 0 && !n.decimals)?;
        let sum = tenth.low * Decimal::new(1, 1);
        let colloquial = rule.colloquial.has(glyphs.before(at, 1));
        if !rule.tenths.has(glyphs.at(tenth.end)) {
            let ends = unit::word(glyphs, tenth.end, self.lexicon).is_none()
                && !starts_more(glyphs, tenth.end);
            return (colloquial && ends).then_some((sum, tenth.end));
        }
        let at = tenth.end + 1 + usize::from(rule.ends.has(glyphs.at(tenth.end + 1)));
        Some(match self.cents(at) {
            Some((cents, end)) => (sum + cents, end),
            None => (sum, at),
        })
    }

    /// 分 after 亩: 4亩7分.
    fn small_land(&self, at: usize) -> Option<(Decided<Decimal>, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.small_land);
        let read = number(glyphs, at)?;
        let small = read.low < Decimal::TEN && read.scale == 0 && !read.decimals;
        let tenths =
            rule.tenths.has(glyphs.at(read.end)) && glyphs.word(read.end, &rule.longer).is_none();
        let end = (small && tenths).then_some(read.end + 1)?;
        Some((rule.decide(read.low * Decimal::new(1, 1), glyphs.span(at, end))?, end))
    }

    /// 五分 at `at`, in 元.
    fn cents(&self, at: usize) -> Option<(Decimal, usize)> {
        let read = number(self.glyphs, at)?;
        let small = read.low < Decimal::TEN && read.scale == 0 && !read.decimals;
        let end = (small && self.rules.small_money.hundredths.has(self.glyphs.at(read.end)))
            .then_some(read.end + 1)?;
        Some((read.low * Decimal::new(1, 2), end))
    }

    /// 1米75, 一米八: the digits after 米 are decimals when nothing else claims them.
    fn behind_metre(&self, at: usize) -> Option<(Decided<Decimal>, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.digits_behind_metre);
        glyphs.word_before(at, &rule.units)?;
        let mut end = at;
        let mut value = Decimal::ZERO;
        for places in 1..=2 {
            let c = glyphs.at(end);
            let Some(digit) = digit(c).or_else(|| c.to_digit(10)) else { break };
            value += Decimal::new(i64::from(digit), places);
            end += 1;
        }
        let free = unit::word(glyphs, end, self.lexicon).is_none() && !starts_more(glyphs, end);
        let value = rule.decide(value, glyphs.span(at, end)).filter(|_| free && end > at)?;
        Some((value, end))
    }
}

/// Whether more of a number follows.
fn starts_more(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let c = glyphs.at(at);
    c.is_ascii_digit()
        || is_digit(c)
        || is_scale(c)
        || matches!(c, '%' | '.')
        || CALENDAR.contains(c)
}

/// 翻一番 doubles: an increase of one time; 翻两番 quadruples: an increase of three times.
pub(super) fn doubled(times: Decimal) -> Option<Decimal> {
    let times = u32::try_from(times).ok().filter(|times| (1..=8).contains(times))?;
    Some(Decimal::from(2u32.pow(times) - 1))
}
