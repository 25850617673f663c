//! Figures of a part of the region: the poor among the employed, the money of four pilot townships.

use super::{Judged, Named};
use crate::extract::clause::Layout;
use crate::extract::place::Places;
use crate::extract::{PlaceMention, Scope};
use crate::lexicon::{Dimension, Lexicon};
use crate::rules::Words;
use crate::rules::reach::{OfSeveralDivisions, OfSomeMembers, OfSomeUnnamed, Reach};
use crate::rules::relation::Relation;
use crate::span::{Span, Stretch};

/// How many figures before a part its whole is looked for.
const WHOLE: usize = 4;
/// How many quantities before the figure its subject is looked for.
const REACH: usize = 6;

/// 解决就业13768人,其中贫困人口1374人: the poor among others are not the poor of the region. The part takes
/// the name of its whole and no indicator.
pub(super) fn part_of_other(
    judged: &[Judged],
    index: usize,
    layout: &Layout<'_>,
    rules: &Relation,
    lexicon: &Lexicon,
) -> Option<Named> {
    let part = judged.get(index)?;
    let clause = layout.stretch(part.draft.clause).trim_start();
    let word = rules.among.at_start(&clause)?;
    let known = part.indicator.as_deref().and_then(|id| lexicon.indicator(id))?;
    if known.part_of.is_empty() {
        return None;
    }
    let whole = judged.get(..index)?.iter().rev().take(WHOLE).find(|whole| {
        whole.draft.sentence == part.draft.sentence
            && whole.draft.quantity.unit == part.draft.quantity.unit
            && whole.draft.quantity.span.start < part.draft.clause.start
    })?;
    let of = whole.indicator.as_deref()?;
    let other = *of != known.id && !known.part_of.contains(of) && !whole.measure.is_empty();
    let name = format!("{}（{}）", *whole.measure, *part.measure);
    let named = |name| rules.part_of_other.decide(name, clause.place(0, word.len()));
    Some(Named { measure: other.then(|| named(name))??, reach: None })
}

/// 4个试点乡镇共投入资金2.6亿元; 2个贫困乡和15个贫困村分别减贫1900人和5200人: what is told of some
/// members of the region carries their name and no indicator, or it would pass for the whole. Of several
/// subjects with 分别 each has the figure in its place.
pub(super) fn of_some(
    judged: &[Judged],
    index: usize,
    layout: &Layout<'_>,
    rule: &OfSomeMembers,
) -> Option<Named> {
    let figure = judged.get(index)?;
    let quantity = &figure.draft.quantity;
    let amount = quantity.dimension == Dimension::Money || rule.units.is(&quantity.unit);
    if !amount || figure.reach != Scope::Region {
        return None;
    }
    let before = judged.get(..index)?;
    let told = told_of(before, figure, layout, rule);
    if told.is_empty() {
        return None;
    }
    let place = place_in_list(before, figure, layout, rule);
    let subject = told.get(place).filter(|_| told.len() > 1).or(told.first())?;
    let name = subject.measure.as_str();
    let own = figure.measure.strip_prefix(name).unwrap_or(&figure.measure);
    let own = rule.predicates.strip_start(own).unwrap_or(own);
    if own.is_empty() || own.contains(name) {
        return None;
    }
    let by = subject.draft.quantity.span;
    let measure = rule.decide(format!("{own}（{name}）"), by)?;
    Some(Named { measure, reach: rule.decide(Scope::Part, by) })
}

/// The members that the clause of `figure`, or one before it up to a semicolon, is about, in order.
fn told_of<'j>(
    before: &'j [Judged],
    figure: &Judged,
    layout: &Layout<'_>,
    rule: &OfSomeMembers,
) -> Vec<&'j Judged> {
    let mut end = figure.draft.quantity.span.start;
    let mut told: Vec<&Judged> = Vec::new();
    for subject in before.iter().rev().take(REACH) {
        if subject.draft.sentence != figure.draft.sentence {
            break;
        }
        let start = subject.draft.quantity.span.end;
        let after = Span::new(start, end.max(start)).of(layout.text);
        if !is_member(subject, rule) {
            if after.contains(['；', ';']) || !told.is_empty() {
                break;
            }
            continue;
        }
        let rest = rule.modifier.strip_start(after).unwrap_or(after);
        let stands = rest.strip_prefix(subject.measure.as_str()).is_some_and(|rest| {
            if told.is_empty() {
                !rule.wider.any(rest) && rule.predicates.starts(rest)
            } else {
                rule.joins.is(rest)
            }
        });
        if !stands {
            break;
        }
        told.push(subject);
        end = subject.draft.quantity.span.start;
    }
    told.reverse();
    told
}

/// Whether it counts picked members: 15个|深度贫困村.
fn is_member(subject: &Judged, rule: &OfSomeMembers) -> bool {
    let quantity = &subject.draft.quantity;
    quantity.dimension == Dimension::Count
        && rule.counter.is(&quantity.unit)
        && rule.members.ends(&subject.measure)
        && rule.picked.any(&subject.measure)
}

/// How many figures of the same unit stand right before this one, joined by 和 or 、.
fn place_in_list(
    before: &[Judged],
    figure: &Judged,
    layout: &Layout<'_>,
    rule: &OfSomeMembers,
) -> usize {
    let mut start = figure.draft.quantity.span.start;
    let listed = before.iter().rev().take(REACH).take_while(|other| {
        let quantity = &other.draft.quantity;
        let gap = Span::new(quantity.span.end, start.max(quantity.span.end)).of(layout.text);
        start = quantity.span.start;
        rule.joins.is(gap) && quantity.unit == figure.draft.quantity.unit
    });
    listed.count()
}

/// 部分村|贫困发生率高达50%, 最高的|达62%: what is told of some that have no name carries the word that says
/// so and no indicator, or it would pass for the whole.
pub(super) fn of_unnamed(
    figure: &Judged,
    layout: &Layout<'_>,
    (places, rules, verbs): (&Places, &Reach, &Words),
) -> Option<Named> {
    let rule = &rules.of_some_unnamed;
    if figure.reach != Scope::Region {
        return None;
    }
    let clause = layout.stretch(figure.draft.clause);
    let lead = clause.until(figure.draft.quantity.span.start);
    let at = extreme(lead, rule)
        .or_else(|| some(lead, rule, verbs))
        .or_else(|| some_before(figure, lead, layout, (places, rules, verbs)))?;
    let (word, own) = (at.of(layout.text), figure.measure.as_str());
    let told = own.contains(word) || own.is_empty();
    let measure = if told { own.to_owned() } else { format!("{own}（{word}）") };
    Some(Named { measure: rule.decide(measure, at)?, reach: rule.decide(Scope::Part, at) })
}

/// 内江、眉山|经济总量突破2000亿元: behind a list of divisions below its region a figure is of these; it
/// carries their names and no indicator.
pub(super) fn of_divisions(
    figure: &Judged,
    layout: &Layout<'_>,
    places: &Places,
    rule: &OfSeveralDivisions,
) -> Option<Named> {
    let region = figure.division().filter(|_| figure.reach == Scope::Region)?;
    let (clause, end) = (figure.draft.clause, figure.draft.quantity.span.start);
    let from = places.mentions.partition_point(|m| m.span.start < clause.start);
    let inside = places.mentions.iter().skip(from).take_while(|m| m.span.end <= end);
    let named: Vec<&PlaceMention> = inside.filter(|m| !m.within_name && !m.anaphor).collect();
    let below = |m: &&PlaceMention| {
        m.code.is_some_and(|c| c != region && [c.prefecture(), c.province()].contains(&region))
    };
    let joined = |pair: &[&PlaceMention]| match pair {
        [a, b] => rule.joints.is(Span::new(a.span.end, b.span.start).of(layout.text)),
        _ => false,
    };
    let list = named.first()?.span.join(named.last()?.span);
    // 北川、平武|2个县摘帽 counts them.
    let counted = list.end == end || rule.more.starts(Span::new(list.end, end).of(layout.text));
    let several = named.len() > 1 && named.iter().all(below) && named.windows(2).all(joined);
    let (own, names) = (figure.measure.as_str(), list.of(layout.text));
    let told = own.contains(names);
    let measure = if told { own.to_owned() } else { format!("{own}（{names}）") };
    Some(Named {
        measure: rule.decide(measure, list).filter(|_| several && !counted)?,
        reach: rule.decide(Scope::Part, list),
    })
}

/// The highest of them, right before its number: 最高的村|达到|62%.
fn extreme(lead: Stretch<'_>, rule: &OfSomeUnnamed) -> Option<Span> {
    let lead = lead.trim_end();
    let found = rule.extreme.first_in(lead)?;
    let word = found.as_str().trim_start_matches(['，', ',', '；', ';', '、']);
    Some(lead.place(found.end() - word.len(), word.len()))
}

/// Some of them as the subject: no verb stands before, as in 支持|部分村发展产业.
fn some(lead: Stretch<'_>, rule: &OfSomeUnnamed, verbs: &Words) -> Option<Span> {
    let told = rule.told.may_match(lead).then(|| rule.told.regex())??;
    let found = told.find_iter(&lead);
    let mut found = found.filter(|found| !rule.never.starts(found.as_str()));
    let found = found.next()?;
    let acted = verbs.any(&lead.take(found.start()));
    (!acted).then(|| lead.place(found.start(), found.len()))
}

/// The clause before is about some of them, and this one goes on without a subject: 部分村缺水，|贫困发生率达50%.
fn some_before(
    figure: &Judged,
    lead: Stretch<'_>,
    layout: &Layout<'_>,
    (places, rules, verbs): (&Places, &Reach, &Words),
) -> Option<Span> {
    let here = layout.clauses.partition_point(|c| c.span.start < figure.draft.clause.start);
    let before = layout.clauses.get(here.checked_sub(1)?)?;
    let first = places.mentions.partition_point(|m| m.span.start < lead.span().start);
    let named = places.mentions.get(first).is_some_and(|m| lead.span().contains(m.span));
    let wider = named || rules.summary.any(&lead) || !before.quantities.is_empty();
    if before.sentence != figure.draft.sentence || wider {
        return None;
    }
    some(layout.stretch(before.span), &rules.of_some_unnamed, verbs)
}
