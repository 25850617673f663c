//! The arithmetic that the text itself allows: shares, sums and changes recomputed from the
//! numbers it prints.

use super::clause::ends_clause;
use super::links::point;
use super::{Approx, Check, CheckKind, CheckResult, Figure, Role};
use crate::clean::Article;
use crate::decimal::{Decimal, plain, scale_by};
use crate::lexicon::Dimension;
use crate::rules::relation::Relation;

/// How many figures before a share may take part in it.
const WINDOW: usize = 12;
/// How many figures before a share its named whole may stand.
const FAR: usize = 120;
/// A share of an approximate part may miss by this many percent of itself and still be explained.
const EXPLAINED: Decimal = Decimal::TWO;
/// A printed total farther than this (in percent) from the sum was never meant as that sum.
const NEAR_MISS: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

/// Recomputes every relation between the figures of one article.
pub(crate) fn find(article: &Article, figures: &[Figure], rules: &Relation) -> Vec<Check> {
    let checker = Checker { text: &article.text.text, article, figures, rules };
    let mut out = Vec::new();
    for index in 0..figures.len() {
        let found = checker
            .change(index)
            .or_else(|| checker.sum(index))
            .or_else(|| checker.share(index))
            .or_else(|| checker.same_whole(index));
        out.extend(found);
    }
    out
}

struct Checker<'c> {
    text: &'c str,
    article: &'c Article,
    figures: &'c [Figure],
    rules: &'c Relation,
}

/// What is divided by what: each side one figure or the sum of neighbours.
struct Ratio {
    part: Vec<usize>,
    whole: Vec<usize>,
    percent: Decimal,
}

impl Checker<'_> {
    fn get(&self, index: usize) -> Option<&Figure> {
        self.figures.get(index)
    }

    fn value(&self, index: usize) -> Option<Decimal> {
        self.get(index).and_then(|figure| point(&figure.quantity))
    }

    fn surface(&self, index: usize) -> &str {
        self.get(index).map_or("", |figure| figure.quantity.span.of(self.text))
    }

    /// Half of the last printed digit of a figure: what rounding may have hidden.
    fn tolerance(&self, index: usize) -> Decimal {
        let surface = self.number(index);
        let decimals = surface
            .split_once(['.', '．'])
            .map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
        let ten = [('亿', 8), ('万', 4), ('千', 3), ('百', 2)];
        let exponent: u32 = ten.iter().filter(|(c, _)| surface.contains(*c)).map(|(_, e)| e).sum();
        let unit = scale_by(Decimal::ONE, exponent).unwrap_or(Decimal::ONE);
        let step = (0..decimals).fold(unit, |step, _| step / Decimal::TEN);
        step / Decimal::TWO
    }

    /// from − to = change.
    fn change(&self, index: usize) -> Option<Check> {
        let change = self.get(index).filter(|f| f.role == Some(Role::Change))?;
        let role_before = |role| {
            (0..index).rev().take(WINDOW).find(|i| {
                self.get(*i).is_some_and(|f| f.series == change.series && f.role == Some(role))
            })
        };
        let (from, to) = (role_before(Role::From)?, role_before(Role::To)?);
        let (a, b, stated) = (self.value(from)?, self.value(to)?, self.value(index)?);
        let computed = (a - b).abs();
        let slack = self.tolerance(from) + self.tolerance(to) + self.tolerance(index);
        let off = (computed - stated).abs();
        let (high, low) = if a >= b { (from, to) } else { (to, from) };
        Some(Check {
            rule: self.rules.check_change.rule()?,
            kind: CheckKind::Change,
            figures: vec![from, to, index],
            computed,
            stated,
            result: self.verdict(off <= slack, &[from, to, index]),
            formula: format!(
                "{} − {} = {}",
                self.number(high),
                self.number(low),
                self.like(index, computed)
            ),
        })
    }

    /// A total after its parts in one sentence (…8200万元、…6亿元,共计7.5亿元) or before them
    /// (共…,其中…).
    fn sum(&self, index: usize) -> Option<Check> {
        let total = self.get(index)?;
        let stated = self.value(index)?;
        let before = self.gap_before(index);
        let like = |i: &usize| {
            self.get(*i).is_some_and(|f| {
                f.sentence == total.sentence
                    && f.quantity.unit == total.quantity.unit
                    && f.quantity.dimension != Dimension::Share
                    && !matches!(f.role, Some(Role::From | Role::To | Role::Change))
            })
        };
        let back: Vec<usize> = (0..index).rev().take_while(like).take(WINDOW).collect();
        let ahead: Vec<usize> =
            (index + 1..self.figures.len()).take_while(like).take(WINDOW).collect();
        if back.len() >= 2 && self.rules.check_sum.totals.any(before) {
            let mut parts = back;
            parts.reverse();
            return self.sum_check(&parts, index, stated, true);
        }
        let lists = ahead.len() >= 2 && self.rules.among.any(self.gap_before(*ahead.first()?));
        if lists { self.sum_check(&ahead, index, stated, false) } else { None }
    }

    fn sum_check(
        &self,
        parts: &[usize],
        total: usize,
        stated: Decimal,
        exhaustive: bool,
    ) -> Option<Check> {
        let values: Option<Vec<Decimal>> = parts.iter().map(|i| self.value(*i)).collect();
        let computed: Decimal = values?.into_iter().sum();
        let off = (computed - stated).abs();
        let agrees = off <= self.tolerance(total);
        let near = !stated.is_zero() && off * Decimal::ONE_HUNDRED / stated <= NEAR_MISS;
        if !(agrees || exhaustive && near) {
            return None;
        }
        let mut figures = parts.to_vec();
        figures.push(total);
        let terms: Vec<String> = parts.iter().map(|i| self.number(*i)).collect();
        Some(Check {
            rule: self.rules.check_sum.rule()?,
            kind: CheckKind::Sum,
            result: self.verdict(agrees, &figures),
            figures,
            computed,
            stated,
            formula: format!("{} = {}", terms.join(" + "), self.like(total, computed)),
        })
    }

    /// part ÷ whole = share, where the words before the share speak of one.
    fn share(&self, index: usize) -> Option<Check> {
        let share = self.get(index).filter(|f| f.quantity.dimension == Dimension::Share)?;
        let rule = &self.rules.check_share;
        if matches!(share.role, Some(Role::From | Role::To)) || rule.rates.ends(&share.measure) {
            return None;
        }
        let before = self.clause_before(index);
        let stated = self.value(index).filter(|_| rule.on() && rule.words.any(before))?;
        let ratios = self.ratios(index, self.rules.share.any(before));
        let tolerance = self.tolerance(index);
        let fits = |ratio: &&Ratio| (ratio.percent - stated).abs() <= tolerance;
        if let Some(ratio) = ratios.iter().find(fits) {
            return Some(self.share_check(ratio, index, stated, CheckResult::Confirmed));
        }
        let at_least = share.quantity.approx == Some(Approx::AtLeast);
        let reaches =
            |r: &&Ratio| at_least && r.percent >= stated && r.percent - stated <= Decimal::from(5);
        if let Some(ratio) = ratios.iter().find(reaches) {
            return Some(self.share_check(ratio, index, stated, CheckResult::Confirmed));
        }
        let blurred = |r: &&Ratio| {
            r.part.len() == 1
                && r.whole.len() == 1
                && (r.percent - stated).abs() * Decimal::ONE_HUNDRED <= EXPLAINED * stated
                && r.part.iter().chain(&r.whole).any(|i| self.blurred(*i))
                && r.part.iter().all(|i| self.same_sentence(*i, index))
        };
        ratios
            .iter()
            .find(blurred)
            .map(|ratio| self.share_check(ratio, index, stated, CheckResult::Explained))
    }

    fn share_check(&self, ratio: &Ratio, at: usize, stated: Decimal, result: CheckResult) -> Check {
        let side = |list: &[usize]| {
            let terms: Vec<String> = list.iter().map(|i| self.number(*i)).collect();
            let joined = terms.join(" + ");
            if list.len() > 1 { format!("({joined})") } else { joined }
        };
        let formula = format!(
            "{} ÷ {} = {}",
            side(&ratio.part),
            side(&ratio.whole),
            self.like(at, ratio.percent)
        );
        let mut figures = [ratio.part.as_slice(), ratio.whole.as_slice()].concat();
        figures.push(at);
        Check {
            rule: self.rules.check_share.otherwise(()).rule,
            kind: CheckKind::Share,
            figures,
            computed: ratio.percent,
            stated,
            result,
            formula,
        }
    }

    /// Every division that could give the share: nearest figures first, then sums of two
    /// neighbours; a whole may stand anywhere earlier when the share names it (占全县总脱贫人口).
    fn ratios(&self, index: usize, names_whole: bool) -> Vec<Ratio> {
        let near: Vec<usize> = (index.saturating_sub(WINDOW)..index)
            .rev()
            .filter(|i| self.close(*i, index) && self.usable(*i))
            .collect();
        let mut sides: Vec<Vec<usize>> = near.iter().map(|i| vec![*i]).collect();
        for pair in near.windows(2) {
            if let [late, early] = pair
                && self.alike(*late, *early)
                && self.same_sentence(*late, *early)
            {
                sides.push(vec![*early, *late]);
            }
        }
        let mut wholes = sides.clone();
        if names_whole {
            let named = self.clause_before(index);
            let far = (index.saturating_sub(FAR)..index)
                .filter(|i| !near.contains(i) && self.usable(*i))
                .filter(|i| self.get(*i).is_some_and(|f| self.overlap(&f.measure, named)));
            wholes.extend(far.map(|i| vec![i]));
        }
        let mut out = Vec::new();
        for part in &sides {
            for whole in &wholes {
                out.extend(self.ratio(part, whole));
            }
        }
        out.retain(|ratio| self.by_no_chance(ratio, index));
        out.sort_by_key(|ratio| ratio.part.len() + ratio.whole.len());
        out
    }

    /// 2 of 4 are 50% wherever they stand: numbers of one digit must stand in the sentence of the share.
    fn by_no_chance(&self, ratio: &Ratio, share: usize) -> bool {
        let large = |at: usize| self.value(at).is_some_and(|value| value >= Decimal::TEN);
        let mut sides = ratio.part.iter().chain(&ratio.whole);
        sides.all(|at| self.same_sentence(*at, share) || large(*at))
    }

    fn ratio(&self, part: &[usize], whole: &[usize]) -> Option<Ratio> {
        let (first, second) = (part.first()?, whole.first()?);
        if part.iter().any(|i| whole.contains(i)) || !self.alike(*first, *second) {
            return None;
        }
        let sum = |list: &[usize]| -> Option<Decimal> {
            list.iter().map(|i| self.value(*i)).sum::<Option<Decimal>>()
        };
        let (a, b) = (sum(part)?, sum(whole)?);
        if b.is_zero() || a > b || a.is_zero() {
            return None;
        }
        let percent = a.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(b)?;
        Some(Ratio { part: part.to_vec(), whole: whole.to_vec(), percent })
    }

    /// Two parts of the same kind whose shares imply the same whole.
    fn same_whole(&self, index: usize) -> Option<Check> {
        let (part_b, whole_b, slack_b) = self.implied(index)?;
        let part = &self.get(part_b)?.measure;
        let (other, part_a, whole_a, slack_a) = (0..index).rev().take(WINDOW).find_map(|i| {
            let (part_a, whole, slack) = self.implied(i)?;
            let close = self.close(i, index) && self.get(part_a)?.measure.value == part.value;
            (close && part_a != part_b).then_some((i, part_a, whole, slack))
        })?;
        if (whole_a - whole_b).abs() > slack_a + slack_b {
            return None;
        }
        let show = |whole: Decimal| plain(whole.round_dp(2));
        Some(Check {
            rule: self.rules.check_same_whole.rule()?,
            kind: CheckKind::SameWhole,
            figures: vec![part_a, other, part_b, index],
            computed: whole_b,
            stated: whole_a,
            result: CheckResult::Confirmed,
            formula: format!(
                "{} ÷ {} ≈ {} ÷ {} ≈ {}",
                self.number(part_a),
                self.surface(other),
                self.number(part_b),
                self.surface(index),
                show(whole_b)
            ),
        })
    }

    /// The part that a share speaks of, the whole it implies, and by how much rounding blurs it.
    fn implied(&self, index: usize) -> Option<(usize, Decimal, Decimal)> {
        let share = self.get(index).filter(|f| f.quantity.dimension == Dimension::Share)?;
        if !self.rules.share.any(self.clause_before(index)) {
            return None;
        }
        let percent = self.value(index).filter(|p| !p.is_zero())?;
        let shares_before = (0..index)
            .rev()
            .take(WINDOW)
            .take_while(|i| self.get(*i).is_some_and(|f| f.quantity.dimension == Dimension::Share))
            .count();
        let shares_after = (index + 1..self.figures.len())
            .take(WINDOW)
            .take_while(|i| {
                self.get(*i).is_some_and(|f| {
                    f.quantity.dimension == Dimension::Share && f.sentence == share.sentence
                })
            })
            .count();
        let part = index.checked_sub(shares_before + shares_after + 1)?;
        let figure = self.get(part)?;
        if figure.sentence != share.sentence || figure.quantity.dimension == Dimension::Share {
            return None;
        }
        let whole = self.value(part)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(percent)?;
        let slack = whole.checked_mul(self.tolerance(index))?.checked_div(percent)?;
        Some((part, whole, slack))
    }

    fn usable(&self, index: usize) -> bool {
        self.get(index).is_some_and(|f| {
            !matches!(
                f.quantity.dimension,
                Dimension::Share | Dimension::Points | Dimension::Duration | Dimension::Multiple
            )
        }) && self.value(index).is_some()
    }

    fn alike(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.get(a), self.get(b)) else { return false };
        let counter = |unit: &str| self.rules.check_share.counters.is(unit);
        a.quantity.unit == b.quantity.unit
            || (counter(&a.quantity.unit) && counter(&b.quantity.unit))
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.get(a).zip(self.get(b)).is_some_and(|(a, b)| a.sentence == b.sentence)
    }

    /// In the same paragraph, at most two sentences apart.
    fn close(&self, a: usize, b: usize) -> bool {
        self.get(a).zip(self.get(b)).is_some_and(|(a, b)| {
            let line = |i: usize| self.article.sentences.get(i).map(|s| s.line);
            a.sentence.abs_diff(b.sentence) <= 2 && line(a.sentence) == line(b.sentence)
        })
    }

    fn blurred(&self, index: usize) -> bool {
        self.get(index).is_some_and(|f| f.quantity.approx.is_some())
    }

    fn verdict(&self, agrees: bool, figures: &[usize]) -> CheckResult {
        if agrees {
            CheckResult::Confirmed
        } else if figures.iter().any(|i| self.blurred(*i)) {
            CheckResult::Explained
        } else {
            CheckResult::Contradicted
        }
    }

    /// The text between the figure before (in the same sentence) and this one.
    fn gap_before(&self, index: usize) -> &str {
        let Some(figure) = self.get(index) else { return "" };
        let sentence = self.article.sentences.get(figure.sentence).map_or(0, |s| s.span.start);
        let last =
            index.checked_sub(1).and_then(|i| self.get(i)).map_or(0, |f| f.quantity.span.end);
        let start = figure.quantity.span.start;
        self.text.get(sentence.max(last).min(start)..start).unwrap_or_default()
    }

    /// The words that lead to the figure: its clause as far back as the last mark, over the
    /// numbers of the same list.
    fn clause_before(&self, index: usize) -> &str {
        let Some(figure) = self.get(index) else { return "" };
        let sentence = self.article.sentences.get(figure.sentence).map_or(0, |s| s.span.start);
        let start = figure.quantity.span.start;
        let before = self.text.get(sentence.min(start)..start).unwrap_or_default();
        // The comma of 12,500 is no mark: no number of an earlier figure is cut.
        let inside = |at: usize| {
            let next = self.figures.partition_point(|f| f.quantity.span.end <= at);
            self.get(next).is_some_and(|f| f.quantity.span.start <= at)
        };
        let mut marks = before.char_indices().rev().filter(|(at, c)| ends_clause(before, *at, *c));
        let cut = marks.find(|(at, _)| !inside(sentence.min(start) + at));
        cut.map_or(before, |(at, mark)| before.get(at + mark.len_utf8()..).unwrap_or_default())
    }

    /// Whether two phrases share a stretch of two characters that says something.
    fn overlap(&self, measure: &str, named: &str) -> bool {
        let starts: Vec<usize> = measure.char_indices().map(|(at, _)| at).collect();
        let ends = starts.iter().skip(2).copied().chain([measure.len()]);
        starts.iter().zip(ends).any(|(from, to)| {
            let pair = measure.get(*from..to).unwrap_or_default();
            pair.chars().count() == 2
                && !self.rules.check_share.vague.is(pair)
                && named.contains(pair)
        })
    }

    /// A figure's number as printed, with its 万 or 亿 and without its unit's name.
    fn number(&self, index: usize) -> String {
        let surface = self.surface(index);
        let written = self.get(index).map_or("", |f| f.quantity.written.as_str());
        let scaled = written.trim_start_matches(['万', '亿', '千', '百']);
        let scaled = if scaled == "%" { "" } else { scaled };
        surface.strip_suffix(scaled).filter(|s| !s.is_empty()).unwrap_or(surface).to_owned()
    }

    /// A computed value in the scale and unit of a printed figure, to one more digit than printed.
    fn like(&self, index: usize, value: Decimal) -> String {
        let surface = self.surface(index);
        let unit = self.get(index).map_or("", |f| f.quantity.unit.as_str());
        let (scaled, mark) = if surface.contains('亿') {
            (value / Decimal::from(100_000_000), "亿")
        } else if surface.contains('万') {
            (value / Decimal::from(10_000), "万")
        } else {
            (value, "")
        };
        let places = if unit == "%" || unit == "百分点" { 2 } else { 4 };
        format!("{}{mark}{unit}", plain(scaled.round_dp(places)))
    }
}
