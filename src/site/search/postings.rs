//! Where each character and each pair of characters stands.

use std::collections::BTreeMap;

/// Digits of the numbers: five bits each, the sixth says that more follow.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[derive(Debug, Default)]
struct List {
    encoded: Vec<u8>,
    last: usize,
}

/// Postings of all entries, in their order.
#[derive(Debug, Default)]
pub(super) struct Postings {
    lists: BTreeMap<(char, Option<char>), List>,
    entries: usize,
}

impl Postings {
    /// Adds the next entry, already normalised.
    ///
    /// A single character notes the entry; a pair notes the entry and every place in it. Pairs do
    /// not reach across line feeds.
    pub(super) fn add(&mut self, text: &str) {
        let chars: Vec<char> = text.chars().collect();
        let mut places: Vec<((char, Option<char>), usize)> = Vec::with_capacity(chars.len() * 2);
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
            let Some((key, _)) = run.first() else { continue };
            let list = self.lists.entry(*key).or_default();
            number(&mut list.encoded, entry - list.last);
            list.last = entry;
            if key.1.is_some() {
                number(&mut list.encoded, run.len());
                let mut before = 0;
                for (_, at) in run {
                    number(&mut list.encoded, at - before);
                    before = *at;
                }
            }
        }
    }

    /// Keys with their lists, in the order of JavaScript's string comparison.
    pub(super) fn encoded(self) -> Vec<(String, String)> {
        let lists = self.lists.into_iter().filter_map(|((first, second), list)| {
            let key: String = std::iter::once(first).chain(second).collect();
            Some((key, String::from_utf8(list.encoded).ok()?))
        });
        let mut lists: Vec<(String, String)> = lists.collect();
        lists.sort_by_cached_key(|(key, _)| key.encode_utf16().collect::<Vec<u16>>());
        lists
    }
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

    #[test]
    fn a_pair_notes_entry_and_places() {
        let mut postings = Postings::default();
        postings.add("甲乙甲乙");
        postings.add("乙\n甲");
        let lists: BTreeMap<String, String> = postings.encoded().into_iter().collect();
        // Entry 0; two places: 0 and 2 further on.
        assert_eq!(lists.get("甲乙").map(String::as_str), Some("ACAC"));
        // Entry 0, entry 1.
        assert_eq!(lists.get("甲").map(String::as_str), Some("AB"));
        assert_eq!(lists.get("乙甲").map(String::as_str), Some("ABB"));
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
