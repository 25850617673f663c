#!/usr/bin/env python3
"""Makes rules/language/traditional.tsv from the dictionaries of OpenCC (Apache-2.0).

They are fetched with a crate that ships them, into a folder outside the repository:

    cargo init --name probe probe && cd probe && cargo add ferrous-opencc@=0.4.0 && cargo vendor

    python3 tools/traditional.py probe/vendor/ferrous-opencc/assets/dictionaries

Of several simplified forms the first is the usual one; a character that is its own form needs no
entry, while a phrase does: it keeps its characters from being read as parts of others. Names of
divisions that the dictionaries lack are added here. Python's standard library suffices.
"""

import pathlib
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / "rules/language/traditional.tsv"
HEAD = """\
# Traditional characters and phrases, and their simplified forms; the longest entry holds.
# From TSCharacters.txt and TSPhrases.txt of OpenCC (https://github.com/BYVoid/OpenCC), Copyright
# BYVoid and contributors, Apache License 2.0 (see NOTICE); made by tools/traditional.py, which
# leaves out further forms and characters that are their own, and adds names of divisions.
"""


def entries(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, forms = line.split("\t")
            yield word, forms.split(" ")[0]


# 乾 stays itself in them, elsewhere it is 干.
PLACES = {"乾安": "乾安", "乾州": "乾州"}


def main(folder):
    characters = {a: b for a, b in entries(folder / "TSCharacters.txt") if a != b}
    table = characters | dict(entries(folder / "TSPhrases.txt")) | PLACES
    if any(len(word) != len(form) for word, form in table.items()):
        sys.exit("an entry changes its length: the reader counts on equal lengths")
    lines = (f"{word}\t{table[word]}\n" for word in sorted(table))
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
