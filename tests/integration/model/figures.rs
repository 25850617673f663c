//! What merges, what contradicts, what a figure is called, and that order never matters.

use super::*;

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
fn equal_sums_for_different_things_are_two_figures() {
    let sum = |measure| Fact {
        surface: "130万元",
        value: "1300000",
        unit: "元",
        measure,
        indicator: Some("funds-used"),
        region: NANCHONG,
        figure: dateless,
    };
    let text = "交通厅解决通村公路资金130万元。农业厅解决对口扶持资金130万元。";
    let apart = [sum("通村公路资金"), sum("对口扶持资金")];
    assert_eq!(report(&[told("a", (2020, 1, 1), text, &apart)]).figures.len(), 2);
    let text = "共投入扶持资金130万元。会议说，扶持资金130万元已到位。";
    let again = [sum("投入扶持资金"), sum("扶持资金")];
    assert_eq!(report(&[told("a", (2020, 1, 1), text, &again)]).figures.len(), 1);
}

#[test]
fn reprints_count_once() {
    let tell = |id| {
        told(id, (2020, 1, 1), "2019年贫困发生率0.5%。", &[rate(NANCHONG, "0.5%", "0.5", in_2019)])
    };
    let all = [tell("a"), tell("b"), tell("c")];
    let reprints = BTreeMap::from([(ArticleId("b".into()), ArticleId("a".into()))]);
    let (report, _) = report_with(&all, &reprints, &[], &Config::default().report);
    let record = with(&report, "0.5%");
    assert_eq!((record.cites.len(), record.sources), (3, 2));
    let articles: Vec<&str> = record.cites.iter().map(|c| &*c.article.0).collect();
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
    assert_eq!(one.conflicts, std::slice::from_ref(&other.id));
    assert_eq!(other.conflicts, std::slice::from_ref(&one.id));
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
    assert_eq!(FigureId::parse(&id.to_string()).as_ref(), Some(&id));
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
    let as_of = |f: &mut Figure| f.period = Period::year(2019).map(Period::as_of).map(decided);
    let ended =
        told("a", (2020, 1, 1), "年底贫困发生率0.5%。", &[rate(NANCHONG, "0.5%", "0.5", as_of)]);
    assert_eq!(with(&report(&[ended]), "0.5%").id, id);
    let planned = |f: &mut Figure| {
        in_2019(f);
        f.status = decided(Status::Planned);
    };
    let plan =
        told("a", (2019, 1, 1), "力争贫困发生率0.5%。", &[rate(NANCHONG, "0.5%", "0.5", planned)]);
    assert_ne!(with(&report(&[plan]), "0.5%").id, id, "a plan is another fact");
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
