//! An edition that an earlier build has published, and that nothing has changed since.

use super::articles::{Sources, sources};
use super::project::{STATIC, TEMPLATES};
use super::{Counts, Project};
use crate::cache::{Cache, VERSION};
use crate::config::Config;
use crate::corpus::decode;
use crate::diag::{Code, Diagnostic};
use crate::error::Error;
use crate::file;
use crate::fingerprint::Fingerprint;
use crate::parallel;
use crate::path::RelPath;
use crate::site::data::{DATA, FIGURES, REGIONS};
use crate::site::pages::{NOTES, PAGES};
use crate::site::write::{MANIFEST, Manifest};
use crate::site::{Seen, assets};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Name of the stage in the cache.
const STAGE: &str = "editions";

/// What is kept of an edition.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// What was found.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the report holds.
    pub(super) counts: Counts,
    /// The pictures that were looked for.
    pub(super) seen: Vec<Seen>,
    /// Its files as they were left, as a version control's index keeps them: enough to see that nobody
    /// has touched them, without reading them.
    files: Vec<Stamp>,
}

/// A file as it was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    path: String,
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

/// All that an edition is made from apart from its articles: the program, the settings and the files
/// that they name, corrections, templates, static files, own pages and notes, the data of an earlier edition.
///
/// # Errors
/// [`Error::Read`] when one of these is there and cannot be read.
pub(super) fn around(project: &Project) -> Result<Fingerprint, Error> {
    let mut parts: Vec<Fingerprint> = vec![Fingerprint::of(VERSION.as_bytes())];
    let mut add = |name: &str, bytes: &[u8]| {
        parts.push(Fingerprint::of_parts([name.as_bytes(), bytes]));
    };
    for (path, text) in &project.texts {
        add(path.as_str(), text.as_bytes());
    }
    let Config { corrections, site, .. } = &project.config;
    let named = [corrections, &site.logo, &site.css].into_iter().flatten();
    let previous = site.previous.iter().flat_map(|old| {
        let folders = [old.clone(), format!("{old}/{DATA}")];
        folders.into_iter().flat_map(|at| [FIGURES, REGIONS].map(|file| format!("{at}/{file}")))
    });
    for name in named.cloned().chain(previous) {
        // What cannot be read is said where it is needed.
        add(&name, &file::read(&project.root.join(&name), u64::MAX).unwrap_or_default());
    }
    for folder in [TEMPLATES, STATIC, PAGES, NOTES] {
        let own = assets::project(&project.root.join(folder))?;
        add(folder, serde_json::to_string(&own.diagnostics).unwrap_or_default().as_bytes());
        for file in own.value {
            add(&format!("{folder}/{}", file.path), &file.bytes);
        }
    }
    Ok(Fingerprint::of_parts(parts.iter().map(Fingerprint::as_bytes)))
}

/// The key of an edition: what is around the articles, and the articles.
pub(super) fn key(around: &Fingerprint, sources: &Sources) -> Fingerprint {
    Fingerprint::of_parts([around.as_bytes(), sources.0.as_bytes()])
}

/// The edition that would be built, when it stands in `out` as an earlier build left it; and how many
/// files it has.
pub(super) fn standing(
    project: &Project,
    around: &Fingerprint,
    (out, cache): (&Path, &Cache),
) -> Option<(Kept, usize)> {
    let sources = cache.keeps().then(|| sources(project))??;
    let kept: Kept = cache.get(STAGE, &key(around, &sources))?;
    let root = project.corpus();
    if !parallel::map(&kept.seen, |seen| seen.stands(&root)).into_iter().all(|stands| stands) {
        return None;
    }
    let untouched = kept.files.iter().all(|file| stamp(out, &file.path).as_ref() == Some(file));
    let count = kept.files.len();
    untouched.then_some((kept, count))
}

/// Remembers the edition of `key` that was published in `out`.
pub(super) fn remember(
    key: &Fingerprint,
    (diagnostics, counts, seen): (&[Diagnostic], Counts, Vec<Seen>),
    out: &Path,
    cache: &Cache,
) {
    if let Some(files) = stamps(out) {
        let lasting = diagnostics.iter().filter(|finding| finding.code != Code::CacheBroken);
        let diagnostics = lasting.cloned().collect();
        cache.put(STAGE, key, &Kept { diagnostics, counts, seen, files });
    }
}

/// The files of the edition in `out`, its manifest among them.
fn stamps(out: &Path) -> Option<Vec<Stamp>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(out.join(MANIFEST)).ok()?).ok()?;
    let files = manifest.files.keys().map(String::as_str);
    files.chain([MANIFEST]).map(|path| stamp(out, path)).collect()
}

fn stamp(out: &Path, path: &str) -> Option<Stamp> {
    let data = out.join(path).symlink_metadata().ok().filter(fs::Metadata::is_file)?;
    let modified = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(Stamp { path: path.to_owned(), size: data.len(), modified })
}

/// The texts that `diagnostics` point into, read again.
pub(super) fn texts(project: &Project, diagnostics: &[Diagnostic]) -> BTreeMap<RelPath, String> {
    let wanted: BTreeSet<&RelPath> =
        diagnostics.iter().filter_map(|finding| finding.file.as_ref()).collect();
    let text = |path: &RelPath| {
        let bytes = file::read(&project.root.join(path.as_str()), u64::MAX).ok()?;
        Some((path.clone(), decode(&bytes).ok()?.text))
    };
    wanted.into_iter().filter_map(text).collect()
}
