"""Makes `faces/*.ttf`: Tinos, of the measures of Times New Roman, with all letters of Vietnamese.

Official papers are printed with it. The package brings it in parts, one per script, for browsers;
a PDF wants each cut whole. `bin/setup` runs this; it needs fonttools and brotli.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules/@fontsource/tinos/files"
TARGET = HERE / "faces"
PARTS = ("latin", "latin-ext", "vietnamese")
CUTS = {
    "regular": "400-normal",
    "bold": "700-normal",
    "italic": "400-italic",
    "bold-italic": "700-italic",
}
# Hints are for screens of old; ligatures and kerning differ from part to part.
DROPPED = ("GSUB", "GPOS", "GDEF", "fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH")


def whole(cut: str) -> TTFont:
    """The parts of one cut as one font."""
    with TemporaryDirectory() as folder:
        parts = []
        for part in PARTS:
            font = TTFont(SOURCE / f"tinos-{part}-{cut}.woff2")
            font.flavor = None
            parts.append(str(Path(folder, f"{part}.ttf")))
            font.save(parts[-1])
        return Merger(Options(drop_tables=[*DROPPED])).merge(parts)


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for name, cut in CUTS.items():
        # In place at once or not at all.
        unfinished = TARGET / f"{name}.unfinished"
        whole(cut).save(unfinished)
        unfinished.replace(TARGET / f"tinos-{name}.ttf")


if __name__ == "__main__":
    main()
