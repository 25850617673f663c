//! Indicators made ready to be held against a measured thing.

use super::{IndicatorDef, Pack};
use crate::rules::Wordings;
use std::collections::{BTreeMap, BTreeSet};

/// The wordings of an indicator, each with the words that none may hold.
fn wordings(def: &IndicatorDef) -> Vec<String> {
    let not = def.not.iter().flat_map(|word| [" !", word]).collect::<String>();
    def.patterns.iter().map(|pattern| format!("{pattern}{not}")).collect()
}

/// The indicators of a pack, ready to be held against a measured thing.
#[derive(Clone, Debug, Default)]
pub struct IndicatorIndex {
    /// The wordings of each indicator.
    pub wordings: Wordings,
    /// The indicators that may have a unit, in the order of the table.
    by_unit: BTreeMap<String, Vec<usize>>,
    /// The indicators that may have any unit.
    unitless: Vec<usize>,
}

impl IndicatorIndex {
    pub(super) fn new(pack: &Pack) -> Self {
        // Counters that papers use interchangeably; 个 stands for all of them in the table.
        let general = pack.units.iter().filter(|unit| unit.general).map(|unit| unit.unit.as_str());
        let general: BTreeSet<&str> = general.chain(["个"]).collect();
        let named = pack.indicators.iter().flat_map(|def| &def.units).map(String::as_str);
        let units: BTreeSet<&str> = named.chain(general.iter().copied()).collect();
        let having = |fits: &dyn Fn(&[String]) -> bool| {
            let table = pack.indicators.iter().enumerate();
            table
                .filter(|(_, def)| def.units.is_empty() || fits(&def.units))
                .map(|(i, _)| i)
                .collect()
        };
        let of = |unit: &str| {
            having(&|units| {
                let same = |u: &String| u == unit || (u == "个" && general.contains(unit));
                units.iter().any(same)
            })
        };
        let wordings: Vec<Vec<String>> = pack.indicators.iter().map(wordings).collect();
        Self {
            wordings: Wordings::new(wordings.iter().map(Vec::as_slice)),
            by_unit: units.iter().map(|unit| ((*unit).to_owned(), of(unit))).collect(),
            unitless: having(&|_| false),
        }
    }

    /// The indicators that a quantity with this unit may have: indices into the table, in order.
    #[must_use]
    pub fn with_unit(&self, unit: &str) -> &[usize] {
        self.by_unit.get(unit).unwrap_or(&self.unitless)
    }
}
