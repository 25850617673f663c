//! Stretches of an article in which numbers are names: mechanisms and places.

use super::Mechanism;
use super::numeral::starts;
use super::place::Places;
use crate::clean::Article;
use crate::span::Span;

/// A stretch whose numbers are no quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mask {
    /// Where.
    pub span: Span,
    /// Name of the rule: `mechanism-name`, `place-name`.
    pub reason: &'static str,
}

/// The masks of an article, in the order of the text: all mentions of its mechanisms, and places
/// with a number in their names.
///
/// A mention that begins with an Arabic number and ends in a classifier of its own is masked too:
/// “30条” is a name once a mechanism is called so.
#[must_use]
pub fn find(article: &Article, mechanisms: &[Mechanism], places: &Places) -> Vec<Mask> {
    let text = article.text.text.as_str();
    let mut masks: Vec<Mask> = mechanisms
        .iter()
        .flat_map(|mechanism| mechanism.mentions.iter().chain(std::iter::once(&mechanism.span)))
        .filter(|span| !span.is_empty() && span.end <= text.len())
        .map(|span| Mask { span: *span, reason: "mechanism-name" })
        .collect();
    // 八家子镇, 三台县: the number belongs to the name of the place.
    let named = places.mentions.iter().filter(|mention| !mention.anaphor).map(|m| m.span);
    let numbered = named.filter(|span| span.of(text).contains(starts));
    masks.extend(numbered.map(|span| Mask { span, reason: "place-name" }));
    masks.sort_unstable();
    masks.dedup();
    masks
}
