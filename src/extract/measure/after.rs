//! The noun phrase after a quantity: 1290个|贫困村.

use super::phrase::{Phrase, is_bound, is_han, length, tidy};
use super::{JOINED, LONGEST, Measure, Reader};
use crate::lexicon::Dimension;
use crate::rules::Decided;
use crate::span::Stretch;

/// How far in characters a phrase that only describes reaches: 行动|不便的.
const DESCRIBED: usize = 9;

/// How many adverbs may stand before a verb of a state.
const ADVERBS: usize = 4;

impl<'a> Reader<'_, 'a> {
    /// The noun phrase right after; none when a sum has bought it (2万元|购买设备).
    pub(super) fn phrase_after(&self) -> Phrase {
        let right = self.behind_bound().unwrap_or_else(|| self.right_of(self.after));
        let buys = self.quantity.dimension == Dimension::Money
            && self.rules.verbs.starts(&right.text)
            && !self.rules.money.ends(&right.text);
        if buys { Phrase::default() } else { right }
    }

    /// The noun phrase that `after` begins with, and the state it reached: 贫困村|退出.
    pub(super) fn right_of(&self, after: Stretch<'a>) -> Phrase {
        let rules = self.rules;
        let text = self.without_attributive(after).unwrap_or(after).trim_start();
        let opens = |c| matches!(c, '“' | '《' | '‘' | '"' | '(');
        if !text.starts_with(|c: char| is_han(c) || c.is_ascii_alphabetic() || opens(c)) {
            return Phrase::default();
        }
        if !rules.keep.starts(&text) && rules.not_after.starts(&text) {
            return Phrase::default();
        }
        let noun = text.take(self.noun_length(&text));
        if noun.is_empty() || rules.results.is(&noun) {
            return Phrase::default();
        }
        // 5个事关全局性、方向性的|重大问题: the quality is not what is counted.
        if noun.ends_with(|c| rules.qualities.has(c))
            && let Some(rest) = text.behind_first(|c| rules.attributive.has(c))
        {
            return Phrase::of(rest.take(self.noun_length(&rest)), &rules.attributive);
        }
        let rest = text.from(noun.span().end);
        let share = self.quantity.dimension == Dimension::Share;
        if share && length(&text) < LONGEST && !rest.contains('、') {
            return Phrase::of(text, &rules.attributive);
        }
        let noun = self.without_relative(noun);
        let listed = rest.starts_with(|c| rules.joiners.has(c)) && length(&rest) <= 2;
        let state = if listed {
            self.state_after(self.after_list())
        } else if self.next_takes(after) {
            None
        } else {
            self.state_after(rest)
        };
        let Some(state) = state else { return Phrase::of(noun, &rules.attributive) };
        let at = if listed { noun.span() } else { noun.span().join(state.span()) };
        let text = format!("{}{}", noun.as_str(), state.as_str());
        Phrase { text: tidy(&text, &rules.attributive), at }
    }

    /// A count whose noun stands behind a bound that describes it: 5个|贫困发生率在25%以上的|面上村.
    fn behind_bound(&self) -> Option<Phrase> {
        let next = self.quantities.get(self.index + 1)?;
        let touches = next.span.start == self.after.span().end;
        if !self.counts() || !touches || !is_bound(next) || length(&self.after) < 2 {
            return None;
        }
        let noun = self.without_attributive(self.rest_of_clause(next.span.end))?;
        let noun = noun.take(self.noun_length(&noun));
        (length(&noun) >= 2).then(|| Phrase::of(noun, &self.rules.attributive))
    }

    /// `text` behind the 的 that it begins with.
    fn without_attributive(&self, text: Stretch<'a>) -> Option<Stretch<'a>> {
        let first = text.chars().next().filter(|c| self.rules.attributive.has(*c))?;
        Some(text.skip(first.len_utf8()))
    }

    /// Whether the quantity counts things, by its unit or the noun that lends it.
    fn counts(&self) -> bool {
        self.quantity.dimension == Dimension::Count || self.quantity.head.is_some()
    }

    /// Whether the text runs right up to the next quantity, so that a verb at its end is the next
    /// one's: 77350名贫困人口已脱贫|6.9万人.
    fn next_takes(&self, after: Stretch<'_>) -> bool {
        self.quantities.get(self.index + 1).is_some_and(|next| next.span.start == after.span().end)
            && self.rules.results.ends(&after)
    }

    /// How many bytes of `text` the noun phrase at its start takes.
    pub(super) fn noun_length(&self, text: &str) -> usize {
        let rules = self.rules;
        let mut quote = 0_i32;
        let mut free = 0;
        for (count, (at, c)) in text.char_indices().enumerate() {
            if at < free {
                continue;
            }
            match c {
                '“' | '《' | '‘' | '(' | '（' => quote += 1,
                '”' | '》' | '’' | ')' | '）' if quote > 0 => quote -= 1,
                _ if quote > 0 => {}
                _ if !(is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '+' | '·')) => {
                    return at;
                }
                _ => {}
            }
            if quote > 0 {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            if let Some(word) = rules.keep.at_start(rest) {
                free = at + word.len();
                continue;
            }
            if count > 0
                && let Some(skip) = self.relative(rest)
            {
                free = at + skip;
                continue;
            }
            let goes_on = rules.attributive.has(c)
                && rest.chars().nth(1).is_some_and(|next| is_han(next) || next == '“');
            let ends = count > 0 && !goes_on && rules.end.starts(rest);
            if ends || count >= JOINED {
                return at;
            }
        }
        text.len()
    }

    /// How far a describing phrase reaches: 行动|不便的|孩子 goes on after its 的.
    fn relative(&self, rest: &str) -> Option<usize> {
        if !self.rules.relative.starts(rest) {
            return None;
        }
        let mut letters = rest.char_indices().take(DESCRIBED).enumerate();
        let (count, (at, c)) = letters.find(|(_, (_, c))| self.rules.attributive.has(*c))?;
        let noun = rest.get(at + c.len_utf8()..)?.starts_with(is_han);
        (count >= 2 && noun && rest.get(..at)?.chars().all(is_han)).then_some(at)
    }

    /// 核定的|“十三五”贫困村: what stands before 的 only describes.
    fn without_relative(&self, noun: Stretch<'a>) -> Stretch<'a> {
        let rest = noun.behind_last(|c| self.rules.attributive.has(c));
        rest.filter(|rest| length(rest) >= 2).unwrap_or(noun)
    }

    /// The verb of a state that `text` begins with, behind adverbs: 全部|退出.
    pub(super) fn state_after(&self, mut text: Stretch<'a>) -> Option<Stretch<'a>> {
        for _ in 0..ADVERBS {
            if let Some(word) = self.rules.results.at_start(&text) {
                let rest = text.skip(word.len());
                let ends =
                    rest.chars().next().is_none_or(|c| !is_han(c) || self.rules.attributive.has(c))
                        || self.rules.state_before.starts(&rest);
                return ends.then(|| text.take(word.len()));
            }
            text = text.skip(self.rules.adverbs.at_start(&text)?.len());
        }
        None
    }

    /// 1290个|贫困村; only a sum of money, a bare verb or 的 lets other quantities take the noun after.
    pub(super) fn noun_after(&self) -> Option<Decided<String>> {
        let rule = &self.rules.noun_after;
        let of_after = self.after.starts_with(|c| self.rules.attributive.has(c))
            && !rule.rates.ends(&self.left.text);
        let sum =
            self.quantity.dimension == Dimension::Money && self.rules.money.starts(&self.after);
        let meant = self.counts() || self.bare || of_after || sum;
        if self.right.text.is_empty() || self.quantity.each || !meant {
            return None;
        }
        rule.decide(self.with_verb(), self.right.at)
    }

    /// Puts the verb before the noun that it governs: 带动|贫困户; a verb of result follows: 村|退出.
    fn with_verb(&self) -> String {
        let rules = self.rules;
        let (left, right) = (self.left.text.as_str(), self.right.text.as_str());
        let tail = self.without_tail(self.last_item(self.before));
        if let Some(result) = rules.results.at_end(&tail)
            && !right.contains(result)
        {
            return format!("{right}{result}");
        }
        let reached = rules.results.ends(right);
        let weak = |verb: &str| reached && rules.weak_verbs.is(verb);
        if rules.verbs.is(left) && !right.starts_with(left) && !weak(left) {
            return format!("{left}{right}");
        }
        let listed =
            self.before.contains('、') || self.before.trim_end().ends_with(|c| rules.etc.has(c));
        let verb = rules.verbs.at_end(&tail).filter(|verb| !weak(verb) && !right.starts_with(verb));
        match verb.filter(|verb| !listed || tail.len() == verb.len()) {
            Some(verb) => format!("{verb}{right}"),
            None => right.to_owned(),
        }
    }

    /// A bare kind of place in a list takes the verb that the list began with: 覆盖27个镇、214个|村.
    pub(super) fn verb_of_list(&self, earlier: &[Measure]) -> Option<Decided<String>> {
        let Phrase { text: right, at } = &self.right;
        let bare = !right.is_empty() && right.chars().all(|c| self.rules.bare_places.has(c));
        if !bare || !self.before.ends_with('、') {
            return None;
        }
        let last = earlier.last().filter(|_| self.layout.together(self.index - 1, self.index))?;
        let verb = self.rules.verbs.at_start(&last.phrase)?;
        self.rules.verb_of_list.decide(format!("{verb}{right}"), *at)
    }

    /// What the people or households do, when only a verb follows them: 1.2万人次|享受到救助.
    pub(super) fn verb_after(&self) -> Option<Decided<String>> {
        if !self.left.text.is_empty() || !self.rules.people.is(&self.quantity.unit) {
            return None;
        }
        let text = self.after.trim_start();
        // 11216户33504人|减少到|6080户: what leads to the next number is no thing.
        let clean = (3..=LONGEST).contains(&length(&text))
            && text.chars().all(is_han)
            && !self.rules.tail.is(&text);
        if !clean || !self.rules.not_after.starts(&text) {
            return None;
        }
        self.rules.verb_after.decide(tidy(&text, &self.rules.attributive), text.span())
    }

    /// Whether `text` is nothing but verbs (or nothing at all), so that a noun must be found.
    pub(super) fn only_verbs(&self, mut text: &str) -> bool {
        let rules = self.rules;
        while let Some(first) = text.chars().next() {
            let word = rules
                .verbs
                .at_start(text)
                .or_else(|| rules.results.at_start(text))
                .or_else(|| rules.adverbs.at_start(text));
            let light = rules.aspect.has(first) || rules.light.has(first);
            let len = word.map(str::len).or_else(|| light.then(|| first.len_utf8()));
            let Some(len) = len else { return false };
            text = text.get(len..).unwrap_or_default();
        }
        true
    }

    /// The phrase without the verb it begins with: 新建了|通组公路.
    pub(super) fn without_verb<'t>(&self, phrase: &'t str) -> &'t str {
        let rest = self.rules.verbs.strip_start(phrase);
        let rest = rest.map(|rest| rest.trim_start_matches(|c| self.rules.aspect.has(c)));
        rest.filter(|rest| length(rest) >= 2).unwrap_or(phrase)
    }

    /// A verb alone, when nothing else names a thing: 投入|3亿元.
    pub(super) fn verb_only(&self) -> Option<Decided<String>> {
        let Phrase { text, at } =
            [&self.left, &self.right].into_iter().find(|p| !p.text.is_empty())?;
        self.rules.verb_only.decide(text.clone(), *at)
    }
}
