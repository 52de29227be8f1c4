"""Forms: an aid program written once as numbered lines, and the readers that make everything else from it.

The readers: ``calculate`` fills a form, ``words`` writes a formula out, ``explain`` gives the tree under a line,
``spreadsheet`` a live formula for a workbook.
"""

from ai_cli.forms.calculate import calculate, decimal_of
from ai_cli.forms.entries import Entries, Entry
from ai_cli.forms.form import Form, FormIsNotSound

__all__ = ["Entries", "Entry", "Form", "FormIsNotSound", "calculate", "decimal_of"]
