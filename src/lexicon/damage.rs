//! The damage table made ready.

use super::{DamageDef, Loss};
use regex::{Regex, RegexSet};

/// One rule, its patterns compiled.
#[derive(Clone, Debug)]
pub struct DamageRule {
    /// Its name.
    pub rule: String,
    /// What was lost.
    pub kind: Loss,
    /// Holds in any text.
    pub strong: bool,
    /// Its patterns.
    pub patterns: Vec<Regex>,
    /// What takes a find back.
    pub unless: Vec<Regex>,
}

impl DamageRule {
    /// Compiles a rule; a pattern that is no regular expression is left out (the config check
    /// reports it).
    #[must_use]
    pub fn new(def: &DamageDef) -> Self {
        let compiled = |patterns: &[String]| {
            patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
        };
        Self {
            rule: def.rule.clone(),
            kind: def.kind,
            strong: def.strong,
            patterns: compiled(&def.patterns),
            unless: compiled(&def.unless),
        }
    }
}

/// The rules of one strength, ready to be asked about a line.
#[derive(Clone, Debug, Default)]
pub struct DamageRules {
    rules: Vec<DamageRule>,
    /// All patterns in one, for a quick answer; none when they are too large for that.
    any: Option<RegexSet>,
}

impl DamageRules {
    /// Compiles the rules among `defs` that are `strong`, or those that are not.
    #[must_use]
    pub fn new(defs: &[DamageDef], strong: bool) -> Self {
        let defs = defs.iter().filter(|def| def.strong == strong);
        let rules: Vec<DamageRule> = defs.map(DamageRule::new).collect();
        let patterns = rules.iter().flat_map(|rule| &rule.patterns).map(Regex::as_str);
        Self { any: RegexSet::new(patterns).ok(), rules }
    }

    /// The rules that may find something in `line`: none for nearly every line.
    pub fn of(&self, line: &str) -> impl Iterator<Item = &DamageRule> {
        let clear = self.any.as_ref().is_some_and(|any| !any.is_match(line));
        self.rules.iter().filter(move |_| !clear)
    }
}
