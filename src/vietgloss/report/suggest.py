"""What could be added to the glossary: as a table, as a glossary file to review, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vietgloss.glossary import yamlout
from vietgloss.glossary.plain import SECTIONS
from vietgloss.i18n import _
from vietgloss.report.explain import table
from vietgloss.scan.reading import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.glossary.plain import Record
    from vietgloss.scan.suggest import Suggestion

_STEP = 2
_HEAD = """\
# Found by `vietgloss glossary suggest`; read each line before you add it to your glossary.
# Entries that begin with # are guesses, or want your words.
"""


def suggestions_table(suggestions: Sequence[Suggestion]) -> str:
    """Return a table, one suggestion a row, with a place; a line if there is nothing."""
    if not suggestions:
        return _("Nothing to add.")
    rows = [
        [
            shown(s.name),
            f"{s.count}×",
            str(s.documents),
            shown(_proposal(s)),
            shown(s.why),
            shown(str(s.places[0])) if s.places else "",
        ]
        for s in suggestions
    ]
    return table([_("found"), "", _("files"), _("could be"), _("why"), _("for example")], rows)


def suggestions_yaml(suggestions: Sequence[Suggestion]) -> str:
    """Return a glossary file: what is sure as entries, all else as comments to fill in."""
    lines = [_HEAD.rstrip("\n")]
    for section in SECTIONS:
        own = [s for s in suggestions if s.section == section]
        if own:
            lines += ["", f"{section}:"]
        for s in own:
            files = f"{s.documents} file{'s' * (s.documents != 1)}"
            notes = [
                f"{s.count}× in {files}; {s.why}",
                *(f"  {place}" for place in s.places),
            ]
            lines += commented(notes)
            lines += yamlout.entry_lines(s.record, _STEP) if s.sure else commented(blank_entry(s.record))
    return "\n".join(lines) + "\n"


def suggestions_json(suggestions: Sequence[Suggestion]) -> str:
    """Return one JSON list, one object a suggestion."""
    return json.dumps([s.to_dict() for s in suggestions], ensure_ascii=False)


def blank_entry(record: Record) -> list[str]:
    """Return the lines of an entry that is not complete, with room for what is missing, not indented."""
    if not record.fields:
        empty = "{expansion: , target: }" if record.section == "abbreviations" else ""
        return [f"{yamlout.scalar(record.name)}: {empty}".rstrip()]
    return yamlout.entry_lines(record, 0)


def commented(lines: Iterable[str]) -> list[str]:
    """Return lines as comments of a section; none holds a line end."""
    # The blanks at the beginning show what belongs to what.
    return [f"{' ' * _STEP}# {' ' * (len(line) - len(line.lstrip(' ')))}{shown(line)}" for line in lines]


def _proposal(suggestion: Suggestion) -> str:
    fields = suggestion.fields
    text = " = ".join(str(fields[key]) for key in ("expansion", "target") if key in fields)
    return f"{text}?" if text and not suggestion.sure else text
