//! Where records are kept: files, folders of them, patterns of names.

use crate::error::Error;
use regex::Regex;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What the names of files of records end in; `.txt` is what Spark calls lines of text.
const ENDINGS: &[&str] = &["jsonl", "json", "txt", "zst"];

/// The files that are meant by `named`, sorted: a file itself; of a folder all files below it whose names end
/// as those of records do, hidden ones and those that begin with `_` apart; of a pattern (`*`, `?` within a
/// name, `**` across folders) all files that it fits.
///
/// # Errors
/// [`Error::Read`] when a folder cannot be listed, or what has no wildcard is not there.
///
/// # Example
/// ```
/// use fangzhi::pipeline::records::files;
/// let folder = tempfile::tempdir().unwrap();
/// for name in ["b.jsonl", "a.jsonl", "_SUCCESS", "notes.md"] {
///     std::fs::write(folder.path().join(name), "").unwrap();
/// }
/// let found = files(&[folder.path().to_owned()]).unwrap();
/// assert_eq!(found, [folder.path().join("a.jsonl"), folder.path().join("b.jsonl")]);
/// assert_eq!(files(&[folder.path().join("b*")]).unwrap().len(), 1);
/// assert!(files(&[folder.path().join("c.jsonl")]).is_err());
/// ```
pub fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for path in named {
        let is_pattern = !path.exists() && path.to_string_lossy().contains(['*', '?']);
        if path.is_dir() {
            below(path, &mut |file| found.extend(is_records(&file).then_some(file)))?;
        } else if is_pattern {
            let fits = pattern(path);
            let start: PathBuf = path.components().take_while(|part| !is_wild(*part)).collect();
            let start = if start.as_os_str().is_empty() { PathBuf::from(".") } else { start };
            below(&start, &mut |file| {
                let name = file.strip_prefix(".").unwrap_or(&file).to_string_lossy().into_owned();
                found
                    .extend(fits.as_ref().is_some_and(|fits| fits.is_match(&name)).then_some(file));
            })?;
        } else {
            fs::metadata(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
            found.push(path.clone());
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn below(folder: &Path, take: &mut dyn FnMut(PathBuf)) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            below(&entry.path(), take)?;
        } else if kind.is_file() {
            take(entry.path());
        }
    }
    Ok(())
}

fn is_records(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    !name.starts_with(['.', '_']) && ENDINGS.contains(&ending.as_ref())
}

fn is_wild(part: Component<'_>) -> bool {
    part.as_os_str().to_string_lossy().contains(['*', '?'])
}

/// The pattern as an expression.
fn pattern(path: &Path) -> Option<Regex> {
    let text = path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned();
    let escaped = regex::escape(&text);
    let wild = escaped.replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*");
    let wild = wild.replace(r"\*", "[^/]*").replace(r"\?", "[^/]");
    Regex::new(&format!("^{wild}$")).ok()
}
