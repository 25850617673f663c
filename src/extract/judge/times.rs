//! Times that only a figure's sense and its neighbours tell: the start of a change that is planned is
//! not of the goal's year, and what was reached in five years is so at their end.

use super::Judged;
use crate::date::{Grain, Period};
use crate::extract::{Approx, Basis, Role, Status};
use crate::lexicon::Dimension;
use crate::rules::Decided;
use crate::rules::measure::ChangeOf;
use crate::rules::sense::FromOfChange;
use crate::rules::time::{FlowAfterState, LevelAtEnd, OneNumber, Time};
use crate::span::Span;

/// How many figures before a start the one may stand that names the year of all starts.
const BACK: usize = 12;
/// Years of a stretch at whose end a level is reached.
const STRETCH: i16 = 3;

/// The same figures, with the times that their neighbours tell; what a plan leaves unsaid is of its
/// years, when its title names them.
pub(super) fn told(
    judged: Vec<Judged>,
    text: &str,
    plan: Option<Period>,
    rules: &Time,
) -> Vec<Judged> {
    let of_term = |figure: &Judged| {
        let ahead = matches!(*figure.status, Status::Planned | Status::Requirement);
        let period = plan.filter(|_| ahead && figure.draft.when.is_none())?;
        Some((rules.years_of_plan.decide(period, Span::default())?, Basis::Carried))
    };
    let when = |at| when(&judged, at, text, rules).or_else(|| of_term(judged.get(at)?));
    let whens: Vec<_> = (0..judged.len()).map(when).collect();
    let mut out = judged;
    for (figure, when) in out.iter_mut().zip(whens) {
        figure.draft.when = when;
    }
    out
}

fn when(
    judged: &[Judged],
    at: usize,
    text: &str,
    rules: &Time,
) -> Option<(Decided<Period>, Basis)> {
    let figure = judged.get(at)?;
    let when = figure.draft.when;
    if starts_goal(judged, at) {
        let from = at.saturating_sub(BACK);
        let mut before = judged.get(from..at)?.iter().rev();
        let base = before.find(|other| names_start(other, figure, text))?;
        return Some((
            rules.start_before_goal.decide(base.period()?, base_words(base)?)?,
            Basis::Carried,
        ));
    }
    let level = || {
        let (period, basis) = when?;
        let end = level_at_end(figure, period.value, text, &rules.level_at_end)?;
        Some((rules.level_at_end.decide(end, period.by)?, basis))
    };
    let flow = || {
        let (period, basis) = when?;
        let year = flow_of_year(figure, period, text, &rules.flow_after_state)?;
        Some((rules.flow_after_state.decide(year, period.by)?, basis))
    };
    let grown = || {
        let (period, basis) = when?;
        let year = growth_of_flow(judged, at, period, text, &rules.flow_after_state)?;
        Some((rules.flow_after_state.decide(year, period.by)?, basis))
    };
    level().or_else(flow).or_else(grown).or(when)
}

/// 年末企业56家，成交额7.3亿元: the year at whose end the others are told.
fn flow_of_year(
    figure: &Judged,
    when: Decided<Period>,
    text: &str,
    rule: &FlowAfterState,
) -> Option<Period> {
    let end = when.value.end;
    let at_end = when.value.as_of && (end.month(), end.day()) == (12, 31);
    let Judged { draft, status, .. } = figure;
    let lead = text.get(draft.clause.start..draft.quantity.span.start)?;
    let apart = when.by.end <= draft.clause.start && !when.by.of(text).is_empty();
    if !at_end || !apart {
        return None;
    }
    let thing = figure.named();
    let sum = rule.sums.any(lead) || rule.sums.any(thing);
    let flow = *status == Status::Actual && rule.flows.ends(thing);
    let between = || text.get(when.by.end..draft.quantity.span.start);
    let done = rule.acts.any(thing) && between().is_some_and(|text| text.contains('。'));
    (!sum && (flow || done)).then(|| Period::year(end.year()))?
}

/// 年末企业56家，成交额7.3亿元，增长|5%: how a turnover moved is of the year that it is of.
fn growth_of_flow(
    judged: &[Judged],
    at: usize,
    when: Decided<Period>,
    text: &str,
    rule: &FlowAfterState,
) -> Option<Period> {
    let (figure, last) = (judged.get(at)?, judged.get(at.checked_sub(1)?)?);
    let rate = matches!(figure.draft.quantity.dimension, Dimension::Share | Dimension::Points);
    let same = figure.draft.sentence == last.draft.sentence && last.period() == Some(when.value);
    let moved = figure.draft.measure.phrase.rule == ChangeOf::RULE;
    (rate && same && moved).then(|| flow_of_year(last, when, text, rule))?
}

/// Whether the figure is the start of a change whose end is planned for the time it stands under.
fn starts_goal(judged: &[Judged], at: usize) -> bool {
    let (Some(from), Some(to)) = (judged.get(at), judged.get(at + 1)) else { return false };
    let own = from.draft.when.is_some_and(|(period, _)| period.rule == OneNumber::RULE);
    from.status.rule == FromOfChange::RULE
        && !own
        && from.draft.series == to.draft.series
        && to.draft.role == Some(Role::To)
        && *to.status == Status::Planned
        && from.period() == to.period()
}

/// Whether `other` is a start before the same full stop that names its year: 由2023年的37.1万亩发展到….
fn names_start(other: &Judged, figure: &Judged, text: &str) -> bool {
    let (from, to) = (other.draft.quantity.span.end, figure.draft.quantity.span.start);
    let same = text.get(from..to).is_some_and(|between| !between.contains(['。', '\n']));
    let named = other.draft.when.is_some_and(|(period, _)| period.rule == OneNumber::RULE);
    named && same && other.status.rule == FromOfChange::RULE
}

fn base_words(base: &Judged) -> Option<Span> {
    base.draft.when.map(|(period, _)| period.by)
}

/// 五年来，地区生产总值突破500亿元: the last of the years.
fn level_at_end(figure: &Judged, period: Period, text: &str, rule: &LevelAtEnd) -> Option<Period> {
    let years = period.end.year() - period.start.year() + 1;
    let whole = period.grain == Grain::Year && !period.as_of && period.open.is_none();
    if !whole || years < STRETCH {
        return None;
    }
    let thing = figure.named();
    let level = rule.levels.any(thing) && !rule.sums.any(thing);
    let quantity = &figure.draft.quantity;
    let lead = text.get(figure.draft.clause.start..quantity.span.start)?.trim_end();
    let reached = quantity.approx == Some(Approx::Over) || rule.reached.ends(lead);
    let summed = rule.sums.any(lead) || figure.draft.role == Some(Role::Change);
    let told = matches!(*figure.status, Status::Actual | Status::Planned);
    let holds = level && reached && !summed && told;
    holds.then(|| Period::year(period.end.year()))?
}
