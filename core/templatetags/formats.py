"""Filters that write numbers, money, dates and prose: `{% load formats %}`. The rules are in `core.formats`."""

from django import template

from core import formats, prose

register = template.Library()
register.filter("money", formats.money)
register.filter("number", formats.number)
register.filter("percentage", formats.percentage)
register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("clock", formats.clock)
register.filter("listed", formats.listed)
register.filter("prose", prose.to_html)
register.filter("gist", prose.gist)
register.filter("inline_prose", prose.to_inline_html)
register.simple_tag(formats.span, name="span")
