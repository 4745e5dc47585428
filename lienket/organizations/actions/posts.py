"""Posts: desks with contact paths of their own, whoever sits there."""

from datetime import datetime

from django.db import transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal
from lienket.organizations import queries
from lienket.organizations.events import PostChanged
from lienket.organizations.models import Appointment, Post
from lienket.organizations.words import line

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


class PostExists(Refusal):
    """There is a post of this name already."""

    field = "name"


def add_post(
    *, organization_id: int, name: str, always_on_duty: bool, by: Actor, now: datetime
) -> Post:
    """Set up a desk; `always_on_duty` when somebody sits there day and night.

    Raises NotAllowed and PostExists.
    """
    by.require(MANAGE)
    return _save(Post(organization_id=organization_id), name, always_on_duty, by, now)


def change_post(
    *, post_id: int, name: str, always_on_duty: bool, by: Member, now: datetime
) -> Post:
    """Rename a desk, or say whether somebody is always there. Raises PostExists."""
    by.require(MANAGE)
    return _save(queries.posts_for(by).get(id=post_id), name, always_on_duty, by, now)


@transaction.atomic
def _save(post: Post, name: str, always_on_duty: bool, by: Actor, now: datetime) -> Post:
    name = line("name", name, 80)
    same = Post.objects.filter(organization_id=post.organization_id, name=name)
    if same.exclude(id=post.id).exists():
        raise PostExists
    post.name, post.always_on_duty = name, always_on_duty
    post.save()
    journal.record(PostChanged(post.id), by=by, at=now, organization_id=post.organization_id)
    return post
