"""Documents of the use case half made up by hypothesis, out of the same pieces as those of the personas."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from marketing_portal.interchange.canonical import use_case_vocabulary as words
from marketing_portal.interchange.documents_journeys import (
    AudienceDoc,
    BomAreaDoc,
    BomElementDoc,
    CollateralDoc,
    CollateralTypeDoc,
    DeckDoc,
    JourneyDoc,
    JourneyStepDoc,
    StageDoc,
    ViewDoc,
    ViewStepDoc,
)
from marketing_portal.interchange.documents_organisation import (
    CascadeActionDoc,
    CascadeQuestionDoc,
    OrgColumnDoc,
    OwnedAreaDoc,
    OwnershipDoc,
)
from marketing_portal.interchange.documents_use_cases import (
    AreaDoc,
    ContradictionDoc,
    DRICellDoc,
    DRIPersonDoc,
    DRIRowDoc,
    LinkDoc,
    LinkKindDoc,
    RequirementDoc,
    RequirementsDoc,
    RoleDoc,
    StatementDoc,
    UseCaseDoc,
    UseCasePersonaDoc,
    UsePointDoc,
    UsePointsDoc,
    ValueDriverDoc,
)
from tests.interchange import generated_origins
from tests.interchange.generated import (
    archived,
    body,
    gaps_anywhere,
    gaps_at,
    keys,
    line,
    maybe_key,
    numbers,
    prose,
    sources,
    states,
    text,
    unique_words,
    word,
)


def many(documents: st.SearchStrategy[Any], *by: str) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few documents, no two alike in all of the fields ``by``."""
    return st.lists(
        documents, max_size=4, unique_by=lambda one: tuple(getattr(one, name) for name in by)
    ).map(tuple)


roles = st.sampled_from(words.PERSONA_ROLES)
personas = st.builds(UseCasePersonaDoc, persona=keys, kind=roles, note=line) | st.builds(
    UseCasePersonaDoc, title=word, kind=roles, note=line
)
use_cases = st.builds(
    UseCaseDoc,
    slug=st.just("made-up"),
    name=word,
    tier=st.sampled_from(words.TIERS),
    position=numbers,
    short_label=line,
    label=line,
    aliases=unique_words,
    anchors=unique_words,
    description=line,
    resource_url=line,
    value_drivers=unique_words,
    personas=st.lists(personas, max_size=3, unique_by=lambda one: (one.kind, one.persona or one.title)).map(
        tuple
    ),
    owner=maybe_key,
    internal=st.booleans(),
    source=sources,
    gaps=gaps_at(st.sampled_from(words.USE_CASE_PLACES)),
    body=body,
    archived=archived,
)
requirement = st.builds(
    RequirementDoc,
    key=keys,
    name=word,
    description=prose,
    features=prose,
    value=prose,
    answer=prose,
    product_areas=prose,
    demos=prose,
    demos_state=states,
)
requirements = st.builds(RequirementsDoc, use_case=st.just("made-up"), requirements=many(requirement, "key"))
point = st.builds(
    UsePointDoc,
    key=keys,
    kind=st.sampled_from(words.POINT_KINDS),
    group=line,
    title=line,
    text=prose,
    detail=prose,
    result=prose,
    demos=prose,
    sales_segment=line,
    state=states,
    is_remark=st.booleans(),
    internal=st.booleans(),
)
points = st.builds(UsePointsDoc, use_case=st.just("made-up"), points=many(point, "key"))
cell_people = many(st.builds(DRIPersonDoc, person=keys, written=line), "person")


@st.composite
def cells(draw: st.DrawFn) -> DRICellDoc:
    """A cell: with people unless its state says why there are none."""
    people = draw(cell_people)
    impossible = "unknown" if people else "known"
    state = draw(states.filter(lambda one: one != impossible))
    return DRICellDoc(use_case=draw(keys), raw=draw(line), state=state, people=people)


@st.composite
def links(draw: st.DrawFn) -> LinkDoc:
    """A link: with a target where its state promises one."""
    state = draw(st.sampled_from(words.LINK_STATES))
    return LinkDoc(
        kind=draw(keys),
        use_case=draw(keys),
        state=state,
        label=draw(line),
        target=draw(word if state in words.LINKS_WITH_TARGET else line),
        raw=draw(line),
        internal=draw(st.booleans()),
        note=draw(line),
    )


@st.composite
def views(draw: st.DrawFn) -> ViewDoc:
    """A view: its steps lie in its phases."""
    phases = draw(unique_words)
    step = st.builds(
        ViewStepDoc,
        key=keys,
        label=word,
        lane=st.sampled_from(words.LANES),
        stage=maybe_key,
        phase=st.sampled_from(["", *phases]),
    )
    return ViewDoc(
        key=draw(keys),
        name=draw(word),
        started_by=draw(word),
        narrative=draw(prose),
        phases=phases,
        steps=draw(many(step, "key")),
    )


@st.composite
def ownership(draw: st.DrawFn) -> OwnershipDoc:
    """A row: what has no text has a state."""
    stated = st.tuples(word, states) | st.tuples(st.just(""), states.filter(lambda one: one != "known"))
    persona, industry = draw(stated), draw(stated)
    return OwnershipDoc(
        person=draw(keys),
        areas=draw(many(owned_areas, "label")),
        persona=persona[0],
        persona_state=persona[1],
        industry=industry[0],
        industry_state=industry[1],
        product_group=draw(line),
        product_group_url=draw(line),
        regions=draw(unique_words),
    )


@st.composite
def columns(draw: st.DrawFn) -> OrgColumnDoc:
    """A column: a vertical is no use case."""
    vertical = draw(st.booleans())
    return OrgColumnDoc(
        key=draw(keys),
        title=draw(word),
        use_case=None if vertical else draw(maybe_key),
        vertical=vertical,
        pmm_group=draw(st.none() | st.integers(1, 9)),
        section=draw(line),
        contact=draw(maybe_key),
    )


owned_areas = st.builds(OwnedAreaDoc, label=word, use_case=maybe_key, url=line) | st.builds(
    OwnedAreaDoc, label=word, vertical=st.just(True), url=line
)
journey_steps = st.builds(
    JourneyStepDoc,
    key=keys,
    stage=word,
    measured_by=line,
    measure_state=states,
    owners=unique_words,
    owner_state=states,
    activities=unique_words,
)
collateral = st.builds(
    CollateralDoc,
    key=keys,
    title=word,
    kind=st.sampled_from(words.COLLATERAL_KINDS),
    url=line,
    use_cases=unique_words,
    stage=maybe_key,
    audiences=unique_words,
    personas=unique_words,
    owner=maybe_key,
    internal=st.booleans(),
    gated=st.booleans(),
    note=line,
    source=sources,
    anchors=unique_words,
    gaps=gaps_anywhere,
    archived=archived,
)
LISTS = {
    "value_drivers": many(st.builds(ValueDriverDoc, key=keys, name=word, text=line), "key"),
    "statements": many(
        st.builds(
            StatementDoc,
            kind=st.sampled_from(words.STATEMENT_KINDS),
            key=keys,
            title=line,
            text=text,
            state=states,
            parent=maybe_key,
        ),
        "key",
    ),
    "activation_roles": many(
        st.builds(
            RoleDoc,
            key=keys,
            name=word,
            list_name=line,
            responsibility=prose,
            lead=maybe_key,
            list_position=numbers,
            matrix_position=numbers,
        ),
        "key",
    ),
    "dri": many(st.builds(DRIRowDoc, role=keys, cells=many(cells(), "use_case")), "role"),
    "key_link_kinds": many(st.builds(LinkKindDoc, key=keys, name=word, url=line), "key"),
    "key_links": many(links(), "kind", "use_case"),
    "areas_of_interest": many(
        st.builds(AreaDoc, key=keys, label=word, use_case=maybe_key, state=states, target=line), "key"
    ),
    "contradictions": many(st.builds(ContradictionDoc, key=keys, where=word, text=text), "key"),
    "journey_stages": many(
        st.builds(
            StageDoc,
            key=keys,
            name=word,
            aliases=unique_words,
            position=line,
            question=line,
            definition=prose,
            focus=prose,
            collateral_types=many(st.builds(CollateralTypeDoc, key=keys, text=word), "key"),
        ),
        "key",
    ),
    "audiences": many(st.builds(AudienceDoc, key=keys, name=word, needs=prose), "key"),
    "journey_views": many(views(), "key"),
    "journeys": many(
        st.builds(JourneyDoc, key=keys, name=word, text=prose, note=line, steps=many(journey_steps, "key")),
        "key",
    ),
    "bom_areas": many(st.builds(BomAreaDoc, key=keys, name=word, url=line), "key"),
    "bom_elements": many(
        st.builds(
            BomElementDoc,
            key=keys,
            area=keys,
            name=word,
            description=prose,
            quantity=line,
            stage=maybe_key,
            priority=st.sampled_from((None, *words.PRIORITIES)),
        ),
        "key",
    ),
    "collateral": many(collateral, "key"),
    "decks": many(
        st.builds(
            DeckDoc,
            key=keys,
            title=word,
            description=prose,
            when_to_use=prose,
            owner_text=line,
            synced_from=maybe_key,
            url=line,
            audience=line,
        ),
        "key",
    ),
    "ownership": many(ownership(), "person"),
    "organisation": many(columns(), "key"),
    "cascade": many(
        st.builds(
            CascadeQuestionDoc,
            key=keys,
            question=word,
            actions=many(st.builds(CascadeActionDoc, key=keys, label=word, url=line), "key"),
        ),
        "key",
    ),
    **generated_origins.LISTS,
}
