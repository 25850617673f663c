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
            compact(&format!("{}{text}", chart::STYLE)).into_bytes()
        } else {
            text.as_bytes().to_vec()
        };
        Some(OutputFile { path: RelPath::new(*path)?, bytes })
    });
    files.collect()
}

/// A style sheet without comments and without space where it means nothing; every page loads it.
/// Quoted text stays as it is, and one rule stays on one line.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for (index, part) in css.split('"').enumerate() {
        // Every other part is within quotation marks; the comments of our sheet have none.
        if index > 0 {
            out.push('"');
        }
        if index % 2 == 1 {
            out.push_str(part);
            continue;
        }
        let mut rest = part;
        while let Some((before, comment)) = rest.split_once("/*") {
            tighten(&mut out, before);
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        }
        tighten(&mut out, rest);
    }
    out
}

fn tighten(out: &mut String, css: &str) {
    let mut space = false;
    for c in css.chars() {
        match c {
            ' ' | '\n' | '\t' => space = true,
            '{' | '}' | ';' | ',' => {
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
                if c == '}' {
                    out.push('\n');
                }
                space = false;
            }
            _ => {
                // After a colon space means nothing; before one it parts a selector.
                if space && !out.ends_with(['{', '}', ';', ',', ':', '\n']) {
                    out.push(' ');
                }
                out.push(c);
                space = false;
            }
        }
    }
    if space && !out.ends_with(['{', '}', ';', ',', ':', '\n']) {
        out.push(' ');
    }
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
