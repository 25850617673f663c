//! Places that a text only meets: neighbours, visitors, helpers, where people work and goods are sold.
//!
//! What is told right at such a place is its own; but the text is not about it, and 全县 is not it.

use super::clause::Clause;
use super::group::{Group, Kind};
use crate::clean::Article;
use crate::extract::clause::first_clause;
use crate::gazetteer::Adcode;
use crate::rules::Decision;
use crate::rules::place::Place;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How far behind a place it may stand what it does here, in characters.
const REACH: usize = 18;

/// How far around a place what is told of it is looked for, and how long a quotation may be, in
/// characters; keeps long lines from being read again and again.
const NEAR: usize = 200;

/// How long words may be that lead across to a neighbour, in characters.
const ACROSS: usize = 9;

/// Why the place at `span` is only met, by the words around it. `clause` is its clause.
pub(super) fn met(text: &str, clause: Span, span: Span, rules: &Place) -> Option<Decision> {
    let front = Span::new(clause.start, span.start).of(text).trim_end();
    let rest = text.get(span.end..).unwrap_or_default();
    let reach = rest.char_indices().nth(REACH).map_or(rest.len(), |(at, _)| at);
    let near = rest.get(..reach).unwrap_or_default();
    let near = near.split(['。', '！', '？', '；', '\n']).next().unwrap_or_default();
    let own = first_clause(near);
    let by = |holds: bool| holds.then_some(span);
    let beside =
        || is_behind_neighbour(front, rules) || rules.neighbour_named.touches.is_match(own);
    let visitor = || rules.visitor_from_elsewhere.comes.is_match(own);
    let helper = || rules.helper_from_elsewhere.helps.is_match(near);
    let works = || {
        let rule = &rules.life_elsewhere;
        let leaves = || rule.leaves.ends(front) || rule.from.ends(front) && rule.back.is_match(own);
        (rule.ways.ends(front) && rule.lives.is_match(own)) || leaves()
    };
    let sold = || {
        let rule = &rules.sold_elsewhere;
        rule.ways.ends(front) || rule.buyers.is_match(own)
    };
    let guests = || {
        let rule = &rules.guests_by_origin;
        rule.origins.ends(front) && rule.guests.is_match(near)
    };
    by(beside())
        .and_then(|by| rules.neighbour_named.decide((), by))
        .or_else(|| rules.visitor_from_elsewhere.decide((), by(visitor())?))
        .or_else(|| rules.helper_from_elsewhere.decide((), by(helper())?))
        .or_else(|| rules.life_elsewhere.decide((), by(works())?))
        .or_else(|| rules.sold_elsewhere.decide((), by(sold())?))
        .or_else(|| rules.guests_by_origin.decide((), by(guests())?))
        .map(|met| met.decision())
}

/// Whether what follows `front` is named as a neighbour: 隔壁的, 隔着大山的, 翻过山就是.
pub(super) fn is_behind_neighbour(front: &str, rules: &Place) -> bool {
    let rule = &rules.neighbour_named;
    let from = front.char_indices().nth_back(ACROSS).map_or(0, |(at, _)| at);
    rule.words.ends(front) || front.get(from..).is_some_and(|near| rule.across.is_match(near))
}

/// The divisions that a text only meets: at least once said so, and else only told of in sentences about
/// aid, or by somebody who is quoted.
pub(super) fn only_met(
    article: &Article,
    groups: &[Group],
    clauses: &[Clause],
    rules: &Place,
) -> BTreeSet<Adcode> {
    let text = article.text.text.as_str();
    let mut met: BTreeMap<Adcode, (bool, bool)> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.counts() && group.kind == Kind::Named) {
        let Some(code) = group.code else { continue };
        let (once, other) = met.entry(code).or_default();
        let here = group.elsewhere.is_some();
        *once |= here;
        let clause = group.clause.and_then(|at| clauses.get(at));
        let sentence = clause.and_then(|clause| article.sentences.get(clause.sentence));
        let near = sentence.map_or("", |sentence| around(text, sentence.span, group.span));
        let aid = rules.aid.any(near) || rules.carried_in_paragraph.givers.any(near);
        let line = clause.and_then(|clause| article.lines.get(clause.line));
        let said = line.is_some_and(|line| is_said(text, line.span, group.span));
        *other |= !(here || aid || said);
    }
    met.into_iter().filter(|(_, (once, other))| *once && !other).map(|(code, _)| code).collect()
}

/// What of `whole` stands near `span`.
fn around(text: &str, whole: Span, span: Span) -> &str {
    let front = Span::new(whole.start.min(span.start), span.start).of(text);
    let rest = Span::new(span.end, whole.end.max(span.end)).of(text);
    let upto = rest.char_indices().nth(NEAR).map_or(rest.len(), |(at, _)| at);
    Span::new(span.start - last_of(front).len(), span.end + upto).of(text)
}

/// The last characters of `front`, as far as anything near reaches.
pub(super) fn last_of(front: &str) -> &str {
    let from = front.char_indices().nth_back(NEAR).map_or(0, |(at, _)| at);
    front.get(from..).unwrap_or_default()
}

/// Whether `span` stands in a quotation of the line.
pub(super) fn is_said(text: &str, line: Span, span: Span) -> bool {
    quotation(text, line, span).is_some()
}

/// Where the quotation of the line begins in which `span` stands.
pub(super) fn quotation(text: &str, line: Span, span: Span) -> Option<usize> {
    let start = span.start.max(line.start);
    let front = last_of(Span::new(line.start, start).of(text));
    let open = front.rfind('“')?;
    let shut = front.get(open..)?.contains('”');
    (!shut).then_some(start - front.len() + open)
}
