//! Charts across regions, and sums that a passage lists side by side.

use super::{Fact, Told, code, context, dateless, in_2014, in_2019, rate, report, told};
use crate::rules::decided;
use fangzhi::chart::{ChartKind, children_chart, collisions, indicator_multiples, region_charts};
use fangzhi::extract::Scope;
use fangzhi::lexicon::IndicatorId;

const SICHUAN: u32 = 510_000;

/// An article that tells of a county's rate in 2014 and 2019.
fn change(id: &str, county: u32, ends: [&'static str; 2]) -> Told {
    let [from, to] = ends;
    let value = |surface: &'static str| surface.trim_end_matches('%');
    let facts = [rate(county, from, value(from), in_2014), rate(county, to, value(to), in_2019)];
    told(id, (2020, 1, 1), &format!("2014年为{from}。2019年为{to}。"), &facts)
}

fn counties() -> Vec<Told> {
    vec![
        change("a", 510_722, ["11.1%", "0.1%"]),
        change("b", 510_725, ["12.2%", "0.2%"]),
        change("c", 511_303, ["13.3%", "0.3%"]),
        change("d", 511_321, ["4.4%", "5.5%"]),
    ]
}

#[test]
fn regions_with_a_change_are_small_multiples() {
    let all = counties();
    let whole = report(&all);
    let id = IndicatorId("poverty-rate".into());
    let chart = indicator_multiples(&context(&whole)).remove(&id).unwrap();
    assert_eq!((chart.kind, chart.marks.len(), chart.more), (ChartKind::Multiples, 8, 0));
    assert_eq!(chart.title, "4地之中，3地贫困发生率下降");
    assert_eq!(collisions(&chart), Vec::<String>::new());
    let panels: Vec<&str> = chart.marks.iter().filter_map(|m| m.panel.as_deref()).collect();
    assert_eq!(
        panels,
        ["三台县", "三台县", "梓潼县", "梓潼县", "高坪区", "高坪区", "南部县", "南部县"]
    );
    let (indicator, below) =
        children_chart(&whole.regions[&code(SICHUAN)], &context(&whole)).unwrap();
    assert_eq!((indicator, below.title), (id.clone(), chart.title));
    let three = report(&all[..3]);
    assert!(indicator_multiples(&context(&three)).contains_key(&id), "on the indicator's own page");
    assert!(indicator_multiples(&context(&report(&all[..1]))).is_empty(), "one is no comparison");
    assert!(children_chart(&three.regions[&code(SICHUAN)], &context(&three)).is_none());
    assert!(children_chart(&whole.regions[&code(510_722)], &context(&whole)).is_none());
}

#[test]
fn regions_with_one_value_each_are_ranked_under_the_one_above() {
    let values = [(510_722, "1.1%"), (510_725, "2.2%"), (511_303, "3.3%"), (511_321, "4.4%")];
    let all: Vec<Told> = values
        .iter()
        .map(|(county, text)| {
            let fact = rate(*county, text, text.trim_end_matches('%'), in_2019);
            told(&county.to_string(), (2020, 1, 1), &format!("2019年为{text}。"), &[fact])
        })
        .collect();
    let report = report(&all);
    let (_, chart) = children_chart(&report.regions[&code(SICHUAN)], &context(&report)).unwrap();
    assert_eq!((chart.kind, chart.marks.len()), (ChartKind::Ranked, 4));
    assert_eq!(chart.title, "4地之中，南部县贫困发生率最高：4.4%");
}

fn money(surface: &'static str, value: &'static str, measure: &'static str) -> Fact {
    let indicator = Some("poverty-funds");
    Fact { surface, value, unit: "元", measure, indicator, region: 510_722, figure: dateless }
}

#[test]
fn sums_in_sentences_side_by_side_are_bars_without_a_total() {
    let text = "林业部门给了50万元。商务部门给了100万元。扶贫部门给了130万元。";
    let given = || {
        vec![
            money("50万元", "500000", "修复资金"),
            money("100万元", "1000000", "电商资金"),
            money("130万元", "1300000", "扶持资金"),
        ]
    };
    let report_of = |text: &str, facts: &[Fact]| report(&[told("a", (2020, 1, 1), text, facts)]);
    let kinds = |report: &fangzhi::model::Report| -> Vec<(ChartKind, Vec<String>)> {
        region_charts(&report.regions[&code(510_722)], &context(report), 4)
            .into_iter()
            .map(|chart| (chart.kind, chart.marks.into_iter().map(|m| m.text).collect()))
            .collect()
    };
    let texts = ["130万元", "100万元", "50万元"].map(str::to_owned).to_vec();
    assert_eq!(kinds(&report_of(text, &given())), [(ChartKind::Sources, texts)]);
    assert_eq!(kinds(&report_of(text, &given()[..2])), [], "two are no list");
    let apart = text.replace("扶贫部门", "路修好了。水通了。电也通了。扶贫部门");
    assert_eq!(kinds(&report_of(&apart, &given())), [], "the third is told elsewhere");
    let mut village = given();
    village[1].figure = |figure| figure.scope = decided(Scope::Locality);
    assert_eq!(kinds(&report_of(text, &village)), [], "a village's money is not the county's");
}
