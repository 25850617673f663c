//! Which figure an entry is about.

use super::{Correction, Target, named};
use crate::diag::{Code, Diagnostic};
use crate::gazetteer::Adcode;
use crate::lexicon::Lexicon;
use crate::model::aggregate::Reference;
use crate::model::reading::normal_measure;
use crate::model::reconcile::Reconciled;
use crate::model::{FigureId, FigureRecord};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Most figures that a finding offers.
const OFFERED: usize = 4;

/// The one figure of an entry.
pub(super) fn one(
    correction: &Correction,
    data: &Reconciled,
    reference: &Reference<'_>,
) -> Result<FigureId, Diagnostic> {
    let target = &correction.target;
    let found = match &target.id {
        Some(id) => data
            .records
            .get_key_value(
                &FigureId::parse(id).ok_or_else(|| named(Code::CorrectionMissed, correction))?,
            )
            .map(|(_, record)| record)
            .into_iter()
            .collect(),
        None => fitting(target, data, reference),
    };
    match found.as_slice() {
        [record] => Ok(record.id.clone()),
        [] => Err(match near(target, data, reference).as_slice() {
            [] => named(Code::CorrectionMissed, correction),
            near => named(Code::CorrectionNear, correction).arg("near", offered(near)),
        }),
        many => Err(named(Code::CorrectionVague, correction)
            .arg("count", many.len())
            .arg("choices", offered(many))),
    }
}

fn offered(records: &[&FigureRecord]) -> String {
    let names = records.iter().take(OFFERED).map(|record| {
        let period = record.period.map(|period| period.to_string()).unwrap_or_default();
        let parts = [record.id.to_string(), record.measure.clone(), period, record.surface.clone()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    });
    names.collect::<Vec<_>>().join("；")
}

/// The divisions that an entry names.
fn regions(target: &Target, reference: &Reference<'_>) -> Vec<Adcode> {
    let named = target.region.as_deref().map(|name| reference.gazetteer.find(name));
    let codes = named.into_iter().flatten();
    codes.map(|code| reference.gazetteer.canonical(code)).collect()
}

fn fitting<'d>(
    target: &Target,
    data: &'d Reconciled,
    reference: &Reference<'_>,
) -> Vec<&'d FigureRecord> {
    let Some(measure) = &target.measure else { return Vec::new() };
    let regions = regions(target, reference);
    let fits = |record: &&FigureRecord| {
        regions.contains(&record.region)
            && is_called(record, measure, reference.lexicon)
            && target
                .period
                .as_ref()
                .is_none_or(|period| record.period.is_some_and(|own| own.to_string() == *period))
    };
    data.records.values().filter(fits).collect()
}

fn is_called(record: &FigureRecord, measure: &str, lexicon: &Lexicon) -> bool {
    let indicator = record.indicator.as_ref();
    let label = indicator.and_then(|id| lexicon.indicator(id)).map(|def| def.label.as_str());
    normal_measure(&record.measure) == normal_measure(measure)
        || indicator.is_some_and(|id| *id.0 == *measure)
        || label == Some(measure)
}

/// Figures of the entry's region that share characters with what it calls the measured thing, those
/// that share most first.
fn near<'d>(
    target: &Target,
    data: &'d Reconciled,
    reference: &Reference<'_>,
) -> Vec<&'d FigureRecord> {
    let regions = regions(target, reference);
    let wanted: BTreeSet<char> = target.measure.iter().flat_map(|words| words.chars()).collect();
    let shared = |record: &FigureRecord| {
        record.measure.chars().collect::<BTreeSet<char>>().intersection(&wanted).count()
    };
    let of_region = data.records.values().filter(|record| regions.contains(&record.region));
    let mut near: Vec<(Reverse<usize>, &FigureRecord)> =
        of_region.map(|record| (Reverse(shared(record)), record)).collect();
    near.retain(|(Reverse(count), _)| *count * 2 > wanted.len());
    near.sort_by_key(|(count, record)| (*count, &record.id));
    near.into_iter().map(|(_, record)| record).take(OFFERED).collect()
}
