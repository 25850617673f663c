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
        self.first(quantity, &near).or_else(|| self.first(quantity, &wide))
    }

    fn first(&self, quantity: &Quantity, text: &str) -> Option<IndicatorId> {
        let fitting = |def: &&IndicatorDef| {
            self.unit_fits(def, &quantity.unit) && def.patterns.iter().any(|p| fits(p, text))
        };
        self.table.iter().find(fitting).map(|def| def.id.clone())
    }

    fn unit_fits(&self, def: &IndicatorDef, unit: &str) -> bool {
        def.units.is_empty()
            || def.units.iter().any(|u| u == unit)
            || (self.general.contains(unit) && def.units.iter().any(|u| u == "个"))
    }
}
