//! Time expressions: what a stretch of text says about when, before it is known which year.

use super::super::numeral::{Glyphs, is_digit};
use super::calendar::{may_begin, point, small, small8, year_digits};
use crate::rules::Initials;
use std::sync::LazyLock;

/// Which year a point lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearRef {
    /// 2016年.
    Absolute(i16),
    /// 今年 0, 去年 -1, 明年 1.
    Relative(i16),
    /// 当年, 同年: the year spoken of before.
    Same,
    /// 年末, 年内: the year that the heading or title tells of, else that of speaking.
    Told,
    /// 全年: the year spoken of, else the one that the heading or title tells of.
    Whole,
}

/// Part of a year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 初.
    Beginning,
    /// 中.
    Middle,
    /// 底, 末.
    End,
    /// Days from–to of the month: 上旬 1–10.
    Days(i8, i8),
    /// Months from–to of the year: 上半年 1–6, 三季度 7–9, 前三季度 1–9, 1—4月.
    Months(i8, i8),
}

/// A point or stretch as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) year: Option<YearRef>,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) part: Option<Part>,
}

/// A word that counts from the day of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// 昨天 -1.
    Days(i32),
    /// 上个月 -1.
    Months(i32),
    /// 下月5号: month, day; a day past the end is the last.
    MonthDay(i32, i8),
    /// 上周 -1.
    Weeks(i32),
    /// 上周三: week, weekday 1–7.
    Weekday(i32, i8),
    /// 上季度 -1.
    Quarters(i32),
    /// 近三个月: that many months, weeks or days back.
    LastMonths(i32),
    /// 过去两周, 最近7天.
    LastDays(i32),
    /// 未来三天, 今后两周.
    NextDays(i32),
    /// 未来三个月.
    NextMonths(i32),
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// One point or stretch.
    At(Point),
    /// From one to the other, both included.
    Range(Point, Point),
    /// From the point until the text was written: 以来, 至今.
    Since(Point),
    /// The state at the point: 截至, 年底.
    AsOf(Point),
    /// A five-year plan by its number: 十三五.
    Plan(i16),
    /// 近N年, N年来.
    LastYears(i16),
    /// 未来三年, 今后五年.
    NextYears(i16),
    /// 目前, 截至目前.
    Now,
    /// Counted from the day of speaking.
    Step(Step),
    /// 近期, 近年来, 日前: time words that name no time.
    Vague,
}

/// A time expression in a text; indices count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) moment: Moment,
}

/// Whether a time expression may start with `c`.
pub(crate) const fn starts(c: char) -> bool {
    c.is_ascii_digit()
        || is_digit(c)
        || matches!(
            c,
            '十' | '今'
                | '去'
                | '前'
                | '明'
                | '后'
                | '本'
                | '上'
                | '下'
                | '当'
                | '同'
                | '次'
                | '翌'
                | '大'
                | '近'
                | '截'
                | '目'
                | '现'
                | '昨'
                | '年'
                | '过'
                | '最'
                | '未'
                | '这'
                | '周'
                | '星'
                | '第'
                | '全'
                | '日'
                | '春'
                | '如'
                | '眼'
                | '“'
                | '迄'
                | '至'
                | '早'
                | '往'
                | '几'
                | '礼'
        )
}

/// Reads the time expression that starts at character `start`.
pub(crate) fn expression(glyphs: &Glyphs<'_>, start: usize) -> Option<Expression> {
    if !starts(glyphs.at(start)) {
        return None;
    }
    let c = glyphs.at(start);
    let (moment, end) = on(HEADS.as_of.may_have(c), as_of, glyphs, start)
        .or_else(|| on(HEADS.plan.may_have(c) || QUOTES.contains(&c), plan, glyphs, start))
        .or_else(|| dated(glyphs, start))
        .or_else(|| super::words::word(glyphs, start))?;
    Some(Expression { start, end, moment })
}

type Found = Option<(Moment, usize)>;

/// What `read` finds at `start`, where it may find something.
fn on(
    may: bool,
    read: fn(&Glyphs<'_>, usize) -> Found,
    glyphs: &Glyphs<'_>,
    start: usize,
) -> Found {
    if may { read(glyphs, start) } else { None }
}

/// What the words of some readers begin with.
struct Heads {
    as_of: Initials,
    plan: Initials,
    century: Initials,
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| Heads {
    as_of: Initials::of(AS_OF.iter().copied()),
    plan: Initials::of(PLANS.iter().map(|(name, _)| *name)),
    century: Initials::of(CENTURIES.iter().copied()),
});

const AS_OF: &[&str] = &["截至到", "截止到", "截至", "截止至", "截止", "至"];

/// 截至2019年底, 截至目前.
fn as_of(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let (word, from) = glyphs.any(start, AS_OF)?;
    let from = glyphs.skip_space(from);
    if let Some((_, end)) = glyphs.any(from, super::words::NOW) {
        return Some((Moment::Now, end));
    }
    if word == "至" {
        return None;
    }
    if let Some((Moment::At(point) | Moment::AsOf(point), end)) = dated(glyphs, from) {
        return Some((Moment::AsOf(point), end));
    }
    match super::words::word(glyphs, from) {
        Some((Moment::Step(Step::Days(_)), end)) => Some((Moment::Now, end)),
        found => found,
    }
}

const QUOTES: &[char] = &['“', '”', '"', '「', '」', '‘', '’'];
const PLANS: &[(&str, i16)] = &[
    ("十一五", 11),
    ("十二五", 12),
    ("十三五", 13),
    ("十四五", 14),
    ("十五五", 15),
    ("十五", 10),
    ("九五", 9),
    ("八五", 8),
];

/// “十三五”期间. Bare 十五 and the older ones need their quotes.
fn plan(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let quoted = QUOTES.contains(&glyphs.at(start));
    let from = start + usize::from(quoted);
    let (name, number) = PLANS.iter().find(|(name, _)| glyphs.has(from, name))?;
    let mut end = from + name.chars().count();
    if quoted {
        if !QUOTES.contains(&glyphs.at(end)) {
            return None;
        }
        end += 1;
    } else if *number <= 10 || is_digit(glyphs.before(start, 1)) {
        return None;
    }
    if let Some((word, stop)) = glyphs.any(end, &["期间", "时期", "以来", "末", "初"]) {
        end = stop;
        if word == "末" {
            let year = Some(YearRef::Absolute(1955 + number * 5));
            let part = Some(Part::End);
            return Some((Moment::AsOf(Point { year, part, ..Point::default() }), end));
        }
    }
    Some((Moment::Plan(*number), end))
}

pub(super) const DASHES: &[&str] = &["——", "—", "--", "-", "~", "至", "到"];

/// A date, a stretch between two, or one followed by 以来.
fn dated(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    if !may_begin(glyphs.at(start)) {
        return None;
    }
    if let Some(found) = year_range(glyphs, start) {
        return Some(since(glyphs, start, found));
    }
    if let Some(found) = decade(glyphs, start) {
        return Some(found);
    }
    let (first, end) = point(glyphs, start)?;
    if let Some((_, from)) = glyphs.any(end, DASHES) {
        if glyphs.any(from, &["今", "目前", "现在", "如今"]).is_some() {
            let stop = from + if glyphs.at(from) == '今' { 1 } else { 2 };
            return Some((Moment::Since(first), stop));
        }
        if let Some((second, stop)) = second(glyphs, from, first) {
            return Some(since(glyphs, start, (Moment::Range(first, second), stop)));
        }
    }
    Some(since(glyphs, start, (Moment::At(first), end)))
}

const SINCE: &[&str] = &["以来", "至今", "以后", "之后", "起", "来"];

/// Adds 以来, 至今, 起 to a point; 年底 and 末 make it a state.
/// Whether 以来 ends the clause that goes on at `at`, within reach.
fn far_since(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let clause = glyphs.from(at).iter().take(18);
    let clause: String = clause.take_while(|c| !matches!(c, ',' | '，' | '。' | '\n')).collect();
    clause.ends_with("以来")
}

fn since(glyphs: &Glyphs<'_>, start: usize, (moment, end): (Moment, usize)) -> (Moment, usize) {
    let point = match moment {
        Moment::At(point) => point,
        Moment::Range(..) => {
            let stop = glyphs.any(end, &["期间"]).map_or(end, |(_, stop)| stop);
            return (moment, stop);
        }
        _ => return (moment, end),
    };
    // 自2012年承担帮扶任务以来: what began then may stand between.
    if point.year.is_some()
        && point.day.is_none()
        && matches!(glyphs.before(start, 1), '自' | '从')
        && far_since(glyphs, end)
    {
        return (Moment::Since(point), end);
    }
    match glyphs.any(end, SINCE) {
        Some(("来", stop)) if !matches!(point.year, Some(YearRef::Relative(_))) => {
            let _ = stop;
        }
        Some(("起", stop)) if glyphs.at(stop) == '来' || point.day.is_some() => {}
        Some(("以后" | "之后", _)) | None => {}
        Some((_, stop)) => return (Moment::Since(point), stop),
    }
    if point.part == Some(Part::End) { (Moment::AsOf(point), end) } else { (moment, end) }
}

/// 2016—2017年, 2016-2020年.
fn year_range(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let (first, end) = year_digits(glyphs, start)?;
    let (_, from) = glyphs.any(end, DASHES)?;
    let (second, stop) = year_digits(glyphs, from)?;
    if glyphs.at(stop) != '年' || first >= second {
        return None;
    }
    let year = |y| Point { year: Some(YearRef::Absolute(y)), ..Point::default() };
    let mut stop = stop + 1;
    if glyphs.at(stop) == '度' {
        stop += 1;
    }
    Some((Moment::Range(year(first), year(second)), stop))
}

pub(super) const CENTURIES: &[&str] =
    &["上世纪", "上个世纪", "本世纪", "20世纪", "21世纪", "二十世纪"];

/// 1990年代, 上世纪90年代, 20世纪八十年代, 九十年代.
fn decade(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let worded = HEADS.century.may_have(glyphs.at(start));
    let (century, from) = match worded.then(|| glyphs.any(start, CENTURIES)).flatten() {
        Some(("本世纪" | "21世纪", end)) => (2000, end),
        Some((_, end)) => (1900, end),
        None => (0, start),
    };
    if century == 0
        && let Some((year, end)) = year_digits(glyphs, start)
    {
        let whole = glyphs.has(end, "年代") && year % 10 == 0;
        return whole.then(|| (ten_years(year), end + 2));
    }
    let (tens, end) = small(glyphs, from, 90)?;
    let tens = i16::try_from(tens).ok().filter(|tens| tens % 10 == 0)?;
    let base = if century == 0 { 1900 } else { century };
    glyphs.has(end, "年代").then(|| (ten_years(base + tens), end + 2))
}

fn ten_years(first: i16) -> Moment {
    let year = |y| Point { year: Some(YearRef::Absolute(y)), ..Point::default() };
    Moment::Range(year(first), year(first + 9))
}

/// The second end of a stretch; what it leaves unsaid is the first's (8月7日至8日).
fn second(glyphs: &Glyphs<'_>, start: usize, first: Point) -> Option<(Point, usize)> {
    if let Some((mut point, end)) = point(glyphs, start) {
        if point.month.is_none() && point.day.is_some() {
            point.month = first.month;
        }
        if point.year.is_none() {
            point.year = first.year;
        }
        return Some((point, end));
    }
    let (day, end) = small8(glyphs, start, 31)?;
    (first.day.is_some() && matches!(glyphs.at(end), '日' | '号'))
        .then_some((Point { day: Some(day), ..first }, end + 1))
}
