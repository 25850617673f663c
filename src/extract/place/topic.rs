//! What a place does in its clause, and what 该县, 全市, 当地 stand for.

use super::clause::{self, Clause};
use super::group::{Group, Kind};
use super::locality;
use crate::gazetteer::{Adcode, Gazetteer, Level};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What a place does in its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Function {
    /// The clause is about it.
    Topic,
    /// Where something happens: 在…
    Located,
    /// Anything else: an object, a destination.
    #[default]
    Object,
    /// What is compared with: 占…的, 比…, 居…第一.
    Measure,
}

/// The function of the place at `span` in the clause that spans `clause`.
pub(super) fn function(text: &str, clause: Span, span: Span) -> Function {
    let prefix = Span::new(clause.start, span.start).of(text);
    let bare = prefix.trim_end();
    let measures = [
        "相当于",
        "占",
        "占到",
        "占了",
        "比",
        "较",
        "高于",
        "低于",
        "高出",
        "超过",
        "居",
        "列",
        "位居",
        "位列",
        "名列",
        "优于",
        "快于",
        "领先",
        "领跑",
    ];
    if measures.iter().any(|word| bare.ends_with(word)) || is_ranking(text, bare, span.end) {
        return Function::Measure;
    }
    if modifies(text, span.end) {
        return Function::Object;
    }
    if sent_to(text, bare, span.end) || describes(text, span.end) {
        return Function::Object;
    }
    if clause::leads_to_topic(prefix) || PARTS.iter().any(|part| bare.ends_with(part)) {
        return Function::Topic;
    }
    if ["在", "于", "位于", "落户", "为", "对", "向", "给", "由"].iter().any(|w| bare.ends_with(w))
    {
        return Function::Located;
    }
    Function::Object
}

/// 鄞州援建的基地: the giver only says which; the clause is about what was given.
fn modifies(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let rest = ["投资", "出资", "对口"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    ["援建的", "捐建的", "援助的", "帮扶的", "捐赠的", "资助的", "支援的", "结对的"]
        .iter()
        .any(|words| rest.starts_with(words))
}

/// 向广东转移就业: where people or goods go.
fn sent_to(text: &str, before: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    ["向", "往", "到", "赴"].iter().any(|word| before.ends_with(word))
        && ["转移", "输出", "输送", "务工", "就业", "打工"].iter().any(|word| {
            // 向京津转移: the other half of a short name may stand between.
            ["", "津"]
                .iter()
                .any(|gap| rest.get(gap.len()..).is_some_and(|rest| rest.starts_with(word)))
        })
}

/// Parts of a larger place that tell where a smaller one lies.
const PARTS: &[&str] = &["部的", "境内的", "腹地的", "边陲的", "交界的", "交界处的"];

/// 吉林省东部的|延边州: a part of the larger place that only says where the smaller one lies.
fn describes(text: &str, end: usize) -> bool {
    let rest: String = text.get(end..).unwrap_or_default().chars().take(5).collect();
    PARTS.iter().any(|word| {
        rest.find(word).is_some_and(|at| {
            at == 0 || rest.get(..at).is_some_and(|r| r.chars().all(|c| "东南西北中".contains(c)))
        })
    })
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
        r"(?:^|[\s\p{P}而但据由从在被])(?:(?P<own>[省市县区州])(?:里|财政|[\p{Han}]{1,7}(?:局|办|委|厅)(?:的|有关|相关|负责人|主任|局长|干部|统计|介绍|数据))|",
        r"(?P<several>[两二三四五六七八九十]县))",
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
    /// The counties of a list: what holds them all.
    Several,
    /// The country.
    Nation,
}

/// The stand-ins of `text`, outside `taken`.
pub(super) fn stand_ins(text: &str, taken: &[Group]) -> Vec<StandIn> {
    let Some(pattern) = ANAPHOR.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        let own = captures.name("own");
        let several = captures.name("several");
        let Some(whole) = own.or(several).or_else(|| captures.get(0)) else { continue };
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
        } else if several.is_some() {
            Ask::Several
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
        group.function = function(self.text, clause.span, group.span);
    }
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
            group.code = self.county_near(group.section);
        }
        self.done.push(group);
    }

    fn stand_in(&mut self, stand_in: StandIn) {
        let StandIn { span, ask } = stand_in;
        let mut group = Group { span, kind: Kind::Anaphor, ..Group::default() };
        self.around.place(&mut group);
        // 该镇广东坪村, 该县新德镇: what follows belongs to it.
        let below = locality::at(self.around.text, span.end);
        let end = below.as_ref().map_or(span.end, |found| found.span.end);
        match ask {
            Ask::Nation => group.kind = Kind::National,
            Ask::Several => {
                group.code = self.around.main.filter(|main| main.level() != Level::County);
            }
            Ask::There => {
                let last = self.spoken_of(group.section).find(|last| !last.is_national());
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
                group.code = self.division(&kind, whose, group.section);
                group.locality = below.map(|found| found.label());
                group.span.end = end;
            }
        }
        if group.code.is_some() || group.is_national() || group.locality.is_some() {
            self.done.push(group);
        }
    }

    /// The places of a section, latest first.
    fn named_in(&self, section: Option<usize>) -> impl Iterator<Item = &Group> {
        self.done.iter().rev().filter(move |group| !group.within_name && group.section == section)
    }

    /// The topics of a section, latest first.
    fn spoken_of(&self, section: Option<usize>) -> impl Iterator<Item = &Group> {
        self.named_in(section).filter(|group| group.function == Function::Topic)
    }

    /// The county that a village named alone lies in: the last one named inside what the article is
    /// about (蕉城区为岷县…落户梅川镇: 岷县), else the last one spoken of.
    fn county_near(&self, section: Option<usize>) -> Option<Adcode> {
        let county = |code: &Adcode| code.level() == Level::County;
        let inside = |code: &Adcode| {
            self.around.main.is_some_and(|main| self.around.gazetteer.within(*code, main))
        };
        self.named_in(section)
            .filter_map(|group| group.code)
            .find(|code| county(code) && inside(code))
            .or_else(|| self.spoken_of(section).filter_map(|group| group.code).find(county))
            .or(self.around.main)
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
    fn division(&self, kind: &str, whose: Whose, section: Option<usize>) -> Option<Adcode> {
        let gazetteer = self.around.gazetteer;
        let fits = |code: &Adcode| gazetteer.name(*code).ends_with(kind);
        let with_parents = |code: Adcode| {
            let mut all = gazetteer.path(code);
            all.push(code);
            all.reverse();
            all
        };
        let last = self.named_in(section).filter_map(|group| group.code).find(fits);
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
        let own = self.around.main.filter(|_| whose == Whose::Own);
        // What is listed is not spoken of: 华蓥市、岳池县上榜, 全市….
        let topics = self.spoken_of(section).filter(|group| group.list.is_none());
        own.into_iter()
            .chain(topics.filter_map(|group| group.code))
            .chain(self.around.main)
            .flat_map(reach)
            .find(fits)
            .or_else(|| self.done.iter().rev().filter_map(|group| group.code).find(fits))
    }
}
