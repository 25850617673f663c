//! Lists of a card made ready for use: words, words with words or numbers, letters, patterns.

use super::finder::Finder;
use super::words::{ByCharacter, Initials, WordIndex};
use crate::span::{Hits, Span, Stretch};
use regex::Regex;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// Words looked for at the start, at the end, or anywhere in a stretch of text.
///
/// # Example
/// ```
/// use fangzhi::rules::Words;
/// let plan = Words::from_iter(["计划", "力争", "年度计划"]);
/// assert_eq!(plan.at_start("计划新建"), Some("计划"));
/// assert_eq!(plan.at_end("完成年度计划"), Some("年度计划"));
/// assert_eq!(plan.first("今年力争"), Some((6, "力争")));
/// assert_eq!(plan.first("已完成"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Words {
    index: WordIndex,
    /// Its number among the lists that are looked for in one go.
    sought: Option<usize>,
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Self { index: WordIndex::of(words), sought: None }
    }
}

impl Words {
    /// The longest word that `text` begins with.
    #[must_use]
    pub fn at_start(&self, text: &str) -> Option<&str> {
        self.index.at_start(text)
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end(&self, text: &str) -> Option<&str> {
        self.index.at_end(text)
    }

    /// Whether `text` begins with a word.
    #[must_use]
    pub fn starts(&self, text: &str) -> bool {
        self.at_start(text).is_some()
    }

    /// Whether `text` ends with a word.
    #[must_use]
    pub fn ends(&self, text: &str) -> bool {
        self.at_end(text).is_some()
    }

    /// Whether `text` holds a word.
    #[must_use]
    pub fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Whether `text` is one of the words.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.at_start(text).is_some_and(|word| word.len() == text.len())
    }

    /// The first place (in bytes) where a word begins, with the longest word there.
    #[must_use]
    pub fn first(&self, text: &str) -> Option<(usize, &str)> {
        self.index.next(text, 0)
    }

    /// Every place (in bytes) where a word begins with every word there, overlapping or not.
    ///
    /// # Example
    /// ```
    /// use fangzhi::rules::Words;
    /// let verbs = Words::from_iter(["建立", "建立健全", "健全"]);
    /// let found: Vec<(usize, &str)> = verbs.everywhere("建立健全机制").collect();
    /// assert_eq!(found, [(0, "建立健全"), (0, "建立"), (6, "健全")]);
    /// ```
    pub fn everywhere<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        text.char_indices().flat_map(move |(at, c)| {
            let here = text.get(at..).unwrap_or_default();
            let words = self.index.starting(c).iter().map(String::as_str);
            words.filter(|word| here.starts_with(word)).map(move |word| (at, word))
        })
    }

    /// Every place (in bytes) where a word begins, with the longest word there; a word inside a
    /// longer one that began earlier is not listed.
    pub fn within<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        let mut free = 0;
        std::iter::from_fn(move || {
            let (at, word) = self.index.next(text, free)?;
            free = at + word.len();
            Some((at, word))
        })
    }

    /// The words that may begin with `c`, longest first; some begin with another character.
    pub(crate) fn starting(&self, c: char) -> &[String] {
        self.index.starting(c)
    }

    /// The words that may end with `c`, longest first; some end with another character.
    pub(crate) fn ending(&self, c: char) -> &[String] {
        self.index.ending(c)
    }

    /// What they begin with.
    pub(crate) const fn initials(&self) -> Initials {
        self.index.initials()
    }

    /// Whether a word may begin with `c`: always so when one does.
    pub(crate) fn may_start(&self, c: char) -> bool {
        self.index.may_start(c)
    }

    /// All words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.index.iter()
    }

    /// Has `finder` look for them.
    pub(super) fn seek(&mut self, finder: &mut Finder) {
        self.sought = Some(finder.add(self.index.iter()));
    }

    /// Where words of `stretch` stand in its text, overlapping or not, if they were looked for.
    fn hits<'t>(&self, stretch: Stretch<'t>) -> Option<impl Iterator<Item = Span> + use<'t>> {
        Some(stretch.hits()?.inside(self.sought?, stretch.span()))
    }

    /// Whether `stretch` holds a word.
    #[must_use]
    pub fn any_in(&self, stretch: Stretch<'_>) -> bool {
        self.first_in(stretch).is_some()
    }

    /// Where the first word of `stretch` stands in its text.
    ///
    /// # Example
    /// ```
    /// use fangzhi::rules::Words;
    /// use fangzhi::span::{Span, Stretch};
    /// let stretch = Stretch::new("全县计划新建", Span::new(6, 18));
    /// let plan = Words::from_iter(["计划"]);
    /// assert_eq!(plan.first_in(stretch), Some(Span::new(6, 12)));
    /// ```
    #[must_use]
    pub fn first_in(&self, stretch: Stretch<'_>) -> Option<Span> {
        match self.hits(stretch) {
            Some(mut hits) => hits.next(),
            None => self.first(&stretch).map(|(at, word)| stretch.place(at, word.len())),
        }
    }

    /// Where the words of `stretch` stand in its text, as [`Self::within`] finds them.
    #[must_use]
    pub fn all_in(&self, stretch: Stretch<'_>) -> Vec<Span> {
        let Some(hits) = self.hits(stretch) else {
            let found = self.within(stretch.as_str());
            return found.map(|(at, word)| stretch.place(at, word.len())).collect();
        };
        let mut free = 0;
        let apart = |hit: &Span| {
            let apart = hit.start >= free;
            free = if apart { hit.end } else { free };
            apart
        };
        hits.filter(apart).collect()
    }

    /// Where the longest word that `stretch` ends with stands in its text.
    #[must_use]
    pub fn last_of(&self, stretch: Stretch<'_>) -> Option<Span> {
        let end = stretch.span().end;
        self.at_end(&stretch).map(|word| Span::new(end - word.len(), end))
    }

    /// `text` without the longest word that it begins with.
    #[must_use]
    pub fn strip_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.at_start(text)?.len()..)
    }

    /// `text` without the longest word that it ends with.
    #[must_use]
    pub fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(..text.len() - self.at_end(text)?.len())
    }
}

/// Words with `N` whole numbers behind each: `去年 -1`, `上半年 1 6`.
///
/// # Example
/// ```
/// use fangzhi::rules::Values;
/// let months = Values::<2>::from_iter(["上半年 1 6", "前三季度 1 9"]);
/// assert_eq!(months.at_start("上半年完成"), Some(("上半年", [1, 6])));
/// assert_eq!(months.at_start("上半"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Values<const N: usize>(ByCharacter<(String, [i16; N])>);

impl<'a, const N: usize> FromIterator<&'a str> for Values<N> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        let entry = |entry: &'a str| {
            let mut parts = entry.split(' ');
            let word = parts.next()?;
            let numbers: Result<Vec<i16>, _> = parts.map(str::parse).collect();
            Some((word.to_owned(), numbers.ok()?.try_into().ok()?))
        };
        let mut values: Vec<(String, [i16; N])> = entries.into_iter().filter_map(entry).collect();
        values.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self(
            values.into_iter().filter_map(|value| Some((value.0.chars().next()?, value))).collect(),
        )
    }
}

impl<const N: usize> Values<N> {
    /// The longest word that `text` begins with, and its numbers.
    #[must_use]
    pub fn at_start(&self, text: &str) -> Option<(&str, [i16; N])> {
        let mut listed = self.starting(text.chars().next()?).iter();
        let (word, numbers) = listed.find(|(word, _)| text.starts_with(word.as_str()))?;
        Some((word, *numbers))
    }

    /// All words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(word, _)| word.as_str())
    }

    /// The words that may begin with `c`, longest first, with their numbers; some begin with another
    /// character.
    pub(crate) fn starting(&self, c: char) -> &[(String, [i16; N])] {
        self.0.get(c)
    }

    /// What they begin with.
    pub(crate) const fn initials(&self) -> Initials {
        self.0.initials()
    }
}

/// Single characters, looked up one by one.
///
/// # Example
/// ```
/// use fangzhi::rules::Letters;
/// let level = Letters::from_iter(["省市", "县"]);
/// assert!(level.has('县') && !level.has('村'));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    letters: Vec<char>,
    /// Turns most characters away.
    initials: Initials,
}

impl<'a> FromIterator<&'a str> for Letters {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        let mut letters: Vec<char> = entries.into_iter().flat_map(str::chars).collect();
        letters.sort_unstable();
        letters.dedup();
        Self { initials: letters.iter().copied().collect(), letters }
    }
}

impl Letters {
    /// Whether `c` is one of them.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        self.initials.may_have(c) && self.letters.binary_search(&c).is_ok()
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = char> {
        self.letters.iter().copied()
    }
}

/// Words in the order in which they are to be tried.
///
/// # Example
/// ```
/// use fangzhi::rules::Ordered;
/// let joints = Ordered::from_iter(["以及", "和", "及"]);
/// assert_eq!(joints.iter().find(|joint| "水和电以及路".contains(joint)), Some("以及"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ordered(Vec<String>);

impl<'a> FromIterator<&'a str> for Ordered {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Self(words.into_iter().map(str::to_owned).collect())
    }
}

impl Ordered {
    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// One word that a rule writes itself: 资金.
///
/// # Example
/// ```
/// use fangzhi::rules::Word;
/// assert_eq!(format!("投入{}", Word::from_iter(["资金"])), "投入资金");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word(String);

impl<'a> FromIterator<&'a str> for Word {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// A regular expression: the alternatives of a list, compiled when first asked for.
///
/// # Example
/// ```
/// use fangzhi::rules::Pattern;
/// let year = Pattern::from_iter(["[0-9]{4}年", "去年"]);
/// assert_eq!(year.find("他去年回村").map(|found| found.as_str()), Some("去年"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
    /// The same from the start of a text on.
    from_start: OnceLock<Option<Regex>>,
    /// Numbers of lists that are looked for in one go: a match holds a word of each.
    sought: Vec<usize>,
}

impl<'a> FromIterator<&'a str> for Pattern {
    fn from_iter<I: IntoIterator<Item = &'a str>>(alternatives: I) -> Self {
        let alternatives: Vec<&str> = alternatives.into_iter().collect();
        Self { source: alternatives.join("|"), ..Self::default() }
    }
}

impl Pattern {
    /// The expression; none for an empty list or one that does not compile (a test tells).
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        let compile = || Some(self.source.as_str()).filter(|s| !s.is_empty()).map(Regex::new)?.ok();
        self.compiled.get_or_init(compile).as_ref()
    }

    /// Whether it matches at the start of `text`, which is read no further than that takes.
    ///
    /// # Example
    /// ```
    /// use fangzhi::rules::Pattern;
    /// let item = Pattern::from_iter(["第[一二三]", "[0-9]、"]);
    /// assert!(item.starts("第二，抓产业") && !item.starts("抓产业，第二"));
    /// ```
    #[must_use]
    pub fn starts(&self, text: &str) -> bool {
        let compile = || Regex::new(&format!("^(?:{})", self.source)).ok();
        let compile = || Some(&self.source).filter(|source| !source.is_empty()).and(compile());
        self.from_start.get_or_init(compile).as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether it matches somewhere in `text`.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The leftmost match in `text`.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Option<regex::Match<'t>> {
        self.regex()?.find(text)
    }

    /// Has `finder` look for the words that any match holds.
    pub(super) fn seek(&mut self, finder: &mut Finder) {
        self.sought = finder.add_needs(&self.source).unwrap_or_default();
    }

    /// Whether it may match somewhere in `stretch`, by the words that were looked for.
    #[must_use]
    pub fn may_match(&self, stretch: Stretch<'_>) -> bool {
        let held = |hits: &Hits, list: usize| hits.inside(list, stretch.span()).next().is_some();
        stretch.hits().is_none_or(|hits| self.sought.iter().all(|list| held(hits, *list)))
    }

    /// Where the matches in `stretch` stand in its text, one behind the other.
    #[must_use]
    pub fn all_in(&self, stretch: Stretch<'_>) -> Vec<Span> {
        let regex = self.may_match(stretch).then(|| self.regex()).flatten();
        let found = regex.map(|regex| regex.find_iter(stretch.as_str()));
        found.into_iter().flatten().map(|m| stretch.place(m.start(), m.len())).collect()
    }

    /// The leftmost match in `stretch`.
    #[must_use]
    pub fn first_in<'t>(&self, stretch: Stretch<'t>) -> Option<regex::Match<'t>> {
        self.may_match(stretch).then(|| self.find(stretch.as_str()))?
    }

    /// The leftmost match in `text` with its groups.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<regex::Captures<'t>> {
        self.regex()?.captures(text)
    }
}

/// A stretch that is nothing but alternatives of a list, one after another, in any order.
///
/// # Example
/// ```
/// use fangzhi::rules::Chain;
/// let leads = Chain::from_iter(["[0-9]+年", "，", "目前"]);
/// assert!(leads.covers("2018年，目前") && leads.covers(""));
/// assert!(!leads.covers("目前全县"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Chain(Pattern);

impl<'a> FromIterator<&'a str> for Chain {
    fn from_iter<I: IntoIterator<Item = &'a str>>(alternatives: I) -> Self {
        let Pattern { source, .. } = Pattern::from_iter(alternatives);
        Self(Pattern::from_iter([format!("^(?:{source})*$").as_str()]))
    }
}

impl Chain {
    /// Whether `text` is nothing but alternatives.
    #[must_use]
    pub fn covers(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}
