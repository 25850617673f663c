//! The file of rules as people write it: shared word lists and the cards of rules.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One file of `rules/language`: what is common to its rules, and their cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sheet {
    /// Word lists that several rules share.
    pub words: BTreeMap<String, Vec<String>>,
    /// The rules.
    pub rules: Vec<Card>,
}

/// What a person needs to know of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Card {
    /// Its name, kebab case.
    pub rule: String,
    /// What it decides and why, one or two sentences, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Its words and patterns, by what they are for.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Articles in Markdown, mostly of one sentence, in which it decides something.
    pub yes: Vec<String>,
    /// Articles that look alike and in which it decides nothing.
    pub no: Vec<String>,
}
