//! Names without quotation marks, where the text itself shows that they are names.

use super::component::{self, Parts};
use super::context::{self, Standing};
use super::form::{Form, counted, counting, is_han};
use super::quote::{Cover, Quote};
use super::{Candidate, Named, Place, Verdict, sequel};
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

/// A line read for names that no quotation marks tell.
struct Reader<'a> {
    place: &'a Place<'a>,
    rules: &'a Devices,
}

/// Names of `place.line` outside `quotes`.
pub(super) fn of_line(place: &Place<'_>, quotes: &[Quote], rules: &Devices) -> Vec<Candidate> {
    let quoted = Cover::of(quotes.iter().map(|q| q.outer));
    let reader = Reader { place, rules };
    let line = place.line;
    let free = |pattern: Option<&Regex>| -> Vec<Span> {
        let matches = pattern.into_iter().flat_map(|pattern| pattern.find_iter(line));
        matches.map(|m| Span::from(m.range())).filter(|span| !quoted.touches(*span)).collect()
    };
    let mut found = Vec::new();
    // A look for the words that every match must hold spares most lines the patterns.
    let words = place.stretch();
    if rules.device_bare_counted.endings.any_in(words) {
        let spans = free(rules.device_bare_counted.names.regex());
        found.extend(spans.into_iter().filter_map(|span| reader.counted(span)));
    }
    if rules.device_bare_rhythm.nouns.any_in(words) {
        let spans = free(rules.device_bare_rhythm.names.regex());
        found.extend(spans.into_iter().filter_map(|span| reader.rhythm(span)));
    }
    if line.contains(['+', '＋']) {
        found.extend(free(PLUS.as_ref()).into_iter().filter_map(|span| reader.plus(span)));
    }
    if rules.device_bare_mode.endings.any_in(words) {
        let spans = free(rules.device_bare_mode.names.regex());
        found.extend(spans.into_iter().filter_map(|span| reader.mode(span)));
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
        let reader = Reader { place, rules };
        let mut from = 0;
        while let Some((start, name)) = names.next(place.line, from) {
            from = start + name.len();
            let span = Span::new(start, from);
            let Some(form) = known.get(name) else { continue };
            if taken.touches(span.shift(place.base)) || runs_on(place.line, span, rules) {
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
            let mention = reader.candidate(span, (*form).clone(), parts, again);
            out.push(Candidate { verdict: Verdict::Again(again), ..mention });
        }
    }
    out
}

/// Whether the stretch is a piece of a longer name: 五个一 in 五个一批, 1+5 in 11+5.
fn runs_on(line: &str, span: Span, rules: &Devices) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '＋');
    let left = line.get(..span.start).and_then(|t| t.chars().next_back());
    let right = line.get(span.end..).and_then(|t| t.chars().next());
    let one = counting(1).is_some_and(|one| span.of(line).ends_with(one));
    left.is_some_and(|c| latin(c) || counted(c, rules).is_some())
        || right.is_some_and(|c| latin(c) || (one && is_han(c)))
}

impl<'a> Reader<'a> {
    /// 三大实时管理平台, 五种方式, 四级联动, 五位一体; the list beside it must count up.
    fn counted(&self, span: Span) -> Option<Candidate> {
        let name = span.of(self.place.line);
        let form = Form::of(name, self.rules);
        if !matches!(form, Form::Counted { .. }) || self.place.title {
            return None;
        }
        let at = span.shift(self.place.base);
        if context::standing(name, &form, at, self.rules) != Standing::Open {
            return None;
        }
        let full = |p: &Parts| form.complete(&p.items) == Some(true);
        // “公司+农户”“支部+农户”两种模式: the quoted names are the devices, the sum is not.
        let actors =
            |p: &Parts| p.items.iter().any(|i| matches!(Form::of(i, self.rules), Form::Actors(_)));
        let before = component::before(self.place, span.start, &form, self.rules).filter(full);
        if before.as_ref().is_some_and(actors) {
            return None;
        }
        let after =
            || component::after(self.place, span.end, span.end, &form, self.rules).filter(full);
        let numbered = || sequel::numbered(self.place, span.end, &form, self.rules);
        let parts = before.or_else(after).or_else(numbered)?;
        let named = self.rules.device_bare_counted.decide((), at)?;
        let head = context::head(self.place.line.get(span.end..)?, self.rules);
        // 市县乡村四级联动 in passing is a manner of speaking; 三项机制 is a device.
        let manner = &self.rules.device_manner;
        let device =
            head.as_ref().is_some_and(|h| manner.nouns.is(&h.noun)) || manner.nouns.ends(name);
        let manner = (!device).then(|| manner.decide(false, at)).flatten();
        let key = manner.unwrap_or_else(|| self.rules.device_key.otherwise(true));
        let verdict = Verdict::Device(Named { by: named, key });
        Some(Candidate { head, verdict, ..self.candidate(span, form, parts, named) })
    }

    /// 周巡查、月通报、季督查: one device at several intervals.
    fn rhythm(&self, span: Span) -> Option<Candidate> {
        let rule = &self.rules.device_bare_rhythm;
        let name = span.of(self.place.line);
        let items: Vec<String> = name.split(['、', '，', ',']).map(str::to_owned).collect();
        let (_, after) = self.place.around(span);
        let reach = after
            .chars()
            .take(18)
            .take_while(|c| !matches!(*c, '，' | ',' | '。' | '；' | ';' | '、' | '\n'));
        let reach = after.until(after.span().start + reach.map(char::len_utf8).sum::<usize>());
        let named = rule.decide((), rule.nouns.first_in(reach)?)?;
        let head = context::head(&after, self.rules);
        let parts = Parts::own(items.clone(), span.shift(self.place.base), self.rules);
        Some(Candidate { head, ..self.candidate(span, Form::Rhythm(items), parts, named) })
    }

    fn plus(&self, span: Span) -> Option<Candidate> {
        let text = span.of(self.place.line);
        let pieces: Vec<&str> = text.split(['+', '＋']).collect();
        if pieces.first()?.chars().all(|c| c.is_ascii_digit()) {
            return self.sum(span, pieces.last()?);
        }
        let last = *pieces.last()?;
        let (actor, noun) = self.last_actor(span, last)?;
        let named = self.rules.device_bare_actors.decide((), noun)?;
        let others: Vec<String> =
            pieces.get(1..pieces.len() - 1)?.iter().map(|p| (*p).to_owned()).collect();
        let rest = if others.is_empty() { vec![actor.to_owned()] } else { others.clone() };
        let first = component::cut_front(pieces.first()?, &rest, self.rules);
        let start = span.start + pieces.first()?.len() - first.len();
        let end = span.end - (last.len() - actor.len());
        let mut items = vec![first.to_owned()];
        items.extend(others);
        items.push(actor.to_owned());
        let short =
            items.iter().all(|i| (2..=8).contains(&i.chars().count()) && i.chars().all(is_han));
        let core = Span::new(start, end);
        let parts = Parts::own(items.clone(), core.shift(self.place.base), self.rules);
        short.then(|| self.candidate(core, Form::Actors(items), parts, named))
    }

    /// 3+10+N责任体系, whose `last` term may have run on into the noun.
    fn sum(&self, span: Span, last: &str) -> Option<Candidate> {
        let noun = last.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        let core = Span::new(span.start, span.end - noun.len());
        let (_, after) = self.place.around(core);
        let head = context::head(&after, self.rules)?;
        let named = self.rules.device_bare_sum.decide((), head.place(after.span().start))?;
        let form = Form::of(core.of(self.place.line), self.rules);
        let sound = matches!(form, Form::Sum(_));
        let parts =
            component::after(self.place, core.end, core.end, &form, self.rules).unwrap_or_default();
        sound.then(|| self.candidate(core, form, parts, named))
    }

    /// The last actor of a chain and the head noun that follows: 农户的模式, 农户利益联结机制.
    fn last_actor<'t>(&self, span: Span, last: &'t str) -> Option<(&'t str, Span)> {
        let rule = &self.rules.device_bare_actors;
        let of = |c: char| self.rules.of.has(c);
        if let Some((at, noun)) = rule.nouns.first(last) {
            let body = last.get(..at)?;
            let between = || {
                let mut places = body.char_indices().map(|(at, _)| at).skip(1);
                places.find(|at| body.get(*at..).is_some_and(|rest| rule.between.starts(rest)))
            };
            let cut = body.find(of).or_else(between).unwrap_or(body.len());
            let start = self.place.base + span.end - last.len() + at;
            return Some((body.get(..cut)?, Span::new(start, start + noun.len())));
        }
        let (_, after) = self.place.around(span);
        let close = last.chars().all(is_han) && after.starts_with(['”', '"']);
        let head =
            context::head(&after, self.rules).filter(|h| !close && rule.nouns.is(&h.noun))?;
        Some((last.split(of).next()?, head.place(after.span().start)))
    }

    /// A long name of a mode; whether it is one is decided by what stands around it.
    fn mode(&self, span: Span) -> Option<Candidate> {
        let rule = &self.rules.device_bare_mode;
        let line = self.place.line;
        let text = span.of(line);
        // 探索出枫林阁…模式; but 发展 and 建设 may be part of the name.
        let verbs =
            self.rules.verbs.everywhere(text).filter(|(_, verb)| !self.rules.verbal_nouns.is(verb));
        let verb = verbs.map(|(at, verb)| at + verb.len()).max();
        let aspect = text.get(verb.unwrap_or(0)..)?.chars().next().filter(|c| rule.aspects.has(*c));
        let verb = verb.map(|at| at + aspect.map_or(0, char::len_utf8));
        let start = span.start + verb.unwrap_or(0);
        let name = line.get(start..span.end)?;
        let site = rule.sites.find(name)?;
        let common = rule.common.starts(name) || rule.common.ends(site.as_str());
        let length = name.chars().count();
        let left = line.get(..span.start)?.chars().next_back();
        let bounded = verb.is_some() || left.is_none_or(|c| !is_han(c) || self.rules.of.has(c));
        if !bounded || common || !(8..=22).contains(&length) {
            return None;
        }
        let named = rule.decide((), rule.recognition.first_in(self.sentence(span))?)?;
        let core = Span::new(start, span.end);
        Some(self.candidate(core, Form::Named, Parts::default(), named))
    }

    /// The sentence of the line that holds `span`.
    fn sentence(&self, span: Span) -> Stretch<'a> {
        let stops = ['。', '！', '？', '；', ';'];
        let line = self.place.line;
        let from = line.get(..span.start).and_then(|t| t.rfind(stops)).unwrap_or(0);
        let to =
            line.get(span.end..).and_then(|t| t.find(stops)).map_or(line.len(), |at| span.end + at);
        Stretch::new(self.place.text, Span::new(from, to).shift(self.place.base))
    }

    fn candidate(&self, span: Span, form: Form, parts: Parts, by: Decision) -> Candidate {
        let shift = if parts.span.is_empty() { 0 } else { self.place.base };
        let at = span.shift(self.place.base);
        let headline =
            self.place.title.then(|| self.rules.device_headline.decide(false, at)).flatten();
        Candidate {
            name: super::tidy_name(span.of(self.place.line)),
            full: None,
            form,
            span: at,
            parts: Parts { span: parts.span.shift(shift), ..parts },
            head: None,
            title: self.place.title,
            verdict: Verdict::Device(Named {
                by,
                key: headline.unwrap_or_else(|| self.rules.device_key.otherwise(true)),
            }),
        }
    }
}
