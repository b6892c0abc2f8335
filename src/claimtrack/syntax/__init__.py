"""
One reading of a sentence: parts of speech, base noun phrases with roles, predicates with kind and polarity.

The weights are learned from annotated sentences (`tools/train_syntax.py`) and ship inside the package.
"""

from claimtrack.syntax.analyse import analyse
from claimtrack.syntax.analysis import Analysis, Kind, Phrase, Predicate, Role
from claimtrack.syntax.clauses import Clause, Link, find_clauses, find_owners
from claimtrack.syntax.governors import is_citation
from claimtrack.syntax.quotations import Quotation, find_quotations

__all__ = [
    "Analysis",
    "Clause",
    "Kind",
    "Link",
    "Phrase",
    "Predicate",
    "Quotation",
    "Role",
    "analyse",
    "find_clauses",
    "find_owners",
    "find_quotations",
    "is_citation",
]
