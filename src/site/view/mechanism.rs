//! The page of a mechanism: what it is, its parts, each region's version.

use super::View;
use super::charts::ChartView;
use super::figure::Evidence;
use super::frame::{Head, Link};
use super::planner::Planner;
use crate::model::{MechanismId, MechanismProfile, MechanismVariant};
use crate::site::{fill, route, text};
use serde::Serialize;

/// A mechanism.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MechanismView {
    /// Name.
    pub name: String,
    /// Other names.
    pub aka: Vec<String>,
    /// Theme.
    pub theme: Option<String>,
    /// A working device rather than a slogan.
    pub key: bool,
    /// What the name declares, in words.
    pub declared: Option<String>,
    /// One generated sentence.
    pub gloss: String,
    /// Diagram of its parts.
    pub charts: Vec<ChartView>,
    /// Versions by region.
    pub versions: Vec<VersionView>,
    /// First mention by date.
    pub first_seen: Option<Link>,
    /// Mechanisms of the same name elsewhere.
    pub namesakes: Vec<Link>,
}

/// One region's version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionView {
    /// The region.
    pub region: Option<Link>,
    /// Village or town.
    pub locality: Option<String>,
    /// Its parts.
    pub components: Vec<String>,
    /// Whether all declared parts are listed.
    pub completeness: Option<String>,
    /// Sentences that name it.
    pub evidence: Vec<Evidence>,
}

/// Most versions on the page; the data files have all.
const MOST_VERSIONS: usize = 60;

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans a mechanism's page.
    pub(super) fn mechanism(&self, id: &MechanismId) -> Option<Planned> {
        let (w, profile) = (self.words, self.facts.mechanism(id)?);
        let first = profile.variants.iter().flat_map(|v| &v.cites).min_by_key(|cite| {
            let card = self.facts.imprint(&cite.article);
            (card.and_then(|c| c.published).is_none(), card.and_then(|c| c.published))
        });
        let gloss = self.gloss(profile);
        let namesakes = self.namesakes(profile).iter();
        let view = MechanismView {
            name: profile.name.clone(),
            aka: profile.aka.clone(),
            theme: profile.theme.clone(),
            key: profile.key,
            declared: profile
                .declared
                .as_ref()
                .map(|d| fill(w.components_declared, &[("declared", d)])),
            charts: self.mechanism_charts(id, profile.variants.len()),
            versions: profile
                .variants
                .iter()
                .take(MOST_VERSIONS)
                .map(|v| self.version(v))
                .collect(),
            first_seen: first.map(|cite| self.source_of(Some(cite))),
            namesakes: namesakes
                .filter(|other| **other != id)
                .map(|other| Link::to(self.mechanism_title(other), route::mechanism(other)))
                .collect(),
            gloss: gloss.clone(),
        };
        let head = Head {
            description: text::shorten(&format!("{}：{gloss}", w.mechanisms), 150),
            section: "mechanisms".to_owned(),
            crumbs: vec![Link::to(w.all_mechanisms, "mechanisms/index.html")],
            ..Head::default()
        };
        Some(("mechanism.html", head, View::Mechanism(Box::new(view))))
    }

    /// The name, with its region where several regions have a mechanism of this name.
    pub(super) fn mechanism_title(&self, id: &MechanismId) -> String {
        let Some(profile) = self.facts.mechanism(id) else { return id.0.clone() };
        let shared = self.namesakes(profile).len() > 1;
        let region = profile.variants.iter().find_map(|v| v.region);
        match (shared, region) {
            (true, Some(code)) => format!("{}（{}）", profile.name, self.region_link(code).name),
            _ => profile.name.clone(),
        }
    }

    /// `五方联动由政府引导、群众主体……组成，见于南充市。`
    fn gloss(&self, profile: &MechanismProfile) -> String {
        let richest = profile.variants.iter().max_by_key(|v| v.components.len());
        let mut places: Vec<String> = profile
            .variants
            .iter()
            .filter_map(|v| v.region)
            .map(|c| self.region_link(c).name)
            .collect();
        places.dedup();
        let (more, places) = (places.len() > 3, places.into_iter().take(3).collect::<Vec<_>>());
        let parts = richest.map(|v| v.components.as_slice()).unwrap_or_default();
        if self.english {
            let parts = if parts.is_empty() {
                String::new()
            } else {
                format!(" consists of {};", parts.join(", "))
            };
            return format!("{}{parts} used by {}.", profile.name, places.join(", "));
        }
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!("由{}组成，", parts.join("、"))
        };
        let places = if places.is_empty() { "所收文章".to_owned() } else { places.join("、") };
        let etc = if more { "等地" } else { "" };
        format!("“{}”{parts}见于{places}{etc}。", profile.name)
    }

    fn version(&self, variant: &MechanismVariant) -> VersionView {
        let w = self.words;
        VersionView {
            region: variant.region.map(|code| self.region_link(code)),
            locality: variant.locality.clone(),
            components: variant.components.clone(),
            completeness: variant
                .complete
                .map(|all| (if all { w.complete } else { w.incomplete }).to_owned()),
            evidence: variant.cites.iter().take(3).map(|cite| self.evidence(cite)).collect(),
        }
    }
}
