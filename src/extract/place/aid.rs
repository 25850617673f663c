//! What one place builds in another with the money that it gives.

use super::attribute::Reader;
use super::group::{Group, Kind};
use crate::extract::clause::first_clause;
use crate::gazetteer::Adcode;
use crate::rules::Decided;
use crate::span::Span;

/// How far behind who gives the word of aid may end, in characters.
const GIFT: usize = 12;

impl Reader<'_> {
    /// 青浦区帮扶资金2100万元，建起大棚240座: the money is the giver's, what is built stands where the
    /// aid goes: the place that the sentence names, else what the article is about.
    pub(super) fn built_by(&self, giver: &Group) -> Option<Decided<Adcode>> {
        let rule = &self.rules.built_with_aid;
        let main = self.places.main?;
        let code = giver.code?;
        if giver.span.end > self.at.start {
            return None;
        }
        if self.rules.place_before_number.money.ends(self.at.of(self.text())) {
            return None;
        }
        let clause = self.places.clauses.get(self.clause_index()?)?;
        let sentence = self.article.sentences.get(clause.sentence)?.span;
        if !sentence.contains(giver.span) {
            return None;
        }
        let between = self.stretch(giver.span.end, self.at.start);
        let by = rule.builds.first_in(between)?;
        // Who is sent and what is bought stays the giver's; who gets work there does not.
        let own = self.stretch(giver.span.end.max(clause.span.start), self.at.start);
        let told = rule.builds.any(&own) || self.rules.one_who_gains.gains.any(&own);
        if !told {
            return None;
        }
        if !self.gives(giver) {
            return None;
        }
        let groups = &self.places.groups;
        let first = groups.partition_point(|group| group.span.start < giver.span.end);
        let behind = groups.iter().skip(first).take_while(|g| g.span.end <= self.at.start);
        let receives = |group: &&Group| {
            group.counts()
                && group.kind == Kind::Named
                && group.code.is_some_and(|other| !self.related(Some(other), Some(code)))
        };
        let receiver = behind.filter(receives).last().and_then(|group| group.code);
        // What a place does at home is its own.
        let elsewhere = || Some(main).filter(|main| !self.related(Some(code), Some(*main)));
        rule.decide(receiver.or_else(elsewhere)?, by)
    }

    /// 青浦区|援助资金…, but not 会泽县|用好援助资金….
    fn gives(&self, giver: &Group) -> bool {
        let rules = self.rules;
        let rest = Span::new(giver.span.end, self.at.start).of(self.text());
        let reach = rest.char_indices().nth(GIFT).map_or(rest.len(), |(at, _)| at);
        let near = rest.get(..reach).unwrap_or_default();
        let near = first_clause(near);
        rules.aid.first(near).and_then(|(at, _)| near.get(..at)).is_some_and(|before| {
            !rules.one_who_gives.getting.any(before) && !rules.built_with_aid.uses.any(before)
        })
    }
}
