"""
Measures what cleaning costs, in processor time: `python measure.py [LINES.jsonl]`, from the folder of this file, with the
packages of test.sh. Without a file it makes 2,000 articles of four kilobytes.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
from dehusk_spark import SessionLimits, answer_lines
from dehusk_spark.batches import clean_batches

sys.path.insert(0, str(Path(__file__).parent / "tests"))
from conftest import PIPE, make_text  # noqa: E402


def make_lines():
    return [json.dumps({"text": "\n\n".join(make_text(4 * i + k) for k in range(4))}).encode() for i in range(2000)]


def cpu_seconds(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def measure(name, megabytes, run):
    before = cpu_seconds(resource.RUSAGE_CHILDREN), cpu_seconds(resource.RUSAGE_SELF)
    run()
    dehusk = cpu_seconds(resource.RUSAGE_CHILDREN) - before[0]
    python = cpu_seconds(resource.RUSAGE_SELF) - before[1]
    rate = megabytes / (dehusk + python)
    print(f"{name:8} {rate:6.2f} MB per CPU second; dehusk {dehusk:.2f} s, Python {python:.2f} s")


def main():
    lines = Path(sys.argv[1]).read_bytes().splitlines() if len(sys.argv) > 1 else make_lines()
    texts = [json.loads(line)["text"] for line in lines]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    batches = pa.table({"text": texts}).to_batches(max_chunksize=256)
    print(f"{len(lines)} texts, {megabytes:.1f} MB")
    measure("pipe", megabytes, lambda: subprocess.run([*PIPE, "--plain"], input=b"\n".join(lines), capture_output=True, check=False))
    measure("session", megabytes, lambda: sum(1 for _ in answer_lines(iter(lines), PIPE)))
    measure("arrow", megabytes, lambda: sum(1 for _ in clean_batches(batches, PIPE, "text", None, SessionLimits())))


if __name__ == "__main__":
    main()
