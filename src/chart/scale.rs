//! Values to places: axis ranges, ticks, and the words on them.

use super::ChartSpec;
use crate::decimal::Decimal;
use crate::diag::Language;
use plotters::coord::ranged1d::Ranged as _;
use plotters::coord::types::RangedCoordf64;

/// A value as a float, for drawing only.
pub(super) fn float(value: Decimal) -> f64 {
    f64::try_from(value).unwrap_or(0.0)
}

/// A stretch of values on a stretch of the drawing.
pub(super) struct Scale {
    range: RangedCoordf64,
    /// The places of the range's ends, in tenths of a unit.
    ends: (i32, i32),
}

impl Scale {
    /// Maps `low..high` to `ends`; an empty range is widened.
    pub(super) fn new(low: f64, high: f64, ends: (i32, i32)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { range: (low..high).into(), ends }
    }

    /// The place of `value`.
    pub(super) fn at(&self, value: f64) -> i32 {
        let (from, to) = self.ends;
        // plotters maps to increasing places only.
        if from <= to {
            self.range.map(&value, (from, to))
        } else {
            from + to - self.range.map(&value, (to, from))
        }
    }

    /// Round values within the range, at most `count` of them.
    pub(super) fn ticks(&self, count: usize) -> Vec<f64> {
        self.range.key_points(count)
    }
}

/// Logarithms to base ten, made of sums and products only: the same on every machine.
pub(super) struct Logarithm;

impl Logarithm {
    /// The logarithm of a value above zero.
    pub(super) fn of(value: f64) -> f64 {
        let exponent = Self::floor(value);
        let part = value / Self::power(exponent);
        // ln x = 2 artanh((x - 1) / (x + 1)), and x is at most ten.
        let ratio = (part - 1.0) / (part + 1.0);
        let (mut power, mut sum) = (ratio, 0.0);
        for odd in (1..=61).step_by(2) {
            sum += power / f64::from(odd);
            power *= ratio * ratio;
        }
        f64::from(exponent) + 2.0 * sum / std::f64::consts::LN_10
    }

    /// Ten to the power of `exponent`.
    pub(super) fn power(exponent: i32) -> f64 {
        let product = (0..exponent.unsigned_abs()).fold(1.0, |product, _| product * 10.0);
        if exponent < 0 { 1.0 / product } else { product }
    }

    /// The largest whole number that is not above the logarithm.
    pub(super) fn floor(value: f64) -> i32 {
        (-9..=24).rev().find(|exponent| Self::power(*exponent) <= value).unwrap_or(-9)
    }

    /// The least whole number that is not below the logarithm.
    pub(super) fn ceil(value: f64) -> i32 {
        (-9..=24).find(|exponent| Self::power(*exponent) >= value).unwrap_or(24)
    }
}

/// What tick values are divided by, and what is said after them.
pub(super) struct Magnitude {
    divisor: f64,
    suffix: &'static str,
}

impl Magnitude {
    /// The magnitude that suits values up to `largest`.
    pub(super) const fn of(largest: f64, language: Language) -> Self {
        match language {
            Language::Chinese if largest >= 1_000_000_000_000.0 => {
                Self { divisor: 1_000_000_000_000.0, suffix: "万亿" }
            }
            Language::Chinese if largest >= 100_000_000.0 => {
                Self { divisor: 100_000_000.0, suffix: "亿" }
            }
            Language::Chinese if largest >= 10_000.0 => Self { divisor: 10_000.0, suffix: "万" },
            Language::English if largest >= 1_000_000.0 => {
                Self { divisor: 1_000_000.0, suffix: "m" }
            }
            Language::English if largest >= 10_000.0 => Self { divisor: 1_000.0, suffix: "k" },
            _ => Self { divisor: 1.0, suffix: "" },
        }
    }

    /// A tick's words.
    pub(super) fn words(&self, value: f64, unit: &str) -> String {
        let scaled = format!("{:.2}", value / self.divisor);
        let scaled = scaled.trim_end_matches('0').trim_end_matches('.');
        if scaled == "0" || scaled == "-0" {
            return "0".to_owned();
        }
        let unit = if unit == "%" { "%" } else { "" };
        format!("{scaled}{}{unit}", self.suffix)
    }
}

/// `part` as a share of `whole`, to one decimal: `46.2%`; none for an empty whole.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(format!("{}%", crate::decimal::plain(percent.round_dp(1))))
}

/// Words of the drawing itself.
pub(super) fn word(spec: &ChartSpec, chinese: &'static str, english: &'static str) -> &'static str {
    match spec.language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
