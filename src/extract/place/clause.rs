//! Sentences cut into clauses, and what in a clause may stand before its topic.

use crate::clean::{Article, Line, LineKind};
use crate::corpus::BlockKind;
use crate::extract::clause::ends_clause;
use crate::rules::place::Place;
use crate::span::Span;

/// A stretch between commas, colons and dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Where.
    pub(super) span: Span,
    /// Its sentence: index into the article's sentences.
    pub(super) sentence: usize,
    /// Its line.
    pub(super) line: usize,
}

/// The clauses of `article`, in order.
pub(super) fn clauses(article: &Article) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for (index, sentence) in article.sentences.iter().enumerate() {
        let text = sentence.span.of(&article.text.text);
        let mut start = 0;
        for (at, mark) in text.char_indices() {
            let end = at + mark.len_utf8();
            if ends_clause(text, at, mark) {
                push(&mut clauses, sentence.span.start, start..end, (index, sentence.line));
                start = end;
            }
        }
        push(&mut clauses, sentence.span.start, start..text.len(), (index, sentence.line));
    }
    clauses
}

fn push(clauses: &mut Vec<Clause>, base: usize, range: std::ops::Range<usize>, of: (usize, usize)) {
    let span = Span::from(range).shift(base);
    if !span.is_empty() {
        clauses.push(Clause { span, sentence: of.0, line: of.1 });
    }
}

/// Whether `prefix` of a clause leaves what follows in the place of its topic.
pub(super) fn leads_to_topic(prefix: &str, rules: &Place) -> bool {
    let rule = &rules.topic_of_clause;
    let bare = prefix.trim();
    // 作为集中连片特困地区的商州区: the whole phrase introduces the topic.
    let introduced = rule.introduces.starts(bare) && rule.modifier.ends(bare);
    introduced || rule.located.ends(bare) || rule.leads.covers(bare)
}

/// The first figure of `text` that is no date: where it begins, and what stands from it on.
pub(super) fn first_figure<'t>(text: &'t str, rules: &Place) -> Option<(usize, &'t str)> {
    let mut free = 0;
    for (at, c) in text.char_indices() {
        let written = c.is_ascii_digit();
        if at < free || !(written || rules.numerals.has(c)) {
            continue;
        }
        let rest = text.get(at..)?;
        let part = |c: char| if written { c.is_ascii_digit() } else { rules.numerals.has(c) };
        let behind = rest.trim_start_matches(part);
        free = at + rest.len() - behind.len();
        // 三百户, but not 三是 or 十分.
        let counts = written || behind.starts_with(|c| rules.magnitudes.has(c));
        if counts && !behind.starts_with(|c| rules.dates.has(c)) {
            return Some((at, rest));
        }
    }
    None
}

/// Whether a figure behind 全国 (`nation`) and `between` is the country's: 全国粮食产量13657亿斤, but not
/// 全国文明村3个, which are a county's.
pub(super) fn is_of_nation(nation: &str, between: &str, figure: &str, rules: &Place) -> bool {
    let rule = &rules.whole_country;
    if rule.titles.any(between) {
        return false;
    }
    if between.chars().count() <= 2 || rule.has.starts(between) {
        return !rule.of.is(between);
    }
    let behind = figure.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let large = behind.starts_with(|c| rules.magnitudes.has(c));
    large || !rule.counters.starts(behind) || rule.plain.is(nation)
}

/// Ranks from here on are items of running text, below every heading.
pub(super) const ITEMS: u8 = 70;

/// For each line, of these ranks, the number of the section it belongs to: a heading, or a paragraph
/// that opens with a bullet or a number, begins a new one.
pub(super) fn sections(ranks: &[u8]) -> Vec<usize> {
    let begin = |section: &mut usize, rank: &u8| {
        *section += usize::from(*rank > 0);
        Some(*section)
    };
    ranks.iter().scan(0, begin).collect()
}

/// For each line how the section that it opens ranks, 0 when it opens none: headings by level and
/// then by numbering, items of running text below them.
pub(super) fn ranks(article: &Article, rules: &Place) -> Vec<u8> {
    let rank = |line: &Line| {
        let item = numbering(line.span.of(&article.text.text), rules);
        match (line.kind, line.block) {
            (LineKind::Heading, BlockKind::Heading(level)) => 10 * level.min(6) + item,
            (LineKind::Heading, _) => 30 + item,
            (LineKind::Title | LineKind::Subtitle | LineKind::TableRow, _) => 0,
            _ if item > 0 => ITEMS + item,
            _ => 0,
        }
    };
    article.lines.iter().map(rank).collect()
}

/// How a line's opening mark ranks: ◎, then 一、, (一), 1., and 0 for none.
fn numbering(text: &str, rules: &Place) -> u8 {
    let text = text.trim_start();
    if text.starts_with(['◎', '●', '■', '▲', '※', '☆', '★', '◆', '○', '□', '▶', '►', '•'])
    {
        return 1;
    }
    let rest = text.trim_start_matches(['(', '（']);
    let bracketed = rest.len() < text.len();
    let han = rest.trim_start_matches(|c| rules.numerals.has(c));
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let closes = |tail: &str| tail.len() < rest.len() && tail.starts_with([')', '）']);
    if bracketed {
        return if closes(han) { 3 } else { 4 * u8::from(closes(digits)) };
    }
    if han.len() < rest.len() && han.starts_with('、') {
        return 2;
    }
    let dotted = digits.strip_prefix(['.', '．', '、']);
    let item = dotted.is_some_and(|tail| !tail.starts_with(|c: char| c.is_ascii_digit()));
    4 * u8::from(digits.len() < rest.len() && item)
}
