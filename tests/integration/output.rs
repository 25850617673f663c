//! The output folder: all or nothing, and only what is ours.

use fangzhi::error::Error;
use fangzhi::fingerprint::Fingerprint;
use fangzhi::path::RelPath;
use fangzhi::site::OutputFile;
use fangzhi::site::write::{
    Disk, Gate, Lock, Manner, Publication, Synced, System, recover, sync, sync_on,
};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
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

/// A disk that is full after some writes, refuses to rename after some, or has no exchange.
struct Faulty {
    writes: AtomicUsize,
    renames: AtomicUsize,
    exchanges: bool,
}

impl Faulty {
    /// Of an old system: trees cannot change places.
    const fn old(writes: usize, renames: usize) -> Self {
        let (writes, renames) = (AtomicUsize::new(writes), AtomicUsize::new(renames));
        Self { writes, renames, exchanges: false }
    }
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
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.link(from, to)
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if self.exchanges {
            System.exchange(one, other)
        } else {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

const PLENTY: usize = 99;

#[test]
fn a_full_disk_leaves_the_last_edition_whole() {
    let first = [("index.html", "一"), ("regions/511300.html", "一"), ("old.html", "一")];
    let second = [("index.html", "二"), ("regions/511300.html", "二"), ("new.html", "二")];
    for exchanges in [true, false] {
        for writes in 0..5 {
            let out = published(&first);
            let before = listing(out.path());
            let disk = Faulty { exchanges, ..Faulty::old(writes, PLENTY) };
            let error = sync_on(&disk, out.path(), &files(&second)).unwrap_err();
            assert!(matches!(error, Error::Write { .. }), "{error}");
            assert_eq!(listing(out.path()), before, "after {writes} writes");
            sync(out.path(), &files(&second)).unwrap();
        }
    }
}

#[test]
fn where_trees_cannot_change_places_files_are_moved() {
    let out = published(&[("index.html", "一"), ("a", "一"), ("b/c.html", "一"), ("same", "一")]);
    let second = [("index.html", "二"), ("a/d.html", "二"), ("b", "二"), ("same", "一")];
    let done = sync_on(&Faulty::old(PLENTY, PLENTY), out.path(), &files(&second)).unwrap();
    assert_eq!(done, Synced { written: 3, unchanged: 1, removed: 2 });
    let wanted = [
        ("CNAME", "report.example.org"),
        ("a/d.html", "二"),
        ("b", "二"),
        ("index.html", "二"),
        ("same", "一"),
    ];
    assert_eq!(listing(out.path()), owned(&wanted));
}

/// Moves are tried, then begin, then go from file to file; a disk that refuses them from one on
/// refuses to move back too, as if the program had been killed.
#[test]
fn an_interruption_between_moves_is_healed_by_the_next_command() {
    let first = [("index.html", "一"), ("old.html", "一")];
    let second = [("index.html", "二"), ("new.html", "二")];
    let mut begun = 0;
    for renames in 0..5 {
        let out = published(&first);
        let before = listing(out.path());
        sync_on(&Faulty::old(PLENTY, renames), out.path(), &files(&second)).unwrap_err();
        begun += usize::from(listing(out.path()) != before);
        recover(out.path()).unwrap();
        assert_eq!(listing(out.path()), before, "after {renames} renames");
        assert!(beside(out.path()).is_empty(), "{:?}", beside(out.path()));
        let third = [("index.html", "三")];
        sync(out.path(), &files(&third)).unwrap();
        let wanted = [("CNAME", "report.example.org"), ("index.html", "三")];
        assert_eq!(listing(out.path()), owned(&wanted), "after {renames} renames");
    }
    assert!(begun > 0, "an edition was in parts");
}

/// What belongs to the folder `out` and stands beside it.
fn beside(out: &Path) -> Vec<String> {
    let name = out.file_name().unwrap().to_str().unwrap();
    let all = fs::read_dir(out.parent().unwrap()).unwrap();
    let names = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|other| other != name && other.contains(name)).collect()
}

#[test]
fn nothing_stays_beside_an_edition() {
    let out = published(&[("index.html", "一")]);
    assert!(beside(out.path()).is_empty(), "{:?}", beside(out.path()));
    sync(out.path(), &files(&[("index.html", "二")])).unwrap();
    assert!(beside(out.path()).is_empty(), "{:?}", beside(out.path()));
}

#[cfg(unix)]
#[test]
fn unchanged_and_foreign_files_stay_the_same_files() {
    use std::os::unix::fs::MetadataExt;
    let out = published(&[("index.html", "一"), ("a/same.html", "一")]);
    fs::create_dir_all(out.path().join("theirs/empty")).unwrap();
    fs::write(out.path().join("a/note.txt"), "x").unwrap();
    std::os::unix::fs::symlink("CNAME", out.path().join("theirs/link")).unwrap();
    let names = ["a/same.html", "CNAME", "a/note.txt", "theirs/link"];
    let number = |name: &str| out.path().join(name).symlink_metadata().unwrap().ino();
    let before = names.map(number);
    sync(out.path(), &files(&[("index.html", "二"), ("a/same.html", "一")])).unwrap();
    assert_eq!(names.map(number), before);
    assert!(out.path().join("theirs/empty").is_dir());
}

#[test]
fn a_reader_of_the_old_edition_reads_on() {
    use std::io::Read;
    let out = published(&[("index.html", "一"), ("old.html", "一")]);
    let mut open = fs::File::open(out.path().join("old.html")).unwrap();
    sync(out.path(), &files(&[("index.html", "二")])).unwrap();
    let mut text = String::new();
    open.read_to_string(&mut text).unwrap();
    assert_eq!(text, "一");
}

#[test]
fn one_build_at_a_time_writes_to_a_folder() {
    let top = tempdir().unwrap();
    let out = top.path().join("output");
    let held = Publication::begin(&out).unwrap();
    let refused = Publication::begin(&out).map(|_| ()).unwrap_err();
    let Error::Busy { holder, .. } = &refused else { unreachable!("{refused}") };
    assert!(holder.starts_with(&format!("{} (", std::process::id())), "{holder}");
    let waited = std::thread::scope(|threads| {
        let (told, hears) = std::sync::mpsc::channel();
        let out = &out;
        let waiting = threads.spawn(move || {
            let lock = Lock::wait(out, &Arc::default(), &|who| told.send(who.to_owned()).unwrap());
            Publication::begin_in(lock.unwrap()).map(|_| ())
        });
        assert_eq!(&hears.recv().unwrap(), holder);
        held.put(&files(&[("index.html", "一")])[0]).unwrap();
        held.finish().unwrap();
        waiting.join().unwrap()
    });
    waited.unwrap();
    assert_eq!(listing(&out), owned(&[("index.html", "一")]));
    assert!(beside(&out).is_empty(), "{:?}", beside(&out));
}

#[test]
fn a_closed_gate_leaves_nothing_and_lets_nobody_pass() {
    let top = tempdir().unwrap();
    let out = top.path().join("deep/output");
    let gate = Arc::new(Gate::default());
    let edition = Publication::begin_in(Lock::take(&out, &gate).unwrap()).unwrap();
    edition.put(&files(&[("index.html", "一")])[0]).unwrap();
    let closed = gate.close();
    assert!(!closed.published());
    assert_eq!(fs::read_dir(top.path()).unwrap().count(), 0, "made folders go too");
    drop(closed);
    drop(edition);
    let edition = Publication::begin_in(Lock::take(&out, &gate).unwrap()).unwrap();
    edition.finish().unwrap();
    assert!(gate.close().published());
    assert!(out.join("manifest.json").is_file());
}

#[test]
fn a_file_is_kept_by_its_fingerprint_and_size() {
    let out = published(&[("a/index.html", "一"), ("404.html", "无")]);
    let path = |name: &str| RelPath::new(name).unwrap();
    let print = Fingerprint::of("一".as_bytes());
    let edition = Publication::begin(out.path()).unwrap();
    assert!(!edition.keep(&path("a/index.html"), Fingerprint::of(b"x")).unwrap());
    assert!(!edition.keep(&path("new.html"), print).unwrap());
    assert!(edition.keep(&path("a/index.html"), print).unwrap());
    let twice = edition.keep(&path("a/index.html"), print).unwrap_err();
    assert!(matches!(twice, Error::Collision { .. }));
    let done = edition.finish().unwrap();
    assert_eq!(done, Synced { written: 0, unchanged: 1, removed: 1 });
    let wanted = [("CNAME", "report.example.org"), ("a/index.html", "一")];
    assert_eq!(listing(out.path()), owned(&wanted));
    fs::write(out.path().join("a/index.html"), "长了").unwrap();
    let edition = Publication::begin(out.path()).unwrap();
    assert!(!edition.keep(&path("a/index.html"), print).unwrap(), "its size is another");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_or_is_stood_in_stays_what_it_is() {
    use std::os::unix::fs::MetadataExt;
    let top = tempdir().unwrap();
    fs::create_dir(top.path().join("real")).unwrap();
    let out = top.path().join("output");
    std::os::unix::fs::symlink("real", &out).unwrap();
    sync(&out, &files(&[("index.html", "一")])).unwrap();
    sync(&out, &files(&[("index.html", "二")])).unwrap();
    assert!(out.is_symlink());
    assert_eq!(listing(&top.path().join("real")), owned(&[("index.html", "二")]));
    let number = || fs::metadata(&out).unwrap().ino();
    let before = number();
    let edition = Publication::begin(&out).unwrap().by(Manner::InPlace);
    edition.put(&files(&[("index.html", "三")])[0]).unwrap();
    edition.finish().unwrap();
    assert_eq!((number(), listing(&out)), (before, owned(&[("index.html", "三")])));
    fs::remove_dir_all(top.path().join("real")).unwrap();
    let nowhere = sync(&out, &files(&[("index.html", "三")])).unwrap_err();
    assert!(nowhere.to_string().contains("does not exist"), "{nowhere}");
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused_and_named() {
    let out = published(&[("index.html", "一")]);
    fs::create_dir_all(out.path().join("feed.xml")).unwrap();
    let next = files(&[("index.html", "二"), ("feed.xml", "ours")]);
    let refused = sync(out.path(), &next).unwrap_err();
    assert!(refused.to_string().contains("`feed.xml` in it is a folder"), "{refused}");
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "一");
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_through_a_link() {
    let out = published(&[("index.html", "一"), ("regions/511300.html", "一")]);
    let elsewhere = tempdir().unwrap();
    fs::rename(out.path().join("regions"), elsewhere.path().join("regions")).unwrap();
    let link = out.path().join("regions");
    std::os::unix::fs::symlink(elsewhere.path().join("regions"), link).unwrap();
    let refused = sync(out.path(), &files(&[("index.html", "二")])).unwrap_err();
    assert!(refused.to_string().contains("`regions` in it is a link"), "{refused}");
    assert!(elsewhere.path().join("regions/511300.html").is_file());
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "一");
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
