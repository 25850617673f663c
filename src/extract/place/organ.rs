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
        if let Some(ending) = rule.endings.at_start(rest.get(at..).unwrap_or_default()) {
            let local = code.level() == Level::County && rule.local.is(ending);
            return !local;
        }
        if !joins(c) {
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
