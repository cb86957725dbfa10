"""The forms of papers: beginning one (`starting`), details and head (`papers`), sections, parts and comments."""

from reports.forms.comments import AnswerForm, CommentForm
from reports.forms.figures import OverrideForm, WordingForm
from reports.forms.papers import HeadForm, PaperForm
from reports.forms.parts import AppendixForm, BackgroundPaperForm, ImplicationForm, PaperAuthorForm, RecommendationForm
from reports.forms.sections import SectionAddForm, SectionForm
from reports.forms.starting import Beginnings, PaperStartForm

__all__ = [
    "AnswerForm",
    "AppendixForm",
    "BackgroundPaperForm",
    "Beginnings",
    "CommentForm",
    "HeadForm",
    "ImplicationForm",
    "OverrideForm",
    "PaperAuthorForm",
    "PaperForm",
    "PaperStartForm",
    "RecommendationForm",
    "SectionAddForm",
    "SectionForm",
    "WordingForm",
]
