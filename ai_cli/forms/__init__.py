"""Forms: an aid program written once as numbered lines, and the readers that make everything else from it."""

from ai_cli.forms.calculate import calculate, decimal_of
from ai_cli.forms.entries import Entries, Entry
from ai_cli.forms.explain import explain
from ai_cli.forms.form import Form, FormIsNotSound
from ai_cli.forms.spreadsheet import Cells, spreadsheet_formula
from ai_cli.forms.words import in_words

__all__ = [
    "Cells",
    "Entries",
    "Entry",
    "Form",
    "FormIsNotSound",
    "calculate",
    "decimal_of",
    "explain",
    "in_words",
    "spreadsheet_formula",
]
