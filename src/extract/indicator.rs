//! Which indicator a measured thing belongs to.

use super::Quantity;
use super::cue::fits;
use crate::lexicon::{IndicatorDef, IndicatorId, Lexicon};
use std::collections::BTreeSet;

/// The indicators of a lexicon, made ready for matching.
#[derive(Debug)]
pub(crate) struct Indicators<'a> {
    table: &'a [IndicatorDef],
    /// Counters that papers use interchangeably; 个 stands for all of them in the table.
    general: BTreeSet<&'a str>,
}

impl<'a> Indicators<'a> {
    /// Takes the table from `lexicon`.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let units = lexicon.pack.units.iter().filter(|unit| unit.general);
        let general = units.map(|unit| unit.unit.as_str()).chain(["个"]).collect();
        Self { table: &lexicon.pack.indicators, general }
    }

    /// The first indicator of the table that fits the measured thing, or else the first that fits
    /// the words around the quantity.
    pub(crate) fn find(
        &self,
        quantity: &Quantity,
        measure: &str,
        context: &str,
    ) -> Option<IndicatorId> {
        let per = quantity.per.as_deref().unwrap_or_default();
        let near = format!("{per} {measure}");
        let wide = format!("{per} {context}");
        let by_measure = |pattern: &str| fits(pattern, &near);
        let by_context = |pattern: &str| fits(pattern, &wide) && touches(pattern, measure);
        self.first(quantity, by_measure).or_else(|| self.first(quantity, by_context))
    }

    fn first(&self, quantity: &Quantity, fits: impl Fn(&str) -> bool) -> Option<IndicatorId> {
        let fitting = |def: &&IndicatorDef| {
            self.unit_fits(def, &quantity.unit) && def.patterns.iter().any(|p| fits(p))
        };
        self.table.iter().find(fitting).map(|def| def.id.clone())
    }

    fn unit_fits(&self, def: &IndicatorDef, unit: &str) -> bool {
        def.units.is_empty()
            || def.units.iter().any(|u| u == unit)
            || (self.general.contains(unit) && def.units.iter().any(|u| u == "个"))
    }
}

/// Whether some part of the pattern occurs in the measured thing itself: the words around may
/// complete an indicator (单位 + 结成帮扶对子), not replace it (学校等39个单位 are not schools).
fn touches(pattern: &str, measure: &str) -> bool {
    let mut wanted = pattern.split_ascii_whitespace().filter(|part| !part.starts_with('!'));
    measure.chars().count() < 2
        || wanted.any(|part| part.split('|').any(|word| measure.contains(word)))
}
