"""``vietgloss glossary add | set | remove | rename``: one entry changed in its file, all else as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vietgloss.cli.glossary_options import complete_names, json_option, section_options, the_entry, with_file
from vietgloss.cli.options import CONTEXT, load_glossary, say, write_out
from vietgloss.errors import UsageError
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.glossary import Glossary
    from vietgloss.glossary.find import Entry
    from vietgloss.glossary.plain import Fields, Record, Section

    _F = TypeVar("_F", bound=Callable[..., Any])

_LISTS = {key: key for key in ("also", "forbidden", "near", "before", "after", "not_in")} | {"form": "forms"}
_OF_ENTRY = ("forms", "note", "ref")


def _field_options(function: _F) -> _F:
    """Add an option for every field of an entry."""
    options = [
        click.option("--target", metavar="TEXT", help="The English."),
        click.option("--also", multiple=True, metavar="TEXT", help="Other English that counts as right; repeatable."),
        click.option("--forbidden", multiple=True, metavar="TEXT", help="English that must not stand; repeatable."),
        click.option("--short", metavar="TEXT", help="The English abbreviation."),
        click.option("--near", multiple=True, metavar="TEXT", help="A cue: stands within 15 syllables; repeatable."),
        click.option("--before", multiple=True, metavar="TEXT", help="A cue: stands directly before; repeatable."),
        click.option("--after", multiple=True, metavar="TEXT", help="A cue: stands directly after; repeatable."),
        click.option("--form", multiple=True, metavar="TEXT", help="Another spelling; repeatable."),
        click.option("--not-in", multiple=True, metavar="TEXT", help="Longer text that hides the term; repeatable."),
        click.option("--id", metavar="NAME", help="A short name of the meaning."),
        click.option("--note", metavar="TEXT", help="A remark for people."),
        click.option("--ref", metavar="TEXT", help="Where it comes from."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def _place_options(function: _F) -> _F:
    """Add ``--file`` and ``--user``."""
    function = click.option("--user", is_flag=True, help="In your own glossary for all work, not in this folder's.")(
        function
    )
    return click.option("--file", metavar="FILE", help="In this glossary file.")(function)


@click.command(context_settings=CONTEXT)
@click.argument("name", shell_complete=complete_names)
@click.argument("text", required=False)
@click.option("-t", "--term", is_flag=True, help="NAME is a Vietnamese term, TEXT its English.")
@click.option("--sense", "new_sense", is_flag=True, help="Add a meaning to the abbreviation that is there.")
@click.option("--default", is_flag=True, help="The meaning taken where no cue decides.")
@click.option("--keep", is_flag=True, help="Never expand it, never report it; with --sense: in this meaning.")
@_field_options
@_place_options
@json_option
def add(
    name: str,
    text: str | None,
    term: bool,
    new_sense: bool,
    default: bool,
    keep: bool,
    file: str | None,
    user: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401  # one option a field
) -> None:
    """Add an abbreviation with its full form, or a term with its English.

    \b
    vietgloss glossary add TCCSĐ "tổ chức cơ sở Đảng" --target "grassroots Party organization"
    vietgloss glossary add ĐV "đơn vị" --target unit --near "cơ quan" --sense
    vietgloss glossary add --term "chợ đầu mối" "wholesale market"
    vietgloss glossary add LTV --keep

    It is written to ./glossary/mine.yaml unless --file or --user says otherwise.
    """  # noqa: D301  # click's mark for lines kept as they are
    from vietgloss.glossary.own import file_for_new
    from vietgloss.glossary.plain import Record

    if term and new_sense:
        raise UsageError(_("a term has one meaning"), remedy=_("change it with 'set', or use another --also"))
    fields: Fields = {}
    if text is not None:
        fields["target" if term else "expansion"] = text
        if term and given["target"]:
            raise UsageError(_("the English is given twice"), remedy=_("leave --target out"))
    fields |= {"keep": True} if keep else {}
    fields |= _given(given)
    fields |= {"default": True} if default else {}
    if default and not new_sense:
        raise UsageError(
            _("a default needs another meaning beside it"), remedy=_("use it with --sense, or leave it out")
        )
    path = Path(file) if file else file_for_new(user=user)
    record = Record("terms" if term else "abbreviations", name, fields)
    glossary = load_glossary(with_file((), file))
    _write(path, record, glossary, as_json, new_sense=new_sense)


def _write(path: Path, record: Record, glossary: Glossary, as_json: bool, *, new_sense: bool) -> None:
    from vietgloss.glossary.entry import check_record
    from vietgloss.glossary.find import named
    from vietgloss.glossary.plain import record_of
    from vietgloss.glossary.source import Edit, editing

    standing = [e for e in named(glossary, record.name, record.section) if record_of(e).key == record.key]
    if not new_sense:
        check_record(record, _("the entry"))
    with editing(path, create=True) as edit:
        if new_sense and record.key in edit.records:
            _refuse_twin(edit.records[record.key], record)
            edit.add_sense(record.name, record.fields)
        elif new_sense and standing:
            _refuse_twin(record_of(standing[0]), record)
            alone = Edit("", str(path))  # the meanings that stand come along, or they would be lost
            alone.add([record_of(standing[0])])
            alone.add_sense(record.name, record.fields)
            edit.add([alone.records[record.key]])
        elif new_sense:
            raise UsageError(
                _("no entry '{name}' to add a meaning to").format(name=record.name), remedy=_("leave --sense out")
            )
        elif record.key in edit.records:
            where = f"{path}:{edit.line_of(record.key)}"
            remedy = _("give it another meaning with --sense, or change it with 'set'")
            if record.section == "terms":
                remedy = _("change it with 'set'")
            raise UsageError(
                _("{where}: '{name}' is there already").format(where=where, name=record.name), remedy=remedy
            )
        else:
            edit.add([record])
    written: Record = edit.records[record.key]
    _tell(path, edit.line_of(written.key), written, as_json)
    for old in standing:
        if Path(old.origin.path).resolve() != path.resolve():
            _tell_shadowing(old, written, new_sense)
    _tell_forms(glossary, written)


def _refuse_twin(old: Record, new: Record) -> None:
    """Refuse a meaning that the entry has."""
    senses = old.fields.get("senses") or [old.fields]
    for number, sense in enumerate(senses, 1):
        if sense.get("expansion") == new.fields.get("expansion") and sense.get("target") == new.fields.get("target"):
            which = _(" --sense {number}").format(number=number) if len(senses) > 1 else ""
            raise UsageError(
                _("'{name}' has this meaning already").format(name=old.name),
                remedy=_("change it: set {name}{which}").format(name=old.name, which=which),
            )


@click.command("set", context_settings=CONTEXT)
@click.argument("name", shell_complete=complete_names)
@section_options
@click.option("--sense", "which", metavar="N|ID", help="Which meaning: its number from 1, its id, or its expansion.")
@click.option("--expansion", metavar="TEXT", help="The full Vietnamese form.")
@click.option("--default/--no-default", default=None, help="Whether it is taken where no cue decides.")
@click.option("--clear", multiple=True, metavar="FIELD", help="Take a field out first; repeatable.")
@_field_options
@_place_options
@json_option
def set_(
    name: str,
    section: Section | None,
    which: str | None,
    expansion: str | None,
    default: bool | None,
    clear: tuple[str, ...],
    file: str | None,
    user: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401  # one option a field
) -> None:
    """Change fields of an entry. Options that repeat add to their list; --clear FIELD empties it first.

    \b
    vietgloss glossary set TCCSĐ --target "grass-roots Party organisation"
    vietgloss glossary set ĐV --sense 2 --near "cơ quan" --near "phòng"
    vietgloss glossary set TCCSĐ --clear also

    An entry that comes with vietgloss is copied into your own glossary and changed there.
    """  # noqa: D301  # click's mark for lines kept as they are
    changes = _given(given)
    changes |= {"expansion": expansion} if expansion is not None else {}
    changes |= {"default": default or None} if default is not None else {}
    cleared = {field.replace("-", "_").replace("form", "forms").replace("formss", "forms") for field in clear}
    if not changes and not cleared:
        raise UsageError(_("nothing to change was named"), remedy=_("see: vietgloss glossary set --help"))
    glossary = load_glossary(with_file((), file))
    entry = the_entry(glossary, name, section, file)
    _change(entry, which, changes, cleared, user=user, as_json=as_json)


def _change(entry: Entry, which: str | None, changes: Fields, cleared: set[str], *, user: bool, as_json: bool) -> None:
    from vietgloss.glossary.own import editable, file_for_new
    from vietgloss.glossary.plain import record_of
    from vietgloss.glossary.source import editing

    copied = not editable(entry)
    path = file_for_new(user=user) if copied else Path(entry.origin.path)
    key = record_of(entry).key
    with editing(path, create=copied) as edit:
        if copied and key not in edit.records:
            edit.add([record_of(entry)])
        record = edit.records[key]
        sense = _sense_number(record, which, changes, cleared)
        inner = record.fields if sense is None else record.fields["senses"][sense]
        whole: Fields = {}
        for field in cleared:
            if field not in inner and field not in changes:
                raise UsageError(
                    _("'{name}' has no '{field}' to clear").format(name=record.name, field=field),
                    remedy=_("see 'vietgloss glossary show'"),
                )
            whole[field] = None
        for field, value in changes.items():
            held = [] if field in cleared else inner.get(field, [])
            whole[field] = [*held, *(v for v in value if v not in held)] if isinstance(value, list) else value
        if sense is not None and whole.get("default"):
            for number, other in enumerate(record.fields["senses"]):
                if number != sense and other.get("default"):
                    edit.set(record.section, record.name, {"default": None}, number)
        edit.set(record.section, record.name, whole, sense)
    _tell(path, edit.line_of(key), edit.records[key], as_json)
    if copied:
        say(_("your own entry stands over {origin} now").format(origin=entry.origin))


def _sense_number(record: Record, which: str | None, changes: Fields, cleared: set[str]) -> int | None:
    """Return the number of the meaning that is meant, from 0, or None for the entry itself."""
    senses = record.fields.get("senses")
    if senses is None:
        if which not in (None, "1"):
            raise UsageError(_("'{name}' has one meaning").format(name=record.name), remedy=_("leave --sense out"))
        return None
    if which is None:
        if all(field in _OF_ENTRY for field in (*changes, *cleared)):
            return None
        if len(senses) == 1:
            return 0
        listed = "; ".join(f"{n} {s.get('expansion', 'kept')}" for n, s in enumerate(senses, 1))
        raise UsageError(
            _("'{name}' has {count} meanings ({listed})").format(name=record.name, count=len(senses), listed=listed),
            remedy=_("say which with --sense N"),
        )
    if which.isdecimal() and 1 <= int(which) <= len(senses):
        return int(which) - 1
    matching = [n for n, s in enumerate(senses) if which in (s.get("id"), s.get("expansion"))]
    if len(matching) != 1:
        raise UsageError(
            _("'{name}' has no meaning '{which}'").format(name=record.name, which=which),
            remedy=_("say a number from 1 to {count}").format(count=len(senses)),
        )
    return matching[0]


@click.command(context_settings=CONTEXT)
@click.argument("name", shell_complete=complete_names)
@section_options
@click.option("--sense", "which", metavar="N|ID", help="Only this meaning: its number from 1, its id, its expansion.")
@click.option("--file", metavar="FILE", help="From this glossary file.")
@json_option
def remove(name: str, section: Section | None, which: str | None, file: str | None, as_json: bool) -> None:
    """Take an entry, or one of its meanings, out of its file."""
    from vietgloss.glossary.plain import record_of
    from vietgloss.glossary.source import editing

    glossary = load_glossary(with_file((), file))
    entry = _own(
        the_entry(glossary, name, section, file),
        _("write your own over it: glossary add {name} --keep").format(name=name),
    )
    record = record_of(entry)
    path = Path(entry.origin.path)
    with editing(path) as edit:
        line = edit.line_of(record.key)
        if which is None:
            edit.remove(record.section, record.name)
        else:
            number = _sense_number(edit.records[record.key], which, {}, set())
            edit.remove_sense(record.name, number or 0)
    if as_json:
        from vietgloss.report.glossary import to_json

        write_out(to_json({"section": record.section, "name": record.name, "path": str(path), "line": line}) + "\n")
    else:
        write_out(_("{path}:{line}: {name} removed").format(path=path, line=line, name=record.name) + "\n")
    below = [old for old in glossary.shadowed if glossary.replaced_by(old) is entry]
    if below and which is None:
        say(_("{origin} stands again").format(origin=below[-1].origin))


@click.command(context_settings=CONTEXT)
@click.argument("name", shell_complete=complete_names)
@click.argument("new")
@section_options
@click.option("--file", metavar="FILE", help="In this glossary file.")
@json_option
def rename(name: str, new: str, section: Section | None, file: str | None, as_json: bool) -> None:
    """Give an entry another name: the abbreviation, or the Vietnamese of a term."""
    from vietgloss.glossary.plain import Record, record_of
    from vietgloss.glossary.source import editing

    glossary = load_glossary(with_file((), file))
    entry = _own(the_entry(glossary, name, section, file), _("add your own: glossary add {new}").format(new=new))
    record = record_of(entry)
    path = Path(entry.origin.path)
    with editing(path) as edit:
        edit.rename(record.section, record.name, new)
    key = Record(record.section, new).key
    _tell(path, edit.line_of(key), edit.records[key], as_json)


def _own(entry: Entry, remedy: str) -> Entry:
    from vietgloss.glossary.own import editable

    if not editable(entry):
        raise UsageError(
            _("{origin}: '{name}' comes with vietgloss").format(origin=entry.origin, name=entry.name), remedy=remedy
        )
    return entry


def _given(given: dict[str, Any]) -> Fields:
    fields: Fields = {}
    for option, value in given.items():
        if value not in (None, ()):
            fields[_LISTS.get(option, option)] = list(value) if option in _LISTS else value
    return fields


def _tell(path: Path, line: int, record: Record, as_json: bool) -> None:
    from vietgloss.glossary import yamlout

    if as_json:
        from vietgloss.report.glossary import to_json

        origin = {"path": str(path), "line": line}
        data = {"section": record.section, "name": record.name, "fields": record.fields, "origin": origin}
        write_out(to_json(data) + "\n")
        return
    first, *rest = yamlout.entry_lines(record, 0)
    write_out("".join(text + "\n" for text in (f"{path}:{line}: {first}", *rest)))


def _tell_shadowing(old: Entry, record: Record, with_its_senses: bool) -> None:
    from vietgloss.glossary import Abbreviation
    from vietgloss.glossary.plain import record_of
    from vietgloss.report.glossary import short

    if record_of(old).fields == record.fields:
        say(_("note: {origin} says the same").format(origin=old.origin))
        return
    lost = ""
    if isinstance(old, Abbreviation) and not with_its_senses:
        gone = [s for s in old.senses if s.expansion != record.fields.get("expansion")]
        if gone:
            lost = ngettext(
                "; {count} meaning of it no longer counts", "; {count} meanings of it no longer count", len(gone)
            ).format(count=len(gone))
            lost += _("; to keep them, add yours with --sense")
    say(
        _("note: stands over {origin} ({layer}): {short}{lost}").format(
            origin=old.origin, layer=old.origin.layer, short=short(old), lost=lost
        )
    )


def _tell_forms(glossary: Glossary, record: Record) -> None:
    """Say which other entries own a spelling that the new entry claims."""
    from vietgloss.glossary.find import named

    for form in record.fields.get("forms", ()):
        for other in named(glossary, form, "abbreviations"):
            if other.name != record.name:
                say(_("note: {form} is also the entry {origin}").format(form=form, origin=other.origin))
