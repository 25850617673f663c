//! Words of running text. Owner of jieba: reading facts never needs it.

use super::Lexicon;
use crate::pairs::Pairs;
use jieba_rs::Jieba;
use std::collections::BTreeMap;

/// Groups of words by their first character; after `*` the frequency of all words together.
const WORDS: &str = include_str!("../../rules/language/words.tsv");

/// Stands in no text: it follows a last character, and as a word it has the frequency of all words
/// that are not loaded, so that the others weigh the same whatever the texts.
const END: char = '\0';

/// Bits of [`Pairs`]: where large corpora fill them, the whole dictionary is loaded.
const BITS: u32 = 20;

/// Longest word that can be a keyword, in characters.
const LONGEST: usize = 8;

/// Cuts texts into words.
#[derive(Clone, Debug)]
pub struct Segmenter(Jieba);

impl Lexicon {
    /// A segmenter for `texts`, which knows the words of the dictionary that they can hold, and the
    /// names of the indicators.
    ///
    /// # Example
    /// ```
    /// let lexicon = fangzhi::config::builtin_lexicon();
    /// let text = "核桃产业带动核桃加工";
    /// let segmenter = lexicon.segmenter([text]);
    /// assert_eq!(segmenter.words(text).get("核桃"), Some(&2));
    /// assert!(segmenter.is_topic("核桃") && !segmenter.is_topic("带动"));
    /// ```
    #[must_use]
    pub fn segmenter<'t>(&'t self, texts: impl IntoIterator<Item = &'t str>) -> Segmenter {
        let labels = self.pack.indicators.iter().map(|def| def.label.as_str());
        let mut jieba = Jieba::empty();
        // A table that does not read leaves a segmenter of single characters.
        let _ = jieba.load_dict(&mut dictionary(texts.into_iter().chain(labels)).as_bytes());
        for indicator in &self.pack.indicators {
            jieba.add_word(&indicator.label, None, Some("n"));
        }
        Segmenter(jieba)
    }
}

/// The words of the dictionary that begin with two neighbours of `texts`, and the characters of
/// `texts`, as jieba reads them.
fn dictionary<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut neighbours = Pairs::new(BITS);
    for text in texts {
        for (first, second) in text.chars().zip(text.chars().skip(1).chain([END])) {
            neighbours.add(first, END);
            neighbours.add(first, second);
        }
    }
    let mut words = String::new();
    let (mut all, mut loaded) = (0_usize, 0_usize);
    for line in WORDS.lines() {
        let Some((first, rests)) = line.split_once('\t') else { continue };
        let first_char = first.chars().next().unwrap_or(END);
        if first_char == '*' {
            all = rests.parse().unwrap_or_default();
        } else if neighbours.may_hold(first_char, END) {
            for rest in rests.split('\t') {
                let second = rest.chars().next().filter(|c| *c != ' ').unwrap_or(END);
                if neighbours.may_hold(first_char, second) {
                    let frequency = rest.split(' ').nth(1).and_then(|word| word.parse().ok());
                    loaded += frequency.unwrap_or(0_usize);
                    words.extend([first, rest, "\n"]);
                }
            }
        }
    }
    words.push_str(&format!("{END} {}\n", all.saturating_sub(loaded)));
    words
}

impl Segmenter {
    /// How often each word of two to eight Han characters stands in `text`.
    #[must_use]
    pub fn words<'t>(&self, text: &'t str) -> BTreeMap<&'t str, usize> {
        let mut counts = BTreeMap::new();
        for token in self.0.cut(text, false) {
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
        matches!(self.0.tag(word, false).as_slice(), [only] if only.tag == "n")
    }
}
