//! What an amount is stated per: 户均, 每亩, 元/公斤; and 各, which gives it to each of several.

use super::read::{Core, Reader};
use super::unit;
use crate::lexicon::Dimension;
use crate::rules::Decided;

/// Most characters between a basis and the number it governs.
const REACH: usize = 14;

/// How far before a number 各 may stand, in characters.
const EACH: usize = 4;

impl Reader<'_> {
    /// What the number at `at` is stated per, as written, when its clause says so before it and no
    /// other number stands between.
    pub(super) fn basis_before(&self, at: usize) -> Option<Decided<String>> {
        let (glyphs, rule) = (self.glyphs, &self.rules.basis_before);
        for here in (at.saturating_sub(REACH)..at).rev() {
            let c = glyphs.at(here);
            if rule.stops.has(c) || c.is_ascii_digit() {
                return None;
            }
            let found = if rule.starts.has(c) {
                let lead = glyphs.word_before(here, &rule.lead).map(|(_, from)| from);
                let word = |from| Some((glyphs.word(from, &rule.bases)?.0, from));
                Some(lead.and_then(word).or_else(|| word(here))?)
            } else if rule.ends.has(c) {
                glyphs.word_before(here + 1, &rule.bases)
            } else {
                None
            };
            if let Some((word, from)) = found {
                let by = glyphs.span(from, from + word.chars().count());
                return rule.decide(word.to_owned(), by);
            }
        }
        None
    }

    /// The basis after a stroke or 每: 3000元/亩, 3.5元每斤; and where it ends.
    pub(super) fn basis_behind(
        &self,
        core: &Core<'_>,
        at: usize,
    ) -> Option<(Decided<String>, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.basis_behind);
        let each = rule.every.has(glyphs.at(at)) && core.unit.dimension == Dimension::Money;
        if !(glyphs.at(at) == '/' || each) || core.unit.head.is_some() {
            return None;
        }
        let found = unit::word(glyphs, at + 1, self.lexicon)?;
        let by = glyphs.span(at + 1, found.end);
        Some((rule.decide(by.of(glyphs.text).to_owned(), by)?, found.end))
    }

    /// Whether 各 distributes the number at `at` over what was listed before:
    /// 卫生室、文化室各1290处.
    pub(super) fn each(&self, at: usize) -> Option<Decided<bool>> {
        let (glyphs, rule) = (self.glyphs, &self.rules.each_of_several);
        for back in 1..=EACH {
            let c = glyphs.before(at, back);
            if rule.each.has(c) {
                return rule.decide(true, glyphs.span(at - back, at - back + 1));
            }
            if rule.not_after.has(c) {
                return None;
            }
        }
        None
    }
}
