//! What is wrong, where, and what to do: the one channel for everything said about inputs.

mod code;
mod entry;
mod message;
mod render;

pub use code::Code;
pub use message::{Language, Severity};
pub use render::{Format, Position, render, render_summary};

use crate::path::RelPath;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A value and what was noticed on the way to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome<T> {
    /// The result; stages never fail on content, they return what they could read.
    pub value: T,
    /// What was noticed, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value with nothing to say about it.
    pub const fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }
}

/// One finding about an input.
///
/// The words live in the table of codes, in every language; a diagnostic carries only the code
/// and the values that the words name, so it can be kept and printed in another language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file it is about; stages leave it out, the pipeline fills it in.
    pub file: Option<RelPath>,
    /// Where: bytes of the file's decoded text (per-article stages speak of the clean text, and
    /// the pipeline maps the span back).
    pub span: Option<Span>,
    /// Which finding.
    pub code: Code,
    /// The values that the code's message names, as `{name}`.
    pub args: Vec<(String, String)>,
}

impl Diagnostic {
    /// A finding without place or values.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { file: None, span: None, code, args: Vec::new() }
    }

    /// Adds a value that the message names.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "callers write `.arg(\"count\", 3)`")]
    pub fn arg(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Says where.
    #[must_use]
    pub const fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says in which file.
    #[must_use]
    pub fn within(mut self, file: RelPath) -> Self {
        self.file = Some(file);
        self
    }
}
