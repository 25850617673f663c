//! Per-article stages: read, clean, find reprints, extract. Everything here is parallel.

use super::{Progress, Project, Stage, kept};
use crate::cache::Cache;
use crate::clean::{self, Article, Sketch};
use crate::corpus::{self, ArticleId, Document, FrontMatter, Listing};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::extract::{self, Coverage, Extraction};
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use crate::model::Input;
use crate::parallel;
use crate::path::RelPath;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// One article in all its states.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// As read, without the parts that cleaning took up.
    pub document: Document,
    /// As cleaned.
    pub article: Article,
    /// What was read from it.
    pub extraction: Extraction,
    /// What it is compared with others by.
    pub sketch: Sketch,
    /// What it speaks of more than texts do at large; none where nobody asked.
    pub keywords: Vec<String>,
    /// How many of its numbers were used, and which rules decided.
    pub coverage: Coverage,
}

impl ArticleRecord {
    /// The article as the stages after extraction take it.
    #[must_use]
    pub const fn input(&self) -> Input<'_> {
        Input {
            document: &self.document,
            article: &self.article,
            extraction: &self.extraction,
            keywords: self.keywords.as_slice(),
        }
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
    /// A hash of all that each article was read from.
    pub(super) keys: BTreeMap<ArticleId, Fingerprint>,
    /// What all was read from; none when something could not be opened.
    pub(super) sources: Option<Sources>,
}

/// A hash of all that the articles of a project are read from: names, contents, the tables beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sources(pub(super) Fingerprint);

impl Sources {
    fn of(listing: &Listing, found: &[Diagnostic], keys: &[Option<Fingerprint>]) -> Option<Self> {
        let mut parts: Vec<String> = vec![serde_json::to_string(found).ok()?];
        for (path, text) in &listing.tables {
            parts.extend([path.to_string(), text.clone()]);
        }
        for (file, key) in listing.files.iter().zip(keys) {
            parts.extend([file.path.to_string(), key.as_ref()?.to_string()]);
        }
        Some(Self(Fingerprint::of_parts(parts)))
    }
}

/// What the articles of the project would be read from now.
pub(super) fn sources(project: &Project) -> Option<Sources> {
    let listed = corpus::list(&project.corpus(), &project.config.corpus).ok()?;
    let keys = parallel::map(&listed.value.files, |file| kept::key_of(file, project));
    Sources::of(&listed.value, &listed.diagnostics, &keys)
}

impl Articles {
    /// The articles as the stages after extraction take them.
    #[must_use]
    pub fn inputs(&self) -> BTreeMap<ArticleId, Input<'_>> {
        self.records.iter().map(|(id, record)| (id.clone(), record.input())).collect()
    }

    /// How many numbers of each article were used.
    pub(super) fn coverage(&self) -> BTreeMap<ArticleId, Coverage> {
        self.records.iter().map(|(id, record)| (id.clone(), record.coverage.clone())).collect()
    }

    /// Lets go of what was read from the texts: once a report is made of it, nobody asks again.
    pub(super) fn forget(&mut self) {
        for record in self.records.values_mut() {
            record.extraction = Extraction::default();
            record.sketch = Sketch::default();
        }
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

/// Reads, cleans and extracts every article of the project's corpus folder; what `cache` has of
/// an earlier build is not done again.
///
/// Diagnostics name their file below the project folder; spans are of the decoded file. Without
/// a corpus folder, an article or a single readable file there is a finding of severity error.
///
/// # Errors
/// [`Error::Read`] when the folder cannot be listed.
pub fn read_articles(
    project: &Project,
    cache: &Cache,
    progress: &dyn Progress,
) -> Result<Outcome<Articles>, Error> {
    let folder = project.config.corpus.dir.trim_end_matches('/').to_owned();
    let path = project.corpus();
    if !path.exists() {
        return Ok(nothing(folder, Code::CorpusMissing));
    }
    let Outcome { value: listing, mut diagnostics } = corpus::list(&path, &project.config.corpus)?;
    progress.begin(Stage::Read, listing.files.len());
    let mut read = parallel::map(&listing.files, |file| {
        progress.step();
        kept::read(file, project, cache)
    });
    kept::keep(&mut read, project, cache);
    let all: Vec<Option<Fingerprint>> = read.iter().map(|one| one.key).collect();
    let sources = Sources::of(&listing, &diagnostics, &all);
    if listing.files.is_empty() {
        diagnostics.push(Diagnostic::new(Code::CorpusEmpty).arg("path", &folder));
    }
    let read = read.into_iter().map(|one| {
        diagnostics.extend(one.diagnostics);
        (one.key, one.record)
    });
    let read: Vec<Keyed> = read.collect();
    let mut out = assembled(folder, read, diagnostics);
    out.value.tables = listing.tables;
    out.value.sources = sources;
    Ok(out)
}

/// An article, if there is one, and a hash of what it was read from.
pub(super) type Keyed = (Option<Fingerprint>, Option<ArticleRecord>);

/// The articles of a corpus, each read by itself, as one thing; which of them are copies is found here.
/// `diagnostics` name their files below the corpus folder.
pub(super) fn assembled(
    folder: String,
    read: Vec<Keyed>,
    mut diagnostics: Vec<Diagnostic>,
) -> Outcome<Articles> {
    let count = read.len();
    let mut records: BTreeMap<ArticleId, ArticleRecord> = BTreeMap::new();
    let mut keys = BTreeMap::new();
    for (key, record) in read {
        if let Some(record) = record {
            keys.extend(key.map(|key| (record.document.id.clone(), key)));
            records.insert(record.document.id.clone(), record);
        }
    }
    for finding in &mut diagnostics {
        finding.file = finding.file.as_ref().and_then(|file| below(&folder, file));
    }
    if records.is_empty() && count > 0 {
        diagnostics.push(Diagnostic::new(Code::NothingReadable).arg("count", count));
    }
    let sketches = records.iter().map(|(id, r)| (id, r.article.published, &r.sketch));
    let reprints = clean::reprints_among(&sketches.collect::<Vec<_>>());
    for (copy, original) in &reprints {
        let finding = Diagnostic::new(Code::Reprint).arg("original", original);
        let path = records.get(copy).map(|record| &record.document.path);
        diagnostics
            .extend(path.and_then(|path| below(&folder, path)).map(|file| finding.within(file)));
    }
    let value = Articles { records, reprints, folder, keys, ..Articles::default() };
    Outcome { value, diagnostics }
}

fn nothing(folder: String, code: Code) -> Outcome<Articles> {
    let finding = Diagnostic::new(code).arg("path", &folder);
    Outcome { value: Articles { folder, ..Articles::default() }, diagnostics: vec![finding] }
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
    let read = parallel::with(jobs, || {
        parallel::turn(documents, |document| read_document(document, project))
    });
    let mut out = Outcome::clean(Vec::new());
    for one in read.map_err(|reason| Error::Threads { reason })? {
        out.value.push(one.value);
        out.diagnostics.extend(one.diagnostics);
    }
    Ok(out)
}

/// Cleans and extracts one document. What is only needed for that is then let go: its blocks and
/// its front matter.
pub fn read_document(document: Document, project: &Project) -> Outcome<ArticleRecord> {
    let Outcome { value: article, diagnostics: cleaning } =
        clean::clean(&document, &project.config.clean, &project.lexicon);
    let reference = extract::Reference { gazetteer: &project.gazetteer, lexicon: &project.lexicon };
    let Outcome { value: extraction, diagnostics: extracting } =
        extract::extract(&article, &reference);
    let found = cleaning.into_iter().chain(extracting);
    let mut diagnostics: Vec<Diagnostic> =
        found.map(|finding| to_file(finding, &article, &document)).collect();
    diagnostics.extend(region_hint(&document, project));
    diagnostics.extend(undated(&article, &extraction, &document));
    let document = Document { blocks: Vec::new(), front: FrontMatter::default(), ..document };
    let sketch = Sketch::of(&article);
    let keywords = Vec::new();
    let coverage = extract::coverage(&article, &extraction);
    let record = ArticleRecord { document, article, extraction, sketch, keywords, coverage };
    Outcome { value: record, diagnostics }
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

/// Most divisions that a message names.
const MOST_NAMED: usize = 6;

/// A region in the front matter that no division has, or several have.
fn region_hint(document: &Document, project: &Project) -> Option<Diagnostic> {
    let region = document.front.region.as_deref()?;
    let found = project.gazetteer.find(region);
    let named = |codes: &[Adcode]| {
        let names = codes.iter().take(MOST_NAMED);
        let names = names.map(|code| format!("{code} {}", project.gazetteer.full_name(*code)));
        names.collect::<Vec<_>>().join(", ")
    };
    let finding = match found.as_slice() {
        [] => match project.gazetteer.near(region).as_slice() {
            [] => Diagnostic::new(Code::UnknownRegion),
            near => Diagnostic::new(Code::MisspelledRegion).arg("near", named(near)),
        },
        [_] => return None,
        several => Diagnostic::new(Code::AmbiguousRegion).arg("choices", named(several)),
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
