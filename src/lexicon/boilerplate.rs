//! The boilerplate table made ready: which lines of a page are not its article.

use super::{BoilerplateDef, Position, Reach};
use regex::{Captures, Regex};

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
    pub patterns: Vec<Pattern>,
}

/// A pattern of lines.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The pattern itself.
    regex: Regex,
    /// The same without its `^`, where it begins with a run of anything and ends with `$`. Such a
    /// pattern is followed through the whole line before it fails; without the `^` it is read from
    /// the end of the line, and a line that it does not fit the pattern does not fit either.
    from_end: Option<Regex>,
}

impl Pattern {
    fn new(pattern: &str) -> Option<Self> {
        let open = pattern.strip_prefix('^').filter(|rest| rest.starts_with('.'));
        let from_end =
            open.filter(|rest| rest.ends_with('$')).and_then(|rest| Regex::new(rest).ok());
        Some(Self { regex: Regex::new(pattern).ok()?, from_end })
    }

    /// Whether the pattern fits somewhere in `text`.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.from_end.as_ref().is_none_or(|end| end.is_match(text)) && self.regex.is_match(text)
    }

    /// Where the pattern first fits in `text`.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        // Nearly every line has no match, and asking costs less than capturing.
        self.is_match(text).then(|| self.regex.captures(text)).flatten()
    }

    /// What of `text` the pattern fits that begins right at byte `at`, if anything.
    #[must_use]
    pub fn captures_right_at<'t>(&self, text: &'t str, at: usize) -> Option<Captures<'t>> {
        let found = self.regex.find_at(text, at)?;
        (found.start() == at && !found.is_empty())
            .then(|| self.regex.captures_at(text, at))
            .flatten()
    }
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
            patterns: def.patterns.iter().filter_map(|pattern| Pattern::new(pattern)).collect(),
        });
        Self { classes: classes.collect() }
    }

    /// The classes whose matches speak for as much of a line as `reach` says.
    pub fn of(&self, reach: Reach) -> impl Iterator<Item = &LineClass> {
        self.classes.iter().filter(move |class| class.reach == reach)
    }
}
