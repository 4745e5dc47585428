"""`python -m lienket` is the `lienket` command."""

import sys

from lienket.config.cli import main

sys.exit(main())
