//! Where: which divisions a text names, what it is about, and which one each clause speaks of.
//!
//! 1. `name` finds names that count, `resolve` says which division each means.
//! 2. `group` puts them together with the towns and villages that `locality` sees by pattern.
//! 3. `subject` weighs what the article is about.
//! 4. `topic` resolves 该县, 全市, 当地.
//! 5. `attribute` finds the place that a figure or mechanism belongs to.

mod attribute;
mod clause;
mod group;
mod index;
mod locality;
mod name;
mod organ;
mod resolve;
mod subject;
mod topic;

use super::{Basis, PlaceMention, Reference};
use crate::clean::Article;
use crate::date::Date;
use crate::gazetteer::{Adcode, Gazetteer, Level};
use crate::span::Span;
use clause::Clause;
use group::{Group, Kind};
use index::Index;
use name::{Name, Namer};
use std::collections::{BTreeMap, BTreeSet};

/// The places of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Every mention, in the order of the text.
    pub mentions: Vec<PlaceMention>,
    /// What the article is about; none when it names no division.
    pub main: Option<Adcode>,
    groups: Vec<Group>,
    clauses: Vec<Clause>,
    /// For each line its section.
    sections: Vec<usize>,
    /// Ancestors of every division that the article names.
    paths: BTreeMap<Adcode, Vec<Adcode>>,
    index: Index,
}

/// Which division a stretch of text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The division; none when the text speaks of the whole country or names none.
    pub region: Option<Adcode>,
    /// How it was found.
    pub basis: Basis,
    /// Village or town below it.
    pub locality: Option<String>,
    /// The other side of aid.
    pub partner: Option<Adcode>,
}

/// Finds the places of `article`.
///
/// Codes are those of the year of publication, the current ones when the article has no date. A
/// name that may mean several divisions, with nothing to choose by, is left out.
#[must_use]
pub fn find(article: &Article, reference: &Reference<'_>) -> Places {
    let gazetteer = reference.gazetteer;
    let text = &article.text.text;
    let year = article.published.map(Date::year);
    let surroundings = surroundings(article);
    let hits = gazetteer.scan(text);
    let mut context = name::context_of(&hits);
    context.extend(name::context(&surroundings, gazetteer));
    let names = Namer::of_hits(text, hits, &context, gazetteer).names(&BTreeSet::new());
    let hints = hints(&surroundings, &context, gazetteer);
    let resolved = resolve::resolve(text, &names, &hints, year, gazetteer);
    let clauses = clause::clauses(article);
    let sections = clause::sections(article);
    let mut around =
        topic::Surroundings { text, clauses: &clauses, sections: &sections, main: None, gazetteer };
    let mut groups = group::groups(text, &names, &resolved, gazetteer);
    for group in &mut groups {
        around.place(group);
    }
    let title = of_title(article, &context, &names, (&hints, year), gazetteer);
    let hint = article.region_hint.as_deref().and_then(|hint| only(&gazetteer.find(hint)));
    let main = hint
        .map(|code| gazetteer.code_in(code, year))
        .or_else(|| issuer(article, &title, gazetteer))
        .or_else(|| subject::main(article, &groups, &clauses, &title, gazetteer))
        .or_else(|| dateline(article, gazetteer).filter(|_| groups.is_empty()));
    around.main = main;
    let groups = topic::resolve(groups, around);
    let mut paths: BTreeMap<Adcode, Vec<Adcode>> = BTreeMap::new();
    for code in groups.iter().filter_map(|group| group.code).chain(main) {
        paths.entry(code).or_insert_with(|| gazetteer.path(code));
    }
    let mentions = mentions(&resolved, &groups);
    let ranks = clause::ranks(article);
    let source = index::Source {
        text,
        clauses: &clauses,
        groups: &groups,
        sections: &sections,
        ranks: &ranks,
    };
    let related = |a, b| within(&paths, a, b) || within(&paths, b, a);
    let index = Index::new(&source, |clause, topic| {
        attribute::may_only_give(clause.span.of(text)) && !related(topic.code, main)
    });
    Places { mentions, main, groups, clauses, sections, paths, index }
}

/// Whether a division is `above` or lies in it, by the ancestors of each.
fn within(
    paths: &BTreeMap<Adcode, Vec<Adcode>>,
    code: Option<Adcode>,
    above: Option<Adcode>,
) -> bool {
    code.zip(above).is_some_and(|(code, above)| {
        code == above || paths.get(&code).is_some_and(|path| path.contains(&above))
    })
}

impl Places {
    /// The division that the text at `at` (a figure, a mechanism's name) speaks of.
    ///
    /// Never invents: without any place in the article the region is none, and so it is for
    /// figures of the whole country.
    #[must_use]
    pub fn attribute(&self, article: &Article, at: Span) -> Attribution {
        attribute::Reader { places: self, article, at }.attribute()
    }
}

/// What stands around the text and may name places: outlet, dateline, byline.
fn surroundings(article: &Article) -> String {
    [&article.region_hint, &article.title, &article.outlet, &article.dateline_place]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}

fn hints(text: &str, context: &BTreeSet<Adcode>, gazetteer: &Gazetteer) -> Vec<Adcode> {
    let names = Namer::new(text, context, gazetteer).names(&BTreeSet::new());
    names.iter().filter_map(|name| only(&regions(name))).collect()
}

fn regions(name: &Name) -> Vec<Adcode> {
    let regions: BTreeSet<Adcode> = name.readings.iter().map(|reading| reading.region).collect();
    regions.into_iter().collect()
}

fn only(codes: &[Adcode]) -> Option<Adcode> {
    match codes {
        [only] => Some(*only),
        _ => None,
    }
}

/// The divisions that the headline names. A short name counts there when the text has it in full.
fn of_title(
    article: &Article,
    context: &BTreeSet<Adcode>,
    names: &[Name],
    (hints, year): (&[Adcode], Option<i16>),
    gazetteer: &Gazetteer,
) -> Vec<Adcode> {
    let Some(title) = &article.title else { return Vec::new() };
    let known = names.iter().flat_map(|name| &name.readings).map(|r| r.region).collect();
    let names = Namer::new(title, context, gazetteer).names(&known);
    let around: Vec<Adcode> = hints.iter().copied().chain(context.iter().copied()).collect();
    resolve::resolve(title, &names, &around, year, gazetteer)
        .into_iter()
        .filter_map(|resolved| resolved.code.filter(|c| !organ::holds(title, resolved.span, *c)))
        .collect()
}

/// The county or city whose office issued the text: 镇巴县人民政府. A headline about another place wins.
fn issuer(article: &Article, title: &[Adcode], gazetteer: &Gazetteer) -> Option<Adcode> {
    let outlet = article.outlet.as_deref()?;
    let office = ["政府", "办公室", "局", "委员会", "委", "指挥部", "领导小组", "办"];
    if !office.iter().any(|end| outlet.ends_with(end)) {
        return None;
    }
    let names = Namer::new(outlet, &BTreeSet::new(), gazetteer).names(&BTreeSet::new());
    let code = names.last().and_then(|name| only(&regions(name)))?;
    let own = code.level() != Level::Province && title.iter().all(|other| *other == code);
    own.then_some(code)
}

/// The place that the dateline names, when the text names none.
fn dateline(article: &Article, gazetteer: &Gazetteer) -> Option<Adcode> {
    only(&gazetteer.find(article.dateline_place.as_deref()?))
}

/// All mentions: names, towns and villages, stand-ins.
fn mentions(resolved: &[resolve::Resolved], groups: &[Group]) -> Vec<PlaceMention> {
    let mut mentions: Vec<PlaceMention> = Vec::new();
    for name in resolved.iter().filter(|name| name.code.is_some()) {
        // Groups hardly ever overlap, so the one that holds a name is among the last to begin.
        let upto = groups.partition_point(|group| group.span.start <= name.span.start);
        let near = groups.get(upto.saturating_sub(4)..upto).unwrap_or_default();
        let group = near.iter().find(|group| group.span.contains(name.span));
        mentions.push(PlaceMention {
            span: name.span,
            code: name.code,
            locality: None,
            within_name: group.is_some_and(|group| group.within_name),
            anaphor: false,
        });
    }
    for group in groups {
        let upto = resolved.partition_point(|name| name.span.end <= group.span.end);
        let last = upto.checked_sub(1).and_then(|at| resolved.get(at));
        let last = last.filter(|name| group.span.contains(name.span));
        let start = last.map_or(group.span.start, |name| name.span.end);
        let span = Span::new(start, group.span.end);
        let anaphor = group.kind == Kind::Anaphor;
        if !span.is_empty() && (anaphor || group.locality.is_some()) {
            mentions.push(PlaceMention {
                span,
                code: group.code,
                locality: group.locality.clone(),
                within_name: group.within_name,
                anaphor,
            });
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions
}
