//! Entries on the disk: a file each, by stage and key.

use crate::error::Error;
use crate::fingerprint::Fingerprint;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;
use walkdir::WalkDir;

/// Size that the cache may have after a build, in bytes: the entries that were used longest ago
/// go first.
const MOST: u64 = 8 << 30;

/// Bytes of the hash before an entry's content.
const HEAD: usize = 32;

/// Tells programs that make backups what the folder is: <https://bford.info/cachedir/>.
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Results of earlier fangzhi builds; may be deleted at any time.\n",
);

/// Whether entries may be read and written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// In the project's own folder.
    #[default]
    Own,
    /// In this folder.
    In(PathBuf),
    /// Not at all.
    Off,
}

impl Use {
    /// The cache that is meant, in a project at `root`; with `writable` false it is only read.
    #[must_use]
    pub fn open(&self, root: &Path, writable: bool) -> Cache {
        match self {
            Self::Own => Cache::open(root.join(super::FOLDER), writable),
            Self::In(folder) => Cache::open(folder.clone(), writable),
            Self::Off => Cache::off(),
        }
    }
}

/// A cache; may be used from many threads, and by several programs at once.
#[derive(Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
    writable: bool,
    broken: AtomicUsize,
    written: AtomicUsize,
}

impl Cache {
    /// The cache in `folder`, which need not exist; with `writable` false it is only read.
    #[must_use]
    pub fn open(folder: PathBuf, writable: bool) -> Self {
        Self { folder: Some(folder), writable, ..Self::default() }
    }

    /// A cache that holds and keeps nothing.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// Whether anything is ever found in it.
    #[must_use]
    pub const fn keeps(&self) -> bool {
        self.folder.is_some()
    }

    /// The entry of `stage` under `key`; none when there is none that is whole.
    ///
    /// # Example
    /// ```
    /// use fangzhi::cache::Cache;
    /// use fangzhi::fingerprint::Fingerprint;
    /// let folder = tempfile::tempdir().unwrap();
    /// let cache = Cache::open(folder.path().join("cache"), true);
    /// let key = Fingerprint::of("全县脱贫。".as_bytes());
    /// assert_eq!(cache.get::<u32>("demo", &key), None);
    /// cache.put("demo", &key, &7_u32);
    /// assert_eq!(cache.get::<u32>("demo", &key), Some(7));
    /// ```
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, stage: &str, key: &Fingerprint) -> Option<T> {
        let path = self.path(stage, key)?;
        let mut file = File::open(&path).ok()?;
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes).ok().and_then(|_| decode(&bytes));
        if read.is_none() {
            self.broken.fetch_add(1, Ordering::Relaxed);
        } else if self.writable {
            // Where the time cannot be set, the entry only goes sooner than it need.
            let _ = file.set_modified(now());
        }
        read
    }

    /// Keeps `value` as the entry of `stage` under `key`. That it cannot be kept is no fault of the
    /// build, which goes on without.
    pub fn put<T: Serialize>(&self, stage: &str, key: &Fingerprint, value: &T) {
        let Some(path) = self.path(stage, key).filter(|_| self.writable) else { return };
        let Ok(content) = postcard::to_allocvec(value) else { return };
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        // Written beside its place and moved there, so that nobody reads half an entry.
        let _ = self.write(&path, number, &content);
    }

    fn write(&self, path: &Path, number: usize, content: &[u8]) -> io::Result<()> {
        let (Some(root), Some(parent)) = (&self.folder, path.parent()) else { return Ok(()) };
        fs::create_dir_all(parent)?;
        let waiting = root.join(format!("{}-{number}.new", std::process::id()));
        let head = Fingerprint::of(content);
        let done = File::create(&waiting)
            .and_then(|mut file| {
                file.write_all(head.as_bytes())?;
                file.write_all(content)
            })
            .and_then(|()| fs::rename(&waiting, path));
        if done.is_err() {
            let _ = fs::remove_file(&waiting);
        }
        done
    }

    fn path(&self, stage: &str, key: &Fingerprint) -> Option<PathBuf> {
        let name = key.to_string();
        let (first, rest) = name.split_at_checked(2)?;
        Some(self.folder.as_ref()?.join(stage).join(first).join(rest))
    }

    /// How many entries were there and not whole.
    #[must_use]
    pub fn broken(&self) -> usize {
        self.broken.load(Ordering::Relaxed)
    }

    /// Ends the use of the cache: when something was added, what is beyond its size goes, the longest
    /// unused first.
    pub fn finish(&self) {
        if let Some(folder) =
            self.folder.as_ref().filter(|_| self.written.load(Ordering::Relaxed) > 0)
        {
            let _ = fs::write(folder.join(TAG.0), TAG.1);
            trim(folder, MOST);
        }
    }
}

/// The hash of a value, as an entry would hold it; none when it cannot be written so.
///
/// # Example
/// ```
/// use fangzhi::cache::digest;
/// assert!(digest(&(1, "县")).is_some());
/// assert_ne!(digest(&(1, "县")), digest(&(2, "县")));
/// ```
#[must_use]
pub fn digest<T: Serialize>(value: &T) -> Option<Fingerprint> {
    postcard::to_allocvec(value).ok().map(|bytes| Fingerprint::of(&bytes))
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (head, content) = bytes.split_at_checked(HEAD)?;
    let whole = Fingerprint::of(content).as_bytes() == head;
    whole.then(|| postcard::from_bytes(content).ok()).flatten()
}

#[expect(
    clippy::disallowed_methods,
    reason = "orders what goes first; no entry's content knows it"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

/// A file of the cache.
struct Entry {
    used: SystemTime,
    size: u64,
    path: PathBuf,
}

fn entries(folder: &Path) -> Vec<Entry> {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let entry = |file: walkdir::DirEntry| {
        let data = file.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Entry { used: data.modified().ok()?, size: data.len(), path: file.into_path() })
    };
    files.filter_map(entry).filter(|entry| !entry.path.ends_with(TAG.0)).collect()
}

/// Removes entries of `folder` until it holds at most `most` bytes, the longest unused first.
pub fn trim(folder: &Path, most: u64) {
    let mut entries = entries(folder);
    let mut size: u64 = entries.iter().map(|entry| entry.size).sum();
    entries.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
    for entry in entries {
        if size <= most {
            break;
        }
        size -= entry.size;
        let _ = fs::remove_file(&entry.path);
    }
}

/// How many entries the cache in `folder` has, and their size in bytes.
#[must_use]
pub fn info(folder: &Path) -> (usize, u64) {
    let entries = entries(folder);
    (entries.len(), entries.iter().map(|entry| entry.size).sum())
}

/// Empties the cache in `folder`, and says what it held. A folder without the mark of a cache is left alone:
/// the count is then zero.
///
/// # Errors
/// [`Error::Write`] when it cannot be removed.
pub fn clean(folder: &Path) -> Result<(usize, u64), Error> {
    if !folder.join(TAG.0).is_file() {
        return Ok((0, 0));
    }
    let held = info(folder);
    fs::remove_dir_all(folder)
        .map_err(|source| Error::Write { path: folder.to_path_buf(), source })?;
    Ok(held)
}
