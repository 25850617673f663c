//! Which indicator a measured thing belongs to.

use super::Quantity;
use crate::lexicon::{IndicatorId, IndicatorIndex, Lexicon};
use crate::rules::Decided;

/// The first indicator of the table that fits the measured thing, or else the first that fits the
/// words around the quantity (`context`).
pub(crate) fn find(
    quantity: &Quantity,
    measure: &Decided<String>,
    context: impl FnOnce() -> String,
    lexicon: &Lexicon,
) -> Option<Decided<IndicatorId>> {
    let rules = &lexicon.book.measure;
    let index = lexicon.indicator_index();
    let IndicatorIndex { wordings, .. } = index;
    let able = index.with_unit(&quantity.unit);
    let per = quantity.per.as_deref().unwrap_or_default();
    let id = |found: &usize| Some(lexicon.pack.indicators.get(*found)?.id.clone());
    let near = wordings.held(&format!("{per} {}", measure.value));
    let by_measure = able.iter().find(|def| wordings.fits(**def, &near)).and_then(id);
    if let Some(found) = by_measure.and_then(|id| rules.indicator_of_measure.decide(id, measure.by))
    {
        return Some(found);
    }
    // The words around may complete an indicator (单位 + 结成帮扶对子), not replace it (学校等39个单位
    // are not schools): some part of the wording must occur in the measured thing itself.
    let wide = wordings.held(&format!("{per} {}", context()));
    let by_context = if measure.chars().count() < 2 {
        able.iter().find(|def| wordings.fits(**def, &wide))
    } else {
        let core = wordings.held(measure);
        able.iter().find(|def| wordings.fits_around(**def, &wide, &core))
    };
    rules.indicator_of_context.decide(by_context.and_then(id)?, measure.by)
}
