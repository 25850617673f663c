//! Expressions as calendar days, given the day of speaking.

use super::super::numeral::Glyphs;
use super::lex::{Expression, Moment, Part, Point, Reader, Step, YearRef};
use crate::date::{Date, Grain, Open, Period};
use crate::rules::Decided;
use crate::rules::time::{MonthNamed, Time};
use crate::span::Span;

/// What is known about when a text speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Now {
    /// The day of publication, or the reference day of a case.
    pub(crate) day: Option<Date>,
    /// The year of speaking, where the text itself shows it.
    pub(crate) year: Option<i16>,
    /// The last year spoken of: what 当年 and 同年 mean, and what a bare month lies in.
    pub(crate) spoken: Option<i16>,
    /// The same, when it was written in digits: what 上年 looks back from.
    pub(crate) named: Option<i16>,
    /// The year that the heading above, or the title, tells of.
    pub(crate) told: Option<i16>,
    /// The time is a deadline that is not said to have been met: 6月底|前.
    pub(crate) ahead: bool,
    /// The month that a line of its own tells of.
    pub(crate) month: Option<i8>,
    /// The years that the plan of the title is for.
    pub(crate) plan: Option<Period>,
    /// The year that the sentence compares with: 与2010年相比.
    pub(crate) compared: Option<i16>,
    /// The time spoken of last: what 同期 is measured by.
    pub(crate) last: Option<Period>,
}

impl Now {
    /// The year of speaking.
    pub(crate) fn year(self) -> Option<i16> {
        self.day.map(Date::year).or(self.year)
    }
}

fn period(start: Date, end: Date, grain: Grain) -> Option<Period> {
    (start <= end).then_some(Period::span(start, end, grain))
}

/// First and last day of the months `from`–`to` of `year`.
fn months(year: i16, from: i8, to: i8) -> Option<Period> {
    let start = Date::new(year, from, 1).ok()?;
    let end = Date::new(year, to, 1).ok()?.last_of_month();
    period(start, end, Grain::Month)
}

/// The stretch that a point stands for.
pub(crate) fn point(point: Point, now: Now) -> Option<Period> {
    let year = match point.year {
        Some(YearRef::Absolute(year)) => year,
        Some(YearRef::Relative(offset)) => now.year()?.checked_add(offset)?,
        Some(YearRef::Beside(offset)) => {
            let spoken = if offset > 0 { now.spoken } else { now.named };
            spoken.or(now.told).or(now.year())?.checked_add(offset)?
        }
        Some(YearRef::Told) => now.told.or(now.year())?,
        Some(YearRef::Whole) => now.spoken.or(now.told)?,
        Some(YearRef::Same) | None => now.spoken.or(now.told).or(now.year())?,
    };
    match (point.month, point.day, point.part) {
        (Some(month), Some(day), _) => Some(Period::day(Date::new(year, month, day).ok()?)),
        (Some(month), None, part) => {
            let whole = Period::month(year, month)?;
            match part {
                Some(Part::End) => Some(Period { start: whole.end, ..whole }),
                Some(Part::Days(from, to)) => {
                    let to = to.min(whole.end.day());
                    let start = Date::new(year, month, from).ok()?;
                    Some(Period { start, end: Date::new(year, month, to).ok()?, ..whole })
                }
                _ => Some(whole),
            }
        }
        (None, Some(day), None) => {
            let month = now.month.or(now.day.map(Date::month))?;
            Some(Period::day(Date::new(year, month, day).ok()?))
        }
        (None, _, Some(Part::Months(from, to))) => months(year, from, to),
        (None, _, Some(Part::Likewise)) => likewise(year, now.last),
        (None, _, Some(Part::End)) => months(year, 12, 12),
        (None, _, Some(Part::Beginning)) => months(year, 1, 1),
        (None, _, _) => Period::year(year),
    }
}

/// The stretch of `year` that is as `last` was of its year: 去年|同期.
fn likewise(year: i16, last: Option<Period>) -> Option<Period> {
    let last = last.filter(|last| !last.as_of && last.open.is_none());
    let last = last.filter(|last| last.start.year() == last.end.year());
    let Some(last) = last else { return Period::year(year) };
    let start = Date::new(year, last.start.month(), last.start.day()).ok()?;
    let ends_month = last.end == last.end.last_of_month();
    let end = Date::new(year, last.end.month(), 1).ok()?.last_of_month();
    let end = if ends_month { end } else { end.with().day(last.end.day()).build().ok()? };
    period(start, end, last.grain)
}

fn shift(date: Date, days: i32) -> Option<Date> {
    date.checked_add(crate::date::days(days)).ok()
}

/// The month `offset` months from the month of `date`, by its first day.
fn month_from(date: Date, offset: i32) -> Option<Date> {
    let index = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + offset;
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    let month = i8::try_from(index.rem_euclid(12)).ok()? + 1;
    Date::new(year, month, 1).ok()
}

/// The stretch that a step from the day of speaking stands for.
pub(crate) fn step(step: Step, today: Date) -> Option<Period> {
    let monday = shift(today, 1 - i32::from(today.weekday().to_monday_one_offset()))?;
    match step {
        Step::Days(days) => Some(Period::day(shift(today, days)?)),
        Step::Weeks(weeks) => {
            let start = shift(monday, weeks * 7)?;
            period(start, shift(start, 6)?, Grain::Day)
        }
        Step::Weekday(weeks, day) => {
            Some(Period::day(shift(monday, weeks * 7 + i32::from(day) - 1)?))
        }
        Step::Months(offset) => {
            let start = month_from(today, offset)?;
            period(start, start.last_of_month(), Grain::Month)
        }
        Step::MonthDay(offset, day) => {
            let last = month_from(today, offset)?.last_of_month();
            let day = day.min(last.day());
            Some(Period::day(Date::new(last.year(), last.month(), day).ok()?))
        }
        Step::Quarters(offset) => {
            let first = month_from(today, -i32::from((today.month() - 1) % 3) + offset * 3)?;
            period(first, month_from(first, 2)?.last_of_month(), Grain::Month)
        }
        Step::LastMonths(count) => {
            let start = today.checked_sub(crate::date::months(count)).ok()?;
            period(start, today, Grain::Day)
        }
        Step::NextMonths(count) => {
            period(today, today.checked_add(crate::date::months(count)).ok()?, Grain::Day)
        }
        Step::LastDays(count) => period(shift(today, -count)?, today, Grain::Day),
        Step::NextDays(count) => period(today, shift(today, count)?, Grain::Day),
    }
}

/// The years of a five-year plan: the thirteenth is 2016–2020.
pub(crate) fn plan(number: i16) -> Option<Period> {
    let start = 1951 + number.checked_mul(5)?;
    Period::years(start, start + 4)
}

/// From the first of two points to the last; what the second leaves unsaid lies after the first.
pub(crate) fn range(first: Point, second: Point, now: Now) -> Option<Period> {
    let from = point(first, now)?;
    let spoken = Some(from.start.year());
    let to = point(second, Now { spoken, ..now })?;
    let grain = from.grain.max(to.grain);
    period(from.start, to.end, grain)
}

/// The time expressions of `text` as ISO dates or `start/end` (both included; an open end is
/// empty), given the day `today` that relative words count from.
pub(crate) fn dates(text: &str, today: Option<Date>, rules: &Time) -> Vec<(Span, String)> {
    let glyphs = Glyphs::new(text);
    let reader = Reader::new(&glyphs, rules);
    let mut found = Vec::new();
    let mut now = Now { day: today, ..Now::default() };
    let mut at = 0;
    while at < glyphs.len() {
        let Some(read) = reader.expression(at).or_else(|| feast(&reader, at)) else {
            at += 1;
            continue;
        };
        if let Some(value) = iso(&read, now, today) {
            found.push((glyphs.span(read.start, read.end), value));
        }
        if let Moment::At(Point { year: Some(YearRef::Absolute(_)), .. }) = *read.moment {
            now.spoken = whole(*read.moment, now).map(|p| p.start.year());
        }
        at = read.end.max(at + 1);
    }
    found
}

/// A feast named at `at`. Only asked of single sentences: in an article a feast is an occasion.
fn feast(reader: &Reader<'_>, at: usize) -> Option<Expression> {
    let ([month, day], end) = reader.glyphs.value(at, &reader.rules.feasts)?;
    let (month, day) = (i8::try_from(month).ok(), i8::try_from(day).ok());
    let value = Moment::At(Point { month, day, ..Point::default() });
    let moment = Decided { value, rule: MonthNamed::RULE, by: reader.glyphs.span(at, end) };
    Some(Expression { start: at, end, moment })
}

/// The period of a moment that lies between two known days.
fn whole(moment: Moment, now: Now) -> Option<Period> {
    match moment {
        Moment::At(at) => point(at, now),
        Moment::Range(first, second) => range(first, second, now),
        Moment::Plan(number) => plan(number),
        Moment::Step(by) => step(by, now.day?),
        _ => None,
    }
}

fn iso(read: &Expression, now: Now, today: Option<Date>) -> Option<String> {
    let span = |p: Period| {
        if p.start == p.end { p.start.to_string() } else { format!("{}/{}", p.start, p.end) }
    };
    match *read.moment {
        Moment::Open(Open::Since | Open::After, from) => {
            Some(format!("{}/", point(from, now)?.start))
        }
        Moment::Open(Open::Before, to) => Some(format!("/{}", point(to, now)?.start)),
        Moment::AsOf(at) => Some(point(at, now)?.end.to_string()),
        Moment::LastYears(count) => {
            let today = today?;
            let start = today.checked_sub(crate::date::months(i32::from(count) * 12)).ok()?;
            Some(format!("{start}/{today}"))
        }
        Moment::NextYears(count) => {
            let today = today?;
            let end = today.checked_add(crate::date::months(i32::from(count) * 12)).ok()?;
            Some(format!("{today}/{end}"))
        }
        Moment::Now => Some(today?.to_string()),
        Moment::Vague => None,
        other => whole(other, now).map(span),
    }
}
