//! The YAML between two `---` lines at the top of a Markdown file.

use super::FrontMatter;
use crate::config::parse_yaml;
use crate::date::{Date, mail_day, written_day};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::span::Span;
use serde::{Deserialize, Deserializer};
use std::ops::ControlFlow;

/// A file cut into its front matter and the rest.
pub(super) struct Parted<T> {
    /// What the front matter says, with findings in bytes of the file.
    pub(super) front: Outcome<T>,
    /// Where the text begins.
    pub(super) body: usize,
}

/// What a front matter says, or what is wrong with it.
type Read<T> = Result<T, Vec<Diagnostic>>;

/// Reads the front matter of an article.
pub(super) fn of_article(yaml: &str) -> Read<FrontMatter> {
    let mut value = parse_yaml::<FrontMatter>(yaml)?;
    value.byline = value.byline.or(value.author.take());
    Ok(value)
}

/// Parts `text`, whose front matter `parse` reads: what cannot be read is a finding, and the text after it is
/// still the text.
pub(super) fn part<T: Default>(text: &str, parse: fn(&str) -> Read<T>) -> Parted<T> {
    let none = |body| Parted { front: Outcome::default(), body };
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| first_line(text) == *fence) else {
        return none(0);
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let Some((end, body)) = closing(text, start, fence) else {
        return unclosed(text, start);
    };
    let yaml = text.get(start..end).unwrap_or_default();
    if fence == "+++" {
        let finding = Diagnostic::new(Code::FrontMatterSyntax).arg("reason", "TOML (+++)");
        let front = Outcome { value: T::default(), diagnostics: vec![finding.at(Span::new(0, 3))] };
        return Parted { front, body };
    }
    Parted { front: read(yaml, start, parse), body }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// Where the closing fence begins and where the text after it does.
fn closing(text: &str, start: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// An opening fence alone: a thematic break, unless a key follows it.
fn unclosed<T: Default>(text: &str, start: usize) -> Parted<T> {
    let next = text.get(start..).map_or("", first_line);
    let key = next.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    let mut front = Outcome::<T>::default();
    if key {
        let finding = Diagnostic::new(Code::FrontMatterSyntax).arg("reason", "`---` ?");
        front.diagnostics.push(finding.at(Span::new(0, 3)));
    }
    Parted { front, body: if key { start } else { 0 } }
}

/// Reads the YAML; lines with findings are left out and the rest is read again, so that one bad
/// key does not take the others with it.
fn read<T: Default>(yaml: &str, offset: usize, parse: fn(&str) -> Read<T>) -> Outcome<T> {
    let mut source = yaml.to_owned();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    // Each round leaves out at least one line; eight rounds are one for each key.
    for _ in 0..8 {
        let findings = match parse(&source) {
            Ok(value) => return Outcome { value, diagnostics },
            Err(findings) => findings,
        };
        let before = source.clone();
        for finding in findings {
            if blank(&mut source, &finding).is_break() {
                source = String::new();
            }
            diagnostics.push(translate(finding, offset));
        }
        if source == before || source.trim().is_empty() {
            break;
        }
    }
    Outcome { value: T::default(), diagnostics }
}

/// Replaces the lines of the finding's key by blanks, offsets kept. `Break` when the finding is
/// not about one key.
fn blank(source: &mut String, finding: &Diagnostic) -> ControlFlow<()> {
    let one_key = !matches!(finding.code, Code::YamlSyntax | Code::YamlTooComplex);
    let Some(span) = finding.span.filter(|_| one_key) else { return ControlFlow::Break(()) };
    let from = source.get(..span.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let mut end = from;
    for (index, line) in source.get(from..).unwrap_or_default().split_inclusive('\n').enumerate() {
        if index > 0 && !line.starts_with([' ', '\t', '-']) {
            break;
        }
        end += line.len();
    }
    let blanks: String = source
        .get(from..end)
        .unwrap_or_default()
        .bytes()
        .map(|b| if b == b'\n' { '\n' } else { ' ' })
        .collect();
    source.replace_range(from..end, &blanks);
    ControlFlow::Continue(())
}

/// The config's finding as one about an article, which never fails a build.
fn translate(finding: Diagnostic, offset: usize) -> Diagnostic {
    let code = match finding.code {
        Code::UnknownKey => Code::FrontMatterKey,
        Code::MisspelledKey => Code::FrontMatterTypo,
        Code::YamlSyntax | Code::YamlTooComplex => Code::FrontMatterSyntax,
        _ => Code::FrontMatterValue,
    };
    let mut args = finding.args;
    if !args.iter().any(|(name, _)| name == "reason") {
        let key = args.iter().find(|(name, _)| name == "key").map(|(_, key)| key.clone());
        args.push(("reason".to_owned(), key.unwrap_or_default()));
    }
    Diagnostic { file: None, span: finding.span.map(|span| span.shift(offset)), code, args }
}

/// Reads a date that may be followed by a time of day, `2020-01-17 10:55`, or is written as in mails.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    written_day(&text)
        .or_else(|| mail_day(&text))
        .map(Some)
        .ok_or_else(|| serde::de::Error::custom(text))
}

/// A code of a region may be written with or without quotes.
#[derive(Deserialize)]
#[serde(untagged)]
enum Region {
    Name(String),
    Code(u32),
}

/// Reads a region: a name, or a code with or without quotes.
pub(super) fn region<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Ok(Option::<Region>::deserialize(deserializer)?.map(|region| match region {
        Region::Name(name) => name,
        Region::Code(code) => code.to_string(),
    }))
}
