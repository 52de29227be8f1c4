"""Reads the state's file of test results by student (DSR) as a file of students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_cli.facts.accountability import LeftOut, Read
from ai_cli.facts.students import NO, NOT_TESTED, VALID, YES
from ai_cli.inputs.accountability_rows import refused
from ai_cli.inputs.excel_file import Refused
from ai_cli.inputs.state_columns import Shape
from ai_cli.inputs.students_columns import IDENTIFIER, Column, columns_of
from ai_cli.inputs.students_dsr_columns import DSR_COLUMNS
from ai_cli.inputs.students_extra import missing_extra
from ai_cli.inputs.students_kept import Layout, collected, keep
from ai_cli.inputs.students_source import open_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ai_cli.facts.students import StudentCodes, Students, StudentsConfig

_NAMING = ("StudentLastName", "StudentFirstName", "StudentMiddleName", "LocalStudentID", "DateOfBirth")
"""Read only so that a finding never shows what stands in them; the rows that are kept do not have them."""

_FIELDS = {
    "student_id": "MarssStateReportingNumber",
    "subject": "TestSubject",
    "grade": "Grade",
    "number": "TestingDistrictNumber",
    "type": "TestingDistrictType",
    "school": "TestingschoolNumber",
    "race": "EthnicCode",
    "el": "EnglishLearnerFlag",
    "former_el": "PriorELAccountabilityFlag",
    "sped": "SpecialEducationFlag",
    "former_sped": "PriorSPEAccountabilityFlag",
    "frp": "FRPEligibleFlag",
    "new_to_country": "RecentlyArrivedEnglishLearnerFlag",
    "october_1_school": "October1SchoolFlag",
    "october_1_district": "October1DistrictFlag",
    "test": "TestName",
    "level": "AchievementLevel",
}
_TITLES = {
    **_FIELDS,
    "district_id": "TestingDistrictNumber, TestingDistrictType",
    "school_id": "TestingschoolNumber",
    "entry_school": "October1SchoolFlag",
    "entry_district": "October1DistrictFlag",
}
DSR = Shape(
    what="test results by student, as the state gives them to a district",
    fields={name: (title,) for name, title in _FIELDS.items()} | {one: (one,) for one in _NAMING},
    counts={},
    may_lack=frozenset(_NAMING),
)
_SUBJECTS = {"R": "R", "READING": "R", "M": "M", "MATH": "M", "MATHEMATICS": "M"}
_OTHER_SUBJECTS = ("S", "SCIENCE", "W", "WRITING")
_LEVELS = {"1": "D", "2": "P", "3": "M", "4": "E"}
_RACES = {"1": "AMI", "2": "ASI", "3": "HIS", "4": "BLK", "5": "WHT"}
OTHER_SUBJECT = "a subject that is not evaluated"

NOT_APPLIED = "R7, R15, R16 not applied"
LABELS = (
    NOT_APPLIED,
    "the full academic year of the state is taken as that of the district",
    "unverified: ethnic codes 1 to 5 as AMI, ASI, HIS, BLK, WHT; a test without a level as not tested",
)
"""What the layout lacks: days of absence, the language test, the first enrollment, and what its codes stand for."""

IN_PLACE = "the file has no header: its columns are taken in the order of the state's layout"


def read_dsr(
    file: str, codes: StudentCodes, config: StudentsConfig, content: bytes | None = None
) -> tuple[Students | None, Read]:
    """Return the rows of a DSR file, tab separated or CSV, and what was left out of it.

    Without a header the columns are those of the layout in their order, if there are as many. ``content`` is what was given in
    place of a file. Its flags are those of R6, R11, R12 and R14; a flag of October 1 stands for an enrollment on that day, its absence for one that
    began with the window. What the layout does not hold is said in the labels. Findings: as ``read_students``; a flag is shown as
    the day it stands for. Nothing is raised.
    """
    missing = missing_extra(file)
    if missing is not None:
        return None, Read(LeftOut(file, 0, {}), (missing,))
    try:
        source = open_source(file, DSR, content, DSR_COLUMNS)
        texts = collected(source, source.scan({}))
    except Refused as refusal:
        return None, refused(file, refusal)
    import polars as pl

    subject = pl.col("subject").str.to_uppercase()
    others = subject.is_in(_OTHER_SUBJECTS).fill_null(value=False)
    reasons = {OTHER_SUBJECT: int(texts.select(others.sum()).item())}
    named = tuple(Column(one, IDENTIFIER, may_be_empty=True) for one in _NAMING if one in source.names)
    rows = texts.filter(~others).select("line", *_as_students(config), *(one.name for one in named))
    columns = columns_of(codes)
    known = (*(one for one in columns if one.name in rows.columns), *named)
    labels = LABELS if source.has_header or source.delimiter is None else (*LABELS, IN_PLACE)
    return keep(rows, known, columns, Layout(file, _TITLES, labels), reasons)


def _as_students(config: StudentsConfig) -> list[pl.Expr]:
    """Return the columns of a file of students, as text, from those of the DSR."""
    import polars as pl

    def mapped(name: str, known: Mapping[str, str]) -> pl.Expr:
        upper = pl.col(name).str.to_uppercase()
        return upper.replace(known).alias(name)

    def flag(name: str) -> pl.Expr:
        return pl.col(name).str.to_uppercase().fill_null(NO).alias(name)

    def entered(name: str) -> pl.Expr:
        on_time, late = pl.lit(str(config.october_1)), pl.lit(str(config.window_start))
        value = pl.col(name).str.to_uppercase()
        return pl.when(value == YES).then(on_time).when(value == NO).then(late).otherwise(value)

    def last_marked(name: str) -> pl.Expr:
        return pl.when(pl.col(name).str.to_uppercase() == YES).then(pl.lit(str(config.year - 1)))

    district = pl.col("number").str.zfill(len("0001")) + "-" + pl.col("type").str.zfill(len("01"))
    words = pl.col("test").str.to_uppercase()
    kinds = ("MTAS", "MOD", "MCA")
    test = pl.coalesce(*(pl.when(words.str.contains(kind)).then(pl.lit(kind)) for kind in kinds), words)
    return [
        pl.col("student_id"),
        mapped("subject", _SUBJECTS),
        pl.col("grade"),
        district.alias("district_id"),
        (district + "-" + pl.col("school").str.zfill(len("010"))).alias("school_id"),
        entered("october_1_school").alias("entry_school"),
        entered("october_1_district").alias("entry_district"),
        entered("october_1_district").alias("entry_state"),
        pl.lit("0").alias("max_gap_days"),
        mapped("race", _RACES),
        *(flag(name) for name in ("el", "sped", "frp", "new_to_country")),
        last_marked("former_el").alias("el_last_marked"),
        last_marked("former_sped").alias("sped_last_marked"),
        pl.lit(NO).alias("elp_tested"),
        test.alias("test"),
        pl.when(pl.col("level").is_null())
        .then(pl.lit(NOT_TESTED))
        .otherwise(pl.lit(VALID))
        .alias("test_status"),
        mapped("level", _LEVELS),
        pl.lit(None, pl.String).alias("exit_date"),
        pl.lit(YES).alias("matched"),
    ]
