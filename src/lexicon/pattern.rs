//! Patterns of a table, compiled when a text first holds the words they need.
//!
//! A table holds hundreds of patterns, and compiling one takes longer than matching it against most
//! texts; nearly all of them need words that most texts do not hold.

use crate::rules::needs;
use daachorse::CharwiseDoubleArrayAhoCorasick;
use regex::Regex;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// A regular expression and the words it needs.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    source: String,
    /// Numbers of words; a match holds at least one of each list.
    needs: Vec<Vec<usize>>,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Reads `source`, its words into `words`; `None` when it is no regular expression.
    pub(super) fn new(source: &str, words: &mut Words) -> Option<Self> {
        let needs = needs(&regex_syntax::parse(source).ok()?);
        let mut numbers = |list: Vec<String>| list.into_iter().map(|w| words.number(w)).collect();
        Some(Self {
            source: source.to_owned(),
            needs: needs.into_iter().map(&mut numbers).collect(),
            regex: OnceLock::new(),
        })
    }

    /// The expression; `None` when it is too large to be compiled.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }

    /// Whether a text that holds these words may match.
    pub(super) fn may_match(&self, held: &HeldWords) -> bool {
        self.needs.iter().all(|list| list.iter().any(|word| held.holds(*word)))
    }
}

/// The words that the patterns of a table need, looked for in one go.
#[derive(Clone, Default)]
pub(super) struct Words {
    numbers: BTreeMap<String, usize>,
    /// Made when first asked for, when all words are there.
    finder: OnceLock<Option<CharwiseDoubleArrayAhoCorasick<usize>>>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.numbers.len())
    }
}

impl Words {
    fn number(&mut self, word: String) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(word).or_insert(next)
    }

    /// Which of the words `text` holds.
    pub(super) fn held(&self, text: &str) -> HeldWords {
        let finder = self.finder.get_or_init(|| {
            let words = self.numbers.iter().map(|(word, number)| (word, *number));
            CharwiseDoubleArrayAhoCorasick::with_values(words).ok()
        });
        let Some(finder) = finder else { return HeldWords(Vec::new()) };
        let mut held = vec![false; self.numbers.len()];
        for found in finder.find_overlapping_iter(text) {
            if let Some(slot) = held.get_mut(found.value()) {
                *slot = true;
            }
        }
        HeldWords(held)
    }
}

/// Which words of a table a text holds, by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldWords(Vec<bool>);

impl HeldWords {
    /// Whether the text holds a word; where nothing could be looked for, it may.
    fn holds(&self, word: usize) -> bool {
        self.0.get(word).copied().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_match(source: &str, text: &str) -> bool {
        let mut words = Words::default();
        let pattern = Pattern::new(source, &mut words);
        pattern.is_some_and(|pattern| pattern.may_match(&words.held(text)))
    }

    #[test]
    fn a_pattern_needs_what_every_match_holds() {
        let cases = [
            ("^(?:上|下)一(?:篇|页)", "上一", false),
            ("^(?:上|下)一(?:篇|页)", "一页之下", true),
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
        assert!(Pattern::new("(", &mut Words::default()).is_none());
    }
}
