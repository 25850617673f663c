//! Mentions put together: 四川省绵阳市三台县新德镇 is one place, 三台、盐亭两县 one list.

use super::function::Function;
use super::locality;
use super::name::{Name, Tables};
use super::organ;
use super::resolve::Resolved;
use crate::gazetteer::Adcode;
use crate::rules::place::{BesideAnother, Place};
use crate::rules::{Decided, Decision};
use crate::span::Span;
use std::collections::BTreeMap;

/// What a group says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name.
    #[default]
    Named,
    /// 该县, 全市, 当地: stands for a place named before.
    Anaphor,
    /// 全国: no division.
    National,
}

/// A place as the text builds it, from the largest to the smallest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// Where.
    pub(super) span: Span,
    /// The smallest division; none for a village whose county is not known, or for the country.
    pub(super) code: Option<Adcode>,
    /// Town and village below it.
    pub(super) locality: Option<String>,
    /// That it is part of the name of something else.
    pub(super) within_name: Option<Decision>,
    /// What it says.
    pub(super) kind: Kind,
    /// Number of the list it stands in, when it stands in one of two or more.
    pub(super) list: Option<usize>,
    /// Its clause, when it stands in one: index.
    pub(super) clause: Option<usize>,
    /// The section of that clause.
    pub(super) section: Option<usize>,
    /// What it does there, where a rule tells.
    pub(super) function: Option<Decided<Function>>,
    /// That the text only meets it: a neighbour, a helper, where somebody worked.
    pub(super) elsewhere: Option<Decision>,
    /// How it was read as a town or village, or a word that stands for a place.
    pub(super) read: Option<Decision>,
    /// How a village found its county.
    pub(super) county: Option<Decision>,
}

impl Group {
    /// Whether it stands for the whole country.
    pub(super) fn is_national(&self) -> bool {
        self.kind == Kind::National
    }

    /// Whether this is what it does in its clause.
    pub(super) fn is(&self, function: Function) -> bool {
        self.function.is_some_and(|own| own == function)
    }

    /// Whether it is only named as a neighbour, or else only met.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.elsewhere.is_some() || self.function.is_some_and(|own| own.rule == BesideAnother::RULE)
    }

    /// Whether it counts as a place.
    pub(super) const fn counts(&self) -> bool {
        self.within_name.is_none()
    }

    /// What was decided about it.
    pub(super) fn decisions(&self) -> impl Iterator<Item = Decision> {
        let function = self.function.map(|function| function.decision());
        [self.read, self.within_name, function, self.county, self.elsewhere].into_iter().flatten()
    }
}

/// Groups of `names`, which are resolved to `resolved`, with the towns and villages around them.
pub(super) fn groups(
    text: &str,
    names: &[Name],
    resolved: &[Resolved],
    Tables { gazetteer, rules }: Tables<'_>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let span_of = |index: Option<usize>| Some(names.get(index?)?.span);
    for (index, (name, place)) in names.iter().zip(resolved).enumerate() {
        let Some(code) = place.code else { continue };
        let (next, last) = (span_of(index.checked_add(1)), span_of(index.checked_sub(1)));
        let within_name = organ::holds(text, name.span, code, rules)
            .or_else(|| organ::on_route(text, name.span, next, last, rules));
        let chained = groups.last_mut().filter(|last| {
            last.span.end == name.span.start
                && last.code.is_some_and(|above| gazetteer.within(code, above))
        });
        if let Some(last) = chained {
            last.span.end = name.span.end;
            last.code = Some(code);
            last.within_name = within_name;
        } else {
            let span = name.span;
            groups.push(Group { span, code: Some(code), within_name, ..Group::default() });
        }
    }
    add_localities(text, &mut groups, rules);
    mark_lists(text, &mut groups, rules);
    groups
}

fn add_localities(text: &str, groups: &mut Vec<Group>, rules: &Place) {
    // County and full label by every way to say it.
    let mut county_of: BTreeMap<String, (Option<Adcode>, String)> = BTreeMap::new();
    for group in groups.iter_mut().filter(|group| group.counts()) {
        let Some(found) = locality::at(text, group.span.end, rules) else { continue };
        group.span.end = found.span.end;
        group.locality = Some(found.label());
        group.read = Some(found.by);
        for part in [&found.town, &found.village].into_iter().flatten() {
            // 三河村 after 三岔河乡三河村 is the same village; 三岔河乡 alone is the town.
            let whole = found.village.as_ref() == Some(part);
            let label = if whole { found.label() } else { part.clone() };
            county_of.entry(part.clone()).or_insert((group.code, label));
        }
        county_of.entry(found.label()).or_insert((group.code, found.label()));
    }
    let taken: Vec<Span> = groups.iter().map(|group| group.span).collect();
    let known: Vec<String> = county_of.keys().cloned().collect();
    for found in locality::standing_alone(text, &taken, &known, rules) {
        let known = [Some(found.label()), found.village.clone(), found.town.clone()]
            .into_iter()
            .flatten()
            .find_map(|label| county_of.get(&label).cloned());
        let code = known.as_ref().and_then(|(code, _)| *code);
        let own = found.town.is_some();
        let locality = known.map(|(_, label)| label).filter(|_| !own).or(Some(found.label()));
        let read = Some(found.by);
        groups.push(Group { span: found.span, code, locality, read, ..Group::default() });
    }
    groups.sort_by_key(|group| group.span);
}

/// Numbers the lists: groups that nothing but a joiner parts.
fn mark_lists(text: &str, groups: &mut [Group], rules: &Place) {
    let mut number = 0;
    for index in 1..groups.len() {
        let [before, group] = [index - 1, index].map(|i| groups.get(i).map(|g| g.span));
        let (Some(before), Some(group)) = (before, group) else { continue };
        if before.end > group.start
            || !rules.joiners.is(Span::new(before.end, group.start).of(text))
        {
            number += 1;
            continue;
        }
        for i in [index - 1, index] {
            if let Some(member) = groups.get_mut(i) {
                member.list = Some(number);
            }
        }
    }
}
