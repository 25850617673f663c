//! The project's own words: pages and notes, and what is wrong with them.

use fangzhi::cache::Use;
use fangzhi::diag::{Code, Diagnostic};
use fangzhi::pipeline::{Built, Options, Silent, build};
use fangzhi::site::route;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

const ARTICLE: &str = "四川省南部县2018年工作纪实\n\n2018年，四川省南部县脱贫8000人，贫困发生率降至3%。\
                       该县推行“支部、公司、农户”三方联动机制。\n";

/// A project of one article with these files beside it.
fn project(files: &[(&str, &str)]) -> TempDir {
    let place = tempdir().unwrap();
    for (name, text) in files.iter().chain(&[("content/a.txt", ARTICLE), ("config.yaml", "")]) {
        let path = place.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    place
}

fn built(root: &Path, dry: bool) -> Built {
    build(root, &Options { dry, cache: Use::Off, ..Options::default() }, &Silent).unwrap()
}

/// The codes and files of the findings about the project's own words.
fn said(files: &[(&str, &str)]) -> Vec<String> {
    let place = project(files);
    let [dry, wet] = [true, false].map(|dry| {
        let found = built(place.path(), dry).diagnostics;
        let own = found.iter().filter(|d| d.code.to_string() != "FZ401");
        own.map(|d| format!("{} {}", d.code, d.file.as_ref().unwrap())).collect::<Vec<_>>()
    });
    assert_eq!(dry, wet, "check says what build says");
    wet
}

fn page(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("output").join(name)).unwrap()
}

#[test]
fn a_page_is_written_and_linked_from_every_page() {
    let place = project(&[
        ("config.yaml", "site: {base_url: \"https://example.org\"}\n"),
        (
            "pages/preface.md",
            "---\nnav: true\nlabel: 说明\n---\n# 编者说明\n\n参看**“凡例”**一页\n和[关于](about.md)。\n\n# 又\n",
        ),
        ("pages/about.md", "---\ntitle: 关于\n---\n见[南部县](regions/511321.html)。\n"),
        ("pages/后记.md", "后记。\n"),
    ]);
    fs::write(place.path().join("config.yaml"), "site: {base_url: \"https://example.org\"}\n")
        .unwrap();
    let built = built(place.path(), false);
    assert_eq!(built.diagnostics, []);
    let preface = page(place.path(), "preface.html");
    assert!(preface.contains("<h1>编者说明</h1>"), "{preface}");
    assert!(preface.contains("<strong>“凡例”</strong>一页和<a href=\"about.html\">关于</a>"));
    assert!(preface.contains("<h2>又</h2>"));
    let after = format!("{}.html", route::slug("后记"));
    for (from, root) in [("index.html", ""), ("regions/511321.html", "../")] {
        let other = page(place.path(), from);
        let (nav, foot) = other.split_once("<main").unwrap();
        assert!(nav.contains(&format!("<a href=\"{root}preface.html\">说明</a>")), "{nav}");
        assert!(foot.contains(&format!("<a href=\"{root}about.html\">关于</a>")));
        assert!(foot.contains(&format!("<a href=\"{root}{after}\">后记</a>")));
    }
    let map = page(place.path(), "sitemap.xml");
    assert!(map.contains("<loc>https://example.org/preface.html</loc>"));
    assert!(after.is_ascii() && map.contains(&after));
}

#[test]
fn a_note_stands_on_the_page_that_it_is_named_after() {
    let place = project(&[
        ("notes/511321.md", "见[凡例](methodology.html)。\n\n# 一\n"),
        ("notes/poverty-rate.md", "---\ntitle: 口径\n---\n按当年标准。\n"),
        ("notes/三方联动.md", "名称见原文。\n"),
    ]);
    assert_eq!(built(place.path(), false).diagnostics, []);
    let region = page(place.path(), "regions/511321.html");
    assert!(region.contains("<p class=\"editors-title\">编者按</p>"), "{region}");
    assert!(region.contains("<a href=\"../methodology.html\">凡例</a>"));
    assert!(region.contains("<h3>一</h3>"));
    assert!(
        page(place.path(), "indicators/poverty-rate.html").contains("editors-title\">口径</p>")
    );
    let mechanisms = fs::read_dir(place.path().join("output/mechanisms")).unwrap();
    let texts = mechanisms.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    assert_eq!(texts.filter(|text| text.contains("<p>名称见原文。</p>")).count(), 1);
}

#[test]
fn nothing_in_a_page_can_run() {
    let place = project(&[(
        "pages/a.md",
        "# 甲 {onclick=alert(1)}\n\n<script>alert(1)</script>\n\n<p onclick=\"x()\">留下的字</p>\n\n\
         乙<b onmouseover=x>丙</b>[丁](javascript:alert(2)) ![戊](https://example.org/x.png)\n\n\
         |己|\n|-:|\n|庚|\n",
    )]);
    built(place.path(), false);
    let text = page(place.path(), "a.html");
    let main = text.split("<main").nth(1).unwrap();
    for bad in ["<script", "<b ", " style=", "javascript:", "<img", " onclick="] {
        assert!(!main.contains(bad), "{bad} in {main}");
    }
    for kept in ["留下的字", "乙丙丁 戊", "<td>庚</td>"] {
        assert!(main.contains(kept), "{kept} in {main}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_file() {
    for (name, text, code) in [
        ("pages/index.md", "甲", "FZ820"),
        ("pages/Search.md", "甲", "FZ820"),
        ("pages/timeline-2019.md", "甲", "FZ820"),
        ("pages/a.txt", "甲", "FZ822"),
        ("pages/a.md", "---\nnva: true\n---\n甲", "FZ129"),
        ("pages/a.md", "[甲](b.md)", "FZ826"),
        ("pages/a.md", "![甲](https://example.org/a.png)", "FZ825"),
        ("notes/110101.md", "甲", "FZ823"),
        ("notes/511322.md", "甲", "FZ824"),
        ("notes/南部县.md", "甲", "FZ824"),
        ("static/index.html", "甲", "FZ827"),
        ("templates/site.css", "甲", "FZ806"),
        ("templates/Region.html", "甲", "FZ807"),
        ("static/Assets/site.css", "甲", "FZ827"),
    ] {
        assert_eq!(said(&[(name, text)]), [format!("{code} {name}")], "{text}");
    }
    assert_eq!(
        said(&[("pages/a.md", "甲"), ("pages/a.markdown", "乙")]),
        ["FZ821 pages/a.md"],
        "the first in the order of names is the page"
    );
    assert!(said(&[("pages/a.md", "[图](b.png)"), ("static/b.png", "乙")]).is_empty());
    let same = include_str!("../../templates/assets/site.css");
    assert_eq!(said(&[("templates/assets/site.css", same)]), [""; 0], "it changes nothing");
}

#[test]
fn a_broken_link_is_pointed_at() {
    let text = "b.md 与[甲](ab.md)[b.md](about.md)，\n[乙](b.md)。[丙][c]\n\n[c]: c.md\n";
    let place = project(&[("pages/a.md", text), ("pages/about.md", "丁"), ("pages/ab.md", "戊")]);
    let built = built(place.path(), true);
    let links = built.diagnostics.iter().filter(|d| d.code == Code::OwnLinkBroken);
    let at: Vec<_> = links.map(|d| (d.code.to_string(), d.span.unwrap())).collect();
    let [(one, first), (_, second)] = at.as_slice() else { unreachable!("{at:?}") };
    assert_eq!((one.as_str(), first.of(text), second.of(text)), ("FZ826", "b.md", "c.md"));
    assert!(text.get(..first.start).unwrap().ends_with("[乙]("));
}

#[test]
fn a_page_over_one_of_ours_publishes_nothing() {
    let place = project(&[("pages/methodology.md", "甲")]);
    assert!(built(place.path(), false).published.is_none());
    let place = project(&[("static/regions/511321.html", "甲")]);
    assert!(built(place.path(), false).published.is_none());
}

#[test]
fn all_our_pages_in_the_root_are_known_as_ours() {
    let place = project(&[]);
    built(place.path(), false);
    for entry in fs::read_dir(place.path().join("output")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(stem) = name.strip_suffix(".html") {
            assert!(route::is_ours(stem), "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_followed() {
    let place = project(&[("pages/a.md", "甲"), ("notes/511321.md", "乙")]);
    let outside = tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "外面的字").unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), place.path().join("pages/b.md"))
        .unwrap();
    let pipe = place.path().join("notes/c.md");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let found: Vec<String> =
        built(place.path(), false).diagnostics.iter().map(|d| d.code.to_string()).collect();
    assert_eq!(found, ["FZ120", "FZ135"]);
    assert!(!place.path().join("output/b.html").exists());
}

/// Builds the project with `previous:` of this folder; the findings about it as code and place.
fn compared(root: &Path, previous: &str) -> Vec<String> {
    fs::write(root.join("config.yaml"), format!("site:\n  previous: {previous}\n")).unwrap();
    let [dry, wet] = [true, false].map(|dry| built(root, dry));
    assert_eq!(dry.diagnostics, wet.diagnostics, "check says what build says");
    assert!(wet.published.is_some(), "the build goes on");
    let place = |d: &Diagnostic| {
        let file = d.file.clone().unwrap();
        format!("{} {} {}", d.code, file, d.span.unwrap().of(&wet.texts[&file]))
    };
    wet.diagnostics.iter().map(place).collect()
}

#[test]
fn a_last_edition_that_cannot_be_read_is_a_finding_in_the_settings() {
    let place = project(&[]);
    assert_eq!(compared(place.path(), "old"), ["FZ170 config.yaml old"]);
    fs::rename(place.path().join("output"), place.path().join("old")).unwrap();
    for good in ["old", "old/data", "\"./old/\""] {
        assert_eq!(compared(place.path(), good), [""; 0], "{good}");
        assert!(!page(place.path(), "index.html").contains("FZ"));
    }
    let figures = place.path().join("old/data/figures.json");
    let whole = fs::read_to_string(&figures).unwrap();
    for bad in [
        "",
        "[]x",
        "{}",
        "{\"type\": \"FeatureCollection\", \"features\": []}",
        "[{\"id\": 1}]",
        "{\"fields\": [\"id\"], \"rows\": [[\"a-1\"]]}",
        whole.get(..whole.len() / 2).unwrap(),
    ] {
        fs::write(&figures, bad).unwrap();
        assert_eq!(compared(place.path(), "old"), ["FZ171 config.yaml old"], "{bad}");
    }
    fs::remove_file(&figures).unwrap();
    fs::create_dir(&figures).unwrap();
    assert_eq!(compared(place.path(), "old/data"), ["FZ171 config.yaml old/data"]);
}

#[test]
fn a_last_edition_that_comes_later_is_compared_with_though_nothing_else_changed() {
    let place = project(&[("config.yaml", "site: {previous: old}\n")]);
    fs::write(place.path().join("config.yaml"), "site: {previous: old}\n").unwrap();
    let kept = || build(place.path(), &Options::default(), &Silent).unwrap().diagnostics;
    assert_eq!(kept().len(), 1);
    let data = place.path().join("old/data");
    fs::create_dir_all(&data).unwrap();
    for name in ["figures.json", "regions.json"] {
        fs::copy(place.path().join("output/data").join(name), data.join(name)).unwrap();
    }
    assert_eq!(kept(), []);
}

/// A project with these settings of its site and these files; what is said of it, by code and words.
fn looks(site: &str, files: &[(&str, &[u8])]) -> (TempDir, Vec<String>) {
    let place = project(&[]);
    fs::write(place.path().join("config.yaml"), format!("site:\n  {site}\n")).unwrap();
    for (name, bytes) in files {
        fs::write(place.path().join(name), bytes).unwrap();
    }
    let [dry, wet] = [true, false].map(|dry| built(place.path(), dry));
    assert_eq!(dry.diagnostics, wet.diagnostics, "check says what build says");
    let said = wet.diagnostics.iter().map(|d| {
        let file = d.file.clone().unwrap();
        format!("{} {}", d.code, d.span.unwrap().of(&wet.texts[&file]))
    });
    let said = said.collect();
    (place, said)
}

const DRAWING: &str = "<?xml version=\"1.0\"?>\n<!-- 甲 --><svg xmlns=\"http://www.w3.org/2000/svg\" \
                       viewBox='0 0 64 32.5'><path id=\"a\" d=\"M0 0\"/><use href=\"#a\"/></svg>";

#[test]
fn a_logo_a_sheet_and_a_colour_are_on_every_page() {
    let css = b".brand { letter-spacing: 0 } /* https://example.org */";
    let (place, said) = looks(
        "logo: ./logo.svg\n  css: style.css\n  accent: \"#8a1c1c\"",
        &[("logo.svg", DRAWING.as_bytes()), ("style.css", css)],
    );
    assert_eq!(said, [""; 0]);
    for (from, root) in [("index.html", ""), ("regions/511321.html", "../")] {
        let text = page(place.path(), from);
        let logo = format!("<img class=\"logo\" src=\"{root}pictures/");
        let (_, rest) = text.split_once(&logo).expect(from);
        assert!(rest.contains(".svg\" alt=\"\" width=\"64\" height=\"32\">"), "{rest}");
        let ours = text.find(&format!("href=\"{root}assets/site.css\"")).unwrap();
        assert!(text.find(&format!("href=\"{root}assets/own.css\"")).unwrap() > ours);
    }
    assert_eq!(page(place.path(), "assets/own.css").as_bytes(), css);
    let accent = "--accent: light-dark(#8a1c1c, #";
    assert!(page(place.path(), "assets/site.css").contains(accent));
    let pictures = fs::read_dir(place.path().join("output/pictures")).unwrap();
    let drawn = pictures.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    assert_eq!(drawn.collect::<Vec<_>>(), [DRAWING]);
    let (plain, _) = looks("title: 甲", &[]);
    let text = page(plain.path(), "index.html");
    assert!(!text.contains("own.css") && !text.contains("class=\"logo\""));
}

#[test]
fn looks_that_cannot_be_had_are_said_and_left_out() {
    let script = DRAWING.replace("<path", "<script>a()</script><path");
    for (site, files, wanted) in [
        ("logo: logo.png", vec![], "FZ173 logo.png"),
        ("logo: ../logo.png", vec![], "FZ173 ../logo.png"),
        ("logo: content", vec![], "FZ173 content"),
        ("css: a.css", vec![], "FZ173 a.css"),
        ("logo: a.png", vec![("a.png", &b"words"[..])], "FZ182 a.png"),
        ("logo: a.svg", vec![("a.svg", script.as_bytes())], "FZ183 a.svg"),
        ("css: a.css", vec![("a.css", &b"\xff\xfe"[..])], "FZ113 a.css"),
        (
            "css: a.css",
            vec![("a.css", &b"a{b:url( 'https://example.org/a.woff2' )}"[..])],
            "FZ175 a.css",
        ),
        ("accent: \"#fa0\"", vec![], "FZ174 \"#fa0\""),
        ("accent: red", vec![], "FZ109 red"),
        ("acent: red", vec![], "FZ105 acent"),
        ("base_url: example.org", vec![], "FZ172 example.org"),
        ("base_url: \"javascript:alert(1)\"", vec![], "FZ172 \"javascript:alert(1)\""),
        ("base_url: https://", vec![], "FZ172 https://"),
        ("base_url: \"https://example.org/?a\"", vec![], "FZ172 \"https://example.org/?a\""),
    ] {
        let (place, said) = looks(site, &files);
        assert_eq!(said, [wanted], "{site}");
        assert!(!place.path().join("output/pictures").exists(), "{site}");
    }
}

#[test]
fn links_are_readable_on_every_ground_of_the_style_sheet() {
    use fangzhi::config::Colour;
    let (place, _) = looks("accent: \"#ffee00\"", &[]);
    let sheet = page(place.path(), "assets/site.css");
    let pair = |name: &str| {
        let (_, rest) = sheet.rsplit_once(&format!("--{name}: light-dark(")).unwrap();
        let colours = rest.split(')').next().unwrap().split(", ");
        colours.map(|colour| Colour::parse(colour).unwrap()).collect::<Vec<_>>()
    };
    for ground in ["paper", "wash"] {
        for (link, ground) in pair("accent").iter().zip(pair(ground)) {
            let ratio = link.contrast(ground);
            assert!(ratio >= 450, "{link} on {ground}: {ratio}");
        }
    }
    assert_eq!(pair("accent")[1].to_string(), "#ffee00", "what is read already stays");
    // The formula of WCAG 2, in numbers with a point.
    let light = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    for grey in (0..=255_u8).step_by(15) {
        let colour = Colour::parse(&format!("#{grey:02x}{grey:02x}{grey:02x}")).unwrap();
        let wanted = 1.05 / (light(grey) + 0.05) * 100.0;
        let measured = f64::from(u32::try_from(colour.contrast(Colour::WHITE)).unwrap());
        assert!((measured - wanted).abs() <= 1.0, "{colour}: {measured} for {wanted}");
    }
}
