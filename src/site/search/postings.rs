//! Where each character, each pair of characters and each number stands.

use super::found::{Found, Gram, gram, hash, hash_of, is_single, key_chars, key_of};
use super::lists::{Gone, Lists, Rooms};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Parts of the keys that are gathered side by side.
pub(super) const PARTS: u32 = 16;

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
    use super::super::bits::Bits;
    use super::super::found::{Place, spread};
    use super::*;

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
