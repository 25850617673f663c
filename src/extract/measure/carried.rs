//! Measured things that stand elsewhere: at the end of a list, at the number before, in the clause before.

use super::phrase::{Phrase, join_verb, length};
use super::{LONGEST, Measure, Reader};
use crate::extract::Quantity;
use crate::lexicon::{Dimension, NounDef};
use crate::rules::Decided;
use crate::span::{Span, Stretch};

/// How many quantities before this one another of its unit is looked for.
const ALIKE: usize = 4;

impl<'a> Reader<'_, 'a> {
    /// The phrase of an earlier quantity of the same sentence.
    pub(super) fn phrase_of<'e>(
        &self,
        at: usize,
        earlier: &'e [Measure],
    ) -> Option<&'e Decided<String>> {
        let phrase = &earlier.get(at)?.phrase;
        (self.layout.chained(at, self.index) && !phrase.is_empty()).then_some(phrase)
    }

    /// The quantity before this one in its sentence, and its phrase.
    fn last<'e>(&self, earlier: &'e [Measure]) -> Option<(&Quantity, &'e Decided<String>)> {
        let last = self.index.checked_sub(1)?;
        Some((self.quantities.get(last)?, self.phrase_of(last, earlier)?))
    }

    /// The verb names what the people or households reached: 13267人|脱贫, 减贫|6381人. In a list
    /// (3520户13798人脱贫) the verb at its end holds for every item.
    pub(super) fn result_verb(&self) -> Option<Decided<String>> {
        let rule = &self.rules.result_verb;
        let Phrase { text: left, at } = &self.left;
        if !self.bare && !rule.lifted.ends(left) {
            return None;
        }
        let noun = self.rules.nouns_of_result.of(&self.quantity.unit)?;
        if let Some(result) = self.rules.results.at_end(left) {
            let works = rule.works.ends(result);
            let phrase = if works { left.clone() } else { format!("{result}{noun}") };
            return rule.decide(phrase, *at);
        }
        let joins = |c| c == ' ' || self.rules.joiners.has(c);
        let listed = self.after.chars().all(joins);
        let rest = if listed { self.after_list() } else { self.after };
        let state = self.state_after(rest).or_else(|| self.state_within(rest))?;
        let result = rule.steady.strip_start(&state).unwrap_or(&state);
        rule.decide(format!("{result}{noun}"), state.span())
    }

    /// Of two that stand side by side the first borrows the noun of the second: 剩余的2346户|5120名贫困人口.
    pub(super) fn noun_after_next(&self) -> Option<Decided<String>> {
        let next = self.quantities.get(self.index + 1)?;
        let joined = self.after.is_empty() && next.span.start == self.quantity.span.end;
        self.rules.nouns_of_unit.of(&self.quantity.unit).filter(|_| joined)?;
        let Phrase { text: noun, at } = self.right_of(self.rest_of_clause(next.span.end));
        if noun.is_empty() {
            return None;
        }
        self.rules.noun_after_next.decide(self.in_unit(&noun, next), at)
    }

    /// What follows the last item of the list that this quantity stands in: 13个贫困村、3520户|脱贫.
    pub(super) fn after_list(&self) -> Stretch<'a> {
        let mut end = self.quantity.span.end;
        for next in self.quantities.get(self.index + 1..).unwrap_or_default() {
            let gap = Span::new(end, next.span.start.max(end)).of(self.layout.text);
            let listed = gap.is_empty() || gap.ends_with(|c| self.rules.joiners.has(c));
            if next.span.start >= self.clause.end || !listed || length(gap) > LONGEST {
                break;
            }
            end = next.head.unwrap_or(next.span).end;
        }
        let rest = self.rest_of_clause(end);
        if self.state_after(rest).is_some() { rest } else { rest.skip(self.noun_length(&rest)) }
    }

    /// A result at the end of the clause: 4.48万人依靠产业实现稳定|脱贫.
    fn state_within(&self, text: Stretch<'a>) -> Option<Stretch<'a>> {
        let (at, word) = self.rules.results.within(text.as_str()).last()?;
        (at + word.len() == text.len()).then(|| text.skip(at))
    }

    /// 收入增长8%,是上年的|2倍: how many times the thing before.
    pub(super) fn multiple_of(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.multiple_of;
        let (_, phrase) = self.last(earlier)?;
        let multiple = self.quantity.dimension == Dimension::Multiple && self.left.text.is_empty();
        let times = || format!("{}{}", phrase.value, &*rule.multiple);
        multiple.then(|| rule.decide(times(), phrase.by))?
    }

    /// 投入A万元、B万元,共计|C万元: what the quantities before come to.
    pub(super) fn total_of_list(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.total_of_list;
        let (other, _) = self.last(earlier)?;
        let end = self.before.span().end;
        let total = self.before.chars().next_back().filter(|c| rule.totals.has(*c))?;
        let same = other.dimension == self.quantity.dimension && self.left.text.is_empty();
        let money = self.quantity.dimension == Dimension::Money;
        let noun = if money { &*self.rules.of_money } else { "" };
        let phrase = || format!("{noun}{}", &*rule.total);
        same.then(|| rule.decide(phrase(), Span::new(end - total.len_utf8(), end)))?
    }

    /// 户均收入A元,人均|B元: another average of the same thing.
    pub(super) fn average_carried(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.average_carried;
        let Phrase { text: per, at } = &self.left;
        let (other, phrase) = self.last(earlier)?;
        if other.dimension != self.quantity.dimension || !self.rules.averages.is(per) {
            return None;
        }
        let thing =
            phrase.rsplit_once(|c| rule.mean.has(c)).map_or(&*phrase.value, |(_, rest)| rest);
        rule.decide(format!("{per}{thing}"), at.join(phrase.by))
    }

    /// The measured thing of the quantity before, when this one only goes on from it: the other
    /// end of a change, the next sum of the same kind, households after people.
    pub(super) fn carried(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let (other, phrase) = self.last(earlier)?;
        let left = self.left.text.as_str();
        let by = if left.is_empty() { phrase.by } else { self.left.at };
        let carried = |text: String, by| self.rules.carried.decide(text, by);
        if other.dimension != self.quantity.dimension {
            if !left.is_empty() {
                return None;
            }
            if self.before.trim() == "、" && self.quantity.dimension == Dimension::Money {
                return carried(format!("{}{}", phrase.value, &*self.rules.of_money), by);
            }
            let alike = self.earlier_in_unit(earlier)?;
            return carried(alike.value.clone(), alike.by);
        }
        if left.is_empty() {
            return carried(self.in_unit(phrase, other), by);
        }
        if other.unit == self.quantity.unit {
            let noun = if self.only_verbs(phrase) { "" } else { self.without_verb(phrase) };
            return carried(join_verb(left, noun), by);
        }
        if self.rules.nouns_of_unit.of(&self.quantity.unit).is_some() {
            return self.people_reached().or_else(|| carried(left.to_owned(), by));
        }
        let alike = self.earlier_in_unit(earlier);
        carried(join_verb(left, alike.map_or("", |phrase| self.without_verb(phrase))), by)
    }

    /// 贫困人口19.3万人,贫困发生率33.3%;到去年底减少到|8900人: the last thing of the same unit.
    fn earlier_in_unit<'e>(&self, earlier: &'e [Measure]) -> Option<&'e Decided<String>> {
        let unit = |at: &usize| self.quantities.get(*at).map(|other| other.unit.as_str());
        let alike = |at: &usize| unit(at) == Some(self.quantity.unit.as_str());
        self.phrase_of((0..self.index).rev().take(ALIKE).find(alike)?, earlier)
    }

    /// What is counted by another unit, as this unit counts it: 覆盖8个乡镇|3.1万户 is 覆盖农户, 搬迁6811户|27836人
    /// is 搬迁人口. The verb goes on, the noun changes.
    fn in_unit(&self, phrase: &str, other: &Quantity) -> String {
        let unit = self.quantity.unit.as_str();
        let nouns = &self.rules.nouns_of_unit;
        let Some(noun) = nouns.of(unit).filter(|_| other.unit != unit) else {
            return phrase.to_owned();
        };
        let renamed = self.lexicon.pack.nouns.iter().find_map(|named| {
            let to = named.of.get(unit)?;
            let mut others = named.of.iter().filter(|(of, _)| *of != unit);
            let rest = others.find_map(|(_, from)| phrase.strip_suffix(from.as_str()))?;
            Some(format!("{rest}{to}"))
        });
        if let Some(renamed) = renamed {
            return renamed;
        }
        // 脱贫3520户13798人: the verb reached both.
        let results = &self.rules.nouns_of_result;
        let verb = results.of(&other.unit).and_then(|noun| phrase.strip_suffix(noun));
        if let Some((verb, noun)) = verb.filter(|verb| self.only_verbs(verb)).zip(results.of(unit))
        {
            return format!("{verb}{noun}");
        }
        if nouns.of(&other.unit).is_some() {
            return phrase.to_owned();
        }
        let verb = self.rules.verbs.at_start(phrase).unwrap_or_default();
        format!("{verb}{noun}")
    }

    /// 增速较快的有|贵州省（9.5%）、云南省（9.1%）: numbers in brackets behind names measure what the list is of.
    pub(super) fn named_in_list(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let rule = &self.rules.named_in_list;
        let start = self.quantity.span.start;
        let mut from = self.layout.sentence_before(self.index, start).span().start;
        if let Some((last, _)) = self.last(earlier) {
            from = from.max(last.span.end);
        }
        // A bracket is a clause of its own.
        let before = self.layout.stretch(Span::new(from.min(start), start)).trim_end();
        let name = before.as_str().strip_suffix(['(', '（'])?;
        let behind = self.layout.text.get(self.quantity.span.end..).unwrap_or_default();
        if !behind.trim_start().starts_with([')', '）']) || name.is_empty() {
            return None;
        }
        let item = name.trim_start_matches([')', '）']);
        if item.len() < name.len() && item.starts_with(|c| self.rules.joiners.has(c)) {
            let (_, phrase) = self.last(earlier).filter(|(_, p)| rule.rule() == Some(p.rule))?;
            return Some(phrase.clone());
        }
        let lead = before.take(name.len());
        let mentions = &self.places.mentions;
        let upto = mentions.partition_point(|mention| mention.span.end <= lead.span().end);
        let place = mentions.get(upto.checked_sub(1)?)?;
        let named = place.span.end == lead.span().end && lead.span().contains(place.span);
        let list = lead.until(place.span.start);
        let told = rule.told.find(&list).filter(|found| named && found.end() == list.len())?;
        let thing = self.without_lead(self.after_names(list.take(told.start())));
        let Phrase { text, at } = Phrase::of(self.shortened(thing), &self.rules.attributive);
        (length(&text) >= 2).then(|| rule.decide(text, at))?
    }

    /// The noun phrase of the clause before, when this clause has none of its own.
    pub(super) fn clause_before(&self) -> Option<Decided<String>> {
        let rule = &self.rules.clause_before;
        let here = self.layout.of.get(self.index)?;
        let before = self.layout.clauses.get(here.checked_sub(1)?)?;
        let same = self.layout.clauses.get(*here)?.sentence == before.sentence;
        if !same || !before.quantities.is_empty() {
            return None;
        }
        let text = self.without_tail(self.layout.stretch(before.span));
        let text = self.shortened(self.last_item(self.without_lead(text)));
        let subject = Phrase::of(text, &self.rules.attributive);
        if rule.times.ends(&text) || subject.text.is_empty() {
            return None;
        }
        rule.decide(join_verb(&self.left.text, &subject.text), subject.at)
    }

    /// Who is counted is clear from what the sentence is about: 精准识别之初,该县共有7.7万户、3.5万人.
    pub(super) fn unit_noun(&self) -> Option<Decided<String>> {
        let rule = &self.rules.unit_noun;
        let unit = self.quantity.unit.as_str();
        let named = !self.left.text.is_empty() || !self.right.text.is_empty();
        if named || !self.rules.people.is(unit) {
            return None;
        }
        let before = self.layout.sentence_before(self.index, self.quantity.span.start);
        let told = |noun: &&NounDef| noun.words.iter().any(|word| before.contains(word.as_str()));
        let mut nouns = self.lexicon.pack.nouns.iter().filter(told);
        let noun = nouns.find_map(|noun| noun.of.get(unit).map(String::as_str));
        rule.decide(noun.or_else(|| rule.nouns.of(unit))?.to_owned(), self.quantity.span)
    }
}
