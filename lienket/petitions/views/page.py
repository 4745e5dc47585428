"""What all pages of the module share."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest
from lienket.petitions.actions import ANSWER
from lienket.petitions.models import AnswerFile, Petition


@dataclass(frozen=True)
class Line:
    """Something that happened to a petition."""

    at: datetime
    tone: str
    icon: str
    words: str | Promise
    who: str
    text: str = ""
    note: str | Promise = ""
    files: list[AnswerFile] = field(default_factory=list)


def history(petition: Petition) -> list[Line]:
    """All that happened to a petition, in order."""
    asker, lines = petition.organization.name, []
    for routing in petition.routings.select_related("from_organization", "to_organization"):
        handed = _("Handed on to {name}").format(name=routing.to_organization.name)
        lines.append(
            Line(
                routing.at,
                "is-seen",
                "arrow-forward-up",
                handed,
                routing.from_organization.name,
                routing.reason,
            )
        )
    answers = petition.answers.select_related("organization").prefetch_related("files__file")
    for answer in answers:
        lines.append(
            Line(
                answer.at,
                "is-problem" if answer.late else "is-done",
                "message-reply",
                _("Answered at the table") if answer.on_the_spot else _("Answered"),
                answer.organization.name,
                answer.text,
                _("late") if answer.late else "",
                list(answer.files.all()),
            )
        )
    for one in petition.returns.all():
        again = _("Answer again by {day}").format(day=f"{timezone.localdate(one.due_at):%d/%m/%Y}")
        lines.append(
            Line(
                one.at,
                "is-problem",
                "arrow-back-up",
                _("Returned as insufficient"),
                asker,
                one.reason,
                again,
            )
        )
    for said in petition.satisfactions.all():
        tone, icon = ("is-done", "check") if said.satisfied else ("is-problem", "circle-x")
        word = _("Satisfied") if said.satisfied else _("Not satisfied")
        lines.append(Line(said.at, tone, icon, word, asker, said.words))
    if petition.withdrawn_at:
        withdrawal = petition.withdrawal
        lines.append(
            Line(withdrawal.at, "is-problem", "ban", _("Withdrawn"), asker, withdrawal.reason)
        )
    return sorted(lines, key=lambda line: line.at)


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST" and page.get("form") is not None
    context = {"place": "circles", "circle": circle, "may_ask": request.member.may(ANSWER)}
    return render(request, template, context | page, status=422 if refused else 200)


def widest(circle: Circle, by: Member) -> Circle:
    """The circle in whose pages something is shown: a narrow one stands in its parent."""
    return circles.circles_for(by).get(id=circle.parent_id or circle.id)
