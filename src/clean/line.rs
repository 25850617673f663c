//! What each line is: boilerplate, metadata, headline, heading, caption, text.

use super::draft::{Draft, is_han, is_word, reads_as_heading};
use super::imprint::{self, Imprint};
use super::{Dropped, LineKind};
use crate::corpus::BlockKind;
use crate::lexicon::{HeldWords, Lexicon, LineClass, LineClasses, Position, Reach};
use crate::rules::imprint::Imprints;
use crate::span::Span;
use regex::Captures;

/// Longest line that can be boilerplate as a whole, in characters.
const BOILERPLATE_CHARS: usize = 400;

/// How much of either end of a line is searched for datelines and signatures, in bytes.
const EDGE_BYTES: usize = 480;

/// Lines at either end that count as head and tail whatever their length.
const EDGE_LINES: usize = 6;

/// Longest button, in characters.
const BUTTON_CHARS: usize = 4;

/// How many lines from the end a paper may be signed with its day.
const SIGNED: usize = 3;

/// Share of the text that counts as head and as tail, in percent.
const EDGE_PERCENT: usize = 15;

/// The class of lines that tell of the publication and nothing else.
const IMPRINT: &str = "imprint";

/// Longest headline, in characters.
const TITLE_CHARS: usize = 70;

/// What the lines turned out to be.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// The lines of the article.
    pub(super) kept: Vec<Draft>,
    /// The others.
    pub(super) dropped: Vec<Dropped>,
    /// What they said about the publication.
    pub(super) imprint: Imprint,
}

/// Sorts the lines. `title` is the headline when the front matter names it.
pub(super) fn sort(drafts: Vec<Draft>, title: Option<&str>, lexicon: &Lexicon) -> Sorted {
    let edges = edges(&drafts);
    let classes = lexicon.line_classes();
    let words = &*lexicon.book.imprint;
    let mut out = Sorted::default();
    // The class of the line that ended the article.
    let mut ended: Option<&str> = None;
    let running_left = running_left(&drafts);
    let running = running_left.first().copied().unwrap_or(0);
    // Lines longer than a button so far.
    let mut near = 0;
    for (index, mut draft) in drafts.into_iter().enumerate() {
        near += usize::from(index > 0 && draft.text.text().chars().nth(BUTTON_CHARS).is_some());
        let edge = edges.get(index).copied().unwrap_or_default();
        if let Some(class) = ended {
            out.drop(&draft, class);
            continue;
        }
        let held = classes.held(draft.text.text());
        if let Some(class) = class_of(&draft, edge, (classes, &held, words), &mut out.imprint) {
            if class.class == "caption" {
                draft.kind = LineKind::Caption;
                out.kept.push(draft);
                continue;
            }
            // What ends an article ends it only when no more than scraps follow.
            let left = running_left.get(index + 1).copied().unwrap_or(0);
            ended = (class.ends_article && left * 4 <= running).then_some(class.class.as_str());
            out.drop(&draft, &class.class);
            continue;
        }
        let whole = draft.block == BlockKind::Paragraph && edge.head && near < EDGE_LINES;
        // A first line with a labelled source and a long phrase before the date is the headline.
        let headline = |found: &Imprint| {
            let long = found.guess.as_ref().is_some_and(|guess| guess.chars().nth(7).is_some());
            out.kept.is_empty() && found.outlet.is_some() && long
        };
        let dated =
            imprint::dated(draft.text.text(), words).filter(|found| whole && !headline(found));
        let dated = dated.filter(|_| classes.of(Reach::Item).any(|class| class.class == IMPRINT));
        if let Some(imprint) = dated {
            out.imprint.take(imprint);
            out.drop(&draft, IMPRINT);
            continue;
        }
        cut_parts(&mut draft, edge, (classes, held, words), &mut out);
        if !draft.text.is_empty() {
            out.kept.push(draft);
        }
    }
    set_kinds(&mut out.kept, title, words);
    if out.imprint.published.is_none() {
        let mut tail = out.kept.iter().rev().take(SIGNED).map(|draft| draft.text.text());
        out.imprint.published = tail.find_map(|line| imprint::day_alone(line, words));
    }
    if out.imprint.published.is_none() {
        let mut head = out.kept.iter().take(EDGE_LINES).map(|draft| draft.text.text());
        out.imprint.published = head.find_map(|line| imprint::day_held(line, words));
    }
    out
}

impl Sorted {
    fn drop(&mut self, draft: &Draft, class: &str) {
        let raw = draft.text.to_raw(draft.text.span());
        self.dropped.push(Dropped { raw, class: class.to_owned() });
    }
}

/// Whether a line is among the first or the last.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    head: bool,
    tail: bool,
}

impl Edge {
    const fn fits(self, position: Position) -> bool {
        match position {
            Position::Any => true,
            Position::Head => self.head,
            Position::Tail => self.tail,
        }
    }
}

fn edges(drafts: &[Draft]) -> Vec<Edge> {
    let total: usize = drafts.iter().map(|draft| draft.text.text().len()).sum();
    let mut before = 0;
    let mut out = Vec::with_capacity(drafts.len());
    let mut lines = 0;
    for (index, draft) in drafts.iter().enumerate() {
        let after = before + draft.text.text().len();
        let head = lines < EDGE_LINES || before * 100 <= total * EDGE_PERCENT;
        let tail =
            index + EDGE_LINES >= drafts.len() || (total - after) * 100 <= total * EDGE_PERCENT;
        out.push(Edge { head, tail });
        before = after;
        // A toolbar may have one button a line.
        lines += usize::from(draft.text.text().chars().nth(BUTTON_CHARS).is_some());
    }
    out
}

/// For each index, the bytes of running text in the lines from there on.
fn running_left(drafts: &[Draft]) -> Vec<usize> {
    let mut left = vec![0; drafts.len() + 1];
    let mut sum = 0;
    for (index, draft) in drafts.iter().enumerate().rev() {
        let text = draft.text.text();
        if text.contains('。') {
            sum += text.len();
        }
        if let Some(slot) = left.get_mut(index) {
            *slot = sum;
        }
    }
    left
}

/// The boilerplate class of a line, its metadata noted.
fn class_of<'a>(
    draft: &Draft,
    edge: Edge,
    (classes, held, words): (&'a LineClasses, &HeldWords, &Imprints),
    imprint: &mut Imprint,
) -> Option<&'a LineClass> {
    let text = draft.text.text();
    if matches!(draft.block, BlockKind::Cell { .. })
        || text.chars().nth(BOILERPLATE_CHARS).is_some()
    {
        return None;
    }
    let running = text.contains('。');
    for class in classes.of(Reach::Line) {
        if !edge.fits(class.position) || (running && !class.running) {
            continue;
        }
        if let Some(found) = class.fitting(held).find_map(|pattern| pattern.captures(text)) {
            imprint.note(&found, words);
            let named = found.iter().skip(1).any(|group| group.is_some());
            // 来源：某报 2020-03-05: what names the outlet may tell the day, too.
            if named && let Some(dated) = imprint::dated(text, words).filter(|_| edge.head) {
                imprint.take(dated);
            }
            return Some(class);
        }
    }
    if running {
        return None;
    }
    classes
        .of(Reach::Item)
        .filter(|class| edge.fits(class.position))
        .find(|class| made_of_items(text, class, (held, words), imprint))
}

/// Whether items are all that the line holds, at least one of them more than a separator.
fn made_of_items(
    text: &str,
    class: &LineClass,
    (held, words): (&HeldWords, &Imprints),
    imprint: &mut Imprint,
) -> bool {
    let mut at = 0;
    let mut found: Vec<Captures<'_>> = Vec::new();
    let mut named = false;
    while at < text.len() {
        let next = class.fitting(held).find_map(|pattern| pattern.captures_right_at(text, at));
        let Some(captures) = next else { return false };
        at = captures.get(0).map_or(text.len(), |all| all.end());
        named |= captures.iter().skip(1).any(|group| group.is_some());
        found.push(captures);
    }
    if named {
        for captures in &found {
            imprint.note(captures, words);
        }
    }
    named
}

/// Cuts datelines and signatures off a line of text.
fn cut_parts(
    draft: &mut Draft,
    edge: Edge,
    (classes, mut held, words): (&LineClasses, HeldWords, &Imprints),
    out: &mut Sorted,
) {
    for class in classes.of(Reach::Part) {
        if !edge.fits(class.position) {
            continue;
        }
        let text = draft.text.text();
        let Some((window, offset)) = window(text, class.position) else { continue };
        let found = class.fitting(&held).find_map(|pattern| pattern.captures(window));
        let Some(found) = found else { continue };
        let Some(cut) = found.name("cut").or_else(|| found.get(0)) else { continue };
        out.imprint.note(&found, words);
        let cut = Span::new(cut.start() + offset, cut.end() + offset);
        let mut rest = draft.text.part(Span::new(0, cut.start));
        rest.push_part(&draft.text, Span::new(cut.end, text.len()));
        let raw = draft.text.to_raw(cut);
        out.dropped.push(Dropped { raw, class: class.class.clone() });
        draft.text = rest.trimmed();
        held = classes.held(draft.text.text());
    }
}

/// The end of the line where a part may stand, and where it begins.
fn window(text: &str, position: Position) -> Option<(&str, usize)> {
    if text.len() <= EDGE_BYTES || position == Position::Any {
        return Some((text, 0)).filter(|_| text.len() <= EDGE_BYTES * 64);
    }
    let inside = |at: &usize| text.is_char_boundary(*at);
    if position == Position::Tail {
        let start = (text.len() - EDGE_BYTES..text.len()).find(inside)?;
        return text.get(start..).map(|window| (window, start));
    }
    let end = (0..=EDGE_BYTES).rev().find(inside)?;
    text.get(..end).map(|window| (window, 0))
}

/// Headline, lines under it, headings; the rest is text.
fn set_kinds(lines: &mut [Draft], title: Option<&str>, words: &Imprints) {
    let body = lines.iter().position(is_running).unwrap_or(lines.len());
    set_title(lines, title, body, words);
    let marks: Vec<bool> = lines.iter().map(may_be_heading).collect();
    let runs = runs(&marks);
    let total = lines.len();
    for (index, line) in lines.iter_mut().enumerate() {
        if line.kind != LineKind::Body || index < body && !marks.get(index).is_some_and(|m| *m) {
            continue;
        }
        // Three short lines in a row are a list, and a heading has something under it.
        let length = runs.get(index).copied().unwrap_or(0);
        let heading = marks.get(index) == Some(&true) && index + 1 < total;
        if heading && (length < 3 || outline_level(line.text.text()).is_some()) {
            line.kind = LineKind::Heading;
            line.level = outline_level(line.text.text()).unwrap_or(2);
        }
    }
}

/// For each line that may be a heading, how many such lines stand together.
fn runs(marks: &[bool]) -> Vec<usize> {
    marks
        .chunk_by(|a, b| a == b)
        .flat_map(|run| {
            let length = if run.contains(&true) { run.len() } else { 0 };
            std::iter::repeat_n(length, run.len())
        })
        .collect()
}

fn set_title(lines: &mut [Draft], title: Option<&str>, body: usize, words: &Imprints) {
    let declared = lines.iter().take(EDGE_LINES).position(|line| match title {
        Some(title) => same_words(line.text.text(), title),
        None => line.block == BlockKind::Heading(1),
    });
    let dated = |line: &Draft| {
        line.text.text().chars().all(|c| !c.is_alphabetic() || words.day_letters.has(c))
    };
    let first = lines.iter().position(|line| line.kind != LineKind::Caption && !dated(line));
    let guessed = first.filter(|at| *at < body && title.is_none());
    let found = declared.or(guessed.filter(|at| lines.get(*at).is_some_and(may_be_title)));
    let Some(at) = found.filter(|at| at + 1 < lines.len() || declared.is_some()) else { return };
    for (index, line) in lines.iter_mut().enumerate().take(body.max(at + 1)) {
        if index == at {
            line.kind = LineKind::Title;
        } else if line.kind == LineKind::Body
            && line.block == BlockKind::Paragraph
            && outline_level(line.text.text()).is_none()
        {
            line.kind = LineKind::Subtitle;
        }
    }
}

/// Whether a line is running text: it has the marks that end sentences.
fn is_running(line: &Draft) -> bool {
    let text = line.text.text();
    line.kind == LineKind::Body
        && (text.contains('。')
            || text.ends_with(['！', '？', '!', '?', '…', ';', '；'])
            || text.chars().nth(100).is_some())
}

fn may_be_title(line: &Draft) -> bool {
    let text = line.text.text();
    let plain = matches!(line.block, BlockKind::Paragraph);
    let ends_open = text.ends_with([':', '：', ',', '，', '、', ';', '；', '。']);
    let han = text.chars().filter(|c| is_han(*c)).count();
    plain
        && !ends_open
        && !text.contains('。')
        && han >= 4
        && text.chars().nth(TITLE_CHARS).is_none()
}

fn may_be_heading(line: &Draft) -> bool {
    let text = line.text.text();
    line.kind == LineKind::Body
        && line.block == BlockKind::Paragraph
        && reads_as_heading(text)
        && !text.starts_with(['◎', '●', '•', '·', '★', '■', '□', '-', '—'])
}

/// The level that a heading's own numbering gives it: 第一章, 一、, （一）, 1.
pub(super) fn outline_level(text: &str) -> Option<u8> {
    let numeral = |c: char| "一二三四五六七八九十〇零百".contains(c);
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('第') {
        let rest = rest.trim_start_matches(numeral);
        return rest
            .starts_with(['章', '节', '编'])
            .then_some(1)
            .or_else(|| rest.starts_with("部分").then_some(1));
    }
    let inner = text.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(numeral);
    if rest.len() == inner.len() {
        return None;
    }
    match (inner.len() == text.len(), rest.chars().next()) {
        (true, Some('、' | '.' | '．')) => Some(2),
        (false, Some(')' | '）')) => Some(3),
        _ => None,
    }
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text| str::chars(text).filter(|c| is_word(*c));
    words(a).next().is_some() && words(a).eq(words(b))
}
