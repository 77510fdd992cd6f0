"""Cleans texts with dehusk inside Apache Spark. See README.md."""

from .child import Child, ChildDied, CommandError
from .session import SessionLimits, answer_lines

__all__ = ["Child", "ChildDied", "CommandError", "SessionLimits", "answer_lines", "clean_documents", "clean_lines"]


def __getattr__(name):
    # Sessions serve without Spark and Arrow, too, say below Ray or Slurm.
    if name in ("clean_documents", "clean_lines"):
        from . import transform

        return getattr(transform, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
