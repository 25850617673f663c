//! Charts: every kind as SVG, labels that never meet, titles that fit, tables that agree.

use fangzhi::chart::{Chart, ChartKind, ChartSpec, Mark, STYLE, collisions, draw};
use fangzhi::decimal::{Decimal, parse, plain};
use fangzhi::diag::Language;
use fangzhi::extract::Status;
use proptest::prelude::*;

fn mark(label: &str, value: &str, text: &str, status: Status, day: Option<i32>) -> Mark {
    Mark {
        label: label.to_owned(),
        value: parse(value).unwrap(),
        text: text.to_owned(),
        status,
        strong: false,
        day,
        figure: None,
        derived: false,
        panel: None,
    }
}

fn spec(kind: ChartKind, unit: &str, marks: Vec<Mark>) -> ChartSpec {
    ChartSpec {
        id: "c-511300-1".to_owned(),
        kind,
        title: "贫困发生率由16.03%降至10.59%".to_owned(),
        subtitle: "贫困发生率 · 单位：% · 某市".to_owned(),
        description: "一句 <话> & 两个“数”。".to_owned(),
        unit: unit.to_owned(),
        source: "来源：《某报》 2017-03-01".to_owned(),
        marks,
        more: 0,
        language: Language::Chinese,
    }
}

const fn year(year: i32) -> i32 {
    (year - 1) * 365 + (year - 1) / 4 + 364
}

/// Five regions, each with a start and a result or a plan.
fn panels() -> Vec<Mark> {
    use Status::{Actual, Planned};
    let regions = ["资源县", "绵阳市北川羌族自治县", "仪陇县", "利州区", "梓潼县"];
    let panels =
        regions.iter().zip(["9.1", "16.03", "4", "7.25", "0.5"]).flat_map(|(name, high)| {
            let ends = [
                mark("2014年底", high, &format!("{high}%"), Actual, Some(year(2014))),
                mark(
                    "2018年",
                    "0.5",
                    "0.5%",
                    if *name == "利州区" { Planned } else { Actual },
                    Some(year(2018)),
                ),
            ];
            ends.map(|mark| Mark { panel: Some((*name).to_owned()), ..mark })
        });
    panels.collect()
}

/// A region with a reading of each sense, and one with a single reading.
fn readings() -> Vec<Mark> {
    let row = [
        ("2014年底", "9.1", Status::Baseline, false),
        ("2016年底", "4.5", Status::Actual, false),
        ("2018年底", "0.5", Status::Actual, true),
        ("时间未注明", "3.6", Status::Actual, false),
        ("2020年", "0", Status::Planned, false),
        ("2017年", "3", Status::Requirement, false),
    ];
    let row = row.map(|(when, value, status, strong)| {
        let day = (when != "时间未注明").then(|| year(2014));
        let mark = mark(when, value, &format!("{value}%"), status, day);
        Mark { strong, panel: Some("资源县".to_owned()), ..mark }
    });
    let other = mark("2018年", "7.25", "7.25%", Status::Actual, Some(year(2018)));
    let other = Mark { strong: true, panel: Some("利州区".to_owned()), ..other };
    row.into_iter().chain([other]).collect()
}

/// One sample of each kind.
fn samples() -> Vec<(&'static str, ChartSpec)> {
    use Status::{Actual, Baseline, Planned};
    let rate = vec![
        mark("2015年底", "16.03", "16.03%", Baseline, Some(year(2015))),
        mark("2016年底", "10.59", "10.59%", Actual, Some(year(2016))),
        mark("2017年", "2.41", "2.41%", Planned, Some(year(2017))),
    ];
    let mut parts = vec![
        mark("贫困村", "74", "74个", Actual, None),
        mark("办合作社的村", "42", "42个", Actual, None),
        mark("进了企业的村", "5", "5个", Actual, None),
    ];
    parts.push(Mark { derived: true, ..mark("其余", "27", "27个", Actual, None) });
    let plan = vec![
        mark("2017年", "13798", "13,798人", Planned, Some(year(2017))),
        mark("2015年至2016年", "13267", "13,267人", Actual, Some(year(2016))),
    ];
    let mut ranked = vec![
        mark("安康市", "2.41", "2.41%", Actual, None),
        mark("北川羌族自治县", "1.9", "1.9%", Actual, None),
        mark("南充市", "0.3", "0.3%", Actual, None),
        mark("绵阳市", "0", "0%", Actual, None),
    ];
    ranked[2].strong = true;
    let money = vec![
        mark("社会资金", "600000000", "6亿元", Actual, None),
        mark("中央资金", "82000000", "8200万元", Actual, None),
        mark("省级资金", "61850000", "6185万元", Actual, None),
        mark("合计", "750000000", "7.5亿元", Actual, None),
    ];
    let outsize = vec![
        mark("贷款", "800000000", "8亿元", Actual, None),
        mark("奖补", "1300000", "130万元", Actual, None),
        mark("省级资金", "1000000", "100万元", Actual, None),
        mark("合计", "802300000", "8.023亿元", Actual, None),
    ];
    let names = ["四方共管", "政府引导", "群众主体", "企业带动", "银行支持"];
    let far = [("资源县", "3", "3人"), ("绵阳市北川羌族自治县", "1200000", "120万人")];
    let far = far.map(|(name, value, text)| {
        let mark = mark("2016年", value, text, Actual, Some(year(2016)));
        Mark { panel: Some(name.to_owned()), strong: true, ..mark }
    });
    let far = far.to_vec();
    let nodes = names.iter().map(|name| mark(name, "0", "", Actual, None)).collect();
    vec![
        ("line", spec(ChartKind::Line, "%", rate)),
        ("part-of-whole", spec(ChartKind::PartOfWhole, "个", parts)),
        ("plan-and-done", spec(ChartKind::PlanAndDone, "人", plan)),
        ("ranked", spec(ChartKind::Ranked, "%", ranked)),
        ("composition", spec(ChartKind::Composition, "元", money)),
        ("composition-outsize", spec(ChartKind::Composition, "元", outsize.clone())),
        ("sources", spec(ChartKind::Sources, "元", outsize)),
        ("diagram", spec(ChartKind::Diagram, "", nodes)),
        ("multiples", spec(ChartKind::Multiples, "%", panels())),
        ("readings", spec(ChartKind::Readings, "%", readings())),
        ("readings-far", spec(ChartKind::Readings, "人", far)),
    ]
}

/// Every tag is closed in order; returns the names of all elements.
fn elements(svg: &str) -> Vec<String> {
    let mut open = Vec::new();
    let mut all = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{tag}");
        } else {
            all.push(name.clone());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?} left open");
    all
}

#[test]
fn each_kind_is_drawn_as_before() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for (name, spec) in samples() {
            let chart = draw(&spec);
            insta::assert_snapshot!(format!("chart-{name}-wide"), chart.wide);
            insta::assert_snapshot!(format!("chart-{name}-narrow"), chart.narrow);
        }
    });
}

#[test]
fn drawings_are_sound_svg() {
    for (name, spec) in samples() {
        let chart = draw(&spec);
        for (svg, own) in [(&chart.wide, 1), (&chart.narrow, 0), (&chart.standalone, 1)] {
            let names = elements(svg);
            assert_eq!(names.iter().filter(|n| *n == "title").count(), own, "{name}");
            assert_eq!(names.iter().filter(|n| *n == "desc").count(), own, "{name}");
            assert!(svg.contains("role=\"img\""), "{name}");
            let escaped = svg.matches("一句 &lt;话&gt; &amp; 两个“数”。").count();
            assert_eq!(escaped, own, "{name}: text is escaped");
            // The site forbids inline styles; text stays horizontal.
            assert!(!svg.contains("style=") && !svg.contains("rotate"), "{name}");
        }
        for svg in [&chart.wide, &chart.narrow] {
            assert!(!svg.contains(" width=\"680\"") && !svg.contains('#'), "{name}");
        }
        // The narrow drawing is named by the words of the wide one.
        let (wide, narrow) = (ids(&chart.wide), ids(&chart.narrow));
        assert!(narrow.is_empty() && wide.len() == 2, "{name}: {wide:?} {narrow:?}");
        let label = format!("aria-labelledby=\"{} {}\"", wide[0], wide[1]);
        assert!(chart.wide.contains(&label) && chart.narrow.contains(&label), "{name}: {label}");
        assert!(chart.standalone.contains("#fffdf8") && !chart.standalone.contains("class="));
    }
}

/// A program that does not know `paint-order` would paint a rim of paper over the letters.
#[test]
fn no_text_that_stands_alone_has_both_letters_and_a_rim() {
    for (name, spec) in samples() {
        let alone = draw(&spec).standalone;
        assert!(alone.contains("<text") && !alone.contains("paint-order"), "{name}");
        // Rims stand together in a group that paints them; letters stand outside and paint themselves.
        let mut in_rims = false;
        for line in alone.lines() {
            match line {
                _ if line.starts_with("<g fill=\"none\" stroke=") => in_rims = true,
                "</g>" => in_rims = false,
                text if text.starts_with("<text") => {
                    assert_ne!(in_rims, text.contains("fill="), "{name}: {text}");
                    assert!(!text.contains("stroke="), "{name}: {text}");
                }
                _ => {}
            }
        }
    }
}

fn ids(svg: &str) -> Vec<&str> {
    svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn text_is_large_enough_on_phones() {
    for (name, spec) in samples() {
        let chart = draw(&spec);
        assert!(!chart.narrow.contains("font-size"), "{name}: the style sheet has the sizes");
    }
    let sizes: Vec<u32> = STYLE
        .split("font-size:")
        .skip(1)
        .map(|rest| rest.split("px").next().unwrap().parse().unwrap())
        .collect();
    assert!(sizes.len() == 2 && sizes.iter().all(|size| *size >= 13), "{sizes:?}");
}

#[test]
fn labels_neither_overlap_nor_leave_the_frame() {
    for (name, spec) in samples() {
        assert_eq!(collisions(&spec), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn plans_look_like_plans() {
    let (_, line) = samples().swap_remove(0);
    let svg = draw(&line).wide;
    assert!(svg.contains("stroke-dasharray"));
    assert!(svg.contains("class=\"plan\"") && svg.contains("计划2.41%"));
    let done = ChartSpec { marks: line.marks[..2].to_vec(), ..line };
    let svg = draw(&done).wide;
    assert!(!svg.contains("stroke-dasharray") && !svg.contains("plan"));
}

#[test]
fn parts_of_a_plan_look_planned() {
    let (_, done) = samples().swap_remove(1);
    assert_eq!(done.kind, ChartKind::PartOfWhole);
    assert!(!draw(&done).wide.contains("计划"));
    let mut plan = done;
    for mark in plan.marks.iter_mut().filter(|mark| !mark.derived) {
        mark.status = Status::Planned;
    }
    let svg = draw(&plan).wide;
    assert!(svg.contains("计划") && svg.contains("stroke-dasharray"));
    assert!(!svg.contains("class=\"main\""), "nothing is filled like what was done: {svg}");
}

#[test]
fn a_rate_of_the_plan_is_said_of_one_period_only() {
    let (_, plan) = samples().swap_remove(2);
    assert!(!draw(&plan).wide.contains("完成计划的"), "2017 against 2015 and 2016");
    let mut same = plan;
    same.marks[1] = Mark { label: "2017年".to_owned(), ..same.marks[1].clone() };
    assert!(draw(&same).wide.contains("完成计划的 96.2%"));
}

#[test]
fn a_gap_of_years_stays_open() {
    let years = [2013, 2014, 2015, 2018, 2019];
    let marks: Vec<Mark> = years
        .iter()
        .map(|y| {
            mark(&format!("{y}年"), &(2020 - y).to_string(), "1", Status::Actual, Some(year(*y)))
        })
        .collect();
    let svg = draw(&spec(ChartKind::Line, "人", marks)).wide;
    let main = svg.split("<path d=\"").find(|path| path.contains("class=\"main\"")).unwrap();
    let path = main.split('"').next().unwrap();
    let count = |command| path.matches(command).count();
    assert_eq!(
        (count('M'), count('L')),
        (2, 3),
        "two lines before the gap and one after it: {path}"
    );
}

#[test]
fn an_outsize_part_gets_a_row_of_its_own() {
    let (_, outsize) = samples().swap_remove(5);
    let svg = draw(&outsize).wide;
    assert_eq!(svg.matches("<rect").count(), 2);
    assert!(svg.contains("贷款 8亿元（不按比例，未画）"));
}

/// Tables of charts and pages stand side by side.
#[test]
fn a_baseline_is_called_as_on_pages() {
    let start = mark("2015年", "16", "16%", Status::Baseline, None);
    let end = mark("2016年", "10", "10%", Status::Actual, None);
    let table = draw(&spec(ChartKind::Line, "%", vec![start, end])).table;
    assert_eq!(table[1].last().unwrap(), "基期");
}

#[test]
fn the_table_says_what_the_drawing_shows() {
    for (name, spec) in samples() {
        let Chart { table, wide, .. } = draw(&spec);
        assert!(table.len() >= 3, "{name}");
        let columns = table[0].len();
        assert!(table.iter().all(|row| row.len() == columns), "{name}");
        if spec.kind == ChartKind::Diagram {
            continue;
        }
        for (row, mark) in table.iter().skip(1).zip(&spec.marks) {
            assert_eq!(row[2], plain(mark.value), "{name}");
            // Of a row of readings one is told in words, the others are signs alone.
            let told = spec.kind != ChartKind::Readings || mark.strong;
            assert!(!told || wide.contains(&mark.text), "{name}: {} is drawn", mark.text);
            assert!(mark.derived || row[1] == mark.text, "{name}");
        }
    }
}

#[test]
fn equal_specifications_give_equal_bytes() {
    for (_, spec) in samples() {
        assert_eq!(draw(&spec), draw(&spec.clone()));
    }
}

fn any_mark() -> impl Strategy<Value = Mark> {
    (
        "[\\u{4e00}-\\u{4e40}A-Za-z0-9]{0,16}",
        0_i64..2_000_000_000,
        0_u32..3,
        "[0-9]{1,4}(\\.[0-9])?[万亿]?[人户元%]",
        prop_oneof![Just(Status::Actual), Just(Status::Planned), Just(Status::Baseline)],
        proptest::option::of(730_000..740_000_i32),
        any::<bool>(),
    )
        .prop_map(|(label, value, scale, text, status, day, strong)| Mark {
            label,
            value: Decimal::new(value, scale),
            text,
            status,
            strong,
            day,
            figure: None,
            derived: false,
            panel: None,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// No drawing of whatever marks has a label cut off or on another.
    #[test]
    fn labels_of_any_marks_stay_apart(
        kind in prop_oneof![
            Just(ChartKind::Line), Just(ChartKind::PartOfWhole), Just(ChartKind::PlanAndDone),
            Just(ChartKind::Ranked), Just(ChartKind::Composition), Just(ChartKind::Diagram),
            Just(ChartKind::Multiples), Just(ChartKind::Sources), Just(ChartKind::Readings),
        ],
        mut marks in prop::collection::vec(any_mark(), 2..9),
    ) {
        if kind == ChartKind::Line {
            marks.sort_by_key(|mark| mark.day);
        }
        let spec = spec(kind, "人", marks);
        prop_assert_eq!(collisions(&spec), Vec::<String>::new());
        elements(&draw(&spec).standalone);
    }
}

#[test]
fn what_did_not_change_is_drawn_in_the_middle() {
    let flat = vec![
        mark("2015年", "100", "100%", Status::Actual, Some(year(2015))),
        mark("2016年", "100", "100%", Status::Actual, Some(year(2016))),
    ];
    let falling =
        vec![flat[0].clone(), mark("2016年", "90", "90%", Status::Actual, Some(year(2016)))];
    let heights = |kind: ChartKind, marks: &[Mark]| -> Vec<f64> {
        let panel = |m: &Mark| Mark { panel: Some("资源县".to_owned()), ..m.clone() };
        let svg = draw(&spec(kind, "%", marks.iter().map(panel).collect())).wide;
        let dots = svg.split("<circle").skip(1).map(|dot| {
            let (_, rest) = dot.split_once("cy=\"").unwrap();
            rest.split_once('"').unwrap().0.parse().unwrap()
        });
        dots.collect()
    };
    for (kind, top, bottom) in [(ChartKind::Line, 34.0, 204.0), (ChartKind::Multiples, 32.0, 88.0)]
    {
        let middle = f64::midpoint(top, bottom);
        assert!(heights(kind, &flat).iter().all(|y| (y - middle).abs() < 1.0), "{kind:?}");
        assert!(heights(kind, &falling).iter().any(|y| (y - middle).abs() > 5.0), "{kind:?}");
    }
}
