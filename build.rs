//! Turns the YAML tables below `rules/` into JSON, which a run reads several times faster, reads off their
//! patterns which words they need, and hashes the sources of the stages whose results are kept.

#[path = "src/rules/needs.rs"]
mod needs;
#[path = "src/config/strict.rs"]
mod strict;

/// The modules that reading an article goes through.
const READING_MODULES: &[&str] = include!("src/cache/reading_modules.in");

use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/config/strict.rs");
    for source in ["rules", "src", "templates", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={source}");
    }
    let rules = Path::new("rules");
    let mut tables: Vec<(String, String)> = Vec::new();
    let mut needs: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for path in yaml_files(rules)? {
        let name = path.strip_prefix(rules)?.with_extension("");
        let text = fs::read_to_string(&path)?;
        let table: Value = serde_yaml::from_str_with_options(&text, strict::strict())
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let table = words(table);
        if name.starts_with("language") {
            read_needs(&table, &mut needs);
        }
        tables.push((name.to_string_lossy().replace('\\', "/"), table.to_string()));
    }
    tables.sort();
    let mut list = String::from("&[\n");
    for (name, json) in &tables {
        writeln!(list, "    ({name:?}, {json:?}),")?;
    }
    list.push_str("]\n");
    let out = std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("tables.rs"), list)?;
    fs::write(out.join("needs.rs"), written(&needs)?)?;
    let mut reading: Vec<PathBuf> = vec![rules.to_path_buf(), "Cargo.lock".into()];
    for module in READING_MODULES {
        reading.extend([format!("src/{module}").into(), format!("src/{module}.rs").into()]);
    }
    let all = ["rules", "src", "templates", "Cargo.lock"].map(PathBuf::from);
    fs::write(out.join("version_of_reading.rs"), format!("{:?}", version(&reading)?))?;
    fs::write(out.join("version.rs"), format!("{:?}", version(&all)?))?;
    Ok(())
}

/// The regular expressions of `table` and what they need: those of `patterns`, each by itself, and other
/// lists as one expression, wherever they look like one.
fn read_needs(table: &Value, needs: &mut BTreeMap<String, Vec<Vec<String>>>) {
    match table {
        Value::Object(entries) => {
            for (key, value) in entries {
                let items = value.as_array().into_iter().flatten();
                let texts: Vec<&str> = items.filter_map(Value::as_str).collect();
                let one = texts.join("|");
                let sources = if key == "patterns" { texts } else { vec![one.as_str()] };
                for source in sources.into_iter().filter(|source| source.contains(['[', '('])) {
                    if let Ok(hir) = regex_syntax::parse(source) {
                        needs.insert(source.to_owned(), needs::needs(&hir));
                    }
                }
                read_needs(value, needs);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| read_needs(item, needs)),
        _ => {}
    }
}

/// The table of needs as an expression of Rust.
fn written(needs: &BTreeMap<String, Vec<Vec<String>>>) -> Result<String, Box<dyn Error>> {
    let mut out = String::from("&[\n");
    for (source, lists) in needs {
        let lists: Vec<String> = lists.iter().map(|words| format!("&{words:?}")).collect();
        writeln!(out, "    ({source:?}, &[{}]),", lists.join(", "))?;
    }
    out.push_str("]\n");
    Ok(out)
}

/// A hash of the files at and below `places`; what is not there counts as nothing.
fn version(places: &[PathBuf]) -> Result<String, Box<dyn Error>> {
    let mut files = Vec::new();
    for place in places {
        if place.is_dir() {
            files.extend(files_below(place)?);
        } else if place.is_file() {
            files.push(place.clone());
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// All files below `folder` that hold YAML.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
    Ok(files_below(folder)?.into_iter().filter(is_yaml).collect())
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
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
