//! `serve`: a preview on this machine that rebuilds and reloads on every change.

use super::args::{Common, ServeArgs};
use super::print::Printer;
use super::{Ending, build};
use crate::diag::Language;
use crate::error::Error;
use crate::path::RelPath;
use crate::pipeline::Project;
use crate::site::write;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};

/// Where the pages listen for a new edition.
const EVENTS: &str = "/fangzhi-events";
/// The script that listens; a file of its own, because the pages allow no inline scripts.
const SCRIPT: &str = "/fangzhi-reload.js";
const SCRIPT_TEXT: &str =
    "new EventSource('/fangzhi-events').onmessage=function(){location.reload()};\n";
/// How long a folder must be quiet before the report is built anew.
const QUIET: Duration = Duration::from_millis(250);

/// Pages that wait for a new edition.
type Listeners = Arc<Mutex<Vec<Box<dyn Write + Send>>>>;

/// Builds, serves, watches; ends only when it is interrupted.
pub(super) fn run(args: ServeArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let project = Project::open(&common.project)?.value;
    let output = project.output()?;
    let language = project.config.site.language;
    build::preview(common, printer)?;
    let address = format!("127.0.0.1:{}", args.port);
    let server = Server::http(&address).map_err(|error| Error::Read {
        path: PathBuf::from(&address),
        source: io::Error::other(error.to_string()),
    })?;
    let url = format!("http://localhost:{}/", args.port);
    printer.out(&match language {
        Language::Chinese => format!("预览地址 {url}（按 Ctrl+C 结束）"),
        Language::English => format!("Preview at {url} (Ctrl+C ends it)"),
    });
    if args.open && open::that(&url).is_err() {
        printer.err(language.pick("无法打开浏览器", "could not open the browser"));
    }
    let listeners = Listeners::default();
    let waiting = Arc::clone(&listeners);
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let output = output.clone();
            let waiting = Arc::clone(&waiting);
            std::thread::spawn(move || answer(request, &output, &waiting));
        }
    });
    rebuild(&project, &listeners, (common, printer))
}

/// Builds anew whenever a source changes.
fn rebuild(
    project: &Project,
    listeners: &Listeners,
    (common, printer): (&Common, &Printer),
) -> Result<Ending, Error> {
    let (sender, changes) = channel();
    let output = project.output()?;
    let told = move |event: notify::Result<Event>| {
        let publishes = |path: &PathBuf| write::is_publishing(path, &output);
        if event.is_ok_and(|event| {
            let apart = event.paths.is_empty() || !event.paths.iter().all(publishes);
            !matches!(event.kind, EventKind::Access(_)) && apart
        }) {
            let _ = sender.send(());
        }
    };
    let broken = |error: notify::Error| Error::Read {
        path: project.root.clone(),
        source: io::Error::other(error.to_string()),
    };
    let mut watcher = notify::recommended_watcher(told).map_err(broken)?;
    for (path, mode) in sources(project) {
        watcher.watch(&path, mode).map_err(broken)?;
    }
    while next(&changes) {
        match build::preview(common, printer) {
            Ok(_) => reload(listeners),
            // A file that vanished between two looks is no reason to end the preview.
            Err(error) => printer.err(&error.to_string()),
        }
        if printer.is_closed() {
            break;
        }
    }
    Ok(Ending::Done)
}

/// Waits for a change and then for quiet; false when the watcher is gone.
fn next(changes: &Receiver<()>) -> bool {
    let changed = changes.recv().is_ok();
    while changes.recv_timeout(QUIET).is_ok() {}
    changed
}

/// What is watched. The project folder itself without what is below it: the output is there too.
fn sources(project: &Project) -> Vec<(PathBuf, RecursiveMode)> {
    let below = ["templates", "static"].map(|name| project.root.join(name));
    let subjects = project.config.subject_folders().into_iter();
    let mut sources: Vec<(PathBuf, RecursiveMode)> = below
        .into_iter()
        .chain([project.corpus()])
        .chain(subjects.map(|folder| project.root.join(folder.as_str())))
        .filter(|path| path.is_dir())
        .map(|path| (path, RecursiveMode::Recursive))
        .collect();
    let root = fs::canonicalize(&project.root).unwrap_or_else(|_| project.root.clone());
    sources.push((root, RecursiveMode::NonRecursive));
    sources
}

fn reload(listeners: &Listeners) {
    let mut listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
    listeners
        .retain_mut(|page| page.write_all(b"data: new\n\n").and_then(|()| page.flush()).is_ok());
}

fn answer(request: Request, output: &Path, listeners: &Listeners) {
    if !is_local(&request) || *request.method() != Method::Get {
        let _ = request.respond(Response::empty(403));
        return;
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    // A page that has gone in the meantime cannot be told anything.
    let _ = match path.as_str() {
        EVENTS => listen(request, listeners),
        SCRIPT => respond(request, 200, "text/javascript", SCRIPT_TEXT.as_bytes().to_vec()),
        _ => file(request, output, &path),
    };
}

/// Refuses requests that a page of another site sends to this port under its own name.
fn is_local(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    host.is_some_and(|header| {
        let host = header.value.as_str();
        ["localhost", "127.0.0.1"].contains(&host.split(':').next().unwrap_or_default())
    })
}

fn listen(request: Request, listeners: &Listeners) -> io::Result<()> {
    let mut page = request.into_writer();
    page.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n",
    )?;
    page.write_all(b": ready\n\n")?;
    page.flush()?;
    listeners.lock().unwrap_or_else(PoisonError::into_inner).push(page);
    Ok(())
}

fn file(request: Request, output: &Path, path: &str) -> io::Result<()> {
    let wanted = decoded(path.trim_start_matches('/'));
    let wanted =
        if wanted.is_empty() || wanted.ends_with('/') { wanted + "index.html" } else { wanted };
    let known = RelPath::new(wanted).and_then(|path| {
        let bytes = fs::read(output.join(path.as_str())).ok()?;
        Some((path, bytes))
    });
    let Some((path, bytes)) = known else {
        let page = fs::read(output.join("404.html")).unwrap_or_default();
        return respond(request, 404, "text/html", with_script(page));
    };
    let kind = kind(path.as_str());
    let bytes = if kind == "text/html" { with_script(bytes) } else { bytes };
    respond(request, 200, kind, bytes)
}

fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    page.extend_from_slice(format!("<script src=\"{SCRIPT}\"></script>\n").as_bytes());
    page
}

fn respond(request: Request, status: u16, kind: &str, bytes: Vec<u8>) -> io::Result<()> {
    let mut response = Response::from_data(bytes).with_status_code(status);
    let fields = [
        ("Content-Type", format!("{kind}; charset=utf-8")),
        ("Cache-Control", "no-store".to_owned()),
    ];
    for (name, value) in fields {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "csv" => "text/csv",
        "xml" => "application/xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "txt" | "md" => "text/plain",
        _ => "application/octet-stream",
    }
}

/// `%E5%8D%97` and the like.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
