//! Words looked up at a place in the text: units, and nouns that lend one.

use super::{Pack, UnitDef};
use std::collections::BTreeMap;

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
    words: BTreeMap<char, Vec<Entry>>,
}

impl UnitIndex {
    pub(crate) fn new(pack: &Pack) -> Self {
        let mut words: BTreeMap<char, Vec<Entry>> = BTreeMap::new();
        let mut add = |word: &str, unit: Option<usize>| {
            let chars: Vec<char> = word.chars().collect();
            if let Some(first) = chars.first() {
                words.entry(*first).or_default().push((chars, unit));
            }
        };
        for (index, def) in pack.units.iter().enumerate() {
            add(&def.unit, Some(index));
            for word in &def.words {
                add(word, Some(index));
            }
            for word in &def.unless {
                add(word, None);
            }
        }
        for list in words.values_mut() {
            // A unit beats a blocking word of the same length.
            list.sort_by_key(|(word, unit)| (std::cmp::Reverse(word.len()), unit.is_none()));
        }
        Self { words }
    }

    /// The unit that `text` starts with; `None` also when a longer word does (名牌 is no 名).
    pub(crate) fn longest<'a>(&self, pack: &'a Pack, text: &[char]) -> Option<UnitMatch<'a>> {
        let list = self.words.get(text.first()?)?;
        let (word, unit) = list.iter().find(|(word, _)| {
            text.starts_with(word) && !(latin(word.last()) && latin(text.get(word.len())))
        })?;
        Some(UnitMatch { def: pack.units.get((*unit)?)?, len: word.len() })
    }
}

/// A Latin unit ends where its letters end: `5km`, but not the `m` of `5map`.
fn latin(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_alphabetic)
}

/// Word endings that lend their unit, by last character.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadIndex {
    endings: BTreeMap<char, Vec<(Vec<char>, usize)>>,
}

impl HeadIndex {
    pub(crate) fn new(pack: &Pack) -> Self {
        let mut endings: BTreeMap<char, Vec<(Vec<char>, usize)>> = BTreeMap::new();
        for (index, noun) in pack.head_nouns.iter().enumerate() {
            let chars: Vec<char> = noun.ending.chars().collect();
            if let Some(first) = chars.first().copied() {
                endings.entry(first).or_default().push((chars, index));
            }
        }
        for list in endings.values_mut() {
            list.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        }
        Self { endings }
    }

    /// The longest ending that `text` starts with: its length and its index in the pack.
    pub(crate) fn longest(&self, text: &[char]) -> Option<(usize, usize)> {
        let list = self.endings.get(text.first()?)?;
        let (word, index) = list.iter().find(|(word, _)| text.starts_with(word))?;
        Some((word.len(), *index))
    }
}
