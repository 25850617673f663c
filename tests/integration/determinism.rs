//! The same articles give the same bytes: whatever the folder, time zone, language, threads, order.

use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::tempdir;

/// All files below `folder`, by relative path.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(
                    path.strip_prefix(folder).unwrap().to_path_buf(),
                    fs::read(path).unwrap(),
                );
            }
        }
    }
    found
}

/// A copy of the bundled project whose files are made in the order of `names`.
fn copy(to: &Path, names: &[PathBuf]) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(to.join("content")).unwrap();
    fs::copy(from.join("config.yaml"), to.join("config.yaml")).unwrap();
    for name in names {
        fs::copy(from.join("content").join(name), to.join("content").join(name)).unwrap();
    }
}

#[test]
fn two_builds_are_the_same_bytes() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut names: Vec<PathBuf> =
        bytes(&content).into_keys().filter(|name| name.components().count() == 1).collect();
    let one = tempdir().unwrap();
    let two = tempdir().unwrap();
    copy(&one.path().join("a"), &names);
    names.reverse();
    copy(&two.path().join("deep/other folder"), &names);
    cargo_bin_cmd!("fangzhi")
        .current_dir(one.path())
        .args(["build", "-q", "-C", "a", "--jobs", "1"])
        .env("TZ", "UTC")
        .env("LANG", "C")
        .assert()
        .success();
    cargo_bin_cmd!("fangzhi")
        .current_dir(two.path().join("deep/other folder"))
        .args(["build", "-q", "--jobs", "7"])
        .env("TZ", "Asia/Shanghai")
        .env("LANG", "zh_CN.GB18030")
        .env("LC_ALL", "tr_TR.UTF-8")
        .assert()
        .success();
    let first = bytes(&one.path().join("a/output"));
    let second = bytes(&two.path().join("deep/other folder/output"));
    assert!(first.len() > 50, "{}", first.len());
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, text) in &first {
        assert!(text == &second[name], "{} differs", name.display());
    }
}
