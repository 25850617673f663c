//! Several numbers for several things: 水果、蔬菜、茶叶产量|分别|达2050万吨、4200万吨、19万吨.

use super::Quantity;
use super::clause::Layout;
use super::cue::Words;
use super::measure::Measure;
use super::place::Places;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// What joins the things of a list, and the numbers of one.
const JOINS: &[char] = &['、', '和', '与', '及'];

/// Longest list that still reads as a measured thing, in characters.
const LONGEST: usize = 24;

/// How many numbers are dealt out at most.
const MANY: usize = 16;

/// How much of a thing must stand in a phrase that was made from it, in characters.
const TAIL: usize = 4;

/// Where the numbers stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) quantities: &'a [Quantity],
    pub(super) places: &'a Places,
    pub(super) lexicon: &'a Lexicon,
}

impl Around<'_> {
    /// The measured thing of a number that is dealt out to one of several things and is not the last:
    /// it was read as the last thing, whose number stands further on. The whole list says what is true.
    /// In several years or places each number is of the same thing.
    pub(super) fn measure(self, index: usize, read: &Measure) -> Option<Measure> {
        if !self.joined(index) {
            return None;
        }
        let first =
            (index.saturating_sub(MANY)..index).rev().take_while(|i| self.joined(*i)).last();
        let first = first.unwrap_or(index);
        let lead = self.quantities.get(first)?.span.start;
        let clause = self.layout.clause(index)?.span;
        let before = Span::new(clause.start.min(lead), lead).of(self.layout.text);
        let (at, _) = *Words::of(self.lexicon, "shared_out").within(before).last()?;
        let list = before.get(..at)?;
        let last = list.get(list.rfind(JOINS)?..)?.trim_start_matches(JOINS);
        let others = list.strip_suffix(last)?;
        let skip = last.chars().count().saturating_sub(TAIL);
        let tail: String = last.chars().skip(skip).collect();
        if tail.is_empty()
            || !read.phrase.contains(&tail)
            || self.times(others)
            || self.names_place(Span::new(clause.start, clause.start + others.len()))
        {
            return None;
        }
        let own = read.phrase.trim_start_matches(JOINS);
        let long = others.chars().count() + own.chars().count() > LONGEST;
        let phrase =
            if long || own.contains(JOINS) { own.to_owned() } else { format!("{others}{own}") };
        Some(Measure { phrase, context: String::new(), rule: "shared-out" })
    }

    /// Whether nothing but a word that joins stands between a number and the next of its kind.
    fn joined(self, index: usize) -> bool {
        let pair = self.quantities.get(index).zip(self.quantities.get(index + 1));
        pair.is_some_and(|(one, next)| {
            let gap = Span::new(one.span.end, next.span.start.max(one.span.end));
            let gap = gap.of(self.layout.text);
            one.dimension == next.dimension && gap.chars().count() == 1 && gap.contains(JOINS)
        })
    }

    /// Whether a list is one of times: 2016年、2017年; 去年、今年.
    fn times(self, list: &str) -> bool {
        // 去年 and 今年 are among the words that no measured thing begins with.
        let lead = Words::of(self.lexicon, "measure_lead");
        list.split(JOINS).all(|item| {
            item.is_empty() || lead.is(item) || item.starts_with(|c: char| c.is_ascii_digit())
        })
    }

    fn names_place(self, span: Span) -> bool {
        let mentions = &self.places.mentions;
        let first = mentions.partition_point(|m| m.span.start < span.start);
        let within = mentions.iter().skip(first).take_while(|m| m.span.start < span.end);
        within.into_iter().any(|m| !m.anaphor && !m.within_name)
    }
}
