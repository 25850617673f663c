//! Closed views: everything a template may see, as plain values.

mod about;
mod article;
mod charts;
mod citation;
mod compare;
mod cuts;
mod figure;
mod frame;
mod home;
mod html;
mod index;
mod indicator;
mod lists;
mod mechanism;
mod own;
mod parts;
mod planner;
mod print;
mod prints;
mod region;
mod rows;
mod running;
mod title;

pub use about::{AboutView, ChangesView, CorrectionView, FileRow};
pub use article::ArticleView;
pub use charts::ChartView;
pub use citation::{Citation, SourceView};
pub(super) use figure::plain_value;
pub use figure::{Badge, Card, CheckView, Evidence, Reading, Row};
pub use frame::{Crumb, Head, Link, NoteView, SiteView};
pub use home::HomeView;
pub use indicator::IndicatorView;
pub use lists::ListView;
pub use mechanism::MechanismView;
pub use own::OwnView;
pub use planner::{About, Listing, Planned, Planner, Route};
pub use print::{PrintRegion, PrintView};
pub use prints::Prints;
pub use region::RegionView;
pub use title::path;

use crate::path::RelPath;
use crate::site::OutputFile;
use serde::Serialize;

/// One page before it is rendered: the same page always renders to the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Where it goes, below the output folder.
    pub path: RelPath,
    /// The template that renders it.
    pub template: &'static str,
    /// Title, description, crumbs: `head` in the template.
    pub head: Head,
    /// What is on it: `view` in the template.
    pub view: View,
}

/// What is on a page, by kind of page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum View {
    /// `index.html`.
    Home(Box<HomeView>),
    /// `regions/…`.
    Region(Box<RegionView>),
    /// `indicators/…`.
    Indicator(Box<IndicatorView>),
    /// `mechanisms/…`.
    Mechanism(Box<MechanismView>),
    /// `articles/…`.
    Article(Box<ArticleView>),
    /// `sources.html`, `timeline.html`, `regions/index.html` …
    List(Box<ListView>),
    /// `methodology.html`, `search.html`, `downloads.html` …
    About(Box<AboutView>),
    /// `report.html`.
    Print(Box<PrintView>),
    /// A page of the project's own.
    Own(Box<OwnView>),
}

impl Page {
    /// Files that belong to the page: standalone copies of its charts.
    #[must_use]
    pub fn files(&self) -> Vec<OutputFile> {
        let charts: Vec<&ChartView> = match &self.view {
            View::Region(view) => {
                let peers = view.comparisons.iter().filter_map(|c| c.chart.as_ref());
                view.charts.iter().chain(peers).collect()
            }
            View::Indicator(view) => view.charts.iter().collect(),
            View::Mechanism(view) => view.charts.iter().collect(),
            _ => Vec::new(),
        };
        charts.into_iter().filter_map(ChartView::output).collect()
    }
}
