//! Articles that are copies of one another.

use super::draft::is_word;
use super::{Article, LineKind};
use crate::corpus::ArticleId;
use crate::date::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Characters of a shingle. Eight characters of Chinese rarely recur by chance.
const SHINGLE: usize = 8;

/// Every so many shingles one is kept, chosen by its hash.
const SAMPLE: u64 = 4;

/// Bands of the index; two articles that share one are compared.
const BANDS: usize = 8;

/// Most articles of one band that a further one is compared with. Copies find each other through
/// the first of them, and the work stays proportional to the corpus.
const MOST_COMPARED: usize = 12;

/// From this share of common shingles on two articles are copies, in percent.
const SAME_PERCENT: usize = 80;

/// From this share of the shorter one's shingles in the longer one on it is an excerpt, in percent,
/// if it is at least half as long.
const WITHIN_PERCENT: usize = 92;

/// Least sampled shingles for a judgement; shorter texts are copies only when equal.
const LEAST_SAMPLES: usize = 12;

/// Finds the copies among `articles` and the original of each: the earliest published, then the
/// first by name.
///
/// The result does not depend on the order of `articles`, and the time grows with their number.
///
/// # Example
/// ```
/// use fangzhi::clean::{article_from_text, reprints};
/// use fangzhi::corpus::ArticleId;
/// use fangzhi::config::builtin_lexicon;
/// let lexicon = builtin_lexicon();
/// let text = "青山县2019年新建通村公路128公里，解决了36个村的出行难题，带动茶叶销售。";
/// let article = article_from_text(text, &lexicon);
/// let (a, b) = (ArticleId("a".into()), ArticleId("b".into()));
/// let found = reprints(&[(b.clone(), &article), (a.clone(), &article)]);
/// assert_eq!(found.get(&b), Some(&a));
/// assert_eq!(found.get(&a), None);
/// ```
#[must_use]
pub fn reprints(articles: &[(ArticleId, &Article)]) -> BTreeMap<ArticleId, ArticleId> {
    let sketches: Vec<Sketch> = articles.iter().map(|(_, article)| Sketch::of(article)).collect();
    let drawn = articles.iter().zip(&sketches);
    let drawn = drawn.map(|((id, article), sketch)| (id, article.published, sketch));
    reprints_among(&drawn.collect::<Vec<_>>())
}

/// [`reprints`] among articles of which only a sketch is at hand: name, day and sketch of each.
#[must_use]
pub fn reprints_among(
    articles: &[(&ArticleId, Option<Date>, &Sketch)],
) -> BTreeMap<ArticleId, ArticleId> {
    let mut order: Vec<&(&ArticleId, Option<Date>, &Sketch)> = articles.iter().collect();
    order.sort_by_key(|(id, published, _)| (published.is_none(), *published, *id));
    let sketches: Vec<&Sketch> = order.iter().map(|(_, _, sketch)| *sketch).collect();
    let mut first_of: Vec<usize> = (0..order.len()).collect();
    let mut index: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        let mut original: Option<usize> = None;
        for (band, key) in sketch.bands.iter().enumerate() {
            let bucket = index.entry((band, *key)).or_default();
            let found = bucket
                .iter()
                .copied()
                .filter(|other| sketches.get(*other).is_some_and(|other| sketch.copies(other)))
                .filter_map(|other| first_of.get(other).copied())
                .min();
            original = original.into_iter().chain(found).min();
            if bucket.len() < MOST_COMPARED {
                bucket.push(at);
            }
        }
        if let (Some(original), Some(slot)) = (original, first_of.get_mut(at)) {
            *slot = original;
        }
    }
    let name = |at: usize| order.get(at).map(|(id, ..)| (*id).clone());
    first_of
        .iter()
        .enumerate()
        .filter(|&(at, &first)| at != first)
        .filter_map(|(at, &first)| Some((name(at)?, name(first)?)))
        .collect()
}

/// What is kept of a text to compare it with others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Hash of the whole text.
    whole: u64,
    /// Sampled shingles, sorted.
    shingles: Vec<u64>,
    /// Keys under which the text is found.
    bands: Vec<u64>,
}

impl Sketch {
    /// The sketch of an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let words: Vec<char> = article
            .lines
            .iter()
            .filter(|line| line.kind != LineKind::Caption)
            .flat_map(|line| line.span.of(&article.text.text).chars())
            .filter(|c| is_word(*c))
            .collect();
        if words.len() < SHINGLE {
            return Self::default();
        }
        let whole = hash(&words);
        let mut least = [u64::MAX; BANDS * 2];
        let mut shingles = Vec::new();
        for shingle in words.windows(SHINGLE) {
            let hash = hash(shingle);
            let slot = usize::try_from(hash >> 60).unwrap_or(0);
            if let Some(least) = least.get_mut(slot) {
                *least = hash.min(*least);
            }
            if hash.is_multiple_of(SAMPLE) {
                shingles.push(hash);
            }
        }
        shingles.sort_unstable();
        shingles.dedup();
        let mut bands: Vec<u64> = least
            .chunks(2)
            .filter(|pair| !pair.contains(&u64::MAX))
            .map(|pair| pair.iter().fold(0, |key: u64, half| key.rotate_left(21) ^ half))
            .collect();
        if shingles.len() < LEAST_SAMPLES || bands.is_empty() {
            bands = vec![whole];
        }
        Self { whole, shingles, bands }
    }

    fn copies(&self, other: &Self) -> bool {
        let (a, b) = (self.shingles.len(), other.shingles.len());
        let (short, long) = (a.min(b), a.max(b));
        if short < LEAST_SAMPLES {
            return self.whole == other.whole;
        }
        let common = common(&self.shingles, &other.shingles);
        let together = a + b - common;
        common * 100 >= together * SAME_PERCENT
            || (common * 100 >= short * WITHIN_PERCENT && short * 2 >= long)
    }
}

/// How many values two sorted lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                count += 1;
                a.next();
                b.next();
            }
        }
    }
    count
}

/// FNV-1a over characters, its bits mixed so that the upper ones are as random as the lower.
fn hash(chars: &[char]) -> u64 {
    let sum = chars.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}
