//! Files that are named one by one, outside of a listed folder.

use super::metadata::{self, Metadata};
use super::{ArticleId, Document, FrontMatter, SourceFile, SourceFormat, format_of, load, text_of};
use crate::config::CorpusConfig;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::path::RelPath;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads a single file that is named directly, with what the metadata.csv beside it says; its
/// identity is its name without extension, and a name without a known extension is read as plain
/// text.
///
/// # Errors
/// When the file does not exist or is a folder.
///
/// # Example
/// ```
/// use fangzhi::config::CorpusConfig;
/// use fangzhi::corpus::{SourceFormat, read_file};
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("note");
/// std::fs::write(&path, "全县脱贫。").unwrap();
/// let document = read_file(&path, &CorpusConfig::default()).unwrap().value.unwrap();
/// assert_eq!((&*document.id.0, document.format), ("note", SourceFormat::Text));
/// assert!(read_file(folder.path(), &CorpusConfig::default()).is_err());
/// ```
pub fn read_file(path: &Path, config: &CorpusConfig) -> Result<Outcome<Option<Document>>, Error> {
    Singles::new(config).read(path)
}

/// Reads files that are named one by one, and the metadata.csv of each of their folders once.
#[derive(Debug)]
pub struct Singles<'c> {
    config: &'c CorpusConfig,
    folders: BTreeMap<PathBuf, Metadata>,
    /// The text of the last metadata.csv: what findings about it point into.
    pub tables: BTreeMap<RelPath, String>,
}

impl<'c> Singles<'c> {
    /// Nothing read yet.
    #[must_use]
    pub const fn new(config: &'c CorpusConfig) -> Self {
        Self { config, folders: BTreeMap::new(), tables: BTreeMap::new() }
    }

    /// Reads one more file, as [`read_file`] does. What is wrong with the table as a whole is said
    /// with the first file of its folder.
    ///
    /// # Errors
    /// When the file does not exist or is a folder.
    pub fn read(&mut self, path: &Path) -> Result<Outcome<Option<Document>>, Error> {
        let failed = |source| Error::Read { path: path.to_owned(), source };
        if std::fs::metadata(path).map_err(failed)?.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        let lossy = |name: &std::ffi::OsStr| name.to_string_lossy().into_owned();
        let name = path.file_name().map_or_else(String::new, lossy);
        let safe = name.replace([':', '\\'], "_");
        let id = ArticleId(path.file_stem().map_or_else(|| safe.clone(), lossy).into());
        let Some(relative) = RelPath::new(safe) else {
            let finding = Diagnostic::new(Code::BadFileName).arg("name", name);
            return Ok(Outcome { value: None, diagnostics: vec![finding] });
        };
        let format = format_of(path).unwrap_or(SourceFormat::Text);
        let told = self.told(path.parent().unwrap_or(path), &name);
        let location = path.to_owned();
        let file = SourceFile { id, location, path: relative, format, told: told.value };
        let mut read = load(&file, self.config);
        read.diagnostics.splice(0..0, told.diagnostics);
        Ok(read)
    }

    /// What the table in `folder` says about the file `name`.
    fn told(&mut self, folder: &Path, name: &str) -> Outcome<FrontMatter> {
        let mut found = Vec::new();
        let table = RelPath::new(metadata::NAME);
        if !self.folders.contains_key(folder) {
            let path = folder.join(metadata::NAME);
            let text = path.is_file().then(|| text_of(&path, self.config)).transpose();
            let text = text.map(|decoded| decoded.map(|decoded| decoded.text));
            let mut read = match &text {
                Ok(text) => text.as_deref().map(metadata::read).unwrap_or_default(),
                Err(finding) => {
                    Metadata { diagnostics: vec![finding.clone()], ..Metadata::default() }
                }
            };
            found.append(&mut read.diagnostics);
            self.tables.extend(table.clone().zip(text.ok().flatten()));
            self.folders.insert(folder.to_owned(), read);
        }
        let row = self.folders.get(folder).and_then(|read| read.rows.get(name));
        found.extend(row.into_iter().flat_map(|row| row.diagnostics.iter().cloned()));
        let value = row.map(|row| row.front.clone()).unwrap_or_default();
        let diagnostics =
            found.into_iter().map(|finding| Diagnostic { file: table.clone(), ..finding });
        Outcome { value, diagnostics: diagnostics.collect() }
    }
}
