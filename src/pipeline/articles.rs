//! Per-article stages: read, clean, find reprints, extract. Everything here is parallel.

use super::timing::Stopwatch;
use super::{Progress, Project, Silent, Stage};
use crate::clean::{self, Article};
use crate::corpus::{self, ArticleId, Document, Listing, SourceFile};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::extract::{self, Extraction};
use crate::model::Input;
use crate::path::RelPath;
use crate::span::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// One article in all its states.
#[derive(Clone, Debug)]
pub struct ArticleRecord {
    /// As read.
    pub document: Document,
    /// As cleaned.
    pub article: Article,
    /// What was read from it.
    pub extraction: Extraction,
}

impl ArticleRecord {
    /// The article as the stages after extraction take it.
    #[must_use]
    pub const fn input(&self) -> Input<'_> {
        Input { document: &self.document, article: &self.article, extraction: &self.extraction }
    }
}

/// All articles of a project.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// By identity.
    pub records: BTreeMap<ArticleId, ArticleRecord>,
    /// From each copy to its original.
    pub reprints: BTreeMap<ArticleId, ArticleId>,
    /// The corpus folder, below the project folder.
    pub(super) folder: String,
    /// The text of each metadata.csv, by path below the corpus folder.
    tables: BTreeMap<RelPath, String>,
}

impl Articles {
    /// The articles as the stages after extraction take them.
    #[must_use]
    pub fn inputs(&self) -> BTreeMap<ArticleId, Input<'_>> {
        self.records.iter().map(|(id, record)| (id.clone(), record.input())).collect()
    }

    /// A file below the corpus folder, as it is below the project folder.
    pub(super) fn file(&self, path: &RelPath) -> Option<RelPath> {
        below(&self.folder, path)
    }

    /// The texts that `diagnostics` point into, by path below the project folder.
    pub(super) fn texts(&self, diagnostics: &[Diagnostic]) -> BTreeMap<RelPath, String> {
        let wanted: std::collections::BTreeSet<&RelPath> =
            diagnostics.iter().filter_map(|finding| finding.file.as_ref()).collect();
        let documents = self.records.values().map(|record| &record.document);
        let articles = documents.map(|document| (&document.path, &document.text));
        let named = articles.chain(&self.tables).filter_map(|(path, text)| {
            let path = below(&self.folder, path)?;
            wanted.contains(&path).then(|| (path, text.clone()))
        });
        named.collect()
    }
}

/// Reads, cleans and extracts every article of the project's corpus folder.
///
/// Diagnostics name their file below the project folder; spans are of the decoded file. Without
/// a corpus folder, an article or a single readable file there is a finding of severity error.
///
/// # Errors
/// [`Error::Read`] when the folder cannot be listed.
pub fn read_articles(
    project: &Project,
    progress: &dyn Progress,
    clock: &mut Stopwatch,
) -> Result<Outcome<Articles>, Error> {
    let folder = project.config.corpus.dir.trim_end_matches('/').to_owned();
    let path = project.corpus();
    if !path.exists() {
        return Ok(nothing(folder, Code::CorpusMissing));
    }
    let Outcome { value: listing, mut diagnostics } = corpus::list(&path, &project.config.corpus)?;
    let Listing { files, tables } = listing;
    progress.begin(Stage::Read, files.len());
    let read =
        parallel(&files, progress, |file: &SourceFile| corpus::load(file, &project.config.corpus));
    let mut documents = Vec::new();
    for outcome in read {
        diagnostics.extend(outcome.diagnostics);
        documents.extend(outcome.value);
    }
    clock.lap(Stage::Read);
    let (records, found) = records(documents, project, (progress, clock));
    let records: BTreeMap<ArticleId, ArticleRecord> =
        records.into_iter().map(|record| (record.document.id.clone(), record)).collect();
    diagnostics.extend(found);
    for finding in &mut diagnostics {
        finding.file = finding.file.as_ref().and_then(|file| below(&folder, file));
    }
    if files.is_empty() {
        diagnostics.push(Diagnostic::new(Code::CorpusEmpty).arg("path", &folder));
    } else if records.is_empty() {
        diagnostics.push(Diagnostic::new(Code::NothingReadable).arg("count", files.len()));
    }
    let texts = records.iter().map(|(id, record)| (id.clone(), &record.article));
    let texts: Vec<(ArticleId, &Article)> = texts.collect();
    let reprints = clean::reprints(&texts);
    for (copy, original) in &reprints {
        let finding = Diagnostic::new(Code::Reprint).arg("original", original);
        let path = records.get(copy).map(|record| &record.document.path);
        diagnostics
            .extend(path.and_then(|path| below(&folder, path)).map(|file| finding.within(file)));
    }
    Ok(Outcome { value: Articles { records, reprints, folder, tables }, diagnostics })
}

fn nothing(folder: String, code: Code) -> Outcome<Articles> {
    let finding = Diagnostic::new(code).arg("path", &folder);
    Outcome { value: Articles { folder, ..Articles::default() }, diagnostics: vec![finding] }
}

fn records(
    documents: Vec<Document>,
    project: &Project,
    (progress, clock): (&dyn Progress, &mut Stopwatch),
) -> (Vec<ArticleRecord>, Vec<Diagnostic>) {
    progress.begin(Stage::Clean, documents.len());
    let cleaned = parallel(&documents, progress, |document| {
        clean::clean(document, &project.config.clean, &project.lexicon)
    });
    clock.lap(Stage::Clean);
    progress.begin(Stage::Extract, documents.len());
    let reference = extract::Reference { gazetteer: &project.gazetteer, lexicon: &project.lexicon };
    let extracted =
        parallel(&cleaned, progress, |article| extract::extract(&article.value, &reference));
    clock.lap(Stage::Extract);
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    for ((document, article), extraction) in documents.into_iter().zip(cleaned).zip(extracted) {
        let found = article.diagnostics.into_iter().chain(extraction.diagnostics);
        diagnostics.extend(found.map(|finding| to_file(finding, &article.value, &document)));
        diagnostics.extend(region_hint(&document, project));
        diagnostics.extend(undated(&article.value, &extraction.value, &document));
        let (article, extraction) = (article.value, extraction.value);
        records.push(ArticleRecord { document, article, extraction });
    }
    (records, diagnostics)
}

/// Cleans and extracts documents that were read one by one, in their order. Diagnostics name
/// their file as the document does.
///
/// # Errors
/// [`Error::Threads`] when the threads cannot be started.
pub fn read_documents(
    documents: Vec<Document>,
    project: &Project,
    jobs: Option<NonZeroUsize>,
) -> Result<Outcome<Vec<ArticleRecord>>, Error> {
    let mut clock = Stopwatch::start();
    super::pool(jobs)?.install(|| {
        let (value, diagnostics) = records(documents, project, (&Silent, &mut clock));
        Ok(Outcome { value, diagnostics })
    })
}

/// `work` on all of `items`, on all threads, in the order of `items`.
fn parallel<T: Sync, U: Send>(
    items: &[T],
    progress: &dyn Progress,
    work: impl Fn(&T) -> U + Sync,
) -> Vec<U> {
    let one = |item: &T| {
        let done = work(item);
        progress.step();
        done
    };
    items.par_iter().map(one).collect()
}

/// From the clean text to the file.
fn to_file(mut finding: Diagnostic, article: &Article, document: &Document) -> Diagnostic {
    finding.span = finding.span.map(|span| article.text.map.to_raw(span));
    finding.file = Some(document.path.clone());
    finding
}

/// An article without a date, when figures stay without a period for it.
fn undated(article: &Article, extraction: &Extraction, document: &Document) -> Option<Diagnostic> {
    let all = extraction.figures.len();
    let count = extraction.figures.iter().filter(|figure| figure.period.is_none()).count();
    if article.published.is_some() || count == 0 {
        return None;
    }
    let mut finding = Diagnostic::new(Code::Undated).arg("count", count).arg("all", all);
    finding.file = Some(document.path.clone());
    Some(finding)
}

/// A region in the front matter that no division has, or several have.
fn region_hint(document: &Document, project: &Project) -> Option<Diagnostic> {
    let region = document.front.region.as_deref()?;
    let found = project.gazetteer.find(region);
    let finding = match found.as_slice() {
        [] => Diagnostic::new(Code::UnknownRegion),
        [_] => return None,
        several => {
            let names = several.iter().map(|code| format!("{code}"));
            let names: Vec<String> = names.collect();
            Diagnostic::new(Code::AmbiguousRegion).arg("choices", names.join(", "))
        }
    };
    let finding = finding.arg("region", region).within(document.path.clone());
    Some(match front_value(&document.text, "region", region) {
        Some(span) => finding.at(span),
        None => finding,
    })
}

/// Where the front matter gives `key` the value `value`.
fn front_value(text: &str, key: &str, value: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start_matches('\u{feff}').starts_with(key) {
            let at = start + line.find(value)?;
            return Some(Span::new(at, at + value.len()));
        }
        start += line.len();
    }
    None
}

fn below(folder: &str, path: &RelPath) -> Option<RelPath> {
    RelPath::new(format!("{folder}/{path}"))
}
