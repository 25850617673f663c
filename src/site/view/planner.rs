//! From a report to its pages.

use super::frame::{Head, Link, SiteView};
use super::index::Index;
use super::prints::Prints;
use super::{Page, View};
use crate::corpus::ArticleId;
use crate::diag::Language;
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::{Asked, Facts, MechanismId, Need};
use crate::path::RelPath;
use crate::site::data::{self, DataFile};
use crate::site::pages::OwnPage;
use crate::site::{Edition, Sink, Words, fill, text};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A list that may have several pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listing {
    /// Articles.
    Sources,
    /// Events.
    Timeline,
    /// Regions.
    Regions,
    /// Indicators.
    Indicators,
    /// Mechanisms.
    Mechanisms,
}

impl Listing {
    /// All lists.
    pub const ALL: [Self; 5] =
        [Self::Sources, Self::Timeline, Self::Regions, Self::Indicators, Self::Mechanisms];
}

/// A page about the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// `methodology.html`.
    Methodology,
    /// `search.html`.
    Search,
    /// `downloads.html`.
    Downloads,
    /// `corrections.html`.
    Corrections,
    /// `404.html`.
    NotFound,
}

impl About {
    /// Where it goes.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Methodology => "methodology.html",
            Self::Search => "search.html",
            Self::Downloads => "downloads.html",
            Self::Corrections => "corrections.html",
            Self::NotFound => "404.html",
        }
    }

    /// All pages about the report.
    pub const ALL: [Self; 5] =
        [Self::Methodology, Self::Search, Self::Downloads, Self::Corrections, Self::NotFound];
}

/// One page to be planned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// `index.html`.
    Home,
    /// A region, and which part of its table (0 is the page itself).
    Region(Adcode, u64),
    /// An indicator.
    Indicator(IndicatorId),
    /// A mechanism.
    Mechanism(MechanismId),
    /// An article.
    Article(ArticleId),
    /// A page of a list; the first has no name.
    List(Listing, String),
    /// A page about the report.
    About(About),
    /// A volume of the report in print; the first has no name.
    Print(String),
    /// A page of the project's own, by its path.
    Own(String),
}

/// Plans pages; every page is a pure function of the edition and its route.
#[derive(Debug)]
pub struct Planner<'a> {
    pub(super) index: Arc<Index<'a>>,
    /// The report; it notes what a page asks.
    pub(super) facts: Facts<'a>,
    pub(super) words: &'static Words,
    pub(super) english: bool,
    site: Arc<OnceLock<SiteView>>,
    data: Arc<OnceLock<Vec<DataFile>>>,
}

/// A page, and all that it was made from.
#[derive(Debug)]
pub struct Planned {
    /// The page.
    pub page: Page,
    /// What was asked while it was planned.
    pub needs: Vec<Need>,
}

impl<'a> Planner<'a> {
    /// Indexes the edition.
    #[must_use]
    pub fn new(edition: Edition<'a>) -> Self {
        let language = edition.config.site.language;
        Self {
            facts: Facts::of(edition.report),
            index: Arc::new(Index::new(edition)),
            words: Words::of(language),
            english: language == Language::English,
            site: Arc::default(),
            data: Arc::default(),
        }
    }

    /// The same, with other facts.
    fn with(&self, facts: Facts<'a>) -> Self {
        let (index, site, data) = (&self.index, &self.site, &self.data);
        Self {
            index: Arc::clone(index),
            facts,
            words: self.words,
            english: self.english,
            site: Arc::clone(site),
            data: Arc::clone(data),
        }
    }

    /// The same, whose questions nobody notes: for what is made once and serves all pages.
    pub(super) fn unnoted(&self) -> Self {
        self.with(Facts::of(self.index.report()))
    }

    /// Plans one page, and says what it was made from; none when the report has no such thing.
    #[must_use]
    pub fn planned(&self, route: &Route) -> Option<Planned> {
        let asked = Arc::new(Asked::default());
        let page = self.with(self.facts.noting(&asked)).page(route)?;
        Some(Planned { page, needs: asked.needs() })
    }

    /// The hashes of what pages are made from; `texts` has a hash of all that each article was read
    /// from. None when something has no hash.
    #[must_use]
    pub fn prints(&self, texts: &'a BTreeMap<ArticleId, Fingerprint>) -> Option<Prints<'a>> {
        Prints::new(self.unnoted(), texts)
    }

    /// All pages, in a fixed order.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        let report = self.report();
        let mut routes = vec![Route::Home];
        for (code, parts) in self.all_parts() {
            routes.extend(parts.iter().map(|part| Route::Region(*code, part.number)));
        }
        routes.extend(report.indicators.keys().cloned().map(Route::Indicator));
        routes.extend(report.mechanisms.keys().cloned().map(Route::Mechanism));
        routes.extend(report.articles.keys().cloned().map(Route::Article));
        for list in Listing::ALL {
            routes.extend(self.list_pages(list).into_iter().map(|page| Route::List(list, page)));
        }
        routes.extend(About::ALL.map(Route::About));
        routes.extend(self.volumes().into_iter().map(|volume| Route::Print(volume.key)));
        routes.extend(self.own().pages.iter().map(|page| Route::Own(page.path.clone())));
        routes
    }

    /// Plans one page; none when the report has no such thing.
    #[must_use]
    pub fn page(&self, route: &Route) -> Option<Page> {
        let (template, head, view) = match route {
            Route::Home => self.home(),
            Route::Region(code, part) => self.region(*code, *part)?,
            Route::Indicator(id) => self.indicator(id)?,
            Route::Mechanism(id) => self.mechanism(id)?,
            Route::Article(id) => self.article(id)?,
            Route::List(list, page) => self.list(*list, page)?,
            Route::About(about) => self.about(*about),
            Route::Print(volume) => self.print(volume)?,
            Route::Own(path) => self.own_page(path)?,
        };
        self.finish(route, template, head, view)
    }

    fn finish(
        &self,
        route: &Route,
        template: &'static str,
        head: Head,
        view: View,
    ) -> Option<Page> {
        let path = RelPath::new(super::title::path(route))?;
        let base = self.config().site.base_url.trim_end_matches('/');
        let canonical = (!base.is_empty()).then(|| format!("{base}/{path}"));
        let head = Head {
            root: path.to_root(),
            path: path.to_string(),
            title: self.title(route),
            note: self.note(route),
            canonical,
            ..head
        };
        let json_ld = head.canonical.as_ref().map(|_| self.json_ld(&head)).unwrap_or_default();
        let head = Head { json_ld, ..head };
        Some(Page { path, template, head, view })
    }

    fn json_ld(&self, head: &Head) -> String {
        let crumbs: Vec<_> = head
            .crumbs
            .iter()
            .enumerate()
            .map(|(i, c)| json!({"@type": "ListItem", "position": i + 1, "name": c.name}))
            .collect();
        let mut page = json!({
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": head.title,
            "inLanguage": self.words.lang,
            "isPartOf": {"@type": "WebSite", "name": self.config().site.title},
        });
        if let (false, Some(map)) = (crumbs.is_empty(), page.as_object_mut()) {
            let list = json!({"@type": "BreadcrumbList", "itemListElement": crumbs});
            map.insert("breadcrumb".to_owned(), list);
        }
        if let (Some(url), Some(map)) = (&head.canonical, page.as_object_mut()) {
            map.insert("url".to_owned(), json!(url));
        }
        text::script_json(&page)
    }

    /// What is the same on all pages.
    #[must_use]
    pub fn site(&self) -> SiteView {
        self.shared().clone()
    }

    /// The same, as it is kept.
    pub(super) fn shared(&self) -> &SiteView {
        self.site.get_or_init(|| self.site_view())
    }

    fn site_view(&self) -> SiteView {
        let (config, w) = (&self.config().site, self.words);
        let fingerprint =
            self.index.report().corpus.as_ref().map(|f| f.short(12)).unwrap_or_default();
        let mut nav = vec![
            ("home", w.home, "index.html"),
            ("regions", w.regions, "regions/index.html"),
            ("indicators", w.indicators, "indicators/index.html"),
            ("mechanisms", w.mechanisms, "mechanisms/index.html"),
            ("timeline", w.timeline, "timeline.html"),
            ("sources", w.sources, "sources.html"),
        ];
        let words = self.index.edition_own();
        let (own, brand) = (&words.pages, &words.brand);
        let link = |page: &OwnPage| {
            let (label, path) = (page.front.label.as_deref(), page.path.as_str());
            (label.unwrap_or_default().to_owned(), path.to_owned())
        };
        let (shown, foot): (Vec<&OwnPage>, Vec<&OwnPage>) =
            own.iter().partition(|page| page.front.nav);
        let shown: Vec<(String, String)> = shown.into_iter().map(link).collect();
        nav.extend(shown.iter().map(|(name, path)| (path.as_str(), name.as_str(), path.as_str())));
        nav.push(("search", w.search, "search.html"));
        let foot: Vec<(String, String)> = foot.into_iter().map(link).collect();
        let mut more: Vec<(&str, &str)> =
            foot.iter().map(|(name, path)| (name.as_str(), path.as_str())).collect();
        more.extend([
            (w.methodology, "methodology.html"),
            (w.downloads, "downloads.html"),
            (w.corrections, "corrections.html"),
            (w.print_all, "report.html"),
        ]);
        SiteView {
            title: config.title.clone(),
            subtitle: config.subtitle.clone(),
            publisher: config.publisher.clone(),
            lang: w.lang.to_owned(),
            edition: self.edition_name(&fingerprint),
            date: self.date().map(|d| text::date(d, self.language())).unwrap_or_default(),
            license: config.license.clone(),
            fingerprint,
            made_by: fill(w.made_by, &[("version", env!("CARGO_PKG_VERSION"))]),
            base_url: config.base_url.clone(),
            nav: nav.iter().map(|(k, n, h)| ((*k).to_owned(), Link::to(*n, *h))).collect(),
            more: more.iter().map(|(name, href)| Link::to(*name, *href)).collect(),
            logo: brand.logo.clone(),
            sheet: brand.sheet.clone(),
            feed: self.date().is_some(),
        }
    }

    /// The name from the configuration, else the date of the edition: a hash of the corpus would change
    /// every page with every article. What is not dated has nothing else.
    fn edition_name(&self, fingerprint: &str) -> String {
        let named = &self.config().site.edition;
        if !named.is_empty() {
            return named.clone();
        }
        self.date().map_or_else(|| fingerprint.to_owned(), |date| date.to_string())
    }

    /// Hands the data files to `sink`, and remembers what the page of downloads says of them.
    ///
    /// # Errors
    /// What `sink` returns.
    pub fn write_data(&self, sink: &Sink<'_>) -> Result<(), Error> {
        let files = data::write(self, sink)?;
        // A second writing makes the same files.
        let _ = self.data.set(files);
        Ok(())
    }

    /// What there is to say of the data files.
    #[must_use]
    pub fn data(&self) -> &[DataFile] {
        // A sink that keeps nothing cannot fail.
        self.data.get_or_init(|| data::write(self, &|_| Ok(())).unwrap_or_default())
    }
}
