//! Pages: from two small articles, read by hand, to files.

use crate::rules::decided;
use fangzhi::clean::{Article, clean};
use fangzhi::config::{Config, builtin_lexicon};
use fangzhi::corpus::{ArticleId, Document, SourceFormat, document};
use fangzhi::date::Period;
use fangzhi::decimal::parse;
use fangzhi::diag::{Code, Diagnostic, Language};
use fangzhi::extract::{
    Basis, Extraction, Figure, Grade, Mechanism, Quantity, Role, Scope, Status, Value,
};
use fangzhi::gazetteer::{Adcode, Gazetteer};
use fangzhi::lexicon::{Dimension, GroupDef, IndicatorDef, IndicatorId, Lexicon};
use fangzhi::model::{self, Input, Report};
use fangzhi::path::RelPath;
use fangzhi::site::{self, Edition, OutputFile, OwnWords, Planner, Templates, Words};
use fangzhi::span::Span;
use std::collections::BTreeMap;

/// Two articles: one with what a page can show, one that contradicts it.
const TEXTS: [(&str, &str); 2] = [
    (
        "nanchong",
        "---\ntitle: 南充的五年\ndate: 2020-01-17\nsource: 川北日报\n---\n\
         2014年，南充市贫困发生率为10%。到2019年底，贫困发生率降至0.5%，1290个贫困村全部退出。\n\n\
         当地推行**“三方联动”**：村里出地、企业出钱、农户出力。<b>有人说& \"好\"。\n\n\
         2020年计划投入7.02亿元。\n",
    ),
    (
        "其他/同城 另一篇",
        "---\ntitle: 南充的五年\ndate: 2020-03-01\nsource: 嘉陵晚报\n---\n\
         到2019年底，南充市贫困发生率为0.6%。\n",
    ),
];

/// A figure read by hand: article, number as printed, measured thing, unit, year, sense.
type Fact = (usize, &'static str, &'static str, &'static str, i16, Status);

const FACTS: [Fact; 5] = [
    (0, "10%", "贫困发生率", "%", 2014, Status::Baseline),
    (0, "0.5%", "贫困发生率", "%", 2019, Status::Actual),
    (0, "1290个", "退出贫困村", "个", 2019, Status::Actual),
    (0, "7.02亿元", "计划投入", "元", 2020, Status::Planned),
    (1, "0.6%", "贫困发生率", "%", 2019, Status::Actual),
];

/// A project in memory.
struct Small {
    config: Config,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    records: BTreeMap<ArticleId, (Document, Article, Extraction)>,
}

impl Small {
    fn new() -> Self {
        let mut pack = builtin_lexicon().pack;
        pack.groups = vec![GroupDef {
            id: "poverty".into(),
            label: "人口与贫困".into(),
            label_en: "Poverty".into(),
        }];
        pack.indicators = vec![IndicatorDef {
            id: IndicatorId("poverty-rate".into()),
            label: "贫困发生率".into(),
            label_en: "Poverty rate".into(),
            group: "poverty".into(),
            units: vec!["%".into()],
            patterns: vec!["贫困发生率".into()],
            not: Vec::new(),
            not_in_clause: Vec::new(),
            not_in_sentence: Vec::new(),
            weight: 10,
            stock: true,
            part_of: Vec::new(),
            definition: "贫困人口占农村户籍人口的比例。".into(),
        }];
        let (config, lexicon) = (Config::default(), Lexicon::new(pack, builtin_lexicon().sheets));
        let mut records = BTreeMap::new();
        for (index, (name, text)) in TEXTS.iter().enumerate() {
            let id = ArticleId((*name).into());
            let path = RelPath::new(format!("{name}.md")).unwrap();
            let document = document(id.clone(), path, (*text).into(), SourceFormat::Markdown).value;
            let article = clean(&document, &config.clean, &lexicon).value;
            let extraction = extraction(index, &article);
            records.insert(id, (document, article, extraction));
        }
        Self { config, lexicon, gazetteer: Gazetteer::builtin(), records }
    }

    fn inputs(&self) -> BTreeMap<ArticleId, Input<'_>> {
        let inputs = self.records.iter().map(|(id, (document, article, extraction))| {
            (id.clone(), Input { document, article, extraction, keywords: &[] })
        });
        inputs.collect()
    }

    fn report(&self) -> Report {
        let reference = model::Reference {
            gazetteer: &self.gazetteer,
            lexicon: &self.lexicon,
            config: &self.config.report,
            corrections: &[],
        };
        model::aggregate(&self.inputs(), &BTreeMap::new(), &reference).value
    }

    /// The whole site, rendered with `own` in place of built-in templates.
    fn site(&self, own: &BTreeMap<String, String>) -> (Vec<OutputFile>, Vec<Diagnostic>) {
        let (report, inputs) = (self.report(), self.inputs());
        let edition = Edition {
            report: &report,
            inputs: &inputs,
            config: &self.config,
            lexicon: &self.lexicon,
            changes: None,
            gazetteer: &self.gazetteer,
            own: &OwnWords::default(),
            pictures: &site::Pictures::default(),
        };
        let planner = Planner::new(edition);
        let words = Words::of(self.config.site.language);
        let templates = Templates::build(own, &planner.site(), words);
        let mut diagnostics = templates.diagnostics;
        let mut files =
            site::assets::builtin(Words::of(Language::Chinese), &site::Brand::default());
        let pages = site::plan(&edition);
        for page in pages {
            files.extend(page.files());
            let rendered = site::render_page(&page, &templates.value);
            diagnostics.extend(rendered.diagnostics);
            files.extend(rendered.value);
        }
        files.extend(site::gathered(&planner).unwrap());
        (files, diagnostics)
    }
}

fn quantity(span: Span, surface: &str, unit: &str) -> Quantity {
    let digits: String = surface.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    Quantity {
        span,
        value: Value::Point(parse(&digits).unwrap()),
        approx: None,
        unit: unit.into(),
        written: unit.into(),
        dimension: if unit == "%" { Dimension::Share } else { Dimension::Count },
        head: None,
        per: None,
        each: false,
        decided: Vec::new(),
    }
}

fn extraction(index: usize, article: &Article) -> Extraction {
    let nanchong = Adcode::new(511_300);
    let text = &article.text.text;
    let sentence_at = |at: usize| {
        article.sentences.iter().position(|s| s.span.start <= at && at < s.span.end).unwrap()
    };
    let mut out = Extraction { main_region: nanchong, ..Extraction::default() };
    for (_, surface, measure, unit, year, status) in FACTS.iter().filter(|f| f.0 == index) {
        let start = text.find(surface).unwrap();
        out.figures.push(Figure {
            quantity: quantity(Span::new(start, start + surface.len()), surface, unit),
            measure: decided((*measure).into()),
            indicator: (*unit == "%").then(|| decided(IndicatorId("poverty-rate".into()))),
            region: nanchong.map(decided),
            region_basis: Basis::Stated,
            locality: None,
            partner: None,
            period: Period::year(*year).map(decided),
            period_basis: Some(Basis::Stated),
            status: decided(*status),
            state: None,
            cumulative: None,
            scope: decided(Scope::Region),
            key: decided(true),
            grade: decided(Grade::A),
            series: (*unit == "%" && index == 0).then_some(0),
            role: match status {
                Status::Baseline => Some(Role::From),
                Status::Actual => Some(Role::To),
                _ => None,
            },
            sentence: sentence_at(start),
        });
    }
    if let Some(start) = text.find("三方联动") {
        let span = Span::new(start, start + "三方联动".len());
        out.mechanisms.push(Mechanism {
            name: "三方联动".into(),
            aka: Vec::new(),
            components: vec!["村".into(), "企".into(), "户".into()],
            complete: Some(true),
            declared: Some("3".into()),
            region: nanchong.map(decided),
            locality: None,
            theme: None,
            named: decided(()),
            key: decided(true),
            listed: None,
            span,
            mentions: vec![span],
            sentence: sentence_at(start),
        });
    }
    out
}

fn page<'a>(files: &'a [OutputFile], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path.as_str() == path).unwrap();
    std::str::from_utf8(&file.bytes).unwrap()
}

fn html(files: &[OutputFile]) -> impl Iterator<Item = &OutputFile> {
    files.iter().filter(|file| file.path.as_str().rsplit('.').next() == Some("html"))
}

/// The values of `attribute="…"` in a page.
fn attribute<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let needle = format!(" {attribute}=\"");
    let values = page.split(needle.as_str()).skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_renders_without_a_finding() {
    for language in [Language::Chinese, Language::English] {
        let mut small = Small::new();
        small.config.site.language = language;
        let (files, diagnostics) = small.site(&BTreeMap::new());
        assert_eq!(diagnostics, []);
        let names: Vec<&str> = html(&files).map(|f| f.path.as_str()).collect();
        for wanted in
            ["index.html", "regions/510000.html", "regions/511300.html", "articles/nanchong.html"]
        {
            assert!(names.contains(&wanted), "{wanted} in {names:?}");
        }
        assert!(names.iter().all(|n| n.is_ascii()), "{names:?}");
    }
}

#[test]
fn a_figure_leads_to_its_sentence_and_back() {
    let (files, _) = Small::new().site(&BTreeMap::new());
    let region = page(&files, "regions/511300.html");
    let article = page(&files, "articles/nanchong.html");
    assert!(region.contains("<mark>10%</mark>"), "{region}");
    let sentence = article.split("id=\"s").find(|part| part.contains("10%")).unwrap();
    let id = format!("s{}", sentence.split('"').next().unwrap());
    let links = attribute(region, "href");
    let wanted = format!("../articles/nanchong.html#{id}");
    assert!(links.iter().any(|link| link.starts_with(&wanted)), "{wanted} in {links:?}");
    let back = attribute(article, "href");
    let figure = attribute(region, "id").into_iter().find(|id| id.starts_with("f-")).unwrap();
    assert!(back.iter().any(|link| link.ends_with(&format!("regions/511300.html#{figure}"))));
}

#[test]
fn links_lead_somewhere_and_ids_are_unique() {
    let (files, _) = Small::new().site(&BTreeMap::new());
    let ids: BTreeMap<&str, Vec<&str>> = html(&files)
        .map(|f| (f.path.as_str(), attribute(std::str::from_utf8(&f.bytes).unwrap(), "id")))
        .collect();
    let paths: Vec<&str> = files.iter().map(|f| f.path.as_str()).collect();
    for file in html(&files) {
        let (path, text) = (file.path.as_str(), std::str::from_utf8(&file.bytes).unwrap());
        let mut own = ids.get(path).unwrap().clone();
        own.sort_unstable();
        assert!(own.windows(2).all(|pair| pair.first() != pair.last()), "{path}: {own:?}");
        for link in attribute(text, "href").into_iter().filter(|l| !l.starts_with("http")) {
            let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = target.split('?').next().unwrap_or_default();
            let root = target.trim_start_matches("../");
            let ups = target.len() - root.len();
            let folder = path.rsplit_once('/').map(|(folder, _)| folder);
            assert!(ups == 0 || folder.is_some(), "{path}: {link} leads out of the site");
            let target = match folder {
                _ if target.is_empty() => path.to_owned(),
                Some(folder) if ups == 0 => format!("{folder}/{root}"),
                _ => root.to_owned(),
            };
            assert!(paths.contains(&target.as_str()), "{path}: {link}");
            let id = fragment.split(":~:").next().unwrap_or_default();
            let known = ids.get(target.as_str()).is_some_and(|all| all.contains(&id));
            assert!(id.is_empty() || known, "{path}: {link}");
        }
    }
}

#[test]
fn an_article_cannot_inject_markup() {
    let (files, _) = Small::new().site(&BTreeMap::new());
    for file in html(&files) {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        assert!(!text.contains("<b>有人"), "{}", file.path);
        assert!(!text.contains(" style=\""), "{}", file.path);
        assert!(!text.contains("onclick"), "{}", file.path);
    }
}

#[test]
fn titles_differ_even_where_headlines_do_not() {
    let (files, _) = Small::new().site(&BTreeMap::new());
    let mut titles: Vec<&str> = html(&files)
        .map(|f| std::str::from_utf8(&f.bytes).unwrap())
        .filter_map(|t| t.split("<title>").nth(1)?.split("</title>").next())
        .collect();
    let all = titles.len();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), all, "{titles:?}");
}

#[test]
fn a_template_of_the_project_replaces_the_built_in_one() {
    let own = BTreeMap::from([(
        "mechanism.html".to_owned(),
        "{% extends \"base.html\" %}{% block main %}<h1>{{ view.name }}!</h1>{% endblock %}"
            .to_owned(),
    )]);
    let (files, diagnostics) = Small::new().site(&own);
    assert_eq!(diagnostics, []);
    let mechanism = html(&files).find(|f| f.path.as_str().starts_with("mechanisms/")).unwrap();
    assert!(std::str::from_utf8(&mechanism.bytes).unwrap().contains("<h1>三方联动!</h1>"));
}

#[test]
fn a_template_may_extend_the_built_in_one_of_its_name() {
    let foot = "{% extends \"base.html\" %}\n{% block footer %}{{ super() }}<p>川北编委会</p>{% endblock %}\n";
    let own = BTreeMap::from([("base.html".to_owned(), foot.to_owned())]);
    let (files, diagnostics) = Small::new().site(&own);
    assert_eq!(diagnostics, []);
    for file in html(&files) {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        assert!(text.contains("</footer><p>川北编委会</p>"), "{}: {text}", file.path);
        assert!(text.contains("<header class=\"top\">"), "{}", file.path);
    }
    let text = "{% extends \"base.html\" %}\n{% block footer %}{{ nothing }}{% endblock %}";
    let (found, _) = broken("base.html", text);
    let first = found.first().unwrap();
    assert_eq!(first.file.as_ref().unwrap().as_str(), "templates/base.html");
    assert_eq!(
        Some(first.span.unwrap().start),
        text.find("nothing"),
        "places are those of the file"
    );
}

/// Builds with one broken template; returns the codes found and the number of pages.
fn broken(name: &str, text: &str) -> (Vec<Diagnostic>, usize) {
    let own = BTreeMap::from([(name.to_owned(), text.to_owned())]);
    let (files, diagnostics) = Small::new().site(&own);
    (diagnostics, html(&files).count())
}

#[test]
fn a_broken_template_is_a_finding_with_its_place() {
    let whole = broken("nothing.html", "").1;
    let (found, pages) = broken("region.html", "甲\n{% if view.name %}乙");
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::TemplateSyntax]);
    assert_eq!(found.first().unwrap().file.as_ref().unwrap().as_str(), "templates/region.html");
    assert!(found.first().unwrap().span.is_some());
    assert_eq!(pages, whole, "the built-in templates take over");

    let (found, _) = broken("region.html", "{{ view.name | sparkle }}");
    assert_eq!(found.first().unwrap().code, Code::TemplateUnknown, "{found:?}");

    let (found, pages) = broken("region.html", "一行\n{{ view.titel }}");
    assert_eq!(found.first().unwrap().code, Code::TemplateFailed, "{found:?}");
    let span = found.first().unwrap().span.unwrap();
    assert!(span.start >= "一行\n".len(), "{found:?}");
    assert!(pages < whole);

    let (found, _) = broken("region.html", "{% include \"region.html\" %}");
    assert_eq!(found.first().unwrap().code, Code::TemplateCircle, "{found:?}");

    let loops = "{% for a in range(end=9999) %}{% for b in range(end=9999) %}\
                 一二三四五六七八九十{% endfor %}{% endfor %}";
    let (found, _) = broken("region.html", loops);
    assert_eq!(found.first().unwrap().code, Code::TemplateTooLarge, "{found:?}");

    let (found, _) = broken("nothing.html", "");
    assert_eq!(found.first().unwrap().code, Code::TemplateUnused);
    let (found, _) = broken("regoin.html", "");
    assert_eq!(found.first().unwrap().code, Code::TemplateMisspelled);
    assert!(found.first().unwrap().args.contains(&("near".into(), "region.html".into())));
    let own = [("404.html", "{% include \"foot.html\" %}"), ("foot.html", "")];
    let own = own.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    assert_eq!(Small::new().site(&own).1, [], "what another includes is used");
}

/// The records of a CSV file after its byte order mark: header, then one map a record.
fn records(csv: &str) -> Vec<BTreeMap<String, String>> {
    let text = csv.strip_prefix('\u{feff}').unwrap();
    let mut lines = text.split("\r\n").filter(|line| !line.is_empty());
    let header: Vec<String> = cells(lines.next().unwrap());
    lines.map(|line| header.iter().cloned().zip(cells(line)).collect()).collect()
}

/// The cells of one line; quotes around a cell are doubled inside it.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().unwrap().push(c),
        }
    }
    out
}

#[test]
fn page_csv_and_json_say_the_same() {
    let small = Small::new();
    let (files, _) = small.site(&BTreeMap::new());
    let csv = records(page(&files, "data/figures.csv"));
    let region = page(&files, "regions/511300.html");
    assert_eq!(csv.len(), FACTS.len());
    for row in &csv {
        let id = row.get("id").unwrap();
        let part = region.split(&format!("id=\"{id}\"")).nth(1).unwrap();
        let digits: String =
            row.get("surface").unwrap().chars().take_while(|c| !c.is_alphabetic()).collect();
        let digits = digits.trim_end_matches('%');
        let shown = match part.split_once("<b>") {
            Some((_, card)) => card.split("</b>").next().unwrap(),
            None => part.split("<td").nth(2).unwrap().split_once('>').unwrap().1,
        };
        assert!(shown.replace(',', "").starts_with(digits), "{id}: {shown}");
    }
    let folder = tempfile::TempDir::new().unwrap();
    for name in ["figures.json", "regions.json"] {
        let text = page(&files, &format!("data/{name}"));
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let now = model::rows(&small.report());
    let mut read = site::data::earlier(folder.path()).unwrap();
    assert_eq!(
        read.iter().map(|r| &r.value).collect::<Vec<_>>(),
        csv.iter()
            .map(|r| r["value_text"].strip_suffix(&r["unit"]).unwrap().trim_end())
            .collect::<Vec<_>>()
    );
    read.sort();
    let mut sorted = now.clone();
    sorted.sort();
    assert_eq!(read, sorted, "an edition does not differ from its own data");
    assert!(model::diff(&read, &now).is_empty());
    // As older versions wrote it.
    let old = serde_json::to_string(&now).unwrap();
    std::fs::write(folder.path().join("figures.json"), old).unwrap();
    assert_eq!(site::data::earlier(folder.path()).unwrap(), now);
    // The form between, whose value was a text and whose records may lack all but an id.
    let between = r#"{"fields":["id","region","value","unit","period"],
        "rows":[["f-00000000aa",1,"5~6",0,"@2019-12"],["f-00000000ab"]],
        "lists":{"region":[null,"511300"],"unit":[null]}}"#;
    std::fs::write(folder.path().join("figures.json"), between).unwrap();
    let [full, bare] = site::data::earlier(folder.path()).unwrap().try_into().unwrap();
    assert_eq!([full.region, full.value, full.period], ["511300", "5~6", "@2019-12"]);
    assert_eq!([bare.value, bare.unit, bare.period], [""; 3]);
    std::fs::write(folder.path().join("figures.json"), "{}").unwrap();
    assert!(site::data::earlier(folder.path()).is_err());
}

#[test]
fn a_feed_tells_what_changed_since_the_edition_before() {
    let mut small = Small::new();
    small.config.site.base_url = "https://example.org/报告&/".into();
    let report = small.report();
    let now = model::rows(&report);
    let mut before = now.clone();
    let gone = model::FigureRow {
        id: model::FigureId::parse("f-0000000000").unwrap(),
        ..before[0].clone()
    };
    before[0].value = "1".into();
    before[0].surface = "1<2".into();
    before.push(gone);
    before.remove(1);
    let changes = model::diff(&before, &now);
    let inputs = small.inputs();
    let edition = Edition {
        report: &report,
        inputs: &inputs,
        config: &small.config,
        lexicon: &small.lexicon,
        changes: Some(&changes),
        gazetteer: &small.gazetteer,
        own: &OwnWords::default(),
        pictures: &site::Pictures::default(),
    };
    let files = site::gathered(&Planner::new(edition)).unwrap();
    let feed = page(&files, "changes.xml");
    assert!(feed.contains("新增 1 项，改动 1 项，删除 1 项"), "{feed}");
    assert!(feed.contains("1&lt;2 → ") && feed.contains("<link rel=\"self\""), "{feed}");
    assert!(feed.contains("https://example.org/报告&amp;/regions/511300.html"), "{feed}");
    let ids: std::collections::BTreeSet<&str> =
        feed.split("<id>").skip(1).map(|rest| &rest[..45]).collect();
    assert_eq!(ids.len(), feed.matches("<id>").count(), "identities differ");
    assert_ne!(feed, page(&files, "feed.xml"));
    let first = site::gathered(&Planner::new(Edition { changes: None, ..edition })).unwrap();
    assert!(page(&first, "changes.xml").contains("没有上一版"), "a first edition has a feed too");
}

#[test]
fn only_what_is_allowed_of_a_text_is_published() {
    use fangzhi::config::ArticleText;
    let mut small = Small::new();
    small.config.site.article_text.insert("川北日报".into(), ArticleText::None);
    let (files, _) = small.site(&BTreeMap::new());
    for file in &files {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        assert!(!text.contains("有人说"), "{} shows what is no evidence", file.path);
    }
    assert!(page(&files, "articles/nanchong.html").contains("1290个"), "evidence is always shown");
}

#[test]
fn rows_tell_their_source_by_its_number_and_households_are_folded() {
    let mut small = Small::new();
    let before = small.site(&BTreeMap::new()).0;
    let plain = page(&before, "regions/511300.html");
    assert!(!plain.contains(Words::of(Language::Chinese).households), "nothing to fold");
    let (_, listed) = plain.split_once("class=\"sources\"").unwrap();
    let listed: Vec<&str> = listed.split("</ol>").next().unwrap().split("<li>").skip(1).collect();
    assert_eq!(listed.len(), 2);
    let mut told = 0;
    for (number, entry) in listed.iter().enumerate() {
        let article = entry.split("href=\"../").nth(1).unwrap().split('"').next().unwrap();
        let table = plain.split("class=\"figures\"").nth(1).unwrap();
        let rows = table.split("</table>").next().unwrap().split("<tr").skip(1);
        for row in rows.filter(|row| row.contains(&format!("{article}#s"))) {
            assert!(row.contains(&format!("\">[{}]</a>", number + 1)), "{row}");
            told += 1;
        }
    }
    assert!(told >= 2, "rows of both articles");
    for (_, _, extraction) in small.records.values_mut() {
        if let Some(figure) =
            extraction.figures.iter_mut().find(|f| f.measure.value == "退出贫困村")
        {
            figure.scope = decided(Scope::Household);
        }
    }
    let after = small.site(&BTreeMap::new()).0;
    let folded = page(&after, "regions/511300.html");
    let (open, shut) = folded.split_once(Words::of(Language::Chinese).households).unwrap();
    assert!(!open.contains("退出贫困村") && shut.contains("退出贫困村"), "in the fold alone");
}

#[test]
fn the_english_edition_says_its_units_and_levels_in_english() {
    let mut small = Small::new();
    small.config.site.language = Language::English;
    let (files, _) = small.site(&BTreeMap::new());
    let region = page(&files, "regions/511300.html");
    assert!(region.contains("prefecture in 四川省"), "the level before the name above");
    let small = Small::new();
    let (files, _) = small.site(&BTreeMap::new());
    assert!(page(&files, "regions/511300.html").contains("四川省所辖地级地区"));
}
