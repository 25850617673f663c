//! Citations: in the text, GB/T 7714, BibTeX. What is unknown is left out, never invented.

use super::frame::Link;
use super::planner::Planner;
use crate::fingerprint::Fingerprint;
use crate::model::{ArticleCard, Imprint};
use crate::site::route;
use serde::Serialize;

/// How to cite something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// In running text.
    pub short: String,
    /// As an entry of a list (GB/T 7714).
    pub full: String,
    /// For reference managers.
    pub bibtex: String,
}

/// An entry of a list of sources (GB/T 7714), the headline linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The author, when known.
    pub before: String,
    /// Headline, linked.
    pub article: Link,
    /// Medium, outlet, date, address.
    pub after: String,
}

/// `N` newspaper, `EB` web page; `/OL` when it has an address.
fn medium(outlet: &str, online: bool) -> &'static str {
    let paper = outlet.ends_with('报') || outlet.ends_with("时报") || outlet.ends_with("晚报");
    match (paper, online) {
        (true, true) => "N/OL",
        (true, false) => "N",
        (false, true) => "EB/OL",
        // A text without address from something that is no newspaper.
        (false, false) => "Z",
    }
}

/// Braces and backslashes mean something to BibTeX.
fn bibtex_text(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '{' | '}' | '\\' | '"')).collect()
}

impl Planner<'_> {
    /// The entry of an article in a list of sources, around its headline.
    pub(super) fn source_entry(&self, card: &Imprint<'_>) -> SourceView {
        let outlet = card.outlet.unwrap_or_default();
        let before = card.byline.map(|author| format!("{author}. ")).unwrap_or_default();
        let mark = medium(outlet, card.url.is_some());
        let mut entry = format!("[{mark}]. ");
        let issue: Vec<String> = card
            .outlet
            .map(str::to_owned)
            .into_iter()
            .chain(card.published.map(|d| d.to_string()))
            .collect();
        entry.push_str(&issue.join(", "));
        if let (Some(url), date) = (card.url, self.date()) {
            let read = date.map(|d| format!("[{d}]")).unwrap_or_default();
            entry.push_str(&format!("{read}. {url}"));
        }
        let title = card.title.trim_end_matches(['.', '。']).to_owned();
        SourceView {
            before,
            article: Link::to(title, route::article(card.id)),
            after: format!("{}.", entry.trim_end_matches([' ', '.'])),
        }
    }

    /// The same as plain text.
    fn article_entry(&self, card: &ArticleCard) -> String {
        let entry = self.source_entry(&card.imprint());
        format!("{}{}{}", entry.before, entry.article.name, entry.after)
    }

    /// How to cite an article.
    pub(super) fn cite_article(&self, card: &ArticleCard) -> Citation {
        let who = card.byline.as_deref().or(card.outlet.as_deref()).unwrap_or(&card.title);
        let year = card.published.map(|d| d.year().to_string());
        let key = Fingerprint::of(card.id.0.as_bytes()).short(8);
        let mut fields = vec![("title", card.title.clone())];
        fields.extend(card.byline.clone().map(|v| ("author", v)));
        fields.extend(card.outlet.clone().map(|v| ("journal", v)));
        fields.extend(card.published.map(|v| ("date", v.to_string())));
        fields.extend(card.url.clone().map(|v| ("url", v)));
        Citation {
            short: match &year {
                Some(year) => format!("（{who}，{year}）"),
                None => format!("（{who}）"),
            },
            full: self.article_entry(card),
            bibtex: bibtex("article", &key, &fields),
        }
    }

    /// How to cite a page of this report.
    pub(super) fn cite_page(&self, title: &str, path: &str) -> Citation {
        let site = self.shared();
        let mut full = String::new();
        if !site.publisher.is_empty() {
            full.push_str(&format!("{}. ", site.publisher));
        }
        full.push_str(&format!("{title}[DB/OL]//{}. {}", site.title, site.edition));
        let date = self.date().map(|d| d.to_string()).unwrap_or_default();
        if !date.is_empty() {
            full.push_str(&format!("({date})"));
        }
        let base = site.base_url.trim_end_matches('/');
        if !base.is_empty() {
            full.push_str(&format!(". {base}/{path}"));
        }
        full.push('.');
        let mut fields = vec![("title", title.to_owned()), ("booktitle", site.title.clone())];
        fields.push(("edition", site.edition.clone()));
        if !site.publisher.is_empty() {
            fields.push(("author", site.publisher.clone()));
        }
        if !date.is_empty() {
            fields.push(("date", date));
        }
        if !base.is_empty() {
            fields.push(("url", format!("{base}/{path}")));
        }
        let key = Fingerprint::of(path.as_bytes()).short(8);
        Citation {
            short: format!("（《{}》“{title}”，{}）", site.title, site.edition),
            full,
            bibtex: bibtex("inbook", &key, &fields),
        }
    }
}

fn bibtex(kind: &str, key: &str, fields: &[(&str, String)]) -> String {
    let lines: Vec<String> =
        fields.iter().map(|(k, v)| format!("  {k} = {{{}}}", bibtex_text(v))).collect();
    format!("@{kind}{{fz{key},\n{}\n}}", lines.join(",\n"))
}
