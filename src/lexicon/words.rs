//! Words looked up at a place in the text: units, and nouns that lend one.

use super::{Pack, UnitDef};
use crate::rules::ByCharacter;
use std::cmp::Reverse;

/// A unit found at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitMatch<'a> {
    /// The unit.
    pub def: &'a UnitDef,
    /// How many characters it takes.
    pub len: usize,
}

/// A word and the unit it writes; `None` for a longer word that only begins like a unit (名牌).
type Entry = (Vec<char>, Option<usize>);

/// The words of all units by first character, longest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitIndex {
    words: ByCharacter<Entry>,
}

impl UnitIndex {
    pub(crate) fn new(pack: &Pack) -> Self {
        let mut words: Vec<Entry> = Vec::new();
        for (index, def) in pack.units.iter().enumerate() {
            let own = std::iter::once(&def.unit).chain(&def.words);
            words.extend(own.map(|word| (word.chars().collect(), Some(index))));
            words.extend(def.unless.iter().map(|word| (word.chars().collect(), None)));
        }
        // A unit beats a blocking word of the same length.
        words.sort_by_key(|(word, unit)| (Reverse(word.len()), unit.is_none()));
        let by_first = |entry: Entry| Some((*entry.0.first()?, entry));
        Self { words: words.into_iter().filter_map(by_first).collect() }
    }

    /// The unit that `text` starts with; `None` also when a longer word does (名牌 is no 名).
    pub(crate) fn longest<'a>(&self, pack: &'a Pack, text: &[char]) -> Option<UnitMatch<'a>> {
        let mut list = self.words.get(*text.first()?).iter();
        let (word, unit) = list.find(|(word, _)| {
            begins(text, word) && !(latin(word.last()) && latin(text.get(word.len())))
        })?;
        Some(UnitMatch { def: pack.units.get((*unit)?)?, len: word.len() })
    }
}

/// A Latin unit ends where its letters end: `5km`, but not the `m` of `5map`.
fn latin(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_alphabetic)
}

/// Whether `text` begins with `word`; mostly they differ at once.
fn begins(text: &[char], word: &[char]) -> bool {
    text.len() >= word.len() && text.iter().zip(word).all(|(a, b)| a == b)
}

/// Word endings that lend their unit, by first character.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadIndex {
    endings: ByCharacter<(Vec<char>, usize)>,
}

impl HeadIndex {
    pub(crate) fn new(pack: &Pack) -> Self {
        let nouns = pack.head_nouns.iter().enumerate();
        let mut endings: Vec<(Vec<char>, usize)> =
            nouns.map(|(index, noun)| (noun.ending.chars().collect(), index)).collect();
        endings.sort_by_key(|(ending, _)| Reverse(ending.len()));
        let by_first = |entry: (Vec<char>, usize)| Some((*entry.0.first()?, entry));
        Self { endings: endings.into_iter().filter_map(by_first).collect() }
    }

    /// The longest ending that `text` starts with: its length and its index in the pack.
    pub(crate) fn longest(&self, text: &[char]) -> Option<(usize, usize)> {
        let mut list = self.endings.get(*text.first()?).iter();
        let (word, index) = list.find(|(word, _)| begins(text, word))?;
        Some((word.len(), *index))
    }
}
