//! Files of the report as answers: which one an address means, and how much of it is wanted.

use super::kind::{HTML, kind};
use crate::path::RelPath;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName,
    HeaderValue, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE,
    LAST_MODIFIED, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncRead, ReadBuf};

/// An answer of the preview.
pub(super) type Answer = Response<Payload>;

/// How much of a file is read at once.
const CHUNK: u64 = 256 * 1024;

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    File(PathBuf),
    /// A folder that has a page, named without the slash that its links need.
    Folder,
    Nothing,
}

/// Looks for `address` in the folder `root`. Links out of it lead to nothing.
pub(super) fn find(root: &Path, address: &str) -> Found {
    let Some(below) = decoded(address) else { return Found::Nothing };
    let Ok(root) = fs::canonicalize(root) else { return Found::Nothing };
    // No step may lead out, not even one that a later one leads back from.
    let real = |path: &Path| fs::canonicalize(path).ok().filter(|path| path.starts_with(&root));
    let inside = |path: &Path| {
        let mut steps = path.ancestors().take_while(|step| *step != root);
        if steps.all(|step| real(step).is_some()) { real(path) } else { None }
    };
    let Some(path) = inside(&root.join(&below)) else { return Found::Nothing };
    let is_folder = address.ends_with('/');
    if !path.is_dir() {
        return if path.is_file() && !is_folder { Found::File(path) } else { Found::Nothing };
    }
    match inside(&path.join("index.html")).filter(|page| page.is_file()) {
        Some(page) if is_folder => Found::File(page),
        Some(_) => Found::Folder,
        None => Found::Nothing,
    }
}

/// The path that an address spells, below the root; `None` when it spells none.
fn decoded(address: &str) -> Option<String> {
    let address = address.strip_prefix('/')?;
    let address = address.strip_suffix('/').unwrap_or(address);
    if address.is_empty() {
        return Some(String::new());
    }
    let part = |part| {
        let part = percent_decode_str(part).decode_utf8().ok()?;
        (!part.contains('/')).then_some(part)
    };
    let parts: Option<Vec<_>> = address.split('/').map(part).collect();
    RelPath::new(parts?.join("/")).map(|path| path.as_str().to_owned())
}

/// The report's page for what it does not have. Its links are relative: a word at its head makes them
/// hold at every address.
pub(super) fn missing(root: &Path, address: &str, script: &str) -> Vec<u8> {
    let page = match find(root, "/404.html") {
        Found::File(path) => fs::read_to_string(path).unwrap_or_default(),
        _ => "<!doctype html>\n<head><title>404</title>\n<p>404\n".to_owned(),
    };
    let deep = address.trim_start_matches('/').contains('/');
    let page = if deep { page.replacen("<head>", "<head><base href=\"/\">", 1) } else { page };
    (page + script).into_bytes()
}

/// A file, opened.
pub(super) struct Asset {
    kind: &'static str,
    length: u64,
    modified: SystemTime,
    tag: String,
    content: Content,
}

enum Content {
    Page(Bytes),
    File(File),
}

impl Asset {
    /// Opens `path`. Pages get `script`, and another tag with each `edition`.
    pub(super) fn open(path: &Path, edition: &str, script: &str) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let about = file.metadata().ok()?;
        let modified = about.modified().unwrap_or(UNIX_EPOCH);
        // Times before 1970 cannot be said.
        let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        let modified = UNIX_EPOCH + since;
        let (kind, mut length) = (kind(&path.to_string_lossy()), about.len());
        let mut tag = format!("{:x}-{length:x}", since.as_nanos());
        let content = if kind == HTML {
            let mut page = Vec::new();
            file.read_to_end(&mut page).ok()?;
            page.extend_from_slice(script.as_bytes());
            tag = format!("{tag}-{edition}");
            length = u64::try_from(page.len()).ok()?;
            Content::Page(page.into())
        } else {
            Content::File(file)
        };
        Some(Self { kind, length, modified, tag: format!("\"{tag}\""), content })
    }

    /// As much of it as `request` wants.
    pub(super) fn answer(self, request: &Request<Incoming>) -> Answer {
        let headers = request.headers();
        let range = (request.method() == Method::GET && self.is_same(headers))
            .then(|| text(headers, RANGE).and_then(|range| wanted(range, self.length)))
            .flatten();
        let (status, part) = match (self.condition(headers), range) {
            (Some(status), _) => (status, 0..0),
            (None, Some(Err(()))) => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
            (None, Some(Ok(part))) => (StatusCode::PARTIAL_CONTENT, part),
            (None, None) => (StatusCode::OK, 0..self.length),
        };
        let mut fields = vec![
            (ETAG, self.tag.clone()),
            (LAST_MODIFIED, httpdate::fmt_http_date(self.modified)),
            (ACCEPT_RANGES, "bytes".to_owned()),
        ];
        match status {
            StatusCode::PARTIAL_CONTENT => {
                let (first, last) = (part.start, part.end.saturating_sub(1));
                fields.push((CONTENT_RANGE, format!("bytes {first}-{last}/{}", self.length)));
            }
            StatusCode::RANGE_NOT_SATISFIABLE => {
                fields.push((CONTENT_RANGE, format!("bytes */{}", self.length)));
            }
            _ => (),
        }
        let kind = self.kind;
        let mut answer = Answer::new(self.content.part(part));
        *answer.status_mut() = status;
        describe(&mut answer, kind);
        if status == StatusCode::NOT_MODIFIED {
            answer.headers_mut().remove(CONTENT_LENGTH);
            answer.headers_mut().remove(CONTENT_TYPE);
        }
        for (name, value) in fields {
            if let Ok(value) = HeaderValue::from_str(&value) {
                answer.headers_mut().insert(name, value);
            }
        }
        answer
    }

    /// The answer that the conditions of a request ask for instead of the file.
    fn condition(&self, headers: &HeaderMap) -> Option<StatusCode> {
        let names = |name, weak| text(headers, name).map(|list| self.is_named(list, weak));
        let since = |name| text(headers, name).and_then(|date| self.is_since(date));
        if names(IF_MATCH, false).or_else(|| since(IF_UNMODIFIED_SINCE).map(|is| !is))
            == Some(false)
        {
            return Some(StatusCode::PRECONDITION_FAILED);
        }
        let known = names(IF_NONE_MATCH, true).or_else(|| since(IF_MODIFIED_SINCE).map(|is| !is));
        (known == Some(true)).then_some(StatusCode::NOT_MODIFIED)
    }

    /// Whether a list of tags has this one.
    fn is_named(&self, list: &str, weak: bool) -> bool {
        let strong = |tag: &str| tag == self.tag;
        list.split(',').map(str::trim).any(|tag| {
            tag == "*" || strong(tag) || (weak && tag.strip_prefix("W/").is_some_and(strong))
        })
    }

    /// Whether the file has changed since `date`; `None` when that is no date.
    fn is_since(&self, date: &str) -> Option<bool> {
        let date = httpdate::parse_http_date(date).ok()?;
        let whole =
            |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
        Some(whole(self.modified) > whole(date))
    }

    /// Whether the rest of a file is that of the one begun earlier.
    fn is_same(&self, headers: &HeaderMap) -> bool {
        text(headers, IF_RANGE).is_none_or(|known| {
            known == self.tag || known == httpdate::fmt_http_date(self.modified)
        })
    }
}

/// Says what an answer is, and that it holds only until the next build.
pub(super) fn describe(answer: &mut Answer, kind: &'static str) {
    let length = answer.body().size_hint().exact().unwrap_or_default();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The part that a `Range` wants of `length` bytes. `None` is for what may be ignored: other units,
/// several parts, nonsense; an error for a part that is not there.
fn wanted(range: &str, length: u64) -> Option<Result<Range<u64>, ()>> {
    let (first, last) = range.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for us is larger than any file.
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let part = if first.is_empty() {
        length.saturating_sub(number(last)?)..length
    } else {
        let first = number(first)?;
        let end = if last.is_empty() { length } else { number(last)?.saturating_add(1) };
        if end <= first && !last.is_empty() {
            return None;
        }
        first..end.min(length)
    };
    Some(if part.start < part.end { Ok(part) } else { Err(()) })
}

/// The bytes of an answer.
pub(super) enum Payload {
    Whole(Option<Bytes>),
    Part { file: tokio::fs::File, left: u64 },
}

impl Content {
    fn part(self, part: Range<u64>) -> Payload {
        let left = part.end.saturating_sub(part.start);
        match self {
            Self::Page(page) => {
                let ends = usize::try_from(part.start).ok().zip(usize::try_from(part.end).ok());
                let fits = ends.filter(|(_, end)| *end <= page.len());
                Payload::whole(fits.map(|(start, end)| page.slice(start..end)).unwrap_or_default())
            }
            Self::File(mut file) if left > 0 => match file.seek(SeekFrom::Start(part.start)) {
                Ok(_) => Payload::Part { file: tokio::fs::File::from_std(file), left },
                Err(_) => Payload::whole(Bytes::new()),
            },
            Self::File(_) => Payload::whole(Bytes::new()),
        }
    }
}

impl Payload {
    /// All of `bytes`.
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self::Whole(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    fn left(&self) -> u64 {
        match self {
            Self::Whole(bytes) => {
                bytes.as_ref().map_or(0, |bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Self::Part { left, .. } => *left,
        }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Part { left: 0, .. } => Poll::Ready(None),
            Self::Part { file, left } => {
                let size = usize::try_from((*left).min(CHUNK)).unwrap_or_default();
                let mut chunk = vec![0; size];
                let mut read = ReadBuf::new(&mut chunk);
                ready!(Pin::new(file).poll_read(context, &mut read))?;
                let size = read.filled().len();
                if size == 0 {
                    return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
                }
                chunk.truncate(size);
                *left = left.saturating_sub(u64::try_from(size).unwrap_or(u64::MAX));
                Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}
