"""What the elements and attributes of HTML are to a translator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vietgloss.documents.model import Kind

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""Elements without content and without an end tag."""

OPAQUE = frozenset(
    "audio canvas code iframe kbd math noembed noframes object samp script style svg".split()
) | frozenset("template textarea var video xmp".split())
"""Elements of which nothing is translated. They may stand in the middle of a sentence."""

FOREIGN = frozenset({"svg", "math"})

INLINE = (
    frozenset(
        "a abbr acronym area b bdi bdo big blink cite data del dfn em embed font i img input ins map mark".split()
    )
    | frozenset("meter nobr output picture progress q rb rp rt rtc ruby s small source span strike strong".split())
    | frozenset("sub sup time tt u wbr".split())
    | OPAQUE
)
"""Elements that are part of a sentence."""

_TEXTUAL = frozenset("p h1 h2 h3 h4 h5 h6 title caption figcaption dt legend summary".split())
"""Blocks that hold nothing but sentences: an element in them that nobody knows is part of one."""

BLOCK = (
    frozenset("address article aside base blockquote body br button center col colgroup dd details dialog dir".split())
    | frozenset("div dl fieldset figure footer form frame frameset head header hgroup hr html label li link".split())
    | frozenset("main marquee menu meta nav noscript ol optgroup option param pre search section select slot".split())
    | frozenset("table tbody td tfoot th thead tr track ul".split())
    | _TEXTUAL
)
"""Elements at which a paragraph ends."""

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th", "caption"), "cell"),
    "blockquote": "quote",
    "body": "paragraph",
}
"""What the text of an element is; in any other element it is what it is around that element."""

_ENDS_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure".split()
) | (
    frozenset("footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul li dd dt".split())
)
_IMPLIED = {
    "li": frozenset({"li"}),
    "dd": frozenset({"dd", "dt"}),
    "dt": frozenset({"dd", "dt"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"td", "th", "tr"}),
    "tbody": frozenset({"td", "th", "tr", "thead", "tbody"}),
    "tfoot": frozenset({"td", "th", "tr", "thead", "tbody"}),
}
SCOPES = frozenset("table td th caption object template".split())
"""Elements beyond which a tag inside them ends nothing."""

_TEXT_ATTRIBUTES = frozenset({"title", "alt", "placeholder", "aria-label"})
# The title of a style sheet is its name.
_NAMED = frozenset({"link", "style", "script"})
_LABELLED = frozenset({"optgroup", "option", "track"})
_DESCRIPTIONS = frozenset({"description", "og:title", "og:description", "twitter:title", "twitter:description"})


def is_inline(name: str, parent: str, *, flowing: bool) -> bool:
    """Whether an element is part of a sentence.

    Args:
        name: Its name in small letters.
        parent: The name of the block that it stands in.
        flowing: Whether text of the same block stands before it.
    """
    if name in BLOCK:
        return False
    # Word's own elements, such as <o:p>, stand in sentences; others that nobody knows do where there is text.
    return name in INLINE or ":" in name or flowing or parent in _TEXTUAL


def ended_by(name: str) -> frozenset[str]:
    """The elements that a start tag of this name ends where their end tag was left out."""
    implied = _IMPLIED.get(name, frozenset())
    return implied | {"p"} if name in _ENDS_P else implied


def text_attributes(name: str, values: dict[str, str]) -> set[str]:
    """The names of the attributes of an element that are language.

    Args:
        name: The element.
        values: Its attributes.
    """
    if name == "meta":
        about = values.get("name") or values.get("property") or ""
        return {"content"} if about.strip().lower() in _DESCRIPTIONS else set()
    if name in _NAMED:
        return set()
    wanted = _TEXT_ATTRIBUTES | {"label"} if name in _LABELLED else _TEXT_ATTRIBUTES
    return set(wanted & values.keys())
