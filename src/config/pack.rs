//! The tables that texts are read with: the language, the chosen subjects, what the config adds.

use super::schema::nearest;
use super::{Config, parse_table, subject, yaml};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::lexicon::{IndicatorId, LANGUAGE, Lexicon, Pack, subjects};
use crate::path::RelPath;
use crate::rules::{self, Rulebook, Sheets};
use crate::tables;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// The language and the default subjects.
///
/// # Example
/// ```
/// let lexicon = fangzhi::config::builtin_lexicon();
/// assert!(lexicon.unit("公里").is_some());
/// ```
#[must_use]
pub fn builtin_lexicon() -> Lexicon {
    lexicon(&Config::default(), "", &BTreeMap::new()).value
}

/// What is wrong with the language and all built-in subjects: a test asks, and wants to hear nothing.
#[must_use]
pub fn builtin_faults() -> Vec<Diagnostic> {
    let Outcome { value: (language, sheets), mut diagnostics } = language();
    for name in subjects() {
        let config = Config { subjects: vec![name.to_owned()], ..Config::default() };
        let read = subject::chosen(&config, "", &BTreeMap::new());
        diagnostics.extend(read.diagnostics);
        let mut pack = language.clone();
        pack.merge(read.value.0);
        diagnostics.extend(faults(&pack, &pack, &sheets).into_iter().map(|(_, finding)| finding));
    }
    diagnostics
}

/// The language with the subjects that `config` chooses and its `pack:` over it, checked.
///
/// `text` is that of the config, for the places of findings; `files` are the YAML files of
/// [`Config::subject_folders`] by path below the project.
#[must_use]
pub fn lexicon(config: &Config, text: &str, files: &BTreeMap<RelPath, String>) -> Outcome<Lexicon> {
    let Outcome { value: (mut pack, sheets), mut diagnostics } = language();
    let chosen = subject::chosen(config, text, files);
    diagnostics.extend(chosen.diagnostics);
    let (subjects, own) = chosen.value;
    pack.merge(subjects);
    pack.merge(config.pack.clone());
    for (file, tables) in own {
        let text = files.get(&file).map_or("", String::as_str);
        let found = placed(faults(&tables, &pack, &sheets), text, None);
        diagnostics.extend(found.into_iter().map(|finding| finding.within(file.clone())));
    }
    if config.pack != Pack::default() {
        diagnostics.extend(placed(faults(&config.pack, &pack, &sheets), text, Some("pack")));
    }
    Outcome { value: Lexicon::new(pack, sheets), diagnostics }
}

/// Faults with their places in `text`, where their tables stand below the key `below`.
fn placed(faults: Vec<Fault>, text: &str, below: Option<&str>) -> Vec<Diagnostic> {
    let at = |(path, finding): Fault| {
        let path: Vec<&str> = below.into_iter().chain(path.iter().map(String::as_str)).collect();
        match yaml::place_of(text, &path) {
            Some(span) => finding.at(span),
            None => finding,
        }
    };
    faults.into_iter().map(at).collect()
}

/// The tables of the language, merged in order, and its sheets of rules; a document that does not
/// read is left out.
fn language() -> Outcome<(Pack, Sheets)> {
    let mut pack = Pack::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for path in LANGUAGE {
        match parse_table(tables::builtin(path).unwrap_or_default()) {
            Ok(more) => pack.join(more),
            Err(found) => diagnostics.push(found),
        }
    }
    let mut sheets = Sheets::new();
    for name in Rulebook::SHEETS {
        match parse_table(tables::builtin(&format!("language/{name}")).unwrap_or_default()) {
            Ok(sheet) => _ = sheets.insert((*name).to_owned(), sheet),
            Err(found) => diagnostics.push(found),
        }
    }
    Outcome { value: (pack, sheets), diagnostics }
}

/// A finding and the keys that lead to it in its document.
type Fault = (Vec<String>, Diagnostic);

/// What is wrong with the entries of `own`, given all entries.
fn faults(own: &Pack, merged: &Pack, sheets: &Sheets) -> Vec<Fault> {
    let mut faults = unknown_names(own, merged);
    faults.extend(unknown_rules(own, merged, sheets));
    faults.extend(words_twice(own, merged));
    faults.extend(entries_twice(own));
    faults.extend(dead_entries(own));
    faults.extend(bad_patterns(own));
    faults
}

fn path<const N: usize>(parts: [&dyn ToString; N]) -> Vec<String> {
    parts.into_iter().map(ToString::to_string).collect()
}

fn unknown_names(own: &Pack, merged: &Pack) -> Vec<Fault> {
    let units: BTreeSet<&str> = merged.units.iter().map(|unit| unit.unit.as_str()).collect();
    let groups: BTreeSet<&str> = merged.groups.iter().map(|group| group.id.as_str()).collect();
    let unknown_unit = |entry: &dyn ToString, unit: &str| {
        Diagnostic::new(Code::PackUnknownUnit).arg("entry", entry.to_string()).arg("unit", unit)
    };
    let mut faults = Vec::new();
    for (at, noun) in own.nouns.iter().enumerate() {
        for unit in noun.of.keys().filter(|unit| !units.contains(unit.as_str())) {
            let entry = noun.of.values().map(String::as_str).collect::<Vec<_>>().join("、");
            faults.push((path([&"nouns", &at, &"of", unit]), unknown_unit(&entry, unit)));
        }
    }
    for (at, noun) in own.head_nouns.iter().enumerate() {
        if !units.contains(noun.unit.as_str()) {
            let place = path([&"head_nouns", &at, &"unit"]);
            faults.push((place, unknown_unit(&noun.ending, &noun.unit)));
        }
    }
    for (at, indicator) in own.indicators.iter().enumerate() {
        for (nth, unit) in indicator.units.iter().enumerate() {
            if !units.contains(unit.as_str()) {
                let place = path([&"indicators", &at, &"units", &nth]);
                faults.push((place, unknown_unit(&indicator.id, unit)));
            }
        }
        if !groups.contains(indicator.group.as_str()) {
            let finding = Diagnostic::new(Code::PackUnknownGroup)
                .arg("entry", &indicator.id)
                .arg("group", &indicator.group);
            faults.push((path([&"indicators", &at, &"group"]), finding));
        }
    }
    faults.extend(unknown_wholes(own, merged));
    faults
}

/// Rules and lists that no sheet has.
fn unknown_rules(own: &Pack, merged: &Pack, sheets: &Sheets) -> Vec<Fault> {
    let cards = sheets.values().flat_map(|sheet| &sheet.rules);
    let rules: Vec<&str> = cards.map(|card| card.rule.as_str()).collect();
    let named: Vec<&str> = sheets.keys().map(String::as_str).chain(rules.iter().copied()).collect();
    let unknown = |name: &str, known: &[&str]| match nearest(name, known) {
        Some(near) => Diagnostic::new(Code::RuleMisspelled).arg("suggestion", near),
        None => Diagnostic::new(Code::RuleUnknown),
    };
    let mut faults = Vec::new();
    let damage = merged.damage.iter().map(|def| def.rule.as_str());
    let lines = merged.boilerplate.iter().map(|def| def.class.as_str());
    let all: Vec<&str> = rules.iter().copied().chain(damage).chain(lines).collect();
    for (at, name) in own.off.iter().enumerate().filter(|(_, n)| !all.contains(&n.as_str())) {
        faults.push((path([&"off", &at]), unknown(name, &all).arg("name", name)));
    }
    for (name, lists) in &own.rules {
        let Some(known) = rules::lists(sheets, name) else {
            faults.push((path([&"rules", name]), unknown(name, &named).arg("name", name)));
            continue;
        };
        for list in lists.keys().filter(|list| !known.contains_key(*list)) {
            let known: Vec<&str> = known.keys().map(String::as_str).collect();
            let finding = Diagnostic::new(Code::RuleListUnknown)
                .arg("name", name)
                .arg("list", list)
                .arg("known", known.join(", "));
            faults.push((path([&"rules", name, list]), finding));
        }
    }
    faults
}

fn unknown_wholes(own: &Pack, merged: &Pack) -> Vec<Fault> {
    let known: BTreeSet<&IndicatorId> = merged.indicators.iter().map(|def| &def.id).collect();
    let mut faults = Vec::new();
    for (at, def) in own.indicators.iter().enumerate() {
        for (nth, whole) in def.part_of.iter().enumerate().filter(|(_, id)| !known.contains(id)) {
            let finding = Diagnostic::new(Code::PackUnknownIndicator)
                .arg("entry", &def.id)
                .arg("indicator", whole);
            faults.push((path([&"indicators", &at, &"part_of", &nth]), finding));
        }
    }
    faults
}

fn words_twice(own: &Pack, merged: &Pack) -> Vec<Fault> {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unit in &merged.units {
        let words: BTreeSet<&str> =
            unit.words.iter().chain([&unit.unit]).map(String::as_str).collect();
        for word in words {
            owners.entry(word).or_default().push(&unit.unit);
        }
    }
    let mut faults = Vec::new();
    for (at, unit) in own.units.iter().enumerate() {
        for (nth, word) in unit.words.iter().enumerate() {
            let others = owners.get(word.as_str()).into_iter().flatten();
            let Some(other) = others.copied().find(|other| *other != unit.unit) else { continue };
            let finding = Diagnostic::new(Code::PackWordTwice)
                .arg("word", word)
                .arg("one", &unit.unit)
                .arg("other", other);
            faults.push((path([&"units", &at, &"words", &nth]), finding));
        }
    }
    faults
}

fn entries_twice(own: &Pack) -> Vec<Fault> {
    let tables: [(&str, Vec<&str>); 5] = [
        ("units", own.units.iter().map(|unit| unit.unit.as_str()).collect()),
        ("head_nouns", own.head_nouns.iter().map(|noun| noun.ending.as_str()).collect()),
        ("groups", own.groups.iter().map(|group| group.id.as_str()).collect()),
        ("indicators", own.indicators.iter().map(|one| &*one.id.0).collect()),
        ("themes", own.themes.iter().map(|theme| theme.label.as_str()).collect()),
    ];
    let mut faults = Vec::new();
    for (table, names) in tables {
        let mut seen = BTreeSet::new();
        for (at, name) in names.into_iter().enumerate() {
            if !seen.insert(name) {
                let finding = Diagnostic::new(Code::PackEntryTwice).arg("entry", name);
                faults.push((path([&table, &at]), finding));
            }
        }
    }
    faults
}

fn dead_entries(own: &Pack) -> Vec<Fault> {
    let never = |entry: &dyn ToString, pattern: &str| {
        let finding = Diagnostic::new(Code::PackNeverMatches);
        finding.arg("entry", entry.to_string()).arg("pattern", pattern)
    };
    let mut faults = Vec::new();
    for (at, def) in own.indicators.iter().enumerate() {
        for (nth, pattern) in def.patterns.iter().enumerate() {
            let place = path([&"indicators", &at, &"patterns", &nth]);
            if wanted(pattern).next().is_none() {
                let finding = Diagnostic::new(Code::PackGrabsAll);
                faults.push((place, finding.arg("entry", &def.id).arg("pattern", pattern)));
            } else if is_dead(pattern, &def.not) {
                faults.push((place, never(&def.id, pattern)));
            }
        }
    }
    faults
}

/// The parts of a pattern of which one word must occur.
fn wanted(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split_whitespace().filter(|part| !part.starts_with('!'))
}

/// Whether all words of a wanted part hold one that must not occur.
fn is_dead(pattern: &str, not: &[String]) -> bool {
    let own = pattern.split_whitespace().filter_map(|part| part.strip_prefix('!'));
    let unwanted: Vec<&str> = own.chain(not.iter().map(String::as_str)).collect();
    let forbidden = |word: &str| unwanted.iter().any(|unwanted| word.contains(unwanted));
    wanted(pattern).any(|part| part.split('|').all(forbidden))
}

fn bad_patterns(own: &Pack) -> Vec<Fault> {
    let lines = own.boilerplate.iter().enumerate().map(|(at, class)| {
        (path([&"boilerplate", &at, &"patterns"]), &class.class, &class.patterns)
    });
    let damage = own.damage.iter().enumerate().flat_map(|(at, rule)| {
        [("patterns", &rule.patterns), ("unless", &rule.unless)]
            .map(|(key, patterns)| (path([&"damage", &at, &key]), &rule.rule, patterns))
    });
    let mut faults = Vec::new();
    for (place, entry, patterns) in lines.chain(damage) {
        for (nth, pattern) in patterns.iter().enumerate() {
            let Err(error) = Regex::new(pattern) else { continue };
            let reason = error.to_string();
            let finding = Diagnostic::new(Code::PackBadPattern)
                .arg("entry", entry)
                .arg("reason", reason.lines().last().unwrap_or_default());
            faults.push(([place.as_slice(), &[nth.to_string()]].concat(), finding));
        }
    }
    faults
}
