//! Plain text: one block a line, never Markdown; lines that stand in columns are rows of a table.

use super::{Block, BlockKind, Extent, Run, Style};
use crate::span::Span;

/// Fewest rows of a table, its header included.
const ROWS: usize = 3;

/// Fewest columns where blanks part them; tabs may part two.
const COLUMNS: usize = 3;

/// The lines of `text` that are not blank, in order; `\n`, `\r\n` and `\r` end a line.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut lines = lines(text);
    lines.retain(|line| !line.of(text).chars().all(char::is_whitespace));
    let mut out = Vec::new();
    let (mut at, mut tables) = (0, 0);
    while let Some(line) = lines.get(at) {
        let rows = rows(text, lines.get(at..).unwrap_or_default());
        if rows.is_empty() {
            out.push(block(BlockKind::Paragraph, *line));
            at += 1;
            continue;
        }
        for (row, cells) in rows.iter().enumerate() {
            let cell = |column| BlockKind::Cell { table: tables, row, column, extent: Extent::ONE };
            out.extend(cells.iter().enumerate().map(|(column, raw)| block(cell(column), *raw)));
        }
        (at, tables) = (at + rows.len(), tables + 1);
    }
    out
}

fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut out = Vec::new();
    for (at, _) in text.match_indices(['\n', '\r']) {
        out.push(Span::new(start, at));
        start = at + 1;
    }
    out.push(Span::new(start, text.len()));
    out
}

fn block(kind: BlockKind, raw: Span) -> Block {
    Block { kind, runs: vec![Run { raw, own: None, style: Style::default() }] }
}

/// The cells of the table that `lines` begin with; none where they begin with running text.
///
/// In a table every line has as many columns as the first, and below the first, which names
/// them, every line has a number or a mark that there is none.
fn rows(text: &str, lines: &[Span]) -> Vec<Vec<Span>> {
    let Some(first) = lines.first() else { return Vec::new() };
    let head = cells(text, *first);
    let tabs = first.of(text).contains('\t');
    let numbered = |cells: &[Span]| cells.iter().any(|cell| is_number(cell.of(text)));
    if head.len() < if tabs { 2 } else { COLUMNS } || numbered(&head) {
        return Vec::new();
    }
    let row = |cells: &Vec<Span>| {
        let told = numbered(cells) || cells.iter().any(|cell| is_blank(cell.of(text)));
        told && cells.len() == head.len()
    };
    let body = lines.iter().skip(1).map(|line| cells(text, *line)).take_while(row);
    let rows: Vec<_> = std::iter::once(head.clone()).chain(body).collect();
    let some = rows.iter().any(|cells| numbered(cells));
    if rows.len() < ROWS || !some { Vec::new() } else { rows }
}

/// The parts of a line between tabs, or between runs of two blanks and more.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let (own, mut out, mut start) = (line.of(text), Vec::new(), None);
    let tabs = own.contains('\t');
    let mut blanks = 0;
    for (at, c) in own.char_indices() {
        let parts = if tabs { c == '\t' } else { c.is_whitespace() };
        blanks = if parts { blanks + 1 } else { 0 };
        match start {
            None if !parts => start = Some(at),
            Some(from) if blanks == if tabs { 1 } else { 2 } => {
                let cell = own.get(from..at).unwrap_or_default().trim_end();
                out.push(Span::new(from, from + cell.len()));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| Span::new(from, own.trim_end().len().max(from))));
    out.into_iter().map(|cell| cell.shift(line.start)).collect()
}

/// Whether a cell says that there is no number: —, …, /.
fn is_blank(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| matches!(c, '—' | '–' | '-' | '…' | '/' | '－'))
}

/// Whether a cell holds a number and at most a sign with it: 1,588, -0.3, 12.5%.
fn is_number(cell: &str) -> bool {
    let sign = |c: char| matches!(c, ',' | '.' | '-' | '+' | '%' | '，' | '．' | '－' | '％' | ' ');
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    cell.chars().any(digit) && cell.chars().all(|c| digit(c) || sign(c))
}
