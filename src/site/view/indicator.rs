//! The page of an indicator: what it is, who can be compared, who cannot.

use super::View;
use super::charts::ChartView;
use super::figure::plain_value;
use super::frame::{Head, Link};
use super::html::Html;
use super::planner::Planner;
use super::rows::{head, value};
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, FigureRecord};
use crate::site::{fill, route, text};
use serde::Serialize;
use std::collections::BTreeSet;

/// Most rows of one ranking on the page; the rest is in the data files.
const MOST_ROWS: usize = 70;
/// Most rankings on the page.
const MOST_GROUPS: usize = 4;

/// An indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndicatorView {
    /// Identity.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub definition: String,
    /// Its group.
    pub group: String,
    /// Units it is stated in.
    pub units: String,
    /// Number of figures and regions.
    pub counts: String,
    /// Charts.
    pub charts: Vec<ChartView>,
    /// Sets of figures that may be ranked.
    pub rankings: Vec<Ranking>,
    /// Figures that may not, with the reason: a table as HTML.
    pub apart: String,
    /// How many of those are left out here.
    pub apart_more: usize,
}

/// Figures that may be ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// What they have in common.
    pub title: String,
    /// The figures, from high to low, with their rank (equal values share one): a table as HTML.
    pub table: String,
    /// How many are left out here.
    pub more: usize,
}

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans an indicator's page.
    pub(super) fn indicator(&self, id: &IndicatorId) -> Option<Planned> {
        let (w, profile) = (self.words, self.facts.indicator(id)?);
        let definition = self.definition(id);
        let name = self.indicator_name(id);
        let all =
            || profile.comparable.iter().flatten().chain(profile.apart.iter().map(|(f, _)| f));
        let records = || all().filter_map(|f| self.facts.figure(f));
        let regions: BTreeSet<_> = records().map(|f| f.region).collect();
        let units: BTreeSet<&str> = records().map(|f| f.unit.as_str()).collect();
        let counts = fill(
            w.indicator_meta,
            &[("figures", &all().count().to_string()), ("regions", &regions.len().to_string())],
        );
        let view = IndicatorView {
            id: id.to_string(),
            name: name.clone(),
            definition: definition.map(|d| d.definition.clone()).unwrap_or_default(),
            group: definition.map(|d| self.group_name(&d.group)).unwrap_or_default(),
            units: units.into_iter().collect::<Vec<_>>().join("、"),
            counts: counts.clone(),
            charts: self.indicator_charts(id, profile.comparable.len()),
            rankings: profile
                .comparable
                .iter()
                .take(MOST_GROUPS)
                .filter_map(|g| self.ranking(id, g))
                .collect(),
            apart: self.apart(id, &profile.apart),
            apart_more: profile.apart.len().saturating_sub(MOST_ROWS),
        };
        let head = Head {
            description: text::shorten(&format!("{name}：{counts}。{}", view.definition), 150),
            section: "indicators".to_owned(),
            crumbs: vec![Link::to(w.all_indicators, "indicators/index.html")],
            ..Head::default()
        };
        Some(("indicator.html", head, View::Indicator(Box::new(view))))
    }

    fn ranking(&self, id: &IndicatorId, ids: &[FigureId]) -> Option<Ranking> {
        let records: Vec<&FigureRecord> = self.records(ids).collect();
        let first = *records.first()?;
        let periods: BTreeSet<_> = records.iter().filter_map(|f| f.period).collect();
        let span = match (periods.first(), periods.last()) {
            (Some(a), Some(b)) => super::region::years(a.end.year(), b.end.year()),
            _ => self.words.no_period.to_owned(),
        };
        let title = fill(
            self.words.same_kind,
            &[
                ("status", self.words.status(first.status)),
                ("unit", &first.unit),
                ("period", &span),
            ],
        );
        let (w, page) = (self.words, route::indicator(id));
        let mut html = Html::on(&page);
        html.raw("<div class=\"wide\"><table class=\"figures sortable ranked\">");
        head(&mut html, [w.rank, w.region, w.value, w.period, w.grade, w.origin]);
        html.raw("<tbody>");
        let mut rank = 1;
        for (index, figure) in records.iter().enumerate().take(MOST_ROWS) {
            let before = index.checked_sub(1).and_then(|i| records.get(i));
            if before.is_some_and(|b| b.value != figure.value) {
                rank = index + 1;
            }
            html.raw("\n<tr><td>").number(rank).raw("<td>");
            self.place_cell(&mut html, figure);
            html.raw("<td data-value=\"").text(&plain_value(figure)).raw("\">");
            html.open(&self.figure_href(figure));
            value(&mut html, figure);
            html.raw("</a><td>");
            self.period_cell(&mut html, figure);
            html.raw("<td>");
            self.grade_cell(&mut html, figure);
            html.raw("<td>").text(self.origin(figure));
        }
        html.raw("</tbody></table></div>");
        Some(Ranking { title, more: records.len().saturating_sub(MOST_ROWS), table: html.done() })
    }

    /// Figures that may not be ranked, and why.
    fn apart(&self, id: &IndicatorId, all: &[(FigureId, String)]) -> String {
        let (w, page) = (self.words, route::indicator(id));
        let mut html = Html::on(&page);
        let records = all
            .iter()
            .take(MOST_ROWS)
            .filter_map(|(figure, reason)| Some((self.facts.figure(figure)?, reason.as_str())));
        for (figure, reason) in records {
            if html.is_empty() {
                html.raw("<div class=\"wide\"><table class=\"figures apart\">");
                head(&mut html, [w.region, w.value, w.period, w.kind, w.origin, w.reason]);
                html.raw("<tbody>");
            }
            html.raw("\n<tr><td>");
            self.place_cell(&mut html, figure);
            html.raw("<td>").open(&self.figure_href(figure));
            value(&mut html, figure);
            html.raw("</a><td>");
            self.period_cell(&mut html, figure);
            let undated = reason == "period" && figure.period.is_none();
            let reason = if undated { w.no_period } else { w.apart_reason(reason) };
            html.raw("<td>").text(w.sense(figure)).raw("<td>").text(self.origin(figure));
            html.raw("<td>").text(reason);
        }
        if !html.is_empty() {
            html.raw("</tbody></table></div>");
        }
        html.done()
    }

    fn origin(&self, figure: &FigureRecord) -> &str {
        figure.cites.first().map_or("", |cite| self.source_name(&cite.article))
    }

    fn place_cell(&self, html: &mut Html<'_>, figure: &FigureRecord) {
        self.region_cell(html, figure);
        if let Some(locality) = &figure.locality {
            html.raw(" <small>").text(locality).raw("</small>");
        }
    }
}
