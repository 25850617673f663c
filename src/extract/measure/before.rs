//! The noun phrase before a quantity: 脱贫奔康产业园|1023个.

use super::phrase::{Phrase, length, tidy};
use super::{JOINED, LONGEST, Measure, Reader, phrase};
use crate::lexicon::Dimension;
use crate::rules::Decided;
use crate::span::{Span, Stretch};

impl<'a> Reader<'_, 'a> {
    /// The noun phrase right before the quantity, with the verb that carries its meaning.
    pub(super) fn phrase_before(&self) -> Phrase {
        let each = self.quantity.each;
        if (self.before.trim_end().ends_with('、') || self.owned_before()) && !each {
            return Phrase::default();
        }
        // 【畜牧业】全年出栏生猪: the head of an entry is no part of what it tells.
        let entry = self.before.behind_last(|c| self.rules.entry_ends.has(c));
        let mut text = self.without_tail(entry.unwrap_or(self.before));
        if each
            && let Some(rest) = text.behind_last(|c| self.rules.each.has(c))
            && length(&rest) >= 2
        {
            text = rest;
        }
        let text = self.after_hope(self.after_names(text));
        // A distributive number (各1290处) speaks of the whole list.
        let text = if each { text } else { self.last_item(text) };
        let text = self.without_agent(self.without_lead(text));
        Phrase::of(named(text).unwrap_or_else(|| self.shortened(text)), &self.rules.attributive)
    }

    /// What follows the last word of hope in the stretch.
    fn after_hope(&self, text: Stretch<'a>) -> Stretch<'a> {
        let hopes = self.rules.hopes.all_in(text);
        let rest = hopes.last().map(|word| text.from(word.end));
        rest.filter(|rest| length(rest) >= 2).unwrap_or(text)
    }

    /// Whether the stretch is the noun of the quantity before, right up to this one: 8个|乡镇|3.1万户.
    fn owned_before(&self) -> bool {
        let Some(last) = self.index.checked_sub(1).and_then(|i| self.quantities.get(i)) else {
            return false;
        };
        let bare = self.before.trim_end_matches(|c| self.rules.joiners.has(c));
        last.dimension == Dimension::Count
            && self.before.span().start == last.span.end
            && length(&bare) >= 2
            && self.noun_length(&bare) == bare.len()
            && !self.right_of(bare).text.is_empty()
    }

    /// A grade alone takes the noun of the whole: A级景区15家,其中|5A级|1家.
    pub(super) fn grade_of_whole(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.grade_of_whole;
        let left = &self.left.text;
        let grade = |c| rule.grades.has(c);
        if self.bare || !left.ends_with(grade) || length(left) > 4 {
            return None;
        }
        let whole = self.phrase_of(self.index.checked_sub(1)?, earlier)?;
        let noun = whole.rsplit_once(grade).map_or(whole.as_str(), |(_, noun)| noun);
        (!noun.is_empty()).then(|| rule.decide(format!("{left}{noun}"), self.left.at))?
    }

    /// 脱贫奔康产业园|1023个.
    pub(super) fn noun_before(&self) -> Option<Decided<String>> {
        let Phrase { text, at } = &self.left;
        (!self.bare).then(|| self.rules.noun_before.decide(text.clone(), *at))?
    }

    /// 投入|2.6亿元: money that a verb alone tells of.
    pub(super) fn verb_money(&self) -> Option<Decided<String>> {
        let rule = &self.rules.verb_money;
        let Phrase { text: left, at } = &self.left;
        let of = |index| self.layout.of.get(index);
        let goes_on = self.index.checked_sub(1).is_some_and(|last| of(last) == of(self.index));
        if self.quantity.dimension != Dimension::Money || left.is_empty() || goes_on {
            return None;
        }
        let noun = if left.ends_with(|c| rule.capital.has(c)) { "" } else { &*self.rules.of_money };
        rule.decide(format!("{left}{noun}"), *at)
    }

    /// 带动|2.1万户: a verb that reaches people takes the noun of its unit.
    pub(super) fn people_reached(&self) -> Option<Decided<String>> {
        let rule = &self.rules.people_reached;
        let Phrase { text: verb, at } = &self.left;
        let noun = rule.nouns.of(&self.quantity.unit)?;
        rule.verbs.is(verb).then(|| rule.decide(format!("{verb}{noun}"), *at))?
    }

    /// A bare kind of place takes the bound that describes it: 集体收入5万元以上的|村|有381个.
    pub(super) fn noun_of_bound(&self) -> Option<Decided<String>> {
        let rule = &self.rules.noun_of_bound;
        let joined = self.before.starts_with(|c| self.rules.attributive.has(c));
        let bound = self.quantities.get(self.index.checked_sub(1)?)?;
        if !joined || !phrase::is_bound(bound) || bound.span.start < self.clause.start {
            return None;
        }
        let noun = self.without_tail(self.before.skip(self.before.chars().next()?.len_utf8()));
        let changes = noun.find(|c| rule.changing.has(c));
        let noun = changes.map_or(noun, |at| noun.take(at));
        if noun.is_empty() || !noun.chars().all(|c| self.rules.bare_places.has(c)) {
            return None;
        }
        let lead = Span::new(self.clause.start, bound.span.start);
        let lead = self.without_lead(self.after_names(self.layout.stretch(lead)));
        let at = Span::new(lead.span().start, noun.span().end);
        let phrase = at.of(self.layout.text);
        let phrase = (length(phrase) <= JOINED).then(|| tidy(phrase, &self.rules.attributive))?;
        rule.decide(phrase, at)
    }

    /// Drops fillers, times and comparisons between the phrase and its number.
    pub(super) fn without_tail(&self, before: Stretch<'a>) -> Stretch<'a> {
        let rules = self.rules;
        let mut text = before.trim_end();
        loop {
            if let Some(word) = rules.tail.at_end(&text)
                && !self.keeps_end(&text, word)
            {
                text = text.drop_end(word.len()).trim_end();
                continue;
            }
            if text.ends_with(|c| rules.level_ends.has(c))
                && let Some(found) = rules.level.find(&text)
                && found.start() > 0
            {
                text = text.take(found.start());
                continue;
            }
            // Most stretches end otherwise and need no search.
            if text.ends_with(|c| rules.time_ends.has(c))
                && let Some(found) = rules.times.regex().and_then(|r| r.find_iter(&text).last())
                && found.end() == text.len()
            {
                text = text.take(found.start());
                continue;
            }
            let joins = |c| matches!(c, '、' | '(' | '（' | '—' | '-' | '~' | '～' | ' ');
            let trimmed = text.trim_end_matches(joins);
            if trimmed == text {
                break;
            }
            text = trimmed;
        }
        match text.chars().next_back().filter(|c| rules.etc.has(*c)) {
            Some(etc) if !rules.tail_kept.ends(&text) => text.drop_end(etc.len_utf8()),
            _ => text,
        }
    }

    /// Whether the filler at the end of `text` is really part of a word: 初中, 拥有 stay whole.
    fn keeps_end(&self, text: &str, word: &str) -> bool {
        self.rules.tail_kept.at_end(text).is_some_and(|kept| kept.len() > word.len())
    }

    /// What follows the last place name or time in the stretch.
    pub(super) fn after_names(&self, text: Stretch<'a>) -> Stretch<'a> {
        let mut cut = text.span().start;
        let mentions = &self.places.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < cut);
        for mention in mentions.iter().skip(first) {
            if mention.span.start >= text.span().end {
                break;
            }
            if text.span().contains(mention.span) && !mention.within_name {
                cut = cut.max(mention.span.end);
            }
        }
        let timed = text.contains(|c| self.rules.time_marks.has(c));
        let times = self.rules.times.regex().filter(|_| timed);
        for found in times.into_iter().flat_map(|times| times.find_iter(&text)) {
            if !text.take(found.start()).ends_with(|c| self.rules.compared.has(c)) {
                cut = cut.max(text.span().start + found.end());
            }
        }
        text.from(cut)
    }

    /// The last item of a list with 、 or 等: 县道、乡道等|农村公路.
    pub(super) fn last_item(&self, text: Stretch<'a>) -> Stretch<'a> {
        let rest = text.behind_last(|c| c == '、').unwrap_or(text);
        let etc = rest.find(|c| self.rules.etc.has(c)).map(|at| rest.skip(at));
        let tail = etc
            .filter(|etc| !self.rules.keep.starts(etc))
            .and_then(|etc| etc.behind_first(|_| true))
            .unwrap_or(rest);
        if length(&tail) >= 2 { tail } else { rest }
    }

    pub(super) fn without_lead(&self, text: Stretch<'a>) -> Stretch<'a> {
        let mut text = without_item(text);
        loop {
            text = text.trim_start_matches(|c| {
                matches!(c, ' ' | '、' | ')' | '）' | '-' | '—' | '·' | '”' | '’')
            });
            if self.rules.keep.starts(&text) {
                return text;
            }
            let Some(word) = self.rules.lead.at_start(&text) else { return text };
            text = text.skip(word.len());
        }
    }

    /// 省林业厅|解决生态保护修复资金: who did it is no part of what was measured.
    fn without_agent(&self, text: Stretch<'a>) -> Stretch<'a> {
        let agent = |at| {
            let who = text.until(at);
            who.ends_with(|c| self.rules.agents.has(c)) && !self.rules.no_agents.ends(&who)
        };
        let mut verbs = self.rules.verbs.all_in(text).into_iter();
        let found = verbs.find(|verb| agent(verb.start) && length(&text.from(verb.end)) >= 2);
        found.map_or(text, |verb| text.from(verb.start))
    }

    /// Cuts a long stretch at its last verb, then after the verb, then after 的.
    pub(super) fn shortened(&self, text: Stretch<'a>) -> Stretch<'a> {
        let short = |text: &str| (2..=LONGEST).contains(&length(text));
        if length(&text) <= LONGEST {
            return text;
        }
        for verb in self.rules.verbs.all_in(text) {
            let with = text.from(verb.start);
            let without = text.from(verb.end);
            if short(&with) && length(&without) >= 2 {
                return self.without_lead(with);
            }
            if verb.start == text.span().start && short(&without) {
                return self.without_lead(without);
            }
        }
        let described = text.behind_last(|c| self.rules.attributive.has(c));
        // A name that nothing parts is kept whole rather than cut inside a word.
        described.filter(|rest| short(rest)).unwrap_or_else(|| {
            let start = text.char_indices().rev().nth(JOINED - 1).map_or(0, |(at, _)| at);
            text.skip(start)
        })
    }
}

/// Without the number of an item: 1.|新修公路.
fn without_item(text: Stretch<'_>) -> Stretch<'_> {
    let own = text.trim_start();
    let rest = own.trim_start_matches(|c| c.is_ascii_digit());
    let marks = |c| matches!(c, '.' | '．' | '、' | ')' | '）');
    let named = rest.trim_start_matches(marks);
    let one = rest.len() == named.len() + rest.chars().next().map_or(0, char::len_utf8);
    if rest == own || !one || named.starts_with(|c: char| c.is_ascii_digit()) {
        text
    } else {
        named
    }
}

/// A name in quotes at the end of a longer stretch stands for it: …小额信贷分险|“四项基金”.
fn named(text: Stretch<'_>) -> Option<Stretch<'_>> {
    let rest = text.skip(text.rfind('“')?);
    let ends = rest.ends_with('”') && length(&rest) >= 4;
    (ends && text.len() > rest.len()).then_some(rest)
}
