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

const SIGNS: &[(&str, &str)] = &[
    ("US$", "美元"),
    ("HK$", "港元"),
    ("NT$", "新台币"),
    ("A$", "澳元"),
    ("C$", "加元"),
    ("S$", "新加坡元"),
    ("$", "美元"),
    ("¥", "元"),
    ("￥", "元"),
    ("€", "欧元"),
    ("£", "英镑"),
    ("RMB", "元"),
    ("CNY", "元"),
    ("USD", "美元"),
    ("HKD", "港元"),
    ("EUR", "欧元"),
    ("GBP", "英镑"),
    ("JPY", "日元"),
    ("人民币", "元"),
    ("美金", "美元"),
    ("港币", "港元"),
    ("美元", "美元"),
    ("欧元", "欧元"),
    ("英镑", "英镑"),
    ("日元", "日元"),
    ("日币", "日元"),
    ("港元", "港元"),
    ("新台币", "新台币"),
    ("台币", "新台币"),
    ("澳元", "澳元"),
    ("加元", "加元"),
    ("韩元", "韩元"),
    ("卢布", "卢布"),
];

/// The currency written right before character `at`: its unit and where it starts.
pub(super) fn currency_before<'a>(
    glyphs: &Glyphs<'_>,
    at: usize,
    lexicon: &'a Lexicon,
) -> Option<(Unit<'a>, usize)> {
    let mut end = at;
    while end > 0 && at - end < 2 && glyphs.before(end, 1) == ' ' {
        end -= 1;
    }
    let (sign, name) = SIGNS.iter().find(|(sign, _)| glyphs.ends(end, sign))?;
    let def = lexicon.unit(name)?;
    Some((Unit::word(def, at), end - sign.chars().count()))
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
    let large = number.scale >= 3;
    let plain = number.shape == Shape::Arabic && !number.decimals && !number.like_year();
    if number.shape == Shape::Single || number.shape == Shape::Bare || !(large || plain) {
        return None;
    }
    let reach = if large { REACH } else { REACH_PLAIN };
    for start in at..at + reach {
        let c = glyphs.at(start);
        if !is_han(c)
            || matches!(c, '的' | '是' | '为' | '和' | '元' | '道' | '线' | '路' | '号' | '街')
        {
            return None;
        }
        let Some((len, noun)) = lexicon.head_at(glyphs.from(start)) else { continue };
        let end = start + len;
        let blocked = len == 1 && !one_character_noun(glyphs, start, at, large);
        if blocked || lexicon.unit(&noun.unit).is_none() {
            continue;
        }
        let def = lexicon.unit(&noun.unit)?;
        return Some(Unit { head: Some(glyphs.span(at, end)), ..Unit::word(def, at) });
    }
    None
}

/// Nouns right before a number that tell its unit when nothing after it does: 总人口362.5万.
const MEASURED: &[(&str, &str)] = &[
    ("人口", "人"),
    ("人数", "人"),
    ("人员", "人"),
    ("群众", "人"),
    ("劳动力", "人"),
    ("户数", "户"),
    ("农户", "户"),
    ("贫困户", "户"),
    ("脱贫户", "户"),
    ("村数", "个"),
    ("资金", "元"),
    ("投资", "元"),
    ("总投资", "元"),
    ("产值", "元"),
    ("收入", "元"),
    ("纯收入", "元"),
    ("销售额", "元"),
    ("营业额", "元"),
    ("交易额", "元"),
    ("贷款", "元"),
    ("存款", "元"),
    ("捐款", "元"),
    ("补贴", "元"),
    ("利润", "元"),
    ("税收", "元"),
    ("余额", "元"),
    ("金额", "元"),
];

/// Words that may stand between such a noun and its number.
const BETWEEN_NOUN: &[&str] = &[
    "达到",
    "达",
    "共计",
    "合计",
    "为",
    "有",
    "共",
    "已",
    "近",
    "约",
    "超过",
    "超",
    "逾",
    "突破",
    "上",
    "增至",
    "增加到",
    "减少到",
    "降至",
    "总计",
    "累计",
];

/// The unit of a large number at the end of its clause, from the noun before it.
pub(super) fn lent_before<'a>(
    glyphs: &Glyphs<'_>,
    number: &Number,
    end: usize,
    lexicon: &'a Lexicon,
) -> Option<Unit<'a>> {
    if number.scale < 4 || is_han(glyphs.at(end)) || glyphs.at(end).is_ascii_alphanumeric() {
        return None;
    }
    let mut at = number.start;
    while let Some((_, start)) = glyphs.any_before(at, BETWEEN_NOUN) {
        at = start;
    }
    let (_, unit) = MEASURED.iter().find(|(noun, _)| glyphs.ends(at, noun))?;
    Some(Unit::word(lexicon.unit(unit)?, end))
}

/// Characters that make a longer word of the noun before them: 村民, 县级, 户籍, 人均.
const LONGER: &str =
    "级委民场直域干集团镇村长党政道城里中内外企校籍均型口主才大类力工社区属组部门代国线";

/// Whether 户, 人, 县, 村 … at `start` is a noun of its own. A division counts only right after
/// the number (14县366乡): further off it belongs to a name.
fn one_character_noun(glyphs: &Glyphs<'_>, start: usize, at: usize, large: bool) -> bool {
    let next = glyphs.at(start + 1);
    if LONGER.contains(next) && next != '\0' {
        return false;
    }
    matches!(glyphs.at(start), '户' | '人') || (start == at && !large)
}
