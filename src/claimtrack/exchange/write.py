"""
Turn nouns into the rows of the interchange format: plain dicts with keys in the order of the format.

The same noun always gives the same bytes: whole numbers are written without a point, dates as
ISO 8601, and nothing depends on a clock or on hash order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from claimtrack.claims.coverage import Coverage
from claimtrack.model import (
    Appearance,
    Attribution,
    Claim,
    Corroboration,
    Figure,
    Interval,
    LineageEdge,
    Link,
    Passage,
    Quantity,
    Report,
    Scope,
    SourceCredibility,
    Span,
)

Row = dict[str, object]

_PLACES = 6
"""Decimals of probabilities and log-odds that are shown beside exact contributions, which keep all."""


def to_line(row: Mapping[str, object]) -> str:
    """
    Write one row as a line of JSON, with its line end.
    """
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(", ", ": ")) + "\n"


def report_row(report: Report) -> Row:
    """
    Write a report as it was given; unknown keys stand at the end, unchanged.
    """
    row: Row = {
        "id": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "published": _moment(report.published),
        "retrieved": _moment(report.retrieved),
        "lang": report.lang,
        "title": report.title,
        "text": report.text,
    }
    row.update((k, v) for k, v in report.extra.items() if k not in row and k != "type")
    return row


def appearance_row(appearance: Appearance) -> Row:
    """
    Write an appearance.
    """
    row: Row = {
        "id": appearance.id,
        "report": appearance.report,
        "quote": appearance.quote,
        "start": appearance.start,
        "end": appearance.end,
        "lang": appearance.lang,
        "attribution": attribution_row(appearance.attribution),
        "act": appearance.act.value,
        "polarity": appearance.polarity.value,
    }
    if appearance.denies is not None:
        row["denies"] = appearance.denies.value
    row |= {
        "hedged": appearance.hedged,
        "event": appearance.event,
        "mood": appearance.mood.value,
        "predicate": appearance.predicate,
        "text": appearance.text,
        "roles": dict(appearance.roles),
        "quantities": [quantity_row(q) for q in appearance.quantities],
        "place": appearance.place.name if appearance.place else None,
        "happened": (
            {"start": _moment(appearance.happened.start), "end": _moment(appearance.happened.end)}
            if appearance.happened
            else None
        ),
    }
    if appearance.notes:
        row["notes"] = list(appearance.notes)
    return row


def attribution_row(attribution: Attribution) -> Row:
    """
    Write an attribution with its chain.
    """
    return {
        "own_voice": attribution.own_voice,
        "background": attribution.background,
        "inherited": attribution.inherited,
        "chain": [_link_row(link) for link in attribution.chain],
        "strength": attribution.strength,
        "commitment": attribution.commitment,
        "reasons": list(attribution.reasons),
    }


def _link_row(link: Link) -> Row:
    """
    Write one link of a chain.
    """
    row: Row = {
        "source": link.source,
        "start": link.start,
        "kind": link.kind.value,
        "named": link.named,
        "antecedent": {"source": link.antecedent.source, "start": link.antecedent.start} if link.antecedent else None,
        "cue": link.cue,
        "cue_start": link.cue_start,
        "cue_class": link.cue_class.value,
        "relation": link.relation.value,
    }
    if link.subkind is not None:
        row["subkind"] = link.subkind
    return row


def quantity_row(quantity: Quantity) -> Row:
    """
    Write a quantity; its scope stands only where it is not the whole.
    """
    row: Row = {
        "what": quantity.what,
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "approx": quantity.approx,
        "bound": quantity.bound.value if quantity.bound else None,
        "text": quantity.text,
        "start": quantity.start,
    }
    if quantity.scope is not Scope.WHOLE:
        row["scope"] = quantity.scope.value
    return row


def passage_row(passage: Passage, report: str) -> Row:
    """
    Write what `attributions` gives: the spans of source, cue and content, and what kind they are.
    """
    chain = passage.attribution.chain
    return {
        "report": report,
        "source": _spans(passage.source),
        "cue": _spans(passage.cue),
        "content": _spans(passage.content),
        "kind": (chain[-1].kind.value if chain else "own_voice"),
        "cue_class": (chain[-1].cue_class.value if chain else None),
        "strength": passage.attribution.strength,
    }


def coverage_rows(coverage: Coverage, text: str) -> Iterator[Row]:
    """
    Yield what `extract --coverage` gives of a report: a line of shares, then one for each stretch that was left out.
    """
    yield {
        "type": "coverage",
        "report": coverage.report,
        "letters": sum(coverage.letters.values()),
        "covered": round(coverage.covered, _PLACES),
        "shares": {part.value: round(share, _PLACES) for part, share in coverage.shares.items()},
    }
    for span in coverage.left_out:
        yield {
            "type": "left_out",
            "report": coverage.report,
            "text": text[span.start : span.end],
            "start": span.start,
            "end": span.end,
        }


def claim_row(claim: Claim) -> Row:
    """
    Write a claim with all that is known of it as of the day.
    """
    return {
        "id": claim.id,
        "title": claim.title,
        "event": claim.event,
        "appearances": list(claim.appearances),
        "variants": [
            {"slot": v.slot, "value": _value(v.value), "appearances": list(v.appearances)} for v in claim.variants
        ],
        "conflicts": [{"kind": c.kind.value, "a": list(c.a), "b": list(c.b), "note": c.note} for c in claim.conflicts],
        "revisions": [{"slot": r.slot, "from": list(r.before), "to": list(r.after)} for r in claim.revisions],
        "origins": [{"origin": o.origin, "appearances": list(o.appearances)} for o in claim.origins],
        "independent_origins": round(claim.independent_origins, 3),
        "corroboration": corroboration_row(claim.corroboration) if claim.corroboration else None,
        "figures": [figure_row(f) for f in claim.figures],
    }


def corroboration_row(score: Corroboration) -> Row:
    """
    Write a score; contributions keep every digit, so that they still sum to the log-odds.
    """
    return {
        "scorer": score.scorer,
        "as_of": _moment(score.as_of),
        "probability": score.probability,
        "low": score.low,
        "high": score.high,
        "grade": score.grade,
        "rule": score.rule,
        "outlets": score.outlets,
        "independent_origins": round(score.independent_origins, 3),
        "contributions": [{"of": list(c.of), "log_odds": c.log_odds, "why": c.why} for c in score.contributions],
    }


def figure_row(figure: Figure) -> Row:
    """
    Write the state of a count.
    """
    return {
        "slot": figure.slot,
        "as_of": _moment(figure.as_of),
        "low": _number(figure.low),
        "best": _number(figure.best),
        "high": _number(figure.high),
        "because": list(figure.because),
    }


def lineage_row(edge: LineageEdge) -> Row:
    """
    Write an edge of the lineage.
    """
    return {
        "a": edge.a,
        "b": edge.b,
        "relation": edge.relation.value,
        "direction": edge.direction,
        "probability": round(edge.probability, _PLACES),
        "evidence": list(edge.evidence),
    }


def source_row(record: SourceCredibility) -> Row:
    """
    Write a source's record.
    """
    row: Row = {
        "source": record.source,
        "kind": record.kind.value if record.kind else None,
        "grade": record.grade.value,
        "mean": round(record.mean, _PLACES),
        "low": round(record.low, _PLACES),
        "high": round(record.high, _PLACES),
        "outcomes": record.outcomes,
    }
    if record.leans_on:
        row["leans_on"] = list(record.leans_on)
    return row


def score_row(claim: str, score: Corroboration, because: Iterable[str]) -> Row:
    """
    Write how a claim stood on a day on which its score changed, and because of which appearances.
    """
    return {
        "claim": claim,
        "as_of": _moment(score.as_of),
        "probability": score.probability,
        "low": score.low,
        "high": score.high,
        "grade": score.grade,
        "because": list(because),
    }


def table_score_row(claim: str, score: Corroboration, notes: Iterable[str] = ()) -> Row:
    """
    Write the score of a claim of a table coded by hand.
    """
    row: Row = {
        "claim": claim,
        "probability": score.probability,
        "low": score.low,
        "high": score.high,
        "grade": score.grade,
        "independent_origins": round(score.independent_origins, 3),
        "contributions": [{"of": list(c.of), "log_odds": c.log_odds, "why": c.why} for c in score.contributions],
    }
    if noticed := list(notes):
        row["notes"] = noticed
    return row


def _moment(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _number(value: float | None) -> float | int | None:
    """
    Write a whole number without a point.
    """
    return int(value) if value is not None and value == int(value) else value


def _value(value: Interval | str) -> object:
    if isinstance(value, str):
        return value
    row: Row = {"low": _number(value.low), "high": _number(value.high)}
    if value.approx:
        row["approx"] = True
    return row


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]
