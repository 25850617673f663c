//! Exact decimals: how a figure's value is read, scaled and printed. No binary floats.

pub use rust_decimal::Decimal;

/// Reads plain digits with an optional sign and decimal point; thousands commas are dropped.
///
/// # Example
/// ```
/// use fangzhi::decimal::{parse, plain};
/// assert_eq!(plain(parse("12,500").unwrap()), "12500");
/// assert!(parse("十二").is_none());
/// ```
#[must_use]
pub fn parse(digits: &str) -> Option<Decimal> {
    let digits: String = digits.chars().filter(|c| *c != ',').collect();
    digits.parse().ok()
}

/// `value` times ten to the power `exponent`, exactly; `None` when it does not fit.
///
/// # Example
/// ```
/// use fangzhi::decimal::{parse, plain, scale_by};
/// assert_eq!(plain(scale_by(parse("8.95").unwrap(), 8).unwrap()), "895000000");
/// ```
#[must_use]
pub fn scale_by(value: Decimal, exponent: u32) -> Option<Decimal> {
    (0..exponent).try_fold(value, |value, _| value.checked_mul(Decimal::TEN))
}

/// The value without trailing zeros or exponent: the form of CSV and JSON.
#[must_use]
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The value as printed for readers: a thousands comma from five integer digits on (GB/T 15835).
///
/// # Example
/// ```
/// use fangzhi::decimal::{grouped, parse};
/// assert_eq!(grouped(parse("13267").unwrap()), "13,267");
/// assert_eq!(grouped(parse("6381").unwrap()), "6381");
/// assert_eq!(grouped(parse("-12345.60").unwrap()), "-12,345.6");
/// ```
#[must_use]
pub fn grouped(value: Decimal) -> String {
    let text = plain(value);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if whole.len() > 4 && index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
