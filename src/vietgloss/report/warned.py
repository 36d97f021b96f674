"""What the checks found in translations, a line each, and how much of each kind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vietgloss.i18n import _
from vietgloss.report.explain import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.pipeline import Translation


def warned(translations: Sequence[Translation]) -> str:
    """Return each warning as ``path:line: kind: message``, and a table of the kinds below; empty if there is none."""
    found = [
        (f"{t.path}:{t.expansion.source.count(chr(10), 0, s.start) + 1}", w)
        for t in translations
        for s in t.segments
        for w in s.warnings
    ]
    if not found:
        return ""
    counts = Counter(w.kind for _, w in found)
    rows = [(kind, str(count)) for kind, count in counts.most_common()]
    lines = "".join(f"{where}: {w.kind}: {w.message}\n" for where, w in found)
    return f"{lines}\n{table((_('kind'), _('count')), rows)}\n"
