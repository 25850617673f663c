//! What pages look up: the report, and what is made of it once for all pages.
//!
//! Everything that a page is made from goes through [`Planner`]'s functions here, which note what was
//! asked ([`Facts`]); a test looks that no other file asks the index itself.

use super::cuts::Cut;
use super::frame::Link;
use super::parts::Part;
use super::planner::Planner;
use crate::chart::{self, ChartSpec, Context};
use crate::config::Config;
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::diag::Language;
use crate::gazetteer::{Adcode, Gazetteer, pinyin};
use crate::lexicon::{IndicatorDef, IndicatorId, Lexicon};
use crate::model::{
    ArticleCard, CheckRecord, EditionDiff, Event, Facts, FigureId, FigureRecord, Imprint, Input,
    MechanismId, MechanismProfile, Need, Profile, Report,
};
use crate::site::{Edition, OwnWords, Shown, Words, route, text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// An event and its region.
type Told<'a> = (Adcode, &'a Event);

/// What is said of an article wherever something is cited from it.
#[derive(Debug)]
struct Named {
    page: String,
    imprint: String,
    source: String,
}

/// What is looked up more than once, by what it is looked up by.
#[derive(Debug)]
pub(super) struct Index<'a> {
    edition: Edition<'a>,
    indicators: BTreeMap<&'a IndicatorId, (usize, &'a IndicatorDef)>,
    groups: BTreeMap<&'a str, &'a str>,
    cited: BTreeMap<&'a ArticleId, BTreeSet<usize>>,
    checks: BTreeMap<FigureId, Vec<&'a CheckRecord>>,
    reprints: BTreeMap<&'a ArticleId, Vec<&'a ArticleId>>,
    namesakes: BTreeMap<&'a str, Vec<&'a MechanismId>>,
    named: BTreeMap<&'a ArticleId, Named>,
    indicator_pages: BTreeMap<&'a IndicatorId, String>,
    mechanism_pages: BTreeMap<&'a MechanismId, String>,
    parts: BTreeMap<Adcode, Vec<Part<'a>>>,
    /// The further page that holds a figure; none for those on their region's own page.
    part_of: BTreeMap<FigureId, u64>,
    sources: Vec<Cut<&'a ArticleCard>>,
    timeline: Vec<Cut<Told<'a>>>,
    changes: OnceLock<BTreeMap<IndicatorId, ChartSpec>>,
    shared_titles: OnceLock<BTreeSet<String>>,
}

impl<'a> Index<'a> {
    /// Indexes the edition.
    pub(super) fn new(edition: Edition<'a>) -> Self {
        let (report, pack) = (edition.report, &edition.lexicon.pack);
        let english = edition.config.site.language == Language::English;
        let mut index = Self {
            edition,
            indicators: pack
                .indicators
                .iter()
                .enumerate()
                .map(|(at, d)| (&d.id, (at, d)))
                .collect(),
            groups: BTreeMap::new(),
            cited: BTreeMap::new(),
            checks: BTreeMap::new(),
            reprints: BTreeMap::new(),
            namesakes: BTreeMap::new(),
            named: report.articles.values().map(|card| (&card.id, named(card))).collect(),
            indicator_pages: report
                .indicators
                .keys()
                .map(|id| (id, route::indicator(id)))
                .collect(),
            mechanism_pages: report
                .mechanisms
                .keys()
                .map(|id| (id, route::mechanism(id)))
                .collect(),
            parts: BTreeMap::new(),
            part_of: BTreeMap::new(),
            sources: Vec::new(),
            timeline: Vec::new(),
            changes: OnceLock::new(),
            shared_titles: OnceLock::new(),
        };
        for group in &pack.groups {
            let label =
                if english && !group.label_en.is_empty() { &group.label_en } else { &group.label };
            index.groups.insert(&group.id, label);
        }
        for profile in report.regions.values() {
            index.add_region(profile);
        }
        index.add_cites();
        for card in report.articles.values() {
            if let Some(original) = &card.reprint_of {
                index.reprints.entry(original).or_default().push(&card.id);
            }
        }
        for profile in report.mechanisms.values() {
            index.namesakes.entry(&profile.name).or_default().push(&profile.id);
        }
        index.sources = index.cut_sources();
        index.timeline = index.cut_timeline();
        index
    }

    /// Which sentences are evidence of something.
    fn add_cites(&mut self) {
        let report = self.edition.report;
        let of_figures = report.figures.values().flat_map(|figure| &figure.cites);
        let variants = report.mechanisms.values().flat_map(|mechanism| &mechanism.variants);
        let doubts = report.regions.values().flat_map(|profile| &profile.doubts);
        let of_others = variants.flat_map(|variant| &variant.cites).chain(doubts.map(|d| &d.cite));
        for cite in of_figures.chain(of_others) {
            self.cited.entry(&cite.article).or_default().insert(cite.sentence);
        }
    }

    fn add_region(&mut self, profile: &'a Profile) {
        for check in &profile.checks {
            for figure in &check.figures {
                self.checks.entry(figure.clone()).or_default().push(check);
            }
        }
        let parts = self.cut_table(profile);
        for part in parts.iter().filter(|part| part.number > 0) {
            for figure in part.groups.iter().flat_map(|group| &group.figures) {
                self.part_of.insert(figure.id.clone(), part.number);
            }
        }
        for card in &profile.cards {
            self.part_of.remove(card);
        }
        self.parts.insert(profile.region.code, parts);
    }

    /// The report.
    pub(super) const fn report(&self) -> &'a Report {
        self.edition.report
    }

    /// What the project says in its own words.
    pub(super) const fn edition_own(&self) -> &'a OwnWords {
        self.edition.own
    }

    /// Indicators and groups.
    pub(super) const fn lexicon(&self) -> &'a Lexicon {
        self.edition.lexicon
    }

    /// The words of the site.
    pub(super) fn words(&self) -> &'static Words {
        Words::of(self.edition.config.site.language)
    }

    /// Articles from new to old.
    pub(super) fn articles_by_date(&self) -> Vec<&'a ArticleCard> {
        let mut cards: Vec<&'a ArticleCard> = self.edition.report.articles.values().collect();
        cards.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.id.cmp(&b.id)));
        cards
    }

    /// All events by time.
    pub(super) fn events(&self) -> Vec<Told<'a>> {
        let regions = self.edition.report.regions.iter();
        let mut events: Vec<Told<'a>> = regions
            .flat_map(|(code, profile)| profile.timeline.iter().map(|event| (*code, event)))
            .collect();
        events.sort_by_key(|(code, e)| (e.period.end, e.period.start, *code));
        events
    }

    /// A region's name.
    pub(super) fn region_name(&self, code: Adcode) -> &'a str {
        let profile = self.edition.report.regions.get(&code);
        profile.map_or_else(|| self.edition.gazetteer.label(code), |p| p.region.name.as_str())
    }

    /// The place of an indicator in its list.
    pub(super) fn place_of_indicator(&self, id: &IndicatorId) -> Option<usize> {
        self.indicators.get(id).map(|(place, _)| *place)
    }

    /// The further page that holds a figure; none for those on their region's own page.
    pub(super) fn part_of(&self, id: &FigureId) -> Option<u64> {
        self.part_of.get(id).copied()
    }

    /// The checks that a figure takes part in.
    pub(super) fn checks(&self, id: &FigureId) -> &[&'a CheckRecord] {
        self.checks.get(id).map_or(&[], Vec::as_slice)
    }

    /// The mechanisms of a name.
    pub(super) fn namesakes(&self, name: &str) -> &[&'a MechanismId] {
        self.namesakes.get(name).map_or(&[], Vec::as_slice)
    }

    /// The sentences of an article that are evidence of something.
    pub(super) fn cited(&self, id: &ArticleId) -> Option<&BTreeSet<usize>> {
        self.cited.get(id)
    }

    /// The reprints of an article.
    pub(super) fn reprints(&self, id: &ArticleId) -> &[&'a ArticleId] {
        self.reprints.get(id).map_or(&[], Vec::as_slice)
    }

    /// The changes of an indicator in all regions, ready to be drawn.
    pub(super) fn changes(&self, id: &IndicatorId) -> Option<&ChartSpec> {
        let all = || {
            let facts = Facts::of(self.edition.report);
            let language = self.edition.config.site.language;
            let (lexicon, gazetteer) = (self.edition.lexicon, self.edition.gazetteer);
            chart::indicator_multiples(&Context { facts, lexicon, gazetteer, language })
        };
        self.changes.get_or_init(all).get(id)
    }
}

fn named(card: &ArticleCard) -> Named {
    let date = card.published.map(|d| d.to_string());
    let parts: Vec<&str> = card.outlet.as_deref().into_iter().chain(date.as_deref()).collect();
    let imprint = parts.join(" ");
    let source = match imprint.as_str() {
        "" => text::shorten(&card.title, 16),
        imprint => imprint.to_owned(),
    };
    Named { page: route::article(&card.id), imprint, source }
}

impl<'a> Planner<'a> {
    /// The words of the site.
    #[must_use]
    pub const fn words(&self) -> &'static Words {
        self.words
    }

    /// Whether the site is in English.
    pub(in crate::site) const fn english(&self) -> bool {
        self.english
    }

    /// Language of the pages.
    pub(super) fn language(&self) -> Language {
        self.config().site.language
    }

    /// Settings.
    pub(in crate::site) fn config(&self) -> &'a Config {
        self.index.edition.config
    }

    /// Indicators and groups.
    pub(in crate::site) fn lexicon(&self) -> &'a Lexicon {
        self.index.edition.lexicon
    }

    /// The pictures of an article.
    pub(super) fn pictures(&self, id: &ArticleId) -> &'a [Shown] {
        self.index.edition.pictures.of.get(id).map_or(&[], Vec::as_slice)
    }

    /// What the project says in its own words: a part of what every page is held against, as settings are.
    pub(super) fn own(&self) -> &'a OwnWords {
        self.index.edition.own
    }

    /// Names of divisions.
    pub(super) fn gazetteer(&self) -> &'a Gazetteer {
        self.index.edition.gazetteer
    }

    /// Date of the edition.
    pub(in crate::site) fn date(&self) -> Option<Date> {
        // It stands in the foot of every page: who keeps pages, keeps them by it.
        self.config().site.date.or(self.index.edition.report.newest)
    }

    /// What is said.
    pub(in crate::site) fn report(&self) -> &'a Report {
        self.facts.all()
    }

    /// The texts of the articles.
    pub(in crate::site) fn inputs(&self) -> &'a BTreeMap<ArticleId, Input<'a>> {
        self.facts.ask(|| Need::Everything);
        self.index.edition.inputs
    }

    /// What changed since the edition before; none without one.
    pub(in crate::site) fn edition_changes(&self) -> Option<&'a EditionDiff> {
        let changes = self.index.edition.changes?;
        self.facts.ask(|| Need::Everything);
        Some(changes)
    }

    /// The text of an article.
    pub(super) fn input(&self, id: &ArticleId) -> Option<&'a Input<'a>> {
        self.facts.ask(|| Need::Text(id.clone()));
        self.index.edition.inputs.get(id)
    }

    /// The text of an article in traditional script; none of another.
    pub(super) fn traditional(&self, id: &ArticleId) -> Option<&'a Input<'a>> {
        self.facts.ask(|| Need::Imprint(id.clone()));
        self.index.edition.inputs.get(id).filter(|input| input.article.traditional)?;
        self.input(id)
    }

    /// What a chart looks up.
    pub(super) fn chart_context(&self) -> Context<'_> {
        Context {
            facts: self.facts.clone(),
            lexicon: self.index.edition.lexicon,
            gazetteer: self.index.edition.gazetteer,
            language: self.language(),
        }
    }

    /// The changes of an indicator in all regions, ready to be drawn.
    pub(super) fn changes_of(&self, id: &IndicatorId) -> Option<&ChartSpec> {
        self.facts.ask(|| Need::Changes(id.clone()));
        self.index.changes(id)
    }

    /// The pages of a region's table.
    pub(super) fn parts(&self, code: Adcode) -> &[Part<'a>] {
        self.facts.ask(|| Need::Region(code));
        self.index.parts.get(&code).map_or(&[], Vec::as_slice)
    }

    /// All regions with the pages of their tables.
    pub(super) fn all_parts(&self) -> &BTreeMap<Adcode, Vec<Part<'a>>> {
        self.facts.ask(|| Need::Everything);
        &self.index.parts
    }

    /// The checks that a figure takes part in.
    pub(super) fn checks_of(&self, figure: &FigureRecord) -> &[&'a CheckRecord] {
        self.facts.ask_figure(figure);
        self.index.checks(&figure.id)
    }

    /// The sentences of an article that are evidence of something.
    pub(super) fn cited(&self, id: &ArticleId) -> Option<&BTreeSet<usize>> {
        self.facts.ask(|| Need::Text(id.clone()));
        self.index.cited(id)
    }

    /// The reprints of an article.
    pub(super) fn reprints_of(&self, id: &ArticleId) -> &[&'a ArticleId] {
        self.facts.ask(|| Need::Text(id.clone()));
        self.index.reprints(id)
    }

    /// The mechanisms of the same name, itself among them.
    pub(super) fn namesakes(&self, mechanism: &MechanismProfile) -> &[&'a MechanismId] {
        self.facts.ask(|| Need::Mechanism(mechanism.id.clone()));
        self.index.namesakes(&mechanism.name)
    }

    /// Pages of the sources.
    pub(super) fn sources(&self) -> &[Cut<&'a ArticleCard>] {
        self.facts.ask(|| Need::Everything);
        &self.index.sources
    }

    /// Pages of the timeline.
    pub(super) fn timeline(&self) -> &[Cut<Told<'a>>] {
        self.facts.ask(|| Need::Everything);
        &self.index.timeline
    }

    /// Articles from new to old.
    pub(in crate::site) fn articles_by_date(&self) -> Vec<&'a ArticleCard> {
        self.facts.ask(|| Need::Everything);
        self.index.articles_by_date()
    }

    /// The name of the divisions whose codes begin with these digits.
    pub(super) fn divisions_name(&self, digits: &str) -> String {
        self.facts.ask(|| Need::Everything);
        self.index.divisions_name(digits)
    }

    /// Whether several pages have this title.
    pub(super) fn is_shared(&self, title: &str) -> bool {
        self.facts.ask(|| Need::Title(title.to_owned()));
        self.index.shared_titles.get_or_init(|| self.unnoted().shared_titles()).contains(title)
    }

    /// Whether a region has a page.
    pub(in crate::site) fn has_region(&self, code: Adcode) -> bool {
        self.facts.place(code).is_some()
    }

    /// A region's name.
    pub(in crate::site) fn region_name(&self, code: Adcode) -> String {
        self.facts.ask(|| Need::Place(code));
        self.index.region_name(code).to_owned()
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

    /// A region's name, linked when it has a page.
    pub(super) fn region_link(&self, code: Adcode) -> Link {
        match self.facts.place(code) {
            Some(name) => Link::to(name, route::region(code)),
            None => Link::plain(self.index.edition.gazetteer.label(code)),
        }
    }

    /// The name of an indicator.
    pub(in crate::site) fn name_of_indicator(&self, id: &IndicatorId) -> String {
        self.indicator_name(id)
    }

    /// The indicator's definition.
    pub(super) fn definition(&self, id: &IndicatorId) -> Option<&'a IndicatorDef> {
        self.index.indicators.get(id).map(|(_, definition)| *definition)
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

    /// The page of an indicator: one that a figure has, has one.
    pub(super) fn indicator_page(&self, id: &IndicatorId) -> Option<&str> {
        self.index.indicator_pages.get(id).map(String::as_str)
    }

    /// The page of a mechanism: one that an article names, has one.
    pub(super) fn mechanism_page(&self, id: &MechanismId) -> Option<&str> {
        self.index.mechanism_pages.get(id).map(String::as_str)
    }

    /// The page of an article.
    pub(super) fn article_page(&self, id: &ArticleId) -> &str {
        self.index.named.get(id).map_or("", |named| &named.page)
    }

    /// The group's name.
    pub(super) fn group_name(&self, id: &str) -> String {
        self.index.groups.get(id).map_or_else(|| id.to_owned(), |name| (*name).to_owned())
    }

    /// The page of its region's table that a figure stands on; 0 is the region's own.
    pub(in crate::site) fn figure_part(&self, figure: &FigureRecord) -> u64 {
        self.facts.ask_figure(figure);
        self.index.part_of(&figure.id).unwrap_or_default()
    }

    /// Where a figure stands.
    pub(super) fn figure_href(&self, figure: &FigureRecord) -> String {
        route::figure(figure.region, self.figure_part(figure), &figure.id)
    }

    /// Period, sense and source of a figure, for a list of results.
    pub(in crate::site) fn figure_sub(&self, figure: &FigureRecord, sourced: bool) -> String {
        let cite = figure.cites.first().filter(|_| sourced);
        let source = cite.map(|c| self.imprint(&c.article)).unwrap_or_default();
        let period = figure.period.map(|_| self.period(figure)).unwrap_or_default();
        let parts = [period.as_str(), self.words.sense(figure), source.as_str()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn named(&self, id: &ArticleId) -> Option<&Named> {
        self.facts.ask(|| Need::Imprint(id.clone()));
        self.index.named.get(id)
    }

    /// Outlet and date of an article; empty when neither is known.
    pub(in crate::site) fn imprint(&self, id: &ArticleId) -> String {
        self.named(id).map(|named| named.imprint.clone()).unwrap_or_default()
    }

    /// Outlet and date of an article, or its headline.
    pub(super) fn source_name(&self, id: &ArticleId) -> &str {
        self.named(id).map_or("", |named| &named.source)
    }

    /// The article's headline.
    pub(super) fn article_title(&self, id: &ArticleId) -> String {
        let imprint: Option<Imprint<'_>> = self.facts.imprint(id);
        imprint.map_or_else(|| id.to_string(), |imprint| imprint.title.to_owned())
    }
}
