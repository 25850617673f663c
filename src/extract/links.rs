//! The words between neighbouring numbers: the two ends of a change, a whole with its parts and
//! shares. The lists are those of `rules/language/relation.yaml`.

use super::clause::{Layout, last_clause};
use super::{Quantity, Role, Value};
use crate::decimal::Decimal;
use crate::lexicon::Dimension;
use crate::rules::Decision;
use crate::rules::relation::Relation;
use crate::span::{Span, Stretch};

/// Longest stretch between the two ends of a change, in characters.
const APART: usize = 16;
/// The same where no word of departure stands before.
const NEAR: usize = 8;

/// Series and roles by quantity, as far as the words between quantities tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// Series of each quantity.
    pub(crate) series: Vec<Option<usize>>,
    /// Its part in the series.
    pub(crate) roles: Vec<Option<Role>>,
    /// What decided, in order of the text.
    pub(crate) decisions: Vec<Decision>,
    next: usize,
}

/// Two neighbours of one sentence and the words around them.
struct Pair<'t> {
    layout: &'t Layout<'t>,
    quantities: &'t [Quantity],
    /// Index of the second.
    index: usize,
    first: &'t Quantity,
    second: &'t Quantity,
    /// What stands between them.
    gap: Stretch<'t>,
}

/// Reads the links that the words between neighbouring quantities of a sentence state.
pub(crate) fn links(layout: &Layout<'_>, quantities: &[Quantity], rules: &Relation) -> Links {
    let none = || vec![None; quantities.len()];
    let mut links =
        Links { series: none(), roles: vec![None; quantities.len()], ..Links::default() };
    for (index, pair) in (1..).zip(quantities.windows(2)) {
        let [first, second] = pair else { continue };
        if !layout.together(index - 1, index) {
            continue;
        }
        let gap = layout.stretch(Span::new(first.span.end, second.span.start));
        let pair = Pair { layout, quantities, index, first, second, gap };
        let found = from_to(&pair, rules)
            .or_else(|| paired_change(&pair, rules))
            .or_else(|| changed_by(&pair, rules))
            .or_else(|| whole_and_part(&pair, rules))
            .or_else(|| share_of_whole(&pair, rules))
            .or_else(|| part_done(&pair, rules));
        if let Some(found) = found {
            links.decisions.push(found.decision);
            for (a, as_a, b, as_b) in found.pairs {
                links.pair(a, as_a, b, as_b);
            }
        }
    }
    links
}

/// What two neighbours are to each other, and maybe the two before and after them.
struct Found {
    pairs: Vec<(usize, Role, usize, Role)>,
    decision: Decision,
}

impl Pair<'_> {
    fn found(&self, as_first: Role, as_second: Role, decision: Option<Decision>) -> Option<Found> {
        let pairs = vec![(self.index - 1, as_first, self.index, as_second)];
        Some(Found { pairs, decision: decision? })
    }

    fn same_unit(&self) -> bool {
        self.first.unit == self.second.unit
    }
}

impl Links {
    fn pair(&mut self, first: usize, as_first: Role, second: usize, as_second: Role) {
        let known = self.series.get(first).copied().flatten();
        let series = known.unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        for (index, role) in [(first, as_first), (second, as_second)] {
            if let Some(slot) = self.series.get_mut(index) {
                *slot = Some(series);
            }
            if let Some(slot) = self.roles.get_mut(index)
                && slot.is_none()
            {
                *slot = Some(role);
            }
        }
    }
}

/// 由A降至B, 从A增加到B: the same unit at both ends, a word of arrival between, nothing else.
fn from_to(pair: &Pair<'_>, rules: &Relation) -> Option<Found> {
    if !pair.same_unit() || pair.first.dimension == Dimension::Duration {
        return None;
    }
    let gap = pair.gap;
    let arrives = rules.arrives.first_in(gap).or_else(|| rules.reaches.first_in(gap))?;
    if gap.chars().count() > APART || gap.contains(|c| rules.sentence_ends.has(c)) {
        return None;
    }
    let before = pair.layout.sentence_before(pair.index - 1, pair.first.span.start);
    let clause = last_clause(&before);
    let departs = rules.from_to.departs.any(clause)
        || (rules.arrives_alone.any(&gap) && rules.of.any(clause) && gap.chars().count() <= NEAR);
    let decision = departs.then(|| rules.from_to.decide((), arrives))?;
    pair.found(Role::From, Role::To, decision)
}

/// 由1.1万户3.3万人减少到6080户1.6万人: households and people move together.
fn paired_change(pair: &Pair<'_>, rules: &Relation) -> Option<Found> {
    let first = pair.index.checked_sub(2)?;
    let [a, b, c, d] = pair.quantities.get(first..pair.index + 2)? else { return None };
    let joined = |x: &Quantity, y: &Quantity| {
        let gap = Span::new(x.span.end, y.span.start).of(pair.layout.text);
        gap.is_empty() || rules.joins.is(gap)
    };
    let units = a.unit == c.unit && b.unit == d.unit && a.unit != b.unit;
    let arrives = rules.arrives_alone.first_in(pair.gap)?;
    let together = pair.layout.together(first, pair.index + 1);
    let all =
        units && pair.gap.chars().count() <= APART && together && joined(a, b) && joined(c, d);
    let decision = all.then(|| rules.paired_change.decide((), arrives))??;
    let pairs = [(first, pair.index), (first + 1, pair.index + 1)];
    let pairs = pairs.map(|(from, to)| (from, Role::From, to, Role::To)).to_vec();
    Some(Found { pairs, decision })
}

/// 降至2.41%,下降3个百分点: the second is the size of the change.
fn changed_by(pair: &Pair<'_>, rules: &Relation) -> Option<Found> {
    let rule = &rules.changed_by;
    let (from, to) = (pair.first.dimension, pair.second.dimension);
    let points = from == Dimension::Share && to == Dimension::Points;
    let mut tail = pair.gap.as_str().trim_end();
    while let Some(rest) = rule.done_mark.strip_end(tail) {
        tail = rest.trim_end();
    }
    let verb = rule.verbs.at_end(tail).filter(|_| points || pair.same_unit())?;
    let by = pair.gap.place(tail.len() - verb.len(), verb.len());
    pair.found(Role::To, Role::Change, rule.decide((), by))
}

/// A,其中B.
fn whole_and_part(pair: &Pair<'_>, rules: &Relation) -> Option<Found> {
    let word = rules.among.first_in(pair.gap).filter(|_| pair.same_unit())?;
    pair.found(Role::Whole, Role::Part, rules.whole_and_part.decide((), word))
}

/// A,占B%.
fn share_of_whole(pair: &Pair<'_>, rules: &Relation) -> Option<Found> {
    let word = rules.share.first_in(pair.gap)?;
    let fits =
        pair.second.dimension == Dimension::Share && pair.first.dimension == Dimension::Count;
    let decision = fits.then(|| rules.share_of_whole.decide((), word))?;
    pair.found(Role::Part, Role::Share, decision)
}

/// 到位资金A,已使用B: what was done with a part.
fn part_done(pair: &Pair<'_>, rules: &Relation) -> Option<Found> {
    let word = rules.whole_and_part.part_words.first_in(pair.gap)?;
    let larger = point(pair.first).zip(point(pair.second)).is_some_and(|(a, b)| a > b);
    let part = larger && pair.same_unit();
    let decision = part.then(|| rules.whole_and_part.decide((), word))?;
    pair.found(Role::Whole, Role::Part, decision)
}

/// The single value of a quantity.
pub(crate) const fn point(quantity: &Quantity) -> Option<Decimal> {
    match quantity.value {
        Value::Point(value) => Some(value),
        Value::Range { .. } => None,
    }
}
