"""What decides about documents, in plain Python."""

from enum import StrEnum

# Official papers scanned at 200 dpi stay below this; larger material travels as a link.
FILE_LIMIT_BYTES = 20 * 1024 * 1024
# A title is one line that can be read out on the telephone, in characters.
TITLE_LIMIT = 200
# About ten printed pages, in characters; what is longer belongs in an attachment.
BODY_LIMIT = 20_000


class Classification(StrEnum):
    """How widely something may be known, widest first. Nothing stands above `restricted`."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
