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
use crate::rules::mechanism::Devices;
use crate::rules::{Decided, Decision};
use crate::span::{Span, Stretch, Text};
use component::Parts;
use context::{Head, Standing};
use evidence::Evidence;
use form::Form;
use quote::{Cover, Quote};

/// The devices of an article, and what else was decided about names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The devices in order of first mention.
    pub mechanisms: Vec<Mechanism>,
    /// Other names: what is no device after all (idioms, labels, doctrine, titles, events), and
    /// mentions of a device without quotation marks.
    pub others: Vec<Decided<Span>>,
}

/// Where a device is at home: the division that uses it, and the village or town below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Home {
    /// The division.
    region: Option<Decided<Adcode>>,
    /// Village or town.
    locality: Option<String>,
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
    verdict: Verdict,
}

/// What was made of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// A device.
    Device(Named),
    /// It may mention one that is told elsewhere, by this rule.
    Again(Decision),
    /// None by itself: counts only beside a mention that is.
    Rejected(Decision),
    /// Nothing around it says that it is one; the same.
    Unsaid,
}

/// Why a mention is one of a device, and whether of a key one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    by: Decision,
    key: Decided<bool>,
}

impl Candidate {
    /// Why it is a device.
    const fn named(&self) -> Option<Named> {
        match self.verdict {
            Verdict::Device(named) => Some(named),
            _ => None,
        }
    }

    /// Whether it counts only beside a mention that is a device.
    const fn weak(&self) -> bool {
        self.named().is_none()
    }
}

/// Reads the mechanisms of `article`, in order of first mention; `places` tells which division
/// each belongs to.
///
/// A device that lists fewer parts than its name declares leaves a note.
///
/// # Example
/// ```
/// use fangzhi::clean::article_from_text;
/// use fangzhi::config::builtin_lexicon;
/// use fangzhi::extract::{Reference, mechanism, place};
/// use fangzhi::gazetteer::Gazetteer;
///
/// let (lexicon, gazetteer) = (builtin_lexicon(), Gazetteer::builtin());
/// let reference = Reference { gazetteer: &gazetteer, lexicon: &lexicon };
/// let article = article_from_text("县里推行“三轮驱动”模式，打出“组合拳”。", &lexicon);
/// let places = place::find(&article, &reference);
/// let found = mechanism::find(&article, &places, &reference).value;
/// assert_eq!(found.mechanisms[0].name, "三轮驱动");
/// assert_eq!(found.mechanisms[0].named.rule.name(), "device-counted");
/// assert_eq!(found.others[0].rule.name(), "device-idiom");
/// ```
#[must_use]
pub fn find(article: &Article, places: &Places, reference: &Reference<'_>) -> Outcome<Found> {
    let hits = reference.lexicon.book.finder.find(&article.text.text);
    find_in(article, Text::new(&article.text.text, &hits), places, reference)
}

/// The same of an article in whose text words were found.
pub(super) fn find_in(
    article: &Article,
    words: Text<'_>,
    places: &Places,
    reference: &Reference<'_>,
) -> Outcome<Found> {
    let home = |span: Span| {
        let attribution = places.attribute(article, span, &reference.lexicon.book.place);
        Home { region: attribution.region, locality: attribution.locality }
    };
    read((article, words), reference.lexicon, home)
}

fn read(
    (article, words): (&Article, Text<'_>),
    lexicon: &Lexicon,
    home: impl Fn(Span) -> Home,
) -> Outcome<Found> {
    let rules = &lexicon.book.mechanism;
    let places = lines_of(article, words);
    let mut others = Vec::new();
    let mut found: Vec<Candidate> =
        places.iter().flat_map(|place| of_line(place, rules, &mut others)).collect();
    let repeats = plain::repeats(&places, &found, rules);
    found.extend(repeats);
    found.sort_by_key(|c| c.span);
    let finish = |named, candidate: &Candidate, home: &Home| {
        finish(article, lexicon, named, candidate, home)
    };
    let mechanisms = merge::merge(found, home, finish, &mut others);
    others.sort_unstable();
    let diagnostics = mechanisms.iter().filter_map(shortfall).collect();
    Outcome { value: Found { mechanisms, others }, diagnostics }
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
    text: Text<'a>,
    line: &'a str,
    base: usize,
    title: bool,
}

impl<'a> Place<'a> {
    /// The line in its text.
    fn stretch(&self) -> Stretch<'a> {
        Stretch::new(self.text, Span::new(self.base, self.base + self.line.len()))
    }

    /// The line up to `span`, bytes of the line, and behind it.
    fn around(&self, span: Span) -> (Stretch<'a>, Stretch<'a>) {
        let line = self.stretch();
        (line.until(self.base + span.start), line.from(self.base + span.end))
    }

    /// What stands at `span`, bytes of the line, without white space around it.
    fn trimmed(&self, span: Span) -> Stretch<'a> {
        let given = span.of(self.line);
        let start = self.base + span.end - given.trim_start().len();
        Stretch::new(self.text, Span::new(start, start + given.trim().len()))
    }
}

fn lines_of<'a>(article: &Article, text: Text<'a>) -> Vec<Place<'a>> {
    let titles: Vec<usize> = article
        .lines
        .iter()
        .filter(|l| matches!(l.kind, LineKind::Title | LineKind::Subtitle))
        .map(|l| l.span.start)
        .collect();
    let mut base = 0;
    text.text
        .split('\n')
        .map(|line| {
            let title = titles.binary_search(&base).is_ok();
            let place = Place { text, line, base, title };
            base += line.len() + 1;
            place
        })
        .collect()
}

fn of_line(place: &Place<'_>, rules: &Devices, others: &mut Vec<Decided<Span>>) -> Vec<Candidate> {
    let quotes = quote::find(place.line);
    let titles = Cover::of(quotes.iter().filter(|q| q.title).map(|q| q.outer));
    let mut found: Vec<Candidate> = quotes
        .iter()
        .filter(|q| q.title || !titles.holds(q.outer))
        .filter_map(|quote| of_quote(place, *quote, rules, others))
        .collect();
    found.extend(plain::of_line(place, &quotes, rules));
    drop_parts(&mut found);
    found.sort_by_key(|c| c.span);
    found
}

/// Leaves out names that only serve as parts of another device, or lie inside one.
fn drop_parts(found: &mut Vec<Candidate>) {
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let lists = Cover::of(found.iter().filter(|c| !c.weak()).map(|c| c.parts.span));
    let mut farthest = 0;
    found.retain(|c| {
        let inside = c.span.end <= farthest;
        let part = lists.holds(c.span);
        if !c.weak() && !part {
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
    rules: &Devices,
) -> Parts {
    let after = place.line.get(outer.end..).unwrap_or_default();
    let before = place.line.get(..outer.start).unwrap_or_default();
    let told = head.is_some()
        || evidence::holds_device(name, rules)
        || after.starts_with(['：', ':'])
        || evidence::quoted_before(before, rules);
    if *form == Form::Named && !told {
        return Parts::default();
    }
    parts_of(place, outer, head, form, rules)
}

fn of_quote(
    place: &Place<'_>,
    quote: Quote,
    rules: &Devices,
    others: &mut Vec<Decided<Span>>,
) -> Option<Candidate> {
    let name = place.trimmed(quote.inner);
    let length = name.chars().count();
    if !(2..=40).contains(&length) || name.contains(['。', '！', '？', '!', '?', '：', ':']) {
        return None;
    }
    let form = Form::of(&name, rules);
    let standing = context::standing(&name, &form, name.span(), rules);
    if let Standing::Never(decision) = standing {
        others.push(decision.map(|()| name.span()));
        return None;
    }
    let (before, after) = place.around(quote.outer);
    let head = context::head(&after, rules);
    if head.is_none()
        && let Some(decision) = context::labelled(after, rules)
    {
        others.push(decision.map(|()| name.span()));
        return None;
    }
    let parts = parts_told(place, quote.outer, head.as_ref(), (&form, &name), rules);
    let evidence =
        Evidence { before, after, name, head: head.as_ref(), parts: &parts, quote, place, rules };
    let verdict = evidence.verdict(&form, standing);
    let shift = if parts.span.is_empty() { 0 } else { place.base };
    let parts = Parts { span: parts.span.shift(shift), ..parts };
    let (span, title) = (quote.outer.shift(place.base), place.title);
    if let Some(sum) = head.as_ref().and_then(|head| summed(after, &form, head, rules)) {
        return Some(Candidate {
            name: sum.value.to_owned(),
            full: None,
            form: Form::of(sum.value, rules),
            span: span.join(sum.by),
            parts: Parts { span: Span::default(), ..parts },
            head,
            title,
            verdict: Verdict::Device(Named {
                by: sum.decision(),
                key: rules.device_key.otherwise(true),
            }),
        });
    }
    let full = head.as_ref().filter(|h| !h.shared && !h.several && !h.possessive);
    let full = full.map(|h| {
        format!("{}{}", quote.outer.of(place.line), after.get(..h.end).unwrap_or_default())
    });
    Some(Candidate { name: tidy_name(&name), full, form, span, parts, head, title, verdict })
}

/// “资源变资产、资金变股金、农民变股东”三变改革: the sum behind the quoted list is the name.
fn summed<'t>(
    after: Stretch<'t>,
    form: &Form,
    head: &Head,
    rules: &Devices,
) -> Option<Decided<&'t str>> {
    let Form::Rhythm(items) = form else { return None };
    let rule = &rules.device_sum_behind;
    let run = after.as_str().get(..head.end)?;
    let (count, rest) = form::numeral(run, rules)?;
    // “市级统筹、乡镇主体”两级责任制: the list itself is the name, 两级 only says how many.
    if rest.starts_with(|c| rule.levels.has(c)) {
        return None;
    }
    let short = run.strip_suffix(head.noun.as_str())?;
    let classified = rest.starts_with(|c| rule.classified.has(c));
    let name = if classified { run } else { short };
    (count == items.len() && (2..=8).contains(&name.chars().count()))
        .then(|| rule.decide(name, after.place(0, name.len())))?
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
    rules: &Devices,
) -> Parts {
    let phrase = name.end + head.filter(|h| !h.shared).map_or(0, |h| h.end);
    if let Some(items) = parts_in_name(form) {
        return Parts::own(items, name.shift(place.base), rules);
    }
    let full = |p: &Parts| form.complete(&p.items) == Some(true);
    let choices = [
        component::before(place, name.start, form, rules),
        component::after(place, name.end, phrase, form, rules),
    ];
    let complete = choices.iter().flatten().find(|p| full(p)).cloned();
    complete
        .or_else(|| sequel::echoed(place, phrase, form, rules))
        .or_else(|| sequel::numbered(place, phrase, form, rules))
        .or_else(|| sequel::explained(place, phrase, form, rules))
        .or_else(|| choices.into_iter().flatten().max_by_key(|p| p.items.len()))
        .unwrap_or_default()
}

/// The parts that the name itself lists; none of a name of another form, empty when they are clauses.
fn parts_in_name(form: &Form) -> Option<Vec<String>> {
    let short = |items: &[String], most: usize| items.iter().all(|i| i.chars().count() <= most);
    let (items, set) = match form {
        Form::Actors(actors) if actors.len() >= 2 => (actors, short(actors, 10)),
        Form::Rhythm(items) => (items, items.len() >= 3 || short(items, 6)),
        _ => return None,
    };
    Some(if set { items.clone() } else { Vec::new() })
}

/// Makes the reported device of its best mention.
fn finish(
    article: &Article,
    lexicon: &Lexicon,
    named: Named,
    candidate: &Candidate,
    home: &Home,
) -> Mechanism {
    let sentence = article
        .sentences
        .partition_point(|s| s.span.end <= candidate.span.start)
        .min(article.sentences.len().saturating_sub(1));
    let text = article.text.text.as_str();
    let around = article.sentences.get(sentence).map_or("", |s| s.span.of(text));
    let own = format!("{}{}", candidate.name, candidate.full.as_deref().unwrap_or_default());
    let parts = candidate.parts.items.concat();
    let theme = theme::of(&own, &parts, around, &lexicon.pack.themes);
    let rule = &lexicon.book.mechanism.device_theme;
    Mechanism {
        name: candidate.name.clone(),
        aka: candidate.full.iter().cloned().collect(),
        complete: candidate.form.complete(&candidate.parts.items),
        components: candidate.parts.items.clone(),
        declared: candidate.form.declared(&candidate.name),
        region: home.region,
        locality: home.locality.clone(),
        theme: theme.and_then(|theme| rule.decide(theme.to_owned(), candidate.span)),
        named: named.by,
        key: named.key,
        listed: candidate.parts.by,
        span: candidate.span,
        mentions: vec![candidate.span],
        sentence,
    }
}
