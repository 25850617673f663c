//! The annotated articles of `tests/gold`: what the reader finds there, measured against bars.

use fangzhi::clean::clean;
use fangzhi::config::{CleanConfig, CorpusConfig, builtin_lexicon};
use fangzhi::corpus::read_file;
use fangzhi::extract::{Reference, extract, jsonl};
use fangzhi::gazetteer::Gazetteer;
use fangzhi::lexicon::Lexicon;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Least shares in tenths of a percent. They only ever go up.
const BARS: &[(&str, usize)] = &[
    ("figure recall", 980),
    ("figure precision", 970),
    ("key recall", 970),
    ("key precision", 970),
    ("region", 970),
    ("period", 900),
    ("status", 970),
    ("mechanism key", 950),
    ("mechanism recall", 970),
    ("mechanism precision", 970),
    ("components", 960),
];

/// Of how many how many were right.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn count(&mut self, what: &'static str, right: bool) {
        let (good, all) = self.0.entry(what).or_default();
        *good += usize::from(right);
        *all += 1;
    }

    fn share(&self, what: &str) -> usize {
        self.0.get(what).map_or(1000, |(good, all)| good * 1000 / (*all).max(1))
    }
}

struct Bench {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    tally: Tally,
    misses: String,
}

/// The lines that `fangzhi extract` prints for the article at `path`.
fn lines_of(path: &Path, bench: &Bench) -> Vec<Value> {
    let reference = Reference { gazetteer: &bench.gazetteer, lexicon: &bench.lexicon };
    let document = read_file(path, &CorpusConfig::default()).unwrap().value.unwrap();
    let article = clean(&document, &CleanConfig::default(), &bench.lexicon).value;
    let extraction = extract(&article, &reference).value;
    let head = jsonl::head(&document, &article, &extraction, &bench.gazetteer).line(None);
    let facts = jsonl::facts(&document, &article, &extraction, &bench.gazetteer);
    std::iter::once(head).chain(facts).map(|line| serde_json::from_str(&line).unwrap()).collect()
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn flag(of: &Value, key: &str, default: bool) -> bool {
    of.get(key).and_then(Value::as_bool).unwrap_or(default)
}

fn number(of: &Value, key: &str) -> usize {
    of.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}

/// A number as plain digits, so that 1.5 and 1.50 are the same.
fn digits(of: &Value, key: &str) -> Option<String> {
    let number = of.get(key).filter(|v| v.is_number())?.to_string();
    let plain = if number.contains('.') { number.trim_end_matches('0') } else { &number };
    Some(plain.trim_end_matches('.').to_owned())
}

fn same_unit(one: &str, other: &str) -> bool {
    let general = |unit: &str| {
        if "家所座处间栋幢".contains(unit) && !unit.is_empty() {
            "个".to_owned()
        } else {
            unit.to_owned()
        }
    };
    general(one) == general(other)
}

/// The same place of the file, value and unit.
fn same_figure(gold: &Value, found: &Value) -> bool {
    let start = number(gold, "start");
    let end = start + text(gold, "surface").chars().count();
    let overlaps = number(found, "start") < end && start < number(found, "end");
    let equal = ["value", "low", "high"].iter().all(|k| digits(gold, k) == digits(found, k));
    overlaps && equal && same_unit(text(gold, "unit"), text(found, "unit"))
}

/// The years that a period names: the first and the last.
fn years(period: &str) -> Option<(String, String)> {
    let mut years = period.trim_start_matches('@').split('/').filter_map(|p| p.get(..4));
    let first = years.next()?.to_owned();
    let last = years.next().map_or_else(|| first.clone(), str::to_owned);
    Some((first, last))
}

/// Whether `found` has the gold's `key`, or one of its `<key>_alt`.
fn fits(gold: &Value, found: &Value, key: &str, same: impl Fn(&str, &str) -> bool) -> bool {
    let alternatives = list(gold, &format!("{key}_alt")).iter().filter_map(Value::as_str);
    let wanted = std::iter::once(text(gold, key)).chain(alternatives);
    wanted.into_iter().any(|w| same(w, text(found, key)))
}

impl Bench {
    fn miss(&mut self, article: &str, what: &str, detail: &str) {
        writeln!(self.misses, "{article}: {what}: {detail}").unwrap();
    }

    fn judge(&mut self, article: &str, what: &'static str, right: bool, detail: &str) {
        self.tally.count(what, right);
        if !right {
            self.miss(article, what, detail);
        }
    }

    fn figures(&mut self, article: &str, gold: &Value, lines: &[Value]) {
        let found: Vec<&Value> = lines
            .iter()
            .filter(|l| l.get("surface").is_some() && l.get("unit").is_some())
            .collect();
        let mut used = vec![false; found.len()];
        for wanted in list(gold, "figures") {
            let hit = found.iter().zip(&used).position(|(f, used)| !used && same_figure(wanted, f));
            let label = format!("{} {}", text(wanted, "surface"), text(wanted, "measure"));
            let must = flag(wanted, "must", true);
            let key = flag(wanted, "key", false);
            if let Some(index) = hit {
                *used.get_mut(index).unwrap() = true;
            }
            if !must {
                continue;
            }
            self.judge(article, "figure recall", hit.is_some(), &label);
            let Some(figure) = hit.and_then(|index| found.get(index)) else { continue };
            self.attributes(article, wanted, figure, &label);
            let said = flag(figure, "key", false);
            if flag(wanted, "key_soft", false) {
                continue;
            }
            if key {
                self.judge(article, "key recall", said, &label);
            }
            if said {
                self.judge(article, "key precision", key, &label);
            }
        }
        for (figure, used) in found.iter().zip(used) {
            let timed = matches!(text(figure, "unit"), "年" | "月" | "天" | "岁" | "小时" | "分钟");
            if used || !timed {
                self.judge(article, "figure precision", used, text(figure, "surface"));
            }
            if !used && flag(figure, "key", false) {
                self.judge(article, "key precision", false, text(figure, "surface"));
            }
        }
    }

    fn attributes(&mut self, article: &str, gold: &Value, figure: &Value, label: &str) {
        let said = |key: &str| format!("{label}: {}", text(figure, key));
        let region = fits(gold, figure, "region_code", |a, b| a == b)
            || list(gold, "region_alt")
                .iter()
                .any(|r| r.as_str() == Some(text(figure, "region_code")));
        self.judge(article, "region", region, &said("region_code"));
        let status = fits(gold, figure, "status", |a, b| a == b);
        self.judge(article, "status", status, &said("status"));
        if !text(gold, "period").is_empty() && !flag(gold, "period_implicit", false) {
            let period =
                fits(gold, figure, "period", |a, b| years(a).is_some() && years(a) == years(b));
            self.judge(article, "period", period, &said("period"));
        }
    }

    fn mechanisms(&mut self, article: &str, gold: &Value, lines: &[Value]) {
        let found: Vec<&Value> = lines.iter().filter(|l| l.get("mechanism").is_some()).collect();
        let wanted = list(gold, "mechanisms");
        for device in wanted.iter().filter(|m| flag(m, "key", false)) {
            let name = text(device, "name");
            let hit = found.iter().find(|f| {
                called(device, text(f, "mechanism"))
                    && fits(device, f, "region_code", |a, b| a == b)
                        | list(device, "region_alt").iter().any(|r| *r == f["region_code"])
            });
            self.judge(article, "mechanism recall", hit.is_some(), name);
            let Some(hit) = hit else { continue };
            if !flag(device, "components_soft", false) {
                let right = list(hit, "components") == list(device, "components");
                self.judge(
                    article,
                    "components",
                    right,
                    &format!("{name}: {:?}", list(hit, "components")),
                );
            }
            self.judge(article, "mechanism key", flag(hit, "key", false), name);
        }
        for device in found {
            let name = text(device, "mechanism");
            let listed = wanted.iter().any(|m| called(m, name));
            self.judge(article, "mechanism precision", listed, name);
        }
    }

    /// Damaged places: nothing may be reported from them.
    fn damage(&mut self, article: &str, gold: &Value, raw: &str, lines: &[Value]) {
        for damaged in list(gold, "damaged") {
            let span = text(damaged, "span");
            let Some(at) = raw.find(span) else { continue };
            let start = raw.get(..at).unwrap_or_default().chars().count();
            let end = start + span.chars().count();
            for figure in lines.iter().filter(|l| l.get("unit").is_some()) {
                let from = number(figure, "start");
                let listed = list(gold, "figures").iter().any(|g| same_figure(g, figure));
                if (start..end).contains(&from) && !listed {
                    self.miss(article, "reported from damage", text(figure, "surface"));
                    self.tally.count("damage", false);
                }
            }
        }
    }
}

/// Whether `name` is the device's, by any of the names it is annotated with: the whole without its head
/// noun (机制), or what it has in quotation marks (“三变”改革).
fn called(device: &Value, name: &str) -> bool {
    let own = ["name", "name_clean"].into_iter().map(|key| text(device, key).to_owned());
    let others = list(device, "aka").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let all: Vec<String> = [own.collect::<Vec<_>>(), others].concat();
    all.iter().filter(|known| !known.is_empty()).any(|known| {
        let quoted = known.split_once('“').and_then(|(_, rest)| rest.split_once('”'));
        let bare = known.replace(['“', '”'], "");
        let head = bare.strip_prefix(name);
        let head = head.is_some_and(|head| ["", "机制", "模式", "改革", "制度"].contains(&head));
        head || quoted.is_some_and(|(inner, _)| inner == name)
    })
}

fn annotations() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    found.sort();
    found
}

#[test]
fn annotated_articles_are_read_as_well_as_the_bars_say() {
    let mut bench = Bench {
        gazetteer: Gazetteer::builtin(),
        lexicon: builtin_lexicon(),
        tally: Tally::default(),
        misses: String::new(),
    };
    for path in annotations() {
        let gold: Value = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let file = path.with_file_name(text(&gold, "file"));
        let lines = lines_of(&file, &bench);
        let raw = read_file(&file, &CorpusConfig::default()).unwrap().value.unwrap().text;
        let article = text(&gold, "article").to_owned();
        bench.figures(&article, &gold, &lines);
        bench.mechanisms(&article, &gold, &lines);
        bench.damage(&article, &gold, &raw, &lines);
    }
    let mut low = String::new();
    for (what, bar) in BARS {
        let share = bench.tally.share(what);
        if share < *bar {
            writeln!(low, "{what}: {share} of 1000, the bar is {bar}").unwrap();
        }
    }
    assert_eq!(bench.tally.share("damage"), 1000, "\n{}", bench.misses);
    assert!(low.is_empty(), "\n{low}\n{:?}\n{}", bench.tally.0, bench.misses);
}
