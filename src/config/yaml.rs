//! Strict YAML: nothing changes its meaning in silence, and every finding has its place.

use super::schema;
use super::strict::strict;
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use schemars::JsonSchema;
use serde::de::{DeserializeOwned, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_yaml::budget::Budget;
use serde_yaml::{Error, Location, Options, Spanned};
use std::fmt;

/// Reads `text` as a `T`.
///
/// The text is first compared with `T`'s JSON schema, so that all unknown keys, wrong types and
/// values out of range are found at once, each with its place. Spans are bytes of `text`.
///
/// YAML 1.1 readings are refused rather than guessed: `no` is a word and no truth value, `010`
/// and `1_000` are no numbers. An empty text is an empty mapping.
///
/// # Errors
/// The findings, in the order of the text; all have severity error.
///
/// # Example
/// ```
/// use fangzhi::config::{CorpusConfig, parse_yaml};
/// assert_eq!(parse_yaml::<CorpusConfig>("max_depth: 3").unwrap().max_depth, 3);
/// let found = parse_yaml::<CorpusConfig>("max_depht: 3\nmax_bytes: 1_000").unwrap_err();
/// assert_eq!(found.len(), 2);
/// ```
pub fn parse_yaml<T: DeserializeOwned + JsonSchema>(text: &str) -> Result<T, Vec<Diagnostic>> {
    let root: Spanned<Node> = serde_yaml::from_str_with_options(text, options())
        .map_err(|error| vec![translate(&error, text)])?;
    if matches!(root.value, Node::Null) {
        return serde_yaml::from_str("{}").map_err(|error| vec![translate(&error, text)]);
    }
    let findings = schema::check::<T>(&root.value, whole(text), text);
    if !findings.is_empty() {
        return Err(findings);
    }
    serde_yaml::from_str_with_options(text, options())
        .map_err(|error| vec![translate(&error, text)])
}

/// Reads a table of ours, which is JSON by now: a fault in it is the same for all who run this build.
pub(super) fn parse_table<T: DeserializeOwned>(json: &str) -> Result<T, Diagnostic> {
    serde_json::from_str(json)
        .map_err(|error| Diagnostic::new(Code::BadValue).arg("reason", error.to_string()))
}

/// Where the value is that `path` leads to: keys of mappings and places in lists, in turn.
pub(super) fn place_of(text: &str, path: &[&str]) -> Option<Span> {
    let root: Spanned<Node> = serde_yaml::from_str_with_options(text, options()).ok()?;
    let mut here = Placed { node: root.value, location: Some(root.referenced) };
    let mut named = None;
    for step in path {
        let next = match here.node {
            Node::Map(entries) => entries.into_iter().find(|(key, ..)| key == step),
            Node::List(items) => {
                let index: usize = step.parse().ok()?;
                let item = items.into_iter().nth(index)?;
                Some((String::new(), item.span(text)?, item))
            }
            _ => None,
        };
        let (_, key, value) = next?;
        named = Some(key);
        here = value;
    }
    match here.node {
        Node::Map(_) | Node::List(_) | Node::Null => named,
        _ => here.span(text),
    }
}

/// A YAML node with the places of its parts.
pub(super) enum Node {
    /// Nothing, `~`, `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer(i128),
    /// A number with a fraction or exponent, `.inf`, `.nan`.
    Float,
    /// Text, quoted or not.
    Text(String),
    /// A list.
    List(Vec<Placed>),
    /// A mapping, in the order of the text.
    Map(Vec<(String, Span, Placed)>),
}

/// A node and its place.
pub(super) struct Placed {
    pub(super) node: Node,
    pub(super) location: Option<Location>,
}

impl Placed {
    /// Its place in `text`, for a scalar: the whole scalar.
    pub(super) fn span(&self, text: &str) -> Option<Span> {
        self.location.map(|location| place(location, text))
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Bool)
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }
    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }
    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Integer(value.try_into().unwrap_or(i128::MAX)))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Float)
    }
    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Node>>()? {
            list.push(Placed { node: item.value, location: Some(item.referenced) });
        }
        Ok(Node::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key::<Spanned<String>>()? {
            let value = entries.next_value::<Spanned<Node>>()?;
            let placed = Placed { node: value.value, location: Some(value.referenced) };
            map.push((key.value, bytes_of(key.referenced).unwrap_or_default(), placed));
        }
        Ok(Node::Map(map))
    }
}

fn options() -> Options {
    let mut options = strict();
    options.with_snippet = false;
    options.alias_limits.max_total_replayed_events = 10_000;
    options.alias_limits.max_replay_stack_depth = 8;
    options.alias_limits.max_alias_expansions_per_anchor = 256;
    let mut budget = Budget::default();
    budget.max_depth = 64;
    budget.max_documents = 1;
    options.budget = Some(budget);
    options
}

/// The engine's error in our words.
fn translate(error: &Error, text: &str) -> Diagnostic {
    let mut error = error.without_snippet();
    while let Error::AliasError { error: inner, .. } = error {
        error = inner.as_ref();
    }
    let reason = reason(error);
    let diagnostic = match error {
        Error::DuplicateMappingKey { key, .. } => {
            Diagnostic::new(Code::DuplicateKey).arg("key", key.as_deref().unwrap_or("?"))
        }
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::Budget { .. } => Diagnostic::new(Code::YamlTooComplex).arg("reason", reason),
        // The scanner's own limit has no variant of its own.
        _ if reason.contains("recursion limit") => {
            Diagnostic::new(Code::YamlTooComplex).arg("reason", reason)
        }
        Error::Message { .. } | Error::HookError { .. } | Error::SerdeInvalidValue { .. } => {
            Diagnostic::new(Code::BadValue).arg("reason", reason)
        }
        _ => Diagnostic::new(Code::YamlSyntax).arg("reason", reason),
    };
    match error.location() {
        Some(location) => diagnostic.at(place(location, text)),
        None => diagnostic,
    }
}

/// What the engine says, without the place that we print ourselves.
fn reason(error: &Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let cut = first.find(" at line ").or_else(|| first.find(", line ")).unwrap_or(first.len());
    first.get(..cut).unwrap_or(first).trim_end_matches([':', ' ']).to_owned()
}

/// Bytes of a place, where the engine knows them.
fn bytes_of(location: Location) -> Option<Span> {
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    let length = usize::try_from(location.span().byte_len().unwrap_or(0)).ok()?;
    Some(Span::new(start, start + length))
}

/// Bytes of a place, from line and column where the engine gives no bytes; never empty.
fn place(location: Location, text: &str) -> Span {
    let known = bytes_of(location).filter(|span| text.is_char_boundary(span.start));
    let span = known.unwrap_or_else(|| by_line(location, text));
    let end = span.end.min(text.len());
    if end > span.start && text.is_char_boundary(end) {
        return Span::new(span.start, end);
    }
    let rest = text.get(span.start..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let length =
        if line.is_empty() { rest.chars().next().map_or(0, char::len_utf8) } else { line.len() };
    Span::new(span.start.min(text.len()), (span.start + length).min(text.len()))
}

fn by_line(location: Location, text: &str) -> Span {
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let current = text.get(before..).unwrap_or_default();
    let current = current.split('\n').next().unwrap_or_default();
    let offset = current.char_indices().nth(column).map_or(current.len(), |(at, _)| at);
    Span::new(before + offset, before + offset)
}

const fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}
