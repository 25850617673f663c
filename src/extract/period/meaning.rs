//! What an expression of an article stands for, given when the article was written.

use super::super::Basis;
use super::lex::{Moment, Part, Point, YearRef};
use super::resolve::{self, Now};
use crate::date::{Date, Grain, Open, Period};

/// So many years after a census its results may be told.
const TOLD_LATE: i16 = 2;

/// What an expression stands for, and whether it is stated or resolved.
pub(super) fn meaning(moment: Moment, now: Now) -> (Option<Period>, Basis) {
    let relative = |point: Point| !matches!(point.year, Some(YearRef::Absolute(_)));
    let basis = |resolved: bool| if resolved { Basis::Resolved } else { Basis::Stated };
    match moment {
        Moment::At(point) => (past(point, now), basis(relative(point))),
        Moment::AsOf(point) => (past(point, now).map(Period::as_of), basis(relative(point))),
        Moment::Range(first, second) => {
            (resolve::range(first, second, now), basis(relative(first)))
        }
        Moment::Open(open, point) => (one_side(open, point, now), basis(relative(point))),
        Moment::Plan(number) => (resolve::plan(number), Basis::Stated),
        Moment::Term(part) => (now.plan.and_then(|plan| term(plan, part)), Basis::Resolved),
        Moment::LastYears(count) => (last_years(count, now), Basis::Resolved),
        Moment::NextYears(0) => (now.day.and_then(coming), Basis::Resolved),
        Moment::NextYears(count) => {
            // Early in a year, the first of the years to come is that one.
            let early = now.day.is_some_and(|day| day.month() <= 3);
            let last = count - i16::from(early);
            let period = now.year().and_then(|year| Period::years(year, year + last));
            (period, Basis::Resolved)
        }
        Moment::Now => (now.day.and_then(at_month), Basis::Resolved),
        Moment::Step(step) => (now.day.and_then(|day| resolve::step(step, day)), Basis::Resolved),
        Moment::Vague => (None, Basis::Resolved),
    }
}

/// The years of a plan, or the last of them.
fn term(plan: Period, part: Part) -> Option<Period> {
    if part == Part::End { Period::year(plan.end.year()) } else { Some(plan) }
}

/// 新的一年: the one that has begun, or is about to.
fn coming(day: Date) -> Option<Period> {
    match day.month() {
        ..=3 => Period::year(day.year()),
        10.. => Period::year(day.year() + 1),
        _ => None,
    }
}

/// The state in the month of `day`.
fn at_month(day: Date) -> Option<Period> {
    Period::month(day.year(), day.month()).map(Period::as_of)
}

/// A point as a period; a month or day without a year that would lie after the day of speaking is
/// the one of the year before, unless it is a deadline.
fn past(point: Point, now: Now) -> Option<Period> {
    let period = resolve::point(point, now)?;
    let state = matches!(point.part, Some(Part::End | Part::Beginning)) && point.day.is_none();
    let period = Period { as_of: state, ..period };
    // 下半年 said in June is the coming one; 11月 said in June is the last.
    let half = matches!(point.part, Some(Part::Months(..)));
    let unsaid = point.year.is_none() && now.told.is_none() && !half && !now.ahead;
    let future = unsaid && now.day.is_some_and(|day| period.start > day);
    if !future {
        return Some(period);
    }
    let year = Some(YearRef::Absolute(period.start.year() - 1));
    resolve::point(Point { year, ..point }, now)
}

/// What lies on one side of a point; after it, until the text was written, as far as that is known.
fn one_side(open: Open, point: Point, now: Now) -> Option<Period> {
    let from = resolve::point(point, now)?;
    if open == Open::Before {
        return Some(from.before());
    }
    // 今年以来 is told by months, 2016年以来 by years.
    let this_year = point.year == Some(YearRef::Relative(0)) && from.grain == Grain::Year;
    let from = Period { grain: if this_year { Grain::Month } else { from.grain }, ..from };
    let shown = || Date::new(now.year?, 12, 31).ok();
    let end = now.day.or_else(shown);
    match end {
        Some(end) if open == Open::After && end < from.start => from.since(open, None),
        end => from.since(open, end),
    }
}

/// 近四年来: the years up to now. Early in a year that year hardly counts.
fn last_years(count: i16, now: Now) -> Option<Period> {
    if let Some(period) = years_since_compared(count, now) {
        return Some(period);
    }
    if let Some(year) = now.year().filter(|year| count > 1 && now.spoken == Some(year - count)) {
        // 2016年9月结对。四年来: from the year just named.
        return Period::years(year - count, year);
    }
    if let Some(day) = now.day.filter(|day| day.month() <= 3) {
        return Period::years(day.year() - count, day.year() - 1);
    }
    if let Some(day) = now.day {
        let first = day.year() - count + i16::from(day.month() > 6);
        let start = Date::new(first, 1, 1).ok()?;
        return Some(Period::span(start, day, Grain::Month));
    }
    now.year.and_then(|year| Period::years(year - count, year - 1))
}

/// 与2010年相比增加2万人，十年间|年均增长0.8%: the years from the one that is compared with.
pub(super) fn years_since_compared(count: i16, now: Now) -> Option<Period> {
    let from = now.compared.filter(|_| count > 1)?;
    let over = |year: i16| (from + count..=from + count + TOLD_LATE).contains(&year);
    now.year().is_none_or(over).then(|| Period::years(from, from + count))?
}
