//! What a page says of itself: title, day, outlet, author, language.

use super::element::{Element, Role};
use super::reference;
use super::tree::{Kind, Tree};
use crate::corpus::{FrontMatter, link};
use crate::date;

/// Shortest line that a page's title may go on from, in characters.
const LEAST_TITLE: usize = 4;

/// Shortest headline behind the names of site and column, in characters, less one.
const LEAST_HEADLINE: usize = 7;

/// Longest element that may be a line with the title, in nodes and in bytes.
const LARGEST_LINE: (usize, usize) = (4, 1024);

/// Reads what the page says of itself.
pub(super) fn front(tree: &Tree<'_>) -> FrontMatter {
    let mut front = FrontMatter::default();
    for index in tree.named("meta") {
        note(tree, index, &mut front);
    }
    let title = tree.named("title").next().map(|index| text(tree, index)).unwrap_or_default();
    front.title = front.title.or_else(|| Some(headline(&title)).filter(|title| !title.is_empty()));
    front.title = shown(tree, front.title.as_deref().unwrap_or_default(), &title)
        .or_else(|| last_shown(tree, front.title.as_deref()?))
        .or(front.title);
    // A page that names nobody names itself.
    let itself = |name: &String| front.source.as_ref() == Some(name) || title.ends_with(name);
    if front.byline.as_ref().is_some_and(itself) {
        front.byline = None;
    }
    front.language = tree.attribute(0, "lang").map(str::to_owned);
    account(tree, front)
}

/// Variables of public-account pages that tell the account's name.
const NAMES: [&str; 2] = ["nickname", "nick_name"];

/// Variables of public-account pages that tell when a page was published: 10 digits are seconds.
const TIMES: [&str; 4] = ["ct", "publish_time", "createTime", "oriCreateTime"];

/// What a public-account page shows of itself: the account's name and the headline by their ids, the
/// time often only through a script.
fn account(tree: &Tree<'_>, front: FrontMatter) -> FrontMatter {
    let with_id = |id: &str| {
        let found = (0..tree.nodes.len()).find(|at| tree.attribute(*at, "id") == Some(id))?;
        Some(one_line(&text(tree, found)))
    };
    let Some(name) = with_id("js_name").or_else(|| with_id("js_content").map(|_| String::new()))
    else {
        return front;
    };
    let shown = |id: &str| with_id(id).filter(|words| !words.is_empty());
    let script = |name: &str| variable(tree, name).filter(|value| !value.is_empty());
    let name =
        Some(name).filter(|name| !name.is_empty()).or_else(|| NAMES.into_iter().find_map(script));
    let day = shown("publish_time").and_then(|day| date::written_day(&day));
    let day = day.or_else(|| TIMES.into_iter().find_map(|name| moment(&script(name)?)));
    FrontMatter {
        title: shown("activity-name").or(front.title),
        source: name.or(front.source),
        date: day.or(front.date),
        byline: shown("js_author_name").or(front.byline),
        ..front
    }
}

/// A day as scripts have it: seconds since 1970, or written out.
fn moment(value: &str) -> Option<date::Date> {
    let seconds = value.len() == 10 && value.chars().all(|c| c.is_ascii_digit());
    if seconds { date::beijing_day(value.parse().ok()?) } else { date::written_day(value) }
}

/// The text in quotes, or the number, that a script of the page gives the variable or key `name`.
fn variable(tree: &Tree<'_>, name: &str) -> Option<String> {
    tree.named("script").find_map(|index| {
        let nodes = tree.nodes.get(index..tree.end(index)).unwrap_or_default();
        let texts = nodes.iter().filter(|node| matches!(node.kind, Kind::Text(_)));
        texts.map(|node| node.raw.of(tree.html)).find_map(|script| {
            let mut set = script.match_indices(name).filter_map(|(at, _)| {
                let before = script.get(..at)?.trim_end().trim_end_matches(['"', '\'']);
                let value = script.get(at + name.len()..)?.trim_start_matches(['"', '\'']);
                let value = value.trim_start().strip_prefix(['=', ':'])?;
                let begins = before.ends_with("var") || before.ends_with([';', ',', '{', '}', '.']);
                begins.then_some(value)
            });
            value(set.next()?)
        })
    })
}

/// The text in quotes, or the number, that `statement` begins with; calls around it are passed over.
fn value(statement: &str) -> Option<String> {
    let statement = statement.split([';', '\n']).next()?;
    let (before, rest) = statement.split_once(['"', '\'']).unwrap_or((statement, ""));
    let number: String = statement.trim_start().chars().take_while(char::is_ascii_digit).collect();
    if !number.is_empty() || before.contains([',', ':', '}']) {
        return Some(number);
    }
    rest.split(['"', '\'']).next().map(|value| value.trim().to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn note(tree: &Tree<'_>, index: usize, front: &mut FrontMatter) {
    let name =
        ["name", "property", "itemprop"].into_iter().find_map(|key| tree.attribute(index, key));
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let value = tree.attribute(index, "content").unwrap_or_default().trim();
    if value.is_empty() {
        return;
    }
    let set = |slot: &mut Option<String>, value: &str| {
        if slot.is_none() {
            *slot = Some(value.to_owned());
        }
    };
    match name.as_str() {
        "articletitle" | "og:title" | "twitter:title" => set(&mut front.title, value),
        "pubdate"
        | "publishdate"
        | "publish_date"
        | "article:published_time"
        | "og:release_date"
        | "datepublished"
        | "weibo: article:create_at" => {
            let day = || date::written_day(value).or_else(|| date::mail_day(value));
            front.date = front.date.or_else(day);
        }
        "contentsource" | "source" | "og:site_name" | "mediaid" => {
            // Some pages put the label into the value.
            set(&mut front.source, value.rsplit('：').next().unwrap_or(value));
        }
        "author" | "article:author" if is_name(value) => set(&mut front.byline, value),
        "og:url" | "url" => {
            let url = link::safe(value).map(str::to_owned);
            front.url = front.url.take().or(url);
        }
        "copyright" | "rights" => set(&mut front.rights, value),
        _ => (),
    }
}

/// The text of the node at `index` and below.
pub(super) fn text(tree: &Tree<'_>, index: usize) -> String {
    let nodes = tree.nodes.get(index..tree.end(index)).unwrap_or_default();
    let texts = nodes.iter().filter(|node| matches!(node.kind, Kind::Text(_)));
    let text: String = texts.map(|node| reference::read(tree.html, node.raw)).collect();
    text.trim().to_owned()
}

/// The title as the page shows it: the first line of which `title` is a piece that was cut off, or
/// that the whole title of the page goes on from with the site's name.
fn shown(tree: &Tree<'_>, title: &str, whole: &str) -> Option<String> {
    let cut = title.trim_end_matches(['.', '…']).trim_end();
    let shows = |line: &str, heading: bool| {
        let goes_on = heading && !cut.is_empty() && line.len() > cut.len() && line.starts_with(cut);
        let behind = whole.strip_prefix(line).map(str::trim_start);
        let named = behind.is_some_and(|behind| behind.starts_with(['-', '_', '|', '–']));
        goes_on || named && line.chars().nth(LEAST_TITLE - 1).is_some()
    };
    let first = Role::Heading(1);
    lines(tree).find(|(at, line)| shows(line, role(tree, *at) == first)).map(|(_, line)| line)
}

/// The headline that a title of nothing but the site's and the column's name and blanks ends with, where
/// the page shows it set as a headline, and the whole title nowhere.
fn last_shown(tree: &Tree<'_>, title: &str) -> Option<String> {
    title.rsplit_once(char::is_whitespace)?;
    let headed = |at: usize| {
        let named = |key| {
            tree.attribute(at, key).is_some_and(|name| name.to_ascii_lowercase().contains("title"))
        };
        matches!(role(tree, at), Role::Heading(_)) || named("class") || named("id")
    };
    let ends = |line: &str| {
        let before =
            title.strip_suffix(line).filter(|_| line.chars().nth(LEAST_HEADLINE).is_some());
        before.is_some_and(|before| before.ends_with(char::is_whitespace))
    };
    let whole = lines(tree).any(|(_, line)| line == title);
    let mut lines = lines(tree).filter(|_| !whole);
    lines.find(|(at, line)| headed(*at) && ends(line)).map(|(_, line)| line)
}

fn role(tree: &Tree<'_>, index: usize) -> Role {
    tree.element(index).map_or(Role::Void, Element::role)
}

/// The blocks of a page that hold no more than a line.
fn lines<'t>(tree: &'t Tree<'_>) -> impl Iterator<Item = (usize, String)> + 't {
    (0..tree.nodes.len()).filter_map(|index| {
        tree.element(index).filter(|element| element.is_block())?;
        let nodes = tree.nodes.get(index..tree.end(index))?;
        let bytes = || nodes.iter().map(|node| node.raw.len()).sum::<usize>();
        let short = nodes.len() <= LARGEST_LINE.0 && bytes() <= LARGEST_LINE.1;
        short.then(|| (index, text(tree, index)))
    })
}

/// Whether `value` is the name of somebody, not a number, an address or an account.
fn is_name(value: &str) -> bool {
    !value.contains(|c: char| c.is_ascii_alphanumeric() || c == '@')
}

/// The page's title without the site's name behind it.
fn headline(title: &str) -> String {
    let title = title.trim();
    let cut =
        ["_", " - ", " | ", "--", " – ", "|"].into_iter().find_map(|mark| title.split_once(mark));
    cut.map_or(title, |(head, _)| head).trim().to_owned()
}
