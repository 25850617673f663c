//! Lists that may grow long: sources, timeline, indexes of regions, indicators, mechanisms. A list too
//! long for one page is cut by what its entries are (year, province, group, theme), never by their
//! number: a new entry changes its own page.

use super::View;
use super::cuts::{Cut, named, single};
use super::frame::{Head, Link};
use super::home::Counted;
use super::html::Html;
use super::planner::{Listing, Planner};
use crate::gazetteer::Adcode;
use crate::model::{ArticleCard, Event, FigureRecord, period_words};
use crate::site::route;
use serde::Serialize;
use std::collections::BTreeSet;

/// Most pages that each page of a list leads to; else only the first leads to all.
const MOST_PAGES: usize = 60;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// What is listed: `sources`, `timeline`, `regions`, `indicators`, `mechanisms`.
    pub kind: String,
    /// Heading.
    pub title: String,
    /// What to know before reading.
    pub intro: String,
    /// Name of this page; empty on the first.
    pub page: String,
    /// All pages, when there are several.
    pub pages: Vec<Link>,
    /// Which of them this is, from 1.
    pub current: usize,
    /// Articles, on pages of sources: entries of a list as HTML.
    pub sources: String,
    /// Events by year, on pages of the timeline: entries of a definition list as HTML.
    pub years: Vec<(String, String)>,
    /// Entries by heading, on index pages.
    pub entries: Vec<(String, Vec<Counted>)>,
}

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// The keys of the pages of a list; the first has none.
    pub(super) fn list_pages(&self, list: Listing) -> Vec<String> {
        self.list_names(list).into_iter().map(|(key, _)| key).collect()
    }

    /// Keys and names of the pages of a list.
    fn list_names(&self, list: Listing) -> Vec<(String, String)> {
        match list {
            Listing::Sources => named(self.sources()),
            Listing::Timeline => named(self.timeline()),
            _ => named(&self.entries(list)),
        }
    }

    /// The name of one page of a list; empty for the first.
    pub(super) fn list_name(&self, list: Listing, page: &str) -> String {
        let mut names = self.list_names(list).into_iter();
        names.find(|(key, _)| key == page).map(|(_, name)| name).unwrap_or_default()
    }

    fn entries(&self, list: Listing) -> Vec<Cut<Counted>> {
        match list {
            Listing::Regions => self.region_pages(),
            Listing::Indicators => self.indicator_list(),
            _ => self.mechanism_list(),
        }
    }

    /// Plans one page of a list.
    pub(super) fn list(&self, list: Listing, page: &str) -> Option<Planned> {
        let w = self.words;
        let names = self.list_names(list);
        let current = names.iter().position(|(key, _)| key == page)?;
        let (title, intro) = self.list_words(list);
        let key = match list {
            Listing::Sources => "sources",
            Listing::Timeline => "timeline",
            Listing::Regions => "regions",
            Listing::Indicators => "indicators",
            Listing::Mechanisms => "mechanisms",
        };
        let name = names.get(current).map(|(_, name)| name.clone()).unwrap_or_default();
        let shown = names.len() > 1 && (names.len() <= MOST_PAGES || page.is_empty());
        let first =
            |name: &str| if name.is_empty() { w.index_page.to_owned() } else { name.to_owned() };
        let links = names.iter().filter(|_| shown);
        let mut view = ListView {
            kind: key.to_owned(),
            title: title.to_owned(),
            intro: intro.to_owned(),
            page: name.clone(),
            pages: links.map(|(key, name)| Link::to(first(name), route::list(list, key))).collect(),
            current: current + 1,
            sources: String::new(),
            years: Vec::new(),
            entries: Vec::new(),
        };
        self.fill_list(list, page, &mut view);
        let crumbs = (!page.is_empty()).then(|| Link::to(title, route::list(list, "")));
        let head = Head {
            description: format!("{}：{intro}{name}", self.config().site.title),
            section: key.to_owned(),
            crumbs: crumbs.into_iter().collect(),
            ..Head::default()
        };
        Some(("list.html", head, View::List(Box::new(view))))
    }

    fn fill_list(&self, list: Listing, page: &str, view: &mut ListView) {
        let path = route::list(list, page);
        match list {
            Listing::Sources => {
                view.sources = self.source_rows(&path, single(self.sources(), page));
            }
            Listing::Timeline => view.years = self.years(&path, single(self.timeline(), page)),
            _ => {
                for cut in self.entries(list).into_iter().filter(|cut| cut.key == page) {
                    view.entries.extend(cut.groups);
                }
            }
        }
    }

    fn source_rows<'c>(
        &self,
        page: &str,
        cards: impl Iterator<Item = &'c &'c ArticleCard>,
    ) -> String {
        let w = self.words;
        let mut html = Html::on(page);
        for card in cards {
            let entry = self.source_entry(&card.imprint());
            let figures: BTreeSet<_> = card.figures.iter().map(|(_, id)| id).collect();
            html.raw("\n<li>").text(&entry.before);
            html.link(&entry.article.name, self.article_page(&card.id)).text(&entry.after);
            html.raw(" <small>").text(w.figure_count).raw(" ").number(figures.len());
            let damage: usize = card.damage.values().sum();
            if damage > 0 {
                html.raw("　").text(w.damage).raw(" ").number(damage);
            }
            if let Some(original) = &card.reprint_of {
                html.raw("　").text(w.reprint_of).raw(" ");
                html.link(&self.article_title(original), self.article_page(original));
            }
            html.raw("</small>");
        }
        html.done()
    }

    /// Events by year; those of one time and region stand in one line.
    fn years<'e>(
        &self,
        page: &str,
        events: impl Iterator<Item = &'e (Adcode, &'e Event)>,
    ) -> Vec<(String, String)> {
        let events: Vec<&(Adcode, &Event)> = events.collect();
        let years = events.chunk_by(|(_, a), (_, b)| a.period.end.year() == b.period.end.year());
        let year = |events: &[&(Adcode, &Event)]| {
            let mut html = Html::on(page);
            let times = events.chunk_by(|(_, a), (_, b)| a.period == b.period);
            for events in times {
                let Some((_, first)) = events.first() else { continue };
                html.raw("\n<dt>").text(&period_words(&first.period, self.language()));
                for events in events.chunk_by(|(a, _), (b, _)| a == b) {
                    self.events_of(&mut html, events);
                }
            }
            let year = events.first().map(|(_, event)| event.period.end.year());
            (year.unwrap_or_default().to_string(), html.done())
        };
        years.map(year).collect()
    }

    /// The events of one time and region.
    fn events_of(&self, html: &mut Html<'_>, events: &[&(Adcode, &Event)]) {
        let w = self.words;
        for (index, (code, event)) in events.iter().enumerate() {
            if index == 0 {
                let region = self.region_link(*code);
                html.raw("<dd>");
                match &region.href {
                    Some(href) => html.link(&region.name, href),
                    None => html.text(&region.name),
                };
                html.raw(" ");
            } else {
                html.raw("；");
            }
            let place =
                format!("{}#s{}", self.article_page(&event.cite.article), event.cite.sentence);
            let figures: Vec<&FigureRecord> = self.records(&event.figures).collect();
            for (index, figure) in figures.into_iter().enumerate() {
                html.raw(if index == 0 { "" } else { "，" }).text(self.thing(figure));
                html.raw(" ").link(&figure.surface, &place);
            }
            if !event.certain {
                html.raw(" <b>").text(w.from_context).raw("</b>");
            }
            if event.planned {
                html.raw(" <b class=\"p\">").text(w.planned).raw("</b>");
            }
        }
    }
}
