//! Words in, exit code out. Owner of clap, `clap_complete` and indicatif.
//!
//! Findings go to standard error for people and to standard output for programs; products
//! (JSON Lines, explanations) go to standard output.

mod annotations;
mod args;
mod build;
mod cache;
mod completions;
mod correct;
mod diff;
mod explain;
mod extract;
mod findings;
mod init;
mod interrupt;
mod pdf;
mod print;
mod progress;
#[cfg(feature = "serve")]
mod serve;
mod stats;

use crate::diag::Language;
use crate::error::Error;
use crate::pipeline::{CONFIG_FILE, Project};
use crate::site::write;
use args::{Cli, Command, Common};
use clap::Parser;
use print::Printer;
use std::io::ErrorKind;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Done: exit code 0.
    Done,
    /// There is something to see to: exit code 1.
    Findings,
}

/// Runs the command line: 0 done, 1 findings, 2 could not run, 130 and 143 stopped by a signal.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are errors to clap; a closed pipe while printing them is none.
            let printed = error.print();
            let sound = printed.map_or_else(|e| e.kind() == ErrorKind::BrokenPipe, |()| true);
            return if error.use_stderr() || !sound {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let printer = Printer::default();
    let ended = ready(&cli).and_then(|()| run(&cli, &printer));
    let ended = match printer.failure() {
        // Whoever read us has gone; nobody is left to be told.
        Some(Ok(())) => return ExitCode::SUCCESS,
        Some(Err(error)) => ended.and(Err(Error::Output(error))),
        None => ended,
    };
    match ended {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Findings) => ExitCode::from(1),
        Err(error) => {
            let language = language(&cli.common);
            Printer::default().err(&findings::refusal(&error, cli.common.message_format, language));
            ExitCode::from(2)
        }
    }
}

/// Ends or undoes what a build that was killed has begun, before anything else is done.
fn ready(cli: &Cli) -> Result<(), Error> {
    let reads = match &cli.command {
        Command::Diff(args) => vec![args.old.as_path(), &args.new],
        _ => Vec::new(),
    };
    reads.into_iter().try_for_each(write::recover)?;
    // One that cannot be mended is told by the command that writes to it.
    if let Some(output) = Project::output_of(&cli.common.project) {
        let _ = write::recover(&output);
    }
    Ok(())
}

fn run(cli: &Cli, printer: &Printer) -> Result<Ending, Error> {
    let common = &cli.common;
    match &cli.command {
        Command::Build(args) => build::build(args, common, printer),
        Command::Check(args) => build::check(args, common, printer),
        Command::Extract(args) => extract::run(args, common, printer),
        Command::Explain(args) => explain::run(args, common, printer),
        Command::Init(args) => init::run(args, common, printer),
        Command::Diff(args) => diff::run(args, common, printer),
        Command::Cache(args) => cache::run(args, common, printer),
        Command::Correct(args) => correct::correct(args, common, printer),
        Command::Review(args) => correct::review(args, common, printer),
        Command::Stats(args) => stats::run(args, common, printer),
        Command::Completions(args) => Ok(completions::run(*args, printer)),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(*args, common, printer),
    }
}

/// The project's language, as far as its settings can be read.
fn language(common: &Common) -> Language {
    if !common.project.join(CONFIG_FILE).exists() {
        return Language::default();
    }
    Project::open(&common.project)
        .map_or_else(|_| Language::default(), |project| project.value.config.site.language)
}
