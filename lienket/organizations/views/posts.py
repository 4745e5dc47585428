"""Posts and their contact paths."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienket.organizations import actions, queries
from lienket.organizations.forms import PostForm
from lienket.organizations.models import Appointment
from lienket.organizations.views.contacts import holder_paths
from lienket.organizations.web import MemberRequest, member_required, refusals_in

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


@member_required
def posts(request: MemberRequest) -> HttpResponse:
    """All desks, and a form for a new one."""
    by = request.member
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            added = actions.add_post(
                organization_id=by.organization_id, by=by, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Added. Now say how the post is reached."))
            return redirect("organizations:post", added.id)
    return render(
        request,
        "organizations/posts.html",
        {
            "place": "organization",
            "form": form,
            "posts": queries.posts_for(by),
            "may_manage": by.may(MANAGE),
        },
        status=422 if request.method == "POST" else 200,
    )


@member_required
def post(request: MemberRequest, post_id: int) -> HttpResponse:
    """One desk and how it is reached."""
    by = request.member
    found = queries.posts_for(by).get(id=post_id)
    form = PostForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_post(post_id=post_id, by=by, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("organizations:post", post_id)
    return render(
        request,
        "organizations/post.html",
        {
            "place": "organization",
            "form": form,
            "post": found,
            "may_manage": by.may(MANAGE),
            "holder": holder_paths(by, post=found),
        },
        status=422 if request.method == "POST" else 200,
    )
