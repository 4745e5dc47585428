"""Sessions that were held, with what was handed out, files, and how they were corrected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.awareness.models.common import of_circle, of_organization
from lienket.awareness.models.movements import Movement


class Kind(models.TextChoices):
    """What kind of session it was."""

    AWARENESS = "awareness", _("Awareness talk")
    LAW = "law", _("Legal education")
    TRAINING = "training", _("Training with practice")
    MOBILE = "mobile", _("Loudspeakers and mobile talks")
    CONTEST = "contest", _("Contest or festival")


class Topic(models.TextChoices):
    """What it was about."""

    FIRE = "fire", _("Fire prevention, fighting and rescue")
    ELECTRICITY = "electricity", _("Safe and economical use of electricity")
    CORRIDOR = "corridor", _("Grid safety corridor")
    CRIME = "crime", _("Methods of criminals")
    SCAM = "scam", _("Scams and false electricity staff")
    LABOUR_LAW = "labour_law", _("Labour law and relations")
    RESIDENCE = "residence", _("Residence and foreigners")
    TRAFFIC = "traffic", _("Traffic order and safety")
    DRUGS = "drugs", _("Drugs and social evils")
    WEAPONS = "weapons", _("Weapons, explosives, fireworks")
    GUARDING = "guarding", _("Skills of guards")
    OTHER = "other", _("Another topic")


class Audience(models.TextChoices):
    """Who listened, as a kind of people; nobody is named."""

    WORKERS = "workers", _("Workers")
    RESIDENTS = "residents", _("Residents")
    PUPILS = "pupils", _("Pupils and students")
    GUARDS = "guards", _("Guards")
    HOUSEHOLDS = "households", _("Trading households")
    MIXED = "mixed", _("Different people")


class Session(models.Model):
    """A session (buổi tuyên truyền) that took place. It counts its listeners and names none."""

    circle = of_circle()
    # Who organized it.
    organization = of_organization()
    # "TT-2026-001".
    reference = models.CharField(max_length=30)
    # Empty: it stands alone.
    movement = models.ForeignKey(
        Movement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        db_constraint=False,
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    # Where: one of the places of the circle, or the name of an area.
    site = models.ForeignKey(
        "places.Site",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    area = models.CharField(max_length=120, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    attendance = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="session_references_are_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(site__isnull=False, area="")
                | (models.Q(site=None) & ~models.Q(area="")),
                name="a_session_is_held_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["circle", "-held_on", "-id"], name="sessions_of_a_circle")]

    def __str__(self) -> str:
        return self.reference

    @property
    def where(self) -> str:
        """The place or area, by name."""
        return self.site.name if self.site else self.area


class CoOrganizer(models.Model):
    """Another member that organized a session too."""

    circle = of_circle(db_constraint=False)
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="co_organizers", db_constraint=False
    )
    organization = of_organization()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "session", "organization"], name="each_co_organizer_once"
            )
        ]


class Material(models.Model):
    """What was handed out at a session, and how many of it."""

    class Kind(models.TextChoices):
        LEAFLET = "leaflet", _("Leaflets")
        POSTER = "poster", _("Posters and banners")
        BOOKLET = "booklet", _("Booklets")
        PLEDGE = "pledge", _("Signed pledges")
        EQUIPMENT = "equipment", _("Equipment, such as extinguishers")

    circle = of_circle(db_constraint=False)
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="materials", db_constraint=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "session", "kind"], name="each_material_once")
        ]


class Attachment(models.Model):
    """A photo, of which place and time were removed, or a file that was handed out."""

    circle = of_circle(db_constraint=False)
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="attachments", db_constraint=False
    )
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )


class Correction(models.Model):
    """What a session said before it was corrected, and why it was. Never changed."""

    circle = of_circle(db_constraint=False)
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="corrections", db_constraint=False
    )
    # Only what changed: by the name of a column, what stood there.
    before = models.JSONField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
