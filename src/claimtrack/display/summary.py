"""
A casebook as text for a terminal: what is claimed, by whom, from where, and how well it stands.
"""

from __future__ import annotations

import re
import textwrap

from claimtrack.display.ordering import View, slots, variant_words, views
from claimtrack.model import ConflictKind, Snapshot

GRADES = {
    1: "confirmed by other independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""
The Admiralty information grades in words.

Source:
    AJP-2.1; MISP taxonomy admiralty-scale, version 5.
"""

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and direction overrides: a text must not repaint the terminal it is printed on."""


def summarise(snapshot: Snapshot, *, most: int = 12, width: int = 100) -> str:
    """
    Write the claims of most interest, each with outlets, origins, variants, grade and why.

    Args:
        snapshot: The casebook as of a day.
        most: How many claims to write; the rest is counted in the last line.
        width: Columns.

    Returns:
        Text that ends in a line feed.

    """
    found = views(snapshot)
    several = [v for v in found if len(v.outlets) > 1]
    lines = [
        _heading(snapshot, len(found), len(several)),
        "",
    ]
    for number, view in enumerate(found[:most], 1):
        lines += [*_claim(view, number, width), ""]
    if len(found) > most:
        lines.append(f"… and {len(found) - most} more claims.")
    return "\n".join(lines).rstrip() + "\n"


def _heading(snapshot: Snapshot, claims: int, several: int) -> str:
    """
    Count what there is.
    """
    outlets = len({r.outlet for r in snapshot.reports})
    day = snapshot.as_of.isoformat() if snapshot.as_of else "an unknown day"
    return (
        f"{len(snapshot.reports)} reports of {outlets} outlets, as of {day}: "
        f"{len(snapshot.appearances)} appearances of {claims} claims, {several} of them in two outlets or more."
    )


def _claim(view: View, number: int, width: int) -> list[str]:
    """
    Write one claim.
    """
    claim, score = view.claim, view.claim.corroboration
    lines = textwrap.wrap(f"{number}. {visible(claim.title)}", width=width, subsequent_indent="   ")
    origins = f"{claim.independent_origins:.1f} independent origins"
    count = len(view.outlets)
    lines.append(f"   {count} outlet{'s' if count != 1 else ''}, {origins}: {_origins(view)}")
    if score is not None:
        lines.append(
            f"   grade {score.grade}, {GRADES[score.grade]}; probability {score.probability:.2f} "
            f"({score.low:.2f} to {score.high:.2f})"
        )
        if score.rule:
            lines += _wrapped(f"because {score.rule}", width)
        for part in sorted(score.contributions, key=lambda c: -abs(c.log_odds))[:3]:
            lines += _wrapped(f"{part.log_odds:+.2f}  {visible(part.why)}", width)
    for slot in slots(claim):
        lines += _wrapped(f"variants of {slot}: {visible(variant_words(claim.variants, slot))}", width)
    for conflict in claim.conflicts[:3]:
        word = "denied" if conflict.kind is ConflictKind.DENIAL else f"conflict of {conflict.kind.value}"
        lines += _wrapped(f"{word}: {visible(conflict.note)}" if conflict.note else word, width)
    for revision in claim.revisions[:2]:
        lines += _wrapped(
            f"revised ({revision.slot}): {', '.join(revision.before[:3])} → {', '.join(revision.after[:3])}", width
        )
    return lines


def _origins(view: View) -> str:
    """
    Name the origins, those behind most appearances first.
    """
    ranked = sorted(view.claim.origins, key=lambda o: -len(o.appearances))
    shown = [visible(o.origin) + (f" ({len(o.appearances)}×)" if len(o.appearances) > 1 else "") for o in ranked[:4]]
    rest = len(ranked) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "") or "none named"


def _wrapped(text: str, width: int) -> list[str]:
    """
    Wrap one entry under a claim.
    """
    return textwrap.wrap(visible(text), width=width, initial_indent="     ", subsequent_indent="       ")


def visible(text: str) -> str:
    """
    Put a text on one line and take out what would move or recolour the terminal.
    """
    return " ".join(_UNSEEN.sub("", text).split())
