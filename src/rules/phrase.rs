//! Two further kinds of lists: words that stand for another one, and phrases found from within.

use super::list::Words;
use super::words::ByCharacter;
use std::collections::BTreeMap;

/// Words that each stand for another one, written `word=other`: 贷款=元.
///
/// # Example
/// ```
/// use fangzhi::rules::Pairs;
/// let units = Pairs::from_iter(["人口=人", "贷款=元"]);
/// assert_eq!(units.of("贷款"), Some("元"));
/// assert_eq!(units.words().at_end("农村人口"), Some("人口"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    words: Words,
    others: BTreeMap<String, String>,
}

impl<'a> FromIterator<&'a str> for Pairs {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        let pairs = entries.into_iter().filter_map(|entry| entry.split_once('='));
        let others: BTreeMap<String, String> =
            pairs.map(|(word, other)| (word.to_owned(), other.to_owned())).collect();
        Self { words: others.keys().map(String::as_str).collect(), others }
    }
}

impl Pairs {
    /// The words, to be looked for in a text.
    #[must_use]
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// What `word` stands for.
    #[must_use]
    pub fn of(&self, word: &str) -> Option<&str> {
        self.others.get(word).map(String::as_str)
    }
}

/// Phrases found from any character inside of them, longest first.
///
/// # Example
/// ```
/// use fangzhi::rules::Phrases;
/// let idioms = Phrases::from_iter(["最后一公里", "一公"]);
/// let text: Vec<char> = "打通最后一公里".chars().collect();
/// assert_eq!(idioms.around(&text, 4).next(), Some((2, 7)));
/// assert_eq!(idioms.around(&text, 0).next(), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    phrases: Vec<Vec<char>>,
    /// By character: where it first stands in a phrase.
    places: ByCharacter<Place>,
}

/// A place in a phrase.
#[derive(Clone, Copy, Debug)]
struct Place {
    phrase: usize,
    /// How many characters stand before it.
    at: usize,
    /// What follows it, if anything: most texts differ here, which is seen without the phrase.
    next: Option<char>,
}

impl<'a> FromIterator<&'a str> for Phrases {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        let mut phrases: Vec<Vec<char>> =
            entries.into_iter().map(|phrase| phrase.chars().collect()).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let places = phrases
            .iter()
            .enumerate()
            .flat_map(|(index, phrase)| {
                phrase.iter().enumerate().map(move |(at, c)| (index, phrase, at, *c))
            })
            .filter(|(_, phrase, at, c)| phrase.iter().position(|other| other == c) == Some(*at))
            .map(|(phrase, own, at, c)| (c, Place { phrase, at, next: own.get(at + 1).copied() }))
            .collect();
        Self { phrases, places }
    }
}

impl Phrases {
    /// The phrases of `text` whose first character like that at `index` stands there: where each
    /// starts and ends, longest first.
    pub fn around<'a>(
        &'a self,
        text: &'a [char],
        index: usize,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let places = text.get(index).map_or(&[][..], |c| self.places.get(*c));
        let next = text.get(index + 1).copied();
        let near = places.iter().filter(move |place| place.next.is_none() || place.next == next);
        near.filter_map(move |place| {
            let phrase = self.phrases.get(place.phrase)?;
            let start = index.checked_sub(place.at)?;
            let here = text.get(start..start + phrase.len())?;
            (here == phrase.as_slice()).then_some((start, start + phrase.len()))
        })
    }
}
