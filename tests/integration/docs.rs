//! Files that are made from the code and must not differ from it. `FANGZHI_BLESS=1` rewrites them.

use fangzhi::config::{Config, builtin_lexicon, json_schema, load, sample};
use fangzhi::diag::{Code, Language};
use std::fs;
use std::path::PathBuf;

/// Compares a file of the repository with what the code makes of it.
fn same(name: &str, made: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    #[expect(clippy::disallowed_methods, reason = "asks the developer's shell, not the report's")]
    let bless = std::env::var("FANGZHI_BLESS").is_ok();
    if bless {
        fs::write(&path, made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differ = kept.lines().zip(made.lines()).position(|(kept, made)| kept != made);
    assert!(
        kept == made,
        "{name} is not what the code makes (first difference: line {:?}); \
         run FANGZHI_BLESS=1 cargo test docs, and look at what it changes",
        differ.map(|line| line + 1)
    );
}

#[test]
fn the_sample_config_is_the_defaults() {
    same("config.yaml", &sample(Language::Chinese));
    for language in [Language::Chinese, Language::English] {
        let read = load(&sample(language));
        assert_eq!(read.value, Config::default());
        assert_eq!(read.diagnostics, []);
    }
}

#[test]
fn the_schema_is_that_of_the_types() {
    same("docs/config.schema.json", &json_schema());
}

#[test]
fn the_schema_of_corrections_is_that_of_the_types() {
    same("docs/corrections.schema.json", &fangzhi::model::corrections_schema());
}

#[test]
fn every_action_is_written_down() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/corrections.md");
    let text = fs::read_to_string(path).unwrap();
    for action in fangzhi::model::Action::ALL {
        assert!(text.contains(&format!("\n| `{action}` |")), "{action}");
    }
}

#[test]
fn every_rule_is_written_down() {
    same("docs/rules.md", &fangzhi::rules::document(&builtin_lexicon().cards()));
}

#[test]
fn every_key_is_explained_in_both_languages() {
    for language in [Language::Chinese, Language::English] {
        let text = sample(language);
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2) {
            let key = pair[1].trim_start_matches([' ', '#']).split(':').next().unwrap();
            let is_key = pair[1].contains(':') && !pair[1].trim_start().starts_with("# ");
            let named = key == "default";
            assert!(!is_key || named || pair[0].trim_start().starts_with("# "), "{pair:?}");
        }
    }
}

#[test]
fn the_table_of_codes_is_written_down() {
    let mut made = String::from(
        "# Diagnostics\n\n\
         Every finding has a code. `fangzhi explain CODE` prints its entry. Errors end the command with \
         exit code 1; so do warnings with `--deny-warnings` and in `fangzhi check`; codes from FZ901, where the \
         machine does not go along, with 2. Made from the table in \
         `src/diag/code.rs`; a test compares.\n",
    );
    for code in Code::ALL {
        let [zh, en] = [Language::Chinese, Language::English];
        made.push_str(&format!(
            "\n## {code} ({})\n\n{}\n\n{}\n\n*What to do:* {}.\n\n{}\n\n{}\n\n*怎么办：*{}。\n",
            code.severity().name(en),
            code_text(code.message_pattern(en)),
            code.explanation(en),
            code_text(code.hint_pattern(en)),
            code_text(code.message_pattern(zh)),
            code.explanation(zh),
            code_text(code.hint_pattern(zh)),
        ));
    }
    same("docs/diagnostics.md", &made);
}

/// Values of a message in the typography of Markdown.
fn code_text(pattern: &str) -> String {
    pattern.replace('{', "⟨").replace('}', "⟩")
}

#[test]
fn commands_of_the_readmes_exist() {
    let commands = [
        "build",
        "check",
        "extract",
        "explain",
        "init",
        "correct",
        "review",
        "diff",
        "cache",
        "stats",
        "completions",
        "serve",
    ];
    for name in ["README.md", "README.zh.md"] {
        let text = read(name);
        let mut seen = 0;
        for (_, rest) in text.match_indices("fangzhi ").map(|(at, m)| (at, &text[at + m.len()..])) {
            let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            // Only what is set as code: `fangzhi build`, or a line of a shell block.
            let before = text[..text.len() - rest.len() - "fangzhi ".len()].chars().next_back();
            if before.is_some_and(|c| c == '`' || c == '\n') && !word.is_empty() {
                assert!(commands.contains(&word.as_str()), "{name}: fangzhi {word}");
                seen += 1;
            }
        }
        assert!(seen >= 5, "{name} shows {seen} commands");
    }
    for command in commands {
        let mut fangzhi = assert_cmd::cargo::cargo_bin_cmd!("fangzhi");
        // This project is Chinese, so is its help.
        let help = fangzhi.args([command, "--help"]).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        assert!(help.contains("示例:") && !help.contains("Examples"), "{command}: {help}");
    }
}

#[test]
fn files_that_documents_link_to_exist() {
    for name in ["README.md", "README.zh.md", "docs/architecture.md", "docs/data.md"] {
        let text = read(name);
        let folder = PathBuf::from(name).parent().unwrap().to_path_buf();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(&folder).join(target);
            assert!(path.exists(), "{name} links to {target}");
        }
    }
}

#[test]
fn the_five_minute_tour_works() {
    let place = tempfile::tempdir().unwrap();
    let run = |folder: PathBuf, arguments: &[&str]| {
        let mut fangzhi = assert_cmd::cargo::cargo_bin_cmd!("fangzhi");
        fangzhi.current_dir(folder).args(arguments).output().unwrap()
    };
    let report = place.path().join("my-report");
    assert!(run(place.path().to_path_buf(), &["init", "my-report"]).status.success());
    let article = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/mianyang.txt");
    fs::copy(article, report.join("content/mianyang.txt")).unwrap();
    assert_eq!(run(report.clone(), &["check"]).status.code(), Some(1), "it has damaged places");
    assert!(run(report.clone(), &["build"]).status.success());
    assert!(report.join("output/index.html").exists());
    assert!(report.join("output/regions/510700.html").exists(), "绵阳市 has its page");
}

#[test]
fn the_keys_of_the_facts_are_documented_in_order() {
    let text = read("docs/data.md");
    let mut fangzhi = assert_cmd::cargo::cargo_bin_cmd!("fangzhi");
    let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
    let out = fangzhi.args(["extract", "--all"]).arg(content).output().unwrap().stdout;
    let out = String::from_utf8(out).unwrap();
    for kind in ["meta", "surface", "mechanism", "defect", "check"] {
        let found = out.lines().find_map(|line| {
            let object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(line).unwrap();
            (object.keys().nth(1).unwrap() == kind)
                .then(|| object.keys().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "))
        });
        let keys = found.unwrap();
        assert!(text.contains(&keys), "docs/data.md lacks {keys}");
    }
}

fn read(name: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}
