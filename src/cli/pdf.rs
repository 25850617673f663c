//! `build --pdf`: the printed report as PDF, made by a browser that is installed here.

use crate::error::{BrowserFault, Error};
use crate::path::RelPath;
use crate::site::route;
use crate::site::write::{self, Gate, Lock};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf, absolute};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::{sleep, spawn};
use std::time::Duration;

/// What browsers of the Chromium family are called, in the order they are tried.
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];
/// How often to look whether the browser is done.
const STEP: Duration = Duration::from_millis(50);
/// How many times to look before it is given up: ten minutes.
const STEPS: usize = 12_000;
/// What a browser says that cannot start its sandbox: run by root, or in a container.
const NO_SANDBOX: &str = "--no-sandbox";

/// Prints every volume of the report in the folder `out`; returns the files, the first first.
///
/// They are noted in the manifest, so that the next build knows them as ours: without `--pdf` it
/// removes them rather than leave those of another edition beside its pages.
///
/// # Errors
/// [`Error::Browser`] when there is none, or it fails; [`Error::Write`] when the disk fails.
pub(super) fn print(
    out: &Path,
    browser: Option<&Path>,
    gate: &Arc<Gate>,
) -> Result<Vec<PathBuf>, Error> {
    // Whoever built in between has put another whole edition there, which is printed as well.
    let lock = Lock::wait(out, gate, &|_| ())?;
    let pages = volumes(out)?;
    let made: Vec<PathBuf> = pages.iter().map(|page| page.with_extension("pdf")).collect();
    let names = made.iter().filter_map(|pdf| RelPath::new(pdf.file_name()?.to_str()?));
    // Before they are made: what a browser that is stopped leaves is ours to remove.
    write::adopt(&lock, &names.collect::<Vec<_>>())?;
    for (page, pdf) in pages.iter().zip(&made) {
        print_page(page, pdf, browser)?;
    }
    Ok(made)
}

/// The pages of the volumes, the first first: after it they are named by digits.
fn volumes(out: &Path) -> Result<Vec<PathBuf>, Error> {
    let wrap = |source| Error::Read { path: out.to_path_buf(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(out).map_err(wrap)? {
        let path = entry.map_err(wrap)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let digits = name.strip_prefix("report-").and_then(|rest| rest.strip_suffix(".html"));
        let volume = digits.is_some_and(|d| d.chars().all(|c| c.is_ascii_digit()));
        if volume || name == route::report("") {
            found.push(path);
        }
    }
    found.sort_by_key(|path| path.with_extension(""));
    Ok(found)
}

fn print_page(page: &Path, pdf: &Path, browser: Option<&Path>) -> Result<(), Error> {
    let place = |path: &Path| {
        absolute(path).map_err(|source| Error::Read { path: path.to_path_buf(), source })
    };
    let (page, pdf) = (place(page)?, place(pdf)?);
    let _ = fs::remove_file(&pdf);
    let profile = std::env::temp_dir().join(format!("fangzhi-print-{}", std::process::id()));
    let job = Job { page: &page, pdf: &pdf, profile: &profile };
    let done = match browser {
        Some(path) => job.run(path).unwrap_or_else(|error| {
            let (name, reason) = (path.display().to_string(), error.to_string());
            Err(BrowserFault::Failed { name, reason })
        }),
        None => job.run_first(),
    };
    // The browser's own scratch files; nothing of use is left in them.
    let _ = fs::remove_dir_all(&profile);
    done.map_err(Error::Browser)
}

/// One page to print.
struct Job<'a> {
    page: &'a Path,
    pdf: &'a Path,
    profile: &'a Path,
}

type Done = Result<(), BrowserFault>;

impl Job<'_> {
    /// Prints with the first browser that is there.
    fn run_first(&self) -> Done {
        let there = BROWSERS.iter().find_map(|name| self.run(Path::new(name)).ok());
        there.unwrap_or(Err(BrowserFault::Missing))
    }

    /// Prints with one browser; an outer error when it could not be started at all.
    fn run(&self, browser: &Path) -> io::Result<Done> {
        let (mut ended, mut said) = self.attempt(browser, false)?;
        if !self.pdf.is_file() && said.contains(NO_SANDBOX) {
            (ended, said) = self.attempt(browser, true)?;
        }
        if ended && self.pdf.is_file() {
            return Ok(Ok(()));
        }
        let last = said.lines().rfind(|line| !line.trim().is_empty());
        let reason = match last {
            _ if !ended => "it did not end".to_owned(),
            Some(line) => line.trim().to_owned(),
            None => "it wrote no file".to_owned(),
        };
        Ok(Err(BrowserFault::Failed { name: browser.display().to_string(), reason }))
    }

    /// Runs the browser once; tells whether it ended, and what it said.
    fn attempt(&self, browser: &Path, unboxed: bool) -> io::Result<(bool, String)> {
        let option = |name: &str, path: &Path| {
            let mut option = std::ffi::OsString::from(name);
            option.push(path);
            option
        };
        let mut command = Command::new(browser);
        command
            .args(["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"])
            .args(["--export-tagged-pdf", "--generate-pdf-document-outline"])
            .arg(option("--user-data-dir=", self.profile))
            .arg(option("--print-to-pdf=", self.pdf))
            .args(unboxed.then_some(NO_SANDBOX))
            .arg(self.page)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn()?;
        // Read beside, or a browser that says much would wait for us for ever.
        let reader = child.stderr.take().map(|mut stderr| {
            spawn(move || {
                let mut said = Vec::new();
                let _ = stderr.read_to_end(&mut said);
                String::from_utf8_lossy(&said).into_owned()
            })
        });
        let ended = wait(&mut child)?;
        let said = reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
        Ok((ended, said))
    }
}

/// Waits for the end of `child`, or ends it when it takes too long.
fn wait(child: &mut Child) -> io::Result<bool> {
    for _ in 0..STEPS {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        sleep(STEP);
    }
    child.kill()?;
    child.wait()?;
    Ok(false)
}
