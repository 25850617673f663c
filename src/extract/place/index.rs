//! What is asked about every figure, found once: topics before a clause, lists, sections, marks.
//!
//! An article may be one line of a million clauses, so no figure may look through all of them.

use super::clause::{self, Clause};
use super::function::Function;
use super::group::{Group, Kind};
use crate::gazetteer::Adcode;
use crate::rules::place::Place;
use crate::rules::{Decided, Decision, Words};
use crate::span::{Span, Stretch, Text};
use std::collections::{BTreeMap, BTreeSet};

/// How far from the beginning of its clause the name of a zone may end, in characters.
const ZONE: usize = 12;

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
    /// The clause whose topic the paragraph carries on to each clause.
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
    /// Clauses that open with a zone of several cities, and where its name ends.
    pub(super) zones: BTreeMap<usize, usize>,
    /// Why places were only mentioned, and what is a zone.
    pub(super) mentioned: Vec<Decision>,
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
    /// The same with the words that were found in it.
    pub(super) words: Text<'a>,
    pub(super) clauses: &'a [Clause],
    pub(super) groups: &'a [Group],
    /// For each line its section and its rank.
    pub(super) sections: &'a [usize],
    pub(super) ranks: &'a [u8],
    pub(super) rules: &'a Place,
    /// What the article is about.
    pub(super) main: Option<Adcode>,
    /// Ancestors of every division that the article names.
    pub(super) paths: &'a BTreeMap<Adcode, Vec<Adcode>>,
    /// Whether the article is a report of its region.
    pub(super) report: bool,
}

/// What was spoken of last in a line, while clauses are read in order.
#[derive(Clone, Copy, Default)]
struct Spoken {
    line: Option<usize>,
    sentence: Option<usize>,
    /// Where the sentence begins.
    begun: usize,
    /// The last clause with a topic, and with one that is more than mentioned.
    topic: Option<usize>,
    /// The last place where something happens, with its clause.
    located: Option<(usize, usize)>,
    carried: Carried,
    /// The clause of the widest subject.
    subject: Option<usize>,
    /// Whether a figure was told of the topic that is carried.
    told: bool,
}

impl Index {
    pub(super) fn new(source: &Source<'_>) -> Self {
        let mut index = Self::default();
        index.add_clauses(source);
        for (number, group) in source.groups.iter().enumerate() {
            if let Some(list) = group.list {
                index.lists.entry(list).or_default().push(number);
            }
        }
        index.add_sections(source);
        index.quotes =
            ['“', '”'].map(|mark| source.text.match_indices(mark).map(|(at, _)| at).collect());
        index.mixed = index.lists_of_several(source);
        index.deals = places(source.words, &source.rules.dealt_in_order.deals);
        index.aid = places(source.words, &source.rules.aid);
        index.story = places(source.words, &source.rules.story_goes_on.words);
        index
    }

    fn add_clauses(&mut self, source: &Source<'_>) {
        let givers = places(source.words, &source.rules.carried_in_paragraph.givers);
        let mut spoken = Spoken::default();
        for (at, clause) in source.clauses.iter().enumerate() {
            if spoken.line != Some(clause.line) {
                spoken = Spoken { line: Some(clause.line), ..Spoken::default() };
            }
            if spoken.sentence != Some(clause.sentence) {
                spoken.sentence = Some(clause.sentence);
                spoken.begun = clause.span.start;
                self.begin_sentence(source, &mut spoken);
            }
            let own = source.topic_of(*clause);
            let when = own.and_then(|own| source.tells_when(*clause, own));
            self.mentioned.extend(when);
            let own = own.filter(|_| when.is_none());
            let group = own.and_then(|own| source.groups.get(own));
            let wider = spoken.topic.filter(|at| source.sentence(*at) == Some(clause.sentence));
            let wider = wider.and_then(|at| source.groups.get(self.topics.get(at).copied()??));
            let mentioned = group
                .zip(wider)
                .and_then(|(group, wider)| source.is_mentioned(*clause, group, wider));
            self.mentioned.extend(mentioned);
            let mentioned = mentioned.is_some();
            spoken.topic = own.filter(|_| !mentioned).map(|_| at).or(spoken.topic);
            spoken.located = source.located_in(*clause).map(|g| (at, g)).or(spoken.located);
            // 南通市对口协作资金到位3920万元: a giver from elsewhere is not spoken of in the next
            // sentence.
            let aid = || holds(&givers, Span::new(spoken.begun, clause.span.end));
            let gives = |g: &Group| !source.related(g.code, source.main) && aid();
            let speaks = group.filter(|g| !mentioned && !g.is_national() && !gives(g));
            let speaks = speaks.map(|_| at);
            let first = is_point(clause.span.of(source.text), source.rules);
            let carried = spoken.carried;
            self.carried.push(carried);
            spoken.carried = Carried {
                on: speaks.or(if first == Some(false) { carried.point } else { carried.on }),
                point: if first == Some(true) { speaks.or(carried.on) } else { carried.point },
            };
            let told = source.has_figure(*clause);
            spoken.told = told || (spoken.told && speaks.is_none());
            spoken.subject = self.subject(source, &spoken, speaks.zip(group));
            if let Some(zone) = source.zone(*clause) {
                self.zones.insert(at, zone.value);
                self.mentioned.push(zone.decision());
            }
            self.topics.push(own);
            self.last_topic.push(spoken.topic);
            self.last_located.push(spoken.located);
        }
        let mut next: Option<(usize, usize)> = None;
        for (at, clause) in source.clauses.iter().enumerate().rev() {
            let own = self.topics.get(at).copied().flatten();
            next = own.map(|_| (at, clause.line)).or(next.filter(|(_, line)| *line == clause.line));
            self.next_topic.push(next.map(|(at, _)| at));
        }
        self.next_topic.reverse();
    }

    /// 在莫干山镇，民宿集聚。全年接待…: a place on the way, of which no figure was told, is not
    /// spoken of in the next sentence; in a report none is but its own region.
    fn begin_sentence(&self, source: &Source<'_>, spoken: &mut Spoken) {
        let group = |at: Option<usize>| source.groups.get(self.topics.get(at?).copied()??);
        let Some(last) = group(spoken.carried.on) else { return };
        if source.report && source.is_elsewhere(last) {
            spoken.carried.on = None;
        }
        let Some(wider) = group(spoken.subject).filter(|_| spoken.subject < spoken.carried.on)
        else {
            return;
        };
        let away = !source.related(last.code, source.main)
            && source.related(wider.code, source.main)
            && last.list.is_none();
        if away || (source.is_part(last, wider) && !spoken.told) {
            spoken.carried.on = spoken.subject;
        }
    }

    /// The widest subject of the line: one that holds what is told of later, or that the article
    /// is about.
    fn subject(
        &self,
        source: &Source<'_>,
        spoken: &Spoken,
        new: Option<(usize, &Group)>,
    ) -> Option<usize> {
        let Some((at, new)) = new else { return spoken.subject };
        let old = spoken.subject.and_then(|at| self.topics.get(at).copied().flatten());
        let Some(old) = old.and_then(|old| source.groups.get(old)) else { return Some(at) };
        let stays = source.is_part(new, old)
            || (source.related(old.code, source.main) && !source.related(new.code, source.main));
        if stays { spoken.subject } else { Some(at) }
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

    fn within(&self, code: Option<Adcode>, above: Option<Adcode>) -> bool {
        super::within(self.paths, code, above)
    }

    fn related(&self, a: Option<Adcode>, b: Option<Adcode>) -> bool {
        self.within(a, b) || self.within(b, a)
    }

    /// Whether `group` is a part of what `wider` names: a county of it, or one of its villages.
    fn is_part(&self, group: &Group, wider: &Group) -> bool {
        let village = group.locality.is_some() && wider.locality.is_none();
        self.within(group.code, wider.code) && (group.code != wider.code || village)
    }

    /// Whether `group` is a part of what the article is about, or lies outside it.
    fn is_elsewhere(&self, group: &Group) -> bool {
        let village = group.locality.is_some();
        self.main.is_some() && (village || !self.within(self.main, group.code))
    }

    /// The sentence of a clause.
    fn sentence(&self, clause: usize) -> Option<usize> {
        self.clauses.get(clause).map(|clause| clause.sentence)
    }

    /// Where the name of the zone ends that the clause tells of: 成都平原经济区.
    fn zone(&self, clause: Clause) -> Option<Decided<usize>> {
        let rule = &self.rules.zone_of_several;
        rule.zones.first_in(Stretch::new(self.words, clause.span))?;
        let text = clause.span.of(self.text);
        let reach = text.char_indices().nth(ZONE).map_or(text.len(), |(at, _)| at);
        let (at, word) = rule.zones.first(text.get(..reach)?)?;
        let end = at + word.len();
        let done = rule.acts.any(text.get(..at)?) || rule.works.starts(text.get(end..)?);
        let end = clause.span.start + end;
        let by = Span::new(clause.span.start, end);
        (!done).then(|| rule.decide(end, by))?
    }

    /// Whether figures that are no dates stand in the clause.
    fn has_figure(&self, clause: Clause) -> bool {
        clause::first_figure(clause.span.of(self.text), self.rules).is_some()
    }

    /// 湄潭入选全国试点县, 阿里集团投产: something happens there, and what follows goes on with what
    /// was spoken of before.
    fn is_mentioned(&self, clause: Clause, group: &Group, wider: &Group) -> Option<Decision> {
        let rule = &self.rules.place_mentioned;
        let rest = Span::new(group.span.end, clause.span.end).of(self.text);
        let mentioned = !group.is_national()
            && self.is_part(group, wider)
            && rule.events.any(rest)
            && clause::first_figure(rest, self.rules).is_none();
        Some(mentioned.then(|| rule.decide((), group.span))??.decision())
    }

    /// The topic of a clause; several topics are one list, and its first stands for it.
    fn topic_of(&self, clause: Clause) -> Option<usize> {
        let topic = |group: &Group| {
            group.is(Function::Topic) && (!group.is_national() || self.of_nation(clause, group))
        };
        self.groups_in(clause).find(|(_, group)| topic(group)).map(|(at, _)| at)
    }

    /// 邵阳解放时，…: what holds the article's place, and only tells when.
    fn tells_when(&self, clause: Clause, topic: usize) -> Option<Decision> {
        let rule = &self.rules.larger_place_in_time_clause;
        let group = self.groups.get(topic)?;
        let larger = self.within(self.main, group.code) && self.main != group.code;
        let text = clause.span.of(self.text);
        let ends = rule.times.ends(text.trim_end_matches(|c: char| !c.is_alphanumeric()));
        Some((larger && ends).then(|| rule.decide((), group.span))??.decision())
    }

    /// 我国粮食产量13657亿斤: the clause tells a figure of the whole country.
    fn of_nation(&self, clause: Clause, group: &Group) -> bool {
        let rest = Span::new(group.span.end, clause.span.end).of(self.text);
        clause::first_figure(rest, self.rules).is_some_and(|(at, figure)| {
            let between = rest.get(..at).unwrap_or_default();
            clause::is_of_nation(group.span.of(self.text), between, figure, self.rules)
        })
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
            let (at, group) = only.filter(|(_, group)| group.kind == Kind::Named)?;
            // 其中对口援疆（宁波市）项目: a place from elsewhere that only helps opens nothing.
            let whole = self.clauses.iter().skip(first).take_while(|clause| clause.line == line);
            let mut whole = whole.map(|clause| clause.span.of(self.text));
            let foreign = self.main.is_some() && !self.related(group.code, self.main);
            let givers = &self.rules.carried_in_paragraph.givers;
            let helps = foreign && (self.report || whole.any(|clause| givers.any(clause)));
            return (!helps).then_some(at);
        }
        if self.report {
            return None;
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
fn places(text: Text<'_>, words: &Words) -> Vec<usize> {
    let whole = Stretch::new(text, Span::new(0, text.text.len()));
    words.all_in(whole).into_iter().map(|word| word.start).collect()
}

/// Whether one of `places`, in order, lies in `span`.
fn holds(places: &[usize], span: Span) -> bool {
    let first = places.partition_point(|at| *at < span.start);
    places.get(first).is_some_and(|at| *at < span.end)
}
