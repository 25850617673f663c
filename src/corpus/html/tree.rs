//! A page as a tree of elements and texts, each with its place in the file.
//!
//! The page is scanned once; every other reading of it is a walk over this tree. Nodes lie in
//! the order of the page, so a subtree is a range of them and no walk needs to call itself.

use super::element::{Element, Role};
use super::picture::Met;
use super::reference;
use super::scan::{Scanner, Tag};
use crate::corpus::link;
use crate::span::Span;
use std::sync::Arc;

/// Deepest nesting that is kept, in elements: as deep as browsers keep it.
pub(super) const MOST_LEVELS: usize = 512;

/// Attributes that are kept; all others say nothing to a reader of text.
const KEPT: &[&str] = &[
    "class", "colspan", "content", "hidden", "href", "id", "itemprop", "lang", "name", "property",
    "rowspan", "style",
];

/// How a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    /// Bold.
    pub(super) strong: bool,
    /// Above the line, or a link to a note of the page.
    pub(super) raised: bool,
    /// Inside an anchor.
    pub(super) anchor: bool,
    /// Where it links to: index into the tree's links.
    pub(super) link: Option<usize>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An element.
    Element(Element),
    /// A text, references to characters not yet resolved.
    Text(Set),
}

/// One node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// The node that holds it; the first node holds itself.
    pub(super) parent: usize,
    /// One past the last node below it.
    pub(super) end: usize,
    /// The text, or the tag that begins the element.
    pub(super) raw: Span,
}

impl Node {
    /// The element that it is.
    pub(super) const fn element(&self) -> Option<Element> {
        match self.kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        }
    }

    /// The name of the element that it is.
    pub(super) fn name(&self) -> &'static str {
        self.element().map_or("", Element::name)
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The file that places are of.
    pub(super) html: &'a str,
    /// All nodes, in the order of the page.
    pub(super) nodes: Vec<Node>,
    /// Links that are followed.
    pub(super) links: Vec<Arc<str>>,
    /// Pictures, in order.
    pub(super) pictures: Vec<Met>,
    /// The first tag that stood too deep.
    pub(super) cut: Option<Span>,
    /// Node, name and value, in order of nodes.
    attributes: Vec<(usize, &'static str, Box<str>)>,
}

impl<'a> Tree<'a> {
    /// Reads the part `raw` of `html`.
    pub(super) fn of(html: &'a str, raw: Span) -> Self {
        let mut grower = Grower::new(html, raw);
        let mut scanner = Scanner::new(html, raw);
        while let Some((tag, raw)) = scanner.next() {
            grower.text(raw.start);
            grower.at = raw.end;
            match tag {
                Tag::Start { name, empty } => {
                    if let Some(element) = Element::named(name) {
                        grower.note(&scanner.attributes);
                        grower.start(element, raw, empty);
                        if element.name() == "img" {
                            let parent = grower.open.last().map_or(0, |open| open.node);
                            let met = Met::new(html, &scanner, (parent, raw));
                            grower.tree.pictures.extend(met);
                        }
                    }
                }
                Tag::End(name) => {
                    if let Some(element) = Element::named(name) {
                        grower.end(element, raw);
                    }
                }
                Tag::Other => (),
            }
        }
        grower.text(raw.end);
        grower.finish()
    }

    /// The attribute `name` of the node at `index`.
    pub(super) fn attribute(&self, index: usize, name: &str) -> Option<&str> {
        let first = self.attributes.partition_point(|(node, ..)| *node < index);
        let mut own = self.attributes.iter().skip(first).take_while(|(node, ..)| *node == index);
        own.find(|(_, known, _)| *known == name).map(|(.., value)| &**value)
    }

    /// The element at `index`.
    pub(super) fn element(&self, index: usize) -> Option<Element> {
        self.nodes.get(index).and_then(Node::element)
    }

    /// One past the last node below the node at `index`; never at or before `index`.
    pub(super) fn end(&self, index: usize) -> usize {
        self.nodes.get(index).map_or(0, |node| node.end).max(index + 1)
    }

    /// The node that holds the node at `index`.
    pub(super) fn parent(&self, index: usize) -> usize {
        self.nodes.get(index).map_or(0, |node| node.parent)
    }

    /// The nodes directly below the node at `index`.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.end(index);
        std::iter::successors(Some(index + 1), |at| Some(self.end(*at)))
            .take_while(move |at| *at < end)
    }

    /// The elements named `name`, in order.
    pub(super) fn named<'b>(&'b self, name: &'b str) -> impl Iterator<Item = usize> + 'b {
        let named = self.nodes.iter().enumerate();
        named.filter(move |(_, node)| node.name() == name).map(|(index, _)| index)
    }
}

/// An element whose end has not come.
struct Open {
    node: usize,
    element: Element,
    /// Whether it still sets the text inside; a tag may end this before it ends the element.
    setting: bool,
    /// Whether it raises the text inside.
    raises: bool,
}

/// Makes a tree of tokens.
struct Grower<'a> {
    tree: Tree<'a>,
    open: Vec<Open>,
    /// How many of each element were opened too deep and stand nowhere.
    beyond: [usize; Element::COUNT],
    /// How many of each element are open.
    standing: [usize; Element::COUNT],
    strong: usize,
    raised: usize,
    anchor: bool,
    link: Option<usize>,
    /// One past the last tag or text.
    at: usize,
    /// What is kept of the attributes of the tag that is read.
    attributes: Vec<(&'static str, Box<str>)>,
}

impl<'a> Grower<'a> {
    fn new(html: &'a str, raw: Span) -> Self {
        let (nodes, links, pictures) = (Vec::new(), Vec::new(), Vec::new());
        let tree = Tree { html, nodes, links, pictures, cut: None, attributes: Vec::new() };
        let mut out = Self {
            tree,
            open: Vec::new(),
            beyond: [0; Element::COUNT],
            standing: [0; Element::COUNT],
            strong: 0,
            raised: 0,
            anchor: false,
            link: None,
            at: raw.start,
            attributes: Vec::new(),
        };
        // The node that holds all others; a tag `<html>` only adds to it.
        if let Some(html) = Element::named("html") {
            out.push(html, Span::new(raw.start, raw.start));
        }
        out
    }

    /// Takes what is kept of a tag's attributes; the first of two that are named alike counts.
    fn note(&mut self, attributes: &[(Span, Span)]) {
        self.attributes.clear();
        let html = self.tree.html;
        for (name, value) in attributes {
            let kept = KEPT.iter().find(|kept| kept.eq_ignore_ascii_case(name.of(html)));
            if let Some(kept) = kept.filter(|kept| self.value(kept).is_none()) {
                self.attributes.push((kept, reference::read(html, *value).into()));
            }
        }
    }

    /// Adds the text between the last tag and `end`.
    fn text(&mut self, end: usize) {
        let raw = Span::new(self.at, end);
        if raw.is_empty() {
            return;
        }
        self.at = end;
        if self.innermost("head") {
            if raw.of(self.tree.html).chars().all(char::is_whitespace) {
                return;
            }
            self.pop();
        }
        let (strong, raised) = (self.strong > 0, self.raised > 0);
        let set = Set { strong, raised, anchor: self.anchor, link: self.link };
        self.node(Kind::Text(set), raw);
    }

    fn innermost(&self, name: &str) -> bool {
        self.open.last().is_some_and(|open| open.element.name() == name)
    }

    fn value(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == key).map(|(_, value)| &**value)
    }

    fn node(&mut self, kind: Kind, raw: Span) -> usize {
        let index = self.tree.nodes.len();
        let parent = self.open.last().map_or(0, |open| open.node);
        self.tree.nodes.push(Node { kind, parent, end: index + 1, raw });
        index
    }

    fn start(&mut self, element: Element, raw: Span, empty: bool) {
        // No tag stands inside these: their own end is missing.
        if self.innermost("title") || self.innermost("textarea") {
            self.pop();
        }
        match element.name() {
            // The page is one, however often it says so.
            "html" if self.tree.attributes.is_empty() => return self.keep_attributes(0),
            "html" => return,
            "body" if self.innermost("head") => self.pop(),
            "body" if self.stands(element) => return,
            "head" if self.open.len() > 1 => return,
            _ if self.innermost("head") && !element.is_of_head() => self.pop(),
            _ => (),
        }
        self.end_implied(element);
        if matches!(element.role(), Role::Void | Role::Break) {
            if element.role() == Role::Break || element.name() == "meta" {
                let index = self.node(Kind::Element(element), raw);
                self.keep_attributes(index);
            }
        } else if empty && element.role() == Role::Opaque {
            // `<script src="…"/>`: there is nothing to leave out.
        } else if self.open.len() > MOST_LEVELS {
            self.tree.cut.get_or_insert(raw);
            if let Some(count) = self.beyond.get_mut(element.index()) {
                *count += 1;
            }
            if element.is_block() {
                self.node(Kind::Element(element), raw);
            }
        } else {
            let index = self.push(element, raw);
            self.keep_attributes(index);
        }
    }

    fn keep_attributes(&mut self, index: usize) {
        let own = self.attributes.drain(..).map(|(key, value)| (index, key, value));
        self.tree.attributes.extend(own);
    }

    fn push(&mut self, element: Element, raw: Span) -> usize {
        let index = self.node(Kind::Element(element), raw);
        self.strong += usize::from(element.is_strong());
        let raises = self.raises(element);
        self.raised += usize::from(raises);
        if element.name() == "a" {
            self.anchor = true;
            let link: Option<Arc<str>> = self.value("href").and_then(link::safe).map(Arc::from);
            self.link = link.is_some().then_some(self.tree.links.len());
            self.tree.links.extend(link);
        }
        if let Some(count) = self.standing.get_mut(element.index()) {
            *count += 1;
        }
        self.open.push(Open { node: index, element, setting: true, raises });
        index
    }

    /// Whether the element that begins sets its text above the line, or links to a note below.
    fn raises(&self, element: Element) -> bool {
        let style = |style: &str| {
            let mut words = style.split([':', ';']).map(str::trim);
            words.any(|word| word.eq_ignore_ascii_case("super"))
        };
        match element.name() {
            "sup" => true,
            "a" => self.value("href").is_some_and(|href| href.contains('#')),
            "span" | "font" => self.value("style").is_some_and(style),
            _ => false,
        }
    }

    /// Ends what the text inside an element is set in.
    fn unset(&mut self, index: usize) {
        let Some(open) = self.open.get_mut(index).filter(|open| open.setting) else { return };
        open.setting = false;
        if open.element.is_strong() {
            self.strong = self.strong.saturating_sub(1);
        }
        self.raised = self.raised.saturating_sub(usize::from(open.raises));
        if open.element.name() == "a" {
            self.anchor = false;
            self.link = None;
        }
    }

    fn pop(&mut self) {
        let Some(last) = self.open.len().checked_sub(1).filter(|last| *last > 0) else { return };
        self.unset(last);
        let end = self.tree.nodes.len();
        if let Some(open) = self.open.pop() {
            if let Some(count) = self.standing.get_mut(open.element.index()) {
                *count -= 1;
            }
            if let Some(node) = self.tree.nodes.get_mut(open.node) {
                node.end = end;
            }
        }
        if self.tree.cut.is_some() {
            self.beyond = [0; Element::COUNT];
        }
    }

    fn pop_to(&mut self, index: usize) {
        while self.open.len() > index.max(1) {
            self.pop();
        }
    }

    fn stands(&self, element: Element) -> bool {
        self.standing.get(element.index()).is_some_and(|count| *count > 0)
    }

    /// Ends what the start of `element` ends without a tag.
    fn end_implied(&mut self, element: Element) {
        let passed = |element: Element| {
            !element.is_block() || matches!(element.name(), "p" | "div" | "center" | "address")
        };
        match element.name() {
            "a" => {
                self.end_before(&["a"], Element::is_block);
                if let Some(index) = self.open.iter().rposition(|open| open.element == element) {
                    self.unset(index);
                }
            }
            "li" => self.end_before(&["li"], |element| !passed(element)),
            "dt" | "dd" => self.end_before(&["dt", "dd"], |element| !passed(element)),
            "td" | "th" => self.end_before(&["td", "th"], |element| element.name() == "table"),
            "tr" => self.end_before(&["tr"], |element| element.name() == "table"),
            "thead" | "tbody" | "tfoot" => {
                let table = |element: Element| element.name() == "table";
                self.end_before(&["tr"], table);
                self.end_before(&["thead", "tbody", "tfoot", "caption"], table);
            }
            _ => (),
        }
        if element.ends_paragraph() {
            self.end_before(&["p"], Element::is_block);
        }
        if let Role::Heading(_) = element.role() {
            self.end_before(&["h1", "h2", "h3", "h4", "h5", "h6"], Element::is_block);
        }
    }

    /// Ends the innermost of the elements `names` that stands inside no element that `stops`.
    fn end_before(&mut self, names: &[&str], stops: impl Fn(Element) -> bool) {
        for index in (1..self.open.len()).rev() {
            let Some(open) = self.open.get(index) else { return };
            if names.contains(&open.element.name()) {
                return self.pop_to(index);
            }
            if stops(open.element) {
                return;
            }
        }
    }

    fn end(&mut self, element: Element, raw: Span) {
        match element.name() {
            "html" | "body" => return,
            "br" => {
                self.node(Kind::Element(element), raw);
                return;
            }
            _ => (),
        }
        if let Some(count) = self.beyond.get_mut(element.index()).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        if !self.stands(element) {
            return;
        }
        let of_table = matches!(element.role(), Role::Table | Role::Cell);
        let mut across = false;
        for index in (1..self.open.len()).rev() {
            let Some(open) = self.open.get(index).map(|open| open.element) else { return };
            if open == element {
                // An inline element that ends inside a later block sets no more text, but the
                // block goes on.
                return if across { self.unset(index) } else { self.pop_to(index) };
            }
            let wall = if of_table { open.name() == "table" } else { open.role() == Role::Cell };
            if wall {
                return;
            }
            across |= element.role() == Role::Inline && open.is_block();
        }
    }

    fn finish(mut self) -> Tree<'a> {
        self.pop_to(1);
        let end = self.tree.nodes.len();
        if let Some(root) = self.tree.nodes.first_mut() {
            root.end = end;
        }
        self.tree
    }
}
