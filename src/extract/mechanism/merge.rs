//! Mentions of one device become one device; the same name in two regions stays two.

use super::{Candidate, Home, Named, Verdict};
use crate::extract::Mechanism;
use crate::gazetteer::Adcode;
use crate::rules::Decided;
use crate::span::Span;
use std::collections::BTreeMap;

/// Merges `found` (in order of the text): the mention with most parts speaks for all of them. What is
/// no device, and bare mentions of one, come to `others`.
pub(super) fn merge(
    found: Vec<Candidate>,
    home: impl Fn(Span) -> Home,
    finish: impl Fn(Named, &Candidate, &Home) -> Mechanism,
    others: &mut Vec<Decided<Span>>,
) -> Vec<Mechanism> {
    let mut groups: Vec<Group> = Vec::new();
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for candidate in found {
        let place = home(candidate.span);
        let known = named.entry(candidate.name.clone()).or_default();
        let fitting = known.iter().copied().find(|index| {
            let lead = groups.get(*index).and_then(Group::lead);
            lead.is_some_and(|(other, at)| compatible(other, at, &candidate, &place))
        });
        if let Some(group) = fitting.and_then(|index| groups.get_mut(index)) {
            group.push(candidate, place);
        } else {
            known.push(groups.len());
            groups.push(Group { mentions: vec![(candidate, place)], lead: 0 });
        }
    }
    let mut merged: Vec<Mechanism> =
        groups.iter().filter_map(|g| of_group(&g.mentions, &finish, others)).collect();
    merged.sort_by_key(|m| m.span);
    merged
}

/// Mentions taken for one device.
struct Group {
    mentions: Vec<(Candidate, Home)>,
    /// The mention that others are compared with: the one with most parts, headlines last.
    lead: usize,
}

impl Group {
    fn lead(&self) -> Option<&(Candidate, Home)> {
        self.mentions.get(self.lead)
    }

    fn push(&mut self, candidate: Candidate, home: Home) {
        let weight = |c: &Candidate| (c.parts.items.len(), !c.title);
        if self.lead().is_none_or(|(lead, _)| weight(&candidate) > weight(lead)) {
            self.lead = self.mentions.len();
        }
        self.mentions.push((candidate, home));
    }
}

/// A mention may join when it speaks of the same division, or says nothing of its own: a headline,
/// or a mention without parts in the division above or below.
fn compatible(one: &Candidate, at: &Home, other: &Candidate, there: &Home) -> bool {
    if differ(&one.parts.items, &other.parts.items) {
        return false;
    }
    let bare = one.parts.items.is_empty() || other.parts.items.is_empty();
    let (Some(a), Some(b)) = (at.region, there.region) else { return true };
    let (a, b) = (*a, *b);
    a == b || one.title || other.title || (related(a, b) && bare)
}

/// Whether two lists of parts have hardly anything in common: two devices of one name.
fn differ(one: &[String], other: &[String]) -> bool {
    let common = one.iter().filter(|i| other.contains(i)).count();
    !one.is_empty() && !other.is_empty() && common * 2 < one.len().min(other.len())
}

fn related(a: Adcode, b: Adcode) -> bool {
    let above = |high: Adcode, low: Adcode| low.prefecture() == high || low.province() == high;
    above(a, b) || above(b, a)
}

fn of_group(
    group: &[(Candidate, Home)],
    finish: impl Fn(Named, &Candidate, &Home) -> Mechanism,
    others: &mut Vec<Decided<Span>>,
) -> Option<Mechanism> {
    // The first mention says why; one that makes it key goes before those that do not.
    let devices = group.iter().filter_map(|(candidate, _)| candidate.named());
    let named = devices.reduce(|first, next| {
        let key = if *next.key && !*first.key { next.key } else { first.key };
        Named { key, ..first }
    });
    others.extend(group.iter().filter_map(|(candidate, _)| match (candidate.verdict, named) {
        (Verdict::Again(decision), Some(_)) | (Verdict::Rejected(decision), None) => {
            Some(decision.map(|()| candidate.span))
        }
        _ => None,
    }));
    let named = named?;
    let richness = |c: &Candidate| {
        let complete = c.form.complete(&c.parts.items) == Some(true);
        (complete, c.parts.items.len(), !c.weak(), !c.title, c.head.is_some())
    };
    let mut best = group.first()?;
    for entry in group {
        if richness(&entry.0) > richness(&best.0) {
            best = entry;
        }
    }
    let mut mechanism = finish(named, &best.0, &best.1);
    mechanism.mentions = group.iter().map(|(c, _)| c.span).collect();
    mechanism.span = group.first()?.0.span;
    for full in group.iter().filter_map(|(c, _)| c.full.as_ref()) {
        if !mechanism.aka.contains(full) {
            mechanism.aka.push(full.clone());
        }
    }
    Some(mechanism)
}
