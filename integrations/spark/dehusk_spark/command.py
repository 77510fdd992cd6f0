"""Where dehusk is, on whatever machine this runs."""

import os
import shutil
from pathlib import Path
from typing import List, Optional, Sequence

from .child import CommandError
from .session import SessionLimits, answer_lines

ARCHIVE = "dehusk"
"""What `--archives dehusk-runtime.tar.gz#dehusk` unpacks to."""


def resolve_command(command: Optional[Sequence[str]], options: Sequence[str]) -> List[str]:
    """
    The words that start `dehusk pipe`: `command` if it is given, else Node and dehusk from the archive, else `dehusk`
    from the path. Raises CommandError where there is none.
    """
    found = list(command) if command else _find_archived() or _find_installed()
    if found is None:
        hint = f"add --archives dehusk-runtime.tar.gz#{ARCHIVE}, or install Node and dehusk on every machine"
        raise CommandError(f"dehusk is not on this machine; {hint}")
    return [*found, "pipe", *options]


def check_command(command: Optional[Sequence[str]], options: Sequence[str], limits: SessionLimits) -> None:
    """Raises CommandError for wrong options and rules, before a job starts. Says nothing where dehusk is elsewhere only."""
    try:
        words = resolve_command(command, options)
    except CommandError:
        return
    if shutil.which(words[0]) is not None:
        list(answer_lines(iter(()), words, limits))


def _find_archived() -> Optional[List[str]]:
    for folder in _list_file_folders():
        node = folder / ARCHIVE / "bin" / "node"
        if node.exists():
            return [str(node), str(folder / ARCHIVE / "dist" / "cli" / "main.cjs")]
    return None


def _list_file_folders() -> List[Path]:
    try:
        from pyspark import SparkFiles

        return [Path(SparkFiles.getRootDirectory()), Path.cwd()]
    except Exception:  # Without Spark, or outside of a job, Spark knows no folder.
        return [Path.cwd()]


def _find_installed() -> Optional[List[str]]:
    path = shutil.which("dehusk", path=os.environ.get("PATH"))
    return None if path is None else [path]
