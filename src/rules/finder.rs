//! Many lists of words looked for in a text in one go.

use super::needs::needs;
use super::words::ByCharacter;
use crate::pairs::Pairs;
use crate::span::{Hits, Span};
use crate::tables;

/// Bits of [`Pairs`]: few pairs seem to begin a word and do not.
const BITS: u32 = 16;

/// A word and the numbers of its lists.
#[derive(Clone, Debug)]
struct Sought {
    word: String,
    /// Its second character, if it has one: most words differ here.
    second: Option<char>,
    lists: Vec<usize>,
}

/// The words of many lists, found in a text at once; a list is known by its number.
///
/// # Example
/// ```
/// use fangzhi::rules::Finder;
/// use fangzhi::span::Span;
/// let mut finder = Finder::default();
/// let plans = finder.add(["计划", "年度计划"]);
/// let done = finder.add(["已", "完成"]);
/// finder.ready();
/// let hits = finder.find("已完成年度计划");
/// let all = Span::new(0, 21);
/// let spans = |list| hits.inside(list, all).collect::<Vec<_>>();
/// assert_eq!(spans(plans), [Span::new(9, 21), Span::new(15, 21)]);
/// assert_eq!(spans(done), [Span::new(0, 3), Span::new(3, 9)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Finder {
    lists: usize,
    added: Vec<(String, usize)>,
    /// The first two characters of the words that have two.
    pairs: Option<Pairs>,
    /// Words by their first character, longest first: those of one character, and the others.
    single: ByCharacter<Sought>,
    longer: ByCharacter<Sought>,
}

impl Finder {
    /// Adds a list; its number.
    pub fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) -> usize {
        let list = self.lists;
        self.lists += 1;
        self.added.extend(words.into_iter().map(|word| (word.to_owned(), list)));
        list
    }

    /// Adds the words that the regular expression `source` needs: any match holds a word of each of
    /// these lists. `None` when it is none.
    pub(crate) fn add_needs(&mut self, source: &str) -> Option<Vec<usize>> {
        if let Some(lists) = tables::needs(source) {
            return Some(lists.iter().map(|words| self.add(words.iter().copied())).collect());
        }
        let lists = needs(&regex_syntax::parse(source).ok()?);
        Some(lists.iter().map(|words| self.add(words.iter().map(String::as_str))).collect())
    }

    /// Makes what was added ready to be looked for.
    pub fn ready(&mut self) {
        let mut added = std::mem::take(&mut self.added);
        added.sort_by(|(one, _), (two, _)| two.len().cmp(&one.len()).then_with(|| one.cmp(two)));
        let mut words: Vec<Sought> = Vec::new();
        for (word, list) in added {
            if let Some(last) = words.last_mut().filter(|last| last.word == word) {
                last.lists.push(list);
            } else {
                let second = word.chars().nth(1);
                words.push(Sought { word, second, lists: vec![list] });
            }
        }
        let mut pairs = Pairs::new(BITS);
        let by_first = |sought: Sought| Some((sought.word.chars().next()?, sought));
        for sought in &words {
            if let (Some(first), Some(second)) = (sought.word.chars().next(), sought.second) {
                pairs.add(first, second);
            }
        }
        let (longer, single): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|sought| sought.second.is_some());
        self.single = single.into_iter().filter_map(by_first).collect();
        self.longer = longer.into_iter().filter_map(by_first).collect();
        self.pairs = Some(pairs);
    }

    /// Where the words stand in `text`.
    #[must_use]
    pub fn find(&self, text: &str) -> Hits {
        let mut hits: Vec<Vec<Span>> = vec![Vec::new(); self.lists];
        self.each(text, |sought, at| {
            let span = Span::new(at, at + sought.word.len());
            for list in &sought.lists {
                if let Some(list) = hits.get_mut(*list) {
                    list.push(span);
                }
            }
        });
        Hits::new(hits)
    }

    /// Of which lists `text` holds a word.
    ///
    /// # Example
    /// ```
    /// use fangzhi::rules::Finder;
    /// let mut finder = Finder::default();
    /// finder.add(["计划", "力争"]);
    /// finder.add(["已"]);
    /// finder.ready();
    /// assert_eq!(finder.held("年度计划"), [true, false]);
    /// ```
    #[must_use]
    pub fn held(&self, text: &str) -> Vec<bool> {
        let mut held = vec![false; self.lists];
        self.each(text, |sought, _| {
            for list in &sought.lists {
                if let Some(slot) = held.get_mut(*list) {
                    *slot = true;
                }
            }
        });
        held
    }

    /// Tells of every word of `text` and where it begins.
    fn each(&self, text: &str, mut found: impl FnMut(&Sought, usize)) {
        let Some(pairs) = &self.pairs else { return };
        let mut chars = text.char_indices();
        let mut here = chars.next();
        while let Some((at, c)) = here {
            here = chars.next();
            let next = here.map(|(_, next)| next);
            if next.is_some_and(|next| pairs.may_hold(c, next)) {
                let rest = text.get(at..).unwrap_or_default();
                let near = self.longer.get(c).iter().filter(|sought| sought.second == next);
                for sought in near.filter(|sought| rest.starts_with(sought.word.as_str())) {
                    found(sought, at);
                }
            }
            for sought in self.single.get(c) {
                if sought.word.starts_with(c) {
                    found(sought, at);
                }
            }
        }
    }
}
