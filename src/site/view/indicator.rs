//! The page of an indicator: what it is, who can be compared, who cannot.

use super::View;
use super::charts::ChartView;
use super::figure::Evidence;
use super::frame::{Head, Link};
use super::html::Html;
use super::planner::Planner;
use super::rows::{head, value, value_cell};
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, FigureRecord, IndicatorProfile, unit_words};
use crate::site::{fill, route, text};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The sentence of the only reading, when there is but one.
    pub sole: Option<Evidence>,
    /// Figures that may not, with the reason: a table as HTML.
    pub apart: String,
    /// How many there are for each reason.
    pub reasons: String,
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
            units: units
                .into_iter()
                .map(|unit| unit_words(unit, self.language()))
                .collect::<Vec<_>>()
                .join(if self.english { ", " } else { "、" }),
            counts: counts.clone(),
            charts: self.indicator_charts(profile),
            rankings: profile
                .comparable
                .iter()
                .take(MOST_GROUPS)
                .filter_map(|g| self.ranking(profile, g))
                .collect(),
            sole: all()
                .nth(1)
                .is_none()
                .then(|| records().next())
                .flatten()
                .and_then(|figure| figure.cites.first().map(|cite| self.evidence(cite))),
            apart: self.apart(profile),
            reasons: self.reasons(profile),
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

    fn ranking(&self, profile: &IndicatorProfile, ids: &[FigureId]) -> Option<Ranking> {
        let records: Vec<&FigureRecord> = self.records(ids).collect();
        let first = *records.first()?;
        let periods: BTreeSet<_> = records.iter().filter_map(|f| f.period).collect();
        let span = match (periods.first(), periods.last()) {
            (Some(a), Some(b)) => super::region::years(a.end.year(), b.end.year()),
            _ => self.words.no_period.to_owned(),
        };
        let change = profile.changes.binary_search(&first.id).is_ok();
        let title = fill(
            if change { self.words.same_change } else { self.words.same_kind },
            &[
                ("status", self.words.status(first.status)),
                ("unit", &unit_words(&first.unit, self.language())),
                ("period", &span),
            ],
        );
        let (w, page) = (self.words, route::indicator(&profile.id));
        let mut html = Html::on(&page);
        html.raw("<div class=\"wide\"><table class=\"figures ranked\">");
        head(&mut html, [w.rank, w.region, w.value, w.measure_words, w.period, w.grade, w.origin]);
        html.raw("<tbody>");
        let mut rank = 1;
        for (index, figure) in records.iter().enumerate().take(MOST_ROWS) {
            let before = index.checked_sub(1).and_then(|i| records.get(i));
            if before.is_some_and(|b| b.value != figure.value) {
                rank = index + 1;
            }
            html.raw("\n<tr><td>").number(rank).raw("<td>");
            self.place_cell(&mut html, figure);
            value_cell(&mut html, figure);
            html.open(&self.figure_href(figure));
            value(&mut html, figure);
            html.raw("</a><td>").text(&figure.measure).raw("<td>");
            self.period_cell(&mut html, figure);
            html.raw("<td>");
            self.grade_cell(&mut html, figure);
            html.raw("<td>").text(self.origin(figure));
        }
        html.raw("</tbody></table></div>");
        Some(Ranking { title, more: records.len().saturating_sub(MOST_ROWS), table: html.done() })
    }

    /// Figures that may not be ranked, and why: region by region, the latest first.
    fn apart(&self, profile: &IndicatorProfile) -> String {
        let (w, page) = (self.words, route::indicator(&profile.id));
        let mut html = Html::on(&page);
        let listed = profile.apart.iter();
        let mut records: Vec<(&FigureRecord, &str)> =
            listed.filter_map(|(id, why)| Some((self.facts.figure(id)?, why.as_str()))).collect();
        records.sort_by_key(|(r, _)| (r.region, Reverse(r.period.map(|p| p.end)), &r.id));
        for (figure, reason) in records.into_iter().take(MOST_ROWS) {
            if html.is_empty() {
                html.raw("<div class=\"wide\"><table class=\"figures apart\">");
                let heads =
                    [w.region, w.value, w.measure_words, w.period, w.kind, w.origin, w.reason];
                head(&mut html, heads);
                html.raw("<tbody>");
            }
            html.raw("\n<tr><td>");
            self.place_cell(&mut html, figure);
            value_cell(&mut html, figure);
            html.open(&self.figure_href(figure));
            value(&mut html, figure);
            html.raw("</a><td>").text(&figure.measure).raw("<td>");
            self.period_cell(&mut html, figure);
            html.raw("<td>");
            self.sense_cell(&mut html, figure);
            if profile.changes.binary_search(&figure.id).is_ok() {
                html.raw(" <b>").text(w.change_word).raw("</b>");
            }
            html.raw("<td>").text(self.origin(figure));
            html.raw("<td>").text(self.reason(figure, reason));
        }
        if !html.is_empty() {
            html.raw("</tbody></table></div>");
        }
        html.done()
    }

    fn reason(&self, figure: &FigureRecord, reason: &str) -> &'static str {
        let undated = reason == "period" && figure.period.is_none();
        if undated { self.words.no_period } else { self.words.apart_reason(reason) }
    }

    /// How many figures may not be ranked for which reason: `单位不同 3，约数 1`.
    fn reasons(&self, profile: &IndicatorProfile) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, reason) in &profile.apart {
            if let Some(figure) = self.facts.figure(id) {
                *counts.entry(self.reason(figure, reason)).or_default() += 1;
            }
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(words, count)| (Reverse(*count), *words));
        let said: Vec<String> = counts.iter().map(|(words, n)| format!("{words} {n}")).collect();
        said.join(if self.english { ", " } else { "，" })
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
