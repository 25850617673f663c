//! Where each character, each pair of characters and each number stands.

use super::bits::{Bits, low};
use super::numbers::numbers;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Parts of the keys that are gathered side by side.
const PARTS: u32 = 16;

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
type Gram = u64;

/// What stands in one text.
#[derive(Debug)]
pub(super) struct Found {
    place: Place,
    /// Grams in order, with positions in order.
    grams: Vec<(Gram, u32)>,
    numbers: Vec<(String, u32)>,
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

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn gram(first: char, second: Option<char>) -> Gram {
    let part = u64::from(spread(first, second) % PARTS);
    part << 60 | u64::from(u32::from(first)) << 24 | second.map_or(0, |c| u64::from(u32::from(c)))
}

fn key_of(gram: Gram) -> String {
    let at = |shift: u32| u32::try_from(gram >> shift & 0xff_ffff).ok().and_then(char::from_u32);
    at(24).into_iter().chain(at(0).filter(|c| *c != '\0')).collect()
}

const fn is_single(gram: Gram) -> bool {
    gram.trailing_zeros() >= 24
}

fn spread(first: char, second: Option<char>) -> u32 {
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

/// Places of one sort: numbers of seven bits a byte, until it is known how many there are.
#[derive(Debug, Default)]
struct Section {
    bytes: Vec<u8>,
    count: u32,
    /// One more than the last slot.
    next: u32,
}

impl Section {
    fn slot(&mut self, slot: u32) {
        self.push(slot.wrapping_sub(self.next));
        self.count += 1;
        self.next = slot + 1;
    }

    fn push(&mut self, mut value: u32) {
        while value > 127 {
            self.bytes.extend(u8::try_from(value & 127 | 128));
            value >>= 7;
        }
        self.bytes.extend(u8::try_from(value));
    }

    fn numbers(&self) -> impl Iterator<Item = u32> {
        let mut bytes = self.bytes.iter();
        std::iter::from_fn(move || {
            let (mut value, mut shift) = (0, 0);
            loop {
                let byte = u32::from(*bytes.next()?);
                value |= (byte & 127) << shift;
                shift += 7;
                if byte < 128 {
                    return Some(value);
                }
            }
        })
    }
}

/// The places of one key.
#[derive(Debug, Default)]
struct Lists {
    bodies: Section,
    heads: Section,
    figures: Section,
}

impl Lists {
    fn note(&mut self, place: Place, positions: impl ExactSizeIterator<Item = u32>, single: bool) {
        let section = match place {
            Place::Body(slot) => return self.bodies.slot(slot),
            Place::Head(slot) | Place::Series(slot) => {
                self.heads.slot(slot);
                &mut self.heads
            }
            Place::Figure(slot, number) => {
                // Figures of one series follow one another: the step may be none.
                let step = slot + 1 - self.figures.next.min(slot + 1);
                self.figures.push(step);
                self.figures.push(number);
                self.figures.count += 1;
                self.figures.next = slot + 1;
                &mut self.figures
            }
        };
        if !single {
            section.push(small(positions.len()));
            positions.for_each(|position| section.push(position));
        }
    }

    /// Each section: how many places, then the steps between their slots. Those of heads and figures
    /// have positions, when `single` is not set.
    fn encoded(&self, rooms: Rooms, single: bool) -> String {
        let mut bits = Bits::default();
        bits.gamma(self.bodies.count + 1);
        let small = low(rooms.articles, self.bodies.count);
        self.bodies.numbers().for_each(|step| bits.rice(step, small));
        for (section, figures) in [(&self.heads, false), (&self.figures, true)] {
            bits.gamma(section.count + 1);
            let small = low(rooms.heads, section.count);
            let mut numbers = section.numbers();
            let (mut number, mut usual) = (0, 0);
            for nth in 0..section.count {
                let Some(step) = numbers.next() else { break };
                bits.rice(step, small);
                if figures {
                    let now = numbers.next().unwrap_or_default();
                    bits.gamma(if step == 0 && nth > 0 { now - number } else { now + 1 });
                    number = now;
                }
                if !single {
                    usual = positions(&mut bits, &mut numbers, usual);
                }
            }
        }
        bits.finish()
    }
}

/// Writes how many positions there are, whether the first is the `usual` one, and the steps to the
/// others; returns the first.
fn positions(bits: &mut Bits, numbers: &mut impl Iterator<Item = u32>, usual: u32) -> u32 {
    let count = numbers.next().unwrap_or_default();
    bits.gamma(count);
    let first = numbers.next().unwrap_or_default();
    bits.put(u32::from(first == usual), 1);
    if first != usual {
        bits.gamma(first + 1);
    }
    let mut last = first;
    for position in numbers.take(usize::try_from(count).unwrap_or_default().saturating_sub(1)) {
        bits.gamma(position - last);
        last = position;
    }
    first
}

/// How many slots there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rooms {
    /// Of articles.
    pub(super) articles: u32,
    /// Of things and series.
    pub(super) heads: u32,
}

/// A key with its hash and its list.
pub(super) type Encoded = (u32, String, String);

#[derive(Debug, Default)]
struct Part {
    grams: BTreeMap<Gram, Lists>,
    numbers: BTreeMap<String, Lists>,
}

impl Part {
    fn add(&mut self, part: u32, found: &Found) {
        let start = |part: u32| found.grams.partition_point(|(gram, _)| gram >> 60 < part.into());
        let grams = found.grams.get(start(part)..start(part + 1)).unwrap_or_default();
        for run in grams.chunk_by(|a, b| a.0 == b.0) {
            let Some((gram, _)) = run.first() else { continue };
            let places = run.iter().map(|(_, position)| *position);
            self.grams.entry(*gram).or_default().note(found.place, places, is_single(*gram));
        }
        let own = |key: &str| hash(key.encode_utf16()) % PARTS == part;
        for run in found.numbers.chunk_by(|a, b| a.0 == b.0) {
            let Some((key, _)) = run.first().filter(|(key, _)| own(key)) else { continue };
            let places = run.iter().map(|(_, position)| *position);
            self.numbers.entry(key.clone()).or_default().note(found.place, places, false);
        }
    }

    fn encoded(&self, rooms: Rooms) -> Vec<Encoded> {
        let grams =
            self.grams.iter().map(|(g, list)| (key_of(*g), list.encoded(rooms, is_single(*g))));
        let numbers = self.numbers.iter().map(|(key, l)| (key.clone(), l.encoded(rooms, false)));
        let all = grams.chain(numbers);
        all.map(|(key, list)| (hash(key.encode_utf16()), key, list)).collect()
    }
}

/// Postings of all texts.
#[derive(Debug)]
pub(super) struct Postings {
    parts: Vec<Part>,
}

impl Postings {
    /// Postings of nothing.
    pub(super) fn new() -> Self {
        Self { parts: (0..PARTS).map(|_| Part::default()).collect() }
    }

    /// Adds what stands in some texts. The texts of one sort must come in the order of their slots.
    pub(super) fn add(&mut self, found: &[Found]) {
        self.parts.par_iter_mut().zip(0..PARTS).for_each(|(part, number)| {
            for one in found {
                part.add(number, one);
            }
        });
    }

    /// Whether a character stands somewhere.
    pub(super) fn has(&self, c: char) -> bool {
        let gram = gram(c, None);
        self.parts.iter().any(|part| part.grams.contains_key(&gram))
    }

    /// All lists, in no order.
    pub(super) fn encoded(self, rooms: Rooms) -> Vec<Encoded> {
        self.parts.into_par_iter().flat_map_iter(|part| part.encoded(rooms)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const ROOMS: Rooms = Rooms { articles: 4, heads: 4 };

    fn lists(texts: &[(Place, Option<char>, &str)]) -> BTreeMap<String, String> {
        let mut postings = Postings::new();
        let found = texts.iter().map(|(place, before, text)| Found::new(*place, *before, text));
        postings.add(&found.collect::<Vec<_>>());
        postings.encoded(ROOMS).into_iter().map(|(_, key, list)| (key, list)).collect()
    }

    /// What [`Bits`] make of these numbers: γ of a value, `low` bits of a Rice code, single bits.
    fn bits(write: impl Fn(&mut Bits)) -> String {
        let mut bits = Bits::default();
        write(&mut bits);
        bits.finish()
    }

    #[test]
    fn an_article_notes_only_that_it_holds_a_pair() {
        let lists =
            lists(&[(Place::Body(0), None, "甲乙甲乙"), (Place::Body(2), None, "乙\n甲乙")]);
        let both = bits(|b| {
            b.gamma(3);
            b.rice(0, 1);
            b.rice(1, 1);
            b.gamma(1);
            b.gamma(1);
        });
        assert_eq!(lists.get("甲乙"), Some(&both));
        assert_eq!(lists.get("甲"), Some(&both));
        let first = bits(|b| {
            b.gamma(2);
            b.rice(0, 2);
            b.gamma(1);
            b.gamma(1);
        });
        assert_eq!(lists.get("乙甲"), Some(&first), "pairs do not reach across line feeds");
    }

    #[test]
    fn heads_and_figures_note_positions() {
        let lists = lists(&[
            (Place::Series(1), None, "县户数"),
            (Place::Figure(1, 0), Some('数'), "户数"),
            (Place::Figure(1, 2), Some('数'), "县"),
        ]);
        // In the series two before its end; in the figure just behind it.
        let pair = bits(|b| {
            b.gamma(1);
            b.gamma(2);
            b.rice(1, 2);
            b.gamma(1);
            b.put(0, 1);
            b.gamma(3);
            b.gamma(2);
            b.rice(2, 2);
            b.gamma(1);
            b.gamma(1);
            b.put(0, 1);
            b.gamma(2);
        });
        assert_eq!(lists.get("户数"), Some(&pair));
        // Across the border, of the second figure as well as of the first; none of the series.
        let across = bits(|b| {
            b.gamma(1);
            b.gamma(1);
            b.gamma(2);
            b.rice(2, 2);
            b.gamma(3);
            b.gamma(1);
            b.put(1, 1);
        });
        assert_eq!(lists.get("数县"), Some(&across));
    }

    #[test]
    fn keys_are_spread_by_their_units() {
        assert_eq!(hash("贫困".encode_utf16()), spread('贫', Some('困')));
        assert_eq!(hash("𠀀".encode_utf16()), spread('𠀀', None));
        assert_eq!(key_of(gram('𠀀', Some('a'))), "𠀀a");
    }
}
