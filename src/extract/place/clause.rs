//! Sentences cut into clauses, and what in a clause may stand before its topic.

use crate::clean::{Article, Line, LineKind};
use crate::corpus::BlockKind;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

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

fn ends_clause(text: &str, at: usize, mark: char) -> bool {
    match mark {
        '，' | '；' | ';' | '：' | '。' | '！' | '？' | '—' | '\t' => true,
        // A comma between digits parts thousands; a colon between digits is a ratio.
        ',' | ':' => {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !(digit(text.get(..at).and_then(|t| t.chars().next_back()))
                && digit(text.get(at + 1..).and_then(|t| t.chars().next())))
        }
        _ => false,
    }
}

/// Words that may stand before the topic of a clause: times, links, prepositions, arrivals.
static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[\s\p{P}\p{S}]|目前|如今|现在|日前|近日|近期|近年来?|近几年来?|多年来?|连日来|当前|以来|",
        r"今年来?|去年来?|前年|明年|当年|今后|未来|上半年|下半年|[一二三四]季度|据?记者|笔者|",
        r"据?了解到?|据?统计|据?介绍|据悉|据报道|获悉|注意到|看到|截[至止]|年初|年底|年末|月底|月初|",
        r"此外|另外|同时|与此同时|其中|为此|随后|后来|例如|比如|譬如|如|像|但|而|且|并且?|也|又|还|",
        r"在|于|位于|地处|坐落于?|走进|走入|来到|步入|深入|沿着|以|从|自|对于?|针对|根据|按照|围绕|",
        r"作为|通过|经过|当天|当日|上午|下午|最终|最后|首先|其次|再次|仅|单|光|只有|就|仅仅|特别是|",
        r"尤其是|家住|来自|向|给|为|由此|因此|所以|于是|至此|期间|[一二三四五六七八九十]+是|",
        r"[一二三四五六七八九十]+[、.．]|\d+[、.．]|第[一二三四五六七八九十]+|",
        r"[0-9〇一二三四五六七八九十]+[年月日]份?|[上中下]旬|[初底末]|到|至|时|前|后|",
        r"[0-9.,〇一二三四五六七八九十百千万亿]+[多余几]?[名个位户家批]|十[二三四]五|这里的?|当时|过去|此前|之前|之后|随着|自从|自|的是)*$",
    ))
    .ok()
});

/// Whether `prefix` of a clause leaves what follows in the place of its topic.
pub(super) fn leads_to_topic(prefix: &str) -> bool {
    let bare = prefix.trim_matches(|c: char| c.is_whitespace());
    // 作为集中连片特困地区的商州区: the whole phrase introduces the topic.
    let introduced = bare.trim_start().starts_with("作为") && bare.ends_with('的');
    let located = ["位于", "地处", "坐落于", "坐落在", "来自", "家住"];
    introduced
        || located.iter().any(|word| bare.ends_with(word))
        || LEAD.as_ref().is_some_and(|lead| lead.is_match(bare))
}

/// Ranks from here on are items of running text, below every heading.
pub(super) const ITEMS: u8 = 70;

/// For each line the number of the section it belongs to: a heading, or a paragraph that opens
/// with a bullet or a number, begins a new one.
pub(super) fn sections(article: &Article) -> Vec<usize> {
    let mut section = 0;
    ranks(article)
        .into_iter()
        .map(|rank| {
            section += usize::from(rank > 0);
            section
        })
        .collect()
}

/// For each line how the section that it opens ranks, 0 when it opens none: headings by level and
/// then by numbering, items of running text below them.
pub(super) fn ranks(article: &Article) -> Vec<u8> {
    let rank = |line: &Line| {
        let item = numbering(line.span.of(&article.text.text));
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
fn numbering(text: &str) -> u8 {
    let text = text.trim_start();
    if text.starts_with(['◎', '●', '■', '▲', '※', '☆', '★', '◆', '○', '□', '▶', '►', '•'])
    {
        return 1;
    }
    let rest = text.trim_start_matches(['(', '（']);
    let bracketed = rest.len() < text.len();
    let han = rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
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
