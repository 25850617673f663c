//! The damage table made ready.

use super::pattern::{HeldWords, Pattern};
use super::{DamageDef, Loss};
use crate::rules::{Card, Finder};
use regex::Regex;
use std::sync::Arc;

impl DamageDef {
    /// The rule as people read it.
    #[must_use]
    pub fn card(&self) -> Card {
        let lists = [("patterns", &self.patterns), ("unless", &self.unless)];
        Card {
            rule: self.rule.clone(),
            zh: self.zh.clone(),
            en: self.en.clone(),
            lists: lists.map(|(name, list)| (name.to_owned(), list.clone())).into(),
            yes: self.yes.clone(),
            no: self.no.clone(),
        }
    }
}

/// One rule, its patterns read.
#[derive(Clone, Debug)]
pub struct DamageRule {
    /// Its name.
    pub rule: Arc<str>,
    /// What was lost.
    pub kind: Loss,
    /// Holds in any text.
    pub strong: bool,
    patterns: Vec<Pattern>,
    unless: Vec<Pattern>,
}

impl DamageRule {
    /// Reads a rule; a pattern that is no regular expression is left out (the config check reports
    /// it).
    fn new(def: &DamageDef, words: &mut Finder) -> Self {
        let patterns = def.patterns.iter().filter_map(|pattern| Pattern::new(pattern, words));
        Self {
            rule: def.rule.as_str().into(),
            kind: def.kind,
            strong: def.strong,
            patterns: patterns.collect(),
            unless: def.unless.iter().map(String::as_str).map(Pattern::alone).collect(),
        }
    }

    /// What takes a find back.
    pub fn unless(&self) -> impl Iterator<Item = &Regex> {
        self.unless.iter().filter_map(Pattern::regex)
    }
}

/// The rules of one strength, ready to be asked about a line.
#[derive(Clone, Debug, Default)]
pub struct DamageRules {
    rules: Vec<DamageRule>,
    words: Finder,
}

impl DamageRules {
    /// Reads the rules in their order.
    pub fn new<'d>(defs: impl Iterator<Item = &'d DamageDef>) -> Self {
        let mut words = Finder::default();
        let rules = defs.map(|def| DamageRule::new(def, &mut words)).collect();
        words.ready();
        Self { rules, words }
    }

    /// The patterns that find something in `line`, each with its rule: none for nearly every line.
    #[must_use]
    pub fn of(&self, line: &str) -> Vec<(&DamageRule, &Regex)> {
        let held = HeldWords::of(line, &self.words);
        let patterns = self
            .rules
            .iter()
            .flat_map(|rule| rule.patterns.iter().map(move |pattern| (rule, pattern)));
        let fitting = patterns.filter(|(_, pattern)| pattern.may_match(&held));
        // Nearly every line has no match, and asking costs less than capturing.
        fitting
            .filter_map(|(rule, pattern)| Some((rule, pattern.regex()?)))
            .filter(|(_, regex)| regex.is_match(line))
            .collect()
    }
}
