//! The boilerplate table made ready: which lines of a page are not its article.

use super::pattern::{HeldWords, Pattern};
use super::{BoilerplateDef, Position, Reach};
use crate::rules::{Card, Finder};
use regex::Captures;

impl BoilerplateDef {
    /// The class as people read it.
    #[must_use]
    pub fn card(&self) -> Card {
        Card {
            rule: self.class.clone(),
            zh: self.zh.clone(),
            en: self.en.clone(),
            lists: [("patterns".to_owned(), self.patterns.clone())].into(),
            yes: self.yes.clone(),
            no: self.no.clone(),
        }
    }
}

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
    patterns: Vec<LinePattern>,
}

impl LineClass {
    /// The patterns that a text with these words may fit.
    pub fn fitting(&self, held: &HeldWords) -> impl Iterator<Item = &LinePattern> {
        self.patterns.iter().filter(|pattern| pattern.whole.may_match(held))
    }
}

/// A pattern of lines.
#[derive(Clone, Debug)]
pub struct LinePattern {
    /// The pattern itself.
    whole: Pattern,
    /// The same without its `^`, where it begins with a run of anything and ends with `$`. Such a
    /// pattern is followed through the whole line before it fails; without the `^` it is read from
    /// the end of the line, and a line that it does not fit the pattern does not fit either.
    from_end: Option<Pattern>,
}

impl LinePattern {
    fn new(pattern: &str, words: &mut Finder) -> Option<Self> {
        let open = pattern.strip_prefix('^').filter(|rest| rest.starts_with('.'));
        let from_end = open.filter(|rest| rest.ends_with('$')).map(Pattern::alone);
        Some(Self { whole: Pattern::new(pattern, words)?, from_end })
    }

    /// Whether the pattern fits somewhere in `text`.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let fits = |pattern: &Pattern| pattern.regex().is_some_and(|regex| regex.is_match(text));
        self.from_end.as_ref().is_none_or(fits) && fits(&self.whole)
    }

    /// Where the pattern first fits in `text`.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        // Nearly every line has no match, and asking costs less than capturing.
        self.is_match(text).then(|| self.whole.regex()?.captures(text)).flatten()
    }

    /// What of `text` the pattern fits that begins right at byte `at`, if anything.
    #[must_use]
    pub fn captures_right_at<'t>(&self, text: &'t str, at: usize) -> Option<Captures<'t>> {
        let regex = self.whole.regex()?;
        let found = regex.find_at(text, at)?;
        (found.start() == at && !found.is_empty()).then(|| regex.captures_at(text, at)).flatten()
    }
}

/// The whole table, in its order.
#[derive(Clone, Debug, Default)]
pub struct LineClasses {
    classes: Vec<LineClass>,
    words: Finder,
}

impl LineClasses {
    /// Reads the table; a pattern that is no regular expression is left out (the config check
    /// reports it).
    pub fn new<'d>(defs: impl Iterator<Item = &'d BoilerplateDef>) -> Self {
        let mut words = Finder::default();
        let mut patterns = |def: &BoilerplateDef| {
            def.patterns.iter().filter_map(|one| LinePattern::new(one, &mut words)).collect()
        };
        let classes = defs.map(|def| LineClass {
            class: def.class.clone(),
            position: def.position,
            reach: def.reach,
            running: def.running,
            ends_article: def.ends_article,
            patterns: patterns(def),
        });
        let classes = classes.collect();
        words.ready();
        Self { classes, words }
    }

    /// Which of the words that the patterns need `text` holds.
    #[must_use]
    pub fn held(&self, text: &str) -> HeldWords {
        HeldWords::of(text, &self.words)
    }

    /// The classes whose matches speak for as much of a line as `reach` says.
    pub fn of(&self, reach: Reach) -> impl Iterator<Item = &LineClass> {
        self.classes.iter().filter(move |class| class.reach == reach)
    }
}
