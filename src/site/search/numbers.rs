//! The numbers of a text by value.

use crate::decimal::plain;
use crate::extract::{Value, numeral};

/// What stands before a number in its key; in normalised texts there is none.
const NUMBER: char = ' ';
/// Longest number as written, in characters: `parse` folds all that it is given, so that a whole text
/// would be folded again for each of its numbers.
const LONGEST: usize = 64;

/// The numbers of a text by value, with their places: ` 13267` for 13,267, 1.3267万 and
/// 一万三千二百六十七; in the order of the text. A single character is found as it stands.
pub(super) fn numbers(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
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
            found.push((format!("{NUMBER}{}", plain(value)), place));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_noted_by_its_value() {
        let read = |text| numbers(text);
        assert_eq!(read("有13,267户"), [(" 13267".to_owned(), 1)]);
        assert_eq!(read("1.3267万,13267"), [(" 13267".to_owned(), 0), (" 13267".to_owned(), 8)]);
        let han = read("一万三千二百六十七,二〇一九");
        assert_eq!(han, [(" 13267".to_owned(), 0), (" 2019".to_owned(), 10)]);
        assert_eq!(read("113267"), [(" 113267".to_owned(), 0)]);
        assert_eq!(read("三户"), [], "a single character is found as it stands");
    }
}
