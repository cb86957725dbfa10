"""What a browser would send back from the edit form of a page."""

from typing import Any

from tests.forms_on_pages import edit_form_on


def sent_by(response: Any) -> dict[str, Any]:
    """The fields of the page's edit form as they stand on it."""
    form = edit_form_on(response.content.decode())
    assert form is not None
    return {name: values[0] if len(values) == 1 else values for name, values in form.data.items()}
