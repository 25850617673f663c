//! Figures that belong together within an article: the two ends of a change, a whole with its
//! parts and shares, a plan beside what was done.

use super::clause::Layout;
use super::{Figure, Quantity, Role, Scope, Status, Value};
use crate::decimal::Decimal;
use crate::gazetteer::Adcode;
use crate::lexicon::{Dimension, Lexicon};
use crate::rules::sense::Sense;
use crate::span::Span;
use std::collections::BTreeMap;

/// Series and roles by quantity, as far as the words between quantities tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// Series of each quantity.
    pub(crate) series: Vec<Option<usize>>,
    /// Its part in the series.
    pub(crate) roles: Vec<Option<Role>>,
    next: usize,
}

const TO: &[&str] = &[
    "降至",
    "降到",
    "降低到",
    "降低至",
    "下降到",
    "下降至",
    "下降为",
    "减少到",
    "减少至",
    "减至",
    "增至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "上升到",
    "上升至",
    "扩大到",
    "扩大至",
    "发展到",
    "变为",
    "变成",
    "压减到",
    "压降到",
    "缩小到",
    "跃升到",
    "跃升至",
    "攀升到",
    "攀升至",
    "升至",
    "升到",
    "达到",
    "到",
    "至",
];

const CHANGED: &[&str] = &[
    "下降", "降低", "减少", "增长", "增加", "提高", "提升", "上升", "扩大", "缩小", "回落", "净增",
];

const WHOLE_TO_PART: &[&str] =
    &["其中", "使用", "已使用", "已入住", "已完成", "已投产", "投产", "已退出", "已脱贫", "占"];

/// Reads the links that the words between neighbouring quantities of a sentence state.
pub(crate) fn links(layout: &Layout<'_>, quantities: &[Quantity]) -> Links {
    let mut links = Links {
        series: vec![None; quantities.len()],
        roles: vec![None; quantities.len()],
        next: 0,
    };
    for index in 1..quantities.len() {
        let (Some(first), Some(second)) = (quantities.get(index - 1), quantities.get(index)) else {
            continue;
        };
        if !layout.together(index - 1, index) {
            continue;
        }
        let gap = Span::new(first.span.end, second.span.start).of(layout.text);
        let before = layout.sentence_before(index - 1, first.span.start);
        if change(first, second, gap, &before) {
            links.pair(index - 1, Role::From, index, Role::To);
        } else if let Some(pairs) = pair_of_changes(layout, quantities, index, gap) {
            for (from, to) in pairs {
                links.pair(from, Role::From, to, Role::To);
            }
        } else if changed_by(first, second, gap) {
            links.pair(index - 1, Role::To, index, Role::Change);
        } else if gap.contains("其中") && first.unit == second.unit {
            links.pair(index - 1, Role::Whole, index, Role::Part);
        } else if second.dimension == Dimension::Share
            && gap.contains('占')
            && first.dimension == Dimension::Count
        {
            links.pair(index - 1, Role::Part, index, Role::Share);
        } else if first.unit == second.unit
            && WHOLE_TO_PART.iter().any(|word| gap.contains(word))
            && larger(first, second)
        {
            links.pair(index - 1, Role::Whole, index, Role::Part);
        }
    }
    links
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

/// Whether `text` says that something has arrived at a new state: 扩大到, 降至.
pub(crate) fn arrives(text: &str) -> bool {
    TO.iter()
        .filter(|word| word.chars().count() > 1 && **word != "达到")
        .any(|word| text.contains(word))
}

/// 由A降至B, 从A增加到B: the same unit at both ends, a word of arrival between, nothing else.
fn change(first: &Quantity, second: &Quantity, gap: &str, before: &str) -> bool {
    if first.unit != second.unit || first.dimension == Dimension::Duration {
        return false;
    }
    let arrives = TO.iter().any(|word| gap.trim().ends_with(word) || gap.contains(word));
    if !arrives || gap.chars().count() > 16 || gap.contains(['。', ';', '；']) {
        return false;
    }
    let clause = before.rsplit([',', '，', ';', '；', '。']).next().unwrap_or_default();
    let departs = clause.contains('由') || clause.contains('从');
    let strong = TO.iter().take(30).any(|word| gap.contains(word));
    departs || (strong && clause.contains('的') && gap.chars().count() <= 8)
}

/// 由1.1万户3.3万人减少到6080户1.6万人: households and people move together. The two starts and their
/// ends, where the gap before `index` says so.
fn pair_of_changes(
    layout: &Layout<'_>,
    quantities: &[Quantity],
    index: usize,
    gap: &str,
) -> Option<[(usize, usize); 2]> {
    let first = index.checked_sub(2)?;
    let four = quantities.get(first..index + 2)?;
    let [a, b, c, d] = four else { return None };
    let joined = |x: &Quantity, y: &Quantity| {
        matches!(Span::new(x.span.end, y.span.start).of(layout.text), "" | "、" | "和" | "，" | ",")
    };
    let units = a.unit == c.unit && b.unit == d.unit && a.unit != b.unit;
    let arrives = TO.iter().take(30).any(|word| gap.contains(word)) && gap.chars().count() <= 16;
    let together = layout.together(first, index + 1);
    (units && arrives && together && joined(a, b) && joined(c, d))
        .then_some([(first, index), (first + 1, index + 1)])
}

/// 降至2.41%,下降3个百分点: the second is the size of the change.
fn changed_by(first: &Quantity, second: &Quantity, gap: &str) -> bool {
    let points = first.dimension == Dimension::Share && second.dimension == Dimension::Points;
    let tail = gap.trim_end_matches(['了', ' ']);
    CHANGED.iter().any(|word| tail.ends_with(word)) && (points || first.unit == second.unit)
}

fn larger(first: &Quantity, second: &Quantity) -> bool {
    matches!((point(first), point(second)), (Some(a), Some(b)) if a > b)
}

/// The single value of a quantity.
pub(crate) const fn point(quantity: &Quantity) -> Option<Decimal> {
    match quantity.value {
        Value::Point(value) => Some(value),
        Value::Range { .. } => None,
    }
}

/// 2011年贫困人口19.3万人…;到去年底,减少到8900人: an arrival without a start of its own takes the last
/// figure of the same thing before it as its start.
pub(crate) fn arrivals(figures: &mut [Figure], text: &str, rules: &Sense) {
    let taken = figures.iter().filter_map(|f| f.series).max();
    let mut next = taken.map_or(0, |n| n + 1);
    for index in 1..figures.len() {
        let Some(from) = start_of(figures, index, text) else { continue };
        for (at, role) in [(from, Role::From), (index, Role::To)] {
            if let Some(figure) = figures.get_mut(at) {
                figure.series = Some(next);
                figure.role = Some(role);
                if role == Role::From {
                    let by = figure.quantity.span;
                    let start = rules.start_of_later_change.decide(Status::Baseline, by);
                    figure.status = start.unwrap_or(figure.status);
                }
            }
        }
        next += 1;
        let Some((sentence, period)) = figures.get(from).map(|f| (f.sentence, f.period)) else {
            continue;
        };
        let last = (from + 12).min(figures.len());
        let around = figures.get_mut(from.saturating_sub(12)..last).unwrap_or_default();
        let beside = around
            .iter_mut()
            .filter(|f| f.sentence == sentence && f.period == period && f.period.is_some());
        for figure in beside.filter(|f| f.status == Status::Actual && f.key) {
            let by = figure.quantity.span;
            figure.status =
                rules.beside_a_start.decide(Status::Baseline, by).unwrap_or(figure.status);
        }
    }
}

/// Least distance in years between a state and the last one of the same thing that makes it a start.
const START_YEARS: i16 = 2;

/// 2014年贫困人口8.1万人, and later in the text how many were left in 2018: the oldest value of a
/// state is what the others are compared with.
pub(crate) fn starts(figures: &mut [Figure], lexicon: &Lexicon) {
    let mut first: BTreeMap<(String, Option<Adcode>), (i16, i16)> = BTreeMap::new();
    for figure in figures.iter().filter(|f| is_state(f, lexicon)) {
        let (Some(id), Some(period)) = (figure.indicator.as_ref(), figure.period) else { continue };
        let year = period.end.year();
        let years = first.entry((id.0.clone(), figure.region)).or_insert((year, year));
        *years = (years.0.min(year), years.1.max(year));
    }
    let told = |f: &Figure| f.status == Status::Actual && is_state(f, lexicon);
    for figure in figures.iter_mut().filter(|f| told(f)) {
        let (Some(id), Some(period)) = (figure.indicator.as_ref(), figure.period) else { continue };
        let known = first.get(&(id.0.clone(), figure.region));
        let begins =
            known.is_some_and(|(from, to)| period.end.year() == *from && to - from >= START_YEARS);
        if begins && figure.role.is_none_or(|role| role == Role::From) {
            let by = figure.quantity.span;
            let oldest = lexicon.book.sense.oldest_state.decide(Status::Baseline, by);
            figure.status = oldest.unwrap_or(figure.status);
        }
    }
}

/// Whether a figure tells a state of a region at a time.
fn is_state(figure: &Figure, lexicon: &Lexicon) -> bool {
    let stock = |id| lexicon.indicator(id).is_some_and(|def| def.stock);
    figure.scope == Scope::Region
        && matches!(*figure.status, Status::Actual | Status::Baseline)
        && figure.indicator.as_ref().is_some_and(stock)
}

fn start_of(figures: &[Figure], index: usize, text: &str) -> Option<usize> {
    let to = figures.get(index).filter(|f| f.series.is_none())?;
    let lead = text.get(..to.quantity.span.start)?.trim_end();
    let arrives = TO.iter().filter(|word| word.chars().count() > 1 && **word != "达到");
    if !arrives.into_iter().any(|word| lead.ends_with(word)) {
        return None;
    }
    (index.saturating_sub(6)..index).rev().find(|at| {
        figures.get(*at).is_some_and(|from| {
            from.series.is_none()
                && from.status == Status::Actual
                && from.indicator.is_some()
                && from.indicator == to.indicator
                && from.measure == to.measure
                && from.quantity.unit == to.quantity.unit
                && from.region == to.region
                && to.sentence - from.sentence <= 1
                && from.period.is_none_or(|a| to.period.is_none_or(|b| a.end < b.end))
        })
    })
}

/// Links a plan with what was done: the same indicator, unit and place within two sentences, one
/// planned and the other actual. A village's share is not the county's plan come true.
pub(crate) fn plans(figures: &mut [Figure]) {
    let taken = figures.iter().filter_map(|f| f.series).max();
    let mut next = taken.map_or(0, |n| n + 1);
    for index in 1..figures.len() {
        let Some(partner) = (index.saturating_sub(6)..index).rev().find(|other| {
            figures.get(*other).zip(figures.get(index)).is_some_and(|(a, b)| plan_pair(a, b))
        }) else {
            continue;
        };
        for at in [partner, index] {
            if let Some(figure) = figures.get_mut(at) {
                figure.series = Some(next);
                figure.role =
                    Some(if figure.status == Status::Planned { Role::Target } else { Role::Done });
            }
        }
        next += 1;
    }
}

fn plan_pair(a: &Figure, b: &Figure) -> bool {
    let one_each = (a.status == Status::Planned) != (b.status == Status::Planned)
        && [a.status, b.status].iter().all(|s| matches!(**s, Status::Planned | Status::Actual));
    // A village that has two and plans one more has not done more than it planned.
    let wide = [a.scope, b.scope].iter().all(|s| matches!(s, Scope::Region | Scope::Part));
    one_each
        && wide
        && a.series.is_none()
        && b.series.is_none()
        && a.indicator.is_some()
        && a.indicator == b.indicator
        && a.quantity.unit == b.quantity.unit
        && a.region == b.region
        && a.locality == b.locality
        && b.sentence - a.sentence <= 2
}
