//! metadata.csv: what a table in a folder says about the articles beside it.

use fangzhi::config::CorpusConfig;
use fangzhi::corpus::{Document, Listing, Singles, list, load, read, read_file};
use fangzhi::date::Date;
use fangzhi::diag::{Code, Diagnostic, Outcome};
use fangzhi::path::RelPath;
use std::collections::BTreeMap;
use std::fs;
use tempfile::{TempDir, tempdir};

const TEXT: &str = "全县建成茶园3200亩。\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn listed(folder: &TempDir) -> Outcome<Listing> {
    list(folder.path(), &CorpusConfig::default()).unwrap()
}

/// Code, line and the words pointed at of each finding.
fn places(found: &[Diagnostic], tables: &BTreeMap<RelPath, String>) -> Vec<(Code, usize, String)> {
    let place = |finding: &Diagnostic| {
        let text = &tables[finding.file.as_ref().unwrap()];
        let span = finding.span.unwrap();
        let line = text[..span.start].matches('\n').count() + 1;
        (finding.code, line, span.of(text).to_owned())
    };
    found.iter().map(place).collect()
}

fn front(document: &Document) -> [Option<&str>; 4] {
    let front = &document.front;
    [&front.title, &front.source, &front.byline, &front.url].map(Option::as_deref)
}

#[test]
fn each_row_says_what_its_article_is() {
    let table = "file,title,date,source,byline,url\n\
        甲.txt,\"茶山，茶路\",2021/3/9,青山日报,方圆,https://a.cn/1\n乙.txt,,2020年12月31日,,,\n";
    for bom in ["", "\u{feff}"] {
        let table = format!("{bom}{table}");
        let folder = folder(&[
            ("甲.txt", TEXT.as_bytes()),
            ("乙.txt", TEXT.as_bytes()),
            ("metadata.csv", table.as_bytes()),
        ]);
        let read = read(folder.path(), &CorpusConfig::default()).unwrap();
        assert_eq!(read.diagnostics, []);
        let [second, first] = read.value.as_slice() else { unreachable!("{:?}", read.value) };
        let expected = ["茶山，茶路", "青山日报", "方圆", "https://a.cn/1"].map(Some);
        assert_eq!(front(first), expected);
        assert_eq!(first.front.date, Date::new(2021, 3, 9).ok());
        assert_eq!((front(second), second.front.date), ([None; 4], Date::new(2020, 12, 31).ok()));
    }
}

#[test]
fn columns_may_stand_in_any_order_and_encoding() {
    let (table, _, _) =
        encoding_rs::GB18030.encode("DATE, File ,title\r\n2019-06-03,a.txt,茶园里的账本\r\n,,\r\n");
    let folder = folder(&[("a.txt", TEXT.as_bytes()), ("metadata.csv", &table)]);
    let listed = listed(&folder);
    assert_eq!(listed.diagnostics, []);
    let told = &listed.value.files[0].told;
    assert_eq!(told.title.as_deref(), Some("茶园里的账本"));
    assert_eq!(told.date, Date::new(2019, 6, 3).ok());
}

#[test]
fn front_matter_wins_and_the_head_of_a_page_and_the_text_do_not() {
    let page =
        "<title>首页</title><meta name=author content=网管><h1>首页</h1><p>全县建成茶园3200亩。";
    let folder = folder(&[
        ("a.md", "---\ntitle: 甲\n---\n正文。\n".as_bytes()),
        ("b.html", page.as_bytes()),
        ("metadata.csv", "file,title,byline\na.md,乙,方圆\nb.html,丙,方圆\n".as_bytes()),
    ]);
    let read = read(folder.path(), &CorpusConfig::default()).unwrap().value;
    assert_eq!(front(&read[0]), [Some("甲"), None, Some("方圆"), None]);
    assert_eq!(front(&read[1]), [Some("丙"), None, Some("方圆"), None]);
}

#[test]
fn every_fault_is_told_with_its_place_and_costs_only_itself() {
    let table = "file,title,data,date,url,title\n\
        gone.txt,甲,,,,\n\
        a.txt,乙,,2020-02-30,javascript:x,\n\
        a.txt,丙,,,,\n\
        b.txt,丁,戊,,,,多\n\
        sub/c.txt,己,,,,\n\
        ,庚,,,,\n\
        c.txt,\"辛,,,,\n";
    let folder = folder(&[
        ("a.txt", TEXT.as_bytes()),
        ("b.txt", TEXT.as_bytes()),
        ("c.txt", TEXT.as_bytes()),
        ("sub/c.txt", TEXT.as_bytes()),
        ("metadata.csv", table.as_bytes()),
    ]);
    let listed = listed(&folder);
    let expected = [
        (Code::MetadataColumn, 1, "data"),
        (Code::MetadataColumn, 1, "title"),
        (Code::MetadataFile, 2, "gone.txt"),
        (Code::MetadataDate, 3, "2020-02-30"),
        (Code::UnsafeLink, 3, "javascript:x"),
        (Code::MetadataTwice, 4, "a.txt"),
        (Code::MetadataRow, 5, "b.txt,丁,戊,,,,多"),
        (Code::MetadataFile, 6, "sub/c.txt"),
        (Code::MetadataRow, 7, ",庚,,,,"),
        (Code::MetadataRow, 8, "c.txt,\"辛,,,,"),
    ];
    let expected = expected.map(|(code, line, words)| (code, line, words.to_owned()));
    assert_eq!(places(&listed.diagnostics, &listed.value.tables), expected);
    let titles = listed.value.files.iter().map(|file| file.told.title.as_deref());
    assert_eq!(titles.collect::<Vec<_>>(), [Some("乙"), None, None, None]);
}

#[test]
fn a_table_that_names_no_files_says_nothing() {
    for table in ["title,date\n甲,2020-01-17\n", "\n"] {
        let folder = folder(&[("a.txt", TEXT.as_bytes()), ("metadata.csv", table.as_bytes())]);
        let listed = listed(&folder);
        let codes: Vec<Code> = listed.diagnostics.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::MetadataHead]);
        assert_eq!(listed.value.files[0].told.title, None);
    }
}

#[test]
fn each_folder_has_a_table_of_its_own() {
    let folder = folder(&[
        ("a.txt", TEXT.as_bytes()),
        ("metadata.csv", "file,title\na.txt,甲\n".as_bytes()),
        ("sub/a.txt", TEXT.as_bytes()),
        ("sub/metadata.csv", "file,title\na.txt,乙\nb.txt,丙\n".as_bytes()),
    ]);
    let listed = listed(&folder);
    let files = &listed.value.files;
    let told = files.iter().map(|file| (file.path.as_str(), file.told.title.as_deref()));
    assert_eq!(told.collect::<Vec<_>>(), [("a.txt", Some("甲")), ("sub/a.txt", Some("乙"))]);
    let expected = [(Code::MetadataFile, 3, "b.txt".to_owned())];
    assert_eq!(places(&listed.diagnostics, &listed.value.tables), expected);
    assert_eq!(listed.diagnostics[0].file.as_ref().unwrap().as_str(), "sub/metadata.csv");
    let document = load(&files[1], &CorpusConfig::default()).value.unwrap();
    assert_eq!(document.front.title.as_deref(), Some("乙"));
}

#[test]
fn a_file_that_is_named_directly_has_the_table_beside_it() {
    let table = "file,title,date,x\na.txt,甲,近日,\nb.txt,乙,2020-01-17,\ngone.txt,丙,,\n";
    let folder = folder(&[
        ("a.txt", TEXT.as_bytes()),
        ("b.txt", TEXT.as_bytes()),
        ("metadata.csv", table.as_bytes()),
    ]);
    let config = CorpusConfig::default();
    let path = |name| folder.path().join(name);
    let title = |document: Option<Document>| document.unwrap().front.title.unwrap();
    assert_eq!(title(read_file(&path("b.txt"), &config).unwrap().value), "乙");
    // What is wrong with the table is said once, and of its rows only what the files need.
    let mut singles = Singles::new(&config);
    let first = singles.read(&path("a.txt")).unwrap();
    let second = singles.read(&path("b.txt")).unwrap();
    let expected =
        [(Code::MetadataColumn, 1, "x".to_owned()), (Code::MetadataDate, 2, "近日".to_owned())];
    assert_eq!(places(&first.diagnostics, &singles.tables), expected);
    assert_eq!(second.diagnostics, []);
    assert_eq!([title(first.value), title(second.value)], ["甲", "乙"]);
}
