//! Places: which names count, what they mean, and which figure belongs where (`tests/spec/place.txt`).

use fangzhi::clean::{Article, article_from_text};
use fangzhi::config::builtin_lexicon;
use fangzhi::extract::Reference;
use fangzhi::extract::place::{self, Places};
use fangzhi::gazetteer::{Adcode, Gazetteer};
use fangzhi::lexicon::Lexicon;
use fangzhi::span::Span;

const SPEC: &str = include_str!("../spec/place.txt");

/// The values of the lines that begin with `key`.
fn values<'a>(block: &'a str, key: &str) -> Vec<&'a str> {
    block.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).collect()
}

fn code(gazetteer: &Gazetteer, name: &str) -> Option<Adcode> {
    let found = gazetteer.find(name);
    assert!(name == "-" || !found.is_empty(), "the case names an unknown place: {name}");
    found.first().copied()
}

fn article(block: &str, lexicon: &Lexicon) -> Article {
    let mut article = article_from_text(&values(block, "文").join("\n"), lexicon);
    let one = |key| values(block, key).first().map(|value| (*value).to_owned());
    article.title = one("题");
    article.outlet = one("源");
    article.region_hint = one("区");
    article.published = one("发布").map(|day| day.parse().unwrap());
    article
}

fn named(article: &Article, places: &Places) -> Vec<(String, Adcode)> {
    places
        .mentions
        .iter()
        .filter(|mention| !mention.anaphor && mention.locality.is_none())
        .map(|m| (m.span.of(&article.text.text).to_owned(), m.code.unwrap()))
        .collect()
}

/// What is wrong with one block, one line each.
fn faults(block: &str, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<String> {
    let article = article(block, lexicon);
    let places = place::find(&article, &Reference { gazetteer, lexicon });
    let mut faults = Vec::new();
    for main in values(block, "主") {
        if places.main != code(gazetteer, main) {
            faults.push(format!("主: {main}, not {:?}", places.main));
        }
    }
    for list in values(block, "地") {
        let expected: Vec<Adcode> =
            list.split(' ').filter_map(|name| code(gazetteer, name)).collect();
        let found = named(&article, &places);
        if found.iter().map(|(_, code)| *code).collect::<Vec<_>>() != expected {
            faults.push(format!("地: {list}, not {found:?}"));
        }
    }
    let mut from = 0;
    for figure in values(block, "数") {
        let mut parts = figure.split(" | ");
        let (surface, region) = (parts.next().unwrap(), parts.next().unwrap());
        let text = &article.text.text;
        let start = from
            + text
                .get(from..)
                .unwrap()
                .find(surface)
                .unwrap_or_else(|| unreachable!("no {surface} in {block}"));
        from = start + surface.len();
        let found = places.attribute(&article, Span::new(start, from), &lexicon.book.place);
        if found.region.map(|region| region.value) != code(gazetteer, region) {
            faults.push(format!("数: {figure}, not {:?} ({:?})", found.region, found.basis));
        }
        let locality = found.locality.unwrap_or_default();
        if parts.next().is_some_and(|part| match part {
            "-" => !locality.is_empty(),
            part => !locality.ends_with(part),
        }) {
            faults.push(format!("数: {figure}, not at {locality}"));
        }
    }
    faults
}

#[test]
fn spec_cases_hold() {
    let (gazetteer, lexicon) = (Gazetteer::builtin(), builtin_lexicon());
    let blocks: Vec<&str> = SPEC.split("\n\n").filter(|block| block.contains("文: ")).collect();
    assert!(blocks.len() > 30, "the spec was not read");
    let faults: Vec<String> = blocks
        .iter()
        .flat_map(|block| {
            let found = faults(block, &gazetteer, &lexicon);
            found.into_iter().map(move |fault| format!("{block}\n  ✗ {fault}\n"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
