//! The boilerplate table made ready: which lines of a page are not its article.

use super::{BoilerplateDef, Position, Reach};
use regex::Regex;

/// One class of lines, its patterns compiled.
#[derive(Clone, Debug)]
pub struct LineClass {
    /// Its name.
    pub class: String,
    /// Where such a line may stand.
    pub position: Position,
    /// How much of a line a match speaks for.
    pub reach: Reach,
    /// Whether such a line may hold a full stop.
    pub running: bool,
    /// Whether everything after such a line is boilerplate too.
    pub ends_article: bool,
    /// Its patterns.
    pub patterns: Vec<Regex>,
}

/// The whole table, in its order.
#[derive(Clone, Debug, Default)]
pub struct LineClasses {
    classes: Vec<LineClass>,
}

impl LineClasses {
    /// Compiles the table; a pattern that is no regular expression is left out (the config check
    /// reports it).
    #[must_use]
    pub fn new(defs: &[BoilerplateDef]) -> Self {
        let classes = defs.iter().map(|def| LineClass {
            class: def.class.clone(),
            position: def.position,
            reach: def.reach,
            running: def.running,
            ends_article: def.ends_article,
            patterns: def.patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
        });
        Self { classes: classes.collect() }
    }

    /// The classes whose matches speak for as much of a line as `reach` says.
    pub fn of(&self, reach: Reach) -> impl Iterator<Item = &LineClass> {
        self.classes.iter().filter(move |class| class.reach == reach)
    }
}
