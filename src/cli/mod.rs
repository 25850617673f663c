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
mod help;
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
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
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
        Err(error) => return told(&error),
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

/// Prints help, version or why the arguments are refused, in the language of the project that they name.
fn told(error: &clap::Error) -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let language = help_language(&words);
    let printed = match (language, help::refusal(error)) {
        (Language::English, _) => error.print(),
        (Language::Chinese, Some(line)) => {
            Printer::default().err(&line);
            Ok(())
        }
        (Language::Chinese, None) => match help::command(language).try_get_matches_from(words) {
            Err(help) => help.print(),
            Ok(_) => error.print(),
        },
    };
    // Help and version are errors to clap; a closed pipe while printing them is none.
    let sound = printed.map_or_else(|e| e.kind() == ErrorKind::BrokenPipe, |()| true);
    if error.use_stderr() || !sound { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// The language of the project that `words` name; outside of one, that of the shell.
fn help_language(words: &[OsString]) -> Language {
    let texts = || words.iter().map(|word| word.to_string_lossy());
    let after =
        texts().zip(texts().skip(1)).find_map(|(flag, folder)| (flag == "-C").then_some(folder));
    let joined = || {
        texts()
            .find_map(|word| word.strip_prefix("-C").map(str::to_owned))
            .filter(|word| !word.is_empty())
    };
    let folder =
        after.map(std::borrow::Cow::into_owned).or_else(joined).unwrap_or_else(|| ".".to_owned());
    let file = Path::new(&folder).join(CONFIG_FILE);
    match Project::open(Path::new(&folder)) {
        Ok(project) if file.exists() => project.value.config.site.language,
        _ => shell_language(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "help is for who sits at the shell; no output depends on it"
)]
fn shell_language() -> Language {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    match set.into_iter().find(|locale| !locale.is_empty()) {
        Some(locale) if locale.starts_with("zh") => Language::Chinese,
        _ => Language::English,
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
