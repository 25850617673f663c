//! In which sense a figure holds, by the words of its sentence: done, planned, a rule, or the start
//! of a comparison. The lists are those of `rules/language/sense.yaml`.

use super::draft::Draft;
use super::{Judged, Read};
use crate::date::{Date, Period};
use crate::extract::clause::Layout;
use crate::extract::links::Links;
use crate::extract::measure::Measure;
use crate::extract::outlook::View;
use crate::extract::{Approx, Basis, Quantity, Role, Status};
use crate::lexicon::Dimension;
use crate::rules::relation::Relation;
use crate::rules::sense::Sense;
use crate::rules::{Decided, Decision, Pattern};
use crate::span::{Span, Stretch};
use std::cell::OnceCell;

/// Up to this month, a year told of as a whole is one to come.
const HARDLY: i8 = 3;
/// How far before a number stands what it is compared with: 较2014年的11.2%.
const COMPARED: usize = 14;
/// How far behind a label its colon may stand: 县里的目标也已排定：.
const TOLD: usize = 8;

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
    /// Its clause behind it.
    rest: Stretch<'t>,
}

/// What decides on the sense of the figures of one article.
pub(super) struct Reader<'r> {
    read: &'r Read<'r>,
    layout: &'r Layout<'r>,
    links: &'r Links,
    quantities: &'r [Quantity],
    rules: &'r Sense,
    relation: &'r Relation,
    /// The last year that the text names other than as a goal, looked for when first asked for.
    latest: OnceCell<Option<i16>>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        read: &'r Read<'r>,
        layout: &'r Layout<'r>,
        links: &'r Links,
        quantities: &'r [Quantity],
    ) -> Self {
        let rules = &read.lexicon.book.sense;
        Self {
            read,
            layout,
            links,
            quantities,
            rules,
            relation: &read.lexicon.book.relation,
            latest: OnceCell::new(),
        }
    }

    /// The sense by the words of its sentence; a time still to come, the heading above and the
    /// column make a plan of what no word says is done.
    pub(super) fn read(&self, draft: &Draft) -> Decided<Status> {
        let rules = self.rules;
        let column = self.read.tables.cell(draft.quantity.span).and_then(|cell| cell.planned);
        let planned = column.and_then(|word| rules.plan_column.decide(Status::Planned, word));
        if let Some(planned) = planned {
            return planned;
        }
        let seen = self.seen(draft);
        let said = from_of_change(&seen, rules)
            .or_else(|| plan_cue(&seen, rules).filter(|plan| !self.estimate(draft, plan.by)))
            .or_else(|| foreseen(&seen, rules))
            .or_else(|| requirement_cue(&seen, rules))
            .or_else(|| baseline_cue(&seen, draft, rules, self.relation));
        let otherwise = rules.actual.otherwise(Status::Actual);
        if self.all_parts(&seen) {
            return otherwise;
        }
        if said.is_some() || self.told_done(&seen) || self.stands(&seen, &draft.measure) {
            return said.unwrap_or(otherwise);
        }
        self.terms_of_aid(&seen)
            .or_else(|| self.period_ahead(draft))
            .or_else(|| self.deadline(draft))
            .or_else(|| Some(self.goal_ahead(&seen)?.map(|_| Status::Planned)))
            .or_else(|| self.plan_section(draft))
            .or_else(|| self.under_way(draft))
            .unwrap_or(otherwise)
    }

    /// The word by which the clause of a figure calls it a sum since the start of the period.
    pub(super) fn cumulative(&self, draft: &Draft) -> Option<Decision> {
        let rule = &self.rules.cumulative_cue;
        let word = rule.cues.first_in(self.seen(draft).clause)?;
        rule.decide((), word)
    }

    /// Whether a figure tells what is so: 辖7个乡镇, 常住人口31万人.
    pub(super) fn state(&self, figure: &Judged) -> Option<Decision> {
        let rule = &self.rules.standing_state;
        let seen = self.seen(&figure.draft);
        let rate = matches!(seen.quantity.dimension, Dimension::Share | Dimension::Points);
        let moved = rate || figure.draft.role == Some(Role::Change);
        let cue = || {
            let lead = seen.clause.trim_end_matches(|c| rule.about.has(c));
            rule.cues.last_of(lead)
        };
        let by = figure.measure.by;
        let thing = || rule.things.fit(&figure.measure).then_some(by);
        let thing = || thing().filter(|by| by.start < seen.quantity.span.start);
        let so = figure.status == Status::Actual && !moved;
        rule.decide((), cue().or_else(thing).filter(|_| so)?)
    }

    /// 全县|11个|乡镇: all parts of a region, of which there are as many as there are.
    fn all_parts(&self, seen: &Seen<'_>) -> bool {
        let rule = &self.rules.standing_state;
        rule.on() && rule.whole.ends(&seen.clause) && rule.parts.starts(&seen.rest)
    }

    /// 下辖|13个乡镇、|135个行政村，户籍人口|21.4万人: a state that no plan changes.
    fn stands(&self, seen: &Seen<'_>, measure: &Measure) -> bool {
        let rule = &self.rules.standing_state;
        let lead = |before: &str| rule.present.ends(before.trim_end_matches(|c| rule.about.has(c)));
        let begun = || rule.present.any_in(seen.sentence);
        let goes_on = || rule.joins.ends(&seen.clause) || rule.things.fit(&measure.phrase);
        let given = || rule.given.fit(&measure.phrase);
        rule.on() && (lead(&seen.clause) || given() || begun() && goes_on())
    }

    fn seen<'s>(&'s self, draft: &'s Draft) -> Seen<'s> {
        let Span { start, end } = draft.quantity.span;
        let earlier = self.quantities.get(..draft.index).unwrap_or_default();
        let last = earlier.last().map_or(0, |q| q.span.end);
        let stretch = |from: usize, to: usize| self.layout.stretch(Span::new(from.min(start), to));
        Seen {
            quantity: &draft.quantity,
            role: self.links.roles.get(draft.index).copied().flatten(),
            earlier,
            text: self.layout.text,
            sentence: self.layout.sentence_before(draft.index, start),
            clause: stretch(draft.clause.start, start),
            near: stretch(draft.clause.start.max(last), end),
            around: stretch(draft.clause.start, end),
            rest: self.layout.stretch(Span::new(end, draft.clause.end.max(end))),
        }
    }

    /// Whether the clause calls what it tells done. Among plans, a sum is one to be reached.
    fn told_done(&self, seen: &Seen<'_>) -> bool {
        let (rules, among_plans) = (self.rules, self.ahead(seen.quantity.span).is_some());
        let sum = |word: &str| among_plans && rules.cumulative_cue.cues.is(word);
        // 由目前的650吨增加到|1000吨: what the start is called, the arrival is not.
        let to = seen.role == Some(Role::To);
        let before = if to { seen.near } else { seen.clause };
        rules.done.within(&before).any(|(_, word)| !sum(word))
    }

    /// 奖励每亩每年|3元 in a plan, 对吸纳|5人以上|的车间给予奖补: what is given, and to whom.
    fn terms_of_aid(&self, seen: &Seen<'_>) -> Option<Decided<Status>> {
        let (paid, terms) = (&self.rules.payment_of_each, &self.rules.condition_of_aid);
        let span = seen.quantity.span;
        let money = seen.quantity.dimension == Dimension::Money && self.ahead(span).is_some();
        let each = paid.each.first_in(seen.clause).filter(|_| money && paid.paid.any(&seen.clause));
        let bound = matches!(seen.quantity.approx, Some(Approx::AtLeast | Approx::Over));
        let behind = || seen.text.get(span.end..)?.split('。').next();
        let granted = || behind().is_some_and(|behind| terms.grants.any(behind));
        let given = || terms.opens.starts(&seen.clause.trim_start()) && granted();
        each.and_then(|each| paid.decide(Status::Requirement, each))
            .or_else(|| (bound && given()).then(|| terms.decide(Status::Requirement, span))?)
    }

    /// 2025年预计|接待游客60万人次, said in 2026: an estimate of what was done.
    fn estimate(&self, draft: &Draft, word: Span) -> bool {
        let over = draft
            .when
            .zip(self.read.article.published)
            .is_some_and(|((when, _), day)| when.end < day && !unfinished(*when, day));
        over && self.rules.plan_cue.estimates.is(word.of(self.layout.text))
    }

    /// What makes plans of the part of the text where `span` stands.
    fn ahead(&self, span: Span) -> Option<Decided<View>> {
        self.read.outlook.at(span.start).filter(|view| view.value == View::Ahead)
    }

    /// 6月底前完成: a deadline that has not passed.
    fn deadline(&self, draft: &Draft) -> Option<Decided<Status>> {
        let rule = &self.rules.plan_deadline;
        let (period, _) = draft.when?;
        let passed = self.read.article.published.is_none_or(|day| period.end < day);
        let mark = rule.before.at_start(self.layout.text.get(period.by.end..)?)?;
        let by = Span::new(period.by.start, period.by.end + mark.len());
        (!passed).then(|| rule.decide(Status::Planned, by))?
    }

    /// The period begins after the article was published: what it says is still to come.
    fn period_ahead(&self, draft: &Draft) -> Option<Decided<Status>> {
        let (period, _) = draft.when?;
        let day = self.read.article.published?;
        let ahead = if period.as_of {
            period.end.year() > day.year()
                || (period.end.year() == day.year() && period.end.month() > day.month() + 1)
        } else {
            period.start > day
        };
        ahead.then(|| self.rules.period_ahead.decide(Status::Planned, draft.quantity.span))?
    }

    /// 到2025年,…年均增长5%: a year named as a goal, in an article older than it. An undated article
    /// is at least as late as the last year that it names otherwise.
    fn goal_ahead(&self, seen: &Seen<'_>) -> Option<Decided<i16>> {
        let goal = goal_year(seen.sentence, self.rules)?;
        let latest = || *self.latest.get_or_init(|| latest_year(self.layout.text, self.rules));
        let now = self.read.article.published.map(Date::year).or_else(latest);
        Some(goal).filter(|year| now.is_none_or(|now| **year > now))
    }

    /// Below 三、2019年工作安排, behind 下步打算：: what no word calls done is still to be done. What is told
    /// of a time that is over is not.
    /// What a plan says of a neighbour is so.
    fn plan_section(&self, draft: &Draft) -> Option<Decided<Status>> {
        let view = self.ahead(draft.quantity.span)?;
        let place = draft.place.region.map(|region| region.by);
        if place.is_some_and(|place| self.read.places.is_neighbour(place)) {
            return None;
        }
        let over = draft.when.is_some_and(|(period, basis)| {
            let day = self.read.article.published;
            let plan = self.read.periods.plan.filter(|_| day.is_none()).map(|plan| plan.start);
            basis != Basis::Carried && day.or(plan).is_some_and(|day| period.end < day)
        });
        (!over).then(|| view.map(|_| Status::Planned))
    }

    /// A whole year that has hardly begun, or several that go on: what no word calls done is to come.
    fn under_way(&self, draft: &Draft) -> Option<Decided<Status>> {
        let (period, _) = draft.when?;
        let told = self.read.outlook.at(draft.quantity.span.start);
        let back = told.is_some_and(|view| view.value == View::Back);
        let ahead = !back && !period.as_of && unfinished(*period, self.read.article.published?);
        ahead.then(|| self.rules.period_under_way.decide(Status::Planned, period.by))?
    }
}

/// Whether a period, told of on this day, is one that cannot have been told as over: it ends in a later
/// year, or is the year that has hardly begun.
pub(super) fn unfinished(period: Period, day: Date) -> bool {
    let month = |day: Date| (day.year(), day.month());
    if period.as_of {
        return month(period.end) > month(day);
    }
    let hardly = day.month() <= HARDLY && Some(period) == Period::year(day.year());
    period.end.year() > day.year() || hardly
}

/// 由33.6%降到0; 较2014年的11.2%下降.
fn from_of_change(seen: &Seen<'_>, rules: &Sense) -> Option<Decided<Status>> {
    let rule = &rules.from_of_change;
    let after = seen.text.get(seen.quantity.span.end..).unwrap_or_default();
    let arrives = || {
        let arrives = |rest: &str| rest.chars().take(3).any(|c| rule.arrives.has(c));
        let departs = seen.clause.contains(|c| rule.departs.has(c));
        let reached = rule.changes.strip_start(after).is_some_and(arrives);
        (departs && (reached || rule.zeroed.starts(after))).then_some(())
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
    let word = last_plan(seen, rules)?;
    let ended = modifier_ends(seen, word, rules) || !still_planned(seen, word, rules);
    (!ended).then(|| rules.plan_cue.decide(Status::Planned, word))?
}

/// What is needed, what something will bring once it is there, what someone asks for.
fn foreseen(seen: &Seen<'_>, rules: &Sense) -> Option<Decided<Status>> {
    let last = |pattern: &Pattern| {
        let words = pattern.all_in(seen.sentence);
        let word = free(words, || rules.plan_proposal.names.all_in(seen.sentence)).next_back()?;
        let ended = inside_title(&seen.sentence.until(word.start))
            || modifier_ends(seen, word, rules)
            || !still_planned(seen, word, rules)
            || rules.done.any_in(seen.rest);
        Some(word).filter(|_| !ended)
    };
    let (need, outcome) = (&rules.plan_need, &rules.plan_outcome);
    let asked = &rules.plan_proposal;
    last(&need.need)
        .and_then(|word| need.decide(Status::Planned, word))
        .or_else(|| outcome.decide(Status::Planned, last(&outcome.once)?))
        .or_else(|| asked.decide(Status::Planned, last(&asked.asks)?))
}

/// Those of `words` that are no piece of a name; names are looked for only when there are words.
fn free(
    words: Vec<Span>,
    names: impl FnOnce() -> Vec<Span>,
) -> impl DoubleEndedIterator<Item = Span> {
    let names = if words.is_empty() { Vec::new() } else { names() };
    words.into_iter().filter(move |word| !names.iter().any(|name| name.overlaps(*word)))
}

/// The last word of planning that is no name and no noun.
fn last_plan(seen: &Seen<'_>, rules: &Sense) -> Option<Span> {
    let (before, rule) = (seen.sentence, &rules.plan_cue);
    let mut planned = rule.cues.all_in(before);
    planned.extend(rule.will.all_in(before));
    if planned.is_empty() {
        return None;
    }
    planned.sort_by_key(|word| word.start);
    let mut names = rule.names.all_in(before);
    names.extend(fulfilled(seen, rules));
    planned.into_iter().rev().find(|word| {
        !names.iter().any(|name| name.overlaps(*word))
            && !inside_title(&before.until(word.start))
            && !guided(before.until(word.end), rules)
            && !noun_use(before, *word, rules)
    })
}

/// 三年来，按照规划|栽植…: what guided a time up to now.
fn guided(upto: Stretch<'_>, rules: &Sense) -> bool {
    let rule = &rules.plan_cue;
    rule.guides.find(&upto).is_some_and(|guide| {
        let before = upto.take(guide.start());
        rule.looks_back.is_match(&before)
    })
}

/// 完成年度计划|76.4%: the plans that a rate is of, here or before.
fn fulfilled(seen: &Seen<'_>, rules: &Sense) -> impl Iterator<Item = Span> {
    let share = seen.quantity.dimension == Dimension::Share;
    let here = seen.sentence.span().end;
    let rates = rules.plan_cue.fulfilled.all_in(seen.sentence);
    rates.into_iter().filter(move |rate| share || rate.end < here)
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
    let first = |stretch: Stretch<'_>| {
        free(rule.cues.all_in(stretch), || rule.names.all_in(stretch)).next()
    };
    let word = first(seen.near).or_else(|| first(seen.around).filter(long)).or_else(named)?;
    rule.decide(Status::Requirement, word)
}

/// A word of the starting state governs the rest of its sentence unless the text moves on.
fn baseline_cue(
    seen: &Seen<'_>,
    draft: &Draft,
    rules: &Sense,
    relation: &Relation,
) -> Option<Decided<Status>> {
    let rule = &rules.baseline_cue;
    let words = rule.cues.all_in(seen.sentence);
    let word = free(words, || rule.names.all_in(seen.sentence)).next_back()?;
    let since = seen.sentence.from(word.end);
    let moved = rules.done.all_in(since).into_iter().any(|at| !rule.still.is(at.of(seen.text)))
        || relation.arrives.any_in(since)
        || later_time(seen, draft, word, rules);
    (!moved && !inside_title(&seen.sentence.until(word.start)))
        .then(|| rule.decide(Status::Baseline, word))?
}

/// 过去，人均收入2300元，|2019年|达到9800元: a later clause with a time of its own is no start.
fn later_time(seen: &Seen<'_>, draft: &Draft, word: Span, rules: &Sense) -> bool {
    let own = draft.when.filter(|(_, basis)| *basis != Basis::Carried);
    own.filter(|(when, _)| word.end < when.by.start).is_some_and(|(when, _)| {
        let between = Span::new(word.end, when.by.start).of(seen.text);
        let told = seen.earlier.last().is_some_and(|last| last.span.start >= word.end);
        told && between.contains(|c| rules.clause_ends.has(c))
    })
}

/// The year in 到2025年,… when nothing in between says that it has been reached.
fn goal_year(before: Stretch<'_>, rules: &Sense) -> Option<Decided<i16>> {
    let rule = &rules.goal_year;
    let goal = rule.goal.may_match(before).then(|| rule.goal.regex())??;
    let found = goal.captures_iter(&before).last()?;
    let year = found.get(1)?;
    if rule.reached.any(before.get(found.get(0)?.end()..)?) {
        return None;
    }
    rule.decide(year.as_str().parse().ok()?, before.place(year.start(), year.len()))
}

/// The last year that `text` names other than behind 到.
fn latest_year(text: &str, rules: &Sense) -> Option<i16> {
    let years = rules.goal_year.other.regex()?.captures_iter(text);
    years.filter_map(|found| found.get(1)?.as_str().parse().ok()).max()
}
