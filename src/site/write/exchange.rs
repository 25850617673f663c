//! The whole edition in one step: the finished tree and the last one change places.
//!
//! The new tree stands beside the output folder: changed files are new, all others have a second
//! name there, those of other people too, so a file keeps its bytes, times and number. Before the
//! step a reader finds the last edition, after it the new one. Then the old tree is taken down.

use super::disk::{identity, owner};
use super::lock::{Lock, is_own};
use super::manifest::{self, MANIFEST, Mark};
use super::{Disk, Edition, NEW, is_missing, journal};
use crate::path::RelPath;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// An exchange that was begun.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Exchange {
    /// The number of the new tree's folder: where it is tells which side of the step we are on.
    root: Option<u64>,
    /// Files of others that have a name in the new tree too, with their numbers.
    others: BTreeMap<PathBuf, u64>,
}

/// Publishes by exchange; false when that cannot be done here, and nothing has happened.
pub(super) fn publish(disk: &dyn Disk, lock: &Lock, edition: &Edition<'_>) -> bool {
    let (out, work, new) = (lock.out(), lock.work(), lock.work().join(NEW));
    if lock.is_inside() {
        return false;
    }
    if is_missing(out) {
        return disk.rename(&new, out).is_ok();
    }
    // Whoever stands in the folder, a shell that started us, would be left in one that is gone.
    let stands = std::env::current_dir().and_then(fs::canonicalize);
    if stands.is_ok_and(|place| place.starts_with(out)) || !can_exchange(disk, work) {
        return false;
    }
    let Ok(begun) = complete(disk, (out, &new), edition) else { return false };
    if journal::begin(disk, work, journal::EXCHANGE, &begun).is_err() {
        return false;
    }
    if disk.exchange(&new, out).is_err() {
        let _ = journal::end(work, journal::EXCHANGE);
        return false;
    }
    // The new edition is in place. What cannot be taken down now is for the next command.
    let _ = resume(disk, (out, work), &begun);
    true
}

/// Ends an exchange, whichever side of the step it was on.
pub(super) fn resume(
    disk: &dyn Disk,
    (out, work): (&Path, &Path),
    begun: &Exchange,
) -> io::Result<()> {
    let tree = work.join(NEW);
    let number = identity(&tree).map(|(_, number)| number);
    if number.is_some() && number != begun.root {
        take_down(disk, (out, &tree), &begun.others)?;
    }
    journal::end(work, journal::EXCHANGE)
}

/// Whether folders can change places on this disk.
fn can_exchange(disk: &dyn Disk, work: &Path) -> bool {
    let [one, other] = ["one", "other"].map(|name| work.join(name));
    let made = fs::create_dir_all(&one).and_then(|()| fs::create_dir_all(&other));
    made.is_ok() && disk.exchange(&one, &other).is_ok()
}

/// Gives the new tree all that stays as it is.
fn complete(
    disk: &dyn Disk,
    (out, new): (&Path, &Path),
    edition: &Edition<'_>,
) -> io::Result<Exchange> {
    let mut found = Found::default();
    found.folders.push((PathBuf::new(), fs::metadata(out)?));
    found.walk(out, Path::new(""), edition.last)?;
    fs::create_dir_all(new)?;
    let ours = owner(&fs::metadata(new)?);
    // A folder of another owner, or one that is closed to changes, must stay the folder it is.
    if found.folders.iter().any(|(_, data)| data.permissions().readonly() || owner(data) != ours) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let mut made = BTreeSet::new();
    for path in edition.kept() {
        link(disk, (out, new), Path::new(path.as_str()), &mut made)?;
    }
    for path in found.others.keys() {
        link(disk, (out, new), path, &mut made)?;
    }
    let used: BTreeSet<&Path> = edition.last.keys().flat_map(above).collect();
    for (path, data) in &found.folders {
        let folder = new.join(path);
        if !used.contains(path.as_path()) {
            fs::create_dir_all(&folder)?;
        }
        if folder.is_dir() {
            fs::set_permissions(&folder, data.permissions())?;
        }
    }
    let root = identity(new).map(|(_, number)| number);
    Ok(Exchange { root, others: found.others })
}

/// The folders above a file.
fn above(path: &RelPath) -> impl Iterator<Item = &Path> {
    Path::new(path.as_str()).ancestors().skip(1)
}

fn link(
    disk: &dyn Disk,
    (out, new): (&Path, &Path),
    path: &Path,
    made: &mut BTreeSet<PathBuf>,
) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !made.contains(*folder)) {
        fs::create_dir_all(new.join(folder))?;
        made.insert(folder.to_path_buf());
    }
    disk.link(&out.join(path), &new.join(path))
}

/// What the output folder holds beside our files.
#[derive(Default)]
struct Found {
    folders: Vec<(PathBuf, Metadata)>,
    others: BTreeMap<PathBuf, u64>,
}

impl Found {
    fn walk(&mut self, out: &Path, below: &Path, last: &BTreeMap<RelPath, Mark>) -> io::Result<()> {
        for entry in fs::read_dir(out.join(below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if path.to_str().is_some_and(is_own) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                self.folders.push((path.clone(), entry.metadata()?));
                self.walk(out, &path, last)?;
            } else if !names(last, &path) {
                let number = identity(&entry.path()).map_or(0, |(_, number)| number);
                self.others.insert(path, number);
            }
        }
        Ok(())
    }
}

/// Whether a manifest names this file, or it is the manifest.
fn names(files: &BTreeMap<RelPath, Mark>, path: &Path) -> bool {
    let path = path.to_str();
    path == Some(MANIFEST) || path.and_then(RelPath::new).is_some_and(|p| files.contains_key(&p))
}

/// Removes the tree of the last edition. A file of others that came or changed while the new tree
/// was being made is moved over to it.
fn take_down(
    disk: &dyn Disk,
    (out, old): (&Path, &Path),
    others: &BTreeMap<PathBuf, u64>,
) -> io::Result<()> {
    let read = |root: &Path| fs::read(root.join(MANIFEST)).ok();
    let files = |root: &Path| read(root).and_then(|b| manifest::parsed(&b)).unwrap_or_default();
    let down = Down { disk, out, old, last: files(old), next: files(out), others };
    down.folder(Path::new(""))?;
    // Last, since it says what of the rest is ours.
    match fs::remove_file(old.join(MANIFEST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::remove_dir(old),
    }
}

struct Down<'a> {
    disk: &'a dyn Disk,
    out: &'a Path,
    old: &'a Path,
    last: BTreeMap<RelPath, Mark>,
    next: BTreeMap<RelPath, Mark>,
    others: &'a BTreeMap<PathBuf, u64>,
}

impl Down<'_> {
    fn folder(&self, below: &Path) -> io::Result<()> {
        for entry in fs::read_dir(self.old.join(below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                self.folder(&path)?;
                fs::remove_dir(entry.path())?;
            } else if path != Path::new(MANIFEST) {
                self.file(&path)?;
            }
        }
        Ok(())
    }

    fn file(&self, path: &Path) -> io::Result<()> {
        let here = self.old.join(path);
        let number = || identity(&here).map(|(_, number)| number);
        let known = self.others.get(path);
        let ours = names(&self.last, path) || names(&self.next, path);
        if ours || known.is_some_and(|known| Some(*known) == number()) {
            return fs::remove_file(here);
        }
        let there = self.out.join(path);
        fs::create_dir_all(there.parent().unwrap_or(self.out))?;
        self.disk.rename(&here, &there)
    }
}
