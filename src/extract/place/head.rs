//! Divisions that stand at the head of an article, and may then be called by their short names.

use super::name::{Known, Tables, is_han};
use super::only;
use crate::clean::Article;
use crate::gazetteer::{Adcode, Hit, Level, NameKind};
use std::collections::BTreeSet;

/// What the head of `article` lets the text call by its short name; `hints` are the divisions that
/// its outlet and headline name in a way that counts.
pub(super) fn known(article: &Article, hints: &[Adcode], tables: Tables<'_>) -> Known {
    let headed = outlet(article, tables).into_iter().chain(headline(article, tables));
    Known { named: hints.iter().copied().collect(), headed: headed.collect() }
}

/// The county after which the outlet calls itself (嘉祥发布, 秀美通海), when the headline names it or
/// the text speaks of the whole of it.
fn outlet(article: &Article, tables: Tables<'_>) -> Option<Adcode> {
    let outlet = article.outlet.as_deref()?;
    let rule = &tables.rules.short_name_in_head;
    let own = |hit: &Hit<'_>| {
        let (before, after) = (outlet.get(..hit.span.start)?, outlet.get(hit.span.end..)?);
        let account = before.is_empty() && rule.accounts.ends(after);
        let named = account || after.is_empty() && !before.is_empty();
        let code = county(hit, tables).filter(|_| named)?;
        let title = article.title.as_deref().unwrap_or_default();
        let told = title.contains(hit.span.of(outlet)) || is_whole(article, code, tables);
        told.then_some(code)
    };
    tables.gazetteer.scan(outlet).iter().find_map(own)
}

/// The county that the headline opens with, on its own (宕昌：…), when the text speaks of the whole
/// of it.
fn headline(article: &Article, tables: Tables<'_>) -> Option<Adcode> {
    let title = article.title.as_deref()?;
    let opens = |hit: &&Hit<'_>| {
        let before = title.get(..hit.span.start).unwrap_or_default();
        let after = title.get(hit.span.end..).unwrap_or_default();
        !before.chars().any(char::is_alphanumeric) && after.starts_with(|c| !is_han(c))
    };
    let hits = tables.gazetteer.scan(title);
    let code = hits.iter().find(opens).and_then(|hit| county(hit, tables))?;
    is_whole(article, code, tables).then_some(code)
}

/// The one county that `hit` is the short name of. Districts are left out: their names are words.
fn county(hit: &Hit<'_>, tables: Tables<'_>) -> Option<Adcode> {
    let regions: BTreeSet<Adcode> = hit.readings.iter().map(|reading| reading.region).collect();
    let regions: Vec<Adcode> = regions.into_iter().collect();
    let short = hit.readings.iter().all(|reading| reading.kind == NameKind::Short);
    let kind = |code| tables.gazetteer.name(code).chars().next_back();
    let kinds = &tables.rules.short_name_in_head.kinds;
    let fits = |code: &Adcode| kind(*code).is_some_and(|kind| kinds.has(kind));
    only(&regions).filter(|code| short && code.level() == Level::County && fits(code))
}

/// Whether the text speaks of the whole of `code`: 全县 of a county, 全市 of a city.
fn is_whole(article: &Article, code: Adcode, Tables { gazetteer, rules }: Tables<'_>) -> bool {
    let text = &article.text.text;
    let kind = gazetteer.name(code).chars().next_back();
    let rule = &rules.most_spoken_of;
    let mut pairs = text.chars().zip(text.chars().skip(1));
    pairs.any(|(which, next)| kind == Some(next) && rule.which.has(which))
}
