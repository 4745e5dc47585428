"""The settings and their explanation do not drift apart."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
READ = re.compile(r"""(?:_env|_flag|_list|environ(?:\.get|\.pop)?)[(\[]["']([A-Z_]+)["']""")
# Of the system, or of the tests alone.
FOREIGN = {
    "XDG_DATA_HOME",
    "HOME",
    "PATH",
    "PYTHONPATH",
    "DJANGO_SETTINGS_MODULE",
    "LANG",
    "LC_ALL",
}


def test_every_variable_that_is_read_is_explained_and_no_other() -> None:
    read = {
        name
        for path in (ROOT / "lienket").rglob("*.py")
        if "tests" not in path.parts
        for name in READ.findall(path.read_text())
    } - FOREIGN
    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert read == explained
