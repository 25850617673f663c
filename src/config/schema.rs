//! A YAML tree against a JSON schema: every unknown key, wrong type and value out of range.

use super::yaml::{Node, Placed};
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use schemars::JsonSchema;
use serde_json::{Map, Value};

/// All findings about `node` as a `T`, in the order of the text.
pub(super) fn check<T: JsonSchema>(node: &Node, place: Span, text: &str) -> Vec<Diagnostic> {
    let schema = schemars::schema_for!(T);
    let root = schema.as_value();
    let mut checker = Checker { root, text, findings: Vec::new() };
    checker.node(node, Context { schema: root, key: "", place });
    checker.findings
}

struct Checker<'a> {
    root: &'a Value,
    text: &'a str,
    findings: Vec<Diagnostic>,
}

/// Where we are: the schema that holds, the key that led here, what to point at.
#[derive(Clone, Copy)]
struct Context<'a, 'k> {
    schema: &'a Value,
    key: &'k str,
    place: Span,
}

impl<'a> Checker<'a> {
    fn node(&mut self, node: &Node, context: Context<'a, '_>) {
        let schema = self.resolve(context.schema);
        let context = Context { schema, ..context };
        if let Some(choices) = choices(schema) {
            self.choice(node, &choices, context);
            return;
        }
        let Some(expected) = mismatch(schema, node) else {
            return match node {
                Node::Map(entries) => self.map(entries, context),
                Node::List(items) => self.list(items, context),
                Node::Integer(value) => self.range(*value, context),
                Node::Null | Node::Bool | Node::Float | Node::Text(_) => (),
            };
        };
        let finding = Diagnostic::new(Code::WrongType)
            .arg("key", context.key)
            .arg("expected", format!("@{expected}"))
            .arg("found", format!("@{}", kind(node)));
        self.findings.push(finding.at(context.place));
    }

    /// Follows `$ref`, and the one real alternative of an optional value.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        for _ in 0..8 {
            let next = match schema.get("$ref").and_then(Value::as_str) {
                Some(path) => self.root.pointer(path.trim_start_matches('#')),
                None => optional(schema),
            };
            match next {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema
    }

    fn map(&mut self, entries: &[(String, Span, Placed)], context: Context<'a, '_>) {
        let properties = context.schema.get("properties").and_then(Value::as_object);
        let additional = context.schema.get("additionalProperties");
        for (key, span, value) in entries {
            let schema =
                properties.and_then(|p| p.get(key)).or(additional.filter(|a| a.is_object()));
            match schema {
                Some(schema) => self.entry((key, *span), value, schema),
                None if additional == Some(&Value::Bool(false)) => {
                    let instead = context.schema.get("removed").and_then(|keys| keys.get(key));
                    self.findings.push(match instead.and_then(Value::as_str) {
                        Some(instead) => Diagnostic::new(Code::RemovedKey)
                            .arg("key", key)
                            .arg("instead", instead)
                            .at(*span),
                        None => unknown_key(key, *span, properties),
                    });
                }
                None => (),
            }
        }
        let required = context.schema.get("required").and_then(Value::as_array);
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if !entries.iter().any(|(name, ..)| name == key) {
                let finding = Diagnostic::new(Code::MissingKey).arg("key", key);
                self.findings.push(finding.at(context.place));
            }
        }
    }

    fn entry(&mut self, (key, span): (&str, Span), value: &Placed, schema: &'a Value) {
        let place = match value.node {
            Node::List(_) | Node::Map(_) | Node::Null => span,
            _ => value.span(self.text).unwrap_or(span),
        };
        self.node(&value.node, Context { schema, key, place });
    }

    fn list(&mut self, items: &[Placed], context: Context<'a, '_>) {
        let Some(schema) = context.schema.get("items") else { return };
        for item in items {
            let place = item.span(self.text).unwrap_or(context.place);
            self.node(&item.node, Context { schema, key: context.key, place });
        }
    }

    fn choice(&mut self, node: &Node, choices: &[&str], context: Context<'a, '_>) {
        let found = match node {
            Node::Text(word) if choices.contains(&word.as_str()) => return,
            Node::Text(word) => word.clone(),
            other => format!("@{}", kind(other)),
        };
        let finding = Diagnostic::new(Code::UnknownChoice)
            .arg("key", context.key)
            .arg("found", found)
            .arg("known", choices.join(", "));
        self.findings.push(finding.at(context.place));
    }

    fn range(&mut self, value: i128, context: Context<'a, '_>) {
        let limit = |name| context.schema.get(name).and_then(Value::as_i64).map(i128::from);
        let low = limit("minimum").unwrap_or(i128::from(i32::MIN));
        let high = limit("maximum").unwrap_or(i128::from(i32::MAX));
        if (low..=high).contains(&value) {
            return;
        }
        let finding = Diagnostic::new(Code::OutOfRange)
            .arg("key", context.key)
            .arg("low", low)
            .arg("high", high)
            .arg("found", value);
        self.findings.push(finding.at(context.place));
    }
}

/// The real alternative of `anyOf: [X, null]`.
fn optional(schema: &Value) -> Option<&Value> {
    let alternatives = schema.get("anyOf").and_then(Value::as_array)?;
    let null = |a: &Value| a.get("type").and_then(Value::as_str) == Some("null");
    alternatives.iter().find(|a| !null(a))
}

/// The words of an enumeration, whether schemars wrote `enum` or one `const` a variant.
fn choices(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let variants = schema.get("oneOf").and_then(Value::as_array)?;
    Some(variants.iter().flat_map(variant_words).collect())
}

fn variant_words(variant: &Value) -> Vec<&str> {
    let constant = variant.get("const").and_then(Value::as_str);
    let list = variant.get("enum").and_then(Value::as_array);
    constant.into_iter().chain(list.into_iter().flatten().filter_map(Value::as_str)).collect()
}

/// The type that the schema asks for, when `node` is not of it.
fn mismatch<'a>(schema: &'a Value, node: &Node) -> Option<&'a str> {
    let wanted: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let fits = |wanted: &&str| match (*wanted, node) {
        ("null", Node::Null)
        | ("boolean", Node::Bool)
        | ("integer" | "number", Node::Integer(_))
        | ("number", Node::Float)
        | ("array", Node::List(_))
        | ("object", Node::Map(_))
        // A plain scalar is taken as it is written: `title: 2016` is the text 2016.
        | ("string", Node::Text(_) | Node::Integer(_) | Node::Bool | Node::Float) => true,
        _ => false,
    };
    if wanted.iter().any(fits) { None } else { wanted.first().copied() }
}

/// Name of what a node is, in the words of the schema.
const fn kind(node: &Node) -> &'static str {
    match node {
        Node::Null => "null",
        Node::Bool => "boolean",
        Node::Integer(_) => "integer",
        Node::Float => "number",
        Node::Text(_) => "string",
        Node::List(_) => "array",
        Node::Map(_) => "object",
    }
}

fn unknown_key(key: &str, span: Span, properties: Option<&Map<String, Value>>) -> Diagnostic {
    let known: Vec<&str> = properties.into_iter().flat_map(Map::keys).map(String::as_str).collect();
    let finding = match nearest(key, &known) {
        Some(suggestion) => Diagnostic::new(Code::MisspelledKey).arg("suggestion", suggestion),
        None => Diagnostic::new(Code::UnknownKey).arg("known", known.join(", ")),
    };
    finding.arg("key", key).at(span)
}

/// The word of `known` that `word` was probably meant to be.
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |other: &&str| strsim::damerau_levenshtein(word, other);
    let best = known.iter().copied().min_by_key(distance)?;
    (distance(&best) <= (word.chars().count() / 3).max(1)).then_some(best)
}
