//! Damaged places: lost numbers and years, tails and parts of numbers, masks, broken characters.

use super::{Article, Defect, DefectKind, LineKind, split};
use crate::config::CleanConfig;
use crate::diag::{Code, Diagnostic};
use crate::lexicon::{DamageRule, DamageRules, Lexicon, Loss};
use crate::span::Span;
use std::sync::Arc;

/// Finds of strong rules that show a text to be damaged, so that the other rules may speak too.
const DAMAGED_FROM: usize = 2;

/// How far around a find the rule's exceptions are searched, in characters.
const CONTEXT_CHARS: usize = 8;

/// Longest phrase that is shown for a damaged place, in characters on either side.
const PHRASE_CHARS: usize = 12;

/// The damaged places of the article, in order; no two touch.
pub(super) fn find(article: &Article, config: &CleanConfig, lexicon: &Lexicon) -> Vec<Defect> {
    let mut found = search(article, lexicon.damage_rules(true));
    let digits_lost = |find: &&Find| find.kind != DefectKind::Redaction;
    if found.iter().filter(digits_lost).count() >= DAMAGED_FROM {
        let weak = search(article, lexicon.damage_rules(false)).into_iter();
        found.extend(weak.filter(|find| !told_by_title(find, article, lexicon)));
    }
    if let Some(rule) = lexicon.parted_number() {
        found.extend(split_numbers(article, lexicon, &rule));
    }
    found.sort_by_key(|find| (find.core.start, std::cmp::Reverse(find.core.end)));
    let mut out: Vec<Defect> = Vec::new();
    for find in found {
        if out.last().is_some_and(|last| find.core.start < last.core.end) {
            continue;
        }
        out.push(defect(&find, article, config, lexicon));
    }
    out
}

/// 年末 in an article whose title names a year is the end of that year, and has lost none.
fn told_by_title(find: &Find, article: &Article, lexicon: &Lexicon) -> bool {
    let ends = &lexicon.book.time.year_of_text.ends;
    let title = article.title.as_deref().unwrap_or_default();
    let year = |run: &str| run.len() == 4 && run.starts_with(['1', '2']);
    find.kind == DefectKind::LostYear
        && ends.is(find.core.of(&article.text.text))
        && title.split(|c: char| !c.is_ascii_digit()).any(year)
}

/// A damaged place as it is found.
struct Find {
    kind: DefectKind,
    rule: Arc<str>,
    core: Span,
    line: Span,
}

fn split_numbers(article: &Article, lexicon: &Lexicon, rule: &Arc<str>) -> Vec<Find> {
    let found = split::find(article, lexicon).into_iter();
    let line = |core: Span| {
        let at = article.lines.partition_point(|line| line.span.end < core.end);
        article.lines.get(at).map_or(core, |line| line.span)
    };
    let kind = DefectKind::SplitNumber;
    found.map(|core| Find { kind, rule: Arc::clone(rule), core, line: line(core) }).collect()
}

fn search(article: &Article, rules: &DamageRules) -> Vec<Find> {
    let mut out = Vec::new();
    let lines = article.lines.iter().filter(|line| line.kind != LineKind::TableRow);
    for line in lines {
        let text = line.span.of(&article.text.text);
        for (rule, pattern) in rules.of(text) {
            let mut from = 0;
            // A find may end with a character that begins the next one, so the search goes on
            // right after the core.
            while let Some(found) = pattern.captures_at(text, from) {
                let Some(core) = found.name("core").or_else(|| found.get(0)) else { break };
                let core = Span::from(core.range());
                from = core.end.max(from + 1);
                while !text.is_char_boundary(from) && from < text.len() {
                    from += 1;
                }
                if !excused(text, core, rule) {
                    let core = core.shift(line.span.start);
                    let (kind, rule) = (kind(rule.kind), Arc::clone(&rule.rule));
                    out.push(Find { kind, rule, core, line: line.span });
                }
                if from >= text.len() {
                    break;
                }
            }
        }
    }
    out
}

/// Whether an exception of the rule overlaps the core.
fn excused(text: &str, core: Span, rule: &DamageRule) -> bool {
    let around = widened(text, core, CONTEXT_CHARS, |_| false);
    let window = around.of(text);
    let core = Span::new(core.start - around.start, core.end - around.start);
    rule.unless()
        .any(|pattern| pattern.find_iter(window).any(|found| core.overlaps(found.range().into())))
}

/// `span` with up to `limit` characters more on either side, not past one that `stops`.
fn widened(text: &str, span: Span, limit: usize, stops: impl Fn(char) -> bool) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let left: usize =
        before.chars().rev().take(limit).take_while(|c| !stops(*c)).map(char::len_utf8).sum();
    let right: usize =
        after.chars().take(limit).take_while(|c| !stops(*c)).map(char::len_utf8).sum();
    Span::new(span.start - left, span.end + right)
}

const fn kind(loss: Loss) -> DefectKind {
    match loss {
        Loss::LostNumber => DefectKind::LostNumber,
        Loss::LostYear => DefectKind::LostYear,
        Loss::PartialNumber => DefectKind::PartialNumber,
        Loss::SplitNumber => DefectKind::SplitNumber,
        Loss::Redaction => DefectKind::Redaction,
        Loss::Mojibake => DefectKind::Mojibake,
    }
}

fn defect(find: &Find, article: &Article, config: &CleanConfig, lexicon: &Lexicon) -> Defect {
    let text = &article.text.text;
    let ends = |c: char| "。！？!；;，,：:、\n“”（）()《》".contains(c);
    let phrase = widened(text, find.core, PHRASE_CHARS, ends);
    let span = Span::new(phrase.start.max(find.line.start), phrase.end.min(find.line.end));
    let (kind, rule) = (find.kind, Arc::clone(&find.rule));
    let restored = (kind == DefectKind::Redaction)
        .then(|| restored(text, find.core, span, config, lexicon))
        .flatten();
    Defect { kind, rule, span, core: find.core, restored }
}

/// The phrase with the word behind its mask, where a list knows it.
fn restored(
    text: &str,
    core: Span,
    span: Span,
    config: &CleanConfig,
    lexicon: &Lexicon,
) -> Option<String> {
    config.masks.iter().chain(&lexicon.pack.masks).find_map(|(mask, word)| {
        let star = mask.find('*')?;
        let start = core.start.checked_sub(star)?;
        let end = start + mask.len();
        let fits = core.len() == 1 && text.get(start..end) == Some(mask.as_str());
        let head = text.get(span.start.min(start)..start)?;
        let tail = text.get(end..span.end.max(end))?;
        fits.then(|| format!("{head}{word}{tail}"))
    })
}

/// What the build says about a damaged place.
pub(super) fn diagnostic(defect: &Defect, text: &str) -> Diagnostic {
    let code = match defect.kind {
        DefectKind::LostNumber => Code::LostNumber,
        DefectKind::LostYear => Code::LostYear,
        DefectKind::PartialNumber => Code::PartialNumber,
        DefectKind::SplitNumber => Code::SplitNumber,
        DefectKind::Redaction => Code::Redaction,
        DefectKind::Mojibake => Code::Mojibake,
    };
    Diagnostic::new(code).arg("text", defect.span.of(text)).at(defect.core)
}
