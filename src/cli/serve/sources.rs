//! What a report is made of: which folders are watched, and which changes in them matter.

use crate::config::Config;
use crate::corpus::format_of;
use crate::picture;
use crate::pipeline::CONFIG_FILE;
use notify::RecursiveMode;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders that a project is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sources {
    folders: Vec<Folder>,
    files: Vec<PathBuf>,
    output: PathBuf,
    root: PathBuf,
}

/// A folder of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Folder {
    /// Where the settings say it is.
    named: PathBuf,
    /// Where it is, when that is elsewhere: the system tells of changes there.
    real: Option<PathBuf>,
    kind: Kind,
}

/// What is read of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Articles and the tables beside them.
    Articles,
    /// YAML.
    Subject,
    /// Every file.
    Whole,
}

impl Sources {
    /// What the settings `config` of the project in `root` name.
    pub(super) fn new(root: &Path, config: &Config) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
        let folder = |name: &str, kind| {
            let named = plain(&root.join(name));
            let real = fs::canonicalize(&named).ok().filter(|real| *real != named);
            Folder { named, real, kind }
        };
        let mut folders = vec![
            folder(&config.corpus.dir, Kind::Articles),
            folder("templates", Kind::Whole),
            folder("static", Kind::Whole),
            folder("pages", Kind::Whole),
            folder("notes", Kind::Whole),
        ];
        folders.extend(config.subject_folders().iter().map(|f| folder(f.as_str(), Kind::Subject)));
        folders.extend(config.site.previous.iter().map(|f| folder(f, Kind::Whole)));
        let Config { corrections, site, .. } = config;
        let named = [corrections, &site.logo, &site.css].map(Option::as_deref);
        let files = [Some(CONFIG_FILE)]
            .into_iter()
            .chain(named)
            .flatten()
            .map(|name| plain(&root.join(name)))
            .collect();
        let output = plain(&root.join(&config.output.dir));
        Self { folders, files, output, root }
    }

    /// The folders to watch. What a folder is inside of is watched too: only there is it seen that
    /// it comes, goes or is put in another's place.
    pub(super) fn watched(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let real = |folder: &Folder| folder.real.clone().unwrap_or_else(|| folder.named.clone());
        let whole: Vec<PathBuf> =
            self.folders.iter().map(real).filter(|path| path.is_dir()).collect();
        let named = self.folders.iter().map(|folder| &folder.named);
        let linked = self.folders.iter().filter_map(|folder| folder.real.as_ref());
        let above = named.chain(linked).chain(&self.files).flat_map(|path| self.above(path));
        let mut watched: BTreeMap<PathBuf, RecursiveMode> = above
            .filter(|path| !whole.iter().any(|folder| path.starts_with(folder)))
            .map(|path| (path, RecursiveMode::NonRecursive))
            .collect();
        let outer = whole
            .iter()
            .filter(|path| !whole.iter().any(|other| other != *path && path.starts_with(other)));
        watched.extend(outer.map(|path| (path.clone(), RecursiveMode::Recursive)));
        watched
    }

    /// The folders above `path` that are there, up to the project's; of a path outside the nearest.
    fn above(&self, path: &Path) -> Vec<PathBuf> {
        let there = path.ancestors().skip(1).filter(|path| path.is_dir());
        if path.starts_with(&self.root) {
            there.take_while(|path| path.starts_with(&self.root)).map(Path::to_path_buf).collect()
        } else {
            there.take(1).map(Path::to_path_buf).collect()
        }
    }

    /// Whether a change of `path` can change the report.
    pub(super) fn concern(&self, path: &Path) -> bool {
        if path.starts_with(&self.output) {
            return false;
        }
        if self.files.iter().any(|file| file == path) || self.is_frame(path) {
            return true;
        }
        self.folders.iter().any(|folder| folder.concerns(path))
    }

    /// Whether `path` is one of the folders or a folder that one of them is in.
    pub(super) fn is_frame(&self, path: &Path) -> bool {
        let inside = |named: &PathBuf| named.starts_with(path);
        let real = |folder: &Folder| folder.real.as_ref().is_some_and(inside);
        path != self.root
            && (self.folders.iter().any(|folder| inside(&folder.named) || real(folder))
                || self.files.iter().any(|file| file != path && inside(file)))
    }

    /// Every file with its size and its time.
    pub(super) fn look(&self) -> Look {
        let mut look = Look::new();
        let mut open: Vec<PathBuf> = self.watched().into_keys().collect();
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let Ok(about) = entry.metadata() else { continue };
                if about.is_dir() && self.folders.iter().any(|folder| folder.holds(&path)) {
                    open.push(path);
                } else if about.is_file() && self.concern(&path) {
                    look.insert(path, (about.len(), about.modified().ok()));
                }
            }
        }
        look
    }
}

/// What a look at all sources saw.
pub(super) type Look = BTreeMap<PathBuf, (u64, Option<std::time::SystemTime>)>;

impl Folder {
    fn below<'a>(&self, path: &'a Path) -> Option<&'a Path> {
        let real = self.real.as_ref().and_then(|real| path.strip_prefix(real).ok());
        path.strip_prefix(&self.named).ok().or(real)
    }

    fn holds(&self, path: &Path) -> bool {
        self.below(path).is_some()
    }

    fn concerns(&self, path: &Path) -> bool {
        let Some(below) = self.below(path) else { return false };
        let mut parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if parts.any(|part| part.starts_with('.')) || is_debris(&name) {
            return false;
        }
        // What has gone may have been a folder.
        let read = match self.kind {
            Kind::Articles => {
                format_of(path).is_some() || picture::is_named_so(path) || name == "metadata.csv"
            }
            Kind::Subject => path.extension().is_some_and(|ending| ending == "yaml"),
            Kind::Whole => true,
        };
        read || !path.is_file()
    }
}

/// What editors leave beside a file while it is open or being saved, under names that are not hidden.
fn is_debris(name: &str) -> bool {
    name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

/// The path without `.` and with `..` worked off, as far as names alone tell.
fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => (),
            Component::ParentDir => drop(out.pop()),
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;

    fn sources(root: &Path) -> Sources {
        let text = "corpus: {dir: texts}\nsubjects: [./packs/mine]\ncorrections: fix.yaml\n";
        Sources::new(root, &load(text).value)
    }

    #[test]
    fn only_what_is_read_concerns_the_report() {
        let sources = sources(Path::new("/nowhere"));
        let concern = |path: &str| sources.concern(&Path::new("/nowhere").join(path));
        for path in [
            "config.yaml",
            "fix.yaml",
            "texts/a.md",
            "texts/2020.1/b.TXT",
            "texts/metadata.csv",
            "texts/2020.1/b.JPG",
            "texts/gone-folder",
            "texts",
            "packs",
            "packs/mine/kinds.yaml",
            "static/logo.png",
            "pages/about.md",
            "notes/511300.md",
            "templates/base.html",
        ] {
            assert!(concern(path), "{path}");
        }
        for path in [
            "",
            "output",
            "output/index.html",
            ".fangzhi/cache/x",
            "notes.txt",
            "content/a.md",
            "texts/.git/HEAD",
            "texts/.a.md.swp",
            "texts/a.md~",
            "texts/#a.md#",
            "static/.#logo.png",
            "packs/other/x.yaml",
        ] {
            assert!(!concern(path), "{path}");
        }
    }

    #[test]
    fn names_are_worked_off() {
        assert_eq!(plain(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
