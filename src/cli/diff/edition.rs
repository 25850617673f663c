//! Where the data of an edition are: in an output folder, or in a revision of a git repository.

use crate::error::Error;
use crate::model::FigureRow;
use crate::site::data::{earlier, figures_of};
use std::io;
use std::path::Path;
use std::process::Command;

/// The figures of the edition that `named` stands for: its output folder, or its data folder; or
/// `REV:FOLDER`, such a folder in a revision of the git repository that `project` is in.
///
/// # Errors
/// [`Error::Read`] when there is none, or it is of another form.
pub(super) fn figures(named: &Path, project: &Path) -> Result<Vec<FigureRow>, Error> {
    let Some((revision, folder)) = revision(named) else {
        return earlier(named);
    };
    let read = |name: &str| {
        let folder = folder.trim_end_matches('/');
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        show(project, &format!("{revision}:{below}data/{name}"))
            .or_else(|error| show(project, &format!("{revision}:{below}{name}")).map_err(|_| error))
    };
    read("figures.json")
        .and_then(|figures| figures_of(&figures, &read("regions.json").unwrap_or_default()))
        .map_err(|source| Error::Read { path: named.to_path_buf(), source })
}

/// The two halves of `REV:FOLDER`, unless it is the name of a folder that is there.
fn revision(named: &Path) -> Option<(&str, &str)> {
    let halves = named.to_str()?.split_once(':')?;
    // `C:\output` is a path.
    let drive = cfg!(windows) && halves.0.len() == 1;
    (!drive && !named.exists()).then_some(halves)
}

/// A file of a revision, as it was committed.
fn show(project: &Path, object: &str) -> io::Result<Vec<u8>> {
    let mut git = Command::new("git");
    git.arg("-C").arg(project).args(["show", "--no-textconv", "--end-of-options", object]);
    let told = git.output().map_err(|e| io::Error::new(e.kind(), format!("git: {e}")))?;
    if told.status.success() {
        return Ok(told.stdout);
    }
    let reason = String::from_utf8_lossy(&told.stderr);
    Err(io::Error::other(format!("git: {}", reason.trim().lines().next().unwrap_or_default())))
}
