//! Report to files: plans and renders every page, in parallel.

use super::project::{STATIC, TEMPLATES};
use super::timing::Stopwatch;
use super::{Progress, Project, Stage};
use crate::corpus::ArticleId;
use crate::diag::{Diagnostic, Outcome};
use crate::error::Error;
use crate::model::{self, Input, Report};
use crate::parallel;
use crate::path::RelPath;
use crate::site::view::About;
use crate::site::{self, Edition, Planner, Route, Sink, Templates, Words, assets};
use std::collections::BTreeMap;

/// What rendering came to.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// How many pages there are.
    pub(super) pages: usize,
    /// Texts of the templates that findings point into.
    pub(super) texts: BTreeMap<RelPath, String>,
}

/// The report, and what it is rendered for.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) project: &'a Project,
    pub(super) inputs: &'a BTreeMap<ArticleId, Input<'a>>,
    pub(super) report: &'a Report,
}

/// Plans and renders the pages, and hands every file to `sink` as soon as it is made. Diagnostics
/// name their template below the project folder; with one of severity error the files are not
/// whole and must not be published.
///
/// # Errors
/// When a file of the project's templates or static files cannot be read, and what `sink` returns.
pub(super) fn render(
    Source { project, inputs, report }: Source<'_>,
    sink: &Sink<'_>,
    (progress, clock): (&dyn Progress, &mut Stopwatch),
) -> Result<Outcome<Rendered>, Error> {
    let earlier = match &project.config.site.previous {
        Some(folder) => Some(site::data::earlier(&project.root.join(folder))?),
        None => None,
    };
    let changes = earlier.map(|old| model::diff(&old, &model::rows(report)));
    let edition = Edition {
        report,
        inputs,
        config: &project.config,
        lexicon: &project.lexicon,
        changes: changes.as_ref(),
        gazetteer: &project.gazetteer,
    };
    let planner = Planner::new(edition);
    let words = Words::of(project.config.site.language);
    let own = project.root.join(TEMPLATES);
    let templates = Templates::load(Some(&own), &planner.site(), words)?;
    let Outcome { value: templates, mut diagnostics } = templates;
    let routes = planner.routes();
    clock.lap(Stage::Plan);
    progress.begin(Stage::Render, routes.len());
    let one = |route: &Route| -> Result<(usize, Vec<Diagnostic>), Error> {
        progress.step();
        let Some(page) = planner.page(route) else { return Ok((0, Vec::new())) };
        page.files().into_iter().try_for_each(sink)?;
        let Outcome { value, diagnostics } = site::render_page(&page, &templates);
        let pages = usize::from(value.is_some());
        value.into_iter().try_for_each(sink)?;
        Ok((pages, diagnostics))
    };
    // It tells the sizes of the data files, so these must be written.
    let (late, routes): (Vec<Route>, Vec<Route>) =
        routes.into_iter().partition(|route| *route == Route::About(About::Downloads));
    let (files, rendered) =
        parallel::both(|| site::files(&planner, sink), || parallel::map(&routes, one));
    files?;
    let late: Vec<_> = late.iter().map(one).collect();
    let rendered: Vec<(usize, Vec<Diagnostic>)> =
        rendered.into_iter().chain(late).collect::<Result<_, _>>()?;
    let pages = rendered.iter().map(|(pages, _)| pages).sum();
    diagnostics.extend(rendered.into_iter().flat_map(|(_, found)| found));
    assets::builtin().into_iter().try_for_each(sink)?;
    let own = assets::project(&project.root.join(STATIC))?;
    diagnostics.extend(own.diagnostics);
    own.value.into_iter().try_for_each(sink)?;
    clock.lap(Stage::Render);
    let texts = sources(&templates, &diagnostics);
    Ok(Outcome { value: Rendered { pages, texts }, diagnostics })
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
