//! What writing needs of the disk. Owner of rustix, for the one thing that std lacks.

use std::fs;
use std::io;
use std::path::Path;

/// The disk; tests put one here that is full or old. Files come from many threads.
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
    /// Gives a file a second name.
    ///
    /// # Errors
    /// Whatever the system says; not every disk can.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Lets two folders change places in one step.
    ///
    /// # Errors
    /// Whatever the system says; not every system, and not every disk can.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
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
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }
    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// What tells a file from all others of its disk while it exists, also under several names; none
/// where the system has no such number.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    path.symlink_metadata().ok().and_then(|data| number(&data))
}

/// [`identity`] of what these metadata are of.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
pub(super) fn number(data: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((data.dev(), data.ino()))
}

#[cfg(not(unix))]
pub(super) fn number(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// Who owns a file: a user and a group; none where the system does not say.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems say none")]
pub(super) fn owner(data: &fs::Metadata) -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    Some((data.uid(), data.gid()))
}

#[cfg(not(unix))]
pub(super) fn owner(_: &fs::Metadata) -> Option<(u32, u32)> {
    None
}
