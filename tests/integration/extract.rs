//! Figures: sentences of `tests/spec/{measure,status,check,figure}.txt` and what must be read from
//! each, and what must hold for any text.

use fangzhi::clean::{Article, article_from_text};
use fangzhi::config::builtin_lexicon;
use fangzhi::diag::Language;
use fangzhi::extract::{self, Extraction, Figure, Reference, trace};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::Lexicon;
use fangzhi::span::Span;
use proptest::prelude::*;
use serde::Serialize;
use std::fmt::Write;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin_lexicon);
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::builtin);

fn read(text: &str) -> (Article, Extraction) {
    let reference = Reference { gazetteer: &GAZETTEER, lexicon: &LEXICON };
    let article = article_from_text(text, &LEXICON);
    let extraction = extract::extract(&article, &reference).value;
    (article, extraction)
}

/// The name that data files use for a value.
fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

/// Runs the cases of a spec file: `文:` begins one, lines with `prefix` say what must come out.
fn run(spec: &str, prefix: &str, lines_of: fn(&Article, &Extraction) -> Vec<String>) {
    let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in spec.lines() {
        if let Some(text) = line.strip_prefix("文:") {
            cases.push((text.trim(), Vec::new()));
        } else if let Some(wanted) = line.strip_prefix(prefix) {
            cases.last_mut().unwrap().1.push(wanted.trim());
        }
    }
    assert!(cases.len() > 8, "the spec file holds {} cases", cases.len());
    let mut failures = String::new();
    for (text, wanted) in cases {
        let (article, extraction) = read(&text.replace("\\n", "\n"));
        let found = lines_of(&article, &extraction);
        if found != wanted {
            writeln!(failures, "文: {text}\n  应 {wanted:?}\n  得 {found:?}").unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn each(article: &Article, read: &Extraction, line: fn(&str, &Figure) -> String) -> Vec<String> {
    let surface = |f: &Figure| f.quantity.span.of(&article.text.text).to_owned();
    read.figures.iter().map(|f| line(&surface(f), f)).collect()
}

#[test]
fn the_measured_thing_is_the_noun_phrase_around_the_number() {
    run(include_str!("../spec/measure.txt"), "数:", |article, read| {
        each(article, read, |surface, f| {
            let indicator = f.indicator.as_deref().map_or("—", |id| &*id.0);
            format!("{surface} | {} | {indicator}", *f.measure)
        })
    });
}

#[test]
fn plans_rules_and_starting_states_never_look_done() {
    run(include_str!("../spec/status.txt"), "数:", |article, read| {
        each(article, read, |surface, f| format!("{surface} | {}", name(&f.status.value)))
    });
}

#[test]
fn key_figures_speak_of_the_whole_region() {
    run(include_str!("../spec/figure.txt"), "数:", |article, read| {
        each(article, read, |surface, f| {
            let key = if *f.key { "*" } else { "" };
            format!("{key}{surface} | {}", name(&f.scope.value))
        })
    });
}

#[test]
fn arithmetic_of_the_text_is_recomputed() {
    run(include_str!("../spec/check.txt"), "算:", |_, read| {
        read.checks.iter().map(|c| format!("{} [{}]", c.formula, name(&c.result))).collect()
    });
}

#[test]
fn a_trace_names_the_rule_behind_every_figure() {
    let (article, extraction) = read("截至目前,资源县建成扶贫产业园312个,第一书记58名。");
    let text = trace::render(&article, &extraction, &GAZETTEER, Language::Chinese);
    assert!(text.contains("312个 = 312个 | 建成扶贫产业园 (industrial-parks)"), "{text}");
    assert!(text.contains("noun-before"), "{text}");
}

const SAMPLE: &str = "2016年以来,资源县共投入产业资金7000多万元,发展红提、猕猴桃等近7万亩,贫困发生率由16.03%降至10.59%。\n\
    力争今年完成13个贫困村、3520户13798人脱贫;已入住4300余人,入住率达85%。“五方联动”模式带动19.1万贫困户(其中党员3—4名)。";

/// Every span that an extraction names must be a piece of the text it was read from.
fn spans_slice(text: &str, extraction: &Extraction) -> Result<(), TestCaseError> {
    let figures = extraction.figures.iter().map(|f| f.quantity.span);
    let heads = extraction.figures.iter().filter_map(|f| f.quantity.head);
    let mechanisms = extraction.mechanisms.iter().flat_map(|m| m.mentions.iter().copied());
    let places = extraction.places.iter().map(|p| p.span);
    let unused = extraction.unused.iter().map(|u| u.span);
    for span in figures.chain(heads).chain(mechanisms).chain(places).chain(unused) {
        let Span { start, end } = span;
        prop_assert!(text.get(start..end).is_some_and(|s| !s.is_empty()), "{span:?} in {text:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_text_is_read_without_panic(
        cuts in prop::collection::vec((0_usize..200, 0_usize..12, "[0-9万亿个元%户,。、?*—+“”（）年月第由至其中各占 \n零两余多约]{0,3}"), 0..12),
    ) {
        let mut chars: Vec<char> = SAMPLE.chars().collect();
        for (at, length, insert) in cuts {
            let start = at.min(chars.len());
            let end = (start + length).min(chars.len());
            chars.splice(start..end, insert.chars());
        }
        let text: String = chars.into_iter().collect();
        let (article, extraction) = read(&text);
        spans_slice(&article.text.text, &extraction)?;
        let trace = trace::render(&article, &extraction, &GAZETTEER, Language::English);
        prop_assert!(!trace.is_empty());
    }
}
