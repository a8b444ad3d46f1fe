"""The key-links matrix, and the form of one cell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from marketing_portal.content.addresses import link_to
from marketing_portal.people.middleware import public_read
from marketing_portal.people.roles import can_edit_content
from usecases.forms.links import KeyLinkForm
from usecases.models import KeyLink, KeyLinkKind, UseCase
from usecases.reading.contradictions import contradictions_on
from usecases.reading.links import link_matrix
from usecases.telling import link_at, link_in_words
from usecases.views.cells import CellPlace, demand_editor, edit
from usecases.vocabulary import LinkState


@public_read
@require_safe
def key_links(request: HttpRequest) -> HttpResponse:
    """Where everything about a use case is, and which links are still missing."""
    matrix = link_matrix(request.user)
    context = {
        "matrix": matrix,
        "states": LinkState,
        "is_editor": can_edit_content(request.user),
        "contradictions": contradictions_on("use-cases/key-links"),
    }
    return render(request, "usecases/key_links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def key_link(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """One link of one use case; editors change it."""
    row = get_object_or_404(KeyLinkKind, key=kind)
    column = get_object_or_404(UseCase.objects.visible_to(request.user), slug=slug)
    demand_editor(request.user)
    return edit(request, place_of(row, column))


def place_of(kind: KeyLinkKind, use_case: UseCase) -> CellPlace:
    """The cell of ``kind`` for ``use_case`` as something to edit."""

    def find() -> KeyLink:
        stored = KeyLink.objects.filter(kind=kind, use_case=use_case).first()
        return stored or KeyLink(kind=kind, use_case=use_case, state=LinkState.TBD)

    return CellPlace(
        title=f"{kind.name} of {use_case.short}",
        matrix="Key links",
        back=f"{reverse('usecases:key_links')}#cell-{kind.key}-{use_case.slug}",
        find=find,
        guard=use_case,
        form=KeyLinkForm,
        template="usecases/_link_fields.html",
        now=link_in_words,
        told=link_at,
        more={
            "all_of": [
                (use_case.short, link_to("admin:usecases_keylink_column", use_case.pk)),
                (kind.name, link_to("admin:usecases_keylink_row", kind.pk)),
            ]
        },
    )
