//! Titles of pages; no two are the same.

use super::planner::{About, Listing, Planner, Route};
use crate::site::{route, text};
use std::collections::{BTreeMap, BTreeSet};

/// Longest title, in characters.
const MOST: usize = 60;

impl Planner<'_> {
    /// The title of a page, as its subject has it.
    fn plain_title(&self, of: &Route) -> String {
        let w = self.words;
        let title = match of {
            Route::Home => w.home.to_owned(),
            Route::Region(code, part) => {
                let profile = self.facts.region(*code);
                let parent = profile.and_then(|p| p.region.path.last());
                let name = self.region_name(*code);
                let name = match parent {
                    Some((_, parent)) => format!("{name}（{parent}）"),
                    None => name,
                };
                let parts = self.parts(*code);
                match parts.iter().find(|p| p.number == *part && *part > 0) {
                    Some(part) => format!("{name}：{}", self.part_name(parts, part)),
                    None => name,
                }
            }
            Route::Indicator(id) => self.indicator_name(id),
            Route::Mechanism(id) => self.mechanism_title(id),
            Route::Article(id) => self.article_title(id),
            Route::List(list, page) => {
                let name = self.list_words(*list).0;
                format!("{name} {}", self.list_name(*list, page)).trim_end().to_owned()
            }
            Route::About(about) => self.about_words(*about).0.to_owned(),
            Route::Own(path) => {
                let page = self.own().page(path);
                page.and_then(|page| page.front.title.clone()).unwrap_or_default()
            }
            Route::Print(volume) => {
                let name = self.divisions_name(volume);
                format!("{} {name}", w.print_all).trim_end().to_owned()
            }
        };
        text::shorten(&title, MOST)
    }

    /// The titles that several pages share.
    pub(super) fn shared_titles(&self) -> BTreeSet<String> {
        let mut titles = BTreeMap::new();
        for route in self.routes() {
            *titles.entry(self.plain_title(&route)).or_insert(0_usize) += 1;
        }
        titles.retain(|_, count| *count > 1);
        titles.into_keys().collect()
    }

    /// The title of a page, with its own mark where another page has the same.
    pub(super) fn title(&self, of: &Route) -> String {
        let title = self.plain_title(of);
        if !self.is_shared(&title) {
            return title;
        }
        let path = path(of);
        let stem = path.trim_end_matches(".html").replace('/', " ");
        format!("{}（{stem}）", text::shorten(&title, 44))
    }

    /// Heading and introduction of a list.
    pub(super) const fn list_words(&self, list: Listing) -> (&'static str, &'static str) {
        let w = self.words;
        match list {
            Listing::Sources => (w.sources, w.sources_intro),
            Listing::Timeline => (w.timeline, w.timeline_intro),
            Listing::Regions => (w.all_regions, w.regions_intro),
            Listing::Indicators => (w.all_indicators, w.indicators_intro),
            Listing::Mechanisms => (w.all_mechanisms, w.mechanisms_intro),
        }
    }

    /// Heading and description of a page about the report.
    pub(super) const fn about_words(&self, about: About) -> (&'static str, &'static str) {
        let w = self.words;
        match about {
            About::Methodology => (w.methodology, w.methodology_about),
            About::Search => (w.search, w.search_hint),
            About::Downloads => (w.downloads, w.downloads_intro),
            About::Corrections => (w.corrections, w.corrections_intro),
            About::NotFound => (w.not_found, w.not_found_text),
        }
    }
}

/// Where a page goes.
#[must_use]
pub fn path(of: &Route) -> String {
    match of {
        Route::Home => "index.html".to_owned(),
        Route::Region(code, part) => route::region_part(*code, *part),
        Route::Indicator(id) => route::indicator(id),
        Route::Mechanism(id) => route::mechanism(id),
        Route::Article(id) => route::article(id),
        Route::List(list, page) => route::list(*list, page),
        Route::About(about) => about.path().to_owned(),
        Route::Print(volume) => route::report(volume),
        Route::Own(path) => path.clone(),
    }
}
