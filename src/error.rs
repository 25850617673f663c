//! What the machine can do to us. What an article, a config or a template says is a
//! [`Diagnostic`](crate::diag::Diagnostic) instead.

use std::path::PathBuf;

/// A failure of the environment; the command line ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("could not read `{}`", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("could not write `{}`", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// Two pages want the same path.
    #[error("two pages want `{path}`")]
    Collision {
        /// The path, below the output folder.
        path: String,
    },
    /// The output folder is not ours to write into.
    #[error("`{}` is not an output folder of fangzhi: {reason}", path.display())]
    ForeignOutput {
        /// The folder.
        path: PathBuf,
        /// What was found there.
        reason: String,
    },
    /// The threads to work with could not be started.
    #[error("could not start the threads: {reason}")]
    Threads {
        /// Why.
        reason: String,
    },
}
