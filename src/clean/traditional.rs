//! The table of traditional characters and phrases, read when the first traditional text comes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Entries, sorted: a character or a phrase, and its simplified form of the same length.
const TABLE: &str = include_str!("../../rules/language/traditional.tsv");

/// The table, ready for conversion.
pub(super) static TRADITIONAL: LazyLock<Table> = LazyLock::new(|| Table::read(TABLE));

/// Characters and phrases with their simplified forms.
pub(super) struct Table {
    characters: Vec<(char, char)>,
    /// Phrases by their first character, the longest first.
    phrases: BTreeMap<char, Vec<(&'static str, &'static str)>>,
}

impl Table {
    fn read(text: &'static str) -> Self {
        let mut table = Self { characters: Vec::new(), phrases: BTreeMap::new() };
        let entries = text.lines().filter(|line| !line.starts_with('#'));
        for (from, to) in entries.filter_map(|line| line.split_once('\t')) {
            let (mut rest, mut forms) = (from.chars(), to.chars());
            let (Some(first), Some(form)) = (rest.next(), forms.next()) else { continue };
            if rest.next().is_none() {
                table.characters.push((first, form));
            } else {
                table.phrases.entry(first).or_default().push((from, to));
            }
        }
        for phrases in table.phrases.values_mut() {
            phrases.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        }
        table
    }

    /// The simplified form of a character alone; itself when it has none.
    pub(super) fn character(&self, c: char) -> char {
        let place = self.characters.binary_search_by_key(&c, |(from, _)| *from);
        place.ok().and_then(|at| self.characters.get(at)).map_or(c, |(_, to)| *to)
    }

    /// The text in simplified script, as many characters as before: at each place the longest
    /// entry holds.
    pub(super) fn convert(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut phrases = self.phrases.get(&c).into_iter().flatten();
            let found = phrases.find_map(|(from, to)| Some((rest.strip_prefix(from)?, to)));
            if let Some((after, to)) = found {
                out.push_str(to);
                rest = after;
            } else {
                out.push(self.character(c));
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_keeps_lengths() {
        let entries: Vec<(&str, &str)> = TABLE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once('\t').unwrap_or((line, "")))
            .collect();
        assert!(entries.len() > 4000);
        assert!(entries.is_sorted_by(|a, b| a.0 < b.0));
        for (from, to) in entries {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
        }
    }

    #[test]
    fn the_longest_entry_holds() {
        let converted = |text| TRADITIONAL.convert(text);
        assert_eq!(converted("乾縣、乾隆、餅乾、乾乾淨淨"), "乾县、乾隆、饼干、干干净净");
        assert_eq!(converted("瞭解瞭望臺"), "了解瞭望台");
        assert_eq!(converted("一目瞭"), "一目瞭");
        assert_eq!(converted(""), "");
    }
}
