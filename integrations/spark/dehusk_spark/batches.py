"""Arrow batches in, Arrow batches out, through a session of dehusk."""

import json
from collections import deque
from typing import Any, Deque, Dict, Iterable, Iterator, List, Optional, Sequence

import pyarrow as pa

from .schema import to_column
from .session import SessionLimits, answer_lines


def clean_batches(
    batches: Iterable[pa.RecordBatch], command: Sequence[str], text: str, url: Optional[str], limits: SessionLimits
) -> Iterator[pa.RecordBatch]:
    """Each batch with its column `text` cleaned and the column `dehusk` put last, or in its old place."""
    for batch, answers in _answer_batches(batches, command, limits, lambda batch: _write_lines(batch, text, url)):
        yield _add_answers(batch, text, answers)


def clean_line_batches(
    batches: Iterable[pa.RecordBatch], command: Sequence[str], limits: SessionLimits
) -> Iterator[pa.RecordBatch]:
    """Each batch of one column of lines with the answers in their place, as `dehusk pipe` writes them."""
    for batch, answers in _answer_batches(batches, command, limits, _read_lines):
        lines = [None if answer is None else answer.decode() for answer in answers]
        yield pa.RecordBatch.from_arrays([pa.array(lines, type=batch.schema.field(0).type)], schema=batch.schema)


def _answer_batches(batches, command, limits, to_lines):
    """Yields each batch with one answer a row, None for rows without line. Later batches are read ahead of earlier answers."""
    open_batches: Deque = deque()

    def hand_in() -> Iterator[bytes]:
        for batch in batches:
            lines = to_lines(batch)
            open_batches.append((batch, [line is not None for line in lines], []))
            yield from (line for line in lines if line is not None)

    def close() -> Iterator:
        while open_batches and len(open_batches[0][2]) == sum(open_batches[0][1]):
            batch, has_line, answers = open_batches.popleft()
            rest = iter(answers)
            yield batch, [next(rest) if has else None for has in has_line]

    for answer in answer_lines(hand_in(), command, limits):
        yield from close()
        open_batches[0][2].append(answer)
    yield from close()


def _write_lines(batch: pa.RecordBatch, text: str, url: Optional[str]) -> List[Optional[bytes]]:
    texts = batch.column(text).to_pylist()
    urls = [None] * len(texts) if url is None else batch.column(url).to_pylist()
    return [None if body is None else _write_line(body, address) for body, address in zip(texts, urls)]


def _write_line(text: str, url: Optional[str]) -> bytes:
    record = {"text": text} if url is None else {"url": url, "text": text}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _read_lines(batch: pa.RecordBatch) -> List[Optional[bytes]]:
    return [None if line is None else line.encode() for line in batch.column(0).to_pylist()]


def _add_answers(batch: pa.RecordBatch, text: str, answers: List[Optional[bytes]]) -> pa.RecordBatch:
    records: List[Optional[Dict[str, Any]]] = [None if answer is None else json.loads(answer) for answer in answers]
    own = to_column([None if record is None else record["dehusk"] for record in records])
    # Of a line that was too long, no text comes back: the row keeps its own.
    texts = [
        old if record is None else record.get("text", old)
        for record, old in zip(records, batch.column(text).to_pylist())
    ]
    columns = dict(zip(batch.schema.names, batch.columns))
    columns[text] = pa.array(texts, type=batch.schema.field(text).type)
    columns["dehusk"] = own
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
