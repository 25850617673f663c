//! Feed of articles, and a map of the site where it has an address.

use super::OutputFile;
use super::view::{Planner, path};
use crate::chart::escape;
use crate::fingerprint::Fingerprint;
use crate::path::RelPath;

/// Articles in the feed.
const ENTRIES: usize = 50;

/// `feed.xml`: the newest articles, then the edition itself.
pub(super) fn atom(planner: &Planner<'_>) -> Option<OutputFile> {
    use std::fmt::Write as _;
    let site = planner.site();
    let base = site.base_url.trim_end_matches('/').to_owned();
    let address = |path: &str| {
        if base.is_empty() { path.to_owned() } else { format!("{base}/{path}") }
    };
    // Without a date nothing could be dated; the epoch of the calendar would be a lie.
    let date = planner.date()?;
    let id = |name: &str| {
        let hash = Fingerprint::of_parts([site.title.as_str(), name]).short(32);
        let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default().to_owned();
        format!(
            "urn:uuid:{}-{}-{}-{}-{}",
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32)
        )
    };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"{}\">\n<title>{}</title>\n<id>{}</id>\n<updated>{date}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n<link rel=\"alternate\" href=\"{}\"/>\n",
        site.lang,
        escape(&site.title),
        id(""),
        escape(if site.publisher.is_empty() { &site.title } else { &site.publisher }),
        escape(&address("index.html")),
    );
    for card in planner.articles_by_date().into_iter().take(ENTRIES) {
        let Some(published) = card.published else { continue };
        let outlet = card.outlet.clone().unwrap_or_default();
        // Writing into a `String` does not fail.
        let _ = writeln!(
            xml,
            "<entry><title>{}</title><id>{}</id><updated>{published}T00:00:00Z</updated>\
             <link rel=\"alternate\" href=\"{}\"/><summary>{}</summary></entry>",
            escape(&card.title),
            id(&card.id.0),
            escape(&address(&super::route::article(&card.id))),
            escape(&format!("{outlet} {published}")),
        );
    }
    xml.push_str("</feed>\n");
    Some(OutputFile { path: RelPath::new("feed.xml")?, bytes: xml.into_bytes() })
}

/// `sitemap.xml`; none for a site without address.
pub(super) fn sitemap(planner: &Planner<'_>) -> Option<OutputFile> {
    let site = planner.site();
    let base = site.base_url.trim_end_matches('/');
    if base.is_empty() {
        return None;
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let paths: Vec<String> = planner.routes().iter().map(path).collect();
    for path in paths.iter().filter(|path| *path != "404.html") {
        xml.push_str(&format!("<url><loc>{}</loc></url>\n", escape(&format!("{base}/{path}"))));
    }
    xml.push_str("</urlset>\n");
    Some(OutputFile { path: RelPath::new("sitemap.xml")?, bytes: xml.into_bytes() })
}
