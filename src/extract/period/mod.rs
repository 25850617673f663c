//! When a figure holds. Stands in until the reader of dates is here.

use super::Basis;
use crate::clean::Article;
use crate::date::Period;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// The periods that an article names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods {}

/// Reads the periods of `article`.
#[must_use]
pub fn find(_article: &Article, _lexicon: &Lexicon) -> Periods {
    Periods::default()
}

impl Periods {
    /// The period of the quantity at `at`, and how it was found.
    #[must_use]
    pub fn at(&self, _article: &Article, _at: Span) -> Option<(Period, Basis)> {
        None
    }
}
