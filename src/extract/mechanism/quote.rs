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

/// Marks that stay open beyond this depth are stray ones.
const DEEPEST: usize = 8;

/// Stretches of a line, asked whether they hold or touch another; either question takes the time
/// of a search, however many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Cover {
    /// By start, each with the farthest end so far.
    spans: Vec<(usize, usize)>,
}

impl Cover {
    pub(super) fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<(usize, usize)> =
            spans.filter(|s| !s.is_empty()).map(|s| (s.start, s.end)).collect();
        spans.sort_unstable();
        let mut farthest = 0;
        for (_, end) in &mut spans {
            farthest = farthest.max(*end);
            *end = farthest;
        }
        Self { spans }
    }

    /// Whether one of the stretches holds all of `span`.
    pub(super) fn holds(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|(start, _)| *start <= span.start);
        self.farthest(before) >= span.end
    }

    /// Whether one of the stretches shares a byte with `span`.
    pub(super) fn touches(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|(start, _)| *start < span.end);
        self.farthest(before) > span.start
    }

    fn farthest(&self, before: usize) -> usize {
        before.checked_sub(1).and_then(|i| self.spans.get(i)).map_or(0, |(_, end)| *end)
    }
}

/// The first `reach` characters of `text`: no list runs longer, and looking farther would make long
/// lines slow.
pub(super) fn window(text: &str, reach: usize) -> &str {
    let end = text.char_indices().nth(reach).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Finds quoted stretches, inner ones after the outer ones that hold them. Straight quotes pair up
/// in turn; a closing mark without its opening one is taken for an opening one, because some
/// papers print ”三变”.
pub(super) fn find(line: &str) -> Vec<Quote> {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut found = Vec::new();
    let han = |mark: char| matches!(mark, '\u{4e00}'..='\u{9fff}');
    for (at, mark) in line.char_indices().filter(|(_, mark)| !han(*mark)) {
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
        if open.len() > DEEPEST {
            open.remove(0);
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
