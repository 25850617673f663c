//! `serve`: a preview on this machine that rebuilds and reloads on every change. Owner of hyper,
//! tokio and notify.
//!
//! The builds and the watching run on the thread of the command; the pages are served from a thread
//! of their own, so that a rebuild holds up nobody who reads. What one tells the other is [`Shown`].

mod file;
mod http;
mod kind;
mod shown;
mod sources;
mod watch;

use super::args::{Common, Port, ServeArgs};
use super::print::Printer;
use super::{Ending, build, interrupt};
use crate::config;
use crate::diag::{Format, Language, Severity, render};
use crate::error::Error;
use crate::pipeline::{Built, CONFIG_FILE, Project};
use crate::site::write::Gate;
use shown::Shown;
use sources::Sources;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::watch::Sender;
use watch::Watch;

/// Listens, builds, serves, watches; ends only when it is interrupted.
pub(super) fn run(args: ServeArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    // Before the build: whoever must choose another port should not wait for it.
    let (listener, address) = listener(args.port)?;
    let listen = |source| Error::Listen { port: address.port(), source };
    let project = Project::open(&common.project)?.value;
    let (shown, seen) = tokio::sync::watch::channel(Shown::new(project.output()?));
    let language = project.config.site.language;
    let gate = Arc::default();
    let ended = language.pick("预览已结束。", "The preview has ended.");
    interrupt::watch(&gate, |_| ended.to_owned());
    let watch = Watch::new(Sources::new(&project.root, &project.config));
    let mut preview = Preview { watch, common, printer, gate, shown, language };
    preview.tell_blind();
    // Until the build is done there is the edition that an earlier one left.
    http::start(listener, seen).map_err(listen)?;
    preview.build()?;
    preview.greet(address, args.open);
    while let Some(change) = preview.watch.next() {
        preview.follow(change.moved);
        // A file that vanished between two looks is no reason to end the preview.
        if let Err(error) = preview.build() {
            let line = render(&error.finding(), None, preview.language, Format::Human);
            printer.err(&line);
            preview.shown.send_modify(|shown| shown.fail(preview.language, line));
        }
        if printer.is_closed() {
            break;
        }
    }
    Ok(Ending::Done)
}

/// The usual port.
const USUAL: u16 = 4127;
/// How many ports are tried after the usual one.
const TRIED: u16 = 100;

fn listener(port: Port) -> Result<(TcpListener, SocketAddr), Error> {
    let open = |port| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    let listen = |port| move |source: io::Error| Error::Listen { port, source };
    match port {
        Port::Given(port) => open(port).map_err(listen(port)),
        Port::Auto => {
            let mut rest = USUAL + 1..=USUAL + TRIED;
            open(USUAL)
                .or_else(|error| rest.find_map(|p| open(p).ok()).ok_or(error))
                .map_err(listen(USUAL))
        }
    }
}

/// A running preview.
struct Preview<'a> {
    watch: Watch,
    common: &'a Common,
    printer: &'a Printer,
    /// What a signal closes.
    gate: Arc<Gate>,
    shown: Sender<Shown>,
    language: Language,
}

impl Preview<'_> {
    /// Says where the report is.
    fn greet(&self, address: SocketAddr, open: bool) {
        let url = format!("http://{address}/");
        self.printer.out(&match self.language {
            Language::Chinese => format!("预览地址 {url}（按 Ctrl+C 结束）"),
            Language::English => format!("Preview at {url} (Ctrl+C ends it)"),
        });
        if open && open::that_detached(&url).is_err() {
            self.printer.err(self.language.pick("无法打开浏览器", "could not open the browser"));
        }
    }

    /// Builds, prints what was found and tells the pages.
    fn build(&mut self) -> Result<(), Error> {
        let built = build::preview(self.common, self.printer, &self.gate)?;
        self.language = built.language;
        self.shown.send_modify(|shown| match &built.published {
            Some(published) => {
                let root = published.index.parent().map_or_else(PathBuf::new, PathBuf::from);
                let changed = published.synced.written + published.synced.removed > 0;
                shown.succeed(root, changed);
            }
            None => shown.fail(built.language, errors(&built)),
        });
        Ok(())
    }

    /// Watches what the settings now name. Settings that cannot be read name nothing new.
    fn follow(&mut self, moved: bool) {
        let root = &self.common.project;
        let text = fs::read_to_string(root.join(CONFIG_FILE)).unwrap_or_default();
        let read = config::load(&text);
        let sound = read.diagnostics.iter().all(|d| d.code.severity() != Severity::Error);
        let sources =
            if sound { Sources::new(root, &read.value) } else { self.watch.sources().clone() };
        if moved || sources != *self.watch.sources() {
            self.watch.replace(sources);
            self.tell_blind();
        }
    }

    /// Says which folders cannot be watched.
    fn tell_blind(&mut self) {
        for (path, reason) in self.watch.blind() {
            let path = path.display();
            self.printer.err(&match self.language {
                Language::Chinese => format!("无法监视“{path}”，其中的改动不会引起重建：{reason}"),
                Language::English => {
                    format!("cannot watch `{path}`; changes in it cause no rebuild: {reason}")
                }
            });
        }
    }
}

/// The errors of a build that published nothing, as the terminal shows them.
fn errors(built: &Built) -> String {
    let errors = built.diagnostics.iter().filter(|d| d.code.severity() == Severity::Error);
    let text = |file| built.texts.get(file).map(String::as_str);
    let lines = errors.map(|finding| {
        let text = finding.file.as_ref().and_then(text);
        render(finding, text, built.language, Format::Human)
    });
    lines.collect::<Vec<_>>().join("\n\n")
}
