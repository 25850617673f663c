//! Publishing as the command line does it: alone, stopped, refused; and what it prints is believed.
#![cfg(unix)]

use assert_cmd::cargo::cargo_bin;
use fangzhi::site::write::Lock;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use tempfile::{TempDir, tempdir};

const ARTICLE: &str = "---\ntitle: 利州区脱贫纪实\ndate: 2018-06-05\nregion: \"510802\"\n---\n\n\
    2016年，利州区412户贫困户脱贫，贫困发生率下降到2.3%。\n";

fn project() -> TempDir {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/lizhou.md"), ARTICLE).unwrap();
    fs::write(folder.path().join("config.yaml"), "").unwrap();
    folder
}

fn fangzhi(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("fangzhi"));
    command.current_dir(folder).args(words).stdin(Stdio::null());
    command
}

/// Exit code and both streams.
fn run(folder: &Path, words: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = fangzhi(folder, words).output().unwrap();
    let text = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    (status.code().unwrap(), text)
}

/// What stands in a folder; the cache left out.
fn names(folder: &Path) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != ".fangzhi");
    names.sort();
    names
}

#[test]
fn a_second_build_says_who_writes() {
    let project = project();
    let lock = Lock::take(&project.path().join("output"), &Arc::default()).unwrap();
    let (code, said) = run(project.path(), &["build"]);
    assert_eq!(code, 2, "{said}");
    let us = format!("{} (", std::process::id());
    assert!(said.contains(&us) && said.contains("--wait"), "{said}");
    assert_eq!(run(project.path(), &["check"]).0, 0, "a check writes nothing");
    drop(lock);
    assert_eq!(run(project.path(), &["build"]).0, 0);
    assert_eq!(names(project.path()), ["config.yaml", "content", "output"]);
}

/// Starts a build that waits for the lock, and does something when it says so.
fn while_it_waits(folder: &Path, act: impl FnOnce(u32)) -> (i32, String) {
    let mut build = fangzhi(folder, &["build", "--wait"]);
    let mut build = build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(build.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.contains(&format!("{} (", std::process::id())), "{line}");
    act(build.id());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    (build.wait().unwrap().code().unwrap(), rest)
}

#[test]
fn a_build_may_wait() {
    let project = project();
    let lock = Lock::take(&project.path().join("output"), &Arc::default()).unwrap();
    let (code, said) = while_it_waits(project.path(), |_| drop(lock));
    assert_eq!(code, 0, "{said}");
    assert!(project.path().join("output/index.html").is_file());
}

#[test]
fn a_build_that_is_stopped_says_so() {
    let project = project();
    assert_eq!(run(project.path(), &["build"]).0, 0);
    let before = names(&project.path().join("output"));
    for (signal, wanted) in [("-INT", 130), ("-TERM", 143)] {
        let lock = Lock::take(&project.path().join("output"), &Arc::default()).unwrap();
        let (code, said) = while_it_waits(project.path(), |id| {
            let sent = Command::new("kill").args([signal, &id.to_string()]).status();
            assert!(sent.unwrap().success());
        });
        assert_eq!(code, wanted, "{said}");
        assert!(said.contains("已停止；上一次的输出保持不变"), "{said}");
        drop(lock);
        assert_eq!(names(project.path()), ["config.yaml", "content", "output"]);
        assert_eq!(names(&project.path().join("output")), before);
    }
}

#[test]
fn what_a_killed_build_left_goes_with_the_next_command() {
    let project = project();
    assert_eq!(run(project.path(), &["build"]).0, 0);
    let all = names(project.path());
    for command in [["explain", "FZ101"], ["extract", "content"], ["check", "-q"], ["build", "-q"]]
    {
        for place in [".output.fangzhi-staging/new/data", "output/.fangzhi-staging/new"] {
            fs::create_dir_all(project.path().join(place)).unwrap();
            fs::write(project.path().join(place).join("x.html"), "x").unwrap();
        }
        assert_eq!(run(project.path(), &command).0, 0);
        assert_eq!(names(project.path()), all, "{command:?}");
        assert!(!project.path().join("output/.fangzhi-staging").exists(), "{command:?}");
    }
}

#[test]
fn from_within_the_output_folder_it_stays_the_same_folder() {
    use std::os::unix::fs::MetadataExt;
    let project = project();
    assert_eq!(run(project.path(), &["build"]).0, 0);
    let output = project.path().join("output");
    let number = || fs::metadata(&output).unwrap().ino();
    let before = number();
    fs::write(project.path().join("content/lizhou.md"), ARTICLE.replace("412", "413")).unwrap();
    assert_eq!(run(&output, &["build", "-C", ".."]).0, 0);
    assert_eq!(number(), before);
    fs::write(project.path().join("content/lizhou.md"), ARTICLE).unwrap();
    assert_eq!(run(project.path(), &["build"]).0, 0);
    assert_ne!(number(), before, "elsewhere the trees change places");
}

#[test]
fn an_output_folder_that_is_closed_to_changes_is_left_alone() {
    let project = project();
    assert_eq!(run(project.path(), &["build"]).0, 0);
    let output = project.path().join("output");
    fs::set_permissions(&output, fs::Permissions::from_mode(0o555)).unwrap();
    fs::write(project.path().join("content/lizhou.md"), ARTICLE.replace("412", "413")).unwrap();
    let (code, said) = run(project.path(), &["build"]);
    fs::set_permissions(&output, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("无法写入“./output”"), "{said}");
    assert_eq!(names(project.path()), ["config.yaml", "content", "output"]);
}

#[test]
fn a_full_standard_output_is_a_failure() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let project = project();
    assert_eq!(run(project.path(), &["build"]).0, 0);
    let commands: &[&[&str]] = &[
        &["build"],
        &["check"],
        &["extract", "content"],
        &["explain"],
        &["explain", "FZ101"],
        &["explain", "content/lizhou.md"],
        &["diff", "output", "output"],
        &["init", "new"],
        &["--help"],
    ];
    for words in commands {
        let mut command = fangzhi(project.path(), words);
        let output = command.stdout(full.try_clone().unwrap()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(words == &["--help"] || said.contains("无法写入标准输出"), "{words:?}: {said}");
        let mut command = fangzhi(project.path(), words);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{words:?}: a closed pipe");
    }
}

#[test]
fn pipes_sockets_and_links_among_the_sources_are_findings() {
    let project = project();
    let outside = tempdir().unwrap();
    fs::write(outside.path().join("secret.html"), "秘密").unwrap();
    for folder in ["content", "templates", "static"] {
        let folder = project.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        assert!(Command::new("mkfifo").arg(folder.join("pipe.html")).status().unwrap().success());
        drop(UnixListener::bind(folder.join("socket.html")).unwrap());
        symlink(outside.path().join("secret.html"), folder.join("link.html")).unwrap();
        symlink(outside.path(), folder.join("linked")).unwrap();
    }
    // As a format that shows all of them.
    let (code, said) = run(project.path(), &["build", "--message-format", "json"]);
    assert_eq!(code, 0, "{said}");
    for folder in ["content", "templates", "static"] {
        for (name, code) in [
            ("pipe.html", "FZ120"),
            ("socket.html", "FZ120"),
            ("link.html", "FZ135"),
            ("linked", "FZ135"),
        ] {
            let file = format!("\"file\":\"{folder}/{name}\"");
            let told = |line: &str| line.contains(&file) && line.contains(code);
            assert!(said.lines().any(told), "{file} {code}: {said}");
        }
    }
    // What is named by hand is read, up to the limit.
    let (_, said) = run(project.path(), &["extract", "/dev/zero"]);
    assert!(said.contains("FZ125"), "{said}");
    assert!(!project.path().join("output/link.html").exists());
    assert!(!project.path().join("output/linked").exists());
}

#[test]
fn pipes_in_the_place_of_settings_are_failures() {
    for name in ["config.yaml", "corrections.yaml"] {
        let project = project();
        fs::write(project.path().join("config.yaml"), "corrections: corrections.yaml\n").unwrap();
        let _ = fs::remove_file(project.path().join(name));
        let made = Command::new("mkfifo").arg(project.path().join(name)).status();
        assert!(made.unwrap().success());
        let (code, said) = run(project.path(), &["build"]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(name) && said.contains("不是普通文件"), "{said}");
    }
}

#[test]
fn a_folder_of_sources_that_leads_outside_is_told() {
    let project = project();
    let outside = tempdir().unwrap();
    fs::write(outside.path().join("logo.svg"), "<svg/>").unwrap();
    symlink(outside.path(), project.path().join("static")).unwrap();
    fs::rename(project.path().join("content"), project.path().join("articles")).unwrap();
    symlink("articles", project.path().join("content")).unwrap();
    let (code, said) = run(project.path(), &["build"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said.matches("FZ119").count(), 1, "{said}");
    assert!(said.contains("“static”是通向项目之外的链接"), "{said}");
    assert!(project.path().join("output/logo.svg").is_file());
}

#[test]
fn an_output_among_the_sources_is_refused_however_it_is_named() {
    let project = project();
    let outside = tempdir().unwrap();
    symlink(outside.path(), project.path().join("www")).unwrap();
    symlink("content", project.path().join("articles")).unwrap();
    for (settings, words) in [
        ("corpus:\n  dir: .\n", vec!["build"]),
        ("output:\n  dir: www/site\n", vec!["build"]),
        ("output:\n  dir: articles/site\n", vec!["build"]),
        ("", vec!["build", "-o", "content/site"]),
        ("", vec!["build", "-o", "articles/site"]),
        ("", vec!["build", "-o", "."]),
    ] {
        fs::write(project.path().join("config.yaml"), settings).unwrap();
        let (code, said) = run(project.path(), &words);
        assert_eq!(code, 2, "{settings}{words:?}: {said}");
        assert!(said.contains("不能用作输出文件夹"), "{settings}{words:?}: {said}");
        assert_eq!(names(outside.path()), Vec::<String>::new());
        assert_eq!(names(&project.path().join("content")), ["lizhou.md"]);
    }
}
