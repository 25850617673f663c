//! A table of records, written as CSV and as JSON.

use serde::Serialize;
use serde_json::{Number, Value, json};

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
    /// Text, or nothing.
    pub(super) fn text(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, |v| Self::Text(v.to_string()))
    }

    /// A count.
    pub(super) fn count(value: usize) -> Self {
        Self::Number(value.to_string())
    }

    /// What JSON leaves out.
    const fn is_silent(&self) -> bool {
        match self {
            Self::Empty | Self::Boolean(false) => true,
            Self::List(items) => items.is_empty(),
            Self::Text(_) | Self::Number(_) | Self::Boolean(true) => false,
        }
    }

    fn csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => guarded(text),
            Self::Number(number) => number.clone(),
            Self::Boolean(truth) => truth.to_string(),
            Self::List(items) => guarded(&items.join("|")),
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

/// A text that a spreadsheet would run as a formula gets an apostrophe before it.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// A field, and how a record gives it: descriptions, CSV and JSON are all made from this.
#[derive(Clone, Copy)]
pub(super) struct Column<R> {
    /// The field.
    pub(super) field: Field,
    /// Takes it from a record.
    pub(super) cell: fn(&R) -> Cell,
    /// Also in the files of single regions: what a reader of one region needs.
    pub(super) regional: bool,
}

impl<R> Column<R> {
    /// A field with its meaning in Chinese and English.
    pub(super) const fn new(
        name: &'static str,
        kind: Kind,
        meaning: [&'static str; 2],
        cell: fn(&R) -> Cell,
    ) -> Self {
        Self { field: Field { name, kind, meaning, required: false }, cell, regional: false }
    }

    /// Every record has it.
    pub(super) const fn required(mut self) -> Self {
        self.field.required = true;
        self
    }

    /// The files of single regions have it too.
    pub(super) const fn regional(mut self) -> Self {
        self.regional = true;
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

/// Records as CSV and JSON, written side by side as they come.
pub(super) struct Writer {
    csv: csv::Writer<Vec<u8>>,
    json: Vec<u8>,
    names: Vec<&'static str>,
    rows: usize,
}

/// The two files of a table.
pub(super) struct Written {
    /// UTF-8 with a byte order mark, so that spreadsheets read it; one header row; CRLF.
    pub(super) csv: Vec<u8>,
    /// An array of objects, one record a line; what is empty or false is left out.
    pub(super) json: Vec<u8>,
    /// Number of records.
    pub(super) rows: usize,
}

impl Writer {
    /// Begins a table with these fields.
    pub(super) fn new(fields: &[Field]) -> Self {
        let names: Vec<&'static str> = fields.iter().map(|f| f.name).collect();
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(vec![0xEF, 0xBB, 0xBF]);
        // Writing into memory does not fail, and all records have the header's length.
        let _ = csv.write_record(&names);
        Self { csv, json: b"[".to_vec(), names, rows: 0 }
    }

    /// Adds a record: one cell a field.
    pub(super) fn push(&mut self, row: &[Cell]) {
        let _ = self.csv.write_record(row.iter().map(Cell::csv));
        let json = &mut self.json;
        json.extend_from_slice(if self.rows == 0 { b"\n{" } else { b",\n{" });
        let mut first = true;
        for (name, cell) in self.names.iter().zip(row).filter(|(_, cell)| !cell.is_silent()) {
            if !first {
                json.push(b',');
            }
            first = false;
            let _ = serde_json::to_writer(&mut *json, name);
            json.push(b':');
            let _ = serde_json::to_writer(&mut *json, &cell.json());
        }
        json.push(b'}');
        self.rows += 1;
    }

    /// Ends the table.
    pub(super) fn finish(self) -> Written {
        let mut json = self.json;
        json.extend_from_slice(b"\n]\n");
        Written { csv: self.csv.into_inner().unwrap_or_default(), json, rows: self.rows }
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
