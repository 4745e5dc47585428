"""What is turned down in typed text. None of these carries anything of what was refused."""

from lienket.kernel.errors import Refusal

# --- Secrecy ------------------------------------------------------------------------------------


class SecrecyStamp(Refusal):
    """This bears a secrecy stamp ({where}). State secrets must not enter this system: nothing was
    kept. Hand it over on paper, as the rules on state secrets say.
    """


class SecrecyInDoubt(Refusal):
    """This may be a state secret ({where}). Look at it again: send it only if you are sure that it
    is not, and confirm that.
    """

    status = 409


# --- Typed text ---------------------------------------------------------------------------------


class TextTooLong(Refusal):
    """This text is longer than {limit} characters. Shorten it, or attach it as a file."""


class ControlCharacters(Refusal):
    """This text contains characters that cannot be shown. Remove them, or type the text again."""


class BidiMarks(Refusal):
    """This text contains hidden marks that turn the reading direction. Type the text again."""
