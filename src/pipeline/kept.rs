//! Articles that an earlier build has read.

use super::Project;
use super::articles::{ArticleRecord, read_document};
use crate::cache::{Cache, VERSION_OF_READING};
use crate::corpus::{self, SourceFile};
use crate::diag::{Diagnostic, Outcome};
use crate::fingerprint::Fingerprint;
use crate::parallel;

/// Name of the stage in the cache.
const STAGE: &str = "articles";

/// A listed file, read.
pub(super) struct Read {
    /// The article; none when there is no text to be had.
    pub(super) record: Option<ArticleRecord>,
    /// What was found, by file below the corpus folder.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The key of what it was read from; none when the file could not be opened.
    pub(super) key: Option<Fingerprint>,
    /// No earlier build has left it.
    fresh: bool,
}

/// Reads, cleans and extracts a listed file, or takes what `cache` has of it.
pub(super) fn read(file: &SourceFile, project: &Project, cache: &Cache) -> Read {
    let bytes = match corpus::bytes(&file.location, &project.config.corpus) {
        Ok(bytes) => bytes,
        Err(finding) => {
            let diagnostics = vec![finding.within(file.path.clone())];
            return Read { record: None, diagnostics, key: None, fresh: false };
        }
    };
    let key = key(file, &bytes, project);
    let kept: Option<(ArticleRecord, Vec<Diagnostic>)> = cache.get(STAGE, &key);
    if let Some((mut record, mut diagnostics)) = kept {
        // Another file of the same content may have made the entry.
        record.document.id = file.id.clone();
        record.document.path = file.path.clone();
        for finding in &mut diagnostics {
            finding.file = Some(file.path.clone());
        }
        return Read { record: Some(record), diagnostics, key: Some(key), fresh: false };
    }
    anew(file, &bytes, project, key)
}

/// Reads, cleans and extracts a file whose content is `bytes`; its keywords are not looked for.
pub(super) fn parse(file: &SourceFile, bytes: &[u8], project: &Project) -> Read {
    anew(file, bytes, project, key(file, bytes, project))
}

fn anew(file: &SourceFile, bytes: &[u8], project: &Project, key: Fingerprint) -> Read {
    let Outcome { value: document, mut diagnostics } = corpus::parse(file, bytes);
    let record = document.map(|document| {
        let read = read_document(document, project);
        diagnostics.extend(read.diagnostics);
        lean(read.value)
    });
    Read { fresh: record.is_some(), record, diagnostics, key: Some(key) }
}

/// The record without what only explains it: no report shows which rule read a number, or what was
/// set aside, and there are many articles.
fn lean(mut record: ArticleRecord) -> ArticleRecord {
    let extraction = &mut record.extraction;
    extraction.places = Vec::new();
    extraction.unused = Vec::new();
    extraction.others = Vec::new();
    for figure in &mut extraction.figures {
        figure.quantity.decided = Vec::new();
    }
    record
}

/// Adds their keywords to the articles that were read anew, and keeps them in `cache`.
pub(super) fn keep(read: &mut Vec<Read>, project: &Project, cache: &Cache) {
    let fresh = read.iter().filter(|one| one.fresh).filter_map(|one| one.record.as_ref());
    let texts: Vec<&str> = fresh.map(|record| record.article.text.text.as_str()).collect();
    if texts.is_empty() {
        return;
    }
    // The dictionary is loaded for the texts at hand, and only when there are any.
    let segmenter = project.lexicon.segmenter(texts);
    let whole = std::mem::take(read);
    *read = parallel::turn(whole, |mut one| {
        if let (Some(record), Some(key), true) = (&mut one.record, &one.key, one.fresh) {
            record.keywords = segmenter.keywords(&record.article.text.text);
            cache.put(STAGE, key, &(&*record, &one.diagnostics));
        }
        one
    });
}

/// The key of a listed file as it is now; none when it cannot be opened.
pub(super) fn key_of(file: &SourceFile, project: &Project) -> Option<Fingerprint> {
    let bytes = corpus::bytes(&file.location, &project.config.corpus).ok()?;
    Some(key(file, &bytes, project))
}

/// All that the reading of a file depends on: the program, the settings and rules, what the file
/// holds, how it is written, and what the table beside it says. Not its name.
fn key(file: &SourceFile, bytes: &[u8], project: &Project) -> Fingerprint {
    let told = serde_json::to_string(&(file.format, &file.told)).unwrap_or_default();
    let parts = [VERSION_OF_READING.as_bytes(), project.reading.as_bytes(), told.as_bytes(), bytes];
    Fingerprint::of_parts(parts)
}
