//! The output folder: all or nothing, and only what is ours.

use fangzhi::error::Error;
use fangzhi::path::RelPath;
use fangzhi::site::OutputFile;
use fangzhi::site::write::{Disk, Publication, Synced, System, sync, sync_on};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::{TempDir, tempdir};

fn files(list: &[(&str, &str)]) -> Vec<OutputFile> {
    let file = |(path, text): &(&str, &str)| OutputFile {
        path: RelPath::new(*path).unwrap(),
        bytes: text.as_bytes().to_vec(),
    };
    list.iter().map(file).collect()
}

/// All files below `out` with their texts, by path; the manifest left out.
fn listing(out: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![out.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(out).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.retain(|(name, _)| name != "manifest.json");
    found.sort();
    found
}

fn owned(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// An output folder with an edition and a file of somebody else.
fn published(list: &[(&str, &str)]) -> TempDir {
    let out = tempdir().unwrap();
    sync(out.path(), &files(list)).unwrap();
    fs::write(out.path().join("CNAME"), "report.example.org").unwrap();
    out
}

#[test]
fn a_new_edition_replaces_the_last_and_leaves_the_rest() {
    let out = published(&[("index.html", "一"), ("regions/511300.html", "旧"), ("a/b/c.txt", "x")]);
    let done = sync(out.path(), &files(&[("index.html", "二"), ("regions/511300.html", "旧")]));
    assert_eq!(done.unwrap(), Synced { written: 1, unchanged: 1, removed: 1 });
    let wanted =
        [("CNAME", "report.example.org"), ("index.html", "二"), ("regions/511300.html", "旧")];
    assert_eq!(listing(out.path()), owned(&wanted));
    assert!(!out.path().join("a").exists(), "an emptied folder goes too");
}

#[test]
fn unchanged_files_keep_their_times() {
    let out = published(&[("index.html", "一"), ("404.html", "无")]);
    let time = |name: &str| fs::metadata(out.path().join(name)).unwrap().modified().unwrap();
    let old = time("index.html") - std::time::Duration::from_secs(99);
    for name in ["index.html", "404.html", "manifest.json"] {
        let file = fs::File::options().write(true).open(out.path().join(name)).unwrap();
        file.set_modified(old).unwrap();
    }
    sync(out.path(), &files(&[("index.html", "一"), ("404.html", "无")])).unwrap();
    assert_eq!([time("index.html"), time("404.html"), time("manifest.json")], [old; 3]);
    sync(out.path(), &files(&[("index.html", "二"), ("404.html", "无")])).unwrap();
    assert_ne!(time("index.html"), old);
    assert_eq!(time("404.html"), old);
}

#[test]
fn folders_of_others_are_refused() {
    let out = tempdir().unwrap();
    fs::write(out.path().join("thesis.docx"), "x").unwrap();
    let refused = sync(out.path(), &files(&[("index.html", "一")])).unwrap_err();
    assert!(matches!(refused, Error::ForeignOutput { .. }), "{refused}");
    assert!(refused.to_string().contains("thesis.docx"), "{refused}");
    assert_eq!(listing(out.path()), owned(&[("thesis.docx", "x")]));
}

#[test]
fn an_empty_or_kept_folder_is_fine() {
    let out = tempdir().unwrap();
    fs::write(out.path().join(".gitkeep"), "").unwrap();
    sync(out.path(), &files(&[("index.html", "一")])).unwrap();
    sync(&out.path().join("deep/new"), &files(&[("index.html", "一")])).unwrap();
}

#[test]
fn a_foreign_file_in_our_way_is_refused() {
    let out = published(&[("index.html", "一")]);
    fs::write(out.path().join("feed.xml"), "mine").unwrap();
    let next = files(&[("index.html", "二"), ("feed.xml", "ours")]);
    assert!(matches!(sync(out.path(), &next).unwrap_err(), Error::ForeignOutput { .. }));
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "一");
    assert_eq!(fs::read_to_string(out.path().join("feed.xml")).unwrap(), "mine");
}

#[test]
fn a_manifest_that_points_outside_removes_nothing_there() {
    let top = tempdir().unwrap();
    let out = top.path().join("output");
    sync(&out, &files(&[("index.html", "一")])).unwrap();
    fs::write(top.path().join("precious.txt"), "x").unwrap();
    let zero = "0".repeat(64);
    let evil = format!(r#"{{"generator":"fangzhi","files":{{"../precious.txt":"{zero}"}}}}"#);
    fs::write(out.join("manifest.json"), evil).unwrap();
    fs::remove_file(out.join("index.html")).unwrap();
    sync(&out, &files(&[("index.html", "二")])).unwrap();
    assert!(top.path().join("precious.txt").exists());
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_folder() {
    let top = tempdir().unwrap();
    let out = top.path().join("output");
    let elsewhere = top.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    sync(&out, &files(&[("index.html", "一")])).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("regions")).unwrap();
    let next = files(&[("index.html", "二"), ("regions/511300.html", "x")]);
    assert!(matches!(sync(&out, &next).unwrap_err(), Error::ForeignOutput { .. }));
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

/// A disk that is full after some writes, or refuses to rename after some.
struct Faulty {
    writes: AtomicUsize,
    renames: AtomicUsize,
}

fn spend(left: &AtomicUsize) -> io::Result<()> {
    let less = |n: usize| n.checked_sub(1);
    let spent = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less);
    spent.map(|_| ()).map_err(|_| io::Error::from(io::ErrorKind::StorageFull))
}

impl Disk for Faulty {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        spend(&self.writes)?;
        System.write(path, bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        spend(&self.renames)?;
        System.rename(from, to)
    }
}

#[test]
fn a_full_disk_leaves_the_last_edition_whole() {
    let first = [("index.html", "一"), ("regions/511300.html", "一"), ("old.html", "一")];
    let second = [("index.html", "二"), ("regions/511300.html", "二"), ("new.html", "二")];
    for writes in 0..5 {
        let out = published(&first);
        let before = listing(out.path());
        let disk = Faulty { writes: AtomicUsize::new(writes), renames: AtomicUsize::new(99) };
        let error = sync_on(&disk, out.path(), &files(&second)).unwrap_err();
        assert!(matches!(error, Error::Write { .. }), "{error}");
        assert_eq!(listing(out.path()), before, "after {writes} writes");
        sync(out.path(), &files(&second)).unwrap();
    }
}

#[test]
fn an_interruption_between_renames_is_healed_by_the_next_build() {
    let first = [("index.html", "一"), ("old.html", "一")];
    let second = [("index.html", "二"), ("new.html", "二")];
    for renames in 0..4 {
        let out = published(&first);
        let disk = Faulty { writes: AtomicUsize::new(99), renames: AtomicUsize::new(renames) };
        sync_on(&disk, out.path(), &files(&second)).unwrap_err();
        let third = [("index.html", "三")];
        sync(out.path(), &files(&third)).unwrap();
        let wanted = [("CNAME", "report.example.org"), ("index.html", "三")];
        assert_eq!(listing(out.path()), owned(&wanted), "after {renames} renames");
    }
}

#[test]
fn two_files_with_one_path_are_an_error() {
    let out = tempdir().unwrap();
    let twice = files(&[("Index.html", "一"), ("index.html", "二")]);
    assert!(matches!(sync(out.path(), &twice).unwrap_err(), Error::Collision { .. }));
}

#[test]
fn an_output_folder_that_is_a_file_is_an_error() {
    let top = tempdir().unwrap();
    let out = top.path().join("output");
    fs::write(&out, "x").unwrap();
    let error = sync(&out, &files(&[("index.html", "一")])).unwrap_err();
    assert!(matches!(error, Error::Read { .. } | Error::Write { .. }), "{error}");
    assert_eq!(fs::read_to_string(&out).unwrap(), "x");
}

#[test]
fn an_edition_that_is_given_up_leaves_no_trace() {
    let out = published(&[("index.html", "一")]);
    let before = listing(out.path());
    let publication = Publication::begin(out.path()).unwrap();
    for file in files(&[("index.html", "二"), ("new.html", "二")]) {
        publication.put(&file).unwrap();
    }
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "一");
    drop(publication);
    assert_eq!(listing(out.path()), before);
    let fresh = out.path().join("fresh");
    let publication = Publication::begin(&fresh).unwrap();
    publication.put(&files(&[("index.html", "一")])[0]).unwrap();
    drop(publication);
    assert!(!fresh.exists());
}
