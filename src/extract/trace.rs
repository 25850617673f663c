//! How an article was read, sentence by sentence: what `fangzhi explain FILE` prints.

use super::{Extraction, Figure, Scope, Status, Value};
use crate::clean::{Article, Sentence};
use crate::decimal::grouped;
use crate::diag::Language;
use crate::gazetteer::Gazetteer;
use crate::rules::Decision;
use crate::span::Span;
use serde::Serialize;
use std::fmt::Write as _;

/// Every sentence of the article that holds something, and below it what was read there, with the
/// names of the rules that decided.
#[must_use]
pub fn render(
    article: &Article,
    extraction: &Extraction,
    gazetteer: &Gazetteer,
    language: Language,
) -> String {
    let words = Labels::of(language);
    let mut out = String::new();
    let title = article.title.as_deref().unwrap_or(words.untitled);
    let region = extraction.main_region.map_or(words.none, |code| gazetteer.name(code));
    let _ = writeln!(out, "{title}\n{}: {region}\n", words.region);
    for (index, sentence) in article.sentences.iter().enumerate() {
        let notes = notes(article, extraction, gazetteer, words, index);
        if notes.is_empty() {
            continue;
        }
        let _ = writeln!(out, "s{index}  {}", sentence.span.of(&article.text.text).trim());
        for note in notes {
            let _ = writeln!(out, "    {note}");
        }
        out.push('\n');
    }
    for check in &extraction.checks {
        let _ = writeln!(out, "{}  {} [{}]", words.check, check.formula, name(&check.result));
    }
    out
}

/// The sentences in which the rule of this name decided or found damage, the deciding words in brackets,
/// in order of the text.
#[must_use]
pub fn decided(article: &Article, extraction: &Extraction, rule: &str) -> Vec<String> {
    let text = article.text.text.as_str();
    let decisions =
        extraction.decisions().filter(|decision| decision.rule.name() == rule).map(|d| d.by);
    let damage = article.defects.iter().filter(|defect| &*defect.rule == rule).map(|d| d.core);
    let mut places: Vec<Span> = decisions.chain(damage).filter(|place| !place.is_empty()).collect();
    places.sort();
    places.dedup();
    let marked = |sentence: &Sentence| {
        let inside: Vec<Span> =
            places.iter().copied().filter(|by| sentence.span.contains(*by)).collect();
        (!inside.is_empty()).then(|| bracketed(text, sentence.span, &inside))
    };
    article.sentences.iter().filter_map(marked).collect()
}

/// The stretch `here` of `text` with `words` in brackets; one that overlaps an earlier one goes plain.
fn bracketed(text: &str, here: Span, words: &[Span]) -> String {
    let mut out = String::new();
    let mut at = here.start;
    for word in words {
        if word.start < at {
            continue;
        }
        let _ = write!(out, "{}【{}】", Span::new(at, word.start).of(text), word.of(text));
        at = word.end;
    }
    out.push_str(Span::new(at, here.end).of(text));
    out.trim().to_owned()
}

fn notes(
    article: &Article,
    extraction: &Extraction,
    gazetteer: &Gazetteer,
    words: &Labels,
    index: usize,
) -> Vec<String> {
    let text = article.text.text.as_str();
    let here = article.sentences.get(index).map_or(Span::default(), |s| s.span);
    let mut notes: Vec<(usize, String)> = Vec::new();
    for figure in extraction.figures.iter().filter(|f| f.sentence == index) {
        notes.push((figure.quantity.span.start, figure_note(text, figure, gazetteer, words)));
    }
    for mention in extraction.places.iter().filter(|m| here.contains(m.span)) {
        let meaning = mention.code.map_or(words.none, |code| gazetteer.name(code));
        let code = mention.code.map(|code| code.to_string()).unwrap_or_default();
        let note = format!("{} {} → {meaning} {code}", words.place, mention.span.of(text));
        notes.push((mention.span.start, note));
    }
    for mechanism in extraction.mechanisms.iter().filter(|m| here.contains(m.span)) {
        let parts = mechanism.components.join("、");
        let rules: Vec<&str> = mechanism.decisions().map(|d| d.rule.name()).collect();
        let (name, rules) = (&mechanism.name, rules.join(", "));
        let note = format!("{} {name}：{parts} | {rules}", words.mechanism);
        notes.push((mechanism.span.start, note));
    }
    for other in
        extraction.others.iter().filter(|other| !other.by.is_empty() && here.contains(other.by))
    {
        let note = format!("{} {} [{}]", words.decided, other.by.of(text), other.rule);
        notes.push((other.by.start, note));
    }
    for unused in extraction.unused.iter().filter(|u| here.contains(u.span)) {
        let note = format!("{} {} [{}]", words.unused, unused.span.of(text), unused.rule);
        notes.push((unused.span.start, note));
    }
    for defect in article.defects.iter().filter(|d| here.contains(d.span)) {
        let (phrase, kind) = (defect.span.of(text), name(&defect.kind));
        let note = format!("{} {phrase} [{kind}, {}]", words.defect, defect.rule);
        notes.push((defect.span.start, note));
    }
    notes.sort();
    notes.into_iter().map(|(_, note)| note).collect()
}

fn figure_note(text: &str, figure: &Figure, gazetteer: &Gazetteer, words: &Labels) -> String {
    let value = match figure.quantity.value {
        Value::Point(value) => grouped(value),
        Value::Range { low, high } => format!("{}—{}", grouped(low), grouped(high)),
    };
    let place = figure.division().map_or(words.none, |code| gazetteer.name(code));
    let locality = figure.locality.as_deref().unwrap_or_default();
    let period = figure.when().map_or_else(|| words.no_period.to_owned(), |p| p.to_string());
    let indicator = figure.indicator.as_deref().map_or("—", |id| &*id.0);
    format!(
        "{} {} = {value}{} | {} ({indicator}) | {place}{locality} | {period} | {} {} {}{}\n        {}",
        words.figure,
        figure.quantity.span.of(text),
        figure.quantity.unit,
        *figure.measure,
        if figure.state.is_some() { words.state } else { words.status(*figure.status) },
        words.scope(*figure.scope),
        name(&figure.grade.value),
        if *figure.key { words.key } else { "" },
        reasons(text, figure),
    )
}

/// The rules that decided, each with the words by which it did: plan-cue「计划」.
fn reasons(text: &str, figure: &Figure) -> String {
    let reason = |decision: Decision| match decision.by.of(text) {
        word if word.is_empty() || decision.by == figure.quantity.span => decision.rule.to_string(),
        word => format!("{}「{word}」", decision.rule),
    };
    figure.decisions().map(reason).collect::<Vec<_>>().join("  ")
}

/// The name that data files use for a value of one of our types.
fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|json| json.as_str().map(str::to_owned))
        .unwrap_or_default()
}

struct Labels {
    untitled: &'static str,
    none: &'static str,
    no_period: &'static str,
    region: &'static str,
    figure: &'static str,
    place: &'static str,
    mechanism: &'static str,
    decided: &'static str,
    unused: &'static str,
    defect: &'static str,
    check: &'static str,
    key: &'static str,
    status: [&'static str; 4],
    state: &'static str,
    scope: [&'static str; 5],
}

const CHINESE: Labels = Labels {
    untitled: "（无题名）",
    none: "（未定）",
    no_period: "时间未注明",
    region: "主要地区",
    figure: "数字",
    place: "地名",
    mechanism: "机制",
    decided: "判断",
    unused: "未用",
    defect: "残损",
    check: "复核",
    key: " 要数",
    status: ["完成", "计划", "基期", "标准"],
    state: "现状",
    scope: ["全域", "部分", "乡村", "单位", "农户"],
};

const ENGLISH: Labels = Labels {
    untitled: "(no title)",
    none: "(none)",
    no_period: "no period",
    region: "main region",
    figure: "figure",
    place: "place",
    mechanism: "mechanism",
    decided: "decided",
    unused: "unused",
    defect: "damaged",
    check: "check",
    key: " key",
    status: ["actual", "planned", "baseline", "requirement"],
    state: "current",
    scope: ["region", "part", "locality", "project", "household"],
};

impl Labels {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    const fn status(&self, status: Status) -> &'static str {
        let [actual, planned, baseline, requirement] = self.status;
        match status {
            Status::Actual => actual,
            Status::Planned => planned,
            Status::Baseline => baseline,
            Status::Requirement => requirement,
        }
    }

    const fn scope(&self, scope: Scope) -> &'static str {
        let [region, part, locality, project, household] = self.scope;
        match scope {
            Scope::Region => region,
            Scope::Part => part,
            Scope::Locality => locality,
            Scope::Project => project,
            Scope::Household => household,
        }
    }
}
