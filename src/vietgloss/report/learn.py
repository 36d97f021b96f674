"""What a translation teaches: as a table, as a glossary file to review, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vietgloss.glossary import yamlout
from vietgloss.i18n import _
from vietgloss.report.explain import table
from vietgloss.report.suggest import commented
from vietgloss.scan.reading import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.learning import Learned

_STEP = 2
_HEAD = """\
# Found by `vietgloss glossary learn`; read each line before you add it to your glossary.
# Entries that begin with # were seen too seldom to be sure, or differ from the glossary.
"""


def learned_table(learned: Sequence[Learned]) -> str:
    """Return a table, one term a row, with the lines of a pair; a line if there is nothing."""
    if not learned:
        return _("Nothing new.")
    rows = [
        [_(x.category), shown(x.name), shown(x.english), _share(x), x.target or "", _lines(x)]
        for x in learned
    ]  # fmt: skip
    return table(["", _("Vietnamese"), _("English here"), _("sentences"), _("glossary"), _("for example")], rows)


def learned_yaml(learned: Sequence[Learned]) -> str:
    """Return a glossary file: what is sure as entries, all else as comments to choose from."""
    lines = [_HEAD]
    if learned:
        lines.append("terms:")
    for x in learned:
        lines += commented([f"{x.category}: {x.why}", *(f"  {place}" for place in x.places)])
        lines += yamlout.entry_lines(x.record, _STEP) if x.sure else commented(yamlout.entry_lines(x.record, 0))
    return "\n".join(lines) + "\n" * bool(learned)


def learned_json(learned: Sequence[Learned]) -> str:
    """Return one JSON list, one object a term."""
    return json.dumps([x.to_dict() for x in learned], ensure_ascii=False)


def _lines(learned: Learned) -> str:
    if not learned.places:
        return ""
    source, target = learned.places[0].source, learned.places[0].target
    return f"{source.path}:{source.line} | {target.path}:{target.line}"


def _share(learned: Learned) -> str:
    return _("{together} of {count}").format(together=learned.together, count=learned.count)
