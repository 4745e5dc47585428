"""Councils and who sits in them."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Council(models.Model):
    """A council, steering committee or support team: offices that people of members hold."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        STEERING_COMMITTEE = "steering", _("Steering committee")
        SUPPORT_TEAM = "support_team", _("Support team")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Whose seal it uses.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    # In the notation of its documents, which it numbers by itself: "HĐANTT".
    short_name = models.CharField(max_length=30)
    # The decision that set it up, and its working rules.
    decision = models.CharField(max_length=200, blank=True)
    rules = models.ForeignKey(
        "regulations.Regulation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    set_up_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A place in a council: chair, deputy, standing member, member, secretary."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair of the council")
        DEPUTY = "deputy", _("Deputy chair")
        STANDING = "standing", _("Standing member")
        SECRETARY = "secretary", _("Secretary")
        MEMBER = "member", _("Member")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    council = models.ForeignKey(
        Council, models.CASCADE, related_name="offices", db_constraint=False
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    # Which member of the circle fills it.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Among the offices of the same role.
    position = models.PositiveSmallIntegerField()
    # That organization has known since then that it is to name somebody.
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "council"],
                condition=models.Q(role="chair"),
                name="one_chair_of_a_council",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.council}"

    @property
    def title(self) -> str:
        """What it is called in a council of this kind: "Chủ tịch", "Trưởng ban", "Tổ trưởng"."""
        return dict(titles(self.council.kind))[self.role]


#: Where the words differ from those of a council.
_TITLES: dict[tuple[str, str], Promise] = {
    (Council.Kind.STEERING_COMMITTEE, Office.Role.CHAIR): _("Head of the steering committee"),
    (Council.Kind.STEERING_COMMITTEE, Office.Role.DEPUTY): _("Deputy head of the committee"),
    (Council.Kind.SUPPORT_TEAM, Office.Role.CHAIR): _("Team leader"),
    (Council.Kind.SUPPORT_TEAM, Office.Role.DEPUTY): _("Deputy team leader"),
    (Council.Kind.SUPPORT_TEAM, Office.Role.STANDING): _("Standing member of the team"),
}


def titles(kind: str) -> list[tuple[str, str]]:
    """Each role with its word in councils of this kind, from the highest down."""
    return [(role, str(_TITLES.get((kind, role), role.label))) for role in Office.Role]


class Seat(models.Model):
    """Who holds an office, from day to day; the seats of an office are its history."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    office = models.ForeignKey(Office, models.CASCADE, related_name="seats", db_constraint=False)
    # Of the organization that fills the office; partners read the name in the directory.
    appointment = models.ForeignKey("organizations.Appointment", models.PROTECT, related_name="+")
    # Both days belong to the term. Without a last day it is open.
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="a_seat_ends_after_it_begins",
            )
        ]


class Substitute(models.Model):
    """Somebody of the same organization stands in for the holder of a seat for some days."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="substitutes", db_constraint=False)
    appointment = models.ForeignKey("organizations.Appointment", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="standing_in_ends_after_it_begins",
            )
        ]
