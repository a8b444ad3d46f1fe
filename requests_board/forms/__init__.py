"""The forms of the request desk: filing, editing, moving."""

from requests_board.forms.editing import EditForm
from requests_board.forms.filing import FilingForm
from requests_board.forms.moving import MoveForm
from requests_board.forms.talking import AnswerForm, AskForm, CommentForm

__all__ = ["AnswerForm", "AskForm", "CommentForm", "EditForm", "FilingForm", "MoveForm"]
