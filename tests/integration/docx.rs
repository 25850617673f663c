//! Word documents and saved pages: what is read of them, and what is said of those that cannot be.

use fangzhi::config::CorpusConfig;
use fangzhi::corpus::{BlockKind, Document, Extent, read_file};
use fangzhi::date::Date;
use fangzhi::diag::Outcome;
use miniz_oxide::deflate::compress_to_vec;
use std::fs;
use std::process::Command;
use tempfile::tempdir;

/// An archive of parts: name, content as it is kept, its size when unpacked, method and flags.
fn archive(parts: &[(&str, Vec<u8>, usize, u8, u8)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    for (name, packed, size, method, flags) in parts {
        let start = out.len();
        let about = [
            &[20, 0, *flags, 0, *method, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &long(packed.len()),
            &long(*size),
            &short(name.len()),
            &short(0),
        ]
        .concat();
        out.extend([b"PK\x03\x04", &about[..], name.as_bytes(), packed].concat());
        let entry = [b"PK\x01\x02\x14\x00", &about[..], &[0; 10], &long(start), name.as_bytes()];
        directory.extend(entry.concat());
    }
    let (start, count) = (out.len(), short(parts.len()));
    out.extend(&directory);
    out.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &long(directory.len())].concat());
    out.extend([&long(start)[..], &[0, 0]].concat());
    out
}

fn part(name: &'static str, text: &str) -> (&'static str, Vec<u8>, usize, u8, u8) {
    (name, compress_to_vec(text.as_bytes(), 6), text.len(), 8, 0)
}

/// A document with this body.
fn docx(body: &str) -> Vec<u8> {
    archive(&[
        part("word/document.xml", &xml(body)),
        part("word/styles.xml", STYLES),
        part("docProps/core.xml", CORE),
    ])
}

fn xml(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

const STYLES: &str = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"2\"><w:name w:val=\"heading 1\"/></w:style>\
    <w:style w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style></w:styles>";
const CORE: &str = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title/>\
    <dc:creator>王五 &amp; 李四</dc:creator><dcterms:created>2019-03-05T02:00:00Z</dcterms:created></cp:coreProperties>";

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn read(name: &str, bytes: &[u8]) -> Outcome<Option<Document>> {
    let folder = tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read_file(&path, &CorpusConfig::default()).unwrap()
}

/// The blocks of a document: kind and text.
fn blocks(bytes: &[u8]) -> Vec<(BlockKind, String)> {
    let Outcome { value, diagnostics } = read("a.docx", bytes);
    assert_eq!(diagnostics, []);
    let document = value.unwrap();
    let text =
        |runs: &[fangzhi::corpus::Run]| runs.iter().map(|r| r.text(&document.text)).collect();
    document.blocks.iter().map(|block| (block.kind, text(&block.runs))).collect()
}

#[test]
fn text_headings_items_and_properties_are_read() {
    let body = [
        p(&format!("<w:pPr><w:pStyle w:val=\"a3\"/></w:pPr>{}", r("南部县工作纪实"))),
        p(&format!("<w:pPr><w:pStyle w:val=\"2\"/></w:pPr>{}", r("一、成效"))),
        p(&format!("<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>{}", r("（一）产业"))),
        p(&[
            r("2018年，南部县脱贫"),
            "<w:del><w:r><w:delText>9000</w:delText></w:r></w:del>".into(),
            "<w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>8000</w:t></w:r></w:ins>".into(),
            r("人 &lt;甲&gt;。"),
        ]
        .concat()),
        p(&format!("<w:pPr><w:numPr/></w:pPr>{}", r("种植柑橘2万亩"))),
        p("<w:r><w:instrText>PAGE 7</w:instrText></w:r>"),
        p(""),
    ];
    let bytes = docx(&body.concat());
    let wanted = [
        (BlockKind::Heading(1), "南部县工作纪实"),
        (BlockKind::Heading(1), "一、成效"),
        (BlockKind::Heading(2), "（一）产业"),
        (BlockKind::Paragraph, "2018年，南部县脱贫8000人 <甲>。"),
        (BlockKind::Item, "种植柑橘2万亩"),
    ];
    assert_eq!(blocks(&bytes), wanted.map(|(kind, text)| (kind, text.to_owned())));
    let document = read("a.docx", &bytes).value.unwrap();
    assert_eq!(document.front.byline.as_deref(), Some("王五 & 李四"));
    assert_eq!((document.front.title, document.made), (None, Date::new(2019, 3, 5).ok()));
    assert!(document.blocks[3].runs[1].style.strong && !document.blocks[3].runs[2].style.strong);
    assert_eq!(document.text.lines().nth(3), Some("2018年，南部县脱贫8000人 <甲>。"));
}

#[test]
fn tables_keep_their_rows_columns_and_joined_cells() {
    let tc =
        |about: &str, words: &str| format!("<w:tc><w:tcPr>{about}</w:tcPr>{}</w:tc>", p(&r(words)));
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", "内"));
    let rows = [
        [tc("<w:gridSpan w:val=\"2\"/>", "指标"), tc("", "2018年")].concat(),
        [tc("<w:vMerge w:val=\"restart\"/>", "人口"), tc("", "常住"), tc("", "90万")].concat(),
        [
            tc("<w:vMerge/>", ""),
            tc("", "户籍"),
            format!("<w:tc>{}{inner}{}</w:tc>", p(&r("130万")), p("")),
        ]
        .concat(),
    ];
    let table = rows.map(|row| format!("<w:tr>{row}</w:tr>")).concat();
    let bytes = docx(&format!("{}<w:tbl>{table}</w:tbl>{}", p(&r("表一")), p(&r("完"))));
    let cell = |row, column, rows, columns| BlockKind::Cell {
        table: 0,
        row,
        column,
        extent: Extent { rows, columns },
    };
    let wanted = [
        (BlockKind::Paragraph, "表一"),
        (cell(0, 0, 1, 2), "指标"),
        (cell(0, 2, 1, 1), "2018年"),
        (cell(1, 0, 2, 1), "人口"),
        (cell(1, 1, 1, 1), "常住"),
        (cell(1, 2, 1, 1), "90万"),
        (cell(2, 1, 1, 1), "户籍"),
        (cell(2, 2, 1, 1), "130万\n内"),
        (BlockKind::Paragraph, "完"),
    ];
    assert_eq!(blocks(&bytes), wanted.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_document_that_cannot_be_read_is_a_finding() {
    let whole = docx(&p(&r("南部县脱贫8000人。")));
    let document = xml(&p(&r("甲")));
    let stored = |text: &str| ("word/document.xml", text.as_bytes().to_vec(), text.len(), 0, 0);
    let bomb = compress_to_vec(&vec![b' '; 65 << 20], 6);
    assert!(bomb.len() < 1 << 20);
    let mut noise = part("word/document.xml", &document);
    noise.1[3] ^= 0xff;
    let mut flags = stored(&document);
    flags.4 = 1;
    let mut method = stored(&document);
    method.3 = 12;
    for (what, bytes, code) in [
        ("compound", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(), "FZ190"),
        ("encrypted", archive(&[flags]), "FZ190"),
        ("nothing", Vec::new(), "FZ191"),
        ("words", "南部县".as_bytes().to_vec(), "FZ191"),
        ("half", whole[..whole.len() / 2].to_vec(), "FZ191"),
        ("no document", archive(&[part("a.txt", "甲")]), "FZ191"),
        ("noise", archive(&[noise]), "FZ191"),
        ("other method", archive(&[method]), "FZ191"),
        (
            "wrong size",
            archive(&[("word/document.xml", document.clone().into_bytes(), 3, 0, 0)]),
            "FZ191",
        ),
        ("cut xml", archive(&[stored(&document[..document.len() - 20])]), "FZ191"),
        ("crossed xml", archive(&[stored(&document.replace("</w:r>", "</w:q>"))]), "FZ191"),
        ("entity", archive(&[stored(&document.replace('甲', "&lol;"))]), "FZ191"),
        ("no utf-8", archive(&[("word/document.xml", vec![0xff; 4], 4, 0, 0)]), "FZ191"),
        ("bomb", archive(&[("word/document.xml", bomb, 65 << 20, 8, 0)]), "FZ192"),
        ("blank", docx(&p("")), "FZ121"),
    ] {
        let Outcome { value, diagnostics } = read("a.docx", &bytes);
        let codes: Vec<String> = diagnostics.iter().map(|d| d.code.to_string()).collect();
        assert_eq!((value.is_none(), codes), (true, vec![code.to_owned()]), "{what}");
    }
    assert!(read("a.docx", &archive(&[stored(&document)])).value.is_some(), "stored is well");
    for seed in 0..300_usize {
        let mut bytes = whole.clone();
        let at = seed * 7919 % bytes.len();
        bytes[at] = u8::try_from(seed * 31 % 256).unwrap();
        read("a.docx", &bytes);
    }
}

#[test]
fn what_only_describes_a_document_may_be_damaged() {
    let document = part("word/document.xml", &xml(&p(&r("南部县脱贫8000人。"))));
    let bytes =
        archive(&[document, part("docProps/core.xml", "<a><b>"), part("word/styles.xml", "<")]);
    assert_eq!(blocks(&bytes).len(), 1);
}

const HTML: &str = "<html><head><meta charset=\"utf-8\"><title>南部县工作纪实</title></head><body>\
    <p>2018年，四川省南部县脱贫8000人，贫困发生率降至3%。</p></body></html>";

fn message(encoding: &str, body: &str) -> String {
    format!(
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
         \tboundary=\"----b--\"\r\n\r\n------b--\r\nContent-Type: text/css\r\n\r\nbody {{}}\r\n------b--\r\n\
         Content-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n------b----\r\n"
    )
}

#[test]
fn saved_pages_are_read_as_the_page_that_they_hold() {
    let quoted: String = HTML
        .bytes()
        .map(|byte| format!("={byte:02X}"))
        .collect::<Vec<_>>()
        .chunks(24)
        .map(<[String]>::concat)
        .collect::<Vec<_>>()
        .join("=\r\n");
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let lines = HTML.as_bytes().chunks(3).map(|three| {
        let bits = three.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        let letters = [18, 12, 6, 0].map(|shift| usize::try_from((bits >> shift) & 63).unwrap());
        let mut line: Vec<char> = letters.iter().map(|nth| char::from(alphabet[*nth])).collect();
        line[three.len() + 1..].fill('=');
        String::from_iter(line)
    });
    let base64 = lines.collect::<Vec<_>>().join("\r\n");
    let page = read("a.html", HTML.as_bytes()).value.unwrap();
    for (encoding, body) in
        [("quoted-printable", quoted.as_str()), ("base64", &base64), ("8bit", HTML)]
    {
        let saved = read("a.mhtml", message(encoding, body).as_bytes()).value.expect(encoding);
        assert_eq!((saved.text.trim_end(), &saved.front), (HTML, &page.front), "{encoding}");
        assert_eq!(saved.blocks, page.blocks);
    }
    let whole = message("8bit", HTML);
    for bad in [
        "",
        "甲",
        "Content-Type: multipart/related\r\n\r\n",
        &whole.replace("text/html\r\n", "text/plain\r\n"),
        &message("base64", "***"),
    ] {
        let found = read("a.mht", bad.as_bytes());
        assert_eq!(found.value, None);
        assert_eq!(found.diagnostics[0].code.to_string(), "FZ193", "{bad}");
    }
}

#[test]
fn a_build_reads_documents_and_names_what_it_does_not_read() {
    let place = tempdir().unwrap();
    let content = place.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(place.path().join("config.yaml"), "").unwrap();
    let body = [p(&r("南部县工作纪实")), p(&r("今年，四川省南部县脱贫8000人，贫困发生率降至3%。"))]
        .concat();
    fs::write(content.join("a.docx"), docx(&body)).unwrap();
    fs::write(content.join("old.doc"), "x").unwrap();
    fs::write(content.join("picture.tif"), "x").unwrap();
    let run = |args: &[&str]| {
        let program = env!("CARGO_BIN_EXE_fangzhi");
        let done = Command::new(program).args(args).current_dir(place.path()).output().unwrap();
        String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap()
    };
    let said = run(&["build"]);
    assert!(
        said.contains("FZ194") && said.contains("content/old.doc") && !said.contains("tif"),
        "{said}"
    );
    let facts = run(&["extract", "content/a.docx"]);
    let poor = facts.lines().find(|line| line.contains("8000人")).expect(&facts);
    assert!(poor.contains("\"period\":\"2019\"") && poor.contains("\"start\":"), "{poor}");
    assert!(facts.contains("\"date\":\"2019-03-05\"") && facts.contains("王五"), "{facts}");
    fs::write(content.join("metadata.csv"), "file,date,byline\na.docx,2020-01-02,赵六\n").unwrap();
    let facts = run(&["extract", "content/a.docx"]);
    assert!(facts.contains("\"date\":\"2020-01-02\"") && facts.contains("赵六"), "{facts}");
}
