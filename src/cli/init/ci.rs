//! The files that build a report in CI: templates with the words of both languages and places for what
//! a release knows of itself.

use crate::diag::Language;

const GITHUB: &str = include_str!("report.yml");
const GITLAB: &str = include_str!("gitlab-ci.yml");
/// How both of them install fangzhi.
const INSTALL: &str = include_str!("install.sh");

/// The workflow for GitHub.
pub(super) fn github(language: Language) -> String {
    fill(GITHUB, language)
}

/// The pipeline for GitLab.
pub(super) fn gitlab(language: Language) -> String {
    fill(GITLAB, language)
}

/// Puts in the installation, the words of the language and what the release knows.
fn fill(template: &str, language: Language) -> String {
    let mut text = String::new();
    for line in template.lines() {
        match line.strip_suffix("@INSTALL@") {
            Some(indent) => {
                INSTALL.lines().for_each(|line| push(&mut text, indent, line, language));
            }
            None => push(&mut text, "", line, language),
        }
    }
    text.replace("@ARCHIVE@", &archive())
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
        .replace("@RUST@", env!("CARGO_PKG_RUST_VERSION"))
}

/// Adds a line, unless it is a comment that this language needs fewer lines for.
fn push(text: &mut String, indent: &str, line: &str, language: Language) {
    let words = words(line, language);
    if words.trim() != "#" || line.trim() == "#" {
        text.push_str(indent);
        text.push_str(words.trim_end());
        text.push('\n');
    }
}

/// The line with one half of every «中文|English».
fn words(line: &str, language: Language) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('«') {
        let (pair, after) = after.split_once('»').unwrap_or((after, ""));
        let (chinese, english) = pair.split_once('|').unwrap_or((pair, pair));
        out.push_str(before);
        out.push_str(language.pick(chinese, english));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where the archive of a version is, as the shell writes it; nothing while the crate does not name a
/// repository that has releases.
fn archive() -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => "\"\"".to_owned(),
        repository => format!(
            "\"{}/releases/download/v$FANGZHI/fangzhi-$FANGZHI-$(uname -m)-unknown-linux-musl.tar.gz\"",
            repository.trim_end_matches('/')
        ),
    }
}
