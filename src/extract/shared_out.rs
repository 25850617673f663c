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

/// How much of a thing must stand in a phrase that was made from it, in characters.
const TAIL: usize = 4;

/// The measured thing of a number that is dealt out to one of several things and is not the last: it
/// was read as the last thing, whose number stands further on. The whole list says what is true. In
/// several years or places each number is of the same thing.
pub(super) fn measure(
    layout: &Layout<'_>,
    quantities: &[Quantity],
    index: usize,
    measure: &Measure,
    lexicon: &Lexicon,
    places: &Places,
) -> Option<Measure> {
    if !joined(layout, quantities, index) {
        return None;
    }
    let mut first = index;
    while first.checked_sub(1).is_some_and(|before| joined(layout, quantities, before)) {
        first -= 1;
    }
    let lead = quantities.get(first)?.span.start;
    let clause = layout.clause(index)?.span;
    let before = Span::new(clause.start.min(lead), lead).of(layout.text);
    let (at, _) = *Words::of(lexicon, "shared_out").within(before).last()?;
    let list = before.get(..at)?;
    let split = list.rfind(JOINS)?;
    let last = list.get(split..)?.trim_start_matches(JOINS);
    let skip = last.chars().count().saturating_sub(TAIL);
    let tail: String = last.chars().skip(skip).collect();
    let others = list.strip_suffix(last)?;
    let span = Span::new(clause.start, clause.start + others.len());
    let of_places =
        places.mentions.iter().any(|m| !m.anaphor && !m.within_name && span.overlaps(m.span));
    let times = Words::of(lexicon, "measure_lead");
    let of_times = others.split(JOINS).all(|item| {
        item.starts_with(|c: char| c.is_ascii_digit()) || times.is(item) || item.is_empty()
    });
    if tail.is_empty() || !measure.phrase.contains(&tail) || of_places || of_times {
        return None;
    }
    let own = measure.phrase.trim_start_matches(JOINS);
    let long = others.chars().count() + own.chars().count() > LONGEST;
    let phrase =
        if long || own.contains(JOINS) { own.to_owned() } else { format!("{others}{own}") };
    Some(Measure { phrase, context: String::new(), rule: "shared-out" })
}

/// Whether nothing but a word that joins stands between a number and the next of its kind.
fn joined(layout: &Layout<'_>, quantities: &[Quantity], index: usize) -> bool {
    let pair = quantities.get(index).zip(quantities.get(index + 1));
    pair.is_some_and(|(one, next)| {
        let gap = Span::new(one.span.end, next.span.start.max(one.span.end)).of(layout.text);
        one.dimension == next.dimension && gap.chars().count() == 1 && gap.contains(JOINS)
    })
}
