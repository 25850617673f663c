//! The corpus folder to a sorted list of files.

use super::{ArticleId, FrontMatter, SourceFormat, metadata, text_of};
use crate::config::CorpusConfig;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::path::RelPath;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file of the corpus, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Identity of its article.
    pub id: ArticleId,
    /// Where it is on this machine.
    pub location: PathBuf,
    /// Where it is below the corpus folder.
    pub path: RelPath,
    /// How it is written, by its extension.
    pub format: SourceFormat,
    /// What the metadata.csv of its folder says about it.
    pub told: FrontMatter,
}

impl SourceFile {
    /// The file at `path` below a corpus folder, wherever it is, with what is told beside it; none when its
    /// name is no article's.
    ///
    /// # Example
    /// ```
    /// use fangzhi::corpus::{FrontMatter, SourceFile};
    /// use fangzhi::path::RelPath;
    /// let named = |path| SourceFile::named(RelPath::new(path).unwrap(), FrontMatter::default());
    /// assert_eq!(named("51/南充.md").unwrap().id.0.as_ref(), "51/南充");
    /// assert_eq!(named("51/南充.jpg"), None);
    /// ```
    #[must_use]
    pub fn named(path: RelPath, told: FrontMatter) -> Option<Self> {
        let format = format_of(Path::new(path.as_str()))?;
        let id = ArticleId::of(&path);
        Some(Self { id, location: PathBuf::new(), path, format, told })
    }
}

/// What a corpus folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The articles, sorted by path.
    pub files: Vec<SourceFile>,
    /// The text of each metadata.csv, by path: what findings about them point into.
    pub tables: BTreeMap<RelPath, String>,
}

/// Lists the articles below the corpus folder `root`, with what each folder's metadata.csv says
/// about them.
///
/// Hidden files and folders are left out, links are not followed, pipes and devices not opened. Two files of one identity
/// (`a.md` and `a.txt`) are a diagnostic; the first is kept.
///
/// # Errors
/// When `root` is no folder that can be listed.
///
/// # Example
/// ```
/// use fangzhi::config::CorpusConfig;
/// use fangzhi::corpus::list;
/// let folder = tempfile::tempdir().unwrap();
/// for name in ["b.md", "a.txt", "a.jpg", ".c.txt"] {
///     std::fs::write(folder.path().join(name), "全县脱贫。").unwrap();
/// }
/// std::fs::write(folder.path().join("metadata.csv"), "file,title\na.txt,摘帽").unwrap();
/// let files = list(folder.path(), &CorpusConfig::default()).unwrap().value.files;
/// let ids: Vec<&str> = files.iter().map(|file| &*file.id.0).collect();
/// assert_eq!(ids, ["a", "b"]);
/// assert_eq!(files[0].told.title.as_deref(), Some("摘帽"));
/// ```
pub fn list(root: &Path, config: &CorpusConfig) -> Result<Outcome<Listing>, Error> {
    std::fs::read_dir(root).map_err(|source| Error::Read { path: root.to_owned(), source })?;
    let mut out: Outcome<Listing> = Outcome::default();
    let walk = WalkDir::new(root)
        .max_depth(config.max_depth)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !hidden(entry));
    for entry in walk {
        match entry {
            Ok(entry) => take(&entry, root, config, &mut out),
            Err(error) => {
                let path = error.path().and_then(|path| relative(path, root));
                let mut finding =
                    Diagnostic::new(Code::UnreadableFile).arg("reason", reason(&error));
                finding.file = path;
                out.diagnostics.push(finding);
            }
        }
    }
    out.value.files.sort_by(|a, b| a.path.cmp(&b.path));
    tell(&mut out, root, config);
    drop_repeated_ids(&mut out);
    Ok(out)
}

/// Gives every file what the table in its folder says about it.
fn tell(out: &mut Outcome<Listing>, root: &Path, config: &CorpusConfig) {
    let Listing { files, tables } = &mut out.value;
    for (path, text) in tables {
        let mut found = Vec::new();
        match text_of(&root.join(path.as_str()), config) {
            Ok(decoded) => *text = decoded.text,
            Err(finding) => {
                out.diagnostics.push(finding.within(path.clone()));
                continue;
            }
        }
        let read = metadata::read(text);
        found.extend(read.diagnostics);
        let folder = path.as_str().strip_suffix(metadata::NAME).unwrap_or_default();
        for (name, row) in read.rows {
            let file = format!("{folder}{name}");
            let at = files.binary_search_by(|known| known.path.as_str().cmp(&file)).ok();
            // A file in a folder below has the table of that folder.
            let at = at.filter(|_| !name.contains('/'));
            let Some(file) = at.and_then(|at| files.get_mut(at)) else {
                found.push(row.astray(&name));
                continue;
            };
            file.told = row.front;
            found.extend(row.diagnostics);
        }
        found.sort_by_key(|finding| finding.span);
        out.diagnostics.extend(found.into_iter().map(|finding| finding.within(path.clone())));
    }
}

fn reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}

fn hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn take(entry: &DirEntry, root: &Path, config: &CorpusConfig, out: &mut Outcome<Listing>) {
    let kind = entry.file_type();
    if kind.is_dir() {
        if entry.depth() == config.max_depth {
            let mut finding = Diagnostic::new(Code::DeepFolder).arg("depth", config.max_depth);
            finding.file = relative(entry.path(), root);
            out.diagnostics.push(finding);
        }
        return;
    }
    if !kind.is_file() {
        let code = if kind.is_symlink() { Code::SkippedLink } else { Code::SpecialFile };
        let mut finding = Diagnostic::new(code);
        finding.file = relative(entry.path(), root);
        out.diagnostics.push(finding);
        return;
    }
    if entry.file_name() == metadata::NAME {
        let table = relative(entry.path(), root).map(|path| (path, String::new()));
        out.value.tables.extend(table);
        return;
    }
    if format_of(entry.path()).is_none() {
        out.diagnostics.extend(unread(entry.path(), root));
        return;
    }
    let Some(path) = relative(entry.path(), root) else {
        let name = entry.path().display();
        out.diagnostics.push(Diagnostic::new(Code::BadFileName).arg("name", name));
        return;
    };
    let file = SourceFile::named(path, FrontMatter::default());
    out.value
        .files
        .extend(file.map(|file| SourceFile { location: entry.path().to_owned(), ..file }));
}

/// Endings of texts that are not read.
const UNREAD: &[&str] = &["doc", "docm", "wps", "rtf", "odt", "pdf", "ofd", "xls", "xlsx", "epub"];

/// How a file is written, by its extension; `None` for files that are no articles.
///
/// # Example
/// ```
/// use fangzhi::corpus::{SourceFormat, format_of};
/// use std::path::Path;
/// assert_eq!(format_of(Path::new("a/b.MD")), Some(SourceFormat::Markdown));
/// assert_eq!(format_of(Path::new("a/b.jpg")), None);
/// ```
#[must_use]
pub fn format_of(path: &Path) -> Option<SourceFormat> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "md" | "markdown" => Some(SourceFormat::Markdown),
        "txt" => Some(SourceFormat::Text),
        "html" | "htm" => Some(SourceFormat::Html),
        "mhtml" | "mht" => Some(SourceFormat::Mhtml),
        "docx" => Some(SourceFormat::Docx),
        _ => None,
    }
}

/// A text that somebody may believe to be read.
fn unread(path: &Path, root: &Path) -> Option<Diagnostic> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let finding = Diagnostic::new(Code::FormatUnread).arg("ending", &ending);
    let file = relative(path, root)?;
    UNREAD.contains(&ending.as_str()).then(|| finding.within(file))
}

fn relative(path: &Path, root: &Path) -> Option<RelPath> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> =
        below.components().map(|part| part.as_os_str().to_str()).collect();
    RelPath::new(parts?.join("/"))
}

fn drop_repeated_ids(out: &mut Outcome<Listing>) {
    let mut kept: BTreeMap<ArticleId, RelPath> = BTreeMap::new();
    let diagnostics = &mut out.diagnostics;
    out.value.files.retain(|file| {
        if let Some(first) = kept.get(&file.id) {
            let finding =
                Diagnostic::new(Code::DuplicateId).arg("id", &file.id).arg("first", first);
            diagnostics.push(finding.within(file.path.clone()));
            return false;
        }
        kept.insert(file.id.clone(), file.path.clone());
        true
    });
}
