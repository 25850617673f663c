//! Publications that are killed at random moments: a reader finds one edition or the other.
//!
//! `cargo test killed:: -- --ignored` ends a thousand; `tests/kill` ends whole builds.
#![cfg(unix)]

use fangzhi::path::RelPath;
use fangzhi::site::OutputFile;
use fangzhi::site::write::{Manner, Publication, recover};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::tempdir;

/// Files of an edition; most are the same in both.
const FILES: usize = 400;

/// An edition: every fourth file differs, and each has files that the other has not.
fn edition(version: usize) -> Vec<OutputFile> {
    let file = |at: usize| {
        let turn = if at.is_multiple_of(4) { version } else { 0 };
        let only = if at.is_multiple_of(16) { format!("only{version}/") } else { String::new() };
        let path = format!("{only}folder{}/page{at}.html", at % 7);
        let bytes = format!("{turn} {at} ").repeat(50).into_bytes();
        OutputFile { path: RelPath::new(path).unwrap(), bytes }
    };
    (0..FILES).map(file).collect()
}

/// All files below a folder but the manifest.
fn tree(folder: &Path, below: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            tree(folder, &path, found);
        } else if path != "manifest.json" {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Which edition the folder `out` holds, with the file of somebody else in it.
fn version(out: &Path) -> Option<usize> {
    let mut found = BTreeMap::new();
    tree(out, "", &mut found);
    assert_eq!(found.remove("theirs/note.txt").unwrap(), b"x");
    (0..2).find(|version| {
        let files = edition(*version).into_iter().map(|file| (file.path.to_string(), file.bytes));
        files.collect::<BTreeMap<_, _>>() == found
    })
}

fn publish(out: &Path, version: usize, manner: Manner) {
    let publication = Publication::begin(out).unwrap().by(manner);
    for file in &edition(version) {
        publication.put(file).unwrap();
    }
    publication.finish().unwrap();
}

/// The process that is killed: publishes what the file `order` says.
#[test]
#[ignore = "is started by the tests below"]
fn child() {
    let Ok(order) = fs::read_to_string("order") else { return };
    let manner = if order.starts_with("whole") { Manner::Whole } else { Manner::InPlace };
    fs::write("began", "").unwrap();
    publish(Path::new("output"), usize::from(order.ends_with('1')), manner);
}

/// Kills so many publications, and returns in how many the next edition was in its place.
fn kill(count: usize, manner: Manner) -> usize {
    let top = tempdir().unwrap();
    let out = top.path().join("output");
    publish(&out, 0, manner);
    fs::create_dir(out.join("theirs")).unwrap();
    fs::write(out.join("theirs/note.txt"), "x").unwrap();
    let (mut done, mut there, mut last, mut random) = (0, 0, 0, 1_u64);
    while done < count {
        let next = 1 - last;
        let word = if manner == Manner::Whole { "whole" } else { "in place" };
        fs::write(top.path().join("order"), format!("{word} {next}")).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--ignored", "--exact", "killed::child"]).current_dir(top.path());
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while !top.path().join("began").exists() {
            std::thread::sleep(Duration::from_micros(200));
        }
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((random >> 33) % 150_000));
        child.kill().unwrap();
        let killed = child.wait().unwrap().code().is_none();
        fs::remove_file(top.path().join("began")).unwrap();
        if manner == Manner::InPlace {
            recover(&out).unwrap();
        }
        let found = version(&out);
        assert!(found.is_some(), "a mixture after {done} kills");
        done += usize::from(killed);
        there += usize::from(killed && found == Some(next));
        last = found.unwrap();
        if random.is_multiple_of(8) {
            publish(&out, last, manner);
            assert_eq!(version(&out), Some(last));
            assert_eq!(fs::read_dir(top.path()).unwrap().count(), 2, "`order` and `output`");
        }
    }
    there
}

#[test]
fn a_publication_that_is_killed_leaves_one_edition_or_the_other() {
    kill(20, Manner::Whole);
}

#[test]
fn moves_that_are_killed_are_ended_or_undone() {
    kill(20, Manner::InPlace);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_publications_are_killed() {
    let whole = kill(700, Manner::Whole);
    let moved = kill(300, Manner::InPlace);
    assert!(whole > 50 && moved > 25, "all came too early: {whole}, {moved}");
}
