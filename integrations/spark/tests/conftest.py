import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Dict, List

import pytest

ROOT = Path(__file__).resolve().parents[3]
NODE = ["node", str(ROOT / "dist" / "cli" / "main.cjs")]
PIPE = [*NODE, "pipe"]

PARAGRAPHS = [
    "The river rose by two metres overnight and stood at the doors of the old mill when the first workers came in.",
    "Nobody had seen it so high since the winter of the great flood, and the miller moved the sacks to the upper floor.",
    "By noon the water began to fall again, slowly at first, and the road to the village could be used in the evening.",
    "The council will meet on Thursday to decide whether the dam above the mill should be raised before next spring.",
    "Die Brücke am Markt bleibt bis zum Frühjahr gesperrt, weil ein Pfeiler unterspült ist und neu gegründet wird.",
]
FURNITURE = ["Share this article: Facebook | Twitter | Email", "© 2023 Wend Courier. All rights reserved."]


def make_text(seed: int, paragraphs: int = 12) -> str:
    """An article unlike any other, with furniture that dehusk cuts."""
    rng = random.Random(seed)
    lines = [f"{rng.choice(PARAGRAPHS)} Gauge {seed}-{i} read {rng.random():.9f}." for i in range(rng.randint(1, paragraphs))]
    lines.insert(rng.randint(0, len(lines)), FURNITURE[0])
    return "\n\n".join([*lines, FURNITURE[1]]) + "\n"


def run_pipe(lines: List[bytes], *options: str) -> List[Dict]:
    """The answers of one plain `dehusk pipe`, which all other ways are compared with."""
    done = subprocess.run([*PIPE, "--plain", *options], input=b"\n".join(lines) + b"\n", stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.split(b"\n")[:-1]]


def list_descendants(pid: int) -> Dict[int, str]:
    """Processes that `pid` started, directly or not: number -> command line."""
    children: Dict[int, List[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, left = {}, [pid]
    while left:
        for child in children.get(left.pop(), []):
            left.append(child)
            try:
                found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
    return found


def submit_command(folder, words, master="local[2]", conf=()):
    """The words and the environment that run the job as a user would, with what pack.sh made."""
    settings = ["spark.ui.enabled=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1", *conf]
    command = [
        os.path.join(os.path.dirname(sys.executable), "spark-submit"),
        *("--master", master, *(part for one in settings for part in ("--conf", one))),
        *("--py-files", str(folder / "dehusk_spark.zip"), "--archives", f"{folder / 'dehusk-runtime.tar.gz'}#dehusk"),
        *(str(ROOT / "integrations" / "spark" / "dehusk_job.py"), *map(str, words)),
    ]
    # Nothing but what was shipped: no dehusk and no package of this project on the paths.
    return command, {**os.environ, "PYTHONPATH": "", "PYSPARK_PYTHON": sys.executable}


def submit(folder, *words):
    command, environment = submit_command(folder, words)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=folder)


@pytest.fixture(scope="session")
def packed(tmp_path_factory):
    """The folder with what pack.sh makes for a cluster."""
    folder = tmp_path_factory.mktemp("packed")
    subprocess.run([str(ROOT / "integrations/spark/pack.sh"), str(folder)], check=True)
    return folder


@pytest.fixture
def bad_rules(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text('{ "pack": "own", "language": "en", "rules": [{ "id": "x", "wieght": 1 }] }')
    return path


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    monkeypatch.delenv("NODE_OPTIONS", raising=False)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
