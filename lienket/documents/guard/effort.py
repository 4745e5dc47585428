"""How much work one file is worth."""

import time


class Effort:
    """Processor time that may still go into reading one file.

    Processor time, not the clock on the wall: a busy machine must not change a verdict.
    """

    def __init__(self, seconds: float) -> None:
        self._until = time.process_time() + seconds

    def is_spent(self) -> bool:
        """Whether reading should stop; what is left unread is then in doubt."""
        return time.process_time() > self._until
