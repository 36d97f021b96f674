"""What a check of the glossary found: as lines, as JSON, as SARIF, as annotations of GitHub."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vietgloss.checks import BY_ID, LEVELS, RULES
from vietgloss.i18n import _, ngettext
from vietgloss.report.explain import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.checks import Finding

_DOCS = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def lines(findings: Sequence[Finding], *, word: str = "") -> str:
    """Return one line for each finding: place, level, what is wrong, the rule, what to do.

    Args:
        findings: The findings.
        word: Stands in place of the level.
    """
    return "".join(f"{f.where}: {word or f.level}: {_said(f)} [{f.rule}]{_then(f)}\n" for f in findings)


def counted(findings: Sequence[Finding], files: int, entries: int, *, hidden: int, fixed: int = 0) -> str:
    """Return the summary.

    Args:
        findings: What is left, without what is hidden.
        files: How many files were checked.
        entries: How many entries they hold.
        hidden: How many notes are not shown.
        fixed: How many findings were put right.
    """
    counts = Counter(f.level for f in findings)
    parts = [_levels(level, counts[level]) for level in LEVELS if counts[level]]
    parts += [_("{fixed} fixed").format(fixed=fixed)] if fixed else []
    said = ", ".join(parts) if parts else _("nothing to say")
    said += _("; {notes} with --all").format(notes=_levels("note", hidden)) if hidden else ""
    read = ngettext("{count} file", "{count} files", files).format(count=files)
    held = ngettext("{count:,} entry", "{count:,} entries", entries).format(count=entries)
    return f"{read}, {held}: {said}"


def as_json(findings: Sequence[Finding], fixed: Sequence[Finding], *, files: int, entries: int) -> str:
    """Return one JSON object."""
    counts = Counter(f.level for f in findings)
    held = {
        "findings": [_to_dict(f) for f in findings],
        "fixed": [_to_dict(f) for f in fixed],
        "files": files,
        "entries": entries,
        **{f"{level}s": counts[level] for level in LEVELS},
    }
    return json.dumps(held, ensure_ascii=False) + "\n"


def as_sarif(findings: Sequence[Finding], version: str) -> str:
    """Return a SARIF 2.1.0 log, for code scanning.

    Args:
        findings: The findings.
        version: The version of vietgloss.
    """
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": f"{rule.title[:1].upper()}{rule.title[1:]}. {rule.help}"},
            "help": {"text": f"{rule.help} To silence it for an entry, write '# ok: {rule.id}' behind its key."},
            "defaultConfiguration": {_("level"): rule.level},
        }
        for rule in RULES
    ]
    numbers = {rule.id: number for number, rule in enumerate(RULES)}
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": numbers[f.rule],
            _("level"): f.level,
            "message": {"text": _said(f) + _then(f)},
            "locations": [{"physicalLocation": _location(f)}],
        }
        for f in findings
    ]
    driver = {"name": "vietgloss", "version": version, "semanticVersion": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _DOCS, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def as_github(findings: Sequence[Finding]) -> str:
    """Return workflow commands of GitHub, which it shows at the lines of a pull request."""
    rows = []
    for f in findings:
        places = {"file": _posix(f.path), "line": f.line, "col": f.column, "title": f"{f.rule}: {BY_ID[f.rule].title}"}
        held = ",".join(f"{key}={_property(str(value))}" for key, value in places.items() if value)
        rows.append(f"::{_GITHUB[f.level]} {held}::{_data(_said(f) + _then(f))}\n")
    return "".join(rows)


def rules_table() -> str:
    """Return the table of rules."""
    return table([_("rule"), _("level"), _("finds")], [[rule.id, rule.level, _(rule.title)] for rule in RULES]) + "\n"


def _to_dict(finding: Finding) -> dict[str, Any]:
    return {
        _("rule"): finding.rule,
        _("level"): finding.level,
        "message": finding.message,
        "remedy": finding.remedy,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "entry": finding.entry,
        "fixable": bool(finding.fix),
    }


def _said(finding: Finding) -> str:
    return " ".join(finding.message.split())


def _then(finding: Finding) -> str:
    return f"; {finding.remedy}" if finding.remedy else ""


def _levels(level: str, count: int) -> str:
    if level == "error":
        return ngettext("{count} error", "{count} errors", count).format(count=count)
    if level == "warning":
        return ngettext("{count} warning", "{count} warnings", count).format(count=count)
    return ngettext("{count} note", "{count} notes", count).format(count=count)


def _posix(path: str) -> str:
    return PurePath(path).as_posix()


def _location(finding: Finding) -> dict[str, Any]:
    path = Path(finding.path)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    region: dict[str, Any] = {"startLine": max(1, finding.line)}
    if finding.column:
        region["startColumn"] = finding.column
    return {"artifactLocation": {"uri": uri}, "region": region}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
