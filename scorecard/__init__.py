"""Indicators, measurements, baselines, breaks in series and exception reports."""
