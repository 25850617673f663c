//! Which county a text calls its own by its short name: 咱雷波, or 雷波人 and 在雷波 all along.

use super::headline::{Reader, is_person};
use super::name::{Tables, before, begins_village, is_han};
use crate::gazetteer::{Adcode, Hit, Level, NameKind, Reading};
use crate::rules::Decided;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How often a word must be named as one's own place, where no outlet is called so.
const OFTEN: usize = 2;

/// A county's short name in the text.
struct Mention<'a> {
    hit: &'a Hit<'a>,
    code: Adcode,
    /// Whether the name is a word too.
    word: bool,
}

impl Reader<'_> {
    /// 咱雷波, 我们五峰: the county that the writer calls his own; what people say of theirs counts where
    /// the writer names none.
    pub(super) fn own(&self) -> Option<Decided<Adcode>> {
        let rule = &self.tables.rules.own_place;
        let text = self.article.text.text.as_str();
        let mut named: BTreeMap<Adcode, Vec<(Span, bool)>> = BTreeMap::new();
        for mention in self.mentions() {
            let Mention { hit, code, word } = mention;
            let ours = rule.ours.ends(text.get(..hit.span.start).unwrap_or_default());
            let behind = text.get(hit.span.end..).unwrap_or_default();
            let stands = !word || !behind.starts_with(is_han) || rule.goes_on.starts(behind);
            if ours && stands {
                named.entry(code).or_default().push((hit.span, self.is_said(hit.span)));
            }
        }
        named.retain(|code, spans| {
            !self.is_word(*code)
                || self.is_outlet(*code)
                || (spans.len() >= OFTEN && self.names_above(*code))
        });
        let written = |spans: &Vec<(Span, bool)>| spans.iter().filter(|(_, said)| !said).count();
        let chosen = most(named.iter().map(|(code, spans)| (*code, written(spans))));
        // What is said of a county that the text names in full may be a guest's.
        let foreign: BTreeSet<Adcode> = self.full().collect();
        let said = named.iter().filter(|(code, _)| !foreign.contains(code));
        let said = || most(said.map(|(code, spans)| (*code, spans.len())));
        let code = chosen.or_else(said).filter(|code| self.speaks_of(*code) || chosen.is_some())?;
        rule.decide(code, named.get(&code)?.first()?.0)
    }

    /// 子洲人, 在子洲: the county that a text calls by its short name all along, where it says 全县; and
    /// how often.
    pub(super) fn called(&self) -> Option<(Decided<Adcode>, usize)> {
        let rule = &self.tables.rules.short_name_of_home;
        let text = self.article.text.text.as_str();
        let persons = &self.tables.rules.short_name_around_text;
        let mut named: BTreeMap<Adcode, Vec<Span>> = BTreeMap::new();
        let mut people: BTreeSet<Adcode> = BTreeSet::new();
        for Mention { hit, code, word } in self.mentions() {
            if word {
                continue;
            }
            if is_person(text, hit.span, persons) {
                people.insert(code);
            }
            let behind = text.get(hit.span.end..).unwrap_or_default();
            let free = before(text, hit.span.start)
                .is_none_or(|c| !is_han(c) || self.tables.rules.short_name.openers.has(c))
                || rule.before.ends(text.get(..hit.span.start).unwrap_or_default());
            let placed = !behind.starts_with(is_han) || rule.behind.starts(behind);
            let titled = self.headline_span().contains(hit.span);
            if titled || rule.people.starts(behind) || (free && placed) {
                named.entry(code).or_default().push(hit.span);
            }
        }
        let foreign: BTreeSet<Adcode> = self.full().collect();
        named.retain(|code, _| !people.contains(code) && !foreign.contains(code));
        named.retain(|code, spans| self.speaks_as_of(*code) && spans.len() >= OFTEN);
        let code = most(named.iter().map(|(code, spans)| (*code, spans.len())))?;
        let spans = named.get(&code)?;
        Some((rule.decide(code, *spans.first()?)?, spans.len()))
    }

    /// Whether the text says 全县 of a county, or names its offices: 县里.
    fn speaks_as_of(&self, code: Adcode) -> bool {
        let Tables { gazetteer, rules } = self.tables;
        let offices = || rules.kind_spoken_of.county.any(&self.article.text.text);
        self.speaks_of(code) || gazetteer.name(code).ends_with('县') && offices()
    }

    /// Names of counties that are no piece of a longer one, short or in full.
    fn mentions(&self) -> Vec<Mention<'_>> {
        let text = self.article.text.text.as_str();
        let mut hits: Vec<&Hit<'_>> = self.hits.iter().collect();
        hits.sort_by_key(|hit| (hit.span.start, usize::MAX - hit.span.end));
        let mut free = 0;
        let mut found = Vec::new();
        for hit in hits {
            if hit.span.end <= free {
                continue;
            }
            free = free.max(hit.span.end);
            let county = |r: &&Reading| r.code.level() == Level::County;
            let readings: Vec<Reading> = hit.readings.iter().filter(county).copied().collect();
            let larger = readings.len() < hit.readings.len();
            let Some(code) = self.region(&readings).filter(|_| !larger) else { continue };
            if !begins_village(text, hit.span.end, self.tables.rules) {
                let word = readings.iter().any(|r| r.kind == NameKind::Word);
                found.push(Mention { hit, code, word });
            }
        }
        found
    }

    /// The counties that the text names in full.
    fn full(&self) -> impl Iterator<Item = Adcode> {
        let readings = self.hits.iter().flat_map(|hit| hit.readings);
        readings.filter(|reading| reading.kind == NameKind::Full).map(|reading| reading.region)
    }

    /// Whether the short name of `code` is a word.
    fn is_word(&self, code: Adcode) -> bool {
        let readings = self.hits.iter().flat_map(|hit| hit.readings);
        readings.filter(|r| r.region == code).any(|r| r.kind == NameKind::Word)
    }

    /// Whether the outlet is called after `code`.
    fn is_outlet(&self, code: Adcode) -> bool {
        let Some(outlet) = self.article.outlet.as_deref() else { return false };
        let hits = self.tables.gazetteer.scan(outlet);
        hits.iter().flat_map(|hit| hit.readings).any(|reading| reading.region == code)
    }

    /// Whether the text names what holds `code`.
    fn names_above(&self, code: Adcode) -> bool {
        let above = self.tables.gazetteer.path(code);
        let readings = self.hits.iter().flat_map(|hit| hit.readings);
        let mut named = readings.filter(|r| r.kind != NameKind::Word).map(|r| r.region);
        named.any(|region| above.contains(&region))
    }

    /// Whether `span` stands in a quotation.
    fn is_said(&self, span: Span) -> bool {
        let lines = &self.article.lines;
        let at = lines.partition_point(|line| line.span.end <= span.start);
        let text = self.article.text.text.as_str();
        lines.get(at).is_some_and(|line| super::elsewhere::is_said(text, line.span, span))
    }
}

/// The one with the highest count above none.
fn most(counts: impl Iterator<Item = (Adcode, usize)>) -> Option<Adcode> {
    let mut counts: Vec<(usize, Adcode)> =
        counts.filter(|(_, count)| *count > 0).map(|(code, count)| (count, code)).collect();
    counts.sort_unstable();
    let (count, code) = counts.pop()?;
    counts.last().is_none_or(|(other, _)| *other < count).then_some(code)
}
