"""What a scan found: as a table, as a glossary file to review, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vietgloss.i18n import _
from vietgloss.report.explain import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.glossary import Glossary
    from vietgloss.scan import Finding

_SHOWN = 3
_HEAD = """\
# Found by `vietgloss scan`; read each line before you add it to your glossary.
# Lines that begin with # need your full form or your choice.
"""


def findings_table(findings: Sequence[Finding]) -> str:
    """Return a table, one abbreviation a row, with a place below each; a line if there is nothing."""
    if not findings:
        return _("Nothing is unknown or ambiguous.")
    rows = [
        [f.surface, f"{f.count}×", str(f.documents), _(f.status), _meaning(f), _place(f)]
        for f in findings
    ]  # fmt: skip
    return table([_("found"), "", _("files"), _("is"), _("could be"), _("for example")], rows)


def findings_yaml(findings: Sequence[Finding], glossary: Glossary) -> str:
    """Return a glossary file: proposals as entries, the rest as comments to fill in."""
    lines = [_HEAD, "abbreviations:"]
    for found in findings:
        files = f"{found.documents} file{'s' * (found.documents != 1)}"
        lines.append(f"  # {found.surface}: {found.status}, {found.count}× in {files}")
        lines += [f"  #   {e.path}:{e.line}: {e.text}" for e in found.examples]
        lines += _entry(found, glossary)
    if not findings:
        lines.append("  {}")
    return "\n".join(lines) + "\n"


def findings_json(findings: Sequence[Finding]) -> str:
    """Return one JSON list, one object an abbreviation."""
    return json.dumps([_to_dict(f) for f in findings], ensure_ascii=False)


def _to_dict(found: Finding) -> dict[str, Any]:
    return {
        "surface": found.surface,
        "status": found.status,
        "count": found.count,
        "documents": found.documents,
        "senses": list(found.senses),
        "defined": dict(found.defined.most_common()),
        "likely": dict(found.likely.most_common()),
        "proposal": found.proposal,
        "examples": [{"path": e.path, "line": e.line, "text": e.text} for e in found.examples],
    }


def _meaning(found: Finding) -> str:
    if found.senses:
        return " or ".join(found.senses[:_SHOWN]) + (" ..." if len(found.senses) > _SHOWN else "")
    if found.proposal is None:
        return ""
    return found.proposal if found.defined else f"{found.proposal}?"


def _place(found: Finding) -> str:
    return f"{found.examples[0].path}:{found.examples[0].line}: {found.examples[0].text}" if found.examples else ""


def _entry(found: Finding, glossary: Glossary) -> list[str]:
    key = _quoted(found.surface)
    if found.senses:
        return [f"  # {key}: {_quoted(sense)}" for sense in found.senses]
    if found.proposal is None:
        return [f"  # {key}: {{expansion: , target: }}"]
    target = glossary.target_of(found.proposal)
    full = _quoted(found.proposal)
    line = f"{key}: {{expansion: {full}, target: {_quoted(target)}}}" if target else f"{key}: {full}"
    others = [full for held in (found.defined, found.likely) for full, _ in held.most_common()[1:_SHOWN]]
    note = f"  # or: {'; '.join(others)}" if others else ""
    # What a text defines is sure; what only has the initials is a guess to be confirmed.
    return [f"  {line}{note}" if found.defined else f"  # {line}{note}"]


def _quoted(value: str) -> str:
    """Return a YAML scalar; JSON's quoting is valid YAML."""
    plain = all(c.isalnum() or c in " -./" for c in value) and value[0].isalpha() and " -" not in f" {value[:1]}"
    reserved = value.lower() in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
    return value if plain and not reserved else json.dumps(value, ensure_ascii=False)
