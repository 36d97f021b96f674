"""English that is wrong whatever its sentence says, and what stands in its place: set forms, tried in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation.clock import A_MONTH

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = r"((?:Deputy |Vice )?(?:Director|Head|Chairman|Secretary|Chief))"
_BODY = r"(?:[A-Z][\w'-]+(?![\w'-])(?: of (?=[A-Z])|, (?=[A-Z]\w+(?:,| and)| and [A-Z])| and (?=[A-Z])| (?=[A-Z]))?)+"
_MONTH = f"{A_MONTH} \\d"
_MONTH_AND_DAY = f"{A_MONTH} \\d{{1,2}}(?:, \\d{{4}})?"
_OFFICE = r"(?:Deputy |Vice )?(?:Director|Head|Chairman|Chairwoman|Secretary|Chief)"
_NAMED = rf"(?:[A-ZĐ][{vn.LOWER}]*[^\x00-\x7f][{vn.LOWER}]*|Hanoi|City|Province|District|Commune|Ward|Town)"
_COMMITTEE = r"(?:People's Committee|People's Council|Party Committee|Police)"
_LEVEL = r"(?:Municipal|Provincial|District|Commune|Ward)"
_LEVELS = r"(?:municipal|provincial|district|commune|ward)"
_WHO = rf"(?:(?:M[rs]\. )?[{vn.UPPER}][{vn.LOWER}]+(?: [{vn.UPPER}][{vn.LOWER}]+){{0,4}}|him|her|them)"
_FROM_POST = r"from (?:(?:the|his|her) )?(?:(?:posts?|positions?|title) (?:of|as) )?(?:the )?"
_SEVERAL = rf"(?={_LEVELS} People's Co\w+s\b)"
_PARTS = r"(?:[A-Z][\w&]*(?![\w&])(?:,? and |, | )?)+?"
_SMALL = r"(?:in|on|to|for|from|with|and|or|is|was|ha[sd]|have|will|by|as)"
_THING = r"(?=[a-z])(?!day|week|month|year|next)"
_UNIT = r"(?:Township|Town|Commune|Ward|District)"
_SPOT = r"[A-ZĐ]\w+(?: [A-ZĐ]\w+)*"
_HEAD_OF = r"(?:Deputy )?Head of"
_FIELD = r"Division of [A-Z]\w+(?: [A-Z]\w+)?(?:,? and [A-Z]\w+)?"
_BECOMES = r"(?:becom(?:e|es|ing)|became|be|is|are|was|were|been|even|much|gr[eo]ws?|growing|gets?|got)"
_COMPARED = r"(?:stronger|bigger|larger|higher|lower|faster|greater|easier|harder|deeper|wider|safer|smaller|closer)"
_I_DO = r"(?:do|am|have|had|was|think|will|can|would|did|know|want|hope|believe|feel)"
_PAPER = r"(?:Decision|Resolution|Directive|Circular|Decree|Conclusion|Notice|Plan|Document|Notification)"
_MARKED = rf"(?:[{vn.UPPER}][{vn.LOWER}]*[^\x00-\x7f][{vn.LOWER}]*)"
_MARKED_PLACE = (
    rf"(?:[{vn.UPPER}][{vn.LOWER}]+ )*{_MARKED}(?: [{vn.UPPER}][{vn.LOWER}]+)* "
    r"(?:City|District|Province|Commune|Ward|Town)"
)
_SPEAKER = rf"(?:M[rs]\. )?(?:[{vn.UPPER}][{vn.LOWER}]+ ){{1,4}}"
_NOT_TOLD = "".join(f"(?<!{verb} )" for verb in ("told", "tell", "informed", "asked", "gave", "give"))
_TOLD = r"(?:said|told|affirmed|stressed|noted|informed)"
_TEN_TRILLION = 10_000
_FEW = "two|three|four|five|six|seven|eight|nine|ten"
_MANY = (
    r"(?:(?:more than|over|about|nearly|still|also|only|now|currently) )*"
    rf"(?:[2-9]|\d{{2,}}|\d+,\d{{3}}|{_FEW}|several|many) "
    r"(?!percent|per cent|million|billion|a )[a-z]+s\b"
)
_NUMBERS = (
    r"(?:\d+(?:, \d+){2,}|\d+(?:, \d+)*,? and \d+)"
    r"(?:$|[.,;:)]| (?:of|in|on|and|to|for|with|from|were|are|will|have)\b)"
)
_NAMED_WORK = r"([Pp]rogram|[Cc]ampaign|[Mm]ovement|[Pp]roject|[Ss]cheme|[Cc]ontest)(?:me)?"


def _in_trillions(match: re.Match[str]) -> str:
    """Return a large sum in trillions of dong: ten of them or more, or such as need one decimal at most."""
    billions = int(match[1].replace(",", ""))
    if billions % 100 and billions < _TEN_TRILLION:
        return match[0]
    return f"VND{f'{billions / 1000:,.3f}'.rstrip('0').rstrip('.')} trillion"


def _chairmen(match: re.Match[str]) -> str:
    """Return the chairmen of several committees."""
    return f"{match[1]}{match[2]}hairmen of "


CONTRACTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"\b([Ii]t|[Tt]hat|[Tt]here)['’]s (?=been\b)", r"\1 has "),
        (r"\b([Ii]t|[Tt]here)['’]s (?=[a-z])", r"\1 is "),
        (r"\b([Tt]hey|[Ww]e|[Yy]ou)['’]re\b", r"\1 are"),
        (r"\bI['’]m\b", "I am"),
        (r"\b([Tt]hey|[Ww]e|[Yy]ou|I)['’]ve\b", r"\1 have"),
        (r"\b([Tt]hey|[Ww]e|[Yy]ou|I|[Ii]t|[Hh]e|[Ss]he)['’]ll\b", r"\1 will"),
        (
            (
                r"\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ould|[Cc]ould|[Ss]hould)"
                r"n['’]t\b(?! it| they)"
            ),
            r"\1 not",
        ),
        (r"\b([Cc])an['’]t\b", r"\1annot"),
        (r"\b([Ww])on['’]t\b", r"\1ill not"),
        (r"\bDr\.(?= (?:on|of|in|at|was|is|said|to)\b)", "doctor"),
    )
)
"""Short forms that officials do not write, and what to write for them; what somebody says may have them."""


RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"\b([Uu]nder|[Aa]ccording to|[Ii]n accordance with) as prescribed\b", "as prescribed"),
        (r"\bMinister of (?:the )?Ministry of ", "Minister of "),
        (r"\b(Deputy )?Head of (?:the )?Division of the ((?:[\w&'-]+ ){1,6}Division)\b", r"\1Head of the \2"),
        (r"(?<!\w)(?<!\d[.,])1 (day|month|year|week|hour|minute|commune|ward|district|province)s(?!\w)", r"1 \1"),
        (r"\bha(?:s|ve) (\d[\d.,]*) (km|kilometers|m|meters) long\b", r"is \1 \2 long"),
        (rf"\b(?i:{_HEAD}) of the ((?:[A-ZĐ]\w+ ){{0,3}}[A-ZĐ]\w+) ((?i:\1) of the {_BODY})", r"\3 of \2"),
        (r"\bdoctor Dr\. ", "doctor "),
        (r"\b([Tt]he|an?)(?=\d)", r"\1 "),
        (r"\( (?=\w)", "("),
        # the Đà Nẵng City has
        (rf"(?<!\w)[Tt]he (?={_MARKED_PLACE}(?:[,;)]| (?:has|have|had|is|was|are|were|will|said)\b))", ""),
        # to clarify him Trịnh Xuân Thanh
        (rf"{_NOT_TOLD}\b(?:him|he|she) (?={_MARKED} [{vn.UPPER}][{vn.LOWER}]+ )", ""),
        (rf"\bsaid ({_SPEAKER})(?=(?:stressed|affirmed|added|noted|shared)\b)", r"\1"),
        (rf"\b(Earlier|Previously|Recently|Before that), (?={_MONTH_AND_DAY},)", r"\1, on "),
        (r"\bclause (?=\d+,? (?:of )?Article \d)", "Clause "),
        (r"\b(\d{1,4}) (?=\1/(?:19|20)\d\d/[A-ZĐ])", ""),  # Decree 96 96/2014/NĐ-CP
        (r"\bi\.e\.g\b[.…]*,?", "i.e.,"),
        (rf"(?<![\w.(])i(?=['’](?:m|ve|d|ll)\b| {_I_DO}\b)", "I"),
        (rf"\A(?:The )?Day on (?={_MONTH})", "On "),
        (r"\b(\d+(?:[.,]\d+)*-\d+(?:[.,]\d+)*) VND ?(?=(?:m|b|tr)illion\b)", r"VND\1 "),
        (rf"\b[Dd]igital (?={_PAPER}s? (?:No\. )?\d)", ""),
        (rf"\b({_PAPER}) norm (?=No\.)", r"\1 "),
        # Trần Bảo, Director of the department - it said that
        (rf"(?<=, )([^,;.]{{3,120}}?),? - (?:(?:it|he|she) )?(?={_TOLD}\b)", r"\1, "),
        (r"\A(?:The )?Dr\. (?=[a-z])", "Doctors "),
        (r"\b(an?|the) Dr\. (?=[a-z])", r"\1 doctor "),
        (r"\bDr\. (?=[a-z])", "doctors "),
        (r"\b(Mr|Ms|Mrs|Dr)\.\.", r"\1."),
        (r"\bbranchs\b", "branches"),
        (r"\bof (?=related to\b)", ""),
        (r"\bLeaders of ([^,.;]{3,80}?) has\b", r"Leaders of \1 have"),
        (r"\bNo\. (\d+) (?=\1/)", "No. "),
        (r"\b(has|have|had|with|of|in|to|and|for)(?=\d{2,})", r"\1 "),
        (r"\b(Although|Though|Even though|Despite) ([^.]{3,160}), but ", r"\1 \2, "),
        (r"\bUS\.(?=[,;]| [a-z])", "US"),
        (r"\bXyanide\b", "cyanide"),
        (r"\b[Cc]entral central-level\b", "central-level"),
        (r"\bfor (?:the )?(\d+(?:st|nd|rd|th))(?=[.,;]|$)", r"for the \1 time"),
        (r"\bresiding (?=[A-ZĐ])", "residing in "),
        (rf"\b({A_MONTH}) (\d{{1,2}})-\d{{1,2}}, \1 \2\b", r"\1 \2"),
        (r"\b([Aa])t the moment (?=\d)", r"\1t "),
        (r"\b([ap]\.m\.) (?:in the )?(?:morning|afternoon|evening) (?=on )", r"\1 "),
        (rf"\b(from|since|until|after|before) the day on (?={_MONTH})", r"\1 "),
        (rf"\bthe day on (?={_MONTH})", "on "),
        (rf", day on (?={_MONTH})", ", on "),
        (rf"\b([ap]\.m\.) day (?=on {_MONTH})", r"\1 "),
        (rf"\bThe (morning|afternoon|evening) on (?={_MONTH})", r"On the \1 of "),
        (rf"\bthe (morning|afternoon|evening) on (?={_MONTH})", r"on the \1 of "),
        (rf"\b({_OFFICE} of )(?:the )?({_COMMITTEE}) (the (?:[A-ZĐ]\w+ ){{1,4}}\2)\b", r"\1\3"),
        (rf"\b(of|by|from|to|with) (?=(?:{_NAMED} ){{1,3}}(?:{_COMMITTEE}|Bar Association)(?!\w))", r"\1 the "),
        (r"\bDeputy Prime Minister, (?=(?:Foreign )?Minister [A-ZĐ])", "Deputy Prime Minister and "),
        (rf"\b(of|by|and|has|had|have|with|for|are|were|the|over|than|all) ([1-9]) (?:the|a|an) {_THING}", r"\1 \2 "),
        (r"\bresiding in (?=No\. )", "residing at "),
        (r"\b(and (?!more|again|on|over)[A-Za-z]+) \1\b", r"\1"),
        (r"\b(?![A-Z]\w* [A-Z])(?!name names)(?i:([a-z]{4,}?)(?:es|s)? (\1(?:es|s)?))\b(?<!that that)", r"\2"),
        (r"\bexpected to be expected\b", "expected"),
        # Chains of offices
        (rf"\b({_COMMITTEE}|Department|Commission|Inspectorate) of the (?={_OFFICE} of\b)", r"\1, "),
        (r"\b(Deputy )?Head of Division of the Division of\b", r"\1Head of the Division of"),
        (r"\bthe Management Board of (?:the )?((?:[A-ZĐ]\w* ){1,8}Management Board)\b", r"the \1"),
        (r"\bCPV Central Committee (?=\d+(?:st|nd|rd|th) Party Central Committee\b)", ""),
        (r"\bCentral Inspection Commission of the (CPV Central Committee)\b", r"\1's Inspection Commission"),
        (r"\b(District \d+) District (?=Party Committee|People's)", r"\1 "),
        (r"\bthe (\w+)'s ((?:[A-Z][\w.-]*(?: [\w./-]+){0,3}?)) of the \1\b(?! [A-Z])", r"the \1's \2"),
        (rf"\bParty member of the (?={_LEVEL} People's Committee\b)", "member of the "),
        (r"\b(?:Vice )?Chair(?:man|woman) of the Deputy (?=Chief|Head|Director|Secretary)", "Deputy "),
        (rf"\b({_OFFICE}) of the ((?:[A-ZĐ]\w+ ){{1,3}})\1 of (?:the )?(?=\2)", r"\1 of the "),
        (r"\b((?:[A-Z][a-z]+ ){1,3}[A-Z][a-z]+) \1\b", r"\1"),
        (rf"\b(of|by|from|to|with|at) (?={_LEVEL} {_COMMITTEE}(?!\w))", r"\1 the "),
        (r"(?<=[;,] )Former (?=[A-Z])", "former "),
        ((rf"\b(?:the )?{_LEVEL} (Party Committee|People's Committee|People's Council) of (?:the )?"
         rf"((?:[A-ZĐ]\w+ ){{1,4}}\1)\b"), r"the \2"),
        (rf"\b({_COMMITTEE})(?: City)? {_LEVEL} \1\b", r"\1"),
        (r"\b((?:[A-Z][\w.]* ){1,4}[A-Z]\w+)(?:'s| of the) \1\b", r"\1"),
        (r"\b(City|Province|District|Commune|Ward|Bloc) \1\b", r"\1"),
        (rf"\b({_OFFICE}) of the \1 of\b", r"\1 of"),
        ((rf"\b(?:the )?(Department|Division|Office|Delegation|Committee) of ({_PARTS}) of the "
         r"((?:[A-ZĐ]\w+ ){1,4}\1 of \2)(?!\w)"), r"the \3"),
        (r"\b(?:the )?(Department|Division|Office|Delegation) of the ((?:[A-ZĐ]\w+ ){1,4}\1 of )(?=[A-Z])", r"the \2"),
        (rf"\b((?:[Vv]ice )?)([Cc])hairman of (?:the People's Committee(?: of)? )?(?:the )?{_SEVERAL}",
         _chairmen),
        (rf"\b(Chairmen of )(?:the )?People's Committee (?:of )?{_SEVERAL}", r"\1"),
        (r"\b[Dd]eputy [Cc]hair(man|woman)(?= of the (?:[A-ZĐ]\w+ ){0,4}(?:People's|Fatherland))", r"Vice Chair\1"),
        (r"\bdeputy (?=Secretary of\b)", "Deputy "),
        (r"(?<=[a-z] )chairman (?=and Vice Chairm[ae]n\b)", "Chairman "),
        (rf"\b([Tt]he )((?:[A-ZĐ]\w+ ){{0,3}})({_LEVELS}) (?=(?:Party|People's) (?:Committee|Council)\b(?!s))",
         lambda m: f"{m[1]}{m[2]}{m[3].title()} "),
        (r"\b(\d{1,3}(?:st|nd|rd|th)) \1\b", r"\1"),
        (r"\b((?:Department|Division|Board|Ministry) of \w+) - (?=\1\b)", ""),
        (rf"\b({_COMMITTEE} of (?:[A-ZĐ]\w+ ){{1,4}}{_UNIT}) (?:Town|{_LEVEL}) {_COMMITTEE}\b", r"\1"),
        (r"\babroad abroad\b", "abroad"),
        (r"(?<![\w.,])(\d+)\. (\1[.,]\d)", r"\2"),
        (r"\b(https?://\w{0,3}) (?=\1)", ""),
        (rf"\b(?:{_HEAD_OF} )?((?:[A-ZĐ]\w+ ){{1,3}}District) ({_HEAD_OF} the {_FIELD})\b", r"\2 of \1"),
        (r"\b((?:Deputy )?Head) of (?:(?:the )?(?:[A-ZĐ]\w+ |district |division ){1,4})?\1 of (?=the )", r"\1 of "),
        (r"\bthe Department of (?=(?:[A-ZĐ]\w+ ){1,3}(?:Provincial|Municipal|[A-ZĐ]\w+'s) Department of)", ""),
        (r"\b(?:[Tt]he )?(People's (?:Council|Committee)) of ((?:[A-ZĐ]\w+ ){1,4})\1\b", r"the \2\1"),
        (rf"\bthe People's Committee of (?=(?:{_SPOT}(?:, | and )){{1,9}}{_SPOT} (?:districts|communes)\b)",
         "the People's Committees of "),
        (r"\bDeputy (?=Associate Professor\b)", ""),
        (r"\bStanding (?=Permanent Member\b)", ""),
        (r"\b(?:[Tt]he )?District People's Court (\d{1,2})\b", r"the People's Court of District \1"),
        (r"\b(District \d{1,2}) District (?=People's Court\b)", r"\1 "),
        (r"\bPublic Security (Party Committee of the (?:[A-ZĐ]\w+ ){1,5}Police)\b", r"\1"),
        (r"\b((?:[A-ZĐ]\w+ ){1,4}(?:City|Province)) Ministry of Public Security\b", r"\1 Police"),
        # Courts and police
        (r"\bin (?=as (?:prescribed|assigned)\b)", ""),
        (r"\b(was|were) instituted criminal proceedings\b", r"\1 prosecuted"),
        (r"\bfor related to\b", "in connection with"),
        (r"\b(?:achieved|reached|reaches) (?:a )?(?=decision to prosecute\b)", "served a "),
        (r"\bdenuncied\b", "denounced"),
        (r"\bre-and-answer\b", "question-and-answer"),
        (r"(?<=, )to account for (?=\d)", "accounting for "),
        (r"\bto take a rate of (?=\d)", "accounting for "),
        (r"\b(elect(?:ed|ing)?|appoint(?:ed|ing)?) (?:him|her) (?=[A-ZĐ]\w*[^\x00-\x7f])", r"\1 "),
        (r"([”\"] said [^.”\"]{5,120}), (?:affirmed|said|stressed|noted)(?=\.?$)", r"\1"),
        (r"(?<=\w)’(?=\w)", "'"),
        (r"\bVND (?=\d)", "VND"),
        # Relieved of a post
        ((rf"\brelieve(d|s)? from duty ({_WHO}) {_FROM_POST}"
         r"(?=[A-Zprd])"), r"relieve\1 \2 of the post of "),
        ((rf"\brelieving (?:from duty )?({_WHO}) {_FROM_POST}"
         r"(?=[A-Zprd])"), r"relieving \1 of the post of "),
        (rf"\bin favou?r of ({_WHO}) {_FROM_POST}(?=Chair|Secretary|Deputy|Vice|Director)",
         r"in favor of removing \1 from the post of "),
        (r"\bthe right to (?=acting [A-Z])", ""),
        (r"\brelieved? from duty (?:from|of) (?:the )?duty\b", "relieved of duty"),
        # Discipline
        (r"\b(to|must|will|should|would|can) disciplinary action (?:against |on )?(?=the |[A-ZĐ])",
         r"\1 take disciplinary action against "),
        (r"\b(consider(?:ed|s|ing)?),? and disciplinary action (?:against |on )?(?=the |[A-ZĐ])",
         r"\1 and take disciplinary action against "),
        (r"\bdisciplinary action must be considered and (?:disciplined|handled)\b",
         "disciplinary action must be considered and taken"),
        (r"\bdiscipli(?:ne|nary action) must be disciplined\b", "disciplinary action must be taken"),
        (r"\bdismissed the Party\b", "expelled from the Party"),
        (r"\b(?:with|by|in the above) (?=in the form of a\b)", ""),
        (r"\b(?:above|at) the (?=to the extent that\b)", ""),
        (r"\bis (bear|share)(?= )", r"\1s"),
        (r"\bwas share(?= )", "shared"),
        (r"\bwas bear(?= )", "bore"),
        (r"\bprosecuted for criminal prosecution\b", "criminally prosecuted"),
        (r"\btrusted to elect\b", "elected"),
        (r"\bre-elected (?=(?:the|this) post\b)", "re-elected to "),
        (r"\bthe same (?:is|was|are|were) responsible\b", "are jointly responsible"),
        (r"\bunder the chairman of\b", "under the chairmanship of"),
        # Days
        (rf", (In|On|From|By) (?={_MONTH})", lambda m: f", {m[1].lower()} "),
        (rf"\bon ({_MONTH_AND_DAY}) (morning|afternoon|evening)\b", r"on the \2 of \1"),
        (rf"\b(Earlier|Previously), (?={A_MONTH} (?:19|20)\d\d\b)", r"\1, in "),
        (r"\bIn on the (?=morning|afternoon|evening|night)", "On the "),
        (rf"\bAt the (?=(?:late|early|mid-?) ?{A_MONTH}\b)", "In "),
        (rf"\b[Bb]etween (?={A_MONTH} \d{{4}},)", "In mid-"),
        (rf"\b(Earlier) (?=(?:in|on) {A_MONTH}\b)", r"\1, "),
        (r"(?<!\w)(in|from|since|by|than|of|until|to|In|From|Since|By|Until) the year (?=(?:19|20)\d\d\b)", r"\1 "),
        (r"\bborn in (?:a|the) year (?=(?:19|20)\d\d)", "born in "),
        (r"\bto be born (?=in\b)", "was born "),
        # Terms and years
        (r"\b(\d{4})-(\d{4}) \2\b", r"\1-\2"),
        (r"\b(\d{4}-\d{4}) term and (\d{4}-\d{4}) term\b", r"\1 and \2 terms"),
        (r"\bfor (?=\d{4}-\d{4} term\b)", "for the "),
        (r" terms? of the (?=\d{4}-\d{4} term\b)", ", "),
        (r"\bAt its (?=\d+(?:st|nd|rd|th) session of\b)", "At the "),
        (rf"\((?:day|days|date)\) on (?={_MONTH})([A-Z]\w+ \d+(?:-\d+)?)", r"(\1)"),
        (r"\bis born (?=on|in)", "was born "),
        (r"\b[Aa]s prescribed (?:No\. )?(?=\d)", "Regulation No. "),
        (r"\ba (very )?(?=serious consequences\b)", r"\1"),
        (r"\b(?:[Gg]randfather|[Gg]randmother) (?=[A-ZĐ]\w*[^\x00-\x7f])", ""),
        (r"\b(Mr|Ms|Mrs) (?=[A-ZĐ])", r"\1. "),
        (r"\bSecretarys\b", "Secretaries"),
        (r"\b(\d+(?:st|nd|rd|th) Congress) of the \1\b", r"\1"),
        (r"\b[Dd]eputy (?=Vice Chair)", ""),
        (r"\bin the current country\b", "in the country"),
        (r"\b([a-z]+(?<![su])s)'s\b", r"\1'"),
        (r", Photo: ", " - Photo: "),
        (rf"\b{_NAMED_WORK} ([\"“][^\"“”]{{3,120}}[\"”]) (?i:\1)(?:me)?\b", r"\1 \2"),
        (r"\(year (?=(?:19|20)\d\d[,)])", "(in "),
        (r"(?<=\()born (?=(?:19|20)\d\d)", "born in "),
        (rf"\((?:in|up|as|of|to|Mr\.?S?\.?) (?:of )?(?:the )?(?=(?:former )?{_OFFICE}\b)", "("),
        (r"\b(Prime Minister|President|Foreign Minister) of the ([A-Z]\w+) \1\b", r"\2 \1"),
        (r"\(\)", ""),
        # Words that stand twice or mean nothing
        (r"\b(?!very|many|much|long|never|again|more)([a-z]{4,}), \1(?=[ ,.;])", r"\1"),
        (r"\bincreasingly increasing\b", "increasing"),
        (rf"\b({_BECOMES}) more (?={_COMPARED}\b)", r"\1 "),
        (r"\b(in|at|of|with|by|from) it (?=[A-Z]{2,}\b)", r"\1 "),
        (r"\b(Deputy )?Head of Division of (?:the |an? )?((?:[a-z]+ ){1,5})division\b", r"\1Head of the \2division"),
        # Number
        (rf"\b([Tt]here) is (?={_MANY})", r"\1 are "),
        (rf"\b([Tt]here) was (?={_MANY})", r"\1 were "),
        (rf"\b(District|Ward) (?={_NUMBERS})", r"\1s "),
        (r"\ball (?:2|two) (?=[a-z])(?!of\b|the\b)", "both "),
        (r"\bVND(\d{1,3}(?:,\d{3})+) billion\b", _in_trillions),
        (r"(?:\A|(?<=, ))([1-9]) the (?=[a-z])", r"\1 "),
        # Forms that are none
        (r"\b([a-z]+[bcdfghklmnprstvwxz])ys\b", r"\1ies"),
        (r"\b([a-z]+sis)s\b", lambda m: f"{m[1][:-2]}es"),
        (r"\b([Nn]on|[Aa]nti)- (?=[a-z])(?!and|or|,)", r"\1-"),
        (r"(?<=\d),[’']s (?=[a-z])", ", "),
        (r"(?<=[a-z] )\(The (?=[A-Z][^()]*\))(?![^()]*\.\))", "(the "),
        (r"\bwas present by\b", "was attended by"),
        (r"\bwere present by\b", "were attended by"),
        (r"\b(km|mm|cm|kg|ha|m|MW|kV) \1\b", r"\1"),
        (r"(?<=[,;] )The (?=[A-Za-z])(?!Guardian|Hague|Economist|Times)", "the "),
        (r"([,.][\"”]|[!?][\"”](?=, (?:he|she|they|said|asked) )),", r"\1"),
        (r"\bat (?=(?:Hanoi|Hà Nội|Ho Chi Minh City|Đà Nẵng|Hải Phòng|Cần Thơ)\b(?! [A-Z]))", "in "),
        (rf"\b[Tt]he (Hanoi|Ho Chi Minh) City(?=$|[.,;:)]| {_SMALL}\b)",
         r"\1 City"),
    )
)  # fmt: skip
"""Patterns, and what to write for them."""
