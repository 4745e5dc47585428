"""`kill -9` of web, worker and PostgreSQL at any moment loses nothing and doubles nothing.

LIENKET_KILLS says how often (`make soak`: 1,000), LIENKET_SEED at which moments.
"""

import os
from concurrent.futures import ThreadPoolExecutor

from tests.faults import storm
from tests.faults.clients import Parties
from tests.faults.examine import examine, waiting
from tests.faults.installation import installation, until
from tests.faults.post import Post, serving
from tests.faults.scene import GONE, MOVED  # noqa: F401
from tests.faults.storm import PROCESSES, rage

KILLS = int(os.environ.get("LIENKET_KILLS", "50"))
SEED = int(os.environ.get("LIENKET_SEED", "2026"))
