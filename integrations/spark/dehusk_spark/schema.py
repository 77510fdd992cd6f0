"""The column `dehusk`: what dehusk says of a text, with types."""

from typing import Any, Dict, List, Optional

import pyarrow as pa

TEXTS = pa.list_(pa.string())

METADATA = pa.struct(
    [
        *[(name, pa.string()) for name in ("title", "datePublished", "dateModified", "publisher", "inLanguage")],
        *[(name, TEXTS) for name in ("author", "isPartOf", "about", "keywords", "spatialCoverage", "contactPoint")],
        *[(name, pa.string()) for name in ("isBasedOn", "articleSection", "authorDescription", "creditText", "url")],
        ("copyrightHolder", TEXTS),
        ("copyrightYear", pa.int32()),
        *[(name, pa.string()) for name in ("copyrightNotice", "license", "usageInfo", "timeRequired")],
        ("wordCount", pa.int32()),
    ]
)

STATS = pa.struct(
    [
        *[(name, pa.int32()) for name in ("wordsIn", "wordsOut", "blocksIn", "blocksCut")],
        ("cutWords", pa.map_(pa.string(), pa.int32())),
        ("input", pa.string()),
    ]
)

MESSAGE = pa.struct([("code", pa.string()), ("message", pa.string())])

EDIT = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        *[(name, pa.string()) for name in ("kind", "removed", "inserted", "rule", "category")],
        ("score", pa.float64()),
    ]
)

ANSWER = pa.struct(
    [
        ("metadata", METADATA),
        ("inLanguage", pa.string()),
        ("stats", STATS),
        ("warnings", pa.list_(MESSAGE)),
        ("edits", pa.list_(EDIT)),
        ("error", MESSAGE),
    ]
)


def to_column(answers: List[Optional[Dict[str, Any]]]) -> pa.Array:
    """The `dehusk` fields of answers as an Arrow array; null where there was no text."""
    for answer in answers:
        stats = None if answer is None else answer.get("stats")
        if stats is not None:
            # Arrow takes maps as pairs.
            stats["cutWords"] = list(stats["cutWords"].items())
    return pa.array(answers, type=ANSWER)
