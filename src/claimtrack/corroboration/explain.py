"""
Say why: a score in one line, in sentences, and what would change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from claimtrack.corroboration.evidence import Evidence, Leans, latest
from claimtrack.corroboration.grades import GRADE_WORDS, likelihood
from claimtrack.corroboration.scoring import DEFAULT_WEIGHTS, assess
from claimtrack.corroboration.weights import Weights
from claimtrack.model import Corroboration, Moment, Stance

# Contributions below this are not worth a sentence of their own: 0.005 in log-odds moves a probability by
# at most 0.00125, which rounds away.
_NOTHING = 0.005

# Outlets whose absence is tried; beyond the weightiest twenty no absence changes a rounded figure.
_MOST_OUTLETS = 20


@frozen(kw_only=True)
class Change:
    """
    Hold how a score would be if something were otherwise.

    Attributes:
        what: What would be otherwise, in words ("without Ain al-Furat").

    """

    what: str
    corroboration: Corroboration


def summarise(corroboration: Corroboration) -> str:
    """
    Say a score in one line: "grade 3, possibly true: 5 outlets, 1.3 independent origins".
    """
    outlets = corroboration.outlets
    origins = f"{corroboration.independent_origins:.1f}"
    return (
        f"grade {corroboration.grade}, {GRADE_WORDS[corroboration.grade]}: "
        f"{outlets} {'outlet' if outlets == 1 else 'outlets'}, "
        f"{origins} independent {'origin' if origins == '1.0' else 'origins'}"
    )


def explain(corroboration: Corroboration, changes: Iterable[Change] = ()) -> str:
    """
    Say in sentences why a score is what it is, one a line, what speaks for it and against it apart.

    Args:
        corroboration: The score.
        changes: What to say about how it could be otherwise, from `find_changes`.

    """
    return "\n".join(
        (
            f"{_capital(summarise(corroboration))}.",
            _likelihood(corroboration),
            *_because(corroboration),
            *_sides(corroboration),
            *(_change(corroboration, change) for change in changes),
        )
    )


def _likelihood(corroboration: Corroboration) -> str:
    """
    Give likelihood and interval; confidence words stay out of the phrase, as ICD 203 asks.
    """
    day = f" as of {corroboration.as_of.isoformat()}" if isinstance(corroboration.as_of, date) else ""
    return (
        f"{_capital(likelihood(corroboration.probability))}{day}: probability {corroboration.probability:.2f}, "
        f"between {corroboration.low:.2f} and {corroboration.high:.2f}."
    )


def _because(corroboration: Corroboration) -> tuple[str, ...]:
    return (f"The grade is {corroboration.grade} because: {corroboration.rule}.",) if corroboration.rule else ()


def _sides(corroboration: Corroboration) -> list[str]:
    """
    List the contributions, the weightiest first on each side, those that add nothing counted together.
    """
    prior = [c for c in corroboration.contributions if not c.of]
    others = [c for c in corroboration.contributions if c.of]
    lines = [f"Before anybody is heard it stands at {c.log_odds:+.2f} ({c.why})." for c in prior]
    for sign, title in ((1, "For it"), (-1, "Against it")):
        side = sorted((c for c in others if c.log_odds * sign >= _NOTHING), key=lambda c: -c.log_odds * sign)
        total = sum(c.log_odds for c in side)
        lines.append(f"{title}: {total:+.2f} in all." if side else f"{title}: nothing.")
        lines += [f"  {c.log_odds:+.2f} {', '.join(c.of)}: {c.why}." for c in side]
    idle = [c for c in others if abs(c.log_odds) < _NOTHING]
    if idle:
        lines.append(f"Adding nothing: {len(idle)}.")
        lines += [f"  {', '.join(c.of)}: {c.why}." for c in idle]
    return lines


def _change(before: Corroboration, change: Change) -> str:
    after = change.corroboration
    grade = f"grade {after.grade}" if after.grade != before.grade else f"still grade {after.grade}"
    return f"{_capital(change.what)}: {grade}, probability {after.probability:.2f}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def find_changes(
    items: Sequence[Evidence],
    *,
    leans: Leans | None = None,
    as_of: Moment | None = None,
    history: Mapping[str, Moment] | None = None,
    lasting: bool = False,
    origins_at_most: float | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
) -> tuple[Change, ...]:
    """
    Find out what the score hangs on: each outlet's absence, and what would change the grade.

    The arguments are those of `assess`.

    Returns:
        First the outlets without which the score would differ, the most telling first; then those of a few
        events (a further report or denial, a withdrawal) that would change the grade.

    """

    def score(evidence: Sequence[Evidence], origins: float | None = origins_at_most) -> Corroboration:
        return assess(
            evidence,
            leans=leans,
            as_of=as_of,
            history=history,
            lasting=lasting,
            origins_at_most=origins,
            weights=weights,
        ).corroboration

    now = score(items)
    absences = []
    for outlet in _weightiest(items, now):
        after = score([item for item in items if item.outlet != outlet])
        if abs(after.probability - now.probability) >= _NOTHING:
            absences.append(Change(what=f"without {outlet}", corroboration=after))
    absences.sort(key=lambda c: (-abs(c.corroboration.probability - now.probability), c.what))
    events = []
    for what, more in _imagine(items, now, as_of):
        # Imagined origins come on top of those that were counted.
        origins = None if origins_at_most is None else origins_at_most + len(more)
        events.append(Change(what=what, corroboration=score([*items, *more], origins)))
    return (*absences, *(e for e in events if e.corroboration.grade != now.grade))


def _weightiest(items: Sequence[Evidence], now: Corroboration) -> list[str]:
    """
    List the outlets by how much they add, those that add most first.
    """
    added = {name: c.log_odds for c in now.contributions for name in c.of}
    by_outlet: dict[str, float] = {}
    for item in items:
        by_outlet[item.outlet] = by_outlet.get(item.outlet, 0.0) + abs(added.get(item.id, 0.0))
    return sorted(by_outlet, key=lambda outlet: (-by_outlet[outlet], outlet))[:_MOST_OUTLETS]


def _imagine(items: Sequence[Evidence], now: Corroboration, as_of: Moment | None) -> list[tuple[str, list[Evidence]]]:
    """
    Think of what could come next: reports and denials from nowhere, and the weightiest voice backing out.
    """
    when = as_of if as_of is not None else latest([item.time for item in items])
    # A name that cannot be read from a table or a text, so that it never meets a real one.
    names = [f"\x00imagined {k}" for k in range(3)]
    reports = [Evidence(id=n, outlet=n, voice=n, stance=Stance.AFFIRM, time=when) for n in names]
    denial = Evidence(id=names[0], outlet=names[0], voice=names[0], stance=Stance.DENY, time=when)
    found = [
        ("with one more independent report", reports[:1]),
        ("with three more independent reports", reports),
        ("with an independent denial", [denial]),
    ]
    added = {name: c.log_odds for c in now.contributions for name in c.of}
    telling = [item for item in items if added.get(item.id, 0.0) > 0.0]
    if telling:
        top = max(telling, key=lambda item: (added[item.id], item.id))
        back = Evidence(id=names[0], outlet=top.voice, voice=top.voice, stance=Stance.RETRACT, time=when)
        found.append((f"if {top.voice} took it back", [back]))
    return found
