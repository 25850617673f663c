//! Scripts of the index: each calls back with its name and content.

use super::bits::base64;
use super::postings::Encoded;
use crate::error::Error;
use crate::path::RelPath;
use crate::site::{OutputFile, Sink};
use miniz_oxide::deflate::compress_to_vec;
use rayon::prelude::*;
use serde_json::{Map, Value as Json};

/// Size of a shard of postings, at least, in bytes.
const POSTINGS: usize = 8 * 1024;
/// Size of a shard of texts, at least, in bytes before it is packed.
const TEXTS: usize = 24 * 1024;
/// How hard a shard is packed: more takes longer and hardly saves.
const EFFORT: u8 = 3;
/// Regions, indicators and mechanisms in a shard.
pub(super) const NAMES: usize = 64;

/// How many shards of at least `size` bytes there are: a power of two, so that it seldom changes.
fn shards(bytes: usize, size: usize) -> u32 {
    1 << (bytes / size).checked_ilog2().unwrap_or(0).min(31)
}

/// Slots cut into shards of equal breadth, so that none depends on what stands in another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shards {
    /// Slots of a shard, a power of two.
    pub(super) step: u32,
}

impl Shards {
    /// Shards of about the same size for `room` slots with `bytes` of text.
    pub(super) fn new(room: u32, bytes: usize) -> Self {
        Self { step: (room / shards(bytes, TEXTS)).max(1) }
    }

    /// The shards that hold something, with their numbers.
    pub(super) fn of<T>(self, by_slot: &[(u32, T)]) -> impl Iterator<Item = (u32, &[(u32, T)])> {
        let number = move |slot: u32| slot / self.step;
        let shards = by_slot.chunk_by(move |(a, _), (b, _)| number(*a) == number(*b));
        shards.filter_map(move |shard| Some((number(shard.first()?.0), shard)))
    }
}

/// Writes a shard of texts, packed.
pub(super) fn texts(name: &str, content: &Json, sink: &Sink<'_>) -> Result<(), Error> {
    let packed = base64(&compress_to_vec(content.to_string().as_bytes(), EFFORT));
    script(&format!("search/{name}.js"), &format!("fz_t(\"{name}\",\"{packed}\");\n"), sink)
}

/// Writes lists of postings into shards by the hash of their keys; returns the number of shards.
pub(super) fn postings(mut lists: Vec<Encoded>, sink: &Sink<'_>) -> Result<u32, Error> {
    let size: usize = lists.iter().map(|(_, key, list)| key.len() + list.len() + 6).sum();
    let count = shards(size, POSTINGS);
    let number = |hash: u32| hash % count;
    lists.par_sort_unstable_by(|a, b| (number(a.0), &a.1).cmp(&(number(b.0), &b.1)));
    let shards: Vec<&[Encoded]> = lists.chunk_by(|a, b| number(a.0) == number(b.0)).collect();
    shards.into_par_iter().try_for_each(|shard| {
        let n = shard.first().map_or(0, |(hash, ..)| number(*hash));
        let lists = shard.iter().map(|(_, key, list)| (key.clone(), Json::String(list.clone())));
        let content = Json::Object(lists.collect::<Map<_, _>>());
        script(&format!("search/p{n}.js"), &format!("fz_p({n},{content});\n"), sink)
    })?;
    Ok(count)
}

/// Writes a script.
pub(super) fn script(path: &str, text: &str, sink: &Sink<'_>) -> Result<(), Error> {
    // These two end a line in older scripts, though not in JSON.
    let text = text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    match RelPath::new(path) {
        Some(path) => sink(OutputFile { path, bytes: text.into_bytes() }),
        None => Ok(()),
    }
}
