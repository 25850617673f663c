//! Style sheet, scripts and icon, and the project's own static files.

use super::{Brand, OutputFile, Words, own};
use crate::chart;
use crate::diag::Outcome;
use crate::error::Error;
use crate::path::RelPath;
use std::path::Path;

/// Deepest folder of static files.
const MOST_FOLDERS: usize = 8;
/// Largest static file: a gigabyte.
const MOST_BYTES: u64 = 1 << 30;

/// The style sheet of all pages.
const STYLE_SHEET: &str = "assets/site.css";

const BUILTIN: &[(&str, &str)] = &[
    ("assets/favicon.svg", include_str!("../../templates/assets/favicon.svg")),
    ("assets/search-index.js", include_str!("../../templates/assets/search-index.js")),
    ("assets/search.js", include_str!("../../templates/assets/search.js")),
    (STYLE_SHEET, include_str!("../../templates/assets/site.css")),
    (SCRIPT, include_str!("../../templates/assets/site.js")),
];

/// The script of all pages.
const SCRIPT: &str = "assets/site.js";

/// The built-in assets, with the colour of `brand`; the script of all pages begins with the words that it says.
#[must_use]
pub fn builtin(words: &Words, brand: &Brand) -> Vec<OutputFile> {
    let files = BUILTIN.iter().filter_map(|(path, text)| {
        let bytes = if *path == STYLE_SHEET {
            // The colours of charts come first, so that the site's own rules may change them.
            format!("{}{text}{}", chart::STYLE, brand.style()).into_bytes()
        } else if *path == SCRIPT {
            let said = serde_json::json!({
                "filter": words.filter_table, "csv": words.table_csv, "cite": words.copy_cited,
                "copied": words.copied, "cited": words.cited_figure, "jump": words.jump,
            });
            format!("var fz_words={said};\n{text}").into_bytes()
        } else {
            text.as_bytes().to_vec()
        };
        Some(OutputFile { path: RelPath::new(*path)?, bytes })
    });
    files.collect()
}

/// Whether a file of this name that holds `bytes` is one of the built-in assets: who copies them all changes
/// nothing.
pub(super) fn is_builtin(name: &str, bytes: &[u8]) -> bool {
    BUILTIN.iter().any(|(known, text)| *known == name && text.as_bytes() == bytes)
}

/// The files of the project's folder `folder`, as they are: `static/logo.svg` becomes `logo.svg`.
/// Hidden files are left out; a folder that does not exist holds nothing.
///
/// # Errors
/// When a file cannot be read.
pub fn project(folder: &Path) -> Result<Outcome<Vec<OutputFile>>, Error> {
    let Outcome { value: files, diagnostics } = own::list(folder, MOST_FOLDERS)?;
    let file = |own: own::Own| {
        let bytes = own.read(MOST_BYTES)?;
        Ok(OutputFile { path: own.name, bytes })
    };
    let value = files.into_iter().map(file).collect::<Result<_, Error>>()?;
    Ok(Outcome { value, diagnostics })
}
