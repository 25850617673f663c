//! The elements of HTML that the reader tells apart.

/// What an element is for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of a line.
    Inline,
    /// Has no content and leaves no trace.
    Void,
    /// Ends a line inside a block.
    Break,
    /// Begins a block and holds others.
    Container,
    /// Begins a block and holds a line.
    Line,
    /// A heading of a level.
    Heading(u8),
    /// A table, or a part of one above its cells.
    Table,
    /// A cell of a table.
    Cell,
    /// Its content is not text.
    Opaque,
}

/// Every element that has a role, in order of name.
const ELEMENTS: &[(&str, Role)] = &[
    ("a", Role::Inline),
    ("address", Role::Container),
    ("article", Role::Container),
    ("aside", Role::Container),
    ("audio", Role::Opaque),
    ("b", Role::Inline),
    ("base", Role::Void),
    ("blockquote", Role::Container),
    ("body", Role::Container),
    ("br", Role::Break),
    ("button", Role::Opaque),
    ("canvas", Role::Opaque),
    ("caption", Role::Line),
    ("center", Role::Container),
    ("col", Role::Void),
    ("dd", Role::Line),
    ("div", Role::Container),
    ("dl", Role::Container),
    ("dt", Role::Line),
    ("em", Role::Inline),
    ("embed", Role::Void),
    ("fieldset", Role::Container),
    ("figcaption", Role::Line),
    ("figure", Role::Container),
    ("font", Role::Inline),
    ("footer", Role::Container),
    ("form", Role::Container),
    ("h1", Role::Heading(1)),
    ("h2", Role::Heading(2)),
    ("h3", Role::Heading(3)),
    ("h4", Role::Heading(4)),
    ("h5", Role::Heading(5)),
    ("h6", Role::Heading(6)),
    ("head", Role::Opaque),
    ("header", Role::Container),
    ("hr", Role::Break),
    ("html", Role::Container),
    ("i", Role::Inline),
    ("iframe", Role::Opaque),
    ("img", Role::Void),
    ("input", Role::Void),
    ("li", Role::Line),
    ("link", Role::Void),
    ("main", Role::Container),
    ("meta", Role::Void),
    ("nav", Role::Container),
    ("noscript", Role::Opaque),
    ("object", Role::Opaque),
    ("ol", Role::Container),
    ("p", Role::Line),
    ("param", Role::Void),
    ("pre", Role::Line),
    ("script", Role::Opaque),
    ("section", Role::Container),
    ("select", Role::Opaque),
    ("source", Role::Void),
    ("span", Role::Inline),
    ("strong", Role::Inline),
    ("style", Role::Opaque),
    ("sup", Role::Inline),
    ("svg", Role::Opaque),
    ("table", Role::Table),
    ("tbody", Role::Table),
    ("td", Role::Cell),
    ("template", Role::Opaque),
    ("textarea", Role::Opaque),
    ("tfoot", Role::Table),
    ("th", Role::Cell),
    ("thead", Role::Table),
    ("title", Role::Opaque),
    ("tr", Role::Table),
    ("u", Role::Inline),
    ("ul", Role::Container),
    ("video", Role::Opaque),
    ("wbr", Role::Void),
];

/// An element of the table above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element(u8);

impl Element {
    /// The element that is written `name`; `None` for one without a role, whose tags are as if
    /// they were not there.
    pub(super) fn named(name: &str) -> Option<Self> {
        let order = |(known, _): &(&str, Role)| {
            known.bytes().cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
        };
        let at = ELEMENTS.binary_search_by(order).ok()?;
        u8::try_from(at).ok().map(Self)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        ELEMENTS.get(usize::from(self.0)).map_or("", |(name, _)| name)
    }

    /// What it is for the reader.
    pub(super) fn role(self) -> Role {
        ELEMENTS.get(usize::from(self.0)).map_or(Role::Inline, |(_, role)| *role)
    }

    /// Its place in an array of counts, one for each element.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// How many elements there are.
    pub(super) const COUNT: usize = ELEMENTS.len();

    /// Whether it sets its text in bold.
    pub(super) fn is_strong(self) -> bool {
        matches!(self.name(), "b" | "strong")
    }

    /// Whether it begins and ends a block.
    pub(super) fn is_block(self) -> bool {
        !matches!(self.role(), Role::Inline | Role::Void | Role::Opaque)
    }

    /// Whether a paragraph ends where it begins.
    pub(super) fn ends_paragraph(self) -> bool {
        self.is_block() && self.role() != Role::Break || self.name() == "hr"
    }

    /// Whether it may stand in a page's head.
    pub(super) fn is_of_head(self) -> bool {
        let name = self.name();
        matches!(
            name,
            "base" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, Element};

    #[test]
    fn the_table_is_sorted_and_every_name_is_found() {
        for (name, role) in ELEMENTS {
            let found = Element::named(name).map(|found| (found.name(), found.role()));
            assert_eq!(found, Some((*name, *role)));
        }
        assert_eq!(Element::named("TBody").map(Element::name), Some("tbody"));
        assert_eq!(Element::named("o:p"), None);
    }
}
