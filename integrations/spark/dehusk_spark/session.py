"""Cleans lines, whatever becomes of the processes that do it."""

import json
from collections import deque
from typing import Iterator, NamedTuple, Sequence

from .child import Child, ChildDied

PROBE = b'{"text":""}'


class SessionLimits(NamedTuple):
    """When to give up, and how far to write ahead."""

    stall_seconds: float = 120.0
    """A process that answers nothing for so long is taken for dead."""
    attempts: int = 3
    """A line that so many processes died of, one after another and each with no other line, is answered with an error."""
    deaths: int = 100
    """So many dead processes are a fault of the machine, and the session fails."""
    ahead_bytes: int = 1 << 20
    """Lines that may wait for their answers at a time; at least one does."""


def answer_lines(
    lines: Iterator[bytes], command: Sequence[str], limits: SessionLimits = SessionLimits()
) -> Iterator[bytes]:
    """
    Yields the answer of `dehusk pipe` to each of `lines`, in order, each once.

    Where a process dies, another goes on with the first line that was not answered, one at a time until it is past all
    that the dead one held: so the line that kills is found, and answered with the error record `E_CHILD`.

    Raises CommandError where dehusk cannot be run at all, ChildDied where processes die of no line in particular.
    """
    session = _Session(command, limits)
    try:
        yield from session.answer(iter(lines))
    finally:
        session.child.kill()


class _Session:
    def __init__(self, command: Sequence[str], limits: SessionLimits) -> None:
        self._command = command
        self._limits = limits
        self._deaths = 0
        self.child = self._start()

    def answer(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        while True:
            try:
                self._fill(lines)
                if not self.child.waiting:
                    self.child.finish()
                    return
                answers = self.child.receive()
            except ChildDied as death:
                left = deque(self.child.waiting)
                self._replace(death)
                while left:
                    yield self._answer_alone(left.popleft())
            else:
                yield from answers

    def _fill(self, lines: Iterator[bytes]) -> None:
        while self.child.waiting_bytes < self._limits.ahead_bytes:
            line = next(lines, None)
            if line is None:
                return
            self.child.send(line)

    def _answer_alone(self, line: bytes) -> bytes:
        message = ""
        for _ in range(self._limits.attempts):
            try:
                self.child.send(line)
                return self.child.receive()[0]
            except ChildDied as death:
                message = str(death)
                self._replace(death)
        return _add_error(line, "E_PROCESS", message)

    def _replace(self, death: ChildDied) -> None:
        self._deaths += 1
        if self._deaths > self._limits.deaths:
            raise death
        self.child = self._start()

    def _start(self) -> Child:
        """A process that is known to answer: the next line that it dies of is to blame, not the machine."""
        last = ChildDied("")
        for _ in range(self._limits.attempts):
            child = Child(self._command, self._limits.stall_seconds)
            try:
                child.send(PROBE)
                child.receive()
                return child
            except ChildDied as death:
                last = death
        raise last


def _add_error(line: bytes, code: str, message: str) -> bytes:
    """The error record for a line, as dehusk itself writes them: what the line holds stays as it is."""
    error = json.dumps({"error": {"code": code, "message": message}})
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        return b'{"dehusk":' + error.encode() + b"}"
    if "dehusk" in record:
        return json.dumps({**record, "dehusk": json.loads(error)}, ensure_ascii=False).encode()
    comma = b"," if record else b""
    return line.rstrip()[:-1].rstrip() + comma + b'"dehusk":' + error.encode() + b"}"
