"""The event log, access marks, formats, forms and components that every other app stands on."""
