"""The interface on disk: every line of a real round is what the manual and the schemas say."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gongkai import round
from gongkai.cli import main
from gongkai.disk import interface
from gongkai.disk.added import Added, note
from gongkai.disk.interface import FILES, File
from gongkai.disk.store import FORMAT, Round
from gongkai.model import Snapshot, UserError

ANY = {"turns", "lock", "texts.gz", "site.json", "pages.warc.gz", "out", "city", "todo.xlsx"}
TYPES = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None),
    "array": list, "object": dict,
}  # fmt: skip
BY_NAME = {file.name: file for file in FILES}
ALWAYS = ["run", "results", "parts", "scores", "candidates", "asked", "snapshots", "listings",
          "documents", "searches", "hubs", "probes", "health", "plan", "targets", "columns",
          "facts"]  # fmt: skip


def faults(value: Any, schema: dict[str, Any], defs: dict[str, Any], at: str = "") -> Iterator[str]:
    """What is wrong with a value by the part of JSON Schema that our schemas use."""
    if "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(any(faults(value, each, defs)) for each in schema["anyOf"]):
            yield f"{at}: {value!r} is none of several"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not in {schema['enum']}"
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind != "boolean" and value is True)):
        yield f"{at}: {value!r} is no {kind}"
        return
    if schema.get("format") == "date":
        date.fromisoformat(value)
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from faults(each, schema.get("items") or {}, defs, f"{at}[{n}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{at}: no {name}" for name in schema.get("required", ()) if name not in value)
        for name, each in value.items():
            more = schema.get("additionalProperties", {})
            if known and name not in known:
                yield f"{at}: unknown {name}"
            below = known.get(name, more if isinstance(more, dict) else {})
            yield from faults(each, below, defs, f"{at}.{name}")


def paths(job: round.Job, file: File) -> list[Path]:
    if file.path in ("columns.csv", "facts.csv"):
        return [job.folder.parent / "city" / file.path]
    if file.path == "judged/<name>/<plan>.json":
        return [p for p in job.folder.glob("judged/first/*.json") if p.name != "asked.json"]
    if file.path == "given/<plan>.json":
        return [p for p in (job.folder / "given").glob("*.json") if p.name != "targets.json"]
    pattern = file.path.replace("<name>", "first").replace("<host>", "*")
    return sorted(job.folder.glob(pattern))


def records(path: Path, file: File) -> Iterator[dict[str, Any]]:
    """The records of a file as JSON; cells of a CSV are typed as their column says."""
    if file.form == "json":
        yield json.loads(path.read_bytes())
    elif file.form == "jsonl":
        yield from map(json.loads, path.read_bytes().splitlines())
    else:
        optional = {f.name.rstrip("_") for f in fields(file.record) if "None" in str(f.type)}
        lists = {f.name for f in fields(file.record) if str(f.type).startswith("tuple")}
        with path.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                cells: dict[str, Any] = {
                    k: None if not v and k in optional else v.split(";") if k in lists else v
                    for k, v in row.items()
                }
                names = {f.name.rstrip("_"): f.name for f in fields(file.record)}
                read = msgspec.convert({names[k]: v for k, v in cells.items()}, file.record,
                                       strict=False)  # fmt: skip
                plain = json.loads(msgspec.json.encode(read))
                yield {k: plain[names[k]] for k in cells}


@pytest.mark.parametrize("name", BY_NAME)
def test_every_record_of_a_round_is_as_its_schema_says(audited: round.Job, name: str) -> None:
    file = BY_NAME[name]
    schema = json.loads(json.dumps(interface.schema(file)))
    found = [record for path in paths(audited, file) for record in records(path, file)]
    assert found or name not in ALWAYS
    wrong = [fault for r in found for fault in faults(r, schema, schema["$defs"], name)]
    assert wrong == []


@pytest.mark.parametrize("name", [f.name for f in FILES if f.form == "csv"])
def test_the_columns_of_a_table_are_the_fields_of_its_record(audited: round.Job, name: str) -> None:
    file = BY_NAME[name]
    for path in paths(audited, file):
        raw = path.read_bytes().decode("utf-8-sig")
        head = next(csv.reader([raw.splitlines()[0]]))
        assert set(head) <= {f.name for f in interface.told(file.record)}
        if path.is_relative_to(audited.folder):
            assert head == [f.name for f in interface.told(file.record)]
            assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_file_of_a_round_is_in_the_manual_or_nobodys_interface(audited: round.Job) -> None:
    told = {path for file in FILES for path in paths(audited, file)}
    strange = [
        path.relative_to(audited.folder)
        for path in audited.folder.rglob("*")
        if path.is_file() and path not in told
    ]
    judgings = {p.name for p in (audited.folder / "judged").iterdir()} - {"first"}
    other = [p for p in strange if not {*p.parts} & (ANY | judgings) and p.name != "todo.csv"]
    assert other == []


@pytest.mark.parametrize("record", interface.records(), ids=lambda r: r.__name__)
def test_every_field_has_a_meaning(record: type[Any]) -> None:
    """Write it behind the field; into interface.yaml where it means the same in every record."""
    lacking = [
        f.name
        for f in fields(record)
        if f.name not in interface.meanings(record) and f.name.rstrip("_") not in interface.common()
    ]
    assert lacking == []


def test_the_meaning_of_a_field_is_what_stands_behind_it() -> None:
    told = {f.name: f for f in interface.told(Snapshot)}
    assert told["id"].meaning == "<host>#<n>"
    assert told["sha256"].meaning == interface.common()["sha256"]
    assert told["last_modified"].type == "date | None"


def test_what_is_wrong_is_noticed() -> None:
    file = BY_NAME["snapshots"]
    schema = json.loads(json.dumps(interface.schema(file)))
    sound = {"id": "a#1", "url": "u", "final_url": "u", "fetched_at": "", "status": 200}
    assert not list(faults(sound, schema, schema["$defs"]))
    for wrong in ({"status": "200"}, {"last_modified": 3}, {"colour": "red"}, {"size": True}):
        assert list(faults(sound | wrong, schema, schema["$defs"])), wrong
    del sound["status"]
    assert list(faults(sound, schema, schema["$defs"]))


def test_what_people_add_is_as_its_schema_says(tmp_path: Path) -> None:
    note(tmp_path, [Added(kind="list", unit="czj", url="http://a.example/", at="2026-09-30")])
    file = BY_NAME["added"]
    schema = interface.schema(file)
    (found,) = records(tmp_path / "added.jsonl", file)
    assert not list(faults(found, schema, schema["$defs"]))


@pytest.mark.parametrize("seen", [None, 0, FORMAT + 1])
def test_a_round_of_another_format_is_not_opened(
    tmp_path: Path, seen: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "r1"
    Round(folder).save_info(round="r1")
    assert Round(folder).info["format"] == FORMAT == 1
    told = {} if seen is None else {"format": seen}
    (folder / "run.json").write_text(json.dumps({"round": "r1"} | told))
    with pytest.raises(UserError):
        Round(folder)
    for argv in (["report", str(folder)], ["explain", str(folder), "czj", "1.1"]):
        assert main(argv) == 2
        assert f"格式 {seen or 0}" in capsys.readouterr().err
