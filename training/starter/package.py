"""Make the Argos package: ``python training/starter/package.py 0.5`` finishes ``build/starter/package``.

It adds ``metadata.json`` and ``MODEL_CARD.md`` (``card.md`` with the measured figures) to what convert.py wrote, and
packs all into ``build/starter/translate-vi_en-starter.argosmodel``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import evaluate
import settings as s
import vocabulary
from corpus import SUFFIX, read

if TYPE_CHECKING:
    from settings import Settings

NAME = "translate-vi_en-starter"
# The groups of config.toml.
LICENCES = {
    "news": "EVBCorpus, VLSP, songngu, basic, ted: none stated; ALT: CC BY 4.0; "
    "Dive into Deep Learning, xquad: CC BY-SA 4.0",
    "genre": "written for this project, CC BY 4.0",
    "generated": "templates of this project with made-up values, CC BY 4.0",
    "terms": "the shipped glossary, CC BY 4.0; official English names, with their sources",
    "dictionary": "VNEDICT, GPL-2 or later, as named there",
    "examples": "Free Vietnamese Dictionary, GPL-2 or later",
    "software": "catalogues of LibreOffice, GNOME, git and others: as the programs",
    "bible": "public domain",
}


def card(settings: Settings, folder: Path, version: str) -> str:
    """Fill the template in."""
    rows = []
    for name, group in settings["groups"].items():
        lines = len(read(s.build(settings, "data", name + SUFFIX)))
        rows.append(f"| {name} | {lines:,} | {group['copies']:g} × | {LICENCES.get(name, 'not named')} |")
    figures = json.loads(s.build(settings, "figures.json").read_text(encoding="utf-8"))
    return (
        (s.HERE / "card.md")
        .read_text(encoding="utf-8")
        .format(
            version=version,
            size=round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6),
            source_pieces=f"{vocabulary.source(settings).get_piece_size():,}",
            target_pieces=f"{vocabulary.target(settings).get_piece_size():,}",
            decoder_layers=settings["model"]["decoder_layers"],
            training=training(s.build(settings, "run", "log.jsonl")),
            figures=evaluate.table(figures),
            data="\n".join(rows),
        )
    )


def training(log: Path) -> str:
    """Say in a line what the log shows."""
    if not log.exists():
        return "No training log was at hand."
    rows: list[dict[str, Any]] = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    # Each run counts its minutes from 0; the last of each is what it took.
    told = [row["minutes"] for row in rows if "minutes" in row]
    minutes = sum(now for now, after in zip(told, [*told[1:], 0.0], strict=True) if after < now)
    devices = ", ".join(dict.fromkeys(row["device"] for row in rows if "device" in row))
    return f"This version was trained for {rows[-1]['step']:,} steps, {minutes:.0f} minutes ({devices})."


def main() -> None:
    """Write the missing files, and pack."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("version", help="the package's version, as 0.5")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    folder = s.build(settings, "package")
    metadata = json.loads(s.package(settings, "metadata.json").read_text(encoding="utf-8"))
    metadata["package_version"] = arguments.version
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    if s.package(settings, "vietgloss.json").exists():
        shutil.copy(s.package(settings, "vietgloss.json"), folder)
    (folder / "MODEL_CARD.md").write_text(card(settings, folder, arguments.version), encoding="utf-8")
    path = s.build(settings, NAME + ".argosmodel")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            packed.write(file, Path(NAME) / file.relative_to(folder))
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
