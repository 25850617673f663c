//! Pictures in articles: found beside them, looked at, published under the hash of their content.

use super::OutputFile;
use crate::config::{ArticleText, Config};
use crate::corpus::{ArticleId, Image};
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::file::{self, Unread};
use crate::fingerprint::Fingerprint;
use crate::model::{Input, Report};
use crate::parallel;
use crate::path::RelPath;
use crate::picture::{self, Fault, Picture};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Largest picture that is published: 40 MB.
pub(super) const MOST_BYTES: u64 = 40_000_000;

/// A picture on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// Its address, from the root of the site.
    pub href: String,
    /// Its width in pixels; none for a drawing that names no size.
    pub width: Option<u32>,
    /// Its height.
    pub height: Option<u32>,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// What the article says of it.
    pub image: Image,
    /// The file.
    pub view: PictureView,
}

/// The pictures of all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// Those of each article, in the order of its text.
    pub of: BTreeMap<ArticleId, Vec<Shown>>,
    /// Every file that was looked for.
    pub seen: Vec<Seen>,
}

/// A file as it was found: a later build that finds it so may leave the edition as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seen {
    /// Its path below the corpus folder.
    path: String,
    /// Hash of its content; none when it could not be read.
    content: Option<Fingerprint>,
}

impl Seen {
    /// Whether the file in the corpus folder `root` is still so.
    #[must_use]
    pub fn stands(&self, root: &Path) -> bool {
        let bytes = RelPath::new(&self.path).and_then(|path| own_bytes(root, &path).ok());
        bytes.map(|bytes| Fingerprint::of(&bytes)) == self.content
    }
}

impl Pictures {
    /// Looks for the pictures of the articles that are shown in full, below the corpus folder `root`, and
    /// hands those that may be published to `sink`. Findings name the article's file.
    ///
    /// # Errors
    /// What `sink` returns.
    pub fn read(
        root: &Path,
        (inputs, report): (&BTreeMap<ArticleId, Input<'_>>, &Report),
        config: &Config,
        sink: &(dyn Fn(OutputFile) -> Result<(), Error> + Sync),
    ) -> Result<Outcome<Self>, Error> {
        let named: Vec<_> =
            inputs.iter().filter(|(_, i)| !i.document.pictures.is_empty()).collect();
        let read = parallel::map(&named, |(id, input)| {
            let outlet = report.articles.get(*id).and_then(|card| card.outlet.as_deref());
            let mut out = Outcome::<Vec<(Seen, Option<Shown>)>>::default();
            if config.site.shown_of(outlet) == ArticleText::Full {
                for image in &input.document.pictures {
                    one(root, (&input.document.path, image), sink, &mut out)?;
                }
                out.diagnostics.extend(remote(&input.document.pictures));
            }
            for finding in &mut out.diagnostics {
                finding.file = Some(input.document.path.clone());
            }
            Ok(((*id).clone(), out))
        });
        let mut all = Outcome::<Self>::default();
        for one in read {
            let (id, Outcome { value, diagnostics }) = one?;
            let (seen, shown): (Vec<Seen>, Vec<Option<Shown>>) = value.into_iter().unzip();
            all.value.of.insert(id, shown.into_iter().flatten().collect());
            all.value.seen.extend(seen);
            all.diagnostics.extend(diagnostics);
        }
        all.value.seen.sort();
        all.value.seen.dedup();
        Ok(all)
    }

    /// `texts`, a hash of all that each article was read from, with that of its pictures.
    #[must_use]
    pub fn with(
        &self,
        texts: &BTreeMap<ArticleId, Fingerprint>,
    ) -> BTreeMap<ArticleId, Fingerprint> {
        let both = |(id, text): (&ArticleId, &Fingerprint)| {
            let shown = self.of.get(id).map(serde_json::to_string);
            let shown = shown.and_then(Result::ok).unwrap_or_default();
            (id.clone(), Fingerprint::of_parts([text.as_bytes().as_slice(), shown.as_bytes()]))
        };
        texts.iter().map(both).collect()
    }
}

/// Looks for one picture of the article at `article`.
fn one(
    root: &Path,
    (article, image): (&RelPath, &Image),
    sink: &(dyn Fn(OutputFile) -> Result<(), Error> + Sync),
    out: &mut Outcome<Vec<(Seen, Option<Shown>)>>,
) -> Result<(), Error> {
    if is_remote(&image.address) {
        return Ok(());
    }
    let missing = || Diagnostic::new(Code::PictureMissing).arg("path", &image.address);
    let Some(path) = beside(article, &image.address) else {
        out.diagnostics.push(missing().at(image.raw));
        return Ok(());
    };
    let bytes = own_bytes(root, &path);
    let content = bytes.as_ref().ok().map(|bytes| Fingerprint::of(bytes));
    let seen = Seen { path: path.to_string(), content };
    let read = bytes.map_err(|size| match size {
        Some(size) => too_large(&image.address, size),
        None => missing(),
    });
    let shown = match read.and_then(|bytes| picture(&image.address, bytes)) {
        Ok((view, file)) => {
            sink(file)?;
            Some(Shown { image: image.clone(), view })
        }
        Err(finding) => {
            out.diagnostics.push(finding.at(image.raw));
            None
        }
    };
    out.value.push((seen, shown));
    Ok(())
}

/// The bytes of a file below `root`, where no link leads out of it.
///
/// # Errors
/// Its size when it is too large; none when it cannot be read.
fn own_bytes(root: &Path, path: &RelPath) -> Result<Vec<u8>, Option<u64>> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|_| None);
    let location = real(&root.join(path.as_str()))?;
    if !location.starts_with(real(root)?) {
        return Err(None);
    }
    file::read(&location, MOST_BYTES).map_err(|unread| match unread {
        Unread::TooLarge(size) => Some(size),
        Unread::Special | Unread::Failed(_) => None,
    })
}

fn is_remote(address: &str) -> bool {
    address.starts_with("//")
        || address.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'))
}

/// One finding about the pictures that are on the web.
fn remote(pictures: &[Image]) -> Option<Diagnostic> {
    let mut remote = pictures.iter().filter(|image| is_remote(&image.address));
    let first = remote.next()?;
    let finding = Diagnostic::new(Code::PictureRemote).arg("url", &first.address);
    Some(finding.arg("count", 1 + remote.count()).at(first.raw))
}

/// The file that `address` names in the article at `article`, below the corpus folder; none when it
/// leads out of it.
fn beside(article: &RelPath, address: &str) -> Option<RelPath> {
    let path = decoded(address.split(['?', '#']).next()?)?;
    let (folder, name) = match path.strip_prefix('/') {
        Some(name) => ("", name),
        None => (article.as_str().rsplit_once('/').map_or("", |(folder, _)| folder), path.as_str()),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "." | "" => (),
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    RelPath::new(parts.join("/"))
}

/// An address with its `%E5%9B%BE` read.
fn decoded(address: &str) -> Option<String> {
    let mut out = Vec::with_capacity(address.len());
    let mut bytes = address.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        out.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(out).ok()
}

/// A picture of the project as it is published: under the hash of its content, so that the same one is
/// kept once and no two have one name.
///
/// # Errors
/// What is wrong with it; `name` is what it is called there.
pub(super) fn picture(name: &str, bytes: Vec<u8>) -> Result<(PictureView, OutputFile), Diagnostic> {
    let Picture { kind, size } = picture::examine(&bytes).map_err(|fault| {
        let code = match fault {
            Fault::Foreign => Code::PictureForeign,
            Fault::Active => Code::PictureActive,
        };
        Diagnostic::new(code).arg("path", name)
    })?;
    let href = format!("pictures/{}.{}", Fingerprint::of(&bytes).short(16), kind.ending());
    let path = RelPath::new(&href).ok_or_else(|| Diagnostic::new(Code::PictureForeign))?;
    let (width, height) = size.unzip();
    Ok((PictureView { href, width, height }, OutputFile { path, bytes }))
}

/// A finding about a file that is too large.
pub(super) fn too_large(name: &str, size: u64) -> Diagnostic {
    let finding = Diagnostic::new(Code::PictureTooLarge).arg("path", name);
    finding.arg("size", size).arg("limit", MOST_BYTES)
}
