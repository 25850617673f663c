//! Stretches of an article in which numbers are names: mechanisms and document numbers.

use super::Mechanism;
use crate::clean::Article;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// A stretch whose numbers are no quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mask {
    /// Where.
    pub span: Span,
    /// Name of the rule: `mechanism-name`.
    pub reason: &'static str,
}

/// The masks of an article, in the order of the text: all mentions of its mechanisms.
///
/// A mention that begins with an Arabic number and ends in a classifier of its own is masked too:
/// “30条” is a name once a mechanism is called so.
#[must_use]
pub fn find(article: &Article, mechanisms: &[Mechanism], _lexicon: &Lexicon) -> Vec<Mask> {
    let text = article.text.text.as_str();
    let mut masks: Vec<Mask> = mechanisms
        .iter()
        .flat_map(|mechanism| mechanism.mentions.iter().chain(std::iter::once(&mechanism.span)))
        .filter(|span| !span.is_empty() && span.end <= text.len())
        .map(|span| Mask { span: *span, reason: "mechanism-name" })
        .collect();
    masks.sort_unstable();
    masks.dedup();
    masks
}
