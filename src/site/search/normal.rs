//! One spelling for texts and queries. `assets/search-index.js` must do exactly the same.

use crate::clean::{SHARED, simplified_char};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` as it is compared: each character compatibility-normalised, in lower case and simplified
/// script, Latin letters without their marks, no white space but line feeds.
///
/// # Example
/// ```
/// use fangzhi::site::search::normal;
/// assert_eq!(normal("ＧＤＰ 13,267 人\n"), "gdp13,267人\n");
/// assert_eq!(normal("脫貧，Lù'ān"), "脱贫,lu'an");
/// assert_eq!(normal("乾隆"), "乾隆");
/// ```
#[must_use]
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | 'a'..='z' | '0'..='9' => out.push(c),
            '\u{4e00}'..='\u{9fff}' => out.push(plain_script(c)),
            _ => {
                let mapped = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
                out.extend(
                    mapped
                        .filter(|c| !c.is_whitespace() && *c != '\u{feff}')
                        .map(|c| plain_script(unmarked(c))),
                );
            }
        }
    }
    out
}

/// Simplified script, but for characters that both scripts use.
fn plain_script(c: char) -> char {
    let simple = simplified_char(c);
    if simple == c || SHARED.contains(c) { c } else { simple }
}

/// A Latin letter without its marks: ǎ is a.
fn unmarked(c: char) -> char {
    let mut parts = std::iter::once(c).nfd();
    match (parts.next(), parts.all(is_combining_mark)) {
        (Some(letter), true) if letter.is_ascii_alphabetic() => letter,
        _ => c,
    }
}

/// Traditional characters beside their simplified forms, for the forms in `used`: what queries
/// are folded by, and the pairs of [`SHARED`], of which a query tries both.
pub(super) fn scripts(used: impl Fn(char) -> bool) -> (String, String) {
    let (mut folded, mut shared) = (String::new(), String::new());
    for c in '\u{4e00}'..='\u{9fff}' {
        let simple = simplified_char(c);
        if simple == c || !used(simple) {
            continue;
        }
        let pairs = if SHARED.contains(c) { &mut shared } else { &mut folded };
        pairs.extend([c, simple]);
    }
    (folded, shared)
}
