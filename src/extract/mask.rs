//! Stretches in which no number is a quantity. Stands in until the reader of numbers is here.

use super::Mechanism;
use crate::clean::Article;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// A stretch in which no number is a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Where.
    pub span: Span,
    /// Name of the rule.
    pub reason: &'static str,
}

/// Finds the stretches of `article` that hold no quantities.
#[must_use]
pub fn find(_article: &Article, _mechanisms: &[Mechanism], _lexicon: &Lexicon) -> Vec<Mask> {
    Vec::new()
}
