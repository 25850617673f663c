//! Whose a figure is when several places stand before it: dealt out, in common, as examples.

use super::attribute::{Reader, Whose};
use super::group::{Group, Kind};
use crate::extract::Basis;
use crate::extract::clause::last_clause;
use crate::gazetteer::Adcode;
use crate::rules::Decided;
use crate::span::Span;

impl<'a> Reader<'a> {
    /// 甲县和乙县分别减贫6381人和4542人: in order. None when nothing is dealt out.
    fn paired(&self, members: &[&'a Group]) -> Option<&'a Group> {
        let between = Span::new(members.last()?.span.end, self.at.start);
        if !self.index().deals_out(between) {
            return None;
        }
        let rule = &self.rules.dealt_in_order;
        let between = between.of(self.text());
        let (at, word) = rule.deals.first(between)?;
        let dealt = between.get(at + word.len()..)?;
        if dealt.contains(['。', '；', ';']) {
            return None;
        }
        // Each clause deals out anew: …1263公里和1518公里，…率达到96%和98.4%.
        let own = last_clause(dealt);
        let position = own.chars().filter(|c| rule.joints.has(*c)).count();
        members.get(position).copied()
    }

    /// A list of counties stands for what holds them all, if the text speaks of that.
    pub(super) fn of_list(&self, chosen: Decided<&'a Group>, basis: Basis) -> Whose {
        let group = chosen.value;
        let as_chosen = || of(chosen);
        let Some(list) = group.list else { return as_chosen() };
        let members: Vec<&Group> = self.index().lists.get(&list).map_or_else(Vec::new, |list| {
            list.iter().filter_map(|member| self.places.groups.get(*member)).collect()
        });
        let dealt = self.paired(&members);
        if let Some(one) = dealt.and_then(|one| self.rules.dealt_in_order.decide(one, one.span)) {
            return of(one);
        }
        if members.iter().all(|member| member.code == group.code) {
            let one = members.iter().all(|member| member.locality == group.locality);
            let (region, locality) = as_chosen();
            return (region, locality.filter(|_| one));
        }
        let rule = &self.rules.list_of_divisions;
        // 广元市、利州区各级: the smallest, when each holds the next.
        let smallest = members
            .iter()
            .copied()
            .find(|one| members.iter().all(|member| self.within(one.code, member.code)));
        if let Some(smallest) = smallest {
            return rule.decide(smallest, smallest.span).map_or_else(as_chosen, of);
        }
        let common = self.common(group, &members, basis);
        let together = common.and_then(|above| rule.decide(above, group.span));
        together.map_or_else(as_chosen, |above| (Some(above), None))
    }

    /// 沈阳化工、盘锦精细化工2个平台: as many as the places before them, so of what holds them all.
    pub(super) fn of_counted(&self, chosen: &Group) -> Option<Whose> {
        let rule = &self.rules.as_many_as_places;
        let clause = *self.places.clauses.get(self.clause_index()?)?;
        let front = self.groups(clause).filter(|group| group.span.end <= self.at.start);
        let front: Vec<&Group> = front.filter(|group| group.kind == Kind::Named).collect();
        let digits = self.at.of(self.text()).trim_end_matches(|c: char| !c.is_ascii_digit());
        if front.len() < 2 || digits.parse() != Ok(front.len()) {
            return None;
        }
        let parted = front.iter().enumerate().all(|(at, one)| {
            front.iter().skip(at + 1).all(|other| !self.related(one.code, other.code))
        });
        let listed = self.stretch(front.first()?.span.end, front.last()?.span.start);
        let common = self.common(chosen, &front, Basis::Stated)?;
        let here = chosen.clause == self.clause_index();
        let code = (parted && here && rule.joints.any(&listed))
            .then(|| rule.decide(common, chosen.span))??;
        Some((Some(code), None))
    }

    /// 高山村等8个安置点, 洛阳等10个枢纽: a place that is only named as one of several does not hold
    /// them; what it is a part of does.
    pub(super) fn unless_example(&self, chosen: &Group, (region, locality): Whose) -> Whose {
        let rule = &self.rules.village_as_example;
        let word = rule.others.last_of(self.stretch(0, self.at.start));
        let Some((region, word)) = region.zip(word) else { return (region, locality) };
        // 平武县中蜂园等8个 are 平武县's; 洛阳等10个枢纽 and 曾都区甲、下陆区乙等18个集群 are not.
        let other = |group: &&Group| {
            group.span.start >= chosen.span.end
                && group.span.end <= word.start
                && !self.related(group.code, chosen.code)
        };
        let listed = chosen.span.end == word.start
            || chosen.clause.and_then(|at| self.places.clauses.get(at)).is_some_and(|clause| {
                clause.span.contains(word) && self.groups(*clause).any(|group| other(&group))
            });
        let main = self.places.main.filter(|main| self.within(Some(*region), Some(*main)));
        let whole = if locality.is_some() { Some(*region) } else { main.filter(|_| listed) };
        match whole.and_then(|whole| rule.decide(whole, word)) {
            Some(region) => (Some(region), None),
            None => (Some(region), locality),
        }
    }

    /// What holds all `members` of the list that `group` stands in, if the text speaks of that.
    fn common(&self, group: &Group, members: &[&Group], basis: Basis) -> Option<Adcode> {
        let parent = |code: Option<Adcode>| {
            code.and_then(|code| self.places.paths.get(&code)?.last().copied())
        };
        parent(group.code)
            .filter(|&above| members.iter().all(|m| parent(m.code) == Some(above)))
            .filter(|above| {
                self.places.main.is_some_and(|main| self.within(Some(*above), Some(main)))
                    || (basis == Basis::Stated && self.places.paths.contains_key(above))
            })
            // What an article on a county says after naming its neighbours is its own again, and
            // what several gave together is none of theirs.
            .or(self.places.main)
    }
}

fn of(group: Decided<&Group>) -> Whose {
    (group.code.map(|code| group.map(|_| code)), group.locality.clone())
}
