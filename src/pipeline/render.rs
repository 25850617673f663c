//! Report to files: plans and renders every page, in parallel.

use super::pages::{self, Before, Kept};
use super::project::{STATIC, TEMPLATES};
use super::timing::Stopwatch;
use super::{Progress, Project, Stage};
use crate::cache::Cache;
use crate::corpus::ArticleId;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::model::{self, FigureRow, Input, Report};
use crate::parallel;
use crate::path::RelPath;
use crate::site::view::{About, Planned};
use crate::site::write::Publication;
use crate::site::{
    self, Edition, OutputFile, OwnWords, Pictures, Planner, Route, Seen, Templates, Words, assets,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What rendering came to.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// How many pages there are.
    pub(super) pages: usize,
    /// Texts of the templates that findings point into.
    pub(super) texts: BTreeMap<RelPath, String>,
    /// The pictures that were looked for.
    pub(super) seen: Vec<Seen>,
}

/// The report, and what it is rendered for.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) project: &'a Project,
    pub(super) inputs: &'a BTreeMap<ArticleId, Input<'a>>,
    pub(super) report: &'a Report,
    pub(super) own: &'a OwnWords,
}

/// Where the files go, and what earlier builds left.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Where the files go; none when nothing is to be written.
    pub(super) publication: Option<&'a Publication<'a>>,
    pub(super) cache: &'a Cache,
    /// A hash of all that an edition is made from apart from its articles.
    pub(super) around: &'a Fingerprint,
    /// A hash of all that each article was read from.
    pub(super) texts: &'a BTreeMap<ArticleId, Fingerprint>,
    /// The paths of the files that were put, in lower case.
    pub(super) names: &'a Mutex<BTreeSet<String>>,
}

impl Place<'_> {
    fn put(&self, file: &OutputFile) -> Result<(), Error> {
        // A dry run is to find out too when two files have one name.
        if !self.names().insert(file.path.as_str().to_lowercase()) {
            return Err(Error::Collision { path: file.path.to_string() });
        }
        self.publication.map_or(Ok(()), |publication| publication.put(file))
    }

    /// Puts a file that is named after its content: who puts it first has put it for all.
    fn put_once(&self, file: &OutputFile) -> Result<(), Error> {
        match self.put(file) {
            Err(Error::Collision { .. }) => Ok(()),
            put => put,
        }
    }

    fn names(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page that is made, or need not be.
#[derive(Default)]
struct Done {
    pages: usize,
    diagnostics: Vec<Diagnostic>,
    kept: Option<(String, Kept)>,
}

/// Plans and renders the pages, and hands every file on as soon as it is made. Diagnostics name
/// their template below the project folder; with one of severity error the files are not whole and
/// must not be published.
///
/// # Errors
/// When a file of the project's templates or static files cannot be read or a file cannot be written.
pub(super) fn render(
    source: Source<'_>,
    place: Place<'_>,
    (progress, clock): (&dyn Progress, &mut Stopwatch),
) -> Result<Outcome<Rendered>, Error> {
    let Source { project, inputs, report, own } = source;
    let Outcome { value: earlier, mut diagnostics } = earlier(project);
    let changes = earlier.map(|old| model::diff(&old, &model::rows(report)));
    let pictures = pictures(source, place)?;
    diagnostics.extend(pictures.diagnostics);
    let pictures = pictures.value;
    let texts = pictures.with(place.texts);
    let place = Place { texts: &texts, ..place };
    let edition = Edition {
        report,
        inputs,
        config: &project.config,
        lexicon: &project.lexicon,
        changes: changes.as_ref(),
        gazetteer: &project.gazetteer,
        own,
        pictures: &pictures,
    };
    let planner = Planner::new(edition);
    let words = Words::of(project.config.site.language);
    let folder = project.root.join(TEMPLATES);
    let templates = Templates::load(Some(&folder), &planner.site(), words)?;
    diagnostics.extend(templates.diagnostics);
    let templates = templates.value;
    let routes = planner.routes();
    let key =
        Fingerprint::of_parts([place.around, &templates.fingerprint].map(Fingerprint::as_bytes));
    let before = before(&planner, place, &key);
    clock.lap(Stage::Plan);
    progress.begin(Stage::Render, routes.len());
    let one = |route: &Route| {
        progress.step();
        one(route, (&planner, &templates), (place, before.as_ref()))
    };
    // It tells the sizes of the data files, so these must be written.
    let (late, routes): (Vec<Route>, Vec<Route>) =
        routes.into_iter().partition(|route| *route == Route::About(About::Downloads));
    let sink = |file| place.put(&file);
    let last = before.as_ref().map(Before::last);
    let (files, rendered) =
        parallel::both(|| site::files(&planner, &sink, last), || parallel::map(&routes, one));
    files?;
    let late: Vec<_> = late.iter().map(one).collect();
    let done: Vec<Done> = rendered.into_iter().chain(late).collect::<Result<_, _>>()?;
    let pages = done.iter().map(|done| done.pages).sum();
    let mut kept = BTreeMap::new();
    for done in done {
        diagnostics.extend(done.diagnostics);
        kept.extend(done.kept);
    }
    if before.is_some() {
        pages::remember(&kept, place.cache, &key);
    }
    let built_in = assets::builtin(planner.words(), &own.brand);
    built_in.into_iter().try_for_each(sink)?;
    own.brand.files.iter().try_for_each(|file| place.put_once(file))?;
    diagnostics.extend(beside(&planner, (place, source))?);
    clock.lap(Stage::Render);
    let texts = sources(&templates, &diagnostics);
    let seen = pictures.seen;
    Ok(Outcome { value: Rendered { pages, texts, seen }, diagnostics })
}

/// Puts the pictures of the articles. Findings name their file below the project folder.
fn pictures(
    Source { project, inputs, report, .. }: Source<'_>,
    place: Place<'_>,
) -> Result<Outcome<Pictures>, Error> {
    let put = |file| place.put_once(&file);
    let read = Pictures::read(&project.corpus(), (inputs, report), &project.config, &put)?;
    let folder = project.config.corpus.dir.trim_end_matches('/');
    let placed = read.diagnostics.into_iter().map(|finding| {
        let file = finding.file.as_ref().and_then(|file| RelPath::new(format!("{folder}/{file}")));
        Diagnostic { file, ..finding }
    });
    Ok(Outcome { value: read.value, diagnostics: placed.collect() })
}

/// The figures of the edition that the settings name as the last one. Data that are not there or are no
/// data of ours are a finding: the report is right without them, it only cannot say what is new.
fn earlier(project: &Project) -> Outcome<Option<Vec<FigureRow>>> {
    let Some(folder) = &project.config.site.previous else { return Outcome::clean(None) };
    let error = match site::data::earlier(&project.root.join(folder)) {
        Ok(figures) => return Outcome::clean(Some(figures)),
        Err(Error::Read { source, .. }) => source,
        Err(other) => io::Error::other(other.to_string()),
    };
    let finding = match error.kind() {
        io::ErrorKind::NotFound => Diagnostic::new(Code::PreviousMissing),
        _ => Diagnostic::new(Code::PreviousForeign).arg("reason", error),
    };
    let finding = project.about(&["site", "previous"], finding.arg("path", folder));
    Outcome { value: None, diagnostics: vec![finding] }
}

/// Puts the static files of the project, and says what is wrong with them and with its own words.
fn beside(
    planner: &Planner<'_>,
    (place, Source { project, report, own, .. }): (Place<'_>, Source<'_>),
) -> Result<Vec<Diagnostic>, Error> {
    let Outcome { value: files, mut diagnostics } = assets::project(&project.root.join(STATIC))?;
    for file in files {
        match place.put(&file) {
            Err(Error::Collision { path }) => {
                let file = RelPath::new(format!("{STATIC}/{path}"));
                let finding = Diagnostic::new(Code::StaticOverOurs).arg("path", &path);
                diagnostics.push(Diagnostic { file, ..finding });
            }
            put => put?,
        }
    }
    // Pages that were left as they are have not been put.
    let pages: BTreeSet<String> = planner.routes().iter().map(site::view::path).collect();
    let is_there =
        |path: &str| pages.contains(path) || place.names().contains(&path.to_lowercase());
    diagnostics.extend(own.check(report, &is_there));
    Ok(diagnostics)
}

/// What the pages are held against; none when nothing is written, or nothing kept.
fn before<'a>(planner: &Planner<'a>, place: Place<'a>, key: &'a Fingerprint) -> Option<Before<'a>> {
    let publication = place.publication.filter(|_| place.cache.keeps())?;
    let prints = planner.prints(place.texts)?;
    Some(Before::open((place.cache, key), prints, publication))
}

/// Makes one page, unless an earlier build has made the same.
fn one(
    route: &Route,
    (planner, templates): (&Planner<'_>, &Templates),
    (place, before): (Place<'_>, Option<&Before<'_>>),
) -> Result<Done, Error> {
    let path = site::view::path(route);
    if let Some(before) = before
        && let Some(kept) = before.keep(&path)?
    {
        return Ok(Done { pages: 1, kept: Some((path, kept)), ..Done::default() });
    }
    let Some(Planned { page, needs }) = planner.planned(route) else { return Ok(Done::default()) };
    let mut files = page.files();
    let Outcome { value, diagnostics } = site::render_page(&page, templates);
    let pages = usize::from(value.is_some());
    files.extend(value);
    files.iter().try_for_each(|file| place.put(file))?;
    // What there is to say of a page is said each time.
    let lasting = before.filter(|_| diagnostics.is_empty());
    let kept = lasting.and_then(|before| Some((path, before.made(needs, &files)?)));
    Ok(Done { pages, diagnostics, kept })
}

fn sources(templates: &Templates, diagnostics: &[Diagnostic]) -> BTreeMap<RelPath, String> {
    let named = diagnostics.iter().filter_map(|finding| {
        let file = finding.file.clone()?;
        let name = file.as_str().strip_prefix(TEMPLATES)?.trim_start_matches('/');
        let text = templates.source(name)?.to_owned();
        Some((file, text))
    });
    named.collect()
}
