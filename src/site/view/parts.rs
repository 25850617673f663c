//! A region's table cut into pages that stay what they are when figures come and go.
//!
//! Every figure has a key of 64 bits: group, indicator, year, identity. A table too long for one page
//! is halved by the first bit, a half still too long by the next, and so on. So a page holds all keys
//! with some first bits whatever else there is, and its number tells which: 1 and then those bits. A new
//! figure changes one page, or cuts one in two.

use super::index::Index;
use super::planner::Planner;
use crate::extract::Grade;
use crate::lexicon::IndicatorId;
use crate::model::{FigureId, FigureRecord, Profile};
use std::collections::BTreeSet;

/// Rows that the region's own page holds.
const MOST_OWN: usize = 70;
/// Rows of a further page.
const MOST: usize = 320;
/// The place of figures in doubt among the groups, that of figures of no indicator, of no known group.
const DOUBTFUL: u64 = 63;
const OTHER: u64 = 62;
const UNKNOWN: u64 = 61;
/// The place of what is no indicator.
const LAST: u64 = 1023;
/// Bits of a key below the group, the indicator, the year.
const BELOW: [u32; 3] = [58, 48, 40];

/// A page of a region's table.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// 0 for the region's own page.
    pub(super) number: u64,
    /// Its figures.
    pub(super) groups: Vec<Group<'a>>,
}

/// Figures of one group.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// Its identity; none for figures in doubt.
    pub(super) id: Option<&'a str>,
    /// Its anchor on the page.
    pub(super) anchor: String,
    /// Its figures: one indicator after the other, the latest first.
    pub(super) figures: Vec<&'a FigureRecord>,
}

/// A figure with its key.
type Keyed<'a> = (u64, &'a FigureRecord);

impl<'a> Index<'a> {
    /// Cuts a region's table into pages; the first is the region's own and may hold no row.
    pub(super) fn cut_table(&self, profile: &'a Profile) -> Vec<Part<'a>> {
        let cards: BTreeSet<&FigureId> = profile.cards.iter().collect();
        let report = self.report();
        let mut keyed: Vec<Keyed<'a>> = profile
            .figures
            .iter()
            .filter_map(|id| report.figures.get(id))
            .map(|figure| {
                let doubtful = figure.grade == Grade::D && !cards.contains(&figure.id);
                (self.key(figure, doubtful), figure)
            })
            .collect();
        keyed.sort_unstable_by_key(|(key, figure)| (*key, &figure.id));
        let own = |rows| Part { number: 0, groups: grouped(rows) };
        if keyed.len() <= MOST_OWN {
            return vec![own(&keyed)];
        }
        let mut parts = vec![own(&[])];
        halve(&keyed, (0, 1), &mut parts);
        parts
    }

    fn key(&self, figure: &FigureRecord, doubtful: bool) -> u64 {
        let group = if doubtful { DOUBTFUL } else { self.group_place(figure) };
        let indicator = figure.indicator.as_ref().map_or(LAST, |id| self.indicator_place(id));
        let year = figure.period.map_or(0, |period| i32::from(period.end.year()) - 1900);
        let year = 255 - u64::try_from(year.clamp(0, 255)).unwrap_or_default();
        let [a, b, c] = BELOW;
        (group << a) | (indicator.min(LAST) << b) | (year << c) | figure.id.number()
    }

    fn group_place(&self, figure: &FigureRecord) -> u64 {
        if figure.indicator.is_none() {
            return OTHER;
        }
        let mut groups = self.lexicon().pack.groups.iter();
        let place = groups.position(|group| group.id == *figure.group);
        place.and_then(|place| u64::try_from(place).ok()).unwrap_or(UNKNOWN).min(UNKNOWN)
    }

    fn indicator_place(&self, id: &IndicatorId) -> u64 {
        let place = self.place_of_indicator(id);
        place.and_then(|place| u64::try_from(place).ok()).unwrap_or(LAST)
    }
}

impl<'a> Planner<'a> {
    /// The name of a further page: its first group and its last, and the indicators it begins and
    /// ends with where it holds but a part of one.
    pub(super) fn part_name(&self, parts: &[Part<'a>], part: &Part<'a>) -> String {
        let (Some(first), Some(last)) = (part.groups.first(), part.groups.last()) else {
            return String::new();
        };
        let name = |group: &Group<'_>| match group.id {
            Some(id) => self.group_name(id),
            None => self.words.doubts.to_owned(),
        };
        let (from, to) = (name(first), name(last));
        let names = if from == to { from } else { format!("{from}—{to}") };
        let shared = |group: &Group<'_>| {
            parts.iter().filter(|p| p.groups.iter().any(|g| g.id == group.id)).count() > 1
        };
        if !shared(first) && !shared(last) {
            return names;
        }
        let ends = [first.figures.first(), last.figures.last()];
        let ends: Vec<&str> = ends.into_iter().flatten().map(|f| self.thing(f)).collect();
        format!("{names}（{}）", ends.join("—"))
    }

    /// The indicator of a figure, else the text's words.
    pub(super) fn thing<'f>(&self, figure: &'f FigureRecord) -> &'f str
    where
        'a: 'f,
    {
        figure.indicator.as_ref().map_or(&figure.measure, |id| self.indicator_label(id))
    }
}

/// Cuts figures until each page is short enough; `depth` bits are the same in all of their keys.
fn halve<'a>(keyed: &[Keyed<'a>], (depth, number): (u32, u64), parts: &mut Vec<Part<'a>>) {
    if keyed.is_empty() {
        return;
    }
    if keyed.len() <= MOST || depth == 63 {
        parts.push(Part { number, groups: grouped(keyed) });
        return;
    }
    let middle = keyed.partition_point(|(key, _)| (key >> (63 - depth)) & 1 == 0);
    if let Some((low, high)) = keyed.split_at_checked(middle) {
        halve(low, (depth + 1, number * 2), parts);
        halve(high, (depth + 1, number * 2 + 1), parts);
    }
}

fn grouped<'a>(keyed: &[Keyed<'a>]) -> Vec<Group<'a>> {
    let place = |key: u64| {
        let [group, ..] = BELOW;
        key >> group
    };
    keyed
        .chunk_by(|(a, _), (b, _)| place(*a) == place(*b))
        .filter_map(|rows| {
            let (key, first) = rows.first()?;
            let doubtful = place(*key) == DOUBTFUL;
            Some(Group {
                id: (!doubtful).then_some(&*first.group),
                anchor: format!("g-{}", place(*key)),
                figures: rows.iter().map(|(_, figure)| *figure).collect(),
            })
        })
        .collect()
}
