"""PowerPoint: text in shapes, groups and tables, slide by slide, each followed by its notes.

Masters and layouts, comments, charts and SmartArt are left as they are. The XML is that of ECMA-376.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.documents.formats import ooxml, paper, slideruns
from vietgloss.documents.formats.zips import Archive
from vietgloss.i18n import N_

if TYPE_CHECKING:
    from lxml import etree

    from vietgloss.documents.formats.runs import Node, Sink
    from vietgloss.documents.model import Content, Kind, Options

_TITLES = frozenset({"title", "ctrTitle", "subTitle"})


def parse(source: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  the same for all formats
    """Reads a PowerPoint file.

    Args:
        source: The content of the file.
        where: Its name, for errors.
        options: Nothing of it matters here.

    Raises:
        InputError: If it is no PowerPoint file, is damaged, or is protected by a password.
    """
    archive = Archive(source if isinstance(source, bytes) else source.encode(), where)
    main = ooxml.main_part(archive, "presentation", where, N_("PowerPoint presentation"))
    slides = {r.id: r.target for r in ooxml.relations(archive, main, where) if r.kind == "slide"}
    parts = []
    for element in ooxml.open_part(archive, main, where).iter():
        if ooxml.local(element) != "sldId":
            continue
        # It has an id of its own and one of a relation, which is in a namespace.
        name = next((slides.get(str(v)) for k, v in element.attrib.items() if str(k).endswith("}id")), None)
        if name is None or not archive.has(name) or name in parts:
            continue
        parts.append(name)
        notes = [r.target for r in ooxml.relations(archive, name, where) if r.kind == "notesSlide"]
        parts += [note for note in notes if archive.has(note)]
    return paper.content(archive, parts, _Slides(), where)


class _Slides:
    namespaces = slideruns.NAMESPACES

    def read(self, paragraph: etree._Element) -> list[Node]:
        return slideruns.read(paragraph)

    def write(self, paragraph: etree._Element) -> Sink:
        return slideruns.Sink(paragraph)

    def kind(self, paragraph: etree._Element) -> Kind:
        for above in paragraph.iterancestors():
            if ooxml.local(above) == "tc":
                return "cell"
            if ooxml.local(above) == "sp":
                holders = [child for child in above.iterdescendants() if ooxml.local(child) == "ph"]
                return "heading" if any(ooxml.attribute(h, "type") in _TITLES for h in holders) else "paragraph"
        return "paragraph"
