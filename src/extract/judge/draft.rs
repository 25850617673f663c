//! What is known of a figure before it is judged: its number, measured thing, place, time and links.

use super::Read;
use crate::date::Period;
use crate::extract::clause::Layout;
use crate::extract::links::Links;
use crate::extract::measure::Measure;
use crate::extract::outlook::View;
use crate::extract::place::Attribution;
use crate::extract::{Basis, Quantity, Role};
use crate::rules::Decided;
use crate::rules::time::{Heading, Report};
use crate::span::Span;

/// Up to this month a report is given early in its year.
const GIVEN: i8 = 3;

/// A figure before it is judged.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its place among the quantities.
    pub(super) index: usize,
    /// The number with its unit.
    pub(super) quantity: Quantity,
    /// The measured thing.
    pub(super) measure: Measure,
    /// Where.
    pub(super) place: Attribution,
    /// When.
    pub(super) when: Option<(Decided<Period>, Basis)>,
    /// Its sentence.
    pub(super) sentence: usize,
    /// Its clause.
    pub(super) clause: Span,
    /// Its series.
    pub(super) series: Option<usize>,
    /// Its part in the series.
    pub(super) role: Option<Role>,
}

/// Drafts of all quantities, with their `measures`.
pub(super) fn drafts(
    read: &Read<'_>,
    layout: &Layout<'_>,
    links: &Links,
    quantities: &[Quantity],
    measures: Vec<Measure>,
) -> Vec<Draft> {
    let draft = |(index, (quantity, measure)): (usize, (&Quantity, Measure))| {
        let clause = layout.clause(index)?;
        let rules = &read.lexicon.book.place;
        let place = read.places.attribute(read.article, quantity.span, rules);
        Some(Draft {
            index,
            quantity: quantity.clone(),
            measure: in_table(read, quantity).unwrap_or(measure),
            place,
            when: when(read, quantity.span),
            sentence: clause.sentence,
            clause: clause.span,
            series: links.series.get(index).copied().flatten(),
            role: links.roles.get(index).copied().flatten(),
        })
    };
    quantities.iter().zip(measures).enumerate().filter_map(draft).collect()
}

/// When a figure holds. A sentence that announces what follows it tells of a time too, and stands nearer
/// than the heading: 2026年，我们将重点做好以下工作：.
fn when(read: &Read<'_>, span: Span) -> Option<(Decided<Period>, Basis)> {
    let found = read.periods.at(read.article, span);
    let near = found.is_some_and(|(period, basis)| {
        basis != Basis::Carried || !(Heading::RULE == period.rule || Report::RULE == period.rule)
    });
    let announced = || read.periods.inside(read.outlook.lead(span.start)?);
    found.filter(|_| near).or_else(announced).or(found).or_else(|| of_report(read, span))
}

/// What a report given early in a year leaves unsaid: its plans are of that year, 全年 the one before.
fn of_report(read: &Read<'_>, span: Span) -> Option<(Decided<Period>, Basis)> {
    let rules = &read.lexicon.book.time;
    let given = rules.held.titles.any(read.article.title.as_deref().unwrap_or_default());
    let day = read.article.published.filter(|day| day.month() <= GIVEN && given)?;
    let ahead = read.outlook.at(span.start).is_some_and(|view| view.value == View::Ahead);
    let sentences = &read.article.sentences;
    let sentence = sentences.get(sentences.partition_point(|s| s.span.end <= span.start))?;
    let before = read.article.text.text.get(sentence.span.start..span.start)?;
    let whole = rules.whole_year.years.any(before) && !rules.whole_year.inside.any(before);
    let year = if ahead { day.year() } else { Some(day.year() - 1).filter(|_| whole)? };
    Some((rules.plans_of_year.decide(Period::year(year)?, sentence.span)?, Basis::Carried))
}

/// The measured thing of a table's cell.
fn in_table(read: &Read<'_>, quantity: &Quantity) -> Option<Measure> {
    let cell = read.tables.cell(quantity.span)?;
    let rule = &read.lexicon.book.measure.table_header;
    rule.decide(cell.measure.clone(), cell.head).map(Measure::of_cell)
}
