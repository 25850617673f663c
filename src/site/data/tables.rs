//! The tables beside the figures: sentences, mechanisms, indicators, regions, articles, checks.

use super::table::Kind::{Boolean, Integer, List, Text};
use super::table::{Cell, Column, text, word};
use crate::corpus::ArticleId;
use crate::gazetteer::Adcode;
use crate::lexicon::{IndicatorDef, IndicatorId};
use crate::model::{
    ArticleCard, CheckRecord, MechanismId, MechanismProfile, MechanismVariant, Profile, Report,
};
use crate::site::route;
use crate::site::view::Planner;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence that serves as evidence.
pub(super) struct Sentence<'a> {
    article: &'a ArticleId,
    number: usize,
    text: &'a str,
}

pub(super) fn sentence_columns<'a>() -> Vec<Column<Sentence<'a>>> {
    type Of<'a> = Column<Sentence<'a>>;
    vec![
        Of::new("article", Text, ["文章编号", "Article id"], |r| text(&r.article)).required(),
        Of::new(
            "sentence",
            Integer,
            ["句号，即文章页的 s 编号", "Sentence number, the sN of the article page"],
            |r| Cell::count(r.number),
        )
        .required(),
        Of::new(
            "text",
            Text,
            ["作为证据的整句", "The sentence that serves as evidence"],
            |r| text(&r.text),
        )
        .required(),
    ]
}

/// Every sentence that serves as evidence, once.
pub(super) fn sentences(report: &Report) -> impl Iterator<Item = Sentence<'_>> {
    let variants = report.mechanisms.values().flat_map(|m| &m.variants);
    let cites = report.figures.values().flat_map(|f| &f.cites);
    let cites: BTreeMap<(&ArticleId, usize), &str> = cites
        .chain(variants.flat_map(|v| &v.cites))
        .map(|c| ((&c.article, c.sentence), &*c.text))
        .collect();
    cites.into_iter().map(|((article, number), text)| Sentence { article, number, text })
}

/// A mechanism as one region has it.
pub(super) struct Mechanism<'a> {
    planner: &'a Planner<'a>,
    id: &'a MechanismId,
    profile: &'a MechanismProfile,
    variant: &'a MechanismVariant,
}

impl Mechanism<'_> {
    fn cite(&self, get: impl Fn(&crate::model::Cite) -> Cell) -> Cell {
        self.variant.cites.first().map_or(Cell::Empty, get)
    }
}

pub(super) fn mechanism_columns<'a>() -> Vec<Column<Mechanism<'a>>> {
    type Of<'a> = Column<Mechanism<'a>>;
    vec![
        Of::new("id", Text, ["机制编号", "Identity"], |r| text(&r.id.0)).required().listed(),
        Of::new("name", Text, ["名称", "Name"], |r| text(&r.profile.name)).required().listed(),
        Of::new("aka", List, ["又称", "Other names"], |r| Cell::list(r.profile.aka.clone()))
            .listed(),
        Of::new("declared", Text, ["名称所示的组成数", "What the name declares"], |r| {
            Cell::text(r.profile.declared.as_ref())
        })
        .listed(),
        Of::new("theme", Text, ["类别", "Theme"], |r| Cell::text(r.profile.theme.as_ref()))
            .listed(),
        Of::new(
            "key",
            Boolean,
            ["是否为具体做法（而非提法）", "A working device rather than a phrase"],
            |r| Cell::Boolean(r.profile.key),
        )
        .required()
        .listed(),
        Of::new(
            "region",
            Text,
            ["采用地区的区划代码", "Division code of the region"],
            |r| Cell::text(r.variant.region),
        )
        .listed(),
        Of::new("region_name", Text, ["采用地区", "Region that uses it"], |r| {
            Cell::text(r.variant.region.map(|code| r.planner.region_name(code)))
        })
        .listed(),
        Of::new("locality", Text, ["乡镇或村", "Town or village"], |r| {
            Cell::text(r.variant.locality.as_ref())
        })
        .listed(),
        Of::new("components", List, ["组成部分", "Its parts"], |r| {
            Cell::list(r.variant.components.clone())
        })
        .listed(),
        Of::new(
            "complete",
            Boolean,
            ["组成是否列全", "Whether all declared parts are listed"],
            |r| r.variant.complete.map_or(Cell::Empty, Cell::Boolean),
        )
        .listed(),
        Of::new("article", Text, ["文章编号", "Article id"], |r| r.cite(|c| text(&c.article)))
            .required()
            .listed(),
        Of::new("sentence", Integer, ["句号", "Sentence number"], |r| {
            r.cite(|c| Cell::count(c.sentence))
        })
        .required(),
        Of::new("page", Text, ["页面地址", "Its page"], |r| text(&route::mechanism(r.id)))
            .required()
            .listed(),
    ]
}

/// Every version of every mechanism.
pub(super) fn mechanisms<'a>(planner: &'a Planner<'a>) -> impl Iterator<Item = Mechanism<'a>> {
    let profiles = planner.report().mechanisms.iter();
    profiles.flat_map(move |(id, profile)| {
        let cited = profile.variants.iter().filter(|v| !v.cites.is_empty());
        cited.map(move |variant| Mechanism { planner, id, profile, variant })
    })
}

/// An indicator, with the number of its figures.
pub(super) struct Indicator<'a> {
    planner: &'a Planner<'a>,
    id: &'a IndicatorId,
    figures: usize,
}

impl Indicator<'_> {
    fn said(&self, get: impl Fn(&IndicatorDef) -> &str) -> Cell {
        let text = self.planner.lexicon().indicator(self.id).map(get);
        Cell::text(text.filter(|text| !text.is_empty()))
    }
}

pub(super) fn indicator_columns<'a>() -> Vec<Column<Indicator<'a>>> {
    type Of<'a> = Column<Indicator<'a>>;
    vec![
        Of::new("id", Text, ["指标编号", "Identity"], |r| text(&r.id)).required(),
        Of::new("name", Text, ["名称", "Name"], |r| text(&r.planner.name_of_indicator(r.id)))
            .required(),
        Of::new("group", Text, ["门类编号", "Group id"], |r| r.said(|d| &d.group)),
        Of::new("definition", Text, ["释义", "What it is"], |r| r.said(|d| &d.definition)),
        Of::new("figures", Integer, ["数据数", "Number of figures"], |r| Cell::count(r.figures))
            .required(),
        Of::new("page", Text, ["页面地址", "Its page"], |r| text(&route::indicator(r.id)))
            .required(),
    ]
}

/// Every indicator that has a page.
pub(super) fn indicators<'a>(planner: &'a Planner<'a>) -> impl Iterator<Item = Indicator<'a>> {
    let mut figures: BTreeMap<&IndicatorId, usize> = BTreeMap::new();
    for id in planner.report().figures.values().filter_map(|f| f.indicator.as_ref()) {
        *figures.entry(id).or_default() += 1;
    }
    let ids = planner.report().indicators.keys();
    ids.map(move |id| Indicator { planner, id, figures: figures.get(id).copied().unwrap_or(0) })
}

/// A region.
pub(super) type Region<'a> = (Adcode, &'a Profile);

pub(super) fn region_columns<'a>() -> Vec<Column<Region<'a>>> {
    type Of<'a> = Column<Region<'a>>;
    vec![
        Of::new("code", Text, ["区划代码", "Division code"], |(code, _)| text(code)).required(),
        Of::new("name", Text, ["名称", "Name"], |(_, p)| text(&p.region.name)).required(),
        Of::new("level", Text, ["级别：province、prefecture、county", "Level"], |(_, p)| {
            word(&p.region.level)
        })
        .required()
        .listed(),
        Of::new("path", Text, ["上级地区", "Divisions above"], |(_, p)| {
            Cell::text(Some(path_of(&p.region.path)).filter(|p| !p.is_empty()))
        })
        .listed(),
        Of::new("former", List, ["曾用名", "Former names"], |(_, p)| {
            Cell::list(p.region.former.iter().map(|(name, _)| name.clone()).collect())
        }),
        Of::new("articles", Integer, ["文章数", "Number of articles"], |(_, p)| {
            Cell::count(p.articles.len())
        })
        .required(),
        Of::new("figures", Integer, ["数据数", "Number of figures"], |(_, p)| {
            Cell::count(p.figures.len())
        })
        .required(),
        Of::new("mechanisms", Integer, ["机制数", "Number of mechanisms"], |(_, p)| {
            Cell::count(p.mechanisms.len())
        })
        .required(),
        Of::new("from", Text, ["所述时间起", "First day its figures speak of"], |(_, p)| {
            Cell::text(p.extent.map(|(from, _)| from))
        }),
        Of::new("to", Text, ["所述时间止", "Last day its figures speak of"], |(_, p)| {
            Cell::text(p.extent.map(|(_, to)| to))
        }),
        Of::new("page", Text, ["页面地址", "Its page"], |(code, _)| {
            text(&route::region(*code))
        })
        .required(),
    ]
}

fn path_of(path: &[(Adcode, String)]) -> String {
    path.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("›")
}

pub(super) fn article_columns<'a>() -> Vec<Column<&'a ArticleCard>> {
    type Of<'a> = Column<&'a ArticleCard>;
    vec![
        Of::new("id", Text, ["文章编号", "Identity"], |a| text(&a.id)).required(),
        Of::new("title", Text, ["题名", "Headline"], |a| text(&a.title)).required(),
        Of::new("published", Text, ["发布日期", "Day of publication"], |a| {
            Cell::text(a.published)
        }),
        Of::new("outlet", Text, ["来源", "Outlet"], |a| Cell::text(a.outlet.as_ref())).listed(),
        Of::new("byline", Text, ["作者", "Author"], |a| Cell::text(a.byline.as_ref())),
        Of::new("url", Text, ["原网址", "Where it was published"], |a| {
            Cell::text(a.url.as_ref())
        }),
        Of::new(
            "region",
            Text,
            ["主要地区的区划代码", "Division code of its main region"],
            |a| Cell::text(a.region),
        )
        .listed(),
        Of::new("characters", Integer, ["字数", "Number of characters"], |a| {
            Cell::count(a.characters)
        })
        .required(),
        Of::new(
            "figures",
            Integer,
            ["取出的数据数", "Number of figures read from it"],
            |a| Cell::count(figures_in(a)),
        )
        .required(),
        Of::new("damage", Integer, ["残损处数", "Number of damaged places"], |a| {
            Cell::count(a.damage.values().sum())
        })
        .required(),
        Of::new("reprint_of", Text, ["所转载的文章编号", "The article it reprints"], |a| {
            Cell::text(a.reprint_of.as_ref())
        }),
        Of::new(
            "fingerprint",
            Text,
            ["正文指纹（BLAKE3）", "Hash of its text (BLAKE3)"],
            |a| text(&a.fingerprint),
        )
        .required(),
        Of::new("page", Text, ["页面地址", "Its page"], |a| text(&route::article(&a.id)))
            .required(),
    ]
}

fn figures_in(card: &ArticleCard) -> usize {
    card.figures.iter().map(|(_, id)| id).collect::<BTreeSet<_>>().len()
}

/// A recomputed relation and its region.
pub(super) type Check<'a> = (Adcode, &'a CheckRecord);

pub(super) fn check_columns<'a>() -> Vec<Column<Check<'a>>> {
    type Of<'a> = Column<Check<'a>>;
    vec![
        Of::new("region", Text, ["区划代码", "Division code"], |(code, _)| text(code)).required(),
        Of::new(
            "kind",
            Text,
            ["关系：share、sum、change、same-whole", "Which relation"],
            |(_, c)| word(&c.kind),
        )
        .required(),
        Of::new(
            "figures",
            List,
            ["数据编号，被验算者在末", "Figures, the checked one last"],
            |(_, c)| Cell::List(c.figures.iter().map(ToString::to_string).collect()),
        )
        .required(),
        Of::new(
            "result",
            Text,
            ["结果：confirmed、explained、contradicted", "Verdict"],
            |(_, c)| word(&c.result),
        )
        .required(),
        Of::new("formula", Text, ["算式", "The calculation"], |(_, c)| text(&c.formula)).required(),
        Of::new("article", Text, ["文章编号", "Article id"], |(_, c)| text(&c.article)).required(),
    ]
}

/// Every recomputed relation.
pub(super) fn checks(report: &Report) -> impl Iterator<Item = Check<'_>> {
    report.regions.iter().flat_map(|(code, p)| p.checks.iter().map(|check| (*code, check)))
}
