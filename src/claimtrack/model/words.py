"""
The closed lists of words that the nouns are made of: enums whose values stand in the public formats.
"""

from __future__ import annotations

from enum import StrEnum


class SourceKind(StrEnum):
    """
    Say what kind of source is said to know something.

    Source:
        The list of the interchange format; armed groups and their spokesmen are `MILITARY`, aid
        societies and observatories `MONITOR_NGO`.
    """

    OFFICIAL = "official"
    MILITARY = "military"
    POLICE = "police"
    MEDICAL = "medical"
    RESCUE = "rescue"
    AGENCY = "agency"
    MEDIA_OUTLET = "media_outlet"
    SOCIAL_MEDIA = "social_media"
    MONITOR_NGO = "monitor_ngo"
    IGO = "igo"
    ACTIVIST = "activist"
    EYEWITNESS = "eyewitness"
    RESIDENT = "resident"
    TRIBAL = "tribal"
    EXPERT = "expert"
    DOCUMENT = "document"
    PARTY = "party"
    LOCAL_SOURCES = "local_sources"
    UNNAMED_SOURCES = "unnamed_sources"
    OWN_VOICE = "own_voice"


class CueClass(StrEnum):
    """
    Say what kind of reporting phrase a cue is; what the kind is worth is a rule, not a fact of language.
    """

    CONFIRM = "confirm"
    ANNOUNCE = "announce"
    SAY = "say"
    REPORT = "report"
    CLAIM = "claim"
    ESTIMATE = "estimate"
    SPECULATE = "speculate"
    WARN = "warn"
    DENY = "deny"
    DOUBT = "doubt"
    RETRACT = "retract"
    CORRECT = "correct"
    ACCUSE = "accuse"
    CREDIT = "credit"


class Relation(StrEnum):
    """
    Say how one link of a chain stands to the next: it speaks itself, or passes on what another said.
    """

    SAYS = "says"
    RELAYS = "relays"
    QUOTES = "quotes"
    CITES = "cites"


class Act(StrEnum):
    """
    Say what the words do with the content: confirm, state, report, claim, deny and so on.
    """

    CONFIRM = "confirm"
    STATE = "state"
    REPORT = "report"
    CLAIM = "claim"
    DENY = "deny"
    SPECULATE = "speculate"
    BACKGROUND = "background"
    RETRACT = "retract"
    CORRECT = "correct"


class Polarity(StrEnum):
    """
    Say whether the content is put forward or denied.
    """

    AFFIRM = "affirm"
    DENY = "deny"


class Denies(StrEnum):
    """
    Say what a denial acts on: that it happened, the number, or having said it.
    """

    DEED = "deed"
    FIGURE = "figure"
    HAVING_SAID = "having_said"


class Mood(StrEnum):
    """
    Name how a proposition is put: as a fact, or as something that is no fact (yet). Only facts are graded.
    """

    FACT = "fact"
    FORECAST = "forecast"
    DEMAND = "demand"
    VOW = "vow"
    APPEAL = "appeal"
    QUESTION = "question"
    CONDITION = "condition"
    OPINION = "opinion"


class Bound(StrEnum):
    """
    Say whether the known end of an open interval belongs to it.

    "At least 60" includes 60, "more than 60" does not; the same holds of an upper end.
    """

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


class Scope(StrEnum):
    """
    Say what a quantity counts, where it is not the whole of what happened so far.
    """

    WHOLE = "whole"
    SUBSET = "subset"
    ADDITION = "addition"
    FORECAST = "forecast"
    EARLIER = "earlier"
    RATE = "rate"


class Precision(StrEnum):
    """
    Say how precisely a time is known.
    """

    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    YEAR = "year"
    OPEN = "open"


class BlockKind(StrEnum):
    """
    Say what a stretch of a page is: prose to read, or part of the page's furniture.
    """

    PROSE = "prose"
    TITLE = "title"
    CREDIT = "credit"
    DATELINE = "dateline"
    FURNITURE = "furniture"


class ConflictKind(StrEnum):
    """
    Say in what two appearances of one claim disagree.
    """

    NUMBER = "number"
    AGENT = "agent"
    DATE = "date"
    PLACE = "place"
    DENIAL = "denial"
    SCOPE = "scope"
    CAUSE = "cause"
    DETAIL = "detail"


class LineageRelation(StrEnum):
    """
    Say how one report leans on another.
    """

    COPY = "copy"
    COMMON_ORIGIN = "common_origin"
    TRANSLATION = "translation"
    SAME_SOURCE = "same_source"
    CITES = "cites"


class Stance(StrEnum):
    """
    Say what a source does to a claim in a table coded by hand.
    """

    AFFIRM = "affirm"
    DENY = "deny"
    OBSERVE = "observe"
    RETRACT = "retract"
    CORRECT = "correct"


class SourceGrade(StrEnum):
    """
    Grade a source on the Admiralty scale; F is "cannot be judged", which is not low.

    Source:
        AJP-2.1; MISP taxonomy admiralty-scale, version 5.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
