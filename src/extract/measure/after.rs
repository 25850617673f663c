//! The noun phrase after a quantity: 1290个|贫困村.

use super::{LONGEST, Measure, Reader, is_han, tidy};
use crate::extract::Approx;
use crate::lexicon::Dimension;
use crate::span::Span;

impl Reader<'_, '_> {
    /// The noun phrase right after the quantity, with the state it reached: 贫困村|退出.
    pub(super) fn right(&self, after: &str) -> String {
        let text = after.strip_prefix('的').unwrap_or(after).trim_start();
        let open = text.starts_with(['“', '《', '‘', '"', '(']);
        let starts = text.chars().next().is_some_and(|c| is_han(c) || c.is_ascii_alphabetic());
        if !(starts || open) {
            return String::new();
        }
        if self.cues.keep.at_start(text).is_none() && self.cues.not_after.at_start(text).is_some() {
            return String::new();
        }
        let length = self.noun_length(text);
        let noun = text.get(..length).unwrap_or_default();
        if noun.is_empty() || self.cues.results.is(noun) {
            return String::new();
        }
        // 5个事关全局性、方向性的|重大问题: the quality is not what is counted.
        if noun.ends_with('性')
            && let Some((_, rest)) = text.split_once('的')
        {
            return tidy(rest.get(..self.noun_length(rest)).unwrap_or_default());
        }
        let rest = text.get(length..).unwrap_or_default();
        let share = self.quantities.get(self.index).map(|q| q.dimension) == Some(Dimension::Share);
        if share && text.chars().count() < LONGEST && !rest.contains('、') {
            return tidy(text);
        }
        let listed = rest.starts_with(['、', '和', '与', '及']) && rest.chars().count() <= 2;
        let state = if self.next_takes(after) && !listed {
            None
        } else if listed {
            self.state_after(self.after_list())
        } else {
            self.state_after(rest)
        };
        tidy(&format!("{}{}", without_relative(noun), state.unwrap_or_default()))
    }

    /// 5个|贫困发生率在25%以上的|面上村: a count whose noun stands behind a bound that describes it.
    pub(super) fn bounded(&self, after: &str) -> Option<String> {
        let here = self.quantities.get(self.index)?;
        let next = self.quantities.get(self.index + 1)?;
        let counts = here.dimension == Dimension::Count || here.head.is_some();
        let touches = next.span.start == here.span.end + after.len();
        let bound = matches!(
            next.approx,
            Some(Approx::Under | Approx::Over | Approx::AtLeast | Approx::AtMost)
        );
        let clause = self.layout.clause(self.index)?;
        if !counts || !touches || !bound || after.chars().count() < 2 {
            return None;
        }
        let rest = Span::new(next.span.end, clause.span.end.max(next.span.end));
        let noun = rest.of(self.layout.text).strip_prefix('的')?;
        let noun = noun.get(..self.noun_length(noun))?;
        (noun.chars().count() >= 2).then(|| tidy(noun))
    }

    /// Whether the text runs right up to the next quantity, so that a verb at its end is the next
    /// one's: 77350名贫困人口已脱贫|6.9万人.
    fn next_takes(&self, after: &str) -> bool {
        let here = self.quantities.get(self.index).map_or(0, |q| q.span.end + after.len());
        self.quantities.get(self.index + 1).is_some_and(|next| next.span.start == here)
            && self.cues.results.at_end(after).is_some()
    }

    pub(super) fn noun_length(&self, text: &str) -> usize {
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
            if let Some(word) = self.cues.keep.at_start(rest) {
                free = at + word.len();
                continue;
            }
            if count > 0
                && let Some(skip) = relative(rest)
            {
                free = at + skip;
                continue;
            }
            let goes_on = c == '的' && rest.chars().nth(1).is_some_and(|n| is_han(n) || n == '“');
            if count > 0 && !goes_on && self.cues.end.at_start(rest).is_some() {
                return at;
            }
            if count >= LONGEST {
                return at;
            }
        }
        text.len()
    }

    pub(super) fn state_after<'t>(&self, mut text: &'t str) -> Option<&'t str> {
        for _ in 0..4 {
            if let Some(word) = self.cues.results.at_start(text) {
                let rest = text.get(word.len()..).unwrap_or_default();
                let ends = rest.chars().next().is_none_or(|c| !is_han(c) || c == '的')
                    || rest.starts_with("贫困");
                return ends.then_some(text.get(..word.len()).unwrap_or_default());
            }
            let word = self.cues.adverbs.at_start(text)?;
            text = text.get(word.len()..)?;
        }
        None
    }

    /// Puts the verb before the noun that it governs: 带动|贫困户; a verb of result follows: 村|退出.
    pub(super) fn with_verb(&self, left: &str, right: &str, before: &str) -> String {
        let item = self.last_item(before, false);
        let tail = self.without_tail(item);
        if let Some(result) = self.cues.results.at_end(tail)
            && !right.contains(result)
        {
            return format!("{right}{result}");
        }
        let weak = matches!(left, "完成" | "实现") && self.cues.results.at_end(right).is_some();
        if self.cues.verbs.is(left) && !right.starts_with(left) && !weak {
            return format!("{left}{right}");
        }
        let listed = before.contains('、') || before.trim_end().ends_with('等');
        match self.cues.verbs.at_end(tail) {
            Some("完成" | "实现") if self.cues.results.at_end(right).is_some() => {
                right.to_owned()
            }
            Some(verb) if !right.starts_with(verb) && (!listed || tail.len() == verb.len()) => {
                format!("{verb}{right}")
            }
            _ => right.to_owned(),
        }
    }

    /// 集体收入5万元以上的村|有381个: a bare kind of place takes the bound that describes it.
    pub(super) fn described_by_bound(&self, before: &str) -> Option<String> {
        let noun = self.without_tail(before.strip_prefix('的')?);
        let noun = noun.split(['由', '从']).next().unwrap_or(noun);
        let bare = !noun.is_empty() && noun.chars().all(|c| "县市区旗州镇乡村户社".contains(c));
        let bound = self.quantities.get(self.index.checked_sub(1)?)?;
        let limits = matches!(
            bound.approx,
            Some(Approx::Under | Approx::Over | Approx::AtLeast | Approx::AtMost)
        );
        let clause = self.layout.clause(self.index)?;
        if !bare || !limits || bound.span.start < clause.span.start {
            return None;
        }
        let lead = Span::new(clause.span.start, bound.span.start).of(self.layout.text);
        let lead = self.without_lead(self.after_names(lead, bound));
        let phrase = format!("{lead}{}的{noun}", bound.span.of(self.layout.text));
        (phrase.chars().count() <= LONGEST + 8).then(|| tidy(&phrase))
    }

    /// 覆盖27个镇、214个|村: a bare kind of place in a list takes the verb that the list began with.
    pub(super) fn verb_of_list(
        &self,
        right: &str,
        before: &str,
        earlier: &[Measure],
    ) -> Option<String> {
        let bare =
            !right.is_empty() && right.chars().all(|c| "县市区旗州镇乡村街道社组".contains(c));
        if !bare || !before.ends_with('、') {
            return None;
        }
        let last = earlier.last().filter(|_| self.layout.together(self.index - 1, self.index))?;
        let verb = self.cues.verbs.at_start(&last.phrase)?;
        Some(format!("{verb}{right}"))
    }

    /// Whether `text` is nothing but verbs (or nothing at all), so that a noun must be found.
    pub(super) fn only_verbs(&self, mut text: &str) -> bool {
        while !text.is_empty() {
            let word = self
                .cues
                .verbs
                .at_start(text)
                .or_else(|| self.cues.results.at_start(text))
                .or_else(|| self.cues.adverbs.at_start(text));
            let Some(word) =
                word.or_else(|| ["了", "出", "有"].into_iter().find(|w| text.starts_with(w)))
            else {
                return false;
            };
            text = text.get(word.len()..).unwrap_or_default();
        }
        true
    }

    /// The phrase without the verb it begins with: 新建了|通组公路.
    pub(super) fn without_verb<'t>(&self, phrase: &'t str) -> &'t str {
        let rest = self.cues.verbs.at_start(phrase).and_then(|verb| phrase.get(verb.len()..));
        let rest = rest.map(|r| r.trim_start_matches(['了', '出']));
        rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(phrase)
    }
}

/// How far a describing phrase reaches: 行动|不便的|孩子 goes on after its 的.
fn relative(rest: &str) -> Option<usize> {
    let opens = ["不", "在", "有", "无", "没有", "未", "可", "能"];
    if !opens.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let (count, (at, _)) =
        rest.char_indices().take(9).enumerate().find(|(_, (_, c))| *c == '的')?;
    let inner = rest.get(..at)?;
    let noun = rest.get(at + '的'.len_utf8()..)?.chars().next().is_some_and(is_han);
    (count >= 2 && noun && inner.chars().all(is_han)).then_some(at)
}

/// 核定的|“十三五”贫困村: what stands before 的 only describes.
fn without_relative(noun: &str) -> &str {
    let rest = noun.rfind('的').and_then(|at| noun.get(at + '的'.len_utf8()..));
    rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(noun)
}
