"""Forms with one text: a comment, a question to the requester, the answer to it."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from requests_board.forms.fields import PlainText, lines
from requests_board.models import SMRequest


class TalkForm(forms.Form):
    """A text, and the version of the request that the person saw. ``slot``: its name in the template's context."""

    use_required_attribute = False
    text = PlainText()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    slot, label, hint, button, empty = "", "", "", "", ""

    def __init__(self, data: QueryDict | None = None, *, row: SMRequest) -> None:
        super().__init__(data, auto_id=f"{self.slot}_%s", initial={"version": row.version})
        self.fields["text"].label = self.label
        self.fields["text"].help_text = self.hint
        self.fields["text"].widget = lines(3)
        self.fields["text"].error_messages["required"] = self.empty


class CommentForm(TalkForm):
    """A comment: those who watch are told."""

    slot, label, button, empty = "comment_form", "Comment", "Comment", "Write a comment first."
    hint = "Markdown works. Everybody who watches this request is told."
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskForm(TalkForm):
    """A question to the requester."""

    slot, label, button, empty = "ask_form", "Question", "Ask the requester", "Write the question first."
    hint = "The request waits, and is not late, until the requester answers."


class AnswerForm(TalkForm):
    """The requester's answer."""

    slot, label, button, empty = "answer_form", "Your answer", "Send answer", "Write the answer first."
    hint = "Whoever asked is told, and the work goes on."
