//! Order and time: from a project folder to output files.
//!
//! 1. [`Project::open`] reads the settings and the tables;
//! 2. [`read_articles`] reads, cleans and extracts every article, in parallel;
//! 3. [`build`] aggregates them, plans and renders the pages, and hands each file to a
//!    [`Publication`] as soon as it is made.
//!
//! Each stage is called with exactly its inputs, and what is parallel is collected in the order
//! of its input, so that no number of threads can change a byte.

mod articles;
mod kept;
mod pages;
mod progress;
mod project;
pub mod records;
mod render;
mod timing;
mod unchanged;

pub use articles::{ArticleRecord, Articles, read_articles, read_document, read_documents};
pub use progress::{Progress, Silent};
pub use project::{CONFIG_FILE, Project, is_sound};
pub use timing::Stage;

use crate::cache::{self, Cache};
use crate::config::parse_yaml;
use crate::corpus::ArticleId;
use crate::diag::{Code, Diagnostic, Language, Outcome};
use crate::error::Error;
use crate::extract::Coverage;
use crate::model::{self, Correction, Report};
use crate::parallel;
use crate::path::RelPath;
use crate::site::write::{Gate, Lock, Manner, Publication, Synced, check_owner};
use crate::site::{Brand, OwnWords};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use timing::Stopwatch;

/// How a build is done. None of it changes a byte of the report.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Output folder, instead of the configured one.
    pub output: Option<PathBuf>,
    /// Threads; one for each core when absent.
    pub jobs: Option<NonZeroUsize>,
    /// Say all that a build would say and write nothing.
    pub dry: bool,
    /// What earlier builds left behind.
    pub cache: cache::Use,
    /// Files of records to be read in place of the articles.
    pub records: Option<Vec<PathBuf>>,
    /// Wait while another command writes to the output folder, rather than fail.
    pub wait: bool,
    /// How the edition is put into its place.
    pub manner: Manner,
    /// What a signal must close before the program ends.
    pub gate: Arc<Gate>,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Built {
    /// Language of the project, for messages.
    pub language: Language,
    /// Everything found, sorted by file and place. Files are below the project folder.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts that the findings point into.
    pub texts: BTreeMap<RelPath, String>,
    /// What the report holds.
    pub counts: Counts,
    /// How many numbers of each article were used.
    pub coverage: BTreeMap<ArticleId, Coverage>,
    /// How long each stage took.
    pub timings: Vec<(Stage, Duration)>,
    /// Where the report is and what was written; none when there is none.
    pub published: Option<Published>,
}

/// A finished report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The file to open.
    pub index: PathBuf,
    /// What was written.
    pub synced: Synced,
}

/// What a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles.
    pub articles: usize,
    /// Region pages.
    pub regions: usize,
    /// Figures.
    pub figures: usize,
    /// Mechanisms.
    pub mechanisms: usize,
    /// Pages of all kinds.
    pub pages: usize,
}

/// Builds the report of the project in `root`.
///
/// With a finding of severity error in settings, corrections or templates, or without a single
/// article, nothing is written and the last edition stays whole.
///
/// # Errors
/// When the machine fails: a file or folder that cannot be read or written, an output folder that
/// is not ours.
pub fn build(root: &Path, options: &Options, progress: &dyn Progress) -> Result<Built, Error> {
    parallel::with(options.jobs, || build_here(root, options, progress))
        .map_err(|reason| Error::Threads { reason })?
}

fn build_here(root: &Path, options: &Options, progress: &dyn Progress) -> Result<Built, Error> {
    let Outcome { value: project, diagnostics } = Project::open(root)?;
    let mut work = Work { diagnostics, texts: project.texts.clone(), clock: Stopwatch::start() };
    let done = work.run(&project, options, progress)?;
    let mut built = done.unwrap_or_default();
    work.diagnostics.sort();
    work.diagnostics.dedup();
    built.language = project.config.site.language;
    built.diagnostics = work.diagnostics;
    built.texts = work.texts;
    built.timings = work.clock.laps();
    Ok(built)
}

/// What gathers while a build runs.
struct Work {
    diagnostics: Vec<Diagnostic>,
    texts: BTreeMap<RelPath, String>,
    clock: Stopwatch,
}

impl Work {
    /// All stages; `None` when there is nothing that may be published.
    fn run(
        &mut self,
        project: &Project,
        options: &Options,
        progress: &dyn Progress,
    ) -> Result<Option<Built>, Error> {
        if !is_sound(&self.diagnostics) {
            return Ok(None);
        }
        let named = options.output.clone();
        let out = named.map_or_else(|| project.output(), |path| project.checked(path))?;
        let lock = Self::lock(&out, options, progress)?;
        // A dry run may read it and adds nothing.
        let cache = options.cache.open(&project.root, !options.dry);
        let around = unchanged::around(project)?;
        if !options.dry
            && options.records.is_none()
            && let Some(standing) = unchanged::standing(project, &around, (&out, &cache))
        {
            return Ok(Some(self.standing(project, &out, standing)));
        }
        let Some(corrections) = self.corrections(project)? else { return Ok(None) };
        let own = self.own_words(project)?;
        let mut articles = self.articles(project, options, &cache, progress)?;
        if articles.records.is_empty() {
            return Ok(None);
        }
        let report = self.aggregate(project, &articles, &corrections);
        articles.forget();
        let inputs = articles.inputs();
        self.clock.lap(Stage::Aggregate);
        let begun = lock.clone().filter(|_| is_sound(&self.diagnostics));
        let begun = begun.map(Publication::begin_in).transpose()?;
        let publication = begun.map(|edition| edition.by(options.manner));
        let source = render::Source { project, inputs: &inputs, report: &report, own: &own };
        let place = render::Place {
            publication: publication.as_ref(),
            cache: &cache,
            around: &around,
            texts: &articles.keys,
            names: &Mutex::default(),
        };
        let Outcome { value: rendered, diagnostics } =
            render::render(source, place, (progress, &mut self.clock))?;
        self.diagnostics.extend(diagnostics);
        self.texts.extend(rendered.texts);
        self.texts.extend(articles.texts(&self.diagnostics));
        // A page that failed leaves the last edition as it is: what was put is dropped.
        let whole = publication.filter(|_| is_sound(&self.diagnostics));
        let published = whole.map(|edition| publish(&out, edition)).transpose()?;
        let counts = counts(&report, rendered.pages);
        let key = articles.sources.map(|sources| unchanged::key(&around, &sources));
        // Settings that were changed while the build ran may or may not be in the edition.
        if let Some(key) = key.filter(|_| published.is_some())
            && unchanged::around(project)? == around
        {
            unchanged::remember(&key, (&self.diagnostics, counts, rendered.seen), &out, &cache);
        }
        // Only now may another build replace what was remembered.
        drop(lock);
        cache.finish();
        self.clock.lap(Stage::Write);
        let coverage = articles.coverage();
        Ok(Some(Built { counts, coverage, published, ..Built::default() }))
    }
}

impl Work {
    /// What there is to say of an edition that stands as it is.
    fn standing(
        &mut self,
        project: &Project,
        out: &Path,
        (kept, unchanged): (unchanged::Kept, usize),
    ) -> Built {
        self.texts.extend(unchanged::texts(project, &kept.diagnostics));
        self.diagnostics = kept.diagnostics;
        self.clock.lap(Stage::Read);
        let synced = Synced { unchanged, ..Synced::default() };
        let published = Published { index: out.join("index.html"), synced };
        Built { counts: kept.counts, published: Some(published), ..Built::default() }
    }

    /// The lock of the output folder, before anything is read: a build that waited must see what
    /// was edited meanwhile. None when nothing is to be written.
    fn lock(out: &Path, options: &Options, progress: &dyn Progress) -> Result<Option<Lock>, Error> {
        let gate = &options.gate;
        let lock = match options {
            Options { dry: true, .. } => None,
            Options { wait: true, .. } => {
                Some(Lock::wait(out, gate, &|who| progress.waiting(who))?)
            }
            Options { wait: false, .. } => Some(Lock::take(out, gate)?),
        };
        check_owner(out)?;
        Ok(lock)
    }

    /// The project's own pages and notes, and its looks.
    fn own_words(&mut self, project: &Project) -> Result<OwnWords, Error> {
        let Outcome { mut value, diagnostics } =
            OwnWords::read(&project.root, &project.config.corpus)?;
        self.diagnostics.extend(diagnostics);
        self.texts.extend(value.texts.clone());
        let (brand, found) = Brand::read(&project.root, &project.config.site);
        let placed = found.into_iter().map(|(key, finding)| project.about(&["site", key], finding));
        self.diagnostics.extend(placed);
        value.brand = brand;
        Ok(value)
    }

    /// The articles, or the records in their place.
    fn articles(
        &mut self,
        project: &Project,
        options: &Options,
        cache: &Cache,
        progress: &dyn Progress,
    ) -> Result<Articles, Error> {
        let read = match &options.records {
            Some(files) => records::read(project, files, progress)?,
            None => read_articles(project, cache, progress)?,
        };
        self.clock.lap(Stage::Read);
        self.diagnostics.extend(read.diagnostics);
        if cache.broken() > 0 {
            let note = Diagnostic::new(Code::CacheBroken).arg("count", cache.broken());
            self.diagnostics.push(note);
        }
        Ok(read.value)
    }

    /// The editors' corrections; none of the two when they cannot be read.
    fn corrections(&mut self, project: &Project) -> Result<Option<Vec<Correction>>, Error> {
        let Some(name) = &project.config.corrections else { return Ok(Some(Vec::new())) };
        let file = RelPath::new(name.as_str());
        let text = match project::read_text(&project.root, name)? {
            Some(text) => text,
            None => Err(Diagnostic::new(Code::CorrectionsMissing).arg("path", name)),
        };
        let read = text.map_err(|finding| vec![finding]).and_then(|text| {
            let read = entries(&text).map(|entries| model::placed(entries, &text));
            self.texts.extend(file.clone().map(|file| (file, text)));
            read
        });
        Ok(match read {
            Ok(corrections) => Some(corrections),
            Err(found) => {
                let named = found.into_iter().map(|d| Diagnostic { file: file.clone(), ..d });
                self.diagnostics.extend(named);
                None
            }
        })
    }

    fn aggregate(
        &mut self,
        project: &Project,
        articles: &Articles,
        corrections: &[Correction],
    ) -> Report {
        let reference = model::Reference {
            gazetteer: &project.gazetteer,
            lexicon: &project.lexicon,
            config: &project.config.report,
            corrections,
        };
        let report = model::aggregate(&articles.inputs(), &articles.reprints, &reference);
        let file = project.config.corrections.as_ref().and_then(RelPath::new);
        for finding in report.diagnostics {
            let known = finding.file.as_ref().and_then(|path| articles.file(path));
            self.diagnostics.push(Diagnostic { file: known.or_else(|| file.clone()), ..finding });
        }
        report.value
    }
}

/// The entries of a corrections file; one that holds nothing but remarks has none.
fn entries(text: &str) -> Result<Vec<Correction>, Vec<Diagnostic>> {
    let is_remark = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(is_remark) {
        return Ok(Vec::new());
    }
    parse_yaml::<Vec<Correction>>(text)
}

fn publish(out: &Path, edition: Publication<'_>) -> Result<Published, Error> {
    let synced = edition.finish()?;
    Ok(Published { index: out.join("index.html"), synced })
}

fn counts(report: &Report, pages: usize) -> Counts {
    Counts {
        articles: report.articles.len(),
        regions: report.regions.len(),
        figures: report.figures.len(),
        mechanisms: report.mechanisms.len(),
        pages,
    }
}
