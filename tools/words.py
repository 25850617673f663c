#!/usr/bin/env python3
"""Makes rules/language/words.tsv from the dictionary of jieba (MIT), as jieba-rs ships it.

    python3 tools/words.py ~/.cargo/registry/src/*/jieba-rs-0.11.0/src/data/dict.txt

Left out are words that are no Han words of at most twelve characters, rare names of persons and rare
numbers: keywords come out nearly the same without them. Python's standard library suffices.
"""

import collections
import pathlib
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / "rules/language/words.tsv"
HEAD = """\
# Words by their first character: the rest of the word, its frequency, and n where it names a thing
# or an activity. After * the frequency of all words together, those left out among them.
# From the dictionary of jieba (https://github.com/fxsjy/jieba), Copyright Sun Junyi, MIT licence
# (see NOTICE); made by tools/words.py, which says what is left out.
"""
# Most characters of a word.
LONGEST = 12
# By tag, the frequency from which a word is kept: persons and numbers.
RARE = {"nr": 20, "nrt": 20, "nrfg": 20, "m": 50}
TOPICS = {"n", "nz", "nt", "vn", "l"}


def is_kept(word, frequency, tag):
    han = all("\u4e00" <= c <= "\u9fff" for c in word)
    return han and len(word) <= LONGEST and frequency >= RARE.get(tag, 0)


def main(dictionary):
    groups = collections.defaultdict(list)
    total = 0
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        total += int(frequency)
        if is_kept(word, int(frequency), tag):
            topic = " n" if tag in TOPICS else ""
            groups[word[0]].append(f"{word[1:]} {frequency}{topic}")
    lines = (f"{first}\t" + "\t".join(sorted(groups[first])) + "\n" for first in sorted(groups))
    OUT.write_text(f"{HEAD}*\t{total}\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
