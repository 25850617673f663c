//! The year that a text tells of without saying it each time: that of its title, its headings, its
//! day of publication.

use super::super::numeral::Glyphs;
use super::govern::expressions;
use super::lex::{Expression, Moment, Point, YearRef};
use super::resolve::Now;
use crate::clean::{Article, LineKind};

/// Words of titles of bulletins, summaries and reports: what they say is of the year they name.
const REPORTS: &[&str] =
    &["公报", "总结", "报告", "情况", "简报", "通报", "统计", "要点", "安排", "述职"];

pub(super) fn is_report(title: &str) -> bool {
    REPORTS.iter().any(|word| title.contains(word))
}

/// The one year that a title names.
pub(super) fn year_of_title(title: &str) -> Option<i16> {
    let glyphs = Glyphs::new(title);
    let mut years = expressions(&glyphs).into_iter().filter_map(|e| match e.moment {
        Moment::At(point) => named_year(Moment::At(point)),
        _ => None,
    });
    years.next().filter(|_| years.next().is_none())
}

/// The one year that a heading (by its line), or the nearest above it, names.
pub(super) fn told(article: &Article, mut section: Option<usize>, now: Now) -> Option<i16> {
    while let Some(heading) = section.and_then(|at| article.lines.get(at)) {
        if heading.kind == LineKind::Heading {
            let glyphs = Glyphs::new(heading.span.of(&article.text.text));
            let mut years = expressions(&glyphs).into_iter().filter_map(|e| match e.moment {
                Moment::At(Point { month: None, .. }) => {
                    named_year(e.moment).or_else(|| relative_year(e.moment, now))
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
    article: &Article,
    glyphs: &Glyphs<'_>,
    read: &[Expression],
) -> Option<i16> {
    if let Some(year) = article.title.as_deref().and_then(year_of_title) {
        return Some(year);
    }
    let beside = read.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let Moment::At(Point { year: Some(YearRef::Relative(offset)), .. }) = first.moment else {
            return None;
        };
        let inside = second.start == first.end + 1 && glyphs.at(first.end) == '(';
        inside.then(|| named_year(second.moment).map(|year| year - offset)).flatten()
    });
    beside.or_else(|| {
        let counts = earlier_years(glyphs);
        read.iter().find_map(|e| {
            let Moment::Range(first, second) = e.moment else { return None };
            let (from, to) = (named_year(Moment::At(first))?, named_year(Moment::At(second))?);
            counts.contains(&(to - from + 1)).then_some(to + 1)
        })
    })
}

/// The N of every 此前N年 and 前N年 in the text.
pub(super) fn earlier_years(glyphs: &Glyphs<'_>) -> Vec<i16> {
    (0..glyphs.len())
        .filter(|at| glyphs.has(*at, "此前"))
        .filter_map(|at| {
            let (count, end) = super::calendar::small(glyphs, at + 2, 20)?;
            (glyphs.at(end) == '年').then(|| i16::try_from(count).ok()).flatten()
        })
        .collect()
}

/// The latest year named as past or present: where 以来 ends when nothing else tells.
pub(super) fn last_year(read: &[Expression], now: Now) -> Option<i16> {
    let named = read.iter().filter_map(|e| named_year(e.moment)).max();
    now.year().or(named)
}
