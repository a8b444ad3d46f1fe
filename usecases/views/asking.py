"""Whom do I ask?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketing_portal.people.middleware import public_read
from usecases.asking import ask, ask_all
from usecases.forms.asking import WhomForm


@public_read
@require_safe
def whom(request: HttpRequest) -> HttpResponse:
    """One answer for a use case and a concern; for a use case alone, the answer to every concern."""
    form = WhomForm(request.GET if "use_case" in request.GET else None, request.user)
    context: dict[str, object] = {"form": form, "use_case": form.about}
    if form.about and form.role:
        context["answer"] = ask(form.about, form.role, request.user)
    elif form.about:
        context["answers"] = ask_all(form.about, form.roles.values(), request.user)
    return render(request, "usecases/ask.html", context)
