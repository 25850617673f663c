//! The parts of a device: the list before its name and the list after it. The numeral in the name is the checksum that decides between readings.

use super::Words;
use super::form::{Form, is_han, numeral};
use super::quote::{closes, opens, window};
use super::sequel::terms;
use crate::span::Span;

/// Parts read from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// In order.
    pub(super) items: Vec<String>,
    /// The list says that it goes on (等).
    pub(super) open: bool,
    /// Where the list stands, in bytes of the line.
    pub(super) span: Span,
}

pub(super) const PAUSE: char = '、';
pub(super) const STOPS: &str = "。！？!?；;";
/// No part is longer than this many characters; a longer stretch is a clause.
pub(super) const LONGEST: usize = 26;

/// The list that ends where the name begins: `line` up to `at`.
pub(super) fn before(line: &str, at: usize, form: &Form, words: &Words<'_>) -> Option<Parts> {
    let prefix = line.get(..at)?;
    let (stripped, links) = strip_links(prefix, words);
    let mut parts = match stripped.chars().next_back() {
        Some(c) if closes(c) => quoted_list(stripped, form)?,
        Some(c) if is_han(c) || c == '*' || c == ')' || c == '）' => {
            bare_list(stripped, form, links.is_empty() || links.contains('等'), words)?
        }
        _ => return None,
    };
    parts.open = links.contains('等');
    settle(parts, form)
}

/// Takes the words between list and name (的, 等, 为一体的) off the end of `prefix`.
fn strip_links<'a>(prefix: &'a str, words: &Words<'_>) -> (&'a str, String) {
    let mut rest = prefix.trim_end();
    let mut links = String::new();
    for _ in 0..3 {
        let link =
            words.links.iter().filter(|w| rest.ends_with(w.as_str())).max_by_key(|w| w.len());
        let Some(link) = link else { break };
        rest = rest.get(..rest.len() - link.len()).unwrap_or_default().trim_end();
        links.push_str(link);
    }
    (rest, links)
}

/// “a、b、c” or “a”“b”“c” at the end of `prefix`.
fn quoted_list(prefix: &str, form: &Form) -> Option<Parts> {
    let end = prefix.len();
    let mut start = end;
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = prefix;
    while groups.len() <= 20 && rest.chars().next_back().is_some_and(closes) {
        let inner_end = rest.char_indices().next_back()?.0;
        let body = rest.get(..inner_end)?;
        let (from, mark) = body.char_indices().rev().take(300).find(|(_, c)| opens(*c))?;
        groups.insert(0, body.get(from + mark.len_utf8()..)?);
        start = from;
        rest = body.get(..from)?.trim_end_matches([PAUSE, ' ', '和', '与', '及', '，', ',']);
    }
    let items = match groups.as_slice() {
        [one] => sum_items(one, form),
        many => many.iter().map(|g| (*g).to_owned()).collect(),
    };
    // “九有一低于”“八有一超” stand side by side; neither is a part of the other.
    let siblings = groups.len() >= 2 && form.total().is_some_and(|t| t != items.len());
    (items.len() >= 2 && !siblings).then(|| Parts {
        items,
        open: false,
        span: Span::new(start, end),
    })
}

/// Items of a quoted list; `+` groups the list as the terms of a sum do.
fn sum_items(list: &str, form: &Form) -> Vec<String> {
    let marks: &[char] = &[PAUSE, ',', '，', ';', '；'];
    let by_pause = || list.split(marks).map(str::to_owned).collect::<Vec<_>>();
    match form {
        Form::Sum(_) | Form::Counted { .. } | Form::Chain(_) if list.contains(['+', '＋']) => {
            list.split(['+', '＋', PAUSE, ',', '，']).map(str::to_owned).collect()
        }
        _ => by_pause(),
    }
}

/// The 、-list at the end of `prefix`, back to the last clause mark.
fn bare_list(prefix: &str, form: &Form, close: bool, words: &Words<'_>) -> Option<Parts> {
    let total = form.total()?;
    if !matches!(form, Form::Counted { .. } | Form::Chain(_) | Form::Sum(_)) {
        return None;
    }
    if let Some(levels) = level_list(prefix, total, words) {
        return Some(levels);
    }
    let mark = prefix
        .char_indices()
        .rev()
        .take(300)
        .find(|(_, c)| "，,：:（(—“”‘’「」\t".contains(*c) || STOPS.contains(*c));
    if mark.is_none() && prefix.len() > 900 {
        return None;
    }
    let from = mark.map_or(0, |(at, c)| at + c.len_utf8());
    let clause = prefix.get(from..)?;
    let mut items: Vec<String> = clause.split(PAUSE).map(|i| i.trim().to_owned()).collect();
    if items.len() < total {
        split_last(&mut items, total);
    }
    if items.len() > total {
        items.drain(..items.len() - total);
    }
    if items.len() < 2 {
        return None;
    }
    let first = items.first()?.clone();
    let cut = cut_front(&first, items.get(1..)?, words);
    cut.clone_into(items.first_mut()?);
    // A list behind 的 must count exactly: “加强交通、水利建设的五项工程” lists something else.
    let exact = items.len() == total || matches!(form, Form::Sum(_) | Form::Chain(_));
    (close || exact).then(|| Parts { items, open: false, span: Span::new(from, prefix.len()) })
}

/// 市县乡村 before 四级联动: one character a level.
fn level_list(prefix: &str, total: usize, words: &Words<'_>) -> Option<Parts> {
    let tail: Vec<(usize, char)> = prefix.char_indices().rev().take(total).collect();
    let levels = |c: char| "省市州县区旗乡镇村组户社".contains(c);
    let sound = total >= 2 && tail.len() == total && tail.iter().all(|(_, c)| levels(*c));
    let start = tail.last()?.0;
    let left = prefix.get(..start)?;
    // 示范县区乡 or 全市县乡 would run on to the left.
    let bounded = left.chars().next_back().is_none_or(|c| !is_han(c) || c == '了')
        || words.verbs.iter().any(|v| left.ends_with(v.as_str()));
    (sound && bounded).then(|| Parts {
        items: tail.iter().rev().map(|(_, c)| c.to_string()).collect(),
        open: false,
        span: Span::new(start, prefix.len()),
    })
}

/// Cuts one item at 和, 与, 及 when the count asks for more items; the last item first.
pub(super) fn split_last(items: &mut Vec<String>, total: usize) {
    for index in (0..items.len()).rev() {
        let Some(item) = items.get(index).cloned() else { continue };
        for joint in ["以及", "和", "与", "及"] {
            let pieces: Vec<&str> = item.split(joint).filter(|p| !p.is_empty()).collect();
            if pieces.len() >= 2 && items.len() + pieces.len() - 1 == total {
                items.splice(index..=index, pieces.into_iter().map(str::to_owned));
                return;
            }
        }
    }
}

/// Takes subject and verb off the first item of a list (南充市委全面推行市 → 市): of all cuts behind
/// a verb the one that makes the item most like the others in length.
pub(super) fn cut_front<'a>(first: &'a str, others: &[String], words: &Words<'_>) -> &'a str {
    let mut lengths: Vec<usize> = others.iter().map(|o| o.chars().count()).collect();
    lengths.sort_unstable();
    let Some(wanted) = lengths.get(lengths.len() / 2).copied() else { return first };
    let verbal = |item: &str| words.verbs.iter().any(|v| item.starts_with(v.as_str()));
    let all_verbal = others.iter().filter(|o| verbal(o)).count() * 2 > others.len();
    let mut cuts = vec![0];
    for verb in words.verbs {
        for (at, found) in first.match_indices(verb.as_str()) {
            let after = at + found.len();
            let rest = first.get(after..).unwrap_or_default();
            let aspect =
                rest.chars().take_while(|c| "了出起着好成".contains(*c)).map(char::len_utf8);
            cuts.push(after + aspect.sum::<usize>());
            if all_verbal {
                cuts.push(at);
            }
        }
    }
    for lead in ["以", "把", "将", "由", "从", "在", "按", "用"] {
        if first.starts_with(lead) && !others.iter().any(|o| o.starts_with(lead)) {
            cuts.push(lead.len());
        }
    }
    let remainder = |at: usize| first.get(at..).unwrap_or_default();
    // A verb that stands first (建立微信、二维码) belongs to the clause, unless it can be a noun
    // (规划引领、项目支撑) or the other items have theirs too.
    let lead = words.verbs.iter().any(|v| first.starts_with(v.as_str()))
        && !words.nouns.iter().any(|n| first.starts_with(n.as_str()))
        && !all_verbal;
    // No verb that the table knows: in a list of even items the first is as long as the others.
    let even = wanted >= 2 && lengths.first() == lengths.last() && lengths.len() >= 2;
    if cuts.len() == 1 && even {
        let extra = first.chars().count().saturating_sub(wanted);
        cuts.extend(first.char_indices().nth(extra).map(|(at, _)| at));
    }
    cuts.into_iter()
        .filter(|at| !remainder(*at).is_empty())
        .min_by_key(|at| {
            let length = remainder(*at).chars().count();
            let penalty = if lead && *at == 0 { 3 } else { 0 };
            (length.abs_diff(wanted) + penalty, length)
        })
        .map_or(first, remainder)
}

/// Checks a list against its name and trims its items.
fn settle(mut parts: Parts, form: &Form) -> Option<Parts> {
    parts.items = parts.items.iter().map(|i| tidy(i)).filter(|i| !i.is_empty()).collect();
    if let Some(last) = parts.items.last_mut()
        && let Some(cut) = last.find('等').filter(|at| *at > 0 && last.len() - at <= 12)
    {
        last.truncate(cut);
        parts.open = true;
    }
    drop_sum(&mut parts.items);
    if let Some(total) = form.total().filter(|t| *t > parts.items.len()) {
        split_last(&mut parts.items, total);
    }
    front_morpheme(&mut parts.items, form);
    front_verb(&mut parts.items);
    let sane = parts
        .items
        .iter()
        .all(|i| i.chars().count() <= LONGEST && !i.contains(|c| opens(c) || closes(c)));
    let count = parts.items.len();
    let fits = match form {
        Form::Counted { count: declared, .. } => {
            count == *declared || (count < *declared && parts.open)
        }
        Form::Sum(terms) => {
            form.total() == Some(count)
                || count == terms.len()
                || (form.total().is_none() && count > terms.len())
        }
        Form::Chain(links) => count >= links.len(),
        Form::Actors(_) | Form::Rhythm(_) | Form::Named => true,
    };
    (sane && fits && count >= 2).then_some(parts)
}

/// Takes the sum off the last item: 马铃薯、蔬菜、苹果三大产业.
pub(super) fn drop_sum(items: &mut [String]) {
    let count = items.len();
    let Some(last) = items.last_mut().filter(|_| count >= 2) else { return };
    let cut = last.char_indices().skip(1).map(|(at, _)| at).find(|at| {
        let sum = last.get(*at..).and_then(numeral).filter(|(n, _)| *n == count);
        sum.is_some_and(|(_, rest)| rest.starts_with(['大', '个', '项', '种', '类', '方']))
    });
    if let Some(at) = cut {
        last.truncate(at);
    }
}

/// Cuts the first item at the name's morpheme when all others begin with it (稳定实现…不愁吃、不愁穿).
fn front_morpheme(items: &mut [String], form: &Form) {
    let Form::Counted { morpheme, .. } = form else { return };
    let Some((first, others)) = items.split_first_mut() else { return };
    let begin = !others.is_empty() && others.iter().all(|o| o.starts_with(morpheme.as_str()));
    if let Some(at) = first.find(morpheme.as_str()).filter(|at| begin && *at > 0) {
        *first = first.split_off(at);
    }
}

/// 还设了红、黄、绿: what comes before the first item ends in 了.
fn front_verb(items: &mut [String]) {
    let Some((first, others)) = items.split_first_mut() else { return };
    if let Some(rest) = first.strip_prefix('由')
        && others.iter().all(|other| !other.starts_with('由'))
    {
        *first = rest.to_owned();
    }
    if let Some((_, rest)) = first.rsplit_once('了')
        && !rest.is_empty()
        && others.iter().all(|other| !other.contains('了'))
    {
        *first = rest.to_owned();
    }
}

/// An item without marks, numbering and joints at its ends.
pub(super) fn tidy(item: &str) -> String {
    let item = item.trim().trim_matches(|c: char| {
        opens(c) || closes(c) || "()（）：:，,。；;".contains(c) || c.is_whitespace()
    });
    let item = item.strip_prefix("以及").or_else(|| item.strip_prefix("和")).unwrap_or(item);
    let marked = numeral(item).and_then(|(_, rest)| {
        rest.strip_prefix('是').or_else(|| rest.strip_prefix(['.', '．', ')', '）']))
    });
    marked.unwrap_or(item).trim().to_owned()
}

/// The list that follows the name. `at` is the end of the name and `phrase` the end of the name
/// with its head noun.
pub(super) fn after(
    line: &str,
    at: usize,
    phrase: usize,
    form: &Form,
    words: &Words<'_>,
) -> Option<Parts> {
    // “五个到位”责任制: — a noun that the table does not know may stand before the list, too.
    let run: usize =
        line.get(at..)?.chars().take_while(|c| is_han(*c)).take(12).map(char::len_utf8).sum();
    let ends = [at, phrase, at + run];
    ends.into_iter().find_map(|from| {
        let rest = window(line.get(from..)?, 500);
        parenthesis(rest, from, form, words).or_else(|| introduced(rest, from, form, words))
    })
}

/// “三变”(即:a、b、c)
fn parenthesis(rest: &str, from: usize, form: &Form, words: &Words<'_>) -> Option<Parts> {
    let inner = rest.strip_prefix(['(', '（'])?;
    let end = inner.find([')', '）'])?;
    let content = inner.get(..end)?;
    let (list, introduced) = strip_introducer(content, words);
    let parts = read_list(list, form)?;
    let counted = form.complete(&parts.items) == Some(true);
    let offset = from + rest.len() - inner.len();
    (introduced || counted || (parts.items.len() >= 2 && list.contains(PAUSE)))
        .then(|| Parts { span: Span::new(offset, offset + end), ..parts })
}

/// “三变”,即a、b、c。 “三变”:a,b,c。 “三变”——a、b、c
/// “政银企户保”模式，由政府搭台、银行降息、企业承贷: who does what, in phrases of one length.
fn by_whom(text: &str, form: &Form) -> Option<Parts> {
    let list = text.strip_prefix('由').filter(|_| *form == Form::Named)?;
    let parts = read_list(list, form)?;
    let lengths: Vec<usize> = parts.items.iter().map(|item| item.chars().count()).collect();
    let (short, long) = (lengths.iter().min()?, lengths.iter().max()?);
    (lengths.len() >= 3 && *short >= 4 && long - short <= 2).then_some(parts)
}

fn introduced(rest: &str, from: usize, form: &Form, words: &Words<'_>) -> Option<Parts> {
    let trimmed = rest.trim_start_matches(['，', ',', ' ']);
    let (list, said) = strip_introducer(trimmed, words);
    let marked = trimmed.starts_with([':', '：']) || trimmed.starts_with('—');
    if !said && !marked {
        if rest == trimmed {
            return None;
        }
        if let Some(parts) = by_whom(trimmed, form) {
            let offset = from + rest.len() - trimmed.len();
            return Some(Parts { span: parts.span.shift(offset), ..parts });
        }
        let parts = read_list(trimmed, form).filter(|p| sharing(p, form))?;
        return Some(Parts { span: parts.span.shift(from + rest.len() - trimmed.len()), ..parts });
    }
    let list = list.trim_start_matches(['—', ':', '：', ' ']);
    let parts = read_list(list, form)?;
    let offset = from + rest.len() - list.len();
    Some(Parts { span: parts.span.shift(offset), ..parts })
}

/// Whether each part repeats a morpheme of the name: “四不摘”,摘帽不摘责任、摘帽不摘政策…
fn sharing(parts: &Parts, form: &Form) -> bool {
    let enough = |least: usize| parts.items.len() >= least.max(2);
    match form {
        Form::Counted { count, morpheme } => {
            *count >= 3
                && enough(*count)
                && parts.items.iter().all(|i| i.contains(morpheme.as_str()))
        }
        Form::Chain(links) => {
            let shares = |i: &String| links.iter().any(|(_, m)| i.contains(m.as_str()));
            enough(links.len()) && parts.items.iter().all(shares)
        }
        Form::Sum(_) => {
            let numbered = |i: &String| i.starts_with(|c: char| c.is_ascii_digit() || c == 'N');
            form.total() == Some(parts.items.len()) || parts.items.iter().all(numbered)
        }
        Form::Actors(_) | Form::Rhythm(_) | Form::Named => false,
    }
}

fn strip_introducer<'a>(text: &'a str, words: &Words<'_>) -> (&'a str, bool) {
    let found =
        words.introducers.iter().filter(|w| text.starts_with(w.as_str())).max_by_key(|w| w.len());
    let Some(word) = found else { return (text, false) };
    let rest = text.get(word.len()..).unwrap_or_default();
    (rest.trim_start_matches([':', '：', '，', ',', ' ']), true)
}

/// Reads a list that runs at most to the end of its sentence, as far as the name's count says. The
/// span of the result counts from the start of `list`.
fn read_list(list: &str, form: &Form) -> Option<Parts> {
    let end = list.find(|c| "。！？!?\n".contains(c)).unwrap_or(list.len());
    let text = list.get(..end)?;
    if let Some(items) = terms(text, form).or_else(|| quoted_groups(text, form)) {
        return Some(Parts { items, open: false, span: Span::new(0, end) });
    }
    let mut items: Vec<String> = Vec::new();
    let mut head: Option<Parts> = None;
    let mut at = 0;
    for segment in text.split_inclusive(['，', ',', '；', ';']) {
        at += segment.len();
        let body = segment.trim_end_matches(['，', ',', '；', ';']);
        items.extend(body.split(PAUSE).map(str::trim).filter(|i| !i.is_empty()).map(str::to_owned));
        let parts = Parts { items: items.clone(), open: false, span: Span::new(0, at) };
        if let Some(full) =
            settle(parts.clone(), form).filter(|p| form.complete(&p.items) == Some(true))
        {
            return Some(full);
        }
        head.get_or_insert(parts);
        // Longer than the name allows: it is no list of its parts any more.
        if items.len() > form.total().unwrap_or(10) + 4 {
            break;
        }
    }
    if matches!(form, Form::Chain(_)) {
        return settle(Parts { items, open: false, span: Span::new(0, at) }, form);
    }
    // No prefix of the list counts up; what stands before the first comma may be a part of it.
    head.filter(|p| p.items.len() >= 2).and_then(|p| settle(p, form))
}

/// “生态先行”一条主线,“补偿、产业、就业、公益、建设”5个方向
fn quoted_groups(text: &str, form: &Form) -> Option<Vec<String>> {
    let total = form.total()?;
    text.chars().next().filter(|c| opens(*c))?;
    let mut items: Vec<String> = Vec::new();
    for quote in super::quote::find(text).iter().filter(|q| !q.title) {
        items.extend(quote.inner.of(text).split([PAUSE, '，', ',']).map(tidy));
        if items.len() >= total {
            break;
        }
    }
    (items.len() == total).then_some(items)
}
