//! What a build that was killed has left to do.
//!
//! A file in the working folder says how far it was, by its name: `exchange.json`, the trees are
//! changing places; `forward.json`, files are being moved into place one by one; `back.json`, that
//! failed and they are being moved back. Without one nothing was begun, and the folder goes.

use super::Disk;
use super::exchange::{self, Exchange};
use super::moves::{self, Moves};
use crate::error::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io;
use std::path::Path;

/// The trees are changing places.
pub(super) const EXCHANGE: &str = "exchange.json";
/// Files are being moved into place.
pub(super) const FORWARD: &str = "forward.json";
/// Files are being moved back.
pub(super) const BACK: &str = "back.json";

/// Whether something in the working folder `work` has been begun and not been ended.
pub(super) fn is_open(work: &Path) -> bool {
    [EXCHANGE, FORWARD, BACK].iter().any(|name| work.join(name).exists())
}

/// Begins: from now on the next command knows what to do.
pub(super) fn begin(
    disk: &dyn Disk,
    work: &Path,
    name: &str,
    what: &impl Serialize,
) -> io::Result<()> {
    let draft = work.join("draft.json");
    disk.write(&draft, &serde_json::to_vec(what)?)?;
    disk.rename(&draft, &work.join(name))
}

/// Ends what was begun under `name`.
pub(super) fn end(work: &Path, name: &str) -> io::Result<()> {
    fs::remove_file(work.join(name))
}

/// Ends or undoes what was begun in the working folder `work` of the output folder `out`, and
/// removes the folder.
///
/// # Errors
/// [`Error::Write`] when neither can be done; the next command tries again.
pub(super) fn mend(disk: &dyn Disk, out: &Path, work: &Path) -> Result<(), Error> {
    if work.symlink_metadata().is_err() {
        return Ok(());
    }
    let failed = |source| Error::Write { path: out.to_path_buf(), source };
    if let Some(begun) = read::<Exchange>(work, EXCHANGE) {
        exchange::resume(disk, (out, work), &begun).map_err(failed)?;
    }
    if let Some(begun) = read::<Moves>(work, FORWARD) {
        moves::forward_or_back(disk, (out, work), &begun).or_else(|error| {
            // It is undone: the last edition is whole, and so is the duty of this command.
            if is_open(work) { Err(failed(error)) } else { Ok(()) }
        })?;
    }
    if let Some(begun) = read::<Moves>(work, BACK) {
        moves::back(disk, (out, work), &begun).map_err(failed)?;
    }
    fs::remove_dir_all(work).map_err(failed)
}

/// What was begun under `name`. One that cannot be read is not ours: it appears whole or not.
fn read<T: DeserializeOwned>(work: &Path, name: &str) -> Option<T> {
    serde_json::from_slice(&fs::read(work.join(name)).ok()?).ok()
}
