"""``vietgloss evaluate``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import CONTEXT, glossary_option, load_glossary, say, write_out
from vietgloss.errors import ExitCode, UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.evaluation import Figures, SampleFile
    from vietgloss.glossary import Glossary

_SCORES = ("bleu", "chrf", "chrf++")
_SHARES = (
    "terms", "terms-in-reference", "named-terms", "named-terms-in-reference", "consistency",
    "consistency-specific", "items",
    "number", "money", "date", "month", "quarter", "period",
    "time", "ordinal", "document-number", "name", "place", "initials", "code",
    "url", "email", "domain",
)  # fmt: skip
_HIGHEST = 100


@click.command(context_settings=CONTEXT)
@click.option("--source", "sources", multiple=True, required=True, metavar="FILE", help="Vietnamese, or a test set.")
@click.option("--reference", "references", multiple=True, metavar="FILE", help="The English to measure against.")
@click.option("--target", "targets", multiple=True, metavar="FILE", help="A translation.  [default: translate SOURCE]")
@click.option("--against", multiple=True, metavar="FILE", help="Another system's translation, to compare with.")
@glossary_option
@click.option("--all", "every", is_flag=True, help="Measure datelines, bylines and furniture too.")
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="List the first N terms and figures lost."
)
@click.option("--fail-under", metavar="LIMITS", help="Exit with code 5 if a figure is lower: terms=0.98,chrf=60")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--samples",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    metavar="N",
    help="With --against: samples drawn.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=12345, show_default=True, metavar="N", help="With --against: their seed."
)
@click.option("--model", metavar="NAME|PATH", help="Without --target: a model.  [default: starter]")
@click.option(
    "--terms",
    type=click.Choice(["auto", "inline", "repair", "placeholder", "off"]),
    default="auto",
    show_default=True,
    help="Without --target: as for translate.",
)
@click.option("--beam", type=click.IntRange(1, 20), default=4, show_default=True, help="Without --target: beam size.")
@click.option("--threads", type=click.IntRange(0, 256), default=0, help="Without --target: threads.  [default: all]")
def evaluate(
    sources: tuple[str, ...],
    references: tuple[str, ...],
    targets: tuple[str, ...],
    against: tuple[str, ...],
    glossaries: tuple[str, ...],
    every: bool,
    errors: int,
    fail_under: str | None,
    as_json: bool,
    samples: int,
    seed: int,
    model: str | None,
    terms: str,
    beam: int,
    threads: int,
) -> int:
    """Measure translations against references, and whether terms, figures and names came through.

    Files are plain text, one segment a line. A SOURCE may be a table (.tsv: Vietnamese, tab, English), lines of JSON
    (.jsonl) or a gold file (.json) instead, which hold their own references. Options for files may be given
    several times, in the same order.
    """
    from vietgloss import evaluation
    from vietgloss.evaluation.scores import Scorer
    from vietgloss.evaluation.view import evaluation_text

    limits = _limits(fail_under)
    Scorer()  # what is missing is told before a long run, not after it
    files = evaluation.read(sources, references, every=every)
    other = evaluation.read_targets(files, against) if against else None
    glossary = load_glossary(glossaries)
    if targets:
        english = evaluation.read_targets(files, targets)
    else:
        english = _translated(files, glossary, model, terms, beam, threads)
    documents = [sample for file in files for sample in file.samples]
    result = evaluation.evaluate(documents, english, glossary, against=other, resamples=samples, seed=seed)
    if as_json:
        write_out(json.dumps(result.to_dict(errors), ensure_ascii=False) + "\n")
    else:
        write_out(evaluation_text(result, errors))
    return _held(result.overall.target, limits)


def _translated(
    files: Sequence[SampleFile], glossary: Glossary, model: str | None, terms: str, beam: int, threads: int
) -> list[list[str]]:
    from vietgloss.evaluation import translated
    from vietgloss.pipeline import Translator
    from vietgloss.translation.engine import Options

    translator = Translator(glossary, model, Options(beam, threads), terms)
    try:
        return translated([sample for file in files for sample in file.samples], translator, _progress())
    finally:
        if sys.stderr.isatty():
            click.echo("\r\033[K", nl=False, err=True)


def _progress() -> Callable[[int, int], None] | None:
    """Return what shows on stderr how far the translation is; None where that is no terminal."""
    if not sys.stderr.isatty():
        return None
    message = _("translating: {done} of {total} sentences")
    return lambda done, total: click.echo("\r\033[K" + message.format(done=done, total=total), nl=False, err=True)


def _limits(written: str | None) -> dict[str, float]:
    """Read ``terms=0.98,chrf=60``.

    Raises:
        UsageError: If it is not of that form, or names no figure.
    """
    if written is None:
        return {}
    limits = {}
    for part in written.split(","):
        name, _rest, value = (piece.strip() for piece in part.partition("="))
        try:
            limit = float(value)
        except ValueError:
            raise UsageError(
                _("--fail-under: {part!r} is no limit").format(part=part), remedy=_("write terms=0.98,chrf=60")
            ) from None
        if name not in (*_SCORES, *_SHARES):
            known = ", ".join((*_SCORES, *_SHARES))
            raise UsageError(
                _("--fail-under: no figure is called {name!r}").format(name=name),
                remedy=_("name one of: {known}").format(known=known),
            )
        highest = _HIGHEST if name in _SCORES else 1
        if not 0 <= limit <= highest:
            raise UsageError(
                _("--fail-under: {name} runs from 0 to {highest}").format(name=name, highest=highest),
                remedy=_("not {value}").format(value=value),
            )
        limits[name] = limit
    return limits


def _held(figures: Figures, limits: dict[str, float]) -> int:
    """Return the exit code for limits, and say which figures are below theirs."""
    values = figures.by_name()
    code = ExitCode.OK
    for name, limit in limits.items():
        value = values.get(name)
        if value is None:
            say(_("note: {name}: nothing to measure in these files").format(name=name))
        elif value < limit:
            say(_("error: {name} is {value:.4g}, below {limit:g}").format(name=name, value=value, limit=limit))
            code = ExitCode.FINDINGS
    return code
