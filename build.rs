//! Turns the YAML tables below `rules/` into JSON, which a run reads several times faster.

#[path = "src/config/strict.rs"]
mod strict;

use serde_json::Value;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/config/strict.rs");
    println!("cargo::rerun-if-changed=rules");
    let rules = Path::new("rules");
    let mut tables: Vec<(String, String)> = Vec::new();
    for path in yaml_files(rules)? {
        let name = path.strip_prefix(rules)?.with_extension("");
        let text = fs::read_to_string(&path)?;
        let table: Value = serde_yaml::from_str_with_options(&text, strict::strict())
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let json = words(table).to_string();
        tables.push((name.to_string_lossy().replace('\\', "/"), json));
    }
    tables.sort();
    let mut list = String::from("&[\n");
    for (name, json) in &tables {
        writeln!(list, "    ({name:?}, {json:?}),")?;
    }
    list.push_str("]\n");
    let out = std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    fs::write(Path::new(&out).join("tables.rs"), list)?;
    Ok(())
}

/// All files below `folder` that hold YAML.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(yaml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The table with the numbers of its lists as text: a list holds words (`618`, the name of a day).
fn words(table: Value) -> Value {
    let word = |item| match item {
        Value::Number(number) => Value::String(number.to_string()),
        other => words(other),
    };
    match table {
        Value::Array(items) => items.into_iter().map(word).collect(),
        Value::Object(entries) => {
            entries.into_iter().map(|(key, value)| (key, words(value))).collect()
        }
        other => other,
    }
}
