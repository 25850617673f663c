//! `completions`: the command line for a shell to complete. Owner of `clap_complete`.

use super::Ending;
use super::args::{Cli, CompletionsArgs};
use super::print::Printer;
use clap::CommandFactory;

/// Prints the script for a shell.
pub(super) fn run(args: CompletionsArgs, printer: &Printer) -> Ending {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "fangzhi", &mut script);
    printer.out(String::from_utf8_lossy(&script).trim_end());
    Ending::Done
}
