//! What a run in CI shows: annotations within GitHub's limits, and what changed as Markdown.

use crate::cli::{ARTICLE, project, run};
use fangzhi::diag::{Code, Diagnostic, Format, Language, render};
use std::fs;
use std::path::Path;
use std::process::Command;

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").current_dir(folder).args(who).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn ten_annotations_of_a_severity_are_written_and_the_rest_is_summed_up() {
    let project = project(&[("sub/config.yaml", ""), ("sub/content/lizhou.md", ARTICLE)]);
    let content = project.path().join("sub/content");
    for n in 0..10 {
        fs::write(content.join(format!("{n}.md")), "").unwrap();
    }
    let told = || run(project.path(), &["build", "-C", "sub", "--message-format", "github"]).1;
    let warnings = |out: &str| out.lines().filter(|l| l.starts_with("::warning ")).count();
    let out = told();
    assert_eq!(warnings(&out), 10, "{out}");
    assert!(!out.contains("::group::"), "{out}");
    // Files are named as they are from where the command runs: the top of the repository.
    assert!(out.contains("::warning file=sub/content/0.md,title=FZ121::"), "{out}");

    fs::write(content.join("region.md"), "---\ntitle: 甲\nregion: \"999999\"\n---\n\n正文。\n")
        .unwrap();
    let row = "\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 | ##[error]3 |\n";
    fs::write(content.join("table.md"), format!("{ARTICLE}{row}")).unwrap();
    fs::write(content.join("table2.md"), format!("{}{row}", ARTICLE.replace("412", "413")))
        .unwrap();
    let out = told();
    assert_eq!(warnings(&out), 10, "{out}");
    for code in ["FZ121", "FZ139", "FZ301"] {
        assert!(out.contains(&format!("title={code}::")), "each kind is shown: {out}");
    }
    assert!(out.contains("::warning title=fangzhi::另有 "), "{out}");
    let listed = out.split("::group::").nth(1).unwrap().split("::endgroup::").next().unwrap();
    assert!(listed.lines().skip(1).all(|line| line.starts_with("FZ")), "{listed}");
    assert!(!listed.contains("##["), "a text is no command: {listed}");
}

#[test]
fn control_characters_are_left_out_of_annotations() {
    let finding = Diagnostic::new(Code::LostNumber).arg("text", "a\u{1b}[31m\u{7}b\r\n::error::c");
    let shown = render(&finding, None, Language::English, Format::Github);
    assert!(shown.contains("a[31mb%0D%0A::error::c"), "{shown}");
    assert_eq!(shown.lines().count(), 1);
}

#[test]
fn what_changed_is_a_table_in_markdown() {
    let project = project(&[("config.yaml", "")]);
    let path = project.path();
    let build = |article: &str, out: &str| {
        fs::create_dir_all(path.join("content")).unwrap();
        fs::write(path.join("content/lizhou.md"), article).unwrap();
        assert_eq!(run(path, &["build", "-o", out]).0, 0);
    };
    build(ARTICLE, "old");
    build(&ARTICLE.replace("412户", "3|4~5户"), "odd");
    build(&ARTICLE.replace("412户", "413户"), "new");
    let (code, out, _) = run(path, &["diff", "old", "new", "--markdown"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("### 与上一版相比：变更 1，消失 0，新增 0\n\n| | 地区 |"), "{out}");
    let row = out.lines().last().unwrap();
    assert!(row.starts_with("| 变更 | 利州区 |") && row.contains("| 412户 | 413户 | `f-"), "{row}");
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let (_, odd, _) = run(path, &["diff", "old", "odd", "--markdown"]);
    for line in odd.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(columns(line), 8, "{line}");
    }
    let (code, out, _) = run(path, &["diff", "new", "new", "--markdown"]);
    assert_eq!((code, out.as_str()), (0, "### 与上一版相比，数据没有变化\n"));
}

#[test]
fn a_table_of_changes_fits_into_a_comment() {
    let folder = project(&[("config.yaml", "site:\n  language: en\n")]);
    let row = |id: usize, value: usize| {
        let name = "@贫困|~户*".repeat(20);
        serde_json::json!({"id": format!("f-{id:010x}"), "region": "510802", "measure": name,
            "value": value.to_string(), "unit": "户", "period": "@2019-12", "status": "planned"})
    };
    for (name, rows) in [
        ("old", (0..9000).map(|id| row(id, 1)).collect::<Vec<_>>()),
        ("new", (3000..12000).map(|id| row(id, 1 + id % 2)).collect()),
    ] {
        fs::create_dir(folder.path().join(name)).unwrap();
        let text = serde_json::to_string(&rows).unwrap();
        fs::write(folder.path().join(name).join("figures.json"), text).unwrap();
    }
    let (code, out, err) = run(folder.path(), &["diff", "old", "new", "--markdown"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.starts_with("### Since the last edition: 3000 changed, 3000 gone, 3000 new\n"));
    assert!(out.chars().count() < 65_536, "{}", out.chars().count());
    assert!(!out.contains('@') && !out.replace("\\|", "").contains("贫困|"), "{out}");
    assert!(out.contains("| changed | ") && out.contains("| gone | ") && out.contains("| new | "));
    assert!(out.trim_end().ends_with("8850 more; `fangzhi diff` lists all of them."), "{out}");
}

#[test]
fn editions_in_revisions_of_a_repository_are_compared() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    let path = project.path();
    git(path, &["init", "-q"]);
    let mut article = ARTICLE.to_owned();
    for (tag, households) in [("v1", "412户"), ("v2", "413户")] {
        article = article.replace("412户", households);
        fs::write(path.join("content/lizhou.md"), &article).unwrap();
        assert_eq!(run(path, &["build", "-o", "editions/latest"]).0, 0);
        git(path, &["add", "-A"]);
        git(path, &["commit", "-qm", tag]);
        git(path, &["tag", tag]);
    }
    let told = |old: &str, new: &str| run(path, &["diff", old, new]);
    let (code, out, err) = told("v1:editions/latest", "v2:editions/latest/");
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("412") && out.contains("413"), "{out}");
    assert_eq!(told("v2:editions/latest/data", "editions/latest").0, 0);
    assert_eq!(told("v1:editions/latest", "editions/latest").1, out);
    for (old, reason) in [("v3:editions/latest", "v3"), ("v1:nowhere", "nowhere")] {
        let (code, _, err) = told(old, "editions/latest");
        assert_eq!(code, 2);
        assert!(err.contains(old) && err.contains(reason), "{err}");
    }
    // A folder of that name comes first.
    fs::rename(path.join("editions/latest"), path.join("v1:editions")).unwrap();
    assert_eq!(told("v1:editions", "v2:editions/latest").0, 0);
}
