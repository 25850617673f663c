//! Which part of a page is its article.
//!
//! Every line of the page is weighed: one that is long, has the marks of sentences and few links
//! is prose. From the whole page the walk goes down as long as one element holds the prose; what
//! is furniture by its name, by its links or by lying outside the prose is left out.

use super::element::{Element, Role};
use super::reference::pieces;
use super::tree::{Kind, Tree};

/// Shortest line that counts as prose, in characters.
const LEAST_LINE: usize = 25;

/// Marks of clauses and sentences.
const MARKS: &str = "，。；、！？,;";

/// An element after the largest is part of the article when it holds this share of its prose.
const SHARE_AFTER: usize = 4;

/// The same for an element before the largest: a lead is short.
const SHARE_BEFORE: usize = 20;

/// Words in a class or id that name what surrounds an article, in order.
const FURNITURE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "aside",
    "banner",
    "bdsharebuttonbox",
    "bottom",
    "breadcrumb",
    "breadcrumbs",
    "cmt",
    "comment",
    "comments",
    "copyright",
    "crumb",
    "crumbs",
    "disclaimer",
    "dqwz",
    "ewm",
    "fenxiang",
    "fontsize",
    "foot",
    "footer",
    "friendlink",
    "hot",
    "link",
    "links",
    "liuyan",
    "login",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "next",
    "pager",
    "pagination",
    "pinglun",
    "popup",
    "pos",
    "position",
    "prev",
    "qrcode",
    "rank",
    "recommend",
    "rel",
    "relate",
    "related",
    "reply",
    "search",
    "share",
    "side",
    "sidebar",
    "sitemap",
    "social",
    "sponsor",
    "subscribe",
    "tags",
    "tjyd",
    "tool",
    "toolbar",
    "tools",
    "tuijian",
    "weizhi",
    "xgwz",
    "xgxw",
    "xgyd",
    "yqlj",
];

/// The article of a page.
#[derive(Debug)]
pub(super) struct Part {
    /// The node that holds it.
    pub(super) top: usize,
    /// Which nodes are not of it.
    dropped: Vec<bool>,
}

impl Part {
    /// Whether the node at `index` is not of the article.
    pub(super) fn drops(&self, index: usize) -> bool {
        self.dropped.get(index).copied().unwrap_or_default()
    }
}

/// What the lines of a node and below hold, in characters; and how many cells there are.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    chars: usize,
    linked: usize,
    prose: usize,
    cells: usize,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.prose += other.prose;
        self.cells += other.cells;
    }

    const fn is_mostly_links(self) -> bool {
        self.linked * 2 > self.chars
    }
}

/// The article of `tree`; `None` when the page holds no prose.
pub(super) fn article(tree: &Tree<'_>) -> Option<Part> {
    let page = Page::weighed(tree);
    if page.prose_of(0) == 0 {
        return None;
    }
    let mut top = 0;
    let mut worthy = page.worthy(top);
    while let [only] = *worthy
        && page.is_entered(only)
    {
        top = only;
        worthy = page.worthy(top);
    }
    let mut dropped = page.aside.clone();
    page.drop_unworthy(top, &worthy, &mut dropped);
    // The rows of a table are none without their table.
    while tree.element(top).is_some_and(|e| e.role() == Role::Table && e.name() != "table") {
        top = tree.parent(top);
    }
    page.drop_furniture(top, &mut dropped);
    Some(Part { top, dropped })
}

/// A page with the weights of its nodes.
struct Page<'a> {
    tree: &'a Tree<'a>,
    /// Of the lines of a node itself.
    own: Vec<Weight>,
    /// Of the lines of a node and below.
    whole: Vec<Weight>,
    /// Prose at a node and below, without what is aside.
    prose: Vec<usize>,
    /// What is furniture by its name, or hidden.
    aside: Vec<bool>,
    /// The node below each node that holds most of its prose; 0 for none.
    best: Vec<usize>,
    /// Nodes in which a line of prose begins, in order.
    lines: Vec<usize>,
}

impl<'a> Page<'a> {
    fn weighed(tree: &'a Tree<'a>) -> Self {
        let count = tree.nodes.len();
        let (own, mut lines) = Scale::weigh(tree);
        let mut whole = own.clone();
        for index in (1..count).rev() {
            let weight = whole.get(index).copied().unwrap_or_default();
            if let Some(above) = whole.get_mut(tree.parent(index)) {
                above.add(weight);
            }
        }
        let total = whole.first().map_or(0, |weight| weight.prose);
        // What holds most of the page is no furniture, whatever its name is.
        let aside: Vec<bool> = (0..count)
            .zip(&whole)
            .map(|(at, weight)| at > 0 && weight.prose * 2 < total && is_aside(tree, at))
            .collect();
        let mut prose: Vec<usize> = own.iter().map(|weight| weight.prose).collect();
        let mut best = vec![0; count];
        for index in (1..count).rev() {
            let own = prose.get(index).copied().unwrap_or_default();
            if own == 0 || aside.get(index) == Some(&true) {
                continue;
            }
            let above = tree.parent(index);
            if let Some(sum) = prose.get_mut(above) {
                *sum += own;
            }
            let most = best.get(above).and_then(|at| prose.get(*at).filter(|_| *at > 0));
            if most.is_none_or(|most| own >= *most)
                && let Some(best) = best.get_mut(above)
            {
                *best = index;
            }
        }
        let mut hidden = aside.clone();
        for index in 1..count {
            let above = hidden.get(tree.parent(index)) == Some(&true);
            if let Some(hidden) = hidden.get_mut(index) {
                *hidden |= above;
            }
        }
        lines.retain(|at| hidden.get(*at) == Some(&false));
        Self { tree, own, whole, prose, aside, best, lines }
    }

    fn prose_of(&self, index: usize) -> usize {
        self.prose.get(index).copied().unwrap_or_default()
    }

    fn whole_of(&self, index: usize) -> Weight {
        self.whole.get(index).copied().unwrap_or_default()
    }

    fn role(&self, index: usize) -> Role {
        self.tree.element(index).map_or(Role::Void, Element::role)
    }

    /// The nodes directly below `top` that share its article; none when it has lines of its own.
    fn worthy(&self, top: usize) -> Vec<usize> {
        if self.own.get(top).is_some_and(|own| own.prose > 0) {
            return Vec::new();
        }
        let best = self.best.get(top).copied().unwrap_or_default();
        let most = self.prose_of(best);
        let worthy = |at: usize| {
            let share = if at < best { SHARE_BEFORE } else { SHARE_AFTER };
            let prose = self.prose_of(at);
            let shown = prose > 0 && self.aside.get(at) == Some(&false);
            let like = prose * share >= most || self.is_kin(at);
            at == best || shown && like && !self.whole_of(at).is_mostly_links()
        };
        self.tree.children(top).filter(|at| worthy(*at)).collect()
    }

    /// Whether the node at `index` is written like the one beside it that holds most prose.
    fn is_kin(&self, index: usize) -> bool {
        let best = self.best.get(self.tree.parent(index)).copied().unwrap_or_default();
        let written = |at| (self.tree.element(at), self.tree.attribute(at, "class"));
        best > 0 && written(index) == written(best)
    }

    /// Whether the article is looked for inside the node at `index`: it holds lines, not one line.
    fn is_entered(&self, index: usize) -> bool {
        let end = self.tree.end(index);
        let blocks = |at| self.tree.element(at).is_some_and(Element::is_block);
        match self.role(index) {
            Role::Cell => self.lines_before(end) - self.lines_before(index) > 1,
            Role::Container | Role::Table | Role::Inline => (index + 1..end).any(blocks),
            _ => false,
        }
    }

    /// How many lines of prose begin before the node at `index`.
    fn lines_before(&self, index: usize) -> usize {
        self.lines.partition_point(|at| *at < index)
    }

    /// Leaves out what has prose beside the article.
    fn drop_unworthy(&self, top: usize, worthy: &[usize], dropped: &mut [bool]) {
        let last = worthy.last().copied().unwrap_or(usize::MAX);
        let first = worthy.first().copied().unwrap_or_default();
        for at in self.tree.children(top) {
            let beside = at > last || at < first;
            if beside && self.role(at) == Role::Container && self.prose_of(at) > 0 {
                set(dropped, at);
            }
        }
    }

    /// Leaves out lists of links, and what stands before or after all prose and is none.
    fn drop_furniture(&self, top: usize, dropped: &mut [bool]) {
        let end = self.tree.end(top);
        let inside = self.lines.get(self.lines_before(top)..self.lines_before(end));
        let (Some(first), Some(last)) = inside.map_or((None, None), |l| (l.first(), l.last()))
        else {
            return;
        };
        for at in top + 1..end {
            let (role, whole) = (self.role(at), self.whole_of(at));
            let outside = at > *last || self.tree.end(at) <= *first;
            let name = self.tree.element(at).map_or("", Element::name);
            let listed = matches!(name, "ul" | "ol" | "dl" | "blockquote");
            let empty = self.prose_of(at) == 0 && whole.cells == 0;
            let drops = match role {
                Role::Container if outside && empty && !listed && !self.is_kin(at) => true,
                Role::Container => whole.is_mostly_links(),
                Role::Table => name == "table" && whole.is_mostly_links(),
                Role::Line => at > *last && name == "p" && whole.is_mostly_links(),
                _ => false,
            };
            if drops {
                set(dropped, at);
            }
        }
    }
}

fn set(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}

/// Whether the node at `index` is hidden or names itself furniture.
fn is_aside(tree: &Tree<'_>, index: usize) -> bool {
    let Some(element) = tree.element(index).filter(|element| element.is_block()) else {
        return false;
    };
    let unseen = tree.attribute(index, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    });
    if unseen || tree.attribute(index, "hidden").is_some() {
        return true;
    }
    let named = matches!(element.name(), "aside" | "nav" | "footer");
    let words = ["class", "id"].into_iter().filter_map(|key| tree.attribute(index, key));
    let container = matches!(element.role(), Role::Container | Role::Table);
    named
        || container
            && words.flat_map(words_of).any(|word| FURNITURE.binary_search(&word.as_str()).is_ok())
}

/// The words of a name: `bdShare2 list-hot` is bd, share, list and hot.
fn words_of(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in name.chars() {
        if (!c.is_ascii_lowercase() || word.is_empty()) && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
    }
    out.push(word);
    out
}

/// Weighs the lines of a page.
struct Scale<'a> {
    tree: &'a Tree<'a>,
    own: Vec<Weight>,
    lines: Vec<usize>,
    /// Blocks that are open, with the end of each.
    open: Vec<(usize, usize)>,
    line: Weight,
    marks: usize,
    /// The node in which the line begins.
    start: usize,
}

impl<'a> Scale<'a> {
    /// What the lines of each node itself weigh, and where lines of prose begin.
    fn weigh(tree: &'a Tree<'a>) -> (Vec<Weight>, Vec<usize>) {
        let mut scale = Self {
            tree,
            own: vec![Weight::default(); tree.nodes.len()],
            lines: Vec::new(),
            open: Vec::new(),
            line: Weight::default(),
            marks: 0,
            start: 0,
        };
        let mut at = 0;
        while let Some(node) = tree.nodes.get(at) {
            while scale.open.last().is_some_and(|(end, _)| *end <= at) {
                scale.end_line();
                scale.open.pop();
            }
            match node.kind {
                Kind::Text(set) => scale.text(at, set.anchor),
                Kind::Element(element) if element.role() == Role::Opaque => {
                    at = tree.end(at);
                    continue;
                }
                Kind::Element(element) if element.is_block() => {
                    scale.end_line();
                    scale.open.push((node.end, at));
                    let cell = usize::from(element.role() == Role::Cell);
                    if let Some(own) = scale.own.get_mut(at) {
                        own.cells += cell;
                    }
                }
                Kind::Element(_) => (),
            }
            at += 1;
        }
        scale.end_line();
        (scale.own, scale.lines)
    }

    fn text(&mut self, index: usize, anchor: bool) {
        let Some(node) = self.tree.nodes.get(index) else { return };
        let (mut chars, mut marks) = (0, 0);
        pieces(self.tree.html, node.raw, |piece| {
            let text = piece.own.as_deref().unwrap_or_else(|| piece.raw.of(self.tree.html));
            for c in text.chars().filter(|c| !c.is_whitespace()) {
                chars += 1;
                marks += usize::from(MARKS.contains(c));
            }
        });
        if self.line.chars == 0 {
            self.start = index;
        }
        self.line.chars += chars;
        self.line.linked += if anchor { chars } else { 0 };
        self.marks += marks;
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        let marks = std::mem::take(&mut self.marks);
        if line.chars >= LEAST_LINE && marks > 0 && line.linked * 3 <= line.chars {
            line.prose = line.chars - line.linked;
            self.lines.push(self.start);
        }
        let owner = self.open.last().map_or(0, |(_, at)| *at);
        if let Some(own) = self.own.get_mut(owner) {
            own.add(line);
        }
    }
}
