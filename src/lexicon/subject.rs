//! A subject: what a report is about, as data of one schema, built in or a project's own.

use super::{GroupDef, HeadNoun, IndicatorDef, NounDef, Pack, ThemeDef, UnitDef};
use crate::rules::Additions;
use crate::tables;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The language of Chinese reports, whatever their subject: tables of the [`Pack`] schema, by their
/// paths below `rules/`. They are always loaded.
pub const LANGUAGE: &[&str] = &["language/unit", "language/boilerplate", "language/damage"];

/// The names of the built-in subjects; the tables below `rules/subjects/NAME` are of the [`Subject`]
/// schema.
///
/// # Example
/// ```
/// assert!(fangzhi::lexicon::subjects().contains(&"poverty"));
/// ```
#[must_use]
pub fn subjects() -> Vec<&'static str> {
    let paths = tables::within("subjects").filter_map(|(path, _)| path.split_once('/'));
    let mut names: Vec<&str> = paths.map(|(name, _)| name).collect();
    names.dedup();
    names
}

/// One document of a subject; the documents of its folder are merged in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Subject {
    /// Identity, as `subjects:` names it: the name of the folder.
    pub name: String,
    /// Name, in Chinese.
    pub label: String,
    /// Name, in English.
    pub label_en: String,
    /// Groups, in the order of the pages.
    pub groups: Vec<GroupDef>,
    /// Indicators; the first whose pattern fits wins.
    pub indicators: Vec<IndicatorDef>,
    /// Themes of mechanisms.
    pub themes: Vec<ThemeDef>,
    /// Nouns of one thing by the unit that counts it.
    pub nouns: Vec<NounDef>,
    /// Nouns that serve as units.
    pub head_nouns: Vec<HeadNoun>,
    /// Units of the subject.
    pub units: Vec<UnitDef>,
    /// What the subject adds to the lists of rules: rule, list, words.
    pub rules: Additions,
}

impl Subject {
    /// Its tables.
    #[must_use]
    pub fn tables(self) -> Pack {
        Pack {
            units: self.units,
            head_nouns: self.head_nouns,
            nouns: self.nouns,
            groups: self.groups,
            indicators: self.indicators,
            themes: self.themes,
            rules: self.rules,
            ..Pack::default()
        }
    }
}
