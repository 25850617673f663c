//! Which time expression a figure stands under.
//!
//! A time at the head of a clause governs what follows in its sentence until the next one; one
//! with 的 or 由 governs the next number only; one after 比 or 较 governs nothing. What a sentence
//! leaves unsaid is carried over from earlier in its paragraph, or from the heading above it. A
//! year that lost its digits governs too, with nothing: what it governs has no period.

use super::super::Basis;
use super::super::numeral::{Glyphs, is_han};
use super::super::table::Around;
use super::entry::{Entry, read};
use super::heads::QUOTES;
use super::lex::Expression;
use super::reach::Reach;
use super::resolve;
use super::standing::{is_alone, standing};
use crate::clean::{Article, Cell, Line, LineKind, Sentence};
use crate::date::{Grain, Period};
use crate::lexicon::Lexicon;
use crate::rules::time::Time;
use crate::rules::{Decided, Decision, Words};
use crate::span::Span;

/// A period with the rule by which it governs a figure, and how it was found.
type When = (Decided<Period>, Basis);

/// Longest noun between a number and the time behind it, in characters: 6名|医生|今年3月到岗.
const NOUN: usize = 8;

/// Most characters before the 到 of a goal in its clause: 全县力争|到2025年.
const LEAD: usize = 8;

/// Most characters between a number and the parenthesis behind it.
const UNIT: usize = 8;

/// The times of an article, ready to be asked about a place in it.
#[derive(Clone, Debug)]
pub struct Periods<'a> {
    rules: &'a Time,
    entries: Vec<Entry>,
    /// The time of a bulletin or report; holds for what is left unsaid.
    whole: Option<Decided<Period>>,
    /// The years that the plan of the title is for.
    pub(crate) plan: Option<Period>,
    /// For each line the time that stands over it.
    standing: Vec<Option<usize>>,
    /// How the times of the article were read, and which were set aside.
    pub(crate) decisions: Vec<Decision>,
    /// Years of the Republic without its name, which look like counts.
    pub(crate) bare: Vec<Decision>,
}

/// Finds the time expressions of an article and resolves them.
///
/// Relative words count from the day of publication, or from the year that the text itself shows
/// (a year in the title; 此前两年 beside 2016—2017年); without either they stand for nothing.
///
/// # Example
/// ```
/// use fangzhi::clean::article_from_text;
/// use fangzhi::config::builtin_lexicon;
/// use fangzhi::extract::period::find;
/// use fangzhi::span::Span;
/// let lexicon = builtin_lexicon();
/// let article = article_from_text("2016—2017年,全县修路35公里。", &lexicon);
/// let times = find(&article, &lexicon);
/// let text = article.text.text.as_str();
/// let at = text.find("35公里").unwrap_or_default();
/// let when = times.at(&article, Span::new(at, at + "35公里".len()));
/// let (period, _) = when.expect("the sentence says when");
/// assert_eq!(period.value.to_string(), "2016/2017");
/// assert_eq!(period.rule.name(), "time-before");
/// assert_eq!(period.by.of(text), "2016—2017年");
/// ```
#[must_use]
pub fn find<'a>(article: &Article, lexicon: &'a Lexicon) -> Periods<'a> {
    find_in(article, &Glyphs::new(&article.text.text), lexicon).0
}

/// The same of an article whose text was folded before, with all time expressions that were read on
/// the way; none where they are read otherwise than alone.
pub(crate) fn find_in<'a>(
    article: &Article,
    glyphs: &Glyphs<'_>,
    lexicon: &'a Lexicon,
) -> (Periods<'a>, Option<Vec<Expression>>) {
    let rules = &lexicon.book.time;
    let found = read(article, glyphs, rules);
    let standing = standing(article, &found.entries, rules, found.report);
    let periods = Periods {
        rules,
        entries: found.entries,
        whole: found.whole,
        plan: found.plan,
        standing,
        decisions: found.decisions,
        bare: found.bare,
    };
    (periods, found.all)
}

impl Periods<'_> {
    /// The period of the figure at `span`, and how it was found; `None` when the text gives none.
    ///
    /// # Example
    /// ```
    /// use fangzhi::clean::article_from_text;
    /// use fangzhi::config::builtin_lexicon;
    /// use fangzhi::extract::{Basis, period::find};
    /// use fangzhi::span::Span;
    /// let lexicon = builtin_lexicon();
    /// let article = article_from_text("2019年投资3亿元。修路35公里。", &lexicon);
    /// let at = article.text.text.find("35公里").expect("it is there");
    /// let when = find(&article, &lexicon).at(&article, Span::new(at, at + "35公里".len()));
    /// let (period, basis) = when.expect("its paragraph says when");
    /// assert_eq!((period.value.to_string().as_str(), basis), ("2019", Basis::Carried));
    /// assert_eq!(period.rule.name(), "time-of-paragraph");
    /// ```
    #[must_use]
    pub fn at(&self, article: &Article, span: Span) -> Option<When> {
        let text = article.text.text.as_str();
        let sentence = article.sentences.partition_point(|s| s.span.end <= span.start);
        let sentence = article.sentences.get(sentence)?;
        let line = article.lines.get(sentence.line)?;
        if line.kind == LineKind::TableRow {
            return self.in_table(article, span);
        }
        if let Some(entry) = self.in_brackets(text, span).or_else(|| self.behind(text, span)) {
            return Some((entry.map(|e| e.period).transpose()?, entry.basis));
        }
        match self.before(article, sentence, span) {
            Some(found) => self.value(text, found, sentence, span),
            None => self.over(article, sentence.line),
        }
    }

    /// The last time before a figure that governs it, and by which rule.
    fn before(
        &self,
        article: &Article,
        sentence: &Sentence,
        span: Span,
    ) -> Option<(usize, Decided<Entry>)> {
        let text = article.text.text.as_str();
        let upto = self.entries.partition_point(|e| e.span.start < span.start);
        let opening = opening_of(article, sentence.line, &self.rules.paragraph.goes_on);
        let before = self.entries.get(..upto)?.iter().enumerate().rev();
        let mut near = before.take_while(|(_, entry)| entry.span.start >= opening);
        near.find_map(|(index, entry)| {
            let same = entry.span.start >= sentence.span.start;
            let between = text.get(entry.span.end..span.start).unwrap_or_default();
            let (rules, by) = (self.rules, entry.span);
            let found = match entry.reach {
                Reach::Paragraph | Reach::Sentence if same => rules.before.decide(*entry, by),
                Reach::Paragraph => rules.paragraph.decide(*entry, by),
                Reach::Sentence if self.goal_holds(text, by, between) => {
                    rules.goal.decide(*entry, by)
                }
                Reach::Clause if same && same_clause(between) => rules.clause.decide(*entry, by),
                Reach::Number if same && self.of_number(between) => {
                    rules.one_number.decide(*entry, by)
                }
                Reach::Parenthesis if same && !between.contains([')', '）']) => {
                    rules.brackets.decide(*entry, by)
                }
                _ => None,
            };
            found.map(|found| (index, found))
        })
    }

    /// 到2025年,产值达到18亿元;加工率提高到85%: a goal holds up to the full stop.
    fn goal_holds(&self, text: &str, time: Span, between: &str) -> bool {
        let rule = &self.rules.goal;
        let before = text.get(..time.start).unwrap_or_default();
        let lead = rule.leads.strip_end(before).unwrap_or(before);
        let clause = lead.rsplit(|c| rule.stops.has(c)).next().unwrap_or_default();
        let change = self.rules.one_number.changes.strip_end(lead).is_some();
        lead.len() < before.len()
            && !change
            && clause.chars().count() <= LEAD
            && !between.contains(|c| rule.ends.has(c))
    }

    /// What the time that governs a figure says: of a list, the figure's own part of it.
    fn value(
        &self,
        text: &str,
        (index, entry): (usize, Decided<Entry>),
        sentence: &Sentence,
        span: Span,
    ) -> Option<When> {
        let same = entry.span.start >= sentence.span.start;
        let list = text.get(sentence.span.start..span.start).unwrap_or_default();
        if !same && self.rules.paragraph.in_turn.any(list) {
            // 依次为61个、84个: each has a year of its own, which is said elsewhere.
            return None;
        }
        let own = || entry.map(|entry| entry.period).transpose();
        let yearly = || self.yearly(text, *entry, span);
        let period = self.listed(text, index, span).or_else(yearly).or_else(own)?;
        Some((period, if same { entry.basis } else { Basis::Carried }))
    }

    /// 到“十四五”末，产值年均增长12%: of the years of the plan.
    fn yearly(&self, text: &str, entry: Entry, span: Span) -> Option<Decided<Period>> {
        let (rule, plan) = (&self.rules.yearly_of_plan, &self.rules.five_year_plan);
        let name = entry.span.of(text).trim_start_matches(QUOTES);
        let (_, [number]) =
            plan.plans.at_start(name).filter(|_| entry.period.is_some_and(|p| p.as_of))?;
        let between = text.get(entry.span.end..span.start)?;
        let clause = between.rsplit(['，', ',', '；', ';', '。']).next()?;
        rule.decide(resolve::plan(number).filter(|_| rule.words.any(clause))?, entry.span)
    }

    /// The parenthesis right after a figure: 5000万元(2018年).
    fn in_brackets(&self, text: &str, span: Span) -> Option<Decided<Entry>> {
        let next = self.entries.partition_point(|e| e.span.start < span.end);
        let entry = self.entries.get(next).filter(|e| e.reach == Reach::Parenthesis)?;
        let between = text.get(span.end..entry.span.start)?;
        let close = between.chars().count() <= UNIT
            && between.ends_with(['(', '（'])
            && !between.contains([',', '，', '。', '、', ';', '；', '\n']);
        close.then(|| self.rules.brackets.decide(*entry, entry.span))?
    }

    /// 6名医生|今年3月到岗: the time between the noun and its verb, when the clause has no other.
    fn behind(&self, text: &str, span: Span) -> Option<Decided<Entry>> {
        let rule = &self.rules.behind;
        let next = self.entries.partition_point(|e| e.span.start < span.end);
        let entry = self.entries.get(next)?;
        let between = text.get(span.end..entry.span.start)?;
        // 800户改厕任务|已于|去年6月底前完成.
        let settled = rule.settled.strip_end(between);
        let reaches =
            entry.reach == Reach::Paragraph || settled.is_some() && entry.reach == Reach::Sentence;
        let between = settled.unwrap_or(between);
        let noun = reaches
            && (1..=NOUN).contains(&between.chars().count())
            && between.chars().all(is_han)
            && !between.ends_with(|c| rule.prepositions.has(c));
        let verb = text.get(entry.span.end..)?.chars().next();
        let acts = verb.is_some_and(|c| is_han(c) && !self.rules.of.has(c));
        let last = next.checked_sub(1).and_then(|at| self.entries.get(at));
        let alone = last.is_none_or(|last| {
            let gap = text.get(last.span.end..span.start).unwrap_or_default();
            gap.contains([',', '，', '。', ';', '；', '\n'])
        });
        (noun && acts && alone).then(|| rule.decide(*entry, entry.span))?
    }

    /// 2016年、2017年分别…3000人、4000人: each figure has its own; without 分别 all have both.
    fn listed(&self, text: &str, index: usize, span: Span) -> Option<Decided<Period>> {
        let rule = &self.rules.listed;
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
        if let Some((at, word)) = rule.apart.first(between) {
            let rest = between.get(at + word.len()..)?;
            let entry = group.get(rest.chars().filter(|c| rule.items.has(*c)).count())?;
            return rule.decide(entry.period?, entry.span);
        }
        let (from, to) = (head.period?, tail.period?);
        let whole = Period {
            start: from.start,
            end: to.end,
            grain: from.grain.max(to.grain),
            as_of: to.as_of,
            open: None,
        };
        let by = Span::new(head.span.start, tail.span.end);
        (from.start <= to.end).then(|| rule.decide(whole, by))?
    }

    /// The time of a cell: its own, its row's, its column's header, or that of the line above the
    /// table.
    fn in_table(&self, article: &Article, span: Span) -> Option<When> {
        let rule = &self.rules.table;
        let text = article.text.text.as_str();
        let around = Around::find(text, &article.cells, span)?;
        let entry = |cell: Span| {
            let at = self.entries.partition_point(|entry| entry.span.start < cell.start);
            self.entries.get(at).filter(|entry| cell.contains(entry.span))
        };
        let time = |cell: Span| {
            let year = || year_of_cell(cell.of(text), self.rules).and_then(Period::year);
            let year = || year().filter(|_| !cell.contains(span));
            entry(cell).and_then(|entry| entry.period).or_else(year)
        };
        let beside = around.row.iter().chain(&around.heads).map(|cell| cell.span);
        let beside = std::iter::once(around.own.span).chain(beside);
        // 年末人口 | 2021年: a word for a time gives way to the time itself.
        let stated = |cell: &Span| entry(*cell).is_none_or(|e| e.basis == Basis::Stated);
        let mut ordered = beside.clone().filter(stated).chain(beside);
        if let Some(period) = ordered.find_map(|cell| rule.decide(time(cell)?, cell)) {
            return Some((period, Basis::Stated));
        }
        // 2021年 | 2020年 | 比上年增长: what is compared is the latest.
        let compared = |cell: &&&Cell| self.rules.compared.before.any(cell.span.of(text));
        let latest = around.heads.iter().find(compared).and_then(|_| {
            let heads = around.all_heads.iter().map(|cell| cell.span);
            let latest = heads.filter_map(|cell| Some((time(cell)?, cell)));
            latest.max_by_key(|(period, _)| period.end)
        });
        let mut titles = around.titles.iter().map(|cell| cell.span);
        let carried = latest.or_else(|| titles.find_map(|c| Some((time(c)?, c))));
        if let Some((period, cell)) = carried {
            return Some((rule.decide(period, cell)?, Basis::Carried));
        }
        let first = around.table.first()?;
        let row = article.lines.partition_point(|line| line.span.end <= first.span.start);
        let mut above = article.lines.get(..row)?.iter().rev();
        let nearest = above.next()?;
        // 单位：万元 may stand between the table and its name.
        let short = !nearest.span.of(text).contains(['。', '，', ',']);
        let further = above.next().filter(|line| short && line.kind != LineKind::TableRow);
        let inside = |line: &Line| {
            let upto = self.entries.partition_point(|entry| entry.span.start < line.span.end);
            let entries = self.entries.get(..upto)?.iter().rev();
            let mut entries = entries.take_while(|entry| line.span.contains(entry.span));
            // The date of the article is no time of its table.
            let dated = |e: &Entry| e.period.is_some_and(|period| period.grain == Grain::Day);
            entries.find(|entry| entry.reach != Reach::Parenthesis && !dated(entry))
        };
        match inside(nearest).or_else(|| inside(further?)) {
            Some(entry) => Some((rule.decide(entry.period?, entry.span)?, Basis::Carried)),
            None => self.over(article, row),
        }
    }

    /// The time that stands over a line, or that of all that its article leaves unsaid.
    fn over(&self, article: &Article, line: usize) -> Option<When> {
        let standing = || {
            let entry = self.entries.get((*self.standing.get(line)?)?)?;
            let at = article.lines.partition_point(|line| line.span.end <= entry.span.start);
            let own = article.lines.get(at)?;
            let (period, by) = (entry.period?, entry.span);
            match own.kind {
                LineKind::Heading => self.rules.heading.decide(period, by),
                _ if is_alone(article, own, by, self.rules) => {
                    self.rules.own_line.decide(period, by)
                }
                _ if self.rules.lead_in.ends.ends(own.span.of(&article.text.text).trim_end()) => {
                    self.rules.lead_in.decide(period, by)
                }
                _ => self.rules.section.decide(period, by),
            }
        };
        Some((standing().or(self.whole)?, Basis::Carried))
    }

    /// The time that an announcement at `span` names for what follows it.
    pub(crate) fn inside(&self, span: Span) -> Option<When> {
        let from = self.entries.partition_point(|e| e.span.start < span.start);
        let mut within = self.entries.iter().skip(from).take_while(|e| e.span.end <= span.end);
        let entry = within.find(|e| matches!(e.reach, Reach::Paragraph | Reach::Sentence))?;
        Some((self.rules.lead_in.decide(entry.period?, entry.span)?, Basis::Carried))
    }

    /// Whether 2014年的… still speaks of the figure: no comma and no change between them.
    fn of_number(&self, between: &str) -> bool {
        let rule = &self.rules.one_number;
        let between = rule.says.strip_start(between).unwrap_or(between);
        // 较2015年的0.9万吨|增加0.5万吨, 是2014年4.2亿元|的6.2倍: what is said of a base is not the base's.
        let behind = between.rsplit_once(|c: char| c.is_ascii_digit()).map(|(_, behind)| behind);
        !between.contains([',', '，', ';', '；', '、'])
            && !between.contains(|c| rule.arrives.has(c))
            && !behind.is_some_and(|behind| {
                rule.changes.any(behind) || behind.contains(|c| self.rules.of.has(c))
            })
    }
}

/// Where the thought of a line begins: a paragraph that opens with 其中 goes on with the parts of
/// what the paragraph before it said.
fn opening_of(article: &Article, line: usize, goes_on: &Words) -> usize {
    let upto = article.lines.get(..=line).unwrap_or_default();
    let goes_on = |line: &&Line| goes_on.starts(line.span.of(&article.text.text).trim_start());
    let first = upto.iter().rev().find(|line| !goes_on(line));
    first.map_or(0, |line| line.span.start)
}

/// Whether what stands between a time and a figure leaves both in one clause.
fn same_clause(between: &str) -> bool {
    !between.contains([',', '，', ';', '；', '。'])
}

/// The year that a cell consists of: 2018 or 2018年.
pub(crate) fn year_of_cell(text: &str, rules: &Time) -> Option<i16> {
    let text = text.trim();
    let digits = rules.table.year.strip_end(text).unwrap_or(text);
    let year: i16 = digits.parse().ok()?;
    (digits.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}
