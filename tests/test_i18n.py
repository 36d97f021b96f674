"""Messages and help in Vietnamese: all of them, where they are asked for, and English everywhere else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import messages

from vietgloss import i18n
from vietgloss.cli import cli, main
from vietgloss.cli.helping import in_language, paragraphs_of, said_by, speak
from vietgloss.cli.shown import commands
from vietgloss.errors import ExitCode
from vietgloss.i18n import _, ngettext
from vietgloss.report.explain import Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

    Say = Callable[..., tuple[int, str, str]]

# A place that str.format fills in; the braces of examples in YAML have a blank behind the colon.
PLACE = re.compile(r"\{[a-z_0-9]*(?:![rsa])?(?::[^{}\s]+)?\}")
LOCALES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", i18n.VARIABLE)


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv(i18n.VARIABLE, "")
    speak("vi")
    yield
    speak("en")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.of("vi")


@pytest.fixture(scope="module")
def ours() -> Catalog:
    return messages.ours()


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Say]:
    """Call the command in an empty folder, in an environment that says nothing of languages but what is given."""
    monkeypatch.chdir(tmp_path)

    def called(*args: str, **environment: str) -> tuple[int, str, str]:
        for name in LOCALES:
            monkeypatch.setenv(name, environment.get(name, ""))
        with pytest.raises(SystemExit) as stop:
            main(list(args))
        out, err = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return stop.value.code, out, err

    yield called
    speak("en")


# -- the catalogue ------------------------------------------------------------------------------------------------


def test_every_message_of_the_code_is_in_the_template_and_no_other(ours: Catalog) -> None:
    with messages.TEMPLATE.open(encoding="utf-8") as file:
        template = read_po(file)
    there = {m.id for m in template if m.id}
    wanted = {m.id for m in ours if m.id}
    own = {m.id for m in template if m.id and any(not place.startswith("click/") for place, _line in m.locations)}
    assert own == wanted, "run: python -m tools.messages"
    assert wanted <= there


def test_the_translation_is_complete(ours: Catalog, catalogue: Catalog) -> None:
    assert [m.id for m in ours if m.id and not catalogue.get(m.id)] == [], "run: python -m tools.messages"
    assert [m.id for m in catalogue if m.id and (m.fuzzy or not messages.complete(m))] == []


def test_what_is_filled_in_is_the_same_in_both_languages(ours: Catalog, catalogue: Catalog) -> None:
    for message in ours:
        if message.id:
            last = message.id if isinstance(message.id, str) else message.id[-1]
            for text in texts(catalogue.get(message.id)):
                assert sorted(set(PLACE.findall(text))) == sorted(set(PLACE.findall(last))), last


def test_parts_of_sentences_keep_the_blanks_at_their_ends(ours: Catalog, catalogue: Catalog) -> None:
    for message in ours:
        if isinstance(message.id, str) and message.id:
            text = texts(catalogue.get(message.id))[0]
            assert (text[0] == " ", text[-1] == " ") == (message.id[0] == " ", message.id[-1] == " "), message.id


def test_the_compiled_file_is_that_of_the_catalogue(catalogue: Catalog) -> None:
    file = messages.place_of("vi").with_suffix(".mo")
    assert file.read_bytes() == messages.compiled(catalogue), "run: python -m tools.messages"


# -- which language -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi"}, "vi"),
        ({"LANG": "VI_vn@euro"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "vie"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:vi:en"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": "en:vi"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": ""}, "vi"),
        ({"LANG": "en_US.UTF-8", i18n.VARIABLE: "vi"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", i18n.VARIABLE: "en"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    try:
        assert i18n.use() == language == i18n.language()
        assert i18n.use("en") == "en"
        assert i18n.use("vi") == "vi"
    finally:
        i18n.use("en")


def test_english_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(language: str) -> None:
        raise AssertionError(language)

    monkeypatch.setattr(i18n, "_read", refuse)
    i18n.use("en")
    assert _("no such file") == "no such file"
    assert [ngettext("one", "many", n) for n in (0, 1, 2)] == ["many", "one", "many"]


@settings(max_examples=30, deadline=None)
@given(cut=st.integers(0, 4000), junk=st.binary(max_size=40))
def test_a_broken_catalogue_is_english(cut: int, junk: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("locale")
    place = folder / "vi" / "LC_MESSAGES"
    place.mkdir(parents=True)
    whole = messages.place_of("vi").with_suffix(".mo").read_bytes()
    (place / "vietgloss.mo").write_bytes(whole[:cut] + junk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "FOLDER", str(folder))
        for name in LOCALES:
            patch.setenv(name, "")
        speak("vi")
        try:
            assert i18n.language() == "en"
            assert _("no such file") == "no such file"
            assert "Usage:" in cli.get_help(click.Context(cli))
        finally:
            i18n.use("en")


def test_without_a_catalogue_it_is_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(i18n, "FOLDER", str(tmp_path))
    assert i18n.use("vi") == "en"


# -- what is said -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("vietnamese")
def test_no_help_has_an_english_sentence_left(catalogue: Catalog) -> None:
    speak("en")
    english = {path: list(said_by(command)) for path, command in commands(cli)} | {(): list(said_by(cli))}
    speak("vi")
    for path, command in [*commands(cli), ((), in_language(cli))]:
        shown = one_line(command.get_help(click.Context(command, info_name=" ".join(path), terminal_width=10_000)))
        assert shown.startswith("Cách dùng:")
        for text in english[path]:
            for paragraph in paragraphs_of(text):
                said = texts(catalogue.get(paragraph))[0]
                assert one_line(said) in shown
                assert said == paragraph or paragraph not in shown


@pytest.mark.usefixtures("vietnamese")
def test_numbers_need_no_plural() -> None:
    counts = Counted(edits=1)
    assert counts.line() == "đã viết đầy đủ 1 chữ viết tắt"
    counts.edits = 2
    assert counts.line() == "đã viết đầy đủ 2 chữ viết tắt"


def test_an_error_a_summary_and_wrong_usage(say: Say, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("UBND huyện Long Thới giao BQLCLT.\n", encoding="utf-8")
    asked = {"LANG": "vi_VN.UTF-8"}
    code, _out, err = say("expand", "none.txt", **asked)
    assert code == ExitCode.INPUT
    assert err == "vietgloss: lỗi: none.txt: không có tệp này; hãy kiểm tra đường dẫn\n"
    code, out, err = say("scan", "a.txt", **asked)
    assert "không rõ" in out
    assert err == "vietgloss: đã đọc 1 tệp; giải thích được 1 chữ viết tắt; 1 chỗ cần xem\n"
    code, _out, err = say("expand", "--josn", **asked)
    assert code == ExitCode.USAGE
    assert err.startswith("Cách dùng: vietgloss expand")
    assert "Lỗi: Không có tùy chọn '--josn'. Có phải ý bạn là '--json'?" in err


def test_data_is_the_same_in_every_language(say: Say, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("UBND huyện Long Thới giao BQLCLT kết nạp ĐV.\n", encoding="utf-8")
    english, vietnamese = (say("expand", "--json", "a.txt", LANG=lang)[1] for lang in ("C", "vi_VN.UTF-8"))
    assert english == vietnamese
    assert json.loads(english)["edits"]


def test_the_language_can_be_said_and_be_set(say: Say, tmp_path: Path) -> None:
    english, vietnamese = "no such file", "không có tệp này"
    assert vietnamese in say("--language", "vi", "expand", "none.txt")[2]
    (tmp_path / "vietgloss.toml").write_text('language = "vi"\n', encoding="utf-8")
    assert vietnamese in say("expand", "none.txt")[2]
    assert english in say("expand", "none.txt", **{i18n.VARIABLE: "en"})[2]
    assert english in say("--language", "en", "expand", "none.txt")[2]


def test_a_wrong_language_is_said_and_does_not_stop_what_helps(say: Say, tmp_path: Path) -> None:
    (tmp_path / "vietgloss.toml").write_text('language = "fr"\n', encoding="utf-8")
    code, _out, err = say("expand", "none.txt")
    assert code == ExitCode.USAGE
    assert err.startswith("vietgloss: error: vietgloss.toml:1: ")
    assert say("config", "path")[0] == ExitCode.OK
    assert say("expand", "--help")[2].count("note: ") <= 1
    assert say("--version")[0] == ExitCode.OK


def test_a_process_in_vietnamese(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k not in LOCALES} | {"LANG": "vi_VN.UTF-8"}
    call = [sys.executable, "-m", "vietgloss", "model", "remove", "none"]
    done = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr.startswith("vietgloss: lỗi: ")
    assert done.returncode == ExitCode.MODEL
