//! What a place does in its clause, and what 该县, 全市, 当地 stand for.

use super::clause::{self, Clause};
use super::group::{Group, Kind};
use super::locality;
use crate::gazetteer::{Adcode, Gazetteer, Level};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What a place does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    /// The clause is about it.
    Topic,
    /// Where something happens: 在…
    Located,
    /// Anything else: an object, a destination.
    Object,
    /// What is compared with: 占…的, 比…, 居…第一.
    Measure,
}

/// The function of the place at `span` in the clause that spans `clause`.
pub(super) fn function(text: &str, clause: Span, span: Span) -> Function {
    let prefix = Span::new(clause.start, span.start).of(text);
    let bare = prefix.trim_end();
    let measures = [
        "占", "占到", "占了", "比", "较", "高于", "低于", "高出", "超过", "居", "列", "位居",
        "位列", "名列", "优于", "快于", "领先", "领跑",
    ];
    if measures.iter().any(|word| bare.ends_with(word)) || is_ranking(text, bare, span.end) {
        return Function::Measure;
    }
    if clause::leads_to_topic(prefix) {
        return Function::Topic;
    }
    if ["在", "于", "位于", "落户", "为", "对", "向", "给", "由"].iter().any(|w| bare.ends_with(w))
    {
        return Function::Located;
    }
    Function::Object
}

/// 在全省率先, 走在全市前列.
fn is_ranking(text: &str, before: &str, end: usize) -> bool {
    let next: String = text.get(end..).unwrap_or_default().chars().take(4).collect();
    before.ends_with('在')
        && ["率先", "前列", "首", "第一", "名列", "领先", "推广", "前茅", "排名", "位列", "位居"]
            .iter()
            .any(|word| next.contains(word))
}

/// 该县, 全市, 我省, 当地, 该村 …
static ANAPHOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<which>[该全我本]|这个)",
        r"(?P<kind>自治区|自治州|自治县|省|市|县|区|州|旗|盟|镇|乡|街道|村|社区)|",
        r"(?P<there>当地|那里|这里)|(?P<nation>全国|我国|中国)|",
        // 市里, 省财政: only where a clause begins.
        r"(?:^|[\s\p{P}])(?P<own>[省市县区州])(?:里|财政)",
    ))
    .ok()
});

/// A stand-in for a place, not yet resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StandIn {
    /// Where.
    pub(super) span: Span,
    /// What it asks for.
    pub(super) ask: Ask,
}

/// How a stand-in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// 该县, 这个县: the last one named.
    Last,
    /// 我县, 本县: the writer's.
    Own,
    /// 全县: the one spoken of.
    Spoken,
}

/// What a stand-in asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
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
    /// The country.
    Nation,
}

/// The stand-ins of `text`, outside `taken`.
pub(super) fn stand_ins(text: &str, taken: &[Group]) -> Vec<StandIn> {
    let Some(pattern) = ANAPHOR.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        let own = captures.name("own");
        let Some(whole) = own.or_else(|| captures.get(0)) else { continue };
        let span = Span::from(whole.range());
        let next = super::name::after(text, span.end).unwrap_or('。');
        let kind = captures.name("kind").or(own).map_or("", |m| m.as_str());
        let continued = match kind {
            "市" => "场值".contains(next),
            "区" => "域块间段位别划".contains(next),
            "村" => next == '民',
            "县" => next == '级',
            _ => false,
        };
        if continued || taken.iter().any(|group| group.span.overlaps(span)) {
            continue;
        }
        let ask = if captures.name("nation").is_some() {
            Ask::Nation
        } else if captures.name("there").is_some() {
            Ask::There
        } else if ["镇", "乡", "街道", "村", "社区"].contains(&kind) {
            Ask::Locality { kind: kind.to_owned() }
        } else {
            let whose = match captures.name("which").map_or("", |m| m.as_str()) {
                "该" | "这个" => Whose::Last,
                "我" | "本" => Whose::Own,
                _ => Whose::Spoken,
            };
            Ask::Division { kind: kind.to_owned(), whose }
        };
        found.push(StandIn { span, ask });
    }
    found
}

/// Resolves stand-ins in the order of the text and puts them among `named`, the named groups.
pub(super) fn resolve(named: Vec<Group>, around: Surroundings<'_>) -> Vec<Group> {
    let mut stand_ins = stand_ins(around.text, &named).into_iter().peekable();
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
    pub(super) gazetteer: &'a Gazetteer,
}

/// Reads places in order and remembers what was spoken of.
struct Reader<'a> {
    around: Surroundings<'a>,
    done: Vec<Group>,
}

impl Reader<'_> {
    /// A village without its county lies in the county last spoken of.
    fn named(&mut self, mut group: Group) {
        if group.code.is_none() && group.locality.is_some() {
            let line = self.clause(group.span).map(|clause| clause.line);
            group.code = self.county_near(line);
        }
        self.done.push(group);
    }

    fn stand_in(&mut self, stand_in: StandIn) {
        let StandIn { span, ask } = stand_in;
        let Some(clause) = self.clause(span).copied() else { return };
        // 该镇广东坪村, 该县新德镇: what follows belongs to it.
        let below = locality::at(self.around.text, span.end);
        let end = below.as_ref().map_or(span.end, |found| found.span.end);
        let (code, locality, kind) = match ask {
            Ask::Nation => (None, None, Kind::National),
            Ask::There => {
                let last = self.last_topic(clause);
                let code = last.and_then(|group| group.code).or(self.around.main);
                let locality = last.and_then(|group| group.locality.clone());
                (code, locality, Kind::Anaphor)
            }
            Ask::Locality { kind } => {
                let Some((code, town)) = self.last_locality(&kind) else { return };
                let village = below.and_then(|found| found.village).unwrap_or_default();
                (code, Some(format!("{town}{village}")), Kind::Anaphor)
            }
            Ask::Division { kind, whose } => {
                let Some(code) = self.division(&kind, whose, clause) else { return };
                (Some(code), below.map(|found| found.label()), Kind::Anaphor)
            }
        };
        let span = if locality.is_some() { Span::new(span.start, end) } else { span };
        self.done.push(Group { span, code, locality, kind, ..Group::default() });
    }

    /// The county that a village named alone lies in: the last one named inside what the article is
    /// about (蕉城区为岷县…落户梅川镇: 岷县), else the last one spoken of.
    fn county_near(&self, line: Option<usize>) -> Option<Adcode> {
        let section = line.and_then(|line| self.around.sections.get(line));
        let county = |code: &Adcode| code.level() == Level::County;
        let inside = |code: &Adcode| {
            self.around.main.is_some_and(|main| self.around.gazetteer.within(*code, main))
        };
        self.done
            .iter()
            .rev()
            .filter(|group| !group.within_name)
            .filter(|group| {
                self.clause(group.span)
                    .is_some_and(|clause| self.around.sections.get(clause.line) == section)
            })
            .filter_map(|group| group.code)
            .find(|code| county(code) && inside(code))
            .or_else(|| self.topics(line).find(county))
            .or(self.around.main)
    }

    fn clause(&self, span: Span) -> Option<&Clause> {
        let index = self.around.clauses.partition_point(|clause| clause.span.end <= span.start);
        self.around.clauses.get(index).filter(|clause| clause.span.start <= span.start)
    }

    /// Whether the clause of `group` is about it.
    fn is_topic(&self, group: &Group) -> bool {
        self.clause(group.span).is_some_and(|clause| {
            function(self.around.text, clause.span, group.span) == Function::Topic
        })
    }

    /// The divisions that were topics in this section, latest first.
    fn topics(&self, line: Option<usize>) -> impl Iterator<Item = Adcode> {
        let section = line.and_then(|line| self.around.sections.get(line).copied());
        self.done
            .iter()
            .rev()
            .filter(move |group| {
                self.clause(group.span)
                    .is_some_and(|clause| self.around.sections.get(clause.line).copied() == section)
            })
            .filter(|group| !group.within_name && group.list.is_none() && self.is_topic(group))
            .filter_map(|group| group.code)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The last topic within the section, else the last topic at all.
    fn last_topic(&self, clause: Clause) -> Option<&Group> {
        let section = self.around.sections.get(clause.line);
        let usable = |group: &&Group| {
            !group.within_name && group.kind != Kind::National && self.is_topic(group)
        };
        self.done.iter().rev().filter(usable).find(|group| {
            self.clause(group.span).is_some_and(|c| self.around.sections.get(c.line) == section)
        })
    }

    fn last_locality(&self, kind: &str) -> Option<(Option<Adcode>, String)> {
        self.done.iter().rev().find_map(|group| {
            let label = group.locality.as_deref()?;
            let at = label.find(kind)?;
            // 该镇 after 三堆镇龙池村 is the town alone.
            Some((group.code, label.get(..at + kind.len())?.to_owned()))
        })
    }

    /// The division whose name ends with `kind`: the last one named for 该县, what is spoken of for
    /// 全县; else the article's, or one that holds it.
    fn division(&self, kind: &str, whose: Whose, clause: Clause) -> Option<Adcode> {
        let fits = |code: &Adcode| {
            let name = self.around.gazetteer.name(*code);
            name.ends_with(kind) || (kind == "区" && name.ends_with("自治区"))
        };
        let with_parents = |code: Adcode| {
            let mut all = self.around.gazetteer.path(code);
            all.push(code);
            all.reverse();
            all
        };
        if whose == Whose::Last {
            let section = self.around.sections.get(clause.line);
            let named = self.done.iter().rev().filter(|group| !group.within_name);
            let near = named
                .filter(|group| {
                    self.clause(group.span)
                        .is_some_and(|c| self.around.sections.get(c.line) == section)
                })
                .filter_map(|group| group.code)
                .find(fits);
            if near.is_some() {
                return near;
            }
        }
        let own = self.around.main.filter(|_| whose == Whose::Own);
        own.into_iter()
            .chain(self.topics(Some(clause.line)))
            .chain(self.around.main)
            .flat_map(with_parents)
            .find(fits)
            .or_else(|| self.done.iter().rev().filter_map(|group| group.code).find(fits))
    }
}
