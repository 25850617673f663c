//! The year that a text tells of without saying it each time: that of its title, its headings, its
//! day of publication.

use super::super::numeral::Glyphs;
use super::calendar::small;
use super::lex::{Expression, Moment, Point, Reader, YearRef};
use super::resolve::{self, Now};
use crate::clean::{Article, Line, LineKind};
use crate::date::{Date, Period};
use crate::rules::time::Time;
use crate::rules::{Decided, Decision};
use crate::span::Span;

/// How far into its line (in bytes) a time still heads it: (一)到, 第二,.
pub(super) const HEAD: usize = 24;

/// At least one in so many paragraphs of a chapter is an entry.
const ENTRIES: usize = 3;

/// Before its publication a chapter tells of a year that is at most so long ago.
const LATELY: i16 = 3;

/// What a title says of when its article tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Document {
    /// The year that it tells of.
    pub(super) told: Option<i16>,
    /// The year in which it was written.
    pub(super) shown: Option<i16>,
    /// The time of all that a bulletin or report leaves unsaid.
    pub(super) whole: Option<Decided<Period>>,
    /// The years that the plan it names is for.
    pub(super) plan: Option<Period>,
    /// It is a report that was given in the year of its title.
    pub(super) held: Option<Decision>,
}

/// What the title of an article, or the head of a bulletin, says of when it tells.
pub(super) fn document(article: &Article, reader: &Reader<'_>, read: &[Expression]) -> Document {
    let rules = reader.rules;
    let Some(title) = article.title.as_deref() else { return Document::default() };
    let plan = years_of_title(title, rules);
    if let Some(year) = year_of_book(title, article, reader, read) {
        let whole = year.map(Period::year).transpose();
        return Document { told: Some(*year), whole, ..Document::default() };
    }
    if let Some(year) = year_of_chapter(title, article, reader, read) {
        let whole = year.map(Period::year).transpose();
        return Document { told: Some(*year), whole, plan, ..Document::default() };
    }
    let named = point_of_title(title, rules);
    let year = named.and_then(|point| named_year(Moment::At(point)));
    let held = Some(()).filter(|()| year.is_some() && rules.held.titles.any(title));
    let held = held.and_then(|()| rules.held.decide((), Span::default()));
    if held.is_some() {
        // 2026年政府工作报告 is given in 2026 and tells of the year before, and of its own.
        return Document { shown: year, held, plan, ..Document::default() };
    }
    let head = || year_of_head(article, reader, read).filter(|_| rules.report.bulletins.any(title));
    let told = year.or_else(head);
    let report = told.filter(|_| rules.report.titles.any(title));
    // 2020年上半年运行情况 is of those months.
    let part = named.filter(|point| point.day.is_none());
    let part = part.and_then(|point| resolve::point(point, Now::default()));
    let whole = report.and_then(|year| part.or(Period::year(year)));
    let whole = whole.and_then(|period| rules.report.decide(period, Span::default()));
    Document { told, shown: year, whole, plan, held: None }
}

/// A yearbook of 2021 tells of 2020, unless its text begins with a year beside it.
fn year_of_book(
    title: &str,
    article: &Article,
    reader: &Reader<'_>,
    read: &[Expression],
) -> Option<Decided<i16>> {
    let rule = &reader.rules.yearbook;
    if !rule.titles.any(title) || rule.about.any(title) {
        return None;
    }
    let book = numbers_of_years(title).next()?;
    let head = year_of_head(article, reader, read).filter(|year| *year == book);
    rule.decide(head.unwrap_or(book - 1), Span::default())
}

/// The numbers in a title that may be years.
fn numbers_of_years(title: &str) -> impl Iterator<Item = i16> {
    let digits = title.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    digits.filter_map(|run| run.parse().ok()).filter(|y| (1900..2100).contains(y))
}

/// The year that a chapter of a yearbook tells of, by its title or its first line.
fn year_of_chapter(
    title: &str,
    article: &Article,
    reader: &Reader<'_>,
    read: &[Expression],
) -> Option<Decided<i16>> {
    let (rule, text) = (&reader.rules.chapter, article.text.text.as_str());
    let lines = || article.lines.iter().filter(|line| line.kind == LineKind::Body);
    let entry = |line: &&Line| {
        let head = line.span.of(text).strip_prefix(|c| rule.opens.has(c));
        let rest = head.and_then(|head| head.split_once(|c| rule.closes.has(c)));
        rest.is_some_and(|(_, rest)| !rest.trim().is_empty())
    };
    let entries = || lines().filter(entry).count().max(1);
    let chapter = rule.titles.any(title) || {
        let entries = entries();
        entries > 1 && entries * ENTRIES >= lines().count()
    };
    if !chapter {
        return None;
    }
    let mut named = numbers_of_years(title);
    if let Some(year) = named.next() {
        return rule.decide(year, Span::default()).filter(|_| named.next().is_none());
    }
    let first = lines().next()?.span;
    let head = first.of(text).split_once(|c| rule.closes.has(c)).map_or(0, |(head, _)| head.len());
    let found = read.iter().find_map(|found| {
        let at = reader.glyphs.span(found.start, found.end);
        let heads = at.start.saturating_sub(first.start + head) <= HEAD;
        (first.contains(at) && heads).then(|| Some((named_year(*found.moment)?, at)))?
    });
    let (year, at) = found?;
    let day = article.published.map(Date::year);
    let lately = day.is_none_or(|day| (day - LATELY..=day).contains(&year));
    lately.then(|| rule.decide(year, at))?
}

/// The first year that heads a line of the text.
fn year_of_head(article: &Article, reader: &Reader<'_>, read: &[Expression]) -> Option<i16> {
    let mut heads = read.iter().filter_map(|found| {
        let at = reader.glyphs.span(found.start, found.end).start;
        let line = article.lines.partition_point(|line| line.span.end <= at);
        let line = article.lines.get(line).filter(|line| line.kind != LineKind::Title)?;
        let head = at.saturating_sub(line.span.start) <= HEAD;
        named_year(*found.moment).filter(|_| head)
    });
    heads.next()
}

/// What a title names of the one year that it names.
fn point_of_title(title: &str, rules: &Time) -> Option<Point> {
    let glyphs = Glyphs::new(title);
    let read = Reader::new(&glyphs, rules).expressions().found;
    let points: Vec<Point> = read
        .into_iter()
        .filter_map(|e| match *e.moment {
            Moment::At(point) if named_year(*e.moment).is_some() => Some(point),
            _ => None,
        })
        .collect();
    let first = points.first()?;
    points.iter().all(|point| point.year == first.year).then_some(*first)
}

/// The years that a title names as a stretch, or by a five-year plan.
fn years_of_title(title: &str, rules: &Time) -> Option<Period> {
    let glyphs = Glyphs::new(title);
    let read = Reader::new(&glyphs, rules).expressions().found;
    read.into_iter().find_map(|found| match *found.moment {
        Moment::Range(first, second) => resolve::range(first, second, Now::default()),
        Moment::Plan(number) => resolve::plan(number),
        _ => None,
    })
}

/// The one year that a heading (by its line), or the nearest above it, names.
pub(super) fn told(
    article: &Article,
    mut section: Option<usize>,
    now: Now,
    rules: &Time,
) -> Option<i16> {
    while let Some(heading) = section.and_then(|at| article.lines.get(at)) {
        if heading.kind == LineKind::Heading {
            let glyphs = Glyphs::new(heading.span.of(&article.text.text));
            let read = Reader::new(&glyphs, rules).expressions().found;
            let mut years = read.into_iter().filter_map(|e| match *e.moment {
                Moment::At(Point { month: None, .. }) => {
                    named_year(*e.moment).or_else(|| relative_year(*e.moment, now))
                }
                _ => None,
            });
            if let (Some(year), None) = (years.next(), years.next()) {
                return Some(year);
            }
        }
        section = heading.section;
    }
    None
}

/// The absolute year that an expression names.
pub(super) fn named_year(moment: Moment) -> Option<i16> {
    let year = |point: Point| match point.year {
        Some(YearRef::Absolute(year)) => Some(year),
        _ => None,
    };
    match moment {
        Moment::At(point) | Moment::AsOf(point) | Moment::Open(_, point) => year(point),
        Moment::Range(first, second) => year(second).or(year(first)),
        _ => None,
    }
}

/// The year that 去年 and the like name.
pub(super) fn relative_year(moment: Moment, now: Now) -> Option<i16> {
    let (Moment::At(point) | Moment::AsOf(point)) = moment else { return None };
    match point.year {
        Some(YearRef::Relative(offset)) => now.year()?.checked_add(offset),
        // 次年 goes on from there; 上年 only looks back.
        Some(YearRef::Beside(offset)) if offset > 0 => {
            now.spoken.or(now.told).or(now.year())?.checked_add(offset)
        }
        _ => None,
    }
}

/// The year of speaking, where the text shows it: a year in the title, 今年(2018年), or 此前两年
/// said of a stretch of two years, which ended the year before.
pub(super) fn year_shown(
    title: Option<i16>,
    reader: &Reader<'_>,
    read: &[Expression],
) -> Option<Decided<i16>> {
    let rule = &reader.rules.shown;
    if let Some(year) = title {
        return rule.decide(year, Span::default());
    }
    let span = |e: &Expression| reader.glyphs.span(e.start, e.end);
    let beside = read.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let Moment::At(Point { year: Some(YearRef::Relative(offset)), .. }) = *first.moment else {
            return None;
        };
        let inside = second.start == first.end + 1 && reader.glyphs.at(first.end) == '(';
        let year = named_year(*second.moment).filter(|_| inside)?;
        rule.decide(year - offset, span(second))
    });
    beside.or_else(|| {
        let counts = earlier_years(reader);
        read.iter().find_map(|e| {
            let Moment::Range(first, second) = *e.moment else { return None };
            let (from, to) = (named_year(Moment::At(first))?, named_year(Moment::At(second))?);
            let said = counts.contains(&(to - from + 1));
            said.then(|| rule.decide(to + 1, span(e)))?
        })
    })
}

/// The N of every 此前N年 in the text.
fn earlier_years(reader: &Reader<'_>) -> Vec<i16> {
    let Reader { glyphs, rules, .. } = *reader;
    let words = rules.shown.earlier.within(glyphs.text);
    words
        .filter_map(|(at, word)| {
            let (count, end) = small(glyphs, glyphs.index(at + word.len()), 20)?;
            rules.year.has(glyphs.at(end)).then(|| i16::try_from(count).ok())?
        })
        .collect()
}
