//! Pages that an earlier build has made from the same.
//!
//! A page notes what it was made from ([`Need`]); as long as all of that has the same hash, the page is
//! the same, and its files are left as they are.

use crate::cache::Cache;
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::model::Need;
use crate::path::RelPath;
use crate::site::view::Prints;
use crate::site::write::Publication;
use crate::site::{Last, OutputFile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name of the stage in the cache.
const STAGE: &str = "pages";

/// What is kept of a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// What it was made from.
    needs: Vec<Need>,
    /// The hash of all of it.
    print: Fingerprint,
    /// The page, and the charts that stand beside it.
    files: Vec<(RelPath, Fingerprint)>,
}

/// The pages of the last edition, by address.
type Pages = BTreeMap<String, Kept>;

/// What the pages of this edition are held against.
pub(super) struct Before<'a> {
    pages: Pages,
    prints: Prints<'a>,
    publication: &'a Publication<'a>,
    cache: &'a Cache,
    key: &'a Fingerprint,
}

impl<'a> Before<'a> {
    /// The pages that `cache` has under `key`.
    pub(super) fn open(
        (cache, key): (&'a Cache, &'a Fingerprint),
        prints: Prints<'a>,
        publication: &'a Publication<'a>,
    ) -> Self {
        let pages = cache.get(STAGE, key).unwrap_or_default();
        Self { pages, prints, publication, cache, key }
    }

    /// What the files that are no pages are held against.
    pub(super) const fn last(&self) -> Last<'_> {
        let Self { publication, cache, key, prints, .. } = self;
        Last { publication, cache, key, prints }
    }

    /// The page at `path` when it need not be made: its files are then part of the edition.
    ///
    /// # Errors
    /// As [`Publication::keep`].
    pub(super) fn keep(&self, path: &str) -> Result<Option<Kept>, Error> {
        let Some(page) = self.pages.get(path) else { return Ok(None) };
        let same = self.prints.of(&page.needs) == Some(page.print);
        let kept = same && self.publication.keep_all(&page.files)?;
        Ok(kept.then(|| page.clone()))
    }

    /// What is to be kept of a page that was made from `needs`; none when it cannot be told again.
    pub(super) fn made(&self, needs: Vec<Need>, files: &[OutputFile]) -> Option<Kept> {
        let print = self.prints.of(&needs)?;
        let file = |file: &OutputFile| (file.path.clone(), Fingerprint::of(&file.bytes));
        Some(Kept { needs, print, files: files.iter().map(file).collect() })
    }
}

/// Keeps what there is to keep of the pages of an edition.
pub(super) fn remember(pages: &BTreeMap<String, Kept>, cache: &Cache, key: &Fingerprint) {
    cache.put(STAGE, key, pages);
}
