//! Where each character, each pair of characters and each number stands.

use super::bits::{Bits, low};
use super::numbers::numbers;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Parts of the keys that are gathered side by side.
pub(super) const PARTS: u32 = 16;

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

fn key_chars(gram: Gram) -> impl Iterator<Item = char> {
    let at = |shift: u32| u32::try_from(gram >> shift & 0xff_ffff).ok().and_then(char::from_u32);
    at(24).into_iter().chain(at(0).filter(|c| *c != '\0'))
}

fn key_of(gram: Gram) -> String {
    key_chars(gram).collect()
}

const fn is_single(gram: Gram) -> bool {
    gram.trailing_zeros() >= 24
}

/// The hash of the key of a gram.
fn hash_of(gram: Gram) -> u32 {
    let mut chars = key_chars(gram);
    chars.next().map_or(0, |first| spread(first, chars.next()))
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

/// What stands with a place: its number in the series, the count of positions, the positions.
type Told = Vec<u32>;

/// What is told with each place of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    /// Several places may have one slot, each with a number.
    figures: bool,
    positions: bool,
}

/// Places of one sort: numbers of seven bits a byte, until it is known how many there are.
#[derive(Debug, Default, Serialize, Deserialize)]
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

    /// A slot that may be the last one again: the step may be none.
    fn slot_again(&mut self, slot: u32) {
        self.push(slot + 1 - self.next.min(slot + 1));
        self.count += 1;
        self.next = slot + 1;
    }

    /// Calls `each` with the places in order, until it says no.
    fn walk(&self, form: Form, mut each: impl FnMut(u32, &[u32]) -> bool) {
        let mut numbers = self.numbers();
        let (mut next, mut told) = (0, Told::new());
        for _ in 0..self.count {
            let Some(step) = numbers.next() else { break };
            next += if form.figures { step } else { step + 1 };
            told.clear();
            told.extend(if form.figures { numbers.next() } else { None });
            if form.positions {
                let count = numbers.next().unwrap_or_default();
                told.push(count);
                told.extend(numbers.by_ref().take(usize::try_from(count).unwrap_or_default()));
            }
            if !each(next - 1, &told) {
                break;
            }
        }
    }

    /// Whether a place has one of these slots.
    fn has(&self, form: Form, slots: &Marks) -> bool {
        let mut found = false;
        self.walk(form, |slot, _| {
            found = slots.has(slot);
            !found
        });
        found
    }

    /// The places that have none of the slots of `gone`, and those of `more`.
    fn with(&self, form: Form, gone: &Marks, more: &Self) -> Self {
        let mut all: Vec<(u32, Told)> = Vec::new();
        self.walk(form, |slot, told| {
            all.extend((!gone.has(slot)).then(|| (slot, told.to_vec())));
            true
        });
        more.walk(form, |slot, told| {
            all.push((slot, told.to_vec()));
            true
        });
        // Those of one slot come from one text, and stay in its order.
        all.sort_by_key(|(slot, _)| *slot);
        let mut out = Self::default();
        for (slot, told) in all {
            if form.figures {
                out.slot_again(slot);
            } else {
                out.slot(slot);
            }
            for number in told {
                out.push(number);
            }
        }
        out
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

/// Some slots.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<bool>);

impl Marks {
    /// Marks a slot.
    pub(super) fn add(&mut self, slot: u32) {
        let at = usize::try_from(slot).unwrap_or(usize::MAX);
        if self.0.len() <= at {
            self.0.resize(at + 1, false);
        }
        self.0.get_mut(at).into_iter().for_each(|mark| *mark = true);
    }

    /// Whether a slot is marked.
    pub(super) fn has(&self, slot: u32) -> bool {
        usize::try_from(slot).is_ok_and(|at| self.0.get(at).copied().unwrap_or_default())
    }
}

/// Slots of some texts.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Of articles.
    pub(super) articles: Marks,
    /// Of things and series.
    pub(super) heads: Marks,
}

/// The places of one key.
#[derive(Debug, Default, Serialize, Deserialize)]
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
                // Figures of one series follow one another.
                self.figures.slot_again(slot);
                self.figures.push(number);
                &mut self.figures
            }
        };
        if !single {
            section.push(small(positions.len()));
            positions.for_each(|position| section.push(position));
        }
    }

    /// The sections, how each is told, and which of its places are no more.
    fn sections<'s>(&'s self, single: bool, gone: &'s Gone) -> [(&'s Section, Form, &'s Marks); 3] {
        let form = |figures| Form { figures, positions: !single };
        [
            (&self.bodies, Form { figures: false, positions: false }, &gone.articles),
            (&self.heads, form(false), &gone.heads),
            (&self.figures, form(true), &gone.heads),
        ]
    }

    /// Without the places of `gone`, and with those of `more`; none where nothing is to be done.
    fn changed(&self, single: bool, gone: &Gone, more: Option<&Self>) -> Option<Self> {
        let sections = self.sections(single, gone);
        if more.is_none() && !sections.iter().any(|(section, form, gone)| section.has(*form, gone))
        {
            return None;
        }
        let none = Self::default();
        let more = more.unwrap_or(&none).sections(single, gone);
        let merge = |((section, form, gone), (more, ..)): (_, (&Section, Form, &Marks))| {
            let section: &Section = section;
            section.with(form, gone, more)
        };
        let [bodies, heads, figures] = sections;
        let [more_bodies, more_heads, more_figures] = more;
        Some(Self {
            bodies: merge((bodies, more_bodies)),
            heads: merge((heads, more_heads)),
            figures: merge((figures, more_figures)),
        })
    }

    const fn is_empty(&self) -> bool {
        self.bodies.count + self.heads.count + self.figures.count == 0
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rooms {
    /// Of articles.
    pub(super) articles: u32,
    /// Of things and series.
    pub(super) heads: u32,
}

/// A key with its hash and its list.
pub(super) type Encoded = (u32, String, String);

/// A list, and what is known of it as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Listed {
    lists: Lists,
    /// Letters that it takes; none before that is known.
    length: usize,
    /// As it is written, when it was written anew.
    #[serde(skip)]
    written: Option<String>,
}

impl Listed {
    fn write(&mut self, rooms: Rooms, single: bool) {
        if self.length == 0 {
            let written = self.lists.encoded(rooms, single);
            self.length = written.len();
            self.written = Some(written);
        }
    }

    fn take(&mut self, rooms: Rooms, single: bool) -> String {
        self.written.take().unwrap_or_else(|| self.lists.encoded(rooms, single))
    }
}

/// Some of the keys, with their lists.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Part {
    grams: BTreeMap<Gram, Listed>,
    numbers: BTreeMap<String, Listed>,
    /// Hashes of the keys that stand nowhere any more.
    #[serde(skip)]
    emptied: Vec<u32>,
}

impl Part {
    fn add(&mut self, part: u32, found: &Found) {
        let start = |part: u32| found.grams.partition_point(|(gram, _)| gram >> 60 < part.into());
        let grams = found.grams.get(start(part)..start(part + 1)).unwrap_or_default();
        for run in grams.chunk_by(|a, b| a.0 == b.0) {
            let Some((gram, _)) = run.first() else { continue };
            let places = run.iter().map(|(_, position)| *position);
            let list = &mut self.grams.entry(*gram).or_default().lists;
            list.note(found.place, places, is_single(*gram));
        }
        let own = |key: &str| hash(key.encode_utf16()) % PARTS == part;
        for run in found.numbers.chunk_by(|a, b| a.0 == b.0) {
            let Some((key, _)) = run.first().filter(|(key, _)| own(key)) else { continue };
            let places = run.iter().map(|(_, position)| *position);
            let list = &mut self.numbers.entry(key.clone()).or_default().lists;
            list.note(found.place, places, false);
        }
    }

    /// The lists of `old` without the places of `gone`, and with those of this part.
    fn onto(self, mut old: Self, gone: &Gone) -> Self {
        let mut emptied = renew(&mut old.grams, self.grams, gone, |gram| is_single(*gram));
        let hashes = emptied.drain(..).map(hash_of).collect();
        let numbers = renew(&mut old.numbers, self.numbers, gone, |_| false);
        old.emptied = hashes;
        old.emptied.extend(numbers.iter().map(|key| hash(key.encode_utf16())));
        old
    }

    /// The hash of each key, with its length in bytes and its list.
    fn each(&mut self) -> impl Iterator<Item = (u32, usize, bool, &mut Listed)> {
        let length = |gram: Gram| key_chars(gram).map(char::len_utf8).sum::<usize>();
        let grams = self.grams.iter_mut();
        let grams = grams.map(move |(g, list)| (hash_of(*g), length(*g), is_single(*g), list));
        let numbers = self.numbers.iter_mut();
        let numbers = numbers.map(|(key, list)| (hash(key.encode_utf16()), key.len(), false, list));
        grams.chain(numbers)
    }

    /// The lists whose keys have a hash that is wanted, as they are written.
    fn encoded(&mut self, rooms: Rooms, wanted: &(impl Fn(u32) -> bool + Sync)) -> Vec<Encoded> {
        let grams = self.grams.iter_mut().filter(|(gram, _)| wanted(hash_of(**gram)));
        let grams =
            grams.map(|(g, list)| (hash_of(*g), key_of(*g), list.take(rooms, is_single(*g))));
        let numbers =
            self.numbers.iter_mut().map(|(key, list)| (hash(key.encode_utf16()), key, list));
        let numbers = numbers.filter(|(hash, ..)| wanted(*hash));
        grams
            .chain(numbers.map(|(hash, key, list)| (hash, key.clone(), list.take(rooms, false))))
            .collect()
    }
}

/// Takes the places of `gone` from the lists of `old`, adds those of `new`, and returns the keys that then
/// stand nowhere.
fn renew<K: Ord + Clone>(
    old: &mut BTreeMap<K, Listed>,
    mut new: BTreeMap<K, Listed>,
    gone: &Gone,
    single: impl Fn(&K) -> bool,
) -> Vec<K> {
    let mut emptied = Vec::new();
    for (key, listed) in old.iter_mut() {
        let more = new.remove(key);
        let changed =
            listed.lists.changed(single(key), gone, more.as_ref().map(|more| &more.lists));
        if let Some(lists) = changed {
            emptied.extend(lists.is_empty().then(|| key.clone()));
            *listed = Listed { lists, ..Listed::default() };
        }
    }
    for key in &emptied {
        old.remove(key);
    }
    old.append(&mut new);
    emptied
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

    /// The postings `old` without the places of `gone`, and with these.
    pub(super) fn onto(self, old: Vec<Part>, gone: &Gone) -> Self {
        let parts = self.parts.into_par_iter().zip(old);
        Self { parts: parts.map(|(new, old)| new.onto(old, gone)).collect() }
    }

    /// Whether a character stands somewhere.
    pub(super) fn has(&self, c: char) -> bool {
        let gram = gram(c, None);
        self.parts.iter().any(|part| part.grams.contains_key(&gram))
    }

    /// Writes the lists that changed; returns the hashes of their keys, and of those that stand nowhere any
    /// more, and how many bytes all lists take with their keys.
    pub(super) fn write(&mut self, rooms: Rooms) -> (Vec<u32>, usize) {
        let parts = self.parts.par_iter_mut().map(|part| {
            let (mut changed, mut size) = (std::mem::take(&mut part.emptied), 0);
            for (hash, key, single, listed) in part.each() {
                listed.write(rooms, single);
                changed.extend(listed.written.as_ref().map(|_| hash));
                size += key + listed.length + 6;
            }
            (changed, size)
        });
        let parts: Vec<(Vec<u32>, usize)> = parts.collect();
        let size = parts.iter().map(|(_, size)| size).sum();
        (parts.into_iter().flat_map(|(changed, _)| changed).collect(), size)
    }

    /// The lists whose keys have a hash that is wanted, in no order.
    pub(super) fn encoded(
        &mut self,
        rooms: Rooms,
        wanted: &(impl Fn(u32) -> bool + Sync),
    ) -> Vec<Encoded> {
        self.parts.par_iter_mut().flat_map_iter(|part| part.encoded(rooms, wanted)).collect()
    }

    /// The parts, to be kept.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
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
        let all = postings.encoded(ROOMS, &|_| true);
        all.into_iter().map(|(_, key, list)| (key, list)).collect()
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
    fn lists_that_are_renewed_are_those_of_the_texts() {
        // Texts by slot: bodies, then series with two figures each.
        const WORDS: [&str; 5] = ["", "甲乙\n丙", "乙丙丁甲", "甲甲", "丁12万\n甲"];
        let word = |number: usize| WORDS.get(number % WORDS.len()).copied().unwrap_or_default();
        let found = |texts: &[usize], wanted: &dyn Fn(u32) -> bool| {
            let all = (0..).zip(texts).filter(|(slot, _)| wanted(*slot));
            all.flat_map(|(slot, text)| {
                let place = [
                    (Place::Body(slot), None, word(*text)),
                    (Place::Series(slot), None, word(text + 1)),
                    (Place::Figure(slot, 0), Some('甲'), word(text + 2)),
                    (Place::Figure(slot, 1), Some('甲'), word(*text)),
                ];
                place.map(|(place, before, text)| Found::new(place, before, text))
            })
            .collect::<Vec<_>>()
        };
        let lists = |mut postings: Postings| {
            let size = postings.write(ROOMS).1;
            let mut all = postings.encoded(ROOMS, &|_| true);
            all.sort();
            (all, size)
        };
        let texts = |seed: usize| (0..4).map(|slot| seed / 5_usize.pow(slot) % 5).collect();
        for seed in (0..625 * 625).step_by(97) {
            let (old, new): (Vec<usize>, Vec<usize>) = (texts(seed), texts(seed / 625));
            let differs = |slot: u32| {
                let at = usize::try_from(slot).unwrap_or_default();
                old.get(at) != new.get(at)
            };
            let mut gone = Gone::default();
            for slot in (0..4).filter(|slot| differs(*slot)) {
                gone.articles.add(slot);
                gone.heads.add(slot);
            }
            let [mut before, mut after, mut fresh] = [(); 3].map(|()| Postings::new());
            before.add(&found(&old, &|_| true));
            before.write(ROOMS);
            fresh.add(&found(&new, &differs));
            after.add(&found(&new, &|_| true));
            let renewed = fresh.onto(before.parts, &gone);
            assert_eq!(lists(renewed), lists(after), "{old:?} {new:?}");
        }
    }

    #[test]
    fn keys_are_spread_by_their_units() {
        assert_eq!(hash("贫困".encode_utf16()), spread('贫', Some('困')));
        assert_eq!(hash("𠀀".encode_utf16()), spread('𠀀', None));
        assert_eq!(key_of(gram('𠀀', Some('a'))), "𠀀a");
    }
}
