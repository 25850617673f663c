#!/usr/bin/env bash
# cmarkgfm 2024.11.20 (PyPI; GitHub's own cmark-gfm), mistune 3.0.2 with its plugins, markdown-it-py 3.0.0 (gfm-like)
# and pyromark 0.9.0 (pulldown-cmark with strikethrough).
#
# Chinese writes ranges with a tilde: 30~50亩. Two ranges in one paragraph are a pair of tildes, and GFM allows one tilde
# for strikethrough, inside words too: cmark-gfm strikes out all that stands between the first range and the second, so
# that a reader sees 30 and 3万元. mistune makes it a subscript. markdown-it and pulldown-cmark leave the line alone.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" -q install 'cmarkgfm==2024.11.20' 'mistune==3.0.2' 'markdown-it-py==3.0.0' 'pyromark==0.9.0'
"$folder/env/bin/python" - <<'PY'
import cmarkgfm, mistune, pyromark
from markdown_it import MarkdownIt
line = "每户茶园30~50亩，年收入2~3万元。"
seen = {
    "cmark-gfm": cmarkgfm.github_flavored_markdown_to_html(line),
    "mistune": mistune.create_markdown(plugins=["strikethrough", "subscript"])(line),
    "markdown-it": MarkdownIt("gfm-like", {"linkify": False}).render(line),
    "pulldown-cmark": pyromark.Markdown(options=pyromark.Options.ENABLE_STRIKETHROUGH).html(line),
}
for name, html in seen.items():
    print(f"{name}: {html.strip()}")
assert "30<del>50亩，年收入2</del>3万元" in seen["cmark-gfm"]
assert "30<sub>50亩，年收入2</sub>3万元" in seen["mistune"]
assert line in seen["markdown-it"] and line in seen["pulldown-cmark"]
PY
echo "as described: what stands between two ranges is struck out, lowered, or left alone"
