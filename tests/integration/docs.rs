//! Files that are made from the code and must not differ from it. `FANGZHI_BLESS=1` rewrites them.

use fangzhi::config::{Config, json_schema, load, sample};
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
         exit code 1; so do warnings with `--deny-warnings` and in `fangzhi check`. Made from the table in \
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
