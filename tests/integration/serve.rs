//! The preview: what it answers, what it watches, what it tells open pages.

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use tempfile::{TempDir, tempdir};

const ARTICLE: &str = "---\ntitle: 利州区脱贫纪实\ndate: 2018-06-05\nregion: \"510802\"\n---\n\n\
    2016年，利州区412户贫困户脱贫，贫困发生率下降到2.3%。\n";
/// Longest wait for anything; only a failure takes it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview of a project of its own.
struct Preview {
    project: TempDir,
    child: Child,
    lines: Receiver<String>,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// An answer.
struct Answer {
    status: u16,
    fields: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

fn write(project: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = project.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

impl Preview {
    /// Starts one and waits for its first edition.
    fn start(files: &[(&str, &str)]) -> Self {
        let project = tempdir().unwrap();
        write(project.path(), "config.yaml", "site:\n  language: en\n");
        write(project.path(), "content/lizhou.md", ARTICLE);
        for (name, text) in files {
            write(project.path(), name, text);
        }
        let program = cargo_bin_cmd!("fangzhi").get_program().to_owned();
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "-C"])
            .arg(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|l| sender.send(l)));
        let mut preview = Self { project, child, lines, port: 0 };
        while preview.port == 0 {
            let line = preview.lines.recv_timeout(PATIENCE).unwrap();
            let port =
                line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
            preview.port = port.map_or(0, |port| port.parse().unwrap());
        }
        preview
    }

    fn root(&self) -> &Path {
        self.project.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        write(self.root(), name, text);
    }

    /// Waits for the line that closes a build.
    fn built(&self) {
        while !self.lines.recv_timeout(PATIENCE).unwrap().contains("files written") {}
    }

    fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, method: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let mut head = format!("{method} {address} HTTP/1.1\r\nConnection: close\r\n");
        if !fields.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: localhost:{}\r\n", self.port);
        }
        for (name, value) in fields {
            head += &format!("{name}: {value}\r\n");
        }
        answer(self.send(&(head + "\r\n")))
    }

    fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, &[])
    }

    /// What an open page is told that knows `turn`.
    fn told(&self, turn: &str) -> Value {
        let answer = self.get(&format!("/.fangzhi/edition?have={turn}"));
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Waits until something holds.
    fn wait(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..600 {
            if holds() {
                return;
            }
            thread::sleep(PATIENCE / 600);
        }
        assert!(holds(), "never: {what}; last {}", self.told(""));
    }

    /// Waits until open pages are told something that holds.
    fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let mut told = self.told("");
        for _ in 0..20 {
            if holds(&told) {
                break;
            }
            thread::sleep(Duration::from_millis(told["again"].as_u64().unwrap()));
            told = self.told(told["turn"].as_str().unwrap());
        }
        assert!(holds(&told), "never: {what}; last {told}");
        told
    }
}

fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let fields = lines.filter_map(|line| line.split_once(": "));
    let fields = fields.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Answer { status, fields, body: bytes[end + 4..].to_vec() }
}

#[test]
fn every_kind_of_file_has_its_type() {
    let names =
        ["a.csv", "b.webmanifest", "c.pdf", "d.svg", "e.png", "f.woff2", "g.unknown", "H.HTM"];
    let files: Vec<(String, &str)> =
        names.iter().map(|name| (format!("static/{name}"), "x")).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let preview = Preview::start(&files);
    for (address, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/manifest.json", "application/json"),
        ("/a.csv", "text/csv; charset=utf-8"),
        ("/b.webmanifest", "application/manifest+json"),
        ("/c.pdf", "application/pdf"),
        ("/d.svg", "image/svg+xml; charset=utf-8"),
        ("/e.png", "image/png"),
        ("/f.woff2", "font/woff2"),
        ("/g.unknown", "application/octet-stream"),
        ("/H.HTM", "text/html; charset=utf-8"),
    ] {
        let answer = preview.get(address);
        assert_eq!((answer.status, answer.field("content-type")), (200, kind), "{address}");
        assert_eq!(answer.field("content-length"), answer.body.len().to_string(), "{address}");
        let head = preview.ask("HEAD", address, &[]);
        assert!(head.body.is_empty(), "{address}");
        assert_eq!(head.field("content-length"), answer.field("content-length"), "{address}");
    }
    // All kinds that a build writes are known.
    for file in walk(&preview.root().join("output")) {
        let known =
            preview.get(&format!("/{file}")).field("content-type") != "application/octet-stream";
        assert!(known || file == "g.unknown", "{file}");
    }
}

/// The files below `folder`.
fn walk(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    files
}

#[test]
fn addresses_lead_to_files_and_never_out() {
    let preview = Preview::start(&[
        ("static/数据 表.txt", "甲"),
        ("static/100%.txt", "乙"),
        ("static/bare/file.txt", "丙"),
        ("secret.txt", "丁"),
    ]);
    for (address, text) in [
        ("/%E6%95%B0%E6%8D%AE%20%E8%A1%A8.txt", "甲"),
        ("/%e6%95%b0%e6%8d%ae%20%e8%a1%a8.txt?x#y", "甲"),
        ("/100%25.txt", "乙"),
        ("/100%.txt", "乙"),
        ("/bare/file%2Etxt", "丙"),
    ] {
        let answer = preview.get(address);
        assert_eq!((answer.status, answer.text().as_str()), (200, text), "{address}");
    }
    let output = preview.root().join("output");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../secret.txt", output.join("link.txt")).unwrap();
        std::os::unix::fs::symlink("..", output.join("up")).unwrap();
        std::os::unix::fs::symlink("100%.txt", output.join("inside.txt")).unwrap();
        assert_eq!(preview.get("/inside.txt").text(), "乙");
        let made = Command::new("mkfifo").arg(output.join("pipe.txt")).status();
        assert!(made.unwrap().success());
    }
    for address in [
        "/nothing.html",
        "/regions/nothing/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2Fsecret.txt",
        "/regions/..%2f..%2fsecret.txt",
        "/regions/%2e%2e/%2e%2e/secret.txt",
        "//secret.txt",
        "/link.txt",
        "/up/secret.txt",
        "/up/output/index.html",
        "/pipe.txt",
        "/bare",
        "/bare/",
        "/index.html/",
        "/%00",
        "/%",
        "/%zz",
        "/%E6%95",
        "/.",
    ] {
        let answer = preview.get(address);
        assert_eq!(answer.status, 404, "{address}");
        assert_eq!(answer.field("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(answer.text().contains("id=\"main\""), "{address}: the page of the report");
    }
    let deep = preview.get("/regions/nothing/here.html").text();
    assert!(deep.contains("<base href=\"/\">"), "links of the page hold at every address");
    assert!(!fs::read_to_string(output.join("404.html")).unwrap().contains("<base"));
}

#[test]
fn folders_lead_to_their_pages() {
    let preview = Preview::start(&[]);
    let answer = preview.get("/regions");
    assert_eq!((answer.status, answer.field("location")), (301, "/regions/"));
    assert_eq!(preview.get("/regions?q=%E5%8E%BF").field("location"), "/regions/?q=%E5%8E%BF");
    let page = preview.get("/regions/");
    assert_eq!(page.status, 200);
    assert_eq!(page.body, preview.get("/regions/index.html").body);
    assert_eq!(preview.get("//regions").status, 404, "never to another host");
}

#[test]
fn methods_and_hosts_are_checked() {
    let preview = Preview::start(&[]);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let answer = preview.ask(method, "/", &[("Content-Length", "0")]);
        assert_eq!((answer.status, answer.field("allow")), (405, "GET, HEAD"), "{method}");
    }
    for host in ["example.org", "localhost.example.org", "127.0.0.1.example.org", ""] {
        assert_eq!(preview.ask("GET", "/", &[("Host", host)]).status, 403, "{host}");
    }
    for host in ["localhost", "LOCALHOST:80", "127.0.0.1:1"] {
        assert_eq!(preview.ask("GET", "/", &[("Host", host)]).status, 200, "{host}");
    }
    // One bad request ends a connection, not the preview.
    assert_eq!(answer(preview.send("nonsense\r\n\r\n")).status, 400);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn parts_of_files_can_be_had() {
    let text = "0123456789";
    let large: String = (0..200_000).flat_map(|n| [format!("{n:06}"), "\n".to_owned()]).collect();
    let preview = Preview::start(&[("static/ten.txt", text), ("static/large.csv", &large)]);
    assert_eq!(preview.get("/large.csv").text(), large);
    assert_eq!(
        preview.ask("GET", "/large.csv", &[("Range", "bytes=700000-700006")]).text(),
        "100000\n"
    );
    for (range, part, said) in [
        ("bytes=0-3", "0123", "bytes 0-3/10"),
        ("bytes=4-", "456789", "bytes 4-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=-30", text, "bytes 0-9/10"),
        ("bytes=8-99", "89", "bytes 8-9/10"),
        ("bytes=9-99999999999999999999999", "9", "bytes 9-9/10"),
    ] {
        let answer = preview.ask("GET", "/ten.txt", &[("Range", range)]);
        assert_eq!((answer.status, answer.field("content-range")), (206, said), "{range}");
        assert_eq!(answer.text(), part, "{range}");
        assert_eq!(preview.ask("HEAD", "/ten.txt", &[("Range", range)]).status, 200, "{range}");
    }
    for range in ["bytes=10-", "bytes=-0", "bytes=99-100"] {
        let answer = preview.ask("GET", "/ten.txt", &[("Range", range)]);
        assert_eq!((answer.status, answer.field("content-range")), (416, "bytes */10"), "{range}");
    }
    for range in ["bytes=3-1", "bytes=a-b", "bytes=1", "bytes=0-1,3-4", "lines=0-1", "bytes=+1-2"] {
        let answer = preview.ask("GET", "/ten.txt", &[("Range", range)]);
        assert_eq!((answer.status, answer.text().as_str()), (200, text), "{range}");
    }
    let whole = preview.get("/ten.txt");
    assert_eq!(whole.field("accept-ranges"), "bytes");
    for (known, status) in [
        (whole.field("etag"), 206),
        (whole.field("last-modified"), 206),
        ("\"other\"", 200),
        ("Thu, 01 Jan 2015 00:00:00 GMT", 200),
    ] {
        let fields = [("Range", "bytes=0-0"), ("If-Range", known)];
        assert_eq!(preview.ask("GET", "/ten.txt", &fields).status, status, "{known}");
    }
    let page = preview.get("/").text();
    let part = preview.ask("GET", "/", &[("Range", "bytes=-9")]);
    assert_eq!((part.status, part.text()), (206, page[page.len() - 9..].to_owned()));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let preview = Preview::start(&[]);
    for address in ["/", "/assets/site.css"] {
        let first = preview.get(address);
        let (tag, time) = (first.field("etag"), first.field("last-modified"));
        assert_eq!(first.field("cache-control"), "no-cache");
        for fields in [
            vec![("If-None-Match", tag)],
            vec![("If-None-Match", "*")],
            vec![("If-Modified-Since", time)],
            vec![("If-None-Match", tag), ("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT")],
            vec![("If-None-Match", tag), ("Range", "bytes=0-0")],
        ] {
            let again = preview.ask("GET", address, &fields);
            assert_eq!((again.status, again.body.len()), (304, 0), "{address} {fields:?}");
            assert_eq!(again.field("etag"), tag, "{address}");
        }
        let weak = format!("\"x\", W/{tag}");
        assert_eq!(preview.ask("GET", address, &[("If-None-Match", &weak)]).status, 304);
        for fields in [
            vec![("If-None-Match", "\"other\""), ("If-Modified-Since", time)],
            vec![("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT")],
            vec![("If-Modified-Since", "yesterday")],
            vec![("If-Match", tag)],
        ] {
            assert_eq!(preview.ask("GET", address, &fields).status, 200, "{address} {fields:?}");
        }
        for fields in [
            ("If-Match", "\"other\""),
            ("If-Match", weak.as_str()),
            ("If-Unmodified-Since", "Thu, 01 Jan 2015 00:00:00 GMT"),
        ] {
            assert_eq!(preview.ask("GET", address, &[fields]).status, 412, "{address} {fields:?}");
        }
    }
}

#[test]
fn idle_connections_and_open_pages_hold_up_nobody() {
    let preview = Preview::start(&[]);
    let greeting = format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    let idle: Vec<TcpStream> =
        (0..60).map(|n| preview.send(if n % 2 == 0 { "" } else { &greeting })).collect();
    for _ in 0..20 {
        assert_eq!(preview.get("/").status, 200);
    }
    // Of ten open pages two are answered when there is something new, the others at once.
    let turn = preview.told("")["turn"].as_str().unwrap().to_owned();
    let question = format!(
        "GET /.fangzhi/edition?have={turn} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    );
    let asked: Vec<TcpStream> = (0..10).map(|_| preview.send(&question)).collect();
    let at_once = |stream: &TcpStream| {
        stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        match (&*stream).read_exact(&mut [0; 1]) {
            Ok(()) => true,
            Err(error) => {
                assert!([ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()));
                false
            }
        }
    };
    assert_eq!(asked.iter().filter(|stream| at_once(stream)).count(), 8);
    drop(asked);
    preview.wait("a closed page gives its place to another", || !at_once(&preview.send(&question)));
    drop(idle);
}

/// What an editor does to save the article with the number given.
type Save<'a> = &'a dyn Fn(usize);

#[test]
fn a_save_makes_one_edition_whatever_the_editor() {
    let preview = Preview::start(&[("static/a.txt", "x")]);
    let content = preview.root().join("content");
    let file = content.join("lizhou.md");
    let text = |n: usize| ARTICLE.replace("412", &format!("{n}"));
    let temporary = |name: &str, n: usize| {
        fs::write(content.join(name), text(n)).unwrap();
        fs::rename(content.join(name), &file).unwrap();
    };
    let saves: [(&str, Save); 6] = [
        ("in place", &|n| fs::write(&file, text(n)).unwrap()),
        ("hidden copy, renamed", &|n| temporary(".lizhou.md.k2", n)),
        ("copy, renamed", &|n| temporary("sedAb3", n)),
        ("backup first", &|n| {
            fs::write(content.join("4913"), "").unwrap();
            fs::remove_file(content.join("4913")).unwrap();
            fs::rename(&file, content.join("lizhou.md~")).unwrap();
            fs::write(&file, text(n)).unwrap();
            fs::remove_file(content.join("lizhou.md~")).unwrap();
        }),
        ("deleted, written", &|n| {
            fs::remove_file(&file).unwrap();
            fs::write(&file, text(n)).unwrap();
        }),
        ("cut off, written", &|n| {
            let mut file = fs::File::create(&file).unwrap();
            file.write_all(text(n).as_bytes()).unwrap();
        }),
    ];
    let turn = |told: &Value| -> usize {
        told["turn"].as_str().unwrap().rsplit('-').next().unwrap().parse().unwrap()
    };
    let mut turns = turn(&preview.told(""));
    for (n, (what, save)) in (500..).zip(saves) {
        save(n);
        // No second build follows: the next one is that of another file.
        preview.built();
        preview.write("static/a.txt", what);
        preview.built();
        turns += 2;
        let told = preview.until(what, |told| turn(told) >= turns);
        assert_eq!(turn(&told), turns, "{what}");
        assert_eq!(preview.get("/a.txt").text(), what);
        assert!(preview.get("/articles/lizhou.html").text().contains(&n.to_string()), "{what}");
    }
    // What editors and others leave in the folders is none of the report's business.
    for name in
        ["content/.lizhou.md.swp", "content/#a.md#", "content/a.docx", "notes.md", "output/x"]
    {
        preview.write(name, "x");
    }
    preview.write("static/a.txt", "end");
    preview.built();
    let told = preview.until("the end", |told| turn(told) > turns);
    assert_eq!(turn(&told), turns + 1);
}

#[test]
fn folders_that_come_go_and_move_are_watched() {
    let preview = Preview::start(&[("other/lizhou.md", &ARTICLE.replace("412", "900"))]);
    let shows = |address: &str, text: &str| {
        preview.wait(text, || {
            let answer = preview.get(address);
            answer.status == 200 && answer.text().contains(text)
        });
    };
    preview.write("static/new/a.txt", "first");
    shows("/new/a.txt", "first");
    preview.write("static/new/a.txt", "second");
    shows("/new/a.txt", "second");
    // A folder that is put in another's place.
    fs::rename(preview.root().join("static"), preview.root().join("aside")).unwrap();
    preview.wait("it has gone", || preview.get("/new/a.txt").status == 404);
    fs::rename(preview.root().join("aside"), preview.root().join("static")).unwrap();
    shows("/new/a.txt", "second");
    preview.write("static/new/a.txt", "third");
    shows("/new/a.txt", "third");
    // Another folder by the settings.
    preview.write("config.yaml", "site:\n  language: en\ncorpus:\n  dir: other\n");
    shows("/articles/lizhou.html", "900");
    preview.write("other/lizhou.md", ARTICLE.replace("412", "901"));
    shows("/articles/lizhou.html", "901");
    preview.write("other/below/mianyang.md", ARTICLE.replace("510802", "510700"));
    let articles = preview.root().join("output/articles");
    preview.wait("a folder below", || {
        let mut entries = fs::read_dir(&articles).into_iter().flatten().flatten();
        entries.any(|entry| entry.file_name().to_string_lossy().starts_with("below"))
    });
    // A file that the settings name before it is there.
    let settings = "site:\n  language: en\ncorpus:\n  dir: other\ncorrections: more/fix.yaml\n";
    preview.write("config.yaml", settings);
    preview.until("the file is missing", |told| !told["failure"].is_null());
    preview.write("more/fix.yaml", "[]\n");
    preview.until("the file is there", |told| told["failure"].is_null());
}

#[test]
fn a_failed_build_is_told_and_the_edition_stays() {
    let preview = Preview::start(&[]);
    let before = preview.told("");
    assert!(before["failure"].is_null());
    preview.write("config.yaml", "site: [\n");
    let failed = preview.until("it fails", |told| !told["failure"].is_null());
    assert!(failed["failure"]["text"].as_str().unwrap().contains("config.yaml"), "{failed}");
    assert_eq!(failed["edition"], before["edition"]);
    assert_eq!(preview.get("/").status, 200);
    // What is mended as it was before makes no new edition.
    preview.write("config.yaml", "site:\n  language: en\n");
    let mended = preview.until("it is mended", |told| told["failure"].is_null());
    assert_eq!(mended["edition"], before["edition"]);
    preview.write("config.yaml", "site:\n  language: en\n  title: Another\n");
    preview.until("a new edition", |told| told["edition"] != before["edition"]);
    let page = preview.get("/").text();
    let told = preview.told("");
    let tag = format!("data-edition=\"{}\"", told["edition"].as_str().unwrap());
    assert!(page.contains("Another") && page.contains(&tag), "{tag}");
    let written = fs::read_to_string(preview.root().join("output/index.html")).unwrap();
    assert!(!written.contains("/.fangzhi/"));
}

#[test]
fn a_busy_port_is_found_before_the_build() {
    let project = tempdir().unwrap();
    write(project.path(), "content/lizhou.md", ARTICLE);
    write(project.path(), "config.yaml", "site:\n  language: en\n");
    let busy = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    let mut command = cargo_bin_cmd!("fangzhi");
    let output =
        command.current_dir(project.path()).args(["serve", "--port", &port]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(&port) && said.contains("--port"), "{said}");
    assert!(!project.path().join("output").exists());
}
