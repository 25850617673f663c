//! All names of the table in the order of their characters, and where they stand in a text.
//!
//! An automaton finds them no faster and takes longer to build than most texts take to be read.

use super::Reading;
use crate::pairs::Pairs;
use crate::span::Span;
use std::ops::Range;

/// Bits of [`Pairs`]: about one pair in thirty seems to begin a name and does not.
const BITS: u32 = 17;

/// The names and what they may mean.
#[derive(Clone)]
pub(super) struct Names {
    /// By name.
    sorted: Vec<(String, Range<usize>)>,
    /// Those of one name stand together.
    readings: Vec<Reading>,
    /// The first two characters of the names.
    pairs: Pairs,
}

impl Names {
    /// The index of `entries`: names of two characters or more, in order, with a reading each.
    pub(super) fn new(entries: Vec<(String, Reading)>) -> Self {
        let mut index = Self { sorted: Vec::new(), readings: Vec::new(), pairs: Pairs::new(BITS) };
        for (name, reading) in entries {
            let at = index.readings.len();
            index.readings.push(reading);
            match index.sorted.last_mut() {
                Some((last, range)) if *last == name => range.end = at + 1,
                _ => {
                    let mut chars = name.chars();
                    if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                        index.pairs.add(first, second);
                    }
                    index.sorted.push((name, at..at + 1));
                }
            }
        }
        index
    }

    /// What exactly this name may mean; empty when there is no such name.
    pub(super) fn readings(&self, name: &str) -> &[Reading] {
        let found = self.sorted.binary_search_by(|(known, _)| known.as_str().cmp(name));
        found.ok().and_then(|at| self.sorted.get(at)).map_or(&[], |(_, range)| self.of(range))
    }

    fn of(&self, range: &Range<usize>) -> &[Reading] {
        self.readings.get(range.clone()).unwrap_or_default()
    }

    /// Every occurrence of every name, overlapping ones too, in the order of their ends.
    pub(super) fn find(&self, text: &str) -> Vec<(Span, &[Reading])> {
        let mut found = Vec::new();
        let mut before = None;
        for (next, second) in text.char_indices() {
            let Some((at, first)) = before.replace((next, second)) else { continue };
            if !self.pairs.may_hold(first, second) {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let pair = text.get(at..next + second.len_utf8()).unwrap_or_default();
            let from = self.sorted.partition_point(|(name, _)| name.as_str() < pair);
            let names = self.sorted.iter().skip(from);
            for (name, range) in names.take_while(|(name, _)| name.starts_with(pair)) {
                if rest.starts_with(name.as_str()) {
                    found.push((Span::new(at, at + name.len()), self.of(range)));
                }
            }
        }
        found.sort_by_key(|(span, _)| (span.end, span.start));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Adcode, NameKind};

    #[test]
    fn every_occurrence_is_found_by_its_end() {
        let code = Adcode(511_300);
        let kind = NameKind::Full;
        let reading = Reading { region: code, code, kind, since: None, until: None };
        let names = ["充市", "南充", "南充市", "四川", "市南"];
        let index = Names::new(names.map(|name| (name.to_owned(), reading)).to_vec());
        let text = "四川南充市南";
        let found = index.find(text);
        let words: Vec<&str> = found.iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(words, ["四川", "南充", "南充市", "充市", "市南"]);
        assert!(found.iter().all(|(_, readings)| readings.len() == 1));
        assert!(index.find("南").is_empty() && index.readings("南").is_empty());
    }
}
