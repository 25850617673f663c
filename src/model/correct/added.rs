//! A figure that the text tells and nobody read.

use super::change::{indicator, region, sense};
use super::{Correction, CorrectionRecord, named, without_value};
use crate::corpus::ArticleId;
use crate::date::Period;
use crate::decimal::parse;
use crate::diag::{Code, Diagnostic};
use crate::extract::{Basis, Grade, Scope, Status, Value};
use crate::model::aggregate::{Input, Reference};
use crate::model::reading::{Key, Topic, cite, normal_measure, period_key};
use crate::model::reconcile::{OTHER_GROUP, Reconciled};
use crate::model::{FigureId, FigureRecord};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds the figure of an entry; its sentence must stand in the article, and the number in it.
pub(super) fn add(
    data: &mut Reconciled,
    correction: &Correction,
    inputs: &BTreeMap<ArticleId, Input<'_>>,
    reference: &Reference<'_>,
) -> Result<CorrectionRecord, Diagnostic> {
    let record = record(correction, inputs, reference)?;
    let id = record.id.clone();
    let after = Some(record.surface.clone());
    if data.records.contains_key(&id) {
        return Err(named(Code::CorrectionTwice, correction));
    }
    data.keys.insert(id.clone(), Arc::new(key(&record)));
    data.grades.insert(id.clone(), record.grade);
    data.records.insert(id.clone(), record);
    Ok(CorrectionRecord { correction: correction.clone(), figure: Some(id), before: None, after })
}

fn record(
    correction: &Correction,
    inputs: &BTreeMap<ArticleId, Input<'_>>,
    reference: &Reference<'_>,
) -> Result<FigureRecord, Diagnostic> {
    let missing = || without_value(correction);
    let target = &correction.target;
    let value = correction.value.as_deref().and_then(parse).ok_or_else(missing)?;
    let region = target.region.as_deref().and_then(|name| region(name, reference));
    let region = region.ok_or_else(missing)?;
    let measure = target.measure.clone().ok_or_else(missing)?;
    let indicator = indicator(&measure, reference);
    let period = match target.period.as_deref() {
        None => None,
        Some(words) => Some(Period::parse(words).ok_or_else(missing)?),
    };
    let status = match correction.sense.as_deref() {
        None => Status::Actual,
        Some(word) => sense(word).ok_or_else(missing)?,
    };
    let (article, sentence, span, surface) = place(correction, inputs)?;
    let input = inputs.get(&article).ok_or_else(missing)?;
    let mut record = FigureRecord {
        id: FigureId::of_parts(&[]),
        region,
        locality: None,
        partner: None,
        measure,
        group: indicator.as_ref().map_or(OTHER_GROUP, |(_, group)| group.as_str()).into(),
        indicator: indicator.map(|(id, _)| id),
        value: Value::Point(value),
        surface,
        approx: None,
        unit: correction.unit.clone().unwrap_or_default(),
        per: None,
        period,
        period_basis: period.map(|_| Basis::Stated),
        region_basis: Basis::Stated,
        status,
        state: false,
        cumulative: false,
        scope: Scope::Region,
        key: true,
        grade: Grade::B,
        rank: 0,
        rank_reason: String::new(),
        series: None,
        role: None,
        cites: vec![cite(&article, input.article, sentence, span)],
        sources: 1,
        conflicts: Vec::new(),
        corrected: Some(correction.reason.clone()),
    };
    let mut parts = key(&record).parts();
    parts.push("added".to_owned());
    record.id = FigureId::of_parts(&parts);
    Ok(record)
}

/// Where the number of an entry stands: article, sentence, place, as printed.
fn place<'c>(
    correction: &'c Correction,
    inputs: &BTreeMap<ArticleId, Input<'_>>,
) -> Result<(ArticleId, usize, Span, String), Diagnostic> {
    let lost = || {
        let evidence = correction.evidence.as_deref().unwrap_or("—");
        named(Code::CorrectionEvidence, correction)
            .arg("article", correction.article.as_deref().unwrap_or("—"))
            .arg("evidence", evidence)
    };
    let id = ArticleId(correction.article.as_deref().ok_or_else(lost)?.into());
    let article = inputs.get(&id).ok_or_else(lost)?.article;
    let given = |text: &'c Option<String>| text.as_deref().filter(|text| !text.is_empty());
    let words = given(&correction.evidence).ok_or_else(lost)?;
    let number = given(&correction.expect).ok_or_else(lost)?;
    let found = article.sentences.iter().enumerate().find_map(|(index, sentence)| {
        let said = sentence.span.of(&article.text.text);
        let within = words.find(number).zip(said.find(words)).map(|(number, words)| words + number);
        let beside = || said.find(number).filter(|_| said.contains(words));
        let start = sentence.span.start + within.or_else(beside)?;
        Some((index, Span::new(start, start + number.len())))
    });
    let (sentence, span) = found.ok_or_else(lost)?;
    Ok((id, sentence, span, number.to_owned()))
}

fn key(record: &FigureRecord) -> Key {
    Key {
        region: record.region,
        locality: None,
        partner: None,
        topic: Topic::of(record.indicator.as_ref(), &normal_measure(&record.measure)),
        unit: record.unit.clone(),
        per: None,
        period: period_key(record.period, record.unit == "%"),
        status: record.status,
        change: false,
        cumulative: false,
        scope: Scope::Region,
    }
}
