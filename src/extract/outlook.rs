//! What each part of an article tells of: what is still to be done, or what has been. A heading holds
//! until the next one of its level, a sentence that announces a list until the heading above it ends.

use crate::clean::{Article, Line, LineKind};
use crate::corpus::BlockKind;
use crate::extract::numeral::is_han;
use crate::rules::Decided;
use crate::rules::sense::Sense;
use crate::span::{Span, Stretch, Text};

/// Longest heading that runs on into its paragraph, in characters: （一）发展特色农业。新建….
const RUN_IN: usize = 48;
/// Longest label before a colon that tells what its line is, in characters.
const LABEL: usize = 12;
/// Longest sentence that announces a list, in characters.
const ANNOUNCES: usize = 90;
/// From this month on, this year's tasks may have been done.
const LATE: i8 = 7;

/// What a part of a text tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// What is to be done.
    Ahead,
    /// What has been done, or is so.
    Back,
}

/// How a heading is set or numbered: headings set alike are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Marked as of this level.
    Level(u8),
    /// Numbered in this way; the first of its list.
    Numbered(usize, bool),
    /// Neither.
    Plain,
    /// A sentence that announces what follows, as far as the heading above it.
    LeadIn,
    /// One whose list begins in its own line: as far as the items go.
    Items,
    /// A label: its own line.
    Label,
}

/// A heading or announcement that still holds.
#[derive(Clone, Copy, Debug)]
struct Frame {
    style: Style,
    view: Option<Decided<View>>,
    /// The sentence, where it is none of a heading.
    lead: Option<Span>,
}

/// What holds from a place on.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    view: Option<Decided<View>>,
    lead: Option<Span>,
}

/// What each part of an article tells of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outlook {
    marks: Vec<Mark>,
}

impl Outlook {
    /// Reads the headings and announcements of `article`.
    pub(crate) fn read(article: &Article, text: Text<'_>, rules: &Sense) -> Self {
        let title = article.title.as_deref().unwrap_or_default();
        let plan = rules.is_plan(title);
        let headed = article.lines.iter().any(|line| line.kind == LineKind::Heading);
        let mut reader = Reader {
            rules,
            text,
            article,
            report: rules.plan_heading.reports.any(title),
            plan: plan.then_some(headed),
            frames: Vec::new(),
            marks: Vec::new(),
        };
        let mut sentences = article.sentences.iter().peekable();
        for (index, line) in article.lines.iter().enumerate() {
            reader.line(line);
            while let Some(sentence) = sentences.next_if(|sentence| sentence.line <= index) {
                let told = matches!(line.kind, LineKind::Body | LineKind::Subtitle);
                if told && sentence.line == index {
                    reader.sentence(sentence.span, line.span);
                }
            }
        }
        Self { marks: reader.marks }
    }

    /// What the part of the text at byte `at` tells of.
    pub(crate) fn at(&self, at: usize) -> Option<Decided<View>> {
        self.mark(at)?.view
    }

    /// The announcement that byte `at` stands under.
    pub(crate) fn lead(&self, at: usize) -> Option<Span> {
        self.mark(at)?.lead
    }

    fn mark(&self, at: usize) -> Option<&Mark> {
        let upto = self.marks.partition_point(|mark| mark.at <= at);
        self.marks.get(upto.checked_sub(1)?)
    }
}

struct Reader<'r> {
    rules: &'r Sense,
    text: Text<'r>,
    article: &'r Article,
    /// Whether the article is a report of work: what comes after its plans are plans.
    report: bool,
    /// For an article that lays down what is to be done, by its title: whether it has headings.
    plan: Option<bool>,
    frames: Vec<Frame>,
    marks: Vec<Mark>,
}

impl Reader<'_> {
    /// Takes a line: what it ends, and the heading that it is or begins with.
    fn line(&mut self, line: &Line) {
        let set_apart = matches!(line.kind, LineKind::TableRow | LineKind::Caption);
        if set_apart || matches!(line.kind, LineKind::Title | LineKind::Subtitle) {
            return;
        }
        let stretch = Stretch::new(self.text, line.span);
        let item = self.rules.plan_lead_in.items.starts(stretch.trim_start().as_str());
        while self.frames.last().is_some_and(|frame| match frame.style {
            Style::Label => true,
            Style::Items => !item,
            _ => false,
        }) {
            self.frames.pop();
        }
        if let Some((style, heading)) = self.heading(line, stretch) {
            self.open(style, heading);
        }
        self.mark(line.span.start);
    }

    /// The heading that a line is or begins with, and how it is set.
    fn heading<'t>(&self, line: &Line, stretch: Stretch<'t>) -> Option<(Style, Stretch<'t>)> {
        if let (BlockKind::Heading(level), LineKind::Heading) = (line.block, line.kind) {
            return Some((Style::Level(level), stretch));
        }
        let numbered = self.numbering(stretch);
        if line.kind == LineKind::Heading {
            return Some((numbered.unwrap_or(Style::Plain), stretch));
        }
        let ends = |c: char| c == '。' || self.rules.item_ends.has(c) || self.rules.colons.has(c);
        let end = stretch.char_indices().take(RUN_IN).find(|(_, c)| ends(*c));
        Some((numbered?, stretch.take(end.map_or(0, |(end, _)| end))))
    }

    fn numbering(&self, stretch: Stretch<'_>) -> Option<Style> {
        let rule = &self.rules.plan_heading;
        let found = rule.numbering.captures(stretch.trim_start().as_str())?;
        let (way, number) = found.iter().skip(1).enumerate().find_map(|(at, g)| Some((at, g?)))?;
        Some(Style::Numbered(way, rule.first.is(number.as_str())))
    }

    /// A heading ends those of its level, and what they hold.
    fn open(&mut self, style: Style, heading: Stretch<'_>) {
        if self.rules.plan_heading.appended.starts(heading.trim_start().as_str()) {
            self.frames.clear();
        }
        let before = self.close(style);
        let view = self.view_of(heading).or_else(|| {
            let told = before.filter(|view| self.report && view.value == View::Ahead);
            told.filter(|_| self.view().is_none())
        });
        if style == Style::Plain {
            let loose = |frame: &Frame| {
                frame.style == Style::Plain || frame.style == Style::LeadIn && view.is_some()
            };
            while self.frames.last().is_some_and(loose) {
                self.frames.pop();
            }
        }
        self.frames.push(Frame { style, view, lead: None });
    }

    /// Ends the frames that a heading of this style ends; what the one of its level told of.
    fn close(&mut self, style: Style) -> Option<Decided<View>> {
        let from = match style {
            Style::Level(level) => self
                .frames
                .iter()
                .position(|frame| !matches!(frame.style, Style::Level(above) if above < level)),
            Style::Numbered(way, false) => {
                let alike = |f: &Frame| matches!(f.style, Style::Numbered(w, _) if w == way);
                self.frames.iter().rposition(alike)
            }
            _ => None,
        };
        let before = self.frames.get(from?)?.view;
        self.frames.truncate(from?);
        before
    }

    /// What holds now.
    fn view(&self) -> Option<Decided<View>> {
        let told = self.frames.iter().rev().find_map(|frame| frame.view);
        let titled = || {
            let headed = self.plan?;
            let title = &self.rules.plan_title;
            title
                .decide(View::Ahead, Span::default())
                .filter(|_| !headed || !self.frames.is_empty())
        };
        told.or_else(titled)
    }

    /// What a heading tells of: by words that leave no doubt; or by weaker ones, where nothing above it
    /// tells.
    fn view_of(&self, heading: Stretch<'_>) -> Option<Decided<View>> {
        let rule = &self.rules.plan_heading;
        let say = |view, word| rule.decide(view, word);
        match (rule.ahead.first_in(heading), rule.back.first_in(heading)) {
            (Some(word), None) => return say(View::Ahead, word),
            (None, Some(word)) => return say(View::Back, word),
            (Some(_), Some(_)) => return None,
            (None, None) => {}
        }
        if self.view().is_some() || self.plan.is_some() {
            return None;
        }
        if let Some(word) = rule.results.first_in(heading) {
            return say(View::Back, word);
        }
        let named = heading.trim_end_matches(|c| !is_han(c));
        let aim = || rule.aims.last_of(named).filter(|_| self.report || self.is_title(heading));
        let resolve = || rule.resolve.first_in(heading).filter(|_| self.report);
        let word = aim().or_else(resolve)?;
        say(self.of_year(heading)?, word)
    }

    /// Whether a heading names its part of a document rather than telling news: numbered, or short.
    fn is_title(&self, heading: Stretch<'_>) -> bool {
        self.numbering(heading).is_some() || heading.chars().count() <= LABEL
    }

    /// Whether tasks that a heading tells of are still to come, by the year it names.
    fn of_year(&self, heading: Stretch<'_>) -> Option<View> {
        let rule = &self.rules.plan_heading;
        let Some(day) = self.article.published else { return Some(View::Ahead) };
        let years = rule.year.regex().map(|regex| regex.captures_iter(&heading));
        let year = |found: regex::Captures<'_>| found.get(1)?.as_str().parse::<i16>().ok();
        let last = years.into_iter().flatten().filter_map(year).max();
        let this = last == Some(day.year()) || rule.this_year.any(&heading);
        match last {
            Some(year) if year < day.year() => Some(View::Back),
            _ if this && day.month() >= LATE => None,
            _ => Some(View::Ahead),
        }
    }

    /// A sentence that announces what follows it: 重点做好以下工作：.
    fn sentence(&mut self, sentence: Span, line: Span) {
        let whole = Stretch::new(self.text, sentence);
        let colon = whole.char_indices().find(|(_, c)| self.rules.colons.has(*c));
        let lead = colon.map_or(whole, |(end, _)| whole.take(end));
        let Some(view) = self.announced(lead, colon.is_some()) else { return };
        let rest = Stretch::new(self.text, line).from(lead.span().end);
        let rest = rest.trim_start_matches(|c| {
            self.rules.colons.has(c) || self.rules.clause_ends.has(c) || c.is_whitespace()
        });
        let style = if rest.is_empty() {
            Style::LeadIn
        } else if colon.is_none() || self.rules.plan_lead_in.items.starts(&rest) {
            Style::Items
        } else {
            Style::Label
        };
        let loose = |f: &Frame| matches!(f.style, Style::LeadIn | Style::Items | Style::Label);
        while self.frames.last().is_some_and(loose) {
            self.frames.pop();
        }
        self.frames.push(Frame { style, view: Some(view), lead: Some(lead.span()) });
        self.mark(lead.span().end);
    }

    fn announced(&self, lead: Stretch<'_>, colon: bool) -> Option<Decided<View>> {
        let rule = &self.rules.plan_lead_in;
        let long = lead.chars().count();
        if long > ANNOUNCES {
            return None;
        }
        let list = rule.list.first_in(lead).is_some();
        let label = colon && long <= LABEL;
        let open = colon && rule.open.ends(&lead);
        if !(list || label || open) {
            return None;
        }
        let say = |view, word| rule.decide(view, word);
        if let Some(word) = rule.back.first_in(lead) {
            return say(View::Back, word).filter(|_| list);
        }
        let heading = &self.rules.plan_heading;
        if label && heading.back.any(&lead) {
            return None;
        }
        let word = rule.ahead.first_in(lead).or_else(|| heading.ahead.first_in(lead));
        let named = || heading.aims.last_of(lead).filter(|_| label);
        let will = || {
            let found = rule.will.find(&lead).filter(|_| list || open)?;
            Some(lead.place(found.start(), found.len()))
        };
        say(View::Ahead, word.or_else(named).or_else(will)?)
    }

    fn mark(&mut self, at: usize) {
        let lead = self.frames.iter().rev().find_map(|frame| frame.lead);
        self.marks.push(Mark { at, view: self.view(), lead });
    }
}

impl Sense {
    /// Whether a document of this title lays down what is to be done: 实施意见, 行动方案.
    fn is_plan(&self, title: &str) -> bool {
        let rule = &self.plan_title;
        let closing = |c: char| rule.closing.has(c) || c.is_whitespace();
        let mut name = title.trim_end_matches(closing);
        while let Some(rest) = rule.tails.strip_end(name) {
            name = rest.trim_end_matches(closing);
        }
        let plan = rule.titles.any(title) || rule.documents.ends(name);
        rule.on() && plan && !self.plan_heading.back.any(title)
    }
}
