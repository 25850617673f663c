//! Calendar dates and periods.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar day.
pub use jiff::civil::Date;

/// How finely a period's ends are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// Whole years.
    Year,
    /// Whole months (quarters and half years are ranges of months).
    Month,
    /// Days.
    Day,
}

/// The stretch of time a figure speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day, inclusive.
    pub end: Date,
    /// How finely the ends are known.
    pub grain: Grain,
    /// A state at `end` (截至, 年底, 目前) rather than a flow over the stretch.
    pub as_of: bool,
    /// The text gives one end only.
    #[serde(default)]
    pub open: Option<Open>,
}

/// Which end of a period the text leaves open. The grain is that of the end it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// 2016年以来: from then until the text was written.
    Since,
    /// 2016年以后: the same, or what is still to come.
    After,
    /// 2016年以前; the period is the day on which it ends.
    Before,
}

impl Period {
    /// The whole year `year`; `None` outside 1–9999.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Self::years(year, year)
    }

    /// From the start of year `from` to the end of year `to`.
    #[must_use]
    pub fn years(from: i16, to: i16) -> Option<Self> {
        let start = Date::new(from, 1, 1).ok()?;
        let end = Date::new(to, 12, 31).ok()?;
        (start <= end).then_some(Self::span(start, end, Grain::Year))
    }

    /// The whole month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Self::span(start, start.last_of_month(), Grain::Month))
    }

    /// One day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self::span(date, date, Grain::Day)
    }

    /// From `start` to `end`, both included and known as finely as `grain`.
    #[must_use]
    pub const fn span(start: Date, end: Date, grain: Grain) -> Self {
        Self { start, end, grain, as_of: false, open: None }
    }

    /// The same stretch read as the state at its end.
    #[must_use]
    pub const fn as_of(self) -> Self {
        Self { as_of: true, ..self }
    }

    /// From the start of this period on, until `end` where the text tells when it was written.
    #[must_use]
    pub fn since(self, open: Open, end: Option<Date>) -> Option<Self> {
        let end = end.unwrap_or(self.end);
        (self.start <= end).then_some(Self { end, as_of: false, open: Some(open), ..self })
    }

    /// The time before this period.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { end: self.start, as_of: false, open: Some(Open::Before), ..self }
    }

    /// Its first and last day, as far as they are known; of a state the day it is told of, twice.
    ///
    /// # Example
    /// ```
    /// use fangzhi::date::Period;
    /// let days = |text: &str| {
    ///     let (start, end) = Period::parse(text).unwrap().bounds();
    ///     [start, end].map(|day| day.map_or_else(String::new, |day| day.to_string())).join(" ")
    /// };
    /// assert_eq!(days("2016/2020"), "2016-01-01 2020-12-31");
    /// assert_eq!(days("@2019-12"), "2019-12-31 2019-12-31");
    /// assert_eq!((days("2016/"), days("/2016")), ("2016-01-01 ".into(), " 2015-12-31".into()));
    /// ```
    #[must_use]
    pub fn bounds(&self) -> (Option<Date>, Option<Date>) {
        match self.open {
            Some(Open::Before) => (None, self.start.yesterday().ok()),
            Some(_) if self.endless() => (Some(self.start), None),
            None if self.as_of => (Some(self.end), Some(self.end)),
            _ => (Some(self.start), Some(self.end)),
        }
    }

    /// What kind of time it is: `open`, `as_of`, `year`, `month`, `day` or `range`.
    ///
    /// # Example
    /// ```
    /// use fangzhi::date::Period;
    /// let kinds = ["2014", "2019-06", "2016-05-04", "2016/2020", "@2019-12", "2016/"];
    /// let kinds = kinds.map(|text| Period::parse(text).unwrap().kind());
    /// assert_eq!(kinds, ["year", "month", "day", "range", "as_of", "open"]);
    /// ```
    #[must_use]
    pub fn kind(&self) -> &'static str {
        let one = self.last_of_first() == Some(self.end);
        match self.grain {
            _ if self.open.is_some() => "open",
            _ if self.as_of => "as_of",
            _ if !one => "range",
            Grain::Year => "year",
            Grain::Month => "month",
            Grain::Day => "day",
        }
    }

    /// Whether the end of an open period is not known: it still lies in the unit that it began in.
    fn endless(&self) -> bool {
        self.last_of_first() == Some(self.end)
    }

    /// The last day of the year, month or day that it begins in.
    fn last_of_first(&self) -> Option<Date> {
        match self.grain {
            Grain::Year => Date::new(self.start.year(), 12, 31).ok(),
            Grain::Month => Some(self.start.last_of_month()),
            Grain::Day => Some(self.start),
        }
    }
}

fn point(date: Date, grain: Grain) -> String {
    match grain {
        Grain::Year => format!("{:04}", date.year()),
        Grain::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Grain::Day => format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
    }
}

/// `2014`, `2019-06`, `2016-05-04`, `2016/2020`, `@2019-12` (as of), `2016/2020-01` and `2016/`
/// (since, with and without an end), `/2016` (before): the form of the data files.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (point(self.start, self.grain), point(self.end, self.grain));
        match self.open {
            Some(Open::Before) => return write!(f, "/{start}"),
            Some(_) if self.endless() => return write!(f, "{start}/"),
            Some(_) => {
                let whole = (self.end.month(), self.end.day()) == (12, 31);
                let grain = if whole { self.grain } else { Grain::Month };
                let end = point(self.end, grain);
                return if start == end { f.write_str(&end) } else { write!(f, "{start}/{end}") };
            }
            None => {}
        }
        match (self.as_of, start == end) {
            (true, _) => write!(f, "@{end}"),
            (false, true) => f.write_str(&end),
            (false, false) => write!(f, "{start}/{end}"),
        }
    }
}

impl Period {
    /// A period in the form of the data files.
    ///
    /// # Example
    /// ```
    /// use fangzhi::date::Period;
    /// for text in ["2014", "2019-06", "2016-05-04", "2016/2020", "2019-01/2019-06", "@2019-12"] {
    ///     assert_eq!(Period::parse(text).unwrap().to_string(), text);
    /// }
    /// assert_eq!(Period::parse("去年"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(state) = text.strip_prefix('@') {
            return Self::unit(state).map(Self::as_of);
        }
        match text.split_once('/') {
            None => Self::unit(text),
            Some(("", end)) => Self::unit(end).map(Self::before),
            Some((start, "")) => Self::unit(start)?.since(Open::Since, None),
            Some((start, end)) => {
                let (start, end) = (Self::unit(start)?, Self::unit(end)?);
                let ordered = start.start <= end.end && start.grain == end.grain;
                ordered.then(|| Self::span(start.start, end.end, start.grain))
            }
        }
    }

    /// A year, a month or a day.
    fn unit(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?.parse().ok()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month.parse().ok()?),
            (Some(month), Some(day)) => {
                Date::new(year, month.parse().ok()?, day.parse().ok()?).ok().map(Self::day)
            }
        }
    }
}

/// A number of days, to add to a date.
#[must_use]
pub fn days(count: i32) -> jiff::Span {
    jiff::Span::new().try_days(count).unwrap_or_default()
}

/// A number of months, to add to a date.
#[must_use]
pub fn months(count: i32) -> jiff::Span {
    jiff::Span::new().try_months(count).unwrap_or_default()
}

/// The first day that `text` writes in figures with its year, however it is punctuated; `None` when
/// no such day exists.
///
/// # Example
/// ```
/// use fangzhi::date::{Date, written_day};
/// let day = Date::new(2019, 6, 3).ok();
/// assert_eq!(written_day("2019-06-03 08:12"), day);
/// assert_eq!(written_day("点击：386　2019年6月3日"), day);
/// assert_eq!(written_day("2019-13-45"), None);
/// assert_eq!(written_day("06-03"), None);
/// ```
#[must_use]
pub fn written_day(text: &str) -> Option<Date> {
    let digit = |c: char| c.is_ascii_digit();
    let mut rest = text;
    while let Some(at) = rest.find(digit) {
        rest = rest.get(at..)?;
        let (year, after) = rest.split_at(rest.find(|c| !digit(c)).unwrap_or(rest.len()));
        if year.len() == 4
            && let Some((month, after)) = next_part(after)
            && let Some((day, _)) = next_part(after)
            && let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
            && let Ok(date) = Date::new(year, month, day)
        {
            return Some(date);
        }
        rest = after;
    }
    None
}

/// The figures behind one mark, and what follows them.
fn next_part(text: &str) -> Option<(&str, &str)> {
    let (mark, rest) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let mut mark = mark.trim().chars();
    let first = mark.next()?;
    let parts = !first.is_alphanumeric() || matches!(first, '年' | '月');
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    (parts && mark.next().is_none()).then(|| rest.split_at(end))
}

/// How far the clocks of Beijing are ahead, in seconds.
const BEIJING: i64 = 8 * 3600;

/// The day in Beijing, `seconds` after the beginning of 1970.
///
/// # Example
/// ```
/// use fangzhi::date::{Date, beijing_day};
/// assert_eq!(beijing_day(1_577_807_999), Date::new(2019, 12, 31).ok());
/// assert_eq!(beijing_day(1_577_808_000), Date::new(2020, 1, 1).ok());
/// ```
#[must_use]
pub fn beijing_day(seconds: i64) -> Option<Date> {
    let day = seconds.checked_add(BEIJING)?.div_euclid(24 * 3600);
    let first = Date::new(1970, 1, 1).ok()?;
    first.checked_add(days(i32::try_from(day).ok()?)).ok()
}

/// The months as mails and feeds write them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day in Beijing of a time as mails and feeds write it.
///
/// # Example
/// ```
/// use fangzhi::date::{Date, mail_day};
/// assert_eq!(mail_day("Tue, 31 Dec 2019 15:59:59 GMT"), Date::new(2019, 12, 31).ok());
/// assert_eq!(mail_day("Tue, 31 Dec 2019 16:00:00 GMT"), Date::new(2020, 1, 1).ok());
/// assert_eq!(mail_day("31 Dec 2019 20:00 +0800"), Date::new(2019, 12, 31).ok());
/// assert_eq!(mail_day("31 December"), None);
/// ```
#[must_use]
pub fn mail_day(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let month = |word: &&&str| word.get(..3).is_some_and(|name| MONTHS.contains(&name));
    let at = words.iter().position(|word| month(&word))?;
    let name = words.get(at)?.get(..3)?;
    let (month, _) = (1..).zip(MONTHS).find(|(_, known)| *known == name)?;
    let day = words.get(at.checked_sub(1)?)?.parse().ok()?;
    let date = Date::new(words.get(at + 1)?.parse().ok()?, month, day).ok()?;
    let hour: i32 =
        words.get(at + 2).and_then(|time| time.split(':').next()?.parse().ok()).unwrap_or(0);
    let zone = words.get(at + 3).copied().unwrap_or_default();
    // Where the zone is not told, the day is taken as it stands.
    let universal = matches!(zone, "GMT" | "UTC" | "UT" | "Z" | "+0000" | "-0000");
    if universal && hour >= 16 { date.tomorrow().ok() } else { Some(date) }
}
