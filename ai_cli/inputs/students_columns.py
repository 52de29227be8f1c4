"""The columns of a file of students: what each may hold, and how polars reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ai_cli.facts.students import EVERY_ROW, GRADES, NO, TEST_STATUSES, VALID, YES
from ai_cli.inputs.state_columns import Shape

if TYPE_CHECKING:
    import polars as pl

    from ai_cli.facts.students import StudentCodes

TEXT, IDENTIFIER, CODE, ANSWER, DAY, COUNT, YEAR, SCORE, DISTRICT, SCHOOL = (
    "text", "identifier", "code", "answer", "day", "count", "year", "score", "district", "school",
)  # fmt: skip
"""The kinds of columns."""

SCORE_DECIMALS, SCORE_DIGITS = 6, 12
SCORE_PATTERN = r"^-?[0-9]{1,2}(\.[0-9]{1,6})?$"
COUNT_PATTERN = r"^[0-9]{1,4}$"
FIRST_YEAR, LAST_YEAR = 1970, 2100


class Column(NamedTuple):
    """One column: its kind, the codes it may hold, and whether it may be empty or lacking."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()
    may_be_empty: bool = False
    may_lack: bool = False

    def type_in_file(self) -> Any:
        """Return the type as which polars reads the column right from the file.

        Days and scores are read as text: polars would take 01/02/2012 for one of two days, and round a score.
        """
        import polars as pl

        if self.kind in (CODE, ANSWER):
            return pl.Enum(self.codes)
        if self.kind in (DISTRICT, SCHOOL):
            return pl.Categorical
        return pl.UInt16 if self.kind in (COUNT, YEAR) else pl.String

    def type_here(self) -> Any:
        """Return the type of the column once its values are known to be good."""
        import polars as pl

        if self.kind == DAY:
            return pl.Date
        return pl.Decimal(SCORE_DIGITS, SCORE_DECIMALS) if self.kind == SCORE else self.type_in_file()

    def value(self) -> pl.Expr:
        """Return the value of a text without outer spaces as its kind has it, null where it cannot be read."""
        import polars as pl

        text = pl.col(self.name)
        if self.kind == SCORE:
            text = pl.when(text.str.contains(SCORE_PATTERN)).then(text)
        elif self.kind in (COUNT, YEAR):
            text = pl.when(text.str.contains(COUNT_PATTERN)).then(text)
        elif self.kind == CODE and self.codes == GRADES:
            text = text.str.strip_chars_start("0")
        elif self.kind == DAY:
            text = pl.when(text.str.len_bytes() == len("2012-10-01")).then(
                text.str.to_date("%Y-%m-%d", strict=False)
            )
        return text.cast(self.type_here(), strict=False)

    @property
    def is_converted(self) -> bool:
        """Whether the column is read as text and then made into what it is."""
        return self.kind in (DAY, SCORE)

    def is_strange(self, text: pl.Expr) -> pl.Expr:
        """Tell where a value, read right from the file, is missing or needs a closer look.

        ``text`` is what it was converted from.
        """
        import polars as pl

        value = pl.col(self.name)
        if self.kind == IDENTIFIER:
            return value.is_null() | value.str.starts_with(" ") | value.str.ends_with(" ")
        if self.kind == YEAR:
            return ~value.is_between(FIRST_YEAR, LAST_YEAR).fill_null(value=True)
        if self.is_converted and self.may_be_empty:
            return value.is_null() & text.is_not_null()
        return pl.lit(value=False) if self.may_be_empty else value.is_null()

    def is_wrong(self) -> pl.Expr:
        """Tell where the value of a text cannot be read, or is missing."""
        import polars as pl

        wrong = self.value().is_null()
        if self.kind == YEAR:
            wrong = wrong | ~self.value().is_between(FIRST_YEAR, LAST_YEAR)
        return (wrong & pl.col(self.name).is_not_null()) if self.may_be_empty else wrong


def columns_of(codes: StudentCodes) -> tuple[Column, ...]:
    """Return the columns of a file of students, in their order."""
    answers = (NO, YES)
    return (
        Column("row_id", TEXT, may_be_empty=True, may_lack=True),
        Column("student_id", IDENTIFIER),
        Column("subject", CODE, codes.subjects),
        Column("grade", CODE, GRADES),
        Column("district_id", DISTRICT),
        Column("school_id", SCHOOL),
        Column("entry_school", DAY),
        Column("entry_district", DAY),
        Column("entry_state", DAY),
        Column("exit_date", DAY, may_be_empty=True),
        Column("max_gap_days", COUNT),
        Column("race", CODE, codes.races),
        Column("el", ANSWER, answers),
        Column("el_last_marked", YEAR, may_be_empty=True),
        Column("sped", ANSWER, answers),
        Column("sped_last_marked", YEAR, may_be_empty=True),
        Column("frp", ANSWER, answers),
        Column("section504", ANSWER, answers, may_be_empty=True, may_lack=True),
        Column("new_to_country", ANSWER, answers),
        Column("elp_tested", ANSWER, answers, may_be_empty=True),
        Column("test", CODE, codes.tests, may_be_empty=True),
        Column("test_status", CODE, TEST_STATUSES),
        Column("level", CODE, codes.levels, may_be_empty=True),
        Column("growth_z", SCORE, may_be_empty=True, may_lack=True),
        Column("accommodation", ANSWER, answers, may_be_empty=True, may_lack=True),
        Column("matched", ANSWER, answers),
    )


IN_ORDER = (
    ("entry_state", "entry_district"),
    ("entry_district", "entry_school"),
    ("entry_school", "exit_date"),
)
"""Pairs of days of which the second is never before the first."""

SCORED = ("test", "level")
"""What a valid test must have."""


def shape_of(columns: tuple[Column, ...]) -> Shape:
    """Return what the header must have."""
    lacking = frozenset(one.name for one in columns if one.may_lack)
    return Shape(EVERY_ROW, {one.name: (one.name,) for one in columns}, {}, lacking)


def contradicts() -> pl.Expr:
    """Tell where values that can be read cannot be together.

    Days are out of order, a valid test is without a level, or there is a student new to the country of whom it is not said whether the language test was taken.
    """
    import polars as pl

    disorder = [pl.col(second) < pl.col(first) for first, second in IN_ORDER]
    unscored = [(pl.col("test_status") == VALID) & pl.col(name).is_null() for name in SCORED]
    unknown = (pl.col("new_to_country") == YES) & pl.col("elp_tested").is_null()
    return pl.any_horizontal(*disorder, *unscored, unknown).fill_null(value=False)
