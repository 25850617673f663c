//! A table of records, written as CSV and as JSON.

use crate::decimal::{Decimal, plain};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// An exact decimal; a JSON string would lose its meaning, so it is a JSON number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A day, `2019-12-31`.
    Date,
    /// Texts; in CSV they are joined by `|`.
    List,
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// Its name in CSV and JSON.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: Kind,
    /// What it means, in Chinese and English.
    pub(super) meaning: [&'static str; 2],
    /// Whether every record has it.
    pub(super) required: bool,
    /// Whether JSON gives it by its place in a list of all its values: texts that many records share.
    pub(super) listed: bool,
}

impl Field {
    /// What it means.
    pub(super) const fn meaning(&self, english: bool) -> &'static str {
        let [chinese, in_english] = self.meaning;
        if english { in_english } else { chinese }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing is known: an empty CSV cell, a JSON `null`.
    Empty,
    /// Text.
    Text(String),
    /// An exact decimal, as printed by `decimal::plain`.
    Number(String),
    /// A truth.
    Boolean(bool),
    /// Texts.
    List(Vec<String>),
}

impl Cell {
    /// An exact decimal, always with a point: a reader that guesses types from the first rows would
    /// take whole numbers for integers and round what comes after them.
    pub(super) fn decimal(value: Decimal) -> Self {
        let number = plain(value);
        Self::Number(if number.contains('.') { number } else { format!("{number}.0") })
    }

    /// Text, or nothing.
    pub(super) fn text(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, |v| Self::Text(v.to_string()))
    }

    /// A count.
    pub(super) fn count(value: usize) -> Self {
        Self::Number(value.to_string())
    }

    /// Texts, or nothing.
    pub(super) fn list(items: Vec<String>) -> Self {
        if items.is_empty() { Self::Empty } else { Self::List(items) }
    }

    fn csv(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => guarded(text.into()),
            Self::Number(number) => number.into(),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::List(items) => guarded(items.join("|").into()),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => json!(text),
            Self::Number(number) => {
                number.parse::<Number>().map_or_else(|_| json!(number), Value::Number)
            }
            Self::Boolean(truth) => json!(truth),
            Self::List(items) => json!(items),
        }
    }
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it, and so does one that
/// begins with an apostrophe: whoever takes one away from the beginning has the text again.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.starts_with(GUARDED) { format!("'{text}").into() } else { text }
}

/// How a text begins that has an apostrophe put before it in CSV.
pub(super) const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A field, and how a record gives it: descriptions, CSV and JSON are all made from this.
#[derive(Clone, Copy)]
pub(super) struct Column<R> {
    /// The field.
    pub(super) field: Field,
    /// Takes it from a record.
    pub(super) cell: fn(&R) -> Cell,
}

impl<R> Column<R> {
    /// A field with its meaning in Chinese and English.
    pub(super) const fn new(
        name: &'static str,
        kind: Kind,
        meaning: [&'static str; 2],
        cell: fn(&R) -> Cell,
    ) -> Self {
        Self { field: Field { name, kind, meaning, required: false, listed: false }, cell }
    }

    /// Every record has it.
    pub(super) const fn required(mut self) -> Self {
        self.field.required = true;
        self
    }

    /// JSON gives its place in a list.
    pub(super) const fn listed(mut self) -> Self {
        self.field.listed = true;
        self
    }
}

/// A table that is done: what it holds, without its records.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Name of its files, without extension.
    pub(super) name: &'static str,
    /// What it holds, in the language of the site.
    pub(super) title: String,
    /// Its fields.
    pub(super) fields: Vec<Field>,
    /// Bytes of its CSV file.
    pub(super) bytes: usize,
}

/// Text as the bytes that CSV is written from.
struct Unicode<'a>(Cow<'a, str>);

impl AsRef<[u8]> for Unicode<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Records as CSV and JSON, written side by side as they come.
pub(super) struct Writer {
    csv: csv::Writer<Vec<u8>>,
    /// None of a table that is CSV alone.
    json: Option<Vec<u8>>,
    fields: Vec<Field>,
    lists: Vec<List>,
    rows: usize,
}

/// The values of a field that JSON gives by their place; the first is nothing.
#[derive(Default)]
struct List {
    places: BTreeMap<String, usize>,
    values: Vec<Value>,
    /// The value of the record before, which is often that of the next.
    last: Option<(Cell, usize)>,
}

impl List {
    fn place(&mut self, cell: &Cell) -> usize {
        if *cell == Cell::Empty {
            return 0;
        }
        if let Some((_, place)) = self.last.as_ref().filter(|(last, _)| last == cell) {
            return *place;
        }
        let words = cell.csv();
        let place = self.places.get(&*words).copied().unwrap_or_else(|| {
            self.values.push(cell.json());
            self.places.insert(words.into_owned(), self.values.len());
            self.values.len()
        });
        self.last = Some((cell.clone(), place));
        place
    }
}

/// The two files of a table.
pub(super) struct Written {
    /// UTF-8 with a byte order mark, so that spreadsheets read it; one header row; CRLF.
    pub(super) csv: Vec<u8>,
    /// See [`Rows`]; one record a line.
    pub(super) json: Vec<u8>,
    /// Number of records.
    pub(super) rows: usize,
}

impl Writer {
    /// Begins a table with these fields.
    pub(super) fn new(fields: &[Field]) -> Self {
        let names: Vec<&'static str> = fields.iter().map(|f| f.name).collect();
        let json = format!("{{\"fields\":{},\n\"rows\":[", json!(names)).into_bytes();
        Self { json: Some(json), ..Self::csv(fields) }
    }

    /// Begins a table that is CSV alone.
    pub(super) fn csv(fields: &[Field]) -> Self {
        let names: Vec<&'static str> = fields.iter().map(|f| f.name).collect();
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(vec![0xEF, 0xBB, 0xBF]);
        // Writing into memory does not fail, and all records have the header's length.
        let _ = csv.write_record(&names);
        let lists = fields.iter().map(|_| List::default()).collect();
        Self { csv, json: None, fields: fields.to_vec(), lists, rows: 0 }
    }

    /// Adds a record: one cell a field.
    pub(super) fn push(&mut self, row: &[Cell]) {
        let _ = self.csv.write_record(row.iter().map(|cell| Unicode(cell.csv())));
        self.rows += 1;
        let Some(json) = &mut self.json else { return };
        json.extend_from_slice(if self.rows == 1 { b"\n[" } else { b",\n[" });
        let last = row.iter().rposition(|cell| *cell != Cell::Empty).map_or(0, |last| last + 1);
        let columns = self.fields.iter().zip(&mut self.lists).zip(row).take(last);
        for (nth, ((field, list), cell)) in columns.enumerate() {
            if nth > 0 {
                json.push(b',');
            }
            let _ = match cell {
                cell if field.listed => serde_json::to_writer(&mut *json, &list.place(cell)),
                Cell::Text(text) => serde_json::to_writer(&mut *json, text),
                cell => serde_json::to_writer(&mut *json, &cell.json()),
            };
        }
        json.push(b']');
    }

    /// Ends the table.
    pub(super) fn finish(self) -> Written {
        let mut json = self.json.unwrap_or_default();
        json.extend_from_slice(b"\n],\n\"lists\":{");
        let listed = self.fields.iter().zip(self.lists).filter(|(field, _)| field.listed);
        for (nth, (field, list)) in listed.enumerate() {
            json.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            let values: Vec<Value> = std::iter::once(Value::Null).chain(list.values).collect();
            let _ = serde_json::to_writer(&mut json, field.name);
            json.push(b':');
            let _ = serde_json::to_writer(&mut json, &values);
        }
        json.extend_from_slice(b"\n}}\n");
        Written { csv: self.csv.into_inner().unwrap_or_default(), json, rows: self.rows }
    }
}

/// The JSON of a table: the names of its fields, once, and its records in their order; what a record
/// has nothing of at its end is left out. Of a field with a list a record has the place of its value
/// in that list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Rows {
    fields: Vec<String>,
    #[serde(rename = "rows")]
    cells: Vec<Vec<Value>>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<Value>>,
}

impl Rows {
    /// The records, each with what it has of each field.
    pub(super) fn records(&self) -> impl Iterator<Item = BTreeMap<&str, &Value>> {
        self.cells.iter().map(|row| {
            let cells = self.fields.iter().zip(row).map(|(field, cell)| {
                let listed = self.lists.get(field).zip(cell.as_u64());
                let place = listed.and_then(|(list, at)| list.get(usize::try_from(at).ok()?));
                (field.as_str(), place.unwrap_or(cell))
            });
            cells.filter(|(_, cell)| !cell.is_null()).collect()
        })
    }
}

/// Anything as text.
pub(super) fn text(value: &(impl ToString + ?Sized)) -> Cell {
    Cell::Text(value.to_string())
}

/// The word that a plain enumeration has in the data files.
pub(super) fn word(value: &impl Serialize) -> Cell {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Cell::Text(word),
        _ => Cell::Empty,
    }
}
