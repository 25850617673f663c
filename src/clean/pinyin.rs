//! Readings in parentheses after characters: `國(guó)`.

use super::draft::is_han;
use super::tracked::{Edit, Tracked};
use crate::span::Span;

const INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w",
];

const FINALS: &[&str] = &[
    "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "i", "ia", "ie", "iao",
    "iu", "ian", "in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang",
    "ueng", "v", "ve", "ue", "er", "van", "vn",
];

/// The readings in `text`: one Chinese character, a parenthesis, one syllable, a parenthesis.
/// The spans are of the parentheses with what they hold.
pub(super) fn glosses(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut before: Option<char> = None;
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at >= from && matches!(c, '(' | '（') && before.is_some_and(is_han) {
            let inner = at + c.len_utf8();
            let rest = text.get(inner..).unwrap_or_default();
            // The longest syllable has six letters, so the look-ahead is short.
            let close = rest.char_indices().take(8).find(|&(_, c)| matches!(c, ')' | '）'));
            if let Some((length, close)) = close
                && rest.get(..length).is_some_and(is_syllable)
            {
                let end = inner + length + close.len_utf8();
                out.push(Span::new(at, end));
                from = end;
            }
        }
        before = Some(c);
    }
    out
}

/// The text without the readings.
pub(super) fn without(text: &Tracked) -> Tracked {
    let edits: Vec<Edit> = glosses(text.text()).into_iter().map(Edit::delete).collect();
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Whether `letters` spell one syllable; a single letter counts only with a tone mark, because
/// `(a)` numbers an item.
fn is_syllable(letters: &str) -> bool {
    let mut toned = false;
    let mut plain = String::new();
    for c in letters.chars() {
        let (letter, tone) = base(c);
        toned |= tone;
        plain.push(letter);
    }
    if plain.len() < 2 {
        return toned && matches!(plain.as_str(), "a" | "o" | "e");
    }
    let rest = INITIALS.iter().find_map(|initial| plain.strip_prefix(initial));
    FINALS.contains(&plain.as_str()) || rest.is_some_and(|rest| FINALS.contains(&rest))
}

/// A letter without its tone, and whether it had one; anything else is no letter of a syllable.
const fn base(c: char) -> (char, bool) {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => ('a', true),
        'ō' | 'ó' | 'ǒ' | 'ò' => ('o', true),
        'ē' | 'é' | 'ě' | 'è' => ('e', true),
        'ê' => ('e', false),
        'ī' | 'í' | 'ǐ' | 'ì' => ('i', true),
        'ū' | 'ú' | 'ǔ' | 'ù' => ('u', true),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', true),
        'ü' => ('v', false),
        'ń' | 'ň' | 'ǹ' => ('n', true),
        'ḿ' => ('m', true),
        'ɡ' => ('g', false),
        'a'..='z' => (c, false),
        _ => ('?', false),
    }
}
