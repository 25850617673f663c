//! Mechanisms: sentences of `tests/spec/mechanism.txt` and what must be read from each.

use fangzhi::clean::article_from_text;
use fangzhi::config::builtin_lexicon;
use fangzhi::extract::{Mechanism, Reference, mechanism, place};
use fangzhi::gazetteer::Gazetteer;
use std::fmt::Write;

const SPEC: &str = include_str!("../spec/mechanism.txt");

/// `*名称 | 甲 / 乙 …`, as the spec file writes it.
fn line_of(found: &Mechanism) -> String {
    let key = if *found.key { "*" } else { "" };
    let mut parts = found.components.join(" / ");
    if parts.is_empty() {
        parts.push('—');
    } else if found.complete == Some(false) {
        parts.push_str(" …");
    }
    format!("{key}{} | {parts}", found.name)
}

fn read(text: &str, reference: &Reference<'_>) -> Vec<Mechanism> {
    let article = article_from_text(text, reference.lexicon);
    let places = place::find(&article, reference);
    mechanism::find(&article, &places, reference).value.mechanisms
}

#[test]
fn sentences_give_the_mechanisms_that_the_spec_lists() {
    let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in SPEC.lines() {
        if let Some(text) = line.strip_prefix("文:") {
            cases.push((text.trim(), Vec::new()));
        } else if let Some(wanted) = line.strip_prefix("机:") {
            cases.last_mut().unwrap().1.push(wanted.trim());
        }
    }
    assert!(cases.len() > 40, "the spec file holds {} cases", cases.len());
    let lexicon = builtin_lexicon();
    let gazetteer = Gazetteer::builtin();
    let reference = Reference { gazetteer: &gazetteer, lexicon: &lexicon };
    let mut failures = String::new();
    for (text, wanted) in cases {
        let found: Vec<String> = read(text, &reference).iter().map(line_of).collect();
        if found != wanted {
            writeln!(failures, "文: {text}\n  应 {wanted:?}\n  得 {found:?}").unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}
