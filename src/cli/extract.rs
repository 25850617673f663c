//! `extract` and `explain FILE`: what single articles say, without a report.

use super::args::{Common, ExtractArgs};
use super::findings::Findings;
use super::print::Printer;
use super::progress::Bar;
use super::{Ending, language};
use crate::clean::{self, Sketch};
use crate::corpus::{self, ArticleId, Document, Singles, SourceFile};
use crate::date::Date;
use crate::diag::{Code, Diagnostic, Language, Outcome};
use crate::error::Error;
use crate::extract::{Reference, cases, jsonl, trace};
use crate::parallel;
use crate::path::RelPath;
use crate::pipeline::{self, ArticleRecord, Project, is_sound, read_documents, records};
use crate::rules;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Prints the facts of files, folders or standard input.
pub(super) fn run(args: &ExtractArgs, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let Some(project) = open(common, printer)? else { return Ok(Ending::Findings) };
    // To take the tables apart at the end would take longer than to read an article.
    let project: &Project = Box::leak(Box::new(project));
    if let Some(file) = &args.cases {
        return answer(file, project, printer);
    }
    if let Some(out) = &args.records {
        return write_records(out, args.framed, (project, common), printer);
    }
    let mut singles = Singles::new(&project.config.corpus);
    let mut sources = Vec::new();
    let mut diagnostics = Vec::new();
    for input in &args.inputs {
        let read = sources_of(input, &mut singles, project)?;
        sources.extend(read.value);
        diagnostics.extend(read.diagnostics);
    }
    let tell_all = || parallel::turn(sources, |source| told(source, project, args.all));
    let read = parallel::with(common.jobs, tell_all).map_err(|reason| Error::Threads { reason })?;
    let mut articles = Vec::new();
    for one in read {
        articles.extend(one.value);
        diagnostics.extend(one.diagnostics);
    }
    let drawn = |told| {
        let Told { id, published, sketch, .. }: &Told = told;
        (id, *published, sketch)
    };
    let reprints = clean::reprints_among(&articles.iter().map(drawn).collect::<Vec<_>>());
    let mut texts = singles.tables;
    for Told { id, path, text, head, facts, .. } in articles {
        printer.out(&head.line(reprints.get(&id)));
        match facts {
            Facts::Written(lines) if lines.is_empty() => (),
            Facts::Written(lines) => printer.out(&lines),
            Facts::Many(record) => printer.all_out(lines(&record, project, args.all)),
        }
        texts.insert(path, text);
        if printer.is_closed() {
            break;
        }
    }
    Ok(tell(&diagnostics, &texts, (project, common), printer))
}

/// What one article says, ready to be printed once all are read.
struct Told {
    id: ArticleId,
    path: RelPath,
    text: String,
    published: Option<Date>,
    sketch: Sketch,
    head: jsonl::Head,
    facts: Facts,
}

/// The lines below the first of an article. Each carries its sentence, so that those of one long
/// sentence may come to many times the text: then they are written as they are printed.
enum Facts {
    Written(String),
    Many(Box<ArticleRecord>),
}

/// Most bytes of lines that are kept of an article.
const KEPT: usize = 1 << 20;

/// Reads one article; its record is let go when its lines are written.
fn told(source: Source, project: &Project, all: bool) -> Outcome<Option<Told>> {
    let read = match source {
        Source::Document(document) => Outcome::clean(Some(*document)),
        Source::File(file) => corpus::load(&file, &project.config.corpus),
    };
    let Outcome { value: Some(document), mut diagnostics } = read else {
        return Outcome { value: None, diagnostics: read.diagnostics };
    };
    let Outcome { value: record, diagnostics: found } = pipeline::read_document(document, project);
    diagnostics.extend(found);
    let mut written = String::new();
    for line in lines(&record, project, all) {
        if !written.is_empty() {
            written.push('\n');
        }
        written.push_str(&line);
        if written.len() > KEPT {
            break;
        }
    }
    let ArticleRecord { document, article, extraction, sketch, .. } = &record;
    let told = Told {
        id: document.id.clone(),
        path: document.path.clone(),
        text: document.text.clone(),
        published: article.published,
        sketch: sketch.clone(),
        head: jsonl::head(document, article, extraction, &project.gazetteer),
        facts: if written.len() > KEPT {
            Facts::Many(Box::new(record))
        } else {
            Facts::Written(written)
        },
    };
    Outcome { value: Some(told), diagnostics }
}

/// The lines of an article below its first.
fn lines<'a>(
    record: &'a ArticleRecord,
    project: &'a Project,
    all: bool,
) -> impl Iterator<Item = String> + 'a {
    let ArticleRecord { document, article, extraction, .. } = record;
    let gazetteer = &project.gazetteer;
    let found = || jsonl::findings(document, article, extraction, gazetteer);
    let facts = jsonl::facts(document, article, extraction, gazetteer);
    facts.chain(all.then(found).into_iter().flatten())
}

/// Writes the records of the corpus, or answers articles that are handed over with theirs.
fn write_records(
    out: &Path,
    framed: bool,
    (project, common): (&Project, &Common),
    printer: &Printer,
) -> Result<Ending, Error> {
    if framed {
        let mut input = std::io::stdin().lock();
        records::answer(project, &mut input, &mut std::io::stdout().lock())?;
        return Ok(Ending::Done);
    }
    let language = project.config.site.language;
    let bar = Bar::new(common, language);
    let out = (out.as_os_str() != "-").then_some(out);
    let write = || records::write(project, out, &bar);
    let written = parallel::with(common.jobs, write);
    bar.end();
    let manifest = written.map_err(|reason| Error::Threads { reason })??;
    if let Some(out) = out.filter(|_| !common.quiet) {
        let (count, out) = (manifest.records, out.display());
        printer.err(&match language {
            Language::Chinese => format!("已写出 {count} 条记录：{out}"),
            Language::English => format!("{count} records: {out}"),
        });
    }
    Ok(tell(&manifest.findings, &BTreeMap::new(), (project, common), printer))
}

/// How every sentence of an article was read.
pub(super) fn explain(path: &Path, common: &Common, printer: &Printer) -> Result<Ending, Error> {
    let Some(project) = open(common, printer)? else { return Ok(Ending::Findings) };
    let mut singles = Singles::new(&project.config.corpus);
    let Outcome { value: sources, mut diagnostics } = sources_of(path, &mut singles, &project)?;
    let load = |source| match source {
        Source::Document(document) => Outcome::clean(Some(*document)),
        Source::File(file) => corpus::load(&file, &project.config.corpus),
    };
    let mut documents = Vec::new();
    for read in sources.into_iter().map(load) {
        documents.extend(read.value);
        diagnostics.extend(read.diagnostics);
    }
    let read = read_documents(documents, &project, common.jobs)?;
    diagnostics.extend(read.diagnostics);
    let language = project.config.site.language;
    for record in &read.value {
        let ArticleRecord { article, extraction, .. } = record;
        printer.out(&trace::render(article, extraction, &project.gazetteer, language));
    }
    let texts = texts(&read.value, singles.tables);
    Ok(tell(&diagnostics, &texts, (&project, common), printer))
}

/// How many sentences of a corpus `explain RULE` shows.
const SENTENCES: usize = 20;

/// The card of a rule; in a project also the sentences of its corpus in which the rule decided, with
/// the words that did in brackets, or the lines that it took for no article. `None` when no rule has
/// this name.
pub(super) fn explain_rule(
    rule: &str,
    common: &Common,
    printer: &Printer,
) -> Result<Option<Ending>, Error> {
    let Some(project) = open(common, printer)? else { return Ok(Some(Ending::Findings)) };
    let language = project.config.site.language;
    let cards = project.lexicon.cards();
    let Some((sheet, card)) = rules::card(&cards, rule) else { return Ok(None) };
    printer.out(&card.text(sheet, language));
    if !project.corpus().is_dir() {
        return Ok(Some(Ending::Done));
    }
    let documents = corpus::read(&project.corpus(), &project.config.corpus)?.value;
    let read = read_documents(documents, &project, common.jobs)?.value;
    let decided = |record: &ArticleRecord| {
        let ArticleRecord { document, article, extraction, .. } = record;
        let lines = article.dropped.iter().filter(|line| line.class == rule);
        let mut found = trace::decided(article, extraction, rule);
        found.extend(lines.map(|line| line.raw.of(&document.text).trim().to_owned()));
        found
    };
    let all: Vec<(&ArticleRecord, Vec<String>)> =
        read.iter().map(|record| (record, decided(record))).collect();
    let count: usize = all.iter().map(|(_, sentences)| sentences.len()).sum();
    printer.out(&match language {
        Language::Chinese => format!("本语料中有 {count} 处由它判定"),
        Language::English => format!("it decided {count} places of this corpus"),
    });
    let lines = all.iter().flat_map(|(record, sentences)| {
        sentences.iter().map(move |sentence| format!("  {}: {sentence}", record.document.id))
    });
    lines.take(SENTENCES).for_each(|line| printer.out(&line));
    if count > SENTENCES {
        printer.out("  …");
    }
    Ok(Some(Ending::Done))
}

/// The project whose words and settings are used; outside of one, the defaults.
fn open(common: &Common, printer: &Printer) -> Result<Option<Project>, Error> {
    let mut opened = Project::open(&common.project)?;
    opened.diagnostics.retain(|finding| finding.code != Code::NotAProject);
    if is_sound(&opened.diagnostics) {
        return Ok(Some(opened.value));
    }
    Findings {
        diagnostics: &opened.diagnostics,
        texts: &opened.value.texts,
        language: language(common),
    }
    .print(common, printer);
    Ok(None)
}

/// Answers the lines of a file of test cases, each on its own.
fn answer(file: &Path, project: &Project, printer: &Printer) -> Result<Ending, Error> {
    let text = read_input(file)?;
    let text = String::from_utf8_lossy(&text);
    let reference = Reference { gazetteer: &project.gazetteer, lexicon: &project.lexicon };
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        printer.out(&cases::run(line, &reference));
    }
    Ok(Ending::Done)
}

/// An article that is to be read.
enum Source {
    Document(Box<Document>),
    File(Box<SourceFile>),
}

/// The articles of an input; texts of tables go to those of `singles`.
fn sources_of(
    input: &Path,
    singles: &mut Singles<'_>,
    project: &Project,
) -> Result<Outcome<Vec<Source>>, Error> {
    let config = &project.config.corpus;
    if input.is_dir() {
        let Outcome { value: listing, diagnostics } = corpus::list(input, config)?;
        singles.tables.extend(listing.tables);
        let files = listing.files.into_iter().map(|file| Source::File(Box::new(file)));
        return Ok(Outcome { value: files.collect(), diagnostics });
    }
    let read = if input.as_os_str() == "-" {
        standard_input(&read_input(input)?)
    } else {
        singles.read(input)?
    };
    let document = read.value.map(|document| Source::Document(Box::new(document)));
    Ok(Outcome { value: document.into_iter().collect(), diagnostics: read.diagnostics })
}

fn read_input(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Read { path: PathBuf::from(path), source };
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(failed)
}

/// Standard input is plain text, or Markdown when it opens with front matter.
fn standard_input(bytes: &[u8]) -> Outcome<Option<Document>> {
    let Ok(decoded) = corpus::decode(bytes) else {
        let finding = Diagnostic::new(Code::UndecodableFile);
        return Outcome { value: None, diagnostics: vec![finding] };
    };
    let format = if decoded.text.starts_with("---\n") {
        corpus::SourceFormat::Markdown
    } else {
        corpus::SourceFormat::Text
    };
    let Some(path) = RelPath::new("stdin") else { return Outcome::default() };
    let id = ArticleId("stdin".into());
    let read = corpus::document(id, path, decoded.text, format);
    Outcome { value: Some(read.value), diagnostics: read.diagnostics }
}

/// The texts that findings point into.
fn texts(
    records: &[ArticleRecord],
    tables: BTreeMap<RelPath, String>,
) -> BTreeMap<RelPath, String> {
    let documents = records.iter().map(|record| &record.document);
    tables.into_iter().chain(documents.map(|d| (d.path.clone(), d.text.clone()))).collect()
}

/// Prints findings to standard error, so that the lines stay clean.
fn tell(
    diagnostics: &[Diagnostic],
    texts: &BTreeMap<RelPath, String>,
    (project, common): (&Project, &Common),
    printer: &Printer,
) -> Ending {
    let findings = Findings { diagnostics, texts, language: project.config.site.language };
    findings.print_aside(common, printer);
    if findings.any(false) { Ending::Findings } else { Ending::Done }
}
