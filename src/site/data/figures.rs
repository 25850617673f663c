//! The table of figures.

use super::table::Kind::{Boolean, Date, Integer, List, Number, Text};
use super::table::{Cell, Column, text, word};
use crate::date::Date as Day;
use crate::decimal::Decimal;
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

    /// The ends of a range; a single value bounds itself, so that no column of numbers has gaps.
    const fn bounds(&self) -> (Decimal, Decimal) {
        match self.figure.value {
            Value::Point(value) => (value, value),
            Value::Range { low, high } => (low, high),
        }
    }

    fn day(&self, pick: impl Fn((Option<Day>, Option<Day>)) -> Option<Day>) -> Cell {
        Cell::text(self.figure.period.and_then(|period| pick(period.bounds())))
    }

    fn cite(&self, get: impl Fn(&Cite) -> Cell) -> Cell {
        self.figure.cites.first().map_or(Cell::Empty, get)
    }

    /// The words marked in the sentence; nearly always they are those of `surface`.
    fn exact(&self) -> Cell {
        let words = self.figure.cites.first().map(|c| c.mark.of(&c.text));
        Cell::text(words.filter(|words| *words != self.figure.surface))
    }

    /// What tells its page from the first one of its region.
    fn part(&self) -> Cell {
        Cell::text(Some(self.planner.figure_part(self.figure)).filter(|part| *part > 0))
    }

    /// The score taken apart, for the figures that were chosen by it.
    fn reason(&self) -> Cell {
        let chosen = self.region().is_some_and(|p| p.cards.contains(&self.figure.id));
        if chosen { text(&self.figure.rank_reason) } else { Cell::Empty }
    }
}

/// All figures, those of one region one after another.
pub(super) fn all<'a>(planner: &'a Planner<'a>) -> impl Iterator<Item = Record<'a>> {
    let mut figures: Vec<&FigureRecord> = planner.report().figures.values().collect();
    figures.sort_by_key(|figure| figure.region);
    figures.into_iter().map(move |figure| Record { planner, figure })
}

type Of<'a> = Column<Record<'a>>;
type Columns<'a> = Vec<Of<'a>>;

/// The columns of the table; what few figures have comes last, where JSON leaves it out.
pub(super) fn columns<'a>() -> Columns<'a> {
    [identity(), value(), period(), sense(), rating(), evidence(), seldom(), rarely()].concat()
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
        .required(),
        Of::new(
            "region",
            Text,
            ["区划代码（GB/T 2260），见 regions 表", "Division code (GB/T 2260), see regions"],
            |r| text(&r.figure.region),
        )
        .required()
        .listed(),
        Of::new(
            "indicator",
            Text,
            [
                "指标编号，见 indicators 表；原文称谓无对应指标时为空",
                "Indicator id, where one fits; see indicators",
            ],
            |r| Cell::text(r.figure.indicator.as_ref()),
        )
        .listed(),
        Of::new(
            "measure",
            Text,
            [
                "原文所称的量；原文没有说出时为空",
                "The measured thing in the text's words, where it says so",
            ],
            |r| Cell::text(Some(&r.figure.measure).filter(|m| !m.is_empty())),
        )
        .listed(),
    ]
}

/// How much.
fn value<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "value",
            Number,
            ["数值（基本单位）；范围为空", "Value in base units; a range has none"],
            |r| match r.figure.value {
                Value::Point(value) => Cell::decimal(value),
                Value::Range { .. } => Cell::Empty,
            },
        ),
        Of::new(
            "low",
            Number,
            ["下限；单个数值即其本身", "Lower end; a single value itself"],
            |r| Cell::decimal(r.bounds().0),
        )
        .required(),
        Of::new(
            "high",
            Number,
            ["上限；单个数值即其本身", "Upper end; a single value itself"],
            |r| Cell::decimal(r.bounds().1),
        )
        .required(),
        Of::new(
            "value_text",
            Text,
            [
                "供阅读的数值与单位，范围写作“低~高”",
                "Value and unit for people; a range is low~high",
            ],
            |r| text(format!("{} {}", plain_value(r.figure), r.figure.unit).trim_end()),
        )
        .required(),
        Of::new("unit", Text, ["基本单位", "Canonical unit"], |r| text(&r.figure.unit))
            .required()
            .listed(),
        Of::new("surface", Text, ["原文写法", "As printed"], |r| text(&r.figure.surface))
            .required(),
    ]
}

/// When.
fn period<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "period",
            Text,
            [
                "期别（ISO）：2019、2019-06、2016/2020、2016/（起）、/2016（以前）；空为未注明",
                "Period (ISO); empty when not stated",
            ],
            |r| {
                let period = r.figure.period.map(|period| period.to_string());
                Cell::text(period.as_deref().map(|period| period.trim_start_matches('@')))
            },
        )
        .listed(),
        Of::new(
            "period_kind",
            Text,
            [
                "year、month、day、range、as_of（截至）、open（一端未定）",
                "Which kind of time it is",
            ],
            |r| Cell::text(r.figure.period.map(|period| period.kind())),
        )
        .listed(),
        Of::new(
            "period_start",
            Date,
            ["期别首日；未定则为空", "First day, where it is known"],
            |r| r.day(|(start, _)| start),
        )
        .listed(),
        Of::new(
            "period_end",
            Date,
            ["期别末日（含）；未定则为空", "Last day, inclusive, where it is known"],
            |r| r.day(|(_, end)| end),
        )
        .listed(),
        Of::new(
            "period_basis",
            Text,
            ["期别的依据：stated、resolved、carried、default", "How the period was found"],
            |r| r.figure.period_basis.as_ref().map_or(Cell::Empty, word),
        )
        .listed(),
    ]
}

/// In which sense.
fn sense<'a>() -> Columns<'a> {
    vec![
        Of::new("region_basis", Text, ["地区的依据", "How the region was found"], |r| {
            word(&r.figure.region_basis)
        })
        .required()
        .listed(),
        Of::new(
            "status",
            Text,
            ["性质：actual、planned、baseline、requirement", "In which sense it holds"],
            |r| word(&r.figure.status),
        )
        .required()
        .listed(),
        Of::new(
            "scope",
            Text,
            ["范围：region、part、locality、project、household", "How much of the region"],
            |r| word(&r.figure.scope),
        )
        .required()
        .listed(),
    ]
}

/// How far it is to be trusted.
fn rating<'a>() -> Columns<'a> {
    vec![
        Of::new("key", Boolean, ["是否列入要数", "Whether it is a key figure"], |r| {
            Cell::Boolean(r.figure.key)
        })
        .required()
        .listed(),
        Of::new("grade", Text, ["等级：甲乙丙丁", "Grade"], |r| word(&r.figure.grade))
            .required()
            .listed(),
        Of::new("rank", Integer, ["排序得分", "Score of the ranking"], |r| {
            Cell::Number(r.figure.rank.to_string())
        })
        .required(),
        Of::new(
            "sources",
            Integer,
            ["独立来源数（转载合并）", "Independent sources"],
            |r| Cell::count(r.figure.sources),
        )
        .required(),
    ]
}

/// Where it was read, and where it is shown.
fn evidence<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "article",
            Text,
            ["文章编号，见 articles 表", "Article id, see articles"],
            |r| r.cite(|c| text(&c.article)),
        )
        .required()
        .listed(),
        Of::new(
            "sentence",
            Integer,
            [
                "句号，即文章页的 s 编号；整句见 sentences 表",
                "Sentence number, the sN of the article page; the sentences table has it whole",
            ],
            |r| r.cite(|c| Cell::count(c.sentence)),
        )
        .required(),
        Of::new(
            "part",
            Text,
            [
                "所在页：空为 regions/地区.html，否则为 regions/地区-分页.html",
                "Its page: regions/REGION.html when empty, else regions/REGION-PART.html",
            ],
            Record::part,
        )
        .listed(),
    ]
}

/// What few figures have.
fn seldom<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "locality",
            Text,
            ["所指乡镇、村或项目", "Town, village or project"],
            |r| Cell::text(r.figure.locality.as_ref()),
        )
        .listed(),
        Of::new("per", Text, ["人均、户均、亩均等", "What it is stated per"], |r| {
            Cell::text(r.figure.per.as_ref())
        })
        .listed(),
        Of::new(
            "approx",
            Text,
            ["约数：about、over、under、at_least、at_most", "How it is blurred"],
            |r| r.figure.approx.as_ref().map_or(Cell::Empty, word),
        )
        .listed(),
        Of::new(
            "cumulative",
            Boolean,
            ["是否累计数", "Whether it is added up since the start of the period"],
            |r| Cell::Boolean(r.figure.cumulative),
        )
        .required()
        .listed(),
        Of::new(
            "state",
            Boolean,
            ["是否现状（而不是做成的事）", "Whether it is what is so, not what was done"],
            |r| Cell::Boolean(r.figure.state),
        )
        .required()
        .listed(),
        Of::new(
            "conflicts",
            List,
            ["说法不一的其他数据编号", "Ids of figures that say otherwise"],
            |r| Cell::list(r.figure.conflicts.iter().map(ToString::to_string).collect()),
        ),
        Of::new(
            "partner",
            Text,
            ["帮扶对方的区划代码", "Division code of the other side of aid"],
            |r| Cell::text(r.figure.partner),
        )
        .listed(),
    ]
}

/// What hardly any figure has.
fn rarely<'a>() -> Columns<'a> {
    vec![
        Of::new(
            "rank_reason",
            Text,
            ["得分构成；只列入选要数卡片者", "What the score is made of; of the cards only"],
            Record::reason,
        )
        .listed(),
        Of::new(
            "exact",
            Text,
            [
                "句中标出的文字，与原文写法相同时为空",
                "The words marked in the sentence, where not `surface`",
            ],
            Record::exact,
        ),
        Of::new("corrected", Text, ["更正说明", "What a correction did"], |r| {
            Cell::text(r.figure.corrected.as_ref())
        }),
    ]
}
