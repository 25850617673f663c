//! What stands in one text: its characters, pairs of characters and numbers.

use super::numbers::numbers;
use super::postings::PARTS;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The text of an article, by the slot of the article. Only that it holds something is noted:
    /// the page has the text and looks for itself whether characters follow one another.
    Body(u32),
    /// The title and words of a thing, by its slot; a position counts from the start.
    Head(u32),
    /// The common beginning of a series of figures; a position counts from its end.
    Series(u32),
    /// Value and period of a figure, by the slot of its series and its number there; a position
    /// counts from the last character of the beginning.
    Figure(u32, u32),
}

/// A single character, or a pair of characters; in one number, its part uppermost.
pub(super) type Gram = u64;

/// What stands in one text.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) place: Place,
    /// Grams in order, with positions in order.
    pub(super) grams: Vec<(Gram, u32)>,
    /// Numbers in order, by their keys.
    pub(super) numbers: Vec<(String, u32)>,
}

impl Found {
    /// Reads a normalised text; `before` is the character just before it.
    ///
    /// Pairs do not reach across line feeds.
    pub(super) fn new(place: Place, before: Option<char>, text: &str) -> Self {
        let length = text.chars().count();
        let position = |at: usize| match place {
            Place::Body(_) => 0,
            Place::Head(_) => small(at),
            Place::Series(_) => small(length - at),
            Place::Figure(..) => small(at + 1),
        };
        let mut grams = Vec::with_capacity(length * 2 + 1);
        let mut last = before.filter(|c| *c != '\n');
        for (at, c) in text.chars().enumerate() {
            let now = Some(c).filter(|c| *c != '\n');
            if let (Some(a), Some(b)) = (last, now) {
                let start = position(at.saturating_sub(1));
                grams.push((gram(a, Some(b)), if at == 0 { 0 } else { start }));
            }
            grams.extend(now.map(|c| (gram(c, None), 0)));
            last = now;
        }
        grams.sort_unstable();
        grams.dedup();
        let numbers = numbers(text).into_iter().map(|(key, at)| (key, position(at)));
        let mut numbers: Vec<(String, u32)> = numbers.collect();
        numbers.sort_unstable();
        Self { place, grams, numbers }
    }
}

pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn gram(first: char, second: Option<char>) -> Gram {
    let part = u64::from(spread(first, second) % PARTS);
    part << 60 | u64::from(u32::from(first)) << 24 | second.map_or(0, |c| u64::from(u32::from(c)))
}

pub(super) fn key_chars(gram: Gram) -> impl Iterator<Item = char> {
    let at = |shift: u32| u32::try_from(gram >> shift & 0xff_ffff).ok().and_then(char::from_u32);
    at(24).into_iter().chain(at(0).filter(|c| *c != '\0'))
}

pub(super) fn key_of(gram: Gram) -> String {
    key_chars(gram).collect()
}

pub(super) const fn is_single(gram: Gram) -> bool {
    gram.trailing_zeros() >= 24
}

/// The hash of the key of a gram.
pub(super) fn hash_of(gram: Gram) -> u32 {
    let mut chars = key_chars(gram);
    chars.next().map_or(0, |first| spread(first, chars.next()))
}

pub(super) fn spread(first: char, second: Option<char>) -> u32 {
    let mut units = [0; 4];
    let one = first.encode_utf16(&mut units).len();
    let (_, rest) = units.split_at_mut(one);
    let two = second.map_or(0, |c| c.encode_utf16(rest).len());
    hash(units.into_iter().take(one + two))
}

/// The hash of a key, by which it is looked for; `assets/search-index.js` does the same.
pub(super) fn hash(units: impl IntoIterator<Item = u16>) -> u32 {
    let step = |hash: u32, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    let hash = units.into_iter().fold(0x811c_9dc5, step);
    let hash = (hash ^ hash >> 15).wrapping_mul(0x2c1b_3c6d);
    hash ^ hash >> 12
}
