//! What every page has: title, crumbs, links.

use crate::site::PictureView;
use serde::Serialize;

/// A name that may lead somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What is read.
    pub name: String,
    /// Where it leads, from the root of the site; none for plain text.
    pub href: Option<String>,
}

impl Link {
    /// A link to a page of the site.
    pub fn to(name: impl Into<String>, href: impl Into<String>) -> Self {
        Self { name: name.into(), href: Some(href.into()) }
    }

    /// A name that leads nowhere.
    pub fn plain(name: impl Into<String>) -> Self {
        Self { name: name.into(), href: None }
    }
}

/// A note of the editors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// What stands above it: 编者按, or its own heading.
    pub title: String,
    /// What it says, as HTML.
    pub text: String,
}

/// One step of the way down to a page.
pub type Crumb = Link;

/// What every page has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Head {
    /// `../` for each folder above the page: put before every link.
    pub root: String,
    /// The page's own address from the root of the site.
    pub path: String,
    /// Title of the page, without the name of the site.
    pub title: String,
    /// One sentence for lists of results.
    pub description: String,
    /// Key of the column of the main navigation it belongs to: `home`, `regions`, `search` …
    pub section: String,
    /// The way down to it, without itself.
    pub crumbs: Vec<Crumb>,
    /// Structured data (JSON-LD), safe inside a script element; empty without an address on the web.
    pub json_ld: String,
    /// What the editors say of what it is about, above all else.
    pub note: Option<NoteView>,
    /// Address on the web, when the site has one.
    pub canonical: Option<String>,
}

/// What is the same on all pages; `site` in the templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// Title of the report.
    pub title: String,
    /// The line under it.
    pub subtitle: String,
    /// Who publishes it.
    pub publisher: String,
    /// Language tag of the site.
    pub lang: String,
    /// Name of the edition.
    pub edition: String,
    /// Date of the edition, as printed; empty when nothing is dated.
    pub date: String,
    /// Licence of the data.
    pub license: String,
    /// First digits of the corpus's hash.
    pub fingerprint: String,
    /// What made it: `由 fangzhi 0.1.0 编成`.
    pub made_by: String,
    /// Where it will be served; empty when only opened from a folder.
    pub base_url: String,
    /// Columns of the main navigation: key of [`Head::section`] and link.
    pub nav: Vec<(String, Link)>,
    /// Further pages, in the foot.
    pub more: Vec<Link>,
    /// The publisher's picture beside the title; none when there is none.
    pub logo: Option<PictureView>,
    /// Address of the publisher's style sheet, after ours.
    pub sheet: Option<String>,
    /// Whether there are Atom feeds: of articles (`feed.xml`) and of changes (`changes.xml`).
    pub feed: bool,
}
