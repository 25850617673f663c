//! Whether a figure belongs among the key figures of its region, and how far it can be trusted. The
//! lists are those of `rules/language/key.yaml`.

use super::sense::unfinished;
use super::{Judged, Read};
use crate::clean::Line;
use crate::decimal::Decimal;
use crate::extract::clause::Layout;
use crate::extract::numeral::{is_digit, starts};
use crate::extract::{Approx, Basis, Grade, Quantity, Scope, Status, Value};
use crate::lexicon::Dimension;
use crate::rules::Decided;
use crate::rules::key::Key;
use crate::span::{Span, Stretch};

/// How near (in bytes) a lost or broken number makes its neighbour doubtful.
const DAMAGE_REACH: usize = 6;

/// A figure and the words of its clause.
struct Seen<'k> {
    figure: &'k Judged,
    quantity: &'k Quantity,
    rules: &'k Key,
    /// The quantity behind it in its clause.
    next: Option<&'k Quantity>,
    text: &'k str,
    /// Its clause before it and behind it.
    before: Stretch<'k>,
    after: Stretch<'k>,
}

/// Whether `figure` is a key figure.
pub(super) fn key(
    figure: &Judged,
    quantities: &[Quantity],
    layout: &Layout<'_>,
    read: &Read<'_>,
) -> Decided<bool> {
    let rules: &Key = &read.lexicon.book.key;
    let quantity = &figure.draft.quantity;
    let clause = figure.draft.clause;
    let (start, end) = (quantity.span.start, quantity.span.end);
    let next = quantities.get(figure.draft.index + 1).filter(|q| q.span.start < clause.end);
    let stretch = |from: usize, to: usize| layout.stretch(Span::new(from, to));
    let seen = Seen {
        figure,
        quantity,
        rules,
        next,
        text: layout.text,
        before: stretch(clause.start.min(start), start),
        after: stretch(end, clause.end.max(end)),
    };
    let day = read.article.published;
    let ahead = || day.zip(figure.period()).is_some_and(|(day, when)| unfinished(when, day));
    if figure.status == Status::Actual
        && ahead()
        && let Some(decided) = rules.done_ahead.decide(false, quantity.span)
    {
        return decided;
    }
    if let Some(decided) = in_glossary(figure, read, layout) {
        return decided;
    }
    let apart = seen.by_kind().or_else(|| seen.by_clause()).or_else(|| seen.by_measure());
    apart.unwrap_or(rules.key_figure.otherwise(true))
}

impl Seen<'_> {
    fn known(&self) -> bool {
        self.figure.indicator.is_some()
    }

    /// What the number is and whom it speaks of.
    fn by_kind(&self) -> Option<Decided<bool>> {
        let (rules, quantity, by) = (self.rules, self.quantity, self.quantity.span);
        let timed = matches!(quantity.dimension, Dimension::Duration | Dimension::Temperature);
        let ratio = &rules.time_or_ratio;
        let timed = timed && !ratio.days.ends(self.figure.named());
        let bare = quantity.dimension == Dimension::Multiple && !ratio.multiple.is(&quantity.unit);
        let wide = matches!(*self.figure.reach, Scope::Region | Scope::Part);
        let counts = quantity.dimension == Dimension::Count;
        let known = self.known();
        let ratio_like = timed || bare || ratio.ratio.is(&quantity.unit);
        // 低保标准为每月976元 is a figure of the policy, and no bound.
        let standard = quantity.dimension == Dimension::Money
            && rules.in_each.standard.any(self.figure.named());
        let requirement = self.figure.status == Status::Requirement && !known && !standard;
        // 三个特色, 两项改革: few and spelled out, they order the telling rather than count.
        let spelled = counts && !known && one_han_digit(by.of(self.text));
        let narrow = (!wide).then(|| rules.not_region_wide.decide(false, self.figure.reach.by));
        narrow
            .flatten()
            .or_else(|| ratio_like.then(|| ratio.decide(false, by))?)
            .or_else(|| {
                requirement.then(|| rules.bare_requirement.decide(false, self.figure.status.by))?
            })
            .or_else(|| spelled.then(|| rules.spelled_count.decide(false, by))?)
    }

    fn by_clause(&self) -> Option<Decided<bool>> {
        self.only_a_bound().or_else(|| self.one_of_many()).or_else(|| self.in_each())
    }

    /// 人均纯收入低于6000元的农户: a bound that only says which are meant.
    fn only_a_bound(&self) -> Option<Decided<bool>> {
        let rule = &self.rules.only_a_bound;
        let quantity = self.quantity;
        let after = self.text.get(quantity.span.end..)?;
        let limits = matches!(quantity.approx, Some(Approx::AtLeast | Approx::AtMost));
        let bound = limits || matches!(quantity.approx, Some(Approx::Under | Approx::Over));
        let opens = limits || !self.before.is_empty();
        let one = rule.one.starts(quantity.span.of(self.text))
            && quantity.value == Value::Point(Decimal::ONE);
        let meant = bound && opens && rule.modifier.starts(after);
        let class = &self.rules.size_class;
        let behind = class.modifier.strip_start(after);
        let of_firms = behind.is_some_and(|behind| class.firms.starts(behind));
        let class_behind = class.classed.starts(after) && !class.longer.starts(after);
        let classed = of_firms || class_behind;
        if bound && quantity.dimension == Dimension::Money && classed {
            return class.decide(false, quantity.span);
        }
        (one || meant || rule.named.starts(after)).then(|| rule.decide(false, quantity.span))?
    }

    /// 全省11个深度贫困县之一, 占全省53个贫困县的15%: how many there are elsewhere.
    fn one_of_many(&self) -> Option<Decided<bool>> {
        let rule = &self.rules.one_of_many;
        let after = self.after.trim_end_matches(|c| rule.closing.has(c));
        let divided = || {
            let next = self.next.filter(|next| next.dimension == Dimension::Share)?;
            rule.modifier.strip_end(self.after.until(next.span.start).as_str())
        };
        let shared = || rule.share.any_in(self.before) && divided().is_some();
        let many = rule.ends.ends(&after) || shared();
        let counts = self.quantity.dimension == Dimension::Count;
        (many && counts).then(|| rule.decide(false, self.quantity.span))?
    }

    /// 每个安置点都有1个车间, 两个安置点|各建小学1所: a count in each of several, or of the several
    /// themselves, is no count of the region; nor is what is paid to each.
    fn in_each(&self) -> Option<Decided<bool>> {
        let rule = &self.rules.in_each;
        let quantity = self.quantity;
        if quantity.dimension == Dimension::Money {
            let payee = rule.payee.first_in(self.before)?;
            let paid = rule.paid.any_in(self.before) && !rule.standard.any_in(self.before);
            return paid.then(|| rule.decide(false, payee))?;
        }
        if quantity.dimension != Dimension::Count || quantity.each {
            return None;
        }
        let shared = || {
            let next = self.next.filter(|next| next.each)?;
            rule.each.first_in(self.after.until(next.span.start))
        };
        let word = shared().or_else(|| rule.every.first_in(self.before))?;
        rule.decide(false, word)
    }

    /// What the measured thing is.
    fn by_measure(&self) -> Option<Decided<bool>> {
        let (rules, by) = (self.rules, self.quantity.span);
        let measure = self.figure.named();
        let share = self.quantity.dimension == Dimension::Share;
        let counts = self.quantity.dimension == Dimension::Count;
        let bare =
            !measure.is_empty() && measure.chars().all(|c| rules.bare_division.letters.has(c));
        let known = self.known();
        let remark = share && !known && !rules.share_remark.rates.any(measure);
        let geography = || rules.geography.wordings.fit(measure);
        let meetings = || counts && rules.meetings_and_papers.wordings.fit(measure);
        let task = || counts && !known && rules.bare_task.wordings.fit(measure);
        let unsaid = || {
            let rule = &rules.thing_unsaid;
            let short = measure.chars().nth(1).is_none();
            // One character is mostly what is left of a word: 7.6万名|学|前大班儿童.
            let none = short && !measure.starts_with(|c| rule.things.has(c));
            let none = none || rule.words.is(measure);
            (none && !known).then(|| rule.decide(false, by))?
        };
        let scene = || {
            let at = rules.scene.verbs.last_of(self.before.trim_end()).filter(|_| counts)?;
            rules.scene.decide(false, at)
        };
        let division = (bare && !known).then(|| rules.bare_division.decide(false, by));
        division
            .flatten()
            .or_else(unsaid)
            .or_else(scene)
            .or_else(|| remark.then(|| rules.share_remark.decide(false, by))?)
            .or_else(|| geography().then(|| rules.geography.decide(false, by))?)
            .or_else(|| meetings().then(|| rules.meetings_and_papers.decide(false, by))?)
            .or_else(|| task().then(|| rules.bare_task.decide(false, by))?)
    }
}

/// 名词解释: what a term means is told of no region.
fn in_glossary(figure: &Judged, read: &Read<'_>, layout: &Layout<'_>) -> Option<Decided<bool>> {
    let (rule, article) = (&read.lexicon.book.key.in_glossary, read.article);
    let line = article.lines.get(article.sentences.get(figure.draft.sentence)?.line)?;
    let above = |line: &Line| line.section.and_then(|at| article.lines.get(at));
    let mut headings = std::iter::successors(above(line), |line| above(line));
    let word = headings.find_map(|line| rule.headings.first_in(layout.stretch(line.span)))?;
    rule.decide(false, word)
}

/// Whether the number is one Han digit before its unit: 三个.
fn one_han_digit(surface: &str) -> bool {
    let mut chars = surface.chars();
    let digit = chars.next().is_some_and(is_digit) && !surface.starts_with('零');
    digit && chars.next().is_some_and(|next| !starts(next)) && chars.next().is_none()
}

/// 甲 exact, region and period written; 乙 exact, one of them resolved; 丙 approximate or without
/// period; 丁 beside a damaged place.
pub(super) fn grade(figure: &Judged, read: &Read<'_>, rules: &Key) -> Decided<Grade> {
    let quantity = &figure.draft.quantity;
    let reach = Span::new(
        quantity.span.start.saturating_sub(DAMAGE_REACH),
        quantity.span.end + DAMAGE_REACH,
    );
    let defects = &read.article.defects;
    let near = defects.partition_point(|d| d.core.end <= reach.start);
    if let Some(defect) = defects.get(near).filter(|defect| defect.core.overlaps(reach)) {
        return Decided { by: defect.core, ..rules.beside_damage.otherwise(Grade::D) };
    }
    let place = &figure.draft.place;
    let known = figure.draft.when.filter(|_| place.region.is_some() && quantity.approx.is_none());
    let stated = |basis| matches!(basis, Basis::Stated);
    match known {
        None => rules.blurred_or_undated.otherwise(Grade::C),
        Some((_, basis)) if stated(basis) && stated(place.basis) => {
            rules.stated_exactly.otherwise(Grade::A)
        }
        Some(_) => rules.one_attribute_resolved.otherwise(Grade::B),
    }
}
