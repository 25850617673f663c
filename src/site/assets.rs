//! Style sheet, scripts and icon, and the project's own static files.

use super::OutputFile;
use crate::chart;
use crate::error::Error;
use crate::path::RelPath;
use std::path::Path;

/// Deepest folder of static files.
const MOST_FOLDERS: usize = 8;

/// The style sheet of all pages.
const STYLE_SHEET: &str = "assets/site.css";

const BUILTIN: &[(&str, &str)] = &[
    ("assets/favicon.svg", include_str!("../../templates/assets/favicon.svg")),
    ("assets/search-index.js", include_str!("../../templates/assets/search-index.js")),
    ("assets/search.js", include_str!("../../templates/assets/search.js")),
    (STYLE_SHEET, include_str!("../../templates/assets/site.css")),
    ("assets/site.js", include_str!("../../templates/assets/site.js")),
];

/// The built-in assets.
#[must_use]
pub fn builtin() -> Vec<OutputFile> {
    let files = BUILTIN.iter().filter_map(|(path, text)| {
        let bytes = if *path == STYLE_SHEET {
            // The colours of charts come first, so that the site's own rules may change them.
            format!("{}{text}", chart::STYLE).into_bytes()
        } else {
            text.as_bytes().to_vec()
        };
        Some(OutputFile { path: RelPath::new(*path)?, bytes })
    });
    files.collect()
}

/// The files of the project's folder `folder`, as they are: `static/logo.svg` becomes `logo.svg`.
/// Hidden files are left out; a folder that does not exist holds nothing.
///
/// # Errors
/// When a file cannot be read.
pub fn project(folder: &Path) -> Result<Vec<OutputFile>, Error> {
    let mut files = Vec::new();
    collect(folder, "", MOST_FOLDERS, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<OutputFile>,
) -> Result<(), Error> {
    let wrap = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Read { path, source }
    };
    if depth == 0 || !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(wrap(folder))? {
        let path = entry.map_err(wrap(folder))?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), depth - 1, files)?;
        } else if let Some(target) = RelPath::new(name) {
            let bytes = std::fs::read(&path).map_err(wrap(&path))?;
            files.push(OutputFile { path: target, bytes });
        }
    }
    Ok(())
}
