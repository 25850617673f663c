//! Search index: small classic scripts that a page loads on demand, also from `file://`.
//!
//! 1. `entry` lists what can be found: regions, indicators, mechanisms, figures, articles.
//! 2. `normal` makes texts and queries comparable; `assets/search-index.js` does the same.
//! 3. `postings` notes where each character, each pair of characters and each number stands, so
//!    that a query of any length is answered exactly as a scan of all texts would answer it.

mod entry;
mod normal;
mod postings;

pub use normal::normal;

use super::OutputFile;
use super::view::Planner;
use crate::path::RelPath;
use entry::{Entry, SHARD};
use postings::Postings;
use serde_json::{Value, json};

/// Size of a shard of postings, in bytes; a longer list has a shard of its own.
const POSTINGS: usize = 16 * 1024;
/// Postings whose size the index tells, in bytes: a query is read from the shorter ones.
const HEAVY: usize = 12 * 1024;

/// The scripts of the index: `search/index.js`, postings `p….js`, entries `t….js`.
pub(super) fn files(planner: &Planner<'_>) -> Vec<OutputFile> {
    let entries = entry::all(planner);
    let mut postings = Postings::default();
    for entry in &entries {
        postings.add(&normal(&entry.text()));
    }
    let (folded, shared) = normal::scripts(|c| postings.has(c));
    let mut files = Vec::new();
    let (firsts, heavy) = gram_shards(postings.encoded(), &mut files);
    let starts = entry_shards(&entries, &mut files);
    let kinds: Vec<usize> =
        (0..=entry::KINDS).map(|kind| entries.iter().filter(|e| e.kind < kind).count()).collect();
    let parts: Vec<usize> =
        entries.iter().enumerate().filter(|(_, e)| e.continued).map(|(id, _)| id).collect();
    let index = json!({
        "kinds": kinds, "grams": firsts, "heavy": heavy, "entries": starts, "parts": parts,
        "folded": folded, "shared": shared,
    });
    files.extend(script("search/index.js", &format!("fz_index={index};\n")));
    files
}

/// Postings cut into shards by key; returns each one's first key, and the heavy lists with their
/// size in KiB.
fn gram_shards(
    grams: Vec<(String, String)>,
    files: &mut Vec<OutputFile>,
) -> (Vec<String>, serde_json::Map<String, Value>) {
    let mut firsts = Vec::new();
    let mut heavy = serde_json::Map::new();
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
        if list.len() > HEAVY {
            heavy.insert(key.clone(), json!(list.len() / 1024));
        }
        size += list.len() + key.len() + 6;
        shard.insert(key, Value::String(list));
    }
    if !shard.is_empty() {
        flush(&mut shard, firsts.len() - 1, files);
    }
    (firsts, heavy)
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
        if size > 0 && size + text.len() > SHARD {
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
