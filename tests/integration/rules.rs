//! The register of rules and its cards: each rule has its words, and sentences in which it decides
//! and does not.

use fangzhi::clean::{LineKind, clean};
use fangzhi::config::{CleanConfig, builtin_lexicon, lexicon, load};
use fangzhi::corpus::{ArticleId, SourceFormat, document};
use fangzhi::extract::{Reference, extract};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::{Lexicon, Pack};
use fangzhi::path::RelPath;
use fangzhi::rules::{self, Decided, Rule, Rulebook, Slot};
use fangzhi::span::Span;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin_lexicon);
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::builtin);

/// A value as some rule decided it.
pub(crate) fn decided<T>(value: T) -> Decided<T> {
    Decided { value, rule: Rule::named("actual-unless-said").unwrap(), by: Span::default() }
}

/// The rules that decide something in the text of a case.
fn deciding(case: &str, lexicon: &Lexicon) -> BTreeSet<Rule> {
    let path = RelPath::new("case.md").unwrap();
    let id = ArticleId("case".into());
    let document = document(id, path, case.to_owned(), SourceFormat::Markdown).value;
    let article = clean(&document, &CleanConfig::default(), lexicon).value;
    let reference = Reference { gazetteer: &GAZETTEER, lexicon };
    let extraction = extract(&article, &reference).value;
    extraction.decisions().map(|decision| decision.rule).collect()
}

#[test]
fn every_rule_has_a_card_and_every_card_a_rule() {
    let sheets = &LEXICON.sheets;
    let cards: Vec<&str> =
        sheets.values().flat_map(|sheet| &sheet.rules).map(|card| card.rule.as_str()).collect();
    let registered: BTreeSet<&str> = rules::all().map(Rule::name).collect();
    assert_eq!(cards.iter().copied().collect::<BTreeSet<_>>(), registered);
    assert_eq!(cards.len(), registered.len(), "a name twice");
    for name in cards {
        assert!(!sheets.contains_key(name), "{name} is the name of a sheet");
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(name.chars().all(kebab), "{name} is not in kebab case");
    }
}

#[test]
fn every_list_is_asked_for_and_every_list_asked_for_is_there() {
    let asked: BTreeSet<(&str, &str, &str)> = Rulebook::slots()
        .map(|Slot { sheet, rule, list, .. }| (sheet, rule.map_or("", Rule::name), list))
        .collect();
    let mut there = BTreeSet::new();
    for (name, sheet) in &LEXICON.sheets {
        there.extend(sheet.words.keys().map(|list| (name.as_str(), "", list.as_str())));
        for card in &sheet.rules {
            let lists = card.lists.keys();
            there.extend(lists.map(|list| (name.as_str(), card.rule.as_str(), list.as_str())));
        }
    }
    assert_eq!(asked, there);
}

#[test]
fn lists_hold_what_can_be_found() {
    for slot in Rulebook::slots() {
        let sheet = &LEXICON.sheets[slot.sheet];
        let words = match slot.rule {
            None => &sheet.words[slot.list],
            Some(rule) => &rules::card(&LEXICON.sheets, rule.name()).unwrap().1.lists[slot.list],
        };
        assert!(!words.is_empty(), "{slot:?} is empty");
        let mut seen = BTreeSet::new();
        for word in words {
            assert!(!word.is_empty() && seen.insert(word), "{slot:?}: `{word}` twice, or nothing");
            if slot.kind == "Pattern" {
                assert!(Regex::new(word).is_ok(), "{slot:?}: `{word}` does not compile");
            }
            if let Some(rest) = slot.kind.strip_prefix("Values") {
                let count = rest.trim_matches(|c: char| !c.is_ascii_digit()).parse::<usize>();
                let numbers: Vec<_> = word.split(' ').skip(1).map(str::parse::<i16>).collect();
                let whole = numbers.iter().all(Result::is_ok) && Ok(numbers.len()) == count;
                assert!(whole, "{slot:?}: `{word}` has other numbers than {rest}");
            }
            if slot.kind == "Pairs" {
                let pair =
                    word.split_once('=').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
                assert!(pair, "{slot:?}: `{word}` is no pair");
            }
        }
    }
}

/// What holds unless a rule says otherwise, and grades.
const ALWAYS: &[&str] = &[
    "actual-unless-said",
    "article-otherwise",
    "device-key",
    "measure-unsaid",
    "whole-region",
    "key-figure",
    "beside-damage",
    "stated-exactly",
    "one-attribute-resolved",
    "blurred-or-undated",
];

#[test]
fn a_rule_that_is_switched_off_decides_nothing() {
    let mut lexicon = LEXICON.clone();
    for card in LEXICON.sheets.values().flat_map(|sheet| &sheet.rules) {
        let off = [card.rule.clone()];
        lexicon.book = Rulebook::new(&LEXICON.sheets, &off);
        let rule = Rule::named(&card.rule).unwrap();
        for case in &card.yes {
            let found = deciding(case, &lexicon);
            // What holds unless a rule says otherwise cannot be switched off.
            let decides = found.contains(&rule) && !ALWAYS.contains(&card.rule.as_str());
            assert!(!decides, "{rule} is off and decides: {case}");
        }
    }
}

#[test]
fn every_rule_decides_where_its_card_says_so_and_nowhere_else() {
    let mut wrong = String::new();
    for card in LEXICON.sheets.values().flat_map(|sheet| &sheet.rules) {
        let name = &card.rule;
        assert!(!card.zh.is_empty() && !card.en.is_empty(), "{name} says nothing");
        assert!(!card.yes.is_empty() && !card.no.is_empty(), "{name} lacks a yes or a no");
        let rule = Rule::named(name).unwrap();
        let cases = card.yes.iter().map(|case| (case, true));
        for (case, decides) in cases.chain(card.no.iter().map(|case| (case, false))) {
            let found = deciding(case, &LEXICON);
            if found.contains(&rule) != decides {
                let names: Vec<&str> = found.iter().map(|rule| rule.name()).collect();
                wrong += &format!("{name}: {case} {decides}, but {names:?}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The names of the damage rules and line classes that found something in a plain text.
fn finding(case: &str, lexicon: &Lexicon) -> BTreeSet<String> {
    let path = RelPath::new("case.txt").unwrap();
    let id = ArticleId("case".into());
    let document = document(id, path, case.to_owned(), SourceFormat::Text).value;
    let article = clean(&document, &CleanConfig::default(), lexicon).value;
    let damage = article.defects.iter().map(|defect| defect.rule.to_string());
    let dropped = article.dropped.iter().map(|line| line.class.clone());
    let captions = article.lines.iter().filter(|line| line.kind == LineKind::Caption);
    damage.chain(dropped).chain(captions.map(|_| "caption".to_owned())).collect()
}

#[test]
fn damage_and_lines_are_found_where_their_cards_say_so_and_not_when_switched_off() {
    let cards = LEXICON.cards();
    let mut wrong = String::new();
    for card in ["damage", "boilerplate"].iter().flat_map(|sheet| &cards[*sheet].rules) {
        let name = &card.rule;
        let told = [&card.zh, &card.en].iter().all(|text| !text.is_empty());
        assert!(told && !card.yes.is_empty() && !card.no.is_empty(), "{name} has no whole card");
        assert!(Rule::named(name).is_none(), "{name} is also the name of another rule");
        let pack = Pack { off: vec![name.clone()], ..LEXICON.pack.clone() };
        let without = Lexicon::new(pack, LEXICON.sheets.clone());
        for case in &card.yes {
            if !finding(case, &LEXICON).contains(name) {
                wrong += &format!("{name} finds nothing: {case} {:?}\n", finding(case, &LEXICON));
            }
            if finding(case, &without).contains(name) {
                wrong += &format!("{name} is off and finds: {case}\n");
            }
        }
        for case in card.no.iter().filter(|case| finding(case, &LEXICON).contains(name)) {
            wrong += &format!("{name} finds something: {case}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The status rules of one sentence under a project's `pack:`.
fn with(pack: &str, text: &str) -> BTreeSet<Rule> {
    let config = load(&format!("pack: {pack}\n")).value;
    let read = lexicon(&config, "", &BTreeMap::new());
    assert_eq!(read.diagnostics, []);
    deciding(text, &read.value)
}

#[test]
fn a_project_adds_words_and_switches_rules_off() {
    let plan = Rule::named("plan-cue").unwrap();
    let (planned, aimed) = ("清平县计划新建公路40公里。", "清平县志在新建公路40公里。");
    assert!(with("{}", planned).contains(&plan));
    assert!(!with("{off: [plan-cue]}", planned).contains(&plan));
    assert!(!with("{}", aimed).contains(&plan));
    assert!(with("{rules: {plan-cue: {cues: [志在]}}}", aimed).contains(&plan));
}

#[test]
fn a_rule_that_is_off_leaves_the_question_to_the_next() {
    let timed = Rule::named("time-or-ratio").unwrap();
    assert!(!with("{}", "村里培训历时45天。").contains(&timed), "the village is asked first");
    assert!(with("{off: [not-region-wide]}", "村里培训历时45天。").contains(&timed));
    let remark = Rule::named("share-remark").unwrap();
    let geography = Rule::named("geography").unwrap();
    let text = "全市海拔落差大的乡有八成。";
    assert!(with("{}", text).contains(&remark));
    assert!(with("{off: [share-remark]}", text).contains(&geography));
}
