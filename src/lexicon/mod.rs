//! Words with meaning: the language (units, boilerplate, damage, the rules), always there, and the subjects
//! that a project chooses (indicators, groups, themes). All of it is data, kept under `rules/`, merged
//! into one *pack* and extended from `config.yaml`.

mod boilerplate;
mod damage;
mod indicators;
mod pattern;
mod segment;
mod subject;
mod words;

pub use boilerplate::{LineClass, LineClasses, LinePattern};
pub use damage::{DamageRule, DamageRules};
pub use indicators::IndicatorIndex;
pub use pattern::HeldWords;
pub use segment::Segmenter;
pub use subject::{LANGUAGE, Subject, subjects};
pub use words::UnitMatch;

use crate::fingerprint::Fingerprint;
use crate::rules::{self, Additions, Rulebook, Sheet, Sheets};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

/// Identity of an indicator in links and data: `poverty-rate`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct IndicatorId(pub Arc<str>);

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a unit measures.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Things and people counted with a classifier.
    Count,
    /// Sums of money.
    Money,
    /// Areas.
    Area,
    /// Lengths.
    Length,
    /// Masses.
    Mass,
    /// Volumes.
    Volume,
    /// Powers.
    Power,
    /// Energies.
    Energy,
    /// Temperatures.
    Temperature,
    /// Shares of a whole (%).
    Share,
    /// Differences of shares (百分点).
    Points,
    /// Multiples (倍).
    Multiple,
    /// Durations and ages.
    Duration,
}

/// A unit or classifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitDef {
    /// Canonical name: 人, 元, 公里, %.
    pub unit: String,
    /// What it measures.
    pub dimension: Dimension,
    /// The words that write it, besides the canonical name: 名, 位, 口.
    #[serde(default)]
    pub words: Vec<String>,
    /// A counter of institutions and places that papers use interchangeably (个, 家, 所 …).
    #[serde(default)]
    pub general: bool,
    /// Longer words that begin like this unit and are none: 名牌 and 名单 for 名.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Needs an Arabic number or a Han number of two or more digits to count (a single 一 before
    /// it is usually idiom: 一批, 一条心).
    #[serde(default)]
    pub weak: bool,
}

/// A noun that can serve as its own unit when it follows a number directly: 19.1万贫困户 → 户.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadNoun {
    /// The noun's last characters: 户, 人口, 干部.
    pub ending: String,
    /// The unit it stands for.
    pub unit: String,
}

/// The nouns of one thing by the unit that counts it: 户 → 贫困户, 人 → 贫困人口.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NounDef {
    /// The noun for each unit.
    pub of: BTreeMap<String, String>,
    /// Words that lend the noun to a bare count later in their sentence.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A group of the figures table and of the indicator list: 人口与贫困, 资金 …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupDef {
    /// Identity.
    pub id: String,
    /// Name, in Chinese.
    pub label: String,
    /// Name, in English.
    #[serde(default)]
    pub label_en: String,
}

/// An indicator: what many figures measure under many wordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDef {
    /// Identity, kebab case.
    pub id: IndicatorId,
    /// Name, in Chinese.
    pub label: String,
    /// Name, in English.
    #[serde(default)]
    pub label_en: String,
    /// The group it belongs to.
    pub group: String,
    /// Canonical units it may have; empty means any.
    #[serde(default)]
    pub units: Vec<String>,
    /// Wordings of the measured thing that mean it; every part between spaces must occur. `a|b` is
    /// one or the other, `^a` begins the phrase, `a$` ends it, `!a` must not occur.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Words that must not occur, whichever wording fits.
    #[serde(default)]
    pub not: Vec<String>,
    /// Words that must not occur in its clause either: 新增 for what is there in all.
    #[serde(default)]
    pub not_in_clause: Vec<String>,
    /// Words that must not occur in its sentence: 小学 for the pupils of all schools.
    #[serde(default)]
    pub not_in_sentence: Vec<String>,
    /// Weight in the ranking of key figures, 0–10.
    #[serde(default)]
    pub weight: u8,
    /// It is a state that lasts: its oldest value is the baseline of the later ones.
    #[serde(default)]
    pub stock: bool,
    /// Indicators that it may be a part of and remain what it is; told by 其中 as a part of any other
    /// thing, it says something about that thing. Empty: of any.
    #[serde(default)]
    pub part_of: Vec<IndicatorId>,
    /// What it is, one sentence, for the indicator page.
    #[serde(default)]
    pub definition: String,
}

/// A theme of mechanisms: 产业带动, 组织责任 …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThemeDef {
    /// Name, in Chinese, which is its identity.
    pub label: String,
    /// Name, in English.
    #[serde(default)]
    pub label_en: String,
    /// Words near the mechanism that speak for the theme.
    #[serde(default)]
    pub cues: Vec<String>,
}

/// A class of lines that are not the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoilerplateDef {
    /// Its name: nav, tools, comment, related, credit, disclaimer, continuation …
    pub class: String,
    /// Regular expressions over one trimmed line.
    pub patterns: Vec<String>,
    /// Only in the first or last part of the text: `head`, `tail`; `any` otherwise.
    #[serde(default)]
    pub position: Position,
    /// Everything after such a line is boilerplate too.
    #[serde(default)]
    pub ends_article: bool,
    /// How much of the line a match speaks for.
    #[serde(default)]
    pub reach: Reach,
    /// Such a line may hold a full stop; without this, a line of running text is never taken.
    #[serde(default)]
    pub running: bool,
    /// What such lines are, in Chinese.
    #[serde(default)]
    pub zh: String,
    /// The same in English.
    #[serde(default)]
    pub en: String,
    /// Texts that hold such a line.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Texts that look alike and hold none.
    #[serde(default)]
    pub no: Vec<String>,
}

/// How much of a line a match of the boilerplate table speaks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The whole line.
    #[default]
    Line,
    /// Only the match, or its group `cut`; the rest of the line is the article's.
    Part,
    /// One item; the line is boilerplate when items are all it holds.
    Item,
}

/// Where a boilerplate line may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Anywhere.
    #[default]
    Any,
    /// Among the first lines.
    Head,
    /// Among the last lines.
    Tail,
}

/// What a damaged place lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// A whole number.
    LostNumber,
    /// The digits of a year.
    LostYear,
    /// The leading digits of a number.
    PartialNumber,
    /// What holds the parts of a number together.
    SplitNumber,
    /// Characters masked on purpose.
    Redaction,
    /// Characters broken by a wrong decoding.
    Mojibake,
}

/// A rule that finds damaged places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DamageDef {
    /// Its name.
    pub rule: String,
    /// What was lost.
    pub kind: Loss,
    /// Holds in any text; otherwise only where strong rules show damage.
    #[serde(default)]
    pub strong: bool,
    /// Regular expressions over one line; the group `core` is what no number may touch.
    pub patterns: Vec<String>,
    /// Regular expressions that take a find back when they overlap its core.
    #[serde(default)]
    pub unless: Vec<String>,
    /// What it finds, in Chinese.
    #[serde(default)]
    pub zh: String,
    /// The same in English.
    #[serde(default)]
    pub en: String,
    /// Texts in which it finds something.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Texts that look alike and in which it finds nothing.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Everything that a text is read with: a list of tables. The language is of this schema, and so is
/// `pack:` in `config.yaml`, the place for a project's small additions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("removed" = {
    "builtin": "subjects: [poverty, ./mine]",
    "cues": "rules: {plan-cue: {cues: [...]}}"
}))]
pub struct Pack {
    /// Units and classifiers.
    #[schemars(extend("zh" = "单位和量词"))]
    pub units: Vec<UnitDef>,
    /// Nouns that serve as units.
    #[schemars(extend("zh" = "可以当单位用的名词"))]
    pub head_nouns: Vec<HeadNoun>,
    /// Nouns of one thing by the unit that counts it.
    #[schemars(extend("zh" = "同一事物按单位的不同名称：户 → 贫困户，人 → 贫困人口"))]
    pub nouns: Vec<NounDef>,
    /// Groups, in the order of the pages.
    #[schemars(extend("zh" = "数据分组，按页面顺序"))]
    pub groups: Vec<GroupDef>,
    /// Indicators; they go before those of the subjects, and the first whose pattern fits wins.
    #[schemars(extend("zh" = "指标；排在各题材的指标之前，先符合者为准"))]
    pub indicators: Vec<IndicatorDef>,
    /// Themes of mechanisms.
    #[schemars(extend("zh" = "机制的主题"))]
    pub themes: Vec<ThemeDef>,
    /// Words behind masks, by the masked spelling: `*策: 政策`.
    #[schemars(extend("zh" = "打了码的词：`*策: 政策`"))]
    pub masks: BTreeMap<String, String>,
    /// Lines that are not the article.
    #[schemars(extend("zh" = "不属于正文的行"))]
    pub boilerplate: Vec<BoilerplateDef>,
    /// Rules that find damaged places.
    #[schemars(extend("zh" = "找出缺字、缺数的规则"))]
    pub damage: Vec<DamageDef>,
    /// Words for the lists of rules: rule, list, words. `fangzhi explain RULE` shows the lists.
    #[schemars(extend("zh" = "给规则的词表加词：规则名、词表名、词；fangzhi explain 规则名 列出词表"))]
    pub rules: Additions,
    /// Rules that decide nothing here, by name.
    #[schemars(extend("zh" = "停用的规则，写规则名"))]
    pub off: Vec<String>,
}

impl Pack {
    /// Puts `other` over this pack: an entry with the same identity replaces, a new one goes first
    /// (indicators and nouns, so that it wins) or last (all else); word lists are joined.
    pub fn merge(&mut self, other: Self) {
        self.combine(other, true);
    }

    /// Puts `other` under this pack: an entry with the same identity is left out, a new one goes
    /// last; word lists are joined.
    pub fn join(&mut self, other: Self) {
        self.combine(other, false);
    }

    fn combine(&mut self, other: Self, over: bool) {
        let add = Combine { over, front: false };
        let first = Combine { over, front: over };
        add.table(&mut self.units, other.units, |u| u.unit.clone());
        add.table(&mut self.head_nouns, other.head_nouns, |n| n.ending.clone());
        first.table(&mut self.nouns, other.nouns, |n| n.of.clone());
        add.table(&mut self.groups, other.groups, |g| g.id.clone());
        first.table(&mut self.indicators, other.indicators, |i| i.id.clone());
        add.table(&mut self.themes, other.themes, |t| t.label.clone());
        add.table(&mut self.boilerplate, other.boilerplate, |b| b.class.clone());
        add.table(&mut self.damage, other.damage, |d| d.rule.clone());
        for (mask, word) in other.masks {
            if over || !self.masks.contains_key(&mask) {
                self.masks.insert(mask, word);
            }
        }
        for (name, lists) in other.rules {
            let known = self.rules.entry(name).or_default();
            for (list, words) in lists {
                known.entry(list).or_default().extend(words);
            }
        }
        self.off.extend(other.off);
    }
}

/// How the entries of one table come to those of another.
#[derive(Clone, Copy, Debug)]
struct Combine {
    /// An entry with the same identity replaces, or is left out.
    over: bool,
    /// A new entry goes first, or last.
    front: bool,
}

impl Combine {
    fn table<T, K: PartialEq>(self, into: &mut Vec<T>, from: Vec<T>, id: impl Fn(&T) -> K) {
        let mut fresh = Vec::new();
        for item in from {
            match into.iter_mut().find(|old| id(old) == id(&item)) {
                Some(old) if self.over => *old = item,
                Some(_) => (),
                None => fresh.push(item),
            }
        }
        if self.front {
            fresh.append(into);
            *into = fresh;
        } else {
            into.append(&mut fresh);
        }
    }
}

/// A pack made ready for matching.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// The tables as given.
    pub pack: Pack,
    /// The rules of the language as given, with what subject and project add.
    pub sheets: Sheets,
    /// The same, made ready.
    pub book: Rulebook,
    /// The boilerplate table, read when first asked for.
    line_classes: OnceLock<LineClasses>,
    units: words::UnitIndex,
    heads: words::HeadIndex,
    indicators: IndicatorIndex,
    /// The damage table, strong rules and others, read when first asked for.
    damage_rules: [OnceLock<DamageRules>; 2],
}

impl Lexicon {
    /// Makes `pack` and the rules of `sheets` ready.
    #[must_use]
    pub fn new(pack: Pack, mut sheets: Sheets) -> Self {
        rules::add(&mut sheets, &pack.rules);
        Self {
            units: words::UnitIndex::new(&pack),
            heads: words::HeadIndex::new(&pack),
            indicators: IndicatorIndex::new(&pack),
            book: Rulebook::new(&sheets, &pack.off),
            sheets,
            pack,
            line_classes: OnceLock::new(),
            damage_rules: <[OnceLock<DamageRules>; 2]>::default(),
        }
    }

    /// All cards by sheet: those of the rules in `sheets`, and those of the tables of damage and of lines
    /// that are no article, whose rules a project may add to without Rust.
    ///
    /// # Example
    /// ```
    /// let cards = fangzhi::config::builtin_lexicon().cards();
    /// assert!(cards["damage"].rules.iter().any(|card| card.rule == "lone-zero"));
    /// ```
    #[must_use]
    pub fn cards(&self) -> Sheets {
        let mut cards = self.sheets.clone();
        cards.insert("damage".to_owned(), Sheet::of(self.pack.damage.iter().map(DamageDef::card)));
        let lines = self.pack.boilerplate.iter().map(BoilerplateDef::card);
        cards.insert("boilerplate".to_owned(), Sheet::of(lines));
        cards
    }

    /// Hash of the tables.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let tables = serde_json::to_vec(&(&self.pack, &self.sheets));
        Fingerprint::of(&tables.unwrap_or_default())
    }

    /// The boilerplate table, made ready.
    #[must_use]
    pub fn line_classes(&self) -> &LineClasses {
        self.line_classes.get_or_init(|| {
            let on = self.pack.boilerplate.iter().filter(|def| !self.pack.off.contains(&def.class));
            LineClasses::new(on)
        })
    }

    /// The longest unit that `text` starts with; `None` also when a longer word that is no unit
    /// does: 名牌 is no 名.
    #[must_use]
    pub fn unit_at(&self, text: &[char]) -> Option<UnitMatch<'_>> {
        self.units.longest(&self.pack, text)
    }

    /// The noun ending that `text` starts with and that lends its unit: length and noun.
    #[must_use]
    pub fn head_at(&self, text: &[char]) -> Option<(usize, &HeadNoun)> {
        let (len, index) = self.heads.longest(text)?;
        Some((len, self.pack.head_nouns.get(index)?))
    }

    /// The unit with this canonical name.
    #[must_use]
    pub fn unit(&self, name: &str) -> Option<&UnitDef> {
        self.pack.units.iter().find(|def| def.unit == name)
    }

    /// The rules of the damage table that are `strong`, or those that are not, made ready.
    #[must_use]
    pub fn damage_rules(&self, strong: bool) -> &DamageRules {
        let [strong_rules, others] = &self.damage_rules;
        let rules = if strong { strong_rules } else { others };
        rules.get_or_init(|| {
            let on = self.pack.damage.iter().filter(|def| !self.pack.off.contains(&def.rule));
            DamageRules::new(on.filter(|def| def.strong == strong))
        })
    }

    /// The name of the damage rule about numbers that something parts, unless it is switched off. Its
    /// finds come from the structure of the text (`clean`), its card stands in the table.
    #[must_use]
    pub fn parted_number(&self) -> Option<Arc<str>> {
        let def = self.pack.damage.iter().find(|def| def.kind == Loss::SplitNumber)?;
        (!self.pack.off.contains(&def.rule)).then(|| def.rule.as_str().into())
    }

    /// The indicators, made ready to be held against a measured thing.
    #[must_use]
    pub const fn indicator_index(&self) -> &IndicatorIndex {
        &self.indicators
    }

    /// The indicator with this id.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&IndicatorDef> {
        self.pack.indicators.iter().find(|def| def.id == *id)
    }
}
