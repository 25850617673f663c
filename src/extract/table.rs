//! Numbers of tables: the unit from the header, the measured thing from header or row name.
//! Words and rules are those of `rules/language/table.yaml`.

use super::numeral::{self, Glyphs};
use super::period::year_of_cell;
use super::{Approx, Quantity, Value, quantity};
use crate::clean::{Article, Cell};
use crate::decimal::{Decimal, scale_by};
use crate::lexicon::{Lexicon, UnitDef};
use crate::rules::table::Cells;
use crate::rules::{Decided, Decision};
use crate::span::{Span, Stretch};

/// A cell that says how much, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFigure {
    /// The number, with the unit of its header.
    pub quantity: Quantity,
    /// The measured thing: the header, or the row's name where the headers are years or regions.
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
/// use fangzhi::extract::table;
/// use fangzhi::path::RelPath;
/// let text = "| 乡镇 | 公路（公里） |\n|---|---|\n| 河口镇 | 40 |\n| 清溪镇 | —— |\n";
/// let id = ArticleId("roads".to_owned());
/// let path = RelPath::new("roads.md").expect("relative");
/// let document = document(id, path, text.to_owned(), SourceFormat::Markdown).value;
/// let lexicon = builtin_lexicon();
/// let article = clean(&document, &CleanConfig::default(), &lexicon).value;
/// let tables = table::read(&article, &lexicon);
/// let found: Vec<(&str, &str)> =
///     tables.figures().iter().map(|f| (f.measure.as_str(), f.quantity.unit.as_str())).collect();
/// assert_eq!(found, [("公路", "公里")]);
/// ```
#[must_use]
pub fn read(article: &Article, lexicon: &Lexicon) -> Tables {
    let text = article.text.text.as_str();
    let mut tables = Tables::default();
    let mut first = 0;
    while let Some(cell) = article.cells.get(first) {
        let len = article.cells.iter().skip(first).take_while(|c| c.table == cell.table).count();
        let cells = article.cells.get(first..first + len).unwrap_or_default();
        read_one(text, cells, lexicon, &mut tables);
        first += len.max(1);
    }
    let damaged = |f: &TableFigure| {
        let near = article.defects.partition_point(|d| d.core.end <= f.quantity.span.start);
        article.defects.get(near).is_some_and(|defect| defect.core.overlaps(f.quantity.span))
    };
    tables.figures.retain(|figure| !damaged(figure));
    tables
}

/// The cells around a cell, found by bisection: tables stand in order, and so do their rows.
pub(crate) struct Around<'a> {
    /// All cells of its table.
    pub(crate) table: &'a [Cell],
    /// The cells of its row.
    pub(crate) row: &'a [Cell],
    /// The cell itself.
    pub(crate) own: &'a Cell,
    /// The head of its column.
    pub(crate) header: Option<&'a Cell>,
}

impl<'a> Around<'a> {
    /// The cells around the one that holds `span`.
    pub(crate) fn find(cells: &'a [Cell], span: Span) -> Option<Self> {
        let own = cells.get(cells.partition_point(|cell| cell.span.end < span.end))?;
        if !own.span.contains(span) {
            return None;
        }
        let first = cells.partition_point(|cell| cell.table < own.table);
        let last = cells.partition_point(|cell| cell.table <= own.table);
        let table = cells.get(first..last)?;
        let first = table.partition_point(|cell| cell.row < own.row);
        let last = table.partition_point(|cell| cell.row <= own.row);
        let row = table.get(first..last)?;
        let mut heads = table.iter().take_while(|cell| cell.row == 0);
        let header = heads.find(|cell| cell.column == own.column);
        Some(Self { table, row, own, header })
    }
}

/// Reads one table.
fn read_one(text: &str, cells: &[Cell], lexicon: &Lexicon, tables: &mut Tables) {
    let rules = &lexicon.book.table;
    let plans = &lexicon.book.sense.plan_column.headers;
    let reader = CellReader { text, lexicon, rules };
    let name = |cell: Option<&Cell>| cell.map_or(Name::default(), |cell| Name::of(text, cell));
    let common = reader.common(name(cells.first()));
    let headers: Vec<&Cell> = cells.iter().take_while(|cell| cell.row == 0).collect();
    let names_rows =
        |header: &str| rules.column_of_names.on() && rules.column_of_names.headers.starts(header);
    let naming = headers.iter().map(|cell| Name::of(text, cell)).filter(|n| names_rows(n.words));
    tables.decided.extend(naming.filter_map(|n| rules.column_of_names.decide((), n.span)));
    let mut row_name = name(cells.first());
    let mut row = 0;
    for cell in cells {
        if cell.row != row {
            (row, row_name) = (cell.row, name(Some(cell)));
        }
        let header_cell = headers.iter().find(|c| c.column == cell.column).copied();
        let header = name(header_cell);
        tables.rows.push(cell.span);
        if cell.row == 0 || cell.span == row_name.span || names_rows(header.words) {
            continue;
        }
        let thing = reader.thing(header, row_name);
        let stated = [(header, None), (row_name, None)].into_iter();
        let found = stated
            .filter_map(|(name, by)| Some((name, by, reader.unit_of(name)?)))
            .chain(common.map(|unit| (thing.0, thing.1, unit)))
            .next();
        let Some(mut quantity) = reader.number_in(cell, found.map(|(_, _, unit)| unit)) else {
            continue;
        };
        let (name, by) = found.map_or(thing, |(name, by, _)| (name, by));
        quantity.decided.extend(by);
        let planned = header_cell.and_then(|cell| plans.first_in(Stretch::new(text, cell.span)));
        let measure = without_unit(name.words, rules).to_owned();
        tables.figures.push(TableFigure { quantity, measure, head: name.span, planned });
    }
}

/// A unit with its scale: 万元 is 元 times ten to the fourth.
type Scaled<'a> = (&'a UnitDef, u32);

/// The words of a cell that heads a column or a row.
#[derive(Clone, Copy, Debug, Default)]
struct Name<'t> {
    words: &'t str,
    span: Span,
}

impl<'t> Name<'t> {
    fn of(text: &'t str, cell: &Cell) -> Self {
        Self { words: cell.span.of(text).trim(), span: cell.span }
    }
}

/// Marks before the unit of a header.
const OPEN: &[char] = &['(', '（', '/', '／', '[', '【'];

/// From how many characters on a header says what it counts, even when it ends in 数量 or the like.
const SHORT: usize = 6;

/// Marks behind 单位.
const COLONS: [char; 2] = [':', '：'];

/// What the cells of one table are read with.
struct CellReader<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    rules: &'a Cells,
}

impl<'a> CellReader<'a> {
    /// The unit that the first cell states for all: 单位：万元.
    fn common(&self, caption: Name<'_>) -> Option<Decided<Scaled<'a>>> {
        let (at, word) = self.rules.label.first(caption.words)?;
        let unit = caption.words.get(at + word.len()..)?.trim_start_matches(COLONS);
        self.rules.unit_of_caption.decide(unit_in(unit, self.lexicon)?, caption.span)
    }

    /// The header names the thing, unless it only says when or that a number follows; then the row
    /// does.
    fn thing<'n>(&self, header: Name<'n>, row: Name<'n>) -> (Name<'n>, Option<Decision>) {
        let rule = &self.rules.general_header;
        let plain = without_brackets(header.words);
        let ends = |name: &str| rule.headers.ends(name) && name.chars().count() < SHORT;
        let general = ends(plain) || ends(without_unit(header.words, self.rules));
        if header.words.is_empty() {
            return (row, None);
        }
        let general = year_of_cell(header.words, &self.lexicon.book.time).is_some() || general;
        match rule.decide((), header.span).filter(|_| general) {
            Some(by) => (row, Some(by)),
            None => (header, None),
        }
    }

    /// The unit that a header states or implies: 金额（万元）, 脱贫人口/人, 户数, 贫困发生率.
    fn unit_of(&self, header: Name<'_>) -> Option<Decided<Scaled<'a>>> {
        let rules = self.rules;
        let stated = header.words.rsplit_once(OPEN).and_then(|(_, rest)| {
            let rest = rules.label.strip_start(rest).unwrap_or(rest).trim_start_matches(COLONS);
            rules.unit_of_header.decide(unit_in(rest, self.lexicon)?, header.span)
        });
        stated.or_else(|| {
            let rule = &rules.unit_implied;
            let plain = without_unit(header.words, rules);
            let plain = rules.counted.strip_end(plain).unwrap_or(plain);
            let unit = rule.units.of(rule.units.words().at_end(plain)?)?;
            // 县 and 村 alone head the column of names; with 数 they head a count.
            let names = header.words.chars().count() < 2
                || (rule.names.is(unit) && !rules.counted.ends(header.words));
            let def = self.lexicon.unit(unit).filter(|_| !names)?;
            rule.decide((def, 0), header.span)
        })
    }

    /// The number of a cell: with its own unit, or with that of its header.
    fn number_in(&self, cell: &Cell, unit: Option<Decided<Scaled<'_>>>) -> Option<Quantity> {
        let own = cell.span.of(self.text);
        let start = cell.span.start + own.len() - own.trim_start().len();
        let own = own.trim();
        let mut read = quantity::scan(own, &[], &[], self.lexicon).found;
        if let [_] = read.as_slice() {
            let quantity = read.pop()?;
            let decided = quantity.decided.into_iter();
            let decided = decided.map(|d| Decided { by: d.by.shift(start), ..d }).collect();
            let head = quantity.head.map(|head| head.shift(start));
            return Some(Quantity { span: quantity.span.shift(start), head, decided, ..quantity });
        }
        let unit = unit?;
        let (def, exponent) = unit.value;
        let signs = ['-', '−', '+'];
        let digits = own.trim_start_matches(|c| signs.contains(&c) || self.rules.about.has(c));
        let number = numeral::parse(digits)?;
        let plain = digits.trim_end_matches(|c| c == '*' || self.rules.many.has(c));
        let negative = own.starts_with(['-', '−']);
        let scaled = |value: Decimal| {
            let value = scale_by(value, exponent)?;
            Some(if negative { -value } else { value }.normalize())
        };
        let value = match number.value {
            Value::Point(value) => Value::Point(scaled(value)?),
            Value::Range { low, high } => Value::Range { low: scaled(low)?, high: scaled(high)? },
        };
        let span = Span::new(start, start + own.len());
        let amounts = &self.lexicon.book.quantity;
        let about = own.starts_with(|c| self.rules.about.has(c));
        let over = number.approx.is_some() || digits.ends_with(|c| self.rules.many.has(c));
        let approx = if over {
            amounts.over.decide(Approx::Over, span)
        } else {
            amounts.about.decide(Approx::About, span).filter(|_| about)
        };
        let by = approx.map(|approx| approx.decision());
        (number.len == plain.len()).then(|| Quantity {
            span,
            value,
            approx: approx.map(|approx| approx.value),
            unit: def.unit.clone(),
            written: def.unit.clone(),
            dimension: def.dimension,
            head: None,
            per: None,
            each: false,
            decided: std::iter::once(unit.decision()).chain(by).collect(),
        })
    }
}

/// The scaled unit that `words` start with and, but for closing marks, end with.
fn unit_in<'a>(words: &str, lexicon: &'a Lexicon) -> Option<Scaled<'a>> {
    let glyphs = Glyphs::new(words.trim());
    let mut at = 0;
    let mut exponent = 0;
    while let Some(power) = numeral::scale_at(&glyphs, at) {
        exponent += power;
        at += 1;
    }
    let found = lexicon.unit_at(glyphs.from(at))?;
    let closed = matches!(glyphs.at(at + found.len), '\0' | ')' | '）' | ']' | '】' | '/' | ' ');
    closed.then_some((found.def, exponent))
}

/// A header up to the unit in brackets or behind a stroke.
fn without_brackets(header: &str) -> &str {
    header.split(OPEN).next().unwrap_or(header).trim()
}

/// A header without its unit: 脱贫人口（人）, 收入/元, 贫困村数.
fn without_unit<'n>(header: &'n str, rules: &Cells) -> &'n str {
    let name = without_brackets(header);
    let counted = rules.counted.strip_end(name).filter(|rest| rest.chars().count() > 1);
    counted.unwrap_or(name)
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
