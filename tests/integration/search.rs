//! Search at a thousand articles: the index answers exactly as a scan of all texts would.
//!
//! The report's search page is left in the test folder for the browser check of the same corpus.

use fangzhi::clean::{Article, clean};
use fangzhi::config::{Config, builtin_lexicon};
use fangzhi::corpus::{ArticleId, Document, SourceFormat, document};
use fangzhi::extract::{self, Extraction};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::Lexicon;
use fangzhi::model::{self, Input};
use fangzhi::path::RelPath;
use fangzhi::site::search::normal;
use fangzhi::site::view::{About, Route};
use fangzhi::site::{self, Edition, OutputFile, Planner, Templates, Words};
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
    let (config, lexicon, gazetteer) = (Config::default(), builtin_lexicon(), Gazetteer::builtin());
    let mut records: BTreeMap<ArticleId, (Document, Article, Extraction)> = BTreeMap::new();
    let mut texts = Vec::new();
    for number in 0..ARTICLES {
        let (title, paragraphs) = article(number);
        let body = paragraphs.join("\n\n");
        let text = format!("---\ntitle: {title}\ndate: 2022-01-01\n---\n\n{body}\n");
        let shown = body.replace("| --- | --- |", "").replace(" | ", "\n").replace('|', "\n");
        texts.push(normal(&format!("{title}\n{shown}")));
        let id = ArticleId(format!("a{number:04}"));
        let path = RelPath::new(format!("a{number:04}.md")).unwrap();
        let document = document(id.clone(), path, text, SourceFormat::Markdown).value;
        let article = clean(&document, &config.clean, &lexicon).value;
        let reference = extract::Reference { gazetteer: &gazetteer, lexicon: &lexicon };
        let extraction = extract::extract(&article, &reference).value;
        records.insert(id, (document, article, extraction));
    }
    let files = search_files(&records, &config, &lexicon, &gazetteer);
    Thousand { texts, files }
});

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
    let edition =
        Edition { report: &report, inputs: &inputs, config, lexicon, changes: None, gazetteer };
    let planner = Planner::new(edition);
    let words = Words::of(config.site.language);
    let templates = Templates::build(&BTreeMap::new(), &planner.site(), words).value;
    let page = planner.page(&Route::About(About::Search)).unwrap();
    let mut files: Vec<OutputFile> = Vec::new();
    files.extend(site::render_page(&page, &templates).value);
    files.extend(site::assets::builtin());
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

/// The index as the page reads it, without the page.
struct Reader {
    index: Json,
    /// Each key's list, and the size of its shard.
    lists: BTreeMap<String, (String, usize)>,
}

/// Entry and place in it.
type Place = (usize, usize);

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let files = &THOUSAND.files;
    let index = content(files.get("search/index.js").unwrap());
    let firsts: Vec<Vec<u16>> =
        index["grams"].as_array().unwrap().iter().map(|f| units(f.as_str().unwrap())).collect();
    let mut lists = BTreeMap::new();
    for (number, _) in firsts.iter().enumerate() {
        let text = files.get(&format!("search/p{number}.js")).unwrap();
        for (key, list) in content(text).as_object().unwrap() {
            let shard = firsts.partition_point(|first| *first <= units(key)).checked_sub(1);
            assert_eq!(shard, Some(number), "{key} is not where the page looks for it");
            lists.insert(key.clone(), (list.as_str().unwrap().to_owned(), text.len()));
        }
    }
    Reader { index, lists }
});

/// A text as JavaScript compares it.
fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

impl Reader {
    /// The places of a character (then all are 0) or of a pair or number.
    fn places(&self, key: &str, single: bool) -> BTreeSet<Place> {
        let list = self.lists.get(key).map_or("", |(list, _)| list);
        let mut digits = list.bytes().map(digit).peekable();
        let mut next = || {
            let (mut value, mut unit) = (0, 1);
            loop {
                let digit = digits.next()?;
                value += digit % 32 * unit;
                unit *= 32;
                if digit < 32 {
                    return Some(value);
                }
            }
        };
        let (mut out, mut entry) = (BTreeSet::new(), 0);
        while let Some(step) = next() {
            if single {
                entry += step;
                out.insert((entry, 0));
                continue;
            }
            entry += step / 2;
            let count = if step % 2 == 1 { next().unwrap() } else { 1 };
            let mut place = 0;
            for _ in 0..count {
                place += next().unwrap();
                out.insert((entry, place));
            }
        }
        out
    }

    /// Articles that hold `text`, by number.
    fn articles(&self, text: &str) -> BTreeSet<usize> {
        let chars: Vec<char> = text.chars().collect();
        let mut found: Option<BTreeSet<Place>> = None;
        for (at, pair) in chars.windows(2).enumerate() {
            let here = self.places(&pair.iter().collect::<String>(), false);
            let here = here.into_iter().filter_map(|(e, place)| Some((e, place.checked_sub(at)?)));
            let here: BTreeSet<Place> = here.collect();
            found = Some(found.map_or_else(|| here.clone(), |old| &old & &here));
        }
        let found = found.unwrap_or_else(|| self.places(text, true));
        self.numbered(&found)
    }

    /// The articles among the entries found.
    fn numbered(&self, found: &BTreeSet<Place>) -> BTreeSet<usize> {
        let first = usize::try_from(self.index["kinds"][4].as_u64().unwrap()).unwrap();
        // The newest article comes first; all have one date, so the order is that of their names.
        found.iter().filter_map(|(entry, _)| entry.checked_sub(first)).collect()
    }
}

fn digit(byte: u8) -> usize {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    digits.iter().position(|d| *d == byte).unwrap()
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
    assert_eq!(reader.index["parts"], Json::Array(Vec::new()), "these articles are short");
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
        let found = reader.numbered(&reader.places(&format!("#{number}"), false));
        assert_eq!(found, wanted, "{number}");
    }
    let han = reader.numbered(&reader.places("#521", false));
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
    // What a page of results takes: some twenty shards of entries.
    let entries = THOUSAND.files.iter().filter(|(path, _)| path.starts_with("search/t"));
    let mut entries: Vec<usize> = entries.map(|(_, text)| text.len()).collect();
    entries.sort_unstable();
    let shown: usize = entries.iter().rev().take(20).sum();
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
