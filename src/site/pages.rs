//! The project's own words: its pages, and its notes on pages of ours.

use super::own::{self, Own};
use super::{Brand, route};
use crate::config::{CorpusConfig, nearest};
use crate::corpus::{self, NoteFront, PageFront, Prose, SourceFormat};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::gazetteer::Adcode;
use crate::model::Report;
use crate::path::RelPath;
use crate::span::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// Folder of a project's own pages.
pub const PAGES: &str = "pages";
/// Folder of a project's notes.
pub const NOTES: &str = "notes";
/// Deepest folder of pages and notes.
const MOST_FOLDERS: usize = 4;

/// What a project says in its own words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnWords {
    /// Its pages, in the order of the navigation.
    pub pages: Vec<OwnPage>,
    /// Its notes, by file.
    pub notes: Vec<Note>,
    /// How it wants the report to look.
    pub brand: Brand,
    /// The texts that findings point into.
    pub texts: BTreeMap<RelPath, String>,
}

/// A page of the project's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPage {
    /// The file, below the project.
    pub file: RelPath,
    /// Where it goes.
    pub path: String,
    /// What its front matter says; title and label are given.
    pub front: PageFront,
    /// Its text, without the title.
    pub text: Prose,
}

/// A note on a page of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The file, below the project.
    pub file: RelPath,
    /// What it is about: a division's code, an indicator's id, a mechanism's name or address.
    pub about: String,
    /// What stands above it.
    pub title: Option<String>,
    /// What it says.
    pub text: Prose,
}

impl OwnWords {
    /// Reads the pages and notes of the project in `root`.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn read(root: &Path, config: &CorpusConfig) -> Result<Outcome<Self>, Error> {
        let mut out = Outcome::<Self>::default();
        let (words, found) = (&mut out.value, &mut out.diagnostics);
        for (file, name, text) in markdown(root, PAGES, config, found)? {
            let stem = stem(&name).to_owned();
            if route::is_ours(&stem) {
                let finding = Diagnostic::new(Code::PageNameTaken).arg("name", stem);
                found.push(finding.within(file));
                continue;
            }
            let path = format!("{}.html", route::slug(&stem));
            if let Some(first) = words.pages.iter().find(|page| page.path == path) {
                let finding = Diagnostic::new(Code::PageTwice);
                let finding = finding.arg("first", &first.file).arg("path", path);
                found.push(finding.within(file));
                continue;
            }
            let read = corpus::prose::<PageFront>(&text);
            found.extend(read.diagnostics.into_iter().map(|d| d.within(file.clone())));
            let (mut front, mut prose) = read.value;
            let mut rest = prose.clone();
            let heading = rest.take_title();
            if front.title.is_none() || front.title == heading {
                (front.title, prose) = (heading, rest);
            }
            let title = front.title.get_or_insert(stem).clone();
            front.label.get_or_insert(title);
            words.texts.insert(file.clone(), text);
            words.pages.push(OwnPage { file, path, front, text: prose });
        }
        for (file, name, text) in markdown(root, NOTES, config, found)? {
            let read = corpus::prose::<NoteFront>(&text);
            found.extend(read.diagnostics.into_iter().map(|d| d.within(file.clone())));
            let (front, prose) = read.value;
            words.texts.insert(file.clone(), text);
            let about = stem(&name).to_owned();
            words.notes.push(Note { file, about, title: front.title, text: prose });
        }
        words.pages.sort_by(|a, b| (a.front.order, &a.path).cmp(&(b.front.order, &b.path)));
        Ok(out)
    }

    /// The page that goes to `path`.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<&OwnPage> {
        self.pages.iter().find(|page| page.path == path)
    }

    /// Where a relative link leads, from the root of the report: another page is named by its file.
    #[must_use]
    pub fn target(&self, link: &str) -> String {
        let (name, rest) = link.find(['#', '?']).map_or((link, ""), |at| link.split_at(at));
        let name = name.trim_start_matches("./");
        let page = self.pages.iter().find(|page| {
            page.file.as_str().strip_prefix(PAGES).and_then(|below| below.strip_prefix('/'))
                == Some(name)
        });
        match page {
            Some(page) => format!("{}{rest}", page.path),
            None => format!("{name}{rest}"),
        }
    }

    /// What is wrong with the notes and the links, held against `report` and the files of the edition,
    /// which `is_there` knows.
    #[must_use]
    pub fn check(&self, report: &Report, is_there: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for note in &self.notes {
            found.extend(astray(note, report).map(|finding| finding.within(note.file.clone())));
        }
        let pages = self.pages.iter().map(|page| (&page.file, &page.text));
        let notes = self.notes.iter().map(|note| (&note.file, &note.text));
        for (file, text) in pages.chain(notes) {
            for link in text.targets() {
                let target = self.target(link);
                let path = target.split(['#', '?']).next().unwrap_or_default();
                if !is_there(path) {
                    let finding = Diagnostic::new(Code::OwnLinkBroken).arg("target", link);
                    let span = self.texts.get(file).and_then(|text| place(text, link));
                    found.push(Diagnostic { span, ..finding.within(file.clone()) });
                }
            }
        }
        found
    }
}

impl Note {
    /// Whether it is about the region.
    #[must_use]
    pub fn is_on_region(&self, code: Adcode) -> bool {
        self.about == code.to_string()
    }

    /// Whether it is about the thing of this identity and name.
    #[must_use]
    pub fn is_on(&self, id: &str, name: &str) -> bool {
        self.about == id || self.about == name || self.about == route::slug(id)
    }
}

/// Where `link` is written first: as it is in a link, or as it is below one.
fn place(text: &str, link: &str) -> Option<Span> {
    let whole = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default().trim_end_matches('<');
        let after = text.get(at + link.len()..).and_then(|text| text.chars().next());
        (before.ends_with('(') || before.ends_with("]: "))
            && after.is_none_or(|c| c == ')' || c == '>' || c.is_whitespace())
    };
    let at = text.match_indices(link).map(|(at, _)| at).find(whole)?;
    Some(Span::new(at, at + link.len()))
}

/// A note that no page takes, with what is called much the same.
fn astray(note: &Note, report: &Report) -> Option<Diagnostic> {
    let mechanisms = || report.mechanisms.values().map(|m| (m.id.0.as_str(), m.name.as_str()));
    let stands = report.regions.keys().any(|code| note.is_on_region(*code))
        || report.indicators.keys().any(|id| note.is_on(&id.0, &id.0))
        || mechanisms().any(|(id, name)| note.is_on(id, name));
    if stands {
        return None;
    }
    let codes: Vec<String> = report.regions.keys().map(ToString::to_string).collect();
    let mut known: Vec<&str> = codes.iter().map(String::as_str).collect();
    known.extend(report.indicators.keys().map(|id| &*id.0));
    known.extend(mechanisms().map(|(_, name)| name));
    // Of regions people know the name rather than the code.
    let named = report.regions.values().find(|p| p.region.name == note.about);
    let near = named.map(|p| p.region.code.to_string());
    let near = near.or_else(|| nearest(&note.about, &known).map(str::to_owned));
    let finding = match near {
        Some(near) => Diagnostic::new(Code::NoteMisspelled).arg("near", near),
        None => Diagnostic::new(Code::NoteAstray),
    };
    Some(finding.arg("name", &note.about))
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The Markdown files below a folder of the project: the file, its name below the folder, its text.
fn markdown(
    root: &Path,
    folder: &str,
    config: &CorpusConfig,
    found: &mut Vec<Diagnostic>,
) -> Result<Vec<(RelPath, String, String)>, Error> {
    let listed = own::list(&root.join(folder), MOST_FOLDERS)?;
    found.extend(listed.diagnostics);
    let mut out = Vec::new();
    for Own { name, location } in listed.value {
        let Some(file) = RelPath::new(format!("{folder}/{name}")) else { continue };
        if corpus::format_of(&location) != Some(SourceFormat::Markdown) {
            found.push(Diagnostic::new(Code::NotMarkdown).within(file));
            continue;
        }
        match corpus::text_of(&location, config) {
            Ok(decoded) => out.push((file, name.to_string(), decoded.text)),
            Err(finding) => found.push(finding.within(file)),
        }
    }
    Ok(out)
}
