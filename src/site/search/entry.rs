//! What can be found, in the order of the results.

use crate::model::{ArticleCard, FigureRecord};
use crate::site::route;
use crate::site::view::Planner;
use serde_json::{Value as Json, json};

/// Number of kinds: regions, indicators, mechanisms, figures, articles.
pub(super) const KINDS: usize = 5;

/// Size of a shard of entries, in bytes; a longer article is cut into parts of this size.
pub(super) const SHARD: usize = 6 * 1024;

/// One thing that can be found, or a part of a long article.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Which kind, from 0.
    pub(super) kind: usize,
    /// Whether it carries on the article of the entry before; its title is not searched again.
    pub(super) continued: bool,
    title: String,
    href: String,
    sub: String,
    /// Words that find it, besides the title.
    words: Vec<String>,
    /// Sentences of an article.
    sentences: Vec<Piece>,
}

/// A sentence of an article.
#[derive(Clone, Debug)]
struct Piece {
    number: usize,
    text: String,
    /// Whether a line ends after it.
    ends: bool,
}

impl Entry {
    fn new(kind: usize, title: String, href: String) -> Self {
        let (sub, words, sentences) = (String::new(), Vec::new(), Vec::new());
        Self { kind, continued: false, title, href, sub, words, sentences }
    }

    /// Everything that is searched, as lines; the subtitle is for the eye only.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if !self.continued {
            text.push_str(&self.title);
            text.push('\n');
            text.push_str(&self.words.join("\n"));
            text.push('\n');
        }
        for piece in &self.sentences {
            text.push_str(&piece.text);
            if piece.ends {
                text.push('\n');
            }
        }
        text
    }

    /// `[title, href, subtitle, words]`; for an article also `[number, sentence, …]`, a line feed
    /// after the last sentence of a line.
    pub(super) fn json(&self) -> Json {
        let words = self.words.join("\n");
        if self.sentences.is_empty() {
            return json!([self.title, self.href, self.sub, words]);
        }
        let flat = self.sentences.iter().flat_map(|piece| {
            let end = if piece.ends { "\n" } else { "" };
            [json!(piece.number), json!(format!("{}{end}", piece.text))]
        });
        json!([self.title, self.href, self.sub, words, Json::Array(flat.collect())])
    }
}

/// Everything that can be found.
pub(super) fn all(planner: &Planner<'_>) -> Vec<Entry> {
    let mut entries = regions(planner);
    entries.extend(shortest_first(indicators(planner)));
    entries.extend(shortest_first(mechanisms(planner)));
    entries.extend(planner.report().figures.values().map(|f| figure(planner, f)));
    entries.extend(articles(planner));
    entries
}

/// The name that is all of a query comes before the names that only begin with it.
fn shortest_first(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_key(|entry| entry.title.chars().count());
    entries
}

fn regions(planner: &Planner<'_>) -> Vec<Entry> {
    let regions = planner.report().regions.iter().map(|(code, profile)| {
        let region = &profile.region;
        let path: Vec<&str> = region.path.iter().map(|(_, name)| name.as_str()).collect();
        let mut words = vec![code.to_string(), path.join("›")];
        words.extend(region.former.iter().map(|(name, _)| name.clone()));
        words.extend(planner.pronunciations(*code));
        let entry = Entry::new(0, region.name.clone(), route::region(*code));
        Entry { sub: path.join("›"), words, ..entry }
    });
    regions.collect()
}

fn indicators(planner: &Planner<'_>) -> Vec<Entry> {
    let indicators = planner.report().indicators.keys().map(|id| {
        let definition = planner.lexicon().indicator(id);
        let words =
            definition.map(|d| vec![d.label.clone(), d.label_en.clone(), d.definition.clone()]);
        let entry = Entry::new(1, planner.name_of_indicator(id), route::indicator(id));
        Entry { words: words.unwrap_or_default(), ..entry }
    });
    indicators.collect()
}

fn mechanisms(planner: &Planner<'_>) -> Vec<Entry> {
    let mechanisms = planner.report().mechanisms.iter().map(|(id, profile)| {
        let mut places: Vec<String> = profile
            .variants
            .iter()
            .filter_map(|v| v.region)
            .map(|code| planner.region_name(code))
            .collect();
        places.dedup();
        let mut words = profile.aka.clone();
        words.push(places.join("、"));
        words.extend(profile.variants.iter().map(|v| v.components.join("、")));
        words.extend(profile.theme.clone());
        let entry = Entry::new(2, profile.name.clone(), route::mechanism(id));
        Entry { sub: places.join("、"), words, ..entry }
    });
    mechanisms.collect()
}

fn figure(planner: &Planner<'_>, figure: &FigureRecord) -> Entry {
    let name = figure.indicator.as_ref().map(|id| planner.name_of_indicator(id));
    let name = name.unwrap_or_else(|| figure.measure.clone());
    let locality = figure.locality.clone().unwrap_or_default();
    let per = figure.per.clone().unwrap_or_default();
    let mut words = Vec::new();
    if !name.contains(&figure.measure) {
        words.push(figure.measure.clone());
    }
    words.extend(figure.period.map(|_| planner.period(figure)));
    let region = planner.region_name(figure.region);
    let title = format!("{region}{locality} {name} {per}{}", figure.surface);
    let entry = Entry::new(3, title, planner.figure_page(figure));
    Entry { sub: planner.figure_sub(figure, true), words, ..entry }
}

fn articles(planner: &Planner<'_>) -> Vec<Entry> {
    planner.articles_by_date().into_iter().flat_map(|card| article(planner, card)).collect()
}

/// An article, cut at ends of lines into parts of about a shard.
fn article(planner: &Planner<'_>, card: &ArticleCard) -> Vec<Entry> {
    let first = Entry {
        sub: planner.imprint(&card.id),
        words: card.outlet.iter().chain(&card.byline).cloned().collect(),
        ..Entry::new(4, card.title.clone(), route::article(&card.id))
    };
    let mut parts = vec![first];
    let mut size = 0;
    for line in sentences(planner, card).chunk_by(|before, _| !before.ends) {
        let length: usize = line.iter().map(|piece| piece.text.len() + 8).sum();
        if size > 0 && size + length > SHARD {
            size = 0;
            parts.extend(parts.first().cloned().map(|first| Entry {
                continued: true,
                words: Vec::new(),
                sentences: Vec::new(),
                ..first
            }));
        }
        size += length;
        if let Some(part) = parts.last_mut() {
            part.sentences.extend_from_slice(line);
        }
    }
    parts
}

/// The sentences of an article that are shown.
fn sentences(planner: &Planner<'_>, card: &ArticleCard) -> Vec<Piece> {
    let Some(input) = planner.inputs().get(&card.id) else { return Vec::new() };
    let article = input.article;
    let shown = planner.shown(&card.id, planner.text_policy(card));
    let kept: Vec<_> =
        article.sentences.iter().enumerate().filter(|(number, _)| shown.shows(*number)).collect();
    let pieces = kept.iter().enumerate().map(|(place, (number, sentence))| {
        let next = kept.get(place + 1);
        let joined = next.is_some_and(|(n, next)| *n == number + 1 && next.line == sentence.line);
        let text = sentence.span.of(&article.text.text).trim_end_matches('\n');
        // Cells of a table stand apart.
        Piece { number: *number, text: text.replace('\t', "\n"), ends: !joined }
    });
    pieces.collect()
}
