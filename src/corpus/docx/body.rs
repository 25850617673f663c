//! The body of a document: paragraphs, headings, items and tables.

use super::local;
use crate::corpus::{Block, BlockKind, Extent, Run, Style};
use crate::span::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Elements whose text is no text of the document: what was deleted, codes of fields, what is drawn
/// for readers that know less.
const SILENT: &[&[u8]] =
    &[b"del", b"moveFrom", b"instrText", b"delText", b"Fallback", b"rPrChange"];

/// Most columns or rows that a cell may take.
const FARTHEST: u8 = 64;

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut all = tag.attributes();
    let found =
        all.with_checks(false).flatten().find(|attribute| local(attribute.key.as_ref()) == name)?;
    Some(found.unescape_value().ok()?.into_owned())
}

/// The text of the document `xml`, a paragraph a line, and its blocks; `styles` names the styles.
///
/// # Errors
/// What is wrong with the XML.
pub(super) fn read(
    xml: &str,
    styles: &BTreeMap<String, String>,
) -> Result<(String, Vec<Block>), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut body = Body::new(styles);
    let mut open = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                open += 1;
                body.start(&tag, false);
            }
            Event::Empty(tag) => body.start(&tag, true),
            Event::End(tag) => {
                open = open.saturating_sub(1);
                body.end(local(tag.name().as_ref()));
            }
            Event::Text(text) if body.reads() => body.push(&text.unescape()?),
            Event::CData(text) if body.reads() => body.push(&String::from_utf8_lossy(&text)),
            Event::Eof if open == 0 => return Ok((body.text, body.out)),
            Event::Eof => {
                let cut = quick_xml::errors::SyntaxError::UnclosedTag;
                return Err(quick_xml::Error::Syntax(cut));
            }
            _ => (),
        }
    }
}

/// A table that is open.
#[derive(Default)]
struct Table {
    number: usize,
    /// Rows begun.
    rows: usize,
    /// Columns taken in this row.
    column: usize,
    /// For each column the block of the cell that reaches down to this row.
    above: BTreeMap<usize, usize>,
}

/// A cell that is open.
#[derive(Default)]
struct Cell {
    columns: u8,
    /// It goes on from the row above.
    goes_on: bool,
    runs: Vec<Run>,
}

struct Body<'a> {
    styles: &'a BTreeMap<String, String>,
    text: String,
    out: Vec<Block>,
    runs: Vec<Run>,
    kind: BlockKind,
    style: Style,
    /// Inside `t`.
    words: bool,
    /// Inside so many elements that are silent.
    silent: usize,
    /// The outermost table; one within a cell is text of the cell.
    table: Option<Table>,
    cell: Option<Cell>,
    tables: usize,
    /// Tables that are open.
    depth: usize,
}

impl<'a> Body<'a> {
    const fn new(styles: &'a BTreeMap<String, String>) -> Self {
        Self {
            styles,
            text: String::new(),
            out: Vec::new(),
            runs: Vec::new(),
            kind: BlockKind::Paragraph,
            style: Style { strong: false, emphasis: false, code: false, link: None },
            words: false,
            silent: 0,
            table: None,
            cell: None,
            tables: 0,
            depth: 0,
        }
    }

    const fn reads(&self) -> bool {
        self.words && self.silent == 0
    }

    /// Adds words at the end of the text.
    fn push(&mut self, words: &str) {
        let start = self.text.len();
        self.text.push_str(words);
        let raw = Span::new(start, self.text.len());
        self.runs.push(Run { raw, own: None, style: self.style.clone() });
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.name();
        let name = local(name.as_ref());
        if SILENT.contains(&name) {
            self.silent += usize::from(!empty);
            return;
        }
        if self.silent > 0 {
            return;
        }
        let value = || attribute(tag, b"val");
        let on = || !matches!(value().as_deref(), Some("0" | "false" | "none"));
        match name {
            b"p" => self.kind = BlockKind::Paragraph,
            b"pStyle" => self.styled(&value().unwrap_or_default()),
            b"outlineLvl" => self.outlined(value().and_then(|level| level.parse().ok())),
            b"numPr" if self.kind == BlockKind::Paragraph => self.kind = BlockKind::Item,
            b"r" => self.style.strong = false,
            b"b" => self.style.strong = on(),
            b"t" => self.words = !empty,
            b"tab" | b"ptab" => self.push(" "),
            b"br" | b"cr" => self.push("\n"),
            b"noBreakHyphen" => self.push("-"),
            b"tbl" if !empty => self.begin_table(),
            b"tr" => self.row(),
            b"tc" if self.depth == 1 => self.cell = Some(Cell { columns: 1, ..Cell::default() }),
            b"gridSpan" | b"vMerge" => self.reach(name, value()),
            _ => (),
        }
    }

    /// The paragraph has a style: the names of headings are the same in every language of Word.
    fn styled(&mut self, id: &str) {
        let id = id.to_lowercase();
        let named = self.styles.iter().find(|(known, _)| known.to_lowercase() == id);
        let name = named.map_or(id.as_str(), |(_, name)| name.as_str());
        if name == "title" {
            self.kind = BlockKind::Heading(1);
        } else if let Some(level) = name.strip_prefix("heading") {
            let level = level.trim().parse::<u8>().ok();
            self.outlined(level.and_then(|level| level.checked_sub(1)));
        }
    }

    /// The paragraph stands in the outline at a level from 0 on; 9 is none.
    fn outlined(&mut self, level: Option<u8>) {
        if let Some(level) = level.filter(|level| *level < 9) {
            self.kind = BlockKind::Heading((level + 1).min(6));
        }
    }

    fn begin_table(&mut self) {
        self.depth += 1;
        if self.depth == 1 {
            self.table = Some(Table { number: self.tables, ..Table::default() });
            self.tables += 1;
        }
    }

    fn row(&mut self) {
        if let (1, Some(table)) = (self.depth, &mut self.table) {
            table.rows += 1;
            table.column = 0;
        }
    }

    /// How far the open cell reaches.
    fn reach(&mut self, name: &[u8], value: Option<String>) {
        let Some(cell) = self.cell.as_mut().filter(|_| self.depth == 1) else { return };
        if name == b"vMerge" {
            cell.goes_on = value.as_deref() != Some("restart");
        } else if let Some(columns) = value.and_then(|columns| columns.parse::<u8>().ok()) {
            cell.columns = columns.clamp(1, FARTHEST);
        }
    }

    fn end(&mut self, name: &[u8]) {
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
            return;
        }
        match name {
            b"t" => self.words = false,
            b"p" => self.end_paragraph(),
            b"tc" if self.depth == 1 => self.end_cell(),
            b"tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.table = None;
                }
            }
            _ => (),
        }
    }

    fn end_paragraph(&mut self) {
        let blank = self.runs.iter().all(|run| run.text(&self.text).trim().is_empty());
        let runs = std::mem::take(&mut self.runs);
        let at = self.text.len();
        self.text.push('\n');
        if blank {
            return;
        }
        match &mut self.cell {
            Some(cell) => {
                if !cell.runs.is_empty() {
                    let (raw, own) = (Span::new(at, at), Some("\n".into()));
                    cell.runs.push(Run { raw, own, style: Style::default() });
                }
                cell.runs.extend(runs);
            }
            None => self.out.push(Block { kind: self.kind, runs }),
        }
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(table)) = (self.cell.take(), &mut self.table) else { return };
        let column = table.column;
        table.column += usize::from(cell.columns);
        if cell.goes_on {
            let above = table.above.get(&column).and_then(|at| self.out.get_mut(*at));
            if let Some(Block { kind: BlockKind::Cell { extent, .. }, .. }) = above {
                extent.rows = extent.rows.saturating_add(1).min(FARTHEST);
            }
            return;
        }
        table.above.insert(column, self.out.len());
        let (table, row) = (table.number, table.rows.saturating_sub(1));
        let extent = Extent { rows: 1, columns: cell.columns };
        let kind = BlockKind::Cell { table, row, column, extent };
        self.out.push(Block { kind, runs: cell.runs });
    }
}
