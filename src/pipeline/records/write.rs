//! Articles to records.

use super::super::Project;
use super::super::kept;
use super::line::{Manifest, Record};
use crate::cache::Cache;
use crate::corpus::{self, FrontMatter, SourceFile};
use crate::diag::{Code, Diagnostic};
use crate::error::Error;
use crate::lexicon::Segmenter;
use crate::parallel;
use crate::path::RelPath;
use crate::pipeline::{Progress, Stage};
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};

/// How many articles are read before their records are written.
const PIECE: usize = 512;

/// Reads every article of the project's corpus and writes its record to the file `out`, or to standard
/// output when there is none; at the end their manifest. A file stands there whole or not at all.
///
/// # Errors
/// When the corpus cannot be listed or the records cannot be written.
pub fn write(
    project: &Project,
    out: Option<&Path>,
    progress: &dyn Progress,
) -> Result<Manifest, Error> {
    let Some(out) = out else {
        return pieces(project, progress, &mut |piece| {
            io::stdout().lock().write_all(piece.as_bytes()).map_err(Error::Output)
        });
    };
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    let mut name = out.as_os_str().to_owned();
    name.push(".new");
    let waiting = PathBuf::from(name);
    let packed = super::zstd::is_compressed(out);
    let written = File::create(&waiting).map_err(failed(out)).and_then(|mut file| {
        let manifest = pieces(project, progress, &mut |piece| {
            let bytes = if packed { super::zstd::frame(piece) } else { piece.as_bytes().to_vec() };
            file.write_all(&bytes).map_err(failed(out))
        })?;
        file.sync_all().map_err(failed(out))?;
        fs::rename(&waiting, out).map_err(failed(out))?;
        Ok(manifest)
    });
    if written.is_err() {
        // What could not be finished is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&waiting);
    }
    written
}

/// Hands the records of the corpus to `put`, many lines at a time, and the manifest last.
fn pieces(
    project: &Project,
    progress: &dyn Progress,
    put: &mut dyn FnMut(&str) -> Result<(), Error>,
) -> Result<Manifest, Error> {
    let listed = corpus::list(&project.corpus(), &project.config.corpus)?;
    let files = listed.value.files;
    progress.begin(Stage::Read, files.len());
    let mut digests = Vec::with_capacity(files.len());
    let none = Cache::off();
    for some in files.chunks(PIECE) {
        let mut read = parallel::map(some, |file| {
            progress.step();
            kept::read(file, project, &none)
        });
        kept::keep(&mut read, project, &none);
        let told: Vec<(&SourceFile, kept::Read)> = some.iter().zip(read).collect();
        let lines = parallel::turn(told, |(file, read)| {
            let path = Some(file.path.clone());
            of(read, path, project).line()
        });
        let mut piece = String::new();
        for (line, digest) in lines {
            piece.push_str(&line);
            piece.push('\n');
            digests.push(digest);
        }
        put(&piece)?;
    }
    let manifest = Manifest { findings: listed.diagnostics, ..Manifest::of(digests) };
    put(&(manifest.line() + "\n"))?;
    Ok(manifest)
}

fn of(read: kept::Read, path: Option<RelPath>, project: &Project) -> Record {
    let kept::Read { record: article, diagnostics: findings, key: input, .. } = read;
    Record { input, article, findings, ..Record::new(project.reading, path) }
}

/// What stands before the bytes of an article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    /// The file, below the corpus folder; its ending tells how it is written.
    path: String,
    /// How many bytes follow.
    bytes: u64,
    /// What a metadata.csv says about it.
    #[serde(default)]
    told: FrontMatter,
}

/// Reads articles from `input`, each after a line `{"path":"a/b.md","bytes":120}`, and answers each with
/// the line of its record before it reads the next. A file that is no article, by its name or by what it
/// holds, has a record that says so.
///
/// # Errors
/// When the input ends within an article, a line before one does not say what follows, or the records
/// cannot be written.
pub fn answer(
    project: &Project,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> Result<(), Error> {
    let segmenter = project.lexicon.whole_segmenter();
    let mut head = String::new();
    loop {
        head.clear();
        if input.read_line(&mut head).map_err(unread)? == 0 {
            return Ok(());
        }
        if head.trim().is_empty() {
            continue;
        }
        let frame: Frame = serde_json::from_str(&head)
            .map_err(|error| unread(io::Error::new(io::ErrorKind::InvalidData, error)))?;
        let record = framed(frame, input, project, &segmenter)?;
        let line = record.line().0 + "\n";
        output.write_all(line.as_bytes()).and_then(|()| output.flush()).map_err(Error::Output)?;
    }
}

fn framed(
    frame: Frame,
    input: &mut dyn BufRead,
    project: &Project,
    segmenter: &Segmenter,
) -> Result<Record, Error> {
    let limit = project.config.corpus.max_bytes;
    let path = RelPath::new(frame.path.as_str());
    let mut record = Record::new(project.reading, path.clone());
    let mut body = input.take(frame.bytes);
    if frame.bytes > limit {
        io::copy(&mut body, &mut io::sink()).map_err(unread)?;
        let size = frame.bytes;
        let finding = Diagnostic::new(Code::OversizedFile).arg("size", size).arg("limit", limit);
        record.findings.push(Diagnostic { file: path, ..finding });
        return Ok(record);
    }
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes).map_err(unread)?;
    if u64::try_from(bytes.len()).ok() != Some(frame.bytes) {
        return Err(unread(io::ErrorKind::UnexpectedEof.into()));
    }
    let Some(path) = path else {
        record.findings.push(Diagnostic::new(Code::BadFileName).arg("name", frame.path));
        return Ok(record);
    };
    let Some(file) = SourceFile::named(path.clone(), frame.told) else { return Ok(record) };
    let mut read = kept::parse(&file, &bytes, project);
    if let Some(article) = &mut read.record {
        article.keywords = segmenter.keywords(&article.article.text.text);
    }
    Ok(of(read, Some(path), project))
}

fn unread(source: io::Error) -> Error {
    Error::Read { path: PathBuf::from("-"), source }
}
