//! What a page shows: ranking, cards, series, comparisons, overview, timeline, mechanisms.

use super::*;

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

#[test]
fn a_new_code_is_no_former_name() {
    let jinggangshan = Fact { region: 360_881, ..people("300人", "300", in_2019) };
    let report = report(&[told("a", (2020, 1, 1), "贫困人口300人。", &[jinggangshan])]);
    let region = &report.regions[&code(360_881)].region;
    assert_eq!((region.name.as_str(), region.former.len()), ("井冈山市", 0), "{region:?}");
}

#[test]
fn ranking_is_the_sum_of_its_terms() {
    let report = report(&[region_facts()]);
    let weight = |id: &str| i32::from(LEXICON.indicator(&IndicatorId(id.into())).unwrap().weight);
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
        f.period = Period::year(2020).map(decided);
        f.status = decided(Status::Planned);
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
            (SeriesKind::Time, vec!["10%", "0.5%"]),
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
fn a_sum_that_the_text_states_is_drawn_even_when_it_does_not_come_out() {
    let money = |surface, value, measure| Fact {
        unit: "元",
        measure,
        indicator: None,
        ..people(surface, value, in_2019)
    };
    let facts = [
        money("8200万元", "82000000", "区级资金"),
        money("6亿元", "600000000", "贷款"),
        money("7亿元", "700000000", "资金合计"),
    ];
    let mut one = told("a", (2020, 1, 1), "8200万元、6亿元，共7亿元。", &facts);
    one.extraction.checks = vec![Check {
        rule: decided(()).rule,
        kind: CheckKind::Sum,
        figures: vec![0, 1, 2],
        computed: parse("682000000").unwrap(),
        stated: parse("700000000").unwrap(),
        result: CheckResult::Contradicted,
        formula: "8200万 + 6亿 = 6.82亿元".to_owned(),
    }];
    let report = report(&[one]);
    let page = &report.regions[&code(NANCHONG)];
    let charts = region_charts(page, &context(&report), 4);
    assert_eq!(charts.len(), 1);
    assert_eq!(charts[0].title, "贷款6亿元，占合计的85.7%");
    assert!(charts[0].source.contains("分项之和6.82亿元，原文合计7亿元"), "{}", charts[0].source);
}

#[test]
fn only_like_periods_and_wordings_make_a_line() {
    let lifted = |measure, surface, value, figure| Fact {
        measure,
        indicator: Some("people-lifted"),
        ..people(surface, value, figure)
    };
    let two_years = |f: &mut Figure| f.period = Period::years(2016, 2017).map(decided);
    let one_year = |f: &mut Figure| f.period = Period::year(2018).map(decided);
    let lines = |facts: &[Fact]| {
        let report = report(&[told("a", (2020, 1, 1), "6381人，13267人。", facts)]);
        report.regions[&code(NANCHONG)].series.len()
    };
    let sum_of_years = [
        lifted("脱贫人口", "6381人", "6381", one_year),
        lifted("脱贫人口", "13267人", "13267", two_years),
    ];
    assert_eq!(lines(&sum_of_years), 0, "a sum of two years is no point beside a year");
    let wordings = [
        lifted("脱贫人口", "6381人", "6381", in_2014),
        lifted("搬迁户脱贫", "13267人", "13267", in_2019),
    ];
    assert_eq!(lines(&wordings), 0, "two wordings of one indicator are two claims");
    let years = [
        lifted("脱贫人口", "6381人", "6381", in_2014),
        lifted("全市脱贫人口", "13267人", "13267", in_2019),
    ];
    assert_eq!(lines(&years), 1);
}

#[test]
fn a_change_within_one_period_starts_at_its_start() {
    let from = |f: &mut Figure| {
        f.period = Period::years(2016, 2017).map(decided);
        f.status = decided(Status::Baseline);
    };
    let to = |f: &mut Figure| f.period = Period::years(2016, 2017).map(decided);
    let facts = [rate(NANCHONG, "16.03%", "16.03", from), rate(NANCHONG, "10.59%", "10.59", to)];
    let report = report(&[told("a", (2018, 1, 1), "从16.03%降到10.59%。", &facts)]);
    let page = &report.regions[&code(NANCHONG)];
    let charts = region_charts(page, &context(&report), 4);
    let labels: Vec<&str> = charts[0].marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(labels, ["期初", "2016—2017年"]);
    assert_eq!(charts[0].title, "南充市贫困发生率由16.03%降至10.59%");
    assert!(charts[0].description.contains("下降5.44个百分点"), "{}", charts[0].description);
}

#[test]
fn charts_are_few_mixed_and_never_of_one_value() {
    let report = report(&[region_facts()]);
    let page = &report.regions[&code(NANCHONG)];
    let charts = region_charts(page, &context(&report), 4);
    let kinds: Vec<ChartKind> = charts.iter().map(|chart| chart.kind).collect();
    assert_eq!(kinds, [ChartKind::Line, ChartKind::PartOfWhole, ChartKind::Line]);
    assert_eq!(region_charts(page, &context(&report), 1).len(), 1);
    for chart in &charts {
        assert!(chart.marks.len() >= 2 && chart.source.starts_with("来源："), "{chart:?}");
        let length: usize = chart.title.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        assert!(length <= 52, "{}", chart.title);
        assert_eq!(collisions(chart), Vec::<String>::new());
    }
    let rest = charts[1].marks.last().unwrap();
    assert_eq!((rest.text.as_str(), rest.derived), ("223亿元", true));
}

#[test]
fn regions_are_compared_only_within_a_year_and_a_kind() {
    let long_ago = |f: &mut Figure| f.period = Period::year(2012).map(decided);
    let all = [
        told("a", (2020, 1, 1), "贫困发生率0.5%。", &[rate(NANBU, "0.5%", "0.5", in_2019)]),
        told(
            "b",
            (2020, 1, 1),
            "贫困发生率0.9%。",
            &[rate(GAOPING, "0.9%", "0.9", |f| f.period = Period::year(2018).map(decided))],
        ),
        told("c", (2020, 1, 1), "贫困发生率21%。", &[rate(510_722, "21%", "21", long_ago)]),
        told(
            "d",
            (2020, 1, 1),
            "贫困发生率2%。",
            &[rate(510_725, "2%", "2", |f| {
                in_2019(f);
                f.scope = decided(Scope::Part);
            })],
        ),
        told("e", (2020, 1, 1), "贫困发生率0.6%。", &[rate(NANCHONG, "0.6%", "0.6", in_2019)]),
        told("f", (2020, 1, 1), "贫困发生率0.7%。", &[rate(MIANYANG, "0.7%", "0.7", in_2019)]),
    ];
    let report = report(&all);
    let profile = &report.indicators[&IndicatorId("poverty-rate".into())];
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
    let chart = comparison_chart(&report.regions[&code(NANBU)], &own[0], &context(&report));
    let chart = chart.unwrap();
    assert_eq!(chart.title, "南部县贫困发生率0.5%，2地中列第2");
    let strong: Vec<&str> =
        chart.marks.iter().filter(|m| m.strong).map(|m| m.label.as_str()).collect();
    assert_eq!((chart.marks.len(), strong), (3, vec!["南部县"]));
    let ranking = indicator_chart(&IndicatorId("poverty-rate".into()), 0, &context(&report));
    assert_eq!(ranking.unwrap().marks.len(), 2);
}

#[test]
fn all_readings_of_an_indicator_are_drawn_region_by_region() {
    fn dated(f: &mut Figure, year: i16, status: Status) {
        f.period = Period::year(year).map(decided);
        f.status = decided(status);
    }
    let id = IndicatorId("poverty-rate".into());
    let figures = [
        rate(NANBU, "9%", "9", |f| dated(f, 2014, Status::Baseline)),
        rate(NANBU, "4%", "4", |f| dated(f, 2016, Status::Actual)),
        rate(NANBU, "1%", "1", |f| dated(f, 2018, Status::Actual)),
        rate(NANBU, "0%", "0", |f| dated(f, 2020, Status::Planned)),
    ];
    let text = "贫困发生率由9%降至4%，再到1%，计划到0%。";
    let alone = report(&[told("a", (2020, 1, 1), text, &figures)]);
    let spec = readings_chart(&id, &context(&alone)).unwrap();
    let rows: Vec<Option<&str>> = spec.marks.iter().map(|m| m.panel.as_deref()).collect();
    assert_eq!(rows, ["2014年", "2016年", "2018年", "2020年"].map(Some), "one region, by period");
    assert_eq!(spec.title, "南部县贫困发生率：4个读数，0%至9%");

    // With others: a row each, the latest of what is so stressed; a village beside its county.
    let village = |f: &mut Figure| {
        dated(f, 2018, Status::Actual);
        f.locality = Some("甲村".to_owned());
        f.scope = decided(Scope::Locality);
    };
    let others = [
        rate(GAOPING, "2%", "2", |f| dated(f, 2017, Status::Actual)),
        rate(GAOPING, "30%", "30", village),
    ];
    let all = [
        told("a", (2020, 1, 1), text, &figures),
        told("b", (2020, 1, 1), "贫困发生率2%，甲村30%。", &others),
    ];
    let spec = readings_chart(&id, &context(&report(&all))).unwrap();
    let strong: Vec<(&str, &str)> = spec
        .marks
        .iter()
        .filter(|m| m.strong)
        .map(|m| (m.panel.as_deref().unwrap(), m.text.as_str()))
        .collect();
    let rows = [("高坪区", "2%"), ("南部县", "1%"), ("高坪区 甲村", "30%")];
    assert_eq!(strong, rows, "whole regions first");
    assert_eq!(spec.marks.len(), 6);

    // One reading is no drawing.
    let one = report(&[told("b", (2020, 1, 1), "贫困发生率2%。", &others[..1])]);
    assert_eq!(readings_chart(&id, &context(&one)), None);
}

#[test]
fn regions_that_are_level_are_none_of_them_highest() {
    let in_2019 = |f: &mut Figure| f.period = Period::year(2019).map(decided);
    let title = |third: &'static str| {
        let equal = |id, region| {
            told(id, (2020, 1, 1), "贫困发生率0.5%。", &[rate(region, "0.5%", "0.5", in_2019)])
        };
        let text: &'static str =
            if third == "0.4" { "贫困发生率0.4%。" } else { "贫困发生率0.5%。" };
        let surface = &text[text.len() - "0.5%。".len()..text.len() - "。".len()];
        let other = told("c", (2020, 1, 1), text, &[rate(510_722, surface, third, in_2019)]);
        let report = report(&[equal("a", NANBU), equal("b", GAOPING), other]);
        indicator_chart(&IndicatorId("poverty-rate".into()), 0, &context(&report)).unwrap().title
    };
    assert_eq!(title("0.5"), "3地贫困发生率同为0.5%");
    assert!(title("0.4").contains("等2地贫困发生率最高：0.5%"), "{}", title("0.4"));
}

#[test]
fn a_figure_that_no_other_region_has_says_so() {
    let figures = [
        rate(NANBU, "0.5%", "0.5", |f| f.period = Period::year(2019).map(decided)),
        rate(NANBU, "0.9%", "0.9", |f| f.period = Period::year(2018).map(decided)),
    ];
    let report = report(&[told("a", (2020, 1, 1), "贫困发生率0.5%，上年0.9%。", &figures)]);
    let profile = &report.indicators[&IndicatorId("poverty-rate".into())];
    assert!(profile.comparable.is_empty());
    let reasons: Vec<&str> = profile.apart.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(reasons, ["alone", "alone"]);
}

#[test]
fn the_overview_links_every_number() {
    let report = report(&[region_facts()]);
    let page = &report.regions[&code(NANCHONG)];
    let words = |language| -> Vec<String> {
        overview(page, &Facts::of(&report), &LEXICON, language)
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
    assert!(words(Language::English)[1].starts_with(" 2019: "), "a space parts two sentences");
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

fn device(name: &str, region: u32, components: &[&str], text: &str) -> Mechanism {
    let start = text.find(name).unwrap();
    let span = Span::new(start, start + name.len());
    Mechanism {
        name: name.to_owned(),
        aka: Vec::new(),
        components: components.iter().map(|part| (*part).to_owned()).collect(),
        complete: Some(true),
        declared: None,
        region: Adcode::new(region).map(decided),
        locality: None,
        theme: None,
        named: decided(()),
        key: decided(true),
        listed: None,
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
    assert_eq!(page.variants[0].cites[0].article.to_string(), "b", "the richest first");
    let chart = mechanism_chart(id, 0, &context(&report)).unwrap();
    assert_eq!((chart.title.as_str(), chart.marks.len()), ("1+5由3个部分组成", 4));
    let county = &report.regions[&code(510_727)];
    assert_eq!(
        (county.mechanisms.len(), county.related.clone()),
        (1, vec![(code(510_725), id.clone())])
    );
}

#[test]
fn keywords_are_rare_words_said_more_than_once() {
    let texts = [
        "脱贫靠产业：茶园连着茶园，产业带动脱贫。",
        "脱贫靠公路：公路通到村口，公路带来产业，脱贫有路。",
        "脱贫靠产业，水库养鱼，脱贫致富。",
    ];
    let all = LEXICON.segmenter(texts);
    let [tea, road, fish] = texts.map(|text| all.keywords(text));
    assert_eq!(tea.first().map(String::as_str), Some("茶园"));
    assert_eq!(road.first().map(String::as_str), Some("公路"));
    assert!(!fish.contains(&"水库".to_owned()), "said once is no keyword");
    let alone = texts.map(|text| LEXICON.segmenter([text]).keywords(text));
    assert_eq!([tea, road, fish], alone, "the neighbours of a text do not count");
}
