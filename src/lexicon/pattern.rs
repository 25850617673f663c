//! Patterns of a table, compiled when a text first holds the words they need.
//!
//! A table holds hundreds of patterns, and compiling one takes longer than matching it against most
//! texts; nearly all of them need words that most texts do not hold.

use crate::rules::Finder;
use regex::Regex;
use std::sync::OnceLock;

/// A regular expression and the words it needs.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    source: String,
    /// Numbers of lists; a match holds a word of each.
    needs: Vec<usize>,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Reads `source`, the words it needs into `words`; `None` when it is no regular expression.
    pub(super) fn new(source: &str, words: &mut Finder) -> Option<Self> {
        Some(Self { needs: words.add_needs(source)?, ..Self::alone(source) })
    }

    /// The same, of which nobody asks whether it may match.
    pub(super) fn alone(source: &str) -> Self {
        Self { source: source.to_owned(), needs: Vec::new(), regex: OnceLock::new() }
    }

    /// The expression; `None` when it is none, or too large to be compiled.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }

    /// Whether a text that holds these words may match.
    pub(super) fn may_match(&self, held: &HeldWords) -> bool {
        self.needs.iter().all(|list| held.0.get(*list) == Some(&true))
    }
}

/// Of which lists of a table's words a text holds one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldWords(Vec<bool>);

impl HeldWords {
    /// What `text` holds of `words`.
    pub(super) fn of(text: &str, words: &Finder) -> Self {
        Self(words.held(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_match(source: &str, text: &str) -> bool {
        let mut words = Finder::default();
        let pattern = Pattern::new(source, &mut words);
        words.ready();
        pattern.is_some_and(|pattern| pattern.may_match(&HeldWords::of(text, &words)))
    }

    #[test]
    fn a_pattern_needs_what_every_match_holds() {
        let cases = [
            ("^(?:上|下)一(?:篇|页)", "上一", false),
            ("^(?:上|下)一(?:篇|页)", "一页之下", false),
            ("(?:ab|cd)(?:e|f)?[g-z]*(?P<core>k)[,.]", "cd9k.", true),
            ("(?:ab|cd)(?:e|f)?[g-z]*(?P<core>k)[,.]", "cd.9k", false),
            ("(?:来源|转自)[:：]", "来源", false),
            ("(?:来源|转自)[:：]", "转自：", true),
            ("(?:记者)?摄", "摄", true),
            ("(?:记者){2,}", "通讯员", false),
            ("[一-龥](?P<core>[%‰])", "率", false),
            ("(?:记者|[一-龥])", "摄", true),
            ("(?:a|b)(?:c|)", "b", true),
        ];
        for (source, text, expected) in cases {
            assert_eq!(may_match(source, text), expected, "{source} {text}");
        }
    }

    #[test]
    fn what_is_no_expression_is_no_pattern() {
        assert!(Pattern::new("(", &mut Finder::default()).is_none());
    }
}
