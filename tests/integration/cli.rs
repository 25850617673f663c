//! The command line: exit codes, streams, exact words, bad input of every kind.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

pub(crate) const ARTICLE: &str = "---\ntitle: 利州区脱贫纪实\ndate: 2018-06-05\nregion: \"510802\"\n---\n\n\
    2016年，利州区412户贫困户脱贫，贫困发生率下降到2.3%。\n";

/// A project with these files.
pub(crate) fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn fangzhi(folder: &Path) -> Command {
    let mut command = cargo_bin_cmd!("fangzhi");
    command.current_dir(folder);
    command
}

/// Exit code, standard output, standard error.
fn ran(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    ran(fangzhi(folder).args(arguments))
}

#[test]
fn a_build_ends_by_naming_the_file_to_open() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    let (code, out, err) = run(project.path(), &["build"]);
    assert_eq!(code, 0, "{out}{err}");
    let last = out.lines().last().unwrap();
    let index = last.strip_prefix("请打开 ").unwrap();
    assert!(
        fs::read_to_string(project.path().join(index))
            .unwrap()
            .to_lowercase()
            .contains("<!doctype html>")
    );
    assert!(!err.contains('\u{1b}'), "no colours and no progress bar in a pipe: {err}");
}

#[test]
fn messages_follow_the_language_of_the_settings() {
    let settings = ("config.yaml", "site:\n  language: en\n");
    let project = project(&[settings, ("content/lizhou.md", ARTICLE)]);
    let (code, out, _) = run(project.path(), &["build"]);
    assert_eq!(code, 0);
    assert!(out.lines().last().unwrap().starts_with("Open "), "{out}");
}

#[test]
fn a_folder_that_is_no_project_is_named() {
    let empty = tempdir().unwrap();
    let (code, out, err) = run(empty.path(), &["build"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("FZ101") && err.contains("fangzhi init"), "{err}");
}

#[test]
fn settings_may_be_missing_or_empty() {
    let (code, _, err) = {
        let project = project(&[("content/lizhou.md", ARTICLE)]);
        run(project.path(), &["check", "-v"])
    };
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("FZ102"), "{err}");
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    assert_eq!(run(project.path(), &["check"]).0, 0);
}

#[test]
fn faults_of_the_settings_stop_the_build_and_keep_the_last_edition() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    assert_eq!(run(project.path(), &["build"]).0, 0);
    let index = project.path().join("output/index.html");
    let before = fs::read_to_string(&index).unwrap();
    let faults = [
        ("site:\n  titel: 甲\n", "FZ105"),
        ("川北: 甲\n", "FZ104"),
        ("corpus:\n  max_depth: 很深\n", "FZ106"),
        ("report:\n  cards: 99\n", "FZ107"),
        ("site:\n  language: fr\n", "FZ108"),
        ("site:\n  date: 2020-13-01\n", "FZ109"),
        ("site:\n  title: 甲\n  title: 乙\n", "FZ110"),
        ("site: [甲\n", "FZ103"),
        ("pack:\n  groups:\n    - label: 甲\n", "FZ112"),
        ("corrections: none.yaml\n", "FZ117"),
        ("corpus:\n  dir: nowhere\n", "FZ114"),
    ];
    for (settings, code) in faults {
        fs::write(project.path().join("config.yaml"), settings).unwrap();
        let (exit, out, err) = run(project.path(), &["build"]);
        assert_eq!(exit, 1, "{settings}: {err}");
        assert!(err.contains(code), "{settings}: {err}");
        assert!(!out.contains("请打开"), "{out}");
        assert_eq!(fs::read_to_string(&index).unwrap(), before, "{settings}");
    }
}

#[test]
fn settings_in_another_encoding_are_named() {
    let project = project(&[("content/lizhou.md", ARTICLE)]);
    fs::write(project.path().join("config.yaml"), b"site:\n  title: \xb4\xa8\xb1\xb1\n").unwrap();
    let (code, _, err) = run(project.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("FZ113"), "{err}");
}

#[test]
fn a_fault_of_the_settings_is_shown_with_its_line() {
    let project = project(&[("config.yaml", "site:\n  titel: 川北纪实\n")]);
    let (code, _, err) = run(project.path(), &["check"]);
    let wanted = "\
错误[FZ105]: 未知的键“titel”
 --> config.yaml:2:3
  |
2 |   titel: 川北纪实
  |   ^^^^^
  |
  = 提示: 是否想写 `title`？

1 处错误
";
    assert_eq!((code, err.as_str()), (1, wanted));
}

#[test]
fn alias_bombs_are_refused_quickly() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh"] {
        let (from, to) = pair.split_at(1);
        bomb.push_str(&format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(", ")));
    }
    let project = project(&[("config.yaml", &bomb)]);
    let (code, _, err) = run(project.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("FZ111"), "{err}");
}

#[test]
fn a_corpus_without_articles_keeps_the_last_edition() {
    let project = project(&[("config.yaml", ""), ("content/notes.odt", "x")]);
    let (code, _, err) = run(project.path(), &["build"]);
    assert_eq!(code, 1);
    assert!(err.contains("FZ115"), "{err}");
    assert!(!project.path().join("output").exists());
}

#[test]
fn a_corpus_whose_every_article_is_broken_says_so() {
    let files = [("config.yaml", ""), ("content/a.txt", ""), ("content/b.txt", "\0\u{1}\u{2}\0\0")];
    let project = project(&files);
    let (code, _, err) = run(project.path(), &["build"]);
    assert_eq!(code, 1);
    for expected in ["FZ116", "FZ121", "FZ122", "content/a.txt", "content/b.txt"] {
        assert!(err.contains(expected), "{expected}: {err}");
    }
}

#[test]
fn a_broken_article_does_not_stop_the_others() {
    let files = [("config.yaml", ""), ("content/a.txt", ""), ("content/lizhou.md", ARTICLE)];
    let project = project(&files);
    let (code, out, err) = run(project.path(), &["build"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("content/a.txt"), "{err}");
    assert!(out.contains("1 篇文章"), "{out}");
    assert_eq!(run(project.path(), &["build", "--deny-warnings"]).0, 1);
    assert_eq!(run(project.path(), &["check"]).0, 1);
}

#[test]
fn a_region_that_does_not_exist_is_pointed_at() {
    let article = ARTICLE.replace("510802", "519999");
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", &article)]);
    let (code, _, err) = run(project.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("FZ301") && err.contains("content/lizhou.md:4:10"), "{err}");
}

#[test]
fn a_table_dates_an_article_and_its_faults_have_their_line() {
    let text = "利州区脱贫纪实\n\n今年，利州区412户贫困户脱贫。\n";
    let table = "file,date\nlizhou.txt,2018-06-05\ngone.txt,\n";
    let project = project(&[
        ("config.yaml", ""),
        ("content/lizhou.txt", text),
        ("content/metadata.csv", table),
    ]);
    let (code, _, err) = run(project.path(), &["check", "-v"]);
    assert_eq!(code, 1);
    assert!(err.contains("FZ163") && err.contains("content/metadata.csv:3:1"), "{err}");
    assert!(!err.contains("FZ401"), "{err}");
    for input in ["content/lizhou.txt", "content"] {
        let (_, out, err) = run(project.path(), &["extract", input]);
        assert!(out.contains("\"date\":\"2018-06-05\""), "{out}");
        assert!(out.contains("\"period\":\"2018\""), "{out}");
        let told = err.contains("metadata.csv:3:1");
        assert_eq!(told, input == "content", "{err}");
    }
}

#[test]
fn doubts_about_regions_reprints_and_corrections_are_told() {
    let ambiguous = ARTICLE.replace("\"510802\"", "鼓楼区");
    let nowhere = "去年完成危房改造412户，新修水渠30公里。\n";
    let missed = "- target: {region: \"510802\"}\n  action: flag\n  reason: 待查\n";
    let project = project(&[
        ("config.yaml", "corrections: corrections.yaml\n"),
        ("corrections.yaml", missed),
        ("content/ambiguous.md", &ambiguous),
        ("content/lizhou.md", ARTICLE),
        ("content/nowhere.txt", nowhere),
    ]);
    let (code, _, err) = run(project.path(), &["check", "-v"]);
    assert_eq!(code, 1);
    for expected in ["FZ206", "FZ302", "FZ601", "FZ611"] {
        assert!(err.contains(expected), "{expected}: {err}");
    }
}

#[test]
fn faulty_templates_stop_the_build_and_name_their_place() {
    let faults = [
        ("{% if %}", "FZ801"),
        ("{{ head.titel }}", "FZ803"),
        ("{{ head.title | no_such_filter }}", "FZ802"),
        ("{% include \"home.html\" %}", "FZ804"),
        ("{% for i in range(end=2000000) %}{{ i }}{% endfor %}", "FZ803"),
    ];
    for (template, code) in faults {
        let template = ("templates/home.html", template);
        let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE), template]);
        let (exit, _, err) = run(project.path(), &["build"]);
        assert_eq!(exit, 1, "{template:?}: {err}");
        assert!(err.contains(code), "{template:?}: {err}");
        assert!(!project.path().join("output").exists(), "{template:?}");
    }
}

#[test]
fn an_output_folder_of_somebody_else_is_refused() {
    let files = [("config.yaml", ""), ("content/lizhou.md", ARTICLE), ("output/thesis.docx", "x")];
    let project = project(&files);
    let (code, _, err) = run(project.path(), &["build"]);
    assert_eq!(code, 2);
    assert!(err.contains("thesis.docx"), "{err}");
    assert_eq!(fs::read_dir(project.path().join("output")).unwrap().count(), 1);
}

#[test]
fn an_output_folder_outside_or_among_the_sources_is_refused() {
    for dir in ["../elsewhere", "/srv/www", ".", "content", "content/out", "templates", ""] {
        let settings = format!("output:\n  dir: {dir:?}\n");
        let project = project(&[("config.yaml", &settings), ("content/lizhou.md", ARTICLE)]);
        let (code, _, err) = run(project.path(), &["build"]);
        assert_eq!(code, 2, "{dir}: {err}");
        assert!(err.contains("不能用作输出文件夹"), "{dir}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_leads_out_by_a_link_is_refused() {
    let elsewhere = tempdir().unwrap();
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    std::os::unix::fs::symlink(elsewhere.path(), project.path().join("output")).unwrap();
    assert_eq!(run(project.path(), &["build"]).0, 2);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn an_output_folder_that_cannot_be_written_is_an_error() {
    let files = [("config.yaml", "output:\n  dir: file/site\n"), ("file", "x")];
    let project = project(&[files[0], files[1], ("content/lizhou.md", ARTICLE)]);
    let (code, _, err) = run(project.path(), &["build"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("错误[FZ901]: 无法读取“"), "{err}");
}

#[test]
fn an_article_of_eight_mebibytes_in_one_line_is_read() {
    // What a page saved with its pictures looks like: letters without end, and prose before it.
    let mut line = ARTICLE.trim_end().to_owned();
    let letters = "aGVsbG8gd29ybGQsIHRoaXMgaXMgYSBwaWN0dXJl";
    line.push_str(&letters.repeat((8 * 1024 * 1024 - line.len()) / letters.len()));
    let project = project(&[("config.yaml", ""), ("content/long.md", &line)]);
    let (code, out, err) = run(project.path(), &["extract", "-q", "content/long.md"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.lines().count() > 1 && out.len() < 100_000, "evidence is bounded: {}", out.len());
    fs::write(project.path().join("content/long.md"), format!("{line}{letters}{letters}")).unwrap();
    assert!(run(project.path(), &["check"]).2.contains("FZ125"));
}

#[test]
fn findings_are_lines_of_json_for_programs() {
    let files = [("config.yaml", ""), ("content/a.txt", ""), ("content/lizhou.md", ARTICLE)];
    let project = project(&files);
    let (_, out, _) = run(project.path(), &["build", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|l| l["code"] == "FZ121" && l["file"] == "content/a.txt"), "{out}");
    assert!(lines.last().unwrap()["index"].as_str().unwrap().ends_with("index.html"));
    let (_, out, _) = run(project.path(), &["check", "--message-format", "github"]);
    assert!(out.contains("::warning file=content/a.txt,title=FZ121::"), "{out}");
}

#[test]
fn facts_are_lines_of_json() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    let (code, out, err) = run(project.path(), &["extract", "content/lizhou.md"]);
    assert_eq!(code, 0, "{err}");
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!(first["article"], "lizhou");
    assert_eq!(first["title"], "利州区脱贫纪实");
    let (_, piped, _) = ran(fangzhi(project.path()).args(["extract", "-"]).write_stdin(ARTICLE));
    assert_eq!(piped.lines().count(), out.lines().count());
    assert_eq!(run(project.path(), &["extract", "content"]).1, out);
    assert_eq!(run(project.path(), &["extract", "nowhere.txt"]).0, 2);
}

#[test]
fn a_new_project_builds() {
    let folder = tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init", "report"]).0, 0);
    let (code, out, err) = run(folder.path(), &["build", "-C", "report"]);
    assert_eq!(code, 0, "{out}{err}");
    fs::write(folder.path().join("report/config.yaml"), "# mine\n").unwrap();
    assert_eq!(run(folder.path(), &["init", "report"]).0, 0);
    let kept = fs::read_to_string(folder.path().join("report/config.yaml")).unwrap();
    assert_eq!(kept, "# mine\n");
}

#[test]
fn the_sample_of_a_new_project_is_the_bundled_corpus() {
    let folder = tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init", "--sample"]).0, 0);
    let texts = |folder: &Path| -> BTreeMap<String, String> {
        let files =
            fs::read_dir(folder.join("content")).unwrap().map(|entry| entry.unwrap().path());
        files
            .map(|path| (path.display().to_string(), path))
            .map(|(name, path)| {
                (name.rsplit('/').next().unwrap().to_owned(), fs::read_to_string(path).unwrap())
            })
            .collect()
    };
    assert_eq!(texts(folder.path()), texts(Path::new(env!("CARGO_MANIFEST_DIR"))));
    assert_eq!(run(folder.path(), &["build"]).0, 0);
}

#[test]
fn what_a_new_project_has_for_ci_is_whole_and_names_this_version() {
    let folder = tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init", "zh"]).0, 0);
    assert_eq!(run(folder.path(), &["init", "en", "--english"]).0, 0);
    let read = |name: &str| {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(!text.contains(['«', '»']) && !text.contains("@INSTALL@"), "{text}");
        let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(han, name.starts_with("zh"), "{name} is in one language");
        for action in text.lines().filter_map(|line| line.split_once("uses: ")) {
            let commit = action.1.split_once('@').unwrap().1.split(' ').next().unwrap();
            let pinned = commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(pinned, "{name}: {}", action.1);
        }
        serde_yaml::from_str::<serde_json::Value>(&text).unwrap()
    };
    let version = env!("CARGO_PKG_VERSION");
    for language in ["zh", "en"] {
        let github = read(&format!("{language}/.github/workflows/report.yml"));
        assert_eq!(github["env"]["FANGZHI"], version);
        let gitlab = read(&format!("{language}/.gitlab-ci.yml"));
        assert_eq!(gitlab["variables"]["FANGZHI"], version);
        for script in [&github["jobs"]["build"]["steps"][2]["run"], &gitlab["report"]["script"][0]]
        {
            let script = script.as_str().unwrap();
            assert!(
                script.contains("cargo install --locked") && !script.contains("${{"),
                "{script}"
            );
        }
    }
    let within = tempdir().unwrap();
    fs::create_dir(within.path().join(".git")).unwrap();
    let (_, out, _) = run(within.path(), &["init", "reports/one", "--english"]);
    assert!(out.contains("make this folder a repository of its own"), "{out}");
    let (_, out, _) = run(within.path(), &["init", "--english"]);
    assert!(!out.contains("a repository of its own"), "{out}");
}

#[test]
fn two_editions_are_compared() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    assert_eq!(run(project.path(), &["build", "-o", "old"]).0, 0);
    let later = ARTICLE.replace("412户", "413户");
    fs::write(project.path().join("content/lizhou.md"), later).unwrap();
    assert_eq!(run(project.path(), &["build", "-o", "new"]).0, 0);
    let (code, out, _) = run(project.path(), &["diff", "old", "new"]);
    assert_eq!(code, 1);
    assert!(out.contains("413") && out.contains("412"), "{out}");
    assert_eq!(run(project.path(), &["diff", "new", "new"]).0, 0);
    assert_eq!(run(project.path(), &["diff", "new", "content"]).0, 2);
}

#[test]
fn rules_are_explained_with_the_sentences_that_they_decided() {
    let text = ARTICLE.replace("脱贫，", "脱贫。2019年计划修路40公里，");
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", &text)]);
    let (code, out, _) = run(project.path(), &["explain", "plan-cue"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("plan-cue (sense)") && out.contains("力争"), "{out}");
    assert!(out.contains("lizhou: 2019年【计划】修路40公里"), "{out}");
    let (_, out, _) = run(project.path(), &["explain", "content/lizhou.md"]);
    assert!(out.contains("plan-cue「计划」"), "{out}");
    let (_, out, _) = run(project.path(), &["check", "--rules"]);
    let counted = |line: &str| line.trim_start().starts_with("2  plan-cue");
    assert!(out.lines().any(counted), "{out}");
    assert!(out.contains("没有判定过的规则") && out.contains("requirement-cue"), "{out}");
}

#[test]
fn codes_are_explained() {
    let folder = tempdir().unwrap();
    let (code, out, _) = run(folder.path(), &["explain", "FZ201"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("FZ201 警告: "), "{out}");
    assert_eq!(run(folder.path(), &["explain", "FZ999"]).0, 1);
    assert!(run(folder.path(), &["explain"]).1.lines().count() > 20);
}

#[test]
fn wrong_usage_is_exit_code_two_and_help_is_none() {
    let folder = tempdir().unwrap();
    assert_eq!(run(folder.path(), &["biuld"]).0, 2);
    assert_eq!(run(folder.path(), &["build", "--jobs", "0"]).0, 2);
    let (code, out, _) = run(folder.path(), &["--help"]);
    assert_eq!(code, 0);
    assert!(out.contains("fangzhi init my-report"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    let binary = assert_cmd::cargo::cargo_bin!("fangzhi");
    let script = format!("{} extract content/ | true; exit ${{PIPESTATUS[0]}}", binary.display());
    let status = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(project.path())
        .status()
        .unwrap();
    assert!(status.success(), "{status}");
}

#[test]
fn printing_without_a_browser_says_what_to_do() {
    let project = project(&[("config.yaml", ""), ("content/lizhou.md", ARTICLE)]);
    let (code, out, err) = run(project.path(), &["build", "--pdf", "--browser", "no/such"]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains("无法打印：“no/such”没有打印成功"), "{err}");
    assert!(err.contains("--browser 路径") && err.contains("网页已经生成"), "{err}");
    assert!(project.path().join("output/index.html").exists());
    assert_eq!(run(project.path(), &["build", "--browser", "x"]).0, 2, "only with --pdf");
}

#[cfg(target_os = "linux")]
#[test]
fn a_machine_without_a_browser_is_told_which_ones_serve() {
    let settings = ("config.yaml", "site:\n  language: en\n");
    let project = project(&[settings, ("content/lizhou.md", ARTICLE)]);
    let nothing = tempdir().unwrap();
    let mut command = fangzhi(project.path());
    let (code, _, err) = ran(command.args(["build", "--pdf"]).env("PATH", nothing.path()));
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("found no Chromium, Chrome or Edge") && err.contains("--browser PATH"));
}

#[cfg(unix)]
#[test]
fn the_printed_report_is_ours_and_never_of_another_edition() {
    use std::os::unix::fs::PermissionsExt;
    // A browser that, like the real one run by root, refuses to start without --no-sandbox.
    let script = "#!/bin/sh\nfor a; do case $a in\n--no-sandbox) free=1;;\n\
        --print-to-pdf=*) pdf=${a#--print-to-pdf=};;\nesac; done\n\
        [ -n \"$free\" ] || { echo 'needs --no-sandbox' >&2; exit 1; }\n\
        printf '%s\\n' \"$@\" > \"$pdf\"\n";
    let files = [("config.yaml", ""), ("content/lizhou.md", ARTICLE), ("browser", script)];
    let project = project(&files);
    let browser = project.path().join("browser");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let arguments = ["build", "--pdf", "--browser", "./browser"];
    let (code, out, err) = run(project.path(), &arguments);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.lines().any(|line| line == "PDF output/report.pdf"), "{out}");
    assert!(out.lines().last().unwrap().starts_with("请打开 "), "{out}");
    let pdf = project.path().join("output/report.pdf");
    let asked = fs::read_to_string(&pdf).unwrap();
    for wanted in ["--export-tagged-pdf", "--generate-pdf-document-outline", "report.html"] {
        assert!(asked.contains(wanted), "{wanted}: {asked}");
    }
    assert_eq!(run(project.path(), &arguments).0, 0, "a second time");
    assert_eq!(run(project.path(), &["build"]).0, 0);
    assert!(!pdf.exists(), "a build without --pdf leaves none of another edition");
}
