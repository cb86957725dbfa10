"""Write the pages in docs/ that are made from the code, or check that they say what the code says.

An app names its pages in its AppConfig: `generated_pages = {"plan-states.md": "priorities.plan_states.states_page"}`,
the file in docs/ and the function that gives its text. The page on the models is made here.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from django.utils.module_loading import import_string

from core.models import AppendOnly, Dated, PeriodFields, Sourced, Versioned, personal_data

DOCS = Path("docs")
PATH = DOCS / "model.md"
OURS = Path(__file__).parents[3]
MIXINS: dict[type[models.Model], str] = {
    Dated: "holds between two dates",
    PeriodFields: "has a period as stated",
    Sourced: "says where it was read from",
    Versioned: "counts its revisions",
    AppendOnly: "is never changed or removed",
}
ENDS: dict[Any, str] = {models.CASCADE: " (goes with it)", models.SET_NULL: " (emptied when that goes)"}
KINDS: tuple[tuple[type[models.Field], str], ...] = (
    (models.EmailField, "e-mail address"),
    (models.URLField, "web address"),
    (models.FileField, "file"),
    (models.CharField, "text"),
    (models.TextField, "long text"),
    (models.BooleanField, "yes or no"),
    (models.DateTimeField, "moment"),
    (models.DateField, "date"),
    (models.DecimalField, "decimal number"),
    (models.IntegerField, "whole number"),
    (models.JSONField, "structured data"),
    (models.BinaryField, "bytes"),
)
INTRODUCTION = """# The model

Every kind of record the portal keeps, app by app. Written by `manage.py build_docs` from the models: change those, not
this page.

A record that another one names cannot be removed before it, unless the other goes with it or has that field emptied.
What many records share is said once:

- **holds between two dates**: `from_date` and `until_date`, both inclusive; an empty one is open or not known
- **has a period as stated**: its words, its kind, and its first and last day where the words give them
- **says where it was read from**: the document, the place in it, and its words there
- **counts its revisions**: how often it was saved, so that of two people who edit it at once the second is told
- **is never changed or removed**: the database's triggers hold that too
"""


class Command(BaseCommand):
    """`manage.py build_docs` writes the pages, `--check` ends with code 1 where one does not say what the code says."""

    help = "Write the generated pages in docs/. With --check, change nothing and fail where one is out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail where a page is out of date.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        stale = []
        for name, page in generated_pages().items():
            path = Path(settings.BASE_DIR) / name
            if not check:
                path.write_text(page, encoding="utf-8")
                self.stdout.write(f"Wrote {name}.")
            elif not path.is_file() or path.read_text(encoding="utf-8") != page:
                stale.append(str(name))
        if stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run: ./portal manage build_docs")


def generated_pages() -> dict[Path, str]:
    """Each generated page's file and text, in the order of the apps."""
    pages = {PATH: model_page()}
    for config in apps.get_app_configs():
        for name, function in getattr(config, "generated_pages", {}).items():
            pages[DOCS / name] = import_string(function)()
    return pages


def model_page() -> str:
    """The page as Markdown."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == OURS]
    with_models = [config for config in ours if config.models_module]
    parts = [INTRODUCTION, *(_app(config) for config in with_models), _personal_data(with_models)]
    return "\n".join(parts)


def _app(config: AppConfig) -> str:
    about = _paragraphs(inspect.getdoc(config.models_module) or "")
    return "\n".join([f"## {config.label}\n", *about, *(_model(model) for model in config.get_models())])


def _model(model: type[models.Model]) -> str:
    shared = [words for mixin, words in MIXINS.items() if issubclass(model, mixin)]
    lines = [f"### {model.__name__}\n", *_paragraphs(inspect.getdoc(model) or "")]
    if shared:
        lines.append(f"Each {', '.join(shared)}.\n")
    rows = list(_rows(model))
    if rows:
        lines += ["| field | holds | which is |", "| --- | --- | --- |", *rows, ""]
    rules = sorted({str(rule.violation_error_message) for rule in model._meta.constraints} - _shared_rules())
    if rules:
        lines += ["Refused with a sentence:\n", *(f"- {rule}" for rule in rules), ""]
    return "\n".join(lines)


def _rows(model: type[models.Model]) -> Iterator[str]:
    shared = {field.name for mixin in MIXINS if issubclass(model, mixin) for field in mixin._meta.fields}
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if field.name in shared or isinstance(field, models.AutoField):
            continue
        name = str(field.verbose_name)
        words = [name] if name not in (field.name.replace("_", " "), _kind(field)) else []
        words += [str(field.help_text)] if field.help_text else []
        told = ". ".join(word[:1].upper() + word[1:] for word in words).replace("|", "\\|")
        yield f"| `{field.name}` | {_kind(field)} | {told} |"


def _kind(field: models.Field) -> str:
    maybe = ", or nothing" if field.null or field.blank else ""
    if isinstance(field, models.ManyToManyField):
        return f"any number of {_noun(field)}"
    if isinstance(field, models.ForeignKey):
        end: Any = field.remote_field.on_delete
        return f"one {_noun(field)}{maybe}{ENDS.get(end, '')}"
    if field.choices:
        return f"one of: {'; '.join(str(label) for _, label in field.flatchoices)}{maybe}"
    kind = next((words for kind, words in KINDS if isinstance(field, kind)), field.get_internal_type())
    return f"{kind}{maybe}"


def _noun(field: models.ForeignKey | models.ManyToManyField) -> str:
    related = field.related_model
    return related if isinstance(related, str) else related.__name__


def _personal_data(configs: list[AppConfig]) -> str:
    lines = [
        "## Personal data\n",
        "What says something about a living person, and where it stands. Everything else is about bodies, places and",
        "money; what people write in long texts is theirs to keep free of names.\n",
        "| record | fields |",
        "| --- | --- |",
    ]
    for config in configs:
        for model in config.get_models():
            if personal_data(model):
                fields = ", ".join(f"`{name}`" for name in personal_data(model))
                lines.append(f"| {config.label} {model.__name__} | {fields} |")
    return "\n".join([*lines, ""])


def _shared_rules() -> set[str]:
    """The sentences of the rules that come with what many records share."""
    return {str(rule.violation_error_message) for mixin in MIXINS for rule in mixin._meta.constraints}


def _paragraphs(docstring: str) -> list[str]:
    return [f"{' '.join(paragraph.split())}\n" for paragraph in docstring.split("\n\n")]
