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
use crate::file::{self, Unread};
use crate::fingerprint::Fingerprint;
use crate::model::{FigureId, FigureRow};
use crate::path::RelPath;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use table::{Column, Field, Rows, Table, Writer, Written};

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

/// Hands all data files to `sink`, each as soon as it is made: tables as CSV and JSON, descriptions.
/// Returns what there is to say of them.
///
/// # Errors
/// What `sink` returns.
pub(super) fn write(planner: &Planner<'_>, sink: &Sink<'_>) -> Result<Vec<DataFile>, Error> {
    let (w, report) = (planner.words(), planner.report());
    let mut desk = Desk { planner, sink, files: Vec::new(), tables: Vec::new() };
    desk.table(("figures", w.n_figures), &figures::columns(), figures::all(planner))?;
    // The texts of the articles are great; whoever reads them as JSON joins them from here.
    let sentences = (tables::sentence_columns(), tables::sentences(report));
    desk.csv(("sentences", w.evidence), &sentences.0, sentences.1)?;
    let mechanisms = (tables::mechanism_columns(), tables::mechanisms(planner));
    desk.table(("mechanisms", w.n_mechanisms), &mechanisms.0, mechanisms.1)?;
    let indicators = (tables::indicator_columns(), tables::indicators(planner));
    desk.table(("indicators", w.indicators), &indicators.0, indicators.1)?;
    let regions = report.regions.iter().map(|(code, profile)| (*code, profile));
    desk.table(("regions", w.n_regions), &tables::region_columns(), regions)?;
    let articles = report.articles.values();
    desk.table(("articles", w.n_articles), &tables::article_columns(), articles)?;
    desk.table(("checks", w.n_checks), &tables::check_columns(), tables::checks(report))?;
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
    /// A table as CSV and as JSON.
    fn table<R>(
        &mut self,
        named: (&'static str, &str),
        columns: &[Column<R>],
        records: impl IntoIterator<Item = R>,
    ) -> Result<(), Error> {
        let (name, title) = named;
        let (json, rows) = self.fill(Writer::new(&fields(columns)), named, columns, records)?;
        self.put(&format!("data/{name}.json"), json, title, Some(rows))
    }

    /// A table as CSV alone.
    fn csv<R>(
        &mut self,
        named: (&'static str, &str),
        columns: &[Column<R>],
        records: impl IntoIterator<Item = R>,
    ) -> Result<(), Error> {
        self.fill(Writer::csv(&fields(columns)), named, columns, records).map(|_| ())
    }

    /// Writes the CSV file and its description; returns the JSON and the number of records.
    fn fill<R>(
        &mut self,
        mut writer: Writer,
        (name, title): (&'static str, &str),
        columns: &[Column<R>],
        records: impl IntoIterator<Item = R>,
    ) -> Result<(Vec<u8>, usize), Error> {
        let mut row = Vec::with_capacity(columns.len());
        for record in records {
            row.clear();
            row.extend(columns.iter().map(|c| (c.cell)(&record)));
            writer.push(&row);
        }
        let Written { csv, json, rows } = writer.finish();
        let table =
            Table { name, title: title.to_owned(), fields: fields(columns), bytes: csv.len() };
        self.put(&format!("data/{name}.csv"), csv, title, Some(rows))?;
        let described = package::csvw(&table, self.planner);
        let path = format!("data/{name}.csv-metadata.json");
        self.put(&path, described, &format!("{title}（CSVW）"), None)?;
        self.tables.push(table);
        Ok((json, rows))
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

/// The folder of data in that of a report.
pub const DATA: &str = "data";
/// The file of figures in a folder of data.
pub const FIGURES: &str = "figures.json";
/// The file that names their divisions.
pub const REGIONS: &str = "regions.json";
/// Largest file of an edition's data that is read: some ten million figures.
const MOST_BYTES: u64 = 4 << 30;

/// The figures of an earlier edition, from its folder or the folder of data in it.
///
/// # Errors
/// [`Error::Read`] when `figures.json` is missing, unreadable or of another form.
pub fn earlier(folder: &Path) -> Result<Vec<FigureRow>, Error> {
    let data = folder.join(DATA);
    let folder = if data.is_dir() { data.as_path() } else { folder };
    let read = |name: &str| {
        let path = folder.join(name);
        file::read(&path, MOST_BYTES).map_err(|unread| match unread {
            Unread::Failed(source) => Error::Read { path, source },
            Unread::TooLarge(_) => Error::TooLarge { path, limit: MOST_BYTES },
            Unread::Special => Error::Special { path },
        })
    };
    let figures = read(FIGURES)?;
    let regions = read(REGIONS).unwrap_or_default();
    figures_of(&figures, &regions)
        .map_err(|source| Error::Read { path: folder.join(FIGURES), source })
}

/// The figures of an edition from its `figures.json`; its `regions.json`, if there is any, names their
/// divisions.
///
/// # Errors
/// When `figures` are of another form, or a record has no id of ours.
pub fn figures_of(figures: &[u8], regions: &[u8]) -> io::Result<Vec<FigureRow>> {
    let regions = serde_json::from_slice::<Rows>(regions).unwrap_or_default();
    let names: BTreeMap<&str, &str> =
        regions.records().map(|r| (said(&r, "code"), said(&r, "name"))).collect();
    match serde_json::from_slice::<Rows>(figures) {
        Ok(rows) => rows.records().map(|record| figure_row(&record, &names)).collect(),
        // Editions before this form had an array of objects.
        Err(error) => serde_json::from_slice::<Vec<FigureRow>>(figures).map_err(|_| error.into()),
    }
}

type Record<'a> = BTreeMap<&'a str, &'a serde_json::Value>;

/// What a record says in a field; nothing when it has none.
fn said<'a>(record: &Record<'a>, field: &str) -> &'a str {
    record.get(field).and_then(|value| value.as_str()).unwrap_or_default()
}

fn figure_row(record: &Record<'_>, names: &BTreeMap<&str, &str>) -> io::Result<FigureRow> {
    let foreign = || io::Error::other(format!("no figure: `{}`", said(record, "id")));
    let text = |field| said(record, field).to_owned();
    let region = text("region");
    // Before there were numbers, `value` was the text.
    let value = if record.contains_key("value_text") { "value_text" } else { "value" };
    let state = said(record, "period_kind") == "as_of";
    Ok(FigureRow {
        id: FigureId::parse(said(record, "id")).ok_or_else(foreign)?,
        region_name: names.get(region.as_str()).copied().unwrap_or_default().to_owned(),
        region,
        measure: text("measure"),
        value: said(record, value).trim_end_matches(&text("unit")).trim_end().to_owned(),
        surface: text("surface"),
        unit: text("unit"),
        period: if state { format!("@{}", said(record, "period")) } else { text("period") },
        status: text("status"),
        grade: text("grade"),
    })
}

fn fields<R>(columns: &[Column<R>]) -> Vec<Field> {
    columns.iter().map(|column| column.field).collect()
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
        ("indicators", rows(&tables::indicator_columns(), english)),
        ("regions", rows(&tables::region_columns(), english)),
        ("articles", rows(&tables::article_columns(), english)),
        ("checks", rows(&tables::check_columns(), english)),
    ]
}
