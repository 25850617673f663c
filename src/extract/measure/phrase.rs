//! A phrase with its place, and what makes it neat.

use crate::extract::{Approx, Quantity};
use crate::rules::Letters;
use crate::span::{Span, Stretch};

/// The marks of pairs.
const PAIRS: [(char, char); 5] = [('“', '”'), ('(', ')'), ('（', '）'), ('《', '》'), ('‘', '’')];

/// A phrase and where its words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The phrase.
    pub(super) text: String,
    /// Where.
    pub(super) at: Span,
}

impl Phrase {
    /// The words of `stretch` without spaces, unpaired marks and what only joins.
    pub(super) fn of(stretch: Stretch<'_>, attributive: &Letters) -> Self {
        Self { text: tidy(&stretch, attributive), at: stretch.span() }
    }
}

/// Takes spaces, unpaired marks and what only joins off a phrase.
pub(super) fn tidy(phrase: &str, attributive: &Letters) -> String {
    let mut text: String = phrase.chars().filter(|c| !c.is_whitespace()).collect();
    for (open, close) in PAIRS {
        if text.matches(open).count() != text.matches(close).count() {
            text.retain(|c| c != open && c != close);
        }
    }
    let joins = |c| {
        matches!(c, '、' | '-' | '—' | '·' | '"' | '~' | '～' | '>' | '◎' | '•' | '*')
            || attributive.has(c)
    };
    text.trim_matches(joins).to_owned()
}

/// The noun with its verb, unless it has it already.
pub(super) fn join_verb(verb: &str, noun: &str) -> String {
    if noun.contains(verb) { noun.to_owned() } else { format!("{verb}{noun}") }
}

/// How many characters `text` has.
pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether the number is a bound: 5000元以上, 不足3%.
pub(super) const fn is_bound(quantity: &Quantity) -> bool {
    matches!(quantity.approx, Some(Approx::Under | Approx::Over | Approx::AtLeast | Approx::AtMost))
}

/// Whether `c` is a Han character.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3007}')
}
