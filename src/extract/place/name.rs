//! Names of divisions in a text, each judged by what stands around it.
//!
//! A name counts when it is full, or short and licensed. The rules, with the cases that made them,
//! are in `tests/spec/place.txt`.

use crate::gazetteer::{Adcode, Gazetteer, Hit, Level, NameKind, Reading};
use crate::span::Span;
use std::collections::BTreeSet;

/// A name that counts as a place.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Where.
    pub(super) span: Span,
    /// What it may mean.
    pub(super) readings: Vec<Reading>,
}

/// Names that mean something only right after the city or county they belong to.
const GENERIC: &[&str] = &[
    "城区",
    "郊区",
    "矿区",
    "新区",
    "东区",
    "西区",
    "市中区",
    "老城区",
    "新城区",
    "新市区",
    "城中区",
    "城东区",
    "城西区",
    "城北区",
    "解放区",
    "市区",
];

/// What after a name's last character shows that the name ends elsewhere: 市|场, 区|域, 县|级.
const CONTINUED: &[(char, &str)] =
    &[('市', "场值"), ('区', "域块间段位别划"), ('旗', "帜舰袍"), ('省', "略")];

/// First characters of two-character counties, with the characters that make a word with them
/// before: 示|范|县, 组|成|县.
const WORD_BEFORE: &[(char, &str)] = &[
    ('范', "示模规防师典风"),
    ('成', "组建完形构变达造促落养合集生速既现赞收"),
    ('文', "语作论公中英人"),
    ('新', "创更革全崭最翻"),
    ('兴', "振复新高"),
    ('富', "致丰财共"),
    ('礼', "典婚"),
    ('单', "名清简孤菜订"),
    ('代', "现时年世替"),
    ('应', "相反对适响供"),
    ('易', "贸交容简"),
    ('任', "责主信担"),
    ('定', "确认制规一稳特指"),
    ('理', "管治办处整清受"),
    ('达', "到发表传"),
    ('开', "召展公打"),
    ('道', "街通轨渠"),
    ('康', "健小"),
    ('临', "面来"),
    ('息', "信休利"),
    ('费', "经免消收资"),
    ('献', "贡奉"),
    ('户', "农贫困"),
    ('安', "治公平保"),
    ('景', "风前背"),
    ('通', "交流沟"),
    ('商', "工电"),
    ('云', "乌"),
    ('宁', "威"),
];

/// Characters after which a place may begin without being part of a longer word.
const OPENERS: &str = "在到赴从自为对与向由于是以将让往比及据达离距";

/// Counties whose first character is itself a conjunction or preposition.
const CONJUNCTION: &[&str] = &["和县"];

/// What joins places to a list.
pub(super) const JOINERS: &[&str] = &["、", "和", "与", "及", "以及", "·"];

pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Finds names in one text.
pub(super) struct Namer<'a> {
    text: &'a str,
    hits: Vec<Hit<'a>>,
    /// Provinces and prefectures that the article names anywhere.
    context: &'a BTreeSet<Adcode>,
    gazetteer: &'a Gazetteer,
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
        .map(|reading| reading.region)
        .collect()
}

impl<'a> Namer<'a> {
    pub(super) fn new(
        text: &'a str,
        context: &'a BTreeSet<Adcode>,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        Self::of_hits(text, gazetteer.scan(text), context, gazetteer)
    }

    /// The same for a text whose names were found before.
    pub(super) fn of_hits(
        text: &'a str,
        mut hits: Vec<Hit<'a>>,
        context: &'a BTreeSet<Adcode>,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        hits.sort_by_key(|hit| (hit.span.start, usize::MAX - hit.span.end));
        Self { text, hits, context, gazetteer }
    }

    /// The names of the text. `known` are the regions that the article names in full elsewhere.
    pub(super) fn names(&self, known: &BTreeSet<Adcode>) -> Vec<Name> {
        let mut names = self.full();
        let mut known = known.clone();
        known.extend(names.iter().flat_map(|name| &name.readings).map(|r| r.region));
        let short = self.short(&names, &known);
        names.extend(short);
        names.sort_by_key(|name| name.span);
        self.add_listed(names)
    }

    /// Full names, leftmost and longest.
    fn full(&self) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for hit in &self.hits {
            let end = names.last().map_or(0, |name| name.span.end);
            if hit.span.start < end {
                continue;
            }
            let readings = of_kind(hit, NameKind::Full);
            let adjacent = names.last().filter(|name| name.span.end == hit.span.start);
            if !readings.is_empty() && self.stands(hit.span, &readings, adjacent.is_some()) {
                names.push(Name { span: hit.span, readings });
            }
        }
        names
    }

    /// Whether the full name at `span` is one, and not a piece of other words.
    fn stands(&self, span: Span, readings: &[Reading], adjacent: bool) -> bool {
        let name = span.of(self.text);
        let next = after(self.text, span.end).unwrap_or('。');
        let last = before(self.text, span.end).unwrap_or(' ');
        if CONTINUED.iter().any(|(end, more)| last == *end && more.contains(next)) {
            return false;
        }
        if GENERIC.contains(&name) {
            return adjacent;
        }
        let length = name.chars().count();
        if length == 2 {
            let town = "镇乡".contains(next)
                && !self.text.get(span.end..).is_some_and(|t| t.starts_with("乡镇"));
            return !"级直".contains(next)
                && !town
                && self.two_characters(span, readings, adjacent);
        }
        if last == '县' && "级域".contains(next) && self.is_short_of_larger(name) {
            return false;
        }
        // 大别|山区, 环|湖区: a landscape rather than a district, unless its city stands before.
        let previous = before(self.text, span.start).filter(|c| is_han(*c));
        let landscape =
            ["山区", "湖区", "江区", "海区", "林区", "河区"].iter().any(|end| name.ends_with(end));
        if landscape && length == 3 && previous.is_some_and(|c| !OPENERS.contains(c)) {
            return adjacent || self.parent_is_near(readings);
        }
        true
    }

    /// 河南|县级: the county's core is the name of something larger.
    fn is_short_of_larger(&self, name: &str) -> bool {
        name.strip_suffix('县').is_some_and(|core| {
            self.gazetteer.readings(core).iter().any(|r| r.code.level() != Level::County)
        })
    }

    /// 范县, 和县: only where the character before cannot make a word with the first one.
    fn two_characters(&self, span: Span, readings: &[Reading], adjacent: bool) -> bool {
        if adjacent {
            return true;
        }
        let name = span.of(self.text);
        let Some(left) = before(self.text, span.start).filter(|c| is_han(*c)) else {
            return !CONJUNCTION.contains(&name) || self.parent_is_near(readings);
        };
        let first = name.chars().next().unwrap_or(' ');
        let word = WORD_BEFORE.iter().any(|(c, before)| *c == first && before.contains(left));
        if word {
            return false;
        }
        if CONJUNCTION.contains(&name) {
            return OPENERS.contains(left) && self.parent_is_near(readings);
        }
        OPENERS.contains(left) || self.parent_is_near(readings)
    }

    /// Whether the article names the prefecture or province of a reading.
    fn parent_is_near(&self, readings: &[Reading]) -> bool {
        readings.iter().any(|reading| {
            self.gazetteer.path(reading.code).iter().any(|above| self.context.contains(above))
        })
    }

    /// Short names that stand on their own licence.
    fn short(&self, full: &[Name], known: &BTreeSet<Adcode>) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for hit in &self.hits {
            let taken = names.last().is_some_and(|name| hit.span.start < name.span.end)
                || overlapping(full, hit.span).next().is_some();
            let readings = of_kind(hit, NameKind::Short);
            if taken || readings.is_empty() {
                continue;
            }
            if self.licensed(hit.span, &readings, known) {
                names.push(Name { span: hit.span, readings });
            }
        }
        names
    }

    fn licensed(&self, span: Span, readings: &[Reading], known: &BTreeSet<Adcode>) -> bool {
        let next = after(self.text, span.end).unwrap_or('。');
        if "岸麓坡侧".contains(next) || begins_village(self.text, span.end) {
            return false;
        }
        let bounded = before(self.text, span.start)
            .is_none_or(|c| !is_han(c) || OPENERS.contains(c) || "和、".contains(c));
        readings.iter().any(|reading| match reading.code.level() {
            Level::Province | Level::Prefecture => true,
            Level::County => {
                let path = self.gazetteer.path(reading.code);
                let in_city = path.iter().any(|above| {
                    above.level() == Level::Prefecture && self.context.contains(above)
                });
                let in_province = path.iter().any(|above| self.context.contains(above));
                known.contains(&reading.region) || in_city || (bounded && in_province)
            }
        })
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
                if !readings.is_empty() {
                    listed.push(Name { span: hit.span, readings });
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
            Name { span: hit.span, readings: own.copied().collect() }
        };
        self.hits.iter().filter(heads).map(named).filter(|name| !name.readings.is_empty()).collect()
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
            if gap.is_some_and(|gap| JOINERS.contains(&gap.of(self.text))) {
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
        let rest: String = self.text.get(at..).unwrap_or_default().chars().take(8).collect();
        let rest = rest.strip_prefix('等').unwrap_or(&rest);
        let rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "一两二三四五六七八九十".contains(c)
        });
        let rest = rest.strip_prefix('个').unwrap_or(rest);
        let rest = ["国家级", "省级", "深度"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        let rest = rest.strip_prefix("贫困").unwrap_or(rest);
        ["县", "市", "区", "地", "州", "旗"].iter().any(|kind| rest.starts_with(kind))
    }
}

/// 广东|坪村: the name goes on to that of a village or town.
fn begins_village(text: &str, at: usize) -> bool {
    const ENDINGS: &str = "村镇乡屯";
    const KINDS: &[&str] = &[
        "农村", "乡村", "山村", "新村", "渔村", "城镇", "乡镇", "村镇", "小镇", "古镇", "集镇",
        "名镇", "重镇", "强镇", "大镇", "水乡", "侨乡", "下乡", "返乡", "回乡", "之乡", "家乡",
        "故乡", "全村", "各村", "老乡", "各镇", "各乡",
    ];
    let next: String = text.get(at..).unwrap_or_default().chars().take(2).collect();
    let mut chars = next.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    if ENDINGS.contains(first) {
        return second.is_none_or(|c| !ENDINGS.contains(c) && !"级民里干".contains(c));
    }
    is_han(first)
        && second.is_some_and(|c| ENDINGS.contains(c))
        && !KINDS.contains(&next.as_str())
        && !"一二三四五六七八九十两几的个多余".contains(first)
}

/// Those of `names`, in order and apart from each other, that share a byte with `span`.
fn overlapping(names: &[Name], span: Span) -> impl Iterator<Item = &Name> {
    let first = names.partition_point(|name| name.span.end <= span.start);
    names.iter().skip(first).take_while(move |name| name.span.start < span.end)
}

fn of_kind(hit: &Hit<'_>, kind: NameKind) -> Vec<Reading> {
    hit.readings.iter().filter(|reading| reading.kind == kind).copied().collect()
}
