//! References to characters: `&nbsp;`, `&#8220;`, `&rarr;`.

use crate::span::Span;
use encoding_rs::WINDOWS_1252;
use pulldown_cmark::{Event, Parser};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) raw: Span,
    /// What it reads, where that is not what is written.
    pub(super) own: Option<String>,
}

/// Longest name of a reference, in bytes.
const LONGEST: usize = 32;

/// The one name that pages write without its semicolon.
const BLANK: &str = "nbsp";

/// The most frequent names.
const FREQUENT: &[(&str, &str)] = &[
    ("nbsp", "\u{a0}"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("copy", "©"),
    ("middot", "·"),
];

/// Cuts the text `raw` of `html` into pieces: one for each reference and each stretch between.
pub(super) fn pieces(html: &str, raw: Span, mut each: impl FnMut(Piece)) {
    let text = raw.of(html);
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('&')) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        let Some((own, length)) = resolved(rest) else {
            at += 1;
            continue;
        };
        if from < at {
            each(Piece { raw: Span::new(from, at).shift(raw.start), own: None });
        }
        let own_raw = Span::new(at, at + length).shift(raw.start);
        each(Piece { raw: own_raw, own: Some(own) });
        at += length;
        from = at;
    }
    if from < text.len() {
        each(Piece { raw: Span::new(from, text.len()).shift(raw.start), own: None });
    }
}

/// What the text `raw` of `html` reads.
pub(super) fn read(html: &str, raw: Span) -> String {
    let mut out = String::new();
    pieces(html, raw, |piece| {
        out.push_str(piece.own.as_deref().unwrap_or_else(|| piece.raw.of(html)));
    });
    out
}

/// What the reference at the start of `rest` reads, and its length; `None` when it is none, or one
/// to a character that no text holds.
fn resolved(rest: &str) -> Option<(String, usize)> {
    let body = rest.strip_prefix('&')?;
    let length = body
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let closed = body.get(length..).is_some_and(|tail| tail.starts_with(';'));
    let name = body.get(..length)?;
    let frequent = FREQUENT.iter().find(|(known, _)| closed && name == *known);
    if let Some((_, text)) = frequent {
        return Some(((*text).to_owned(), length + 2));
    }
    if name.starts_with(BLANK) && !(closed && name.len() > BLANK.len()) {
        return Some(("\u{a0}".to_owned(), 1 + BLANK.len()));
    }
    let written = rest.get(..length + 2).filter(|_| closed)?;
    let text = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string(),
        None => named(written)?,
    };
    Some((text, written.len()))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages count the characters of Windows here, where Unicode has none.
    if let Some(byte) = u8::try_from(code).ok().filter(|byte| (0x80..0xA0).contains(byte)) {
        return WINDOWS_1252.decode(&[byte]).0.chars().next().filter(|c| !c.is_control());
    }
    char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())
}

/// What a name reads; Markdown knows the names of HTML.
fn named(written: &str) -> Option<String> {
    Parser::new(written).find_map(|event| match event {
        Event::Text(text) if &*text != written => Some(text.into_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{pieces, read};
    use crate::span::Span;

    #[test]
    fn references_are_resolved_where_they_stand() {
        for (written, expected) in [
            ("2019&nbsp;年", "2019\u{a0}年"),
            ("A&rarr;B", "A→B"),
            ("&#8220;甲&#x201D;", "“甲”"),
            ("&amp;lt;", "&lt;"),
            ("&nbsp户", "\u{a0}户"),
            ("&nbsp2019", "\u{a0}2019"),
            ("R&D费用", "R&D费用"),
            ("&无此;&zzz;&", "&无此;&zzz;&"),
            ("&#1;", "&#1;"),
            ("1&#150;5月", "1–5月"),
            ("?a=1&copy=2", "?a=1&copy=2"),
        ] {
            assert_eq!(read(written, Span::new(0, written.len())), expected);
        }
    }

    #[test]
    fn pieces_cover_the_text() {
        let text = "甲&nbsp;乙&amp&quot;丙&";
        let mut at = 3;
        pieces(text, Span::new(3, text.len()), |piece| {
            assert_eq!(piece.raw.start, at);
            at = piece.raw.end;
        });
        assert_eq!(at, text.len());
    }
}
