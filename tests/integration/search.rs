//! Search at a thousand articles: the index answers exactly as a scan of all texts would.
//!
//! The report's search page is left in the test folder for the browser check of the same corpus.

use fangzhi::clean::{Article, clean};
use fangzhi::config::{Config, builtin_lexicon};
use fangzhi::corpus::{ArticleId, Document, SourceFormat, document};
use fangzhi::diag::Language;
use fangzhi::extract::{self, Extraction};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::Lexicon;
use fangzhi::model::{self, Input};
use fangzhi::path::RelPath;
use fangzhi::site::search::normal;
use fangzhi::site::view::{About, Route};
use fangzhi::site::{self, Edition, OutputFile, OwnWords, Planner, Templates, Words};
use miniz_oxide::inflate;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How many articles there are.
const ARTICLES: usize = 1_000;
/// Most bytes that a query may load.
const MOST_BYTES: usize = 300 * 1024;

/// A sequence of numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len())).unwrap()
    }
}

const PLACES: &[&str] = &[
    "四川省南充市",
    "四川省绵阳市",
    "重庆市綦江区",
    "安徽省六安市",
    "浙江省乐清市",
    "河北省蔚县",
    "山西省洪洞县",
    "云南省勐腊县",
    "新疆维吾尔自治区尉犁县",
    "甘肃省宕昌县",
    "江西省铅山县",
];
const CROPS: &[&str] = &["花椒", "油茶", "核桃", "茶叶", "黄桃", "藜麦", "中药材", "柑橘"];
const DEEDS: &[&str] = &["新修了水渠", "办起了合作社", "装上了路灯", "改造了老屋", "开了网店"];
const MARKS: &[&str] = &["，", "；", "、", "——"];

/// A number in one of its spellings.
fn spelt(chance: &mut Chance) -> String {
    let number = 10_000 + chance.below(40) * 1_250;
    match chance.below(5) {
        0 => number.to_string(),
        1 => format!("{},{:03}", number / 1_000, number % 1_000),
        2 => {
            let parts = format!("{}.{:04}", number / 10_000, number % 10_000);
            format!("{}万", parts.trim_end_matches('0').trim_end_matches('.'))
        }
        3 => number.to_string().chars().map(full_width).collect(),
        _ => format!("{}百二十{}", chance.pick(&["三", "五", "八"]), chance.pick(&["一", "六"])),
    }
}

fn full_width(digit: char) -> char {
    char::from_u32(u32::from(digit) + 0xfee0).unwrap()
}

/// An article: its headline and its paragraphs.
fn article(number: usize) -> (String, Vec<String>) {
    let mut chance = Chance(u64::try_from(number).unwrap() * 977 + 3);
    let place = chance.pick(PLACES);
    let title = format!("{place}见闻之{number}：{}熟了", chance.pick(CROPS));
    let mut paragraphs = Vec::new();
    for _ in 0..2 + chance.below(3) {
        let (crop, deed, mark) = (chance.pick(CROPS), chance.pick(DEEDS), chance.pick(MARKS));
        let (count, year) = (spelt(&mut chance), 2010 + chance.below(12));
        paragraphs.push(format!(
            "{year}年，{place}有{count}户种{crop}{mark}村里{deed}。户均增收{}元，比上年多{}%。",
            spelt(&mut chance),
            chance.below(300) + 1,
        ));
    }
    if number.is_multiple_of(70) {
        paragraphs.push("| 事项 | 数值 |\n| --- | --- |\n| 通车里程 | 36公里 |".into());
    }
    if number.is_multiple_of(50) {
        paragraphs.push("老人说：「這條路從前難走，脫貧以後車開到門口。」".into());
    }
    (title, paragraphs)
}

/// The report of all articles: what is searched, and the files of the search page.
struct Thousand {
    texts: Vec<String>,
    files: BTreeMap<String, String>,
}

static THOUSAND: LazyLock<Thousand> = LazyLock::new(|| {
    let articles: Vec<_> = (0..ARTICLES).map(article).collect();
    let texts = articles.iter().map(|(title, paragraphs)| {
        let body = paragraphs.join("\n\n");
        let shown = body.replace("| --- | --- |", "").replace(" | ", "\n").replace('|', "\n");
        normal(&format!("{title}\n{shown}"))
    });
    Thousand { texts: texts.collect(), files: report(&articles) }
});

/// The search page of a report about these articles.
fn report(articles: &[(String, Vec<String>)]) -> BTreeMap<String, String> {
    let (config, lexicon, gazetteer) = (Config::default(), builtin_lexicon(), Gazetteer::builtin());
    let mut records: BTreeMap<ArticleId, (Document, Article, Extraction)> = BTreeMap::new();
    for (number, (title, paragraphs)) in articles.iter().enumerate() {
        let body = paragraphs.join("\n\n");
        let text = format!("---\ntitle: {title}\ndate: 2022-01-01\n---\n\n{body}\n");
        let id = ArticleId(format!("a{number:04}").into());
        let path = RelPath::new(format!("a{number:04}.md")).unwrap();
        let document = document(id.clone(), path, text, SourceFormat::Markdown).value;
        let article = clean(&document, &config.clean, &lexicon).value;
        let reference = extract::Reference { gazetteer: &gazetteer, lexicon: &lexicon };
        let extraction = extract::extract(&article, &reference).value;
        records.insert(id, (document, article, extraction));
    }
    search_files(&records, &config, &lexicon, &gazetteer)
}

/// The search page with its scripts.
fn search_files(
    records: &BTreeMap<ArticleId, (Document, Article, Extraction)>,
    config: &Config,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
) -> BTreeMap<String, String> {
    let inputs: BTreeMap<ArticleId, Input<'_>> = records
        .iter()
        .map(|(id, (document, article, extraction))| {
            (id.clone(), Input { document, article, extraction, keywords: &[] })
        })
        .collect();
    let reference =
        model::Reference { gazetteer, lexicon, config: &config.report, corrections: &[] };
    let report = model::aggregate(&inputs, &BTreeMap::new(), &reference).value;
    let (inputs, own) = (&inputs, &OwnWords::default());
    let pictures = &site::Pictures::default();
    let edition = Edition {
        report: &report,
        inputs,
        config,
        lexicon,
        changes: None,
        gazetteer,
        own,
        pictures,
    };
    let planner = Planner::new(edition);
    let words = Words::of(config.site.language);
    let templates = Templates::build(&BTreeMap::new(), &planner.site(), words).value;
    let page = planner.page(&Route::About(About::Search)).unwrap();
    let mut files: Vec<OutputFile> = Vec::new();
    files.extend(site::render_page(&page, &templates).value);
    files.extend(site::assets::builtin(Words::of(Language::Chinese), &site::Brand::default()));
    files.extend(site::gathered(&planner).unwrap());
    files
        .into_iter()
        .filter(|file| {
            let path = file.path.as_str();
            path == "search.html" || path.starts_with("assets/") || path.starts_with("search/")
        })
        .map(|file| (file.path.as_str().to_owned(), String::from_utf8(file.bytes).unwrap()))
        .collect()
}

/// The value that a script hands over.
fn content(script: &str) -> Json {
    let start = script.find(['{', '[']).unwrap();
    let end = script.rfind(['}', ']']).unwrap();
    serde_json::from_str(&script[start..=end]).unwrap()
}

/// The content of a packed shard.
fn unpacked(script: &str) -> Json {
    let packed = script.split('"').nth(3).unwrap();
    let mut bits = Bits::new(packed);
    let bytes = (0..packed.len() * 6 / 8).map(|_| u8::try_from(bits.take(8)).unwrap());
    let bytes = inflate::decompress_to_vec(&bytes.collect::<Vec<u8>>()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// Numbers in as few bits as they need.
struct Bits<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0 }
    }

    fn take(&mut self, width: usize) -> usize {
        let bits = (0..width).map(|_| {
            let digit = digit(self.text[self.at / 6]) >> (5 - self.at % 6) & 1;
            self.at += 1;
            digit
        });
        bits.fold(0, |value, bit| value * 2 + bit)
    }

    fn gamma(&mut self) -> usize {
        let width = std::iter::from_fn(|| (self.take(1) == 0).then_some(())).count();
        (1 << width) + self.take(width)
    }

    fn rice(&mut self, low: usize) -> usize {
        let high = std::iter::from_fn(|| (self.take(1) == 1).then_some(())).count();
        (high << low) + self.take(low)
    }
}

fn digit(byte: u8) -> usize {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    digits.iter().position(|d| *d == byte).unwrap()
}

fn log(number: usize) -> usize {
    usize::try_from(number.max(1).ilog2()).unwrap()
}

/// The index as the page reads it, without the page.
struct Reader {
    index: Json,
    /// Each key's list, and the size of its shard.
    lists: BTreeMap<String, (String, usize)>,
    /// Of each slot of an article: its place in the order, and its text.
    articles: BTreeMap<usize, (usize, String)>,
    /// Of each slot of a thing: its place in the order of things; none for a series.
    heads: BTreeMap<usize, Option<usize>>,
}

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::of(&THOUSAND.files));

impl Reader {
    fn of(files: &BTreeMap<String, String>) -> Self {
        let index = content(files.get("search/index.js").unwrap());
        let number = |value: &Json| usize::try_from(value.as_u64().unwrap()).unwrap();
        let mut lists = BTreeMap::new();
        for shard in 0..number(&index["shards"]) {
            let Some(text) = files.get(&format!("search/p{shard}.js")) else { continue };
            for (key, list) in content(text).as_object().unwrap() {
                lists.insert(key.clone(), (list.as_str().unwrap().to_owned(), text.len()));
            }
        }
        let kinds: Vec<usize> = index["kinds"].as_array().unwrap().iter().map(number).collect();
        let (count, things) = (kinds[5] - kinds[4], kinds[3] + kinds[5] - kinds[4]);
        let (room, step) = (number(&index["rooms"][0]), number(&index["texts"]));
        let mut bits = Bits::new(index["articles"].as_str().unwrap());
        let (mut articles, mut next) = (BTreeMap::new(), 0);
        for _ in 0..count {
            let slot = next + bits.rice(log(room / count));
            next = slot + 1;
            let order = bits.take(log(count) + 1);
            let shard = unpacked(files.get(&format!("search/t{}.js", slot / step)).unwrap());
            let sentences = shard[slot.to_string()][4].as_array().unwrap();
            let text: String = sentences.iter().filter_map(Json::as_str).collect();
            articles.insert(slot, (order, normal(&text)));
        }
        let (room, count) = (number(&index["rooms"][1]), number(&index["heads"][0]));
        let mut bits = Bits::new(index["heads"][1].as_str().unwrap());
        let (mut heads, mut next) = (BTreeMap::new(), 0);
        for _ in 0..count {
            let slot = next + bits.rice(log(room / count));
            next = slot + 1;
            let order = (bits.gamma() == 1).then(|| bits.take(log(things) + 1));
            heads.insert(slot, order);
        }
        Self { index, lists, articles, heads }
    }

    /// The articles that hold a key, by slot; and of the heads of articles, by order, the positions.
    fn places(&self, key: &str, single: bool) -> (BTreeSet<usize>, BTreeSet<(usize, usize)>) {
        let (mut bodies, mut titles) = (BTreeSet::new(), BTreeSet::new());
        let Some((list, _)) = self.lists.get(key) else { return (bodies, titles) };
        let room = |n: usize| usize::try_from(self.index["rooms"][n].as_u64().unwrap()).unwrap();
        let mut bits = Bits::new(list);
        let (count, mut next) = (bits.gamma() - 1, 0);
        for _ in 0..count {
            let slot = next + bits.rice(log(room(0) / count));
            next = slot + 1;
            bodies.insert(slot);
        }
        let (count, mut next, mut usual) = (bits.gamma() - 1, 0, 0);
        let first = usize::try_from(self.index["kinds"][3].as_u64().unwrap()).unwrap();
        for _ in 0..count {
            let slot = next + bits.rice(log(room(1) / count));
            next = slot + 1;
            let article = self.heads.get(&slot).unwrap().and_then(|order| order.checked_sub(first));
            let many = if single { 0 } else { bits.gamma() };
            let mut at = usual;
            for nth in 0..many.max(1) {
                if nth > 0 {
                    at += bits.gamma();
                } else if !single {
                    at = if bits.take(1) == 1 { usual } else { bits.gamma() - 1 };
                    usual = at;
                }
                titles.extend(article.map(|order| (order, at)));
            }
        }
        (bodies, titles)
    }

    /// Articles that hold `text`, by number: those whose title does, and those that hold all its pairs
    /// and are found to hold it when they are read.
    fn articles(&self, text: &str) -> BTreeSet<usize> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = None;
        for (at, pair) in chars.windows(2).enumerate() {
            let (bodies, titles) = self.places(&pair.iter().collect::<String>(), false);
            let titles =
                titles.into_iter().filter_map(|(t, place)| Some((t, place.checked_sub(at)?)));
            let titles: BTreeSet<_> = titles.collect();
            found = Some(match found {
                Some((a, b)) => (&a & &bodies, &b & &titles),
                None => (bodies, titles),
            });
        }
        let (bodies, titles) = found.unwrap_or_else(|| self.places(text, true));
        let bodies = bodies.iter().filter_map(|slot| self.articles.get(slot));
        let bodies = bodies.filter(|(_, body)| chars.len() < 3 || body.contains(text));
        // The newest article comes first; all have one date, so the order is that of their names.
        bodies.map(|(order, _)| *order).chain(titles.iter().map(|(order, _)| *order)).collect()
    }

    /// Articles that hold a number by value.
    fn numbered(&self, key: &str) -> BTreeSet<usize> {
        let (bodies, titles) = self.places(key, false);
        let bodies = bodies.iter().filter_map(|slot| self.articles.get(slot));
        bodies.map(|(order, _)| *order).chain(titles.iter().map(|(order, _)| *order)).collect()
    }
}

/// Queries out of the texts: of one to twenty characters, across marks and digits.
fn queries() -> BTreeSet<String> {
    let mut chance = Chance(42);
    let mut out = BTreeSet::new();
    while out.len() < 400 {
        let text = THOUSAND.texts.get(chance.below(ARTICLES)).unwrap();
        let lines: Vec<Vec<char>> = text
            .lines()
            .map(|line| line.chars().collect())
            .filter(|l: &Vec<char>| !l.is_empty())
            .collect();
        let line = lines.get(chance.below(lines.len())).unwrap();
        let length = [1, 1, 2, 2, 3, 4, 6, 9, 14, 20][chance.below(10)];
        let start = chance.below(line.len());
        out.insert(line.iter().skip(start).take(length).collect());
    }
    out
}

#[test]
fn every_query_is_answered_as_a_scan_would() {
    let reader = &*READER;
    for query in queries() {
        let wanted: BTreeSet<usize> = THOUSAND
            .texts
            .iter()
            .enumerate()
            .filter(|(_, text)| text.contains(&query))
            .map(|(number, _)| number)
            .collect();
        assert!(!wanted.is_empty(), "{query}");
        assert_eq!(reader.articles(&query), wanted, "{query}");
    }
    assert!(reader.articles("里程36").is_empty(), "cells of a table stand apart");
    assert!(!reader.articles("通车里程").is_empty());
}

#[test]
fn a_number_is_found_in_every_spelling() {
    let reader = &*READER;
    for number in [10_000_usize, 12_500, 38_750] {
        let hundred = ["10000", "10,000", "1万"].map(str::to_owned);
        let spellings = match number {
            10_000 => hundred,
            12_500 => ["12500", "12,500", "1.25万"].map(str::to_owned),
            _ => ["38750", "38,750", "3.875万"].map(str::to_owned),
        };
        let stands = |text: &str| spellings.iter().any(|s| stands_alone(text, s));
        let texts = THOUSAND.texts.iter().enumerate();
        let wanted: BTreeSet<usize> = texts.filter(|(_, t)| stands(t)).map(|(n, _)| n).collect();
        assert!(wanted.len() > 10, "{number}: {}", wanted.len());
        let found = reader.numbered(&format!(" {number}"));
        assert_eq!(found, wanted, "{number}");
    }
    let han = reader.numbered(" 521");
    let spelt = |text: &str| text.contains("五百二十一") || stands_alone(text, "521");
    let wanted = THOUSAND.texts.iter().enumerate().filter(|(_, text)| spelt(text));
    assert_eq!(han, wanted.map(|(number, _)| number).collect());
}

/// Whether a number stands in a text and is not part of a longer one.
fn stands_alone(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let (before, after) =
            (text[..at].chars().next_back(), text[at + number.len()..].chars().next());
        !before.is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ',')
            && !after.is_some_and(|c| c.is_ascii_digit() || (!number.ends_with('万') && c == '万'))
    })
}

#[test]
fn the_most_frequent_queries_load_little() {
    let size = |key: &str| READER.lists.get(key).map_or(0, |(_, size)| *size);
    let index = THOUSAND.files.get("search/index.js").unwrap().len();
    // What a page of results takes: some sixteen shards of texts.
    let entries = THOUSAND.files.iter().filter(|(path, _)| path.starts_with("search/t"));
    let mut entries: Vec<usize> = entries.map(|(_, text)| text.len()).collect();
    entries.sort_unstable();
    let shown: usize = entries.iter().rev().take(16).sum();
    for query in ["的", "县", "2", "0", "年", "户", "，"] {
        let bytes = index + size(&normal(query)) + shown;
        assert!(bytes <= MOST_BYTES, "{query}: {bytes} bytes");
    }
}

#[test]
fn traditional_script_is_folded_as_the_texts_are() {
    let reader = &*READER;
    let folded: Vec<char> = reader.index["folded"].as_str().unwrap().chars().collect();
    let table: BTreeMap<char, char> = folded.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    let query: String =
        "脫貧以後車開到門口".chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect();
    assert_eq!(query, normal("脫貧以後車開到門口"));
    assert_eq!(reader.articles(&query).len(), ARTICLES / 50);
    let shared = reader.index["shared"].as_str().unwrap();
    assert!(folded.iter().all(|c| !shared.starts_with(*c)), "{shared}");
}

#[test]
fn an_edit_changes_few_files() {
    let mut articles: Vec<_> = (0..200).map(article).collect();
    articles[77].1.push("老支书在渡口等船。".into());
    let before = report(&articles);
    articles[77].1[..].last_mut().unwrap().replace_range(.., "老支书在渡口修船。");
    let after = report(&articles);
    let changed = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
        let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
        names.into_iter().filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
    };
    let files = changed(&before, &after);
    // Three pairs and a character go, as many come.
    assert!(files.iter().filter(|name| name.starts_with("search/t")).count() == 1, "{files:?}");
    assert!(files.len() <= 9 && before.len() > 20, "{files:?} of {}", before.len());
}

/// Writes the search page and the texts for `tests/browser/search.mjs`.
#[test]
fn the_page_is_left_for_the_browser() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("thousand");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    for (path, text) in &THOUSAND.files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let texts = serde_json::to_string(&THOUSAND.texts).unwrap();
    std::fs::write(folder.join("texts.json"), texts).unwrap();
    assert!(folder.join("search.html").is_file());
}
