"""Whether every fact of the five source papers stands in what the portal prints.

Two independent nets. ``<slug>.toml`` lists the facts by hand, each with its line in the source; ``extraction`` draws
every number, name and short form from the source by rule, less what ``left_out/<slug>.toml`` explains. ``copying``
looks the other way: no sentence of a source paper, and nobody's name or number, may stand in the printed text.
``private`` captures those names and numbers from the sources when the tests run; no file here holds one.

``python -m tests.facts SLUG TEXTFILE`` prints what is missing; it needs the standard library only.
"""
