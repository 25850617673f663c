//! Files to documents: walks the corpus folder, decodes, reads front matter, cuts into blocks.

mod decode;
mod docx;
mod emphasis;
mod front;
mod html;
mod link;
mod markdown;
mod metadata;
mod mhtml;
mod prose;
mod raise;
mod single;
mod text;
mod walk;

pub use decode::{Decoded, NotText, decode};
pub use prose::{NoteFront, PageFront, Prose, prose};
pub use single::{Singles, read_file};
pub use walk::{Listing, SourceFile, format_of, list};

use crate::config::CorpusConfig;
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::error::Error;
use crate::file::{self, Unread};
use crate::path::RelPath;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Identity of an article: its path below the corpus folder without the extension. A copy shares its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub Arc<str>);

impl ArticleId {
    /// The identity of the article in the file `path`.
    #[must_use]
    pub fn of(path: &RelPath) -> Self {
        let path = path.as_str();
        Self(path.rsplit_once('.').map_or(path, |(stem, _)| stem).into())
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a front matter may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatter {
    /// Headline.
    pub title: Option<String>,
    /// Day of publication, `2020-01-17`.
    #[schemars(with = "Option<String>")]
    #[serde(deserialize_with = "front::day")]
    pub date: Option<Date>,
    /// The outlet that published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The same as `byline`, as other tools call it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The region it is about: a code (`511300`) or a name (`四川省南充市`).
    #[schemars(with = "Option<serde_json::Value>")]
    #[serde(deserialize_with = "front::region")]
    pub region: Option<String>,
    /// Language tag of the original, when not simplified Chinese.
    pub language: Option<String>,
    /// Who holds the rights, as printed beside the text.
    pub rights: Option<String>,
}

impl FrontMatter {
    /// Takes the control characters out of what will be printed; a line break becomes a blank.
    fn without_controls(&mut self) -> Vec<Diagnostic> {
        let fields = [
            ("title", &mut self.title),
            ("source", &mut self.source),
            ("byline", &mut self.byline),
            ("url", &mut self.url),
            ("region", &mut self.region),
            ("language", &mut self.language),
            ("rights", &mut self.rights),
        ];
        let mut found = Vec::new();
        for (key, field) in fields {
            let Some(text) = field else { continue };
            let blank = |c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            let spaced: String = text.chars().map(blank).collect();
            let clean = spaced.replace(char::is_control, "");
            let count = spaced.chars().count() - clean.chars().count();
            if count > 0 {
                let finding = Diagnostic::new(Code::ControlCharacters).arg("key", key);
                found.push(finding.arg("count", count));
            }
            *text = clean;
        }
        found
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceFormat {
    /// Plain paragraphs; never Markdown, because a redaction `*` is not emphasis.
    Text,
    /// Markdown with optional front matter.
    Markdown,
    /// HTML, reduced to its article.
    Html,
    /// A page as a browser saves it in one file: HTML inside a message.
    Mhtml,
    /// A document of Word; its text has a paragraph a line.
    Docx,
}

impl SourceFormat {
    /// Whether it is a page of the web, of which a part is the article, and whose head was written by a machine.
    #[must_use]
    pub const fn is_page(self) -> bool {
        matches!(self, Self::Html | Self::Mhtml)
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading that the markup declares, 1–6.
    Heading(u8),
    /// A line or paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// One cell of a table; `table` counts tables in the document, row 0 is the header.
    Cell {
        /// Which table.
        table: usize,
        /// Which row.
        row: usize,
        /// Which column.
        column: usize,
        /// How far it reaches.
        extent: Extent,
    },
}

/// How many rows and columns a cell of a table takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Rows, its own included.
    pub rows: u8,
    /// Columns, its own included.
    pub columns: u8,
}

impl Extent {
    /// That of most cells.
    pub const ONE: Self = Self { rows: 1, columns: 1 };
}

/// How a run is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Bold.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
    /// Where it links to, checked to be http(s) or relative.
    pub link: Option<Arc<str>>,
}

/// A stretch of text set one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where it stands in the decoded file.
    pub raw: Span,
    /// What it reads, where that is not what the file has there (an entity, a line break).
    pub own: Option<Box<str>>,
    /// How it is set.
    pub style: Style,
}

impl Run {
    /// Its text, markup and entities resolved; `file` is the decoded file.
    ///
    /// # Example
    /// ```
    /// use fangzhi::corpus::{ArticleId, SourceFormat, document};
    /// use fangzhi::path::RelPath;
    /// let (id, path) = (ArticleId("a".into()), RelPath::new("a.html").unwrap());
    /// let read = document(id, path, "<p>茶&amp;盐".to_owned(), SourceFormat::Html).value;
    /// let texts: Vec<&str> = read.blocks[0].runs.iter().map(|run| run.text(&read.text)).collect();
    /// assert_eq!(texts, ["茶", "&", "盐"]);
    /// ```
    #[must_use]
    pub fn text<'a>(&'a self, file: &'a str) -> &'a str {
        self.own.as_deref().unwrap_or_else(|| self.raw.of(file))
    }
}

/// A paragraph, heading, item or cell. A run with a text of its own maps to its place as a whole;
/// all others map character by character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub runs: Vec<Run>,
}

/// One file as read: nothing judged yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Identity.
    pub id: ArticleId,
    /// The file, below the corpus folder.
    pub path: RelPath,
    /// How it is written.
    pub format: SourceFormat,
    /// Name of the encoding it was decoded from.
    pub encoding: String,
    /// What its front matter, the head of its page and the metadata.csv beside it say.
    pub front: FrontMatter,
    /// The whole decoded file: what raw spans point into.
    pub text: String,
    /// The text in reading order.
    pub blocks: Vec<Block>,
    /// The pictures that stand in it, in order.
    pub pictures: Vec<Image>,
    /// The day the file was made, as a word processor noted it: better than no day at all.
    pub made: Option<Date>,
}

/// A picture that an article names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it is named: what comes after this place of the text comes after the picture.
    pub raw: Span,
    /// Its address, as it is written.
    pub address: String,
    /// What is read in its place.
    pub alt: String,
    /// What is printed below it, where the mark-up says so beside the picture.
    pub title: String,
    /// What is printed below it, where that is a part of the text.
    pub caption: Option<Span>,
}

/// Reads every article below the corpus folder `root`, sorted by path.
///
/// Diagnostics name their file below `root`; spans are of its decoded text. No file stops
/// another.
///
/// # Errors
/// When `root` is no folder that can be listed.
///
/// # Example
/// ```
/// use fangzhi::config::CorpusConfig;
/// use fangzhi::corpus::read;
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("a.txt"), "全县脱贫。").unwrap();
/// std::fs::write(folder.path().join("b.txt"), " \n").unwrap();
/// let read = read(folder.path(), &CorpusConfig::default()).unwrap();
/// assert_eq!(read.value.len(), 1);
/// assert_eq!(read.diagnostics[0].code.to_string(), "FZ121");
/// ```
pub fn read(root: &Path, config: &CorpusConfig) -> Result<Outcome<Vec<Document>>, Error> {
    let files = list(root, config)?;
    let mut out = Outcome { value: Vec::new(), diagnostics: files.diagnostics };
    for file in &files.value.files {
        let read = load(file, config);
        out.value.extend(read.value);
        out.diagnostics.extend(read.diagnostics);
    }
    Ok(out)
}

/// Reads one listed file; `None` with a diagnostic when there is no text to be had from it.
///
/// # Example
/// ```
/// use fangzhi::config::CorpusConfig;
/// use fangzhi::corpus::{list, load};
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("a.txt"), [0xC4, 0xCF, 0xB3, 0xE4, 0xCA, 0xD0]).unwrap();
/// let config = CorpusConfig::default();
/// let files = list(folder.path(), &config).unwrap().value;
/// assert_eq!(load(&files.files[0], &config).value.unwrap().text, "南充市");
/// ```
#[must_use]
pub fn load(file: &SourceFile, config: &CorpusConfig) -> Outcome<Option<Document>> {
    match bytes(&file.location, config) {
        Ok(bytes) => parse(file, &bytes),
        Err(finding) => {
            Outcome { value: None, diagnostics: vec![finding.within(file.path.clone())] }
        }
    }
}

/// Reads a listed file whose content is `bytes`, as [`load`] does.
#[must_use]
pub fn parse(file: &SourceFile, bytes: &[u8]) -> Outcome<Option<Document>> {
    let read = match file.format {
        SourceFormat::Docx => docx::read(bytes).map(|docx| from_docx(file, docx)),
        SourceFormat::Mhtml => mhtml::page(bytes)
            .ok_or_else(|| Diagnostic::new(Code::MhtmlDamaged))
            .and_then(|page| decoded(&page))
            .map(|decoded| from_text(file, decoded)),
        _ => decoded(bytes).map(|decoded| from_text(file, decoded)),
    };
    let mut out =
        read.unwrap_or_else(|finding| Outcome { value: None, diagnostics: vec![finding] });
    for finding in &mut out.diagnostics {
        finding.file = Some(file.path.clone());
    }
    out
}

/// The content of a file; whatever was named by hand may be a pipe too.
///
/// # Errors
/// A finding when it is too large, no file, or cannot be read.
pub fn bytes(location: &Path, config: &CorpusConfig) -> Result<Vec<u8>, Diagnostic> {
    let limit = config.max_bytes;
    file::read_any(location, limit).map_err(|unread| match unread {
        Unread::TooLarge(size) => {
            Diagnostic::new(Code::OversizedFile).arg("size", size).arg("limit", limit)
        }
        Unread::Failed(error) => Diagnostic::new(Code::UnreadableFile).arg("reason", error),
        Unread::Special => Diagnostic::new(Code::SpecialFile),
    })
}

/// The text of a file of the corpus, whatever its encoding.
///
/// # Errors
/// A finding, as [`bytes`], and when it is no text.
pub fn text_of(location: &Path, config: &CorpusConfig) -> Result<Decoded, Diagnostic> {
    decoded(&bytes(location, config)?)
}

fn decoded(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    decode(bytes).map_err(|fault| {
        Diagnostic::new(match fault {
            NotText::Binary => Code::BinaryFile,
            NotText::Undecodable => Code::UndecodableFile,
        })
    })
}

fn from_docx(file: &SourceFile, read: docx::Docx) -> Outcome<Option<Document>> {
    if read.blocks.is_empty() {
        return Outcome { value: None, diagnostics: vec![Diagnostic::new(Code::EmptyFile)] };
    }
    let docx::Docx { front, made, text, blocks } = read;
    let front = metadata::join(front, file.told.clone(), file.format);
    let (id, path, format) = (file.id.clone(), file.path.clone(), file.format);
    let (encoding, pictures) = ("UTF-8".to_owned(), Vec::new());
    let value = Document { id, path, format, encoding, front, text, blocks, pictures, made };
    Outcome::clean(Some(value))
}

fn from_text(file: &SourceFile, decoded: Decoded) -> Outcome<Option<Document>> {
    if decoded.text.trim().is_empty() {
        return Outcome { value: None, diagnostics: vec![Diagnostic::new(Code::EmptyFile)] };
    }
    let first_broken = decoded.text.find('\u{FFFD}');
    let mut read = document(file.id.clone(), file.path.clone(), decoded.text, file.format);
    decoded.encoding.clone_into(&mut read.value.encoding);
    let front = std::mem::take(&mut read.value.front);
    read.value.front = metadata::join(front, file.told.clone(), file.format);
    read.diagnostics.extend(read.value.front.without_controls());
    if let Some(at) = first_broken.filter(|_| decoded.broken > 0) {
        let finding = Diagnostic::new(Code::BrokenBytes)
            .arg("count", decoded.broken)
            .arg("encoding", decoded.encoding);
        read.diagnostics.push(finding.at(Span::new(at, at + '\u{FFFD}'.len_utf8())));
    }
    if read.value.blocks.is_empty() {
        read.diagnostics.push(Diagnostic::new(Code::EmptyFile));
        return Outcome { value: None, diagnostics: read.diagnostics };
    }
    Outcome { value: Some(read.value), diagnostics: read.diagnostics }
}

/// Reads a decoded file: front matter, then blocks in reading order.
///
/// Nothing here fails: what cannot be read becomes a diagnostic, whose span is of `text`.
///
/// # Example
/// ```
/// use fangzhi::corpus::{ArticleId, BlockKind, SourceFormat, document};
/// use fangzhi::path::RelPath;
/// let (id, path) = (ArticleId("a".into()), RelPath::new("a.md").unwrap());
/// let text = "---\ntitle: 茶\n---\n# 一\n\n正文。\n".to_owned();
/// let read = document(id, path, text, SourceFormat::Markdown).value;
/// assert_eq!(read.front.title.as_deref(), Some("茶"));
/// let kinds: Vec<BlockKind> = read.blocks.iter().map(|block| block.kind).collect();
/// assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::Paragraph]);
/// ```
#[must_use]
pub fn document(
    id: ArticleId,
    path: RelPath,
    text: String,
    format: SourceFormat,
) -> Outcome<Document> {
    let (front, blocks, pictures) = match format {
        // The text of a document has been taken out of it.
        SourceFormat::Text | SourceFormat::Docx => {
            (Outcome::default(), Outcome::clean(text::blocks(&text)), Vec::new())
        }
        SourceFormat::Markdown => {
            let parted = front::part(&text, front::of_article);
            let (blocks, pictures) = markdown::blocks(&text, parted.body);
            (parted.front, blocks, pictures)
        }
        SourceFormat::Html | SourceFormat::Mhtml => {
            let page = html::page(&text);
            (Outcome::clean(page.front), page.blocks, page.pictures)
        }
    };
    let mut diagnostics = front.diagnostics;
    diagnostics.extend(blocks.diagnostics);
    let encoding = "UTF-8".to_owned();
    let (front, blocks) = (front.value, blocks.value);
    let value = Document { id, path, format, encoding, front, text, blocks, pictures, made: None };
    Outcome { value, diagnostics }
}
