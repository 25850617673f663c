//! `init`: a new report project that builds.

mod ci;

use super::Ending;
use super::args::{Common, InitArgs};
use super::print::Printer;
use crate::config::sample;
use crate::diag::Language;
use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The bundled corpus: its first article begins every project, all of them one with `--sample`.
const ARTICLES: &[(&str, &str)] = &[
    ("content/nanchong.md", include_str!("../../content/nanchong.md")),
    ("content/lizhou.md", include_str!("../../content/lizhou.md")),
    ("content/mianyang-counties.md", include_str!("../../content/mianyang-counties.md")),
    ("content/mianyang.txt", include_str!("../../content/mianyang.txt")),
    ("content/rangtang.md", include_str!("../../content/rangtang.md")),
    ("content/shangzhou.txt", include_str!("../../content/shangzhou.txt")),
    ("content/ziyuan.md", include_str!("../../content/ziyuan.md")),
];

/// Makes the project; existing files are kept.
pub(super) fn run(args: &InitArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let folder = args.folder.as_deref().unwrap_or(&common.project);
    let language = if args.english { Language::English } else { Language::Chinese };
    let settings = match language {
        Language::Chinese => sample(language),
        Language::English => sample(language).replace("language: zh-Hans", "language: en"),
    };
    let (github, gitlab) = (ci::github(language), ci::gitlab(language));
    let articles = if args.sample { ARTICLES.len() } else { 1 };
    // A corpus that is already there needs no sample.
    let articles = if folder.join("content").is_dir() { 0 } else { articles };
    let made = [
        ("config.yaml", settings.as_str()),
        (".gitignore", "/output/\n/.output.fangzhi*\n/.fangzhi/\n"),
        (".github/workflows/report.yml", github.as_str()),
        (".gitlab-ci.yml", gitlab.as_str()),
    ];
    for (name, text) in made.into_iter().chain(ARTICLES.iter().copied().take(articles)) {
        let path = folder.join(name);
        if path.exists() {
            printer.out(&format!("{} {name}", language.pick("已有，保留", "kept   ")));
        } else {
            write(&path, text)?;
            printer.out(&format!("{} {name}", language.pick("新建", "created")));
        }
    }
    if let Some(top) = repository_above(folder) {
        let top = top.display();
        printer.out(&match language {
            Language::Chinese => format!(
                "\nCI 只认仓库顶层（{top}）的 .github 和 .gitlab-ci.yml：\
                 请让这个文件夹自成仓库，或把它们移到那里并改好其中的路径。"
            ),
            Language::English => format!(
                "\nCI looks for .github and .gitlab-ci.yml at the top of the repository ({top}) only:\n\
                 make this folder a repository of its own, or move them there and adapt their paths."
            ),
        });
    }
    let shown = folder.display();
    printer.out(&match language {
        Language::Chinese => format!("\n把文章（.md、.txt、.html、.docx）放进 content/，然后运行：\n  fangzhi build -C {shown}"),
        Language::English => {
            format!("\nPut articles (.md, .txt, .html, .docx) into content/, then run:\n  fangzhi build -C {shown}")
        }
    });
    Ok(Ending::Done)
}

/// The repository that the folder is in without being its top.
fn repository_above(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let top = folder.ancestors().find(|above| above.join(".git").exists())?;
    (top != folder).then(|| top.to_path_buf())
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_path_buf(), source };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
