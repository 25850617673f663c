//! The damage table made ready.

use super::{DamageDef, Loss};
use regex::Regex;

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
