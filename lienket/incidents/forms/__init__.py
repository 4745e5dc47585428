"""What people fill in about incidents."""

from lienket.incidents.forms.listing import ListForm, SituationForm
from lienket.incidents.forms.reporting import ReportForm
from lienket.incidents.forms.statements import SignForm
from lienket.incidents.forms.together import (
    AidForm,
    CopyForm,
    HelpForm,
    LinkForm,
    ReceiptForm,
    ReferralForm,
    StateForm,
    TaskForm,
)
from lienket.incidents.forms.writing import (
    CloseForm,
    EntryForm,
    FiguresForm,
    RateForm,
    ReopenForm,
    RoleForm,
)

__all__ = [
    "AidForm",
    "CloseForm",
    "CopyForm",
    "EntryForm",
    "FiguresForm",
    "HelpForm",
    "LinkForm",
    "ListForm",
    "RateForm",
    "ReceiptForm",
    "ReferralForm",
    "ReopenForm",
    "ReportForm",
    "RoleForm",
    "SignForm",
    "SituationForm",
    "StateForm",
    "TaskForm",
]
