//! What a place does in its clause: its topic, where something happens, what is compared with.

use super::clause;
use super::name::is_han;
use crate::extract::clause::first_clause;
use crate::rules::place::Place;
use crate::rules::{Decided, Words};
use crate::span::Span;

/// How far behind a place its rank among others may stand, in characters.
const RANK: usize = 4;

/// How far from a place the words may stand that leave it out, in characters.
const EXCEPTION: usize = 40;

/// How far a list of places may go on, in characters.
const LIST: usize = 20;

/// How far behind a place the name of a thing called after it may end, in characters.
const THING: usize = 6;

/// What a place does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    /// The clause is about it.
    Topic,
    /// Where something happens: 在…
    Located,
    /// Anything else: an object, a destination.
    Object,
    /// What is compared with: 占…的, 比…, 居…第一.
    Measure,
    /// What is left out: 除…外.
    Excepted,
}

/// The function of the place at `span` in the clause that spans `clause`, where a rule tells.
pub(super) fn function(
    text: &str,
    clause: Span,
    span: Span,
    rules: &Place,
) -> Option<Decided<Function>> {
    let prefix = Span::new(clause.start, span.start).of(text);
    let bare = prefix.trim_end();
    let rest = text.get(span.end..).unwrap_or_default();
    let compared = || {
        let rule = &rules.compared_with;
        let standard = rule.equals.ends(bare) && rule.means.starts(rest);
        standard || rule.measures.ends(bare) || is_ranking(bare, rest, rules)
    };
    let tells_where = &rules.part_tells_where.parts;
    let behind = || Span::new(span.end, clause.end).of(text);
    let topic = || {
        (clause::leads_to_topic(prefix, rules) || tells_where.ends(bare))
            && !is_origin(bare, behind(), rules)
    };
    let when = |holds: bool| holds.then_some(span);
    when(is_excepted(prefix, Span::new(span.end, clause.end).of(text), rules))
        .and_then(|by| rules.excepted_place.decide(Function::Excepted, by))
        .or_else(|| rules.compared_with.decide(Function::Measure, when(compared())?))
        .or_else(|| {
            let by = when(is_far_end(bare, Span::new(span.end, clause.end).of(text), rules))?;
            rules.far_end_of_distance.decide(Function::Measure, by)
        })
        .or_else(|| {
            let by = when(modifies(rest, rules))?;
            rules.giver_of_things.decide(Function::Object, by)
        })
        .or_else(|| {
            let by = when(is_beside(bare, behind(), rules))?;
            rules.beside_another.decide(Function::Measure, by)
        })
        .or_else(|| {
            let by = when(is_source(bare, rest, rules))?;
            rules.source_of_goods.decide(Function::Measure, by)
        })
        .or_else(|| rules.destination.decide(Function::Object, when(sent_to(bare, rest, rules))?))
        .or_else(|| rules.part_tells_where.decide(Function::Object, when(describes(rest, rules))?))
        .or_else(|| {
            let by = when(is_named_after(span.of(text), rest, rules))?;
            rules.thing_named_after.decide(Function::Object, by)
        })
        .or_else(|| rules.topic_of_clause.decide(Function::Topic, when(topic())?))
        .or_else(|| {
            let by = when(rules.scene_of_clause.prepositions.ends(bare))?;
            rules.scene_of_clause.decide(Function::Located, by)
        })
}

/// 除杞县外, （不含紫云县）: `rest` is what of the clause follows.
fn is_excepted(prefix: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.excepted_place;
    let from = prefix.char_indices().nth_back(EXCEPTION).map_or(0, |(at, _)| at);
    let upto = rest.char_indices().nth(EXCEPTION).map_or(rest.len(), |(at, _)| at);
    let (prefix, rest) =
        (prefix.get(from..).unwrap_or_default(), rest.get(..upto).unwrap_or_default());
    let excepts = |words: &Words, closed: &[char]| {
        let last = words.within(prefix).last();
        last.and_then(|(at, word)| prefix.get(at + word.len()..))
            .is_some_and(|between| !between.contains(closed))
    };
    (excepts(&rule.except, &[]) && rule.outside.any(rest)) || excepts(&rule.without, &[')', '）'])
}

/// 距省会|长沙|约400公里, 与|长沙|相距400公里: `rest` is what of the clause follows.
fn is_far_end(before: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.far_end_of_distance;
    let from = before.char_indices().nth_back(THING).map_or(0, |(at, _)| at);
    let near = before.get(from..).unwrap_or_default();
    let tail = |(at, word): (usize, &str)| near.get(at + word.len()..);
    let away = rule.from.within(near).last().and_then(tail);
    let far = away.is_some_and(|tail| tail.is_empty() || rule.seats.covers(tail));
    (far && rule.measures.any(rest)) || (rule.with.ends(near) && rule.apart.starts(rest))
}

/// 与平江、修水|山水相连, 东邻|旺苍: a place that is only named as a neighbour. `rest` is what of the
/// clause follows.
fn is_beside(before: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.beside_another;
    let from = before.char_indices().nth_back(LIST).map_or(0, |(at, _)| at);
    let near = before.get(from..).unwrap_or_default();
    let places = |text: &str| text.chars().all(|c| is_han(c) || c == '、');
    // Between such a word and the place only others of its list stand.
    let listed = |text: &str| text.is_empty() || places(text) && rules.joiners.ends(text);
    let behind = |words: &Words| {
        let tail = |(at, word): (usize, &str)| near.get(at + word.len()..);
        words.within(near).last().and_then(tail).is_some_and(listed)
    };
    let reach = rest.char_indices().nth(LIST).map_or(rest.len(), |(at, _)| at);
    let rest = rest.get(..reach).unwrap_or_default();
    let touches = || {
        let list = rule.touches.first(rest).and_then(|(at, _)| rest.get(..at));
        list.is_some_and(|list| list.is_empty() || places(list) && rules.joiners.starts(list))
    };
    behind(&rule.borders) || behind(&rule.with) && touches()
}

/// 自|苍梧县|引进茶苗: where what is used here comes from.
fn is_source(before: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.source_of_goods;
    rule.from.ends(before) && rule.takes.starts(rest)
}

/// 客商有四成来自|北京市: where the counted come from, and nothing is told of it.
fn is_origin(before: &str, rest: &str, rules: &Place) -> bool {
    let ends = rest.chars().all(|c| !c.is_alphanumeric());
    ends && rules.place_behind_number.origins.ends(before)
        && before.contains(|c: char| c.is_ascii_digit() || rules.numerals.has(c))
}

/// 金川|集团, 漳州|核电: what is told of is a thing called after the place.
fn is_named_after(name: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.thing_named_after;
    // 漳州 ends like a kind, but is short.
    if rules.division_kinds.ends(name) && name.chars().count() > 2 {
        return false;
    }
    for (at, c) in rest.char_indices().take(THING + 1) {
        let here = rest.get(at..).unwrap_or_default();
        if rule.things.starts(here) {
            return true;
        }
        if !is_han(c) || rules.inside_a_name.breaks.has(c) || rules.inside_a_name.acts.starts(here)
        {
            return false;
        }
    }
    false
}

/// 鄞州援建的基地: the giver only says which; the clause is about what was given.
fn modifies(rest: &str, rules: &Place) -> bool {
    let rule = &rules.giver_of_things;
    rule.given.starts(rule.acts.strip_start(rest).unwrap_or(rest))
}

/// 向广东转移就业: where people or goods go.
fn sent_to(before: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.destination;
    // 向京津转移: the other half of a short name may stand between.
    let moves = || {
        let behind = rule.halves.strip_start(rest);
        rule.moves.starts(rest) || behind.is_some_and(|rest| rule.moves.starts(rest))
    };
    // 在新疆、江苏等地务工: all of a list.
    let listed = || {
        let places = |c: &char| is_han(*c) || *c == '、';
        let reach: usize = rest.chars().take(LIST).take_while(places).map(char::len_utf8).sum();
        let reach = rest.get(..reach).unwrap_or_default();
        let ends = rule.others.first(reach).and_then(|(at, word)| reach.get(at + word.len()..));
        (rules.joiners.starts(rest) || rule.others.starts(rest))
            && ends.is_some_and(|behind| rule.moves.starts(behind))
    };
    rule.ways.ends(before) && (moves() || listed())
}

/// 外出务工3万人，其中在|浙江|的8600人: where the counted have gone. `before` is what of the sentence stands
/// before the place.
pub(super) fn workers_away(
    text: &str,
    before: &str,
    span: Span,
    rules: &Place,
) -> Option<Decided<Function>> {
    let rule = &rules.workers_away;
    rule.leaves.first(before)?;
    let rest = text.get(span.end..).unwrap_or_default();
    let reach = rest.char_indices().nth(LIST).map_or(rest.len(), |(at, _)| at);
    let rest = rest.get(..reach).unwrap_or_default();
    let rest = first_clause(rest);
    let here = || rule.ways.ends(before.trim_end()) && rule.counted.is_match(rest);
    let others = || rule.parts.is_match(before) && rule.more.is_match(rest);
    (here() || others()).then(|| rule.decide(Function::Object, span))?
}

/// 吉林省东部的|延边州: a part of the larger place that only says where the smaller one lies.
fn describes(rest: &str, rules: &Place) -> bool {
    let rule = &rules.part_tells_where;
    rule.parts.starts(rest.trim_start_matches(|c| rule.sides.has(c)))
}

/// 在全省率先, 走在全市前列.
fn is_ranking(before: &str, rest: &str, rules: &Place) -> bool {
    let rule = &rules.compared_with;
    let reach = rest.char_indices().nth(RANK).map_or(rest.len(), |(at, _)| at);
    before.ends_with(|c| rule.stands.has(c))
        && rule.ranked.any(rest.get(..reach).unwrap_or_default())
}
