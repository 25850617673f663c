//! Sentences to clauses: the stretch in which a number's neighbours are looked for.

use super::Quantity;
use crate::clean::Article;
use crate::span::{Span, Stretch, Text};
use std::collections::BTreeMap;

/// How far back (in bytes) words of a sentence still govern a quantity; keeps time linear where a
/// text has no full stops.
const FARTHEST: usize = 3000;

/// A stretch between commas, semicolons and colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Where.
    pub(crate) span: Span,
    /// Its sentence: index into the article's sentences.
    pub(crate) sentence: usize,
    /// The quantities in it: indices.
    pub(crate) quantities: Vec<usize>,
}

/// Where each quantity stands.
#[derive(Clone, Debug)]
pub(crate) struct Layout<'a> {
    /// The clean text.
    pub(crate) text: &'a str,
    /// The same with the words that were found in it.
    words: Text<'a>,
    /// Clauses in order; only sentences that hold a quantity are cut.
    pub(crate) clauses: Vec<Clause>,
    /// The clause of each quantity.
    pub(crate) of: Vec<usize>,
    /// Where the chain of sentences joined by semicolons begins, by sentence.
    chains: BTreeMap<usize, usize>,
}

impl<'a> Layout<'a> {
    /// Cuts the sentences of `article` that hold `quantities` (in order of the text).
    pub(crate) fn new(article: &Article, words: Text<'a>, quantities: &[Quantity]) -> Self {
        let text = words.text;
        let mut clauses: Vec<Clause> = Vec::new();
        let mut of = Vec::with_capacity(quantities.len());
        let mut chains = BTreeMap::new();
        let mut starts = BTreeMap::new();
        let mut index = 0;
        while let Some(quantity) = quantities.get(index) {
            let sentence = sentence_at(article, quantity.span.start);
            let span = article
                .sentences
                .get(sentence)
                .map_or_else(|| line_around(text, quantity.span), |s| s.span.join(quantity.span));
            let start = chain_start(article, sentence, &starts);
            starts.insert(sentence, start);
            chains.insert(sentence, start.min(span.start));
            let last = quantities.partition_point(|q| q.span.start < span.end).max(index + 1);
            let inside = quantities.get(index..last).unwrap_or_default();
            let spans: Vec<Span> = inside.iter().map(|q| q.span).collect();
            let mut next = 0;
            for piece in cut(text, span, &spans) {
                let from = next;
                while spans.get(next).is_some_and(|s| s.start < piece.end) {
                    next += 1;
                    of.push(clauses.len());
                }
                let held = (index + from..index + next).collect();
                clauses.push(Clause { span: piece, sentence, quantities: held });
            }
            index = last;
            of.resize(index, clauses.len().saturating_sub(1));
        }
        Self { text, words, clauses, of, chains }
    }

    /// The stretch of the text at `span`.
    pub(crate) fn stretch(&self, span: Span) -> Stretch<'a> {
        Stretch::new(self.words, span)
    }

    /// The clause of the quantity with this index.
    pub(crate) fn clause(&self, quantity: usize) -> Option<&Clause> {
        self.of.get(quantity).and_then(|index| self.clauses.get(*index))
    }

    /// From the start of the sentence to byte `start`; over the semicolons of a list, whose items
    /// are sentences of their own but share what its beginning says.
    pub(crate) fn sentence_before(&self, quantity: usize, start: usize) -> Stretch<'a> {
        let chain = self.clause(quantity).and_then(|clause| self.chains.get(&clause.sentence));
        let far = start.saturating_sub(FARTHEST);
        let clip = (far..=start).find(|at| self.text.is_char_boundary(*at)).unwrap_or(start);
        let from = chain.map_or(start, |from| clip.max(*from));
        self.stretch(Span::new(from, start.max(from)))
    }

    /// Whether two quantities stand in one sentence or one list joined by semicolons.
    pub(crate) fn chained(&self, a: usize, b: usize) -> bool {
        let chain = |at| self.clause(at).and_then(|clause| self.chains.get(&clause.sentence));
        chain(a).is_some() && chain(a) == chain(b)
    }

    /// Whether two quantities stand in one sentence.
    pub(crate) fn together(&self, a: usize, b: usize) -> bool {
        let sentence = |at| self.clause(at).map(|clause| clause.sentence);
        sentence(a).is_some() && sentence(a) == sentence(b)
    }
}

/// `known` are the starts found for sentences before: what a chain goes on from begins as it does.
fn chain_start(article: &Article, sentence: usize, known: &BTreeMap<usize, usize>) -> usize {
    let mut first = sentence;
    while let Some((before, here)) = first
        .checked_sub(1)
        .and_then(|i| article.sentences.get(i))
        .zip(article.sentences.get(first))
    {
        let joined = before.span.of(&article.text.text).trim_end().ends_with([';', '；']);
        if before.line != here.line || !joined {
            break;
        }
        first -= 1;
        if let Some(start) = known.get(&first) {
            return *start;
        }
    }
    article.sentences.get(first).map_or(0, |s| s.span.start)
}

/// The sentence that holds byte `at`; the last one before it when it stands between two.
pub(crate) fn sentence_at(article: &Article, at: usize) -> usize {
    article.sentences.partition_point(|s| s.span.start <= at).saturating_sub(1)
}

fn line_around(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let end = text.get(span.end..).and_then(|t| t.find('\n')).map_or(text.len(), |i| span.end + i);
    Span::new(start, end)
}

/// Whether the mark at byte `at` of `text` ends a clause: this is the one place that says so. A comma, a
/// colon or a dash between digits is part of a number, a ratio or a range.
pub(crate) fn ends_clause(text: &str, at: usize, mark: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match mark {
        '，' | ';' | '；' | '：' | '。' | '!' | '！' | '?' | '？' | '\n' | '\t' | '…' => {
            true
        }
        ',' | ':' | '—' => {
            !(digit(text.get(..at).and_then(|t| t.chars().next_back()))
                && digit(text.get(at + mark.len_utf8()..).and_then(|t| t.chars().next())))
        }
        _ => false,
    }
}

/// `text` up to the end of its first clause.
pub(crate) fn first_clause(text: &str) -> &str {
    let end = text.char_indices().find(|(at, mark)| ends_clause(text, *at, *mark));
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// What of `text` follows the last mark that ends a clause.
pub(crate) fn last_clause(text: &str) -> &str {
    let end = text.char_indices().rev().find(|(at, mark)| ends_clause(text, *at, *mark));
    end.and_then(|(at, mark)| text.get(at + mark.len_utf8()..)).unwrap_or(text)
}

/// Cuts `sentence` at the marks that stand outside every quantity; a bracket opens a clause of its
/// own only when a quantity stands in it (园区(30个)), because most brackets belong to a name.
fn cut(text: &str, sentence: Span, quantities: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = sentence.start;
    let mut closing = None;
    let mut next = 0;
    for (offset, mark) in sentence.of(text).char_indices() {
        let at = sentence.start + offset;
        let after = at + mark.len_utf8();
        let here = Span::new(at, after);
        while quantities.get(next).is_some_and(|q| q.end <= at) {
            next += 1;
        }
        if quantities.get(next).is_some_and(|q| q.overlaps(here)) {
            continue;
        }
        let bracket = match mark {
            '(' | '（' => {
                let far = sentence.end.min(after + FARTHEST);
                let inner = text.get(after..far).or_else(|| text.get(after..sentence.end));
                let end = inner.and_then(|i| i.find([')', '）'])).map_or(after, |i| after + i);
                let inside = Span::new(after, end);
                let opens = quantities.get(next).is_some_and(|q| inside.contains(*q));
                if opens {
                    closing = Some(end);
                }
                opens
            }
            _ => closing == Some(at),
        };
        if ends_clause(text, at, mark) || bracket {
            out.push(Span::new(start, at));
            start = after;
        }
    }
    out.push(Span::new(start, sentence.end));
    out.retain(|span| !span.is_empty());
    if out.is_empty() { vec![sentence] } else { out }
}
