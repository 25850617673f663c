//! Sentences of `tests/spec/{numeral,quantity,unit,period,date,table}.txt` and what must be read
//! from each. `docs/spec-format.md` describes the files; `FANGZHI_BLESS=1` rewrites their answers.

use fangzhi::clean::{Article, article_from_text, clean};
use fangzhi::config::{CleanConfig, builtin_lexicon};
use fangzhi::corpus::{ArticleId, SourceFormat, document};
use fangzhi::date::Date;
use fangzhi::decimal::plain;
use fangzhi::extract::place::Places;
use fangzhi::extract::table;
use fangzhi::extract::{
    Approx, Basis, Quantity, Reference, Value, cases, numeral, period, quantity,
};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::Lexicon;
use fangzhi::path::RelPath;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin_lexicon);
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::builtin);

/// One case: the sentence, the day it was published, and the lines that must come out.
#[derive(Default)]
struct Case<'a> {
    text: String,
    published: Option<Date>,
    wanted: Vec<&'a str>,
}

fn cases_of(spec: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut published = None;
    for line in spec.lines() {
        if let Some(day) = line.strip_prefix("发布:") {
            published = Some(day.trim().parse().unwrap());
        } else if let Some(text) = line.strip_prefix("文:") {
            let text = text.trim().replace("\\n", "\n");
            cases.push(Case { text, published: published.take(), wanted: Vec::new() });
        } else if is_answer(line) {
            cases.last_mut().unwrap().wanted.push(line.trim());
        }
    }
    cases
}

/// An answer is a line that begins with one character and a colon: 数: 量: 弃: 时: 日:
fn is_answer(line: &str) -> bool {
    ["数:", "量:", "弃:", "时:", "日:"].iter().any(|prefix| line.starts_with(prefix))
}

/// Runs a spec file: every case must give exactly the answers below it, in order.
#[expect(clippy::disallowed_methods, reason = "the one switch that lets a test rewrite its file")]
fn run(name: &str, answers: fn(&Case<'_>) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec").join(name);
    let spec = std::fs::read_to_string(&path).unwrap();
    let cases = cases_of(&spec);
    assert!(cases.len() > 3, "{name} holds {} cases", cases.len());
    if std::env::var("FANGZHI_BLESS").is_ok() {
        std::fs::write(&path, blessed(&spec, &cases, answers)).unwrap();
        return;
    }
    let mut failures = String::new();
    for case in &cases {
        let found = answers(case);
        if found != case.wanted {
            writeln!(failures, "文: {}\n  应 {:#?}\n  得 {found:#?}", case.text, case.wanted)
                .unwrap();
        }
    }
    assert!(failures.is_empty(), "{name}\n{failures}");
}

/// The file with all answers replaced by what is read now; everything else stays.
fn blessed(spec: &str, cases: &[Case<'_>], answers: fn(&Case<'_>) -> Vec<String>) -> String {
    let mut cases = cases.iter();
    let mut out = String::new();
    for line in spec.lines().filter(|line| !is_answer(line)) {
        writeln!(out, "{line}").unwrap();
        if line.starts_with("文:") {
            for answer in cases.next().map(answers).unwrap_or_default() {
                writeln!(out, "{answer}").unwrap();
            }
        }
    }
    out
}

fn value(value: Value) -> String {
    match value {
        Value::Point(value) => plain(value),
        Value::Range { low, high } => format!("{}~{}", plain(low), plain(high)),
    }
}

fn approx(approx: Option<Approx>) -> &'static str {
    match approx {
        None => "",
        Some(Approx::About) => " 约",
        Some(Approx::Over) => " 余",
        Some(Approx::Under) => " 近",
        Some(Approx::AtLeast) => " 以上",
        Some(Approx::AtMost) => " 以下",
    }
}

/// `量: 户均2300元 | 2300 元 | 户均`; 各 marks a distributive one.
fn line(text: &str, q: &Quantity) -> String {
    let (surface, value, approx) = (q.span.of(text), value(q.value), approx(q.approx));
    let mut line = format!("量: {surface} | {value} {}{approx}", q.unit);
    if let Some(per) = &q.per {
        write!(line, " | {per}").unwrap();
    }
    if q.each {
        line.push_str(" | 各");
    }
    line
}

fn quantities(case: &Case<'_>) -> Vec<String> {
    let text = case.text.as_str();
    let read = quantity::scan(text, &[], &[], &LEXICON);
    let found = read.found.iter().map(|q| (q.span, line(text, q)));
    let unused =
        read.unused.iter().map(|u| (u.span, format!("弃: {} | {}", u.span.of(text), u.rule)));
    let mut lines: Vec<_> = found.chain(unused).collect();
    lines.sort_by_key(|(span, _)| *span);
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn numerals_have_exact_values() {
    run("numeral.txt", |case| {
        let read = numeral::parse(&case.text);
        read.map(|n| {
            let surface = case.text.get(..n.len).unwrap_or_default();
            format!("数: {surface} = {}{}", value(n.value), approx(n.approx))
        })
        .into_iter()
        .collect()
    });
}

#[test]
fn quantities_are_read_and_other_numbers_set_aside() {
    run("quantity.txt", quantities);
}

#[test]
fn units_are_read_longest_first() {
    run("unit.txt", quantities);
}

/// What a suite of single sentences gets as answer, a line each.
fn answered(case: &Case<'_>, kind: &str, prefix: &str) -> Vec<String> {
    let reference = Reference { gazetteer: &GAZETTEER, lexicon: &LEXICON };
    let day = case.published.map(|day| day.to_string());
    let case = serde_json::json!({ "text": case.text, "kind": kind, "ref": day });
    let answer: serde_json::Value =
        serde_json::from_str(&cases::run(&case.to_string(), &reference)).unwrap();
    let found = answer["found"].as_array().unwrap().iter();
    let line = |f: &serde_json::Value| {
        let (surface, value) = (f["surface"].as_str().unwrap(), f["value"].as_str().unwrap());
        format!("{prefix} {surface} = {value}")
    };
    found.map(line).collect()
}

#[test]
fn dates_are_read_as_days() {
    run("date.txt", |case| answered(case, "date", "日:"));
}

#[test]
fn every_number_is_listed_and_no_idiom() {
    run("listed.txt", |case| answered(case, "number", "数:"));
}

#[test]
fn a_time_governs_its_clause_and_nothing_else() {
    run("period.txt", |case| {
        let mut article = article_from_text(&case.text, &LEXICON);
        article.published = case.published.or(article.published);
        let text = article.text.text.as_str();
        let periods = period::find(&article, &LEXICON);
        let read = quantity::scan(text, &[], &article.defects, &LEXICON);
        read.found
            .iter()
            .map(|q| {
                let period =
                    periods.at(&article, q.span).map_or("—".to_owned(), |(period, basis)| {
                        let basis = match basis {
                            Basis::Stated => "写明",
                            Basis::Resolved => "推定",
                            Basis::Carried => "承前",
                            Basis::Default => "默认",
                        };
                        format!("{} {basis}", period.value)
                    });
                format!("时: {} | {period}", q.span.of(text))
            })
            .collect()
    });
}

/// The article that a Markdown text makes.
fn markdown(text: &str) -> Article {
    let path = RelPath::new("table.md").unwrap();
    let id = ArticleId("table".into());
    let document = document(id, path, text.to_owned(), SourceFormat::Markdown).value;
    clean(&document, &CleanConfig::default(), &LEXICON).value
}

#[test]
fn cells_take_their_unit_from_the_header() {
    run("table.txt", |case| {
        let article = markdown(&case.text);
        let text = article.text.text.as_str();
        let periods = period::find(&article, &LEXICON);
        let tables = table::read(&article, &Places::default(), &LEXICON);
        let cells = tables.figures().iter();
        cells
            .map(|f| {
                let (surface, number) = (f.quantity.span.of(text), value(f.quantity.value));
                let period = periods.at(&article, f.quantity.span);
                let period =
                    period.map_or("—".to_owned(), |(period, _)| period.value.to_string());
                format!("量: {surface} | {number} {} | {} | {period}", f.quantity.unit, f.measure)
            })
            .collect()
    });
}

#[test]
fn a_word_writes_one_unit_and_a_longer_word_begins_like_it() {
    let mut owners = std::collections::BTreeMap::new();
    for def in &LEXICON.pack.units {
        for word in std::iter::once(&def.unit).chain(&def.words) {
            let other = owners.insert(word, &def.unit);
            assert_eq!(other, None, "{word} writes {} and another unit", def.unit);
        }
        for longer in &def.unless {
            let mut words = std::iter::once(&def.unit).chain(&def.words);
            let begins = words.any(|word| longer.starts_with(word.as_str()) && longer != word);
            assert!(begins, "{longer} begins like no word of {}", def.unit);
        }
    }
    for noun in &LEXICON.pack.head_nouns {
        assert!(LEXICON.unit(&noun.unit).is_some(), "{} lends an unknown unit", noun.ending);
    }
}
