//! Files to documents: folders, encodings, front matter, Markdown, HTML, and everything broken.

use fangzhi::config::CorpusConfig;
use fangzhi::corpus::{
    ArticleId, Block, BlockKind, Document, NotText, SourceFormat, decode, document, read, read_file,
};
use fangzhi::date::Date;
use fangzhi::diag::{Code, Outcome};
use fangzhi::path::RelPath;
use std::fs;
use std::path::Path;

fn named(text: &str, format: SourceFormat) -> Outcome<Document> {
    let path = RelPath::new("a.md").unwrap();
    document(ArticleId("a".into()), path, text.to_owned(), format)
}

fn markdown(text: &str) -> Outcome<Document> {
    named(text, SourceFormat::Markdown)
}

fn words(file: &str, block: &Block) -> String {
    block.runs.iter().map(|run| run.text(file)).collect()
}

fn codes<T>(outcome: &Outcome<T>) -> Vec<Code> {
    outcome.diagnostics.iter().map(|finding| finding.code).collect()
}

fn marked(file: &str, block: &Block) -> String {
    let mut out = String::new();
    let (mut strong, mut emphasis) = (false, false);
    for run in &block.runs {
        if emphasis && !run.style.emphasis {
            out.push('}');
        }
        if strong && !run.style.strong {
            out.push(']');
        }
        if !strong && run.style.strong {
            out.push('[');
        }
        if !emphasis && run.style.emphasis {
            out.push('{');
        }
        (strong, emphasis) = (run.style.strong, run.style.emphasis);
        out.push_str(run.text(file));
    }
    out.push_str(if emphasis { "}" } else { "" });
    out.push_str(if strong { "]" } else { "" });
    out
}

#[test]
fn emphasis_beside_chinese_punctuation() {
    let cases =
        include_str!("../spec/emphasis.txt").lines().filter_map(|line| line.split_once(" → "));
    let mut seen = 0;
    for (source, expected) in cases {
        seen += 1;
        let read = markdown(source).value;
        assert_eq!(marked(&read.text, &read.blocks[0]), expected, "{source}");
    }
    assert!(seen >= 20);
}

#[test]
fn runs_map_byte_for_byte_or_as_an_entity() {
    let text = "---\ntitle: 甲\n---\n\n# 标题 {#x}\n\n推进**“一带三转”**模式，&amp;见[《办法》](a.html)的\n\
                第二行`x*y`。\n\n- 一项\n- 二项\n\n| 村 | 户 |\n|---|--:|\n| 白沙村 | 12 |\n";
    let read = markdown(text).value;
    assert!(read.blocks.len() >= 8);
    for block in &read.blocks {
        for run in &block.runs {
            let raw = run.raw.of(&read.text);
            assert!(run.own.is_none() || raw.starts_with('&'), "{run:?} is {raw:?}");
        }
    }
}

#[test]
fn a_table_keeps_empty_cells() {
    let read = markdown("| 村 | 户 |\n|---|---|\n|  | 12 |\n| 甲 |  |\n").value;
    let cells: Vec<(String, usize, usize)> = read
        .blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Cell { row, column, .. } => (words(&read.text, block), row, column),
            _ => (String::new(), 9, 9),
        })
        .collect();
    let expected = [("村", 0, 0), ("户", 0, 1), ("", 1, 0), ("12", 1, 1), ("甲", 2, 0), ("", 2, 1)];
    assert_eq!(cells, expected.map(|(word, row, column)| (word.to_owned(), row, column)));
}

#[test]
fn a_cell_without_a_column_is_told() {
    let text =
        "| 村 | 户 |\n|---|---|\n| 甲 | 12 | 34 | **56** |\n| 乙 | 7 |  |\n| 丙 |\n丁 | 8 | 9\n";
    let read = markdown(text);
    assert_eq!(codes(&read), [Code::SurplusCell; 2]);
    let places = read.diagnostics.iter().map(|finding| finding.span.unwrap().of(text));
    assert_eq!(places.collect::<Vec<_>>(), ["34 | **56**", "9"]);
}

#[test]
fn line_breaks_between_chinese_characters_vanish() {
    let read = markdown("全县建成\n产业园。\nGDP\ngrows\n").value;
    assert_eq!(words(&read.text, &read.blocks[0]), "全县建成产业园。 GDP grows");
}

#[test]
fn html_inside_markdown_is_named_and_only_its_text_kept() {
    let read = markdown(
        "第一段<b>甲</b><script>alert(1)</script>。\n\n<div onclick=\"x()\">乙<script>y()</script></div>\n",
    );
    let text: String =
        read.value.blocks.iter().map(|block| words(&read.value.text, block)).collect();
    assert_eq!(text, "第一段甲。乙");
    assert!(codes(&read).iter().all(|code| *code == Code::RawHtml));
    let first = read.diagnostics[0].span.unwrap();
    assert_eq!(first.of(&read.value.text), "<b>");
}

#[test]
fn only_plain_links_survive() {
    let read = markdown(
        "[甲](https://a.cn/b) [乙](javascript:alert(1)) [丙](../c.html) [丁](//x.cn) [戊](data:text/html,x)",
    );
    let links: Vec<&str> =
        read.value.blocks[0].runs.iter().filter_map(|run| run.style.link.as_deref()).collect();
    assert_eq!(links, ["https://a.cn/b", "../c.html"]);
    assert_eq!(codes(&read), [Code::UnsafeLink; 3]);
}

#[test]
fn front_matter_says_what_it_can() {
    let read = markdown(
        "---\ntitle: 茶\ndate: 2019-06-03 08:12\nregion: 511300\nrigths: 某报\nfoo: 1\n---\n正文。\n",
    );
    let front = &read.value.front;
    assert_eq!(front.title.as_deref(), Some("茶"));
    assert_eq!(front.date, Date::new(2019, 6, 3).ok());
    assert_eq!(front.region.as_deref(), Some("511300"));
    assert_eq!(codes(&read), [Code::FrontMatterTypo, Code::FrontMatterKey]);
    let place = read.diagnostics[0].span.unwrap();
    assert_eq!(place.of(&read.value.text), "rigths");
    assert!(read.diagnostics[0].args.contains(&("suggestion".to_owned(), "rights".to_owned())));
    assert_eq!(words(&read.value.text, &read.value.blocks[0]), "正文。");
}

#[test]
fn broken_front_matter_costs_only_itself() {
    for (front, code) in [
        ("title: [", Code::FrontMatterSyntax),
        ("date: 2019-13-45", Code::FrontMatterValue),
        ("title:\n  - 甲", Code::FrontMatterValue),
        ("title: 甲\ntitle: 乙", Code::FrontMatterValue),
    ] {
        let read = markdown(&format!("---\n{front}\n---\n正文。\n"));
        assert_eq!(codes(&read), [code], "{front}");
        assert_eq!(words(&read.value.text, &read.value.blocks[0]), "正文。", "{front}");
    }
    let open = markdown("---\ntitle: 甲\n\n正文。\n");
    assert_eq!(codes(&open), [Code::FrontMatterSyntax]);
    let toml = markdown("+++\ntitle = '甲'\n+++\n正文。\n");
    assert_eq!(codes(&toml), [Code::FrontMatterSyntax]);
    assert_eq!(words(&toml.value.text, &toml.value.blocks[0]), "正文。");
    assert_eq!(codes(&markdown("---\n\n正文。\n")), []);
}

#[test]
fn plain_text_is_never_markdown() {
    let read = named("*策与*治\r\n# 不是标题\r\n\r\n- 也不是项\n", SourceFormat::Text).value;
    let lines: Vec<String> = read.blocks.iter().map(|block| words(&read.text, block)).collect();
    assert_eq!(lines, ["*策与*治", "# 不是标题", "- 也不是项"]);
    assert!(read.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
}

#[test]
fn lines_in_columns_are_a_table() {
    let table = |text: &str| {
        let read = named(text, SourceFormat::Text).value;
        let cells = read.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Cell { row, column, .. } => Some((row, column, words(&read.text, block))),
            _ => None,
        });
        cells.collect::<Vec<_>>()
    };
    let tabs = table("教育\n指标\t2024年\n小学\t37\n在校生\t8,236\n全县办学平稳。\n");
    let want = [(0, 0, "指标"), (0, 1, "2024年"), (1, 0, "小学"), (1, 1, "37"), (2, 0, "在校生")];
    let got: Vec<_> = tabs.iter().map(|(row, at, cell)| (*row, *at, cell.as_str())).collect();
    assert_eq!(got, [&want[..], &[(2, 1, "8,236")]].concat());
    let blanks = table(
        "产品　　单位　　2023年\n水果　　万吨　　88.41\n蔬菜　　万吨　　——\n肉类　　万吨　　7.2\n",
    );
    assert_eq!(blanks.len(), 12, "a row may have a mark where there is no number");
    let blanks = table("产品　　单位　　2023年\n水果　　万吨　　88.41\n肉类　　万吨　　7.2\n");
    assert_eq!(blanks.len(), 9);
    // Running text with a blank or two, a signature, two lines only.
    assert_eq!(table("县政府办公室　　2021年9月15日\n全县修路\t35\n").len(), 0);
    assert_eq!(table("甲　乙　丙\n1 2 3\n4 5 6\n").len(), 0);
}

/// Each of these decodes to the same text; the bytes are made by the encoder, not kept as files.
#[test]
fn every_chinese_encoding_is_told_from_the_others() {
    let simplified = "截至2017年底，全县共有1290个贫困村、19.1万贫困户，贫困发生率降至2.41%。";
    let traditional = "截至2017年底，全縣共有1290個貧困村、19.1萬貧困戶，貧困發生率降至2.41%。";
    let glossed = "全國(guó)現(xiàn)有貧困戶(hù)3.7萬(wàn)戶(hù)，實(shí)施產(chǎn)業(yè)幫扶。";
    let encoded = |label: &[u8], text: &str| {
        encoding_rs::Encoding::for_label(label).unwrap().encode(text).0.into_owned()
    };
    let wide = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
            .collect()
    };
    let cases = [
        (encoded(b"gb18030", simplified), simplified, "GB18030"),
        (encoded(b"gbk", simplified), simplified, "GB18030"),
        (encoded(b"big5", traditional), traditional, "Big5"),
        (encoded(b"gb18030", traditional), traditional, "GB18030"),
        (simplified.as_bytes().to_vec(), simplified, "UTF-8"),
        ([b"\xEF\xBB\xBF", simplified.as_bytes()].concat(), simplified, "UTF-8"),
        ([b"\xFF\xFE", wide(simplified, false).as_slice()].concat(), simplified, "UTF-16LE"),
        ([b"\xFE\xFF", wide(simplified, true).as_slice()].concat(), simplified, "UTF-16BE"),
        (wide(simplified, false), simplified, "UTF-16LE"),
        (wide(traditional, true), traditional, "UTF-16BE"),
        (wide(glossed, false), glossed, "UTF-16LE"),
    ];
    for (bytes, text, encoding) in cases {
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }
}

#[test]
fn a_declared_charset_is_believed_when_it_decodes() {
    let head = b"<html><head><meta charset=\"gb2312\"></head><body>";
    let (body, _, _) = encoding_rs::GB18030.encode("村");
    let decoded = decode(&[head.as_slice(), &body].concat()).unwrap();
    assert_eq!(decoded.encoding, "GB18030");
    let lie = b"<html><head><meta charset=\"iso-8859-1\"></head><body>";
    let (body, _, _) = encoding_rs::GB18030.encode("全县共有贫困村一千二百九十个，全部退出。");
    let decoded = decode(&[lie.as_slice(), &body].concat()).unwrap();
    assert_eq!(decoded.encoding, "GB18030");
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(decode(b"%PDF-1.4 abc"), Err(NotText::Binary));
    assert_eq!(decode(&[0, 159, 146, 150, 0, 1, 2, 3]), Err(NotText::Binary));
    let noise: Vec<u8> =
        (0..4000_u32).map(|i| u8::try_from(128 + (i * i * 7 + i * 13) % 128).unwrap()).collect();
    assert_eq!(decode(&noise), Err(NotText::Undecodable));
}

fn write(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_is_read_in_order_and_nothing_stops_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (name, bytes) in [
        ("b/好.txt", "全县脱贫。".as_bytes()),
        ("a.md", "甲。".as_bytes()),
        ("a.txt", "乙。".as_bytes()),
        ("empty.txt", b" \n\n"),
        ("binary.txt", b"%PDF-1.7\0\0"),
        ("big.txt", &[b'a'; 5000]),
        (
            "broken.txt",
            &[b"\xE5\x85\xA8".repeat(400).as_slice(), b"\xFF\xE5\x8E\xBF\xE3\x80\x82"].concat(),
        ),
        ("only-front.md", b"---\ntitle: x\n---\n"),
        (".hidden/c.md", "丙。".as_bytes()),
        ("picture.jpg", b"x"),
        ("deep/1/2/3/4/5/d.md", "丁。".as_bytes()),
    ] {
        write(root, name, bytes);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
    let config = CorpusConfig { max_bytes: 4096, max_depth: 4, ..CorpusConfig::default() };
    let read = read(root, &config).unwrap();
    let ids: Vec<&str> = read.value.iter().map(|document| &*document.id.0).collect();
    assert_eq!(ids, ["a", "b/好", "broken"]);
    let mut found: Vec<(String, Code)> = read
        .diagnostics
        .iter()
        .map(|finding| (finding.file.as_ref().unwrap().to_string(), finding.code))
        .collect();
    found.sort();
    let mut expected = vec![
        ("a.txt", Code::DuplicateId),
        ("big.txt", Code::OversizedFile),
        ("binary.txt", Code::BinaryFile),
        ("broken.txt", Code::BrokenBytes),
        ("deep/1/2/3", Code::DeepFolder),
        ("empty.txt", Code::EmptyFile),
        ("only-front.md", Code::EmptyFile),
    ];
    if cfg!(unix) {
        expected.push(("loop", Code::SkippedLink));
    }
    expected.sort_unstable();
    let found: Vec<(&str, Code)> =
        found.iter().map(|(file, code)| (file.as_str(), *code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_missing_folder_is_an_error_and_a_missing_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let config = CorpusConfig::default();
    assert!(read(&folder.path().join("none"), &config).is_err());
    assert!(read_file(&folder.path().join("none.txt"), &config).is_err());
    assert!(read_file(folder.path(), &config).is_err());
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>青山县：茶园里的新账本_青山新闻网</title><meta name="PubDate" content="2019-06-03 08:12">
<meta name="ContentSource" content="青山日报"><script>var a = "<p>假的999万元</p>";</script></head>
<body><div class="nav"><a href="/">首页</a> &gt; <a href="/n">新闻</a></div>
<div class="article"><h1>青山县：茶园里的新账本</h1>
<p>　　2018年底，青山县<b>“三联三带”</b>机制覆盖全县&nbsp;128个村，带动贫困户3,215户增收，户均增收2400元。
负责人表示，这一做法今年还要推广到更多的乡镇，让更多的农户参与进来，把茶园变成大家的饭碗。</p>
<p>全县茶园面积达到5.6万亩，其中投产茶园4.1万亩；干茶产量&lt;2000吨&gt;，综合产值超过8亿元。</p>
<table><tr><th>乡镇</th><th>茶园（亩）</th></tr><tr><td>白沙镇</td><td>12000</td></tr></table>
<p>下一步，该县计划到2020年新建标准化茶园1万亩，<a href="javascript:alert(1)">点击</a>带动更多群众，<script>alert(2)</script>实现稳定增收。</p>
</div><div class="footer">版权所有 青山新闻网</div></body></html>"#;

#[test]
fn a_page_gives_its_article_and_every_word_its_place() {
    let read = named(PAGE, SourceFormat::Html).value;
    assert_eq!(read.front.title.as_deref(), Some("青山县：茶园里的新账本"));
    assert_eq!(read.front.date, Date::new(2019, 6, 3).ok());
    assert_eq!(read.front.source.as_deref(), Some("青山日报"));
    let text: String = read.blocks.iter().map(|block| words(&read.text, block) + "\n").collect();
    for word in ["128个村", "<2000吨>", "白沙镇", "12000", "实现稳定增收"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    for word in ["alert", "999", "首页", "版权所有", "<b>"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(read.blocks.iter().any(|block| matches!(block.kind, BlockKind::Cell { row: 1, .. })));
    assert!(read.blocks.iter().all(|block| block.runs.iter().all(|run| run.style.link.is_none())));
    for run in read
        .blocks
        .iter()
        .flat_map(|block| &block.runs)
        .filter(|run| !run.text(&read.text).trim().is_empty())
    {
        let raw = run.raw.of(&read.text);
        assert!(run.own.is_none() || raw.starts_with('&'), "{run:?} is {raw:?}");
    }
}

#[test]
fn a_page_without_an_article_is_read_whole() {
    let read = named("<p>一句话。</p>", SourceFormat::Html);
    assert_eq!(words(&read.value.text, &read.value.blocks[0]), "一句话。");
    assert_eq!(codes(&read), [Code::NoArticleBody]);
}

#[test]
fn an_unknown_entity_costs_only_its_own_place() {
    let page = PAGE.replace("机制覆盖全县", "机制&rarr;覆盖全县");
    let read = named(&page, SourceFormat::Html).value;
    let runs: Vec<&fangzhi::corpus::Run> =
        read.blocks.iter().flat_map(|block| &block.runs).collect();
    assert!(runs.iter().any(|run| run.text(&read.text) == "→"));
    let after = runs.iter().find(|run| run.text(&read.text).contains("覆盖全县")).unwrap();
    assert_eq!(after.own, None);
}

#[cfg(unix)]
#[test]
fn a_name_that_no_link_can_carry_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a:b.txt", "全县脱贫。".as_bytes());
    let read = read(folder.path(), &CorpusConfig::default()).unwrap();
    assert_eq!(codes(&read), [Code::BadFileName]);
    assert_eq!(read.value.len(), 0);
}

#[test]
fn control_characters_never_reach_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("a.md", "---\ntitle: \"村\\u0007道\\n通了\"\nsource: \"某\\e[31m报\"\n---\n\n全县通路。"),
        (
            "b.html",
            "<html><head><title>村\u{7}道</title></head><body><p>全县通路。</p></body></html>",
        ),
        ("c.txt", "全县通路。"),
        ("metadata.csv", "file,title\nc.txt,村\u{1b}道\n"),
        ("d.md", "---\ntitle: 村道\n---\n\n全县通路。"),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let read = read(folder.path(), &CorpusConfig::default()).unwrap();
    let titles: Vec<&str> =
        read.value.iter().map(|document| document.front.title.as_deref().unwrap()).collect();
    assert_eq!(titles, ["村道 通了", "村道", "村道", "村道"]);
    assert_eq!(read.value[0].front.source.as_deref(), Some("某[31m报"));
    let told: Vec<&str> = read
        .diagnostics
        .iter()
        .filter(|finding| finding.code == Code::ControlCharacters)
        .map(|finding| finding.file.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(told, ["a.md", "a.md", "b.html", "c.txt"]);
}
