"""
Which mentions name one source, on tables of pairs; features come from a stand-in without language packs.
"""

from __future__ import annotations

import pytest

from claimtrack.lineage.mentions import Houses, base_name, join_mentions, read_mention, same_source
from claimtrack.model import SourceKind
from lineage.newsroom import describe

MEDIA, OFFICIAL, NGO = SourceKind.MEDIA_OUTLET, SourceKind.OFFICIAL, SourceKind.MONITOR_NGO


@pytest.mark.parametrize(
    ("kind", "a", "b", "same"),
    [
        (MEDIA, "Tasnim News Agency", "National News Agency", False),
        (MEDIA, "the Tasnim agency", "Tasnim", True),
        (NGO, "the Syrian Observatory for Human Rights", "Syrian Network for Human Rights", False),
        (MEDIA, "AFP, the French news agency", "Agence France-Presse", True),
        (SourceKind.IGO, "the World Health Organization", "WHO", True),
        (OFFICIAL, "Minister Bardolen Vistrak", "Bardolen Vistrak, the minister of health", True),
        (OFFICIAL, "Lebanese Prime Minister Dorvan Malik", "Lebanese Health Minister Felumar Malik", False),
        (OFFICIAL, "the health minister of Zintan", "the interior minister of Zintan", False),
        (SourceKind.LOCAL_SOURCES, "local sources", "local sources", False),
    ],
)
def test_mentions_name_one_source(kind: SourceKind, a: str, b: str, same: bool) -> None:
    """
    A pair of mentions is one source or two, whichever comes first.
    """
    x, y = (read_mention(t, "en", kind, describe) for t in (a, b))

    assert same == same_source(x, y)
    assert same == same_source(y, x)


def test_kinds_keep_sources_apart() -> None:
    """
    A general and a hospital with one name are two sources.
    """
    x = read_mention("Haskim Dorvane", "en", SourceKind.MILITARY, describe)
    y = read_mention("Haskim Dorvane", "en", SourceKind.MEDICAL, describe)

    assert not same_source(x, y)


def test_a_chain_of_spellings_is_one_source() -> None:
    """
    Person and institution meet where one mention names both.
    """
    texts = ("the Morvedi Crescent", "Morvedi Crescent spokesman Tavik Shokri", "Tavik al-Shokri")
    mentions = [read_mention(t, "en", NGO, describe) for t in texts]
    joined = join_mentions(("r1", m) for m in mentions)

    assert 1 == len({joined[m].text for m in mentions})


@pytest.mark.parametrize(
    ("outlet", "base"),
    [
        ("zintana24-en", "zintana24"),
        ("zintana.net", "zintana"),
        ("Morvedi Post (AFP)", "morvedi post"),
        ("al-qirtas", "al-qirtas"),
        ("x.tv", "x.tv"),
        ("(AFP)", "(afp)"),
    ],
)
def test_base_names(outlet: str, base: str) -> None:
    """
    Only an ending that says language, country or agency is cut, and never the whole name.
    """
    assert base == base_name(outlet)


def test_an_outlet_is_recognised_in_a_mention() -> None:
    """
    A mention names an outlet if it holds all of its name, numbers included; the report's own one also in one word.
    """
    houses = Houses({"zintana24": "en", "morvedinews": "en"}, {}, describe)

    def named(text: str, own: str, kind: SourceKind = MEDIA) -> str | None:
        return houses.named_in(read_mention(text, "en", kind, describe), own)

    assert "zintana24" == named("a correspondent of the Zintana 24 network", "morvedinews")
    assert named("people in Zintana", "morvedinews") is None
    assert "morvedinews" == named("the correspondent of Morvedi", "morvedinews")
    assert named("Governor of Zintana 24", "morvedinews", OFFICIAL) is None
