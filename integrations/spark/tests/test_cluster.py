"""A standalone cluster of one master and two workers, and everything that can die in it killed in mid-job."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
import pytest
from conftest import list_descendants, make_text, run_pipe, submit_command

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
FILES, ROWS_PER_FILE = 60, 250
KILLS = int(os.environ.get("DEHUSK_KILLS", "20"))
# Many times what a job takes: it is a machine with much to do that must not fail the test.
JOB_SECONDS = 1800 + 300 * KILLS
CONF = [
    # One task a file, and no shuffle, so that each kill costs the tasks in hand and no more.
    "spark.sql.files.openCostInBytes=134217728",
    "spark.executor.memory=600m",
    "spark.task.maxFailures=1000",
]


class Cluster:
    """A master and two workers on loopback."""

    def __init__(self, folder):
        self.folder = folder
        self.port = find_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self.master = self.start("master.Master", "--port", str(self.port), "--webui-port", "0")
        self.workers = [self.start_worker(number) for number in range(2)]

    def start(self, name, *words):
        # More than are killed, and yet an end to it on a machine where none can start.
        options = {"SPARK_MASTER_OPTS": "-Dspark.deploy.maxExecutorRetries=200", "SPARK_LOCAL_IP": "127.0.0.1"}
        with open(self.folder / f"{name}.log", "ab") as log:
            return subprocess.Popen(
                [str(SPARK_CLASS), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", *words],
                env={**os.environ, **options},
                stdout=log,
                stderr=log,
            )

    def start_worker(self, number):
        work = self.folder / f"work-{number}"
        words = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(work), self.url]
        return self.start("worker.Worker", *words)

    def find_busy(self, kind):
        """Numbers of the processes of a kind below which, or as which, dehusk is cleaning right now."""
        return [pid for pid, words in self.list_processes().items() if is_kind(kind, words) and is_busy(pid, words)]

    def list_processes(self):
        found = {}
        for worker in self.workers:
            found.update({worker.pid: "deploy.worker.Worker", **list_descendants(worker.pid)})
        return found

    def kill(self, kind, pid):
        # Something else may have ended it in the meantime.
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        if kind == "worker":
            number = next(i for i, worker in enumerate(self.workers) if worker.pid == pid)
            self.workers[number].wait()
            self.workers[number] = self.start_worker(number)
        return True

    def stop(self):
        below = self.list_processes()
        for process in [*self.workers, self.master]:
            process.kill()
            process.wait()
        for pid in below:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def is_kind(kind, words):
    signs = {
        "executor": "CoarseGrainedExecutorBackend",
        "worker": "deploy.worker.Worker",
        "python": "pyspark.daemon",
        "node": "main.cjs pipe",
    }
    return signs[kind] in words


def is_busy(pid, words):
    return is_kind("node", words) or any(is_kind("node", below) for below in list_descendants(pid).values())


def find_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The same rows as Parquet and as lines, and what the command line makes of them."""
    folder = tmp_path_factory.mktemp("corpus")
    rows = [{"id": i, "text": make_text(i)} for i in range(FILES * ROWS_PER_FILE)]
    for name in ("parquet", "jsonl"):
        (folder / name).mkdir()
    for number in range(FILES):
        part = rows[number * ROWS_PER_FILE : (number + 1) * ROWS_PER_FILE]
        pq.write_table(pa.Table.from_pylist(part), folder / "parquet" / f"{number:04}.parquet")
        lines = [json.dumps(row).encode() + b"\n" for row in part]
        (folder / "jsonl" / f"{number:04}.jsonl").write_bytes(b"".join(lines))
    return folder, summarize(run_pipe([json.dumps(row).encode() for row in rows]))


def summarize(rows):
    return sorted((row["id"], row["text"], row["dehusk"]["inLanguage"], row["dehusk"]["stats"]["wordsOut"]) for row in rows)


def read_rows(folder, name):
    if name == "parquet":
        return pq.read_table(folder).to_pylist()
    return [json.loads(line) for part in folder.glob("part-*") for line in part.read_bytes().split(b"\n")[:-1]]


class Killer(threading.Thread):
    """Kills one process of a kind every few seconds, in the midst of its work."""

    def __init__(self, cluster, kind, wanted):
        super().__init__(daemon=True)
        self.cluster, self.kind, self.wanted = cluster, kind, wanted
        self.kills = 0
        self.over = threading.Event()

    def run(self):
        rng = random.Random(11)
        while self.kills < self.wanted and not self.over.wait(rng.uniform(0.5, 2.5)):
            busy = self.cluster.find_busy(self.kind)
            while not busy and not self.over.wait(0.1):
                busy = self.cluster.find_busy(self.kind)
            if busy and self.cluster.kill(self.kind, rng.choice(busy)):
                self.kills += 1


@pytest.mark.parametrize(
    ("kind", "name"), [("executor", "parquet"), ("worker", "jsonl"), ("python", "jsonl"), ("node", "parquet")]
)
def test_the_same_rows_whatever_is_killed(cluster, corpus, packed, tmp_path, kind, name):
    folder, expected = corpus
    kills = 0
    while kills < KILLS:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        words = ["--input", folder / name, "--output", tmp_path / "out", "--format", name]
        command, environment = submit_command(packed, words, cluster.url, CONF)
        killer = Killer(cluster, kind, KILLS - kills)
        with open(tmp_path / "job.log", "wb") as log:
            job = subprocess.Popen(command, env=environment, cwd=packed, stdout=log, stderr=log)
            killer.start()
            try:
                code = job.wait(timeout=JOB_SECONDS)
            finally:
                killer.over.set()
                killer.join()
                job.kill()
        kills += killer.kills
        print(f"{kind}: {killer.kills} kills in this job, {kills} of {KILLS}")
        assert code == 0, (tmp_path / "job.log").read_text()[-4000:]
        assert killer.kills > 0, f"nothing of the kind {kind} was found to kill"
        assert (tmp_path / "out" / "_SUCCESS").exists()
        assert summarize(read_rows(tmp_path / "out", name)) == expected
    time.sleep(1)
    # What the killed left behind has ended, too.
    assert cluster.find_busy("node") == []
