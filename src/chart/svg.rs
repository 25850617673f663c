//! A chart specification to its drawings and its table.

use super::canvas::Canvas;
use super::element::{Ink, Side};
use super::scale::word;
use super::surface::{LABEL, Paint, Rect, SMALL, TITLE, escape, units};
use super::text::wrap;
use super::{Chart, ChartKind, ChartSpec, bars, diagram, dots, line, multiples, parts};
use crate::decimal::plain;
use crate::extract::Status;

/// Width for wide columns, in tenths of a unit.
const WIDE: i32 = 6800;
/// Width for phones.
const NARROW: i32 = 3400;
/// Fonts of a file that stands alone.
const FONTS: &str = "'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei','Noto Sans CJK SC',\
                     'Source Han Sans SC','WenQuanYi Micro Hei',sans-serif";

/// The rules that colour the drawings, for the site's style sheet: the variables in light, dark
/// and print, and a class for each ink. Paths and outlines (`o`) are stroked, all else is filled.
pub const STYLE: &str = "\
:root{--fz-text:#1c1917;--fz-muted:#57534e;--fz-grid:#e3ded3;--fz-axis:#8a857c;--fz-main:#1047a0;\
--fz-plan:#9f4b05;--fz-second:#35a198;--fz-third:#3b1a3b;--fz-soft:#8f979f;--fz-paper:#fffdf8}
@media screen and (prefers-color-scheme:dark){:root{--fz-text:#e7e5e4;--fz-muted:#a8b0ba;\
--fz-grid:#2f353b;--fz-axis:#7d8790;--fz-main:#74a7f5;--fz-plan:#e4863c;--fz-second:#a7fdd9;\
--fz-third:#845a7d;--fz-soft:#7f8790;--fz-paper:#14171a}}
.fz-chart{--k:var(--fz-text);display:block;width:100%;height:auto;font-size:14px}.fz-chart .s{font-size:13px}
.fz-chart .muted{--k:var(--fz-muted)}.fz-chart .grid{--k:var(--fz-grid)}
.fz-chart .axis{--k:var(--fz-axis)}.fz-chart .main{--k:var(--fz-main)}
.fz-chart .plan{--k:var(--fz-plan)}.fz-chart .second{--k:var(--fz-second)}
.fz-chart .third{--k:var(--fz-third)}.fz-chart .soft{--k:var(--fz-soft)}
.fz-chart .paper{--k:var(--fz-paper)}
.fz-chart *{fill:var(--k)}.fz-chart path,.fz-chart .o{fill:none;stroke:var(--k)}
.fz-chart text{font-family:inherit;paint-order:stroke;stroke:var(--fz-paper);stroke-width:4px;\
stroke-linejoin:round}.fz-chart .h{fill:var(--fz-paper);stroke:var(--k);stroke-width:2}.fz-chart .m{text-anchor:middle}.fz-chart .e{text-anchor:end}
.fz-chart text.paper{stroke:none}
";

/// Draws `spec` in every form.
///
/// Equal specifications give equal bytes. The page shows title, subtitle and source as text
/// around the wide and the narrow drawing; the standalone one carries them itself.
#[must_use]
pub fn draw(spec: &ChartSpec) -> Chart {
    let wide = plot(spec, WIDE);
    Chart {
        narrow: embedded(spec, &plot(spec, NARROW)),
        standalone: standalone(spec, &wide),
        wide: embedded(spec, &wide),
        table: table(spec),
        spec: spec.clone(),
    }
}

fn plot(spec: &ChartSpec, width: i32) -> Canvas {
    match spec.kind {
        ChartKind::Line => line::draw(spec, width),
        ChartKind::PartOfWhole => parts::part_of_whole(spec, width),
        ChartKind::PlanAndDone => parts::plan_and_done(spec, width),
        ChartKind::Ranked => bars::ranked(spec, width),
        ChartKind::Composition | ChartKind::Sources => bars::composition(spec, width),
        ChartKind::Diagram => diagram::draw(spec, width),
        ChartKind::Multiples => multiples::draw(spec, width),
        ChartKind::Readings => dots::draw(spec, width),
    }
}

/// Labels of `spec` that would be cut off or lie on each other, in any variant; empty when the
/// drawing is sound.
#[must_use]
pub fn collisions(spec: &ChartSpec) -> Vec<String> {
    let mut found = Vec::new();
    for (variant, width) in [("wide", WIDE), ("narrow", NARROW)] {
        let canvas = plot(spec, width);
        let frame = canvas.frame();
        let texts = canvas.labels();
        for (index, one) in texts.iter().enumerate() {
            if !one.within(frame) {
                found.push(format!("{variant}: label {index} is cut off: {one:?} in {frame:?}"));
            }
            for (other, two) in texts.iter().enumerate().skip(index + 1) {
                if one.overlaps(*two) {
                    found.push(format!("{variant}: labels {index} and {other} overlap"));
                }
            }
        }
    }
    found
}

/// The wide drawing names and describes itself; the narrow one, of which the page shows one or the
/// other, points at the same words.
fn embedded(spec: &ChartSpec, canvas: &Canvas) -> String {
    let (width, height) = (canvas.width, canvas.height);
    let body = canvas.svg(Paint::Classes);
    let id = &spec.id;
    let words = if width == WIDE {
        let (title, description) = (escape(&spec.title), escape(&spec.description));
        format!("<title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>")
    } else {
        String::new()
    };
    format!(
        "<svg class=\"fz-chart\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"{id}-t {id}-d\">{words}{body}</svg>",
        units(width),
        units(height),
    )
}

fn standalone(spec: &ChartSpec, canvas: &Canvas) -> String {
    let (height, body) = (canvas.height, canvas.svg(Paint::Literal));
    let inner = WIDE - 40;
    let titles = wrap(&spec.title, TITLE, inner, 2);
    let subtitles = wrap(&spec.subtitle, SMALL, inner, 2);
    let sources = wrap(&spec.source, SMALL, inner, 3);
    let count = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(1);
    let head = count(&titles) * 260 + count(&subtitles) * 200 + 100;
    let foot = count(&sources) * 200 + 100;
    let whole = head + height + foot;
    let mut frame = Canvas::new(WIDE, whole);
    frame.bar(Rect { left: 0, top: 0, right: WIDE, bottom: whole }, Ink::Paper);
    let mut y = 60;
    for line in &titles {
        frame.set(line, (20, y + 130), Side::Start, (Ink::Text, TITLE));
        y += 260;
    }
    for line in &subtitles {
        frame.set(line, (20, y + 100), Side::Start, (Ink::Muted, SMALL));
        y += 200;
    }
    y = head + height;
    for line in &sources {
        frame.set(line, (20, y + 100), Side::Start, (Ink::Muted, SMALL));
        y += 200;
    }
    let around = frame.svg(Paint::Literal);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-16 -16 {} {}\" width=\"{}\" \
         height=\"{}\" role=\"img\" aria-labelledby=\"t d\" font-size=\"{}\" font-family=\"{FONTS}\">\n\
         <title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n\
         <rect x=\"-16\" y=\"-16\" width=\"{}\" height=\"{}\" fill=\"#fffdf8\"/>\n\
         {around}<g transform=\"translate(0 {})\">\n{body}</g>\n</svg>\n",
        units(WIDE + 320),
        units(whole + 320),
        units(WIDE + 320),
        units(whole + 320),
        units(LABEL),
        escape(&spec.title),
        escape(&spec.description),
        units(WIDE + 320),
        units(whole + 320),
        units(head),
    )
}

/// The same data as rows: what it is, as printed, in base units, in which sense.
fn table(spec: &ChartSpec) -> Vec<Vec<String>> {
    if spec.kind == ChartKind::Diagram {
        let head =
            vec![word(spec, "序号", "No.").to_owned(), word(spec, "组成", "Part").to_owned()];
        let rows = spec.marks.iter().skip(1).enumerate();
        let rows = rows.map(|(index, mark)| vec![(index + 1).to_string(), mark.label.clone()]);
        return std::iter::once(head).chain(rows).collect();
    }
    let first = match spec.kind {
        ChartKind::Line => word(spec, "时期", "Period"),
        ChartKind::Ranked | ChartKind::Multiples | ChartKind::Readings => {
            word(spec, "地区", "Region")
        }
        _ => word(spec, "项目", "Item"),
    };
    let unit = if spec.unit.is_empty() { String::new() } else { format!("（{}）", spec.unit) };
    let head = vec![
        first.to_owned(),
        word(spec, "原文数值", "As printed").to_owned(),
        format!("{}{unit}", word(spec, "数值", "Value")),
        word(spec, "性质", "Kind").to_owned(),
    ];
    let rows = spec.marks.iter().map(|mark| {
        let kind = match (mark.derived, mark.status) {
            (true, _) => word(spec, "推算", "derived"),
            (_, Status::Actual) => word(spec, "完成", "actual"),
            (_, Status::Planned) => word(spec, "计划", "planned"),
            (_, Status::Baseline) => word(spec, "基期", "baseline"),
            (_, Status::Requirement) => word(spec, "标准", "requirement"),
        };
        let printed = if mark.derived { "—".to_owned() } else { mark.text.clone() };
        let label = match &mark.panel {
            Some(panel) => format!("{panel} {}", mark.label),
            None => mark.label.clone(),
        };
        vec![label, printed, plain(mark.value), kind.to_owned()]
    });
    std::iter::once(head).chain(rows).collect()
}
