//! Words with meaning: units, indicators, groups, themes, cues, boilerplate. All of it is data (a
//! *pack*), embedded by default, extended or replaced from `config.yaml`.

mod boilerplate;
mod cue;
mod damage;
mod segment;
mod wording;
mod words;

pub use boilerplate::{LineClass, LineClasses};
pub use cue::{Initials, WordIndex};
pub use damage::{DamageRule, DamageRules};
pub use wording::{Held, IndicatorIndex, Wordings};
pub use words::UnitMatch;

use crate::fingerprint::Fingerprint;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// The built-in pack (脱贫攻坚 and 乡村振兴), as YAML documents of the [`Pack`] schema, merged in order.
pub const BUILTIN: &[(&str, &str)] = &[
    ("units.yaml", include_str!("data/units.yaml")),
    ("indicators.yaml", include_str!("data/indicators.yaml")),
    ("cues.yaml", include_str!("data/cues.yaml")),
    ("mechanisms.yaml", include_str!("data/mechanisms.yaml")),
    ("boilerplate.yaml", include_str!("data/boilerplate.yaml")),
    ("damage.yaml", include_str!("data/damage.yaml")),
];

/// Purposes of cues that are wordings of what is no key figure: never, when counted, without an
/// indicator.
pub const OUTSIDE: [&str; 3] = ["geography", "not_key", "not_key_alone"];

/// Identity of an indicator in links and data: `poverty-rate`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct IndicatorId(pub String);

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
    /// Wordings of the measured thing that mean it; every part between spaces must occur, a part
    /// with `!` before it must not.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Weight in the ranking of key figures, 0–10.
    #[serde(default)]
    pub weight: u8,
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
}

/// Everything a subject needs to be read: a list of tables. The built-in pack is of this schema,
/// and so is `pack:` in `config.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Pack {
    /// Units and classifiers.
    pub units: Vec<UnitDef>,
    /// Nouns that serve as units.
    pub head_nouns: Vec<HeadNoun>,
    /// Groups, in the order of the pages.
    pub groups: Vec<GroupDef>,
    /// Indicators; the first whose pattern fits wins.
    pub indicators: Vec<IndicatorDef>,
    /// Themes of mechanisms.
    pub themes: Vec<ThemeDef>,
    /// Lists of words by purpose (`planned`, `requirement`, `baseline`, `idioms` …); the purposes
    /// are documented in `data/cues.yaml` and `data/mechanisms.yaml`.
    pub cues: BTreeMap<String, Vec<String>>,
    /// Lines that are not the article.
    pub boilerplate: Vec<BoilerplateDef>,
    /// Places where a text lost something.
    pub damage: Vec<DamageDef>,
}

impl Pack {
    /// Adds `other` to this pack: an entry with the same identity replaces, a new one goes first
    /// (indicators, so that it wins) or last (all else); word lists are joined.
    pub fn merge(&mut self, other: Self) {
        merge_by(&mut self.units, other.units, |u| u.unit.clone(), false);
        merge_by(&mut self.head_nouns, other.head_nouns, |n| n.ending.clone(), false);
        merge_by(&mut self.groups, other.groups, |g| g.id.clone(), false);
        merge_by(&mut self.indicators, other.indicators, |i| i.id.0.clone(), true);
        merge_by(&mut self.themes, other.themes, |t| t.label.clone(), false);
        merge_by(&mut self.boilerplate, other.boilerplate, |b| b.class.clone(), false);
        merge_by(&mut self.damage, other.damage, |d| d.rule.clone(), false);
        for (purpose, words) in other.cues {
            let list = self.cues.entry(purpose).or_default();
            for word in words {
                if !list.contains(&word) {
                    list.push(word);
                }
            }
        }
    }
}

fn merge_by<T>(into: &mut Vec<T>, from: Vec<T>, id: impl Fn(&T) -> String, front: bool) {
    let mut fresh = Vec::new();
    for item in from {
        match into.iter_mut().find(|old| id(old) == id(&item)) {
            Some(old) => *old = item,
            None => fresh.push(item),
        }
    }
    if front {
        fresh.append(into);
        *into = fresh;
    } else {
        into.append(&mut fresh);
    }
}

/// A pack made ready for matching.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// The tables as given.
    pub pack: Pack,
    /// Hash of the tables: part of the key of everything read with them.
    pub fingerprint: Fingerprint,
    /// The boilerplate table, compiled when first asked for.
    line_classes: OnceLock<LineClasses>,
    units: words::UnitIndex,
    idioms: words::PhraseIndex,
    heads: words::HeadIndex,
    cues: BTreeMap<String, WordIndex>,
    indicators: IndicatorIndex,
    outside: Wordings,
    /// What a purpose without a list is looked up in.
    unlisted: WordIndex,
    /// The damage table, strong rules and others, compiled when first asked for.
    damage_rules: [OnceLock<DamageRules>; 2],
    segmenter: segment::Segmenter,
}

impl Lexicon {
    /// Makes `pack` ready for matching.
    #[must_use]
    pub fn new(pack: Pack) -> Self {
        let bytes = serde_json::to_vec(&pack).unwrap_or_default();
        let idioms = pack.cues.get("idioms").map_or(&[][..], Vec::as_slice);
        Self {
            fingerprint: Fingerprint::of(&bytes),
            units: words::UnitIndex::new(&pack),
            idioms: words::PhraseIndex::new(idioms, is_number),
            heads: words::HeadIndex::new(&pack),
            cues: pack
                .cues
                .iter()
                .map(|(purpose, words)| {
                    (purpose.clone(), WordIndex::of(words.iter().map(String::as_str)))
                })
                .collect(),
            indicators: IndicatorIndex::new(&pack),
            outside: Wordings::new(
                OUTSIDE.map(|purpose| pack.cues.get(purpose).map_or(&[][..], Vec::as_slice)),
            ),
            unlisted: WordIndex::default(),
            pack,
            line_classes: OnceLock::new(),
            damage_rules: <[OnceLock<DamageRules>; 2]>::default(),
            segmenter: segment::Segmenter::default(),
        }
    }

    /// The boilerplate table, made ready.
    #[must_use]
    pub fn line_classes(&self) -> &LineClasses {
        self.line_classes.get_or_init(|| LineClasses::new(&self.pack.boilerplate))
    }

    /// The longest unit that `text` starts with; `None` also when a longer word that is no unit
    /// does: 名牌 is no 名.
    #[must_use]
    pub fn unit_at(&self, text: &[char]) -> Option<UnitMatch<'_>> {
        self.units.longest(&self.pack, text)
    }

    /// The idiom or fixed name whose first number stands at character `index`: start and end.
    #[must_use]
    pub fn idiom_at(&self, text: &[char], index: usize) -> Option<(usize, usize)> {
        self.idioms.around(text, index)
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
        rules.get_or_init(|| DamageRules::new(&self.pack.damage, strong))
    }

    /// The words listed for `purpose`; empty when there is no such list.
    #[must_use]
    pub fn cues(&self, purpose: &str) -> &[String] {
        self.pack.cues.get(purpose).map_or(&[], Vec::as_slice)
    }

    /// The words listed for `purpose`, made ready to be looked for in a text.
    #[must_use]
    pub fn cue_index(&self, purpose: &str) -> &WordIndex {
        self.cues.get(purpose).unwrap_or(&self.unlisted)
    }

    /// The indicators, made ready to be held against a measured thing.
    #[must_use]
    pub const fn indicator_index(&self) -> &IndicatorIndex {
        &self.indicators
    }

    /// The wordings of [`OUTSIDE`], made ready.
    #[must_use]
    pub const fn outside(&self) -> &Wordings {
        &self.outside
    }

    /// The indicator with this id.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&IndicatorDef> {
        self.pack.indicators.iter().find(|def| def.id == *id)
    }
}

/// Whether a number can begin with `c`: what anchors an idiom that holds a number.
const fn is_number(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '〇' | '零'
                | '半'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '亿'
                | '廿'
                | '卅'
        )
}
