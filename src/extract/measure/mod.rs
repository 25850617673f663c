//! The measured thing of a quantity: a short noun phrase after it (1290个|贫困村) or before it
//! (产业园|1023个), without region, period or filler. The lists are those of
//! `rules/language/measure.yaml`.

mod after;
mod before;
mod carried;
mod phrase;
mod share;

use super::Quantity;
use super::clause::Layout;
use super::place::Places;
use crate::lexicon::Lexicon;
use crate::rules::Decided;
use crate::rules::measure::Measures;
use crate::span::{Span, Stretch};
use phrase::Phrase;

pub(crate) use phrase::is_han;

/// Longest measured thing in characters; a longer stretch is cut at its verbs and particles.
const LONGEST: usize = 16;

/// How many characters more two phrases put together may have.
const JOINED: usize = LONGEST + 8;

/// A measured thing and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// The phrase, the rule that found it and where its words stand.
    pub(crate) phrase: Decided<String>,
    /// The words of the clause before the quantity and after it, for the choice of an indicator.
    around: [Span; 2],
    /// The phrase says how another quantity moved (收入|增长8%); shares beside it say it of the next ones.
    moved: bool,
}

impl Measure {
    /// What the head of a column or row says is measured.
    pub(crate) fn of_cell(phrase: Decided<String>) -> Self {
        Self { phrase, around: [Span::default(); 2], moved: false }
    }

    /// The words of `text` around the quantity: 发展核桃600亩、魔芋|400亩 is still about what is grown.
    pub(crate) fn context(&self, text: &str) -> String {
        self.around.map(|part| part.of(text)).concat()
    }
}

/// Reads the measured thing of every quantity, in order; later ones may take over from earlier.
pub(crate) fn find(
    layout: &Layout<'_>,
    quantities: &[Quantity],
    places: &Places,
    lexicon: &Lexicon,
) -> Vec<Measure> {
    let mut out: Vec<Measure> = Vec::with_capacity(quantities.len());
    for this in quantities.iter().enumerate() {
        let reader = Reader::new(layout, quantities, this, places, lexicon);
        out.push(reader.read(&out));
    }
    out
}

/// A quantity, what stands on either side of it, and what it may take over from.
struct Reader<'r, 'a> {
    layout: &'r Layout<'a>,
    quantities: &'r [Quantity],
    places: &'r Places,
    lexicon: &'r Lexicon,
    rules: &'r Measures,
    index: usize,
    quantity: &'r Quantity,
    clause: Span,
    /// From the start of the clause or the quantity before to this one.
    before: Stretch<'a>,
    /// From this quantity to the next or the end of the clause.
    after: Stretch<'a>,
    /// The noun phrase right before, with the verb that carries its meaning.
    left: Phrase,
    /// The noun phrase right after.
    right: Phrase,
    /// Nothing but verbs stands before, so that a noun must be found.
    bare: bool,
}

impl<'r, 'a> Reader<'r, 'a> {
    fn new(
        layout: &'r Layout<'a>,
        quantities: &'r [Quantity],
        (index, quantity): (usize, &'r Quantity),
        places: &'r Places,
        lexicon: &'r Lexicon,
    ) -> Self {
        let rules = &lexicon.book.measure;
        let Span { start, end } = quantity.span;
        let clause = layout.clause(index).map_or(quantity.span, |clause| clause.span);
        let last = index.checked_sub(1).and_then(|i| quantities.get(i));
        let from = last.map_or(clause.start, |q| clause.start.max(q.head.unwrap_or(q.span).end));
        let next = quantities.get(index + 1);
        let to = next.map_or(clause.end, |q| clause.end.min(q.span.start));
        let mut reader = Self {
            layout,
            quantities,
            places,
            lexicon,
            rules,
            index,
            quantity,
            clause,
            before: layout.stretch(Span::new(from.min(start), start)),
            after: layout.stretch(Span::new(end, to.max(end))),
            left: Phrase::default(),
            right: Phrase::default(),
            bare: false,
        };
        reader.left = reader.phrase_before();
        reader.right = reader.phrase_after();
        reader.bare = reader.only_verbs(&reader.left.text) || rules.averages.is(&reader.left.text);
        reader
    }

    /// The rules in their order; the first that decides wins.
    fn read(&self, earlier: &[Measure]) -> Measure {
        let mut moved = false;
        let phrase = self
            .named_in_list(earlier)
            .or_else(|| self.share_of(earlier))
            .or_else(|| {
                let change = self.change_of(earlier);
                moved = change.is_some();
                change
            })
            .or_else(|| self.noun_after_next())
            .or_else(|| self.noun_of_bound())
            .or_else(|| self.verb_of_list(earlier))
            .or_else(|| self.noun_after())
            .or_else(|| self.result_verb())
            .or_else(|| self.grade_of_whole(earlier))
            .or_else(|| self.noun_before())
            .or_else(|| self.average_carried(earlier))
            .or_else(|| self.verb_money())
            .or_else(|| self.verb_after())
            .or_else(|| self.multiple_of(earlier))
            .or_else(|| self.total_of_list(earlier))
            .or_else(|| self.carried(earlier))
            .or_else(|| self.people_reached())
            .or_else(|| self.clause_before())
            .or_else(|| self.unit_noun())
            .or_else(|| self.verb_only())
            .unwrap_or_else(|| self.rules.unsaid.otherwise(String::new()));
        let lead =
            Span::new(self.clause.start.min(self.quantity.span.start), self.quantity.span.start);
        Measure { phrase, around: [lead, self.after.span()], moved }
    }

    /// What follows byte `at` up to the end of the clause.
    fn rest_of_clause(&self, at: usize) -> Stretch<'a> {
        self.layout.stretch(Span::new(at, self.clause.end.max(at)))
    }
}
