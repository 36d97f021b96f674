"""Posts made of what the glossary knows: *Trưởng phòng Nội vụ* of a division, *quyền Bí thư Tỉnh ủy* of a post.

Looked for by themselves, ``trưởng phòng`` would take a word of the division's name, and ``nguyên`` would be lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.glossary import Term

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from vietgloss.translation.items import Item

# What a body's name begins with, what its English must hold, and its posts.
_POSTS = (
    (
        "phòng",
        ("Division", "Office", "Department"),
        (
            ("trưởng phòng", "Head of the {}"),
            ("phó trưởng phòng", "Deputy Head of the {}"),
            ("phó phòng", "Deputy Head of the {}"),
        ),
    ),
    (
        "ban",
        ("Department", "Board", "Committee", "Commission"),
        (
            ("trưởng ban", "Head of the {}"),
            ("phó trưởng ban", "Deputy Head of the {}"),
            ("phó ban", "Deputy Head of the {}"),
        ),
    ),
    (
        "sở",
        ("Department",),
        (("giám đốc sở", "Director of the {}"), ("phó giám đốc sở", "Deputy Director of the {}")),
    ),
    (
        "chi cục",
        ("Department",),
        (
            ("chi cục trưởng chi cục", "Head of the {}"),
            ("phó chi cục trưởng chi cục", "Deputy Head of the {}"),
        ),
    ),
    ("bộ", ("Ministry of ",), (("thanh tra bộ", "Inspectorate of the {}"),)),
)
_HEADS = ("Director", "Chairman", "Secretary", "Head", "Chief", "Minister")
_NO_HEADS = ("ban chấp hành", "ban thường vụ", "ban bí thư", "ban chỉ huy")
_OFFICES = tuple(
    "bí thư|phó bí thư|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|trưởng|phó trưởng|phó ban|phó phòng|"
    "bộ trưởng|thứ trưởng|viện trưởng|phó viện trưởng|chánh|phó chánh|ủy viên|chủ nhiệm|phó chủ nhiệm|hiệu trưởng|"
    "phó hiệu trưởng|tổng bí thư|thủ tướng|phó thủ tướng|tổng cục trưởng|cục trưởng|đội trưởng".split("|")
)
# What stands before a post, its English, and the words that it is a part of: Thái Nguyên, tài nguyên, thẩm quyền.
_BEFORE = (
    ("nguyên", "former {}", ("Thái", "tài", "Tây", "cao", "Bình")),
    ("cựu", "former {}", ()),
    ("quyền", "acting {}", (*"thẩm ủy uỷ chính phân trao giao nhân chủ đủ lạm đặc có quân".split(), "phạm vi")),
)


def derived(terms: Mapping[str, Term], known: Container[str]) -> dict[str, Term]:
    """Return the posts that follow from terms, by the key of their source; those that the glossary has are left out.

    Args:
        terms: By :func:`vietgloss.text.key` of the source; of several meanings, none can be said beforehand.
        known: Sources that have an English already.
    """
    found: dict[str, Term] = {}
    for name, term in terms.items():
        for source, english in _heads(name, term.target):
            if source not in known:
                found.setdefault(source, _said(term, source, english))
    offices = [(name, term) for held in (terms, found) for name, term in held.items() if name.startswith(_OFFICES)]
    for name, term in offices:
        for word, english, before in _BEFORE:
            source = f"{word} {name}"
            if source not in known:
                hidden = tuple(f"{other} {word}" for other in before)
                found[source] = _said(term, f"{word} {term.source}", english, hidden)
    return found


def _heads(name: str, target: str) -> Iterator[tuple[str, str]]:
    """Give the posts of a body: Vietnamese, and English with a place for the body's."""
    if name.startswith(_NO_HEADS) or not target[:1].isupper():
        return
    for begins, holds, posts in _POSTS:
        if name.startswith(f"{begins} ") and any(word in target for word in holds):
            rest = name[len(begins) :]
            for post, english in posts:
                yield f"{post}{rest}", english
            if begins == "bộ":
                yield f"bộ trưởng bộ{rest}", "Minister of {}"
                yield f"thứ trưởng bộ{rest}", "Deputy Minister of {}"


def _said(term: Term, source: str, english: str, hidden: tuple[str, ...] = ()) -> Term:
    """Return a term's post: its English, and all that is right too, put into a phrase."""
    begins, _, ends = english.partition("{}")
    minister = begins.endswith("inister of ")
    bodies = (term.target, *term.also)
    put = [begins + (body.removeprefix("Ministry of ") if minister else body) + ends for body in bodies]
    return Term(source, put[0], tuple(put[1:]), not_in=hidden, note=term.note, ref=term.ref, origin=term.origin)


def unpromoted(target: str, source: str, anchors: Iterable[Item]) -> str:
    """Return English without the *Deputy* or *Vice* that an engine puts before an office where the source has none.

    Args:
        target: The English.
        source: The Vietnamese.
        anchors: The terms in it.

    >>> from vietgloss.translation.items import Item
    >>> director = Item(4, 24, "Giám đốc Sở Y tế", "Director of the Department of Health", "term")
    >>> unpromoted("An (Deputy Director of the Department of Health)", "An (Giám đốc Sở Y tế)", [director])
    'An (Director of the Department of Health)'
    """
    folded = vn.lower(source)
    for anchor in anchors:
        office, promoted = vn.lower(anchor.source), [f"{word} {anchor.target}" for word in ("Deputy", "Vice")]
        if (
            anchor.target.partition(" ")[0] in _HEADS
            and any(said in target for said in promoted)
            and not any(f"{word} {office}" in folded for word in ("phó", "thứ"))
        ):
            target = re.sub(rf"\b(?:Deputy|Vice) (?={re.escape(anchor.target)}(?!\w))", "", target)
    return target
