//! A region beside its peers, as the report chose them.

use super::frame::Link;
use super::html::Html;
use super::planner::Planner;
use super::region::Comparison;
use super::rows::{head, value};
use crate::model::{FigureRecord, Profile};
use crate::site::{fill, route};

/// Most indicators compared on one page.
const MOST_INDICATORS: usize = 3;
/// Most other regions beside the own one.
const MOST_PEERS: usize = 4;

impl Planner<'_> {
    /// Indicators of the region that others have too.
    pub(super) fn comparisons(&self, profile: &Profile) -> Vec<Comparison> {
        let list = profile.comparisons.iter().filter(|c| !c.peers.is_empty());
        let list = list.take(MOST_INDICATORS).enumerate();
        // One drawing is enough; the tables say the rest.
        list.filter_map(|(index, c)| self.comparison(profile, c, index == 0)).collect()
    }

    fn comparison(
        &self,
        profile: &Profile,
        comparison: &crate::model::Comparison,
        charted: bool,
    ) -> Option<Comparison> {
        let own = self.facts.figure(&comparison.own)?;
        let id = &comparison.indicator;
        let chart = if charted { self.peer_chart(profile, comparison) } else { None };
        let table = match &chart {
            Some(_) => String::new(),
            None => self.peers(profile, comparison, own),
        };
        Some(Comparison {
            indicator: Link::to(self.indicator_name(id), route::indicator(id)),
            note: fill(
                self.words.comparison_note,
                &[("n", &comparison.of.to_string()), ("place", &comparison.place.to_string())],
            ),
            chart,
            table,
        })
    }

    /// The region among its peers, from high to low.
    fn peers(
        &self,
        profile: &Profile,
        comparison: &crate::model::Comparison,
        own: &FigureRecord,
    ) -> String {
        let w = self.words;
        let peers = comparison.peers.iter().take(MOST_PEERS).chain(&comparison.parent);
        let mut figures: Vec<&FigureRecord> =
            peers.filter_map(|id| self.facts.figure(id)).chain([own]).collect();
        figures.sort_by(|a, b| {
            b.value.magnitude().cmp(&a.value.magnitude()).then_with(|| a.region.cmp(&b.region))
        });
        let page = route::region(profile.region.code);
        let mut html = Html::on(&page);
        html.raw("<div class=\"wide\"><table class=\"peers\">");
        head(&mut html, [w.region, w.value, w.period]);
        html.raw("<tbody>");
        for figure in figures {
            if figure.id == own.id {
                html.raw("\n<tr class=\"own\"><td><strong>")
                    .text(&profile.region.name)
                    .raw("</strong>");
            } else {
                html.raw("\n<tr><td>");
                self.region_cell(&mut html, figure);
            }
            html.raw("<td>").open(&self.figure_href(figure));
            value(&mut html, figure);
            html.raw("</a><td>");
            self.period_cell(&mut html, figure);
        }
        html.raw("</tbody></table></div>");
        html.done()
    }
}
