//! Places inside the names of other things: banks, papers, companies, works.

use super::name::{after, before, is_han};
use crate::gazetteer::{Adcode, Level};
use crate::rules::Decision;
use crate::rules::place::Place;
use crate::span::Span;

/// How far behind a place the name that it begins may end, in characters.
const REACH: usize = 9;

/// Most characters of a title before a place in it; also keeps long lines from being read again
/// and again.
const LONGEST_TITLE: usize = 120;

/// That the place at `span` is a piece of the name of something else.
pub(super) fn holds(text: &str, span: Span, code: Adcode, rules: &Place) -> Option<Decision> {
    let inside = in_title(text, span) || joined(text, span) || begins_name(text, span, code, rules);
    inside.then(|| rules.inside_a_name.decide((), span))?
}

/// 四川|农村信用社, 云南|白药集团.
fn begins_name(text: &str, span: Span, code: Adcode, rules: &Place) -> bool {
    let rule = &rules.inside_a_name;
    let rest = text.get(span.end..).unwrap_or_default();
    let joins = |c: char| (is_han(c) || c.is_ascii_alphabetic()) && !rule.breaks.has(c);
    for (at, c) in rest.char_indices().take(REACH + 1) {
        let here = rest.get(at..).unwrap_or_default();
        // 平武县新建|公路, 福建省品|牌: what is done there is no name, nor is a longer word.
        if rule.acts.starts(here) {
            return false;
        }
        if let Some(ending) = rule.endings.at_start(here) {
            return code.level() != Level::County || !rule.local.is(ending);
        }
        if !joins(c) {
            return false;
        }
    }
    false
}

/// Most characters between a place on a route and the word that says so.
const ROUTE: usize = 8;

/// That the place at `span` is an end of a route or a side of a fair: 西宁—昆明—曼谷航线, 陇西至
/// 漳县高速公路. `next` is where the next name begins and ends, `joined` that the last one was such.
pub(super) fn on_route(
    text: &str,
    span: Span,
    next: Option<Span>,
    last: Option<Span>,
    rules: &Place,
) -> Option<Decision> {
    let rule = &rules.route;
    let rest = text.get(span.end..).unwrap_or_default();
    let is_dash = |c: char| rule.dashes.has(c);
    let single = |c: Option<char>, other: Option<char>| {
        c.filter(|c| is_dash(*c)).filter(|_| other.is_some_and(|c| !is_dash(c)))
    };
    let dashed_on = || {
        let mut chars = rest.chars();
        let dash = single(chars.next(), chars.next())?;
        let behind = span.end + dash.len_utf8();
        let named = next.is_some_and(|next| next.start == behind);
        (named || leads_to_thing(text.get(behind..)?, rules)).then_some(())
    };
    let dashed_from = || {
        let mut front = text.get(..span.start)?.chars().rev();
        let dash = single(front.next(), front.next())?;
        last.filter(|last| last.end + dash.len_utf8() == span.start).map(|_| ())
    };
    let leads = || {
        let word = rule.to.at_start(rest)?;
        let behind = span.end + word.len();
        let from = next.filter(|next| next.start == behind).map_or(behind, |next| next.end);
        leads_to_thing(text.get(from..)?, rules).then_some(())
    };
    let led = || {
        let last = last?;
        let between = text.get(last.end..span.start)?;
        (rule.to.is(between) && leads_to_thing(rest, rules)).then_some(())
    };
    dashed_on().or_else(dashed_from).or_else(leads).or_else(led)?;
    rule.decide((), span)
}

/// Whether the name of a road, a line or a fair ends soon.
fn leads_to_thing(text: &str, rules: &Place) -> bool {
    let rule = &rules.route;
    for (at, c) in text.char_indices().take(ROUTE + 1) {
        let here = text.get(at..).unwrap_or_default();
        if rule.things.starts(here) {
            return true;
        }
        let goes_on = is_han(c) || rule.dashes.has(c) || matches!(c, '”' | '“' | '（' | '）');
        if !goes_on || rules.inside_a_name.acts.starts(here) {
            return false;
        }
    }
    false
}

/// Between 《 and 》.
fn in_title(text: &str, span: Span) -> bool {
    let front = text.get(..span.start).unwrap_or_default().chars().rev().take(LONGEST_TITLE);
    front.take_while(|c| *c != '\n').find(|c| matches!(c, '《' | '》')) == Some('《')
}

/// 红原·三台·温州飞地园区: a coined name.
fn joined(text: &str, span: Span) -> bool {
    after(text, span.end) == Some('·') || before(text, span.start) == Some('·')
}
