//! HTML pages to blocks: the article of the page, its metadata, and where each word stands.
//!
//! A page is read once, into a tree of nodes with their places; what it says of itself, which
//! part of it is the article, and the blocks are walks over that tree.

mod blocks;
mod element;
mod head;
mod part;
mod picture;
mod reference;
mod scan;
mod tree;

use self::part::Part;
use self::tree::{MOST_LEVELS, Tree};
use super::{Block, BlockKind, FrontMatter, Image};
use crate::date::written_day;
use crate::diag::{Code, Diagnostic, Outcome};
use crate::span::Span;

/// Shortest article that is believed, in characters; what is shorter is the page's menu.
const LEAST_ARTICLE: usize = 60;

/// Longest line of date, source and tools above an article, in characters.
const IMPRINT_CHARS: usize = 120;

/// Words that a line of date and source has one of.
const IMPRINT_WORDS: &[&str] = &["来源", "发布", "时间", "日期"];

/// A page as read.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What its head says.
    pub(super) front: FrontMatter,
    /// Its blocks, with findings.
    pub(super) blocks: Outcome<Vec<Block>>,
    /// The pictures of its article.
    pub(super) pictures: Vec<Image>,
}

/// Reads the page `html`; raw spans are of `html`.
pub(super) fn page(html: &str) -> Page {
    let tree = Tree::of(html, Span::new(0, html.len()));
    let mut front = head::front(&tree);
    if let Some(title) = headline(&tree, front.title.as_deref()) {
        front.title = Some(title);
    }
    let mut diagnostics: Vec<Diagnostic> = too_deep(&tree).into_iter().collect();
    let article = part::article(&tree).map(|part| {
        let blocks = article(&tree, &part, front.title.as_deref());
        (blocks, picture::all(&tree, part.top, |index| part.drops(index)))
    });
    let chars = |blocks: &Vec<Block>| blocks.iter().map(|block| chars(html, block)).sum::<usize>();
    let (value, pictures) =
        article.filter(|(blocks, _)| chars(blocks) >= LEAST_ARTICLE).unwrap_or_else(|| {
            diagnostics.push(Diagnostic::new(Code::NoArticleBody));
            (whole(&tree), picture::all(&tree, 0, |_| false))
        });
    Page { front, blocks: Outcome { value, diagnostics }, pictures }
}

/// Reads the piece of HTML that `raw` is of `file`, and its pictures; raw spans are of `file`.
pub(super) fn fragment(file: &str, raw: Span) -> (Outcome<Vec<Block>>, Vec<Image>) {
    let tree = Tree::of(file, raw);
    let diagnostics = too_deep(&tree).into_iter().collect();
    (Outcome { value: whole(&tree), diagnostics }, picture::all(&tree, 0, |_| false))
}

fn too_deep(tree: &Tree<'_>) -> Option<Diagnostic> {
    let finding = |raw| Diagnostic::new(Code::DeepMarkup).arg("levels", MOST_LEVELS).at(raw);
    tree.cut.map(finding)
}

fn whole(tree: &Tree<'_>) -> Vec<Block> {
    blocks::blocks(tree, 0, |_| false)
}

/// The blocks of the article, with the line of date and source, which stands outside it.
fn article(tree: &Tree<'_>, part: &Part, title: Option<&str>) -> Vec<Block> {
    let mut found = blocks::blocks(tree, part.top, |index| part.drops(index));
    found.retain(|block| {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        !heading || title != Some(text(tree.html, block).trim())
    });
    let imprint = |block: &Block| is_imprint(tree.html, block);
    if !found.iter().any(imprint)
        && let Some(line) =
            whole(tree).into_iter().find(imprint).or_else(|| dated_above(tree, &found))
    {
        let at = found.partition_point(|block| start(block) < start(&line));
        found.insert(at, line);
    }
    found
}

fn start(block: &Block) -> usize {
    block.runs.first().map_or(0, |run| run.raw.start)
}

/// The line with a day that stands right above the article, whose own first lines have none.
fn dated_above(tree: &Tree<'_>, article: &[Block]) -> Option<Block> {
    let dated = |block: &Block| {
        let line = text(tree.html, block);
        let short = line.chars().nth(DATED_CHARS).is_none() && !line.contains('。');
        short && written_day(&line).is_some()
    };
    let first = start(article.first()?);
    if article.iter().take(NEAR).any(dated) {
        return None;
    }
    let mut above = whole(tree);
    above.retain(|block| start(block) < first);
    above.into_iter().rev().take(NEAR).find(dated)
}

/// Longest line of date and writer without a word for either, in characters.
const DATED_CHARS: usize = 60;

/// How many blocks above the line of date and source the headline may stand.
const NEAR: usize = 3;

/// Longest name of a column or site, in characters.
const LONGEST_COLUMN: usize = 16;

/// Endings of what names a site.
const SITES: &[&str] = &["人民政府", "政府网", "门户网站", "官方网站", "新闻网", "信息网", "网站"];

/// Marks between the steps of a path.
const STEPS: [char; 4] = ['>', '＞', '»', '›'];

/// The headline above the line of date and source, where the page's title is that of a column or site.
fn headline(tree: &Tree<'_>, title: Option<&str>) -> Option<String> {
    let title = title.unwrap_or_default();
    if title.chars().nth(LONGEST_COLUMN).is_some() {
        return None;
    }
    let site = title.is_empty() || SITES.iter().any(|site| title.ends_with(site));
    let blocks = whole(tree);
    let step = |block: &Block| {
        let line = text(tree.html, block);
        let last = line.rsplit_once(STEPS).map(|(_, last)| last.trim().to_owned());
        last.is_some_and(|last| last == title)
    };
    if !site && !blocks.iter().any(step) {
        return None;
    }
    let imprint = blocks.iter().position(|block| is_imprint(tree.html, block))?;
    let above = blocks.get(..imprint)?.iter().rev().take(NEAR);
    let mut headings = above.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let found = text(tree.html, headings.next()?).trim().to_owned();
    (!found.is_empty() && found != title).then_some(found)
}

fn is_imprint(html: &str, block: &Block) -> bool {
    let line = text(html, block);
    line.chars().nth(IMPRINT_CHARS).is_none()
        && IMPRINT_WORDS.iter().any(|word| line.contains(word))
        && written_day(&line).is_some()
}

fn text(html: &str, block: &Block) -> String {
    block.runs.iter().map(|run| run.text(html)).collect()
}

fn chars(html: &str, block: &Block) -> usize {
    block.runs.iter().map(|run| run.text(html).trim().chars().count()).sum()
}
