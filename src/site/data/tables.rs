//! The five tables: figures, mechanisms, regions, articles, checks.

use super::table::{Cell, Field, Kind, Table};
use crate::decimal::plain;
use crate::extract::Value;
use crate::model::{Cite, FigureRecord};
use crate::site::route;
use crate::site::view::Planner;
use serde::Serialize;
use std::collections::BTreeMap;

const fn field(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Field {
    Field { name, kind, meaning: [zh, en], required: false }
}

const fn required(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Field {
    Field { name, kind, meaning: [zh, en], required: true }
}

use Kind::{Boolean, Integer, List, Number, Text};

const FIGURES: &[Field] = &[
    required(
        "id",
        Text,
        "数据编号，与页面锚点相同，各版不变",
        "Stable identity, the anchor on the page",
    ),
    required("region", Text, "区划代码（GB/T 2260）", "Division code (GB/T 2260)"),
    required("region_name", Text, "地区名称", "Name of the division"),
    field("locality", Text, "所指乡镇、村或项目", "Town, village or project"),
    field("partner", Text, "帮扶对方的区划代码", "Division code of the other side of aid"),
    field("indicator", Text, "指标编号；原文称谓无对应指标时为空", "Indicator id, where one fits"),
    required("measure", Text, "原文所称的量", "The measured thing in the text's words"),
    field("group", Text, "门类编号", "Group id"),
    required(
        "value",
        Text,
        "数值（基本单位；范围写作“低~高”）",
        "Value in base units; a range is low~high",
    ),
    field("low", Number, "范围下限", "Lower end of a range"),
    field("high", Number, "范围上限", "Upper end of a range"),
    field("approx", Text, "约数：about、over、under、at_least、at_most", "How it is blurred"),
    required("unit", Text, "基本单位", "Canonical unit"),
    required("surface", Text, "原文写法", "As printed"),
    field("per", Text, "人均、户均、亩均等", "What it is stated per"),
    field(
        "period",
        Text,
        "期别（ISO）：2019、2016/2020、@2019-12（截至）；空为未注明",
        "Period (ISO), @ for as of; empty when not stated",
    ),
    field(
        "period_basis",
        Text,
        "期别的依据：stated、resolved、carried、default",
        "How the period was found",
    ),
    required("region_basis", Text, "地区的依据", "How the region was found"),
    required(
        "status",
        Text,
        "性质：actual、planned、baseline、requirement",
        "In which sense it holds",
    ),
    required("cumulative", Boolean, "累计数", "Added up since the start of the period"),
    required(
        "scope",
        Text,
        "范围：region、part、locality、project、household",
        "How much of the region",
    ),
    required("key", Boolean, "是否列入要数", "Whether it is a key figure"),
    required("grade", Text, "等级：甲乙丙丁", "Grade"),
    required("rank", Integer, "排序得分", "Score of the ranking"),
    field("rank_reason", Text, "得分构成", "What the score is made of"),
    required("sources", Integer, "独立来源数（转载合并）", "Independent sources"),
    required("article", Text, "文章编号", "Article id"),
    required(
        "sentence",
        Integer,
        "句号，即文章页的 s 编号",
        "Sentence number, the sN of the article page",
    ),
    required(
        "exact",
        Text,
        "句中标出的文字；整句见 sentences 表",
        "The words marked in it; the sentences table has it whole",
    ),
    field("conflicts", List, "说法不一的其他数据编号", "Ids of figures that say otherwise"),
    field("corrected", Text, "更正说明", "What a correction did"),
    required("page", Text, "页面地址（相对站点根）", "Its place, from the root of the site"),
];

/// The fields of the tables of single regions: what a reader of one region needs.
const REGION_FIELDS: &[&str] = &[
    "id",
    "locality",
    "indicator",
    "measure",
    "value",
    "approx",
    "unit",
    "surface",
    "per",
    "period",
    "status",
    "scope",
    "key",
    "grade",
    "article",
    "sentence",
    "exact",
];

const SENTENCES: &[Field] = &[
    required("article", Text, "文章编号", "Article id"),
    required(
        "sentence",
        Integer,
        "句号，即文章页的 s 编号",
        "Sentence number, the sN of the article page",
    ),
    required("text", Text, "作为证据的整句", "The sentence that serves as evidence"),
];

const MECHANISMS: &[Field] = &[
    required("id", Text, "机制编号", "Identity"),
    required("name", Text, "名称", "Name"),
    field("aka", List, "又称", "Other names"),
    field("declared", Text, "名称所示的组成数", "What the name declares"),
    field("theme", Text, "类别", "Theme"),
    required("key", Boolean, "是否为具体做法（而非提法）", "A working device rather than a phrase"),
    field("region", Text, "采用地区的区划代码", "Division code of the region"),
    field("region_name", Text, "采用地区", "Region that uses it"),
    field("locality", Text, "乡镇或村", "Town or village"),
    field("components", List, "组成部分", "Its parts"),
    field("complete", Boolean, "组成是否列全", "Whether all declared parts are listed"),
    required("article", Text, "文章编号", "Article id"),
    required("sentence", Integer, "句号", "Sentence number"),
    required("page", Text, "页面地址", "Its page"),
];

const REGIONS: &[Field] = &[
    required("code", Text, "区划代码", "Division code"),
    required("name", Text, "名称", "Name"),
    required("level", Text, "级别：province、prefecture、county", "Level"),
    field("path", Text, "上级地区", "Divisions above"),
    field("former", List, "曾用名", "Former names"),
    required("articles", Integer, "文章数", "Number of articles"),
    required("figures", Integer, "数据数", "Number of figures"),
    required("mechanisms", Integer, "机制数", "Number of mechanisms"),
    field("from", Text, "所述时间起", "First day its figures speak of"),
    field("to", Text, "所述时间止", "Last day its figures speak of"),
    required("page", Text, "页面地址", "Its page"),
];

const ARTICLES: &[Field] = &[
    required("id", Text, "文章编号", "Identity"),
    required("title", Text, "题名", "Headline"),
    field("published", Text, "发布日期", "Day of publication"),
    field("outlet", Text, "来源", "Outlet"),
    field("byline", Text, "作者", "Author"),
    field("url", Text, "原网址", "Where it was published"),
    field("region", Text, "主要地区的区划代码", "Division code of its main region"),
    required("characters", Integer, "字数", "Number of characters"),
    required("figures", Integer, "取出的数据数", "Number of figures read from it"),
    required("damage", Integer, "残损处数", "Number of damaged places"),
    field("reprint_of", Text, "所转载的文章编号", "The article it reprints"),
    required("fingerprint", Text, "正文指纹（BLAKE3）", "Hash of its text (BLAKE3)"),
    required("page", Text, "页面地址", "Its page"),
];

const CHECKS: &[Field] = &[
    required("region", Text, "区划代码", "Division code"),
    required("kind", Text, "关系：share、sum、change、same-whole", "Which relation"),
    required("figures", List, "数据编号，被验算者在末", "Figures, the checked one last"),
    required("result", Text, "结果：confirmed、explained、contradicted", "Verdict"),
    required("formula", Text, "算式", "The calculation"),
    required("article", Text, "文章编号", "Article id"),
];

/// The fields of all tables, by name.
pub(super) const FIELDS: &[(&str, &[Field])] = &[
    ("figures", FIGURES),
    ("sentences", SENTENCES),
    ("mechanisms", MECHANISMS),
    ("regions", REGIONS),
    ("articles", ARTICLES),
    ("checks", CHECKS),
];

/// All tables.
pub(super) fn all(planner: &Planner<'_>) -> Vec<Table> {
    let w = planner.words();
    let table = |name, title: &str, fields: &[Field], rows| Table {
        name,
        title: title.to_owned(),
        fields: fields.to_vec(),
        rows,
    };
    vec![
        table("figures", w.n_figures, FIGURES, figures(planner)),
        table("sentences", w.evidence, SENTENCES, sentences(planner)),
        table("mechanisms", w.n_mechanisms, MECHANISMS, mechanisms(planner)),
        table("regions", w.n_regions, REGIONS, regions(planner)),
        table("articles", w.n_articles, ARTICLES, articles(planner)),
        table("checks", w.n_checks, CHECKS, checks(planner)),
    ]
}

/// The table of figures parted by division code, with fewer fields.
pub(super) fn by_region(figures: &Table) -> BTreeMap<String, Table> {
    let kept: Vec<usize> = (0..figures.fields.len())
        .filter(|i| figures.fields.get(*i).is_some_and(|f| REGION_FIELDS.contains(&f.name)))
        .collect();
    let mut parts: BTreeMap<String, Table> = BTreeMap::new();
    for row in &figures.rows {
        if let [_, Cell::Text(code), Cell::Text(name), ..] = row.as_slice() {
            let part = parts.entry(code.clone()).or_insert_with(|| Table {
                name: figures.name,
                title: name.clone(),
                fields: kept.iter().filter_map(|i| figures.fields.get(*i).copied()).collect(),
                rows: Vec::new(),
            });
            part.rows.push(kept.iter().filter_map(|i| row.get(*i).cloned()).collect());
        }
    }
    parts
}

/// The word that a plain enumeration has in the data files.
fn word(value: &impl Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(word),
        _ => Cell::Empty,
    }
}

fn text(value: &(impl ToString + ?Sized)) -> Cell {
    Cell::Text(value.to_string())
}

fn figures(planner: &Planner<'_>) -> Vec<Vec<Cell>> {
    planner.report().figures.values().map(|f| figure(planner, f)).collect()
}

fn figure(planner: &Planner<'_>, figure: &FigureRecord) -> Vec<Cell> {
    let region = planner.report().regions.get(&figure.region).map(|p| &p.region);
    let (low, high) = match figure.value {
        Value::Point(_) => (Cell::Empty, Cell::Empty),
        Value::Range { low, high } => (Cell::Number(plain(low)), Cell::Number(plain(high))),
    };
    let cite = figure.cites.first();
    let cite = |get: &dyn Fn(&Cite) -> Cell| cite.map_or(Cell::Empty, get);
    vec![
        text(&figure.id.0),
        text(&figure.region),
        Cell::text(region.map(|r| &r.name)),
        Cell::text(figure.locality.as_ref()),
        Cell::text(figure.partner),
        Cell::text(figure.indicator.as_ref()),
        text(&figure.measure),
        Cell::text(Some(&figure.group).filter(|g| !g.is_empty())),
        text(&crate::site::view::plain_value(figure)),
        low,
        high,
        figure.approx.as_ref().map_or(Cell::Empty, word),
        text(&figure.unit),
        text(&figure.surface),
        Cell::text(figure.per.as_ref()),
        Cell::text(figure.period),
        figure.period_basis.as_ref().map_or(Cell::Empty, word),
        word(&figure.region_basis),
        word(&figure.status),
        Cell::Boolean(figure.cumulative),
        word(&figure.scope),
        Cell::Boolean(figure.key),
        word(&figure.grade),
        Cell::Number(figure.rank.to_string()),
        text(&figure.rank_reason),
        Cell::count(figure.sources),
        cite(&|c| text(&c.article)),
        cite(&|c| Cell::count(c.sentence)),
        cite(&|c| text(&c.mark.of(&c.text))),
        Cell::List(figure.conflicts.iter().map(|id| id.0.clone()).collect()),
        Cell::text(figure.corrected.as_ref()),
        text(&planner.figure_page(figure)),
    ]
}

fn path_of(path: &[(crate::gazetteer::Adcode, String)]) -> String {
    path.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("›")
}

/// Every sentence that serves as evidence, once.
fn sentences(planner: &Planner<'_>) -> Vec<Vec<Cell>> {
    let report = planner.report();
    let variants = report.mechanisms.values().flat_map(|m| &m.variants);
    let cites = report.figures.values().flat_map(|f| &f.cites);
    let cites: BTreeMap<(&str, usize), &str> = cites
        .chain(variants.flat_map(|v| &v.cites))
        .map(|c| ((c.article.0.as_str(), c.sentence), c.text.as_str()))
        .collect();
    let rows = cites.into_iter();
    rows.map(|((article, number), sentence)| {
        vec![text(&article), Cell::count(number), text(&sentence)]
    })
    .collect()
}

fn mechanisms(planner: &Planner<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (id, profile) in &planner.report().mechanisms {
        for variant in &profile.variants {
            let Some(cite) = variant.cites.first() else { continue };
            rows.push(vec![
                text(&id.0),
                text(&profile.name),
                Cell::List(profile.aka.clone()),
                Cell::text(profile.declared.as_ref()),
                Cell::text(profile.theme.as_ref()),
                Cell::Boolean(profile.key),
                Cell::text(variant.region),
                Cell::text(variant.region.map(|code| planner.region_name(code))),
                Cell::text(variant.locality.as_ref()),
                Cell::List(variant.components.clone()),
                variant.complete.map_or(Cell::Empty, Cell::Boolean),
                text(&cite.article),
                Cell::count(cite.sentence),
                text(&route::mechanism(id)),
            ]);
        }
    }
    rows
}

fn regions(planner: &Planner<'_>) -> Vec<Vec<Cell>> {
    let rows = planner.report().regions.iter().map(|(code, profile)| {
        let region = &profile.region;
        vec![
            text(&code),
            text(&region.name),
            word(&region.level),
            Cell::text(Some(path_of(&region.path)).filter(|p| !p.is_empty())),
            Cell::List(region.former.iter().map(|(name, _)| name.clone()).collect()),
            Cell::count(profile.articles.len()),
            Cell::count(profile.figures.len()),
            Cell::count(profile.mechanisms.len()),
            Cell::text(profile.extent.map(|(from, _)| from)),
            Cell::text(profile.extent.map(|(_, to)| to)),
            text(&route::region(*code)),
        ]
    });
    rows.collect()
}

fn articles(planner: &Planner<'_>) -> Vec<Vec<Cell>> {
    let rows = planner.report().articles.values().map(|card| {
        let figures: std::collections::BTreeSet<_> =
            card.figures.iter().map(|(_, id)| id).collect();
        vec![
            text(&card.id),
            text(&card.title),
            Cell::text(card.published),
            Cell::text(card.outlet.as_ref()),
            Cell::text(card.byline.as_ref()),
            Cell::text(card.url.as_ref()),
            Cell::text(card.region),
            Cell::count(card.characters),
            Cell::count(figures.len()),
            Cell::count(card.damage.values().sum()),
            Cell::text(card.reprint_of.as_ref()),
            text(&card.fingerprint),
            text(&route::article(&card.id)),
        ]
    });
    rows.collect()
}

fn checks(planner: &Planner<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (code, profile) in &planner.report().regions {
        for check in &profile.checks {
            rows.push(vec![
                text(&code),
                word(&check.kind),
                Cell::List(check.figures.iter().map(|id| id.0.clone()).collect()),
                word(&check.result),
                text(&check.formula),
                text(&check.article),
            ]);
        }
    }
    rows
}
