//! Figures of articles to readings: who says what, where, under which key.

use super::Cite;
use super::aggregate::Input;
use crate::clean::Article;
use crate::corpus::ArticleId;
use crate::date::{Date, Grain, Period};
use crate::decimal::{Decimal, scale_by};
use crate::extract::{Approx, Figure, Role, Scope, Status, Value};
use crate::gazetteer::{Adcode, Gazetteer};
use crate::lexicon::{Dimension, IndicatorId};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a figure is about: its indicator, or its own words when no indicator fits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// An indicator of the pack.
    Indicator(IndicatorId),
    /// Measured thing in normal form.
    Measure(String),
}

impl Topic {
    /// Its indicator, else the measured thing in normal form.
    pub(super) fn of(indicator: Option<&IndicatorId>, measure: &str) -> Self {
        indicator
            .map_or_else(|| Self::Measure(measure.to_owned()), |id| Self::Indicator(id.clone()))
    }
}

/// What must be equal before two values can be the same fact or contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) region: Adcode,
    pub(super) locality: Option<String>,
    pub(super) partner: Option<Adcode>,
    pub(super) topic: Topic,
    pub(super) unit: String,
    pub(super) per: Option<String>,
    pub(super) period: String,
    pub(super) status: Status,
    pub(super) change: bool,
    pub(super) cumulative: bool,
    pub(super) scope: Scope,
}

impl Key {
    /// The key as parts of a hash, in a fixed order.
    pub(super) fn parts(&self) -> Vec<String> {
        let topic = match &self.topic {
            Topic::Indicator(id) => format!("i:{id}"),
            Topic::Measure(words) => format!("m:{words}"),
        };
        vec![
            self.region.to_string(),
            self.locality.clone().unwrap_or_default(),
            self.partner.map(|code| code.to_string()).unwrap_or_default(),
            topic,
            self.unit.clone(),
            self.per.clone().unwrap_or_default(),
            self.period.clone(),
            status_word(self.status).to_owned(),
            scope_word(self.scope).to_owned(),
            format!("{}{}", u8::from(self.change), u8::from(self.cumulative)),
        ]
    }
}

/// How the ids of figures write a sense; they are public, so the words never change.
const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Actual => "Actual",
        Status::Planned => "Planned",
        Status::Baseline => "Baseline",
        Status::Requirement => "Requirement",
    }
}

/// How they write a reach.
const fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Region => "Region",
        Scope::Part => "Part",
        Scope::Locality => "Locality",
        Scope::Project => "Project",
        Scope::Household => "Household",
    }
}

/// One figure of one article.
#[derive(Clone, Debug)]
pub(super) struct Reading<'a> {
    pub(super) article: &'a ArticleId,
    /// The place of the article among all.
    pub(super) place: usize,
    /// The article itself, or the one that it reprints.
    pub(super) original: &'a ArticleId,
    pub(super) published: Option<Date>,
    /// Its index among the article's figures.
    pub(super) index: usize,
    pub(super) figure: &'a Figure,
    pub(super) region: Adcode,
    pub(super) period: Option<Period>,
    pub(super) key: Arc<Key>,
    pub(super) surface: &'a str,
    /// The measured thing in normal form.
    pub(super) measure: String,
    /// Value of the last printed digit: 1000 for 19.1万.
    pub(super) step: Decimal,
    pub(super) cite: Cite,
}

impl Reading<'_> {
    /// What orders the mentions of one fact: exact before blurred, fine before coarse, the
    /// original before its reprints, then the order of the corpus.
    pub(super) fn preference(&self) -> impl Ord + use<'_> {
        (
            self.figure.quantity.approx.is_some(),
            self.step,
            self.article != self.original,
            self.figure.grade,
            self.article,
            self.figure.quantity.span,
        )
    }
}

/// The readings of one article in the order of its text; `place` is its place among all, `original` the
/// article itself, or the one that it reprints.
///
/// A figure whose region is unknown is left out; the caller says so.
pub(super) fn readings<'a>(
    (place, id, original): (usize, &'a ArticleId, &'a ArticleId),
    input: &Input<'a>,
    gazetteer: &Gazetteer,
) -> Vec<Reading<'a>> {
    let mut all = Vec::with_capacity(input.extraction.figures.len());
    let text = &input.article.text.text;
    // Figures of one sentence share its text.
    let mut sentences: BTreeMap<usize, Arc<str>> = BTreeMap::new();
    for (index, figure) in input.extraction.figures.iter().enumerate() {
        let Some(region) = figure.region.map(|code| gazetteer.canonical(*code)) else { continue };
        let partner = figure.partner.map(|code| gazetteer.canonical(*code));
        let surface = figure.quantity.span.of(text);
        let measure = normal_measure(&figure.measure);
        let mut cite = cite(id, input.article, figure.sentence, figure.quantity.span);
        cite.text = Arc::clone(sentences.entry(figure.sentence).or_insert(cite.text));
        all.push(Reading {
            article: id,
            place,
            original,
            published: input.article.published,
            index,
            figure,
            region,
            period: figure.when(),
            key: Arc::new(key(figure, region, partner, &measure)),
            surface,
            measure,
            step: step(surface, &figure.quantity.value),
            cite,
        });
    }
    borrow_periods(&mut all);
    all
}

/// A second mention of a fact often leaves the period out (a headline, a summary): it takes the
/// period of the one mention that is otherwise the same and states it.
fn borrow_periods(own: &mut [Reading<'_>]) {
    let mut lent: Vec<(usize, Period)> = Vec::new();
    let mut dated: BTreeMap<Undated<'_>, Vec<Period>> = BTreeMap::new();
    let lenders = if own.iter().any(|r| r.period.is_none()) { &*own } else { &[] };
    for reading in lenders {
        if let Some(period) = reading.period {
            let list = dated.entry(undated(reading)).or_default();
            if !list.iter().any(|p| period_key(Some(*p), true) == period_key(Some(period), true)) {
                list.push(period);
            }
        }
    }
    for (index, reading) in lenders.iter().enumerate().filter(|(_, r)| r.period.is_none()) {
        if let Some([period]) = dated.get(&undated(reading)).map(Vec::as_slice) {
            lent.push((index, *period));
        }
    }
    for (index, period) in lent {
        if let Some(reading) = own.get_mut(index) {
            reading.period = Some(period);
            let key = Arc::make_mut(&mut reading.key);
            key.period = period_key(Some(period), is_share(reading.figure));
        }
    }
}

/// What a mention says apart from its period: key and value.
type Undated<'r> = (
    (Adcode, &'r Topic, &'r str, Value),
    (Option<&'r str>, Option<&'r str>, Option<Adcode>),
    (Status, Scope, bool, bool),
);

fn undated<'r>(reading: &'r Reading<'_>) -> Undated<'r> {
    let Key {
        region, locality, partner, topic, unit, per, status, scope, change, cumulative, ..
    } = &*reading.key;
    (
        (*region, topic, unit, reading.figure.quantity.value),
        (locality.as_deref(), per.as_deref(), *partner),
        (*status, *scope, *change, *cumulative),
    )
}

fn key(figure: &Figure, region: Adcode, partner: Option<Adcode>, measure: &str) -> Key {
    Key {
        region,
        locality: figure.locality.clone(),
        partner,
        topic: Topic::of(figure.indicator.as_deref(), measure),
        unit: figure.quantity.unit.clone(),
        per: figure.quantity.per.clone(),
        period: period_key(figure.when(), is_share(figure)),
        status: *figure.status,
        change: figure.role == Some(Role::Change) || figure.quantity.dimension == Dimension::Points,
        cumulative: figure.cumulative.is_some(),
        scope: *figure.scope,
    }
}

fn is_share(figure: &Figure) -> bool {
    figure.quantity.dimension == Dimension::Share
}

/// The period in the form that tells facts apart. The state at a month's last day is that
/// month's; for a rate, the state at the end of a year is that year's (2019年底 and 2019年 speak
/// of the same rate, while money spent by the end of a year may have been spent over several).
pub(super) fn period_key(period: Option<Period>, rate: bool) -> String {
    let Some(period) = period else { return String::new() };
    let end = period.end;
    let month_end = end == end.last_of_month();
    if !period.as_of {
        return period.to_string();
    }
    let year_end = month_end && end.month() == 12;
    if year_end && rate {
        return format!("{:04}", end.year());
    }
    let grain = match period.grain {
        _ if year_end => Grain::Year,
        Grain::Day if month_end => Grain::Month,
        grain => grain,
    };
    Period { grain, ..period }.to_string()
}

/// Words before a measured thing that say nothing about what it is.
const EMPTY_LEADS: &[&str] = &[
    "全省", "全市", "全县", "全区", "全州", "该省", "该市", "该县", "该区", "当地", "累计", "共",
    "的",
];

/// The measured thing without marks, spaces and empty leading words.
pub(super) fn normal_measure(measure: &str) -> String {
    let mut words: String = measure.chars().filter(|c| c.is_alphanumeric()).collect();
    while let Some(rest) = EMPTY_LEADS.iter().find_map(|lead| words.strip_prefix(lead)) {
        if rest.is_empty() {
            break;
        }
        words = rest.to_owned();
    }
    words
}

/// The value of the last digit that `surface` prints: 1000 for 19.1万户, 1 for 13267人.
pub(super) fn step(surface: &str, value: &Value) -> Decimal {
    let mut decimals = None;
    let mut exponent = 0;
    let mut seen = false;
    for c in surface.chars() {
        match c {
            '0'..='9' | '０'..='９' => {
                if exponent > 0 {
                    break;
                }
                seen = true;
                decimals = decimals.map(|n: u32| n + 1);
            }
            '.' | '．' if seen && exponent == 0 => decimals = Some(0),
            '万' if seen => exponent += 4,
            '亿' if seen => exponent += 8,
            '千' if seen => exponent += 3,
            '百' if seen => exponent += 2,
            ',' | '，' | '余' | '多' => {}
            _ if seen => break,
            _ => {}
        }
    }
    if seen {
        let tenths = Decimal::new(1, decimals.unwrap_or(0).min(20));
        return scale_by(tenths, exponent).unwrap_or(Decimal::ONE);
    }
    // A number in Han digits: the place of its last non-zero digit.
    trailing_place(value.magnitude())
}

/// The place of the last non-zero digit: 100 for 4300, 0.01 for 10.64.
pub(super) fn trailing_place(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.is_zero() || value.scale() > 0 {
        return Decimal::new(1, value.scale());
    }
    let mut place = Decimal::ONE;
    while let Some(next) = place.checked_mul(Decimal::TEN).filter(|p| (value % p).is_zero()) {
        place = next;
    }
    place
}

/// The place of a span of `article`, with its sentence.
pub(super) fn cite(id: &ArticleId, article: &Article, sentence: usize, span: Span) -> Cite {
    let whole = article.sentences.get(sentence).map_or(span, |s| s.span);
    let mark = if whole.contains(span) {
        Span::new(span.start - whole.start, span.end - whole.start)
    } else {
        Span::default()
    };
    Cite { article: id.clone(), sentence, span, text: whole.of(&article.text.text).into(), mark }
}

/// Whether two readings of one key can be the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Equal to the last digit that the coarser one prints.
    Same,
    /// One is a limit that the other keeps.
    Compatible,
    /// They contradict each other.
    Differ,
}

/// How far from its value a finer reading may lie and still be the same number.
pub(super) fn reach(coarse: &Reading<'_>) -> Decimal {
    let quantity = &coarse.figure.quantity;
    match quantity.approx {
        None => coarse.step,
        Some(_) => trailing_place(quantity.value.magnitude()).max(coarse.step),
    }
}

/// Compares two readings; `fine` is the one that is printed more finely.
pub(super) fn agreement(fine: &Reading<'_>, coarse: &Reading<'_>) -> Agreement {
    let (a, b) = (&fine.figure.quantity, &coarse.figure.quantity);
    let (Value::Point(x), Value::Point(y)) = (a.value, b.value) else {
        return ranges(&a.value, &b.value);
    };
    if x == y {
        return Agreement::Same;
    }
    let place = trailing_place(y).max(coarse.step);
    let half = place / Decimal::TWO;
    let same = match b.approx {
        None if fine.step == coarse.step => false,
        None => (x - y).abs() <= coarse.step / Decimal::TWO,
        Some(Approx::About) => (x - y).abs() <= half,
        Some(Approx::Over) => x > y && x - y < place,
        Some(Approx::Under) => x < y && y - x < place,
        Some(Approx::AtLeast | Approx::AtMost) => false,
    };
    if same {
        return Agreement::Same;
    }
    let keeps = |limit: Option<Approx>, of: Decimal, value: Decimal| match limit {
        Some(Approx::AtLeast | Approx::Over) => value >= of,
        Some(Approx::AtMost | Approx::Under) => value <= of,
        _ => false,
    };
    if keeps(b.approx, y, x) || keeps(a.approx, x, y) {
        Agreement::Compatible
    } else {
        Agreement::Differ
    }
}

fn ranges(a: &Value, b: &Value) -> Agreement {
    let ends = |v: &Value| match *v {
        Value::Point(p) => (p, p),
        Value::Range { low, high } => (low, high),
    };
    let ((a_low, a_high), (b_low, b_high)) = (ends(a), ends(b));
    if (a_low, a_high) == (b_low, b_high) {
        Agreement::Same
    } else if a_low <= b_high && b_low <= a_high {
        Agreement::Compatible
    } else {
        Agreement::Differ
    }
}
