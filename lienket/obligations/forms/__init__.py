"""What is read from web pages, by noun."""

from lienket.obligations.forms.answers import EventForm, FulfilForm, ReasonForm
from lienket.obligations.forms.cadence import CadenceForm
from lienket.obligations.forms.obligations import CarryForm, ObligationForm

__all__ = ["CadenceForm", "CarryForm", "EventForm", "FulfilForm", "ObligationForm", "ReasonForm"]
