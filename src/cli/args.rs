//! The command line as typed.

use crate::cache::Use;
use crate::model::Action;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Turns a folder of Chinese articles about regions into a published report.
#[derive(Debug, Parser)]
#[command(
    name = "fangzhi",
    version,
    about = "Turns a folder of Chinese articles about regions into a published report,\n\
             every number of which leads to the sentence it was read from.\n\
             把一个文件夹的中文地区报道编成可出版的报告，每个数字都能查到原句。",
    after_help = EXAMPLES,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    subcommand_required = true
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

const EXAMPLES: &str = "\
Examples:
  fangzhi init my-report            make a project with a sample article
  fangzhi build -C my-report        build it; the last line names the file to open
  fangzhi check                     say what a build would say, write nothing
  fangzhi extract content/a.txt     the facts of one article, as JSON Lines
  fangzhi explain FZ201             what a finding means and what to do about it
  fangzhi serve --open              preview that rebuilds as you edit

Exit codes: 0 done, 1 findings to see to, 2 could not run, 130 and 143 stopped by a signal.";

/// What every command understands.
#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    /// Project folder
    #[arg(short = 'C', value_name = "DIR", global = true, default_value = ".")]
    pub(super) project: PathBuf,
    /// How findings are printed
    #[arg(long, value_enum, global = true, default_value_t, value_name = "FORMAT")]
    pub(super) message_format: MessageFormat,
    /// Threads to work with [default: one for each core]
    #[arg(long, value_name = "N", global = true)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Only errors, and no closing lines
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Every finding, also repeated ones
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// For people, with the line and carets
    #[default]
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the report
    #[command(after_help = "\
Examples:
  fangzhi build                      the project in this folder
  fangzhi build -C reports/2026 -o /srv/www/2026
  fangzhi build --deny-warnings --message-format github     in CI
  fangzhi build --pdf                output/report.pdf too, printed by an installed browser
  fangzhi build --records parts/     from records that other machines wrote

The output folder is replaced as a whole or not at all. Only files of our own last build are
touched; a folder that holds anything else is refused.")]
    Build(BuildArgs),
    /// Say all that a build would say, and how many numbers were used; write nothing
    #[command(after_help = "\
Examples:
  fangzhi check
  fangzhi check --message-format json | jq -r .code | sort | uniq -c

Exit code 0: nothing found; 1: errors or warnings; 2: could not run.")]
    Check(CheckArgs),
    /// Print the facts of articles as JSON Lines
    #[command(after_help = "\
Examples:
  fangzhi extract content/nanchong.md
  fangzhi extract content/ | jq -c 'select(.key == true)'
  cat article.txt | fangzhi extract -
  fangzhi extract --cases cases.jsonl        for test suites
  fangzhi extract --records records.jsonl.zst     all that a build needs of each article

Lines hold an article's data, its figures and its mechanisms; with --all also its damaged
places and arithmetic checks, which are otherwise told on standard error.
`start` and `end` count characters of the original file. See docs/data.md.")]
    Extract(ExtractArgs),
    /// Explain a code (FZ201), a rule (plan-cue), or how every sentence of an article was read
    #[command(after_help = "\
Examples:
  fangzhi explain FZ201
  fangzhi explain plan-cue -C my-report      its card, and your sentences that it decided
  fangzhi explain content/nanchong.md        sentence by sentence
  fangzhi explain                            all codes")]
    Explain(ExplainArgs),
    /// Make a new report project that builds
    #[command(after_help = "\
Examples:
  fangzhi init my-report
  fangzhi init --sample try          with seven articles instead of one
  fangzhi init                       in this folder; existing files are kept")]
    Init(InitArgs),
    /// Tell what changed between the data of two editions
    #[command(after_help = "\
Examples:
  fangzhi diff old-output output
  fangzhi diff old-output output --message-format json
  fangzhi diff v1:output output --markdown          for a pull request
  fangzhi diff v1:editions/2025 v2:editions/2026

REV:FOLDER is a folder in a revision of the git repository. Exit code 0: nothing changed; 1: something did.")]
    Diff(DiffArgs),
    /// What builds left behind to be quicker next time: how much, or remove it
    #[command(after_help = "\
Examples:
  fangzhi cache info
  fangzhi cache clean

The cache may be deleted, copied to another machine or restored in CI at any time: an entry is used
only where exactly the same would be computed.")]
    Cache(CacheArgs),
    /// Write the entry of the corrections file for a figure of the last edition
    #[command(after_help = "\
Examples:
  fangzhi correct f-00002257d3 --action drop --reason 原文排印有误
  fangzhi correct f-00002257d3 --action period --value 2019 --reason 见公报 --append

The entry holds what the text says now as its guard: when the text changes, the build says so.
docs/corrections.md tells what each action needs.")]
    Correct(CorrectArgs),
    /// Go through the figures in doubt one by one, and append the answers to the corrections file
    #[command(after_help = "\
Examples:
  fangzhi review
  fangzhi review --region 51         one province: codes that begin so

Asked about are figures of the last edition that sources contradict or that are in doubt, that are ten
times larger or smaller than others of the same thing, and those without a time.")]
    Review(ReviewArgs),
    /// Count articles by year, source and region, their figures, and the rules that decided most
    #[command(after_help = "\
Examples:
  fangzhi stats
  fangzhi stats --message-format json | jq '.sources[:5]'")]
    Stats(StatsArgs),
    /// Print the script that completes this command line in a shell
    #[command(after_help = "\
Examples:
  fangzhi completions bash > ~/.local/share/bash-completion/completions/fangzhi
  fangzhi completions zsh > ~/.zfunc/_fangzhi
  fangzhi completions fish > ~/.config/fish/completions/fangzhi.fish")]
    Completions(CompletionsArgs),
    /// Preview in the browser; rebuilds and reloads on every change
    #[cfg(feature = "serve")]
    #[command(after_help = "\
Examples:
  fangzhi serve --open
  fangzhi serve -C my-report --port 8080
  fangzhi serve --port auto          the usual one, or the next that is free")]
    Serve(ServeArgs),
}

/// Arguments of `build`.
#[derive(Clone, Debug, Args)]
pub(super) struct BuildArgs {
    /// Output folder, instead of the one in config.yaml
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// Wait while another command writes to the output folder, rather than fail
    #[arg(long)]
    pub(super) wait: bool,
    /// Read records that `extract --records` wrote, instead of the articles: files, a folder of them, or
    /// a pattern in quotes
    #[arg(long, value_name = "DIR|GLOB", num_args = 1..)]
    pub(super) records: Option<Vec<PathBuf>>,
    /// Also print the report as PDF, with an installed Chromium, Chrome or Edge
    #[arg(long)]
    pub(super) pdf: bool,
    /// The browser that prints, when it is not found by itself
    #[arg(long, value_name = "PATH", requires = "pdf")]
    pub(super) browser: Option<PathBuf>,
    #[command(flatten)]
    pub(super) kept: Kept,
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Arguments of `check`.
#[derive(Clone, Debug, Args)]
pub(super) struct CheckArgs {
    /// Also print how often each rule decided, and those that never did
    #[arg(long)]
    pub(super) rules: bool,
    #[command(flatten)]
    pub(super) kept: Kept,
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Whether and where results of earlier builds are kept.
#[derive(Clone, Debug, Args)]
pub(super) struct Kept {
    /// Read every article anew, whatever earlier builds left behind
    #[arg(long)]
    no_cache: bool,
    /// Folder for what builds leave behind [default: .fangzhi/cache in the project]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
}

impl Kept {
    /// The choice as the pipeline takes it.
    pub(super) fn choice(&self) -> Use {
        match &self.cache {
            _ if self.no_cache => Use::Off,
            Some(folder) => Use::In(folder.clone()),
            None => Use::Own,
        }
    }
}

/// Arguments of `correct`.
#[derive(Clone, Debug, Args)]
pub(super) struct CorrectArgs {
    /// The figure's id
    #[arg(value_name = "FIGURE-ID")]
    pub(super) figure: String,
    /// What is done: drop, override, scale, flag, confirm, period, region, status, unit, measure,
    /// indicator, merge
    #[arg(long, value_name = "ACTION", default_value = "confirm", value_parser = action)]
    pub(super) action: Action,
    /// What the action needs: the new value, period, division …
    #[arg(long, value_name = "VALUE")]
    pub(super) value: Option<String>,
    /// Why, for readers
    #[arg(long, value_name = "WORDS")]
    pub(super) reason: Option<String>,
    /// Add it to the corrections file instead of printing it
    #[arg(long)]
    pub(super) append: bool,
}

fn action(word: &str) -> Result<Action, String> {
    let known = Action::ALL.iter().find(|action| action.to_string() == word);
    known.copied().filter(|action| *action != Action::Add).ok_or_else(|| {
        let words: Vec<String> = Action::ALL.iter().map(ToString::to_string).collect();
        format!("one of: {}", words.join(", "))
    })
}

/// Arguments of `review`.
#[derive(Clone, Debug, Args)]
pub(super) struct ReviewArgs {
    /// Only regions whose codes begin so
    #[arg(long, value_name = "CODE")]
    pub(super) region: Option<String>,
}

/// Arguments of `stats`.
#[derive(Clone, Debug, Args)]
pub(super) struct StatsArgs {
    #[command(flatten)]
    pub(super) kept: Kept,
}

/// Arguments of `completions`.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// Arguments of `cache`.
#[derive(Clone, Debug, Args)]
pub(super) struct CacheArgs {
    /// What to do with it
    #[arg(value_enum, value_name = "info|clean")]
    pub(super) deed: CacheDeed,
    /// The folder, where it is not the project's own
    #[arg(long, value_name = "DIR")]
    pub(super) cache: Option<PathBuf>,
}

/// What to do with the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CacheDeed {
    /// Say how much it holds
    Info,
    /// Empty it
    Clean,
}

/// How a build is done and judged.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Strictness {
    /// Exit with 1 on warnings too
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

/// Arguments of `extract`.
#[derive(Clone, Debug, Args)]
pub(super) struct ExtractArgs {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "FILE|DIR|-", required_unless_present_any = ["cases", "records"])]
    pub(super) inputs: Vec<PathBuf>,
    /// Also print damaged places and arithmetic checks, a line each
    #[arg(long)]
    pub(super) all: bool,
    /// Answer test cases (JSON Lines of id, text, kind, ref) instead
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    pub(super) cases: Option<PathBuf>,
    /// Write a record of every article of the project's corpus, for `build --records`, to a file (`-`:
    /// standard output); packed when its name ends in .zst
    #[arg(long, value_name = "OUT", conflicts_with_all = ["inputs", "cases", "all"])]
    pub(super) records: Option<PathBuf>,
    /// Take the articles from standard input, each after a line that names it and its length, and answer
    /// each on standard output; see docs/records.md
    #[arg(long, requires = "records")]
    pub(super) framed: bool,
}

/// Arguments of `explain`.
#[derive(Clone, Debug, Args)]
pub(super) struct ExplainArgs {
    /// A code such as FZ201, a rule such as plan-cue, or an article; all codes when left out
    #[arg(value_name = "CODE|RULE|FILE")]
    pub(super) subject: Option<String>,
}

/// Arguments of `init`.
#[derive(Clone, Debug, Args)]
pub(super) struct InitArgs {
    /// Folder of the new project [default: the project folder]
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    /// Pages and messages in English
    #[arg(long)]
    pub(super) english: bool,
    /// With a corpus of seven articles that shows what a report can hold, instead of one
    #[arg(long)]
    pub(super) sample: bool,
}

/// Arguments of `diff`.
#[derive(Clone, Debug, Args)]
pub(super) struct DiffArgs {
    /// Output folder of the older edition, or `REV:FOLDER`
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// Output folder of the newer edition, or `REV:FOLDER`
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// A table in Markdown, short enough for a comment
    #[arg(long)]
    pub(super) markdown: bool,
}

/// Arguments of `serve`.
#[cfg(feature = "serve")]
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct ServeArgs {
    /// Port on this machine; `auto` takes the next one when 4127 is in use
    #[arg(long, value_name = "N|auto", default_value = "4127", value_parser = port)]
    pub(super) port: Port,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
}

/// Where the preview listens.
#[cfg(feature = "serve")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Port {
    /// There, or nowhere.
    Given(u16),
    /// At the usual port, or at the next one that is free.
    Auto,
}

#[cfg(feature = "serve")]
fn port(text: &str) -> Result<Port, String> {
    match text {
        "auto" => Ok(Port::Auto),
        number => number.parse().map(Port::Given).map_err(|_| format!("`{number}` is no port")),
    }
}
