//! What the machine can do to us. What an article, a config or a template says is a
//! [`Diagnostic`](crate::diag::Diagnostic) instead.

use crate::diag::Language;
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

impl Error {
    /// The message in `language`, without its cause.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Read { path, .. } => format!("无法读取“{}”", path.display()),
            Self::Write { path, .. } => format!("无法写入“{}”", path.display()),
            Self::Collision { path } => format!("有两个页面都要写入“{path}”"),
            Self::ForeignOutput { path, reason } => {
                format!("“{}”不能用作输出文件夹：{reason}", path.display())
            }
            Self::Threads { reason } => format!("无法启动线程：{reason}"),
        }
    }
}
