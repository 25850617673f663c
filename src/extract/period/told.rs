//! The year that a text tells of without saying it each time: that of its title, its headings, its
//! day of publication.

use super::super::numeral::Glyphs;
use super::calendar::small;
use super::lex::{Expression, Moment, Point, Reader, YearRef};
use super::resolve::Now;
use crate::clean::{Article, LineKind};
use crate::rules::Decided;
use crate::rules::time::Time;
use crate::span::Span;

/// The one year that a title names.
pub(super) fn year_of_title(title: &str, rules: &Time) -> Option<i16> {
    let glyphs = Glyphs::new(title);
    let (read, _) = Reader::new(&glyphs, rules).expressions();
    let mut years = read.into_iter().filter_map(|e| match *e.moment {
        Moment::At(_) => named_year(*e.moment),
        _ => None,
    });
    years.next().filter(|_| years.next().is_none())
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
            let (read, _) = Reader::new(&glyphs, rules).expressions();
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
        Moment::At(point) | Moment::AsOf(point) | Moment::Since(point) => year(point),
        Moment::Range(first, second) => year(second).or(year(first)),
        _ => None,
    }
}

/// The year that 去年 and the like name.
pub(super) fn relative_year(moment: Moment, now: Now) -> Option<i16> {
    let (Moment::At(point) | Moment::AsOf(point)) = moment else { return None };
    match point.year {
        Some(YearRef::Relative(offset)) => now.year()?.checked_add(offset),
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

/// The latest year named as past or present: where 以来 ends when nothing else tells.
pub(super) fn last_year(read: &[Expression], now: Now) -> Option<i16> {
    let named = read.iter().filter_map(|e| named_year(*e.moment)).max();
    now.year().or(named)
}
