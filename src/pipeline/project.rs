//! A project folder: its settings, and the tables that its articles are read with.

use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Outcome, Severity};
use crate::error::{Error, OutputFault};
use crate::file::{self, Unread};
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::path::RelPath;
use crate::site::pages::{NOTES, PAGES};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};

/// Name of the settings file.
pub const CONFIG_FILE: &str = "config.yaml";

/// Folder of a project's own templates.
pub(super) const TEMPLATES: &str = "templates";
/// Folder of a project's own static files.
pub(super) const STATIC: &str = "static";

/// Largest file of settings or corrections.
const MOST_BYTES: u64 = 64 << 20;

/// A project, opened.
#[derive(Debug)]
pub struct Project {
    /// Its folder.
    pub root: PathBuf,
    /// Its settings; the defaults where there is no file.
    pub config: Config,
    /// The words of the language and of its subjects.
    pub lexicon: Lexicon,
    /// The divisions.
    pub gazetteer: Gazetteer,
    /// Texts of the files that diagnostics may point into, by path below the folder.
    pub texts: BTreeMap<RelPath, String>,
    /// Hash of the settings that articles are read with.
    pub reading: Fingerprint,
}

impl Project {
    /// Opens the project in `root`. Diagnostics name their file below `root`.
    ///
    /// # Errors
    /// [`Error::Read`] when a file is there and cannot be read.
    pub fn open(root: &Path) -> Result<Outcome<Self>, Error> {
        let mut texts = BTreeMap::new();
        let mut diagnostics = Vec::new();
        let text = read_text(root, CONFIG_FILE)?;
        let name = RelPath::new(CONFIG_FILE);
        let config = match text {
            Some(Ok(text)) => {
                let loaded = config::load(&text);
                diagnostics
                    .extend(loaded.diagnostics.into_iter().map(|d| in_file(d, name.as_ref())));
                texts.extend(name.clone().map(|name| (name, text)));
                loaded.value
            }
            Some(Err(finding)) => {
                diagnostics.push(in_file(finding, name.as_ref()));
                Config::default()
            }
            None => {
                diagnostics.push(missing(root));
                Config::default()
            }
        };
        diagnostics.extend(linked(root, &config));
        let own = subjects(root, &config)?;
        diagnostics.extend(own.diagnostics);
        let settings = name.as_ref().and_then(|name| texts.get(name)).map_or("", String::as_str);
        let lexicon = config::lexicon(&config, settings, &own.value);
        diagnostics.extend(lexicon.diagnostics.into_iter().map(|d| in_file(d, name.as_ref())));
        texts.extend(own.value);
        let gazetteer = Gazetteer::builtin().with_labels(&config.report.names);
        let root = root.to_path_buf();
        let reading = reading(&config, &texts);
        let value = Self { root, config, lexicon: lexicon.value, gazetteer, texts, reading };
        Ok(Outcome { value, diagnostics })
    }

    /// A finding about the value of a key of the settings, at its place there.
    pub(super) fn about(&self, key: &[&str], finding: Diagnostic) -> Diagnostic {
        let Some(name) = RelPath::new(CONFIG_FILE) else { return finding };
        let text = self.texts.get(&name).map_or("", String::as_str);
        let span = config::place_of(text, key);
        Diagnostic { span, ..finding.within(name) }
    }

    /// Folder of the articles.
    #[must_use]
    pub fn corpus(&self) -> PathBuf {
        self.root.join(&self.config.corpus.dir)
    }

    /// Folder of the finished report as the settings name it.
    ///
    /// # Errors
    /// [`Error::ForeignOutput`] when it is not a folder of its own inside the project: a build
    /// replaces what it finds there.
    pub fn output(&self) -> Result<PathBuf, Error> {
        let path = self.root.join(&self.config.output.dir);
        if RelPath::new(self.config.output.dir.trim_end_matches('/')).is_none() {
            return Err(Error::ForeignOutput { path, fault: OutputFault::Outside });
        }
        if !real(&path).starts_with(real(&self.root)) {
            return Err(Error::ForeignOutput { path, fault: OutputFault::Linked });
        }
        self.checked(path)
    }

    /// The folder `path`, which may be anywhere, as output.
    ///
    /// # Errors
    /// [`Error::ForeignOutput`] when sources of the project are in it, or it is among them.
    pub fn checked(&self, path: PathBuf) -> Result<PathBuf, Error> {
        let subjects = self.config.subject_folders();
        let mut sources = vec![self.config.corpus.dir.trim_end_matches('/'), TEMPLATES, STATIC];
        sources.extend([PAGES, NOTES]);
        sources.extend(subjects.iter().map(RelPath::as_str));
        let output = real(&path);
        let holds = |source: &&str| {
            let source = real(&self.root.join(source));
            output.starts_with(&source) || source.starts_with(&output)
        };
        match sources.into_iter().find(holds) {
            Some(source) => {
                let fault = OutputFault::Source(source.to_owned());
                Err(Error::ForeignOutput { path, fault })
            }
            None => Ok(path),
        }
    }

    /// Folder of the finished report of the project in `root`, as far as its settings can be read
    /// and allow it: without opening the rest of the project.
    #[must_use]
    pub fn output_of(root: &Path) -> Option<PathBuf> {
        let config = match read_text(root, CONFIG_FILE).ok()? {
            Some(text) => config::load(&text.ok()?).value,
            None => Config::default(),
        };
        let output = RelPath::new(config.output.dir.trim_end_matches('/'))?;
        let path = root.join(output.as_str());
        real(&path).starts_with(real(root)).then_some(path)
    }
}

/// A path with all its links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let whole = absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let found = whole.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    let rest = found.as_ref().and_then(|(above, _)| whole.strip_prefix(above).ok());
    match (&found, rest) {
        (Some((_, found)), Some(rest)) => found.join(rest),
        _ => whole,
    }
}

/// A hash of what articles are read with: how they are cleaned, the subjects and their files, own words,
/// own names of divisions.
fn reading(config: &Config, texts: &BTreeMap<RelPath, String>) -> Fingerprint {
    let settings = (&config.clean, &config.subjects, &config.pack, &config.report.names);
    let settings = serde_json::to_string(&settings).unwrap_or_default();
    let folders = config.subject_folders();
    let own = texts.iter().filter(|(path, _)| {
        folders.iter().any(|folder| path.as_str().starts_with(folder.as_str()))
    });
    let own = own.flat_map(|(path, text)| [path.as_str(), text.as_str()]);
    Fingerprint::of_parts([settings.as_str()].into_iter().chain(own))
}

/// Whether a build may go on: nothing is published under settings that could not be read.
#[must_use]
pub fn is_sound(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|finding| finding.code.severity() != Severity::Error)
}

/// What a missing settings file means: without a corpus folder either, this is no project.
fn missing(root: &Path) -> Diagnostic {
    if root.join(Config::default().corpus.dir).is_dir() {
        return Diagnostic::new(Code::ConfigMissing);
    }
    let shown = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    Diagnostic::new(Code::NotAProject).arg("path", shown.display())
}

/// Folders of sources that are links out of the project, which is told: their names do not say so.
fn linked(root: &Path, config: &Config) -> Vec<Diagnostic> {
    let home = real(root);
    let corpus = config.corpus.dir.trim_end_matches('/');
    let out = [corpus, TEMPLATES, STATIC, PAGES, NOTES].into_iter().filter_map(|name| {
        RelPath::new(name)?;
        let target = fs::canonicalize(root.join(name)).ok()?;
        let finding = Diagnostic::new(Code::LinkedFolder).arg("path", name);
        (!target.starts_with(&home)).then(|| finding.arg("target", target.display()))
    });
    out.collect()
}

/// The text of a file of the project; `None` when there is none.
pub(super) fn read_text(
    root: &Path,
    name: &str,
) -> Result<Option<Result<String, Diagnostic>>, Error> {
    let path = root.join(name);
    match file::read(&path, MOST_BYTES) {
        Ok(bytes) => Ok(Some(text_of(bytes))),
        Err(Unread::Failed(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(Unread::Failed(source)) => Err(Error::Read { path, source }),
        Err(Unread::TooLarge(_)) => Err(Error::TooLarge { path, limit: MOST_BYTES }),
        Err(Unread::Special) => Err(Error::Special { path }),
    }
}

/// The YAML files of the subjects in the project's own folders, by path below it.
fn subjects(root: &Path, config: &Config) -> Result<Outcome<BTreeMap<RelPath, String>>, Error> {
    let mut out: Outcome<BTreeMap<RelPath, String>> = Outcome::default();
    for folder in config.subject_folders() {
        // A folder that is not there has no files: a finding with its place in the settings.
        let entries = fs::read_dir(root.join(folder.as_str())).into_iter().flatten();
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let is_yaml = |name: &String| Path::new(name).extension().is_some_and(|e| e == "yaml");
        for name in names.filter(is_yaml) {
            let Some(path) = RelPath::new(format!("{folder}/{name}")) else { continue };
            match read_text(root, path.as_str())? {
                Some(Ok(text)) => out.value.extend([(path, text)]),
                Some(Err(finding)) => out.diagnostics.push(finding.within(path)),
                None => (),
            }
        }
    }
    Ok(out)
}

fn text_of(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|_| Diagnostic::new(Code::NotUtf8))?;
    Ok(text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text))
}

fn in_file(mut finding: Diagnostic, file: Option<&RelPath>) -> Diagnostic {
    finding.file = finding.file.or_else(|| file.cloned());
    finding
}
