//! Text that remembers where in the file each of its characters came from.

use super::{CleanText, OffsetMap, Piece};
use crate::span::Span;

/// A replacement of one stretch of a text.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// What is replaced.
    pub(super) span: Span,
    /// By what; empty deletes.
    pub(super) text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub(super) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Deletes `span`.
    pub(super) const fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// A text under construction with its way back to the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracked {
    inner: CleanText,
}

impl Tracked {
    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.inner.text
    }

    /// The whole text as a span.
    pub(super) fn span(&self) -> Span {
        Span::new(0, self.inner.text.len())
    }

    /// Whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.inner.text.is_empty()
    }

    /// The place in the file that `span` came from.
    pub(super) fn to_raw(&self, span: Span) -> Span {
        self.inner.map.to_raw(span)
    }

    /// The finished text with its map.
    pub(super) fn finish(self) -> CleanText {
        self.inner
    }

    /// Appends `text`, which came from `raw`; equal lengths map byte for byte.
    pub(super) fn push(&mut self, text: &str, raw: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.inner.text.len();
        self.inner.text.push_str(text);
        let piece = Piece { clean: Span::new(start, self.inner.text.len()), raw };
        let pieces = &mut self.inner.map.pieces;
        match pieces.last_mut() {
            Some(last)
                if last.raw.end == raw.start
                    && last.clean.len() == last.raw.len()
                    && piece.clean.len() == raw.len() =>
            {
                last.clean.end = piece.clean.end;
                last.raw.end = raw.end;
            }
            _ => pieces.push(piece),
        }
    }

    /// Appends the part `span` of `other`.
    pub(super) fn push_part(&mut self, other: &Self, span: Span) {
        let pieces = &other.inner.map.pieces;
        let first = pieces.partition_point(|p| p.clean.end <= span.start);
        for piece in pieces.iter().skip(first).take_while(|p| p.clean.start < span.end) {
            let clean = Span::new(piece.clean.start.max(span.start), piece.clean.end.min(span.end));
            let raw = if piece.clean.len() == piece.raw.len() {
                let from = piece.raw.start + (clean.start - piece.clean.start);
                Span::new(from, from + clean.len())
            } else {
                piece.raw
            };
            self.push(clean.of(&other.inner.text), raw);
        }
    }

    /// The part `span` alone.
    pub(super) fn part(&self, span: Span) -> Self {
        let mut out = Self::default();
        out.push_part(self, span);
        out
    }

    /// The text with `edits` applied; they stand in order and do not overlap.
    pub(super) fn edited(&self, edits: &[Edit]) -> Self {
        let mut out = Self::default();
        let mut from = 0;
        for edit in edits {
            out.push_part(self, Span::new(from, edit.span.start));
            out.push(&edit.text, self.to_raw(edit.span));
            from = edit.span.end;
        }
        out.push_part(self, Span::new(from, self.inner.text.len()));
        out
    }

    /// The text without white space at either end.
    pub(super) fn trimmed(&self) -> Self {
        let text = self.text();
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        if start == 0 && end == text.len() {
            return self.clone();
        }
        self.part(Span::new(start, end.max(start)))
    }
}

impl OffsetMap {
    /// The part of the clean text that came from `raw`; `None` when none of it did.
    #[must_use]
    pub fn from_raw(&self, raw: Span) -> Option<Span> {
        // Pieces stand in the order of the file.
        let first = self.pieces.partition_point(|piece| piece.raw.end <= raw.start);
        self.pieces
            .iter()
            .skip(first)
            .take_while(|piece| piece.raw.start < raw.end)
            .filter(|piece| piece.raw.overlaps(raw))
            .map(|piece| {
                if piece.clean.len() == piece.raw.len() {
                    let start = piece.raw.start.max(raw.start) - piece.raw.start;
                    let end = piece.raw.end.min(raw.end) - piece.raw.start;
                    Span::new(piece.clean.start + start, piece.clean.start + end)
                } else {
                    piece.clean
                }
            })
            .reduce(Span::join)
    }
}
