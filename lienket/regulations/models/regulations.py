"""Regulations, their parties, and their text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Regulation(models.Model):
    """An agreement on who informs whom, who does what, and how the work is reviewed."""

    class Form(models.TextChoices):
        SIGNED = "signed", _("Signed by several parties")
        ENACTED = "enacted", _("Enacted by a decision of one authority")
        INTERNAL = "internal", _("Working rules of a council")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Who keeps the draft.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    form = models.CharField(max_length=8, choices=Form.choices)
    title = models.CharField(max_length=300)
    # "07/QCPH-CAT-CNX-UBND-ĐBP"; empty until it is signed.
    code = models.CharField(max_length=60, blank=True)
    # The term: both days belong to it. Open at the end if it holds until further notice.
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    # The one it follows as the next term, in the same circle.
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewal", db_constraint=False
    )
    # The upper one it cites, which may be out of sight here, and how that one is called.
    cascade_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    cites = models.CharField(max_length=400, blank=True)
    drafted_at = models.DateTimeField()
    # When it was put to its parties; before that only who keeps it reads it.
    put_at = models.DateTimeField(null=True, blank=True)
    consulted_at = models.DateTimeField(null=True, blank=True)
    # All parties had signed, or the authority had decided.
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    # Its number in the series of who kept it when it was signed.
    number = models.PositiveIntegerField(null=True, blank=True)
    numbered_by = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Where its document is dated: "Thanh Vân".
    place = models.CharField(max_length=60, blank=True)
    # Its entry in the register of documents, once it is signed.
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # When its documents are made and entered; empty before it is signed, and once they are.
    file_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="a_term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at=None) | models.Q(valid_from__isnull=False),
                name="what_is_signed_has_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-valid_from"], name="regulations_of_a_circle"),
            models.Index(
                fields=["file_at"],
                condition=models.Q(file_at__isnull=False),
                name="regulations_to_file",
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.title

    @property
    def document_kind(self) -> str:
        """The abbreviation in its number, as in Decree 30/2020."""
        return "QCPH" if self.form == self.Form.SIGNED else "QĐ"


class Party(models.Model):
    """Whoever a regulation binds: by its own signature, or through another party's contract."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    regulation = models.ForeignKey(
        Regulation, models.CASCADE, related_name="parties", db_constraint=False
    )
    # "A", "B": as the text calls it.
    letter = models.CharField(max_length=4)
    # Its name when the regulation was made; the organization may be called otherwise by now.
    name = models.CharField(max_length=200)
    # Empty for a party that does not work here.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    focal_unit = models.CharField(max_length=200, blank=True)
    # Who signs for it, as it is printed: rank, name and office.
    signatory = models.CharField(max_length=160, blank=True)
    signatory_title = models.CharField(max_length=120, blank=True)
    # "CAT": how its part of the code is written.
    abbreviation = models.CharField(max_length=20, blank=True)
    # Whether its own signature is needed; whoever is only bound does not sign.
    signs = models.BooleanField(default=True)
    # Not signing, but bound by a contract with this party.
    bound_through = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "regulation", "letter"], name="a_letter_for_each_party"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """The whole text as it holds from a day on, until the next version does."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    regulation = models.ForeignKey(
        Regulation, models.CASCADE, related_name="versions", db_constraint=False
    )
    number = models.PositiveSmallIntegerField()
    # In a draft: the day that is planned, if there is one.
    in_force_from = models.DateField(null=True, blank=True)
    # What changed it: "Phụ lục sửa đổi số 01"; empty for the first.
    amendment = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    # When it was put to the parties; before that only who keeps the regulation reads it.
    put_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=40)
    # All parties have signed it.
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "regulation", "number"], name="versions_are_numbered"
            )
        ]


class Clause(models.Model):
    """A node of the text: chapter, section, article, clause or point, or a paragraph between."""

    class Level(models.TextChoices):
        CHAPTER = "chapter", _("Chapter")
        SECTION = "section", _("Section")
        ARTICLE = "article", _("Article")
        CLAUSE = "clause", _("Clause")
        POINT = "point", _("Point")
        # Text without a number: a preamble, or what follows an enumeration.
        PARAGRAPH = "paragraph", _("Paragraph")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    version = models.ForeignKey(
        Version, models.CASCADE, related_name="clauses", db_constraint=False
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="+", db_constraint=False
    )
    # The same node in every version: "d4.k2.a" is point a, clause 2, article 4.
    key = models.CharField(max_length=60)
    level = models.CharField(max_length=9, choices=Level.choices)
    # As printed, without the word: "IV", "4", "2", "đ".
    number = models.CharField(max_length=12, blank=True)
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    # The clause of the upper regulation it was taken from, and how that one read at the time:
    # the upper text itself may be out of sight here.
    inherited_key = models.CharField(max_length=60, blank=True)
    inherited_text = models.TextField(blank=True)
    # In the order of the whole text, from 0.
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "version", "key"], name="a_key_for_each_clause"
            ),
            models.UniqueConstraint(
                fields=["circle", "version", "position"], name="clauses_are_in_order"
            ),
        ]


class Signature(models.Model):
    """One party's consent to one version."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    version = models.ForeignKey(
        Version, models.CASCADE, related_name="signatures", db_constraint=False
    )
    party = models.ForeignKey(Party, models.CASCADE, related_name="signatures", db_constraint=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    # Whose hand it was, office and rank with name as they were; empty for one on paper.
    title = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=160, blank=True)
    # The day of a signature on paper, recorded for a party that does not work here.
    on_paper = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "version", "party"], name="each_party_signs_once"
            )
        ]
