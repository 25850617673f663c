//! Files to the output folder: all or nothing, and only what is ours.

use super::OutputFile;
use crate::error::{Error, OutputFault};
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The list of our files, in the output folder. Only what it names is ever replaced or removed.
pub const MANIFEST: &str = "manifest.json";
/// Where new files wait until all of them are written.
const STAGING: &str = ".fangzhi-staging";

/// The list of files of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `fangzhi`: whose folder this is.
    pub generator: String,
    /// Fingerprints by path, which is below the output folder.
    pub files: BTreeMap<String, Fingerprint>,
}

/// What a publication did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that were already so; their times are kept.
    pub unchanged: usize,
    /// Files of the last edition that are no more.
    pub removed: usize,
}

/// What writing needs of the disk; tests put one here that is full. Files come from many threads.
pub trait Disk: Sync {
    /// Writes a new file.
    ///
    /// # Errors
    /// Whatever the system says.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file over another, at once.
    ///
    /// # Errors
    /// Whatever the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug)]
pub struct System;

impl Disk for System {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }
}

/// Makes the folder `out` hold `files`, and nothing else of ours: [`Publication`] in one go.
///
/// # Errors
/// As [`Publication::begin`], [`Publication::put`] and [`Publication::finish`].
pub fn sync(out: &Path, files: &[OutputFile]) -> Result<Synced, Error> {
    sync_on(&System, out, files)
}

/// [`sync`] on another disk.
///
/// # Errors
/// As [`sync`].
pub fn sync_on(disk: &dyn Disk, out: &Path, files: &[OutputFile]) -> Result<Synced, Error> {
    let publication = Publication::begin_on(disk, out)?;
    files.iter().try_for_each(|file| publication.put(file))?;
    publication.finish()
}

/// Notes files that were made in `out` after the edition was published, so that the next one knows
/// them as ours. Their bytes are not remembered: the next edition replaces or removes them.
///
/// # Errors
/// [`Error::Read`] and [`Error::Write`] when the disk fails.
pub fn adopt(out: &Path, paths: &[RelPath]) -> Result<(), Error> {
    let target = out.join(MANIFEST);
    let bytes = fs::read(&target).map_err(|source| Error::Read { path: target.clone(), source })?;
    let Ok(mut manifest) = serde_json::from_slice::<Manifest>(&bytes) else { return Ok(()) };
    manifest.files.extend(paths.iter().map(|path| (path.to_string(), UNKNOWN)));
    let staged = out.join(format!("{STAGING}.json"));
    let files = manifest.files.iter().map(|(path, print)| (path.as_str(), *print));
    write(&System, &staged, &manifest_of(files))?;
    rename(&System, &staged, &target)
}

/// Checks that `out` may be written to, without writing: what [`Publication::begin`] would refuse.
///
/// # Errors
/// [`Error::ForeignOutput`] when it holds files but no manifest of ours; [`Error::Read`].
pub fn check_owner(out: &Path) -> Result<(), Error> {
    last_manifest(out).map(|_| ())
}

/// An edition on its way to the output folder, file by file, so that it is never held whole.
///
/// A file that differs from what the folder holds is written to a staging folder inside it at
/// once; [`Publication::finish`] renames them one by one. Until the first rename the last edition
/// is untouched, so a full disk or an interruption leaves it whole, and a publication that is
/// dropped leaves no trace. Files that the last manifest does not name are never touched.
pub struct Publication<'a> {
    disk: &'a dyn Disk,
    out: PathBuf,
    staging: PathBuf,
    /// The output folder was not there before.
    fresh: bool,
    last: BTreeSet<RelPath>,
    state: Mutex<State>,
}

/// What has been put so far.
#[derive(Default)]
struct State {
    files: BTreeMap<RelPath, Entry>,
    /// The paths in lower case: on a disk that does not tell the cases apart they would meet.
    names: BTreeSet<String>,
    staged: usize,
}

struct Entry {
    fingerprint: Fingerprint,
    /// Its name in the staging folder, when it differs from what the output folder holds.
    staged: Option<usize>,
}

impl Publication<'static> {
    /// Begins an edition in the folder `out`; writes nothing yet.
    ///
    /// # Errors
    /// [`Error::ForeignOutput`] when `out` holds files but no manifest of ours; [`Error::Read`].
    pub fn begin(out: &Path) -> Result<Self, Error> {
        Self::begin_on(&System, out)
    }
}

impl<'a> Publication<'a> {
    /// [`Publication::begin`] on another disk.
    ///
    /// # Errors
    /// As [`Publication::begin`].
    pub fn begin_on(disk: &'a dyn Disk, out: &Path) -> Result<Self, Error> {
        Ok(Self {
            disk,
            out: out.to_path_buf(),
            staging: out.join(STAGING),
            fresh: out.symlink_metadata().is_err(),
            last: last_manifest(out)?,
            state: Mutex::default(),
        })
    }

    /// Adds a file to the edition. May be called from many threads, in any order.
    ///
    /// # Errors
    /// [`Error::Collision`] when a file of this path was put before; [`Error::ForeignOutput`] when
    /// a file that is not ours stands in its place; [`Error::Write`] when the disk fails.
    pub fn put(&self, file: &OutputFile) -> Result<(), Error> {
        let name = file.path.as_str().to_lowercase();
        if !self.state().names.insert(name) || file.path.as_str() == MANIFEST {
            return Err(Error::Collision { path: file.path.to_string() });
        }
        let target = self.out.join(file.path.as_str());
        let staged = if is_same(&target, &file.bytes) {
            None
        } else {
            if target.symlink_metadata().is_ok() && !self.last.contains(&file.path) {
                return Err(foreign(&self.out, file.path.as_str()));
            }
            Some(self.next_number())
        };
        if let Some(number) = staged {
            create_folder(&self.staging)?;
            write(self.disk, &self.staged(number), &file.bytes)?;
        }
        let entry = Entry { fingerprint: Fingerprint::of(&file.bytes), staged };
        self.state().files.insert(file.path.clone(), entry);
        Ok(())
    }

    /// Puts the edition in the place of the last one, and removes what is no more.
    ///
    /// # Errors
    /// [`Error::ForeignOutput`] when a link or a file stands where a folder belongs;
    /// [`Error::Write`] when the disk fails.
    pub fn finish(self) -> Result<Synced, Error> {
        let state = std::mem::take(&mut *self.state());
        let files = state.files;
        let changed: Vec<(&RelPath, usize)> =
            files.iter().filter_map(|(path, entry)| Some((path, entry.staged?))).collect();
        let stale: Vec<&RelPath> =
            self.last.iter().filter(|path| !files.contains_key(*path)).collect();
        let synced = Synced {
            written: changed.len(),
            unchanged: files.len() - changed.len(),
            removed: stale.len(),
        };
        let manifest = manifest_of(files.iter().map(|(path, e)| (path.as_str(), e.fingerprint)));
        let target = self.out.join(MANIFEST);
        if changed.is_empty() && stale.is_empty() && is_same(&target, &manifest) {
            return Ok(synced);
        }
        create_folder(&self.staging)?;
        // Between the two manifests an interruption may leave files of both editions; the first
        // names them all, so that the next build knows them as ours.
        let both = files.keys().chain(&self.last).map(|path| (path.as_str(), UNKNOWN));
        write(self.disk, &self.staging.join("both"), &manifest_of(both))?;
        write(self.disk, &self.staging.join("new"), &manifest)?;
        for (path, _) in &changed {
            create_parents(&self.out, path)?;
        }
        rename(self.disk, &self.staging.join("both"), &target)?;
        for (path, number) in &changed {
            rename(self.disk, &self.staged(*number), &self.out.join(path.as_str()))?;
        }
        for path in stale {
            remove(&self.out, path)?;
        }
        rename(self.disk, &self.staging.join("new"), &target)?;
        Ok(synced)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked left at most a file too few, and its panic ends the build.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_number(&self) -> usize {
        let mut state = self.state();
        state.staged += 1;
        state.staged
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.staging.join(number.to_string())
    }
}

impl Drop for Publication<'_> {
    fn drop(&mut self) {
        // Nothing of use is left in it, whether it went well or not.
        let _ = fs::remove_dir_all(&self.staging);
        if self.fresh {
            // Fails, as it should, when anything was published into it.
            let _ = fs::remove_dir(&self.out);
        }
    }
}

/// The files of `out` that are ours; refuses a folder that holds others' files only.
fn last_manifest(out: &Path) -> Result<BTreeSet<RelPath>, Error> {
    let read_error = |source| Error::Read { path: out.to_path_buf(), source };
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(read_error(error)),
    };
    let path = out.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => return parse_manifest(&bytes).ok_or_else(|| foreign(out, MANIFEST)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (),
        Err(source) => return Err(Error::Read { path, source }),
    }
    for entry in entries {
        let name = entry.map_err(read_error)?.file_name();
        let name = name.to_string_lossy();
        if ![".gitkeep", ".gitignore", ".DS_Store", STAGING].contains(&name.as_ref()) {
            return Err(foreign(out, &name));
        }
    }
    Ok(BTreeSet::new())
}

fn parse_manifest(bytes: &[u8]) -> Option<BTreeSet<RelPath>> {
    let manifest: Manifest = serde_json::from_slice(bytes).ok()?;
    // A path that leads out of the folder can only have been put there by somebody else.
    (manifest.generator == GENERATOR)
        .then(|| manifest.files.into_keys().filter_map(RelPath::new).collect())
}

const GENERATOR: &str = "fangzhi";
/// Fingerprint of a file that may be of either edition.
const UNKNOWN: Fingerprint = Fingerprint::ZERO;

fn manifest_of<'a>(files: impl Iterator<Item = (&'a str, Fingerprint)>) -> Vec<u8> {
    let files = files.map(|(path, fingerprint)| (path.to_owned(), fingerprint)).collect();
    let manifest = Manifest { generator: GENERATOR.to_owned(), files };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let plain = path.symlink_metadata().is_ok_and(|m| m.is_file() && m.len() == length);
    plain && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Makes the folders above `path`; a link among them could lead out of the output folder.
fn create_parents(out: &Path, path: &RelPath) -> Result<(), Error> {
    let mut folder = out.to_path_buf();
    let mut parts: Vec<&str> = path.as_str().split('/').collect();
    parts.pop();
    for part in parts {
        folder.push(part);
        match folder.symlink_metadata() {
            Ok(data) if data.is_dir() => (),
            Ok(_) => return Err(foreign(out, part)),
            Err(_) => create_folder(&folder)?,
        }
    }
    Ok(())
}

fn remove(out: &Path, path: &RelPath) -> Result<(), Error> {
    let target = out.join(path.as_str());
    match fs::remove_file(&target) {
        Ok(()) => (),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (),
        Err(source) => return Err(Error::Write { path: target, source }),
    }
    let mut folder = target.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out) {
        // Fails, as it should, when something else is still in it.
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}

fn create_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|source| Error::Write { path: path.to_path_buf(), source })
}

fn write(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    disk.write(path, bytes).map_err(|source| Error::Write { path: path.to_path_buf(), source })
}

fn rename(disk: &dyn Disk, from: &Path, to: &Path) -> Result<(), Error> {
    disk.rename(from, to).map_err(|source| Error::Write { path: to.to_path_buf(), source })
}

fn foreign(out: &Path, name: &str) -> Error {
    let fault = OutputFault::Holds(name.to_owned());
    Error::ForeignOutput { path: PathBuf::from(out), fault }
}
