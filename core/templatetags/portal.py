"""Tags about the portal itself: `{% load portal %}`."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_demo() -> bool:
    """Whether this installation holds demo data, which every page then says."""
    return bool(settings.IS_DEMO)
