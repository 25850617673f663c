//! What editors do: corrections and editions.

use super::*;
use fangzhi::diag::{Format, render};

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
        unit: None,
        article: None,
        evidence: None,
        sense: None,
        place: None,
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
    assert_eq!(corrected(missed.clone()).1, [Code::CorrectionNear], "of another year");
    missed.target.region = Some("绵阳市".to_owned());
    assert_eq!(corrected(missed).1, [Code::CorrectionMissed]);
}

#[test]
fn a_dropped_reading_ends_the_contradiction() {
    let all = [
        told("a", (2020, 1, 1), "贫困人口57.8万人。", &[people("57.8万人", "578000", in_2014)]),
        told("b", (2020, 2, 1), "贫困人口57.4万人。", &[people("57.4万人", "574000", in_2014)]),
    ];
    let id = with(&report(&all), "57.4万人").id.to_string();
    let target = Target { id: Some(id), ..Target::default() };
    let drop = Correction { target, ..correction(Action::Drop, None, Some("57.4万人")) };
    let (report, _) = report_with(&all, &BTreeMap::new(), &[drop], &Config::default().report);
    let left = with(&report, "57.8万人");
    assert!(left.conflicts.is_empty());
    assert_eq!(left.grade, Grade::A);
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

fn done(action: Action, value: &str) -> Report {
    let (report, found) = corrected(correction(action, Some(value), Some("0.5%")));
    assert_eq!(found, [], "{action}");
    report
}

#[test]
fn a_figure_is_put_where_it_belongs() {
    let record = |report: &Report| with(report, "0.5%").clone();
    let period = record(&done(Action::Period, "@2018-12"));
    assert_eq!(period.period.map(|p| p.to_string()).as_deref(), Some("@2018-12"));
    assert_eq!(record(&done(Action::Period, "none")).period, None);
    let moved = done(Action::Region, "四川省绵阳市");
    assert_eq!(record(&moved).region, code(510_700));
    assert!(!moved.regions.contains_key(&code(NANCHONG)), "nothing is left there");
    let planned = done(Action::Status, "planned");
    assert_eq!(record(&planned).status, Status::Planned);
    assert_eq!(with(&done(Action::Unit, "‰"), "0.5‰").unit.as_str(), "‰");
    let mut about = correction(Action::Unit, Some("户"), None);
    (about.target.measure, about.target.period) = (Some("贫困人口".to_owned()), None);
    let near = |figure: &mut Figure| figure.quantity.approx = Some(Approx::Under);
    let all = [told("a", (2020, 1, 1), "贫困人口近3万人。", &[people("近3万人", "30000", near)])];
    let config = Config::default().report;
    let (near, _) = report_with(&all, &BTreeMap::new(), &[about], &config);
    assert_eq!(with(&near, "近3万户").approx, Some(Approx::Under), "what blurs it stays");
    assert_eq!(record(&done(Action::Measure, "返贫率")).measure.as_str(), "返贫率");
    assert_eq!(record(&done(Action::Indicator, "none")).indicator, None);
    for (action, value) in [
        (Action::Period, "去年"),
        (Action::Region, "无此县"),
        (Action::Status, "done"),
        (Action::Indicator, "无此指标"),
        (Action::Unit, ""),
    ] {
        let (report, found) = corrected(correction(action, Some(value), None));
        assert_eq!(found, [Code::CorrectionValue], "{action}");
        assert_eq!(report.corrections[0].figure, None);
    }
}

#[test]
fn a_figure_goes_into_another_and_not_both_ways() {
    let all = [
        told("a", (2020, 1, 1), "贫困人口57.8万人。", &[people("57.8万人", "578000", in_2014)]),
        told("b", (2020, 2, 1), "贫困人口57.4万人。", &[people("57.4万人", "574000", in_2014)]),
    ];
    let apart = report(&all);
    let [one, other] = ["57.8万人", "57.4万人"].map(|text| with(&apart, text).id.to_string());
    let merge = |from: &str, into: &str| Correction {
        target: Target { id: Some(from.to_owned()), ..Target::default() },
        ..correction(Action::Merge, Some(into), None)
    };
    let config = Config::default().report;
    let entries = [merge(&other, &one), merge(&one, &other)];
    let (report, found) = report_with(&all, &BTreeMap::new(), &entries, &config);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::CorrectionInto]);
    let left = with(&report, "57.8万人");
    assert_eq!((left.cites.len(), left.sources, left.conflicts.len()), (2, 2, 0));
    assert!(report.articles.values().all(|card| card.figures.iter().all(|(_, id)| *id == left.id)));
    // What one text says twice is one source, also as a reprint.
    let reprints = BTreeMap::from([(ArticleId("b".into()), ArticleId("a".into()))]);
    let (report, _) = report_with(&all, &reprints, &entries[..1], &config);
    assert!(report.figures.values().all(|record| record.sources == 1));
    let itself = [merge(&one, &one)];
    let (_, found) = report_with(&all, &BTreeMap::new(), &itself, &config);
    assert!(found.iter().any(|d| d.code == Code::CorrectionInto));
}

#[test]
fn what_was_not_read_is_added_with_its_sentence() {
    let all =
        [told("a", (2020, 1, 1), "2019年贫困发生率0.5%。全市另有幼儿园若干，约合三百所。", &[])];
    let add = |evidence: &str| Correction {
        target: Target {
            id: None,
            region: Some("南充市".to_owned()),
            measure: Some("幼儿园".to_owned()),
            period: Some("2019".to_owned()),
        },
        unit: Some("所".to_owned()),
        article: Some("a".to_owned()),
        evidence: Some(evidence.to_owned()),
        ..correction(Action::Add, Some("300"), Some("三百所"))
    };
    let config = Config::default().report;
    let (report, found) =
        report_with(&all, &BTreeMap::new(), &[add("幼儿园若干，约合三百所")], &config);
    assert!(found.is_empty(), "{found:?}");
    let record = with(&report, "三百所");
    assert_eq!(record.value, Value::Point(parse("300").unwrap()));
    let cite = &record.cites[0];
    assert_eq!((cite.sentence, cite.mark.of(&cite.text)), (1, "三百所"));
    assert!(report.regions[&code(NANCHONG)].figures.contains(&record.id));
    let (_, found) = report_with(&all, &BTreeMap::new(), &[add("幼儿园二百所")], &config);
    assert_eq!(found[0].code, Code::CorrectionEvidence);
}

#[test]
fn an_entry_that_fits_nothing_is_told_what_there_is() {
    let mut near = correction(Action::Drop, None, None);
    near.target.measure = Some("贫困率".to_owned());
    let all = [told(
        "a",
        (2020, 1, 1),
        "2019年贫困发生率0.5%。",
        &[rate(NANCHONG, "0.5%", "0.5", in_2019)],
    )];
    let config = Config::default().report;
    let (report, found) = report_with(&all, &BTreeMap::new(), &[near], &config);
    assert_eq!(found[0].code, Code::CorrectionNear);
    let id = with(&report, "0.5%").id.to_string();
    let said = render(&found[0], None, Language::Chinese, Format::Human);
    assert!(said.contains("贫困率") && said.contains(&id), "{said}");
    let twice = [correction(Action::Confirm, None, None), correction(Action::Confirm, None, None)];
    let (_, found) = report_with(&all, &BTreeMap::new(), &twice, &config);
    assert_eq!(found[0].code, Code::CorrectionTwice);
}

#[test]
fn entries_know_where_they_stand() {
    let text = "# 说明\n- target: {id: f-1}\n  action: drop\n  reason: 甲\n\n- target: {id: f-2}\n  action: flag\n  reason: 乙\n";
    let entries = vec![correction(Action::Drop, None, None), correction(Action::Flag, None, None)];
    let placed = fangzhi::model::placed(entries, text);
    let lines = placed.iter().map(|entry| entry.place.unwrap().of(text));
    assert_eq!(lines.collect::<Vec<_>>(), ["- target: {id: f-1}", "- target: {id: f-2}"]);
}
