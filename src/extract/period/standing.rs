//! The time that stands over a line: that of its heading, of a year on a line of its own, or, in
//! the report of a body, of the paragraph that took up its section's time last.

use super::entry::Entry;
use super::reach::Reach;
use crate::clean::{Article, Line, LineKind};
use crate::date::{Grain, Period};
use crate::rules::time::Time;
use crate::span::Span;
use std::collections::BTreeMap;

/// How far into its sentence (in bytes) a time still opens it: 各位代表，刚刚过去的2025年.
const OPENING: usize = 48;

/// How close (in bytes) to the end of its sentence a time closes it.
const CLOSING: usize = 3;

/// What is known of a section so far.
#[derive(Clone, Debug, Default)]
struct Section {
    /// The times that its heading names.
    named: Vec<usize>,
    /// The one that stands now.
    now: Option<usize>,
}

/// For each line the time that stands over it, as an index of the entries.
pub(super) fn standing(
    article: &Article,
    entries: &[Entry],
    rules: &Time,
    report: bool,
) -> Vec<Option<usize>> {
    let mut sections: BTreeMap<Option<usize>, Section> = BTreeMap::new();
    let mut found = Vec::with_capacity(article.lines.len());
    for (at, line) in article.lines.iter().enumerate() {
        let inside = within(entries, line.span);
        found.push(above(article, &sections, line.section));
        match line.kind {
            LineKind::Heading => {
                let named = distinct(entries, inside);
                let now = named.first().copied();
                sections.insert(Some(at), Section { named, now });
            }
            LineKind::TableRow | LineKind::Title => {}
            _ if alone(article, entries, &inside, line, rules) => {
                let section = sections.entry(line.section).or_default();
                *section = Section { named: Vec::new(), now: Some(inside.start) };
            }
            LineKind::Body => take_up(article, entries, inside, line, report, &mut sections),
            LineKind::Subtitle | LineKind::Caption => {}
        }
    }
    found
}

/// The entries of a stretch of text.
fn within(entries: &[Entry], span: Span) -> std::ops::Range<usize> {
    let from = entries.partition_point(|entry| entry.span.start < span.start);
    from..entries.partition_point(|entry| entry.span.start < span.end)
}

/// The times of a heading that may stand over what is under it, each once.
fn distinct(entries: &[Entry], inside: std::ops::Range<usize>) -> Vec<usize> {
    let mut named: Vec<usize> = Vec::new();
    for at in inside {
        let period = entries.get(at).and_then(|entry| entry.period);
        let known = |old: &&usize| entries.get(**old).is_some_and(|entry| entry.period == period);
        if period.is_some() && !named.iter().any(|old| known(&old)) {
            named.push(at);
        }
    }
    named
}

/// The time of the nearest section that has one.
fn above(
    article: &Article,
    sections: &BTreeMap<Option<usize>, Section>,
    mut section: Option<usize>,
) -> Option<usize> {
    loop {
        if let Some(now) = sections.get(&section).and_then(|section| section.now) {
            return Some(now);
        }
        section = article.lines.get(section?)?.section;
    }
}

/// The one time that a line consists of, marks aside: 2020年, (2019—2020年).
fn alone(
    article: &Article,
    entries: &[Entry],
    inside: &std::ops::Range<usize>,
    line: &Line,
    rules: &Time,
) -> bool {
    let entry = entries.get(inside.start).filter(|_| inside.len() == 1);
    // A year and a month may be the date of the article; a month alone is not.
    let dated = |entry: &Entry| entry.span.of(&article.text.text).contains(|c| rules.year.has(c));
    let whole = |entry: &Entry| {
        entry.period.is_some_and(|period| match period.grain {
            Grain::Year => true,
            Grain::Month => !dated(entry),
            Grain::Day => false,
        })
    };
    entry.is_some_and(|entry| whole(entry) && is_alone(article, line, entry.span, rules))
}

/// Whether a line consists of the time at `span`, marks aside.
pub(super) fn is_alone(article: &Article, line: &Line, span: Span, rules: &Time) -> bool {
    let text = article.text.text.as_str();
    let marks = |c: char| rules.own_line.marks.has(c) || c.is_whitespace();
    line.span.of(text).trim_matches(marks) == span.of(text).trim_matches(marks)
}

/// A paragraph that opens with a time of its section: it stands over what follows, too.
fn take_up(
    article: &Article,
    entries: &[Entry],
    inside: std::ops::Range<usize>,
    line: &Line,
    report: bool,
    sections: &mut BTreeMap<Option<usize>, Section>,
) {
    let opens = |entry: &Entry| {
        let sentence = article.sentences.partition_point(|s| s.span.end <= entry.span.start);
        let whole = article.sentences.get(sentence).map_or(entry.span, |s| s.span);
        let opens = entry.span.start.saturating_sub(whole.start) <= OPENING;
        // 这是经济持续发展的五年。
        let closes = whole.end.saturating_sub(entry.span.end) <= CLOSING;
        entry.reach == Reach::Paragraph && (opens || closes)
    };
    for at in inside.filter(|at| entries.get(*at).is_some_and(opens)) {
        let Some(period) = entries.get(at).and_then(|entry| entry.period) else { continue };
        if let Some((section, named)) = naming(article, entries, sections, line.section, period) {
            sections.entry(section).or_default().now = Some(named);
        } else if report && years(period) {
            let section = sections.entry(line.section).or_default();
            if section.named.is_empty() {
                section.now = Some(at);
            }
        }
    }
}

/// The nearest section whose heading names several times, and the one of them that `period` is.
fn naming(
    article: &Article,
    entries: &[Entry],
    sections: &BTreeMap<Option<usize>, Section>,
    mut section: Option<usize>,
    period: Period,
) -> Option<(Option<usize>, usize)> {
    loop {
        let named = sections.get(&section).map(|section| section.named.as_slice());
        let named = named.filter(|named| named.len() > 1).unwrap_or_default();
        let same = |at: &&usize| {
            let other = entries.get(**at).and_then(|entry| entry.period);
            other.is_some_and(|other| ends(other) == ends(period))
        };
        if let Some(at) = named.iter().find(same) {
            return Some((section, *at));
        }
        section = article.lines.get(section?)?.section;
    }
}

/// The years that a period reaches over.
fn ends(period: Period) -> (i16, i16) {
    (period.start.year(), period.end.year())
}

/// Whole years, and no state at their end.
fn years(period: Period) -> bool {
    period.grain == Grain::Year && !period.as_of && period.open.is_none()
}
