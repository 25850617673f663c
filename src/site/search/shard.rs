//! Scripts of the index: each calls back with its name and content.

use super::bits::base64;
use super::kept::Shelf;
use super::lists::Rooms;
use super::postings::{Encoded, Postings};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use miniz_oxide::deflate::compress_to_vec;
use rayon::prelude::*;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

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
pub(super) fn texts(name: &str, content: &Json, shelf: &Shelf<'_>) -> Result<(), Error> {
    let content = content.to_string();
    packed(name, || Fingerprint::of(content.as_bytes()), || content.clone(), shelf)
}

/// Writes a shard of texts, packed; `print` is the hash of what it is made from.
pub(super) fn packed(
    name: &str,
    print: impl FnOnce() -> Fingerprint,
    content: impl FnOnce() -> String,
    shelf: &Shelf<'_>,
) -> Result<(), Error> {
    shelf.put(&format!("search/{name}.js"), print, || {
        let packed = base64(&compress_to_vec(content().as_bytes(), EFFORT));
        format!("fz_t(\"{name}\",\"{packed}\");\n")
    })
}

/// Writes lists of postings into shards by the hash of their keys, those that changed; returns the number
/// of shards.
pub(super) fn postings(
    postings: &mut Postings,
    rooms: Rooms,
    shelf: &Shelf<'_>,
) -> Result<u32, Error> {
    let (changed, size) = postings.write(rooms);
    let count = shards(size, POSTINGS);
    let number = |hash: u32| hash % count;
    let path = |number: u32| format!("search/p{number}.js");
    let changed: BTreeSet<u32> = changed.into_iter().map(number).collect();
    let same = shelf.shards() == count;
    let numbers: Vec<u32> = (0..count).collect();
    let wanted = numbers
        .into_par_iter()
        .map(|number| Ok(!same || changed.contains(&number) || !shelf.keep(&path(number))?));
    let wanted = wanted.collect::<Result<Vec<bool>, Error>>()?;
    let is_wanted = |hash: u32| {
        usize::try_from(number(hash)).is_ok_and(|at| wanted.get(at).copied().unwrap_or_default())
    };
    let mut lists = postings.encoded(rooms, &is_wanted);
    lists.par_sort_unstable_by(|a, b| (number(a.0), &a.1).cmp(&(number(b.0), &b.1)));
    let shards: Vec<&[Encoded]> = lists.chunk_by(|a, b| number(a.0) == number(b.0)).collect();
    shards.into_par_iter().try_for_each(|shard| {
        let n = shard.first().map_or(0, |(hash, ..)| number(*hash));
        let lists = shard.iter().map(|(_, key, list)| (key.clone(), list.clone().into()));
        let content = Json::Object(lists.collect::<Map<_, _>>());
        script(&path(n), &format!("fz_p({n},{content});\n"), shelf)
    })?;
    Ok(count)
}

/// Writes a script.
pub(super) fn script(path: &str, text: &str, shelf: &Shelf<'_>) -> Result<(), Error> {
    shelf.put(path, || Fingerprint::of(text.as_bytes()), || escaped(text))
}

/// These two end a line in older scripts, though not in JSON.
fn escaped(text: &str) -> String {
    text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
