//! Files to the output folder: a whole edition or none, and only what is ours.
//!
//! [`Lock`] lets one build at a time at a folder, [`Publication`] gathers an edition beside it and
//! puts it into its place: in one step where the system can (`exchange`), else file by file
//! (`moves`), with a `journal` for the case that the program is killed.

mod disk;
mod exchange;
mod journal;
mod lock;
mod manifest;
mod moves;

pub use disk::{Disk, System};
pub use lock::{Closed, Gate, Lock, recover};
pub use manifest::{MANIFEST, Manifest, Mark, adopt, check_owner};

use super::OutputFile;
use crate::error::{Error, OutputFault};
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The tree of the next edition, in the working folder.
const NEW: &str = "new";

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
    let publication = Publication::begin_on(disk, Lock::take(out, &Arc::default())?)?;
    files.iter().try_for_each(|file| publication.put(file))?;
    publication.finish()
}

/// An edition on its way to the output folder, file by file, so that it is never held whole.
///
/// A file that differs from what the folder holds is written to the working folder at once;
/// [`Publication::finish`] puts all of them into place. Until then the last edition is untouched,
/// so a full disk or an interruption leaves it whole, and a publication that is dropped leaves no
/// trace. Files that the last manifest does not name are never touched.
pub struct Publication<'a> {
    disk: &'a dyn Disk,
    lock: Lock,
    last: BTreeMap<RelPath, Mark>,
    manner: Manner,
    state: Mutex<State>,
}

/// How an edition is put into its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// As a whole, where the system can: every file is named once more, whether it changed or not.
    #[default]
    Whole,
    /// File by file: for the preview, which is quick at one changed page of very many, and whose
    /// folder stays the one that others have open.
    InPlace,
}

/// What has been put so far.
#[derive(Default)]
struct State {
    files: BTreeMap<RelPath, Entry>,
    /// The paths in lower case: on a disk that does not tell the cases apart they would meet.
    names: BTreeSet<String>,
    /// Folders known to be none but folders in the output.
    plain: BTreeSet<String>,
    /// Folders made in the tree of the new edition.
    made: BTreeSet<PathBuf>,
}

struct Entry {
    mark: Mark,
    /// It differs from what the output folder holds, and waits in the working folder.
    changed: bool,
}

impl Publication<'static> {
    /// Begins an edition in the folder `out`, for which nobody else holds the lock.
    ///
    /// # Errors
    /// As [`Lock::take`] and [`Publication::begin_on`].
    pub fn begin(out: &Path) -> Result<Self, Error> {
        Self::begin_in(Lock::take(out, &Arc::default())?)
    }

    /// Begins an edition in the folder that `lock` is for.
    ///
    /// # Errors
    /// As [`Publication::begin_on`].
    pub fn begin_in(lock: Lock) -> Result<Self, Error> {
        Self::begin_on(&System, lock)
    }
}

impl<'a> Publication<'a> {
    /// [`Publication::begin_in`] on another disk; writes nothing yet.
    ///
    /// # Errors
    /// [`Error::ForeignOutput`] when the folder holds files but no manifest of ours;
    /// [`Error::Read`]; [`Error::Write`] when it may not be changed.
    pub fn begin_on(disk: &'a dyn Disk, lock: Lock) -> Result<Self, Error> {
        let last = manifest::last(lock.out())?;
        if fs::metadata(lock.out()).is_ok_and(|data| data.permissions().readonly()) {
            let (path, source) = (lock.named().to_path_buf(), io::ErrorKind::PermissionDenied);
            return Err(Error::Write { path, source: source.into() });
        }
        Ok(Self { disk, lock, last, manner: Manner::default(), state: Mutex::default() })
    }

    /// The edition, put into its place in another manner.
    #[must_use]
    pub fn by(mut self, manner: Manner) -> Self {
        self.manner = manner;
        self
    }

    /// Adds a file to the edition. May be called from many threads, in any order.
    ///
    /// # Errors
    /// [`Error::Collision`] when a file of this path was put before; [`Error::ForeignOutput`] when
    /// what is not ours stands in its place; [`Error::Write`] when the disk fails.
    pub fn put(&self, file: &OutputFile) -> Result<(), Error> {
        self.claim(&file.path)?;
        let changed = !self.holds(&file.path, &file.bytes)?;
        if changed {
            let gate = self.lock.gate();
            let _pass = gate.pass();
            self.stage(&file.path, &file.bytes)?;
        }
        let entry = Entry { mark: Mark::of(&file.bytes), changed };
        self.state().files.insert(file.path.clone(), entry);
        Ok(())
    }

    /// Adds a file of the last edition as it is, when its bytes had this fingerprint and still have
    /// it: for who knows what [`Publication::put`] would be given without making it.
    /// False when it must be put.
    ///
    /// # Errors
    /// [`Error::Collision`] as [`Publication::put`]; [`Error::ForeignOutput`] when a link or a file
    /// stands where a folder belongs.
    pub fn keep(&self, path: &RelPath, fingerprint: Fingerprint) -> Result<bool, Error> {
        self.keep_all(&[(path.clone(), fingerprint)])
    }

    /// [`Publication::keep`] of several files that belong together: all of them, or none.
    ///
    /// # Errors
    /// As [`Publication::keep`].
    pub fn keep_all(&self, files: &[(RelPath, Fingerprint)]) -> Result<bool, Error> {
        let marks = files.iter().map(|(path, print)| self.standing(path, *print));
        let Some(marks) = marks.collect::<Result<Option<Vec<Mark>>, Error>>()? else {
            return Ok(false);
        };
        for ((path, _), mark) in files.iter().zip(marks) {
            self.claim(path)?;
            self.state().files.insert(path.clone(), Entry { mark, changed: false });
        }
        Ok(true)
    }

    /// The mark of a file of the last edition that had, and has, this fingerprint.
    fn standing(&self, path: &RelPath, fingerprint: Fingerprint) -> Result<Option<Mark>, Error> {
        let known = self.last.get(path).filter(|mark| mark.fingerprint == fingerprint);
        let Some(mark) = known else { return Ok(None) };
        self.check_folders(path)?;
        let target = self.lock.out().join(path.as_str());
        // Somebody may have changed it and kept its length.
        let is_whole = target.symlink_metadata().is_ok_and(|data| data.is_file())
            && fs::read(&target).is_ok_and(|bytes| Fingerprint::of(&bytes) == fingerprint);
        Ok(is_whole.then_some(*mark))
    }

    /// Puts the edition in the place of the last one, and removes what is no more.
    ///
    /// # Errors
    /// [`Error::ForeignOutput`] when a link stands where a folder of the last edition was;
    /// [`Error::Write`] when the disk fails. The last edition is then as it was.
    pub fn finish(self) -> Result<Synced, Error> {
        let gate = self.lock.gate();
        let pass = gate.pass();
        let mut edition = Edition { files: self.take(), last: &self.last, manifest: None };
        let (all, written) = (edition.files.len(), edition.changed().count());
        let removed = edition.stale().count();
        let synced = Synced { written, unchanged: all - written, removed };
        let marks = edition.files.iter().map(|(path, entry)| (path.as_str(), entry.mark));
        let manifest = manifest::written(marks);
        if written + removed == 0 && is_same(&self.lock.out().join(MANIFEST), &manifest) {
            return Ok(synced);
        }
        edition.stale().try_for_each(|path| self.check_folders(path))?;
        if let Some(path) = RelPath::new(MANIFEST) {
            self.stage(&path, &manifest)?;
            edition.manifest = Some(path);
        }
        let whole = self.manner == Manner::Whole;
        if !(whole && exchange::publish(self.disk, &self.lock, &edition)) {
            moves::publish(self.disk, &self.lock, &edition)?;
        }
        drop(pass);
        gate.published();
        Ok(synced)
    }
}

impl Publication<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked left at most a file too few, and its panic ends the build.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> BTreeMap<RelPath, Entry> {
        std::mem::take(&mut self.state().files)
    }

    /// A path is put once.
    fn claim(&self, path: &RelPath) -> Result<(), Error> {
        let name = path.as_str().to_lowercase();
        if !self.state().names.insert(name) || path.as_str() == MANIFEST {
            return Err(Error::Collision { path: path.to_string() });
        }
        Ok(())
    }

    /// Whether the output folder holds just these bytes under `path`; refuses to replace what is
    /// not ours.
    fn holds(&self, path: &RelPath, bytes: &[u8]) -> Result<bool, Error> {
        self.check_folders(path)?;
        let target = self.lock.out().join(path.as_str());
        let Ok(data) = target.symlink_metadata() else { return Ok(false) };
        if data.is_file() && has_bytes(&target, &data, bytes) {
            return Ok(true);
        }
        let below = format!("{path}/");
        let is_ours = |known: &RelPath| known == path || known.as_str().starts_with(&below);
        match self.last.range(path.clone()..).next() {
            // A folder of the last edition may become a file of this one.
            Some((known, _)) if is_ours(known) && (!data.is_dir() || known != path) => Ok(false),
            _ if data.is_dir() => Err(self.refuse(OutputFault::Folder(path.to_string()))),
            _ => Err(self.refuse(OutputFault::Holds(path.to_string()))),
        }
    }

    /// Refuses a link or a file in the place of a folder above `path`: through a link we would
    /// write, or remove, what is elsewhere.
    fn check_folders(&self, path: &RelPath) -> Result<(), Error> {
        for (at, _) in path.as_str().match_indices('/') {
            let Some(folder) = path.as_str().get(..at) else { continue };
            if self.state().plain.contains(folder) {
                continue;
            }
            let data = self.lock.out().join(folder).symlink_metadata();
            match data {
                Ok(data) if data.is_symlink() => {
                    return Err(self.refuse(OutputFault::Link(folder.to_owned())));
                }
                // A file of the last edition goes when a folder of this one takes its place.
                Ok(data) if !data.is_dir() && !self.is_last(folder) => {
                    return Err(self.refuse(OutputFault::Holds(folder.to_owned())));
                }
                _ => self.state().plain.insert(folder.to_owned()),
            };
        }
        Ok(())
    }

    fn is_last(&self, path: &str) -> bool {
        RelPath::new(path).is_some_and(|path| self.last.contains_key(&path))
    }

    fn refuse(&self, fault: OutputFault) -> Error {
        Error::ForeignOutput { path: self.lock.named().to_path_buf(), fault }
    }

    /// Writes a file of the new tree.
    fn stage(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Error> {
        let staged = self.lock.work().join(NEW).join(path.as_str());
        // People know the place where it is going to be.
        let failed = |source| Error::Write { path: self.lock.named().join(path.as_str()), source };
        if let Some(folder) = staged.parent()
            && !self.state().made.contains(folder)
        {
            fs::create_dir_all(folder).map_err(failed)?;
            self.state().made.insert(folder.to_path_buf());
        }
        self.disk.write(&staged, bytes).map_err(failed)
    }
}

/// An edition that is whole, beside the last one.
struct Edition<'e> {
    files: BTreeMap<RelPath, Entry>,
    last: &'e BTreeMap<RelPath, Mark>,
    /// The list of the files, once it is written.
    manifest: Option<RelPath>,
}

impl Edition<'_> {
    /// The files that wait in the working folder, the manifest last.
    fn changed(&self) -> impl Iterator<Item = &RelPath> {
        let changed = self.files.iter().filter(|(_, entry)| entry.changed);
        changed.map(|(path, _)| path).chain(&self.manifest)
    }

    /// The files that stay as they are.
    fn kept(&self) -> impl Iterator<Item = &RelPath> {
        self.files.iter().filter(|(_, entry)| !entry.changed).map(|(path, _)| path)
    }

    /// The files of the last edition that are no more.
    fn stale(&self) -> impl Iterator<Item = &RelPath> {
        self.last.keys().filter(|path| !self.files.contains_key(*path))
    }
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err()
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    path.symlink_metadata().is_ok_and(|data| data.is_file() && has_bytes(path, &data, bytes))
}

fn has_bytes(path: &Path, data: &fs::Metadata, bytes: &[u8]) -> bool {
    u64::try_from(bytes.len()).is_ok_and(|length| length == data.len())
        && fs::read(path).is_ok_and(|old| old == bytes)
}

fn foreign(out: &Path, name: &str) -> Error {
    Error::ForeignOutput { path: out.to_path_buf(), fault: OutputFault::Holds(name.to_owned()) }
}
