"""``vietgloss expand``: what to do when in doubt, and large files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from vietgloss import AmbiguousError, ExitCode, Glossary
from vietgloss.cli import cli
from vietgloss.cli import expand as command
from vietgloss.documents import pieces, read
from vietgloss.errors import InputError
from vietgloss.pipeline import Translator

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = """
abbreviations:
  QZ:
    senses:
      - {expansion: quạ già, near: [bay]}
      - {expansion: quê nhà, near: [về]}
"""
TEXT = "Các QZ ấy.\n"


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "g.yaml"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


def expand(glossary: Path, *args: str, text: str = TEXT) -> Result:
    return CliRunner().invoke(cli, ["expand", "-g", str(glossary), *args], input=text, standalone_mode=False)


def test_in_doubt_it_is_left_and_told(glossary: Path) -> None:
    result = expand(glossary)
    assert (result.stdout, result.return_value) == (TEXT, 0)
    assert "ambiguous: QZ (1×, line 1" in result.stderr


def test_best_takes_one(glossary: Path) -> None:
    result = expand(glossary, "--ambiguous", "best")
    assert result.stdout in ("Các quạ già ấy.\n", "Các quê nhà ấy.\n")
    assert result.stderr == ""


def test_fail_leaves_it_and_exits_with_4(glossary: Path) -> None:
    result = expand(glossary, "--ambiguous", "fail")
    assert (result.stdout, result.return_value) == (TEXT, ExitCode.AMBIGUOUS)
    assert "1 place is ambiguous" in result.stderr
    assert expand(glossary, "--ambiguous", "fail", text="QZ bay.").return_value == 0


def test_fail_translates_nothing(tiny_folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Dòng một.\n" + TEXT, encoding="utf-8")
    translator = Translator(Glossary.from_text(GLOSSARY), str(tiny_folder), ambiguous="fail")
    with pytest.raises(AmbiguousError, match=r"a\.txt:2: QZ is ambiguous: quạ già or quê nhà\?"):
        translator.translate([read(str(article))])


def test_a_large_file_gives_the_same(glossary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "a.txt"
    text = "\ufeffTổ chức cơ sở xanh (TCCSX) họp.\r\n" + "QZ bay; TCCSX và KZQW.\r\n" * 6000
    article.write_bytes(text.encode())
    whole = CliRunner().invoke(cli, ["expand", "-g", str(glossary), str(article)])
    monkeypatch.setattr(command, "LARGE", 1000)
    streamed = CliRunner().invoke(cli, ["expand", "-g", str(glossary), str(article)])
    assert streamed.stdout == whole.stdout
    assert streamed.stdout.count("ổ chức cơ sở xanh") - 1 == 6000
    assert "unknown: KZQW (6000×, line 2" in streamed.stderr
    assert streamed.stderr == whole.stderr


@pytest.mark.parametrize("content", [b"tr\xe0 l\xf3", b"a\0b"])
def test_a_large_file_that_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_bytes(b"one\n" + content)
    with pytest.raises(InputError, match=r"a\.txt"):
        list(pieces(str(article), size=2))
