//! What smaller units and halves add: 3元5角, 1米75, 两年半, and what 番 multiplies.

use super::super::numeral::{Glyphs, Number, digit, is_digit, is_scale, number};
use super::read::Reader;
use super::unit::{self, Unit};
use crate::decimal::Decimal;
use crate::lexicon::Dimension;

impl Reader<'_> {
    /// What is added by smaller units and halves: 3元5角, 5块3, 1米75, 两年半.
    pub(super) fn compound(
        &self,
        value: Decimal,
        first: &Number,
        unit: &Unit<'_>,
        at: usize,
    ) -> (Decimal, usize) {
        let glyphs = self.glyphs;
        let half = Decimal::new(5, 1);
        if glyphs.has(at.saturating_sub(1), "半") || unit.head.is_some() {
            return (value, at);
        }
        let inner = (first.end..at).any(|i| glyphs.has(i, "个半"));
        if inner {
            return (value + half, at);
        }
        let measured = unit.dimension != Dimension::Count && unit.dimension != Dimension::Share;
        if measured
            && glyphs.at(at) == '半'
            && !"年月数径价山夜天岛边空自".contains(glyphs.at(at + 1))
        {
            return (value + half, at + 1);
        }
        match unit.name {
            "元" if !matches!(glyphs.before(first.end, 1), '万' | '亿') => {
                self.change(value, at).unwrap_or((value, at))
            }
            "米" => self.decimetres(value, at).unwrap_or((value, at)),
            _ => (value, at),
        }
    }

    /// 角 and 分 after 元, also unsaid: 3元5角2分, 三块五.
    fn change(&self, value: Decimal, at: usize) -> Option<(Decimal, usize)> {
        let glyphs = self.glyphs;
        if glyphs.at(at) == '零' {
            let (cents, end) = self.cents(at + 1)?;
            return Some((value + cents, end));
        }
        let tenth =
            number(glyphs, at).filter(|n| n.low < Decimal::TEN && n.scale == 0 && !n.decimals)?;
        let sum = value + tenth.low * Decimal::new(1, 1);
        let colloquial = matches!(glyphs.before(at, 1), '块');
        if !matches!(glyphs.at(tenth.end), '角' | '毛') {
            let ends = unit::word(glyphs, tenth.end, self.lexicon).is_none()
                && !starts_more(glyphs, tenth.end);
            return (colloquial && ends).then_some((sum, tenth.end));
        }
        let at = tenth.end + 1 + usize::from(glyphs.at(tenth.end + 1) == '钱');
        Some(match self.cents(at) {
            Some((cents, end)) => (sum + cents, end),
            None => (sum, at),
        })
    }

    /// 五分 at `at`, in 元.
    fn cents(&self, at: usize) -> Option<(Decimal, usize)> {
        let read = number(self.glyphs, at)?;
        let small = read.low < Decimal::TEN && read.scale == 0 && !read.decimals;
        let end = (small && self.glyphs.at(read.end) == '分').then_some(read.end + 1)?;
        Some((read.low * Decimal::new(1, 2), end))
    }

    /// 1米75, 一米八: the digits after 米 are decimals when nothing else claims them.
    fn decimetres(&self, value: Decimal, at: usize) -> Option<(Decimal, usize)> {
        let glyphs = self.glyphs;
        if glyphs.before(at, 1) != '米' {
            return None;
        }
        let mut end = at;
        let mut value = value;
        for places in 1..=2 {
            let c = glyphs.at(end);
            let Some(digit) = digit(c).or_else(|| c.to_digit(10)) else { break };
            value += Decimal::new(i64::from(digit), places);
            end += 1;
        }
        let free = unit::word(glyphs, end, self.lexicon).is_none() && !starts_more(glyphs, end);
        (free && end > at).then_some((value, end))
    }
}

/// Whether more of a number follows.
fn starts_more(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let c = glyphs.at(at);
    c.is_ascii_digit() || is_digit(c) || is_scale(c) || matches!(c, '%' | '.' | '年' | '月' | '日')
}

/// 翻一番 doubles: an increase of one time; 翻两番 quadruples: an increase of three times.
pub(super) fn doubled(times: Decimal) -> Option<Decimal> {
    let times = u32::try_from(times).ok().filter(|times| (1..=8).contains(times))?;
    Some(Decimal::from(2u32.pow(times) - 1))
}
