"""dehusk as a step between Spark data frames."""

from typing import Optional, Sequence

from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_type
from pyspark.sql.types import StringType, StructField, StructType

from .batches import clean_batches, clean_line_batches
from .command import check_command, resolve_command
from .schema import ANSWER
from .session import SessionLimits


def clean_documents(
    frame: DataFrame,
    text: str = "text",
    url: Optional[str] = None,
    options: Sequence[str] = (),
    command: Optional[Sequence[str]] = None,
    limits: SessionLimits = SessionLimits(),
) -> DataFrame:
    """
    Cleans the column `text`; all other columns stay as they are, and so do the rows without text.

    The column `dehusk`, a struct, tells of each row what dehusk found: `metadata`, `inLanguage`, `stats`, `warnings`,
    `edits` with the option `--edits`, and `error` for a row that could not be cleaned and keeps its text.

    url: column with the address of the page; `url` where there is such a column.
    options: words for `dehusk pipe`, such as `["--level", "strict", "--rules", "own.json"]`.
    command: how to start dehusk, without `pipe`; found in the archive or on the path when absent.

    Raises CommandError at once for wrong options and rules, if dehusk is on the driver, too.
    """
    address = url if url is not None else "url" if "url" in frame.columns else None
    _check_columns(frame, [text] if address is None else [text, address])
    check_command(command, options, limits)
    words, kept = tuple(options), [field for field in frame.schema.fields if field.name != "dehusk"]
    field = StructField("dehusk", from_arrow_type(ANSWER))
    fields = [*kept, field] if "dehusk" not in frame.columns else [
        field if old.name == "dehusk" else old for old in frame.schema.fields
    ]

    def clean(batches):
        return clean_batches(batches, resolve_command(command, words), text, address, limits)

    return frame.mapInArrow(clean, StructType(fields))


def clean_lines(
    frame: DataFrame,
    options: Sequence[str] = (),
    command: Optional[Sequence[str]] = None,
    limits: SessionLimits = SessionLimits(),
) -> DataFrame:
    """
    Cleans JSON lines: a frame of one string column, as `spark.read.text` gives it, becomes one of the answers that
    `dehusk pipe` writes. So fields that dehusk does not know are kept byte for byte, and no schema is guessed.
    """
    if len(frame.columns) != 1:
        raise ValueError(f"lines are one column, not {len(frame.columns)}: {', '.join(frame.columns)}")
    _check_columns(frame, frame.columns)
    check_command(command, options, limits)
    words = tuple(options)

    def clean(batches):
        return clean_line_batches(batches, resolve_command(command, words), limits)

    return frame.mapInArrow(clean, frame.schema)


def _check_columns(frame: DataFrame, names: Sequence[str]) -> None:
    for name in names:
        if name not in frame.columns:
            raise ValueError(f"there is no column {name!r}; there are {', '.join(frame.columns)}")
        if not isinstance(frame.schema[name].dataType, StringType):
            raise ValueError(f"the column {name!r} holds {frame.schema[name].dataType.simpleString()}, not strings")
