//! Test cases in, answers out: `fangzhi extract --cases` for suites of single sentences.

use super::{Reference, Value};
use super::{mechanism, place, quantity};
use crate::clean::article_from_text;
use crate::date::Date;
use crate::decimal::plain;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// One case: a text and the kind of answer that is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Case {
    id: Json,
    text: String,
    kind: String,
    /// The day that relative dates count from.
    #[serde(rename = "ref")]
    reference: Option<String>,
}

/// Answers one line `{"id","text","kind","ref"}` with one line `{"id","found":[…]}`.
///
/// Kinds are `quantity` (also `currency`, `dimension`, `percentage`), `number`, `date`, `region`,
/// `mechanism` and `clean`; an unknown kind, like a line that is no case, has no answers.
#[must_use]
pub fn run(line: &str, reference: &Reference<'_>) -> String {
    let case: Case = serde_json::from_str(line).unwrap_or_default();
    let found = match case.kind.as_str() {
        "quantity" | "currency" | "dimension" | "percentage" | "ratio" => {
            quantities(&case, reference)
        }
        "number" => numbers(&case, reference),
        "date" => dates(&case, reference),
        "region" => regions(&case, reference),
        "mechanism" => mechanisms(&case, reference),
        "clean" => cleaned(&case, reference),
        _ => Vec::new(),
    };
    json!({ "id": case.id, "found": found }).to_string()
}

fn quantities(case: &Case, reference: &Reference<'_>) -> Vec<Json> {
    let found = quantity::scan(&case.text, &[], &[], reference.lexicon).found;
    found
        .iter()
        .map(|q| {
            let unit = if q.unit == "比例" { "ratio" } else { q.unit.as_str() };
            json!({
                "kind": "quantity",
                "surface": q.span.of(&case.text),
                "value": value(q.value),
                "unit": unit,
            })
        })
        .collect()
}

fn value(value: Value) -> String {
    match value {
        Value::Point(value) => plain(value),
        Value::Range { low, high } => format!("{}~{}", plain(low), plain(high)),
    }
}

/// Every numeral, whatever it counts.
fn numbers(case: &Case, reference: &Reference<'_>) -> Vec<Json> {
    quantity::numbers(&case.text, reference.lexicon)
        .iter()
        .map(|(span, found)| {
            json!({ "kind": "number", "surface": span.of(&case.text), "value": value(*found) })
        })
        .collect()
}

fn dates(case: &Case, reference: &Reference<'_>) -> Vec<Json> {
    let today: Option<Date> = case.reference.as_deref().and_then(|day| day.get(..10)?.parse().ok());
    super::period::dates(&case.text, today, &reference.lexicon.book.time)
        .iter()
        .map(|(span, value)| {
            json!({ "kind": "date", "surface": span.of(&case.text), "value": value })
        })
        .collect()
}

/// Divisions named in the text; villages, towns and 该县 have no code of their own.
fn regions(case: &Case, reference: &Reference<'_>) -> Vec<Json> {
    let article = article_from_text(&case.text, reference.lexicon);
    let places = place::find(&article, reference);
    let named = places.mentions.iter().filter(|m| !m.anaphor && m.locality.is_none());
    named
        .filter_map(|mention| {
            let code = mention.code?.to_string();
            let surface = mention.span.of(&article.text.text);
            Some(json!({ "kind": "region", "surface": surface, "code": code }))
        })
        .collect()
}

fn mechanisms(case: &Case, reference: &Reference<'_>) -> Vec<Json> {
    let article = article_from_text(&case.text, reference.lexicon);
    let places = place::find(&article, reference);
    let found = mechanism::find(&article, &places, reference).value.mechanisms;
    found
        .iter()
        .map(|m| json!({ "kind": "mechanism", "surface": m.name, "components": m.components }))
        .collect()
}

/// The text as it is read, without its last line feed.
fn cleaned(case: &Case, reference: &Reference<'_>) -> Vec<Json> {
    let article = article_from_text(&case.text, reference.lexicon);
    let text = article.text.text.trim_end();
    vec![json!({ "kind": "clean", "surface": "", "value": text })]
}
