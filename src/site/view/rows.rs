//! Tables of figures, written directly: one row a figure, nothing said twice.

use super::html::Html;
use super::parts::Group;
use super::planner::Planner;
use crate::corpus::ArticleId;
use crate::decimal::plain;
use crate::extract::{Basis, CheckResult, Scope, Status};
use crate::lexicon::IndicatorId;
use crate::model::{Cite, FigureId, FigureRecord};
use crate::site::text;
use std::collections::BTreeMap;

/// The numbers of the sources that a page lists.
pub(super) type Numbers<'a> = BTreeMap<&'a ArticleId, usize>;

/// What the rows of a table are for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rows<'a> {
    /// The place of each figure: the row has its identity, unless a card of the page has it. Sources
    /// that the page lists are told by their number.
    Own(&'a [FigureId], &'a Numbers<'a>),
    /// Figures of several regions, each leading to its place.
    Abroad,
    /// For paper: nothing leads anywhere.
    Printed,
}

impl Planner<'_> {
    /// A table of figures; empty without any.
    pub(super) fn table<'f>(
        &self,
        page: &str,
        figures: impl IntoIterator<Item = &'f FigureRecord>,
        rows: Rows<'_>,
    ) -> String {
        let mut html = Html::on(page);
        let mut above = None;
        for figure in figures {
            if html.is_empty() {
                self.head_of(&mut html, rows);
                html.raw("<tbody>");
            }
            self.row_of(&mut html, figure, rows, above);
            above = figure.indicator.as_ref();
        }
        if !html.is_empty() {
            html.raw("</tbody></table></div>");
        }
        html.done()
    }

    /// A region's figures by group, in one table; empty without any.
    pub(super) fn grouped_table(&self, page: &str, groups: &[Group<'_>], rows: Rows<'_>) -> String {
        let mut html = Html::on(page);
        // What holds of one household is folded on the region's own page.
        let folded = matches!(rows, Rows::Own(_, numbers) if !numbers.is_empty());
        let shown = |figure: &&FigureRecord| !folded || figure.scope != Scope::Household;
        for (id, group) in groups.iter().filter_map(|group| Some((group.id?, group))) {
            let figures: Vec<&FigureRecord> = group.figures.iter().copied().filter(shown).collect();
            if figures.is_empty() {
                continue;
            }
            if html.is_empty() {
                self.head_of(&mut html, rows);
            }
            html.raw("\n<tbody><tr><th colspan=\"6\" scope=\"rowgroup\" id=\"").raw(&group.anchor);
            html.raw("\">").text(&self.group_name(id));
            let mut above = None;
            for figure in figures {
                self.row_of(&mut html, figure, rows, above);
                above = figure.indicator.as_ref();
            }
        }
        if !html.is_empty() {
            html.raw("</tbody></table></div>");
        }
        html.done()
    }

    fn head_of(&self, html: &mut Html<'_>, rows: Rows<'_>) {
        let w = self.words;
        let abroad = matches!(rows, Rows::Abroad);
        let class = if abroad { " of-regions" } else { "" };
        html.raw("<div class=\"wide\"><table class=\"figures").raw(class).raw("\">");
        let heads = [w.indicator, w.value, w.period, w.kind, w.grade, w.origin];
        head(html, abroad.then_some(w.region).into_iter().chain(heads));
    }

    fn row_of(
        &self,
        html: &mut Html<'_>,
        figure: &FigureRecord,
        rows: Rows<'_>,
        above: Option<&IndicatorId>,
    ) {
        let carded = matches!(rows, Rows::Own(cards, _) if cards.contains(&figure.id));
        html.raw("\n<tr");
        if matches!(rows, Rows::Own(..)) && !carded {
            html.raw(" id=\"").text(&figure.id.to_string()).raw("\"");
        }
        html.raw("><td>");
        if matches!(rows, Rows::Abroad) {
            self.region_cell(html, figure);
            html.raw("<td>");
        }
        self.name_cell(html, figure, above, !matches!(rows, Rows::Printed));
        value_cell(html, figure);
        if carded || matches!(rows, Rows::Abroad) {
            html.open(&self.figure_href(figure));
            value(html, figure);
            html.raw("</a>");
        } else {
            value(html, figure);
        }
        html.raw("<td>");
        self.period_cell(html, figure);
        html.raw("<td>");
        self.sense_cell(html, figure);
        html.raw("<td>");
        self.grade_cell(html, figure);
        html.raw("<td>");
        let Some(cite) = figure.cites.first() else { return };
        match rows {
            Rows::Printed => html.text(self.source_name(&cite.article)),
            Rows::Own(_, numbers) if numbers.contains_key(&cite.article) => {
                let number = numbers.get(&cite.article).copied().unwrap_or_default();
                html.raw("<a href=\"").address(self.article_page(&cite.article)).raw("#s");
                html.number(cite.sentence).raw("\">[").number(number).raw("]</a>")
            }
            _ => self.cite_link(html, cite),
        };
        if figure.cites.len() > 1 {
            html.raw(" ×").number(figure.cites.len());
        }
    }

    /// The region, linked when it has a page.
    pub(super) fn region_cell(&self, html: &mut Html<'_>, figure: &FigureRecord) {
        let link = self.region_link(figure.region);
        match &link.href {
            Some(href) => html.link(&link.name, href),
            None => html.text(&link.name),
        };
    }

    /// What is measured: the indicator, unless the row above has it already, and the text's words.
    fn name_cell(
        &self,
        html: &mut Html<'_>,
        figure: &FigureRecord,
        above: Option<&IndicatorId>,
        linked: bool,
    ) {
        if let Some(locality) = &figure.locality {
            html.text(locality).raw(" ");
        }
        let Some(id) = figure.indicator.as_ref().filter(|id| above != Some(*id)) else {
            html.text(&figure.measure);
            return;
        };
        let name = self.indicator_label(id);
        match self.indicator_page(id).filter(|_| linked) {
            Some(page) => html.link(name, page),
            None => html.text(name),
        };
        if name != figure.measure {
            html.raw(" <small>").text(&figure.measure).raw("</small>");
        }
    }

    /// When, and that this was not written beside the figure.
    pub(super) fn period_cell(&self, html: &mut Html<'_>, figure: &FigureRecord) {
        html.text(&self.period(figure));
        if figure.period_basis == Some(Basis::Default) {
            html.raw("（").text(self.words.inferred).raw("）");
        }
    }

    /// In which sense, and all else that a reader must know before using the figure.
    pub(super) fn sense_cell(&self, html: &mut Html<'_>, figure: &FigureRecord) {
        let w = self.words;
        match figure.status {
            Status::Actual => html.text(w.sense(figure)),
            Status::Baseline => html.raw("<b>").text(w.sense(figure)).raw("</b>"),
            _ => html.raw("<b class=\"p\">").text(w.sense(figure)).raw("</b>"),
        };
        for (key, text) in self.marks(figure) {
            let class = match key {
                "conflict" | "contradicted" => "<b class=\"x\">",
                _ => "<b>",
            };
            html.raw(" ").raw(class).text(text).raw("</b>");
        }
    }

    /// The grade and what keeps it from being higher; what is said nowhere is exact and dated.
    pub(super) fn grade_cell(&self, html: &mut Html<'_>, figure: &FigureRecord) {
        let w = self.words;
        html.text(w.grade(figure.grade));
        if figure.approx.is_some() {
            html.raw(" ").text(w.approx);
        }
        if matches!(figure.period_basis, Some(Basis::Resolved | Basis::Carried)) {
            html.raw(" ").text(w.from_context);
        }
    }

    /// Outlet and date of a cite, linked to its sentence.
    pub(super) fn cite_link<'h, 'p>(
        &self,
        html: &'h mut Html<'p>,
        cite: &Cite,
    ) -> &'h mut Html<'p> {
        html.raw("<a href=\"").address(self.article_page(&cite.article)).raw("#s");
        html.number(cite.sentence).raw("\">").text(self.source_name(&cite.article)).raw("</a>")
    }

    /// What sets a figure apart, by key and in words.
    pub(super) fn marks(
        &self,
        figure: &FigureRecord,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let w = self.words;
        let scope = match figure.scope {
            Scope::Region => None,
            Scope::Part => Some(w.scope_part),
            Scope::Locality => Some(w.scope_locality),
            Scope::Project => Some(w.scope_project),
            Scope::Household => Some(w.scope_household),
        };
        let checks = self.checks_of(figure).iter();
        let failed = checks.into_iter().any(|c| c.result == CheckResult::Contradicted);
        let marks = [
            figure.cumulative.then_some(("cumulative", w.cumulative)),
            scope.map(|text| ("scope", text)),
            (!figure.conflicts.is_empty()).then_some(("conflict", w.conflict)),
            figure.corrected.is_some().then_some(("corrected", w.corrected)),
            failed.then_some(("contradicted", w.check_contradicted)),
        ];
        marks.into_iter().flatten()
    }
}

/// Begins the cell of a number. Where its words do not tell its value to the script that sorts, an
/// attribute does.
pub(super) fn value_cell(html: &mut Html<'_>, figure: &FigureRecord) {
    let exact = figure.value.magnitude();
    if text::value(&figure.surface) == Some(exact) {
        html.raw("<td>");
    } else {
        html.raw("<td data-value=\"").text(&plain(exact)).raw("\">");
    }
}

/// The number as printed.
pub(super) fn value(html: &mut Html<'_>, figure: &FigureRecord) {
    html.text(figure.per.as_deref().unwrap_or_default());
    // Only long numbers are set with commas.
    if figure.surface.bytes().filter(u8::is_ascii_digit).count() < 5 {
        html.text(&figure.surface);
        return;
    }
    let split = text::split(&figure.surface);
    html.text(&split.before).text(&split.number).text(&split.after);
}

/// The head of a table.
pub(super) fn head<'w>(html: &mut Html<'_>, cells: impl IntoIterator<Item = &'w str>) {
    html.raw("<thead><tr>");
    for cell in cells {
        html.raw("<th scope=\"col\">").text(cell);
    }
    html.raw("</thead>");
}
