//! How far a time expression reaches: over its paragraph, its sentence, the next number, nothing.

use super::super::numeral::{is_digit, is_han, number};
use super::calendar::is_word;
use super::lex::{Expression, Moment, Point, Reader};
use crate::date::Open;
use crate::rules::time::{Compared, InName, Passing, Prices};
use crate::rules::{Decision, Rule};

/// How far a time expression reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Over its sentence, and on through its paragraph.
    Paragraph,
    /// Over its sentence: a day, a target, a time in a story.
    Sentence,
    /// Over its clause: 在今年建成31个的基础上.
    Clause,
    /// Over the next number in its clause: 2014年的10%.
    Number,
    /// Inside its parentheses, and over the number right before them.
    Parenthesis,
}

/// Longest title (《…》) in characters.
const TITLE: usize = 120;

/// Longest rest of a quoted name behind its time, in characters.
const NAME: usize = 20;

/// Most characters before the month in a quoted name.
const LEAD: usize = 4;

/// Longest unit of a number, in characters.
const UNIT: usize = 5;

/// How far (in characters) 基础上 may stand from its time.
const BASIS: usize = 30;

/// How far (in characters) behind its time 相比 may stand.
const BESIDE: usize = 28;

/// How far (in characters) behind a year compared with the 的 of its number may stand.
const WORDS: usize = 7;

/// How far (in characters) behind its parenthesis a time may stand.
const INSIDE: usize = 24;

/// The time expressions of a text.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Those that tell when.
    pub(super) found: Vec<Expression>,
    /// Those set aside since they stand in titles (《…》) or quoted names.
    pub(super) aside: Vec<Decision>,
    /// Both, in order.
    pub(super) all: Vec<Expression>,
}

impl Reader<'_> {
    /// All time expressions.
    pub(super) fn expressions(&self) -> Read {
        let glyphs = self.glyphs;
        let mut out = Read::default();
        let mut at = 0;
        let mut title = 0;
        while at < glyphs.len() {
            match glyphs.at(at) {
                // A title that is never closed must not swallow the rest of the article.
                '《' => title = at + TITLE,
                '》' | '\n' => title = 0,
                _ => {}
            }
            let Some(read) = self.expression(at) else {
                at += 1;
                continue;
            };
            let named = at < title || self.in_quoted_name(&read);
            let by = glyphs.span(read.start, read.end);
            match Some(()).filter(|()| named).and_then(|()| self.rules.in_name.decide((), by)) {
                Some(decision) => out.aside.push(decision),
                None => out.found.push(read),
            }
            out.all.push(read);
            at = read.end.max(at + 1);
        }
        out
    }

    /// Whether the expression begins a short quotation that says more: “2018年全国…奖”.
    fn in_quoted_name(&self, read: &Expression) -> bool {
        let glyphs = self.glyphs;
        // “新十二月市”: a month without a year may stand further in.
        let month = matches!(*read.moment, Moment::At(Point { year: None, month: Some(_), .. }));
        let mut behind =
            (1..=if month { LEAD } else { 1 }).map(|back| glyphs.before(read.start, back));
        let opened = behind.find(|c| matches!(c, '“' | '”' | '，' | '。' | '\n')) == Some('“');
        if !opened || matches!(*read.moment, Moment::Plan(_)) {
            return false;
        }
        let rest = glyphs.from(read.end).iter().take(NAME);
        rest.take_while(|c| !matches!(c, ',' | '，' | '。' | '\n')).any(|c| *c == '”')
            && glyphs.at(read.end) != '”'
    }

    /// How far an expression reaches, or the rule by which it governs nothing.
    pub(super) fn reach(&self, read: &Expression) -> Result<Reach, Rule> {
        if self.compared_before(read) {
            return if self.valued(read) { Ok(Reach::Number) } else { Err(Compared::RULE) };
        }
        if self.rules.prices.on() && self.of_prices(read) {
            return Err(Prices::RULE);
        }
        if self.rules.clause.on() && self.based_on(read) {
            return Ok(Reach::Clause);
        }
        if self.compared_behind(read) {
            return Err(Compared::RULE);
        }
        if let Some(valued) = self.compared_further(read) {
            return if valued { Ok(Reach::Number) } else { Err(Compared::RULE) };
        }
        match *read.moment {
            Moment::Vague if self.passing(read) => return Err(Passing::RULE),
            Moment::LastYears(_) | Moment::Open(Open::Since, _) if self.of_record(read) => {
                return Err(Passing::RULE);
            }
            Moment::Plan(_) if self.rules.in_name.on() && !self.plan_governs(read) => {
                return Err(InName::RULE);
            }
            _ => {}
        }
        if self.rules.brackets.on() && self.in_parenthesis(read) {
            return Ok(Reach::Parenthesis);
        }
        self.ahead(read)
    }

    /// How far a time reaches over what follows.
    fn ahead(&self, read: &Expression) -> Result<Reach, Rule> {
        let (glyphs, rule) = (self.glyphs, &self.rules.one_number);
        let after = glyphs.skip_space(read.end);
        let point = matches!(*read.moment, Moment::At(_) | Moment::AsOf(_) | Moment::Now);
        let of = self.rules.of.has(glyphs.at(after))
            && (number(glyphs, after + 1).is_some() || self.near_number(after + 1));
        if point && of && self.rules.compared.on() && self.times_follow(after + 1) {
            return Err(Compared::RULE);
        }
        let from = glyphs.word_before(read.start, &rule.from).is_some()
            || self.rules.compared.on() && self.base_of_times(after);
        let target = glyphs.word_before(read.start, &rule.to).is_some() && !self.up_to(read);
        // 提高到2020年的47.6%,提高6.3个百分点: the end of a change holds for what is said of it.
        if point && (from || of) && !target && rule.on() {
            return Ok(Reach::Number);
        }
        let day = matches!(
            *read.moment,
            Moment::At(Point { day: Some(_), .. }) | Moment::Step(_) | Moment::NextYears(1..)
        );
        Ok(if target || day { Reach::Sentence } else { Reach::Paragraph })
    }

    /// 较2014年, 比去年.
    fn compared_before(&self, read: &Expression) -> bool {
        let rule = &self.rules.compared;
        rule.on() && self.glyphs.word_before(read.start, &rule.before).is_some()
    }

    /// 与去年同期相比, 恢复到2019年水平, 恢复到2019年的95%.
    fn compared_behind(&self, read: &Expression) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.compared);
        let after = glyphs.skip_space(read.end);
        let beside = rule.beside.has(glyphs.before(read.start, 1));
        let restored = || {
            let to = glyphs.word_before(read.start, &rule.restored).is_some();
            to && self.rules.of.has(glyphs.at(after))
        };
        rule.on()
            && (beside && glyphs.word(after, &rule.behind).is_some()
                || glyphs.word(after, &rule.levels).is_some()
                || restored())
    }

    /// 与2010年第六次人口普查的254858人相比: whether a number of that time stands between.
    fn compared_further(&self, read: &Expression) -> Option<bool> {
        let (glyphs, rule) = (self.glyphs, &self.rules.compared);
        if !rule.on() || !rule.beside.has(glyphs.before(read.start, 1)) {
            return None;
        }
        let ends = |c: char| matches!(c, ',' | '，' | '。' | ';' | '；' | '\n' | '\0');
        let mut clause = (read.end..read.end + BESIDE).take_while(|at| !ends(glyphs.at(*at)));
        let end = clause.find(|at| {
            let stop = glyphs.word(*at, &rule.further).map(|(_, stop)| stop);
            stop.is_some_and(|stop| ends(glyphs.at(stop)))
        })?;
        Some((read.end..end).any(|at| glyphs.at(at).is_ascii_digit()))
    }

    /// 按1990年不变价, 以2010年为基期: the year of prices is no time.
    fn of_prices(&self, read: &Expression) -> bool {
        let rule = &self.rules.prices;
        let after = self.glyphs.skip_space(read.end);
        let at = after + usize::from(self.rules.of.has(self.glyphs.at(after)));
        self.glyphs.word(at, &rule.behind).is_some()
    }

    /// 至1976年 at the head of a clause tells of what had come by then, and goes on.
    fn up_to(&self, read: &Expression) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.one_number);
        let word = glyphs.word_before(read.start, &rule.up_to);
        word.is_some_and(|(_, from)| !is_word(glyphs.before(from, 1)))
    }

    /// Whether a number follows at once, 为 and the like aside: 上年|为7.6万吨.
    pub(super) fn says_number(&self, end: usize) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.one_number);
        let at = glyphs.skip_space(end);
        let at = glyphs.word(at, &rule.says).map_or(at, |(_, stop)| stop);
        number(glyphs, glyphs.skip_space(at)).is_some()
    }

    /// 较2014年的11.2%下降: the number compared with is that year's.
    fn valued(&self, read: &Expression) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.compared);
        let after = glyphs.skip_space(read.end);
        // 较去年|实际新增的|410张: what the year did may stand between.
        let mut words = (after..after + WORDS).take_while(|at| is_han(glyphs.at(*at)));
        let of = words.find(|at| self.rules.of.has(glyphs.at(*at))).unwrap_or(after);
        let own = number(glyphs, of + 1).filter(|_| self.rules.of.has(glyphs.at(of)));
        // 相当于2019年的92%: so much of what was then.
        let part = |end: usize| glyphs.word(end, &rule.parts).is_some();
        let like = glyphs.word_before(read.start, &rule.like).is_some();
        own.is_some_and(|own| !(like && part(own.end))) && !self.times_follow(of + 1)
    }

    /// 在今年建成31个的|基础上: what is told rests on it.
    fn based_on(&self, read: &Expression) -> bool {
        let (glyphs, rule) = (self.glyphs, &self.rules.clause);
        if !rule.on.has(glyphs.before(read.start, 1)) {
            return false;
        }
        let clause = glyphs.from(read.end).iter().take(BASIS);
        let ends = |c: &char| matches!(c, ',' | '，' | '。' | ';' | '；' | '\n');
        let end = read.end + clause.take_while(|c| !ends(c)).count();
        let mut words = (read.end..end).filter_map(|at| glyphs.word(at, &rule.basis));
        words.any(|(_, stop)| stop <= end)
    }

    /// 是2012年的3.3倍: the year is only what is compared with.
    fn times_follow(&self, at: usize) -> bool {
        let times = &self.rules.compared.times;
        number(self.glyphs, at).is_some_and(|n| self.glyphs.word(n.end, times).is_some())
    }

    /// 是2014年|4.2亿元的6.2倍: the number of the year is what another is measured by.
    fn base_of_times(&self, at: usize) -> bool {
        let Some(base) = number(self.glyphs, at) else { return false };
        let of = (base.end..base.end + UNIT).find(|at| self.rules.of.has(self.glyphs.at(*at)));
        of.is_some_and(|of| self.times_follow(of + 1))
    }

    /// A qualifier or two between 的 and its number: 2014年的近10%.
    fn near_number(&self, at: usize) -> bool {
        (at..at + 3).any(|i| {
            let c = self.glyphs.at(i);
            c.is_ascii_digit() || is_digit(c)
        })
    }

    /// 同期, 日前 and the like frame the telling; they say nothing about the figures.
    fn passing(&self, read: &Expression) -> bool {
        let rule = &self.rules.passing;
        rule.on() && self.glyphs.word(read.start, &rule.words).is_some()
    }

    /// 近30年来|最高, 2016年以来|新高: how rare a figure is, not when it held.
    fn of_record(&self, read: &Expression) -> bool {
        let rule = &self.rules.passing;
        let at = self.glyphs.skip_space(read.end);
        let at = at + usize::from(self.rules.of.has(self.glyphs.at(at)));
        rule.on() && self.glyphs.word(at, &rule.records).is_some()
    }

    /// “十三五” alone is part of a name (“十三五”规划, “十三五”贫困村); with 期间 it is a time.
    fn plan_governs(&self, read: &Expression) -> bool {
        let next = self.glyphs.at(read.end);
        let worded = self.glyphs.word_before(read.end, &self.rules.five_year_plan.worded);
        let sums = self.glyphs.word(read.end, &self.rules.five_year_plan.sums);
        sums.is_some() || worded.is_some() && !self.rules.of.has(next) || matches!(next, ',' | '，')
    }

    /// Whether an opening parenthesis stands before the expression in its clause, still open.
    fn in_parenthesis(&self, read: &Expression) -> bool {
        let mut before = (1..=INSIDE).map(|back| self.glyphs.before(read.start, back));
        let open = before.position(|c| matches!(c, '(' | ')' | '。' | '\n' | '\0'));
        let phase = |at| self.glyphs.word_before(at, &self.rules.brackets.phases).is_some();
        open.and_then(|back| read.start.checked_sub(back + 1))
            .is_some_and(|at| self.glyphs.at(at) == '(' && !phase(at))
    }
}
