//! What a page notes of what it was made from.

use fangzhi::cache::Cache;
use fangzhi::corpus::ArticleId;
use fangzhi::fingerprint::Fingerprint;
use fangzhi::model::{self, Input, Reference, Report};
use fangzhi::pipeline::{Articles, Project, Silent, read_articles};
use fangzhi::site::{Edition, OwnWords, Pictures, Planner};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::tempdir;

/// The bundled articles, one of them with other words.
fn articles(project: &Project) -> (Articles, BTreeMap<ArticleId, Fingerprint>) {
    let articles = read_articles(project, &Cache::off(), &Silent).unwrap().value;
    let print = |text: &str| Fingerprint::of(text.as_bytes());
    let texts = articles.records.iter().map(|(id, r)| (id.clone(), print(&r.document.text)));
    let texts = texts.collect();
    (articles, texts)
}

fn edition<'a>(
    project: &'a Project,
    inputs: &'a BTreeMap<ArticleId, Input<'a>>,
    report: &'a Report,
    (own, pictures): (&'a OwnWords, &'a Pictures),
) -> Edition<'a> {
    Edition {
        report,
        inputs,
        config: &project.config,
        lexicon: &project.lexicon,
        changes: None,
        gazetteer: &project.gazetteer,
        own,
        pictures,
    }
}

#[test]
fn a_page_is_the_same_where_all_that_it_asked_for_is() {
    let folder = tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::copy(from.join("config.yaml"), folder.path().join("config.yaml")).unwrap();
    let mut names: Vec<_> = fs::read_dir(from.join("content"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    for name in &names {
        fs::copy(from.join("content").join(name), folder.path().join("content").join(name))
            .unwrap();
    }
    let project = Project::open(folder.path()).unwrap().value;
    let (before, texts) = articles(&project);
    let reference = Reference {
        gazetteer: &project.gazetteer,
        lexicon: &project.lexicon,
        config: &project.config.report,
        corrections: &[],
    };
    let inputs = before.inputs();
    let report = model::aggregate(&inputs, &before.reprints, &reference).value;
    let own = (&OwnWords::default(), &Pictures::default());
    let planner = Planner::new(edition(&project, &inputs, &report, own));
    let prints = planner.prints(&texts).unwrap();
    for name in &names {
        let path = folder.path().join("content").join(name);
        let text = fs::read_to_string(&path).unwrap();
        // Another number, then a sentence more, which alters no figure.
        let digit = text.rfind(|c: char| c.is_ascii_digit()).unwrap();
        let other = if text[digit..].starts_with('7') { "8" } else { "7" };
        let number = format!("{}{other}{}", &text[..digit], &text[digit + 1..]);
        for edited in [number, format!("{}\n\n大家都很高兴。\n", text.trim_end())] {
            fs::write(&path, edited).unwrap();
            let (after, texts) = articles(&project);
            let inputs = after.inputs();
            let report = model::aggregate(&inputs, &after.reprints, &reference).value;
            let now = Planner::new(edition(&project, &inputs, &report, own));
            let prints_now = now.prints(&texts).unwrap();
            let (mut same, mut made) = (0, 0);
            for route in planner.routes() {
                let planned = planner.planned(&route).unwrap();
                if prints.of(&planned.needs) == prints_now.of(&planned.needs) {
                    assert_eq!(
                        Some(&planned.page),
                        now.page(&route).as_ref(),
                        "{name:?} {route:?}"
                    );
                    same += 1;
                } else {
                    made += 1;
                }
            }
            assert!(made > 0, "{name:?}: the article's own page differs");
            assert!(same > made, "{name:?}: {same} pages are the same, {made} are made again");
        }
        fs::write(&path, text).unwrap();
    }
}
