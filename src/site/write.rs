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

/// What [`sync`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Files that are new or differ.
    pub written: usize,
    /// Files that were already so; their times are kept.
    pub unchanged: usize,
    /// Files of the last edition that are no more.
    pub removed: usize,
}

/// What writing needs of the disk; tests put one here that is full.
pub trait Disk {
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

/// Makes the folder `out` hold `files`, and nothing else of ours.
///
/// Files that differ are first written to a staging folder inside `out`, then renamed one by one;
/// until the first rename the last edition is untouched, so a full disk or an interruption leaves
/// it whole. Files that the last manifest does not name are never touched.
///
/// # Errors
/// [`Error::ForeignOutput`] when `out` holds files but no manifest of ours, or a file that is not
/// ours stands where one of `files` belongs; [`Error::Collision`] when two of `files` have one
/// path; [`Error::Read`] and [`Error::Write`] when the disk fails.
pub fn sync(out: &Path, files: &[OutputFile]) -> Result<Synced, Error> {
    sync_on(&System, out, files)
}

/// [`sync`] on another disk.
///
/// # Errors
/// As [`sync`].
pub fn sync_on(disk: &dyn Disk, out: &Path, files: &[OutputFile]) -> Result<Synced, Error> {
    distinct(files)?;
    let last = last_manifest(out)?;
    let staging = out.join(STAGING);
    create_folder(&staging)?;
    let done = publish(disk, &Folders { out, staging: &staging }, files, &last);
    // Nothing of use is left in it, whether it went well or not.
    let _ = fs::remove_dir_all(&staging);
    done
}

/// Checks that `out` may be written to, without writing: what [`sync`] would refuse at once.
///
/// # Errors
/// [`Error::ForeignOutput`] when it holds files but no manifest of ours; [`Error::Read`].
pub fn check_owner(out: &Path) -> Result<(), Error> {
    last_manifest(out).map(|_| ())
}

struct Folders<'a> {
    out: &'a Path,
    staging: &'a Path,
}

fn publish(
    disk: &dyn Disk,
    folders: &Folders<'_>,
    files: &[OutputFile],
    last: &BTreeSet<RelPath>,
) -> Result<Synced, Error> {
    let changed = changed(folders.out, files, last)?;
    let kept: BTreeSet<&RelPath> = files.iter().map(|file| &file.path).collect();
    let stale: Vec<&RelPath> = last.iter().filter(|path| !kept.contains(path)).collect();
    let synced = Synced {
        written: changed.len(),
        unchanged: files.len() - changed.len(),
        removed: stale.len(),
    };
    let manifest = manifest_of(files.iter().map(|f| (f.path.as_str(), Fingerprint::of(&f.bytes))));
    if changed.is_empty() && stale.is_empty() && is_same(&folders.out.join(MANIFEST), &manifest) {
        return Ok(synced);
    }
    for (number, file) in changed.iter().enumerate() {
        write(disk, &folders.staging.join(number.to_string()), &file.bytes)?;
    }
    // Between the two manifests an interruption may leave files of both editions; the first names
    // them all, so that the next build knows them as ours.
    let both = files.iter().map(|f| &f.path).chain(last).map(|path| (path.as_str(), UNKNOWN));
    write(disk, &folders.staging.join("both"), &manifest_of(both))?;
    write(disk, &folders.staging.join("new"), &manifest)?;
    for file in &changed {
        create_parents(folders.out, &file.path)?;
    }
    let target = folders.out.join(MANIFEST);
    rename(disk, &folders.staging.join("both"), &target)?;
    for (number, file) in changed.iter().enumerate() {
        let staged = folders.staging.join(number.to_string());
        rename(disk, &staged, &folders.out.join(file.path.as_str()))?;
    }
    for path in stale {
        remove(folders.out, path)?;
    }
    rename(disk, &folders.staging.join("new"), &target)?;
    Ok(synced)
}

fn distinct(files: &[OutputFile]) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for file in files {
        // On a disk that does not tell upper from lower case they would still meet.
        if !seen.insert(file.path.as_str().to_lowercase()) || file.path.as_str() == MANIFEST {
            return Err(Error::Collision { path: file.path.to_string() });
        }
    }
    Ok(())
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

/// The files that `out` does not hold yet, byte for byte.
fn changed<'a>(
    out: &Path,
    files: &'a [OutputFile],
    last: &BTreeSet<RelPath>,
) -> Result<Vec<&'a OutputFile>, Error> {
    let mut changed = Vec::new();
    for file in files {
        let path = out.join(file.path.as_str());
        if is_same(&path, &file.bytes) {
            continue;
        }
        if path.symlink_metadata().is_ok() && !last.contains(&file.path) {
            return Err(foreign(out, file.path.as_str()));
        }
        changed.push(file);
    }
    Ok(changed)
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
