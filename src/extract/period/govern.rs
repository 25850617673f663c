//! Which time expression a figure stands under.
//!
//! A time at the head of a clause governs what follows in its sentence until the next one; one
//! with 的 or 由 governs the next number only; one after 比 or 较 governs nothing. What a sentence
//! leaves unsaid is carried over from earlier in its paragraph, or from the heading above it. A
//! year that lost its digits governs too, with nothing: what it governs has no period.

use super::super::Basis;
use super::super::numeral::{Glyphs, is_digit, number};
use super::super::table::Around;
use super::lex::{Expression, Moment, Part, Point, YearRef, expression, starts};
use super::resolve::{self, Now};
use super::told::{
    is_report, last_year, named_year, relative_year, told, year_of_title, year_shown,
};
use crate::clean::{Article, DefectKind, Line, LineKind};
use crate::date::{Date, Grain, Period};
use crate::lexicon::Lexicon;
use crate::span::Span;
use std::collections::BTreeMap;

/// How far a time expression reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
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

/// A time expression with what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    span: Span,
    period: Option<Period>,
    basis: Basis,
    reach: Reach,
    /// Right after the entry before it, joined by 、 or 和: 2016年、2017年.
    listed: bool,
}

/// The times of an article, ready to be asked about a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods {
    entries: Vec<Entry>,
    /// The year of a bulletin or report, by its title; holds for what is left unsaid.
    whole: Option<Period>,
}

/// Finds the time expressions of an article and resolves them.
///
/// Relative words count from the day of publication, or from the year that the text itself shows
/// (a year in the title; 此前两年 beside 2016—2017年); without either they stand for nothing.
#[must_use]
pub fn find(article: &Article, _lexicon: &Lexicon) -> Periods {
    let glyphs = Glyphs::new(&article.text.text);
    let read = expressions(&glyphs);
    let mut now = Now { day: article.published, ..Now::default() };
    if now.day.is_none() {
        now.year = year_shown(article, &glyphs, &read);
    }
    let title = article.title.as_deref().and_then(year_of_title);
    let last = last_year(&read, now);
    let mut entries: Vec<Entry> = Vec::with_capacity(read.len());
    let mut line = 0;
    let mut headings: BTreeMap<Option<usize>, Option<i16>> = BTreeMap::new();
    for found in &read {
        let span = glyphs.span(found.start, found.end);
        let here = line_of(article, span);
        if here != line || entries.is_empty() {
            now.spoken = None;
            let section = article.lines.get(here).and_then(|line| line.section);
            let year = headings.entry(section).or_insert_with(|| told(article, section, now));
            now.told = year.or(title);
            line = here;
        }
        let Some(reach) = reach(&glyphs, found) else { continue };
        let (period, basis) = match entries.last().and_then(|before| same_years(before, found)) {
            Some(period) if line_of(article, glyphs.span(found.start, found.end)) == line => {
                (Some(period), Basis::Resolved)
            }
            _ => meaning(found.moment, now, last),
        };
        let unsaid = |year| year == Some(YearRef::Whole);
        let whole = matches!(found.moment, Moment::At(point) if unsaid(point.year));
        // 预计全年: the year is the present one; a bare 全年 may be any.
        let foreseen = glyphs.any_before(found.start, FORESEEN).is_some();
        let period = period.or_else(|| {
            let year = now.year().filter(|_| whole && foreseen)?;
            Period::year(year)
        });
        if whole && period.is_none() {
            continue;
        }
        if let Some(year) = named_year(found.moment).or_else(|| relative_year(found.moment, now)) {
            now.spoken = Some(year);
        }
        let ahead = period.zip(now.day).is_some_and(|(period, day)| period.start > day);
        let dated = matches!(found.moment, Moment::At(_) | Moment::AsOf(_));
        let deadline =
            dated && (glyphs.before(found.end, 1) == '前' || glyphs.at(found.end) == '前');
        // Under 一、2018年工作完成情况 a “十三五” plan is an aside.
        let aside = matches!(found.moment, Moment::Plan(_)) && now.told.is_some();
        let once = reach == Reach::Paragraph
            && (deadline || aside || (ahead && !heads_line(article, span)));
        let reach = if once { Reach::Sentence } else { reach };
        let listed = entries.last().is_some_and(|before: &Entry| {
            let between = article.text.text.get(before.span.end..span.start);
            matches!(between, Some("、" | "和" | "与" | "及" | "," | "，"))
        });
        entries.push(Entry { span, period, basis, reach, listed });
    }
    let report = article.title.as_deref().is_some_and(is_report);
    let mut periods = Periods { entries, whole: title.filter(|_| report).and_then(Period::year) };
    periods.lose(article);
    periods
}

/// Words that make 全年 the present year.
const FORESEEN: &[&str] = &["预计", "力争", "预期", "计划", "有望", "争取", "确保"];

/// “十二五”期间…。五年里: the years just named, when they are as many.
fn same_years(before: &Entry, found: &Expression) -> Option<Period> {
    let Moment::LastYears(count) = found.moment else { return None };
    let period = before.period.filter(|period| period.grain == Grain::Year)?;
    (period.end.year() - period.start.year() + 1 == count).then_some(period)
}

/// Whether the time stands at the head of its line, numbering aside: it is what the line is about.
fn heads_line(article: &Article, span: Span) -> bool {
    let line = article.lines.get(line_of(article, span));
    line.is_some_and(|line| span.start.saturating_sub(line.span.start) <= HEAD)
}

/// How far into its line (in bytes) a time still heads it: (一)到, 第二,.
const HEAD: usize = 24;

/// Longest title (《…》) in characters.
const TITLE: usize = 120;

/// All time expressions outside of titles (《…》) and quoted names.
pub(super) fn expressions(glyphs: &Glyphs<'_>) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut title = 0;
    while at < glyphs.len() {
        let c = glyphs.at(at);
        match c {
            // A title that is never closed must not swallow the rest of the article.
            '《' => title = at + TITLE,
            '》' | '\n' => title = 0,
            _ => {}
        }
        if at >= title
            && starts(c)
            && let Some(read) = expression(glyphs, at)
        {
            at = read.end.max(at + 1);
            if !in_quoted_name(glyphs, &read) {
                found.push(read);
            }
        } else {
            at += 1;
        }
    }
    found
}

/// Whether the expression begins a short quotation that says more: “2018年全国…奖”.
fn in_quoted_name(glyphs: &Glyphs<'_>, read: &Expression) -> bool {
    if glyphs.before(read.start, 1) != '“' || matches!(read.moment, Moment::Plan(_)) {
        return false;
    }
    let rest = glyphs.from(read.end).iter().take(20);
    rest.take_while(|c| !matches!(c, ',' | '，' | '。' | '\n')).any(|c| *c == '”')
        && glyphs.at(read.end) != '”'
}

/// How far an expression reaches; `None` when it governs nothing.
fn reach(glyphs: &Glyphs<'_>, read: &Expression) -> Option<Reach> {
    const COMPARED: &[&str] = &[
        "相比",
        "相比于",
        "比",
        "较",
        "同比",
        "比起",
        "较之",
        "相较",
        "超过",
        "于",
        "高于",
        "低于",
    ];
    if let Some((word, _)) = glyphs.any_before(read.start, COMPARED)
        && (word != "于" || glyphs.ends(read.start, "相当于"))
    {
        // 较2014年的11.2%下降: the number compared with is that year's.
        let after = glyphs.skip_space(read.end);
        let valued = glyphs.at(after) == '的'
            && number(glyphs, after + 1).is_some()
            && !times_follow(glyphs, after + 1);
        return valued.then_some(Reach::Number);
    }
    let after = glyphs.skip_space(read.end);
    if based_on(glyphs, read) {
        return Some(Reach::Clause);
    }
    if matches!(glyphs.before(read.start, 1), '与' | '和' | '同')
        && glyphs.any(after, &["相比", "同期相比", "同期比", "比较"]).is_some()
    {
        return None;
    }
    match read.moment {
        Moment::Vague if transparent(glyphs, read) => return None,
        Moment::Plan(_) if !plan_governs(glyphs, read) => return None,
        _ => {}
    }
    if glyphs.before(read.start, 1) == '(' || in_parenthesis(glyphs, read) {
        return Some(Reach::Parenthesis);
    }
    let point = matches!(read.moment, Moment::At(_) | Moment::AsOf(_) | Moment::Now);
    let from =
        matches!(glyphs.before(read.start, 1), '由' | '从') || glyphs.ends(read.start, "比如");
    let of = glyphs.at(after) == '的'
        && (number(glyphs, after + 1).is_some() || near_number(glyphs, after + 1));
    let target =
        matches!(glyphs.before(read.start, 1), '到' | '至') || glyphs.ends(read.start, "力争");
    if point && of && times_follow(glyphs, after + 1) {
        return None;
    }
    // 提高到2020年的47.6%,提高6.3个百分点: the end of a change holds for what is said of it.
    if point && (from || of) && !target {
        return Some(Reach::Number);
    }
    let day = matches!(
        read.moment,
        Moment::At(Point { day: Some(_), .. }) | Moment::Step(_) | Moment::NextYears(_)
    );
    Some(if target || day { Reach::Sentence } else { Reach::Paragraph })
}

/// 在今年建成31个的|基础上: what is told rests on it.
fn based_on(glyphs: &Glyphs<'_>, read: &Expression) -> bool {
    let rest = glyphs.from(read.end).iter().take(30);
    let clause: String =
        rest.take_while(|c| !matches!(c, ',' | '，' | '。' | ';' | '；' | '\n')).collect();
    glyphs.before(read.start, 1) == '在' && clause.contains("基础上")
}

/// 是2012年的3.3倍: the year is only what is compared with.
fn times_follow(glyphs: &Glyphs<'_>, at: usize) -> bool {
    number(glyphs, at)
        .is_some_and(|n| matches!(glyphs.at(n.end), '倍') || glyphs.has(n.end, "多倍"))
}

/// A qualifier or two between 的 and its number: 2014年的近10%.
fn near_number(glyphs: &Glyphs<'_>, at: usize) -> bool {
    (at..at + 3).any(|i| {
        let c = glyphs.at(i);
        c.is_ascii_digit() || is_digit(c)
    })
}

/// 同期, 日前 and the like frame the telling; they say nothing about the figures.
fn transparent(glyphs: &Glyphs<'_>, read: &Expression) -> bool {
    glyphs
        .any(
            read.start,
            &[
                "同期",
                "日前",
                "近日",
                "前不久",
                "当天",
                "当日",
                "当晚",
                "次日",
                "同日",
                "当月",
                "同月",
                "前期",
                "往年",
            ],
        )
        .is_some()
}

/// “十三五” alone is part of a name (“十三五”规划, “十三五”贫困村); with 期间 it is a time.
fn plan_governs(glyphs: &Glyphs<'_>, read: &Expression) -> bool {
    let worded =
        ["期间", "时期", "以来", "末", "初"].iter().any(|word| glyphs.ends(read.end, word));
    worded && glyphs.at(read.end) != '的' || matches!(glyphs.at(read.end), ',' | '，')
}

/// Whether an opening parenthesis stands before the expression in its clause, still open.
fn in_parenthesis(glyphs: &Glyphs<'_>, read: &Expression) -> bool {
    for back in 1..=24 {
        match glyphs.before(read.start, back) {
            '(' => return true,
            ')' | '。' | '\n' | '\0' => return false,
            _ => {}
        }
    }
    false
}

/// What an expression stands for, and whether it is stated or resolved.
fn meaning(moment: Moment, now: Now, last: Option<i16>) -> (Option<Period>, Basis) {
    let relative = |point: Point| !matches!(point.year, Some(YearRef::Absolute(_)));
    let basis = |resolved: bool| if resolved { Basis::Resolved } else { Basis::Stated };
    match moment {
        Moment::At(point) => (past(point, now), basis(relative(point))),
        Moment::AsOf(point) => (past(point, now).map(Period::as_of), basis(relative(point))),
        Moment::Range(first, second) => {
            (resolve::range(first, second, now), basis(relative(first)))
        }
        Moment::Since(point) => (since(point, now, last), basis(relative(point))),
        Moment::Plan(number) => (resolve::plan(number), Basis::Stated),
        Moment::LastYears(count) => (last_years(count, now, last), Basis::Resolved),
        Moment::NextYears(count) => {
            let period = now.year().and_then(|year| Period::years(year, year + count));
            (period, Basis::Resolved)
        }
        Moment::Now => (now.day.and_then(at_month), Basis::Resolved),
        Moment::Step(step) => (now.day.and_then(|day| resolve::step(step, day)), Basis::Resolved),
        Moment::Vague => (None, Basis::Resolved),
    }
}

/// The state in the month of `day`.
fn at_month(day: Date) -> Option<Period> {
    Period::month(day.year(), day.month()).map(Period::as_of)
}

/// A point as a period; a month or day without a year that would lie after the day of speaking is
/// the one of the year before.
fn past(point: Point, now: Now) -> Option<Period> {
    let period = resolve::point(point, now)?;
    let state = matches!(point.part, Some(Part::End | Part::Beginning)) && point.day.is_none();
    let period = Period { as_of: state, ..period };
    // 下半年 said in June is the coming one; 11月 said in June is the last.
    let half = matches!(point.part, Some(Part::Months(..)));
    let unsaid = point.year.is_none() && now.told.is_none() && !half;
    let future = unsaid && now.day.is_some_and(|day| period.start > day);
    if !future {
        return Some(period);
    }
    let year = Some(YearRef::Absolute(period.start.year() - 1));
    resolve::point(Point { year, ..point }, now)
}

/// From a point until the text was written, as far as that is known.
fn since(point: Point, now: Now, last: Option<i16>) -> Option<Period> {
    let from = resolve::point(point, now)?;
    if let Some(day) = now.day {
        return (from.start <= day).then_some(Period {
            start: from.start,
            end: day,
            grain: Grain::Month,
            as_of: false,
        });
    }
    let end = last.filter(|year| *year >= from.start.year()).unwrap_or(from.start.year());
    Period::years(from.start.year(), end)
}

/// 近四年来: the years up to now. Early in a year that year hardly counts.
fn last_years(count: i16, now: Now, last: Option<i16>) -> Option<Period> {
    if let Some(year) = now.year().filter(|year| now.spoken == Some(year - count)) {
        // 2016年9月结对。四年来: from the year just named.
        return Period::years(year - count, year);
    }
    if let Some(day) = now.day.filter(|day| day.month() <= 3) {
        return Period::years(day.year() - count, day.year() - 1);
    }
    if let Some(day) = now.day {
        let first = day.year() - count + i16::from(day.month() > 6);
        let start = Date::new(first, 1, 1).ok()?;
        return Some(Period { start, end: day, grain: Grain::Month, as_of: false });
    }
    if let Some(year) = now.year {
        return Period::years(year - count, year - 1);
    }
    let _ = last;
    None
}

fn line_of(article: &Article, span: Span) -> usize {
    article.lines.partition_point(|line| line.span.end <= span.start)
}

impl Periods {
    /// Times whose digits were lost stand for nothing, and so does what they govern.
    fn lose(&mut self, article: &Article) {
        let lost = article.defects.iter().filter(|d| d.kind == DefectKind::LostYear);
        for defect in lost {
            let touched = self.entries.iter_mut().filter(|e| e.span.overlaps(defect.core));
            let mut any = false;
            for entry in touched {
                *entry = Entry { period: None, reach: Reach::Paragraph, ..*entry };
                any = true;
            }
            if !any {
                self.entries.push(Entry {
                    span: defect.core,
                    period: None,
                    basis: Basis::Stated,
                    reach: Reach::Paragraph,
                    listed: false,
                });
            }
        }
        self.entries.sort_by_key(|entry| entry.span);
    }

    /// The period of the figure at `span`, and how it was found; `None` when the text gives none.
    #[must_use]
    pub fn at(&self, article: &Article, span: Span) -> Option<(Period, Basis)> {
        let text = article.text.text.as_str();
        let sentence = article.sentences.partition_point(|s| s.span.end <= span.start);
        let sentence = article.sentences.get(sentence)?;
        let line = article.lines.get(sentence.line)?;
        if line.kind == LineKind::TableRow {
            return self.in_table(article, span);
        }
        if let Some(entry) = self.behind(text, span) {
            return Some((entry.period?, entry.basis));
        }
        if let Some(entry) = self.said_after(text, span) {
            return Some((entry.period?, entry.basis));
        }
        let upto = self.entries.partition_point(|e| e.span.start < span.start);
        let before = self.entries.get(..upto)?;
        let opening = opening_of(article, sentence.line);
        for (index, entry) in before.iter().enumerate().rev() {
            if entry.span.start < opening {
                break;
            }
            let same = entry.span.start >= sentence.span.start;
            let governs = match entry.reach {
                Reach::Paragraph => true,
                Reach::Sentence => same,
                Reach::Clause => same && same_clause(text, *entry, span),
                Reach::Number => same && governs_number(text, *entry, span),
                Reach::Parenthesis => same && same_parenthesis(text, *entry, span),
            };
            if governs {
                let list = text.get(sentence.span.start..span.start).unwrap_or_default();
                if !same && list.contains("依次") {
                    // 依次为61个、84个: each has a year of its own, which is said elsewhere.
                    return None;
                }
                let period = self.listed(text, index, span).or(entry.period)?;
                return Some((period, if same { entry.basis } else { Basis::Carried }));
            }
        }
        let whole = || self.whole.map(|period| (period, Basis::Carried));
        self.heading(article, line.section).or_else(whole)
    }

    /// The parenthesis right after a figure: 5000万元(2018年).
    fn behind(&self, text: &str, span: Span) -> Option<&Entry> {
        let next = self.entries.partition_point(|e| e.span.start < span.end);
        let entry = self.entries.get(next).filter(|e| e.reach == Reach::Parenthesis)?;
        let between = text.get(span.end..entry.span.start)?;
        let close = between.chars().count() <= 8
            && between.ends_with(['(', '（'])
            && !between.contains([',', '，', '。', '、', ';', '；', '\n']);
        close.then_some(entry)
    }

    /// 6名医生|今年3月到岗: the time between the noun and its verb, when the clause has no other.
    fn said_after(&self, text: &str, span: Span) -> Option<&Entry> {
        let next = self.entries.partition_point(|e| e.span.start < span.end);
        let entry = self.entries.get(next).filter(|e| e.reach == Reach::Paragraph)?;
        let between = text.get(span.end..entry.span.start)?;
        let noun = (1..=8).contains(&between.chars().count())
            && between.chars().all(crate::extract::numeral::is_han)
            && !between
                .ends_with(['在', '到', '至', '从', '由', '于', '比', '较', '的', '和', '是']);
        let verb = text.get(entry.span.end..)?.chars().next();
        let acts = verb.is_some_and(|c| crate::extract::numeral::is_han(c) && c != '的');
        let last = next.checked_sub(1).and_then(|at| self.entries.get(at));
        let alone = last.is_none_or(|last| {
            let gap = text.get(last.span.end..span.start).unwrap_or_default();
            gap.contains([',', '，', '。', ';', '；', '\n'])
        });
        (noun && acts && alone).then_some(entry)
    }

    /// 2016年、2017年分别…3000人、4000人: each figure has its own; without 分别 all have both.
    fn listed(&self, text: &str, index: usize, span: Span) -> Option<Period> {
        let mut first = index;
        while first > 0 && self.entries.get(first).is_some_and(|entry| entry.listed) {
            first -= 1;
        }
        let group = self.entries.get(first..=index)?;
        let (head, tail) = (group.first()?, group.last()?);
        if group.len() < 2 {
            return None;
        }
        let between = text.get(tail.span.end..span.start)?;
        if let Some((_, rest)) = between.split_once("分别") {
            let place =
                rest.chars().filter(|c| matches!(c, '、' | '和' | '与' | ',' | '，')).count();
            return group.get(place).and_then(|entry| entry.period);
        }
        let (head, tail) = (head.period?, tail.period?);
        (head.start <= tail.end).then_some(Period {
            start: head.start,
            end: tail.end,
            grain: head.grain.max(tail.grain),
            as_of: tail.as_of,
        })
    }

    /// The time of a cell: its own, its row's, its column's header, or that of the line above the
    /// table.
    fn in_table(&self, article: &Article, span: Span) -> Option<(Period, Basis)> {
        let text = article.text.text.as_str();
        let around = Around::find(&article.cells, span)?;
        let beside = around.row.iter().chain(around.header).map(|cell| cell.span);
        let stated = std::iter::once(around.own.span).chain(beside).find_map(|cell| {
            let at = self.entries.partition_point(|entry| entry.span.start < cell.start);
            let inside = self.entries.get(at).filter(|entry| cell.contains(entry.span));
            let year = || year_of_cell(cell.of(text)).and_then(Period::year);
            let year = || year().filter(|_| !cell.contains(span));
            inside.and_then(|entry| entry.period).or_else(year)
        });
        if let Some(period) = stated {
            return Some((period, Basis::Stated));
        }
        let first = around.table.first()?;
        let row = article.lines.partition_point(|line| line.span.end <= first.span.start);
        let above = article.lines.get(row.checked_sub(1)?)?;
        let upto = self.entries.partition_point(|entry| entry.span.start < above.span.end);
        let inside = self.entries.get(..upto)?.iter().rev();
        let mut inside = inside.take_while(|entry| above.span.contains(entry.span));
        let entry = inside.find(|entry| entry.reach != Reach::Parenthesis);
        match entry {
            Some(entry) => Some((entry.period?, Basis::Carried)),
            None => self.heading(article, above.section),
        }
    }

    /// The one time that the heading above a paragraph names.
    fn heading(&self, article: &Article, section: Option<usize>) -> Option<(Period, Basis)> {
        let line = article.lines.get(section?)?;
        if line.kind != LineKind::Heading {
            return None;
        }
        let from = self.entries.partition_point(|e| e.span.start < line.span.start);
        match self.entries.get(from).filter(|e| e.span.end <= line.span.end) {
            Some(entry) => Some((entry.period?, Basis::Carried)),
            None => self.heading(article, line.section),
        }
    }
}

/// Where the thought of a line begins: a paragraph that opens with 其中 goes on with the parts of
/// what the paragraph before it said.
fn opening_of(article: &Article, line: usize) -> usize {
    let upto = article.lines.get(..=line).unwrap_or_default();
    let goes_on = |line: &&Line| line.span.of(&article.text.text).trim_start().starts_with("其中");
    let first = upto.iter().rev().find(|line| !goes_on(line));
    first.map_or(0, |line| line.span.start)
}

/// Whether 2014年的… still speaks of the figure: no comma and no change between them.
fn governs_number(text: &str, entry: Entry, span: Span) -> bool {
    let between = text.get(entry.span.end..span.start).unwrap_or_default();
    !between.contains([',', '，', ';', '；', '、']) && !between.contains(['至', '到', '为', '成'])
}

/// Whether entry and figure stand in one clause.
fn same_clause(text: &str, entry: Entry, span: Span) -> bool {
    let between = text.get(entry.span.end..span.start).unwrap_or_default();
    !between.contains([',', '，', ';', '；', '。'])
}

/// Whether entry and figure stand in the same parentheses.
fn same_parenthesis(text: &str, entry: Entry, span: Span) -> bool {
    let between = text.get(entry.span.end..span.start).unwrap_or_default();
    !between.contains([')', '）'])
}

/// The year that a cell consists of: 2018 or 2018年.
pub(crate) fn year_of_cell(text: &str) -> Option<i16> {
    let digits = text.trim().trim_end_matches('度').trim_end_matches('年');
    let year: i16 = digits.parse().ok()?;
    (digits.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}
