//! What can be found, in the order of the results.

use crate::decimal::{Decimal, plain};
use crate::extract::Value;
use crate::model::FigureRecord;
use crate::site::route;
use crate::site::view::Planner;
use serde_json::{Value as Json, json};

/// Number of kinds: regions, indicators, mechanisms, figures, articles.
pub(super) const KINDS: usize = 5;

/// One thing that can be found.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Which kind, from 0.
    pub(super) kind: usize,
    title: String,
    href: String,
    sub: String,
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    /// Words that find it, besides the title.
    Words(Vec<String>),
    /// Sentences of an article with their numbers; the flag says that a line ends after it.
    Sentences(Vec<(usize, String, bool)>),
}

impl Entry {
    /// Everything that is searched, as lines; the subtitle is for the eye only.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        match &self.body {
            Body::Words(words) => text.push_str(&words.join("\n")),
            Body::Sentences(sentences) => {
                for (_, sentence, ends) in sentences {
                    text.push_str(sentence);
                    if *ends {
                        text.push('\n');
                    }
                }
            }
        }
        text
    }

    /// `[title, href, subtitle, body]`; the body of an article is `[number, sentence, …]`, a line
    /// feed after the last sentence of a line.
    pub(super) fn json(&self) -> Json {
        let body = match &self.body {
            Body::Words(words) => json!(words.join("\n")),
            Body::Sentences(sentences) => {
                let flat = sentences.iter().flat_map(|(number, text, ends)| {
                    let end = if *ends { "\n" } else { "" };
                    [json!(number), json!(format!("{text}{end}"))]
                });
                Json::Array(flat.collect())
            }
        };
        json!([self.title, self.href, self.sub, body])
    }
}

/// Everything that can be found.
pub(super) fn all(planner: &Planner<'_>) -> Vec<Entry> {
    let mut entries = regions(planner);
    entries.extend(indicators(planner));
    entries.extend(mechanisms(planner));
    entries.extend(planner.report().figures.values().map(|f| figure(planner, f)));
    entries.extend(articles(planner));
    entries
}

fn regions(planner: &Planner<'_>) -> Vec<Entry> {
    let regions = planner.report().regions.iter().map(|(code, profile)| {
        let region = &profile.region;
        let path: Vec<&str> = region.path.iter().map(|(_, name)| name.as_str()).collect();
        let mut words = vec![code.to_string(), path.join("›")];
        words.extend(region.former.iter().map(|(name, _)| name.clone()));
        words.extend(planner.pronunciations(*code));
        Entry {
            kind: 0,
            title: region.name.clone(),
            href: route::region(*code),
            sub: path.join("›"),
            body: Body::Words(words),
        }
    });
    regions.collect()
}

fn indicators(planner: &Planner<'_>) -> Vec<Entry> {
    let indicators = planner.report().indicators.keys().map(|id| {
        let definition = planner.lexicon().indicator(id);
        let words =
            definition.map(|d| vec![d.label.clone(), d.label_en.clone(), d.definition.clone()]);
        Entry {
            kind: 1,
            title: planner.name_of_indicator(id),
            href: route::indicator(id),
            sub: String::new(),
            body: Body::Words(words.unwrap_or_default()),
        }
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
        Entry {
            kind: 2,
            title: profile.name.clone(),
            href: route::mechanism(id),
            sub: places.join("、"),
            body: Body::Words(words),
        }
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
    words.extend(figure.period.map(|_| planner.figure_sub(figure, false)));
    let (low, high) = match figure.value {
        Value::Point(value) => (value, None),
        Value::Range { low, high } => (low, Some(high)),
    };
    for value in std::iter::once(low).chain(high) {
        words.extend(spellings(value));
    }
    Entry {
        kind: 3,
        title: format!(
            "{}{locality} {name} {per}{}",
            planner.region_name(figure.region),
            figure.surface
        ),
        href: planner.figure_page(figure),
        sub: planner.figure_sub(figure, true),
        body: Body::Words(words),
    }
}

/// A number as it may be asked for: 13267, 1.3267万, and in 亿 from a hundred million on.
fn spellings(value: Decimal) -> Vec<String> {
    let mut out = vec![plain(value)];
    for (unit, size) in [("万", 10_000), ("亿", 100_000_000)] {
        let size = Decimal::from(size);
        if let (true, Some(short)) = (value.abs() >= size, value.checked_div(size)) {
            out.push(format!("{}{unit}", plain(short)));
        }
    }
    out
}

fn articles(planner: &Planner<'_>) -> Vec<Entry> {
    let articles = planner.articles_by_date().into_iter().map(|card| {
        let policy = planner.text_policy(card);
        let shown = planner.shown(&card.id, policy);
        let mut sentences = Vec::new();
        if let Some(input) = planner.inputs().get(&card.id) {
            let article = input.article;
            let kept: Vec<_> =
                article.sentences.iter().enumerate().filter(|(i, _)| shown.shows(*i)).collect();
            for (place, (index, sentence)) in kept.iter().enumerate() {
                let next = kept.get(place + 1).map(|(_, s)| s);
                let joined = next
                    .is_some_and(|n| n.line == sentence.line && n.span.start == sentence.span.end);
                let text = sentence.span.of(&article.text.text);
                sentences.push((*index, text.trim_end_matches('\n').to_owned(), !joined));
            }
        }
        Entry {
            kind: 4,
            title: card.title.clone(),
            href: route::article(&card.id),
            sub: planner.imprint(&card.id),
            body: Body::Sentences(sentences),
        }
    });
    articles.collect()
}
