//! A region beside its peers, as the report chose them.

use super::frame::Link;
use super::planner::Planner;
use super::region::{Comparison, PeerRow};
use crate::model::Profile;
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
        let own = self.edition.report.figures.get(&comparison.own)?;
        let peers = comparison.peers.iter().take(MOST_PEERS).chain(&comparison.parent);
        let mut figures: Vec<_> =
            peers.filter_map(|id| self.edition.report.figures.get(id)).collect();
        figures.push(own);
        figures.sort_by(|a, b| {
            b.value.magnitude().cmp(&a.value.magnitude()).then_with(|| a.region.cmp(&b.region))
        });
        let id = &comparison.indicator;
        Some(Comparison {
            indicator: Link::to(self.indicator_name(id), route::indicator(id)),
            note: fill(
                self.words.comparison_note,
                &[("n", &comparison.of.to_string()), ("place", &comparison.place.to_string())],
            ),
            chart: if charted { self.peer_chart(profile, comparison) } else { None },
            rows: figures
                .into_iter()
                .map(|f| PeerRow { own: f.id == own.id, row: self.row(f) })
                .collect(),
        })
    }
}
