//! A table of records, written as CSV and as JSON.

use serde_json::{Map, Number, Value, json};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
pub struct Field {
    /// Its name in CSV and JSON.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, in Chinese and English.
    pub meaning: [&'static str; 2],
    /// Whether every record has it.
    pub required: bool,
}

impl Field {
    /// What it means.
    #[must_use]
    pub const fn meaning(&self, english: bool) -> &'static str {
        let [chinese, in_english] = self.meaning;
        if english { in_english } else { chinese }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
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
    #[must_use]
    pub fn text(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, |v| Self::Text(v.to_string()))
    }

    /// A count.
    #[must_use]
    pub fn count(value: usize) -> Self {
        Self::Number(value.to_string())
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

/// A table of records.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name of its files, without extension.
    pub name: &'static str,
    /// What it holds, in the language of the site.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its records; each has one cell a field.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// UTF-8 with a byte order mark, so that spreadsheets read it; one header row; CRLF.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut out = vec![0xEF, 0xBB, 0xBF];
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
        let header: Vec<&str> = self.fields.iter().map(|f| f.name).collect();
        // Writing into memory does not fail, and all records have the header's length.
        let mut written = writer.write_record(&header);
        for row in &self.rows {
            written = written.and_then(|()| writer.write_record(row.iter().map(Cell::csv)));
        }
        let _ = written;
        drop(writer);
        out
    }

    /// An array of objects, one record a line; what is empty or false is left out.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        let lines: Vec<String> = self.rows.iter().map(|row| self.object(row).to_string()).collect();
        format!("[\n{}\n]\n", lines.join(",\n")).into_bytes()
    }

    fn object(&self, row: &[Cell]) -> Value {
        let silent = |cell: &Cell| match cell {
            Cell::Empty | Cell::Boolean(false) => true,
            Cell::List(items) => items.is_empty(),
            Cell::Text(_) | Cell::Number(_) | Cell::Boolean(true) => false,
        };
        let pairs = self.fields.iter().zip(row).filter(|(_, cell)| !silent(cell));
        let map: Map<String, Value> =
            pairs.map(|(field, cell)| (field.name.to_owned(), cell.json())).collect();
        Value::Object(map)
    }
}
