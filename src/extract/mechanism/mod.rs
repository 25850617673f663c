//! Named policy devices: “五方联动”模式, “3+10+N”体系, “公司+合作社+基地+贫困户”模式 — and their parts.
//!
//! 1. Quoted stretches of each line are found (`quote`) and their shape is told (`form`).
//! 2. Surroundings decide whether the name is a device, a label or a metaphor (`context`).
//! 3. Lists before and after it are read, with the numeral as checksum (`component`).
//! 4. Names without quotation marks are read where the text calls them a name (`plain`).
//! 5. Mentions of one device are merged (`merge`), its region is asked for, its theme is told.

mod component;
mod context;
mod evidence;
mod form;
mod merge;
mod plain;
mod quote;
mod sequel;
mod theme;

use crate::clean::{Article, LineKind};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::extract::place::Places;
use crate::extract::{Mechanism, Reference};
use crate::gazetteer::Adcode;
use crate::lexicon::Lexicon;
use crate::span::Span;
use component::Parts;
use context::{Head, Standing};
use evidence::Evidence;
use form::Form;
use quote::{Cover, Quote};

/// Where a device is at home: the division that uses it, and the village or town below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Home {
    /// The division.
    region: Option<Adcode>,
    /// Village or town.
    locality: Option<String>,
}

/// The word lists of the pack that this module reads with.
struct Words<'a> {
    heads: &'a [String],
    named_heads: &'a [String],
    goal_heads: &'a [String],
    label_heads: &'a [String],
    verbs: &'a [String],
    nouns: &'a [String],
    links: &'a [String],
    introducers: &'a [String],
    blockers: &'a [String],
    transparent: &'a [String],
    recognition: &'a [String],
    naming: &'a [String],
    events: &'a [String],
    doctrine: &'a [String],
    never: &'a [String],
    labels: &'a [String],
}

impl<'a> Words<'a> {
    fn of(lexicon: &'a Lexicon) -> Self {
        Self {
            heads: lexicon.cues("mechanism_heads"),
            named_heads: lexicon.cues("mechanism_named_heads"),
            goal_heads: lexicon.cues("mechanism_goal_heads"),
            label_heads: lexicon.cues("mechanism_label_heads"),
            verbs: lexicon.cues("mechanism_verbs"),
            nouns: lexicon.cues("mechanism_verbal_nouns"),
            links: lexicon.cues("mechanism_links"),
            introducers: lexicon.cues("mechanism_introducers"),
            blockers: lexicon.cues("mechanism_blockers"),
            transparent: lexicon.cues("mechanism_transparent"),
            recognition: lexicon.cues("mechanism_recognition"),
            naming: lexicon.cues("mechanism_naming"),
            events: lexicon.cues("mechanism_events"),
            doctrine: lexicon.cues("mechanism_doctrine"),
            never: lexicon.cues("mechanism_never"),
            labels: lexicon.cues("mechanism_labels"),
        }
    }
}

/// One mention of a device, before mentions are merged. Spans are bytes of the article's text.
#[derive(Clone, Debug)]
struct Candidate {
    name: String,
    /// The name with its head noun: “1+5”生态扶贫模式.
    full: Option<String>,
    form: Form,
    span: Span,
    parts: Parts,
    head: Option<Head>,
    title: bool,
    key: bool,
    /// Nothing around it says that it is a device: counts only beside a mention that does.
    weak: bool,
}

/// Reads the mechanisms of `article`, in order of first mention; `places` tells which division
/// each belongs to.
///
/// A device that lists fewer parts than its name declares leaves a note.
#[must_use]
pub fn find(
    article: &Article,
    places: &Places,
    reference: &Reference<'_>,
) -> Outcome<Vec<Mechanism>> {
    let home = |span: Span| {
        let attribution = places.attribute(article, span, &reference.lexicon.book.place);
        let region = attribution.region.map(|region| region.value);
        Home { region, locality: attribution.locality }
    };
    read(article, reference.lexicon, home)
}

fn read(
    article: &Article,
    lexicon: &Lexicon,
    home: impl Fn(Span) -> Home,
) -> Outcome<Vec<Mechanism>> {
    let words = Words::of(lexicon);
    let places = lines_of(article);
    let mut found: Vec<Candidate> = places.iter().flat_map(|p| of_line(p, &words)).collect();
    let repeats = plain::repeats(&places, &found, &words);
    found.extend(repeats);
    found.sort_by_key(|c| c.span);
    let mechanisms =
        merge::merge(found, home, |candidate, region| finish(article, lexicon, candidate, region));
    let diagnostics = mechanisms.iter().filter_map(shortfall).collect();
    Outcome { value: mechanisms, diagnostics }
}

/// A note when the name declares more parts than the text lists.
fn shortfall(mechanism: &Mechanism) -> Option<Diagnostic> {
    let declared = mechanism.declared.as_ref()?;
    (mechanism.complete == Some(false)).then(|| {
        Diagnostic::new(Code::MechanismPartial)
            .at(mechanism.span)
            .arg("name", &mechanism.name)
            .arg("declared", declared)
            .arg("listed", mechanism.components.len())
    })
}

/// One line of the article.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    line: &'a str,
    base: usize,
    title: bool,
}

fn lines_of(article: &Article) -> Vec<Place<'_>> {
    let text = article.text.text.as_str();
    let titles: Vec<usize> = article
        .lines
        .iter()
        .filter(|l| matches!(l.kind, LineKind::Title | LineKind::Subtitle))
        .map(|l| l.span.start)
        .collect();
    let mut base = 0;
    text.split('\n')
        .map(|line| {
            let title = titles.binary_search(&base).is_ok();
            let place = Place { text, line, base, title };
            base += line.len() + 1;
            place
        })
        .collect()
}

fn of_line(place: &Place<'_>, words: &Words<'_>) -> Vec<Candidate> {
    let quotes = quote::find(place.line);
    let titles = Cover::of(quotes.iter().filter(|q| q.title).map(|q| q.outer));
    let mut found: Vec<Candidate> = quotes
        .iter()
        .filter(|q| q.title || !titles.holds(q.outer))
        .filter_map(|q| of_quote(place, *q, words))
        .collect();
    found.extend(plain::of_line(place, &quotes, words));
    drop_parts(&mut found);
    found.sort_by_key(|c| c.span);
    found
}

/// Leaves out names that only serve as parts of another device, or lie inside one.
fn drop_parts(found: &mut Vec<Candidate>) {
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let lists = Cover::of(found.iter().filter(|c| !c.weak).map(|c| c.parts.span));
    let mut farthest = 0;
    found.retain(|c| {
        let inside = c.span.end <= farthest;
        let part = lists.holds(c.span);
        if !c.weak && !part {
            farthest = farthest.max(c.span.end);
        }
        !part && !inside
    });
}

/// The parts of a quoted name. Most quotations are speech or emphasis: a plain phrase without a noun
/// behind it, a colon or a quoted list has none.
fn parts_told(
    place: &Place<'_>,
    outer: Span,
    head: Option<&Head>,
    (form, name): (&Form, &str),
    words: &Words<'_>,
) -> Parts {
    let after = place.line.get(outer.end..).unwrap_or_default();
    let before = place.line.get(..outer.start).unwrap_or_default();
    let told = head.is_some()
        || evidence::holds_device(name)
        || after.starts_with(['：', ':'])
        || before.ends_with("”的");
    if *form == Form::Named && !told {
        return Parts::default();
    }
    parts_of(place, outer, head, form, words)
}

fn of_quote(place: &Place<'_>, quote: Quote, words: &Words<'_>) -> Option<Candidate> {
    let line = place.line;
    let name = quote.inner.of(line).trim();
    let length = name.chars().count();
    if !(2..=40).contains(&length) || name.contains(['。', '！', '？', '!', '?', '：', ':']) {
        return None;
    }
    let form = Form::of(name);
    let standing = context::standing(name, &form, words);
    if standing == Standing::Never {
        return None;
    }
    let after = line.get(quote.outer.end..)?;
    let before = line.get(..quote.outer.start)?;
    let head = context::head(after, words);
    if head.is_none() && context::labelled(after, words) {
        return None;
    }
    let parts = parts_told(place, quote.outer, head.as_ref(), (&form, name), words);
    let evidence =
        Evidence { before, after, head: head.as_ref(), parts: &parts, quote, place, words };
    let admitted = match standing {
        Standing::Doctrine => parts.items.len() >= 2 && form.complete(&parts.items) != Some(false),
        _ => evidence.admits(&form, name),
    };
    let key = admitted && standing == Standing::Open && !quote.title && evidence.key(&form);
    let full = head.as_ref().filter(|h| !h.shared && !h.several && !h.possessive);
    let full =
        full.map(|h| format!("{}{}", quote.outer.of(line), after.get(..h.end).unwrap_or_default()));
    let shift = if parts.span.is_empty() { 0 } else { place.base };
    if let Some(sum) = head.as_ref().and_then(|h| summed(after, &form, h)) {
        let end = quote.outer.end + sum.len();
        return Some(Candidate {
            name: sum.to_owned(),
            full: None,
            form: Form::of(sum),
            span: Span::new(quote.outer.start, end).shift(place.base),
            parts: Parts { span: Span::default(), ..parts },
            head,
            title: place.title,
            key: true,
            weak: false,
        });
    }
    Some(Candidate {
        name: tidy_name(name),
        full,
        span: quote.outer.shift(place.base),
        parts: Parts { span: parts.span.shift(shift), ..parts },
        key,
        form,
        head,
        title: place.title,
        weak: !admitted,
    })
}

/// “资源变资产、资金变股金、农民变股东”三变改革: the sum behind the quoted list is the name.
fn summed<'a>(after: &'a str, form: &Form, head: &Head) -> Option<&'a str> {
    let Form::Rhythm(items) = form else { return None };
    let run = after.get(..head.end)?;
    let (count, rest) = form::numeral(run)?;
    // “市级统筹、乡镇主体”两级责任制: the list itself is the name, 两级 only says how many.
    if rest.starts_with(['级', '层', '类', '方']) {
        return None;
    }
    let short = run.strip_suffix(head.noun.as_str())?;
    let classified = rest.starts_with(['大', '个', '项', '种']);
    let name = if classified { run } else { short };
    (count == items.len() && (2..=8).contains(&name.chars().count())).then_some(name)
}

/// The name as it is filed: full-width plus signs and inner quotation marks are taken off.
fn tidy_name(name: &str) -> String {
    name.chars()
        .filter(|c| !quote::opens(*c) && !quote::closes(*c))
        .map(|c| if c == '＋' { '+' } else { c })
        .collect()
}

/// Parts of the device named at `name`: the readings in the order in which they convince.
fn parts_of(
    place: &Place<'_>,
    name: Span,
    head: Option<&Head>,
    form: &Form,
    words: &Words<'_>,
) -> Parts {
    let line = place.line;
    let phrase = name.end + head.filter(|h| !h.shared).map_or(0, |h| h.end);
    match form {
        Form::Actors(parts) if parts.len() >= 2 => {
            let short = parts.iter().all(|p| p.chars().count() <= 10);
            let items = if short { parts.clone() } else { Vec::new() };
            return Parts { items, ..Parts::default() };
        }
        Form::Rhythm(items) => {
            let set = items.len() >= 3 || items.iter().all(|i| i.chars().count() <= 6);
            return Parts {
                items: if set { items.clone() } else { Vec::new() },
                ..Parts::default()
            };
        }
        _ => {}
    }
    let full = |p: &Parts| form.complete(&p.items) == Some(true);
    let before = component::before(line, name.start, form, words);
    let after = component::after(line, name.end, phrase, form, words);
    let from = place.base + phrase;
    let numbered = || {
        let items = sequel::numbered(place.text.get(from..)?, form)?;
        Some(Parts { items, ..Parts::default() })
    };
    let explained = || {
        let items = sequel::explained(place.text.get(from..)?, form)?;
        Some(Parts { items, ..Parts::default() })
    };
    let choices = [before, after];
    let complete = choices.iter().flatten().find(|p| full(p)).cloned();
    complete
        .or_else(|| sequel::echoed(line, phrase, form))
        .or_else(numbered)
        .or_else(explained)
        .or_else(|| choices.into_iter().flatten().max_by_key(|p| p.items.len()))
        .unwrap_or_default()
}

/// Makes the reported device of its best mention.
fn finish(article: &Article, lexicon: &Lexicon, candidate: &Candidate, home: &Home) -> Mechanism {
    let sentence = article
        .sentences
        .partition_point(|s| s.span.end <= candidate.span.start)
        .min(article.sentences.len().saturating_sub(1));
    let text = article.text.text.as_str();
    let around = article.sentences.get(sentence).map_or("", |s| s.span.of(text));
    let own = format!("{}{}", candidate.name, candidate.full.as_deref().unwrap_or_default());
    let parts = candidate.parts.items.concat();
    Mechanism {
        name: candidate.name.clone(),
        aka: candidate.full.iter().cloned().collect(),
        complete: candidate.form.complete(&candidate.parts.items),
        components: candidate.parts.items.clone(),
        declared: candidate.form.declared(&candidate.name),
        region: home.region,
        locality: home.locality.clone(),
        theme: theme::of(&own, &parts, around, &lexicon.pack.themes),
        key: candidate.key,
        span: candidate.span,
        mentions: vec![candidate.span],
        sentence,
    }
}
