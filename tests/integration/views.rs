//! `docs/views.md`: what a template may see, written down from the types themselves.
//! `FANGZHI_BLESS=1` rewrites it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A struct that templates see.
struct Shown {
    name: String,
    about: String,
    fields: Vec<(String, String, String)>,
}

/// The structs of one file that are serialised, with what their comments say.
fn shown(text: &str) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let (mut comment, mut serialised, mut inside, mut skipped) =
        (String::new(), false, false, false);
    for line in text.lines() {
        let line = line.trim();
        if let Some(words) = line.strip_prefix("/// ") {
            if !comment.is_empty() {
                comment.push(' ');
            }
            comment.push_str(words);
        } else if line.starts_with("#[derive(") {
            serialised = line.contains("Serialize");
        } else if line.starts_with("#[serde(skip)]") {
            skipped = true;
        } else if let Some(rest) = line.strip_prefix("pub struct ").filter(|_| serialised) {
            let name = rest.split([' ', '{', '<']).next().unwrap().to_owned();
            out.push(Shown { name, about: std::mem::take(&mut comment), fields: Vec::new() });
            inside = true;
        } else if let Some((name, kind)) =
            line.strip_prefix("pub ").and_then(|field| field.split_once(": ")).filter(|_| inside)
        {
            let field = (name.to_owned(), kind.trim_end_matches(',').to_owned(), comment.clone());
            if !skipped {
                out.last_mut().unwrap().fields.push(field);
            }
            (comment, skipped) = (String::new(), false);
        } else {
            inside = inside && line != "}";
            comment.clear();
        }
    }
    out
}

fn document() -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site");
    let mut files: Vec<PathBuf> =
        fs::read_dir(source.join("view")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.extend([source.join("text.rs"), source.join("prose.rs")]);
    files.sort();
    let mut made = String::from(
        "# What a template may see\n\n\
         A file in the project's `templates/` replaces the built-in template of the same name. Every template \
         sees `site` (`SiteView`), `w` (the words of the site, `src/site/words.rs`), `head` (`Head`) and `view`:\n\n\
         | template | `view` |\n|---|---|\n\
         | `home.html` | `HomeView` |\n| `region.html` | `RegionView` |\n| `indicator.html` | `IndicatorView` |\n\
         | `mechanism.html` | `MechanismView` |\n| `article.html` | `ArticleView` |\n\
         | `list.html` | `ListView` |\n| `report.html` | `PrintView` |\n| `page.html` | `OwnView` |\n\
         | `methodology.html`, `search.html`, `downloads.html`, `corrections.html`, `404.html` | `AboutView` |\n\n\
         `base.html` is the frame of all pages and `parts.html` holds the components. Links are from the root of \
         the site: write `{{ head.root }}{{ link.href }}`. A field that does not exist is a finding with file \
         and line. Made from the types in `src/site/view/`.\n\n\
         What is long and regular comes as finished HTML and is printed with `| safe`: tables of figures, the text \
         of an article, the lines of the timeline and of the sources, the table beside a chart. Everything in it \
         that comes from an article is escaped; its links are written for the page it stands on. A template \
         decides where it stands, the style sheet how it looks.\n\n\
         A template that begins by extending its own name extends the built-in one, and replaces single blocks of \
         it. `templates/base.html`, with another foot on all pages:\n\n\
         ```jinja\n{% extends \"base.html\" %}\n{% block footer %}{{ super() }}<p>川北编委会</p>{% endblock %}\n```\n\n\
         Blocks of `base.html`: `scripts` and `head` (further elements of the head), `header` (name of the site and \
         navigation), `nav` within it, `main` (the page itself), `footer`. All other built-in templates have `main`.\n",
    );
    for shown in files.iter().flat_map(|file| shown(&fs::read_to_string(file).unwrap())) {
        write!(
            made,
            "\n## {}\n\n{}\n\n| field | type | meaning |\n|---|---|---|\n",
            shown.name, shown.about
        )
        .unwrap();
        for (name, kind, about) in shown.fields {
            writeln!(made, "| `{name}` | `{kind}` | {about} |").unwrap();
        }
    }
    made
}

#[test]
fn the_fields_of_the_views_are_written_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/views.md");
    let made = document();
    #[expect(clippy::disallowed_methods, reason = "asks the developer's shell, not the report's")]
    if std::env::var("FANGZHI_BLESS").is_ok() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "docs/views.md is not what the types say; FANGZHI_BLESS=1 rewrites it");
    assert!(made.contains("| `overview` |"), "the fields are found");
}
