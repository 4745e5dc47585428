"""Organizations and who holds which office in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Organization(models.Model):
    """Whoever signs, informs and answers: a police division, a commune, a plant, a contractor."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        POLICE = "police", _("Police")
        COMMUNE_POLICE = "commune_police", _("Commune police")
        FIRE_SERVICE = "fire_service", _("Fire service")
        BORDER_GUARD = "border_guard", _("Border guard")
        MILITARY = "military", _("Military")
        AUTHORITY = "authority", _("Authority")
        COMMUNE = "commune", _("Commune")
        GUARD_CONTRACTOR = "guard_contractor", _("Guard contractor")
        COUNCIL = "council", _("Council")

    name = models.CharField(max_length=200)
    # How it is called on the phone and in narrow columns: "PA04", "CA xã Đồng Xuân".
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # The next higher unit of its own hierarchy; silence climbs to it if it is in the circle.
    superior = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # Name of the installation it came from; empty for our own.
    origin = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(superior=models.F("id")),
                name="not_its_own_superior",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody as one organization knows them; that organization keeps the record.

    purpose: to know who holds an office and answers for it. Kept while an appointment lasts and
    for 90 days after.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    # A person without an account is reached by phone and link only.
    account = models.ForeignKey(
        "organizations.Account",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
    )
    name = models.CharField(max_length=80)
    # Written before the name, as offices do: "Thượng tá", "Thiếu úy". Empty for civilians.
    rank = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.rank} {self.name}".strip()


class Post(models.Model):
    """A desk of an organization that has its own contact paths, whoever sits there."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    # Somebody sits there day and night, so it is always on duty.
    always_on_duty = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="post_once")]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person's office in an organization for a time. What the person may do hangs on it."""

    class Role(models.TextChoices):
        """In the order in which silence climbs inside the organization."""

        FOCAL_POINT = "focal_point", _("Focal point")
        ALTERNATE = "alternate", _("Alternate focal point")
        DEPUTY = "deputy", _("Deputy head")
        HEAD = "head", _("Head")
        STAFF = "staff", _("Staff")

    class Right(models.TextChoices):
        """Few, and named by verb."""

        ISSUE_BULLETIN = "bulletin.issue", _("Issue and withdraw bulletins")
        ANSWER_RECEIPT = "receipt.answer", _("Answer for the organization")
        REPORT_INCIDENT = "incident.report", _("Report incidents and write about them")
        MANAGE_ORGANIZATION = (
            "organization.manage",
            _("Manage people, contacts and duty"),
        )
        MANAGE_CIRCLE = (
            "circle.manage",
            _("Invite to circles, accept, leave, set escalation"),
        )
        MANAGE_AGREEMENT = (
            "agreement.manage",
            _("Draft and sign regulations, plans, councils and minutes"),
        )

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    # As it is written under a signature: "Phó Trưởng phòng".
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.STAFF)
    rights = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    valid_from = models.DateTimeField(db_default=Now())
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "person"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="appointment_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title
