//! Reading `config.yaml`: strictness, places, suggestions.

use fangzhi::config::{Config, builtin_lexicon, lexicon, load};
use fangzhi::diag::{Code, Diagnostic};
use fangzhi::path::RelPath;
use std::collections::BTreeMap;

/// Code, and the text that the finding points at.
fn findings(text: &str) -> Vec<(Code, String)> {
    let at = |d: &Diagnostic| d.span.map_or_else(String::new, |s| s.of(text).to_owned());
    let read = load(text);
    let tables = lexicon(&read.value, text, &BTreeMap::new());
    read.diagnostics.iter().chain(&tables.diagnostics).map(|d| (d.code, at(d))).collect()
}

fn one(text: &str) -> (Code, String) {
    let mut found = findings(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

#[test]
fn an_empty_config_is_the_defaults() {
    for text in ["", "\n", "# nothing\n", "{}\n", "---\n"] {
        assert_eq!(load(text).value, Config::default(), "{text:?}");
        assert!(load(text).diagnostics.is_empty(), "{text:?}");
    }
}

#[test]
fn unknown_keys_are_named_with_a_suggestion() {
    let text = "site:\n  titel: 川北纪实\n";
    assert_eq!(one(text), (Code::MisspelledKey, "titel".to_owned()));
    let found = load(text).diagnostics.remove(0);
    assert!(found.args.contains(&("suggestion".to_owned(), "title".to_owned())));
    assert_eq!(one("川北: 1\n"), (Code::UnknownKey, "川北".to_owned()));
}

#[test]
fn all_findings_are_reported_at_once() {
    let text = "site:\n  titel: 甲\ncorpus:\n  max_depth: 多\n  max_bytes: 5\nreprot: {}\n";
    let codes: Vec<Code> = findings(text).into_iter().map(|(code, _)| code).collect();
    let wanted = [Code::MisspelledKey, Code::WrongType, Code::OutOfRange, Code::MisspelledKey];
    assert_eq!(codes, wanted);
}

#[test]
fn wrong_types_point_at_the_value() {
    assert_eq!(one("corpus:\n  max_depth: 很深\n"), (Code::WrongType, "很深".to_owned()));
    assert_eq!(one("corpus: [content]\n"), (Code::WrongType, "corpus".to_owned()));
    assert_eq!(one("site:\n  language: fr\n"), (Code::UnknownChoice, "fr".to_owned()));
    assert_eq!(one("site:\n  date: 2020-13-01\n").0, Code::BadValue);
}

#[test]
fn numbers_out_of_range_are_refused() {
    assert_eq!(one("report:\n  cards: 99\n"), (Code::OutOfRange, "99".to_owned()));
    assert_eq!(one("report:\n  charts: -1\n").0, Code::OutOfRange);
}

#[test]
fn old_yaml_spellings_never_change_meaning() {
    assert_eq!(load("site:\n  title: no\n").value.site.title, "no");
    assert_eq!(load("site:\n  title: 010\n").value.site.title, "010");
    assert_eq!(load("site:\n  title: 1_000\n").value.site.title, "1_000");
    assert_eq!(one("site:\n  article_text: no\n").0, Code::WrongType);
    assert_eq!(one("report:\n  cards: 010\n").0, Code::WrongType);
    assert_eq!(one("corpus:\n  max_bytes: 1_000_000\n").0, Code::WrongType);
}

#[test]
fn duplicate_keys_are_refused_at_the_second() {
    let text = "site:\n  title: 甲\n  title: 乙\n";
    let (code, _) = one(text);
    assert_eq!(code, Code::DuplicateKey);
    let span = load(text).diagnostics.remove(0).span.unwrap();
    assert_eq!(text.get(..span.start).unwrap().lines().count(), 3);
}

#[test]
fn alias_bombs_and_deep_nests_are_refused() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh"] {
        let (from, to) = pair.split_at(1);
        bomb.push_str(&format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(", ")));
    }
    assert_eq!(one(&bomb).0, Code::YamlTooComplex);
    let deep = format!("a: {}{}\n", "[".repeat(20_000), "]".repeat(20_000));
    assert_eq!(one(&deep).0, Code::YamlTooComplex);
}

#[test]
fn broken_yaml_has_a_place() {
    for text in ["site: [甲\n", "site:\n\ttitle: 甲\n", "site: \"甲\n", "a: b: c\n"] {
        assert!(load(text).diagnostics.iter().all(|d| d.span.is_some()), "{text:?}");
        assert!(!load(text).diagnostics.is_empty(), "{text:?}");
    }
}

#[test]
fn faults_of_a_pack_point_at_their_place() {
    let indicator = |extra: &str| {
        format!(
            "pack:\n  groups:\n    - {{id: water, label: 水}}\n  units:\n    - {{unit: 处, dimension: count}}\n  \
             indicators:\n    - id: springs\n      label: 泉眼\n{extra}"
        )
    };
    let cases = [
        (
            "      group: water\n      units: [处, 眼眼]\n      patterns: [泉]\n",
            Code::PackUnknownUnit,
            "眼眼",
        ),
        ("      group: fire\n      patterns: [泉]\n", Code::PackUnknownGroup, "fire"),
        ("      group: water\n      patterns: [温泉 !泉]\n", Code::PackNeverMatches, "温泉 !泉"),
        (
            "      group: water\n      not: [泉]\n      patterns: [温泉|山泉]\n",
            Code::PackNeverMatches,
            "温泉|山泉",
        ),
        ("      group: water\n      patterns: ['']\n", Code::PackGrabsAll, "''"),
        ("      group: water\n      patterns: ['!湖']\n", Code::PackGrabsAll, "'!湖'"),
    ];
    for (extra, code, place) in cases {
        assert_eq!(one(&indicator(extra)), (code, place.to_owned()), "{extra}");
    }
    for fine in ["[泉]", "[温泉|湖 !泉]", "[^泉$]"] {
        let text = format!("      group: water\n      patterns: {fine}\n");
        assert_eq!(findings(&indicator(&text)), [], "{fine}");
    }
    let twice = "pack:\n  units:\n    - {unit: 孔, dimension: count, words: [元]}\n";
    assert_eq!(one(twice), (Code::PackWordTwice, "元".to_owned()));
    let again = "pack:\n  themes:\n    - {label: 水}\n    - {label: 水}\n";
    assert_eq!(one(again).0, Code::PackEntryTwice);
    let broken = "pack:\n  boilerplate:\n    - {class: ad, patterns: ['(']}\n";
    assert_eq!(one(broken), (Code::PackBadPattern, "'('".to_owned()));
}

#[test]
fn lists_that_became_those_of_rules_say_so() {
    assert_eq!(one("pack:\n  cues: {planned: [志在]}\n"), (Code::RemovedKey, "cues".to_owned()));
}

#[test]
fn rules_and_lists_that_are_not_there_are_pointed_at() {
    let off = |name: &str| one(&format!("pack:\n  off: [goal-year, {name}]\n"));
    assert_eq!(off("plan-que"), (Code::RuleMisspelled, "plan-que".to_owned()));
    assert_eq!(off("weather-forecast"), (Code::RuleUnknown, "weather-forecast".to_owned()));
    let list =
        |name: &str, list: &str| one(&format!("pack:\n  rules: {{{name}: {{{list}: [拟于]}}}}\n"));
    assert_eq!(list("plan-que", "cues").0, Code::RuleMisspelled);
    assert_eq!(list("plan-cue", "words").0, Code::RuleListUnknown);
    assert_eq!(findings("pack:\n  off: [plan-cue]\n  rules: {sense: {done: [办结]}}\n"), []);
}

#[test]
fn the_key_that_dropped_the_language_says_what_to_write() {
    for value in ["true", "false"] {
        let text = format!("pack:\n  builtin: {value}\n");
        assert_eq!(one(&text), (Code::RemovedKey, "builtin".to_owned()));
        let found = load(&text).diagnostics.remove(0);
        assert!(
            found.args.contains(&("instead".to_owned(), "subjects: [poverty, ./mine]".to_owned()))
        );
    }
}

#[test]
fn subjects_are_named_or_lie_in_folders_of_the_project() {
    assert_eq!(findings("subjects: []\n"), []);
    assert_eq!(findings("subjects: [poverty]\n"), []);
    let near = "subjects: [poverty, povetry]\n";
    assert_eq!(one(near), (Code::SubjectMisspelled, "povetry".to_owned()));
    assert_eq!(one("subjects: [河流]\n"), (Code::SubjectUnknown, "河流".to_owned()));
    for folder in ["./mine", "../mine", "/mine", "./"] {
        let text = format!("subjects:\n  - {folder}\n");
        assert_eq!(one(&text), (Code::SubjectFolder, folder.to_owned()));
    }
}

/// The tables of a project with a folder `mine` of these files.
fn own(
    settings: &str,
    files: &[(&str, &str)],
) -> fangzhi::diag::Outcome<fangzhi::lexicon::Lexicon> {
    let path = |name: &str| RelPath::new(format!("mine/{name}")).unwrap();
    let files = files.iter().map(|(name, text)| (path(name), (*text).to_owned())).collect();
    lexicon(&load(settings).value, settings, &files)
}

const GROUPS: &str = "name: mine\ngroups:\n  - {id: water, label: 水}\n";
const SPRINGS: &str =
    "indicators:\n  - {id: springs, label: 泉眼, group: water, units: [个], patterns: [泉]}\n";

#[test]
fn the_files_of_a_folder_are_one_subject() {
    let read = own("subjects: [./mine]\n", &[("a.yaml", GROUPS), ("b.yaml", SPRINGS)]);
    assert_eq!(read.diagnostics, []);
    let ids: Vec<&str> = read.value.pack.indicators.iter().map(|def| &*def.id.0).collect();
    assert_eq!(ids, ["springs"], "the default subject is not chosen");
    assert!(!read.value.sheets.is_empty(), "the language is always there");
}

#[test]
fn faults_of_a_folder_point_into_its_file() {
    let bad = SPRINGS.replace("water", "fire");
    let found = own("subjects: [./mine]\n", &[("a.yaml", GROUPS), ("b.yaml", &bad)]).diagnostics;
    assert_eq!(found.len(), 1, "{found:?}");
    let found = &found[0];
    assert_eq!(found.code, Code::PackUnknownGroup);
    assert_eq!(found.file.as_ref().unwrap().as_str(), "mine/b.yaml");
    assert_eq!(found.span.unwrap().of(&bad), "fire");
    let part = SPRINGS.replace("units:", "part_of: [lakes], units:");
    let found = own("subjects: [./mine]\n", &[("a.yaml", GROUPS), ("b.yaml", &part)]).diagnostics;
    assert_eq!(found[0].code, Code::PackUnknownIndicator);
    let typo = own("subjects: [./mine]\n", &[("a.yaml", "gruops: []\n")]).diagnostics;
    assert_eq!((typo[0].code, typo[0].file.is_some()), (Code::MisspelledKey, true));
}

#[test]
fn of_several_subjects_the_first_wins_and_the_pack_stands_over_all() {
    let other = "groups:\n  - {id: population, label: 别的}\nindicators:\n  \
                 - {id: poverty-rate, label: 另一种, group: population, patterns: [另一种]}\n  \
                 - {id: springs, label: 泉眼, group: population, patterns: [泉]}\n";
    let label = |read: &fangzhi::lexicon::Lexicon, id: &str| {
        let found = read.pack.indicators.iter().position(|def| *def.id.0 == *id).unwrap();
        (found, read.pack.indicators[found].label.clone())
    };
    let first = own("subjects: [./mine, poverty]\n", &[("a.yaml", other)]).value;
    assert_eq!(label(&first, "poverty-rate"), (0, "另一种".to_owned()));
    assert_eq!(first.pack.groups[0].label, "别的");
    let last = own("subjects: [poverty, ./mine]\n", &[("a.yaml", other)]).value;
    assert_eq!(label(&last, "poverty-rate"), (0, "贫困发生率".to_owned()));
    assert_eq!(label(&last, "springs").0, last.pack.indicators.len() - 1);
    let settings = "subjects: [poverty]\npack:\n  indicators:\n    \
                    - {id: springs, label: 泉眼, group: population, patterns: [泉]}\n";
    assert_eq!(label(&own(settings, &[]).value, "springs").0, 0);
}

#[test]
fn the_built_in_tables_have_no_faults() {
    assert_eq!(fangzhi::config::builtin_faults(), []);
    assert_eq!(builtin_lexicon().fingerprint(), builtin_lexicon().fingerprint());
}

#[test]
fn every_built_in_subject_says_what_it_is() {
    for name in fangzhi::lexicon::subjects() {
        let json = fangzhi::tables::builtin(&format!("subjects/{name}/subject")).unwrap();
        let read: fangzhi::lexicon::Subject = fangzhi::config::parse_yaml(json).unwrap();
        assert_eq!(read.name, name);
        assert!(!read.label.is_empty() && !read.label_en.is_empty(), "{name}");
    }
}
