//! Emphasis marks beside Chinese punctuation.
//!
//! `CommonMark` lets `**` open or close only by what stands around it, with rules made for words
//! between spaces: in `推进**“一带三转”**模式` neither mark counts. Here an empty comment is put
//! outside each such mark before parsing; the parser takes it for punctuation and the reader of
//! its events leaves it out.

/// What is put beside a mark.
pub(super) const COMMENT: &str = "<!---->";

/// Markdown with comments beside its marks, and the way back.
#[derive(Clone, Debug, Default)]
pub(super) struct Prepared {
    /// The Markdown to parse.
    pub(super) text: String,
    /// Where the comments stand in `text`, in order.
    inserted: Vec<usize>,
}

impl Prepared {
    /// The offset before preparation.
    pub(super) fn original(&self, offset: usize) -> usize {
        let before = self.inserted.partition_point(|at| at + COMMENT.len() <= offset);
        offset - before * COMMENT.len()
    }
}

/// A run of `*`.
#[derive(Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
}

/// Prepares the Markdown `source`.
pub(super) fn prepare(source: &str) -> Prepared {
    let mut places: Vec<usize> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut paragraph = Paragraph::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let trimmed = line.trim();
        let opens = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, opens) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            (None, None) if trimmed.is_empty() => paragraph = Paragraph::default(),
            (None, None) => paragraph.line(line, at, &mut places),
            _ => (),
        }
        at += line.len();
    }
    places.sort_unstable();
    let mut out = Prepared { text: String::with_capacity(source.len()), inserted: Vec::new() };
    let mut from = 0;
    for place in places {
        out.text.push_str(source.get(from..place).unwrap_or_default());
        out.inserted.push(out.text.len());
        out.text.push_str(COMMENT);
        from = place;
    }
    out.text.push_str(source.get(from..).unwrap_or_default());
    out
}

/// What is open in a paragraph.
#[derive(Default)]
struct Paragraph {
    /// Lengths of the runs of `*` that opened and did not close.
    open: Vec<usize>,
    /// Length of the run of backticks that opened a code span.
    code: Option<usize>,
}

impl Paragraph {
    fn line(&mut self, line: &str, offset: usize, places: &mut Vec<usize>) {
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        let letter = |index: usize| chars.get(index).map(|&(_, c)| c);
        let mut index = 0;
        let mut destination = false;
        while let Some(c) = letter(index) {
            // Only runs of marks are measured: measuring every run would be quadratic.
            let mark = matches!(c, '*' | '`');
            let run = chars.iter().skip(index).take_while(|&&(_, next)| mark && next == c);
            let length = run.count();
            match c {
                '\\' if self.code.is_none() => index += 2,
                '`' => {
                    self.code = match self.code {
                        None => Some(length),
                        Some(open) if open == length => None,
                        open => open,
                    };
                    index += length;
                }
                '*' if self.code.is_none() && !destination => {
                    let before = index.checked_sub(1).and_then(letter);
                    let start = offset + chars.get(index).map_or(0, |&(byte, _)| byte);
                    let after = letter(index + length);
                    self.mark(Mark { start, end: start + length, before, after }, places);
                    index += length;
                }
                _ => {
                    let link = c == '(' && index.checked_sub(1).and_then(letter) == Some(']');
                    destination = (destination || link) && c != ')';
                    index += 1;
                }
            }
        }
    }

    fn mark(&mut self, mark: Mark, places: &mut Vec<usize>) {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let length = mark.end - mark.start;
        let closes = !space(mark.before) && self.open.last() == Some(&length);
        if closes {
            self.open.pop();
            if blocked(mark.before, mark.after) {
                places.push(mark.end);
            }
        } else if !space(mark.after) {
            self.open.push(length);
            if blocked(mark.after, mark.before) {
                places.push(mark.start);
            }
        }
    }
}

/// Whether a mark with `inside` and `outside` beside it does not count although it should:
/// punctuation inside, a letter outside, and one of them Chinese.
fn blocked(inside: Option<char>, outside: Option<char>) -> bool {
    let (Some(inside), Some(outside)) = (inside, outside) else { return false };
    punctuation(inside)
        && !punctuation(outside)
        && !outside.is_whitespace()
        && (is_cjk(inside) || is_cjk(outside))
}

fn punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Whether `c` is a Chinese character or one of the marks of Chinese print.
pub(super) const fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2014}' | '\u{2018}'..='\u{201F}' | '\u{2026}' | '\u{3000}'..='\u{303F}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{323AF}')
}
