//! Findings as annotations of a GitHub workflow, as many as GitHub shows; the rest is summed up in the
//! last of them and listed in the log.

use super::findings::Findings;
use crate::diag::{Code, Diagnostic, Format, Language, Position, Severity, render};
use crate::path::RelPath;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// How many annotations of one severity GitHub shows of a step. More are dropped without a word.
const SHOWN: usize = 10;
/// How many codes are named where findings are summed up.
const NAMED: usize = 8;

/// The lines to print. `project` is the project's folder as it was named: GitHub looks for files from the
/// top of the repository, where a step begins.
pub(super) fn lines(findings: &Findings<'_>, project: &Path) -> impl Iterator<Item = String> {
    let moved: Vec<Diagnostic> = findings.diagnostics.iter().map(|f| below(f, project)).collect();
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let mut lines = Vec::new();
    for severity in severities {
        // With its place in the list of those that came: texts are kept by the name in the project.
        let of = moved.iter().zip(findings.diagnostics);
        let mut some: Vec<_> = of.filter(|(moved, _)| moved.code.severity() == severity).collect();
        if some.len() <= SHOWN {
            lines.extend(some.iter().map(|pair| annotation(pair, findings)));
            continue;
        }
        one_of_each_first(&mut some);
        let rest = some.split_off(SHOWN - 1);
        lines.extend(some.iter().map(|pair| annotation(pair, findings)));
        lines.push(sum(&rest, severity, findings.language));
        lines.push(format!("::group::{}", counted(&rest, severity, findings.language)));
        lines.extend(rest.iter().map(|pair| plain(pair, findings)));
        lines.push("::endgroup::".to_owned());
    }
    lines.into_iter()
}

/// A finding with its file as it is named from where the command was started, and as it came.
type Pair<'a> = (&'a Diagnostic, &'a Diagnostic);

/// The finding with its file below `project`; as it is where that leads out of this folder.
fn below(finding: &Diagnostic, project: &Path) -> Diagnostic {
    let parts = project.components().filter(|part| *part != Component::CurDir);
    let parts: Option<Vec<&str>> = parts
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let file = finding.file.as_ref().zip(parts).and_then(|(file, mut parts)| {
        parts.push(file.as_str());
        RelPath::new(parts.join("/"))
    });
    Diagnostic { file: file.or_else(|| finding.file.clone()), ..finding.clone() }
}

/// Puts the first finding of every code first, then the second of every code, and so on: where not all
/// can be shown, each kind is.
fn one_of_each_first(findings: &mut Vec<Pair<'_>>) {
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut numbered: Vec<_> = findings
        .drain(..)
        .map(|pair| {
            let nth = seen.entry(pair.0.code).or_insert(0);
            *nth += 1;
            (*nth, pair)
        })
        .collect();
    numbered.sort_by_key(|(nth, _)| *nth);
    findings.extend(numbered.into_iter().map(|(_, pair)| pair));
}

fn annotation((moved, came): &Pair<'_>, findings: &Findings<'_>) -> String {
    render(moved, findings.text(came), findings.language, Format::Github)
}

/// The annotation that stands for the `rest`.
fn sum(rest: &[Pair<'_>], severity: Severity, language: Language) -> String {
    let mut kinds: BTreeMap<Code, usize> = BTreeMap::new();
    for (finding, _) in rest {
        *kinds.entry(finding.code).or_insert(0) += 1;
    }
    let mut kinds: Vec<(usize, Code)> = kinds.into_iter().map(|(code, n)| (n, code)).collect();
    kinds.sort_by_key(|(count, code)| (Reverse(*count), *code));
    let mut named: Vec<String> =
        kinds.iter().take(NAMED).map(|(count, code)| format!("{code} ×{count}")).collect();
    if kinds.len() > NAMED {
        named.push("…".to_owned());
    }
    let named = named.join(language.pick("，", ", "));
    let counted = counted(rest, severity, language);
    let where_to = language.pick("逐条列在这一步的日志里", "the log of this step lists them");
    format!("::{} title=fangzhi::{counted}%0A{named}%0A{where_to}", command(severity))
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn counted(rest: &[Pair<'_>], severity: Severity, language: Language) -> String {
    let (count, name) = (rest.len(), severity.name(language));
    match language {
        Language::Chinese => format!("另有 {count} 处{name}未能标注"),
        Language::English => format!("{count} more {name}s are not annotated"),
    }
}

/// A finding as a line of the log. It begins with its code, so it is no command of the new form
/// (`::error::`); one of the old form (`##[error]`) may stand anywhere in a line and is broken up.
fn plain((moved, came): &Pair<'_>, findings: &Findings<'_>) -> String {
    let mut place = moved.file.as_ref().map(ToString::to_string).unwrap_or_default();
    if let Some((span, text)) = moved.span.zip(findings.text(came)) {
        let Position { line, column } = Position::of(text, span.start);
        place.push_str(&format!(":{line}:{column}"));
    }
    let message = moved.code.message(findings.language, &moved.args);
    let line = format!("{} {place} {message}", moved.code);
    line.replace(char::is_control, " ").replace("##[", "# #[")
}
