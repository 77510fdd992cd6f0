"""
Cleans Parquet or JSON lines with Spark:

    spark-submit --py-files dehusk_spark.zip --archives dehusk-runtime.tar.gz#dehusk \\
        dehusk_job.py --input s3a://corpus/raw --output s3a://corpus/clean --format parquet

Options that this job does not know go to `dehusk pipe`.
"""

import argparse
import sys
from typing import List, Tuple

from dehusk_spark import CommandError, SessionLimits, clean_documents, clean_lines
from pyspark.sql import DataFrame, SparkSession

# Articles are far larger than the rows that the default of 10,000 is meant for.
ROWS_PER_BATCH = "256"


def read_arguments(words: List[str]) -> Tuple[argparse.Namespace, List[str]]:
    parser = argparse.ArgumentParser(description="Cleans Parquet or JSON lines with dehusk.", allow_abbrev=False)
    parser.add_argument("--input", required=True, nargs="+", help="files or folders, as Spark takes them")
    parser.add_argument("--output", required=True, help="folder to write, which must not exist")
    parser.add_argument("--format", choices=["parquet", "jsonl"], required=True)
    parser.add_argument("--text-field", default="text", help="column or field of the text")
    parser.add_argument("--url-field", help="column of the address, for Parquet; url when absent")
    parser.add_argument("--partitions", type=int, help="cut the input into so many tasks, rather than as it is stored")
    parser.add_argument("--compression", default=None, help="of the output: gzip, zstd, none, ...")
    parser.add_argument("--stall-seconds", type=float, default=SessionLimits().stall_seconds)
    parser.add_argument("--command", nargs="+", help="how to start dehusk; from the archive or the path when absent")
    return parser.parse_known_args(words)


def clean_parquet(spark: SparkSession, given: argparse.Namespace, options: List[str]) -> DataFrame:
    frame = split(spark.read.parquet(*given.input), given)
    limits = SessionLimits(stall_seconds=given.stall_seconds)
    return clean_documents(frame, given.text_field, given.url_field, options, given.command, limits)


def clean_jsonl(spark: SparkSession, given: argparse.Namespace, options: List[str]) -> DataFrame:
    frame = split(spark.read.text(given.input, lineSep="\n"), given)
    words = ["--text-field", given.text_field, *options]
    return clean_lines(frame, words, given.command, SessionLimits(stall_seconds=given.stall_seconds))


def split(frame: DataFrame, given: argparse.Namespace) -> DataFrame:
    return frame if given.partitions is None else frame.repartition(given.partitions)


def main(words: List[str]) -> int:
    given, options = read_arguments(words)
    spark = SparkSession.builder.appName("dehusk").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS_PER_BATCH)
    try:
        frame = clean_parquet(spark, given, options) if given.format == "parquet" else clean_jsonl(spark, given, options)
    except (CommandError, ValueError) as error:
        print(f"dehusk_job: {error}", file=sys.stderr)
        return 2
    writer = frame.write if given.compression is None else frame.write.option("compression", given.compression)
    if given.format == "parquet":
        writer.parquet(given.output)
    else:
        writer.text(given.output, lineSep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
