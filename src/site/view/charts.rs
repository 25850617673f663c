//! Charts in their places on the pages.

use super::html::Html;
use super::planner::Planner;
use super::rows::head;
use crate::chart::{self, ChartKind, ChartSpec};
use crate::lexicon::IndicatorId;
use crate::model::{Comparison, IndicatorProfile, MechanismId, Profile};
use crate::path::RelPath;
use crate::site::{OutputFile, route};
use serde::Serialize;

/// A chart in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartView {
    /// Identity within the page.
    pub id: String,
    /// States the finding.
    pub title: String,
    /// Measure, unit, region, period.
    pub subtitle: String,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// Source and kind.
    pub source: String,
    /// SVG for wide columns.
    pub wide: String,
    /// SVG for phones.
    pub narrow: String,
    /// The same as a table, as HTML; its numbers lead to the figures.
    pub twin: String,
    /// Regions that have such a figure and are not drawn.
    pub more: usize,
    /// Where the table of all of them is, from the root; none when nothing is left out.
    pub table: Option<String>,
    /// The standalone copy.
    pub file: String,
    /// Its bytes; written beside the page.
    #[serde(skip)]
    pub standalone: String,
}

/// Where the standalone copy of a chart is.
pub(super) fn file(spec: &ChartSpec) -> String {
    format!("charts/{}.svg", route::slug(spec.id.trim_start_matches("c-")))
}

impl ChartView {
    /// The standalone copy as a file.
    #[must_use]
    pub fn output(&self) -> Option<OutputFile> {
        let path = RelPath::new(self.file.clone())?;
        Some(OutputFile { path, bytes: self.standalone.clone().into_bytes() })
    }
}

/// Fewest regions of a ranking that is drawn beside the readings.
const RANKED: usize = 3;
/// Charts on a mechanism's page.
const MECHANISM: usize = 3;

impl Planner<'_> {
    fn draw(&self, page: &str, spec: &ChartSpec) -> ChartView {
        let drawn = chart::draw(spec);
        ChartView {
            id: spec.id.clone(),
            title: spec.title.clone(),
            subtitle: spec.subtitle.clone(),
            description: spec.description.clone(),
            source: spec.source.clone(),
            twin: self.twin(page, spec, &drawn.table),
            wide: drawn.wide,
            narrow: drawn.narrow,
            more: spec.more,
            table: None,
            file: file(spec),
            standalone: drawn.standalone,
        }
    }

    /// A chart's table; the second cell of a row is the number as printed.
    fn twin(&self, page: &str, spec: &ChartSpec, table: &[Vec<String>]) -> String {
        let mut html = Html::on(page);
        let mut lines = table.iter();
        html.raw("<table>");
        head(&mut html, lines.next().into_iter().flatten().map(String::as_str));
        html.raw("<tbody>");
        // A diagram's table numbers its parts and has no row for its core.
        let core = usize::from(spec.kind == ChartKind::Diagram);
        for (cells, mark) in lines.zip(spec.marks.iter().skip(core)) {
            html.raw("<tr>");
            let figure = mark.figure.as_ref().and_then(|id| self.facts.figure(id));
            for (index, cell) in cells.iter().enumerate() {
                html.raw("<td>");
                match figure.filter(|_| index == 1) {
                    Some(figure) => html.link(cell, &self.figure_href(figure)),
                    None => html.text(cell),
                };
            }
        }
        html.raw("</tbody></table>");
        html.done()
    }

    /// Charts of a region; one fewer when its page also compares it in a chart. An indicator is told
    /// where the chart is of regions within.
    pub(super) fn region_specs(&self, profile: &Profile) -> Vec<(Option<IndicatorId>, ChartSpec)> {
        let first = profile.comparisons.iter().find(|c| !c.peers.is_empty());
        let context = self.chart_context();
        let compared = first.and_then(|c| chart::comparison_chart(profile, c, &context)).is_some();
        let within = chart::children_chart(profile, &context);
        let others = usize::from(compared) + usize::from(within.is_some());
        let limit = self.config().report.charts.saturating_sub(others);
        let own = chart::region_charts(profile, &context, limit).into_iter();
        let within = within.into_iter().map(|(id, spec)| (Some(id), spec));
        own.map(|spec| (None, spec)).chain(within).collect()
    }

    /// The same, drawn.
    pub(super) fn region_charts(&self, profile: &Profile) -> Vec<ChartView> {
        let page = route::region(profile.region.code);
        let drawn = |(id, spec): (Option<IndicatorId>, ChartSpec)| {
            let table = id.filter(|_| spec.more > 0).and_then(|id| self.ranking_of(&id));
            ChartView { table, ..self.draw(&page, &spec) }
        };
        self.region_specs(profile).into_iter().map(drawn).collect()
    }

    /// Where the rankings of an indicator are, when it has any.
    fn ranking_of(&self, id: &IndicatorId) -> Option<String> {
        let profile = self.facts.indicator(id)?;
        let page = route::indicator(id);
        (!profile.comparable.is_empty()).then(|| format!("{page}#h-rank"))
    }

    /// The chart of a comparison, with the own region filled.
    pub(super) fn peer_chart(&self, profile: &Profile, of: &Comparison) -> Option<ChartView> {
        let spec = chart::comparison_chart(profile, of, &self.chart_context())?;
        let page = route::region(profile.region.code);
        Some(self.draw(&page, &spec))
    }

    /// Charts of an indicator: all of its readings, its changes by region, its first ranking.
    pub(super) fn indicator_charts(&self, profile: &IndicatorProfile) -> Vec<ChartView> {
        let (context, id) = (self.chart_context(), &profile.id);
        let page = route::indicator(id);
        let readings = chart::readings_chart(id, &context).map(|spec| {
            let table = (spec.more > 0).then(|| format!("{page}#h-rest"));
            let table = table.filter(|_| !profile.apart.is_empty());
            ChartView { table, ..self.draw(&page, &spec) }
        });
        let changes = self.changes_of(id).map(|spec| {
            let table = self.ranking_of(id).filter(|_| spec.more > 0);
            ChartView { table, ..self.draw(&page, spec) }
        });
        let enough = profile.comparable.first().is_some_and(|group| group.len() >= RANKED);
        let ranked = enough.then(|| chart::indicator_chart(id, 0, &context)).flatten();
        let ranked = ranked.map(|spec| {
            let table = (spec.more > 0).then(|| format!("{page}#rank-1"));
            ChartView { table, ..self.draw(&page, &spec) }
        });
        readings.into_iter().chain(changes).chain(ranked).collect()
    }

    /// Diagrams of a mechanism's versions.
    pub(super) fn mechanism_charts(&self, id: &MechanismId, variants: usize) -> Vec<ChartView> {
        let context = self.chart_context();
        let specs = (0..variants).filter_map(|v| chart::mechanism_chart(id, v, &context));
        let page = route::mechanism(id);
        specs.take(MECHANISM).map(|spec| self.draw(&page, &spec)).collect()
    }
}
