//! Report to files: plans and renders every page, in parallel.

use super::project::{STATIC, TEMPLATES};
use super::timing::Stopwatch;
use super::{Progress, Project, Stage};
use crate::corpus::ArticleId;
use crate::diag::{Diagnostic, Outcome};
use crate::error::Error;
use crate::model::{self, Input, Report};
use crate::path::RelPath;
use crate::site::{self, Edition, OutputFile, Planner, Templates, Words, assets};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// All files of an edition.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// Pages and everything else, in the order of their making.
    pub(super) files: Vec<OutputFile>,
    /// How many of them are pages.
    pub(super) pages: usize,
    /// Texts of the templates that findings point into.
    pub(super) texts: BTreeMap<RelPath, String>,
}

/// Plans and renders the pages of `report`. Diagnostics name their template below the project
/// folder; with one of severity error the files are not whole and must not be published.
///
/// # Errors
/// When a file of the project's templates or static files cannot be read.
pub(super) fn render(
    project: &Project,
    inputs: &BTreeMap<ArticleId, Input<'_>>,
    report: &Report,
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
    let rendered: Vec<(Outcome<Option<OutputFile>>, Vec<OutputFile>)> = routes
        .par_iter()
        .filter_map(|route| {
            progress.step();
            let page = planner.page(route)?;
            Some((site::render_page(&page, &templates), page.files()))
        })
        .collect();
    let (mut files, mut charts) = (Vec::new(), Vec::new());
    for (page, drawn) in rendered {
        diagnostics.extend(page.diagnostics);
        files.extend(page.value);
        charts.extend(drawn);
    }
    let count = files.len();
    files.extend(charts);
    files.extend(site::files(planner));
    files.extend(assets::builtin());
    files.extend(assets::project(&project.root.join(STATIC))?);
    clock.lap(Stage::Render);
    let texts = sources(&templates, &diagnostics);
    Ok(Outcome { value: Rendered { files, pages: count, texts }, diagnostics })
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
