//! What the machine can do to us. What an article, a config or a template says is a
//! [`Diagnostic`] instead.

use crate::diag::{Code, Diagnostic, Language};
use std::fmt;
use std::path::{Path, PathBuf};

/// A failure of the environment; the command line ends with exit code 2.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file has more bytes than are read.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many are read at most.
        limit: u64,
    },
    /// A pipe, a device or a socket stands where a file is wanted.
    Special {
        /// Where.
        path: PathBuf,
    },
    /// The port for the preview cannot be had.
    Listen {
        /// The port.
        port: u16,
        /// Why it could not.
        source: std::io::Error,
    },
    /// Two pages want the same path.
    Collision {
        /// The path, below the output folder.
        path: String,
    },
    /// The output folder is not ours to write into.
    ForeignOutput {
        /// The folder.
        path: PathBuf,
        /// Why not.
        fault: OutputFault,
    },
    /// Another command is writing to the output folder.
    Busy {
        /// The folder.
        path: PathBuf,
        /// Its process and command line.
        holder: String,
    },
    /// Standard output takes no more.
    Output(std::io::Error),
    /// The report could not be printed.
    Browser(BrowserFault),
    /// The threads to work with could not be started.
    Threads {
        /// Why.
        reason: String,
    },
}

/// Why a folder is not ours to write into.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputFault {
    /// It holds something that no build of ours wrote.
    Holds(String),
    /// The configured path is absolute or leads out of the project.
    Outside,
    /// A link on the way leads out of the project.
    Linked,
    /// Articles, templates or settings are kept in it, or it is among them.
    Source(String),
    /// It is a link to what does not exist.
    Nowhere,
    /// A link stands in it where a folder belongs.
    Link(String),
    /// A folder stands in it where a file belongs.
    Folder(String),
}

/// Why a browser did not print.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrowserFault {
    /// None was found under the usual names.
    Missing,
    /// It was started, or could not be, and there is no PDF.
    Failed {
        /// The program.
        name: String,
        /// What it said last.
        reason: String,
    },
}

impl Error {
    /// The failure as a finding: its code, and what its words name.
    ///
    /// # Example
    /// ```
    /// use fangzhi::{diag::Language, error::Error};
    ///
    /// let finding = Error::Special { path: "content/pipe".into() }.finding();
    /// assert_eq!(finding.code.to_string(), "FZ904");
    /// assert_eq!(finding.code.message(Language::Chinese, &finding.args), "“content/pipe”不是普通文件");
    /// ```
    #[must_use]
    pub fn finding(&self) -> Diagnostic {
        match self {
            Self::Read { path, source } => of(Code::ReadFailed, path).arg("cause", source),
            Self::Write { path, source } => of(Code::WriteFailed, path).arg("cause", source),
            Self::TooLarge { path, limit } => of(Code::FileTooLarge, path).arg("limit", limit),
            Self::Special { path } => of(Code::FileSpecial, path),
            Self::Listen { port, source } => {
                Diagnostic::new(Code::PortTaken).arg("port", port).arg("cause", source)
            }
            Self::Collision { path } => Diagnostic::new(Code::PathsCollide).arg("path", path),
            Self::ForeignOutput { path, fault } => fault.finding(path),
            Self::Busy { path, holder } => of(Code::OutputBusy, path).arg("holder", holder),
            Self::Output(source) => Diagnostic::new(Code::OutputStream).arg("cause", source),
            Self::Browser(BrowserFault::Missing) => Diagnostic::new(Code::BrowserMissing),
            Self::Browser(BrowserFault::Failed { name, reason }) => {
                Diagnostic::new(Code::BrowserFailed).arg("name", name).arg("reason", reason)
            }
            Self::Threads { reason } => Diagnostic::new(Code::ThreadsFailed).arg("reason", reason),
        }
    }
}

impl OutputFault {
    fn finding(&self, path: &Path) -> Diagnostic {
        match self {
            Self::Holds(name) => of(Code::OutputHolds, path).arg("name", name),
            Self::Outside => of(Code::OutputOutside, path),
            Self::Linked => of(Code::OutputLinked, path),
            Self::Source(name) => of(Code::OutputHasSources, path).arg("name", name),
            Self::Nowhere => of(Code::OutputNowhere, path),
            Self::Link(name) => of(Code::OutputLink, path).arg("name", name),
            Self::Folder(name) => of(Code::OutputFolder, path).arg("name", name),
        }
    }
}

fn of(code: Code, path: &Path) -> Diagnostic {
    Diagnostic::new(code).arg("path", path.display())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { code, args, .. } = self.finding();
        f.write_str(&code.message(Language::English, &args))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. }
            | Self::Write { source, .. }
            | Self::Listen { source, .. }
            | Self::Output(source) => Some(source),
            _ => None,
        }
    }
}
