"""Reads every mart of a published night with tools of Python and prints what each of them found.

    read_marts.py HOME READER...

A line of JSON for each reader and mart: the columns with their types, the number of rows, and a
digest of the rows that knows no order. The tests compare these with what Java's readers find.
"""

import hashlib
import json
import struct
import sys
from pathlib import Path

import pyarrow as pa

HOME = Path(sys.argv[1])
PUBLISHED = HOME / "published"


def type_name(arrow):
    """The type as a contract writes it."""
    if pa.types.is_list(arrow) or pa.types.is_large_list(arrow):
        return f"ARRAY<{type_name(arrow.value_type)}>"
    if pa.types.is_decimal(arrow):
        return f"DECIMAL({arrow.precision},{arrow.scale})"
    if pa.types.is_timestamp(arrow):
        if arrow.unit != "us":
            return f"TIMESTAMP in {arrow.unit}"
        return "TIMESTAMP" if arrow.tz else "TIMESTAMP_NTZ"
    names = {
        pa.string(): "STRING",
        pa.large_string(): "STRING",
        pa.string_view(): "STRING",
        pa.int32(): "INT",
        pa.int64(): "BIGINT",
        pa.float64(): "DOUBLE",
        pa.bool_(): "BOOLEAN",
        pa.date32(): "DATE",
    }
    return names.get(arrow, str(arrow))


def text(value):
    """The one way in which a value is written, whatever read it."""
    if value is None:
        return "~"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, list):
        return "[" + joined(text(each) for each in value) + "]"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)


def joined(texts):
    return "".join(f"{len(each)}:{each}" for each in texts)


def told(reader, mart, table):
    total = 0
    columns = []
    for column in table.columns:
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.int64())
        if pa.types.is_decimal(column.type):
            columns.append(
                [None if each is None else format(each, "f") for each in column.to_pylist()]
            )
        else:
            columns.append(column.to_pylist())
    for row in zip(*columns, strict=True):
        digest = hashlib.md5(joined(text(each) for each in row).encode()).digest()
        total = (total + int.from_bytes(digest)) % (1 << 128)
    answer = {
        "reader": reader,
        "mart": mart,
        "columns": [f"{field.name} {type_name(field.type)}" for field in table.schema],
        "rows": table.num_rows,
        "digest": f"{total:032x}",
    }
    print(json.dumps(answer))


def read_deltalake(name, table, version, export):
    from deltalake import DeltaTable

    told("deltalake, Delta", name, DeltaTable(table, version=version).to_pyarrow_table())


def read_pandas(name, table, version, export):
    import pandas
    from deltalake import DeltaTable

    def arrow(frame):
        return pa.Table.from_pandas(frame, preserve_index=False)

    told(
        "pandas, Delta",
        name,
        arrow(DeltaTable(table, version=version).to_pandas(types_mapper=pandas.ArrowDtype)),
    )
    told("pandas, exports", name, arrow(pandas.read_parquet(export, dtype_backend="pyarrow")))


def read_polars(name, table, version, export):
    import polars

    told("polars, Delta", name, polars.read_delta(str(table), version=version).to_arrow())
    told("polars, exports", name, polars.read_parquet(export).to_arrow())


def duckdb_session(*place, **options):
    import duckdb

    session = duckdb.connect(*place, **options)
    session.execute("SET TimeZone = 'UTC'")
    return session


def read_duckdb(name, table, version, export):
    import duckdb
    import duckdb_extension_delta

    extension = (
        Path(duckdb_extension_delta.__file__).parent
        / f"extensions/v{duckdb.__version__}/delta.duckdb_extension"
    )
    session = duckdb_session()
    session.execute(f"LOAD '{extension}'")
    session.execute(f"ATTACH '{table}' AS mart (TYPE delta, VERSION {version})")
    told("DuckDB, Delta", name, session.execute("FROM mart").to_arrow_table())


def read_old_duckdb(name, table, version, export):
    import duckdb

    if duckdb.__version__ != "1.0.0":
        raise SystemExit(f"DuckDB is {duckdb.__version__}, not 1.0.0")
    with duckdb_session(str(PUBLISHED / "marts.duckdb"), read_only=True) as session:
        told(
            "DuckDB 1.0.0, marts.duckdb",
            name,
            session.execute(f'FROM "{name}"').fetch_arrow_table(),
        )
    with duckdb_session() as session:
        files = f"read_parquet('{export}/*.parquet', hive_partitioning = false)"
        told("DuckDB 1.0.0, exports", name, session.execute(f"FROM {files}").fetch_arrow_table())


READERS = {
    "deltalake": read_deltalake,
    "pandas": read_pandas,
    "polars": read_polars,
    "duckdb": read_duckdb,
    "duckdb-1.0": read_old_duckdb,
}

for mart, place in json.loads((PUBLISHED / "manifest.json").read_text())["marts"].items():
    for one in sys.argv[2:]:
        READERS[one](mart, HOME / place["path"], place["version"], PUBLISHED / place["export"])
