"""The recipe of the built-in model, end to end on a few lines where the extra ``train`` is installed."""

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from vietgloss.translation import lexicon

ROOT = Path(__file__).parent.parent
RECIPE = ROOT / "training/starter"
LINES = 200

CONFIG = """
[paths]
build = "{build}"
dictionaries = []

[groups.genre]
files = ["pairs:train"]
spans = true
copies = 1.0

[sets]
own-dev = ["pairs:dev"]

[lexicon]
groups = ["genre"]
count = 2
pair_count = 2

[model]
width = 32
encoder_layers = 2
encoder_heads = 2
encoder_feed = 64
decoder_layers = 1
decoder_heads = 2
decoder_feed = 64

[train]
dev_sets = ["own-dev"]
dev_lines = 20
log_every = 1

[train.cpu]
tokens = 512
threads = 1
"""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for name in ("tomllib", "torch", "sacrebleu", "google.protobuf"):
        pytest.importorskip(name, reason=f"training needs {name}: pip install -e '.[train]'", exc_type=ImportError)
    folder = tmp_path_factory.mktemp("starter")
    path = folder / "tiny.toml"
    path.write_text(CONFIG.format(build=folder.as_posix()), encoding="utf-8")
    return path


def step(name: str, *options: str | Path) -> str:
    command = [sys.executable, RECIPE / f"{name}.py", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_whole_chain_on_a_few_lines(config: Path) -> None:
    folder = config.parent
    assert "MB in all" in step("prepare", "--config", config, "--most", str(LINES))
    assert (folder / "data/genre.tsv.bz2").exists()
    assert "pairs" in step("lexicon", "--config", config)
    lines = gzip.decompress((folder / "lexicon.tsv.gz").read_bytes()).decode().splitlines()
    right, wrong = lexicon.Lexicon(lines).said("đảng viên", ["a party member", "rain"])
    assert right > wrong
    step("initialise", "random", "--config", config)
    options = ("--config", config, "--start", folder / "start", "--device", "cpu", "--int8", folder / "home")
    step("train", *options, "--steps", "3")
    step("train", *options, "--steps", "1")
    log = [json.loads(line) for line in (folder / "run/log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["step"] for row in log if "loss" in row] == [1, 2, 3, 4], "it does not go on from its checkpoint"
    assert all(8 < row["loss"] < 12 for row in log if "loss" in row)
    for weights in (folder / "run/checkpoint.pt", folder / "home"):
        assert "MB" in step("convert", "--config", config, "--weights", weights)
    assert "| own-dev | 5 |" in step("evaluate", "--config", config, "--most", "5")
    step("package", "0.0", "--config", config)
    card = (folder / "package/MODEL_CARD.md").read_text(encoding="utf-8")
    assert "trained for 4 steps" in card
    assert "{" not in card
    assert step("curves", "--config", config).strip().endswith("curve.svg")


def test_english_is_written_into_a_line_and_tones_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(RECIPE))
    import augment  # noqa: PLC0415  # lies in the recipe's folder
    import corpus  # noqa: PLC0415  # same
    import terms  # noqa: PLC0415  # same

    held = terms.Terms(lambda word: word.lower().removesuffix("s"))
    held.add("đảng viên", ["Party member", "member of the Party"])
    pair = ("Chi bộ có 9 đảng viên.", "The cell has nine Party members.")
    spans = " ".join(map(str, held.spans(*pair)))
    assert spans == "4+2=4+2=Party_member"
    rates = {"inline": 1, "inline_counts": [1], "inline_most": 0.5}
    written = {augment.change(corpus.Line(*pair, spans), rates, random.Random(n)) for n in range(30)}  # noqa: S311
    assert written == {("Chi bộ có 9 Party member.", pair[1]), ("Chi bộ có 9 Party members.", pair[1])}
    assert augment.swap_tones("hòa khoẻ thủy quý toàn Hoà") == "hoà khỏe thuỷ quý toàn Hòa"
    assert augment.unaccent("Đảng ủy đã họp") == "Dang uy da hop"
