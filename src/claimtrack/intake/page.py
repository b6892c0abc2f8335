"""
Tell the prose of a page from its furniture: menus, mastheads, datelines, credits, comment forms.

A page is plain text with line breaks. Nothing is cut out: every line gets a kind, and offsets stay
those of the text as given. What decides is how a line looks (its length, its end, its numbers), the
furniture words of all packs, and where it stands; a doubtful line is prose, because prose that is
lost is lost silently, while a menu that is read yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimtrack.intake.credits import credits_in, outlet_credits
from claimtrack.intake.lines import Line, plain, read_lines
from claimtrack.language import UNKNOWN, detect_language, languages, load_pack
from claimtrack.model import Block, BlockKind, Page, Report

_SHORT = 14
"""Words of a line above which it is prose even without a stop; headlines of news agencies stay below (chosen by us)."""
_SENTENCE = 4
"""Words a line with a stop needs to be a sentence; "By B24." is none."""
_BREADCRUMB = re.compile(r"\s[/>»|›]\s")
_BYLINE = 8
"""Words of a credit line or dateline at most."""
_BYLINE_SIGN = re.compile(r"\s?[/|–—]\s|\s[-ـ]\s|/\s?|::")
_PREFIX = re.compile(
    r"^(?P<name>[^\n()]{2,40}?)\s*(?:\((?P<inside>[^()\n]{2,80})\)\s*)?(?:[:\-–—ـ/]{1,2}|(?<=\)))\s+(?=\S)"
)


def read_page(report: Report) -> Page:
    """
    Mark the blocks of a report's text and collect its credits.

    Returns:
        A Page whose blocks are in order, do not overlap, and cover everything but white space;
        `lang` is the report's own or detected (`und` where nothing could be told, with a note).

    """
    notes: list[str] = []
    lang = report.lang if report.lang in languages() else detect_language(report.text)
    if report.lang and report.lang not in languages():
        notes.append(f"no language pack for {report.lang!r}; read as {lang}")
    if lang == UNKNOWN:
        whole = report.text.strip()
        start = report.text.find(whole)
        unread = [Block(start, start + len(whole), BlockKind.FURNITURE)] if whole else []
        return Page(blocks=tuple(unread), lang=lang, notes=(*notes, "no language pack reads this text"))
    packs = [load_pack(lang), *(load_pack(other) for other in languages() if other != lang)]
    lines = list(read_lines(report.text, packs))
    kinds = _Sorter(lines, report).sort()
    blocks = tuple(b for line, kind in zip(lines, kinds, strict=True) for b in _blocks(line, kind, report))
    names = [*outlet_credits(report.outlet, packs)]
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not BlockKind.PROSE:
            names += credits_in(line.tokens, alone=kind in (BlockKind.CREDIT, BlockKind.DATELINE))
    for block in blocks:
        if block.kind is BlockKind.DATELINE:
            names += outlet_credits(report.text[block.start : block.end], packs)
    return Page(blocks=_join(blocks, report.text), lang=lang, credits=tuple(dict.fromkeys(names)), notes=tuple(notes))


class _Sorter:
    """
    Give every line of one page its kind; the state is where on the page we are.
    """

    def __init__(self, lines: Sequence[Line], report: Report) -> None:
        self.lines = lines
        self.title = plain(report.title) if report.title else None
        self.outlet = plain(report.outlet)
        self.seen: set[str] = set()
        self.headed = False
        prose = [n for n, line in enumerate(lines) if self._looks_prose(line)]
        self.first_prose = prose[0] if prose else len(lines)
        self.last_prose = prose[-1] if prose else -1

    def sort(self) -> list[BlockKind]:
        """
        Walk down the page once.
        """
        kinds: list[BlockKind] = []
        stopped = also = False
        names = 0
        for n, line in enumerate(self.lines):
            if stopped:
                kinds.append(BlockKind.FURNITURE)
                continue
            if "stop" in line.roles and line.words <= _SHORT:
                stopped = self._nothing_follows(n)
                kinds.append(BlockKind.FURNITURE)
                continue
            if "also" in line.roles and self._is_whole(line, "also"):
                also = True
                kinds.append(BlockKind.FURNITURE)
                continue
            if also:
                also = line.teaser or not (line.stops and line.words >= 12)
                if also:
                    kinds.append(BlockKind.FURNITURE)
                    continue
            if "masthead" in line.roles and not line.stops and line.words <= 6:
                names = 1 if self._is_whole(line, "masthead") or line.words <= 3 else 0
                kinds.append(BlockKind.FURNITURE)
                continue
            if names and line.words <= 5 and not line.stops:
                names = 0
                kinds.append(BlockKind.FURNITURE)
                continue
            kinds.append(self._kind(n, line))
        return kinds

    def _kind(self, n: int, line: Line) -> BlockKind:
        """
        Tell what a line is by how it looks and where it stands.
        """
        repeated = bool(line.key) and line.key in self.seen
        self.seen.add(line.key)
        if not line.words or repeated or line.roles.keys() & {"whole", "start"}:
            return BlockKind.FURNITURE
        if self.title and plain(line.text) == self.title:
            self.headed = True
            return BlockKind.TITLE
        kind = self._by_numbers_and_names(line)
        if kind is not None:
            return kind
        if self._looks_prose(line) or self._runs_on(n, line):
            self.headed = True
            return BlockKind.PROSE
        short = self._short(n, line)
        self.headed = self.headed or short is BlockKind.TITLE
        return short

    def _runs_on(self, n: int, line: Line) -> bool:
        """
        Say whether a line is the first half of a sentence that a line break cut in two.

        Below the headline, a line of nine words or more with the next one right under it is no heading.
        """
        if n + 1 >= len(self.lines) or line.words < 9 or not self.headed:
            return False
        return not self.lines[n + 1].gap and self._looks_prose(self.lines[n + 1])

    def _by_numbers_and_names(self, line: Line) -> BlockKind | None:
        """
        Recognise datelines, credit lines, breadcrumbs, tags and captions.
        """
        if line.stops and line.words > _BYLINE:
            return None
        if self._is_dateline(line):
            return BlockKind.DATELINE
        if line.words <= _BYLINE and self._is_credit(line):
            return BlockKind.CREDIT
        return BlockKind.FURNITURE if not line.stops and self._is_label(line) else None

    @staticmethod
    def _is_dateline(line: Line) -> bool:
        """
        Say whether a short line is little more than a date and a time.
        """
        others = line.words - line.calendar - line.functions
        return (
            bool(line.numbers)
            and line.words <= _BYLINE
            and others <= max(2, line.numbers)
            and line.numbers + line.calendar >= 2
        )

    @staticmethod
    def _is_label(line: Line) -> bool:
        """
        Recognise breadcrumbs, captions, tags, file names, and the running labels of a menu.
        """
        commas = line.text.count(",") + line.text.count("،") + line.text.count("#")
        return (
            len(_BREADCRUMB.findall(line.text[:400])) >= 2
            or not re.search(r"\s", line.text[:200])
            or (line.parenthesis is not None and "photo" in line.holds and line.words <= 2 * _SHORT)
            or (commas >= 3 and commas * 2 >= line.words - 2 and not line.functions)
            # Capitalised labels in a row: no function word, no number.
            or (line.words >= 6 and not line.functions and not line.numbers and line.tokens.pack.basics.capitals)
        )

    def _is_credit(self, line: Line) -> bool:
        """
        Say whether a short line only names who the text comes from, instead of saying something of it.
        """
        if line.stops and line.functions >= 3:
            # "The attack was claimed by Islamic State." is a sentence, whoever it names.
            return False
        if not line.stops and "credit" in line.holds and line.functions <= 2:
            return True
        if not line.stops and line.words <= 6 and not line.functions and _BYLINE_SIGN.search(line.text):
            return True
        short = line.words <= 4 or "credit" in line.holds or (line.parenthesis is not None and line.words <= 6)
        return short and bool(credits_in(line.tokens, alone=True))

    def _short(self, n: int, line: Line) -> BlockKind:
        """
        Tell a headline or a heading between paragraphs from a label.
        """
        if len(self.outlet) >= 4 and self.outlet in plain(line.text) and line.words <= _BYLINE:
            return BlockKind.CREDIT
        if line.words <= 2 or n > self.last_prose:
            # Short lines after the last sentence are links and counters, unless they are all there is.
            return BlockKind.TITLE if self.last_prose < 0 and line.words > 2 else BlockKind.FURNITURE
        return BlockKind.TITLE

    def _looks_prose(self, line: Line) -> bool:
        """
        Say whether a line reads as a sentence or a long part of one.
        """
        if line.roles.keys() & {"whole", "start", "stop"} and line.words <= 2 * _SHORT:
            return False
        if line.stops and not line.teaser:
            return line.words >= _SENTENCE
        if line.words > _SHORT:
            return bool(line.functions) or line.numbers > 0 or not line.tokens.pack.basics.capitals
        # Cut in mid-sentence: the line ends in a comma, or has the length of a paragraph's line.
        return line.words >= _SENTENCE and line.text.rstrip().endswith(("،", ",", ";", "؛", ":"))

    def _nothing_follows(self, n: int) -> bool:
        """
        Say whether what follows a comment form's heading is furniture: not where most of the prose still comes.
        """
        after = sum(line.words for line in self.lines[n + 1 :] if self._looks_prose(line))
        before = sum(line.words for line in self.lines[:n] if self._looks_prose(line))
        return after <= before

    @staticmethod
    def _is_whole(line: Line, role: str) -> bool:
        """
        Say whether the phrase of a role is the whole line, apart from a sign at its end.
        """
        return line.roles[role] >= len(line.tokens) - 1 or line.words <= 3


def _blocks(line: Line, kind: BlockKind, report: Report) -> list[Block]:
    """
    Cut the dateline off a paragraph that opens with one ("BEIRUT: …", "MOSCOW (Sputnik) …").
    """
    if kind is not BlockKind.PROSE:
        return [Block(line.start, line.end, kind)]
    cut = _dateline_length(line, report)
    if not cut:
        return [Block(line.start, line.end, kind)]
    head_end = line.start + len(line.text[:cut].rstrip())
    return [Block(line.start, head_end, BlockKind.DATELINE), Block(line.start + cut, line.end, kind)]


def _dateline_length(line: Line, report: Report) -> int:
    """
    Give how many characters of a paragraph are its dateline, 0 if it has none.

    A dateline is a capitalised place, or the outlet's own name, in front of a colon, a dash or a
    slash, with the agency in brackets behind it or not.
    """
    found = _PREFIX.match(line.text[:160])
    if not found or found.end() >= len(line.text) or _is_label(line):
        return 0
    name = found["name"].strip()
    words = name.split()
    own = bool(plain(name)) and (plain(name) in plain(report.outlet) or plain(report.outlet) in plain(name))
    shouted = name.isupper() and len(words) <= 4
    bracketed = found["inside"] is not None and len(words) <= 3 and (shouted or not line.tokens.pack.basics.capitals)
    return found.end() if own or shouted or bracketed else 0


def _is_label(line: Line) -> bool:
    """
    Say whether a line opens with the label of a fact-check ("CLAIM 1: …"), which is written like a dateline.
    """
    hit = line.tokens.match(0, "operator") if len(line.tokens) else None
    return hit is not None and getattr(hit[0], "role", "") in ("claim_label", "claimant_label")


def _join(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """
    Join prose lines that one sentence runs through, so that a line break inside it ends nothing.
    """
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind is BlockKind.PROSE
            and block.kind is BlockKind.PROSE
            and text[last.start : last.end].rstrip(" \"'”’»)]")[-1:] not in ".!?؟…:"
            and text[last.end : block.start].count("\n") == 1
        ):
            joined[-1] = Block(last.start, block.end, BlockKind.PROSE)
        else:
            joined.append(block)
    return tuple(joined)
