//! Byte ranges inside one text.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in ONE text: an article's clean text, or a file's decoded text.
///
/// A span never says which text it belongs to, so everything computed for an article is a
/// function of the article's text alone.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span moved right by `by` bytes.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// The part of `text` that the span names; empty when the span is not of this text.
    ///
    /// # Example
    /// ```
    /// use fangzhi::span::Span;
    /// assert_eq!(Span::new(0, 6).of("南充市"), "南充");
    /// assert_eq!(Span::new(1, 6).of("南充市"), "");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A stretch of a text that knows where in it it stands: what is found in it is found in the text.
///
/// It reads as a `&str`; only the methods here speak of bytes of the whole text.
///
/// # Example
/// ```
/// use fangzhi::span::{Span, Stretch};
/// let text = "全县计划新建公路40公里";
/// let clause = Stretch::new(text, Span::new(6, text.len()));
/// assert!(clause.starts_with("计划"));
/// assert_eq!(clause.from(12).as_str(), "新建公路40公里");
/// assert_eq!(clause.until(12).span(), Span::new(6, 12));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'t> {
    text: &'t str,
    span: Span,
}

impl<'t> Stretch<'t> {
    /// The stretch of `text` at `span`; empty when the span is not of this text.
    #[must_use]
    pub fn new(text: &'t str, span: Span) -> Self {
        let inside = text.get(span.start..span.end).is_some();
        Self { text, span: if inside { span } else { Span::new(text.len(), text.len()) } }
    }

    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        self.span.of(self.text)
    }

    /// Where it stands in the text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The part from byte `at` of the text on; empty when that lies behind it.
    #[must_use]
    pub fn from(&self, at: usize) -> Self {
        let at = at.clamp(self.span.start, self.span.end);
        Self::new(self.text, Span::new(at, self.span.end))
    }

    /// The part before byte `at` of the text; empty when that lies before it.
    #[must_use]
    pub fn until(&self, at: usize) -> Self {
        let at = at.clamp(self.span.start, self.span.end);
        Self::new(self.text, Span::new(self.span.start, at))
    }

    /// What follows it in the text.
    #[must_use]
    pub fn after(&self) -> &'t str {
        self.text.get(self.span.end..).unwrap_or_default()
    }

    /// A place inside it, given by bytes from its start, as a place in the text.
    #[must_use]
    pub const fn place(&self, at: usize, len: usize) -> Span {
        Span::new(self.span.start + at, self.span.start + at + len)
    }
}

impl std::ops::Deref for Stretch<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}
