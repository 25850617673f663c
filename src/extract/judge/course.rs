//! How the figures of one thing go on: the start of a later change, the oldest value of a state, a
//! plan beside what was done. Each function reads judged figures and says what changes.

use super::Judged;
use crate::extract::{Role, Scope, Status};
use crate::gazetteer::Adcode;
use crate::lexicon::{IndicatorId, Lexicon};
use crate::rules::relation::Relation;
use crate::rules::sense::Sense;
use crate::rules::{Decided, Decision};
use std::collections::BTreeMap;

/// How many figures before an arrival its start may stand; the same for a plan and what was done.
const BACK: usize = 6;
/// How far around a start others may stand beside it.
const BESIDE: usize = 12;
/// Least distance in years between a state and the last one of the same thing that makes it a start.
const START_YEARS: i16 = 2;

/// What a state is of: an indicator of a region.
type Thing<'t> = (&'t IndicatorId, Option<Adcode>);

/// What the course of the figures says about one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// Its sense, where it is another than by itself.
    pub(super) status: Option<Decided<Status>>,
    /// Its series and its part in it.
    pub(super) link: Option<(usize, Role)>,
}

/// What it says about each.
#[derive(Clone, Debug)]
pub(super) struct Course {
    told: Vec<Told>,
    /// What decided on the links.
    pub(super) decisions: Vec<Decision>,
    next: usize,
}

/// Reads the course of `judged`, the figures of one article in order.
pub(super) fn find(judged: &[Judged], text: &str, lexicon: &Lexicon) -> Course {
    let rules = &lexicon.book;
    let known = judged
        .iter()
        .map(|figure| Told { status: None, link: figure.draft.series.zip(figure.draft.role) });
    let taken = judged.iter().filter_map(|figure| figure.draft.series).max();
    let mut course = Course {
        told: known.collect(),
        decisions: Vec::new(),
        next: taken.map_or(0, |last| last + 1),
    };
    course.arrivals(judged, text, &rules.relation, &rules.sense);
    course.oldest(judged, lexicon, &rules.sense);
    course.plans(judged, &rules.relation);
    course
}

impl Course {
    /// What it says, in the order of the figures.
    pub(super) fn told(self) -> impl Iterator<Item = Told> {
        self.told.into_iter()
    }

    fn status(&self, judged: &[Judged], index: usize) -> Option<Status> {
        let later = self.told.get(index)?.status;
        Some(*later.unwrap_or(judged.get(index)?.status))
    }

    fn role(&self, index: usize) -> Option<Role> {
        self.told.get(index)?.link.map(|(_, role)| role)
    }

    fn link(&mut self, index: usize, role: Role) {
        if let Some(told) = self.told.get_mut(index) {
            told.link = Some((self.next, role));
        }
    }

    fn say(&mut self, index: usize, status: Option<Decided<Status>>) {
        if let Some(told) = self.told.get_mut(index) {
            told.status = status.or(told.status);
        }
    }

    /// 2011年贫困人口19.3万人…;到去年底,减少到8900人: an arrival without a start of its own takes the last
    /// figure of the same thing before it as its start; what stands beside a start is one too.
    fn arrivals(&mut self, judged: &[Judged], text: &str, rules: &Relation, sense: &Sense) {
        for (index, to) in judged.iter().enumerate().skip(1) {
            let Some(from) = self.start_of(judged, index, text, rules) else { continue };
            let Some(start) = judged.get(from) else { continue };
            let by = to.draft.quantity.span;
            let Some(decision) = rules.arrival.decide((), by) else { continue };
            self.decisions.push(decision);
            self.link(from, Role::From);
            self.link(index, Role::To);
            self.next += 1;
            // 茶园现有2.1万亩，明年要扩到3万亩: what a plan goes on from is so now.
            if self.status(judged, index) == Some(Status::Planned) {
                continue;
            }
            self.say(from, sense.start_of_later_change.decide(Status::Baseline, by));
            for at in from.saturating_sub(BESIDE)..(from + BESIDE).min(judged.len()) {
                let beside = judged.get(at).is_some_and(|figure| {
                    figure.draft.sentence == start.draft.sentence
                        && figure.period().is_some()
                        && figure.period() == start.period()
                        && *figure.key
                });
                if beside && self.status(judged, at) == Some(Status::Actual) {
                    self.say(at, sense.beside_a_start.decide(Status::Baseline, by));
                }
            }
        }
    }

    fn start_of(
        &self,
        judged: &[Judged],
        index: usize,
        text: &str,
        rules: &Relation,
    ) -> Option<usize> {
        let to = judged.get(index).filter(|_| self.role(index).is_none())?;
        let lead = text.get(..to.draft.quantity.span.start)?.trim_end();
        if !rules.arrives.ends(lead) {
            return None;
        }
        (index.saturating_sub(BACK)..index).rev().find(|at| {
            judged.get(*at).is_some_and(|from| {
                self.role(*at).is_none()
                    && self.status(judged, *at) == Some(Status::Actual)
                    && from.indicator.is_some()
                    && from.indicator.as_deref() == to.indicator.as_deref()
                    && *from.measure == *to.measure
                    && from.draft.quantity.unit == to.draft.quantity.unit
                    && from.division() == to.division()
                    && to.draft.sentence - from.draft.sentence <= 1
                    && from.period().is_none_or(|a| to.period().is_none_or(|b| a.end < b.end))
            })
        })
    }

    /// 2014年贫困人口8.1万人, and later in the text how many were left in 2018: the oldest value of a
    /// state is what the others are compared with.
    fn oldest(&mut self, judged: &[Judged], lexicon: &Lexicon, sense: &Sense) {
        let mut years: BTreeMap<Thing<'_>, (i16, i16)> = BTreeMap::new();
        let states: Vec<Option<(Thing<'_>, i16)>> =
            (0..judged.len()).map(|index| self.state(judged, index, lexicon)).collect();
        for (thing, year) in states.iter().flatten() {
            let known = years.entry(*thing).or_insert((*year, *year));
            *known = (known.0.min(*year), known.1.max(*year));
        }
        for (index, (figure, state)) in judged.iter().zip(&states).enumerate() {
            let Some((thing, year)) = state else { continue };
            let begins =
                years.get(thing).is_some_and(|(from, to)| year == from && to - from >= START_YEARS);
            let open = self.status(judged, index) == Some(Status::Actual)
                && self.role(index).is_none_or(|role| role == Role::From);
            if begins && open {
                let by = figure.draft.quantity.span;
                self.say(index, sense.oldest_state.decide(Status::Baseline, by));
            }
        }
    }

    /// The thing and the year of a figure that tells a state of a region at a time.
    fn state<'j>(
        &self,
        judged: &'j [Judged],
        index: usize,
        lexicon: &Lexicon,
    ) -> Option<(Thing<'j>, i16)> {
        let figure = judged.get(index)?;
        let id = figure.indicator.as_deref()?;
        let stock = lexicon.indicator(id).is_some_and(|def| def.stock);
        let status = self.status(judged, index)?;
        let state = figure.reach == Scope::Region
            && stock
            && matches!(status, Status::Actual | Status::Baseline);
        let year = figure.period()?.end.year();
        state.then_some(((id, figure.division()), year))
    }

    /// Links a plan with what was done: the same indicator, unit and place within two sentences, one
    /// planned and the other actual. A village's share is not the county's plan come true.
    fn plans(&mut self, judged: &[Judged], rules: &Relation) {
        for (index, figure) in judged.iter().enumerate().skip(1) {
            let back = (index.saturating_sub(BACK)..index).rev();
            let partner = back.into_iter().find(|other| self.plan_pair(judged, *other, index));
            let Some(partner) = partner else { continue };
            let by = figure.draft.quantity.span;
            let Some(decision) = rules.plan_and_done.decide((), by) else { continue };
            self.decisions.push(decision);
            for at in [partner, index] {
                let planned = self.status(judged, at) == Some(Status::Planned);
                self.link(at, if planned { Role::Target } else { Role::Done });
            }
            self.next += 1;
        }
    }

    fn plan_pair(&self, judged: &[Judged], first: usize, second: usize) -> bool {
        let (Some(a), Some(b)) = (judged.get(first), judged.get(second)) else { return false };
        let statuses = [first, second].map(|at| self.status(judged, at));
        let one_each = matches!(
            statuses,
            [Some(Status::Planned), Some(Status::Actual)]
                | [Some(Status::Actual), Some(Status::Planned)]
        );
        // A village that has two and plans one more has not done more than it planned.
        let wide = [a, b].iter().all(|f| matches!(*f.reach, Scope::Region | Scope::Part));
        one_each
            && wide
            && self.role(first).is_none()
            && self.role(second).is_none()
            && a.indicator.is_some()
            && a.indicator.as_deref() == b.indicator.as_deref()
            && a.draft.quantity.unit == b.draft.quantity.unit
            && a.division() == b.division()
            && a.draft.place.locality == b.draft.place.locality
            && b.draft.sentence - a.draft.sentence <= 2
    }
}
