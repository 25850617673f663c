//! Article to extraction: quantities, what they measure, where, when, and in which sense; named
//! mechanisms; the arithmetic that the text itself allows.

pub mod cases;
mod check;
mod clause;
mod indicator;
pub mod jsonl;
mod judge;
mod links;
pub mod mask;
mod measure;
pub mod mechanism;
pub mod numeral;
mod outlook;
pub mod period;
pub mod place;
pub mod quantity;
pub mod table;
pub mod trace;

use crate::clean::Article;
use crate::date::Period;
use crate::decimal::Decimal;
use crate::diag::Outcome;
use crate::gazetteer::{Adcode, Gazetteer};
use crate::lexicon::{Dimension, IndicatorId, Lexicon};
use crate::rules::key::SizeClass;
use crate::rules::number::LengthOfTime;
use crate::rules::{Decided, Decision, Rule};
use crate::span::{Span, Text};
use numeral::Glyphs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The tables that articles are read with.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// Divisions.
    pub gazetteer: &'a Gazetteer,
    /// Words with meaning.
    pub lexicon: &'a Lexicon,
}

/// Reads one article: places, then mechanisms, then what is no quantity, then the quantities with
/// their periods, then figures and the arithmetic between them. It never fails on content.
#[must_use]
pub fn extract(article: &Article, reference: &Reference<'_>) -> Outcome<Extraction> {
    let (text, book) = (article.text.text.as_str(), &reference.lexicon.book);
    let hits = book.finder.find(text);
    let words = Text::new(text, &hits);
    let glyphs = Glyphs::new(text);
    let places = place::find_in(article, words, reference);
    let mechanisms = mechanism::find_in(article, words, &places, reference);
    let (periods, times) = period::find_in(article, &glyphs, reference.lexicon);
    let mut masks = mask::find(article, &mechanisms.value.mechanisms, &places, &book.number);
    masks.extend(periods.bare.iter().map(|year| mask::Mask { span: year.by, rule: year.rule }));
    let damage = (masks.as_slice(), article.defects.as_slice());
    let quantities = quantity::scan_in(&glyphs, times.as_deref(), damage, reference.lexicon);
    let outlook = outlook::Outlook::read(article, words, &book.sense);
    let tables = table::read(article, &places, reference.lexicon);
    let found = tables.merge(quantities.found);
    let read = judge::Read {
        article,
        words,
        places: &places,
        periods: &periods,
        outlook: &outlook,
        tables: &tables,
        lexicon: reference.lexicon,
    };
    let (mut figures, mut others) = judge::figures(&read, &found);
    let mut unused = quantities.unused;
    // How long something went on and what names a class by size are read like amounts, and are none.
    figures.retain(|figure| {
        let lasted = figure.quantity.decided.iter().find(|by| by.rule == LengthOfTime::RULE);
        let class = Some(figure.key.decision()).filter(|key| key.rule == SizeClass::RULE);
        let none = lasted.copied().or(class);
        unused.extend(none.map(|by| Unused { span: by.by, rule: by.rule }));
        none.is_none()
    });
    others.extend(&places.decisions);
    others.extend(&periods.decisions);
    others.extend(tables.decided());
    others.extend(mechanisms.value.others.iter().map(Decided::decision));
    let checks = check::find(article, &figures, &book.relation);
    let extraction = Extraction {
        main_region: places.main,
        places: places.mentions,
        figures,
        mechanisms: mechanisms.value.mechanisms,
        checks,
        unused,
        others,
    };
    Outcome { value: extraction, diagnostics: mechanisms.diagnostics }
}

/// How much of an article was read: what `fangzhi check` prints per article and in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Figures.
    pub figures: usize,
    /// Figures that belong among the key figures of a region.
    pub key: usize,
    /// Figures with a region.
    pub with_region: usize,
    /// Figures with a period.
    pub with_period: usize,
    /// Figures with an indicator.
    pub with_indicator: usize,
    /// Mechanisms.
    pub mechanisms: usize,
    /// Numbers set aside, by the name of the rule.
    pub unused: BTreeMap<String, usize>,
    /// How often each rule decided.
    pub rules: BTreeMap<Rule, usize>,
    /// How often each rule of damage, and each class of lines that are no article, found something.
    pub tables: BTreeMap<String, usize>,
}

impl Coverage {
    /// Adds the counts of another article.
    pub fn add(&mut self, other: &Self) {
        self.figures += other.figures;
        self.key += other.key;
        self.with_region += other.with_region;
        self.with_period += other.with_period;
        self.with_indicator += other.with_indicator;
        self.mechanisms += other.mechanisms;
        for (reason, count) in &other.unused {
            *self.unused.entry(reason.clone()).or_default() += count;
        }
        for (rule, count) in &other.rules {
            *self.rules.entry(*rule).or_default() += count;
        }
        for (rule, count) in &other.tables {
            *self.tables.entry(rule.clone()).or_default() += count;
        }
    }
}

/// Counts what was read from one article.
#[must_use]
pub fn coverage(article: &Article, extraction: &Extraction) -> Coverage {
    let count = |which: fn(&Figure) -> bool| extraction.figures.iter().filter(|f| which(f)).count();
    let mut unused: BTreeMap<String, usize> = BTreeMap::new();
    for number in &extraction.unused {
        *unused.entry(number.rule.name().to_owned()).or_default() += 1;
    }
    // A few rules decide nearly everything: their names are compared by where they stand.
    let mut decided: Vec<Rule> = extraction.decisions().map(|decision| decision.rule).collect();
    decided.sort_unstable_by_key(|rule| rule.name().as_ptr());
    let mut rules: BTreeMap<Rule, usize> = BTreeMap::new();
    for same in decided.chunk_by(|one, other| one.name().as_ptr() == other.name().as_ptr()) {
        if let Some(rule) = same.first() {
            *rules.entry(*rule).or_default() += same.len();
        }
    }
    let damage = article.defects.iter().map(|defect| &*defect.rule);
    let mut tables: BTreeMap<String, usize> = BTreeMap::new();
    for name in damage.chain(article.dropped.iter().map(|line| line.class.as_str())) {
        *tables.entry(name.to_owned()).or_default() += 1;
    }
    Coverage {
        rules,
        tables,
        figures: extraction.figures.len(),
        key: count(|f| *f.key),
        with_region: count(|f| f.region.is_some()),
        with_period: count(|f| f.period.is_some()),
        with_indicator: count(|f| f.indicator.is_some()),
        mechanisms: extraction.mechanisms.len(),
        unused,
    }
}

/// What a number says: one value or two ends, in base units (万 and 亿 folded in).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// One value.
    Point(Decimal),
    /// From low to high.
    Range {
        /// The lower end.
        low: Decimal,
        /// The upper end.
        high: Decimal,
    },
}

/// How the text blurs a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approx {
    /// 约, 左右, 七八.
    About,
    /// 余, 多, 逾, 超过, 突破.
    Over,
    /// 近, 不足, 不到.
    Under,
    /// 以上, 不低于, 至少.
    AtLeast,
    /// 以下, 以内, 不超过.
    AtMost,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Number, unit and adjacent qualifier: 近7万亩, 70%以上. Not the noun that lent its unit.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// How it is blurred.
    pub approx: Option<Approx>,
    /// Canonical unit: 人, 元, %.
    pub unit: String,
    /// The unit as written: 名, 万元, 个百分点.
    pub written: String,
    /// What the unit measures.
    pub dimension: Dimension,
    /// The noun that lent its unit (19.1万贫困户), when the unit is not in the span.
    pub head: Option<Span>,
    /// The basis it is stated per: 户均, 人均, 每亩 …, as written.
    pub per: Option<String>,
    /// Distributive: 各 before it.
    pub each: bool,
    /// The rules that made it what it is.
    pub decided: Vec<Decision>,
}

/// How a fact was attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Written in the clause.
    Stated,
    /// A relative word (今年, 该县) resolved.
    Resolved,
    /// Carried over from earlier in the sentence, paragraph or section.
    Carried,
    /// The article's main region, or its date.
    Default,
}

/// In which sense a figure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is so, or was done.
    Actual,
    /// Planned, aimed at, expected.
    Planned,
    /// The starting state of a comparison.
    Baseline,
    /// A rule, standard or lower limit.
    Requirement,
}

/// How much of its region a figure speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole region.
    Region,
    /// A part of it: some townships, some villages.
    Part,
    /// One township or village.
    Locality,
    /// One company, project, co-operative.
    Project,
    /// One household or person.
    Household,
}

/// The part a figure plays in a series of related figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Start of a change.
    From,
    /// End of a change.
    To,
    /// The change itself.
    Change,
    /// The whole.
    Whole,
    /// A part.
    Part,
    /// A share of the whole.
    Share,
    /// A plan beside what was done.
    Target,
    /// What was done beside a plan.
    Done,
}

/// How far a figure can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Exact, region and period explicit.
    #[serde(rename = "甲")]
    A,
    /// Exact, one attribute resolved from context.
    #[serde(rename = "乙")]
    B,
    /// Approximate, or period inferred or missing.
    #[serde(rename = "丙")]
    C,
    /// Damaged surroundings or in conflict.
    #[serde(rename = "丁")]
    D,
}

/// A figure: number, unit, measured thing, and what is known of where, when and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its unit.
    pub quantity: Quantity,
    /// The measured thing: a short noun phrase.
    pub measure: Decided<String>,
    /// Its indicator, where one fits.
    pub indicator: Option<Decided<IndicatorId>>,
    /// The division it speaks of.
    pub region: Option<Decided<Adcode>>,
    /// How the region was found.
    pub region_basis: Basis,
    /// Village, town or project below the division.
    pub locality: Option<String>,
    /// The other side of aid: receiver or donor.
    pub partner: Option<Decided<Adcode>>,
    /// When; none when the text does not say.
    pub period: Option<Decided<Period>>,
    /// How the period was found.
    pub period_basis: Option<Basis>,
    /// In which sense.
    pub status: Decided<Status>,
    /// What is so (7个乡镇, 常住人口), not what was done.
    pub state: Option<Decision>,
    /// Since the start of the period, added up (累计).
    pub cumulative: Option<Decision>,
    /// How much of the region.
    pub scope: Decided<Scope>,
    /// Belongs among its region's key figures.
    pub key: Decided<bool>,
    /// How far it can be trusted.
    pub grade: Decided<Grade>,
    /// Letter of the series it belongs to within the article, counted from 0.
    pub series: Option<usize>,
    /// Its part in the series.
    pub role: Option<Role>,
    /// The sentence it stands in: index into the article's sentences.
    pub sentence: usize,
}

impl Figure {
    /// What was decided about it, in the order of its attributes.
    pub fn decisions(&self) -> impl Iterator<Item = Decision> {
        let quantity = self.quantity.decided.iter().copied();
        let own = [
            Some(self.measure.decision()),
            self.indicator.as_ref().map(Decided::decision),
            self.region.map(|region| region.decision()),
            self.partner.map(|partner| partner.decision()),
            self.period.map(|period| period.decision()),
            Some(self.status.decision()),
            self.state,
            self.cumulative,
            Some(self.scope.decision()),
            Some(self.key.decision()),
            Some(self.grade.decision()),
        ];
        quantity.chain(own.into_iter().flatten())
    }

    /// The period alone.
    pub(crate) fn when(&self) -> Option<Period> {
        self.period.map(|period| period.value)
    }

    /// The code of the division that it speaks of.
    #[must_use]
    pub fn division(&self) -> Option<Adcode> {
        self.region.map(|region| region.value)
    }
}

/// A place named in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Where.
    pub span: Span,
    /// The division; none for a village or town that the table does not list.
    pub code: Option<Adcode>,
    /// Name of the village or town, for a locality below `code`.
    pub locality: Option<String>,
    /// The mention is part of an organisation's, product's or road's name.
    pub within_name: bool,
    /// A pronoun-like mention: 该县, 全市, 当地.
    pub anaphor: bool,
}

/// A named policy device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mechanism {
    /// Name without quotes, in simplified Chinese: 五方联动.
    pub name: String,
    /// Other names it goes by in this article.
    pub aka: Vec<String>,
    /// Its parts, in order; empty when the text lists none.
    pub components: Vec<String>,
    /// Whether all declared parts are listed; none when nothing is declared or listed.
    pub complete: Option<bool>,
    /// What the name declares: `5`, `1+5`, `3+10+N`, `3+3+3`.
    pub declared: Option<String>,
    /// The division that uses it.
    pub region: Option<Decided<Adcode>>,
    /// Village or town, when it is one's own device.
    pub locality: Option<String>,
    /// Label of its theme.
    pub theme: Option<Decided<String>>,
    /// By which rule it is a device.
    pub named: Decision,
    /// A working device of the region rather than a slogan, doctrine or document title.
    pub key: Decided<bool>,
    /// By which rule its parts were found.
    pub listed: Option<Decision>,
    /// First mention.
    pub span: Span,
    /// All mentions, the first included.
    pub mentions: Vec<Span>,
    /// The sentence that says most about it.
    pub sentence: usize,
}

impl Mechanism {
    /// What was decided about it, in the order of its attributes.
    pub fn decisions(&self) -> impl Iterator<Item = Decision> {
        let region = self.region.map(|region| region.decision());
        let theme = self.theme.as_ref().map(Decided::decision);
        let own = [Some(self.named), region, Some(self.key.decision()), self.listed, theme];
        own.into_iter().flatten()
    }

    /// The code of the division that uses it.
    #[must_use]
    pub fn division(&self) -> Option<Adcode> {
        self.region.map(|region| region.value)
    }
}

/// What an arithmetic check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckResult {
    /// The text's own numbers agree to the last printed digit.
    Confirmed,
    /// They differ, and a qualifier (余, 约) explains it.
    Explained,
    /// They differ.
    Contradicted,
}

/// Which relation was recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// part ÷ whole = share.
    Share,
    /// sum of parts = total.
    Sum,
    /// to − from = change.
    Change,
    /// Two shares of parts imply the same whole.
    SameWhole,
}

/// A recomputed relation between figures of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which relation.
    pub kind: CheckKind,
    /// The figures: indices into the extraction's figures; the checked one last.
    pub figures: Vec<usize>,
    /// What came out when recomputed.
    pub computed: Decimal,
    /// What the text prints.
    pub stated: Decimal,
    /// The verdict.
    pub result: CheckResult,
    /// The rule that recomputed.
    pub rule: Rule,
    /// The calculation for readers: `45 ÷ 47 = 95.7%`.
    pub formula: String,
}

/// A number that was seen and not used, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unused {
    /// Where.
    pub span: Span,
    /// The rule that set it aside: `ordinal`, `number-in-idiom`, `damaged-number` …
    pub rule: Rule,
}

impl Unused {
    /// The decision that set it aside.
    const fn decision(&self) -> Decision {
        Decided { value: (), rule: self.rule, by: self.span }
    }
}

/// Everything read from one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// The division that the article is about.
    pub main_region: Option<Adcode>,
    /// Places in order.
    pub places: Vec<PlaceMention>,
    /// Figures in order.
    pub figures: Vec<Figure>,
    /// Mechanisms in order of first mention.
    pub mechanisms: Vec<Mechanism>,
    /// Arithmetic checks.
    pub checks: Vec<Check>,
    /// Numbers set aside.
    pub unused: Vec<Unused>,
    /// What rules decided that stands in none of the above.
    pub others: Vec<Decision>,
}

impl Extraction {
    /// Everything that rules decided, with the words by which they did.
    pub fn decisions(&self) -> impl Iterator<Item = Decision> {
        let figures = self.figures.iter().flat_map(Figure::decisions);
        let checks = self.checks.iter().filter_map(|check| {
            let by = self.figures.get(*check.figures.last()?)?.quantity.span;
            Some(Decision { value: (), rule: check.rule, by })
        });
        let mechanisms = self.mechanisms.iter().flat_map(Mechanism::decisions);
        let unused = self.unused.iter().map(Unused::decision);
        let parts = figures.chain(mechanisms).chain(checks).chain(unused);
        parts.chain(self.others.iter().copied())
    }
}
