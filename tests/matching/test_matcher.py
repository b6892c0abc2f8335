from __future__ import annotations

import json
from importlib.resources import files

import pytest

from claimtrack.errors import WeightsError
from claimtrack.matching.evidence import EVIDENCE, WITH_VECTORS
from claimtrack.matching.matcher import FILE, SCORER, load_matcher, read_matcher

TEXT = (files("claimtrack.matching") / FILE).read_text(encoding="utf-8")


def changed(**parts: object) -> str:
    return json.dumps({**json.loads(TEXT), **parts})


def test_the_shipped_weights_say_from_what_they_were_learned() -> None:
    """
    The file names its stories, pairs, figures and intervals, so that anybody can learn it again.
    """
    row = json.loads(TEXT)

    assert SCORER == row["scorer"]
    assert row["learned from"]["pairs"] > row["learned from"]["same"] > 0
    assert all(e["low"] <= e["weight"] <= e["high"] for e in row["with vectors"].values())
    assert EVIDENCE == load_matcher().with_vectors.keys()
    assert EVIDENCE - WITH_VECTORS == load_matcher().without_vectors.keys()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TEXT[:900], "cut off"),
        ("[]", "no claimtrack matcher weights"),
        (changed(format="x"), "no claimtrack matcher weights"),
        (changed(scorer="matcher/9"), "weights of 'matcher/9'"),
        (changed(**{"with vectors": {}}), "does not fit the evidence"),
        (changed(**{"with vectors": 3}), "does not fit the evidence"),
        (TEXT.replace('"weight": ', '"weight": "x", "was": '), "the weight is no number"),
        (TEXT.replace('"weight": ', '"weight": NaN, "was": '), "the weight is no number"),
    ],
)
def test_a_file_that_is_damaged_or_of_another_version_is_named(text: str, problem: str) -> None:
    """
    One clear error says which file and what is wrong.
    """
    with pytest.raises(WeightsError, match=rf"^matcher\.json: .*{problem}"):
        read_matcher(text, FILE)
