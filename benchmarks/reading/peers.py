"""
Find attributions with a peer; run by an interpreter that has textacy, spaCy and a small English model.

    PYTHON peers.py NAME MODEL DOCUMENTS.jsonl VERBS.json

NAME is `textacy` (its direct quotations) or `spacy` (clausal complements of the reporting verbs of the list, with the
subtree of the subject as source). Prints one line of JSON: what was found by document, and CPU seconds without loading.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def textacy_quotations(nlp: Any, text: str) -> Iterator[dict[str, list[list[int]]]]:
    """
    Give textacy's quotations in our form, paragraph by paragraph: it refuses a text with an odd number of marks.
    """
    from textacy.extract.triples import direct_quotations

    start = 0
    for line in text.splitlines(keepends=True):
        try:
            triples = list(direct_quotations(nlp(line)))
        except ValueError:
            triples = []
        for triple in triples:
            content = triple.content
            yield {
                "source": [[start + t.idx, start + t.idx + len(t)] for t in triple.speaker],
                "cue": [[start + t.idx, start + t.idx + len(t)] for t in triple.cue],
                "content": [[start + content.start_char, start + content.end_char]],
            }
        start += len(line)


def parsed_complements(doc: Any, verbs: frozenset[str]) -> Iterator[dict[str, list[list[int]]]]:
    """
    Give the clausal complements of reporting verbs, with the subjects of the verbs.
    """
    for verb in doc:
        if verb.lemma_.lower() not in verbs or verb.pos_ != "VERB":
            continue
        said = [child for child in verb.children if child.dep_ == "ccomp"]
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        for clause in said:
            yield {
                "source": [whole(subject) for subject in subjects[:1]],
                "cue": [[verb.idx, verb.idx + len(verb)]],
                "content": [whole(clause)],
            }


def whole(token: Any) -> list[int]:
    """
    Give the characters of a token's subtree, from its first to its last word.
    """
    tokens = list(token.subtree)
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


def main() -> None:
    name, model, documents, verbs = sys.argv[1:5]
    nlp = importlib.import_module(model).load()
    words = frozenset(json.loads(Path(verbs).read_text(encoding="utf-8")))
    lines = [json.loads(line) for line in Path(documents).read_text(encoding="utf-8").splitlines() if line.strip()]
    nlp("He said that it rained.")
    begin = time.process_time()
    found = {}
    for line in lines:
        text = line["text"]
        items = textacy_quotations(nlp, text) if name == "textacy" else parsed_complements(nlp(text), words)
        found[line["id"]] = list(items)
    print(json.dumps({"found": found, "seconds": time.process_time() - begin}))


if __name__ == "__main__":
    main()
