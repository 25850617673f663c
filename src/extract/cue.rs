//! Lists of words made ready to be looked for at the start or the end of a stretch of text.

use crate::lexicon::Lexicon;
use std::collections::BTreeMap;

/// The words of one purpose, found by their first and last characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words<'a> {
    first: BTreeMap<char, Vec<&'a str>>,
    last: BTreeMap<char, Vec<&'a str>>,
}

impl<'a> Words<'a> {
    /// The words that `lexicon` lists for `purpose`, to be looked for at starts.
    pub(crate) fn of(lexicon: &'a Lexicon, purpose: &str) -> Self {
        let mut first: BTreeMap<char, Vec<&'a str>> = BTreeMap::new();
        for word in lexicon.cues(purpose) {
            if let Some(c) = word.chars().next() {
                first.entry(c).or_default().push(word);
            }
        }
        for list in first.values_mut() {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        Self { first, last: BTreeMap::new() }
    }

    /// The words that `lexicon` lists for `purpose`, to be looked for at starts and ends.
    pub(crate) fn at_both_ends(lexicon: &'a Lexicon, purpose: &str) -> Self {
        let mut words = Self::default();
        for word in lexicon.cues(purpose) {
            let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else {
                continue;
            };
            words.first.entry(first).or_default().push(word);
            words.last.entry(last).or_default().push(word);
        }
        for list in words.first.values_mut().chain(words.last.values_mut()) {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        words
    }

    /// The longest word that `text` begins with.
    pub(crate) fn at_start(&self, text: &str) -> Option<&'a str> {
        let list = self.first.get(&text.chars().next()?)?;
        list.iter().find(|word| text.starts_with(**word)).copied()
    }

    /// The longest word that `text` ends with.
    pub(crate) fn at_end(&self, text: &str) -> Option<&'a str> {
        let list = self.last.get(&text.chars().next_back()?)?;
        list.iter().find(|word| text.ends_with(**word)).copied()
    }

    /// Every place in `text` where a word begins, with the longest word there; a word inside a
    /// longer one that began earlier is not listed.
    pub(crate) fn within(&self, text: &str) -> Vec<(usize, &'a str)> {
        let mut out = Vec::new();
        let mut free = 0;
        for (at, _) in text.char_indices() {
            if at < free {
                continue;
            }
            if let Some(word) = text.get(at..).and_then(|rest| self.at_start(rest)) {
                out.push((at, word));
                free = at + word.len();
            }
        }
        out
    }

    /// The first word that `text` holds.
    pub(crate) fn any(&self, text: &str) -> Option<&'a str> {
        text.char_indices().find_map(|(at, _)| text.get(at..).and_then(|rest| self.at_start(rest)))
    }

    /// Whether `text` is one of the words.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.at_start(text).is_some_and(|word| word.len() == text.len())
    }
}

/// Whether `pattern` fits `text`: every part between spaces must occur, `a|b` is one or the other,
/// `!a` must not occur. An empty pattern fits everything.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    pattern.split_ascii_whitespace().all(|part| match part.strip_prefix('!') {
        Some(banned) => !text.contains(banned),
        None => part.split('|').any(|word| text.contains(word)),
    })
}
