//! Lists of words made ready to be looked for in a text.

use std::cmp::Reverse;
use std::sync::OnceLock;

/// The words of one purpose, found by their first and last characters.
#[derive(Clone, Debug, Default)]
pub struct WordIndex {
    first: ByCharacter<String>,
    /// Made when first asked for: few lists are looked for at the end of a text.
    last: OnceLock<ByCharacter<String>>,
}

impl WordIndex {
    /// Makes `words` ready.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<&str> = words.into_iter().collect();
        words.sort_by_key(|word| Reverse(word.len()));
        let by_first = |word: &str| Some((word.chars().next()?, word.to_owned()));
        Self { first: words.into_iter().filter_map(by_first).collect(), last: OnceLock::new() }
    }

    fn last(&self) -> &ByCharacter<String> {
        self.last.get_or_init(|| {
            let mut words: Vec<&String> = self.first.iter().collect();
            words.sort_by_key(|word| Reverse(word.len()));
            let by_last = |word: &String| Some((word.chars().next_back()?, word.clone()));
            words.into_iter().filter_map(by_last).collect()
        })
    }

    /// The words that may begin with `c`, longest first; some begin with another character.
    pub(super) fn starting(&self, c: char) -> &[String] {
        self.first.get(c)
    }

    /// The words that may end with `c`, longest first; some end with another character.
    pub(super) fn ending(&self, c: char) -> &[String] {
        self.last().get(c)
    }

    /// All words.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.first.iter().map(String::as_str)
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn at_start(&self, text: &str) -> Option<&str> {
        let list = self.first.get(text.chars().next()?);
        list.iter().find(|word| text.starts_with(word.as_str())).map(String::as_str)
    }

    /// Whether a word may begin with `c`.
    pub(super) fn may_start(&self, c: char) -> bool {
        self.first.initials.may_have(c)
    }

    /// What the words begin with.
    #[must_use]
    pub const fn initials(&self) -> Initials {
        self.first.initials()
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end(&self, text: &str) -> Option<&str> {
        let list = self.last().get(text.chars().next_back()?);
        list.iter().find(|word| text.ends_with(word.as_str())).map(String::as_str)
    }

    /// The first place in `text`, from byte `from` on, where a word begins, with the longest word
    /// there.
    #[must_use]
    pub fn next(&self, text: &str, from: usize) -> Option<(usize, &str)> {
        let rest = text.get(from..)?;
        rest.char_indices().find_map(|(at, c)| {
            let list = self.first.get(c);
            let here = rest.get(at..).filter(|_| !list.is_empty())?;
            let word = list.iter().find(|word| here.starts_with(word.as_str()))?;
            Some((from + at, word.as_str()))
        })
    }
}

/// Bits of [`Initials`]; a power of two, so that Han characters spread over them.
const BITS: u32 = 1024;

/// The characters that some words begin with, for a quick look before the words themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Initials([u64; 16]);

impl FromIterator<char> for Initials {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        let mut out = Self::default();
        for c in characters {
            out.add(c);
        }
        out
    }
}

impl Initials {
    /// The initials of `words`.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        words.into_iter().filter_map(|word| word.chars().next()).collect()
    }

    /// Both, for a quick look before the words of either.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (cell, more) in self.0.iter_mut().zip(other.0) {
            *cell |= more;
        }
        self
    }

    fn add(&mut self, c: char) {
        let (cell, bit) = place(c);
        if let Some(cell) = self.0.get_mut(cell) {
            *cell |= bit;
        }
    }

    /// Whether a word may begin with `c`: always so when one does, and rarely when none does.
    #[must_use]
    #[inline]
    pub fn may_have(&self, c: char) -> bool {
        let (cell, bit) = place(c);
        self.0.get(cell).is_some_and(|cell| cell & bit != 0)
    }
}

/// The cell and the bit of a character.
#[inline]
fn place(c: char) -> (usize, u64) {
    let bit = u32::from(c) % BITS;
    (usize::try_from(bit / 64).unwrap_or_default(), 1 << (bit % 64))
}

/// Things by one of the characters of their words, in buckets: one for each bit of the filter that is
/// set. Characters that share a bit share a bucket, so what is found must be compared anyway.
#[derive(Clone, Debug)]
pub(crate) struct ByCharacter<T> {
    /// Turns most characters away.
    initials: Initials,
    /// How many buckets lie before those of each cell.
    before: [usize; 16],
    /// Bucket by bucket.
    items: Vec<T>,
    /// Where each bucket starts, and the last one ends.
    starts: Vec<usize>,
}

impl<T> Default for ByCharacter<T> {
    fn default() -> Self {
        let (initials, before) = (Initials::default(), [0; 16]);
        Self { initials, before, items: Vec::new(), starts: Vec::new() }
    }
}

impl<T> FromIterator<(char, T)> for ByCharacter<T> {
    fn from_iter<I: IntoIterator<Item = (char, T)>>(items: I) -> Self {
        let mut initials = Initials::default();
        let mut placed: Vec<((usize, u64), T)> = Vec::new();
        for (c, item) in items {
            initials.add(c);
            placed.push((place(c), item));
        }
        placed.sort_by_key(|(place, _)| *place);
        let mut starts = vec![0];
        for bucket in placed.chunk_by(|(one, _), (next, _)| one == next) {
            starts.push(starts.last().copied().unwrap_or_default() + bucket.len());
        }
        let mut before = [0; 16];
        let mut count = 0;
        for (before, cell) in before.iter_mut().zip(initials.0) {
            *before = count;
            count += bits(cell);
        }
        Self { initials, before, items: placed.into_iter().map(|(_, item)| item).collect(), starts }
    }
}

impl<T> ByCharacter<T> {
    /// The characters under which something stands.
    pub(crate) const fn initials(&self) -> Initials {
        self.initials
    }

    /// All that stands under some character.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter()
    }

    /// What may stand under `c`, in the order in which it came.
    #[inline]
    pub(crate) fn get(&self, c: char) -> &[T] {
        // Nearly always there is nothing.
        if self.initials.may_have(c) { self.bucket(c) } else { &[] }
    }

    fn bucket(&self, c: char) -> &[T] {
        let (cell, bit) = place(c);
        let set = self.initials.0.get(cell).copied().unwrap_or_default();
        let bucket = self.before.get(cell).copied().unwrap_or_default() + bits(set & (bit - 1));
        let place = |bucket: usize| self.starts.get(bucket).copied().unwrap_or_default();
        self.items.get(place(bucket)..place(bucket + 1)).unwrap_or_default()
    }
}

/// How many bits of a cell are set.
fn bits(cell: u64) -> usize {
    usize::try_from(cell.count_ones()).unwrap_or_default()
}
