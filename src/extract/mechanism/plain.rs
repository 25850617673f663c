//! Names without quotation marks, where the text itself shows that they are names.

use super::component::{self, Parts};
use super::context::{self, Standing};
use super::form::{DIGITS, Form, is_han};
use super::quote::{Cover, Quote};
use super::{Candidate, Place, Verdict, sequel};
use crate::rules::mechanism::Devices;
use crate::rules::{Decision, WordIndex};
use crate::span::{Span, Stretch};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// 3+10+N, 公司+基地+农户.
static PLUS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\d{1,2}|[\p{Han}A-Za-z]{1,16})(?:[+＋](?:\d{1,2}|[\p{Han}A-Za-z]{1,16}))+").ok()
});

type Reader = fn(&Place<'_>, Span, &Devices) -> Option<Candidate>;

/// Names of `place.line` outside `quotes`.
pub(super) fn of_line(place: &Place<'_>, quotes: &[Quote], rules: &Devices) -> Vec<Candidate> {
    let quoted = Cover::of(quotes.iter().map(|q| q.outer));
    let mut found = Vec::new();
    let mut read = |pattern: Option<&Regex>, reader: Reader| {
        let matches = pattern.into_iter().flat_map(|pattern| pattern.find_iter(place.line));
        let free = matches.map(|m| Span::from(m.range())).filter(|span| !quoted.touches(*span));
        found.extend(free.filter_map(|span| reader(place, span, rules)));
    };
    // A look for the words that every match must hold spares most lines the patterns.
    let line = place.line;
    if rules.device_bare_counted.endings.any(line) {
        read(rules.device_bare_counted.names.regex(), counted);
    }
    if rules.device_bare_rhythm.nouns.any(line) {
        read(rules.device_bare_rhythm.names.regex(), rhythm);
    }
    if line.contains(['+', '＋']) {
        read(PLUS.as_ref(), plus);
    }
    if rules.device_bare_mode.endings.any(line) {
        read(rules.device_bare_mode.names.regex(), mode);
    }
    found
}

/// Further mentions, without quotation marks, of the devices `found`: …、综合保障七个专班.
pub(super) fn repeats(
    places: &[Place<'_>],
    found: &[Candidate],
    rules: &Devices,
) -> Vec<Candidate> {
    let mut known: BTreeMap<&str, &Form> = BTreeMap::new();
    for device in found.iter().filter(|c| !c.weak() && c.name.chars().count() >= 3) {
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
            let parts = component::before(place, span.start, form, rules)
                .or_else(|| component::after(place, span.end, span.end, form, rules))
                .filter(full)
                .unwrap_or_default();
            let Some(again) = rules.device_again.decide((), span.shift(place.base)) else {
                continue;
            };
            let mention = candidate(place, span, (*form).clone(), parts, again, rules);
            out.push(Candidate { verdict: Verdict::Again(again), ..mention });
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
    left.is_some_and(|c| latin(c) || DIGITS.contains(c))
        || right.is_some_and(|c| latin(c) || (plain && is_han(c)))
}

/// 三大实时管理平台, 五种方式, 四级联动, 五位一体; the list beside it must count up.
fn counted(place: &Place<'_>, span: Span, rules: &Devices) -> Option<Candidate> {
    let name = span.of(place.line);
    let form = Form::of(name, rules);
    if !matches!(form, Form::Counted { .. }) || place.title {
        return None;
    }
    let at = span.shift(place.base);
    if context::standing(name, &form, at, rules) != Standing::Open {
        return None;
    }
    let full = |p: &Parts| form.complete(&p.items) == Some(true);
    // “公司+农户”“支部+农户”两种模式: the quoted names are the devices, the sum is not.
    let actors = |p: &Parts| p.items.iter().any(|i| matches!(Form::of(i, rules), Form::Actors(_)));
    let before = component::before(place, span.start, &form, rules).filter(full);
    if before.as_ref().is_some_and(actors) {
        return None;
    }
    let after = || component::after(place, span.end, span.end, &form, rules).filter(full);
    let numbered = || sequel::numbered(place, span.end, &form, rules);
    let parts = before.or_else(after).or_else(numbered)?;
    let named = rules.device_bare_counted.decide((), at)?;
    let head = context::head(place.line.get(span.end..)?, rules);
    // 市县乡村四级联动 in passing is a manner of speaking; 三项机制 is a device.
    let manner = &rules.device_manner;
    let device = head.as_ref().is_some_and(|h| manner.nouns.is(&h.noun)) || manner.nouns.ends(name);
    let key = (!device).then(|| manner.decide(false, at)).flatten();
    let found = candidate(place, span, form, parts, named, rules);
    Some(Candidate { head, key: key.unwrap_or(found.key), ..found })
}

/// 周巡查、月通报、季督查: one device at several intervals.
fn rhythm(place: &Place<'_>, span: Span, rules: &Devices) -> Option<Candidate> {
    let rule = &rules.device_bare_rhythm;
    let name = span.of(place.line);
    let items: Vec<String> = name.split(['、', '，', ',']).map(str::to_owned).collect();
    let (_, after) = place.around(span);
    let reach = after.chars().take(18).take_while(|c| !"，,。；;、\n".contains(*c));
    let reach = after.until(after.span().start + reach.map(char::len_utf8).sum::<usize>());
    let named = rule.decide((), rule.nouns.first_in(reach)?)?;
    let head = context::head(&after, rules);
    let parts = Parts::own(items.clone(), span.shift(place.base), rules);
    Some(Candidate { head, ..candidate(place, span, Form::Rhythm(items), parts, named, rules) })
}

fn plus(place: &Place<'_>, span: Span, rules: &Devices) -> Option<Candidate> {
    let text = span.of(place.line);
    let pieces: Vec<&str> = text.split(['+', '＋']).collect();
    if pieces.first()?.chars().all(|c| c.is_ascii_digit()) {
        return sum(place, span, pieces.last()?, rules);
    }
    let last = *pieces.last()?;
    let (actor, noun) = last_actor(place, span, last, rules)?;
    let named = rules.device_bare_actors.decide((), noun)?;
    let others: Vec<String> =
        pieces.get(1..pieces.len() - 1)?.iter().map(|p| (*p).to_owned()).collect();
    let rest = if others.is_empty() { vec![actor.to_owned()] } else { others.clone() };
    let first = component::cut_front(pieces.first()?, &rest, rules);
    let start = span.start + pieces.first()?.len() - first.len();
    let end = span.end - (last.len() - actor.len());
    let mut items = vec![first.to_owned()];
    items.extend(others);
    items.push(actor.to_owned());
    let short = items.iter().all(|i| (2..=8).contains(&i.chars().count()) && i.chars().all(is_han));
    let core = Span::new(start, end);
    let parts = Parts::own(items.clone(), core.shift(place.base), rules);
    short.then(|| candidate(place, core, Form::Actors(items), parts, named, rules))
}

/// 3+10+N责任体系, whose `last` term may have run on into the noun.
fn sum(place: &Place<'_>, span: Span, last: &str, rules: &Devices) -> Option<Candidate> {
    let noun = last.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
    let core = Span::new(span.start, span.end - noun.len());
    let (_, after) = place.around(core);
    let head = context::head(&after, rules)?;
    let named = rules.device_bare_sum.decide((), head.place(after.span().start))?;
    let form = Form::of(core.of(place.line), rules);
    let sound = matches!(form, Form::Sum(_));
    let parts = component::after(place, core.end, core.end, &form, rules).unwrap_or_default();
    sound.then(|| candidate(place, core, form, parts, named, rules))
}

/// The last actor of a chain and the head noun that follows: 农户的模式, 农户利益联结机制.
fn last_actor<'a>(
    place: &Place<'_>,
    span: Span,
    last: &'a str,
    rules: &Devices,
) -> Option<(&'a str, Span)> {
    let rule = &rules.device_bare_actors;
    let of = |c: char| rules.of.has(c);
    if let Some((at, noun)) = rule.nouns.first(last) {
        let body = last.get(..at)?;
        let between = || {
            let mut places = body.char_indices().map(|(at, _)| at).skip(1);
            places.find(|at| body.get(*at..).is_some_and(|rest| rule.between.starts(rest)))
        };
        let cut = body.find(of).or_else(between).unwrap_or(body.len());
        let start = place.base + span.end - last.len() + at;
        return Some((body.get(..cut)?, Span::new(start, start + noun.len())));
    }
    let (_, after) = place.around(span);
    let close = last.chars().all(is_han) && after.starts_with(['”', '"']);
    let head = context::head(&after, rules).filter(|h| !close && rule.nouns.is(&h.noun))?;
    Some((last.split(of).next()?, head.place(after.span().start)))
}

/// A long name of a mode; whether it is one is decided by what stands around it.
fn mode(place: &Place<'_>, span: Span, rules: &Devices) -> Option<Candidate> {
    let rule = &rules.device_bare_mode;
    let line = place.line;
    let text = span.of(line);
    // 探索出枫林阁…模式; but 发展 and 建设 may be part of the name.
    let verbs = rules.verbs.everywhere(text).filter(|(_, verb)| !rules.verbal_nouns.is(verb));
    let verb = verbs.map(|(at, verb)| at + verb.len()).max();
    let aspect = text.get(verb.unwrap_or(0)..)?.chars().next().filter(|c| rule.aspects.has(*c));
    let verb = verb.map(|at| at + aspect.map_or(0, char::len_utf8));
    let start = span.start + verb.unwrap_or(0);
    let name = line.get(start..span.end)?;
    let site = rule.sites.find(name)?;
    let common = rule.common.starts(name) || rule.common.ends(site.as_str());
    let length = name.chars().count();
    let left = line.get(..span.start)?.chars().next_back();
    let bounded = verb.is_some() || left.is_none_or(|c| !is_han(c) || rules.of.has(c));
    if !bounded || common || !(8..=22).contains(&length) {
        return None;
    }
    let named = rule.decide((), rule.recognition.first_in(around(place, span))?)?;
    let core = Span::new(start, span.end);
    Some(candidate(place, core, Form::Named, Parts::default(), named, rules))
}

/// The sentence of the line that holds `span`.
fn around<'t>(place: &Place<'t>, span: Span) -> Stretch<'t> {
    let stops = ['。', '！', '？', '；', ';'];
    let line = place.line;
    let from = line.get(..span.start).and_then(|t| t.rfind(stops)).unwrap_or(0);
    let to =
        line.get(span.end..).and_then(|t| t.find(stops)).map_or(line.len(), |at| span.end + at);
    Stretch::new(place.text, Span::new(from, to).shift(place.base))
}

fn candidate(
    place: &Place<'_>,
    span: Span,
    form: Form,
    parts: Parts,
    named: Decision,
    rules: &Devices,
) -> Candidate {
    let shift = if parts.span.is_empty() { 0 } else { place.base };
    let at = span.shift(place.base);
    let headline = place.title.then(|| rules.device_headline.decide(false, at)).flatten();
    Candidate {
        name: super::tidy_name(span.of(place.line)),
        full: None,
        form,
        span: at,
        parts: Parts { span: parts.span.shift(shift), ..parts },
        head: None,
        title: place.title,
        key: headline.unwrap_or_else(|| rules.device_key.otherwise(true)),
        verdict: Verdict::Device(named),
    }
}
