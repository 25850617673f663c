//! Several numbers for several things: 水果、蔬菜、茶叶产量|分别|达2050万吨、4200万吨、19万吨.

use super::{Judged, Named};
use crate::extract::Quantity;
use crate::extract::clause::Layout;
use crate::extract::measure::Measure;
use crate::extract::place::Places;
use crate::rules::relation::{DealtToThings, Relation};
use crate::span::{Span, Stretch};

/// Longest list that still reads as a measured thing, in characters.
const LONGEST: usize = 24;

/// How many numbers are dealt out at most.
const MANY: usize = 16;

/// How much of a thing must stand in a phrase that was made from it, in characters.
const TAIL: usize = 4;

/// A number that is dealt out to one of several things and is not the last was read as the last thing,
/// whose number stands further on: the whole list says what is true. In several years or places each
/// number is of the same thing.
pub(super) fn out(
    judged: &[Judged],
    index: usize,
    layout: &Layout<'_>,
    places: &Places,
    rule: &DealtToThings,
) -> Option<Named> {
    if !joined(judged, index, layout, rule) {
        return None;
    }
    let before = (index.saturating_sub(MANY)..index).rev();
    let first = before.take_while(|at| joined(judged, *at, layout, rule)).last().unwrap_or(index);
    let first = judged.get(first)?;
    let clause = layout.stretch(first.draft.clause);
    let lead = clause.until(first.draft.quantity.span.start);
    let word = *rule.deals.all_in(lead).last()?;
    let list = lead.until(word.start);
    let split = *rule.list_joins.all_in(list).last()?;
    let (others, last) = (list.until(split.end), list.from(split.end).as_str());
    let skip = last.chars().count().saturating_sub(TAIL);
    let tail: String = last.chars().skip(skip).collect();
    let figure = judged.get(index)?;
    let of_last = !tail.is_empty() && figure.measure.contains(&tail);
    if !of_last || times(others, rule) || names_place(places, others.span()) {
        return None;
    }
    let own = rule.list_joins.strip_start(&figure.measure).unwrap_or(&figure.measure);
    let others = others.as_str();
    let long = others.chars().count() + own.chars().count() > LONGEST;
    let whole = long || rule.list_joins.any(own);
    let measure = if whole { own.to_owned() } else { format!("{others}{own}") };
    Some(Named { measure: rule.decide(measure, word)?, reach: None })
}

/// 城乡居民收入分别为|40300元和|18200元: the first is that of the towns, the second that of the country.
pub(super) fn town_and_country(
    measures: &mut [Measure],
    quantities: &[Quantity],
    layout: &Layout<'_>,
    rules: &Relation,
) {
    let (rule, dealt) = (&rules.dealt_to_town_and_country, &rules.dealt_to_things);
    let with_next = |at: usize| {
        let pair = quantities.get(at).zip(quantities.get(at + 1));
        pair.is_some_and(|(one, next)| follows(one, next, layout, dealt))
    };
    for at in 0..quantities.len().saturating_sub(1) {
        let pair = with_next(at) && !with_next(at + 1) && (at == 0 || !with_next(at - 1));
        let Some(first) = quantities.get(at).filter(|_| pair) else { continue };
        let both = |measure: &Measure| measure.phrase.contains(&*rule.both);
        let of_both = measures.get(at..at + 2).is_some_and(|pair| pair.iter().all(both));
        if !of_both || !dealt.deals.any(&layout.sentence_before(at, first.span.start)) {
            continue;
        }
        for (measure, part) in measures.iter_mut().skip(at).zip([&rule.town, &rule.country]) {
            let named = measure.phrase.replacen(&*rule.both, part, 1);
            if let Some(phrase) = rule.decide(named, measure.phrase.by) {
                measure.phrase = phrase;
            }
        }
    }
}

/// Whether nothing but a word that joins stands between two quantities of a kind.
fn follows(one: &Quantity, next: &Quantity, layout: &Layout<'_>, rule: &DealtToThings) -> bool {
    let gap = Span::new(one.span.end, next.span.start.max(one.span.end));
    one.dimension == next.dimension && rule.list_joins.is(gap.of(layout.text))
}

/// Whether nothing but a word that joins stands between a number and the next of its kind.
fn joined(judged: &[Judged], index: usize, layout: &Layout<'_>, rule: &DealtToThings) -> bool {
    let pair = judged.get(index).zip(judged.get(index + 1));
    pair.is_some_and(|(one, next)| follows(&one.draft.quantity, &next.draft.quantity, layout, rule))
}

/// Whether a list is one of times: 2016年、2017年; 去年、今年.
fn times(list: Stretch<'_>, rule: &DealtToThings) -> bool {
    let mut start = list.span().start;
    rule.list_joins.all_in(list).into_iter().all(|join| {
        let item = list.from(start).until(join.start).as_str();
        start = join.end;
        item.is_empty() || rule.times.is(item) || item.starts_with(|c: char| c.is_ascii_digit())
    })
}

fn names_place(places: &Places, span: Span) -> bool {
    let first = places.mentions.partition_point(|m| m.span.start < span.start);
    let within = places.mentions.iter().skip(first).take_while(|m| m.span.start < span.end);
    within.into_iter().any(|m| !m.anaphor && !m.within_name)
}
