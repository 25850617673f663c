//! The table of figures, whole and parted by region.

use super::table::Kind::{Boolean, Integer, List, Number, Text};
use super::table::{Cell, Column, text, word};
use crate::decimal::{Decimal, plain};
use crate::extract::Value;
use crate::model::{Cite, FigureRecord, Profile};
use crate::site::view::{Planner, plain_value};

/// A figure, and where to look things up.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    /// Finds pages and names.
    pub(super) planner: &'a Planner<'a>,
    /// The figure.
    pub(super) figure: &'a FigureRecord,
}

impl Record<'_> {
    fn region(&self) -> Option<&Profile> {
        self.planner.report().regions.get(&self.figure.region)
    }

    const fn range(&self) -> Option<(Decimal, Decimal)> {
        match self.figure.value {
            Value::Point(_) => None,
            Value::Range { low, high } => Some((low, high)),
        }
    }

    fn cite(&self, get: impl Fn(&Cite) -> Cell) -> Cell {
        self.figure.cites.first().map_or(Cell::Empty, get)
    }

    /// The words marked in the sentence; nearly always they are those of `surface`.
    fn exact(&self) -> Cell {
        let words = self.figure.cites.first().map(|c| c.mark.of(&c.text));
        Cell::text(words.filter(|words| *words != self.figure.surface))
    }

    /// The score taken apart, for the figures that were chosen by it.
    fn reason(&self) -> Cell {
        let chosen = self.region().is_some_and(|p| p.cards.contains(&self.figure.id));
        if chosen { text(&self.figure.rank_reason) } else { Cell::Empty }
    }
}

type Of<'a> = Column<Record<'a>>;
type Columns<'a> = Vec<Of<'a>>;

/// The columns of the table.
pub(super) fn columns<'a>() -> Columns<'a> {
    [identity(), value(), sense(), rating(), evidence()].concat()
}

/// What is measured where.
fn identity<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "id",
            Text,
            ["数据编号，与页面锚点相同，各版不变", "Stable identity, the anchor on the page"],
            |r| text(&r.figure.id),
        )
        .required()
        .regional(),
        Of::new(
            "region",
            Text,
            ["区划代码（GB/T 2260）", "Division code (GB/T 2260)"],
            |r| text(&r.figure.region),
        )
        .required(),
        Of::new("region_name", Text, ["地区名称", "Name of the division"], |r| {
            Cell::text(r.region().map(|p| &p.region.name))
        })
        .required(),
        Of::new(
            "locality",
            Text,
            ["所指乡镇、村或项目", "Town, village or project"],
            |r| Cell::text(r.figure.locality.as_ref()),
        )
        .regional(),
        Of::new(
            "partner",
            Text,
            ["帮扶对方的区划代码", "Division code of the other side of aid"],
            |r| Cell::text(r.figure.partner),
        ),
        Of::new(
            "indicator",
            Text,
            ["指标编号；原文称谓无对应指标时为空", "Indicator id, where one fits"],
            |r| Cell::text(r.figure.indicator.as_ref()),
        )
        .regional(),
        Of::new(
            "measure",
            Text,
            [
                "原文所称的量；原文没有说出时为空",
                "The measured thing in the text's words, where it says so",
            ],
            |r| Cell::text(Some(&r.figure.measure).filter(|m| !m.is_empty())),
        )
        .regional(),
        Of::new("group", Text, ["门类编号", "Group id"], |r| {
            Cell::text(Some(&r.figure.group).filter(|g| !g.is_empty()))
        }),
    ]
}

/// How much.
fn value<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "value",
            Text,
            ["数值（基本单位；范围写作“低~高”）", "Value in base units; a range is low~high"],
            |r| text(&plain_value(r.figure)),
        )
        .required()
        .regional(),
        Of::new("low", Number, ["范围下限", "Lower end of a range"], |r| {
            r.range().map_or(Cell::Empty, |(low, _)| Cell::Number(plain(low)))
        }),
        Of::new("high", Number, ["范围上限", "Upper end of a range"], |r| {
            r.range().map_or(Cell::Empty, |(_, high)| Cell::Number(plain(high)))
        }),
        Of::new(
            "approx",
            Text,
            ["约数：about、over、under、at_least、at_most", "How it is blurred"],
            |r| r.figure.approx.as_ref().map_or(Cell::Empty, word),
        )
        .regional(),
        Of::new("unit", Text, ["基本单位", "Canonical unit"], |r| text(&r.figure.unit))
            .required()
            .regional(),
        Of::new("surface", Text, ["原文写法", "As printed"], |r| text(&r.figure.surface))
            .required()
            .regional(),
        Of::new("per", Text, ["人均、户均、亩均等", "What it is stated per"], |r| {
            Cell::text(r.figure.per.as_ref())
        })
        .regional(),
    ]
}

/// When, and in which sense.
fn sense<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "period",
            Text,
            [
                "期别（ISO）：2019、2016/2020、@2019-12（截至）；空为未注明",
                "Period (ISO), @ for as of; empty when not stated",
            ],
            |r| Cell::text(r.figure.period),
        )
        .regional(),
        Of::new(
            "period_basis",
            Text,
            ["期别的依据：stated、resolved、carried、default", "How the period was found"],
            |r| r.figure.period_basis.as_ref().map_or(Cell::Empty, word),
        ),
        Of::new("region_basis", Text, ["地区的依据", "How the region was found"], |r| {
            word(&r.figure.region_basis)
        })
        .required(),
        Of::new(
            "status",
            Text,
            ["性质：actual、planned、baseline、requirement", "In which sense it holds"],
            |r| word(&r.figure.status),
        )
        .required()
        .regional(),
        Of::new(
            "state",
            Boolean,
            ["现状（而不是做成的事）", "What is so, not what was done"],
            |r| Cell::Boolean(r.figure.state),
        )
        .required(),
        Of::new(
            "cumulative",
            Boolean,
            ["累计数", "Added up since the start of the period"],
            |r| Cell::Boolean(r.figure.cumulative),
        )
        .required(),
        Of::new(
            "scope",
            Text,
            ["范围：region、part、locality、project、household", "How much of the region"],
            |r| word(&r.figure.scope),
        )
        .required()
        .regional(),
    ]
}

/// How far it is to be trusted.
fn rating<'a>() -> Columns<'a> {
    vec![
        Of::new("key", Boolean, ["是否列入要数", "Whether it is a key figure"], |r| {
            Cell::Boolean(r.figure.key)
        })
        .required()
        .regional(),
        Of::new("grade", Text, ["等级：甲乙丙丁", "Grade"], |r| word(&r.figure.grade))
            .required()
            .regional(),
        Of::new("rank", Integer, ["排序得分", "Score of the ranking"], |r| {
            Cell::Number(r.figure.rank.to_string())
        })
        .required(),
        Of::new(
            "rank_reason",
            Text,
            ["得分构成；只列入选要数卡片者", "What the score is made of; of the cards only"],
            Record::reason,
        ),
    ]
}

/// Where it was read.
fn evidence<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "sources",
            Integer,
            ["独立来源数（转载合并）", "Independent sources"],
            |r| Cell::count(r.figure.sources),
        )
        .required(),
        Of::new("article", Text, ["文章编号", "Article id"], |r| r.cite(|c| text(&c.article)))
            .required()
            .regional(),
        Of::new(
            "sentence",
            Integer,
            ["句号，即文章页的 s 编号", "Sentence number, the sN of the article page"],
            |r| r.cite(|c| Cell::count(c.sentence)),
        )
        .required()
        .regional(),
        Of::new(
            "exact",
            Text,
            [
                "句中标出的文字，与原文写法相同时为空；整句见 sentences 表",
                "The words marked in it, where not `surface`; the sentences table has it whole",
            ],
            Record::exact,
        )
        .regional(),
        Of::new(
            "conflicts",
            List,
            ["说法不一的其他数据编号", "Ids of figures that say otherwise"],
            |r| Cell::List(r.figure.conflicts.iter().map(ToString::to_string).collect()),
        ),
        Of::new("corrected", Text, ["更正说明", "What a correction did"], |r| {
            Cell::text(r.figure.corrected.as_ref())
        }),
        Of::new(
            "page",
            Text,
            ["页面地址（相对站点根）", "Its place, from the root of the site"],
            |r| text(&r.planner.figure_page(r.figure)),
        )
        .required(),
    ]
}
