"""Reads test sets and the translations to be measured.

A test set is a text with its reference, one segment a line; a table (``.tsv``); lines of JSON (``.jsonl``); or a gold
file of the samples (``.json``). All text is brought to NFC.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from vietgloss import documents
from vietgloss import text as vn
from vietgloss.errors import InputError, UsageError
from vietgloss.evaluation.samples import Line, Sample, SampleFile
from vietgloss.glossary import Term
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEFT_OUT = frozenset({"furniture", "dateline", "byline"})
"""Types of segments that are copied rather than translated, and are not measured unless asked for."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_HELD = (".tsv", ".jsonl", ".json")
_COLUMNS = 2
_DOCUMENT = re.compile(r"#\s*doc:\s*(?P<name>.*\S)")


def read(sources: Sequence[str], references: Sequence[str] = (), *, every: bool = False) -> list[SampleFile]:
    """Read test sets.

    Args:
        sources: The files; the suffix tells the format, any other than those above is plain text.
        references: The references of the plain texts among them, in the same order.
        every: Whether to keep segments of the types in :data:`LEFT_OUT`.

    Raises:
        UsageError: If there are not as many references as plain texts.
        InputError: If a file cannot be read or is not of its format, or source and reference differ in length.
    """
    plain = [s for s in sources if not s.lower().endswith(_HELD)]
    if len(plain) != len(references):
        problem = _("{count} of the sources need a reference, {count_2} given").format(
            count=len(plain), count_2=len(references)
        )
        raise UsageError(problem, remedy=_("name a --reference for each plain text; tables and JSON hold their own"))
    of = dict(enumerate(references))
    files, used = [], 0
    for path in sources:
        if path.lower().endswith(_HELD):
            files.append(_held(path, every=every))
        else:
            files.append(_plain(path, of[used]))
            used += 1
    return files


def read_targets(files: Sequence[SampleFile], paths: Sequence[str]) -> list[list[str]]:
    """Read translations, one line a segment; those of segments that are left out may stand in them or not.

    Args:
        files: The test sets.
        paths: A translation of each, in the same order.

    Returns:
        For each document, over all files, its lines.

    Raises:
        UsageError: If there are not as many translations as test sets.
        InputError: If a translation has more or fewer lines than its test set.
    """
    if len(files) != len(paths):
        problem = _("{count} of --source, {count_2} translations").format(count=len(files), count_2=len(paths))
        raise UsageError(problem, remedy=_("name one translation for each source, in the same order"))
    found = []
    for file, path in zip(files, paths, strict=True):
        lines = _lines(path)
        kept = sorted(line.row for sample in file.samples for line in sample.lines)
        if len(lines) == file.count:
            at = {row: row for row in kept}
        elif len(lines) == len(kept):
            at = {row: place for place, row in enumerate(kept)}
        else:
            raise _unequal(path, len(lines), file.path, file.count)
        found += [[lines[at[line.row]] for line in sample.lines] for sample in file.samples]
    return found


def _plain(source: str, reference: str) -> SampleFile:
    vietnamese, english = _lines(source), _lines(reference)
    if len(vietnamese) != len(english):
        raise _unequal(reference, len(english), source, len(vietnamese))
    rows = enumerate(zip(vietnamese, english, strict=True))
    lines = [Line(row + 1, vi, en, row=row) for row, (vi, en) in rows if vi or en]
    return SampleFile(source, (Sample(source, tuple(lines)),), len(vietnamese))


def _held(path: str, *, every: bool) -> SampleFile:
    """Read a file that holds its own references."""
    text = documents.read(path, suffix=".txt").text
    suffix = path.lower().rpartition(".")[2]
    rows = {"tsv": _table, "jsonl": _json_lines, "json": _gold}[suffix](text, path)
    names: dict[str, list[Line]] = {}
    count = 0
    for number, record in rows:
        row, count = count, count + 1
        if every or record.get("type") not in LEFT_OUT:
            where = f"{path}:{number}"
            line = Line(number, _source(record, where), _string(record, "en", where), _terms(record, where), row)
            names.setdefault(str(record.get("id", path)), []).append(line)
    if not names:
        remedy = _("--all takes in bylines, datelines and furniture too") if count else ""
        raise InputError(_("no segment to measure"), where=path, remedy=remedy)
    return SampleFile(path, tuple(Sample(name, tuple(lines)) for name, lines in names.items()), count)


def _table(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    name = path
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line.startswith("#") and "\t" not in line:  # a comment
            document = _DOCUMENT.match(line)
            name = document["name"] if document else name
        elif line.strip():
            cells = line.split("\t")
            if len(cells) != _COLUMNS:
                problem = ngettext(
                    "{count} column instead of {columns}", "{count} columns instead of {columns}", len(cells)
                ).format(count=len(cells), columns=_COLUMNS)
                raise InputError(problem, where=f"{path}:{number}", remedy=_("write Vietnamese, a tab, English"))
            yield number, {"id": name, "vi": cells[0], "en": cells[1]}


def _json_lines(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line.strip():
            yield number, _object(_parsed(line, path, number), f"{path}:{number}")


def _gold(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    sentences = _object(_parsed(text, path, 1), path).get("sentences")
    if not isinstance(sentences, list):
        raise InputError(_("no list of sentences in it"), where=path, remedy=_("give a file like seeds/*.gold.json"))
    for number, sentence in enumerate(sentences, 1):
        yield number, _object(sentence, _("{path}: sentence {number}").format(path=path, number=number))


def _parsed(text: str, path: str, first: int) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        line = first + getattr(error, "lineno", 1) - 1
        raise InputError(_("not readable JSON"), where=f"{path}:{line}", remedy=_("put it right")) from None


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InputError(_('not an object such as {"vi": "...", "en": "..."}'), where=where)
    return value


def _source(record: Mapping[str, Any], where: str) -> str:
    return _string(record, "vi_expanded" if record.get("vi_expanded") is not None else "vi", where)


def _string(record: Mapping[str, Any], key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise InputError(
            _("no text under {key}").format(key=key),
            where=where,
            remedy=_("each segment needs vi or vi_expanded, and en"),
        )
    return _LINE_END.sub(" ", vn.nfc(value)).strip()


def _terms(record: Mapping[str, Any], where: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    listed = record.get("terms") or ()
    for one in listed if isinstance(listed, list | tuple) else (listed,):
        entry = _object(one, f"{where}: terms")
        accept, times = entry.get("accept") or [], entry.get("n", 1)
        if not isinstance(accept, list) or not all(isinstance(a, str) for a in accept):
            raise InputError(_("accept of a term is no list of texts"), where=where)
        if not isinstance(times, int) or times < 1:
            raise InputError(_("n of a term is no number from 1"), where=where)
        vi, en = _string(entry, "vi", f"{where}: terms"), _string(entry, "en", f"{where}: terms")
        terms += [Term(vi, en, tuple(vn.nfc(a) for a in accept))] * times
    return tuple(terms)


def _lines(path: str) -> list[str]:
    """Return the lines of a plain text, white space around them taken off."""
    text = documents.read(path, suffix=".txt").text
    lines = _LINE_END.split(text)
    return [line.strip() for line in (lines if lines[-1] else lines[:-1])]


def _unequal(path: str, count: int, source: str, wanted: int) -> InputError:
    """Return the error for a file whose lines are not as many; it points to the first line without a counterpart."""
    longer = path if count > wanted else source
    problem = ngettext(
        "{path} has {count} line, {source} has {wanted}", "{path} has {count} lines, {source} has {wanted}", count
    ).format(path=path, count=count, source=source, wanted=wanted)
    return InputError(
        problem, where=f"{longer}:{min(count, wanted) + 1}", remedy=_("give both a line for each segment")
    )
