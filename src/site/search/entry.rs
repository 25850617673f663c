//! What can be found, in the order of the results.

use super::slots::hash;
use crate::corpus::ArticleId;
use crate::gazetteer::Adcode;
use crate::lexicon::IndicatorId;
use crate::model::{ArticleCard, FigureRecord};
use crate::site::route;
use crate::site::view::Planner;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Number of kinds: regions, indicators, mechanisms, figures, articles.
pub(super) const KINDS: usize = 5;
/// The kind of figures.
pub(super) const FIGURE: usize = 3;
/// The kind of articles.
pub(super) const ARTICLE: usize = 4;

/// A thing that has a page: anything but a figure.
#[derive(Clone, Debug)]
pub(super) struct Thing<'a> {
    /// Which kind, from 0.
    pub(super) kind: usize,
    title: String,
    href: String,
    sub: String,
    /// Words that find it, besides the title.
    words: Vec<String>,
    /// What it is, when it is an article.
    pub(super) article: Option<&'a ArticleCard>,
}

impl Thing<'_> {
    fn new(kind: usize, title: String, href: String) -> Self {
        Self { kind, title, href, sub: String::new(), words: Vec::new(), article: None }
    }

    /// The hash of its name.
    pub(super) fn hash(&self) -> u64 {
        hash([self.href.as_str()])
    }

    /// What is searched besides the text of an article, as lines; the subtitle is for the eye only.
    pub(super) fn head(&self) -> String {
        format!("{}\n{}\n", self.title, self.words.join("\n"))
    }

    /// `[title, href, subtitle, words]`; for an article also `[number, sentence, …]`, a line feed
    /// after the last sentence of a line.
    pub(super) fn json(&self, sentences: &[Piece]) -> Json {
        let words = self.words.join("\n");
        if sentences.is_empty() {
            return json!([self.title, self.href, self.sub, words]);
        }
        let flat = sentences.iter().flat_map(|piece| [json!(piece.number), json!(piece.text)]);
        json!([self.title, self.href, self.sub, words, Json::Array(flat.collect())])
    }
}

/// A sentence of an article; a line feed at its end when a line ends there.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    number: usize,
    /// As it is shown and searched.
    pub(super) text: String,
}

/// Figures that are told apart by value and period alone: they are searched and shown together.
#[derive(Clone, Debug)]
pub(super) struct Series<'a> {
    /// Region, place in it, name: what the titles of all its figures begin with.
    pub(super) title: String,
    /// The measure, when the name does not say it.
    pub(super) measure: String,
    /// The figures, by id.
    pub(super) figures: Vec<&'a FigureRecord>,
}

impl Series<'_> {
    /// The hash of its name.
    pub(super) fn hash(&self) -> u64 {
        let code = self.figures.first().map(|f| f.region.to_string()).unwrap_or_default();
        hash(["", code.as_str(), self.title.as_str(), self.measure.as_str()])
    }

    /// What is searched of all its figures, just before what is searched of one.
    pub(super) fn head(&self) -> String {
        format!("{}\n{}", self.measure, self.title)
    }
}

/// Series and their figures as columns, which pack well: slots, titles and measures of the series; pages
/// of the figures, an empty one like that before; ids, values, periods and the rest of the subtitles.
pub(super) fn columns(planner: &Planner<'_>, series: &[(u32, &Series<'_>)]) -> Json {
    let mut pages = Vec::new();
    let mut lines: [Vec<String>; 4] = Default::default();
    let [ids, values, periods, subs] = &mut lines;
    let mut before = None;
    for figure in series.iter().flat_map(|(_, series)| &series.figures) {
        let page = (figure.region, planner.figure_part(figure));
        let same = before == Some(page);
        pages.push(if same { String::new() } else { route::region_part(page.0, page.1) });
        before = Some(page);
        ids.push(figure.id.to_string());
        values.push(figure.surface.replace('\n', " "));
        let (sub, period) = (planner.figure_sub(figure, true), period(planner, figure));
        let rest = sub.strip_prefix(&period).unwrap_or(&sub);
        subs.push(rest.trim_start_matches(" · ").replace('\n', " "));
        periods.push(period);
    }
    let of = |get: fn(&Series<'_>) -> String| -> Vec<String> {
        series.iter().map(|(_, series)| get(series)).collect()
    };
    let slots: Vec<u32> = series.iter().map(|(slot, _)| *slot).collect();
    let (titles, measures) = (of(|s| s.title.clone()), of(|s| s.measure.clone()));
    json!([slots, titles, measures, pages, lines.map(|lines| lines.join("\n"))])
}

/// What is searched of one figure, just behind its series: value and period.
pub(super) fn figure_text(planner: &Planner<'_>, figure: &FigureRecord) -> String {
    format!("{}\n{}", figure.surface, period(planner, figure))
}

fn period(planner: &Planner<'_>, figure: &FigureRecord) -> String {
    figure.period.map(|_| planner.period(figure)).unwrap_or_default()
}

/// All things, by kind.
pub(super) fn things<'a>(planner: &'a Planner<'a>) -> Vec<Thing<'a>> {
    let mut things = regions(planner);
    things.extend(shortest_first(indicators(planner)));
    things.extend(shortest_first(mechanisms(planner)));
    let article = |card: &'a ArticleCard| Thing {
        sub: planner.imprint(&card.id),
        words: card.outlet.iter().chain(&card.byline).cloned().collect(),
        article: Some(card),
        ..Thing::new(ARTICLE, card.title.clone(), route::article(&card.id))
    };
    things.extend(planner.articles_by_date().into_iter().map(article));
    things
}

/// The name that is all of a query comes before the names that only begin with it.
fn shortest_first(mut things: Vec<Thing<'_>>) -> Vec<Thing<'_>> {
    things.sort_by_key(|thing| thing.title.chars().count());
    things
}

fn regions<'a>(planner: &Planner<'_>) -> Vec<Thing<'a>> {
    let regions = planner.report().regions.iter().map(|(code, profile)| {
        let region = &profile.region;
        let path: Vec<&str> = region.path.iter().map(|(_, name)| name.as_str()).collect();
        let mut words = vec![code.to_string(), path.join("›")];
        words.extend(region.former.iter().map(|(name, _)| name.clone()));
        words.extend(planner.pronunciations(*code));
        let thing = Thing::new(0, region.name.clone(), route::region(*code));
        Thing { sub: path.join("›"), words, ..thing }
    });
    regions.collect()
}

fn indicators<'a>(planner: &Planner<'_>) -> Vec<Thing<'a>> {
    let indicators = planner.report().indicators.keys().map(|id| {
        let definition = planner.lexicon().indicator(id);
        let words =
            definition.map(|d| vec![d.label.clone(), d.label_en.clone(), d.definition.clone()]);
        let thing = Thing::new(1, planner.name_of_indicator(id), route::indicator(id));
        Thing { words: words.unwrap_or_default(), ..thing }
    });
    indicators.collect()
}

fn mechanisms<'a>(planner: &Planner<'_>) -> Vec<Thing<'a>> {
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
        let thing = Thing::new(2, profile.name.clone(), route::mechanism(id));
        Thing { sub: places.join("、"), words, ..thing }
    });
    mechanisms.collect()
}

/// All figures, in series.
pub(super) fn series<'a>(planner: &'a Planner<'a>) -> Vec<Series<'a>> {
    type Name<'a> = (Adcode, Option<&'a str>, Option<&'a IndicatorId>, &'a str, Option<&'a str>);
    let mut by_name: BTreeMap<Name<'a>, Vec<&FigureRecord>> = BTreeMap::new();
    for figure in planner.report().figures.values() {
        let (locality, per) = (figure.locality.as_deref(), figure.per.as_deref());
        let name =
            (figure.region, locality, figure.indicator.as_ref(), figure.measure.as_str(), per);
        by_name.entry(name).or_default().push(figure);
    }
    let series =
        by_name.into_iter().map(|((region, locality, indicator, measure, per), figures)| {
            let name =
                indicator.map_or_else(|| measure.to_owned(), |id| planner.name_of_indicator(id));
            let measure = if name.contains(measure) { String::new() } else { measure.to_owned() };
            let (region, locality) = (planner.region_name(region), locality.unwrap_or_default());
            let title = format!("{region}{locality} {name} {}", per.unwrap_or_default());
            Series { title, measure, figures }
        });
    series.collect()
}

/// The sentences of an article that are shown.
pub(super) fn sentences(planner: &Planner<'_>, card: &ArticleCard) -> Vec<Piece> {
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
        let mut text = text.replace('\t', "\n");
        text.extend((!joined).then_some('\n'));
        Piece { number: *number, text }
    });
    pieces.collect()
}

/// About how many bytes the text of an article has.
pub(super) fn size(planner: &Planner<'_>, id: &ArticleId) -> usize {
    planner.inputs().get(id).map_or(0, |input| input.article.text.text.len())
}
