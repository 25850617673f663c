//! Time words without digits of a date: 目前, 近三年, 上个月, 昨天, 近期.

use super::super::numeral::{is_digit, starts};
use super::calendar::small;
use super::lex::{Found, Moment, Part, Point, Reader, Step, YearRef};

/// What a stretch of time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
}

/// How far (in characters) what years were may stand before them.
const WERE: usize = 30;

impl Reader<'_> {
    /// Reads a time word at character `start`.
    pub(super) fn word(&self, start: usize) -> Found {
        let c = self.glyphs.at(start);
        let (number, worded) = (starts(c), self.heads.words.may_have(c));
        let on = |may: bool, read: fn(&Self, usize) -> Found| {
            if may { read(self, start) } else { None }
        };
        on(worded, Self::now)
            .or_else(|| on(number || worded, Self::stretch))
            .or_else(|| on(number, Self::ago))
            .or_else(|| on(worded, Self::counted))
            .or_else(|| on(worded, Self::year_word))
            .or_else(|| on(worded, Self::week))
            .or_else(|| on(worded, Self::vague))
            .or_else(|| on(worded, Self::term))
    }

    /// 目前, 眼下.
    fn now(&self, start: usize) -> Found {
        let rule = &self.rules.now;
        let (glyphs, (_, end)) = (self.glyphs, self.glyphs.word(start, &rule.words)?);
        // 统筹当前和长远 weighs it against what is to come.
        let weighed = glyphs.word_before(start, &rule.behind).is_some()
            || glyphs.word(end, &rule.before).is_some();
        let moment = rule.decide(Moment::Now, glyphs.span(start, end));
        moment.filter(|_| !weighed).map(|moment| (moment, end))
    }

    /// 近期, 近年来: no time that could be given in figures.
    fn vague(&self, start: usize) -> Found {
        let rule = &self.rules.vague;
        let (_, end) = self.glyphs.word(start, &rule.words)?;
        Some((rule.decide(Moment::Vague, self.glyphs.span(start, end))?, end))
    }

    /// 规划期内, 规划期末.
    fn term(&self, start: usize) -> Found {
        let rule = &self.rules.plan_term;
        let word = |words, part| Some((part, self.glyphs.word(start, words)?.1));
        let terms = || word(&rule.terms, Part::Middle);
        let (part, end) = word(&rule.ends, Part::End).or_else(terms)?;
        Some((rule.decide(Moment::Term(part), self.glyphs.span(start, end))?, end))
    }

    /// Words with a fixed step: 昨天, 上个月, 上季度.
    fn counted(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.from_today);
        let found = |step, end| {
            let by = glyphs.span(start, end);
            Some((rule.decide(Moment::Step(step), by)?, end))
        };
        if let Some(([step], end)) = glyphs.value(start, &rule.days) {
            let before = glyphs.before(start, 1);
            let inside = glyphs.word(start, &rule.inside).is_some()
                && (is_digit(before) || rule.inside_behind.has(before));
            return found(Step::Days(i32::from(step)), end).filter(|_| !inside);
        }
        if let Some(([step], end)) = glyphs.value(start, &rule.months) {
            let step = i32::from(step);
            let day = small(glyphs, end, 31);
            if let Some((day, stop)) = day.filter(|(_, stop)| self.rules.day.has(glyphs.at(*stop)))
            {
                return found(Step::MonthDay(step, i8::try_from(day).ok()?), stop + 1);
            }
            if rule.month_ends.has(glyphs.at(end)) {
                return found(Step::MonthDay(step, 31), end + 1);
            }
            return found(Step::Months(step), end);
        }
        let ([step], end) = glyphs.value(start, &rule.quarters)?;
        found(Step::Quarters(i32::from(step)), end)
    }

    /// 年底, 上半年 and the like without a year, 当年, 次年, 全年.
    fn year_word(&self, start: usize) -> Found {
        let (glyphs, before) = (self.glyphs, self.glyphs.before(start, 1));
        if before.is_ascii_digit() || is_digit(before) {
            return None;
        }
        let (same, text, whole) =
            (&self.rules.same_year, &self.rules.year_of_text, &self.rules.whole_year);
        let inside =
            |words, end| glyphs.word_before(end, words).is_some_and(|(_, from)| from < start);
        if !self.rules.year.has(before) {
            let ends = |words, year| {
                let (_, end) = glyphs.word(start, words)?;
                Some((Moment::AsOf(Point::end_of(year)), end))
            };
            if let Some((moment, end)) = ends(&same.ends, YearRef::Same) {
                return Some((same.decide(moment, glyphs.span(start, end))?, end));
            }
            if let Some((moment, end)) = ends(&text.ends, YearRef::Told)
                && !inside(&text.inside, end)
            {
                return Some((text.decide(moment, glyphs.span(start, end))?, end));
            }
        }
        let at = |words, point| Some((Moment::At(point), glyphs.word(start, words)?.1));
        let span = |end| glyphs.span(start, end);
        if let Some((moment, end)) = at(&same.years, Point::whole(YearRef::Same))
            && !inside(&same.inside, end)
        {
            return Some((same.decide(moment, span(end))?, end));
        }
        let told = Point::whole(YearRef::Told);
        let beginning = Point { part: Some(Part::Beginning), ..told };
        if let Some((moment, end)) =
            at(&text.beginnings, beginning).or_else(|| at(&text.years, told))
            && !inside(&text.inside, end)
            && glyphs.word(start, &text.named).is_none()
            && glyphs.word(end, &text.set).is_none()
        {
            return Some((text.decide(moment, span(end))?, end));
        }
        let (moment, end) = at(&whole.years, Point::whole(YearRef::Whole))?;
        if inside(&whole.inside, end) {
            return None;
        }
        Some((whole.decide(moment, span(end))?, end))
    }

    /// The unit of a stretch of time at `at`, and where it ends.
    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        if self.rules.year.has(self.glyphs.at(at)) {
            return Some((Unit::Year, at + 1));
        }
        let word = |words, unit| Some((unit, self.glyphs.word(at, words)?.1));
        word(&self.rules.months, Unit::Month)
            .or_else(|| word(&self.rules.quarters, Unit::Quarter))
            .or_else(|| word(&self.rules.weeks, Unit::Week))
            .or_else(|| word(&self.rules.days, Unit::Day))
    }

    /// 近4年来, 过去三年, 最近两个月, 未来五年, 两年来.
    fn stretch(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.stretch);
        let behind = |from, words| Some(glyphs.word(from, words)?.1);
        if let Some(end) = behind(start, &rule.coming) {
            let near = behind(end, &rule.near).is_some();
            let coming = rule.decide(Moment::NextYears(0), glyphs.span(start, end));
            return Some((coming.filter(|_| !near)?, end));
        }
        let (back, from) = behind(start, &rule.back).map_or((false, start), |end| (true, end));
        let (forth, from) = behind(start, &rule.forth).map_or((false, from), |end| (true, end));
        let bare = !back && !forth;
        let before = glyphs.before(start, 1);
        if bare && (!starts(glyphs.at(start)) || before.is_ascii_digit() || before == '.') {
            return None;
        }
        let (count, at) = small(glyphs, from, 99)?;
        let more_days = || Some((Unit::Day, behind(at, &rule.more_days)?));
        let (unit, end) = self.unit(at).or_else(more_days)?;
        if rule.other.has(glyphs.at(end)) {
            return None;
        }
        let since = behind(end, &rule.since);
        let within = behind(end, &rule.within);
        let amount = behind(end, &rule.amount).filter(|_| within.is_none());
        // 五年间, 三年里 look back without a word for it; 三天时间 is an amount.
        let many = unit == Unit::Year && count > 1;
        let looks_back = many && (within.is_some() || self.were_years(start, end));
        if bare && since.is_none() && !looks_back {
            return None;
        }
        let end = since.or(within).or(amount).unwrap_or(end);
        // 近20天 without 来 is an amount, nearly twenty days; so is 近3年 before anything but a comma.
        let near = back && since.is_none() && glyphs.word(start, &rule.nearly).is_some();
        let digits = glyphs.at(from).is_ascii_digit() && !matches!(glyphs.at(end), ',' | '，');
        if near && (matches!(unit, Unit::Day | Unit::Week) || digits) {
            return None;
        }
        Some((rule.decide(stretch_of(unit, count, forth), glyphs.span(start, end))?, end))
    }

    /// 这是城乡面貌显著变化的|五年。: what the years were.
    fn were_years(&self, start: usize, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.stretch);
        let starts = |at: &usize| glyphs.word(*at, &rule.were).is_some();
        let stops = |c: char| matches!(c, '。' | '，' | ',' | ':' | '\n' | '\0');
        let mut back = (start.saturating_sub(WERE)..start).rev();
        let head = back.find(|at| stops(glyphs.at(*at)));
        self.rules.of.has(glyphs.before(start, 1))
            && stops(glyphs.at(end))
            && starts(&head.map_or(start.saturating_sub(WERE), |at| at + 1))
    }

    /// 三年前, 10天后, 两个月前.
    fn ago(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.ago);
        let before = glyphs.before(start, 1);
        if before.is_ascii_digit() || before == '.' || rule.behind.has(before) {
            return None;
        }
        let (count, at) = small(glyphs, start, 99)?;
        let (unit, at) = self.unit(at)?;
        let gone = || Some((-count, glyphs.word(at, &rule.before)?.1));
        let to_come = || Some((count, glyphs.word(at, &rule.after)?.1));
        let (count, end) = gone().or_else(to_come)?;
        if rule.other.has(glyphs.at(end)) {
            return None;
        }
        let moment = match unit {
            Unit::Year => Moment::At(Point::whole(YearRef::Relative(i16::try_from(count).ok()?))),
            Unit::Quarter => return None,
            Unit::Month => Moment::Step(Step::Months(count)),
            Unit::Week => Moment::Step(Step::Days(count * 7)),
            Unit::Day => Moment::Step(Step::Days(count)),
        };
        Some((rule.decide(moment, glyphs.span(start, end))?, end))
    }

    /// 上周, 本周三, 星期五, 周末 of a week.
    fn week(&self, start: usize) -> Found {
        let (glyphs, rule) = (self.glyphs, &self.rules.from_today);
        let which = glyphs.value(start, &rule.which_week);
        let (offset, from) = which.map_or((0, start), |([offset], end)| (i32::from(offset), end));
        let (_, at) = glyphs.word(from, &rule.weeks)?;
        let found = |step, end| {
            let by = glyphs.span(start, end);
            Some((rule.decide(Moment::Step(step), by)?, end))
        };
        let before = glyphs.before(start, 1);
        if which.is_none() && (is_digit(before) || rule.week_behind.has(before)) {
            return None;
        }
        if let Some(([day], end)) = glyphs.value(at, &rule.weekdays) {
            let counts = is_digit(glyphs.at(at)) && is_digit(glyphs.at(end));
            if !counts && !rule.other_weekday.has(glyphs.at(end)) {
                return found(Step::Weekday(offset, i8::try_from(day).ok()?), end);
            }
        }
        if which.is_none() || rule.other_week.has(glyphs.at(at)) {
            return None;
        }
        found(Step::Weeks(offset), at)
    }
}

fn stretch_of(unit: Unit, count: i32, forth: bool) -> Moment {
    let years = i16::try_from(count).unwrap_or(0);
    match (unit, forth) {
        (Unit::Year, false) => Moment::LastYears(years),
        (Unit::Year, true) => Moment::NextYears(years),
        (Unit::Month, false) => Moment::Step(Step::LastMonths(count)),
        (Unit::Month, true) => Moment::Step(Step::NextMonths(count)),
        (Unit::Quarter, false) => Moment::Step(Step::LastMonths(count * 3)),
        (Unit::Quarter, true) => Moment::Step(Step::NextMonths(count * 3)),
        (Unit::Week, false) => Moment::Step(Step::LastDays(count * 7)),
        (Unit::Week, true) => Moment::Step(Step::NextDays(count * 7)),
        (Unit::Day, false) => Moment::Step(Step::LastDays(count)),
        (Unit::Day, true) => Moment::Step(Step::NextDays(count)),
    }
}
