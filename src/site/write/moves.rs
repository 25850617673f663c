//! The edition file by file, for where trees cannot change places: another disk, a folder that is
//! a mount point or of another owner, a system without the call.
//!
//! All that may fail for want of room is done before: changed files wait in the working folder,
//! and what they replace has a second name there. Then they are moved one by one. A reader who
//! comes meanwhile may find files of both editions; whatever ends the program, the next command
//! ends or undoes the moves.

use super::lock::Lock;
use super::{Disk, Edition, NEW, is_missing, journal};
use crate::error::Error;
use crate::path::RelPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where what is replaced is kept until all is done.
const OLD: &str = "old";

/// Moves that were begun.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Moves {
    /// Files to put in place, the manifest last.
    changed: Vec<RelPath>,
    /// Those of them that replace nothing.
    fresh: BTreeSet<RelPath>,
    /// Files to remove.
    stale: Vec<RelPath>,
}

/// Publishes by moving files.
///
/// # Errors
/// [`Error::Write`] when the disk fails; the last edition is then as it was, or, when even that
/// fails, the next command restores it.
pub(super) fn publish(disk: &dyn Disk, lock: &Lock, edition: &Edition<'_>) -> Result<(), Error> {
    let failed = |source| Error::Write { path: lock.named().to_path_buf(), source };
    let out = lock.out();
    fs::create_dir_all(out).map_err(failed)?;
    let mut moves = Moves {
        changed: edition.changed().cloned().collect(),
        fresh: BTreeSet::new(),
        stale: edition.stale().cloned().collect(),
    };
    let work = reachable(disk, lock, &moves).map_err(failed)?;
    let prepared = moves.prepare(disk, (out, &work));
    let begun = prepared.and_then(|()| journal::begin(disk, &work, journal::FORWARD, &moves));
    if let Err(error) = begun {
        moves.fresh.iter().for_each(|path| prune(out, path));
        return Err(failed(error));
    }
    forward_or_back(disk, (out, &work), &moves).map_err(failed)
}

/// The working folder that files can be moved from; `work`, or a copy of it within the output.
fn reachable(disk: &dyn Disk, lock: &Lock, moves: &Moves) -> io::Result<PathBuf> {
    let (work, inside) = (lock.work(), lock.inside());
    if lock.is_inside() {
        return Ok(inside);
    }
    fs::create_dir_all(work.join("try"))?;
    fs::create_dir_all(&inside)?;
    if disk.rename(&work.join("try"), &inside.join("try")).is_ok() {
        fs::remove_dir_all(&inside)?;
        return Ok(work.to_path_buf());
    }
    for path in &moves.changed {
        let to = inside.join(NEW).join(path.as_str());
        create_parents(&to)?;
        fs::copy(work.join(NEW).join(path.as_str()), to)?;
    }
    Ok(inside)
}

/// Moves everything forward, or else back; an error says that it is back, unless the journal is
/// still open.
pub(super) fn forward_or_back(
    disk: &dyn Disk,
    (out, work): (&Path, &Path),
    moves: &Moves,
) -> io::Result<()> {
    let Err(error) = moves.forward(disk, (out, work)) else {
        return journal::end(work, journal::FORWARD);
    };
    // A new name needs no room on a full disk.
    fs::rename(work.join(journal::FORWARD), work.join(journal::BACK))?;
    back(disk, (out, work), moves)?;
    Err(error)
}

/// Restores the last edition.
pub(super) fn back(disk: &dyn Disk, (out, work): (&Path, &Path), moves: &Moves) -> io::Result<()> {
    for path in &moves.fresh {
        if is_missing(&work.join(NEW).join(path.as_str())) {
            remove(out, path)?;
        }
        prune(out, path);
    }
    for path in moves.changed.iter().chain(&moves.stale) {
        let kept = work.join(OLD).join(path.as_str());
        if !is_missing(&kept) {
            let target = out.join(path.as_str());
            create_parents(&target)?;
            disk.rename(&kept, &target)?;
        }
    }
    journal::end(work, journal::BACK)
}

impl Moves {
    /// Gives what is replaced or removed a second name, and makes the folders.
    fn prepare(&mut self, disk: &dyn Disk, (out, work): (&Path, &Path)) -> io::Result<()> {
        for path in self.changed.iter().chain(&self.stale) {
            let (target, kept) = (out.join(path.as_str()), work.join(OLD).join(path.as_str()));
            if target.symlink_metadata().map_or(true, |data| data.is_dir()) {
                self.fresh.insert(path.clone());
                continue;
            }
            create_parents(&kept)?;
            disk.link(&target, &kept).or_else(|_| fs::copy(&target, &kept).map(|_| ()))?;
        }
        let blocked = self.blocked();
        let free = |path: &&RelPath| !blocked.iter().any(|stale| is_below(path, stale));
        let folders = self.changed.iter().filter(free).map(|path| out.join(path.as_str()));
        folders.into_iter().try_for_each(|path| create_parents(&path))
    }

    fn forward(&self, disk: &dyn Disk, (out, work): (&Path, &Path)) -> io::Result<()> {
        self.blocked().into_iter().try_for_each(|path| remove(out, path))?;
        for path in &self.changed {
            let made = work.join(NEW).join(path.as_str());
            // One that is missing has been moved by a command that was killed.
            if !is_missing(&made) {
                let target = out.join(path.as_str());
                create_parents(&target)?;
                disk.rename(&made, &target)?;
            }
        }
        self.stale.iter().try_for_each(|path| remove(out, path))
    }

    /// The files to remove that stand where a folder must be, or below where a file must be.
    fn blocked(&self) -> Vec<&RelPath> {
        let clash = |stale: &&RelPath| {
            self.changed.iter().any(|path| is_below(path, stale) || is_below(stale, path))
        };
        self.stale.iter().filter(clash).collect()
    }
}

fn is_below(path: &RelPath, folder: &RelPath) -> bool {
    let rest = path.as_str().strip_prefix(folder.as_str());
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Removes a file and the folders that it leaves empty.
fn remove(out: &Path, path: &RelPath) -> io::Result<()> {
    let target = out.join(path.as_str());
    match fs::remove_file(&target) {
        // A folder that came into its place is not ours.
        Err(error) if !is_missing(&target) && !target.is_dir() => Err(error),
        _ => {
            prune(out, path);
            Ok(())
        }
    }
}

/// Removes the folders above a file that are empty.
fn prune(out: &Path, path: &RelPath) {
    let target = out.join(path.as_str());
    let mut folder = target.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out) {
        // Fails, as it should, when something else is still in it.
        if !is_missing(empty) && fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
}

fn create_parents(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}
