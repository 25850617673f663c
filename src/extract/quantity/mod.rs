//! Numbers with their units. Stands in until the reader of numbers is here.

use super::mask::Mask;
use super::{Quantity, Unused};
use crate::clean::Defect;
use crate::lexicon::Lexicon;

/// The quantities of a text, and the numbers set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantities {
    /// In the order of the text.
    pub found: Vec<Quantity>,
    /// Set aside.
    pub unused: Vec<Unused>,
}

/// Reads the quantities of `text` outside the masks.
#[must_use]
pub fn scan(_text: &str, _masks: &[Mask], _defects: &[Defect], _lexicon: &Lexicon) -> Quantities {
    Quantities::default()
}
