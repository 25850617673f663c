//! The pictures of a page, or of a part of one.

use super::element::Role;
use super::scan::Scanner;
use super::tree::Tree;
use super::{reference, tree};
use crate::corpus::Image;
use crate::span::Span;

/// An `img` as it was met; it is no node, since it leaves no trace in the text.
#[derive(Debug)]
pub(super) struct Met {
    /// The node that holds it.
    parent: usize,
    raw: Span,
    address: String,
    alt: String,
    title: String,
}

impl Met {
    /// The picture whose tag `scanner` has just read in `html`; none when it names no file.
    pub(super) fn new(
        html: &str,
        scanner: &Scanner<'_>,
        (parent, raw): (usize, Span),
    ) -> Option<Self> {
        let value = |wanted: &str| {
            let mut all = scanner.attributes.iter();
            let (_, value) = all.find(|(name, _)| name.of(html).eq_ignore_ascii_case(wanted))?;
            Some(reference::read(html, *value).trim().to_owned())
        };
        // Where pages load their pictures late, `src` is a spacer.
        let is_file = |address: &String| !address.is_empty() && !address.starts_with("data:");
        let address = ["src", "data-src", "data-original"]
            .into_iter()
            .find_map(|name| value(name).filter(is_file))?;
        let (alt, title) = (value("alt").unwrap_or_default(), value("title").unwrap_or_default());
        Some(Self { parent, raw, address, alt, title })
    }
}

/// The pictures of the node at `top` and below, without what `dropped` tells to leave out.
pub(super) fn all(tree: &Tree<'_>, top: usize, dropped: impl Fn(usize) -> bool) -> Vec<Image> {
    let end = tree.end(top);
    let shown = |met: &&Met| {
        let opaque = |at| tree.element(at).is_some_and(|element| element.role() == Role::Opaque);
        let out = |at: usize| at != top && (dropped(at) || opaque(at));
        (top..end).contains(&met.parent) && !above(tree, met.parent, top).any(out)
    };
    let picture = |met: &Met| Image {
        raw: met.raw,
        address: met.address.clone(),
        alt: met.alt.clone(),
        title: met.title.clone(),
        caption: caption(tree, met.parent, top),
    };
    tree.pictures.iter().filter(shown).map(picture).collect()
}

/// The node at `from` and those that hold it, up to `top`.
fn above<'a>(tree: &'a Tree<'_>, from: usize, top: usize) -> impl Iterator<Item = usize> + 'a {
    let mut next = Some(from);
    std::iter::from_fn(move || {
        let at = next?;
        next = (at > top).then(|| tree.parent(at));
        Some(at)
    })
    .take(tree::MOST_LEVELS + 1)
}

/// Where the caption stands of the figure that the node at `parent` is in.
fn caption(tree: &Tree<'_>, parent: usize, top: usize) -> Option<Span> {
    let is = |at: usize, name| tree.element(at).is_some_and(|element| element.name() == name);
    let figure = above(tree, parent, top).find(|at| is(*at, "figure"))?;
    let caption = (figure..tree.end(figure)).find(|at| is(*at, "figcaption"))?;
    let last = tree.nodes.get(tree.end(caption) - 1)?;
    Some(Span::new(tree.nodes.get(caption)?.raw.end, last.raw.end))
}
