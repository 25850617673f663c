//! Data files: the same records as the pages, as CSV and JSON with their descriptions.
//!
//! Every table is made once and written twice, so CSV and JSON cannot differ.

mod package;
mod table;
mod tables;

pub use table::{Cell, Field, Kind, Table};

use super::OutputFile;
use super::view::Planner;
use crate::error::Error;
use crate::model::FigureRow;
use crate::path::RelPath;
use std::path::Path;

/// A data file and what the page of downloads says of it.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// The file.
    pub file: OutputFile,
    /// What it holds, in the language of the site.
    pub title: String,
    /// Number of records; none for descriptions.
    pub rows: Option<usize>,
    /// The table it is made from, or none for files of one region and for descriptions.
    pub table: Option<&'static str>,
}

/// All data files: tables as CSV and JSON, one CSV a region, descriptions.
pub(super) fn files(planner: &Planner<'_>) -> Vec<DataFile> {
    let mut tables = tables::all(planner);
    let mut out = Vec::new();
    for table in &mut tables {
        for (extension, bytes) in [("csv", table.csv()), ("json", table.json())] {
            let path = format!("data/{}.{extension}", table.name);
            out.extend(data_file(&path, bytes, &table.title, Some((table.rows.len(), table.name))));
        }
        let metadata = package::csvw(table, planner);
        let path = format!("data/{}.csv-metadata.json", table.name);
        let title = format!("{}（CSVW）", table.title);
        out.extend(data_file(&path, metadata, &title, None));
        if table.name == "figures" {
            for (code, table) in tables::by_region(table) {
                let path = format!("data/regions/{code}.csv");
                let rows = table.rows.len();
                let file = data_file(&path, table.csv(), &table.title, None);
                out.extend(file.map(|f| DataFile { rows: Some(rows), ..f }));
            }
        }
        // Written: the records themselves are not needed any more.
        table.rows = Vec::new();
    }
    let package = package::datapackage(&tables, planner, &out);
    let title = planner.words().data_package;
    out.extend(data_file("data/datapackage.json", package, title, None));
    out
}

fn data_file(
    path: &str,
    bytes: Vec<u8>,
    title: &str,
    table: Option<(usize, &'static str)>,
) -> Option<DataFile> {
    Some(DataFile {
        file: OutputFile { path: RelPath::new(path)?, bytes },
        title: title.to_owned(),
        rows: table.map(|(rows, _)| rows),
        table: table.map(|(_, name)| name),
    })
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
    tables::FIELDS
        .iter()
        .map(|(name, fields)| {
            let rows = fields.iter().map(|f| (f.name.to_owned(), f.meaning(english).to_owned()));
            (*name, rows.collect())
        })
        .collect()
}
