//! Templates: the built-in ones, replaced file by file by the project's own. Owner of tera.

use super::view::{Page, SiteView};
use super::{OutputFile, Words, assets, own};
use crate::config::nearest;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The built-in templates by name.
const BUILTIN: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("article.html", include_str!("../../templates/article.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("corrections.html", include_str!("../../templates/corrections.html")),
    ("downloads.html", include_str!("../../templates/downloads.html")),
    ("home.html", include_str!("../../templates/home.html")),
    ("indicator.html", include_str!("../../templates/indicator.html")),
    ("list.html", include_str!("../../templates/list.html")),
    ("mechanism.html", include_str!("../../templates/mechanism.html")),
    ("methodology.html", include_str!("../../templates/methodology.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("parts.html", include_str!("../../templates/parts.html")),
    ("region.html", include_str!("../../templates/region.html")),
    ("report.html", include_str!("../../templates/report.html")),
    ("search.html", include_str!("../../templates/search.html")),
];

/// Largest page, in MiB: a loop out of control must not fill the disk.
const MOST_MEBIBYTES: usize = 64;
/// Most steps of the `range` function.
const MOST_STEPS: i64 = 10_000;
/// Deepest folder of the project's templates.
const MOST_FOLDERS: usize = 4;
/// Largest template of a project.
const MOST_BYTES: u64 = 16 << 20;

/// A set of templates ready to render.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// Hash of all sources and of what is the same on all pages, the hash of the corpus excepted where
    /// no page but those about the whole report can tell it: part of every page's key.
    pub fingerprint: Fingerprint,
    sources: BTreeMap<String, String>,
}

impl Templates {
    /// The built-in templates with those of the folder `project` in their place.
    ///
    /// A folder that does not exist replaces nothing. When a file of the project does not parse,
    /// the built-in set is returned with diagnostics that name file and place.
    ///
    /// # Errors
    /// When a file in the folder cannot be read.
    pub fn load(
        project: Option<&Path>,
        site: &SiteView,
        words: &Words,
    ) -> Result<Outcome<Self>, Error> {
        let own = project.map(read_folder).transpose()?.unwrap_or_default();
        let mut built = Self::build(&own.value, site, words);
        built.diagnostics.splice(0..0, own.diagnostics);
        Ok(built)
    }

    /// The built-in templates with `own` in their place, by name.
    #[must_use]
    pub fn build(own: &BTreeMap<String, String>, site: &SiteView, words: &Words) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let names: BTreeSet<&str> = BUILTIN.iter().map(|(name, _)| *name).collect();
        let unknown = own.keys().filter(|name| !names.contains(name.as_str()));
        diagnostics.extend(unknown.filter(|name| !is_used(own, name)).map(|name| unused(name)));
        let mut sources: BTreeMap<String, String> =
            BUILTIN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        sources.extend(own.iter().map(|(name, text)| (name.clone(), text.clone())));
        let (tera, sources) = match parse(&sources) {
            Ok(tera) => (tera, sources),
            Err(error) => {
                diagnostics.push(explain(&error, &sources, None));
                let builtin: BTreeMap<String, String> = BUILTIN
                    .iter()
                    .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                    .collect();
                // The built-in set parses: a test of this file says so.
                (parse(&builtin).unwrap_or_default(), builtin)
            }
        };
        // Of the built-in templates only those of pages about the whole report tell the corpus' hash.
        let mut shared = site.clone();
        if own.is_empty() {
            shared.fingerprint = String::new();
        }
        let shared = serde_json::to_string(&(shared, words)).unwrap_or_default();
        let parts = sources.iter().flat_map(|(name, text)| [name.as_str(), text.as_str()]);
        let fingerprint = Fingerprint::of_parts(parts.chain([shared.as_str()]));
        let mut templates = Self { tera, fingerprint, sources };
        templates.tera.global_context().insert("site", site);
        templates.tera.global_context().insert("w", words);
        Outcome { value: templates, diagnostics }
    }

    /// The text of a template, for messages.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&str> {
        self.sources.get(name).map(String::as_str)
    }
}

/// Whether another of the project's templates can use `name`: it says the name, or the file has components,
/// which are known everywhere.
fn is_used(own: &BTreeMap<String, String>, name: &str) -> bool {
    let says = |text: &String| ['"', '\''].iter().any(|q| text.contains(&format!("{q}{name}{q}")));
    own.get(name).is_some_and(|text| text.contains("{% component"))
        || own.iter().any(|(other, text)| other != name && says(text))
}

/// A file of the project's templates that nothing uses, with the built-in name that may be meant.
fn unused(name: &str) -> Diagnostic {
    let known: Vec<&str> = BUILTIN.iter().map(|(name, _)| *name).collect();
    let finding = match nearest(name, &known) {
        Some(near) => Diagnostic::new(Code::TemplateMisspelled).arg("near", near),
        None => Diagnostic::new(Code::TemplateUnused),
    };
    in_file(finding.arg("name", name), name)
}

/// Renders one page; none, with a diagnostic, when its template fails on it.
#[must_use]
pub fn render_page(page: &Page, templates: &Templates) -> Outcome<Option<OutputFile>> {
    let mut sink = Bounded { bytes: Vec::new(), full: false };
    let rendered = Context::from_serialize(page)
        .and_then(|context| templates.tera.render_to(page.template, &context, &mut sink));
    let diagnostic = match rendered {
        Ok(()) => {
            return Outcome::clean(Some(OutputFile { path: page.path.clone(), bytes: sink.bytes }));
        }
        Err(_) if sink.full => in_file(
            Diagnostic::new(Code::TemplateTooLarge)
                .arg("page", &page.path)
                .arg("limit", MOST_MEBIBYTES),
            page.template,
        ),
        Err(error) => explain(&error, &templates.sources, Some(page)),
    };
    Outcome { value: None, diagnostics: vec![diagnostic] }
}

/// What a built-in template is called where the project's own of its name extends it: as long as its name,
/// so that no place in the project's file moves.
fn behind(name: &str) -> String {
    name.replace('.', ":")
}

/// The text of the template `name`, which extends the built-in one when it extends its own name.
fn extending(name: &str, text: &str) -> String {
    let own = format!("{{% extends \"{name}\" %}}");
    let builtin = BUILTIN.iter().any(|(known, _)| *known == name);
    if builtin && text.trim_start().starts_with(&own) {
        text.replacen(name, &behind(name), 1)
    } else {
        text.to_owned()
    }
}

fn parse(sources: &BTreeMap<String, String>) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.register_function("range", range);
    let replaced = BUILTIN.iter().filter(|(name, text)| {
        sources.get(*name).is_some_and(|own| own != text && *own != extending(name, own))
    });
    let behind = replaced.map(|(name, text)| (behind(name), (*text).to_owned()));
    let all = sources.iter().map(|(name, text)| (name.clone(), extending(name, text)));
    tera.add_raw_templates(behind.chain(all))?;
    Ok(tera)
}

/// `range(end=…)`, with a bound.
#[expect(clippy::needless_pass_by_value, reason = "tera hands its arguments over")]
fn range(arguments: Kwargs, _: &State<'_>) -> Result<Vec<i64>, tera::Error> {
    let start: i64 = arguments.get("start")?.unwrap_or_default();
    let end: i64 = arguments.must_get("end")?;
    if end.saturating_sub(start) > MOST_STEPS {
        return Err(tera::Error::message(format!("`range` is limited to {MOST_STEPS} steps")));
    }
    Ok((start..end).collect())
}

/// A buffer that refuses to grow beyond the bound.
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_MEBIBYTES * 1024 * 1024 {
            self.full = true;
            return Err(io::Error::other("page too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A template error as a diagnostic: which file, where, and what.
fn explain(
    error: &tera::Error,
    sources: &BTreeMap<String, String>,
    page: Option<&Page>,
) -> Diagnostic {
    let (code, message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let unknown = report.message().contains("not found")
                || report.message().contains("Unknown")
                || report.message().contains("not registered");
            let code = if unknown { Code::TemplateUnknown } else { Code::TemplateSyntax };
            (code, report.message().to_owned(), Some((report.filename(), report.span())))
        }
        ErrorKind::RenderingError(report) => (
            Code::TemplateFailed,
            report.message().to_owned(),
            Some((report.filename(), report.span())),
        ),
        ErrorKind::CircularExtend { inheritance_chain: chain, .. }
        | ErrorKind::CircularInclude { include_chain: chain, .. } => {
            let diagnostic =
                Diagnostic::new(Code::TemplateCircle).arg("message", chain.join(" → "));
            return match chain.first() {
                Some(name) => in_file(diagnostic, name),
                None => diagnostic,
            };
        }
        ErrorKind::MissingParent { current, parent } => {
            let diagnostic = Diagnostic::new(Code::TemplateUnknown).arg("message", parent);
            return in_file(diagnostic, current);
        }
        other => (
            if page.is_some() { Code::TemplateFailed } else { Code::TemplateUnknown },
            first_line(&other.to_string()),
            None,
        ),
    };
    let mut diagnostic = Diagnostic::new(code).arg("message", message);
    if let Some(page) = page {
        diagnostic = diagnostic.arg("page", &page.path);
    }
    let Some((name, span)) = place else {
        return match page {
            Some(page) => in_file(diagnostic, page.template),
            None => diagnostic,
        };
    };
    let length = sources.get(name).map_or(0, String::len);
    let span = Span::new(span.range.start.min(length), span.range.end.min(length));
    in_file(diagnostic.at(span), name)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn in_file(diagnostic: Diagnostic, name: &str) -> Diagnostic {
    match RelPath::new(format!("templates/{name}")) {
        Some(path) => diagnostic.within(path),
        None => diagnostic,
    }
}

/// All template files below `folder`, by name relative to it, in order.
fn read_folder(folder: &Path) -> Result<Outcome<BTreeMap<String, String>>, Error> {
    let Outcome { value: files, mut diagnostics } = own::list(folder, MOST_FOLDERS)?;
    let is_template = |own: &own::Own| {
        let extension = Path::new(own.name.as_str()).extension();
        extension.is_some_and(|e| e == "html" || e == "xml")
    };
    let read = |own: own::Own| {
        let text = String::from_utf8(own.read(MOST_BYTES)?);
        let text = text.map_err(|_| Error::Read {
            path: folder.join(own.name.as_str()),
            source: io::ErrorKind::InvalidData.into(),
        })?;
        Ok((own.name.to_string(), text))
    };
    let (files, others): (Vec<own::Own>, Vec<own::Own>) = files.into_iter().partition(is_template);
    for other in others {
        let name = other.name.to_string();
        let same = other.read(MOST_BYTES).is_ok_and(|bytes| assets::is_builtin(&name, &bytes));
        diagnostics.extend((!same).then(|| unused(&name)));
    }
    let texts = files.into_iter().map(read);
    Ok(Outcome { value: texts.collect::<Result<_, Error>>()?, diagnostics })
}
