//! The report for one print run: cover, conventions, contents, regions by code, appendix.

use super::View;
use super::charts::file;
use super::citation::SourceView;
use super::cuts::by_division;
use super::figure::{CheckView, Evidence};
use super::frame::{Head, Link};
use super::planner::Planner;
use super::region::DamageView;
use super::rows::Rows;
use crate::gazetteer::Adcode;
use crate::model::Profile;
use crate::site::{prose, route};
use serde::Serialize;

/// Rows in one volume: what still loads and prints in one go. With more there is a volume for each
/// province, prefecture, county.
const ROWS: usize = 900;
/// Rows of one region.
const MOST_ROWS: usize = 60;
/// Most articles whose entries are printed.
const MOST_SOURCES: usize = 300;
/// Most damaged places of one region.
const MOST_DAMAGE: usize = 60;

/// One volume of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintView {
    /// Name of the volume: the divisions in it; empty for the first.
    pub name: String,
    /// Which of the volumes it is, from 1.
    pub current: usize,
    /// All volumes, when there are several.
    pub volumes: Vec<Link>,
    /// What is covered.
    pub coverage: String,
    /// Conventions; in the first volume only.
    pub sections: Vec<prose::Section>,
    /// Regions of this volume.
    pub regions: Vec<PrintRegion>,
    /// Entries of all sources; in the first volume only, and only when they are few.
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
    /// Its figures, the key figures first: a table as HTML.
    pub table: String,
    /// Evidence of the key figures: the figure's name and the sentence.
    pub evidence: Vec<(String, Evidence)>,
    /// Charts: the file, what it finds, of what.
    pub charts: Vec<(String, String, String)>,
    /// Mechanisms: name and parts.
    pub mechanisms: Vec<(String, String)>,
    /// Recomputed relations.
    pub checks: Vec<CheckView>,
    /// Damaged places.
    pub damage: Vec<DamageView>,
}

/// A volume of the printed report.
#[derive(Debug)]
pub(super) struct Volume {
    /// The first digits of its divisions' codes; empty for the first volume.
    pub(super) key: String,
    codes: Vec<Adcode>,
}

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// The volumes; the first holds all regions, or none where there are too many.
    pub(super) fn volumes(&self) -> Vec<Volume> {
        let regions: Vec<(Adcode, usize)> = self
            .report()
            .regions
            .iter()
            .map(|(code, profile)| (*code, profile.figures.len().min(MOST_ROWS) + 4))
            .collect();
        let pieces = by_division(&regions, |(code, _)| *code, "", ROWS, &|(_, rows)| *rows);
        let mut volumes: Vec<Volume> = pieces
            .into_iter()
            .map(|(key, codes)| Volume {
                key,
                codes: codes.iter().map(|(code, _)| *code).collect(),
            })
            .collect();
        if volumes.iter().all(|volume| !volume.key.is_empty()) {
            volumes.insert(0, Volume { key: String::new(), codes: Vec::new() });
        }
        volumes
    }

    /// Plans a volume of the printed report.
    pub(super) fn print(&self, key: &str) -> Option<Planned> {
        let w = self.words;
        let volumes = self.volumes();
        let current = volumes.iter().position(|volume| volume.key == key)?;
        let codes = &volumes.get(current)?.codes;
        let profiles = codes.iter().filter_map(|code| self.facts.region(*code));
        let name = self.divisions_name(key);
        let several = volumes.len() > 1;
        let link = |volume: &Volume| {
            let name = self.divisions_name(&volume.key);
            let name = if name.is_empty() { w.index_page.to_owned() } else { name };
            Link::to(name, route::report(&volume.key))
        };
        let few = self.report().articles.len() <= MOST_SOURCES;
        let view = PrintView {
            current: current + 1,
            volumes: volumes.iter().filter(|_| several).map(link).collect(),
            coverage: self.coverage(),
            sections: if key.is_empty() {
                prose::method(self.language(), &self.config().report)
            } else {
                Vec::new()
            },
            regions: profiles.map(|p| self.print_region(p, &route::report(key))).collect(),
            sources: if key.is_empty() && few {
                self.articles_by_date()
                    .into_iter()
                    .map(|card| self.source_entry(&card.imprint()))
                    .collect()
            } else {
                Vec::new()
            },
            name: name.clone(),
        };
        let head = Head {
            description: format!("{}：{} {name}", self.config().site.title, w.print_about),
            section: "report".to_owned(),
            ..Head::default()
        };
        Some(("report.html", head, View::Print(Box::new(view))))
    }

    fn print_region(&self, profile: &Profile, page: &str) -> PrintRegion {
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
            table: self.table(page, cards().chain(rest).take(MOST_ROWS), Rows::Printed),
            evidence: cards()
                .filter_map(|f| {
                    let cite = f.cites.first()?;
                    Some((format!("{} {}", self.thing(f), f.surface), self.evidence(cite)))
                })
                .collect(),
            charts: self
                .region_specs(profile)
                .into_iter()
                .map(|(_, spec)| (file(&spec), spec.title, spec.subtitle))
                .collect(),
            mechanisms: profile
                .mechanisms
                .iter()
                .filter_map(|id| {
                    let mechanism = self.facts.mechanism(id)?;
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
