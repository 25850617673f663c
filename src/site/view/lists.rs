//! Lists that may grow long, cut into pages: sources, timeline, indexes of regions, indicators,
//! mechanisms.

use super::View;
use super::citation::SourceView;
use super::figure::{Evidence, Row};
use super::frame::{Head, Link};
use super::home::Counted;
use super::planner::{Listing, Planner};
use crate::corpus::ArticleId;
use crate::model::{ArticleCard, Event, period_words};
use crate::site::{fill, route};
use serde::Serialize;

/// Articles on one page of sources.
const SOURCES: usize = 250;
/// Events on one page of the timeline.
const EVENTS: usize = 150;
/// Entries on one page of an index.
const ENTRIES: usize = 600;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// What is listed: `sources`, `timeline`, `regions`, `indicators`, `mechanisms`.
    pub kind: String,
    /// Heading.
    pub title: String,
    /// What to know before reading.
    pub intro: String,
    /// Which page this is, from 1.
    pub page: usize,
    /// All pages, when there are several.
    pub pages: Vec<Link>,
    /// Articles, on pages of sources.
    pub sources: Vec<SourceRow>,
    /// Events by year, on pages of the timeline.
    pub years: Vec<(String, Vec<EventView>)>,
    /// Entries by heading, on index pages.
    pub entries: Vec<(String, Vec<Counted>)>,
}

/// An article in the list of sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its entry.
    pub entry: SourceView,
    /// Number of figures read from it.
    pub figures: usize,
    /// Number of damaged places.
    pub damage: usize,
    /// The article it reprints.
    pub reprint_of: Option<Link>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// When, in words.
    pub when: String,
    /// ISO form.
    pub iso: String,
    /// The region.
    pub region: Link,
    /// The date was carried over or assumed.
    pub uncertain: bool,
    /// It lies ahead of the text.
    pub planned: bool,
    /// Its figures.
    pub figures: Vec<Row>,
    /// The sentence.
    pub evidence: Evidence,
}

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// How many pages each list has.
    pub(super) fn list_pages(&self, list: Listing) -> usize {
        let (items, most) = match list {
            Listing::Sources => (self.edition.report.articles.len(), SOURCES),
            Listing::Timeline => (self.events.len(), EVENTS),
            Listing::Regions => (self.edition.report.regions.len(), ENTRIES),
            Listing::Indicators => (self.edition.report.indicators.len(), ENTRIES),
            Listing::Mechanisms => (self.edition.report.mechanisms.len(), ENTRIES),
        };
        items.div_ceil(most).max(1)
    }

    /// Plans one page of a list.
    pub(super) fn list(&self, list: Listing, page: usize) -> Planned {
        let w = self.words;
        let pages = self.list_pages(list);
        let (title, intro) = self.list_words(list);
        let key = match list {
            Listing::Sources => "sources",
            Listing::Timeline => "timeline",
            Listing::Regions => "regions",
            Listing::Indicators => "indicators",
            Listing::Mechanisms => "mechanisms",
        };
        let mut view = ListView {
            kind: key.to_owned(),
            title: title.to_owned(),
            intro: intro.to_owned(),
            page,
            pages: (1..=if pages > 1 { pages } else { 0 })
                .map(|n| Link::to(n.to_string(), route::list(list, n)))
                .collect(),
            sources: Vec::new(),
            years: Vec::new(),
            entries: Vec::new(),
        };
        let from = page.saturating_sub(1);
        match list {
            Listing::Sources => {
                let cards = self.articles_by_date().into_iter().skip(from * SOURCES).take(SOURCES);
                view.sources = cards.map(|card| self.source_row(card)).collect();
            }
            Listing::Timeline => view.years = self.years(from),
            Listing::Regions => view.entries = cut(self.regions_by_province(), from),
            Listing::Indicators => view.entries = cut(self.indicators_by_group(), from),
            Listing::Mechanisms => view.entries = cut(self.mechanisms_by_theme(), from),
        }
        let number = if page > 1 {
            let (page, pages) = (page.to_string(), pages.to_string());
            format!(" {}", fill(w.page_of, &[("page", &page), ("pages", &pages)]))
        } else {
            String::new()
        };
        let head = Head {
            description: format!("{}：{intro}{number}", self.edition.config.site.title),
            section: key.to_owned(),
            ..Head::default()
        };
        ("list.html", head, View::List(Box::new(view)))
    }

    fn source_row(&self, card: &ArticleCard) -> SourceRow {
        let figures: std::collections::BTreeSet<_> =
            card.figures.iter().map(|(_, id)| id).collect();
        SourceRow {
            entry: self.source_entry(card),
            figures: figures.len(),
            damage: card.damage.values().sum(),
            reprint_of: card.reprint_of.as_ref().map(|id: &ArticleId| self.article_link(id)),
        }
    }

    fn years(&self, page: usize) -> Vec<(String, Vec<EventView>)> {
        let mut years: Vec<(String, Vec<EventView>)> = Vec::new();
        for (code, event) in self.events.iter().skip(page * EVENTS).take(EVENTS) {
            let year = event.period.end.year().to_string();
            let view = self.event(*code, event);
            match years.last_mut() {
                Some((last, events)) if *last == year => events.push(view),
                _ => years.push((year, vec![view])),
            }
        }
        years
    }

    fn event(&self, code: crate::gazetteer::Adcode, event: &Event) -> EventView {
        EventView {
            when: period_words(&event.period, self.language()),
            iso: event.period.to_string(),
            region: self.region_link(code),
            uncertain: !event.certain,
            planned: event.planned,
            figures: self.records(&event.figures).map(|f| self.row(f)).collect(),
            evidence: self.evidence(&event.cite),
        }
    }

    /// Regions with their number of figures, by province.
    fn regions_by_province(&self) -> Vec<(String, Vec<Counted>)> {
        let mut out: Vec<(String, Vec<Counted>)> = Vec::new();
        for (code, profile) in &self.edition.report.regions {
            let province = self.region_name(code.province());
            let entry = Counted { link: self.region_link(*code), count: profile.figures.len() };
            match out.last_mut() {
                Some((last, entries)) if *last == province => entries.push(entry),
                _ => out.push((province, vec![entry])),
            }
        }
        out
    }
}

/// The entries of one page, still under their headings.
fn cut(groups: Vec<(String, Vec<Counted>)>, page: usize) -> Vec<(String, Vec<Counted>)> {
    let (from, to) = (page * ENTRIES, (page + 1) * ENTRIES);
    let mut index = 0;
    let mut out = Vec::new();
    for (name, entries) in groups {
        let kept: Vec<Counted> = entries
            .into_iter()
            .filter(|_| {
                index += 1;
                index > from && index <= to
            })
            .collect();
        if !kept.is_empty() {
            out.push((name, kept));
        }
    }
    out
}
