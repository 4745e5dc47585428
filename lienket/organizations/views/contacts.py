"""Contact paths, on whichever page their holder stands."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.kernel.actors import Member
from lienket.organizations import actions, kinds, queries
from lienket.organizations.forms import PathForm, QuietHoursForm
from lienket.organizations.models import Appointment, ContactPath, Person, Post
from lienket.organizations.web import MemberRequest, member_required, refusals_in

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


@dataclass(frozen=True)
class Row:
    """A contact path as its own organization sees it."""

    path: ContactPath
    kind: type[kinds.Kind]
    address: str


@dataclass(frozen=True)
class HolderPaths:
    """The contact paths of a person or a post, and what may be added to them."""

    rows: list[Row]
    may_change: bool
    # What the address of the page for a new path says about the holder.
    query: str
    kinds: list[type[kinds.Kind]]


def holder_paths(
    by: Member, *, person: Person | None = None, post: Post | None = None
) -> HolderPaths:
    """How somebody or a post is reached, for the page of that holder."""
    known = kinds.kinds()
    own = person is not None and person.id == by.person_id
    return HolderPaths(
        rows=[
            _row(path, known)
            for path in queries.paths_for(by).filter(person=person, post=post)
            if path.kind in known
        ],
        may_change=own or by.may(MANAGE),
        query=f"person={person.id}" if person else f"post={post.id}" if post else "",
        kinds=[kind for kind in known.values() if kind.configured() and (own or not kind.page)],
    )


def _row(path: ContactPath, known: dict[str, type[kinds.Kind]]) -> Row:
    kind = known[path.kind]
    return Row(path, kind, kind.describe(path.address.address))


@member_required
def path_create(request: MemberRequest, kind: str) -> HttpResponse:
    """Add a contact path to a person or a post of the organization."""
    by, now = request.member, timezone.now()
    chosen = kinds.kinds().get(kind)
    if chosen is None or chosen.page:
        raise Http404
    holder = _holder(request, by)
    form = PathForm(chosen, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            path = actions.add_path(
                holder=holder,
                kind=kind,
                address=form.values,
                published=form.cleaned_data.get("published", False),
                by=by,
                now=now,
            )
            if path.verified_at is None:
                messages.info(
                    request, _("A link was sent there. The path counts once it is opened.")
                )
            return redirect(_home(path, by))
    return render(
        request,
        "organizations/path_new.html",
        {"form": form, "kind": chosen, "holder": holder, "place": "organization"},
        status=422 if request.method == "POST" else 200,
    )


@member_required
def path(request: MemberRequest, path_id: int) -> HttpResponse:
    """One contact path: its state and its quiet hours."""
    by, now = request.member, timezone.now()
    found = queries.paths_for(by).select_related("person", "post").get(id=path_id)
    known = {"start": found.quiet_from, "end": found.quiet_to}
    form = QuietHoursForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.set_quiet_hours(path_id=path_id, by=by, now=now, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(_home(found, by))
    return render(
        request,
        "organizations/path.html",
        {
            "form": form,
            "row": _row(found, kinds.kinds()),
            "holder": found.person or found.post,
            "home": _home(found, by),
            "is_first": queries.beside(found, by).first() == found,
            "place": "organization",
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@member_required
def path_remove(request: MemberRequest, path_id: int) -> HttpResponse:
    """Remove a path and its address."""
    home = _home(queries.paths_for(request.member).get(id=path_id), request.member)
    actions.remove_path(path_id=path_id, by=request.member, now=timezone.now())
    messages.success(request, _("The contact path was removed and its address erased."))
    return redirect(home)


@require_POST
@member_required
def path_verify(request: MemberRequest, path_id: int) -> HttpResponse:
    """Send the verification link again."""
    actions.request_verification(path_id=path_id, by=request.member, now=timezone.now())
    messages.info(request, _("A link was sent there. The path counts once it is opened."))
    return redirect(_home(queries.paths_for(request.member).get(id=path_id), request.member))


@require_POST
@member_required
def path_move_up(request: MemberRequest, path_id: int) -> HttpResponse:
    """Try this path earlier."""
    actions.move_up(path_id=path_id, by=request.member, now=timezone.now())
    return redirect(_home(queries.paths_for(request.member).get(id=path_id), request.member))


def _holder(request: MemberRequest, by: Member) -> Person | Post:
    """Whom the address of the page names; one's own person if nobody."""
    post_id = request.GET.get("post", "")
    if post_id.isdecimal():
        return queries.posts_for(by).get(id=int(post_id))
    person_id = request.GET.get("person", "")
    wanted = int(person_id) if person_id.isdecimal() else by.person_id
    return queries.people_for(by, timezone.now()).get(id=wanted)


def _home(path: ContactPath, by: Member) -> str:
    """The page on which the path stands."""
    if path.post_id:
        return reverse("organizations:post", args=[path.post_id])
    if path.person_id == by.person_id:
        return reverse("organizations:me")
    appointment = queries.appointments_for(by, timezone.now()).filter(person=path.person).first()
    if appointment is None:
        return reverse("organizations:people")
    return reverse("organizations:person", args=[appointment.id])
