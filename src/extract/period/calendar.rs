//! Points in time as they are written: full dates, years, months, days, parts of a year.

use super::super::numeral::{Glyphs, is_digit, number, starts};
use super::lex::{DASHES, Part, Point, YearRef};
use crate::rules::Initials;
use std::sync::LazyLock;

/// Four digits of a plausible year, Arabic or Han.
pub(super) fn year_digits(glyphs: &Glyphs<'_>, start: usize) -> Option<(i16, usize)> {
    let mut value: i16 = 0;
    for index in start..start + 4 {
        let c = glyphs.at(index);
        let digit = c.to_digit(10).or_else(|| han_digit(c))?;
        value = value * 10 + i16::try_from(digit).ok()?;
    }
    let next = glyphs.at(start + 4);
    let longer = next.is_ascii_digit()
        || is_digit(next)
        || next == '.' && glyphs.at(start + 5).is_ascii_digit();
    let before = glyphs.before(start, 1);
    let inside =
        before.is_ascii_digit() || before == '.' && glyphs.before(start, 2).is_ascii_digit();
    (!longer && !inside && (1000..3000).contains(&value)).then_some((value, start + 4))
}

const fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A small whole number, Arabic or Han, of at most `max`.
pub(crate) fn small(glyphs: &Glyphs<'_>, start: usize, max: i32) -> Option<(i32, usize)> {
    let read = number(glyphs, start)?;
    if read.high.is_some() || read.decimals || read.scale > 1 || read.approx.is_some() {
        return None;
    }
    let value = i32::try_from(read.low).ok()?;
    (value <= max && value > 0).then_some((value, read.end))
}

pub(super) fn small8(glyphs: &Glyphs<'_>, start: usize, max: i32) -> Option<(i8, usize)> {
    let (value, end) = small(glyphs, start, max)?;
    Some((i8::try_from(value).ok()?, end))
}

/// A point: full date, year with month, day or part, or month without a year.
pub(super) fn point(glyphs: &Glyphs<'_>, start: usize) -> Option<(Point, usize)> {
    if let Some(found) = iso(glyphs, start) {
        return Some(found);
    }
    if let Some((year, end)) = year(glyphs, start) {
        let mut at = glyphs.skip_space(end);
        if glyphs.at(at) == '的' && within_year(glyphs, at + 1, Some(year)).is_some() {
            at += 1;
        }
        return match within_year(glyphs, at, Some(year)) {
            Some(found) => Some(found),
            None => Some((Point { year: Some(year), ..Point::default() }, end)),
        };
    }
    let before = glyphs.before(start, 1);
    if before.is_ascii_digit() || is_digit(before) || matches!(before, '十' | '.' | '第') {
        return None;
    }
    within_year(glyphs, start, None)
}

const ISO_MARKS: &[char] = &['-', '/', '.'];

/// 2020-01-17, 2020/1/17, 2020.1.17, 2020-01.
fn iso(glyphs: &Glyphs<'_>, start: usize) -> Option<(Point, usize)> {
    let mut value: i16 = 0;
    for index in start..start + 4 {
        value = value * 10 + i16::try_from(glyphs.at(index).to_digit(10)?).ok()?;
    }
    let mark = glyphs.at(start + 4);
    let inside = glyphs.before(start, 1).is_ascii_digit() || glyphs.before(start, 1) == '.';
    if !ISO_MARKS.contains(&mark) || !(1900..2100).contains(&value) || inside {
        return None;
    }
    let (month, end) = plain(glyphs, start + 5, 12)?;
    let year = Some(YearRef::Absolute(value));
    let month = Some(month);
    if glyphs.at(end) == mark
        && let Some((day, stop)) = plain(glyphs, end + 1, 31)
        && !glyphs.at(stop).is_ascii_digit()
    {
        return Some((Point { year, month, day: Some(day), part: None }, stop));
    }
    // Without a day only 2020-01 is a date: 7810.8 and 2020/1 are numbers.
    let whole = mark == '-' && end == start + 7 && !glyphs.at(end).is_ascii_digit();
    whole.then_some((Point { year, month, day: None, part: None }, end))
}

/// One or two Arabic digits.
fn plain(glyphs: &Glyphs<'_>, start: usize, max: i8) -> Option<(i8, usize)> {
    let mut end = start;
    let mut value: i8 = 0;
    while let Some(digit) = glyphs.at(end).to_digit(10).filter(|_| end < start + 2) {
        value = value * 10 + i8::try_from(digit).ok()?;
        end += 1;
    }
    (end > start && value > 0 && value <= max && !glyphs.at(end).is_ascii_digit())
        .then_some((value, end))
}

const RELATIVE: &[(&str, i16)] = &[
    ("大前年", -3),
    ("大后年", 3),
    ("上一年度", -1),
    ("上一年", -1),
    ("下一年", 1),
    ("今年", 0),
    ("去年", -1),
    ("前年", -2),
    ("明年", 1),
    ("后年", 2),
    ("本年度", 0),
    ("本年", 0),
    ("上年度", -1),
    ("上年", -1),
    ("往年", -1),
    ("这一年", 0),
];

/// A year: four digits with 年, two with 年 before a month, or a word.
fn year(glyphs: &Glyphs<'_>, start: usize) -> Option<(YearRef, usize)> {
    if let Some((value, end)) = year_digits(glyphs, start) {
        let at = glyphs.skip_space(end);
        if glyphs.at(at) != '年' || glyphs.any(at, &["年级", "年代"]).is_some() {
            return None;
        }
        let end = at + 1;
        let end = end + usize::from(glyphs.at(end) == '度' && glyphs.at(end + 1) != '过');
        return Some((YearRef::Absolute(value), end));
    }
    if let Some((value, end)) = short_year(glyphs, start) {
        return Some((YearRef::Absolute(value), end));
    }
    if !HEADS.may_have(glyphs.at(start)) {
        return None;
    }
    let (word, offset) = RELATIVE.iter().find(|(word, _)| glyphs.has(start, word))?;
    let before = glyphs.before(start, 1);
    let end = start + word.chars().count();
    let part_of_word = match *word {
        "前年" | "后年" => {
            matches!(before, '之' | '以' | '目' | '此' | '年' | '月' | '今') || is_digit(before)
        }
        "往年" => true,
        _ => false,
    } || glyphs.at(end) == '级'
        || glyphs.at(end) == '轻';
    (!part_of_word).then_some((YearRef::Relative(*offset), end))
}

/// 16年5月, 08年: two digits are a year only before a month, or with a leading zero.
fn short_year(glyphs: &Glyphs<'_>, start: usize) -> Option<(i16, usize)> {
    if glyphs.before(start, 1).is_ascii_digit() || glyphs.before(start, 1) == '.' {
        return None;
    }
    let tens = i16::try_from(glyphs.at(start).to_digit(10)?).ok()?;
    let ones = i16::try_from(glyphs.at(start + 1).to_digit(10)?).ok()?;
    let before_month = small8(glyphs, start + 3, 12).is_some_and(|(_, end)| glyphs.at(end) == '月');
    let zero = tens == 0 && ones > 0 && !matches!(glyphs.at(start + 3), '级' | '代');
    if glyphs.at(start + 2) != '年' || !(before_month || zero) {
        return None;
    }
    let value = tens * 10 + ones;
    Some((if value < 50 { 2000 + value } else { 1900 + value }, start + 3))
}

const HALVES: &[(&str, Part)] = &[
    ("上半年", Part::Months(1, 6)),
    ("下半年", Part::Months(7, 12)),
    ("前三季度", Part::Months(1, 9)),
    ("前两个季度", Part::Months(1, 6)),
    ("前两季度", Part::Months(1, 6)),
    ("头三季度", Part::Months(1, 9)),
    ("前三个季度", Part::Months(1, 9)),
    ("一至三季度", Part::Months(1, 9)),
];
const YEAR_PARTS: &[(&str, Part)] = &[
    ("年底前", Part::End),
    ("年底", Part::End),
    ("年末", Part::End),
    ("年终", Part::End),
    ("年初", Part::Beginning),
    ("年中", Part::Middle),
    ("底", Part::End),
    ("末", Part::End),
    ("初", Part::Beginning),
];
/// What a date begins with when it does not begin with a number.
static HEADS: LazyLock<Initials> = LazyLock::new(|| {
    let relative = RELATIVE.iter().map(|(word, _)| *word);
    let halves = HALVES.iter().map(|(word, _)| *word);
    let centuries = super::lex::CENTURIES.iter().copied();
    Initials::of(relative.chain(halves).chain(centuries).chain(QUARTER.iter().copied()))
});

/// Whether a date may begin with `c`.
pub(super) fn may_begin(c: char) -> bool {
    starts(c) || HEADS.may_have(c)
}

const QUARTER: &[&str] = &["第", ""];
const SEASONS: &[(&str, (i8, i8))] = &[
    ("春季", (3, 5)),
    ("夏季", (6, 8)),
    ("秋季", (9, 11)),
    ("春天", (3, 5)),
    ("夏天", (6, 8)),
    ("秋天", (9, 11)),
];

/// What follows a year: month with day or range, half, quarter, end. Without a year only months
/// and quarters stand for themselves.
fn within_year(glyphs: &Glyphs<'_>, start: usize, year: Option<YearRef>) -> Option<(Point, usize)> {
    let part = |part: Part, end: usize| {
        Some((Point { year, month: None, day: None, part: Some(part) }, end))
    };
    if HEADS.may_have(glyphs.at(start))
        && let Some((word, value)) = HALVES.iter().find(|(word, _)| glyphs.has(start, word))
    {
        return part(*value, start + word.chars().count());
    }
    if year.is_some() {
        if let Some((word, value)) = YEAR_PARTS.iter().find(|(word, _)| glyphs.has(start, word)) {
            return part(*value, start + word.chars().count());
        }
        if let Some((word, (from, to))) = SEASONS.iter().find(|(word, _)| glyphs.has(start, word)) {
            return part(Part::Months(*from, *to), start + word.chars().count());
        }
        if glyphs.has(start, "前")
            && let Some((n, end)) = small8(glyphs, start + 1, 12)
            && glyphs.has(end, "个月")
        {
            return part(Part::Months(1, n), end + 2);
        }
    }
    for prefix in QUARTER {
        let from = start + prefix.chars().count();
        if glyphs.has(start, prefix)
            && let Some((n, end)) = small8(glyphs, from, 4)
            && glyphs.has(end, "季度")
        {
            return part(Part::Months(n * 3 - 2, n * 3), end + 2);
        }
    }
    months(glyphs, start, year)
}

/// 5月, 1—4月, 5月4日, 五月初.
fn months(glyphs: &Glyphs<'_>, start: usize, year: Option<YearRef>) -> Option<(Point, usize)> {
    if year.is_none()
        && let Some(found) = bare_day(glyphs, start)
    {
        return Some(found);
    }
    let (first, end) = small8(glyphs, start, 12)?;
    let end = glyphs.skip_space(end);
    if let Some((_, from)) = glyphs.any(end, DASHES)
        && let Some((last, stop)) = small8(glyphs, from, 12)
        && glyphs.at(stop) == '月'
        && first < last
    {
        let point = Point { year, part: Some(Part::Months(first, last)), ..Point::default() };
        return Some((point, month_word(glyphs, stop)));
    }
    if glyphs.at(end) != '月' || slogan(glyphs, start, end) {
        return None;
    }
    let stop = month_word(glyphs, end);
    let mut point = Point { year, month: Some(first), ..Point::default() };
    if let Some((day, day_end)) = small8(glyphs, glyphs.skip_space(stop), 31) {
        let at = glyphs.skip_space(day_end);
        if matches!(glyphs.at(at), '日' | '号') {
            point.day = Some(day);
            return Some((point, at + 1));
        }
        // 一月二十九 without 日; 三月三 is a feast.
        if matches!(glyphs.at(at), '\0' | ',' | '，' | '。' | '、' | '?') && day > 9 {
            point.day = Some(day);
            return Some((point, at));
        }
    }
    for (word, from, to) in [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 31)] {
        if glyphs.has(stop, word) {
            point.part = Some(Part::Days(from, to));
            return Some((point, stop + 2));
        }
    }
    for (word, value) in [("底", Part::End), ("末", Part::End), ("初", Part::Beginning)] {
        if glyphs.has(stop, word) {
            point.part = Some(value);
            return Some((point, stop + 1));
        }
    }
    Some((point, stop))
}

/// 15日 or 5号 of the month of speaking: 记者15日从…获悉, but not 5号楼 and 3日游.
fn bare_day(glyphs: &Glyphs<'_>, start: usize) -> Option<(Point, usize)> {
    let (day, end) = small8(glyphs, start, 31)?;
    let before = glyphs.before(start, 1);
    let after = glyphs.at(end + 1);
    let head =
        matches!(before, '\0' | '\n' | '。' | ',' | '，' | '(' | '“' | ' ' | '至' | '于' | '在');
    let free =
        matches!(after, '\0' | ',' | '，' | '。' | '、' | '从' | '上' | '下' | '晚' | '早' | '凌');
    let fits = match glyphs.at(end) {
        '日' => (head || free) && !matches!(after, '内' | '游' | '均' | '元' | '圆' | '报' | '程'),
        '号' => head && free,
        _ => false,
    };
    fits.then_some((Point { day: Some(day), ..Point::default() }, end + 1))
}

/// The end of 月 or 月份 at `at`.
fn month_word(glyphs: &Glyphs<'_>, at: usize) -> usize {
    at + 1 + usize::from(glyphs.at(at + 1) == '份')
}

/// 一月一调度: how often, not when.
fn slogan(glyphs: &Glyphs<'_>, start: usize, month: usize) -> bool {
    glyphs.at(start) == '一'
        && month == start + 1
        && (matches!(glyphs.at(month + 1), '一' | '两' | '多' | '几')
            || glyphs.before(start, 1) == '每')
}
