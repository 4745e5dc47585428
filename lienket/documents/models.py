"""Files as circles know them, and the contents behind them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienket.documents.signatures import Trust


class Blob(models.Model):
    """Contents on disk, kept once however many circles hold a file of them.

    Never read or written directly: nobody may learn from it that a file exists elsewhere.
    """

    sha256 = models.BinaryField(max_length=32, primary_key=True)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField(db_default=Now())


class File(models.Model):
    """A file that an organization put into a circle."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", db_column="sha256")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["blob"])]


class Series(models.Model):
    """Last number an organ has given to one kind of document in a year; it restarts each year."""

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # A council or team that uses its parent's seal numbers by itself; empty for the organization.
    organ = models.CharField(max_length=200, blank=True)
    # Abbreviation of the kind, as in Decree 30/2020: "QĐ", "KH", "BB", "QCPH".
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "organ", "kind", "year"], name="one_series_of_an_organ"
            )
        ]


class Document(models.Model):
    """A numbered document of the record, as it was issued. It never changes."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # The issuing organization, and its organ if that numbers by itself.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    organ = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # Number and notation as printed: "07/QCPH-CAT-CNX-UBND-ĐBP", with all who sign.
    code = models.CharField(max_length=200)
    subject = models.CharField(max_length=500)
    issued_on = models.DateField()
    docx = models.ForeignKey(
        File, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    pdf = models.ForeignKey(
        File, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "organ", "kind", "year", "number"],
                name="each_number_once",
            )
        ]
        indexes = [models.Index(fields=["circle", "-issued_on"], name="documents_of_a_circle")]

    def __str__(self) -> str:
        return self.code


class ExchangeCode(models.Model):
    """What document systems call an organization (QCVN 102), as it entered it itself.

    A directory: partners address it by this code.
    """

    organization = models.OneToOneField(
        "organizations.Organization", models.CASCADE, related_name="+"
    )
    code = models.CharField(max_length=13)


class SignedCopy(models.Model):
    """A PDF of an issued document that came back with digital signatures. It never changes."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="signed_copies", db_constraint=False
    )
    # Who handed it in.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    file = models.ForeignKey(
        File, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # It is the issued file to the byte, and nothing but signatures was added.
    is_issued = models.BooleanField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class DigitalSignature(models.Model):
    """A signature of a signed copy that held when the copy came in.

    purpose: to say whose signature a document of the record bears, as the file itself says. Kept
    as long as the file.
    """

    TRUST: ClassVar = {
        Trust.TRUSTED: _("Issuer trusted here"),
        Trust.UNKNOWN: _("Issuer not known here"),
        Trust.NOT_VALID_NOW: _("Certificate not valid on the day of receipt"),
    }

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False
    )
    copy = models.ForeignKey(
        SignedCopy, models.CASCADE, related_name="signatures", db_constraint=False
    )
    # As the certificate names them: a person or an organ, and the organ the person belongs to.
    signer = models.CharField(max_length=200)
    organ = models.CharField(max_length=200, blank=True)
    # As the file says; attested by somebody else if stamped, else by the signer's own clock.
    signed_at = models.DateTimeField(null=True)
    stamped = models.BooleanField()
    trust = models.CharField(max_length=13, choices=TRUST)
