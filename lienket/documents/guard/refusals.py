"""What the guard turns down besides what `kernel.guard` does: what happened, and what to do.

None of these carries anything of what was refused.
"""

from lienket.kernel.errors import Refusal


class PersonsIdentity(Refusal):
    """This looks like the number of somebody's identity card or passport. Leave it out: persons are
    counted here, never named. Write an amount with dots, for example 150.000.000.
    """


class PersonalPhone(Refusal):
    """This looks like somebody's mobile number. Leave it out, or give the number of the duty desk
    instead.
    """


# --- Files --------------------------------------------------------------------------------------


class EmptyFile(Refusal):
    """This file is empty. Save it again, then choose it again."""


class FileTooLarge(Refusal):
    """This file is larger than {limit_mb} MB. Send a smaller copy, or split it."""

    status = 413


class FileNameUnusable(Refusal):
    """This file has no usable name. Give it a name with letters and an ending such as .pdf."""


class FileTypeNotAllowed(Refusal):
    """This kind of file cannot be attached. Use PDF, DOCX, XLSX, PPTX, JPEG, PNG, WebP, TXT or
    CSV.
    """

    status = 415


class HeicPhoto(Refusal):
    """Photographs in HEIC format cannot be opened everywhere. Save the photograph as JPEG, then
    attach it.
    """

    status = 415


class LegacyOfficeFile(Refusal):
    """This file has an old Office format. Save it as DOCX, XLSX, PPTX or PDF, then attach it."""

    status = 415


class ContentMismatch(Refusal):
    """The content of this file is not what its name or type says. Save it again in the program it
    comes from, then attach it.
    """


class NotUtf8(Refusal):
    """This text file is not written in Unicode (UTF-8). Save it as UTF-8, then attach it."""


class DamagedFile(Refusal):
    """This file is damaged and cannot be opened. Save it again, or attach another copy."""


class EncryptedFile(Refusal):
    """This file is protected by a password, so it cannot be checked. Attach a copy without one."""


class ProgramInside(Refusal):
    """This file contains a program (macro or script). Attach a copy without it, for example a
    plain PDF.
    """


class FileInside(Refusal):
    """This file contains other files or loads them from elsewhere. Remove them, and attach each
    file by itself.
    """


class MixedFile(Refusal):
    """This file is two kinds of file at once. Save it again in the program it comes from."""


class UnpacksTooLarge(Refusal):
    """This file unpacks to far more than a document needs. Save it as PDF, then attach it."""


class FileTooComplex(Refusal):
    """This file takes too long to check. Print it to a new PDF, or split it, then attach it."""


class ImageTooLarge(Refusal):
    """This picture has more than {limit_mp} million pixels. Attach a smaller copy."""
