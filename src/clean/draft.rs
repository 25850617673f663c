//! Blocks to lines, and lines to the article's text.

use super::tracked::{Edit, Tracked};
use super::{Article, Cell, Line, LineKind, Sentence, sentence};
use crate::corpus::{Block, BlockKind, Document, Extent, Style};
use crate::span::Span;
use std::collections::BTreeMap;

/// Longest heading of a plain text, in characters.
const HEADING_CHARS: usize = 40;

/// One line on its way into the article.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its text.
    pub(super) text: Tracked,
    /// What it is.
    pub(super) kind: LineKind,
    /// What the document said it is; the first cell of a table row.
    pub(super) block: BlockKind,
    /// Level as a heading, 1–6.
    pub(super) level: u8,
    /// Stretches of the file set otherwise than plain.
    pub(super) styles: Vec<(Span, Style)>,
}

/// The document's blocks as lines: a row of a table is one line with its cells between tabs.
pub(super) fn drafts(document: &Document) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    // Table and row of the line that is being filled, and its columns.
    let mut filled = (None, 0);
    for block in &document.blocks {
        let text = tracked(block, &document.text);
        let styles = styles(block);
        let BlockKind::Cell { table, row, column, .. } = block.kind else {
            push_lines(&text, block.kind, &styles, &mut out);
            filled = (None, 0);
            continue;
        };
        let text = one_line(&text);
        if filled.0 != Some((table, row)) || column < filled.1 {
            filled = (Some((table, row)), 0);
            let (kind, text) = (LineKind::TableRow, Tracked::default());
            out.push(Draft { text, kind, block: block.kind, level: 6, styles: Vec::new() });
        }
        if let Some(last) = out.last_mut() {
            let begun = !last.text.is_empty();
            let here = block.runs.first().map_or(0, |run| run.raw.start);
            let at = if begun { last.text.to_raw(last.text.span()).end } else { here };
            // A column that a cell beside or above reaches into is empty.
            for _ in filled.1.max(1)..=column {
                last.text.push("\t", Span::new(at, at));
            }
            last.text.push_part(&text, text.span());
            last.styles.extend(styles);
        }
        filled.1 = column + 1;
    }
    out
}

/// The text of a cell: one line, without the tabs that part cells.
fn one_line(text: &Tracked) -> Tracked {
    let breaks = text.text().match_indices(['\n', '\t']);
    let edits: Vec<Edit> = breaks.map(|(at, _)| Edit::new(Span::new(at, at + 1), " ")).collect();
    text.edited(&edits).trimmed()
}

fn tracked(block: &Block, file: &str) -> Tracked {
    let mut text = Tracked::default();
    for run in &block.runs {
        text.push(run.text(file), run.raw);
    }
    text
}

fn styles(block: &Block) -> Vec<(Span, Style)> {
    let set = block.runs.iter().filter(|run| run.style != Style::default());
    set.map(|run| (run.raw, run.style.clone())).collect()
}

fn push_lines(text: &Tracked, block: BlockKind, styles: &[(Span, Style)], out: &mut Vec<Draft>) {
    let mut start = 0;
    let breaks: Vec<usize> = text.text().match_indices('\n').map(|(at, _)| at).collect();
    for end in breaks.into_iter().chain([text.text().len()]) {
        let line = text.part(Span::new(start, end)).trimmed();
        start = end + 1;
        if line.is_empty() {
            continue;
        }
        let raw = line.to_raw(line.span());
        // Styles stand in the order of the file.
        let first = styles.partition_point(|(at, _)| at.end <= raw.start);
        let set = styles.iter().skip(first).take_while(|(at, _)| at.start < raw.end);
        let styles = set.cloned().collect();
        let (kind, level) = match block {
            BlockKind::Heading(level) => (LineKind::Heading, level),
            _ => (LineKind::Body, 6),
        };
        out.push(Draft { text: line, kind, block, level, styles });
    }
}

/// Puts the lines together: text, lines with sections and styles, sentences, cells.
pub(super) fn assemble(document: &Document, drafts: Vec<Draft>) -> Article {
    let mut text = Tracked::default();
    let mut lines = Vec::new();
    let mut line_styles = Vec::new();
    let mut levels = Vec::new();
    for draft in drafts {
        let start = text.span().end;
        text.push_part(&draft.text, draft.text.span());
        let span = Span::new(start, text.span().end);
        let end = text.to_raw(Span::new(span.end.saturating_sub(1), span.end)).end;
        let newline = document.text.get(end..).is_some_and(|rest| rest.starts_with('\n'));
        text.push("\n", Span::new(end, end + usize::from(newline)));
        lines.push(Line {
            span,
            kind: draft.kind,
            block: draft.block,
            section: None,
            styles: Vec::new(),
        });
        line_styles.push(draft.styles);
        levels.push(draft.level);
    }
    let text = text.finish();
    for (line, styles) in lines.iter_mut().zip(line_styles) {
        let set =
            styles.into_iter().filter_map(|(raw, style)| Some((text.map.from_raw(raw)?, style)));
        line.styles = set.collect();
    }
    let mut article = Article { text, lines, ..Article::default() };
    set_sections(&mut article.lines, &levels);
    article.sentences = all_sentences(&article);
    article.cells = cells(&article, &document.blocks);
    article
}

fn set_sections(lines: &mut [Line], levels: &[u8]) {
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (index, (line, &level)) in lines.iter_mut().zip(levels).enumerate() {
        if line.kind == LineKind::Heading {
            while open.last().is_some_and(|&(_, above)| above >= level) {
                open.pop();
            }
            line.section = open.last().map(|&(at, _)| at);
            open.push((index, level));
        } else {
            line.section = open.last().map(|&(at, _)| at);
        }
    }
}

fn all_sentences(article: &Article) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (index, line) in article.lines.iter().enumerate() {
        let text = line.span.of(&article.text.text);
        if line.kind == LineKind::TableRow {
            out.push(Sentence { span: line.span, line: index });
            continue;
        }
        let found = sentence::sentences(text).into_iter();
        out.extend(found.map(|span| Sentence { span: span.shift(line.span.start), line: index }));
    }
    out
}

fn cells(article: &Article, blocks: &[Block]) -> Vec<Cell> {
    let far = blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Cell { table, row, column, extent } if extent != Extent::ONE => {
            Some(((table, row, column), extent))
        }
        _ => None,
    });
    let far: BTreeMap<_, Extent> = far.collect();
    let mut out = Vec::new();
    for line in article.lines.iter().filter(|line| line.kind == LineKind::TableRow) {
        let BlockKind::Cell { table, row, .. } = line.block else { continue };
        let mut start = line.span.start;
        for (column, part) in line.span.of(&article.text.text).split('\t').enumerate() {
            let span = Span::new(start, start + part.len());
            let extent = far.get(&(table, row, column)).copied().unwrap_or(Extent::ONE);
            out.push(Cell { span, table, row, column, extent });
            start += part.len() + 1;
        }
    }
    out
}

/// Whether a line of a plain text can be a headline or heading: short, with Chinese, and without
/// the marks that end or open running text.
pub(super) fn reads_as_heading(text: &str) -> bool {
    let ends_open = text.ends_with([':', '：', ',', '，', '、', ';', '；', '。', '.']);
    let question = text.ends_with(['?', '？', '!', '！']) && text.contains([',', '，']);
    let running = question || text.ends_with('—') || text.contains(['。', ';', '；']);
    let han = text.chars().filter(|c| is_han(*c)).count();
    !ends_open && !running && han >= 2 && text.chars().count() <= HEADING_CHARS
}

/// Whether `c` is a letter or digit; nearly all are Han characters, which need no look into a table.
pub(super) fn is_word(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FA5}') || c.is_alphanumeric()
}

/// Whether `c` is a Chinese character.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}
