//! Every numeral of a text, whatever it counts.

use super::super::Value;
use super::super::numeral::{Glyphs, Number, Shape, is_han, is_minus, number, ratio, starts};
use super::context;
use super::read::Reader;
use crate::decimal::Decimal;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// From how many digits on letters after a number make it a registration code, not a unit.
const CODE_DIGITS: usize = 8;

/// The numerals of `text` with their values, in order: ranges are one (10~20, 七八百); ordinals
/// (第三), codes, telephone numbers, idioms and words with a digit in them are left out.
pub(crate) fn numbers(text: &str, lexicon: &Lexicon) -> Vec<(Span, Value)> {
    let glyphs = Glyphs::new(text);
    let lister = Lister { glyphs: &glyphs, reader: Reader::new(&glyphs, lexicon) };
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        if !starts(glyphs.at(at)) {
            at += 1;
            continue;
        }
        let (end, value) = lister.one(at);
        if let Some((start, value)) = value {
            found.push((glyphs.span(start, end), value));
        }
        at = end.max(at + 1);
    }
    found
}

struct Lister<'a> {
    glyphs: &'a Glyphs<'a>,
    reader: Reader<'a>,
}

impl Lister<'_> {
    /// The numeral at `at`: where it ends, and its start and value unless it is part of a word.
    fn one(&self, at: usize) -> (usize, Option<(usize, Value)>) {
        let glyphs = self.glyphs;
        if let Some(read) = ratio(glyphs, at) {
            let (start, value) = self.signed(at, Value::Point(read.value));
            return (read.end, Some((start, value)));
        }
        if let Some(end) = self.reader.idiom(at) {
            return (end, None);
        }
        let Some(read) = number(glyphs, at) else { return (at + 1, None) };
        if let Some(end) = self.telephone(&read) {
            return (end, None);
        }
        let ordinal = self.reader.aside.ordinal.marks.has(glyphs.before(at, 1));
        if ordinal || self.in_word(&read) || self.code(&read) {
            return (read.end, None);
        }
        if let Some((high, end)) = self.second(&read) {
            return (end, Some((at, Value::Range { low: read.low, high })));
        }
        let (start, value) = self.signed(at, read.value());
        (read.end, Some((start, value)))
    }

    fn signed(&self, at: usize, value: Value) -> (usize, Value) {
        let stroke = self.glyphs.before(at, 1) == '-';
        let minus = is_minus(self.glyphs.before(at, 1))
            || (stroke && !self.glyphs.before(at, 2).is_ascii_alphanumeric());
        match value {
            Value::Point(value) if minus => (at - 1, Value::Point(-value)),
            _ => (at, value),
        }
    }

    /// The other end of a range: 10~20, 三到五; 从10到5 is a change of two numbers.
    fn second(&self, first: &Number) -> Option<(Decimal, usize)> {
        let glyphs = self.glyphs;
        let rules = self.reader.rules;
        let (word, from) = glyphs.word(first.end, &rules.between)?;
        let moves = rules.arrives.is(word) && rules.departs.has(glyphs.before(first.start, 1));
        let second = number(glyphs, from).filter(|n| !moves && n.high.is_none() && !n.padded)?;
        let plain = first.high.is_none() && !first.padded && first.low < second.low;
        plain.then_some((second.low, second.end))
    }

    /// 400-810-1234, 0512-65830001: digits that strokes part and nobody counts.
    fn telephone(&self, first: &Number) -> Option<usize> {
        let mut end = first.end;
        let mut runs = 1;
        while first.shape == Shape::Arabic && self.glyphs.at(end) == '-' {
            let next = number(self.glyphs, end + 1).filter(|n| n.shape == Shape::Arabic)?;
            end = next.end;
            runs += 1;
        }
        (runs >= 3 || (runs == 2 && first.padded)).then_some(end)
    }

    /// Part of a name of letters and digits: v2.10.3, 91330100M7655.
    fn code(&self, read: &Number) -> bool {
        let long = read.digits >= CODE_DIGITS && self.glyphs.at(read.end).is_ascii_alphabetic();
        let rules = self.reader.aside;
        let numbered = rules.code.numbered.has(self.glyphs.at(read.end));
        let coded = || context::code(self.glyphs, read.start, read.end, rules).is_some();
        read.shape == Shape::Arabic && (long || (!numbered && coded()))
    }

    /// Whether a short Han number is part of a word.
    fn in_word(&self, read: &Number) -> bool {
        let glyphs = self.glyphs;
        if read.shape == Shape::Arabic {
            return false;
        }
        let words = &self.reader.aside.in_idiom.words;
        let listed = words.around(glyphs.chars(), read.start).any(|(_, end)| read.end <= end);
        // A bare scale between Han characters is a name or an idiom (千方, 百色).
        listed || (read.shape == Shape::Bare && is_han(glyphs.at(read.start + 1)))
    }
}
