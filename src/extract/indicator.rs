//! Which indicator a measured thing belongs to.

use super::Quantity;
use crate::lexicon::{IndicatorDef, IndicatorId, Lexicon};
use crate::rules::Decided;
use std::cell::LazyCell;

/// The first indicator of the table that fits the measured thing, or else the first that fits the
/// words around the quantity (`context`), which stands in `sentence`.
pub(crate) fn find(
    quantity: &Quantity,
    measure: &Decided<String>,
    context: impl FnOnce() -> String,
    sentence: &str,
    lexicon: &Lexicon,
) -> Option<Decided<IndicatorId>> {
    let rules = &lexicon.book.measure;
    let index = lexicon.indicator_index();
    let wordings = &index.wordings;
    let able = index.with_unit(&quantity.unit);
    let context = LazyCell::new(context);
    // 人均 that was read as the basis of an average is a word of the thing all the same.
    let held = |text: &str| match &quantity.per {
        Some(per) => wordings.held(text).or(&wordings.held(per)),
        None => wordings.held(text),
    };
    let any = |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
    // 脱贫人口占农业人口 is no rate of those lifted: a share is filed only where a wording asks for one.
    let share = rules.share_of.rule() == Some(measure.rule);
    let of_share = |def: &IndicatorDef| {
        !share || def.patterns.iter().any(|pattern| rules.share_of.filed.any(pattern))
    };
    let barred = |def: &IndicatorDef| {
        let by_clause = !def.not_in_clause.is_empty() && any(&def.not_in_clause, &context);
        by_clause || any(&def.not_in_sentence, sentence)
    };
    let first = |fits: &dyn Fn(usize) -> bool| {
        able.iter().filter(|def| fits(**def)).find_map(|def| {
            let def = lexicon.pack.indicators.get(*def)?;
            (of_share(def) && !barred(def)).then(|| def.id.clone())
        })
    };
    let near = held(measure);
    let by_measure = first(&|def| wordings.fits(def, &near));
    let decided = by_measure.and_then(|id| rules.indicator_of_measure.decide(id, measure.by));
    if decided.is_some() {
        return decided;
    }
    // The words around may complete an indicator (单位 + 结成帮扶对子), not replace it (学校等39个单位
    // are not schools): some part of the wording must occur in the measured thing itself.
    let wide = held(&context);
    let by_context = if measure.chars().count() < 2 {
        first(&|def| wordings.fits(def, &wide))
    } else {
        let core = if quantity.per.is_some() { wordings.held(measure) } else { near };
        first(&|def| wordings.fits_around(def, &wide, &core))
    };
    rules.indicator_of_context.decide(by_context?, measure.by)
}
