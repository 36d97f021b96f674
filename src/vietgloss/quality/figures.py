"""Compares the figures of a Vietnamese line with those of its English, by value.

A figure is right in any form that has its value: ``2.500 tỷ`` is 2,500 billion or 2.5 trillion, ``20 ngày`` is 20 or
twenty days. What stands in the English only is reported too, unless the Vietnamese has it in words.
"""

from __future__ import annotations

import re

from vietgloss.i18n import _
from vietgloss.quality import calendar, english, ordinals, spelled, vietnamese
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.quality.tokens import MAYBE, NO, Date, Figure
from vietgloss.translation import items

_WEEKDAYS = ("", "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_DIGITS = re.compile(r"\d+")
_MIDDLE = 12
_DOLLARS = re.compile(r"\bUSD\b|\bđô[ -]la\b|\$", re.IGNORECASE)
_DONG = re.compile(r"\d ?(?:nghìn |ngàn |triệu |tỷ |tỉ ){0,2}(?:đồng\b|đ\b)")
_ENGLISH_DOLLARS = re.compile(r"\bUSD|\$|\bdollars?\b", re.IGNORECASE)
_ENGLISH_DONG = re.compile(r"\bVN[DĐ]|\bdong\b|\bđồng\b")
_FRACTIONS = {2: r"\bhal(?:f|ves)\b", 3: r"\bthirds?\b", 4: r"\bquarters?\b", 5: r"\bfifths?\b", 10: r"\btenths?\b"}
_INSTEAD = {
    1.0: re.compile(r"\b(?:top|gold|main|grand|best|champion\w*|won|winners?)\b", re.IGNORECASE),
    2.0: re.compile(r"\b(?:silver|runners?-up)\b", re.IGNORECASE),
    3.0: re.compile(r"\bbronze\b", re.IGNORECASE),
}
"""What prizes and medals are called instead of their rank."""
_PAIR = re.compile(r"(?<![\w.,/:-])(\d{1,3})\s?[/-]\s?(\d{1,3})(?![\w/:-]|[.,]\d)")
_BARE = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-]\d{4}(?!\d)")
_LETTERED = re.compile(r"(?<![\w./-])\d{1,3}[A-ZĐ](?![\w/-])")
_SCALE_WORDS = {
    "nghìn tỷ": "trillion", "ngàn tỷ": "trillion", "tỷ": "billion", "tỉ": "billion", "triệu": "million",
    "nghìn": "thousand", "ngàn": "thousand", "phần trăm": "%",
}  # fmt: skip
_SCALE_WORD = re.compile("|".join(_SCALE_WORDS))


def compare(source: str, line: str, target: str) -> list[Warning]:
    """Return what is wrong with the figures of ``target``.

    Args:
        source: The Vietnamese, plain; digits inside its codes excuse digits in the English.
        line: The same with codes, document numbers and addresses blanked.
        target: The English, plain, blanked likewise.
    """
    if source == target and not any(c.isalpha() for c in source):
        return [_two_ways(m[0]) for m in _BARE.finditer(target) if m[1] != m[2]]
    dates, figures = vietnamese.read(line)
    reading = english.read(target)
    missing: list[Date | Figure] = [d for d in dates if not _date_stands(d, reading, target)]
    in_turn = sorted(figures, key=lambda f: (f.kind != "number", -len(f.text)))  # numbers may not stand for two
    missing += [f for f in in_turn if not _stands(f, reading, target)]
    missing.sort(key=lambda f: f.start)
    warnings = _report(missing, _strays(reading, source), reading)
    if not any(w.kind == "date" for w in warnings):
        warnings += calendar.months(line, dates, reading.dates)
    if not any(w.kind == "ordinal" for w in warnings):
        warnings += ordinals.compare(line, figures, reading, target)
    return [*warnings, *_turned(line, target), *_lettered(line, target), *_currency(line, target)]


def _two_ways(date: str) -> Warning:
    return Warning(
        "date",
        _("{date} can be read as day-month or as month-day; write the month as a word").format(date=date),
        "",
        date,
    )


def _currency(line: str, target: str) -> list[Warning]:
    """Return a warning where dollars became dong, or dong dollars."""
    dollars, dong = _DOLLARS.search(line), _DONG.search(line)
    if dollars and not _ENGLISH_DOLLARS.search(target) and _ENGLISH_DONG.search(target):
        return [Warning("number", _("the source has dollars; the translation has dong"), "USD", "VND")]
    if dong and not dollars and _ENGLISH_DOLLARS.search(target):
        return [Warning("number", _("the source has dong; the translation has dollars"), "VND", "USD")]
    return []


def _turned(line: str, target: str) -> list[Warning]:
    """Return pairs that stand the other way round in the English: ``3-1`` as 1-3, ``3/5`` as 5 of 3."""
    found = []
    for first, second in _PAIR.findall(line):
        if first == second or re.search(rf"(?<!\d){first}\s?(?:[/-]|of|out of)\s?(?:the )?{second}(?!\d)", target):
            continue
        turned = re.search(rf"(?<![\d/-]){second}\s?(?:[/-]|of|out of)\s?(?:the )?{first}(?![\d/-])", target)
        if turned:
            message = _("{first} and {second} stand the other way round: the translation has {turned}").format(
                first=first, second=second, turned=turned[0]
            )
            found.append(Warning("number", message, f"{first}-{second}", turned[0]))
    return found


def _lettered(line: str, target: str) -> list[Warning]:
    """Return figures with a letter, as of roads and classes, that do not stand in the English: ``4H``."""
    return [
        Warning("number", _("{code} must be copied; it is not in the translation").format(code=code), code)
        for code in dict.fromkeys(_LETTERED.findall(line))
        if code not in target
    ]


def _date_stands(date: Date, reading: english.Reading, target: str) -> bool:
    """Whether a date stands in the English; marks what it is found in as used."""
    same = [d for d in reading.dates if d.month == date.month]
    for found in same:
        pool = [*found.days, *(d for other in same if other is not found for d in other.days)]
        days = [next((d for d in pool if d.values == day.values and not d.used), None) for day in date.days]
        if not all(days) or (days and days[-1] not in found.days) or not _year_stands(date, found, reading):
            continue
        for day in days:
            if day:
                day.used = True
        for other in same:
            other.used = other.used or other is found or any(d in other.days for d in days if d)
        return True
    return _as_share(date, reading, target) if date.loose else not date.days and _lunar(date, reading)


def _year_stands(date: Date, found: Date, reading: english.Reading) -> bool:
    if date.year is None:
        return True
    years = [d.year for d in (found, *reading.dates) if d.year] if found.year is None else [found.year]
    if found.year is None:
        years += [f for f in reading.figures if f.kind == "year"]
    right = next((y for y in years if y.values == date.year.values), None)
    if right:
        right.used = True
    return right is not None


def _lunar(date: Date, reading: english.Reading) -> bool:
    """Whether a month stands as a number: the seventh lunar month."""
    return date.year is None and _take(Figure(0, 0, "", "ordinal", (float(date.month),)), reading)


def _as_share(date: Date, reading: english.Reading, target: str) -> bool:
    """Whether ``6/7`` stands as a share: 6 of 7, or two thirds."""
    parts = [d.values[0] for d in date.days] + [float(date.month)] + ([date.year.values[0]] if date.year else [])
    found = [_take(Figure(0, 0, "", "number", (part,)), reading) for part in parts]
    word = _FRACTIONS.get(int(parts[-1]))
    return all(found) or bool(word and re.search(word, target, re.IGNORECASE)) or (any(found) and parts[0] == parts[-1])


def _stands(figure: Figure, reading: english.Reading, target: str) -> bool:
    """Whether a figure stands in the English; marks what it is found in as used."""
    if figure.kind == "hour":
        hour = figure.values[0] / 60
        other = hour - _MIDDLE if hour > _MIDDLE else hour + _MIDDLE
        return (
            _take(Figure(0, 0, "", "time", figure.values), reading)
            or _take(Figure(0, 0, "", "number", (hour, other, hour % 24)), reading)
            or (hour in (0, 24) and "midnight" in target)
        )
    if _take(figure, reading) or figure.values == (0.0,):
        return True
    if figure.kind == "time":
        hours, minutes = divmod(figure.values[0], 60)
        if not minutes and _take(Figure(0, 0, "", "number", tuple(v / 60 for v in figure.values)), reading):
            return True  # 18:00 is 6 p.m.
        return all(_take(Figure(0, 0, "", "number", (v,)), reading) for v in (hours, minutes))
    if figure.kind == "ordinal" and figure.values[0] < len(_WEEKDAYS):
        day = _WEEKDAYS[int(figure.values[0])]
        instead = _INSTEAD.get(figure.values[0])
        return (bool(day) and day in target) or (instead is not None and bool(instead.search(target)))
    return not figure.values and figure.text in target


def _take(figure: Figure, reading: english.Reading) -> bool:
    """Find a figure of the same value, one not used before if there is one, and mark it as used."""
    best = None
    for found in _all(reading):
        if (found.kind == "time") != (figure.kind == "time"):
            continue
        if not any(v in found.values for v in figure.values):
            continue
        if found.percent != figure.percent and MAYBE not in (found.percent, figure.percent):
            continue
        if figure.kind == "year" and "," in found.text:
            continue
        if not found.used and (best is None or best.used or found.kind == figure.kind):
            best = found
            if found.kind == figure.kind:
                break
        elif best is None and _may_serve_twice(figure, found):
            best = found
    if best is not None:
        best.used = True
        return True
    words = reading.words
    spelt = words.sure if figure.kind == "ordinal" else words.sure | words.loose
    return figure.kind != "time" and any(v in spelt for v in figure.values)


def _may_serve_twice(figure: Figure, found: Figure) -> bool:
    """Whether English may say a figure once that Vietnamese says twice: years, ordinals, small numbers."""
    if figure.kind == "ordinal":
        return found.kind in ("ordinal", "roman")
    return figure.kind != "number" or figure.values[0] <= _MIDDLE


def _all(reading: english.Reading) -> list[Figure]:
    found = list(reading.figures)
    for date in reading.dates:
        found += date.days
        if date.year:
            found.append(date.year)
    return found


def _strays(reading: english.Reading, source: str) -> list[Figure | Date]:
    """Return what stands in the English alone: no figure, word or part of a code in the Vietnamese has its value."""
    words = spelled.vietnamese(source)
    words |= {float(d) for d in _DIGITS.findall(source)}
    strays: list[Figure | Date] = []
    for found in reading.figures:
        if found.used or found.kind == "roman" or (found.kind == "time" and found.values[0] % 60 == 0):
            continue
        copied = not found.values and found.text in source and vietnamese.value(found.text) is None
        if not any(v in words for v in found.values) and not copied:
            strays.append(found)
    for date in reading.dates:
        parts = [*date.days, *([date.year] if date.year else [])]
        if any(not p.used and p.values[0] not in words for p in parts) or not (date.used or any(p.used for p in parts)):
            strays.append(date)
    return strays


def _report(missing: list[Date | Figure], strays: list[Figure | Date], reading: english.Reading) -> list[Warning]:
    warnings = []
    spare = list(strays)
    for item in missing:
        found = _counterpart(item, spare, reading)
        if found:
            spare = [s for s in spare if s is not found]
        warnings.append(_missing(item, found))
    told = {w.found for w in warnings}
    warnings += [_two_ways(f.text) for f in reading.ambiguous if f.text not in told]
    for stray in spare:
        if isinstance(stray, Date) and not stray.days and not stray.year:
            continue  # the name of a month alone: the August Revolution
        kind = "date" if isinstance(stray, Date) or stray.kind == "year" else stray.kind
        kind = kind if kind in ("date", "ordinal") else "number"
        warnings.append(
            Warning(
                kind,
                _("the translation has {text}, which is not in the source").format(text=stray.text),
                "",
                stray.text,
            )
        )
    return warnings


def _counterpart(item: Date | Figure, strays: list[Figure | Date], reading: english.Reading) -> Figure | Date | None:
    """Return what probably stands in the place of ``item``."""
    if isinstance(item, Date):
        dates = [s for s in strays if isinstance(s, Date)]
        same = [
            d for d in dates if d.month == item.month or [x.values for x in d.days] == [x.values for x in item.days]
        ]
        return next(iter([*same, *dates, *reading.ambiguous, *strays]), None)
    of_kind = [s for s in strays if isinstance(s, Figure) and s.kind == item.kind]
    figures = [s for s in strays if isinstance(s, Figure)]
    return next(iter([*of_kind, *figures]), None)


def _missing(item: Date | Figure, found: Figure | Date | None) -> Warning:
    expected = item.english() if isinstance(item, Date) else _in_english(item)
    kind = _kind(item)
    if isinstance(found, Date) and isinstance(item, Date):
        kind = "date"
    elif kind == "number" and isinstance(found, Figure) and found.kind == "ordinal":
        kind = "ordinal"
    has = _("the translation has {text}").format(text=found.text) if found else _("the translation has nothing like it")
    return Warning(
        kind,
        _("{text} is {expected} in English; {has}").format(text=item.text, expected=expected, has=has),
        expected,
        found.text if found else "",
    )


def _kind(item: Date | Figure) -> str:
    if isinstance(item, Date):
        return "number" if item.loose and not item.year else "date"
    return {"year": "date", "day": "date", "ordinal": "ordinal"}.get(item.kind, "number")


def _in_english(figure: Figure) -> str:
    """Return a figure as it should stand in English."""
    if figure.kind == "ordinal":
        return items.ordinal(int(figure.values[0]))
    if figure.kind in ("time", "hour"):
        return f"{int(figure.values[0]) // 60}:{int(figure.values[0]) % 60:02d}"
    digits = re.match(r"[\d.,]+", figure.text)
    written = items.number(digits[0]) if digits else figure.text
    words = _SCALE_WORD.sub(lambda m: _SCALE_WORDS[m[0]], figure.text[len(digits[0]) :] if digits else "")
    words = " %".join(words.split(" %")) if figure.percent == NO else words.strip()
    return f"{written}{words}"
