"""Official figures: readers of the tables that the Home Office and data.police.uk publish, plain Python over rows.

What comes out is counts for the areas and offences that were asked for, and an account of everything that was not
taken. Nothing here knows a record, a page or Django: it also runs in a process that has none of them.
"""
