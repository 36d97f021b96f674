"""The command as a user calls it: what comes out where, with which exit code, and what is left on the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vietgloss import cli

SEEDS = Path(__file__).parents[1] / "seeds"
SAMPLE = SEEDS / "hoi-nghi-so-ket.txt"
WORDS = "Chủ tịch HĐND tỉnh.\n"


class Run:
    """A finished call: exit code, standard output and standard error as text."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.raw = code, out
        self.out, self.err = out.decode(), err.decode()


@pytest.fixture
def call(tmp_path: Path):  # noqa: ANN201  # a function of free form
    home = tmp_path / "home"
    home.mkdir()
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C",  # the poorest locale there is
        **({"COVERAGE_PROCESS_START": v} if (v := os.environ.get("COVERAGE_PROCESS_START")) else {}),
    }

    def run(*args: str | Path, given: bytes = b"", cwd: Path = tmp_path) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "vietgloss", *map(str, args)],
            input=given,
            capture_output=True,
            env=env,
            cwd=cwd,
            check=False,
        )
        result = Run(done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in result.err
        return result

    return run


def test_help_and_version(call) -> None:
    assert call("--version").out == "vietgloss, version 0.1.0\n"
    for command in ((), ("expand",), ("translate",), ("model",), ("model", "install")):
        assert call(*command, "-h").out == call(*command, "--help").out
        assert call(*command, "-h").code == 0


def test_expand_prints_the_text_and_nothing_else(call, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("HĐND họp\r\n\r\nkhông xuống dòng ABCXYZ".encode())
    done = call("expand", path)
    assert done.raw.decode() == "Hội đồng nhân dân họp\r\n\r\nkhông xuống dòng ABCXYZ"
    assert "unknown: ABCXYZ" in done.err
    assert done.code == 0


def test_expand_reads_standard_input(call) -> None:
    assert call("expand", given=WORDS.encode()).out == "Chủ tịch Hội đồng nhân dân tỉnh.\n"
    assert call("expand", "-", given=WORDS.encode()).out == "Chủ tịch Hội đồng nhân dân tỉnh.\n"


def test_expand_json_is_one_object(call) -> None:
    data = json.loads(call("expand", "--json", SAMPLE).out)
    assert set(data) == {"text", "edits", "protected", "ambiguous", "unknown"}
    source = SAMPLE.read_text(encoding="utf-8")
    assert all(source[e["start"] : e["end"]] == e["surface"] for e in data["edits"])


def test_expand_explain_names_entry_and_reason(call) -> None:
    out = call("expand", "--explain", SAMPLE).out
    assert "defined in the document" in out
    assert "state.yaml:" in out


def test_a_glossary_in_the_folder_and_one_given_stand_over_the_shipped_one(call, tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "mine.yaml").write_text("abbreviations: {HĐND: hội của chúng tôi}", encoding="utf-8")
    assert "hội của chúng tôi" in call("expand", given=WORDS.encode()).out
    (tmp_path / "given.yaml").write_text("abbreviations: {HĐND: cái được cho}", encoding="utf-8")
    assert "cái được cho" in call("expand", "-g", "given.yaml", given=WORDS.encode()).out


def test_translate_to_standard_output(call) -> None:
    done = call("translate", "--beam", "1", SAMPLE)
    assert done.code == 0
    assert done.out.count("\n") == SAMPLE.read_text(encoding="utf-8").count("\n")
    assert "abbreviations expanded" in done.err
    quiet = call("translate", "--beam", "1", "-q", SAMPLE)
    assert (quiet.out, quiet.err) == (done.out, "")


def test_translate_several_into_a_folder(call, tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(WORDS, encoding="utf-8")
    done = call("translate", "--beam", "1", "a/x.txt", "b/x.txt", "-o", "out")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "out/a/x.txt").read_text(encoding="utf-8") == (tmp_path / "out/b/x.txt").read_text(
        encoding="utf-8"
    )


def test_translate_formats(call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    rows = call("translate", "--beam", "1", "-f", "json", "a.txt", SAMPLE).out.splitlines()
    assert [json.loads(r)["path"] for r in rows] == ["a.txt", str(SAMPLE)]
    both = call("translate", "--beam", "1", "-f", "bilingual", "a.txt").out
    assert both.startswith("vi  Chủ tịch HĐND tỉnh.\n    Chủ tịch Hội đồng nhân dân tỉnh.\nen  ")
    assert call("translate", "--beam", "1", "-f", "json", "-o", "o.json", "a.txt").code == 0
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["path"] == "a.txt"


def test_one_bad_input_does_not_stop_the_others(call, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(WORDS, encoding="utf-8")
    done = call("translate", "--beam", "1", "none.txt", "good.txt", "-o", "out")
    assert done.code == 1
    assert "none.txt: no such file" in done.err
    assert (tmp_path / "out" / "good.txt").is_file()


BAD_INPUT = {
    "none.txt": (None, "no such file"),
    "binary.txt": (b"\x00\x01\x02PK", "binary"),
    "latin.txt": (b"Ch\xe7o b\xb9n", "UTF-8"),
    "half-utf16.txt": ("Chào".encode("utf-16-le")[:-1], "binary"),
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n", "nothing"),
    "a.docx": (b"x", ".docx"),
    "a.jpg": (b"x", ".jpg"),
}


@pytest.mark.parametrize(
    ("command", "name"),
    [(c, n) for c in ("expand", "translate") for n in BAD_INPUT],
)
def test_bad_input_is_one_line(call, tmp_path: Path, name: str, command: str) -> None:
    content, word = BAD_INPUT[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    args = ["translate", name, "-o", "out.txt"] if command == "translate" else ["expand", name]
    done = call(*args)
    assert done.code == 1
    assert len(done.err.strip().splitlines()) == 1
    assert name in done.err
    assert word in done.err
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (["translate", "--beam", "0", "a.txt"], 2, "beam"),
        (["translate", "--format", "pdf", "a.txt"], 2, "pdf"),
        (["translate", "a.txt", "./a.txt", "-o", "out"], 2, "both"),
        (["translate", "a.txt", "-o", "a.txt"], 1, "would replace"),
        (["translate", "a.txt", "-o", "none/x.txt"], 1, "none"),
        (["translate", "a.txt", "-o", "a.txt/"], 1, "a.txt"),
        (["translate", "--model", "nosuch", "a.txt"], 3, "nosuch"),
        (["translate", "--model", "./broken", "a.txt"], 3, "model.bin"),
        (["translate", "--glossary", "bad.yaml", "a.txt"], 2, "bad.yaml:2:7"),
        (["translate", "--glossary", "none.yaml", "a.txt"], 2, "none.yaml"),
        (["translate", "--glossary", "broken", "a.txt"], 2, "no *.yaml"),
        (["expand", "--glossary", "loop.yaml", "a.txt"], 2, "loop.yaml"),
        (["expand", "--json", "--explain", "a.txt"], 2, "exclude"),
        (["exspand"], 2, "exspand"),
        (["expand", "--jsn", "a.txt"], 2, "--json"),
    ],
)
def test_wrong_calls_are_one_message_and_leave_nothing(
    call, tmp_path: Path, args: list[str], code: int, word: str
) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("abbreviations:\n  A: x: y\n", encoding="utf-8")
    (tmp_path / "broken" / "model").mkdir(parents=True)
    (tmp_path / "broken" / "metadata.json").write_text('{"from_code": "vi", "to_code": "en"}', encoding="utf-8")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    before = sorted(p.name for p in tmp_path.iterdir())
    done = call(*args)
    assert done.code == code
    assert word in done.err
    assert done.out == ""
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == WORDS
    assert [n for n in sorted(p.name for p in tmp_path.iterdir()) if n not in before] in ([], ["out"])


def test_markup_is_not_expanded(call, tmp_path: Path) -> None:
    text = "# UBND\n\n[trang UBND](docs/UBND.md) và `UBND`\n\n```\nUBND\n```\n\n[x][KT-XH]\n\n[KT-XH]: docs/UBND.md\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    out = call("expand", "a.md").out
    assert "# Ủy ban nhân dân" in out
    assert "[trang Ủy ban nhân dân](docs/UBND.md) và `UBND`" in out
    assert "```\nUBND\n```" in out
    assert "[KT-XH]: docs/UBND.md" in out


def test_what_is_printed_is_the_result_to_the_byte(call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffa \x1b[31m UBND\x1b[0m b\r\n".encode())
    assert call("expand", "a.txt").raw.decode() == "\ufeffa \x1b[31m Ủy ban nhân dân\x1b[0m b\r\n"


def test_closed_streams_and_odd_file_names_are_no_traceback(call, tmp_path: Path) -> None:
    done = call("expand", os.fsdecode(b"\xff.txt"))
    assert (done.code, len(done.err.strip().splitlines())) == (1, 1)
    for redirection in (">&-", "<&-", "2>&-"):
        shell = f"{sys.executable} -m vietgloss expand {SAMPLE} {redirection}"
        run = subprocess.run(["bash", "-c", shell], capture_output=True, check=False, cwd=tmp_path)
        assert b"Traceback" not in run.stderr


def test_an_output_never_replaces_an_input(call, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/a.txt"):
        (tmp_path / name).write_text(WORDS, encoding="utf-8")
    done = call("translate", "sub/a.txt", "a.txt", "-o", "sub")
    assert (done.code, "would replace a source" in done.err) == (1, True)
    assert (tmp_path / "sub" / "a.txt").read_text(encoding="utf-8") == WORDS


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("HĐND họp.\n" * 20000, encoding="utf-8")
    shell = f"{sys.executable} -m vietgloss expand {path} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, check=False, cwd=tmp_path)
    assert done.stdout.decode() == "Hội đồng nhân dân họp.\n"
    assert done.stderr == b""
    assert done.returncode == 0


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"Chi bộ số {n} họp về kế hoạch năm {n}.\n" for n in range(4000)), encoding="utf-8")
    code = (
        "import os, signal, sys, threading\n"
        "from vietgloss.translation import engine\n"
        "old = engine.Engine.hypotheses\n"
        "def new(self, *rest):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return old(self, *rest)\n"
        "engine.Engine.hypotheses = new\n"
        "from vietgloss.cli import main\n"
        "main(['translate', 'long.txt', '-o', 'out.txt'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 130
    assert b"interrupted" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["long.txt"]


def test_a_run_that_stopped_as_asked_does_not_wait_for_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads of the engine that are still at work would abort a process that takes down its modules."""
    ended: list[int] = []

    def end(code: int) -> None:
        ended.append(code)
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setitem(sys.modules, "ctranslate2", sys)
    for code in (130, 1):
        monkeypatch.setattr(cli.cli, "main", lambda code=code, **_: code)
        with pytest.raises(SystemExit) as stopped:
            cli.main([])
        assert stopped.value.code == code
    assert ended == [130]


def test_translating_opens_no_socket(tmp_path: Path) -> None:
    """Python's own socket is forbidden in the process; where the kernel lets us, the network is cut as well."""
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.'):\n"
        "        sys.exit(f'a socket: {event} {args}')\n"
        "sys.addaudithook(hook)\n"
        "from vietgloss.cli import main\n"
        f"main(['translate', '--beam', '1', {str(SAMPLE)!r}])\n"
    )
    command = [sys.executable, "-c", code]
    cut = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    if cut:
        command = ["unshare", "-rn", *command]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"76" in done.stdout


def test_heavy_things_are_imported_only_where_they_are_used(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from vietgloss.cli import main\n"
        "try:\n"
        "    main(['expand', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "heavy = {'ctranslate2', 'sentencepiece', 'argostranslate', 'numpy', 'markdown_it', 'ssl', 'urllib.request'}\n"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(SAMPLE)], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
