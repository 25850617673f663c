//! Search index: small classic scripts that a page loads on demand, also from `file://`.
//!
//! 1. `entry` lists what can be found: regions, indicators, mechanisms, figures, articles.
//! 2. `slots` gives each article, thing and series of figures a number that lasts.
//! 3. `normal` makes texts and queries comparable; `assets/search-index.js` does the same.
//! 4. `found` reads a text, `postings` notes where each character, each pair of characters and each number
//!    stands, in `lists` of as few `bits` as it takes; `shard` puts lists and texts into scripts.
//!
//! A query of any length is answered exactly as a scan of all texts would answer it: short texts are
//! noted with positions; of the text of an article it is noted what it holds, and the page, which has
//! the texts, looks whether the characters follow one another. A shard changes only when what it holds
//! does: an edit within an article changes the lists of the pairs that it adds or removes.
//!
//! 5. `kept` remembers the lists and what they were made from, so that the next edition reads the texts
//!    that have changed and writes the shards that they stand in.

mod bits;
mod entry;
mod found;
mod kept;
mod lists;
mod normal;
mod numbers;
mod postings;
mod shard;
mod slots;

pub use normal::normal;

use super::view::Planner;
use super::{Last, Sink};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::model::Need;
use bits::{Bits, low};
use entry::{ARTICLE, FIGURE, KINDS, Series, Thing};
use found::{Found, Place};
use kept::{Lists, Made, Shelf, Texts};
use lists::Rooms;
use postings::Postings;
use rayon::prelude::*;
use serde_json::{Value as Json, json};
use shard::Shards;
use slots::Slots;

/// Texts that are read side by side before their postings are put together.
const BATCH: usize = 512;

/// Hands the scripts of the index to `sink`: `search/index.js`, regions `places.js`, postings `p….js`, names `n….js`,
/// figures `f….js`, texts of articles `t….js`. Those that are as `last` has them stay.
///
/// # Errors
/// What `sink` returns.
pub(super) fn write(
    planner: &Planner<'_>,
    sink: &Sink<'_>,
    last: Option<Last<'_>>,
) -> Result<(), Error> {
    let (things, series) = (entry::things(planner), entry::series(planner));
    let index = Index::new(planner, &things, &series);
    let made = last.and_then(|last| index.made(last));
    let shelf = Shelf::open(sink, last.filter(|_| made.is_some()));
    let made = made.unwrap_or_default();
    let lists = shelf.lists(&made);
    let desk = Desk { shelf: &shelf, made: &made, lists: lists.as_ref() };
    let mut postings = Postings::new();
    places(planner, &shelf)?;
    index.names(&shelf)?;
    index.figures(desk, &mut postings)?;
    index.articles(desk, &mut postings)?;
    if let Some(Lists { parts, gone, .. }) = lists {
        postings = postings.onto(parts, &gone);
    }
    let shards = shard::postings(&mut postings, index.rooms(), &shelf)?;
    let (folded, shared) = normal::scripts(|c| postings.has(c));
    let content = json!({
        "kinds": index.kinds(),
        "rooms": [index.articles.room, index.heads.room],
        "articles": index.order(),
        "heads": (index.heads.of.len(), index.sizes()),
        "shards": shards, "texts": index.texts.step, "figures": index.figures.step,
        "folded": folded, "shared": shared,
    });
    shard::script("search/index.js", &format!("fz_index={content};\n"), &shelf)?;
    shelf.close(made, &postings, shards);
    Ok(())
}

/// Where the files go, and which texts have to be read.
#[derive(Clone, Copy)]
struct Desk<'a> {
    shelf: &'a Shelf<'a>,
    made: &'a Made,
    /// The lists that what is read is added to.
    lists: Option<&'a Lists>,
}

impl Desk<'_> {
    /// Whether the text of an article has to be read.
    fn reads_article(&self, slot: u32) -> bool {
        self.lists.is_none_or(|lists| lists.come.articles.has(slot))
    }

    /// Whether a thing or a series has to be read.
    fn reads_head(&self, slot: u32) -> bool {
        self.lists.is_none_or(|lists| lists.come.heads.has(slot))
    }
}

/// The hash of all that `texts` holds under these slots.
fn print(texts: &Texts, slots: impl Iterator<Item = u32>) -> Fingerprint {
    let own = slots.filter_map(|slot| {
        let at = texts.binary_search_by_key(&slot, |(slot, _)| *slot).ok()?;
        texts.get(at)
    });
    Fingerprint::of_parts(
        own.flat_map(|(slot, print)| [slot.to_be_bytes().to_vec(), print.as_bytes().to_vec()]),
    )
}

/// All regions that have a page, for the switcher: code, name, how it is read, and where it lies.
fn places(planner: &Planner<'_>, shelf: &Shelf<'_>) -> Result<(), Error> {
    let regions = planner.report().regions.values().map(|profile| {
        let region = &profile.region;
        let above: Vec<&str> = region.path.iter().map(|(_, name)| name.as_str()).collect();
        let mut read = planner.pronunciations(region.code);
        read.sort();
        read.dedup();
        json!([region.code.to_string(), region.name, read.join(" "), above.join(" ")])
    });
    let list = regions.map(|region| region.to_string()).collect::<Vec<_>>().join(",\n");
    shard::script("search/places.js", &format!("fz_places=[{list}];\n"), shelf)
}

/// What can be found, each with its slot.
struct Index<'a> {
    planner: &'a Planner<'a>,
    things: &'a [Thing<'a>],
    series: &'a [Series<'a>],
    /// Slots of the articles, in their order.
    articles: Slots,
    /// Slots of all things, then of all series.
    heads: Slots,
    /// Series by slot.
    by_slot: Vec<(u32, &'a Series<'a>)>,
    texts: Shards,
    figures: Shards,
}

impl<'a> Index<'a> {
    fn new(planner: &'a Planner<'a>, things: &'a [Thing<'a>], series: &'a [Series<'a>]) -> Self {
        let cards = things.iter().filter(|thing| thing.kind == ARTICLE);
        let articles = Slots::new(&cards.map(Thing::hash).collect::<Vec<_>>());
        let hashes = things.iter().map(Thing::hash).chain(series.iter().map(Series::hash));
        let heads = Slots::new(&hashes.collect::<Vec<_>>());
        let own = heads.of.iter().copied().skip(things.len());
        let mut by_slot: Vec<_> = own.zip(series).collect();
        by_slot.sort_by_key(|(slot, _)| *slot);
        let cards = things.iter().filter_map(|thing| thing.article);
        let texts = cards.map(|card| entry::size(planner, &card.id)).sum();
        let texts = Shards::new(articles.room, texts);
        let figures = series.iter().map(|one| 80 + one.figures.len() * 80).sum();
        let figures = Shards::new(heads.room, figures);
        Self { planner, things, series, articles, heads, by_slot, texts, figures }
    }

    const fn rooms(&self) -> Rooms {
        Rooms { articles: self.articles.room, heads: self.heads.room }
    }

    /// What the postings are made from; none when that cannot be told.
    fn made(&self, last: Last<'_>) -> Option<Made> {
        let things: Vec<(u32, &Thing<'_>)> =
            self.heads.of.iter().copied().zip(self.things).collect();
        let heads = things
            .par_iter()
            .map(|(slot, thing)| Some((*slot, Fingerprint::of(thing.head().as_bytes()))));
        let series = self.by_slot.par_iter().map(|(slot, series)| {
            let needs = series.figures.iter().flat_map(|figure| {
                let cite = figure.cites.first().map(|cite| Need::Imprint(cite.article.clone()));
                std::iter::once(Need::Figure(figure.id.clone())).chain(cite)
            });
            let figures = last.prints.of(&needs.collect::<Vec<_>>())?;
            let name = [series.title.as_bytes(), series.measure.as_bytes(), figures.as_bytes()];
            Some((*slot, Fingerprint::of_parts(name)))
        });
        let heads: Option<Texts> = heads.chain(series).collect();
        let cards = self.things.iter().filter(|thing| thing.kind == ARTICLE);
        let cards: Vec<_> = self.articles.of.iter().copied().zip(cards).collect();
        let articles = cards.par_iter().map(|(slot, thing)| {
            let id = &thing.article?.id;
            let needs = [Need::Text, Need::Article, Need::Imprint].map(|need| need(id.clone()));
            Some((*slot, last.prints.of(&needs)?))
        });
        let articles: Option<Texts> = articles.collect();
        let (mut articles, mut heads) = (articles?, heads?);
        articles.sort_unstable();
        heads.sort_unstable();
        Some(Made { rooms: self.rooms(), articles, heads })
    }

    /// How many things there are before each kind, and in all.
    fn kinds(&self) -> Vec<usize> {
        let figures: usize = self.series.iter().map(|one| one.figures.len()).sum();
        let before = |kind| {
            let things = self.things.iter().filter(|thing| thing.kind < kind).count();
            if kind > FIGURE { things + figures } else { things }
        };
        (0..=KINDS).map(before).collect()
    }

    /// Regions, indicators and mechanisms, in their order.
    fn names(&self, shelf: &Shelf<'_>) -> Result<(), Error> {
        let names: Vec<Json> =
            self.things.iter().filter(|t| t.kind != ARTICLE).map(|t| t.json(&[])).collect();
        let shards = names.chunks(shard::NAMES).enumerate();
        shards
            .map(|(n, names)| (format!("n{n}"), json!(names)))
            .try_for_each(|(name, content)| shard::texts(&name, &content, shelf))
    }

    /// The shards of figures, and the postings of all heads and figures.
    fn figures(&self, desk: Desk<'_>, postings: &mut Postings) -> Result<(), Error> {
        let shards: Vec<_> = self.figures.of(&self.by_slot).collect();
        shards.into_par_iter().try_for_each(|(number, series)| {
            let print = || print(&desk.made.heads, series.iter().map(|(slot, _)| *slot));
            let content = || entry::columns(self.planner, series).to_string();
            shard::packed(&format!("f{number}"), print, content, desk.shelf)
        })?;
        let things = self.heads.of.iter().zip(self.things).map(|(slot, thing)| (*slot, Ok(thing)));
        let series = self.by_slot.iter().map(|(slot, series)| (*slot, Err(*series)));
        let mut heads: Vec<(u32, Result<&Thing<'_>, &Series<'_>>)> = things.chain(series).collect();
        heads.retain(|(slot, _)| desk.reads_head(*slot));
        heads.sort_by_key(|(slot, _)| *slot);
        for batch in heads.chunks(BATCH * 4) {
            let found: Vec<Vec<Found>> = batch
                .par_iter()
                .map(|(slot, head)| match head {
                    Ok(thing) => vec![Found::new(Place::Head(*slot), None, &normal(&thing.head()))],
                    Err(series) => self.series(*slot, series),
                })
                .collect();
            postings.add(&found.into_iter().flatten().collect::<Vec<_>>());
        }
        Ok(())
    }

    /// What stands in a series and its figures.
    fn series(&self, slot: u32, series: &Series<'_>) -> Vec<Found> {
        let head = normal(&series.head());
        let last = head.chars().next_back();
        let figures = (0..).zip(&series.figures).map(|(number, figure)| {
            let text = normal(&entry::figure_text(self.planner, figure));
            Found::new(Place::Figure(slot, number), last, &text)
        });
        std::iter::once(Found::new(Place::Series(slot), None, &head)).chain(figures).collect()
    }

    /// The shards of articles, and the postings of their texts.
    fn articles(&self, desk: Desk<'_>, postings: &mut Postings) -> Result<(), Error> {
        let articles = self.things.iter().filter(|thing| thing.kind == ARTICLE);
        let mut by_slot: Vec<(u32, &Thing<'_>)> =
            self.articles.of.iter().copied().zip(articles).collect();
        by_slot.sort_by_key(|(slot, _)| *slot);
        let shards: Vec<_> = self.texts.of(&by_slot).collect();
        for batch in shards.chunks(BATCH / 4) {
            let found = batch.par_iter().map(|shard| self.texts_of(*shard, desk));
            let found = found.collect::<Result<Vec<Vec<Found>>, Error>>()?;
            postings.add(&found.into_iter().flatten().collect::<Vec<_>>());
        }
        Ok(())
    }

    /// Writes a shard of articles; returns what stands in those that have to be read.
    fn texts_of(
        &self,
        (number, articles): (u32, &[(u32, &Thing<'_>)]),
        desk: Desk<'_>,
    ) -> Result<Vec<Found>, Error> {
        let text = |thing: &Thing<'_>| {
            let card = thing.article;
            card.map(|card| entry::sentences(self.planner, card)).unwrap_or_default()
        };
        let read = articles.iter().filter(|(slot, _)| desk.reads_article(*slot));
        let found = read.map(|(slot, thing)| {
            let joined: String = text(thing).iter().map(|piece| piece.text.as_str()).collect();
            Found::new(Place::Body(*slot), None, &normal(&joined))
        });
        let print = || print(&desk.made.articles, articles.iter().map(|(slot, _)| *slot));
        let content = || {
            let entry =
                |(slot, thing): &(u32, &Thing<'_>)| (slot.to_string(), thing.json(&text(thing)));
            Json::Object(articles.iter().map(entry).collect()).to_string()
        };
        let found = found.collect();
        shard::packed(&format!("t{number}"), print, content, desk.shelf)?;
        Ok(found)
    }

    /// Of each article by slot: the step to it, and its place in the order of articles.
    fn order(&self) -> String {
        let mut by_slot: Vec<(u32, u32)> = self.articles.of.iter().copied().zip(0..).collect();
        by_slot.sort_unstable();
        let count = count(by_slot.len());
        let (small, width) = (low(self.articles.room, count), width(count));
        let mut bits = Bits::default();
        steps(&by_slot, |step, order| {
            bits.rice(step, small);
            bits.put(*order, width);
        });
        bits.finish()
    }

    /// Of each thing and each series by slot: the step to it; of a series the number of its figures, of
    /// a thing none, but its place in the order of things.
    fn sizes(&self) -> String {
        let things = (0..).zip(self.things).map(|(order, _)| (1, order));
        let series = self.series.iter().map(|one| (count(one.figures.len()) + 1, 0));
        let mut by_slot: Vec<_> = self.heads.of.iter().copied().zip(things.chain(series)).collect();
        by_slot.sort_unstable();
        let small = low(self.heads.room, count(by_slot.len()));
        let width = width(count(self.things.len()));
        let mut bits = Bits::default();
        steps(&by_slot, |step, (size, order)| {
            bits.rice(step, small);
            bits.gamma(*size);
            if *size == 1 {
                bits.put(*order, width);
            }
        });
        bits.finish()
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Bits that the numbers below `count` take.
const fn width(count: u32) -> u32 {
    u32::BITS - count.leading_zeros()
}

/// Calls `each` with the free slots before each item, and the item.
fn steps<T>(by_slot: &[(u32, T)], mut each: impl FnMut(u32, &T)) {
    let mut next = 0;
    for (slot, item) in by_slot {
        each(slot - next, item);
        next = slot + 1;
    }
}
