//! The unit of a number: a word after it, a currency sign before it, or the noun that lends it.

use super::super::numeral::{Glyphs, Number, Shape, is_han};
use crate::lexicon::{Dimension, Lexicon, UnitDef};
use crate::span::Span;

/// A unit found for a number; indices count characters.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    pub(super) name: &'a str,
    pub(super) dimension: Dimension,
    pub(super) weak: bool,
    /// One past the unit as written; the number's own end when a noun lends the unit.
    pub(super) end: usize,
    /// The noun that lends the unit.
    pub(super) head: Option<Span>,
}

impl<'a> Unit<'a> {
    fn word(def: &'a UnitDef, end: usize) -> Self {
        Self { name: &def.unit, dimension: def.dimension, weak: def.weak, end, head: None }
    }
}

/// The unit that stands at character `at`.
pub(super) fn word<'a>(glyphs: &Glyphs<'_>, at: usize, lexicon: &'a Lexicon) -> Option<Unit<'a>> {
    let found = lexicon.unit_at(glyphs.from(at))?;
    Some(Unit::word(found.def, at + found.len))
}

/// The currency written right before character `at`: its unit and where it starts.
pub(super) fn currency_before<'a>(
    glyphs: &Glyphs<'_>,
    at: usize,
    lexicon: &'a Lexicon,
) -> Option<(Unit<'a>, usize)> {
    let rule = &lexicon.book.quantity.currency_sign;
    let mut end = at;
    while end > 0 && at - end < 2 && glyphs.before(end, 1) == ' ' {
        end -= 1;
    }
    let (sign, start) = glyphs.word_before(end, rule.signs.words()).filter(|_| rule.on())?;
    let def = lexicon.unit(rule.signs.of(sign)?)?;
    Some((Unit::word(def, at), start))
}

/// Most characters between a number with a scale and the noun that lends its unit.
const REACH: usize = 14;
/// The same for plain digits, which may be anything.
const REACH_PLAIN: usize = 5;

/// The noun after character `at` that lends its unit: 19.1万贫困户.
///
/// Only unbroken Han text is looked through; plain digits that could be a year lend nothing.
pub(super) fn lent<'a>(
    glyphs: &Glyphs<'_>,
    number: &Number,
    at: usize,
    lexicon: &'a Lexicon,
) -> Option<Unit<'a>> {
    let rule = &lexicon.book.quantity.unit_of_noun;
    let large = number.scale >= 3;
    let plain = number.shape == Shape::Arabic && !number.decimals && !number.like_year();
    if number.shape == Shape::Single || number.shape == Shape::Bare || !(large || plain) {
        return None;
    }
    let reach = if large { REACH } else { REACH_PLAIN };
    for start in at..at + reach {
        let c = glyphs.at(start);
        if !is_han(c) || rule.stops.has(c) || !rule.on() {
            return None;
        }
        let Some((len, noun)) = lexicon.head_at(glyphs.from(start)) else { continue };
        let end = start + len;
        // 户 and 人 count behind other words as well; a division counts only right after the
        // number (14县366乡): further off it belongs to a name.
        let alone = || {
            let counts = rule.whole.has(c) || (start == at && !large);
            counts && !rule.longer.has(glyphs.at(end))
        };
        if len > 1 || alone() {
            let Some(def) = lexicon.unit(&noun.unit) else { continue };
            return Some(Unit { head: Some(glyphs.span(at, end)), ..Unit::word(def, at) });
        }
    }
    None
}

/// How far before a ratio its noun may stand, in characters: 收入比由上年的|2.35.
const RATIO: usize = 16;

/// The multiple that a decimal without a unit is behind a ratio of incomes, and where its noun stands.
pub(super) fn ratio_before<'a>(
    glyphs: &Glyphs<'_>,
    number: &Number,
    end: usize,
    lexicon: &'a Lexicon,
) -> Option<(Unit<'a>, Span)> {
    let rule = &lexicon.book.quantity.ratio_of_incomes;
    let next = glyphs.at(end);
    let open = !is_han(next) && !next.is_ascii_alphanumeric() && !matches!(next, ':' | '：' | '%');
    let ends = open || glyphs.word(end, &rule.changes).is_some();
    if !number.decimals || number.scale != 0 || number.high.is_some() || !ends || !rule.on() {
        return None;
    }
    let stops = |at: &usize| !"，。；\n".contains(glyphs.at(*at));
    let back = (1..=RATIO).map_while(|i| number.start.checked_sub(i)).take_while(stops);
    let (noun, start) =
        back.into_iter().find_map(|at| glyphs.word_before(at, rule.nouns.words()))?;
    let by = glyphs.span(start, start + noun.chars().count());
    Some((Unit::word(lexicon.unit(rule.nouns.of(noun)?)?, end), by))
}

/// The unit of a large number at the end of its clause, from the noun before it, and where that
/// noun stands: 总人口|362.5万.
pub(super) fn lent_before<'a>(
    glyphs: &Glyphs<'_>,
    number: &Number,
    end: usize,
    lexicon: &'a Lexicon,
) -> Option<(Unit<'a>, Span)> {
    let rule = &lexicon.book.quantity.unit_of_noun_before;
    let next = glyphs.at(end);
    if number.scale < 4 || is_han(next) || next.is_ascii_alphanumeric() || !rule.on() {
        return None;
    }
    let mut at = number.start;
    while let Some((_, start)) = glyphs.word_before(at, &rule.between) {
        at = start;
    }
    let (noun, start) = glyphs.word_before(at, rule.nouns.words())?;
    Some((Unit::word(lexicon.unit(rule.nouns.of(noun)?)?, end), glyphs.span(start, at)))
}
