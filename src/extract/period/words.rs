//! Time words without digits of a date: 目前, 近三年, 上个月, 昨天, 近期.

use super::super::numeral::{Glyphs, is_digit, starts};
use super::calendar::small;
use super::lex::{Moment, Part, Point, Step, YearRef};
use crate::rules::Initials;
use std::sync::LazyLock;

/// Words for the time of writing.
pub(crate) const NOW: &[&str] = &["目前", "当前", "现在", "如今", "今日", "眼下", "本报告期末"];

/// Words that only look like a time, or name none that could be given in figures.
const VAGUE: &[&str] = &[
    "近年来",
    "近些年来",
    "近几年来",
    "近年",
    "近期",
    "近日",
    "近来",
    "日前",
    "早年",
    "同期",
    "前期",
    "前段时期",
    "前不久",
    "往年",
    "当天",
    "当日",
    "当晚",
    "次日",
    "同日",
    "同月",
    "当月",
];

const DAYS: &[(&str, i32)] = &[
    ("大前天", -3),
    ("大后天", 3),
    ("昨天", -1),
    ("昨日", -1),
    ("昨晚", -1),
    ("前天", -2),
    ("前日", -2),
    ("今天", 0),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
];
const MONTHS: &[(&str, i32)] = &[
    ("上上个月", -2),
    ("上个月", -1),
    ("上月", -1),
    ("本月份", 0),
    ("这个月", 0),
    ("本月", 0),
    ("下下个月", 2),
    ("下个月", 1),
    ("下月", 1),
];
const WEEK_WORDS: &[(&str, i32)] = &[
    ("上上个", -2),
    ("上上", -2),
    ("上一个", -1),
    ("上个", -1),
    ("上", -1),
    ("这个", 0),
    ("这", 0),
    ("本", 0),
    ("下下个", 2),
    ("下下", 2),
    ("下一个", 1),
    ("下个", 1),
    ("下", 1),
    ("", 0),
];
const WEEKS: &[&str] = &["星期", "礼拜", "周"];
const QUARTERS: &[(&str, i32)] = &[
    ("上个季度", -1),
    ("上季度", -1),
    ("上一季度", -1),
    ("本季度", 0),
    ("这个季度", 0),
    ("下个季度", 1),
    ("下季度", 1),
];

/// What the words of each reader begin with.
struct Heads {
    now: Initials,
    stretch: Initials,
    counted: Initials,
    year: Initials,
    week: Initials,
    vague: Initials,
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let weeks = WEEK_WORDS.iter().map(|(word, _)| *word).chain(WEEKS.iter().copied());
    let counted = [DAYS, MONTHS, QUARTERS].into_iter().flatten().map(|(word, _)| *word);
    Heads {
        now: Initials::of(NOW.iter().copied()),
        stretch: Initials::of(BACK.iter().chain(FORTH).copied()),
        counted: Initials::of(counted),
        year: Initials::of(YEAR_ENDS.iter().chain(YEAR_WORDS).map(|(word, _)| *word)),
        week: Initials::of(weeks),
        vague: Initials::of(VAGUE.iter().copied()),
    }
});

/// Reads a time word at character `start`.
pub(crate) fn word(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let c = glyphs.at(start);
    let number = starts(c);
    let on = |may: bool, read: fn(&Glyphs<'_>, usize) -> Option<(Moment, usize)>| {
        may.then(|| read(glyphs, start)).flatten()
    };
    on(HEADS.now.may_have(c), |glyphs, at| Some((Moment::Now, glyphs.any(at, NOW)?.1)))
        .or_else(|| on(number || HEADS.stretch.may_have(c), stretch))
        .or_else(|| on(number, ago))
        .or_else(|| on(HEADS.counted.may_have(c), counted))
        .or_else(|| on(HEADS.year.may_have(c), year_word))
        .or_else(|| on(HEADS.week.may_have(c), weeks))
        .or_else(|| {
            let vague = |glyphs: &Glyphs<'_>, at| Some((Moment::Vague, glyphs.any(at, VAGUE)?.1));
            on(HEADS.vague.may_have(c), vague)
        })
}

/// Words with a fixed step: 昨天, 上个月, 上季度.
fn counted(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let find = |list: &[(&str, i32)]| {
        let (word, step) = list.iter().find(|(word, _)| glyphs.has(start, word))?;
        Some((*step, start + word.chars().count()))
    };
    if let Some((step, end)) = find(DAYS) {
        let inside = matches!(glyphs.at(start), '前' | '后') && {
            let before = glyphs.before(start, 1);
            is_digit(before) || matches!(before, '目' | '以' | '年' | '大' | '之')
        };
        return (!inside).then_some((Moment::Step(Step::Days(step)), end));
    }
    if let Some((step, end)) = find(MONTHS) {
        let day =
            small(glyphs, end, 31).filter(|(_, stop)| matches!(glyphs.at(*stop), '日' | '号'));
        if let Some((day, stop)) = day {
            return Some((Moment::Step(Step::MonthDay(step, i8::try_from(day).ok()?)), stop + 1));
        }
        if glyphs.any(end, &["底", "末"]).is_some() {
            return Some((Moment::Step(Step::MonthDay(step, 31)), end + 1));
        }
        return Some((Moment::Step(Step::Months(step)), end));
    }
    find(QUARTERS).map(|(step, end)| (Moment::Step(Step::Quarters(step)), end))
}

const YEAR_ENDS: &[(&str, YearRef)] = &[
    ("当年底", YearRef::Same),
    ("同年底", YearRef::Same),
    ("今年底", YearRef::Relative(0)),
    ("年底前", YearRef::Told),
    ("年底", YearRef::Told),
    ("年末", YearRef::Told),
];
const YEAR_WORDS: &[(&str, YearRef)] = &[
    ("当年", YearRef::Same),
    ("同年", YearRef::Same),
    ("次年", YearRef::Same),
    ("翌年", YearRef::Same),
    ("年初", YearRef::Told),
    ("年内", YearRef::Told),
    ("全年", YearRef::Whole),
];

/// 年底, 上半年 and the like without a year, 当年, 今年来, 全年.
fn year_word(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    for (word, year) in YEAR_ENDS {
        let digit_before =
            glyphs.before(start, 1).is_ascii_digit() || is_digit(glyphs.before(start, 1));
        if glyphs.has(start, word) && !digit_before && glyphs.before(start, 1) != '年' {
            let point = Point { year: Some(*year), part: Some(Part::End), ..Point::default() };
            return Some((Moment::AsOf(point), start + word.chars().count()));
        }
    }
    for (word, year) in YEAR_WORDS {
        let digit_before =
            glyphs.before(start, 1).is_ascii_digit() || is_digit(glyphs.before(start, 1));
        if glyphs.has(start, word) && !digit_before {
            let end = start + 2;
            if matches!(*word, "次年" | "翌年") {
                return Some((Moment::Vague, end));
            }
            let part = (*word == "年初").then_some(Part::Beginning);
            return Some((Moment::At(Point { year: Some(*year), part, ..Point::default() }), end));
        }
    }
    None
}

const BACK: &[&str] = &["过去的", "过去", "最近", "近", "这"];
const FORTH: &[&str] = &["未来的", "未来", "今后", "接下来"];

/// 近4年来, 过去三年, 最近两个月, 未来五年, 两年来.
fn stretch(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    let words = HEADS.stretch.may_have(glyphs.at(start));
    let any = |at, list| if words { glyphs.any(at, list) } else { None };
    let (back, from) = any(start, BACK).map_or((false, start), |(_, end)| (true, end));
    let (forth, from) = any(start, FORTH).map_or((false, from), |(_, end)| (true, end));
    let (count, at) = small(glyphs, from, 99)?;
    let bare = !back && !forth;
    if bare && (glyphs.before(start, 1).is_ascii_digit() || glyphs.before(start, 1) == '.') {
        return None;
    }
    let (unit, mut end) = glyphs.any(at, &["年", "个月", "个星期", "周", "天", "日", "个季度"])?;
    if glyphs.any(end, &["级", "度", "底", "初", "末", "月"]).is_some() {
        return None;
    }
    let mut since = false;
    if let Some((_, stop)) = glyphs.any(end, &["多来", "以来", "时间里", "间", "来", "里", "时间"])
    {
        since = glyphs.at(stop - 1) == '来';
        end = stop;
    }
    // 五年间, 三年里 look back without a word for it; 三天时间 is an amount.
    let looks_back = unit == "年" && matches!(glyphs.at(end - 1), '间' | '里') && count > 1;
    if bare && !since && (!looks_back || glyphs.ends(end, "时间")) {
        return None;
    }
    // 近20天 without 来 is an amount, nearly twenty days; so is 近3年 before anything but a comma.
    let near = back && glyphs.at(start) == '近' && !since;
    let digits = glyphs.at(from).is_ascii_digit() && !matches!(glyphs.at(end), ',' | '，');
    if near && (matches!(unit, "天" | "日" | "周" | "个星期") || digits) {
        return None;
    }
    Some((stretch_of(unit, count, forth), end))
}

/// 三年前, 10天后, 两个月前.
fn ago(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    if glyphs.before(start, 1).is_ascii_digit()
        || matches!(glyphs.before(start, 1), '.' | '第' | '近')
    {
        return None;
    }
    let (count, at) = small(glyphs, start, 99)?;
    let (unit, at) = glyphs.any(at, &["年", "个月", "个星期", "周", "天"])?;
    let (word, end) = glyphs.any(at, &["以前", "之前", "前", "以后", "之后", "后"])?;
    if matches!(glyphs.at(end), '期' | '夕' | '往' | '来') {
        return None;
    }
    let count = if word.contains('前') { -count } else { count };
    let moment = match unit {
        "年" => {
            let year = Some(YearRef::Relative(i16::try_from(count).ok()?));
            Moment::At(Point { year, ..Point::default() })
        }
        "个月" => Moment::Step(Step::Months(count)),
        "天" => Moment::Step(Step::Days(count)),
        _ => Moment::Step(Step::Days(count * 7)),
    };
    Some((moment, end))
}

fn stretch_of(unit: &str, count: i32, forth: bool) -> Moment {
    let years = i16::try_from(count).unwrap_or(0);
    match (unit, forth) {
        ("年", false) => Moment::LastYears(years),
        ("年", true) => Moment::NextYears(years),
        ("个月", false) => Moment::Step(Step::LastMonths(count)),
        ("个月", true) => Moment::Step(Step::NextMonths(count)),
        ("个季度", false) => Moment::Step(Step::LastMonths(count * 3)),
        ("个季度", true) => Moment::Step(Step::NextMonths(count * 3)),
        ("个星期" | "周", false) => Moment::Step(Step::LastDays(count * 7)),
        ("个星期" | "周", true) => Moment::Step(Step::NextDays(count * 7)),
        (_, false) => Moment::Step(Step::LastDays(count)),
        (_, true) => Moment::Step(Step::NextDays(count)),
    }
}

/// 上周, 本周三, 星期五, 周末 of a week.
fn weeks(glyphs: &Glyphs<'_>, start: usize) -> Option<(Moment, usize)> {
    for (word, offset) in WEEK_WORDS {
        if !glyphs.has(start, word) {
            continue;
        }
        let Some((name, at)) = glyphs.any(start + word.chars().count(), WEEKS) else { continue };
        let bare = word.is_empty();
        if bare
            && (is_digit(glyphs.before(start, 1))
                || matches!(glyphs.before(start, 1), '个' | '每' | '一' | '逢'))
        {
            return None;
        }
        if let Some(day) = weekday(glyphs.at(at)) {
            let day_word =
                (glyphs.at(at) == '日' || glyphs.at(at) == '天') || !is_digit(glyphs.at(at + 1));
            if day_word && glyphs.at(at + 1) != '调' && glyphs.at(at + 1) != '年' {
                return Some((Moment::Step(Step::Weekday(*offset, day)), at + 1));
            }
        }
        if bare
            || *word == "上" && name == "周" && glyphs.at(at) == '期'
            || matches!(glyphs.at(at), '边' | '围' | '密' | '期' | '转' | '年')
        {
            return None;
        }
        return Some((Moment::Step(Step::Weeks(*offset)), at));
    }
    None
}

const fn weekday(c: char) -> Option<i8> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '日' | '天' => 7,
        _ => return None,
    })
}
