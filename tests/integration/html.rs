//! HTML pages: which part is read, how broken pages are read, and what stands where.

use fangzhi::corpus::{ArticleId, Block, BlockKind, Document, SourceFormat, document};
use fangzhi::date::Date;
use fangzhi::diag::{Code, Outcome};
use fangzhi::path::RelPath;

fn named(text: &str, format: SourceFormat) -> Outcome<Document> {
    let path = RelPath::new("a.html").unwrap();
    document(ArticleId("a".into()), path, text.to_owned(), format)
}

fn page(text: &str) -> Outcome<Document> {
    named(text, SourceFormat::Html)
}

fn words(read: &Document, block: &Block) -> String {
    block.runs.iter().map(|run| run.text(&read.text)).collect()
}

fn lines(read: &Document) -> Vec<String> {
    read.blocks.iter().map(|block| words(read, block)).collect()
}

fn codes(read: &Outcome<Document>) -> Vec<Code> {
    read.diagnostics.iter().map(|finding| finding.code).collect()
}

/// Four paragraphs of an article.
const PROSE: [&str; 4] = [
    "2020年，青山县茶园面积达到5.6万亩，干茶产量2000吨，综合产值8.1亿元，带动农户3215户增收。",
    "全县建成标准化茶园42个，茶叶加工企业17家，户均增收2400元，比上年增加300元。",
    "白沙镇建成冷库12座。",
    "下一步，该县计划到2025年新建标准化茶园1万亩，让更多群众吃上“茶叶饭”。",
];

/// Asserts that the page gives all of `PROSE`, in order, and nothing of `not`.
fn gives(html: &str, not: &[&str]) -> Document {
    let read = page(html).value;
    let text = lines(&read).concat();
    let places: Vec<Option<usize>> = PROSE.iter().map(|line| text.find(line)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    for word in not {
        assert!(!text.contains(word), "{word} in {text}");
    }
    read
}

fn paragraphs(element: &str) -> String {
    PROSE.map(|line| format!("<{element}>{line}</{element}>")).concat()
}

#[test]
fn a_news_page_is_read_without_what_surrounds_the_article() {
    let text = paragraphs("p");
    let html = format!(
        "<html><head><title>青山县：一片叶子_江北网</title></head><body>\
         <div class=\"top\"><a href=\"/\">首页</a> 今天是2021年5月7日</div><ul><li><a href=\"/1\">县区</a></ul>\
         <div class=\"wrap\"><div class=\"left\"><h1>青山县：一片叶子</h1>\
         <div class=\"info\"><span>2021-05-06 08:30</span> 来源：江北日报</div>\
         <div class=\"content\">{text}</div><div class=\"share\"><a>微信</a></div>\
         <div class=\"relatedNews\"><h3>相关新闻</h3><p>白河县新增就业3200人，完成全年任务的86%，增速居全市第一。</p></div>\
         <div class=\"cmt\"><p>路人甲：我家今年卖了8万元，比去年多了2万元，日子越来越好，感谢大家支持。</p></div></div>\
         <div class=\"right\"><h3>热点</h3><ol><li><a href=\"/5\">全市新建高速公路120公里，年内通车</a></li></ol></div></div>\
         <footer><p>版权所有，未经授权不得转载，违者必究，联系电话：0123-4567890。</p></footer></body></html>"
    );
    let not = ["首页", "5月7日", "县区", "微信", "3200人", "8万元", "120公里", "版权", "一片叶子"];
    let read = gives(&html, &not);
    assert_eq!(read.front.title.as_deref(), Some("青山县：一片叶子"));
    assert_eq!(lines(&read)[0], "2021-05-06 08:30 来源：江北日报");
}

#[test]
fn a_portal_set_out_in_tables_is_read_by_its_text() {
    let text = paragraphs("p");
    let html = format!(
        "<html><head><meta name=\"PubDate\" content=\"2021-02-03 10:00\"></head><body><form><table>\
         <tr><td colspan=2><a href=\"/\">首页</a>|<a href=\"/\">办事服务</a></td></tr>\
         <tr><td><ul><li><a href=\"/a\">机构设置</a><li><a href=\"/b\">政策文件</a></ul></td>\
         <td><table><tr><td>{text}<table><tr><td>乡镇<td>茶园（亩）<tr><td>白沙镇<td>12000</table>\
         </td></tr></table></td></tr><tr><td colspan=2>主办：青山县人民政府</td></tr></table></form>"
    );
    let read = gives(&html, &["首页", "政策文件", "主办"]);
    assert_eq!(read.front.date, Date::new(2021, 2, 3).ok());
    let cells: Vec<(String, usize, usize)> = read
        .blocks
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Cell { row, column, .. } => Some((words(&read, block), row, column)),
            _ => None,
        })
        .collect();
    let expected = [("乡镇", 0, 0), ("茶园（亩）", 0, 1), ("白沙镇", 1, 0), ("12000", 1, 1)];
    assert_eq!(cells, expected.map(|(word, row, column)| (word.to_owned(), row, column)));
}

#[test]
fn cells_that_reach_over_others_keep_the_columns_apart() {
    let text = paragraphs("p");
    let html = format!(
        "{text}<table><tr><td rowspan=2>品种<td colspan=2>面积<td>产量\
         <tr><td>2020年<td>2021年<td>2021年<tr><td>毛竹<td>40<td>42<td>7</table>"
    );
    let read = gives(&html, &[]);
    let column = |block: &Block| match block.kind {
        BlockKind::Cell { column, .. } => Some((words(&read, block), column)),
        _ => None,
    };
    let cells: Vec<(String, usize)> = read.blocks.iter().filter_map(column).collect();
    for cell in [("产量", 3), ("2020年", 1), ("42", 2)] {
        assert!(cells.contains(&(cell.0.to_owned(), cell.1)), "{cell:?} in {cells:?}");
    }
}

#[test]
fn an_account_page_tells_its_name_and_day_by_ids_and_scripts() {
    let account = |id: &str| {
        let html = format!(
            "<h1 id=activity-name>一片叶子</h1><a id={id}> 青山发布 </a><div id=js_content>{}</div>\
             <script>var biz = \"1\"; var ct = \"1577808000\";</script>",
            paragraphs("p")
        );
        gives(&html, &["biz"])
    };
    let read = account("js_name");
    assert_eq!(read.front.source.as_deref(), Some("青山发布"));
    assert_eq!(read.front.date, Date::new(2020, 1, 1).ok());
    let other = account("name");
    assert_eq!(other.front.date, Date::new(2020, 1, 1).ok());
    assert_eq!(other.front.source, None);
    for script in [
        "window.data = { nick_name: '青山发布', ct: 1577808000, title: '甲' };",
        "d.ct = 1577808000; d.nick_name = decode(\"青山发布\");",
        "x({\"nickname\":\"青山发布\",\"ct\":\"1577808000\"})",
    ] {
        let body = paragraphs("p");
        let html = format!("<div id=js_content>{body}</div><script>{script}</script>");
        let front = gives(&html, &["nick"]).front;
        assert_eq!(front.source.as_deref(), Some("青山发布"), "{script}");
        assert_eq!(front.date, Date::new(2020, 1, 1).ok(), "{script}");
    }
    let plain = "<div id=other>{}</div><script>var nickname = '青山发布';</script>";
    let html = plain.replace("{}", &paragraphs("p"));
    assert_eq!(gives(&html, &["nick"]).front.source, None);
}

#[test]
fn an_account_page_is_read_through_all_its_sections() {
    let sections = PROSE
        .map(|line| format!("<section><section><p><span>{line}</span></p></section></section>"));
    let html = format!(
        "<html><head><meta property=\"og:title\" content=\"一片叶子\"></head><body><div id=\"page\">\
         <h1 id=\"activity-name\"> 一片叶子 </h1><div id=\"js_content\" style=\"visibility: hidden\">{}\
         <section><p>（记者　某某）</p></section></div>\
         <div class=\"qrcode\"><p>微信扫一扫，关注该公众号，及时获取更多精彩内容和服务信息。</p></div></div>",
        sections.concat()
    );
    let read = gives(&html, &["扫一扫"]);
    assert!(lines(&read).contains(&"（记者　某某）".to_owned()));
}

#[test]
fn paragraphs_may_be_written_in_any_way() {
    let breaks = PROSE.join("<br><br>　　");
    gives(
        &format!("<div class=menu><a href=/>首页</a></div><div class=txt>　　{breaks}</div>"),
        &["首页"],
    );
    let html = format!(
        "<div class=menu><a href=/>首页</a></div><div>{}<div>（完）</div></div>",
        paragraphs("div")
    );
    assert_eq!(lines(&gives(&html, &["首页"])).last().map(String::as_str), Some("（完）"));
    gives(&format!("<p>{}", PROSE.join("<p>")), &[]);
    let (lead, rest) = PROSE.split_at(1);
    let rest = rest.join("</p><p>");
    gives(&format!("<div class=lead>{}</div><div class=text><p>{rest}</p></div>", lead[0]), &[]);
}

#[test]
fn what_is_hidden_is_not_read() {
    let text = paragraphs("p");
    for attribute in ["style=\"color:red; display : none\"", "hidden"] {
        let hidden = "草稿：2018年，全县茶园面积达到9.9万亩，产量9900吨，数据待核。";
        gives(&format!("<div>{text}<p {attribute}>{hidden}</p></div>"), &["草稿"]);
    }
}

#[test]
fn broken_markup_costs_no_text() {
    let [a, b, c, d] = PROSE;
    let html = format!(
        "<html><head><title>茶<body><div><p>{a}<b><p>{b}</b>{c}</p></font><a href=\"/x>坏链接</a></div><p>{d}<b"
    );
    let read = gives(&html, &[]);
    assert!(lines(&read).concat().contains("坏链接"));
}

#[test]
fn a_link_ends_with_its_tag_and_not_with_the_block_around_it() {
    let read = page("<a href=\"/x\"><div>甲</a>乙</div>").value;
    let links: Vec<(&str, Option<&str>)> = read
        .blocks
        .iter()
        .flat_map(|block| &block.runs)
        .map(|run| (run.text(&read.text), run.style.link.as_deref()))
        .collect();
    assert_eq!(links, [("甲", Some("/x")), ("乙", None)]);
}

#[test]
fn marks_of_notes_and_exponents_are_raised_off_the_numbers_beside_them() {
    let html = "<p>茶园4.2<sup>1</sup>万亩，人口<sup>[2]</sup>3万，<a href=\"#n3\">3</a>6吨，\
                4万m<sup>2</sup>，见<a href=\"#top\">2020年</a>表，\
                <span style=\"vertical-align: super\">5</span>7户<sup>*</sup><sup>注1</sup>，第<sup>th</sup></p>";
    let read = page(html).value;
    assert_eq!(lines(&read), ["茶园4.2¹万亩，人口²3万，³6吨，4万m²，见2020年表，⁵7户¹，第th"]);
    let read = named("茶园4.2<sup>1</sup>万亩，人口[2](#n2)3万。", SourceFormat::Markdown).value;
    assert_eq!(lines(&read), ["茶园4.2¹万亩，人口²3万。"]);
}

#[test]
fn a_cell_is_one_block_and_its_paragraphs_stay_apart() {
    let html = "<table><tr><td><p>12</p><p>34</p></td><td></td></tr></table>";
    assert_eq!(lines(&page(html).value), ["12\n34", ""]);
    assert_eq!(lines(&page("<table><tr><td>只有一格</td></tr></table>").value), ["只有一格"]);
}

#[test]
fn markup_below_the_limit_is_read_for_its_text() {
    for (open, close) in
        [("<div>", "</div>"), ("<ul><li>", ""), ("<b>", "</b>"), ("<table><tr><td>", "")]
    {
        let html = format!("{}甲{}乙", open.repeat(20_000), close.repeat(20_000));
        let read = page(&html);
        assert_eq!(lines(&read.value).concat(), "甲乙", "{open}");
        assert_eq!(codes(&read).first(), Some(&Code::DeepMarkup), "{open}");
        let cut = read.diagnostics[0].span.unwrap();
        assert!(cut.start <= 520 * open.len() && cut.of(&html).starts_with('<'), "{open} {cut:?}");
        let markdown = named(&format!("<div>{html}"), SourceFormat::Markdown);
        assert!(codes(&markdown).contains(&Code::DeepMarkup), "{open}");
        assert_eq!(lines(&markdown.value).concat(), "甲乙", "{open}");
    }
    let shallow = format!("{}甲", "<div>".repeat(500));
    assert_eq!(codes(&page(&shallow)), [Code::NoArticleBody]);
}

#[test]
fn a_tag_may_have_any_number_of_attributes() {
    let attributes = " a=\"x\"".repeat(100_000);
    assert_eq!(lines(&page(&format!("<p{attributes} class=x>甲</p>")).value), ["甲"]);
}

#[test]
fn line_breaks_count_only_in_preformatted_text() {
    assert_eq!(lines(&page("<p>甲\n乙</p><pre>丙\n丁</pre>").value), ["甲乙", "丙\n丁"]);
}

#[test]
fn a_title_of_site_column_and_headline_gives_the_headline_that_the_page_shows() {
    let titled = |title: &str, line: &str| {
        page(&format!("<title>{title}</title><div class=title>{line}</div><p>甲</p>"))
            .value
            .front
            .title
    };
    let headline = "清平山货卖到海外市场";
    let whole = format!("清平县人民政府 部门动态 {headline}");
    assert_eq!(titled(&whole, headline).as_deref(), Some(headline));
    assert_eq!(titled(&whole, &whole).as_deref(), Some(whole.as_str()));
    assert_eq!(titled(&whole, "部门动态").as_deref(), Some(whole.as_str()));
}
