//! What a page says of itself: title, day, outlet, author, language.

use super::reference;
use super::tree::{Kind, Tree};
use crate::corpus::{FrontMatter, link};
use crate::date;

/// Reads what the page says of itself.
pub(super) fn front(tree: &Tree<'_>) -> FrontMatter {
    let mut front = FrontMatter::default();
    for index in tree.named("meta") {
        note(tree, index, &mut front);
    }
    if front.title.is_none() {
        let title = tree.named("title").next().map(|index| text(tree, index));
        let title = title.map(|title| headline(&title)).filter(|title| !title.is_empty());
        // What the page shows as its heading is the title without the site's name.
        let shown = first_heading(tree)
            .filter(|shown| title.as_ref().is_some_and(|title| title.starts_with(shown.as_str())));
        front.title = shown.or(title);
    }
    front.language = tree.attribute(0, "lang").map(str::to_owned);
    front
}

fn note(tree: &Tree<'_>, index: usize, front: &mut FrontMatter) {
    let name =
        ["name", "property", "itemprop"].into_iter().find_map(|key| tree.attribute(index, key));
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let value = tree.attribute(index, "content").unwrap_or_default().trim();
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
            front.date = front.date.or_else(|| date::written_day(value));
        }
        "contentsource" | "source" | "og:site_name" | "mediaid" => set(&mut front.source),
        "author" | "article:author" => set(&mut front.byline),
        "og:url" | "url" => {
            let url = link::safe(value).map(str::to_owned);
            front.url = front.url.take().or(url);
        }
        "copyright" | "rights" => set(&mut front.rights),
        _ => (),
    }
}

/// The text of the node at `index` and below.
pub(super) fn text(tree: &Tree<'_>, index: usize) -> String {
    let nodes = tree.nodes.get(index..tree.end(index)).unwrap_or_default();
    let texts = nodes.iter().filter(|node| matches!(node.kind, Kind::Text(_)));
    let text: String = texts.map(|node| reference::read(tree.html, node.raw)).collect();
    text.trim().to_owned()
}

/// The text of the first `<h1>`, when it holds nothing but text.
fn first_heading(tree: &Tree<'_>) -> Option<String> {
    let index = tree.named("h1").next()?;
    let plain = tree.children(index).all(|child| tree.element(child).is_none());
    Some(text(tree, index)).filter(|text| plain && !text.is_empty())
}

/// The page's title without the site's name behind it.
fn headline(title: &str) -> String {
    let title = title.trim();
    let cut =
        ["_", " - ", " | ", "--", " – ", "|"].into_iter().find_map(|mark| title.split_once(mark));
    cut.map_or(title, |(head, _)| head).trim().to_owned()
}
