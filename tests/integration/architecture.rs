//! The house rules that a compiler does not check: layers, owners of crates, size, words.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground up; a module may use modules of lower layers and of its own module.
const LAYERS: &[&[&str]] = &[
    &[
        "span",
        "path",
        "file",
        "decimal",
        "fingerprint",
        "date",
        "tables",
        "pairs",
        "parallel",
        "picture",
    ],
    &["diag"],
    &["error"],
    &["cache"],
    &["rules"],
    &["gazetteer", "lexicon"],
    &["config"],
    &["corpus"],
    &["clean"],
    &["extract"],
    &["model"],
    &["chart"],
    &["site"],
    &["pipeline"],
    &["cli"],
];

/// The one module (or two) that may name a third-party crate. Free for all: serde, `serde_json`,
/// schemars, regex.
const OWNERS: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diag"]),
    ("blake3", &["fingerprint"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("csv", &["corpus", "site"]),
    ("encoding_rs", &["corpus"]),
    ("httpdate", &["cli"]),
    ("hyper", &["cli"]),
    ("hyper_util", &["cli"]),
    ("indicatif", &["cli"]),
    ("jieba_rs", &["lexicon"]),
    ("jiff", &["date"]),
    // The binary itself.
    ("mimalloc", &[""]),
    ("miniz_oxide", &["corpus", "site"]),
    ("notify", &["cli"]),
    ("open", &["cli"]),
    ("percent_encoding", &["cli"]),
    ("pinyin", &["gazetteer", "clean"]),
    ("plotters", &["chart"]),
    ("plotters_backend", &["chart"]),
    ("pulldown_cmark", &["corpus"]),
    ("postcard", &["cache"]),
    ("quick_xml", &["corpus"]),
    ("rayon", &["parallel", "site"]),
    ("regex_syntax", &["rules"]),
    ("rust_decimal", &["decimal"]),
    ("ruzstd", &["pipeline"]),
    ("rustix", &["site"]),
    ("serde_yaml", &["config"]),
    ("signal_hook", &["cli"]),
    ("strsim", &["config"]),
    ("tera", &["site"]),
    ("tokio", &["cli"]),
    ("unicode_normalization", &["clean", "gazetteer", "site"]),
    ("unicode_width", &["diag", "chart"]),
    ("walkdir", &["cache", "corpus"]),
];

const FREE: &[&str] = &["serde", "serde_json", "schemars", "regex", "std", "core", "alloc"];

/// Longest file, in lines.
const LONGEST: usize = 600;

/// The one file that is a table and nothing else.
const TABLE: &str = "src/diag/code.rs";

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder of the repository, with their texts.
fn rust_files(folder: &str) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![repository().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(repository()).unwrap().to_path_buf(), text);
            }
        }
    }
    found
}

/// The top-level module that a file of `src` belongs to; none for `lib.rs` and `main.rs`.
fn module(path: &Path) -> Option<String> {
    let name = path.components().nth(1).unwrap().as_os_str().to_str().unwrap();
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (name != "lib" && name != "main").then(|| name.to_owned())
}

/// The text without comments: words in prose are no uses.
pub(crate) fn code(text: &str) -> String {
    let line = |line: &str| {
        if line.trim_start().starts_with("//") {
            String::new()
        } else {
            line.split(" // ").next().unwrap_or_default().to_owned()
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The names that follow `crate::`, also within braces (`use crate::{a, b::C}`).
pub(crate) fn own_modules(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut used = BTreeSet::new();
    for (_, rest) in code.match_indices("crate::").map(|(at, word)| (at, &code[at + word.len()..]))
    {
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 1;
                let mut start = 0;
                for (at, c) in list.char_indices() {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    if (c == ',' && depth == 1) || depth == 0 {
                        used.insert(name(&list[start..at]));
                        start = at + 1;
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            None => {
                used.insert(name(rest));
            }
        }
    }
    used.remove("");
    used
}

fn level(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn every_module_has_a_layer() {
    let modules: BTreeSet<String> = rust_files("src").keys().filter_map(|p| module(p)).collect();
    let known: BTreeSet<String> = LAYERS.concat().iter().map(|m| (*m).to_owned()).collect();
    assert_eq!(modules, known);
}

#[test]
fn modules_use_lower_layers_only() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let Some(this) = module(&path) else { continue };
        for other in own_modules(&code(&text)) {
            let lower = level(&other) < level(&this);
            if level(&other).is_some() && other != this && !lower {
                wrong.push(format!("{}: `{this}` may not use `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn third_party_crates_have_one_owner() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let this = module(&path).unwrap_or_default();
        let code = code(&text);
        for (name, owners) in OWNERS {
            let named = [format!("use {name}::"), format!("use {name};"), format!("{name}::")];
            let uses = |text: &str| {
                named.iter().any(|n| {
                    text.match_indices(n.as_str()).any(|(at, _)| {
                        let before = text[..at].chars().next_back();
                        before.is_none_or(|c| !(c.is_alphanumeric() || "_:".contains(c)))
                    })
                })
            };
            if uses(&code) && !owners.contains(&this.as_str()) {
                wrong.push(format!("{}: only {owners:?} may use `{name}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_has_an_owner() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in section.lines().filter(|line| line.contains('=') && !line.starts_with('#')) {
        let name = line.split('=').next().unwrap().trim().replace('-', "_");
        let owned = OWNERS.iter().any(|(owned, _)| *owned == name);
        assert!(owned || FREE.contains(&name.as_str()), "`{name}` has no owner");
    }
}

#[test]
fn files_open_with_a_line_about_them_and_stay_short() {
    for (path, text) in rust_files("src").into_iter().chain(rust_files("tests")) {
        assert!(text.starts_with("//! "), "{} does not say what it is", path.display());
        let lines = text.lines().count();
        let most = if path.ends_with(TABLE) { 2 * LONGEST } else { LONGEST };
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_architecture_names_every_module() {
    let document = fs::read_to_string(repository().join("docs/architecture.md")).unwrap();
    for module in LAYERS.concat() {
        assert!(document.contains(&format!("`{module}`")), "docs/architecture.md lacks `{module}`");
    }
}

/// Chinese literals that function bodies of the engine may hold: digits, and particles that are
/// grammar. Words stand in `rules/`; the number may fall and never grow.
const LITERALS: usize = 81;

/// The engine: what must not know a word.
const ENGINE: &[&str] = &["src/extract", "src/clean", "src/corpus", "src/lexicon", "src/rules"];

/// How many string and character literals with a Han character stand in the function bodies of `text`.
fn han_literals(text: &str) -> usize {
    let tokens = Regex::new(concat!(
        r#"(?s)//[^\n]*|/\*.*?\*/|r#"[^"]*"\#|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^\\'])'"#,
        r"|\bfn\b|[{};]"
    ));
    let (mut depth, mut bodies, mut pending, mut count) = (0, Vec::new(), false, 0);
    for token in tokens.unwrap().find_iter(text) {
        match token.as_str() {
            "fn" => pending = true,
            ";" => pending = false,
            "{" => {
                depth += 1;
                if pending {
                    bodies.push(depth);
                    pending = false;
                }
            }
            "}" => {
                if bodies.last() == Some(&depth) {
                    bodies.pop();
                }
                depth -= 1;
            }
            word if word.starts_with('/') => (),
            word => {
                let han = word.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '〇');
                count += usize::from(han && !bodies.is_empty());
            }
        }
    }
    count
}

#[test]
fn chinese_words_stand_in_tables() {
    assert_eq!(han_literals("const A: &str = \"万\"; // fn \"亿\"\nfn f() { g('元', \"x\") }"), 1);
    let files = ENGINE.iter().flat_map(|folder| rust_files(folder));
    let count: usize = files.map(|(_, text)| han_literals(&text)).sum();
    assert!(count <= LITERALS, "{count} literals; words belong into rules/");
    assert!(count + 30 > LITERALS, "{count} literals: lower the bar to what is reached");
}

/// What a page asks is noted by the functions of these files; one that asked the index itself would be
/// kept when it must be made anew.
#[test]
fn pages_ask_through_what_notes_it() {
    let noting = ["index.rs", "planner.rs", "prints.rs"];
    let mut seen = 0;
    for (path, text) in rust_files("src/site/view") {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        let asks = text.contains(".index.") || text.contains("edition.report");
        assert!(!asks || noting.contains(&name), "{}", path.display());
        seen += usize::from(asks);
    }
    assert!(seen >= 2, "the index has gone elsewhere");
}

#[test]
fn unfinished_work_is_not_left_in_the_source() {
    let banned = ["to\u{64}o", "fix\u{6d}e", "x\u{78}x", "hac\u{6b}", "db\u{67}!"];
    for (path, text) in rust_files("src") {
        let text = text.to_lowercase();
        let words: BTreeSet<&str> =
            text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '!')).collect();
        for word in banned {
            assert!(!words.contains(word), "{} says `{word}`", path.display());
        }
    }
}

#[test]
fn the_scanner_sees_what_it_must() {
    let seen = own_modules("use crate::{a, b::{C, D}, e::F};\nfn f() -> crate::g::H { self::x() }");
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "e", "g"]);
    assert_eq!(code("a // use crate::b\n    // crate::c\n/// crate::d"), "a\n\n");
    assert_eq!(module(Path::new("src/diag/code.rs")).unwrap(), "diag");
    assert_eq!(module(Path::new("src/span.rs")).unwrap(), "span");
    assert!(module(Path::new("src/lib.rs")).is_none());
}
