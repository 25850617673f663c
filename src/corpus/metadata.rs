//! metadata.csv: what a table in a folder says about the articles beside it.

use super::{FrontMatter, SourceFormat, link};
use crate::date::{mail_day, written_day};
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use std::collections::BTreeMap;

/// Name of the table.
pub(super) const NAME: &str = "metadata.csv";

/// The columns of the table.
const COLUMNS: [&str; 6] = ["file", "title", "date", "source", "byline", "url"];

/// What a table says.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    /// Its rows, by name of the file.
    pub(super) rows: BTreeMap<String, Row>,
    /// Findings about no single file, spans of the table's text.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a row says about its file.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// As front matter would say it.
    pub(super) front: FrontMatter,
    /// What is wrong with it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the file is named.
    name: Span,
}

impl Row {
    /// The finding that there is no such file.
    pub(super) fn astray(&self, name: &str) -> Diagnostic {
        Diagnostic::new(Code::MetadataFile).arg("name", name).at(self.name)
    }
}

/// Reads the table; what cannot be read is a finding and costs only its own row or column.
pub(super) fn read(text: &str) -> Metadata {
    let mut out = Metadata::default();
    let mut lines = lines(text).into_iter();
    let head = lines.next().unwrap_or_default();
    let columns = columns(&head, &mut out.diagnostics);
    if !columns.contains(&Some("file")) {
        let finding = Diagnostic::new(Code::MetadataHead).at(head.span);
        return Metadata { diagnostics: vec![finding], ..out };
    }
    for line in lines.filter(|line| line.cells.iter().any(|cell| !cell.text.is_empty())) {
        let Some((name, row)) = row(&line, &columns) else {
            out.diagnostics.push(Diagnostic::new(Code::MetadataRow).at(line.span));
            continue;
        };
        if out.rows.contains_key(&name) {
            let finding = Diagnostic::new(Code::MetadataTwice).arg("name", &name).at(row.name);
            out.diagnostics.push(finding);
            continue;
        }
        out.rows.insert(name, row);
    }
    out
}

/// What `front`, read from the file itself, and the row about it say together. Front matter is
/// nearer to its text than the table; the head of a page and the properties of a document are written by
/// machines.
pub(super) fn join(front: FrontMatter, told: FrontMatter, format: SourceFormat) -> FrontMatter {
    let by_hand = matches!(format, SourceFormat::Markdown | SourceFormat::Text);
    let (first, other) = if by_hand { (front, told) } else { (told, front) };
    FrontMatter {
        title: first.title.or(other.title),
        date: first.date.or(other.date),
        source: first.source.or(other.source),
        byline: first.byline.or(other.byline),
        author: first.author.or(other.author),
        url: first.url.or(other.url),
        region: first.region.or(other.region),
        language: first.language.or(other.language),
        rights: first.rights.or(other.rights),
    }
}

/// A line of the table.
#[derive(Debug, Default)]
struct Line {
    cells: Vec<Cell>,
    span: Span,
    /// Whether a quote is not closed, or only further down.
    open: bool,
}

/// A cell, without the blanks around it.
#[derive(Debug)]
struct Cell {
    text: String,
    span: Span,
}

fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let place = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(text.len());
    let mut start = 0;
    // The text is sound UTF-8 and lines may have any length, so that reading it does not fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let end = place(reader.position());
        out.push(line(text, Span::new(start, end), &record));
        start = end;
    }
    out
}

/// The cells of `record`, which stands at `span` of `text`, each with its place.
fn line(text: &str, span: Span, record: &csv::StringRecord) -> Line {
    let written = span.of(text);
    let blank = written.len() - written.trim_start().len();
    let whole = Span::new(span.start + blank, span.start + written.trim_end().len().max(blank));
    let mut from = whole.start;
    let cells = record.iter().map(|cell| {
        let cell = cell.trim();
        // A cell with doubled quotes does not stand there as it reads: the line is its place.
        let rest = text.get(from..whole.end).unwrap_or_default();
        let span = rest.find(cell).map_or(whole, |at| {
            let start = from + at;
            from = start + cell.len();
            Span::new(start, from)
        });
        Cell { text: cell.to_owned(), span }
    });
    let cells = cells.collect();
    let written = whole.of(text);
    let open = written.contains(['\n', '\r']) || written.matches('"').count() % 2 == 1;
    Line { cells, span: whole, open }
}

/// What each column of the table holds; none where it holds nothing that is known here.
fn columns(head: &Line, diagnostics: &mut Vec<Diagnostic>) -> Vec<Option<&'static str>> {
    let mut out = Vec::new();
    for cell in &head.cells {
        let known = COLUMNS.into_iter().find(|name| cell.text.eq_ignore_ascii_case(name));
        let known = known.filter(|name| !out.contains(&Some(*name)));
        if known.is_none() && !cell.text.is_empty() {
            let finding = Diagnostic::new(Code::MetadataColumn).arg("column", &cell.text);
            diagnostics.push(finding.arg("known", COLUMNS.join(", ")).at(cell.span));
        }
        out.push(known);
    }
    out
}

/// The file that a line names and what it says about it; `None` when its cells may be moved.
fn row(line: &Line, columns: &[Option<&str>]) -> Option<(String, Row)> {
    let surplus = line.cells.iter().skip(columns.len()).any(|cell| !cell.text.is_empty());
    if surplus || line.open {
        return None;
    }
    let mut row = Row::default();
    let mut file = None;
    let said = columns.iter().zip(&line.cells).filter(|(_, cell)| !cell.text.is_empty());
    for (column, cell) in said {
        let text = || Some(cell.text.clone());
        match *column {
            Some("file") => {
                row.name = cell.span;
                file = text();
            }
            Some("title") => row.front.title = text(),
            Some("date") => {
                row.front.date = written_day(&cell.text).or_else(|| mail_day(&cell.text));
                if row.front.date.is_none() {
                    let finding = Diagnostic::new(Code::MetadataDate).arg("value", &cell.text);
                    row.diagnostics.push(finding.at(cell.span));
                }
            }
            Some("source") => row.front.source = text(),
            Some("byline") => row.front.byline = text(),
            Some("url") => {
                row.front.url = link::safe(&cell.text).map(str::to_owned);
                if row.front.url.is_none() {
                    let finding = Diagnostic::new(Code::UnsafeLink).arg("url", &cell.text);
                    row.diagnostics.push(finding.at(cell.span));
                }
            }
            _ => (),
        }
    }
    Some((file?, row))
}
