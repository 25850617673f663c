//! How reading time grows with the length of one article: `cargo bench --bench growth`.
//!
//! Each shape is one text of ever the same words at 128 KiB, 512 KiB and 2 MiB, or at the sizes in KiB
//! that are given: `cargo bench --bench growth -- 128 512`, and only shapes whose name holds a given
//! word: `-- quotes`. Printed are the seconds at each size, seconds a MiB at the largest, and the
//! exponent between the ends: 1 is linear. Beyond 1.15 the run fails.

#![expect(clippy::print_stdout, reason = "what is measured is printed")]
#![expect(clippy::float_arithmetic, reason = "seconds and exponents are no figures of a report")]
#![expect(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use fangzhi::clean::clean;
use fangzhi::config::{CleanConfig, builtin_lexicon};
use fangzhi::corpus::{ArticleId, SourceFormat, document};
use fangzhi::extract::{Reference, extract};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::path::RelPath;
use std::process::ExitCode;
use std::time::Instant;

/// Steepest growth that passes.
const STEEPEST: f64 = 1.15;
/// Sizes in KiB when none are given.
const SIZES: [usize; 3] = [128, 512, 2048];
/// How often a text is read; the quickest counts.
const RUNS: usize = 3;

/// What opens the text, what is said again and again, what closes it.
struct Shape {
    name: &'static str,
    format: SourceFormat,
    opens: &'static str,
    repeats: &'static str,
    closes: &'static str,
}

const fn text(name: &'static str, repeats: &'static str) -> Shape {
    Shape { name, format: SourceFormat::Text, opens: "", repeats, closes: "" }
}

const fn html(name: &'static str, opens: &'static str, repeats: &'static str) -> Shape {
    Shape { name, format: SourceFormat::Html, opens, repeats, closes: "" }
}

const SHAPES: &[Shape] = &[
    text("sentences", "2019年，清平县新建公路40公里，惠及群众3200人。"),
    text("lines", "清平县新建公路40公里。\n"),
    text("one-sentence-of-figures", "公路40公里、桥梁3座、"),
    text("quotes-in-pairs", "推行“三级联动”机制，"),
    text("quoted-names", "“一户一策”“五方联动”"),
    text("years", "2016年、2017年、"),
    text("han-numerals", "三千二百一十五户、"),
    text("thousands-groups", "12,500人、"),
    text("ranges", "30—50亩、"),
    text("of-which-lists", "有教师3200人，其中女教师1900人，"),
    text("from-to-lists", "由4.6%降至3.1%，"),
    text("mechanisms", "建立“支部+合作社+农户”模式。"),
    text("components", "坚持“规划引领、项目支撑、资金保障”，"),
    Shape {
        name: "tables",
        format: SourceFormat::Markdown,
        opens: "| 乡镇 | 公路（公里） | 桥梁（座） |\n|---|---|---|\n",
        repeats: "| 河口镇 | 40 | 3 |\n",
        closes: "",
    },
    html("html-paragraphs", "<body><article>", "<p>清平县新建公路40公里。</p>"),
    html("html-nesting", "<body><article>", "<div>"),
    html("html-breaks", "<body><article><p>", "路<br>"),
    Shape {
        name: "emphasis",
        format: SourceFormat::Markdown,
        opens: "",
        repeats: "**路**修好了*桥*",
        closes: "。",
    },
    text("damage", "新建产业园30个、个合作社，"),
    text("masked-words", "落实*策，"),
];

impl Shape {
    fn at(&self, bytes: usize) -> String {
        let body = self.repeats.repeat(bytes / self.repeats.len());
        [self.opens, &body, self.closes].concat()
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let given: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if given.is_empty() { SIZES.to_vec() } else { given };
    let names: Vec<&String> = arguments.iter().filter(|a| a.parse::<usize>().is_err()).collect();
    let chosen = |shape: &&Shape| names.is_empty() || names.iter().any(|n| shape.name.contains(*n));
    let (lexicon, gazetteer) = (builtin_lexicon(), Gazetteer::builtin());
    let reference = Reference { gazetteer: &gazetteer, lexicon: &lexicon };
    let mut passes = true;
    for shape in SHAPES.iter().filter(chosen) {
        let seconds: Vec<f64> =
            sizes.iter().map(|size| quickest(shape, &shape.at(size * 1024), &reference)).collect();
        let (Some((first, last)), Some((least, most))) =
            (seconds.first().zip(seconds.last()), sizes.first().zip(sizes.last()))
        else {
            continue;
        };
        let grown = kib(*most) / kib(*least);
        let exponent = if grown > 1.0 { (last / first).ln() / grown.ln() } else { 1.0 };
        let steep = exponent > STEEPEST;
        passes &= !steep;
        let times: Vec<String> = seconds.iter().map(|s| format!("{s:8.3} s")).collect();
        println!(
            "{:<24} {}  {:6.2} s/MiB  exponent {exponent:.2}{}",
            shape.name,
            times.join(" "),
            last / kib(*most) * 1024.0,
            if steep { "  too steep" } else { "" }
        );
    }
    if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Sizes are small numbers; as `f64` they are exact.
fn kib(size: usize) -> f64 {
    f64::from(u32::try_from(size).unwrap_or(u32::MAX))
}

/// Seconds from decoded text to extraction.
fn quickest(shape: &Shape, text: &str, reference: &Reference<'_>) -> f64 {
    let once = || {
        let Some(path) = RelPath::new("bench") else { return f64::NAN };
        let id = ArticleId("bench".into());
        let text = text.to_owned();
        let start = Instant::now();
        let document = document(id, path, text, shape.format).value;
        let article = clean(&document, &CleanConfig::default(), reference.lexicon).value;
        std::hint::black_box(extract(&article, reference));
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(|_| once()).fold(f64::INFINITY, f64::min)
}
