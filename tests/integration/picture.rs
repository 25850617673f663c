//! Kinds and sizes of pictures, and drawings that are refused.

use fangzhi::cache::Use;
use fangzhi::corpus::{ArticleId, SourceFormat, document};
use fangzhi::path::RelPath;
use fangzhi::picture::{Fault, Kind, Picture, examine};
use fangzhi::pipeline::{Built, Options, Silent, build};
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

fn jpeg(exif: &[u8]) -> Vec<u8> {
    let app = [&[0xff, 0xd8, 0xff, 0xe1, 0, u8::try_from(exif.len() + 2).unwrap()], exif].concat();
    [&app, &b"\xff\xff\xc4\x00\x02\xff\xc2\x00\x0b\x08\x00\x10\x01\x00\x01"[..]].concat()
}

#[test]
fn heads_tell_kind_and_size() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x10\x08";
    let lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x00\x41\x10\x00";
    let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xff\xc0\x03\x00";
    let extended = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xff\x00\x00\x0f\x00\x00";
    let upright = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0";
    let turned = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
    for (bytes, kind, size) in [
        (&png[..], Kind::Png, (256, 16)),
        (b"GIF87a\x00\x01\x10\x00", Kind::Gif, (256, 16)),
        (lossy, Kind::Webp, (256, 16)),
        (lossless, Kind::Webp, (256, 16)),
        (extended, Kind::Webp, (256, 16)),
        (&jpeg(b""), Kind::Jpeg, (256, 16)),
        (&jpeg(upright), Kind::Jpeg, (256, 16)),
        (&jpeg(turned), Kind::Jpeg, (16, 256)),
    ] {
        assert_eq!(examine(bytes), Ok(Picture { kind, size: Some(size) }));
        // Cut off anywhere before the size it is no picture, and nothing panics.
        for end in 0..bytes.len() {
            let _ = examine(&bytes[..end]);
        }
        assert_eq!(examine(&bytes[..9]), Err(Fault::Foreign));
    }
    assert_eq!(examine(b"GIF89a\x00\x00\x10\x00"), Err(Fault::Foreign), "no width");
    for other in ["", "words", "%PDF-1.7", "<html><svg/></html>", "a<svg/>", "BM\0\0"] {
        assert_eq!(examine(other.as_bytes()), Err(Fault::Foreign), "{other}");
    }
}

#[test]
fn drawings_name_their_size_in_many_ways() {
    for (head, size) in [
        ("width='20' height=\"10px\"", Some((20, 10))),
        ("width='1in' height='10.5mm'", Some((96, 39))),
        ("width='100%' height='100%' viewBox='0,0 30,15'", Some((30, 15))),
        ("viewBox='0 0 1e3 5'", None),
        ("width='0' height='0'", None),
        ("", None),
    ] {
        let text = format!("\u{feff}<!DOCTYPE svg>\n<svg:svg {head} />");
        assert_eq!(examine(text.as_bytes()), Ok(Picture { kind: Kind::Svg, size }), "{head}");
    }
}

#[test]
fn a_drawing_that_could_do_more_than_be_seen_is_refused() {
    for harmless in [
        "<a id='b'/><use xlink:href='#b'/>",
        "<image href='data:image/png;base64,AA=='/>",
        "<style>a{fill:url(#g)}</style><text>a &lt; b, on time</text>",
        "<set attributeName='x' to='1'/>",
        "<!-- <script> --><![CDATA[<script>]]>",
        "<path style=\"fill:url(&quot;#g&quot;)\"/>",
    ] {
        let text = format!("<svg>{harmless}</svg>");
        assert!(examine(text.as_bytes()).is_ok(), "{harmless}");
    }
    for active in [
        "<script>a()</script>",
        "<SCRIPT/>",
        "<x:script/>",
        "<path OnLoad = 'a()'/>",
        "<a href='javascript:a()'/>",
        "<a xlink:href=' &#106;avascript:a()'/>",
        "<image href='https://example.org/a.png'/>",
        "<use href='b.svg#c'/>",
        "<image href='data:image/svg+xml,a'/>",
        "<foreignObject/>",
        "<set attributeName='xlink:href' to='javascript:a()'/>",
        "<style>@import 'a.css'</style>",
        "<path style='fill:url( https://example.org/#a)'/>",
        "<?xml-stylesheet href='a.css'?>",
    ] {
        let text = format!("<svg>{active}</svg>");
        assert_eq!(examine(text.as_bytes()), Err(Fault::Active), "{active}");
    }
    let entity = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>";
    assert_eq!(examine(entity.as_bytes()), Err(Fault::Active));
    for broken in ["<svg", "<svg a=b/>", "<svg><a b='/></svg>", "<svg><!--"] {
        assert_eq!(examine(broken.as_bytes()), Err(Fault::Foreign), "{broken}");
    }
}

const GIF: &[u8] = b"GIF89a\x08\x00\x05\x00;";

/// A project of these files.
fn project(files: &[(&str, &[u8])]) -> TempDir {
    let place = tempdir().unwrap();
    for (name, bytes) in files.iter().chain(&[("config.yaml", &b""[..])]) {
        let path = place.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    place
}

fn built(root: &Path, cache: Use, dry: bool) -> Built {
    build(root, &Options { dry, cache, ..Options::default() }, &Silent).unwrap()
}

fn page(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("output").join(name)).unwrap()
}

/// The page of the one article.
fn article(root: &Path) -> String {
    let mut pages = fs::read_dir(root.join("output/articles")).unwrap();
    fs::read_to_string(pages.next().unwrap().unwrap().path()).unwrap()
}

fn pictures(root: &Path) -> Vec<Vec<u8>> {
    let Ok(folder) = fs::read_dir(root.join("output/pictures")) else { return Vec::new() };
    let mut all: Vec<Vec<u8>> = folder.map(|e| fs::read(e.unwrap().path()).unwrap()).collect();
    all.sort();
    all
}

const WORDS: &str = "2018年，四川省南部县脱贫8000人，贫困发生率降至3%。";

#[test]
fn pictures_stand_where_the_article_names_them_with_their_captions() {
    let markdown = format!(
        "# 南部县工作纪实\n\n{WORDS}\n\n![田间\"](../图%201.gif \"秋收<张三 摄>\")\n\n该县种植柑橘2万亩。\n\n\
         ![](b.gif?v=1)\n\n图为南部县产业园。李四 摄\n\n全县人均纯收入9000元。\n"
    );
    let place = project(&[
        ("content/南部/a.md", markdown.as_bytes()),
        ("content/图 1.gif", GIF),
        ("content/南部/b.gif", b"GIF89a\x10\x00\x05\x00;"),
        ("content/unused.gif", b"GIF89a\x01\x00\x01\x00;"),
    ]);
    let done = built(place.path(), Use::Off, false);
    assert!(done.diagnostics.iter().all(|d| !d.code.to_string().starts_with("FZ18")));
    let text = article(place.path());
    let (_, text) = text.split_once("<section class=\"text\"").unwrap();
    let (before, rest) =
        text.split_once("<figure class=\"picture\"><img src=\"../pictures/").unwrap();
    assert!(before.contains("8000") && !before.contains("2万亩"), "{before}");
    let (first, rest) = rest.split_once("</figure>").unwrap();
    assert!(
        first.ends_with(
            ".gif\" width=\"8\" height=\"5\" loading=\"lazy\" alt=\"田间&quot;\">\
         <figcaption>秋收&lt;张三 摄&gt;</figcaption>"
        ),
        "{first}"
    );
    let (between, rest) = rest.split_once("<figure").unwrap();
    assert!(between.contains("2万亩"), "{between}");
    let (second, rest) = rest.split_once("</figure>").unwrap();
    assert!(second.contains("width=\"16\"") && second.contains("alt=\"\""), "{second}");
    assert!(second.ends_with("<figcaption>图为南部县产业园。李四 摄</figcaption>"), "{second}");
    assert!(!rest.contains("李四 摄") && rest.contains("9000"));
    assert_eq!(pictures(place.path()).len(), 2, "what no article names is not published");
}

/// A saved page whose article has these things in it.
fn saved(inner: &str) -> String {
    format!(
        "<html><body><div class=\"nav\"><img src=\"menu.gif\"><a href=\"/\">首页</a></div>\
         <div class=\"content\"><h1>南部县工作纪实</h1><p>{WORDS}{WORDS}</p>{inner}\
         <p>该县种植柑橘2万亩，全县人均纯收入9000元，比上年增加800元，增长9.8%。</p></div></body></html>"
    )
}

#[test]
fn pictures_of_a_saved_page_are_those_of_its_article() {
    let figure = "<figure><img data-src=\"p.gif\" src=\"data:image/gif;base64,AA==\" alt='&lt;田&gt;'>\
                  <figcaption>园区近景（李四）</figcaption></figure>";
    let html = saved(figure);
    let place = project(&[
        ("content/a.html", html.as_bytes()),
        ("content/p.gif", GIF),
        ("content/menu.gif", b"GIF89a\x10\x00\x05\x00;"),
    ]);
    let done = built(place.path(), Use::Off, false);
    assert!(done.diagnostics.iter().all(|d| !d.code.to_string().starts_with("FZ18")));
    let text = article(place.path());
    assert_eq!(text.matches("<figure class=\"picture\">").count(), 1, "{text}");
    let (_, shown) = text.split_once("<figure").unwrap();
    let wanted = "alt=\"&lt;田&gt;\"><figcaption>园区近景（李四）</figcaption></figure>";
    assert!(shown.contains(wanted), "{shown}");
    assert_eq!(text.matches("园区近景").count(), 1);
    assert_eq!(pictures(place.path()), [GIF]);
}

#[test]
fn pictures_change_nothing_that_is_read() {
    let read = |text: String, format| {
        let path = RelPath::new("a.x").unwrap();
        document(ArticleId("a".into()), path, text, format).value
    };
    let tag = "<img src=\"p.gif\" alt=\"8000人\" title=\"9000人\">";
    let blank = " ".repeat(tag.len());
    let [with, without] = [tag, &blank].map(|inner| read(saved(inner), SourceFormat::Html));
    assert_eq!(with.blocks, without.blocks);
    assert_eq!((with.pictures.len(), without.pictures.len()), (1, 0));
    let image = "![8000人](p.gif \"9000人\")";
    let [with, without] = [image, "\u{3000}"].map(|inner| {
        let read = read(format!("{WORDS}\n\n{inner}\n"), SourceFormat::Markdown);
        (read.blocks, read.pictures)
    });
    assert_eq!(with.0, without.0);
    assert_eq!((with.1[0].alt.as_str(), with.1[0].title.as_str()), ("8000人", "9000人"));
}

#[test]
fn a_picture_that_cannot_be_had_is_a_finding_at_its_place() {
    let large = vec![0; 40_000_001];
    for (address, code) in [
        ("none.gif", "FZ180"),
        ("../config.yaml", "FZ180"),
        ("%ff.gif", "FZ180"),
        ("large.gif", "FZ181"),
        ("words.png", "FZ182"),
        ("script.svg", "FZ183"),
        ("https://example.org/a.png", "FZ184"),
        ("//example.org/a.png", "FZ184"),
    ] {
        let text = format!("{WORDS}\n\n![图]({address})\n");
        let place = project(&[
            ("content/a.md", text.as_bytes()),
            ("content/large.gif", &large),
            ("content/words.png", b"words"),
            ("content/script.svg", b"<svg><script/></svg>"),
        ]);
        let [dry, wet] = [true, false].map(|dry| built(place.path(), Use::Off, dry));
        assert_eq!(dry.diagnostics, wet.diagnostics, "check says what build says");
        let mut found = wet.diagnostics.iter().filter(|d| d.code.to_string().starts_with("FZ18"));
        let finding = found.next().expect(address);
        assert_eq!((finding.code.to_string().as_str(), found.next()), (code, None), "{address}");
        let file = finding.file.as_ref().unwrap();
        assert_eq!(finding.span.unwrap().of(&wet.texts[file]), format!("![图]({address})"));
        assert!(wet.published.is_some() && pictures(place.path()).is_empty(), "{address}");
        assert!(!article(place.path()).contains("<img"), "{address}");
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_picture_out_of_the_corpus() {
    let text = format!("{WORDS}\n\n![图](out.gif)\n");
    let place = project(&[("content/a.md", text.as_bytes()), ("secret.gif", GIF)]);
    let (secret, link) = (place.path().join("secret.gif"), place.path().join("content/out.gif"));
    std::os::unix::fs::symlink(secret, link).unwrap();
    let found = built(place.path(), Use::Off, false).diagnostics;
    assert!(found.iter().any(|d| d.code.to_string() == "FZ180"));
    assert!(pictures(place.path()).is_empty());
}

#[test]
fn a_warm_build_sees_a_picture_come_change_and_go() {
    let text = format!("{WORDS}\n\n![图](p.gif)\n");
    let place = project(&[("content/a.md", text.as_bytes())]);
    let picture = place.path().join("content/p.gif");
    for bytes in [None, Some(GIF), Some(b"GIF89a\x09\x00\x05\x00;"), Some(b"x"), None] {
        match bytes {
            Some(bytes) => fs::write(&picture, bytes).unwrap(),
            None => drop(fs::remove_file(&picture)),
        }
        let warm = built(place.path(), Use::default(), false);
        let again = built(place.path(), Use::default(), false);
        assert_eq!(again.diagnostics, warm.diagnostics);
        assert_eq!(again.published.unwrap().synced.written, 0, "nothing has changed");
        let state = (warm.diagnostics, article(place.path()), pictures(place.path()));
        fs::remove_dir_all(place.path().join("output")).unwrap();
        let clean = built(place.path(), Use::Off, false);
        assert_eq!(state, (clean.diagnostics, article(place.path()), pictures(place.path())));
    }
}

#[test]
fn where_a_text_may_not_be_shown_its_pictures_are_not_either() {
    let text = format!("{WORDS}\n\n![图](p.gif)\n");
    let place = project(&[("content/a.md", text.as_bytes()), ("content/p.gif", GIF)]);
    let config = "site: {article_text: {default: excerpt}}\n";
    fs::write(place.path().join("config.yaml"), config).unwrap();
    built(place.path(), Use::Off, false);
    assert!(pictures(place.path()).is_empty() && !article(place.path()).contains("<img"));
    assert!(page(place.path(), "index.html").contains("南部县"));
}

#[test]
fn one_picture_of_many_articles_is_published_once() {
    let text = |n: usize| format!("{WORDS}第{n}篇。\n\n![图](p.gif)\n");
    let (one, two) = (text(1), text(2));
    let place = project(&[
        ("content/a.md", one.as_bytes()),
        ("content/b.md", two.as_bytes()),
        ("content/p.gif", GIF),
    ]);
    fs::write(place.path().join("config.yaml"), "site: {logo: content/p.gif}\n").unwrap();
    assert!(built(place.path(), Use::Off, false).published.is_some());
    assert_eq!(pictures(place.path()), [GIF]);
}
