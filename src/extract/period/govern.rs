//! Which time expression a figure stands under.

use super::super::Basis;
use crate::clean::Article;
use crate::date::Period;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// The times of an article, ready to be asked about a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods {}

/// Finds the time expressions of an article.
#[must_use]
pub fn find(_article: &Article, _lexicon: &Lexicon) -> Periods {
    Periods {}
}

impl Periods {
    /// The period of the figure at `span`, and how it was found; `None` when the text gives none.
    #[must_use]
    pub fn at(&self, _article: &Article, _span: Span) -> Option<(Period, Basis)> {
        None
    }
}
