//! Quantities to figures: what is measured, where, when, in which sense, how much of the region.

use super::clause::Layout;
use super::indicator;
use super::measure::{self, Measure, MeasureCues};
use super::numeral::{is_digit, starts};
use super::period::Periods;
use super::place::{Attribution, Places};
use super::scope::{Candidate, ScopeCues, Signs, Surroundings};
use super::series::{self, Links};
use super::shared_out;
use super::status::{self, Sense, StatusCues};
use super::subset;
use super::table::Tables;
use super::{Approx, Basis, Figure, Grade, Quantity, Reference, Scope, Status, Value};
use crate::clean::{Article, LineKind};
use crate::date::Period;
use crate::decimal::Decimal;
use crate::lexicon::{Dimension, IndicatorId, Lexicon};
use crate::span::Span;
use std::collections::BTreeMap;

/// How near (in bytes) a lost or broken number makes its neighbour doubtful.
const DAMAGE_REACH: usize = 6;

/// Longest label before a colon that tells what its line is, in characters.
const LABEL: usize = 10;

/// How many sentences a household's story may go on without a word of it.
const STORY: usize = 6;

/// What the earlier steps read from the article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'a> {
    /// The article.
    pub(crate) article: &'a Article,
    /// Its places.
    pub(crate) places: &'a Places,
    /// Its periods.
    pub(crate) periods: &'a Periods,
    /// Its tables.
    pub(crate) tables: &'a Tables,
}

/// Makes a figure of every quantity.
pub(crate) fn assemble(
    read: &Read<'_>,
    quantities: &[Quantity],
    reference: &Reference<'_>,
) -> Vec<Figure> {
    let layout = Layout::new(read.article, quantities);
    let links = series::links(&layout, quantities);
    let measure_cues = MeasureCues::new(reference.lexicon);
    let measures = measure::find(&layout, quantities, read.places, &measure_cues);
    let scope = ScopeCues::new(reference.lexicon);
    let text = read.article.text.text.as_str();
    let status = StatusCues::new(reference.lexicon);
    let mut signs: Vec<Signs> =
        read.article.sentences.iter().map(|s| scope.signs(s.span.of(text))).collect();
    speech(read.article, &mut signs);
    let maker = Maker {
        read,
        layout: &layout,
        quantities,
        links: &links,
        lexicon: reference.lexicon,
        scope,
        signs,
        latest: status::latest_year(text),
        plan: read.article.title.as_deref().is_some_and(|title| status.is_plan(title)),
        headings: headings(read.article, &status),
        status,
    };
    let mut figures: Vec<Figure> = measures
        .into_iter()
        .enumerate()
        .filter_map(|(index, measure)| maker.figure(index, measure))
        .collect();
    averages_go_on(&mut figures);
    subset::parts_of_others(&mut figures, &layout, reference.lexicon);
    subset::of_some(&mut figures, &layout);
    series::arrivals(&mut figures, layout.text);
    series::starts(&mut figures, reference.lexicon);
    series::plans(&mut figures);
    figures
}

/// What each heading announces.
fn headings(article: &Article, status: &StatusCues<'_>) -> BTreeMap<usize, (bool, bool)> {
    let text = article.text.text.as_str();
    let headings = article.lines.iter().enumerate().filter(|(_, l)| l.kind == LineKind::Heading);
    headings
        .map(|(at, line)| {
            let heading = line.span.of(text);
            (at, (status.plans_ahead(heading), status.looks_back(heading)))
        })
        .collect()
}

/// “过去守着三亩田。”52岁的老谢说: what is quoted is told by who is named right after it.
fn speech(article: &Article, signs: &mut [Signs]) {
    let text = article.text.text.as_str();
    for (index, pair) in article.sentences.windows(2).enumerate().rev() {
        let [said, teller] = pair else { continue };
        let quoted = said.span.of(text).trim_end().ends_with('”') && said.line == teller.line;
        let told = signs.get(index + 1).is_some_and(|s| s.told && !s.summary);
        if let Some(sign) = signs.get_mut(index).filter(|_| quoted && told) {
            sign.told = true;
        }
    }
}

struct Maker<'m> {
    read: &'m Read<'m>,
    layout: &'m Layout<'m>,
    quantities: &'m [Quantity],
    links: &'m Links,
    lexicon: &'m Lexicon,
    status: StatusCues<'m>,
    scope: ScopeCues<'m>,
    /// What each sentence says about scope.
    signs: Vec<Signs>,
    /// The last year that the text names other than as a goal.
    latest: Option<i16>,
    /// Whether the article lays down what is to be done, by its title.
    plan: bool,
    /// What the headings, by line, announce: what is to be done, what has been.
    headings: BTreeMap<usize, (bool, bool)>,
}

impl Maker<'_> {
    fn figure(&self, index: usize, measure: Measure) -> Option<Figure> {
        let quantity = self.quantities.get(index)?.clone();
        let clause = self.layout.clause(index)?;
        let (measure, indicator) = self.thing(index, &quantity, measure);
        let mut place = self.read.places.attribute(self.read.article, quantity.span);
        // 高山村等8个安置点: a village that is only named as one of several does not hold them.
        if self.layout.text.get(..quantity.span.start).is_some_and(|t| t.ends_with('等')) {
            place.locality = None;
        }
        let when = self.read.periods.at(self.read.article, quantity.span);
        let (period, period_basis) = when.map_or((None, None), |(p, b)| (Some(p), Some(b)));
        let Sense { status, cumulative, rule } =
            self.sense(index, &quantity, period, clause.sentence);
        let threshold = self.threshold(index, &quantity) || self.per_each(index, &quantity);
        let near = self.surroundings(index, &measure.phrase, place.locality.is_some());
        let (scope, scope_rule) = self.scope.scope(&near);
        // 三个特色, 两项改革: few and spelled out, they order the telling rather than count.
        let spelled = quantity.dimension == Dimension::Count
            && indicator.is_none()
            && one_han_digit(quantity.span.of(self.layout.text));
        let key = !spelled
            && self.scope.key(&Candidate {
                measure: &measure.phrase,
                dimension: quantity.dimension,
                unit: &quantity.unit,
                threshold,
                scope,
                status,
                has_indicator: indicator.is_some(),
            });
        let grade = self.grade(&quantity, &place, when);
        let phrase = if quantity.each && !measure.phrase.is_empty() {
            format!("{}（各）", measure.phrase)
        } else {
            measure.phrase
        };
        Some(Figure {
            measure: phrase,
            indicator,
            region: place.region,
            region_basis: place.basis,
            locality: place.locality,
            partner: place.partner,
            period,
            period_basis,
            status,
            cumulative,
            scope,
            key,
            grade,
            series: self.links.series.get(index).copied().flatten(),
            role: self.links.roles.get(index).copied().flatten(),
            sentence: clause.sentence,
            rules: vec![measure.rule.to_owned(), rule.to_owned(), scope_rule.to_owned()],
            quantity,
        })
    }

    /// What is measured, and its indicator; one of several things has none, as its number may be
    /// that of another.
    fn thing(
        &self,
        index: usize,
        quantity: &Quantity,
        measure: Measure,
    ) -> (Measure, Option<IndicatorId>) {
        let measure = self.in_table(quantity).unwrap_or(measure);
        let around = shared_out::Around {
            layout: self.layout,
            quantities: self.quantities,
            places: self.read.places,
            lexicon: self.lexicon,
        };
        if let Some(several) = around.measure(index, &measure) {
            return (several, None);
        }
        let sentence = self.layout.clause(index).map_or(0, |clause| clause.sentence);
        let sentence = self
            .read
            .article
            .sentences
            .get(sentence)
            .map_or("", |sentence| sentence.span.of(self.layout.text));
        let indicator = indicator::find(quantity, &measure, sentence, self.lexicon);
        (measure, indicator)
    }

    /// The sense by the words of its sentence; a time still to come, the heading above and the
    /// column make a plan of what no word says is done.
    fn sense(
        &self,
        index: usize,
        quantity: &Quantity,
        period: Option<Period>,
        sentence: usize,
    ) -> Sense {
        let sense = status::find(self.layout, self.quantities, index, self.links, &self.status);
        let planned = |rule| Sense { status: Status::Planned, rule, ..sense };
        if self.read.tables.cell(quantity.span).is_some_and(|cell| cell.planned) {
            return planned("plan-column");
        }
        let open = sense.status == Status::Actual
            && !status::said_done(self.layout, quantity.span, index, &self.status);
        if open && (self.lies_ahead(period) || self.until_later(index)) {
            return planned("period-ahead");
        }
        if open && self.plan_section(sentence, quantity) {
            return planned("plan-heading");
        }
        sense
    }

    /// The measured thing of a table's cell.
    fn in_table(&self, quantity: &Quantity) -> Option<Measure> {
        let phrase = self.read.tables.cell(quantity.span)?.measure.clone();
        Some(Measure { context: phrase.clone(), phrase, rule: "table-header" })
    }

    /// 人均纯收入低于6000元的农户: a bound that only says which are meant.
    fn threshold(&self, index: usize, quantity: &Quantity) -> bool {
        let after = self.layout.text.get(quantity.span.end..).unwrap_or_default();
        let bound = matches!(
            quantity.approx,
            Some(Approx::Under | Approx::Over | Approx::AtLeast | Approx::AtMost)
        );
        let clause = self.layout.clause(index).map_or(0, |clause| clause.span.start);
        let one = quantity.span.of(self.layout.text).starts_with('一')
            && quantity.value == Value::Point(Decimal::ONE);
        let rule = ["的要求", "的标准", "的目标"].iter().any(|word| after.starts_with(word));
        let limits = matches!(quantity.approx, Some(Approx::AtLeast | Approx::AtMost));
        let opens = quantity.span.start > clause || limits;
        one || rule
            || (bound && after.starts_with('的') && opens)
            || self.one_of_many(index, quantity)
    }

    /// 全省11个深度贫困县之一, 占全省53个贫困县的15%: how many there are elsewhere.
    fn one_of_many(&self, index: usize, quantity: &Quantity) -> bool {
        let clause = self.layout.clause(index).map_or(Span::default(), |clause| clause.span);
        let after = Span::new(quantity.span.end, clause.end.max(quantity.span.end));
        let before = Span::new(clause.start.min(quantity.span.start), quantity.span.start);
        let next = self.quantities.get(index + 1).filter(|next| next.span.start < clause.end);
        let divided = next.is_some_and(|next| {
            next.dimension == Dimension::Share
                && Span::new(quantity.span.end, next.span.start)
                    .of(self.layout.text)
                    .ends_with('的')
        });
        let whole = before.of(self.layout.text).contains('占') && divided;
        let one = after.of(self.layout.text).trim_end_matches(['”', ' ']).ends_with("之一");
        quantity.dimension == Dimension::Count && (one || whole)
    }

    /// 每个安置点都有1个车间, 两个安置点|各建小学1所: a count in each of several, or of the several
    /// themselves, is no count of the region.
    fn per_each(&self, index: usize, quantity: &Quantity) -> bool {
        let text = self.layout.text;
        let clause = self.layout.clause(index).map_or(Span::default(), |clause| clause.span);
        let before = Span::new(clause.start.min(quantity.span.start), quantity.span.start).of(text);
        if quantity.dimension == Dimension::Money {
            let paid = ["补助", "补贴", "奖励", "奖补"].iter().any(|word| before.contains(word));
            let one = ["每家", "每户", "每人", "每名"].iter().any(|word| before.contains(word));
            return paid && one && !before.contains("标准");
        }
        if quantity.dimension != Dimension::Count || quantity.each {
            return false;
        }
        let every = [
            "每户", "每家", "每个", "每村", "每乡", "每镇", "每县", "每组", "每所", "每支", "每名",
        ];
        let next = self.quantities.get(index + 1).filter(|next| next.span.start < clause.end);
        let shared = next.is_some_and(|next| {
            next.each && Span::new(quantity.span.end, next.span.start).of(text).contains('各')
        });
        shared || every.iter().any(|word| before.contains(word))
    }

    /// Whether the period begins after the article was published: what it says is still to come.
    fn lies_ahead(&self, period: Option<Period>) -> bool {
        let published = self.read.article.published;
        period.zip(published).is_some_and(|(period, day)| {
            if period.as_of {
                period.end.year() > day.year()
                    || (period.end.year() == day.year() && period.end.month() > day.month() + 1)
            } else {
                period.start > day
            }
        })
    }

    /// 到2025年,…年均增长5%: a year named as a goal, in an article older than it. An undated article
    /// is at least as late as the last year that it names otherwise.
    fn until_later(&self, index: usize) -> bool {
        let Some(quantity) = self.quantities.get(index) else { return false };
        let before = self.layout.sentence_before(index, quantity.span.start);
        let now = self.read.article.published.map(crate::date::Date::year).or(self.latest);
        status::goal_year(before).is_some_and(|year| now.is_none_or(|now| year > now))
    }

    /// 三、2019年工作安排; 下步打算：: what stands under such a heading or label is still to be done.
    fn plan_section(&self, sentence: usize, quantity: &Quantity) -> bool {
        let lines = &self.read.article.lines;
        let sentence = self.read.article.sentences.get(sentence);
        let Some(line) = sentence.and_then(|sentence| lines.get(sentence.line)) else {
            return false;
        };
        let before = Span::new(line.span.start, quantity.span.start).of(self.layout.text);
        let label = before.char_indices().take(LABEL + 1).find(|(_, c)| matches!(c, '：' | ':'));
        let label = label.and_then(|(end, _)| before.get(..end)).unwrap_or_default();
        if self.status.plans_ahead(label) {
            return true;
        }
        let mut under = false;
        let mut section = line.section;
        while let Some((at, heading)) = section.and_then(|at| Some((at, lines.get(at)?))) {
            let (ahead, back) = self.headings.get(&at).copied().unwrap_or_default();
            if ahead {
                return true;
            }
            under = true;
            if self.plan && back {
                return false;
            }
            section = heading.section;
        }
        self.plan && under
    }

    fn surroundings<'s>(
        &'s self,
        index: usize,
        measure: &'s str,
        locality: bool,
    ) -> Surroundings<'s> {
        let clause = self.layout.clause(index).map_or(Span::default(), |c| c.span);
        let sentence = self.layout.clause(index).map_or(0, |c| c.sentence);
        let span = self.read.article.sentences.get(sentence).map_or(clause, |s| s.span);
        let mentions = &self.read.places.mentions;
        let first = mentions.partition_point(|m| m.span.start < span.start);
        let names_region = mentions
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|m| m.span.start < span.end)
            .any(|m| !m.within_name && m.locality.is_none());
        Surroundings {
            measure,
            clause: clause.of(self.layout.text),
            signs: self.signs.get(sentence).copied().unwrap_or_default(),
            goes_on: !names_region
                && self.quantities.get(index).is_some_and(small)
                && self.story_before(sentence),
            locality,
        }
    }

    /// Whether one of the sentences shortly before, in the same paragraph, tells of one household.
    fn story_before(&self, sentence: usize) -> bool {
        let line = |at: usize| self.read.article.sentences.get(at).map(|s| s.line);
        (sentence.saturating_sub(STORY)..sentence)
            .any(|at| line(at) == line(sentence) && self.signs.get(at).is_some_and(|s| s.told))
    }

    /// 甲 exact, region and period written; 乙 exact, one of them resolved; 丙 approximate or
    /// without period; 丁 beside a damaged place.
    fn grade(
        &self,
        quantity: &Quantity,
        place: &Attribution,
        when: Option<(Period, Basis)>,
    ) -> Grade {
        let reach = Span::new(
            quantity.span.start.saturating_sub(DAMAGE_REACH),
            quantity.span.end + DAMAGE_REACH,
        );
        let defects = &self.read.article.defects;
        let near = defects.partition_point(|d| d.core.end <= reach.start);
        if defects.get(near).is_some_and(|d| d.core.overlaps(reach)) {
            return Grade::D;
        }
        let Some((_, period_basis)) = when.filter(|_| place.region.is_some()) else {
            return Grade::C;
        };
        if quantity.approx.is_some() {
            return Grade::C;
        }
        let stated = |basis| matches!(basis, Basis::Stated);
        if stated(place.basis) && stated(period_basis) { Grade::A } else { Grade::B }
    }
}

/// 村民人均年收入…,户均…: an average without a subject of its own is of those before it.
fn averages_go_on(figures: &mut [Figure]) {
    for index in 1..figures.len() {
        let (before, rest) = figures.split_at_mut(index);
        let (Some(last), Some(figure)) = (before.last(), rest.first_mut()) else { continue };
        let average = ["户均", "人均"].iter().any(|per| figure.measure.starts_with(per));
        let villagers = last.rules.iter().any(|rule| rule == "villagers");
        if average && villagers && last.sentence == figure.sentence && figure.scope == Scope::Region
        {
            figure.scope = Scope::Locality;
            figure.key = false;
            figure.rules.push("villagers".to_owned());
        }
    }
}

/// Whether the number is one Han digit before its unit: 三个.
fn one_han_digit(surface: &str) -> bool {
    let mut chars = surface.chars();
    let digit = chars.next().is_some_and(is_digit) && !surface.starts_with('零');
    digit && chars.next().is_some_and(|next| !starts(next)) && chars.next().is_none()
}

/// Whether one household could have it: up to a million yuan, five hundred of anything else.
fn small(quantity: &Quantity) -> bool {
    let high = match quantity.value {
        Value::Point(value) => value,
        Value::Range { high, .. } => high,
    };
    let bound = match quantity.dimension {
        Dimension::Money => Decimal::from(1_000_000),
        Dimension::Share | Dimension::Points => return false,
        _ => Decimal::from(500),
    };
    high <= bound
}
