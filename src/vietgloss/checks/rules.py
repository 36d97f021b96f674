"""The table of rules: what is looked for, and how grave it is. docs/checks.md says more of each."""

from __future__ import annotations

from vietgloss.checks.finding import Rule
from vietgloss.i18n import N_

RULES: tuple[Rule, ...] = (
    # What the loader refuses.
    Rule("not-yaml", "error", N_("the file is not YAML"), N_("Nothing of the file can be read.")),
    Rule(
        "schema",
        "error",
        N_("a key or value is not what a glossary holds"),
        N_("The glossary is refused as it stands."),
    ),
    Rule("unknown-key", "error", N_("a key has no meaning here"), N_("It is misspelt, or stands at the wrong place.")),
    Rule(
        "duplicate",
        "error",
        N_("an entry or a key stands twice in one file"),
        N_("Which of the two counts is not clear."),
    ),
    Rule(
        "forbidden-and-right",
        "error",
        N_("a text under 'forbidden' is the target, or stands under 'also'"),
        N_("It cannot be both; capitals make no difference."),
    ),
    # Entries as against other entries.
    Rule(
        "duplicate-across-files",
        "warning",
        N_("two files of one folder hold the same entry"),
        N_("The file with the later name wins, and the other entry is dead."),
    ),
    Rule(
        "duplicate-form",
        "warning",
        N_("a spelling under 'forms' is taken already"),
        N_("It is the abbreviation itself, or belongs to another entry, which is found instead."),
    ),
    Rule(
        "shadows", "note", N_("an entry stands over one of a lower layer"), N_("All of the lower one is out of force.")
    ),
    Rule("redundant", "note", N_("an entry says what a lower layer says"), N_("It can go.")),
    Rule(
        "targets-disagree",
        "warning",
        N_("one Vietnamese text has several English ones"),
        N_("A translation is checked for the first of them only."),
    ),
    Rule(
        "capitals-differ",
        "note",
        N_("one full form is written with different capitals"),
        N_("The text shows now one, now the other."),
    ),
    # Expansions.
    Rule(
        "initials",
        "warning",
        N_("the words do not begin with the letters of the abbreviation"),
        N_("A word is missing, or the full form belongs to another abbreviation."),
    ),
    Rule(
        "contains-abbreviation",
        "warning",
        N_("a full form holds another abbreviation"),
        N_("It is not written out when the full form is put in."),
    ),
    Rule(
        "expansion-is-abbreviation",
        "warning",
        N_("the full form is the abbreviation itself"),
        N_("To leave an abbreviation alone, say 'keep: true'."),
    ),
    Rule(
        "not-vietnamese",
        "warning",
        N_("Vietnamese is expected, and there is none"),
        N_("English belongs under 'target'; the two may have changed places."),
    ),
    Rule(
        "common-word",
        "warning",
        N_("the abbreviation is an ordinary word in small letters"),
        N_("It would be written out wherever that word stands."),
    ),
    Rule("ignored-key", "warning", N_("a key has no effect"), N_("Nothing is done with it beside 'keep: true'.")),
    # Meanings.
    Rule(
        "no-cues",
        "warning",
        N_("a meaning has neither cues nor 'default'"),
        N_("It is never chosen."),
    ),
    Rule(
        "same-cues", "warning", N_("two meanings have the same cue"), N_("It speaks for both, and so decides nothing.")
    ),
    Rule(
        "own-cue", "warning", N_("an abbreviation is a 'near' cue of its own"), N_("It says nothing about the meaning.")
    ),
    Rule("empty-cue", "warning", N_("a cue has no letters"), N_("It is never found.")),
    Rule(
        "idle-cues",
        "note",
        N_("there are cues where there is one meaning"),
        N_("They are looked at where there are several."),
    ),
    Rule("no-default", "note", N_("no meaning is the usual one"), N_("Where the cues are silent, nothing is chosen.")),
    Rule(
        "same-senses",
        "warning",
        N_("two meanings say the same"),
        N_("One of them can go; its cues belong to the other."),
    ),
    Rule("duplicate-id", "warning", N_("two meanings have the same id"), N_("The id in the JSON tells them apart.")),
    # English.
    Rule("no-target", "note", N_("there is no English"), N_("Terms without English are not checked in a translation.")),
    Rule(
        "vietnamese-in-target",
        "warning",
        N_("an English text holds Vietnamese words"),
        N_("It goes into the translation as it is. Names, which have capitals, are left out."),
    ),
    Rule("also-repeats-target", "warning", N_("'also' repeats the target"), N_("It says nothing more.")),
    Rule(
        "odd-short",
        "warning",
        N_("'short' is no shorter than the target, or has blanks"),
        N_("It is not an abbreviation of it."),
    ),
    Rule(
        "same-short",
        "note",
        N_("two English texts have the same 'short'"),
        N_("Where both stand in one document, the reader cannot tell them apart."),
    ),
    Rule(
        "unused-slot",
        "warning",
        N_("the English leaves out a slot of the Vietnamese"),
        N_("What stands in it, a number or a name, is lost."),
    ),
    Rule(
        "same-pattern",
        "warning",
        N_("two terms differ in the names of their slots only"),
        N_("They are found at the same places, and only one of them counts."),
    ),
    Rule("not-in", "warning", N_("an item of 'not_in' does not hold the term"), N_("It hides nothing.")),
    Rule(
        "example-lacks-abbreviation",
        "warning",
        N_("an example does not hold the abbreviation"),
        N_("It shows nothing about the entry."),
    ),
    # Letters.
    Rule(
        "not-nfc",
        "warning",
        N_("letters and their marks are written apart"),
        N_("Searching and comparing fails elsewhere."),
    ),
    Rule(
        "look-alike",
        "warning",
        N_("a letter only looks like a Vietnamese or English one"),
        N_("It is not found by who types the right one."),
    ),
    Rule("spaces", "warning", N_("there are stray or invisible spaces"), N_("They come into the text.")),
    Rule(
        "tone-placement",
        "warning",
        N_("the tone mark stands elsewhere than in the rest of the file"),
        N_("hoà and hòa are both in use; one file should keep to one."),
    ),
    Rule("capitals", "warning", N_("capitals stand inside a word, or all over"), N_("A slip of the Shift key.")),
    Rule("unbalanced", "warning", N_("a bracket or quote has no partner"), N_("A part of the text may be missing.")),
    Rule("end-mark", "warning", N_("a text begins or ends with a punctuation mark"), N_("It comes into the sentence.")),
    Rule("repeated-item", "warning", N_("a list holds the same text twice"), N_("The second says nothing more.")),
    Rule("unknown-rule", "warning", N_("a comment '# ok:' names no rule"), N_("It silences nothing.")),
)
"""All rules, in the order of the documentation."""

BY_ID = {rule.id: rule for rule in RULES}
