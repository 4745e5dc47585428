"""Looking: all registers of a circle, one of them, one row with its history."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.organizations.web import MemberRequest, member_required
from lienket.registers import queries
from lienket.registers.forms import FilterForm
from lienket.registers.kinds import kinds
from lienket.registers.standing import Row, history, picture
from lienket.registers.web import register_of, show

PAGE = 50


@require_safe
@member_required
def index(request: MemberRequest, circle_id: int) -> HttpResponse:
    """How all registers of a circle stand."""
    by, today = request.member, timezone.localdate()
    circle = circles.circles_for(by).get(id=circle_id)
    registers = [
        (key, kind, queries.figures_of(queries.in_register(by, circle_id, key), kind, today))
        for key, kind in kinds.items()
    ]
    due = queries.to_renew(by, today).filter(circle=circle)
    used = [(kind, figures) for _key, kind, figures in registers if figures.rows]
    page = {
        "registers": registers,
        "picture": picture(_("How they stand"), used) if used else None,
        "due": [Row.of(one, today) for one in due[:PAGE]],
    }
    return show(request, circle, "registers/index.html", page)


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int, kind: str) -> HttpResponse:
    """One register: what expires first on top."""
    by, today = request.member, timezone.localdate()
    circle, register = register_of(request, circle_id, kind)
    everything = queries.in_register(by, circle_id, kind)
    form = FilterForm(request.GET, kind=register)
    paging = Paginator(form.narrowed(everything, today), PAGE).get_page(request.GET.get("page"))
    figures = queries.figures_of(everything, register, today)
    page = {
        "key": kind,
        "kind": register,
        "filter": form,
        "others": urlencode(
            [(key, value) for key, value in request.GET.items() if key != "page" and value]
        ),
        "figures": figures,
        "picture": picture(_("How they stand"), [(register, figures)]),
        "paging": paging,
        "rows": [Row.of(one, today) for one in paging.object_list],
    }
    return show(request, circle, "registers/list.html", page)


@require_safe
@member_required
def entry(request: MemberRequest, entry_id: int) -> HttpResponse:
    """One row, and what it said before."""
    by = request.member
    found = queries.entries_for(by).get(id=entry_id)
    page = {
        "key": found.kind,
        "kind": kinds[found.kind],
        "row": Row.of(found, timezone.localdate()),
        "history": history(found),
        "is_ours": found.organization_id == by.organization_id and found.retired_at is None,
    }
    return show(request, found.circle, "registers/entry.html", page)
