//! The one place that prints. A closed pipe (`| head`) is no failure; a full disk is.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

/// How many bytes are written at once.
const PIECE: usize = 1 << 16;

/// Writes to standard output and standard error.
#[derive(Debug, Default)]
pub(super) struct Printer {
    /// Why standard output takes no more.
    failed: OnceLock<io::Error>,
}

impl Printer {
    /// A line of the product: what a caller may want to pipe.
    pub(super) fn out(&self, line: &str) {
        if self.is_closed() {
            return;
        }
        if let Err(error) = write(&mut io::stdout().lock(), line) {
            let _ = self.failed.set(error);
        }
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

    /// A line about the work. Nobody can be told when it is not read.
    #[expect(clippy::unused_self, reason = "both kinds of lines are printed by one thing")]
    pub(super) fn err(&self, line: &str) {
        let _ = write(&mut io::stderr().lock(), line);
    }

    /// Whether standard output takes no more.
    pub(super) fn is_closed(&self) -> bool {
        self.failed.get().is_some()
    }

    /// What the command comes to for the sake of standard output: nothing when all was printed,
    /// success when its reader has gone, else the failure.
    pub(super) fn failure(self) -> Option<Result<(), io::Error>> {
        let error = self.failed.into_inner()?;
        Some(if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
    }
}

fn write(to: &mut dyn Write, line: &str) -> io::Result<()> {
    to.write_all(line.as_bytes())?;
    to.write_all(b"\n")?;
    to.flush()
}

/// Whether people look at standard error.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}
