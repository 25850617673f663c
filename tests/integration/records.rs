//! Records in place of articles: the same report, and never a smaller one in silence.

use assert_cmd::cargo::cargo_bin;
use fangzhi::fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::{TempDir, tempdir};

/// A corpus with a folder, a table beside it, a copy, a page, an empty file and one of another encoding.
fn project() -> TempDir {
    let folder = tempdir().unwrap();
    let corpus = folder.path().join("content");
    fs::create_dir_all(corpus.join("51")).unwrap();
    let texts = [
        (
            "a.md",
            "---\ntitle: 利州区摘帽\ndate: 2018-06-05\n---\n\n2017年，利州区412户贫困户脱贫，贫困发生率降到2.3%。\n",
        ),
        ("51/b.txt", "2019年，苍溪县建成猕猴桃基地12.5万亩，通过“三方联建”带动农户3200户。\n"),
        (
            "51/c.html",
            "<html><head><title>旺苍县通路</title></head><body><p>2020年，旺苍县硬化村道86公里。</p></body></html>",
        ),
        ("metadata.csv", "file,date\ngone.md,2020-01-01\n"),
        ("51/metadata.csv", "file,title,date\nb.txt,苍溪的猕猴桃,2020-03-01\n"),
        ("empty.txt", "  \n"),
    ];
    for (name, text) in texts {
        fs::write(corpus.join(name), text).unwrap();
    }
    // 南充市2016年减贫5万人。
    let gbk: &[u8] = b"\xc4\xcf\xb3\xe4\xca\xd0\x32\x30\x31\x36\xc4\xea\xbc\xf5\xc6\xb6\x35\xcd\xf2\xc8\xcb\xa1\xa3";
    fs::write(corpus.join("gbk.txt"), gbk).unwrap();
    fs::write(folder.path().join("config.yaml"), "site:\n  title: 试编\n").unwrap();
    folder
}

/// Exit code and all that was printed.
fn run(project: &Path, words: &[&str]) -> (i32, String) {
    let mut command = Command::new(cargo_bin!("fangzhi"));
    let out = command.current_dir(project).args(words).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
    (out.status.code().unwrap(), said)
}

/// The files of a folder with what they hold.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The lines of the records of a project, the manifest last.
fn lines(project: &Path) -> Vec<String> {
    run(project, &["extract", "--records", "all.jsonl", "-q"]);
    let text = fs::read_to_string(project.join("all.jsonl")).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Builds from these files of records: exit code, what was said, whether a report was made.
fn build(project: &Path, parts: &[(&str, String)]) -> (i32, String, bool) {
    let folder = project.join("parts");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in parts {
        fs::write(folder.join(name), text).unwrap();
    }
    let (code, said) = run(project, &["build", "-v", "--records", "parts"]);
    let made = project.join("output/index.html").exists();
    (code, said, made)
}

#[test]
fn a_report_of_records_is_the_report_of_the_files() {
    let project = project();
    let root = project.path();
    assert_eq!(run(root, &["build", "-o", "files"]).0, 0);
    let files = tree(&root.join("files"));
    let mut told = lines(root);
    let manifest = told.pop().unwrap();
    assert_eq!(told.len(), 5, "a record of each file, readable or not");
    // In another order, in other parts, one of them twice.
    let (last, first) = (told.split_off(3).join("\n"), told.join("\n"));
    let parts =
        [("1.jsonl", last.clone()), ("2.jsonl", first), ("3.jsonl", last), ("m.json", manifest)];
    let (code, said, _) = build(root, &parts);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("FZ717") && !said.contains("FZ716"), "{said}");
    assert_eq!(tree(&root.join("output")), files);
    // What was found in the corpus is said all the same.
    for code in ["FZ121", "FZ163"] {
        assert!(said.contains(code), "{code}: {said}");
    }
    // Packed, and named by a pattern.
    run(root, &["extract", "--records", "packed.jsonl.zst"]);
    let (code, said) = run(root, &["build", "--records", "pack*.zst", "-o", "packed"]);
    assert_eq!((code, tree(&root.join("packed")) == files), (0, true), "{said}");
}

#[test]
fn no_report_grows_smaller_in_silence() {
    let project = project();
    let root = project.path();
    let told = lines(root);
    let whole = told.join("\n");
    let without = |at: usize| {
        let kept = told.iter().enumerate().filter(|(line, _)| *line != at);
        kept.map(|(_, line)| line.clone()).collect::<Vec<_>>().join("\n")
    };
    let cut: String = whole.chars().take(whole.chars().count() / 2).collect();
    let altered = whole.replace("12.5万亩", "72.5万亩");
    let faults = [
        ("FZ715", without(0)),
        ("FZ711", cut),
        ("FZ712", altered),
        ("FZ713", whole.replace("fangzhi-record/1", "fangzhi-record/0")),
        ("FZ710", String::new()),
    ];
    for (code, text) in faults {
        let (ended, said, made) = build(root, &[("all.jsonl", text)]);
        assert_eq!((ended, made), (1, false), "{code}: {said}");
        assert!(said.contains(code), "{code}: {said}");
    }
    let (ended, said, made) = build(root, &[("all.jsonl", without(5))]);
    assert_eq!((ended, made), (0, true), "without a manifest a report is made: {said}");
    assert!(said.contains("FZ716"), "{said}");
}

#[test]
fn records_of_other_settings_are_refused_and_counted() {
    let project = project();
    let root = project.path();
    let whole = lines(root).join("\n");
    fs::write(root.join("config.yaml"), "subjects: [economy]\n").unwrap();
    let (ended, said, made) = build(root, &[("all.jsonl", whole)]);
    assert_eq!((ended, made), (1, false), "{said}");
    assert!(said.contains("FZ713") && said.contains("5 条"), "{said}");
}

#[test]
fn two_records_of_one_file_that_differ_are_refused() {
    let project = project();
    let root = project.path();
    let mut told = lines(root);
    let old = told.iter().find(|line| line.contains("51/b.txt")).unwrap().clone();
    let text = fs::read_to_string(root.join("content/51/b.txt")).unwrap();
    fs::write(root.join("content/51/b.txt"), text.replace("3200", "3300")).unwrap();
    told = lines(root);
    let (ended, said, made) = build(root, &[("all.jsonl", told.join("\n")), ("old.jsonl", old)]);
    assert_eq!((ended, made), (1, false), "{said}");
    assert!(said.contains("FZ714") && said.contains("FZ715"), "{said}");
}

#[test]
fn a_division_that_does_not_exist_is_no_region() {
    let project = project();
    let root = project.path();
    let told = lines(root);
    let at = told.iter().position(|line| line.contains("51/b.txt")).unwrap();
    // Another program's record: its hash is right and its division is not.
    let (body, _) = told[at].rsplit_once(",\"digest\"").unwrap();
    let body = body.replace("510824", "510899") + "}";
    assert!(body.contains("510899"), "the article speaks of 苍溪县: {body}");
    let digest = Fingerprint::of(body.as_bytes());
    let body = body.strip_suffix('}').unwrap();
    let forged = format!("{body},\"digest\":\"{digest}\"}}");
    let (ended, said, made) = build(root, &[("all.jsonl", forged)]);
    assert_eq!((ended, made), (1, false), "{said}");
    assert!(said.contains("FZ718") && said.contains("510899"), "{said}");
}

/// Hands over articles as another program does: the lines that come back, and how it ended.
fn answers(project: &Path, input: &[u8]) -> (Vec<String>, i32) {
    let mut command = Command::new(cargo_bin!("fangzhi"));
    command.current_dir(project).args(["extract", "--records", "-", "--framed"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    (text.lines().map(str::to_owned).collect(), out.status.code().unwrap())
}

fn frame(path: &str, bytes: &[u8], more: &str) -> Vec<u8> {
    let head = format!("{{\"path\":{path:?},\"bytes\":{}{more}}}\n", bytes.len());
    [head.as_bytes(), bytes, b"\n"].concat()
}

#[test]
fn articles_that_are_handed_over_have_the_same_records() {
    let project = project();
    let root = project.path();
    let mut told = lines(root);
    told.pop();
    let corpus = root.join("content");
    let read = |name: &str| fs::read(corpus.join(name)).unwrap();
    let row = ",\"told\":{\"title\":\"苍溪的猕猴桃\",\"date\":\"2020-03-01\"}";
    let frames = [
        frame("51/b.txt", &read("51/b.txt"), row),
        frame("51/c.html", &read("51/c.html"), ""),
        frame("a.md", &read("a.md"), ""),
        frame("empty.txt", &read("empty.txt"), ""),
        frame("gbk.txt", &read("gbk.txt"), ""),
    ];
    let (given, code) = answers(root, &frames.concat());
    assert_eq!((given, code), (told, 0));
}

#[test]
fn a_bad_article_costs_only_its_own_record() {
    let project = project();
    let root = project.path();
    fs::write(root.join("config.yaml"), "corpus:\n  max_bytes: 4096\n").unwrap();
    let good = "2019年，苍溪县硬化村道12公里。".as_bytes();
    let frames = [
        frame("../outside.txt", good, ""),
        frame("binary.txt", b"\0\x01\x02{\"path\":\"b.txt\",\"bytes\":3}\n", ""),
        frame("large.txt", &b"0123456789\n".repeat(500), ""),
        frame("picture.jpg", good, ""),
        frame("good.txt", good, ""),
    ];
    let (given, code) = answers(root, &frames.concat());
    assert_eq!((given.len(), code), (5, 0));
    for (line, finding) in given.iter().zip(["BadFileName", "BinaryFile", "OversizedFile", ""]) {
        assert!(line.contains("\"article\":null") && line.contains(finding), "{finding}: {line}");
    }
    assert!(given[4].contains("12公里"), "{}", given[4]);
    // What cannot be a frame ends the talk: nobody knows where the next one begins.
    let (given, code) = answers(root, &[frame("good.txt", good, ""), b"{}\n".to_vec()].concat());
    assert_eq!((given.len(), code), (1, 2));
    let short = b"{\"path\":\"a.txt\",\"bytes\":99}\nshort".to_vec();
    assert_eq!(answers(root, &short), (Vec::new(), 2));
}
