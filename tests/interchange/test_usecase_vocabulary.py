"""The words of the use case files are those of the models."""

from marketing_portal.interchange.canonical import use_case_vocabulary as words
from usecases import vocabulary
from usecases.models import BomElement, UseCase


def test_words_are_those_of_the_models() -> None:
    assert tuple(vocabulary.Tier.values) == words.TIERS
    assert tuple(vocabulary.LinkState.values) == words.LINK_STATES
    assert tuple(vocabulary.StatementKind.values) == words.STATEMENT_KINDS
    assert tuple(vocabulary.CollateralKind.values) == words.COLLATERAL_KINDS
    assert tuple(vocabulary.Lane.values) == words.LANES
    assert tuple(vocabulary.UsePointKind.values) == words.POINT_KINDS
    assert set(vocabulary.UsePointKind) == set(vocabulary.POINT_FACTS)
    assert set(vocabulary.PersonaRole.values) == set(words.PERSONA_ROLES)


def test_links_that_promise_something_to_open_are_the_same() -> None:
    assert tuple(state for state in vocabulary.LinkState if state.needs_target) == words.LINKS_WITH_TARGET


def test_places_of_gaps_are_parts_of_a_use_case() -> None:
    names = {one.name for one in UseCase._meta.get_fields()}
    assert set(words.USE_CASE_PLACES) <= names


def test_priorities_are_those_that_the_model_takes() -> None:
    limits = sorted(one.limit_value for one in BomElement._meta.get_field("priority").validators[-2:])  # type: ignore[attr-defined]
    assert limits == [words.PRIORITIES[0], words.PRIORITIES[-1]]
