//! Word documents (`.docx`) to text and blocks. Owner of the XML reader.
//!
//! 1. [`zip`] takes the parts out of the archive, up to a limit;
//! 2. [`body`] walks `word/document.xml` once;
//! 3. the properties say title, author and day.

mod body;
mod zip;

use super::{Block, FrontMatter};
use crate::date::{Date, written_day};
use crate::diag::{Code, Diagnostic};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use zip::{Archive, Fault};

/// How an encrypted document begins, and one of an older Word: as a compound file.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names that word processors put where an author belongs.
const NOBODY: &[&str] = &[
    "administrator",
    "admin",
    "user",
    "microsoft",
    "windows",
    "微软",
    "用户",
    "python-docx",
    "wps",
];

/// A document as read.
#[derive(Debug, Default)]
pub(super) struct Docx {
    /// What its properties say.
    pub(super) front: FrontMatter,
    /// The day it was made, as the word processor noted it.
    pub(super) made: Option<Date>,
    /// Its text, a paragraph a line.
    pub(super) text: String,
    /// Its blocks, whose places are of the text.
    pub(super) blocks: Vec<Block>,
}

/// Reads a document.
///
/// # Errors
/// A finding when it is encrypted, damaged, larger than it may be, or no such document.
pub(super) fn read(bytes: &[u8]) -> Result<Docx, Diagnostic> {
    if bytes.starts_with(COMPOUND) {
        return Err(Diagnostic::new(Code::DocxEncrypted));
    }
    let archive = Archive::open(bytes).map_err(|fault| told(&fault))?;
    let part = |name| archive.text(name).map_err(|fault| told(&fault));
    let Some(document) = part("word/document.xml")? else {
        return Err(damaged("word/document.xml"));
    };
    // What only describes the text is left out when it is damaged.
    let styles = part("word/styles.xml")?.map(|xml| styles(&xml).unwrap_or_default());
    let core = part("docProps/core.xml")?.map(|xml| texts(&xml).unwrap_or_default());
    let core = core.unwrap_or_default();
    let (text, blocks) = body::read(&document, &styles.unwrap_or_default()).map_err(damaged)?;
    let said = |name| core.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let nobody = |name: &&str| {
        let name = name.to_lowercase();
        !NOBODY.iter().any(|nobody| name.contains(nobody))
    };
    let front = FrontMatter {
        title: said("title").map(str::to_owned),
        byline: said("creator").filter(nobody).map(str::to_owned),
        ..FrontMatter::default()
    };
    Ok(Docx { front, made: said("created").and_then(written_day), text, blocks })
}

fn told(fault: &Fault) -> Diagnostic {
    match fault {
        Fault::Encrypted => Diagnostic::new(Code::DocxEncrypted),
        Fault::TooLarge => Diagnostic::new(Code::DocxTooLarge).arg("limit", zip::MOST_BYTES),
        Fault::Damaged(what) => damaged(what),
    }
}

fn damaged(reason: impl ToString) -> Diagnostic {
    Diagnostic::new(Code::DocxDamaged).arg("reason", reason)
}

/// The name without its prefix: each writer has its own.
fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

/// The names of the styles by their ids, in lower case: `2` is `heading 1`.
fn styles(xml: &str) -> Result<BTreeMap<String, String>, quick_xml::Error> {
    let (mut out, mut id) = (BTreeMap::new(), None);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => match local(tag.name().as_ref()) {
                b"style" => id = body::attribute(&tag, b"styleId"),
                b"name" => {
                    let name = body::attribute(&tag, b"val").map(|name| name.to_lowercase());
                    out.extend(id.take().zip(name));
                }
                _ => (),
            },
            Event::Eof => return Ok(out),
            _ => (),
        }
    }
}

/// The text of each element that holds text alone, by name.
fn texts(xml: &str) -> Result<BTreeMap<String, String>, quick_xml::Error> {
    let (mut out, mut name) = (BTreeMap::new(), None);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                name = Some(String::from_utf8_lossy(local(tag.name().as_ref())).into_owned());
            }
            Event::Text(text) => {
                let text = text.unescape()?.into_owned();
                out.extend(name.take().map(|name| (name, text)));
            }
            Event::End(_) => name = None,
            Event::Eof => return Ok(out),
            _ => (),
        }
    }
}
