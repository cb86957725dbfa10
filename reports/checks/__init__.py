"""Checking a paper before it is published: rules over its content, its plan and its partnership.

A check is pure: it takes content and facts (frozen dataclasses), and gives findings in reading order. It changes
nothing and asks the database nothing; `facts` gathers what it needs beforehand.
"""
