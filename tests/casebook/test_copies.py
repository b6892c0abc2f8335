"""
Copies and newcomers from reports to scores.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claimtrack.casebook import Casebook
from claimtrack.casebook.views import ScoredClaim
from claimtrack.model import Report

_BEGIN = datetime(2024, 3, 5, 12, tzinfo=UTC)
_SHELLED = (
    "Government forces shelled the market of Kafr Nabrin on Tuesday, killing 23 people, the Civil Defence said. "
    "The hospital in the town was closed after the attack, doctor Samir Haddad said."
)
_DENIED = "The army denied on Tuesday that its forces shelled the market of Kafr Nabrin."
_PARAPHRASES = (
    "Witness{n} Name{n}, a nurse, said that government forces shelled the market of Kafr Nabrin.",
    "Government forces shelled the market of Kafr Nabrin, a driver named Witness{n} Name{n} said.",
    "The market of Kafr Nabrin was shelled by government forces, said Witness{n} Name{n}, a teacher.",
)


def _report(name: str, text: str, *, after: timedelta = timedelta(), outlet: str | None = None) -> Report:
    return Report(outlet=outlet or f"outlet {name}", text=text, id=name, published=_BEGIN + after, lang="en")


def _shelling(casebook: Casebook, of: str) -> ScoredClaim:
    """
    Return the claim that a report's words about the market are in.
    """
    return next(c for c in casebook.claims() if any(a.report == of and "market" in a.quote for a in c.appearances))


@pytest.mark.parametrize("denied", [False, True])
def test_copies_of_one_text_do_not_move_its_score(denied: bool) -> None:
    """
    63, 64 and 200 copies are as many claims as one report is, the denial beside them meets the same one, and no score
    moves by more than .01.
    """
    found = []
    for times in (1, 63, 64, 200):
        casebook = Casebook()
        casebook.add_all(_report(f"r{n:03d}", _SHELLED, after=timedelta(minutes=n)) for n in range(times))
        if denied:
            casebook.add(_report("z", _DENIED, after=timedelta(hours=5)))
        claim = _shelling(casebook, "r000")
        found.append((len(casebook.claims()), len(claim.appearances) - times, claim.corroboration.probability))

    assert 1 == len({(claims, beside) for claims, beside, _ in found})
    assert int(denied) == found[0][1]
    assert max(p for *_, p in found) - min(p for *_, p in found) <= 0.01


def test_a_hundred_newcomers_who_paraphrase_move_a_claim_of_a_ledger_little(tmp_path: Path) -> None:
    """
    Their reports join the claim, however many, and all together lift it by .05 at most.
    """
    known = [
        _report(f"h{n}", "A school was opened in Damascus, officials said.", after=timedelta(n - 40), outlet=f"old {n}")
        for n in range(2)
    ]
    told = [
        _report("o0", "Government forces shelled the market of Kafr Nabrin, the Civil Defence said.", outlet="old 0"),
        _report(
            "o1",
            "The market of Kafr Nabrin was hit by shells of government forces on Tuesday, the Observatory said.",
            after=timedelta(hours=1),
            outlet="old 1",
        ),
    ]
    probabilities = []
    for count in (0, 100):
        casebook = Casebook.open(tmp_path / f"{count}.ledger")
        casebook.add_all([*known, *told])
        casebook.add_all(
            _report(f"n{n:03d}", _PARAPHRASES[n % 3].format(n=n), after=timedelta(hours=3, minutes=n))
            for n in range(count)
        )
        claim = _shelling(casebook, "o0")
        assert count + 2 == len({a.report for a in claim.appearances})
        probabilities.append(claim.corroboration.probability)

    assert 0 <= probabilities[1] - probabilities[0] <= 0.05
