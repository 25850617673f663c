//! `rules/language/imprint.yaml`: what lines and pages say of their publication.

use super::{Letters, Values, Words, sheet};

sheet! {
    /// The words by which lines tell when, where and by whom a text was published.
    Imprints = "imprint";
    words {
        nobody: Words,
        own: Words,
        original: Words,
        roles: Words,
        organs: Words,
        outlets: Words,
        writers: Words,
        tools: Words,
        told_from: Words,
        held_at: Words,
        issued: Words,
        passes_on: Words,
        notices: Words,
        marks: Letters,
        day_letters: Letters,
        day_parts: Words,
        year_digits: Values<1>,
        day_numbers: Values<1>,
    }
    rules {}
}
