//! Figures of a part of the region: the poor among the employed, the money of four pilot townships.

use super::clause::Layout;
use super::{Figure, Scope};
use crate::lexicon::{Dimension, Lexicon};
use crate::span::Span;

/// Endings of what a region consists of; figures of some of them are not those of the region.
const MEMBERS: &[&str] = &["乡", "镇", "村", "乡镇", "街道", "社区", "县", "区", "市", "旗"];
/// Words that pick some of them out.
const PICKED: &[&str] = &["贫困", "试点", "示范", "重点", "边境", "民族", "偏远", "高寒"];
/// What may follow such a subject: it and no other has what is told.
const PREDICATES: &[&str] = &["共", "已", "累计", "分别", "先后", "全年", "去年", "今年", "当年"];
/// How many quantities before the figure its subject is looked for.
const REACH: usize = 6;

/// 解决就业13768人,其中贫困人口1374人: the poor among others are not the poor of the region. The part takes
/// the name of its whole and no indicator.
pub(super) fn parts_of_others(figures: &mut [Figure], layout: &Layout<'_>, lexicon: &Lexicon) {
    for index in 1..figures.len() {
        let (before, rest) = figures.split_at_mut(index);
        let Some(part) = rest.first_mut() else { continue };
        let clause = layout.clause(index).map_or(Span::default(), |clause| clause.span);
        let among = clause.of(layout.text).trim_start().starts_with("其中");
        let known = part.indicator.as_ref().filter(|_| among).and_then(|id| lexicon.indicator(id));
        let Some(known) = known.filter(|def| !def.part_of.is_empty()) else { continue };
        let whole = before.iter().rev().take(4).find(|whole| {
            whole.sentence == part.sentence
                && whole.quantity.unit == part.quantity.unit
                && whole.quantity.span.start < clause.start
        });
        let Some(whole) = whole else { continue };
        let other = whole
            .indicator
            .as_ref()
            .is_some_and(|id| *id != known.id && !known.part_of.contains(id));
        if other && !whole.measure.is_empty() {
            part.measure = format!("{}（{}）", whole.measure, part.measure);
            part.indicator = None;
            part.rules.push("part-of-other".to_owned());
        }
    }
}

/// 4个试点乡镇共投入资金2.6亿元; 2个贫困乡和15个贫困村分别减贫1900人和5200人: what is told of some
/// members of the region carries their name and no indicator, or it would pass for the whole. Of several
/// subjects with 分别 each has the figure in its place.
pub(super) fn of_some(figures: &mut [Figure], layout: &Layout<'_>) {
    let mut subjects: Vec<(usize, String)> = Vec::new();
    for index in 1..figures.len() {
        let (before, rest) = figures.split_at(index);
        let Some(figure) = rest.first() else { continue };
        let amount = matches!(figure.quantity.dimension, Dimension::Money)
            || matches!(figure.quantity.unit.as_str(), "人" | "户" | "人次");
        if !amount {
            continue;
        }
        let told = told_of(before, figure, layout);
        if told.is_empty() {
            continue;
        }
        let place = place_in_list(before, figure, layout);
        let named = told.get(place).filter(|_| told.len() > 1).or(told.first());
        subjects.extend(named.map(|name| (index, name.clone())));
    }
    for (index, subject) in subjects {
        let Some(figure) = figures.get_mut(index) else { continue };
        let own = figure.measure.strip_prefix(&subject).unwrap_or(&figure.measure);
        let word = PREDICATES.iter().find(|word| own.starts_with(**word));
        let own = word.and_then(|word| own.strip_prefix(word)).unwrap_or(own);
        if figure.scope == Scope::Region && !own.is_empty() && !own.contains(&subject) {
            figure.measure = format!("{own}（{subject}）");
            figure.indicator = None;
            figure.scope = Scope::Part;
            figure.rules.push("of-some-members".to_owned());
        }
    }
}

/// The members that the clause of `figure`, or one before it up to a semicolon, is about.
fn told_of(before: &[Figure], figure: &Figure, layout: &Layout<'_>) -> Vec<String> {
    let mut end = figure.quantity.span.start;
    let mut told = Vec::new();
    for subject in before.iter().rev().take(REACH) {
        if subject.sentence != figure.sentence {
            break;
        }
        let gap = Span::new(subject.quantity.span.end, end.max(subject.quantity.span.end));
        let after = gap.of(layout.text);
        let Some(noun) = member(subject) else {
            if after.contains(['；', ';']) || !told.is_empty() {
                break;
            }
            continue;
        };
        let rest = after.strip_prefix('的').unwrap_or(after).strip_prefix(noun);
        let stands = rest.is_some_and(|rest| {
            if told.is_empty() {
                let clear = !["；", ";", "全县", "全市", "全区"].iter().any(|w| rest.contains(w));
                clear && PREDICATES.iter().any(|word| rest.starts_with(word))
            } else {
                matches!(rest, "和" | "、" | "与" | "及")
            }
        });
        if !stands {
            break;
        }
        told.insert(0, noun.to_owned());
        end = subject.quantity.span.start;
    }
    told
}

/// The noun of a count of picked members: 15个|深度贫困村.
fn member(subject: &Figure) -> Option<&str> {
    let noun = subject.measure.as_str();
    let counts = subject.quantity.dimension == Dimension::Count && subject.quantity.unit == "个";
    let some = counts
        && MEMBERS.iter().any(|member| noun.ends_with(member))
        && PICKED.iter().any(|word| noun.contains(word));
    some.then_some(noun)
}

/// How many figures of the same unit stand right before this one, joined by 和 or 、.
fn place_in_list(before: &[Figure], figure: &Figure, layout: &Layout<'_>) -> usize {
    let mut start = figure.quantity.span.start;
    let mut place = 0;
    for other in before.iter().rev() {
        let gap = Span::new(other.quantity.span.end, start.max(other.quantity.span.end));
        let joined = matches!(gap.of(layout.text), "和" | "、" | "与" | "及");
        if !joined || other.quantity.unit != figure.quantity.unit {
            break;
        }
        start = other.quantity.span.start;
        place += 1;
    }
    place
}
