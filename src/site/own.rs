//! The project's own templates and static files: which there are.

use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::file::{self, Unread};
use crate::path::RelPath;
use std::fs;
use std::path::{Path, PathBuf};

/// A file below a folder of the project.
pub(super) struct Own {
    /// Its path below the folder.
    pub(super) name: RelPath,
    /// Where it is on this machine.
    pub(super) location: PathBuf,
}

/// The plain files below `folder`, in order, at most `depth` folders deep; a folder that does not
/// exist holds nothing. Hidden ones are left out. A link, a pipe or a device is a finding, whose
/// file is below the project folder, as `folder` is.
///
/// # Errors
/// When a folder cannot be listed.
pub(super) fn list(folder: &Path, depth: usize) -> Result<Outcome<Vec<Own>>, Error> {
    let mut out = Outcome { value: Vec::new(), diagnostics: Vec::new() };
    if folder.is_dir() {
        collect(folder, "", depth, &mut out)?;
    }
    out.value.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

fn collect(
    folder: &Path,
    prefix: &str,
    depth: usize,
    out: &mut Outcome<Vec<Own>>,
) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_path_buf(), source };
    if depth == 0 {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (kind, location) = (entry.file_type().map_err(failed)?, entry.path());
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let Some(name) = RelPath::new(format!("{prefix}{name}")) else { continue };
        if kind.is_dir() {
            collect(&location, &format!("{name}/"), depth - 1, out)?;
        } else if kind.is_file() {
            out.value.push(Own { name, location });
        } else {
            let code = if kind.is_symlink() { Code::SkippedLink } else { Code::SpecialFile };
            out.diagnostics.push(about(Diagnostic::new(code), folder, prefix, &name));
        }
    }
    Ok(())
}

/// A finding about a file; the name of the folder above all is part of its path.
fn about(finding: Diagnostic, folder: &Path, prefix: &str, name: &RelPath) -> Diagnostic {
    let top = folder.ancestors().nth(prefix.matches('/').count());
    let top = top.and_then(Path::file_name).and_then(|top| top.to_str());
    match top.and_then(|top| RelPath::new(format!("{top}/{name}"))) {
        Some(path) => finding.within(path),
        None => finding,
    }
}

impl Own {
    /// Its bytes.
    ///
    /// # Errors
    /// When it cannot be read, or has more than `limit`.
    pub(super) fn read(&self, limit: u64) -> Result<Vec<u8>, Error> {
        let path = self.location.clone();
        file::read(&self.location, limit).map_err(|unread| match unread {
            Unread::Failed(source) => Error::Read { path, source },
            Unread::TooLarge(_) => Error::TooLarge { path, limit },
            Unread::Special => Error::Special { path },
        })
    }
}
