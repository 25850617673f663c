//! HTML written directly: what is long and regular (rows, sentences, charts) never passes through a
//! template. Everything that comes from outside goes through [`Html::text`] or [`Html::link`].

use std::fmt::Write as _;

/// A piece of HTML in the making, for one page: its links are as short as they can be from there.
///
/// End tags that HTML supplies by itself (`</td>`, `</tr>`, `</dd>`) are left out.
#[derive(Debug)]
pub(super) struct Html<'a> {
    out: String,
    page: &'a str,
    folder: &'a str,
    root: &'static str,
}

impl<'a> Html<'a> {
    /// Nothing yet, for the page at `page` below the root of the site.
    pub(super) fn on(page: &'a str) -> Self {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Pages stand in the root or in one of its folders, never deeper.
        let root = if folder.is_empty() { "" } else { "../" };
        Self { out: String::new(), page, folder, root }
    }

    /// What was written.
    pub(super) fn done(self) -> String {
        self.out
    }

    /// Whether nothing was written.
    pub(super) const fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Adds mark-up of our own.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Adds text, escaped; it may stand in an attribute too.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.out, text);
        self
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: impl std::fmt::Display) -> &mut Self {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{number}");
        self
    }

    /// Adds the address of `target`, which is told from the root of the site: only the fragment on
    /// its own page, only the file's name in its own folder.
    pub(super) fn address(&mut self, target: &str) -> &mut Self {
        let here = target.strip_prefix(self.page).filter(|rest| rest.starts_with('#'));
        let beside = target
            .strip_prefix(self.folder)
            .and_then(|rest| rest.strip_prefix('/'))
            .filter(|rest| !self.folder.is_empty() && !rest.contains('/'));
        match here.or(beside) {
            Some(short) => self.text(short),
            None => self.raw(self.root).text(target),
        }
    }

    /// Begins a link.
    pub(super) fn open(&mut self, target: &str) -> &mut Self {
        self.raw("<a href=\"").address(target).raw("\">")
    }

    /// Adds a link.
    pub(super) fn link(&mut self, name: &str, target: &str) -> &mut Self {
        self.open(target).text(name).raw("</a>")
    }
}

/// Adds `text` to `out` as content or the value of an attribute in double quotes.
fn escape(out: &mut String, text: &str) {
    if !text.contains(['&', '<', '>', '"']) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn links_are_as_short_as_they_can_be() {
        for (page, target, href) in [
            ("regions/1.html", "regions/1.html#f-1", "#f-1"),
            ("regions/1.html", "regions/1.html", "1.html"),
            ("regions/1.html", "regions/1.html.b", "1.html.b"),
            ("regions/1.html", "regions/2.html#f-1", "2.html#f-1"),
            ("regions/1.html", "articles/a.html#s1", "../articles/a.html#s1"),
            ("regions/1.html", "sources.html", "../sources.html"),
            ("timeline.html", "timeline-2.html", "timeline-2.html"),
            ("timeline.html", "articles/a.html", "articles/a.html"),
        ] {
            let mut html = Html::on(page);
            html.address(target);
            assert_eq!(html.done(), href, "{page} to {target}");
        }
    }

    #[test]
    fn text_cannot_become_mark_up() {
        let mut html = Html::on("index.html");
        html.link("<b>甲 & \"乙\"", "search.html?q=\"");
        assert_eq!(
            html.done(),
            "<a href=\"search.html?q=&quot;\">&lt;b&gt;甲 &amp; &quot;乙&quot;</a>"
        );
    }
}
