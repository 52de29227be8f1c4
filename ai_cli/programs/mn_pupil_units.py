"""Pupil units from average daily membership, the form behind line (1) of Minnesota's programs."""

from __future__ import annotations

from ai_cli.forms import Form
from ai_cli.forms.expressions import by_reading, line, rate
from ai_cli.forms.lines import Derived, Given
from ai_cli.results.filled_form import Unit

_CITE = "Minn. Stat. 126C.05, subd. 1"
_URL = "https://www.revisor.mn.gov/statutes/cite/126C.05"


def _membership(number: str, key: str, label: str) -> Given:
    source = f"pupil_units.adm.{key}"
    return Given(number, key, label, Unit.PUPILS, source, cite=_CITE, url=_URL, standing="statute")


PUPIL_UNITS = Form(
    key="mn-pupil-units",
    title="Pupil units from membership",
    law="mn-pupil-units",
    lines=(
        _membership("1", "early_childhood", "Membership, early childhood"),
        _membership("2", "kindergarten", "Membership, kindergarten"),
        _membership("3", "grades_1_3", "Membership, grades 1 to 3"),
        _membership("4", "grades_4_6", "Membership, grades 4 to 6"),
        _membership("5", "grades_7_12", "Membership, grades 7 to 12"),
        Derived(
            "6",
            "pupil_units",
            "Pupil units",
            Unit.PUPIL_UNITS,
            line("early_childhood") * rate("early_childhood_weight")
            + line("kindergarten")
            * by_reading(
                "kindergarten",
                {"all-day": rate("kindergarten_weight"), "half-day": rate("half_day_kindergarten_weight")},
            )
            + line("grades_1_3") * rate("grades_1_3_weight")
            + line("grades_4_6") * rate("grades_4_6_weight")
            + line("grades_7_12") * rate("grades_7_12_weight"),
            cite=_CITE,
            url=_URL,
            standing="statute",
        ),
    ),
)
