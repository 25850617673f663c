//! How wide text is, without fonts: a table of widths in hundredths of the font size.
//!
//! Measured against Noto Sans CJK SC, a little generous so that no other face of the page's font
//! stack is wider.

/// Width of `c` in hundredths of the font size.
const fn char_width(c: char) -> i32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' => 30,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 40,
        '0'..='9' => 57,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 94,
        'A'..='Z' | '&' => 70,
        '\u{21}'..='\u{7e}' => 60,
        '\u{a0}'..='\u{24f}' => 64,
        '\u{2009}' | '\u{200a}' => 20,
        _ => 100,
    }
}

/// What browsers put between a Han character and a Latin letter or digit (`text-autospace`).
const AUTOSPACE: i32 = 13;

/// Width of `text` at `size`, in the unit of `size`.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let mut hundredths = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let meets =
            |a: char, b: char| a.is_ascii_alphanumeric() && ('\u{3400}'..='\u{9fff}').contains(&b);
        if before.is_some_and(|b| meets(b, c) || meets(c, b)) {
            hundredths += AUTOSPACE;
        }
        hundredths += char_width(c);
        before = Some(c);
    }
    (hundredths * size + 99) / 100
}

/// Marks that may not begin a line.
const NOT_FIRST: &str = "，。、；：！？）”』」》…";

/// `text` in lines of at most `limit`, at most `lines` of them; the last ends in `…` when text is
/// left. Latin words and numbers stay whole.
pub(super) fn wrap(text: &str, size: i32, limit: i32, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let joined = width(&line, size) + width(piece, size);
        if joined > limit && !line.is_empty() {
            // A mark that may not begin a line takes the character before it along.
            let hangs = piece.chars().next().is_some_and(|c| NOT_FIRST.contains(c));
            let taken = if hangs { line.pop() } else { None };
            out.push(std::mem::take(&mut line));
            line.extend(taken);
        }
        if !(line.is_empty() && piece.trim().is_empty()) {
            line.push_str(piece);
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            *last = shorten(&format!("{last}…"), size, limit);
        }
    }
    out.iter().map(|line| shorten(line.trim_end(), size, limit)).collect()
}

/// Runs of Latin letters and digits, and single other characters.
fn pieces(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let joined = before.is_some_and(|b| is_word(b) && is_word(c));
        if at > start && !joined {
            all.extend(text.get(start..at));
            start = at;
        }
        before = Some(c);
    }
    all.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    all
}

const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-')
}

/// `text`, cut so that it fits `limit` with a `…`.
pub(super) fn shorten(text: &str, size: i32, limit: i32) -> String {
    if width(text, size) <= limit {
        return text.to_owned();
    }
    let mut kept: String = text.trim_end_matches('…').to_owned();
    while !kept.is_empty() && width(&kept, size) + width("…", size) > limit {
        kept.pop();
    }
    kept.push('…');
    kept
}

/// Length in Han characters, two of any other kind counted as one: the measure of headlines.
pub(super) fn han_length(text: &str) -> usize {
    let halves: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    halves.div_ceil(2)
}
