"""Documents made up by hypothesis: any that the content files can say, with texts that look like their grammar."""

from __future__ import annotations

from hypothesis import strategies as st

from marketing_portal.interchange.canonical import vocabulary as words
from marketing_portal.interchange.canonical.front_matter import trim
from marketing_portal.interchange.documents import (
    AssetDoc,
    EnterpriseRoleDoc,
    GapDoc,
    GuidanceDoc,
    IntroDoc,
    LabelDoc,
    ListEntryDoc,
    OrgPositionDoc,
    PageDoc,
    PersonaDoc,
    PersonDoc,
    PointDoc,
    QuoteDoc,
    SegmentDoc,
    Source,
    TeamDoc,
)
from marketing_portal.interchange.documents_requests import KindFieldDoc, RequestKindDoc

TRAPS = (
    "- ", "-", "## Who", "### Goals", "# x", "{#key}", " {#key}", "\\{#key}", "\\\\{#a}", "---", "----", "- Answer: x",
    "  - State: tbd", "key: value", "a #b", "yes", "null", "~", "1", "1_0", "2020-01-01", "2020-13-45", "Y", "@x", "%y",
    "`", "'", '"', "\\", "\\- ", "\\## ", "{", "[a, b]", "|", ">-", "*x*", "&a", "!!str", "é", "\u2028", "\u00a0", "🙂",
    "\ufeff",
)  # fmt: skip

characters = st.characters(exclude_categories=("Cs", "Cc"))
pieces = st.sampled_from(TRAPS) | st.text(characters, max_size=6) | st.from_regex(r"\A[a-z]{1,8}\Z")
lines = st.lists(pieces, max_size=5).flatmap(
    lambda parts: st.sampled_from(["", " ", "  "]).map(lambda gap: gap.join(parts))
)
line = lines.map(str.strip)
word = line.filter(bool)
prose = st.lists(lines, max_size=5).map("\n".join).map(str.strip)
text = prose.filter(bool)
body = st.lists(lines, max_size=8).map("\n".join).map(trim)
keys = st.from_regex(r"\A[a-z0-9]{1,4}(-[a-z0-9]{1,3})?\Z") | st.from_regex(r"\A[-a-zA-Z0-9_]{1,5}\Z")
maybe_key = st.none() | keys
unique_words = st.lists(word, max_size=3, unique=True).map(tuple)
numbers = st.integers(0, 9999)
sources = st.none() | st.builds(Source, page=word, heading=line)
states = st.sampled_from(words.KNOWLEDGE)
archived = st.sampled_from([None, True, False])
roles = st.lists(st.sampled_from(sorted(words.BUYING_ROLES.values())), unique=True).map(tuple)


def gaps_at(places: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[GapDoc, ...]]:
    """A few gaps, open and closed."""
    gap = st.builds(
        GapDoc,
        key=keys,
        place=places,
        state=st.sampled_from(words.GAP_STATES),
        marker=line,
        note=line,
        closed=st.booleans(),
    )
    return st.lists(gap, max_size=2, unique_by=lambda one: one.key).map(tuple)


gaps, gaps_anywhere = gaps_at(st.sampled_from(words.PLACES)), gaps_at(keys)
WRITTEN_ORDER = {place: number for number, place in enumerate(words.PLACES)}
POINT_PLACES = [place for place in words.PLACES if place not in {words.SEGMENTS_PLACE, words.QUOTES_PLACE}]
INTRO_PLACES = [place for place in words.PLACES if place != words.OTHER]


def in_order(places: list[str]) -> list[str]:
    """``places`` as a file has them."""
    return sorted(places, key=lambda place: WRITTEN_ORDER[place])


@st.composite
def points(draw: st.DrawFn, key: str) -> PointDoc:
    """A point of any kind."""
    kind = draw(st.sampled_from(POINT_PLACES))
    return PointDoc(
        kind=kind,
        key=key,
        text=draw(text),
        detail=draw(prose) if kind in words.DETAILS else "",
        state=draw(states),
        source_url=draw(line),
        label=draw(word) if kind == words.OTHER else "",
    )


@st.composite
def segments(draw: st.DrawFn, segment: str) -> SegmentDoc:
    """A part in a purchase; without text its state is not “known”."""
    said = draw(prose)
    state = draw(states if said else states.filter(lambda one: one != "known"))
    return SegmentDoc(segment=segment, text=said, state=state, buying_roles=draw(roles))


@st.composite
def quotes(draw: st.DrawFn, key: str) -> QuoteDoc:
    """A quotation."""
    return QuoteDoc(
        key=key, text=draw(text), speaker_role=draw(word), company_size=draw(line), industry=draw(line)
    )


@st.composite
def personas(draw: st.DrawFn) -> PersonaDoc:
    """A whole persona, in the order that files have."""
    there = draw(st.lists(keys, max_size=7, unique=True))
    said = [draw(quotes(key) if draw(st.booleans()) else points(key)) for key in there]
    intros = draw(st.lists(st.sampled_from(INTRO_PLACES), max_size=3, unique=True))
    sizes = draw(st.lists(st.sampled_from(words.SEGMENTS), unique=True))
    found = [one for one in said if isinstance(one, PointDoc)]
    return PersonaDoc(
        slug="made-up",
        name=draw(word),
        role=draw(word),
        kind=draw(st.sampled_from(words.PERSONA_KINDS)),
        status=draw(st.sampled_from(words.PERSONA_STATUSES)),
        summary=draw(line),
        anchors=draw(unique_words),
        alternative_titles=draw(unique_words),
        owner=draw(maybe_key),
        internal=draw(st.booleans()),
        source=draw(sources),
        gaps=draw(gaps),
        note=draw(body),
        intros=tuple(IntroDoc(place=place, text=draw(text)) for place in in_order(intros)),
        points=tuple(sorted(found, key=lambda point: WRITTEN_ORDER[point.kind])),
        segments=tuple(draw(segments(size)) for size in sizes),
        quotes=tuple(one for one in said if isinstance(one, QuoteDoc)),
        archived=draw(archived),
    )


pages = st.builds(
    PageDoc,
    slug=st.just("made/up"),
    title=word,
    summary=line,
    order=numbers,
    owner=maybe_key,
    internal=st.booleans(),
    source=sources,
    anchors=unique_words,
    body=body,
    gaps=gaps_anywhere,
    archived=archived,
)
people = st.builds(
    PersonDoc,
    slug=keys,
    name=word,
    handle=line,
    aliases=unique_words,
    anchor=line,
    first_name_only=st.booleans(),
    active=st.booleans(),
    anchors=unique_words,
    gaps=gaps_anywhere,
    archived=archived,
)
teams = st.builds(
    TeamDoc,
    slug=keys,
    name=word,
    parent=maybe_key,
    order=numbers,
    abbreviation=line,
    slack_channel=line,
    purpose=prose,
    anchors=unique_words,
    gaps=gaps_anywhere,
    archived=archived,
)
labels = st.builds(
    LabelDoc,
    family=st.sampled_from([family for family in words.LABEL_FAMILIES if family != "team"]),
    key=word,
    text=word,
    note=line,
    aliases=unique_words,
) | st.builds(LabelDoc, family=st.just("team"), key=word, text=word, team=maybe_key, note=line)
entries = st.builds(
    ListEntryDoc, key=keys, order=numbers, label=word, persona=keys, state=states, marker=line
) | st.builds(
    ListEntryDoc,
    key=keys,
    order=numbers,
    label=word,
    persona=maybe_key,
    state=st.sampled_from(words.GAP_STATES),
    marker=line,
    closed=st.booleans(),
    gaps=gaps_anywhere,
)
positions = st.builds(
    OrgPositionDoc, key=keys, title=word, parent=maybe_key, order=numbers, personas=unique_words
)
assets = st.builds(
    AssetDoc,
    key=keys,
    order=numbers,
    title=word,
    alternative_title=line,
    video_url=line,
    deck_url=line,
    remark=line,
    superseded_by=maybe_key,
)
rules = st.builds(GuidanceDoc, key=keys, kind=st.sampled_from(words.GUIDANCE_KINDS), order=numbers, text=text)
questions = st.builds(
    KindFieldDoc,
    key=keys,
    label=word,
    type=st.sampled_from([one for one in words.QUESTION_TYPES if one != "choice"]),
    required=st.booleans(),
    help=line,
    archived=archived,
) | st.builds(
    KindFieldDoc, key=keys, label=word, type=st.just("choice"), choices=unique_words.filter(bool), help=line
)
request_kinds = st.builds(
    RequestKindDoc,
    key=keys,
    name=word,
    description=line,
    team=maybe_key,
    labels=unique_words,
    fields=st.lists(questions, max_size=3, unique_by=lambda one: one.key).map(tuple),
    archived=archived,
)
LISTS = {
    "request_kinds": st.lists(request_kinds, max_size=4, unique_by=lambda doc: doc.key),
    "people": st.lists(people, max_size=4, unique_by=lambda doc: doc.slug),
    "teams": st.lists(teams, max_size=4, unique_by=lambda doc: doc.slug),
    "labels": st.lists(labels, max_size=4, unique_by=lambda doc: (doc.family, doc.key)),
    "persona_list": st.lists(entries, max_size=4, unique_by=lambda doc: doc.key),
    "org_chart": st.lists(positions, max_size=4, unique_by=lambda doc: doc.key),
    "deprecated_assets": st.lists(assets, max_size=4, unique_by=lambda doc: doc.key),
    "enterprise_roles": st.lists(
        st.builds(
            EnterpriseRoleDoc,
            key=keys,
            level=word,
            title=word,
            parent=maybe_key,
            **dict.fromkeys(words.ROLE_TEXTS, text),
        ),
        max_size=3,
        unique_by=lambda doc: doc.key,
    ),
    "guidance": st.lists(rules, max_size=4, unique_by=lambda doc: doc.key),
}
