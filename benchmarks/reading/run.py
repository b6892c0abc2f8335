#!/usr/bin/env python3
"""
Measure reading: who says what, beside textacy and a parser; one command writes the table of the docs.

    python benchmarks/reading/run.py --data DIR [--peers PYTHON] [--model MODULE] [--out FILE]

DIR holds `polnear/dev.jsonl` (PolNeAR, converted) and `stories/reports.jsonl`. PYTHON is an interpreter that has
textacy, spaCy and a small English model, whose module is MODULE; without it only our own line is shown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from score import measure

from claimtrack import Report, extract, find_attributions
from claimtrack.language import Cue, load_pack

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks" / "reading.md"
ARTICLE = 400
"""Words of an article in the speeds, as in the papers compared with."""


def read(path: Path) -> list[dict[str, object]]:
    """
    Read JSON Lines.
    """
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ours(documents: Sequence[Mapping[str, object]]) -> tuple[dict[str, list[dict[str, list[list[int]]]]], float]:
    """
    Give our attributions by document, and CPU seconds without loading the pack.
    """
    find_attributions("He said that it rained.", lang="en")
    begin = time.process_time()
    passages = {str(d["id"]): find_attributions(str(d["text"]), lang="en") for d in documents}
    seconds = time.process_time() - begin
    found = {
        name: [
            {role: [[s.start, s.end] for s in getattr(p, role)] for role in ("source", "cue", "content")} for p in group
        ]
        for name, group in passages.items()
    }
    return found, seconds


def peer(python: str, name: str, model: str, path: Path) -> tuple[dict[str, list[dict[str, list[list[int]]]]], float]:
    """
    Give what a peer finds in its own process, and its CPU seconds.
    """
    verbs = sorted(
        {
            e.lemma
            for e in load_pack("en").entries["cue"]
            if isinstance(e, Cue) and e.speech and e.part == "verb" and " " not in e.lemma
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "verbs.json"
        words.write_text(json.dumps(verbs), encoding="utf-8")
        script = Path(__file__).parent / "peers.py"
        done = subprocess.run(
            [python, str(script), name, model, str(path), str(words)], capture_output=True, text=True, check=True
        )
    result = json.loads(done.stdout.splitlines()[-1])
    return result["found"], result["seconds"]


def speed(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """
    Give articles of 400 words a CPU second, the best of three passes.
    """
    words = sum(len(text.split()) for text in texts)
    best = min(_seconds(work, texts) for _ in range(3))
    return words / ARTICLE / best


def _seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    begin = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begin


def quality_rows(path: Path, python: str | None, model: str) -> list[str]:
    """
    Write the table of quality, ours and the peers'.
    """
    documents = read(path)
    words = sum(len(str(d["text"]).split()) for d in documents)
    lines = {"claimtrack": ours(documents)}
    if python is not None:
        lines["textacy, direct quotations"] = peer(python, "textacy", model, path)
        lines["spaCy parser with our verbs"] = peer(python, "spacy", model, path)
    rows = ["| | all | speech | sources | CPU s | articles/s |", "|---|---|---|---|---|---|"]
    for name, (found, seconds) in lines.items():
        f1 = measure(documents, found)
        rows.append(
            f"| {name} | {f1['all']:.1f} | {f1['speech']:.1f} | {f1['source']:.1f} | {seconds:.2f} "
            f"| {words / ARTICLE / seconds:.0f} |"
        )
    return [f"PolNeAR's development part: {len(documents)} articles, {words} words.", "", *rows, ""]


def speed_rows(path: Path, polnear: Path) -> list[str]:
    """
    Write the table of speed by language and step.
    """
    reports = read(path)
    texts = {
        "English": [str(d["text"]) for d in read(polnear)],
        "Arabic": [str(r["text"]) for r in reports if r.get("lang") == "ar"],
    }
    rows = ["| | attributions | extract |", "|---|---|---|"]
    for name, group in texts.items():
        lang = "en" if name == "English" else "ar"

        def claims(text: str, lang: str = lang) -> object:
            return extract(Report(id="r", outlet="o", text=text, lang=lang))

        def reading(text: str, lang: str = lang) -> object:
            return find_attributions(text, lang=lang)

        rows.append(f"| {name} | {speed(reading, group):.0f} | {speed(claims, group):.0f} |")
    return ["Articles of 400 words a CPU second, the best of three passes.", "", *rows, ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="directory with polnear/ and stories/")
    parser.add_argument("--peers", help="interpreter with textacy, spaCy and a small English model")
    parser.add_argument("--model", default="en_core_web_sm", help="module of the model")
    parser.add_argument("--out", type=Path, default=DOCS, help="Markdown file to write")
    options = parser.parse_args()
    polnear = options.data / "polnear" / "dev.jsonl"
    text = [
        "# Reading",
        "",
        "Written by `python benchmarks/reading/run.py --data DIR --peers PYTHON`.",
        "",
        "## Who says what",
        "",
        *quality_rows(polnear, options.peers, options.model),
        "F1 in percent.",
        "`all` counts an attribution as right when half of its content and some of its source are; "
        "`speech` the same over cues that report speech; `sources` whole source spans.",
        "textacy reads direct quotations only, so most of what is said indirectly is out of its reach.",
        "The parser's line takes clausal complements of the verbs in our pack, with a small English model.",
        "Two human annotators agree at 72.5 (all) and 86.4 (speech) on the test part (Newell et al. 2018).",
        "",
        "## Speed",
        "",
        *speed_rows(options.data / "stories" / "reports.jsonl", polnear),
    ]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(text) + "\n")


if __name__ == "__main__":
    main()
