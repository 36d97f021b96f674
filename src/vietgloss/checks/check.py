"""Running all rules over glossary files."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from vietgloss.checks import english, entries, expansions, letters, lists, senses, slots
from vietgloss.checks.finding import Finding
from vietgloss.checks.known import Known
from vietgloss.checks.rules import BY_ID
from vietgloss.glossary.model import Abbreviation, Glossary
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vietgloss.checks.source import Read, Source

_Rules = tuple["Callable[[Source, Read, Known], Iterator[Finding]]", ...]
_OF_A_TERM: _Rules = (
    expansions.contains_abbreviation,
    expansions.not_vietnamese,
    english.also_repeats_target,
    english.odd_short,
    english.not_in,
    slots.unused_slot,
    lists.repeated_item,
)
_OF_AN_ABBREVIATION: _Rules = (
    expansions.initials,
    expansions.contains_abbreviation,
    expansions.expansion_is_abbreviation,
    expansions.not_vietnamese,
    expansions.common_word,
    expansions.ignored_key,
    senses.own_cue,
    senses.empty_cue,
    senses.idle_cues,
    english.no_target,
    english.also_repeats_target,
    english.odd_short,
    english.example_lacks_abbreviation,
    lists.repeated_item,
)
_OF_SEVERAL_SENSES: _Rules = (
    *_OF_AN_ABBREVIATION,
    senses.no_cues,
    senses.same_cues,
    senses.no_default,
    senses.same_senses,
    senses.duplicate_id,
)
_OF_ALL: tuple[Callable[[Known], Iterator[Finding]], ...] = (
    entries.duplicate_across_files,
    entries.duplicate_form,
    entries.shadows,
    entries.targets_disagree,
    entries.capitals_differ,
    english.same_short,
    slots.same_pattern,
)


def check(sources: Sequence[Source], context: Glossary | None = None) -> list[Finding]:
    """Return what is wrong in glossary files, in the order of files and lines.

    Args:
        sources: The files, those that stand over others last.
        context: The glossary around them: lower layers, and files that are not under check.
    """
    known = Known(sources, context or Glossary())
    found: list[Finding] = []
    for source in sources:
        found += source.errors
        found += letters.findings(source)
        found += _unknown_rules(source)
    for source, read in known.reads():
        rules = _OF_AN_ABBREVIATION if isinstance(read.entry, Abbreviation) else _OF_A_TERM
        for rule in _OF_SEVERAL_SENSES if len(read.senses) > 1 else rules:
            found += rule(source, read, known)
    for rule_of_all in _OF_ALL:
        found += rule_of_all(known)
    return _in_order(sources, found)


def _in_order(sources: Sequence[Source], found: list[Finding]) -> list[Finding]:
    """Return findings in the order of the files, each once, without those that comments silence."""
    order = {source.path: number for number, source in enumerate(sources)}
    key_lines = {(s.path, r.where): r.at.start_mark.line + 1 for s in sources if s.silenced for r in s.reads}
    silenced = {source.path: source.silenced for source in sources if source.silenced}

    def counts(finding: Finding) -> bool:
        lines = silenced.get(finding.path)
        if not lines or finding.level == "error":
            return True
        held = (lines.get(finding.line, ()), lines.get(key_lines.get((finding.path, finding.entry), 0), ()))
        return not any(finding.rule in rules for rules in held)

    left = dict.fromkeys(f for f in found if counts(f))
    return sorted(left, key=lambda f: (order[f.path], f.line, f.column))


def _unknown_rules(source: Source) -> Iterator[Finding]:
    """Find comments ``# ok:`` that name no rule."""
    for line, names in source.silenced.items():
        for name, column in names.items():
            if name not in BY_ID:
                close = difflib.get_close_matches(name, BY_ID, 1)
                remedy = (
                    _("did you mean '{close}'?").format(close=close[0])
                    if close
                    else _("see 'vietgloss glossary check --list-rules'")
                )
                told = _("'# ok: {name}' names no rule").format(name=name)
                yield Finding("unknown-rule", "warning", told, source.path, line, column, remedy)
