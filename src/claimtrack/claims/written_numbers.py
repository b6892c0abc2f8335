"""
Put a number together from the marks of its words, and read numbers written in digits.

A lean companion of the full number grammar: it only has to give the same value for the same number
however it is written ("25", "twenty-five", خمسة وعشرون), and never the same for two different ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from claimtrack.claims.marks import Mark, Tag

_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_PLAIN = re.compile(r"\d+(?:[.,٫]\d+)?")
_THOUSAND = 1000
_DIGITS_LIMIT = 15
"""Digits a float keeps exactly; longer numbers compare as they are written."""


def read_digits(text: str) -> float | None:
    """
    Read a number in digits, with marks for thousands or a decimal part; None where it is neither.
    """
    if len(text) > _DIGITS_LIMIT:
        return None
    if _GROUPED.fullmatch(text):
        if text.count(".") > 1:
            return float(text.replace(".", ""))
        return float(text.replace(",", "").replace("٬", "").replace("٫", "."))
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", ".").replace("٫", "."))
    return None


def join_numbers(marks: Sequence[Mark], *, make: Callable[[float, str], Mark]) -> list[Mark]:
    """
    Put neighbouring number words together where they make one number; others stay apart.
    """
    out: list[Mark] = []
    at = 0
    while at < len(marks):
        if marks[at].value is None:
            out.append(marks[at])
            at += 1
            continue
        value, end = _longest_number(marks, at)
        if end == at + 1:
            out.append(marks[at])
        else:
            out.append(make(value, " ".join(m.form for m in marks[at:end])))
        at = end
    return out


def _longest_number(marks: Sequence[Mark], at: int) -> tuple[float, int]:
    """
    Read the longest number that starts at a mark; give its value and where it ends.

    Units add below what stands before ("twenty five"), multipliers multiply ("3 thousand"); between
    them a joining word ("and") may stand. Two numbers in digits never join.
    """
    total, part, end, step = 0.0, 0.0, at, at
    while step < len(marks):
        mark = marks[step]
        value, joined = mark.value, step > end or bool(mark.tags & Tag.JOINER)
        if value is None:
            # A joining word counts only between two parts of one number.
            if not mark.tags & Tag.JOINER or step != end or step + 1 == len(marks) or step == at:
                break
            step += 1
            continue
        if mark.scale:
            if value >= _THOUSAND and total and value > total:
                break
            part = (part or 1.0) * value
            if value >= _THOUSAND:
                total, part = total + part, 0.0
        elif step > at and (mark.form[:1].isdigit() or not _fits(part, total, value, joined=joined)):
            break
        else:
            part += value
        step += 1
        end = step
    return total + part, end


def _fits(part: float, total: float, value: float, *, joined: bool) -> bool:
    """
    Say whether a unit may be added below what was read: "twenty five" yes, "five twenty" no.

    Arabic says the ones before the tens, with "and" (خمسة وعشرون), and before ten without (خمسة عشر).
    """
    if part == 0:
        return total == 0 or value < _THOUSAND
    if part % 100 == 0:
        return value < 100
    if part % 10 == 0 and part % 100 >= 20:
        return value < 10
    return part % 100 < 10 and (value == 10 or (joined and value % 10 == 0 and 10 < value < 100))
