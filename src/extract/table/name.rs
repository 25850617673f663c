//! What the numbers of a table are of: the heads of their column and the name of their row.

use super::{Row, TableReader};
use crate::clean::Cell;
use crate::extract::period::year_of_cell;
use crate::rules::Decision;
use crate::rules::table::Cells;
use crate::span::Span;

/// Longest thing that is put together of a row's name and a head, in characters.
const LONGEST: usize = 24;

/// From how many characters on a header says what it counts, even when it ends in 数量 or the like.
const SHORT: usize = 6;

/// Marks before the unit of a header.
pub(super) const OPEN: &[char] = &['(', '（', '/', '／', '[', '【'];

/// Marks behind 单位 or 其中.
pub(super) const COLONS: [char; 2] = [':', '：'];

/// Marks of shares, which need no brackets.
pub(super) const PERCENT: [char; 3] = ['%', '％', '‰'];

/// Marks before the name of a part, and around a number that orders.
const BULLETS: [char; 7] = ['#', '＃', '*', '-', '—', '+', '·'];
const ORDER: [char; 5] = ['、', '.', '．', ')', '）'];

/// The words of a cell that heads a column or a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Name<'t> {
    pub(super) words: &'t str,
    pub(super) span: Span,
}

/// What a number of a table is of.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    pub(super) words: String,
    /// The cell that names it.
    pub(super) at: Span,
    pub(super) by: Vec<Decision>,
    /// The cell by which it is a change.
    pub(super) grows: Option<Span>,
}

impl<'a> TableReader<'a> {
    /// What heads the column, unless that only says when or that a number follows, with the name of
    /// the row; a word of change goes to the end.
    pub(super) fn thing(&self, heads: &[Name<'a>], row: &Row<'a>) -> Thing {
        let mut thing = Thing::default();
        let mut parts: Vec<&str> = Vec::new();
        let mut change = None;
        for head in heads.iter().rev() {
            let general = Some(head).filter(|head| self.is_general(head.words));
            if let Some(by) = general.and_then(|h| self.rules.general_header.decide((), h.span)) {
                thing.by.extend(Some(by.decision()));
                continue;
            }
            let own = self.without_change(self.bare(head.words), head.span, &mut change);
            if !own.is_empty() && !parts.contains(&own) {
                parts.push(own);
                thing.at = head.span;
            }
        }
        let label = row.label.or(row.total.filter(|_| parts.is_empty()));
        let label = label.map(|cell| self.name(cell));
        let name = label.map_or("", |label| {
            self.without_change(self.bare_label(label.words), label.span, &mut change)
        });
        let span = label.map_or(thing.at, |label| label.span);
        thing.words = parts.concat();
        if parts.is_empty() {
            (thing.words, thing.at) = (name.to_owned(), span);
        } else if let Some(words) = joined(name, &parts)
            && let Some(by) = self.rules.row_and_header.decide((), span)
        {
            thing.words = words;
            thing.by.push(by.decision());
        }
        if let Some((word, at)) = change
            && let Some(by) = self.rules.growth_column.decide((), at)
        {
            thing.by.push(by.decision());
            thing.grows = Some(at);
            let marks = !word.chars().any(char::is_alphabetic);
            let word = if marks { &*self.rules.growth_column.marked } else { word };
            thing.words.push_str(if thing.words.ends_with(word) { "" } else { word });
        }
        thing
    }

    /// Whether a head only says when, or that a number follows.
    fn is_general(&self, head: &str) -> bool {
        let words = &self.rules.general_header.headers;
        let short = |name: &str| words.ends(name) && name.chars().count() < SHORT;
        let (bare, plain) = (self.bare(head), without_brackets(head));
        let named = |name: &str| words.is(name) || short(name);
        self.is_time(head) || bare.is_empty() || named(bare) || named(plain)
    }

    /// Whether the words are nothing but a time.
    pub(super) fn is_time(&self, words: &str) -> bool {
        let year = year_of_cell(words, &self.lexicon.book.time).is_some();
        year || (!words.is_empty() && self.without_time(without_brackets(words)).is_empty())
    }

    /// A head without its unit and the time that it begins with: 2021年产量（吨） is 产量.
    fn bare<'n>(&self, words: &'n str) -> &'n str {
        self.without_time(without_unit(words, self.rules))
    }

    fn without_time<'n>(&self, mut words: &'n str) -> &'n str {
        while let Some(time) = self.rules.times.find(words)
            && time.start() == 0
            && time.end() > 0
        {
            words = words.get(time.end()..).unwrap_or_default().trim_start();
        }
        words
    }

    /// The name of a row without its unit, its number and what says that it is a part: 其中：油菜籽.
    fn bare_label<'n>(&self, words: &'n str) -> &'n str {
        let plain = without_unit(words, self.rules).trim_start_matches(BULLETS).trim_start();
        let open = plain.trim_start_matches(['(', '（']);
        let digit = |c: char| c.is_ascii_digit() || self.rules.ordinals.has(c);
        let behind = open.trim_start_matches(digit);
        let numbered = behind.strip_prefix(ORDER).filter(|rest| {
            behind.len() < open.len() && !rest.starts_with(|c: char| c.is_ascii_digit())
        });
        let plain = numbered.unwrap_or(plain).trim_start();
        let part = self.rules.row_and_header.parts.strip_start(plain);
        part.map_or(plain, |rest| rest.trim_start_matches(COLONS).trim_start())
    }

    /// The thing without a word of change, which goes to `change` with its place: 比上年|增长.
    fn without_change<'n>(
        &self,
        words: &'n str,
        at: Span,
        change: &mut Option<(&'n str, Span)>,
    ) -> &'n str {
        let rule = &self.rules.growth_column;
        let Some(word) = rule.changes.at_end(words).filter(|_| rule.on()) else { return words };
        let own = words.get(..words.len() - word.len()).unwrap_or_default();
        *change = words.get(own.len()..).map(|word| (word, at));
        let compared = rule.compared.find(own).filter(|found| found.end() == own.len());
        compared.and_then(|found| own.get(..found.start())).unwrap_or(own).trim()
    }

    /// The cell that says what a row is about: the first that is no place, time or total; of two
    /// where the first names several rows, the second.
    pub(super) fn label(&self, cells: &[&'a Cell]) -> Option<&'a Cell> {
        let mut found: Option<&Cell> = None;
        for cell in cells {
            let words = self.grid.words(cell);
            let number = |c: char| c.is_ascii_digit() || self.rules.about.has(c);
            if cell.column > 0 && words.starts_with(number) && !self.is_time(words) {
                break;
            }
            if self.says_no_thing(cell) {
                continue;
            }
            let several = found.is_none() && (cell.extent.rows > 1 || self.grid.repeats(cell));
            found = Some(cell);
            if !several {
                break;
            }
        }
        found
    }

    /// The total that a row begins with.
    pub(super) fn total(&self, cells: &[&'a Cell]) -> Option<&'a Cell> {
        cells.first().copied().filter(|cell| self.is_total(cell))
    }

    fn is_total(&self, cell: &Cell) -> bool {
        let words: String = self.grid.words(cell).split_whitespace().collect();
        self.rules.row_and_header.totals.is(&words)
    }

    /// Whether a cell is empty, orders or dates its row, or names its place, unit or total.
    fn says_no_thing(&self, cell: &Cell) -> bool {
        let words = self.grid.words(cell);
        let columns = &self.columns;
        !words.chars().any(char::is_alphabetic)
            || columns.names.iter().any(|head| head.column == cell.column)
            || columns.places.contains(&cell.column)
            || columns.units == Some(cell.column)
            || self.is_time(words)
            || self.is_total(cell)
            || self.is_place(cell)
    }

    /// Whether a cell is nothing but the name of a place.
    fn is_place(&self, cell: &Cell) -> bool {
        let words = self.grid.words(cell);
        let own = cell.span.of(self.text);
        let start = cell.span.start + own.len() - own.trim_start().len();
        let end = start + words.len();
        let mentions = &self.places.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < start);
        let mut inside = mentions.iter().skip(first).take_while(|m| m.span.start < end);
        let begins = mentions.get(first).is_some_and(|mention| mention.span.start == start);
        begins && inside.any(|mention| mention.span.end == end && !mention.within_name)
    }
}

/// The name of a row with what heads the column; none when they say too much, or nothing more.
fn joined(name: &str, parts: &[&str]) -> Option<String> {
    let heads: Vec<&str> = parts.iter().copied().filter(|part| !name.contains(part)).collect();
    let heads = heads.concat();
    let name = if heads.contains(name) { "" } else { name };
    let long = name.chars().count() + heads.chars().count() > LONGEST;
    (!name.is_empty() && !long).then(|| format!("{name}{heads}"))
}

/// A header up to the unit in brackets or behind a stroke.
pub(super) fn without_brackets(header: &str) -> &str {
    header.split(OPEN).next().unwrap_or(header).trim_end_matches(PERCENT).trim()
}

/// A header without its unit: 脱贫人口（人）, 收入/元, 贫困村数.
pub(super) fn without_unit<'n>(header: &'n str, rules: &Cells) -> &'n str {
    let name = without_brackets(header);
    let counted = rules.counted.strip_end(name).filter(|rest| rest.chars().count() > 1);
    counted.unwrap_or(name)
}
