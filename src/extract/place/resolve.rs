//! Which division a name means: by the parent before it, the article's other places, the year.

use super::name::Name;
use crate::gazetteer::{Adcode, Gazetteer, Level, Reading};
use crate::span::Span;

/// A name with its division; none while several fit equally well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// Where.
    pub(super) span: Span,
    /// The division, under the code of the article's year.
    pub(super) code: Option<Adcode>,
}

/// Resolves `names` of `text`, in order. `hints` are divisions that the article's surroundings
/// name: front matter, outlet, dateline.
pub(super) fn resolve(
    text: &str,
    names: &[Name],
    hints: &[Adcode],
    year: Option<i16>,
    gazetteer: &Gazetteer,
) -> Vec<Resolved> {
    let certain: Vec<(Span, Adcode)> = names
        .iter()
        .filter_map(|name| match regions(&name.readings, year).as_slice() {
            [only] => Some((name.span, *only)),
            _ => None,
        })
        .collect();
    let mut out: Vec<Resolved> = Vec::new();
    for name in names {
        let fitting = regions(&name.readings, year);
        let region = match fitting.as_slice() {
            [only] => Some(*only),
            several => {
                let in_front = out.last().filter(|last| adjoins(text, last.span, name.span));
                let parent = in_front.and_then(|last| last.code);
                choose(several, parent, &around(&certain, name.span, hints), gazetteer)
            }
        };
        let code = region.map(|region| code_of(name, region, year, gazetteer));
        out.push(Resolved { span: name.span, code });
    }
    out
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
    // 吉林, 海南: short for a province and for something in or outside it.
    match regions.first() {
        Some(first) if first.level() == Level::Province => vec![*first],
        _ => regions,
    }
}

fn adjoins(text: &str, front: Span, name: Span) -> bool {
    matches!(Span::new(front.end, name.start).of(text), "" | "的" | " ") && front.end <= name.start
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

fn choose(
    several: &[Adcode],
    parent: Option<Adcode>,
    around: &[Adcode],
    gazetteer: &Gazetteer,
) -> Option<Adcode> {
    let only = |test: &dyn Fn(Adcode) -> bool| {
        let mut found = several.iter().copied().filter(|&code| test(code));
        found.next().filter(|_| found.next().is_none())
    };
    if let Some(parent) = parent
        && let Some(code) = only(&|code| code != parent && gazetteer.within(code, parent))
    {
        return Some(code);
    }
    // The same prefecture as a place nearby speaks louder than the same province.
    for share in [Adcode::prefecture, Adcode::province] {
        for other in around {
            let alike = |code: Adcode| {
                share(code) == share(*other)
                    && (share(*other).level() != Level::Prefecture
                        || gazetteer.division(share(*other), None).is_some())
            };
            if let Some(code) = only(&alike) {
                return Some(code);
            }
        }
    }
    // 阿坝, 恩施: the prefecture, when nothing tells it from its namesake inside.
    let first = several.first().copied()?;
    several.iter().all(|&code| code == first || gazetteer.within(code, first)).then_some(first)
}

/// The code that goes with the name in the article's year.
fn code_of(name: &Name, region: Adcode, year: Option<i16>, gazetteer: &Gazetteer) -> Adcode {
    let held = name
        .readings
        .iter()
        .find(|reading| reading.region == region && year.is_some() && reading.holds(year));
    held.map_or_else(|| gazetteer.code_in(region, year), |reading| reading.code)
}
