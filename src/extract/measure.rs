//! The measured thing of a quantity: a short noun phrase after it (1290个|贫困村) or before it
//! (产业园|1023个), without region, period or filler.

use super::Quantity;
use super::clause::Layout;
use super::cue::Words;
use super::place::Places;
use crate::lexicon::{Dimension, Lexicon};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Longest measured thing in characters; a longer stretch is cut at its verbs and particles.
const LONGEST: usize = 16;

/// The word lists that decide.
#[derive(Debug)]
pub(crate) struct MeasureCues<'a> {
    tail: Words<'a>,
    lead: Words<'a>,
    verbs: Words<'a>,
    results: Words<'a>,
    adverbs: Words<'a>,
    not_after: Words<'a>,
    end: Words<'a>,
    keep: Words<'a>,
}

impl<'a> MeasureCues<'a> {
    /// Takes the lists from `lexicon`.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let words = |purpose| Words::of(lexicon, purpose);
        Self {
            tail: words("measure_tail"),
            lead: words("measure_lead"),
            verbs: words("measure_verbs"),
            results: words("measure_results"),
            adverbs: words("measure_adverbs"),
            not_after: words("measure_not_after"),
            end: words("measure_end"),
            keep: words("measure_keep"),
        }
    }
}

/// A measured thing and how it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Measure {
    /// The phrase.
    pub(crate) phrase: String,
    /// The words of the clause around the quantity, for the choice of an indicator.
    pub(crate) context: String,
    /// Name of the rule that decided.
    pub(crate) rule: &'static str,
}

static PERIOD_WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?:[0-9]{2,4}|[〇零一二三四五六七八九]{4}|今|去|前|当|同|上|本|近[一两三四五六七八九十几0-9]+)年",
        r"(?:[0-9一二三四五六七八九十]{1,3}月)?(?:[0-9]{1,2}日)?(?:以来|年?底|年?末|年?初|期间|起|来|间|上半年|下半年)?",
        r"|[0-9]{1,2}月(?:份|底|末)?|截至目前|目前|“?十[一二三四]五”?(?:期间|以来|时期)?|上半年|下半年|[前一二三四]+季度)"
    ))
    .ok()
});

/// Reads the measured thing of every quantity, in order; later ones may take over from earlier.
pub(crate) fn find(
    layout: &Layout<'_>,
    quantities: &[Quantity],
    places: &Places,
    cues: &MeasureCues<'_>,
) -> Vec<Measure> {
    let mut out: Vec<Measure> = Vec::with_capacity(quantities.len());
    for index in 0..quantities.len() {
        let reader = Reader { layout, quantities, places, cues, index };
        let measure = reader.read(&out);
        out.push(measure);
    }
    out
}

struct Reader<'r, 'a> {
    layout: &'r Layout<'a>,
    quantities: &'r [Quantity],
    places: &'r Places,
    cues: &'r MeasureCues<'r>,
    index: usize,
}

impl Reader<'_, '_> {
    fn read(&self, earlier: &[Measure]) -> Measure {
        let Some(quantity) = self.quantities.get(self.index) else { return Measure::default() };
        let (before, after) = self.neighbours(quantity);
        let left = self.left(before, quantity);
        let right = self.right(after);
        let context = self.context(quantity, after);
        let counts = matches!(quantity.dimension, Dimension::Count) || quantity.head.is_some();
        let bare = self.only_verbs(&left);
        let of_after = after.starts_with('的') && !left.ends_with('率');
        let pick = |phrase: String, rule| Measure { phrase, context: context.clone(), rule };
        if let Some(share) = self.share(earlier) {
            return pick(share, "share-of");
        }
        if !right.is_empty() && !quantity.each && (counts || bare || of_after) {
            return pick(self.with_verb(&left, &right, before), "noun-after");
        }
        let lifted = ["脱贫", "减贫", "退出", "出列"].iter().any(|result| left.ends_with(result));
        if (bare || lifted)
            && let Some(result) = self.result_of(&left, after, quantity)
        {
            return pick(result, "result-verb");
        }
        if !left.is_empty() && !bare {
            return pick(left, "noun-before");
        }
        let same_clause =
            self.index > 0 && self.layout.of.get(self.index - 1) == self.layout.of.get(self.index);
        if quantity.dimension == Dimension::Money && !left.is_empty() && !same_clause {
            let noun = if left.ends_with("资") { "" } else { "资金" };
            return pick(format!("{left}{noun}"), "verb-money");
        }
        if let Some(carried) = self.carried(quantity, earlier) {
            if left.is_empty() && ["计", "共"].iter().any(|total| before.ends_with(total)) {
                let noun = if quantity.dimension == Dimension::Money { "资金" } else { "" };
                return pick(format!("{noun}合计"), "total");
            }
            if left.is_empty() {
                return pick(carried, "carried");
            }
            if self.only_verbs(&carried) {
                return pick(left, "verb-only");
            }
            return pick(join_verb(&left, self.without_verb(&carried)), "carried");
        }
        let subject = self.subject_before();
        if !subject.is_empty() {
            return pick(join_verb(&left, &subject), "clause-before");
        }
        pick(if left.is_empty() { right } else { left }, "verb-only")
    }

    /// The text from the clause's start or the last quantity to this one, and from this one to
    /// the next or the clause's end.
    fn neighbours(&self, quantity: &Quantity) -> (&str, &str) {
        let Some(clause) = self.layout.clause(self.index) else { return ("", "") };
        let last = self.index.checked_sub(1).and_then(|i| self.quantities.get(i));
        let from = last.map_or(clause.span.start, |q| clause.span.start.max(q.span.end));
        let next = self.quantities.get(self.index + 1);
        let to = next.map_or(clause.span.end, |q| clause.span.end.min(q.span.start));
        let before = Span::new(from.min(quantity.span.start), quantity.span.start);
        let after = Span::new(quantity.span.end, to.max(quantity.span.end));
        (before.of(self.layout.text), after.of(self.layout.text))
    }

    /// The clause up to the quantity and the words right after it: 发展核桃600亩、魔芋|400亩 is still
    /// about what is grown.
    fn context(&self, quantity: &Quantity, after: &str) -> String {
        let from = self.layout.clause(self.index).map_or(quantity.span.start, |c| c.span.start);
        let lead = Span::new(from.min(quantity.span.start), quantity.span.start);
        format!("{}{after}", lead.of(self.layout.text))
    }

    /// The noun phrase right before the quantity, with the verb that carries its meaning.
    fn left(&self, before: &str, quantity: &Quantity) -> String {
        if before.trim_end().ends_with('、') && !quantity.each {
            return String::new();
        }
        let mut text = self.without_tail(before);
        text = self.after_names(text, quantity);
        text = self.last_item(text, quantity.each);
        text = self.without_lead(text);
        let phrase = named(text).unwrap_or_else(|| self.shortened(text));
        tidy(phrase)
    }

    /// Drops fillers, times and comparisons between the phrase and its number.
    fn without_tail<'t>(&self, before: &'t str) -> &'t str {
        let mut text = before.trim_end();
        loop {
            if let Some(word) = self.cues.tail.at_end(text)
                && !keeps_end(text, word)
            {
                text = text.get(..text.len() - word.len()).unwrap_or_default().trim_end();
                continue;
            }
            if let Some(found) = PERIOD_WORDS.as_ref().and_then(|r| r.find_iter(text).last())
                && found.end() == text.len()
            {
                text = text.get(..found.start()).unwrap_or_default();
                continue;
            }
            let trimmed = text.trim_end_matches(['、', '(', '（', '—', '-', '~', '～', ' ']);
            if trimmed.len() == text.len() {
                break;
            }
            text = trimmed;
        }
        text.strip_suffix('等').filter(|t| !t.ends_with("优")).unwrap_or(text)
    }

    /// What follows the last place name or time in the stretch.
    fn after_names<'t>(&self, text: &'t str, quantity: &Quantity) -> &'t str {
        let mut cut = 0;
        let end = self.offset_of(text);
        if let Some(start) = end {
            let stretch = Span::new(start, start + text.len());
            for mention in &self.places.mentions {
                if mention.span.start >= quantity.span.start {
                    break;
                }
                if stretch.contains(mention.span) && !mention.within_name {
                    cut = cut.max(mention.span.end - start);
                }
            }
        }
        if let Some(found) = PERIOD_WORDS.as_ref().and_then(|r| r.find_iter(text).last()) {
            cut = cut.max(found.end());
        }
        text.get(cut..).filter(|rest| rest.chars().count() >= 2).unwrap_or(text)
    }

    /// Where `part` of the article's text begins; none when it is not a part of it.
    fn offset_of(&self, part: &str) -> Option<usize> {
        let whole = self.layout.text.as_ptr().addr();
        let start = part.as_ptr().addr().checked_sub(whole)?;
        (start + part.len() <= self.layout.text.len()).then_some(start)
    }

    /// The last item of a list with 、 or 等: 县道、乡道等|农村公路. A distributive number (各1290处)
    /// speaks of the whole list.
    fn last_item<'t>(&self, text: &'t str, each: bool) -> &'t str {
        if each {
            return text;
        }
        let list = text.rfind('、').map_or(0, |at| at + '、'.len_utf8());
        let rest = text.get(list..).unwrap_or_default();
        let tail = match rest.find('等') {
            Some(at) if !rest.get(at..).is_some_and(|r| self.cues.keep.at_start(r).is_some()) => {
                rest.get(at + '等'.len_utf8()..).unwrap_or_default()
            }
            _ => rest,
        };
        if tail.chars().count() >= 2 { tail } else { rest }
    }

    fn without_lead<'t>(&self, mut text: &'t str) -> &'t str {
        loop {
            text = text.trim_start_matches([' ', '、', ')', '）', '-', '—', '·', '”', '’']);
            if self.cues.keep.at_start(text).is_some() {
                return text;
            }
            let Some(word) = self.cues.lead.at_start(text) else { return text };
            text = text.get(word.len()..).unwrap_or_default();
        }
    }

    /// Cuts a long stretch at its last verb, then after the verb, then after 的.
    fn shortened<'t>(&self, text: &'t str) -> &'t str {
        let short = |t: &str| (2..=LONGEST).contains(&t.chars().count());
        if text.chars().count() <= LONGEST {
            return text;
        }
        let verbs = self.cues.verbs.within(text);
        for (at, word) in &verbs {
            let with = text.get(*at..).unwrap_or_default();
            let without = text.get(at + word.len()..).unwrap_or_default();
            if short(with) && without.chars().count() >= 2 {
                return self.without_lead(with);
            }
            if *at == 0 && short(without) {
                return self.without_lead(without);
            }
        }
        if let Some(rest) = text.rfind('的').and_then(|at| text.get(at + '的'.len_utf8()..))
            && short(rest)
        {
            return rest;
        }
        let start = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        text.get(start..).unwrap_or(text)
    }

    /// The noun phrase right after the quantity, with the state it reached: 贫困村|退出.
    fn right(&self, after: &str) -> String {
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
        let rest = text.get(length..).unwrap_or_default();
        let share = self.quantities.get(self.index).map(|q| q.dimension) == Some(Dimension::Share);
        if share && text.chars().count() < LONGEST && !rest.contains('、') {
            return tidy(text);
        }
        let listed = rest.starts_with(['、', '和', '与', '及']) && rest.chars().count() <= 2;
        let state =
            if listed { self.state_after(self.after_list()) } else { self.state_after(rest) };
        tidy(&format!("{}{}", self.without_relative(noun), state.unwrap_or_default()))
    }

    /// 核定的|“十三五”贫困村: what stands before 的 only describes.
    fn without_relative<'t>(&self, noun: &'t str) -> &'t str {
        let rest = noun.rfind('的').and_then(|at| noun.get(at + '的'.len_utf8()..));
        rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(noun)
    }

    fn noun_length(&self, text: &str) -> usize {
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

    fn state_after<'t>(&self, mut text: &'t str) -> Option<&'t str> {
        for _ in 0..4 {
            if let Some(word) = self.cues.results.at_start(text) {
                let rest = text.get(word.len()..).unwrap_or_default();
                let ends = rest.chars().next().is_none_or(|c| !is_han(c) || c == '的');
                return ends.then_some(text.get(..word.len()).unwrap_or_default());
            }
            let word = self.cues.adverbs.at_start(text)?;
            text = text.get(word.len()..)?;
        }
        None
    }

    /// Puts the verb before the noun that it governs: 带动|贫困户; a verb of result follows: 村|退出.
    fn with_verb(&self, left: &str, right: &str, before: &str) -> String {
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

    /// Whether `text` is nothing but verbs (or nothing at all), so that a noun must be found.
    fn only_verbs(&self, mut text: &str) -> bool {
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
    fn without_verb<'t>(&self, phrase: &'t str) -> &'t str {
        let rest = self.cues.verbs.at_start(phrase).and_then(|verb| phrase.get(verb.len()..));
        let rest = rest.map(|r| r.trim_start_matches(['了', '出']));
        rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(phrase)
    }

    /// 13267人|脱贫, 减贫|6381人: the verb names what the people or households reached. In a list
    /// (3520户13798人脱贫) the verb at its end holds for every item.
    fn result_of(&self, left: &str, after: &str, quantity: &Quantity) -> Option<String> {
        let noun = match quantity.unit.as_str() {
            "人" => "人口",
            "户" => "户",
            _ => return None,
        };
        if let Some(result) = self.cues.results.at_end(left) {
            return Some(format!("{result}{noun}"));
        }
        let mut rest = after;
        if rest.trim_matches(['、', ' ', '和', '、']).is_empty() {
            rest = self.after_list();
        }
        let state = self.state_after(rest).or_else(|| self.state_within(rest))?;
        let state = state.strip_prefix("稳定").unwrap_or(state);
        Some(format!("{state}{noun}"))
    }

    /// What follows the last item of the list that this quantity stands in: 13个贫困村、3520户|脱贫.
    fn after_list(&self) -> &str {
        let Some(clause) = self.layout.clause(self.index) else { return "" };
        let mut end = self.quantities.get(self.index).map_or(0, |q| q.span.end);
        for next in self.quantities.get(self.index + 1..).unwrap_or_default() {
            let gap = Span::new(end, next.span.start.max(end)).of(self.layout.text);
            let listed = gap.is_empty() || gap.ends_with(['、', '和', '与', '及']);
            if next.span.start >= clause.span.end || !listed || gap.chars().count() > LONGEST {
                break;
            }
            end = next.head.map_or(next.span.end, |head| head.end);
        }
        let rest = Span::new(end, clause.span.end.max(end)).of(self.layout.text);
        let noun = self.noun_length(rest);
        if self.state_after(rest).is_some() { rest } else { rest.get(noun..).unwrap_or_default() }
    }

    /// A result later in the clause: 4.48万人依靠产业实现稳定|脱贫.
    fn state_within(&self, text: &str) -> Option<&str> {
        let found = self.cues.results.within(text);
        let (_, word) = found.last().filter(|(at, word)| at + word.len() == text.len())?;
        Some(*word)
    }

    /// 占全县总脱贫人口的48.1%: what is divided, and by what. Of several shares (分别占…的A和B) each
    /// belongs to the part in the same place of the list before.
    fn share(&self, earlier: &[Measure]) -> Option<String> {
        let quantity = self.quantities.get(self.index)?;
        if quantity.dimension != Dimension::Share {
            return None;
        }
        let clause = self.layout.clause(self.index)?;
        let first = self.group_start();
        let lead = self.quantities.get(first)?.span.start;
        let before = Span::new(clause.span.start.min(lead), lead).of(self.layout.text);
        let at = before.rfind('占')?;
        let subject = self.without_lead(before.get(..at).unwrap_or_default());
        let subject = self.without_tail(self.after_names(subject, quantity));
        let whole = self.without_tail(before.get(at + '占'.len_utf8()..).unwrap_or_default());
        let whole = tidy(self.without_lead(self.after_names(whole, quantity)));
        let mut subject = tidy(subject);
        if self.only_verbs(&subject) || subject.chars().count() < 2 || subject.starts_with("分别")
        {
            let group = clause.quantities.iter().filter(|i| {
                **i >= first
                    && self.quantities.get(**i).is_some_and(|q| q.dimension == Dimension::Share)
            });
            let part = self.index.checked_sub(group.count().max(1));
            subject =
                part.and_then(|i| earlier.get(i)).map(|m| m.phrase.clone()).unwrap_or_default();
        }
        let whole = if whole.is_empty() { "比".to_owned() } else { whole };
        let long = subject.chars().count() + whole.chars().count() > LONGEST + 8;
        let subject = if long { String::new() } else { subject };
        Some(format!("{subject}占{whole}"))
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
            let joined = matches!(gap.of(self.layout.text), "和" | "、" | "及" | "与" | "，" | ",");
            if last.dimension != Dimension::Share || !joined {
                break;
            }
            first -= 1;
        }
        first
    }

    /// The measured thing of the quantity before, when this one only goes on from it: the other
    /// end of a change, the next sum of the same kind.
    fn carried(&self, quantity: &Quantity, earlier: &[Measure]) -> Option<String> {
        let last = self.index.checked_sub(1)?;
        let before = self.quantities.get(last)?;
        let same = self.layout.clause(last)?.sentence == self.layout.clause(self.index)?.sentence;
        let phrase = &earlier.get(last)?.phrase;
        (same && before.dimension == quantity.dimension && !phrase.is_empty())
            .then(|| phrase.clone())
    }

    /// The noun phrase of the clause before, when this clause has none of its own.
    fn subject_before(&self) -> String {
        let Some(here) = self.layout.of.get(self.index).copied() else { return String::new() };
        let Some(before) = here.checked_sub(1).and_then(|i| self.layout.clauses.get(i)) else {
            return String::new();
        };
        let same = self.layout.clauses.get(here).is_some_and(|c| c.sentence == before.sentence);
        if !same || !before.quantities.is_empty() {
            return String::new();
        }
        let text = self.without_lead(self.without_tail(before.span.of(self.layout.text)));
        let text = self.shortened(self.last_item(text, false));
        tidy(text)
    }
}

/// A name in quotes at the end of a longer stretch stands for it: …小额信贷分险|“四项基金”.
fn named(text: &str) -> Option<&str> {
    let rest = text.get(text.rfind('“')?..)?;
    let ends = rest.ends_with('”') && rest.chars().count() >= 4;
    (ends && text.len() > rest.len()).then_some(rest)
}

fn join_verb(verb: &str, noun: &str) -> String {
    if noun.contains(verb) { noun.to_owned() } else { format!("{verb}{noun}") }
}

/// Whether the filler at the end of `text` is really part of a word: 初中, 拥有 stay whole.
fn keeps_end(text: &str, word: &str) -> bool {
    let kept: &[&str] = match word {
        "中" => &["初中", "高中", "集中"],
        "有" => &["国有", "所有", "特有", "私有"],
        "里" => &["公里", "邻里"],
        "分" => &["积分", "部分", "学分"],
        "到" => &["报到", "签到"],
        "的" => &["目的"],
        "共" => &["公共"],
        "要" => &["纪要"],
        _ => return false,
    };
    kept.iter().any(|k| text.ends_with(k))
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Takes spaces and unpaired marks off a phrase.
fn tidy(phrase: &str) -> String {
    let mut text: String = phrase.chars().filter(|c| !c.is_whitespace()).collect();
    for (open, close) in [('“', '”'), ('(', ')'), ('（', '）'), ('《', '》'), ('‘', '’')]
    {
        let opens = text.matches(open).count();
        let closes = text.matches(close).count();
        if opens != closes {
            text.retain(|c| c != open && c != close);
        }
    }
    let trimmed = text.trim_matches(|c: char| {
        matches!(c, '、' | '-' | '—' | '·' | '的' | '"' | '~' | '～' | '>' | '◎' | '•' | '*')
    });
    trimmed.to_owned()
}
