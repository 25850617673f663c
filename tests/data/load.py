"""Loads every table of built reports as docs/data.md says: with DuckDB, pandas, frictionless and as a spreadsheet
takes CSV. A column that comes out as another type than its description says, a number that is not exact, a
record that JSON and CSV tell differently: each is a failure.

    tests/data/load.py REPORT...        folders of built reports
"""

import csv
import datetime
import json
import re
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb
import frictionless
import pandas

HERE = Path(__file__).resolve().parent
DOCS = (HERE / "../../docs/data.md").read_text(encoding="utf-8")
# What DuckDB makes of a type of the package when it is not told.
GUESSED = {
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def documented_records():
    """The reader of JSON that the documentation gives."""
    code = re.search(r"```python\n(def records.*?)```", DOCS, re.S).group(1)
    scope = {}
    exec(code, scope)  # noqa: S102 - our own documentation
    return scope["records"]


def told(value, kind):
    """A cell of CSV as the value that it stands for; the guard is undone as the documentation says."""
    if value == "":
        return None
    if kind == "string":
        return value[1:] if value.startswith("'") else value
    read = {
        "number": Decimal,
        "integer": int,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": datetime.date.fromisoformat,
    }
    return read[kind](value)


def same(json_value, value):
    if isinstance(json_value, list):
        return "|".join(json_value) == value
    if isinstance(value, datetime.date):
        return json_value == value.isoformat()
    return json_value == value and isinstance(json_value, bool) == isinstance(value, bool)


def check_spreadsheet(path, fields):
    """UTF-8 with a mark, commas, one header, rows of one length; nothing runs as a formula. Returns the rows."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), f"{path}: no byte order mark"
    text = data.decode("utf-8-sig")
    lines = list(csv.reader(text.splitlines(keepends=True)))
    names = [field["name"] for field in fields]
    assert lines[0] == names, f"{path}: {lines[0]}"
    for line in lines[1:]:
        assert len(line) == len(names), f"{path}: {line}"
        for field, cell in zip(fields, line):
            number = field["type"] in ("number", "integer")
            assert number or not cell.startswith(FORMULAS), f"{path}: {cell!r} runs as a formula"
    return [dict(zip(names, line)) for line in lines[1:]]


def check_json(path, rows, fields, records):
    if not path.exists():
        return
    table = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    read = list(records(table))
    assert len(read) == len(rows), f"{path}: {len(read)} records, {len(rows)} in CSV"
    names = [field["name"] for field in fields]
    for record, row in zip(read, rows):
        assert list(record) == names, f"{path}: a record without all fields: {list(record)}"
        for field in fields:
            value = told(row[field["name"]], field["type"])
            found = record[field["name"]]
            assert same(found, value), f"{path}: {field['name']}: {found!r} for {value!r}"


def check_duckdb(path, rows, fields):
    found = duckdb.sql(f"SELECT * FROM read_csv('{path}')")
    types = dict(zip(found.columns, map(str, found.types)))
    for field in fields:
        name, kind = field["name"], field["type"]
        filled = [row[name] for row in rows if row[name]]
        if not filled:
            continue
        # Texts that look like something else are named, below; all other types come by themselves.
        if kind != "string":
            assert types[name] == GUESSED[kind], f"{path}: {name} is {types[name]}"
    texts = [f["name"] for f in fields if f["type"] == "string"]
    numbers = [f["name"] for f in fields if f["type"] == "number"]
    named = {name: "VARCHAR" for name in texts} | {name: "DECIMAL(38, 10)" for name in numbers}
    found = duckdb.sql(f"SELECT * FROM read_csv('{path}', types = {named})")
    for record, row in zip(found.fetchall(), rows, strict=True):
        for value, field in zip(record, fields):
            expected = told(row[field["name"]], field["type"])
            if field["type"] == "string":
                expected = row[field["name"]] or None
            assert value == expected, f"{path}: {field['name']}: {value!r} for {expected!r}"


def check_pandas(path, rows, fields):
    texts = {field["name"]: str for field in fields if field["type"] == "string"}
    dates = [field["name"] for field in fields if field["type"] == "date"]
    # A truth that the text may leave open: told as the documentation says.
    required = {field["name"] for field in fields if field.get("constraints", {}).get("required")}
    open_ones = {f["name"] for f in fields if f["type"] == "boolean"} - required
    assert open_ones <= {"complete"}, f"{path}: {open_ones} are not documented"
    texts |= dict.fromkeys(open_ones, "boolean")
    frame = pandas.read_csv(path, dtype=texts, parse_dates=dates)
    assert len(frame) == len(rows), f"{path}: {len(frame)} rows"
    for field in fields:
        name, kind = field["name"], field["type"]
        if not any(row[name] for row in rows):
            continue
        wanted = {"number": "f", "integer": "iu", "boolean": "b", "date": "M", "string": "O"}[kind]
        gaps = kind == "integer" and not all(row[name] for row in rows)
        assert gaps or frame[name].dtype.kind in wanted, f"{path}: {name} is {frame[name].dtype}"


def check_frictionless(folder):
    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "note"])[:5]
    for resource in package.resources:
        for row in resource.read_rows():
            for field in resource.schema.fields:
                if field.type == "number" and row[field.name] is not None:
                    assert isinstance(row[field.name], Decimal), f"{resource.name}: {field.name}"


def check_thirty_thousand(folder):
    """A column whose first 30,000 rows are whole numbers, as we write them, and then a 10.59."""
    lines = (folder / "figures.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    names = next(csv.reader([lines[0]]))
    at = names.index("value")
    whole = [line for line in lines[1:] if line and next(csv.reader([line]))[at].endswith(".0")]
    whole = [line for line in whole if '"' not in line]
    assert whole, "no whole number in the report"
    many = (whole * (30_000 // len(whole) + 1))[:30_000]
    last = many[0].split(",")
    last[at] = "10.59"
    many.append(",".join(last))

    def read(rows):
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "figures.csv"
            path.write_bytes(("\ufeff" + "\r\n".join([lines[0], *rows]) + "\r\n").encode())
            found = duckdb.sql(f"SELECT value FROM read_csv('{path}')")
            return str(found.types[0]), found.fetchall()[-1][0]

    assert read(many) == ("DOUBLE", 10.59), read(many)
    # Without the point it is as the documentation warns: else this check would show nothing.
    bare = []
    for row in many:
        cells = row.split(",")
        cells[at] = cells[at].removesuffix(".0")
        bare.append(",".join(cells))
    try:
        without = read(bare)
        assert without != ("DOUBLE", 10.59), "DuckDB has learned to look further: say so in docs/data.md"
    except duckdb.Error:
        pass


def main():
    records = documented_records()
    for report in map(Path, sys.argv[1:]):
        folder = report / "data"
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        for resource in package["resources"]:
            path, fields = folder / resource["path"], resource["schema"]["fields"]
            rows = check_spreadsheet(path, fields)
            check_json(path.with_suffix(".json"), rows, fields, records)
            check_duckdb(path, rows, fields)
            check_pandas(path, rows, fields)
            print(f"{path}: {len(rows)} records, {len(fields)} fields")
        check_frictionless(folder)
        check_thirty_thousand(folder)


if __name__ == "__main__":
    main()
