//! Files to documents: walks the corpus folder, decodes, reads front matter, cuts into blocks.

mod text;

use crate::date::Date;
use crate::diag::Outcome;
use crate::path::RelPath;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Identity of an article: its path below the corpus folder without the extension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub String);

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
    pub date: Option<Date>,
    /// The outlet that published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The region it is about: a code (`511300`) or a name (`四川省南充市`).
    pub region: Option<String>,
    /// Language tag of the original, when not simplified Chinese.
    pub language: Option<String>,
    /// Who holds the rights, as printed beside the text.
    pub rights: Option<String>,
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
    },
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
    pub link: Option<String>,
}

/// A stretch of text set one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its text, markup and entities resolved.
    pub text: String,
    /// Where it stands in the decoded file.
    pub raw: Span,
    /// How it is set.
    pub style: Style,
}

/// A paragraph, heading, item or cell. A run whose text differs from its place in the file (an
/// entity) maps as a whole; all others map character by character.
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
    /// What its front matter says.
    pub front: FrontMatter,
    /// The whole decoded file: what raw spans point into.
    pub text: String,
    /// The text in reading order.
    pub blocks: Vec<Block>,
}

/// Reads a decoded file: front matter, then blocks in reading order.
///
/// Nothing here fails: what cannot be read becomes a diagnostic, whose span is of `text`.
#[must_use]
pub fn document(
    id: ArticleId,
    path: RelPath,
    text: String,
    format: SourceFormat,
) -> Outcome<Document> {
    let blocks = text::blocks(&text);
    Outcome::clean(Document {
        id,
        path,
        format,
        encoding: "UTF-8".to_owned(),
        front: FrontMatter::default(),
        text,
        blocks,
    })
}
