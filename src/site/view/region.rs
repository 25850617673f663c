//! The page of a region.

use super::View;
use super::about::ChangesView;
use super::charts::ChartView;
use super::citation::{Citation, SourceView};
use super::figure::{Card, CheckView, Evidence, Reading};
use super::frame::{Head, Link};
use super::home::Counted;
use super::html::Html;
use super::parts::{Group, Part};
use super::planner::Planner;
use super::rows::{Numbers, Rows};
use crate::extract::{CheckResult, Scope};
use crate::gazetteer::Adcode;
use crate::model::{self, CheckRecord, FigureId, FigureRecord, MechanismId, Phrase, Profile};
use crate::site::{fill, route, text};
use serde::Serialize;

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegionView {
    /// Division code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// `四川省所辖地级地区`.
    pub standing: String,
    /// Former names: `2016年前称安县`.
    pub former: Vec<String>,
    /// What it became, when abolished.
    pub successors: Vec<Link>,
    /// Counts of articles, figures, mechanisms.
    pub counts: String,
    /// First and last year that its figures speak of.
    pub extent: String,
    /// Date of its newest article.
    pub until: String,
    /// Sentences made of its figures, as HTML; every number leads to its card.
    pub overview: String,
    /// Key figures.
    pub cards: Vec<Card>,
    /// Charts.
    pub charts: Vec<ChartView>,
    /// Its first mechanisms.
    pub mechanisms: Vec<MechanismCard>,
    /// Its further mechanisms: name, and parts in its own version.
    pub more_mechanisms: Vec<(Link, String)>,
    /// All figures by group, or those of this further page: a table as HTML.
    pub table: String,
    /// What holds of single households, on the region's own page: a table as HTML.
    pub households: String,
    /// All that the page says is from one article.
    pub single: bool,
    /// Name of this further page; empty on the region's own page.
    pub part: String,
    /// Further pages, when the table is too long for the region's own page.
    pub parts: Vec<Link>,
    /// Which of them this is, from 1; 0 for the region's own page.
    pub current: usize,
    /// What is on the further pages, by group.
    pub contents: Vec<Counted>,
    /// Comparison with other regions.
    pub comparisons: Vec<Comparison>,
    /// Figures on which sources differ: all readings.
    pub conflicts: Vec<ConflictView>,
    /// Figures in doubt: a table as HTML.
    pub doubtful: String,
    /// Recomputed relations.
    pub checks: Vec<CheckView>,
    /// Damaged places.
    pub damage: Vec<DamageView>,
    /// Articles that speak of it.
    pub sources: Vec<SourceView>,
    /// How to cite the page.
    pub citation: Citation,
    /// Data files of the page.
    pub downloads: Vec<Link>,
    /// Regions within.
    pub children: Vec<ChildView>,
    /// How much of the lists above is left out here.
    pub beyond: Beyond,
    /// What changed since the earlier edition; none when there is none.
    pub changes: Option<ChangesView>,
}

/// A mechanism on a region's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MechanismCard {
    /// Name, linked.
    pub name: Link,
    /// Its parts in this region.
    pub components: Vec<String>,
    /// Whether all declared parts are listed: a word, or nothing.
    pub completeness: Option<String>,
    /// Theme.
    pub theme: Option<String>,
    /// A working device rather than a slogan.
    pub key: bool,
    /// The sentence that says most about it.
    pub evidence: Option<Evidence>,
    /// Other regions that use it.
    pub others: Vec<Link>,
}

/// One indicator beside other regions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The indicator.
    pub indicator: Link,
    /// With how many regions, and what is alike.
    pub note: String,
    /// The same as a chart.
    pub chart: Option<ChartView>,
    /// A table of the regions as HTML; empty beside a chart. The own region is marked.
    pub table: String,
}

/// A figure on which sources differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictView {
    /// The indicator, linked, or the measured thing in the text's words.
    pub name: Link,
    /// What each says.
    pub readings: Vec<Reading>,
}

/// Entries that a page leaves to the data files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Beyond {
    /// Sets of readings that differ; every figure is marked in the table anyway.
    pub conflicts: usize,
    /// Figures in doubt that stand on a further page.
    pub doubtful: usize,
    /// Recomputed relations.
    pub checks: usize,
    /// Damaged places.
    pub damage: usize,
    /// Articles.
    pub sources: usize,
}

/// A damaged place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DamageView {
    /// What happened, in words.
    pub kind: String,
    /// Where.
    pub evidence: Evidence,
}

/// A region within.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChildView {
    /// Its page.
    pub region: Link,
    /// Number of its figures.
    pub figures: usize,
    /// Its first key figures: the name, and the number linked.
    pub rows: Vec<(String, Link)>,
}

/// Most articles listed on a page.
const MOST_LISTED: usize = 60;
/// Most mechanisms with their sentences; the rest follows as names and parts.
const MOST_MECHANISMS: usize = 4;
/// Most other regions named beside a mechanism; its own page has all.
const MOST_ADOPTERS: usize = 4;
/// Most sets of differing readings on a page; every figure is marked in the table anyway.
const MOST_CONFLICTS: usize = 6;
/// Most readings of one set.
const MOST_READINGS: usize = 4;
/// Most recomputed relations on a page.
const MOST_CHECKS: usize = 12;
/// Most damaged places on a page.
const MOST_DAMAGE: usize = 24;

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans a region's page, or a further page of its table.
    pub(super) fn region(&self, code: Adcode, number: u64) -> Option<Planned> {
        let profile = self.facts.region(code)?;
        let parts = self.parts(code);
        let part = parts.iter().find(|part| part.number == number)?;
        let mut view = self.region_base(profile, parts, part);
        let mut told = String::new();
        if number == 0 {
            self.fill_region(profile, parts, &mut view);
            let overview = self.overview(profile);
            view.overview = overview_html(&route::region(code), &overview);
            told = overview.first().into_iter().flatten().map(|l| l.name.as_str()).collect();
        }
        let about = if number == 0 { &view.counts } else { &view.part };
        let head = Head {
            description: text::shorten(&format!("{}：{about}。{told}", view.name), 120),
            section: "regions".to_owned(),
            crumbs: self.region_crumbs(profile, number == 0),
            ..Head::default()
        };
        Some(("region.html", head, View::Region(Box::new(view))))
    }

    fn region_crumbs(&self, profile: &Profile, first: bool) -> Vec<Link> {
        let mut crumbs = vec![Link::to(self.words.all_regions, "regions/index.html")];
        crumbs.extend(profile.region.path.iter().map(|(code, name)| {
            if self.has_region(*code) {
                Link::to(name.clone(), route::region(*code))
            } else {
                Link::plain(name.clone())
            }
        }));
        if !first {
            let code = profile.region.code;
            crumbs.push(Link::to(profile.region.name.clone(), route::region(code)));
        }
        crumbs
    }

    /// What every page of a region has: names, and its rows.
    fn region_base(&self, profile: &Profile, parts: &[Part<'_>], part: &Part<'_>) -> RegionView {
        let (w, region) = (self.words, &profile.region);
        let path = route::region_part(region.code, part.number);
        let numbers = self.numbers(profile, part);
        let rows = Rows::Own(&profile.cards, &numbers);
        let table = self.grouped_table(&path, &part.groups, rows);
        let households = self.households(&path, part, rows);
        let doubtful = part.groups.iter().filter(|group| group.id.is_none());
        let doubtful = doubtful.flat_map(|group| group.figures.iter().copied());
        let doubtful = self.table(&path, doubtful, rows);
        let standing = match region.path.last() {
            Some((_, parent)) => {
                fill(w.below, &[("parent", parent), ("level", w.level(region.level))])
            }
            None => w.level(region.level).to_owned(),
        };
        let further = || parts.iter().filter(|part| part.number > 0);
        RegionView {
            code: region.code.to_string(),
            name: region.name.clone(),
            standing,
            former: Vec::new(),
            successors: Vec::new(),
            counts: self.counts(
                profile.articles.len(),
                profile.figures.len(),
                profile.mechanisms.len(),
            ),
            extent: String::new(),
            until: String::new(),
            overview: String::new(),
            cards: Vec::new(),
            charts: Vec::new(),
            mechanisms: Vec::new(),
            more_mechanisms: Vec::new(),
            table,
            households,
            single: numbers.len() == 1,
            part: self.part_name(parts, part),
            parts: further()
                .map(|part| {
                    let page = route::region_part(region.code, part.number);
                    Link::to(self.part_name(parts, part), page)
                })
                .collect(),
            current: further().position(|p| p.number == part.number).map_or(0, |at| at + 1),
            contents: Vec::new(),
            comparisons: Vec::new(),
            conflicts: Vec::new(),
            doubtful,
            checks: Vec::new(),
            damage: Vec::new(),
            sources: Vec::new(),
            citation: self.cite_page(&region.name, &path),
            downloads: Vec::new(),
            children: Vec::new(),
            beyond: Beyond::default(),
            changes: None,
        }
    }

    /// What holds of single households, as a table; only the region's own page sets it apart.
    fn households(&self, page: &str, part: &Part<'_>, rows: Rows<'_>) -> String {
        let own = part.groups.iter().filter(|group| group.id.is_some() && part.number == 0);
        let figures = own.flat_map(|group| group.figures.iter().copied());
        self.table(page, figures.filter(|figure| figure.scope == Scope::Household), rows)
    }

    /// The numbers of the sources on a region's own page; its further pages list none.
    fn numbers<'p>(&self, profile: &'p Profile, part: &Part<'_>) -> Numbers<'p> {
        let known = profile.articles.iter().filter(|id| self.facts.imprint(id).is_some());
        let listed = if part.number == 0 { MOST_LISTED } else { 0 };
        known.take(listed).zip(1..).collect()
    }

    /// What only the region's own page has.
    fn fill_region(&self, profile: &Profile, parts: &[Part<'_>], view: &mut RegionView) {
        let (w, region) = (self.words, &profile.region);
        view.former = region
            .former
            .iter()
            .map(|(name, year)| fill(w.former, &[("year", &year.to_string()), ("name", name)]))
            .collect();
        view.successors = region.successors.iter().map(|(c, _)| self.region_link(*c)).collect();
        view.extent = profile.extent.map(|(a, b)| years(a.year(), b.year())).unwrap_or_default();
        let articles = || profile.articles.iter().filter_map(|id| self.facts.imprint(id));
        let newest = articles().filter_map(|card| card.published).max();
        view.until = newest.map(|d| text::date(d, self.language())).unwrap_or_default();
        view.part = String::new();
        view.contents = self.contents(region.code, parts);
        let further = parts.iter().filter(|part| part.number > 0).flat_map(|part| &part.groups);
        let doubtful = further.filter(|group| group.id.is_none());
        view.beyond.doubtful = doubtful.map(|group| group.figures.len()).sum();
        view.cards = self.records(&profile.cards).map(|f| self.card(f)).collect();
        self.fill_mechanisms(profile, view);
        view.comparisons = self.comparisons(profile);
        self.fill_doubts(profile, view);
        view.charts = self.region_charts(profile);
        view.downloads = self.region_data(region.code);
        view.changes = self
            .edition_changes()
            .map(|diff| self.changes(&diff.of_region(&region.code.to_string())));
        view.sources = articles().take(MOST_LISTED).map(|card| self.source_entry(&card)).collect();
        view.beyond.sources = profile.articles.len().saturating_sub(MOST_LISTED);
        view.children =
            profile.children.iter().take(2 * MOST_LISTED).filter_map(|c| self.child(*c)).collect();
    }

    /// The records behind some ids.
    pub(super) fn records<'b>(
        &'b self,
        ids: &'b [FigureId],
    ) -> impl Iterator<Item = &'b FigureRecord> {
        ids.iter().filter_map(|id| self.facts.figure(id))
    }

    /// What is on the further pages of a region, by group.
    fn contents(&self, code: Adcode, parts: &[Part<'_>]) -> Vec<Counted> {
        let further = parts.iter().filter(|part| part.number > 0);
        let groups = further.flat_map(|part| part.groups.iter().map(move |group| (part, group)));
        let entry = |(part, group): (&Part<'_>, &Group<'_>)| {
            let page = route::region_part(code, part.number);
            let (name, anchor) = match group.id {
                Some(id) => (self.group_name(id), group.anchor.as_str()),
                None => (self.words.doubts.to_owned(), "h-doubts"),
            };
            let link = Link::to(name, format!("{page}#{anchor}"));
            Counted { link, count: group.figures.len() }
        };
        groups.map(entry).collect()
    }

    /// The opening sentences; every number leads to its figure.
    pub(super) fn overview(&self, profile: &Profile) -> Vec<Vec<Link>> {
        let (facts, language) = (&self.facts, self.language());
        let link = |phrase: Phrase| match phrase {
            Phrase::Text(text) => Some(Link::plain(text)),
            Phrase::Figure(id) => {
                let figure = facts.figure(&id)?;
                Some(Link::to(figure.surface.clone(), self.figure_href(figure)))
            }
        };
        let sentences = model::overview(profile, facts, self.lexicon(), language);
        let sentences = sentences.into_iter();
        sentences.map(|phrases| phrases.into_iter().filter_map(link).collect()).collect()
    }

    fn mechanism_card(&self, id: &MechanismId, code: Adcode) -> Option<MechanismCard> {
        let (w, profile) = (self.words, self.facts.mechanism(id)?);
        let own = profile.variants.iter().find(|v| v.region == Some(code));
        let variant = own.or_else(|| profile.variants.first())?;
        let mut others: Vec<Adcode> =
            profile.variants.iter().filter_map(|v| v.region).filter(|c| *c != code).collect();
        others.dedup();
        Some(MechanismCard {
            name: Link::to(profile.name.clone(), route::mechanism(id)),
            components: variant.components.clone(),
            completeness: variant
                .complete
                .map(|all| (if all { w.complete } else { w.incomplete }).to_owned()),
            theme: profile.theme.clone(),
            key: profile.key,
            evidence: variant.cites.first().map(|cite| self.evidence(cite)),
            others: others.into_iter().take(MOST_ADOPTERS).map(|c| self.region_link(c)).collect(),
        })
    }

    fn fill_mechanisms(&self, profile: &Profile, view: &mut RegionView) {
        let code = profile.region.code;
        let (first, rest) = profile
            .mechanisms
            .split_at_checked(MOST_MECHANISMS)
            .unwrap_or((profile.mechanisms.as_slice(), &[]));
        view.mechanisms = first.iter().filter_map(|id| self.mechanism_card(id, code)).collect();
        let cards = rest.iter().filter_map(|id| self.mechanism_card(id, code));
        view.more_mechanisms = cards.map(|card| (card.name, card.components.join("、"))).collect();
    }

    /// Conflicts, checks and damage, as many as a page can carry; checks that failed come first.
    fn fill_doubts(&self, profile: &Profile, view: &mut RegionView) {
        let sets: Vec<&FigureRecord> = self
            .records(&profile.figures)
            .filter(|f| !f.conflicts.is_empty() && f.conflicts.iter().all(|other| *other > f.id))
            .collect();
        view.conflicts = sets.iter().take(MOST_CONFLICTS).map(|f| self.conflict(f)).collect();
        let mut checks: Vec<&CheckRecord> = profile.checks.iter().collect();
        checks.sort_by_key(|check| check.result != CheckResult::Contradicted);
        view.checks = checks.iter().take(MOST_CHECKS).map(|c| self.check(c)).collect();
        view.damage = self.damage(profile, MOST_DAMAGE);
        view.beyond.conflicts = sets.len().saturating_sub(MOST_CONFLICTS);
        view.beyond.checks = checks.len().saturating_sub(MOST_CHECKS);
        view.beyond.damage = profile.doubts.len().saturating_sub(MOST_DAMAGE);
    }

    /// A figure and the readings that differ from it.
    fn conflict(&self, figure: &FigureRecord) -> ConflictView {
        let others = self.records(&figure.conflicts).take(MOST_READINGS - 1);
        let readings = std::iter::once(figure).chain(others).map(|f| self.reading(f)).collect();
        ConflictView { name: self.name_link(figure), readings }
    }

    /// Damaged places of the region's articles.
    pub(super) fn damage(&self, profile: &Profile, most: usize) -> Vec<DamageView> {
        let doubts = profile.doubts.iter().take(most).map(|doubt| DamageView {
            kind: self.words.defect(doubt.kind).to_owned(),
            evidence: self.evidence(&doubt.cite),
        });
        doubts.collect()
    }

    fn child(&self, code: Adcode) -> Option<ChildView> {
        let profile = self.facts.region(code)?;
        Some(ChildView {
            region: self.region_link(code),
            figures: profile.figures.len(),
            rows: self
                .records(&profile.cards)
                .take(2)
                .map(|f| {
                    let number = Link::to(f.surface.clone(), self.figure_href(f));
                    (self.thing(f).to_owned(), number)
                })
                .collect(),
        })
    }
}

fn overview_html(page: &str, overview: &[Vec<Link>]) -> String {
    let mut html = Html::on(page);
    for link in overview.iter().flatten() {
        match &link.href {
            Some(href) => html.link(&link.name, href),
            None => html.text(&link.name),
        };
    }
    html.done()
}

/// `2014—2020`, or one year.
pub(super) fn years(from: i16, to: i16) -> String {
    if from == to { from.to_string() } else { format!("{from}—{to}") }
}
