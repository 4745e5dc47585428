"""What the rows behind a figure are called, and where each of them is read."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from django.db import models
from django.urls import reverse

from lienket.awareness.models import Session
from lienket.commendations.models import Dossier
from lienket.documents.models import Document
from lienket.exchange.models import Bulletin
from lienket.incidents.models import Incident
from lienket.inspections.models import Assessment, Finding, Visit
from lienket.meetings.models import Meeting
from lienket.obligations.models import Occurrence
from lienket.petitions.models import Petition
from lienket.plans.models import Plan, Run
from lienket.registers.models import Entry


class Title(NamedTuple):
    """A row in words, and the address of what it is about."""

    words: str
    url: str


def _occurrence(one: Occurrence) -> str:
    obligation = one.duty.obligation
    return f"{obligation.code} · {obligation.title}"


def _finding(one: Finding) -> str:
    return f"{one.reference} · {one.text}"


#: By table: the model with what its words need, the words, and the view that shows one.
_ABOUT: dict[str, tuple[type[models.Model], tuple[str, ...], Callable[..., str], str]] = {
    "awareness_session": (
        Session,
        (),
        lambda one: f"{one.reference} · {one.title}",
        "awareness:session",
    ),
    "commendations_dossier": (
        Dossier,
        (),
        lambda one: f"{one.reference} · {one.title}",
        "commendations:dossier",
    ),
    "documents_document": (
        Document,
        (),
        lambda one: f"{one.code} · {one.subject}",
        "documents:document",
    ),
    "exchange_bulletin": (
        Bulletin,
        (),
        lambda one: f"{one.number} · {one.title}",
        "exchange:bulletin",
    ),
    "incidents_incident": (
        Incident,
        (),
        lambda one: f"{one.reference} · {one.summary or one.get_kind_display()}",
        "incidents:incident",
    ),
    "inspections_assessment": (
        Assessment,
        ("site",),
        lambda one: f"{one.reference} · {one.site.name}",
        "inspections:assessment",
    ),
    "inspections_finding": (Finding, (), _finding, "inspections:finding"),
    "inspections_visit": (
        Visit,
        (),
        lambda one: f"{one.reference} · {one.topic}",
        "inspections:visit",
    ),
    "meetings_meeting": (
        Meeting,
        (),
        lambda one: f"{one.reference} · {one.title}",
        "meetings:meeting",
    ),
    "obligations_occurrence": (
        Occurrence,
        ("duty__obligation",),
        _occurrence,
        "obligations:occurrence",
    ),
    "petitions_petition": (
        Petition,
        (),
        lambda one: f"{one.reference} · {one.title}",
        "petitions:petition",
    ),
    "plans_plan": (Plan, (), lambda one: one.title, "plans:plan"),
    "plans_run": (Run, ("playbook",), lambda one: one.playbook.title, "plans:run"),
    "registers_entry": (Entry, (), lambda one: one.name, "registers:entry"),
}


def titles(about: str, ids: Collection[int]) -> dict[int, Title]:
    """Words and address of the things of one table that are in sight, by key."""
    model, needs, words, view = _ABOUT[about]
    all_ = model._default_manager.all()
    # Without names it would follow every key, also to what nobody may read.
    found = (all_.select_related(*needs) if needs else all_).in_bulk(set(ids))
    return {key: Title(words(one), reverse(view, args=[key])) for key, one in found.items()}
