//! What is asked about every figure, found once: topics before a clause, lists, sections, marks.
//!
//! An article may be one line of a million clauses, so no figure may look through all of them.

use super::clause::{self, Clause};
use super::group::{Group, Kind};
use super::topic::Function;
use crate::rules::Words;
use crate::rules::place::Place;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Answers by clause, section and list; groups and clauses are given by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// The topic of each clause.
    pub(super) topics: Vec<Option<usize>>,
    /// The last clause of the line, up to each clause, that has a topic.
    pub(super) last_topic: Vec<Option<usize>>,
    /// The first clause of the line, from each clause on, that has a topic.
    pub(super) next_topic: Vec<Option<usize>>,
    /// The last place of the line, up to each clause, where something happens, with its clause.
    pub(super) last_located: Vec<Option<(usize, usize)>>,
    /// The clause whose topic the paragraph carries on to what follows each clause.
    pub(super) carried: Vec<Carried>,
    /// The members of each list.
    pub(super) lists: BTreeMap<usize, Vec<usize>>,
    /// The place that each section opens with.
    pub(super) openings: Vec<Option<usize>>,
    /// The section that holds each section.
    pub(super) enclosing: Vec<Option<usize>>,
    /// Where quotations open and close.
    pub(super) quotes: [Vec<usize>; 2],
    /// Where words of aid and words that carry a story on stand.
    aid: Vec<usize>,
    story: Vec<usize>,
    /// Where figures are dealt out to the places before them.
    deals: Vec<usize>,
    /// The lists of more than one division.
    pub(super) mixed: BTreeSet<usize>,
}

/// What a paragraph carries on, to a clause that goes on and to one that is a point of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carried {
    /// Clause whose topic holds for what follows.
    pub(super) on: Option<usize>,
    /// Clause whose topic holds for a point: what the list was opened with.
    pub(super) point: Option<usize>,
}

/// What an index is made of.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) clauses: &'a [Clause],
    pub(super) groups: &'a [Group],
    /// For each line its section and its rank.
    pub(super) sections: &'a [usize],
    pub(super) ranks: &'a [u8],
    pub(super) rules: &'a Place,
}

impl Index {
    /// `only_gives` tells a topic that is not spoken of beyond its clause.
    pub(super) fn new(source: &Source<'_>, only_gives: impl Fn(Clause, &Group) -> bool) -> Self {
        let mut index = Self::default();
        index.add_clauses(source, only_gives);
        for (number, group) in source.groups.iter().enumerate() {
            if let Some(list) = group.list {
                index.lists.entry(list).or_default().push(number);
            }
        }
        index.add_sections(source);
        index.quotes =
            ['“', '”'].map(|mark| source.text.match_indices(mark).map(|(at, _)| at).collect());
        index.mixed = index.lists_of_several(source);
        index.deals = places(source.text, &source.rules.dealt_in_order.deals);
        index.aid = places(source.text, &source.rules.aid);
        index.story = places(source.text, &source.rules.story_goes_on.words);
        index
    }

    fn add_clauses(&mut self, source: &Source<'_>, only_gives: impl Fn(Clause, &Group) -> bool) {
        let mut line = None;
        let (mut topic, mut located, mut carried) = (None, None, Carried::default());
        for (at, clause) in source.clauses.iter().enumerate() {
            if line != Some(clause.line) {
                line = Some(clause.line);
                (topic, located, carried) = (None, None, Carried::default());
            }
            let own = source.topic_of(*clause);
            let group = own.and_then(|own| source.groups.get(own));
            topic = own.map(|_| at).or(topic);
            located = source.located_in(*clause).map(|group| (at, group)).or(located);
            let speaks = group.filter(|group| !only_gives(*clause, group)).map(|_| at);
            let first = is_point(clause.span.of(source.text), source.rules);
            carried = Carried {
                on: speaks.or(if first == Some(false) { carried.point } else { carried.on }),
                point: if first == Some(true) { speaks.or(carried.on) } else { carried.point },
            };
            self.topics.push(own);
            self.last_topic.push(topic);
            self.last_located.push(located);
            self.carried.push(carried);
        }
        let mut next: Option<(usize, usize)> = None;
        for (at, clause) in source.clauses.iter().enumerate().rev() {
            let own = self.topics.get(at).copied().flatten();
            next = own.map(|_| (at, clause.line)).or(next.filter(|(_, line)| *line == clause.line));
            self.next_topic.push(next.map(|(at, _)| at));
        }
        self.next_topic.reverse();
    }

    fn add_sections(&mut self, source: &Source<'_>) {
        let count = source.sections.last().map_or(0, |last| last + 1);
        let mut holding: Vec<(usize, u8)> = Vec::new();
        let mut line = 0;
        for section in 0..count {
            line += source.sections.iter().skip(line).take_while(|s| **s < section).count();
            let rank = source.ranks.get(line).copied().unwrap_or(0);
            holding.retain(|(_, above)| *above < rank);
            self.enclosing.push(holding.last().map(|(section, _)| *section));
            self.openings.push(source.opening(line, rank).filter(|_| rank > 0));
            if rank > 0 {
                holding.push((section, rank));
            }
        }
    }

    fn lists_of_several(&self, source: &Source<'_>) -> BTreeSet<usize> {
        let code = |group: &usize| source.groups.get(*group).map(|group| group.code);
        let several = self.lists.iter().filter(|(_, members)| {
            members.iter().any(|member| code(member) != members.first().and_then(code))
        });
        several.map(|(list, _)| *list).collect()
    }

    /// Whether `span` holds a word that deals figures out in order.
    pub(super) fn deals_out(&self, span: Span) -> bool {
        holds(&self.deals, span)
    }

    /// Whether `span` holds a word of aid.
    pub(super) fn has_aid(&self, span: Span) -> bool {
        holds(&self.aid, span)
    }

    /// Whether `span` holds a word that carries a story on.
    pub(super) fn has_story(&self, span: Span) -> bool {
        holds(&self.story, span)
    }
}

impl Source<'_> {
    /// Places that count in `clause`, in order.
    fn groups_in(&self, clause: Clause) -> impl Iterator<Item = (usize, &Group)> {
        let first = self.groups.partition_point(|group| group.span.start < clause.span.start);
        let rest = self.groups.iter().enumerate().skip(first);
        rest.take_while(move |(_, group)| group.span.start < clause.span.end)
            .filter(|(_, group)| group.counts())
    }

    /// The topic of a clause; several topics are one list, and its first stands for it.
    fn topic_of(&self, clause: Clause) -> Option<usize> {
        let topic = |group: &Group| !group.is_national() && group.is(Function::Topic);
        self.groups_in(clause).find(|(_, group)| topic(group)).map(|(at, _)| at)
    }

    /// The first place of a clause where something happens, if it is named.
    fn located_in(&self, clause: Clause) -> Option<usize> {
        self.groups_in(clause)
            .find(|(_, group)| group.is(Function::Located))
            .filter(|(_, group)| group.kind == Kind::Named)
            .map(|(at, _)| at)
    }

    /// The topic of a line that opens a section of this rank; of a heading, its only place.
    fn opening(&self, line: usize, rank: u8) -> Option<usize> {
        let first = self.clauses.partition_point(|clause| clause.line < line);
        let clauses = self.clauses.get(first..)?;
        let sentence = clauses.first().filter(|clause| clause.line == line)?.sentence;
        let mut clauses = clauses.iter().take_while(|clause| clause.line == line);
        if rank < clause::ITEMS {
            let mut groups = clauses.flat_map(|clause| self.groups_in(*clause));
            let only = groups.next().filter(|_| groups.next().is_none());
            return only.filter(|(_, group)| group.kind == Kind::Named).map(|(at, _)| at);
        }
        clauses.find_map(|c| self.topic_of(*c).filter(|_| c.sentence == sentence))
    }
}

/// Whether a clause opens a point of an enumeration (一是, 二是), and whether the first one.
pub(super) fn is_point(clause: &str, rules: &Place) -> Option<bool> {
    let rule = &rules.carried_in_paragraph;
    let clause = clause.trim_start();
    let rest = clause.trim_start_matches(|c| rules.numerals.has(c));
    let point = rest.len() < clause.len() && rule.point.starts(rest);
    point.then(|| rule.first_point.starts(clause))
}

/// Where words begin in `text`.
fn places(text: &str, words: &Words) -> Vec<usize> {
    words.within(text).map(|(at, _)| at).collect()
}

/// Whether one of `places`, in order, lies in `span`.
fn holds(places: &[usize], span: Span) -> bool {
    let first = places.partition_point(|at| *at < span.start);
    places.get(first).is_some_and(|at| *at < span.end)
}
