//! The one place that prints. A closed pipe (`| head`) is no failure.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

/// How many bytes are written at once.
const PIECE: usize = 1 << 16;

/// Writes to standard output and standard error.
#[derive(Debug, Default)]
pub(super) struct Printer {
    closed: Cell<bool>,
}

impl Printer {
    /// A line of the product: what a caller may want to pipe.
    pub(super) fn out(&self, line: &str) {
        self.line(&mut io::stdout().lock(), line);
    }

    /// Lines of the product, written in larger pieces.
    pub(super) fn all_out(&self, lines: impl Iterator<Item = String>) {
        let mut piece = String::new();
        for line in lines {
            if piece.len() + line.len() > PIECE && !piece.is_empty() {
                self.out(&piece);
                piece.clear();
            }
            if !piece.is_empty() {
                piece.push('\n');
            }
            piece.push_str(&line);
        }
        if !piece.is_empty() {
            self.out(&piece);
        }
    }

    /// A line about the work.
    pub(super) fn err(&self, line: &str) {
        self.line(&mut io::stderr().lock(), line);
    }

    /// Whether the reader of standard output has gone.
    pub(super) const fn is_closed(&self) -> bool {
        self.closed.get()
    }

    fn line(&self, to: &mut dyn Write, line: &str) {
        if self.closed.get() {
            return;
        }
        let written = to.write_all(line.as_bytes()).and_then(|()| to.write_all(b"\n"));
        if written.and_then(|()| to.flush()).is_err() {
            // Whoever reads us has closed the pipe or the terminal; nobody is left to be told.
            self.closed.set(true);
        }
    }
}

/// Whether people look at standard error.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}
