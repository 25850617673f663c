//! Report to files: plans pages with closed views, renders them with templates, writes them.
//!
//! 1. [`Edition`] names everything a page may be made from.
//! 2. [`Planner::routes`] lists the pages, [`Planner::page`] plans one: both pure.
//! 3. [`Templates::load`] reads the built-in templates and the project's own, file by file.
//! 4. [`render_page`] turns one page into a file; [`files`] makes all that is not a page.

pub mod assets;
mod brand;
pub mod data;
mod feed;
mod own;
pub mod pages;
mod pictures;
mod prose;
pub mod route;
pub mod search;
mod templates;
mod text;
pub mod view;
mod words;
pub mod write;

pub use brand::Brand;
pub use pages::OwnWords;
pub use pictures::{PictureView, Pictures, Seen, Shown};
pub use templates::{Templates, render_page};
pub use view::{Page, Planner, Route, View};
pub use words::{Words, fill};

use crate::cache::Cache;
use crate::config::Config;
use crate::corpus::ArticleId;
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::model::{EditionDiff, Input, Report};
use crate::path::RelPath;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use view::Prints;
use write::Publication;

/// One file of the finished report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Below the output folder.
    pub path: RelPath,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Everything an edition of the report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// What is said.
    pub report: &'a Report,
    /// The texts it was read from.
    pub inputs: &'a BTreeMap<ArticleId, Input<'a>>,
    /// Settings.
    pub config: &'a Config,
    /// Indicators and groups.
    pub lexicon: &'a Lexicon,
    /// What changed since an earlier edition; none when there is none.
    pub changes: Option<&'a EditionDiff>,
    /// Names of divisions.
    pub gazetteer: &'a Gazetteer,
    /// What the project says in its own words.
    pub own: &'a OwnWords,
    /// The pictures of the articles.
    pub pictures: &'a Pictures,
}

/// Takes finished files, from any thread: to the disk, to memory, or nowhere.
pub type Sink<'a> = dyn Fn(OutputFile) -> Result<(), Error> + Sync + 'a;

/// What there is of the last edition.
#[derive(Clone, Copy)]
pub struct Last<'a> {
    /// Where the edition goes, which knows the files of the last one.
    pub publication: &'a Publication<'a>,
    /// What earlier builds left behind.
    pub cache: &'a Cache,
    /// A hash of all that an edition is made from apart from its articles.
    pub key: &'a Fingerprint,
    /// What this edition is made from.
    pub prints: &'a Prints<'a>,
}

/// Hands all files that are neither pages nor charts to `sink`: data, search index, feeds,
/// provenance. Each is given away as soon as it is made, so that they are never held together. Files of
/// the search index that are as `last` has them are not made.
///
/// # Errors
/// What `sink` returns.
pub fn files(planner: &Planner<'_>, sink: &Sink<'_>, last: Option<Last<'_>>) -> Result<(), Error> {
    let (data, search) =
        rayon::join(|| planner.write_data(sink), || search::write(planner, sink, last));
    data.and(search)?;
    let feeds = [feed::atom(planner), feed::changes(planner), feed::sitemap(planner)];
    let single = feeds.into_iter().chain([data::provenance(planner)]);
    single.flatten().try_for_each(sink)
}

/// What [`files`] hands on, held together: for reports that are small.
///
/// # Errors
/// None of its own: memory takes every file.
pub fn gathered(planner: &Planner<'_>) -> Result<Vec<OutputFile>, Error> {
    let made = Mutex::new(Vec::new());
    files(
        planner,
        &|file| {
            made.lock().unwrap_or_else(PoisonError::into_inner).push(file);
            Ok(())
        },
        None,
    )?;
    Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// All pages of the edition, in the order of their paths; no two have the same title.
#[must_use]
pub fn plan(edition: &Edition<'_>) -> Vec<Page> {
    let planner = Planner::new(*edition);
    planner.routes().iter().filter_map(|route| planner.page(route)).collect()
}
