//! Connections and addresses: who is answered, and by what.

use super::file::{self, Answer, Asset, Found, Payload};
use super::kind::{HTML, JSON, SCRIPT, TEXT};
use super::shown::{Failure, Shown};
use hyper::body::Incoming;
use hyper::header::{ALLOW, HOST, HeaderValue, LOCATION};
use hyper::http::uri::Authority;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Serialize;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::sync::watch::Receiver;
use tokio::time::{sleep, timeout};

/// Where pages ask for a new edition.
const EDITION: &str = "/.fangzhi/edition";
/// The script that asks; a file of its own, because the pages allow no inline scripts.
const RELOAD: &str = "/.fangzhi/reload.js";
/// How many questions for a new edition are held back until there is one. A browser has six
/// connections to a server, for all of its tabs; who asks beyond these is answered at once.
const HELD: usize = 2;
/// How long a question is held back.
const HOLD: Duration = Duration::from_secs(25);
/// After how many milliseconds those ask again who were answered at once.
const AGAIN: u64 = 400;
/// How long to wait when the system has no more connections to give.
const FULL: Duration = Duration::from_millis(50);

/// Serves what is shown on `listener`, from a thread of its own, as long as the command runs.
pub(super) fn start(listener: std::net::TcpListener, shown: Receiver<Shown>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_io().enable_time().max_blocking_threads(8).build()?;
    let listener = {
        let _inside = runtime.enter();
        TcpListener::from_std(listener)?
    };
    let held = Arc::new(Semaphore::new(HELD));
    std::thread::Builder::new()
        .name("preview".to_owned())
        .spawn(move || runtime.block_on(accept(listener, Site { shown, held })))
        .map(drop)
}

async fn accept(listener: TcpListener, site: Site) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(FULL).await;
            continue;
        };
        let site = site.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let site = site.clone();
                async move { Ok::<_, Infallible>(site.answer(request).await) }
            });
            let stream = TokioIo::new(stream);
            let mut connections = http1::Builder::new();
            connections.timer(TokioTimer::new());
            // One that breaks off concerns only its other end.
            let _ = connections.serve_connection(stream, service).await;
        });
    }
}

/// What every connection needs.
#[derive(Clone)]
struct Site {
    shown: Receiver<Shown>,
    held: Arc<Semaphore>,
}

/// What a page is told that asks for a new edition.
#[derive(Serialize)]
struct Told<'a> {
    edition: String,
    turn: String,
    failure: Option<&'a Failure>,
    again: u64,
}

impl Site {
    async fn answer(self, request: Request<Incoming>) -> Answer {
        if !is_local(&request) {
            return plain(StatusCode::FORBIDDEN, "this preview answers to localhost only\n");
        }
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only\n");
            answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return answer;
        }
        match request.uri().path() {
            EDITION => self.told(request.uri().query().unwrap_or_default()).await,
            RELOAD => whole(StatusCode::OK, SCRIPT, include_str!("reload.js")),
            _ => self.file(request).await,
        }
    }

    /// Answers a page that asks for a new edition, if possible when there is one.
    async fn told(mut self, query: &str) -> Answer {
        let have = query.strip_prefix("have=").unwrap_or_default();
        let mut again = 0;
        if self.shown.borrow().turn() == have {
            match self.held.try_acquire() {
                Ok(_permit) => {
                    let fresh = self.shown.wait_for(|shown| shown.turn() != have);
                    // When there is none within that time the page asks again.
                    let _ = timeout(HOLD, fresh).await;
                }
                Err(_) => again = AGAIN,
            }
        }
        let shown = self.shown.borrow();
        let (edition, turn, failure) = (shown.edition(), shown.turn(), shown.failure());
        let text = serde_json::to_string(&Told { edition, turn, failure, again });
        whole(StatusCode::OK, JSON, text.unwrap_or_default())
    }

    /// Answers with a file of the report, or with its page for what it does not have.
    async fn file(self, request: Request<Incoming>) -> Answer {
        // First the edition, then the file: a page that is newer than it says only reloads.
        let (root, edition) = {
            let shown = self.shown.borrow();
            (shown.root.clone(), shown.edition())
        };
        let address = request.uri().path().to_owned();
        let found = tokio::task::spawn_blocking(move || {
            let script = format!("<script src=\"{RELOAD}\" data-edition=\"{edition}\"></script>\n");
            match file::find(&root, &address) {
                Found::File(path) => {
                    Asset::open(&path, &edition, &script).map_or(Reply::Missing, Reply::File)
                }
                Found::Folder => Reply::Moved(format!("{address}/")),
                Found::Nothing => Reply::Missing,
            }
            .or_page(&root, &address, &script)
        });
        match found.await {
            Ok(Reply::File(asset)) => asset.answer(&request),
            Ok(Reply::Moved(to)) => moved(&to, request.uri().query()),
            Ok(Reply::Page(page)) => whole(StatusCode::NOT_FOUND, HTML, page),
            Ok(Reply::Missing) | Err(_) => plain(StatusCode::NOT_FOUND, "not found\n"),
        }
    }
}

/// What an address comes to.
enum Reply {
    File(Asset),
    Moved(String),
    Page(Vec<u8>),
    Missing,
}

impl Reply {
    /// With the report's page for what it does not have.
    fn or_page(self, root: &std::path::Path, address: &str, script: &str) -> Self {
        match self {
            Self::Missing => Self::Page(file::missing(root, address, script)),
            other => other,
        }
    }
}

/// Refuses requests that a page of another site sends to this port under its own name.
fn is_local(request: &Request<Incoming>) -> bool {
    let named = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = request.uri().authority().map(Authority::as_str).or(named);
    let name = host.unwrap_or_default().split(':').next().unwrap_or_default();
    ["localhost", "127.0.0.1"].iter().any(|local| name.eq_ignore_ascii_case(local))
}

/// Leads from the address of a folder to that of its page.
fn moved(to: &str, query: Option<&str>) -> Answer {
    let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    let mut answer = plain(StatusCode::MOVED_PERMANENTLY, "");
    match HeaderValue::from_str(&to) {
        Ok(to) => drop(answer.headers_mut().insert(LOCATION, to)),
        Err(_) => *answer.status_mut() = StatusCode::NOT_FOUND,
    }
    answer
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    whole(status, TEXT, text)
}

fn whole(status: StatusCode, kind: &'static str, text: impl Into<hyper::body::Bytes>) -> Answer {
    let mut answer = Answer::new(Payload::whole(text.into()));
    *answer.status_mut() = status;
    file::describe(&mut answer, kind);
    answer
}
