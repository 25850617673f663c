//! Descriptions of the data: Frictionless data package and CSV on the Web.

use super::table::{Field, GUARDED, Kind, Table};
use crate::fingerprint::Fingerprint;
use crate::site::view::Planner;
use serde_json::{Value, json};

/// Frictionless names a licence by a short token.
fn token(text: &str) -> String {
    let kept: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let kept = kept.trim_matches(['-', '.']).to_owned();
    if kept.is_empty() { "other".to_owned() } else { kept }
}

const fn frictionless(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::List => "string",
        Kind::Number => "number",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
    }
}

const fn xsd(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::List => "string",
        Kind::Number => "decimal",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
    }
}

fn schema_field(field: &Field, english: bool) -> Value {
    let mut out = json!({
        "name": field.name,
        "type": frictionless(field.kind),
        "description": field.meaning(english),
    });
    if let (true, Some(map)) = (field.required, out.as_object_mut()) {
        map.insert("constraints".to_owned(), json!({"required": true}));
    }
    out
}

/// Fields that name a record of another table: table, field, other table, its key.
const KEYS: [[&str; 4]; 5] = [
    ["figures", "region", "regions", "code"],
    ["figures", "article", "articles", "id"],
    ["sentences", "article", "articles", "id"],
    ["mechanisms", "article", "articles", "id"],
    ["checks", "article", "articles", "id"],
];

fn foreign_keys(table: &str) -> Vec<Value> {
    let own = KEYS.iter().filter(|[of, ..]| *of == table);
    let key = |[_, field, other, key]: &[&str; 4]| json!({"fields": [field], "reference": {"resource": other, "fields": [key]}});
    own.map(key).collect()
}

/// `datapackage.json`.
pub(super) fn datapackage(tables: &[Table], planner: &Planner<'_>) -> Vec<u8> {
    let site = planner.site();
    let resources: Vec<Value> = tables
        .iter()
        .map(|table| {
            let english = planner.english();
            let fields: Vec<Value> =
                table.fields.iter().map(|f| schema_field(f, english)).collect();
            let mut schema = json!({"fields": fields, "missingValues": [""]});
            let keyed = table.fields.first().is_some_and(|f| f.name == "id" || f.name == "code");
            let unique = keyed && table.name != "mechanisms";
            if let (true, Some(map), Some(first)) =
                (unique, schema.as_object_mut(), table.fields.first())
            {
                map.insert("primaryKey".to_owned(), json!([first.name]));
            }
            let foreign = foreign_keys(table.name);
            if let (false, Some(map)) = (foreign.is_empty(), schema.as_object_mut()) {
                map.insert("foreignKeys".to_owned(), json!(foreign));
            }
            json!({
                "name": table.name,
                "title": table.title,
                "path": format!("{}.csv", table.name),
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": true},
                "bytes": table.bytes,
                "guard": {"prefix": "'", "before": GUARDED, "in": "string"},
                "schema": schema,
            })
        })
        .collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "fangzhi-report",
        "title": site.title,
        "description": site.subtitle,
        "version": site.edition,
        "fingerprint": site.fingerprint,
        "resources": resources,
    });
    if let (false, Some(map)) = (site.license.is_empty(), package.as_object_mut()) {
        let licence = json!([{"name": token(&site.license), "title": site.license}]);
        map.insert("licenses".to_owned(), licence);
    }
    pretty(&package)
}

/// The CSVW description of one table.
pub(super) fn csvw(table: &Table, planner: &Planner<'_>) -> Vec<u8> {
    let columns: Vec<Value> = table
        .fields
        .iter()
        .map(|field| {
            let mut column = json!({
                "name": field.name,
                "titles": field.name,
                "dc:description": field.meaning(planner.english()),
                "datatype": xsd(field.kind),
                "required": field.required,
            });
            if let (Kind::List, Some(map)) = (field.kind, column.as_object_mut()) {
                map.insert("separator".to_owned(), json!("|"));
            }
            column
        })
        .collect();
    pretty(&json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": planner.words().lang}],
        "url": format!("{}.csv", table.name),
        "dc:title": table.title,
        "dialect": {"encoding": "utf-8", "header": true, "lineTerminators": "\r\n"},
        "tableSchema": {"columns": columns},
    }))
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// Where the report came from: hashes of every input, no time of day.
pub(super) fn provenance(planner: &Planner<'_>) -> Vec<u8> {
    let report = planner.report();
    let articles: Vec<Value> = report
        .articles
        .values()
        .map(|card| json!({"id": card.id, "blake3": card.fingerprint.to_string()}))
        .collect();
    let config = serde_json::to_vec(planner.config()).unwrap_or_default();
    pretty(&json!({
        "generator": {"name": "fangzhi", "version": env!("CARGO_PKG_VERSION")},
        "edition": planner.site().edition,
        "date": planner.date().map(|d| d.to_string()),
        "corpus": report.corpus.map(|f| f.to_string()),
        "config": Fingerprint::of(&config).to_string(),
        "lexicon": planner.lexicon().fingerprint().to_string(),
        "articles": articles,
    }))
}
