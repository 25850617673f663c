//! Plain text: one block a line, never Markdown.

use super::{Block, BlockKind, Run, Style};
use crate::span::Span;

/// The lines of `text` that are not blank, in order; `\n`, `\r\n` and `\r` end a line.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['\n', '\r']) {
        push_line(text, Span::new(start, at), &mut out);
        start = at + 1;
    }
    push_line(text, Span::new(start, text.len()), &mut out);
    out
}

fn push_line(text: &str, raw: Span, out: &mut Vec<Block>) {
    let line = raw.of(text);
    if line.chars().all(char::is_whitespace) {
        return;
    }
    out.push(Block {
        kind: BlockKind::Paragraph,
        runs: vec![Run { raw, own: None, style: Style::default() }],
    });
}
