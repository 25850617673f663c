//! The list of our files, kept in the output folder itself.

use super::lock::Lock;
use super::{Disk, System, foreign};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The list of our files, in the output folder. Only what it names is ever replaced or removed.
pub const MANIFEST: &str = "manifest.json";
/// Whose folder this is.
const GENERATOR: &str = "fangzhi";

/// The list of files of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `fangzhi`: whose folder this is.
    pub generator: String,
    /// What is known of each file, by path below the output folder.
    pub files: BTreeMap<String, Mark>,
}

/// What is known of a file: written as its fingerprint, a blank and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Mark {
    /// Of its bytes; [`Fingerprint::ZERO`] when they were not looked at.
    pub fingerprint: Fingerprint,
    /// Its length in bytes, when it is known.
    pub size: Option<u64>,
}

impl Mark {
    /// Of a file of ours whose bytes are not remembered.
    pub(super) const UNKNOWN: Self = Self { fingerprint: Fingerprint::ZERO, size: None };

    /// Of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { fingerprint: Fingerprint::of(bytes), size: u64::try_from(bytes.len()).ok() }
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        match mark.size {
            Some(size) => format!("{} {size}", mark.fingerprint),
            None => mark.fingerprint.to_string(),
        }
    }
}

impl TryFrom<String> for Mark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (print, size) = text
            .split_once(' ')
            .map_or((text.as_str(), None), |(print, size)| (print, size.parse().ok()));
        let fingerprint = Fingerprint::try_from(print.to_owned())?;
        Ok(Self { fingerprint, size })
    }
}

/// Notes files that are made in the output folder after the edition was published, so that the
/// next one knows them as ours. Their bytes are not remembered: the next edition replaces or
/// removes them.
///
/// # Errors
/// [`Error::Read`] and [`Error::Write`] when the disk fails.
pub fn adopt(lock: &Lock, paths: &[RelPath]) -> Result<(), Error> {
    let target = lock.out().join(MANIFEST);
    let bytes = fs::read(&target).map_err(|source| Error::Read { path: target.clone(), source })?;
    let Ok(mut manifest) = serde_json::from_slice::<Manifest>(&bytes) else { return Ok(()) };
    manifest.files.extend(paths.iter().map(|path| (path.to_string(), Mark::UNKNOWN)));
    let files = manifest.files.iter().map(|(path, mark)| (path.as_str(), *mark));
    let failed = |source| Error::Write { path: target.clone(), source };
    // Within the folder, so that it can be moved whatever disks there are.
    let work = lock.inside();
    fs::create_dir_all(&work).map_err(failed)?;
    System.write(&work.join(MANIFEST), &written(files)).map_err(failed)?;
    System.rename(&work.join(MANIFEST), &target).map_err(failed)?;
    fs::remove_dir_all(&work).map_err(failed)
}

/// Checks that `out` may be written to, without writing: what [`super::Publication::begin`] would
/// refuse.
///
/// # Errors
/// [`Error::ForeignOutput`] when it holds files but no manifest of ours; [`Error::Read`].
pub fn check_owner(out: &Path) -> Result<(), Error> {
    last(out).map(|_| ())
}

/// The files of `out` that are ours; refuses a folder that holds others' files only.
pub(super) fn last(out: &Path) -> Result<BTreeMap<RelPath, Mark>, Error> {
    let read_error = |source| Error::Read { path: out.to_path_buf(), source };
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(read_error(error)),
    };
    let path = out.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => return parsed(&bytes).ok_or_else(|| foreign(out, MANIFEST)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (),
        Err(source) => return Err(Error::Read { path, source }),
    }
    for entry in entries {
        let name = entry.map_err(read_error)?.file_name();
        let name = name.to_string_lossy();
        let kept = [".gitkeep", ".gitignore", ".DS_Store"].contains(&name.as_ref());
        if !kept && !super::lock::is_own(&name) {
            return Err(foreign(out, &name));
        }
    }
    Ok(BTreeMap::new())
}

/// The files that a manifest of ours names.
pub(super) fn parsed(bytes: &[u8]) -> Option<BTreeMap<RelPath, Mark>> {
    let manifest: Manifest = serde_json::from_slice(bytes).ok()?;
    // A path that leads out of the folder can only have been put there by somebody else.
    let files = manifest.files.into_iter();
    let sound = files.filter_map(|(path, mark)| Some((RelPath::new(path)?, mark)));
    (manifest.generator == GENERATOR).then(|| sound.collect())
}

/// A manifest of these files.
pub(super) fn written<'a>(files: impl Iterator<Item = (&'a str, Mark)>) -> Vec<u8> {
    let files = files.map(|(path, mark)| (path.to_owned(), mark)).collect();
    let manifest = Manifest { generator: GENERATOR.to_owned(), files };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
