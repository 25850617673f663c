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

/// Where words stand in one text that were all looked for in one go: by the number of their list, in
/// the order of the text, the longest first of those that begin at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits(Vec<Vec<Span>>);

impl Hits {
    /// The hits of each list, in their order.
    #[must_use]
    pub const fn new(lists: Vec<Vec<Span>>) -> Self {
        Self(lists)
    }

    /// Every hit of a list that lies inside `span`, overlapping or not.
    ///
    /// # Example
    /// ```
    /// use fangzhi::span::{Hits, Span};
    /// let hits = Hits::new(vec![vec![Span::new(0, 12), Span::new(0, 6), Span::new(6, 12)]]);
    /// let inside = |span| hits.inside(0, span).collect::<Vec<_>>();
    /// assert_eq!(inside(Span::new(0, 9)), [Span::new(0, 6)]);
    /// assert_eq!(inside(Span::new(3, 12)), [Span::new(6, 12)]);
    /// ```
    pub fn inside(&self, list: usize, span: Span) -> impl Iterator<Item = Span> {
        let all = self.0.get(list).map_or(&[][..], Vec::as_slice);
        let from = all.partition_point(|hit| hit.start < span.start);
        let begun = all.iter().skip(from).take_while(move |hit| hit.start < span.end);
        begun.filter(move |hit| hit.end <= span.end).copied()
    }
}

/// A text with the words that were found in it, if any were looked for.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    /// The text.
    pub text: &'t str,
    /// The words.
    pub hits: Option<&'t Hits>,
}

impl<'t> Text<'t> {
    /// `text` with its `hits`.
    #[must_use]
    pub const fn new(text: &'t str, hits: &'t Hits) -> Self {
        Self { text, hits: Some(hits) }
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Self { text, hits: None }
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
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'t> {
    whole: Text<'t>,
    span: Span,
}

impl PartialEq for Stretch<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.span == other.span && self.as_str() == other.as_str()
    }
}

impl<'t> Stretch<'t> {
    /// The stretch of `text` at `span`; empty when the span is not of this text.
    #[must_use]
    pub fn new(text: impl Into<Text<'t>>, span: Span) -> Self {
        let whole = text.into();
        let inside = whole.text.get(span.start..span.end).is_some();
        let end = whole.text.len();
        Self { whole, span: if inside { span } else { Span::new(end, end) } }
    }

    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        self.span.of(self.whole.text)
    }

    /// The words that were looked for in the whole text.
    #[must_use]
    pub const fn hits(&self) -> Option<&'t Hits> {
        self.whole.hits
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
        Self::new(self.whole, Span::new(at, self.span.end))
    }

    /// The part before byte `at` of the text; empty when that lies before it.
    #[must_use]
    pub fn until(&self, at: usize) -> Self {
        let at = at.clamp(self.span.start, self.span.end);
        Self::new(self.whole, Span::new(self.span.start, at))
    }

    /// What follows it in the text.
    #[must_use]
    pub fn after(&self) -> &'t str {
        self.whole.text.get(self.span.end..).unwrap_or_default()
    }

    /// The part behind its first `len` bytes.
    ///
    /// # Example
    /// ```
    /// use fangzhi::span::{Span, Stretch};
    /// let clause = Stretch::new("全县计划新建公路", Span::new(6, 24));
    /// assert_eq!(clause.skip(6).as_str(), "新建公路");
    /// assert_eq!(clause.take(6).as_str(), "计划");
    /// assert_eq!(clause.drop_end(6).as_str(), "计划新建");
    /// assert_eq!(clause.behind_last(|c| c == '建').map(|rest| rest.span()), Some(Span::new(18, 24)));
    /// ```
    #[must_use]
    pub fn skip(&self, len: usize) -> Self {
        self.from(self.span.start + len)
    }

    /// Its first `len` bytes.
    #[must_use]
    pub fn take(&self, len: usize) -> Self {
        self.until(self.span.start + len)
    }

    /// The part before its last `len` bytes.
    #[must_use]
    pub fn drop_end(&self, len: usize) -> Self {
        self.until(self.span.end.saturating_sub(len))
    }

    /// Without what `drop` tells of at its start.
    #[must_use]
    pub fn trim_start_matches(&self, drop: impl Fn(char) -> bool) -> Self {
        let text = self.as_str();
        self.skip(text.len() - text.trim_start_matches(drop).len())
    }

    /// Without what `drop` tells of at its end.
    #[must_use]
    pub fn trim_end_matches(&self, drop: impl Fn(char) -> bool) -> Self {
        self.take(self.as_str().trim_end_matches(drop).len())
    }

    /// Without white space at its start.
    #[must_use]
    pub fn trim_start(&self) -> Self {
        self.trim_start_matches(char::is_whitespace)
    }

    /// Without white space at its end.
    #[must_use]
    pub fn trim_end(&self) -> Self {
        self.trim_end_matches(char::is_whitespace)
    }

    /// The part behind the first character that `mark` tells of.
    #[must_use]
    pub fn behind_first(&self, mark: impl Fn(char) -> bool) -> Option<Self> {
        let (at, c) = self.char_indices().find(|(_, c)| mark(*c))?;
        Some(self.skip(at + c.len_utf8()))
    }

    /// The part behind the last character that `mark` tells of.
    #[must_use]
    pub fn behind_last(&self, mark: impl Fn(char) -> bool) -> Option<Self> {
        let (at, c) = self.char_indices().rfind(|(_, c)| mark(*c))?;
        Some(self.skip(at + c.len_utf8()))
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
