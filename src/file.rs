//! Plain files, read up to a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It is a pipe, a device, a socket or a folder: reading it may never end.
    Special,
    /// It has more bytes than the limit; so many at least.
    TooLarge(u64),
    /// The system says no.
    Failed(io::Error),
}

/// The bytes of the plain file `path`, at most `limit`. They are counted while they are read: a
/// file that grows meanwhile is no larger for it.
///
/// # Errors
/// [`Unread`].
///
/// # Example
/// ```
/// use fangzhi::file::{Unread, read};
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("a.txt");
/// std::fs::write(&path, "12345").unwrap();
/// assert_eq!(read(&path, 5).unwrap(), b"12345");
/// assert!(matches!(read(&path, 4).unwrap_err(), Unread::TooLarge(5)));
/// assert!(matches!(read(folder.path(), 4).unwrap_err(), Unread::Special));
/// ```
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    // Before it is opened: opening a pipe waits for who writes to it.
    if !std::fs::metadata(path).map_err(Unread::Failed)?.is_file() {
        return Err(Unread::Special);
    }
    read_any(path, limit)
}

/// [`read`] of whatever was named by hand, such as `/dev/stdin` or the pipe of a shell.
///
/// # Errors
/// [`Unread`], but never [`Unread::Special`].
pub fn read_any(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    let file = File::open(path).map_err(Unread::Failed)?;
    let size = file.metadata().map_err(Unread::Failed)?.len();
    if size > limit {
        return Err(Unread::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let more = limit.saturating_add(1);
    file.take(more).read_to_end(&mut bytes).map_err(Unread::Failed)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= limit => Ok(bytes),
        _ => Err(Unread::TooLarge(more)),
    }
}
