//! The first page: what the report covers and every way into it.

use super::View;
use super::frame::{Head, Link};
use super::planner::Planner;
use super::rows::Rows;
use crate::gazetteer::{Adcode, Level};
use crate::site::{fill, route, text};
use serde::Serialize;
use std::collections::BTreeMap;

/// The first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HomeView {
    /// What is covered and what is not.
    pub coverage: String,
    /// Counts of the whole report: name and number.
    pub counts: Vec<(String, String)>,
    /// First and last year that figures speak of.
    pub extent: String,
    /// A few figures of several regions: a table as HTML.
    pub highlights: String,
    /// Regions as a tree.
    pub tree: Vec<TreeNode>,
    /// Indicators by group.
    pub indicators: Vec<(String, Vec<Counted>)>,
    /// Mechanisms by theme.
    pub mechanisms: Vec<(String, Vec<Counted>)>,
    /// Newest articles.
    pub newest: Vec<NewestView>,
}

/// A region and those within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TreeNode {
    /// Its page.
    pub region: Link,
    /// Division code.
    pub code: String,
    /// Number of its own figures.
    pub figures: usize,
    /// Regions within.
    pub children: Vec<TreeNode>,
}

/// A link with the number of things behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The page.
    pub link: Link,
    /// How many.
    pub count: usize,
}

/// A new article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewestView {
    /// Headline, linked.
    pub article: Link,
    /// Outlet and date.
    pub source: String,
}

/// Most regions of the tree on the first page.
const MOST_REGIONS: usize = 300;
/// Most indicators or mechanisms of one heading on the first page.
const MOST_ENTRIES: usize = 40;

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans the first page.
    pub(super) fn home(&self) -> Planned {
        let (w, report) = (self.words, self.report());
        let checks: usize = report.regions.values().map(|p| p.checks.len()).sum();
        let counts = [
            (w.n_regions, report.regions.len()),
            (w.n_articles, report.articles.len()),
            (w.n_figures, report.figures.len()),
            (w.n_mechanisms, report.mechanisms.len()),
            (w.n_indicators, report.indicators.len()),
            (w.n_checks, checks),
        ];
        let extents = || report.regions.values().filter_map(|p| p.extent);
        let extent = match (extents().map(|e| e.0).min(), extents().map(|e| e.1).max()) {
            (Some(a), Some(b)) => super::region::years(a.year(), b.year()),
            _ => String::new(),
        };
        let view = HomeView {
            counts: counts.iter().map(|(n, c)| ((*n).to_owned(), c.to_string())).collect(),
            extent,
            highlights: self.highlights(),
            tree: self.tree(),
            indicators: few(self.indicators_by_group()),
            mechanisms: few(self.mechanisms_by_theme()),
            newest: self.newest(8),
            coverage: self.coverage(),
        };
        let config = &self.config().site;
        let head = Head {
            description: text::shorten(
                &format!("{}：{}{}", config.title, config.subtitle, self.coverage()),
                150,
            ),
            section: "home".to_owned(),
            ..Head::default()
        };
        ("home.html", head, View::Home(Box::new(view)))
    }

    /// What is covered and what is not, in one sentence.
    pub(super) fn coverage(&self) -> String {
        let (w, report) = (self.words, self.report());
        let own = |level: Level| {
            let regions = report.regions.values().filter(|p| p.region.level == level);
            regions.filter(|p| !p.figures.is_empty() || !p.mechanisms.is_empty()).count()
        };
        fill(
            w.coverage,
            &[
                ("counties", &own(Level::County).to_string()),
                ("prefectures", &own(Level::Prefecture).to_string()),
                ("articles", &report.articles.len().to_string()),
            ],
        )
    }

    /// The first card of each of the regions with the highest ranked ones.
    fn highlights(&self) -> String {
        let firsts = self.report().regions.values().filter_map(|p| p.cards.first());
        let mut records: Vec<_> = firsts.filter_map(|id| self.facts.figure(id)).collect();
        records.sort_by_key(|f| (std::cmp::Reverse(f.rank), f.region));
        records.truncate(6);
        records.sort_by_key(|f| f.region);
        self.table("index.html", records, Rows::Abroad)
    }

    /// Regions as a tree, by code.
    pub(super) fn tree(&self) -> Vec<TreeNode> {
        let regions = &self.report().regions;
        let mut below: BTreeMap<Option<Adcode>, Vec<Adcode>> = BTreeMap::new();
        for (code, profile) in regions {
            let parent = profile.region.path.iter().rev().map(|(c, _)| *c);
            let parent = parent.into_iter().find(|c| regions.contains_key(c));
            below.entry(parent).or_default().push(*code);
        }
        // A long list belongs on its own pages; here it ends with the prefectures.
        if regions.len() > MOST_REGIONS {
            for codes in below.values_mut() {
                codes.retain(|code| code.level() != Level::County);
            }
        }
        self.branch(&below, None)
    }

    fn branch(
        &self,
        below: &BTreeMap<Option<Adcode>, Vec<Adcode>>,
        at: Option<Adcode>,
    ) -> Vec<TreeNode> {
        let codes = below.get(&at).map(Vec::as_slice).unwrap_or_default();
        codes
            .iter()
            .map(|code| TreeNode {
                region: self.region_link(*code),
                code: code.to_string(),
                figures: self.report().regions.get(code).map_or(0, |p| p.figures.len()),
                children: self.branch(below, Some(*code)),
            })
            .collect()
    }

    /// Indicators that have figures, in the order of the groups.
    pub(super) fn indicators_by_group(&self) -> Vec<(String, Vec<Counted>)> {
        let mut by_group: BTreeMap<&str, Vec<Counted>> = BTreeMap::new();
        for (id, profile) in &self.report().indicators {
            let group = self.definition(id).map_or("", |d| d.group.as_str());
            let count =
                profile.comparable.iter().map(Vec::len).sum::<usize>() + profile.apart.len();
            let link = Link::to(self.indicator_name(id), route::indicator(id));
            by_group.entry(group).or_default().push(Counted { link, count });
        }
        for list in by_group.values_mut() {
            list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.link.name.cmp(&b.link.name)));
        }
        let mut out = Vec::new();
        for group in &self.lexicon().pack.groups {
            if let Some(list) = by_group.remove(group.id.as_str()) {
                out.push((self.group_name(&group.id), list));
            }
        }
        out.extend(by_group.into_iter().map(|(group, list)| (self.group_name(group), list)));
        out
    }

    /// Mechanisms by theme; working devices first.
    pub(super) fn mechanisms_by_theme(&self) -> Vec<(String, Vec<Counted>)> {
        let mut by_theme: BTreeMap<(bool, String), Vec<Counted>> = BTreeMap::new();
        for (id, profile) in &self.report().mechanisms {
            let theme = profile.theme.clone().unwrap_or_default();
            let count = profile.variants.iter().map(|v| v.cites.len()).sum();
            let link = Link::to(self.mechanism_title(id), route::mechanism(id));
            by_theme.entry((theme.is_empty(), theme)).or_default().push(Counted { link, count });
        }
        by_theme
            .into_iter()
            .map(|((none, theme), list)| {
                (if none { self.words.theme_none.to_owned() } else { theme }, list)
            })
            .collect()
    }

    fn newest(&self, most: usize) -> Vec<NewestView> {
        let cards = self.articles_by_date().into_iter().filter(|card| card.reprint_of.is_none());
        cards
            .take(most)
            .map(|card| NewestView {
                article: Link::to(card.title.clone(), route::article(&card.id)),
                source: self.source_name(&card.id).to_owned(),
            })
            .collect()
    }
}

/// The first entries of each heading.
fn few(mut groups: Vec<(String, Vec<Counted>)>) -> Vec<(String, Vec<Counted>)> {
    for (_, entries) in &mut groups {
        entries.truncate(MOST_ENTRIES);
    }
    groups
}
