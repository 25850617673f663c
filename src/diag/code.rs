//! The table of codes. From it come the messages, `fangzhi explain CODE` and `docs/diagnostics.md`.

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

/// One row of the table.
struct Entry {
    number: u16,
    severity: Severity,
    /// Message in Chinese and English; `{name}` stands for an argument.
    message: [&'static str; 2],
    /// What to do about it.
    hint: [&'static str; 2],
    /// A paragraph for `fangzhi explain`.
    explanation: [&'static str; 2],
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal $severity:ident {
        $message_zh:literal, $message_en:literal;
        $hint_zh:literal, $hint_en:literal;
        $explain_zh:literal, $explain_en:literal
    })*) => {
        /// Every finding that fangzhi can report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            const fn entry(self) -> &'static Entry {
                match self { $(Self::$name => &Entry {
                    number: $number,
                    severity: Severity::$severity,
                    message: [$message_zh, $message_en],
                    hint: [$hint_zh, $hint_en],
                    explanation: [$explain_zh, $explain_en],
                },)* }
            }
        }
    };
}

// Ranges: 1xx config and corpus, 2xx cleaning, 3xx places, 4xx quantities, periods, indicators,
// 5xx mechanisms, 6xx aggregation, 7xx pages and output, 8xx templates.
codes! {
    /// A file without text.
    EmptyFile = 121 Warning {
        "文件是空的，已跳过", "the file is empty and was skipped";
        "补上正文，或把它移出语料文件夹", "add text, or move it out of the corpus folder";
        "语料文件夹里的这个文件没有任何文字，不会生成文章页。",
        "This file of the corpus folder holds no text, so it gets no article page."
    }
    /// Damage in the source: a unit or noun that lost its number.
    LostNumber = 201 Warning {
        "“{text}”缺少数字，来源文本可能丢失了数值", "`{text}` has lost its number in the source";
        "对照原报道补上数字；不补则该处不会作为数据发表", "restore the number from the original report; otherwise nothing is published from here";
        "量词或单位前面应当有数字却没有，多半是网页转存时丢失。此处不会产生任何数据，只在“存疑与复核”中列出。",
        "A unit or classifier stands where its number should be; the number was probably lost when the page was copied. Nothing is published from it; the place is listed under doubts."
    }
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
        fill(pick(self.entry().message, language), args)
    }

    /// What to do, with `args` filled in.
    #[must_use]
    pub fn hint(self, language: Language, args: &[(String, String)]) -> String {
        fill(pick(self.entry().hint, language), args)
    }

    /// The paragraph of `fangzhi explain`.
    #[must_use]
    pub const fn explanation(self, language: Language) -> &'static str {
        pick(self.entry().explanation, language)
    }
}

const fn pick(words: [&'static str; 2], language: Language) -> &'static str {
    match language {
        Language::Chinese => words[0],
        Language::English => words[1],
    }
}

fn fill(template: &str, args: &[(String, String)]) -> String {
    args.iter().fold(template.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FZ{}", self.entry().number)
    }
}
