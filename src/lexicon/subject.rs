//! A subject: what a report is about, as data of one schema, built in or a project's own.

use super::{GroupDef, HeadNoun, IndicatorDef, NounDef, Pack, ThemeDef, UnitDef};
use crate::rules::Additions;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A document and its file name.
pub type Text = (&'static str, &'static str);

/// The language of Chinese reports, whatever their subject: documents of the [`Pack`] schema. They
/// are always loaded.
pub const LANGUAGE: &[Text] = &[
    ("unit.yaml", include_str!("../../rules/language/unit.yaml")),
    ("boilerplate.yaml", include_str!("../../rules/language/boilerplate.yaml")),
    ("damage.yaml", include_str!("../../rules/language/damage.yaml")),
];

/// The built-in subjects by name: documents of the [`Subject`] schema.
pub const SUBJECTS: &[(&str, &[Text])] = &[
    (
        "poverty",
        &[
            ("subject.yaml", include_str!("../../rules/subjects/poverty/subject.yaml")),
            ("indicators.yaml", include_str!("../../rules/subjects/poverty/indicators.yaml")),
            ("devices.yaml", include_str!("../../rules/subjects/poverty/devices.yaml")),
        ],
    ),
    (
        "economy",
        &[
            ("subject.yaml", include_str!("../../rules/subjects/economy/subject.yaml")),
            ("land.yaml", include_str!("../../rules/subjects/economy/land.yaml")),
            ("money.yaml", include_str!("../../rules/subjects/economy/money.yaml")),
            ("output.yaml", include_str!("../../rules/subjects/economy/output.yaml")),
            ("people.yaml", include_str!("../../rules/subjects/economy/people.yaml")),
        ],
    ),
    (
        "rivers",
        &[
            ("subject.yaml", include_str!("../../rules/subjects/rivers/subject.yaml")),
            ("indicators.yaml", include_str!("../../rules/subjects/rivers/indicators.yaml")),
        ],
    ),
];

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
    /// What the subject adds to the word lists of the language.
    pub cues: BTreeMap<String, Vec<String>>,
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
            cues: self.cues,
            rules: self.rules,
            ..Pack::default()
        }
    }
}
