//! A publisher's own words: Markdown to HTML, with the same handling as articles, and nothing in it
//! that could run.

use super::emphasis::{is_cjk, prepare};
use super::{Block, front, html, link};
use crate::config::parse_yaml;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::span::Span;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What the front matter of a page of the project's own may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PageFront {
    /// Heading; without it, that of the text, or the name of the file.
    pub title: Option<String>,
    /// Whether it stands in the main navigation; else it stands in the foot of every page.
    pub nav: bool,
    /// What the navigation calls it; without it, its title.
    pub label: Option<String>,
    /// Where it stands among the project's own pages: the smallest comes first.
    pub order: i32,
    /// One sentence for lists of results.
    pub description: Option<String>,
}

/// What the front matter of a note may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoteFront {
    /// What stands above it; without it, that it is the editor's.
    pub title: Option<String>,
}

/// Markdown as read: links not yet led anywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    events: Vec<Event<'static>>,
}

/// Reads the Markdown of a page or note; spans of findings are of `text`.
///
/// HTML in it is left out and its text kept, links are http(s) or relative, pictures are relative.
///
/// # Example
/// ```
/// use fangzhi::corpus::{PageFront, prose};
/// let read = prose::<PageFront>("---\nnav: true\n---\n# 说明\n\n见**“凡例”**一页\n与[总览](index.html)。\n");
/// let (front, mut text) = read.value;
/// assert!(front.nav);
/// assert_eq!(text.take_title().as_deref(), Some("说明"));
/// let html = text.html(2, &|target| format!("../{target}"));
/// assert_eq!(html, "<p>见<strong>“凡例”</strong>一页与<a href=\"../index.html\">总览</a>。</p>\n");
/// ```
#[must_use]
pub fn prose<F: DeserializeOwned + JsonSchema + Default>(text: &str) -> Outcome<(F, Prose)> {
    let parted = front::part(text, parse_yaml::<F>);
    let prepared = prepare(text.get(parted.body..).unwrap_or_default());
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader { text, ..Reader::default() };
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        let at = |offset| parted.body + prepared.original(offset);
        reader.event(event.into_static(), Span::new(at(range.start), at(range.end)));
    }
    let mut diagnostics = parted.front.diagnostics;
    diagnostics.extend(reader.found);
    Outcome { value: (parted.front.value, Prose { events: glued(reader.events) }), diagnostics }
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    events: Vec<Event<'static>>,
    found: Vec<Diagnostic>,
    /// For each open link or picture, whether it is kept.
    kept: Vec<bool>,
    html: Option<Span>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'static>, raw: Span) {
        match event {
            Event::Html(_) => self.html = Some(self.html.map_or(raw, |html| html.join(raw))),
            Event::Start(Tag::HtmlBlock) => self.html = None,
            Event::End(TagEnd::HtmlBlock) => self.html_block(),
            Event::InlineHtml(html) if html.starts_with("<!--") => (),
            Event::InlineHtml(_) => self.found.push(Diagnostic::new(Code::RawHtml).at(raw)),
            Event::Start(tag) => self.start(tag, raw),
            Event::End(TagEnd::Link | TagEnd::Image) if self.kept.pop() != Some(true) => (),
            Event::End(TagEnd::Table) => {
                self.events.push(event);
                self.events.push(Event::Html("</div>".into()));
            }
            Event::FootnoteReference(name) => {
                self.events.push(Event::FootnoteReference(noted(&name)));
            }
            event => self.events.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'static>, raw: Span) {
        let tag = match tag {
            Tag::Link { ref dest_url, .. } => {
                let safe = link::safe(dest_url).is_some();
                self.kept.push(safe);
                if !safe {
                    let finding = Diagnostic::new(Code::UnsafeLink).arg("url", dest_url);
                    return self.found.push(finding.at(raw));
                }
                tag
            }
            Tag::Image { ref dest_url, .. } => {
                let local = link::safe(dest_url).is_some_and(|url| !is_remote(url));
                self.kept.push(local);
                if !local {
                    let finding = Diagnostic::new(Code::RemotePicture).arg("url", dest_url);
                    return self.found.push(finding.at(raw));
                }
                tag
            }
            // Attributes could be scripts; alignment would be a style, which no page carries.
            Tag::Heading { level, .. } => {
                Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }
            }
            Tag::Table(columns) => {
                self.events.push(Event::Html("<div class=\"wide\">".into()));
                Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])
            }
            Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(noted(&name)),
            tag => tag,
        };
        self.events.push(Event::Start(tag));
    }

    /// The text of a block of HTML, as paragraphs.
    fn html_block(&mut self) {
        let Some(raw) = self.html.take() else { return };
        let html = raw.of(self.text).trim();
        if html.starts_with("<!--") && html.ends_with("-->") {
            return;
        }
        self.found.push(Diagnostic::new(Code::RawHtml).at(raw));
        let (blocks, _) = html::fragment(self.text, raw);
        for block in blocks.value {
            let Block { runs, .. } = block;
            let text: String = runs.iter().map(|run| run.text(self.text)).collect();
            self.events.push(Event::Start(Tag::Paragraph));
            self.events.push(Event::Text(text.into()));
            self.events.push(Event::End(TagEnd::Paragraph));
        }
    }
}

fn is_remote(url: &str) -> bool {
    url.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'))
}

/// A name of a footnote that no other part of a page has.
fn noted(name: &str) -> CowStr<'static> {
    format!("n-{}", name.replace(char::is_whitespace, "-")).into()
}

/// Without the line breaks between Chinese characters, where print has no space.
fn glued(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let words = |event: &Event<'static>| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        _ => None,
    };
    let joins = |at: usize| {
        let before = events.get(..at).and_then(|all| all.iter().rev().find_map(words));
        let after = events.get(at + 1..).and_then(|all| all.iter().find_map(words));
        before.and_then(|text| text.chars().next_back()).is_none_or(is_cjk)
            && after.and_then(|text| text.chars().next()).is_some_and(is_cjk)
    };
    let glued: Vec<bool> = (0..events.len())
        .map(|at| matches!(events.get(at), Some(Event::SoftBreak)) && joins(at))
        .collect();
    events.into_iter().zip(glued).filter(|(_, glued)| !glued).map(|(event, _)| event).collect()
}

impl Prose {
    /// Takes the heading of the first level that the text begins with.
    pub fn take_title(&mut self) -> Option<String> {
        let first = Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        });
        if self.events.first() != Some(&first) {
            return None;
        }
        let end = Event::End(TagEnd::Heading(HeadingLevel::H1));
        let end = self.events.iter().position(|event| *event == end)?;
        let taken: Vec<Event<'static>> = self.events.drain(..=end).collect();
        let words = taken.iter().filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            _ => None,
        });
        Some(words.collect())
    }

    /// Whether nothing is said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The text as HTML, its headings of level `least` or below it; `address` says where a relative
    /// link or picture is to be found.
    #[must_use]
    pub fn html(&self, least: usize, address: &dyn Fn(&str) -> String) -> String {
        let lead = |url: CowStr<'static>| -> CowStr<'static> {
            if is_remote(&url) || url.starts_with('#') { url } else { address(&url).into() }
        };
        let set = |event: Event<'static>| match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Link { link_type, dest_url: lead(dest_url), title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Image { link_type, dest_url: lead(dest_url), title, id })
            }
            Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
                level: lowered(level, least),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Event::End(TagEnd::Heading(level)) => {
                Event::End(TagEnd::Heading(lowered(level, least)))
            }
            event => event,
        };
        let mut out = String::new();
        pulldown_cmark::html::push_html(&mut out, self.events.iter().cloned().map(set));
        out
    }

    /// Where its relative links and pictures lead, as they are written.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.events.iter().filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(&**dest_url).filter(|url| !is_remote(url) && !url.starts_with('#'))
            }
            _ => None,
        })
    }
}

fn lowered(level: HeadingLevel, least: usize) -> HeadingLevel {
    let level = match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    };
    HeadingLevel::try_from(level.max(least)).unwrap_or(HeadingLevel::H6)
}
