//! Diagnostics as text: for people (caret under the place), as JSON lines, and for CI.

use super::{Diagnostic, Language, Severity};
use crate::path::RelPath;
use crate::span::Span;
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::ops::Range;

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With a snippet and carets.
    #[default]
    Human,
    /// The same with colours, for a terminal.
    Colour,
    /// One JSON object a line.
    Json,
    /// GitHub workflow commands.
    Github,
}

/// A place as people count: lines and columns (in characters) from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

impl Position {
    /// The position of byte `at` of `text`.
    ///
    /// # Example
    /// ```
    /// use fangzhi::diag::Position;
    /// assert_eq!(Position::of("甲乙\n丙丁", 10), Position { line: 2, column: 2 });
    /// ```
    #[must_use]
    pub fn of(text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

/// Prints one diagnostic; `source` is the decoded text of its file. The result ends without a
/// line feed.
#[must_use]
pub fn render(
    diagnostic: &Diagnostic,
    source: Option<&str>,
    language: Language,
    format: Format,
) -> String {
    match format {
        Format::Human => human(diagnostic, source, language, &Renderer::plain()),
        Format::Colour => human(diagnostic, source, language, &Renderer::styled()),
        Format::Json => json(diagnostic, source, language),
        Format::Github => github(diagnostic, source, language),
    }
}

/// A closing line that counts what was found: `2 errors, 1 warning`; empty when nothing was.
#[must_use]
pub fn render_summary(diagnostics: &[Diagnostic], language: Language) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.code.severity() == severity).count();
    let parts = [Severity::Error, Severity::Warning, Severity::Note].map(|s| (s, count(s)));
    let parts = parts.iter().filter(|(_, n)| *n > 0).map(|(severity, n)| match language {
        Language::Chinese => format!("{n} 处{}", severity.name(language)),
        Language::English if *n == 1 => format!("1 {}", severity.name(language)),
        Language::English => format!("{n} {}s", severity.name(language)),
    });
    let joint = match language {
        Language::Chinese => "，",
        Language::English => ", ",
    };
    parts.collect::<Vec<_>>().join(joint)
}

fn human(
    diagnostic: &Diagnostic,
    source: Option<&str>,
    language: Language,
    renderer: &Renderer,
) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = diagnostic.code.message(language, &diagnostic.args);
    let hint = diagnostic.code.hint(language, &diagnostic.args);
    let hint_name = match language {
        Language::Chinese => "提示",
        Language::English => "help",
    };
    let title = level
        .with_name(diagnostic.code.severity().name(language))
        .primary_title(message)
        .id(diagnostic.code.to_string());
    let help = Level::HELP.with_name(hint_name).message(hint);
    let window = diagnostic.span.zip(source).map(|(span, text)| Window::around(text, span));
    let file = diagnostic.file.as_ref().map(RelPath::as_str);
    let group = match (&window, file) {
        (Some(window), file) => title.element(window.snippet(file)).element(help),
        (None, Some(file)) => title.element(Origin::path(file)).element(help),
        (None, None) => title.element(help),
    };
    let text = renderer.render(&[group]);
    match window.as_ref().and_then(|window| Some((file?, window.moved_columns()?))) {
        Some((file, (shown, real))) => {
            text.replacen(&format!("{file}{shown}"), &format!("{file}{real}"), 1)
        }
        None => text,
    }
}

/// Longest line that is handed to the renderer; it cuts to the terminal's width by itself, but
/// looks at every character of the line to do so.
const LONGEST: usize = 16 * 1024;

/// The line around a place.
struct Window<'a> {
    line: &'a str,
    mark: Range<usize>,
    number: usize,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, span: Span) -> Self {
        let number = Position::of(text, span.start).line;
        let start = text.get(..span.start).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
        let line = text.get(start..).unwrap_or_default();
        let line = line.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let from = span.start.saturating_sub(start).min(line.len());
        let to = span.end.saturating_sub(start).clamp(from, line.len());
        Self { line, mark: from..to, number }
    }

    /// The nearest start of a character at or before byte `at` of the line.
    fn boundary(&self, at: usize) -> usize {
        let at = at.min(self.line.len());
        (0..=at).rev().find(|at| self.line.is_char_boundary(*at)).unwrap_or(0)
    }

    /// What of the line is handed to the renderer.
    fn part(&self) -> Range<usize> {
        if self.line.len() <= LONGEST {
            return 0..self.line.len();
        }
        let from = self.boundary(self.mark.start.saturating_sub(LONGEST / 4));
        from..self.boundary(self.mark.start + LONGEST / 4)
    }

    /// `:line:column` as the renderer counts in the part, and as it is in the file.
    fn moved_columns(&self) -> Option<(String, String)> {
        let part = self.part();
        let column = |from| {
            let before = self.line.get(from..self.mark.start).unwrap_or_default();
            format!(":{}:{}", self.number, before.chars().count() + 1)
        };
        (part.start > 0).then(|| (column(part.start), column(0)))
    }

    fn snippet(&'a self, file: Option<&'a str>) -> Snippet<'a, Annotation<'a>> {
        let part = self.part();
        let text = self.line.get(part.clone()).unwrap_or_default();
        let mark = self.mark.start - part.start..self.mark.end.min(part.end) - part.start;
        let mark = AnnotationKind::Primary.span(mark);
        Snippet::source(text).line_start(self.number).path(file).annotation(mark)
    }
}

/// One line of `--message-format json`.
#[derive(Serialize)]
struct JsonLine<'a> {
    code: String,
    severity: Severity,
    message: String,
    hint: String,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    text: Option<&'a str>,
}

fn json(diagnostic: &Diagnostic, source: Option<&str>, language: Language) -> String {
    let [start, end] = ends(diagnostic, source);
    let line = JsonLine {
        code: diagnostic.code.to_string(),
        severity: diagnostic.code.severity(),
        message: diagnostic.code.message(language, &diagnostic.args),
        hint: diagnostic.code.hint(language, &diagnostic.args),
        file: diagnostic.file.as_ref().map(RelPath::as_str),
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
        text: diagnostic.span.zip(source).map(|(span, text)| span.of(text)),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn github(diagnostic: &Diagnostic, source: Option<&str>, language: Language) -> String {
    let command = match diagnostic.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(file) = &diagnostic.file {
        properties.push(format!("file={}", escape_property(file.as_str())));
    }
    let [start, end] = ends(diagnostic, source);
    if let Some((start, end)) = start.zip(end) {
        properties.push(format!("line={},endLine={}", start.line, end.line));
        // GitHub refuses columns for a place of several lines.
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!("title={}", diagnostic.code));
    let message = diagnostic.code.message(language, &diagnostic.args);
    let hint = diagnostic.code.hint(language, &diagnostic.args);
    format!("::{command} {}::{}", properties.join(","), escape(&format!("{message}\n{hint}")))
}

fn ends(diagnostic: &Diagnostic, source: Option<&str>) -> [Option<Position>; 2] {
    let places = diagnostic.span.zip(source);
    [
        places.map(|(span, text)| Position::of(text, span.start)),
        places.map(|(span, text)| Position::of(text, span.end)),
    ]
}

/// What the runner would take for its own is spelt out; other control characters would steer whoever
/// reads the log on a terminal.
fn escape(text: &str) -> String {
    let plain = text.replace(|c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t'), "");
    plain.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
