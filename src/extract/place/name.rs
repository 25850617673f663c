//! Names of divisions in a text, each judged by what stands around it.
//!
//! A name counts when it is full, or short and licensed.

use super::elsewhere::is_behind_neighbour;
use crate::gazetteer::{Adcode, Gazetteer, Hit, Level, NameKind, Reading};
use crate::rules::Decision;
use crate::rules::place::Place;
use crate::span::Span;
use std::collections::BTreeSet;

/// A name that counts as a place.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Where.
    pub(super) span: Span,
    /// What it may mean.
    pub(super) readings: Vec<Reading>,
    /// Why a short name counts.
    pub(super) by: Option<Decision>,
}

/// The names of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Those that count, in order.
    pub(super) counted: Vec<Name>,
    /// Why others do not.
    pub(super) refused: Vec<Decision>,
}

pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// The characters of `text` from its last one before `at` on: what a name may go on to.
pub(super) fn from_last(text: &str, at: usize) -> &str {
    let last = before(text, at).map_or(0, char::len_utf8);
    text.get(at - last..).unwrap_or_default()
}

/// What names are judged by.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) rules: &'a Place,
}

/// Finds names in one text.
pub(super) struct Namer<'a> {
    text: &'a str,
    hits: Vec<Hit<'a>>,
    /// Provinces and prefectures that the article names anywhere.
    context: &'a BTreeSet<Adcode>,
    gazetteer: &'a Gazetteer,
    rules: &'a Place,
}

/// Provinces and prefectures that `text` names in full, or short where that is no word.
pub(super) fn context(text: &str, gazetteer: &Gazetteer) -> BTreeSet<Adcode> {
    context_of(&gazetteer.scan(text))
}

/// The same of the names found in a text.
pub(super) fn context_of(hits: &[Hit<'_>]) -> BTreeSet<Adcode> {
    hits.iter()
        .flat_map(|hit| hit.readings)
        .filter(|r| r.kind != NameKind::Word && r.code.level() != Level::County)
        // 平台中: the short names of Taiwan's cities are letters of many words.
        .filter(|r| r.kind == NameKind::Full || !is_city_of_taiwan(r.code))
        .map(|reading| reading.region)
        .collect()
}

fn is_city_of_taiwan(code: Adcode) -> bool {
    code.in_taiwan() && code.level() != Level::Province
}

impl<'a> Namer<'a> {
    pub(super) fn new(text: &'a str, context: &'a BTreeSet<Adcode>, tables: Tables<'a>) -> Self {
        Self::of_hits(text, tables.gazetteer.scan(text), context, tables)
    }

    /// The same for a text whose names were found before.
    pub(super) fn of_hits(
        text: &'a str,
        mut hits: Vec<Hit<'a>>,
        context: &'a BTreeSet<Adcode>,
        Tables { gazetteer, rules }: Tables<'a>,
    ) -> Self {
        hits.sort_by_key(|hit| (hit.span.start, usize::MAX - hit.span.end));
        Self { text, hits, context, gazetteer, rules }
    }

    /// The names of the text. `known` are the regions that the article names in full elsewhere.
    pub(super) fn names(&self, known: &BTreeSet<Adcode>) -> Names {
        let mut names = self.full();
        let mut known = known.clone();
        known.extend(names.counted.iter().flat_map(|name| &name.readings).map(|r| r.region));
        let short = self.short(&names.counted, &known);
        names.counted.extend(short.counted);
        names.refused.extend(short.refused);
        names.counted.sort_by_key(|name| name.span);
        names.counted = self.add_listed(names.counted);
        names
    }

    /// Full names, leftmost and longest.
    fn full(&self) -> Names {
        let mut names = Names::default();
        for hit in &self.hits {
            let last = names.counted.last();
            if last.is_some_and(|last| hit.span.start < last.span.end) {
                continue;
            }
            let readings = of_kind(hit, NameKind::Full);
            if readings.is_empty() {
                continue;
            }
            let adjacent = last.is_some_and(|last| last.span.end == hit.span.start);
            match self.refusal(hit.span, &readings, adjacent) {
                Some(why) => names.refused.push(why),
                None => names.counted.push(Name { span: hit.span, readings, by: None }),
            }
        }
        names
    }

    /// Why the full name at `span` is a piece of other words.
    fn refusal(&self, span: Span, readings: &[Reading], adjacent: bool) -> Option<Decision> {
        let rules = self.rules;
        let name = span.of(self.text);
        if rules.longer.starts(from_last(self.text, span.end))
            && let Some(why) = rules.longer_word.decide((), span)
        {
            return Some(why);
        }
        if rules.district_of_its_city.names.is(name) {
            return (!adjacent).then(|| rules.district_of_its_city.decide((), span))?;
        }
        let length = name.chars().count();
        if length == 2 {
            let stands = self.two_characters(span, readings, adjacent);
            return (!stands).then(|| rules.two_character_county.decide((), span))?;
        }
        if self.is_rank(span) || self.is_phrase(span, readings, adjacent) {
            return rules.longer_word.decide((), span);
        }
        // 大别|山区, 环|湖区: a landscape rather than a district, unless its city stands before.
        let rule = &rules.landscape;
        let previous = before(self.text, span.start).filter(|c| is_han(*c));
        let landscape = length == 3 && rule.endings.ends(name);
        (landscape
            && previous.is_some_and(|c| !rule.openers.has(c))
            && !adjacent
            && !self.parent_is_near(readings))
        .then(|| rule.decide((), span))?
    }

    /// 河南|县级: the county's core is the name of something larger.
    fn is_rank(&self, span: Span) -> bool {
        let Some(kind) = before(self.text, span.end) else { return false };
        let larger = |core: &str| {
            self.gazetteer.readings(core).iter().any(|r| r.code.level() != Level::County)
        };
        self.rules.longer_word.ranks.starts(from_last(self.text, span.end))
            && span.of(self.text).strip_suffix(kind).is_some_and(larger)
    }

    /// 新建|县级, 医疗资源|县域: a word before a word that begins like the kind of a division.
    fn is_phrase(&self, span: Span, readings: &[Reading], adjacent: bool) -> bool {
        let Some(kind) = before(self.text, span.end).filter(|_| !adjacent) else { return false };
        let rule = &self.rules.longer_word;
        let bare = span.of(self.text).strip_suffix(kind).unwrap_or_default();
        let is_word = |r: &Reading| r.kind == NameKind::Word;
        if !self.gazetteer.readings(bare).iter().any(is_word) {
            return false;
        }
        // 新建县 is no more: without its city it is a word and 县.
        let gone = readings.iter().all(|reading| reading.until.is_some());
        // 资源县城 may open a clause; 医疗资源|县城 may not.
        let behind_word = before(self.text, span.start).is_some_and(is_han);
        rule.ranks.starts(from_last(self.text, span.end))
            || (behind_word || rule.acts.is(bare))
                && rule.things.starts(from_last(self.text, span.end))
            || (gone && rule.acts.is(bare) && !self.parent_is_near(readings))
    }

    /// 范县, 和县: only where the character before cannot make a word with the first one.
    fn two_characters(&self, span: Span, readings: &[Reading], adjacent: bool) -> bool {
        let rule = &self.rules.two_character_county;
        let rest = self.text.get(span.end..).unwrap_or_default();
        let next = rest.chars().next().unwrap_or('。');
        if rule.ranks.has(next) || (rule.towns.has(next) && !rule.townships.starts(rest)) {
            return false;
        }
        if adjacent {
            return true;
        }
        let name = span.of(self.text);
        let named_next = || self.hits.iter().any(|hit| hit.span.start == span.end);
        if rule.neighbours.is(name) && named_next() {
            return false;
        }
        let conjunction = rule.conjunctions.is(name);
        let Some(left) = before(self.text, span.start).filter(|c| is_han(*c)) else {
            return !conjunction || self.parent_is_near(readings);
        };
        let first = name.chars().next().map_or(0, char::len_utf8);
        if rule.compounds.ends(self.text.get(..span.start + first).unwrap_or_default()) {
            return false;
        }
        let front = self.text.get(..span.start).unwrap_or_default();
        let opened = rule.openers.has(left) || is_behind_neighbour(front, self.rules);
        if conjunction {
            return opened && self.parent_is_near(readings);
        }
        let acted_on = rule.verbs.ends(self.text.get(..span.start).unwrap_or_default());
        opened || acted_on || self.parent_is_near(readings)
    }

    /// Whether the article names the prefecture or province of a reading.
    fn parent_is_near(&self, readings: &[Reading]) -> bool {
        readings.iter().any(|reading| {
            self.gazetteer.path(reading.code).iter().any(|above| self.context.contains(above))
        })
    }

    /// Short names that stand on their own licence.
    fn short(&self, full: &[Name], known: &BTreeSet<Adcode>) -> Names {
        let mut names = Names::default();
        for hit in &self.hits {
            let taken = names.counted.last().is_some_and(|name| hit.span.start < name.span.end)
                || overlapping(full, hit.span).next().is_some();
            let readings = of_kind(hit, NameKind::Short);
            if taken || readings.is_empty() || !self.licensed(hit.span, &readings, known) {
                continue;
            }
            if begins_village(self.text, hit.span.end, self.rules)
                && let Some(why) = self.rules.village_name_begins.decide((), hit.span)
            {
                names.refused.push(why);
                continue;
            }
            let by = self.rules.short_name.decide((), hit.span);
            if by.is_some() {
                names.counted.push(Name { span: hit.span, readings, by });
            }
        }
        names
    }

    fn licensed(&self, span: Span, readings: &[Reading], known: &BTreeSet<Adcode>) -> bool {
        let rule = &self.rules.short_name;
        if after(self.text, span.end).is_some_and(|next| rule.not_before.has(next)) {
            return false;
        }
        // 70周年|大庆: an anniversary.
        if rule.not_behind.ends(self.text.get(..span.start).unwrap_or_default()) {
            return false;
        }
        if self.is_writer(span) {
            return false;
        }
        let landform = self.is_landform(span);
        let front = self.text.get(..span.start).unwrap_or_default();
        // 隔壁的|循化: a word that makes a neighbour of it.
        let bounded = before(self.text, span.start)
            .is_none_or(|c| !is_han(c) || rule.openers.has(c))
            || is_behind_neighbour(front, self.rules);
        readings.iter().any(|reading| match reading.code.level() {
            Level::Province => true,
            Level::Prefecture if !is_city_of_taiwan(reading.code) => !landform,
            Level::Prefecture | Level::County => {
                let path = self.gazetteer.path(reading.code);
                let in_city = path.iter().any(|above| {
                    above.level() == Level::Prefecture && self.context.contains(above)
                });
                let in_province = path.iter().any(|above| self.context.contains(above));
                let named = known.contains(&reading.region);
                !landform && (named || in_city || (bounded && in_province))
            }
        })
    }

    /// 记者 何|乐山: the end of a person's name.
    fn is_writer(&self, span: Span) -> bool {
        let front = self.text.get(..span.start).unwrap_or_default();
        let surname = front.char_indices().rev().take(2).take_while(|(_, c)| is_han(*c));
        let mut heads = surname.filter_map(|(at, _)| front.get(..at));
        heads.any(|head| {
            let bare = head.trim_end_matches([' ', '：', ':', '|', '丨']);
            bare.len() < head.len() && self.rules.short_name.writers.ends(bare)
        })
    }

    /// 东平|湖: a lake or hill called after the place; but 绵阳|江油市.
    fn is_landform(&self, span: Span) -> bool {
        let rule = &self.rules.short_name;
        let rest = self.text.get(span.end..).unwrap_or_default();
        if !rule.landforms.starts(rest) || rule.no_landforms.starts(rest) {
            return false;
        }
        let first = self.hits.partition_point(|hit| hit.span.start < span.end);
        let mut next = self.hits.iter().skip(first).take_while(|hit| hit.span.start == span.end);
        !next.any(|hit| hit.readings.iter().any(|reading| reading.kind == NameKind::Full))
    }

    /// Adds short names that a list of places licenses: 北川、平武两县.
    fn add_listed(&self, mut names: Vec<Name>) -> Vec<Name> {
        let mut listed: Vec<Name> = Vec::new();
        for run in self.runs(&names) {
            let licensed: Vec<Adcode> = run
                .iter()
                .flat_map(|hit| overlapping(&names, hit.span).filter(|n| n.span == hit.span))
                .flat_map(|name| &name.readings)
                .map(|reading| reading.region)
                .collect();
            let counted = run.last().is_some_and(|hit| self.ends_a_list(hit.span.end));
            for hit in &run {
                if overlapping(&names, hit.span).next().is_some() {
                    continue;
                }
                let readings: Vec<Reading> = hit
                    .readings
                    .iter()
                    .filter(|r| r.until.is_none() && r.code.level() != Level::Province)
                    .filter(|r| {
                        counted || licensed.iter().any(|other| self.are_siblings(r.code, *other))
                    })
                    .copied()
                    .collect();
                let by = self.rules.short_name_in_list.decide((), hit.span);
                if !readings.is_empty() && by.is_some() {
                    listed.push(Name { span: hit.span, readings, by });
                }
            }
        }
        names.extend(listed);
        names.extend(self.headed(&names));
        names.sort_by_key(|name| name.span);
        names
    }

    fn are_siblings(&self, a: Adcode, b: Adcode) -> bool {
        let parent = |code| self.gazetteer.division(code, None).and_then(|d| d.parent);
        a != b && parent(a).is_some() && parent(a) == parent(b)
    }

    /// 三台：“三变”改革盘活家底: a short name before a colon heads its line, when the article has the
    /// division in full; as a word (资源：…) it would not be named so elsewhere.
    fn headed(&self, names: &[Name]) -> Vec<Name> {
        let known: BTreeSet<Adcode> =
            names.iter().flat_map(|name| &name.readings).map(|r| r.region).collect();
        let heads = |hit: &&Hit<'_>| {
            let opens = before(self.text, hit.span.start).is_none_or(|c| c == '\n');
            let colon = after(self.text, hit.span.end).is_some_and(|c| matches!(c, '：' | ':'));
            opens && colon && overlapping(names, hit.span).next().is_none()
        };
        let named = |hit: &Hit<'_>| {
            let own = hit.readings.iter().filter(|r| known.contains(&r.region));
            let by = self.rules.short_name_heads_line.decide((), hit.span);
            Name { span: hit.span, readings: own.copied().collect(), by }
        };
        let named = self.hits.iter().filter(heads).map(named);
        named.filter(|name| !name.readings.is_empty() && name.by.is_some()).collect()
    }

    /// Runs of two or more names, counted or not yet, that nothing but joiners part.
    fn runs(&self, names: &[Name]) -> Vec<Vec<Hit<'a>>> {
        let mut runs: Vec<Vec<Hit<'a>>> = Vec::new();
        let mut run: Vec<Hit<'a>> = Vec::new();
        for hit in &self.hits {
            let inside = run.last().is_some_and(|last| hit.span.start < last.span.end);
            let cut = overlapping(names, hit.span).any(|name| name.span != hit.span);
            if inside || cut {
                continue;
            }
            let gap = run.last().map(|last| Span::new(last.span.end, hit.span.start));
            if gap.is_some_and(|gap| self.rules.joiners.is(gap.of(self.text))) {
                run.push(hit.clone());
                continue;
            }
            runs.push(std::mem::take(&mut run));
            run.push(hit.clone());
        }
        runs.push(run);
        runs.retain(|run| run.len() >= 2);
        runs
    }

    /// Whether what follows counts or names the kind of a list: 两县, 3个贫困县, 等地.
    fn ends_a_list(&self, at: usize) -> bool {
        let rule = &self.rules.short_name_in_list;
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rule.others.strip_start(rest).unwrap_or(rest);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || rule.counts.has(c));
        let mut rest = rule.counters.strip_start(rest).unwrap_or(rest);
        while let Some(bare) = rule.qualifiers.strip_start(rest) {
            rest = bare;
        }
        rule.kinds.starts(rest)
    }
}

/// 广东|坪村: the name goes on to that of a village or town.
pub(super) fn begins_village(text: &str, at: usize, rules: &Place) -> bool {
    let rule = &rules.village_name_begins;
    let rest = text.get(at..).unwrap_or_default();
    let mut chars = rest.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    if rules.town_or_village.has(first) {
        return second.is_none_or(|c| !rules.town_or_village.has(c) && !rule.general.has(c));
    }
    is_han(first)
        && second.is_some_and(|c| rules.town_or_village.has(c))
        && !rule.kinds.starts(rest)
        && !rule.counts.has(first)
}

/// Those of `names`, in order and apart from each other, that share a byte with `span`.
fn overlapping(names: &[Name], span: Span) -> impl Iterator<Item = &Name> {
    let first = names.partition_point(|name| name.span.end <= span.start);
    names.iter().skip(first).take_while(move |name| name.span.start < span.end)
}

fn of_kind(hit: &Hit<'_>, kind: NameKind) -> Vec<Reading> {
    hit.readings.iter().filter(|reading| reading.kind == kind).copied().collect()
}
