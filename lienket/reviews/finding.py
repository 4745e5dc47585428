"""What the search finds of this module."""

from django.utils.translation import gettext_lazy as _

from lienket.search.kinds import Kind, declare

declare(Kind("reviews_review", _("Review"), "report-analytics", "reviews:review"))
