//! The tags of a page, one after another, each with its place.
//!
//! Tags, comments and raw text end where a browser ends them. What is never closed (a quote, a
//! tag, a title) ends early instead of taking the rest of the page with it. Every search for an
//! end is made once or goes no further than what it finds, so that reading stays linear.

use crate::span::Span;

/// Elements whose content is not markup.
const RAW: &[&str] =
    &["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// A tag or what else is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag<'a> {
    /// `<name …>`, with its attributes in the scanner.
    Start {
        /// Its name, as written.
        name: &'a str,
        /// Whether it ends in `/>`.
        empty: bool,
    },
    /// `</name>`.
    End(&'a str),
    /// A comment or declaration.
    Other,
}

/// Finds tags.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    html: &'a str,
    at: usize,
    end: usize,
    /// Names and values of the last start tag's attributes.
    pub(super) attributes: Vec<(Span, Span)>,
    /// The element whose end alone is looked for.
    raw: Option<&'static str>,
    /// What no longer comes on this page: quotes, and ends of raw text.
    missing: Vec<&'static str>,
}

impl<'a> Scanner<'a> {
    /// A scanner of the part `raw` of `html`.
    pub(super) const fn new(html: &'a str, raw: Span) -> Self {
        Self {
            html,
            at: raw.start,
            end: raw.end,
            attributes: Vec::new(),
            raw: None,
            missing: Vec::new(),
        }
    }

    /// The next tag and its place.
    pub(super) fn next(&mut self) -> Option<(Tag<'a>, Span)> {
        if let Some(name) = self.raw.take() {
            self.at = self.end_of_raw(name);
        }
        loop {
            let start = self.find(self.at, '<')?;
            let rest = self.rest(start + 1);
            let (tag, end) = if let Some(comment) = rest.strip_prefix("!--") {
                (Tag::Other, start + 4 + comment_length(comment))
            } else if rest.starts_with(['!', '?']) {
                (Tag::Other, self.behind(start, '>'))
            } else if let Some(name) = rest.strip_prefix('/') {
                if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    let (end, _) = self.tag_end(start + 2 + name_length(name))?;
                    (Tag::End(self.name(start + 2)), end)
                } else {
                    (Tag::Other, self.behind(start, '>'))
                }
            } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let name = self.name(start + 1);
                let (end, empty) = self.tag_end(start + 1 + name.len())?;
                let raw = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name));
                self.raw = raw.copied().filter(|_| !empty);
                (Tag::Start { name, empty }, end)
            } else {
                self.at = start + 1;
                continue;
            };
            self.at = end;
            return Some((tag, Span::new(start, end)));
        }
    }

    fn rest(&self, from: usize) -> &'a str {
        Span::new(from, self.end).of(self.html)
    }

    fn find(&self, from: usize, mark: char) -> Option<usize> {
        self.rest(from).find(mark).map(|at| from + at)
    }

    /// Where what follows the next `mark` begins; the end when there is none.
    fn behind(&self, from: usize, mark: char) -> usize {
        self.find(from, mark).map_or(self.end, |at| at + mark.len_utf8())
    }

    fn name(&self, from: usize) -> &'a str {
        let rest = self.rest(from);
        rest.get(..name_length(rest)).unwrap_or_default()
    }

    /// Reads attributes from `from`; where the tag ends, and whether it says that it is empty.
    /// `None` when no `>` follows: what looks like a tag is text.
    fn tag_end(&mut self, from: usize) -> Option<(usize, bool)> {
        self.attributes.clear();
        let mut at = from;
        let mut empty = false;
        loop {
            let rest = self.rest(at);
            match rest.chars().next() {
                None => return self.find(from, '>').map(|at| (at + 1, false)),
                Some('>') => return Some((at + 1, empty)),
                Some(c) if c == '/' || c.is_ascii_whitespace() => {
                    empty = c == '/';
                    at += 1;
                }
                Some(first) => {
                    empty = false;
                    let tail = rest.get(first.len_utf8()..).unwrap_or_default();
                    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
                    let length = first.len_utf8() + tail.find(ends).unwrap_or(tail.len());
                    let name = Span::new(at, at + length);
                    let Some((value, end)) = self.value(name.end) else {
                        return self.find(from, '>').map(|at| (at + 1, false));
                    };
                    self.attributes.push((name, value));
                    at = end;
                }
            }
        }
    }

    /// The value behind an attribute's name, and where it ends; `None` when its quote is missing.
    fn value(&mut self, from: usize) -> Option<(Span, usize)> {
        let none = Some((Span::new(from, from), from));
        let start = self.behind_space(from);
        if !self.rest(start).starts_with('=') {
            return none;
        }
        let start = self.behind_space(start + 1);
        let rest = self.rest(start);
        let quote = ["\"", "'"].into_iter().find(|quote| rest.starts_with(quote));
        let Some(quote) = quote else {
            let ends = |c: char| c.is_ascii_whitespace() || c == '>';
            let end = start + rest.find(ends).unwrap_or(rest.len());
            return Some((Span::new(start, end), end));
        };
        if self.missing.contains(&quote) {
            return None;
        }
        let Some(length) = rest.get(1..).and_then(|value| value.find(quote)) else {
            self.missing.push(quote);
            return None;
        };
        Some((Span::new(start + 1, start + 1 + length), start + 2 + length))
    }

    fn behind_space(&self, from: usize) -> usize {
        let rest = self.rest(from);
        from + rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len())
    }

    /// Where the raw text of the element `name` ends.
    fn end_of_raw(&mut self, name: &'static str) -> usize {
        let rest = self.rest(self.at);
        let ends = |at: &usize| {
            let found = rest.get(at + 2..).unwrap_or_default();
            let same = found.get(..name.len()).is_some_and(|f| f.eq_ignore_ascii_case(name));
            same && name_length(found) == name.len()
        };
        let known = self.missing.contains(&name);
        let found =
            if known { None } else { rest.match_indices("</").map(|(at, _)| at).find(ends) };
        if found.is_none() && !known {
            self.missing.push(name);
        }
        match found {
            Some(at) => self.at + at,
            // Text that is shown goes on as markup; a script has no end but the page's.
            None if matches!(name, "textarea" | "title") => self.at,
            None => self.end,
        }
    }
}

/// Length of a tag's name.
fn name_length(text: &str) -> usize {
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    text.find(ends).unwrap_or(text.len())
}

/// Length of a comment behind its `<!--`.
fn comment_length(text: &str) -> usize {
    let empty = [">", "->"].into_iter().find(|end| text.starts_with(end)).map(str::len);
    let closed = || text.find("-->").map(|at| at + 3);
    empty.or_else(closed).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Tag};
    use crate::span::Span;

    fn tags(html: &str) -> Vec<String> {
        let mut scanner = Scanner::new(html, Span::new(0, html.len()));
        let mut out = Vec::new();
        while let Some((tag, raw)) = scanner.next() {
            let mut line = match tag {
                Tag::Start { name, empty } => format!("{name}{}", if empty { "/" } else { "" }),
                Tag::End(name) => format!("/{name}"),
                Tag::Other => "!".to_owned(),
            };
            if let Tag::Start { .. } = tag {
                for (name, value) in &scanner.attributes {
                    line += &format!(" {}={}", name.of(html), value.of(html));
                }
            }
            out.push(format!("{line}|{}", raw.of(html)));
        }
        out
    }

    #[test]
    fn tags_end_where_a_browser_ends_them() {
        for (html, expected) in [
            (
                "a<b c=1 d='>' e=\"f\"g h = i>j",
                vec!["b c=1 d=> e=f g= h=i|<b c=1 d='>' e=\"f\"g h = i>"],
            ),
            ("<br/><p / x>", vec!["br/|<br/>", "p x=|<p / x>"]),
            (
                "<!-- <p> --></P ><!DOCTYPE html><?x?>",
                vec!["!|<!-- <p> -->", "/P|</P >", "!|<!DOCTYPE html>", "!|<?x?>"],
            ),
            ("<!--><i>", vec!["!|<!-->", "i|<i>"]),
            ("1 < 2 <3> </> </ x>", vec!["!|</>", "!|</ x>"]),
            (
                "<script>a<b></scripts></SCRIPT><i>",
                vec!["script|<script>", "/SCRIPT|</SCRIPT>", "i|<i>"],
            ),
        ] {
            assert_eq!(tags(html), expected, "{html}");
        }
    }

    #[test]
    fn what_is_never_closed_takes_nothing_with_it() {
        for (html, expected) in [
            ("<a href=\"x>y</a>", vec!["a|<a href=\"x>", "/a|</a>"]),
            ("<title>x<p>", vec!["title|<title>", "p|<p>"]),
            ("<script>x<p>", vec!["script|<script>"]),
            ("<p>a<b c", vec!["p|<p>"]),
            ("<!-- <p>", vec!["!|<!-- <p>"]),
        ] {
            assert_eq!(tags(html), expected, "{html}");
        }
    }
}
