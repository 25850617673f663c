//! Lines to sentences.

use crate::span::Span;

/// Marks that may follow the end of a sentence and belong to it.
const CLOSERS: &[char] = &['”', '’', '」', '』', '）', ')', '》', '"', '】'];

/// What after a closing quotation mark shows that the sentence goes on.
const CONTINUES: &[char] =
    &['、', ',', '，', ';', '；', '的', '等', '和', '与', '及', '式', ':', '：'];

/// A quotation this short (characters) is a name or a call, not a run of sentences.
const SHORT_QUOTE: usize = 24;

/// Longest sentence, in characters. What is longer is no prose (a picture written as letters, a
/// table without line ends), and every figure in it would carry all of it as its evidence.
const LONGEST: usize = 1200;

/// What a bracket or quotation mark encloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Enclosed {
    /// Nothing: outside.
    No,
    /// A bracket, a book title or a short quotation: never cut.
    Tight,
    /// A long quotation: cut at full stops only.
    Quoted,
}

/// Cuts one line into sentences; the spans are of `line`, closing marks included, and leave out
/// the white space between sentences.
///
/// Ends: `。！？!?；;` and `……`. Inside brackets, book titles and short quotations nothing ends;
/// inside long quotations only `。！？`. A `?` before another mark or a digit is damage, no end.
///
/// # Example
/// ```
/// use fangzhi::clean::sentences;
/// let line = "“先看路，再看人。”他说。建成48个园区；脱贫1户。";
/// let parts: Vec<&str> = sentences(line).iter().map(|s| s.of(line)).collect();
/// assert_eq!(parts, ["“先看路，再看人。”他说。", "建成48个园区；", "脱贫1户。"]);
/// ```
#[must_use]
pub fn sentences(line: &str) -> Vec<Span> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let enclosed = enclosures(&chars);
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(&(_, mark)) = chars.get(at) {
        let Some(end) = ends_at(&chars, &enclosed, at, mark) else {
            at += 1;
            continue;
        };
        let stop = chars.get(end).map_or(line.len(), |&(offset, _)| offset);
        push_trimmed(line, Span::new(start, stop), &mut out);
        start = stop;
        at = end;
    }
    push_trimmed(line, Span::new(start, line.len()), &mut out);
    out
}

fn push_trimmed(line: &str, span: Span, out: &mut Vec<Span>) {
    let text = span.of(line);
    let mut start = span.start + (text.len() - text.trim_start().len());
    let end = start + text.trim().len();
    while let Some(length) = overlong(Span::new(start, end).of(line)) {
        out.push(Span::new(start, start + length));
        start += length;
    }
    if start < end {
        out.push(Span::new(start, end));
    }
}

/// Where to cut a sentence that is too long: after the last comma that still fits, or where the
/// length is reached.
fn overlong(text: &str) -> Option<usize> {
    let (most, _) = text.char_indices().nth(LONGEST)?;
    let comma = |c: char| matches!(c, '，' | ',' | '、' | ' ' | '；' | ';');
    let fits = text.get(..most)?;
    Some(fits.char_indices().rfind(|(_, c)| comma(*c)).map_or(most, |(at, c)| at + c.len_utf8()))
}

/// Index of the character after the sentence that `mark` at `at` ends, or `None`.
fn ends_at(chars: &[(usize, char)], enclosed: &[Enclosed], at: usize, mark: char) -> Option<usize> {
    let char_at = |index: usize| chars.get(index).map(|&(_, c)| c);
    let kind = enclosed.get(at).copied().unwrap_or(Enclosed::No);
    let full = matches!(mark, '。' | '！' | '？' | '!' | '?');
    let ends = match (kind, mark) {
        (Enclosed::Tight, _) => full && matches!(char_at(at + 1), Some('”' | '’' | '」' | '』')),
        // Beside a question mark it is damage: `担?;?000万元`.
        (Enclosed::No, '；' | ';') => {
            let before = at.checked_sub(1).and_then(char_at);
            before != Some('?') && char_at(at + 1) != Some('?')
        }
        (Enclosed::No, '…') => char_at(at + 1) != Some('…'),
        (Enclosed::Quoted | Enclosed::No, _) => full,
    };
    if !ends {
        return None;
    }
    let mut end = at + 1;
    while char_at(end).is_some_and(|c| matches!(c, '。' | '！' | '？' | '!' | '?')) {
        end += 1;
    }
    let mark_end = end;
    while char_at(end).is_some_and(|c| CLOSERS.contains(&c)) {
        end += 1;
    }
    let next = char_at(end);
    let damaged = mark == '?'
        && next.is_some_and(|c| matches!(c, ';' | '；' | '，' | ',') || c.is_ascii_digit());
    let goes_on =
        end > mark_end && next.is_some_and(|c| CONTINUES.contains(&c) || says(chars, end));
    (!damaged && !goes_on).then_some(end)
}

/// Whether what follows a quotation names its speaker: it reaches a verb of saying before any
/// other end.
fn says(chars: &[(usize, char)], from: usize) -> bool {
    let clause: String = chars
        .iter()
        .skip(from)
        .map(|&(_, c)| c)
        .take_while(|c| !matches!(c, '。' | '！' | '？' | '!' | '?' | ';' | '；' | '“'))
        .take(40)
        .collect();
    ["说", "表示", "介绍", "坦言", "称", "道", "告诉", "指出", "强调"]
        .iter()
        .any(|verb| clause.contains(verb))
}

/// For each character, what encloses it; empty where nothing encloses any. Marks without partner in
/// the line enclose nothing.
fn enclosures(chars: &[(usize, char)]) -> Vec<Enclosed> {
    let mut depth_change: Vec<(i32, i32)> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (index, &(_, c)) in chars.iter().enumerate() {
        if let Some(close) = partner(c) {
            open.push((index, close));
        } else if let Some(back) = open.iter().rev().take(8).position(|&(_, close)| close == c) {
            depth_change.resize(chars.len(), (0, 0));
            // Marks opened after the partner and never closed are ignored; eight is deeper than
            // any nesting in print and keeps a text full of open marks linear.
            let at = open.len() - 1 - back;
            let from = open.get(at).map_or(index, |&(from, _)| from);
            open.truncate(at);
            let quote = matches!(c, '”' | '’' | '」' | '』');
            let tight = !quote || index - from <= SHORT_QUOTE;
            let delta = if tight { (1, 0) } else { (0, 1) };
            if let Some(slot) = depth_change.get_mut(from) {
                *slot = (slot.0 + delta.0, slot.1 + delta.1);
            }
            if let Some(slot) = depth_change.get_mut(index) {
                *slot = (slot.0 - delta.0, slot.1 - delta.1);
            }
        }
    }
    let mut depth = (0, 0);
    depth_change
        .iter()
        .map(|change| {
            depth = (depth.0 + change.0, depth.1 + change.1);
            match depth {
                (tight, _) if tight > 0 => Enclosed::Tight,
                (_, quoted) if quoted > 0 => Enclosed::Quoted,
                _ => Enclosed::No,
            }
        })
        .collect()
}

/// What closes what `open` opens.
const fn partner(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '（' => '）',
        '(' => ')',
        '《' => '》',
        '【' => '】',
        _ => return None,
    })
}
