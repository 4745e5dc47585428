"""What petitions give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member
from lienket.petitions import queries
from lienket.petitions.models import Answer, AnswerFile, Return, Routing, Satisfaction, Withdrawal


@contributes
def petitioned(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """What the organization asked, was asked or answered, with all that was said about it."""
    own = by.organization_id
    answered = Answer.objects.filter(organization_id=own).values("petition")
    mine = Q(organization_id=own) | Q(responsible_id=own) | Q(id__in=answered)
    petitions = queries.petitions_for(by).filter(mine, circle__in=circles)
    answers = Answer.objects.filter(petition__in=petitions)
    files = AnswerFile.objects.filter(answer__in=answers)
    yield table("petitions", petitions)
    yield table("petition_routings", Routing.objects.filter(petition__in=petitions))
    yield table("petition_answers", answers)
    yield table("petition_answer_files", files)
    yield table("petition_returns", Return.objects.filter(petition__in=petitions))
    yield table("petition_satisfactions", Satisfaction.objects.filter(petition__in=petitions))
    yield table("petition_withdrawals", Withdrawal.objects.filter(petition__in=petitions))
    for one in files.select_related("file").order_by("id"):
        yield f"files/{one.file_id}-{one.file.name}", path_of(one.file.blob_id).read_bytes()
