"""
Learn the weights of `claimtrack.syntax` from the annotated sentences beside this file: `python tools/train_syntax.py`.

The same sentences give the same bytes. Each layer is learned on what the layers below it say of sentences they have
not seen (four folds).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from claimtrack.syntax.sequence_features import ClauseMarks, chunk_keys, clause_keys, tag_keys
from claimtrack.syntax.tagger import LAYERS
from claimtrack.syntax.weights import Table, Weights, find_scale, fold_parts, pack_table
from claimtrack.syntax.weights_file import write_weights
from syntax_attachments import learn_attachments
from syntax_corpus import Sentence, read_sentences
from syntax_layers import Corpus, Learned, label_unseen, learn_layer, make_corpus, spread

HERE = Path(__file__).parent
DATA = HERE / "syntax"
SHIPPED = HERE.parent / "src" / "claimtrack" / "syntax" / "weights"


def learn_weights(sentences: Sequence[Sentence], source: dict[str, object], *, folded: bool = True) -> Weights:
    """
    Learn all layers of one language; `folded` to use them, not so to write them.
    """
    corpus = make_corpus(sentences)
    layout, every = corpus.layout, range(len(corpus.sentences))
    learned: dict[str, Learned] = {}
    keys = tag_keys(layout)
    learned["tags"] = learn_layer(corpus, "tags", keys, every, sequence=True)
    tags = spread(layout, label_unseen(corpus, "tags", keys, sequence=True))
    keys = chunk_keys(layout, tags)
    learned["chunks"] = learn_layer(corpus, "chunks", keys, every, sequence=True)
    chunks = spread(layout, label_unseen(corpus, "chunks", keys, sequence=True))
    keys = clause_keys(layout, tags, chunks, ClauseMarks(tags, corpus.hosts))
    learned["kinds"] = learn_layer(corpus, "kinds", keys, every, sequence=False)
    learned["negated"] = learn_layer(corpus, "negated", keys, every, sequence=False)
    tables, transitions = _pack_layers(corpus, learned)
    tables.update(learn_attachments(corpus, tags))
    weights = Weights(sentences[0].lang, corpus.names, tables, transitions, source)
    return fold_parts(weights) if folded else weights


def _pack_layers(corpus: Corpus, learned: dict[str, Learned]) -> tuple[dict[str, Table], dict[str, NDArray[np.int32]]]:
    """
    Bring the layers to int8, the words of all layers in one table.
    """
    tables: dict[str, Table] = {}
    transitions: dict[str, NDArray[np.int32]] = {}
    columns = []
    for layer in LAYERS:
        found = learned[layer]
        scale = find_scale(found.words, found.own)
        tables[layer] = pack_table(found.keys, found.own, scale, found.counts)
        columns.append(np.floor_divide(2 * found.words + scale, 2 * scale))
        if found.steps is not None:
            transitions[layer] = np.floor_divide(2 * found.steps + scale, 2 * scale).astype(np.int32)
    many = len(corpus.word_keys)
    counts = np.bincount(corpus.words.ravel(), minlength=many + 1)[:many]
    tables["words"] = pack_table(corpus.word_keys, np.concatenate(columns, axis=1), 1, counts)
    return tables, transitions


def main() -> None:
    """
    Learn and write the weights of the languages asked for.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of annotated files, named LANG-*.tsv")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("languages", nargs="*", default=["ar", "en"])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for lang in asked.languages:
        paths = sorted(asked.data.glob(f"{lang}-*.tsv"))
        sentences = [s for p in paths for s in read_sentences(p)]
        source = {
            "files": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths},
            "sentences": len(sentences),
            "tokens": sum(len(s.tags) for s in sentences),
        }
        data = write_weights(learn_weights(sentences, source, folded=False))
        (asked.out / f"{lang}.weights").write_bytes(data)
        print(f"{lang}: {source['sentences']} sentences, {source['tokens']} tokens, {len(data)} bytes")


if __name__ == "__main__":
    main()
