//! Measured things that stand elsewhere: at the end of a list, at the number before, in the clause before.

use super::{LONGEST, Measure, PER, Reader, is_han, join_verb, tidy};
use crate::extract::Quantity;
use crate::lexicon::{Dimension, NounDef};
use crate::span::Span;

/// Words that only say how something moved; the thing itself stands before.
const CHANGES: &[&str] = &[
    "增长",
    "增加",
    "增幅",
    "增速",
    "增收",
    "下降",
    "降低",
    "减少",
    "降幅",
    "提高",
    "提升",
    "上升",
    "净增",
    "增加了",
    "增长了",
    "下降了",
    "减少了",
    "提高了",
    "提升了",
    "上升了",
];

impl Reader<'_, '_> {
    /// 13267人|脱贫, 减贫|6381人: the verb names what the people or households reached. In a list
    /// (3520户13798人脱贫) the verb at its end holds for every item.
    pub(super) fn result_of(&self, left: &str, after: &str, quantity: &Quantity) -> Option<String> {
        let noun = match quantity.unit.as_str() {
            "人" => "人口",
            "户" => "户",
            _ => return None,
        };
        if let Some(result) = self.cues.results.at_end(left) {
            let works = result.ends_with("就业") || result.ends_with("务工");
            return Some(if works { left.to_owned() } else { format!("{result}{noun}") });
        }
        let mut rest = after;
        if rest.trim_matches(['、', ' ', '和', '、']).is_empty() {
            rest = self.after_list();
        }
        let state = self.state_after(rest).or_else(|| self.state_within(rest))?;
        let state = state.strip_prefix("稳定").unwrap_or(state);
        Some(format!("{state}{noun}"))
    }

    /// 剩余的2346户|5120名贫困人口: of two that stand side by side the first borrows the noun of the second.
    pub(super) fn shared_noun(&self, quantity: &Quantity, after: &str) -> Option<String> {
        let next = self.quantities.get(self.index + 1)?;
        let clause = self.layout.clause(self.index)?;
        let joined = after.is_empty() && next.span.start == quantity.span.end;
        if !joined || !matches!(quantity.unit.as_str(), "户" | "人") {
            return None;
        }
        let rest = Span::new(next.span.end, clause.span.end.max(next.span.end));
        let noun = self.right(rest.of(self.layout.text));
        (!noun.is_empty()).then(|| self.in_unit(&noun, next, quantity))
    }

    /// What the people or households do, when only a verb follows them: 1.2万人次|享受到救助.
    pub(super) fn action_after(&self, after: &str) -> Option<String> {
        let text = after.trim_start();
        let long = text.chars().count();
        let clean = text.chars().all(is_han);
        let verb = self.cues.not_after.at_start(text).is_some();
        ((3..=LONGEST).contains(&long) && clean && verb).then(|| tidy(text))
    }

    /// 精准识别之初,该县共有7.7万户、3.5万人: who is counted is clear from what the sentence is about.
    pub(super) fn noun_of_unit(&self, quantity: &Quantity) -> String {
        let before = self.layout.sentence_before(self.index, quantity.span.start);
        let told = |noun: &&NounDef| noun.words.iter().any(|word| before.contains(word.as_str()));
        let noun = self.cues.nouns.iter().filter(told).find_map(|n| n.of.get(&quantity.unit));
        match (noun, quantity.unit.as_str()) {
            (Some(noun), _) => noun.clone(),
            (None, "户") => "农户".to_owned(),
            _ => String::new(),
        }
    }

    /// What follows the last item of the list that this quantity stands in: 13个贫困村、3520户|脱贫.
    pub(super) fn after_list(&self) -> &str {
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
    pub(super) fn state_within(&self, text: &str) -> Option<&str> {
        let found = self.cues.results.within(text);
        let (_, word) = found.last().filter(|(at, word)| at + word.len() == text.len())?;
        Some(*word)
    }

    /// 占全县总脱贫人口的48.1%: what is divided, and by what. Of several shares (分别占…的A和B) each
    /// belongs to the part in the same place of the list before.
    pub(super) fn share(&self, earlier: &[Measure]) -> Option<String> {
        let quantity = self.quantities.get(self.index)?;
        if quantity.dimension != Dimension::Share {
            return None;
        }
        let clause = self.layout.clause(self.index)?;
        let first = self.group_start();
        let lead = self.quantities.get(first)?.span.start;
        let before = Span::new(clause.span.start.min(lead), lead).of(self.layout.text);
        let at = before.rfind('占')?;
        let stands = lead - before.len() + at;
        if let Some(last) = first.checked_sub(1)
            && self.quantities.get(last).is_some_and(|other| {
                other.dimension == Dimension::Share && other.span.start > stands
            })
        {
            return self.phrase_of(last, earlier).map(str::to_owned);
        }
        let subject = self.without_lead(before.get(..at).unwrap_or_default());
        let subject = self.without_tail(self.after_names(subject, quantity));
        let whole = self.without_tail(before.get(at + '占'.len_utf8()..).unwrap_or_default());
        let whole = tidy(self.without_lead(self.after_names(whole, quantity)));
        let mut subject = tidy(subject);
        if self.only_verbs(&subject) || subject.chars().count() < 2 || subject.starts_with("分别")
        {
            let part = self.index.checked_sub(self.group_size(first));
            // A bound that only describes what is counted has no share: 5个…在25%以上的村,占….
            let part = part.filter(|i| !self.describes(*i)).or_else(|| part?.checked_sub(1));
            subject =
                part.and_then(|i| earlier.get(i)).map(|m| m.phrase.clone()).unwrap_or_default();
        }
        let whole = if whole.is_empty() { "比".to_owned() } else { whole };
        let long = subject.chars().count() + whole.chars().count() > LONGEST + 8;
        let subject = if long { String::new() } else { subject };
        Some(format!("{subject}占{whole}"))
    }

    /// Whether the quantity is a bound before 的: it says which are meant.
    fn describes(&self, index: usize) -> bool {
        let after = self.quantities.get(index).and_then(|q| self.layout.text.get(q.span.end..));
        let share = self.quantities.get(index).is_some_and(|q| q.dimension == Dimension::Share);
        share && after.is_some_and(|after| after.starts_with('的'))
    }

    /// The first of the shares that stand side by side with this one: A%和B%.
    pub(super) fn group_start(&self) -> usize {
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
    /// end of a change, the next sum of the same kind, households after people.
    pub(super) fn carried(
        &self,
        quantity: &Quantity,
        left: &str,
        before: &str,
        earlier: &[Measure],
    ) -> Option<String> {
        let last = self.index.checked_sub(1)?;
        let phrase = self.phrase_of(last, earlier)?;
        if quantity.dimension == Dimension::Multiple && left.is_empty() {
            return Some(format!("{phrase}倍数"));
        }
        let other = self.quantities.get(last)?;
        if other.dimension != quantity.dimension {
            if !left.is_empty() {
                return None;
            }
            let listed = before.trim() == "、" && quantity.dimension == Dimension::Money;
            if listed {
                return Some(format!("{phrase}资金"));
            }
            return self.earlier_in_unit(quantity, earlier);
        }
        if left.is_empty() && ["计", "共"].iter().any(|total| before.ends_with(total)) {
            let noun = if quantity.dimension == Dimension::Money { "资金" } else { "" };
            return Some(format!("{noun}合计"));
        }
        if let Some(per) = PER.iter().find(|per| left == **per) {
            let rest = phrase.rsplit_once('均').map_or(phrase, |(_, rest)| rest);
            return Some(format!("{per}{rest}"));
        }
        if left.is_empty() {
            return Some(self.in_unit(phrase, other, quantity));
        }
        let nouns = matches!(quantity.unit.as_str(), "人" | "户");
        if other.unit != quantity.unit && !nouns {
            let alike = self.earlier_in_unit(quantity, earlier);
            let noun = alike.as_deref().map_or("", |phrase| self.without_verb(phrase));
            return Some(join_verb(left, noun));
        }
        if self.only_verbs(phrase) {
            return Some(left.to_owned());
        }
        if other.unit != quantity.unit {
            return reached(left, quantity).or_else(|| Some(left.to_owned()));
        }
        Some(join_verb(left, self.without_verb(phrase)))
    }

    /// 贫困人口19.3万人,贫困发生率33.3%;到去年底减少到|8900人: the last thing of the same unit.
    fn earlier_in_unit(&self, quantity: &Quantity, earlier: &[Measure]) -> Option<String> {
        let found = (0..self.index)
            .rev()
            .take(4)
            .find(|at| self.quantities.get(*at).is_some_and(|other| other.unit == quantity.unit))?;
        self.phrase_of(found, earlier).map(str::to_owned)
    }

    /// A级景区15家,其中|5A级|1家: a grade alone takes the noun of the whole.
    pub(super) fn grade_of(&self, left: &str, earlier: &[Measure]) -> Option<String> {
        if !left.ends_with('级') || left.chars().count() > 4 {
            return None;
        }
        let phrase = self.phrase_of(self.index.checked_sub(1)?, earlier)?;
        let noun = phrase.rsplit_once('级').map_or(phrase, |(_, noun)| noun);
        (!noun.is_empty()).then(|| format!("{left}{noun}"))
    }

    /// 覆盖8个乡镇|3.1万户 is 覆盖农户, 搬迁6811户|27836人 is 搬迁人口: the verb goes on, the noun changes.
    fn in_unit(&self, phrase: &str, other: &Quantity, quantity: &Quantity) -> String {
        let noun = match quantity.unit.as_str() {
            "户" => "农户",
            "人" => "人口",
            _ => return phrase.to_owned(),
        };
        if other.unit == quantity.unit {
            return phrase.to_owned();
        }
        let renamed = self.cues.nouns.iter().find_map(|named| {
            let to = named.of.get(&quantity.unit)?;
            let others = named.of.iter().filter(|(unit, _)| **unit != quantity.unit);
            let rest =
                others.into_iter().find_map(|(_, from)| phrase.strip_suffix(from.as_str()))?;
            Some(format!("{rest}{to}"))
        });
        if let Some(renamed) = renamed {
            return renamed;
        }
        if let Some(verb) = phrase.strip_suffix('户').filter(|verb| self.only_verbs(verb)) {
            return format!("{verb}{noun}");
        }
        if matches!(other.unit.as_str(), "户" | "人") {
            return phrase.to_owned();
        }
        match self.cues.verbs.at_start(phrase) {
            Some(verb) => format!("{verb}{noun}"),
            None => noun.to_owned(),
        }
    }

    /// The phrase of an earlier quantity of the same sentence.
    fn phrase_of<'e>(&self, at: usize, earlier: &'e [Measure]) -> Option<&'e str> {
        let phrase = earlier.get(at)?.phrase.as_str();
        (self.layout.chained(at, self.index) && !phrase.is_empty()).then_some(phrase)
    }

    /// 增长24.1%: by how much the thing before moved. Of several (分别增长A、B) each belongs to the
    /// one in the same place of the list before.
    pub(super) fn change_of(&self, left: &str, earlier: &[Measure]) -> Option<String> {
        let quantity = self.quantities.get(self.index)?;
        let first = self.group_start();
        if left.starts_with(['比', '较']) && quantity.dimension == Dimension::Points {
            return self
                .phrase_of(self.index.checked_sub(1)?, earlier)
                .map(|p| format!("{p}{left}"));
        }
        let word = if first == self.index {
            let word =
                CHANGES.iter().filter(|word| left.ends_with(**word)).max_by_key(|w| w.len())?;
            let rest = left.strip_suffix(word)?;
            let rest = without_comparison(rest);
            if rest == "年均" || rest == "平均" {
                let phrase = self.phrase_of(self.index.checked_sub(1)?, earlier)?;
                return Some(format!("{phrase}{rest}{word}"));
            }
            if rest.chars().count() >= 2 && !self.only_verbs(rest) {
                return (rest.len() < left.len() - word.len())
                    .then(|| format!("{rest}{}", word.trim_end_matches('了')));
            }
            (*word).to_owned()
        } else {
            let before = earlier.get(first).filter(|m| m.rule == "change-of")?;
            let word =
                CHANGES.iter().filter(|w| before.phrase.ends_with(**w)).max_by_key(|w| w.len());
            (*word?).to_owned()
        };
        let group = self.group_size(first);
        let at = self.index.checked_sub(group)?;
        let phrase = self.phrase_of(at, earlier)?;
        let moved = matches!(quantity.dimension, Dimension::Share | Dimension::Points)
            || self.quantities.get(at)?.dimension == quantity.dimension;
        (moved && !phrase.ends_with(&word))
            .then(|| format!("{phrase}{}", word.trim_end_matches('了')))
    }

    /// How many shares stand side by side from `first` on.
    fn group_size(&self, first: usize) -> usize {
        let Some(clause) = self.layout.clause(self.index) else { return 1 };
        let shares = clause.quantities.iter().filter(|i| {
            **i >= first
                && self.quantities.get(**i).is_some_and(|q| q.dimension == Dimension::Share)
        });
        shares.count().max(1)
    }

    /// The noun phrase of the clause before, when this clause has none of its own.
    pub(super) fn subject_before(&self) -> String {
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
        let time = ["之初", "时", "后", "以来", "期间", "前", "中", "来", "年", "底"];
        if time.iter().any(|word| text.ends_with(word)) { String::new() } else { tidy(text) }
    }
}

/// 贫困发生率|较上年, 收入|同比: the words of a comparison stand between the thing and its change.
fn without_comparison(text: &str) -> &str {
    let mut text = text.trim_end_matches("分别");
    for word in [
        "同比",
        "环比",
        "比去年",
        "比上年",
        "较上年",
        "较去年",
        "比上年同期",
        "较上年同期",
        "比去年同期",
    ] {
        text = text.strip_suffix(word).unwrap_or(text);
    }
    if let Some((before, after)) = text.rsplit_once(['比', '较'])
        && after.ends_with(['年', '期', '月', '底', '末', '度'])
    {
        text = before;
    }
    text
}

/// 带动|2.1万户: a verb that reaches people takes the noun of its unit.
pub(super) fn reached(left: &str, quantity: &Quantity) -> Option<String> {
    let reaches = ["带动", "惠及", "覆盖", "帮扶", "辐射", "受益", "资助", "救助", "联结", "吸纳"];
    let noun = match quantity.unit.as_str() {
        "户" => "农户",
        "人" => "群众",
        _ => return None,
    };
    reaches.contains(&left).then(|| format!("{left}{noun}"))
}
