"""What the search finds of this module."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.regulations.models import Clause
from lienket.search.kinds import Kind, declare


def _regulations(clause_ids: Collection[int], now: datetime) -> Mapping[int, str]:
    """The regulation of each clause; with the day, if its words do not hold yet."""
    today = timezone.localdate(now)
    clauses = Clause.objects.filter(id__in=clause_ids).select_related("version__regulation")
    words = {}
    for clause in clauses:
        regulation, since = clause.version.regulation, clause.version.in_force_from
        words[clause.id] = str(regulation)
        if since and since > today:
            words[clause.id] = gettext("{regulation}, in force from {day}").format(
                regulation=words[clause.id], day=f"{since:%d/%m/%Y}"
            )
    return words


declare(
    Kind("regulations_regulation", _("Regulation"), "gavel", "regulations:regulation"),
    Kind(
        "regulations_clause",
        _("Clause of a regulation"),
        "list-numbers",
        "regulations:passage",
        belongs=_regulations,
    ),
)
