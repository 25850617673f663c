//! Which cells of a table belong together: its heads, its rows, and the cells that reach over several.

use crate::clean::Cell;
use crate::span::Span;

/// Most rows of heads.
const HEADS: usize = 4;

/// How many rows above a cell may reach down to it.
const REACH: usize = 64;

/// A table in its parts. Its cells stand in order, row by row.
pub(super) struct Grid<'a> {
    text: &'a str,
    cells: &'a [Cell],
    /// Rows of one cell above the heads: the name of the table.
    pub(super) titles: Vec<&'a Cell>,
    /// The rows that head the columns.
    heads: Vec<&'a [Cell]>,
    /// The rows below.
    pub(super) body: &'a [Cell],
}

impl<'a> Grid<'a> {
    pub(super) fn new(text: &'a str, cells: &'a [Cell]) -> Self {
        let mut grid = Self { text, cells, titles: Vec::new(), heads: Vec::new(), body: cells };
        while let Some((row, below)) = grid.split_row() {
            match grid.only(row).filter(|_| !below.is_empty()) {
                Some(title) => grid.titles.push(title),
                None => break,
            }
            grid.body = below;
        }
        while let Some((row, below)) = grid.split_row().filter(|(row, _)| grid.is_head(row)) {
            grid.heads.push(row);
            grid.body = below;
        }
        grid
    }

    /// The next row of the body and what lies below it.
    fn split_row(&self) -> Option<(&'a [Cell], &'a [Cell])> {
        let first = self.body.first()?;
        let len = self.body.partition_point(|cell| cell.row <= first.row);
        self.body.split_at_checked(len)
    }

    /// The words of a cell.
    pub(super) fn words(&self, cell: &Cell) -> &'a str {
        cell.span.of(self.text).trim()
    }

    fn is_empty(&self, cell: &Cell) -> bool {
        self.words(cell).is_empty()
    }

    /// The cell that a row of several columns consists of: a title, a note, the name of a part.
    pub(super) fn only(&self, row: &'a [Cell]) -> Option<&'a Cell> {
        let mut full = row.iter().filter(|cell| !self.is_empty(cell));
        let only = full.next().filter(|cell| cell.column == 0)?;
        let wide = row.len() > 1 || only.extent.columns > 1;
        (wide && full.next().is_none()).then_some(only)
    }

    /// Whether a row below the titles heads columns: the first does, and those that a head reaches
    /// into or that leave the first column to the head above.
    fn is_head(&self, row: &[Cell]) -> bool {
        let (Some(top), Some(first)) = (self.heads.first(), row.first()) else {
            return self.heads.is_empty();
        };
        if self.heads.len() >= HEADS {
            return false;
        }
        let reached = |cell: &Cell| cell.row + usize::from(cell.extent.rows) > first.row;
        if self.heads.iter().any(|head| head.iter().any(reached)) {
            return true;
        }
        let own = self.words(first);
        let again = top.first().is_some_and(|head| self.words(head) == own);
        let data = row.iter().any(|cell| is_number(self.words(cell)));
        let full = row.iter().any(|cell| !self.is_empty(cell));
        (own.is_empty() || again) && full && !data
    }

    /// Whether a row of the body heads its columns anew: it holds no number, and repeats a head.
    fn heads_anew(&self, row: &[Cell]) -> bool {
        let below = self.body.first().is_some_and(|first| first.row < row_of(row));
        if !below || row.iter().any(|cell| is_number(self.words(cell))) {
            return false;
        }
        let heads = self.heads.first().copied().unwrap_or_default();
        let again = |cell: &&Cell| {
            let at = heads.binary_search_by_key(&cell.column, |head| head.column);
            let head = at.ok().and_then(|at| heads.get(at));
            head.is_some_and(|head| self.words(head) == self.words(cell))
        };
        let mut full = row.iter().filter(|cell| !self.is_empty(cell));
        full.clone().any(|cell| again(&cell)) && full.nth(1).is_some()
    }

    /// The part of the table that holds the row `number`.
    fn part_of(&self, number: usize) -> Self {
        let mut rows = (number.saturating_sub(REACH)..=number).rev().map(|row| self.own_row(row));
        let start = rows.find(|row| self.heads_anew(row)).map_or(0, row_of);
        let first = self.cells.partition_point(|cell| cell.row < start);
        Self::new(self.text, self.cells.get(first..).unwrap_or_default())
    }

    /// The heads of a column, the nearest to its numbers first.
    pub(super) fn heads(&self, column: usize) -> Vec<&'a Cell> {
        let lowest = self.heads.len().saturating_sub(1);
        let over = |(at, row): (usize, &&'a [Cell])| {
            let upto = row.partition_point(|cell| cell.column <= column);
            let before = row.get(..upto)?;
            let cell = before.iter().rfind(|cell| !self.is_empty(cell))?;
            let last = cell.column + usize::from(cell.extent.columns);
            // Where no cell can reach over several columns, an empty one is left to the head before.
            let left = at < lowest && cell.column > 0 && !self.spans();
            (column < last || left).then_some(cell)
        };
        self.heads.iter().enumerate().filter_map(over).rev().collect()
    }

    /// Whether the heads are told how far they reach.
    fn spans(&self) -> bool {
        let far = |cell: &Cell| cell.extent.columns > 1 || cell.extent.rows > 1;
        self.heads.iter().any(|row| row.iter().any(far))
    }

    /// The cells of all heads.
    pub(super) fn all_heads(&self) -> impl Iterator<Item = &'a Cell> {
        self.heads.iter().flat_map(|row| row.iter())
    }

    /// The cells of the row `number`, with those above that reach into it.
    pub(super) fn row(&self, number: usize) -> Vec<&'a Cell> {
        let own = self.own_row(number);
        own.iter().map(|cell| self.above(cell).unwrap_or(cell)).collect()
    }

    /// The cells that stand in the row `number`.
    fn own_row(&self, number: usize) -> &'a [Cell] {
        let first = self.cells.partition_point(|cell| cell.row < number);
        let last = self.cells.partition_point(|cell| cell.row <= number);
        self.cells.get(first..last).unwrap_or_default()
    }

    /// Whether the cell right above or below says the same.
    pub(super) fn repeats(&self, cell: &Cell) -> bool {
        let beside = [cell.row.checked_sub(1), Some(cell.row + 1)].into_iter().flatten();
        let mut rows = beside.map(|row| self.own_row(row).iter().find(|c| c.column == cell.column));
        rows.any(|other| other.is_some_and(|other| self.words(other) == self.words(cell)))
    }

    /// The cell of the body that reaches down to an empty one.
    fn above(&self, cell: &Cell) -> Option<&'a Cell> {
        if !self.is_empty(cell) {
            return None;
        }
        let top = self.body.first()?.row;
        let rows = (top..cell.row).rev().take(REACH);
        let in_column = |row: usize| self.own_row(row).iter().find(|c| c.column == cell.column);
        let over = rows.filter_map(in_column).find(|over| !self.is_empty(over))?;
        (over.row + usize::from(over.extent.rows) > cell.row).then_some(over)
    }
}

/// The cells of a table parted at rows that head its columns anew.
pub(super) fn parts<'a>(text: &'a str, cells: &'a [Cell]) -> Vec<&'a [Cell]> {
    let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
    let top = Grid::new(text, cells);
    for row in cells.chunk_by(|one, next| one.row == next.row) {
        if top.heads_anew(row) {
            out.extend(cells.get(start..at));
            start = at;
        }
        at += row.len();
    }
    out.extend(cells.get(start..));
    out
}

fn row_of(row: &[Cell]) -> usize {
    row.first().map_or(0, |cell| cell.row)
}

/// Whether a cell holds nothing but a number, and not that of a year.
fn is_number(words: &str) -> bool {
    let year = words.len() == 4 && (words.starts_with("19") || words.starts_with("20"));
    let marks = |c: char| c.is_ascii_digit() || ".,-+%％−()（）".contains(c) || c.is_whitespace();
    words.chars().any(|c| c.is_ascii_digit()) && words.chars().all(marks) && !year
}

/// The cells around a cell, found by bisection: tables stand in order, and so do their rows.
pub(crate) struct Around<'a> {
    /// All cells of its table.
    pub(crate) table: &'a [Cell],
    /// The cells of its row, with those above that reach into it.
    pub(crate) row: Vec<&'a Cell>,
    /// The cell itself.
    pub(crate) own: &'a Cell,
    /// The heads of its column, the nearest first.
    pub(crate) heads: Vec<&'a Cell>,
    /// All heads of the table.
    pub(crate) all_heads: Vec<&'a Cell>,
    /// The rows of one cell above the heads.
    pub(crate) titles: Vec<&'a Cell>,
}

impl<'a> Around<'a> {
    /// The cells around the one that holds `span` of `text`.
    pub(crate) fn find(text: &'a str, cells: &'a [Cell], span: Span) -> Option<Self> {
        let own = cells.get(cells.partition_point(|cell| cell.span.end < span.end))?;
        if !own.span.contains(span) {
            return None;
        }
        let first = cells.partition_point(|cell| cell.table < own.table);
        let last = cells.partition_point(|cell| cell.table <= own.table);
        let table = cells.get(first..last)?;
        let grid = Grid::new(text, table).part_of(own.row);
        Some(Self {
            table,
            row: grid.row(own.row),
            own,
            heads: grid.heads(own.column),
            all_heads: grid.all_heads().collect(),
            titles: grid.titles,
        })
    }
}
