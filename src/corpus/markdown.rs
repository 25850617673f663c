//! Markdown to blocks.

use super::emphasis::{COMMENT, Prepared, is_cjk, prepare};
use super::{Block, BlockKind, Extent, Image, Run, Style, html, link, raise};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// Most findings of one kind that one file gets; the rest says nothing new.
const MOST_FINDINGS: usize = 8;

/// The blocks of the Markdown that begins at `body` of `text`, and its pictures; raw spans are of `text`.
pub(super) fn blocks(text: &str, body: usize) -> (Outcome<Vec<Block>>, Vec<Image>) {
    let prepared = prepare(text.get(body..).unwrap_or_default());
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader::new(text, body, &prepared);
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        reader.event(event, &range);
    }
    reader.flush();
    (Outcome { value: reader.out, diagnostics: reader.diagnostics }, reader.pictures)
}

struct Reader<'a> {
    text: &'a str,
    body: usize,
    prepared: &'a Prepared,
    out: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
    pictures: Vec<Image>,
    /// What the text that comes next belongs to, innermost last.
    around: Vec<BlockKind>,
    runs: Vec<Run>,
    style: Style,
    links: Vec<Option<Arc<str>>>,
    strong: usize,
    emphasis: usize,
    raised: usize,
    /// Inside an image or a script: nothing is text.
    silent: usize,
    script: bool,
    html: Option<Span>,
    tables: usize,
    row: usize,
    column: usize,
    /// Where the last cell ends.
    read: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, body: usize, prepared: &'a Prepared) -> Self {
        Self {
            text,
            body,
            prepared,
            out: Vec::new(),
            diagnostics: Vec::new(),
            pictures: Vec::new(),
            around: Vec::new(),
            runs: Vec::new(),
            style: Style::default(),
            links: Vec::new(),
            strong: 0,
            emphasis: 0,
            raised: 0,
            silent: 0,
            script: false,
            html: None,
            tables: 0,
            row: 0,
            column: 0,
            read: 0,
        }
    }

    fn raw(&self, range: &Range<usize>) -> Span {
        let start = self.body + self.prepared.original(range.start);
        let end = self.body + self.prepared.original(range.end);
        Span::new(start, end.max(start))
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        let raw = self.raw(range);
        match event {
            Event::Start(tag) => self.start(tag, raw),
            Event::End(tag) => self.end(tag, raw),
            Event::Text(text) if !self.script && self.silent == 0 => self.push(&text, raw),
            Event::Text(text) | Event::Code(text) if self.silent > 0 => {
                if let Some(picture) = self.pictures.last_mut() {
                    picture.alt.push_str(&text);
                }
            }
            Event::Code(code) => {
                let inner = raw.of(self.text).find(&*code);
                let raw =
                    inner.map_or(raw, |at| Span::new(raw.start + at, raw.start + at + code.len()));
                self.style.code = true;
                self.push(&code, raw);
                self.style.code = false;
            }
            Event::SoftBreak if !self.glued(raw) => self.push(" ", raw),
            Event::HardBreak => self.push("\n", raw),
            Event::InlineHtml(html) => self.inline_html(&html, raw),
            Event::Html(_) => self.html = Some(self.html.map_or(raw, |html| html.join(raw))),
            Event::Rule => self.flush(),
            _ => (),
        }
    }

    /// Whether a line break here stands between Chinese characters, where print has no space.
    fn glued(&self, raw: Span) -> bool {
        let before = self.runs.last().and_then(|run| run.text(self.text).chars().next_back());
        let rest = self.text.get(raw.end..).unwrap_or_default();
        let after = rest.trim_start().trim_start_matches(['*', '_', '>', ' ']).chars().next();
        before.is_none_or(is_cjk) && after.is_some_and(is_cjk)
    }

    fn push(&mut self, text: &str, raw: Span) {
        let link = self.links.last().cloned().flatten();
        let style = Style {
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code: self.style.code,
            link,
        };
        let lifted = if self.raised > 0 { raise::raised(text) } else { None };
        let text = lifted.as_deref().unwrap_or(text);
        let own: Option<Box<str>> = (raw.of(self.text) != text).then(|| text.into());
        let goes_on = |last: &&mut Run| {
            own.is_none() && last.own.is_none() && last.raw.end == raw.start && last.style == style
        };
        if let Some(last) = self.runs.last_mut().filter(goes_on) {
            last.raw.end = raw.end;
            return;
        }
        self.runs.push(Run { raw, own, style });
    }

    fn flush(&mut self) {
        self.raised = 0;
        let runs = std::mem::take(&mut self.runs);
        let kind = self.around.last().copied().unwrap_or(BlockKind::Paragraph);
        let cell = matches!(kind, BlockKind::Cell { .. });
        if cell || runs.iter().any(|run| !run.text(self.text).trim().is_empty()) {
            self.out.push(Block { kind, runs });
        }
    }

    fn start(&mut self, tag: Tag<'_>, raw: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                let level = (1..).zip(LEVELS).find(|(_, known)| *known == level);
                self.around.push(BlockKind::Heading(level.map_or(6, |(number, _)| number)));
            }
            Tag::Item => self.open(BlockKind::Item),
            Tag::BlockQuote(_) => self.open(BlockKind::Quote),
            Tag::Paragraph | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.flush_open();
            }
            Tag::CodeBlock(_) => {
                self.flush_open();
                self.style.code = true;
            }
            Tag::TableHead => (self.row, self.column) = (0, 0),
            Tag::TableRow => (self.row, self.column) = (self.row + 1, 0),
            Tag::TableCell => {
                let (table, row, column) = (self.tables, self.row, self.column);
                let extent = Extent::ONE;
                self.around.push(BlockKind::Cell { table, row, column, extent });
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } => {
                // A link within the page whose words are digits is the mark of a note.
                self.raised += usize::from(dest_url.contains('#'));
                let safe = link::safe(&dest_url).map(Arc::from);
                if safe.is_none() {
                    self.say(Diagnostic::new(Code::UnsafeLink).arg("url", &dest_url).at(raw));
                }
                self.links.push(safe);
            }
            Tag::Image { dest_url, title, .. } => {
                self.silent += 1;
                let (address, title) = (dest_url.to_string(), title.to_string());
                let alt = String::new();
                self.pictures.push(Image { raw, address, alt, title, caption: None });
            }
            Tag::HtmlBlock => {
                self.flush_open();
                self.html = None;
            }
            _ => (),
        }
    }

    fn flush_open(&mut self) {
        if !self.runs.is_empty() {
            self.flush();
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.flush_open();
        self.around.push(kind);
    }

    fn end(&mut self, tag: TagEnd, raw: Span) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.flush_open();
                self.around.pop();
            }
            TagEnd::Paragraph => self.flush_open(),
            TagEnd::CodeBlock => {
                self.style.code = false;
                self.flush_open();
            }
            TagEnd::TableCell => {
                self.flush();
                self.around.pop();
                self.column += 1;
                self.read = raw.end;
            }
            TagEnd::TableRow => self.surplus(raw),
            TagEnd::Table => self.tables += 1,
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => {
                self.raised = self.raised.saturating_sub(1);
                self.links.pop();
            }
            TagEnd::Image => self.silent = self.silent.saturating_sub(1),
            TagEnd::HtmlBlock => self.html_block(),
            _ => (),
        }
    }

    /// Tells of the cells of a row that have no column: the parser leaves them out.
    fn surplus(&mut self, row: Span) {
        let border = |c: char| c == '|' || c.is_whitespace();
        let rest = Span::new(self.read, row.end).of(self.text);
        let text = rest.trim_start_matches(border);
        let start = row.end.saturating_sub(text.len());
        let text = text.trim_end_matches(border);
        if !text.is_empty() {
            // Each may be a number: none is kept from the reader for there being many.
            let finding = Diagnostic::new(Code::SurplusCell).arg("text", text);
            self.diagnostics.push(finding.at(Span::new(start, start + text.len())));
        }
    }

    fn inline_html(&mut self, html: &str, raw: Span) {
        if html == COMMENT || html.starts_with("<!--") {
            return;
        }
        let name: String = html
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        match name.to_ascii_lowercase().as_str() {
            "br" => self.push("\n", raw),
            "sup" if html.starts_with("</") => self.raised = self.raised.saturating_sub(1),
            "sup" => self.raised += 1,
            "script" | "style" => self.script = !html.starts_with("</"),
            _ => (),
        }
        self.say(Diagnostic::new(Code::RawHtml).at(raw));
    }

    fn html_block(&mut self) {
        let Some(raw) = self.html.take() else { return };
        let html = raw.of(self.text);
        if html.trim_start().starts_with("<!--") && html.trim_end().ends_with("-->") {
            return;
        }
        self.say(Diagnostic::new(Code::RawHtml).at(raw));
        let (mut found, pictures) = html::fragment(self.text, raw);
        for finding in found.diagnostics {
            self.say(finding);
        }
        for block in &mut found.value {
            if let BlockKind::Cell { table, .. } = &mut block.kind {
                *table += self.tables;
            }
        }
        let tables = found.value.iter().filter_map(|block| match block.kind {
            BlockKind::Cell { table, .. } => Some(table + 1),
            _ => None,
        });
        self.tables = tables.max().unwrap_or(self.tables);
        self.out.extend(found.value);
        self.pictures.extend(pictures);
    }

    fn say(&mut self, finding: Diagnostic) {
        let said = self.diagnostics.iter().filter(|old| old.code == finding.code).count();
        if said < MOST_FINDINGS {
            self.diagnostics.push(finding);
        }
    }
}

/// The levels of headings, in order.
const LEVELS: [pulldown_cmark::HeadingLevel; 6] = {
    use pulldown_cmark::HeadingLevel::{H1, H2, H3, H4, H5, H6};
    [H1, H2, H3, H4, H5, H6]
};
