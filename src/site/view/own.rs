//! The project's own words as pages and notes.

use super::View;
use super::frame::{Head, NoteView};
use super::planner::{Planner, Route};
use crate::corpus::Prose;
use crate::site::pages::Note;
use serde::Serialize;

/// A page of the project's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnView {
    /// Heading.
    pub title: String,
    /// Its text, as HTML.
    pub text: String,
}

type Planned = (&'static str, Head, View);

impl Planner<'_> {
    /// Plans a page of the project's own.
    pub(super) fn own_page(&self, path: &str) -> Option<Planned> {
        let page = self.own().page(path)?;
        let title = page.front.title.clone().unwrap_or_default();
        let view = OwnView { text: self.own_text(&page.text, 2, path), title };
        let description = page.front.description.as_ref().unwrap_or(&view.title);
        let head =
            Head { description: description.clone(), section: path.to_owned(), ..Head::default() };
        Some(("page.html", head, View::Own(Box::new(view))))
    }

    /// The note on what a page is about; on the first of its pages only.
    pub(super) fn note(&self, of: &Route) -> Option<NoteView> {
        let notes = || self.own().notes.iter();
        let note: Option<&Note> = match of {
            Route::Region(code, 0) => notes().find(|note| note.is_on_region(*code)),
            Route::Indicator(id) => notes().find(|note| note.is_on(&id.0, &id.0)),
            Route::Mechanism(id) => {
                let name = self.facts.mechanism(id).map_or("", |profile| profile.name.as_str());
                notes().find(|note| note.is_on(&id.0, name))
            }
            _ => None,
        };
        let note = note.filter(|note| !note.text.is_empty())?;
        let title = note.title.clone().unwrap_or_else(|| self.words.editors_note.to_owned());
        Some(NoteView { title, text: self.own_text(&note.text, 3, &super::path(of)) })
    }

    /// The text as HTML, for the page at `path`.
    fn own_text(&self, text: &Prose, least: usize, path: &str) -> String {
        let root = "../".repeat(path.matches('/').count());
        let address = |link: &str| format!("{root}{}", self.own().target(link));
        text.html(least, &address)
    }
}
