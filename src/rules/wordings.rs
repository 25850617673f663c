//! Wordings: which words a phrase must hold, and which it must not.

use super::words::ByCharacter;
use std::collections::BTreeMap;

/// Lists of wordings, ready to be held against a phrase. In a wording every part between spaces
/// must occur, `a|b` is one or the other, `^a` begins the phrase, `a$` ends it, `!a` must not occur;
/// an empty wording fits everything.
#[derive(Clone, Debug, Default)]
pub struct Wordings {
    /// Every word of the wordings with its number, by first character.
    words: ByCharacter<(Word, usize)>,
    /// What an empty phrase holds: no word but the empty one.
    blank: Vec<bool>,
    /// The wordings of each list.
    lists: Vec<Vec<Wording>>,
}

/// A word, and where in a phrase it must stand.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    /// It begins the phrase.
    first: bool,
    /// It ends the phrase.
    last: bool,
}

impl Word {
    /// The word that `^a`, `a$` or `a` writes.
    fn of(written: &str) -> Self {
        let (text, first) = written.strip_prefix('^').map_or((written, false), |rest| (rest, true));
        let (text, last) = text.strip_suffix('$').map_or((text, false), |rest| (rest, true));
        Self { text: text.to_owned(), first, last }
    }

    /// Whether it stands at byte `at` of `phrase`.
    fn stands(&self, phrase: &str, at: usize) -> bool {
        let rest = phrase.get(at..).and_then(|here| here.strip_prefix(self.text.as_str()));
        rest.is_some_and(|rest| (at == 0 || !self.first) && (rest.is_empty() || !self.last))
    }
}

/// One wording: its parts.
type Wording = Vec<Part>;

/// Words of which one must occur, or none may.
#[derive(Clone, Debug)]
struct Part {
    banned: bool,
    /// Numbers of the words.
    words: Vec<usize>,
}

/// Which words of [`Wordings`] a phrase holds.
#[derive(Clone, Debug)]
pub struct Held(Vec<bool>);

impl Held {
    /// What this phrase holds or `other` does.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, two)| *one || *two).collect())
    }

    fn any(&self, part: &Part) -> bool {
        part.words.iter().any(|word| self.0.get(*word) == Some(&true))
    }
}

impl Wordings {
    /// Makes lists of wordings ready.
    pub fn new<'a>(lists: impl IntoIterator<Item = &'a [String]>) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut number = |word: &'a str| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        };
        let mut part = |part: &'a str| match part.strip_prefix('!') {
            Some(banned) => Part { banned: true, words: vec![number(banned)] },
            None => Part { banned: false, words: part.split('|').map(&mut number).collect() },
        };
        let lists = lists
            .into_iter()
            .map(|list| {
                let one = |wording: &'a String| {
                    wording.split_ascii_whitespace().map(&mut part).collect::<Wording>()
                };
                list.iter().map(one).collect()
            })
            .collect();
        let mut blank = vec![false; numbers.len()];
        if let Some(empty) = numbers.get("").and_then(|number| blank.get_mut(*number)) {
            *empty = true;
        }
        let named = |(written, number): (&str, usize)| {
            let word = Word::of(written);
            Some((word.text.chars().next()?, (word, number)))
        };
        Self { words: numbers.into_iter().filter_map(named).collect(), blank, lists }
    }

    /// The words that `phrase` holds.
    #[must_use]
    pub fn held(&self, phrase: &str) -> Held {
        let mut held = self.blank.clone();
        for (at, c) in phrase.char_indices() {
            for (word, number) in self.words.get(c) {
                let here = word.stands(phrase, at);
                if let Some(slot) = held.get_mut(*number).filter(|_| here) {
                    *slot = true;
                }
            }
        }
        Held(held)
    }

    /// Whether a wording of the list with this index fits the phrase that holds `held`.
    #[must_use]
    pub fn fits(&self, list: usize, held: &Held) -> bool {
        let wordings = self.lists.get(list).map_or(&[][..], Vec::as_slice);
        wordings.iter().any(|wording| fits(wording, held))
    }

    /// Whether a wording of the only list fits `phrase`.
    ///
    /// # Example
    /// ```
    /// use fangzhi::rules::Wordings;
    /// let office = Wordings::new([["书记 !第一书记".to_owned()].as_slice()]);
    /// assert!(office.fit("村书记") && !office.fit("驻村第一书记"));
    /// ```
    #[must_use]
    pub fn fit(&self, phrase: &str) -> bool {
        self.fits(0, &self.held(phrase))
    }

    /// Whether a wording of the list with this index fits what holds `held`, and some part of it
    /// occurs in what holds `core`.
    #[must_use]
    pub fn fits_around(&self, list: usize, held: &Held, core: &Held) -> bool {
        let wordings = self.lists.get(list).map_or(&[][..], Vec::as_slice);
        wordings.iter().any(|wording| {
            fits(wording, held) && wording.iter().any(|part| !part.banned && core.any(part))
        })
    }
}

fn fits(wording: &[Part], held: &Held) -> bool {
    wording.iter().all(|part| held.any(part) != part.banned)
}

impl<'a> FromIterator<&'a str> for Wordings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        let list: Vec<String> = entries.into_iter().map(str::to_owned).collect();
        Self::new([list.as_slice()])
    }
}
