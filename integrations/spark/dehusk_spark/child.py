"""One `dehusk pipe` process: lines in, answers out, no thread and no lock."""

import json
import os
import selectors
import signal
import subprocess
import time
from collections import deque
from typing import Deque, Iterable, List, Sequence

CHUNK_BYTES = 1 << 16
STDERR_TAIL_CHARS = 4_000
EXIT_USAGE = 2


class CommandError(Exception):
    """dehusk cannot be run as asked: it is not there, or its options or rules are wrong. Trying again does not help."""


class ChildDied(Exception):
    """The process ended, broke the protocol or said nothing for too long. Another one may do better."""


class Child:
    """A running `dehusk pipe`. Lines and answers are bytes without line feed."""

    def __init__(self, command: Sequence[str], stall_seconds: float) -> None:
        self.waiting: Deque[bytes] = deque()
        """Lines that were handed in and not answered yet, the oldest first."""
        self.waiting_bytes = 0
        self._stall_seconds = stall_seconds
        self._sent = 0
        self._is_ending = False
        self._unsent = bytearray()
        self._partial = bytearray()
        self._tail = ""
        self._process = _start(command)
        self._selector = selectors.DefaultSelector()
        for stream in (self._process.stdout, self._process.stderr):
            os.set_blocking(stream.fileno(), False)
            self._selector.register(stream, selectors.EVENT_READ)
        os.set_blocking(self._process.stdin.fileno(), False)

    def send(self, line: bytes) -> None:
        """Takes a line on its way. Nothing is written before `receive`."""
        self.waiting.append(line)
        self.waiting_bytes += len(line)
        self._sent += 1
        self._unsent += line
        self._unsent += b"\n"

    def receive(self) -> List[bytes]:
        """Waits for answers, at least one. Raises ChildDied or CommandError."""
        answers = self._wait_for_lines()
        if len(answers) > len(self.waiting):
            self._bury("answered lines that it was not given")
        for _ in answers:
            self.waiting_bytes -= len(self.waiting.popleft())
        return answers

    def finish(self) -> None:
        """Sends the trailer and checks the one that comes back. All lines must have been answered."""
        self._unsent += json.dumps({"dehusk": {"end": self._sent}}).encode() + b"\n"
        self._is_ending = True
        trailer = b"".join(self._wait_for_lines())
        self.kill()
        if json.loads(trailer).get("dehusk", {}).get("end") != self._sent:
            raise CommandError(f"what was started counts other lines than it was given, {self._sent}: {trailer[:200]!r}")

    def kill(self) -> None:
        """Ends the process and all that it started, at once."""
        # Once it is known to have ended, its number may be another's.
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._selector.close()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            try:
                stream.close()
            except OSError:
                pass
        self._process.wait()

    def _wait_for_lines(self) -> List[bytes]:
        lines: List[bytes] = []
        deadline = time.monotonic() + self._stall_seconds
        while not lines:
            for stream in self._exchange(deadline):
                data = os.read(stream.fileno(), CHUNK_BYTES)
                if stream is self._process.stderr:
                    self._keep_tail(data)
                elif data:
                    lines += self._cut(data)
                else:
                    self._bury("ended before its time")
        return lines

    def _exchange(self, deadline: float) -> Iterable:
        """Writes what can be written and returns the streams that can be read."""
        stdin = self._process.stdin
        if self._unsent and stdin.fileno() not in self._selector.get_map():
            self._selector.register(stdin, selectors.EVENT_WRITE)
        ready = self._selector.select(max(0.0, deadline - time.monotonic()))
        if not ready:
            self._bury(f"said nothing for {self._stall_seconds:g} seconds")
        streams = [key.fileobj for key, _ in ready]
        if stdin in streams:
            self._write()
        return [stream for stream in streams if stream is not stdin]

    def _write(self) -> None:
        stdin = self._process.stdin
        try:
            del self._unsent[: os.write(stdin.fileno(), self._unsent[:CHUNK_BYTES])]
        except BlockingIOError:
            return
        except BrokenPipeError:
            # Why it died is learned from its other ends.
            self._unsent.clear()
        if not self._unsent:
            self._selector.unregister(stdin)
            if self._is_ending:
                stdin.close()

    def _cut(self, data: bytes) -> List[bytes]:
        self._partial += data
        if b"\n" not in data:
            return []
        *lines, rest = bytes(self._partial).split(b"\n")
        self._partial = bytearray(rest)
        return lines

    def _keep_tail(self, data: bytes) -> None:
        if not data:
            self._selector.unregister(self._process.stderr)
        self._tail = (self._tail + data.decode("utf-8", "replace"))[-STDERR_TAIL_CHARS:]

    def _bury(self, what: str) -> None:
        """Ends the process and raises what it died of."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            code = None
        rest = b"" if code is None else self._read_last_words()
        tail = (self._tail + rest.decode("utf-8", "replace")).strip()[-STDERR_TAIL_CHARS:]
        self.kill()
        if code == EXIT_USAGE:
            raise CommandError(tail or "dehusk refuses its options or rules")
        state = "" if code is None else f" with signal {-code}" if code < 0 else f" with exit code {code}"
        raise ChildDied(f"dehusk {what}{state}" + (f": {tail}" if tail else ""))

    def _read_last_words(self) -> bytes:
        try:
            return self._process.stderr.read() or b""
        except (OSError, ValueError):
            return b""


def _start(command: Sequence[str]) -> subprocess.Popen:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    try:
        # A session of its own, so that it can be ended with whatever it started.
        return subprocess.Popen(list(command), bufsize=0, start_new_session=True, **pipes)
    except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
        hint = "ship it with --archives, or install Node and dehusk on every machine"
        raise CommandError(f"{command[0]} cannot be started ({error.strerror}); {hint}") from error
