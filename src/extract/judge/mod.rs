//! Quantities to figures, in pure steps:
//!
//! 1. `draft`: each number with its measured thing, place, time and links;
//! 2. `reach`, `sense`, `indicator`: each draft judged by itself;
//!    `times` then tells when those hold whose neighbours say so;
//! 3. `members`: those told of a part of the region get their name;
//! 4. `key`, `grade`: from what the figure is now known to be;
//! 5. `course`: what the figures of one thing say about each other.
//!
//! No step changes what an earlier one made: it says what it adds, and the figure is put together at
//! the end.

mod course;
mod dealt;
mod draft;
mod key;
mod members;
mod reach;
mod sense;
mod times;

use super::clause::Layout;
use super::indicator;
use super::links::{self, Links};
use super::measure;
use super::outlook::Outlook;
use super::period::Periods;
use super::place::Places;
use super::table::Tables;
use super::{Figure, Quantity, Scope, Status};
use crate::clean::Article;
use crate::date::Period;
use crate::gazetteer::Adcode;
use crate::lexicon::{IndicatorId, Lexicon};
use crate::rules::{Decided, Decision};
use crate::span::Text;
use course::Told;
use draft::Draft;

/// What the earlier steps read from the article, and the tables it is read with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'a> {
    /// The article.
    pub(crate) article: &'a Article,
    /// Its text, with the words that were found in it.
    pub(crate) words: Text<'a>,
    /// Its places.
    pub(crate) places: &'a Places,
    /// Its periods.
    pub(crate) periods: &'a Periods<'a>,
    /// What its parts tell of.
    pub(crate) outlook: &'a Outlook,
    /// Its tables.
    pub(crate) tables: &'a Tables,
    /// Words and rules.
    pub(crate) lexicon: &'a Lexicon,
}

/// A draft, judged by itself.
#[derive(Clone, Debug)]
struct Judged {
    draft: Draft,
    /// The measured thing, with the name of its whole or of the members it is of.
    measure: Decided<String>,
    indicator: Option<Decided<IndicatorId>>,
    status: Decided<Status>,
    reach: Decided<Scope>,
    key: Decided<bool>,
}

/// A name that says of whom a figure is; with it goes no indicator.
struct Named {
    measure: Decided<String>,
    reach: Option<Decided<Scope>>,
}

impl Judged {
    /// The measured thing as it was read.
    fn named(&self) -> &str {
        &self.draft.measure.phrase
    }

    fn division(&self) -> Option<Adcode> {
        self.draft.place.region.map(|region| region.value)
    }

    fn period(&self) -> Option<Period> {
        self.draft.when.map(|(period, _)| period.value)
    }

    fn with(self, name: Option<Named>) -> Self {
        let Some(name) = name else { return self };
        Self {
            measure: name.measure,
            indicator: None,
            reach: name.reach.unwrap_or(self.reach),
            ..self
        }
    }
}

/// Makes a figure of every quantity; beside them what rules decided that stands in none of them.
pub(crate) fn figures(read: &Read<'_>, quantities: &[Quantity]) -> (Vec<Figure>, Vec<Decision>) {
    let layout = Layout::new(read.article, read.words, quantities);
    let links = links::links(&layout, quantities, &read.lexicon.book.relation);
    let sense = sense::Reader::new(read, &layout, &links, quantities);
    let judge = Judge { read, layout: &layout, quantities, sense };
    let judged = judge.named(judge.alone(&links));
    let course = course::find(&judged, layout.text, read.lexicon);
    let others = links.decisions.iter().chain(&course.decisions).copied().collect();
    let figures = judged.into_iter().zip(course.told());
    (figures.map(|(figure, told)| judge.figure(figure, told)).collect(), others)
}

struct Judge<'j> {
    read: &'j Read<'j>,
    layout: &'j Layout<'j>,
    quantities: &'j [Quantity],
    sense: sense::Reader<'j>,
}

impl Judge<'_> {
    /// Every figure judged by itself.
    fn alone(&self, links: &Links) -> Vec<Judged> {
        let Read { article, places, lexicon, .. } = *self.read;
        let mut measures = measure::find(self.layout, self.quantities, places, lexicon);
        dealt::town_and_country(
            &mut measures,
            self.quantities,
            self.layout,
            &lexicon.book.relation,
        );
        let drafts = draft::drafts(self.read, self.layout, links, self.quantities, measures);
        let reach = reach::find(article, places, self.layout, &drafts, &lexicon.book.reach);
        let sentence = |draft: &Draft| {
            let sentence = article.sentences.get(draft.sentence);
            sentence.map_or("", |sentence| sentence.span.of(self.layout.text))
        };
        let judged = |(draft, reach): (Draft, Decided<Scope>)| Judged {
            status: self.sense.read(&draft),
            indicator: indicator::find(
                &draft.quantity,
                &draft.measure.phrase,
                || draft.measure.context(self.layout.text),
                sentence(&draft),
                lexicon,
            ),
            measure: draft.measure.phrase.clone(),
            reach,
            key: lexicon.book.key.key_figure.otherwise(true),
            draft,
        };
        let judged = drafts.into_iter().zip(reach).map(judged).collect();
        times::told(judged, self.layout.text, self.read.periods.plan, &lexicon.book.time)
    }

    /// The same with the names of those told of a part, and what then is a key figure.
    fn named(&self, alone: Vec<Judged>) -> Vec<Judged> {
        let book = &self.read.lexicon.book;
        let dealt = with_names(alone, |figures, at| {
            dealt::out(figures, at, self.layout, self.read.places, &book.relation.dealt_to_things)
        });
        let parts = with_names(dealt, |figures, at| {
            members::part_of_other(figures, at, self.layout, &book.relation, self.read.lexicon)
        });
        let named = with_names(parts, |figures, at| {
            members::of_some(figures, at, self.layout, &book.reach.of_some_members)
        });
        let named = with_names(named, |figures, at| {
            let rules = (self.read.places, &*book.reach, &book.measure.verbs);
            let rule = &book.reach.of_several_divisions;
            let figure = figures.get(at)?;
            members::of_unnamed(figure, self.layout, rules)
                .or_else(|| members::of_divisions(figure, self.layout, self.read.places, rule))
        });
        let judged = |figure: Judged| Judged {
            key: key::key(&figure, self.quantities, self.layout, self.read),
            ..figure
        };
        named.into_iter().map(judged).collect()
    }

    /// The finished figure.
    fn figure(&self, figure: Judged, told: Told) -> Figure {
        let cumulative = self.sense.cumulative(&figure.draft);
        let state = self.sense.state(&figure).filter(|_| told.status.is_none());
        let grade = key::grade(&figure, self.read, &self.read.lexicon.book.key);
        let Judged { draft, measure, indicator, status, reach, key, .. } = figure;
        let each = draft.quantity.each && !measure.is_empty();
        let mark = &self.read.lexicon.book.measure.per_each;
        let named = |thing| if each { format!("{thing}{mark}") } else { thing };
        Figure {
            measure: measure.map(named),
            indicator,
            region: draft.place.region,
            region_basis: draft.place.basis,
            locality: draft.place.locality,
            partner: draft.place.partner,
            period: draft.when.map(|(period, _)| period),
            period_basis: draft.when.map(|(_, basis)| basis),
            status: told.status.unwrap_or(status),
            state,
            cumulative,
            scope: reach,
            key,
            grade,
            series: told.link.map(|(series, _)| series),
            role: told.link.map(|(_, role)| role),
            sentence: draft.sentence,
            quantity: draft.quantity,
        }
    }
}

fn with_names(
    figures: Vec<Judged>,
    name: impl Fn(&[Judged], usize) -> Option<Named>,
) -> Vec<Judged> {
    let names: Vec<Option<Named>> = (0..figures.len()).map(|at| name(&figures, at)).collect();
    figures.into_iter().zip(names).map(|(figure, name)| figure.with(name)).collect()
}
