"""
Keep many claims scored while reports come and go: one report touches only its own claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define, field

from claimtrack.corroboration.evidence import Evidence, instant_of
from claimtrack.corroboration.overlap import Wording, read_wording
from claimtrack.corroboration.scoring import DEFAULT_WEIGHTS, Assessment, assess
from claimtrack.corroboration.table import TableRow, gather
from claimtrack.corroboration.weights import SCORER, Weights
from claimtrack.errors import InvalidValueError, NotFoundError
from claimtrack.model import Corroboration, Moment


@define
class _Docket:
    """
    Hold the rows of one claim, and the evidence made of them until a row comes or goes.
    """

    rows: dict[str, tuple[TableRow, Wording]] = field(factory=dict)
    evidence: list[Evidence] | None = None
    scores: dict[tuple[object, float], Assessment] = field(factory=dict)


class Scoreboard:
    """
    Score claims as rows are added and removed, each row touching only its own claim.

    What it says is the same as scoring the table that is left, whatever came and went before. The cost
    of a question grows with the rows of that claim, not with the rows of all claims.
    """

    def __init__(
        self,
        *,
        history: Mapping[str, Moment] | None = None,
        owners: Mapping[str, str] | None = None,
        weights: Weights = DEFAULT_WEIGHTS,
        scorer: str = SCORER,
    ) -> None:
        """
        Begin with nothing; arguments as in `corroborate_table`.
        """
        self._history = history
        self._owners = owners or {}
        self._weights = weights
        self._scorer = scorer
        self._dockets: dict[str, _Docket] = {}
        self._claim_of: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._claim_of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._dockets)

    def add(self, name: str, row: TableRow) -> None:
        """
        Add a row under a name of its own.

        Raises:
            InvalidValueError: The name is taken.

        """
        if name in self._claim_of:
            raise InvalidValueError("name", name, "a name that no other row has")
        docket = self._dockets.setdefault(row.claim, _Docket())
        docket.rows[name] = (row, read_wording(row.text))
        self._claim_of[name] = row.claim
        _forget(docket)

    def remove(self, name: str) -> TableRow:
        """
        Remove a row, as if it had never been added.

        Returns:
            The row.

        Raises:
            NotFoundError: No row has that name.

        """
        claim = self._claim_of.pop(name, None)
        if claim is None:
            raise NotFoundError(f"no row is named {name!r}; there are {len(self)}")
        docket = self._dockets[claim]
        row, _ = docket.rows.pop(name)
        _forget(docket)
        if not docket.rows:
            del self._dockets[claim]
        return row

    def assess(self, claim: str, as_of: Moment | None = None, *, lasting: bool = False) -> Assessment:
        """
        Assess a claim as of a day (inclusive, UTC) or instant; None: everything counts.

        Raises:
            NotFoundError: No row is about that claim.

        """
        docket = self._dockets.get(claim)
        if docket is None:
            raise NotFoundError(f"no row is about claim {claim!r}; there are {len(self._dockets)} claims")
        key = (lasting, float("inf") if as_of is None else instant_of(as_of))
        found = docket.scores.get(key)
        if found is None or found.corroboration.as_of != as_of:
            found = assess(
                self._evidence(docket),
                as_of=as_of,
                history=self._history,
                lasting=lasting,
                weights=self._weights,
                scorer=self._scorer,
            )
            docket.scores[key] = found
        return found

    def score(self, claim: str, as_of: Moment | None = None, *, lasting: bool = False) -> Corroboration:
        """
        Score a claim; as `assess`, without its two sides.
        """
        return self.assess(claim, as_of, lasting=lasting).corroboration

    def _evidence(self, docket: _Docket) -> list[Evidence]:
        if docket.evidence is None:
            rows, wordings = zip(*docket.rows.values(), strict=True)
            docket.evidence = gather(rows, wordings, owners=self._owners)
        return docket.evidence


def _forget(docket: _Docket) -> None:
    docket.evidence = None
    docket.scores.clear()
