"""Where links between pages lead: to the objects that the pages became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import SplitResult, urljoin, urlsplit

from django.urls import reverse

from marketing_portal.content.models import FormerSlug, HandbookPage
from marketing_portal.interchange.documents import Document, PageDoc, PersonaDoc
from marketing_portal.interchange.documents_use_cases import (
    HOUSE_POINT,
    MessageHouseDoc,
    ResourcePageDoc,
    UseCaseDoc,
)
from marketing_portal.interchange.handbook.kinds.understanding import Understood
from marketing_portal.interchange.handbook.reading.blocks import Shape
from marketing_portal.interchange.models import ImportedFile
from personas.models import Persona
from usecases.models import UseCase, UseCasePoint

DEFAULT_BASE = "https://about.gitlab.com/"
HANDBOOK = "handbook"
USE_CASE_FOLDERS = {"usecase-gtm", "use-cases"}
ENDINGS = (".html", ".md", ".erb")


@dataclass(frozen=True)
class Target:
    """A page of the portal, and the anchors that it has."""

    url: str
    anchors: frozenset[str] = frozenset()


@dataclass
class Addresses:
    """What can be linked to: things by the anchor of their heading, pages by their address, use cases by theirs.

    ``base`` is where the pages stood; what leads to nothing known keeps leading there.
    """

    base: str = DEFAULT_BASE
    anchors: dict[str, str] = field(default_factory=dict)
    personas: dict[str, str] = field(default_factory=dict)  # slug by anchor
    pages: dict[str, Target] = field(default_factory=dict)  # by address here
    files: dict[str, str] = field(default_factory=dict)  # address here by address there
    use_cases: dict[str, str] = field(default_factory=dict)
    houses: set[str] = field(default_factory=set)  # slugs of use cases whose message house is here

    @classmethod
    def stored(cls, base: str) -> Addresses:
        """What the database holds."""
        found = cls(base or DEFAULT_BASE)
        personas = dict(Persona.objects.values_list("pk", "slug"))
        for slug in personas.values():
            found.add_persona(slug, ())
        for former in FormerSlug.objects.filter(
            content_type__model="persona", content_type__app_label="personas"
        ):
            if former.object_id in personas:
                found.add_persona(personas[former.object_id], [former.slug])
        for slug, headings in HandbookPage.objects.current().values_list("slug", "headings"):
            found.add_page(slug, (heading["id"] for heading in headings))
        slugs = UseCase.objects.values_list("slug", flat=True)
        found.use_cases = {slug: reverse("usecases:detail", args=[slug]) for slug in slugs}
        houses = UseCasePoint.objects.filter(key__startswith=HOUSE_POINT)
        found.houses = set(houses.values_list("use_case__slug", flat=True))
        found.files = dict(file_pages())
        return found

    def add_persona(self, slug: str, anchors: Iterable[str]) -> None:
        """A persona that an import brings."""
        for name in (slug, *anchors):
            self.anchors[name], self.personas[name] = persona_url(slug), slug

    def add_page(self, slug: str, anchors: Iterable[str]) -> None:
        """A page under its address here."""
        self.pages[slug] = Target(page_url(slug), frozenset(anchors))
        self.__dict__.pop("named", None)

    @cached_property
    def named(self) -> dict[str, Target]:
        """Pages by the last part of an address: their own, else that of their file.

        It does not matter which of them an import brings: it would lead elsewhere once more after it.
        """
        found: dict[str, Target] = {}
        for slug in sorted(self.pages, key=lambda one: ("/" in one, one)):
            found.setdefault(tail(slug), self.pages[slug])
        for key, slug in sorted(self.files.items()):
            found.setdefault(tail(key), self.pages.get(slug) or Target(page_url(slug)))
        return found

    def add_documents(self, understood: Understood, documents: Sequence[Document]) -> None:
        """What an import makes of one page."""
        for document in documents:
            if isinstance(document, PersonaDoc):
                self.add_persona(document.slug, document.anchors)
            elif isinstance(document, UseCaseDoc):
                self.use_cases[document.slug] = reverse("usecases:detail", args=[document.slug])
            elif isinstance(document, ResourcePageDoc):
                slug = document.use_case or document.slug
                self.use_cases[slug] = reverse("usecases:detail", args=[slug])
                if isinstance(document, MessageHouseDoc):
                    self.houses.add(slug)
            elif isinstance(document, PageDoc):
                anchors = (block.anchor for block in understood.body if block.shape is Shape.HEADING)
                self.add_page(document.slug, anchors)
                self.files[understood.page.key] = document.slug

    def resolve(self, address: str, own: frozenset[str] = frozenset(), about: str = "") -> tuple[str, bool]:
        """Where ``address`` leads from a page whose headings are ``own``, and whether that is known.

        ``about``: the use case that the page is of, whose message house may be meant.
        """
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return address, True  # no address at all: nothing to look for
        if parts.scheme not in {"", "http", "https"} or not (parts.path or parts.fragment):
            return address, True
        if parts.netloc and parts.netloc != urlsplit(self.base).netloc:
            return address, True
        if parts.fragment and not parts.path:
            here, known = f"#{parts.fragment}", parts.fragment in self.anchors
            return (here, True) if parts.fragment in own else (self.anchors.get(parts.fragment, here), known)
        found = self.known(parts) or self.house(parts, about)
        return (found, True) if found else (absolute(self.base, address), bool(parts.netloc))

    def house(self, parts: SplitResult, about: str) -> str:
        """The message house that an address leads to, which stands on the page of its use case."""
        *before, last = [step for step in parts.path.split("/") if step not in {"", ".", "index.html"}] or [
            ""
        ]
        slug = before[-1] if before else about
        is_house = last.removesuffix(".html") == "message-house" and slug in self.houses
        return f"{reverse('usecases:detail', args=[slug])}#points-messages" if is_house else ""

    def known(self, parts: SplitResult) -> str:
        """The object behind an address of the handbook; empty where there is none."""
        if parts.fragment in self.anchors:
            return self.anchors[parts.fragment]
        steps = [step for step in parts.path.split("/") if step not in {"", ".", "..", "index.html"}]
        if not steps or (parts.path.startswith("/") and steps[0] != HANDBOOK):
            return ""
        last = steps[-1]
        for ending in ENDINGS:
            last = last.removesuffix(ending)
        if len(steps) > 1 and steps[-2] in USE_CASE_FOLDERS and last in self.use_cases:
            return self.use_cases[last]
        target = self.named.get(last)
        if target is None:
            return ""
        return f"{target.url}#{parts.fragment}" if parts.fragment in target.anchors else target.url


def absolute(base: str, address: str) -> str:
    """``address`` from the root of where the pages stood."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def tail(key: str) -> str:
    """The last part of the address of a page."""
    return key.rpartition("/")[2]


def persona_url(slug: str) -> str:
    """Address of a persona."""
    return reverse("personas:detail", args=[slug])


def page_url(slug: str) -> str:
    """Address of a handbook page."""
    return reverse("content:page", args=[slug])


def file_pages() -> Iterable[tuple[str, str]]:
    """Key of every imported file and slug of the handbook page that it became."""
    slugs: Mapping[int, str] = dict(HandbookPage.objects.values_list("pk", "slug"))
    made = ImportedFile.objects.filter(
        objects_made__content_type__model="handbookpage", objects_made__content_type__app_label="content"
    ).values_list("key", "objects_made__object_id")
    return [(key, slugs[pk]) for key, pk in made if pk in slugs]
