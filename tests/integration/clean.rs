//! Documents to articles: what is kept, what is known, what is damaged, what is a copy.

use fangzhi::clean::{
    Article, DefectKind, LineKind, article_from_text, clean, reprints, sentences,
};
use fangzhi::config::{CleanConfig, builtin_lexicon};
use fangzhi::corpus::{ArticleId, SourceFormat, document};
use fangzhi::date::Date;
use fangzhi::diag::Code;
use fangzhi::lexicon::Lexicon;
use fangzhi::path::RelPath;
use fangzhi::span::Span;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin_lexicon);

fn article(text: &str) -> Article {
    article_from_text(text, &LEXICON)
}

const DAMAGED: &str = "青山市个贫困村退出。\n外出就业率达%。\n";

fn kind(kind: DefectKind) -> &'static str {
    match kind {
        DefectKind::LostNumber => "lost-number",
        DefectKind::LostYear => "lost-year",
        DefectKind::PartialNumber => "partial-number",
        DefectKind::SplitNumber => "split-number",
        DefectKind::Redaction => "redaction",
        DefectKind::Mojibake => "mojibake",
    }
}

#[test]
fn damage_and_its_counter_examples() {
    let cases = include_str!("../spec/defect.txt").lines().filter_map(|line| line.split_once(" →"));
    let (mut seen, mut wrong) = (0, String::new());
    for (text, expected) in cases {
        seen += 1;
        let (prefix, text) = text.strip_prefix("损 ").map_or(("", text), |text| (DAMAGED, text));
        let read = article(&format!("{prefix}{}\n", text.replace('／', "\n")));
        let found: Vec<String> = read
            .defects
            .iter()
            .filter(|defect| defect.core.start >= prefix.len())
            .map(|defect| format!("{} {}", kind(defect.kind), defect.core.of(&read.text.text)))
            .collect();
        if found.join("; ") != expected.trim() {
            writeln!(wrong, "{text}\n  expected {expected}\n  found    {}", found.join("; "))
                .unwrap();
        }
    }
    assert!(seen > 40 && wrong.is_empty(), "\n{wrong}");
}

#[test]
fn marks_of_notes_are_no_part_of_the_text() {
    for (text, expected) in [
        ("常住人口[3]24.62万人，户数〔1〕8户。", "常住人口24.62万人，户数8户。"),
        ("茶园4.2¹万亩，货运量②65万吨③。", "茶园4.2万亩，货运量65万吨。"),
        ("厂房4.5万m²、绿地1.2km²，库容3.2万米³。", "厂房4.5万m²、绿地1.2km²，库容3.2万米³。"),
        ("蓄水2.4×10⁶立方米，青府发〔2021〕12号。", "蓄水2.4×10⁶立方米，青府发〔2021〕12号。"),
        ("任务：①建设路8条；②改厕9户。", "任务：①建设路8条；②改厕9户。"),
        ("产粮1\u{2009}318.6吨，收入１，２７６万元。", "产粮1318.6吨，收入1,276万元。"),
        ("增长4 . 7 个 百 分 点，面积31 万 亩。", "增长4.7 个百分点，面积31万 亩。"),
        ("全县产值达68.4\n亿元，增长8%。", "全县产值达68.4亿元，增长8%。"),
        ("全县面积达3\n.6万亩，共12\n户人家，和睦。", "全县面积达3.6万亩，共12户人家，和睦。"),
    ] {
        assert_eq!(article(text).text.text.trim_end(), expected);
    }
}

fn shown(read: &Article) -> String {
    let mut out = String::new();
    let facts = [
        ("title", read.title.clone()),
        ("date", read.published.map(|day| day.to_string())),
        ("outlet", read.outlet.clone()),
        ("byline", read.byline.clone()),
        ("place", read.dateline_place.clone()),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    for line in &read.lines {
        let mark = match line.kind {
            LineKind::Title => "题",
            LineKind::Subtitle => "副",
            LineKind::Heading => "节",
            LineKind::Body => "文",
            LineKind::Caption => "图",
            LineKind::TableRow => "表",
        };
        writeln!(out, "{mark} {}", line.span.of(&read.text.text)).unwrap();
    }
    out
}

#[test]
fn furniture_goes_and_the_article_stays() {
    let (mut seen, mut wrong) = (0, String::new());
    for case in include_str!("../spec/clean.txt").split("=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (file, expected) = rest.split_once("---\n").unwrap();
        let found = shown(&article(file));
        seen += 1;
        if found.trim() != expected.trim() {
            writeln!(wrong, "=== {name}\nexpected\n{expected}\nfound\n{found}").unwrap();
        }
    }
    assert!(seen >= 10 && wrong.is_empty(), "\n{wrong}");
}

#[test]
fn front_matter_goes_before_what_the_text_says() {
    let text = "---\ntitle: 甲题\ndate: 2019-06-03\nsource: 某报\n---\n# 甲题\n\n2018-01-01 来源:别报\n\n全县脱贫。\n";
    let path = RelPath::new("a.md").unwrap();
    let read = document(ArticleId("a".into()), path, text.to_owned(), SourceFormat::Markdown);
    let read = clean(&read.value, &CleanConfig::default(), &LEXICON).value;
    assert_eq!(read.title.as_deref(), Some("甲题"));
    assert_eq!(read.published, Date::new(2019, 6, 3).ok());
    assert_eq!(read.outlet.as_deref(), Some("某报"));
    let kinds: Vec<LineKind> = read.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::Title, LineKind::Body]);
}

#[test]
fn sections_are_the_heading_above() {
    let read = article(
        "标题在此四字\n开头一段。\n一、甲事\n正文一。\n(一)乙事\n正文二。\n二、丙事\n正文三。\n",
    );
    let under: Vec<Option<&str>> = read
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Body)
        .map(|line| line.section.and_then(|at| read.lines.get(at)))
        .map(|line| line.map(|line| line.span.of(&read.text.text)))
        .collect();
    assert_eq!(under, [None, Some("一、甲事"), Some("(一)乙事"), Some("二、丙事")]);
}

#[test]
fn a_table_row_is_a_line_of_cells() {
    let text = "前文。\n\n| 村 | 户 |\n|---|---|\n| 白沙村 | 12 |\n|  | 9 |\n";
    let path = RelPath::new("a.md").unwrap();
    let read = document(ArticleId("a".into()), path, text.to_owned(), SourceFormat::Markdown);
    let read = clean(&read.value, &CleanConfig::default(), &LEXICON).value;
    let cells: Vec<(&str, usize, usize)> = read
        .cells
        .iter()
        .map(|cell| (cell.span.of(&read.text.text), cell.row, cell.column))
        .collect();
    assert_eq!(
        cells,
        [("村", 0, 0), ("户", 0, 1), ("白沙村", 1, 0), ("12", 1, 1), ("", 2, 0), ("9", 2, 1)]
    );
}

#[test]
fn sentences_end_where_they_end() {
    for (line, expected) in [
        ("建成园区48个。带动9.1万户;脱贫1户!", vec!["建成园区48个。", "带动9.1万户;", "脱贫1户!"]),
        (
            "“先看路。再看人,还要看看村里的产业和大家的心气。”他说。",
            vec!["“先看路。", "再看人,还要看看村里的产业和大家的心气。”他说。"],
        ),
        ("解决“谁来扶?”、“怎么扶?”的问题。", vec!["解决“谁来扶?”、“怎么扶?”的问题。"]),
        ("(即:创思维;创机制;创举措)全面推行。", vec!["(即:创思维;创机制;创举措)全面推行。"]),
        ("脱贫难度大……该县正是如此。", vec!["脱贫难度大……", "该县正是如此。"]),
        ("担?;?000万元已到位。", vec!["担?;?000万元已到位。"]),
        ("没有句号", vec!["没有句号"]),
        ("“没有收尾的引号。第二句。", vec!["“没有收尾的引号。", "第二句。"]),
        ("", vec![]),
    ] {
        let found: Vec<&str> = sentences(line).iter().map(|span| span.of(line)).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn masks_are_restored_beside_the_text_and_never_in_it() {
    let read = article("最大的*治责任是落实*策,贫困村*土村也在内。\n");
    assert!(read.text.text.contains("*治责任"));
    let restored: Vec<Option<&str>> = read.defects.iter().map(|d| d.restored.as_deref()).collect();
    assert_eq!(restored, [Some("最大的政治责任是落实*策"), Some("最大的*治责任是落实政策"), None]);
}

fn report(numbers: usize, place: &str) -> String {
    (0..numbers).fold(String::new(), |mut text, n| {
        writeln!(
            text,
            "{place}第{n}个村建成产业园{}亩,带动农户{}户,户均增收{}元。",
            n * 7 + 3,
            n * 3 + 1,
            n * 11 + 100
        )
        .unwrap();
        text
    })
}

#[test]
fn copies_lead_to_the_earliest_and_variants_do_not() {
    let text = report(12, "青山县");
    let original = Article { published: Date::new(2019, 1, 1).ok(), ..article(&text) };
    let copy = article(&format!("转自别处的标题四字\n{text}[责任编辑:孙平]\n"));
    let other = article(&report(12, "白水县梨花镇"));
    let excerpt = article(&report(8, "青山县"));
    let id = |name: &str| ArticleId(name.into());
    let mut given = vec![
        (id("a-copy"), &copy),
        (id("b-original"), &original),
        (id("c-other"), &other),
        (id("d"), &excerpt),
    ];
    let found = reprints(&given);
    assert_eq!(found.get(&id("a-copy")), Some(&id("b-original")));
    assert_eq!(found.get(&id("d")), Some(&id("b-original")));
    assert_eq!(found.len(), 2);
    given.reverse();
    assert_eq!(reprints(&given), found);
}

/// Marks and words of which broken texts are made.
const SCRAPS: &[&str] = &[
    "全县",
    "個(gè)",
    "贫困村",
    "1290个",
    "。",
    "”",
    "“",
    "(",
    ")",
    "\n",
    "*策",
    "?;?",
    "０．５",
    "\u{3000}",
    "\u{200b}",
    "来源:",
    "2019-01-01",
    "年,",
    "余万元",
    "%",
    "讯(",
    "一、",
    "……",
    "貧困戶(hù)",
    "「",
    "」",
    "著手",
    "\t",
    "\u{FFFD}",
    "🌾",
    "é",
    "(刘毅)",
    "摄",
    "附件:",
    "①",
    "㎡",
    "0",
];

fn scraps() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SCRAPS), 0..60).prop_map(|parts| parts.concat())
}

fn maps_back(text: &str, format: SourceFormat) {
    let path = RelPath::new("a.md").unwrap();
    let read = document(ArticleId("a".into()), path, text.to_owned(), format).value;
    let found = clean(&read, &CleanConfig::default(), &LEXICON);
    let article = found.value;
    let clean = &article.text.text;
    let whole = |span: Span| clean.get(span.start..span.end).is_some();
    let mut at = 0;
    for piece in &article.text.map.pieces {
        assert_eq!(piece.clean.start, at);
        at = piece.clean.end;
        assert!(whole(piece.clean) && text.get(piece.raw.start..piece.raw.end).is_some());
    }
    assert_eq!(at, clean.len());
    for sentence in &article.sentences {
        let raw = article.text.map.to_raw(sentence.span);
        assert!(whole(sentence.span) && text.get(raw.start..raw.end).is_some());
        assert!(!raw.is_empty());
    }
    for (start, c) in clean.char_indices() {
        let span = Span::new(start, start + c.len_utf8());
        let raw = article.text.map.to_raw(span);
        assert!(text.get(raw.start..raw.end).is_some(), "{c} at {raw:?}");
        // ⻄ is 西 and of the same length.
        let radical = raw.of(text).contains(|c| matches!(c, '\u{2E80}'..='\u{2FD5}'));
        let same = raw.len() == span.len() && !article.traditional && !radical;
        if same && c != '\n' && c != ' ' {
            assert_eq!(raw.of(text), span.of(clean));
        }
    }
    for defect in &article.defects {
        assert!(whole(defect.core) && defect.span.contains(defect.core));
    }
    assert!(found.diagnostics.iter().all(|finding| finding.span.is_none_or(whole)));
    assert!(article.cells.iter().all(|cell| whole(cell.span)));
    assert!(
        article
            .dropped
            .iter()
            .all(|dropped| text.get(dropped.raw.start..dropped.raw.end).is_some())
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_leads_back_to_the_file(text in scraps()) {
        maps_back(&text, SourceFormat::Text);
    }

    #[test]
    fn so_it_does_from_markdown_and_pages(text in scraps(), tag in "(<[a-z]{1,4}>|\\*\\*|#|\\||&amp;|`){0,12}") {
        let mixed = format!("{tag}{text}{tag}\n\n{text}**{text}**");
        maps_back(&mixed, SourceFormat::Markdown);
        maps_back(&mixed, SourceFormat::Html);
    }

    #[test]
    fn anything_at_all_is_read(text in any::<String>()) {
        maps_back(&text, SourceFormat::Text);
        maps_back(&text, SourceFormat::Markdown);
    }
}

#[test]
fn one_endless_line_is_read() {
    let line = "全县建成产业园12个，带动1023户增收；".repeat(4000);
    let read = article(&line);
    assert_eq!(read.sentences.len(), 4000);
    maps_back(&"個(gè)*策?;?“".repeat(3000), SourceFormat::Text);
    maps_back(&"**“个”**<b(".repeat(1500), SourceFormat::Markdown);
}

#[test]
fn a_file_of_nothing_but_furniture_is_reported() {
    let path = RelPath::new("a.txt").unwrap();
    let text = "首页\n[责任编辑:孙平]\n".to_owned();
    let read = document(ArticleId("a".into()), path, text, SourceFormat::Text).value;
    let found = clean(&read, &CleanConfig::default(), &LEXICON);
    assert_eq!(found.value.lines.len(), 0);
    assert_eq!(found.value.dropped.len(), 2);
    let codes: Vec<Code> = found.diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::NoBody]);
}

#[test]
fn a_paper_is_of_the_day_that_a_line_consists_of() {
    let published = |text: &str| article(text).published.map(|day| day.to_string());
    let body = "各乡镇改造公路40公里。";
    for (text, day) in [
        (format!("清平县养路的通知\n二〇二二年十月二十四日\n\n{body}\n"), Some("2022-10-24")),
        (
            format!("清平县养路的通知\n\n{body}\n\n清平县交通局\n2022年9月14日\n"),
            Some("2022-09-14"),
        ),
        (format!("清平县养路\n来源：青山日报 2022-09-14\n\n{body}\n"), Some("2022-09-14")),
        (format!("清平县养路的通知\n二〇二二年十三月一日\n\n{body}\n"), None),
        (format!("清平县养路的通知\n\n{body}\n二〇二二年九月十四日修订稿\n"), None),
    ] {
        assert_eq!(published(&text).as_deref(), day, "{text}");
    }
}
