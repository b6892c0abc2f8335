"""
A casebook as one HTML page that holds all it needs: no script, no font, no request to anywhere.

Every text from a report goes through `html.escape`, and stands in an element with `dir="auto"`, so
that Arabic reads right to left inside an English page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

from claimtrack.display.ordering import View, chain_words, slots, value_words, views
from claimtrack.display.summary import GRADES
from claimtrack.model import Appearance, Corroboration, DayScore, LineageEdge, Report, Snapshot

_CONTEXT = 160
"""Characters of the report shown on either side of a quote."""


def render_report(snapshot: Snapshot) -> str:
    """
    Write a casebook as a self-contained HTML page.

    Returns:
        The page, the same bytes for the same snapshot.

    """
    found = views(snapshot)
    days: dict[str, list[DayScore]] = {}
    for score in snapshot.scores:
        days.setdefault(score.claim, []).append(score)
    edges = _edges_by_report(snapshot.lineage)
    style = files("claimtrack.display").joinpath("page.css").read_text(encoding="utf-8")
    several = sum(len(v.outlets) > 1 for v in found)
    outlets = {r.outlet for r in snapshot.reports}
    body = [
        "<header>",
        "<h1>What is claimed, and who is said to know it</h1>",
        f"<p>{len(snapshot.reports)} reports of {len(outlets)} outlets · {len(found)} claims, {several} of them in two "
        f"outlets or more · as of <time>{_text(snapshot.as_of or 'an unknown day')}</time></p>",
        "<p class=note>A grade says how well a claim is supported by origins that do not lean on one another. "
        "Outlets that repeat one origin count once. Grade 6 is “cannot be judged”, which is not “false”.</p>",
        "</header>",
        "<main>",
        *(_claim(view, days.get(view.claim.id, []), edges) for view in found),
        "</main>",
        _sources(snapshot),
        f"<footer>claimtrack {_text(snapshot.version)}</footer>",
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>claimtrack report</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in body if part)
        + "\n</body>\n</html>\n"
    )


def _claim(view: View, days: Sequence[DayScore], edges: Mapping[frozenset[str], LineageEdge]) -> str:
    """
    Write one claim as a card.
    """
    claim, score = view.claim, view.claim.corroboration
    count = len(view.outlets)
    head = [
        f'<article id="{_text(claim.id)}">',
        '<div class="head">',
        _badge(score),
        f'<h2 dir="auto">{_text(claim.title)}</h2>',
        "</div>",
        f'<p class="counts"><b>{count}</b> outlet{"s" if count != 1 else ""} · '
        f"<b>{claim.independent_origins:.1f}</b> independent origins"
        + (f" · probability {score.probability:.2f} <small>({score.low:.2f}–{score.high:.2f})</small>" if score else "")
        + "</p>",
    ]
    return "\n".join(
        part
        for part in [
            *head,
            _origins(view),
            _variants(view),
            _conflicts(view),
            _why(score),
            _course(days),
            _appearances(view, edges),
            "</article>",
        ]
        if part
    )


def _badge(score: Corroboration | None) -> str:
    """
    Write the grade.
    """
    grade = score.grade if score else 6
    words = _text(GRADES[grade])
    return f'<span class="grade g{grade}" title="{words}">{grade}<small>{words}</small></span>'


def _origins(view: View) -> str:
    """
    Write where the information comes from, most repeated first.
    """
    if not view.claim.origins:
        return ""
    ranked = sorted(view.claim.origins, key=lambda o: -len(o.appearances))
    items = "".join(f"<li><bdi>{_text(o.origin)}</bdi> <small>{len(o.appearances)}×</small></li>" for o in ranked)
    return f'<div class="origins"><h3>Origins</h3><ul>{items}</ul></div>'


def _variants(view: View) -> str:
    """
    Write the slots in which values differ.
    """
    rows = []
    for slot in slots(view.claim):
        values = sorted((v for v in view.claim.variants if v.slot == slot), key=lambda v: -len(v.appearances))
        cells = "".join(
            f"<li><bdi>{_text(value_words(v.value))}</bdi> <small>{_refs(v.appearances)}</small></li>" for v in values
        )
        rows.append(f"<dt>{_text(slot)}</dt><dd><ul>{cells}</ul></dd>")
    return f'<div class="variants"><h3>Variants</h3><dl>{"".join(rows)}</dl></div>' if rows else ""


def _conflicts(view: View) -> str:
    """
    Write conflicts and revisions.
    """
    items = [
        f"<li><b>{_text(c.kind.value)}</b> <bdi>{_text(c.note)}</bdi> "
        f"<small>{_refs(c.a)} against {_refs(c.b)}</small></li>"
        for c in view.claim.conflicts
    ] + [
        f"<li><b>revised</b> {_text(r.slot)} <small>{_refs(r.before)} → {_refs(r.after)}</small></li>"
        for r in view.claim.revisions
    ]
    return f'<div class="conflicts"><h3>Disagreement</h3><ul>{"".join(items)}</ul></div>' if items else ""


def _why(score: Corroboration | None) -> str:
    """
    Write the contributions with a bar each; they sum to the log-odds.
    """
    if score is None or not score.contributions:
        return ""
    widest = max(abs(c.log_odds) for c in score.contributions) or 1.0
    rows = "".join(
        f'<tr><td class="num">{c.log_odds:+.2f}</td><td><i class="bar {"for" if c.log_odds >= 0 else "against"}" '
        f'style="width:{max(1, round(100 * abs(c.log_odds) / widest))}px"></i></td>'
        f'<td dir="auto">{_text(c.why)}</td></tr>'
        for c in score.contributions
    )
    total = sum(c.log_odds for c in score.contributions)
    rule = f"<p>{_text(score.rule)}</p>" if score.rule else ""
    return (
        f"<details><summary>Why this grade</summary>{rule}<table>{rows}"
        f'<tr class="sum"><td class="num">{total:+.2f}</td><td></td><td>log-odds, the sum</td></tr></table></details>'
    )


def _course(days: Sequence[DayScore]) -> str:
    """
    Write how the claim stood day by day.
    """
    if len(days) < 2:
        return ""
    cells = "".join(
        f'<li title="{s.corroboration.probability:.2f}"><span class="grade g{s.corroboration.grade}">'
        f"{s.corroboration.grade}</span><small>{_text(s.corroboration.as_of)}</small></li>"
        for s in days
    )
    return f'<div class="course"><h3>Day by day</h3><ol>{cells}</ol></div>'


def _appearances(view: View, edges: Mapping[frozenset[str], LineageEdge]) -> str:
    """
    Write every appearance in its context, with its chain and what it leans on.
    """
    items = [_appearance(a, view.reports[a.report], view, edges) for a in view.appearances if a.report in view.reports]
    return f"<details><summary>{len(items)} appearances</summary>{''.join(items)}</details>"


def _appearance(appearance: Appearance, report: Report, view: View, edges: Mapping[frozenset[str], LineageEdge]) -> str:
    """
    Write one appearance.
    """
    before = report.text[max(0, appearance.start - _CONTEXT) : appearance.start]
    after = report.text[appearance.end : appearance.end + _CONTEXT]
    leans = [
        f"{_text(edge.relation.value)} ({edge.probability:.2f}): {_text('; '.join(edge.evidence[:2]))}"
        for other in view.reports
        if other != report.id and (edge := edges.get(frozenset((other, report.id)))) is not None
    ]
    attribution = appearance.attribution
    day = report.published.isoformat() if report.published else "undated"
    return (
        f'<section class="app" id="{_text(appearance.id)}"><p class="who"><small>{_text(appearance.id)}</small> '
        f"<bdi>{_text(chain_words(attribution.chain, report.outlet))}</bdi> <small>{_text(day)} · "
        f"{_text(appearance.act.value)} · strength {attribution.strength} · "
        f"commitment {attribution.commitment}</small></p>"
        f'<blockquote dir="auto">…{_text(before)}<mark class="{_text(appearance.polarity.value)}">'
        f"{_text(appearance.quote)}</mark>{_text(after)}…</blockquote>"
        + (f'<p class="leans"><small>leans on others here: {" · ".join(leans[:3])}</small></p>' if leans else "")
        + "</section>"
    )


def _sources(snapshot: Snapshot) -> str:
    """
    Write the sources' records.
    """
    if not snapshot.sources:
        return ""
    rows = "".join(
        f"<tr><td><bdi>{_text(s.source)}</bdi></td><td>{_text(s.kind.value if s.kind else '')}</td><td>{s.grade.value}"
        f'</td><td class="num">{s.mean:.2f} <small>({s.low:.2f}–{s.high:.2f})</small></td>'
        f'<td class="num">{s.outcomes}</td></tr>'
        for s in snapshot.sources
    )
    return (
        "<section class=sources><details><summary>Sources and their records</summary>"
        "<table><tr><th>source</th><th>kind</th><th>grade</th><th>record</th><th>outcomes</th></tr>"
        f"{rows}</table></details></section>"
    )


def _edges_by_report(edges: Iterable[LineageEdge]) -> dict[frozenset[str], LineageEdge]:
    """
    Keep the most probable edge of each pair of reports.
    """
    best: dict[frozenset[str], LineageEdge] = {}
    for edge in edges:
        key = frozenset((edge.a, edge.b))
        if key not in best or edge.probability > best[key].probability:
            best[key] = edge
    return best


def _refs(ids: Sequence[str]) -> str:
    """
    Write links to appearances.
    """
    shown = ", ".join(f'<a href="#{_text(i)}">{_text(i)}</a>' for i in ids[:6])
    return shown + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")


def _text(value: object) -> str:
    """
    Escape anything that comes from outside, and drop what HTML does not allow.
    """
    return escape("".join(c for c in str(value) if c >= " " or c in "\n\t"), quote=True)
