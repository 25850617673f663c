//! Which unit the numbers of a table have.

use super::name::{COLONS, Name, PERCENT, Thing, without_unit};
use super::{Row, TableReader};
use crate::clean::{Article, Cell, LineKind};
use crate::extract::numeral::{self, Glyphs};
use crate::lexicon::{Dimension, Lexicon, UnitDef};
use crate::rules::Decided;

/// A unit with its scale: 万元 is 元 times ten to the fourth.
pub(super) type Scaled<'a> = (&'a UnitDef, u32);

/// How many lines above a table may say its unit, and how long they may be, in characters.
const ABOVE: usize = 2;
const LONGEST_LINE: usize = 40;

/// What parts the units of a caption: 单位：亿元、%.
const BETWEEN: [char; 6] = ['、', '，', ',', ';', '；', ' '];

impl<'a> TableReader<'a> {
    /// The units that a line above the table, its name or its first cell states for all.
    pub(super) fn common_units(
        &self,
        article: &'a Article,
        cells: &'a [Cell],
    ) -> Vec<Decided<Scaled<'a>>> {
        let Some(first) = cells.first() else { return Vec::new() };
        let row = article.lines.partition_point(|line| line.span.end <= first.span.start);
        let above = article.lines.get(..row).unwrap_or_default().iter().rev().take(ABOVE);
        let above = above.take_while(|line| line.kind != LineKind::TableRow);
        let above = above.map(|line| Name { words: line.span.of(self.text), span: line.span });
        let above = above.filter(|line| line.words.chars().nth(LONGEST_LINE).is_none());
        let head = self.grid.all_heads().next();
        let own = self.grid.titles.iter().copied().chain(head).map(|cell| self.name(cell));
        own.chain(above)
            .map(|name| self.units_of_caption(name))
            .find(|u| !u.is_empty())
            .unwrap_or_default()
    }

    /// 单位：万元; 单位：亿元、%.
    fn units_of_caption(&self, caption: Name<'_>) -> Vec<Decided<Scaled<'a>>> {
        let Some((at, word)) = self.rules.label.first(caption.words) else { return Vec::new() };
        let rest = caption.words.get(at + word.len()..).unwrap_or_default();
        let parts = rest.trim_start_matches(COLONS).trim_start().split(BETWEEN);
        let units = parts.map_while(|part| unit_in(part, self.lexicon));
        units.filter_map(|u| self.rules.unit_of_caption.decide(u, caption.span)).collect()
    }

    /// The unit of the numbers below `heads` in `row`. That of a change is its own, or it is a share.
    pub(super) fn unit_for(
        &self,
        heads: &[Name<'a>],
        row: &Row<'a>,
        thing: &Thing,
    ) -> Option<Decided<Scaled<'a>>> {
        let label = row.label.map(|cell| self.name(cell));
        let stated = heads.iter().find_map(|head| self.stated(*head));
        let of_row = label.and_then(|label| self.stated(label)).or(row.unit);
        let share = |unit: &Decided<Scaled<'_>>| unit.0.dimension == Dimension::Share;
        if let Some(at) = thing.grows {
            let by_row = label.is_some_and(|label| label.span == at);
            let own = if by_row { of_row } else { stated };
            // A share grows by points, whatever the head says.
            let doubtful = !by_row && of_row.as_ref().is_some_and(share);
            let rate = self.rules.growth_column.rates.ends(&thing.words);
            let percent = self.lexicon.unit("%").filter(|_| rate);
            let implied = percent.and_then(|def| self.rules.growth_column.decide((def, 0), at));
            let common = || self.common.iter().copied().find(share);
            return own.or(implied).or_else(common).filter(|_| !doubtful);
        }
        let stated = stated.filter(|own| share(own) || !of_row.as_ref().is_some_and(share));
        stated
            .or(of_row)
            .or_else(|| heads.iter().find_map(|head| self.implied(*head)))
            .or_else(|| self.implied(label?))
            .or_else(|| self.common_amount())
            .or_else(|| self.common_money(heads, label))
    }

    /// 单位：个、户、万元: of several units the one of money, for a column or row of such.
    fn common_money(
        &self,
        heads: &[Name<'a>],
        label: Option<Name<'a>>,
    ) -> Option<Decided<Scaled<'a>>> {
        let words = &self.rules.unit_of_caption.money;
        let told = heads.iter().copied().chain(label).any(|name| words.ends(name.words.trim()));
        let mut money = self.common.iter().filter(|unit| unit.0.dimension == Dimension::Money);
        money.next().copied().filter(|_| told && money.next().is_none())
    }

    /// The one unit of amounts among those that hold for all.
    fn common_amount(&self) -> Option<Decided<Scaled<'a>>> {
        if let [only] = self.common.as_slice() {
            return Some(*only);
        }
        let mut amounts = self.common.iter().filter(|unit| unit.0.dimension != Dimension::Share);
        amounts.next().copied().filter(|_| amounts.next().is_none())
    }

    /// The unit that a header states: 金额（万元）, 脱贫人口/人, 同比增长%.
    fn stated(&self, header: Name<'_>) -> Option<Decided<Scaled<'a>>> {
        let rules = self.rules;
        let unit = |rest: &str| {
            let rest = rules.label.strip_start(rest).unwrap_or(rest).trim_start_matches(COLONS);
            unit_in(rest, self.lexicon)
        };
        let behind = |(at, mark): (usize, &str)| header.words.get(at + mark.len()..);
        let bracketed = brackets(header.words).into_iter().rev().find_map(unit);
        // 收入/元/人: the first is the unit, what follows is what it is stated per.
        let strokes = || header.words.match_indices(STROKES).filter_map(behind).find_map(unit);
        let bracketed = bracketed.or_else(strokes);
        let marked = || {
            let mark = header.words.char_indices().rfind(|(_, c)| PERCENT.contains(c))?;
            unit_in(header.words.get(mark.0..)?, self.lexicon)
        };
        rules.unit_of_header.decide(bracketed.or_else(marked)?, header.span)
    }

    /// The unit that a header implies: 户数, 贫困发生率.
    fn implied(&self, header: Name<'_>) -> Option<Decided<Scaled<'a>>> {
        let rules = self.rules;
        let rule = &rules.unit_implied;
        let plain = without_unit(header.words, rules);
        let plain = rules.counted.strip_end(plain).unwrap_or(plain);
        let unit = rule.units.of(rule.units.words().at_end(plain)?)?;
        // 县 and 村 alone head the column of names; with 数 they head a count.
        let names = header.words.chars().count() < 2
            || (rule.names.is(unit) && !rules.counted.ends(header.words));
        let def = self.lexicon.unit(unit).filter(|_| !names)?;
        rule.decide((def, 0), header.span)
    }
}

/// What follows the opening of each bracket that stands in no other: 存栏（|万头（只））.
fn brackets(words: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, c) in words.char_indices() {
        if OPENING.contains(&c) {
            found.extend(words.get(at + c.len_utf8()..).filter(|_| depth == 0));
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth = depth.saturating_sub(1);
        }
    }
    found
}

const OPENING: [char; 4] = ['(', '（', '[', '【'];
const CLOSING: [char; 4] = [')', '）', ']', '】'];
/// Most counters that stand beside the first.
const COUNTERS: usize = 3;
const STROKES: [char; 2] = ['/', '／'];

/// The scaled unit that `words` start with and, but for closing marks, end with.
pub(super) fn unit_in<'a>(words: &str, lexicon: &'a Lexicon) -> Option<Scaled<'a>> {
    // 人/10万人: what it is stated per is no part of it.
    let per = |(_, per): &(&str, &str)| per.starts_with(|c: char| c.is_ascii_digit());
    let words = words.split_once(STROKES).filter(per).map_or(words, |(unit, _)| unit);
    let glyphs = Glyphs::new(words.trim());
    let mut at = 0;
    let mut exponent = 0;
    while let Some(power) = numeral::scale_at(&glyphs, at) {
        exponent += power;
        at += 1;
    }
    let found = lexicon.unit_at(glyphs.from(at))?;
    let closed = |at| matches!(glyphs.at(at), '\0' | ')' | '）' | ']' | '】' | '/' | ' ');
    // 万头（只）, 台套: several counters of one thing, of which the first is its unit; 个村.
    let counter = |at: usize| {
        let at = at + usize::from(matches!(glyphs.at(at), '(' | '、'));
        let next = lexicon.unit_at(glyphs.from(at))?;
        (next.def.dimension == Dimension::Count).then_some(at + next.len)
    };
    let rules = &lexicon.book.table.unit_column;
    let mut end = at + found.len;
    if found.def.general {
        end = glyphs.word(end, &rules.counted).map_or(end, |(_, stop)| stop);
    }
    let mixed = rules.counters.is(&found.def.unit);
    for _ in 0..if mixed { COUNTERS } else { 0 } {
        end = counter(end).unwrap_or(end);
    }
    closed(end).then_some((found.def, exponent))
}
