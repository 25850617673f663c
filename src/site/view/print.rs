//! The report for one print run: cover, conventions, contents, regions by code, appendix.

use super::View;
use super::charts::ChartView;
use super::citation::SourceView;
use super::figure::{CheckView, Evidence, Row};
use super::frame::{Head, Link};
use super::planner::Planner;
use super::region::DamageView;
use crate::gazetteer::Adcode;
use crate::model::Profile;
use crate::site::{fill, prose, route};
use serde::Serialize;

/// Figures in one volume: what still loads and prints in one go.
const FIGURES: usize = 330;
/// Most damaged places of one region.
const MOST_DAMAGE: usize = 60;

/// One volume of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintView {
    /// Which volume, from 1.
    pub volume: usize,
    /// `第 1 册`.
    pub volume_name: String,
    /// All volumes, when there are several.
    pub volumes: Vec<Link>,
    /// What is covered.
    pub coverage: String,
    /// Conventions; in the first volume only.
    pub sections: Vec<prose::Section>,
    /// Regions of this volume.
    pub regions: Vec<PrintRegion>,
    /// Entries of all sources; in the last volume only.
    pub sources: Vec<SourceView>,
}

/// A region in print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintRegion {
    /// Division code, its anchor.
    pub code: String,
    /// Name.
    pub name: String,
    /// The divisions above.
    pub path: String,
    /// Counts.
    pub counts: String,
    /// Opening sentences.
    pub overview: String,
    /// Its figures, the key figures first.
    pub rows: Vec<Row>,
    /// Evidence of the key figures: the figure's name and the sentence.
    pub evidence: Vec<(String, Evidence)>,
    /// Charts.
    pub charts: Vec<ChartView>,
    /// Mechanisms: name and parts.
    pub mechanisms: Vec<(String, String)>,
    /// Recomputed relations.
    pub checks: Vec<CheckView>,
    /// Damaged places.
    pub damage: Vec<DamageView>,
}

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// The regions of each volume.
    pub(super) fn volumes(&self) -> Vec<Vec<Adcode>> {
        let mut volumes = vec![Vec::new()];
        let mut figures = 0;
        for (code, profile) in &self.edition.report.regions {
            let own = profile.figures.len().min(60) + 4;
            if figures + own > FIGURES && figures > 0 {
                volumes.push(Vec::new());
                figures = 0;
            }
            figures += own;
            if let Some(volume) = volumes.last_mut() {
                volume.push(*code);
            }
        }
        volumes
    }

    /// Plans a volume of the printed report, counted from 1.
    pub(super) fn print(&self, volume: usize) -> Option<Planned> {
        let w = self.words;
        let volumes = self.volumes();
        let codes = volumes.get(volume.checked_sub(1)?)?;
        let profiles = codes.iter().filter_map(|code| self.edition.report.regions.get(code));
        let several = volumes.len() > 1;
        let view = PrintView {
            volume,
            volume_name: fill(w.volume, &[("n", &volume.to_string())]),
            volumes: (1..=if several { volumes.len() } else { 0 })
                .map(|n| Link::to(n.to_string(), route::report(n)))
                .collect(),
            coverage: self.coverage(),
            sections: if volume == 1 {
                prose::method(self.language(), &self.edition.config.report)
            } else {
                Vec::new()
            },
            regions: profiles.map(|p| self.print_region(p)).collect(),
            sources: if volume == volumes.len() && self.edition.report.articles.len() <= 300 {
                self.articles_by_date().into_iter().map(|card| self.source_entry(card)).collect()
            } else {
                Vec::new()
            },
        };
        let number = if several { format!(" {volume}") } else { String::new() };
        let head = Head {
            description: format!("{}：{}{number}", self.edition.config.site.title, w.print_about),
            section: "report".to_owned(),
            ..Head::default()
        };
        Some(("report.html", head, View::Print(Box::new(view))))
    }

    fn print_region(&self, profile: &Profile) -> PrintRegion {
        let region = &profile.region;
        let cards = || self.records(&profile.cards);
        let rest = self
            .records(&profile.figures)
            .filter(|f| !profile.cards.contains(&f.id) && f.grade < crate::extract::Grade::D);
        let path: Vec<&str> = region.path.iter().map(|(_, name)| name.as_str()).collect();
        let overview = self.overview(profile).into_iter().flatten();
        PrintRegion {
            code: region.code.to_string(),
            name: region.name.clone(),
            path: path.join("›"),
            counts: self.counts(
                profile.articles.len(),
                profile.figures.len(),
                profile.mechanisms.len(),
            ),
            overview: overview.map(|link| link.name).collect(),
            rows: cards().chain(rest).take(60).map(|f| self.row(f)).collect(),
            evidence: cards()
                .filter_map(|f| {
                    let row = self.row(f);
                    let cite = f.cites.first()?;
                    Some((format!("{} {}", row.name.name, f.surface), self.evidence(cite)))
                })
                .collect(),
            charts: self.region_charts(profile),
            mechanisms: profile
                .mechanisms
                .iter()
                .filter_map(|id| {
                    let mechanism = self.edition.report.mechanisms.get(id)?;
                    let parts = mechanism
                        .variants
                        .iter()
                        .find(|v| v.region == Some(region.code))
                        .or_else(|| mechanism.variants.first())
                        .map(|v| v.components.join("、"));
                    Some((mechanism.name.clone(), parts.unwrap_or_default()))
                })
                .collect(),
            checks: profile.checks.iter().map(|c| self.check(c)).collect(),
            damage: self.damage(profile, MOST_DAMAGE),
        }
    }
}
