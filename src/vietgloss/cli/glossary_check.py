"""``vietgloss glossary check``."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import say, write_out
from vietgloss.errors import ExitCode, UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.checks import Finding, Source
    from vietgloss.checks.files import File

FORMATS = ("text", "json", "sarif", "github")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--shipped", is_flag=True, help="Check the glossary that comes with vietgloss too.")
@click.option("--fix", is_flag=True, help="Put right what can be put right safely, in the files.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Lines (the default), a JSON object, SARIF for code scanning, or annotations for GitHub's workflows.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--all", "show_all", is_flag=True, help="Show notes too: matters of style, and what stands over what.")
@click.option("--strict", is_flag=True, help="Exit with code 5 for warnings too.")
@click.option("--rule", "only", multiple=True, metavar="ID", help="Of warnings and notes show this rule's only.")
@click.option("--no-rule", "without", multiple=True, metavar="ID", help="Leave this rule's warnings or notes out.")
@click.option("--list-rules", is_flag=True, help="Print the rules and exit.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of glossary files, for editors, and exit.")
def check(  # one parameter an option
    paths: tuple[str, ...],
    shipped: bool,
    fix: bool,
    diff: bool,
    form: str | None,
    as_json: bool,
    show_all: bool,
    strict: bool,
    only: tuple[str, ...],
    without: tuple[str, ...],
    list_rules: bool,
    schema: bool,
) -> int:
    """Look for mistakes in glossary files.

    PATHs are glossary files or folders of them; without one, ./glossary and your own glossary are checked. All that
    is wrong is reported, not the first thing only. The exit code is 5 if a file has an error.
    """
    from vietgloss.report.check import rules_table

    if list_rules:
        write_out(rules_table())
        return ExitCode.OK
    if schema:
        from vietgloss.glossary.published import schema_text

        write_out(schema_text())
        return ExitCode.OK
    form = _form(form, as_json=as_json, fix=fix, diff=diff)
    wanted = _selection(only, without, show_all=show_all or bool(only))
    shown_with_all = _selection(only, without, show_all=True)
    gc.disable()  # the nodes of large files live to the end; to go through them again and again takes half of the time
    try:
        return _check(
            paths,
            shipped=shipped,
            form=form,
            fix=fix,
            diff=diff,
            strict=strict,
            wanted=wanted,
            hidden=lambda f: shown_with_all(f) and not wanted(f),
        )
    finally:
        gc.enable()


def _check(
    paths: Sequence[str],
    *,
    shipped: bool,
    form: str,
    fix: bool,
    diff: bool,
    strict: bool,
    wanted: Callable[[Finding], bool],
    hidden: Callable[[Finding], bool],
) -> int:
    from vietgloss import checks
    from vietgloss.checks.files import chosen, glossary_of
    from vietgloss.report.check import counted

    files, around = chosen(paths, shipped=shipped)
    sources = [file.read() for file in files]
    context = glossary_of(around)
    fixed: list[Finding] = []
    if diff:
        _show_changes(sources, wanted)
    if fix:
        for number, file in enumerate(files):
            found = _fix(file, sources[number], wanted)
            fixed += found
            sources[number] = file.read() if found else sources[number]
    every = checks.check(sources, context)
    findings = [f for f in every if wanted(f)]
    entries = sum(len(source.reads) for source in sources)
    report = "" if diff else _report(form, findings, fixed, len(files), entries)
    if report:
        write_out(report)
    say(counted(findings, len(files), entries, hidden=sum(map(hidden, every)), fixed=len(fixed)))
    grave = ("error", "warning") if strict else ("error",)
    return ExitCode.FINDINGS if any(f.level in grave for f in findings) else ExitCode.OK


def _report(form: str, findings: Sequence[Finding], fixed: Sequence[Finding], files: int, entries: int) -> str:
    from vietgloss._version import __version__
    from vietgloss.report import check as report

    if form == "json":
        return report.as_json(findings, fixed, files=files, entries=entries)
    if form == "sarif":
        return report.as_sarif(findings, __version__)
    if form == "github":
        return report.as_github(findings)
    return report.lines([replace(f, remedy="") for f in fixed], word="fixed") + report.lines(findings)


def _fix(file: File, source: Source, wanted: Callable[[Finding], bool]) -> list[Finding]:
    """Fix a file and return what was put right; it is locked and read anew if there is anything to do."""
    from vietgloss.checks import Source
    from vietgloss.checks import check as find
    from vietgloss.checks.fix import fixed
    from vietgloss.glossary.store import BOM, rewriting

    if not any(f.fix and wanted(f) for f in find([source])):
        return []
    with rewriting(file.path) as held:
        bom = BOM if held.text.startswith(BOM) else ""
        text, done = fixed(Source(file.shown, held.text.removeprefix(BOM), file.layer), wanted)
        held.text = bom + text
    return done


def _show_changes(sources: Sequence[Source], wanted: Callable[[Finding], bool]) -> None:
    from vietgloss.checks.fix import diff, fixed

    for source in sources:
        text, done = fixed(source, wanted)
        if done:
            write_out(diff(source.path, source.text, text))


def _form(form: str | None, *, as_json: bool, fix: bool, diff: bool) -> str:
    if as_json and form not in (None, "json"):
        raise click.UsageError(_("--json and --format {form} exclude each other").format(form=form))
    if diff and (fix or as_json or form):
        raise click.UsageError(_("--diff goes with neither --fix nor another format"))
    return "json" if as_json else form or "text"


def _selection(only: Sequence[str], without: Sequence[str], *, show_all: bool) -> Callable[[Finding], bool]:
    """Return what tells which findings to show; errors always are.

    Raises:
        UsageError: If a rule is unknown, or one of errors is to be left out.
    """
    import difflib

    from vietgloss.checks import BY_ID

    for name in (*only, *without):
        if name not in BY_ID:
            close = difflib.get_close_matches(name, BY_ID, 1)
            remedy = _("did you mean '{close}'?").format(close=close[0]) if close else _("see --list-rules")
            raise UsageError(_("no rule '{name}'").format(name=name), remedy=remedy)
        if name in without and BY_ID[name].level == "error":
            raise UsageError(
                _("rule '{name}' finds errors, which are always shown").format(name=name), remedy=_("correct the file")
            )

    def wanted(finding: Finding) -> bool:
        if finding.level == "error":
            return True
        if finding.rule in without or (only and finding.rule not in only):
            return False
        return show_all or finding.level != "note"

    return wanted
