//! Which place a figure belongs to: the nearest subject that governs it.
//!
//! In order: its table row; the word it counts (20多名壤塘青年); the clause; the clauses before it
//! in the sentence; the topics of the paragraph; who speaks after a quotation; the section; the
//! story that the paragraph before began; the article.

use super::clause::{self, Clause};
use super::elsewhere;
use super::function::Function;
use super::group::{Group, Kind};
use super::index::{self, Index};
use super::{Attribution, Places};
use crate::clean::Article;
use crate::extract::Basis;
use crate::extract::table::Around;
use crate::gazetteer::{Adcode, Level};
use crate::rules::Decided;
use crate::rules::place::{Place, VisitorFromElsewhere};
use crate::span::{Span, Stretch};

/// Least length of a quotation that is speech, in characters.
const SPEECH: usize = 12;

/// How many places back guests may be named that speak.
const GUESTS: usize = 20;

/// A place chosen for a figure.
struct Choice<'a> {
    group: Decided<&'a Group>,
    basis: Basis,
}

/// A division, and a village or town below it.
pub(super) type Whose = (Option<Decided<Adcode>>, Option<String>);

/// A place that a rule chose, if it did.
type Found<'a> = Option<Decided<&'a Group>>;

/// Reads one figure's surroundings.
pub(super) struct Reader<'a> {
    pub(super) places: &'a Places,
    pub(super) article: &'a Article,
    pub(super) at: Span,
    pub(super) rules: &'a Place,
}

impl<'a> Reader<'a> {
    pub(super) fn attribute(&self) -> Attribution {
        if self.is_of_zone() {
            let basis = Basis::Stated;
            return Attribution { region: None, basis, locality: None, partner: None };
        }
        let chosen = self.in_table().or_else(|| self.in_text());
        let Some(Choice { group, basis }) = chosen else {
            let otherwise = |code| self.rules.article_otherwise.otherwise(code);
            let region = self.places.main.map(otherwise);
            return Attribution { region, basis: Basis::Default, locality: None, partner: None };
        };
        if group.is_national() {
            return Attribution { region: None, basis, locality: None, partner: None };
        }
        if let Some(region) = self.built_by(&group) {
            let partner = self.partner(*region, &group);
            return Attribution { region: Some(region), basis, locality: None, partner };
        }
        let whose = self.of_counted(&group).unwrap_or_else(|| self.of_list(group, basis));
        let (region, locality) = self.unless_example(&group, whose);
        let partner = region.and_then(|region| self.partner(*region, &group));
        Attribution { region, basis, locality, partner }
    }

    /// 成都平原经济区经济总量达到4万亿元: a zone of several cities is no division.
    fn is_of_zone(&self) -> bool {
        let Some(at) = self.clause_index() else { return false };
        let zone = self.index().zones.get(&at).filter(|end| **end <= self.at.start);
        let clause = self.places.clauses.get(at);
        zone.zip(clause).is_some_and(|(end, clause)| {
            let behind = *end..self.at.start;
            !self.groups(*clause).any(|group| behind.contains(&group.span.start))
        })
    }

    pub(super) fn text(&self) -> &'a str {
        &self.article.text.text
    }

    /// A stretch of the article's text.
    pub(super) fn stretch(&self, from: usize, to: usize) -> Stretch<'a> {
        Stretch::new(self.text(), Span::new(from, to))
    }

    pub(super) fn clause_index(&self) -> Option<usize> {
        let clauses = &self.places.clauses;
        let index = clauses.partition_point(|clause| clause.span.end <= self.at.start);
        clauses.get(index).filter(|c| c.span.start <= self.at.start).map(|_| index)
    }

    /// Places that count in `clause`, in order.
    pub(super) fn groups(&self, clause: Clause) -> impl DoubleEndedIterator<Item = &'a Group> {
        let groups = &self.places.groups;
        let first = groups.partition_point(|group| group.span.start < clause.span.start);
        groups
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |group| group.span.start < clause.span.end)
            .collect::<Vec<_>>()
            .into_iter()
            .filter(|group| group.counts())
    }

    pub(super) fn within(&self, code: Option<Adcode>, above: Option<Adcode>) -> bool {
        super::within(&self.places.paths, code, above)
    }

    pub(super) fn related(&self, a: Option<Adcode>, b: Option<Adcode>) -> bool {
        self.within(a, b) || self.within(b, a)
    }

    fn in_text(&self) -> Option<Choice<'a>> {
        let index = self.clause_index()?;
        let clause = *self.places.clauses.get(index)?;
        self.in_clause(clause)
            .or_else(|| self.visitor(clause))
            .or_else(|| self.in_sentence(index))
            .or_else(|| self.in_paragraph(index))
            .or_else(|| self.speaker(clause))
            .or_else(|| self.in_section(clause.line))
            .or_else(|| self.in_story(clause))
    }

    fn in_clause(&self, clause: Clause) -> Option<Choice<'a>> {
        let all: Vec<&Group> = self.groups(clause).collect();
        let counted =
            all.iter().find(|group| group.span.start == self.at.end && group.kind == Kind::Named);
        let front: Vec<&Group> = all
            .iter()
            .copied()
            .filter(|group| group.span.end <= self.at.start && self.can_govern(clause, group))
            .collect();
        let standard = front.last().copied().filter(|last| self.is_standard(last));
        if let Some(standard) = standard {
            let rule = &self.rules.standard_of_comparison;
            return rule.decide(standard, standard.span).map(stated);
        }
        let governing = || match *self.since_enumeration(&front) {
            [only] if self.is_enumerated(only) => self.named(only),
            ref front => self.of_functions(clause, front),
        };
        counted
            .and_then(|counted| self.rules.place_counted.decide(*counted, counted.span))
            .or_else(|| self.before_number(clause, front.last().copied()?))
            .or_else(governing)
            .or_else(|| self.behind(clause, &all).filter(|_| front.is_empty()))
            .map(stated)
    }

    /// The place that the clause names for the figure.
    fn named(&self, group: &'a Group) -> Found<'a> {
        self.rules.place_in_clause.decide(group, group.span)
    }

    /// The place right before the figure, or the whole of which it is a part.
    fn before_number(&self, clause: Clause, last: &'a Group) -> Found<'a> {
        // 占桂林市4个乡镇的75%: the four are 桂林's.
        let owns = last.is(Function::Measure) || self.owns(clause, last);
        owns.then(|| self.rules.place_before_number.decide(last, last.span))?
    }

    /// Of the places before the figure the one that governs it, by what each does in the clause.
    fn of_functions(&self, clause: Clause, front: &[&'a Group]) -> Found<'a> {
        let topic = front.iter().copied().find(|group| group.is(Function::Topic));
        let other = front.iter().rev().copied().find(|group| !group.is(Function::Topic));
        match (topic, other) {
            (Some(topic), Some(other)) => self.of_two(clause, topic, other),
            (Some(topic), None) => self.named(topic),
            (None, Some(other)) => self.lone_object(clause, other),
            (None, None) => None,
        }
    }

    /// Whether the place right before the figure owns it whatever the clause is about: 是重庆市18个
    /// 深度贫困乡镇之一, 走遍黔东南3万平方公里; but not 援助黔东南12亿元.
    fn owns(&self, clause: Clause, group: &Group) -> bool {
        let rule = &self.rules.place_before_number;
        let rest = Span::new(self.at.end, clause.span.end).of(self.text());
        let rate = group.kind == Kind::Anaphor && self.at.of(self.text()).ends_with('%');
        group.span.end == self.at.start
            && (group.kind == Kind::Named || rate)
            && !self.is_list(group)
            && (rule.one_of.any(rest) || !rule.money.ends(self.at.of(self.text())))
    }

    /// Whether a place before the figure is more than what it is compared with.
    fn can_govern(&self, clause: Clause, group: &Group) -> bool {
        let between = Span::new(group.span.end, self.at.start).of(self.text());
        let figure = self.at.of(self.text());
        if self.is_standard(group) {
            return true;
        }
        if group.is(Function::Excepted) {
            return !self.rules.excepted_place.outside.any(between)
                && !between.contains(['）', ')']);
        }
        if group.is_national() {
            let rule = &self.rules.whole_country;
            // 全国的64.1%, 全国1/10: a share of what the country has.
            let part = rule.shares.any(figure);
            let share = (rule.of.is(between) && (part || figure.ends_with('%')))
                || (between.is_empty() && part);
            let (topic, word) = (group.is(Function::Topic), group.span.of(self.text()));
            return !share
                && !group.is(Function::Measure)
                && !rule.titles.any(between)
                && (between.chars().count() <= 2
                    || rule.has.starts(between)
                    || (topic && clause::is_of_nation(word, between, figure, self.rules)));
        }
        if !group.is(Function::Measure) {
            return true;
        }
        // 占桂林市4个乡镇的75%: the four are 桂林's, the 75 % are not.
        let rule = &self.rules.compared_with;
        let front = Span::new(clause.span.start, group.span.start).of(self.text());
        front.trim_end().ends_with(|c| rule.share.has(c))
            && !between.contains(|c| rule.parted.has(c))
    }

    /// 低于全国平均水平（64.7%）, 比全国平均水平77.9岁低1.8岁: the figure is the standard's own.
    fn is_standard(&self, group: &Group) -> bool {
        let rule = &self.rules.standard_of_comparison;
        if !group.is(Function::Measure) && !group.is_national() {
            return false;
        }
        let between = Span::new(group.span.end, self.at.start).of(self.text());
        let (level, bracketed) = match between.rsplit_once(['（', '(']) {
            Some((level, inside)) => (level, rule.inside.covers(inside)),
            None => (between, false),
        };
        let behind = self.text().get(self.at.end..).unwrap_or_default();
        // 与世界平均水平（28%）: the world needs no word of comparison.
        if !group.is(Function::Measure) {
            return bracketed && !level.is_empty() && rule.levels.covers(level);
        }
        rule.levels.covers(level)
            && (bracketed
                || (!level.is_empty() && rule.differences.starts(behind))
                || (level.is_empty() && rule.named_behind.starts(behind)))
    }

    /// 平武县1.9亿元、北川县2.3亿元: a place after a figure and a joiner begins anew.
    fn since_enumeration<'f>(&self, front: &'f [&'a Group]) -> &'f [&'a Group] {
        let last = front.iter().rposition(|group| self.is_enumerated(group));
        front.get(last.unwrap_or(0)..).unwrap_or_default()
    }

    fn is_enumerated(&self, group: &Group) -> bool {
        let front = self.text().get(..group.span.start).unwrap_or_default();
        let Some(front) = self.rules.place_in_clause.joints.strip_end(front) else {
            return false;
        };
        // The figure stands within reach before the joiner, with no other mark between.
        front
            .chars()
            .rev()
            .take(8)
            .take_while(|c| !matches!(*c, '、' | '，' | ',' | '。' | '；' | ';'))
            .any(|c| c.is_ascii_digit())
    }

    /// A topic and something between it and the figure.
    fn of_two(&self, clause: Clause, topic: &'a Group, other: &'a Group) -> Found<'a> {
        let (t, o) = (topic.code, other.code);
        if other.is_national() || self.within(t, o) {
            // Of a topic and a larger place behind it the topic; of the same place twice the later.
            let later = t == o && other.locality.is_some();
            return self.named(if later { other } else { topic });
        }
        if self.within(o, t) {
            // 带动北川、平武两县…: a list is what is acted on, a single one acts or holds.
            return self.named(if self.is_list(other) { topic } else { other });
        }
        let between = self.stretch(topic.span.end, other.span.start);
        // 壤塘县获得绵阳市援助资金: the money comes from 绵阳.
        let gives = || {
            let word = self.rules.one_who_gives.getting.first_in(between)?;
            let aid = self.rules.aid.any(clause.span.of(self.text()));
            aid.then(|| self.rules.one_who_gives.decide(other, word))?
        };
        self.gains(between, other).or_else(gives).or_else(|| self.named(topic))
    }

    /// 带动定西市贫困人口12万人: what is counted is of the place that gains.
    fn gains(&self, before: Stretch<'a>, group: &'a Group) -> Found<'a> {
        let word = self.rules.one_who_gains.gains.last_of(before)?;
        self.rules.one_who_gains.decide(group, word)
    }

    /// A place that is no topic, alone before the figure.
    fn lone_object(&self, clause: Clause, other: &'a Group) -> Found<'a> {
        let rule = &self.rules.scene_before_number;
        let front = self.stretch(clause.span.start, other.span.start);
        let near = self.carried().or(self.places.main);
        if self.is_list(other) && !self.within(near, other.code) {
            return None;
        }
        if rule.away.ends(&front) && !self.within(other.code, near) {
            return None;
        }
        let scene = || rule.decide(other, other.span);
        // 为对口帮扶的壤塘县投入…: the giver is spoken of, the receiver only named.
        if !self.related(other.code, near) {
            let located = other.is(Function::Located) && !self.rules.aid.any(&front);
            return self.gains(front, other).or_else(|| located.then(scene)?);
        }
        (other.code == near || !self.within(near, other.code)).then(scene)?
    }

    /// What the text before this clause speaks of.
    fn carried(&self) -> Option<Adcode> {
        let here = self.clause_index()?;
        let last = self.index().last_topic.get(here.checked_sub(1)?).copied()??;
        self.topic_in(last, here).and_then(|group| group.code)
    }

    /// A place behind the figure that says where: …在三台县签约, …均为北川本地人.
    fn behind(&self, clause: Clause, all: &[&'a Group]) -> Found<'a> {
        let rule = &self.rules.place_behind_number;
        let figure = self.at.of(self.text());
        let share = figure.ends_with('%') || self.rules.whole_country.shares.any(figure);
        let group = all.iter().copied().find(|group| {
            let front = Span::new(self.at.end.max(clause.span.start), group.span.start);
            group.span.start >= self.at.end
                && group.kind == Kind::Named
                && rule.words.ends(front.of(self.text()))
                && !(share && rule.origins.ends(front.of(self.text())))
                && !group.is(Function::Measure)
        })?;
        rule.decide(group, group.span)
    }

    pub(super) const fn index(&self) -> &'a Index {
        &self.places.index
    }

    /// The topic of the clause at `index`, if that clause stands in the line of the one at `here`.
    fn topic_in(&self, index: usize, here: usize) -> Option<&'a Group> {
        let line = |at: usize| self.places.clauses.get(at).map(|clause| clause.line);
        let topic = self.index().topics.get(index).copied().flatten()?;
        self.places.groups.get(topic).filter(|_| line(index) == line(here))
    }

    fn in_sentence(&self, index: usize) -> Option<Choice<'a>> {
        let rule = &self.rules.carried_in_sentence;
        let carry = |group: &'a Group| rule.decide(group, group.span).map(carried);
        let here = self.places.clauses.get(index)?;
        // 对口帮扶4个县: the giver, who is rarely named again.
        let own = Span::new(here.span.start, self.at.start).of(self.text()).trim_start();
        let giving = rule.gives.starts(own);
        let before = index.checked_sub(1)?;
        let same = |at: usize| {
            self.places.clauses.get(at).is_some_and(|clause| clause.sentence == here.sentence)
        };
        let last = self.index().last_topic.get(before).copied().flatten();
        if let Some(topic) = last.filter(|at| same(*at)) {
            let topic = self.topic_in(topic, index)?;
            return (self.goes_on(topic, own) && self.is_heard(topic)).then(|| carry(topic))?;
        }
        let located = self.index().last_located.get(before).copied().flatten();
        let located = located.filter(|_| !self.places.report);
        let (_, group) = located.filter(|(at, _)| same(*at) && !giving)?;
        self.places.groups.get(group).filter(|group| self.is_heard(group)).and_then(carry)
    }

    /// “以前在义乌市做工。”老韦说，…: a place from elsewhere that is only quoted is not spoken of behind the
    /// quotation.
    fn is_heard(&self, topic: &Group) -> bool {
        let [_, closes] = &self.index().quotes;
        let shut = closes.get(closes.partition_point(|at| *at < topic.span.end));
        let parts = || shut.is_some_and(|shut| *shut < self.at.start);
        let line = self.clause_index().and_then(|at| self.places.clauses.get(at)).map(|c| c.line);
        let line = line.and_then(|line| self.article.lines.get(line)).map(|line| line.span);
        let said = |line: Span| elsewhere::is_said(self.text(), line, topic.span);
        self.related(topic.code, self.places.main) || !line.is_some_and(said) || !parts()
    }

    /// In a report a place that is no more than a part of its region owns its clause, and what goes
    /// on with the same figure: 泸州经济总量突破3000亿元，增长6%.
    fn goes_on(&self, topic: &Group, own: &str) -> bool {
        let main = self.places.main;
        !self.places.report
            || topic.is_national()
            || (topic.locality.is_none() && self.within(main, topic.code))
            || self.rules.report_of_its_region.goes_on.starts(own)
    }

    /// 一是…;二是…: each point goes back to what the paragraph opened with.
    fn in_paragraph(&self, index: usize) -> Option<Choice<'a>> {
        let clause = self.places.clauses.get(index)?;
        let before = *self.index().carried.get(index)?;
        let further = index::is_point(clause.span.of(self.text()), self.rules) == Some(false);
        let from = if further { before.point } else { before.on };
        let group = self
            .topic_in(from?, index)
            .filter(|group| self.goes_on(group, "") && self.is_heard(group))?;
        self.rules.carried_in_paragraph.decide(group, group.span).map(carried)
    }

    /// “去年我种了2亩辣椒。”资源县的老卢说: who speaks after the quotation.
    fn speaker(&self, clause: Clause) -> Option<Choice<'a>> {
        let line = self.article.lines.get(clause.line)?.span;
        let [opens, closes] = &self.index().quotes;
        let within = |marks: &[usize]| {
            let first = marks.partition_point(|at| *at < line.start);
            (first, marks.partition_point(|at| *at < self.at.start))
        };
        let ((first, last), (shut, closed)) = (within(opens), within(closes));
        let open = last - first > closed - shut;
        let next = closes.partition_point(|at| *at < self.at.end);
        let end = closes.get(next).copied().filter(|at| open && *at < line.end)?;
        // A quoted name says nothing of who speaks; a quoted sentence does.
        let begin = last.checked_sub(1).and_then(|at| opens.get(at))? + '“'.len_utf8();
        let said = Span::new(begin, self.at.start).of(self.text());
        let quoted = Span::new(self.at.end, end).of(self.text());
        let short = said.len() + quoted.len() < SPEECH * 4
            && said.chars().count() + quoted.chars().count() < SPEECH;
        if short && !quoted.ends_with(['。', '！', '？', '，']) {
            return None;
        }
        let here = self.clause_index()?;
        let behind = self.places.clauses.partition_point(|c| c.span.end <= end);
        let own = self.topic_in(behind, here).filter(|group| group.span.start >= end);
        let next = || {
            let next = self.index().next_topic.get(behind + 1).copied().flatten()?;
            self.topic_in(next, here).filter(|group| group.span.start >= end)
        };
        let group = own.or_else(next)?;
        self.rules.speaker_behind_quotation.decide(group, group.span).map(carried)
    }

    /// “你们搞得好！我们那边有12.5万亩。”带队的说: guests speak, named in this line or the one before.
    fn visitor(&self, clause: Clause) -> Option<Choice<'a>> {
        let rule = &self.rules.visitor_speaks;
        let line = self.article.lines.get(clause.line)?.span;
        let open = elsewhere::quotation(self.text(), line, self.at)?;
        let [_, closes] = &self.index().quotes;
        let shut = *closes.get(closes.partition_point(|at| *at < self.at.end))?;
        let said = Span::new(open, shut.min(line.end).max(open)).of(self.text());
        let behind = Span::new(shut, line.end.max(shut)).of(self.text());
        let behind = behind.strip_prefix('”').unwrap_or(behind);
        if !rule.theirs.any(said) && !rule.speakers.is_match(behind) {
            return None;
        }
        let before = clause.line.checked_sub(1).and_then(|at| self.article.lines.get(at));
        let from = before.map_or(line.start, |before| before.span.start);
        let groups = &self.places.groups;
        let upto = groups.partition_point(|group| group.span.start < self.at.start);
        let near = groups.get(..upto)?.iter().rev().take(GUESTS);
        let near = near.take_while(|g| g.span.start >= from);
        let guest =
            |group: &&Group| group.elsewhere.is_some_and(|d| d.rule == VisitorFromElsewhere::RULE);
        let group = near.into_iter().find(|group| guest(group) && group.counts())?;
        rule.decide(group, group.span).map(carried)
    }

    /// The place that the section's opening names.
    fn in_section(&self, line: usize) -> Option<Choice<'a>> {
        let mut next = self.places.sections.get(line).copied();
        while let Some(section) = next {
            if let Some(group) = self.index().openings.get(section).copied().flatten() {
                let group = self.places.groups.get(group)?;
                return self.rules.opening_of_section.decide(group, group.span).map(carried);
            }
            next = self.index().enclosing.get(section).copied().flatten();
        }
        None
    }

    /// The place of the story that the paragraph before told, when this one goes on with it.
    fn in_story(&self, clause: Clause) -> Option<Choice<'a>> {
        let line = self.article.lines.get(clause.line)?.span;
        if self.places.report || !self.index().has_story(line) {
            return None;
        }
        let before = clause.line.checked_sub(1)?;
        if self.places.sections.get(before) != self.places.sections.get(clause.line) {
            return None;
        }
        let end = self.places.clauses.partition_point(|c| c.line < clause.line).checked_sub(1)?;
        let last = self.index().last_topic.get(end).copied().flatten()?;
        let topic = self
            .topic_in(last, end)
            .filter(|_| self.places.clauses.get(end).is_some_and(|clause| clause.line == before))?;
        let county = topic.code.is_some_and(|code| code.level() == Level::County);
        // 越秀区对口帮扶…: who gave is not whose story goes on.
        let told = self.article.lines.get(before).map(|line| line.span)?;
        let gives = self.index().has_aid(told) && !self.related(topic.code, self.places.main);
        (county && !gives)
            .then(|| self.rules.story_goes_on.decide(topic, topic.span).map(carried))?
    }

    pub(super) fn is_list(&self, group: &Group) -> bool {
        group.list.is_some_and(|list| self.index().mixed.contains(&list))
    }

    /// The other side of aid in the same sentence.
    fn partner(&self, region: Adcode, chosen: &Group) -> Option<Decided<Adcode>> {
        let here = *self.places.clauses.get(self.clause_index()?)?;
        if !self.index().has_aid(self.article.sentences.get(here.sentence)?.span) {
            return None;
        }
        let first = self.places.clauses.partition_point(|c| c.sentence < here.sentence);
        self.places
            .clauses
            .iter()
            .skip(first)
            .take_while(|clause| clause.sentence == here.sentence)
            .flat_map(|clause| self.groups(*clause))
            .filter(|group| group.list.is_none() || group.list != chosen.list)
            .filter_map(|group| Some((group.code?, group.span)))
            .find(|(code, _)| !self.related(Some(*code), Some(region)))
            .and_then(|(code, span)| self.rules.partner_in_aid.decide(code, span))
    }

    /// The place of the figure's row, else of its column.
    fn in_table(&self) -> Option<Choice<'a>> {
        let text = self.article.text.text.as_str();
        let around = Around::find(text, &self.article.cells, self.at)?;
        let groups = &self.places.groups;
        let place_in = |span: Span| {
            let first = groups.partition_point(|group| group.span.start < span.start);
            let near = groups.iter().skip(first).take_while(|group| group.span.start < span.end);
            near.into_iter().find(|group| span.contains(group.span) && group.counts())
        };
        let beside = around.row.iter().chain(&around.heads).map(|cell| cell.span);
        std::iter::once(around.own.span)
            .chain(beside)
            .find_map(place_in)
            .and_then(|group| self.rules.place_of_row.decide(group, group.span))
            .map(stated)
    }
}

fn stated(group: Decided<&Group>) -> Choice<'_> {
    let basis = if group.kind == Kind::Anaphor { Basis::Resolved } else { Basis::Stated };
    Choice { group, basis }
}

fn carried(group: Decided<&Group>) -> Choice<'_> {
    Choice { group, basis: Basis::Carried }
}
