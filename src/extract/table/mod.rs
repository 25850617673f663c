//! Numbers of tables: the unit from the header, the measured thing from header or row name.
//! Words and rules are those of `rules/language/table.yaml`.

mod grid;
mod name;
mod number;
mod unit;

use super::Quantity;
use super::place::Places;
use crate::clean::{Article, Cell};
use crate::lexicon::Lexicon;
use crate::rules::table::Cells;
use crate::rules::{Decided, Decision};
use crate::span::{Span, Stretch};
use grid::Grid;
use name::Name;
use unit::Scaled;

pub(crate) use grid::Around;

/// A cell that says how much, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFigure {
    /// The number, with the unit of its header.
    pub quantity: Quantity,
    /// The measured thing: what heads the column, with the name of the row that says of what.
    pub measure: String,
    /// The cell that names it.
    pub head: Span,
    /// The word of the header that speaks of a plan.
    pub planned: Option<Span>,
}

/// The figures of all tables of an article, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    figures: Vec<TableFigure>,
    /// Where tables stand: nothing else is read from there.
    rows: Vec<Span>,
    /// What rules decided of whole columns.
    decided: Vec<Decision>,
}

/// Reads the tables of an article.
///
/// A cell without digits (——, 未报) is not reported and gives nothing, never zero; a number whose
/// column and row tell no unit gives nothing either.
///
/// # Example
/// ```
/// use fangzhi::clean::clean;
/// use fangzhi::config::{CleanConfig, builtin_lexicon};
/// use fangzhi::corpus::{ArticleId, SourceFormat, document};
/// use fangzhi::extract::{place::Places, table};
/// use fangzhi::path::RelPath;
/// let text = "| 乡镇 | 公路（公里） |\n|---|---|\n| 河口镇 | 40 |\n| 清溪镇 | —— |\n";
/// let id = ArticleId("roads".into());
/// let path = RelPath::new("roads.md").expect("relative");
/// let document = document(id, path, text.to_owned(), SourceFormat::Markdown).value;
/// let lexicon = builtin_lexicon();
/// let article = clean(&document, &CleanConfig::default(), &lexicon).value;
/// let tables = table::read(&article, &Places::default(), &lexicon);
/// let found: Vec<(&str, &str)> =
///     tables.figures().iter().map(|f| (f.measure.as_str(), f.quantity.unit.as_str())).collect();
/// assert_eq!(found, [("公路", "公里")]);
/// ```
#[must_use]
pub fn read(article: &Article, places: &Places, lexicon: &Lexicon) -> Tables {
    let mut tables = Tables::default();
    let mut first = 0;
    while let Some(cell) = article.cells.get(first) {
        let len = article.cells.iter().skip(first).take_while(|c| c.table == cell.table).count();
        let cells = article.cells.get(first..first + len).unwrap_or_default();
        for part in grid::parts(&article.text.text, cells) {
            TableReader::new(article, (cells, part), places, lexicon).read(&mut tables);
        }
        first += len.max(1);
    }
    let damaged = |f: &TableFigure| {
        let near = article.defects.partition_point(|d| d.core.end <= f.quantity.span.start);
        article.defects.get(near).is_some_and(|defect| defect.core.overlaps(f.quantity.span))
    };
    tables.figures.retain(|figure| !damaged(figure));
    tables
}

/// What one table is read with.
struct TableReader<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    rules: &'a Cells,
    places: &'a Places,
    grid: Grid<'a>,
    /// The units that hold for all numbers without one.
    common: Vec<Decided<Scaled<'a>>>,
    /// The columns that hold no numbers.
    columns: Columns<'a>,
}

/// The columns that hold no numbers.
#[derive(Default)]
struct Columns<'a> {
    /// Those that number or date the rows, with the cell that says so.
    names: Vec<&'a Cell>,
    /// Those of places.
    places: Vec<usize>,
    /// The one of units.
    units: Option<usize>,
}

/// What a row says of its numbers.
struct Row<'a> {
    /// What it is about; none when that is a place, a time or a total.
    label: Option<&'a Cell>,
    /// The total that it is.
    total: Option<&'a Cell>,
    /// Its unit, as a column of units says.
    unit: Option<Decided<Scaled<'a>>>,
}

impl<'a> TableReader<'a> {
    /// Of a table and the part of it that is read.
    fn new(
        article: &'a Article,
        (table, part): (&'a [Cell], &'a [Cell]),
        places: &'a Places,
        lexicon: &'a Lexicon,
    ) -> Self {
        let text = article.text.text.as_str();
        let grid = Grid::new(text, part);
        let (rules, common, columns) = (&lexicon.book.table, Vec::new(), Columns::default());
        let mut reader = Self { text, lexicon, rules, places, grid, common, columns };
        reader.common = reader.common_units(article, table);
        reader.columns = reader.columns();
        reader
    }

    fn name(&self, cell: &Cell) -> Name<'a> {
        Name { words: self.grid.words(cell), span: cell.span }
    }

    /// Which columns hold no numbers, as their heads say.
    fn columns(&self) -> Columns<'a> {
        let rules = self.rules;
        let mut columns = Columns::default();
        for head in self.grid.all_heads() {
            let words = self.grid.words(head);
            if rules.column_of_names.on() && rules.column_of_names.headers.starts(words) {
                columns.names.push(head);
            } else if rules.row_and_header.places.is(name::without_brackets(words)) {
                columns.places.push(head.column);
            } else if rules.unit_column.on() && self.heads_units(head) {
                columns.units = Some(head.column);
            }
        }
        columns
    }

    /// Whether a column is one of units: its head says so, and so does most of what it holds.
    fn heads_units(&self, head: &Cell) -> bool {
        let words: String = self.grid.words(head).split_whitespace().collect();
        let below = self.grid.body.iter().filter(|cell| cell.column == head.column);
        let full = below.map(|cell| self.grid.words(cell)).filter(|words| !words.is_empty());
        let (units, all) = full.fold((0, 0), |(units, all), words| {
            (units + usize::from(unit::unit_in(words, self.lexicon).is_some()), all + 1)
        });
        self.rules.label.is(&words) && units * 2 >= all && units > 0
    }

    fn read(&self, tables: &mut Tables) {
        let names = self.columns.names.iter();
        let decided = names.filter_map(|head| self.rules.column_of_names.decide((), head.span));
        tables.decided.extend(decided);
        let heads = self.grid.all_heads().chain(self.grid.titles.iter().copied());
        tables.rows.extend(heads.map(|cell| cell.span));
        for cells in self.grid.body.chunk_by(|one, next| one.row == next.row) {
            // A note below, or the name of a part, is read as any sentence.
            if self.grid.only(cells).is_some() {
                continue;
            }
            tables.rows.extend(cells.iter().map(|cell| cell.span));
            let Some(first) = cells.first() else { continue };
            let row = self.row(first.row);
            let figures = cells.iter().filter_map(|cell| self.figure(cell, &row));
            tables.figures.extend(figures);
        }
        tables.rows.sort_unstable();
    }

    fn row(&self, number: usize) -> Row<'a> {
        let cells = self.grid.row(number);
        let unit = self.columns.units.and_then(|column| {
            let cell = cells.iter().find(|cell| cell.column == column)?;
            let unit = unit::unit_in(self.grid.words(cell), self.lexicon)?;
            self.rules.unit_column.decide(unit, cell.span)
        });
        Row { label: self.label(&cells), total: self.total(&cells), unit }
    }

    /// The figure of a cell.
    fn figure(&self, cell: &'a Cell, row: &Row<'a>) -> Option<TableFigure> {
        let names = self.columns.names.iter().any(|head| head.column == cell.column);
        let named = row.label.is_some_and(|label| label.column == cell.column);
        if cell.column == 0 || names || named || self.columns.units == Some(cell.column) {
            return None;
        }
        let heads: Vec<Name<'_>> =
            self.grid.heads(cell.column).into_iter().map(|head| self.name(head)).collect();
        let thing = self.thing(&heads, row);
        let unit = self.unit_for(&heads, row, &thing);
        let mut quantity = self.number_in(cell, unit)?;
        quantity.decided.extend(thing.by);
        let plans = &self.lexicon.book.sense.plan_column.headers;
        let planned = heads.iter().find_map(|h| plans.first_in(Stretch::new(self.text, h.span)));
        Some(TableFigure { quantity, measure: thing.words, head: thing.at, planned })
    }
}

impl Tables {
    /// All figures, as [`read`] finds them.
    ///
    /// # Example
    /// ```
    /// assert!(fangzhi::extract::table::Tables::default().figures().is_empty());
    /// ```
    #[must_use]
    pub fn figures(&self) -> &[TableFigure] {
        &self.figures
    }

    /// What rules decided of whole columns.
    pub(crate) fn decided(&self) -> &[Decision] {
        &self.decided
    }

    /// What the cell says whose number stands at `span`.
    pub(crate) fn cell(&self, span: Span) -> Option<&TableFigure> {
        let at = self.figures.partition_point(|f| f.quantity.span.start < span.start);
        self.figures.get(at).filter(|f| f.quantity.span == span)
    }

    /// The quantities of running text, and those of the tables in place of what was read there.
    pub(crate) fn merge(&self, running: Vec<Quantity>) -> Vec<Quantity> {
        if self.rows.is_empty() {
            return running;
        }
        let outside = |q: &Quantity| {
            let at = self.rows.partition_point(|row| row.end <= q.span.start);
            !self.rows.get(at).is_some_and(|row| row.overlaps(q.span))
        };
        let mut all: Vec<Quantity> = running.into_iter().filter(outside).collect();
        all.extend(self.figures.iter().map(|figure| figure.quantity.clone()));
        all.sort_by_key(|quantity| quantity.span);
        all
    }
}
