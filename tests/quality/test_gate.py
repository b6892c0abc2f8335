"""
The quality gate: figures on the stories with gold do not fall below their floors.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from claimtrack.claims import Part, measure_coverage
from claimtrack.cli import main
from claimtrack.intake import read_reports

_HERE = Path(__file__).parent
_LIMITS = tomllib.loads((_HERE / "floors.toml").read_text(encoding="utf-8"))


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_casebook", _HERE / "score_casebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    casebook = tmp_path_factory.mktemp("gate") / "casebook.jsonl"
    assert main(["track", str(_HERE / "stories" / "reports.jsonl"), "-o", str(casebook)]) == 0
    figures: dict[str, object] = dict(_scorer().score(_HERE / "stories", casebook))
    return figures | {"coverage": {"covered": _covered()}}


def _covered() -> float:
    """
    Return the share of the prose of all stories that ends in a quote, a source, a cue or background.
    """
    letters: Counter[Part] = Counter()
    for report in read_reports((_HERE / "stories" / "reports.jsonl").read_bytes().splitlines(), source="stories"):
        letters.update(measure_coverage(report).letters)
    return 1 - letters[Part.LEFT_OUT] / (letters.total() - letters[Part.FURNITURE])


def _figure(figures: Mapping[str, object], name: str) -> float:
    value: object = figures
    for step in name.split("."):
        assert isinstance(value, Mapping)
        value = value[step]
    assert isinstance(value, (int, float))
    return value


@pytest.mark.parametrize("name", sorted(_LIMITS["floors"]))
def test_a_figure_does_not_fall_below_its_floor(figures: Mapping[str, object], name: str) -> None:
    """
    What was reached once is kept.
    """
    assert _figure(figures, name) >= _LIMITS["floors"][name]


@pytest.mark.parametrize("name", sorted(_LIMITS["ceilings"]))
def test_a_figure_does_not_rise_above_its_ceiling(figures: Mapping[str, object], name: str) -> None:
    """
    Recall is not bought by cutting everything up, and offsets are exact.
    """
    assert _figure(figures, name) <= _LIMITS["ceilings"][name]
