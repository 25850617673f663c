//! HTML pages to blocks: the article of the page, its metadata, and where each word stands.

use super::markup::{self, Token};
use super::{Block, FrontMatter, Run};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::span::Span;
use dom_smoothie::{Config, Readability};

/// Shortest article that is believed, in characters; what is shorter is the page's menu.
const LEAST_ARTICLE: usize = 60;

/// Largest page whose article is looked for, in bytes; a larger one is read whole.
const LARGEST_PAGE: usize = 2 * 1024 * 1024;

/// How far ahead a run is looked for before the whole page is searched, in bytes.
const LOOK_AHEAD: usize = 16 * 1024;

/// A page as read.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What its head says.
    pub(super) front: FrontMatter,
    /// Its blocks, with findings.
    pub(super) blocks: Outcome<Vec<Block>>,
}

/// Reads the page `html`; raw spans are of `html`.
pub(super) fn page(html: &str) -> Page {
    let mut out = Page { front: head(html), ..Page::default() };
    let article = article(html).map(|article| located(&article, html));
    let enough =
        |blocks: &Vec<Block>| blocks.iter().map(block_chars).sum::<usize>() >= LEAST_ARTICLE;
    out.blocks = match article.filter(enough) {
        Some(blocks) => Outcome::clean(with_imprint(blocks, html)),
        None => Outcome {
            value: markup::blocks(html),
            diagnostics: vec![Diagnostic::new(Code::NoArticleBody)],
        },
    };
    out
}

/// Longest line of date, source and tools above an article, in characters.
const IMPRINT_CHARS: usize = 120;

/// Puts the line with date and source back, which the search for the article takes for furniture.
fn with_imprint(mut blocks: Vec<Block>, html: &str) -> Vec<Block> {
    let text =
        |block: &Block| -> String { block.runs.iter().map(|run| run.text.as_str()).collect() };
    let start = |block: &Block| block.runs.first().map_or(0, |run| run.raw.start);
    let labelled = |line: &str| ["来源", "发布", "时间", "日期"].iter().any(|w| line.contains(w));
    let fits = |block: &Block| {
        let line = text(block);
        line.chars().nth(IMPRINT_CHARS).is_none() && labelled(&line) && day(&line).is_some()
    };
    if blocks.iter().any(fits) {
        return blocks;
    }
    if let Some(found) = markup::blocks(html).into_iter().find(fits) {
        let at = blocks.partition_point(|block| start(block) < start(&found));
        blocks.insert(at, found);
    }
    blocks
}

fn block_chars(block: &Block) -> usize {
    block.runs.iter().map(|run| run.text.trim().chars().count()).sum()
}

/// The article's markup, sanitised.
fn article(html: &str) -> Option<String> {
    if html.len() > LARGEST_PAGE {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    Some(ammonia::clean(&article.content))
}

/// The blocks of `article`, each run placed where its words stand in `html`.
///
/// The article's words come in the order of the page, so one pass forward finds them all; a run
/// that was moved is looked for from the top.
fn located(article: &str, html: &str) -> Vec<Block> {
    let words = Words::of(html);
    let mut blocks = markup::blocks(article);
    let mut cursor = 0;
    for block in &mut blocks {
        let mut runs = Vec::new();
        for run in &block.runs {
            if run.text.trim().is_empty() {
                let raw = words.raw(Span::new(cursor, cursor));
                runs.push(Run { raw, ..run.clone() });
                continue;
            }
            // A character that the page writes as an entity unknown here breaks the run; the
            // words on either side of it still have their places.
            let whole = words.find(&run.text, cursor).is_some();
            let parts = if whole { vec![run.text.as_str()] } else { fragments(&run.text) };
            for part in parts {
                if let Some(found) = words.find(part, cursor) {
                    cursor = found.end;
                    words.push_runs(found, run, &mut runs);
                } else {
                    let raw = words.raw(Span::new(cursor, cursor));
                    runs.push(Run { text: part.to_owned(), raw, style: run.style.clone() });
                }
            }
        }
        block.runs = runs;
    }
    blocks
}

/// `text` cut before and after every character that is neither word nor common mark.
fn fragments(text: &str) -> Vec<&str> {
    let common = |c: char| c.is_alphanumeric() || "，。、；：“”（）《》,.:;%".contains(c);
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !common(c)) {
        let (head, tail) = rest.split_at(at);
        let length = tail.chars().next().map_or(0, char::len_utf8);
        let (odd, tail) = tail.split_at(length);
        out.extend([head, odd]);
        rest = tail;
    }
    out.push(rest);
    out.retain(|part| !part.is_empty());
    out
}

/// The words of a page without its markup, each with its place.
#[derive(Debug, Default)]
struct Words {
    text: String,
    /// Start in `text`, place in the page; in order.
    pieces: Vec<(usize, Span)>,
}

impl Words {
    fn of(html: &str) -> Self {
        let mut out = Self::default();
        for token in markup::tokens(html) {
            match token {
                Token::Text(span) => {
                    out.pieces.push((out.text.len(), span));
                    out.text.push_str(span.of(html));
                }
                Token::Entity(c, span) => {
                    out.pieces.push((out.text.len(), span));
                    out.text.push(c);
                }
                Token::Tag { .. } => (),
            }
        }
        out
    }

    /// Where `text` stands at or after `from`, else anywhere.
    fn find(&self, text: &str, from: usize) -> Option<Span> {
        let tail = self.text.get(from..)?;
        let near_end = (text.len() + LOOK_AHEAD).min(tail.len());
        let near_end =
            (near_end..tail.len()).find(|at| tail.is_char_boundary(*at)).unwrap_or(tail.len());
        let near = tail.get(..near_end).and_then(|near| near.find(text)).map(|at| from + at);
        let start = near.or_else(|| self.text.find(text))?;
        Some(Span::new(start, start + text.len()))
    }

    /// The piece that holds `at` of the words.
    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }

    /// The end in the words of the piece at `index`.
    fn piece_end(&self, index: usize) -> usize {
        self.pieces.get(index + 1).map_or(self.text.len(), |(start, _)| *start)
    }

    /// The place in the page of a span of the words.
    fn raw(&self, span: Span) -> Span {
        let Some((start, raw)) = self.pieces.get(self.piece(span.start)) else {
            return Span::default();
        };
        let verbatim = self.piece_end(self.piece(span.start)) - start == raw.len();
        if !verbatim {
            return *raw;
        }
        let from = (raw.start + (span.start - start)).min(raw.end);
        Span::new(from, (from + span.len()).min(raw.end))
    }

    /// One run for each piece that `found` covers, so that every run maps byte for byte or is one
    /// entity.
    fn push_runs(&self, found: Span, run: &Run, out: &mut Vec<Run>) {
        let mut at = found.start;
        while at < found.end {
            let end = self.piece_end(self.piece(at)).min(found.end);
            if end <= at {
                break;
            }
            let span = Span::new(at, end);
            let text = span.of(&self.text).to_owned();
            out.push(Run { text, raw: self.raw(span), style: run.style.clone() });
            at = end;
        }
    }
}

/// What the page's head says of title, date, outlet and author.
fn head(html: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let end = html.find("</head>").or_else(|| html.find("<body")).unwrap_or(html.len().min(65_536));
    let head = html.get(..end).unwrap_or_default();
    let mut rest = head;
    while let Some(at) = rest.find("<meta") {
        let tag = rest.get(at + 5..).unwrap_or_default();
        let (attributes, after) = tag.split_once('>').unwrap_or((tag, ""));
        note(attributes, &mut front);
        rest = after;
    }
    if front.title.is_none() {
        let title = between(head, "<title>", "</title>").map(markup::decoded);
        let title = title.map(|title| headline(&title)).filter(|title| !title.is_empty());
        // What the page shows as its heading is the title without the site's name.
        let shown = first_heading(html)
            .filter(|shown| title.as_ref().is_some_and(|title| title.starts_with(shown.as_str())));
        front.title = shown.or(title);
    }
    front.language = html
        .find("<html")
        .and_then(|at| html.get(at + 5..))
        .and_then(|tag| tag.split_once('>'))
        .and_then(|(attributes, _)| markup::attribute(attributes, "lang"));
    front
}

fn note(attributes: &str, front: &mut FrontMatter) {
    let name = ["name", "property", "itemprop"]
        .into_iter()
        .find_map(|key| markup::attribute(attributes, key))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let value = markup::attribute(attributes, "content").unwrap_or_default();
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let set = |slot: &mut Option<String>| {
        if slot.is_none() {
            *slot = Some(value.to_owned());
        }
    };
    match name.as_str() {
        "articletitle" | "og:title" | "twitter:title" => set(&mut front.title),
        "pubdate"
        | "publishdate"
        | "publish_date"
        | "article:published_time"
        | "og:release_date"
        | "datepublished"
        | "weibo: article:create_at" => {
            front.date = front.date.or_else(|| day(value));
        }
        "contentsource" | "source" | "og:site_name" | "mediaid" => set(&mut front.source),
        "author" | "article:author" => set(&mut front.byline),
        "og:url" | "url" => {
            front.url = front.url.take().or_else(|| markup::safe_link(value));
        }
        "copyright" | "rights" => set(&mut front.rights),
        _ => (),
    }
}

/// The text of the first `<h1>`, when it holds nothing but text.
fn first_heading(html: &str) -> Option<String> {
    let (_, inner) = between(html, "<h1", "</h1>")?.split_once('>')?;
    let text = markup::decoded(inner).trim().to_owned();
    (!text.is_empty() && !inner.contains('<')).then_some(text)
}

/// The page's title without the site's name behind it.
fn headline(title: &str) -> String {
    let title = title.trim();
    let cut =
        ["_", " - ", " | ", "--", " – ", "|"].into_iter().find_map(|mark| title.split_once(mark));
    cut.map_or(title, |(head, _)| head).trim().to_owned()
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner)
}

fn day(text: &str) -> Option<Date> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
