//! What an article is about: title, lead, and how often it speaks of a division.

use super::clause::Clause;
use super::elsewhere;
use super::function::Function;
use super::group::{Group, Kind};
use super::name::Tables;
use crate::clean::{Article, LineKind};
use crate::gazetteer::{Adcode, Gazetteer, Level};
use crate::rules::place::Place;
use crate::rules::{Decided, Decision};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How the name of a county ends.
const COUNTY: char = '县';
/// Paragraphs that count as the lead.
const LEAD_LINES: usize = 2;

/// What was decided about the division that an article is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// The division.
    pub(super) code: Option<Decided<Adcode>>,
    /// That the text goes from province to province, and which places it cannot be about.
    pub(super) others: Vec<Decision>,
}

/// The division that most of the text is about. `title` are the divisions that the headline names, `met`
/// those that the text only meets.
pub(super) fn main(
    article: &Article,
    groups: &[Group],
    clauses: &[Clause],
    (title, met): (&[Adcode], &BTreeSet<Adcode>),
    Tables { gazetteer, rules }: Tables<'_>,
) -> Subject {
    let mut weights = weigh(article, groups, clauses, rules);
    weights.retain(|code, weight| *weight > 0 && !met.contains(code));
    let digest = Some(Span::default())
        .filter(|_| is_digest(groups))
        .and_then(|by| rules.digest_of_provinces.decide((), by));
    let kinds = stand_in_kinds(&article.text.text, rules);
    add_stand_ins(&kinds, &mut weights, gazetteer);
    let mut first: BTreeMap<Adcode, usize> = BTreeMap::new();
    for (code, group) in groups.iter().filter_map(|group| group.code.zip(Some(group))) {
        first.entry(code).or_insert(group.span.start);
    }
    let county = kinds.contains_key(&COUNTY) || rules.kind_spoken_of.county.any(&article.text.text);
    // Where a county is named, 全县 may be that: then only what the text also meets yields to it.
    let mut named = weights.keys().map(|code| gazetteer.name(*code));
    let unnamed = named.all(|name| !name.ends_with(COUNTY));
    let met = |code: Adcode| groups.iter().any(|g| g.code == Some(code) && g.elsewhere.is_some());
    let unsaid = |code: Adcode| {
        county && (unnamed || met(code)) && is_unsaid(code, &weights, &kinds, gazetteer)
    };
    let dropped: BTreeSet<Adcode> = weights.keys().copied().filter(|code| unsaid(*code)).collect();
    let place = |code: &Adcode| first.get(code).map_or(Span::default(), |at| Span::new(*at, *at));
    let by = |code| rules.kind_spoken_of.decide((), place(code));
    let not_its_kind = dropped.first().and_then(by).map(|decided| decided.decision());
    weights.retain(|code, _| not_its_kind.is_none() || !dropped.contains(code));
    let most = heaviest(&weights, &first, gazetteer).filter(|_| digest.is_none());
    let most = most.and_then(|code| {
        let first = groups.iter().find(|group| group.code == Some(code));
        rules.most_spoken_of.decide(code, first.map_or(Span::default(), |group| group.span))
    });
    let headline = article.lines.iter().find(|line| line.kind == LineKind::Title);
    // 四川省南充市高坪区 in a headline names the district: what is above goes with it.
    let holds = |code: Adcode| dropped.iter().any(|gone| gazetteer.within(*gone, code));
    let kept =
        |code: &Adcode| not_its_kind.is_none() || weights.contains_key(code) || !holds(*code);
    let title: Vec<Adcode> = title.iter().copied().filter(kept).collect();
    let named = of_title(&title, &weights, gazetteer).and_then(|code| {
        let by = headline.map_or(Span::default(), |line| line.span);
        rules.place_in_headline.decide(code, by)
    });
    // A province in the headline of a text about one of its counties.
    let weight = |code: Adcode| weights.get(&code).copied().unwrap_or(0);
    let reports = |title: &String| rules.report_of_its_region.titles.any(title);
    let report = article.title.as_ref().is_some_and(reports);
    let within = most.zip(named).filter(|(most, named)| {
        *most != named.value
            && !report
            && named.level() == Level::Province
            && gazetteer.within(most.value, named.value)
            && weight(most.value) > 3 * weight(named.value)
    });
    let code = within.map(|(most, _)| most).or(named).or(most);
    let digest = digest.map(|decided| decided.decision());
    Subject { code, others: digest.into_iter().chain(not_its_kind).collect() }
}

/// Whether the text says 全县 and never 全市 or 全区 of such a city or district, nor names a county in it.
fn is_unsaid(
    code: Adcode,
    weights: &BTreeMap<Adcode, i32>,
    kinds: &BTreeMap<char, i32>,
    gazetteer: &Gazetteer,
) -> bool {
    let kind = |code: Adcode| gazetteer.name(code).chars().next_back();
    let said = kind(code).is_some_and(|kind| kinds.contains_key(&kind));
    let inside = || {
        weights.keys().any(|other| kind(*other) == Some(COUNTY) && gazetteer.within(*other, code))
    };
    // 蓟县, a district today: the county of its time is what 全县 means.
    let was = || gazetteer.former(code).iter().any(|former| former.name.ends_with(COUNTY));
    !said && kind(code) != Some(COUNTY) && !inside() && !was()
}

fn weigh(
    article: &Article,
    groups: &[Group],
    clauses: &[Clause],
    rules: &Place,
) -> BTreeMap<Adcode, i32> {
    let lead: BTreeSet<usize> = article
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.kind == LineKind::Body)
        .map(|(index, _)| index)
        .take(LEAD_LINES)
        .collect();
    let mut weights = BTreeMap::new();
    let beside = |g: &Group| g.is(Function::Excepted) || g.is_elsewhere();
    let named = |g: &&Group| g.counts() && g.kind == Kind::Named && !beside(g);
    for group in groups.iter().filter(named) {
        let Some(code) = group.code else { continue };
        let clause = group.clause.and_then(|index| clauses.get(index));
        // What happens in a village is told of it, not of its county.
        let mut weight = if group.locality.is_some() { 1 } else { 2 };
        if let Some(clause) = clause {
            let kind = article.lines.get(clause.line).map(|line| line.kind);
            let title = matches!(kind, Some(LineKind::Title | LineKind::Subtitle));
            // 黄岛区援助资金5200万元: who gives is told of for the sake of who gets.
            let rest = Span::new(group.span.end, clause.span.end).of(&article.text.text);
            let line = article.lines.get(clause.line).map(|line| line.span);
            let said = |line| elsewhere::is_said(&article.text.text, line, group.span);
            if !title && (rules.most_spoken_of.gives.starts(rest) || line.is_some_and(said)) {
                weight = 1;
            } else {
                if group.locality.is_none() && group.is(Function::Topic) {
                    weight += 2;
                }
                if title {
                    weight += 4;
                } else if lead.contains(&clause.line) {
                    weight += 2;
                } else if kind == Some(LineKind::Caption) {
                    weight -= 1;
                }
            }
        }
        *weights.entry(code).or_insert(0) += weight;
    }
    weights
}

/// 全市, 该市 and the like count for the divisions of that kind which are named.
fn add_stand_ins(
    kinds: &BTreeMap<char, i32>,
    weights: &mut BTreeMap<Adcode, i32>,
    gazetteer: &Gazetteer,
) {
    for (code, weight) in weights.iter_mut() {
        let kind = gazetteer.name(*code).chars().next_back();
        *weight += kind.and_then(|kind| kinds.get(&kind)).copied().unwrap_or(0);
    }
}

/// How often the text says 全县, 我市 and the like, by kind.
pub(super) fn stand_in_kinds(text: &str, rules: &Place) -> BTreeMap<char, i32> {
    let rule = &rules.most_spoken_of;
    let mut counts: BTreeMap<char, i32> = BTreeMap::new();
    let mut which = false;
    for c in text.chars() {
        if which && rule.kinds.has(c) {
            *counts.entry(c).or_default() += 1;
        }
        which = rule.which.has(c);
    }
    counts
}

/// Whether the text goes from province to province: a digest, about none of them. Lists (of
/// givers, of markets) say nothing of that.
fn is_digest(groups: &[Group]) -> bool {
    let mut provinces: BTreeMap<Adcode, i32> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.counts() && group.list.is_none()) {
        if let Some(code) = group.code {
            *provinces.entry(code.province()).or_insert(0) += 1;
        }
    }
    let total: i32 = provinces.values().sum();
    let most = provinces.values().max().copied().unwrap_or(0);
    provinces.len() >= 3 && total > 3 && 20 * most < 11 * total
}

/// The heaviest division; the parent of many alike, when none of them stands out.
/// `first` is where each is first named.
fn heaviest(
    weights: &BTreeMap<Adcode, i32>,
    first: &BTreeMap<Adcode, usize>,
    gazetteer: &Gazetteer,
) -> Option<Adcode> {
    let top = |weights: &BTreeMap<Adcode, i32>| {
        // Ties go to the one named first, or to what holds it.
        let most = weights.values().max()?;
        let tied = || weights.iter().filter(|(_, weight)| *weight == most).map(|(code, _)| *code);
        let named = tied().min_by_key(|code| (first.get(code), *code))?;
        tied().filter(|code| gazetteer.within(named, *code)).min_by_key(|code| code.level())
    };
    let mut code = top(weights)?;
    while let Some(parent) = gazetteer.division(code, None).and_then(|division| division.parent) {
        let siblings: Vec<i32> = weights
            .iter()
            .filter(|(other, _)| other.level() == code.level() && gazetteer.within(**other, parent))
            .map(|(_, weight)| *weight)
            .collect();
        let total: i32 = siblings.iter().sum();
        let own = weights.get(&code).copied().unwrap_or(0);
        if siblings.len() < 3 || 2 * own > total {
            break;
        }
        code = parent;
    }
    Some(code)
}

/// What `code` and all in it weigh.
fn within(code: Adcode, weights: &BTreeMap<Adcode, i32>, gazetteer: &Gazetteer) -> i32 {
    weights.iter().filter(|(other, _)| gazetteer.within(**other, code)).map(|(_, w)| *w).sum()
}

/// What the headline names: the smallest of a chain, the parent of several alike.
fn of_title(
    title: &[Adcode],
    weights: &BTreeMap<Adcode, i32>,
    gazetteer: &Gazetteer,
) -> Option<Adcode> {
    let mut seen = BTreeSet::new();
    let smallest: Vec<Adcode> = title
        .iter()
        .copied()
        .filter(|code| seen.insert(*code))
        .filter(|&code| !title.iter().any(|&other| other != code && gazetteer.within(other, code)))
        .collect();
    let parent = |code: Adcode| gazetteer.division(code, None).and_then(|d| d.parent);
    match smallest.as_slice() {
        [] => None,
        [only] => Some(*only),
        [first, rest @ ..]
            if parent(*first).is_some()
                && rest.iter().all(|code| parent(*code) == parent(*first)) =>
        {
            parent(*first)
        }
        several => several.iter().copied().min_by_key(|&code| -within(code, weights, gazetteer)),
    }
}
