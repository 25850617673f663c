//! A project folder: its settings, and the tables that its articles are read with.

use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Outcome, Severity};
use crate::error::{Error, OutputFault};
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::path::RelPath;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the settings file.
pub const CONFIG_FILE: &str = "config.yaml";

/// Folder of a project's own templates.
pub(super) const TEMPLATES: &str = "templates";
/// Folder of a project's own static files.
pub(super) const STATIC: &str = "static";

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
        match self.output_fault(&path) {
            Some(fault) => Err(Error::ForeignOutput { path, fault }),
            None => Ok(path),
        }
    }

    fn output_fault(&self, path: &Path) -> Option<OutputFault> {
        let Some(output) = RelPath::new(self.config.output.dir.trim_end_matches('/')) else {
            return Some(OutputFault::Outside);
        };
        let output = Path::new(output.as_str());
        let real = |path: &Path| fs::canonicalize(path).ok();
        if let Some((path, root)) = real(path).zip(real(&self.root))
            && !path.starts_with(root)
        {
            return Some(OutputFault::Linked);
        }
        let subjects = self.config.subject_folders();
        let mut sources = vec![self.config.corpus.dir.trim_end_matches('/'), TEMPLATES, STATIC];
        sources.extend(subjects.iter().map(RelPath::as_str));
        let holds = |source: &&str| {
            let source = Path::new(*source);
            output.starts_with(source) || source.starts_with(output)
        };
        sources.into_iter().find(holds).map(|source| OutputFault::Source(source.to_owned()))
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

/// The text of a file of the project; `None` when there is none.
pub(super) fn read_text(
    root: &Path,
    name: &str,
) -> Result<Option<Result<String, Diagnostic>>, Error> {
    let path = root.join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(text_of(bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path, source }),
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
