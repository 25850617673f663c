//! The settings as a file that explains itself, and as a JSON schema for editors.

use super::Config;
use crate::diag::Language;
use serde_json::{Map, Value};

/// The JSON schema of `config.yaml`, as kept in `docs/config.schema.json`.
#[must_use]
pub fn json_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Config)).unwrap_or_default();
    text.push('\n');
    text
}

/// A `config.yaml` that holds every key with its default, each explained in `language`.
///
/// # Example
/// ```
/// use fangzhi::config::{Config, load, sample};
/// use fangzhi::diag::Language;
/// assert_eq!(load(&sample(Language::English)).value, Config::default());
/// ```
#[must_use]
pub fn sample(language: Language) -> String {
    let schema = schemars::schema_for!(Config);
    let defaults = serde_json::to_value(Config::default()).unwrap_or_default();
    let mut sample = Sample { root: schema.as_value(), language, text: String::new() };
    sample.comment(
        language.pick(
            "fangzhi 的设置。每一项都可以省略；这里写出的都是默认值。",
            "Settings of fangzhi. Every key may be left out; what stands here are the defaults.",
        ),
        0,
    );
    sample.mapping(schema.as_value(), &defaults, 0);
    sample.text
}

struct Sample<'a> {
    root: &'a Value,
    language: Language,
    text: String,
}

impl<'a> Sample<'a> {
    fn mapping(&mut self, schema: &'a Value, values: &Value, depth: usize) {
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, property) in properties.into_iter().flat_map(Map::iter) {
            let target = self.target(property);
            let value = values.get(key).unwrap_or(&Value::Null);
            if depth == 0 {
                self.text.push('\n');
            }
            self.comment(&self.description(property, target), depth);
            let indent = "  ".repeat(depth);
            let nested = target.get("properties").is_some() && value.is_object();
            if nested {
                self.text.push_str(&format!("{indent}{key}:\n"));
                self.mapping(target, value, depth + 1);
            } else if value.is_null() {
                let example = property.get("example").and_then(Value::as_str).unwrap_or_default();
                self.text.push_str(&format!("{indent}# {key}: {example}\n"));
            } else {
                self.text.push_str(&format!("{indent}{key}:{}\n", inline(value, depth)));
            }
        }
    }

    /// What a property's `$ref` leads to.
    fn target(&self, property: &'a Value) -> &'a Value {
        let path = property.get("$ref").and_then(Value::as_str);
        path.and_then(|path| self.root.pointer(path.trim_start_matches('#'))).unwrap_or(property)
    }

    fn description(&self, property: &Value, target: &Value) -> String {
        let name = self.language.pick("zh", "description");
        let text = property.get(name).or_else(|| target.get(name)).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    }

    fn comment(&mut self, text: &str, depth: usize) {
        for line in text.lines() {
            self.text.push_str(&format!("{}# {line}\n", "  ".repeat(depth)));
        }
    }
}

/// A value after its key: on the line, or as lines below it.
fn inline(value: &Value, depth: usize) -> String {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let indent = "  ".repeat(depth + 1);
            let line =
                |(key, value): (&String, &Value)| format!("\n{indent}{key}: {}", scalar(value));
            entries.iter().map(line).collect()
        }
        other => format!(" {}", scalar(other)),
    }
}

/// JSON is YAML; words that no YAML reader takes for anything else need no quotes.
fn scalar(value: &Value) -> String {
    let plain = |text: &str| {
        let sound = |c: char| c.is_alphanumeric() || "-_/.".contains(c);
        !text.is_empty() && text.chars().all(sound) && text.chars().any(char::is_alphabetic)
    };
    match value {
        Value::String(text) if plain(text) => text.clone(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
