//! The characters of a text, folded for reading numbers, with the way back to its bytes.

use super::lex::Number;
use super::sign::plain_form;
use crate::rules::{Values, Words};
use crate::span::Span;
use std::cell::RefCell;

/// A text as folded characters: full-width forms become half-width, traditional number and unit
/// characters simplified. Folding is one to one, so an index into the folded characters is an
/// index into the text's characters.
#[derive(Debug)]
pub(crate) struct Glyphs<'a> {
    /// The text itself.
    pub(crate) text: &'a str,
    chars: Vec<char>,
    offsets: Vec<usize>,
    /// The number read last: several readers ask for the one at the same place.
    last: RefCell<(usize, Option<Number>)>,
}

impl<'a> Glyphs<'a> {
    /// Folds `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 3 + 1);
        let mut offsets = Vec::with_capacity(text.len() / 3 + 2);
        for (offset, c) in text.char_indices() {
            chars.push(fold(c));
            offsets.push(offset);
        }
        offsets.push(text.len());
        Self { text, chars, offsets, last: RefCell::new((usize::MAX, None)) }
    }

    /// The folded characters.
    pub(crate) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// How many characters there are.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `index`; NUL outside of the text.
    pub(crate) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    /// The character `back` places before `index`; NUL outside of the text.
    pub(crate) fn before(&self, index: usize, back: usize) -> char {
        index.checked_sub(back).map_or('\0', |i| self.at(i))
    }

    /// What `read` makes of `index`, unless that was asked right before.
    pub(super) fn remembered(
        &self,
        index: usize,
        read: impl FnOnce() -> Option<Number>,
    ) -> Option<Number> {
        if self.last.borrow().0 != index {
            let found = read();
            self.last.replace((index, found));
        }
        self.last.borrow().1.clone()
    }

    /// The characters from `index` on.
    pub(crate) fn from(&self, index: usize) -> &[char] {
        self.chars.get(index..).unwrap_or_default()
    }

    /// Whether `word` stands at `index`.
    pub(crate) fn has(&self, index: usize, word: &str) -> bool {
        (index..).zip(word.chars()).all(|(at, c)| self.at(at) == c)
    }

    /// Whether `word` ends right before `index`.
    pub(crate) fn ends(&self, index: usize, word: &str) -> bool {
        let mut at = index;
        word.chars().rev().all(|c| {
            at = at.wrapping_sub(1);
            self.chars.get(at) == Some(&c)
        })
    }

    /// The longest of `words` that stands at `index`, and where it ends.
    pub(crate) fn word<'w>(&self, index: usize, words: &'w Words) -> Option<(&'w str, usize)> {
        let mut listed = words.starting(self.at(index)).iter();
        let word = listed.find(|word| self.has(index, word))?;
        Some((word, index + word.chars().count()))
    }

    /// The longest of `words` that ends right before `index`, and where it starts.
    pub(crate) fn word_before<'w>(
        &self,
        index: usize,
        words: &'w Words,
    ) -> Option<(&'w str, usize)> {
        let mut listed = words.ending(self.before(index, 1)).iter();
        let word = listed.find(|word| self.ends(index, word))?;
        Some((word, index - word.chars().count()))
    }

    /// The numbers of the longest word of `values` that stands at `index`, and where it ends.
    pub(crate) fn value<const N: usize>(
        &self,
        index: usize,
        values: &Values<N>,
    ) -> Option<([i16; N], usize)> {
        let mut listed = values.starting(self.at(index)).iter();
        let (word, numbers) = listed.find(|(word, _)| self.has(index, word))?;
        Some((*numbers, index + word.chars().count()))
    }

    /// The bytes of the characters from `start` to `end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let last = self.offsets.len() - 1;
        let byte = |i: usize| self.offsets.get(i.min(last)).copied().unwrap_or_default();
        Span::new(byte(start), byte(end))
    }

    /// The index of the character that holds byte `offset`.
    pub(crate) fn index(&self, offset: usize) -> usize {
        self.offsets.partition_point(|o| *o < offset)
    }

    /// The index past the spaces at `index`, at most two of them.
    pub(crate) fn skip_space(&self, index: usize) -> usize {
        let mut at = index;
        while at < index + 2 && self.at(at) == ' ' {
            at += 1;
        }
        at
    }
}

/// Whether `c` is a Han character.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ffff}')
}

/// One character in the form in which numbers are read.
pub(crate) fn fold(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c,
        '\u{ff01}'..='\u{ff5e}' if c != '，' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{202f}' => ' ',
        '–' | '―' | '‒' | '─' => '—',
        '−' => '-',
        '〜' | '∼' => '~',
        '∶' | '︰' => ':',
        '﹪' => '%',
        '，' => '，',
        _ => plain_form(c),
    }
}
