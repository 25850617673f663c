//! In which sense a figure holds, by the words of its sentence: done, planned, a rule, or the start
//! of a comparison. The lists are those of `rules/language/sense.yaml`.

use super::clause::Layout;
use super::series::{self, Links};
use super::{Quantity, Role, Status};
use crate::rules::Decided;
use crate::rules::sense::Sense;
use crate::span::{Span, Stretch};

/// How far before a number stands what it is compared with: 较2014年的11.2%.
const COMPARED: usize = 14;
/// How far behind a label its colon may stand: 县里的目标也已排定：.
const TOLD: usize = 8;

impl Sense {
    /// Whether a document of this title lays down what is to be done: 实施意见, 行动方案.
    pub(crate) fn is_plan(&self, title: &str) -> bool {
        self.plan_title.on() && self.plan_title.titles.any(title) && !self.looks_back(title)
    }

    /// Whether a heading of such a document tells what has been so far: 基础与形势.
    pub(crate) fn looks_back(&self, heading: &str) -> bool {
        self.plan_heading.back.any(heading)
    }

    /// Where a heading announces what is to be done: 下步打算, 2019年工作安排.
    pub(crate) fn plans_ahead(&self, heading: Stretch<'_>) -> Option<Span> {
        self.plan_heading.ahead.first_in(heading).filter(|_| !self.looks_back(&heading))
    }
}

/// A quantity and the words that may say how it is meant.
struct Seen<'t> {
    quantity: &'t Quantity,
    /// Its part in a change, as far as the words between quantities tell.
    role: Option<Role>,
    /// The quantities before it.
    earlier: &'t [Quantity],
    text: &'t str,
    /// Its sentence up to it.
    sentence: Stretch<'t>,
    /// Its clause up to it.
    clause: Stretch<'t>,
    /// From the quantity before it, or the start of its clause, to its end.
    near: Stretch<'t>,
    /// Its clause up to its end.
    around: Stretch<'t>,
}

/// Reads the sense of the quantity with this index.
pub(crate) fn find(
    layout: &Layout<'_>,
    quantities: &[Quantity],
    index: usize,
    links: &Links,
    rules: &Sense,
) -> Decided<Status> {
    let otherwise = rules.actual.otherwise(Status::Actual);
    let Some((quantity, clause)) = quantities.get(index).zip(layout.clause(index)) else {
        return otherwise;
    };
    let Span { start, end } = quantity.span;
    let earlier = quantities.get(..index).unwrap_or_default();
    let last = earlier.last().map_or(0, |q| q.span.end);
    let stretch =
        |from: usize, to: usize| Stretch::new(layout.text, Span::new(from.min(start), to));
    let seen = Seen {
        quantity,
        role: links.roles.get(index).copied().flatten(),
        earlier,
        text: layout.text,
        sentence: layout.sentence_before(index, start),
        clause: stretch(clause.span.start, start),
        near: stretch(clause.span.start.max(last), end),
        around: stretch(clause.span.start, end),
    };
    from_of_change(&seen, rules)
        .or_else(|| plan_cue(&seen, rules))
        .or_else(|| requirement_cue(&seen, rules))
        .or_else(|| baseline_cue(&seen, rules))
        .unwrap_or(otherwise)
}

/// The word by which the clause of a quantity calls it a sum since the start of the period.
pub(crate) fn cumulative(
    layout: &Layout<'_>,
    at: Span,
    index: usize,
    rules: &Sense,
) -> Option<Decided<bool>> {
    let word = rules.cumulative_cue.cues.first_in(clause_before(layout, at, index))?;
    rules.cumulative_cue.decide(true, word)
}

/// Whether the clause of the quantity, up to it, says that it is done: 已落实资金.
pub(crate) fn said_done(layout: &Layout<'_>, at: Span, index: usize, rules: &Sense) -> bool {
    rules.done.any(&clause_before(layout, at, index))
}

fn clause_before<'t>(layout: &Layout<'t>, at: Span, index: usize) -> Stretch<'t> {
    let start = layout.clause(index).map_or(at.start, |clause| clause.span.start);
    Stretch::new(layout.text, Span::new(start.min(at.start), at.start))
}

/// 由33.6%降到0; 较2014年的11.2%下降.
fn from_of_change(seen: &Seen<'_>, rules: &Sense) -> Option<Decided<Status>> {
    let rule = &rules.from_of_change;
    let after = seen.text.get(seen.quantity.span.end..).unwrap_or_default();
    let arrives = || {
        let rest = rule.changes.strip_start(after)?;
        let departs = seen.clause.contains(|c| rule.departs.has(c));
        (departs && rest.chars().take(3).any(|c| rule.arrives.has(c))).then_some(())
    };
    let compared = || {
        let behind = rule.modifier.strip_end(&seen.clause)?;
        let from = behind.char_indices().nth_back(COMPARED - 2).map_or(0, |(at, _)| at);
        let tail = behind.get(from..)?;
        (rule.year.any(tail) && tail.contains(|c| rule.compared.has(c))).then_some(())
    };
    (seen.role == Some(Role::From) || arrives().or_else(compared).is_some())
        .then(|| rule.decide(Status::Baseline, seen.quantity.span))?
}

/// 力争今年完成A、B、C.
fn plan_cue(seen: &Seen<'_>, rules: &Sense) -> Option<Decided<Status>> {
    let word = last_plan(seen.sentence, rules)?;
    let ended = modifier_ends(seen, word, rules) || !still_planned(seen, word, rules);
    (!ended).then(|| rules.plan_cue.decide(Status::Planned, word))?
}

/// The last word of planning that is no name and no noun.
fn last_plan(before: Stretch<'_>, rules: &Sense) -> Option<Span> {
    let planned = rules.plan_cue.cues.all_in(before);
    if planned.is_empty() {
        return None;
    }
    let names = rules.plan_cue.names.all_in(before);
    planned.into_iter().rev().find(|word| {
        !names.iter().any(|name| name.overlaps(*word))
            && !inside_title(&before.until(word.start))
            && !noun_use(before, *word, rules)
    })
}

/// 计划投资12.5亿元的|园区已开工: the plan is over after the number that it modifies with 的.
fn modifier_ends(seen: &Seen<'_>, plan: Span, rules: &Sense) -> bool {
    let since = seen.earlier.iter().rev().take_while(|q| q.span.start >= plan.start);
    since
        .map(|q| seen.text.get(q.span.end..).unwrap_or_default())
        .any(|after| rules.plan_cue.modifier.starts(after))
}

/// Whether a plan word still governs the quantity. A word of things done in a later clause ends it
/// (计划退出41个村,已退出18个), but not in a comparison (将投入A,比去年增长B).
fn still_planned(seen: &Seen<'_>, word: Span, rules: &Sense) -> bool {
    let rule = &rules.plan_cue;
    let since = seen.sentence.from(word.start);
    let clause_ended = |part: &str| part.contains(|c| rules.clause_ends.has(c));
    let done = rules.done.all_in(since).into_iter().any(|done| {
        let gap = since.until(done.start);
        clause_ended(&gap) && !gap.ends_with(|c| rule.compared.has(c))
    });
    let passing = rule.passing.starts(&since) && clause_ended(&since);
    // 如成功,可获资金近千万;银行批准8亿元: what may come true is said of one item of a list.
    let hoped = rule.hoped.starts(&since) && since.contains(|c| rules.item_ends.has(c));
    !done && !passing && !hoped
}

/// 计划 after 的 or 年度, or before 任务 and the like, is a noun.
fn noun_use(before: Stretch<'_>, word: Span, rules: &Sense) -> bool {
    let rule = &rules.plan_cue;
    let behind = before.from(word.end);
    let word_itself = before.until(word.end).from(word.start);
    // 县里的目标也已排定：今年…: what stands behind the colon is the goal.
    let told = rule.told_goal.is(&word_itself)
        && behind
            .chars()
            .take(TOLD)
            .find(|c| rules.colons.has(*c) || rules.clause_ends.has(*c))
            .is_some_and(|mark| rules.colons.has(mark));
    rule.nouns.is(&word_itself)
        && !told
        && (rule.noun_before.ends(&before.until(word.start)) || rule.noun_after.starts(&behind))
}

fn inside_title(before: &str) -> bool {
    before.matches('《').count() > before.matches('》').count()
}

/// A word of rules right before the quantity or in it, a long one in its clause, or 的要求 behind it.
fn requirement_cue(seen: &Seen<'_>, rules: &Sense) -> Option<Decided<Status>> {
    let rule = &rules.requirement_cue;
    let named = || {
        let word = rule.named.at_start(seen.text.get(seen.quantity.span.end..)?)?;
        Some(Span::new(seen.quantity.span.end, seen.quantity.span.end + word.len()))
    };
    let long = |word: &Span| seen.around.until(word.end).from(word.start).chars().count() >= 3;
    let word = rule
        .cues
        .first_in(seen.near)
        .or_else(|| rule.cues.first_in(seen.around).filter(long))
        .or_else(named)?;
    rule.decide(Status::Requirement, word)
}

/// A word of the starting state governs the rest of its sentence unless the text moves on.
fn baseline_cue(seen: &Seen<'_>, rules: &Sense) -> Option<Decided<Status>> {
    let rule = &rules.baseline_cue;
    let word = rule.cues.all_in(seen.sentence).pop()?;
    let since = seen.sentence.from(word.end);
    let moved =
        rules.done.within(&since).any(|(_, done)| !rule.still.is(done)) || series::arrives(&since);
    (!moved && !inside_title(&seen.sentence.until(word.start)))
        .then(|| rule.decide(Status::Baseline, word))?
}

/// The year in 到2025年,… when nothing in between says that it has been reached.
pub(crate) fn goal_year(before: Stretch<'_>, rules: &Sense) -> Option<Decided<i16>> {
    let rule = &rules.goal_year;
    let found = rule.goal.regex()?.captures_iter(&before).last()?;
    let year = found.get(1)?;
    if rule.reached.any(before.get(found.get(0)?.end()..)?) {
        return None;
    }
    rule.decide(year.as_str().parse().ok()?, before.place(year.start(), year.len()))
}

/// The last year that `text` names other than behind 到.
pub(crate) fn latest_year(text: &str, rules: &Sense) -> Option<i16> {
    let years = rules.goal_year.other.regex()?.captures_iter(text);
    years.filter_map(|found| found.get(1)?.as_str().parse().ok()).max()
}
