//! Search index: small classic scripts that a page loads on demand, also from `file://`.
//!
//! 1. `entry` lists what can be found: regions, indicators, mechanisms, figures, articles.
//! 2. `normal` makes texts and queries comparable; `assets/search.js` does the same.
//! 3. `postings` notes where each character and each pair of characters stands, so that a query
//!    of any length is answered exactly as a scan of all texts would answer it.

mod entry;
mod normal;
mod postings;

pub use normal::normal;

use super::OutputFile;
use super::view::Planner;
use crate::path::RelPath;
use entry::Entry;
use postings::Postings;
use serde_json::{Value, json};

/// Size of a shard of postings, in bytes.
const POSTINGS: usize = 32 * 1024;
/// Size of a shard of entries, in bytes.
const ENTRIES: usize = 6 * 1024;

/// The scripts of the index: `search/index.js`, postings `p….js`, entries `t….js`.
pub(super) fn files(planner: &Planner<'_>) -> Vec<OutputFile> {
    let entries = entry::all(planner);
    let mut postings = Postings::default();
    for entry in &entries {
        postings.add(&normal(&entry.text()));
    }
    let mut files = Vec::new();
    let (grams, firsts) = gram_shards(postings.encoded(), &mut files);
    let starts = entry_shards(&entries, &mut files);
    let kinds: Vec<usize> =
        (0..=entry::KINDS).map(|kind| entries.iter().filter(|e| e.kind < kind).count()).collect();
    let index = json!({"kinds": kinds, "grams": firsts, "entries": starts});
    let _ = grams;
    files.extend(script("search/index.js", &format!("fz_index={index};\n")));
    files
}

/// Postings cut into shards by key; returns their number and each one's first key.
fn gram_shards(grams: Vec<(String, String)>, files: &mut Vec<OutputFile>) -> (usize, Vec<String>) {
    let mut firsts = Vec::new();
    let mut shard = serde_json::Map::new();
    let mut size = 0;
    for (key, list) in grams {
        if size > 0 && size + list.len() > POSTINGS {
            flush(&mut shard, firsts.len() - 1, files);
            size = 0;
        }
        if size == 0 {
            firsts.push(key.clone());
        }
        size += list.len() + key.len() + 6;
        shard.insert(key, Value::String(list));
    }
    if !shard.is_empty() {
        flush(&mut shard, firsts.len() - 1, files);
    }
    (firsts.len(), firsts)
}

fn flush(shard: &mut serde_json::Map<String, Value>, number: usize, files: &mut Vec<OutputFile>) {
    let content = Value::Object(std::mem::take(shard));
    files.extend(script(&format!("search/p{number}.js"), &format!("fz_p({number},{content});\n")));
}

/// Entries cut into shards; returns the number of each one's first entry.
fn entry_shards(entries: &[Entry], files: &mut Vec<OutputFile>) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut shard: Vec<String> = Vec::new();
    let mut size = 0;
    for (index, entry) in entries.iter().enumerate() {
        let text = entry.json().to_string();
        if size > 0 && size + text.len() > ENTRIES {
            flush_entries(&mut shard, starts.len() - 1, files);
            size = 0;
        }
        if size == 0 {
            starts.push(index);
        }
        size += text.len();
        shard.push(text);
    }
    if !shard.is_empty() {
        flush_entries(&mut shard, starts.len() - 1, files);
    }
    starts
}

fn flush_entries(shard: &mut Vec<String>, number: usize, files: &mut Vec<OutputFile>) {
    let content = std::mem::take(shard).join(",\n");
    files
        .extend(script(&format!("search/t{number}.js"), &format!("fz_t({number},[{content}]);\n")));
}

fn script(path: &str, text: &str) -> Option<OutputFile> {
    // These two end a line in older scripts, though not in JSON.
    let text = text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    Some(OutputFile { path: RelPath::new(path)?, bytes: text.into_bytes() })
}
