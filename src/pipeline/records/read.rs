//! Records to articles.

use super::super::Project;
use super::super::articles::{Articles, assembled};
use super::line::{Fault, Line, Manifest, Record, parse};
use super::zstd;
use crate::corpus::ArticleId;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::extract::Figure;
use crate::fingerprint::Fingerprint;
use crate::parallel;
use crate::path::RelPath;
use crate::pipeline::{Progress, Stage};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// How many lines are read before they are taken apart, on all cores.
const PIECE: usize = 256;

/// What is gathered from the files.
#[derive(Default)]
struct Gathered {
    /// By hash, so that a record that comes twice is one.
    records: BTreeMap<Fingerprint, Record>,
    manifests: BTreeSet<Manifest>,
    twice: usize,
    others: usize,
    found: Vec<Diagnostic>,
}

/// The articles of the records in `files`, as [`read_articles`](crate::pipeline::read_articles) would give
/// them. Order and number of the files do not matter.
///
/// What makes the set of records doubtful is a finding of severity error: a line that is cut off or altered,
/// a record of another program or of other settings, two records of one file that say different things, a
/// division that does not exist, fewer records than their manifest counts. Nothing is published then, rather
/// than a report that is smaller than it should be.
///
/// # Errors
/// [`Error::Read`] when a file cannot be read.
pub fn read(
    project: &Project,
    files: &[PathBuf],
    progress: &dyn Progress,
) -> Result<Outcome<Articles>, Error> {
    let mut gathered = Gathered::default();
    progress.begin(Stage::Read, files.len());
    for file in files {
        gathered.take(file, project)?;
        progress.step();
    }
    let mut own = gathered.counted();
    let mut records: Vec<Record> = gathered.records.into_values().collect();
    // As a listed folder has them.
    records.sort_by(|a, b| a.path.cmp(&b.path));
    own.extend(records.iter().filter_map(|record| unknown_divisions(record, project)));
    let mut found: Vec<Diagnostic> =
        gathered.manifests.pop_first().map(|manifest| manifest.findings).unwrap_or_default();
    found.extend(one_each(&mut records));
    let mut articles = Vec::with_capacity(records.len());
    for record in records {
        found.extend(record.findings);
        articles.push((record.input, record.article));
    }
    let folder = project.config.corpus.dir.trim_end_matches('/').to_owned();
    let mut out = assembled(folder, articles, found);
    out.diagnostics.append(&mut own);
    Ok(out)
}

impl Gathered {
    /// Takes the lines of `path`.
    fn take(&mut self, path: &Path, project: &Project) -> Result<(), Error> {
        let failed = |source| Error::Read { path: path.to_owned(), source };
        let mut lines = zstd::open(path).map_err(failed)?.lines();
        let mut number = 0;
        loop {
            let mut piece: Vec<(usize, String)> = Vec::new();
            let mut broken = None;
            for line in lines.by_ref().take(PIECE) {
                number += 1;
                match line {
                    Ok(line) => piece.push((number, line)),
                    // A packed file that was cut off, or bytes that are no text.
                    Err(error) => broken = Some(error),
                }
            }
            let ended = piece.len() < PIECE;
            let read = parallel::turn(piece, |(number, line)| {
                (!line.trim().is_empty()).then(|| (number, parse(&line, project.reading)))
            });
            for (number, line) in read.into_iter().flatten() {
                self.add(line, path, number);
            }
            if let Some(error) = broken {
                self.found.push(broken_line(path, number, &error.to_string()));
            }
            if ended {
                return Ok(());
            }
        }
    }

    fn add(&mut self, line: Result<Line, Fault>, path: &Path, number: usize) {
        match line {
            Ok(Line::Record(record, digest)) => {
                self.twice += usize::from(self.records.insert(digest, *record).is_some());
            }
            Ok(Line::Manifest(manifest)) => {
                self.manifests.insert(manifest);
            }
            Ok(Line::Other) => self.others += 1,
            Err(Fault::Broken(reason)) => self.found.push(broken_line(path, number, &reason)),
            Err(Fault::Altered) => {
                let finding = Diagnostic::new(Code::RecordAltered).arg("file", path.display());
                self.found.push(finding.arg("line", number));
            }
        }
    }

    /// What is to be said of the records as a whole.
    fn counted(&mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.found);
        let count = |code, count: usize| Diagnostic::new(code).arg("count", count);
        found.extend((self.twice > 0).then(|| count(Code::RecordTwice, self.twice)));
        found.extend((self.others > 0).then(|| count(Code::RecordOther, self.others)));
        if self.records.is_empty() && found.is_empty() {
            found.push(Diagnostic::new(Code::RecordsNone));
        }
        let told: Vec<(usize, &str)> =
            self.manifests.iter().map(|told| (told.records, told.sum.as_str())).collect();
        let there = Manifest::of(self.records.keys().copied());
        match told.as_slice() {
            [] => found.push(Diagnostic::new(Code::RecordsUncounted)),
            [(records, sum)] if (*records, *sum) == (there.records, there.sum.as_str()) => {}
            [(records, _), ..] => {
                let finding = Diagnostic::new(Code::RecordsMissing).arg("told", records);
                found.push(finding.arg("count", there.records).arg("manifests", told.len()));
            }
        }
        found
    }
}

fn broken_line(path: &Path, number: usize, reason: &str) -> Diagnostic {
    let finding = Diagnostic::new(Code::RecordBroken).arg("file", path.display());
    finding.arg("line", number).arg("reason", reason)
}

/// Divisions of an article that the table does not have.
fn unknown_divisions(record: &Record, project: &Project) -> Option<Diagnostic> {
    let figures = record.article.iter().flat_map(|article| &article.extraction.figures);
    let unknown = figures
        .filter_map(Figure::division)
        .find(|code| project.gazetteer.division(*code, None).is_none())?;
    let finding = Diagnostic::new(Code::RecordDivision).arg("code", unknown);
    Some(finding.arg("path", record.path.as_ref().map_or("", RelPath::as_str)))
}

/// Leaves one record for each file, and one file for each identity, as in a listed folder; `records` are in
/// the order of their paths.
fn one_each(records: &mut Vec<Record>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut first: BTreeMap<ArticleId, RelPath> = BTreeMap::new();
    records.retain(|record| {
        let Some(path) = &record.path else { return true };
        let id = ArticleId::of(path);
        let Some(kept) = first.get(&id) else {
            first.insert(id, path.clone());
            return true;
        };
        let finding = if kept == path {
            Diagnostic::new(Code::RecordConflict)
        } else {
            Diagnostic::new(Code::DuplicateId).arg("id", id).arg("first", kept)
        };
        found.push(finding.within(path.clone()));
        false
    });
    found
}
