//! `extract`: the facts of single articles as JSON Lines.

use super::Ending;
use super::args::{Common, ExtractArgs};
use super::print::Printer;
use crate::error::Error;
use std::path::Path;

/// Prints the facts of files, folders or standard input.
pub(super) fn run(args: &ExtractArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let _ = (args, common, printer);
    Ok(Ending::Done)
}

/// How every sentence of an article was read.
pub(super) fn explain(path: &Path, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let _ = (path, common, printer);
    Ok(Ending::Done)
}
