//! Tags and entities: HTML as a stream of text with its places. Knows no document structure
//! beyond blocks, headings and tables, and lets no markup through.

use super::{Block, BlockKind, Run, Style};
use crate::span::Span;

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>` or `</name>`; the name in the case it is written in.
    Tag {
        /// Its name.
        name: &'a str,
        /// Whether it closes.
        closing: bool,
        /// What stands between name and `>`.
        attributes: &'a str,
    },
    /// Text without entities.
    Text(Span),
    /// One entity.
    Entity(char, Span),
}

/// Elements whose content is not text.
const OPAQUE: &[&str] =
    &["script", "style", "noscript", "template", "textarea", "select", "svg", "iframe", "head"];

/// Longest tag that is read, in characters.
const MOST_ATTRIBUTES: usize = 4096;

/// Elements that begin a new line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "form",
    "figure",
    "figcaption",
    "pre",
    "address",
    "body",
    "center",
    "blockquote",
    "li",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "caption",
];

/// Cuts `html` into tokens; comments, declarations and opaque elements are left out.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let length = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else if let Some((token, length)) = tag(rest) {
            out.push(token);
            length + opaque_length(token, rest.get(length..).unwrap_or_default())
        } else if let Some((c, length)) = entity(rest) {
            out.push(Token::Entity(c, Span::new(at, at + length)));
            length
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest.get(first..).and_then(|tail| tail.find(['<', '&']));
            let length = end.map_or(rest.len(), |end| first + end);
            out.push(Token::Text(Span::new(at, at + length)));
            length
        };
        at += length;
    }
    out
}

/// Length of the content of an opaque element that `token` opens.
fn opaque_length(token: Token<'_>, rest: &str) -> usize {
    let Token::Tag { name, closing: false, attributes } = token else { return 0 };
    let name = name.to_ascii_lowercase();
    if !OPAQUE.contains(&name.as_str()) || attributes.ends_with('/') {
        return 0;
    }
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find("</")).map(|at| from + at) {
        let tail = rest.get(at + 2..).unwrap_or_default();
        if tail.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(&name)) {
            return at;
        }
        from = at + 2;
    }
    rest.len()
}

fn tag(rest: &str) -> Option<(Token<'_>, usize)> {
    let inner = rest.strip_prefix('<')?;
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_length =
        inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    let (name, attributes) = inner.split_at_checked(name_length)?;
    let mut quote = None;
    // A bounded look-ahead: a page full of unclosed tags must stay linear.
    let end = attributes.char_indices().take(MOST_ATTRIBUTES).find_map(|(at, c)| {
        match (quote, c) {
            (None, '>') => return Some(Some(at)),
            (None, '<') => return Some(None),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => (),
        }
        None
    })??;
    let length = rest.len() - attributes.len() + end + 1;
    Some((Token::Tag { name, closing, attributes: attributes.get(..end)?.trim() }, length))
}

/// Reads one entity at the start of `rest`: named (the few that news pages use) or numeric.
pub(super) fn entity(rest: &str) -> Option<(char, usize)> {
    let body = rest.strip_prefix('&')?;
    let end = body.char_indices().take(12).find(|&(_, c)| c == ';').map(|(at, _)| at)?;
    let name = body.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 2))
}

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("permil", '‰'),
    ("deg", '°'),
    ("sup2", '²'),
    ("copy", '©'),
    ("reg", '®'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("yen", '¥'),
];

/// The value of `key` among a tag's attributes, entities resolved.
pub(super) fn attribute(attributes: &str, key: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(key)?;
        let bounded = lower.get(..at)?.chars().next_back().is_none_or(char::is_whitespace);
        let rest = attributes.get(at + key.len()..)?.trim_start();
        if let Some(value) = rest.strip_prefix('=').filter(|_| bounded) {
            let value = value.trim_start();
            let value = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value.split(quote).nth(1)?,
                _ => value.split_whitespace().next()?,
            };
            return Some(decoded(value));
        }
        from = at + key.len();
    }
}

/// `text` with entities resolved.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (head, tail) = rest.split_at(at);
        out.push_str(head);
        let (c, length) = entity(tail).unwrap_or(('&', 1));
        out.push(c);
        rest = tail.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The link if it is http, https or relative; `None` for everything else.
pub(super) fn safe_link(url: &str) -> Option<String> {
    let url = url.trim();
    let odd = url.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    if odd || url.is_empty() || url.starts_with("//") {
        return None;
    }
    let head = url.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = head.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https") => Some(url.to_owned()),
        Some(_) => None,
    }
}

/// The text blocks of `html`; raw spans are of `html`.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for token in tokens(html) {
        builder.token(token, html);
    }
    builder.flush();
    builder.out
}

/// Makes blocks of tokens.
#[derive(Default)]
struct Builder {
    out: Vec<Block>,
    runs: Vec<Run>,
    heading: Option<u8>,
    item: usize,
    quote: usize,
    /// Tables that are open, with the row and column of the current cell.
    open: Vec<(usize, usize, usize)>,
    tables: usize,
    cell: bool,
    strong: usize,
    link: Option<String>,
    preformatted: bool,
}

impl Builder {
    fn token(&mut self, token: Token<'_>, html: &str) {
        match token {
            Token::Text(span) => self.text(span, html),
            Token::Entity(c, raw) => self.push(c.to_string(), raw),
            Token::Tag { name, closing, attributes } => {
                self.tag(&name.to_ascii_lowercase(), closing, attributes);
            }
        }
    }

    fn push(&mut self, text: String, raw: Span) {
        let strong = self.strong > 0;
        let style = Style { strong, link: self.link.clone(), ..Style::default() };
        self.runs.push(Run { text, raw, style });
    }

    /// Line breaks of the source are white space in HTML, and none between Chinese characters.
    fn text(&mut self, span: Span, html: &str) {
        let mut start = span.start;
        let text = span.of(html);
        let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| span.start + at).collect();
        for end in breaks.into_iter().chain([span.end]) {
            let raw = Span::new(start, end);
            let line = raw.of(html);
            if !line.is_empty() {
                self.push(line.to_owned(), raw);
            }
            start = end + 1;
            if end < span.end && self.preformatted {
                self.push("\n".to_owned(), Span::new(end, end + 1));
            }
        }
    }

    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let blank = runs.iter().all(|run| run.text.trim().is_empty());
        let kind = match (self.cell, self.open.last(), self.heading) {
            (true, Some(&(table, row, column)), _) => BlockKind::Cell { table, row, column },
            (_, _, Some(level)) => BlockKind::Heading(level),
            _ if self.item > 0 => BlockKind::Item,
            _ if self.quote > 0 => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        };
        if let BlockKind::Cell { .. } = kind {
            // A cell is one block, whatever blocks the page puts inside it.
            match self.out.last_mut().filter(|last| last.kind == kind) {
                Some(last) => last.runs.extend(runs),
                None => self.out.push(Block { kind, runs }),
            }
        } else if !blank {
            self.out.push(Block { kind, runs });
        }
    }

    fn tag(&mut self, name: &str, closing: bool, attributes: &str) {
        if name == "br" {
            let at = self.runs.last().map_or(0, |run| run.raw.end);
            self.push("\n".to_owned(), Span::new(at, at));
            return;
        }
        if BLOCKS.contains(&name) && (!self.runs.is_empty() || self.cell && closing) {
            self.flush();
        }
        let step = |count: &mut usize| {
            *count = if closing { count.saturating_sub(1) } else { *count + 1 };
        };
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.chars().nth(1).and_then(|c| c.to_digit(10)).unwrap_or(6);
                self.heading = if closing { None } else { u8::try_from(level).ok() };
            }
            "li" => step(&mut self.item),
            "blockquote" => step(&mut self.quote),
            "b" | "strong" => step(&mut self.strong),
            "pre" => self.preformatted = !closing,
            "a" => {
                let href = if closing { None } else { attribute(attributes, "href") };
                self.link = href.and_then(|href| safe_link(&href));
            }
            "table" | "tr" | "td" | "th" => self.table(name, closing),
            _ => (),
        }
    }

    fn table(&mut self, name: &str, closing: bool) {
        match (name, closing) {
            ("table", false) => {
                self.open.push((self.tables, usize::MAX, 0));
                self.tables += 1;
            }
            ("table", true) => {
                self.open.pop();
            }
            ("tr", false) => {
                if let Some(cell) = self.open.last_mut() {
                    *cell = (cell.0, cell.1.wrapping_add(1), usize::MAX);
                }
            }
            ("td" | "th", false) => {
                if let Some(cell) = self.open.last_mut() {
                    let row = if cell.1 == usize::MAX { 0 } else { cell.1 };
                    *cell = (cell.0, row, cell.2.wrapping_add(1));
                }
            }
            _ => (),
        }
        self.cell = matches!(name, "td" | "th") && !closing;
    }
}
