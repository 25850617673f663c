//! The measured thing of a quantity: a short noun phrase after it (1290个|贫困村) or before it
//! (产业园|1023个), without region, period or filler.

mod after;
mod before;
mod carried;

use super::Quantity;
use super::clause::Layout;
use super::cue::Words;
use super::place::Places;
use crate::lexicon::{Dimension, Lexicon, NounDef};
use crate::span::Span;

/// Longest measured thing in characters; a longer stretch is cut at its verbs and particles.
const LONGEST: usize = 16;

/// Bases of averages; by themselves they name nothing: 户均从1.5万元增加到….
pub(super) const PER: &[&str] = &["户均", "人均", "亩均", "村均", "年均", "月均"];

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
    money: Words<'a>,
    nouns: &'a [NounDef],
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
            money: words("money_nouns"),
            nouns: &lexicon.pack.nouns,
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
        let bare = self.only_verbs(&left) || PER.contains(&left.as_str());
        let rate = ["率", "度", "比例", "比重", "占比"].iter().any(|word| left.ends_with(word));
        let of_after = after.starts_with('的') && !rate;
        let right = self.bounded(after).unwrap_or(right);
        let pick = |phrase: String, rule| Measure { phrase, context: context.clone(), rule };
        if let Some(share) = self.share(earlier) {
            return pick(share, "share-of");
        }
        if let Some(change) = self.change_of(&left, earlier) {
            return pick(change, "change-of");
        }
        if let Some(shared) = self.shared_noun(quantity, after) {
            return pick(shared, "noun-after-next");
        }
        let buys = quantity.dimension == Dimension::Money
            && self.cues.verbs.at_start(&right).is_some()
            && self.cues.money.at_end(&right).is_none();
        let right = if buys { String::new() } else { right };
        let sum =
            quantity.dimension == Dimension::Money && self.cues.money.at_start(after).is_some();
        if let Some(described) = self.described_by_bound(before) {
            return pick(described, "noun-before");
        }
        if let Some(carried) = self.verb_of_list(&right, before, earlier) {
            return pick(carried, "noun-after");
        }
        if !right.is_empty() && !quantity.each && (counts || bare || of_after || sum) {
            return pick(self.with_verb(&left, &right, before), "noun-after");
        }
        let lifted = ["脱贫", "减贫", "退出", "出列"].iter().any(|result| left.ends_with(result));
        if (bare || lifted)
            && let Some(result) = self.result_of(&left, after, quantity)
        {
            return pick(result, "result-verb");
        }
        if !left.is_empty() && !bare {
            let left = self.grade_of(&left, earlier).unwrap_or(left);
            return pick(left, "noun-before");
        }
        let (phrase, rule) = self.elsewhere(quantity, left, right, earlier);
        pick(phrase, rule)
    }

    /// The measured thing of a quantity that has no noun of its own on either side.
    fn elsewhere(
        &self,
        quantity: &Quantity,
        left: String,
        right: String,
        earlier: &[Measure],
    ) -> (String, &'static str) {
        let (before, after) = self.neighbours(quantity);
        let same_clause =
            self.index > 0 && self.layout.of.get(self.index - 1) == self.layout.of.get(self.index);
        if quantity.dimension == Dimension::Money && !left.is_empty() && !same_clause {
            let noun = if left.ends_with("资") { "" } else { "资金" };
            return (format!("{left}{noun}"), "verb-money");
        }
        let people = matches!(quantity.unit.as_str(), "人" | "户" | "人次" | "户次");
        if let Some(action) = self.action_after(after).filter(|_| people && left.is_empty()) {
            return (action, "verb-after");
        }
        if let Some(carried) = self.carried(quantity, &left, before, earlier) {
            return (carried, "carried");
        }
        if let Some(reached) = carried::reached(&left, quantity) {
            return (reached, "verb-only");
        }
        let subject = self.subject_before();
        if !subject.is_empty() {
            return (join_verb(&left, &subject), "clause-before");
        }
        if left.is_empty() && right.is_empty() && people {
            return (self.noun_of_unit(quantity), "unit-noun");
        }
        (if left.is_empty() { right } else { left }, "verb-only")
    }

    /// The text from the clause's start or the last quantity to this one, and from this one to
    /// the next or the clause's end.
    fn neighbours(&self, quantity: &Quantity) -> (&str, &str) {
        let Some(clause) = self.layout.clause(self.index) else { return ("", "") };
        let last = self.index.checked_sub(1).and_then(|i| self.quantities.get(i));
        let end_of = |q: &Quantity| q.head.map_or(q.span.end, |head| head.end);
        let from = last.map_or(clause.span.start, |q| clause.span.start.max(end_of(q)));
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
}

fn join_verb(verb: &str, noun: &str) -> String {
    if noun.contains(verb) { noun.to_owned() } else { format!("{verb}{noun}") }
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
