//! The time that stands over a line: that of its heading, of a year on a line of its own, or, in
//! the report of a body, of the paragraph that took up its section's time last.

use super::super::numeral::is_digit;
use super::entry::Entry;
use super::reach::Reach;
use crate::clean::{Article, Line, LineKind};
use crate::date::{Grain, Period};
use crate::rules::time::Time;
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// How far into its sentence (in bytes) a time still opens it: 各位代表，刚刚过去的2025年.
const OPENING: usize = 48;

/// How close (in bytes) to the end of its sentence a time closes it.
const CLOSING: usize = 3;

/// For each line the time that stands over it, as an index of the entries.
pub(super) fn standing(
    article: &Article,
    entries: &[Entry],
    rules: &Time,
    report: bool,
) -> Vec<Option<usize>> {
    let sections = BTreeMap::new();
    let mut over = Over { article, entries, rules, report, sections, plain: None, apart: false };
    let lines = article.lines.iter().enumerate();
    lines.map(|(at, line)| over.line(at, line)).collect()
}

/// Whether a line consists of the time at `span`, marks aside.
pub(super) fn is_alone(article: &Article, line: &Line, span: Span, rules: &Time) -> bool {
    let text = article.text.text.as_str();
    let marks = |c: char| rules.own_line.marks.has(c) || c.is_whitespace();
    line.span.of(text).trim_matches(marks) == span.of(text).trim_matches(marks)
}

/// What is known of a section so far.
#[derive(Clone, Debug, Default)]
struct Section {
    /// The heading without a number that the parts 一、二、 belong to.
    outer: Option<usize>,
    /// The times that its heading names.
    named: Vec<usize>,
    /// The one that stands now.
    now: Option<usize>,
    /// That of a lead-in (2020年主要做了以下工作：), as long as its items follow.
    lead: Option<usize>,
}

/// Goes through the lines of an article in order.
struct Over<'a> {
    article: &'a Article,
    entries: &'a [Entry],
    rules: &'a Time,
    /// The article is the report of a body.
    report: bool,
    /// By the line of the heading; what is under none has a section, too.
    sections: BTreeMap<Option<usize>, Section>,
    /// The last heading without a number that stands under no other.
    plain: Option<usize>,
    /// What stands here are explanations and papers joined to the report.
    apart: bool,
}

impl Over<'_> {
    /// The time over a line; what the line says stands over those below it.
    fn line(&mut self, at: usize, line: &Line) -> Option<usize> {
        let inside = self.within(line.span);
        let over = self.led(line).or_else(|| self.above(line.section));
        match line.kind {
            LineKind::Heading => {
                let named = self.distinct(inside);
                let now = named.first().copied();
                if line.section.is_none() && !self.numbered(line) {
                    self.plain = Some(at);
                }
                let apart = self.rules.section.apart.any(line.span.of(&self.article.text.text));
                self.apart = apart || self.apart && named.is_empty();
                let outer = self.plain.filter(|plain| *plain != at);
                self.sections.insert(Some(at), Section { outer, named, now, lead: None });
            }
            LineKind::TableRow | LineKind::Title => {}
            _ if self.alone(&inside, line) => {
                let alone = Section { now: Some(inside.start), ..Section::default() };
                self.sections.insert(line.section, alone);
            }
            LineKind::Body => {
                self.lead_in(inside.clone(), line);
                self.take_up(inside, line.section);
            }
            LineKind::Subtitle | LineKind::Caption => {}
        }
        over
    }

    fn period(&self, at: usize) -> Option<Period> {
        self.entries.get(at)?.period
    }

    /// A section and those around it, the one under no heading last.
    fn around(&self, section: Option<usize>) -> impl Iterator<Item = Option<usize>> {
        let outer = |at: &usize| {
            let line = self.article.lines.get(*at)?;
            line.section.or(self.sections.get(&Some(*at))?.outer)
        };
        std::iter::successors(section, outer).map(Some).chain([None])
    }

    /// Whether a heading is one of a row: 一、, 十二、.
    fn numbered(&self, line: &Line) -> bool {
        let number = line.span.of(&self.article.text.text).split_once('、');
        number.is_some_and(|(number, _)| !number.is_empty() && number.chars().all(is_digit))
    }

    /// The entries of a stretch of text.
    fn within(&self, span: Span) -> Range<usize> {
        let from = self.entries.partition_point(|entry| entry.span.start < span.start);
        from..self.entries.partition_point(|entry| entry.span.start < span.end)
    }

    /// The times of a heading that may stand over what is under it, each once.
    fn distinct(&self, inside: Range<usize>) -> Vec<usize> {
        let mut named: Vec<usize> = Vec::new();
        for at in inside.filter(|at| self.period(*at).is_some()) {
            if !named.iter().any(|old| self.period(*old) == self.period(at)) {
                named.push(at);
            }
        }
        named
    }

    /// The time of the nearest section that has one.
    fn above(&self, section: Option<usize>) -> Option<usize> {
        self.around(section).find_map(|section| self.sections.get(&section)?.now)
    }

    /// Whether a line consists of one time, marks aside: 2020年, (2019—2020年). A year and a month
    /// may be the date of the article; a month alone is not.
    fn alone(&self, inside: &Range<usize>, line: &Line) -> bool {
        let Some(entry) = self.entries.get(inside.start).filter(|_| inside.len() == 1) else {
            return false;
        };
        let text = entry.span.of(&self.article.text.text);
        let stands = entry.period.is_some_and(|period| match period.grain {
            Grain::Year => true,
            Grain::Month => !text.contains(|c| self.rules.year.has(c)),
            Grain::Day => false,
        });
        stands && is_alone(self.article, line, entry.span, self.rules)
    }

    /// The time of the lead-in that a line is an item of.
    fn led(&mut self, line: &Line) -> Option<usize> {
        let section = self.sections.get_mut(&line.section)?;
        let text = line.span.of(&self.article.text.text);
        let item = || line.kind == LineKind::Body && self.rules.lead_in.items.is_match(text);
        section.lead = section.lead.filter(|_| item());
        section.lead
    }

    /// 2020年主要做了以下工作：: its time stands over the items that follow, in a report over all.
    fn lead_in(&mut self, inside: Range<usize>, line: &Line) {
        let (rule, text) = (&self.rules.lead_in, line.span.of(&self.article.text.text));
        let day = |at: usize| self.period(at).is_none_or(|period| period.grain == Grain::Day);
        let opening = inside.into_iter().find(|at| self.opens(*at, true) && !day(*at));
        let Some(at) = opening.filter(|_| rule.ends.ends(text.trim_end())) else { return };
        let section = self.sections.entry(line.section).or_default();
        if self.report {
            section.now = Some(at);
        } else {
            section.lead = Some(at);
        }
    }

    /// A paragraph that opens with a time of its section: it stands over what follows, too.
    fn take_up(&mut self, inside: Range<usize>, section: Option<usize>) {
        for at in inside {
            let Some(period) = self.period(at).filter(|_| self.opens(at, false)) else { continue };
            if let Some((section, named)) = self.naming(section, period) {
                self.sections.entry(section).or_default().now = Some(named);
            } else if self.report && years(period) && !self.apart {
                let section = self.sections.entry(section).or_default();
                if section.named.is_empty() {
                    section.now = Some(at);
                }
            }
        }
    }

    /// Whether a time is what its sentence is about: it opens it, or closes it (这是…的五年).
    /// A goal (到2025年：) may open a lead-in.
    fn opens(&self, at: usize, goal: bool) -> bool {
        let Some(entry) = self.entries.get(at) else { return false };
        let sentences = &self.article.sentences;
        let sentence = sentences.partition_point(|s| s.span.end <= entry.span.start);
        let whole = sentences.get(sentence).map_or(entry.span, |s| s.span);
        let opens = entry.span.start.saturating_sub(whole.start) <= OPENING;
        let closes = whole.end.saturating_sub(entry.span.end) <= CLOSING;
        let reaches = entry.reach == Reach::Paragraph || goal && entry.reach == Reach::Sentence;
        reaches && (opens || closes)
    }

    /// The nearest section whose heading names several times, and the one of them that `period` is.
    fn naming(&self, section: Option<usize>, period: Period) -> Option<(Option<usize>, usize)> {
        let ends = |period: Period| (period.start.year(), period.end.year());
        let same = |at: &&usize| self.period(**at).is_some_and(|p| ends(p) == ends(period));
        self.around(section).find_map(|section| {
            let named = &self.sections.get(&section)?.named;
            let found = named.iter().find(same).filter(|_| named.len() > 1)?;
            Some((section, *found))
        })
    }
}

/// Whole years, and no state at their end.
fn years(period: Period) -> bool {
    period.grain == Grain::Year && !period.as_of && period.open.is_none()
}
