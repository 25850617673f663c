//! Feeds of articles and of changes, and a map of the site where it has an address.

use super::view::{Planner, path};
use super::{OutputFile, fill, route};
use crate::chart::escape;
use crate::date::Date;
use crate::fingerprint::Fingerprint;
use crate::gazetteer::Adcode;
use crate::model::{EditionDiff, FigureRow};
use crate::path::RelPath;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Most entries of a feed.
const ENTRIES: usize = 50;
/// Most changes told in one entry; the page has more, the data files all.
const CHANGES: usize = 20;

/// One entry of a feed.
struct Entry {
    title: String,
    /// Stays the same as long as the entry is about the same thing.
    name: String,
    day: Date,
    /// From the root of the site.
    href: String,
    summary: String,
}

/// `feed.xml`: the newest articles; none when nothing is dated.
pub(super) fn atom(planner: &Planner<'_>) -> Option<OutputFile> {
    let cards = planner.articles_by_date().into_iter().take(ENTRIES);
    let entries = cards.filter_map(|card| {
        let day = card.published?;
        Some(Entry {
            title: card.title.clone(),
            name: card.id.to_string(),
            day,
            href: route::article(&card.id),
            summary: format!("{} {day}", card.outlet.as_deref().unwrap_or_default()),
        })
    });
    feed(planner, "feed.xml", "", entries.collect())
}

/// `changes.xml`: the edition, its corrections, and what changed in each region since the edition
/// before; none when nothing is dated.
pub(super) fn changes(planner: &Planner<'_>) -> Option<OutputFile> {
    let (w, day) = (planner.words(), planner.date()?);
    let edition = planner.site().edition;
    let page = "corrections.html".to_owned();
    let told = planner
        .edition_changes()
        .map_or_else(|| w.no_previous.to_owned(), |all| counts(planner, all));
    let mut entries = vec![Entry {
        title: format!("{} {edition}", w.edition),
        name: format!("edition {edition}"),
        day,
        href: page.clone(),
        summary: told,
    }];
    for record in &planner.report().corrections {
        let correction = &record.correction;
        let what = record.before.as_ref().map_or_else(
            || correction.target.measure.clone().unwrap_or_default(),
            |before| format!("{} {}", planner.region_name(before.region), before.measure),
        );
        entries.push(Entry {
            title: format!("{} {what}", w.corrected),
            name: format!("correction {what} {}", correction.reason),
            day: correction.date.unwrap_or(day),
            href: page.clone(),
            summary: correction.reason.clone(),
        });
    }
    let all = planner.edition_changes().into_iter();
    entries.extend(all.flat_map(|all| by_region(planner, all, &edition, day)));
    entries.truncate(ENTRIES);
    feed(planner, "changes.xml", w.corrections, entries)
}

fn counts(planner: &Planner<'_>, diff: &EditionDiff) -> String {
    let (new, changed, gone) = (diff.new.len(), diff.changed.len(), diff.gone.len());
    let values = [("new", new), ("changed", changed), ("gone", gone)];
    let values = values.map(|(name, count)| (name, count.to_string()));
    let [a, b, c] = &values;
    fill(planner.words().change_counts, &[a, b, c].map(|(name, count)| (*name, count.as_str())))
}

/// An entry for each region in which something changed.
fn by_region(planner: &Planner<'_>, all: &EditionDiff, edition: &str, day: Date) -> Vec<Entry> {
    let w = planner.words();
    let now = all.changed.iter().map(|change| &change.new);
    let rows = all.new.iter().chain(now).chain(&all.gone);
    let codes: BTreeSet<&str> = rows.map(|row| row.region.as_str()).collect();
    let entry = |code: &str| {
        let diff = all.of_region(code);
        let first = diff.new.first().or(diff.gone.first());
        let name = first.or(diff.changed.first().map(|c| &c.new)).map(|r| r.region_name.clone());
        let mut told: Vec<String> =
            diff.new.iter().map(|row| format!("{} {}", w.added, words(row))).collect();
        told.extend(
            diff.changed
                .iter()
                .map(|c| format!("{} {} → {}", w.changed, words(&c.old), c.new.surface)),
        );
        told.extend(diff.gone.iter().map(|row| format!("{} {}", w.gone, words(row))));
        told.truncate(CHANGES);
        // A region that is gone has no page any more.
        let own = code.parse().ok().and_then(Adcode::new).filter(|c| planner.has_region(*c));
        Entry {
            title: format!("{}：{}", name.unwrap_or_default(), counts(planner, &diff)),
            name: format!("changes {edition} {code}"),
            day,
            href: own.map_or_else(|| "corrections.html".to_owned(), route::region),
            summary: told.join("；"),
        }
    };
    codes.into_iter().map(entry).collect()
}

/// `2019年 贫困发生率 1.2%`, as far as it is known.
fn words(row: &FigureRow) -> String {
    let parts = [row.measure.as_str(), row.period.as_str(), row.surface.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An Atom feed; `about` is added to the title of the site. None when the edition has no date:
/// the epoch of the calendar would be a lie.
fn feed(planner: &Planner<'_>, file: &str, about: &str, entries: Vec<Entry>) -> Option<OutputFile> {
    let site = planner.site();
    let date = planner.date()?;
    let base = site.base_url.trim_end_matches('/');
    let address =
        |path: &str| if base.is_empty() { path.to_owned() } else { format!("{base}/{path}") };
    let title =
        if about.is_empty() { site.title.clone() } else { format!("{} {about}", site.title) };
    let publisher = if site.publisher.is_empty() { &site.title } else { &site.publisher };
    let id = |name: &str| urn([site.title.as_str(), file, name]);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"{}\">\n<title>{}</title>\n<id>{}</id>\n<updated>{date}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n<link rel=\"alternate\" href=\"{}\"/>\n\
         <link rel=\"self\" href=\"{}\"/>\n",
        site.lang,
        escape(&title),
        id(""),
        escape(publisher),
        escape(&address("index.html")),
        escape(&address(file)),
    );
    for entry in entries {
        // Writing into a `String` does not fail.
        let _ = writeln!(
            xml,
            "<entry><title>{}</title><id>{}</id><updated>{}T00:00:00Z</updated>\
             <link rel=\"alternate\" href=\"{}\"/><summary>{}</summary></entry>",
            escape(&entry.title),
            id(&entry.name),
            entry.day,
            escape(&address(&entry.href)),
            escape(entry.summary.trim()),
        );
    }
    xml.push_str("</feed>\n");
    Some(OutputFile { path: RelPath::new(file)?, bytes: xml.into_bytes() })
}

/// A lasting identity made of `parts`.
fn urn(parts: [&str; 3]) -> String {
    let hash = Fingerprint::of_parts(parts).short(32);
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
    let parts = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)];
    format!("urn:uuid:{}", parts.join("-"))
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
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", escape(&format!("{base}/{path}")));
    }
    xml.push_str("</urlset>\n");
    Some(OutputFile { path: RelPath::new("sitemap.xml")?, bytes: xml.into_bytes() })
}
