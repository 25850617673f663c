//! The profile of each region: its figures by rank, cards, groups, series, mechanisms, articles.

use super::aggregate::{Input, Reference};
use super::rank::{cards, rank, reason};
use super::reconcile::{OTHER_GROUP, Reconciled};
use super::series::{Linked, series};
use super::timeline::timeline;
use super::{
    ArticleCard, CheckRecord, Comparison, DoubtRecord, FigureId, MechanismId, MechanismProfile,
    Profile, RegionCard, article,
};
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::gazetteer::{Adcode, Gazetteer};
use crate::parallel;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most regions named as related.
const RELATED: usize = 8;

/// What the profiles are made of, by region.
#[derive(Default)]
struct Stock {
    figures: BTreeMap<Adcode, Vec<FigureId>>,
    mechanisms: BTreeMap<Adcode, BTreeSet<MechanismId>>,
    checks: BTreeMap<Adcode, Vec<CheckRecord>>,
    doubts: BTreeMap<Adcode, Vec<DoubtRecord>>,
    articles: BTreeMap<Adcode, BTreeSet<ArticleId>>,
    linked: Linked,
}

/// All that profiles need besides the records.
pub(super) struct Around<'a> {
    pub(super) inputs: &'a BTreeMap<ArticleId, Input<'a>>,
    pub(super) articles: &'a BTreeMap<ArticleId, ArticleCard>,
    pub(super) mechanisms: &'a BTreeMap<MechanismId, MechanismProfile>,
    pub(super) reference: &'a Reference<'a>,
}

/// Profiles of every region that has a figure or a mechanism, and of their ancestors.
pub(super) fn profiles(data: &mut Reconciled, around: &Around<'_>) -> BTreeMap<Adcode, Profile> {
    let Reference { gazetteer, lexicon, config, .. } = around.reference;
    let stock = stock(data, around);
    let listed: Vec<(&Adcode, &Vec<FigureId>)> = stock.figures.iter().collect();
    let ranked =
        parallel::map(&listed, |(code, ids)| (**code, rank(data, ids, lexicon, &config.rank)));
    let mut order: BTreeMap<Adcode, Vec<FigureId>> = BTreeMap::new();
    for (code, ranked) in &ranked {
        for (id, score, _) in ranked {
            if let Some(record) = data.records.get_mut(id) {
                record.rank = *score;
            }
        }
        order.insert(*code, ranked.iter().map(|(id, ..)| id.clone()).collect());
    }
    let own: BTreeSet<Adcode> =
        stock.figures.keys().chain(stock.mechanisms.keys()).copied().collect();
    let mut codes = own.clone();
    for code in own {
        codes.extend(gazetteer.path(code).into_iter().map(|above| gazetteer.canonical(above)));
    }
    let codes: Vec<Adcode> = codes.into_iter().collect();
    let profiles = parallel::map(&codes, |&code| {
        let figures = order.get(&code).map_or(&[][..], Vec::as_slice);
        Some((code, profile(region_card(code, gazetteer)?, figures, &*data, (&stock, around))))
    });
    let mut regions: BTreeMap<Adcode, Profile> = profiles.into_iter().flatten().collect();
    for (code, ranked) in ranked {
        let cards = regions.get(&code).map_or(&[][..], |profile| profile.cards.as_slice());
        for (id, _, amounts) in ranked.into_iter().filter(|(id, ..)| cards.contains(id)) {
            if let Some(record) = data.records.get_mut(&id) {
                record.rank_reason = reason(amounts, &config.rank);
            }
        }
    }
    let parents: Vec<(Adcode, Adcode)> = regions
        .iter()
        .filter_map(|(code, profile)| Some((profile.region.path.last()?.0, *code)))
        .collect();
    for (parent, child) in parents {
        if let Some(profile) = regions.get_mut(&parent) {
            profile.children.push(child);
        }
    }
    regions
}

/// Adds what only the finished indicators know.
pub(super) fn compare(
    regions: &mut BTreeMap<Adcode, Profile>,
    mut comparisons: BTreeMap<Adcode, Vec<Comparison>>,
) {
    for (code, profile) in regions {
        let mut own = comparisons.remove(code).unwrap_or_default();
        let place: BTreeMap<&FigureId, usize> =
            profile.figures.iter().enumerate().map(|(place, id)| (id, place)).collect();
        own.sort_by_key(|c| place.get(&c.own).copied());
        profile.comparisons = own;
    }
}

fn stock(data: &Reconciled, around: &Around<'_>) -> Stock {
    let mut stock = Stock::default();
    for record in data.records.values() {
        stock.figures.entry(record.region).or_default().push(record.id.clone());
        let articles = stock.articles.entry(record.region).or_default();
        articles.extend(record.cites.iter().map(|cite| cite.article.clone()));
    }
    for (id, mechanism) in around.mechanisms {
        for variant in &mechanism.variants {
            let Some(region) = variant.region else { continue };
            stock.mechanisms.entry(region).or_default().insert(id.clone());
            let articles = stock.articles.entry(region).or_default();
            articles.extend(variant.cites.iter().map(|cite| cite.article.clone()));
        }
    }
    for (id, input) in around.inputs {
        let mut figures: Vec<_> = input.extraction.figures.iter().enumerate().collect();
        figures.sort_by_key(|(_, figure)| figure.quantity.span);
        for (index, figure) in figures {
            let known = data.of.get(id).and_then(|of| of.get(&index));
            if let (Some(letter), Some(role), Some(record)) = (figure.series, figure.role, known) {
                let members = stock.linked.entry((id.clone(), letter)).or_default();
                members.push((role, record.clone()));
            }
        }
        let card = around.articles.get(id);
        let main = card.and_then(|card| card.region);
        // A reprint repeats the doubts and sums of its original.
        if card.is_some_and(|card| card.reprint_of.is_none()) {
            for check in article::checks(id, input, data) {
                let last = check.figures.last().and_then(|figure| data.records.get(figure));
                if let Some(record) = last {
                    stock.checks.entry(record.region).or_default().push(check);
                }
            }
            if let Some(main) = main {
                stock.doubts.entry(main).or_default().extend(article::doubts(id, input));
            }
        }
        if let Some(main) = main {
            stock.articles.entry(main).or_default().insert(id.clone());
        }
    }
    stock
}

fn region_card(code: Adcode, gazetteer: &Gazetteer) -> Option<RegionCard> {
    let named = |code: Adcode| (code, gazetteer.label(code).to_owned());
    let division = gazetteer.division(code, None)?;
    Some(RegionCard {
        code,
        name: gazetteer.label(code).to_owned(),
        level: division.level,
        former: former(code, gazetteer),
        path: gazetteer.path(code).into_iter().map(|c| named(gazetteer.canonical(c))).collect(),
        successors: division.successors.iter().copied().map(named).collect(),
    })
}

/// The names that it had before; with a new code alone it kept its name.
fn former(code: Adcode, gazetteer: &Gazetteer) -> Vec<(String, i16)> {
    let now = gazetteer.name(code);
    gazetteer
        .former(code)
        .into_iter()
        .filter(|division| division.name != now)
        .filter_map(|division| Some((division.name.clone(), division.until?)))
        .collect()
}

fn profile(
    card: RegionCard,
    figures: &[FigureId],
    data: &Reconciled,
    (stock, around): (&Stock, &Around<'_>),
) -> Profile {
    let code = card.code;
    let Reference { lexicon, config, .. } = around.reference;
    let (none, nothing) = (BTreeSet::new(), BTreeSet::new());
    let own = stock.mechanisms.get(&code).unwrap_or(&none);
    let articles = stock.articles.get(&code).unwrap_or(&nothing);
    let checks = stock.checks.get(&code).cloned().unwrap_or_default();
    let records = || figures.iter().filter_map(|id| data.records.get(id));
    let extent = records()
        .filter_map(|record| record.period)
        .map(|p| if p.as_of { (p.end, p.end) } else { (p.start, p.end) })
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    Profile {
        cards: cards(data, figures, config),
        groups: groups(figures, data, around),
        series: series(data, figures, (&stock.linked, &checks), lexicon),
        related: related(code, own, around.mechanisms),
        mechanisms: own_first(own, around.mechanisms),
        checks,
        doubts: stock.doubts.get(&code).cloned().unwrap_or_default(),
        articles: newest_first(code, articles, around.articles),
        children: Vec::new(),
        extent,
        comparisons: Vec::new(),
        timeline: timeline(records()),
        region: card,
        figures: figures.to_vec(),
    }
}

fn groups(
    figures: &[FigureId],
    data: &Reconciled,
    around: &Around<'_>,
) -> Vec<(String, Vec<FigureId>)> {
    let mut by_group: BTreeMap<&str, Vec<FigureId>> = BTreeMap::new();
    for record in figures.iter().filter_map(|id| data.records.get(id)) {
        by_group.entry(&*record.group).or_default().push(record.id.clone());
    }
    let order = around.reference.lexicon.pack.groups.iter().map(|g| g.id.as_str());
    let mut all = Vec::new();
    for group in order.filter(|id| *id != OTHER_GROUP) {
        if let Some(figures) = by_group.remove(group) {
            all.push((group.to_owned(), figures));
        }
    }
    let last = by_group.remove(OTHER_GROUP);
    all.extend(by_group.into_iter().map(|(group, figures)| (group.to_owned(), figures)));
    all.extend(last.map(|figures| (OTHER_GROUP.to_owned(), figures)));
    all
}

/// Working devices before slogans, those with parts before mere names, then by name.
fn own_first(
    own: &BTreeSet<MechanismId>,
    mechanisms: &BTreeMap<MechanismId, MechanismProfile>,
) -> Vec<MechanismId> {
    let mut sorted: Vec<MechanismId> = own.iter().cloned().collect();
    sorted.sort_by_key(|id| {
        let profile = mechanisms.get(id);
        let parts =
            profile.map_or(0, |m| m.variants.iter().map(|v| v.components.len()).max().unwrap_or(0));
        (
            profile.is_none_or(|m| !m.key),
            Reverse(parts.min(1)),
            profile.map(|m| m.name.clone()),
            id.clone(),
        )
    });
    sorted
}

fn newest_first(
    code: Adcode,
    articles: &BTreeSet<ArticleId>,
    cards: &BTreeMap<ArticleId, ArticleCard>,
) -> Vec<ArticleId> {
    let mut sorted: Vec<(bool, Reverse<Option<Date>>, &ArticleId)> = articles
        .iter()
        .map(|id| {
            let card = cards.get(id);
            let main = card.is_some_and(|card| card.region == Some(code));
            (!main, Reverse(card.and_then(|card| card.published)), id)
        })
        .collect();
    sorted.sort();
    sorted.into_iter().map(|(_, _, id)| id.clone()).collect()
}

/// Other regions with the same device, those with the nearest codes first.
fn related(
    code: Adcode,
    own: &BTreeSet<MechanismId>,
    mechanisms: &BTreeMap<MechanismId, MechanismProfile>,
) -> Vec<(Adcode, MechanismId)> {
    let mut all = Vec::new();
    for id in own {
        let Some(mechanism) = mechanisms.get(id) else { continue };
        // Variants are sorted by region: the neighbours in the list are the neighbours by code.
        let at = mechanism.variants.partition_point(|v| v.region < Some(code));
        let before = mechanism.variants.get(..at).unwrap_or_default().iter().rev().take(RELATED);
        let after = mechanism.variants.get(at..).unwrap_or_default().iter().take(RELATED);
        let near = before.chain(after).filter_map(|v| v.region).filter(|other| *other != code);
        all.extend(near.map(|other| (other, id.clone())));
    }
    all.sort_by_key(|(other, id)| (other.province() != code.province(), *other, id.clone()));
    all.dedup();
    all.truncate(RELATED);
    all
}
