//! What editors do: corrections and editions.

use super::*;

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
