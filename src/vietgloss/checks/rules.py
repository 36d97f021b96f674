"""The table of rules: what is looked for, and how grave it is. docs/checks.md says more of each."""

from __future__ import annotations

from vietgloss.checks.finding import Rule

RULES: tuple[Rule, ...] = (
    # What the loader refuses.
    Rule("not-yaml", "error", "the file is not YAML", "Nothing of the file can be read."),
    Rule("schema", "error", "a key or value is not what a glossary holds", "The glossary is refused as it stands."),
    Rule("unknown-key", "error", "a key has no meaning here", "It is misspelt, or stands at the wrong place."),
    Rule("duplicate", "error", "an entry or a key stands twice in one file", "Which of the two counts is not clear."),
    Rule(
        "forbidden-and-right",
        "error",
        "a text under 'forbidden' is the target, or stands under 'also'",
        "It cannot be both; capitals make no difference.",
    ),
    # Entries as against other entries.
    Rule(
        "duplicate-across-files",
        "warning",
        "two files of one folder hold the same entry",
        "The file with the later name wins, and the other entry is dead.",
    ),
    Rule(
        "duplicate-form",
        "warning",
        "a spelling under 'forms' is taken already",
        "It is the abbreviation itself, or belongs to another entry, which is found instead.",
    ),
    Rule("shadows", "note", "an entry stands over one of a lower layer", "All of the lower one is out of force."),
    Rule("redundant", "note", "an entry says what a lower layer says", "It can go."),
    Rule(
        "targets-disagree",
        "warning",
        "one Vietnamese text has several English ones",
        "A translation is checked for the first of them only.",
    ),
    Rule(
        "capitals-differ",
        "note",
        "one full form is written with different capitals",
        "The text shows now one, now the other.",
    ),
    # Expansions.
    Rule(
        "initials",
        "warning",
        "the words do not begin with the letters of the abbreviation",
        "A word is missing, or the full form belongs to another abbreviation.",
    ),
    Rule(
        "contains-abbreviation",
        "warning",
        "a full form holds another abbreviation",
        "It is not written out when the full form is put in.",
    ),
    Rule(
        "expansion-is-abbreviation",
        "warning",
        "the full form is the abbreviation itself",
        "To leave an abbreviation alone, say 'keep: true'.",
    ),
    Rule(
        "not-vietnamese",
        "warning",
        "Vietnamese is expected, and there is none",
        "English belongs under 'target'; the two may have changed places.",
    ),
    Rule(
        "common-word",
        "warning",
        "the abbreviation is an ordinary word in small letters",
        "It would be written out wherever that word stands.",
    ),
    Rule("ignored-key", "warning", "a key has no effect", "Nothing is done with it beside 'keep: true'."),
    # Meanings.
    Rule(
        "no-cues",
        "warning",
        "a meaning has neither cues nor 'default'",
        "It is never chosen.",
    ),
    Rule("same-cues", "warning", "two meanings have the same cue", "It speaks for both, and so decides nothing."),
    Rule("own-cue", "warning", "an abbreviation is a 'near' cue of its own", "It says nothing about the meaning."),
    Rule("empty-cue", "warning", "a cue has no letters", "It is never found."),
    Rule(
        "idle-cues", "note", "there are cues where there is one meaning", "They are looked at where there are several."
    ),
    Rule("no-default", "note", "no meaning is the usual one", "Where the cues are silent, nothing is chosen."),
    Rule("same-senses", "warning", "two meanings say the same", "One of them can go; its cues belong to the other."),
    Rule("duplicate-id", "warning", "two meanings have the same id", "The id in the JSON tells them apart."),
    # English.
    Rule("no-target", "note", "there is no English", "Terms without English are not checked in a translation."),
    Rule(
        "vietnamese-in-target",
        "warning",
        "an English text holds Vietnamese words",
        "It goes into the translation as it is. Names, which have capitals, are left out.",
    ),
    Rule("also-repeats-target", "warning", "'also' repeats the target", "It says nothing more."),
    Rule(
        "odd-short",
        "warning",
        "'short' is no shorter than the target, or has blanks",
        "It is not an abbreviation of it.",
    ),
    Rule(
        "same-short",
        "note",
        "two English texts have the same 'short'",
        "Where both stand in one document, the reader cannot tell them apart.",
    ),
    Rule(
        "unused-slot",
        "warning",
        "the English leaves out a slot of the Vietnamese",
        "What stands in it, a number or a name, is lost.",
    ),
    Rule(
        "same-pattern",
        "warning",
        "two terms differ in the names of their slots only",
        "They are found at the same places, and only one of them counts.",
    ),
    Rule("not-in", "warning", "an item of 'not_in' does not hold the term", "It hides nothing."),
    Rule(
        "example-lacks-abbreviation",
        "warning",
        "an example does not hold the abbreviation",
        "It shows nothing about the entry.",
    ),
    # Letters.
    Rule("not-nfc", "warning", "letters and their marks are written apart", "Searching and comparing fails elsewhere."),
    Rule(
        "look-alike",
        "warning",
        "a letter only looks like a Vietnamese or English one",
        "It is not found by who types the right one.",
    ),
    Rule("spaces", "warning", "there are stray or invisible spaces", "They come into the text."),
    Rule(
        "tone-placement",
        "warning",
        "the tone mark stands elsewhere than in the rest of the file",
        "hoà and hòa are both in use; one file should keep to one.",
    ),
    Rule("capitals", "warning", "capitals stand inside a word, or all over", "A slip of the Shift key."),
    Rule("unbalanced", "warning", "a bracket or quote has no partner", "A part of the text may be missing."),
    Rule("end-mark", "warning", "a text begins or ends with a punctuation mark", "It comes into the sentence."),
    Rule("repeated-item", "warning", "a list holds the same text twice", "The second says nothing more."),
    Rule("unknown-rule", "warning", "a comment '# ok:' names no rule", "It silences nothing."),
)
"""All rules, in the order of the documentation."""

BY_ID = {rule.id: rule for rule in RULES}
