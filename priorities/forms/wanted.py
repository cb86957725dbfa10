"""Forms that say by their rules what is wanted, and not by their fields."""

from typing import Any, ClassVar

from django import forms


class WantedByRules(forms.Form):
    """A form that asks for most things only beside certain answers: its `clean` complains of what is missing.

    Its fields are not called optional all the same, but for those whose names begin with one of `optional`.
    """

    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def full_clean(self) -> None:
        self._want(value=False)
        super().full_clean()
        self._want(value=True)

    def _want(self, *, value: bool) -> None:
        for name, field in self.fields.items():
            field.required = value and name.partition("-")[0] not in self.optional
