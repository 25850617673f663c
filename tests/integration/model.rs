//! Aggregation: what merges, what contradicts, what comes first, and that order never matters.

use fangzhi::clean::{Article, CleanText, Sentence};
use fangzhi::config::{Config, ReportConfig, builtin_lexicon};
use fangzhi::corpus::{ArticleId, Document, FrontMatter, SourceFormat};
use fangzhi::date::{Date, Period};
use fangzhi::decimal::parse;
use fangzhi::diag::{Code, Diagnostic, Language};
use fangzhi::extract::{
    Approx, Basis, Extraction, Figure, Grade, Mechanism, Quantity, Role, Scope, Status, Value,
};
use fangzhi::gazetteer::{Adcode, Gazetteer};
use fangzhi::lexicon::{Dimension, IndicatorId, Lexicon};
use fangzhi::model::{
    Action, Correction, CorrectionState, FigureRecord, Input, Phrase, Reference, Report,
    SeriesKind, Target, aggregate, diff, overview, rows,
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
    figure.period = Period::year(2019);
}

fn in_2014(figure: &mut Figure) {
    figure.period = Period::year(2014);
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
            },
            measure: self.measure.to_owned(),
            indicator: self.indicator.map(|id| IndicatorId(id.to_owned())),
            region: Adcode::new(self.region),
            region_basis: Basis::Stated,
            locality: None,
            partner: None,
            period: None,
            period_basis: Some(Basis::Stated),
            status: Status::Actual,
            cumulative: false,
            scope: Scope::Region,
            key: true,
            grade: Grade::A,
            series: None,
            role: None,
            sentence: sentences.iter().position(|s| s.span.contains(span)).unwrap(),
            rules: Vec::new(),
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
    let id = ArticleId(id.to_owned());
    let document = Document {
        id: id.clone(),
        path: RelPath::new(format!("{id}.txt")).unwrap(),
        format: SourceFormat::Text,
        encoding: "UTF-8".to_owned(),
        front: FrontMatter::default(),
        text: text.to_owned(),
        blocks: Vec::new(),
    };
    let main_region = figures.first().and_then(|figure| figure.region);
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
            (t.id.clone(), Input { document, article, extraction })
        })
        .collect();
    let reference = Reference { gazetteer: &GAZETTEER, lexicon: &LEXICON, config, corrections };
    let outcome = aggregate(&inputs, reprints, &reference);
    (outcome.value, outcome.diagnostics)
}

fn report(told: &[Told]) -> Report {
    report_with(told, &BTreeMap::new(), &[], &Config::default().report).0
}

fn with<'a>(report: &'a Report, surface: &str) -> &'a FigureRecord {
    let mut found = report.figures.values().filter(|r| r.surface == surface);
    let record = found.next().unwrap();
    assert!(found.next().is_none(), "one record for {surface}");
    record
}

#[test]
fn mentions_in_one_article_are_one_figure() {
    let text = "全市贫困发生率降到0.5%。会议说，2019年贫困发生率0.5%。";
    let facts = [rate(NANCHONG, "0.5%", "0.5", dateless), rate(NANCHONG, "0.5%", "0.5", in_2019)];
    let report = report(&[told("a", (2020, 1, 1), text, &facts)]);
    let record = with(&report, "0.5%");
    assert_eq!((record.cites.len(), record.sources), (2, 1));
    assert_eq!(record.period, Period::year(2019), "the dated mention dates the other");
    let sentences: Vec<usize> = record.cites.iter().map(|cite| cite.sentence).collect();
    assert_eq!(sentences, [0, 1]);
    let cite = &record.cites[0];
    assert_eq!(cite.mark.of(&cite.text), "0.5%", "the mark lies within the sentence");
}

#[test]
fn reprints_count_once() {
    let tell = |id| {
        told(id, (2020, 1, 1), "2019年贫困发生率0.5%。", &[rate(NANCHONG, "0.5%", "0.5", in_2019)])
    };
    let all = [tell("a"), tell("b"), tell("c")];
    let reprints = BTreeMap::from([(ArticleId("b".to_owned()), ArticleId("a".to_owned()))]);
    let (report, _) = report_with(&all, &reprints, &[], &Config::default().report);
    let record = with(&report, "0.5%");
    assert_eq!((record.cites.len(), record.sources), (3, 2));
    let articles: Vec<&str> = record.cites.iter().map(|c| c.article.0.as_str()).collect();
    assert_eq!(articles, ["a", "b", "c"]);
}

#[test]
fn rounded_readings_agree_and_the_finest_is_shown() {
    let about = |f: &mut Figure| {
        in_2019(f);
        f.quantity.approx = Some(Approx::Over);
    };
    let all = [
        told("a", (2020, 1, 1), "贫困人口6.4万人。", &[people("6.4万人", "64000", in_2019)]),
        told("b", (2020, 1, 2), "贫困人口63812人。", &[people("63812人", "63812", in_2019)]),
        told("c", (2020, 1, 3), "贫困人口6万余人。", &[people("6万余人", "60000", about)]),
    ];
    let report = report(&all);
    assert_eq!(report.figures.len(), 1);
    let record = with(&report, "63812人");
    assert_eq!(record.sources, 3);
    assert!(record.conflicts.is_empty() && record.approx.is_none());
}

#[test]
fn contradicting_articles_stay_side_by_side() {
    let all = [
        told("a", (2020, 1, 1), "贫困人口57.8万人。", &[people("57.8万人", "578000", in_2014)]),
        told("b", (2020, 2, 1), "贫困人口57.4万人。", &[people("57.4万人", "574000", in_2014)]),
    ];
    let (report, diagnostics) = report_with(&all, &BTreeMap::new(), &[], &Config::default().report);
    let (one, other) = (with(&report, "57.8万人"), with(&report, "57.4万人"));
    assert_eq!(one.conflicts, [other.id.clone()]);
    assert_eq!(other.conflicts, [one.id.clone()]);
    assert_eq!((one.grade, other.grade), (Grade::D, Grade::D));
    assert!(report.regions[&code(NANCHONG)].cards.is_empty(), "neither is a card");
    assert!(report.regions[&code(NANCHONG)].series.is_empty(), "neither is drawn");
    let warned = diagnostics.iter().filter(|d| d.code == Code::ConflictingFigures).count();
    assert_eq!(warned, 1);
}

#[test]
fn values_without_a_period_or_of_other_things_do_not_contradict() {
    // No period: nobody knows whether the same time is meant.
    let undated = [
        told("a", (2020, 1, 1), "贫困人口57.8万人。", &[people("57.8万人", "578000", dateless)]),
        told("b", (2020, 2, 1), "贫困人口3万人。", &[people("3万人", "30000", dateless)]),
    ];
    // One article that gives two values tells two things apart that the key does not.
    let one = [told(
        "a",
        (2020, 1, 1),
        "甲片贫困人口300人，乙片贫困人口500人。",
        &[people("300人", "300", in_2019), people("500人", "500", in_2019)],
    )];
    // Different wordings under one indicator are different claims.
    let wording = |measure: &'static str, surface, value| Fact {
        measure,
        unit: "元",
        indicator: Some("poverty-funds"),
        ..people(surface, value, in_2019)
    };
    let funds = [
        told(
            "a",
            (2020, 1, 1),
            "拨付8200万元。",
            &[wording("区财政专项资金", "8200万元", "82000000")],
        ),
        told("b", (2020, 2, 1), "到位6亿元。", &[wording("银行融资", "6亿元", "600000000")]),
    ];
    // A limit and a value that keeps it.
    let limit = |f: &mut Figure| {
        in_2019(f);
        f.quantity.approx = Some(Approx::AtLeast);
    };
    let limits = [
        told("a", (2020, 1, 1), "贫困人口3万人以上。", &[people("3万人以上", "30000", limit)]),
        told("b", (2020, 2, 1), "贫困人口3.4万人。", &[people("3.4万人", "34000", in_2019)]),
    ];
    for all in [&undated[..], &one, &funds, &limits] {
        let report = report(all);
        assert_eq!(report.figures.len(), 2);
        assert!(report.figures.values().all(|r| r.conflicts.is_empty()));
    }
}

#[test]
fn identities_do_not_depend_on_neighbours_or_values() {
    let base = told(
        "a",
        (2020, 1, 1),
        "2019年贫困发生率0.5%。",
        &[rate(NANCHONG, "0.5%", "0.5", in_2019)],
    );
    let id = with(&report(&[base]), "0.5%").id.clone();
    assert!(id.0.len() == 12 && id.0.starts_with("f-"), "{id:?}");
    let longer = told(
        "z",
        (2020, 1, 1),
        "贫困人口300人。2019年贫困发生率0.5%。",
        &[people("300人", "300", in_2019), rate(NANCHONG, "0.5%", "0.5", in_2019)],
    );
    assert_eq!(with(&report(&[longer]), "0.5%").id, id, "place and article name do not matter");
    let corrected = told(
        "a",
        (2020, 1, 1),
        "2019年贫困发生率0.4%。",
        &[rate(NANCHONG, "0.4%", "0.4", in_2019)],
    );
    assert_eq!(with(&report(&[corrected]), "0.4%").id, id, "an edition can say that it changed");
    // 2019年底 and 2019年 speak of the same rate.
    let as_of = |f: &mut Figure| f.period = Period::year(2019).map(Period::as_of);
    let ended =
        told("a", (2020, 1, 1), "年底贫困发生率0.5%。", &[rate(NANCHONG, "0.5%", "0.5", as_of)]);
    assert_eq!(with(&report(&[ended]), "0.5%").id, id);
    let planned = |f: &mut Figure| {
        in_2019(f);
        f.status = Status::Planned;
    };
    let plan =
        told("a", (2019, 1, 1), "力争贫困发生率0.5%。", &[rate(NANCHONG, "0.5%", "0.5", planned)]);
    assert_ne!(with(&report(&[plan]), "0.5%").id, id, "a plan is another fact");
}

#[test]
fn a_parent_never_sums_its_children() {
    let county = |region| Fact { region, ..people("300人", "300", in_2019) };
    let all = [
        told("a", (2020, 1, 1), "贫困人口300人。", &[county(NANBU)]),
        told("b", (2020, 1, 1), "贫困人口300人。", &[county(GAOPING)]),
    ];
    let report = report(&all);
    let city = &report.regions[&code(NANCHONG)];
    assert!(city.figures.is_empty());
    assert_eq!(city.children, [code(GAOPING), code(NANBU)]);
    let province = &report.regions[&code(510_000)];
    assert_eq!(
        (province.children.clone(), province.region.name.as_str()),
        (vec![code(NANCHONG)], "四川省")
    );
    let path: Vec<&str> =
        report.regions[&code(NANBU)].region.path.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(path, ["四川省", "南充市"]);
}

#[test]
fn a_renamed_county_has_one_page() {
    let old = Fact { region: 510_724, ..people("300人", "300", in_2014) };
    let new = Fact { region: 510_705, ..people("20人", "20", in_2019) };
    let all = [
        told("a", (2015, 1, 1), "贫困人口300人。", &[old]),
        told("b", (2020, 1, 1), "贫困人口20人。", &[new]),
    ];
    let report = report(&all);
    assert!(!report.regions.contains_key(&code(510_724)));
    let page = &report.regions[&code(510_705)];
    assert_eq!((page.figures.len(), page.region.name.as_str()), (2, "安州区"));
    assert!(
        page.region.former.iter().any(|(name, year)| name == "安县" && *year == 2016),
        "{page:?}"
    );
}

fn region_facts() -> Told {
    let text = "2014年贫困发生率10%，贫困人口57.8万人。2019年贫困发生率0.5%，贫困人口3万人。\
                计划2020年贫困发生率0.1%。村民老李种了2亩。投入343亿元，其中产业120亿元。修路80公里。";
    let baseline = |f: &mut Figure| {
        in_2014(f);
        f.status = Status::Baseline;
    };
    let plan = |f: &mut Figure| {
        f.period = Period::year(2020);
        f.status = Status::Planned;
    };
    let anecdote = |f: &mut Figure| f.scope = Scope::Household;
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

#[test]
fn ranking_is_the_sum_of_its_terms() {
    let report = report(&[region_facts()]);
    let weight =
        |id: &str| i32::from(LEXICON.indicator(&IndicatorId(id.to_owned())).unwrap().weight);
    // Indicator 3×w, region 2×2, grade A 2×3, changed 1, latest 1.
    let rate = with(&report, "0.5%");
    assert_eq!(rate.rank, 3 * weight("poverty-rate") + 4 + 6 + 1, "{}", rate.rank_reason);
    assert_eq!(rate.rank_reason, "指标 10×3，范围 2×2，等级 3×2，最新 1×1");
    let plan = with(&report, "0.1%");
    assert_eq!(plan.rank, 3 * weight("poverty-rate") + 4 + 6 - 2, "{}", plan.rank_reason);
    let anecdote = with(&report, "2亩");
    assert_eq!(anecdote.rank, 3 * weight("planted-area") + 6 - 3, "{}", anecdote.rank_reason);
    let whole = with(&report, "343亿元");
    assert_eq!(whole.rank, 3 * weight("poverty-funds") + 4 + 6 + 1 + 1, "{}", whole.rank_reason);
    let page = &report.regions[&code(NANCHONG)];
    let ranks: Vec<i32> = page.figures.iter().map(|id| report.figures[id].rank).collect();
    assert!(ranks.is_sorted_by(|a, b| a >= b), "{ranks:?}");
}

#[test]
fn cards_are_results_of_the_whole_region_one_for_a_measure() {
    let report = report(&[region_facts()]);
    let page = &report.regions[&code(NANCHONG)];
    let cards: Vec<&str> =
        page.cards.iter().map(|id| report.figures[id].surface.as_str()).collect();
    assert_eq!(cards, ["0.5%", "3万人", "343亿元", "80公里"]);
}

#[test]
fn cards_are_limited_by_group_and_number() {
    let measure = |measure: &'static str, surface, indicator| Fact {
        measure,
        indicator: Some(indicator),
        ..people(surface, "5", in_2019)
    };
    let text = "甲5人，乙5 人，丙5名，丁5 名。";
    let facts = [
        measure("脱贫人口", "5人", "people-lifted"),
        measure("贫困人口", "5 人", "poor-population"),
        measure("脱贫村", "5名", "villages-lifted"),
        measure("贫困村", "5 名", "poor-villages"),
    ];
    let all = [told("a", (2020, 1, 1), text, &facts)];
    let config = ReportConfig { cards_per_group: 3, ..ReportConfig::default() };
    let cards = |config: &ReportConfig| {
        let (report, _) = report_with(&all, &BTreeMap::new(), &[], config);
        report.regions[&code(NANCHONG)].cards.len()
    };
    assert_eq!(cards(&ReportConfig::default()), 2);
    assert_eq!(cards(&config), 3);
    assert_eq!(cards(&ReportConfig { cards: 1, ..config }), 1);
}

#[test]
fn a_plan_is_a_card_only_without_a_result() {
    let plan = |f: &mut Figure| {
        f.period = Period::year(2020);
        f.status = Status::Planned;
    };
    let all =
        [told("a", (2019, 1, 1), "计划贫困发生率0.1%。", &[rate(NANCHONG, "0.1%", "0.1", plan)])];
    assert_eq!(report(&all).regions[&code(NANCHONG)].cards.len(), 1);
}

#[test]
fn series_are_found_across_periods_and_within_sentences() {
    let report = report(&[region_facts()]);
    let page = &report.regions[&code(NANCHONG)];
    let said: Vec<(SeriesKind, Vec<&str>)> = page
        .series
        .iter()
        .map(|s| (s.kind, s.points.iter().map(|id| report.figures[id].surface.as_str()).collect()))
        .collect();
    assert_eq!(
        said,
        [
            (SeriesKind::Time, vec!["10%", "0.5%", "0.1%"]),
            (SeriesKind::Time, vec!["57.8万人", "3万人"]),
            (SeriesKind::PartOfWhole, vec!["343亿元", "120亿元"]),
        ]
    );
}

#[test]
fn parts_that_fill_a_total_are_a_composition() {
    let part = |surface, value, measure, role: fn(&mut Figure)| Fact {
        unit: "元",
        measure,
        indicator: None,
        ..people(surface, value, role)
    };
    let of: fn(&mut Figure) = |f| {
        f.series = Some(0);
        f.role = Some(Role::Part);
    };
    let total: fn(&mut Figure) = |f| {
        f.series = Some(0);
        f.role = Some(Role::Whole);
    };
    let facts = [
        part("2亿元", "200000000", "中央资金", of),
        part("1亿元", "100000000", "省级资金", of),
        part("3亿元", "300000000", "合计", total),
    ];
    let report = report(&[told("a", (2020, 1, 1), "2亿元加1亿元共3亿元。", &facts)]);
    let series = &report.regions[&code(NANCHONG)].series;
    assert_eq!((series.len(), series[0].kind), (1, SeriesKind::Composition));
    assert_eq!(report.figures[&series[0].points[2]].surface, "3亿元", "the total is last");
}

#[test]
fn regions_are_compared_only_within_a_year_and_a_kind() {
    let long_ago = |f: &mut Figure| f.period = Period::year(2012);
    let all = [
        told("a", (2020, 1, 1), "贫困发生率0.5%。", &[rate(NANBU, "0.5%", "0.5", in_2019)]),
        told(
            "b",
            (2020, 1, 1),
            "贫困发生率0.9%。",
            &[rate(GAOPING, "0.9%", "0.9", |f| f.period = Period::year(2018))],
        ),
        told("c", (2020, 1, 1), "贫困发生率21%。", &[rate(510_722, "21%", "21", long_ago)]),
        told(
            "d",
            (2020, 1, 1),
            "贫困发生率2%。",
            &[rate(510_725, "2%", "2", |f| {
                in_2019(f);
                f.scope = Scope::Part;
            })],
        ),
        told("e", (2020, 1, 1), "贫困发生率0.6%。", &[rate(NANCHONG, "0.6%", "0.6", in_2019)]),
        told("f", (2020, 1, 1), "贫困发生率0.7%。", &[rate(MIANYANG, "0.7%", "0.7", in_2019)]),
    ];
    let report = report(&all);
    let profile = &report.indicators[&IndicatorId("poverty-rate".to_owned())];
    let surface = |id| report.figures[id].surface.as_str();
    let groups: Vec<Vec<&str>> =
        profile.comparable.iter().map(|g| g.iter().map(surface).collect()).collect();
    assert_eq!(groups.len(), 2, "counties and cities apart: {groups:?}");
    assert!(groups.contains(&vec!["0.9%", "0.5%"]) && groups.contains(&vec!["0.7%", "0.6%"]));
    let apart: BTreeMap<&str, &str> =
        profile.apart.iter().map(|(id, why)| (surface(id), why.as_str())).collect();
    assert_eq!(apart, BTreeMap::from([("21%", "period"), ("2%", "scope")]));
    let own = &report.regions[&code(NANBU)].comparisons;
    assert_eq!((own.len(), own[0].place, own[0].of, own[0].same_province), (1, 2, 2, 1));
    assert_eq!(own[0].parent.as_ref().map(surface), Some("0.6%"));
}

fn correction(action: Action, value: Option<&str>, expect: Option<&str>) -> Correction {
    Correction {
        target: Target {
            id: None,
            region: Some("南充市".to_owned()),
            measure: Some("贫困发生率".to_owned()),
            period: Some("2019".to_owned()),
        },
        action,
        value: value.map(str::to_owned),
        expect: expect.map(str::to_owned),
        reason: "与公报核对".to_owned(),
        provider: None,
        status: CorrectionState::Open,
        date: None,
    }
}

fn corrected(correction: Correction) -> (Report, Vec<Code>) {
    let all = [told(
        "a",
        (2020, 1, 1),
        "2019年贫困发生率0.5%。",
        &[rate(NANCHONG, "0.5%", "0.5", in_2019)],
    )];
    let (report, found) =
        report_with(&all, &BTreeMap::new(), &[correction], &Config::default().report);
    (report, found.into_iter().map(|d| d.code).collect())
}

#[test]
fn corrections_do_what_they_say_and_are_logged() {
    let (dropped, found) = corrected(correction(Action::Drop, None, Some("0.5%")));
    assert!(dropped.figures.is_empty() && found.is_empty());
    assert!(dropped.articles.values().all(|card| card.figures.is_empty()));
    let line = &dropped.corrections[0];
    assert_eq!(line.before.as_ref().map(|r| r.surface.as_str()), Some("0.5%"));
    assert_eq!(line.after, None);

    let (replaced, _) = corrected(correction(Action::Override, Some("0.52"), Some("0.5")));
    let record = with(&replaced, "0.52%");
    assert_eq!(record.value, Value::Point(parse("0.52").unwrap()));
    assert_eq!(record.corrected.as_deref(), Some("与公报核对"));

    let (scaled, _) = corrected(correction(Action::Scale, Some("10"), None));
    assert_eq!(with(&scaled, "5%").value, Value::Point(parse("5").unwrap()));

    let (flagged, _) = corrected(correction(Action::Flag, None, None));
    assert_eq!(with(&flagged, "0.5%").grade, Grade::D);
    assert!(flagged.regions[&code(NANCHONG)].cards.is_empty());

    let (confirmed, _) = corrected(correction(Action::Confirm, None, Some("0.5%")));
    assert_eq!(confirmed.corrections.len(), 1);
    assert_eq!(confirmed.corrections[0].figure, Some(with(&confirmed, "0.5%").id.clone()));
}

#[test]
fn corrections_that_no_longer_fit_fail_the_build() {
    let (report, found) = corrected(correction(Action::Drop, None, Some("0.6%")));
    assert_eq!(found, [Code::CorrectionStale]);
    assert_eq!(report.figures.len(), 1, "nothing is done blindly");
    assert_eq!(report.corrections[0].figure, None);
    assert_eq!(corrected(correction(Action::Override, None, None)).1, [Code::CorrectionValue]);
    let mut missed = correction(Action::Drop, None, None);
    missed.target.period = Some("2018".to_owned());
    assert_eq!(corrected(missed).1, [Code::CorrectionMissed]);
}

#[test]
fn a_dropped_reading_ends_the_contradiction() {
    let all = [
        told("a", (2020, 1, 1), "贫困人口57.8万人。", &[people("57.8万人", "578000", in_2014)]),
        told("b", (2020, 2, 1), "贫困人口57.4万人。", &[people("57.4万人", "574000", in_2014)]),
    ];
    let id = with(&report(&all), "57.4万人").id.0.clone();
    let target = Target { id: Some(id), ..Target::default() };
    let drop = Correction { target, ..correction(Action::Drop, None, Some("57.4万人")) };
    let (report, _) = report_with(&all, &BTreeMap::new(), &[drop], &Config::default().report);
    let left = with(&report, "57.8万人");
    assert!(left.conflicts.is_empty());
    assert_eq!(left.grade, Grade::A);
}

#[test]
fn the_overview_links_every_number() {
    let report = report(&[region_facts()]);
    let page = &report.regions[&code(NANCHONG)];
    let words = |language| -> Vec<String> {
        overview(page, &report, &LEXICON, language)
            .iter()
            .map(|sentence| {
                let parts = sentence.iter().map(|phrase| match phrase {
                    Phrase::Text(text) => text.clone(),
                    Phrase::Figure(id) => format!("[{}]", report.figures[id].surface),
                });
                parts.collect()
            })
            .collect()
    };
    assert_eq!(
        words(Language::Chinese),
        [
            "2014年至2019年，贫困发生率由 [10%] 降至 [0.5%]；2014年至2019年，贫困人口由 [57.8万人] 降至 [3万人]。",
            "2019年，财政资金 [343亿元]；2019年，修路 [80公里]。",
        ]
    );
    assert!(
        words(Language::English)[0].starts_with("From 2014 to 2019, Poverty rate went from [10%]")
    );
}

#[test]
fn the_timeline_is_by_date_and_says_what_is_certain() {
    let report = report(&[region_facts()]);
    let years: Vec<(i16, bool, usize)> = report.regions[&code(NANCHONG)]
        .timeline
        .iter()
        .map(|event| (event.period.end.year(), event.planned, event.figures.len()))
        .collect();
    assert_eq!(years, [(2019, false, 2), (2019, false, 2), (2019, false, 1), (2020, true, 1)]);
}

#[test]
fn editions_differ_by_new_changed_and_gone() {
    let tell = |surface, value| {
        [told(
            "a",
            (2020, 1, 1),
            "贫困发生率0.5%或0.4%。",
            &[rate(NANCHONG, surface, value, in_2019)],
        )]
    };
    let old = rows(&report(&tell("0.5%", "0.5")));
    assert!(diff(&old, &old).is_empty());
    let changed = diff(&old, &rows(&report(&tell("0.4%", "0.4"))));
    assert_eq!((changed.new.len(), changed.changed.len(), changed.gone.len()), (0, 1, 0));
    assert_eq!(changed.changed[0].old.value, "0.5");
    assert_eq!(changed.changed[0].new.region_name, "南充市");
    assert!(changed.of_region("510000").is_empty());
    let gone = diff(&old, &[]);
    assert_eq!((gone.new.len(), gone.gone.len()), (0, 1));
}

fn device(name: &str, region: u32, components: &[&str], text: &str) -> Mechanism {
    let start = text.find(name).unwrap();
    let span = Span::new(start, start + name.len());
    Mechanism {
        name: name.to_owned(),
        aka: Vec::new(),
        components: components.iter().map(|part| (*part).to_owned()).collect(),
        complete: Some(true),
        declared: None,
        region: Adcode::new(region),
        locality: None,
        theme: None,
        key: true,
        span,
        mentions: vec![span],
        sentence: 0,
    }
}

#[test]
fn one_mechanism_page_keeps_the_versions_of_each_region_apart() {
    let tell = |id, region, parts: &[&str]| {
        let text = "实行“1+5”模式。";
        let mut told = told(id, (2020, 1, 1), text, &[]);
        told.extraction.mechanisms = vec![device("1+5", region, parts, text)];
        told
    };
    let all = [
        tell("a", 510_727, &["中蜂", "茶"]),
        tell("b", 510_725, &["一条主线", "五个方向", "三张清单"]),
        tell("c", 510_725, &[]),
    ];
    let report = report(&all);
    assert_eq!(report.mechanisms.len(), 1);
    let (id, page) = report.mechanisms.first_key_value().unwrap();
    assert!(id.0.is_ascii(), "identities are paths");
    let versions: Vec<(Option<Adcode>, usize, usize)> =
        page.variants.iter().map(|v| (v.region, v.components.len(), v.cites.len())).collect();
    assert_eq!(versions, [(Adcode::new(510_725), 3, 2), (Adcode::new(510_727), 2, 1)]);
    assert_eq!(page.variants[0].cites[0].article.0, "b", "the richest first");
    let county = &report.regions[&code(510_727)];
    assert_eq!(
        (county.mechanisms.len(), county.related.clone()),
        (1, vec![(code(510_725), id.clone())])
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The order in which figures are read and articles are given never reaches the report.
    #[test]
    fn order_does_not_matter(order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(), turn in any::<bool>()) {
        let second = || told("b", (2020, 2, 1), "2019年贫困发生率0.8%，贫困人口3万人。", &[
            rate(NANCHONG, "0.8%", "0.8", in_2019),
            people("3万人", "30000", in_2019),
        ]);
        let straight = report(&[region_facts(), second()]);
        let mut shuffled = region_facts();
        shuffled.extraction.figures =
            order.iter().map(|&at| shuffled.extraction.figures[at].clone()).collect();
        let again = if turn { report(&[second(), shuffled]) } else { report(&[shuffled, second()]) };
        prop_assert_eq!(straight.figures, again.figures);
        prop_assert_eq!(straight.regions, again.regions);
        prop_assert_eq!(straight.articles, again.articles);
        prop_assert_eq!(straight.indicators, again.indicators);
    }
}
