//! In which sense a figure holds: done, planned, a rule, or the start of a comparison.

use super::clause::Layout;
use super::cue::Words;
use super::series::{self, Links};
use super::{Quantity, Role, Status};
use crate::lexicon::Lexicon;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The word lists that decide.
#[derive(Debug)]
pub(crate) struct StatusCues<'a> {
    planned: Words<'a>,
    planned_not: Words<'a>,
    actual: Words<'a>,
    requirement: Words<'a>,
    baseline: Words<'a>,
    cumulative: Words<'a>,
    plan_titles: Words<'a>,
    ahead: Words<'a>,
    behind: Words<'a>,
}

impl<'a> StatusCues<'a> {
    /// Takes the lists from `lexicon`.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let words = |purpose| Words::of(lexicon, purpose);
        Self {
            planned: words("planned"),
            planned_not: words("planned_not"),
            actual: words("actual"),
            requirement: words("requirement"),
            baseline: words("baseline"),
            cumulative: words("cumulative"),
            plan_titles: words("plan_titles"),
            ahead: words("plan_headings"),
            behind: words("done_headings"),
        }
    }

    /// Whether a document of this title lays down what is to be done: 实施意见, 行动方案.
    pub(crate) fn is_plan(&self, title: &str) -> bool {
        self.plan_titles.any(title).is_some() && self.behind.any(title).is_none()
    }

    /// Whether a heading of such a document tells what has been so far: 基础与形势.
    pub(crate) fn looks_back(&self, heading: &str) -> bool {
        self.behind.any(heading).is_some()
    }

    /// Whether a heading announces what is to be done: 下步打算, 2019年工作安排.
    pub(crate) fn plans_ahead(&self, heading: &str) -> bool {
        self.ahead.any(heading).is_some() && self.behind.any(heading).is_none()
    }
}

/// The sense of a figure and the rule that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    /// The sense.
    pub(crate) status: Status,
    /// A sum since the start of the period.
    pub(crate) cumulative: bool,
    /// Name of the rule.
    pub(crate) rule: &'static str,
}

/// Reads the sense of the quantity with this index.
pub(crate) fn find(
    layout: &Layout<'_>,
    quantities: &[Quantity],
    index: usize,
    links: &Links,
    cues: &StatusCues<'_>,
) -> Sense {
    let Some((quantity, clause)) = quantities.get(index).zip(layout.clause(index)) else {
        return Sense { status: Status::Actual, cumulative: false, rule: "status-default" };
    };
    let start = quantity.span.start;
    let last = index.checked_sub(1).and_then(|i| quantities.get(i)).map_or(0, |q| q.span.end);
    let here = Span::new(clause.span.start.max(last).min(start), start).of(layout.text);
    let around = Span::new(clause.span.start.min(start), quantity.span.end).of(layout.text);
    let clause_before = Span::new(clause.span.start.min(start), start).of(layout.text);
    let cumulative = cues.cumulative.any(clause_before).is_some();
    let sense = |status, rule| Sense { status, cumulative, rule };
    let before = layout.sentence_before(index, start);
    let offset = start - before.len();
    let ended = |plan: usize| modifier_ends(layout, quantities, index, offset + plan);
    let plan = last_plan(before, cues).filter(|at| !ended(*at));
    let plan = plan.is_some_and(|at| still_planned(before.get(at..).unwrap_or_default(), cues));
    let role = links.roles.get(index).copied().flatten();
    if role == Some(Role::From) || departs(layout, quantity, clause_before) {
        return sense(Status::Baseline, "from-of-change");
    }
    if plan {
        return sense(Status::Planned, "plan-cue");
    }
    let written = quantity.span.of(layout.text);
    let tight = format!("{here}{written}");
    let after = layout.text.get(quantity.span.end..).unwrap_or_default();
    let named = ["的要求", "的标准", "的底线", "的红线", "的规定", "的条件"];
    if cues.requirement.any(&tight).is_some()
        || required(around, cues)
        || named.iter().any(|word| after.starts_with(word))
    {
        return sense(Status::Requirement, "requirement-cue");
    }
    if baseline_holds(before, cues) {
        return sense(Status::Baseline, "baseline-cue");
    }
    sense(Status::Actual, "status-default")
}

/// Whether a plan word still governs the end of `since`, which begins with it: 力争今年完成A、B、C. A
/// word of things done in a later clause ends it (计划退出41个村,已退出18个), but not in a comparison
/// (将投入A,比去年增长B).
fn still_planned(since: &str, cues: &StatusCues<'_>) -> bool {
    let done = cues.actual.within(since).into_iter().any(|(at, _)| {
        let gap = since.get(..at).unwrap_or_default();
        gap.contains([',', '，', ';', '；', '。'])
            && !gap.ends_with(['比', '较', '与', '同', '超', '和', '由', '从', '是'])
    });
    let passing = since.starts_with("规划") && since.contains([',', '，', ';', '；']);
    // 如成功,可获资金近千万;银行批准8亿元: what may come true is said of one item of a list.
    let maybe = since.starts_with(['可', '望']) || since.starts_with("有望");
    let passing = passing || (maybe && since.contains([';', '；']));
    !done && !passing
}

/// 计划投资12.5亿元的|园区已开工: the plan is over after the number that it modifies with 的.
fn modifier_ends(layout: &Layout<'_>, quantities: &[Quantity], index: usize, plan: usize) -> bool {
    let since = quantities.get(..index).unwrap_or_default().iter().rev();
    since.take_while(|q| q.span.start >= plan).any(|q| {
        let after = layout.text.get(q.span.end..).unwrap_or_default();
        after.starts_with('的')
    })
}

/// 由33.6%|降到0: the start of a change whose end is not a quantity of its own.
fn departs(layout: &Layout<'_>, quantity: &Quantity, clause_before: &str) -> bool {
    let after = layout.text.get(quantity.span.end..).unwrap_or_default();
    let arrives = ["降", "减", "下降", "增", "提高", "提升", "上升", "压"].iter().any(|verb| {
        after
            .strip_prefix(verb)
            .is_some_and(|rest| rest.chars().take(3).any(|c| matches!(c, '到' | '至' | '为')))
    });
    // 较2014年的11.2%下降: what is compared with.
    let compared = clause_before.ends_with('的') && {
        let tail: String = clause_before.chars().rev().take(14).collect();
        tail.contains('年') && tail.contains(['较', '比'])
    };
    (arrives && clause_before.contains(['由', '从'])) || compared
}

/// Whether the clause of the quantity, up to it, says that it is done: 已落实资金.
pub(crate) fn said_done(
    layout: &Layout<'_>,
    at: Span,
    index: usize,
    cues: &StatusCues<'_>,
) -> bool {
    let clause = layout.clause(index).map_or(at, |clause| clause.span);
    let before = Span::new(clause.start.min(at.start), at.start).of(layout.text);
    cues.actual.any(before).is_some()
}

fn last_plan(before: &str, cues: &StatusCues<'_>) -> Option<usize> {
    let planned = cues.planned.within(before);
    if planned.is_empty() {
        return None;
    }
    let names: Vec<Span> = cues
        .planned_not
        .within(before)
        .into_iter()
        .map(|(at, word)| Span::new(at, at + word.len()))
        .collect();
    let found = planned.into_iter().rev().find(|(at, word)| {
        let span = Span::new(*at, at + word.len());
        let quoted = inside_title(before, *at);
        !names.iter().any(|name| name.overlaps(span)) && !quoted && !noun_use(before, *at, word)
    });
    found.map(|(at, _)| at)
}

/// 计划 after 的 or 年度, or before 任务 and the like, is a noun.
fn noun_use(before: &str, at: usize, word: &str) -> bool {
    if !matches!(word, "计划" | "规划" | "目标") {
        return false;
    }
    let ahead = before.get(..at).unwrap_or_default();
    let behind = before.get(at + word.len()..).unwrap_or_default();
    // 县里的目标也已排定：今年…: what stands behind the colon is the goal.
    let told = word == "目标" && {
        let near: String = behind.chars().take(8).collect();
        near.find(['：', ':', '，', ',', '。'])
            .is_some_and(|at| near.get(at..).is_some_and(|rest| rest.starts_with(['：', ':'])))
    };
    if told {
        return false;
    }
    ahead.ends_with(['的', '该'])
        || behind.starts_with([',', '，', '。', ';', '；'])
        || ["任务", "书", "的", "》", "”", "和", "、", "图", "外", "内", "中", "实施"]
            .iter()
            .any(|noun| behind.starts_with(noun))
}

fn inside_title(text: &str, at: usize) -> bool {
    let ahead = text.get(..at).unwrap_or_default();
    ahead.matches('《').count() > ahead.matches('》').count()
}

/// A rule word at the head of the clause: 必须达到, 标准为.
fn required(clause: &str, cues: &StatusCues<'_>) -> bool {
    cues.requirement.any(clause).is_some_and(|word| word.chars().count() >= 3)
}

/// A word of the starting state governs the rest of its sentence unless the text moves on.
fn baseline_holds(before: &str, cues: &StatusCues<'_>) -> bool {
    let Some((at, word)) = cues.baseline.within(before).into_iter().next_back() else {
        return false;
    };
    let since = before.get(at + word.len()..).unwrap_or_default();
    let moved = cues.actual.within(since).into_iter().any(|(_, word)| word != "共有")
        || series::arrives(since);
    !moved && !inside_title(before, at)
}

static GOAL_YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^至截止从由增降升少高])到(20[0-9]{2})年(?:底|末)?").ok());

/// The year in 到2025年,… when nothing in between says that it has been reached.
pub(crate) fn goal_year(before: &str) -> Option<i16> {
    if !before.contains("到20") {
        return None;
    }
    let found = GOAL_YEAR.as_ref()?.captures_iter(before).last()?;
    let since = before.get(found.get(0)?.end()..)?;
    let reached =
        ["已", "累计", "了", "减少到", "下降到", "降至", "降到", "增加到", "共", "从", "由"];
    let done = reached.iter().any(|word| since.contains(word));
    if done { None } else { found.get(1)?.as_str().parse().ok() }
}

static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^到0-9])(20[0-9]{2})年").ok());

/// The last year that `text` names other than behind 到.
pub(crate) fn latest_year(text: &str) -> Option<i16> {
    let years = YEAR.as_ref()?.captures_iter(text);
    years.filter_map(|found| found.get(1)?.as_str().parse().ok()).max()
}
