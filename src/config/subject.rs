//! The subjects that a project chose, by name and from its own folders.

use super::schema::nearest;
use super::{Config, parse_table, parse_yaml, yaml};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::lexicon::{Pack, Subject, subjects};
use crate::path::RelPath;
use crate::tables;
use std::collections::BTreeMap;

/// A document of a subject of the project's own: its file and its tables.
pub(super) type Own = (RelPath, Pack);

impl Config {
    /// The folders below the project that `subjects:` names.
    ///
    /// # Example
    /// ```
    /// let text = "subjects: [poverty, ./mine, ../theirs]\n";
    /// let folders = fangzhi::config::load(text).value.subject_folders();
    /// assert_eq!(folders.iter().map(|f| f.as_str()).collect::<Vec<_>>(), ["mine"]);
    /// ```
    #[must_use]
    pub fn subject_folders(&self) -> Vec<RelPath> {
        self.subjects.iter().filter(|entry| entry.contains('/')).filter_map(|e| folder(e)).collect()
    }
}

/// The folder that an entry with a slash names; `None` when it is not below the project.
fn folder(entry: &str) -> Option<RelPath> {
    RelPath::new(entry.trim_start_matches("./").trim_end_matches('/'))
}

/// The tables of the chosen subjects, the first over the others, with the documents of the
/// project's own; `files` are the texts of their folders, `text` that of the config.
pub(super) fn chosen(
    config: &Config,
    text: &str,
    files: &BTreeMap<RelPath, String>,
) -> Outcome<(Pack, Vec<Own>)> {
    let mut tables = Pack::default();
    let mut own: Vec<Own> = Vec::new();
    let mut diagnostics = Vec::new();
    for (at, entry) in config.subjects.iter().enumerate() {
        let read = if entry.contains('/') { own_subject(entry, files) } else { built_in(entry) };
        let place = yaml::place_of(text, &["subjects", &at.to_string()]);
        diagnostics.extend(read.diagnostics.into_iter().map(|finding| match place {
            Some(span) if finding.file.is_none() => finding.at(span),
            _ => finding,
        }));
        for (file, pack) in read.value {
            tables.join(pack.clone());
            own.extend(file.map(|file| (file, pack)));
        }
    }
    Outcome { value: (tables, own), diagnostics }
}

/// A document and, of a project's own, its file.
type Document = (Option<RelPath>, Pack);

/// The documents of the built-in subject `name`.
fn built_in(name: &str) -> Outcome<Vec<Document>> {
    let mut read: Outcome<Vec<Document>> = Outcome::default();
    if !subjects().contains(&name) {
        read.diagnostics.push(unknown(name));
        return read;
    }
    for (_, json) in tables::within(&format!("subjects/{name}")) {
        match parse_table::<Subject>(json) {
            Ok(subject) => read.value.push((None, subject.tables())),
            Err(found) => read.diagnostics.push(found),
        }
    }
    read
}

fn unknown(name: &str) -> Diagnostic {
    let known = subjects();
    let finding = match nearest(name, &known) {
        Some(near) => Diagnostic::new(Code::SubjectMisspelled).arg("suggestion", near),
        None => Diagnostic::new(Code::SubjectUnknown).arg("known", known.join(", ")),
    };
    finding.arg("name", name)
}

/// The documents of the subject in the project's folder that `entry` names.
fn own_subject(entry: &str, files: &BTreeMap<RelPath, String>) -> Outcome<Vec<Document>> {
    let mut read: Outcome<Vec<Document>> = Outcome::default();
    let folder = folder(entry).map(|folder| format!("{folder}/"));
    let inside = |file: &RelPath| folder.as_ref().is_some_and(|f| file.as_str().starts_with(f));
    for (file, text) in files.iter().filter(|(file, _)| inside(file)) {
        match parse_yaml::<Subject>(text) {
            Ok(subject) => read.value.push((Some(file.clone()), subject.tables())),
            Err(found) => {
                read.diagnostics.extend(found.into_iter().map(|f| f.within(file.clone())));
            }
        }
    }
    if read.value.is_empty() && read.diagnostics.is_empty() {
        read.diagnostics.push(Diagnostic::new(Code::SubjectFolder).arg("path", entry));
    }
    read
}
