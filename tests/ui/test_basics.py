"""The small components: what they write, that they escape, and what they do with values they do not know."""

import pytest
from django.template import Context, Template

from marketing_portal.ui.components import basics
from marketing_portal.ui.components.sizes import size

HOSTILE = '<img src=x onerror="alert(1)">\'&'


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon 'copy' text %}",
        "{% badge text %}",
        "{% scoped_label text %}",
        "{% scoped_label text text title=text href=text %}",
        "{% scoped_label 'sm_req' 'triage' tone=text %}",
        "{% avatar text labelled=True %}",
        "{% avatar text size=text %}",
        "{% person text href=text note=text %}",
        "{% gap 'tbd' text=text href=text action=text %}",
        "{% gap text %}",
        "{% copy_text text label=text %}",
        "{% copy_value text label=text %}",
        "{% copy_link text label=text %}",
        "{% progress 1 2 text %}",
        "{% crumbs text text text %}",
        "{% empty_state text text=text href=text action=text %}",
        "{% sample_note text %}",
        "{% provenance owner=text origin=text changed_by=text report_href=text %}",
    ],
)
def test_it_escapes_what_it_is_given(source: str) -> None:
    page = rendered(source, text=HOSTILE)
    assert "<img" not in page
    assert 'onerror="' not in page


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in basics.icon("copy")
    assert 'role="img" aria-label="Copy"' in basics.icon("copy", "Copy")
    assert "ui/icons.svg#copy" in basics.icon("copy")


def test_a_scoped_label_keeps_its_colons() -> None:
    page = basics.scoped_label("sm_req", "triage", "blue")
    assert 'class="label tone-blue"' in page
    assert "sm_req<span" in page
    assert "::</span>" in page


def test_a_label_without_value_is_plain() -> None:
    page = basics.scoped_label("tech-pmm", tone="pink")
    assert "label-key" not in page
    assert "tech-pmm" in page


def test_a_label_with_an_address_is_a_link() -> None:
    assert basics.scoped_label("p", "1", href="/x/").startswith('<a class="label')


def test_an_unknown_tone_is_grey() -> None:
    assert "tone-grey" in basics.badge("Draft", tone="octarine")
    assert "tone-grey" in basics.scoped_label("a", "b", tone="octarine")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Tye Davis", "TD"),
        ("Saumya", "S"),
        ("triage lead", "TL"),
        ("Anna Maria van Houten", "AH"),
        ("J. Doe", "JD"),
        ("", "?"),
        ("—", "?"),
        ("(Nobody) Yet", "Y"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert basics.initials(name) == letters


def test_an_avatar_has_always_the_same_tone() -> None:
    assert basics.avatar("Team lead") == basics.avatar("Team lead")
    assert basics.avatar("Team lead", labelled=True).count('aria-label="Team lead"') == 1


@pytest.mark.parametrize("state", basics.GAPS)
def test_each_gap_has_its_own_word_and_icon(state: str) -> None:
    picture, word = basics.GAPS[state]
    page = basics.gap(state)
    assert f"#{picture}" in page
    assert word in page
    assert len(set(basics.GAPS.values())) == len(basics.GAPS)


def test_what_is_known_is_no_gap() -> None:
    assert basics.gap("known", "text") == ""


def test_a_gap_says_more_and_leads_on() -> None:
    page = basics.gap("needs_data", "company size", "/report/", "Report what you know")
    assert "company size" in page
    assert '<a href="/report/">Report what you know</a>' in page


def test_progress_is_told_in_figures() -> None:
    page = basics.progress(3, 8, "Done")
    assert "3 of 8" in page
    assert 'max="1"' in basics.progress(0, 0, "Done")


def test_the_last_crumb_is_the_page() -> None:
    page = basics.crumbs("Personas", "/personas/", "Alex")
    assert '<a href="/personas/">Personas</a>' in page
    assert '<li aria-current="page">Alex</li>' in page


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1\xa0byte"), (10 * 2**20, "10\xa0MB"), (1536, "1.5\xa0KB"), (100 * 2**20, "100\xa0MB")],
)
def test_a_size_has_no_empty_decimals(number: int, words: str) -> None:
    assert size(number) == words
