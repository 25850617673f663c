//! The parts of a device: the list before its name and the list after it. The numeral in the name is the checksum that decides between readings.

use super::Place;
use super::form::{Form, is_han, numeral};
use super::quote::{closes, opens, window};
use super::sequel::terms;
use crate::rules::Decision;
use crate::rules::mechanism::Devices;
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
    /// By which rule they are its parts, in bytes of the article's text.
    pub(super) by: Option<Decision>,
}

pub(super) const PAUSE: char = '、';
pub(super) const STOPS: &[char] = &['。', '！', '？', '!', '?', '；', ';'];
/// So many characters at the end of a name may stand once for all its parts.
const SHARED: usize = 2;
/// No part is longer than this many characters; a longer stretch is a clause.
pub(super) const LONGEST: usize = 26;

impl Parts {
    /// The parts that a name at `at`, in bytes of the text, lists itself.
    pub(super) fn own(items: Vec<String>, at: Span, rules: &Devices) -> Self {
        let by = rules.parts_in_name.decide((), at).filter(|_| !items.is_empty());
        by.map_or_else(Self::default, |_| Self { items, by, ..Self::default() })
    }

    /// Such a list, by the rule that `decide` asks about it.
    fn told(self, place: &Place<'_>, decide: impl Fn(Span) -> Option<Decision>) -> Option<Self> {
        let by = decide(self.span.shift(place.base))?;
        Some(Self { by: Some(by), ..self })
    }
}

/// The list that ends where the name begins, at byte `at` of the line.
pub(super) fn before(place: &Place<'_>, at: usize, form: &Form, rules: &Devices) -> Option<Parts> {
    let prefix = place.line.get(..at)?;
    let (stripped, link) = strip_links(prefix, rules);
    let mut parts = match stripped.chars().next_back() {
        Some(c) if closes(c) => quoted_list(stripped, form, rules)?,
        Some(c) if is_han(c) || c == '*' || c == ')' || c == '）' => {
            bare_list(stripped, form, link != Link::Close, rules)?
        }
        _ => return None,
    };
    parts.open = link == Link::Open;
    settle(parts, form, rules)?.told(place, |span| rules.parts_before.decide((), span))
}

/// What stands between a list and the name that it explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    None,
    /// Words that say that the list goes on: 等.
    Open,
    /// Others: 的, 为一体的.
    Close,
}

/// Takes the words between list and name (的, 等, 为一体的) off the end of `prefix`.
fn strip_links<'a>(prefix: &'a str, rules: &Devices) -> (&'a str, Link) {
    let mut rest = prefix.trim_end();
    let mut seen = Link::None;
    for _ in 0..3 {
        let Some(link) = rules.parts_before.links.at_end(rest) else { break };
        rest = rest.get(..rest.len() - link.len()).unwrap_or_default().trim_end();
        let open = seen == Link::Open || link.contains(|c| rules.more.has(c));
        seen = if open { Link::Open } else { Link::Close };
    }
    (rest, seen)
}

/// “a、b、c” or “a”“b”“c” at the end of `prefix`.
fn quoted_list(prefix: &str, form: &Form, rules: &Devices) -> Option<Parts> {
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
        let between = |c| ['，', ','].contains(&c) || rules.between.has(c);
        rest = body.get(..from)?.trim_end_matches(between);
    }
    let items = match groups.as_slice() {
        [one] => sum_items(one, form),
        many => many.iter().map(|g| (*g).to_owned()).collect(),
    };
    // “九有一低于”“八有一超” stand side by side; neither is a part of the other.
    let siblings = groups.len() >= 2 && form.total().is_some_and(|t| t != items.len());
    let span = Span::new(start, end);
    (items.len() >= 2 && !siblings).then(|| Parts { items, span, ..Parts::default() })
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
fn bare_list(prefix: &str, form: &Form, loose: bool, rules: &Devices) -> Option<Parts> {
    let total = form.total()?;
    if !matches!(form, Form::Counted { .. } | Form::Chain(_) | Form::Sum(_)) {
        return None;
    }
    if let Some(levels) = level_list(prefix, total, rules) {
        return Some(levels);
    }
    let mark = prefix.char_indices().rev().take(300).find(|(_, c)| {
        matches!(
            *c,
            '，' | ','
                | '：'
                | ':'
                | '（'
                | '('
                | '—'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '「'
                | '」'
                | '\t'
        ) || STOPS.contains(c)
    });
    if mark.is_none() && prefix.len() > 900 {
        return None;
    }
    let from = mark.map_or(0, |(at, c)| at + c.len_utf8());
    let clause = prefix.get(from..)?;
    let mut items: Vec<String> = clause.split(PAUSE).map(|i| i.trim().to_owned()).collect();
    if items.len() < total {
        split_last(&mut items, total, rules);
    }
    if items.len() > total {
        items.drain(..items.len() - total);
    }
    if items.len() < 2 {
        return None;
    }
    let first = items.first()?.clone();
    let cut = cut_front(&first, items.get(1..)?, rules);
    cut.clone_into(items.first_mut()?);
    // A list behind 的 must count exactly: “加强交通、水利建设的五项工程” lists something else.
    let exact = items.len() == total || matches!(form, Form::Sum(_) | Form::Chain(_));
    let span = Span::new(from, prefix.len());
    (loose || exact).then(|| Parts { items, span, ..Parts::default() })
}

/// 市县乡村 before 四级联动: one character a level.
fn level_list(prefix: &str, total: usize, rules: &Devices) -> Option<Parts> {
    let tail: Vec<(usize, char)> = prefix.char_indices().rev().take(total).collect();
    let rule = &rules.parts_before;
    let sound = total >= 2 && tail.len() == total && tail.iter().all(|(_, c)| rule.levels.has(*c));
    let start = tail.last()?.0;
    let left = prefix.get(..start)?;
    // 示范县区乡 or 全市县乡 would run on to the left.
    let bounded = left.chars().next_back().is_none_or(|c| !is_han(c) || rule.done.has(c))
        || rules.verbs.ends(left);
    (sound && bounded).then(|| Parts {
        items: tail.iter().rev().map(|(_, c)| c.to_string()).collect(),
        span: Span::new(start, prefix.len()),
        ..Parts::default()
    })
}

/// Cuts one item at 和, 与, 及 when the count asks for more items; the last item first.
pub(super) fn split_last(items: &mut Vec<String>, total: usize, rules: &Devices) {
    for index in (0..items.len()).rev() {
        let Some(item) = items.get(index).cloned() else { continue };
        for joint in rules.joints.iter() {
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
pub(super) fn cut_front<'a>(first: &'a str, others: &[String], rules: &Devices) -> &'a str {
    let mut lengths: Vec<usize> = others.iter().map(|o| o.chars().count()).collect();
    lengths.sort_unstable();
    let Some(wanted) = lengths.get(lengths.len() / 2).copied() else { return first };
    let verbal = |item: &String| rules.verbs.starts(item);
    let all_verbal = others.iter().filter(|o| verbal(o)).count() * 2 > others.len();
    let mut cuts = vec![0];
    for (at, verb) in rules.verbs.everywhere(first) {
        let after = at + verb.len();
        let rest = first.get(after..).unwrap_or_default();
        let aspect = rest.chars().take_while(|c| rules.parts_before.aspects.has(*c));
        cuts.push(after + aspect.map(char::len_utf8).sum::<usize>());
        if all_verbal {
            cuts.push(at);
        }
    }
    if let Some(lead) = rules.parts_before.leads.at_start(first)
        && !others.iter().any(|other| other.starts_with(lead))
    {
        cuts.push(lead.len());
    }
    let remainder = |at: usize| first.get(at..).unwrap_or_default();
    // A verb that stands first (建立微信、二维码) belongs to the clause, unless it can be a noun
    // (规划引领、项目支撑) or the other items have theirs too.
    let lead = rules.verbs.starts(first) && !rules.verbal_nouns.starts(first) && !all_verbal;
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
fn settle(mut parts: Parts, form: &Form, rules: &Devices) -> Option<Parts> {
    parts.items = parts.items.iter().map(|i| tidy(i, rules)).filter(|i| !i.is_empty()).collect();
    if let Some(last) = parts.items.last_mut()
        && let Some(cut) =
            last.find(|c| rules.more.has(c)).filter(|at| *at > 0 && last.len() - at <= 12)
    {
        last.truncate(cut);
        parts.open = true;
    }
    drop_sum(&mut parts.items, rules);
    if let Some(total) = form.total().filter(|t| *t > parts.items.len()) {
        split_last(&mut parts.items, total, rules);
    }
    front_morpheme(&mut parts.items, form);
    last_morpheme(&mut parts.items, form);
    front_verb(&mut parts.items, rules);
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
pub(super) fn drop_sum(items: &mut [String], rules: &Devices) {
    let count = items.len();
    let Some(last) = items.last_mut().filter(|_| count >= 2) else { return };
    let cut = last.char_indices().skip(1).map(|(at, _)| at).find(|at| {
        let sum = last.get(*at..).and_then(|rest| numeral(rest, rules));
        sum.is_some_and(|(n, rest)| n == count && rest.starts_with(|c| rules.summed.has(c)))
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

/// Cuts the last item where the end of the name begins in it alone: 品种、饲料、销售|统一 of 三统一.
fn last_morpheme(items: &mut [String], form: &Form) {
    let Form::Counted { morpheme, .. } = form else { return };
    let Some((at, _)) = morpheme.char_indices().rev().nth(SHARED - 1) else { return };
    let end = morpheme.get(at..).unwrap_or_default();
    let Some((last, others)) = items.split_last_mut() else { return };
    let own = others.iter().all(|other| !other.contains(end));
    // 义务教育、基本医疗、住房安全有|保障: what would be left is longer than the others.
    let longest = others.iter().map(String::len).max().unwrap_or(0);
    let even = |left: &str| left.len() >= 6 && left.len() <= longest;
    let cut = last.find(end).filter(|at| own && last.get(..*at).is_some_and(even));
    if let Some(cut) = cut {
        last.truncate(cut);
    }
}

/// 还设了红、黄、绿: what comes before the first item ends in 了.
fn front_verb(items: &mut [String], rules: &Devices) {
    let Some((first, others)) = items.split_first_mut() else { return };
    let rule = &rules.parts_before;
    if let Some(rest) = rule.by.strip_start(first)
        && !others.iter().any(|other| rule.by.starts(other))
    {
        *first = rest.to_owned();
    }
    let done = |c: char| rule.done.has(c);
    if let Some((_, rest)) = first.rsplit_once(done)
        && !rest.is_empty()
        && !others.iter().any(|other| other.contains(done))
    {
        *first = rest.to_owned();
    }
}

/// An item without marks, numbering and joints at its ends.
pub(super) fn tidy(item: &str, rules: &Devices) -> String {
    let item = item.trim().trim_matches(|c: char| {
        opens(c)
            || closes(c)
            || matches!(c, '(' | ')' | '（' | '）' | '：' | ':' | '，' | ',' | '。' | '；' | ';')
            || c.is_whitespace()
    });
    let item = rules.part_leads.strip_start(item).unwrap_or(item);
    let marked = numeral(item, rules).and_then(|(_, rest)| {
        let numbered = rules.numbering.strip_start(rest);
        numbered.or_else(|| rest.strip_prefix(['.', '．', ')', '）']))
    });
    marked.unwrap_or(item).trim().to_owned()
}

/// The list that follows the name. `at` is the end of the name and `phrase` the end of the name
/// with its head noun.
pub(super) fn after(
    place: &Place<'_>,
    at: usize,
    phrase: usize,
    form: &Form,
    rules: &Devices,
) -> Option<Parts> {
    let line = place.line;
    // “五个到位”责任制: — a noun that the table does not know may stand before the list, too.
    let run: usize =
        line.get(at..)?.chars().take_while(|c| is_han(*c)).take(12).map(char::len_utf8).sum();
    let mut ends = vec![at, phrase, at + run];
    ends.dedup();
    let lists = |c: char| !(is_han(c) || opens(c) || closes(c));
    let found = ends.into_iter().find_map(|from| {
        let rest = line.get(from..)?;
        let told = rest.starts_with(lists) || rules.parts_behind.introducers.starts(rest);
        let rest = window(told.then_some(rest)?, 500);
        parenthesis(rest, from, form, rules).or_else(|| introduced(rest, from, form, rules))
    });
    found?.told(place, |span| rules.parts_behind.decide((), span))
}

/// “三变”(即:a、b、c)
fn parenthesis(rest: &str, from: usize, form: &Form, rules: &Devices) -> Option<Parts> {
    let inner = rest.strip_prefix(['(', '（'])?;
    let end = inner.find([')', '）'])?;
    let content = inner.get(..end)?;
    let (list, introduced) = strip_introducer(content, rules);
    let parts = read_list(list, form, rules)?;
    let counted = form.complete(&parts.items) == Some(true);
    let offset = from + rest.len() - inner.len();
    (introduced || counted || (parts.items.len() >= 2 && list.contains(PAUSE)))
        .then(|| Parts { span: Span::new(offset, offset + end), ..parts })
}

/// “政银企户保”模式，由政府搭台、银行降息、企业承贷: who does what, in phrases of one length.
fn by_whom(text: &str, form: &Form, rules: &Devices) -> Option<Parts> {
    let list = rules.parts_behind.by.strip_start(text).filter(|_| *form == Form::Named)?;
    let parts = read_list(list, form, rules)?;
    let lengths: Vec<usize> = parts.items.iter().map(|item| item.chars().count()).collect();
    let (short, long) = (lengths.iter().min()?, lengths.iter().max()?);
    (lengths.len() >= 3 && *short >= 4 && long - short <= 2).then_some(parts)
}

/// “三方会审”，由国土、规划、环保三部门联合把关: as many as the name says, and counted once more.
fn by_office(text: &str, form: &Form, rules: &Devices) -> Option<Parts> {
    let Form::Counted { count, .. } = form else { return None };
    let list = rules.parts_behind.by.strip_start(text)?;
    let end = list.find(|c| matches!(c, '，' | ',') || STOPS.contains(&c)).unwrap_or(list.len());
    let mut items: Vec<String> = list.get(..end)?.split(PAUSE).map(str::to_owned).collect();
    let last = items.last()?.clone();
    drop_sum(&mut items, rules);
    let counted = items.last().is_some_and(|now| *now != last) && items.len() == *count;
    let span = Span::new(text.len() - list.len(), text.len() - list.len() + end);
    counted.then(|| Parts { items, span, ..Parts::default() })
}

/// “三变”,即a、b、c。 “三变”:a,b,c。 “三变”——a、b、c
fn introduced(rest: &str, from: usize, form: &Form, rules: &Devices) -> Option<Parts> {
    let trimmed = rest.trim_start_matches(['，', ',', ' ']);
    let (list, said) = strip_introducer(trimmed, rules);
    let marked = trimmed.starts_with([':', '：']) || trimmed.starts_with('—');
    if !said && !marked {
        if rest == trimmed {
            return None;
        }
        if let Some(parts) = by_whom(trimmed, form, rules) {
            let offset = from + rest.len() - trimmed.len();
            return Some(Parts { span: parts.span.shift(offset), ..parts });
        }
        if matches!(form, Form::Actors(_) | Form::Rhythm(_) | Form::Named) {
            return None;
        }
        let parts = by_office(trimmed, form, rules)
            .or_else(|| read_list(trimmed, form, rules).filter(|p| sharing(p, form)))?;
        return Some(Parts { span: parts.span.shift(from + rest.len() - trimmed.len()), ..parts });
    }
    let list = list.trim_start_matches(['—', ':', '：', ' ']);
    let parts = read_list(list, form, rules)?;
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

fn strip_introducer<'a>(text: &'a str, rules: &Devices) -> (&'a str, bool) {
    let Some(rest) = rules.parts_behind.introducers.strip_start(text) else {
        return (text, false);
    };
    (rest.trim_start_matches([':', '：', '，', ',', ' ']), true)
}

/// Reads a list that runs at most to the end of its sentence, as far as the name's count says. The
/// span of the result counts from the start of `list`.
fn read_list(list: &str, form: &Form, rules: &Devices) -> Option<Parts> {
    let end = list.find(['。', '！', '？', '!', '?', '\n']).unwrap_or(list.len());
    let text = list.get(..end)?;
    if let Some(items) = terms(text, form, rules).or_else(|| quoted_groups(text, form, rules)) {
        return Some(Parts { items, span: Span::new(0, end), ..Parts::default() });
    }
    let mut items: Vec<String> = Vec::new();
    let mut head: Option<Parts> = None;
    let (mut at, mut sound) = (0, 1);
    for segment in text.split_inclusive(['，', ',', '；', ';']) {
        at += segment.len();
        let body = segment.trim_end_matches(['，', ',', '；', ';']);
        items.extend(body.split(PAUSE).map(str::trim).filter(|i| !i.is_empty()).map(str::to_owned));
        let parts = || Parts { items: items.clone(), span: Span::new(0, at), ..Parts::default() };
        head.get_or_insert_with(parts);
        let last = items.len().saturating_sub(1);
        if items.get(sound..last).is_some_and(|more| are_spoiled(more, &items, rules)) {
            break;
        }
        sound = last.max(1);
        if !may_count(&items, form, rules) {
            continue;
        }
        let full = settle(parts(), form, rules).filter(|p| form.complete(&p.items) == Some(true));
        if full.is_some() {
            return full;
        }
        // Longer than the name allows: it is no list of its parts any more.
        if items.len() > form.total().unwrap_or(10) + 4 {
            break;
        }
    }
    if matches!(form, Form::Chain(_)) {
        let parts = Parts { items, span: Span::new(0, at), ..Parts::default() };
        return settle(parts, form, rules);
    }
    // No prefix of the list counts up; what stands before the first comma may be a part of it.
    head.filter(|p| p.items.len() >= 2).and_then(|p| settle(p, form, rules))
}

/// Whether quotation marks stand inside of one of `inner`, which are neither the first nor the last of
/// `items`: they stay there, and no longer list is one of parts.
fn are_spoiled(inner: &[String], items: &[String], rules: &Devices) -> bool {
    let marks = |c| opens(c) || closes(c);
    let spoiled = |item: &String| item.contains(marks) && tidy(item, rules).contains(marks);
    let stands = |item: Option<&String>| item.is_some_and(|item| !tidy(item, rules).is_empty());
    inner.iter().any(spoiled) && stands(items.first()) && stands(items.last())
}

/// Whether so many items may be as many as the name declares: there are enough, or one of them may be
/// two.
fn may_count(items: &[String], form: &Form, rules: &Devices) -> bool {
    let joined = || items.iter().any(|item| rules.joints.iter().any(|joint| item.contains(joint)));
    match form {
        Form::Counted { count, .. } => items.len() >= *count || joined(),
        _ => true,
    }
}

/// “生态先行”一条主线,“补偿、产业、就业、公益、建设”5个方向
fn quoted_groups(text: &str, form: &Form, rules: &Devices) -> Option<Vec<String>> {
    let total = form.total()?;
    text.chars().next().filter(|c| opens(*c))?;
    let mut items: Vec<String> = Vec::new();
    for quote in super::quote::find(text).iter().filter(|q| !q.title) {
        items.extend(quote.inner.of(text).split([PAUSE, '，', ',']).map(|i| tidy(i, rules)));
        if items.len() >= total {
            break;
        }
    }
    (items.len() == total).then_some(items)
}
