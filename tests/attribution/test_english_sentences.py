"""
Sentences of English news and how they are read; all were written for these tables.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.gate import check, read_table, unread
from claimtrack.attribution import find_attributions
from claimtrack.model import Act, Denies, Passage, Polarity, Relation, SourceKind

_TABLE = Path(__file__).with_name("english_sentences.txt")

# Sentence; source; cue; what is said (pieces joined by " | ").
_SENTENCES = [
    ("Officials said the bridge was closed.", "Officials", "said", "the bridge was closed"),
    ("The mayor said that the bridge was closed.", "The mayor", "said", "the bridge was closed"),
    ("The bridge was closed, officials said.", "officials", "said", "The bridge was closed"),
    ("The bridge was closed, said the mayor.", "the mayor", "said", "The bridge was closed"),
    ("“The bridge is closed,” the mayor said.", "the mayor", "said", "“The bridge is closed,”"),
    ("“The bridge is closed,” said Rania Aziz, the mayor.", "Rania Aziz, the mayor", "said", "“The bridge is closed,”"),
    ("“Is the bridge closed?” he asked.", "he", "asked", "“Is the bridge closed?”"),
    (
        "“The bridge is closed,” she said. “It will stay so.”",
        "she",
        "said",
        "“The bridge is closed,” | “It will stay so.”",
    ),
    (
        "“The bridge,” she said, “is closed for good.”",
        "she",
        "said",
        "“The bridge,” | “is closed for good.”",
    ),
    ("The convoy, the army said, turned back at dawn.", "the army", "said", "The convoy | turned back at dawn"),
    ("The mayor said: “The bridge is closed.”", "The mayor", "said", "“The bridge is closed.”"),
    (
        "Rania Aziz, a spokeswoman for the army, said that the road was open.",
        "Rania Aziz, a spokeswoman for the army",
        "said",
        "the road was open",
    ),
    ("The spokesman on Sunday denied that the dam had failed.", "The spokesman", "denied", "the dam had failed"),
    ("The mayor told reporters that the road was open.", "The mayor", "told", "the road was open"),
    ("The mayor told reporters on Monday the road was open.", "The mayor", "told", "the road was open"),
    (
        "The ministry said in a statement on Monday that the road was open.",
        "The ministry",
        "said",
        "the road was open",
    ),
    ("According to the ministry, four people died.", "the ministry", "According to", "four people died"),
    ("Four people died, according to the ministry.", "the ministry", "according to", "Four people died"),
    (
        "Four people, according to the ministry, died at once.",
        "the ministry",
        "according to",
        "Four people | died at once",
    ),
    (
        "Unions, relief groups and many farmers said the law was unjust.",
        "Unions, relief groups and many farmers",
        "said",
        "the law was unjust",
    ),
    ("The figures were confirmed by the health ministry.", "the health ministry", "were confirmed", "The figures"),
    ("It was reported that four people had died.", "", "was reported", "four people had died"),
    (
        "The ministry's claim that the dam held was repeated.",
        "The ministry's",
        "claim",
        "the dam held was repeated",
    ),
    ("The United Nations put the dead at 40.", "The United Nations", "put", "the dead at 40"),
    (
        "One resident, who fled at dawn, said the town was empty.",
        "One resident",
        "said",
        "the town was empty",
    ),
    (
        "''The ferry won't sail tonight,'' Captain Lund said.",
        "Captain Lund",
        "said",
        "''The ferry won't sail tonight,''",
    ),
    ("``The ferry won't sail,'' said Captain Lund.", "Captain Lund", "said", "``The ferry won't sail,''"),
    ("The union called the offer an insult.", "The union", "called", "the offer an insult"),
    ("The envoy calls the report “pure fiction”.", "The envoy", "calls", "the report “pure fiction”"),
    ("Fishermen dubbed the harbour “the trap”.", "Fishermen", "dubbed", "the harbour “the trap”"),
    ("Sen. Ana Ruiz (R-Tex.) said the pipeline had burst.", "Sen. Ana Ruiz (R-Tex.)", "said", "the pipeline had burst"),
    ("“Who gave the order?” the judge asked.", "the judge", "asked", "“Who gave the order?”"),
    ("“Nobody asked us!” Captain Lund said.", "Captain Lund", "said", "“Nobody asked us!”"),
    (
        "The governor said in a video posted on Telegram that the bridge had been mined.",
        "The governor",
        "said",
        "the bridge had been mined",
    ),
    (
        "The ministry said it would rebuild the port and that it needs foreign loans.",
        "The ministry",
        "said",
        "it would rebuild the port and that it needs foreign loans",
    ),
    (
        "The charity said it treats patients who say that soldiers beat them.",
        "The charity",
        "said",
        "it treats patients who say that soldiers beat them",
    ),
    (
        "The council says most of the damaged houses were built in the marsh.",
        "The council",
        "says",
        "most of the damaged houses were built in the marsh",
    ),
    ("The trader fears the price will double.", "The trader", "fears", "the price will double"),
    ("The harbour master had spoken of twelve drowned.", "The harbour master", "spoken of", "twelve drowned"),
    ("On Friday Petra Novak admitted that the signal had failed.", "Petra Novak", "admitted", "the signal had failed"),
    ("“It was dark,” said the pilot, who survived the crash.", "the pilot", "said", "“It was dark,”"),
    (
        "The minister left for Geneva, saying talks would resume in June.",
        "The minister",
        "saying",
        "talks would resume in June",
    ),
    (
        "The clinic answered the charge by denying that it had turned patients away.",
        "The clinic",
        "denying",
        "it had turned patients away",
    ),
    ("The strike was a mistake, concedes the general.", "the general", "concedes", "The strike was a mistake"),
    (
        "The storm killed nine people, according to the coast guard.",
        "the coast guard",
        "according to",
        "The storm killed nine people",
    ),
    (
        "Jets bombed “a nest of smugglers”, the air force said.",
        "the air force",
        "said",
        "Jets bombed “a nest of smugglers”",
    ),
    (
        "Half of those polled said they had no running water.",
        "Half of those polled",
        "said",
        "they had no running water",
    ),
    ("The rebels deny that the convoy was shelled.", "The rebels", "deny", "the convoy was shelled"),
    ("Engineers doubt that the tunnel will hold.", "Engineers", "doubt", "the tunnel will hold"),
    ("The mayor expects the water to fall by Sunday.", "The mayor", "expects", "the water to fall by Sunday"),
    ("The driver tweeted that the road was blocked.", "The driver", "tweeted", "the road was blocked"),
    (
        "The tally keeps rising and stands at 40, said the prefect, adding that more were missing.",
        "the prefect",
        "said",
        "The tally keeps rising and stands at 40",
    ),
    (
        "The army, in a brief statement, said that two planes had been lost.",
        "The army",
        "said",
        "two planes had been lost",
    ),
]


def _text(text: str, spans: tuple[object, ...]) -> str:
    return " | ".join(text[s.start : s.end] for s in spans)  # type: ignore[attr-defined]  # all are Span


def _first(text: str) -> Passage:
    found = find_attributions(text, lang="en")
    assert found, text
    return found[0]


def test_sentences_are_read() -> None:
    """
    Nearly every sentence gives its source, cue and content, letter by letter.
    """
    failing = []
    for text, *wanted in _SENTENCES:
        passages = find_attributions(text, lang="en")
        read = [[_text(text, p.source), _text(text, p.cue), _text(text, p.content)] for p in passages]
        if wanted not in read:
            failing.append(f"{text}\n    read {read}")

    check("english_sentences", failing, len(_SENTENCES))


def test_passages_are_read() -> None:
    """
    Chains, denials, back-references and wishes that are harder to read: source, kind, act, content, polarity.
    """
    rows = read_table(_TABLE.read_text(encoding="utf-8").splitlines())

    check("english_passages", unread(rows, "en"), len(rows))


_NAMED = [
    ("The envoy calls the report “pure fiction”.", Act.DENY),
    ("The envoy described the report as a fabrication.", Act.DENY),
    ("The envoy called the raid a massacre.", Act.STATE),
    ("The trader fears the price will double.", Act.SPECULATE),
]


@pytest.mark.parametrize(("text", "act"), _NAMED)
def test_what_a_thing_is_called_is_said(text: str, act: Act) -> None:
    """
    Who calls a report fiction denies it; who calls a raid a massacre says so.
    """
    assert act is _first(text).act


_NOTHING = [
    "They called the doctor on Monday.",
    "The port, which the navy built, made a fortune.",
    "The convoy left at dawn.",
    "The United States sent four ships.",
    "The report was long.",
    "He called the driver from the bridge.",
    "They continued to the coast.",
    "The records were in the cellar.",
]


@pytest.mark.parametrize("text", _NOTHING)
def test_nothing_is_invented(text: str) -> None:
    """
    A sentence in which nobody says anything gives nothing.
    """
    assert () == find_attributions(text, lang="en")


def test_several_reports_of_one_subject_are_apart() -> None:
    """
    A participle and a joined verb lean on the subject of the clause, and cut what was said before.
    """
    text = "The mayor said the bridge was closed and added that the road was open, denying that the dam had failed."

    read = [(_text(text, p.source), _text(text, p.content)) for p in find_attributions(text, lang="en")]

    assert [
        ("The mayor", "the bridge was closed"),
        ("The mayor", "the road was open"),
        ("The mayor", "the dam had failed"),
    ] == read


def test_an_outlet_that_was_told_passes_on() -> None:
    """
    "The minister told Reuters": the minister says it, Reuters relays it.
    """
    passage = _first("The health minister told Reuters that 78 people had died.")

    kinds = [(link.source, link.kind, link.relation) for link in passage.attribution.chain]
    assert [
        ("Reuters", SourceKind.AGENCY, Relation.RELAYS),
        ("The health minister", SourceKind.OFFICIAL, Relation.SAYS),
    ] == kinds


@pytest.mark.parametrize("told", ["reporters", "reporters at the pit head", "journalists on Monday"])
def test_people_who_were_told_do_not_pass_on(told: str) -> None:
    """
    "Told reporters" names no outlet: the one who spoke is the only link.
    """
    passage = _first(f"“We have not lost contact with any of our teams,” the spokesman told {told}.")

    assert ["the spokesman"] == [link.source for link in passage.attribution.chain]


def test_reports_inside_one_another_make_a_chain() -> None:
    """
    What an agency says that a mayor said has two links.
    """
    text = "The agency said that the mayor had said that the bridge was closed."
    chains = [[link.source for link in p.attribution.chain] for p in find_attributions(text, lang="en")]

    assert [["The agency"], ["The agency", "the mayor"]] == chains


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack.",
        "Nobody said that the bridge was closed.",
        "No one has confirmed that the dam failed.",
    ],
)
def test_nobody_is_no_source(text: str) -> None:
    """
    What nobody has said has no source.
    """
    assert () == find_attributions(text, lang="en")


_DENIALS = [
    ("The ministry denied that its men had entered the town.", Denies.DEED),
    ("The ministry rejected the figure of 40 dead.", Denies.FIGURE),
    ("The spokesman said the office never announced these figures.", Denies.HAVING_SAID),
    ("The mayor said the report was baseless.", Denies.DEED),
]


@pytest.mark.parametrize(("text", "denies"), _DENIALS)
def test_denial_says_what_it_denies(text: str, denies: Denies) -> None:
    """
    A denial acts on the deed, on a figure, or on having said it.
    """
    passage = _first(text)

    assert (Act.DENY, Polarity.DENY, denies) == (passage.act, passage.polarity, passage.denies)


_ACTS = [
    ("The ministry confirmed that the dam had failed.", Act.CONFIRM),
    ("The ministry said that the dam had failed.", Act.STATE),
    ("The newspaper reported that the dam had failed.", Act.REPORT),
    ("According to the newspaper, the dam had failed.", Act.REPORT),
    ("The rebels claimed that the dam had failed.", Act.CLAIM),
    ("The mayor accused the rebels of burning the mill.", Act.CLAIM),
    ("Experts suspected that the dam had failed.", Act.SPECULATE),
    ("The ministry did not confirm that the dam had failed.", Act.SPECULATE),
    ("The ministry had said that the dam was safe.", Act.BACKGROUND),
    ("The agency retracted the report of a second blast.", Act.RETRACT),
]


def test_acts_follow_from_the_cue() -> None:
    """
    The kind of the cue says what is done with the content.
    """
    read = [(text, act, [p.act for p in find_attributions(text, lang="en")]) for text, act in _ACTS]

    check("english_acts", [f"{text}\n    read {got}" for text, act, got in read if [act] != got[:1]], len(_ACTS))


_KINDS = [
    ("Local sources said the road was open.", SourceKind.LOCAL_SOURCES),
    ("A medical source said the road was open.", SourceKind.MEDICAL),
    ("A spokesman for the army said the road was open.", SourceKind.MILITARY),
    ("A spokeswoman for the health ministry said the road was open.", SourceKind.OFFICIAL),
    ("A representative of the Red Crescent said the road was open.", SourceKind.MONITOR_NGO),
    ("A group of researchers said the road was open.", SourceKind.EXPERT),
    ("The Syrian Observatory for Human Rights said the road was open.", SourceKind.MONITOR_NGO),
    ("Residents said the road was open.", SourceKind.RESIDENT),
    ("Two sources said the road was open.", SourceKind.UNNAMED_SOURCES),
    ("Rania Aziz, a surgeon, said the road was open.", SourceKind.MEDICAL),
]


def test_sources_are_typed_by_their_head() -> None:
    """
    The head of a mention tells its kind, and a generic head takes it from its body.
    """
    read = [
        (text, kind, [p.attribution.chain[-1].kind for p in find_attributions(text, lang="en")])
        for text, kind in _KINDS
    ]

    check("english_kinds", [f"{text}\n    read {got}" for text, kind, got in read if [kind] != got[:1]], len(_KINDS))


def test_pronoun_is_resolved_and_inherited() -> None:
    """
    "She added" takes the last speaker, whose kind it shares.
    """
    text = "Rania Aziz, a surgeon, said the ward was full. She added that forty people were hurt."
    last = find_attributions(text, lang="en")[-1].attribution

    assert last.inherited
    assert SourceKind.MEDICAL is last.chain[-1].kind


def test_unverified_is_seen_in_the_next_sentence() -> None:
    """
    "The claim could not be independently verified" caps the strength of what was said before it.
    """
    passage = _first("The army said it took the town. The claim could not be independently verified.")

    assert passage.attribution.strength <= 2


def test_headline_without_a_verb_is_read() -> None:
    """
    A dash or a colon stands for the cue in a headline.
    """
    for text, source, content in (
        ("Dead now exceed 70 - health minister", "health minister", "Dead now exceed 70"),
        ("Minister: 30 killed in the port", "Minister", "30 killed in the port"),
        ("Checkpoint stormed near the town: report", "report", "Checkpoint stormed near the town"),
    ):
        passage = _first(text)
        assert (source, content) == (_text(text, passage.source), _text(text, passage.content))


def test_an_earlier_version_is_taken_back() -> None:
    """
    What an outlet's own earlier version said is corrected; what somebody's earlier report said is not.
    """
    own = _first("An earlier version of this article gave the toll as 143.")
    other = _first("An earlier report by the ministry said that 12 people had died.")

    assert [(Act.CORRECT, Polarity.DENY), (Act.BACKGROUND, Polarity.AFFIRM)] == [
        (p.act, p.polarity) for p in (own, other)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The charity counts 22 dead.", "The charity", "22 dead"),
        ("Officials raised the toll to 60.", "Officials", "the toll to 60"),
        (
            "Four people were hurt, says the Union of River Pilots.",
            "the Union of River Pilots",
            "Four people were hurt",
        ),
        (
            "A US official who asked not to be named told Reuters that the raid failed.",
            "A US official who asked not to be named",
            "the raid failed",
        ),
        ("The mayor was quoted by TASS as saying that the dam held.", "The mayor", "saying that the dam held"),
        ("16:20 The governor of Kherson said that the dam held.", "The governor of Kherson", "the dam held"),
    ],
)
def test_sources_in_unusual_places_are_read(text: str, source: str, content: str) -> None:
    """
    Counts, inverted verbs, relative clauses, quoted speakers and entries of a live page give source and content.
    """
    read = [(_text(text, p.source), _text(text, p.content)) for p in find_attributions(text, lang="en")]

    assert (source, content) in read


@pytest.mark.parametrize(
    "text", ["The quake left 22 people dead.", "The bus carried 22 people.", "Storms raised the river to 4 metres."]
)
def test_what_only_happens_is_no_count(text: str) -> None:
    """
    A number behind a verb is somebody's count only where its subject can speak.
    """
    assert () == find_attributions(text, lang="en")
