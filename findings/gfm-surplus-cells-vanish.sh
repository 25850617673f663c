#!/usr/bin/env bash
# cmarkgfm 2024.11.20, markdown-it-py 3.0.0, mistune 3.0.2 and pyromark 0.9.0 (pulldown-cmark), all of PyPI.
#
# In a GFM table a row with more cells than the head loses the surplus, silently: the number of a column whose heading
# somebody forgot is neither shown nor reported by the first, second and fourth. mistune takes the whole table for a
# paragraph instead, also when a row is too short.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" -q install 'cmarkgfm==2024.11.20' 'mistune==3.0.2' 'markdown-it-py==3.0.0' 'pyromark==0.9.0'
"$folder/env/bin/python" - <<'PY'
import cmarkgfm, mistune, pyromark
from markdown_it import MarkdownIt
table = "| 产品 | 产量 |\n|---|---|\n| 藤茶 | 5600 | 4.2 |\n| 油茶 | 3100 |\n"
seen = {
    "cmark-gfm": cmarkgfm.github_flavored_markdown_to_html(table),
    "markdown-it": MarkdownIt("gfm-like", {"linkify": False}).render(table),
    "pulldown-cmark": pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES).html(table),
    "mistune": mistune.create_markdown(plugins=["table"])(table),
}
for name, html in seen.items():
    print(f"{name}: table {'<table>' in html}, 5600 {'5600' in html}, 4.2 {'4.2' in html}")
for name in ("cmark-gfm", "markdown-it", "pulldown-cmark"):
    assert "<table>" in seen[name] and "5600" in seen[name] and "4.2" not in seen[name], name
assert "<table>" not in seen["mistune"] and "4.2" in seen["mistune"]
PY
echo "as described: a cell beyond the head is gone, or the table is none"
