//! Warm builds say what clean builds say: whatever happened before, and whatever became of the
//! cache.

use fangzhi::cache::{Cache, READING_MODULES, Use, info, trim};
use fangzhi::fingerprint::Fingerprint;
use fangzhi::pipeline::{Built, Options, Silent, build};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::tempdir;

/// Histories, and states of each that are compared.
const HISTORIES: u64 = 40;
const STATES: usize = 5;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(bound).unwrap()).unwrap()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), bytes);
            }
        }
    }
    found
}

fn article(dice: &mut Dice) -> String {
    let county = dice.pick(&["四川省南部县", "四川省仪陇县", "贵州省赫章县", "四川省南充市高坪区"]);
    let year = 2016 + dice.below(4);
    let (done, plan, rate) = (dice.below(90) + 10, dice.below(900) + 100, dice.below(20) + 1);
    let mut text = format!(
        "{county}{year}年工作纪实\n\n{year}年，{county}脱贫{done}00人，贫困发生率降至{rate}%。\
         {}年计划新建通村公路{plan}公里。\n",
        year + 1
    );
    if dice.below(2) == 0 {
        text.push_str("该县推行“支部、公司、农户、能人、银行”五方联动机制，共建产业园12个。\n");
    }
    text
}

fn change(root: &Path, dice: &mut Dice) {
    let content = root.join("content");
    let held: Vec<PathBuf> = files(&content).into_keys().collect();
    match dice.below(11) {
        0 | 1 => {
            let name = format!("{}.txt", dice.below(12));
            fs::write(content.join(name), article(dice)).unwrap();
        }
        2 if held.len() > 1 => fs::remove_file(content.join(dice.pick(&held))).unwrap(),
        3 => {
            let old = dice.pick(&held).clone();
            let new = content.join(format!("renamed-{}.txt", dice.below(12)));
            fs::rename(content.join(old), new).unwrap();
        }
        4 => {
            let path = content.join(dice.pick(&held));
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replace("公里", "千米") + "全县有茶园3万亩。\n").unwrap();
        }
        5 => {
            let title = dice.pick(&["川北纪实", "乡村纪事"]);
            let cards = dice.below(3) + 1;
            let text = format!(
                "site:\n  title: {title}\nreport:\n  cards: {cards}\ncorrections: corrections.yaml\n\
                 subjects: [{}]\n",
                dice.pick(&["poverty", "poverty, economy", "economy, mine"])
                    .replace("mine", "./mine")
            );
            fs::write(root.join("config.yaml"), text).unwrap();
        }
        6 => {
            // An entry that fits no figure, or several, stops the build: not too often.
            let share = dice.below(3) == 0;
            let text =
                "- target: {region: 南部县, measure: 贫困发生率}\n  action: flag\n  reason: 待核\n";
            fs::write(root.join("corrections.yaml"), if share { text } else { "[]\n" }).unwrap();
        }
        9 | 10 => own_words(root, dice),
        7 => {
            let text = format!("<p>{{{{ site.title }}}}·{}</p>\n", dice.below(3));
            fs::write(root.join("templates/404.html"), text).unwrap();
        }
        _ => {
            let label = dice.pick(&["茶园面积", "茶园"]);
            let text = format!(
                "indicators:\n  - id: tea\n    label: {label}\n    group: other\n    unit: 亩\n    match: [茶园]\n"
            );
            fs::write(root.join("mine/indicators.yaml"), text).unwrap();
        }
    }
}

/// A page or a note of the project's own.
fn own_words(root: &Path, dice: &mut Dice) {
    let n = dice.below(3);
    if dice.below(2) == 0 {
        let about = dice.pick(&["511321", "poverty-rate", "五方联动", "511300"]);
        return fs::write(root.join(format!("notes/{about}.md")), format!("第{n}稿。\n")).unwrap();
    }
    let path = root.join("pages").join(dice.pick(&["about.md", "编者说明.md"]));
    if dice.below(4) == 0 {
        // It may not be there.
        return fs::remove_file(path).unwrap_or_default();
    }
    let nav = dice.below(2) == 0;
    let text = format!(
        "---\ntitle: 说明{n}\nnav: {nav}\n---\n见[南部县](regions/511321.html)，共{n}处。\n"
    );
    fs::write(path, text).unwrap();
}

/// Cuts off, overwrites or removes some entries of the cache.
fn damage(cache: &Path, dice: &mut Dice) {
    for (name, bytes) in files(cache) {
        if dice.below(4) == 0 {
            let path = cache.join(name);
            match dice.below(3) {
                0 => fs::remove_file(path).unwrap(),
                1 => fs::write(path, &bytes[..dice.below(bytes.len().max(1))]).unwrap(),
                _ => fs::write(path, "此处原为缓存").unwrap(),
            }
        }
    }
}

fn built(root: &Path, out: &Path, cache: Use) -> Built {
    let options = Options { output: Some(out.to_path_buf()), cache, ..Options::default() };
    build(root, &options, &Silent).unwrap()
}

#[test]
fn a_warm_build_is_a_clean_build() {
    let place = tempdir().unwrap();
    // One cache for all histories: each finds what others left.
    let cache = place.path().join("cache");
    let mut published = 0;
    for seed in 0..HISTORIES {
        let mut dice = Dice(seed);
        let root = place.path().join(format!("p{seed}"));
        for folder in ["content", "templates", "mine", "pages", "notes"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("mine/subject.yaml"), "name: 茶\n").unwrap();
        fs::write(root.join("config.yaml"), "site:\n  title: 川北纪实\n").unwrap();
        fs::write(root.join("content/first.txt"), article(&mut dice)).unwrap();
        let out = root.join("output");
        for state in 0..STATES {
            for _ in 0..=dice.below(3) {
                change(&root, &mut dice);
            }
            if dice.below(3) == 0 {
                // Of its own: how often it is thrown depends on the entries, whose names are those of the
                // program, and the histories are to be the same for all programs.
                damage(&cache, &mut Dice(seed ^ u64::MAX));
            }
            let warm = built(&root, &out, Use::In(cache.clone()));
            let fresh = root.join("fresh");
            let clean = built(&root, &fresh, Use::Off);
            let said = |built: &Built| {
                let codes = built.diagnostics.iter().filter(|d| d.code.to_string() != "FZ701");
                codes.cloned().collect::<Vec<_>>()
            };
            assert_eq!(said(&warm), said(&clean), "history {seed}, state {state}");
            assert_eq!(warm.published.is_some(), clean.published.is_some());
            if clean.published.is_some() {
                published += 1;
                assert_eq!(warm.counts, clean.counts, "history {seed}, state {state}");
                assert!(files(&out) == files(&fresh), "history {seed}, state {state}");
                // And once more, when nothing has changed.
                let again = built(&root, &out, Use::In(cache.clone()));
                assert_eq!(said(&again), said(&clean));
                assert_eq!(again.published.map(|p| p.synced.written), Some(0));
                assert!(files(&out) == files(&fresh), "history {seed}, state {state}, again");
            }
            fs::remove_dir_all(&fresh).unwrap_or_default();
        }
    }
    assert!(published * 2 > HISTORIES * 5, "most states are published: {published}");
}

fn key(text: &str) -> Fingerprint {
    Fingerprint::of(text.as_bytes())
}

#[test]
fn what_is_not_whole_is_not_there() {
    let folder = tempdir().unwrap();
    let cache = Cache::open(folder.path().to_owned(), true);
    cache.put("stage", &key("a"), &vec!["甲", "乙"]);
    let read = || cache.get::<Vec<String>>("stage", &key("a"));
    let (name, bytes) = files(folder.path()).pop_first().unwrap();
    let path = folder.path().join(name);
    for length in 0..bytes.len() {
        fs::write(&path, &bytes[..length]).unwrap();
        assert_eq!(read(), None, "{length}");
    }
    assert_eq!(cache.broken(), bytes.len());
    let mut other = bytes.clone();
    *other.last_mut().unwrap() ^= 1;
    fs::write(&path, other).unwrap();
    assert_eq!(read(), None);
    fs::write(&path, bytes).unwrap();
    assert_eq!(read(), Some(vec!["甲".to_owned(), "乙".to_owned()]));
}

#[test]
fn the_longest_unused_goes_first() {
    let folder = tempdir().unwrap();
    let cache = Cache::open(folder.path().to_owned(), true);
    for (seconds, name) in [(300, "new"), (100, "old"), (200, "middle")] {
        let before = files(folder.path());
        cache.put("stage", &key(name), &name.repeat(20));
        let added = files(folder.path()).into_keys().find(|path| !before.contains_key(path));
        let file = fs::File::open(folder.path().join(added.unwrap())).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    }
    let held = |name: &str| {
        Cache::open(folder.path().to_owned(), false).get::<String>("stage", &key(name)).is_some()
    };
    trim(folder.path(), info(folder.path()).1 - 1);
    assert_eq!(["new", "middle", "old"].map(held), [true, true, false]);
    trim(folder.path(), info(folder.path()).1 - 1);
    assert_eq!(["new", "middle", "old"].map(held), [true, false, false]);
}

#[test]
fn what_was_touched_is_made_again() {
    let place = tempdir().unwrap();
    let (root, out) = (place.path().join("p"), place.path().join("p/output"));
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("config.yaml"), "").unwrap();
    fs::write(root.join("content/a.txt"), article(&mut Dice(1))).unwrap();
    built(&root, &out, Use::Own);
    let whole = files(&out);
    let page = out.join("index.html");
    fs::write(&page, "别人改过").unwrap();
    assert_eq!(built(&root, &out, Use::Own).published.unwrap().synced.written, 1);
    assert!(files(&out) == whole);
    fs::remove_file(&page).unwrap();
    built(&root, &out, Use::Own);
    assert!(files(&out) == whole);
}

#[test]
fn a_dry_run_and_no_cache_leave_nothing_behind() {
    let place = tempdir().unwrap();
    let root = place.path().join("p");
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("config.yaml"), "").unwrap();
    fs::write(root.join("content/a.txt"), article(&mut Dice(2))).unwrap();
    let before = files(&root);
    let options = Options { dry: true, ..Options::default() };
    build(&root, &options, &Silent).unwrap();
    assert_eq!(files(&root), before);
    built(&root, &place.path().join("out"), Use::Off);
    assert_eq!(files(&root), before);
}

/// The version of reading is a hash of the sources of [`READING_MODULES`]: none of them may use a
/// module that is not among them.
#[test]
fn the_version_of_reading_covers_what_reading_uses() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (name, bytes) in files(&source) {
        let module = name.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = module.trim_end_matches(".rs");
        if READING_MODULES.contains(&module) {
            let text = String::from_utf8(bytes).unwrap();
            for used in crate::architecture::own_modules(&crate::architecture::code(&text)) {
                assert!(
                    READING_MODULES.contains(&used.as_str()),
                    "{} uses `{used}`, which src/cache/reading_modules.in does not name",
                    name.display()
                );
            }
        }
    }
}
