//! Where: which divisions a text names, what it is about, and which one each clause speaks of.

use super::{Basis, PlaceMention, Reference};
use crate::clean::Article;
use crate::gazetteer::Adcode;
use crate::span::Span;

/// The places of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Every mention, in the order of the text.
    pub mentions: Vec<PlaceMention>,
    /// What the article is about; none when it names no division.
    pub main: Option<Adcode>,
}

/// Which division a stretch of text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The division; none when the text speaks of the whole country or names none.
    pub region: Option<Adcode>,
    /// How it was found.
    pub basis: Basis,
    /// Village or town below it.
    pub locality: Option<String>,
    /// The other side of aid.
    pub partner: Option<Adcode>,
}

/// Finds the places of `article`.
#[must_use]
pub fn find(_article: &Article, _reference: &Reference<'_>) -> Places {
    Places::default()
}

impl Places {
    /// The division that the text at `at` speaks of.
    #[must_use]
    pub fn attribute(&self, _article: &Article, _at: Span) -> Attribution {
        Attribution { region: self.main, basis: Basis::Default, locality: None, partner: None }
    }
}
