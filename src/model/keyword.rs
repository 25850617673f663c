//! Keywords: what an article speaks of more than the others do.

use super::aggregate::Input;
use crate::corpus::ArticleId;
use crate::lexicon::Lexicon;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most keywords of an article.
const MOST: usize = 6;

/// The keywords of each article, the most telling first.
///
/// A word weighs its count in the article times the share of articles that do without it, in whole
/// numbers; it must stand in the article twice. Ties go by spelling.
pub(super) fn keywords(
    inputs: &BTreeMap<ArticleId, Input<'_>>,
    lexicon: &Lexicon,
) -> BTreeMap<ArticleId, Vec<String>> {
    let texts = || inputs.iter().map(|(id, input)| (id, input.article.text.text.as_str()));
    let segmenter = lexicon.segmenter(texts().map(|(_, text)| text));
    let words: BTreeMap<&ArticleId, BTreeMap<&str, usize>> =
        texts().map(|(id, text)| (id, segmenter.words(text))).collect();
    let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.values().flat_map(BTreeMap::keys) {
        *spread.entry(word).or_default() += 1;
    }
    let weight = |word: &str, count: usize| {
        let others = words.len() + 1 - spread.get(word).copied().unwrap_or_default();
        count * others
    };
    words
        .iter()
        .map(|(id, counts)| {
            let repeated = counts.iter().filter(|(_, count)| **count > 1);
            let mut ranked: Vec<_> =
                repeated.map(|(word, count)| (Reverse(weight(word, *count)), *word)).collect();
            ranked.sort_unstable();
            let best = ranked.into_iter().map(|(_, word)| word);
            let best = best.filter(|word| segmenter.is_topic(word)).take(MOST);
            ((*id).clone(), best.map(str::to_owned).collect())
        })
        .collect()
}
