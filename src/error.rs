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
    /// The port for the preview cannot be had.
    #[error("could not listen on port {port}; choose another with `--port`")]
    Listen {
        /// The port.
        port: u16,
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
    #[error("`{}` cannot be the output folder: {}", path.display(), fault.say(Language::English))]
    ForeignOutput {
        /// The folder.
        path: PathBuf,
        /// Why not.
        fault: OutputFault,
    },
    /// The report could not be printed.
    #[error("could not print the report: {}", .0.say(Language::English))]
    Browser(BrowserFault),
    /// The threads to work with could not be started.
    #[error("could not start the threads: {reason}")]
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

impl BrowserFault {
    /// The reason, and what to do, in `language`.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Missing, Language::Chinese) => "没有找到 Chromium、Chrome 或 Edge。请安装其中之一，\
                 或用 `--browser 路径` 指明它在哪里；也可以在浏览器中打开 report.html 自行打印。网页已经生成"
                .to_owned(),
            (Self::Missing, Language::English) => {
                "found no Chromium, Chrome or Edge. Install one, or say where it is with \
                 `--browser PATH`, or print report.html from a browser yourself. The pages are built"
                    .to_owned()
            }
            (Self::Failed { name, reason }, Language::Chinese) => {
                format!("“{name}”没有打印成功（{reason}）。可用 `--browser 路径` 换一个浏览器。网页已经生成")
            }
            (Self::Failed { name, reason }, Language::English) => {
                format!("`{name}` did not print ({reason}). Try another with `--browser PATH`. The pages are built")
            }
        }
    }
}

impl OutputFault {
    /// The reason in `language`.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Holds(name), Language::Chinese) => {
                format!("里面的“{name}”不是 fangzhi 生成的；请换一个空文件夹，或先移走它")
            }
            (Self::Holds(name), Language::English) => {
                format!("it holds `{name}`, which fangzhi did not write; choose an empty folder, or move it away")
            }
            (Self::Outside, Language::Chinese) => {
                "output.dir 必须是项目文件夹之内的相对路径；要写到别处，请用 `-o`".to_owned()
            }
            (Self::Outside, Language::English) => {
                "`output.dir` must be a relative path inside the project; use `-o` to write elsewhere".to_owned()
            }
            (Self::Linked, Language::Chinese) => "它是通向项目之外的链接".to_owned(),
            (Self::Linked, Language::English) => "it is a link that leads out of the project".to_owned(),
            (Self::Source(name), Language::Chinese) => {
                format!("“{name}”是放原稿的地方，不能被生成的文件覆盖")
            }
            (Self::Source(name), Language::English) => {
                format!("`{name}` is where the sources are, which must not be written over")
            }
        }
    }
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
            Self::Listen { port, .. } => format!("无法使用端口 {port}，请用 `--port` 另选一个"),
            Self::Collision { path } => format!("有两个页面都要写入“{path}”"),
            Self::ForeignOutput { path, fault } => {
                format!("“{}”不能用作输出文件夹：{}", path.display(), fault.say(language))
            }
            Self::Browser(fault) => format!("无法打印：{}", fault.say(language)),
            Self::Threads { reason } => format!("无法启动线程：{reason}"),
        }
    }
}
