//! What the last edition's index was made from, and which of its files may stay.

use super::lists::{Gone, Marks, Rooms};
use super::postings::{PARTS, Part, Postings};
use crate::cache::digest;
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;
use crate::site::{Last, OutputFile, Sink};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Name of the stage in the cache.
const STAGE: &str = "search";

/// By slot, a hash of all that a text is found by and shown with.
pub(super) type Texts = Vec<(u32, Fingerprint)>;

/// What the postings of an edition were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) rooms: Rooms,
    /// Texts of articles.
    pub(super) articles: Texts,
    /// Things and series of figures.
    pub(super) heads: Texts,
}

/// A file: the hash of what it was made from, and that of its bytes.
type Known = (Fingerprint, Fingerprint);

/// What is kept of an index, besides its lists.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    made: Made,
    files: BTreeMap<String, Known>,
    /// Number of shards of postings.
    shards: u32,
}

/// The lists of the last edition, and what has changed since.
pub(super) struct Lists {
    pub(super) parts: Vec<Part>,
    /// Texts that are no more what they were.
    pub(super) gone: Gone,
    /// Texts that were not, or were others.
    pub(super) come: Gone,
}

/// Takes the files of an index; those that the last edition has made from the same stay as they are.
pub(super) struct Shelf<'a> {
    sink: &'a Sink<'a>,
    last: Option<Last<'a>>,
    before: Kept,
    files: Mutex<BTreeMap<String, Known>>,
}

impl<'a> Shelf<'a> {
    /// What there is of the last edition.
    pub(super) fn open(sink: &'a Sink<'a>, last: Option<Last<'a>>) -> Self {
        let before = last.and_then(|last| last.cache.get(STAGE, last.key)).unwrap_or_default();
        Self { sink, last, before, files: Mutex::default() }
    }

    /// Hands on the file at `path`, which is made from what `print` is the hash of, unless it may stay.
    pub(super) fn put(
        &self,
        path: &str,
        print: impl FnOnce() -> Fingerprint,
        make: impl FnOnce() -> String,
    ) -> Result<(), Error> {
        let Some(path) = RelPath::new(path) else { return Ok(()) };
        let print = if self.last.is_some() { print() } else { Fingerprint::ZERO };
        let known = self.before.files.get(path.as_str()).filter(|known| known.0 == print);
        if let (Some(last), Some(known)) = (self.last, known)
            && last.publication.keep(&path, known.1)?
        {
            self.note(&path, *known);
            return Ok(());
        }
        let bytes = make().into_bytes();
        if self.last.is_some() {
            self.note(&path, (print, Fingerprint::of(&bytes)));
        }
        (self.sink)(OutputFile { path, bytes })
    }

    /// Lets the file at `path` stay, if it is there; false when it must be made.
    pub(super) fn keep(&self, path: &str) -> Result<bool, Error> {
        let known = self.before.files.get(path).copied();
        let (Some(last), Some(known), Some(path)) = (self.last, known, RelPath::new(path)) else {
            // A file that is not there may stay so.
            return Ok(self.last.is_some() && known.is_none());
        };
        let kept = last.publication.keep(&path, known.1)?;
        if kept {
            self.note(&path, known);
        }
        Ok(kept)
    }

    fn note(&self, path: &RelPath, known: Known) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_string(), known);
    }

    /// Number of shards of postings in the last edition.
    pub(super) const fn shards(&self) -> u32 {
        self.before.shards
    }

    /// The lists of the last edition; none when they are better made anew.
    pub(super) fn lists(&self, made: &Made) -> Option<Lists> {
        let (last, before) = (self.last?, &self.before.made);
        if before.rooms != made.rooms {
            return None;
        }
        let gone = Gone {
            articles: few(&before.articles, &made.articles)?,
            heads: few(&before.heads, &made.heads)?,
        };
        let come = Gone {
            articles: few(&made.articles, &before.articles)?,
            heads: few(&made.heads, &before.heads)?,
        };
        let stamp = digest(before)?;
        let part = |number: u32| {
            let kept: (Fingerprint, Part) = last.cache.get(STAGE, &part_key(last.key, number))?;
            Some(kept.1).filter(|_| kept.0 == stamp)
        };
        let parts: Option<Vec<Part>> = (0..PARTS).into_par_iter().map(part).collect();
        Some(Lists { parts: parts?, gone, come })
    }

    /// Keeps what there is to keep of the index.
    pub(super) fn close(self, made: Made, postings: &Postings, shards: u32) {
        let Some(last) = self.last else { return };
        let Some(stamp) = digest(&made) else { return };
        postings.parts().par_iter().zip(0..PARTS).for_each(|(part, number)| {
            last.cache.put(STAGE, &part_key(last.key, number), &(stamp, part));
        });
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        last.cache.put(STAGE, last.key, &Kept { made, files, shards });
    }
}

/// Lists carry the hash of what they were made from: entries of two editions are never mixed.
fn part_key(key: &Fingerprint, number: u32) -> Fingerprint {
    Fingerprint::of_parts([key.as_bytes().as_slice(), &number.to_be_bytes()])
}

/// The slots of `one` that hold something else in `other`, both in the order of slots; none when they are
/// more than a fourth.
fn few(one: &Texts, other: &Texts) -> Option<Marks> {
    let has = |text: &(u32, Fingerprint)| other.binary_search(text).is_ok();
    let (mut marks, mut count) = (Marks::default(), 0);
    for (slot, _) in one.iter().filter(|text| !has(text)) {
        marks.add(*slot);
        count += 1;
    }
    (count <= one.len() / 4 + 1).then_some(marks)
}
