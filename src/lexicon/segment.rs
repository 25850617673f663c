//! Words of running text. Owner of jieba: reading facts never needs it.

use super::Lexicon;
use crate::pairs::Pairs;
use jieba_rs::Jieba;
use std::cmp::Reverse;
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

/// Most keywords of a text.
const MOST: usize = 6;

/// How rare a word is that tells nothing: one in so many, as a power of two.
const COMMON: usize = 10;

/// Frequency of a word that the dictionary gives none: that of its rarest.
const RAREST: usize = 3;

/// Cuts texts into words.
#[derive(Clone, Debug)]
pub struct Segmenter {
    jieba: Jieba,
    words: Words,
}

/// Words of the dictionary with their frequencies.
#[derive(Clone, Debug, Default)]
struct Words {
    /// As jieba reads them.
    list: String,
    frequency: BTreeMap<String, usize>,
    /// The frequency of all words together, those that are not loaded among them.
    all: usize,
}

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
        let mut neighbours = Pairs::new(BITS);
        for text in texts.into_iter().chain(labels) {
            for (first, second) in text.chars().zip(text.chars().skip(1).chain([END])) {
                neighbours.add(first, END);
                neighbours.add(first, second);
            }
        }
        self.knowing(dictionary(&|first, second| neighbours.may_hold(first, second)))
    }

    /// A segmenter for texts that are not known yet: it knows all words, which takes longer, and tells the
    /// same of each text.
    ///
    /// # Example
    /// ```
    /// let lexicon = fangzhi::config::builtin_lexicon();
    /// let text = "核桃产业带动核桃加工";
    /// assert_eq!(lexicon.whole_segmenter().words(text), lexicon.segmenter([text]).words(text));
    /// ```
    #[must_use]
    pub fn whole_segmenter(&self) -> Segmenter {
        self.knowing(dictionary(&|_, _| true))
    }

    fn knowing(&self, mut words: Words) -> Segmenter {
        let mut jieba = Jieba::empty();
        // A table that does not read leaves a segmenter of single characters.
        let _ = jieba.load_dict(&mut words.list.as_bytes());
        words.list.clear();
        for indicator in &self.pack.indicators {
            jieba.add_word(&indicator.label, None, Some("n"));
        }
        Segmenter { jieba, words }
    }
}

/// The words of the dictionary whose first two characters are `wanted`; for one of a single character,
/// the second is [`END`].
fn dictionary(wanted: &dyn Fn(char, char) -> bool) -> Words {
    let mut words = Words::default();
    let mut loaded = 0_usize;
    for line in WORDS.lines() {
        let Some((first, rests)) = line.split_once('\t') else { continue };
        let first_char = first.chars().next().unwrap_or(END);
        if first_char == '*' {
            words.all = rests.parse().unwrap_or_default();
        } else if wanted(first_char, END) {
            for rest in rests.split('\t') {
                let second = rest.chars().next().filter(|c| *c != ' ').unwrap_or(END);
                if wanted(first_char, second) {
                    let mut parts = rest.split(' ');
                    let end = parts.next().unwrap_or_default();
                    let frequency = parts.next().and_then(|number| number.parse().ok());
                    loaded += frequency.unwrap_or(0);
                    // Only what names a thing is ever weighed.
                    if parts.next().is_some() {
                        words.frequency.insert(format!("{first}{end}"), frequency.unwrap_or(0));
                    }
                    words.list.extend([first, rest, "\n"]);
                }
            }
        }
    }
    words.list.push_str(&format!("{END} {}\n", words.all.saturating_sub(loaded)));
    words
}

impl Segmenter {
    /// How often each word of two to eight Han characters stands in `text`.
    #[must_use]
    pub fn words<'t>(&self, text: &'t str) -> BTreeMap<&'t str, usize> {
        let mut counts = BTreeMap::new();
        for token in self.jieba.cut(text, false) {
            let word = token.word;
            let length = word.chars().count();
            let han = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            if (2..=LONGEST).contains(&length) && han {
                *counts.entry(word).or_default() += 1;
            }
        }
        counts
    }

    /// What `text` speaks of more than texts do at large, the most telling word first.
    ///
    /// A word weighs its count times how rare it is: the binary logarithm of how many words of the
    /// dictionary's texts there are for one of it, less ten, since one word in a thousand tells
    /// nothing. It must stand in `text` twice. Ties go by spelling. Nothing but `text` and the dictionary counts, so an article's keywords stay the
    /// same whatever articles stand beside it.
    ///
    /// # Example
    /// ```
    /// let lexicon = fangzhi::config::builtin_lexicon();
    /// let text = "村里有水库。核桃带动核桃加工，工作队说，工作还要做，核桃好。";
    /// let keywords = lexicon.segmenter([text]).keywords(text);
    /// assert_eq!(keywords.first().map(String::as_str), Some("核桃"));
    /// assert!(!keywords.contains(&"水库".to_owned()));
    /// ```
    #[must_use]
    pub fn keywords(&self, text: &str) -> Vec<String> {
        let counts = self.words(text);
        let repeated = counts.iter().filter(|(_, count)| **count > 1);
        let mut ranked: Vec<_> =
            repeated.map(|(word, count)| (Reverse(count * self.rarity(word)), *word)).collect();
        ranked.sort_unstable();
        let best = ranked.into_iter().map(|(_, word)| word).filter(|word| self.is_topic(word));
        best.take(MOST).map(str::to_owned).collect()
    }

    /// How rare a word is, in sixteenths: see [`Self::keywords`].
    fn rarity(&self, word: &str) -> usize {
        let own = self.words.frequency.get(word).copied().unwrap_or(RAREST).max(1);
        let times = (self.words.all / own).max(1);
        let whole = times.ilog2();
        let part = ((times << 4) >> whole) & 15;
        let bits = usize::try_from(whole << 4).unwrap_or_default() | part;
        bits.saturating_sub(COMMON << 4).max(1)
    }

    /// Whether the dictionary calls `word` a thing or an activity: no place, person, number, or
    /// word of grammar.
    #[must_use]
    pub fn is_topic(&self, word: &str) -> bool {
        matches!(self.jieba.tag(word, false).as_slice(), [only] if only.tag == "n")
    }
}
