"""The frames and the job on Spark in local mode."""

import json
import os
import subprocess
import sys
import time

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import NODE, PIPE, ROOT, make_text, run_pipe, submit
from dehusk_spark import CommandError, clean_documents, clean_lines
from pyspark.sql import SparkSession

ROWS = 400


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(ROOT / "integrations" / "spark")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
    yield session
    session.stop()


def make_rows(count=ROWS):
    return [
        {"id": i, "text": None if i % 97 == 5 else make_text(i), "url": f"https://example.org/{i}", "score": i / 7}
        for i in range(count)
    ]


def make_frame(spark, rows, partitions=3):
    schema = "id long, text string, url string, score double"
    return spark.createDataFrame([tuple(row.values()) for row in rows], schema).repartition(partitions, "id")


def strip_nulls(value):
    """A row as JSON has it: fields that are null in Spark are absent there."""
    if hasattr(value, "asDict"):
        value = value.asDict()
    if isinstance(value, dict):
        return {name: strip_nulls(inner) for name, inner in value.items() if inner is not None}
    return [strip_nulls(inner) for inner in value] if isinstance(value, list) else value


def expect_rows(rows, *options):
    texts = [row for row in rows if row["text"] is not None]
    answers = iter(run_pipe([json.dumps(row).encode() for row in texts], *options))
    return [strip_nulls(row if row["text"] is None else next(answers)) for row in rows]


@pytest.mark.parametrize("options", [(), ("--edits",), ("--level", "light")])
def test_documents_are_cleaned_as_on_the_command_line(spark, options):
    rows = make_rows()
    frame = clean_documents(make_frame(spark, rows), options=options, command=NODE)
    assert frame.columns == ["id", "text", "url", "score", "dehusk"]
    found = sorted((strip_nulls(row) for row in frame.collect()), key=lambda row: row["id"])
    expected = expect_rows(rows, *options)
    for row in expected:
        # Arrow has no place for where a value was found.
        row.get("dehusk", {}).get("metadata", {}).pop("provenance", None)
    assert found == expected


def test_documents_can_be_cleaned_again(spark):
    frame = clean_documents(make_frame(spark, make_rows(40)), command=NODE)
    again = clean_documents(frame, command=NODE)
    assert again.columns == frame.columns
    before = {row["id"]: row["text"] for row in frame.collect()}
    assert {row["id"]: row["text"] for row in again.collect()} == before


def test_other_names_of_columns(spark):
    frame = make_frame(spark, make_rows(10)).withColumnRenamed("text", "body").withColumnRenamed("url", "page")
    row = clean_documents(frame, "body", "page", command=NODE).filter("id = 3").first()
    assert row["dehusk"]["metadata"]["url"] == "https://example.org/3"
    assert "Share this" not in row["body"]


def test_empty_frames_and_partitions(spark):
    frame = make_frame(spark, make_rows(3), partitions=8)
    assert clean_documents(frame, command=NODE).count() == 3
    assert clean_documents(frame.limit(0), command=NODE).collect() == []
    assert clean_documents(frame.filter("text is null"), command=NODE).collect() == []


def test_a_poison_row_keeps_its_text_and_gets_an_error(spark):
    rows = make_rows(30)
    rows[7]["text"] = make_text(1, 9) * 8000
    command = [NODE[0], "--max-old-space-size=64", *NODE[1:]]
    frame = clean_documents(make_frame(spark, rows), options=("--max-line", "100"), command=command)
    found = {row["id"]: row for row in frame.collect()}
    assert len(found) == 30
    assert found[7]["text"] == rows[7]["text"]
    assert found[7]["dehusk"]["error"]["code"] == "E_PROCESS"
    assert [row["id"] for row in found.values() if row["dehusk"] and row["dehusk"]["error"]] == [7]


def test_a_row_over_the_limit_keeps_its_text_and_gets_an_error(spark):
    rows = make_rows(5)
    rows[2]["text"] = "A word. " * 2000
    found = {row["id"]: row for row in clean_documents(make_frame(spark, rows), options=("--max-line", "0.01"), command=NODE).collect()}
    assert (found[2]["text"], found[2]["dehusk"]["error"]["code"]) == (rows[2]["text"], "E_LINE_LENGTH")


def test_wrong_rules_fail_before_the_job(spark, bad_rules):
    started = time.monotonic()
    with pytest.raises(CommandError, match=r"bad\.json:1:\d+ E_RULE"):
        clean_documents(make_frame(spark, make_rows(5)), options=["--rules", str(bad_rules)], command=NODE)
    assert time.monotonic() - started < 30


def test_wrong_rules_that_only_executors_have_fail_the_job_with_their_message(spark, tmp_path, bad_rules):
    # On the driver there is no such file yet.
    command = tmp_path / "dehusk"
    cleaned = clean_documents(make_frame(spark, make_rows(5)), options=["--rules", str(bad_rules)], command=[str(command)])
    command.write_text(f'#!/bin/sh\nexec {" ".join(NODE)} "$@"\n')
    command.chmod(0o755)
    with pytest.raises(Exception, match=r"E_RULE"):
        cleaned.collect()


@pytest.mark.parametrize(("text", "hint"), [("body", "there is no column 'body'"), ("score", "holds double")])
def test_wrong_columns_are_named(spark, text, hint):
    with pytest.raises(ValueError, match=hint):
        clean_documents(make_frame(spark, make_rows(1)), text, command=NODE)


def test_lines_are_answered_as_on_the_command_line(spark, tmp_path):
    odd = ["nope", "[1]", '{"id":9007199254740993,"text":"Hi.","x":1.0}', '{"text":null}', "", '{"text":"a\u2028b"}']
    lines = [*(json.dumps(row) for row in make_rows()), *odd]
    (tmp_path / "in.jsonl").write_bytes("\n".join(lines).encode())
    frame = clean_lines(spark.read.text(str(tmp_path / "in.jsonl"), lineSep="\n"), command=NODE)
    done = subprocess.run([*PIPE, "--plain"], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=False)
    assert [row[0] for row in frame.collect()] == done.stdout.decode().split("\n")[:-1]


def test_results_of_the_command_line_are_read_by_spark_and_duckdb(spark, tmp_path):
    rows = [{**row, "text": row["text"] or ""} for row in make_rows(40)]
    # Half of a character, as cut-off strings of JavaScript have it; Parquet cannot hold such a thing.
    lines = [json.dumps({**row, "text": f"{row['text']}\n\nIt ended \ud83d here.\n", "note": "\udc00 and \u0000"}) for row in rows]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    subprocess.run([*NODE, "in.jsonl", "in.parquet", "--out", "out"], cwd=tmp_path, check=True, capture_output=True)
    written = [json.loads(line) for line in (tmp_path / "out" / "in.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = {
        "in.jsonl": {row["id"]: row["text"] for row in written},
        "in.parquet": {row["id"]: row["text"] for row in pq.read_table(tmp_path / "out" / "in.parquet").to_pylist()},
    }
    assert all("\ufffd" in text and "Share this" not in text for text in expected["in.jsonl"].values())
    for name, texts in expected.items():
        path = str(tmp_path / "out" / name)
        frame = spark.read.json(path) if name.endswith(".jsonl") else spark.read.parquet(path)
        assert {row["id"]: row["text"] for row in frame.collect()} == texts
        assert dict(duckdb.sql(f"select id, text from '{path}'").fetchall()) == texts


def test_the_job_cleans_parquet_with_the_shipped_node(packed, tmp_path):
    rows = make_rows()
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    words = ["--input", tmp_path / "in.parquet", "--output", tmp_path / "out", "--format", "parquet", "--partitions", 4]
    done = submit(packed, *words, "--level", "strict")
    assert done.returncode == 0, done.stderr[-3000:]
    found = sorted(pq.read_table(tmp_path / "out").to_pylist(), key=lambda row: row["id"])
    assert [row["text"] for row in found] == [row.get("text") for row in expect_rows(rows, "--level", "strict")]
    assert [row["score"] for row in found] == [row["score"] for row in rows]


def test_the_job_cleans_lines(packed, tmp_path):
    lines = [json.dumps({"id": i, "article": make_text(i)}).encode() for i in range(200)] + [b"nope"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    words = ["--input", tmp_path / "in", "--output", tmp_path / "out", "--format", "jsonl", "--text-field", "article"]
    done = submit(packed, *words)
    assert done.returncode == 0, done.stderr[-3000:]
    parts = sorted((tmp_path / "out").glob("part-*"))
    found = [json.loads(line) for part in parts for line in part.read_bytes().split(b"\n")[:-1]]
    assert found == run_pipe(lines, "--text-field", "article")


def test_the_job_refuses_wrong_rules_at_once(packed, tmp_path, bad_rules):
    (tmp_path / "in.jsonl").write_text('{"text":"Hi."}\n')
    words = ["--input", tmp_path / "in.jsonl", "--output", tmp_path / "out", "--format", "jsonl", "--rules", bad_rules]
    done = submit(packed, *words)
    assert done.returncode == 2
    # Spark hands on what a Python program says on its own standard output.
    said = done.stdout + done.stderr
    assert "dehusk_job: " in said and "E_RULE" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()
