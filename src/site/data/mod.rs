//! Data files: the same records as the pages, as CSV and JSON with their descriptions.
//!
//! Every record is made once and written twice, so CSV and JSON cannot differ; a file is handed on as
//! soon as it is made, so that they are never held together.

mod figures;
mod package;
mod table;
mod tables;

use super::view::Planner;
use super::{OutputFile, Sink};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::model::{FigureId, FigureRow, Profile};
use crate::path::RelPath;
use std::collections::BTreeSet;
use std::path::Path;
use table::{Cell, Column, Field, Table, Writer, Written};

/// What the page of downloads says of a data file.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Below the output folder.
    pub path: RelPath,
    /// What it holds, in the language of the site.
    pub title: String,
    /// Number of records; none for descriptions.
    pub rows: Option<usize>,
    /// Its size.
    pub bytes: usize,
    /// First digits of its hash.
    pub checksum: String,
}

/// Hands all data files to `sink`, each as soon as it is made: tables as CSV and JSON, whole and
/// by region, descriptions. Returns what there is to say of them.
///
/// # Errors
/// What `sink` returns.
pub(super) fn write(planner: &Planner<'_>, sink: &Sink<'_>) -> Result<Vec<DataFile>, Error> {
    let (w, report) = (planner.words(), planner.report());
    let mut desk = Desk { planner, sink, files: Vec::new(), tables: Vec::new() };
    let record = |figure| figures::Record { planner, figure };
    let columns = figures::columns();
    desk.table("figures", w.n_figures, &columns, report.figures.values().map(record))?;
    for profile in report.regions.values().filter(|p| !p.figures.is_empty()) {
        desk.region((planner, profile), &columns)?;
    }
    desk.table("sentences", w.evidence, &tables::sentence_columns(), tables::sentences(report))?;
    let mechanisms = tables::mechanisms(planner);
    desk.table("mechanisms", w.n_mechanisms, &tables::mechanism_columns(), mechanisms)?;
    let regions = report.regions.iter().map(|(code, profile)| (*code, profile));
    desk.table("regions", w.n_regions, &tables::region_columns(), regions)?;
    desk.table("articles", w.n_articles, &tables::article_columns(), report.articles.values())?;
    desk.table("checks", w.n_checks, &tables::check_columns(), tables::checks(report))?;
    let package = package::datapackage(&desk.tables, planner);
    desk.put("data/datapackage.json", package, w.data_package, None)?;
    Ok(desk.files)
}

/// Where data files are made and handed on.
struct Desk<'a> {
    planner: &'a Planner<'a>,
    sink: &'a Sink<'a>,
    files: Vec<DataFile>,
    tables: Vec<Table>,
}

impl Desk<'_> {
    fn table<R>(
        &mut self,
        name: &'static str,
        title: &str,
        columns: &[Column<R>],
        records: impl Iterator<Item = R>,
    ) -> Result<(), Error> {
        let fields: Vec<Field> = columns.iter().map(|c| c.field).collect();
        let mut writer = Writer::new(&fields);
        for record in records {
            let row: Vec<Cell> = columns.iter().map(|c| (c.cell)(&record)).collect();
            writer.push(&row);
        }
        let Written { csv, json, rows } = writer.finish();
        let table = Table { name, title: title.to_owned(), fields, bytes: csv.len() };
        self.put(&format!("data/{name}.csv"), csv, title, Some(rows))?;
        self.put(&format!("data/{name}.json"), json, title, Some(rows))?;
        let described = package::csvw(&table, self.planner);
        let path = format!("data/{name}.csv-metadata.json");
        self.put(&path, described, &format!("{title}（CSVW）"), None)?;
        self.tables.push(table);
        Ok(())
    }

    /// The figures of one region, with the fields that a reader of one region needs.
    fn region<'b>(
        &mut self,
        (planner, profile): (&'b Planner<'b>, &'b Profile),
        columns: &[Column<figures::Record<'b>>],
    ) -> Result<(), Error> {
        let kept: Vec<_> = columns.iter().filter(|c| c.regional).collect();
        let fields: Vec<Field> = kept.iter().map(|c| c.field).collect();
        let mut writer = Writer::new(&fields);
        let ids: BTreeSet<&FigureId> = profile.figures.iter().collect();
        for figure in ids.into_iter().filter_map(|id| planner.report().figures.get(id)) {
            let record = figures::Record { planner, figure };
            let row: Vec<Cell> = kept.iter().map(|c| (c.cell)(&record)).collect();
            writer.push(&row);
        }
        let Written { csv, json, rows } = writer.finish();
        let path = format!("data/regions/{}", profile.region.code);
        let title = &profile.region.name;
        self.put(&format!("{path}.csv"), csv, title, Some(rows))?;
        self.put(&format!("{path}.json"), json, &format!("{title}（JSON）"), Some(rows))
    }

    fn put(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        title: &str,
        rows: Option<usize>,
    ) -> Result<(), Error> {
        let Some(path) = RelPath::new(path) else { return Ok(()) };
        self.files.push(DataFile {
            path: path.clone(),
            title: title.to_owned(),
            rows,
            bytes: bytes.len(),
            checksum: Fingerprint::of(&bytes).short(16),
        });
        (self.sink)(OutputFile { path, bytes })
    }
}

/// `provenance.json`: hashes of every input.
pub(super) fn provenance(planner: &Planner<'_>) -> Option<OutputFile> {
    let path = RelPath::new("provenance.json")?;
    Some(OutputFile { path, bytes: package::provenance(planner) })
}

/// The figures of an earlier edition, from its folder of data files.
///
/// # Errors
/// [`Error::Read`] when `figures.json` is missing, unreadable or of another form.
pub fn earlier(folder: &Path) -> Result<Vec<FigureRow>, Error> {
    let path = folder.join("figures.json");
    let wrap = |source| Error::Read { path: path.clone(), source };
    let bytes = std::fs::read(&path).map_err(wrap)?;
    serde_json::from_slice(&bytes).map_err(|error| wrap(error.into()))
}

/// The fields of every table, for the dictionary.
pub(super) fn dictionary(english: bool) -> Vec<(&'static str, Vec<(String, String)>)> {
    fn rows<R>(columns: &[Column<R>], english: bool) -> Vec<(String, String)> {
        let fields = columns.iter().map(|c| c.field);
        fields.map(|f| (f.name.to_owned(), f.meaning(english).to_owned())).collect()
    }
    vec![
        ("figures", rows(&figures::columns(), english)),
        ("sentences", rows(&tables::sentence_columns(), english)),
        ("mechanisms", rows(&tables::mechanism_columns(), english)),
        ("regions", rows(&tables::region_columns(), english)),
        ("articles", rows(&tables::article_columns(), english)),
        ("checks", rows(&tables::check_columns(), english)),
    ]
}
