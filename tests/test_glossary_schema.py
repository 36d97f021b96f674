"""The published JSON Schema says the same as the loader: of the shipped files, of the documentation, of wrong files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from vietgloss import Glossary, GlossaryError
from vietgloss.glossary import schema
from vietgloss.glossary.load import shipped_folder
from vietgloss.glossary.published import schema_text

DOCS = Path(__file__).resolve().parents[1] / "docs"
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCHEMA = json.loads(schema_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+")


def as_yaml_1_2(text: str) -> Any:  # noqa: ANN401  # any YAML
    """Read YAML by the core schema of YAML 1.2, as editors do."""

    def value(node: yaml.Node | None) -> Any:  # noqa: ANN401
        if isinstance(node, yaml.MappingNode):
            return {str(k.value): value(v) for k, v in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [value(v) for v in node.value]
        if node is None or (not node.style and node.value in ("", "~", "null", "Null", "NULL")):
            return None
        if not node.style and node.value in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return node.value.lower() == "true"
        return 1.5 if not node.style and NUMBER.fullmatch(node.value) else node.value

    return value(yaml.compose(text, Loader=yaml.SafeLoader))


def problems(text: str) -> list[str]:
    return [f"{'.'.join(map(str, e.path))}: {e.message[:200]}" for e in VALIDATOR.iter_errors(as_yaml_1_2(text))]


def test_it_is_a_schema_of_draft_7() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"  # the one that VS Code's extension knows


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda p: p.name)
def test_shipped_files_are_valid(path: Path) -> None:
    assert problems(path.read_text(encoding="utf-8")) == []


def test_glossaries_of_the_documentation_are_valid_or_refused_by_both() -> None:
    seen = 0
    for body in (
        body for page in sorted(DOCS.glob("*.md")) for body in BLOCK.findall(page.read_text(encoding="utf-8"))
    ):
        if not re.match(r"(#.*\n)*(abbreviations|terms):", body):
            continue
        try:
            Glossary.from_text(body)
        except GlossaryError as error:
            if "not YAML" in str(error) or "stands already" in str(error):
                continue  # a schema sees no doubles
            assert problems(body), body
        else:
            assert problems(body) == [], body
        seen += 1
    assert seen > 10


RIGHT = {
    "empty": "",
    "empty sections": "abbreviations:\nterms: ~",
    "short": "abbreviations: {ĐV: đảng viên, 12: x, Q.: quận, QL#: quốc lộ}",
    "a truth value is text": "abbreviations: {NO: yes, ON: true, OFF: {expansion: no}}",
    "a number is text": "abbreviations: {A: 12, B: {expansion: 1.5, forms: [1, 2]}}",
    "one needs no brackets": "abbreviations: {A: {expansion: x, near: y, also: z, forms: 3}}",
    "empty fields": "abbreviations: {A: {expansion: x, near: , target: ~, note: null, examples: }}",
    "empty list": "abbreviations: {A: {expansion: x, near: [], examples: []}}",
    "kept": "abbreviations: {A: {keep: true}, B: {keep: YES}, C: {keep: 'true'}, D: {keep: no, expansion: x}}",
    "senses": "abbreviations: {A: {senses: [{expansion: x, id: a, default: yes}, {keep: true, near: q}], forms: [B]}}",
    "examples": "abbreviations: {A: {expansion: x, examples: [{source: 3 A, expands_to: 3 x}]}}",
    "English that is forbidden, and short": "abbreviations: {A: {expansion: x, target: y, forbidden: z, short: Y}}",
    "the same of a term": "terms: {a b: {target: x, forbidden: [y, z], short: }, 'c {n}': {target: x, short: 'X{n}'}}",
    "terms": "terms: {a b: c, d: {target: e, also: f, not_in: [d g], note: n, ref: 2020}}",
    "spaces in a key": "abbreviations: {' A  B ': x}",
}
WRONG = {
    "a list": "- A: x",
    "text": "just text",
    "unknown section": "abbreviation: {A: x}",
    "entry is a list": "abbreviations: {A: [x]}",
    "entry is empty": "abbreviations: {A: }",
    "entry is blank": "abbreviations: {A: ' '}",
    "unknown key": "abbreviations: {A: {expansoin: x}}",
    "no expansion": "abbreviations: {A: {near: [x]}}",
    "not kept": "abbreviations: {A: {keep: false}}",
    "kept and expanded": "abbreviations: {A: {expansion: x, keep: true}}",
    "kept with senses": "abbreviations: {A: {senses: [{expansion: x}], keep: yes}}",
    "no flag": "abbreviations: {A: {keep: maybe}}",
    "an empty flag": "abbreviations: {A: {keep: , expansion: x}}",
    "no senses": "abbreviations: {A: {senses: []}}",
    "one sense without a list": "abbreviations: {A: {senses: {expansion: x}}}",
    "a sense without an expansion": "abbreviations: {A: {senses: [{target: x}]}}",
    "a sense is text": "abbreviations: {A: {senses: [x]}}",
    "a sense with forms": "abbreviations: {A: {senses: [{expansion: x, forms: [B]}]}}",
    "beside senses": "abbreviations: {A: {near: [y], senses: [{expansion: y}]}}",
    "a name that is no word": "abbreviations: {'-': x}",
    "a name that begins with a mark": "abbreviations: {'(A)': x}",
    "a list of lists": "abbreviations: {A: {expansion: x, near: [[y]]}}",
    "an empty item": "abbreviations: {A: {expansion: x, near: [y, ]}, B: {expansion: x, near: [~]}}",
    "cues by name": "abbreviations: {A: {forms: {x: y}, expansion: z}}",
    "an example without its end": "abbreviations: {A: {expansion: x, examples: [{source: A}]}}",
    "an example with more": "abbreviations: {A: {expansion: x, examples: [{source: A, expands_to: x, is: y}]}}",
    "an example that is text": "abbreviations: {A: {expansion: x, examples: [A]}}",
    "a term without target": "terms: {a b: {also: [x]}}",
    "a term with an empty target": "terms: {a b: {target: }}",
    "a term that is a list": "terms: {a b: [x]}",
    "a term with a cue": "terms: {a b: {target: x, near: [y]}}",
    "two short forms": "terms: {a b: {target: x, short: [X, Y]}}",
    "a slot that is none": "terms: {a b: {target: x, forbidden: ['{n:th}']}}",
    "short beside senses": "abbreviations: {A: {short: Y, senses: [{expansion: y}]}}",
    "a term without letters": "terms: {'...': a}",
    "too long": f"abbreviations: {{A: {'x' * 501}}}",
    "section is text": "abbreviations: x",
}


@pytest.mark.parametrize("name", RIGHT)
def test_both_accept(name: str) -> None:
    Glossary.from_text(RIGHT[name])
    assert problems(RIGHT[name]) == []


@pytest.mark.parametrize("name", WRONG)
def test_both_refuse(name: str) -> None:
    with pytest.raises(GlossaryError):
        Glossary.from_text(WRONG[name])
    assert problems(WRONG[name])


def test_it_knows_the_keys_that_the_loader_knows() -> None:
    held = SCHEMA["definitions"]
    assert set(SCHEMA["properties"]) == set(schema.TOP_KEYS)
    assert set(held["abbreviationFields"]["properties"]) == set(schema.ENTRY_KEYS)
    assert set(held["sense"]["properties"]) == set(schema.SENSE_KEYS)
    assert set(held["termFields"]["properties"]) == set(schema.TERM_KEYS)
    assert set(held["example"]["properties"]) == set(schema.EXAMPLE_KEYS)
    assert held["text"]["maxLength"] == schema.MAX_TEXT


def test_every_key_is_explained_with_an_example() -> None:
    for name in ("abbreviationFields", "sense", "termFields", "example"):
        for key, value in SCHEMA["definitions"][name]["properties"].items():
            assert value["description"], (name, key)
            assert "examples" in value or "defaultSnippets" in value, (name, key)
