"""The convention tests ask for every page many times and look at nothing but the answer."""

import pytest
from django.template.base import Template
from django.test import utils


@pytest.fixture(autouse=True)
def plain_rendering(monkeypatch: pytest.MonkeyPatch, django_test_environment: None) -> None:
    """Render templates without keeping each one's context for the test client, which takes as long as rendering."""
    monkeypatch.setattr(Template, "_render", utils._TestState.saved_data.template_render)  # type: ignore[attr-defined]
