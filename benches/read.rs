//! How many characters a second are read: cleaning, extraction and its steps, on one thread and
//! without the dictionary of words. Run it with `cargo bench`; divan prints `Mchar/s`.
//!
//! What `extract` takes beyond its steps goes into figures and checks.

use divan::Bencher;
use divan::counter::CharsCount;
use fangzhi::clean::{self, Article};
use fangzhi::config::{self, CleanConfig, CorpusConfig};
use fangzhi::corpus::{self, Document};
use fangzhi::extract::{self, Reference, mechanism, period, place, quantity, table};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::Lexicon;
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;

/// How often the bundled articles are read in one run.
const REPEATS: usize = 20;

/// How many runs a step is measured in.
const SAMPLES: u32 = 20;

/// What the steps are measured on.
struct Corpus {
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    documents: Vec<Document>,
    articles: Vec<Article>,
    /// All articles as one article of one line.
    long: Article,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let lexicon = config::builtin_lexicon();
    let documents = bundled();
    let articles: Vec<Article> = documents
        .iter()
        .map(|document| clean::clean(document, &CleanConfig::default(), &lexicon).value)
        .collect();
    let text: Vec<&str> = articles.iter().map(|article| article.text.text.as_str()).collect();
    let long = clean::article_from_text(&text.concat().replace('\n', ""), &lexicon);
    Corpus { gazetteer: Gazetteer::builtin(), lexicon, documents, articles, long }
});

/// The articles of the bundled report and the annotated ones, repeated.
fn bundled() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["content", "tests/gold"];
    let read = folders.map(|folder| corpus::read(&root.join(folder), &CorpusConfig::default()));
    let documents: Vec<Document> = read.into_iter().flatten().flat_map(|read| read.value).collect();
    std::iter::repeat_n(documents, REPEATS).flatten().collect()
}

fn chars<'a>(texts: impl IntoIterator<Item = &'a str>) -> CharsCount {
    CharsCount::new(texts.into_iter().map(|text| text.chars().count()).sum::<usize>())
}

/// Measures `step` over all articles.
fn over_articles<T>(
    bencher: Bencher<'_, '_>,
    step: impl Fn(&'static Article, &Reference<'static>) -> T + Sync,
) {
    let Corpus { articles, lexicon, gazetteer, .. } = &*CORPUS;
    let reference = Reference { gazetteer, lexicon };
    let count = chars(articles.iter().map(|article| article.text.text.as_str()));
    bencher.counter(count).bench(|| {
        for article in articles {
            black_box(step(article, &reference));
        }
    });
}

/// Documents to articles.
#[divan::bench]
fn clean(bencher: Bencher<'_, '_>) {
    let Corpus { documents, lexicon, .. } = &*CORPUS;
    let config = CleanConfig::default();
    let count = chars(documents.iter().map(|document| document.text.as_str()));
    bencher.counter(count).bench(|| {
        for document in documents {
            black_box(clean::clean(document, &config, lexicon));
        }
    });
}

/// Articles to extractions: all steps.
#[divan::bench]
fn extract(bencher: Bencher<'_, '_>) {
    over_articles(bencher, extract::extract);
}

/// The same text as one article of one line.
#[divan::bench]
fn extract_one_line(bencher: Bencher<'_, '_>) {
    let Corpus { long, lexicon, gazetteer, .. } = &*CORPUS;
    let reference = Reference { gazetteer, lexicon };
    let count = chars([long.text.text.as_str()]);
    bencher.counter(count).bench(|| black_box(extract::extract(long, &reference)));
}

/// Which divisions are named and spoken of.
#[divan::bench]
fn extract_places(bencher: Bencher<'_, '_>) {
    over_articles(bencher, place::find);
}

/// Named devices and their parts, places left out.
#[divan::bench]
fn extract_mechanisms(bencher: Bencher<'_, '_>) {
    let nowhere = place::Places::default();
    over_articles(bencher, |article, reference| mechanism::find(article, &nowhere, reference));
}

/// Numbers with their units, those in names included.
#[divan::bench]
fn extract_quantities(bencher: Bencher<'_, '_>) {
    over_articles(bencher, |article, reference| {
        quantity::scan(&article.text.text, &[], &article.defects, reference.lexicon)
    });
}

/// Times and what they govern.
#[divan::bench]
fn extract_periods(bencher: Bencher<'_, '_>) {
    let lexicon = &CORPUS.lexicon;
    over_articles(bencher, |article, _| period::find(article, lexicon));
}

/// Tables.
#[divan::bench]
fn extract_tables(bencher: Bencher<'_, '_>) {
    let nowhere = place::Places::default();
    over_articles(bencher, |article, reference| table::read(article, &nowhere, reference.lexicon));
}

fn main() {
    // One run reads all articles many times, so a few runs are enough.
    divan::Divan::default().sample_count(SAMPLES).config_with_args().main();
}
