//! The times of an article in the order of its text, each with what it stands for and how far it
//! reaches.

use super::super::Basis;
use super::super::numeral::Glyphs;
use super::lex::{Expression, Moment, Part, Reader, YearRef};
use super::meaning::{meaning, years_since_compared};
use super::reach::{Reach, Read};
use super::resolve::Now;
use super::standing::is_alone;
use super::told::{HEAD, document, named_year, relative_year, told, year_shown};
use crate::clean::{Article, Defect, DefectKind, LineKind};
use crate::date::{Grain, Period};
use crate::rules::time::{Ago, Compared, Republic, Time};
use crate::rules::{Decided, Decision};
use crate::span::Span;
use std::collections::BTreeMap;

/// How far behind a deadline its sentence is searched, in characters.
const SENTENCE: usize = 60;

/// Up to this month a report tells of the year before.
const EARLY: i8 = 3;

/// A time expression with what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) span: Span,
    pub(super) period: Option<Period>,
    pub(super) basis: Basis,
    pub(super) reach: Reach,
    /// Right after the entry before it, joined by 、 or 和: 2016年、2017年.
    pub(super) listed: bool,
}

/// What was read of the times of an article.
pub(super) struct Times {
    pub(super) entries: Vec<Entry>,
    pub(super) decisions: Vec<Decision>,
    /// The time of all that a bulletin or report leaves unsaid.
    pub(super) whole: Option<Decided<Period>>,
    /// The article is the report of a body.
    pub(super) report: bool,
    /// The years that the plan of the title is for.
    pub(super) plan: Option<Period>,
    /// Years of the Republic without its name, which look like counts.
    pub(super) bare: Vec<Decision>,
    /// All expressions that were read on the way, in order; none where the text counts by the Republic.
    pub(super) all: Option<Vec<Expression>>,
}

/// Reads the times of an article with the text of `glyphs`.
pub(super) fn read(article: &Article, glyphs: &Glyphs<'_>, rules: &Time) -> Times {
    let reader = Reader::of(article, glyphs, rules);
    let Read { found: read, aside: decisions, all } = reader.expressions();
    let all = Some(all).filter(|_| !reader.republic);
    let about = document(article, &reader, &read);
    let mut now = Now { day: article.published, plan: about.plan, ..Now::default() };
    let report = rules.report.titles.any(article.title.as_deref().unwrap_or_default());
    let entries = Vec::with_capacity(read.len());
    let bare = read.iter().filter(|found| found.rules().any(|rule| rule == Republic::RULE));
    let bare = bare.map(|found| glyphs.span(found.start, found.end));
    let bare = bare.filter_map(|by| rules.republic.decide((), by)).collect();
    let mut times =
        Times { entries, decisions, whole: about.whole, report, plan: about.plan, bare, all };
    times.decisions.extend(about.held);
    if now.day.is_none()
        && let Some(year) = year_shown(about.shown, &reader, &read)
    {
        now.year = Some(year.value);
        times.decisions.push(year.decision());
    }
    let (headings, told) = (BTreeMap::new(), about.told);
    let mut teller = Teller {
        article,
        reader: &reader,
        now,
        told,
        line: None,
        headings,
        own: None,
        ago: false,
        compared: None,
        times,
    };
    for found in &read {
        teller.take(found);
    }
    let mut times = teller.times;
    times.lose(article, rules);
    times
}

/// Goes through the times of an article in order.
struct Teller<'t> {
    article: &'t Article,
    reader: &'t Reader<'t>,
    now: Now,
    /// The year that the title tells of.
    told: Option<i16>,
    /// The line that it has come to.
    line: Option<usize>,
    /// The year that each section's heading tells of.
    headings: BTreeMap<Option<usize>, Option<i16>>,
    /// The year that stands on a line of its own.
    own: Option<i16>,
    /// The year spoken of last was so many years ago: 年初 is not its own.
    ago: bool,
    /// The year compared with last, and where it was named.
    compared: Option<(i16, usize)>,
    times: Times,
}

impl Teller<'_> {
    fn take(&mut self, found: &Expression) {
        let (glyphs, rules) = (self.reader.glyphs, self.reader.rules);
        let span = glyphs.span(found.start, found.end);
        self.come_to(line_of(self.article, span));
        let reach = match self.reader.reach(found) {
            Ok(reach) => reach,
            // “十四五”发展成就: in a heading the name of a plan is a time.
            Err(_) if self.heads_section(found, span) => Reach::Paragraph,
            Err(rule) => {
                let year = named_year(*found.moment).filter(|_| rule == Compared::RULE);
                self.compared = year.map(|year| (year, span.end)).or(self.compared);
                self.times.decisions.push(Decided { value: (), rule, by: span });
                return;
            }
        };
        let due = self.due(found, span);
        self.times.decisions.extend(due);
        let years = self.times.entries.last().and_then(|before| same_years(before, found));
        let now =
            Now { compared: self.compared_before(span), ..self.now_for(found, due.is_some()) };
        let (period, basis) = years
            .map_or_else(|| meaning(*found.moment, now), |years| (Some(years), Basis::Resolved));
        let whole =
            matches!(*found.moment, Moment::At(point) if point.year == Some(YearRef::Whole));
        // 为做好全年工作: the year at hand, whatever year was spoken of.
        let undertaken =
            whole && glyphs.word_before(found.start, &rules.whole_year.undertaken).is_some();
        let period = period.filter(|_| !undertaken).or_else(|| {
            // 预计全年: the year is the present one; a bare 全年 may be any.
            let foreseen = glyphs.word_before(found.start, &rules.whole_year.foreseen);
            let sure = undertaken || whole && foreseen.is_some();
            let year = self.now.year().filter(|_| sure)?;
            Period::year(year - i16::from(self.estimated(found)))
        });
        if whole && period.is_none() {
            return;
        }
        let aside = self.aside(found, span, period) || of_comparison(found, now);
        let reach = if aside { Reach::Number } else { reach };
        if matches!(reach, Reach::Paragraph | Reach::Sentence) {
            let named = named_year(*found.moment);
            let year = named.or_else(|| relative_year(*found.moment, self.now));
            self.now.named = if year.is_some() { named } else { self.now.named };
            self.now.spoken = year.or(self.now.spoken);
            self.ago = if year.is_some() { found.moment.rule == Ago::RULE } else { self.ago };
            self.now.last = period;
        }
        self.on_own_line(found, span, period);
        let decided = found.rules().map(|rule| Decided { value: (), rule, by: span });
        self.times.decisions.extend(decided);
        let short = reach == Reach::Paragraph && self.of_one_sentence(found, span, period);
        let short = short.then(|| rules.sentence.decide((), span)).flatten();
        self.times.decisions.extend(short);
        let reach = if short.is_some() { Reach::Sentence } else { reach };
        let listed = self.times.entries.last().is_some_and(|before| {
            let between = self.article.text.text.get(before.span.end..span.start);
            between.is_some_and(|between| rules.listed.joins.is(between))
        });
        self.times.entries.push(Entry { span, period, basis, reach, listed });
    }

    /// The year that the sentence of `span` compared with before.
    fn compared_before(&self, span: Span) -> Option<i16> {
        let (year, end) = self.compared?;
        let between = self.article.text.text.get(end..span.start)?;
        (!between.contains(['。', '\n'])).then_some(year)
    }

    /// 预计|全年, in a report given early in a year: an estimate of the year before.
    fn estimated(&self, found: &Expression) -> bool {
        let (rules, title) = (self.reader.rules, self.article.title.as_deref());
        let word = self.reader.glyphs.word_before(found.start, &rules.whole_year.estimated);
        let early = self.now.day.is_some_and(|day| day.month() <= EARLY);
        word.is_some() && early && rules.held.titles.any(title.unwrap_or_default())
    }

    /// Whether a plan is named in a heading, and not by its paper: “十四五”规划.
    fn heads_section(&self, found: &Expression, span: Span) -> bool {
        let line = self.article.lines.get(line_of(self.article, span));
        let heading = line.is_some_and(|line| line.kind == LineKind::Heading);
        let paper = self.reader.glyphs.word(found.end, &self.reader.rules.five_year_plan.papers);
        heading && matches!(*found.moment, Moment::Plan(_)) && paper.is_none()
    }

    /// Steps on to a line: what its heading, or else the title, tells of.
    fn come_to(&mut self, line: usize) {
        if self.line == Some(line) {
            return;
        }
        self.line = Some(line);
        (self.now.spoken, self.now.named, self.now.last) = (None, None, None);
        let section = self.article.lines.get(line).and_then(|line| line.section);
        let (article, now, rules) = (self.article, self.now, self.reader.rules);
        let year =
            self.headings.entry(section).or_insert_with(|| told(article, section, now, rules));
        self.now.told = self.own.or(*year).or(self.told);
    }

    /// 2020年 on a line of its own tells of what follows, and so does 3月.
    fn on_own_line(&mut self, found: &Expression, span: Span, period: Option<Period>) {
        let rule = &self.reader.rules.own_line;
        let Some(line) = self.article.lines.get(line_of(self.article, span)) else { return };
        let whole = is_alone(self.article, line, span, self.reader.rules);
        if !whole || !matches!(line.kind, LineKind::Body | LineKind::Heading | LineKind::Subtitle) {
            return;
        }
        let Some(period) = period.and_then(|period| rule.decide(period, span)) else { return };
        self.times.decisions.push(period.decision());
        match period.grain {
            Grain::Year => (self.own, self.now.month) = (Some(period.end.year()), None),
            Grain::Month => self.now.month = month_named(*found.moment),
            Grain::Day => {}
        }
    }

    /// 2018年产量8.1万吨,上年为7.6万吨: a time before the one that the sentence is about, said of its
    /// own number only.
    fn aside(&self, found: &Expression, span: Span, period: Option<Period>) -> bool {
        let (Moment::At(point) | Moment::AsOf(point)) = *found.moment else { return false };
        let sentences = &self.article.sentences;
        let sentence = sentences.get(sentences.partition_point(|s| s.span.end <= span.start));
        let before = self.times.entries.last().filter(|before| {
            sentence.is_some_and(|sentence| before.span.start >= sentence.span.start)
        });
        let later = before.and_then(|before| Some(before.period?.start > period?.end));
        let beside = matches!(point.year, Some(YearRef::Beside(_)));
        let likewise = point.part == Some(Part::Likewise);
        (beside || likewise || later == Some(true)) && self.reader.says_number(found.end)
    }

    /// 6月底前完成: a deadline, unless its sentence says that it has been met.
    fn due(&self, found: &Expression, span: Span) -> Option<Decision> {
        let (glyphs, rule) = (self.reader.glyphs, &self.reader.rules.deadline);
        let (_, after) = glyphs.word(found.end, &rule.before)?;
        let rest = glyphs.from(after).iter().take_while(|c| !matches!(c, '。' | ';' | '；' | '\n'));
        let rest: String = rest.take(SENTENCE).collect();
        let line = self.article.lines.get(line_of(self.article, span))?;
        let lead = Span::new(line.span.start, span.start).of(glyphs.text);
        let lead = lead.rsplit(['。', ';', '；']).next().unwrap_or_default();
        (!rule.met.any(&rest) && !rule.met.any(lead)).then(|| rule.decide((), span))?
    }

    /// What is known of when a moment is told: a bare 年末 is that of the year just spoken of when
    /// no heading or title names one; a deadline lies ahead.
    fn now_for(&self, found: &Expression, ahead: bool) -> Now {
        let told = match *found.moment {
            Moment::At(point) | Moment::AsOf(point) if point.year == Some(YearRef::Told) => {
                let spoken = self.now.spoken.filter(|_| !self.ago);
                let title = self.article.title.as_deref().unwrap_or_default();
                let ahead = self.reader.rules.year_of_text.ahead.any(title);
                // 2024年工作要点: what a paragraph has begun to tell of 2023 goes on.
                let own = spoken.filter(|_| ahead && self.now.told == self.told);
                own.or(self.now.told).or(spoken)
            }
            _ => self.now.told,
        };
        Now { told, ahead, ..self.now }
    }

    /// Whether a time holds for its own sentence only: a deadline, a time still to come, an aside.
    fn of_one_sentence(&self, found: &Expression, span: Span, period: Option<Period>) -> bool {
        let (glyphs, rule) = (self.reader.glyphs, &self.reader.rules.sentence);
        let ahead = period.zip(self.now.day).is_some_and(|(period, day)| period.start > day);
        // A yearbook has no day, but a year.
        let later = || period.zip(self.told).is_some_and(|(p, told)| p.start.year() > told);
        let ahead = ahead || self.now.day.is_none() && later();
        let dated = matches!(*found.moment, Moment::At(_) | Moment::AsOf(_));
        let near = [glyphs.before(found.end, 1), glyphs.at(found.end)];
        let deadline = dated && near.into_iter().any(|c| rule.deadline.has(c));
        // Under 一、2018年工作完成情况 a “十三五” plan is an aside.
        let aside = matches!(*found.moment, Moment::Plan(_)) && self.now.told.is_some();
        deadline || aside || ahead && !heads_line(self.article, span)
    }
}

impl Times {
    /// Times whose digits were lost stand for nothing, and so does what they govern.
    fn lose(&mut self, article: &Article, rules: &Time) {
        let lost = article.defects.iter().filter(|defect| defect.kind == DefectKind::LostYear);
        let decided = |defect: &Defect| rules.lost.decide((), defect.core);
        for decision in lost.filter_map(decided) {
            let mut any = false;
            for entry in self.entries.iter_mut().filter(|e| e.span.overlaps(decision.by)) {
                *entry = Entry { period: None, reach: Reach::Paragraph, ..*entry };
                any = true;
            }
            if !any {
                self.entries.push(Entry {
                    span: decision.by,
                    period: None,
                    basis: Basis::Stated,
                    reach: Reach::Paragraph,
                    listed: false,
                });
            }
            self.decisions.push(decision);
        }
        self.entries.sort_by_key(|entry| entry.span);
    }
}

/// “十二五”期间…。五年里: the years just named, when they are as many.
fn same_years(before: &Entry, found: &Expression) -> Option<Period> {
    let Moment::LastYears(count) = *found.moment else { return None };
    let period = before.period.filter(|period| period.grain == Grain::Year)?;
    // One year is not the one just named: 2026年…。一年来.
    let many = count > 1 && period.end.year() - period.start.year() + 1 == count;
    many.then_some(period)
}

/// 与2010年相比增加2万人，十年间|年均增长0.8%: the stretch is of that comparison only.
fn of_comparison(found: &Expression, now: Now) -> bool {
    let Moment::LastYears(count) = *found.moment else { return false };
    years_since_compared(count, now).is_some()
}

/// Whether the time stands at the head of its line, numbering aside: it is what the line is about.
fn heads_line(article: &Article, span: Span) -> bool {
    let line = article.lines.get(line_of(article, span));
    line.is_some_and(|line| span.start.saturating_sub(line.span.start) <= HEAD)
}

/// The month that a moment names.
fn month_named(moment: Moment) -> Option<i8> {
    let (Moment::At(point) | Moment::AsOf(point)) = moment else { return None };
    point.month
}

fn line_of(article: &Article, span: Span) -> usize {
    article.lines.partition_point(|line| line.span.end <= span.start)
}
