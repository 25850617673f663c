//! White space, invisible characters, full-width letters and digits, radicals for characters.

use super::tracked::{Edit, Tracked};
use crate::span::Span;
use std::sync::LazyLock;

/// Radicals and the characters that they stand for, in order.
const RADICALS: &str = include_str!("../../rules/language/radicals.tsv");

static CHARACTERS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let entries = RADICALS.lines().filter(|line| !line.starts_with('#'));
    entries.filter_map(|line| Some((line.chars().next()?, line.chars().nth(2)?))).collect()
});

/// The text with half-width letters and digits, single blanks, no radicals (⻄安) and nothing
/// invisible. Punctuation stays as printed.
pub(super) fn tidy(text: &Tracked) -> Tracked {
    if text.text().chars().all(is_plain) {
        return text.clone();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.text().char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let span = Span::new(at, at + c.len_utf8());
        let after = chars.peek().map(|&(_, next)| next);
        match folded(c, before, after) {
            Fold::Keep => before = Some(c),
            Fold::Drop => edits.push(Edit::delete(span)),
            Fold::To(new) => {
                edits.push(Edit::new(span, new));
                before = Some(new);
            }
        }
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Characters of nearly every line, which stay as they are whatever stands beside them.
const fn is_plain(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '!'..='~' | '\u{3001}'..='\u{3020}' | '\u{2010}'..='\u{2027}')
        || matches!(c, '！' | '（' | '）' | '，' | '：' | '；' | '？')
}

enum Fold {
    Keep,
    Drop,
    To(char),
}

fn folded(c: char, before: Option<char>, after: Option<char>) -> Fold {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
    match c {
        '\t' | '\n' => Fold::Keep,
        ' '
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}' => match (before, c) {
            (Some(' ') | None, _) => Fold::Drop,
            (_, ' ') => Fold::Keep,
            _ => Fold::To(' '),
        },
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}' => Fold::Drop,
        _ if c.is_control() => Fold::Drop,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' => half(c),
        '\u{2E80}'..='\u{2FD5}' => character(c),
        '．' | '／' | '－' if digit(before) && digit(after) => half(c),
        _ => Fold::Keep,
    }
}

/// The character that a radical stands for.
fn character(radical: char) -> Fold {
    let at = CHARACTERS.binary_search_by_key(&radical, |(from, _)| *from);
    at.ok().and_then(|at| CHARACTERS.get(at)).map_or(Fold::Keep, |(_, to)| Fold::To(*to))
}

/// The half-width form, 0xFEE0 below.
fn half(c: char) -> Fold {
    u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).map_or(Fold::Keep, Fold::To)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_radicals_is_sorted() {
        assert!(CHARACTERS.len() > 300);
        assert!(CHARACTERS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
