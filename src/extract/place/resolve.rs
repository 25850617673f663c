//! Which division a name means: by the parent before it, the article's other places, the year.

use super::name::{Name, Tables};
use crate::gazetteer::{Adcode, Gazetteer, Level, Reading};
use crate::rules::{Decided, Decision};
use crate::span::Span;

/// A name with its division; none while several fit equally well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// Where.
    pub(super) span: Span,
    /// The division, under the code of the article's year.
    pub(super) code: Option<Adcode>,
    /// How it was told from its namesakes, and its code from today's.
    pub(super) by: [Option<Decision>; 2],
}

/// What the names of a text are resolved by.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'a> {
    pub(super) text: &'a str,
    /// Divisions that the article's surroundings name: front matter, outlet, dateline.
    pub(super) hints: &'a [Adcode],
    pub(super) year: Option<i16>,
    pub(super) tables: Tables<'a>,
}

impl Resolver<'_> {
    /// Resolves `names`, in order.
    pub(super) fn resolve(&self, names: &[Name]) -> Vec<Resolved> {
        let certain: Vec<(Span, Adcode)> = names
            .iter()
            .filter_map(|name| match self.regions(name).0.as_slice() {
                [only] => Some((name.span, *only)),
                _ => None,
            })
            .collect();
        let mut out: Vec<Resolved> = Vec::new();
        for name in names {
            let (fitting, larger) = self.regions(name);
            let (region, told) = match fitting.as_slice() {
                [only] => (Some(*only), larger),
                several => {
                    let chosen = self.choose(several, name.span, out.last(), &certain);
                    (chosen.map(|c| c.value), chosen.map(|c| c.decision()))
                }
            };
            let code = region.map(|region| self.code_of(name, region));
            let dated = code.and_then(|(_, dated)| dated);
            let code = code.map(|(code, _)| code);
            out.push(Resolved { span: name.span, code, by: [told, dated] });
        }
        out
    }

    /// The regions that the name meant in the year, or any time when it meant none then; and why
    /// only the largest, where it is one.
    fn regions(&self, name: &Name) -> (Vec<Adcode>, Option<Decision>) {
        let regions = regions(&name.readings, self.year);
        // 吉林, 海南: short for a province and for something in or outside it.
        match regions.as_slice() {
            [first, _, ..] if first.level() == Level::Province => {
                let larger = self.tables.rules.larger_namesake.decide((), name.span);
                if larger.is_some() { (vec![*first], larger) } else { (regions, None) }
            }
            _ => (regions, None),
        }
    }

    fn choose(
        &self,
        several: &[Adcode],
        span: Span,
        last: Option<&Resolved>,
        certain: &[(Span, Adcode)],
    ) -> Option<Decided<Adcode>> {
        let Tables { gazetteer, rules } = self.tables;
        let parent = last.filter(|last| self.adjoins(last.span, span)).and_then(|last| last.code);
        let child = |parent| only(several, |code| code != parent && gazetteer.within(code, parent));
        let in_parent = || rules.namesake_behind_parent.decide(parent.and_then(child)?, span);
        let beside = || {
            let around = around(certain, span, self.hints);
            rules.namesake_near_others.decide(near(several, &around, gazetteer)?, span)
        };
        // 阿坝, 恩施: the prefecture, when nothing tells it from its namesake inside.
        let first = several.first().copied()?;
        let holds = || several.iter().all(|&c| c == first || gazetteer.within(c, first));
        let largest = || holds().then(|| rules.larger_namesake.decide(first, span))?;
        // 连江县, 金门县: the standard's, where nothing speaks of Taiwan.
        let listed = || rules.namesake_in_taiwan.decide(only(several, |c| !c.in_taiwan())?, span);
        in_parent().or_else(beside).or_else(largest).or_else(listed)
    }

    fn adjoins(&self, front: Span, name: Span) -> bool {
        let gap = Span::new(front.end, name.start).of(self.text);
        let linked =
            matches!(gap, "" | " ") || self.tables.rules.namesake_behind_parent.links.is(gap);
        linked && front.end <= name.start
    }

    /// The code that goes with the name in the article's year.
    fn code_of(&self, name: &Name, region: Adcode) -> (Adcode, Option<Decision>) {
        let year = self.year;
        let held = name
            .readings
            .iter()
            .find(|reading| reading.region == region && year.is_some() && reading.holds(year));
        let gazetteer = self.tables.gazetteer;
        let then = held.map_or_else(|| gazetteer.code_in(region, year), |reading| reading.code);
        if then == region {
            return (region, None);
        }
        let dated = self.tables.rules.code_of_the_year.decide((), name.span);
        (if dated.is_some() { then } else { region }, dated)
    }
}

/// The regions that the name meant in `year`, or any time when it meant none then.
fn regions(readings: &[Reading], year: Option<i16>) -> Vec<Adcode> {
    let current = readings.iter().any(|reading| reading.holds(year));
    let mut regions = Vec::new();
    for reading in readings.iter().filter(|reading| !current || reading.holds(year)) {
        if !regions.contains(&reading.region) {
            regions.push(reading.region);
        }
    }
    regions
}

/// Unambiguous places, the nearest before `span` first, then those behind, then the hints.
fn around(certain: &[(Span, Adcode)], span: Span, hints: &[Adcode]) -> Vec<Adcode> {
    let (front, behind): (Vec<_>, Vec<_>) = certain.iter().partition(|(s, _)| s.start < span.start);
    front
        .iter()
        .rev()
        .chain(behind.iter())
        .map(|(_, code)| *code)
        .chain(hints.iter().copied())
        .collect()
}

/// The one of `several` that passes the test, if no other does.
fn only(several: &[Adcode], test: impl Fn(Adcode) -> bool) -> Option<Adcode> {
    let mut found = several.iter().copied().filter(|&code| test(code));
    found.next().filter(|_| found.next().is_none())
}

/// The one that shares its prefecture, else its province, with a place nearby.
fn near(several: &[Adcode], around: &[Adcode], gazetteer: &Gazetteer) -> Option<Adcode> {
    // The same prefecture as a place nearby speaks louder than the same province.
    for share in [Adcode::prefecture, Adcode::province] {
        for other in around {
            let alike = |code: Adcode| {
                share(code) == share(*other)
                    && (share(*other).level() != Level::Prefecture
                        || gazetteer.division(share(*other), None).is_some())
            };
            if let Some(code) = only(several, alike) {
                return Some(code);
            }
        }
    }
    None
}
