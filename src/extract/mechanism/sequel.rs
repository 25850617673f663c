//! Parts that are told later: phrase by phrase for each number of a sum, in numbered sentences, in
//! a list that repeats the name.

use super::Place;
use super::component::{LONGEST, PAUSE, Parts, STOPS, drop_sum, split_last, tidy};
use super::form::{Form, Term, counting, numeral};
use super::quote::{closes, opens, window};
use crate::rules::mechanism::Devices;
use crate::span::Span;

/// 1个…、3个…、N个…: a phrase for each term of a sum.
pub(super) fn terms(text: &str, form: &Form, rules: &Devices) -> Option<Vec<String>> {
    let Form::Sum(terms) = form else { return None };
    let mut wanted = terms.iter().copied().peekable();
    let mut items: Vec<String> = Vec::new();
    for piece in text.split(['；', ';', '，', ',', PAUSE]) {
        let piece = piece.trim();
        if wanted.peek().is_some_and(|term| strip_term(piece, *term, rules).is_some()) {
            wanted.next();
            items.push(tidy(piece, rules));
        }
    }
    let sound = items.iter().all(|i| (3..=LONGEST).contains(&i.chars().count()));
    (wanted.peek().is_none() && sound).then_some(items)
}

/// “1”就是…;“5”,指…: what each quoted number of a sum stands for, in the sentences behind the name,
/// which ends at byte `from` of the line.
pub(super) fn explained(
    place: &Place<'_>,
    from: usize,
    form: &Form,
    rules: &Devices,
) -> Option<Parts> {
    let Form::Sum(terms) = form else { return None };
    let from = place.base + from;
    let mut rest = window(place.text.text.get(from..)?, 400);
    let mut items: Vec<String> = Vec::new();
    let mut first = None;
    for term in terms {
        let (start, content) = explanation(rest, *term, rules)?;
        // The first number stands in the same sentence or the next, or it belongs to another name.
        if items.is_empty() && rest.get(..start)?.chars().count() > 80 {
            return None;
        }
        let stop = content.find(['。', '；', ';', '\n']).unwrap_or(content.len());
        // The next number may follow behind a comma: “1”即…，“2”指…
        let end = content
            .match_indices(['，', ','])
            .find(|(at, c)| content.get(at + c.len()..).is_some_and(|r| r.starts_with(opens)))
            .map_or(stop, |(at, _)| at.min(stop));
        first.get_or_insert(Span::new(start, start + end));
        items.extend(share(content.get(..end)?, *term, rules));
        rest = rest.get(start..)?.get(end..)?;
    }
    let sound = items.iter().all(|i| (2..=LONGEST).contains(&i.chars().count()));
    if !sound || items.len() < terms.len() {
        return None;
    }
    let by = rules.parts_explained.decide((), first?.shift(from))?;
    Some(Parts { items, by: Some(by), ..Parts::default() })
}

/// Where the explanation of `term` starts in `text`, and the text from there on.
fn explanation<'t>(text: &'t str, term: Term, rules: &Devices) -> Option<(usize, &'t str)> {
    text.char_indices().filter(|(_, c)| opens(*c)).find_map(|(at, mark)| {
        let inner = text.get(at + mark.len_utf8()..)?;
        let after = strip_term(inner, term, rules)?;
        let after = after.strip_prefix(closes)?.trim_start_matches(['，', ',', ' ']);
        let content = rules.parts_explained.said.strip_start(after)?;
        let content = content.trim_start_matches(['：', ':']);
        Some((text.len() - content.len(), content))
    })
}

/// The items that explain one number: as many as it says, or the phrase before the first comma.
fn share(content: &str, term: Term, rules: &Devices) -> Vec<String> {
    let clause = content.split(['，', ',', '（', '(']).next().unwrap_or(content);
    if let Term::Count(count) = term {
        let mut items: Vec<String> = clause.split(PAUSE).map(|i| tidy(i, rules)).collect();
        drop_sum(&mut items, rules);
        if items.len() < count {
            split_last(&mut items, count, rules);
        }
        if items.len() == count {
            return items;
        }
    }
    vec![tidy(clause, rules)]
}

fn strip_term<'t>(piece: &'t str, term: Term, rules: &Devices) -> Option<&'t str> {
    match term {
        Term::Open => piece.strip_prefix(['N', 'n', 'X', 'x']),
        Term::Count(wanted) => {
            numeral(piece, rules).filter(|(count, _)| *count == wanted).map(|(_, rest)| rest)
        }
    }
}

/// A later list that repeats the name's morpheme: 三个一线 … 在一线培养干部、识别干部、选拔干部.
/// Both the morpheme and the count must fit.
pub(super) fn echoed(
    place: &Place<'_>,
    from: usize,
    form: &Form,
    rules: &Devices,
) -> Option<Parts> {
    let Form::Counted { count, morpheme } = form else { return None };
    if *count < 3 || morpheme.chars().count() < 2 {
        return None;
    }
    let text = window(place.line.get(from..)?, 160);
    text.match_indices(morpheme.as_str()).find_map(|(at, word)| {
        let start = at + word.len();
        let tail = text.get(start..)?;
        let end = tail.find(|c: char| {
            STOPS.contains(&c) || matches!(c, '，' | ',' | '（' | '(' | '：' | ':')
        })?;
        let list = tail.get(..end)?;
        let items: Vec<String> = list.split(PAUSE).map(|i| tidy(i, rules)).collect();
        let even = items.iter().all(|i| (2..=10).contains(&i.chars().count()));
        if items.len() != *count || !even || list.contains(opens) {
            return None;
        }
        let span = Span::new(from + start, from + start + end);
        let word = Span::new(at, start).shift(place.base + from);
        let by = rules.parts_echoed.decide((), word)?;
        Some(Parts { items, span, by: Some(by), ..Parts::default() })
    })
}

/// Numbered sentences right behind the sentence with the name, which ends at byte `from` of the line:
/// 一是加强领导。…二是….
pub(super) fn numbered(
    place: &Place<'_>,
    from: usize,
    form: &Form,
    rules: &Devices,
) -> Option<Parts> {
    let Form::Counted { count, .. } = form else { return None };
    let from = place.base + from;
    let text = place.text.text.get(from..)?;
    let sentence = window(text, 61).find(['。', '：', ':', '；', ';', '\n'])?;
    let text = window(text, 3000);
    let mut items = Vec::new();
    let mut first = None;
    let mut rest = text.get(sentence..)?;
    for index in 1..=*count {
        let (at, behind) = find_marker(rest, counting(index)?, rules)?;
        // The first sentence of the list follows at once, or it is a list of something else.
        if index == 1 && rest.get(..at)?.chars().count() > 8 {
            return None;
        }
        let marker = Span::new(at, behind).shift(text.len() - rest.len());
        first.get_or_insert(marker);
        rest = rest.get(behind..)?;
        let end = rest.find(['。', '，', ',', '；', ';', '：', ':', '\n']).unwrap_or(rest.len());
        items.push(tidy(rest.get(..end)?, rules));
    }
    let sound = items.iter().all(|i| (2..=LONGEST).contains(&i.chars().count()));
    if !sound || items.len() != *count {
        return None;
    }
    let by = rules.parts_numbered.decide((), first?.shift(from))?;
    Some(Parts { items, by: Some(by), ..Parts::default() })
}

/// Where a marker with this digit (一是, 一要) stands and ends; it counts at the start of a sentence
/// or line only.
fn find_marker(text: &str, digit: char, rules: &Devices) -> Option<(usize, usize)> {
    text.match_indices(digit).find_map(|(at, found)| {
        let behind = at + found.len();
        let mark = rules.parts_numbered.marks.at_start(text.get(behind..)?)?;
        let left = text.get(..at)?.trim_end_matches([' ', '\u{3000}', '(', '（']);
        let starts =
            left.is_empty() || left.ends_with(['。', '；', ';', '：', ':', '\n', '，', ',']);
        starts.then_some((at, behind + mark.len()))
    })
}
