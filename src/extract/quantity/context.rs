//! What stands around a number that counts nothing: words of order, codes, names, lost characters.

use super::super::numeral::{Glyphs, digit, is_digit, is_point, is_scale};
use crate::lexicon::Dimension;
use crate::rules::Rule;
use crate::rules::number::{
    DamagedNumber, InIdiom, NotCounting, NumberCode, NumberSize, NumberedPlace, Ordinal, Tolerance,
    VagueNumber,
};

/// Whether the dimension counts things, as numbers in names do; money and measures do not.
pub(super) const fn countable(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Count | Dimension::Multiple | Dimension::Duration)
}

/// Whether the number at `at` is an ordinal or rank: 第三, 前10名, 最后一名.
pub(super) fn ordinal(glyphs: &Glyphs<'_>, at: usize, rule: &Ordinal) -> bool {
    let at = if glyphs.before(at, 1) == ' ' { at - 1 } else { at };
    let before = glyphs.before(at, 1);
    let ordered = if rule.ends.has(before) {
        // 最后一个县 is a rank, 最后9个县 are nine.
        match glyphs.word_before(at, &rule.last) {
            Some(_) => digit(glyphs.at(at)) == Some(1),
            None => glyphs.word_before(at, &rule.not_before).is_none(),
        }
    } else {
        rule.marks.has(before) || glyphs.word_before(at, &rule.words).is_some()
    };
    rule.on() && ordered
}

/// Whether the number that starts at `start` is the rest of one: a digit or scale stands right before
/// it and belongs to no word (统一, 第一).
pub(super) fn torn_off(glyphs: &Glyphs<'_>, start: usize, rule: &InIdiom) -> bool {
    let (before, further) = (glyphs.before(start, 1), glyphs.before(start, 2));
    let numeral = |c: char| is_digit(c) || is_scale(c) || c.is_ascii_digit();
    let worded = || {
        let mut words = rule.words.around(glyphs.chars(), start - 1);
        words.any(|(_, end)| end == start)
    };
    // 周三15时, 初一20人: one Han digit before Arabic ones is a word more often.
    let alone = is_digit(before) && !numeral(further) && glyphs.at(start).is_ascii_digit();
    let behind_point = is_point(before) && numeral(further);
    behind_point || numeral(before) && !alone && !worded()
}

/// The rule by which the number from `start` to `end` is a size (3×5米) or what another may be off by
/// (±0.05).
pub(super) fn beside_sign(
    glyphs: &Glyphs<'_>,
    start: usize,
    end: usize,
    rules: &NotCounting,
) -> Option<Rule> {
    let (size, off) = (&rules.size, &rules.tolerance);
    let times = |mark: char, beyond: char| {
        size.signs.has(mark) || size.letters.has(mark) && beyond.is_ascii_digit()
    };
    let before = glyphs.before(start, 1);
    let sized = times(before, glyphs.before(start, 2)) || times(glyphs.at(end), glyphs.at(end + 1));
    if sized && size.on() {
        return Some(NumberSize::RULE);
    }
    (off.signs.has(before) && off.on()).then_some(Tolerance::RULE)
}

/// The rule by which the number from `start` to `end` is part of a code (4A, G318, 3+10+N, v2.0,
/// 1号) or names a generation (80后).
pub(super) fn code(
    glyphs: &Glyphs<'_>,
    start: usize,
    end: usize,
    rules: &NotCounting,
) -> Option<Rule> {
    let decade = rules.birth_decade.on() && decade(glyphs, start, end, rules);
    let decade = decade.then_some(crate::rules::number::BirthDecade::RULE);
    let code = || coded(glyphs, start, end, &rules.code).then_some(NumberCode::RULE);
    decade.or_else(code)
}

fn coded(glyphs: &Glyphs<'_>, start: usize, end: usize, rule: &NumberCode) -> bool {
    let before = glyphs.before(start, 1);
    let next = glyphs.at(end);
    let chained = |mark: char, next: char| {
        matches!(mark, '-' | '·' | '.' | '_') && next.is_ascii_alphanumeric()
    };
    let named = before.is_ascii_alphabetic() && !measured(glyphs, (start, end), rule);
    let marked = named
        || rule.joins.has(before) && !signed_plus(glyphs, start, end, rule)
        || next == '+'
        || rule.after.has(next) && glyphs.word(end, &rule.not_after).is_none()
        || chained(before, glyphs.before(start, 2))
        || chained(next, glyphs.at(end + 1)) && next != '-'
        || (glyphs.at(start) == '0' && glyphs.at(start + 1).is_ascii_digit());
    rule.on() && marked
}

/// Whether `+` before the number at `start` is its sign: 同比+3.6%. Elsewhere it joins: 5+2.
pub(super) fn signed_plus(
    glyphs: &Glyphs<'_>,
    start: usize,
    end: usize,
    rule: &NumberCode,
) -> bool {
    let named = glyphs.word_before(start.saturating_sub(1), &rule.measures).is_some();
    let joined = glyphs.before(start, 2).is_ascii_alphanumeric() && !named;
    glyphs.before(start, 1) == '+' && !joined && glyphs.word(end, &rule.shares).is_some()
}

/// Whether the letters before the number name what it measures: GDP68.4亿元.
fn measured(glyphs: &Glyphs<'_>, (start, end): (usize, usize), rule: &NumberCode) -> bool {
    let word = glyphs.word_before(start, &rule.measures);
    let listed = word.is_some_and(|(_, from)| !glyphs.before(from, 1).is_ascii_alphanumeric());
    let capitals = |count: usize| {
        (1..=count).all(|back| glyphs.before(start, back).is_ascii_uppercase())
            && !glyphs.before(start, count + 1).is_ascii_digit()
    };
    // LED1200盏, but not SUV5座.
    let long = end > start + 2;
    listed || capitals(2) && rule.amounts.has(glyphs.at(end)) || capitals(3) && long
}

/// 80后, 90后: people by the decade of their birth.
fn decade(glyphs: &Glyphs<'_>, start: usize, end: usize, rules: &NotCounting) -> bool {
    let rule = &rules.birth_decade;
    end == start + 2
        && glyphs.before(end, 1) == '0'
        && rule.after.has(glyphs.at(end))
        && glyphs.word(end, &rule.not_after).is_none()
}

/// Whether a Han number with its unit is the beginning of a place's or road's name: 五里村.
pub(super) fn place_name(
    glyphs: &Glyphs<'_>,
    unit_start: usize,
    unit_end: usize,
    rule: &NumberedPlace,
) -> bool {
    rule.on()
        && unit_end == unit_start + 1
        && glyphs.word(unit_start, &rule.distances).is_none()
        && rule.units.has(glyphs.at(unit_start))
        && rule.ends.has(glyphs.at(unit_end))
}

/// What makes the number that starts at `start` unreadable from the left: a lost character (`?`),
/// or, before a bare scale, a quantifier that names no number (几百, 数千).
pub(super) fn broken_before(
    glyphs: &Glyphs<'_>,
    start: usize,
    bare: bool,
    rules: &NotCounting,
) -> Option<Rule> {
    let (before, further) = (glyphs.before(start, 1), glyphs.before(start, 2));
    let lost = rules.damaged.marks.has(before)
        || (matches!(before, ';' | '；') && further == '?')
        || (bare && rules.damaged.remnants.has(before));
    if lost && rules.damaged.on() {
        return Some(DamagedNumber::RULE);
    }
    let vague = bare && rules.vague.on() && rules.vague.quantifiers.has(before);
    vague.then_some(VagueNumber::RULE)
}
