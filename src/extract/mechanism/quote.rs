//! Quoted stretches of a line, and the titles in book-title marks.

use crate::span::Span;

/// One quoted stretch; spans are bytes of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Marks included.
    pub(super) outer: Span,
    /// What stands between the marks.
    pub(super) inner: Span,
    /// Book-title marks 《》 rather than quotation marks.
    pub(super) title: bool,
}

const PAIRS: &[(char, char)] =
    &[('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉')];

/// Finds quoted stretches, inner ones after the outer ones that hold them. Straight quotes pair up
/// in turn; a closing mark without its opening one is taken for an opening one, because some
/// papers print ”三变”.
pub(super) fn find(line: &str) -> Vec<Quote> {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, mark) in line.char_indices() {
        let end = at + mark.len_utf8();
        let straight = matches!(mark, '"' | '＂');
        let closing = PAIRS.iter().find(|(_, close)| *close == mark).map(|(open, _)| *open);
        let wanted = if straight { Some(mark) } else { closing };
        let partner = wanted.and_then(|w| open.iter().rposition(|(o, ..)| *o == w));
        if let (Some(index), Some(want)) = (partner, wanted) {
            if let Some((_, from, inner)) = open.get(index).copied() {
                open.truncate(index);
                found.push(Quote {
                    outer: Span::new(from, end),
                    inner: Span::new(inner, at),
                    title: matches!(want, '《' | '〈'),
                });
            }
        } else if straight || PAIRS.iter().any(|(o, _)| *o == mark) {
            open.push((mark, at, end));
        } else if mark == '”' {
            open.push(('“', at, end));
        }
    }
    found.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    found
}

/// Whether `mark` opens a quotation.
pub(super) const fn opens(mark: char) -> bool {
    matches!(mark, '“' | '‘' | '「' | '『' | '"' | '＂')
}

/// Whether `mark` closes a quotation.
pub(super) const fn closes(mark: char) -> bool {
    matches!(mark, '”' | '’' | '」' | '』' | '"' | '＂')
}
