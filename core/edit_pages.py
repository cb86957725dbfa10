"""How every page with an edit form goes: what was typed is never lost, and nobody overwrites anybody unseen.

GET   the form, filled with what this person typed here earlier and did not save
POST  wrong                  the form again, with sentences on its fields (422)
      somebody saved since   both versions field by field, to choose (409)
      somebody removed it    the form by itself, to copy from, with a sentence (422)
      right                  one operation, a message, and on to where the form leads
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from core.edit_forms import CHOOSE, EditForm
from core.editing import Refused, RemovedMeanwhile, SavedMeanwhile, as_kept
from core.models import Event, Removal, Versioned
from core.typed import NOT_TYPED, forget_typed, kept_for, remember_saved, saved_already

Form = TypeVar("Form", bound=EditForm)
Result = TypeVar("Result")


def edit_page(
    request: HttpRequest,
    *,
    form: Callable[..., Form],
    save: Callable[[Form], Result],
    heading: str,
    said: str | Callable[[Result], str],
    done: str | Callable[[Result], str],
    cancel: str,
    template: str = "core/edit.html",
    conflict: str = "core/conflict.html",
    context: Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """The answer to a request for a page with one edit form.

    `form` takes `data`, `files` and `editor`, and `instance` or `record` in place of its own (bind the rest with
    `functools.partial`). `save` gets the valid form and calls one operation, which may raise SavedMeanwhile, Refused or
    ValidationError. `said` is the message after saving (empty for none), `done` where to go on, `cancel` where else.
    `context` is asked for only when a page is shown. `conflict` is the template that shows both versions; one of an
    app includes core/conflict_form.html.
    """
    page = {"heading": heading, "cancel": cancel}

    def both_versions(sent: Form, fresh: Form, missing: list[str] | None = None) -> HttpResponse:
        more = {**page, **(context() if context else {}), **_versions(request, sent, fresh, missing or [])}
        return TemplateResponse(request, conflict, more, status=409)

    if request.method != "POST":
        return _show(request, template, _as_left(form, request), page, context, status=200)
    sent = form(request.POST, request.FILES, editor=request.user)
    if not sent.is_valid():
        return _show(request, template, sent, page, context, status=422)
    makes_new = not sent.token.key
    before = saved_already(request) if makes_new else ""
    if before:
        messages.info(request, "This was sent before, and is saved once.")
        return redirect(before)
    try:
        if sent.token.choose and (missing := sent.choose(fresh := _from_the_record(form, request, sent))):
            return both_versions(sent, fresh, missing)
        result = save(sent)
    except SavedMeanwhile as error:
        sent.theirs = {}
        return both_versions(sent, _from_the_record(form, request, sent, error.record))
    except (Refused, ValidationError, IntegrityError) as error:
        _say(sent, error)
        # The place of the form on a page of its app may have gone with the record.
        shown = "core/edit.html" if isinstance(error, RemovedMeanwhile) else template
        return _show(request, shown, sent, page, context, status=422)
    forget_typed(request, request.path)
    _say_what_was_done(request, said, result)
    leads_to = done if isinstance(done, str) else done(result)
    if makes_new:
        remember_saved(request, leads_to)
    return redirect(leads_to)


def act(
    request: HttpRequest, operation: Callable[[], Any], *, said: str | Callable[[Any], str] = "", done: str
) -> HttpResponse:
    """The answer to a button that asks nothing: one operation, a message (with an undo where it removed something), and
    on. A refusal is said as a message.
    """
    try:
        result = operation()
    except (Refused, SavedMeanwhile) as error:
        messages.error(request, str(error))
        return redirect(done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(done)
    _say_what_was_done(request, said, result)
    return redirect(done)


def _say_what_was_done(request: HttpRequest, said: str | Callable[[Any], str], result: Any) -> None:
    """The message after an operation; with an undo where it removed something."""
    sentence = said if isinstance(said, str) else said(result)
    if sentence:
        undo = f"undo-{result.pk}" if isinstance(result, Removal) else ""
        messages.success(request, sentence, extra_tags=undo)


def _as_left(form: Callable[..., Form], request: HttpRequest) -> Form:
    """The form as made from its record, or as this person left it the last time without saving."""
    kept = kept_for(request)
    if kept is None:
        return form(None, None, editor=request.user)
    shown = form(kept.data, None, editor=request.user)
    shown.kept = kept
    shown.say_nothing_yet()
    return shown


def _show(
    request: HttpRequest,
    template: str,
    form: EditForm,
    page: Mapping[str, Any],
    context: Callable[[], Mapping[str, Any]] | None,
    *,
    status: int,
) -> HttpResponse:
    more = context() if context else {}
    return TemplateResponse(request, template, {**page, **more, "form": form}, status=status)


def _versions(request: HttpRequest, sent: EditForm, fresh: EditForm, missing: list[str]) -> dict[str, Any]:
    """What core/conflict_form.html shows."""
    differences = sent.differences(fresh)
    token = fresh.fresh_token().asking(line.name for line in differences)
    return {
        "form": sent,
        "differences": differences,
        "missing": [line for line in differences if line.name in missing],
        "typed": _hidden(request.POST),
        "token_text": token.signed(),
        "saved_by": _last_saved(sent.record) if sent.record else None,
    }


def _from_the_record(
    form: Callable[..., Form], request: HttpRequest, sent: Form, fresh: Versioned | None = None
) -> Form:
    """The form as it would be made from the record now."""
    if fresh is None and sent.record is not None:
        fresh = as_kept(sent.record)
    name = "instance" if hasattr(sent, "instance") else "record"
    return form(None, None, editor=request.user, **{name: fresh})


def _hidden(sent: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name not in NOT_TYPED and not name.startswith(CHOOSE)
    ]


def _last_saved(record: Versioned) -> Event | None:
    """The last event about a record, with who did it."""
    about = Event.objects.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))
    return about.select_related("actor").order_by("-pk").first()


def _say(form: EditForm, error: Exception) -> None:
    if isinstance(error, Refused):
        form.add_error(error.field if error.field in form.fields else None, str(error))
    elif isinstance(error, ValidationError):
        told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, sentences in told.items():
            form.add_error(name if name in form.fields else None, sentences)
    else:
        form.add_error(None, "Somebody saved something that clashes with this at the same moment. Look again and save.")
