//! Periods in words, for generated sentences, chart labels and pages alike.

use crate::date::{Date, Grain, Open, Period};
use crate::diag::Language;

/// Months of the English form.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// English words for the commonest units that mean one thing.
const UNITS: [(&str, &str); 19] = [
    ("人", "people"),
    ("户", "households"),
    ("元", "yuan"),
    ("亩", "mu"),
    ("个", "items"),
    ("项", "items"),
    ("人次", "times a person"),
    ("百分点", "percentage points"),
    ("公里", "km"),
    ("米", "m"),
    ("平方米", "m²"),
    ("平方公里", "km²"),
    ("立方米", "m³"),
    ("公顷", "ha"),
    ("吨", "tonnes"),
    ("公斤", "kg"),
    ("千瓦", "kW"),
    ("头", "head"),
    ("年", "years"),
];

/// A unit as readers say it, with the original in brackets where it is translated: `people (人)`.
///
/// # Example
/// ```
/// use fangzhi::{diag::Language, model::unit_words};
/// assert_eq!(unit_words("人", Language::Chinese), "人");
/// assert_eq!(unit_words("人", Language::English), "people (人)");
/// assert_eq!(unit_words("%", Language::English), "%");
/// ```
#[must_use]
pub fn unit_words(unit: &str, language: Language) -> String {
    let english = UNITS.iter().find(|(name, _)| *name == unit && language == Language::English);
    english.map_or_else(|| unit.to_owned(), |(name, words)| format!("{words} ({name})"))
}

/// The period as readers say it: `2019年`, `2019年6月`, `截至2019年底`, `2016—2020年`.
///
/// # Example
/// ```
/// use fangzhi::{date::{Open, Period}, diag::Language, model::period_words};
/// let year = Period::year(2019).unwrap();
/// assert_eq!(period_words(&year, Language::Chinese), "2019年");
/// assert_eq!(period_words(&year.as_of(), Language::Chinese), "截至2019年底");
/// let month = Period::month(2020, 1).unwrap().as_of();
/// assert_eq!(period_words(&month, Language::Chinese), "截至2020年1月");
/// assert_eq!(period_words(&Period::years(2016, 2020).unwrap(), Language::Chinese), "2016—2020年");
/// let months = Period { end: Period::month(2018, 4).unwrap().end, ..Period::month(2018, 1).unwrap() };
/// assert_eq!(period_words(&months, Language::Chinese), "2018年1—4月");
/// assert_eq!(period_words(&year.as_of(), Language::English), "end of 2019");
/// let since = year.since(Open::Since, None).unwrap();
/// assert_eq!(period_words(&since, Language::Chinese), "2019年以来");
/// assert_eq!(period_words(&year.before(), Language::English), "before 2019");
/// ```
#[must_use]
pub fn period_words(period: &Period, language: Language) -> String {
    let chinese = language == Language::Chinese;
    if let Some(open) = period.open {
        return one_end(period, open, language);
    }
    if period.as_of {
        // Only a year has an end that is said (2019年底); a month is named as it is.
        return match (period.grain, language) {
            (Grain::Day, _) => as_of(&point(period.end, Grain::Day, language), chinese),
            (Grain::Month, _) if period.end.month() < 12 => {
                as_of(&point(period.end, Grain::Month, language), chinese)
            }
            (_, Language::Chinese) => format!("截至{}年底", period.end.year()),
            (_, Language::English) => format!("end of {}", period.end.year()),
        };
    }
    let start = point(period.start, period.grain, language);
    let end = point(period.end, period.grain, language);
    if start == end {
        start
    } else if period.grain == Grain::Year && chinese {
        format!("{}—{}年", period.start.year(), period.end.year())
    } else if period.grain == Grain::Month && chinese && period.start.year() == period.end.year() {
        let (from, to) = (period.start.month(), period.end.month());
        format!("{}年{from}—{to}月", period.start.year())
    } else {
        format!("{start}{}{end}", if chinese { "至" } else { "–" })
    }
}

/// The end that the text gives, and on which side the period lies of it. What began with the year
/// that it ends in (今年以来) names no month.
fn one_end(period: &Period, open: Open, language: Language) -> String {
    let first = (period.start.month(), period.start.day()) == (1, 1);
    let whole = first && period.start.year() == period.end.year() && open != Open::Before;
    let grain = if whole { Grain::Year } else { period.grain };
    let end = point(period.start, grain, language);
    match (open, language) {
        (Open::Since, Language::Chinese) => format!("{end}以来"),
        (Open::After, Language::Chinese) => format!("{end}以后"),
        (Open::Before, Language::Chinese) => format!("{end}以前"),
        (Open::Since, Language::English) => format!("since {end}"),
        (Open::After, Language::English) => format!("after {end}"),
        (Open::Before, Language::English) => format!("before {end}"),
    }
}

fn as_of(day: &str, chinese: bool) -> String {
    if chinese { format!("截至{day}") } else { format!("as of {day}") }
}

/// A day as finely as it is known: `2019年`, `2019年6月`, `2019年6月3日`.
fn point(date: Date, grain: Grain, language: Language) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let name = usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).unwrap_or(&"");
    match (grain, language) {
        (Grain::Year, Language::Chinese) => format!("{year}年"),
        (Grain::Month, Language::Chinese) => format!("{year}年{month}月"),
        (Grain::Day, Language::Chinese) => format!("{year}年{month}月{day}日"),
        (Grain::Year, Language::English) => year.to_string(),
        (Grain::Month, Language::English) => format!("{name} {year}"),
        (Grain::Day, Language::English) => format!("{day} {name} {year}"),
    }
}
