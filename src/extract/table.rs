//! Numbers of tables: the unit from the header, the measured thing from header or row name.

use super::numeral::{self, Glyphs};
use super::period::year_of_cell;
use super::{Approx, Quantity, Value, quantity};
use crate::clean::{Article, Cell};
use crate::decimal::{Decimal, scale_by};
use crate::lexicon::{Lexicon, UnitDef};
use crate::rules::time::Time;
use crate::span::{Span, Stretch};

/// A cell that says how much, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFigure {
    /// The number, with the unit of its header.
    pub quantity: Quantity,
    /// The measured thing: the header, or the row's name where the headers are years or regions.
    pub measure: String,
    /// The word of the header that speaks of a plan.
    pub planned: Option<Span>,
}

/// The figures of all tables of an article, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    figures: Vec<TableFigure>,
    /// Where tables stand: nothing else is read from there.
    rows: Vec<Span>,
}

/// Headers of columns that number or name rows.
const NAMES: &[&str] =
    &["序号", "编号", "排名", "名次", "年份", "年度", "时间", "日期", "备注", "代码"];

/// Headers that only say that a number follows; the row says of what.
const GENERAL: &[&str] = &[
    "数值",
    "数量",
    "数据",
    "指标值",
    "情况",
    "完成数",
    "实际",
    "总量",
    "规模",
    "数额",
    "结果",
    "成效",
    "成果",
    "计划",
    "目标",
    "任务",
    "任务数",
    "实绩",
    "进展",
    "内容",
    "今年",
    "去年",
    "上年",
    "本期",
    "上期",
    "备注",
];

/// Reads the tables of an article.
///
/// A cell without digits (——, 未报) is not reported and gives nothing, never zero; a number whose
/// column and row tell no unit gives nothing either.
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
    let caption = cells.first().map_or("", |cell| cell.span.of(text));
    let common = caption
        .split_once("单位")
        .and_then(|(_, rest)| unit_in(rest.trim_start_matches([':', '：']), lexicon));
    let plans = &lexicon.book.sense.plan_column.headers;
    let times = &lexicon.book.time;
    let headers: Vec<&Cell> = cells.iter().take_while(|cell| cell.row == 0).collect();
    let mut row_name = cells.first().map_or(Span::default(), |cell| cell.span);
    let mut row = 0;
    for cell in cells {
        if cell.row != row {
            (row, row_name) = (cell.row, cell.span);
        }
        let header_cell = headers.iter().find(|c| c.column == cell.column);
        let header = header_cell.map_or("", |c| c.span.of(text)).trim();
        tables.rows.push(cell.span);
        if cell.row == 0
            || cell.span == row_name
            || NAMES.iter().any(|name| header.starts_with(name))
        {
            continue;
        }
        let row_name = row_name.of(text).trim();
        let found = [header, row_name]
            .into_iter()
            .find_map(|name| Some((name, unit_of(name, lexicon)?)))
            .or_else(|| common.map(|unit| (thing(header, row_name, times), unit)));
        let Some(quantity) = number_in(text, cell, found.map(|(_, unit)| unit), lexicon) else {
            continue;
        };
        let name = found.map_or_else(|| thing(header, row_name, times), |(name, _)| name);
        let planned = header_cell.and_then(|cell| plans.first_in(Stretch::new(text, cell.span)));
        let measure = without_unit(name).to_owned();
        tables.figures.push(TableFigure { quantity, measure, planned });
    }
}

/// The header names the thing, unless it is a year; then the row does.
fn thing<'a>(header: &'a str, row_name: &'a str, times: &Time) -> &'a str {
    let plain = without_unit(header);
    let general = GENERAL.iter().any(|word| plain.ends_with(word) && plain.chars().count() < 6);
    if year_of_cell(header, times).is_some() || header.is_empty() || general {
        row_name
    } else {
        header
    }
}

/// A unit with its scale: 万元 is 元 times ten to the fourth.
type Scaled<'a> = (&'a UnitDef, u32);

/// The number of a cell: with its own unit, or with that of its header.
fn number_in(
    text: &str,
    cell: &Cell,
    unit: Option<Scaled<'_>>,
    lexicon: &Lexicon,
) -> Option<Quantity> {
    let own = cell.span.of(text);
    let lead = own.len() - own.trim_start().len();
    let start = cell.span.start + lead;
    let own = own.trim();
    let mut read = quantity::scan(own, &[], &[], lexicon).found;
    if let [_] = read.as_slice() {
        let quantity = read.pop()?;
        return Some(Quantity { span: quantity.span.shift(start), ..quantity });
    }
    let (def, exponent) = unit?;
    let digits = own.trim_start_matches(['-', '−', '约', '+']);
    let number = numeral::parse(digits)?;
    let whole = number.len == digits.trim_end_matches(['*', '余', '多']).len();
    let negative = own.starts_with(['-', '−']);
    let scaled = |value: Decimal| {
        let value = scale_by(value, exponent)?;
        Some(if negative { -value } else { value }.normalize())
    };
    let value = match number.value {
        Value::Point(value) => Value::Point(scaled(value)?),
        Value::Range { low, high } => Value::Range { low: scaled(low)?, high: scaled(high)? },
    };
    whole.then(|| Quantity {
        span: Span::new(start, start + own.len()),
        value,
        approx: number.approx.or_else(|| own.starts_with('约').then_some(Approx::About)),
        unit: def.unit.clone(),
        written: def.unit.clone(),
        dimension: def.dimension,
        head: None,
        per: None,
        each: false,
    })
}

const OPEN: &[char] = &['(', '（', '/', '／', '[', '【'];

/// The unit that a header states or implies: 金额（万元）, 脱贫人口/人, 户数, 贫困发生率.
fn unit_of<'a>(header: &str, lexicon: &'a Lexicon) -> Option<Scaled<'a>> {
    if let Some((_, rest)) = header.rsplit_once(OPEN)
        && let Some(unit) =
            unit_in(rest.trim_start_matches("单位").trim_start_matches([':', '：']), lexicon)
    {
        return Some(unit);
    }
    let name = without_unit(header).trim_end_matches('数');
    let implied = [
        ("户", "户"),
        ("人", "人"),
        ("人口", "人"),
        ("村", "个"),
        ("县", "个"),
        ("率", "%"),
        ("占比", "%"),
        ("比重", "%"),
        ("比例", "%"),
    ];
    let (_, unit) = implied.iter().rev().find(|(ending, _)| name.ends_with(ending))?;
    // 县 and 村 alone head the column of names; with 数 they head a count.
    let names_rows =
        header.chars().count() < 2 || (matches!(*unit, "个") && !header.ends_with('数'));
    (!names_rows).then(|| lexicon.unit(unit)).flatten().map(|def| (def, 0))
}

/// The scaled unit that `words` start with and, but for closing marks, end with.
fn unit_in<'a>(words: &str, lexicon: &'a Lexicon) -> Option<Scaled<'a>> {
    let glyphs = Glyphs::new(words.trim());
    let mut at = 0;
    let mut exponent = 0;
    loop {
        let power = match glyphs.at(at) {
            '十' => 1,
            '百' if glyphs.at(at + 1) != '分' => 2,
            '千' if !matches!(glyphs.at(at + 1), '瓦' | '米' | '克' | '伏') => 3,
            '万' => 4,
            '亿' => 8,
            _ => break,
        };
        exponent += power;
        at += 1;
    }
    let found = lexicon.unit_at(glyphs.from(at))?;
    let closed = matches!(glyphs.at(at + found.len), '\0' | ')' | '）' | ']' | '】' | '/' | ' ');
    closed.then_some((found.def, exponent))
}

/// A header without its unit: 脱贫人口（人）, 收入/元, 贫困村数.
fn without_unit(header: &str) -> &str {
    let name = header.split(['(', '（', '[', '【', '/', '／']).next().unwrap_or(header).trim();
    let counted = name.strip_suffix('数').filter(|rest| rest.chars().count() > 1);
    counted.unwrap_or(name)
}

impl Tables {
    /// All figures.
    #[must_use]
    pub fn figures(&self) -> &[TableFigure] {
        &self.figures
    }

    /// What the cell says whose number stands at `span`.
    #[must_use]
    pub fn cell(&self, span: Span) -> Option<&TableFigure> {
        let at = self.figures.partition_point(|f| f.quantity.span.start < span.start);
        self.figures.get(at).filter(|f| f.quantity.span == span)
    }

    /// The quantities of running text, and those of the tables in place of what was read there.
    #[must_use]
    pub fn merge(&self, running: Vec<Quantity>) -> Vec<Quantity> {
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
