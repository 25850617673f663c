//! Marks of notes: `常住人口[3]`, `4.2¹万吨`, `货运量②418万吨`. They say nothing of the number beside them.

use super::draft::is_han;
use super::tracked::{Edit, Tracked};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Signs before the power of ten that a number is multiplied by.
const TIMES: &str = "×xX*＊·✕";
/// What may stand between a number and its unit.
const SCALES: &str = "十百千万亿余多每";
/// Longest unit with an exponent, in characters.
const UNIT: usize = 4;
/// Longest mark between brackets, in characters.
const INSIDE: usize = 5;
/// Most digits of one number of a mark; four are a year.
const DIGITS: usize = 3;

/// The text without the marks of its notes.
pub(super) fn without(text: &Tracked, lexicon: &Lexicon) -> Tracked {
    let own = text.text();
    if !own.chars().any(may_mark) {
        return text.clone();
    }
    let marks = Marks { chars: own.chars().collect(), lexicon };
    let offsets: Vec<usize> =
        own.char_indices().map(|(at, _)| at).chain(std::iter::once(own.len())).collect();
    let byte = |at: usize| offsets.get(at).copied().unwrap_or(own.len());
    let mut edits = Vec::new();
    let mut at = 0;
    while at < marks.chars.len() {
        match marks.end(at) {
            Some(end) => {
                edits.push(Edit::delete(Span::new(byte(at), byte(end))));
                at = end;
            }
            None => at += 1,
        }
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

struct Marks<'a> {
    chars: Vec<char>,
    lexicon: &'a Lexicon,
}

impl Marks<'_> {
    fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    fn before(&self, index: usize, back: usize) -> char {
        index.checked_sub(back).map_or('\0', |at| self.at(at))
    }

    /// Where the mark that stands at `at` ends.
    fn end(&self, at: usize) -> Option<usize> {
        let c = self.at(at);
        if is_raised(c) {
            let end = self.run(at, is_raised);
            return (!self.is_power(at, end)).then_some(end);
        }
        let before = self.before(at, 1);
        let behind_word = || before.is_alphanumeric() || "%‰）)”』」》".contains(before);
        if is_circled(c) {
            // ① that opens an item of a list stands behind a mark, or before a word.
            let next = self.at(at + 1);
            let ends = !next.is_alphanumeric() || next.is_ascii_digit();
            return (ends && !is_circled(next) && behind_word()).then_some(at + 1);
        }
        // 10^5-10^6 are powers.
        let power = c == '^' && before.is_ascii_digit();
        let close = opens(c).filter(|_| !power && behind_word())?;
        let inner = self.chars.get(at + 1..)?;
        let len = inner.iter().take(INSIDE + 1).position(|c| *c == close)?;
        let inside = inner.get(..len)?;
        // (3) counts or lists; only raised is it a note.
        let round = matches!(close, ')' | '）');
        let raised = !inside.is_empty() && inside.iter().all(|c| is_raised(*c));
        (raised || !round && is_reference(inside)).then_some(at + len + 2)
    }

    fn run(&self, from: usize, fits: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|c| fits(**c)).count()
    }

    /// Whether the raised digits from `start` to `end` are an exponent: 米², km³, 15.6×10⁴.
    fn is_power(&self, start: usize, end: usize) -> bool {
        let ten = self.before(start, 1) == '0' && self.before(start, 2) == '1';
        let mut times = start.saturating_sub(2);
        while self.before(times, 1) == ' ' {
            times -= 1;
        }
        if ten && (TIMES.contains(self.before(times, 1)) || !self.before(times, 1).is_numeric()) {
            return true;
        }
        let unit = |from: usize| {
            let read = self.chars.get(from..).and_then(|rest| self.lexicon.unit_at(rest));
            let whole = read.is_some_and(|read| from + read.len == end);
            let before = self.before(from, 1);
            whole && (!is_han(before) || SCALES.contains(before))
        };
        (1..=UNIT).filter_map(|back| start.checked_sub(back)).any(unit)
    }
}

/// Whether `inside` numbers notes: 3, 1,2, ^4, ^a, or raised digits; four digits are a year.
fn is_reference(inside: &[char]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || is_raised(c);
    if let ['^', name @ ..] = inside {
        return !name.is_empty();
    }
    let mut runs = inside.split(|c| matches!(c, ',' | '-' | '，' | '、' | '–'));
    runs.all(|run| !run.is_empty() && run.len() <= DIGITS && run.iter().all(|c| digit(*c)))
}

/// The partner of a bracket that may hold the number of a note.
const fn opens(c: char) -> Option<char> {
    match c {
        '[' => Some(']'),
        '［' => Some('］'),
        '〔' => Some('〕'),
        '【' => Some('】'),
        '^' => Some('^'),
        '(' => Some(')'),
        '（' => Some('）'),
        _ => None,
    }
}

/// Whether a mark may begin with `c`; one in round brackets holds raised digits.
const fn may_mark(c: char) -> bool {
    is_raised(c) || is_circled(c) || matches!(c, '[' | '［' | '〔' | '【' | '^')
}

/// Whether `c` is a raised digit.
const fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁻')
}

const fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '⑴'..='⒇' | '❶'..='❿' | '➀'..='➓')
}
