//! Where lists are cut into pages: by what their entries are, so that each stays on its page.

use super::home::Counted;
use super::index::Index;
use super::planner::Planner;
use crate::date::Date;
use crate::gazetteer::{Adcode, pinyin};
use crate::model::{ArticleCard, Event};
use crate::site::route;
use std::collections::BTreeMap;

/// Articles on one page of sources; with more there is a page for each year.
const SOURCES: usize = 250;
/// Articles of a year on one page; with more there is a page for each month.
const SOURCES_OF_YEAR: usize = 500;
/// Events on one page of the timeline; with more there is a page for each year.
const EVENTS: usize = 300;
/// Events of a year on one page; with more there is a page for each province, prefecture, county.
const EVENTS_OF_YEAR: usize = 1500;
/// Entries on one page of an index; with more there is a page for each heading.
const ENTRIES: usize = 600;

/// One page of a list.
#[derive(Debug)]
pub(super) struct Cut<T> {
    /// What tells its address from that of the list's first page, which has none.
    pub(super) key: String,
    /// Its name; empty for the first.
    pub(super) name: String,
    /// Its entries, by heading.
    pub(super) groups: Vec<(String, Vec<T>)>,
}

impl<T> Cut<T> {
    fn first(items: Vec<T>) -> Self {
        Self { key: String::new(), name: String::new(), groups: vec![(String::new(), items)] }
    }

    fn new(key: impl Into<String>, name: impl Into<String>, items: Vec<T>) -> Self {
        Self { key: key.into(), name: name.into(), groups: vec![(String::new(), items)] }
    }
}

/// Keys and names of pages.
pub(super) fn named<T>(cuts: &[Cut<T>]) -> Vec<(String, String)> {
    cuts.iter().map(|cut| (cut.key.clone(), cut.name.clone())).collect()
}

/// The entries of one page.
pub(super) fn single<'c, T>(cuts: &'c [Cut<T>], key: &str) -> impl Iterator<Item = &'c T> {
    let cut = cuts.iter().find(|cut| cut.key == key);
    cut.into_iter().flat_map(|cut| &cut.groups).flat_map(|(_, items)| items)
}

impl<'a> Index<'a> {
    /// Pages of the sources: one, or one a year or month.
    pub(super) fn cut_sources(&self) -> Vec<Cut<&'a ArticleCard>> {
        let cards = self.articles_by_date();
        if cards.len() <= SOURCES {
            return vec![Cut::first(cards)];
        }
        let mut cuts = vec![Cut::first(Vec::new())];
        let year = |card: &ArticleCard| card.published.map(Date::year);
        let month = |card: &ArticleCard| card.published.map(|d| (d.year(), d.month()));
        for cards in cards.chunk_by(|a, b| year(a) == year(b)) {
            let Some(of) = cards.first().and_then(|card| year(card)) else {
                cuts.push(Cut::new("undated", self.words().unknown, cards.to_vec()));
                continue;
            };
            if cards.len() <= SOURCES_OF_YEAR {
                cuts.push(Cut::new(of.to_string(), of.to_string(), cards.to_vec()));
                continue;
            }
            for cards in cards.chunk_by(|a, b| month(a) == month(b)) {
                if let Some((year, month)) = cards.first().and_then(|card| month(card)) {
                    let key = format!("{year}-{month:02}");
                    cuts.push(Cut::new(key.clone(), key, cards.to_vec()));
                }
            }
        }
        cuts
    }

    /// Pages of the timeline: one, or one a year or a year and division.
    pub(super) fn cut_timeline(&self) -> Vec<Cut<(Adcode, &'a Event)>> {
        let events = self.events();
        if events.len() <= EVENTS {
            return vec![Cut::first(events)];
        }
        let mut cuts = vec![Cut::first(Vec::new())];
        let year = |event: &Event| event.period.end.year();
        for events in events.chunk_by(|(_, a), (_, b)| year(a) == year(b)) {
            let Some(year) = events.first().map(|(_, event)| year(event).to_string()) else {
                continue;
            };
            let named = |digits: &str| match digits {
                "" => (year.clone(), year.clone()),
                digits => {
                    (format!("{year}-{digits}"), format!("{year} {}", self.divisions_name(digits)))
                }
            };
            for (digits, events) in
                by_division(events, |(code, _)| *code, "", EVENTS_OF_YEAR, &|_| 1)
            {
                let (key, name) = named(&digits);
                cuts.push(Cut::new(key, name, events));
            }
        }
        cuts
    }

    /// The name of the divisions whose codes begin with these digits.
    pub(super) fn divisions_name(&self, digits: &str) -> String {
        let whole = digits.len() / 2 * 2;
        let (known, rest) = digits.split_at_checked(whole).unwrap_or((digits, ""));
        let code = format!("{known:0<6}").parse().ok().and_then(Adcode::new);
        let name = code.map(|code| self.region_name(code)).unwrap_or_default();
        let name = if name.is_empty() { known } else { name };
        if rest.is_empty() { name.to_owned() } else { format!("{name} {rest}") }
    }
}

impl Planner<'_> {
    /// Pages of the index of regions: one, or one a province.
    pub(super) fn region_pages(&self) -> Vec<Cut<Counted>> {
        let mut groups: Vec<(String, String, Vec<Counted>)> = Vec::new();
        for (code, profile) in &self.report().regions {
            let digits: String = code.to_string().chars().take(2).collect();
            let entry = Counted { link: self.region_link(*code), count: profile.figures.len() };
            match groups.last_mut() {
                Some((last, _, entries)) if *last == digits => entries.push(entry),
                _ => groups.push((digits, self.region_name(code.province()), vec![entry])),
            }
        }
        by_heading(groups)
    }

    /// Pages of the index of indicators: one, or one a group.
    pub(super) fn indicator_list(&self) -> Vec<Cut<Counted>> {
        let groups = self.indicators_by_group().into_iter();
        by_heading(groups.map(|(name, list)| (route::slug(&name), name, list)).collect())
    }

    /// Pages of the index of mechanisms: one, or one a theme, or one a theme and first letter.
    pub(super) fn mechanism_list(&self) -> Vec<Cut<Counted>> {
        let mut groups = Vec::new();
        for (name, list) in self.mechanisms_by_theme() {
            let key = route::slug(&name);
            if list.len() <= 2 * ENTRIES {
                groups.push((key, name, list));
                continue;
            }
            let mut letters: BTreeMap<String, Vec<Counted>> = BTreeMap::new();
            for entry in list {
                let first =
                    pinyin(&entry.link.name).initials.chars().find(char::is_ascii_lowercase);
                let letter = first.map_or_else(|| "0".to_owned(), String::from);
                letters.entry(letter).or_default().push(entry);
            }
            groups.extend(letters.into_iter().map(|(letter, list)| {
                (format!("{key}-{letter}"), format!("{name} {}", letter.to_uppercase()), list)
            }));
        }
        by_heading(groups)
    }
}

/// One page of all headings, or a page for each.
fn by_heading(groups: Vec<(String, String, Vec<Counted>)>) -> Vec<Cut<Counted>> {
    let whole: usize = groups.iter().map(|(_, _, list)| list.len()).sum();
    let mut first = Cut { key: String::new(), name: String::new(), groups: Vec::new() };
    if whole <= ENTRIES {
        first.groups = groups.into_iter().map(|(_, name, list)| (name, list)).collect();
        return vec![first];
    }
    let cuts = groups.into_iter().map(|(key, name, list)| Cut {
        groups: vec![(name.clone(), list)],
        key,
        name,
    });
    std::iter::once(first).chain(cuts).collect()
}

/// Cuts what belongs to divisions by the digits of their codes, two, four, five and six of them, until
/// each piece weighs little enough.
pub(super) fn by_division<T: Clone>(
    items: &[T],
    code: impl Fn(&T) -> Adcode + Copy,
    digits: &str,
    most: usize,
    weight: &dyn Fn(&T) -> usize,
) -> Vec<(String, Vec<T>)> {
    let next = match digits.len() {
        0 => 2,
        2 => 4,
        length => length + 1,
    };
    let whole: usize = items.iter().map(weight).sum();
    if whole <= most || next > 6 {
        return vec![(digits.to_owned(), items.to_vec())];
    }
    let mut pieces: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for item in items {
        let digits = code(item).to_string().chars().take(next).collect();
        pieces.entry(digits).or_default().push(item.clone());
    }
    let pieces = pieces.into_iter();
    pieces.flat_map(|(digits, items)| by_division(&items, code, &digits, most, weight)).collect()
}
