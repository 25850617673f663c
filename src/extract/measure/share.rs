//! Shares and changes: what is divided and by what, what moved and how.

use super::phrase::{Phrase, is_han, length, tidy};
use super::{JOINED, LONGEST, Measure, Reader};
use crate::lexicon::Dimension;
use crate::rules::Decided;
use crate::span::Span;

/// Most things that a share is of.
const MOST: usize = 4;

impl Reader<'_, '_> {
    /// What is divided, and by what: 占全县总脱贫人口的48.1%. Of several shares (分别占…的A和B) each
    /// belongs to the part in the same place of the list before.
    pub(super) fn share_of(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.share_of;
        if self.quantity.dimension != Dimension::Share {
            return None;
        }
        let first = self.group_start();
        let lead = self.quantities.get(first)?.span.start;
        let before = Span::new(self.clause.start.min(lead), lead);
        let before = self.layout.stretch(before);
        let (at, divides) = before.char_indices().rfind(|(_, c)| rule.divides.has(*c))?;
        let from = before.skip(at);
        if let Some(last) = first.checked_sub(1)
            && self.quantities.get(last).is_some_and(|other| {
                other.dimension == Dimension::Share && other.span.start > from.span().start
            })
        {
            let whole = self.phrase_of(last, earlier)?;
            return rule.decide(whole.value.clone(), whole.by);
        }
        let subject = self.without_lead(before.take(at));
        let subject = self.without_tail(self.after_names(subject));
        let mut subject = tidy(&subject, &self.rules.attributive);
        let whole = self.without_tail(from.skip(divides.len_utf8()));
        let whole = self.without_lead(self.after_names(whole));
        let Phrase { text: whole, at } = Phrase::of(whole, &self.rules.attributive);
        if self.only_verbs(&subject) || length(&subject) < 2 || rule.apart.starts(&subject) {
            let several = self.group_size(first);
            let part = self.index.checked_sub(several);
            // A bound that only describes what is counted has no share: 5个…在25%以上的村,占….
            let part = part.filter(|i| !self.describes(*i)).or_else(|| part?.checked_sub(1));
            // Several shares have a part each, one has all of them.
            let parts = if several > 1 { 1 } else { MOST };
            subject = part.and_then(|i| self.numerators(i, parts, earlier)).unwrap_or_default();
        }
        let whole = if whole.is_empty() { &*rule.alone } else { &whole };
        if length(&subject) + length(whole) > JOINED + LONGEST {
            subject.clear();
        }
        let at = Span::new(from.span().start, at.end.max(from.span().start + divides.len_utf8()));
        rule.decide(format!("{subject}{divides}{whole}"), at)
    }

    /// What a share is of: the thing of the count at `last`, with those it is added to: 42个|贫困村|和5个|面上村.
    fn numerators(&self, last: usize, most: usize, earlier: &[Measure]) -> Option<String> {
        let joins = |c| self.rules.joiners.has(c);
        let mut parts = vec![earlier.get(last)?.phrase.value.clone()];
        let mut at = last;
        while let Some((before, here)) = at
            .checked_sub(1)
            .and_then(|i| self.quantities.get(i))
            .zip(self.quantities.get(at))
            .filter(|(before, here)| before.unit == here.unit && parts.len() < most)
        {
            let gap = Span::new(before.span.end, here.span.start.max(before.span.end));
            let gap = gap.of(self.layout.text).trim();
            at -= 1;
            // 贫困村42个、|面上村5个 has its things before, 42个贫困村|和5个面上村 behind.
            let behind = gap.strip_suffix(joins).filter(|noun| length(noun) >= 2);
            let before = gap.starts_with(joins).then(|| earlier.get(at)).flatten();
            let noun = behind.or(before.map(|measure| measure.phrase.as_str()));
            let Some(noun) = noun.filter(|_| length(gap) <= JOINED) else { break };
            if !noun.chars().all(|c| is_han(c) || joins(c)) {
                break;
            }
            parts.push(noun.to_owned());
        }
        parts.reverse();
        Some(parts.join("、"))
    }

    /// Whether the quantity is a bound before 的: it says which are meant.
    fn describes(&self, index: usize) -> bool {
        let Some(quantity) = self.quantities.get(index) else { return false };
        let after = self.layout.text.get(quantity.span.end..).unwrap_or_default();
        quantity.dimension == Dimension::Share
            && after.starts_with(|c| self.rules.attributive.has(c))
    }

    /// The first of the shares that stand side by side with this one: A%和B%.
    fn group_start(&self) -> usize {
        let mut first = self.index;
        while let Some((last, here)) = first
            .checked_sub(1)
            .and_then(|i| self.quantities.get(i))
            .zip(self.quantities.get(first))
        {
            let gap = Span::new(last.span.end, here.span.start.max(last.span.end));
            let mut letters = gap.of(self.layout.text).chars();
            let joins = |c| self.rules.joiners.has(c) || matches!(c, '，' | ',');
            let joined = letters.next().is_some_and(joins) && letters.next().is_none();
            if last.dimension != Dimension::Share || !joined {
                break;
            }
            first -= 1;
        }
        first
    }

    /// How many shares of the clause stand side by side from `first` on.
    fn group_size(&self, first: usize) -> usize {
        let Some(clause) = self.layout.clause(self.index) else { return 1 };
        let share =
            |i: &usize| self.quantities.get(*i).is_some_and(|q| q.dimension == Dimension::Share);
        clause.quantities.iter().filter(|i| **i >= first && share(i)).count().max(1)
    }

    /// By how much the thing before moved: 增长24.1%. Of several (分别增长A、B) each belongs to the
    /// one in the same place of the list before.
    pub(super) fn change_of(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.change_of;
        let Phrase { text: left, at } = &self.left;
        let first = self.group_start();
        let last = self.index.checked_sub(1);
        if left.starts_with(|c| rule.than.has(c)) && self.quantity.dimension == Dimension::Points {
            let phrase = self.phrase_of(last?, earlier)?;
            return rule.decide(format!("{}{left}", phrase.value), phrase.by);
        }
        let word = if first == self.index {
            let word = rule.changes.at_end(left)?;
            let own = left.strip_suffix(word)?;
            let rest = self.without_comparison(own);
            if rule.yearly.is(rest) {
                let phrase = self.phrase_of(last?, earlier)?;
                return rule.decide(format!("{}{rest}{word}", phrase.value), phrase.by);
            }
            if length(rest) >= 2 && !self.only_verbs(rest) {
                let change = format!("{rest}{}", self.bare_change(word));
                return (rest.len() < own.len()).then(|| rule.decide(change, *at))?;
            }
            word
        } else {
            let before = earlier.get(first).filter(|measure| measure.moved)?;
            rule.changes.at_end(&before.phrase)?
        };
        let of = self.index.checked_sub(self.group_size(first))?;
        let rate = self.quantities.get(of)?.dimension == Dimension::Share
            && earlier.get(of).is_some_and(|measure| rule.plans.ends(&measure.phrase));
        let of = of.checked_sub(usize::from(rate))?;
        let phrase = self.phrase_of(of, earlier)?;
        let rates = [Dimension::Share, Dimension::Points, Dimension::Multiple];
        let moved = rates.contains(&self.quantity.dimension)
            || self.quantities.get(of)?.dimension == self.quantity.dimension;
        let change = || format!("{}{}", phrase.value, self.bare_change(word));
        (moved && !phrase.ends_with(word)).then(|| rule.decide(change(), phrase.by))?
    }

    /// 增加了 is 增加.
    fn bare_change<'w>(&self, word: &'w str) -> &'w str {
        word.trim_end_matches(|c| self.rules.aspect.has(c))
    }

    /// The words of a comparison stand between the thing and its change: 贫困发生率|较上年, 收入|同比.
    fn without_comparison<'t>(&self, mut text: &'t str) -> &'t str {
        let rule = &self.rules.change_of;
        while let Some(rest) = rule.comparisons.strip_end(text) {
            text = rest;
        }
        match text.rsplit_once(|c| rule.than.has(c)) {
            Some((before, time)) if time.ends_with(|c| self.rules.time_ends.has(c)) => before,
            _ if self.is_time(text) => "",
            _ => text,
        }
    }

    /// Whether a stretch is a time and nothing else: (与)2010年(相比).
    fn is_time(&self, text: &str) -> bool {
        let times = self.rules.times.regex().filter(|_| !text.is_empty());
        times.and_then(|times| times.find(text)).is_some_and(|found| found.len() == text.len())
    }
}
