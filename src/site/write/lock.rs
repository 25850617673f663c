//! One build at a time for each output folder, and nothing left of one that was stopped.
//!
//! The lock is the system's lock on a file, which ends with the process that holds it, however it
//! ends. The file stands beside the output folder (`.NAME.fangzhi.lock`), not in the project: two
//! projects may write to one folder. Where the folder above cannot be written to, it stands within
//! (`.fangzhi.lock`). It is gone when nobody builds.

use super::disk::number;
use super::{Disk, System, journal};
use crate::error::{Error, OutputFault};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf, absolute};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

/// How often to look whether a lock is free.
const STEP: Duration = Duration::from_millis(50);
/// The working folder within an output folder; beside it, the name of the folder comes before.
const INSIDE: &str = ".fangzhi-staging";
/// The file to lock, within an output folder or beside it.
const LOCK: &str = ".fangzhi.lock";

/// Whether a file of this name within an output folder is one of a build that runs or was killed.
pub(super) fn is_own(name: &str) -> bool {
    name == INSIDE || name == LOCK
}

/// Whether a change of `path` is only an edition of the output folder `out` on its way: what a
/// watcher of the folder above need not look at.
#[must_use]
pub fn is_publishing(path: &Path, out: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some((name, out)) = name(path).zip(name(out)) else { return false };
    let rest = name.strip_prefix('.').and_then(|name| name.strip_prefix(&*out));
    name == out || rest.is_some_and(is_own)
}

/// What a signal that ends the program must wait for, and what it must remove.
///
/// Every step of writing passes the gate. Who closes it waits for those on their way, removes what
/// an edition that is not whole has left, and lets nobody pass again: then the process may end.
#[derive(Debug, Default)]
pub struct Gate(RwLock<Traces>);

/// What stands on the disk for the time of a build.
#[derive(Debug, Default)]
struct Traces {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
    /// Folders made for the output folder, the uppermost first: they go unless they are used.
    made: Vec<PathBuf>,
    published: bool,
}

/// A closed gate: as long as it lives, nothing is written.
#[derive(Debug)]
pub struct Closed<'a> {
    traces: RwLockWriteGuard<'a, Traces>,
}

impl Closed<'_> {
    /// Whether a new edition was put into place before.
    #[must_use]
    pub fn published(&self) -> bool {
        self.traces.published
    }
}

impl Gate {
    /// Waits until nothing is being written, removes what is not whole, and stops all writing.
    #[must_use]
    pub fn close(&self) -> Closed<'_> {
        let mut traces = self.write();
        traces.clear();
        Closed { traces }
    }

    /// A step of writing; nobody can close the gate before it ends.
    pub(super) fn pass(&self) -> Pass<'_> {
        Pass { _traces: self.0.read().unwrap_or_else(PoisonError::into_inner) }
    }

    pub(super) fn published(&self) {
        self.write().published = true;
    }

    fn write(&self) -> RwLockWriteGuard<'_, Traces> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Traces {
    fn clear(&mut self) {
        for folder in self.folders.drain(..) {
            // A journal that could not be ended is for the next command.
            if !journal::is_open(&folder) {
                let _ = fs::remove_dir_all(folder);
            }
        }
        for file in self.files.drain(..) {
            let _ = fs::remove_file(file);
        }
        for folder in self.made.drain(..).rev() {
            // Fails, as it should, when anything was published into it.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A step of writing.
#[must_use]
pub(super) struct Pass<'a> {
    _traces: RwLockReadGuard<'a, Traces>,
}

/// The right to write to an output folder. Whoever holds it is alone; what an earlier build that
/// was killed has left is mended or removed before it is given. It ends with its last copy.
#[derive(Clone, Debug)]
pub struct Lock(Arc<Held>);

/// What a lock holds.
#[derive(Debug)]
struct Held {
    /// The output folder as it was named.
    named: PathBuf,
    /// The output folder, all links resolved.
    out: PathBuf,
    /// Where the next edition is made.
    work: PathBuf,
    /// Locked as long as it is open.
    _file: File,
    gate: Arc<Gate>,
}

impl Lock {
    /// Takes the lock of the output folder `out`, which need not exist.
    ///
    /// # Errors
    /// [`Error::Busy`] when another command holds it; [`Error::Write`] when the disk fails;
    /// [`Error::ForeignOutput`] when `out` is a link to nowhere.
    ///
    /// # Example
    /// ```
    /// use fangzhi::error::Error;
    /// use fangzhi::site::write::{Gate, Lock};
    /// let folder = tempfile::tempdir().unwrap();
    /// let out = folder.path().join("output");
    /// let held = Lock::take(&out, &Gate::default().into()).unwrap();
    /// let refused = Lock::take(&out, &Gate::default().into()).unwrap_err();
    /// assert!(matches!(refused, Error::Busy { .. }));
    /// drop(held);
    /// assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    /// ```
    pub fn take(out: &Path, gate: &Arc<Gate>) -> Result<Self, Error> {
        Self::attempt(out, gate)?.map_err(|holder| Error::Busy { path: out.to_path_buf(), holder })
    }

    /// [`Lock::take`], and waits while another command holds it; `told` is told once which.
    ///
    /// # Errors
    /// As [`Lock::take`], without [`Error::Busy`].
    pub fn wait(out: &Path, gate: &Arc<Gate>, told: &dyn Fn(&str)) -> Result<Self, Error> {
        let mut told = Some(told);
        loop {
            match Self::attempt(out, gate)? {
                Ok(lock) => return Ok(lock),
                Err(holder) => told.take().into_iter().for_each(|told| told(&holder)),
            }
            std::thread::sleep(STEP);
        }
    }

    /// The output folder, all links resolved.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.0.out
    }

    /// The output folder as it was named, for messages.
    pub(super) fn named(&self) -> &Path {
        &self.0.named
    }

    /// Where the next edition is made.
    pub(super) fn work(&self) -> &Path {
        &self.0.work
    }

    /// A working folder that is surely on the disk of the output folder.
    pub(super) fn inside(&self) -> PathBuf {
        self.0.out.join(INSIDE)
    }

    /// Whether the working folder is within the output folder.
    pub(super) fn is_inside(&self) -> bool {
        self.0.work.starts_with(&self.0.out)
    }

    pub(super) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.0.gate)
    }

    /// The lock, or who holds it.
    fn attempt(out: &Path, gate: &Arc<Gate>) -> Result<Result<Self, String>, Error> {
        let failed = |source| Error::Write { path: out.to_path_buf(), source };
        let real = resolved(out)?;
        loop {
            // Within the gate, so that no signal finds a file that it does not know of.
            let mut traces = gate.write();
            let mut made = Vec::new();
            let (path, mut file) = open(&real, &mut made).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => (),
                Err(TryLockError::WouldBlock) => return Ok(Err(holder(&mut file))),
                // A disk without locks: as good as it gets.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => (),
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            if !is_current(&file, &path) {
                // Its last holder removed it between our opening and locking it.
                continue;
            }
            sign(&mut file);
            let beside = path.parent() != Some(&real);
            let work = if beside && same_disk(&real) { beside_of(&real, INSIDE) } else { None };
            let inside = real.join(INSIDE);
            let work = work.unwrap_or_else(|| inside.clone());
            // Elsewhere than on Unix nobody could tell a file that was removed and made anew.
            let files = if cfg!(unix) { vec![path] } else { Vec::new() };
            let folders = vec![work.clone(), inside];
            *traces = Traces { folders, files, made, published: traces.published };
            drop(traces);
            let named = out.to_path_buf();
            let gate = Arc::clone(gate);
            let lock = Self(Arc::new(Held { named, out: real, work, _file: file, gate }));
            lock.mend(&System)?;
            return Ok(Ok(lock));
        }
    }

    /// Ends or undoes what a build that was killed had begun, and removes what it has left.
    fn mend(&self, disk: &dyn Disk) -> Result<(), Error> {
        let _pass = self.0.gate.pass();
        for work in places(self.out()) {
            journal::mend(disk, self.out(), &work)?;
        }
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The file goes while it is still locked.
        self.gate.write().clear();
    }
}

/// Does what a build of `out` that was killed has left to do, if there is such: for the commands
/// that read it or write elsewhere. While another command writes to it there is nothing to mend.
///
/// # Errors
/// [`Error::Write`] when the edition can neither be finished nor the last one be restored.
pub fn recover(out: &Path) -> Result<(), Error> {
    let Ok(real) = resolved(out) else { return Ok(()) };
    if !places(&real).iter().any(|work| work.symlink_metadata().is_ok()) {
        return Ok(());
    }
    match Lock::take(out, &Arc::default()) {
        Ok(_) | Err(Error::Busy { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Where working folders of the output folder `real` may be.
fn places(real: &Path) -> Vec<PathBuf> {
    beside_of(real, INSIDE).into_iter().chain([real.join(INSIDE)]).collect()
}

/// `.NAME` and the ending, beside the folder `NAME`.
fn beside_of(real: &Path, ending: &str) -> Option<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(real.file_name()?);
    name.push(ending);
    Some(real.parent()?.join(name))
}

/// The folder `out`, all links resolved; what does not exist is below a folder that does.
pub(super) fn resolved(out: &Path) -> Result<PathBuf, Error> {
    let failed = |source| Error::Read { path: out.to_path_buf(), source };
    let missing = match fs::canonicalize(out) {
        Ok(path) => return Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => error,
        Err(error) => return Err(failed(error)),
    };
    if out.symlink_metadata().is_ok() {
        let (path, fault) = (out.to_path_buf(), OutputFault::Nowhere);
        return Err(Error::ForeignOutput { path, fault });
    }
    let whole = absolute(out).map_err(failed)?;
    match whole.parent().zip(whole.file_name()) {
        Some((parent, name)) => Ok(resolved(parent)?.join(name)),
        None => Err(failed(missing)),
    }
}

/// The file to lock: beside the output folder, or within it.
fn open(real: &Path, made: &mut Vec<PathBuf>) -> io::Result<(PathBuf, File)> {
    if let Some(path) = beside_of(real, LOCK) {
        create_folders(path.parent().unwrap_or(real), made)?;
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        // Another user's file can be locked without writing to it.
        if let Ok(file) = file.or_else(|_| File::open(&path)) {
            return Ok((path, file));
        }
    }
    create_folders(real, made)?;
    let path = real.join(LOCK);
    let file = File::options().read(true).write(true).create(true).truncate(false).open(&path)?;
    Ok((path, file))
}

/// Makes a folder and those above it; `made` are told those that were not there.
fn create_folders(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        create_folders(parent, made)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => made.push(folder.to_path_buf()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => (),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Whether files can be moved from beside the folder into it, as far as can be told beforehand.
fn same_disk(real: &Path) -> bool {
    let disk = |path: &Path| fs::metadata(path).ok().and_then(|data| number(&data)).map(|n| n.0);
    !real.exists() || real.parent().is_some_and(|parent| disk(parent) == disk(real))
}

/// Whether `path` still names the open `file`.
fn is_current(file: &File, path: &Path) -> bool {
    let open = file.metadata().ok().and_then(|data| number(&data));
    open.is_none() || fs::metadata(path).ok().and_then(|data| number(&data)) == open
}

/// Writes into the lock who holds it, for the message of others.
fn sign(file: &mut File) {
    let words: Vec<String> =
        std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let line = format!("{} ({})\n", std::process::id(), words.join(" "));
    // Without it the message has less to say.
    let _ = file.set_len(0).and_then(|()| file.write_all(line.as_bytes()));
}

/// Who holds the lock, as [`sign`] has written it.
fn holder(file: &mut File) -> String {
    let mut line = String::new();
    let _ = file.rewind().and_then(|()| file.take(4096).read_to_string(&mut line));
    line.trim().to_owned()
}
