"""Finds students who stand twice in the window: at two schools, or with two rows of one subject."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.accountability.same_student import bare_number
from ai_cli.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from ai_cli.findings import Finding

    Row = dict[str, Any]

ROW_TWICE, TWO_SCHOOLS, TWO_WORDS = (
    "a row that stands twice",
    "a student at two schools in the window",
    "rows of one student and subject that differ",
)
"""Why rows are left out."""

_NOT_COMPARED = frozenset({"line", "row_id"})


class Twice(NamedTuple):
    """The lines of rows that are left out, why, and what is said of them."""

    lines: tuple[int, ...]
    reasons: Mapping[str, int]
    findings: tuple[Finding, ...]


def twice(frame: pl.DataFrame, counts: pl.Expr, subjects: Sequence[str], file: str) -> Twice:
    """Return what stands twice among the rows of a frame that count in the window.

    Of rows alike in everything the first stays. Rows of one student and subject that differ are left out, and all rows of a
    student who is at two schools, since R10 counts a student at one. Leading zeros of numbers do not matter. Students are compared by a short number made of theirs,
    and only those whose numbers are the same are looked at in full.
    """
    import polars as pl

    number = _number(frame)
    near = frame.select(
        number.hash().alias("key"),
        pl.col("subject").to_physical().alias("subject"),
        pl.col("school_id").to_physical().alias("school"),
        counts.alias("counts"),
    )
    near = near.filter("counts").sort("key")
    # of more rows than subjects two lie that near to each other which are of one subject, in whatever order they are
    apart = range(1, len(subjects) + 1)
    unlike = [
        (pl.col("key") == pl.col("key").shift(rows))
        & (
            (pl.col("subject") == pl.col("subject").shift(rows))
            | (pl.col("school") != pl.col("school").shift(rows))
        )
        for rows in apart
    ]
    keys = near.filter(pl.any_horizontal(unlike).fill_null(value=False))["key"].unique()
    if not keys.len():
        return Twice((), {}, ())
    rows = frame.filter(counts & number.hash().is_in(keys.implode())).sort("line")
    rows = rows.with_columns(number)
    return _said(rows.iter_rows(named=True), file)


def _number(frame: pl.DataFrame) -> pl.Expr:
    """Return by what a student is known: the number as it stands where all are equally long, so that none has lost its zeros."""
    import polars as pl

    lengths = pl.col("student_id").str.len_bytes()
    shortest, longest = frame.select(lengths.min().alias("least"), lengths.max().alias("most")).row(0)
    return pl.col("student_id") if shortest == longest else bare_number()


def _said(rows: Iterator[Row], file: str) -> Twice:
    students: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        students[row["student_id"]].append(row)
    lines: list[int] = []
    reasons: Counter[str] = Counter()
    findings: list[Finding] = []
    for own in students.values():
        for line, reason, one in _of_student(own, file):
            lines.append(line)
            reasons[reason] += 1
            findings.append(one)
    return Twice(tuple(lines), reasons, tuple(findings))


def _of_student(rows: Sequence[Row], file: str) -> Iterator[tuple[int, str, Finding]]:
    schools = sorted({str(row["school_id"]) for row in rows})
    first = rows[0]["line"]
    if len(schools) > 1:
        for row in rows:
            found = f"the student of this row is enrolled in the window at {' and '.join(schools)}"
            yield row["line"], TWO_SCHOOLS, _a107(file, row["line"], found, first)
        return
    subjects: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        subjects[row["subject"]].append(row)
    for same in subjects.values():
        first = same[0]["line"]
        if len({_words(row) for row in same}) > 1:
            for row in same:
                found = "rows of the same student and subject say different things"
                yield row["line"], TWO_WORDS, _a107(file, row["line"], found, first)
        else:
            for row in same[1:]:
                place, key = Place(file, line=row["line"]), "the row of a student and subject"
                yield (
                    row["line"],
                    ROW_TWICE,
                    finding("I104", place, key=key, found="the same row", first=f"in row {first}"),
                )


def _words(row: Row) -> tuple[object, ...]:
    return tuple(value for name, value in row.items() if name not in _NOT_COMPARED)


def _a107(file: str, line: int, found: str, first: int) -> Finding:
    return finding("A107", Place(file, line=line), key="student_id", found=found, first=f"in row {first}")
