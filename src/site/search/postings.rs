//! Where each character, each pair of characters and each number stands.

use crate::decimal::plain;
use crate::extract::{Value, numeral};
use std::collections::BTreeMap;

/// Digits of the numbers: five bits each, the sixth says that more follow.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What stands before a number in its key: `#13267`.
const NUMBER: char = '#';

/// Longest number as written, in characters: `parse` folds all that it is given, so that a whole text
/// would be folded again for each of its numbers.
const LONGEST: usize = 64;

/// A single character, or a pair of characters.
type Gram = (char, Option<char>);

#[derive(Debug, Default)]
struct List {
    encoded: Vec<u8>,
    last: usize,
}

impl List {
    /// Notes an entry: the step to it.
    fn entry(&mut self, entry: usize) {
        number(&mut self.encoded, entry - self.last);
        self.last = entry;
    }

    /// Notes an entry with its places, of which there is at least one: the step to the entry
    /// doubled, plus one when the number of places follows; then the steps to the places.
    fn places(&mut self, entry: usize, places: impl ExactSizeIterator<Item = usize>) {
        let count = places.len();
        number(&mut self.encoded, (entry - self.last) * 2 + usize::from(count > 1));
        self.last = entry;
        if count > 1 {
            number(&mut self.encoded, count);
        }
        let mut before = 0;
        for at in places {
            number(&mut self.encoded, at - before);
            before = at;
        }
    }
}

/// Postings of all entries, in their order.
#[derive(Debug, Default)]
pub(super) struct Postings {
    grams: BTreeMap<Gram, List>,
    numbers: BTreeMap<String, List>,
    entries: usize,
}

impl Postings {
    /// Adds the next entry, already normalised.
    ///
    /// A single character notes the entry; a pair and a number note the entry and every place in
    /// it. Pairs do not reach across line feeds.
    pub(super) fn add(&mut self, text: &str) {
        let chars: Vec<char> = text.chars().collect();
        let mut places: Vec<(Gram, usize)> = Vec::with_capacity(chars.len() * 2);
        for (at, c) in chars.iter().enumerate().filter(|(_, c)| **c != '\n') {
            places.push(((*c, None), 0));
            if let Some(next) = chars.get(at + 1).filter(|c| **c != '\n') {
                places.push(((*c, Some(*next)), at));
            }
        }
        places.sort_unstable();
        places.dedup();
        let entry = self.entries;
        self.entries += 1;
        for run in places.chunk_by(|a, b| a.0 == b.0) {
            let Some((gram, _)) = run.first() else { continue };
            let list = self.grams.entry(*gram).or_default();
            match gram.1 {
                None => list.entry(entry),
                Some(_) => list.places(entry, run.iter().map(|(_, at)| *at)),
            }
        }
        for (key, places) in numbers(text) {
            self.numbers.entry(key).or_default().places(entry, places.into_iter());
        }
    }

    /// Whether a character stands somewhere.
    pub(super) fn has(&self, c: char) -> bool {
        self.grams.contains_key(&(c, None))
    }

    /// Keys with their lists, in the order of JavaScript's string comparison.
    pub(super) fn encoded(self) -> Vec<(String, String)> {
        let grams = self.grams.into_iter().map(|((first, second), list)| {
            (std::iter::once(first).chain(second).collect::<String>(), list)
        });
        let mut lists: Vec<(String, String)> = grams
            .chain(self.numbers)
            .filter_map(|(key, list)| Some((key, String::from_utf8(list.encoded).ok()?)))
            .collect();
        lists.sort_by_cached_key(|(key, _)| key.encode_utf16().collect::<Vec<u16>>());
        lists
    }
}

/// The numbers of a text by value, with their places: `#13267` for 13,267, 1.3267万 and
/// 一万三千二百六十七. A single character is found as it stands.
fn numbers(text: &str) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut place = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let window = || rest.char_indices().nth(LONGEST).and_then(|(end, _)| rest.get(..end));
        let read = if starts(c) { numeral::parse(window().unwrap_or(rest)) } else { None };
        let length = read.as_ref().map_or(c.len_utf8(), |read| read.len.max(c.len_utf8()));
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let characters = word.chars().count();
        if let Some(Value::Point(value)) = read.map(|read| read.value)
            && characters > 1
        {
            found.entry(format!("{NUMBER}{}", plain(value))).or_default().push(place);
        }
        place += characters;
        rest = after;
    }
    found
}

/// Whether a number may begin with this character.
fn starts(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二两三四五六七八九十".contains(c)
}

/// Appends `value`, lowest digits first.
fn number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = value % 32;
        value /= 32;
        let digit = if value > 0 { low + 32 } else { low };
        out.extend(DIGITS.get(digit));
        if value == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(texts: &[&str]) -> BTreeMap<String, String> {
        let mut postings = Postings::default();
        for text in texts {
            postings.add(text);
        }
        postings.encoded().into_iter().collect()
    }

    #[test]
    fn a_pair_notes_entry_and_places() {
        let lists = lists(&["甲乙甲乙", "乙\n甲"]);
        // Entry 0 and that more than one place follows; two places: 0 and 2 further on.
        assert_eq!(lists.get("甲乙").map(String::as_str), Some("BCAC"));
        // Entry 0, entry 1.
        assert_eq!(lists.get("甲").map(String::as_str), Some("AB"));
        // Entry 0, one place: 1.
        assert_eq!(lists.get("乙甲").map(String::as_str), Some("AB"));
    }

    #[test]
    fn a_number_is_noted_by_its_value() {
        let lists = lists(&["有13,267户", "1.3267万", "一万三千二百六十七,二〇一九", "113267"]);
        // Entry 0 at 1, entry 1 at 0, entry 2 at 0; the fourth is another number.
        assert_eq!(lists.get("#13267").map(String::as_str), Some("ABCACA"));
        assert_eq!(lists.get("#2019").map(String::as_str), Some("EK"));
        assert_eq!(lists.get("#113267").map(String::as_str), Some("GA"));
    }

    #[test]
    fn numbers_of_any_size_are_written() {
        let mut out = Vec::new();
        number(&mut out, 31);
        number(&mut out, 32);
        number(&mut out, 1_024);
        assert_eq!(out, b"fgBggB");
    }
}
