//! The table of codes. From it come the messages, `fangzhi explain CODE` and `docs/diagnostics.md`.

use super::entry::{Entry, codes};
use super::message::Severity;
use serde::{Deserialize, Serialize};

// In the order of the numbers: 100 settings, 120 corpus, 140 packs and subjects, 160 metadata.csv, 170
// earlier editions and what settings name, 180 pictures, 190 documents and saved pages, 200 cleaning, 300
// places, 400 quantities and periods, 500 mechanisms, 600 aggregation and corrections, 700 cache, 710
// records, 800 templates, 820 the project's own pages, notes and files, 900 refusals of the machine
// (`Error`).
codes! {
    /// Neither a config nor a corpus.
    NotAProject = 101 Error {
        "“{path}”不是报告项目：既没有 config.yaml，也没有语料文件夹", "`{path}` is not a report project: it has neither config.yaml nor a corpus folder";
        "用 `fangzhi init` 新建一个项目，或用 `-C` 指定项目文件夹", "make a project with `fangzhi init`, or name its folder with `-C`";
        "fangzhi 在项目文件夹里工作：一个 config.yaml（各项都可省略）和一个放文章的文件夹（默认 content）。两样都没有，多半是在别的文件夹里运行了。",
        "fangzhi works in a project folder: a config.yaml (every key optional) and a folder of articles (`content` unless configured). With neither, it was probably started somewhere else."
    }
    /// A project without config.yaml.
    ConfigMissing = 102 Note {
        "没有 config.yaml，全部使用默认设置", "there is no config.yaml; the defaults are used";
        "用 `fangzhi init` 生成一份带说明的 config.yaml", "`fangzhi init` writes a config.yaml that explains itself";
        "配置文件可以省略；省略时标题、语料文件夹、输出文件夹等都取默认值。",
        "The config may be left out; title, corpus folder, output folder and all else then have their defaults."
    }
    /// YAML that does not parse.
    YamlSyntax = 103 Error {
        "YAML 语法错误：{reason}", "this is not valid YAML: {reason}";
        "检查缩进、冒号后的空格和引号", "check the indentation, the blank after each colon, and the quotes";
        "文件不是合法的 YAML。常见原因：用制表符缩进、冒号后缺空格、引号没有成对、值里含有冒号或井号却没有加引号。",
        "The file is not YAML. Usual causes: tabs for indentation, no blank after a colon, an unpaired quote, or an unquoted value with a colon or hash in it."
    }
    /// A key that does not exist, and none is like it.
    UnknownKey = 104 Error {
        "未知的键“{key}”", "unknown key `{key}`";
        "可用的键：{known}", "the keys here are: {known}";
        "这里没有这个键。fangzhi 不忽略未知的键，因为写错的键等于没有生效的设置。",
        "There is no such key here. fangzhi does not ignore unknown keys: a misspelled key is a setting that silently does nothing."
    }
    /// A key that is almost one that exists.
    MisspelledKey = 105 Error {
        "未知的键“{key}”", "unknown key `{key}`";
        "是否想写 `{suggestion}`？", "did you mean `{suggestion}`?";
        "这里没有这个键，但有一个写法相近的键。",
        "There is no such key here, but there is one that is spelled much like it."
    }
    /// A value of another type than the key has.
    WrongType = 106 Error {
        "`{key}` 的值应为{expected}，这里是{found}", "expected {expected} for `{key}`, found {found}";
        "把 `{key}` 的值改成{expected}", "write {expected} for `{key}`";
        "值的类型不对。数字不加引号、不用下划线和前导零；真假只写 true 或 false；列表写成以“- ”开头的行或 [甲, 乙]。",
        "The value has the wrong type. Numbers are written without quotes, underscores and leading zeros; truth is `true` or `false` and nothing else; lists are lines that begin with `- `, or [a, b]."
    }
    /// A number outside its limits.
    OutOfRange = 107 Error {
        "`{key}` 应在 {low} 到 {high} 之间，这里是 {found}", "expected {low} to {high} for `{key}`, found {found}";
        "改成 {low} 到 {high} 之间的整数", "write a whole number from {low} to {high}";
        "这个设置有上下限，超出后要么没有意义，要么会耗尽内存。",
        "The setting has limits; beyond them it would be meaningless or exhaust the memory."
    }
    /// A word that is none of the choices.
    UnknownChoice = 108 Error {
        "`{key}` 不能是“{found}”", "`{key}` cannot be `{found}`";
        "可选：{known}", "one of: {known}";
        "这个设置只能从固定的几个词里选一个。",
        "The setting takes one of a fixed list of words."
    }
    /// A value that has the right type and still means nothing.
    BadValue = 109 Error {
        "值无效：{reason}", "invalid value: {reason}";
        "改正这个值", "correct the value";
        "值的类型对，内容却不成立，例如不存在的日期。",
        "The value has the right type but its content cannot be, such as a date that does not exist."
    }
    /// The same key twice.
    DuplicateKey = 110 Error {
        "键“{key}”出现了两次", "the key `{key}` stands here twice";
        "只保留一个 `{key}`", "keep one `{key}`";
        "同一层里同一个键只能出现一次，否则其中一个会悄悄失效。",
        "A key may stand once at its level; otherwise one of the two would silently do nothing."
    }
    /// Aliases or nesting that would unfold without end.
    YamlTooComplex = 111 Error {
        "YAML 过于复杂，已停止读取：{reason}", "the YAML is too complex and was not read: {reason}";
        "去掉多余的锚点（&）和别名（*），减少嵌套", "remove anchors (&) and aliases (*), nest less";
        "别名可以让几行 YAML 展开成极大的内容，过深的嵌套也会耗尽资源，因此设了上限。",
        "Aliases let a few lines unfold into gigabytes, and deep nesting exhausts the machine; both are limited."
    }
    /// A key that must be given.
    MissingKey = 112 Error {
        "缺少键“{key}”", "the key `{key}` is missing";
        "加上 `{key}:`", "add `{key}:`";
        "这一项必须写明这个键，没有默认值。",
        "This entry must give the key; it has no default."
    }
    /// A settings file in another encoding.
    NotUtf8 = 113 Error {
        "文件不是 UTF-8 编码", "the file is not in UTF-8";
        "用编辑器把它另存为 UTF-8", "save it as UTF-8";
        "配置文件和修正文件必须是 UTF-8。文章可以是其他编码，会自动识别。",
        "Settings and corrections are UTF-8. Articles may be in other encodings, which are found out."
    }
    /// The corpus folder is not there.
    CorpusMissing = 114 Error {
        "没有语料文件夹“{path}”", "there is no corpus folder `{path}`";
        "建立这个文件夹并放入文章，或在 config.yaml 里改 corpus.dir", "make the folder and put articles into it, or change `corpus.dir` in config.yaml";
        "文章放在语料文件夹里，可以有子文件夹，接受 .md、.txt、.html、.mhtml 和 .docx 文件。",
        "Articles are kept in the corpus folder and below it, as .md, .txt, .html, .mhtml or .docx files."
    }
    /// The corpus folder holds no article.
    CorpusEmpty = 115 Error {
        "语料文件夹“{path}”里没有文章", "the corpus folder `{path}` holds no article";
        "放入 .md、.txt、.html 或 .docx 文件", "put .md, .txt, .html or .docx files into it";
        "没有文章就没有报告；上一次的输出保持不变。",
        "Without articles there is no report; the last edition stays as it is."
    }
    /// No article could be read.
    NothingReadable = 116 Error {
        "{count} 个文件没有一个能读成文章", "none of {count} files could be read as an article";
        "逐个处理上面列出的问题", "see to the findings above, one by one";
        "每个文件都有自己的问题，报告没有生成；上一次的输出保持不变。",
        "Every file has a problem of its own, so there is no report; the last edition stays as it is."
    }
    /// The corrections file is not there.
    CorrectionsMissing = 117 Error {
        "没有修正文件“{path}”", "there is no corrections file `{path}`";
        "建立这个文件，或从 config.yaml 里去掉 corrections", "make the file, or remove `corrections` from config.yaml";
        "config.yaml 指明了修正文件，却找不到它。缺了修正就可能发表已知有误的数字，所以停止生成。",
        "config.yaml names a file of corrections that is not there. Without them numbers known to be wrong could be published, so the build stops."
    }
    /// A key that earlier versions had.
    RemovedKey = 118 Error {
        "“{key}”这个键已不再使用", "the key `{key}` is no longer used";
        "删去 `{key}`，按需在最外层写 `{instead}`", "remove `{key}`, and write, as you need, `{instead}` at the top level";
        "语言词表总是加载，不能关掉：没有它，计划会被当成完成数。要换题材，用 `subjects` 列出内置题材的名称或自己的文件夹。",
        "The language is always loaded and cannot be switched off: without it plans would pass as done. To change the subject, list built-in subjects or folders of your own under `subjects`."
    }
    /// A folder of sources that is a link out of the project.
    LinkedFolder = 119 Warning {
        "“{path}”是通向项目之外的链接，读取的是“{target}”", "`{path}` is a link that leads out of the project: what is read is `{target}`";
        "把文件夹放进项目；语料也可在 corpus.dir 里直接写明路径", "move the folder into the project; for articles, `corpus.dir` may name the other folder itself";
        "项目里的 content、templates 或 static 是链接，所指的文件夹在项目之外。照常读取，但换一台机器就未必有同样的内容。",
        "The folder of articles, templates or static files is a link to a folder outside the project. It is read, but on another machine it may hold something else."
    }
    /// A pipe, a device or a socket.
    SpecialFile = 120 Warning {
        "不是普通文件（而是管道、设备或套接字），已跳过", "this is a pipe, a device or a socket, not a file, and was skipped";
        "移走它", "move it away";
        "文章、模板和静态文件必须是普通文件。管道和设备可能永远读不完，因此不打开。",
        "Articles, templates and static files are plain files. Reading a pipe or a device may never end, so none is opened."
    }
    /// A file without text.
    EmptyFile = 121 Warning {
        "文件是空的，已跳过", "the file is empty and was skipped";
        "补上正文，或把它移出语料文件夹", "add text, or move it out of the corpus folder";
        "语料文件夹里的这个文件没有任何文字，不会生成文章页。",
        "This file of the corpus folder holds no text, so it gets no article page."
    }
    /// A file that is not text.
    BinaryFile = 122 Warning {
        "不是文本文件，已跳过", "this is not a text file and was skipped";
        "把图片、文档等移出语料文件夹，或另存为 UTF-8 文本", "move pictures and documents out of the corpus folder, or save the text as UTF-8";
        "文件扩展名像文章，内容却是二进制数据（例如改了扩展名的 Word 或 PDF 文件），读不出文字。",
        "The name looks like an article but the content is binary, such as a renamed Word or PDF file; no text can be read from it."
    }
    /// Bytes in no encoding that is read here.
    UndecodableFile = 123 Warning {
        "无法判断文字编码，已跳过", "the encoding cannot be told and the file was skipped";
        "用编辑器另存为 UTF-8", "save it as UTF-8 in an editor";
        "依次试过字节顺序标记、UTF-8、文件声明的编码、GB18030、Big5 和 UTF-16，没有一种能读出通顺的中文。不会按西文编码猜测，以免产生乱码数据。",
        "Byte order mark, UTF-8, the declared charset, GB18030, Big5 and UTF-16 were tried; none reads as Chinese. Western encodings are never guessed, because they always succeed and always give nonsense here."
    }
    /// A file with some bytes that could not be decoded.
    BrokenBytes = 124 Warning {
        "有 {count} 处字节无法解码（{encoding}）", "{count} places could not be decoded as {encoding}";
        "从原报道重新复制这些文字", "copy the text from the original report again";
        "文件大体可读，少数字节已损坏，读作“�”。这些位置附近不会产生数据。",
        "Most of the file reads well; a few bytes are broken and read `U+FFFD`. Nothing is published from around them."
    }
    /// A file over the size limit.
    OversizedFile = 125 Warning {
        "文件有 {size} 字节，超过上限 {limit}，已跳过", "the file has {size} bytes, over the limit of {limit}, and was skipped";
        "拆分文件，或调高 `corpus.max_bytes`", "split it, or raise `corpus.max_bytes`";
        "单个文章文件设有大小上限，避免误放的大文件拖垮生成。",
        "The size of one article is limited, so that a stray large file cannot stall the build."
    }
    /// A file that cannot be read.
    UnreadableFile = 126 Warning {
        "无法读取，已跳过：{reason}", "it could not be read and was skipped: {reason}";
        "检查文件权限", "check the file's permissions";
        "操作系统拒绝读取这个文件或文件夹。其余文章照常处理。",
        "The operating system refused to read the file or folder. All other articles are built as usual."
    }
    /// Front matter that is not YAML.
    FrontMatterSyntax = 127 Warning {
        "文章开头的元数据读不懂，已忽略：{reason}", "the front matter cannot be read and was ignored: {reason}";
        "检查两行“---”之间的 YAML", "check the YAML between the two `---` lines";
        "文章开头两行“---”之间应是 YAML，可写 title、date、source、byline、url、region、language、rights。正文照常读取。",
        "Between the two `---` lines at the top stands YAML with title, date, source, byline, url, region, language and rights. The text below is read as usual."
    }
    /// A key of the front matter that does not exist.
    FrontMatterKey = 128 Warning {
        "元数据没有“{key}”这一项，已忽略", "the front matter has no key `{key}`; it was ignored";
        "可用的键：{known}", "the keys here are: {known}";
        "文章元数据里出现了不认识的键。其余各项照常使用。",
        "The front matter names a key that does not exist. All others are used."
    }
    /// A key of the front matter that is almost one that exists.
    FrontMatterTypo = 129 Warning {
        "元数据没有“{key}”这一项，已忽略", "the front matter has no key `{key}`; it was ignored";
        "是否想写 `{suggestion}`？", "did you mean `{suggestion}`?";
        "文章元数据里的键与已有的键写法相近，多半是写错了。其余各项照常使用。",
        "The key is spelled much like one that exists. All others are used."
    }
    /// A value of the front matter that means nothing.
    FrontMatterValue = 130 Warning {
        "元数据的这个值无效，已忽略：{reason}", "this value of the front matter is invalid and was ignored: {reason}";
        "改正这个值，例如日期写作 2020-01-17", "correct it; a date is written 2020-01-17";
        "值的类型或内容不对，例如不存在的日期。其余各项照常使用。",
        "The type or content of the value is wrong, such as a date that does not exist. All others are used."
    }
    /// Two files of one name.
    DuplicateId = 131 Warning {
        "与“{first}”同名（{id}），已跳过", "it has the same name as `{first}` ({id}) and was skipped";
        "改名，或只保留一份", "rename it, or keep one of the two";
        "文章的身份是去掉扩展名的路径，a.md 与 a.txt 因此相同。只读取排在前面的一份。",
        "An article is known by its path without the extension, so a.md and a.txt are the same. Only the first is read."
    }
    /// HTML inside Markdown.
    RawHtml = 132 Note {
        "Markdown 中的 HTML 标记不会输出，只保留文字", "HTML inside Markdown is not published; only its text is kept";
        "改用 Markdown 写法", "write it as Markdown";
        "文章来自他人，其中的标记和脚本不可信，因此 Markdown 里的 HTML 标记一律去除。",
        "Articles come from others and their markup cannot be trusted, so HTML inside Markdown is left out."
    }
    /// A link that is not followed.
    UnsafeLink = 133 Warning {
        "链接“{url}”不是 http、https 或相对地址，已去除", "the link `{url}` is neither http, https nor relative and was removed";
        "改成 http(s) 或相对链接", "use an http(s) or relative link";
        "javascript:、data: 等链接可以携带脚本，不会进入报告。链接文字保留。",
        "Links such as javascript: and data: can carry script and are kept out of the report. Their text stays."
    }
    /// An HTML page without a recognisable article.
    NoArticleBody = 134 Note {
        "没有认出正文区域，按整页文字读取", "no article was recognised in the page; all of its text was read";
        "只保存文章部分，或改用 .txt", "save the article alone, or use .txt";
        "网页里没有明显的文章区域，因此读取了整页文字，可能混入导航等内容。",
        "The page has no evident article, so all of its text was read; navigation may be among it."
    }
    /// A link in the file system.
    SkippedLink = 135 Warning {
        "符号链接，已跳过", "a symbolic link, skipped";
        "把所指的文件复制到这里", "copy the file it leads to in its place";
        "语料、templates、static、pages 和 notes 文件夹里的符号链接一律不跟随，以免循环或读到项目之外。",
        "Symbolic links below the folders of articles, templates, static files, pages and notes are not followed: they can loop or lead out of the project."
    }
    /// A folder below the depth limit.
    DeepFolder = 136 Warning {
        "文件夹超过 {depth} 层，未读取", "the folder is more than {depth} levels deep and was not read";
        "减少层级，或调高 `corpus.max_depth`", "nest less, or raise `corpus.max_depth`";
        "语料文件夹的层数设有上限。",
        "The depth of the corpus folder is limited."
    }
    /// A file name that no link can carry.
    BadFileName = 137 Warning {
        "文件名“{name}”含有冒号、反斜杠或非 Unicode 字符，已跳过", "the file name `{name}` holds a colon, a backslash or characters outside Unicode; skipped";
        "改名", "rename it";
        "文章的文件名会出现在链接和数据里，不能含有冒号、反斜杠或无法识别的字符。",
        "File names of articles appear in links and data; they cannot hold colons, backslashes or unknown characters."
    }
    /// Markup nested deeper than a browser keeps it.
    DeepMarkup = 138 Warning {
        "标记嵌套超过 {levels} 层，更深处只读文字", "markup is nested more than {levels} levels deep; below that only its text is read";
        "检查未闭合的标记", "look for tags that are never closed";
        "标记的嵌套设有上限，与浏览器相同；更深处的标记不再分辨，文字保留。",
        "The nesting of markup is limited as in browsers. Tags below the limit are not told apart; their text stays."
    }
    /// A row of a table with more cells than its head.
    SurplusCell = 139 Warning {
        "表格这一行的格子比表头多，多出的“{text}”未读取", "this row of a table has more cells than its head; `{text}` was not read";
        "补上表头的格子，或改正这一行的“|”", "add the column to the head, or mend the `|` of the row";
        "Markdown 表格的列数由表头决定，多出的格子没有列名，不知道说的是什么，因此不读取。行中多写一个“|”会使后面各格错列，须对照原文核对整行。",
        "The head of a Markdown table says how many columns it has. A cell beyond them has no column that says what it means, so it is not read. One `|` too many moves all cells behind it: check the whole row."
    }
    /// An indicator that no table has.
    PackUnknownIndicator = 140 Error {
        "`{entry}` 提到未知的指标“{indicator}”", "`{entry}` names the indicator `{indicator}`, which no table has";
        "改成已有指标的 id，或加上这个指标", "use the id of a known indicator, or add it";
        "`part_of` 里写的是所选题材中其他指标的 id。",
        "`part_of` lists ids of other indicators of the chosen subjects."
    }
    /// A unit that no table has.
    PackUnknownUnit = 141 Error {
        "`{entry}` 用了未知的单位“{unit}”", "`{entry}` names the unit `{unit}`, which no table has";
        "改成已有的单位，或在 pack.units 里加上它", "use a known unit, or add it to `pack.units`";
        "指标和名词只能用单位表里的标准单位名（如 人、元、%），不是它的别名。",
        "Indicators and head nouns name canonical units of the table (人, 元, %), not their other words."
    }
    /// A group that no table has.
    PackUnknownGroup = 142 Error {
        "指标 `{entry}` 属于未知的分组“{group}”", "the indicator `{entry}` is in the group `{group}`, which no table has";
        "改成已有的分组，或在 pack.groups 里加上它", "use a known group, or add it to `pack.groups`";
        "每个指标都排在一个分组里，分组决定它在页面上的位置。",
        "Every indicator stands in a group, which decides its place on the pages."
    }
    /// One word for two units.
    PackWordTwice = 143 Warning {
        "“{word}”同时是“{one}”和“{other}”的写法", "`{word}` is a word of both `{one}` and `{other}`";
        "只留在一个单位里", "keep it with one of them";
        "一个词写成两个单位时，只有先出现的那个会被读到。",
        "When two units have the same word, only the first is ever read from it."
    }
    /// A pattern that is no regular expression.
    PackBadPattern = 144 Error {
        "`{entry}` 的模式不是合法的正则表达式：{reason}", "a pattern of `{entry}` is no regular expression: {reason}";
        "改正这个模式", "correct the pattern";
        "套话行的模式是正则表达式，写法见 Rust 的 regex 说明。",
        "Patterns of boilerplate lines are regular expressions as the Rust crate regex reads them."
    }
    /// An entry that can match nothing.
    PackNeverMatches = 145 Warning {
        "`{entry}` 里的“{pattern}”永远不会匹配", "`{pattern}` of `{entry}` can never match";
        "去掉互相矛盾的部分，或删掉它", "take out what contradicts itself, or remove it";
        "空的词，或者要求出现的部分里又含有不许出现的部分，都不可能匹配任何文字。",
        "An empty word, or a pattern whose wanted part holds an unwanted one, matches no text at all."
    }
    /// An entry given twice.
    PackEntryTwice = 146 Warning {
        "`{entry}` 写了两次，后一次有效", "`{entry}` is given twice; the second holds";
        "合成一条", "make one entry of them";
        "同名的条目会互相替换，前一条悄悄失效。",
        "Entries of one name replace each other, so the first silently does nothing."
    }
    /// A subject that is not built in.
    SubjectUnknown = 147 Error {
        "没有叫“{name}”的内置题材", "no built-in subject is named `{name}`";
        "内置题材：{known}；自己的文件夹写成 ./{name}", "the built-in subjects are: {known}; a folder of your own is written ./{name}";
        "`subjects` 里每一项或是内置题材的名称，或是带斜线的文件夹路径。",
        "Every entry of `subjects` is the name of a built-in subject, or the path of a folder, which has a slash."
    }
    /// A subject whose name is almost that of one that is built in.
    SubjectMisspelled = 148 Error {
        "没有叫“{name}”的内置题材", "no built-in subject is named `{name}`";
        "是否想写 `{suggestion}`？", "did you mean `{suggestion}`?";
        "有一个写法相近的内置题材。",
        "There is a built-in subject that is spelled much like it."
    }
    /// A subject's folder that is not there.
    SubjectFolder = 149 Error {
        "题材文件夹“{path}”不在项目里，或者里面没有 .yaml 文件", "the subject's folder `{path}` is not in the project, or holds no .yaml file";
        "在 config.yaml 旁边建立这个文件夹，放入 subject.yaml", "make the folder beside config.yaml, and put a subject.yaml into it";
        "自己的题材是项目里的一个文件夹，路径从 config.yaml 所在处算起；其中的 .yaml 文件合并为一个题材。",
        "A subject of your own is a folder of the project, its path starting where config.yaml is; the .yaml files in it make one subject."
    }
    /// A rule that is not there.
    RuleUnknown = 150 Error {
        "没有叫“{name}”的规则", "no rule is named `{name}`";
        "docs/rules.md 列出全部规则，fangzhi explain 规则名 显示一条", "docs/rules.md lists all rules, and `fangzhi explain RULE` shows one";
        "`pack.off` 和 `pack.rules` 写规则的名称；`pack.rules` 也可以写规则所在的表（如 sense）。",
        "`pack.off` and `pack.rules` name rules; `pack.rules` may also name the sheet of rules (`sense`)."
    }
    /// A rule whose name is almost that of one that is there.
    RuleMisspelled = 151 Error {
        "没有叫“{name}”的规则", "no rule is named `{name}`";
        "是否想写 `{suggestion}`？", "did you mean `{suggestion}`?";
        "有一条规则写法相近。",
        "There is a rule that is spelled much like it."
    }
    /// A list that its rule does not have.
    RuleListUnknown = 152 Error {
        "规则 `{name}` 没有词表“{list}”", "the rule `{name}` has no list `{list}`";
        "它的词表：{known}", "its lists are: {known}";
        "每条规则的词表见 fangzhi explain 规则名。",
        "`fangzhi explain RULE` shows the lists of a rule."
    }
    /// An indicator's pattern without a word.
    PackGrabsAll = 153 Error {
        "`{entry}` 的模式“{pattern}”没有必须出现的词", "the pattern `{pattern}` of `{entry}` has no word that must occur";
        "写出所量之事的词，如 `污水 管网`", "write words of the measured thing, as in `污水 管网`";
        "没有词的模式符合一切：凡是同一单位的数，不管说的是什么，都会归到这个指标。",
        "A pattern without words fits everything: every number of that unit, whatever it measures, would go to this indicator."
    }
    /// A metadata.csv that says nothing about any file.
    MetadataHead = 160 Warning {
        "表头没有 file 一列，整个文件已忽略", "the first row has no column `file`; the whole file was ignored";
        "第一行写 file,title,date,source,byline,url（file 以外可省略）", "let the first row be file,title,date,source,byline,url (all but `file` optional)";
        "语料文件夹里的 metadata.csv 逐行说明同一文件夹里的文章，file 是文件名。没有这一列，就不知道各行说的是哪篇文章。",
        "A metadata.csv in a folder of the corpus has a row for each article of that folder, named by `file`. Without that column no row says which article it is about."
    }
    /// A column of metadata.csv that does not exist.
    MetadataColumn = 161 Warning {
        "metadata.csv 没有“{column}”一列，或此列重复，已忽略", "metadata.csv has no column `{column}`, or has it already; it was ignored";
        "可用的列：{known}", "the columns here are: {known}";
        "表头里出现了不认识的列，或同一列写了两次。其余各列照常使用。",
        "The first row names a column that does not exist, or one column twice. All others are used."
    }
    /// A row of metadata.csv that cannot be told into columns.
    MetadataRow = 162 Warning {
        "这一行与表头对不上，已忽略", "this row does not fit the first one and was ignored";
        "含逗号的内容放进一对双引号，引号要成对，file 不能空", "put text with a comma between double quotes, close every quote, and fill in `file`";
        "这一行的格子比表头多、某一格跨了行，或没有写 file：多半是标题里的逗号没有加引号，或引号没有成对。格子会因此错位，所以整行不用。",
        "The row has more cells than the first one, a cell that goes over the end of the line, or no `file`: mostly a comma in a title without quotes, or a quote that is not closed. Its cells may be moved, so none is used."
    }
    /// A row of metadata.csv about a file that is not there.
    MetadataFile = 163 Warning {
        "此文件夹里没有文章“{name}”", "there is no article `{name}` in this folder";
        "写文件名，连同扩展名；别的文件夹另放一个 metadata.csv", "write the name of the file with its extension; another folder has a metadata.csv of its own";
        "metadata.csv 只说明同一文件夹里的文章。文件改名或移走后，这一行也要改。",
        "A metadata.csv speaks of the articles in its own folder. When a file is renamed or moved, its row must follow."
    }
    /// Two rows of metadata.csv about one file.
    MetadataTwice = 164 Warning {
        "“{name}”写了两行，只用第一行", "`{name}` has two rows; only the first is used";
        "删去其中一行", "remove one of the two";
        "同一文件的两行可能互相矛盾，不作合并。",
        "Two rows about one file may contradict each other, so they are not merged."
    }
    /// A date of metadata.csv that is none.
    MetadataDate = 165 Warning {
        "“{value}”不是日期，已忽略", "`{value}` is no date and was ignored";
        "写作 2020-01-17", "write it as 2020-01-17";
        "日期要有年、月、日，并且真有这一天。这一行的其余各格照常使用。",
        "A date has a year, a month and a day, and the day exists. The other cells of the row are used."
    }
    /// Control characters in what is told of an article.
    ControlCharacters = 166 Warning {
        "`{key}` 里有 {count} 个控制字符，已去掉", "`{key}` held {count} control characters, which were removed";
        "去掉它们，例如 YAML 里的 \\u0007", "remove them: \\u0007 in YAML, say";
        "题名、来源等会印在页面、表格和日志里，控制字符在那里看不见，却会打乱终端和表格。",
        "Title, source and the like are printed on pages, in tables and in logs, where control characters are not seen and yet upset terminals and tables."
    }
    /// An earlier edition that is not where the settings say.
    PreviousMissing = 170 Warning {
        "“{path}”里没有 figures.json，无法与上一版比较", "there is no figures.json in `{path}`, so nothing is compared with the last edition";
        "site.previous 写上一版报告的文件夹，或其中的 data，从 config.yaml 所在处算起", "let `site.previous` name the folder of the last edition, or `data` in it, from where config.yaml is";
        "报告照常生成，只是没有新增、变更的标记，变化页和订阅里也没有比较。",
        "The report is made as usual; it only says nowhere what is new or changed."
    }
    /// Data that are not those of an edition, or damaged.
    PreviousForeign = 171 Warning {
        "“{path}”里的 figures.json 不能当作上一版读取：{reason}", "figures.json in `{path}` cannot be read as an earlier edition: {reason}";
        "换成 fangzhi 生成的完整的 data 文件夹，或去掉 site.previous", "put a whole data folder that fangzhi made there, or remove `site.previous`";
        "文件不是 fangzhi 的数据，或不完整。只读一部分会把没有读到的当作新增，因此完全不作比较；报告照常生成。",
        "The file is no data of fangzhi's, or not whole. Read in part, all that was not read would pass as new, so nothing is compared; the report is made as usual."
    }
    /// An address of the site that is none.
    BadAddress = 172 Error {
        "“{url}”不是网址", "`{url}` is no address on the web";
        "写完整的 http:// 或 https:// 网址，不带 ? 和 #；不发布到网上就留空", "write a whole http:// or https:// address without ? and #, or leave it empty for a report that is not served";
        "订阅、网站地图和规范链接里的每个地址都以它开头，写错了就一个也打不开。",
        "Every address in feeds, the map of the site and canonical links begins with it; a wrong one breaks them all."
    }
    /// A file that the settings name and that is not there.
    NamedFileMissing = 173 Warning {
        "没有 `{key}` 所指的文件“{path}”", "there is no file `{path}`, which `{key}` names";
        "路径从 config.yaml 所在处算起，不能在项目之外", "its path starts where config.yaml is and stays in the project";
        "报告照常生成，只是少了这个文件。",
        "The report is made as usual, without the file."
    }
    /// A colour that is hard to read.
    FaintColour = 174 Warning {
        "颜色 {colour} 在浅色底上对比度只有 {ratio}:1，改用 {instead}", "the colour {colour} has a contrast of {ratio}:1 only on light ground; {instead} is used instead";
        "选一种更深的颜色，如 {instead}", "choose a darker one, such as {instead}";
        "链接是正文大小的字，与底色的对比度不到 4.5:1 时，许多人看不清（WCAG 2.1）。深色屏幕上的颜色由它调亮而成，总能读清。",
        "Links are words of the size of the text; under a contrast of 4.5:1 many cannot read them (WCAG 2.1). The colour for dark screens is made lighter from it and is always readable."
    }
    /// A style sheet that names files on the web.
    StyleFetches = 175 Warning {
        "样式表引用了网上的“{url}”，浏览器不会加载", "the style sheet names `{url}` on the web, which browsers will not load";
        "把文件放进 static/，写作 ../文件名", "put the file into static/ and write ../NAME";
        "报告不依赖网络，页面也不许加载别处的文件。样式表在 assets/ 里，因此 static/fonts/a.woff2 写作 ../fonts/a.woff2。",
        "A report does not depend on the network, and its pages may not load files from elsewhere. The sheet is in assets/, so static/fonts/a.woff2 is ../fonts/a.woff2 to it."
    }
    /// A picture of an article that is not there.
    PictureMissing = 180 Warning {
        "没有图片“{path}”", "there is no picture `{path}`";
        "把图片放在文章旁边，按文章所在的文件夹写路径", "put it beside the article; its path starts in the folder of the article";
        "图片的路径从文章所在的文件夹算起（/ 开头的从语料文件夹算起），不能到语料文件夹之外。文章照常读取，只是没有这张图。",
        "The path of a picture starts in the folder of the article (with a / in the corpus folder) and stays in the corpus folder. The article is read as usual, without the picture."
    }
    /// A picture that is larger than what is published.
    PictureTooLarge = 181 Warning {
        "图片“{path}”有 {size} 字节，超过上限 {limit}，未收入", "the picture `{path}` has {size} bytes, more than {limit}, and is left out";
        "缩小后再用", "make it smaller";
        "读者要下载每一张图片，过大的多半是没有处理过的原片。",
        "Readers load every picture; one so large is mostly as it came from the camera."
    }
    /// A file that is no picture.
    PictureForeign = 182 Warning {
        "“{path}”不是图片，未收入", "`{path}` is no picture and is left out";
        "换成 PNG、JPEG、WebP、GIF 或 SVG", "use PNG, JPEG, WebP, GIF or SVG";
        "看文件的内容而不看名称。内容不是这几种图片，或开头已损坏。",
        "The content decides, not the name. It is none of these kinds, or its head is damaged."
    }
    /// A drawing that could run or fetch something.
    PictureActive = 183 Warning {
        "SVG“{path}”里有脚本或外部引用，未收入", "the SVG `{path}` holds a script or names something outside, and is left out";
        "从绘图软件里另存为不带脚本的 SVG，或存为 PNG", "save it as plain SVG, or as PNG";
        "SVG 可以像网页一样运行脚本、加载别处的文件。script、foreignObject、on… 属性、自定义实体和指向文件之外的链接都不接受。",
        "An SVG may run scripts and load files like a page. script, foreignObject, attributes that begin with on, entities of its own and references out of the file are refused."
    }
    /// Pictures of an article that are on the web.
    PictureRemote = 184 Note {
        "{count} 张图片在网上（如“{url}”），不抓取也不引用", "{count} pictures are on the web (`{url}`) and are neither fetched nor linked";
        "需要的话，把图片存到文章旁边，改写路径", "if they are needed, save them beside the article and change the path";
        "报告不依赖网络：别处的图片随时可能更换或消失，读者打开报告时也不该去访问别的网站。",
        "A report does not depend on the network: a picture elsewhere may change or go at any time, and a reader of the report should not have to visit other sites."
    }
    /// A document that is encrypted, or of an older Word.
    DocxEncrypted = 190 Warning {
        "文档是加密的，或是旧版 Word 的 .doc 改了扩展名，已跳过", "the document is encrypted, or a .doc of an older Word under another name, and was skipped";
        "在 Word 或 WPS 里去掉密码，另存为 .docx", "remove the password, or save it as .docx";
        "没有密码读不了加密的文档；旧的 .doc 是另一种格式。",
        "An encrypted document cannot be read without its password, and the older .doc is another format."
    }
    /// A document that cannot be unpacked or whose XML is broken.
    DocxDamaged = 191 Warning {
        "文档已损坏，或不是 .docx：{reason}，已跳过", "the document is damaged, or no .docx ({reason}), and was skipped";
        "在 Word 或 WPS 里打开并另存一份", "open it in a word processor and save it anew";
        "压缩包或其中的 XML 不完整。只读一半会悄悄丢掉后面的数字，因此整篇不读。",
        "The archive or the XML in it is not whole. Half of it would lose the numbers of the rest without a word, so none is read."
    }
    /// A document that unpacks to more than may be.
    DocxTooLarge = 192 Warning {
        "文档解开后超过 {limit} 字节，已跳过", "the document unpacks to more than {limit} bytes and was skipped";
        "把文档拆成几篇", "split the document";
        "几十 KB 的压缩包可以解出几十 GB，因此设了上限。一部长篇小说也只有两百万字节。",
        "An archive of some kilobytes may unpack to gigabytes, so there is a limit. A long novel has two million bytes."
    }
    /// A saved page without a page.
    MhtmlDamaged = 193 Warning {
        "保存的网页里没有 HTML，或已损坏，已跳过", "the saved page holds no HTML, or is damaged, and was skipped";
        "用浏览器重新保存，或另存为 .html", "save it again, or as .html";
        ".mhtml 是浏览器把网页存成的一个文件，里面应有一段 text/html。",
        "An .mhtml file is a page that a browser saved in one file; it should have a part that is text/html."
    }
    /// A text in a format that is not read.
    FormatUnread = 194 Warning {
        "不读 .{ending} 文件，已跳过", ".{ending} files are not read; it was skipped";
        "另存为 .docx、.txt、.md 或 .html", "save it as .docx, .txt, .md or .html";
        "语料文件夹里的 .md、.txt、.html、.mhtml 和 .docx 会读取。图片等其他文件可以放在旁边，不另提示。",
        "In the corpus folder .md, .txt, .html, .mhtml and .docx are read. Pictures and other files may lie beside them, and nothing is said."
    }
    /// Damage in the source: a unit or noun that lost its number.
    LostNumber = 201 Warning {
        "“{text}”缺少数字，来源文本可能丢失了数值", "`{text}` has lost its number in the source";
        "对照原报道补上数字；不补则该处不会作为数据发表", "restore the number from the original report; otherwise nothing is published from here";
        "量词或单位前面应当有数字却没有，多半是网页转存时丢失。此处不会产生任何数据，只在“存疑与复核”中列出。",
        "A unit or classifier stands where its number should be; the number was probably lost when the page was copied. Nothing is published from it; the place is listed under doubts."
    }
    /// Damage in the source: a year noun that lost its digits.
    LostYear = 202 Warning {
        "“{text}”缺少年份", "`{text}` has lost its year";
        "对照原报道补上年份；不补则此处不推断时间", "restore the year from the original report; otherwise no time is inferred here";
        "“年底”“年以来”等前面应有年份却没有，多半是网页转存时丢失。年份不会被猜测。",
        "A year's digits are missing before its noun; they were probably lost when the page was copied. A year is never guessed."
    }
    /// Damage in the source: a number that lost its leading digits.
    PartialNumber = 203 Warning {
        "“{text}”中的数字不完整", "the number in `{text}` is incomplete";
        "对照原报道补全数字；不补则该处不会作为数据发表", "complete the number from the original report; otherwise nothing is published from here";
        "数字只剩下尾部，前面的数位已丢失。此处不会产生任何数据。",
        "Only the tail of the number is left. Nothing is published from it."
    }
    /// Damage in the source: characters masked by `*`.
    Redaction = 204 Note {
        "“{text}”中有被屏蔽的字", "`{text}` has masked characters";
        "对照原报道补上；常见词可在 `clean.masks` 中登记", "restore them from the original report; common words can be listed under `clean.masks`";
        "文字被“*”替代。紧邻的数字不会作为数据发表；能确定的常见词在存疑清单里注明。",
        "Characters are replaced by `*`. Numbers touching them are not published; well-known words are noted in the list of doubts."
    }
    /// Damage in the source: characters broken by a wrong decoding.
    Mojibake = 205 Warning {
        "“{text}”有乱码", "`{text}` is garbled";
        "从原报道重新复制这句话", "copy the sentence from the original report again";
        "文字在转码时损坏，附近的数位可能一并丢失，因此紧邻的数字不会作为数据发表。",
        "The text was broken by a wrong decoding, and digits near it are often lost with it; numbers touching it are not published."
    }
    /// An article that is a copy of another.
    Reprint = 206 Note {
        "与“{original}”文字相同，视为转载", "it has the same text as `{original}` and counts as a reprint";
        "无须处理；数据只计一次", "nothing need be done; its figures count once";
        "清理后的正文与另一篇几乎相同。转载会注明并链接到原文，其中的数据不作为独立来源重复计算。",
        "After cleaning, the text is nearly that of another article. The reprint is linked to its original, and its figures do not count as an independent source."
    }
    /// Damage in the source: a number that a mark, a blank or a line end parts.
    SplitNumber = 208 Warning {
        "“{text}”中的数字被隔开，读不出是一个数还是两个", "the number in `{text}` is parted; it may be one or two";
        "对照原报道连起来或加上标点；不改则该处不会作为数据发表", "write it as one number, or as two with their units; otherwise nothing is published from here";
        "数字中间有全角逗号、空格、句号或换行（8，632.5万元、12 345户）。后半截单独读是错的，连起来读也可能是错的，因此此处不会产生任何数据。千位分隔用半角逗号。",
        "A full-width comma, a blank, a full stop or a line end stands between digits (8，632.5万元, 12 345户). Its tail alone would be wrong, and the whole may be, so nothing is published from it. Thousands are grouped by a plain comma."
    }
    /// An article without any text after cleaning.
    NoBody = 207 Warning {
        "清理后没有正文", "nothing is left of the text after cleaning";
        "检查是否只有导航、版权声明等内容", "check whether the file holds more than navigation and notices";
        "文件里的每一行都被认作导航、工具栏、声明等，没有可读的正文。",
        "Every line of the file was recognised as navigation, tools or notices; no article is left."
    }
    /// A region in the front matter that no division has.
    UnknownRegion = 301 Warning {
        "没有名为“{region}”的行政区划", "no division has the name or code `{region}`";
        "写六位代码（511300）或全名（四川省南充市）", "write a six-digit code (511300) or a full name (四川省南充市)";
        "元数据里的 region 用来说明文章写的是哪里。这个代码或名称在区划表中不存在，已按没有写处理。",
        "`region` of the front matter says which place the article is about. The table of divisions does not have this code or name; it was passed over."
    }
    /// A region in the front matter that several divisions have.
    AmbiguousRegion = 302 Warning {
        "叫“{region}”的行政区划不止一个：{choices}", "several divisions are called `{region}`: {choices}";
        "写六位代码，或在前面加上省、市名", "write the six-digit code, or put province and city before the name";
        "同名的区划很多（鼓楼区、城关区）。名称不能确定是哪一个时，按没有写处理。",
        "Many divisions share a name (鼓楼区, 城关区). Where the name does not tell which is meant, it is passed over."
    }
    /// A region in the front matter that is almost one that exists.
    MisspelledRegion = 303 Warning {
        "没有名为“{region}”的行政区划", "no division has the name or code `{region}`";
        "是否想写：{near}？", "did you mean one of: {near}?";
        "元数据里的 region 在区划表中不存在，但有只差一个字的名称。已按没有写处理。",
        "`region` of the front matter names no division of the table, but one is spelled almost so. It was passed over."
    }
    /// An article without a date, some of whose figures therefore have no period.
    Undated = 401 Note {
        "没有发布日期，{all}个数据中有{count}个不知道时间", "it has no date; {count} of its {all} figures have no period";
        "在文章开头的元数据里写 date: 2020-01-17，或写进同一文件夹的 metadata.csv", "write `date: 2020-01-17` into the front matter, or the date into a metadata.csv beside the file";
        "“今年”“去年”一类的说法要靠发布日期才知道是哪一年。元数据、metadata.csv、网页头部和正文里都没有日期时，不作猜测，这些数据不写时间，也不进入按时间排列的图表。",
        "今年 or 去年 is known only by the day of publication. Where front matter, metadata.csv, head of the page and text give none, nothing is guessed: such figures have no period and no place in charts over time."
    }
    /// A named mechanism lists fewer parts than its name declares.
    MechanismPartial = 501 Note {
        "“{name}”应有 {declared} 项构成，文中列出 {listed} 项", "`{name}` declares {declared} parts; the text lists {listed}";
        "对照原报道核对构成；不补则页面注明“构成未列全”", "check the parts against the original report; otherwise the page says that the list is incomplete";
        "机制名称里的数字说明它有几项构成，正文列出的项数比它少。页面照录已列出的各项，并注明没有列全。",
        "The numeral in a mechanism's name says how many parts it has, and the text lists fewer. The page shows those listed and says that the list is incomplete."
    }
    /// Figures that belong to no region.
    FigureWithoutRegion = 601 Note {
        "有 {count} 个数字不知属于哪个地区，未收入报告", "{count} figures belong to no known region and were left out";
        "在文章开头的元数据中写明 region，或在正文中写出地名", "name the region in the front matter, or the place in the text";
        "每个数字都要落到一个行政区划上才能发表。正文和元数据都没有给出地名时，宁可不收，也不猜测。",
        "A figure is published under a division. When neither the text nor the front matter names a place, it is left out rather than guessed."
    }
    /// Two articles give different values for the same thing.
    ConflictingFigures = 602 Warning {
        "“{measure}”有 {count} 说：此处作“{one}”，{article} 作“{other}”", "{count} readings of `{measure}`: `{one}` here, `{other}` in {article}";
        "核对两篇原文；确有一误时，用更正文件（drop 或 override）处理", "check both articles; if one is wrong, say so in the corrections file (drop or override)";
        "同一地区、同一指标、同一时期、同一口径，两篇互不转载的文章给出了四舍五入后仍不相等的数值。两个数都列出，等级记为丁，不作要数，不取平均。",
        "Two articles that do not reprint each other give values for the same region, measure, period and scope that differ even after rounding. Both are shown side by side with grade 丁; neither becomes a card, and they are never averaged."
    }
    /// A correction whose figure is not there.
    CorrectionMissed = 611 Error {
        "更正“{target}”找不到对应的数据", "no figure fits the correction `{target}`";
        "核对 id，或地区、指标、时期；原文已改则删去这条更正", "check the id, or region, measure and period; remove the entry when the text has changed";
        "更正文件中的每一条都必须对应报告中的一个数据。找不到时，多半是原文已经改动或重新解读，更正可能已不需要。",
        "Each entry of the corrections file must fit one figure. When it fits none, the text or its reading has changed and the entry may no longer be needed."
    }
    /// A correction that fits several figures.
    CorrectionVague = 612 Error {
        "更正“{target}”对应 {count} 个数据，无法确定是哪一个", "the correction `{target}` fits {count} figures";
        "加上时期，或改用数据的 id：{choices}", "add the period, or name the figure by its id: {choices}";
        "按地区、指标、时期指定的更正必须只对应一个数据。",
        "A correction by region, measure and period must fit exactly one figure."
    }
    /// A correction whose guard fails.
    CorrectionStale = 613 Error {
        "更正“{target}”所据的原文应作“{expected}”，现为“{found}”", "the correction `{target}` expects `{expected}`, but the text says `{found}`";
        "核对原文，再修改或删去这条更正", "check the text, then change or remove the entry";
        "`expect` 写明作更正时原文的说法。原文变了，更正就不能照旧施行，因此构建失败。",
        "`expect` records what the text said when the correction was made. When the text changes, the correction must not be applied blindly, so the build fails."
    }
    /// A correction without the value it needs.
    CorrectionValue = 614 Error {
        "更正“{target}”的 {action} 缺少所需的值，或“{value}”无法读出", "the correction `{target}`: `{action}` needs a value, and `{value}` is none";
        "各种更正要写的值见 docs/corrections.md，例如 value: \"227000\"", "docs/corrections.md says what each action needs, for example value: \"227000\"";
        "`override` 要以基本单位计的新数值，`scale` 要倍数，`period` 要 2019、@2019-12 这样的时期，`region` 要代码或唯一的名称，`status` 要 actual、planned、baseline、requirement 之一，`indicator` 要指标的 id 或名称，`add` 还要有地区和所测之物。",
        "`override` needs the new value in base units, `scale` a factor, `period` a period such as 2019 or @2019-12, `region` a code or a name that only one division has, `status` one of actual, planned, baseline, requirement, `indicator` an id or a name; `add` also needs a region and a measured thing."
    }
    /// Two corrections do the same to one figure.
    CorrectionTwice = 615 Warning {
        "更正“{target}”重复：同一数据已有同样的更正", "the correction `{target}` is there twice";
        "只保留一条", "keep one of the two";
        "同一个数据被同一种更正改了两次，后一条在前一条的结果上施行，多半不是本意。",
        "One figure is corrected twice in the same way, the second time on top of the first, which is hardly meant."
    }
    /// A merge into a figure that is not there.
    CorrectionInto = 616 Error {
        "更正“{target}”要并入“{into}”，但没有这个数据", "the correction `{target}` goes into `{into}`, which is not there";
        "`value` 写并入的数据的 id；它不能是自己，也不能已被并入别的数据", "let `value` be the id of the figure it goes into: not itself, and none that has gone into another";
        "`merge` 把一个数据并入另一个。目标不存在、就是它自己，或者先前已被并走（两条互相并入）时，无法施行。",
        "`merge` puts one figure into another. It cannot be done when that one does not exist, is the figure itself, or has been merged away before (two entries that merge into each other)."
    }
    /// A correction whose figure is not there, and some are like it.
    CorrectionNear = 617 Error {
        "更正“{target}”找不到对应的数据", "no figure fits the correction `{target}`";
        "是否指其中之一：{near}", "did you mean one of these: {near}";
        "更正文件中的每一条都必须对应报告中的一个数据。这个地区有名称相近的数据。",
        "Each entry of the corrections file must fit one figure. The region has figures that are called much the same."
    }
    /// A figure that is to be added, whose sentence is not there.
    CorrectionEvidence = 618 Error {
        "更正“{target}”要补的数据，在文章“{article}”里找不到“{evidence}”及其数字", "the figure that `{target}` adds: `{evidence}` with its number is not in the article `{article}`";
        "`article` 写文章的路径（不带扩展名），`evidence` 照抄句中文字，`expect` 照抄句中的数字", "let `article` be the path of the article without its extension, `evidence` words of the sentence, `expect` the number in them";
        "补入的数据也要有原文为证：证据必须一字不差地在文章里，数字必须在这句里。",
        "A figure that is added needs its proof too: the words must stand in the article as they are, and the number in that sentence."
    }
    /// An entry of the cache that is not whole.
    CacheBroken = 701 Note {
        "缓存中有 {count} 处已损坏，已重新计算", "{count} entries of the cache were damaged and were made again";
        "不用处理；若每次都有，请检查磁盘，或运行 `fangzhi cache clean`", "nothing to do; if it happens every time, check the disk, or run `fangzhi cache clean`";
        "缓存里每一条都带有内容的校验值，被截断或改动的不会采用，而是按原文重新计算；报告不受影响。",
        "Each entry of the cache carries a hash of its content. One that was cut off or altered is not used but made again from the articles; the report is the same."
    }
    /// A build from records that finds none.
    RecordsNone = 710 Error {
        "没有可用的记录", "there are no records";
        "检查 `--records` 后的文件夹、文件或通配符；记录由 `fangzhi extract --records` 写出", "check the folder, file or pattern after `--records`; `fangzhi extract --records` writes records";
        "`fangzhi build --records` 不读文章，只读事先写好的记录（.jsonl 或 .jsonl.zst）。给出的地方一条也没有。",
        "`fangzhi build --records` reads no articles but records that were written before (.jsonl or .jsonl.zst). There is not a single one where it was told to look."
    }
    /// A line of a file of records that is cut off or no record.
    RecordBroken = 711 Error {
        "“{file}”第 {line} 行不是完整的记录：{reason}", "line {line} of `{file}` is no whole record: {reason}";
        "重新写出这个文件；传输中断或磁盘写满时文件会被截断", "write this file once more; a transfer that broke off or a full disk cuts files";
        "一行就是一篇文章的记录。读不完整的一行意味着少了一篇文章，报告因此不发表。",
        "A line is the record of an article. One that cannot be read whole means that an article is missing, so nothing is published."
    }
    /// A record whose content does not have the hash that it carries.
    RecordAltered = 712 Error {
        "“{file}”第 {line} 行的内容与它的校验值不符", "line {line} of `{file}` does not have the hash that it carries";
        "按原样保存和传送记录的每一行；不要用别的程序重写 JSON", "keep and send each line as it is; do not let another program write the JSON anew";
        "每条记录末尾带有内容的校验值，改动一个字就会不符。改正数字请用校订文件。",
        "Each record ends with a hash of its content, which a single changed character breaks. To correct a number, use the corrections file."
    }
    /// Records of another version or rule set.
    RecordOther = 713 Error {
        "有 {count} 条记录出自另一个版本的 fangzhi 或另一套设置", "{count} records were made by another version of fangzhi or with other settings";
        "用本版本和本项目的设置重新写出记录：`fangzhi extract --records`", "make the records again with this version and the settings of this project: `fangzhi extract --records`";
        "记录由读文章的程序版本、规则和设置决定；混用会让同一份报告里的数字按不同规则读出。",
        "Records depend on the version, the rules and the settings that articles are read with. Mixed, one report would hold numbers that were read by different rules."
    }
    /// Two different records of one file.
    RecordConflict = 714 Error {
        "有两条不同的记录", "it has two records that differ";
        "只保留其中一条；多半混入了另一次运行的文件", "keep one of the two; files of another run are probably among them";
        "同一篇文章的两条记录内容不同，无法知道哪条算数。内容相同的重复记录会自动去掉。",
        "The two records of this article are not the same, and nothing tells which one counts. Repeated records that are the same are dropped by themselves."
    }
    /// Other records than their manifest counts.
    RecordsMissing = 715 Error {
        "清单写明有 {told} 条记录，读到的是 {count} 条，内容与清单不符（清单 {manifests} 份）", "the manifest counts {told} records; {count} were read, and they are not those (manifests: {manifests})";
        "补上缺少的文件；或确认只放了一次运行的文件", "add the missing files, or see that only files of one run are there";
        "清单记下全部记录的条数和校验和。不符说明缺了分区、混入了另一次运行的文件，或文件被改动。报告不会悄悄变小。",
        "A manifest holds the count of all records and the sum of their hashes. When they differ, a partition is missing, files of another run are among them, or a file was altered. A report never grows smaller in silence."
    }
    /// Records without a manifest.
    RecordsUncounted = 716 Warning {
        "没有清单，无法知道记录是否齐全", "there is no manifest, so nobody can tell whether all records are there";
        "把写出记录的程序留下的清单放在一起", "put the manifest beside them that whoever wrote the records has left";
        "`fangzhi extract --records` 把清单写在最后一行；分布式运行由驱动程序写成单独的文件。",
        "`fangzhi extract --records` writes the manifest as the last line; a distributed run writes it as a file of its own."
    }
    /// Records that came twice.
    RecordTwice = 717 Note {
        "有 {count} 条记录重复，只算一次", "{count} records came twice and count once";
        "不用处理", "nothing to do";
        "内容完全相同的记录只算一次，例如任务重试后留下的。",
        "Records that are the same count once: those that the second try of a task left behind, say."
    }
    /// A record that speaks of a division that does not exist.
    RecordDivision = 718 Error {
        "“{path}”的记录里有不存在的区划代码 {code}", "the record of `{path}` names division {code}, which does not exist";
        "重新写出这条记录", "make this record again";
        "记录里的区划代码都应在区划表里。不在表里，说明记录不是由本程序写出的。",
        "Divisions in records stand in the table of divisions. One that does not shows that this program has not made the record."
    }
    /// A template that does not parse.
    TemplateSyntax = 801 Error {
        "模板无法解析：{message}", "the template does not parse: {message}";
        "按提示修改该模板；修好之前使用内置模板", "mend the template as the message says; the built-in templates are used until then";
        "项目 templates/ 中的文件会逐个替换内置模板。任何一个不能解析时，整套改用内置模板，以免发表半套样式。",
        "Files in the project's templates/ replace the built-in ones one by one. When one of them does not parse, all built-in templates are used, so that no half theme is published."
    }
    /// A template that names a template, component, filter or function that does not exist.
    TemplateUnknown = 802 Error {
        "模板引用了不存在的名称：{message}", "the template uses a name that does not exist: {message}";
        "检查拼写；可用的字段见 docs/views.md", "check the spelling; docs/views.md lists the fields of every view";
        "模板只能使用页面视图里的字段、内置过滤器，以及 templates/ 中定义的模板和组件。",
        "A template may use only the fields of its view, the built-in filters, and the templates and components defined in templates/."
    }
    /// A template that fails on a page.
    TemplateFailed = 803 Error {
        "页面 {page} 渲染失败：{message}", "page {page} could not be rendered: {message}";
        "检查该行用到的字段；可用的字段见 docs/views.md", "check the fields used on this line; docs/views.md lists the fields of every view";
        "模板能够解析，但在某个页面上取不到字段或类型不符。该页面没有写出。",
        "The template parses, but on this page a field is missing or of another type. The page was not written."
    }
    /// Templates that extend or include each other in a circle.
    TemplateCircle = 804 Error {
        "模板互相包含，没有尽头：{message}", "templates include each other without end: {message}";
        "去掉其中一处 extends 或 include", "remove one of the extends or includes";
        "一个模板直接或间接地继承或包含了自己。",
        "A template extends or includes itself, directly or through others."
    }
    /// A page that grew beyond all bounds.
    TemplateTooLarge = 805 Error {
        "页面 {page} 超过 {limit} MiB，已放弃", "page {page} grew beyond {limit} MiB and was given up";
        "检查模板中的循环", "check the loops of the template";
        "单个页面的输出有上限，防止失控的循环写满磁盘。",
        "The output of one page is limited, so that a loop out of control cannot fill the disk."
    }
    /// A file in the templates folder that replaces nothing.
    TemplateUnused = 806 Warning {
        "templates/{name} 没有替换任何内置模板", "templates/{name} replaces no built-in template";
        "内置模板的名称见 docs/views.md；样式、图片等放进 static/", "docs/views.md lists the built-in names; style sheets and pictures go into static/";
        "只有与内置模板同名的文件才会起作用，或由其他模板引用。",
        "Only files with the name of a built-in template take effect, or those that another template refers to."
    }    /// A file in the templates folder whose name is almost that of a built-in template.
    TemplateMisspelled = 807 Warning {
        "templates/{name} 没有替换任何内置模板", "templates/{name} replaces no built-in template";
        "是否想写 `{near}`？", "did you mean `{near}`?";
        "只有与内置模板同名的文件才会起作用，或由其他模板引用。有一个内置模板写法相近。",
        "Only files with the name of a built-in template take effect, or those that another template refers to. There is a built-in template that is spelled much like it."
    }
    /// A page of the project's own whose name a page of ours has.
    PageNameTaken = 820 Error {
        "“{name}”是报告自己的页面的名称", "`{name}` is the name of a page of the report";
        "给这个文件改名", "rename the file";
        "pages/ 里的文件各成一页，页面与文件同名。总览（index）、检索（search）、凡例（methodology）、下载（downloads）、更正（corrections）、404，以及 sources、timeline、report 和以它们加连字符开头的名称，报告自己要用。",
        "Every file in pages/ becomes a page of its name. The report itself uses index, search, methodology, downloads, corrections, 404, and sources, timeline, report with whatever begins with one of these and a hyphen."
    }
    /// Two pages of the project's own with one name.
    PageTwice = 821 Error {
        "与“{first}”同为页面“{path}”", "it makes the same page as `{first}`: {path}";
        "给其中一个改名", "rename one of the two";
        "pages/ 里的 a.md 和 a.markdown 会成为同一页，报告里只能有一页叫这个名称。",
        "a.md and a.markdown in pages/ would be one page; a report has one page of a name."
    }
    /// A file in pages or notes that is no Markdown.
    NotMarkdown = 822 Warning {
        "这里只读 Markdown（.md），此文件没有用到", "only Markdown (.md) is read here; this file is not used";
        "改成 .md；图片和其他文件放进 static/", "write it as .md; put pictures and other files into static/";
        "pages/ 和 notes/ 里的每个 .md 文件成为一页或一条编者按。static/ 里的文件原样收入报告，页面里用它在 static/ 中的路径引用。",
        "Every .md file in pages/ and notes/ becomes a page or a note. Files in static/ go into the report as they are; a page names them by their path below static/."
    }
    /// A note about something that is not in the report.
    NoteAstray = 823 Warning {
        "报告里没有“{name}”，这条编者按没有地方放", "the report has nothing called `{name}`, so the note stands nowhere";
        "文件名写区划代码、指标的 id，或机制的名称", "name the file after a division code, the id of an indicator, or a mechanism";
        "notes/ 里的文件按名称放到一页的开头：511300.md 是地区，poverty-rate.md 是指标，五方联动.md 是机制。报告里没有这一页时，编者按不显示。",
        "A file in notes/ stands at the top of the page that it is named after: 511300.md is a region, poverty-rate.md an indicator, 五方联动.md a mechanism. When the report has no such page, the note is not shown."
    }
    /// A note about something that is not in the report, and something there is called much the same.
    NoteMisspelled = 824 Warning {
        "报告里没有“{name}”，这条编者按没有地方放", "the report has nothing called `{name}`, so the note stands nowhere";
        "是否指：{near}", "did you mean: {near}";
        "notes/ 里的文件按名称放到一页的开头。报告里有名称相近的一页。",
        "A file in notes/ stands at the top of the page that it is named after. The report has a page that is called much the same."
    }
    /// A picture that is not in the project.
    RemotePicture = 825 Warning {
        "图片“{url}”不在项目里，不会抓取", "the picture `{url}` is not in the project, and nothing is fetched";
        "把图片存进 static/，写它在 static/ 中的路径", "save it into static/ and write its path below static/";
        "报告不依赖网络：别处的图片随时可能更换或消失，因此不抓取，也不引用；图片的说明文字照印。",
        "A report does not depend on the network: a picture elsewhere may change or go at any time, so it is neither fetched nor linked. Its words are printed."
    }
    /// A link of a page or note that leads nowhere.
    OwnLinkBroken = 826 Warning {
        "链接“{target}”不通向报告里的任何文件", "the link `{target}` leads to no file of the report";
        "从报告的根写起（regions/511300.html、methodology.html），自己的页面写 .md 文件名", "write it from the root of the report (regions/511300.html, methodology.html), and a page of your own by its .md name";
        "pages/ 和 notes/ 里的相对链接从报告的根算起。所指的页面或文件不在这一版里。",
        "Relative links in pages/ and notes/ start at the root of the report. The page or file that this one names is not in the edition."
    }
    /// A static file in the place of one of ours.
    StaticOverOurs = 827 Error {
        "static/ 里的“{path}”与报告自己的文件同名", "`{path}` in static/ has the name of a file of the report";
        "给它改名，或放进一个子文件夹", "rename it, or put it into a folder of its own";
        "static/ 里的文件原样收入报告，不能替换报告自己的文件。要改页面的样子，用 templates/。",
        "Files in static/ go into the report as they are and cannot replace its own. To change how pages look, use templates/."
    }
    /// A file or folder that the machine does not let us read.
    ReadFailed = 901 Error {
        "无法读取“{path}”：{cause}", "could not read `{path}`: {cause}";
        "看它是否存在、有没有读取的权限", "see whether it exists and may be read";
        "系统不让读取这个文件或文件夹。命令没有做完，已有的输出保持不变。",
        "The system does not let this file or folder be read. The command did not go on; an output that was there stays as it is."
    }
    /// A file or folder that the machine does not let us write.
    WriteFailed = 902 Error {
        "无法写入“{path}”：{cause}", "could not write `{path}`: {cause}";
        "看磁盘有没有空间、文件夹有没有写入的权限", "see whether the disk has room and the folder may be written to";
        "系统不让写入。报告要么整本换新，要么一点不动，所以上一次的输出还是完整的。",
        "The system does not let it be written. A report is replaced as a whole or not at all, so the last edition is whole."
    }
    /// A file that is larger than what is read.
    FileTooLarge = 903 Error {
        "“{path}”超过 {limit} 字节", "`{path}` has more than {limit} bytes";
        "拆开这个文件，或查看它是不是放错了地方", "split the file, or see whether it belongs here at all";
        "每种文件都有读取的上限，以免一个放错的文件耗尽内存。",
        "Every kind of file is read up to a limit, so that one in the wrong place cannot exhaust the memory."
    }
    /// A pipe, a device or a socket where a file is wanted.
    FileSpecial = 904 Error {
        "“{path}”不是普通文件", "`{path}` is not a plain file";
        "换成普通文件", "put a plain file there";
        "管道、设备和套接字读起来可能没有尽头，因此不读。",
        "Pipes, devices and sockets may never end, so they are not read."
    }
    /// The port for the preview cannot be had.
    PortTaken = 905 Error {
        "无法使用端口 {port}：{cause}", "could not listen on port {port}: {cause}";
        "用 `--port` 另选一个，或用 `--port auto`", "choose another with `--port`, or `--port auto`";
        "预览要在本机的一个端口上等候浏览器，这个端口用不了，多半是另一个预览占着。",
        "The preview waits for the browser at a port of this machine, and this one cannot be had; usually another preview has it."
    }
    /// Two pages want the same path.
    PathsCollide = 906 Error {
        "有两个页面都要写入“{path}”", "two pages want `{path}`";
        "请把这份报告的情况告诉 fangzhi 的维护者", "tell the maintainers of fangzhi about it";
        "每个页面都有自己的文件名，两个页面同名是程序的错误，因此什么都没有写。",
        "Every page has a file name of its own; that two have the same is a fault of the program, so nothing was written."
    }
    /// The output folder holds what is not ours.
    OutputHolds = 907 Error {
        "“{path}”不能用作输出文件夹：里面的“{name}”不是 fangzhi 生成的", "`{path}` cannot be the output folder: it holds `{name}`, which fangzhi did not write";
        "换一个空文件夹，或先移走它", "choose an empty folder, or move it away";
        "输出文件夹里只有上一次生成的文件会被替换或删去，别人的文件不能混在其中。",
        "Only files of the last build are replaced or removed in an output folder; it cannot begin with files of others."
    }
    /// The output folder is outside of the project.
    OutputOutside = 908 Error {
        "“{path}”不能用作输出文件夹：output.dir 必须是项目文件夹之内的相对路径", "`{path}` cannot be the output folder: `output.dir` must be a relative path inside the project";
        "要写到别处，请用 `-o`", "use `-o` to write elsewhere";
        "配置文件会随项目一起交给别人，其中的路径不能指到项目之外。",
        "Settings travel with the project, so a path in them must not lead out of it."
    }
    /// A link leads the output folder out of the project.
    OutputLinked = 909 Error {
        "“{path}”不能用作输出文件夹：它经由链接通向项目之外", "`{path}` cannot be the output folder: a link leads it out of the project";
        "要写到别处，请用 `-o`", "use `-o` to write elsewhere";
        "经由链接写到项目之外，多半不是有意的，因此要在命令行上写明。",
        "Writing out of the project through a link is seldom meant, so it has to be said on the command line."
    }
    /// Sources are kept in the output folder, or it is among them.
    OutputHasSources = 910 Error {
        "“{path}”不能用作输出文件夹：“{name}”是放原稿的地方", "`{path}` cannot be the output folder: `{name}` is where the sources are";
        "另选一个既不在其中、也不包含它的文件夹", "choose a folder that is neither in it nor holds it";
        "输出文件夹整本换新，原稿不能放在里面。",
        "The output folder is replaced as a whole, so sources cannot be kept in it."
    }
    /// The output folder is a link to nothing.
    OutputNowhere = 911 Error {
        "“{path}”不能用作输出文件夹：它是链接，所指的文件夹不存在", "`{path}` cannot be the output folder: it is a link to a folder that does not exist";
        "先建立那个文件夹，或删去链接", "make the folder, or remove the link";
        "链接所指的文件夹不存在，不知道该写到哪里。",
        "The folder that the link names does not exist, so there is nowhere to write to."
    }
    /// A link stands where a folder of the output belongs.
    OutputLink = 912 Error {
        "“{path}”不能用作输出文件夹：里面的“{name}”应是文件夹，却是链接", "`{path}` cannot be the output folder: `{name}` in it is a link where a folder belongs";
        "删去这个链接", "remove the link";
        "不会经由链接写入或删除文件，否则会动到别处的文件。",
        "Nothing is written or removed through links, since that would touch files elsewhere."
    }
    /// A folder stands where a file of the output belongs.
    OutputFolder = 913 Error {
        "“{path}”不能用作输出文件夹：里面的“{name}”应是文件，却是文件夹", "`{path}` cannot be the output folder: `{name}` in it is a folder where a file belongs";
        "先移走它", "move it away";
        "文件夹里可能有别人的东西，不会为了写一个文件而删去它。",
        "A folder may hold things of others and is not removed to make room for a file."
    }
    /// Another command writes to the output folder.
    OutputBusy = 914 Error {
        "“{path}”正由另一个命令写入：{holder}", "`{path}` is being built by another command: {holder}";
        "加 `--wait` 可等它结束", "`--wait` waits for its end";
        "一个输出文件夹同时只由一个命令写入，否则两份报告会混在一起。锁随那个命令结束而解除，即使它中途停止。",
        "One command at a time writes to an output folder, or two reports would mix. The lock ends with that command, however it ends."
    }
    /// Standard output takes no more.
    OutputStream = 915 Error {
        "无法写入标准输出：{cause}", "could not write to standard output: {cause}";
        "看接收的磁盘有没有空间", "see whether the disk that takes it has room";
        "结果没有全部写出。管道另一端提前关闭不算错误。",
        "Not all of the result was written. That the other end of a pipe closed early is no error."
    }
    /// No browser that could print was found.
    BrowserMissing = 916 Error {
        "无法打印：没有找到 Chromium、Chrome 或 Edge；网页已经生成", "could not print the report: found no Chromium, Chrome or Edge; the pages are built";
        "安装其中之一，或用 `--browser 路径` 指明它在哪里；也可以在浏览器中打开 report.html 自行打印", "install one, or say where it is with `--browser PATH`, or print report.html from a browser yourself";
        "`--pdf` 由已安装的浏览器打印。",
        "`--pdf` has an installed browser print the report."
    }
    /// A browser that did not print.
    BrowserFailed = 917 Error {
        "无法打印：“{name}”没有打印成功（{reason}）；网页已经生成", "could not print the report: `{name}` did not print ({reason}); the pages are built";
        "用 `--browser 路径` 换一个浏览器", "try another with `--browser PATH`";
        "浏览器启动不了，或没有留下 PDF。括号里是它最后说的话。",
        "The browser did not start, or left no PDF. In brackets is what it said last."
    }
    /// The threads to work with could not be started.
    ThreadsFailed = 918 Error {
        "无法启动线程：{reason}", "could not start the threads: {reason}";
        "用 `--jobs` 少要几个", "ask for fewer with `--jobs`";
        "系统不给这么多线程，多半是容器或用户的限额。",
        "The system does not give as many threads; usually a limit of the container or the user."
    }
}
