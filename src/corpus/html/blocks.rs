//! A tree, or a part of one, to blocks.

use super::element::{Element, Role};
use super::reference::pieces;
use super::tree::{Kind, Set, Tree};
use crate::corpus::{Block, BlockKind, Extent, Run, Style, raise};
use crate::span::Span;
use std::sync::Arc;

/// The blocks of the node at `top` and below, without those that `dropped` tells to leave out.
pub(super) fn blocks(tree: &Tree<'_>, top: usize, dropped: impl Fn(usize) -> bool) -> Vec<Block> {
    let mut walk = Walk::new(tree);
    let end = tree.end(top);
    let mut at = top;
    while at < end {
        walk.leave_until(at);
        if walk.skips(at) || dropped(at) {
            walk.end_line();
            at = tree.end(at);
        } else {
            walk.enter(at);
            at += 1;
        }
    }
    walk.leave_until(end);
    walk.end_line();
    walk.out
}

/// What a text stands in.
#[derive(Clone, Copy, Default)]
struct Place {
    cell: Option<((usize, usize, usize), Extent)>,
    heading: Option<u8>,
    item: bool,
    quote: bool,
    preformatted: bool,
}

impl Place {
    fn kind(self) -> BlockKind {
        match (self.cell, self.heading) {
            (Some(((table, row, column), extent)), _) => {
                BlockKind::Cell { table, row, column, extent }
            }
            (None, Some(level)) => BlockKind::Heading(level),
            _ if self.item => BlockKind::Item,
            _ if self.quote => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        }
    }
}

/// Most rows or columns that a cell may take.
const FARTHEST: u8 = 64;

/// A table that is open.
struct Table {
    number: usize,
    /// Rows begun.
    rows: usize,
    /// Columns taken in this row.
    columns: usize,
    /// For each column, how many rows from this one on a cell has taken.
    taken: Vec<u8>,
}

impl Table {
    fn row(&mut self) {
        self.rows += 1;
        self.columns = 0;
        for rows in &mut self.taken {
            *rows = rows.saturating_sub(1);
        }
    }

    /// The row and column of the next cell: the first that no cell reaches into.
    fn cell(&mut self, extent: Extent) -> (usize, usize, usize) {
        while self.taken.get(self.columns).is_some_and(|rows| *rows > 0) {
            self.columns += 1;
        }
        let column = self.columns;
        self.columns += usize::from(extent.columns);
        self.taken.resize(self.taken.len().max(self.columns), 0);
        for rows in self.taken.iter_mut().take(self.columns).skip(column) {
            *rows = extent.rows;
        }
        (self.number, self.rows.saturating_sub(1), column)
    }
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    out: Vec<Block>,
    runs: Vec<Run>,
    place: Place,
    /// Blocks that are open: the end of each, and what stands around it.
    open: Vec<(usize, Element, Place)>,
    tables: Vec<Table>,
    /// Tables begun.
    count: usize,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree<'a>) -> Self {
        Self {
            tree,
            out: Vec::new(),
            runs: Vec::new(),
            place: Place::default(),
            open: Vec::new(),
            tables: Vec::new(),
            count: 0,
        }
    }

    /// Whether the node at `index` holds no text of the page.
    fn skips(&self, index: usize) -> bool {
        self.tree.element(index).is_some_and(|element| element.role() == Role::Opaque)
    }

    fn enter(&mut self, index: usize) {
        let Some(node) = self.tree.nodes.get(index) else { return };
        let element = match node.kind {
            Kind::Text(set) => return self.text(node.raw, set),
            Kind::Element(element) => element,
        };
        if element.name() == "br" {
            let last = self.runs.last().is_none_or(|run| self.ends_line(run));
            if !last || self.place.preformatted {
                self.push(Span::new(node.raw.start, node.raw.start), Some("\n"), Set::default());
            }
            return;
        }
        if !element.is_block() {
            return;
        }
        self.end_line();
        if node.end == index + 1 && element.role() != Role::Cell {
            return;
        }
        self.open.push((node.end, element, self.place));
        match element.role() {
            Role::Heading(level) => self.place.heading = Some(level),
            Role::Table | Role::Cell => self.table(index, element),
            _ => match element.name() {
                "li" => self.place.item = true,
                "blockquote" => self.place.quote = true,
                "pre" => self.place.preformatted = true,
                _ => (),
            },
        }
    }

    /// Leaves the blocks that end at or before the node at `index`.
    fn leave_until(&mut self, index: usize) {
        while let Some((_, element, around)) = self.open.pop_if(|(end, ..)| *end <= index) {
            // A cell is a block even when it is empty: its column counts.
            if element.role() == Role::Cell && self.place.cell.is_some() {
                self.flush();
            } else {
                self.end_line();
            }
            if element.name() == "table" {
                self.tables.pop();
            }
            self.place = around;
        }
    }

    fn table(&mut self, index: usize, element: Element) {
        match (element.name(), self.tables.last_mut()) {
            ("table", _) if is_layout(self.tree, index) => (),
            ("table", _) => {
                let number = self.count;
                self.tables.push(Table { number, rows: 0, columns: 0, taken: Vec::new() });
                self.count += 1;
            }
            ("tr", Some(table)) => table.row(),
            ("td" | "th", Some(table)) => {
                let reach = |name| {
                    let value = self.tree.attribute(index, name)?;
                    Some(value.trim().parse::<u8>().ok()?.clamp(1, FARTHEST))
                };
                let (rows, columns) = (reach("rowspan"), reach("colspan"));
                let extent = Extent { rows: rows.unwrap_or(1), columns: columns.unwrap_or(1) };
                self.place.cell = Some((table.cell(extent), extent));
            }
            _ => (),
        }
    }

    /// Line breaks of the source are white space in HTML, and none between Chinese characters.
    fn text(&mut self, raw: Span, set: Set) {
        let (html, preformatted) = (self.tree.html, self.place.preformatted);
        pieces(html, raw, |piece| {
            if let Some(own) = &piece.own {
                return self.push(piece.raw, Some(own), set);
            }
            let mut start = piece.raw.start;
            for line in piece.raw.of(html).split_inclusive('\n') {
                let end = start + line.len();
                let text = line.trim_end_matches('\n').len();
                if text > 0 {
                    let raw = Span::new(start, start + text);
                    let own = if set.raised { raise::raised(raw.of(html)) } else { None };
                    self.push(raw, own.as_deref(), set);
                }
                if preformatted && text < line.len() {
                    self.push(Span::new(start + text, end), Some("\n"), set);
                }
                start = end;
            }
        });
    }

    fn push(&mut self, raw: Span, own: Option<&str>, set: Set) {
        let link = set.link.and_then(|index| self.tree.links.get(index)).map(Arc::clone);
        let style = Style { strong: set.strong, link, ..Style::default() };
        self.runs.push(Run { raw, own: own.map(Into::into), style });
    }

    fn ends_line(&self, run: &Run) -> bool {
        run.text(self.tree.html).ends_with('\n')
    }

    fn end_line(&mut self) {
        if !self.runs.is_empty() {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let html = self.tree.html;
        let mut runs = std::mem::take(&mut self.runs);
        let blank = runs.iter().all(|run| run.text(html).trim().is_empty());
        let kind = self.place.kind();
        if let BlockKind::Cell { .. } = kind {
            // A cell is one block, whatever blocks the page puts inside it.
            match self.out.last_mut().filter(|last| last.kind == kind) {
                // What one of its blocks ends with does not run into the next.
                Some(last) if !blank && !last.runs.is_empty() => {
                    let at = runs.first().map_or(0, |run| run.raw.start);
                    let (raw, own) = (Span::new(at, at), Some("\n".into()));
                    last.runs.push(Run { raw, own, style: Style::default() });
                    last.runs.append(&mut runs);
                }
                Some(last) => last.runs.append(&mut runs),
                None => self.out.push(Block { kind, runs }),
            }
        } else if !blank {
            runs.shrink_to_fit();
            self.out.push(Block { kind, runs });
        }
    }
}

/// Whether the table at `index` only sets out the page: it holds another table, or one cell.
fn is_layout(tree: &Tree<'_>, index: usize) -> bool {
    let mut cells = 0;
    for at in index + 1..tree.end(index) {
        match tree.element(at).map(Element::name) {
            Some("table") => return true,
            Some("td" | "th") => cells += 1,
            _ => (),
        }
    }
    cells < 2
}
