//! How much of its region a figure speaks of, and whether it is a key figure.

use super::cue::Words;
use super::measure::is_han;
use super::numeral::starts;
use super::{Scope, Status};
use crate::lexicon::{Dimension, Lexicon, Wordings};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Heads of measured things that are one village's: 村民人均年收入.
const VILLAGERS: &[&str] =
    &["村民", "全村", "该村", "本村", "社员", "全乡", "全镇", "该乡", "该镇"];
/// Words of a clause that is about one village: 村里|新栽黄桃320亩.
const IN_A_VILLAGE: &[&str] = &["村里", "村上", "咱村", "我们村", "村子里"];

/// A firm with a name is the subject of the sentence: 绿源食品公司|去年出口….
static FIRM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[“”\s]*[\p{Han}]{3,14}(?:公司|集团|合作社|家庭农场)[”]?",
        r"(?:是|，|,|去年|今年|现|已|年产|年销|董事长|总经理|理事长|负责人|占地|投资)"
    ))
    .ok()
});

/// Heads of firms in general, which are no single firm.
const FIRMS: &[&str] =
    &["龙头", "各", "等", "家", "国有", "县", "市", "多", "引进", "支持", "鼓励", "贫困"];

fn is_of_a_firm(sentence: &str) -> bool {
    // Nearly every sentence is told apart without the pattern.
    let head = sentence.char_indices().nth(22).map_or(sentence.len(), |(at, _)| at);
    let head = sentence.get(..head).unwrap_or_default();
    if !["公司", "集团", "合作社", "农场"].iter().any(|word| head.contains(word)) {
        return false;
    }
    FIRM.as_ref().and_then(|firm| firm.find(sentence)).is_some_and(|found| {
        let name = found.as_str();
        !FIRMS.iter().any(|word| name.contains(word))
    })
}

/// What makes a share a rate of the region rather than a scene's remark.
const RATES: &[&str] = &[
    "率", "占", "比", "覆盖", "增", "降", "减", "提", "完成", "达标", "通", "合格", "满意", "就业",
    "员工", "升", "涨",
];

/// Letters of bare words for divisions and people: 六个县, 18个县(市、区) by themselves are no statistics.
const DIVISIONS: &str = "县市区旗州省盟镇乡村街道办组社人户年、()（）";

/// The word lists that decide.
#[derive(Debug)]
pub(crate) struct ScopeCues<'a> {
    household: Words<'a>,
    roles: Words<'a>,
    surnames: BTreeSet<char>,
    after_name: Words<'a>,
    project: Words<'a>,
    region_wide: Words<'a>,
    /// Wordings of what is no key figure: never, when counted, without an indicator.
    outside: &'a Wordings,
}

impl<'a> ScopeCues<'a> {
    /// Takes the lists from `lexicon`.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let words = |purpose| Words::of(lexicon, purpose);
        Self {
            household: words("household"),
            roles: words("person_roles"),
            surnames: lexicon.cues("surnames").iter().filter_map(|s| s.chars().next()).collect(),
            after_name: words("person_after"),
            project: words("project"),
            region_wide: words("region_wide"),
            outside: lexicon.outside(),
        }
    }

    /// Reads what a sentence by itself says about scope.
    pub(crate) fn signs(&self, sentence: &str) -> Signs {
        Signs {
            told: self.at_home(sentence) || self.names_person(sentence),
            summary: self.region_wide.any(sentence).is_some(),
            project: self.project.any(sentence).is_some() || is_of_a_firm(sentence),
        }
    }

    /// Reads the scope of a figure from its surroundings.
    pub(crate) fn scope(&self, near: &Surroundings<'_>) -> (Scope, &'static str) {
        let Signs { told, summary, project } = near.signs;
        if told && self.region_wide.any(near.clause).is_none() {
            return (Scope::Household, "household-story");
        }
        if !summary && near.goes_on {
            return (Scope::Household, "household-story-goes-on");
        }
        if project {
            return (Scope::Project, "project-story");
        }
        if near.locality {
            return (Scope::Locality, "locality");
        }
        if IN_A_VILLAGE.iter().any(|word| near.clause.contains(word)) {
            return (Scope::Locality, "in-a-village");
        }
        if VILLAGERS.iter().any(|word| near.measure.starts_with(word)) {
            return (Scope::Locality, "villagers");
        }
        (Scope::Region, "region")
    }

    /// Meetings and papers when counted; geography and history always; some things unless an
    /// indicator says what they are for.
    fn outside(&self, figure: &Candidate<'_>) -> bool {
        let held = self.outside.held(figure.measure);
        let [geography, not_key, not_key_alone] =
            [0, 1, 2].map(|list| self.outside.fits(list, &held));
        geography
            || (figure.dimension == Dimension::Count && not_key)
            || (!figure.has_indicator && figure.dimension == Dimension::Count && not_key_alone)
    }

    /// A word of a household's story; in 合作社433|家中|有八成 the 家 is counted.
    fn at_home(&self, sentence: &str) -> bool {
        self.household.within(sentence).into_iter().any(|(at, word)| {
            let before = sentence.get(..at).unwrap_or_default();
            !(word.starts_with('家')
                && before.ends_with(|c: char| starts(c) || "多余几".contains(c)))
        })
    }

    /// A villager with a name: 脱贫户|汪某某|说. The role alone is not enough (贫困户张贴…), so a word
    /// that follows a name must come after two or three characters that begin with a surname.
    fn names_person(&self, text: &str) -> bool {
        self.roles.within(text).into_iter().any(|(at, role)| {
            let rest = text.get(at + role.len()..).unwrap_or_default();
            let mut ends = rest.char_indices().skip(2).take(2).map(|(end, _)| end);
            let named = rest.chars().next().is_some_and(|c| self.surnames.contains(&c));
            named
                && ends.any(|end| {
                    let name = rest.get(..end).unwrap_or_default();
                    let after = rest.get(end..).unwrap_or_default();
                    name.chars().all(is_han) && self.after_name.at_start(after).is_some()
                })
        })
    }

    /// Whether a figure belongs among the key figures of its region.
    pub(crate) fn key(&self, figure: &Candidate<'_>) -> bool {
        let timed = matches!(figure.dimension, Dimension::Duration | Dimension::Temperature);
        let ratio = figure.unit == "比例"
            || (figure.dimension == Dimension::Multiple && figure.unit != "倍");
        let bare_rule = figure.status == Status::Requirement && !figure.has_indicator;
        let wide = matches!(figure.scope, Scope::Region | Scope::Part);
        let limits = timed || ratio || bare_rule || figure.threshold;
        let bare = !figure.measure.is_empty()
            && figure.measure.chars().all(|c| DIVISIONS.contains(c))
            && !figure.has_indicator;
        let remark = figure.dimension == Dimension::Share
            && !figure.has_indicator
            && !RATES.iter().any(|word| figure.measure.contains(word));
        wide && !limits && !bare && !remark && !self.outside(figure)
    }
}

/// What a sentence by itself says about scope.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    /// It tells of one household or person.
    pub(crate) told: bool,
    /// It sums up the region.
    pub(crate) summary: bool,
    /// It tells of one firm or project.
    pub(crate) project: bool,
}

/// What stands around a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings<'a> {
    /// Its measured thing.
    pub(crate) measure: &'a str,
    /// Its clause.
    pub(crate) clause: &'a str,
    /// What its sentence says.
    pub(crate) signs: Signs,
    /// A sentence shortly before it tells of one household, and nothing says that this one does not:
    /// it names no division, and the number is small enough for one household.
    pub(crate) goes_on: bool,
    /// A village, town or project is named.
    pub(crate) locality: bool,
}

/// What decides whether a figure is a key figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    /// The measured thing.
    pub(crate) measure: &'a str,
    /// What its unit measures.
    pub(crate) dimension: Dimension,
    /// Its unit.
    pub(crate) unit: &'a str,
    /// It only limits what is meant: 人均纯收入低于6000元的|农户.
    pub(crate) threshold: bool,
    /// Its scope.
    pub(crate) scope: Scope,
    /// Its sense.
    pub(crate) status: Status,
    /// An indicator fits.
    pub(crate) has_indicator: bool,
}
