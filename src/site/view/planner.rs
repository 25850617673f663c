//! From a report to its pages: what is looked up more than once is indexed here.

use super::cuts::Cut;
use super::frame::{Head, Link, SiteView};
use super::parts::Part;
use super::{Page, View};
use crate::chart::ChartSpec;
use crate::config::Config;
use crate::corpus::ArticleId;
use crate::error::Error;
use crate::gazetteer::{Adcode, pinyin};
use crate::lexicon::{IndicatorDef, IndicatorId, Lexicon};
use crate::model::{
    ArticleCard, CheckRecord, EditionDiff, Event, FigureId, FigureRecord, Input, MechanismId,
    Profile, Report,
};
use crate::path::RelPath;
use crate::site::data::{self, DataFile};
use crate::site::{Edition, Sink, Words, fill, route, text};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

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
}

/// What is said of an article wherever something is cited from it.
#[derive(Debug)]
struct Told {
    page: String,
    imprint: String,
    source: String,
}

/// Plans pages; every page is a pure function of the edition and its route.
#[derive(Debug)]
pub struct Planner<'a> {
    pub(super) edition: Edition<'a>,
    pub(super) words: &'static Words,
    pub(super) english: bool,
    indicators: BTreeMap<&'a IndicatorId, &'a IndicatorDef>,
    pub(super) indicator_places: BTreeMap<&'a IndicatorId, usize>,
    groups: BTreeMap<&'a str, &'a str>,
    pub(super) cited: BTreeMap<&'a ArticleId, BTreeSet<usize>>,
    pub(super) checks: BTreeMap<&'a FigureId, Vec<&'a CheckRecord>>,
    pub(super) reprints: BTreeMap<&'a ArticleId, Vec<&'a ArticleId>>,
    pub(super) namesakes: BTreeMap<&'a str, Vec<&'a MechanismId>>,
    pub(super) events: Vec<(Adcode, &'a Event)>,
    pub(super) shared_titles: BTreeSet<String>,
    pub(super) sources: Vec<Cut<&'a ArticleCard>>,
    pub(super) timeline: Vec<Cut<(Adcode, &'a Event)>>,
    /// Where each article stands and what it is called beside a figure.
    told: BTreeMap<&'a ArticleId, Told>,
    site: OnceLock<SiteView>,
    pub(super) multiples: OnceLock<BTreeMap<IndicatorId, ChartSpec>>,
    indicator_pages: BTreeMap<&'a IndicatorId, String>,
    mechanism_pages: BTreeMap<&'a MechanismId, String>,
    data: OnceLock<Vec<DataFile>>,
    pub(super) parts: BTreeMap<Adcode, Vec<Part<'a>>>,
    /// The further page that holds a figure; none for those on their region's own page.
    part_of: BTreeMap<&'a FigureId, u64>,
}

impl<'a> Planner<'a> {
    /// Indexes the edition.
    #[must_use]
    pub fn new(edition: Edition<'a>) -> Self {
        let report = edition.report;
        let language = edition.config.site.language;
        let defined = &edition.lexicon.pack.indicators;
        let mut planner = Self {
            edition,
            words: Words::of(language),
            english: language == crate::diag::Language::English,
            indicators: defined.iter().map(|d| (&d.id, d)).collect(),
            indicator_places: defined.iter().enumerate().map(|(at, d)| (&d.id, at)).collect(),
            groups: BTreeMap::new(),
            cited: BTreeMap::new(),
            checks: BTreeMap::new(),
            reprints: BTreeMap::new(),
            namesakes: BTreeMap::new(),
            events: Vec::new(),
            shared_titles: BTreeSet::new(),
            sources: Vec::new(),
            timeline: Vec::new(),
            told: BTreeMap::new(),
            site: OnceLock::new(),
            multiples: OnceLock::new(),
            indicator_pages: BTreeMap::new(),
            mechanism_pages: BTreeMap::new(),
            data: OnceLock::new(),
            parts: BTreeMap::new(),
            part_of: BTreeMap::new(),
        };
        for group in &edition.lexicon.pack.groups {
            let english = planner.english && !group.label_en.is_empty();
            let label = if english { &group.label_en } else { &group.label };
            planner.groups.insert(&group.id, label);
        }
        for profile in report.regions.values() {
            planner.index_region(profile);
        }
        planner.index_cites();
        for card in report.articles.values() {
            if let Some(original) = &card.reprint_of {
                planner.reprints.entry(original).or_default().push(&card.id);
            }
        }
        for (code, profile) in &report.regions {
            planner.events.extend(profile.timeline.iter().map(|event| (*code, event)));
        }
        planner.events.sort_by_key(|(code, e)| (e.period.end, e.period.start, *code));
        for profile in report.mechanisms.values() {
            planner.namesakes.entry(&profile.name).or_default().push(&profile.id);
        }
        planner.index_pages();
        planner.sources = planner.cut_sources();
        planner.timeline = planner.cut_timeline();
        planner.count_titles();
        planner
    }

    /// Which sentences are evidence of something.
    fn index_cites(&mut self) {
        let report = self.edition.report;
        let of_figures = report.figures.values().flat_map(|figure| &figure.cites);
        let variants = report.mechanisms.values().flat_map(|mechanism| &mechanism.variants);
        let doubts = report.regions.values().flat_map(|profile| &profile.doubts);
        let of_others = variants.flat_map(|variant| &variant.cites).chain(doubts.map(|d| &d.cite));
        for cite in of_figures.chain(of_others) {
            self.cited.entry(&cite.article).or_default().insert(cite.sentence);
        }
    }

    /// Addresses and names that many pages repeat.
    fn index_pages(&mut self) {
        let report = self.edition.report;
        for id in report.articles.keys() {
            let imprint = self.outlet_and_day(id);
            let source = match imprint.as_str() {
                "" => text::shorten(&self.article_title(id), 16),
                imprint => imprint.to_owned(),
            };
            self.told.insert(id, Told { page: route::article(id), imprint, source });
        }
        self.indicator_pages =
            report.indicators.keys().map(|id| (id, route::indicator(id))).collect();
        self.mechanism_pages =
            report.mechanisms.keys().map(|id| (id, route::mechanism(id))).collect();
    }

    fn index_region(&mut self, profile: &'a Profile) {
        for check in &profile.checks {
            for figure in &check.figures {
                self.checks.entry(figure).or_default().push(check);
            }
        }
        let parts = self.cut_table(profile);
        for part in parts.iter().filter(|part| part.number > 0) {
            for figure in part.groups.iter().flat_map(|group| &group.figures) {
                self.part_of.insert(&figure.id, part.number);
            }
        }
        for card in &profile.cards {
            self.part_of.remove(card);
        }
        self.parts.insert(profile.region.code, parts);
    }

    /// All pages, in a fixed order.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        let report = self.edition.report;
        let mut routes = vec![Route::Home];
        for (code, parts) in &self.parts {
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
        let base = self.edition.config.site.base_url.trim_end_matches('/');
        let canonical = (!base.is_empty()).then(|| format!("{base}/{path}"));
        let head = Head {
            root: path.to_root(),
            path: path.to_string(),
            title: self.title(route),
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
            "isPartOf": {"@type": "WebSite", "name": self.edition.config.site.title},
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
        let (config, w) = (&self.edition.config.site, self.words);
        let fingerprint =
            self.edition.report.corpus.as_ref().map(|f| f.short(12)).unwrap_or_default();
        let nav = [
            ("home", w.home, "index.html"),
            ("regions", w.regions, "regions/index.html"),
            ("indicators", w.indicators, "indicators/index.html"),
            ("mechanisms", w.mechanisms, "mechanisms/index.html"),
            ("timeline", w.timeline, "timeline.html"),
            ("sources", w.sources, "sources.html"),
            ("search", w.search, "search.html"),
        ];
        let more = [
            (w.methodology, "methodology.html"),
            (w.downloads, "downloads.html"),
            (w.corrections, "corrections.html"),
            (w.print_all, "report.html"),
        ];
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
            feed: self.date().is_some(),
        }
    }

    /// The name from the configuration, else the date of the edition: a hash of the corpus would change
    /// every page with every article. What is not dated has nothing else.
    fn edition_name(&self, fingerprint: &str) -> String {
        let named = &self.edition.config.site.edition;
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

    /// The words of the site.
    pub(in crate::site) const fn words(&self) -> &'static Words {
        self.words
    }

    /// Whether the site is in English.
    pub(in crate::site) const fn english(&self) -> bool {
        self.english
    }

    /// What is said.
    pub(in crate::site) const fn report(&self) -> &'a Report {
        self.edition.report
    }

    /// What changed since the edition before; none without one.
    pub(in crate::site) const fn edition_changes(&self) -> Option<&'a EditionDiff> {
        self.edition.changes
    }

    /// Whether a region has a page.
    pub(in crate::site) fn has_region(&self, code: Adcode) -> bool {
        self.edition.report.regions.contains_key(&code)
    }

    /// Settings.
    pub(in crate::site) const fn config(&self) -> &'a Config {
        self.edition.config
    }

    /// Indicators and groups.
    pub(in crate::site) const fn lexicon(&self) -> &'a Lexicon {
        self.edition.lexicon
    }

    /// The texts of the articles.
    pub(in crate::site) const fn inputs(&self) -> &'a BTreeMap<ArticleId, Input<'a>> {
        self.edition.inputs
    }

    /// A region's name.
    pub(in crate::site) fn region_name(&self, code: Adcode) -> String {
        let profile = self.edition.report.regions.get(&code);
        let name = profile.map(|p| p.region.name.as_str());
        name.unwrap_or_else(|| self.edition.gazetteer.label(code)).to_owned()
    }

    /// How a region's name is read: pinyin and initials.
    pub(in crate::site) fn pronunciations(&self, code: Adcode) -> Vec<String> {
        let name = self.region_name(code);
        let short = name.trim_end_matches(['省', '市', '县', '区', '州', '盟', '旗']);
        let mut out = Vec::new();
        for name in [name.as_str(), short] {
            let reading = pinyin(name);
            if reading.full.contains('v') {
                out.push(reading.full.replace('v', "u")); // Lüliang, however ü is typed
                out.push(reading.full.replace('v', "yu"));
            }
            out.push(reading.full);
            out.push(reading.initials);
        }
        out.dedup();
        out
    }

    /// The indicator's name.
    pub(in crate::site) fn name_of_indicator(&self, id: &IndicatorId) -> String {
        self.indicator_name(id)
    }

    /// Outlet and date of an article; empty when neither is known.
    pub(in crate::site) fn imprint(&self, id: &ArticleId) -> String {
        self.told.get(id).map(|told| told.imprint.clone()).unwrap_or_default()
    }

    fn outlet_and_day(&self, id: &ArticleId) -> String {
        let Some(card) = self.edition.report.articles.get(id) else { return String::new() };
        let date = card.published.map(|d| d.to_string());
        let parts: Vec<&str> = card.outlet.as_deref().into_iter().chain(date.as_deref()).collect();
        parts.join(" ")
    }

    /// Period, sense and source of a figure, for a list of results.
    pub(in crate::site) fn figure_sub(&self, figure: &FigureRecord, sourced: bool) -> String {
        let cite = figure.cites.first().filter(|_| sourced);
        let source = cite.map(|c| self.imprint(&c.article)).unwrap_or_default();
        let period = figure.period.map(|_| self.period(figure)).unwrap_or_default();
        let parts = [period.as_str(), self.words.sense(figure), source.as_str()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// Where a figure stands.
    pub(in crate::site) fn figure_page(&self, figure: &FigureRecord) -> String {
        self.figure_href(figure)
    }

    /// Language of the pages.
    pub(super) const fn language(&self) -> crate::diag::Language {
        self.edition.config.site.language
    }

    /// Date of the edition.
    pub(in crate::site) fn date(&self) -> Option<crate::date::Date> {
        self.edition.config.site.date.or(self.edition.report.newest)
    }

    /// A region's name, linked when it has a page.
    pub(super) fn region_link(&self, code: Adcode) -> Link {
        match self.edition.report.regions.get(&code) {
            Some(profile) => Link::to(profile.region.name.clone(), route::region(code)),
            None => Link::plain(self.edition.gazetteer.label(code)),
        }
    }

    /// Where a figure stands.
    pub(super) fn figure_href(&self, figure: &FigureRecord) -> String {
        let part = self.part_of.get(&figure.id).copied().unwrap_or_default();
        route::figure(figure.region, part, &figure.id)
    }

    /// The indicator's definition.
    pub(super) fn definition(&self, id: &IndicatorId) -> Option<&'a IndicatorDef> {
        self.indicators.get(id).copied()
    }

    /// The indicator's name.
    pub(super) fn indicator_name(&self, id: &IndicatorId) -> String {
        self.indicator_label(id).to_owned()
    }

    /// The indicator's name, as it is kept.
    pub(super) fn indicator_label<'b>(&self, id: &'b IndicatorId) -> &'b str
    where
        'a: 'b,
    {
        match self.definition(id) {
            Some(d) if self.english && !d.label_en.is_empty() => &d.label_en,
            Some(d) => &d.label,
            None => &id.0,
        }
    }

    /// The page of an indicator, when it has one.
    pub(super) fn indicator_page(&self, id: &IndicatorId) -> Option<&str> {
        self.indicator_pages.get(id).map(String::as_str)
    }

    /// The page of a mechanism, when it has one.
    pub(super) fn mechanism_page(&self, id: &MechanismId) -> Option<&str> {
        self.mechanism_pages.get(id).map(String::as_str)
    }

    /// The page of an article.
    pub(super) fn article_page(&self, id: &ArticleId) -> &str {
        self.told.get(id).map_or("", |told| &told.page)
    }

    /// Outlet and date of an article, or its headline.
    pub(super) fn source_name(&self, id: &ArticleId) -> &str {
        self.told.get(id).map_or("", |told| &told.source)
    }

    /// The group's name.
    pub(super) fn group_name(&self, id: &str) -> String {
        self.groups.get(id).map_or_else(|| id.to_owned(), |name| (*name).to_owned())
    }

    /// The article's headline.
    pub(super) fn article_title(&self, id: &ArticleId) -> String {
        self.edition.report.articles.get(id).map_or_else(|| id.0.clone(), |card| card.title.clone())
    }
}
