//! Aggregation: hand-made extractions in, reports out.

mod across;
mod editing;
mod figures;
mod pages;

use crate::rules::decided;
use fangzhi::chart::{
    ChartKind, Context, collisions, comparison_chart, indicator_chart, mechanism_chart,
    readings_chart, region_charts,
};
use fangzhi::clean::{Article, CleanText, Sentence};
use fangzhi::config::{Config, ReportConfig, builtin_lexicon};
use fangzhi::corpus::{ArticleId, Document, FrontMatter, SourceFormat};
use fangzhi::date::{Date, Period};
use fangzhi::decimal::parse;
use fangzhi::diag::{Code, Diagnostic, Language};
use fangzhi::extract::{
    Approx, Basis, Check, CheckKind, CheckResult, Extraction, Figure, Grade, Mechanism, Quantity,
    Role, Scope, Status, Value,
};
use fangzhi::gazetteer::{Adcode, Gazetteer};
use fangzhi::lexicon::{Dimension, IndicatorId, Lexicon};
use fangzhi::model::{
    Action, Correction, CorrectionState, Facts, FigureId, FigureRecord, Input, Phrase, Reference,
    Report, SeriesKind, Target, aggregate, diff, overview, rows,
};
use fangzhi::path::RelPath;
use fangzhi::span::Span;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::builtin);
static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin_lexicon);

const NANCHONG: u32 = 511_300;
const NANBU: u32 = 511_321;
const GAOPING: u32 = 511_303;
const MIANYANG: u32 = 510_700;

fn code(number: u32) -> Adcode {
    Adcode::new(number).unwrap()
}

/// A figure as the tests write it: `value` is in base units, `surface` must be in the text.
struct Fact {
    surface: &'static str,
    value: &'static str,
    unit: &'static str,
    measure: &'static str,
    indicator: Option<&'static str>,
    region: u32,
    figure: fn(&mut Figure),
}

/// The poverty rate of a region in a year.
fn rate(region: u32, surface: &'static str, value: &'static str, figure: fn(&mut Figure)) -> Fact {
    let (unit, measure) = ("%", "贫困发生率");
    Fact { surface, value, unit, measure, indicator: Some("poverty-rate"), region, figure }
}

fn people(surface: &'static str, value: &'static str, figure: fn(&mut Figure)) -> Fact {
    let (unit, measure, region) = ("人", "贫困人口", NANCHONG);
    Fact { surface, value, unit, measure, indicator: Some("poor-population"), region, figure }
}

fn in_2019(figure: &mut Figure) {
    figure.period = Period::year(2019).map(decided);
}

fn in_2014(figure: &mut Figure) {
    figure.period = Period::year(2014).map(decided);
}

fn dateless(_: &mut Figure) {}

fn dimension(unit: &str) -> Dimension {
    match unit {
        "%" => Dimension::Share,
        "元" => Dimension::Money,
        _ => Dimension::Count,
    }
}

impl Fact {
    fn read(&self, text: &str, from: usize, sentences: &[Sentence]) -> Figure {
        let start = from + text.get(from..).and_then(|rest| rest.find(self.surface)).unwrap();
        let span = Span::new(start, start + self.surface.len());
        let mut figure = Figure {
            quantity: Quantity {
                span,
                value: Value::Point(parse(self.value).unwrap()),
                approx: None,
                unit: self.unit.to_owned(),
                written: self.unit.to_owned(),
                dimension: dimension(self.unit),
                head: None,
                per: None,
                each: false,
                decided: Vec::new(),
            },
            measure: decided(self.measure.to_owned()),
            indicator: self.indicator.map(|id| decided(IndicatorId(id.into()))),
            region: Adcode::new(self.region).map(decided),
            region_basis: Basis::Stated,
            locality: None,
            partner: None,
            period: None,
            period_basis: Some(Basis::Stated),
            status: decided(Status::Actual),
            state: None,
            cumulative: None,
            scope: decided(Scope::Region),
            key: decided(true),
            grade: decided(Grade::A),
            series: None,
            role: None,
            sentence: sentences.iter().position(|s| s.span.contains(span)).unwrap(),
        };
        (self.figure)(&mut figure);
        figure
    }
}

/// A whole article: its figures must stand in the text in their order.
struct Told {
    id: ArticleId,
    document: Document,
    article: Article,
    extraction: Extraction,
}

fn told(id: &str, published: (i16, i8, i8), text: &str, facts: &[Fact]) -> Told {
    let mut sentences = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive('。') {
        let span = Span::new(start, start + piece.len());
        sentences.push(Sentence { span, line: 0 });
        start = span.end;
    }
    let mut from = 0;
    let mut figures = Vec::new();
    for fact in facts {
        let figure = fact.read(text, from, &sentences);
        from = figure.quantity.span.end;
        figures.push(figure);
    }
    let (year, month, day) = published;
    let article = Article {
        title: Some(format!("{id}的题目")),
        published: Date::new(year, month, day).ok(),
        text: CleanText { text: text.to_owned(), ..CleanText::default() },
        sentences,
        ..Article::default()
    };
    let id = ArticleId(id.into());
    let document = Document {
        id: id.clone(),
        path: RelPath::new(format!("{id}.txt")).unwrap(),
        format: SourceFormat::Text,
        encoding: "UTF-8".to_owned(),
        front: FrontMatter::default(),
        text: text.to_owned(),
        blocks: Vec::new(),
        pictures: Vec::new(),
        made: None,
    };
    let main_region = figures.first().and_then(Figure::division);
    let extraction = Extraction { main_region, figures, ..Extraction::default() };
    Told { id, document, article, extraction }
}

fn report_with(
    told: &[Told],
    reprints: &BTreeMap<ArticleId, ArticleId>,
    corrections: &[Correction],
    config: &ReportConfig,
) -> (Report, Vec<Diagnostic>) {
    let inputs: BTreeMap<ArticleId, Input<'_>> = told
        .iter()
        .map(|t| {
            let (document, article, extraction) = (&t.document, &t.article, &t.extraction);
            (t.id.clone(), Input { document, article, extraction, keywords: &[] })
        })
        .collect();
    let reference = Reference { gazetteer: &GAZETTEER, lexicon: &LEXICON, config, corrections };
    let outcome = aggregate(&inputs, reprints, &reference);
    (outcome.value, outcome.diagnostics)
}

fn report(told: &[Told]) -> Report {
    report_with(told, &BTreeMap::new(), &[], &Config::default().report).0
}

fn context(report: &Report) -> Context<'_> {
    let facts = Facts::of(report);
    Context { facts, lexicon: &LEXICON, gazetteer: &GAZETTEER, language: Language::Chinese }
}

fn with<'a>(report: &'a Report, surface: &str) -> &'a FigureRecord {
    let mut found = report.figures.values().filter(|r| r.surface == surface);
    let record = found.next().unwrap();
    assert!(found.next().is_none(), "one record for {surface}");
    record
}

fn region_facts() -> Told {
    let text = "2014年贫困发生率10%，贫困人口57.8万人。2019年贫困发生率0.5%，贫困人口3万人。\
                计划2020年贫困发生率0.1%。村民老李种了2亩。投入343亿元，其中产业120亿元。修路80公里。";
    let baseline = |f: &mut Figure| {
        in_2014(f);
        f.status = decided(Status::Baseline);
    };
    let plan = |f: &mut Figure| {
        f.period = Period::year(2020).map(decided);
        f.status = decided(Status::Planned);
    };
    let anecdote = |f: &mut Figure| f.scope = decided(Scope::Household);
    let fact = |surface, value, unit, measure, indicator, figure| Fact {
        surface,
        value,
        unit,
        measure,
        indicator,
        region: NANCHONG,
        figure,
    };
    let facts = [
        rate(NANCHONG, "10%", "10", baseline),
        people("57.8万人", "578000", baseline),
        rate(NANCHONG, "0.5%", "0.5", in_2019),
        people("3万人", "30000", in_2019),
        rate(NANCHONG, "0.1%", "0.1", plan),
        fact("2亩", "2", "亩", "种", Some("planted-area"), anecdote),
        fact("343亿元", "34300000000", "元", "财政资金", Some("poverty-funds"), |f| {
            in_2019(f);
            f.series = Some(0);
            f.role = Some(Role::Whole);
        }),
        fact("120亿元", "12000000000", "元", "产业资金", Some("poverty-funds"), |f| {
            in_2019(f);
            f.series = Some(0);
            f.role = Some(Role::Part);
        }),
        fact("80公里", "80", "公里", "修路", Some("roads"), in_2019),
    ];
    told("a", (2020, 1, 17), text, &facts)
}
