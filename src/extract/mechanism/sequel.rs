//! Parts that are told later: phrase by phrase for each number of a sum, in numbered sentences, in
//! a list that repeats the name.

use super::component::{LONGEST, PAUSE, Parts, STOPS, drop_sum, split_last, tidy};
use super::form::{Form, Term, numeral};
use super::quote::{closes, opens, window};
use crate::span::Span;

/// 1个…、3个…、N个…: a phrase for each term of a sum.
pub(super) fn terms(text: &str, form: &Form) -> Option<Vec<String>> {
    let Form::Sum(terms) = form else { return None };
    let mut wanted = terms.iter().copied().peekable();
    let mut items: Vec<String> = Vec::new();
    for piece in text.split(['；', ';', '，', ',', PAUSE]) {
        let piece = piece.trim();
        if wanted.peek().is_some_and(|term| strip_term(piece, *term).is_some()) {
            wanted.next();
            items.push(tidy(piece));
        }
    }
    let sound = items.iter().all(|i| (3..=LONGEST).contains(&i.chars().count()));
    (wanted.peek().is_none() && sound).then_some(items)
}

/// “1”就是…;“5”,指…: what each quoted number of a sum stands for, in the sentences behind the name.
pub(super) fn explained(text: &str, form: &Form) -> Option<Vec<String>> {
    let Form::Sum(terms) = form else { return None };
    let mut rest = window(text, 400);
    let mut items: Vec<String> = Vec::new();
    for term in terms {
        let (start, content) = explanation(rest, *term)?;
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
        items.extend(share(content.get(..end)?, *term));
        rest = rest.get(start..)?.get(end..)?;
    }
    let sound = items.iter().all(|i| (2..=LONGEST).contains(&i.chars().count()));
    (sound && items.len() >= terms.len()).then_some(items)
}

/// Where the explanation of `term` starts in `text`, and the text from there on.
fn explanation(text: &str, term: Term) -> Option<(usize, &str)> {
    text.char_indices().filter(|(_, c)| opens(*c)).find_map(|(at, mark)| {
        let inner = text.get(at + mark.len_utf8()..)?;
        let after = strip_term(inner, term)?;
        let after = after.strip_prefix(closes)?.trim_start_matches(['，', ',', ' ']);
        let said = ["就是", "是指", "指的是", "代表", "即", "指", "为", "是"];
        let content = said.into_iter().find_map(|w| after.strip_prefix(w))?;
        let content = content.trim_start_matches(['：', ':']);
        Some((text.len() - content.len(), content))
    })
}

/// The items that explain one number: as many as it says, or the phrase before the first comma.
fn share(content: &str, term: Term) -> Vec<String> {
    let clause = content.split(['，', ',', '（', '(']).next().unwrap_or(content);
    if let Term::Count(count) = term {
        let mut items: Vec<String> = clause.split(PAUSE).map(tidy).collect();
        drop_sum(&mut items);
        if items.len() < count {
            split_last(&mut items, count);
        }
        if items.len() == count {
            return items;
        }
    }
    vec![tidy(clause)]
}

fn strip_term(piece: &str, term: Term) -> Option<&str> {
    match term {
        Term::Open => piece.strip_prefix(['N', 'n', 'X', 'x']),
        Term::Count(wanted) => {
            numeral(piece).filter(|(count, _)| *count == wanted).map(|(_, rest)| rest)
        }
    }
}

/// A later list that repeats the name's morpheme: 三个一线 … 在一线培养干部、识别干部、选拔干部.
/// Both the morpheme and the count must fit.
pub(super) fn echoed(line: &str, from: usize, form: &Form) -> Option<Parts> {
    let Form::Counted { count, morpheme } = form else { return None };
    if *count < 3 || morpheme.chars().count() < 2 {
        return None;
    }
    let rest = line.get(from..)?;
    let window = rest.char_indices().nth(160).map_or(rest.len(), |(at, _)| at);
    let text = rest.get(..window)?;
    text.match_indices(morpheme.as_str()).find_map(|(at, word)| {
        let start = at + word.len();
        let tail = text.get(start..)?;
        let end = tail.find(|c: char| STOPS.contains(c) || "，,（(：:".contains(c))?;
        let list = tail.get(..end)?;
        let items: Vec<String> = list.split(PAUSE).map(tidy).collect();
        let even = items.iter().all(|i| (2..=10).contains(&i.chars().count()));
        (items.len() == *count && even && !list.contains(opens)).then(|| Parts {
            items,
            open: false,
            span: Span::new(from + start, from + start + end),
        })
    })
}

/// Numbered sentences right behind the sentence with the name: 一是加强领导。…二是… `text` starts
/// behind the name.
pub(super) fn numbered(text: &str, form: &Form) -> Option<Vec<String>> {
    let Form::Counted { count, .. } = form else { return None };
    let sentence = window(text, 61).find(|c: char| "。：:；;\n".contains(c))?;
    let text = window(text, 3000);
    let mut items = Vec::new();
    let mut rest = text.get(sentence..)?;
    for index in 1..=*count {
        let digit = "一二三四五六七八九十".chars().nth(index - 1)?;
        let (at, mark) = ["是", "要", "、", ")", "）"]
            .into_iter()
            .filter_map(|m| {
                let marker = format!("{digit}{m}");
                find_marker(rest, &marker).map(|at| (at, marker))
            })
            .min()?;
        // The first sentence of the list follows at once, or it is a list of something else.
        if index == 1 && rest.get(..at)?.chars().count() > 8 {
            return None;
        }
        rest = rest.get(at + mark.len()..)?;
        let end = rest.find(|c: char| "。，,；;：:\n".contains(c)).unwrap_or(rest.len());
        items.push(tidy(rest.get(..end)?));
    }
    let sound = items.iter().all(|i| (2..=LONGEST).contains(&i.chars().count()));
    (sound && items.len() == *count).then_some(items)
}

/// A marker counts at the start of a sentence or line only.
fn find_marker(text: &str, marker: &str) -> Option<usize> {
    text.match_indices(marker).map(|(at, _)| at).find(|at| {
        let left =
            text.get(..*at).unwrap_or_default().trim_end_matches([' ', '\u{3000}', '(', '（']);
        left.is_empty() || left.ends_with(['。', '；', ';', '：', ':', '\n', '，', ','])
    })
}
