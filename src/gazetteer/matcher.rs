//! All names of the table in one automaton over characters.

use crate::span::Span;
use daachorse::CharwiseDoubleArrayAhoCorasick;

/// Finds names in text. The default finds nothing.
#[derive(Clone, Default)]
pub(super) struct Matcher(Option<CharwiseDoubleArrayAhoCorasick<u32>>);

impl Matcher {
    /// An automaton over `names`, which must be distinct and not empty.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a String>) -> Self {
        Self(CharwiseDoubleArrayAhoCorasick::new(names).ok())
    }

    /// Every occurrence, overlapping ones too.
    pub(super) fn spans(&self, text: &str) -> Vec<Span> {
        let Some(automaton) = &self.0 else { return Vec::new() };
        automaton.find_overlapping_iter(text).map(|m| Span::new(m.start(), m.end())).collect()
    }
}
