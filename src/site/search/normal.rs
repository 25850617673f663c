//! One spelling for texts and queries. `assets/search.js` must do exactly the same.

use unicode_normalization::UnicodeNormalization;

/// `text` as it is compared: each character compatibility-normalised and in lower case, no white
/// space but line feeds, no thousands commas.
///
/// # Example
/// ```
/// use fangzhi::site::search::normal;
/// assert_eq!(normal("ＧＤＰ 13,267 人\n"), "gdp13267人\n");
/// assert_eq!(normal("1,2,3"), "1,2,3");
/// ```
#[must_use]
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => out.push('\n'),
            '\u{4e00}'..='\u{9fff}' | 'a'..='z' | '0'..='9' => out.push(c),
            ',' => {
                let group = (1..=3).all(|n| digit(Some(at + n))) && !digit(Some(at + 4));
                if !(digit(at.checked_sub(1)) && group) {
                    out.push(',');
                }
            }
            _ => {
                let mapped = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
                out.extend(mapped.filter(|c| !c.is_whitespace()));
            }
        }
    }
    out
}
