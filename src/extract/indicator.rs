//! Which indicator a measured thing belongs to.

use super::Quantity;
use super::measure::Measure;
use crate::lexicon::{IndicatorId, IndicatorIndex, Lexicon};

/// The first indicator of the table that fits the measured thing, or else the first that fits the
/// words around the quantity, which stands in `sentence`.
pub(crate) fn find(
    quantity: &Quantity,
    measure: &Measure,
    sentence: &str,
    lexicon: &Lexicon,
) -> Option<IndicatorId> {
    let Measure { phrase, context, .. } = measure;
    let IndicatorIndex { wordings, .. } = lexicon.indicator_index();
    let able = lexicon.indicator_index().with_unit(&quantity.unit);
    // 人均 that was read as the basis of an average is a word of the thing all the same.
    let held = |text: &str| match &quantity.per {
        Some(per) => wordings.held(text).or(&wordings.held(per)),
        None => wordings.held(text),
    };
    let near = held(phrase);
    let any = |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
    let barred = |def: usize| {
        let def = lexicon.pack.indicators.get(def);
        def.is_some_and(|def| {
            any(&def.not_in_clause, context) || any(&def.not_in_sentence, sentence)
        })
    };
    let first =
        |fits: &dyn Fn(usize) -> bool| able.iter().find(|def| fits(**def) && !barred(**def));
    let by_measure = || first(&|def| wordings.fits(def, &near));
    // The words around may complete an indicator (单位 + 结成帮扶对子), not replace it (学校等39个单位
    // are not schools): some part of the wording must occur in the measured thing itself.
    let by_context = || {
        let wide = held(context);
        if phrase.chars().count() < 2 {
            return first(&|def| wordings.fits(def, &wide));
        }
        let core = wordings.held(phrase);
        first(&|def| wordings.fits_around(def, &wide, &core))
    };
    let found = by_measure().or_else(by_context)?;
    lexicon.pack.indicators.get(*found).map(|def| def.id.clone())
}
