"""Small steps through the XML of Word, whatever its names are prefixed with."""

from collections.abc import Iterator
from typing import IO

from lxml import etree
from lxml.etree import _Element

from lienket.documents.guard.refusals import DamagedFile

_OFF = ("0", "false", "off", "none")


def parse(part: IO[bytes]) -> _Element:
    """The tree of a part. Raises DamagedFile for broken XML and for document types."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        tree = etree.parse(part, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile from error
    if tree.docinfo.doctype:
        raise DamagedFile
    return tree.getroot()


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def w(element: _Element, name: str) -> str:
    """An attribute in the namespace of the element itself; "" without it."""
    namespace = str(element.tag).rpartition("}")[0]
    return str(element.get(f"{namespace}}}{name}") or "")


def children(element: _Element, name: str) -> Iterator[_Element]:
    """The children of that name."""
    return (one for one in element if local(one) == name)


def child(element: _Element | None, *names: str) -> _Element | None:
    """The element found by going down along `names`; None where there is none."""
    for name in names:
        element = None if element is None else next(children(element, name), None)
    return element


def value(element: _Element | None, *names: str) -> str:
    """The `val` of what `child` finds; "" without it."""
    found = child(element, *names)
    return "" if found is None else w(found, "val")


def switch(element: _Element | None, *names: str) -> bool | None:
    """Whether a property is on; None if nothing is said of it."""
    found = child(element, *names)
    return None if found is None else w(found, "val") not in _OFF
