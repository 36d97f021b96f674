"""English inflection: number, tense, possessive and article of the phrases of a glossary."""

from vietgloss.inflection.phrases import forms, head, is_counted, is_plural, plural, possessive, singular
from vietgloss.inflection.verbs import base, conjugated, gerund, is_verb, past, third
from vietgloss.inflection.words import article, is_adjective

__all__ = [
    "article",
    "base",
    "conjugated",
    "forms",
    "gerund",
    "head",
    "is_adjective",
    "is_counted",
    "is_plural",
    "is_verb",
    "past",
    "plural",
    "possessive",
    "singular",
    "third",
]
