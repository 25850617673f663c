//! Lists of words looked for at the start or the end of a stretch of text.

use crate::lexicon::Lexicon;
use crate::rules::WordIndex;

/// The words of one purpose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a>(&'a WordIndex);

impl<'a> Words<'a> {
    /// The words that `lexicon` lists for `purpose`.
    pub(crate) fn of(lexicon: &'a Lexicon, purpose: &str) -> Self {
        Self(lexicon.cue_index(purpose))
    }

    /// The longest word that `text` begins with.
    pub(crate) fn at_start(self, text: &str) -> Option<&'a str> {
        self.0.at_start(text)
    }

    /// The longest word that `text` ends with.
    pub(crate) fn at_end(self, text: &str) -> Option<&'a str> {
        self.0.at_end(text)
    }

    /// Every place in `text` where a word begins, with the longest word there; a word inside a
    /// longer one that began earlier is not listed.
    pub(crate) fn within(self, text: &str) -> Vec<(usize, &'a str)> {
        let mut out = Vec::new();
        let mut free = 0;
        while let Some((at, word)) = self.0.next(text, free) {
            out.push((at, word));
            free = at + word.len();
        }
        out
    }

    /// Whether `text` is one of the words.
    pub(crate) fn is(self, text: &str) -> bool {
        self.at_start(text).is_some_and(|word| word.len() == text.len())
    }
}
