//! Figures, dates and periods as readers see them.

use crate::date::{Date, Period};
use crate::decimal::{self, Decimal};
use crate::diag::Language;
use crate::model::period_words;

/// A printed number taken apart: what stands before the digits, the digits, what follows.
///
/// # Example
/// A thousands comma is added from five digits on, as in GB/T 15835; nothing else is changed.
/// ```text
/// 近13267人 → 近 | 13,267 | 人
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Split {
    /// 近, 约, 超过; often empty.
    pub before: String,
    /// The digits, from the first to the last.
    pub number: String,
    /// 万户, %, 多人.
    pub after: String,
}

const HAN_DIGITS: &str = "〇零一二两三四五六七八九十百千";

/// Takes a printed number apart.
#[must_use]
pub(super) fn split(surface: &str) -> Split {
    let digit = |c: char| c.is_numeric();
    let han = |c: char| HAN_DIGITS.contains(c);
    let bounds = |is: &dyn Fn(char) -> bool| {
        let start = surface.find(is)?;
        let end = surface.char_indices().filter(|(_, c)| is(*c)).last()?;
        Some((start, end.0 + end.1.len_utf8()))
    };
    let Some((start, end)) = bounds(&digit).or_else(|| bounds(&han)) else {
        return Split { number: surface.to_owned(), ..Split::default() };
    };
    let part = |range: std::ops::Range<usize>| surface.get(range).unwrap_or_default();
    Split {
        before: part(0..start).to_owned(),
        number: grouped(part(start..end)),
        after: part(end..surface.len()).to_owned(),
    }
}

/// The value that the digits of a printed number tell by themselves, with the magnitude right after
/// them: `1.3万` is 13000. `assets/site.js` reads it the same way, to sort.
#[must_use]
pub(super) fn value(surface: &str) -> Option<Decimal> {
    let from = surface.get(surface.find(|c: char| c.is_ascii_digit())?..)?;
    let end = from.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
    let (digits, rest) = from.split_at_checked(end.unwrap_or(from.len()))?;
    let zeros = rest.chars().map_while(|c| match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    });
    let scale = Decimal::from(10_i64.checked_pow(zeros.sum::<u32>())?);
    decimal::parse(&digits.replace(',', ""))?.checked_mul(scale)
}

/// Adds thousands commas to a run of five or more digits at the start of `number`.
fn grouped(number: &str) -> String {
    let run = number.chars().take_while(char::is_ascii_digit).count();
    let follows = number.chars().nth(run);
    if run < 5 || follows == Some(',') || number.starts_with('0') {
        return number.to_owned();
    }
    let mut out = String::new();
    for (index, c) in number.chars().enumerate() {
        if index > 0 && index < run && (run - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A day: `2020年1月17日`.
#[must_use]
pub(super) fn date(date: Date, language: Language) -> String {
    period_words(&Period::day(date), language)
}

/// The first `most` characters of `text`, with `…` when something was cut.
#[must_use]
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.push('…');
    out
}

/// JSON that may stand inside a `<script>` element: no `<`, `>` or `&` as such.
#[must_use]
pub(super) fn script_json(value: &serde_json::Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(surface: &str) -> (String, String, String) {
        let s = split(surface);
        (s.before, s.number, s.after)
    }

    #[test]
    fn a_printed_number_is_taken_apart() {
        for (surface, before, number, after) in [
            ("19.1万户", "", "19.1", "万户"),
            ("近13267人", "近", "13,267", "人"),
            ("13,267人", "", "13,267", "人"),
            ("6000多人", "", "6000", "多人"),
            ("70%—80%", "", "70%—80", "%"),
            ("三成以上", "", "三", "成以上"),
            ("近百户", "近", "百", "户"),
            ("全部", "", "全部", ""),
        ] {
            assert_eq!(parts(surface), (before.into(), number.into(), after.into()));
        }
    }

    #[test]
    fn digits_tell_a_value_as_the_script_that_sorts_reads_it() {
        for (surface, told) in [
            ("19.1万户", Some("191000")),
            ("13,267人", Some("13267")),
            ("近3亿元", Some("300000000")),
            ("16.03%", Some("16.03")),
            ("4千万元", Some("40000000")),
            // Of a range the first number, which is not its upper end: an attribute says that.
            ("70%—80%", Some("70")),
            ("三成以上", None),
            ("3.", Some("3")),
        ] {
            assert_eq!(value(surface), told.and_then(decimal::parse), "{surface}");
        }
    }
}
