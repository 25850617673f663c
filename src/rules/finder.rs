//! Many lists of words looked for in a text in one go, and the words that a pattern needs.

use super::words::ByCharacter;
use crate::pairs::Pairs;
use crate::span::{Hits, Span};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most characters of a class that are words: `[>＞»›]`, but not `[一-龥]`.
const FEW: usize = 16;

/// Bits of [`Pairs`]: few pairs seem to begin a word and do not.
const BITS: u32 = 16;

/// A word and the numbers of its lists.
#[derive(Clone, Debug)]
struct Sought {
    word: String,
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
    added: BTreeMap<String, Vec<usize>>,
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
        for word in words {
            self.added.entry(word.to_owned()).or_default().push(list);
        }
        list
    }

    /// Makes what was added ready to be looked for.
    pub fn ready(&mut self) {
        let mut words: Vec<Sought> = std::mem::take(&mut self.added)
            .into_iter()
            .map(|(word, lists)| Sought { word, lists })
            .collect();
        words.sort_by_key(|sought| Reverse(sought.word.len()));
        let mut pairs = Pairs::new(BITS);
        let by_first = |sought: Sought| Some((sought.word.chars().next()?, sought));
        let two = |sought: &Sought| {
            let mut chars = sought.word.chars();
            chars.next().zip(chars.next())
        };
        for (first, second) in words.iter().filter_map(two) {
            pairs.add(first, second);
        }
        let (longer, single): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|sought| two(sought).is_some());
        self.single = single.into_iter().filter_map(by_first).collect();
        self.longer = longer.into_iter().filter_map(by_first).collect();
        self.pairs = Some(pairs);
    }

    /// Where the words stand in `text`.
    #[must_use]
    pub fn find(&self, text: &str) -> Hits {
        let mut hits: Vec<Vec<Span>> = vec![Vec::new(); self.lists];
        let Some(pairs) = &self.pairs else { return Hits::new(hits) };
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or('\0', |(_, next)| *next);
            let longer = if pairs.may_hold(c, next) { self.longer.get(c) } else { &[] };
            let words = longer.iter().chain(self.single.get(c));
            let here = text.get(at..).unwrap_or_default();
            for sought in words.filter(|sought| here.starts_with(sought.word.as_str())) {
                let span = Span::new(at, at + sought.word.len());
                for list in &sought.lists {
                    if let Some(list) = hits.get_mut(*list) {
                        list.push(span);
                    }
                }
            }
        }
        Hits::new(hits)
    }
}

/// Lists of words; any match of `hir` holds at least one of each.
pub(crate) fn needs(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let word = std::str::from_utf8(&literal.0).ok();
            word.map(|word| vec![word.to_owned()]).into_iter().collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            let words: Vec<String> = chars.map(String::from).take(FEW + 1).collect();
            if words.len() > FEW { Vec::new() } else { vec![words] }
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needs).collect(),
        HirKind::Alternation(branches) => {
            // The shortest list says most about its branch.
            let rarest = |branch| needs(branch).into_iter().min_by_key(Vec::len);
            let lists: Option<Vec<Vec<String>>> = branches.iter().map(rarest).collect();
            lists.map(|lists| lists.concat()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
