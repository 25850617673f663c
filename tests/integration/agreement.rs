//! One record behind everything: page, CSV, JSON and charts of the bundled report say the same.

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tempfile::TempDir;

/// A figure's record: each field as CSV writes it.
type Row = BTreeMap<String, String>;

/// The bundled report, built.
fn report() -> TempDir {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("report");
    cargo_bin_cmd!("fangzhi")
        .args(["build", "-q", "-C", env!("CARGO_MANIFEST_DIR"), "-o"])
        .arg(&out)
        .assert()
        .success();
    folder
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|_| String::new())
}

/// The records of a CSV file after its byte order mark.
fn rows(path: &Path) -> Vec<Row> {
    let text = read(path);
    let mut lines = text.trim_start_matches('\u{feff}').split("\r\n").filter(|l| !l.is_empty());
    let header = cells(lines.next().unwrap_or_default());
    lines
        .map(|line| header.iter().cloned().zip(cells(line).iter().map(|c| bare(c))).collect())
        .collect()
}

/// A cell without the mark that keeps spreadsheets from reading it as a formula.
fn bare(cell: &str) -> String {
    cell.strip_prefix('\'').unwrap_or(cell).to_owned()
}

/// The cells of a line; quotes around a cell are doubled inside it.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut quoted, mut after_quote) = (false, false);
    for c in line.chars() {
        match c {
            '"' if quoted => (quoted, after_quote) = (false, true),
            '"' => {
                if after_quote {
                    out.last_mut().unwrap().push('"');
                }
                (quoted, after_quote) = (true, false);
            }
            ',' if !quoted => {
                out.push(String::new());
                after_quote = false;
            }
            c => out.last_mut().unwrap().push(c),
        }
    }
    out
}

/// The records of a JSON file: each field as it is, or the value at its place in the field's list.
fn objects(path: &Path) -> Vec<BTreeMap<String, Json>> {
    let table: Json = serde_json::from_str(&read(path)).unwrap();
    let fields: Vec<&str> =
        table["fields"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    let rows = table["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let cells = fields.iter().zip(row.as_array().unwrap()).map(|(field, cell)| {
            let cell = match &table["lists"][*field] {
                Json::Array(values) => &values[usize::try_from(cell.as_u64().unwrap()).unwrap()],
                _ => cell,
            };
            ((*field).to_owned(), cell.clone())
        });
        cells.collect()
    })
    .collect()
}

/// Where a figure is shown, from the root of the report.
fn page_of(row: &Row) -> String {
    let part = Some(&row["part"]).filter(|part| !part.is_empty());
    let part = part.map(|part| format!("-{part}")).unwrap_or_default();
    format!("regions/{}{part}.html#{}", row["region"], row["id"])
}

/// A JSON value as CSV writes it; what JSON leaves out is empty.
fn as_csv(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(items)) => {
            items.iter().map(|item| as_csv(Some(item))).collect::<Vec<_>>().join("|")
        }
        Some(other) => other.to_string(),
    }
}

/// The text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(inside, _)| inside)
}

/// The words of a piece of a page, without thousands commas.
fn words(html: &str) -> String {
    let mut out = String::new();
    for (index, part) in html.split('<').enumerate() {
        out.push_str(if index == 0 { part } else { part.split_once('>').map_or("", |(_, t)| t) });
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    out.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&").replace(',', "")
}

/// Where a figure stands on its page: its card or its row, up to the end of it.
fn place<'a>(page: &'a str, id: &str) -> &'a str {
    let after = page.split_once(&format!("id=\"{id}\"")).unwrap().1;
    let ends = ["</article>", "\n<tr", "\n<tbody", "</tbody>"];
    let end = ends.iter().filter_map(|tag| after.find(tag)).min().unwrap();
    &after[..end]
}

#[test]
fn page_csv_and_json_agree_on_every_figure() {
    let folder = report();
    let root = folder.path().join("report");
    let all = rows(&root.join("data/figures.csv"));
    let json = objects(&root.join("data/figures.json"));
    assert!(all.len() > 100, "{}", all.len());
    assert_eq!(all.len(), json.len());
    let mut regions: Vec<&str> = all.iter().map(|row| row["region"].as_str()).collect();
    regions.dedup();
    assert!(regions.is_sorted(), "the figures of a region follow one another: {regions:?}");
    for (row, object) in all.iter().zip(&json) {
        let id = &row["id"];
        for (field, cell) in row {
            assert_eq!(as_csv(object.get(field)), *cell, "{id} {field}");
        }
        for field in object.keys() {
            assert!(row.contains_key(field), "{id}: {field} is only in JSON");
        }
        assert_numbers_and_days(row);
        let page = page_of(row);
        let page = read(&root.join(page.split_once('#').unwrap().0));
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        let here = place(&page, id);
        let cell = || Some(here.split("<td").nth(2)?.split_once('>')?.1);
        let shown = between(here, "class=\"figure\">", "</p>").or_else(cell);
        let surface = format!("{}{}", row["per"], row["surface"].replace(',', ""));
        assert_eq!(words(shown.unwrap()), surface, "{id}");
        assert!(here.contains(&format!("articles/{}.html#s{}", row["article"], row["sentence"])));
    }
}

/// The number that is written for people, without its unit.
fn people(row: &Row) -> &str {
    row["value_text"].strip_suffix(row["unit"].as_str()).unwrap().trim_end()
}

/// Numbers have a point, so that no reader takes a column for integers and rounds the rest of it; a
/// range has ends instead of a value; days are days.
fn assert_numbers_and_days(row: &Row) {
    let [low, high] = ["low", "high"].map(|field| row[field].as_str());
    for number in [low, high] {
        assert!(number.contains('.') && number.parse::<f64>().is_ok(), "{row:?}");
    }
    let shown = |number: &str| number.trim_end_matches(".0").to_owned();
    if row["value"].is_empty() {
        assert_eq!(people(row), format!("{}~{}", shown(low), shown(high)), "{row:?}");
    } else {
        assert_eq!([low, high], [row["value"].as_str(); 2], "{row:?}");
        assert_eq!(people(row), shown(low), "{row:?}");
    }
    let days = ["period_start", "period_end"].map(|field| row[field].as_str());
    let known = days.iter().filter(|day| !day.is_empty());
    for day in known.clone() {
        assert!(day.parse::<fangzhi::date::Date>().is_ok() && day.len() == 10, "{row:?}");
    }
    let wanted = match row["period_kind"].as_str() {
        "" => 0,
        "open" => known.clone().count().max(1),
        "year" | "month" | "day" | "range" | "as_of" => 2,
        kind => unreachable!("{kind}"),
    };
    assert_eq!(known.count(), wanted, "{row:?}");
    assert_eq!(row["period"].is_empty(), row["period_kind"].is_empty(), "{row:?}");
    assert!(!row["period"].starts_with('@'), "{row:?}");
    for truth in ["key", "cumulative", "state"] {
        assert!(["true", "false"].contains(&row[truth].as_str()), "{row:?}");
    }
}

#[test]
fn every_table_says_the_same_in_both_forms() {
    let folder = report();
    let data = folder.path().join("report/data");
    for table in ["figures", "mechanisms", "indicators", "regions", "articles", "checks"] {
        let all = rows(&data.join(format!("{table}.csv")));
        let json = objects(&data.join(format!("{table}.json")));
        assert!(!all.is_empty(), "{table}");
        assert_eq!(all.len(), json.len(), "{table}");
        for (row, object) in all.iter().zip(&json) {
            for (field, cell) in row {
                assert_eq!(as_csv(object.get(field)), *cell, "{table} {field}");
            }
        }
    }
    // What a figure refers to is there.
    let column = |table: &str, field: &str| -> BTreeSet<String> {
        rows(&data.join(format!("{table}.csv"))).iter().map(|row| row[field].clone()).collect()
    };
    let [regions, articles] = [column("regions", "code"), column("articles", "id")];
    let indicators = column("indicators", "id");
    let sentences: BTreeSet<(String, String)> = rows(&data.join("sentences.csv"))
        .iter()
        .map(|row| (row["article"].clone(), row["sentence"].clone()))
        .collect();
    for row in rows(&data.join("figures.csv")) {
        assert!(regions.contains(&row["region"]) && articles.contains(&row["article"]), "{row:?}");
        assert!(row["indicator"].is_empty() || indicators.contains(&row["indicator"]), "{row:?}");
        assert!(sentences.contains(&(row["article"].clone(), row["sentence"].clone())), "{row:?}");
    }
}

#[test]
fn charts_and_their_tables_agree_with_the_data() {
    let folder = report();
    let root = folder.path().join("report");
    let all = rows(&root.join("data/figures.csv"));
    let figures: BTreeMap<String, &Row> = all.iter().map(|row| (page_of(row), row)).collect();
    let mut drawn = 0;
    for kind in ["regions", "indicators"] {
        for entry in std::fs::read_dir(root.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{kind}/{}", path.file_name().unwrap().to_str().unwrap());
            for chart in read(&path).split("<figure class=\"chart\"").skip(1) {
                let chart = chart.split("</figure>").next().unwrap();
                drawn += points(&root, &name, chart, &figures);
            }
        }
    }
    assert!(drawn > 5, "{drawn} points of charts lead to figures");
}

/// Where a link on a page in a folder leads, from the root of the site.
fn from_root(page: &str, href: &str) -> String {
    let folder = page.split('/').next().unwrap();
    match (href.strip_prefix("../"), href.starts_with('#')) {
        (Some(target), _) => target.to_owned(),
        (None, true) => format!("{page}{href}"),
        (None, false) => format!("{folder}/{href}"),
    }
}

/// How many readings a drawing has a sign for; where there are several kinds, a legend shows each once more.
fn signs(svg: &str) -> usize {
    let drawn = svg
        .split('<')
        .filter(|element| ["circle ", "rect "].iter().any(|sign| element.starts_with(sign)));
    let kinds: Vec<Option<&str>> = drawn.map(|sign| between(sign, "class=\"", "\"")).collect();
    let legend = kinds.iter().collect::<BTreeSet<_>>().len();
    kinds.len() - if legend > 1 { legend } else { 0 }
}

/// Checks each line of a chart's table against the data and the drawings; how many have a figure.
fn points(root: &Path, page: &str, chart: &str, figures: &BTreeMap<String, &Row>) -> usize {
    let file = format!("charts/{}", between(chart, "<a href=\"../charts/", "\" download").unwrap());
    let drawings: Vec<String> = chart
        .split("<svg")
        .skip(1)
        .map(|svg| words(&format!("<svg{}", svg.split("</svg>").next().unwrap())))
        .chain([words(&read(&root.join(file)))])
        .collect();
    assert_eq!(drawings.len(), 3, "wide, narrow and file");
    // Of a row of readings only the latest is told in words; each has a sign of its own.
    let readings = between(chart, "id=\"", "\"").is_some_and(|id| id.ends_with("-r"));
    let signs = chart.split("<svg").skip(1).map(|svg| signs(svg.split("</svg>").next().unwrap()));
    let signs: Vec<usize> = signs.collect();
    let mut told = 0;
    let table = between(chart, "<tbody>", "</tbody>").unwrap();
    let mut with_figure = 0;
    for line in table.split("<tr>").skip(1) {
        let cells: Vec<&str> = line.split("<td>").skip(1).collect();
        let Some(href) = cells.get(1).and_then(|cell| between(cell, "href=\"", "\"")) else {
            continue;
        };
        with_figure += 1;
        let href = from_root(page, href);
        let row = figures.get(href.as_str()).unwrap_or_else(|| unreachable!("{href} is no figure"));
        let surface = row["surface"].replace(',', "");
        assert_eq!(words(cells[1]), surface, "{href}");
        assert_eq!(words(cells[2]), people(row), "{href}");
        let in_words = drawings.iter().all(|drawing| drawing.contains(&surface));
        assert!(in_words || readings, "{surface} of {href} is not in {drawings:?}");
        told += usize::from(in_words);
    }
    if readings {
        assert!(told > 0 && signs.iter().all(|count| *count == with_figure), "{chart}");
    }
    with_figure
}
