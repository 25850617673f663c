//! Names without quotation marks, where the text itself shows that they are names.

use super::component::{self, Parts};
use super::context;
use super::form::{Form, is_han};
use super::quote::{Cover, Quote};
use super::{Candidate, Place, Words, sequel};
use crate::rules::WordIndex;
use crate::rules::Wordings;
use crate::span::Span;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// 三大实时管理平台, 五种方式, 四级联动, 五位一体; the list beside it must count up.
static COUNTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:[两二三四五六七八九]|十[一二三四五六]?)",
        r"(?:(?:大|项|种|级|套|道|方)\p{Han}{0,8}?",
        r"(?:机制|模式|平台|体系|制度|工程|行动|改革|清单|方式|工作法|联动|防线)",
        r"|个(?:机制|模式|体系|制度|清单)|位一体|方联动|级联动)"
    ))
    .ok()
});

/// What a counted name ends in; see [`COUNTED`].
const SUMS: &[&str] = &[
    "机制",
    "模式",
    "平台",
    "体系",
    "制度",
    "工程",
    "行动",
    "改革",
    "清单",
    "方式",
    "工作法",
    "联动",
    "防线",
    "位一体",
];

/// 周巡查、月通报、季督查: one device at several intervals.
static RHYTHM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[日周旬月季年][\p{Han}&&[^的制机]]{2}(?:[、，,][日周旬月季年][\p{Han}&&[^的制机]]{2})+",
        r"|[日周旬月季年][\p{Han}&&[^的制机]]{3}(?:[、，,][日周旬月季年][\p{Han}&&[^的制机]]{3})+"
    ))
    .ok()
});

/// 3+10+N, 公司+基地+农户.
static PLUS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\d{1,2}|[\p{Han}A-Za-z]{1,16})(?:[+＋](?:\d{1,2}|[\p{Han}A-Za-z]{1,16}))+").ok()
});

/// A long name of a mode; whether it is one is decided by what stands around it.
static MODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{Han}&&[^的了等]]{6,24}?(?:模式|工作法)").ok());

/// A name of a place or site near the start of a mode's name: 枫林阁, 白马王朗景区.
static SITE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\p{Han}{1,5}?(?:景区|村|镇|乡|阁|社区|园区|庄|湾|寨|湖|岛|岭|坝|沟|苑)").ok()
});

/// Words that make 村, 镇, 社区 common nouns.
const COMMON: &[&str] =
    &["农村", "乡村", "全村", "贫困村", "村级", "村集", "村村", "驻村", "乡镇", "带村", "强村"];

/// For each reader the words of which a line must hold one.
static NEEDED: LazyLock<Wordings> = LazyLock::new(|| {
    let lists: [&[&str]; 4] =
        [SUMS, &["机制", "制度", "办法", "工作法"], &["+", "＋"], &["模式", "工作法"]];
    let lists = lists.map(|list| vec![list.join("|")]);
    Wordings::new(lists.iter().map(Vec::as_slice))
});

/// Names of `place.line` outside `quotes`.
pub(super) fn of_line(place: &Place<'_>, quotes: &[Quote], words: &Words<'_>) -> Vec<Candidate> {
    let quoted = Cover::of(quotes.iter().map(|q| q.outer));
    let free = |span: Span| !quoted.touches(span);
    let mut found = Vec::new();
    // A look for the words that every match must hold spares most lines the patterns.
    let readers: [(&Pattern, Reader); 4] =
        [(&COUNTED, counted), (&RHYTHM, rhythm), (&PLUS, plus), (&MODE, mode)];
    let held = NEEDED.held(place.line);
    for (list, (pattern, reader)) in readers.into_iter().enumerate() {
        let Some(pattern) = pattern.as_ref().filter(|_| NEEDED.fits(list, &held)) else { continue };
        let spans = pattern.find_iter(place.line).map(|m| Span::from(m.range()));
        found.extend(spans.filter(|s| free(*s)).filter_map(|s| reader(place, s, words)));
    }
    found
}

/// Further mentions, without quotation marks, of the devices `found`: …、综合保障七个专班.
pub(super) fn repeats(
    places: &[Place<'_>],
    found: &[Candidate],
    words: &Words<'_>,
) -> Vec<Candidate> {
    let mut known: BTreeMap<&str, &Form> = BTreeMap::new();
    for device in found.iter().filter(|c| !c.weak && c.name.chars().count() >= 3) {
        known.entry(device.name.as_str()).or_insert(&device.form);
    }
    let names = WordIndex::of(known.keys().copied());
    let taken = Cover::of(found.iter().map(|c| c.span));
    let mut out = Vec::new();
    for place in places {
        let mut from = 0;
        while let Some((start, name)) = names.next(place.line, from) {
            from = start + name.len();
            let span = Span::new(start, from);
            let Some(form) = known.get(name) else { continue };
            if taken.touches(span.shift(place.base)) || runs_on(place.line, span) {
                continue;
            }
            let full = |p: &Parts| form.complete(&p.items) == Some(true);
            let parts = component::before(place.line, span.start, form, words)
                .or_else(|| component::after(place.line, span.end, span.end, form, words))
                .filter(full)
                .unwrap_or_default();
            let mention = candidate(place, span, (*form).clone(), parts);
            out.push(Candidate { weak: true, key: false, ..mention });
        }
    }
    out
}

/// Whether the stretch is a piece of a longer name: 五个一 in 五个一批, 1+5 in 11+5.
fn runs_on(line: &str, span: Span) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '＋');
    let left = line.get(..span.start).and_then(|t| t.chars().next_back());
    let right = line.get(span.end..).and_then(|t| t.chars().next());
    let plain = span.of(line).ends_with('一');
    left.is_some_and(|c| latin(c) || "一二三四五六七八九十".contains(c))
        || right.is_some_and(|c| latin(c) || (plain && is_han(c)))
}

type Pattern = LazyLock<Option<Regex>>;
type Reader = fn(&Place<'_>, Span, &Words<'_>) -> Option<Candidate>;

fn counted(place: &Place<'_>, span: Span, words: &Words<'_>) -> Option<Candidate> {
    let name = span.of(place.line);
    let form = Form::of(name);
    if !matches!(form, Form::Counted { .. }) || place.title {
        return None;
    }
    if context::standing(name, &form, words) != context::Standing::Open {
        return None;
    }
    let full = |p: &Parts| form.complete(&p.items) == Some(true);
    // “公司+农户”“支部+农户”两种模式: the quoted names are the devices, the sum is not.
    let actors = |p: &Parts| p.items.iter().any(|i| matches!(Form::of(i), Form::Actors(_)));
    let before = component::before(place.line, span.start, &form, words).filter(full);
    if before.as_ref().is_some_and(actors) {
        return None;
    }
    let after = || {
        let listed = component::after(place.line, span.end, span.end, &form, words).filter(full);
        listed.or_else(|| {
            let rest = place.text.get(place.base + span.end..)?;
            let items = sequel::numbered(rest, &form)?;
            Some(Parts { items, ..Parts::default() })
        })
    };
    let parts = before.or_else(after)?;
    let head = context::head(place.line.get(span.end..)?, words);
    let device = ["机制", "模式", "体系", "制度", "工作法", "改革"];
    let named = head.as_ref().is_some_and(|h| device.contains(&h.noun.as_str()));
    // 市县乡村四级联动 in passing is a manner of speaking; 三项机制 is a device.
    let key = named || device.iter().any(|d| name.ends_with(d));
    Some(Candidate { full: None, head, key, ..candidate(place, span, form, parts) })
}

fn rhythm(place: &Place<'_>, span: Span, words: &Words<'_>) -> Option<Candidate> {
    let name = span.of(place.line);
    let items: Vec<String> = name.split(['、', '，', ',']).map(str::to_owned).collect();
    let after = place.line.get(span.end..)?;
    let reach: String =
        after.chars().take(18).take_while(|c| !"，,。；;、\n".contains(*c)).collect();
    let named = ["机制", "制度", "办法", "工作法"].iter().any(|w| reach.contains(w));
    let head = context::head(after, words);
    let parts = Parts { items: items.clone(), ..Parts::default() };
    named.then(|| Candidate { head, ..candidate(place, span, Form::Rhythm(items), parts) })
}

fn plus(place: &Place<'_>, span: Span, words: &Words<'_>) -> Option<Candidate> {
    let text = span.of(place.line);
    let pieces: Vec<&str> = text.split(['+', '＋']).collect();
    let last = *pieces.last()?;
    let han_last = last.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
    let tail = format!("{han_last}{}", place.line.get(span.end..)?);
    let summed = pieces.first()?.chars().all(|c| c.is_ascii_digit());
    if summed {
        context::head(&tail, words)?;
        let end = span.end - han_last.len();
        let core = Span::new(span.start, end);
        let form = Form::of(core.of(place.line));
        let sound = matches!(form, Form::Sum(_));
        let parts = component::after(place.line, end, end, &form, words).unwrap_or_default();
        return sound.then(|| candidate(place, core, form, parts));
    }
    let (actor, named) = last_actor(last, place.line.get(span.end..)?, words)?;
    let others: Vec<String> =
        pieces.get(1..pieces.len() - 1)?.iter().map(|p| (*p).to_owned()).collect();
    let rest = if others.is_empty() { vec![actor.to_owned()] } else { others.clone() };
    let first = component::cut_front(pieces.first()?, &rest, words);
    let start = span.start + pieces.first()?.len() - first.len();
    let end = span.end - (last.len() - actor.len());
    let mut items = vec![first.to_owned()];
    items.extend(others);
    items.push(actor.to_owned());
    let short = items.iter().all(|i| (2..=8).contains(&i.chars().count()) && i.chars().all(is_han));
    let core = Span::new(start, end);
    let parts = Parts { items: items.clone(), ..Parts::default() };
    (named && short).then(|| candidate(place, core, Form::Actors(items), parts))
}

/// The last actor of a chain and whether a head noun follows: 农户的模式, 农户利益联结机制.
fn last_actor<'a>(last: &'a str, after: &str, words: &Words<'_>) -> Option<(&'a str, bool)> {
    let nouns = ["模式", "机制", "方式", "工作法", "体系", "格局", "形式"];
    let at = nouns.iter().filter_map(|n| last.find(n)).min();
    if let Some(at) = at {
        let body = last.get(..at)?;
        let cut = body.find('的').or_else(|| {
            [
                "利益联结",
                "产业",
                "联农带农",
                "经营",
                "发展",
                "生产",
                "合作",
                "联动",
                "帮扶",
                "扶贫",
                "新",
            ]
            .iter()
            .filter_map(|w| body.find(w).filter(|at| *at > 0))
            .min()
        });
        return Some((cut.map_or(body, |c| body.get(..c).unwrap_or(body)), true));
    }
    let close = last.chars().all(is_han) && after.starts_with(['”', '"']);
    let head = context::head(after, words);
    Some((
        last.split('的').next()?,
        !close && head.is_some_and(|h| nouns.contains(&h.noun.as_str())),
    ))
}

fn mode(place: &Place<'_>, span: Span, words: &Words<'_>) -> Option<Candidate> {
    let line = place.line;
    let text = span.of(line);
    // 探索出枫林阁…模式; but 发展 and 建设 may be part of the name.
    let verbs = words.verbs.iter().filter(|v| !words.nouns.contains(v));
    let verb = verbs.filter_map(|v| text.rfind(v.as_str()).map(|at| at + v.len())).max();
    let aspect = text.get(verb.unwrap_or(0)..)?.chars().next().filter(|c| "出起成".contains(*c));
    let verb = verb.map(|at| at + aspect.map_or(0, char::len_utf8));
    let start = span.start + verb.unwrap_or(0);
    let name = line.get(start..span.end)?;
    let site = SITE.as_ref()?.find(name)?;
    let common = COMMON.iter().any(|w| name.starts_with(w) || site.as_str().ends_with(w));
    let length = name.chars().count();
    let sentence = around(line, span);
    let recognised = words.recognition.iter().any(|w| sentence.contains(w.as_str()));
    let bounded = verb.is_some()
        || line.get(..span.start)?.chars().next_back().is_none_or(|c| !is_han(c) || c == '的');
    (recognised && bounded && !common && (8..=22).contains(&length))
        .then(|| candidate(place, Span::new(start, span.end), Form::Named, Parts::default()))
}

/// The sentence of the line that holds `span`.
fn around(line: &str, span: Span) -> &str {
    let stops = ['。', '！', '？', '；', ';'];
    let from = line.get(..span.start).and_then(|t| t.rfind(stops)).unwrap_or(0);
    let to =
        line.get(span.end..).and_then(|t| t.find(stops)).map_or(line.len(), |at| span.end + at);
    line.get(from..to).unwrap_or_default()
}

fn candidate(place: &Place<'_>, span: Span, form: Form, parts: Parts) -> Candidate {
    let shift = if parts.span.is_empty() { 0 } else { place.base };
    Candidate {
        name: super::tidy_name(span.of(place.line)),
        full: None,
        form,
        span: span.shift(place.base),
        parts: Parts { span: parts.span.shift(shift), ..parts },
        head: None,
        title: place.title,
        key: !place.title,
        weak: false,
    }
}
