//! Time expressions: what a stretch of text says about when, before it is known which year.

use super::super::numeral::{self, Glyphs, is_digit};
use super::calendar::{small, small8, year_digits};
use super::heads::{Heads, Openings, QUOTES};
use crate::clean::Article;
use crate::date::Open;
use crate::rules::time::Time;
use crate::rules::{Decided, Rule};

/// Which year a point lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearRef {
    /// 2016年.
    Absolute(i16),
    /// 今年 0, 去年 -1, 明年 1.
    Relative(i16),
    /// 当年, 同年: the year spoken of before.
    Same,
    /// 上年, 次年: so many years from the year spoken of before, else from that of speaking.
    Beside(i16),
    /// 年末, 年内: the year that the heading or title tells of, else the one spoken of before, else
    /// that of speaking.
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
    /// 同期: the months of the time spoken of before.
    Likewise,
}

/// A point or stretch as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) year: Option<YearRef>,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) part: Option<Part>,
    /// The rules that read the year, and what lies in it.
    pub(super) by: [Option<Rule>; 2],
}

impl Point {
    /// The end of `year`.
    pub(super) fn end_of(year: YearRef) -> Self {
        Self { year: Some(year), part: Some(Part::End), ..Self::default() }
    }

    /// The whole of `year`.
    pub(super) fn whole(year: YearRef) -> Self {
        Self { year: Some(year), ..Self::default() }
    }

    /// The rules that read it.
    fn rules(self) -> impl Iterator<Item = Rule> {
        self.by.into_iter().flatten()
    }
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
    /// On one side of the point: 以来, 至今, 以后, 以前.
    Open(Open, Point),
    /// The state at the point: 截至, 年底.
    AsOf(Point),
    /// A five-year plan by its number: 十三五.
    Plan(i16),
    /// 近N年, N年来.
    LastYears(i16),
    /// 未来三年, 今后五年; none is 新的一年.
    NextYears(i16),
    /// 规划期内, or 规划期末: of the plan that the title names.
    Term(Part),
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
    pub(crate) moment: Decided<Moment>,
}

impl Expression {
    /// The rules that read it and its parts.
    pub(super) fn rules(&self) -> impl Iterator<Item = Rule> {
        let points = match *self.moment {
            Moment::At(point) | Moment::Open(_, point) | Moment::AsOf(point) => [Some(point), None],
            Moment::Range(first, second) => [Some(first), Some(second)],
            _ => [None, None],
        };
        let whole = self.moment.rule;
        let parts = points.into_iter().flatten().flat_map(Point::rules);
        std::iter::once(whole).chain(parts.filter(move |rule| *rule != whole))
    }
}

/// A moment read by a rule, and where it ends.
pub(super) type Found = Option<(Decided<Moment>, usize)>;

/// Reads the time expressions of a text.
pub(crate) struct Reader<'a> {
    pub(super) glyphs: &'a Glyphs<'a>,
    pub(super) rules: &'a Time,
    pub(super) heads: Heads,
    /// A closer look at what expressions begin with, where a long text is read.
    openings: Option<Openings>,
    /// The text is one of Taiwan.
    pub(super) republic: bool,
}

/// The time expressions of a text that was read from its start, by place.
pub(crate) struct Known<'a> {
    /// Reads what was not come across.
    pub(crate) reader: Reader<'a>,
    /// All that was, in order; each was read up to its end.
    pub(crate) times: Option<&'a [Expression]>,
}

impl Known<'_> {
    /// The time expression that starts at character `start`.
    pub(crate) fn expression(&self, start: usize) -> Option<Expression> {
        let Some(times) = self.times else { return self.reader.expression(start) };
        let upto = times.partition_point(|time| time.start <= start);
        let last = upto.checked_sub(1).and_then(|at| times.get(at));
        match last.filter(|last| start < last.end) {
            Some(last) if last.start == start => Some(*last),
            // Nothing was read inside of another one.
            Some(_) => self.reader.expression(start),
            None => None,
        }
    }
}

impl<'a> Reader<'a> {
    /// A reader of `glyphs`.
    pub(crate) fn new(glyphs: &'a Glyphs<'a>, rules: &'a Time) -> Self {
        Self { glyphs, rules, heads: Heads::new(rules), openings: None, republic: false }
    }

    /// A reader of the text of an article.
    pub(crate) fn of(article: &Article, glyphs: &'a Glyphs<'a>, rules: &'a Time) -> Self {
        let rule = &rules.republic;
        let republic = article.traditional && rule.on() && rule.tokens.any(glyphs.text);
        let openings = Some(Openings::new(rules));
        Self { openings, republic, ..Self::new(glyphs, rules) }
    }

    /// Whether a time expression may start with `c`.
    pub(crate) fn may_start(&self, c: char) -> bool {
        numeral::starts(c) || self.heads.all.may_have(c)
    }

    /// Reads the time expression that starts at character `start`.
    pub(crate) fn expression(&self, start: usize) -> Option<Expression> {
        let c = self.glyphs.at(start);
        let opens = |openings: &Openings| openings.may_be(c, self.glyphs.at(start + 1));
        let worded = || self.openings.as_ref().is_none_or(opens);
        if !self.may_start(c) || !(numeral::starts(c) || worded()) {
            return None;
        }
        let framed = || self.as_of(start).or_else(|| self.plan(start));
        let framed = if self.heads.framed.may_have(c) { framed() } else { None };
        let (moment, end) = framed.or_else(|| self.dated(start)).or_else(|| self.word(start))?;
        Some(Expression { start, end, moment })
    }

    /// 截至2019年底, 截至目前.
    fn as_of(&self, start: usize) -> Found {
        let rule = &self.rules.as_of;
        let decide = |moment, end| Some((rule.decide(moment, self.glyphs.span(start, end))?, end));
        let until = self.glyphs.word(start, &rule.until);
        let (_, from) = until.or_else(|| self.glyphs.word(start, &rule.until_now))?;
        let from = self.glyphs.skip_space(from);
        if let Some((_, end)) = self.glyphs.word(from, &self.rules.now.words) {
            return decide(Moment::Now, end);
        }
        until?;
        if let Some((moment, end)) = self.dated(from)
            && let Moment::At(point) | Moment::AsOf(point) = *moment
        {
            return decide(Moment::AsOf(point), end);
        }
        match self.word(from)? {
            (moment, end) if matches!(*moment, Moment::Step(Step::Days(_))) => {
                decide(Moment::Now, end)
            }
            (moment, end) => decide(*moment, end),
        }
    }

    /// “十三五”期间. Bare 十五 and the older ones need their quotes, or 期间.
    fn plan(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.five_year_plan);
        let quoted = QUOTES.contains(&glyphs.at(start));
        let from = start + usize::from(quoted);
        let ([number], mut end) = glyphs.value(from, &rule.plans)?;
        if quoted {
            if !QUOTES.contains(&glyphs.at(end)) {
                return None;
            }
            end += 1;
        } else if number <= LAST_QUOTED && glyphs.word(end, &rule.worded).is_none()
            || is_digit(glyphs.before(start, 1))
            || rule.behind.has(glyphs.before(start, 1))
        {
            return None;
        }
        let ended = glyphs.word(end, &rule.end).is_some();
        let end = glyphs.word(end, &rule.worded).map_or(end, |(_, stop)| stop);
        let moment = if ended {
            Moment::AsOf(Point::end_of(YearRef::Absolute(1955 + number * 5)))
        } else {
            Moment::Plan(number)
        };
        Some((rule.decide(moment, glyphs.span(start, end))?, end))
    }

    /// A date, a stretch between two, or one followed by 以来.
    fn dated(&self, start: usize) -> Found {
        let c = self.glyphs.at(start);
        if !numeral::starts(c) && !self.heads.dates.may_have(c) {
            return None;
        }
        if let Some(found) = self.year_range(start).or_else(|| self.decade(start)) {
            return Some(found);
        }
        let (first, end) = self.point(start)?;
        let at = self.glyphs.skip_space(end);
        if let Some((_, from)) = self.glyphs.word(at, &self.rules.to) {
            let since = &self.rules.since;
            let from = self.glyphs.skip_space(from);
            // 2018年至今|年产茶, but 去年7月至|今年6月.
            let second = self.second(from, first);
            let yearly = |end| self.rules.relative_year.yearly.has(self.glyphs.at(end));
            let until_now = self.glyphs.word(from, &since.until_now);
            if let Some((_, stop)) = until_now.filter(|_| second.is_none_or(|(_, end)| yearly(end)))
            {
                let by = self.glyphs.span(start, stop);
                return Some((since.decide(Moment::Open(Open::Since, first), by)?, stop));
            }
            if let Some((second, stop)) = second {
                return self.range(start, Moment::Range(first, second), stop);
            }
        }
        self.days(start, first, end).or_else(|| self.since(start, first, end))
    }

    /// 4月|12—19日: two days of the month before them.
    fn days(&self, start: usize, month: Point, end: usize) -> Found {
        if month.month.is_none() || month.day.is_some() || month.part.is_some() {
            return None;
        }
        let (first, end) = small8(self.glyphs, end, 31)?;
        let (_, from) = self.glyphs.word(end, &self.rules.to)?;
        let (last, end) = small8(self.glyphs, from, 31)?;
        let day = |day| Point { day: Some(day), ..month };
        let days = Moment::Range(day(first), day(last));
        let fits = first < last && self.rules.day.has(self.glyphs.at(end));
        fits.then(|| self.range(start, days, end + 1))?
    }

    /// A stretch from one point to another that ends at `end`, 期间 aside.
    fn range(&self, start: usize, range: Moment, end: usize) -> Found {
        let rule = &self.rules.from_to;
        let glyphs = self.glyphs;
        let during = |end| glyphs.word(end, &rule.during).map_or(end, |(_, stop)| stop);
        let end = self.counted_years(end, range).map_or(during(end), during);
        Some((rule.decide(range, glyphs.span(start, end))?, end))
    }

    /// 2014年到2016年|的三年, 2018年至2020年|三年: the years of a stretch, counted once more.
    fn counted_years(&self, end: usize, range: Moment) -> Option<usize> {
        let Moment::Range(first, second) = range else { return None };
        let (Some(YearRef::Absolute(from)), Some(YearRef::Absolute(to))) =
            (first.year, second.year)
        else {
            return None;
        };
        let counted = self.count_of_years(end, to - from + 1)?;
        self.rules.year.has(self.glyphs.at(counted)).then_some(counted + 1)
    }

    /// Where |三, |的三 or |这三 ends, which counts `years` once more.
    pub(super) fn count_of_years(&self, end: usize, years: i16) -> Option<usize> {
        let glyphs = self.glyphs;
        let at = end + usize::from(self.rules.of.has(glyphs.at(end)));
        let at = glyphs.word(at, &self.rules.from_to.these).map_or(at, |(_, stop)| stop);
        let (count, at) = small(glyphs, at, 99)?;
        (count == i32::from(years)).then_some(at)
    }

    /// Adds 以来, 至今, 起 to a point; 年底 and 末 make it a state.
    fn since(&self, start: usize, point: Point, end: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.since);
        let decide = |end| rule.decide(Moment::Open(Open::Since, point), glyphs.span(start, end));
        // 自2012年承担帮扶任务以来: what began then may stand between.
        let far = point.year.is_some()
            && point.day.is_none()
            && rule.from.has(glyphs.before(start, 1))
            && self.far_since(end);
        let relative = matches!(point.year, Some(YearRef::Relative(_)));
        let from_then = || glyphs.word(end, &rule.since);
        let from_that_month = || {
            let word = glyphs.word(end, &rule.onward)?;
            (point.day.is_none() && glyphs.word(end, &rule.not_onward).is_none()).then_some(word)
        };
        let begun = || {
            let from = glyphs.word_before(start, &rule.beginning);
            glyphs.word(end, &rule.begun).filter(|_| from.is_some())
        };
        let lately = || glyphs.word(end, &rule.lately).filter(|_| relative);
        let stop = if far {
            Some(end)
        } else {
            from_then()
                .or_else(from_that_month)
                .or_else(begun)
                .or_else(lately)
                .map(|(_, stop)| stop)
        };
        if let Some(found) = stop.and_then(|stop| Some((decide(stop)?, stop))) {
            return Some(found);
        }
        if let Some(found) = self.one_side(start, point, end) {
            return Some(found);
        }
        let (midnight, as_of) = (glyphs.word(end, &self.rules.as_of.midnight), &self.rules.as_of);
        if let Some((_, stop)) = midnight.filter(|_| point.day.is_some() && as_of.on()) {
            return Some((as_of.decide(Moment::AsOf(point), glyphs.span(start, stop))?, stop));
        }
        let state = point.part == Some(Part::End);
        let value = if state { Moment::AsOf(point) } else { Moment::At(point) };
        let by = glyphs.span(start, end);
        Some((Decided { value, rule: point.rules().last()?, by }, end))
    }

    /// 2016年以前, 2016年以后: what lies on one side of a point.
    fn one_side(&self, start: usize, point: Point, end: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.one_side);
        let side = |words, open| Some((open, glyphs.word(end, words)?.1));
        // 2010年前, before a comma only: 2020年前完成 is a deadline.
        let year = point.month.is_none() && point.part.is_none();
        let bare = |words, open| {
            side(words, open).filter(|(_, stop)| year && rule.stops.has(glyphs.at(*stop)))
        };
        let (open, stop) = side(&rule.before, Open::Before)
            .or_else(|| side(&rule.after, Open::After))
            .or_else(|| bare(&rule.bare_before, Open::Before))
            .or_else(|| bare(&rule.bare_after, Open::After))?;
        let by = glyphs.span(start, stop);
        Some((rule.decide(Moment::Open(open, point), by)?, stop))
    }

    /// Whether 以来 ends the clause that goes on at `at`, within reach.
    fn far_since(&self, at: usize) -> bool {
        let clause = self.glyphs.from(at).iter().take(FAR);
        let len = clause.take_while(|c| !matches!(c, ',' | '，' | '。' | '\n')).count();
        let word = self.glyphs.word_before(at + len, &self.rules.since.far);
        word.is_some_and(|(_, from)| from >= at)
    }

    /// 2016—2017年, 2016 - 2020年, 2019—2021三年.
    fn year_range(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.from_to);
        let (first, end) = year_digits(glyphs, start)?;
        let (_, from) = glyphs.word(glyphs.skip_space(end), &self.rules.to)?;
        let (second, end) = year_digits(glyphs, glyphs.skip_space(from))?;
        let counted = || self.count_of_years(end, second - first + 1);
        let end = if first < second { counted().unwrap_or(end) } else { end };
        let end = glyphs.skip_space(end);
        if !self.rules.year.has(glyphs.at(end)) || first >= second {
            return None;
        }
        let end = glyphs.word(end, &rule.longer).map_or(end + 1, |(_, stop)| stop);
        let year = |year| Point::whole(YearRef::Absolute(year));
        self.range(start, Moment::Range(year(first), year(second)), end)
    }

    /// 1990年代, 上世纪90年代, 20世纪八十年代, 九十年代.
    fn decade(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.decade);
        let last = || Some((Some(1900), glyphs.word(start, &rule.last)?.1));
        let this = || Some((Some(2000), glyphs.word(start, &rule.this)?.1));
        let (century, from) = last().or_else(this).unwrap_or((None, start));
        let named = year_digits(glyphs, start).filter(|_| century.is_none());
        let tens = || {
            let (tens, end) = small(glyphs, from, 90)?;
            Some((century.unwrap_or(1900) + i16::try_from(tens).ok()?, end))
        };
        let (first, end) = named.or_else(tens)?;
        let (_, end) = glyphs.word(end, &rule.decade).filter(|_| first % 10 == 0)?;
        let year = |year| Point::whole(YearRef::Absolute(year));
        let moment = Moment::Range(year(first), year(first + 9));
        Some((rule.decide(moment, glyphs.span(start, end))?, end))
    }

    /// The second end of a stretch; what it leaves unsaid is the first's (8月7日至8日).
    fn second(&self, start: usize, first: Point) -> Option<(Point, usize)> {
        if let Some((mut point, end)) = self.point(start) {
            if point.month.is_none() && point.day.is_some() {
                point.month = first.month;
            }
            if point.year.is_none() {
                point.year = first.year;
            }
            return Some((point, end));
        }
        let (day, end) = small8(self.glyphs, start, 31)?;
        (first.day.is_some() && self.rules.day.has(self.glyphs.at(end)))
            .then_some((Point { day: Some(day), ..first }, end + 1))
    }
}

/// The last five-year plan whose name alone is a plain number without its quotes: 十五.
const LAST_QUOTED: i16 = 10;

/// How far (in characters) 以来 may stand from the time that it belongs to.
const FAR: usize = 18;
