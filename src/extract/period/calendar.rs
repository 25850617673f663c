//! Points in time as they are written: full dates, years, months, days, parts of a year.

use super::super::numeral::{Glyphs, digit, is_digit, is_han, number};
use super::lex::{Part, Point, Reader, YearRef};
use crate::rules::Rule;
use crate::rules::time;

/// Four digits of a plausible year, Arabic or Han.
pub(super) fn year_digits(glyphs: &Glyphs<'_>, start: usize) -> Option<(i16, usize)> {
    let mut value: i16 = 0;
    let arabic = glyphs.at(start).is_ascii_digit();
    for index in start..start + 4 {
        // 111|两年: digits of one kind.
        let c = Some(glyphs.at(index)).filter(|c| c.is_ascii_digit() == arabic)?;
        let digit = c.to_digit(10).or_else(|| digit(c))?;
        value = value * 10 + i16::try_from(digit).ok()?;
    }
    let next = glyphs.at(start + 4);
    // 2019—2021|三年: Han digits do not go on with Arabic ones.
    let longer = next.is_ascii_digit()
        || is_digit(next) && !glyphs.at(start + 3).is_ascii_digit()
        || next == '.' && glyphs.at(start + 5).is_ascii_digit();
    let before = glyphs.before(start, 1);
    let inside =
        before.is_ascii_digit() || before == '.' && glyphs.before(start, 2).is_ascii_digit();
    (!longer && !inside && (1000..3000).contains(&value)).then_some((value, start + 4))
}

/// A small whole number, Arabic or Han, of at most `max`.
pub(super) fn small(glyphs: &Glyphs<'_>, start: usize, max: i32) -> Option<(i32, usize)> {
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

/// Between the numbers of a date without words.
const DATE_MARKS: &[char] = &['-', '/', '.'];

/// The year before the first of the Republic, and the last of its years that is read without its name.
const FOUNDED: i16 = 1911;
const LAST_OF_REPUBLIC: i32 = 130;
/// The first of them with two digits that is one rather than a count of years.
const FIRST_OF_TWO_DIGITS: i32 = 70;

/// A year with the rule that read it.
type Year = (YearRef, Rule);

/// What of a year a point is, once its year is known.
fn part(year: Option<Year>, part: Part, by: Rule) -> Point {
    Point { part: Some(part), ..inside(year, by) }
}

/// A point in `year`, read by a rule of its own.
fn inside(year: Option<Year>, by: Rule) -> Point {
    let by = [year.map(|(_, rule)| rule), Some(by)];
    Point { year: year.map(|(year, _)| year), by, ..Point::default() }
}

/// Whether `c` may belong to a word or a number.
pub(super) fn is_word(c: char) -> bool {
    is_han(c) || c.is_alphanumeric()
}

fn months([from, to]: [i16; 2]) -> Option<Part> {
    Some(Part::Months(i8::try_from(from).ok()?, i8::try_from(to).ok()?))
}

impl Reader<'_> {
    /// A point: full date, year with month, day or part, or month without a year.
    pub(super) fn point(&self, start: usize) -> Option<(Point, usize)> {
        if let Some(found) = self.dashed(start) {
            return Some(found);
        }
        let glyphs = self.glyphs;
        if let Some((year, end)) = self.year(start) {
            let at = glyphs.skip_space(end);
            let joined = self.rules.of.has(glyphs.at(at));
            if let Some((_, end)) = glyphs.word(at, &self.rules.same_time.words) {
                let likewise = part(Some(year), Part::Likewise, time::SameTime::RULE);
                return Some((likewise, end)).filter(|_| self.rules.same_time.on());
            }
            let within = joined.then(|| self.within_year(at + 1, Some(year))).flatten();
            let whole = || (Point { by: [Some(year.1), None], ..Point::whole(year.0) }, end);
            return Some(within.or_else(|| self.within_year(at, Some(year))).unwrap_or_else(whole));
        }
        let before = glyphs.before(start, 1);
        let goes_on = before.is_ascii_digit() || is_digit(before) || before == '.';
        if goes_on || self.rules.month_named.behind.has(before) {
            return None;
        }
        self.within_year(start, None)
    }

    /// 2020-01-17, 2020/1/17, 2020.1.17, 2020-01.
    fn dashed(&self, start: usize) -> Option<(Point, usize)> {
        let glyphs = self.glyphs;
        let mut value: i16 = 0;
        for index in start..start + 4 {
            value = value * 10 + i16::try_from(glyphs.at(index).to_digit(10)?).ok()?;
        }
        let mark = glyphs.at(start + 4);
        let inside = glyphs.before(start, 1).is_ascii_digit() || glyphs.before(start, 1) == '.';
        if !self.rules.dashed_date.on()
            || !DATE_MARKS.contains(&mark)
            || !(1900..2100).contains(&value)
            || inside
        {
            return None;
        }
        let (month, end) = plain(glyphs, start + 5, 12)?;
        let by = [Some(time::DashedDate::RULE), None];
        let month = Point { month: Some(month), by, ..Point::whole(YearRef::Absolute(value)) };
        if glyphs.at(end) == mark
            && let Some((day, stop)) = plain(glyphs, end + 1, 31)
            && !glyphs.at(stop).is_ascii_digit()
        {
            return Some((Point { day: Some(day), ..month }, stop));
        }
        // Without a day only 2020-01 is a date: 7810.8 and 2020/1 are numbers.
        let whole = mark == '-' && end == start + 7 && !glyphs.at(end).is_ascii_digit();
        whole.then_some((month, end))
    }

    /// A year: four digits with 年, two with 年 before a month, one of an era, or a word.
    fn year(&self, start: usize) -> Option<(Year, usize)> {
        if let Some((value, end)) = year_digits(self.glyphs, start) {
            return self.written_year(value, end).or_else(|| self.listed_year(start, value, end));
        }
        let era = || self.year_of_era(start).or_else(|| self.year_of_republic(start));
        self.short_year(start).or_else(era).or_else(|| self.relative_year(start))
    }

    /// 民国二十五年, 民国元年.
    fn year_of_era(&self, start: usize) -> Option<(Year, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.era);
        let ([before], from) = glyphs.value(start, &rule.names)?;
        let from = glyphs.skip_space(from);
        let first = || Some((1, glyphs.word(from, &rule.first)?.1));
        let (count, end) = small(glyphs, from, 150).or_else(first)?;
        let end = glyphs.skip_space(end);
        let year = before.checked_add(i16::try_from(count).ok()?)?;
        (rule.on() && self.rules.year.has(glyphs.at(end)))
            .then_some(((YearRef::Absolute(year), time::Era::RULE), end + 1))
    }

    /// 112年 in a text of Taiwan, which counts from 1912 without a word for it; 98年 where what stands
    /// beside it shows that it is no count; 109、110、111年, a list.
    fn year_of_republic(&self, start: usize) -> Option<(Year, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.republic);
        if !self.republic || glyphs.word_before(start, &rule.behind).is_some() {
            return None;
        }
        let before = glyphs.before(start, 1);
        let inside = before.is_ascii_digit() || matches!(before, '.' | ',');
        let (count, end) = small(glyphs, start, LAST_OF_REPUBLIC)?;
        let digits = (start..end).all(|at| glyphs.at(at).is_ascii_digit());
        if !digits || inside || count < FIRST_OF_TWO_DIGITS {
            return None;
        }
        let year = YearRef::Absolute(FOUNDED.checked_add(i16::try_from(count).ok()?)?);
        let found = |end: usize| Some(((year, time::Republic::RULE), end));
        // The others of a list lend their 年 to the first.
        if self.rules.written_year.joins.has(glyphs.at(end)) {
            let next =
                small(glyphs, end + 1, LAST_OF_REPUBLIC).is_some_and(|(next, _)| next > count);
            return self.year_of_republic(end + 1).filter(|_| next).and_then(|_| found(end));
        }
        let at = glyphs.skip_space(end);
        let year_at = |at: usize| self.rules.year.has(glyphs.at(at)).then_some(at + 1);
        let school = glyphs.word(at, &rule.school).map(|(_, end)| end);
        // 110、111|两年: the last of a list, with their count.
        let listed = self.rules.written_year.joins.has(before);
        let several = || small(glyphs, end, 9).filter(|(many, _)| listed && *many > 1);
        let end = school.or_else(|| year_at(at)).or_else(|| year_at(several()?.1))?;
        let led = !is_han(before) || rule.leads.has(before);
        // 创办|112年, before a comma counts years.
        let counts = !led && !is_word(glyphs.at(end));
        let shown = count >= 100 || led || glyphs.word(end, &rule.shows).is_some();
        let other = counts || !shown || glyphs.word(end, &rule.other).is_some();
        (!other).then(|| found(end))?
    }

    /// The years of a list that share their 年: 2018|、2019|两年.
    fn listed_year(&self, start: usize, value: i16, end: usize) -> Option<(Year, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.written_year);
        if !rule.on() || !(1900..2100).contains(&value) {
            return None;
        }
        let year = (YearRef::Absolute(value), time::WrittenYear::RULE);
        if rule.joins.has(glyphs.at(end)) {
            let (next, stop) = year_digits(glyphs, end + 1)?;
            let goes_on = || self.listed_year(end + 1, next, stop);
            let followed = self.written_year(next, stop).or_else(goes_on);
            return followed.filter(|_| next > value).map(|_| (year, end));
        }
        // The last of them, with their count between its digits and 年.
        if !rule.joins.has(glyphs.before(start, 1)) || !glyphs.before(start, 2).is_ascii_digit() {
            return None;
        }
        let (count, at) = small(glyphs, end, 9)?;
        (count > 1 && self.rules.year.has(glyphs.at(at))).then_some((year, at + 1))
    }

    /// The 年 or 年度 behind the digits of a year; 2019年级 is none.
    fn written_year(&self, value: i16, digits: usize) -> Option<(Year, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.written_year);
        let at = glyphs.skip_space(digits);
        let other = glyphs.word(at, &rule.other).is_some();
        if !rule.on() || !self.rules.year.has(glyphs.at(at)) || other {
            return None;
        }
        let longer = glyphs.word(at, &rule.longer).map(|(_, end)| end);
        let longer = longer.filter(|_| glyphs.word(at, &rule.not_longer).is_none());
        let year = (YearRef::Absolute(value), time::WrittenYear::RULE);
        Some((year, longer.unwrap_or(at + 1)))
    }

    /// 今年, 去年; 前年 inside of a longer word is none: 三年前年.
    fn relative_year(&self, start: usize) -> Option<(Year, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.relative_year);
        let beside = || Some((glyphs.value(start, &rule.beside)?, true));
        let (([offset], end), beside) =
            beside().or_else(|| Some((glyphs.value(start, &rule.years)?, false)))?;
        let inside = glyphs.word_before(end, &rule.inside).is_some_and(|(_, at)| at < start)
            && glyphs.word_before(end, &rule.not_inside).is_none_or(|(_, at)| at >= start);
        let other = rule.other.has(glyphs.at(end));
        let year = if beside { YearRef::Beside(offset) } else { YearRef::Relative(offset) };
        (rule.on() && !inside && !other && !self.parted(start, end))
            .then_some(((year, time::RelativeYear::RULE), end))
    }

    /// Whether 后年 or 前年 is cut across two words: 投产后|年产值, 搬迁前|年均. Behind who does it or when
    /// it is a word of its own: 该县|前年产茶, 计划|后年建成; but 入社后|年均.
    fn parted(&self, start: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.relative_year);
        let before = glyphs.before(start, 1);
        let doer = rule.doers.has(before) && !rule.acts.has(glyphs.before(start, 2));
        let yearly = || rule.yearly.has(glyphs.at(end)) || rule.done.has(before);
        let inside = |parted: bool| is_digit(before) || is_han(before) && !doer && parted;
        let led = || rule.leads.has(before);
        glyphs.word(start, &rule.parted_before).is_some() && inside(yearly())
            || glyphs.word(start, &rule.parted_after).is_some() && inside(!led())
    }

    /// 16年5月, 08年: two digits are a year only before a month, or with a leading zero.
    fn short_year(&self, start: usize) -> Option<(Year, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.short_year);
        if glyphs.before(start, 1).is_ascii_digit() || glyphs.before(start, 1) == '.' {
            return None;
        }
        let tens = i16::try_from(glyphs.at(start).to_digit(10)?).ok()?;
        let ones = i16::try_from(glyphs.at(start + 1).to_digit(10)?).ok()?;
        if !rule.on() || !self.rules.year.has(glyphs.at(start + 2)) {
            return None;
        }
        let month = || small8(glyphs, start + 3, 12);
        let before_month = || month().is_some_and(|(_, end)| self.rules.month.has(glyphs.at(end)));
        let zero = tens == 0 && ones > 0 && !rule.other.has(glyphs.at(start + 3));
        if !zero && !before_month() {
            return None;
        }
        let value = tens * 10 + ones;
        let year = YearRef::Absolute(if value < 50 { 2000 + value } else { 1900 + value });
        Some(((year, time::ShortYear::RULE), start + 3))
    }

    /// What follows a year: month with day or range, half, quarter, end. Without a year only months
    /// and quarters stand for themselves.
    fn within_year(&self, start: usize, year: Option<Year>) -> Option<(Point, usize)> {
        self.half(start, year)
            .or_else(|| self.part_of_year(start, year?))
            .or_else(|| self.quarter(start, year))
            .or_else(|| self.months(start, year))
    }

    /// 上半年, 前三季度; behind a year also 前8个月.
    fn half(&self, start: usize, year: Option<Year>) -> Option<(Point, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.month_stretch);
        if !rule.on() {
            return None;
        }
        // 提|前半年 and 三年|后半年 are none; behind a year or at the head of a clause they are.
        let free = year.is_some() || !is_word(glyphs.before(start, 1));
        let named = || {
            let halves = || glyphs.value(start, &rule.halves).filter(|_| free);
            let (ends, end) = glyphs.value(start, &rule.parts).or_else(halves)?;
            let fits = glyphs.word(end, &rule.season).is_none();
            Some((months(ends).filter(|_| fits)?, end))
        };
        let counted = || {
            let side = |words, last| Some((last, glyphs.word(start, words)?.1));
            let (last, from) = side(&rule.first, false).or_else(|| side(&rule.last, true))?;
            let (count, at) = small8(glyphs, from, 12).filter(|(n, _)| free && *n > 1)?;
            let leading = glyphs.word(start, &rule.leading).is_some();
            let month = || self.rules.month.has(glyphs.at(at)).then_some(at + 1);
            let counted = glyphs.word(at, &self.rules.months).map(|(_, end)| end);
            let end = counted.or_else(|| month().filter(|_| leading))?;
            let (from, to) = if last { (13 - count, 12) } else { (1, count) };
            Some((Part::Months(from, to), end))
        };
        let (months, end) = named().or_else(counted)?;
        Some((part(year, months, time::MonthStretch::RULE), end))
    }

    /// 第二季度, 二季度.
    fn quarter(&self, start: usize, year: Option<Year>) -> Option<(Point, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.month_stretch);
        if !rule.on() {
            return None;
        }
        let from = glyphs.word(start, &rule.ordinal).map_or(start, |(_, end)| end);
        let (first, at) = small8(glyphs, from, 4)?;
        let to = || small8(glyphs, glyphs.word(at, &self.rules.to)?.1, 4);
        let (last, at) = to().filter(|(last, _)| first < *last).unwrap_or((first, at));
        let (_, end) = glyphs.word(at, &rule.quarter)?;
        Some((part(year, Part::Months(first * 3 - 2, last * 3), time::MonthStretch::RULE), end))
    }

    /// 2019年|底, 今年|年初, 去年|秋季.
    fn part_of_year(&self, start: usize, year: Year) -> Option<(Point, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.part_of_year);
        if !rule.on() {
            return None;
        }
        let word = |words, part| Some((part, glyphs.word(start, words)?.1));
        let season = || {
            let (ends, end) = glyphs.value(start, &rule.seasons)?;
            Some((months(ends)?, end))
        };
        let (found, end) = word(&rule.ends, Part::End)
            .or_else(|| word(&rule.beginnings, Part::Beginning))
            .or_else(|| word(&rule.middles, Part::Middle))
            .or_else(season)?;
        Some((part(Some(year), found, time::PartOfYear::RULE), end))
    }

    /// 5月, 1—4月, 5月4日, 五月初.
    fn months(&self, start: usize, year: Option<Year>) -> Option<(Point, usize)> {
        let glyphs = self.glyphs;
        if year.is_none()
            && let Some(found) = self.bare_day(start)
        {
            return Some(found);
        }
        if !self.rules.month_named.on() {
            return None;
        }
        let (first, end) = small8(glyphs, start, 12)?;
        let end = glyphs.skip_space(end);
        if let Some((_, from)) = glyphs.word(end, &self.rules.to)
            && let Some((last, stop)) = small8(glyphs, from, 12)
            && self.rules.month.has(glyphs.at(stop))
            && first < last
        {
            let by = time::MonthNamed::RULE;
            return Some((part(year, Part::Months(first, last), by), self.month_word(stop)));
        }
        if !self.rules.month.has(glyphs.at(end)) || self.how_often(start) {
            return None;
        }
        let month = Point { month: Some(first), ..inside(year, time::MonthNamed::RULE) };
        Some(self.within_month(month, self.month_word(end)))
    }

    /// What follows a month: 4日, 上旬, 底.
    fn within_month(&self, month: Point, start: usize) -> (Point, usize) {
        let (glyphs, rule) = (self.glyphs, &self.rules.month_named);
        if let Some((day, end)) = small8(glyphs, glyphs.skip_space(start), 31) {
            let at = glyphs.skip_space(end);
            let dated = Point { day: Some(day), ..month };
            if self.rules.day.has(glyphs.at(at)) {
                return (dated, at + 1);
            }
            // 一月二十九 without 日; 三月三 is a feast.
            if matches!(glyphs.at(at), '\0' | ',' | '，' | '。' | '、' | '?') && day > 9 {
                return (dated, at);
            }
        }
        let third = || {
            let ([from, to], end) = glyphs.value(start, &rule.thirds)?;
            Some((Part::Days(i8::try_from(from).ok()?, i8::try_from(to).ok()?), end))
        };
        let word = |words, part| Some((part, glyphs.word(start, words)?.1));
        let found = third()
            .or_else(|| word(&rule.ends, Part::End))
            .or_else(|| word(&rule.beginnings, Part::Beginning));
        found.map_or((month, start), |(part, end)| (Point { part: Some(part), ..month }, end))
    }

    /// 15日 or 5号 of the month of speaking: 记者15日从…获悉, but not 5号楼 and 3日游.
    fn bare_day(&self, start: usize) -> Option<(Point, usize)> {
        let (glyphs, rule) = (self.glyphs, &self.rules.bare_day);
        if !rule.on() {
            return None;
        }
        let (day, end) = small8(glyphs, start, 31)?;
        let (sign, after) = (glyphs.at(end), glyphs.at(end + 1));
        if !self.rules.day.has(sign) {
            return None;
        }
        let before = glyphs.before(start, 1);
        let head = matches!(before, '\0' | '\n' | '。' | ',' | '，' | '(' | '“' | ' ')
            || rule.behind.has(before);
        let free = matches!(after, '\0' | ',' | '，' | '。' | '、') || rule.before.has(after);
        let fits = if rule.sun.has(sign) {
            (head || free) && !rule.other.has(after)
        } else {
            head && free
        };
        let point = Point { day: Some(day), ..inside(None, time::BareDay::RULE) };
        fits.then_some((point, end + 1))
    }

    /// The end of 月 or 月份 at `at`.
    fn month_word(&self, at: usize) -> usize {
        self.glyphs.word(at, &self.rules.month_named.longer).map_or(at + 1, |(_, end)| end)
    }

    /// 一月一调度: how often, not when.
    fn how_often(&self, start: usize) -> bool {
        let rule = &self.rules.month_named;
        self.glyphs.word(start, &rule.often).is_some()
            || rule.each.has(self.glyphs.before(start, 1))
                && self.glyphs.word(start, &rule.once).is_some()
    }
}
