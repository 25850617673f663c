//! Numbers that something parts: 8，632.5万元, 12 345户, 6。8亿元, a line end inside of one.
//!
//! Where only one reading is left they are mended; elsewhere the place is damaged, and no number
//! may be read from it: what stands behind the mark is the tail of a number as often as one.

use super::draft::{Draft, is_han};
use super::tracked::{Edit, Tracked};
use super::{Article, Line, LineKind};
use crate::corpus::BlockKind;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Powers of ten behind digits.
const SCALES: &str = "百千万亿萬億";
/// Numerals, but for those of formal sums.
const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿萬億";
/// Behind digits these make a date, a time or a name, which nothing before them damages.
const NAMED: &str = "年月日号时点:：";
/// Before digits these make them a name.
const NAMES: &str = "第〔[";
/// Marks that stand between the digits of one number, or between two numbers.
const MARKS: &str = ",，;；.．。'’‘`´′＇·‧•﹐﹒､";
/// Of those, the ones that also part the numbers of a name: 5·12.
const DOTS: &str = "·‧•";
/// Of those, the ones of which two in a row are one typed twice.
const POINTS: &str = ".．,，";
/// The mark between the numbers of a list.
const LISTS: char = '、';
/// Marks of the end of a clause.
const CLAUSE: &str = "，。；、,;";
/// Blanks narrower or wider than a space; between digits they group thousands.
const GROUPING: &str = "\u{2002}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{202F}";
/// Most blanks on either side of a mark.
const BLANKS: usize = 2;

/// A digit, also a full-width one.
const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A digit or a numeral.
fn starts(c: char) -> bool {
    is_digit(c) || NUMERALS.contains(c)
}

/// A text as characters with their places.
struct Chars {
    chars: Vec<char>,
    offsets: Vec<usize>,
}

impl Chars {
    fn of(text: &str) -> Self {
        let offsets = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len()));
        Self { chars: text.chars().collect(), offsets: offsets.collect() }
    }

    fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    fn before(&self, index: usize, back: usize) -> char {
        index.checked_sub(back).map_or('\0', |at| self.at(at))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| self.offsets.get(at).copied().unwrap_or_default();
        Span::new(byte(start), byte(end))
    }

    fn run(&self, from: usize, most: usize, fits: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(from..).unwrap_or_default();
        from + rest.iter().take(most).take_while(|c| fits(**c)).count()
    }

    /// One past the digits at `from`.
    fn digits(&self, from: usize) -> usize {
        self.run(from, usize::MAX, is_digit)
    }
}

/// The text with those numbers whole that can only be read in one way: narrow blanks and
/// full-width commas that group thousands, blanks on both sides of a point or before a scale.
pub(super) fn mended(text: &Tracked, lexicon: &Lexicon) -> Tracked {
    // All that is mended has a blank in it, or full-width digits.
    let odd = |c: char| c.is_whitespace() || matches!(c, '０'..='９');
    if !text.text().contains(odd) || !text.text().contains(is_digit) {
        return text.clone();
    }
    let chars = Chars::of(text.text());
    let mut edits = Vec::new();
    let mut at = 0;
    while at < chars.chars.len() {
        if !is_digit(chars.at(at)) {
            at += 1;
            continue;
        }
        let end = chars.digits(at);
        at = mend(&chars, at, end, &mut edits);
        at = mend_unit(&chars, at, lexicon, &mut edits).unwrap_or(at);
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Mends what follows the digits from `start` to `end`; returns where to go on.
fn mend(chars: &Chars, start: usize, end: usize, edits: &mut Vec<Edit>) -> usize {
    if let Some((end, grouped)) = grouped(chars, start, end) {
        edits.extend(grouped);
        return end;
    }
    let blank = |c: char| c.is_whitespace() && c != '\n' && c != '\t';
    let stop = chars.run(end, BLANKS, blank);
    if stop == end {
        return end;
    }
    if SCALES.contains(chars.at(stop)) {
        edits.push(Edit::delete(chars.span(end, stop)));
        return stop;
    }
    let behind = chars.run(stop + 1, BLANKS, blank);
    // At the start of a line the point may number an item.
    let item = end - start <= 2 && (0..start).all(|at| blank(chars.at(at)));
    let point = matches!(chars.at(stop), '.' | '．') && behind > stop + 1 && !item;
    if point && is_digit(chars.at(behind)) {
        edits.push(Edit::delete(chars.span(end, stop)));
        edits.push(Edit::delete(chars.span(stop + 1, behind)));
        return chars.digits(behind);
    }
    stop
}

/// Mends the unit behind the number that ends at `end`, each of whose characters stands by itself
/// (个 百 分 点): where it ends.
fn mend_unit(chars: &Chars, end: usize, lexicon: &Lexicon, edits: &mut Vec<Edit>) -> Option<usize> {
    let from = chars.run(end, BLANKS, |c| c == ' ' || SCALES.contains(c));
    let places: Vec<usize> = (from..).step_by(2).take(UNIT).collect();
    let spaced = |at: &&usize| chars.at(**at + 1) == ' ' && is_han(chars.at(**at));
    let count = places.iter().take_while(spaced).count();
    let own: Vec<char> = places.iter().take(count + 1).map(|at| chars.at(*at)).collect();
    let len = lexicon.unit_at(&own).map(|found| found.len).filter(|len| *len > 1)?;
    let gaps = places.iter().take(len - 1).map(|at| chars.span(at + 1, at + 2));
    edits.extend(gaps.map(Edit::delete));
    Some(from + 2 * len - 1)
}

/// Groups of three digits behind one to three, parted by narrow blanks or full-width commas
/// between full-width digits: where they end, and the edits that mend them.
fn grouped(chars: &Chars, start: usize, end: usize) -> Option<(usize, Vec<Edit>)> {
    let mark = chars.at(end);
    let narrow = GROUPING.contains(mark);
    let wide = mark == '，' && !chars.at(start).is_ascii();
    if !(narrow || wide) || end - start > 3 || matches!(chars.at(start), '0' | '０') {
        return None;
    }
    let mut edits = Vec::new();
    let mut at = end;
    while chars.at(at) == mark && is_digit(chars.at(at + 1)) {
        if chars.digits(at + 1) != at + 4 || (wide && chars.at(at + 1).is_ascii()) {
            return None;
        }
        edits.push(Edit::new(chars.span(at, at + 1), if wide { "," } else { "" }));
        at += 4;
    }
    (!edits.is_empty()).then_some((at, edits))
}

/// The lines with those joined between which a unit is broken from its number (68.4／亿元), or a
/// point from its digits.
pub(super) fn rejoined(drafts: Vec<Draft>, lexicon: &Lexicon) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match out.last_mut().filter(|last| goes_on(last, &draft, lexicon)) {
            Some(last) => {
                last.text.push_part(&draft.text, draft.text.span());
                last.styles.extend(draft.styles);
            }
            None => out.push(draft),
        }
    }
    out
}

/// Whether the number at the end of one line goes on in the next.
fn goes_on(line: &Draft, next: &Draft, lexicon: &Lexicon) -> bool {
    let plain = |draft: &Draft| {
        draft.kind == LineKind::Body && !matches!(draft.block, BlockKind::Heading(_))
    };
    let (text, rest) = (line.text.text(), next.text.text());
    let number = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = text.ends_with(|c: char| c.is_ascii_digit());
    if !plain(line) || line.block != next.block || !digits || !number.contains(is_han) {
        return false;
    }
    let points = text.get(number.len()..).map_or(0, |own| own.matches('.').count());
    // 2024.05.21 is a day.
    if points > 1 {
        return false;
    }
    let decimals = points == 1;
    let tail =
        rest.strip_prefix('.').is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
    if tail && !decimals {
        return true;
    }
    let running = |text: &str| text.contains(|c| CLAUSE.contains(c));
    let head: Vec<char> = rest.chars().take(UNIT).skip_while(|c| SCALES.contains(*c)).collect();
    running(rest) && (decimals || running(text)) && lexicon.unit_at(&head).is_some()
}

/// Longest scale with a unit, in characters.
const UNIT: usize = 10;

/// The places of the article where a number is parted, in order.
pub(super) fn find(article: &Article, lexicon: &Lexicon) -> Vec<Span> {
    let text = article.text.text.as_str();
    let mut out = Vec::new();
    let mut above: Option<&Line> = None;
    for line in &article.lines {
        let own = line.span.of(text);
        let table = line.kind == LineKind::TableRow;
        let heading = matches!(line.block, BlockKind::Heading(_));
        let shift = |span: Span| span.shift(line.span.start);
        let broken = above.filter(|above| above.block == line.block && !table && !heading);
        let digits = own.contains(|c: char| c.is_ascii_digit());
        if digits || own.starts_with(starts) {
            let parts = Parts { chars: Chars::of(own), lexicon };
            if let Some(above) = broken
                && let Some(tail) = parts.tail_of(above.span.of(text))
            {
                // What is left above is no number either: 四万／六千元.
                let head = scaled_end(above.span.of(text)).map(|head| head.shift(above.span.start));
                out.extend(head.into_iter().chain([shift(tail)]));
            }
            out.extend(parts.parted().into_iter().map(shift));
        }
        above = Some(line);
    }
    out.sort_unstable();
    out
}

/// The number with a scale that ends a line, where a unit may be lent to it.
fn scaled_end(line: &str) -> Option<Span> {
    let stem = line.trim_end_matches(|c| starts(c) || c == '.');
    let own = line.get(stem.len()..)?;
    own.ends_with(|c| SCALES.contains(c)).then(|| Span::new(stem.len(), line.len()))
}

/// What stands between two groups of digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// `.` alone.
    Point,
    /// `,` alone.
    Comma,
    /// A dot that numbers of a name have between them.
    Dot,
    /// `、`, which is between the numbers of a list.
    List,
    /// Anything else.
    Odd,
}

/// Digits, and what parts them from the digits before.
#[derive(Clone, Copy)]
struct Group {
    joint: Joint,
    start: usize,
    end: usize,
}

struct Parts<'a> {
    chars: Chars,
    lexicon: &'a Lexicon,
}

impl Parts<'_> {
    /// The parted numbers of the line.
    fn parted(&self) -> Vec<Span> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.chars.chars.len() {
            if !self.chars.at(at).is_ascii_digit() {
                at += 1;
                continue;
            }
            let groups = self.groups(at);
            at = groups.last().map_or(at + 1, |last| last.end);
            let own = self.own(&groups);
            if let [first, .., last] = own
                && !is_whole(own)
                && !self.is_list(own)
                && self.counts(last, own)
            {
                out.push(self.chars.span(first.start, last.end));
            }
        }
        out
    }

    /// The groups of digits from `start` on that only marks and blanks part.
    fn groups(&self, start: usize) -> Vec<Group> {
        let chars = &self.chars;
        let mut out = vec![Group { joint: Joint::Odd, start, end: chars.digits(start) }];
        while let Some(last) = out.last() {
            // 31万 8千: a scale takes part, a comma behind it does not.
            let scaled = chars.run(last.end, BLANKS, |c| SCALES.contains(c));
            let at = chars.run(scaled, BLANKS, |c| c == ' ');
            let mark = chars.at(at);
            if scaled > last.end && (at == scaled || !chars.at(at).is_ascii_digit()) {
                break;
            }
            // 86..5: a mark that was typed twice.
            let twice = [mark, chars.at(at + 1)].iter().all(|c| POINTS.contains(*c));
            let twice = usize::from(twice);
            let marked = MARKS.contains(mark) || mark == LISTS;
            let behind = if marked { chars.run(at + 1 + twice, BLANKS, |c| c == ' ') } else { at };
            if behind == last.end || !chars.at(behind).is_ascii_digit() {
                break;
            }
            let joint = match mark {
                '.' if behind == last.end + 1 => Joint::Point,
                ',' if behind == last.end + 1 => Joint::Comma,
                LISTS => Joint::List,
                _ if DOTS.contains(mark) => Joint::Dot,
                _ => Joint::Odd,
            };
            out.push(Group { joint, start: behind, end: chars.digits(behind) });
        }
        out
    }

    /// Without the number of an item or a name at the start, and a date or the like at the end.
    fn own<'g>(&self, groups: &'g [Group]) -> &'g [Group] {
        let mut own = groups;
        if let [first, rest @ ..] = own {
            let opens = (0..first.start).all(|at| matches!(self.chars.at(at), ' ' | '(' | '（'));
            let item = opens && first.end - first.start <= 2 && self.chars.at(first.end) == '.';
            let before = self.chars.before(first.start, 1);
            let name = before.is_ascii_alphabetic() || NAMES.contains(before);
            // 占全国1/10，4386万名: the comma is that of the sentence.
            let fraction = before == '/' && self.chars.before(first.start, 2).is_ascii_digit();
            if item || name || fraction {
                own = rest;
            }
        }
        if let [rest @ .., last] = own
            && NAMED.contains(self.chars.at(self.chars.run(last.end, BLANKS, |c| c == ' ')))
        {
            own = rest;
        }
        own
    }

    /// Whether 、 parts numbers of a list rather than the digits of one: only 19、4万亩 may be one.
    fn is_list(&self, own: &[Group]) -> bool {
        if own.iter().skip(1).all(|group| group.joint != Joint::List) {
            return false;
        }
        let [first, last] = own else { return true };
        let apart = &self.lexicon.book.measure.share_of.apart;
        let lead: String = self.chars.chars.iter().take(first.start).collect();
        let clause = lead.rsplit(|c| CLAUSE.contains(c)).next().unwrap_or_default();
        let long = last.end - last.start > 2 || first.end - first.start > 3;
        long || apart.any(clause) || !clause.ends_with(is_han)
    }

    /// Whether the last of the groups would be read as a number of its own.
    fn counts(&self, last: &Group, own: &[Group]) -> bool {
        let at = self.chars.run(last.end, BLANKS, |c| c == ' ');
        let next = self.chars.at(at);
        let dotted =
            own.iter().skip(1).all(|group| matches!(group.joint, Joint::Dot | Joint::Point));
        if dotted {
            let rest = self.chars.chars.get(at..).unwrap_or_default();
            return SCALES.contains(next) || self.lexicon.unit_at(rest).is_some();
        }
        is_han(next) || next.is_ascii_alphabetic() || "%‰％℃".contains(next)
    }

    /// The Han number at the start of the line when it goes on from the line above: 三十／二亿元.
    fn han_tail_of(&self, above: &str) -> Option<Span> {
        let chars = &self.chars;
        let end = chars.run(0, UNIT, starts);
        let rest = chars.chars.get(end..)?;
        let told = end > 0 && self.lexicon.unit_at(rest).is_some();
        let goes_on = above.ends_with(|c| starts(c) && !c.is_ascii_digit());
        (told && goes_on && above.contains(|c| CLAUSE.contains(c))).then(|| chars.span(0, end))
    }

    /// The number at the start of the line when it goes on from the line above.
    fn tail_of(&self, above: &str) -> Option<Span> {
        let chars = &self.chars;
        if !is_digit(chars.at(0)) {
            return self.han_tail_of(above);
        }
        let stem = above.trim_end_matches(['.', '．', ',', '，']);
        let mut ends = stem.chars().rev();
        let last = ends.next()?;
        let scaled = SCALES.contains(last) && ends.next().is_some_and(|c| c.is_ascii_digit());
        // 脱贫户数：1200 is a label with its number.
        let number = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let labelled = number.ends_with([':', '：']);
        let digits = last.is_ascii_digit() || (scaled && stem.len() == above.len());
        let marks = above.len() - stem.len();
        if !digits || labelled || marks > '，'.len_utf8() || !stem.contains(is_han) {
            return None;
        }
        let end = chars.digits(0);
        let next = chars.at(end);
        let item = end <= 2
            && matches!(next, '.' | '、' | '．' | ')' | '）' | ' ')
            && !chars.at(end + 1).is_ascii_digit();
        let named = NAMED.contains(chars.at(chars.run(end, BLANKS, |c| c == ' ')));
        let run = chars.run(end, usize::MAX, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
        (end > 0 && !item && !named).then(|| chars.span(0, run))
    }
}

/// Whether the groups are one number as it is written: 12,345.6.
fn is_whole(groups: &[Group]) -> bool {
    let [first, rest @ ..] = groups else { return true };
    let commas = rest.iter().take_while(|group| group.joint == Joint::Comma).count();
    let points = rest.get(commas..).unwrap_or_default();
    // 2.10.3 and 2020.1.5 are names and dates, which others tell.
    let dotted = points.iter().all(|group| group.joint == Joint::Point);
    let thousands = rest.iter().take(commas).all(|group| group.end - group.start == 3);
    let opens = first.end - first.start <= 3;
    dotted && (commas == 0 || opens && thousands && points.len() <= 1)
}
