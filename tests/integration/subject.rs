//! The built-in subjects: what must hold for each, their cases (`rules/subjects/NAME/cases/*.txt`), and
//! a report about one.

use assert_cmd::cargo::cargo_bin_cmd;
use fangzhi::clean::article_from_text;
use fangzhi::config::{Config, lexicon, load};
use fangzhi::extract::{Figure, Reference, Status, extract};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::{IndicatorDef, Lexicon, subjects};
use fangzhi::rules::Wordings;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::tempdir;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::builtin);

/// The folder of a built-in subject.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/subjects").join(name)
}

/// The tables of the language and these subjects.
fn tables(subjects: &[&str]) -> Lexicon {
    let subjects = subjects.iter().map(|name| (*name).to_owned()).collect();
    let read = lexicon(&Config { subjects, ..Config::default() }, "", &BTreeMap::new());
    assert_eq!(read.diagnostics, []);
    read.value
}

/// The texts of the case files of a subject.
fn case_files(name: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder(name).join("cases")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// `*74公里 | pipe-length | 计划`: a key figure, its indicator, and its sense where nothing is done.
fn answer(text: &str, figure: &Figure) -> String {
    let key = if *figure.key { "*" } else { "" };
    let indicator = figure.indicator.as_ref().map_or("—", |id| &*id.0);
    let sense = match *figure.status {
        Status::Planned => " | 计划",
        Status::Requirement => " | 要求",
        Status::Baseline => " | 基数",
        Status::Actual => "",
    };
    format!("{key}{} | {indicator}{sense}", figure.quantity.span.of(text))
}

/// Runs the cases of a file against `lexicon`; what went wrong, and the indicators that were found.
fn run(spec: &str, lexicon: &Lexicon, seen: &mut BTreeSet<String>) -> String {
    let reference = Reference { gazetteer: &GAZETTEER, lexicon };
    let mut failures = String::new();
    for case in spec.split("\n文:").skip(1) {
        let (text, rest) = case.split_once('\n').unwrap();
        let wanted: Vec<&str> =
            rest.lines().filter_map(|line| line.strip_prefix("数:")).map(str::trim).collect();
        let article = article_from_text(text.trim(), lexicon);
        let text = article.text.text.as_str();
        let figures = extract(&article, &reference).value.figures;
        let found: Vec<String> = figures.iter().map(|figure| answer(text, figure)).collect();
        seen.extend(
            figures
                .into_iter()
                .filter_map(|figure| figure.indicator)
                .map(|id| id.value.to_string()),
        );
        if found != wanted {
            writeln!(failures, "文: {text}\n  应 {wanted:#?}\n  得 {found:#?}").unwrap();
        }
    }
    failures
}

#[test]
fn every_indicator_of_a_subject_has_a_case() {
    for name in subjects() {
        let lexicon = tables(&[name]);
        let mut seen = BTreeSet::new();
        for file in case_files(name) {
            let failures = run(&file, &lexicon, &mut seen);
            assert!(failures.is_empty(), "{name}\n{failures}");
        }
        let ids = lexicon.pack.indicators.iter().map(|def| def.id.to_string());
        let without: Vec<String> = ids.filter(|id| !seen.contains(id)).collect();
        assert!(without.is_empty(), "{name}: no case for {without:?}");
    }
}

#[test]
fn a_pattern_says_where_its_words_stand() {
    let fits = |pattern: &str, phrase: &str| {
        let list = [pattern.to_owned()];
        let wordings = Wordings::new([list.as_slice()]);
        wordings.fits(0, &wordings.held(phrase))
    };
    for (pattern, yes, no) in [
        ("泉", "温泉水", "湖水"),
        ("^泉", "泉水", "温泉水"),
        ("泉$", "温泉", "温泉水"),
        ("^泉$", "泉", "泉泉"),
        ("泉|湖 水", "湖水", "湖"),
        ("水 !^泉", "温泉水", "泉水"),
    ] {
        assert!(fits(pattern, yes), "{pattern} fits {yes}");
        assert!(!fits(pattern, no), "{pattern} does not fit {no}");
    }
}

#[test]
fn words_that_must_not_occur_are_the_thing_s_or_its_clause_s() {
    let settings = "subjects: []\npack:\n  groups:\n    - {id: water, label: 水}\n  indicators:\n    \
        - {id: springs, label: 泉眼, group: water, units: [个], patterns: [泉眼], not: [干涸], \
        not_in_clause: [新发现], not_in_sentence: [历史]}\n";
    let lexicon = lexicon(&load(settings).value, settings, &BTreeMap::new()).value;
    let text = "文: 全县有泉眼31个。\n数: *31个 | springs\n\n文: 全县有干涸泉眼31个。\n数: *31个 | —\n\n\
        文: 全县新发现溶洞2个、泉眼31个。\n数: *2个 | —\n数: *31个 | —\n\n\
        文: 历史上，全县有泉眼31个。\n数: *31个 | —\n";
    let failures = run(&format!("\n{text}"), &lexicon, &mut BTreeSet::new());
    assert!(failures.is_empty(), "{failures}");
}

/// Whether `id` is of lower-case letters, digits and single hyphens.
fn kebab(id: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    id.split('-').all(part)
}

#[test]
fn an_indicator_says_all_that_its_page_needs() {
    for name in subjects() {
        let pack = tables(&[name]).pack;
        let used: BTreeSet<&str> = pack.indicators.iter().map(|def| def.group.as_str()).collect();
        let groups: BTreeSet<&str> = pack.groups.iter().map(|group| group.id.as_str()).collect();
        assert_eq!(used, groups, "{name}: every group is of use");
        assert!(pack.groups.iter().all(|group| !group.label_en.is_empty()), "{name}");
        let labels: BTreeSet<&str> = pack.indicators.iter().map(|def| def.label.as_str()).collect();
        assert_eq!(labels.len(), pack.indicators.len(), "{name}: a label is of one indicator");
        for def in &pack.indicators {
            let id = &def.id;
            assert!(kebab(&id.0), "{name}: {id}");
            assert!(!def.label.is_empty() && !def.label_en.is_empty(), "{name}: {id}");
            assert!(def.definition.ends_with('。'), "{name}: {id}: {}", def.definition);
            assert!((1..=10).contains(&def.weight), "{name}: {id}: {}", def.weight);
        }
    }
}

#[test]
fn what_two_subjects_share_is_the_same_thing() {
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    let mut indicators: BTreeMap<String, IndicatorDef> = BTreeMap::new();
    for name in subjects() {
        let pack = tables(&[name]).pack;
        for group in pack.groups {
            let known = groups.entry(group.id.clone()).or_insert_with(|| group.label.clone());
            assert_eq!(*known, group.label, "{name}: {}", group.id);
        }
        for def in pack.indicators {
            let known = indicators.entry(def.id.to_string()).or_insert_with(|| def.clone());
            assert_eq!(
                (&known.label, &known.units),
                (&def.label, &def.units),
                "{name}: {}",
                def.id
            );
        }
    }
}

/// A built project about `subjects` with these articles.
fn built(subjects: &str, articles: &[(String, String)]) -> tempfile::TempDir {
    let project = tempdir().unwrap();
    fs::write(project.path().join("config.yaml"), format!("subjects: {subjects}\n")).unwrap();
    fs::create_dir(project.path().join("content")).unwrap();
    for (name, text) in articles {
        fs::write(project.path().join("content").join(name), text).unwrap();
    }
    cargo_bin_cmd!("fangzhi").args(["build", "-q", "-C"]).arg(project.path()).assert().success();
    project
}

/// The articles that come with a subject.
fn articles(name: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder(name).join("content")).unwrap().map(Result::unwrap);
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(read).collect()
}

#[test]
fn a_report_about_rivers_is_built_from_tables() {
    let project = built("[rivers]", &articles("rivers"));
    let output = project.path().join("output");
    let read = |path: &str| fs::read_to_string(output.join(path)).unwrap();
    assert!(read("regions/330521.html").contains("污水日处理能力"));
    assert!(read("indicators/good-water-share.html").contains("Ⅲ类"));
    assert!(!output.join("indicators/poverty-rate.html").exists());
    let facts = figures(&read("data/figures.csv"));
    let wanted = [
        ("330521", "pipe-length", "74公里", "actual", "true"),
        ("330523", "pipe-length", "60公里", "planned", "true"),
        ("330483", "good-water-share", "54.5%", "baseline", "true"),
        ("330421", "pipe-length", "120公里", "planned", "true"),
        ("330421", "good-water-share", "95%", "planned", "true"),
        ("330421", "discharge-concentration", "不超过50毫克/升", "requirement", "true"),
        ("330421", "river-funds", "2000元", "actual", "false"),
    ];
    for (region, indicator, surface, status, key) in wanted {
        let fact = [region, indicator, surface, status, key].map(str::to_owned);
        assert!(facts.contains(&fact), "{fact:?} in {facts:#?}");
    }
    let devices = read("data/mechanisms.csv");
    assert!(devices.contains("三级河长") && devices.contains("河长制度"), "{devices}");
}

#[test]
fn a_report_may_be_about_several_subjects() {
    let text = "---\ntitle: 清流县公报\ndate: 2022-03-01\nregion: 福建省三明市清流县\n---\n\n\
        2021年，全县地区生产总值185.3亿元，增长6.1%，投入财政扶贫资金2.6亿元。今年力争地区生产总值增长6.5%。\n";
    let project = built("[economy, poverty]", &[("qingliu.md".to_owned(), text.to_owned())]);
    let output = project.path().join("output");
    let facts = figures(&fs::read_to_string(output.join("data/figures.csv")).unwrap());
    let wanted = [
        ("gdp", "185.3亿元", "actual"),
        ("gdp-growth", "6.1%", "actual"),
        ("poverty-funds", "2.6亿元", "actual"),
        ("gdp-growth", "6.5%", "planned"),
    ];
    assert_eq!(facts.len(), wanted.len(), "{facts:#?}");
    for (indicator, surface, status) in wanted {
        let fact = ["350423", indicator, surface, status, "true"].map(str::to_owned);
        assert!(facts.contains(&fact), "{fact:?} in {facts:#?}");
    }
    for page in ["gdp", "gdp-growth", "poverty-funds"] {
        assert!(output.join(format!("indicators/{page}.html")).exists(), "{page}");
    }
}

/// Region, indicator, surface, status and key of each row of a table of figures without quoted commas
/// in these columns.
fn figures(csv: &str) -> Vec<[String; 5]> {
    let csv = csv.trim_start_matches('\u{feff}');
    let (head, rows) = csv.split_once('\n').unwrap();
    let head: Vec<&str> = head.trim_end().split(',').collect();
    let columns = ["region", "indicator", "surface", "status", "key"]
        .map(|name| head.iter().position(|column| *column == name).unwrap());
    let row = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        columns.map(|column| cells[column].to_owned())
    };
    rows.lines().map(row).collect()
}

/// The fenced blocks of a document: their language and their text.
fn blocks(document: &str) -> Vec<(&str, &str)> {
    let pieces = document.split("```");
    pieces.skip(1).step_by(2).filter_map(|piece| piece.split_once('\n')).collect()
}

#[test]
fn the_worked_example_of_the_readme_works() {
    let readme = fs::read_to_string(folder("../README.md")).unwrap();
    let blocks = blocks(&readme);
    let project = tempdir().unwrap();
    for (_, text) in blocks.iter().filter(|(kind, _)| matches!(*kind, "yaml" | "markdown")) {
        let (first, rest) = text.split_once('\n').unwrap();
        let file = project.path().join(first.trim_matches(['#', '<', '!', '-', '>', ' ']));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, rest).unwrap();
    }
    let ran = |command: &str| {
        let mut fangzhi = cargo_bin_cmd!("fangzhi");
        let output = fangzhi.current_dir(project.path()).args([command, "-q"]);
        let output = if command == "extract" { output.arg("content") } else { output };
        let output = output.output().unwrap();
        assert!(output.status.success(), "{command}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    ran("check");
    let lines = ran("extract");
    let facts = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let read: Vec<String> = facts
        .filter(|fact| fact.get("measure").is_some())
        .map(|fact| {
            let of = |key: &str| fact[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", of("surface"), of("indicator"), of("status"))
        })
        .collect();
    let (_, wanted) = blocks.iter().find(|(kind, _)| *kind == "text").unwrap();
    assert_eq!(read, wanted.lines().collect::<Vec<_>>());
    ran("build");
    assert!(project.path().join("output/indicators/pipe-length.html").exists());
}

#[test]
fn the_readme_counts_the_indicators() {
    let readme = fs::read_to_string(folder("../README.md")).unwrap();
    for name in subjects() {
        let count = tables(&[name]).pack.indicators.len();
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        assert!(row.ends_with(&format!("| {count} |")), "{row}: {count}");
    }
}
