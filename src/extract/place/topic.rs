//! What 该县, 全市, 当地 stand for, and where each place stands.

use super::clause::Clause;
use super::elsewhere;
use super::function::{self, Function};
use super::group::{Group, Kind};
use super::locality;
use super::name::{Tables, is_han};
use crate::gazetteer::{Adcode, Level};
use crate::rules::place::{GuestsByOrigin, LifeElsewhere, NeighbourNamed, Place, SoldElsewhere};
use crate::rules::{Decision, Initials, Words};
use crate::span::{Span, Stretch};

/// How many clauses of its sentence are read before a place.
const CLAUSES: usize = 8;

/// A stand-in for a place, not yet resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StandIn {
    /// Where.
    span: Span,
    /// What it asks for.
    ask: Ask,
    /// Why it is one.
    by: Decision,
    /// Where the word of its kind begins.
    kind: usize,
    /// Where the words end that show it.
    end: usize,
}

/// How a stand-in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// 该县, 这个县: the last one named.
    Last,
    /// 他们县: the last one from elsewhere.
    Theirs,
    /// 我县, 本县: the writer's.
    Own,
    /// 全县: the one spoken of.
    Spoken,
}

/// What a stand-in asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ask {
    /// A division whose name ends so.
    Division {
        /// 县, 市, 区 …
        kind: String,
        /// Whose.
        whose: Whose,
    },
    /// The last town or village.
    Locality {
        /// 镇, 乡, 村 …
        kind: String,
    },
    /// The last place that was a topic.
    There,
    /// The counties of a list: what holds them all.
    Several,
    /// The province that is an island.
    Island,
    /// The country.
    Nation,
}

/// The stand-ins of `text`, outside `taken`, which are in order.
fn stand_ins(text: &str, taken: &[Group], rules: &Place) -> Vec<StandIn> {
    let heads = heads(rules);
    let mut found = Vec::new();
    let mut free = 0;
    let mut previous = None;
    for (at, c) in text.char_indices() {
        let before = previous.replace(c);
        if at < free || !heads.may_have(c) || !is_han(c) {
            continue;
        }
        let here = Stretch::new(text, Span::new(at, text.len()));
        let opens = |c: char| !c.is_alphanumeric() || rules.its_offices.openers.has(c);
        let read = pronoun(here, rules)
            .or_else(|| general(here, rules))
            .or_else(|| opening(here, c, rules).filter(|_| before.is_none_or(opens)));
        let Some(read) = read else { continue };
        free = read.end;
        // 全市|场, 该村|民: what follows makes another word of the kind.
        let kind = text.get(read.kind..).unwrap_or_default();
        let continued = rules.longer.starts(kind) || rules.stand_in_longer.starts(kind);
        if !continued && !overlaps(taken, read.span) {
            found.push(read);
        }
    }
    found
}

/// What stand-ins begin with.
fn heads(rules: &Place) -> Initials {
    let Place { this_division, our_division, whole_division, whole_island, .. } = rules;
    let Place { there, whole_country, its_offices, several_counties, .. } = rules;
    let words = [&this_division.words, &our_division.words, &whole_division.words];
    let words = words.into_iter().chain([&rules.their_division.words, &whole_island.words]);
    let words = words.chain([&there.words, &whole_country.words]);
    let letters = its_offices.kinds.iter().chain(several_counties.counts.iter());
    words.map(Words::initials).fold(letters.collect(), Initials::or)
}

/// Whether one of `groups`, in order, shares a byte with `span`.
fn overlaps(groups: &[Group], span: Span) -> bool {
    // Groups hardly ever overlap, so the one that does is among the last to begin.
    let upto = groups.partition_point(|group| group.span.start < span.end);
    let near = groups.get(upto.saturating_sub(4)..upto).unwrap_or_default();
    near.iter().any(|group| group.span.overlaps(span))
}

/// 该县, 我市, 全省, 该村: a word that points, and a kind.
fn pronoun(here: Stretch<'_>, rules: &Place) -> Option<StandIn> {
    let Place { this_division, our_division, whole_division, .. } = rules;
    let start = here.span().start;
    let points = |words: &Words, whose| Some((start + words.at_start(&here)?.len(), whose));
    let (kind, whose) = points(&this_division.words, Whose::Last)
        .or_else(|| points(&rules.their_division.words, Whose::Theirs))
        .or_else(|| points(&our_division.words, Whose::Own))
        .or_else(|| points(&whole_division.words, Whose::Spoken))?;
    let rest = here.from(kind);
    let village = rules.this_village.kinds.at_start(&rest).filter(|_| whose != Whose::Theirs);
    if let Some(word) = village {
        let span = Span::new(start, kind + word.len());
        let by = rules.this_village.decide((), span)?;
        let ask = Ask::Locality { kind: word.to_owned() };
        return Some(StandIn { span, ask, by, kind, end: span.end });
    }
    let word = rules.division_kinds.at_start(&rest)?;
    let span = Span::new(start, kind + word.len());
    let by = match whose {
        Whose::Last => this_division.decide((), span),
        Whose::Theirs => rules.their_division.decide((), span),
        Whose::Own => our_division.decide((), span),
        Whose::Spoken => whole_division.decide((), span),
    }?;
    let ask = Ask::Division { kind: word.to_owned(), whose };
    Some(StandIn { span, ask, by, kind, end: span.end })
}

/// 当地; 全国.
fn general(here: Stretch<'_>, rules: &Place) -> Option<StandIn> {
    let start = here.span().start;
    let place = |words: &Words| Some(Span::new(start, start + words.at_start(&here)?.len()));
    let read = |span: Span, ask, by| StandIn { span, ask, by, kind: start, end: span.end };
    if let Some(span) = place(&rules.whole_island.words)
        .filter(|span| !rules.whole_island.not_before.starts(&here.from(span.end)))
    {
        return Some(read(span, Ask::Island, rules.whole_island.decide((), span)?));
    }
    if let Some(span) = place(&rules.there.words) {
        return Some(read(span, Ask::There, rules.there.decide((), span)?));
    }
    let span = place(&rules.whole_country.words)?;
    Some(read(span, Ask::Nation, rules.whole_country.decide((), span)?))
}

/// 市里, 省财政, 两县: only where a clause begins. `first` is the first character.
fn opening(here: Stretch<'_>, first: char, rules: &Place) -> Option<StandIn> {
    let Place { its_offices, several_counties, .. } = rules;
    let start = here.span().start;
    let rest = here.from(start + first.len_utf8());
    if its_offices.kinds.has(first) {
        let found = its_offices.offices.find(&rest).filter(|found| found.start() == 0)?;
        let span = Span::new(start, rest.span().start);
        let by = its_offices.decide((), span)?;
        let ask = Ask::Division { kind: first.to_string(), whose: Whose::Spoken };
        return Some(StandIn { span, ask, by, kind: start, end: span.end + found.end() });
    }
    let kind = several_counties.kinds.at_start(&rest)?;
    if !several_counties.counts.has(first) {
        return None;
    }
    let span = Span::new(start, rest.span().start + kind.len());
    let by = several_counties.decide((), span)?;
    Some(StandIn { span, ask: Ask::Several, by, kind: start, end: span.end })
}

/// Resolves stand-ins in the order of the text and puts them among `named`, the named groups.
pub(super) fn resolve(named: Vec<Group>, around: Surroundings<'_>) -> Vec<Group> {
    let mut stand_ins = stand_ins(around.text, &named, around.tables.rules).into_iter().peekable();
    let mut reader = Reader { around, done: Vec::new() };
    for group in named {
        while let Some(next) = stand_ins.next_if(|next| next.span.start < group.span.start) {
            reader.stand_in(next);
        }
        // What a stand-in took in is read already.
        if !reader.done.last().is_some_and(|last| last.span.overlaps(group.span)) {
            reader.named(group);
        }
    }
    for next in stand_ins {
        reader.stand_in(next);
    }
    reader.done
}

/// What stand-ins are resolved by.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) text: &'a str,
    pub(super) clauses: &'a [Clause],
    pub(super) sections: &'a [usize],
    pub(super) main: Option<Adcode>,
    /// Whether the article is a report of its region.
    pub(super) report: bool,
    pub(super) tables: Tables<'a>,
}

impl Surroundings<'_> {
    /// Notes in which clause and section `group` stands, and what it does there.
    pub(super) fn place(&self, group: &mut Group) {
        let index = self.clauses.partition_point(|clause| clause.span.end <= group.span.start);
        let Some(clause) = self.clauses.get(index).filter(|c| c.span.start <= group.span.start)
        else {
            return;
        };
        group.clause = Some(index);
        group.section = self.sections.get(clause.line).copied();
        let rules = self.tables.rules;
        let same = |other: &&Clause| other.sentence == clause.sentence;
        let begun = self
            .clauses
            .get(..=index)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(CLAUSES)
            .take_while(same);
        let before = begun.last().map_or(clause.span.start, |first| first.span.start);
        let before = elsewhere::last_of(Span::new(before, group.span.start).of(self.text));
        group.function = function::workers_away(self.text, before, group.span, rules)
            .or_else(|| function::function(self.text, clause.span, group.span, rules));
        // 在大桥镇一家工厂: a town of its own is no other place.
        if group.kind == Kind::Named && group.counts() && group.locality.is_none() {
            group.elsewhere = elsewhere::met(self.text, clause.span, group.span, rules);
            let away = [LifeElsewhere::RULE, SoldElsewhere::RULE, GuestsByOrigin::RULE];
            let away = group.elsewhere.filter(|met| away.contains(&met.rule));
            let away = away.and_then(|met| rules.destination.decide(Function::Object, met.by));
            // 黄河对岸的宜川县种苹果: the clause is about the neighbour.
            let beside = || {
                let met = group.elsewhere.filter(|met| met.rule == NeighbourNamed::RULE)?;
                let front = Span::new(clause.span.start, group.span.start).of(self.text);
                let told = elsewhere::is_behind_neighbour(front.trim_end(), rules);
                told.then(|| rules.topic_of_clause.decide(Function::Topic, met.by))?
            };
            group.function = away.or(group.function).or_else(beside);
        }
    }
}

/// How many places back a stand-in may be resolved by; keeps time linear in long tables.
const FARTHEST: usize = 500;

/// Reads places in order and remembers what was spoken of.
struct Reader<'a> {
    around: Surroundings<'a>,
    done: Vec<Group>,
}

impl Reader<'_> {
    /// A village without its county lies in the county last spoken of.
    fn named(&mut self, mut group: Group) {
        if group.code.is_none() && group.locality.is_some() {
            let county = self.county_near(&group).and_then(|county| {
                self.around.tables.rules.county_of_village.decide(county, group.span)
            });
            group.code = county.map(|county| county.value);
            group.county = county.map(|county| county.decision());
        }
        self.done.push(group);
    }

    fn stand_in(&mut self, stand_in: StandIn) {
        let StandIn { span, ask, by, .. } = stand_in;
        let mut group = Group { span, kind: Kind::Anaphor, read: Some(by), ..Group::default() };
        self.around.place(&mut group);
        // 该镇广东坪村, 该县新德镇: what follows belongs to it.
        let below = locality::at(self.around.text, span.end, self.around.tables.rules);
        let end = below.as_ref().map_or(span.end, |found| found.span.end);
        match ask {
            Ask::Nation => group.kind = Kind::National,
            Ask::Island => group.code = self.island(),
            Ask::Several => {
                group.code = self.around.main.filter(|main| main.level() != Level::County);
            }
            Ask::There => {
                let rules = self.around.tables.rules;
                let front = self.around.text.get(..span.start).unwrap_or_default();
                let ours = rules.own_place.ours.ends(front);
                // A neighbour is there in its own paragraph; 我们这里 is none.
                let near =
                    |last: &&Group| !last.is_elsewhere() || self.line(last) == self.line(&group);
                let last = self.spoken_of(group.section).find(|last| !last.is_national());
                let last = last.filter(|last| !ours && near(last));
                group.code = last.and_then(|last| last.code).or(self.around.main);
                group.locality = last.and_then(|last| last.locality.clone());
            }
            Ask::Locality { kind } => {
                let Some((code, town)) = self.last_locality(&kind) else { return };
                let village = below.and_then(|found| found.village).unwrap_or_default();
                group.code = code;
                group.locality = Some(format!("{town}{village}"));
                group.span.end = end;
            }
            Ask::Division { kind, whose } => {
                group.code = self.division(&kind, whose, &group);
                group.locality = below.map(|found| found.label());
                group.span.end = end;
            }
        }
        // 全县 of a county that nothing tells is of no other place.
        let unknown = self.around.main.is_none() && group.read.is_some();
        if group.code.is_some() || group.is_national() || group.locality.is_some() || unknown {
            self.done.push(group);
        }
    }

    /// The places of a section, latest first.
    fn named_in(&self, section: Option<usize>) -> impl Iterator<Item = &Group> {
        self.done
            .iter()
            .rev()
            .take(FARTHEST)
            .filter(move |group| group.counts() && group.section == section)
    }

    /// The topics of a section, latest first.
    fn spoken_of(&self, section: Option<usize>) -> impl Iterator<Item = &Group> {
        self.named_in(section).filter(|group| group.is(Function::Topic))
    }

    /// The county that a village named alone lies in: the last one named inside what the article is
    /// about (蕉城区为岷县…落户梅川镇: 岷县), else the last one spoken of.
    fn county_near(&self, village: &Group) -> Option<Adcode> {
        let section = village.section;
        let county = |code: &Adcode| code.level() == Level::County;
        let inside = |code: &Adcode| {
            self.around.main.is_some_and(|main| self.around.tables.gazetteer.within(*code, main))
        };
        self.named_in(section)
            .filter_map(|group| group.code)
            .find(|code| county(code) && inside(code))
            .or_else(|| {
                let home = self.around.main.as_ref().is_some_and(county);
                let heard = |topic: &&Group| !home || self.is_heard(topic, village);
                self.spoken_of(section).filter(heard).filter_map(|group| group.code).find(county)
            })
            .or(self.around.main)
    }

    /// The line in which a place stands.
    fn line(&self, group: &Group) -> Option<usize> {
        Some(self.around.clauses.get(group.clause?)?.line)
    }

    /// Whether `topic` still holds where `later` stands: a place from elsewhere is not spoken of beyond
    /// its paragraph, unless it opens the section.
    fn is_heard(&self, topic: &Group, later: &Group) -> bool {
        let Surroundings { sections, main, tables, .. } = self.around;
        let line = |group: &Group| self.line(group);
        let opens = |line: usize| {
            line.checked_sub(1).is_none_or(|above| sections.get(above) != sections.get(line))
        };
        let ours = topic.code.zip(main).is_none_or(|(code, main)| {
            tables.gazetteer.within(code, main) || tables.gazetteer.within(main, code)
        });
        ours || line(topic) == line(later) || line(topic).is_some_and(opens)
    }

    /// The island that the article is about or spoke of last: Taiwan.
    fn island(&self) -> Option<Adcode> {
        let spoken = self.done.iter().rev().take(FARTHEST).filter_map(|group| group.code);
        let last = spoken.chain(self.around.main).find(|code| code.in_taiwan())?;
        Some(last.province())
    }

    fn last_locality(&self, kind: &str) -> Option<(Option<Adcode>, String)> {
        self.done.iter().rev().take(FARTHEST).find_map(|group| {
            let label = group.locality.as_deref()?;
            let at = label.find(kind)?;
            // 该镇 after 三堆镇龙池村 is the town alone.
            Some((group.code, label.get(..at + kind.len())?.to_owned()))
        })
    }

    /// The division whose name ends with `kind`: the last one named for 该县, what is spoken of for
    /// 全县; else the article's, or one that holds it.
    fn division(&self, kind: &str, whose: Whose, stand_in: &Group) -> Option<Adcode> {
        let (gazetteer, section) = (self.around.tables.gazetteer, stand_in.section);
        let fits = |code: &Adcode| gazetteer.name(*code).ends_with(kind);
        let with_parents = |code: Adcode| {
            let mut all = gazetteer.path(code);
            all.push(code);
            all.reverse();
            all
        };
        let theirs = whose == Whose::Theirs;
        let last = self.named_in(section).filter(|group| group.is_elsewhere() == theirs);
        let last = last.filter_map(|group| group.code).find(fits);
        if theirs {
            return last;
        }
        if whose == Whose::Last && last.is_some() {
            return last;
        }
        // 怀柔区…。全市…: a place from elsewhere stands for itself, not for what holds it.
        let ours = |code: Adcode| {
            self.around
                .main
                .is_none_or(|main| gazetteer.within(code, main) || gazetteer.within(main, code))
        };
        let reach = |code: Adcode| if ours(code) { with_parents(code) } else { vec![code] };
        // In a report of 常德市, 全市 behind 津市市 is 常德市.
        let own = self.around.main.filter(|_| whose == Whose::Own || self.around.report);
        // What is listed is not spoken of: 华蓥市、岳池县上榜, 全市….
        let topics = self.spoken_of(section).filter(|group| group.list.is_none());
        let home = self.around.main.is_some_and(|main| fits(&main));
        let topics = topics.filter(|topic| !home || self.is_heard(topic, stand_in));
        // What is only met is not spoken of, unless the article is about it.
        let met = |group: &Group| group.is_elsewhere() && group.code != self.around.main;
        let topics = topics.filter(|topic| !met(topic));
        own.into_iter()
            .chain(topics.filter_map(|group| group.code))
            .chain(self.around.main)
            .flat_map(reach)
            .find(fits)
            .or_else(|| {
                let done = self.done.iter().rev().take(FARTHEST).filter(|group| !met(group));
                done.filter_map(|group| group.code).find(fits)
            })
    }
}
