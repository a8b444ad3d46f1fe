"""What the form templates need to know of a Django form: which errors there are and where their fields stand."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField, Field

# How a sentence of Django or django-allauth begins, and what the portal says instead.
OUR_WORDS = {
    "Select a valid choice.": "This is not one of the choices (any more). Choose again.",
    "Enter a valid email address.": "Write the whole address, such as name@example.com.",
    "You must type the same password each time.": "The two are not the same. Type the new password twice.",
    "This password is too common.": "Many people have this password. Choose another.",
    "This password is entirely numeric.": "A password of figures alone is soon guessed. Add words.",
}


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; ``anchor`` is the id of the input to go to, empty for the whole form."""

    sentence: str
    anchor: str = ""


def input_id(bound: BoundField) -> str:
    """The id that a link can focus: the input, or the first choice of a group of radios or checkboxes."""
    return bound.id_for_label or (f"{bound.auto_id}_0" if bound.use_fieldset else str(bound.auto_id))


def sentences(bound: BoundField) -> list[str]:
    """The errors of a field as sentences that stand alone, in the portal's words where Django has its own."""
    return [in_our_words(str(error), bound) for error in bound.errors]


def in_our_words(error: str, bound: BoundField) -> str:
    """``error``, or what the portal says instead: Django's "This field is required." names no field."""
    if error == str(Field.default_error_messages["required"]):
        return f"“{bound.label}” needs an answer."
    return next((ours for theirs, ours in OUR_WORDS.items() if error.startswith(theirs)), error)


def problems(form: BaseForm) -> list[Problem]:
    """All errors of ``form``, those of the whole form first, then field by field in the order of the page."""
    found = [Problem(str(error)) for error in form.non_field_errors()]
    for bound in form.hidden_fields():
        found += [Problem(f"{bound.label}: {error}") for error in bound.errors]
    for bound in form.visible_fields():
        found += [Problem(sentence, input_id(bound)) for sentence in sentences(bound)]
    return found


def kind(bound: BoundField) -> str:
    """How a field is laid out: ``group`` (fieldset), ``check`` (one checkbox, label behind it) or ``line``."""
    if bound.use_fieldset:
        return "group"
    return "check" if getattr(bound.field.widget, "input_type", "") == "checkbox" else "line"
