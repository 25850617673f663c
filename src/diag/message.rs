//! Codes to words: severities, languages, values put into messages.

use super::code::Code;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The build cannot be trusted: exit code 1.
    Error,
    /// Something was left out or doubtful: exit code 1 with `--deny-warnings`.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Its name in messages.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        pick(
            match self {
                Self::Error => ["错误", "error"],
                Self::Warning => ["警告", "warning"],
                Self::Note => ["说明", "note"],
            },
            language,
        )
    }
}

/// Language of messages and of the site's own words.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-Hans")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Code {
    /// The code's severity.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The message with `args` filled in.
    #[must_use]
    pub fn message(self, language: Language, args: &[(String, String)]) -> String {
        fill(pick(self.entry().message, language), language, args)
    }

    /// What to do, with `args` filled in.
    #[must_use]
    pub fn hint(self, language: Language, args: &[(String, String)]) -> String {
        fill(pick(self.entry().hint, language), language, args)
    }

    /// The message with the names of its values: `{key}`.
    #[must_use]
    pub const fn message_pattern(self, language: Language) -> &'static str {
        pick(self.entry().message, language)
    }

    /// The hint with the names of its values.
    #[must_use]
    pub const fn hint_pattern(self, language: Language) -> &'static str {
        pick(self.entry().hint, language)
    }

    /// The code that is written `FZ201` (or `fz201`, or `201`).
    ///
    /// # Example
    /// ```
    /// use fangzhi::diag::Code;
    /// assert_eq!(Code::parse("fz201"), Some(Code::LostNumber));
    /// assert_eq!(Code::parse("FZ999"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("FZ").or_else(|| text.strip_prefix("fz")).unwrap_or(text);
        let number: u16 = digits.parse().ok()?;
        Self::ALL.iter().copied().find(|code| code.entry().number == number)
    }

    /// The paragraph of `fangzhi explain`.
    #[must_use]
    pub const fn explanation(self, language: Language) -> &'static str {
        pick(self.entry().explanation, language)
    }
}

impl Language {
    /// The one of two texts that is in this language.
    #[must_use]
    pub const fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

const fn pick(words: [&'static str; 2], language: Language) -> &'static str {
    match language {
        Language::Chinese => words[0],
        Language::English => words[1],
    }
}

/// Puts the values into the message's places. A value that begins with `@` is a word of ours and
/// is said in the reader's language; each place is filled once, so that a value may hold braces.
fn fill(template: &str, language: Language, args: &[(String, String)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = args.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        out.push_str(value.map_or("", |value| word(value, language)));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Words of ours that stand as values in messages.
const WORDS: &[(&str, [&str; 2])] = &[
    ("@null", ["空值", "nothing"]),
    ("@boolean", ["真假值（true 或 false）", "`true` or `false`"]),
    ("@integer", ["整数", "a whole number"]),
    ("@number", ["数", "a number"]),
    ("@string", ["文字", "text"]),
    ("@array", ["列表", "a list"]),
    ("@object", ["键值对", "a mapping"]),
];

fn word(value: &str, language: Language) -> &str {
    WORDS.iter().find(|(name, _)| *name == value).map_or(value, |(_, words)| pick(*words, language))
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FZ{}", self.entry().number)
    }
}
