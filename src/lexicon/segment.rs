//! Words of running text. Owner of jieba, whose dictionary is loaded when first asked for: reading
//! facts never needs it.

use super::{Lexicon, Pack};
use jieba_rs::Jieba;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A segmenter that loads its dictionary when first used.
#[derive(Clone, Debug, Default)]
pub(super) struct Segmenter(OnceLock<Jieba>);

impl Segmenter {
    /// The dictionary with the subject's own words: the names of its indicators.
    fn loaded(&self, pack: &Pack) -> &Jieba {
        self.0.get_or_init(|| {
            let mut jieba = Jieba::new();
            for indicator in &pack.indicators {
                jieba.add_word(&indicator.label, None, Some("n"));
            }
            jieba
        })
    }
}

/// Longest word that can be a keyword, in characters.
const LONGEST: usize = 8;

impl Lexicon {
    /// How often each word of two to eight Han characters stands in `text`.
    ///
    /// # Example
    /// ```
    /// let lexicon = fangzhi::config::builtin_lexicon();
    /// let words = lexicon.words("核桃产业带动核桃加工");
    /// assert_eq!(words.get("核桃"), Some(&2));
    /// assert_eq!(words.get("的"), None);
    /// ```
    #[must_use]
    pub fn words<'t>(&self, text: &'t str) -> BTreeMap<&'t str, usize> {
        let mut counts = BTreeMap::new();
        for token in self.segmenter.loaded(&self.pack).cut(text, false) {
            let word = token.word;
            let length = word.chars().count();
            let han = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            if (2..=LONGEST).contains(&length) && han {
                *counts.entry(word).or_default() += 1;
            }
        }
        counts
    }

    /// Whether the dictionary calls `word` a thing or an activity: no place, person, number, or
    /// word of grammar.
    #[must_use]
    pub fn is_topic(&self, word: &str) -> bool {
        let tags = self.segmenter.loaded(&self.pack).tag(word, false);
        matches!(tags.as_slice(), [only] if matches!(only.tag, "n" | "nz" | "vn" | "nt" | "l"))
    }
}
